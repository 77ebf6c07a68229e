import HTML
import Values

extension ScatterChart {
  /// A dot where it stands on the page.
  private struct Dot {
    var point: Point
    var at: Charts.Point
    var radius: Double
  }

  private struct Box {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    func contains(_ point: Charts.Point) -> Bool {
      left < point.x && point.x < right && top < point.y && point.y < bottom
    }

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  private func placed(_ point: Point) -> (x: Double, y: Double)? {
    guard let x = drawable(point.x), let y = drawable(point.y) else { return nil }
    return (x, y)
  }

  /// Whether every dot that is drawn has a size.
  private var isSized: Bool {
    sizeName != nil && points.allSatisfy { placed($0) == nil || (drawable($0.size) ?? 0) > 0 }
  }

  func draw(id: String, text: ChartText) -> Drawing {
    guard points.contains(where: { placed($0) != nil }) else { return emptyDrawing(id: id, text: text) }
    let wide = draw(id: id, width: Canvas.width, plotHeight: 300, text: text)
    let slim = draw(id: id + "-slim", width: Canvas.narrow, plotHeight: 300, text: text)
    var notes: [String] = []
    if isSized, let sizeName { notes.append(text.plots.area(sizeName)) }
    if wide.unnamed > 0 { notes.append(text.plots.unnamed(wide.unnamed)) }
    return Drawing(
      body: wide.body, height: wide.height, note: notes.isEmpty ? nil : notes.joined(separator: text.words.semicolon),
      slim: Drawing.Slim(body: slim.body, height: slim.height))
  }

  private func scale(_ values: [Double], _ axis: Axis, _ style: NumberStyle) -> ValueScale {
    guard let low = values.min(), let high = values.max() else {
      return ValueScale([], fromZero: true, unit: axis.unit, style: style)
    }
    // Dots stand clear of the edges; an axis that nearly reaches zero begins there.
    let room = (high - low) * 0.06
    let fromZero = low >= 0 && low < high * 0.6 || low < 0 && high >= 0 || low == high
    return ValueScale(
      [low >= 0 && fromZero ? low : low - room, high + room], fromZero: fromZero, unit: axis.unit, style: style)
  }

  private func draw(
    id: String, width: Double, plotHeight: Double, text: ChartText
  ) -> (body: Markup, height: Double, unnamed: Int) {
    let shown = points.filter { placed($0) != nil }
    let xScale = scale(shown.compactMap { drawable($0.x) }, x, text.style)
    let yScale = scale(shown.compactMap { drawable($0.y) }, y, text.style)
    let left = axisMargin(yScale)
    let right = width - 14
    let top = 30.0
    let bottom = top + plotHeight
    func xAt(_ value: Double) -> Double { left + xScale.position(value) * (right - left) }
    func yAt(_ value: Double) -> Double { bottom - yScale.position(value) * (bottom - top) }

    var canvas = Canvas(id: id)
    canvas.text(
      truncated(axisName(y, text), to: (width - 8) / Canvas.fontSize), x: 0, y: 13, class: "muted",
      full: axisName(y, text))
    drawValueAxis(yScale, on: &canvas, left: left, right: right, top: top, bottom: bottom)
    canvas.lyingAxis(xScale, x: xAt, top: top, bottom: bottom, left: left, width: width)
    canvas.text(
      truncated(axisName(x, text), to: (width - 8) / Canvas.fontSize), x: width, y: bottom + 36, anchor: .end,
      class: "muted", full: axisName(x, text))

    var taken: [Box] = []
    let greatest = shown.compactMap { drawable($0.size) }.max() ?? 1
    let sized = isSized
    let dots = shown.map { point -> Dot in
      let share = sized ? (drawable(point.size) ?? 0) / greatest : 0
      return Dot(
        point: point, at: Charts.Point(xAt(point.x ?? 0), yAt(point.y ?? 0)),
        radius: sized ? max(3.5, 17 * share.squareRoot()) : 4.5)
    }
    let lines = curves.map { clipped($0, xScale, yScale, xAt, yAt) }
    for (curve, runs) in zip(curves, lines) { drawCurve(curve, runs, on: &canvas) }
    // Large dots lie under small ones.
    for dot in dots.sorted(by: { ($0.radius, $1.at.x) > ($1.radius, $0.at.x) }) {
      drawDot(dot, sized: sized, on: &canvas)
    }
    for dot in dots {
      let reach = min(dot.radius, 12) + 1
      taken.append(Box(left: dot.at.x - reach, top: dot.at.y - reach, right: dot.at.x + reach, bottom: dot.at.y + reach))
    }
    let crossed = stations(lines)
    for (curve, runs) in zip(curves, lines) {
      nameCurve(curve, runs, within: Box(left: left, top: top, right: right, bottom: bottom), beside: crossed, &taken,
        on: &canvas)
    }
    let unnamed = nameDots(
      dots, within: Box(left: left + 2, top: 20, right: width, bottom: bottom - 2), beside: crossed, &taken,
      on: &canvas)
    return (canvas.html.take(), bottom + 44, unnamed)
  }

