import HTML
import Values

/// A process in swimlanes: one column for each role, read from top to bottom.
public struct FlowChart: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable { case step, decision, start, end }

  public struct Node: Sendable, Hashable {
    /// The key in the register; not shown.
    public var id: String
    /// Three lines in the drawing, in full in the table.
    public var label: String
    /// An index into `lanes`; one out of range counts as the first.
    public var lane: Int
    public var kind: Kind

    public init(id: String, label: String, lane: Int, kind: Kind = .step) {
      self.id = id
      self.label = label
      self.lane = lane
      self.kind = kind
    }
  }

  /// From one node to another by their indices; one that leads nowhere is left out. Edges may lead back.
  public struct Edge: Sendable, Hashable {
    public var from: Int
    public var to: Int
    /// What a decision decided, or what is handed on.
    public var label: String?

    public init(from: Int, to: Int, label: String? = nil) {
      self.from = from
      self.to = to
      self.label = label
    }
  }

  /// The unit of the frame is not used unless it has a name.
  public var frame: ChartFrame
  /// The names of roles or departments. Without any there is one column without a head.
  public var lanes: [String]
  /// At most 60 are drawn, in lanes of which at most fourteen are.
  public var nodes: [Node]
  public var edges: [Edge]
  /// Drawn with little space between rows: for a slide, whose height is short and whose letters have to be large.
  public var isTight = false

  public init(frame: ChartFrame, lanes: [String], nodes: [Node], edges: [Edge]) {
    self.frame = frame
    self.lanes = lanes
    self.nodes = nodes
    self.edges = edges
  }
}

/// Who hands what to whom, in order: a column for each department, an arrow for each hand-over.
public struct HandoverChart: Sendable, Hashable {
  public struct Handover: Sendable, Hashable {
    /// Indices into `lanes`; a hand-over with one out of range is left out of the drawing.
    public var from: Int
    public var to: Int
    public var what: String
    /// Stands in the table: by when, in which form.
    public var note: String?

    public init(from: Int, to: Int, what: String, note: String? = nil) {
      self.from = from
      self.to = to
      self.what = what
      self.note = note
    }
  }

  /// The unit of the frame is not used unless it has a name.
  public var frame: ChartFrame
  public var lanes: [String]
  /// At most 60 are drawn, between the first fourteen lanes.
  public var handovers: [Handover]

  public init(frame: ChartFrame, lanes: [String], handovers: [Handover]) {
    self.frame = frame
    self.lanes = lanes
    self.handovers = handovers
  }
}

extension FlowChart {
  private func laneName(_ node: Int) -> String {
    let lane = nodes[node].lane
    return lanes.indices.contains(lane) ? lanes[lane] : lanes.first ?? ""
  }

  /// `确认 → 3 排期`: where a node leads, by the numbers of the table.
  private func ways(_ edges: [Edge], _ number: [Int], _ text: ChartText) -> String {
    edges.map { edge in
      let target = "→ \(number[edge.to]) " + nodes[edge.to].label
      return edge.label.map { $0 + " " + target } ?? target
    }.joined(separator: text.words.semicolon)
  }

  private var numbering: (order: [Int], number: [Int], leaving: [[Edge]]) {
    let plan = FlowOrder(self)
    var number = [Int](repeating: 0, count: nodes.count)
    for (position, node) in plan.order.enumerated() { number[node] = position + 1 }
    var leaving = [[Edge]](repeating: [], count: nodes.count)
    for edge in plan.edges { leaving[edge.from].append(edge) }
    return (plan.order, number, leaving)
  }

  /// The process as an ordered list, at most 40 steps of it.
  func sentences(_ text: ChartText) -> [String] {
    guard !nodes.isEmpty else { return [] }
    let (order, number, leaving) = numbering
    var sentences = [text.words.steps(nodes.count)]
    for node in order.prefix(40) {
      let lane = laneName(node)
      var sentence = "\(number[node]). " + (lane.isEmpty ? "" : lane + text.colon) + nodes[node].label
      // The next step in the list goes without saying.
      let onlyNext = leaving[node].count == 1 && leaving[node][0].label == nil
        && number[leaving[node][0].to] == number[node] + 1
      if !leaving[node].isEmpty, !onlyNext {
        sentence += text.openParenthesis + ways(leaving[node], number, text) + text.closeParenthesis
      }
      sentences.append(sentence)
    }
    return sentences
  }

