import Charts
import HTML
import Metrics
import Values

/// A block of a slide's markup, as presentations have blocks.
enum DeckBlock: Sendable {
  case text([SlideParagraph], isAside: Bool)
  case table(DeckTable)
  case cards([SlideCard])
  case chart(Chart, source: String?)
}

/// Reads the markup of a slide.
struct DeckBlockReader {
  let text: ExportText
  let charts: [String: Chart]
  private(set) var blocks: [DeckBlock] = []
  private var isAside = false
  /// Lists around what is read.
  private var level = 0

  init(text: ExportText, charts: [String: Chart]) {
    self.text = text
    self.charts = charts
  }

  static func read(_ markup: [Markup], text: ExportText, charts: [String: Chart]) -> [DeckBlock] {
    var reader = DeckBlockReader(text: text, charts: charts)
    for markup in markup { reader.read(MarkupNode(markup).children) }
    return reader.blocks
  }

  private mutating func add(_ paragraph: SlideParagraph) {
    guard paragraph.text.contains(where: { !$0.isWhitespace }) else { return }
    if case .text(let paragraphs, isAside)? = blocks.last {
      blocks[blocks.count - 1] = .text(paragraphs + [paragraph], isAside: isAside)
    } else {
      blocks.append(.text([paragraph], isAside: isAside))
    }
  }

  // MARK: Blocks

  /// Reads siblings; text between blocks is a paragraph.
  private mutating func read(_ nodes: [MarkupNode], first: SlideParagraph? = nil) {
    // The first words of an entry stand behind its marker.
    var pending = first
    var inlines: [MarkupNode] = []
    func paragraph(_ nodes: [MarkupNode], _ pending: inout SlideParagraph?, level: Int) -> SlideParagraph? {
      let runs = InlineReader.runs(nodes, text: text)
      if runs.isEmpty { return nil }
      var paragraph = pending ?? SlideParagraph(runs: [], level: level)
      pending = nil
      paragraph.runs += runs
      return paragraph
    }
    for node in nodes {
      if node.isUnread { continue }
      guard node.isBlock else {
        inlines.append(node)
        continue
      }
      if let words = paragraph(inlines, &pending, level: level) { add(words) }
      inlines = []
      if node.name == "p", pending != nil {
        if let words = paragraph(node.children, &pending, level: level) { add(words) }
        continue
      }
      // What has no words of its own before its first block: the title of a list in a card.
      if var title = pending, !title.runs.isEmpty {
        title.isLead = true
        add(title)
        pending = nil
      }
      read(node)
    }
    if let words = paragraph(inlines, &pending, level: level) { add(words) }
  }

  private mutating func read(_ node: MarkupNode) {
    switch node.name {
    case "p": add(paragraph(node))
    case "h1", "h2", "h3", "h4", "h5", "h6", "summary":
      var runs = InlineReader.runs(node.children, text: text)
      for index in runs.indices { runs[index].isBold = true }
      add(SlideParagraph(runs: runs, level: level, isLead: true))
    case "ul" where node.has("cards"): blocks.append(.cards(node.children.filter { $0.name == "li" }.map(card)))
    case "ul", "ol": list(node)
    case "dl": definitions(node)
    case "blockquote": aside(node)
    case "div" where node.has("alert"): aside(node)
    case "pre": code(node)
    case "table": blocks.append(.table(DeckTable(node, text: text)))
    case "figure": figure(node)
    case "hr": break
    default: read(node.children)
    }
  }

  private func paragraph(_ node: MarkupNode) -> SlideParagraph {
    var paragraph = SlideParagraph(runs: InlineReader.runs(node.children, text: text), level: level)
    let isTitle = node.has("alert-title") || node.has("roleplay-title") || node.has("slide-answer-title")
    if isTitle {
      for index in paragraph.runs.indices { paragraph.runs[index].isBold = true }
      if node.has("alert-title") { for index in paragraph.runs.indices { paragraph.runs[index].color = Ink.accent } }
      paragraph.isLead = true
    }
    if node.has("table-note") || node.has("chart-source") {
      paragraph.scale = 0.7
      for index in paragraph.runs.indices { paragraph.runs[index].color = Ink.muted }
    }
    if paragraph.text.hasSuffix("：") || paragraph.text.hasSuffix(":") { paragraph.isLead = true }
    return paragraph
  }

  private mutating func aside(_ node: MarkupNode) {
    let outer = isAside
    isAside = true
    read(node.children)
    isAside = outer
  }

