import HTML
import Values

extension WaterfallChart {
  /// A bar between two levels; none where a value before it is missing.
  struct Bar {
    var name: String
    var isTotal: Bool
    var value: Double?
    var start: Double?
    var end: Double?
  }

  var bars: [Bar] {
    var level: Double? = 0
    return steps.map { step in
      let value = drawable(step.value)
      let start = step.isTotal ? (value == nil ? nil : 0) : level
      level = step.isTotal ? value : drawable(level.flatMap { level in value.map { level + $0 } })
      return Bar(name: step.name, isTotal: step.isTotal, value: value, start: level == nil ? nil : start, end: level)
    }
  }

  func draw(id: String, text: ChartText) -> Drawing {
    let bars = bars
    guard bars.contains(where: { $0.end != nil }) else { return emptyDrawing(id: id, text: text) }
    let scale = ValueScale(
      bars.flatMap { [$0.start, $0.end].compactMap { $0 } }, fromZero: true, unit: frame.unit, style: text.style)
    let slim = drawLying(bars, scale, width: Canvas.narrow, id: id + "-slim", text: text)
    let upright = drawUpright(bars, scale, id: id, text: text)
    let wide = upright ?? drawLying(bars, scale, width: Canvas.width, id: id, text: text)
    return Drawing(body: wide.body, height: wide.height, slim: slim)
  }

  private func label(_ bar: Bar, _ style: NumberStyle) -> String {
    guard let value = bar.value else { return NumberStyle.missing }
    return bar.isTotal ? frame.label(value, style) : frame.signedLabel(value, style)
  }

  /// Rises and falls differ by a pattern too; totals are neither.
  private func draw(_ bar: Bar, x: Double, y: Double, width: Double, height: Double, on canvas: inout Canvas) {
    if bar.isTotal {
      canvas.rect(x: x, y: y, width: width, height: height, class: "level")
    } else {
      let look = Look(index: (bar.value ?? 0) < 0 ? 1 : 0)
      canvas.bar(x: x, y: y, width: width, height: height, look: look, patterned: true)
    }
  }

  /// `nil` where names or figures have no room beside each other.
  private func drawUpright(_ bars: [Bar], _ scale: ValueScale, id: String, text: ChartText) -> Drawing.Slim? {
    let left = axisMargin(scale)
    let right = Canvas.width - 8
    let band = (right - left) / Double(bars.count)
    let labels = bars.map { label($0, text.style) }
    let nameRoom = (band - 8) / Canvas.fontSize
    let names = bars.map { wrapped($0.name, to: nameRoom) }
    guard band >= 36, labels.allSatisfy({ textWidth($0) * Canvas.fontSize <= band - 4 }),
      zip(bars, names).allSatisfy({ bar, lines in !(lines.last ?? "").hasSuffix("…") || bar.name.hasSuffix("…") })
    else { return nil }

    var canvas = Canvas(id: id)
    canvas.patterns([Look(index: 1)])
    let top = 22.0
    let bottom = top + 240
    func y(_ value: Double) -> Double { bottom - scale.position(value) * (bottom - top) }
    drawValueAxis(scale, on: &canvas, left: left, right: right, top: top, bottom: bottom)
    let zero = y(0)
    let thickness = min(56, band * 0.64)
    let hangs = scale.lower < 0
    let namesTop = bottom + (hangs ? 14 : 0)
    for (index, bar) in bars.enumerated() {
      let x = left + (Double(index) + 0.5) * band - thickness / 2
      if let start = bar.start, let end = bar.end {
        // A change too small to see is a hairline.
        let height = y(start) - y(end)
        draw(
          bar, x: x, y: y(end), width: thickness, height: abs(height) < 1 ? 1 : height, on: &canvas)
        if index + 1 < bars.count, bars[index + 1].end != nil {
          canvas.line(x + thickness, y(end), x + band, y(end), class: "connector")
        }
      }
      for (row, line) in names[index].enumerated() {
        canvas.text(line, x: x + thickness / 2, y: namesTop + 19 + Double(row) * 16, anchor: .middle)
      }
    }
    if zero < bottom - 0.5 { canvas.line(left, zero, right, zero, class: "zero") }
    for (index, bar) in bars.enumerated() {
      let centre = left + (Double(index) + 0.5) * band
      var height = zero - 6
      if let start = bar.start, let end = bar.end {
        // A fall is written under its bar, anything else above, unless that is on the names or on the line of zero.
        let (above, below) = (y(max(start, end)) - 6, y(min(start, end)) + 14)
        func isClear(_ base: Double) -> Bool {
          (hangs || base + 2 < bottom) && (base + 2 < zero || base - 11 > zero || zero > bottom - 0.5)
        }
        let first = end < start ? below : above
        height = isClear(first) ? first : isClear(below) ? below : above
      }
      if bar.isTotal {
        canvas.text(labels[index], x: centre, y: height, anchor: .middle, class: "value strong")
      } else {
        canvas.text(labels[index], x: centre, y: height, anchor: .middle, class: "value")
      }
    }
    let lines = names.map(\.count).max() ?? 1
    return Drawing.Slim(body: canvas.html.take(), height: namesTop + 12 + Double(lines) * 16)
  }

