import HTML
import Values

extension JourneyChart {
  private static let mostStages = 14
  private static let curveHeight = 104.0

  private struct Feeling {
    var x: Double
    var value: Double
    /// A gap lies before it.
    var isStart: Bool
    var number: Int?
    /// For its figure, in units.
    var room: Double
  }

  func draw(id: String, text: ChartText) -> Drawing {
    guard !stages.isEmpty else { return emptyDrawing(id: id, text: text) }
    let drawn = Array(stages.prefix(JourneyChart.mostStages))
    let words = text.words
    let names = [words.touchpoint, words.emotion] + lanes
    // Names of rows in two lines of at most five Han characters.
    let head = min(5, names.map { textWidth($0) }.max() ?? 0) * Canvas.fontSize + 14
    let (width, room) = roomy(head + Double(drawn.count) * 106)
    let column = (width - head) / Double(drawn.count)
    let lineRoom = (column - 16) / Canvas.fontSize
    func left(_ stage: Int) -> Double { head + Double(stage) * column }

    var canvas = Canvas(id: id)
    // Stages as a row of arrows that point to the next one.
    let stageNames = drawn.map { TextLines($0.name, to: (column - 30) / Canvas.fontSize, most: 2) }
    let stageHeight = (stageNames.map(\.height).max() ?? 0) + 16
    for index in drawn.indices {
      drawStage(
        stageNames[index], full: drawn[index].name, x: left(index), width: column - 3, height: stageHeight,
        isFirst: index == 0, on: &canvas)
    }
    var y = 2 + stageHeight + 10

    // Touchpoints, numbered where one stage has several.
    let isNumbered = drawn.contains { $0.touchpoints.count > 1 } && drawn.allSatisfy { $0.touchpoints.count <= 6 }
    var number = 0
    let touchpoints = drawn.map { stage in
      stage.touchpoints.map { point in
        number += 1
        return isNumbered ? "\(number) " + point.label : point.label
      }
    }
    if touchpoints.contains(where: { !$0.isEmpty }) {
      y = drawRow(words.touchpoint, touchpoints, y: y, lineRoom: lineRoom, left: left, on: &canvas)
      rule(y, width, &canvas)
    }
    let feelings = feelings(drawn, isNumbered: isNumbered, left: left, column: column)
    if !feelings.isEmpty {
      drawCurve(feelings, top: y, left: head, right: width, text: text, on: &canvas)
      y += JourneyChart.curveHeight
      rule(y, width, &canvas)
    }
    for (lane, name) in lanes.enumerated() {
      let cells = drawn.map { stage in
        stage.touchpoints.compactMap { lane < $0.texts.count && !$0.texts[lane].isEmpty ? $0.texts[lane] : nil }
          .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      }
      y = drawRow(name, cells, y: y, lineRoom: lineRoom, left: left, on: &canvas)
      rule(y, width, &canvas)
    }
    for index in drawn.indices.dropFirst() {
      canvas.line(left(index) - 1.5, stageHeight + 10, left(index) - 1.5, y, class: "hair")
    }
    let over = stages.count - drawn.count
    return Drawing(
      body: canvas.html.take(), width: width, height: y + 4, note: over > 0 ? words.leftOut(over) : nil, room: room)
  }

  private func rule(_ y: Double, _ width: Double, _ canvas: inout Canvas) {
    canvas.line(0, y, width, y, class: "hair")
  }

  private func drawStage(
    _ name: TextLines, full: String, x: Double, width: Double, height: Double, isFirst: Bool, on canvas: inout Canvas
  ) {
    let point = 9.0
    canvas.html.raw("<path class=\"stage\" d=\"M")
    canvas.point(x, 2)
    for corner in [
      Point(x + width - point, 2), Point(x + width, 2 + height / 2), Point(x + width - point, 2 + height),
      Point(x, 2 + height),
    ] {
      canvas.html.raw("L")
      canvas.point(corner.x, corner.y)
    }
    if !isFirst {
      canvas.html.raw("L")
      canvas.point(x + point, 2 + height / 2)
    }
    canvas.html.raw("z\"/>")
    canvas.lines(
      name, x: x + width / 2 + (isFirst ? -point / 2 : 0), y: 2 + height / 2, anchor: .middle, class: "strong",
      full: full)
  }

