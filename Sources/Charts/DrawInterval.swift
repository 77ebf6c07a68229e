import HTML
import Values

extension IntervalChart.Row {
  /// Both ends where both are known, in order.
  fileprivate var interval: (low: Double, high: Double)? {
    guard let low = drawable(low), let high = drawable(high) else { return nil }
    return (min(low, high), max(low, high))
  }
}

extension IntervalChart {
  /// The line to compare with, where it can be drawn.
  private var line: ReferenceLine? { reference.flatMap { drawable($0.value) == nil ? nil : $0 } }

  private static let mostRows = 60

  func draw(id: String, text: ChartText) -> Drawing {
    let values = rows.flatMap { [$0.estimate, $0.low, $0.high].compactMap(drawable) }
    guard rows.contains(where: { drawable($0.estimate) != nil || $0.interval != nil }) else {
      return emptyDrawing(id: id, text: text)
    }
    let scale = ValueScale(
      values + (line.map { [$0.value] } ?? []), fromZero: false, unit: frame.unit, style: text.style)
    let wide = drawWide(scale, id: id, text: text)
    let slim = drawSlim(scale, id: id + "-slim", text: text)
    var drawing = Drawing(body: wide.body, height: wide.height, slim: slim)
    if rows.count > IntervalChart.mostRows { drawing.note = text.words.leftOut(rows.count - IntervalChart.mostRows) }
    if let line, rows.contains(where: { $0.interval != nil && drawable($0.estimate) != nil }) {
      let name = frame.label(line.value, text.style)
      for includes in [false, true] where rows.contains(where: { self.includes($0) == includes }) {
        var canvas = Canvas(id: id)
        canvas.line(0, 7, 26, 7, class: "whisker")
        canvas.circle(13, 7, radius: 4.5, class: includes ? "estimate open" : "estimate")
        drawing.legend.append(
          LegendItem(
            name: includes ? text.plots.includes(name) : text.plots.excludes(name), swatch: canvas.html.take(),
            swatchWidth: 26))
      }
    }
    return drawing
  }

  /// Whether the line of no effect lies within a row's interval; `nil` where there is nothing to say.
  private func includes(_ row: Row) -> Bool? {
    guard let line, let interval = row.interval, drawable(row.estimate) != nil else { return nil }
    return interval.low <= line.value && line.value <= interval.high
  }

  private func label(_ value: Double, _ style: NumberStyle) -> String {
    let label = frame.label(value, style)
    // Differences have a sign.
    guard reference?.value == 0, value > 0, label.utf8.contains(where: { (0x31...0x39).contains($0) }) else { return label }
    return "+" + label
  }

  private func label(_ row: Row, _ text: ChartText) -> String {
    let estimate = drawable(row.estimate).map { label($0, text.style) } ?? NumberStyle.missing
    guard let interval = row.interval else { return estimate }
    return estimate + " [" + label(interval.low, text.style) + ", " + label(interval.high, text.style) + "]"
  }

  private func drawRow(_ row: Row, y: Double, x: (Double) -> Double, on canvas: inout Canvas) {
    if let interval = row.interval {
      canvas.line(x(interval.low), y, x(interval.high), y, class: "whisker")
      canvas.line(x(interval.low), y - 5, x(interval.low), y + 5, class: "whisker")
      canvas.line(x(interval.high), y - 5, x(interval.high), y + 5, class: "whisker")
    }
    guard let estimate = drawable(row.estimate) else { return }
    canvas.circle(x(estimate), y, radius: 5, class: includes(row) == true ? "estimate open" : "estimate")
  }

  private func statusMark(_ status: ChartStatus?, x: Double, y: Double, on canvas: inout Canvas) {
    switch status {
    case .met: canvas.text("●", x: x, y: y, class: "met")
    case .near: canvas.text("▲", x: x, y: y, class: "near")
    case .missed: canvas.text("■", x: x, y: y, class: "missed")
    case nil: break
    }
  }

