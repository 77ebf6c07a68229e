import HTML

/// An indented XML document. Text and attribute values are escaped by `HTMLWriter`, whose references are XML's own.
struct XMLDocument {
  typealias Attribute = (name: StaticString, value: String)

  private var writer = HTMLWriter(reserving: 4096)
  private var depth = 0

  init() { writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }

  var bytes: [UInt8] { writer.bytes }

  /// `<name …/>`, or `<name …>text</name>`.
  mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], text: String? = nil) {
    guard let text else {
      begin(name, attributes)
      return writer.raw("/>\n")
    }
    element(name, attributes, inline: { $0.text(xmlText(text)) })
  }

  /// An element whose content is written without indentation, because blanks in it would be seen.
  mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], inline: (inout HTMLWriter) -> Void) {
    begin(name, attributes)
    writer.raw(">")
    inline(&writer)
    writer.close(name)
    writer.raw("\n")
  }

  /// An element that holds only elements.
  mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], children: (inout XMLDocument) -> Void) {
    begin(name, attributes)
    writer.raw(">\n")
    depth += 1
    children(&self)
    depth -= 1
    indent()
    writer.close(name)
    writer.raw("\n")
  }

  private mutating func begin(_ name: StaticString, _ attributes: [Attribute]) {
    indent()
    writer.raw("<")
    writer.raw(name)
    for attribute in attributes { writer.attribute(attribute.name, xmlText(attribute.value)) }
  }

  private mutating func indent() {
    for _ in 0..<depth { writer.raw("  ") }
  }
}

extension HTMLWriter {
  /// Text of a question, its lines kept apart by `br`.
  mutating func lines(_ text: String) {
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if number > 0 { raw("<br/>") }
      self.text(xmlText(String(line)))
    }
  }
}

/// The text without the two characters that XML refuses and `HTMLWriter`, made for HTML, lets through.
func xmlText(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { $0.value == 0xFFFE || $0.value == 0xFFFF }) else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value != 0xFFFE && $0.value != 0xFFFF }))
}
