/// Where the nodes of a flow stand, in rows and lanes, and by which way each edge goes. No measures yet: the same plan
/// is drawn wide and slim.
///
/// No cell has two nodes. Edges run down the middle of lanes where these are empty, along rows where these are, and
/// otherwise in the gaps between rows and the gutters between lanes, each on a track of its own; only edges that share
/// where they start or where they end may run together.
struct FlowPlan {
  enum Side { case bottom, top, left, right }

  /// A stretch of a way between its ends.
  enum Hop {
    /// Above the row.
    case gap(Int)
    /// At the left of the lane; the last lies at the right of all.
    case gutter(Int)
  }

  struct Way {
    var edge: FlowChart.Edge
    var start: Side
    var end: Side
    var hops: [Hop]
    /// The track of each hop.
    var tracks: [Int]
  }

  /// The nodes that are drawn.
  private(set) var nodes: [Int] = []
  let laneCount: Int
  private(set) var lane: [Int]
  private(set) var row: [Int]
  private(set) var rowCount = 0
  private(set) var ways: [Way] = []
  private(set) var gapTracks: [Int] = []
  private(set) var gutterTracks: [Int] = []

  private var cells: Set<Cell> = []
  /// The target of what runs down the middle of a lane beside a row, and above it.
  private var downs: [Cell: Int] = [:]
  private var across: [Int: [(low: Int, high: Int, source: Int)]] = [:]

  private struct Cell: Hashable {
    var lane: Int
    /// 2r above row r, 2r + 1 beside it.
    var half: Int
  }

  init(_ chart: FlowChart, mostNodes: Int, mostLanes: Int) {
    let order = FlowOrder(chart)
    laneCount = max(1, min(chart.lanes.count, mostLanes))
    let given = chart.nodes.map { chart.lanes.indices.contains($0.lane) ? $0.lane : 0 }
    lane = given
    row = Array(repeating: -1, count: chart.nodes.count)
    let lanes = laneCount
    nodes = Array(order.order.filter { given[$0] < lanes }.prefix(mostNodes))
    var earliest = [Int](repeating: 0, count: chart.nodes.count)
    var leaving = [[Int]](repeating: [], count: chart.nodes.count)
    for (index, edge) in order.edges.enumerated() where !order.leadsBack[index] { leaving[edge.from].append(edge.to) }
    for node in nodes {
      var place = earliest[node]
      while cells.contains(Cell(lane: lane[node], half: 2 * place + 1)) { place += 1 }
      cells.insert(Cell(lane: lane[node], half: 2 * place + 1))
      row[node] = place
      rowCount = max(rowCount, place + 1)
      for next in leaving[node] { earliest[next] = max(earliest[next], place + 1) }
    }
    gapTracks = Array(repeating: 0, count: rowCount + 1)
    gutterTracks = Array(repeating: 0, count: laneCount + 1)
    let drawn = order.edges.filter { row[$0.from] >= 0 && row[$0.to] >= 0 }
    // Edges that lead on choose first; short ones before long ones.
    let turns = drawn.indices.sorted { a, b in
      func rank(_ index: Int) -> (Int, Int, Int) {
        let (from, to) = (drawn[index].from, drawn[index].to)
        return (row[to] > row[from] ? 0 : 1, abs(row[to] - row[from]) + abs(lane[to] - lane[from]), index)
      }
      return rank(a) < rank(b)
    }
    var chosen: [(index: Int, way: Way)] = []
    for index in turns { chosen.append((index, way(drawn[index]))) }
    ways = chosen.sorted { $0.index < $1.index }.map(\.way)
    layTracks()
  }

  private func isFree(_ lane: Int, rows: Range<Int>, to target: Int) -> Bool {
    rows.allSatisfy { row in
      let cell = Cell(lane: lane, half: 2 * row + 1)
      return !cells.contains(cell) && (downs[cell] ?? target) == target
    }
  }

  private mutating func reserve(_ lane: Int, rows: Range<Int>, to target: Int) {
    for row in rows { downs[Cell(lane: lane, half: 2 * row + 1)] = target }
  }

  private mutating func way(_ edge: FlowChart.Edge) -> Way {
    let (from, to) = (edge.from, edge.to)
    let (p, q, a, b) = (lane[from], lane[to], row[from], row[to])
    guard b > a else { return wayBack(edge) }
    let between = (a + 1)..<b
    if p == q, isFree(p, rows: between, to: to) {
      reserve(p, rows: between, to: to)
      return Way(edge: edge, start: .bottom, end: .top, hops: [], tracks: [])
    }
    if p != q {
      let crossed = p < q ? (p + 1)...q : q...(p - 1)
      let isOpen = crossed.allSatisfy { lane in
        let cell = Cell(lane: lane, half: 2 * a + 1)
        return !cells.contains(cell) && (downs[cell] == nil || lane == q && downs[cell] == to)
      }
      let isAlone = (across[a] ?? []).allSatisfy {
        $0.source == from || $0.high < crossed.lowerBound || crossed.upperBound < $0.low
      }
      if isOpen, isAlone, isFree(q, rows: between, to: to) {
        across[a, default: []].append((crossed.lowerBound, crossed.upperBound, from))
        reserve(q, rows: a..<b, to: to)
        return Way(edge: edge, start: p < q ? .right : .left, end: .top, hops: [], tracks: [])
      }
      if isFree(p, rows: between, to: to) {
        reserve(p, rows: between, to: to)
        return Way(edge: edge, start: .bottom, end: .top, hops: [.gap(b)], tracks: [])
      }
    }
    let gutter = q > p ? q : q < p ? q + 1 : freeSide(from)
    gutterTracks[gutter] += 1
    if gutter == p || gutter == p + 1 {
      // Out at the side, so that a branch does not begin on the line of another.
      let start: Side = gutter == p ? .left : .right
      return Way(edge: edge, start: start, end: gutter == q ? .left : .right, hops: [.gutter(gutter)], tracks: [])
    }
    return Way(edge: edge, start: .bottom, end: .top, hops: [.gap(a + 1), .gutter(gutter), .gap(b)], tracks: [])
  }

