import HTML
import Values

extension HeatTable {
  private func value(_ row: Int, _ column: Int) -> Double? {
    row < values.count && column < values[row].count ? drawable(values[row][column]) : nil
  }

  private var centre: Double? {
    switch shading {
    case .sequential: nil
    case .diverging(let centre): drawable(centre)
    }
  }

  private var present: [Double] { rows.indices.flatMap { row in columns.indices.compactMap { value(row, $0) } } }

  /// Where things stand for one width of the drawing.
  private struct Plan {
    var nameWidth: Double
    var noteWidth: Double
    var column: Double
    var left: Double { nameWidth + noteWidth }
    var heads: [[String]]
    var width: Double
  }

  func draw(id: String, text: ChartText) -> Drawing {
    guard let shades = ShadeScale(present, around: centre) else { return emptyDrawing(id: id, text: text) }
    let labels = rows.indices.map { row in
      columns.indices.map { column in value(row, column).map { frame.label($0, text.style) } ?? "" }
    }
    let widest = (labels.joined().map { textWidth($0) }.max() ?? 0) * Canvas.fontSize + 10
    let slim = plan(widest, width: Canvas.narrow, mostName: 6, text: text)
    let fitsNarrow = slim.width <= Canvas.narrow
    let wide = plan(widest, width: Canvas.width, mostName: 11, text: text)
    var drawing: Drawing
    if fitsNarrow, columns.count <= 3, rows.allSatisfy({ textWidth($0) <= 6 }) {
      let body = body(slim, labels, shades, id: id, text: text)
      drawing = Drawing(body: body.body, width: slim.width, height: body.height, room: " narrow")
    } else {
      let body = body(wide, labels, shades, id: id, text: text)
      drawing = Drawing(body: body.body, width: wide.width, height: body.height, room: room(wide.width))
      if fitsNarrow {
        let narrow = self.body(slim, labels, shades, id: id + "-slim", text: text)
        drawing.slim = Drawing.Slim(body: narrow.body, height: narrow.height)
      } else {
        // The names of rows stay while the columns scroll.
        var canvas = Canvas(id: id + "-fixed")
        canvas.rect(x: 0, y: 0, width: wide.nameWidth, height: body.height, class: "fixed-paper")
        drawNames(wide, on: &canvas)
        drawing.fixed = (canvas.html.take(), wide.nameWidth)
      }
    }
    let key = shades.swatch(id: id)
    let ends = frame.label(shades.low, text.style) + "–" + frame.label(shades.high, text.style)
    let below = centre.flatMap { centre in
      shades.low < centre ? text.plots.below(frame.label(centre, text.style)) : nil
    }
    let name = below.map { ends + text.comma + "◣ " + $0 } ?? ends
    drawing.legend = [LegendItem(name: name, swatch: key.markup, swatchWidth: key.width)]
    return drawing
  }

  private func room(_ width: Double) -> StaticString {
    switch width {
    case ..<700: ""
    case ..<900: " room-800"
    case ..<1140: " room-1000"
    case ..<1440: " room-1280"
    default: " room-1600"
    }
  }

  /// Columns wide enough for their figures and, within reason, for their heads; spread out to fill the drawing.
  private func plan(_ widest: Double, width: Double, mostName: Double, text: ChartText) -> Plan {
    let names = rows.map { textWidth(truncated($0, to: mostName)) } + [min(textWidth(rowHead), mostName)]
    let nameWidth = (names.max() ?? 0) * Canvas.fontSize + 10
    var notes = rowNotes.prefix(rows.count).map { textWidth(truncated($0, to: 7)) }
    if let rowNoteHead { notes.append(textWidth(truncated(rowNoteHead, to: 7))) }
    let noteWidth = rowNoteHead == nil ? 0 : (notes.max() ?? 0) * Canvas.fontSize + 12
    let heads = columns.map { textWidth($0) * Canvas.fontSize }.max() ?? 0
    // A head has two lines.
    var column = max(widest, 30, min(heads / 2 + 14, width < 500 ? 52 : 72))
    let count = Double(max(1, columns.count))
    let free = width - nameWidth - noteWidth
    if column * count < free { column = min(free / count, max(column, 104)) }
    let room = (column - 4) / Canvas.fontSize
    let total = nameWidth + noteWidth + column * count
    return Plan(
      nameWidth: nameWidth, noteWidth: noteWidth, column: column, heads: columns.map { wrapped($0, to: room) },
      width: total <= width ? width : total)
  }