  private func drawReference(
    x: (Double) -> Double, left: Double, right: Double, bottom: Double, on canvas: inout Canvas
  ) {
    guard let line else { return }
    canvas.line(x(line.value), 17, x(line.value), bottom, class: line.lineClass)
    let name = truncated(line.name, to: 12)
    let half = textWidth(name) * Canvas.fontSize / 2
    canvas.text(
      name, x: min(max(x(line.value), left + half), right - half), y: 13, anchor: .middle, class: "muted",
      full: line.name)
  }

  private func drawWide(_ scale: ValueScale, id: String, text: ChartText) -> Drawing.Slim {
    let shown = rows.prefix(IntervalChart.mostRows)
    var canvas = Canvas(id: id)
    let widestName = shown.map { textWidth(truncated($0.name, to: 12)) }.max() ?? 0
    let left = widestName * Canvas.fontSize + (shown.contains { $0.status != nil } ? 30 : 12)
    let labels = shown.map { label($0, text) }
    let widestLabel = (labels.map(textWidth).max() ?? 0) * Canvas.fontSize
    let right = max(left + 120, Canvas.width - widestLabel - 16)
    let pitch = 30.0
    let top = line == nil ? 6.0 : 22
    let bottom = top + pitch * Double(shown.count)
    func x(_ value: Double) -> Double { left + 6 + scale.position(value) * (right - left - 12) }
    canvas.lyingAxis(scale, x: x, top: top, bottom: bottom, width: Canvas.width)
    drawReference(x: x, left: 0, right: Canvas.width, bottom: bottom, on: &canvas)
    for (index, row) in shown.enumerated() {
      let y = top + (Double(index) + 0.5) * pitch
      canvas.text(truncated(row.name, to: 12), x: 0, y: y + Canvas.toBaseline, full: row.name)
      statusMark(row.status, x: left - 16, y: y + Canvas.toBaseline, on: &canvas)
      drawRow(row, y: y, x: x, on: &canvas)
      canvas.text(labels[index], x: Canvas.width, y: y + Canvas.toBaseline, anchor: .end)
    }
    return Drawing.Slim(body: canvas.html.take(), height: bottom + 24)
  }

  /// Name and figures above each interval, which has the width of the drawing.
  private func drawSlim(_ scale: ValueScale, id: String, text: ChartText) -> Drawing.Slim {
    let shown = rows.prefix(IntervalChart.mostRows)
    var canvas = Canvas(id: id)
    let pitch = 50.0
    let top = line == nil ? 4.0 : 22
    let bottom = top + pitch * Double(shown.count)
    func x(_ value: Double) -> Double { 8 + scale.position(value) * (Canvas.narrow - 16) }
    canvas.lyingAxis(scale, x: x, top: top, bottom: bottom, width: Canvas.narrow)
    drawReference(x: x, left: 0, right: Canvas.narrow, bottom: bottom, on: &canvas)
    for (index, row) in shown.enumerated() {
      let y = top + Double(index) * pitch
      let figures = label(row, text)
      let figureWidth = textWidth(figures) * Canvas.fontSize
      let indent = row.status == nil ? 0.0 : 18
      let room = (Canvas.narrow - indent - figureWidth - 12) / Canvas.fontSize
      statusMark(row.status, x: 0, y: y + 18, on: &canvas)
      if room >= 2 {
        canvas.text(truncated(row.name, to: room), x: indent, y: y + 18, class: "value", full: row.name)
      }
      canvas.text(figures, x: Canvas.narrow, y: y + 18, anchor: .end, class: "value")
      drawRow(row, y: y + 35, x: x, on: &canvas)
    }
    return Drawing.Slim(body: canvas.html.take(), height: bottom + 24)
  }

  func sentences(_ text: ChartText) -> [String] {
    guard rows.contains(where: { drawable($0.estimate) != nil || $0.interval != nil }) else { return [] }
    let facts = rows.map { row -> String in
      var words = row.name + text.colon + label(row, text)
      switch row.status {
      case .met: words += text.comma + text.met
      case .near: words += text.comma + text.near
      case .missed: words += text.comma + text.missed
      case nil: break
      }
      if let includes = includes(row), let line {
        let name = label(line.value, text.style)
        words += text.comma + (includes ? text.plots.includes(name) : text.plots.excludes(name))
      }
      return words
    }
    return text.listed(facts)
  }
}
