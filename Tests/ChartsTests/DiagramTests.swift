import Charts
import Testing
import Values

@Suite struct DiagramTests {
  /// The boxes of nodes, those of decisions from the corners of their outlines.
  static func nodes(_ parsed: Parsed) -> [Parsed.Box] {
    parsed.elements.filter { $0.inDrawing && $0.classes.contains("node") }.map { element in
      if element.name == "path" {
        let corners = points(element)
        return Parsed.Box(
          text: "decision", drawing: element.drawing ?? 0, left: corners.map(\.x).min() ?? .nan,
          right: corners.map(\.x).max() ?? .nan, top: corners.map(\.y).min() ?? .nan,
          bottom: corners.map(\.y).max() ?? .nan)
      }
      let (x, y) = (element.number("x"), element.number("y"))
      return Parsed.Box(
        text: "node", drawing: element.drawing ?? 0, left: x, right: x + element.number("width"), top: y,
        bottom: y + element.number("height"))
    }
  }

  /// The points of a path of `M`, `L` and `Q`.
  static func points(_ element: Parsed.Element) -> [(x: Double, y: Double)] {
    let numbers = (element.attributes["d"] ?? "").split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
    return stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
  }

  /// What is wrong with the boxes of a figure: on each other, outside, or with words that reach over their edge.
  static func faults(_ parsed: Parsed) -> [String] {
    var faults = parsed.isWellFormed ? [] : ["not well formed"]
    let nodes = nodes(parsed)
    for (index, node) in nodes.enumerated() {
      let size = parsed.sizes[node.drawing]
      if !(node.left >= 0 && node.top >= 0 && node.right <= size.width && node.bottom <= size.height) {
        faults.append("\(node) outside")
      }
      for other in nodes[(index + 1)...] where node.overlaps(other) { faults.append("\(node) on \(other)") }
      for words in parsed.boxes where words.overlaps(node) {
        let isWithin = words.left >= node.left - 1 && words.right <= node.right + 1
        if !isWithin || words.top < node.top || words.bottom > node.bottom { faults.append("\(words) over \(node)") }
      }
    }
    for arrow in parsed.all("path", class: "arrow") {
      let route = points(arrow)
      for (a, b) in zip(route, route.dropFirst()) {
        // A little smaller than the box, whose edge an arrow touches where it begins and ends.
        for node in nodes where node.drawing == arrow.drawing {
          if min(a.x, b.x) < node.right - 1.5, node.left + 1.5 < max(a.x, b.x), min(a.y, b.y) < node.bottom - 1.5,
            node.top + 1.5 < max(a.y, b.y)
          {
            // The slanted sides of a decision.
            if node.text == "decision", max(a.x, b.x) < node.left + 14 || min(a.x, b.x) > node.right - 14 { continue }
            faults.append("an arrow through \(node)")
          }
        }
      }
    }
    return faults + parsed.collisions
  }

  @Test("No boxes, words or arrows lie on each other or leave the drawing", arguments: DiagramSamples.all.map(\.name))
  func samples(_ name: String) throws {
    let chart = try #require(DiagramSamples.all.first { $0.name == name }).chart
    #expect(Self.faults(Parsed(Samples.html(chart))) == [])
    #expect(Self.faults(Parsed(Samples.html(chart, .english))) == [])
  }

  @Test("Trees and flows of any shape keep their boxes, words and arrows apart", arguments: 1...80)
  func anyShape(_ seed: Int) {
    var dice = CollisionTests.Dice(state: UInt64(seed) &+ 77)
    let count = 1 + dice.roll(24)
    let tree = TreeChart(
      frame: DiagramSamples.frame("树"),
      nodes: (0..<count).map { index in
        .init(
          id: "\(index)", label: dice.name() + (dice.roll(3) == 0 ? dice.name() : ""),
          note: dice.roll(2) == 0 ? dice.name() : nil,
          parent: index == 0 || dice.roll(12) == 0 ? nil : dice.roll(index),
          tone: ([nil] + ChartTone.allCases)[dice.roll(5)])
      })
    #expect(Self.faults(Parsed(Samples.html(.tree(tree)))) == [])

    let lanes = dice.roll(7)
    var flow = FlowChart(
      frame: DiagramSamples.frame("流程"), lanes: (0..<lanes).map { _ in dice.name() },
      nodes: (0..<count).map { index in
        .init(
          id: "\(index)", label: dice.name(), lane: dice.roll(lanes + 1),
          kind: FlowChart.Kind.allCases[dice.roll(4)])
      },
      edges: (0..<dice.roll(count * 2)).map { _ in
        .init(from: dice.roll(count), to: dice.roll(count), label: dice.roll(2) == 0 ? dice.name() : nil)
      })
    #expect(Self.faults(Parsed(Samples.html(.flow(flow)))) == [])
    // Drawn for a slide, nothing touches either, and it is lower.
    let usual = Parsed(Samples.html(.flow(flow)))
    flow.isTight = true
    let tight = Parsed(Samples.html(.flow(flow)))
    #expect(Self.faults(tight) == [])
    #expect(zip(usual.sizes, tight.sizes).allSatisfy { $0.height > $1.height })

    let handover = HandoverChart(
      frame: DiagramSamples.frame("交接"), lanes: (0...lanes).map { _ in dice.name() },
      handovers: (0..<count).map { _ in
        .init(from: dice.roll(lanes + 1), to: dice.roll(lanes + 1), what: dice.name() + dice.name())
      })
    #expect(Self.faults(Parsed(Samples.html(.handover(handover)))) == [])
  }

