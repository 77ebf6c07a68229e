import Diagnostics
import HTML

/// Writes the HTML of one text: the blocks. Inlines are in `Renderer+Inlines`, tables in `Renderer+Tables`.
struct Renderer {
  let options: MarkdownOptions
  let file: String
  let host: HostCalls
  let source: SourceText
  /// The columns that the rewriting of footnote definitions has moved.
  let footnotes: FootnoteIndex

  var writer: HTMLWriter
  var output = MarkdownOutput()

  // Where the walk is.
  var quoteDepth = 0
  var place: BlockPlace
  var columns = ColumnCounter()
  var linkDepth = 0
  /// Images around the walk: inside one only text counts.
  var alternativeDepth = 0
  /// For each open link, and the outermost image, whether it was written.
  var writtenLinks: [Bool] = []
  /// Bytes that searches for a place may still look at: keeps a text full of places that cannot be found linear.
  var searchBudget: Int
  var insideFootnotes = false
  /// Inside the head of a table.
  var insideHead = false
  /// Terms that were linked, and abbreviations without an entry that were told.
  var usedTerms: Set<Int> = []
  var unknownWords: Set<String> = []

  // Plain text gathered on the way: bits of `gathering` say for whom.
  var gathering: Gathering = []
  var headingText: [UInt8] = []
  var summaryText: [UInt8] = []
  var passageText: [UInt8] = []
  var openPassages: [(kind: MarkedPassage.Kind, node: CmarkNode, textStart: Int)] = []
  var openAlerts: [(node: CmarkNode, alert: Alert)] = []

  // What the whole text shares.
  var tables: TableIndex
  var tableCount = 0
  var filledCells = 0
  var anchors = AnchorNames()
  var footnoteUse = FootnoteUse()
  var strikes = StrikeIndex()
  /// Bytes at the head of the next text that a task's box stands for.
  var markerLength = 0
  var droppedHTML: (count: Int, first: MarkdownPlace)?

  struct Gathering: OptionSet {
    let rawValue: UInt8
    static let heading = Gathering(rawValue: 1)
    static let summary = Gathering(rawValue: 2)
    static let passage = Gathering(rawValue: 4)
  }

  static func render(
    _ utf8: UnsafeBufferPointer<UInt8>, file: String, options: MarkdownOptions, host: HostCalls
  ) -> MarkdownOutput {
    let source = SourceText(utf8, extensions: options.extensions)
    guard options.extensions, !source.footnoteRows.isEmpty,
      let index = FootnoteIndex(marking: source)
    else { return render(source, .none, file: file, options: options, host: host) }
    return index.rewritten.withUnsafeBufferPointer { rewritten in
      render(
        SourceText(rewritten, extensions: true), index, file: file, options: options, host: host)
    }
  }

  private static func render(
    _ source: SourceText, _ footnotes: FootnoteIndex, file: String, options: MarkdownOptions, host: HostCalls
  ) -> MarkdownOutput {
    let document = CmarkDocument(source.bytes)
    guard let root = document.root else { return MarkdownOutput() }
    var index = BlockIndex()
    if !source.delimiterRows.isEmpty || !footnotes.definitions.isEmpty {
      index = BlockIndex(of: root, source: source, footnotes: footnotes)
    }
    let tables = TableIndex(index.tables, source: source)
    return withExtendedLifetime((document, tables)) {
      var renderer = Renderer(
        options: options, file: file, host: host, source: source, footnotes: footnotes,
        writer: HTMLWriter(reserving: source.bytes.count + source.bytes.count / 2 + 64),
        place: BlockPlace(startLine: 1, endLine: 1, contentColumn: 0, quotes: 0, source: source),
        searchBudget: 8 * source.bytes.count + 1024, tables: tables)
      renderer.footnoteUse.bodies = index.footnoteBodies
      renderer.blocks(of: root)
      renderer.footnoteSection()
      return renderer.finish()
    }
  }

  /// Renders the blocks below `root`, not `root` itself.
  mutating func blocks(of root: CmarkNode) {
    guard var node = root.firstChild else { return }
    let records = options.recordsBlocks && root.kind == .document
    var start = writer.count
    while true {
      if enter(node) {
        if let child = node.firstChild {
          node = child
          continue
        }
        leave(node)
      }
      while true {
        if records, node.parent == root {
          recordBlock(node, from: start)
          start = writer.count
        }
        if let next = node.next {
          node = next
          break
        }
        guard let parent = node.parent, parent != root else { return }
        node = parent
        leave(node)
      }
    }
  }

