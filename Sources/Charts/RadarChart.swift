import HTML
import Values

/// Scores on several axes, from zero in the middle to each axis' maximum at the edge. Up to three series lie on each
/// other; with more each has a small radar of its own, as six polygons on each other cannot be read. With fewer than
/// three axes or more than ten the scores are drawn as bars.
public struct RadarChart: Sendable, Hashable {
  public struct Axis: Sendable, Hashable {
    public var name: String
    /// The score at the edge; the largest value stands in where it is not above zero.
    public var maximum: Double

    public init(name: String, maximum: Double) {
      self.name = name
      self.maximum = maximum
    }
  }

  public var frame: ChartFrame
  public var axes: [Axis]
  /// Every series has one value for each axis; a missing one is a gap in its outline. At most six are drawn.
  public var series: [ChartSeries]

  public init(frame: ChartFrame, axes: [Axis], series: [ChartSeries]) {
    self.frame = frame
    self.axes = axes
    self.series = series
  }
}

extension RadarChart {
  private static let mostSeries = 6

  /// Whether there are axes enough for a radar, else bars are drawn.
  var isDrawn: Bool { (3...10).contains(axes.count) }

  private var bars: BarChart { BarChart(frame: frame, categories: axes.map(\.name), series: series) }

  func draw(id: String, text: ChartText) -> Drawing {
    guard isDrawn else { return bars.draw(id: id, text: text) }
    guard series.contains(where: { series in axes.indices.contains { series.value($0) != nil } }) else {
      return emptyDrawing(id: id, text: text)
    }
    let shown = min(series.count, RadarChart.mostSeries)
    let looks = series.indices.map { Look(series[$0], at: $0) }
    let note = series.count > shown ? text.words.leftOut(series.count - shown) : nil
    if shown <= 3 {
      var canvas = Canvas(id: id)
      let height = drawTogether(looks, text: text, on: &canvas)
      var drawing = Drawing(
        body: canvas.html.take(), width: Canvas.narrow, height: height, note: note, room: " narrow")
      if series.count > 1 {
        drawing.legend = series.indices.map { LegendItem(name: series[$0].name, look: looks[$0], line: true) }
      }
      return drawing
    }
    var (wide, slim) = (Canvas(id: id), Canvas(id: id))
    let height = drawApart(looks, shown, columns: 3, width: Canvas.width, text: text, on: &wide)
    let slimHeight = drawApart(looks, shown, columns: 2, width: Canvas.narrow, text: text, on: &slim)
    return Drawing(
      body: wide.html.take(), height: height, note: note,
      slim: Drawing.Slim(body: slim.html.take(), height: slimHeight))
  }

  private func maximum(_ axis: Int) -> Double {
    if axes[axis].maximum > 0, axes[axis].maximum < 1e290 { return axes[axis].maximum }
    let largest = series.compactMap { $0.value(axis) }.max() ?? 0
    return largest > 0 ? largest : 1
  }

  /// From the centre, the first axis upwards, the others clockwise.
  private func direction(_ axis: Int) -> Point {
    let turn = Double(axis) / Double(axes.count) * 2 * Double.pi
    return Point(sine(turn), -cosine(turn))
  }

  private func drawTogether(_ looks: [Look], text: ChartText, on canvas: inout Canvas) -> Double {
    let radius = 112.0
    let centre = Point(Canvas.narrow / 2, radius + 42)
    let shared = axes.indices.allSatisfy { maximum($0) == maximum(0) }
    drawWeb(centre, radius, on: &canvas)
    for axis in axes.indices {
      let way = direction(axis)
      let edge = Point(centre.x + way.x * (radius + 12), centre.y + way.y * (radius + 12))
      let anchor: Anchor = abs(way.x) < 0.2 ? .middle : way.x > 0 ? .start : .end
      let room = anchor == .middle ? 150.0 : anchor == .start ? Canvas.narrow - edge.x : edge.x
      let name =
        shared
        ? axes[axis].name : axes[axis].name + text.openParenthesis + text.style.full(maximum(axis), .decimal)
          + text.closeParenthesis
      let lines = TextLines(name, to: max(room, 40) / Canvas.fontSize, most: 2)
      let y = edge.y + (way.y < -0.9 ? -lines.height / 2 + 4 : way.y > 0.9 ? lines.height / 2 - 2 : way.y * 4)
      canvas.lines(lines, x: edge.x, y: y, anchor: anchor, full: name)
    }
    for index in series.indices.prefix(RadarChart.mostSeries).reversed() {
      drawOutline(index, looks[index], centre, radius, isFilled: series.count == 1, isDashed: true, on: &canvas)
    }
    if shared {
      for ring in 1...rings {
        let level = maximum(0) * Double(ring) / Double(rings)
        // Whole figures tell the steps; with fractions the edge alone is enough.
        guard ring == rings || level == level.rounded() && radius / Double(rings) >= 20 else { continue }
        canvas.text(
          text.style.full(level, .decimal), x: centre.x - 5, y: centre.y - radius * Double(ring) / Double(rings) + 13,
          anchor: .end, class: "muted")
      }
    }
    return centre.y + radius + 46
  }

