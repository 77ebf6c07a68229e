import Diagnostics
import HTML

extension Renderer {
  /// Renders the inlines of a leaf block from one of its children on.
  mutating func inlines(of block: CmarkNode, from start: CmarkNode?) {
    guard var node = start else { return }
    while true {
      switch node.kind {
      case .text: text(node)
      case .softBreak: lineEnd(hard: false)
      case .lineBreak: lineEnd(hard: true)
      case .code: code(node)
      case .htmlInline: html(node)
      default:
        open(node)
        if let child = node.firstChild {
          node = child
          continue
        }
        close(node)
      }
      while true {
        if let next = node.next {
          node = next
          break
        }
        guard let parent = node.parent, parent != block else { return }
        node = parent
        close(node)
      }
    }
  }

  private mutating func open(_ node: CmarkNode) {
    let kind = node.kind
    if alternativeDepth > 0 {
      if kind == .image { alternativeDepth += 1 }
      return
    }
    switch kind {
    case .emphasis: writer.raw("<em>")
    case .strong: writer.raw("<strong>")
    case .link: openLink(node)
    case .image: openImage(node)
    default: break
    }
  }

  private mutating func close(_ node: CmarkNode) {
    let kind = node.kind
    if alternativeDepth > 0 {
      guard kind == .image else { return }
      alternativeDepth -= 1
      guard alternativeDepth == 0, writtenLinks.popLast() == true else { return }
      writer.raw("\"")
      title(node)
      writer.raw(" />")
      return
    }
    switch kind {
    case .emphasis: writer.raw("</em>")
    case .strong: writer.raw("</strong>")
    case .link:
      linkDepth -= 1
      if writtenLinks.popLast() == true { writer.raw("</a>") }
    default: break
    }
  }

  // MARK: Links and images

  private mutating func openLink(_ node: CmarkNode) {
    linkDepth += 1
    let target = target(of: node, isImage: false)
    writtenLinks.append(target != nil)
    guard let target else { return }
    writer.raw("<a href=\"")
    writer.address(target)
    writer.raw("\"")
    title(node)
    writer.raw(">")
  }

  private mutating func openImage(_ node: CmarkNode) {
    alternativeDepth = 1
    let target = target(of: node, isImage: true)
    writtenLinks.append(target != nil)
    guard let target else { return }
    writer.raw("<img src=\"")
    writer.address(target)
    writer.raw("\" alt=\"")
  }

  private mutating func title(_ node: CmarkNode) {
    let title = node.title
    guard !title.isEmpty else { return }
    writer.raw(" title=\"")
    writer.text(title)
    writer.raw("\"")
  }

  /// Where a link leads; `nil` when it may lead nowhere.
  private mutating func target(of node: CmarkNode, isImage: Bool) -> String? {
    let url = node.url
    return target(String(decoding: url, as: UTF8.self), isImage: isImage, at: linkPlace(node, isImage: isImage))
  }

  private mutating func target(_ destination: String, isImage: Bool, at place: MarkdownPlace) -> String? {
    // The plain specification knows no refusals, as it keeps raw HTML too.
    let checks = options.extensions || !options.rawHTML
    if checks, let scheme = RefusedScheme.of(destination.utf8, isImage: isImage) {
      report(.refusedLink(scheme: scheme, isImage: isImage), at: place)
      return nil
    }
    guard case .href(let address) = host.link(destination, isImage, place) else { return nil }
    if checks, let scheme = RefusedScheme.of(address.utf8, isImage: isImage) {
      report(.refusedLink(scheme: scheme, isImage: isImage), at: place)
      return nil
    }
    return address
  }

  /// Where a link or an image begins in the text.
  private mutating func linkPlace(_ node: CmarkNode, isImage: Bool) -> MarkdownPlace {
    let child = node.firstChild
    let label = child.flatMap { $0.kind == .text ? $0.literal : nil } ?? UnsafeBufferPointer(start: nil, count: 0)
    let bytes = source.bytes
    if !isImage, let child, child == node.lastChild, isAddress(label, of: node) {
      // For `<https://…>` libcmark's column is wrong, but that of its text is not.
      let guess = place.guess(line: child.startLine, column: child.startColumn, in: source) - 1
      if guess < 0 || guess >= bytes.count || bytes[guess] != Byte.openBracket {
        let found = place.confirm(guess, first: Byte.less, in: source, budget: &searchBudget) {
          Self.holds(label, at: $0 + 1, in: bytes)
        }
        if let found { return filePlace(place.line(of: found, in: source), found) }
      }
    }
    // libcmark gives a link the line on which it ends.
    let guess = place.guess(line: child?.startLine ?? node.startLine, column: node.startColumn, in: source)
    return confirmed(guess, first: isImage ? Byte.bang : Byte.openBracket) { at in
      guard isImage else { return Self.holds(label, at: at + 1, in: bytes) }
      return at + 1 < bytes.count && bytes[at + 1] == Byte.openBracket && Self.holds(label, at: at + 2, in: bytes)
    }
  }

