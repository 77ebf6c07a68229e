import Values

/// How a target was met.
public struct Assessment: Sendable {
  public var target: Target
  public var direction: Direction
  public var actual: Figure
  /// The stated starting value, else the baseline period's.
  public var baseline: Number?
  /// actual − target; `nil` when the actual is missing.
  public var gap: Number?
  /// 1 is met; `nil` where the target is not positive or the ratio undefined.
  public var completion: Number?
  /// (actual − baseline) ÷ (target − baseline).
  public var progress: Number?
  /// `nil` for direction `context` and when the actual is missing.
  public var status: Status?

  /// Judges an actual value. `exactly` is the value before it was rounded for printing, where that is known.
  public init(
    target: Target, direction: Direction, actual: Figure, exactly: Number? = nil, baseline: Number? = nil,
    thresholds: Thresholds = Thresholds()
  ) {
    self.target = target
    self.direction = direction
    self.actual = actual
    self.baseline = target.baseline.map(Number.exact) ?? baseline
    guard let printed = actual.value else { return }
    let value = exactly ?? printed
    let goal = Number.exact(target.target)
    gap = Assessment.deviation(value, target)
    completion = Assessment.completion(value, target, direction)
    if let start = self.baseline { progress = value.subtracting(start).divided(by: goal.subtracting(start)) }
    status = Assessment.status(value, target, direction, thresholds)
  }

  /// Signed distance from the target, or from the nearer end of its range; 0 within the range.
  private static func deviation(_ value: Number, _ target: Target) -> Number {
    let goal = Number.exact(target.target)
    guard let upper = target.upper.map(Number.exact), upper.compared(to: goal) >= 0 else {
      return value.subtracting(goal)
    }
    if value.compared(to: goal) < 0 { return value.subtracting(goal) }
    return value.compared(to: upper) > 0 ? value.subtracting(upper) : .exact(.zero)
  }

  static func completion(_ value: Number, _ target: Target, _ direction: Direction) -> Number? {
    let (zero, one) = (Number.exact(.zero), Number.exact(Exact(1)))
    let goal = Number.exact(target.target)
    guard goal.compared(to: zero) > 0 else { return nil }
    switch direction {
    case .higher: return value.divided(by: goal)
    // A cost of nothing or less has no ratio that would mean anything.
    case .lower: return value.compared(to: zero) > 0 ? goal.divided(by: value) : nil
    case .target:
      guard let share = magnitude(deviation(value, target)).divided(by: goal) else { return nil }
      let rest = one.subtracting(share)
      return rest.compared(to: zero) < 0 ? zero : rest
    case .context: return nil
    }
  }

  private static func magnitude(_ value: Number) -> Number {
    value.compared(to: .exact(.zero)) < 0 ? value.negated : value
  }

  static func status(_ value: Number, _ target: Target, _ direction: Direction, _ thresholds: Thresholds) -> Status? {
    let goal = Number.exact(target.target)
    let size = Number.exact(target.target.magnitude)
    func limit(_ fraction: Exact) -> Number { size.multiplied(by: .exact(fraction)) }
    let green: Bool
    let yellow: Bool
    switch direction {
    case .context: return nil
    case .higher:
      green = atLeast(value, goal)
      yellow = atLeast(value, goal.subtracting(limit(target.warn ?? thresholds.yellow)))
    case .lower:
      green = atLeast(goal, value)
      yellow = atLeast(goal.adding(limit(target.warn ?? thresholds.yellow)), value)
    case .target:
      let distance = magnitude(deviation(value, target))
      green = atLeast(limit(thresholds.targetGreen), distance)
      yellow = atLeast(limit(target.warn ?? thresholds.targetYellow), distance)
    }
    return green ? .green : (yellow ? .yellow : .red)
  }

  /// Whether `a` is `b` or more. Quotients that are not exact may be off in their last digits.
  private static func atLeast(_ a: Number, _ b: Number) -> Bool {
    if case .exact(let x) = a, case .exact(let y) = b { return x >= y }
    let (x, y) = (a.double, b.double)
    return x >= y - 1e-12 * max(abs(x), abs(y))
  }
}

