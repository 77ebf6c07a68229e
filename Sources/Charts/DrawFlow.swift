import HTML
import Values

extension FlowChart {
  private static let mostNodes = 60

  func draw(id: String, text: ChartText) -> Drawing {
    guard !nodes.isEmpty else { return emptyDrawing(id: id, text: text) }
    let plan = FlowPlan(self, mostNodes: FlowChart.mostNodes, mostLanes: HandoverChart.mostLanes)
    guard !plan.nodes.isEmpty else { return emptyDrawing(id: id, text: text) }
    let (width, room) = roomy(Double(plan.laneCount) * 112)
    let wide = FlowLayout(self, plan, width: width)
    let left = nodes.count - plan.nodes.count
    var drawing = Drawing(
      body: wide.draw(id: id), width: width, height: wide.height, note: left > 0 ? text.words.leftOut(left) : nil,
      room: room)
    let slim = FlowLayout(self, plan, width: Canvas.narrow)
    if slim.boxWidth >= 70 {
      drawing.slim = Drawing.Slim(body: slim.draw(id: id), height: slim.height)
    }
    return drawing
  }
}

/// A flow measured for one width.
private struct FlowLayout {
  let chart: FlowChart
  let plan: FlowPlan
  let width: Double
  let boxWidth: Double
  private(set) var height = 0.0

  private let column: Double
  private let heads: [TextLines]
  private let headHeight: Double
  private var labels: [Int: TextLines] = [:]
  private var rowTop: [Double] = []
  private var rowHeight: [Double] = []
  private var gapTop: [Double] = []
  /// How far from the middle of its side an edge of a way meets a node, in the order of the ways.
  private var startShift: [Double] = []
  private var endShift: [Double] = []

  /// How far the points of a decision stand out.
  private var point: Double { width < 500 ? 9 : 13 }

  private static let track = 9.0
  private let toTrack: Double
  private let fromTrack: Double
  /// The least heights of a row and of the space between two.
  private let least: (row: Double, gap: Double)

  init(_ chart: FlowChart, _ plan: FlowPlan, width: Double) {
    self.chart = chart
    self.plan = plan
    self.width = width
    toTrack = chart.isTight ? 13 : 22
    fromTrack = chart.isTight ? 11 : 16
    least = chart.isTight ? (32, 21) : (40, 36)
    column = width / Double(plan.laneCount)
    // Half of a gutter belongs to each lane.
    let inner = plan.gutterTracks.dropFirst().dropLast().max() ?? 0
    let outer = max(plan.gutterTracks.first ?? 0, plan.gutterTracks.last ?? 0)
    let needed = max(
      Double(max(0, inner - 1)) * FlowLayout.track / 2 + 7,
      outer > 0 ? (width < 500 ? 9 : 16) + Double(outer - 1) * FlowLayout.track : 0)
    let gutter = max(width < 500 ? 9 : 20, needed)
    boxWidth = min(168, max(40, column - 2 * gutter))
    let headRoom = (column - 18) / Canvas.fontSize
    heads = chart.lanes.prefix(plan.laneCount).map { TextLines($0, to: headRoom, most: 2) }
    headHeight = heads.isEmpty ? 0 : (heads.map(\.height).max() ?? 0) + 16
    measure()
  }

  private mutating func measure() {
    rowHeight = Array(repeating: least.row, count: plan.rowCount)
    for node in plan.nodes {
      let isSlim = width < 500
      let inset = chart.nodes[node].kind == .decision ? (isSlim ? 22.0 : 34) : isSlim ? 10 : 16
      let lines = TextLines(chart.nodes[node].label, to: max(boxWidth - inset, 26) / Canvas.fontSize, most: 3)
      labels[node] = lines
      rowHeight[plan.row[node]] = max(rowHeight[plan.row[node]], lines.height + (chart.isTight ? 12 : 20))
    }
    var y = headHeight + 4
    for row in 0...plan.rowCount {
      gapTop.append(y)
      let tracks = plan.gapTracks[row]
      if row == 0 {
        y += tracks == 0 ? 14 : toTrack + Double(tracks - 1) * FlowLayout.track + fromTrack
      } else if row == plan.rowCount {
        y += tracks == 0 ? 14 : toTrack + Double(tracks) * FlowLayout.track
      } else {
        y += max(least.gap, tracks == 0 ? 0 : toTrack + Double(tracks - 1) * FlowLayout.track + fromTrack)
      }
      guard row < plan.rowCount else { break }
      rowTop.append(y)
      y += rowHeight[row]
    }
    height = y
    shiftPorts()
  }

