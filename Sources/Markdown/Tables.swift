import HTML

/// How a table's column stands.
enum ColumnAlignment {
  case none, left, center, right
}

/// A table found in what CommonMark takes for a paragraph, or for a heading when `---` follows the table.
struct TableShape {
  let node: CmarkNode
  let quotes: Int
  let startLine: Int
  /// The line of the header; lines of the paragraph before it stay a paragraph.
  let headerLine: Int
  let bodyLines: Range<Int>
  let alignments: [ColumnAlignment]
  /// Whether a thematic break follows, which CommonMark has read as a heading's underline.
  let endsWithRule: Bool

  /// Looks for the first delimiter row whose cells match those of the line above it.
  init?(in node: CmarkNode, quotes: Int, delimiterRows: ArraySlice<Int>, source: SourceText) {
    let isHeading = node.kind == .heading
    let startLine = node.startLine
    var endLine = node.endLine
    // An ATX heading is one line and holds no table.
    guard endLine > startLine else { return nil }
    var endsWithRule = false
    if isHeading {
      // An underline of `-` is a rule below the table, one of `=` is a row like any other.
      endLine = source.underline(below: startLine, quotes: quotes, limit: endLine)
      let underline = source.contentStart(ofLine: endLine, quotes: quotes)
      if underline < source.bytes.count, source.bytes[underline] == Byte.dash {
        endsWithRule = true
        endLine -= 1
      }
    }
    for line in delimiterRows {
      guard line <= endLine else { return nil }
      let content = source.contentStart(ofLine: line, quotes: quotes)
      let alignments = Self.alignments(source.bytes, content..<source.range(ofLine: line).upperBound)
      guard let alignments else { continue }
      let header = Self.content(ofLine: line - 1, in: node, startLine, quotes, source)
      guard Self.cellCount(source.bytes, header) == alignments.count else { continue }
      self.node = node
      self.quotes = quotes
      self.startLine = startLine
      self.headerLine = line - 1
      self.bodyLines = line + 1..<endLine + 1
      self.alignments = alignments
      self.endsWithRule = endsWithRule
      return
    }
    return nil
  }

  /// The content of one of the block's lines.
  func content(ofLine line: Int, in source: SourceText) -> Range<Int> {
    Self.content(ofLine: line, in: node, startLine, quotes, source)
  }

  private static func content(
    ofLine line: Int, in node: CmarkNode, _ startLine: Int, _ quotes: Int, _ source: SourceText
  ) -> Range<Int> {
    let range = source.range(ofLine: line)
    let start =
      line == startLine
      ? range.lowerBound + node.startColumn - 1 : source.contentStart(ofLine: line, quotes: quotes)
    return min(start, range.upperBound)..<range.upperBound
  }

  /// The columns of a delimiter row; `nil` when it is none.
  private static func alignments(_ bytes: UnsafeBufferPointer<UInt8>, _ row: Range<Int>) -> [ColumnAlignment]? {
    var result: [ColumnAlignment] = []
    for cell in TableCells(bytes, row) {
      guard !cell.isEmpty else { return nil }
      let left = bytes[cell.lowerBound] == Byte.colon
      let right = bytes[cell.upperBound - 1] == Byte.colon
      let dashes = bytes[cell].dropFirst(left ? 1 : 0).dropLast(right ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == Byte.dash }) else { return nil }
      result.append(left ? (right ? .center : .left) : (right ? .right : .none))
    }
    return result.isEmpty ? nil : result
  }

  private static func cellCount(_ bytes: UnsafeBufferPointer<UInt8>, _ row: Range<Int>) -> Int {
    var count = 0
    for _ in TableCells(bytes, row) { count += 1 }
    return count
  }
}

