import Charts
import Diagnostics
import HTML
import Testing
import Values

@Suite struct StructureTests {
  @Test(
    "A figure is well formed, its ids are unique and every reference finds its id", arguments: Samples.all.map(\.name))
  func wellFormed(_ name: String) throws {
    let chart = try #require(Samples.all.first { $0.name == name }).chart
    let parsed = Parsed(Samples.html(chart, id: "x"))
    #expect(parsed.isWellFormed)
    let ids = parsed.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0 == "x" || $0.hasPrefix("x-") })
    for element in parsed.elements {
      for id in (element.attributes["aria-labelledby"] ?? "").split(separator: " ") {
        #expect(ids.contains(String(id)))
      }
      if let fill = element.attributes["fill"] { #expect(ids.contains(String(fill.dropFirst(5).dropLast()))) }
      #expect(element.attributes["style"] == nil && element.attributes["stroke"] == nil, "colours are classes")
    }
  }

  @Test(
    "Caption, title, description and a table with scoped heads stand in every figure",
    arguments: Samples.all.map(\.name))
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

  @Test(
    "Labels of days keep apart at any length", arguments: [1, 2, 3, 7, 14, 20, 31, 45, 90, 200, 366, 800, 4000, 40_000])
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
          ReferenceLine(name: "目标", value: value, kind: .target),
          ReferenceLine(name: "基线", value: value, kind: .baseline),
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

  @Test(
    "Many or long names lie down; few short ones stand",
    arguments: [
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
