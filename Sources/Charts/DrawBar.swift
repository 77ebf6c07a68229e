import HTML
import Values

extension BarChart {
  func draw(id: String, text: ChartText) -> Drawing {
    guard let plan = BarPlan(self, style: text.style) else { return emptyDrawing(id: id, text: text) }
    var drawing = isLying(plan) ? drawLying(plan, id: id, text: text) : drawUpright(plan, id: id, text: text)
    if series.count > 1 {
      drawing.legend = series.indices.map { LegendItem(name: series[$0].name, look: plan.looks[$0], line: false) }
    }
    return drawing
  }

  /// Upright bars need room for a name in two lines under each category and 9 units for each bar.
  private func isLying(_ plan: BarPlan) -> Bool {
    switch direction {
    case .upright: return false
    case .lying: return true
    case .automatic:
      let band = 540 / Double(max(1, categories.count))
      let bars = plan.stacked ? 1 : max(1, series.count)
      let widest = categories.map(textWidth).max() ?? 0
      return band / Double(bars) < 12 || widest * Canvas.fontSize > 2 * (band - 8)
    }
  }

  // MARK: Upright

  private func drawUpright(_ plan: BarPlan, id: String, text: ChartText) -> Drawing {
    var canvas = Canvas(id: id)
    if series.count > 1 { canvas.patterns(plan.looks) }
    let left = axisMargin(plan.scale)
    let right = Canvas.width - EndLabels.margin(for: plan.references.map(\.name))
    let top = 22.0
    let bottom = top + 240
    let zero = bottom - plan.scale.position(0) * (bottom - top)
    func y(_ value: Double) -> Double { bottom - plan.scale.position(value) * (bottom - top) }
    drawValueAxis(plan.scale, on: &canvas, left: left, right: right, top: top, bottom: bottom)

    let band = (right - left) / Double(plan.categories.count)
    let bars = plan.stacked ? 1 : max(1, series.count)
    let thickness = min(plan.stacked ? 76 : 56, band * (bars > 1 ? 0.82 : 0.72) / Double(bars))
    let offset = (band - thickness * Double(bars)) / 2
    let nameRoom = (band - 8) / Canvas.fontSize
    let names = plan.categories.map { wrapped($0.name, to: nameRoom) }
    // The labels of negative bars may stand below the axis.
    let hangs = plan.categories.contains { $0.segments.contains { $0.end < 0 } || ($0.target ?? 0) < 0 }
    let namesTop = bottom + (hangs ? 14 : 0)
    // All values are written, or none: a few would look like a choice.
    let labelRoom = plan.stacked || bars == 1 ? band - 4 : thickness
    let fits = plan.categories.allSatisfy { category in
      outerLabels(category, text.style).allSatisfy { textWidth($0.text) * Canvas.fontSize <= labelRoom }
    }
    for (index, category) in plan.categories.enumerated() {
      let start = left + Double(index) * band + offset
      func x(_ segment: BarPlan.Segment) -> Double {
        plan.stacked ? start : start + Double(segment.series) * thickness
      }
      for segment in category.segments {
        canvas.bar(
          x: x(segment), y: y(segment.end), width: bars > 1 ? max(1, thickness - 2) : thickness,
          height: y(segment.start) - y(segment.end), look: plan.looks[segment.series], patterned: series.count > 1)
        guard plan.stacked, series.count > 1 else { continue }
        let label = innerLabel(segment, text.style)
        if abs(y(segment.start) - y(segment.end)) >= 23, textWidth(label) * Canvas.fontSize <= thickness - 10 {
          canvas.slip(label, x: start + thickness / 2, y: (y(segment.start) + y(segment.end)) / 2)
        }
      }
      if let target = category.target {
        canvas.line(start - 3, y(target), start + thickness * Double(bars) + 3, y(target), class: "target-mark")
      }
      for (row, line) in names[index].enumerated() {
        canvas.text(
          line, x: left + (Double(index) + 0.5) * band, y: namesTop + 19 + Double(row) * 16, anchor: .middle,
          full: line.hasSuffix("…") ? category.name : nil)
      }
    }
    if zero < bottom - 0.5 { canvas.line(left, zero, right, zero, class: "zero") }
    var labels = EndLabels()
    for reference in plan.references {
      canvas.line(left, y(reference.value), right, y(reference.value), class: reference.lineClass)
      labels.add(reference.name, x: right, y: y(reference.value))
    }
    labels.draw(on: &canvas, right: right, top: top, bottom: bottom)
    for (index, category) in plan.categories.enumerated() where fits {
      let start = left + Double(index) * band + offset
      for label in outerLabels(category, text.style) {
        let centre = start + thickness * (plan.stacked ? 0.5 : Double(label.slot) + 0.5) - (bars > 1 ? 1 : 0)
        // A target's mark just above the bar would run through the label.
        var height = label.value < 0 ? y(label.value) + 14 : y(label.value) - 6
        if let target = category.target, abs(y(target) - (height - 4)) < 9 {
          height = label.value < 0 ? y(target) + 15 : y(target) - 6
        }
        canvas.text(label.text, x: centre, y: height, anchor: .middle, class: "value")
      }
    }
    let lines = names.map(\.count).max() ?? 1
    return Drawing(body: canvas.html.take(), height: namesTop + 12 + Double(lines) * 16)
  }

