import HTML
import Values

extension BulletChart {
  private static let pitch = 62.0

  func draw(id: String, text: ChartText) -> Drawing {
    guard !rows.isEmpty else { return emptyDrawing(id: id, text: text) }
    var canvas = Canvas(id: id)
    for (index, row) in rows.enumerated() {
      let top = Double(index) * BulletChart.pitch + 4
      drawWords(row, top: top, on: &canvas, text: text)
      drawScale(row, top: top + 24, on: &canvas)
    }
    return Drawing(body: canvas.html.take(), height: Double(rows.count) * BulletChart.pitch)
  }

  private func drawWords(_ row: Row, top: Double, on canvas: inout Canvas, text: ChartText) {
    let baseline = top + 13
    var right = Canvas.width - 2
    if let status = row.status {
      let word = text.status(status)
      switch status {
      case .met: canvas.text(word, x: right, y: baseline, anchor: .end, class: "met")
      case .near: canvas.text(word, x: right, y: baseline, anchor: .end, class: "near")
      case .missed: canvas.text(word, x: right, y: baseline, anchor: .end, class: "missed")
      }
      right -= textWidth(word) * Canvas.fontSize + 14
    }
    var compared: [String] = []
    if let target = drawable(row.target) { compared.append(text.target + " " + text.style.compact(target, row.unit)) }
    if let base = drawable(row.baseline) { compared.append(text.baseline + " " + text.style.compact(base, row.unit)) }
    if !compared.isEmpty {
      let words = compared.joined(separator: " · ")
      canvas.text(words, x: right, y: baseline, anchor: .end, class: "muted")
      right -= textWidth(words) * Canvas.fontSize + 14
    }
    let value = text.style.compact(drawable(row.value), row.unit)
    canvas.text(value, x: right, y: baseline, anchor: .end, class: "strong")
    right -= textWidth(value) * Canvas.fontSize * 1.05 + 14
    canvas.text(
      truncated(row.name, to: max(2, right / Canvas.fontSize)), x: 0, y: baseline, full: row.name)
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
      span > 0 ? min(1, max(0, (value - low) / span)) * (Canvas.width - 4) + 1 : 1
    }
    canvas.rect(x: 1, y: top, width: Canvas.width - 4, height: height, class: "range r1")
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