  /// Notes where in the output a block of the text's top level stands.
  private mutating func recordBlock(_ node: CmarkNode, from start: Int) {
    // What comes out elsewhere, as definitions of footnotes, or not at all.
    guard start < writer.count else { return }
    let kind: MarkdownBlock.Kind
    switch node.kind {
    case .heading: kind = .heading
    case .thematicBreak: kind = .rule
    case .codeBlock:
      let info = String(decoding: node.fenceInfo, as: UTF8.self)
      kind = .fence(info.split(separator: " ").first.map(String.init) ?? "")
    case .quote:
      switch Alert(openingOf: node) {
      case .speaker: kind = .speaker
      case .reading: kind = .reading
      case .exercise: kind = .exercise
      case .answer: kind = .answer
      default: kind = .other
      }
    default: kind = .other
    }
    output.blocks.append(
      MarkdownBlock(kind: kind, range: start..<writer.count, line: node.startLine + options.firstLine - 1))
  }

  /// Writes what stands before a block's children; `false` when they are not to be walked (and the block not left).
  private mutating func enter(_ node: CmarkNode) -> Bool {
    switch node.kind {
    case .paragraph:
      paragraph(node)
      return false
    case .heading:
      heading(node)
      return false
    case .quote:
      quoteDepth += 1
      newLine()
      if options.extensions, let alert = Alert(openingOf: node) {
        openAlert(alert, node)
      } else {
        writer.raw("<blockquote>\n")
      }
    case .list:
      guard !footnotes.isFootnoteList(node) else { return false }
      newLine()
      if !node.isOrderedList {
        writer.raw("<ul>\n")
      } else if node.listStart == 1 {
        writer.raw("<ol>\n")
      } else {
        writer.raw("<ol start=\"")
        writer.number(node.listStart)
        writer.raw("\">\n")
      }
    case .item:
      if footnotes.definition(atLine: node.startLine) != nil { return false }
      newLine()
      writer.raw("<li>")
    case .codeBlock: codeBlock(node)
    case .htmlBlock: htmlBlock(node)
    case .thematicBreak:
      newLine()
      writer.raw("<hr />\n")
    default: break
    }
    return true
  }

  private mutating func leave(_ node: CmarkNode) {
    switch node.kind {
    case .quote:
      quoteDepth -= 1
      newLine()
      if openAlerts.last?.node == node {
        closeAlert(node)
      } else {
        writer.raw("</blockquote>\n")
      }
    case .list: writer.raw(node.isOrderedList ? "</ol>\n" : "</ul>\n")
    case .item: writer.raw("</li>\n")
    default: break
    }
  }

  /// A line break, unless the last thing written is one.
  mutating func newLine() {
    if let last = writer.bytes.last, last != Byte.lf { writer.raw("\n") }
  }

  /// Sets where the inlines that follow are looked for.
  mutating func begin(_ node: CmarkNode) {
    place = BlockPlace(
      startLine: node.startLine, endLine: node.endLine, contentColumn: node.startColumn - 1, quotes: quoteDepth,
      source: source)
  }

  // MARK: Leaf blocks

  private mutating func paragraph(_ node: CmarkNode) {
    if let table = tables.table(for: node) { return self.table(table, node) }
    begin(node)
    place.skipDefinitions(of: node, in: source)
    var start = node.firstChild
    if options.extensions, let parent = node.parent {
      if openAlerts.last?.node == parent, parent.firstChild == node {
        start = Alert.afterMarker(in: node)
        if start == nil { return }
      }
    }
    let tight = isTight(node)
    if !tight {
      newLine()
      writer.raw("<p>")
    }
    let summarises = output.summary == nil && openAlerts.isEmpty && !insideFootnotes
    if summarises { gathering.insert(.summary) }
    if options.extensions, let first = start, node.parent?.kind == .item, node.previous == nil {
      taskMarker(first)
    }
    inlines(of: node, from: start)
    if summarises {
      gathering.remove(.summary)
      output.summary = String(decoding: summaryText, as: UTF8.self)
      summaryText.removeAll(keepingCapacity: true)
    }
    if gathering.contains(.passage) { passageText.append(Byte.lf) }
    if footnoteUse.backLinkParagraph == node { backLinks() }
    if !tight { writer.raw("</p>\n") }
  }