  // MARK: Lying

  private func drawLying(_ plan: BarPlan, id: String, text: ChartText) -> Drawing {
    var canvas = Canvas(id: id)
    if series.count > 1 { canvas.patterns(plan.looks) }
    let widestName = plan.categories.map { textWidth(truncated($0.name, to: 11)) }.max() ?? 0
    let left = widestName * Canvas.fontSize + 12
    let labels = plan.categories.map { outerLabels($0, text.style) }
    let widestLabel = labels.joined().map { textWidth($0.text) * Canvas.fontSize }.max() ?? 0
    // Labels of negative bars stand to the left of them, within the plot.
    let hangs = plan.scale.lower < 0 || labels.joined().contains { $0.value < 0 }
    let negativeRoom = hangs ? widestLabel + 6 : 0
    let plotLeft = left + negativeRoom
    let right = Canvas.width - widestLabel - 10
    let bars = plan.stacked ? 1 : max(1, series.count)
    let thickness = plan.stacked && series.count > 1 ? 28.0 : bars == 1 ? 20 : 15
    let band = thickness * Double(bars) + (bars == 1 ? 10 : 14)

    let referenceLabels = plan.references.map { reference in
      let half = textWidth(truncated(reference.name, to: 12)) * Canvas.fontSize / 2
      let x = plotLeft + plan.scale.position(reference.value) * (right - plotLeft)
      return (centre: min(max(x, left + half), Canvas.width - half), half: half)
    }
    let referenceRows = rows(for: referenceLabels.map { ($0.centre - $0.half, $0.centre + $0.half) }, gap: 8)
    let top = 6 + Double((referenceRows.max() ?? -1) + 1) * 17
    let bottom = top + band * Double(plan.categories.count)
    func x(_ value: Double) -> Double { plotLeft + plan.scale.position(value) * (right - plotLeft) }

    for tick in plan.scale.ticks {
      canvas.line(x(tick), top, x(tick), bottom, class: tick == 0 ? "zero" : "grid")
    }
    drawTickLabels(plan.scale, x: x, y: bottom + 17, on: &canvas)
    for (index, category) in plan.categories.enumerated() {
      let start = top + Double(index) * band + (band - thickness * Double(bars)) / 2
      let middle = top + (Double(index) + 0.5) * band
      canvas.text(
        truncated(category.name, to: 11), x: left - 8, y: middle + Canvas.toBaseline, anchor: .end,
        full: category.name)
      for segment in category.segments {
        let y = plan.stacked ? start : start + Double(segment.series) * thickness
        canvas.bar(
          x: x(segment.start), y: y, width: x(segment.end) - x(segment.start),
          height: bars > 1 ? thickness - 2 : thickness, look: plan.looks[segment.series],
          patterned: series.count > 1)
        guard plan.stacked, series.count > 1 else { continue }
        let label = innerLabel(segment, text.style)
        if abs(x(segment.end) - x(segment.start)) >= textWidth(label) * Canvas.fontSize + 14 {
          canvas.slip(label, x: (x(segment.start) + x(segment.end)) / 2, y: middle)
        }
      }
      if let target = category.target {
        canvas.line(x(target), start - 3, x(target), start + thickness * Double(bars) + 3, class: "target-mark")
      }
    }
    for (index, reference) in plan.references.enumerated() {
      canvas.line(x(reference.value), top - 3, x(reference.value), bottom, class: reference.lineClass)
      canvas.text(
        truncated(reference.name, to: 12), x: referenceLabels[index].centre,
        y: top - 8 - Double(referenceRows[index]) * 17, anchor: .middle, class: "muted", full: reference.name)
    }
    // Labels come after all lines, which their paper then interrupts.
    for (index, category) in plan.categories.enumerated() {
      let start = top + Double(index) * band + (band - thickness * Double(bars)) / 2
      let middle = top + (Double(index) + 0.5) * band
      for label in labels[index] {
        let y = plan.stacked ? middle : start + (Double(label.slot) + 0.5) * thickness - (bars > 1 ? 1 : 0)
        let isLeft = label.value < 0
        var edge = x(label.value) + (isLeft ? -6 : 6)
        let width = textWidth(label.text) * Canvas.fontSize
        if let target = category.target {
          // A target's mark within the label moves the label behind it.
          let mark = x(target)
          if !isLeft, mark > edge - 5, mark < edge + width + 2 { edge = mark + 6 }
          if isLeft, mark < edge + 5, mark > edge - width - 2 { edge = mark - 6 }
        }
        canvas.text(
          label.text, x: edge, y: y + Canvas.toBaseline, anchor: isLeft ? .end : .start, class: "value")
      }
    }
    return Drawing(body: canvas.html.take(), height: bottom + 24)
  }

