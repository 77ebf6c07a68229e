import Charts
import Diagnostics
import HTML
import Testing
import Values

@Suite struct StructureTests {
  @Test("A figure is well formed, its ids are unique and every reference finds its id", arguments: Samples.all.map(\.name))
  func wellFormed(_ name: String) throws {
    let chart = try #require(Samples.all.first { $0.name == name }).chart
    let parsed = Parsed(Samples.html(chart, id: "x"))
    #expect(parsed.isWellFormed)
    let ids = parsed.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0 == "x" || $0.hasPrefix("x-") })
    for element in parsed.elements {
      for id in (element.attributes["aria-labelledby"] ?? "").split(separator: " ") { #expect(ids.contains(String(id))) }
      if let fill = element.attributes["fill"] { #expect(ids.contains(String(fill.dropFirst(5).dropLast()))) }
      #expect(element.attributes["style"] == nil && element.attributes["stroke"] == nil, "colours are classes")
    }
  }

  @Test("Caption, title, description and a table with scoped heads stand in every figure", arguments: Samples.all.map(\.name))
  func accessible(_ name: String) throws {
    let chart = try #require(Samples.all.first { $0.name == name }).chart
    let parsed = Parsed(Samples.html(chart))
    let drawing = try #require(parsed.all("svg").first { $0.attributes["role"] == "img" })
    #expect(drawing.attributes["aria-labelledby"] == "c1-title c1-desc")
    #expect(parsed.all("desc").allSatisfy { !$0.text.isEmpty } && parsed.all("desc").count == 1)
    #expect(parsed.all("figcaption").count == 1 && parsed.all("summary").map(\.text) == ["数据表"])
    #expect(parsed.all("th").allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
  }

  @Test("No words lie on others or leave the drawing, in either language", arguments: Samples.all.map(\.name))
  func noCollisions(_ name: String) throws {
    let chart = try #require(Samples.all.first { $0.name == name }).chart
    for language in Language.allCases { #expect(Parsed(Samples.html(chart, language)).collisions == []) }
  }

  @Test("Labels of days keep apart at any length", arguments: [1, 2, 3, 7, 14, 20, 31, 45, 90, 200, 366, 800, 4000, 40_000])
  func dayLabels(_ count: Int) {
    for start in ["2026-01-01", "2025-12-28", "2024-02-29"] {
      let days = (0..<count).map { Day(start)!.advanced(by: $0) }
      let series = ChartSeries(name: "成交额", values: days.indices.map { Double($0 % 7) * 1e5 })
      let chart = Chart.line(LineChart(frame: ChartFrame(subject: "成交额", unit: .money), days: days, series: [series]))
      for language in [Language.simplifiedChinese, .english] {
        let parsed = Parsed(Samples.html(chart, language))
        #expect(parsed.collisions == [])
        #expect(count < 2 || parsed.all("line", class: "tick").count >= 2)
      }
    }
  }

  @Test("Names of lines that end together are pushed apart", arguments: [2, 3, 4, 5])
  func endLabels(_ count: Int) {
    for value in [0.0, 50, 100] {
      let series = (0..<count).map { ChartSeries(name: "很长的渠道名称第\($0)号投放计划", values: [100, 0, value]) }
      let chart = LineChart(
        frame: ChartFrame(subject: "订单", unit: .count), days: Array(Samples.june.prefix(3)), series: series,
        references: [
          ReferenceLine(name: "目标", value: value, kind: .target), ReferenceLine(name: "基线", value: value, kind: .baseline),
        ])
      #expect(Parsed(Samples.html(.line(chart))).collisions == [])
    }
  }

  @Test("Events on neighbouring days stand in rows, those of one day share a mark")
  func events() {
    let days = (0..<120).map { Samples.june[0].advanced(by: $0) }
    let events = (0..<30).map { LineChart.Event(day: days[60 + $0 / 2], name: "事件\($0)") }
    let chart = LineChart(
      frame: ChartFrame(subject: "订单", unit: .count), days: days,
      series: [ChartSeries(name: "订单", values: days.map { _ in 5 })],
      events: events + [.init(day: Day("2020-01-01")!, name: "在轴外")])
    let parsed = Parsed(Samples.html(.line(chart)))
    #expect(parsed.collisions == [])
    #expect(parsed.all("circle", class: "mark").count == 15)
    #expect(parsed.all("li").first?.text == " 7月31日 事件0；事件1")
  }

  @Test("Many or long names lie down; few short ones stand", arguments: [
    (["华东", "华南"], true), (["直播间达人专场与品牌自播间联合投放的第一阶段", "短", "短", "短", "短", "短"], false),
    ((0..<60).map { "渠道\($0)" }, false),
  ])
  func direction(_ names: [String], _ upright: Bool) {
    let chart = BarChart(
      frame: ChartFrame(subject: "订单", unit: .count), categories: names,
      series: [ChartSeries(name: "订单", values: names.indices.map { Double($0 + 1) * 1234 })])
    let parsed = Parsed(Samples.html(.bar(chart)))
    #expect(parsed.collisions == [])
    let bars = parsed.all("rect", class: "fill")
    #expect((Set(bars.map { $0.number("width") }).count == 1) == upright)
    let bodies = parsed.all("th").map(\.text)
    #expect(names.allSatisfy(bodies.contains), "the table has the names in full")
  }
}

@Suite struct FigureTests {
  static func line(_ values: [Double?], days: [Day]? = nil, zero: Bool = true) -> Parsed {
    Parsed(
      Samples.html(
        .line(
          LineChart(
            frame: ChartFrame(subject: "订单", unit: .count), days: days ?? Array(Samples.june.prefix(values.count)),
            series: [ChartSeries(name: "订单", values: values)], startsAtZero: zero))))
  }

  @Test("A gap breaks the line, and a lone value is a dot", arguments: [
    ([1, 2, 3, 4], 1, 1), ([1, 2, nil, 4, 5], 2, 1), ([1, nil, 3, nil, 5], 3, 3), ([nil, 2, 3, nil], 1, 1),
    ([1, .nan, 3, .infinity], 2, 2),
  ] as [([Double?], Int, Int)])
  func gaps(_ values: [Double?], _ runs: Int, _ markers: Int) throws {
    let parsed = Self.line(values)
    let path = try #require(parsed.all("path", class: "line").first?.attributes["d"])
    #expect(path.filter { $0 == "M" }.count == runs)
    #expect(parsed.all("path", class: "marker").count == markers)
  }

  @Test("A missing day is a gap; weeks and months are joined as they come")
  func distances() throws {
    func runs(_ days: [String]) throws -> Int {
      let parsed = Self.line(days.map { _ in 1 }, days: days.compactMap { Day($0) })
      return try #require(parsed.all("path", class: "line").first?.attributes["d"]).filter { $0 == "M" }.count
    }
    #expect(try runs(["2026-06-01", "2026-06-02", "2026-06-04"]) == 2)
    #expect(try runs(["2026-06-01", "2026-06-08", "2026-06-15"]) == 1)
    #expect(try runs(["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"]) == 1)
    #expect(try runs(["2026-01-01", "2026-02-01", "2026-04-01"]) == 2)
  }

  @Test("At most five grid lines with round labels", arguments: [
    (3.0, ["0", "1", "2", "3"]), (100, ["0", "25", "50", "75", "100"]), (97, ["0", "25", "50", "75", "100"]), (1, ["0", "1"]),
    (38_000, ["0", "1万", "2万", "3万", "4万"]), (123_456_789, ["0", "0.5亿", "1.0亿", "1.5亿"]),
    (7, ["0", "2", "4", "6", "8"]), (0, ["0", "1"]),
  ] as [(Double, [String])])
  func ticks(_ largest: Double, _ labels: [String]) {
    let parsed = Self.line([0, largest])
    let left = parsed.all("text", class: "muted").filter { $0.attributes["text-anchor"] == "end" }
    #expect(left.map(\.text) == labels)
    #expect(left.count <= 5)
  }

  @Test("Bars start at zero and negative ones hang from it")
  func zero() throws {
    let chart = BarChart(
      frame: ChartFrame(subject: "利润", unit: .money), categories: ["甲", "乙", "丙"],
      series: [ChartSeries(name: "利润", values: [100, -50, 1000])])
    let parsed = Parsed(Samples.html(.bar(chart)))
    let bars = parsed.all("rect", class: "fill")
    try #require(bars.count == 3)
    let zero = try #require(parsed.all("line", class: "zero").first).number("y1")
    #expect(abs(bars[0].number("y") + bars[0].number("height") - zero) < 0.02)
    #expect(abs(bars[1].number("y") - zero) < 0.02)
    #expect(abs(bars[2].number("height") / bars[0].number("height") - 10) < 0.01)
    #expect(abs(bars[0].number("height") / bars[1].number("height") - 2) < 0.01)
  }

  @Test("Stacks add up, shares fill the whole")
  func stacks() throws {
    var chart = BarChart(
      frame: ChartFrame(subject: "花费", unit: .money), categories: ["甲", "乙"],
      series: [ChartSeries(name: "一", values: [30, 10]), ChartSeries(name: "二", values: [10, 70])],
      arrangement: .stacked, direction: .lying)
    func widths() -> [Double] {
      Parsed(Samples.html(.bar(chart))).all("rect", class: "segment").filter(\.inDrawing).map { $0.number("width") }
    }
    let stacked = widths()
    try #require(stacked.count == 4)
    #expect(abs((stacked[2] + stacked[3]) / (stacked[0] + stacked[1]) - 2) < 0.01)
    chart.arrangement = .shares
    let shares = widths()
    #expect(abs((shares[0] + shares[1]) - (shares[2] + shares[3])) < 0.05)
    #expect(abs(shares[0] / (shares[0] + shares[1]) - 0.75) < 0.001)
    #expect(Samples.html(.bar(chart)).contains("<td>75.0%</td>"))
  }

  @Test("Sorted bars and their table stand in descending order, missing ones last")
  func sorting() {
    let chart = BarChart(
      frame: ChartFrame(subject: "订单", unit: .count), categories: ["甲", "乙", "丙", "丁"],
      series: [ChartSeries(name: "订单", values: [5, nil, 9, 9])], sorted: true)
    let heads = Parsed(Samples.html(.bar(chart))).all("th").filter { $0.attributes["scope"] == "row" }
    #expect(heads.map(\.text) == ["丙", "丁", "甲", "乙"])
  }

  @Test("Step rates, overall rate and the step that loses the largest part", arguments: [
    ([1000, 500, 100, 80], [0.5, 0.2, 0.8], 0.08, 1), ([100, nil, 20], [nil, nil], 0.2, nil),
    ([100, 120, 60], [1.2, 0.5], 0.6, 1), ([0, 0, 0], [nil, nil], nil, nil), ([10, 5], [0.5], 0.5, nil),
    ([8, 4, 2], [0.5, 0.5], 0.25, 0),
  ] as [([Double?], [Double?], Double?, Int?)])
  func funnel(_ values: [Double?], _ rates: [Double?], _ total: Double?, _ loss: Int?) {
    let found = FunnelRates(values)
    #expect(found.steps == rates)
    #expect(found.total == total)
    #expect(found.largestLoss == loss)
  }

  @Test("A description is made from the figures")
  func description() throws {
    let parsed = Self.line([12_000, 8_000, nil, 30_000, 20_000])
    #expect(
      parsed.all("desc").map(\.text) == [
        "折线图。2026年6月1日至5日。订单：最高 30,000（6月4日），最低 8,000（6月2日），最后 20,000。"
      ])
  }

  @Test("Seven series still differ from each other without colour")
  func looks() {
    let series = (0..<12).map { ChartSeries(name: "渠道\($0)", values: [1, 2, Double($0)]) }
    let chart = LineChart(
      frame: ChartFrame(subject: "订单", unit: .count), days: Array(Samples.june.prefix(3)), series: series)
    let lines = Parsed(Samples.html(.line(chart))).all("path", class: "line").filter(\.inDrawing)
    #expect(Set(lines.compactMap { $0.attributes["class"] }).count == 12)
  }

  @Test("Names from files are escaped wherever they stand")
  func escaping() {
    let name = "<b>\"直播\" & 'x'</b>"
    let frame = ChartFrame(finding: name, subject: name, unit: .count, unitName: name, source: name, description: name)
    let charts: [Chart] = [
      .line(
        LineChart(
          frame: frame, days: Samples.june, series: [ChartSeries(name: name, values: [1, 2]), ChartSeries(name: name, values: [2])],
          references: [ReferenceLine(name: name, value: 1, kind: .target)],
          bands: [.init(period: Period(Samples.june[0], Samples.june[19])!, name: name)],
          events: [.init(day: Samples.june[0], name: name)])),
      .bar(BarChart(frame: frame, categories: [name], series: [ChartSeries(name: name, values: [1])])),
      .funnel(FunnelChart(frame: frame, steps: [.init(name: name, value: 1)])),
      .bullet(BulletChart(frame: frame, rows: [.init(name: name, unit: .count, value: 1)])),
    ]
    for chart in charts {
      let html = Samples.html(chart)
      #expect(Parsed(html).isWellFormed && !html.contains("<b>"))
    }
  }
}

