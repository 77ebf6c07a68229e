/// What one look over the blocks finds before the walk that renders them: tables and footnotes.
struct BlockIndex {
  var tables: [TableShape] = []
  var footnoteBodies: [String: CmarkNode] = [:]

  init() {}

  init(of root: CmarkNode, source: SourceText, footnotes: FootnoteIndex) {
    var quotes = 0
    var next = 0
    Self.walk(root) { node, entering in
      switch node.kind {
      case .quote: quotes += entering ? 1 : -1
      case .item where entering:
        if let definition = footnotes.definition(atLine: node.startLine) {
          let key = definition.id.lowercased()
          if footnoteBodies[key] == nil { footnoteBodies[key] = node }
        }
      case .paragraph where entering, .heading where entering:
        let rows = source.delimiterRows
        while next < rows.count, rows[next] <= node.startLine { next += 1 }
        guard next < rows.count, rows[next] <= node.endLine else { return }
        if let table = TableShape(in: node, quotes: quotes, delimiterRows: rows[next...], source: source) {
          tables.append(table)
        }
      default: break
      }
    }
  }

  /// The lines of code and HTML blocks, in order.
  static func verbatimLines(of root: CmarkNode) -> [ClosedRange<Int>] {
    var lines: [ClosedRange<Int>] = []
    walk(root) { node, entering in
      let kind = node.kind
      guard entering, kind == .codeBlock || kind == .htmlBlock else { return }
      lines.append(node.startLine...max(node.startLine, node.endLine))
    }
    return lines
  }

  /// Visits all blocks, containers twice.
  private static func walk(_ root: CmarkNode, visit: (CmarkNode, _ entering: Bool) -> Void) {
    guard var node = root.firstChild else { return }
    while true {
      visit(node, true)
      let isContainer = node.kind == .quote || node.kind == .list || node.kind == .item
      if isContainer, let child = node.firstChild {
        node = child
        continue
      }
      if isContainer { visit(node, false) }
      while true {
        if let next = node.next {
          node = next
          break
        }
        guard let parent = node.parent, parent != root else { return }
        node = parent
        visit(node, false)
      }
    }
  }
}
