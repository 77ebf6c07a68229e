/// A tree put in order: without circles, each node with its level and children. Nothing here recurses, as a tree may be
/// as deep as it has nodes.
struct TreePlan {
  let parent: [Int?]
  private(set) var children: [[Int]]
  let roots: [Int]
  /// 0 for a root.
  private(set) var level: [Int]
  /// Level by level.
  private(set) var breadth: [Int]
  /// Every node before its children, siblings in the order given.
  private(set) var outline: [Int]

  /// The number of levels.
  var depth: Int { breadth.last.map { level[$0] + 1 } ?? 0 }

  init(_ chart: TreeChart) {
    let nodes = chart.nodes
    var parent = nodes.enumerated().map { index, node in
      node.parent.flatMap { nodes.indices.contains($0) && $0 != index ? $0 : nil }
    }
    // 0 not seen, else the number of the walk that saw it first.
    var seen = [Int](repeating: 0, count: nodes.count)
    for start in nodes.indices where seen[start] == 0 {
      var current = start
      seen[current] = start + 1
      while let next = parent[current] {
        if seen[next] == start + 1 {
          parent[current] = nil
          break
        }
        if seen[next] != 0 { break }
        seen[next] = start + 1
        current = next
      }
    }
    self.parent = parent
    children = Array(repeating: [], count: nodes.count)
    var roots: [Int] = []
    for index in nodes.indices {
      if let above = parent[index] { children[above].append(index) } else { roots.append(index) }
    }
    self.roots = roots
    level = Array(repeating: 0, count: nodes.count)
    breadth = roots
    var next = 0
    while next < breadth.count {
      let node = breadth[next]
      for child in children[node] { level[child] = level[node] + 1 }
      breadth += children[node]
      next += 1
    }
    outline = []
    outline.reserveCapacity(nodes.count)
    var waiting = Array(roots.reversed())
    while let node = waiting.popLast() {
      outline.append(node)
      waiting += children[node].reversed()
    }
  }

  /// Which nodes are drawn: whole levels while they fit; when that would leave hardly any, as many as fit.
  func drawn(most: Int, levels: Int) -> [Bool] {
    var drawn = [Bool](repeating: false, count: parent.count)
    var kept = 0
    var end = 0
    for (position, node) in breadth.enumerated() {
      let isLast = position + 1 == breadth.count || level[breadth[position + 1]] != level[node]
      if level[node] >= levels || position >= most { break }
      if isLast { kept = position + 1 }
      end = position + 1
    }
    if kept < most / 5 { kept = end }
    for node in breadth.prefix(kept) { drawn[node] = true }
    return drawn
  }

  /// How many nodes below each drawn one are not drawn.
  func hidden(_ drawn: [Bool]) -> [Int] {
    var hidden = [Int](repeating: 0, count: parent.count)
    for node in breadth.reversed() where !drawn[node] {
      guard let above = parent[node] else { continue }
      hidden[above] += hidden[node] + 1
      hidden[node] = 0
    }
    return hidden
  }
}

/// Where the boxes of a tree stand that has its roots on top.
struct TidyTree {
  /// The middle of each node's box; the leftmost box starts at 0.
  private(set) var x: [Double]
  private(set) var width = 0.0
  /// Whether a node's children hang below each other instead of standing side by side.
  let hangs: [Bool]

  static let gap = 14.0
  static let indent = 18.0

  /// All boxes are `box` wide. With `hanging`, leaves that are siblings hang below their parent.
  init(_ plan: TreePlan, box: Double, hanging: Bool) {
    let count = plan.parent.count
    hangs = (0..<count).map { node in
      hanging && plan.children[node].count > 1 && plan.children[node].allSatisfy { plan.children[$0].isEmpty }
    }
    // From its parent's middle, and the reach of each subtree on every level from its own middle.
    var offset = [Double](repeating: 0, count: count)
    var left = [[Double]](repeating: [], count: count)
    var right = [[Double]](repeating: [], count: count)

    func place(_ siblings: [Int]) -> (left: [Double], right: [Double]) {
      var (outerLeft, outerRight): ([Double], [Double]) = ([], [])
      for (position, node) in siblings.enumerated() {
        var shift = 0.0
        if position > 0 {
          for depth in 0..<min(outerRight.count, left[node].count) {
            shift = max(shift, outerRight[depth] - left[node][depth] + TidyTree.gap)
          }
        }
        offset[node] = shift
        for depth in left[node].indices {
          if depth < outerRight.count {
            outerRight[depth] = max(outerRight[depth], shift + right[node][depth])
            outerLeft[depth] = min(outerLeft[depth], shift + left[node][depth])
          } else {
            outerRight.append(shift + right[node][depth])
            outerLeft.append(shift + left[node][depth])
          }
        }
      }
      let middle = siblings.last.map { offset[$0] / 2 } ?? 0
      for node in siblings { offset[node] -= middle }
      return (outerLeft.map { $0 - middle }, outerRight.map { $0 - middle })
    }

    for node in plan.breadth.reversed() {
      let children = plan.children[node]
      if hangs[node] {
        for child in children { offset[child] = TidyTree.indent }
        // A hanging box is lower than a level, so as many levels as there are boxes cover them.
        left[node] = [-box / 2] + children.map { _ in -box / 2 }
        right[node] = [box / 2] + children.map { _ in box / 2 + TidyTree.indent }
      } else {
        let below = place(children)
        left[node] = [-box / 2] + below.left
        right[node] = [box / 2] + below.right
      }
    }
    let whole = place(plan.roots)
    let start = whole.left.min() ?? 0
    width = (whole.right.max() ?? 0) - start
    x = [Double](repeating: 0, count: count)
    for node in plan.breadth { x[node] = offset[node] + (plan.parent[node].map { x[$0] } ?? -start) }
  }
}