  private static let pitch = 27.0

  private func top(_ plan: Plan) -> Double {
    Double(max(1, plan.heads.map(\.count).max() ?? 1)) * 16 + 8
  }

  private func drawNames(_ plan: Plan, on canvas: inout Canvas) {
    let top = top(plan)
    let most = (plan.nameWidth - 9.99) / Canvas.fontSize
    canvas.text(truncated(rowHead, to: most), x: 0, y: top - 10, class: "muted", full: rowHead)
    for (row, name) in rows.enumerated() {
      canvas.text(
        truncated(name, to: most), x: 0, y: top + (Double(row) + 0.5) * HeatTable.pitch + Canvas.toBaseline, full: name)
    }
  }

  private func body(
    _ plan: Plan, _ labels: [[String]], _ shades: ShadeScale, id: String, text: ChartText
  ) -> (body: Markup, height: Double) {
    var canvas = Canvas(id: id)
    let top = top(plan)
    drawNames(plan, on: &canvas)
    if let rowNoteHead {
      canvas.text(
        truncated(rowNoteHead, to: 7), x: plan.left - 10, y: top - 10, anchor: .end, class: "muted",
        full: rowNoteHead)
      for (row, note) in rowNotes.prefix(rows.count).enumerated() {
        canvas.text(
          truncated(note, to: 7), x: plan.left - 10,
          y: top + (Double(row) + 0.5) * HeatTable.pitch + Canvas.toBaseline, anchor: .end, class: "muted", full: note)
      }
    }
    for (column, lines) in plan.heads.enumerated() {
      let centre = plan.left + (Double(column) + 0.5) * plan.column
      for (line, words) in lines.enumerated() {
        canvas.text(
          words, x: centre, y: top - 10 - Double(lines.count - 1 - line) * 16, anchor: .middle, class: "muted",
          full: words.hasSuffix("…") ? columns[column] : nil)
      }
    }
    for row in rows.indices {
      let y = top + Double(row) * HeatTable.pitch
      for column in columns.indices {
        let x = plan.left + Double(column) * plan.column
        guard let value = value(row, column) else { continue }
        canvas.cell(
          x: x + 0.75, y: y + 0.75, width: plan.column - 1.5, height: HeatTable.pitch - 1.5,
          class: shades.fill(value), full: rows[row] + " · " + columns[column])
        if let centre, value < centre { canvas.belowMark(x: x + 0.75, bottom: y + HeatTable.pitch - 0.75) }
        let middle = y + HeatTable.pitch / 2 + Canvas.toBaseline
        if shades.isDark(value) {
          canvas.text(labels[row][column], x: x + plan.column / 2, y: middle, anchor: .middle, class: "on-dark")
        } else {
          canvas.text(labels[row][column], x: x + plan.column / 2, y: middle, anchor: .middle, class: "on-light")
        }
      }
    }
    return (canvas.html.take(), top + Double(rows.count) * HeatTable.pitch + 6)
  }

  func sentences(_ text: ChartText) -> [String] {
    var best: (row: Int, column: Int, value: Double)?
    var worst: (row: Int, column: Int, value: Double)?
    for row in rows.indices {
      for column in columns.indices {
        guard let value = value(row, column) else { continue }
        if best.map({ value > $0.value }) ?? true { best = (row, column, value) }
        if worst.map({ value < $0.value }) ?? true { worst = (row, column, value) }
      }
    }
    guard let best, let worst else { return [] }
    func words(_ name: String, _ cell: (row: Int, column: Int, value: Double)) -> String {
      name + " " + text.figure(cell.value, frame.unit) + text.openParenthesis + rows[cell.row] + text.words.listComma
        + columns[cell.column] + text.closeParenthesis
    }
    return [words(text.highest, best) + text.comma + words(text.lowest, worst)]
  }
}
