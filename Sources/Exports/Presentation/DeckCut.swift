import Charts

/// Cuts blocks that do not fit on a slide in two.
struct DeckCut {
  /// Of text and of tables.
  let size: (Double, Double)
  /// Inches that the first part may be high.
  let room: Double
  /// Whether nothing stands above it: then a part is taken of whatever can be cut.
  let isWhole: Bool

  func cut(_ block: DeckBlock) -> (DeckBlock, DeckBlock)? {
    switch block {
    case .text(let paragraphs, let isAside): cut(paragraphs, isAside)
    case .table(let table): cut(table)
    case .cards(let cards): cut(cards)
    case .chart: nil
    }
  }

  private func cut(_ paragraphs: [SlideParagraph], _ isAside: Bool) -> (DeckBlock, DeckBlock)? {
    var paragraphs = paragraphs
    let width = Slide.room - (isAside ? SlideText.asideIndent : 0)
    var used = 0.0
    var count = 0
    while count < paragraphs.count {
      used += paragraphs[count].height(size.0, width: width)
      if used > room { break }
      count += 1
    }
    // What leads to the next paragraph goes with it.
    while count > 0, count < paragraphs.count, paragraphs[count - 1].isLead, count > 1 || !isWhole { count -= 1 }
    if count == 0, isWhole, let (head, tail) = paragraphs[0].cut(size.0, width: width, height: room) {
      paragraphs.replaceSubrange(0...0, with: [head, tail])
      count = 1
    }
    guard count > 0, count < paragraphs.count else { return nil }
    return (
      .text(Array(paragraphs[..<count]), isAside: isAside),
      .text(SlideParagraph.renumbered(Array(paragraphs[count...])), isAside: isAside)
    )
  }

  private func cut(_ table: DeckTable) -> (DeckBlock, DeckBlock)? {
    let laid = table.laidOut(size.1)
    let above = (laid.caption == nil ? 0 : SlideTable.captionHeight) + laid.headHeight
    var used = above
    var count = 0
    while count < laid.rows.count {
      used += laid.height(laid.rows[count])
      if used > room { break }
      count += 1
    }
    // The head of a group is no end.
    while count > 1, laid.rows[count - 1].contains(where: { $0.span > 1 }) { count -= 1 }
    var (head, tail) = (table, table)
    if count == 0, isWhole, let (first, rest) = laid.cut(laid.rows[0], height: room - above) {
      head.rows = [first]
      tail.rows = [rest] + table.rows.dropFirst()
      return (.table(head), .table(tail))
    }
    guard count >= (isWhole ? 1 : 2), count < laid.rows.count else { return nil }
    head.rows = Array(table.rows[..<count])
    tail.rows = Array(table.rows[count...])
    return (.table(head), .table(tail))
  }

  private func cut(_ cards: [SlideCard]) -> (DeckBlock, DeckBlock)? {
    let count = Int(room / DeckPage.cardHeight) * 3
    guard count > 0, count < cards.count else { return nil }
    return (.cards(Array(cards[..<count])), .cards(Array(cards[count...])))
  }
}

extension SlideTable {
  /// A row that is higher than a slide, in two.
  fileprivate func cut(_ row: [Cell], height: Double) -> ([Cell], [Cell])? {
    var (first, rest) = (row, row)
    for column in row.indices {
      var alone = [Cell](repeating: Cell(text: ""), count: row.count)
      alone[column] = row[column]
      let words = row[column].text
      var (low, high) = (0, words.count)
      while low < high {
        let middle = (low + high + 1) / 2
        alone[column].text = String(words.prefix(middle))
        if self.height(alone) <= height { low = middle } else { high = middle - 1 }
      }
      first[column].text = String(words.prefix(low))
      rest[column].text = String(words.dropFirst(low))
    }
    let isCut = rest.contains { !$0.text.isEmpty } && first.contains { !$0.text.isEmpty }
    return isCut ? (first, rest) : nil
  }
}

extension SlideParagraph {
  /// Entries that begin a text: their list counts on from the first of them.
  static func renumbered(_ paragraphs: [SlideParagraph]) -> [SlideParagraph] {
    var result = paragraphs
    guard let start = result.firstIndex(where: { if case .number = $0.marker { true } else { false } }),
      case .number(let number, let first) = result[start].marker, number != first
    else { return result }
    let level = result[start].level
    for index in start..<result.count {
      guard case .number(let own, first) = result[index].marker, result[index].level == level else { continue }
      if own < number { break }
      result[index].marker = .number(own, first: number)
    }
    return result
  }
}
