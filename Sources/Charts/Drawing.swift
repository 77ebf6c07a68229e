import HTML
import Values

/// A chart laid out: the body of its SVG, and what stands around it as HTML.
struct Drawing {
  /// Without the `<svg>` element itself.
  var body: Markup
  /// In units of the canvas.
  var width = Canvas.width
  var height: Double
  /// Names of series that are not labelled in the drawing.
  var legend: [LegendItem] = []
  var events: [EventKey] = []
  /// What must be known to read the drawing rightly; stands under the title.
  var note: String?
  /// The same drawn `Canvas.narrow` units wide, shown instead on a phone.
  var slim: Slim?
  /// Further classes of the frame, each after a space, by which the style sheet knows how wide the drawing wants to be.
  var room: StaticString = ""

  struct Slim {
    var body: Markup
    var height: Double
  }
  /// The left part of the drawing, as wide as it says, that stays where it is while the rest scrolls under it.
  var fixed: (body: Markup, width: Double)?
}

struct LegendItem {
  var name: String
  var look: Look
  /// Whether the series is drawn as a line, else as bars.
  var line: Bool
  /// Drawn instead, 14 units high, for what is no series.
  var swatch: Markup?
  var swatchWidth = 16.0
}

extension LegendItem {
  init(name: String, swatch: Markup, swatchWidth: Double) {
    self.init(name: name, look: Look(index: 0), line: false, swatch: swatch, swatchWidth: swatchWidth)
  }
}

struct EventKey {
  var number: Int
  var text: String
}

extension ChartFrame {
  /// A value as a label in the drawing: compact, its currency left to the subject line.
  func label(_ value: Double, _ style: NumberStyle) -> String {
    style.compact(value, unit == .money ? .decimal : unit)
  }

  /// `各渠道每日成交额（元）`.
  func title(_ text: ChartText) -> String {
    let name: String? =
      switch unit {
      case .money: text.style.chinese ? text.style.currency.name : text.style.currency.code
      case .seconds: text.style.chinese ? "秒" : "s"
      case .days: text.style.chinese ? "天" : "days"
      case .multiple: text.style.chinese ? "倍" : nil
      case .count, .decimal, .ratio: nil
      }
    guard let unit = unitName ?? name else { return subject }
    return subject + text.openParenthesis + unit + text.closeParenthesis
  }
}

/// Names that stand in the right margin at the height of what they name, pushed apart where they would touch.
struct EndLabels {
  struct Label {
    var text: String
    var full: String
    /// Where the named thing ends.
    var x: Double
    var y: Double
    var look: Look?
  }

  static let lineHeight = 16.0
  static let widest = 9.0

  private(set) var labels: [Label] = []

  var isEmpty: Bool { labels.isEmpty }

  mutating func add(_ name: String, x: Double = 0, y: Double = 0, look: Look? = nil) {
    labels.append(
      Label(text: truncated(name, to: EndLabels.widest), full: name, x: x, y: y, look: look))
  }

  /// What the labels need to the right of the plot, leaders included.
  static func margin(for names: [String]) -> Double {
    let widest = names.map { textWidth(truncated($0, to: EndLabels.widest)) }.max() ?? 0
    return widest == 0 ? 14 : widest * Canvas.fontSize + 30
  }

  /// `right` is the right edge of the plot.
  func draw(on canvas: inout Canvas, right: Double, top: Double, bottom: Double) {
    let height = max(bottom - top, EndLabels.lineHeight * Double(labels.count))
    let centres = pushedApart(
      labels.map(\.y), size: EndLabels.lineHeight, low: top - 8, high: top + height + 8)
    // Names without a marker line up with those that have one.
    let textX = right + (labels.contains { $0.look != nil } ? 25 : 6)
    for (label, y) in zip(labels, centres) {
      if label.look != nil, abs(y - label.y) > 3 || right - label.x > 3 {
        canvas.html.raw("<path class=\"leader\" d=\"M")
        canvas.point(label.x + 5, label.y)
        if right - label.x > 3 {
          canvas.html.raw("L")
          canvas.point(right + 2, label.y)
        }
        canvas.html.raw("L")
        canvas.point(right + 12, y)
        canvas.html.raw("\"/>")
      }
      if let look = label.look {
        canvas.marker(look, x: right + 17, y: y)
        canvas.text(label.text, x: textX, y: y + Canvas.toBaseline, full: label.full)
      } else {
        canvas.text(label.text, x: textX, y: y + Canvas.toBaseline, class: "muted", full: label.full)
      }
    }
  }
}

/// The grid and labels of an upright value axis.
func drawValueAxis(
  _ scale: ValueScale, on canvas: inout Canvas, left: Double, right: Double, top: Double, bottom: Double
) {
  for tick in scale.ticks {
    let y = bottom - scale.position(tick) * (bottom - top)
    if tick == 0 {
      canvas.line(left, y, right, y, class: "zero")
    } else {
      canvas.line(left, y, right, y, class: "grid")
    }
    canvas.text(scale.format.label(tick), x: left - 7, y: y + Canvas.toBaseline, anchor: .end, class: "muted")
  }
}

/// The room that the labels of a value axis need at the left.
func axisMargin(_ scale: ValueScale) -> Double {
  let widest = scale.ticks.map { textWidth(scale.format.label($0)) }.max() ?? 0
  return min(widest * Canvas.fontSize + 9, 200)
}

/// A drawing without figures says so.
func emptyDrawing(id: String, text: ChartText) -> Drawing {
  var canvas = Canvas(id: id)
  canvas.text(text.noData, x: Canvas.width / 2, y: 44, anchor: .middle, class: "muted")
  return Drawing(body: canvas.html.markup, height: 80)
}