  func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    let words = text.words
    let (order, number, leaving) = numbering
    table.head([words.number, text.step, words.role, words.kind, words.next])
    for node in order {
      table.startRow(String(number[node]))
      table.cell(nodes[node].label)
      table.cell(laneName(node))
      switch nodes[node].kind {
      case .step: table.cell(words.stepKind)
      case .decision: table.cell(words.decisionKind)
      case .start: table.cell(words.startKind)
      case .end: table.cell(words.endKind)
      }
      table.cell(ways(leaving[node], number, text))
      table.endRow()
    }
  }
}

/// The nodes of a flow in the order of its edges, and which of these lead back. Without recursion, as a process may be
/// a chain of any length.
struct FlowOrder {
  /// Those between nodes that exist, in the order given.
  let edges: [FlowChart.Edge]
  /// For each of `edges`, whether it closes a circle.
  private(set) var leadsBack: [Bool]
  /// Every node before those it leads to, except by edges that lead back; otherwise as given.
  private(set) var order: [Int] = []

  init(_ chart: FlowChart) {
    let count = chart.nodes.count
    edges = chart.edges.filter { (0..<count).contains($0.from) && (0..<count).contains($0.to) }
    leadsBack = edges.map { $0.from == $0.to }
    var leaving = [[Int]](repeating: [], count: count)
    var arriving = [Int](repeating: 0, count: count)
    for (index, edge) in edges.enumerated() {
      leaving[edge.from].append(index)
      if edge.from != edge.to { arriving[edge.to] += 1 }
    }
    // A walk in depth: an edge to a node that is still open leads back.
    var state = [UInt8](repeating: 0, count: count)
    var position = [Int](repeating: 0, count: count)
    let starts =
      (0..<count).filter { chart.nodes[$0].kind == .start }
      + (0..<count).filter { arriving[$0] == 0 && chart.nodes[$0].kind != .start } + Array(0..<count)
    for start in starts where state[start] == 0 {
      var open = [start]
      state[start] = 1
      while let node = open.last {
        guard position[node] < leaving[node].count else {
          state[node] = 2
          open.removeLast()
          continue
        }
        let edge = leaving[node][position[node]]
        position[node] += 1
        let target = edges[edge].to
        if state[target] == 1 { leadsBack[edge] = true }
        if state[target] == 0 {
          state[target] = 1
          open.append(target)
        }
      }
    }
    // The first in the order given of those that wait for nothing.
    var waits = [Int](repeating: 0, count: count)
    for (index, edge) in edges.enumerated() where !leadsBack[index] { waits[edge.to] += 1 }
    var ready = Heap()
    for node in 0..<count where waits[node] == 0 { ready.insert(node) }
    while let node = ready.popSmallest() {
      order.append(node)
      for edge in leaving[node] where !leadsBack[edge] {
        waits[edges[edge].to] -= 1
        if waits[edges[edge].to] == 0 { ready.insert(edges[edge].to) }
      }
    }
  }

  /// The smallest of many, as a binary heap.
  private struct Heap {
    private var items: [Int] = []

    mutating func insert(_ item: Int) {
      items.append(item)
      var child = items.count - 1
      while child > 0, items[child] < items[(child - 1) / 2] {
        items.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    }

    mutating func popSmallest() -> Int? {
      guard let smallest = items.first else { return nil }
      let last = items.removeLast()
      guard !items.isEmpty else { return smallest }
      items[0] = last
      var parent = 0
      while true {
        var next = 2 * parent + 1
        guard next < items.count else { break }
        if next + 1 < items.count, items[next + 1] < items[next] { next += 1 }
        guard items[next] < items[parent] else { break }
        items.swapAt(next, parent)
        parent = next
      }
      return smallest
    }
  }
}
