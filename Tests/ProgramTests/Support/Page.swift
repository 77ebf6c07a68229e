import Foundation

/// A built page, read as a tree, so that a test can ask for what a reader sees instead of for strings of markup.
struct Page: CustomStringConvertible {
  let root: Element

  init(_ html: String) { root = HTMLReader(html).read() }

  var description: String { root.text }

  /// The element with this id.
  subscript(id: String) -> Element? { root.first { $0.attributes["id"] == id } }

  /// A register's part of a campaign's project page, or the main part of any other page.
  func register(_ id: String) -> Element? {
    root.first { $0.name == "section" && $0.attributes["id"] == id && $0.has(class: "register-part") }
      ?? root.first { $0.name == "main" }
  }

  /// Values of the four lights by id: their text and whether they are `good`, `warn`, `bad` or `none`.
  var lights: [String: (text: String, status: String)] {
    var lights: [String: (text: String, status: String)] = [:]
    for card in root.all(where: { $0.attributes["id"]?.hasPrefix("light-") ?? false }) {
      let style = card.classes.first { $0.hasPrefix("card-") }.map { String($0.dropFirst(5)) } ?? "none"
      lights[String((card.attributes["id"] ?? "").dropFirst(6))] = (card.text, style)
    }
    return lights
  }
}

/// One element of a page.
final class Element: CustomStringConvertible {
  enum Child {
    case element(Element)
    case text(String)
  }

  let name: String
  let attributes: [String: String]
  fileprivate(set) var children: [Child] = []

  init(_ name: String, _ attributes: [String: String] = [:]) {
    self.name = name
    self.attributes = attributes
  }

  var description: String { "<\(name) \(attributes)> \(text)" }

  // MARK: Reading

  /// The text within, blanks run together, without what only a screen reader hears.
  var text: String {
    var text = ""
    gather(&text)
    return text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
  }

  private func gather(_ text: inout String) {
    for child in children {
      switch child {
      case .text(let run): text += run
      case .element(let element):
        if element.has(class: "unseen") { continue }
        if element.name == "br" { text += " " }
        // Cells and items are words of their own, even where no blank stands between them.
        let isBlock = Element.blocks.contains(element.name)
        if isBlock { text += " " }
        element.gather(&text)
        if isBlock { text += " " }
      }
    }
  }

  private static let blocks: Set = ["td", "th", "tr", "li", "p", "dt", "dd", "div", "section", "caption", "text", "tspan"]

  var classes: [String] { (attributes["class"] ?? "").split(separator: " ").map(String.init) }
  func has(class name: String) -> Bool { classes.contains(name) }

  var elements: [Element] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// The elements below that meet a condition, in the order of the page.
  func all(where condition: (Element) -> Bool) -> [Element] {
    var found: [Element] = []
    for element in elements {
      if condition(element) { found.append(element) }
      found += element.all(where: condition)
    }
    return found
  }

  func first(where condition: (Element) -> Bool) -> Element? {
    for element in elements {
      if condition(element) { return element }
      if let found = element.first(where: condition) { return found }
    }
    return nil
  }

  func all(_ name: String, class style: String? = nil) -> [Element] {
    all { $0.name == name && (style.map($0.has) ?? true) }
  }

  // MARK: Registers

  /// The row of a table, or the card, with this key: of the first view that has it.
  func row(_ key: String) -> Element? { first { $0.attributes["data-key"] == key } }

  /// The keys of the rows of a table, in their order.
  var keys: [String] { all("tr").compactMap { $0.attributes["data-key"] } }

  /// The cell of a row or card in a column.
  func cell(_ column: String) -> Element? { first { $0.attributes["data-column"] == column } }

  /// The text of a cell: `project.register("risks")?.cell("R1", "score")`.
  func cell(_ key: String, _ column: String) -> String? { cells(key, column).first?.text }

