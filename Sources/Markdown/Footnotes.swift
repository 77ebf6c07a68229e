import Diagnostics
import HTML

/// The footnote definitions of a text.
///
/// CommonMark reads `[^1]: 内容` as a link definition and swallows it. So before the text is parsed each definition's
/// marker is replaced by a list item's (`+` and three spaces), which has the very shape of a footnote: it may
/// interrupt a paragraph, and lines indented by four go on with it. The walk knows these items by their lines.
struct FootnoteIndex {
  struct Definition {
    var id: String
    var line: Int
    /// The byte columns of the marker in the rewritten line: where it ends, and what to add to get the file's.
    var markerEnd: Int
    var shift: Int
    var place: MarkdownPlace
  }

  static let none = FootnoteIndex()

  /// In the order of the text.
  private(set) var definitions: [Definition] = []
  private(set) var rewritten: [UInt8] = []
  private var byLine: [Int: Int] = [:]

  private init() {}

  /// `nil` when none of the lines in question is a definition.
  init?(marking source: SourceText) {
    let document = CmarkDocument(source.bytes)
    guard let root = document.root else { return nil }
    let verbatim = withExtendedLifetime(document) { BlockIndex.verbatimLines(of: root) }
    var copied = 0
    var next = 0
    for line in source.footnoteRows {
      while next < verbatim.count, verbatim[next].upperBound < line { next += 1 }
      if next < verbatim.count, verbatim[next].contains(line) { continue }
      let range = source.range(ofLine: line)
      guard let (open, idEnd) = Self.marker(in: source.bytes, range) else { continue }
      var content = idEnd + 2
      while content < range.upperBound, Byte.isBlank(source.bytes[content]) { content += 1 }
      rewritten.append(contentsOf: source.bytes[copied..<open])
      rewritten.append(contentsOf: "+   ".utf8)
      copied = content
      var columns = ColumnCounter()
      byLine[line] = definitions.count
      definitions.append(
        Definition(
          id: String(decoding: source.bytes[open + 2..<idEnd], as: UTF8.self), line: line,
          markerEnd: open - range.lowerBound + 4,
          shift: Self.characters(source.bytes[open..<content]) - 4,
          place: MarkdownPlace(
            line: line, column: columns.column(of: open, lineStart: range.lowerBound, in: source.bytes))))
    }
    guard !definitions.isEmpty else { return nil }
    rewritten.append(contentsOf: source.bytes[copied...])
  }

  func definition(atLine line: Int) -> Definition? { byLine[line].map { definitions[$0] } }

  /// What to add to a column of the rewritten text to get the file's; the offset is within the line.
  func shift(line: Int, offset: Int) -> Int {
    guard !definitions.isEmpty, let definition = definition(atLine: line), offset >= definition.markerEnd else {
      return 0
    }
    return definition.shift
  }

  /// Whether a list holds nothing but footnotes.
  func isFootnoteList(_ list: CmarkNode) -> Bool {
    guard !definitions.isEmpty else { return false }
    var item = list.firstChild
    while let node = item {
      if byLine[node.startLine] == nil { return false }
      item = node.next
    }
    return true
  }

  /// The offsets of `[` and `]` of a definition's marker: behind quote marks, indented by at most three.
  private static func marker(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (Int, Int)? {
    var at = range.lowerBound
    var indent = 0
    while at < range.upperBound, bytes[at] != Byte.openBracket {
      if bytes[at] == Byte.space { indent += 1 } else if bytes[at] == Byte.greater { indent = -1 } else { return nil }
      at += 1
    }
    guard indent <= 3, at + 2 < range.upperBound else { return nil }
    let end = footnoteNameEnd(bytes, from: at + 2, to: range.upperBound)
    guard let end, end + 1 < range.upperBound, bytes[end + 1] == Byte.colon else { return nil }
    return (at, end)
  }

  private static func characters(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    bytes.reduce(0) { $1 & 0xC0 != 0x80 ? $0 + 1 : $0 }
  }
}

/// The offset of the `]` that ends a footnote's name which begins at `start`; `nil` when there is no name.
func footnoteNameEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
  var at = start
  // A name is a word; the limit keeps a long run of `[^` from being scanned over and over.
  while at < end, at - start < 200 {
    switch bytes[at] {
    case Byte.closeBracket: return at > start ? at : nil
    case Byte.openBracket, Byte.caret, 0...0x20: return nil
    default: at += 1
    }
  }
  return nil
}

