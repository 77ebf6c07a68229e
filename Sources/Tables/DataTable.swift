import Diagnostics
import Values

/// One clean table: the rows of one file (or sheet) that hold data, in typed columns.
///
/// Preamble, banner, repeated headers, total rows and unreadable rows are not in it; the import report says what
/// became of each of them.
public struct DataTable: Sendable {
  /// The path relative to the site's folder.
  public var file: String
  public var sheet: String?
  /// `nil` when nothing says what a row of the table is.
  public var kind: TableKind?
  public var source: DataSource
  /// Dimension id to value, for dimensions that the folder of the file states (`渠道=搜索广告`) for all its rows.
  public var constants: [String: String]
  public var columns: [Column]
  public var rowCount: Int
  /// For each row the line of the file (or row of the sheet) it starts on, from 1.
  public var rowLines: [Int32]
  /// The figures of the file's own grand total row, by canonical column. People counts, which rows cannot be summed
  /// to, are taken from here; the others serve to check the rows.
  public var statedTotals: [String: Exact]
  public var report: ImportReport

  public init(
    file: String, sheet: String? = nil, kind: TableKind?, source: DataSource, constants: [String: String] = [:],
    columns: [Column], rowCount: Int, rowLines: [Int32], statedTotals: [String: Exact] = [:], report: ImportReport
  ) {
    self.file = file
    self.sheet = sheet
    self.kind = kind
    self.source = source
    self.constants = constants
    self.columns = columns
    self.rowCount = rowCount
    self.rowLines = rowLines
    self.statedTotals = statedTotals
    self.report = report
  }

  /// The column with the canonical id, if the table has one.
  public func column(_ id: String) -> Column? { columns.first { $0.id == id } }

  /// The place of a row's cell in a column (or of the row), for a diagnostic; only sheets have columns with numbers.
  public func location(row: Int, column: Column? = nil) -> Location {
    Location(file, sheet: sheet, line: Int(rowLines[row]), column: sheet == nil ? 0 : column?.number ?? 0)
  }
}

/// A named column of values, one per row of its table.
public struct Column: Sendable {
  /// The canonical id: a dimension (`channel`), a base measure (`clicks`) or a column of the kind (`date`, `kpi`).
  public var id: String
  /// The header as the file has it, trimmed.
  public var header: String
  /// The ISO currency that header or cells state, if any.
  public var currency: String?
  public var values: ColumnValues
  /// Its place in the file, from 1; 0 where it has none.
  public var number: Int

  public init(id: String, header: String, currency: String? = nil, values: ColumnValues, number: Int = 0) {
    self.id = id
    self.header = header
    self.currency = currency
    self.values = values
    self.number = number
  }
}

public enum ColumnValues: Sendable {
  /// Text, each distinct one once: `dictionary[codes[row]]`; code -1 is missing. The dictionary is in order of first
  /// appearance. Ids are text too.
  case text(codes: [Int32], dictionary: [String])
  /// Days as `Day.number`; `Int32.min` is missing.
  case day([Int32])
  /// Exact numbers `mantissas[row] / 10^scale`; `Int64.min` is missing. Rates are fractions (4.44 % is 0.0444),
  /// durations seconds, money the currency's unit (元).
  case number(mantissas: [Int64], scale: Int)

  public static let missingDay = Int32.min
  public static let missingNumber = Int64.min
}

/// What one row of a table is: one of the kinds of KPI files, or for a register's file the register's id.
public struct TableKind: RawRepresentable, Hashable, Sendable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static let daily = TableKind(rawValue: "daily")
  public static let totals = TableKind(rawValue: "totals")
  public static let actuals = TableKind(rawValue: "actuals")
  public static let orders = TableKind(rawValue: "orders")
  public static let journeys = TableKind(rawValue: "journeys")
  public static let experiments = TableKind(rawValue: "experiments")
  public static let funnel = TableKind(rawValue: "funnel")
  public static let survey = TableKind(rawValue: "survey")
  public static let content = TableKind(rawValue: "content")
  public static let social = TableKind(rawValue: "social")
  public static let listening = TableKind(rawValue: "listening")
  public static let benchmarks = TableKind(rawValue: "benchmarks")
  public static let staff = TableKind(rawValue: "staff")

  /// The kinds of KPI files, which name, folder or headers tell.
  public static let allCases: [TableKind] = [
    .daily, .totals, .actuals, .orders, .journeys, .experiments, .funnel, .survey, .content, .social, .listening,
    .benchmarks, .staff,
  ]

  /// Registers that figures and reviews are made from.
  public static let budget = TableKind(rawValue: "budget")
  public static let spend = TableKind(rawValue: "spend")
  public static let events = TableKind(rawValue: "events")
  public static let changes = TableKind(rawValue: "changes")
  public static let incidents = TableKind(rawValue: "incidents")
  public static let annotations = TableKind(rawValue: "annotations")

  /// The kind of KPI files of that name.
  static func ofData(_ name: String) -> TableKind? { allCases.first { $0.rawValue == name } }
}

/// Where figures come from. Figures of different sources are never added.
public enum DataSource: String, Sendable, CaseIterable, Comparable {
  case ads, shop, web, survey
  /// The centre's own table, or a kind for which the question does not arise.
  case own

  public static func < (a: DataSource, b: DataSource) -> Bool {
    allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
  }
}