@Suite struct ExtremeTests {
  static let odd: [[Double?]] = [
    [], [nil], [nil, nil, nil], [0], [0, 0, 0], [5], [-5], [-1, -2, -3], [.nan, .infinity, -.infinity],
    [.greatestFiniteMagnitude, -.greatestFiniteMagnitude], [1e289, -1e289], [.leastNonzeroMagnitude, 0], [1e-12, 2e-12],
    [1e15, 1e15 + 1], [1e18, 3], [0.1, 0.1, 0.1], [-0.0], [1, nil, .nan, 1e300, -1e-300],
  ]

  @Test("No figures, one, zeros, huge, tiny or broken ones: always a whole figure without a broken coordinate", arguments: odd)
  func drawn(_ values: [Double?]) {
    for unit in NumberUnit.allCases {
      let frame = ChartFrame(subject: "数值", unit: unit)
      let series = [ChartSeries(name: "甲", values: values), ChartSeries(name: "乙", values: values.reversed())]
      let names = values.indices.map { "类\($0)" }
      var charts: [Chart] = [
        .line(LineChart(frame: frame, days: Array(Samples.june.prefix(values.count)), series: series)),
        .line(LineChart(frame: frame, days: Array(Samples.june.prefix(values.count)), series: series, startsAtZero: false)),
        .line(LineChart(frame: frame, days: [], series: [])), .line(LineChart(frame: frame, days: Samples.june, series: series)),
        .bar(BarChart(frame: frame, categories: [], series: [])),
        .funnel(FunnelChart(frame: frame, steps: zip(names, values).map { .init(name: $0, value: $1) })),
        .bullet(
          BulletChart(
            frame: frame,
            rows: values.map { .init(name: "甲", unit: unit, value: $0, target: $0, baseline: $0, status: .met, ranges: [$0 ?? 0]) })),
      ]
      for arrangement in [BarChart.Arrangement.grouped, .stacked, .shares] {
        for direction in [BarChart.Direction.upright, .lying] {
          charts.append(
            .bar(
              BarChart(
                frame: frame, categories: names, series: series, targets: values,
                references: [ReferenceLine(name: "目标", value: (values.first ?? 0) ?? 0, kind: .target)],
                arrangement: arrangement, direction: direction, sorted: true)))
        }
      }
      for chart in charts {
        let html = Samples.html(chart)
        #expect(Parsed(html).isWellFormed)
        #expect(!html.contains("nan") && !html.contains("inf\""))
      }
      var spark = HTMLWriter()
      Sparkline(name: "甲", unit: unit, values: values).render(into: &spark, id: "s", text: ChartText(.english))
      #expect(Parsed(spark.markup.string).isWellFormed)
    }
  }

  @Test("Missing figures are named as such, in the drawing and in the table")
  func missing() {
    let html = Samples.html(Samples.lineEmpty)
    #expect(html.contains("没有可画的数据"))
    #expect(html.contains("<th scope=\"row\">2026-06-01</th><td>—</td>"))
  }
}