/// The cells of a row: the ranges between its pipes without white space. A pipe at either end is no cell's border, and
/// a pipe behind a backslash is a cell's own.
struct TableCells: Sequence, IteratorProtocol {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at: Int
  private let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ row: Range<Int>) {
    self.bytes = bytes
    at = row.lowerBound
    var end = row.upperBound
    while at < end, Byte.isWhitespace(bytes[at]) { at += 1 }
    while end > at, Byte.isWhitespace(bytes[end - 1]) { end -= 1 }
    if at < end, bytes[at] == Byte.pipe { at += 1 }
    self.end = end
  }

  mutating func next() -> Range<Int>? {
    guard at < end else { return nil }
    var start = at
    while at < end, bytes[at] != Byte.pipe {
      at += bytes[at] == Byte.backslash && at + 1 < end && Byte.isPunctuation(bytes[at + 1]) ? 2 : 1
    }
    var stop = at
    at += 1
    while start < stop, Byte.isWhitespace(bytes[start]) { start += 1 }
    while stop > start, Byte.isWhitespace(bytes[stop - 1]) { stop -= 1 }
    return start..<stop
  }
}

/// All tables of a text with their cells parsed.
///
/// A cell's inlines cannot be cut out of the paragraph's, where emphasis may reach over a pipe. So the cells are parsed
/// as a text of their own, one heading each: a heading is one line and takes any inlines. When a cell may use a link
/// definition the whole text follows, because definitions hold everywhere.
final class TableIndex {
  struct Cell {
    let range: Range<Int>
    /// The cell's line in the second text.
    let line: Int
  }
  struct Row {
    let line: Int
    let cells: Range<Int>
    /// Where the row goes on beyond the header's columns.
    let surplus: Int?
  }
  struct Table {
    let shape: TableShape
    /// The header first.
    var rows: [Row] = []
    /// The line, in the second text, of the paragraph before the table.
    var paragraphLine: Int?
  }

  /// `# `, which libcmark counts into a heading's columns.
  static let markerLength = 2

  private(set) var tables: [Table] = []
  private(set) var cells: [Cell] = []
  private var byNode: [CmarkNode: Int] = [:]
  private var document: CmarkDocument?
  private var nodes: [CmarkNode?] = []

  init(_ shapes: [TableShape], source: SourceText) {
    guard !shapes.isEmpty else { return }
    var text: [UInt8] = []
    var line = 1
    for shape in shapes {
      var table = Table(shape: shape)
      if shape.headerLine > shape.startLine {
        table.paragraphLine = line
        for number in shape.startLine..<shape.headerLine {
          // Indented so far that nothing but the paragraph's next line can begin here.
          if number > shape.startLine { text.append(contentsOf: "    ".utf8) }
          text.append(contentsOf: source.bytes[shape.content(ofLine: number, in: source)])
          text.append(Byte.lf)
          line += 1
        }
      }
      add(row: shape.headerLine, of: &table, to: &text, &line, source)
      for number in shape.bodyLines { add(row: number, of: &table, to: &text, &line, source) }
      byNode[shape.node] = tables.count
      tables.append(table)
    }
    let lines = line
    if text.contains(Byte.openBracket) {
      text.append(Byte.lf)
      text.append(contentsOf: source.bytes)
    }
    nodes = Array(repeating: nil, count: lines)
    let document = text.withUnsafeBufferPointer { CmarkDocument($0) }
    var child = document.root?.firstChild
    while let node = child, node.startLine < lines {
      nodes[node.startLine] = node
      child = node.next
    }
    self.document = document
  }

  func table(for node: CmarkNode) -> Table? {
    byNode.isEmpty ? nil : byNode[node].map { tables[$0] }
  }

  /// The block made of a line of the second text; `nil` for a paragraph of link definitions only.
  func block(atLine line: Int) -> CmarkNode? { nodes[line] }

  private func add(
    row number: Int, of table: inout Table, to text: inout [UInt8], _ line: inout Int, _ source: SourceText
  ) {
    let first = cells.count
    let limit = table.shape.alignments.count
    var surplus: Int?
    for range in TableCells(source.bytes, table.shape.content(ofLine: number, in: source)) {
      if cells.count - first == limit {
        surplus = range.lowerBound
        break
      }
      text.append(contentsOf: "# ".utf8)
      var start = range.lowerBound
      for at in range where source.bytes[at] == Byte.backslash && at + 1 < range.upperBound {
        guard source.bytes[at + 1] == Byte.pipe else { continue }
        text.append(contentsOf: source.bytes[start..<at])
        start = at + 1
      }
      text.append(contentsOf: source.bytes[start..<range.upperBound])
      // A closing mark of its own, so that one in the cell is text.
      text.append(contentsOf: " #\n".utf8)
      cells.append(Cell(range: range, line: line))
      line += 1
    }
    table.rows.append(Row(line: number, cells: first..<cells.count, surplus: surplus))
  }
}