  /// A row of texts; returns where it ends.
  private func drawRow(
    _ name: String, _ cells: [[String]], y: Double, lineRoom: Double, left: (Int) -> Double, on canvas: inout Canvas
  ) -> Double {
    let title = TextLines(name, to: 5.2, most: 2)
    // Items of a cell have at most four lines each; a cell at most six items.
    let set = cells.map { items in items.prefix(6).map { TextLines($0, to: lineRoom, most: 4) } }
    let between = 5.0
    func height(_ items: [TextLines]) -> Double {
      items.reduce(0) { $0 + $1.height } + between * Double(max(0, items.count - 1))
    }
    let tallest = max(title.height, set.map(height).max() ?? 0)
    canvas.lines(title, x: 0, y: y + 9 + title.height / 2, class: "quiet", full: name)
    for (stage, items) in set.enumerated() {
      var top = y + 9
      for (index, item) in items.enumerated() {
        canvas.lines(item, x: left(stage) + 6, y: top + item.height / 2, full: cells[stage][index])
        top += item.height + between
      }
      if cells[stage].count > 6 {
        canvas.text("+\(cells[stage].count - 6)", x: left(stage) + 6, y: top + 8.5 + Canvas.toBaseline, class: "quiet")
      }
    }
    return y + tallest + (cells.contains { $0.count > 6 } ? 22 : 0) + 18
  }

  private func feelings(
    _ drawn: [Stage], isNumbered: Bool, left: (Int) -> Double, column: Double
  ) -> [Feeling] {
    var feelings: [Feeling] = []
    var afterGap = true
    var number = 0
    for (index, stage) in drawn.enumerated() {
      let hasOwn = stage.touchpoints.contains { drawable($0.emotion) != nil }
      let places: [(value: Double?, number: Int?)] =
        hasOwn
        ? stage.touchpoints.enumerated().map { ($1.emotion, isNumbered ? number + $0 + 1 : nil) }
        : [(stage.emotion, nil)]
      number += stage.touchpoints.count
      let distance = column / Double(places.count)
      for (position, place) in places.enumerated() {
        guard let value = drawable(place.value) else {
          afterGap = true
          continue
        }
        feelings.append(
          Feeling(
            x: left(index) + (Double(position) + 0.5) * distance - 1.5, value: value, isStart: afterGap,
            number: distance >= 20 ? place.number : nil, room: distance))
        afterGap = false
      }
    }
    return feelings
  }

  private func drawCurve(
    _ feelings: [Feeling], top: Double, left: Double, right: Double, text: ChartText, on canvas: inout Canvas
  ) {
    let (high, low) = (top + 30, top + JourneyChart.curveHeight - 18)
    let span = scale.upperBound - scale.lowerBound
    func y(_ value: Double) -> Double {
      guard span > 0, span < 1e290 else { return (high + low) / 2 }
      return low - min(1, max(0, (value - scale.lowerBound) / span)) * (low - high)
    }
    canvas.text(text.words.emotion, x: 0, y: (high + low) / 2 + Canvas.toBaseline, class: "quiet")
    for value in [scale.upperBound, scale.lowerBound] {
      canvas.text(
        emotionLabel(value, text.style), x: left - 4, y: y(value) + Canvas.toBaseline, anchor: .end, class: "quiet")
    }
    canvas.line(left, (high + low) / 2, right, (high + low) / 2, class: "baseline")
    canvas.html.raw("<path class=\"line s1\" d=\"")
    for feeling in feelings {
      canvas.html.raw(feeling.isStart ? "M" : "L")
      canvas.point(feeling.x, y(feeling.value))
    }
    canvas.html.raw("\"/>")
    let lowest = feelings.map(\.value).min()
    for feeling in feelings {
      let height = y(feeling.value)
      if let number = feeling.number {
        canvas.mark(number, x: feeling.x, y: height)
      } else {
        canvas.marker(Look(index: 0), x: feeling.x, y: height)
      }
      let label = emotionLabel(feeling.value, text.style)
      guard textWidth(label) * Canvas.fontSize + 3 <= feeling.room else { continue }
      let isLow = feeling.value == lowest && feeling.value < (scale.lowerBound + scale.upperBound) / 2
      canvas.text(
        label, x: feeling.x, y: height - (feeling.number == nil ? 9 : 13), anchor: .middle,
        class: isLow ? "missed-figure" : "value")
    }
  }
}

/// The smallest width of a drawing that has `needed` units, with the class by which the style sheet keeps its letters
/// readable.
func roomy(_ needed: Double) -> (width: Double, room: StaticString) {
  if needed <= 640 { return (640, "") }
  if needed <= 800 { return (800, " room-800") }
  if needed <= 1000 { return (1000, " room-1000") }
  if needed <= 1280 { return (1280, " room-1280") }
  return (1600, " room-1600")
}
