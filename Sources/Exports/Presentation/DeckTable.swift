import Charts
import HTML

/// A table of a deck before it has a size.
struct DeckTable: Sendable {
  var caption: String?
  /// The names of the columns; empty where there are none.
  var head: [String] = []
  var rows: [[SlideTable.Cell]] = []
  var numeric: [Bool] = []

  var columns: Int { numeric.count }

  /// What a chart shows, laid out already.
  init(_ table: SlideTable) {
    caption = table.caption
    head = table.columns
    rows = table.rows
    numeric = table.numeric
  }

  init(_ node: MarkupNode, text: ExportText) {
    read(node.children, text: text, isHead: false, isFoot: false)
    let count = rows.map { $0.reduce(0) { $0 + $1.span } }.max() ?? 0
    numeric = (numeric + [Bool](repeating: false, count: max(0, max(count, head.count) - numeric.count)))
    if !head.isEmpty { head += [String](repeating: "", count: columns - head.count) }
    // Behind a cell that reaches over several columns stand those it covers.
    rows = rows.map { row in
      row.flatMap { cell in
        [cell] + [SlideTable.Cell](repeating: SlideTable.Cell(text: ""), count: cell.span - 1)
      }
    }
  }

  private mutating func read(_ nodes: [MarkupNode], text: ExportText, isHead: Bool, isFoot: Bool) {
    for node in nodes {
      switch node.name {
      case "caption": caption = DeckTable.words(node, text: text).text
      case "thead": read(node.children, text: text, isHead: true, isFoot: false)
      case "tbody": read(node.children, text: text, isHead: false, isFoot: false)
      case "tfoot": read(node.children, text: text, isHead: false, isFoot: true)
      case "tr":
        let cells = node.children.filter { $0.name == "td" || $0.name == "th" }
        if cells.isEmpty { continue }
        if isHead, head.isEmpty, rows.isEmpty {
          for cell in cells {
            head.append(DeckTable.words(cell, text: text).text)
            numeric.append(cell.has("num"))
            // A name over several columns stands over the first.
            for _ in 1..<max(cell.span, 1) {
              head.append("")
              numeric.append(false)
            }
          }
          continue
        }
        let isGroup = node.has("group")
        for (column, cell) in cells.enumerated() where cell.has("num") {
          while numeric.count <= column { numeric.append(false) }
          numeric[column] = true
        }
        rows.append(
          cells.map { cell in
            var result = DeckTable.words(cell, text: text)
            result.isBold = result.isBold || isGroup || isHead || isFoot || node.has("subtotal")
            result.span = cell.span
            if isGroup { result.fill = Ink.tint }
            return result
          })
      default: break
      }
    }
  }

  /// The words of a cell: blocks within one stand behind each other.
  private static func words(_ node: MarkupNode, text: ExportText) -> SlideTable.Cell {
    let isBlocks = node.children.contains(where: \.isBlock)
    let nodes = isBlocks ? inlines(node.children) : node.children
    let runs = InlineReader.runs(nodes, text: text)
    return SlideTable.Cell(
      text: runs.map(\.text).joined().replacing("\n", with: text.pick("；", "; ")),
      color: runs.count == 1 ? runs[0].color : runs.first { $0.color == Ink.good || $0.color == Ink.warn || $0.color == Ink.bad }?.color,
      isBold: !runs.isEmpty && runs.allSatisfy(\.isBold) && node.name == "td")
  }

  private static func inlines(_ nodes: [MarkupNode]) -> [MarkupNode] {
    nodes.flatMap { node -> [MarkupNode] in
      guard node.isBlock else { return [node] }
      let within = inlines(node.children)
      return node.name == "li" || node.name == "p" ? within + [MarkupNode.lineBreak] : within
    }
  }
}

extension MarkupNode {
  fileprivate static var lineBreak: MarkupNode {
    MarkupNode(Markup { $0.raw("<br />") }).children[0]
  }
}

extension DeckTable {
  /// The sizes of letters in tables, the largest first; below the last words are hard to read on a wall.
  static let sizes = [18.0, 16, 14, 12, 11, 10, 9]
  private static let side = 0.12

  /// The table in letters of at most `size`, and smaller where its columns have no room for theirs.
  func laidOut(_ size: Double) -> SlideTable {
    var table = SlideTable(
      caption: caption, columns: head.isEmpty ? [String](repeating: "", count: columns) : head, numeric: numeric, rows: rows,
      widths: [], size: size)
    table.hasHead = !head.isEmpty
    table.side = DeckTable.side
    let sizes = DeckTable.sizes.filter { $0 <= size }
    for size in sizes {
      table.size = size
      let (widths, isRoomy) = widths(size)
      table.widths = widths
      if isRoomy { break }
    }
    return table
  }

  /// Widths in inches, and whether figures and short words keep their lines.
  private func widths(_ size: Double) -> ([Double], Bool) {
    let em = size / 72
    var natural = (0..<columns).map { column in column < head.count ? textWidth(head[column]) * 1.04 : 0 }
    for row in rows {
      for (column, cell) in row.enumerated() where column < columns && cell.span == 1 {
        natural[column] = max(natural[column], textWidth(cell.text) * (cell.isBold ? 1.04 : 1))
      }
    }
    let wanted = natural.map { ($0 + 1.3) * em + 2 * DeckTable.side }
    let sum = wanted.reduce(0, +)
    if sum <= Slide.room {
      // A narrow table is not torn over the whole slide.
      let stretch = min(Slide.room / sum, columns <= 3 ? 1.6 : 1.35)
      return (wanted.map { $0 * stretch }, true)
    }
    // Narrow columns keep their lines; the others share what is left by the square roots of what they want, so that a long
    // text takes more lines than a short one but not all the room.
    var widths = [Double](repeating: 0, count: columns)
    var open = Array(wanted.indices)
    var room = Slide.room
    while true {
      let roots = open.reduce(0) { $0 + wanted[$1].squareRoot() }
      let narrow = open.filter { wanted[$0] <= room * wanted[$0].squareRoot() / roots || numeric[$0] }
      if narrow.isEmpty || narrow.count == open.count {
        for column in open { widths[column] = max(0.2, room * wanted[column].squareRoot() / roots) }
        break
      }
      for column in narrow {
        widths[column] = wanted[column]
        room -= wanted[column]
      }
      open.removeAll(where: narrow.contains)
    }
    let total = widths.reduce(0, +)
    if total > Slide.room { widths = widths.map { $0 * Slide.room / total } }
    let isRoomy = total <= Slide.room + 0.001 && widths.indices.allSatisfy { widths[$0] >= min(wanted[$0], 4.5 * em) - 0.001 }
    return (widths, isRoomy)
  }
}

extension SlideTable {
  static let captionHeight = 0.34

  /// Inches of all of it.
  var height: Double {
    (caption == nil ? 0 : SlideTable.captionHeight) + headHeight + rows.reduce(0) { $0 + height($1) }
  }
}