  /// Whether a link's text is its address, as in `<https://…>` and `<a@b.cn>`.
  private func isAddress(_ text: UnsafeBufferPointer<UInt8>, of node: CmarkNode) -> Bool {
    let url = node.url
    guard !text.isEmpty, url.count == text.count || url.count == text.count + 7 else { return false }
    return text.elementsEqual(url.suffix(text.count))
  }

  /// The place of a guess that is confirmed, searched or, failing that, taken as it is.
  private mutating func confirmed(_ guess: Int, first: UInt8, matches: (Int) -> Bool) -> MarkdownPlace {
    let found =
      place.confirm(guess, first: first, in: source, budget: &searchBudget, matches: matches) ?? place.fallback(guess)
    return filePlace(place.line(of: found, in: source), found)
  }

  /// Whether a text's first bytes stand at an offset. Blanks before it, and a text that the source writes in another
  /// way (escapes, entities), are let pass.
  private static func holds(
    _ text: UnsafeBufferPointer<UInt8>, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var offset = offset
    while offset < bytes.count, Byte.isWhitespace(bytes[offset]) { offset += 1 }
    guard offset < bytes.count, bytes[offset] != Byte.backslash, bytes[offset] != Byte.ampersand else { return true }
    for i in 0..<min(text.count, 12) {
      guard offset + i < bytes.count else { return false }
      // A line break in the text may be a blank in code.
      if Byte.isWhitespace(bytes[offset + i]) { return Byte.isWhitespace(text[i]) }
      guard bytes[offset + i] == text[i] else { return bytes[offset + i] == Byte.backslash }
      if text[i] == Byte.ampersand { return true }
    }
    return true
  }

  // MARK: Code, HTML, ends of lines

  private mutating func code(_ node: CmarkNode) {
    let literal = node.literal
    if alternativeDepth > 0 { return emit(literal) }
    if options.extensions, literal.contains(Byte.colon) {
      let at = codePlace(node, literal)
      if let markup = host.codeSpan(String(decoding: literal, as: UTF8.self), at) {
        gather(literal)
        return writer.markup(markup)
      }
    }
    writer.raw("<code>")
    emit(literal)
    writer.raw("</code>")
  }

  private mutating func codePlace(_ node: CmarkNode, _ literal: UnsafeBufferPointer<UInt8>) -> MarkdownPlace {
    let bytes = source.bytes
    // libcmark's column is that of the code, and its line may be that on which the code ends.
    var guess = place.guess(line: node.startLine, column: node.startColumn, in: source) - 1
    while guess > 0, guess < bytes.count, bytes[guess] == Byte.backtick, bytes[guess - 1] == Byte.backtick {
      guess -= 1
    }
    return confirmed(guess, first: Byte.backtick) { at in
      var start = at
      while start < bytes.count, bytes[start] == Byte.backtick { start += 1 }
      return Self.holds(literal, at: start, in: bytes)
    }
  }

  private mutating func html(_ node: CmarkNode) {
    let literal = node.literal
    if options.rawHTML {
      if alternativeDepth > 0 { return emit(literal) }
      return writer.trusted(literal)
    }
    if literal.starts(with: "<!--".utf8) { return }
    // A line break in a table's cell can be written in no other way, and is harmless.
    if options.extensions, Self.isLineBreak(literal) {
      if alternativeDepth == 0 { writer.raw("<br />") }
      return gather(" ")
    }
    let guess = place.guess(line: node.startLine, column: node.startColumn, in: source)
    let bytes = source.bytes
    htmlWasDropped(confirmed(guess, first: Byte.less) { Self.holds(literal, at: $0, in: bytes) })
  }

  private static func isLineBreak(_ tag: UnsafeBufferPointer<UInt8>) -> Bool {
    guard tag.count <= 8 else { return false }
    let letters = tag.filter { !Byte.isWhitespace($0) && $0 != Byte.slash }.map(Byte.lowercased)
    return letters.elementsEqual("<br>".utf8) && tag.count > 1 && tag[1] != Byte.slash
  }

  private mutating func lineEnd(hard: Bool) {
    if alternativeDepth > 0 { return writer.raw(" ") }
    if hard { writer.raw("<br />") }
    writer.raw("\n")
    guard !gathering.isEmpty else { return }
    if gathering.contains(.passage) { passageText.append(Byte.lf) }
    if gathering.contains(.heading) { headingText.append(Byte.space) }
    // Chinese has no spaces between words, so a line's end between Han characters is none either.
    if gathering.contains(.summary) {
      if let last = summaryText.last, last < 0x80 || hard { summaryText.append(Byte.space) }
    }
  }

