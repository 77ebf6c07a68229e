import Diagnostics
import Formulas
import Values

/// Figures of several campaigns taken together.
///
/// A measure is the sum of theirs. A KPI is its formula over the sums of those campaigns that have all its parts, so
/// that a rate is the ratio of sums and no mean of rates. What is not additive, such as reach or buyers, is known only
/// where one campaign alone has it: the same person may be in two.
public struct CampaignSums: Sendable {
  private let campaigns: [CampaignFacts]
  private let dictionary: KPIDictionary
  /// `nil` for each campaign's own days.
  private let period: Period?
  /// The places of those that can have an amount in the period.
  private let members: [Int]

  /// Over each campaign's own days, or those of them that lie in `period`. A register's amounts count by the day that
  /// they are booked on, in the campaign's days or not; in KPIs only those of campaigns that lie in the period whole.
  public init(_ campaigns: [CampaignFacts], dictionary: KPIDictionary, over period: Period? = nil) {
    self.campaigns = campaigns
    self.dictionary = dictionary
    self.period = period
    members = campaigns.indices.filter { place in
      guard let period else { return true }
      let facts = campaigns[place]
      return period.intersection(facts.frame.period) != nil || facts.usesRegister("cost")
        || facts.usesRegister("promo_cost")
    }
  }

  public struct Sum: Sendable {
    /// Missing with a reason where it cannot be had; the files of all campaigns counted.
    public var figure: Figure
    /// The campaigns that it is made from, by their places; each with its own value.
    public var parts: [Part]
  }

  public struct Part: Sendable {
    public var campaign: Int
    public var value: Number?
  }

  /// A measure or KPI over all campaigns.
  public func sum(_ id: String) -> Sum {
    if let measure = dictionary.measureIndex(id) {
      let definition = dictionary.measures[measure]
      let read = members.map { (campaign: $0, figure: own(measure, $0)) }.filter { $0.figure.value != nil }
      let (value, missing) = summed(measure, read.map(\.figure))
      return Sum(
        figure: figure(definition.id, .measure, value, definition.unit, "", missing, read.map(\.figure)),
        parts: read.map { Part(campaign: $0.campaign, value: $0.figure.value) })
    }
    guard let index = dictionary.kpiIndex(id) else {
      return Sum(
        figure: Figure(id: id, kind: .kpi, value: nil, unit: Unit(.number), missing: .unknown(id: id)), parts: [])
    }
    let kpi = dictionary.kpis[index]
    var parts: [Part] = []
    var reason: MissingReason?
    for campaign in members {
      let (value, missing) = evaluated(index, [campaign])
      if value != nil || missing == .zeroDenominator {
        parts.append(Part(campaign: campaign, value: CampaignFacts.settled(value, kpi.unit)))
      } else if reason == nil {
        reason = missing
      }
    }
    if parts.isEmpty { return stated(kpi, reason) }
    let counted = parts.map(\.campaign)
    let (value, missing) = evaluated(index, counted)
    let sources = dictionary.leaves(of: id).sorted().flatMap { leaf in counted.map { forRate(leaf, $0) } }
    return Sum(figure: figure(kpi.id, .kpi, value, kpi.unit, kpi.formulaText ?? "", missing, sources), parts: parts)
  }

  public func figure(_ id: String) -> Figure { sum(id).figure }

  /// A KPI that no sums give, where one campaign has a value of its own.
  private func stated(_ kpi: KPIDefinition, _ reason: MissingReason?) -> Sum {
    var known: [(campaign: Int, figure: Figure)] = []
    if period == nil {
      for (number, facts) in campaigns.enumerated() {
        let figure = facts.figure(kpi.id)
        if figure.value != nil { known.append((number, figure)) }
      }
    }
    guard known.count == 1 else {
      let missing = known.isEmpty ? reason ?? .undefined : MissingReason.undefined
      return Sum(
        figure: Figure(
          id: kpi.id, kind: .kpi, value: nil, unit: kpi.unit, formula: kpi.formulaText ?? "", missing: missing),
        parts: known.map { Part(campaign: $0.campaign, value: $0.figure.value) })
    }
    return Sum(figure: known[0].figure, parts: [Part(campaign: known[0].campaign, value: known[0].figure.value)])
  }

  // MARK: Parts