  private func axisName(_ axis: Axis, _ text: ChartText) -> String {
    ChartFrame(subject: axis.name, unit: axis.unit, unitName: axis.unitName).title(text)
  }

  private func drawDot(_ dot: Dot, sized: Bool, on canvas: inout Canvas) {
    let look = Look(index: max(0, dot.point.slot ?? 0))
    guard sized else { return canvas.marker(look, x: dot.at.x, y: dot.at.y) }
    canvas.html.raw("<circle class=\"bubble ")
    canvas.html.text(look.color)
    canvas.html.raw("\"")
    canvas.html.attribute("cx", dot.at.x)
    canvas.html.attribute("cy", dot.at.y)
    canvas.html.attribute("r", dot.radius)
    canvas.html.raw(">")
    canvas.html.element("title", dot.point.name)
    canvas.html.raw("</circle>")
  }

  /// Names beside their dots where nothing lies yet, else a little away with a leader. Returns how many found no place.
  /// A name lies on a curve only where there is nowhere else.
  private func nameDots(
    _ dots: [Dot], within plot: Box, beside stations: [Charts.Point], _ taken: inout [Box], on canvas: inout Canvas
  ) -> Int {
    var unnamed = 0
    // The outermost are named first: they are what a reader asks for.
    let centre = (plot.left + plot.right) / 2
    let order = dots.indices.sorted { a, b in
      let (x, y) = (abs(dots[a].at.x - centre) - dots[a].at.y, abs(dots[b].at.x - centre) - dots[b].at.y)
      return (dots[b].radius, y, a) < (dots[a].radius, x, b)
    }
    for index in order {
      let dot = dots[index]
      let name = truncated(dot.point.name, to: 9)
      guard !name.isEmpty else { continue }
      let size = (width: textWidth(name) * Canvas.fontSize, height: 15.0)
      var found: (box: Box, isFar: Bool)?
      let near = dot.radius + 4
      search: for (distance, mayCross) in [
        (near, false), (near + 10, false), (near, true), (near + 12, true), (near + 28, true), (near + 46, true),
      ] {
        for way in [(1.0, 0.0), (-1, 0), (0, -1), (0, 1), (0.7, -0.7), (-0.7, -0.7), (0.7, 0.7), (-0.7, 0.7)] {
          let anchorX = dot.at.x + way.0 * distance
          let anchorY = dot.at.y + way.1 * (distance + 4)
          let left = way.0 > 0 ? anchorX : way.0 < 0 ? anchorX - size.width : anchorX - size.width / 2
          let box = Box(
            left: left, top: anchorY - size.height / 2, right: left + size.width, bottom: anchorY + size.height / 2)
          guard box.left >= plot.left, box.right <= plot.right, box.top >= plot.top, box.bottom <= plot.bottom,
            !taken.contains(where: { $0.overlaps(box) }), mayCross || !stations.contains(where: box.contains)
          else { continue }
          found = (box, distance > dot.radius + 5)
          break search
        }
      }
      guard let found else {
        unnamed += 1
        continue
      }
      taken.append(found.box)
      let middle = (found.box.top + found.box.bottom) / 2
      if found.isFar {
        let end = Charts.Point(min(max(dot.at.x, found.box.left - 2), found.box.right + 2), middle)
        let start = dot.at.towards(end, dot.radius)
        let stop = abs(end.x - dot.at.x) < 1 ? Charts.Point(end.x, middle + (middle < dot.at.y ? 8 : -8)) : end
        canvas.line(start.x, start.y, stop.x, stop.y, class: "leader")
      }
      canvas.text(name, x: found.box.left, y: middle + Canvas.toBaseline, class: "value", full: dot.point.name)
    }
    return unnamed
  }

  // MARK: Curves

  /// The stretches of a curve within the plot, on the page.
  private func clipped(
    _ curve: Curve, _ xScale: ValueScale, _ yScale: ValueScale, _ xAt: (Double) -> Double, _ yAt: (Double) -> Double
  ) -> [[Charts.Point]] {
    var runs: [[Charts.Point]] = []
    let known = curve.points.filter { drawable($0.x) != nil && drawable($0.y) != nil }
    for (a, b) in zip(known, known.dropFirst()) {
      guard let (from, to) = clip(a, b, xScale, yScale) else { continue }
      let (start, end) = (Charts.Point(xAt(from.x), yAt(from.y)), Charts.Point(xAt(to.x), yAt(to.y)))
      if let last = runs.last?.last, last.distance(to: start) < 0.01 {
        runs[runs.count - 1].append(end)
      } else {
        runs.append([start, end])
      }
    }
    return runs
  }

