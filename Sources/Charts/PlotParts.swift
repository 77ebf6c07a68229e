import HTML
import Values

extension ChartFrame {
  /// A change as a label in the drawing, always with its sign unless it is nothing: `+38.2万`, `−1.2万`, `+1.23个百分点`.
  func signedLabel(_ value: Double, _ style: NumberStyle) -> String {
    if unit == .ratio { return style.difference(value, .ratio) }
    let label = label(value, style)
    let isSomething = label.utf8.contains { (0x31...0x39).contains($0) }
    return value > 0 && isSomething ? "+" + label : label
  }
}

extension Canvas {
  mutating func circle(_ x: Double, _ y: Double, radius: Double, class name: StaticString) {
    html.raw("<circle")
    html.attribute("cx", x)
    html.attribute("cy", y)
    html.attribute("r", radius)
    style(name)
    html.raw("/>")
  }

  /// The grid and the labels of a value axis under a plot; labels that would touch the one before are left out.
  mutating func lyingAxis(
    _ scale: ValueScale, x: (Double) -> Double, top: Double, bottom: Double, left: Double = 0, width: Double
  ) {
    var end = -Double.infinity
    for tick in scale.ticks {
      line(x(tick), top, x(tick), bottom, class: tick == 0 ? "zero" : "grid")
      let label = scale.format.label(tick)
      let half = textWidth(label) * Canvas.fontSize / 2
      let centre = min(max(x(tick), left + half), width - half)
      guard centre - half >= end + 8 else { continue }
      text(label, x: centre, y: bottom + 17, anchor: .middle, class: "muted")
      end = centre + half
    }
  }

  /// A filled rectangle that tells more on pointing.
  mutating func cell(
    x: Double, y: Double, width: Double, height: Double, radius: Double = 0, class name: StaticString, full: String
  ) {
    html.raw("<rect")
    html.attribute("x", x)
    html.attribute("y", y)
    html.attribute("width", width)
    html.attribute("height", height)
    if radius > 0 { html.attribute("rx", radius) }
    style(name)
    html.raw(">")
    html.element("title", full)
    html.raw("</rect>")
  }
}

/// Which shade a value has among those of a table: five steps of lightness, or two colours on either side of a value.
struct ShadeScale {
  let low: Double
  let high: Double
  let centre: Double?

  /// `nil` without a value.
  init?(_ values: some Sequence<Double>, around centre: Double? = nil) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else { return nil }
    self.low = low
    self.high = high
    self.centre = centre
  }

  /// 0...5 from light to dark; around a centre -3...3, 0 at it.
  func step(_ value: Double) -> Int {
    if let centre {
      let reach = max(abs(high - centre), abs(low - centre))
      guard reach > 0, value != centre else { return 0 }
      let size = min(3, 1 + Int(abs(value - centre) / reach * 3))
      return value < centre ? -size : size
    }
    // All alike: a middle shade.
    guard high > low else { return 2 }
    return min(5, Int((value - low) / (high - low) * 6))
  }

  func fill(_ value: Double) -> StaticString { ShadeScale.fill(step(value), diverges: centre != nil) }

  static func fill(_ step: Int, diverges: Bool) -> StaticString {
    if diverges {
      switch step {
      case ...(-3): return "shade u3"
      case -2: return "shade u2"
      case -1: return "shade u1"
      case 0: return "shade h0"
      case 1: return "shade o1"
      case 2: return "shade o2"
      default: return "shade o3"
      }
    }
    switch step {
    case ...0: return "shade h0"
    case 1: return "shade h1"
    case 2: return "shade h2"
    case 3: return "shade h3"
    case 4: return "shade h4"
    default: return "shade h5"
    }
  }

  /// Whether words on it have the colour of the paper.
  func isDark(_ value: Double) -> Bool { centre == nil ? step(value) >= 4 : abs(step(value)) >= 3 }

  /// The shades from the least to the greatest, as a key.
  func swatch(id: String) -> (markup: Markup, width: Double) {
    var canvas = Canvas(id: id)
    let steps = centre == nil ? Array(0...5) : Array(-3...3)
    for (index, step) in steps.enumerated() {
      canvas.rect(
        x: Double(index) * 14, y: 0, width: 14, height: 14, class: ShadeScale.fill(step, diverges: centre != nil))
      if step < 0 { canvas.belowMark(x: Double(index) * 14, bottom: 14) }
    }
    return (canvas.html.take(), Double(steps.count) * 14)
  }
}

extension Canvas {
  /// A corner by which a cell below the centre is told from one above it without colour.
  mutating func belowMark(x: Double, bottom: Double) {
    html.raw("<path class=\"below-mark\" d=\"M")
    point(x, bottom)
    html.raw("v-6l6 6z\"/>")
  }
}
