import Diagnostics
import Values
import YAML

/// A campaign as its brief plans it.
public struct Campaign: Sendable {
  public var status: Status
  /// `nil` when a date is missing or unusable (reported).
  public var period: Period?
  public var baseline: Period?
  public var goal: String?
  public var theme: String?
  public var audiences: [String]
  public var channels: [String]
  /// Countries, regions or groups with customs of their own that it addresses: their culture is reviewed.
  public var markets: [String] = []
  /// In the site's currency.
  public var budget: Exact?
  /// The part of the budget held back: an amount in the currency when above 1, else a ratio of the budget.
  public var reserve: Exact?
  public var control: Control?
  /// The id of the campaign to compare with, usually last year's.
  public var compare: String?
  /// Gross profit over revenue, 0...1, for estimates where the data has no profit.
  public var grossMargin: Exact?
  /// What an acquired customer is: `buyers` or `registrations`.
  public var acquiredUnit: AcquiredUnit
  /// One unit of a foreign currency in the site's currency.
  public var rates: [String: Exact]
  public var targets: [Target]

  /// A campaign of which the brief says nothing.
  public static let empty = Campaign(
    status: .draft, period: nil, baseline: nil, goal: nil, theme: nil, audiences: [], channels: [], budget: nil,
    reserve: nil, control: nil, compare: nil, grossMargin: nil, acquiredUnit: .buyers, rates: [:], targets: [])

  public enum Status: String, Sendable, CaseIterable { case draft, ready, live, ended, closed }
  public enum AcquiredUnit: String, Sendable, CaseIterable { case buyers, registrations }

  /// The slice of the data that did not get the campaign.
  public struct Control: Sendable {
    public var dimension: String
    public var values: [String]
  }

  public struct Target: Sendable {
    public var kpi: String
    public var target: Exact
    public var baseline: Exact?
    public var weight: Exact?
    /// The relative distance from target up to which the status is yellow.
    public var warn: Exact?
    public var due: Day?
    public var line: Int
    public var column: Int
  }

  static func read(_ fields: Fields) -> Campaign {
    let start = fields.day("start")
    let end = fields.day("end")
    for key in ["start", "end"] where fields.node[key].map(\.isNull) ?? true { fields.reportMissing(key) }
    var campaign = Campaign(
      status: fields.choice("status") ?? .draft, period: nil, baseline: nil, goal: fields.string("goal"),
      theme: fields.string("theme"), audiences: fields.strings("audiences") ?? [],
      channels: fields.strings("channels") ?? [], budget: fields.number("budget"), reserve: fields.number("reserve"),
      control: nil, compare: fields.string("compare"), grossMargin: ratio(fields, "gross_margin"),
      acquiredUnit: fields.choice("acquired_unit") ?? .buyers, rates: [:], targets: [])
    campaign.markets = fields.strings("markets") ?? []
    if let start, let end {
      campaign.period = Period(start, end)
      if campaign.period == nil, let node = fields.value("end") { fields.report(.endBeforeStart(start, end), at: node) }
    }
    campaign.baseline = readBaseline(fields, campaign: campaign.period)
    if let control = fields.mapping("control") {
      if let dimension = control.required("dimension") {
        campaign.control = Control(dimension: dimension, values: control.strings("values") ?? [])
      } else {
        _ = control.value("values")
      }
      fields.absorb(control)
    }
    for pair in fields.pairs("rates") ?? [] {
      if let rate = fields.number(pair.value, key: "rates.\(pair.key)") { campaign.rates[pair.key] = rate }
    }
    campaign.targets = (fields.mappings("targets") ?? []).compactMap { readTarget($0, in: fields) }
    return campaign
  }

  private static func readBaseline(_ fields: Fields, campaign: Period?) -> Period? {
    guard let baseline = fields.mapping("baseline") else { return nil }
    let start = baseline.day("start")
    let end = baseline.day("end")
    for key in ["start", "end"] where baseline.node[key].map(\.isNull) ?? true { baseline.reportMissing(key) }
    var period: Period?
    if let start, let end {
      period = Period(start, end)
      if period == nil { baseline.report(.endBeforeStart(start, end), at: baseline.node) }
      if let period, let campaign, period.end >= campaign.start, period.start <= campaign.end {
        baseline.report(.baselineOverlaps(campaign, period), at: baseline.node)
      }
    }
    fields.absorb(baseline)
    return period
  }

  private static func readTarget(_ target: Fields, in fields: Fields) -> Target? {
    let kpi = target.required("kpi")
    let value = target.number("target")
    if target.node["target"].map(\.isNull) ?? true { target.reportMissing("target") }
    let result = kpi.flatMap { kpi in
      value.map { value in
        Target(
          kpi: kpi, target: value, baseline: target.number("baseline"), weight: target.number("weight"),
          warn: ratio(target, "warn"), due: target.day("due"), line: target.node.line, column: target.node.column)
      }
    }
    for key in ["baseline", "weight", "warn", "due"] { _ = target.value(key) }
    fields.absorb(target)
    return result
  }

  private static func ratio(_ fields: Fields, _ key: String) -> Exact? {
    guard let node = fields.value(key), let value = fields.number(key) else { return nil }
    if !value.isNegative, value <= Exact(1) { return value }
    fields.report(
      .outOfRange(key, value.description, expected: Wording(zh: " 0 到 1 之间的比例，如 0.35 或 35%", en: "a ratio from 0 to 1, such as 0.35 or 35%")),
      at: node)
    return nil
  }
}