  @Test("Pyramids, journeys and radars of any shape keep their words apart", arguments: 1...60)
  func anyWords(_ seed: Int) {
    var dice = CollisionTests.Dice(state: UInt64(seed) &+ 4242)
    let layers = (0...dice.roll(13)).map { _ in
      PyramidChart.Layer(label: dice.name(), text: dice.roll(3) == 0 ? nil : dice.name() + dice.name() + dice.name())
    }
    let pyramid = Chart.pyramid(PyramidChart(frame: DiagramSamples.frame("层"), layers: layers))
    #expect(Parsed(Samples.html(pyramid)).collisions == [])
    let stages = (0...dice.roll(15)).map { _ in
      JourneyChart.Stage(
        name: dice.name(),
        touchpoints: (0..<dice.roll(5)).map { _ in
          .init(
            label: dice.name(), emotion: dice.roll(4) == 0 ? nil : Double(dice.roll(9)) / 2 - 2,
            texts: (0..<dice.roll(3)).map { _ in dice.name() + dice.name() })
        })
    }
    let journey = JourneyChart(frame: DiagramSamples.frame("旅程"), stages: stages, lanes: ["痛点", "机会点与负责部门"])
    #expect(Parsed(Samples.html(.journey(journey))).collisions == [])
    let axes = (0..<(3 + dice.roll(8))).map { _ in RadarChart.Axis(name: dice.name(), maximum: [5, 10][dice.roll(2)]) }
    let radar = RadarChart(
      frame: DiagramSamples.frame("评分"), axes: axes,
      series: (0...dice.roll(7)).map { _ in ChartSeries(name: dice.name(), values: axes.map { _ in dice.value() }) })
    #expect(Parsed(Samples.html(.radar(radar))).collisions == [])
  }

  @Test("Ten thousand levels, siblings or steps are drawn in part and tabled in full")
  func large() {
    let count = 10_000
    func tree(_ parent: (Int) -> Int?) -> Parsed {
      let nodes = (0..<count).map { TreeChart.Node(id: "n\($0)", label: "第 \($0) 项", parent: parent($0)) }
      return Parsed(Samples.html(.tree(TreeChart(frame: DiagramSamples.frame("树"), nodes: nodes))))
    }
    for (parsed, drawn) in [
      (tree { $0 == 0 ? nil : $0 - 1 }, 10), (tree { $0 == 0 ? nil : 0 }, 150), (tree { _ in nil }, 150),
      (tree { $0 == 0 ? nil : ($0 - 1) / 3 }, 121),
    ] {
      #expect(Self.faults(parsed) == [])
      #expect(parsed.all("rect", class: "node").filter { $0.drawing == 0 }.count == drawn)
      #expect(parsed.all("span", class: "chart-note").map(\.text) == ["另有 \(count - drawn) 项未画出，见数据表"])
      #expect(parsed.all("th").filter { $0.attributes["scope"] == "row" }.count == count)
    }
    let flow = FlowChart(
      frame: DiagramSamples.frame("流程"), lanes: ["甲", "乙"],
      nodes: (0..<count).map { .init(id: "\($0)", label: "第 \($0) 步", lane: $0 % 2) },
      edges: (0..<count).map { .init(from: $0, to: ($0 + 1) % count) })
    let parsed = Parsed(Samples.html(.flow(flow)))
    #expect(Self.faults(parsed) == [])
    #expect(parsed.all("rect", class: "node").filter { $0.drawing == 0 }.count == 60)
    #expect(parsed.all("th").filter { $0.attributes["scope"] == "row" }.count == count)
  }

