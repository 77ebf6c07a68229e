import Diagnostics
import Formulas
import Values

/// Computing KPIs.
extension CampaignFacts {
  /// Values of KPIs that one question has already computed, so that a KPI used many times costs once.
  final class Memo {
    struct Key: Hashable {
      var kpi: Int
      var scope: Scope
    }
    var readings: [Key: Reading] = [:]
  }

  func reading(kpi: Int, in scope: Scope, _ memo: Memo) -> Reading {
    let key = Memo.Key(kpi: kpi, scope: scope)
    if let known = memo.readings[key] { return known }
    let result = freshReading(kpi, scope, memo)
    memo.readings[key] = result
    return result
  }

  func freshReading(_ kpi: Int, _ scope: Scope, _ memo: Memo) -> Reading {
    // Read field by field: a definition is large to copy.
    let id = dictionary.kpis[kpi].id
    if id == "weighted-score", scope.slice == .campaign, actuals[id] == nil {
      return Reading(value: weightedScore, missing: weightedScore == nil ? .noTarget : nil)
    }
    let computed = dictionary.kpis[kpi].formula.map { evaluate($0, dictionary.bindings[kpi], scope, memo) }
    if var actual = actualReading(id, scope.slice) {
      if computed?.value != nil { actual.note(.actualBeatsFormula) }
      return actual
    }
    // Surveys and listening files state what no formula gives.
    if computed?.value == nil, let found = researchReading(id, scope.slice) { return found }
    if var computed {
      // A formula that lacks its data says what that data is, where the definition does.
      if case .noData? = computed.missing, let needs = dictionary.kpis[kpi].needs { computed.missing = .needs(needs) }
      return computed
    }
    if let reading = customerReading(id, scope) { return reading }
    return .missing(.needs(dictionary.kpis[kpi].needs ?? Wording(zh: "实际值表（actuals）", en: "an 'actuals' file")))
  }

  private func evaluate(_ formula: Formula, _ bindings: [Binding], _ scope: Scope, _ memo: Memo) -> Reading {
    var result = Reading()
    var absent: MissingReason?
    let (value, flaw) = formula.evaluate { name in
      let part: Reading
      switch bindings[name] {
      case .measure(let measure, .weekday): part = weekdayReading(measure, scope)
      case .measure(let measure, let from):
        part = read(from, scope) { facts, scope in facts.reading(measure: measure, in: scope) }
      case .kpi(let kpi, let from):
        part = read(from, scope) { facts, inner in
          facts.reading(kpi: kpi, in: inner, from == .compare ? Memo() : memo)
        }
      case .frame(let field):
        if field == .acquiredUnit {
          if frame.acquiredUnit == .registration { result.note(.perRegistration) }
          return .text(frame.acquiredUnit == .customer ? "customer" : "registration")
        }
        part = frameReading(field, scope)
      }
      result.absorb(part)
      guard let number = part.value else {
        absent = absent ?? part.missing
        return .missing
      }
      return .number(number)
    }
    switch value {
    case .number(let number):
      result.value = number
      // The formula had another way to go.
      if case .noData(let measure)? = absent { result.note(.fallback(measure: measure)) }
    case .missing: result.missing = absent ?? (flaw == .zeroDivisor ? .zeroDenominator : .undefined)
    default: result.missing = .undefined
    }
    return result
  }

  /// Follows a prefix (`baseline.`, `total.`, `compare.`) to the part of the data it means.
  private func read(
    _ from: Binding.Scope, _ scope: Scope, _ body: (CampaignFacts, Scope) -> Reading
  ) -> Reading {
    var inner = scope
    switch from {
    case .same, .weekday: return body(self, scope)
    case .total:
      inner.slice = Slice(scope.slice.span)
      return body(self, inner)
    case .baseline:
      if scope.slice.span == .baseline { return body(self, scope) }
      guard frame.baseline != nil, let period = period(of: scope.slice.span) else { return .missing(.noBaseline) }
      return body(self, Scope(slice: Slice(.baseline, filter: scope.slice.filter), scaledTo: period.length))
    case .compare:
      guard let other = compared.first else {
        return .missing(.needs(Wording(zh: "brief.md 的 compare（对比的活动）", en: "compare in brief.md, the campaign to compare with")))
      }
      return body(other, Scope(slice: Slice(.campaign, filter: scope.slice.filter)))
    }
  }

  /// The weekday-matched baseline, with the baseline's own sources.
  private func weekdayReading(_ measure: Int, _ scope: Scope) -> Reading {
    guard frame.baseline != nil else { return .missing(.noBaseline) }
    guard scope.slice.span == .campaign else { return .missing(.undefined) }
    var result = reading(measure: measure, in: Scope(slice: Slice(.baseline, filter: scope.slice.filter)))
    let id = dictionary.measures[measure].id
    guard result.value != nil else { return result }
    result.value = weekdayMatchedBaseline(of: id, filter: scope.slice.filter)
    if result.value == nil { result.missing = .noBaseline }
    return result
  }

  private func frameReading(_ field: Binding.FrameField, _ scope: Scope) -> Reading {
    func stated(_ value: Exact?, _ key: String) -> Reading {
      guard let value else {
        return .missing(.needs(Wording(zh: "brief.md 的 \(key)", en: "\(key) in brief.md")))
      }
      return Reading(value: .exact(value), notes: [.fromBrief])
    }
    switch field {
    case .budget: return stated(frame.budget, "budget")
    case .grossMargin: return stated(frame.grossMargin, "gross_margin")
    case .reserve:
      guard let reserve = frame.reserve, reserve < Exact(1) else { return stated(frame.reserve, "reserve") }
      return stated(frame.budget?.multiplied(by: reserve), "budget")
    case .days: return Reading(value: period(of: scope.slice.span).map { .exact(Exact($0.length)) })
    case .acquiredUnit: return .missing(.undefined)
    }
  }
}