  /// Ways that meet a node on the same side keep apart, but those that only arrive may meet.
  private mutating func shiftPorts() {
    struct Port: Hashable {
      var node: Int
      var isLeft: Bool
    }
    startShift = Array(repeating: 0, count: plan.ways.count)
    endShift = startShift
    var users: [Port: [(way: Int, starts: Bool)]] = [:]
    var order: [Port] = []
    func note(_ port: Port, _ way: Int, _ starts: Bool) {
      if users[port] == nil { order.append(port) }
      users[port, default: []].append((way, starts))
    }
    for (index, way) in plan.ways.enumerated() {
      if way.start == .left || way.start == .right {
        note(Port(node: way.edge.from, isLeft: way.start == .left), index, true)
      }
      if way.end == .left || way.end == .right {
        note(Port(node: way.edge.to, isLeft: way.end == .left), index, false)
      }
    }
    for port in order {
      guard let list = users[port], list.count > 1 else { continue }
      let starts = list.filter(\.starts)
      let slots = starts.count + (starts.count < list.count ? 1 : 0)
      let step = min(12, (rowHeight[plan.row[port.node]] - 14) / Double(max(1, slots - 1)))
      // What arrives meets above what leaves.
      var slot = starts.count < list.count ? 1 : 0
      for user in list {
        let place = user.starts ? slot : 0
        if user.starts { slot += 1 }
        let shift = (Double(place) - Double(slots - 1) / 2) * step
        if user.starts { startShift[user.way] = shift } else { endShift[user.way] = shift }
      }
    }
  }

  // MARK: Places

  private func middle(_ lane: Int) -> Double { (Double(lane) + 0.5) * column }
  private func rowMiddle(_ row: Int) -> Double { rowTop[row] + rowHeight[row] / 2 }

  private func trackY(_ gap: Int, _ track: Int) -> Double {
    gapTop[gap] + toTrack + Double(track) * FlowLayout.track
  }

  private func trackX(_ gutter: Int, _ track: Int) -> Double {
    let count = plan.gutterTracks[gutter]
    let beside = boxWidth / 2 + (width < 500 ? 8 : 14) + Double(track) * FlowLayout.track
    if gutter == 0 { return max(1, middle(0) - beside) }
    if gutter == plan.laneCount { return min(width - 1, middle(plan.laneCount - 1) + beside) }
    return Double(gutter) * column + (Double(track) - Double(count - 1) / 2) * FlowLayout.track
  }

  private func port(_ node: Int, _ side: FlowPlan.Side, _ shift: Double) -> Point {
    let x = middle(plan.lane[node])
    let y = rowMiddle(plan.row[node])
    let half = rowHeight[plan.row[node]] / 2
    // The points of a decision lie at the middle of its sides.
    let inset = chart.nodes[node].kind == .decision ? abs(shift) / half * point : 0
    switch side {
    case .top: return Point(x, y - half)
    case .bottom: return Point(x, y + half)
    case .left: return Point(x - boxWidth / 2 + inset, y + shift)
    case .right: return Point(x + boxWidth / 2 - inset, y + shift)
    }
  }

  private func points(_ index: Int) -> [Point] {
    let way = plan.ways[index]
    let start = port(way.edge.from, way.start, startShift[index])
    let end = port(way.edge.to, way.end, endShift[index])
    var points = [start]
    var at = start
    for (hop, track) in zip(way.hops, way.tracks) {
      switch hop {
      case .gap(let gap): at = Point(at.x, trackY(gap, track))
      case .gutter(let gutter): at = Point(trackX(gutter, track), at.y)
      }
      points.append(at)
    }
    // Into a node from above or from the side.
    points.append(way.end == .top ? Point(end.x, at.y) : Point(at.x, end.y))
    points.append(end)
    var result: [Point] = []
    for point in points where result.last.map({ $0.distance(to: point) > 0.01 }) ?? true { result.append(point) }
    return result
  }

  // MARK: Drawing

  func draw(id: String) -> Markup {
    var canvas = Canvas(id: id)
    for lane in 0..<plan.laneCount {
      if lane % 2 == 0, plan.laneCount > 1 {
        canvas.rect(x: Double(lane) * column, y: 0, width: column, height: height, class: "lane")
      }
      guard lane < heads.count else { continue }
      canvas.lines(
        heads[lane], x: middle(lane), y: headHeight / 2, anchor: .middle, class: "strong", full: chart.lanes[lane])
    }
    if !heads.isEmpty { canvas.line(0, headHeight, width, headHeight, class: "lane-rule") }
    let routes = plan.ways.indices.map(points)
    for (index, route) in routes.enumerated() {
      let way = plan.ways[index]
      if plan.row[way.edge.to] <= plan.row[way.edge.from] {
        canvas.arrow(route, class: "arrow arrow-back")
      } else {
        canvas.arrow(route)
      }
    }
    for node in plan.nodes { drawNode(node, on: &canvas) }
    drawLabels(routes, on: &canvas)
    return canvas.html.take()
  }

