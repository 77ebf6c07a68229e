import Charts

/// Parts blocks over slides and places them.
struct DeckPages {
  let text: ExportText
  let sizes: [(Double, Double)]

  func pages(_ blocks: [DeckBlock]) -> [[StackItem]] {
    if blocks.isEmpty { return [] }
    return parted(blocks).map { page in
      for size in sizes {
        if let items = placed(page, size, within: DeckPage.room) { return items }
      }
      return placed(page, sizes[sizes.count - 1], within: .infinity) ?? []
    }
  }

  // MARK: Heights

  private func height(_ block: DeckBlock, _ size: (Double, Double)) -> Double {
    switch block {
    case .text(let paragraphs, let isAside):
      SlideText(paragraphs: paragraphs, size: size.0, isAside: isAside).height(width: Slide.room)
    case .table(let table): table.laidOut(size.1).height
    case .cards(let cards): Double((cards.count + 2) / 3) * DeckPage.cardHeight
    case .chart: DeckPage.chartHeight
    }
  }

  private func height(_ blocks: [DeckBlock], _ size: (Double, Double)) -> Double {
    blocks.reduce(0) { $0 + height($1, size) } + Double(max(0, blocks.count - 1)) * DeckPage.gap
  }

  private func fits(_ blocks: [DeckBlock]) -> Bool {
    var charts = 0
    for case .chart in blocks { charts += 1 }
    if charts > 1 { return false }
    return sizes.contains { height(blocks, $0) <= DeckPage.room }
  }

  // MARK: Parting

  private func parted(_ blocks: [DeckBlock]) -> [[DeckBlock]] {
    if fits(blocks) { return [blocks] }
    var pages: [[DeckBlock]] = []
    var page: [DeckBlock] = []
    var pending = Array(blocks.reversed())
    let size = DeckPage.parted
    while let block = pending.popLast() {
      if fits(page + [block]), height(page + [block], size) <= DeckPage.room {
        page.append(block)
        continue
      }
      let left = DeckPage.room - height(page, size) - (page.isEmpty ? 0 : DeckPage.gap)
      if let (head, tail) = DeckCut(size: size, room: left, isWhole: page.isEmpty).cut(block) {
        page.append(head)
        pending.append(tail)
      } else if page.isEmpty {
        page.append(block)
      } else {
        pending.append(block)
        if let lead = takeLead(&page) { pending.append(lead) }
      }
      if !page.isEmpty { pages.append(page) }
      page = []
    }
    if !page.isEmpty { pages.append(page) }
    return pages
  }

  /// The sentence at the end of a slide that leads to what comes on the next, taken off; never all that is there.
  private func takeLead(_ page: inout [DeckBlock]) -> DeckBlock? {
    guard case .text(var paragraphs, let isAside)? = page.last, let last = paragraphs.last, last.isLead,
      page.count > 1 || paragraphs.count > 1
    else { return nil }
    paragraphs.removeLast()
    page.removeLast()
    if !paragraphs.isEmpty { page.append(.text(paragraphs, isAside: isAside)) }
    return .text([last], isAside: isAside)
  }

  // MARK: Placing

  /// Blocks below each other; `nil` where they do not fit. A chart takes what the others leave.
  private func placed(_ blocks: [DeckBlock], _ size: (Double, Double), within room: Double) -> [StackItem]? {
    let spare = room - height(blocks, size)
    guard spare >= 0 else { return nil }
    var items: [StackItem] = []
    var top = DeckPage.top
    for block in blocks {
      var height = height(block, size)
      switch block {
      case .text(let paragraphs, let isAside):
        let words = SlideText(paragraphs: paragraphs, size: size.0, isAside: isAside)
        items.append(StackItem(content: .text(words), top: top, height: height))
      case .table(let table): items.append(StackItem(content: .table(table.laidOut(size.1)), top: top, height: height))
      case .cards(let cards): items.append(StackItem(content: .cards(cards), top: top, height: height))
      case .chart(let chart, let source):
        guard let native = chart.native(text) else { continue }
        height += min(spare, 2)
        items.append(StackItem(content: .chart(native, finding: chart.frame.finding, subject: subject(chart, source)), top: top, height: height))
      }
      top += height + DeckPage.gap
    }
    return items
  }

  /// What is shown in which unit, and where the figures come from.
  private func subject(_ chart: Chart, _ source: String?) -> String {
    var unit = ""
    if let name = chart.frame.unitName { unit = text.pick("（\(name)）", " (\(name))") }
    return [chart.frame.subject + unit, source].compactMap { $0 }.joined(separator: text.pick("　", "   "))
  }
}
