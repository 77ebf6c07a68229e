import Diagnostics

/// Merged cells that reach over several rows of a register: the program that merged them keeps the first one's value
/// only, and what the others were meant to say is lost.
struct MergedRows {
  let diagnostic: Diagnostic

  /// `nil` when no area hides a cell that the table would use.
  init?(_ areas: [CellRange], in table: DataTable) {
    let used = table.columns.map(\.number)
    var first: CellRange?
    var count = 0
    for area in areas where area.last.row > area.first.row {
      guard used.contains(where: { (area.first.column...area.last.column).contains($0) }) else { continue }
      let rows = MergedRows.place(of: area.last.row + 1, in: table.rowLines)
        - MergedRows.place(of: area.first.row, in: table.rowLines)
      if rows < 2 { continue }
      count += 1
      if let known = first, (known.first.row, known.first.column) < (area.first.row, area.first.column) { continue }
      first = area
    }
    guard let first else { return nil }
    let name = "\(columnName(first.first.column))\(first.first.row):\(columnName(first.last.column))\(first.last.row)"
    diagnostic = Diagnostic(
      .mergedRows(name, count: count),
      at: Location(table.file, sheet: table.sheet, line: first.first.row, column: first.first.column))
  }

  /// How many rows stand before a line.
  private static func place(of line: Int, in lines: [Int32]) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if Int(lines[middle]) < line { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