  /// The part of a line within the axes' ends, after Liang and Barsky, "A New Concept and Method for Line Clipping".
  private func clip(
    _ a: (x: Double, y: Double), _ b: (x: Double, y: Double), _ xScale: ValueScale, _ yScale: ValueScale
  ) -> ((x: Double, y: Double), (x: Double, y: Double))? {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    var (enter, leave) = (0.0, 1.0)
    for (change, room) in [
      (-dx, a.x - xScale.lower), (dx, xScale.upper - a.x), (-dy, a.y - yScale.lower), (dy, yScale.upper - a.y),
    ] {
      if change == 0 {
        if room < 0 { return nil }
      } else if change < 0 {
        enter = max(enter, room / change)
      } else {
        leave = min(leave, room / change)
      }
    }
    guard enter <= leave else { return nil }
    return ((a.x + enter * dx, a.y + enter * dy), (a.x + leave * dx, a.y + leave * dy))
  }

  /// Points along the curves, closer than a letter is wide.
  private func stations(_ lines: [[[Charts.Point]]]) -> [Charts.Point] {
    lines.joined().flatMap { run in
      zip(run, run.dropFirst()).flatMap { a, b in
        let parts = max(1, Int(a.distance(to: b) / 6))
        return (0...parts).map { a.towards(b, a.distance(to: b) * Double($0) / Double(parts)) }
      }
    }
  }

  private func drawCurve(_ curve: Curve, _ runs: [[Charts.Point]], on canvas: inout Canvas) {
    guard !runs.isEmpty else { return }
    if curve.isReference {
      canvas.html.raw("<path class=\"curve-reference\" d=\"")
    } else {
      canvas.html.raw("<path class=\"line ")
      canvas.html.text(Look(index: max(0, curve.slot ?? 0)).color)
      canvas.html.raw("\" d=\"")
    }
    for run in runs {
      for (index, point) in run.enumerated() {
        canvas.html.raw(index == 0 ? "M" : "L")
        canvas.point(point.x, point.y)
      }
    }
    canvas.html.raw("\"/>")
  }

  /// The curve's name at its end, else further back along it; left to the table of names where all is full.
  private func nameCurve(
    _ curve: Curve, _ runs: [[Charts.Point]], within plot: Box, beside stations: [Charts.Point], _ taken: inout [Box],
    on canvas: inout Canvas
  ) {
    let name = truncated(curve.name, to: 10)
    let width = textWidth(name) * Canvas.fontSize
    guard let run = runs.last, !name.isEmpty else { return }
    // Places along the last stretch, from its end to its beginning.
    var places: [Charts.Point] = []
    for (a, b) in zip(run, run.dropFirst()).reversed() {
      let parts = max(1, Int(a.distance(to: b) / 12))
      for part in 0..<parts { places.append(b.towards(a, a.distance(to: b) * Double(part) / Double(parts))) }
    }
    for mayCross in [false, true] {
      for (place, side) in places.flatMap({ [($0, -10.0), ($0, 11), ($0, -22), ($0, 24)] }) {
        let right = min(place.x, plot.right - 2)
        let middle = place.y + side
        let box = Box(left: right - width, top: middle - 7.5, right: right, bottom: middle + 7.5)
        guard box.left >= plot.left + 2, box.top >= plot.top - 8, box.bottom <= plot.bottom - 2,
          !taken.contains(where: { $0.overlaps(box) }), mayCross || !stations.contains(where: box.contains)
        else { continue }
        taken.append(box)
        canvas.text(name, x: right, y: middle + Canvas.toBaseline, anchor: .end, class: "muted", full: curve.name)
        return
      }
    }
  }

  func sentences(_ text: ChartText) -> [String] {
    let facts = points.compactMap { point -> String? in
      guard let (x, y) = placed(point) else { return nil }
      var parts = [self.x.name + " " + text.figure(x, self.x.unit), self.y.name + " " + text.figure(y, self.y.unit)]
      if let sizeName, let size = drawable(point.size) {
        parts.append(sizeName + " " + text.style.full(size, .decimal))
      }
      return point.name + text.colon + parts.joined(separator: text.comma)
    }
    guard !facts.isEmpty else { return [] }
    return text.listed(facts) + curves.map(\.name).filter { !$0.isEmpty }
  }
}
