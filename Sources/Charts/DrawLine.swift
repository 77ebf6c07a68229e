import HTML
import Values

extension LineChart {
  private static let plotHeight = 250.0
  private static let mostLabelledAtEnd = 5

  func draw(id: String, text: ChartText) -> Drawing {
    let columns = series.map { series in days.indices.map { series.value($0) } }
    guard let first = days.min(), let last = days.max(), let period = Period(first, last),
      columns.contains(where: { $0.contains { $0 != nil } })
    else { return emptyDrawing(id: id, text: text) }

    let drawnReferences = references.filter { drawable($0.value) != nil }
    let scale = ValueScale(
      columns.joined().compactMap { $0 } + drawnReferences.map(\.value), fromZero: startsAtZero, unit: frame.unit,
      style: text.style)
    let looks = series.indices.map { Look(series[$0], at: $0) }
    let labelled =
      series.count <= LineChart.mostLabelledAtEnd && columns.allSatisfy { $0.contains { $0 != nil } }
    let atEnds = labelled && series.count > 1

    // Margins come from what stands in them.
    let left = axisMargin(scale)
    // A line of its own needs no name, but its last value is worth reading.
    let lastValue = series.count == 1 ? columns[0].last { $0 != nil }?.map { frame.label($0, text.style) } : nil
    let names = (atEnds ? series.map(\.name) : []) + drawnReferences.map(\.name) + [lastValue].compactMap { $0 }
    let right = Canvas.width - EndLabels.margin(for: names)
    func x(_ day: Day) -> Double {
      let span = Double(period.length - 1)
      // A lone day stands in the middle; others keep clear of the axis.
      guard span > 0 else { return (left + right) / 2 }
      return left + 8 + Double(first.distance(to: day)) / span * (right - left - 16)
    }

    let marks = eventMarks(within: period, x: x)
    let bandLabels = bandLabels(within: period, left: left, right: right, x: x)
    let eventRows = (marks.map(\.row).max() ?? -1) + 1
    let bandRows = (bandLabels.map(\.row).max() ?? -1) + 1
    let top = 12 + Double(eventRows) * 21 + Double(bandRows) * 18
    let bottom = top + LineChart.plotHeight
    func y(_ value: Double) -> Double { bottom - scale.position(value) * (bottom - top) }

    var canvas = Canvas(id: id)
    for band in bandLabels {
      let bandTop = 12 + Double(eventRows) * 21 + Double(band.row) * 18
      canvas.rect(x: band.start, y: bandTop, width: band.end - band.start, height: bottom - bandTop, class: "band")
      canvas.line(band.start, bandTop, band.start, bottom, class: "band-edge")
      canvas.text(
        band.text, x: band.start + 5, y: bandTop + 9 + Canvas.toBaseline, class: "band-name", full: band.full)
    }
    drawValueAxis(scale, on: &canvas, left: left, right: right, top: top, bottom: bottom)
    drawStepLabels(x: x, left: left, right: right, y: bottom, on: &canvas)
    let ticks = dayTicks(period, width: right - left - 16, fontSize: Canvas.fontSize, style: text.style)
    for tick in ticks where labels.isEmpty {
      canvas.line(x(tick.day), bottom, x(tick.day), bottom + 5, class: "tick")
      drawDayLabel(tick.label, at: x(tick.day), y: bottom + 20, on: &canvas)
    }
    for mark in marks {
      let centre = 12 + Double(mark.row) * 21 + 1
      canvas.line(mark.x, centre + 9, mark.x, bottom, class: "event")
      canvas.mark(mark.number, x: mark.x, y: centre)
    }
    var labels = EndLabels()
    for reference in drawnReferences {
      let height = y(reference.value)
      switch reference.kind {
      case .target: canvas.line(left, height, right, height, class: "target")
      case .baseline: canvas.line(left, height, right, height, class: "baseline")
      }
      labels.add(reference.name, x: right, y: height)
    }
    let usual = usualStep
    // The first series is drawn last, on top of the others.
    var ends: [(index: Int, x: Double, y: Double)] = []
    for index in series.indices.reversed() {
      if let end = drawSeries(columns[index], looks[index], on: &canvas, usual: usual, x: x, y: y) {
        ends.append((index, end.x, end.y))
      }
    }
    for end in ends.reversed() {
      if let lastValue {
        // Beside the line's end, which may lie before the axis ends.
        if right - end.x < 20 {
          labels.add(lastValue, x: right, y: end.y)
        } else {
          // Below the names of bands, and short of those of references.
          let middle = max(end.y, top + 10)
          let width = textWidth(lastValue) * Canvas.fontSize
          canvas.text(
            lastValue, x: min(end.x + 9, right - width), y: middle + Canvas.toBaseline, class: "value")
        }
      } else if atEnds {
        labels.add(series[end.index].name, x: end.x, y: end.y, look: looks[end.index])
      }
    }
    labels.draw(on: &canvas, right: right, top: top, bottom: bottom)

    var drawing = Drawing(body: canvas.html.take(), height: bottom + 30)
    if !labelled {
      drawing.legend = series.indices.map { LegendItem(name: series[$0].name, look: looks[$0], line: true) }
    }
    drawing.events = marks.map { mark in
      EventKey(
        number: mark.number,
        text: text.style.day(mark.day) + " " + mark.names.joined(separator: text.style.chinese ? "；" : "; "))
    }
    return drawing
  }

