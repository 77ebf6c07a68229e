import Values

/// The rows of a plan as a forest: what is drawn, in which order and how far indented.
struct GanttTree {
  /// Rows as drawn, each with its depth.
  let order: [(row: Int, level: Int)]
  /// The top row above each row.
  let top: [Int]
  let hasChildren: [Bool]

  init(_ rows: [GanttChart.Row]) {
    var children: [[Int]] = Array(repeating: [], count: rows.count)
    var roots: [Int] = []
    for (place, row) in rows.enumerated() {
      if let parent = row.parent, rows.indices.contains(parent), parent != place {
        children[parent].append(place)
      } else {
        roots.append(place)
      }
    }
    var order: [(row: Int, level: Int)] = []
    var top = Array(rows.indices)
    var seen = Array(repeating: false, count: rows.count)
    func visit(_ root: Int) {
      var stack = [(row: root, level: 0)]
      while let next = stack.popLast() {
        if seen[next.row] { continue }
        seen[next.row] = true
        order.append(next)
        top[next.row] = root
        for child in children[next.row].reversed() where !seen[child] { stack.append((child, next.level + 1)) }
      }
    }
    roots.forEach(visit)
    // What is left goes in circles: each is cut at its first row.
    for place in rows.indices where !seen[place] { visit(place) }
    self.order = order
    self.top = top
    hasChildren = children.map { !$0.isEmpty }
  }
}

extension GanttChart {
  /// The figures that show the plan with at most `limit` bars each: the plan itself where it is small enough, else one
  /// overview. In that, a top row stands for all rows below it, spans their days, is critical where one of them is, and
  /// is in their worst state; links lead between top rows. Of more than `limit` top rows the first are kept.
  public func folded(limit: Int = 200) -> [GanttChart] {
    let limit = max(limit, 1)
    guard rows.reduce(0, { $0 + max($1.bars.count, 1) }) > limit else { return [self] }
    let tree = GanttTree(rows)
    var chart = self
    chart.rows = []
    var place: [Int: Int] = [:]
    var bars = 0
    for (row, level) in tree.order where level == 0 {
      let count = tree.hasChildren[row] ? 1 : max(rows[row].bars.count, 1)
      guard bars + count <= limit || chart.rows.isEmpty else { break }
      var shown = rows[row]
      shown.depends = []
      shown.parent = nil
      if tree.hasChildren[row] { shown.bars = [] }
      shown.bars = Array(shown.bars.prefix(limit))
      bars += count
      place[row] = chart.rows.count
      chart.rows.append(shown)
    }
    var members: [[Int]] = Array(repeating: [], count: chart.rows.count)
    var links: [Set<Int>] = Array(repeating: [], count: chart.rows.count)
    for row in rows.indices {
      guard let shown = place[tree.top[row]] else { continue }
      members[shown].append(row)
      for before in rows[row].depends where rows.indices.contains(before) {
        if let other = place[tree.top[before]], other != shown { links[shown].insert(other) }
      }
    }
    for shown in chart.rows.indices {
      // Links in circles say nothing about an order.
      chart.rows[shown].depends = links[shown].filter { !links[$0].contains(shown) }.sorted()
      guard let row = members[shown].first, tree.hasChildren[tree.top[row]] else { continue }
      chart.rows[shown].stands = members[shown].count - 1
      chart.rows[shown].bars = [summary(of: members[shown].flatMap { rows[$0].bars })]
    }
    chart.leftOut = rows.count - chart.rows.count
    return [chart]
  }

  /// One bar over many.
  private func summary(of bars: [Bar]) -> Bar {
    let planned = bars.compactMap(\.planned)
    let isDone = bars.allSatisfy { $0.state == .done }
    return Bar(
      start: planned.map(\.start).min(), end: planned.map(\.end).max(),
      actualStart: bars.compactMap { $0.actualStart ?? $0.actualEnd }.min(),
      actualEnd: isDone ? bars.compactMap(\.actualEnd).max() : nil, forecast: bars.compactMap(\.forecast).max(),
      isCritical: bars.contains(where: \.isCritical),
      state: isDone ? .done : bars.compactMap(\.state).filter { $0 != .done }.min { $0.rank < $1.rank })
  }
}
