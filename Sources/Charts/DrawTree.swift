import HTML
import Values

extension TreeChart {
  private static let mostNodes = 150
  private static let mostLevels = 10

  func draw(id: String, text: ChartText) -> Drawing {
    guard !nodes.isEmpty else { return emptyDrawing(id: id, text: text) }
    let plan = TreePlan(self)
    let drawn = plan.drawn(most: TreeChart.mostNodes, levels: TreeChart.mostLevels)
    let hidden = plan.hidden(drawn)
    let left = drawn.count { !$0 }
    let slim = drawOutline(plan, drawn, hidden, id: id, width: Canvas.narrow)
    var drawing: Drawing
    if left == 0, let standing = drawStanding(plan, id: id) {
      drawing = standing
    } else {
      let wide = drawOutline(plan, drawn, hidden, id: id, width: Canvas.width)
      drawing = Drawing(body: wide.body, height: wide.height)
    }
    drawing.slim = slim
    drawing.note = left > 0 ? text.words.leftOut(left) : nil
    return drawing
  }

  /// The words of a node, set to a width in units.
  private struct Words {
    var label: TextLines
    var note: TextLines
    var isCut: Bool { label.isCut || note.isCut }

    init(_ node: Node, room: Double) {
      label = TextLines(node.label, to: room / Canvas.fontSize, most: 2)
      note = TextLines(node.note ?? "", to: room / Canvas.fontSize, most: 2)
    }

    var height: Double { label.height + note.height + 15 }
    var width: Double { max(label.width, note.width) * Canvas.fontSize }
  }

  // MARK: Roots on top

  /// `nil` when the tree is too wide for its words, or too deep.
  private func drawStanding(_ plan: TreePlan, id: String) -> Drawing? {
    guard nodes.count <= 60, plan.depth <= 7 else { return nil }
    let natural = nodes.map { max(textWidth($0.label), textWidth($0.note ?? "")) }.max() ?? 0
    for hanging in [false, true] {
      for room in [156.0, 140, 126, 112, 100, 88, 78] {
        let box = min(room, max(64, natural * Canvas.fontSize + 22))
        let tidy = TidyTree(plan, box: box, hanging: hanging)
        guard tidy.width <= Canvas.width - 16 else { continue }
        let words = nodes.map { Words($0, room: box - 16) }
        // Narrower boxes would only cut more.
        guard words.allSatisfy({ !$0.isCut }) else { break }
        return drawStanding(plan, tidy, words, box: box, id: id)
      }
    }
    return nil
  }

  private func drawStanding(_ plan: TreePlan, _ tidy: TidyTree, _ words: [Words], box: Double, id: String) -> Drawing {
    let hangingGap = 8.0
    let levelGap = 34.0
    let hung = nodes.indices.map { node in plan.parent[node].map { tidy.hangs[$0] } ?? false }
    // All standing boxes of a level are as tall as its tallest.
    var tallest = [Double](repeating: 0, count: plan.depth)
    for node in nodes.indices where !hung[node] {
      tallest[plan.level[node]] = max(tallest[plan.level[node]], words[node].height)
    }
    let hungHeight = nodes.indices.filter { hung[$0] }.map { words[$0].height }.max() ?? 0
    var levelTop: [Double] = []
    var next = 8.0
    for height in tallest {
      levelTop.append(next)
      next += max(height, hungHeight) + levelGap
    }
    let shift = (Canvas.width - tidy.width) / 2
    var top = [Double](repeating: 0, count: nodes.count)
    var bottom = 0.0
    for node in plan.breadth {
      let level = plan.level[node]
      if !hung[node] { top[node] = levelTop[level] }
      bottom = max(bottom, top[node] + (hung[node] ? hungHeight : tallest[level]))
      guard tidy.hangs[node] else { continue }
      var below = levelTop[level] + tallest[level] + 14
      for child in plan.children[node] {
        top[child] = below
        below += hungHeight + hangingGap
      }
    }
    func height(_ node: Int) -> Double { hung[node] ? hungHeight : tallest[plan.level[node]] }

    var canvas = Canvas(id: id)
    for node in plan.breadth where !plan.children[node].isEmpty {
      let centre = shift + tidy.x[node]
      let foot = top[node] + height(node)
      for child in plan.children[node] {
        let x = shift + tidy.x[child]
        if tidy.hangs[node] {
          let stem = centre - box / 2 + 8
          let y = top[child] + hungHeight / 2
          canvas.route([Point(stem, foot), Point(stem, y), Point(x - box / 2, y)], class: "tie")
        } else if abs(x - centre) < 0.5 {
          canvas.line(centre, foot, x, top[child], class: "tie")
        } else {
          let middle = top[child] - levelGap / 2
          canvas.route(
            [Point(centre, foot), Point(centre, middle), Point(x, middle), Point(x, top[child])], class: "tie")
        }
      }
    }
    for node in plan.breadth {
      let left = shift + tidy.x[node] - box / 2
      let size = height(node)
      drawBox(node, plan, x: left, y: top[node], width: box, height: size, on: &canvas)
      var y = top[node] + (size - words[node].height + 15) / 2
      y += words[node].label.height / 2
      drawWords(node, words[node], x: left + box / 2, y: y, anchor: .middle, isRoot: plan.parent[node] == nil, &canvas)
    }
    return Drawing(body: canvas.html.take(), height: bottom + 8)
  }

