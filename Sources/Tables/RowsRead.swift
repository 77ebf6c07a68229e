import Values

/// Cells of one column that could not be used for one reason.
struct CellIssue: Sendable {
  var column: Int
  var problem: CellProblem
  var count: Int
  var line: Int32
  var excerpt: String
  /// For registers: stands for the cells of the column behind those that are told one by one.
  var isRest = false

  /// How many unreadable cells of a register's column are told one by one.
  static let told = 20
}

/// A row that sums up others.
struct TotalRow: Sendable {
  var line: Int32
  var label: String
  var mark: TotalMark?
  /// How many data rows came before it.
  var rowsBefore: Int
  /// Its numbers by column of the plan; empty when its cells do not line up with the header.
  var values: [Int: ParsedNumber]
}

/// What reading one piece of a table gave.
struct RowsRead: @unchecked Sendable {
  // Buffers are handed from the thread that fills them to the one that joins them, and not shared.
  var columns: [ColumnBuffer]
  var rowLines: [Int32] = []
  var setAside: [ImportReport.SetAside] = []
  var issues: [CellIssue] = []
  var totals: [TotalRow] = []
  var unclosed: [Int32] = []
  var shortRows: (count: Int, line: Int32) = (0, 0)
  var longRows: (count: Int, line: Int32) = (0, 0)
  /// Cells of a register under no header.
  var namelessCells: (count: Int, line: Int32) = (0, 0)
  /// Where another table's header stands.
  var next: (position: Int, line: Int32)?
  /// The line behind the piece, counted from where its own count began.
  var endLine: Int32 = 1
}
