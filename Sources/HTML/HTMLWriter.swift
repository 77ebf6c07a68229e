/// Markup that is known to be well formed and escaped: it came out of an `HTMLWriter` or is a literal of the program.
///
/// There is no way to make one from an arbitrary string; text becomes markup only through the writer, which escapes it.
public struct Markup: Sendable, Equatable {
  public fileprivate(set) var utf8: [UInt8]

  public init() { utf8 = [] }

  /// Markup written in the program's own source.
  public init(_ literal: StaticString) {
    utf8 = literal.withUTF8Buffer { Array($0) }
  }

  /// Builds markup with a writer.
  public init(_ build: (inout HTMLWriter) -> Void) {
    var writer = HTMLWriter()
    build(&writer)
    self = writer.take()
  }

  public var isEmpty: Bool { utf8.isEmpty }

  /// The markup as text, for callers that hand it to a template.
  public var string: String { String(decoding: utf8, as: UTF8.self) }
}

/// Writes HTML and SVG as UTF-8 bytes. Plain strings are always escaped; markup enters only as `Markup` or as a
/// literal of the program, so a page cannot carry unescaped input by mistake.
public struct HTMLWriter {
  public private(set) var bytes: [UInt8]

  public init(reserving capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// What was written so far.
  public var markup: Markup {
    var markup = Markup()
    markup.utf8 = bytes
    return markup
  }

  public var count: Int { bytes.count }

  /// Hands the bytes over without a copy and leaves the writer empty.
  public mutating func take() -> Markup {
    var markup = Markup()
    swap(&markup.utf8, &bytes)
    return markup
  }

  /// Appends a literal of the program's source as it stands.
  public mutating func raw(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends finished markup.
  public mutating func markup(_ markup: Markup) {
    bytes.append(contentsOf: markup.utf8)
  }

  /// Appends text, escaped for element content and for quoted attribute values alike.
  public mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { self.text($0) }
  }

  /// Appends UTF-8 text, escaped: `&`, `<`, `>`, `"` become references, control characters that XML refuses are dropped.
  public mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for i in 0..<utf8.count {
      let byte = utf8[i]
      guard byte < 0x40 else { continue }
      let reference: StaticString
      switch byte {
      case 0x26: reference = "&amp;"
      case 0x3C: reference = "&lt;"
      case 0x3E: reference = "&gt;"
      case 0x22: reference = "&quot;"
      case 0x09, 0x0A, 0x0D: continue
      case 0..<0x20: reference = ""
      default: continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<i]))
      raw(reference)
      start = i + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
  }

  /// Appends an integer.
  public mutating func number(_ value: Int) {
    // Coordinates are nearly all of this size, and charts write thousands of them.
    guard (0..<1000).contains(value) else { return text(String(value)) }
    if value >= 100 { bytes.append(0x30 + UInt8(value / 100)) }
    if value >= 10 { bytes.append(0x30 + UInt8(value / 10 % 10)) }
    bytes.append(0x30 + UInt8(value % 10))
  }

  /// Appends a coordinate, rounded to at most two decimals without trailing zeros, the same on every machine.
  public mutating func coordinate(_ value: Double) {
    // Nothing is drawn that far out, and an Int would not hold it.
    guard value.magnitude < 1e15 else { return raw("0") }
    var hundredths = Int((value * 100).rounded(.toNearestOrAwayFromZero))
    if hundredths < 0 {
      bytes.append(0x2D)
      hundredths = -hundredths
    }
    number(hundredths / 100)
    let rest = hundredths % 100
    guard rest != 0 else { return }
    bytes.append(0x2E)
    bytes.append(0x30 + UInt8(rest / 10))
    if rest % 10 != 0 { bytes.append(0x30 + UInt8(rest % 10)) }
  }

  /// ` name="value"`, with the value escaped.
  public mutating func attribute(_ name: StaticString, _ value: String) {
    bytes.append(0x20)
    raw(name)
    raw("=\"")
    text(value)
    bytes.append(0x22)
  }

  /// ` name="12.5"`.
  public mutating func attribute(_ name: StaticString, _ value: Double) {
    bytes.append(0x20)
    raw(name)
    raw("=\"")
    coordinate(value)
    bytes.append(0x22)
  }

  /// `<tag>text</tag>`: the commonest element, a tag around escaped text.
  public mutating func element(_ tag: StaticString, class name: String? = nil, _ content: String) {
    open(tag, class: name)
    text(content)
    close(tag)
  }

  /// `<a href="…">text</a>`; the text alone where there is nowhere to go.
  public mutating func link(_ content: String, to href: String?) {
    guard let href else { return text(content) }
    raw("<a")
    attribute("href", href)
    raw(">")
    text(content)
    raw("</a>")
  }

  /// `<tag>` or `<tag class="name">`.
  public mutating func open(_ tag: StaticString, class name: String? = nil) {
    bytes.append(0x3C)
    raw(tag)
    if let name { attribute("class", name) }
    bytes.append(0x3E)
  }

  /// `</tag>`.
  public mutating func close(_ tag: StaticString) {
    raw("</")
    raw(tag)
    bytes.append(0x3E)
  }
}

extension HTMLWriter {
  /// Appends bytes that a parser has already shown to be safe markup. For the Markdown renderer (raw HTML that the
  /// site allows) and for pages put together from finished parts; everything else goes through `text`.
  public mutating func trusted(_ utf8: some Sequence<UInt8>) {
    bytes.append(contentsOf: utf8)
  }

  /// The same for a slice, which is copied as a block.
  public mutating func trusted(_ utf8: ArraySlice<UInt8>) {
    utf8.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }
}
