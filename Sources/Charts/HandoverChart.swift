import HTML
import Values

extension HandoverChart {
  private static let most = 60
  static let mostLanes = 14

  /// Those between lanes that exist.
  private var whole: [Handover] {
    handovers.filter { lanes.indices.contains($0.from) && lanes.indices.contains($0.to) }
  }

  func draw(id: String, text: ChartText) -> Drawing {
    let lanesDrawn = min(lanes.count, HandoverChart.mostLanes)
    let drawn = whole.filter { $0.from < lanesDrawn && $0.to < lanesDrawn }.prefix(HandoverChart.most)
    guard !drawn.isEmpty else { return emptyDrawing(id: id, text: text) }
    let (width, room) = roomy(Double(lanesDrawn) * 108)
    let wide = draw(Array(drawn), lanesDrawn, id: id, width: width)
    let left = handovers.count - drawn.count
    var drawing = Drawing(
      body: wide.body, width: width, height: wide.height, note: left > 0 ? text.words.leftOut(left) : nil, room: room)
    if lanesDrawn <= 4 { drawing.slim = draw(Array(drawn), lanesDrawn, id: id, width: Canvas.narrow) }
    return drawing
  }

  private func draw(_ drawn: [Handover], _ count: Int, id: String, width: Double) -> Drawing.Slim {
    let column = width / Double(count)
    func middle(_ lane: Int) -> Double { (Double(lane) + 0.5) * column }
    var canvas = Canvas(id: id)
    let heads = lanes.prefix(count).map { TextLines($0, to: (column - 22) / Canvas.fontSize, most: 2) }
    let headHeight = (heads.map(\.height).max() ?? 0) + 16
    var rows: [(label: TextLines, top: Double, y: Double)] = []
    var next = 2 + headHeight + 14
    for handover in drawn {
      // A label may reach over the neighbouring lane's line, not beyond the arrow by more than a little.
      let span = max(1, abs(handover.to - handover.from))
      let isOwn = handover.from == handover.to
      let room = isOwn ? (count == 1 ? column / 2 : column) - 18 : Double(span) * column - 30
      let label = TextLines(handover.what, to: max(room, 60) / Canvas.fontSize, most: 4)
      let y = next + max(label.height, 4) + 6
      rows.append((label, next, y))
      next = y + (isOwn ? 30 : 20)
    }
    let bottom = next
    for lane in 0..<count {
      canvas.line(middle(lane), 2 + headHeight, middle(lane), bottom, class: "lifeline")
      canvas.box(x: Double(lane) * column + 3, y: 2, width: column - 6, height: headHeight, class: "lane-head")
      canvas.lines(
        heads[lane], x: middle(lane), y: 2 + headHeight / 2, anchor: .middle, class: "strong", full: lanes[lane])
    }
    for (index, handover) in drawn.enumerated() {
      let row = rows[index]
      let (from, to) = (middle(handover.from), middle(handover.to))
      let labelY = row.top + row.label.height / 2
      if handover.from == handover.to {
        // Beside the lane's line, for the last lane at its left.
        let side = count > 1 && handover.from == count - 1 ? -1.0 : 1
        canvas.lines(
          row.label, x: from + 8 * side, y: labelY, anchor: side < 0 ? .end : .start, class: "over-line",
          full: handover.what)
        let out = from + min(column / 2 - 8, 26) * side
        canvas.arrow([
          Point(from, row.y), Point(out, row.y), Point(out, row.y + 16), Point(from + 2 * side, row.y + 16),
        ])
      } else {
        canvas.lines(row.label, x: (from + to) / 2, y: labelY, anchor: .middle, class: "over-line", full: handover.what)
        let side = from < to ? 1.0 : -1
        canvas.arrow([Point(from, row.y), Point(to - 2 * side, row.y)])
        canvas.html.raw("<circle class=\"arrow-start\"")
        canvas.html.attribute("cx", from)
        canvas.html.attribute("cy", row.y)
        canvas.html.raw(" r=\"3.5\"/>")
      }
    }
    return Drawing.Slim(body: canvas.html.take(), height: bottom + 4)
  }

  func sentences(_ text: ChartText) -> [String] {
    var sentences = whole.prefix(40).enumerated().map { index, handover in
      "\(index + 1). " + lanes[handover.from] + " → " + lanes[handover.to] + text.colon + handover.what
    }
    if whole.count > 40 { sentences.append(text.words.items(whole.count)) }
    return sentences
  }

  func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    let words = text.words
    let hasNotes = handovers.contains { $0.note != nil }
    table.head([words.number, words.from, words.to, words.handedOver] + (hasNotes ? [words.note] : []))
    for (index, handover) in handovers.enumerated() {
      table.startRow(String(index + 1))
      table.cell(lanes.indices.contains(handover.from) ? lanes[handover.from] : NumberStyle.missing)
      table.cell(lanes.indices.contains(handover.to) ? lanes[handover.to] : NumberStyle.missing)
      table.cell(handover.what)
      if hasNotes { table.cell(handover.note ?? "") }
      table.endRow()
    }
  }
}
