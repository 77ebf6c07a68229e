/// Where the inlines of one block stand in the text.
///
/// libcmark counts an inline's line from the block's first line, but leaves out the lines of link definitions that
/// it has taken from the block's head, and line breaks inside a link's parentheses; its columns count from the
/// first line's indentation. So its numbers are only a guess, which is confirmed against the text or else searched
/// from the last confirmed place on.
struct BlockPlace {
  let startLine: Int
  let endLine: Int
  /// The byte column of the block's content on its first line, from 0.
  let contentColumn: Int
  let quotes: Int
  /// What to take off a column that libcmark counts: the marker of a heading made for a table's cell.
  var columnOffset = 0
  /// For a cell: where its content begins; its inlines are all on this line.
  private var cellStart: Int?
  /// What to add to a line that libcmark counts.
  private(set) var shift = 0
  private var moved = 0
  /// Everything before it has been passed.
  private(set) var cursor: Int
  private let end: Int

  init(startLine: Int, endLine: Int, contentColumn: Int, quotes: Int, source: SourceText) {
    self.startLine = startLine
    self.endLine = endLine
    self.contentColumn = contentColumn
    self.quotes = quotes
    cursor = source.range(ofLine: startLine).lowerBound + contentColumn
    end = source.range(ofLine: endLine).upperBound
  }

  /// The content of one cell, parsed as a heading of a text of its own.
  init(cell: Range<Int>, line: Int, columnOffset: Int) {
    startLine = line
    endLine = line
    contentColumn = 0
    quotes = 0
    cellStart = cell.lowerBound
    self.columnOffset = columnOffset
    cursor = cell.lowerBound
    end = cell.upperBound
  }

  /// For a paragraph that was parsed in another text: what its lines there are off.
  mutating func moveLines(by lines: Int) { moved = lines }

  /// Accounts for link definitions at the head of a block: the lines it has in the text but not in the tree.
  mutating func skipDefinitions(of node: CmarkNode, in source: SourceText) {
    guard cursor < source.bytes.count, source.bytes[cursor] == Byte.openBracket, endLine > startLine,
      source.beginsDefinition(at: cursor), var last = node.lastChild
    else { return }
    while let deeper = last.lastChild { last = deeper }
    let lastLine =
      node.kind == .heading ? source.underline(below: startLine, quotes: quotes, limit: endLine) - 1 : endLine
    shift = max(0, lastLine - (max(last.endLine, last.startLine) + moved))
    // The definition's first line at least is behind; the shift is too large when line breaks were left out.
    if shift > 0 { cursor = max(cursor, source.contentStart(ofLine: startLine + 1, quotes: quotes)) }
  }

  /// The first line of the block behind its link definitions, and the offset of its content.
  func blockStart(in source: SourceText) -> (line: Int, offset: Int) {
    if shift == 0 { return (startLine, source.range(ofLine: startLine).lowerBound + contentColumn) }
    let line = startLine + shift
    return (line, source.contentStart(ofLine: line, quotes: quotes))
  }

  /// The offset in the text of a place as libcmark gives it, unconfirmed.
  func guess(line: Int, column: Int, in source: SourceText) -> Int {
    if let cellStart { return cellStart + column - 1 - columnOffset }
    let line = min(line + moved + shift, endLine)
    if line == startLine { return source.range(ofLine: line).lowerBound + column - 1 }
    return source.contentStart(ofLine: line, quotes: quotes) + (column - 1 - contentColumn)
  }

  /// Confirms a guess with `matches`, or searches for the next `first` byte that matches; moves the cursor behind it.
  /// `nil` when the text has no such place, or the budget is used up.
  mutating func confirm(
    _ guess: Int, first: UInt8, in source: SourceText, budget: inout Int, matches: (Int) -> Bool
  ) -> Int? {
    let bytes = source.bytes
    if guess >= cursor, guess < end, bytes[guess] == first, matches(guess) {
      cursor = guess + 1
      return guess
    }
    var at = cursor
    while at < end, budget > 0 {
      budget -= 1
      if bytes[at] == first, matches(at) {
        cursor = at + 1
        return at
      }
      at += 1
    }
    return nil
  }

  /// Where something is taken to stand that the text does not show.
  func fallback(_ guess: Int) -> Int { min(max(guess, cursor), max(cursor, end - 1)) }

  /// The line of an offset inside the block.
  func line(of offset: Int, in source: SourceText) -> Int {
    var low = startLine
    var high = max(startLine, endLine)
    while low < high {
      let middle = (low + high + 1) / 2
      if source.range(ofLine: middle).lowerBound <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