  private func drawApart(
    _ looks: [Look], _ shown: Int, columns: Int, width: Double, text: ChartText, on canvas: inout Canvas
  ) -> Double {
    let panel = width / Double(columns)
    // With more axes names stand closer above each other, and need a larger radius more than their last letter.
    let longest = axes.count <= 6 ? 4.2 : columns == 3 ? 4 : 3
    let label = min(longest, axes.map { textWidth($0.name) }.max() ?? 0) * Canvas.fontSize
    // As large as the names at its sides leave it.
    let reach = axes.indices.map { abs(direction($0).x) }.max() ?? 1
    let radius = min(62, (panel / 2 - label - 10) / max(reach, 0.5))
    let height = radius * 2 + 84
    for index in 0..<shown {
      let left = Double(index % columns) * panel
      let top = Double(index / columns) * height
      let centre = Point(left + panel / 2, top + 44 + radius)
      let name = truncated(series[index].name, to: (panel - 24) / Canvas.fontSize)
      canvas.text(name, x: centre.x, y: top + 14, anchor: .middle, class: "strong", full: series[index].name)
      drawWeb(centre, radius, on: &canvas)
      for axis in axes.indices {
        let way = direction(axis)
        let edge = Point(centre.x + way.x * (radius + 7), centre.y + way.y * (radius + 7))
        let anchor: Anchor = abs(way.x) < 0.2 ? .middle : way.x > 0 ? .start : .end
        var y = edge.y + (way.y < -0.9 ? -5 : way.y > 0.9 ? 7 : way.y * 4)
        if anchor == .middle {
          // With many axes a small web's names at the top and bottom would touch those beside them.
          let beside = -direction(1).y * (radius + 11) + Canvas.fontSize + 1
          y = way.y < 0 ? min(y, centre.y - beside) : max(y, centre.y + beside)
        }
        canvas.text(
          truncated(axes[axis].name, to: label / Canvas.fontSize), x: edge.x, y: y + Canvas.toBaseline, anchor: anchor,
          class: "muted", full: axes[axis].name)
      }
      drawOutline(index, looks[index], centre, radius, isFilled: true, isDashed: false, on: &canvas)
    }
    return Double((shown + columns - 1) / columns) * height
  }

  /// Five for a maximum of 5, 10 or 100, so that each stands for a round score; else three or four.
  private var rings: Int {
    let largest = maximum(0)
    guard axes.indices.allSatisfy({ maximum($0) == largest }) else { return 4 }
    return [5.0, 4, 3].first { largest.truncatingRemainder(dividingBy: $0) == 0 }.map { Int($0) } ?? 4
  }

  private func drawWeb(_ centre: Point, _ radius: Double, on canvas: inout Canvas) {
    for ring in 1...rings {
      let size = radius * Double(ring) / Double(rings)
      canvas.html.raw(ring == rings ? "<path class=\"web web-edge\" d=\"" : "<path class=\"web\" d=\"")
      for axis in axes.indices {
        let way = direction(axis)
        canvas.html.raw(axis == 0 ? "M" : "L")
        canvas.point(centre.x + way.x * size, centre.y + way.y * size)
      }
      canvas.html.raw("z\"/>")
    }
    for axis in axes.indices {
      let way = direction(axis)
      canvas.line(centre.x, centre.y, centre.x + way.x * radius, centre.y + way.y * radius, class: "grid")
    }
  }

  private func drawOutline(
    _ index: Int, _ look: Look, _ centre: Point, _ radius: Double, isFilled: Bool, isDashed: Bool,
    on canvas: inout Canvas
  ) {
    let points = axes.indices.map { axis -> Point? in
      guard let value = series[index].value(axis) else { return nil }
      let part = min(1, max(0, value / maximum(axis))) * radius
      let way = direction(axis)
      return Point(centre.x + way.x * part, centre.y + way.y * part)
    }
    let isWhole = points.allSatisfy { $0 != nil }
    canvas.html.raw("<path class=\"")
    canvas.html.raw(isFilled && isWhole ? "line area " : "line ")
    canvas.html.text(look.color + (isDashed ? " " + look.dash : ""))
    canvas.html.raw("\" d=\"")
    for (axis, point) in points.enumerated() {
      guard let point else { continue }
      let joins = axis > 0 && points[axis - 1] != nil
      canvas.html.raw(joins ? "L" : "M")
      canvas.point(point.x, point.y)
    }
    if isWhole {
      canvas.html.raw("z")
    } else if let first = points[0], points[points.count - 1] != nil {
      canvas.html.raw("L")
      canvas.point(first.x, first.y)
    }
    canvas.html.raw("\"/>")
    for point in points.compactMap({ $0 }) { canvas.marker(look, x: point.x, y: point.y) }
  }

  func sentences(_ text: ChartText) -> [String] {
    series.map { series in
      let facts = axes.indices.map { axis in
        axes[axis].name + " " + (series.value(axis).map { text.style.full($0, frame.unit) } ?? NumberStyle.missing)
      }
      return series.name + text.colon + facts.joined(separator: text.comma)
    }
  }

  func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    table.head([text.words.axis] + series.map(\.name) + [text.words.maximum])
    for (index, axis) in axes.enumerated() {
      table.startRow(axis.name)
      for series in series { table.cell(index < series.values.count ? series.values[index] : nil, frame.unit) }
      table.cell(axis.maximum, frame.unit)
      table.endRow()
    }
  }
}

/// By its power series, which needs no library and gives the same digits on every machine. `turn` is 0...2π.
private func sine(_ turn: Double) -> Double {
  let angle = turn > Double.pi ? turn - 2 * Double.pi : turn
  var term = angle
  var sum = angle
  for step in 1...14 {
    term *= -angle * angle / Double(2 * step * (2 * step + 1))
    sum += term
  }
  return sum
}

private func cosine(_ turn: Double) -> Double {
  let shifted = turn + Double.pi / 2
  return sine(shifted > 2 * Double.pi ? shifted - 2 * Double.pi : shifted)
}