  // MARK: Text

  /// Writes text as it stands.
  mutating func emit(_ utf8: UnsafeBufferPointer<UInt8>) {
    writer.text(utf8)
    if !gathering.isEmpty { gather(utf8) }
  }

  private mutating func gather(_ utf8: UnsafeBufferPointer<UInt8>) {
    if gathering.contains(.heading) { headingText.append(contentsOf: utf8) }
    if gathering.contains(.summary) { summaryText.append(contentsOf: utf8) }
    if gathering.contains(.passage) { passageText.append(contentsOf: utf8) }
  }

  private mutating func gather(_ literal: StaticString) {
    guard !gathering.isEmpty else { return }
    literal.withUTF8Buffer { gather($0) }
  }

  /// Writes a text node, behind the marker that has been read from it.
  private mutating func text(_ node: CmarkNode) {
    var text = node.literal
    let start = min(markerLength, text.count)
    markerLength = 0
    if options.extensions, alternativeDepth == 0, TextTokens.mayBe(in: text) {
      return tokens(in: node, text, from: start)
    }
    if start > 0 { text = UnsafeBufferPointer(rebasing: text[start...]) }
    prose(text, of: node, at: start)
  }

  private mutating func tokens(in node: CmarkNode, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    var written = start
    for found in TextTokens(in: node, from: start, place: place, source: source).found {
      let range = found.range
      let text = UnsafeBufferPointer(rebasing: bytes[range])
      prose(UnsafeBufferPointer(rebasing: bytes[written..<range.lowerBound]), of: node, at: written)
      var done = true
      switch found.token {
      case .tildes:
        switch strikes.mark(in: node, offset: range.lowerBound, place: place, source: source) {
        case .open: writer.raw("<del>")
        case .close: writer.raw("</del>")
        case nil: done = false
        }
      case .footnote where linkDepth == 0:
        let name = String(decoding: text.dropFirst(2).dropLast(), as: UTF8.self)
        done = footnoteReference(name)
        if !done {
          let near = nearest(to: name, among: footnotes.definitions.lazy.prefix(200).map(\.id))
          report(.unknownFootnote(name, nearest: near), at: textPlace(node, range.lowerBound, text))
        }
      case .address where linkDepth == 0, .www where linkDepth == 0, .email where linkDepth == 0:
        bareAddress(found.token, text, in: node, range.lowerBound)
      default: done = false
      }
      written = done ? range.upperBound : range.lowerBound
    }
    prose(UnsafeBufferPointer(rebasing: bytes[written...]), of: node, at: written)
  }

  private mutating func bareAddress(
    _ token: TextTokens.Token, _ text: UnsafeBufferPointer<UInt8>, in node: CmarkNode, _ offset: Int
  ) {
    var destination = String(decoding: text, as: UTF8.self)
    switch token {
    case .www: destination = "http://" + destination
    case .email where !text.contains(Byte.colon): destination = "mailto:" + destination
    default: break
    }
    guard let target = target(destination, isImage: false, at: textPlace(node, offset, text)) else {
      return emit(text)
    }
    writer.raw("<a href=\"")
    writer.address(target)
    writer.raw("\">")
    emit(text)
    writer.raw("</a>")
  }

  /// Where a part of a text node stands.
  mutating func textPlace(
    _ node: CmarkNode, _ offset: Int, _ text: UnsafeBufferPointer<UInt8>
  ) -> MarkdownPlace {
    let guess = place.guess(line: node.startLine, column: node.startColumn, in: source) + offset
    let bytes = source.bytes
    return confirmed(guess, first: text.first ?? 0) { Self.holds(text, at: $0, in: bytes) }
  }

  // MARK: Tasks

  /// Writes the box of a task when an item's text begins with `[ ]` or `[x]`.
  mutating func taskMarker(_ first: CmarkNode) {
    guard first.kind == .text else { return }
    let text = first.literal
    guard text.count > 3, text[0] == Byte.openBracket, text[2] == Byte.closeBracket, Byte.isWhitespace(text[3]),
      // `\\[ ]` is text.
      TextTokens.isPlain(first, length: 3, place: place, source: source)
    else { return }
    let isDone: Bool
    switch text[1] {
    case Byte.space: isDone = false
    case UInt8(ascii: "x"), UInt8(ascii: "X"): isDone = true
    default: return
    }
    writer.raw(isDone ? "<input type=\"checkbox\" disabled checked" : "<input type=\"checkbox\" disabled")
    writer.attribute("aria-label", Label.task(done: isDone).text(in: options.language))
    writer.raw(">")
    markerLength = 3
  }
}