  /// A campaign's measure over its days that count.
  private func own(_ measure: Int, _ campaign: Int) -> Figure {
    let facts = campaigns[campaign]
    let id = dictionary.measures[measure].id
    guard let period else { return facts.figure(id) }
    if facts.usesRegister(id) { return facts.figure(id, in: Slice(.period(period))) }
    guard let days = period.intersection(facts.frame.period) else {
      return Figure(
        id: id, kind: .measure, value: nil, unit: dictionary.measures[measure].unit, missing: .noData(measure: id))
    }
    return facts.figure(id, in: Slice(.period(days)))
  }

  /// The same as a part of a KPI. Books and days do not go together: a register's amounts take part only where the
  /// whole campaign lies in the period, and then all of them.
  private func forRate(_ measure: Int, _ campaign: Int) -> Figure {
    let facts = campaigns[campaign]
    let id = dictionary.measures[measure].id
    guard let period, facts.usesRegister(id) else { return own(measure, campaign) }
    if period.start <= facts.frame.period.start, facts.frame.period.end <= period.end { return facts.figure(id) }
    return Figure(
      id: id, kind: .measure, value: nil, unit: dictionary.measures[measure].unit,
      missing: .needs(
        Wording(
          zh: "整个活动都在本期内（登记的费用按记账日期，不能逐日对应）",
          en: "a period that covers the whole campaign, since costs on record are dated by the books")))
  }

  private func summed(_ measure: Int, _ figures: [Figure]) -> (Number?, MissingReason?) {
    let definition = dictionary.measures[measure]
    let values = figures.compactMap(\.value)
    if values.isEmpty { return (nil, .noData(measure: definition.id)) }
    if values.count > 1, !definition.additive { return (nil, .needsTotals(measure: definition.id)) }
    return (values.dropFirst().reduce(values[0]) { $0.adding($1) }, nil)
  }

  /// A KPI's formula over the sums of some campaigns. A measure that only some of them have is missing: a sum over fewer
  /// campaigns would not go with the others.
  private func evaluated(_ kpi: Int, _ members: [Int]) -> (Number?, MissingReason?) {
    guard let formula = dictionary.kpis[kpi].formula else { return (nil, .undefined) }
    var absent: MissingReason?
    let (value, flaw) = formula.evaluate { name in
      let part: Number?
      switch dictionary.bindings[kpi][name] {
      case .measure(let measure, .same), .measure(let measure, .total):
        let figures = members.map { forRate(measure, $0) }
        if let gap = figures.first(where: { $0.value == nil }) {
          absent = absent ?? gap.missing
          return .missing
        }
        let (sum, missing) = summed(measure, figures)
        part = sum
        absent = absent ?? missing
      case .kpi(let inner, .same), .kpi(let inner, .total):
        // Chains of KPIs are short, and never circles.
        let (value, missing) = evaluated(inner, members)
        part = value
        absent = absent ?? missing
      case .frame(.acquiredUnit):
        let units = Set(members.map { campaigns[$0].frame.acquiredUnit })
        guard units.count == 1, let unit = units.first else { return .missing }
        return .text(unit == .customer ? "customer" : "registration")
      case .measure, .kpi, .frame:
        // Baselines, budgets and days are each campaign's own.
        part = nil
      }
      return part.map(FormulaValue.number) ?? .missing
    }
    switch value {
    case .number(let number): return (number, nil)
    case .missing: return (nil, absent ?? (flaw == .zeroDivisor ? .zeroDenominator : .undefined))
    default: return (nil, .undefined)
    }
  }

  private func figure(
    _ id: String, _ kind: Figure.Kind, _ value: Number?, _ unit: Unit, _ formula: String, _ missing: MissingReason?,
    _ parts: [Figure]
  ) -> Figure {
    var rows: [String: [String: Int]] = [:]
    var notes: Set<FigureNote> = []
    for part in parts where part.value != nil {
      for source in part.sources { rows[source.file, default: [:]][source.sheet ?? "", default: 0] += source.rows }
      notes.formUnion(part.notes)
    }
    let sources = rows.keys.sorted().flatMap { file in
      (rows[file] ?? [:]).sorted { $0.key < $1.key }.map { sheet, rows in
        FigureSource(file: file, sheet: sheet.isEmpty ? nil : sheet, rows: rows)
      }
    }
    let settled = CampaignFacts.settled(value, unit)
    return Figure(
      id: id, kind: kind, value: settled, unit: unit, formula: formula, sources: sources,
      missing: settled == nil ? missing ?? .undefined : nil, notes: notes.sorted())
  }
}

extension Period {
  /// The days in both; `nil` when there are none.
  public func intersection(_ other: Period) -> Period? { Period(max(start, other.start), min(end, other.end)) }
}
