import HTML
import Values

extension GanttChart {
  /// The class of the figure: the style sheet gives wide plans a frame that scrolls.
  var kind: StaticString {
    switch GanttPlan(self, style: NumberStyle(chinese: true))?.step ?? 1 {
    case 1: "gantt"
    case 2: "gantt gantt-2"
    case 3: "gantt gantt-3"
    default: "gantt gantt-4"
    }
  }

  func draw(id: String, text: ChartText) -> Drawing {
    guard let plan = GanttPlan(self, style: text.style) else { return emptyDrawing(id: id, text: text) }
    var canvas = Canvas(id: id)
    let hasCritical = rows.contains { $0.bars.contains(where: \.isCritical) }
    if hasCritical {
      canvas.html.raw("<defs><pattern")
      canvas.html.attribute("id", id + "-critical")
      canvas.html.raw(" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><path class=\"gantt-paper\" ")
      canvas.html.raw("d=\"M0 0h5v5h-5z\"/>")
      canvas.html.raw("<path class=\"gantt-hatch\" d=\"M-1 1l2-2M0 5l5-5M4 6l2-2\"/></pattern></defs>")
    }
    plan.drawAxis(on: &canvas, text: text)
    plan.drawLinks(on: &canvas)
    for line in plan.lines { plan.draw(line, on: &canvas, text: text) }
    var drawing = Drawing(
      body: canvas.html.take(), width: plan.width, height: plan.bottom + (plan.repeatsAxis ? 20 : 2))
    drawing.fixed = plan.names(id: id, height: drawing.height, text: text)
    drawing.legend = plan.legend(id: id, text: text)
    if leftOut > 0 { drawing.note = text.gantt.folded(drawn: rows.count, leftOut: leftOut) }
    return drawing
  }
}

extension GanttPlan {
  /// A plan longer than a screen has its days named below it too.
  var repeatsAxis: Bool { lines.count > 24 }

  // MARK: The days

  func drawAxis(on canvas: inout Canvas, text: ChartText) {
    if axis.showsDaysOff {
      var start: Day?
      for day in axis.period.start...axis.period.end.advanced(by: 1) {
        let isOff = day <= axis.period.end && isDayOff(day)
        if isOff, start == nil { start = day }
        guard !isOff, let first = start else { continue }
        canvas.rect(x: axis.x(first), y: top, width: axis.x(day) - axis.x(first), height: bottom - top, class: "band")
        start = nil
      }
    }
    for x in axis.lines { canvas.line(x, top - 4, x, bottom, class: "grid") }
    for (index, line) in lines.enumerated() where line.level == 0 || index == 0 {
      canvas.line(0, line.top, axis.right, line.top, class: "grid")
    }
    canvas.line(0, bottom, axis.right, bottom, class: "grid")
    if showsToday, let today = chart.today {
      let words = text.gantt.today + " " + text.style.day(today)
      let half = textWidth(words) * Canvas.fontSize * 1.06 / 2
      let x = middle(today)
      canvas.line(x, 18, x, bottom, class: "gantt-today")
      let centre = min(max(x, axis.left + half), width - half)
      canvas.text(words, x: centre, y: 13, anchor: .middle, class: "gantt-today-name")
    }
    // Names interrupt the lines.
    for label in axis.lower {
      canvas.text(label.text, x: label.x, y: top - 8, anchor: label.anchor, class: "muted")
      if repeatsAxis { canvas.text(label.text, x: label.x, y: bottom + 15, anchor: label.anchor, class: "muted") }
    }
    for label in axis.upper {
      canvas.text(label.text, x: label.x, y: top - 26, anchor: label.anchor, class: "muted")
    }
  }

  private func isDayOff(_ day: Day) -> Bool {
    if worked.contains(day) { return false }
    return day.weekday > 5 || off.contains(day)
  }

  // MARK: Links

