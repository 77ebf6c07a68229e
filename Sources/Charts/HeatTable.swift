import Values

/// A table whose cells are shaded by their values, each value printed in its cell: retention, return by channel and
/// group.
public struct HeatTable: Sendable, Hashable {
  public enum Shading: Sendable, Hashable {
    /// Light to dark from the least to the greatest.
    case sequential
    /// Two colours on either side of a value, such as a return of 0.
    case diverging(around: Double)
  }

  public var frame: ChartFrame
  /// What the rows are: `首购月`.
  public var rowHead: String
  public var rows: [String]
  /// One for each row, printed unshaded before the cells, such as the size of a cohort; may be empty.
  public var rowNotes: [String]
  public var rowNoteHead: String?
  public var columns: [String]
  /// By row and column; a missing cell is blank.
  public var values: [[Double?]]
  public var shading: Shading

  public init(
    frame: ChartFrame, rowHead: String, rows: [String], columns: [String], values: [[Double?]],
    shading: Shading = .sequential, rowNoteHead: String? = nil, rowNotes: [String] = []
  ) {
    self.frame = frame
    self.rowHead = rowHead
    self.rows = rows
    self.rowNotes = rowNotes
    self.rowNoteHead = rowNoteHead
    self.columns = columns
    self.values = values
    self.shading = shading
  }

  func data(_ text: ChartText) -> ChartData {
    ChartData(
      columns: [rowHead] + (rowNoteHead.map { [$0] } ?? []) + columns,
      rows: rows.indices.map { row in
        let note: [ChartData.Cell] = rowNoteHead == nil ? [] : [.text(row < rowNotes.count ? rowNotes[row] : "")]
        let cells = columns.indices.map { column -> ChartData.Cell in
          .number(row < values.count && column < values[row].count ? values[row][column] : nil, frame.unit)
        }
        return [.text(rows[row])] + note + cells
      })
  }
}
