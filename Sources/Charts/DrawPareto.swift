import HTML
import Values

extension ParetoChart {
  private typealias Row = (name: String, value: Double, share: Double, cumulative: Double)

  private static let mostRows = 20

  private var line: Double? { threshold > 0 && threshold < 1 ? threshold : nil }

  /// How many items it takes to reach the threshold; all where it marks nothing.
  private func vital(_ rows: [Row]) -> Int {
    guard let line else { return rows.count }
    return (rows.firstIndex { $0.cumulative >= line - 1e-9 }).map { $0 + 1 } ?? rows.count
  }

  func draw(id: String, text: ChartText) -> Drawing {
    let ranked = ranked.filter { drawable($0.value) != nil }
    guard !ranked.isEmpty else { return emptyDrawing(id: id, text: text) }
    let vital = vital(ranked)
    let slim = drawLying(ranked, vital, width: Canvas.narrow, id: id + "-slim", text: text)
    let upright = drawUpright(ranked, vital, id: id, text: text)
    let wide = upright ?? drawLying(ranked, vital, width: Canvas.width, id: id, text: text)
    return Drawing(body: wide.body, height: wide.height, slim: slim)
  }

  /// `nil` where names or figures have no room beside each other.
  private func drawUpright(_ rows: [Row], _ vital: Int, id: String, text: ChartText) -> Drawing.Slim? {
    let scale = ValueScale(rows.map(\.value), fromZero: true, unit: frame.unit, style: text.style)
    let left = axisMargin(scale)
    let right = Canvas.width - 48
    let band = (right - left) / Double(rows.count)
    let labels = rows.map { frame.label($0.value, text.style) }
    let names = rows.map { wrapped($0.name, to: (band - 6) / Canvas.fontSize) }
    guard rows.count > 1, band >= 34, labels.allSatisfy({ textWidth($0) * Canvas.fontSize <= band - 4 }),
      zip(rows, names).allSatisfy({ row, lines in !(lines.last ?? "").hasSuffix("…") || row.name.hasSuffix("…") })
    else { return nil }

    var canvas = Canvas(id: id)
    let top = 26.0
    let bottom = top + 250
    func y(_ value: Double) -> Double { bottom - scale.position(value) * (bottom - top) }
    func yShare(_ share: Double) -> Double { bottom - min(1, max(0, share)) * (bottom - top) }
    canvas.text(text.cumulative, x: Canvas.width, y: 12, anchor: .end, class: "muted")
    drawValueAxis(scale, on: &canvas, left: left, right: right, top: top, bottom: bottom)
    for share in [0, 0.25, 0.5, 0.75, 1] {
      canvas.line(right, yShare(share), right + 4, yShare(share), class: "tick")
      canvas.text(
        text.style.full(share, .ratio).replacing(".0%", with: "%"), x: Canvas.width, y: yShare(share) + Canvas.toBaseline,
        anchor: .end, class: "muted")
    }
    let thickness = min(56, band * 0.7)
    for (index, row) in rows.enumerated() {
      let centre = left + (Double(index) + 0.5) * band
      canvas.rect(
        x: centre - thickness / 2, y: y(row.value), width: thickness, height: bottom - y(row.value),
        class: index < vital ? "vital" : "trivial")
      for (line, words) in names[index].enumerated() {
        canvas.text(words, x: centre, y: bottom + 19 + Double(line) * 16, anchor: .middle)
      }
    }
    if let line {
      canvas.line(left, yShare(line), right, yShare(line), class: "target")
    }
    canvas.html.raw("<path class=\"cumulative\" d=\"")
    for (index, row) in rows.enumerated() {
      canvas.html.raw(index == 0 ? "M" : "L")
      canvas.point(left + (Double(index) + 0.5) * band, yShare(row.cumulative))
    }
    canvas.html.raw("\"/>")
    for (index, row) in rows.enumerated() {
      canvas.circle(left + (Double(index) + 0.5) * band, yShare(row.cumulative), radius: 3, class: "cumulative-dot")
    }
    // Figures stand on their bars, on paper where the line passes; over the line's dot where that is just above the bar.
    for (index, row) in rows.enumerated() {
      let centre = left + (Double(index) + 0.5) * band
      let dot = yShare(row.cumulative)
      var base = y(row.value) - 6
      if dot > base - 15, dot < base + 8 {
        base = dot - 8
        if base < 12 || index == 0 && dot - 8 < top - 12 { base = y(row.value) + 16 }
      }
      if base > y(row.value), index < vital {
        canvas.text(labels[index], x: centre, y: base, anchor: .middle, class: "on-series")
      } else {
        canvas.text(labels[index], x: centre, y: base, anchor: .middle, class: "value")
      }
    }
    if let line {
      let words = text.plots.threshold(text.style.full(line, .ratio).replacing(".0%", with: "%"))
      // Where the line has not yet come up, under the threshold at the left of it; else at the right, where no bar reaches.
      canvas.text(words, x: right - 6, y: yShare(line) + 16, anchor: .end, class: "muted")
    }
    let lines = names.map(\.count).max() ?? 1
    return Drawing.Slim(body: canvas.html.take(), height: bottom + 12 + Double(lines) * 16)
  }