  /// From the end of a bar down (or up) to the height of the one that waits for it, and to its start; where there is no
  /// room before the start, into it from above (or below).
  func drawLinks(on canvas: inout Canvas) {
    for line in lines where chart.rows[line.row].bars.count == 1 {
      let bar = chart.rows[line.row].bars[0]
      guard let period = bar.planned else { continue }
      for before in Set(chart.rows[line.row].depends).sorted() where chart.rows.indices.contains(before) {
        guard before != line.row, chart.rows[before].bars.count == 1, let source = chart.rows[before].bars[0].planned
        else { continue }
        let first = chart.rows[before].bars[0]
        let from = lines[lineOfRow[before]]
        let isDown = from.middle < line.middle
        let x = first.isMilestone ? middle(source.end) : max(edges(source).end - 3, edges(source).start + 1)
        let reach = first.isMilestone ? GanttPlan.diamond : GanttPlan.half
        let y = from.middle + (isDown ? reach : -reach)
        let isCritical = first.isCritical && bar.isCritical
        let target = bar.isMilestone ? middle(period.end) - GanttPlan.diamond : edges(period).start
        canvas.html.raw(isCritical ? "<path class=\"gantt-link strong-link\" d=\"M" : "<path class=\"gantt-link\" d=\"M")
        canvas.point(x, y)
        if target - x >= 8 {
          canvas.html.raw("V")
          canvas.html.coordinate(line.middle)
          canvas.html.raw("H")
          canvas.html.coordinate(target - 4)
          canvas.html.raw("\"/>")
          arrowHead(x: target, y: line.middle, dx: -6, dy: 0, isCritical, on: &canvas)
        } else {
          let side = isDown ? -1.0 : 1.0
          let into = bar.isMilestone ? middle(period.end) : min(target + 4, edges(period).end - 1)
          let edge = line.middle + side * (bar.isMilestone ? GanttPlan.diamond : GanttPlan.half)
          canvas.html.raw("V")
          canvas.html.coordinate(line.middle + side * GanttPlan.rowHeight / 2)
          canvas.html.raw("H")
          canvas.html.coordinate(into)
          canvas.html.raw("V")
          canvas.html.coordinate(edge + side * 4)
          canvas.html.raw("\"/>")
          arrowHead(x: into, y: edge, dx: 0, dy: side * 5, isCritical, on: &canvas)
        }
      }
    }
  }

  /// Its point at x, y, its back at the distance given.
  private func arrowHead(x: Double, y: Double, dx: Double, dy: Double, _ isCritical: Bool, on canvas: inout Canvas) {
    canvas.html.raw(
      isCritical ? "<path class=\"gantt-link-head strong-link\" d=\"M" : "<path class=\"gantt-link-head\" d=\"M")
    canvas.point(x, y)
    canvas.html.raw("L")
    canvas.point(x + dx + dy * 0.6, y + dy + dx * 0.6)
    canvas.html.raw("L")
    canvas.point(x + dx - dy * 0.6, y + dy - dx * 0.6)
    canvas.html.raw("z\"/>")
  }

  // MARK: Rows

  /// The column of names: wide plans scroll under it.
  func names(id: String, height: Double, text: ChartText) -> (body: Markup, width: Double) {
    var canvas = Canvas(id: id)
    // A diamond on the first day needs its half.
    let width = axis.left - GanttPlan.diamond
    canvas.rect(x: 0, y: 0, width: width, height: height, class: "gantt-paper")
    for (index, line) in lines.enumerated() {
      if line.level == 0 || index == 0 { canvas.line(0, line.top, width, line.top, class: "grid") }
      let row = chart.rows[line.row]
      let name = row.name + (row.stands > 0 ? text.gantt.standing(row.stands) : "")
      let indent = GanttPlan.indent(line.level)
      let room = nameWidth - indent / Canvas.fontSize
      let baseline = (row.isLane ? line.top + GanttPlan.laneHeight / 2 + 2.5 : line.middle) + Canvas.toBaseline
      if line.hasChildren {
        canvas.text(truncated(name, to: room / 1.06), x: indent, y: baseline, class: "strong", full: name)
      } else {
        canvas.text(truncated(name, to: room), x: indent, y: baseline, full: name)
      }
    }
    canvas.line(0, bottom, width, bottom, class: "grid")
    canvas.line(width, top, width, bottom, class: "grid")
    return (canvas.html.take(), width)
  }

