import HTML

/// Finished markup as a tree, for files that are no pages. It is walked by recursion, so it is of limited depth: what is nested
/// deeper than a slide can show loses its elements and keeps its text.
struct MarkupNode {
  private static let deepest = 48

  /// Empty for text.
  var name = ""
  var text = ""
  var classes: [Substring] = []
  var id: String?
  var span = 1
  /// The number of a list's first entry.
  var start: Int?
  var children: [MarkupNode] = []

  /// A node without a name around the elements of the markup.
  init(_ markup: Markup) {
    var open = [MarkupNode(name: "")]
    var scanner = MarkupScanner(markup)
    // Elements that are open and have no node.
    var flattened = 0
    while let token = scanner.next() {
      switch token {
      case .text(let range): open[open.count - 1].children.append(MarkupNode(text: markup.part(range).plainText))
      case .open(let name, let range, let isVoid):
        var node = MarkupNode(name: name)
        if let classes = scanner.attribute("class", of: range) { node.classes = classes.split(separator: " ") }
        node.id = scanner.attribute("id", of: range)
        if let span = scanner.attribute("colspan", of: range).flatMap({ Int($0) }) { node.span = min(max(span, 1), 100) }
        node.start = scanner.attribute("start", of: range).flatMap { Int($0) }
        if name == "img", let words = scanner.attribute("alt", of: range) {
          node.children = [MarkupNode(text: Markup { $0.trusted(words.utf8) }.plainText)]
        }
        if isVoid {
          open[open.count - 1].children.append(node)
        } else if open.count < MarkupNode.deepest {
          open.append(node)
        } else {
          flattened += 1
        }
      case .close where flattened > 0: flattened -= 1
      case .close:
        guard open.count > 1 else { continue }
        let node = open.removeLast()
        open[open.count - 1].children.append(node)
      }
    }
    while open.count > 1 {
      let node = open.removeLast()
      open[open.count - 1].children.append(node)
    }
    self = open[0]
  }

  private init(name: String) { self.name = name }

  private init(text: String) { self.text = text }

  func has(_ word: String) -> Bool { classes.contains { $0 == word } }

  /// The first element within that is wanted, in the order of the page.
  func first(_ isWanted: (MarkupNode) -> Bool) -> MarkupNode? {
    for child in children {
      if isWanted(child) { return child }
      if let found = child.first(isWanted) { return found }
    }
    return nil
  }

  /// Whether it is drawn rather than read, or only for those who do not see the page.
  var isUnread: Bool {
    name == "svg" || name == "script" || name == "style" || name == "template" || has("unseen")
  }

  /// Whether it stands on lines of its own.
  var isBlock: Bool { MarkupNode.blocks.contains(name) }

  private static let blocks: Set = [
    "p", "div", "section", "article", "aside", "header", "footer", "ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote",
    "pre", "figure", "figcaption", "details", "summary", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "form", "fieldset",
  ]
}
