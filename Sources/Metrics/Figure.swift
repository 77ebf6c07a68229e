import Diagnostics
import Values

/// The days a figure is about.
public enum Span: Sendable, Hashable {
  case campaign
  /// The baseline period as it is; nothing is scaled to the campaign's length.
  case baseline
  case period(Period)
}

/// A dimension and the value it must have.
public struct DimensionValue: Sendable, Hashable {
  public var dimension: String
  public var value: String

  public init(_ dimension: String, _ value: String) {
    self.dimension = dimension
    self.value = value
  }
}

/// The part of the data a figure is about. Equal slices compare equal whatever order their filters were written in.
public struct Slice: Sendable, Hashable {
  public var span: Span
  /// Sorted by dimension.
  public let filter: [DimensionValue]

  public init(_ span: Span = .campaign, filter: [DimensionValue] = []) {
    self.span = span
    self.filter = filter.sorted { ($0.dimension, $0.value) < ($1.dimension, $1.value) }
  }

  public static let campaign = Slice(.campaign)
  public static let baseline = Slice(.baseline)

  /// The slice narrowed by one more condition.
  public func with(_ dimension: String, _ value: String) -> Slice {
    Slice(span, filter: filter + [DimensionValue(dimension, value)])
  }
}

/// A value of a measure or KPI with all that is needed to trace it.
public struct Figure: Sendable {
  public var id: String
  public var kind: Kind
  /// `nil` is missing, with the reason in `missing`; it is printed as a dash and never as 0.
  public var value: Number?
  public var unit: Unit
  /// The KPI's formula, or how a derived measure came about; empty for a plain sum.
  public var formula: String
  /// The files used, by name, each once.
  public var sources: [FigureSource]
  public var missing: MissingReason?
  public var notes: [FigureNote]
  /// Only for kind `status`.
  public var status: Status?

  public enum Kind: String, Sendable, CaseIterable {
    case measure, kpi, target, baseline, gap, completion, status
  }

  public init(
    id: String, kind: Kind, value: Number?, unit: Unit, formula: String = "", sources: [FigureSource] = [],
    missing: MissingReason? = nil, notes: [FigureNote] = [], status: Status? = nil
  ) {
    self.id = id
    self.kind = kind
    self.value = value
    self.unit = unit
    self.formula = formula
    self.sources = sources
    self.missing = missing
    self.notes = notes
    self.status = status
  }
}

/// A file and how many of its rows went into a figure.
public struct FigureSource: Sendable, Hashable {
  public var file: String
  public var sheet: String?
  public var rows: Int

  public init(file: String, sheet: String? = nil, rows: Int) {
    self.file = file
    self.sheet = sheet
    self.rows = rows
  }
}

/// Why a figure has no value.
public enum MissingReason: Sendable, Hashable {
  /// Distinct counts that rows cannot be summed to.
  case needsTotals(measure: String)
  case noData(measure: String)
  /// No table that has the measure tells the dimension apart.
  case noBreakdown(measure: String, dimension: String)
  case zeroDenominator
  case noBaseline
  case noTarget
  /// Not a number that can be judged: completion where the target is not positive, for instance.
  case undefined
  /// More digits than exact arithmetic holds.
  case tooLarge
  /// Data that the definition names.
  case needs(Wording)
  case unknown(id: String)
}

/// What a reader must know about a figure's making.
public enum FigureNote: Sendable, Hashable, Comparable {
  /// Cost taken from media cost, as there is no `spend` register.
  case mediaCostOnly
  /// Profit taken as revenue times the brief's gross margin.
  case estimatedProfit
  /// From an `actuals` file although a formula could be computed.
  case actualBeatsFormula
  /// From an `actuals` file, as of the day.
  case actual(Day)
  /// The only actual value is dated after the period's end.
  case actualAfterEnd
  /// Scaled from so many baseline days to so many.
  case scaledByDays(from: Int, to: Int)
  /// From `totals` or a file's own total row.
  case fromTotals
  /// Counted over orders.
  case fromOrders
  /// New customers are those whose earliest order in the data lies in the period.
  case firstSeen
  /// From orders of these days, first and last.
  case ordersOf(Day, Day)
  /// Customers with a purchase from the first day on, before the second; kept are those with one from then to the third.
  case retention(Day, Day, Day)
  /// Gross profit taken as revenue times the brief's gross margin.
  case profitByMargin
  /// From the brief's front matter.
  case fromBrief
  /// The measure is not known, so another one took its place in the formula.
  case fallback(measure: String)
  /// The acquisition cost is per registration.
  case perRegistration
}
