import Charts
import HTML
import Testing
import Values

@Suite struct FigureTests {
  static func line(_ values: [Double?], days: [Day]? = nil, zero: Bool = true) -> Parsed {
    Parsed(
      Samples.html(
        .line(
          LineChart(
            frame: ChartFrame(subject: "订单", unit: .count), days: days ?? Array(Samples.june.prefix(values.count)),
            series: [ChartSeries(name: "订单", values: values)], startsAtZero: zero))))
  }

  @Test(
    "A gap breaks the line, and a lone value is a dot",
    arguments: [
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

  @Test(
    "At most five grid lines with round labels",
    arguments: [
      (3.0, ["0", "1", "2", "3"]), (100, ["0", "25", "50", "75", "100"]), (97, ["0", "25", "50", "75", "100"]),
      (1, ["0", "1"]),
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

  @Test(
    "Step rates, overall rate and the step that loses the largest part",
    arguments: [
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

  @Test("A step more than 20 times the next is cut short and said to be; the others keep one scale")
  func cutFunnel() throws {
    func funnel(_ values: [Double]) -> Parsed {
      let steps = zip(["曝光", "点击", "支付"], values).map { FunnelChart.Step(name: $0, value: $1) }
      return Parsed(Samples.html(.funnel(FunnelChart(frame: ChartFrame(subject: "人数", unit: .count), steps: steps))))
    }
    let note = "曝光：条形已截短，其余各步按同一比例"
    let cut = funnel([21_000, 1_000, 250])
    let widths = cut.all("rect", class: "fill").map { $0.number("width") }
    try #require(widths.count == 3)
    #expect(widths[0] > widths[1])
    #expect(abs(widths[1] / widths[2] - 4) < 0.01)
    #expect(cut.all("line", class: "cut").count == 4)
    #expect(cut.all("span", class: "chart-note").map(\.text) == [note])
    #expect(try #require(cut.all("desc").first).text.hasSuffix(note + "。"))

    let whole = funnel([20_000, 1_000, 250])
    let linear = whole.all("rect", class: "fill").map { $0.number("width") }
    #expect(abs(linear[0] / linear[1] - 20) < 0.05)
    #expect(whole.all("line", class: "cut").isEmpty && whole.all("span", class: "chart-note").isEmpty)
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
          frame: frame, days: Samples.june,
          series: [ChartSeries(name: name, values: [1, 2]), ChartSeries(name: name, values: [2])],
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
