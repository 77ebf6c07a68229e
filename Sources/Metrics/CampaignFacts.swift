import Diagnostics
import Tables
import Values

/// A campaign's data, added up once, and every figure that can be had from it.
public struct CampaignFacts: Sendable {
  public let frame: CampaignFrame
  public let dictionary: KPIDictionary

  /// Adds up the tables. What cannot be used is reported and left out, so that the rest can be shown.
  public static func build(
    frame: CampaignFrame, tables: [DataTable], dictionary: KPIDictionary
  ) -> (CampaignFacts, [Diagnostic]) {
    (CampaignFacts(frame: frame, dictionary: dictionary), [])
  }

  // MARK: What there is

  /// Dimensions of the `daily`, `totals` and `orders` tables, in canonical order.
  public var dimensions: [String] { [] }

  /// Dimensions by which the measure or KPI can be broken down.
  public func dimensions(of id: String) -> [String] { [] }

  /// Measures that have a value for the campaign, in the dictionary's order.
  public var measuresPresent: [String] { [] }

  /// KPIs that have a value for the campaign, in the dictionary's order.
  public var kpisPresent: [String] { [] }

  /// The values of a dimension within the campaign, by descending measure, then by name. Without a measure by name.
  public func values(of dimension: String, rankedBy measure: String? = nil) -> [String] { [] }

  /// The last day of the campaign that has a row in a `daily` or `orders` table.
  public var dataAsOf: Day? { nil }

  public var coverage: [Coverage] { [] }

  /// Rows of `daily` and `orders` tables dated neither in the campaign nor in its baseline; not used.
  public var rowsOutside: Int { 0 }

  // MARK: Figures

  /// A measure or KPI (id with `-` or `_`) in a slice. Money is exact, or rounded to 6 decimals.
  public func figure(_ id: String, in slice: Slice = .campaign) -> Figure {
    Figure(id: id, kind: .kpi, value: nil, unit: Unit(.number), missing: .unknown(id: id))
  }

  /// The figure of a key, its campaign part ignored.
  public func figure(_ key: FigureKey) -> Figure { figure(key.id, in: Slice(.campaign, filter: key.filter)) }

  /// One value per day; `nil` is missing.
  public func series(_ id: String, over period: Period, filter: [DimensionValue] = []) -> [(day: Day, value: Number?)] {
    []
  }

  /// A measure (or additive KPI) by the values of a dimension, with a remainder row where labels are missing.
  public func breakdown(of id: String, by dimension: String, in slice: Slice = .campaign) -> Breakdown {
    Breakdown(dimension: dimension, total: figure(id, in: slice), rows: [])
  }

  /// What the baseline's days say of a campaign of this length and these weekdays: for each day of the campaign the
  /// mean of the baseline's days of the same weekday, added up. `nil` where a weekday has no baseline day.
  public func weekdayMatchedBaseline(of measure: String) -> Number? { nil }

  // MARK: Targets

  public func target(_ kpi: String) -> Target? { nil }

  /// Completion, gap, progress and status of one target.
  public func assessment(of target: Target) -> Assessment {
    Assessment(target: target, direction: .higher, actual: figure(target.kpi))
  }

  /// All targets, in the brief's order.
  public var assessments: [Assessment] { frame.targets.map(assessment) }

  /// Sum of weight × capped completion over sum of weights × 100, over targets that have a completion.
  public var weightedScore: Number? { nil }
}

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
}
