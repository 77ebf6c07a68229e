import HTML
import Values

extension SankeyChart {
  /// A node with its place; stages are counted anew over those that have a node.
  private struct Placed {
    var index: Int
    var stage: Int
    var value: Double
    var top = 0.0
    var height = 0.0
    /// Where the next ribbon leaves or arrives.
    var outY = 0.0
    var inY = 0.0
  }

  private static let mostNodes = 60

  /// The links that can be drawn.
  private var valid: [Link] {
    links.filter { link in
      guard nodes.indices.contains(link.from), nodes.indices.contains(link.to), let value = drawable(link.value)
      else { return false }
      return value > 0 && nodes[link.to].stage > nodes[link.from].stage
    }
  }

  func draw(id: String, text: ChartText) -> Drawing {
    let links = valid
    let columns = columns(links)
    guard !columns.isEmpty else { return emptyDrawing(id: id, text: text) }
    let drawn = columns.reduce(0) { $0 + $1.count }
    let used = Set(links.flatMap { [$0.from, $0.to] }).count
    let wide = draw(columns, links, width: max(Canvas.width, Double(columns.count) * 130), id: id, text: text)
    var drawing = Drawing(
      body: wide.body, width: max(Canvas.width, Double(columns.count) * 130), height: wide.height,
      note: used > drawn ? text.words.leftOut(used - drawn) : nil)
    drawing.room = drawing.width < 700 ? "" : drawing.width < 900 ? " room-800" : " room-1000"
    if columns.count <= 3 {
      drawing.slim = draw(columns, links, width: Canvas.narrow, id: id + "-slim", text: text)
    }
    return drawing
  }

  /// The nodes of each stage from top to bottom: the first by size, those after it near what flows into them.
  private func columns(_ links: [Link]) -> [[Placed]] {
    var out = [Double](repeating: 0, count: nodes.count)
    var into = out
    for link in links {
      out[link.from] += link.value
      into[link.to] += link.value
    }
    let flows = nodes.indices.map { max(out[$0], into[$0]) }
    let used = nodes.indices.filter { flows[$0] > 0 && flows[$0] < 1e290 }
    let kept = used.sorted { (flows[$1], $0) < (flows[$0], $1) }.prefix(SankeyChart.mostNodes)
    let stages = Array(Set(kept.map { nodes[$0].stage })).sorted().prefix(10)
    var position = [Double](repeating: 0, count: nodes.count)
    var columns: [[Placed]] = []
    for (number, stage) in stages.enumerated() {
      let members = kept.filter { nodes[$0].stage == stage }
      var sums = [Int: (weight: Double, sum: Double)]()
      for link in links where number > 0 && nodes[link.to].stage == stage {
        let old = sums[link.to] ?? (0, 0)
        sums[link.to] = (old.weight + link.value, old.sum + link.value * position[link.from])
      }
      let order = members.sorted { a, b in
        let (x, y) = (sums[a].map { $0.sum / $0.weight } ?? 0, sums[b].map { $0.sum / $0.weight } ?? 0)
        return (x, -flows[a], a) < (y, -flows[b], b)
      }
      let whole = order.reduce(0) { $0 + flows[$1] }
      var before = 0.0
      for index in order {
        position[index] = whole > 0 ? (before + flows[index] / 2) / whole : 0
        before += flows[index]
      }
      columns.append(order.map { Placed(index: $0, stage: number, value: flows[$0]) })
    }
    return columns
  }

  private func draw(
    _ columns: [[Placed]], _ links: [Link], width: Double, id: String, text: ChartText
  ) -> Drawing.Slim {
    var columns = columns
    let isSlim = width < 500
    let nodeWidth = 12.0
    // Names of the first and the last stage stand outside, those between at the right of their node.
    let mostName = isSlim ? 4.6 : 8.5
    func side(_ column: [Placed]) -> Double {
      let names = column.map { textWidth(truncated(nodes[$0.index].name, to: mostName)) }
      let values = column.map { textWidth(frame.label($0.value, text.style)) }
      return (max(names.max() ?? 0, values.max() ?? 0)) * Canvas.fontSize + 8
    }
    let left = side(columns[0])
    let right = width - (columns.count > 1 ? side(columns[columns.count - 1]) : 8) - nodeWidth
    let step = columns.count > 1 ? (right - left) / Double(columns.count - 1) : 0
    func x(_ stage: Int) -> Double { left + Double(stage) * step }

    let most = columns.map(\.count).max() ?? 1
    let top = stages.isEmpty ? 10.0 : 32
    // Each node's two lines of words need their room.
    let pitch = 36.0
    let height = max(isSlim ? 260 : 280, Double(most) * pitch + 40)
    let greatest = columns.map { $0.reduce(0) { $0 + $1.value } }.max() ?? 1
    let gapRoom = Double(most - 1) * 16
    let unit = (height - gapRoom) / greatest
    var place: [Int: (stage: Int, row: Int)] = [:]
    var middles: [[Double]] = []
    for stage in columns.indices {
      let sum = columns[stage].reduce(0) { $0 + $1.value } * unit
      let count = columns[stage].count
      let gap = count > 1 ? min(36, (height - sum) / Double(count - 1)) : 0
      var y = top + (height - sum - gap * Double(count - 1)) / 2
      for row in columns[stage].indices {
        let size = max(1, columns[stage][row].value * unit)
        columns[stage][row].top = y
        columns[stage][row].height = size
        columns[stage][row].outY = y
        columns[stage][row].inY = y
        place[columns[stage][row].index] = (stage, row)
        y += size + gap
      }
      middles.append(columns[stage].map { $0.top + $0.height / 2 })
    }

    var canvas = Canvas(id: id)
    drawRibbons(&columns, links, place, unit, nodeWidth, x, text: text, on: &canvas)
    for stage in columns.indices {
      let centres = pushedApart(middles[stage], size: 33, low: top - 4, high: top + height + 4)
      let isFirst = stage == 0
      let isLast = stage == columns.count - 1 && !isFirst
      for (row, node) in columns[stage].enumerated() {
        let look = Look(index: max(0, nodes[node.index].slot ?? node.index))
        canvas.bar(x: x(stage), y: node.top, width: nodeWidth, height: node.height, look: look, patterned: false)
        let room = isFirst || isLast ? mostName : min(8.5, max(2, (step - nodeWidth - 12) / Canvas.fontSize))
        let name = truncated(nodes[node.index].name, to: room)
        let at = isFirst ? x(stage) - 6 : x(stage) + nodeWidth + 6
        let anchor: Anchor = isFirst ? .end : .start
        canvas.text(
          name, x: at, y: centres[row] - 3, anchor: anchor, class: "over-ribbon", full: nodes[node.index].name)
        // A figure is whole or not there; the table has it.
        let value = frame.label(node.value, text.style)
        guard isFirst || isLast || textWidth(value) <= room else { continue }
        canvas.text(value, x: at, y: centres[row] + 13, anchor: anchor, class: "over-ribbon-muted")
      }
    }
    drawStages(columns, x, nodeWidth, step, width, on: &canvas)
    return Drawing.Slim(body: canvas.html.take(), height: top + height + 12)
  }

