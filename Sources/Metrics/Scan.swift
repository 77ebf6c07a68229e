import Tables
import Values

/// A sum and how many cells it has. Without a cell it is missing, not zero.
struct Cell: Sendable {
  var sum: Int128 = 0
  var cells: Int32 = 0
}

/// A dimension of one table.
struct ScanDimension: Sendable {
  var id: String
  /// For each row an index into `values`, or -1. `nil` when all rows have the one value of a stated constant.
  var codes: [Int32]?
  var values: [String]
  var index: [String: Int32]

  init(id: String, codes: [Int32], values: [String]) {
    self.id = id
    self.codes = codes
    self.values = values
    index = Dictionary(values.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
  }

  init(id: String, constant: String) {
    self.id = id
    values = [constant]
    index = [constant: 0]
  }

  func code(row: Int) -> Int32 { codes.map { $0[row] } ?? 0 }
}

/// A measure's column in one table, and its sums.
struct ScanColumn: Sendable {
  /// Index of the measure in the dictionary.
  var measure: Int
  var mantissas: [Int64]
  var scale: Int
  /// Units of the campaign's currency for one unit of the column's.
  var rate: Exact?
  /// For the campaign and the baseline: the whole, and by dimension (in the scan's order) and value.
  var totals: [Cell] = [Cell(), Cell()]
  var parts: [[[Cell]]] = [[], []]
  /// By day, from the scan's first day on; empty where the days lie too far apart.
  var byDay: [Cell] = []

  func exact(_ cell: Cell) -> Exact? {
    let sum = Exact(mantissa: cell.sum, scale: scale)
    guard let rate else { return sum }
    return sum.multiplied(by: rate)
  }
}

/// One table made ready for questions: which rows lie in which period, and the sums of every measure, by one pass
/// over each column. Other questions go through the rows again.
///
/// A class because a question asks many scans and a struct of this size would be copied for each. One thread fills
/// it; from then on it is only read, which is why it may be shared.
final class Scan: @unchecked Sendable {
  let table: DataTable
  /// `Day.number` of each row, `Int32.min` where missing.
  let days: [Int32]
  private(set) var dimensions: [ScanDimension]
  var columns: [ScanColumn] = []
  /// Rows of the campaign and of the baseline.
  var rows: [[Int32]]
  /// For each row of orders the first row of its order; empty where every row is an order.
  var orderHeads: [Int32] = []
  /// For the campaign and the baseline, by dimension: which of its values have a row.
  private var present: [[[Bool]]] = []

  init(table: DataTable, days: [Int32], dimensions: [ScanDimension], rows: [[Int32]]) {
    self.table = table
    self.days = days
    self.dimensions = dimensions
    self.rows = rows
  }

  /// Puts the lines of an order together (`heads` as of `orderHeads`). What the lines of one order differ in, such as
  /// their product, is no dimension of orders.
  func joinLines(_ heads: [Int32]) {
    orderHeads = heads
    dimensions.removeAll { dimension in
      guard let codes = dimension.codes else { return false }
      return heads.indices.contains { codes[$0] != codes[Int(heads[$0])] }
    }
  }

  static let campaign = 0
  static let baseline = 1

  func dimension(_ id: String) -> Int? { dimensions.firstIndex { $0.id == id } }
  func column(_ measure: Int) -> Int? { columns.firstIndex { $0.measure == measure } }

  /// Whether a row of orders begins an order, rather than adding a line to one.
  func isOrderHead(_ row: Int) -> Bool { orderHeads.isEmpty || orderHeads[row] == Int32(row) }

  /// The first row of the order that a row belongs to.
  func orderOf(_ row: Int) -> Int32 { orderHeads.isEmpty ? Int32(row) : orderHeads[row] }

  // MARK: Adding up

  /// Days between the first and the last row beyond which sums by day are not kept.
  private static let longest = 4000

  /// The first day of any row, and how many days the rows span.
  private(set) var firstDay: Int32 = 0
  private(set) var dayCount = 0

  func addUp() {
    var (first, last) = (Int32.max, Int32.min)
    for day in days where day != ColumnValues.missingDay {
      first = min(first, day)
      last = max(last, day)
    }
    if first <= last, Int(last) - Int(first) < Scan.longest {
      firstDay = first
      dayCount = Int(last - first) + 1
    }
    for index in columns.indices {
      var column = columns[index]
      addUp(&column)
      columns[index] = column
    }
    present = rows.map { rows in dimensions.map { Scan.present($0, in: rows) } }
  }

  private static func present(_ dimension: ScanDimension, in rows: [Int32]) -> [Bool] {
    guard let codes = dimension.codes else { return [!rows.isEmpty] }
    var result = [Bool](repeating: false, count: dimension.values.count)
    for row in rows where codes[Int(row)] >= 0 { result[Int(codes[Int(row)])] = true }
    return result
  }

  /// By code, whether a value of the dimension has a row.
  func present(_ dimension: Int, _ selection: Selection) -> [Bool] {
    if let span = selection.span, selection.conditions.isEmpty, !present.isEmpty { return present[span][dimension] }
    let column = dimensions[dimension]
    var result = [Bool](repeating: false, count: column.values.count)
    forEachRow(selection) { row in
      let code = column.code(row: row)
      if code >= 0 { result[Int(code)] = true }
    }
    return result
  }

