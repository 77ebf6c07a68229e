import HTML
import Values

extension BulletChart {
  private static let pitch = 82.0

  func draw(id: String, text: ChartText) -> Drawing {
    guard !rows.isEmpty else { return emptyDrawing(id: id, text: text) }
    var canvas = Canvas(id: id)
    let statuses = rows.map { $0.status.map(text.status) ?? "" }
    let statusWidth = statuses.map { textWidth($0) * Canvas.fontSize * 1.06 }.max() ?? 0
    for (index, row) in rows.enumerated() {
      let top = Double(index) * BulletChart.pitch + 2
      let baseline = top + 13
      let right = Canvas.narrow - 2
      switch row.status {
      case .met: canvas.text(statuses[index], x: right, y: baseline, anchor: .end, class: "met")
      case .near: canvas.text(statuses[index], x: right, y: baseline, anchor: .end, class: "near")
      case .missed: canvas.text(statuses[index], x: right, y: baseline, anchor: .end, class: "missed")
      case nil: break
      }
      let value = text.figure(drawable(row.value), row.unit)
      let valueEnd = right - (statusWidth > 0 ? statusWidth + 12 : 0)
      canvas.text(value, x: valueEnd, y: baseline, anchor: .end, class: "strong")
      let room = valueEnd - textWidth(value) * Canvas.fontSize * 1.06 - 12
      canvas.text(truncated(row.name, to: max(2, room / Canvas.fontSize)), x: 0, y: baseline, full: row.name)
      drawScale(row, top: top + 22, on: &canvas)
      var compared: [String] = []
      if let target = drawable(row.target) { compared.append(text.target + " " + text.figure(target, row.unit)) }
      if let base = drawable(row.baseline) { compared.append(text.baseline + " " + text.figure(base, row.unit)) }
      let words = compared.joined(separator: " · ")
      canvas.text(
        truncated(words, to: Canvas.narrow / Canvas.fontSize), x: 0, y: top + 57, class: "muted", full: words)
    }
    return Drawing(
      body: canvas.html.take(), width: Canvas.narrow, height: Double(rows.count) * BulletChart.pitch - 12)
  }

  private func drawScale(_ row: Row, top: Double, on canvas: inout Canvas) {
    let height = 18.0
    let values = [row.value, row.target, row.baseline].compactMap { drawable($0) }
    let ranges = row.ranges.compactMap { drawable($0) }
    let low = min(0, values.min() ?? 0)
    let high = max(0, (values + ranges).max() ?? 0)
    // Room behind the largest figure, so that its mark is not the frame's edge.
    let span = (high - low) * (ranges.isEmpty ? 1.06 : 1)
    func x(_ value: Double) -> Double {
      span > 0 ? min(1, max(0, (value - low) / span)) * (Canvas.narrow - 2) + 1 : 1
    }
    canvas.rect(x: 1, y: top, width: Canvas.narrow - 2, height: height, class: "range r1")
    var start = low
    for (index, end) in ranges.enumerated() where end > start {
      if index % 2 == 0 {
        canvas.rect(x: x(start), y: top, width: x(end) - x(start), height: height, class: "range r2")
      } else {
        canvas.rect(x: x(start), y: top, width: x(end) - x(start), height: height, class: "range r3")
      }
      start = end
    }
    if let value = drawable(row.value) {
      canvas.rect(x: x(0), y: top + 5, width: x(value) - x(0), height: height - 10, class: "fill s1")
    }
    if low < 0 { canvas.line(x(0), top, x(0), top + height, class: "zero") }
    if let base = drawable(row.baseline) {
      canvas.line(x(base), top - 1, x(base), top + height + 1, class: "bullet-baseline")
    }
    if let target = drawable(row.target) {
      canvas.line(x(target), top - 3, x(target), top + height + 3, class: "bullet-target")
    }
  }
}
