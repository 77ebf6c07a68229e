import Tables
import Values

/// How good the data of one table is, as far as the table itself tells.
public struct TableQuality: Sendable {
  public var file: String
  public var sheet: String?
  public var kind: TableKind?
  public var rows: Int
  /// Cells that should hold something: days, dimensions and figures of every row, and all cells of rows that could not
  /// be read. Printed rates are not among them, since they are only compared.
  public var cells: Int
  public var filled: Int
  /// Figures printed in the file (its total row, its rates row by row) that were computed again, and how many agree.
  public var compared: Int
  public var agreeing: Int
  /// The days that the rows have; `nil` for tables without days.
  public var first: Day?
  public var last: Day?
  /// Days between them without a row, of daily tables.
  public var missingDays: [Day] = []
  public var findings: [LogicFinding]

  /// `nil` without anything to fill.
  public var completeness: Double? { cells == 0 ? nil : Double(filled) / Double(cells) }
  /// `nil` where nothing could be compared.
  public var accuracy: Double? { compared == 0 ? nil : Double(agreeing) / Double(compared) }

  public init(_ table: DataTable, dictionary: KPIDictionary? = nil) {
    file = table.file
    sheet = table.sheet
    kind = table.kind
    rows = table.rowCount
    (cells, filled) = TableQuality.fill(table)
    compared = 0
    agreeing = 0
    for check in table.report.checks {
      let isRate = check.kind == .printedRate && check.rowsCompared > 0
      compared += isRate ? check.rowsCompared : 1
      agreeing += isRate ? check.rowsAgreeing : check.agrees ? 1 : 0
    }
    findings = LogicChecks.run(table, dictionary: dictionary)
    readDays(table)
  }

  private static func fill(_ table: DataTable) -> (cells: Int, filled: Int) {
    var cells = 0
    var filled = 0
    for column in table.columns where !optional.contains(column.id) {
      cells += table.rowCount
      switch column.values {
      case .text(let codes, _): filled += codes.withUnsafeBufferPointer { $0.count { $0 >= 0 } }
      case .day(let days): filled += days.withUnsafeBufferPointer { $0.count { $0 != ColumnValues.missingDay } }
      case .number(let mantissas, _):
        filled += mantissas.withUnsafeBufferPointer { $0.count { $0 != ColumnValues.missingNumber } }
      }
    }
    let unread = table.report.setAside.filter { $0.reason == .unreadable }.reduce(0) { $0 + $1.lines.count }
    let width = table.columns.count { !optional.contains($0.id) }
    return (cells + unread * width, filled)
  }

  /// Columns that are rightly empty in many rows.
  private static let optional: Set<String> = ["note", "first", "share", "control", "sd_before", "sd_after"]

  private mutating func readDays(_ table: DataTable) {
    guard case .day(let days)? = (table.column("date") ?? table.column("start"))?.values else { return }
    var (low, high) = (Int32.max, Int32.min)
    days.withUnsafeBufferPointer { days in
      for day in days where day != ColumnValues.missingDay {
        low = min(low, day)
        high = max(high, day)
      }
    }
    guard low <= high else { return }
    first = Day(number: low)
    last = Day(number: high)
    if case .day(let ends)? = table.column("end")?.values,
      let end = ends.lazy.filter({ $0 != ColumnValues.missingDay }).max()
    {
      last = Day(number: max(high, end))
    }
    // Years of days would be a wrong date, not gaps.
    guard table.kind == .daily, high - low < 4000 else { return }
    var has = [Bool](repeating: false, count: Int(high - low) + 1)
    for day in days where day != ColumnValues.missingDay { has[Int(day - low)] = true }
    missingDays = has.indices.filter { !has[$0] }.map { Day(number: low + Int32($0)) }
  }
}

extension DataTable {
  /// The table without some of its rows.
  func without(_ rows: Set<Int32>) -> DataTable {
    let kept = (0..<rowCount).filter { !rows.contains(Int32($0)) }
    var result = self
    for index in columns.indices {
      switch columns[index].values {
      case .text(let codes, let dictionary):
        result.columns[index].values = .text(codes: kept.map { codes[$0] }, dictionary: dictionary)
      case .day(let days): result.columns[index].values = .day(kept.map { days[$0] })
      case .number(let mantissas, let scale):
        result.columns[index].values = .number(mantissas: kept.map { mantissas[$0] }, scale: scale)
      }
    }
    result.rowLines = kept.map { rowLines[$0] }
    result.rowCount = kept.count
    return result
  }
}