  /// Steps as rows, their figures in a column of their own at the right.
  private func drawLying(
    _ bars: [Bar], _ scale: ValueScale, width: Double, id: String, text: ChartText
  ) -> Drawing.Slim {
    var canvas = Canvas(id: id)
    canvas.patterns([Look(index: 1)])
    let isSlim = width < 500
    let mostName = isSlim ? 6.5 : 13
    let widestName = bars.map { textWidth(truncated($0.name, to: mostName)) }.max() ?? 0
    let left = widestName * Canvas.fontSize + 10
    let labels = bars.map { label($0, text.style) }
    // Figures of totals are bold and a little wider.
    let widestLabel = labels.map { textWidth($0) * Canvas.fontSize * 1.06 }.max() ?? 0
    let right = max(left + 60, width - widestLabel - 12)
    let pitch = 28.0
    let thickness = 17.0
    let bottom = 6 + pitch * Double(bars.count)
    func x(_ value: Double) -> Double { left + scale.position(value) * (right - left) }
    canvas.lyingAxis(scale, x: x, top: 6, bottom: bottom, width: width)
    for (index, bar) in bars.enumerated() {
      let top = 6 + Double(index) * pitch + (pitch - thickness) / 2
      let base = top + thickness / 2 + Canvas.toBaseline
      canvas.text(truncated(bar.name, to: mostName), x: left - 8, y: base, anchor: .end, full: bar.name)
      if let start = bar.start, let end = bar.end {
        let length = x(end) - x(start)
        draw(bar, x: x(start), y: top, width: abs(length) < 1 ? 1 : length, height: thickness, on: &canvas)
        if index + 1 < bars.count, bars[index + 1].end != nil {
          canvas.line(x(end), top + thickness, x(end), top + pitch, class: "connector")
        }
      }
      if bar.isTotal {
        canvas.text(labels[index], x: width - 2, y: base, anchor: .end, class: "strong")
      } else {
        canvas.text(labels[index], x: width - 2, y: base, anchor: .end)
      }
    }
    return Drawing.Slim(body: canvas.html.take(), height: bottom + 24)
  }

  func sentences(_ text: ChartText) -> [String] {
    guard bars.contains(where: { $0.end != nil }) else { return [] }
    let facts = steps.map { step -> String in
      guard let value = drawable(step.value) else { return step.name + " " + NumberStyle.missing }
      return step.name + " " + (step.isTotal ? text.figure(value, frame.unit) : signed(value, text))
    }
    return [text.listed(facts).joined(separator: text.comma)]
  }

  private func signed(_ value: Double, _ text: ChartText) -> String {
    if frame.unit == .ratio { return text.style.difference(value, .ratio) }
    let figure = text.figure(value, frame.unit)
    return value > 0 ? "+" + figure : figure
  }
}