  private func drawNode(_ node: Int, on canvas: inout Canvas) {
    let kind = chart.nodes[node].kind
    let centre = Point(middle(plan.lane[node]), rowMiddle(plan.row[node]))
    let size = rowHeight[plan.row[node]]
    let (left, top) = (centre.x - boxWidth / 2, centre.y - size / 2)
    switch kind {
    case .step: canvas.box(x: left, y: top, width: boxWidth, height: size, class: "node")
    case .start, .end:
      canvas.box(
        x: left, y: top, width: boxWidth, height: size, radius: min(size, 44) / 2,
        class: kind == .start ? "node node-start" : "node node-root")
    case .decision:
      canvas.html.raw("<path class=\"node node-decision\" d=\"M")
      canvas.point(left, centre.y)
      for corner in [
        Point(left + point, top), Point(left + boxWidth - point, top), Point(left + boxWidth, centre.y),
        Point(left + boxWidth - point, top + size), Point(left + point, top + size),
      ] {
        canvas.html.raw("L")
        canvas.point(corner.x, corner.y)
      }
      canvas.html.raw("z\"/>")
    }
    guard let lines = labels[node] else { return }
    canvas.lines(
      lines, x: centre.x, y: centre.y, anchor: .middle,
      class: kind == .end ? "root-name" : kind == .step ? nil : "strong", full: chart.nodes[node].label)
  }

  // MARK: Labels of edges

  private struct Place {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    func meets(_ other: Place) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  /// Each label stands where it hides nothing; one without such a place is left to the table.
  private func drawLabels(_ routes: [[Point]], on canvas: inout Canvas) {
    var taken = plan.nodes.map { node in
      let (x, row) = (middle(plan.lane[node]), plan.row[node])
      return Place(
        left: x - boxWidth / 2 - 1, top: rowTop[row] - 1, right: x + boxWidth / 2 + 1,
        bottom: rowTop[row] + rowHeight[row] + 1)
    }
    taken.append(Place(left: 0, top: 0, right: width, bottom: headHeight))
    let strokes = routes.flatMap { route in
      zip(route, route.dropFirst()).map { a, b in
        Place(left: min(a.x, b.x), top: min(a.y, b.y), right: max(a.x, b.x), bottom: max(a.y, b.y))
      }
    }
    for (index, route) in routes.enumerated() {
      guard let label = plan.ways[index].edge.label, !label.isEmpty else { continue }
      let words = truncated(label, to: width < 500 ? 6 : 9)
      let size = textWidth(words) * Canvas.fontSize + 2
      let way = plan.ways[index]
      // Where several begin on one line, a label stands behind the fork.
      let forks =
        way.start == .bottom
        && plan.ways.contains { $0.start == .bottom && $0.edge.from == way.edge.from && $0.edge.to != way.edge.to }
      let tracks = Double(max(1, plan.gapTracks[plan.row[way.edge.from] + 1]))
      let fork = forks ? toTrack + (tracks - 1) * FlowLayout.track + 7 : nil
      let places = candidates(route, size, fork: fork)
      func fits(_ place: Place) -> Bool {
        place.left >= 0 && place.right <= width && place.bottom <= height && !taken.contains { $0.meets(place) }
      }
      guard
        let place = places.first(where: { place in fits(place) && !strokes.contains { $0.meets(place) } })
          ?? places.first(where: fits)
      else { continue }
      taken.append(place)
      canvas.text(
        words, x: place.left + 1, y: (place.top + place.bottom) / 2 + Canvas.toBaseline, class: "edge-label",
        full: label)
    }
  }

  /// Beside each stretch of a route, the first stretches first; with `fork` not nearer than that to its beginning, and
  /// near the end of stretches that others may share.
  private func candidates(_ route: [Point], _ size: Double, fork: Double?) -> [Place] {
    var places: [Place] = []
    func add(_ left: Double, _ middle: Double) {
      places.append(Place(left: left, top: middle - 8, right: left + size, bottom: middle + 8))
    }
    for (a, b) in zip(route, route.dropFirst()) {
      if abs(a.y - b.y) < 0.01 {
        let (low, high) = (min(a.x, b.x), max(a.x, b.x))
        // Near its beginning, in its middle, near its end.
        let near = a.x < b.x ? low + 5 : high - size - 5
        let far = a.x < b.x ? high - size - 5 : low + 5
        let middle = (low + high - size) / 2
        for left in fork == nil ? [near, middle, far] : [far, middle] {
          add(left, a.y - 9.5)
          add(left, a.y + 9.5)
        }
      } else {
        let down = a.y < b.y ? 1.0 : -1
        var y = a.y + down * (a == route[0] ? fork ?? 11 : 11)
        while (b.y - y) * down > 8 {
          add(a.x + 5, y)
          add(a.x - 5 - size, y)
          y += down * 12
        }
      }
    }
    return places
  }
}