  /// The exact number, day or id behind a cell, as `data-value` has it.
  func value(_ key: String, _ column: String) -> String? {
    cells(key, column).lazy.compactMap { $0.attributes["data-value"] }.first
  }

  private func cells(_ key: String, _ column: String) -> [Element] {
    all { $0.attributes["data-key"] == key }.compactMap { $0.cell(column) }
  }

  /// The texts of a column, row by row, of every table and card below.
  func column(_ column: String) -> [String] { all { $0.attributes["data-column"] == column }.map(\.text) }

  /// The words of the findings of a check, or of all checks.
  func findings(_ check: String? = nil) -> [String] {
    all { $0.attributes["data-check"].map { check == nil || $0 == check } ?? false }.map(\.text)
  }

  /// A total's text; with `of`, that of one value of the column it is worked out by, as the page names it.
  func total(_ id: String, of value: String? = nil) -> String? {
    guard let value else { return first { $0.attributes["data-total"] == id }?.text }
    return all("table", class: "totals-by").flatMap { $0.all("tr") }
      .first { $0.all("th").first?.text == value && $0.first { $0.attributes["data-total"] == id } != nil }?
      .first { $0.attributes["data-total"] == id }?.text
  }

  // MARK: Charts, tables, panels

  /// The charts below.
  var figures: [ChartFigure] { all { $0.name == "figure" && $0.has(class: "chart") }.map(ChartFigure.init) }

  /// The chart whose title contains a text, of a kind (`bar`, `line`, `gantt`, `tree`, …) where one is given.
  func figure(_ title: String, kind: String? = nil) -> ChartFigure? {
    figures.first { $0.title.contains(title) && (kind == nil || $0.kind == kind) }
  }

  /// The table whose caption contains a text.
  func table(_ caption: String) -> Element? {
    all("table").first { $0.all("caption").first?.text.contains(caption) ?? false }
  }

  /// All rows of a table as the texts of their cells, the heading too.
  var grid: [[String]] { all("tr").map { row in row.elements.filter { ["td", "th"].contains($0.name) }.map(\.text) } }

  /// The panels of quadrants: side (empty where there is but one), title of the panel, texts of its items.
  var panels: [(side: String, title: String, items: [String])] {
    all { $0.has(class: "quadrants-side") }.flatMap { side in
      let name = side.elements.first { $0.has(class: "quadrants-name") }?.text ?? ""
      return side.all { $0.has(class: "quadrant") }.map { panel in
        (name, panel.all("p", class: "quadrant-title").first?.text ?? "", panel.all("li").map(\.text))
      }
    }
  }

  /// Where the links below lead, by their text.
  var links: [String: String] {
    Dictionary(all("a").compactMap { link in link.attributes["href"].map { (link.text, $0) } }) { first, _ in first }
  }
}

/// A chart on a page: what is drawn, and the table with the figures of it.
struct ChartFigure {
  let element: Element

  /// The kind that the style sheet knows it by: `line`, `bar`, `gantt`, `tree`, `pyramid`, `radar`, ….
  var kind: String { element.classes.first { $0.hasPrefix("chart-") }.map { String($0.dropFirst(6)) } ?? "" }
  var title: String { element.all("figcaption").first?.text ?? "" }
  /// The texts that are drawn, in the order of the drawing; those of rows that stay in place while it scrolls come last.
  var labels: [String] {
    let drawing = element.all("svg").first { $0.attributes["role"] == "img" }
    let fixed = element.all("div", class: "chart-fixed").first
    return [drawing, fixed].flatMap { $0?.all("text").map(\.text) ?? [] }
  }
  /// The text that a screen reader has of the drawing.
  var words: String { element.all("desc").first?.text ?? "" }
  /// The legend.
  var legend: [String] { element.all("ul", class: "chart-legend").flatMap { $0.all("li") }.map(\.text) }
  /// The table of its figures: first the heading, then the rows.
  var grid: [[String]] { element.all("details", class: "chart-data").first?.grid ?? [] }