  private mutating func list(_ list: MarkupNode) {
    level += 1
    // Reasons of answers bear the answers' letters, boxes to tick are written out.
    let isPlain = list.has("quiz-reasons")
    let first = list.start ?? 1
    var number = first
    for entry in list.children where entry.name == "li" {
      var marker = list.name == "ol" ? SlideParagraph.Marker.number(number, first: first) : .point
      var children = entry.children
      if isPlain { marker = .none }
      if let index = children.firstIndex(where: { $0.has("quiz-box") }) {
        let box = children.remove(at: index).children.map(\.text).joined()
        marker = box.isEmpty ? .none : .sign(box)
      }
      read(children, first: SlideParagraph(runs: [], marker: marker, level: level))
      number += 1
    }
    level -= 1
  }

  /// A term in bold letters, and what it means behind it.
  private mutating func definitions(_ list: MarkupNode) {
    for node in list.children {
      switch node.name {
      case "div": definitions(node)
      case "dt": term = InlineReader.runs(node.children, text: text)
      case "dd":
        var runs = term
        for index in runs.indices { runs[index].isBold = true }
        term = []
        if !runs.isEmpty { runs.append(SlideRun(text: text.pick("　", "  "))) }
        read(node.children, first: runs.isEmpty ? nil : SlideParagraph(runs: runs, level: level))
      default: break
      }
    }
  }

  private var term: [SlideRun] = []

  private mutating func code(_ node: MarkupNode) {
    let lines = InlineReader.plain(node).split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.isEmpty {
      add(SlideParagraph(runs: [SlideRun(text: String(line), isCode: true)], level: level, scale: 0.85, isTight: number > 0))
    }
  }

  private func card(_ node: MarkupNode) -> SlideCard {
    func words(_ name: String) -> MarkupNode? { node.children.first { $0.has(name) } }
    func plain(_ name: String) -> String {
      words(name).map { InlineReader.runs($0.children, text: text).map(\.text).joined() } ?? ""
    }
    var card = SlideCard(label: plain("card-label"), value: plain("card-value"))
    card.facts = [plain("card-target")].filter { !$0.isEmpty }
    card.statusName = plain("card-status")
    card.status = words("card-status")?.children.lazy.compactMap(InlineReader.status).first
    return card
  }

  // MARK: Figures

  private mutating func figure(_ node: MarkupNode) {
    let source = node.children.first { $0.has("chart-source") }.map { InlineReader.plain($0) }
    if let id = node.id, let chart = charts[id] {
      if chart.native(text) != nil { return blocks.append(.chart(chart, source: source)) }
      caption(chart.frame)
      if case .diagram(.flow(let flow)) = chart { return steps(of: flow) }
      if let grid = chart.grid(text), !grid.rows.isEmpty {
        var heat: HeatTable?
        if case .plot(.heat(let table)) = chart { heat = table }
        return blocks.append(.table(DeckTable(text.slideTable(grid, heat: heat))))
      }
    } else if let caption = node.children.first(where: { $0.name == "figcaption" }) {
      var words = paragraph(caption)
      words.isLead = true
      add(words)
    }
    // The page's own table has everything that the drawing has.
    if let table = node.first({ $0.name == "table" }) {
      var table = DeckTable(table, text: text)
      table.caption = nil
      blocks.append(.table(table))
    } else if let description = node.first({ $0.name == "desc" }) {
      add(SlideParagraph(runs: [SlideRun(text: InlineReader.plain(description))], level: level))
    }
    if let source { add(SlideParagraph(runs: [SlideRun(text: source, color: Ink.muted)], level: level, scale: 0.7)) }
  }

  private mutating func caption(_ frame: ChartFrame) {
    add(SlideParagraph(runs: [SlideRun(text: frame.finding ?? frame.subject, isBold: true)], level: level, isLead: true))
  }

  /// A flow as a numbered list; where a step leads elsewhere than to the next one, that stands behind it.
  private mutating func steps(of flow: FlowChart) {
    for (number, node) in flow.nodes.enumerated() {
      var runs = [SlideRun(text: node.label, isBold: true)]
      if flow.lanes.indices.contains(node.lane), !flow.lanes[node.lane].isEmpty {
        runs.append(SlideRun(text: text.pick("　", "   ") + flow.lanes[node.lane], color: Ink.muted))
      }
      let ways = flow.edges.filter { $0.from == number && flow.nodes.indices.contains($0.to) }
      if ways.count > 1 || ways.contains(where: { $0.label != nil || $0.to != number + 1 }) {
        let words = ways.map { way in
          (way.label.map { $0 + " " } ?? "") + "→ \(way.to + 1) " + flow.nodes[way.to].label
        }
        runs.append(SlideRun(text: text.pick("　", "   ") + words.joined(separator: text.pick("；", "; "))))
      }
      add(SlideParagraph(runs: runs, marker: .number(number + 1, first: 1), level: level + 1))
    }
  }
}
