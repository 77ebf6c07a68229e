import Values

/// The rows of one sheet as its container gives them, before anything is known about their meaning.
struct Grid: Sendable {
  var sheet: String?
  /// What the import report says of the container: `XLSX`, `JSON`.
  var encoding: String
  var rows: [GridRow]
  /// Areas of a sheet that show one cell only.
  var merged: [CellRange] = []
}

/// One row of a sheet; `line` counts from 1 and may skip rows that the container leaves out.
struct GridRow: Sendable {
  var line: Int32
  var cells: [GridCell]
}

/// A cell as its container types it.
enum GridCell: Sendable {
  case missing
  case text(String)
  /// A decimal literal, exactly as stored; it may have an exponent, and behind it the percent sign of a sheet's format.
  case number(String)
  /// A day and the seconds of that day.
  case day(Day, seconds: Int32)
  case bool(Bool)
  /// An error value such as `#DIV/0!`.
  case error(String)
}