/// Footnotes as the text uses them.
struct FootnoteUse {
  /// The item that holds a footnote's text, by name in lower case.
  var bodies: [String: CmarkNode] = [:]
  /// Names in the order of first use, and how often each was used.
  var order: [String] = []
  var uses: [String: (number: Int, count: Int)] = [:]
  /// The paragraph that ends with the links back, and whose they are.
  var backLinkParagraph: CmarkNode?
  var current = ""
}

extension Renderer {
  /// Writes the reference to a footnote; `false` when it is not defined.
  mutating func footnoteReference(_ name: String) -> Bool {
    let key = name.lowercased()
    guard footnoteUse.bodies[key] != nil else { return false }
    var use = footnoteUse.uses[key] ?? (footnoteUse.order.count + 1, 0)
    if use.count == 0 { footnoteUse.order.append(key) }
    use.count += 1
    footnoteUse.uses[key] = use
    writer.raw("<sup class=\"footnote-ref\"><a href=\"#fn:")
    writer.number(use.number)
    writer.raw("\" id=\"")
    referenceID(use.number, use.count)
    writer.raw("\" role=\"doc-noteref\">")
    writer.number(use.number)
    writer.raw("</a></sup>")
    return true
  }

  private mutating func referenceID(_ number: Int, _ use: Int) {
    writer.raw("fnref:")
    writer.number(number)
    if use > 1 {
      writer.raw(":")
      writer.number(use)
    }
  }

  /// Writes the footnotes that were used, and those that they use in turn.
  mutating func footnoteSection() {
    insideFootnotes = true
    var next = 0
    while next < footnoteUse.order.count {
      let key = footnoteUse.order[next]
      next += 1
      guard let item = footnoteUse.bodies[key] else { continue }
      if next == 1 {
        newLine()
        writer.raw("<section class=\"footnotes\" role=\"doc-endnotes\"")
        writer.attribute("aria-label", Label.footnotes.text(in: options.language))
        writer.raw(">\n<ol>\n")
      }
      writer.raw("<li id=\"fn:")
      writer.number(next)
      writer.raw("\">\n")
      footnoteUse.current = key
      let last = item.lastChild
      let endsInParagraph = last?.kind == .paragraph && last.flatMap { tables.table(for: $0) } == nil
      footnoteUse.backLinkParagraph = endsInParagraph ? last : nil
      quoteDepth = quotes(around: item)
      blocks(of: item)
      if !endsInParagraph {
        newLine()
        writer.raw("<p>")
        backLinks()
        writer.raw("</p>\n")
      }
      writer.raw("</li>\n")
    }
    if next > 0 { writer.raw("</ol>\n</section>\n") }
    reportFootnotes()
  }

  private func quotes(around node: CmarkNode) -> Int {
    var count = 0
    var parent = node.parent
    while let ancestor = parent {
      if ancestor.kind == .quote { count += 1 }
      parent = ancestor.parent
    }
    return count
  }

  /// The links from a footnote's end to every place that refers to it. References made by later footnotes are not
  /// known yet and get none.
  mutating func backLinks() {
    guard let use = footnoteUse.uses[footnoteUse.current] else { return }
    for count in 1...use.count {
      writer.raw(" <a href=\"#")
      referenceID(use.number, count)
      writer.raw("\" class=\"footnote-backref\" role=\"doc-backlink\"")
      writer.attribute("aria-label", Label.backToText(use.number).text(in: options.language))
      writer.raw(">↩")
      if count > 1 {
        writer.raw("<sup>")
        writer.number(count)
        writer.raw("</sup>")
      }
      writer.raw("</a>")
    }
  }

  private mutating func reportFootnotes() {
    var first: [String: Int] = [:]
    for definition in footnotes.definitions {
      let key = definition.id.lowercased()
      var place = definition.place
      place.line += options.firstLine - 1
      if let line = first[key] {
        report(.repeatedFootnote(definition.id, firstLine: line), at: place)
        continue
      }
      first[key] = place.line
      if footnoteUse.uses[key] == nil { report(.unusedFootnote(definition.id), at: place) }
    }
  }
}