  /// Whether a paragraph stands in a tight list and gets no element of its own.
  private func isTight(_ node: CmarkNode) -> Bool {
    guard let parent = node.parent, parent.kind == .item, let list = parent.parent, list.isTightList else {
      return false
    }
    return footnotes.definitions.isEmpty || footnotes.definition(atLine: parent.startLine) == nil
  }

  private mutating func heading(_ node: CmarkNode) {
    if let table = tables.table(for: node) { return self.table(table, node) }
    begin(node)
    place.skipDefinitions(of: node, in: source)
    newLine()
    let level = node.headingLevel
    // The anchor stands before the text it is made from, so the text is written aside first.
    var aside = HTMLWriter()
    swap(&writer, &aside)
    headingText.removeAll(keepingCapacity: true)
    gathering.insert(.heading)
    inlines(of: node, from: node.firstChild)
    gathering.remove(.heading)
    if gathering.contains(.passage) { passageText.append(Byte.lf) }
    swap(&writer, &aside)
    let id = options.extensions ? anchors.name(for: headingText) : ""
    writer.raw("<h")
    writer.number(level)
    if options.extensions { writer.attribute("id", id) }
    writer.raw(">")
    writer.markup(aside.take())
    writer.raw("</h")
    writer.number(level)
    writer.raw(">\n")
    let start = place.blockStart(in: source)
    output.headings.append(
      Heading(
        level: level, text: String(decoding: headingText, as: UTF8.self), id: id,
        place: filePlace(start.line, start.offset)))
  }

  private mutating func codeBlock(_ node: CmarkNode) {
    let info = node.fenceInfo
    let literal = node.literal
    newLine()
    if !info.isEmpty, options.extensions {
      let line = node.startLine
      let at = filePlace(line, source.range(ofLine: line).lowerBound + max(0, node.startColumn - 1))
      if let markup = host.fencedBlock(
        String(decoding: info, as: UTF8.self), String(decoding: literal, as: UTF8.self), at)
      {
        writer.markup(markup)
        newLine()
        return
      }
    }
    if info.isEmpty {
      writer.raw("<pre><code>")
    } else {
      var end = 0
      while end < info.count, !Byte.isWhitespace(info[end]) { end += 1 }
      writer.raw("<pre><code class=\"language-")
      writer.text(UnsafeBufferPointer(rebasing: info[0..<end]))
      writer.raw("\">")
    }
    writer.text(literal)
    writer.raw("</code></pre>\n")
    if gathering.contains(.passage) { passageText.append(contentsOf: literal) }
  }

  private mutating func htmlBlock(_ node: CmarkNode) {
    newLine()
    if options.rawHTML {
      writer.trusted(node.literal)
      newLine()
    } else if !node.literal.starts(with: "<!--".utf8) {
      let line = node.startLine
      htmlWasDropped(filePlace(line, source.range(ofLine: line).lowerBound + max(0, node.startColumn - 1)))
    }
  }

  mutating func htmlWasDropped(_ place: MarkdownPlace) {
    droppedHTML = (droppedHTML.map { $0.count + 1 } ?? 1, droppedHTML?.first ?? place)
  }

  // MARK: Places and the end

  /// The place in the file of a byte of the text.
  mutating func filePlace(_ line: Int, _ offset: Int) -> MarkdownPlace {
    let range = source.range(ofLine: line)
    let start = range.lowerBound
    let offset = min(max(offset, start), range.upperBound)
    let column = columns.column(of: offset, lineStart: start, in: source.bytes)
    return MarkdownPlace(
      line: line + options.firstLine - 1, column: max(1, column + footnotes.shift(line: line, offset: offset - start)))
  }

  mutating func report(_ problem: Problem, at place: MarkdownPlace) {
    output.diagnostics.append(Diagnostic(problem, at: Location(file, line: place.line, column: place.column)))
  }

  private mutating func finish() -> MarkdownOutput {
    if let droppedHTML { report(.rawHTMLDropped(count: droppedHTML.count), at: droppedHTML.first) }
    output.html = writer.take()
    return output
  }
}
