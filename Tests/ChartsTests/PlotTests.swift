import Charts
import Foundation
import Testing
import Values

@Suite struct PlotTests {
  static func parsed(_ chart: Chart) -> Parsed { Parsed(Samples.html(chart)) }

  /// Those of the wide drawing.
  static func wide(_ elements: [Parsed.Element]) -> [Parsed.Element] { elements.filter { $0.drawing == 0 } }

  @Test("Each change of a waterfall begins where the one before ended, and totals stand on zero")
  func waterfall() throws {
    let steps: [WaterfallChart.Step] = [
      .init("基线", 100, isTotal: true), .init("增", 60), .init("减", -90), .init("现在", 70, isTotal: true),
    ]
    let parsed = Self.parsed(
      .waterfall(WaterfallChart(frame: ChartFrame(subject: "订单", unit: .count), steps: steps)))
    let levels = Self.wide(parsed.all("rect", class: "level"))
    let changes = Self.wide(parsed.all("rect", class: "segment"))
    try #require(levels.count == 2 && changes.count == 2)
    func bottom(_ bar: Parsed.Element) -> Double { bar.number("y") + bar.number("height") }
    #expect(abs(bottom(levels[0]) - bottom(levels[1])) < 0.02)
    let unit = levels[0].number("height") / 100
    #expect(abs(levels[1].number("height") / unit - 70) < 0.05)
    #expect(abs(changes[0].number("height") / unit - 60) < 0.05 && abs(changes[1].number("height") / unit - 90) < 0.05)
    #expect(abs(bottom(changes[0]) - levels[0].number("y")) < 0.02)
    #expect(abs(changes[1].number("y") - changes[0].number("y")) < 0.02)
    #expect(abs(bottom(changes[1]) - levels[1].number("y")) < 0.02)
    // A fall has a pattern, a rise has none, each figure its sign.
    #expect(changes.map { $0.attributes["fill"] == nil } == [true, false])
    #expect(Self.wide(parsed.all("text", class: "value")).map(\.text) == ["100", "+60", "−90", "70"])
    #expect(Self.wide(parsed.all("line", class: "connector")).count == 3)
  }

  @Test("After a missing change a waterfall has no bars up to the next total")
  func gap() {
    let parsed = Self.parsed(PlotSamples.gapWaterfall)
    #expect(Self.wide(parsed.all("rect", class: "level")).count == 2)
    #expect(Self.wide(parsed.all("rect", class: "segment")).count == 1)
    #expect(parsed.all("td").map(\.text).contains("—"))
  }

  @Test("Differences of rates are percentage points in a waterfall")
  func points() {
    let words = Self.parsed(PlotSamples.rates).all("text", class: "value").map(\.text)
    #expect(words.contains("+0.61个百分点") && words.contains("−0.93个百分点") && words.contains("3.42%"))
  }

  @Test("Dots lie on their axes in proportion, and a dot's area grows with its size")
  func scatter() throws {
    let chart = ScatterChart(
      frame: ChartFrame(subject: "花费与订单", unit: .count), x: .init(name: "花费", unit: .money),
      y: .init(name: "订单", unit: .count),
      points: [
        .init(name: "甲", x: 0, y: 0, size: 25), .init(name: "乙", x: 500, y: 250, size: 100),
        .init(name: "丙", x: 1000, y: 1000, size: 25), .init(name: "丁", x: nil, y: 3, size: 1),
      ], sizeName: "新客")
    let dots = Self.wide(Self.parsed(.scatter(chart)).all("circle", class: "bubble")).sorted {
      $0.number("cx") < $1.number("cx")
    }
    try #require(dots.count == 3)
    #expect(abs(dots[2].number("cx") - dots[0].number("cx") - 2 * (dots[1].number("cx") - dots[0].number("cx"))) < 0.05)
    #expect(abs(dots[0].number("cy") - dots[2].number("cy") - 4 * (dots[0].number("cy") - dots[1].number("cy"))) < 0.05)
    #expect(abs(dots[1].number("r") / dots[0].number("r") - 2) < 0.01)
  }

