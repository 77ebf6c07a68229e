import HTML
import Values

extension BulletChart {
  private static let pitch = 62.0

  func draw(id: String, text: ChartText) -> Drawing {
    guard !rows.isEmpty else { return emptyDrawing(id: id, text: text) }
    var canvas = Canvas(id: id)
    let words = rows.map { BulletWords($0, text) }
    let columns = BulletWords.columns(words)
    for (index, row) in rows.enumerated() {
      let top = Double(index) * BulletChart.pitch + 4
      drawWords(row, words[index], columns, top: top, on: &canvas)
      drawScale(row, top: top + 24, on: &canvas)
    }
    return Drawing(body: canvas.html.take(), height: Double(rows.count) * BulletChart.pitch)
  }

  private func drawWords(
    _ row: Row, _ words: BulletWords, _ columns: BulletWords.Columns, top: Double, on canvas: inout Canvas
  ) {
    let baseline = top + 13
    switch row.status {
    case .met: canvas.text(words.status, x: columns.status, y: baseline, anchor: .end, class: "met")
    case .near: canvas.text(words.status, x: columns.status, y: baseline, anchor: .end, class: "near")
    case .missed: canvas.text(words.status, x: columns.status, y: baseline, anchor: .end, class: "missed")
    case nil: break
    }
    if !words.baseline.isEmpty {
      canvas.text(words.baseline, x: columns.baseline, y: baseline, anchor: .end, class: "muted")
    }
    if !words.target.isEmpty {
      canvas.text(words.target, x: columns.target, y: baseline, anchor: .end, class: "muted")
    }
    canvas.text(words.value, x: columns.value, y: baseline, anchor: .end, class: "strong")
    canvas.text(truncated(row.name, to: columns.nameRoom), x: 0, y: baseline, full: row.name)
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

/// The figures of a row in words, and the right edges of the columns in which they stand.
private struct BulletWords {
  struct Columns {
    var value: Double
    var target: Double
    var baseline: Double
    var status: Double
    /// In ems.
    var nameRoom: Double
  }

  let value: String
  let target: String
  let baseline: String
  let status: String

  init(_ row: BulletChart.Row, _ text: ChartText) {
    func words(_ name: String, _ value: Double?) -> String {
      drawable(value).map { name + " " + text.style.compact($0, row.unit) } ?? ""
    }
    value = text.style.compact(drawable(row.value), row.unit)
    target = words(text.target, row.target)
    baseline = words(text.baseline, row.baseline)
    status = row.status.map(text.status) ?? ""
  }

  static func columns(_ rows: [BulletWords]) -> Columns {
    func width(_ part: KeyPath<BulletWords, String>, factor: Double = 1) -> Double {
      let widest = rows.map { textWidth($0[keyPath: part]) }.max() ?? 0
      return widest > 0 ? widest * Canvas.fontSize * factor + 18 : 0
    }
    let status = Canvas.width - 3
    let baseline = status - width(\.status, factor: 1.06)
    let target = baseline - width(\.baseline)
    let value = target - width(\.target)
    let name = value - width(\.value, factor: 1.06)
    return Columns(
      value: value, target: target, baseline: baseline, status: status,
      nameRoom: max(2, name / Canvas.fontSize))
  }
}
