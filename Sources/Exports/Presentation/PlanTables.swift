import Charts
import Metrics
import Review
import Values

/// Tables laid out on slides: widths by content, letters as large as fit, rows parted over slides.
extension ExportText {
  func slideTable(_ table: ReviewTable) -> SlideTable {
    func cells(_ row: [ReviewTable.Cell]) -> [SlideTable.Cell] {
      row.prefix(table.columns.count).map { cell in
        let words = cell.text.isEmpty ? cell.status.map { status($0) } ?? "" : cell.text
        return SlideTable.Cell(text: shortened(words), color: cell.status.map(color))
      }
    }
    return laidOut(
      SlideTable(
        caption: table.caption, columns: table.columns.map { shortened($0.title) }, numeric: table.columns.map(\.numeric),
        rows: table.rows.map(cells) + (table.totalRow.map { [cells($0)] } ?? []), hasTotal: table.totalRow != nil,
        widths: [], size: 12, note: table.note))
  }

  /// The figures of a chart that presentations cannot draw, shaded where they are a heat table.
  func slideTable(_ grid: FigureGrid, heat: HeatTable? = nil) -> SlideTable {
    let numeric = grid.columns.indices.map { column in
      grid.rows.contains { row in
        if column < row.count, case .number = row[column] { return true }
        return false
      }
    }
    var range: (low: Double, high: Double)?
    if let heat {
      let known = heat.values.joined().compactMap { $0 }.filter(\.isFinite)
      if let low = known.min(), let high = known.max(), high > low { range = (low, high) }
    }
    let rows = grid.rows.map { row in
      row.enumerated().map { column, cell in
        var fill: String?
        if let range, column > 0, let value = cell.number {
          fill = shade((value - range.low) / (range.high - range.low))
        }
        return SlideTable.Cell(text: shortened(cell.text(style)), fill: fill)
      }
    }
    return laidOut(
      SlideTable(caption: nil, columns: grid.columns.map(shortened), numeric: numeric, rows: rows, widths: [], size: 12))
  }

  /// From nearly white to a blue on which black letters can be read.
  private func shade(_ part: Double) -> String {
    let ends: [(Double, Double)] = [(0xF7, 0x7F), (0xFA, 0xA9), (0xFD, 0xD8)]
    return ends.map { low, high in
      let value = Int((low + (high - low) * min(1, max(0, part))).rounded())
      let digits = String(value, radix: 16, uppercase: true)
      return digits.utf8.count < 2 ? "0" + digits : digits
    }.joined()
  }

  func color(_ status: Status) -> String {
    switch status {
    case .green: Ink.good
    case .yellow: Ink.warn
    case .red: Ink.bad
    }
  }

  /// A cell of a slide holds no essay.
  private func shortened(_ text: String) -> String {
    guard text.utf8.count > 120, text.count > 80 else { return text }
    return text.prefix(79) + "…"
  }

  private func laidOut(_ table: SlideTable) -> SlideTable {
    var table = table
    let columns = table.columns.count
    guard columns > 0 else { return table }
    // Ems of the widest cell of each column.
    var natural = table.columns.map { textWidth($0) * 1.04 }
    for row in table.rows {
      for (column, cell) in row.enumerated() where column < columns {
        natural[column] = max(natural[column], textWidth(cell.text))
      }
    }
    // A short table may be large.
    let sizes = table.rows.count <= 9 ? [14.0, 12, 11, 10, 9] : [12.0, 11, 10, 9]
    for size in sizes {
      table.size = size
      let em = size / 72
      // Half a letter to spare, so that an estimate that is a little short breaks no figure.
      let wanted = natural.map { min(($0 + 1.2) * em + 2 * SlideTable.side, 4.5) }
      let sum = wanted.reduce(0, +)
      if sum <= Slide.room {
        // A narrow table is not torn over the whole slide.
        let stretch = min(Slide.room / sum, columns <= 3 ? 1.6 : 1.35)
        table.widths = wanted.map { $0 * stretch }
        return table
      }
      if size == 9 {
        // Figures keep their width, words give way.
        let fixed = zip(wanted, table.numeric).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
        let words = sum - fixed
        let room = Slide.room - fixed
        if room > words * 0.35, words > 0 {
          table.widths = zip(wanted, table.numeric).map { $1 ? $0 : $0 * room / words }
        } else {
          table.widths = wanted.map { $0 * Slide.room / sum }
        }
      }
    }
    return table
  }

  /// The table in parts that each fit on a slide below `top`, at most `limit` of them; how many rows were left out.
  func parts(of table: SlideTable, top: Double, limit: Int) -> (parts: [SlideTable], leftOut: Int) {
    let caption = (table.caption == nil ? 0 : 0.34) + table.leadHeight
    let note = table.note.map { TextFit.height($0, size: 10, width: Slide.room) + 0.12 } ?? 0
    let room = Slide.bottom - top - caption - note - table.headHeight
    var parts: [SlideTable] = []
    var current: [[SlideTable.Cell]] = []
    var used = 0.0
    for (index, row) in table.rows.enumerated() {
      let isTotal = table.hasTotal && index == table.rows.count - 1
      let height = table.height(row, isBold: isTotal)
      if used + height > room, !current.isEmpty {
        var part = table
        part.rows = current
        part.hasTotal = false
        parts.append(part)
        if parts.count == limit { return (parts, table.rows.count - index) }
        current = []
        used = 0
      }
      current.append(row)
      used += height
    }
    if !current.isEmpty {
      var part = table
      part.rows = current
      parts.append(part)
    }
    return (parts, 0)
  }
}