  @Test("A curve ends at the edges of its plot")
  func clipping() throws {
    let chart = ScatterChart(
      frame: ChartFrame(subject: "花费与订单", unit: .count), x: .init(name: "花费", unit: .money),
      y: .init(name: "订单", unit: .count), points: [.init(name: "甲", x: 900, y: 900), .init(name: "乙", x: 90, y: 90)],
      curves: [.init(name: "十比一", points: [(-500, -5000), (5000, 50_000)], isReference: true)])
    let parsed = Self.parsed(.scatter(chart))
    let curve = try #require(Self.wide(parsed.all("path", class: "curve-reference")).first)
    let ends = DiagramTests.points(curve)
    let grid = Self.wide(parsed.all("line", class: "grid")) + Self.wide(parsed.all("line", class: "zero"))
    let ys = grid.flatMap { [$0.number("y1"), $0.number("y2")] }
    try #require(ends.count == 2)
    #expect(abs(ends[0].y - (ys.max() ?? 0)) < 0.02 && abs(ends[1].y - (ys.min() ?? 0)) < 0.02)
  }

  @Test("Shades grow with their values; those below the centre have a corner")
  func shades() {
    let parsed = Self.parsed(
      .heat(
        HeatTable(
          frame: ChartFrame(subject: "回报", unit: .multiple), rowHead: "渠道", rows: ["甲", "乙"], columns: ["新", "老"],
          values: [[0.5, 1], [1.4, 4]], shading: .diverging(around: 1))))
    let cells = Self.wide(parsed.all("rect", class: "shade"))
    #expect(cells.map { $0.classes.last } == ["u1", "h0", "o1", "o3"])
    #expect(Self.wide(parsed.all("path", class: "below-mark")).count == 1)
    let plain = Self.parsed(
      .heat(
        HeatTable(
          frame: ChartFrame(subject: "复购", unit: .ratio), rowHead: "月", rows: ["1"], columns: ["a", "b", "c", "d"],
          values: [[0, 0.5, 1, nil]])))
    #expect(Self.wide(plain.all("rect", class: "shade")).map { $0.classes.last } == ["h0", "h3", "h5"])
  }