  // MARK: An indented list

  private func drawOutline(
    _ plan: TreePlan, _ drawn: [Bool], _ hidden: [Int], id: String, width: Double
  ) -> Drawing.Slim {
    let rows = plan.outline.filter { drawn[$0] }
    let levels = (rows.map { plan.level[$0] }.max() ?? 0) + 1
    let step = min(width < 500 ? 24.0 : 34, (width < 500 ? 130 : 260) / Double(max(1, levels - 1)))
    let gap = 8.0
    var canvas = Canvas(id: id)
    var top = [Double](repeating: 0, count: nodes.count)
    var height = [Double](repeating: 0, count: nodes.count)
    var next = 8.0
    var words: [Int: Words] = [:]
    for node in rows {
      let left = 2 + Double(plan.level[node]) * step
      // The count of what is not drawn stands behind the box.
      // Bold letters are a little wider.
      let room = (width - left - 26 - (hidden[node] > 0 ? 60 : 0)) / 1.03
      let set = Words(nodes[node], room: min(room, 26 * Canvas.fontSize))
      words[node] = set
      if plan.level[node] == 0, next > 8 { next += 8 }
      (top[node], height[node]) = (next, set.height - 3)
      next += height[node] + gap
    }
    for node in rows {
      guard let above = plan.parent[node] else { continue }
      let stem = 2 + Double(plan.level[above]) * step + min(12, step / 2)
      let y = top[node] + height[node] / 2
      canvas.route(
        [Point(stem, top[above] + height[above]), Point(stem, y), Point(2 + Double(plan.level[node]) * step, y)],
        class: "tie")
    }
    for node in rows {
      guard let set = words[node] else { continue }
      let left = 2 + Double(plan.level[node]) * step
      let boxWidth = max(44, set.width * 1.03 + 22)
      drawBox(node, plan, x: left, y: top[node], width: boxWidth, height: height[node], on: &canvas)
      drawWords(
        node, set, x: left + 11, y: top[node] + 6 + set.label.height / 2, anchor: .start,
        isRoot: plan.parent[node] == nil, &canvas)
      if hidden[node] > 0 {
        canvas.text(
          "+" + String(hidden[node]), x: left + boxWidth + 10, y: top[node] + height[node] / 2 + Canvas.toBaseline,
          class: "muted")
      }
    }
    return Drawing.Slim(body: canvas.html.take(), height: next - gap + 8)
  }

  // MARK: Boxes

  private func drawBox(
    _ node: Int, _ plan: TreePlan, x: Double, y: Double, width: Double, height: Double, on canvas: inout Canvas
  ) {
    let name: StaticString =
      switch (nodes[node].tone, plan.level[node]) {
      case (.muted, _): "node node-muted"
      case (_, 0): "node node-root"
      case (_, 1): "node node-first"
      default: "node"
      }
    canvas.box(x: x, y: y, width: width, height: height, class: name)
    if let tone = nodes[node].tone { canvas.badge(tone, x: x + width - 1, y: y + 1) }
  }

  private func drawWords(
    _ node: Int, _ words: Words, x: Double, y: Double, anchor: Anchor, isRoot: Bool, _ canvas: inout Canvas
  ) {
    let isMuted = nodes[node].tone == .muted
    canvas.lines(
      words.label, x: x, y: y, anchor: anchor,
      class: isRoot ? "root-name" : isMuted ? "quiet" : words.note.isEmpty ? nil : "strong", full: nodes[node].label)
    guard !words.note.isEmpty else { return }
    canvas.lines(
      words.note, x: x, y: y + (words.label.height + words.note.height) / 2, anchor: anchor,
      class: isRoot ? "root-note" : "quiet", full: nodes[node].note)
  }
}

extension Canvas {
  /// The shape of a tone at the corner of a box; none for what is drawn back.
  mutating func badge(_ tone: ChartTone, x: Double, y: Double) {
    guard tone != .muted else { return }
    html.raw("<path class=\"badge ")
    switch tone {
    case .good: html.raw("tone-good\" d=\"M")
    case .warn: html.raw("tone-warn\" d=\"M")
    case .bad, .muted: html.raw("tone-bad\" d=\"M")
    }
    point(x, y)
    switch tone {
    case .good: html.raw("m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z\"/>")
    case .warn: html.raw("m0-6l6 10.4h-12z\"/>")
    case .bad, .muted: html.raw("m-4.6-4.6h9.2v9.2h-9.2z\"/>")
    }
  }
}