  private func drawStages(
    _ columns: [[Placed]], _ x: (Int) -> Double, _ nodeWidth: Double, _ step: Double, _ width: Double,
    on canvas: inout Canvas
  ) {
    guard !stages.isEmpty else { return }
    // A stage is named by its number among all, also where one before it has no node.
    for (place, column) in columns.enumerated() {
      guard let node = column.first, stages.indices.contains(nodes[node.index].stage) else { continue }
      let name = stages[nodes[node.index].stage]
      let centre = x(place) + nodeWidth / 2
      let room = columns.count > 1 ? step - 8 : width
      let words = truncated(name, to: max(2, room / Canvas.fontSize))
      let half = textWidth(words) * Canvas.fontSize / 2
      canvas.text(
        words, x: min(max(centre, half), width - half), y: 14, anchor: .middle, class: "muted", full: name)
    }
  }

  /// Ribbons leave and arrive in the order of the nodes at their other ends, so that they cross as little as may be.
  private func drawRibbons(
    _ columns: inout [[Placed]], _ links: [Link], _ place: [Int: (stage: Int, row: Int)], _ unit: Double,
    _ nodeWidth: Double, _ x: (Int) -> Double, text: ChartText, on canvas: inout Canvas
  ) {
    struct Ribbon {
      var from: (stage: Int, row: Int)
      var to: (stage: Int, row: Int)
      var value: Double
      var look: Look
      var outY = 0.0
      var inY = 0.0
      var name: String
    }
    var ribbons = links.compactMap { link -> Ribbon? in
      guard let from = place[link.from], let to = place[link.to] else { return nil }
      return Ribbon(
        from: from, to: to, value: link.value, look: Look(index: max(0, nodes[link.from].slot ?? link.from)),
        name: nodes[link.from].name + " → " + nodes[link.to].name + " " + frame.label(link.value, text.style))
    }
    let order = ribbons.indices
    for index in order.sorted(by: {
      (ribbons[$0].to.stage, ribbons[$0].to.row, $0) < (ribbons[$1].to.stage, ribbons[$1].to.row, $1)
    }) {
      let from = ribbons[index].from
      ribbons[index].outY = columns[from.stage][from.row].outY
      columns[from.stage][from.row].outY += ribbons[index].value * unit
    }
    for index in order.sorted(by: {
      (ribbons[$0].from.stage, ribbons[$0].from.row, $0) < (ribbons[$1].from.stage, ribbons[$1].from.row, $1)
    }) {
      let to = ribbons[index].to
      ribbons[index].inY = columns[to.stage][to.row].inY
      columns[to.stage][to.row].inY += ribbons[index].value * unit
    }
    for ribbon in ribbons {
      let (start, end) = (x(ribbon.from.stage) + nodeWidth, x(ribbon.to.stage))
      let middle = (start + end) / 2
      let size = max(0.75, ribbon.value * unit)
      canvas.html.raw("<path class=\"ribbon ")
      canvas.html.text(ribbon.look.color)
      canvas.html.raw("\" d=\"M")
      canvas.point(start, ribbon.outY)
      curve(middle, ribbon.outY, middle, ribbon.inY, end, ribbon.inY, on: &canvas)
      canvas.html.raw("L")
      canvas.point(end, ribbon.inY + size)
      curve(middle, ribbon.inY + size, middle, ribbon.outY + size, start, ribbon.outY + size, on: &canvas)
      canvas.html.raw("z\">")
      canvas.html.element("title", ribbon.name)
      canvas.html.raw("</path>")
    }
  }

  private func curve(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ x: Double, _ y: Double, on canvas: inout Canvas
  ) {
    canvas.html.raw("C")
    canvas.point(x1, y1)
    canvas.html.raw(" ")
    canvas.point(x2, y2)
    canvas.html.raw(" ")
    canvas.point(x, y)
  }

  func sentences(_ text: ChartText) -> [String] {
    let order = valid.enumerated().sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }
    let facts = order.map { _, link in
      nodes[link.from].name + " → " + nodes[link.to].name + " " + text.figure(link.value, frame.unit)
    }
    return facts.isEmpty ? [] : [text.listed(facts).joined(separator: text.comma)]
  }
}