extension Renderer {
  /// Cells that a text's short rows are filled up with: a header of thousands of columns over thousands of short rows
  /// would otherwise grow with the square of the text.
  private static let maximumFill = 500_000

  mutating func table(_ table: TableIndex.Table, _ node: CmarkNode) {
    newLine()
    let shape = table.shape
    if let line = table.paragraphLine, let paragraph = tables.block(atLine: line), paragraph.kind == .paragraph {
      place = BlockPlace(
        startLine: shape.startLine, endLine: shape.headerLine - 1, contentColumn: node.startColumn - 1,
        quotes: quoteDepth, source: source)
      place.moveLines(by: shape.startLine - line)
      place.skipDefinitions(of: paragraph, in: source)
      writer.raw("<p>")
      inlines(of: paragraph, from: paragraph.firstChild)
      writer.raw("</p>\n")
    }
    if options.pageTables {
      tableCount += 1
      writer.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
      writer.attribute("aria-label", Label.table(tableCount).text(in: options.language))
      writer.raw(">\n")
    }
    writer.raw("<table>\n<thead>\n")
    for (number, row) in table.rows.enumerated() {
      if number == 1 { writer.raw("<tbody>\n") }
      self.row(row, shape.alignments, isHeader: number == 0)
      if number == 0 { writer.raw("</thead>\n") }
    }
    if table.rows.count > 1 { writer.raw("</tbody>\n") }
    writer.raw("</table>\n")
    if options.pageTables { writer.raw("</div>\n") }
    if shape.endsWithRule { writer.raw("<hr />\n") }
  }

  private mutating func row(_ row: TableIndex.Row, _ alignments: [ColumnAlignment], isHeader: Bool) {
    writer.raw("<tr>\n")
    for (column, alignment) in alignments.enumerated() {
      guard column < row.cells.count else {
        guard filledCells < Self.maximumFill else { break }
        filledCells += 1
        openCell(alignment, isHeader: isHeader)
        writer.raw("</td>\n")
        continue
      }
      let cell = tables.cells[row.cells.lowerBound + column]
      openCell(alignment, isHeader: isHeader)
      if let heading = tables.block(atLine: cell.line) {
        place = BlockPlace(
          cell: cell.range, line: row.line, columnOffset: TableIndex.markerLength)
        insideHead = isHeader
        inlines(of: heading, from: heading.firstChild)
        insideHead = false
      }
      writer.raw(isHeader ? "</th>\n" : "</td>\n")
      if gathering.contains(.passage) { passageText.append(Byte.tab) }
    }
    writer.raw("</tr>\n")
    if gathering.contains(.passage) { passageText.append(Byte.lf) }
    if let surplus = row.surplus {
      report(.surplusCells(columns: alignments.count), at: filePlace(row.line, surplus))
    }
  }

  private mutating func openCell(_ alignment: ColumnAlignment, isHeader: Bool) {
    writer.raw(isHeader ? "<th" : "<td")
    switch (alignment, options.pageTables) {
    case (.none, _): break
    case (.left, false): writer.raw(" align=\"left\"")
    case (.center, false): writer.raw(" align=\"center\"")
    case (.right, false): writer.raw(" align=\"right\"")
    case (.left, true): writer.raw(" class=\"align-left\"")
    case (.center, true): writer.raw(" class=\"align-center\"")
    case (.right, true): writer.raw(" class=\"align-right\"")
    }
    if isHeader, options.pageTables { writer.raw(" scope=\"col\"") }
    writer.raw(">")
  }
}
