import Charts
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A rendered figure read back by an XML parser: its elements in order.
final class Parsed: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text = ""
    /// The drawing that it lies in, by its number; those of a legend's swatch lie in none.
    var drawing: Int?

    var inDrawing: Bool { drawing != nil }

    func number(_ attribute: String) -> Double { attributes[attribute].flatMap(Double.init) ?? .nan }
    var classes: [Substring] { (attributes["class"] ?? "").split(separator: " ") }
  }

  struct Box {
    var text: String
    var drawing = 0
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    func overlaps(_ other: Box) -> Bool {
      drawing == other.drawing && left < other.right - 0.5 && other.left < right - 0.5 && top < other.bottom - 0.5 && other.top < bottom - 0.5
    }
  }

  private(set) var elements: [Element] = []
  private(set) var isWellFormed = false
  /// The width and height of each drawing.
  private(set) var sizes: [(width: Double, height: Double)] = []
  private var open: [Int] = []

  init(_ figure: String) {
    super.init()
    let parser = XMLParser(data: Data("<body>\(figure)</body>".utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    var drawing = open.last.flatMap { elements[$0].drawing }
    if name == "svg" && attributes["role"] == "img" {
      drawing = sizes.count
      let parts = (attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
      sizes.append(parts.count == 4 ? (parts[2], parts[3]) : (.nan, .nan))
    }
    elements.append(Element(name: name, attributes: attributes, drawing: drawing))
    open.append(elements.count - 1)
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if let last = open.last { elements[last].text += string }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func all(_ name: String, class wanted: String? = nil) -> [Element] {
    elements.filter { element in
      element.name == name && (wanted.map { wanted in element.classes.contains { $0 == wanted } } ?? true)
    }
  }

  /// The boxes of all words in the drawing, 13 units high and as wide as estimated.
  var boxes: [Box] {
    all("text").filter { $0.inDrawing && !$0.text.isEmpty }.map { element in
      let width = textWidth(element.text) * 13
      let x = element.number("x")
      let left =
        switch element.attributes["text-anchor"] {
        case "middle": x - width / 2
        case "end": x - width
        default: x
        }
      let baseline = element.number("y")
      return Box(
        text: element.text, drawing: element.drawing ?? 0, left: left, right: left + width, top: baseline - 10.5,
        bottom: baseline + 2.5)
    }
  }

  /// Pairs of words that lie on each other, and words that leave the drawing.
  var collisions: [String] {
    let boxes = boxes
    var found: [String] = []
    for (index, box) in boxes.enumerated() {
      for other in boxes[(index + 1)...] where box.overlaps(other) { found.append("\(box.text) on \(other.text)") }
      let size = sizes[box.drawing]
      if box.left < -0.5 || box.right > size.width + 0.5 || box.top < -0.5 || box.bottom > size.height + 0.5 {
        found.append("\(box.text) outside")
      }
    }
    return found
  }
}