  func draw(_ line: Line, on canvas: inout Canvas, text: ChartText) {
    let row = chart.rows[line.row]
    guard row.isLane else {
      if let bar = row.bars.first { draw(bar, middle: line.middle, on: &canvas) }
      drawTail(of: row, middle: line.middle, on: &canvas, text: text)
      return
    }
    for (bar, lane) in zip(row.bars, line.lanes) {
      let middle = line.top + (Double(lane) + 0.5) * GanttPlan.laneHeight + 2.5
      draw(bar, middle: middle, half: 9.5, on: &canvas)
      guard let label = label(of: bar) else { continue }
      // Beside its bar it may lie on lines.
      canvas.text(
        label.text, x: label.x, y: middle + Canvas.toBaseline, class: label.isInside ? nil : "value", full: bar.label)
    }
  }

  /// The plan as an outline, and in it what happened; for lanes, which hold words, what happened is their lower edge.
  private func draw(_ bar: GanttChart.Bar, middle y: Double, half: Double = GanttPlan.half, on canvas: inout Canvas) {
    let isLane = half > GanttPlan.half
    if bar.isMilestone {
      if let day = bar.planned?.end {
        diamond(x: middle(day), y: y, bar.isCritical ? "gantt-plan critical" : "gantt-plan", on: &canvas)
      }
      if let day = bar.actual(today: nil)?.end {
        diamond(x: middle(day), y: y, "gantt-actual", size: 4.5, on: &canvas)
      }
      return
    }
    if let planned = bar.planned {
      let (start, end) = edges(planned)
      canvas.html.raw("<rect")
      canvas.html.attribute("x", start)
      canvas.html.attribute("y", y - half)
      canvas.html.attribute("width", end - start)
      canvas.html.attribute("height", half * 2)
      if bar.isCritical, !isLane {
        canvas.html.raw(" fill=\"url(#")
        canvas.html.text(canvas.id)
        canvas.html.raw("-critical)\" class=\"gantt-plan critical\"/>")
      } else {
        canvas.html.raw(" class=\"gantt-plan\"/>")
      }
    }
    if let actual = bar.actual(today: chart.today) {
      let (start, end) = edges(actual)
      if isLane {
        canvas.rect(x: start, y: y + half - 3, width: end - start, height: 3, class: "gantt-actual")
      } else {
        let inner = GanttPlan.actualHalf
        canvas.rect(x: start, y: y - inner, width: end - start, height: inner * 2, class: "gantt-actual")
      }
    }
    if let delay = bar.delay(today: chart.today) {
      let (start, end) = edges(delay)
      canvas.line(start, y, end, y, class: "gantt-delay")
      if axis.period.contains(delay.end) { canvas.line(end, y - 4, end, y + 4, class: "gantt-delay-end") }
    }
  }

  private func diamond(
    x: Double, y: Double, _ name: StaticString, size: Double = GanttPlan.diamond, on canvas: inout Canvas
  ) {
    canvas.html.raw("<path")
    canvas.style(name)
    canvas.html.raw(" d=\"M")
    canvas.point(x, y - size)
    canvas.html.raw("L")
    canvas.point(x + size, y)
    canvas.html.raw("L")
    canvas.point(x, y + size)
    canvas.html.raw("L")
    canvas.point(x - size, y)
    canvas.html.raw("z\"/>")
  }

