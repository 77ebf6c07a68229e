import HTML
import Values

/// What a funnel says beside its steps.
public struct FunnelRates: Sendable, Hashable {
  /// For each step after the first, the part of the step before that reached it; `nil` where either is missing, or
  /// there was nothing to start from. A part above 1 means that the steps do not nest.
  public let steps: [Double?]
  /// The last step as a part of the first.
  public let total: Double?
  /// The index in `steps` of the lowest rate below 1, the first of equals; `nil` with fewer than two rates.
  public let largestLoss: Int?

  public init(_ values: [Double?]) {
    func rate(_ part: Double?, _ whole: Double?) -> Double? {
      guard let part = drawable(part), let whole = drawable(whole), whole > 0, part >= 0 else { return nil }
      return part / whole
    }
    steps = zip(values, values.dropFirst()).map { rate($1, $0) }
    total = values.count > 1 ? rate(values[values.count - 1], values[0]) : nil
    var lowest: Int?
    for (index, step) in steps.enumerated() {
      guard let step, step < 1 else { continue }
      if let best = lowest, let rate = steps[best], rate <= step { continue }
      lowest = index
    }
    largestLoss = steps.compactMap { $0 }.count > 1 ? lowest : nil
  }
}

extension FunnelChart {
  /// Rates and the largest loss, for sentences that say the same as the chart.
  public var rates: FunnelRates { FunnelRates(steps.map(\.value)) }

  /// The index of a step more than 20 times the next largest: at one scale with it, all others would be hairlines.
  var cutStep: Int? {
    let order = descending(steps.map { drawable($0.value) })
    guard order.count > 1, let largest = drawable(steps[order[0]].value),
      let next = drawable(steps[order[1]].value), next > 0, largest > 20 * next
    else { return nil }
    return order[0]
  }

  /// Says that a bar is cut short; `nil` where all bars share one scale.
  func cutNote(_ text: ChartText) -> String? {
    cutStep.map { steps[$0].name + text.colon + text.cutShort }
  }

  func draw(id: String, text: ChartText) -> Drawing {
    let values = steps.map { drawable($0.value).map { max(0, $0) } }
    guard let widest = values.compactMap({ $0 }).max() else { return emptyDrawing(id: id, text: text) }
    let rates = rates
    let barHeight = 28.0
    let pitch = 56.0
    let labelWidth = steps.map { textWidth(truncated($0.name, to: 7)) }.max() ?? 0
    let valueTexts = values.map { text.figure($0, frame.unit) }
    let left = max(48, labelWidth * Canvas.fontSize + 14)
    let rateTexts = rates.steps.indices.map { index in
      let rate = "↓ " + text.style.full(rates.steps[index], .ratio)
      return rates.largestLoss == index ? rate + " ■ " + text.largestLoss : rate
    }
    // Bold letters are a little wider.
    let widestText = (valueTexts + rateTexts).map { textWidth($0) * 1.06 }.max() ?? 0
    let right = max(left + 80, Canvas.narrow - widestText * Canvas.fontSize - 12)
    let centre = (left + right) / 2
    // A step that is cut takes the full width; the others share a scale on which the next largest stays narrower.
    let cut = cutStep
    let scaled = cut.map { cut in values.indices.compactMap { $0 == cut ? nil : values[$0] }.max() ?? 0 } ?? widest
    let room = (right - left) / 2 * (cut == nil ? 1 : 0.75)
    func half(_ index: Int, _ value: Double) -> Double {
      if index == cut { return (right - left) / 2 }
      return scaled > 0 ? max(1.5, value / scaled * room) : 1.5
    }
    var canvas = Canvas(id: id)
    for (index, step) in steps.enumerated() {
      let top = 4 + Double(index) * pitch
      let middle = top + barHeight / 2
      canvas.text(truncated(step.name, to: 7), x: 0, y: middle + Canvas.toBaseline, full: step.name)
      canvas.text(valueTexts[index], x: right + 10, y: middle + Canvas.toBaseline, class: "strong")
      if let value = values[index] {
        let half = half(index, value)
        canvas.rect(x: centre - half, y: top, width: 2 * half, height: barHeight, class: "fill s1")
        if index == cut {
          for side in [-0.8, 0.8] {
            for gap in [-3.5, 3.5] {
              let x = centre + side * half + gap
              canvas.line(x - 5, top + barHeight + 1, x + 5, top - 1, class: "cut")
            }
          }
        }
      } else {
        canvas.line(left, middle, right, middle, class: "missing")
      }
      guard index + 1 < steps.count else { continue }
      let isLoss = rates.largestLoss == index
      if let above = values[index], let below = values[index + 1] {
        let (above, below) = (half(index, above), half(index + 1, below))
        canvas.html.raw("<path class=\"")
        canvas.html.raw(isLoss ? "flow loss" : "flow")
        canvas.html.raw("\" d=\"M")
        canvas.point(centre - above, top + barHeight)
        canvas.html.raw("L")
        canvas.point(centre + above, top + barHeight)
        canvas.html.raw("L")
        canvas.point(centre + below, top + pitch)
        canvas.html.raw("L")
        canvas.point(centre - below, top + pitch)
        canvas.html.raw("z\"/>")
      }
      let y = top + (barHeight + pitch) / 2 + Canvas.toBaseline
      if isLoss {
        canvas.text(rateTexts[index], x: right + 10, y: y, class: "loss-label")
      } else {
        canvas.text(rateTexts[index], x: right + 10, y: y, class: "muted")
      }
    }
    var height = 4 + Double(steps.count - 1) * pitch + barHeight + 8
    if let total = rates.total, steps.count > 2 {
      canvas.text(
        text.totalRate + " " + text.style.full(total, .ratio), x: centre, y: height + 14, anchor: .middle,
        class: "strong")
      height += 26
    }
    return Drawing(body: canvas.html.take(), width: Canvas.narrow, height: height, note: cutNote(text))
  }
}