  private func addUpDays(_ column: inout ScanColumn) {
    column.byDay = [Cell](repeating: Cell(), count: dayCount)
    if dayCount == 0 { return }
    let first = firstDay
    column.byDay.withUnsafeMutableBufferPointer { cells in
      column.mantissas.withUnsafeBufferPointer { values in
        days.withUnsafeBufferPointer { days in
          for row in days.indices {
            let value = values[row]
            if value == ColumnValues.missingNumber || days[row] == ColumnValues.missingDay { continue }
            let index = Int(days[row] - first)
            cells[index].sum += Int128(value)
            cells[index].cells += 1
          }
        }
      }
    }
  }

  private func addUp(_ column: inout ScanColumn) {
    addUpDays(&column)
    column.mantissas.withUnsafeBufferPointer { values in
      for span in 0...1 {
        var total = Cell()
        rows[span].withUnsafeBufferPointer { rows in
          for row in rows {
            let value = values[Int(row)]
            if value == ColumnValues.missingNumber { continue }
            total.sum += Int128(value)
            total.cells += 1
          }
        }
        column.totals[span] = total
        column.parts[span] = dimensions.map { dimension in
          guard let codes = dimension.codes else { return [total] }
          var parts = [Cell](repeating: Cell(), count: dimension.values.count)
          if total.cells == 0 { return parts }
          parts.withUnsafeMutableBufferPointer { parts in
            codes.withUnsafeBufferPointer { codes in
              rows[span].withUnsafeBufferPointer { rows in
                for row in rows {
                  let value = values[Int(row)]
                  let code = codes[Int(row)]
                  if value == ColumnValues.missingNumber || code < 0 { continue }
                  parts[Int(code)].sum += Int128(value)
                  parts[Int(code)].cells += 1
                }
              }
            }
          }
          return parts
        }
      }
    }
  }

  // MARK: Questions

  /// A slice in this table's own terms.
  struct Selection {
    var span: Int?
    var period: Period
    /// Index of the dimension and the code of its value; -1 for a value that the table does not have.
    var conditions: [(dimension: Int, code: Int32)]
  }

  /// `nil` when the table lacks a dimension of the filter.
  func selection(span: Int?, period: Period, filter: [DimensionValue]) -> Selection? {
    var conditions: [(Int, Int32)] = []
    for condition in filter {
      guard let dimension = dimension(condition.dimension) else { return nil }
      conditions.append((dimension, dimensions[dimension].index[condition.value] ?? -1))
    }
    return Selection(span: span, period: period, conditions: conditions)
  }

  /// The sum of the column with that index.
  func sum(_ index: Int, _ selection: Selection) -> Cell {
    if let span = selection.span {
      if selection.conditions.isEmpty { return columns[index].totals[span] }
      if selection.conditions.count == 1 {
        let (dimension, code) = selection.conditions[0]
        return code < 0 ? Cell() : columns[index].parts[span][dimension][Int(code)]
      }
    }
    return sumRows(columns[index], selection)
  }

  private func sumRows(_ column: ScanColumn, _ selection: Selection) -> Cell {
    var cell = Cell()
    if selection.span == nil, selection.conditions.isEmpty, dayCount > 0 {
      for index in dayIndexes(selection.period) {
        cell.sum += column.byDay[index].sum
        cell.cells += column.byDay[index].cells
      }
      return cell
    }
    forEachRow(selection) { row in
      let value = column.mantissas[row]
      if value == ColumnValues.missingNumber { return }
      cell.sum += Int128(value)
      cell.cells += 1
    }
    return cell
  }

  /// The part of the period that lies within the scan's days.
  private func dayIndexes(_ period: Period) -> Range<Int> {
    let start = max(0, Int(period.start.number) - Int(firstDay))
    let end = min(dayCount, Int(period.end.number) - Int(firstDay) + 1)
    return start < end ? start..<end : 0..<0
  }

  func forEachRow(_ selection: Selection, _ body: (Int) -> Void) {
    for (_, code) in selection.conditions where code < 0 { return }
    let conditions = selection.conditions.compactMap { condition in
      dimensions[condition.dimension].codes.map { (codes: $0, code: condition.code) }
    }
    func matches(_ row: Int) -> Bool {
      for condition in conditions where condition.codes[row] != condition.code { return false }
      return true
    }
    if let span = selection.span {
      for row in rows[span] where matches(Int(row)) { body(Int(row)) }
    } else {
      let (first, last) = (selection.period.start.number, selection.period.end.number)
      for row in 0..<days.count where days[row] >= first && days[row] <= last && matches(row) { body(row) }
    }
  }

  /// The sums of a column by day of the period, in order.
  func daily(_ column: ScanColumn, _ selection: Selection) -> [Cell] {
    var cells = [Cell](repeating: Cell(), count: selection.period.length)
    var byDate = selection
    byDate.span = nil
    let first = Int(selection.period.start.number)
    if selection.conditions.isEmpty, dayCount > 0 {
      for index in dayIndexes(selection.period) { cells[index + Int(firstDay) - first] = column.byDay[index] }
      return cells
    }
    forEachRow(byDate) { row in
      let value = column.mantissas[row]
      if value == ColumnValues.missingNumber { return }
      let index = Int(days[row]) - first
      cells[index].sum += Int128(value)
      cells[index].cells += 1
    }
    return cells
  }
}