extension CampaignFacts {
  /// The brief's target for a KPI or measure.
  public func target(_ kpi: String) -> Target? {
    frame.targets.first { CampaignFacts.same($0.kpi, kpi) }
  }

  /// Whether two ids differ in nothing but `-` and `_`.
  private static func same(_ a: String, _ b: String) -> Bool {
    a.utf8.count == b.utf8.count
      && a.utf8.elementsEqual(b.utf8) { ($0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0) == ($1 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $1) }
  }

  public func direction(of id: String) -> Direction { dictionary[id]?.direction ?? .higher }

  /// Completion, gap, progress and status of one target. A target with a due day before the campaign's end is judged
  /// by the whole campaign all the same.
  public func assessment(of target: Target) -> Assessment {
    let (actual, exactly) = unrounded(target.kpi, in: .campaign)
    return Assessment(
      target: target, direction: direction(of: target.kpi), actual: actual, exactly: exactly,
      baseline: target.baseline == nil ? unrounded(target.kpi, in: .baseline).value : nil, thresholds: frame.thresholds)
  }

  /// All targets, in the brief's order.
  public var assessments: [Assessment] { frame.targets.map(assessment) }

  /// Sum of weight × capped completion over sum of weights × 100, over targets with a weight and a completion.
  public var weightedScore: Number? { weightedScore(of: assessments) }

  /// The same from assessments that are known already.
  public func weightedScore(of assessments: [Assessment]) -> Number? {
    var (sum, weights) = (Number.exact(.zero), Number.exact(.zero))
    let cap = Number.exact(frame.thresholds.completionCap)
    for item in assessments where item.target.kpi != "weighted-score" {
      guard let weight = item.target.weight, let completion = item.completion else { continue }
      let capped = completion.compared(to: cap) > 0 ? cap : completion
      let counted = capped.compared(to: .exact(.zero)) < 0 ? Number.exact(.zero) : capped
      sum = sum.adding(counted.multiplied(by: .exact(weight)))
      weights = weights.adding(.exact(weight))
    }
    return sum.multiplied(by: .exact(Exact(100))).divided(by: weights)
  }

  /// The figure of a key, its campaign part ignored. `assessment` is that of the key's own target, where it is known
  /// already.
  public func figure(_ key: FigureKey, judged assessment: Assessment? = nil) -> Figure {
    let slice = Slice(.campaign, filter: key.filter)
    let known = key.filter.isEmpty ? assessment : nil
    let actual = known?.actual ?? figure(key.id, in: slice)
    guard let aspect = key.aspect else { return actual }
    if case .unknown? = actual.missing { return actual }
    let kind = Figure.Kind(rawValue: aspect.rawValue) ?? .kpi
    func derived(_ value: Number?, _ unit: Unit, _ missing: MissingReason, _ from: Figure?) -> Figure {
      Figure(
        id: actual.id, kind: kind, value: CampaignFacts.settled(value, unit), unit: unit, formula: from?.formula ?? "",
        sources: from?.sources ?? [], missing: value == nil ? missing : nil, notes: from?.notes ?? [])
    }
    if aspect == .baseline {
      if key.filter.isEmpty, let stated = target(actual.id)?.baseline {
        return derived(.exact(stated), actual.unit, .noBaseline, nil)
      }
      var baseline = figure(key.id, in: Slice(.baseline, filter: key.filter))
      baseline.kind = .baseline
      return baseline
    }
    // Targets are set for the whole campaign.
    guard key.filter.isEmpty, let target = target(actual.id) else { return derived(nil, actual.unit, .noTarget, nil) }
    if aspect == .target { return derived(.exact(target.target), actual.unit, .noTarget, nil) }
    let assessment = known ?? self.assessment(of: target)
    let reason = actual.missing ?? .undefined
    switch aspect {
    case .gap: return derived(assessment.gap, actual.unit, reason, actual)
    case .completion: return derived(assessment.completion, Unit(.ratio), reason, actual)
    default:
      var status = derived(assessment.completion, Unit(.ratio), reason, actual)
      status.value = nil
      status.status = assessment.status
      status.missing = assessment.status == nil ? reason : nil
      return status
    }
  }
}
