import HTML
import Values

/// How a thing stands; drawn as colour and shape, so the words must be in its label or note.
public enum ChartTone: String, Sendable, Hashable, CaseIterable {
  /// A green disc.
  case good
  /// An amber triangle.
  case warn
  /// A red square.
  case bad
  /// Drawn back, with a dashed edge.
  case muted
}

/// What belongs under what: an organisation, goals, a work breakdown. Small trees stand with their roots on top; wide
/// and deep ones, and all on a phone, are an indented list of boxes read from top to bottom.
///
/// At most 150 nodes and ten levels are drawn, whole levels first; the rest is counted beside its nearest drawn
/// ancestor and stands in the table.
public struct TreeChart: Sendable, Hashable {
  public struct Node: Sendable, Hashable {
    /// The key in the register; stands in the table when it differs from the label.
    public var id: String
    public var label: String
    /// A second line in muted letters: who answers for it, how far it is.
    public var note: String?
    /// An index into `nodes`; a root has none. An index out of range counts as none, and a circle is cut where it
    /// closes.
    public var parent: Int?
    public var tone: ChartTone?

    public init(id: String, label: String, note: String? = nil, parent: Int? = nil, tone: ChartTone? = nil) {
      self.id = id
      self.label = label
      self.note = note
      self.parent = parent
      self.tone = tone
    }
  }

  /// The unit of the frame is not used unless it has a name.
  public var frame: ChartFrame
  /// Siblings are drawn in this order.
  public var nodes: [Node]

  public init(frame: ChartFrame, nodes: [Node]) {
    self.frame = frame
    self.nodes = nodes
  }
}

extension TreeChart {
  func sentences(_ text: ChartText) -> [String] {
    guard !nodes.isEmpty else { return [] }
    let plan = TreePlan(self)
    var sentences = [text.words.items(nodes.count) + text.comma + text.words.levels(plan.depth)]
    // Two levels are what a listener can hold; the table has the rest.
    for root in plan.roots.prefix(8) {
      let children = plan.children[root]
      guard !children.isEmpty else {
        sentences.append(nodes[root].label)
        continue
      }
      let named = children.prefix(8).map { nodes[$0].label }.joined(separator: text.words.listComma)
      sentences.append(nodes[root].label + text.colon + named + (children.count > 8 ? "…" : ""))
    }
    return sentences
  }

  func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    let words = text.words
    let plan = TreePlan(self)
    let hasNotes = nodes.contains { $0.note != nil }
    table.head([words.name, words.level, words.parent] + (hasNotes ? [words.note] : []))
    for index in plan.outline {
      let node = nodes[index]
      table.startRow(
        node.id.isEmpty || node.id == node.label
          ? node.label : node.label + text.openParenthesis + node.id + text.closeParenthesis)
      table.cell(String(plan.level[index] + 1))
      table.cell(plan.parent[index].map { nodes[$0].label } ?? NumberStyle.missing)
      if hasNotes { table.cell(node.note ?? "") }
      table.endRow()
    }
  }
}