  /// The texts behind the name of a row of that table.
  func row(_ name: String) -> [String]? { grid.first { $0.first == name }.map { Array($0.dropFirst()) } }
}

extension Sandbox {
  /// A page of the built site, `nil` when there is none.
  func page(_ path: String, in output: String = "output") -> Page? { text(output + "/" + path).map(Page.init) }
}

/// Reads the HTML that Fupan writes, which is tidy: every element is closed, or void.
private struct HTMLReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ html: String) { bytes = Array(html.utf8) }

  private static let void: Set = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]

  consuming func read() -> Element {
    let root = Element("")
    var open = [root]
    while place < bytes.count {
      if bytes[place] != 0x3C {
        let end = bytes[place...].firstIndex(of: 0x3C) ?? bytes.count
        open[open.count - 1].children.append(.text(HTMLReader.decoded(string(place..<end))))
        place = end
        continue
      }
      if starts("<!--") {
        skip(past: "-->")
      } else if starts("<!") || starts("<?") {
        skip(past: ">")
      } else if starts("</") {
        let start = place + 2
        skip(past: ">")
        let name = string(start..<(place - 1)).lowercased()
        if let index = open.lastIndex(where: { $0.name == name }), index > 0 { open.removeSubrange(index...) }
      } else {
        let (element, isClosed) = tag()
        open[open.count - 1].children.append(.element(element))
        if element.name == "script" || element.name == "style" {
          skip(past: "</\(element.name)>")
        } else if !isClosed, !HTMLReader.void.contains(element.name) {
          open.append(element)
        }
      }
    }
    return root
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  private func starts(_ text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

  private mutating func skip(past text: String) {
    let wanted = Array(text.utf8)
    while place < bytes.count, !bytes[place...].starts(with: wanted) { place += 1 }
    place = min(bytes.count, place + wanted.count)
  }

  private mutating func word(until stops: [UInt8]) -> String {
    let start = place
    while place < bytes.count, !stops.contains(bytes[place]) { place += 1 }
    return string(start..<place)
  }

  private static let blanks: [UInt8] = [0x20, 0x0A, 0x0D, 0x09]

  private mutating func tag() -> (Element, isClosed: Bool) {
    place += 1
    let name = word(until: HTMLReader.blanks + [0x3E, 0x2F]).lowercased()
    var attributes: [String: String] = [:]
    var isClosed = false
    while place < bytes.count, bytes[place] != 0x3E {
      if bytes[place] == 0x2F || HTMLReader.blanks.contains(bytes[place]) {
        isClosed = bytes[place] == 0x2F
        place += 1
        continue
      }
      let key = word(until: HTMLReader.blanks + [0x3D, 0x3E, 0x2F])
      guard place < bytes.count, bytes[place] == 0x3D else {
        attributes[key] = ""
        continue
      }
      place += 1
      if place < bytes.count, bytes[place] == 0x22 || bytes[place] == 0x27 {
        let quote = bytes[place]
        place += 1
        attributes[key] = HTMLReader.decoded(word(until: [quote]))
        place += 1
      } else {
        attributes[key] = HTMLReader.decoded(word(until: HTMLReader.blanks + [0x3E]))
      }
    }
    place += 1
    return (Element(name, attributes), isClosed)
  }

  private static let entities = ["lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "amp": "&"]

  private static func decoded(_ text: String) -> String {
    guard text.utf8.contains(0x26) else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...]
      guard let end = rest.prefix(12).firstIndex(of: ";") else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      let name = rest[rest.index(after: start)..<end]
      if let known = entities[String(name)] {
        result += known
      } else if name.hasPrefix("#") {
        let digits = name.dropFirst()
        let code = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        result += code.flatMap(Unicode.Scalar.init).map(String.init) ?? ""
      } else {
        result += rest[...end]
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