  @Test("A circle of parents, a parent that is not there and a node under itself become roots")
  func circles() {
    let parents = [2, 0, 1, 3, 99, -1]
    let nodes = parents.enumerated().map { TreeChart.Node(id: "", label: "节点\($0)", parent: $1) }
    let parsed = Parsed(Samples.html(.tree(TreeChart(frame: DiagramSamples.frame("树"), nodes: nodes))))
    #expect(parsed.all("rect", class: "node").filter { $0.drawing == 1 }.count == 6)
    #expect(parsed.all("rect", class: "node-root").filter { $0.drawing == 1 }.count == 4)
    #expect(Self.faults(parsed) == [])
  }

  @Test("Without anything to draw a diagram says so")
  func empty() {
    let frame = DiagramSamples.frame("空")
    let charts: [Chart] = [
      .tree(TreeChart(frame: frame, nodes: [])), .pyramid(PyramidChart(frame: frame, layers: [])),
      .journey(JourneyChart(frame: frame, stages: [])), .radar(RadarChart(frame: frame, axes: [], series: [])),
      .radar(RadarChart(frame: frame, axes: (0..<3).map { .init(name: "\($0)", maximum: 0) }, series: [])),
      .flow(FlowChart(frame: frame, lanes: ["甲"], nodes: [], edges: [.init(from: 0, to: 0)])),
      .handover(HandoverChart(frame: frame, lanes: [], handovers: [.init(from: 0, to: 1, what: "稿件")])),
      .line(LineChart(frame: frame, labels: [], series: [])),
    ]
    for chart in charts {
      let parsed = Parsed(Samples.html(chart))
      #expect(parsed.isWellFormed && parsed.boxes.map(\.text) == ["没有可画的数据"])
    }
  }

  @Test("Markup in labels is text")
  func escaping() {
    let bad = "<script>&\"x\"</script>"
    let frame = ChartFrame(subject: bad, unit: .decimal)
    let charts: [Chart] = [
      .tree(TreeChart(frame: frame, nodes: [.init(id: bad, label: bad, note: bad)])),
      .pyramid(PyramidChart(frame: frame, layers: [.init(label: bad, text: bad)])),
      .journey(
        JourneyChart(
          frame: frame, stages: [.init(name: bad, touchpoints: [.init(label: bad, emotion: 1, texts: [bad])])],
          lanes: [bad])),
      .radar(
        RadarChart(
          frame: frame, axes: (0..<3).map { _ in .init(name: bad, maximum: 5) },
          series: [ChartSeries(name: bad, values: [1, 2, 3])])),
      .flow(
        FlowChart(
          frame: frame, lanes: [bad], nodes: [.init(id: bad, label: bad, lane: 0)],
          edges: [.init(from: 0, to: 0, label: bad)])),
      .handover(HandoverChart(frame: frame, lanes: [bad], handovers: [.init(from: 0, to: 0, what: bad, note: bad)])),
    ]
    for chart in charts {
      let html = Samples.html(chart)
      #expect(Parsed(html).isWellFormed && !html.contains("<script"))
    }
  }

  @Test("A long label has two lines, and the whole of it on pointing")
  func longLabel() {
    let label = String(repeating: "全渠道会员增长与复购提升", count: 8)
    let chart = Chart.tree(TreeChart(frame: DiagramSamples.frame("树"), nodes: [.init(id: "1", label: label)]))
    let parsed = Parsed(Samples.html(chart))
    let lines = parsed.all("text").filter { $0.drawing == 1 }.map(\.text)
    #expect(lines.count == 2 && lines[1].hasSuffix("…"))
    #expect(parsed.all("title").contains { $0.text == label })
  }

  @Test("Words, figures with their units and closing marks are not torn apart")
  func breaks() {
    let chart = Chart.pyramid(
      PyramidChart(
        frame: DiagramSamples.frame("层"),
        layers: [.init(label: "层", text: "预算上限为 3000万元，含 Campaign 制作费，由市场部与财务部共同审核（每季度一次），逾期不补。")]))
    let lines = Parsed(Samples.html(chart)).all("text").filter { $0.drawing == 1 }.map(\.text)
    #expect(lines.contains { $0.contains("3000万元") } && lines.contains { $0.contains("Campaign") })
    #expect(lines.count > 2)
    #expect(!lines.contains { "，。）".contains($0.first ?? " ") || $0.hasSuffix("（") })
  }