  /// Items as rows with their cumulative share in a column, and a line under those that reach the threshold.
  private func drawLying(
    _ ranked: [Row], _ vital: Int, width: Double, id: String, text: ChartText
  ) -> Drawing.Slim {
    // Those of a long tail share one bar.
    let most = max(ParetoChart.mostRows, min(vital, 40))
    var rows = ranked
    if ranked.count > most + 1 {
      let rest = ranked[most...]
      let sum = rest.reduce(0) { $0 + $1.value }
      rows = Array(ranked.prefix(most)) + [
        (text.plots.others(rest.count), sum, rest.reduce(0) { $0 + $1.share }, 1)
      ]
    }
    let mostName = width < 500 ? 6.5 : 12
    let widestName = rows.map { textWidth(truncated($0.name, to: mostName)) }.max() ?? 0
    let left = widestName * Canvas.fontSize + 10
    let labels = rows.map { frame.label($0.value, text.style) }
    let shares = rows.map { text.style.full($0.cumulative, .ratio) }
    let widestLabel = (labels.map(textWidth).max() ?? 0) * Canvas.fontSize
    let widestShare = max((shares.map(textWidth).max() ?? 0), textWidth(text.cumulative)) * Canvas.fontSize
    let right = max(left + 40, width - widestShare - widestLabel - 22)
    let longest = rows.map(\.value).max() ?? 0
    let pitch = 26.0
    let top = 24.0
    var canvas = Canvas(id: id)
    canvas.text(text.cumulative, x: width, y: 12, anchor: .end, class: "muted")
    canvas.line(left, top, left, top + pitch * Double(rows.count), class: "zero")
    for (index, row) in rows.enumerated() {
      let middle = top + (Double(index) + 0.5) * pitch
      let length = longest > 0 ? row.value / longest * (right - left) : 0
      canvas.text(
        truncated(row.name, to: mostName), x: left - 8, y: middle + Canvas.toBaseline, anchor: .end, full: row.name)
      canvas.rect(
        x: left, y: middle - 8, width: max(length, row.value > 0 ? 1 : 0), height: 16,
        class: index < vital ? "vital" : "trivial")
      canvas.text(labels[index], x: left + length + 6, y: middle + Canvas.toBaseline, class: "value")
      canvas.text(shares[index], x: width, y: middle + Canvas.toBaseline, anchor: .end, class: "muted")
    }
    if line != nil, vital < rows.count {
      canvas.line(0, top + Double(vital) * pitch, width, top + Double(vital) * pitch, class: "target")
    }
    return Drawing.Slim(body: canvas.html.take(), height: top + pitch * Double(rows.count) + 8)
  }

  func sentences(_ text: ChartText) -> [String] {
    let ranked = ranked.filter { drawable($0.value) != nil }
    guard !ranked.isEmpty else { return [] }
    let vital = vital(ranked)
    let share = text.style.full(ranked[vital - 1].cumulative, .ratio)
    let facts = ranked.map { $0.name + " " + text.figure($0.value, frame.unit) }
    return [text.plots.first(vital, of: ranked.count, share), text.listed(facts).joined(separator: text.comma)]
  }
}
