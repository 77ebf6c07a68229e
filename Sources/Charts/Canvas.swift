import HTML

/// Where text stands to its point.
enum Anchor { case start, middle, end }

/// Writes the body of an SVG in a coordinate space `Canvas.width` or `Canvas.narrow` units wide. Looks are classes,
/// never attributes.
struct Canvas {
  /// Wide enough for a month of labels; at the narrowest the style sheet draws it 544 px wide, 13 units as 11 px.
  static let width = 640.0
  /// For drawings that are read from top to bottom: fits a phone of 360 px at 11 px.
  static let narrow = 380.0
  static let fontSize = 13.0
  /// From the middle of a line of text to its baseline.
  static let toBaseline = 4.6

  var html = HTMLWriter(reserving: 4096)
  /// Starts the ids of fill patterns.
  let id: String

  init(id: String) { self.id = id }

  mutating func text(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, class name: StaticString? = nil,
    full: String? = nil
  ) {
    html.raw("<text")
    html.attribute("x", x)
    html.attribute("y", y)
    switch anchor {
    case .start: break
    case .middle: html.raw(" text-anchor=\"middle\"")
    case .end: html.raw(" text-anchor=\"end\"")
    }
    style(name)
    html.raw(">")
    if let full, full != text { html.element("title", full) }
    html.text(text)
    html.raw("</text>")
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: StaticString) {
    html.raw("<line")
    html.attribute("x1", x1)
    html.attribute("y1", y1)
    html.attribute("x2", x2)
    html.attribute("y2", y2)
    style(name)
    html.raw("/>")
  }

  /// A rectangle; a negative width or height is drawn the other way.
  mutating func rect(x: Double, y: Double, width: Double, height: Double, class name: StaticString) {
    rectStart(x, y, width, height)
    style(name)
    html.raw("/>")
  }

  /// A bar of a series: flat when it is the only one, else in the series' pattern too.
  mutating func bar(x: Double, y: Double, width: Double, height: Double, look: Look, patterned: Bool) {
    rectStart(x, y, width, height)
    if patterned, look.pattern > 0 {
      html.raw(" fill=\"url(#")
      patternID(look)
      html.raw(")\" class=\"segment\"/>")
    } else {
      html.raw(" class=\"fill ")
      if patterned { html.raw("segment ") }
      html.text(look.color)
      html.raw("\"/>")
    }
  }

  private mutating func rectStart(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    html.raw("<rect")
    html.attribute("x", min(x, x + width))
    html.attribute("y", min(y, y + height))
    html.attribute("width", abs(width))
    html.attribute("height", abs(height))
  }

  mutating func style(_ name: StaticString?) {
    guard let name else { return }
    html.raw(" class=\"")
    html.raw(name)
    html.raw("\"")
  }

  mutating func point(_ x: Double, _ y: Double) {
    html.coordinate(x)
    html.raw(" ")
    html.coordinate(y)
  }

  /// A marker in the series' shape and colour.
  mutating func marker(_ look: Look, x: Double, y: Double) {
    html.raw("<path class=\"marker ")
    html.text(look.color)
    html.raw("\" d=\"M")
    point(x, y)
    html.raw(look.markerPath)
    html.raw("\"/>")
  }

  /// A label on a bar, on a slip of paper so that it reads on every colour and pattern.
  mutating func slip(_ text: String, x: Double, y: Double) {
    let width = textWidth(text) * Canvas.fontSize + 6
    rect(x: x - width / 2, y: y - 8.5, width: width, height: 17, class: "slip")
    self.text(text, x: x, y: y + Canvas.toBaseline, anchor: .middle)
  }

  /// A numbered event mark.
  mutating func mark(_ number: Int, x: Double, y: Double) {
    html.raw("<circle class=\"mark\"")
    html.attribute("cx", x)
    html.attribute("cy", y)
    html.raw(" r=\"9\"/>")
    text(String(number), x: x, y: y + Canvas.toBaseline, anchor: .middle, class: "mark-number")
  }

  mutating func patternID(_ look: Look) {
    html.text(id)
    html.raw("-p")
    html.number(look.index)
  }

  /// The fill patterns of the series that have one.
  mutating func patterns(_ looks: [Look]) {
    guard looks.contains(where: { $0.pattern > 0 }) else { return }
    html.raw("<defs>")
    var written: Set<Int> = []
    for look in looks where look.pattern > 0 && written.insert(look.index).inserted {
      html.raw("<pattern id=\"")
      patternID(look)
      html.raw("\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path class=\"fill ")
      html.text(look.color)
      html.raw("\" d=\"M0 0h8v8h-8z\"/><path class=\"hatch\" d=\"")
      html.raw(look.patternPath)
      html.raw("\"/></pattern>")
    }
    html.raw("</defs>")
  }
}

/// How a series looks: colour, and a marker, dash and pattern by which it is told apart without colour.
struct Look: Hashable {
  let index: Int

  init(_ series: ChartSeries, at position: Int) {
    index = max(0, series.slot ?? position)
  }

  init(index: Int) { self.index = index }

  /// Each round of six colours takes the next dash, marker and pattern.
  private var shifted: Int { (index % 6 + index / 6) % 6 }

  var color: String { "s\(index % 6 + 1)" }
  var dash: String { "d\(shifted + 1)" }
  var pattern: Int { shifted }

  /// From the marker's centre.
  var markerPath: StaticString {
    switch shifted {
    case 0: "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z"
    case 1: "m-3.2-3.2h6.4v6.4h-6.4z"
    case 2: "m0-4.4l4.2 7.4h-8.4z"
    case 3: "m0-4.6l4.6 4.6l-4.6 4.6l-4.6-4.6z"
    case 4: "m0 4.4l4.2-7.4h-8.4z"
    default: "m-1.2-4.2h2.4v3h3v2.4h-3v3h-2.4v-3h-3v-2.4h3z"
    }
  }

  var patternPath: StaticString {
    switch pattern {
    case 1: "M-2 2l4-4M0 8l8-8M6 10l4-4"
    case 2: "M2 2h.01M6 6h.01"
    case 3: "M0 2h8M0 6h8"
    case 4: "M-2 6l4 4M0 0l8 8M6-2l4 4"
    default: "M2 0v8M6 0v8"
    }
  }
}