  /// The labels that do not touch the one before; those at the edges stand within the drawing.
  private func drawTickLabels(_ scale: ValueScale, x: (Double) -> Double, y: Double, on canvas: inout Canvas) {
    var end = -Double.infinity
    for tick in scale.ticks {
      let label = scale.format.label(tick)
      let half = textWidth(label) * Canvas.fontSize / 2
      let centre = min(max(x(tick), half), Canvas.width - half)
      guard centre - half >= end + 8 else { continue }
      canvas.text(label, x: centre, y: y, anchor: .middle, class: "muted")
      end = centre + half
    }
  }

  // MARK: Labels

  private struct OuterLabel {
    var text: String
    /// Where the label stands on the axis.
    var value: Double
    /// Which bar of the group.
    var slot: Int
  }

  /// The label of each bar, or the total of a stack where all of it points one way.
  private func outerLabels(_ category: BarPlan.Category, _ style: NumberStyle) -> [OuterLabel] {
    guard !category.segments.isEmpty else {
      // In the middle of a group, which has one label only then.
      let slot = arrangement == .grouped ? (series.count - 1) / 2 : 0
      return [OuterLabel(text: NumberStyle.missing, value: 0, slot: slot)]
    }
    switch arrangement {
    case .grouped:
      return category.segments.map {
        OuterLabel(text: frame.label($0.value, style), value: $0.end, slot: $0.series)
      }
    case .stacked:
      let ends = category.segments.map(\.end)
      guard let total = category.total, let low = ends.min(), let high = ends.max(), low >= 0 || high <= 0
      else { return [] }
      return [OuterLabel(text: frame.label(total, style), value: total, slot: 0)]
    case .shares:
      return []
    }
  }

  private func innerLabel(_ segment: BarPlan.Segment, _ style: NumberStyle) -> String {
    arrangement == .shares
      ? style.full(segment.end - segment.start, .ratio) : frame.label(segment.value, style)
  }
}

extension ReferenceLine {
  var lineClass: StaticString { kind == .target ? "target" : "baseline" }
}