  /// The gutter beside a node where no branch leaves it, or that has fewer ways, the right one of equals.
  private func freeSide(_ node: Int) -> Int {
    let lane = lane[node]
    let branches = (across[row[node]] ?? []).filter { $0.source == node }
    let rightTaken = branches.contains { $0.low > lane }
    let leftTaken = branches.contains { $0.high < lane }
    if rightTaken != leftTaken { return rightTaken ? lane : lane + 1 }
    return gutterTracks[lane] < gutterTracks[lane + 1] ? lane : lane + 1
  }

  private mutating func wayBack(_ edge: FlowChart.Edge) -> Way {
    let (p, q, b) = (lane[edge.from], lane[edge.to], row[edge.to])
    let gutter = q > p ? p + 1 : q < p ? p : freeSide(edge.from)
    gutterTracks[gutter] += 1
    let start: Side = gutter == p ? .left : .right
    // Straight into the side of a target that has the gutter beside it.
    if edge.from != edge.to {
      if gutter == q { return Way(edge: edge, start: start, end: .left, hops: [.gutter(gutter)], tracks: []) }
      if gutter == q + 1 { return Way(edge: edge, start: start, end: .right, hops: [.gutter(gutter)], tracks: []) }
    }
    return Way(edge: edge, start: start, end: .top, hops: [.gutter(gutter), .gap(b)], tracks: [])
  }

  // MARK: Tracks

  private struct Run {
    var way: Int
    var hop: Int
    var source: Int
    var target: Int
    /// Branches with labels of their own fork at once.
    var label: String?
    /// The lane in whose middle it comes from above, and goes on below.
    var departs: Int?
    var arrives: Int?
  }

  private mutating func layTracks() {
    for index in ways.indices { ways[index].tracks = Array(repeating: 0, count: ways[index].hops.count) }
    for gap in 0...rowCount { layGap(gap) }
    for gutter in 0...laneCount { layGutter(gutter) }
  }

  private mutating func layGap(_ gap: Int) {
    var runs: [Run] = []
    for (index, way) in ways.enumerated() {
      for (hop, place) in way.hops.enumerated() {
        guard case .gap(gap) = place else { continue }
        runs.append(
          Run(
            way: index, hop: hop, source: way.edge.from, target: way.edge.to, label: way.edge.label,
            departs: hop == 0 ? lane[way.edge.from] : nil,
            arrives: hop == way.hops.count - 1 ? lane[way.edge.to] : nil))
      }
    }
    // Where one comes down in a lane and another goes on down in it, the first turns off above the second.
    var tracks: [[Run]] = []
    while !runs.isEmpty {
      let next =
        runs.firstIndex { run in
          runs.allSatisfy { other in
            other.way == run.way || run.arrives == nil || other.departs != run.arrives || other.target == run.target
          }
        } ?? 0
      let run = runs.remove(at: next)
      if let last = tracks.indices.last,
        tracks[last].allSatisfy({ $0.source == run.source && $0.label == run.label })
          || tracks[last].allSatisfy({ $0.target == run.target })
      {
        tracks[last].append(run)
      } else {
        tracks.append([run])
      }
    }
    for (track, runs) in tracks.enumerated() {
      for run in runs { ways[run.way].tracks[run.hop] = track }
    }
    gapTracks[gap] = tracks.count
  }

  private mutating func layGutter(_ gutter: Int) {
    var found: [(way: Int, hop: Int, low: Int, high: Int)] = []
    for (index, way) in ways.enumerated() {
      for (hop, place) in way.hops.enumerated() {
        guard case .gutter(gutter) = place else { continue }
        func half(_ neighbour: Int, _ node: Int) -> Int {
          if way.hops.indices.contains(neighbour), case .gap(let gap) = way.hops[neighbour] { return 2 * gap }
          return 2 * row[node] + 1
        }
        let (a, b) = (half(hop - 1, way.edge.from), half(hop + 1, way.edge.to))
        found.append((index, hop, min(a, b), max(a, b)))
      }
    }
    // Short ones next to the boxes, so that long ones lead around them.
    found.sort { ($0.high - $0.low, $0.way) < ($1.high - $1.low, $1.way) }
    let placed = rows(for: found.map { (Double($0.low), Double($0.high)) }, gap: 0.5)
    for (run, track) in zip(found, placed) { ways[run.way].tracks[run.hop] = track }
    gutterTracks[gutter] = (placed.max() ?? -1) + 1
  }
}