  /// The distance of neighbouring days: a longer one is a gap. Months differ by three days at most.
  private var usualStep: Int {
    let smallest = zip(days, days.dropFirst()).map { $0.distance(to: $1) }.filter { $0 > 0 }.min() ?? 1
    return smallest < 28 ? smallest : smallest + (smallest + 9) / 10
  }

  /// A line broken at gaps, with markers far enough apart to tell it from others. Returns where it ends.
  private func drawSeries(
    _ values: [Double?], _ look: Look, on canvas: inout Canvas, usual: Int, x: (Day) -> Double, y: (Double) -> Double
  ) -> (x: Double, y: Double)? {
    var points: [(x: Double, y: Double)] = []
    var lone: [(x: Double, y: Double)] = []
    var runLength = 0
    var previous: Day?
    canvas.html.raw(values.count > 120 ? "<path class=\"line dense " : "<path class=\"line ")
    canvas.html.text(look.color)
    canvas.html.raw(" ")
    canvas.html.text(look.dash)
    canvas.html.raw("\" d=\"")
    for index in values.indices {
      guard let value = values[index] else {
        if runLength == 1, let point = points.last { lone.append(point) }
        runLength = 0
        continue
      }
      let point = (x: x(days[index]), y: y(value))
      if let previous, previous.distance(to: days[index]) > usual {
        if runLength == 1, let point = points.last { lone.append(point) }
        runLength = 0
      }
      canvas.html.raw(runLength == 0 ? "M" : "L")
      canvas.point(point.x, point.y)
      points.append(point)
      previous = days[index]
      runLength += 1
    }
    canvas.html.raw("\"/>")
    guard let end = points.last else { return nil }
    if runLength == 1 { lone.append(end) }
    for point in lone { canvas.marker(look, x: point.x, y: point.y) }
    if series.count > 1 {
      // Staggered, so that markers of lines that run together do not hide each other.
      var next = (points.first?.x ?? 0) + 30 + Double(look.index % 6) * 13
      for point in points where point.x >= next && point.x < end.x - 20 {
        canvas.marker(look, x: point.x, y: point.y)
        next = point.x + 78
      }
    }
    if lone.last.map({ $0.x != end.x }) ?? true { canvas.marker(look, x: end.x, y: end.y) }
    return end
  }

  /// The labels of steps, every second or third one where all would touch; names are cut to fit.
  private func drawStepLabels(x: (Day) -> Double, left: Double, right: Double, y: Double, on canvas: inout Canvas) {
    let count = min(labels.count, days.count)
    guard count > 0 else { return }
    let widest = min(labels.map(textWidth).max() ?? 0, 7)
    let room = widest * Canvas.fontSize + 10
    var free = -Double.infinity
    for index in 0..<count {
      let place = x(days[index])
      guard place >= free else { continue }
      // The last label wins over one just before it, as it tells where the line ends.
      let end = x(days[count - 1])
      if index < count - 1, place > end - room, index > 0 { continue }
      free = place + room
      canvas.line(place, y, place, y + 5, class: "tick")
      let label = truncated(labels[index], to: widest)
      let half = textWidth(label) * Canvas.fontSize / 2
      canvas.text(
        label, x: min(max(place, half), Canvas.width - half), y: y + 20, anchor: .middle, class: "muted",
        full: labels[index])
    }
  }

  private func drawDayLabel(_ label: String, at x: Double, y: Double, on canvas: inout Canvas) {
    // At the edges a label stands within the drawing.
    let half = textWidth(label) * Canvas.fontSize / 2
    canvas.text(
      label, x: min(max(x, half), Canvas.width - half), y: y, anchor: .middle, class: "muted")
  }

  private struct EventMark {
    var day: Day
    var names: [String]
    var number: Int
    var x: Double
    var row: Int
  }

  /// One mark for each day with events, numbered by day, in rows so that none touch.
  private func eventMarks(within period: Period, x: (Day) -> Double) -> [EventMark] {
    var marks: [EventMark] = []
    let inside = events.enumerated().filter { period.contains($0.element.day) }
    for (_, event) in inside.sorted(by: { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }) {
      if marks.last?.day == event.day {
        marks[marks.count - 1].names.append(event.name)
      } else {
        marks.append(
          EventMark(day: event.day, names: [event.name], number: marks.count + 1, x: x(event.day), row: 0))
      }
    }
    for (index, row) in rows(for: marks.map { ($0.x - 9, $0.x + 9) }, gap: 2).enumerated() { marks[index].row = row }
    return marks
  }

  private struct BandLabel {
    var start: Double
    var end: Double
    var text: String
    var full: String
    var row: Int
  }

  /// The part of each band that lies within the axis, its name cut to fit; bands that overlap stand in rows.
  private func bandLabels(
    within period: Period, left: Double, right: Double, x: (Day) -> Double
  ) -> [BandLabel] {
    let half = period.length > 1 ? (x(period.start.advanced(by: 1)) - x(period.start)) / 2 : (right - left) / 2
    var labels: [BandLabel] = []
    for band in bands {
      let start = max(band.period.start, period.start)
      let end = min(band.period.end, period.end)
      guard start <= end else { continue }
      let from = max(left, x(start) - half)
      let to = min(right, x(end) + half)
      let room = (to - from - 8) / Canvas.fontSize
      labels.append(
        BandLabel(
          start: from, end: to, text: room < 2 ? "" : truncated(band.name, to: room), full: band.name, row: 0))
    }
    for (index, row) in rows(for: labels.map { ($0.start, $0.end) }, gap: 0).enumerated() { labels[index].row = row }
    return labels
  }
}