  @Test("A tone has its own shape, and none is drawn for what stands back")
  func tones() {
    let nodes = ChartTone.allCases.map { TreeChart.Node(id: "", label: $0.rawValue, tone: $0) }
    let parsed = Parsed(Samples.html(.tree(TreeChart(frame: DiagramSamples.frame("树"), nodes: nodes))))
    let shapes = parsed.all("path", class: "badge").filter { $0.drawing == 0 }
    #expect(shapes.map { $0.classes.last } == ["tone-good", "tone-warn", "tone-bad"])
    #expect(Set(shapes.map { ($0.attributes["d"] ?? "").drop { $0 != "m" } }).count == 3)
  }

  @Test("Scores of a radar lie on their axes in proportion, beyond its ends at its ends")
  func radar() throws {
    // Four axes point up, right, down and left; the edge is 112 units from the centre at 190, 154.
    let chart = RadarChart(
      frame: DiagramSamples.frame("评分"), axes: ["上", "右", "下", "左"].map { .init(name: $0, maximum: 10) },
      series: [ChartSeries(name: "甲", values: [10, 5, -3, 40])])
    let outline = try #require(Parsed(Samples.html(.radar(chart))).all("path", class: "line").first)
    let points = Self.points(outline)
    #expect(points.map(\.x) == [190, 246, 190, 78])
    #expect(points.map(\.y) == [42, 154, 154, 154])
  }

  @Test(
    "With fewer than three axes or more than ten, scores are bars",
    arguments: [(2, true), (3, false), (10, false), (11, true)])
  func bars(_ count: Int, _ isBars: Bool) {
    let chart = RadarChart(
      frame: DiagramSamples.frame("评分"), axes: (0..<count).map { .init(name: "轴\($0)", maximum: 5) },
      series: [ChartSeries(name: "甲", values: (0..<count).map { Double($0 % 5 + 1) })])
    let parsed = Parsed(Samples.html(.radar(chart)))
    #expect(parsed.all("path", class: "web").isEmpty == isBars)
    #expect(parsed.all("rect", class: "fill").isEmpty != isBars)
    #expect(parsed.all("desc").allSatisfy { $0.text.hasPrefix(isBars ? "条形图" : "雷达图") })
  }

  @Test("A flow is told as an ordered list, with branches by name and number")
  func told() throws {
    let parsed = Parsed(Samples.html(DiagramSamples.complaint))
    let told = try #require(parsed.all("desc").first).text
    #expect(told.hasPrefix("流程图。共 8 步。1. 一线客服：收到客诉。2. 一线客服：登记并判断级别（一般 → 3 按话术答复客户；严重 → 4 升级给客服主管）"))
    let back = try #require(Parsed(Samples.html(DiagramSamples.material)).all("desc").first).text
    #expect(back.contains("按意见修改（再审 → 5 品牌一致性审核）"))
  }

  @Test("Only what leads back is dashed")
  func leadsBack() {
    let parsed = Parsed(Samples.html(DiagramSamples.material))
    #expect(parsed.all("path", class: "arrow-back").filter { $0.drawing == 0 }.count == 1)
    #expect(parsed.all("path", class: "arrow").filter { $0.drawing == 0 }.count == 11)
  }

  @Test("A line over years keeps their distances, breaks where one is left out and names them in the table")
  func years() throws {
    let parsed = Parsed(Samples.html(DiagramSamples.marketSize))
    let path = try #require(parsed.all("path", class: "line").first?.attributes["d"])
    #expect(path.filter { $0 == "M" }.count == 2)
    let rows = parsed.all("th").filter { $0.attributes["scope"] == "row" }.map(\.text)
    #expect(rows == ["2019", "2020", "2021", "2023", "2024", "2025 预计"])
    let ticks = parsed.all("line", class: "tick").map { $0.number("x1") }
    try #require(ticks.count == 6)
    #expect(abs((ticks[3] - ticks[2]) - 2 * (ticks[1] - ticks[0])) < 0.05)
    #expect(parsed.all("desc").first?.text.contains("2019–2025 预计") == true)
  }

  @Test("Positions that are far apart or fall do not crash", arguments: [[0, Int.max], [Int.min, 5, 6], [5, 3, 1]])
  func oddPositions(_ positions: [Int]) {
    let chart = LineChart(
      frame: DiagramSamples.frame("规模"), positions: positions, labels: positions.map(String.init),
      series: [ChartSeries(name: "规模", values: positions.map { _ in 1 })])
    let parsed = Parsed(Samples.html(.line(chart)))
    #expect(parsed.isWellFormed && parsed.collisions == [])
  }
}