  /// Owner and alert beside the bar: behind it, else before it, else in it.
  private func drawTail(of row: GanttChart.Row, middle y: Double, on canvas: inout Canvas, text: ChartText) {
    let bar = row.bars.first
    let spans =
      bar.map { [$0.planned, $0.actual(today: chart.today), $0.delay(today: chart.today)].compactMap { $0 } } ?? []
    guard let bar, var low = spans.map({ edges($0).start }).min(), var high = spans.map({ edges($0).end }).max() else {
      canvas.text(text.gantt.noDates, x: axis.left + 6, y: y + Canvas.toBaseline, class: "muted")
      return
    }
    if bar.isMilestone {
      low = (spans.map { middle($0.start) }.min() ?? low) - GanttPlan.diamond
      high = (spans.map { middle($0.end) }.max() ?? high) + GanttPlan.diamond
    }
    let state = bar.state.flatMap { $0.isAlert ? text.gantt.label($0) : nil } ?? ""
    let stateWidth = textWidth(state) * Canvas.fontSize * 1.06
    let widest = max(high + 6, axis.right - high - 6, low - 6 - axis.left)
    let owner = truncated(row.owner ?? "", to: min(8, (widest - stateWidth - 8) / Canvas.fontSize))
    let ownerWidth = textWidth(owner) * Canvas.fontSize
    let gap = owner.isEmpty || state.isEmpty ? 0.0 : 8
    let whole = ownerWidth + gap + stateWidth
    guard whole > 0 else { return }
    var x = high + 6
    if x + whole > axis.right {
      x = low - 6 - whole
      if x < axis.left {
        x = min(high - 6, axis.right - 4) - whole
        canvas.rect(x: x - 3, y: y - 8.5, width: whole + 6, height: 17, class: "slip")
      }
    }
    let baseline = y + Canvas.toBaseline
    if !owner.isEmpty { canvas.text(owner, x: x, y: baseline, class: "muted", full: row.owner) }
    switch bar.state {
    case .late: canvas.text(state, x: x + ownerWidth + gap, y: baseline, class: "missed value")
    case .slipping, .risk: canvas.text(state, x: x + ownerWidth + gap, y: baseline, class: "near value")
    default: break
    }
  }

  // MARK: The key

  /// What occurs in the drawing, and only that.
  func legend(id: String, text: ChartText) -> [LegendItem] {
    let bars = chart.rows.flatMap(\.bars)
    let words = text.gantt
    var items: [LegendItem] = []
    func add(_ name: String, width: Double = 22, _ draw: (inout Canvas) -> Void) {
      var canvas = Canvas(id: id)
      draw(&canvas)
      items.append(LegendItem(name: name, swatch: canvas.html.take(), swatchWidth: width))
    }
    let tasks = chart.rows.filter { !$0.isLane }.flatMap(\.bars)
    add(words.planned) { $0.rect(x: 1, y: 1, width: 20, height: 12, class: "gantt-plan") }
    if bars.contains(where: { $0.actual(today: nil) != nil }) {
      add(words.actual) { $0.rect(x: 1, y: 4, width: 20, height: 6, class: "gantt-actual") }
    }
    if bars.contains(where: { $0.delay(today: chart.today) != nil }) {
      add(words.delay) {
        $0.line(1, 7, 21, 7, class: "gantt-delay")
        $0.line(21, 3, 21, 11, class: "gantt-delay-end")
      }
    }
    if tasks.contains(where: { $0.isCritical }) {
      add(words.critical) {
        $0.html.raw("<rect x=\"1.5\" y=\"1\" width=\"19\" height=\"12\" fill=\"url(#")
        $0.html.text(id)
        $0.html.raw("-critical)\" class=\"gantt-plan critical\"/>")
      }
    }
    if bars.contains(where: \.isMilestone) {
      add(words.milestone, width: 16) { diamond(x: 8, y: 7, "gantt-plan", size: 6, on: &$0) }
    }
    if chart.rows.contains(where: { !$0.depends.isEmpty }) {
      add(words.link) {
        $0.html.raw("<path class=\"gantt-link\" d=\"M2 1V7H16\"/>")
        arrowHead(x: 21, y: 7, dx: -6, dy: 0, false, on: &$0)
      }
    }
    if axis.showsDaysOff { add(words.dayOff, width: 16) { $0.rect(x: 0, y: 0, width: 16, height: 14, class: "band") } }
    return items
  }
}