  @Test("Words on every shade have a contrast of 4.5 or more, in light and dark")
  func contrast() throws {
    let assets = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../templates/assets")
    let text = try ["fupan.css", "charts.css", "plots.css"].map {
      try String(contentsOf: assets.appending(path: $0), encoding: .utf8)
    }.joined()
    func values(_ name: String) -> [String] {
      text.components(separatedBy: "--\(name): #").dropFirst().map { String($0.prefix(6)) }
    }
    func luminance(_ hex: String) -> Double {
      let parts = stride(from: 0, to: 6, by: 2).map { start -> Double in
        let from = hex.index(hex.startIndex, offsetBy: start)
        let part = Double(Int(hex[from..<hex.index(from, offsetBy: 2)], radix: 16) ?? 0) / 255
        return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (inks, papers) = (values("ink"), values("paper"))
    try #require(inks.count == 3 && papers.count == 3)
    for (name, isDark) in [
      ("shade-0", false), ("shade-1", false), ("shade-2", false), ("shade-3", false), ("shade-4", true),
      ("shade-5", true), ("over-1", false), ("over-2", false), ("over-3", true), ("under-1", false),
      ("under-2", false), ("under-3", true),
    ] {
      let fills = values(name)
      try #require(fills.count == 3)
      for mode in 0..<3 {
        let pair = [luminance(fills[mode]), luminance(isDark ? papers[mode] : inks[mode])].sorted()
        #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, "\(name) \(mode)")
      }
    }
  }

  @Test(
    "A Pareto chart ranks, adds up and marks the few that reach the threshold",
    arguments: [
      ([5, 20, nil, 75], 0.8, ["丁", "乙", "甲"], 2), ([0, 0, 0, 0], 0.8, [], 0), ([1, 1, 1, 1], 0.5, ["甲", "乙", "丙", "丁"], 2),
      ([4, -3, .nan, 0], 0.8, ["甲", "丁"], 1),
    ] as [([Double?], Double, [String], Int)])
  func pareto(_ values: [Double?], _ threshold: Double, _ order: [String], _ vital: Int) {
    let chart = ParetoChart(
      frame: ChartFrame(subject: "缺口", unit: .count), items: zip(["甲", "乙", "丙", "丁"], values).map { .init($0, $1) },
      threshold: threshold)
    #expect(chart.ranked.map(\.name) == order)
    #expect(chart.ranked.last.map { abs($0.cumulative - 1) < 1e-12 } ?? true)
    #expect(Self.wide(Self.parsed(.pareto(chart)).all("rect", class: "vital")).count == vital)
  }

  @Test("A node of a Sankey chart is as high as what flows through it, and its ribbons fill it")
  func sankey() throws {
    let chart = SankeyChart(
      frame: ChartFrame(subject: "路径", unit: .count),
      nodes: [.init("甲", stage: 0, slot: 0), .init("乙", stage: 0, slot: 1), .init("丙", stage: 1, slot: 2)],
      links: [.init(from: 0, to: 2, value: 30), .init(from: 1, to: 2, value: 10), .init(from: 2, to: 0, value: 99)])
    let parsed = Self.parsed(.sankey(chart))
    let nodes = Self.wide(parsed.all("rect", class: "fill"))
    try #require(nodes.count == 3)
    #expect(abs(nodes[0].number("height") / nodes[1].number("height") - 3) < 0.01)
    #expect(abs(nodes[2].number("height") - nodes[0].number("height") - nodes[1].number("height")) < 0.02)
    let ribbons = Self.wide(parsed.all("path", class: "ribbon")).map(DiagramTests.points)
    try #require(ribbons.count == 2)
    // Both arrive one under the other.
    #expect(abs(ribbons[0][3].y - nodes[2].number("y")) < 0.02)
    #expect(abs(ribbons[1][3].y - nodes[2].number("y") - nodes[0].number("height")) < 0.02)
  }

  @Test("A calendar's weeks begin on Monday, and events are numbered by day")
  func calendar() throws {
    // 2026-06-01 is a Monday, 2026-06-07 a Sunday.
    let days = ["2026-06-01", "2026-06-07", "2026-06-08"].compactMap { Day($0) }
    let parsed = Self.parsed(
      .calendar(
        CalendarHeat(
          frame: ChartFrame(subject: "订单", unit: .count), days: days, values: [1, 2, 3],
          events: [.init(day: days[2], name: "乙"), .init(day: days[0], name: "甲")])))
    let cells = Self.wide(parsed.all("rect", class: "shade"))
    try #require(cells.count == 3)
    #expect(cells[0].number("x") == cells[2].number("x") && cells[0].number("y") < cells[2].number("y"))
    #expect(cells[1].number("x") > cells[0].number("x") && cells[1].number("y") == cells[0].number("y"))
    #expect(parsed.all("li").dropFirst().map(\.text) == [" 6月1日 甲", " 6月8日 乙"])
    #expect(parsed.all("rect", class: "day-ring").filter { $0.drawing == 0 }.count == 2)
  }

  @Test("An interval that includes the line of no effect has an open dot")
  func intervals() throws {
    let chart = IntervalChart(
      frame: ChartFrame(subject: "差异", unit: .ratio),
      rows: [
        .init(name: "甲", estimate: 0.02, low: 0.01, high: 0.03), .init(name: "乙", estimate: 0.01, low: -0.01, high: 0.03),
        .init(name: "丙", estimate: 0.01, low: 0, high: 0.02), .init(name: "丁", estimate: nil, low: nil, high: nil),
      ], reference: ReferenceLine(name: "没有差异", value: 0, kind: .baseline))
    let parsed = Self.parsed(.intervals(chart))
    #expect(Self.wide(parsed.all("circle", class: "estimate")).map { $0.classes.contains("open") } == [false, true, true])
    let line = try #require(Self.wide(parsed.all("line", class: "baseline")).first).number("x1")
    let whiskers = Self.wide(parsed.all("line", class: "whisker"))
    #expect(whiskers[0].number("x1") > line && whiskers[3].number("x1") < line && whiskers[6].number("x1") == line)
  }

  @Test(
    "A plot is told in words",
    arguments: [
      (PlotSamples.waterfall, "瀑布图。基线 620.4万元，流量 +451.8万元"), (PlotSamples.pareto, "帕累托图。6 项中前 3 项合计占 83.2%。缺货 41.2万元"),
      (PlotSamples.sankey, "桑基图。直播 → 成交 900人"), (PlotSamples.calendar, "日历热力图。2026年5月20日至7月5日，共 46 天。最高"),
      (PlotSamples.intervals, "区间图。短标题：+4.20% [+2.10%, +6.30%]，达标，区间不含0%"),
      (PlotSamples.heatReturn, "热力表。最高 7.40倍（直播、高价值会员），最低 0.31倍（朋友圈广告、沉睡客户）"),
      (PlotSamples.scatter, "散点图。直播：花费 61.2万元，归因成交额 389万元，新客数 21,400"),
    ])
  func told(_ chart: Chart, _ start: String) throws {
    let words = try #require(Self.parsed(chart).all("desc").first).text
    #expect(words.replacing("900人", with: "900").hasPrefix(start.replacing("900人", with: "900")), "\(words)")
  }

  @Test("No words collide in plots of any shape", arguments: 1...60)
  func anyShape(_ seed: Int) {
    for chart in Self.random(seed) {
      let parsed = Parsed(Samples.html(chart, seed % 2 == 0 ? .simplifiedChinese : .english))
      #expect(parsed.isWellFormed)
      #expect(parsed.collisions == [])
    }
  }

  static func random(_ seed: Int) -> [Chart] {
    var dice = CollisionTests.Dice(state: UInt64(seed) &+ 9000)
    let unit = NumberUnit.allCases[dice.roll(7)]
    let frame = ChartFrame(subject: "数值", unit: unit)
    let count = 1 + dice.roll(14)
    let names = (0..<count).map { _ in dice.name() }
    let columns = (0..<(1 + dice.roll(12))).map { _ in dice.name() }
    let days = (0..<(1 + dice.roll(150))).map { Samples.june[0].advanced(by: $0) }
    return [
      .waterfall(
        WaterfallChart(frame: frame, steps: names.map { .init($0, dice.value(), isTotal: dice.roll(4) == 0) })),
      .scatter(
        ScatterChart(
          frame: frame, x: .init(name: dice.name(), unit: unit), y: .init(name: dice.name(), unit: .count),
          points: (0..<dice.roll(40)).map { _ in
            .init(name: dice.name(), x: dice.value(), y: dice.value(), size: dice.value(), slot: dice.roll(7))
          },
          curves: (0..<dice.roll(3)).map { _ in
            .init(
              name: dice.name(), points: [(0, 0), (1000, dice.value() ?? 5), (1e6, dice.value() ?? 9)],
              isReference: dice.roll(2) == 0)
          }, sizeName: dice.roll(2) == 0 ? nil : dice.name())),
      .heat(
        HeatTable(
          frame: frame, rowHead: dice.name(), rows: names, columns: columns,
          values: names.map { _ in columns.map { _ in dice.value() } },
          shading: dice.roll(2) == 0 ? .sequential : .diverging(around: dice.value() ?? 0),
          rowNoteHead: dice.roll(2) == 0 ? nil : dice.name(), rowNotes: (0..<dice.roll(20)).map { _ in dice.name() })),
      .pareto(ParetoChart(frame: frame, items: names.map { .init($0, dice.value()) })),
      .sankey(
        SankeyChart(
          frame: frame, stages: (0..<dice.roll(4)).map { _ in dice.name() },
          nodes: names.map { .init($0, stage: dice.roll(4)) },
          links: (0..<dice.roll(40)).map { _ in
            .init(from: dice.roll(count + 1), to: dice.roll(count), value: dice.value() ?? 0)
          })),
      .calendar(
        CalendarHeat(
          frame: frame, days: days, values: days.map { _ in dice.value() },
          events: (0..<dice.roll(9)).map { _ in .init(day: days[dice.roll(days.count)], name: dice.name()) })),
      .intervals(
        IntervalChart(
          frame: frame,
          rows: names.map {
            .init(
              name: $0, estimate: dice.value(), low: dice.value(), high: dice.value(),
              status: ([nil] + ChartStatus.allCases)[dice.roll(4)])
          }, reference: dice.roll(2) == 0 ? nil : ReferenceLine(name: dice.name(), value: dice.value() ?? 0, kind: .target))),
    ]
  }

  @Test("Broken, huge and tiny figures leave a whole figure", arguments: ExtremeTests.odd)
  func extremes(_ values: [Double?]) {
    for unit in NumberUnit.allCases {
      let frame = ChartFrame(subject: "数值", unit: unit)
      let names = values.indices.map { "类\($0)" }
      let charts: [Chart] = [
        .waterfall(WaterfallChart(frame: frame, steps: zip(names, values).map { .init($0, $1, isTotal: $0 == "类1") })),
        .scatter(
          ScatterChart(
            frame: frame, x: .init(name: "横", unit: unit), y: .init(name: "纵", unit: unit),
            points: zip(names, values).map { .init(name: $0, x: $1, y: values.last ?? nil, size: $1) },
            curves: [.init(name: "线", points: values.map { ($0 ?? 0, $0 ?? 1) })], sizeName: "量")),
        .heat(HeatTable(frame: frame, rowHead: "行", rows: names, columns: names, values: names.map { _ in values })),
        .heat(
          HeatTable(
            frame: frame, rowHead: "行", rows: ["一"], columns: names, values: [values],
            shading: .diverging(around: (values.first ?? 0) ?? 0))),
        .pareto(ParetoChart(frame: frame, items: zip(names, values).map { .init($0, $1) })),
        .sankey(
          SankeyChart(
            frame: frame, nodes: [.init("甲", stage: .min), .init("乙", stage: .max)],
            links: values.map { .init(from: 0, to: 1, value: $0 ?? 0) })),
        .calendar(CalendarHeat(frame: frame, days: Array(Samples.june.prefix(values.count + 1)), values: values)),
        .intervals(
          IntervalChart(
            frame: frame,
            rows: zip(names, values).map { .init(name: $0, estimate: $1, low: $1, high: values.last ?? nil) },
            reference: ReferenceLine(name: "参照", value: (values.first ?? 0) ?? 0, kind: .target))),
      ]
      for chart in charts {
        let html = Samples.html(chart)
        #expect(Parsed(html).isWellFormed)
        #expect(!html.contains("nan") && !html.contains("inf\""))
      }
    }
  }

  @Test("Without anything to draw a plot says so")
  func empty() {
    let frame = ChartFrame(subject: "空", unit: .count)
    let axis = ScatterChart.Axis(name: "轴", unit: .count)
    let charts: [Chart] = [
      .waterfall(WaterfallChart(frame: frame, steps: [.init("甲", nil)])),
      .scatter(ScatterChart(frame: frame, x: axis, y: axis, points: [.init(name: "甲", x: 1, y: nil)])),
      .heat(HeatTable(frame: frame, rowHead: "", rows: ["甲"], columns: ["乙"], values: [[nil]])),
      .heat(HeatTable(frame: frame, rowHead: "", rows: [], columns: [], values: [])),
      .pareto(ParetoChart(frame: frame, items: [.init("甲", 0)])),
      .sankey(SankeyChart(frame: frame, nodes: [.init("甲", stage: 0)], links: [.init(from: 0, to: 0, value: 2)])),
      .calendar(CalendarHeat(frame: frame, days: [], values: [1])),
      .intervals(IntervalChart(frame: frame, rows: [.init(name: "甲", estimate: nil)])),
    ]
    for chart in charts {
      let parsed = Parsed(Samples.html(chart))
      #expect(parsed.isWellFormed && parsed.boxes.map(\.text) == ["没有可画的数据"])
    }
  }
}
