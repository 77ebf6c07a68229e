import Charts
import Diagnostics
import HTML
import Testing
import Values

@Suite struct GanttTests {
  typealias Row = GanttChart.Row
  typealias Bar = GanttChart.Bar

  static func parsed(_ rows: [Row], today: String? = nil) -> Parsed {
    Parsed(
      Samples.html(
        .gantt(GanttChart(frame: GanttSamples.frame("计划"), rows: rows, today: today.map(GanttSamples.day)))))
  }

  static func row(_ start: String, _ end: String, after: [Int] = []) -> Row {
    GanttSamples.task("任务", nil, start, end, after: after, nil)
  }

  @Test("A bar is as long as its days, both included, and stands at its first")
  func proportions() {
    let bars = Self.parsed([Self.row("06-01", "06-10"), Self.row("06-11", "06-15"), Self.row("06-15", "06-15")])
      .all("rect", class: "gantt-plan").filter(\.inDrawing)
    let perDay = bars[0].number("width") / 10
    #expect(abs(bars[1].number("width") - 5 * perDay) < 0.05 && abs(bars[2].number("width") - perDay) < 0.05)
    #expect(abs(bars[1].number("x") - bars[0].number("x") - 10 * perDay) < 0.05)
  }

  @Test("Parts stand below what they are a part of, indented, wherever their rows are")
  func tree() {
    let rows = [("丙", 2), ("甲", nil), ("乙", nil), ("丁", 0)].map { name, parent in
      Row(name: name, parent: parent, bars: [Bar(start: GanttSamples.day("06-01"), end: GanttSamples.day("06-02"))])
    }
    let texts = Self.parsed(rows).all("text").filter { ["甲", "乙", "丙", "丁"].contains($0.text) }
    #expect(texts.map(\.text) == ["甲", "乙", "丙", "丁"])
    #expect(texts.map { $0.number("x") } == [0, 0, 13, 26])
  }

  @Test("Names stand in a column that does not scroll, cut where they are too long and told in full on pointing")
  func names() {
    let figure = Self.parsed([Row(name: "详情页与落地页制作，含三端适配", bars: Self.row("06-01", "06-03").bars)])
    #expect(figure.all("div", class: "chart-fixed").map { $0.attributes["aria-hidden"] } == ["true"])
    #expect(figure.all("text").map(\.text).contains("详情页与落地页制作，含…"))
    #expect(figure.all("title").map(\.text).contains("详情页与落地页制作，含三端适配"))
  }

  @Test("Rows whose parents go in circles are all drawn")
  func circle() {
    let rows = [("甲", 1), ("乙", 0), ("丙", 2), ("丁", 9)].map { name, parent in
      Row(name: name, parent: parent, bars: [Bar(start: GanttSamples.day("06-01"), end: GanttSamples.day("06-02"))])
    }
    #expect(Self.parsed(rows).all("rect", class: "gantt-plan").count(where: \.inDrawing) == 4)
  }

  @Test("A link is drawn for each predecessor that has days, and none for rows that do not exist")
  func links() {
    let rows = [
      Self.row("06-01", "06-03"), Self.row("06-04", "06-05", after: [0]), Self.row("06-02", "06-05", after: [0, 1, 7, 2, 0]),
      Row(name: "无日期", bars: [], depends: [0]), Self.row("06-08", "06-09", after: [3]),
    ]
    #expect(Self.parsed(rows).all("path", class: "gantt-link").count(where: \.inDrawing) == 3)
  }

  @Test("What is critical, done, late or a milestone is told by shape or word, and in the key")
  func shapes() {
    let figure = Parsed(Samples.html(.gantt(GanttSamples.tasks)))
    let legend = figure.all("li").map(\.text)
    #expect(legend == ["计划", "实际", "预计延后", "关键任务", "里程碑", "前置关系", "休息日"])
    #expect(figure.all("rect", class: "critical").allSatisfy { $0.attributes["fill"] == "url(#c1-critical)" })
    #expect(figure.all("text", class: "missed").map(\.text) == ["■ 已晚"])
    #expect(figure.all("text", class: "near").map(\.text) == ["▲ 将晚", "◆ 高风险"])
    #expect(figure.all("text", class: "gantt-today-name").map(\.text) == ["今天 6月1日"])
  }

  @Test("The description has days, counts and what is late")
  func description() {
    let figure = Parsed(Samples.html(.gantt(GanttSamples.tasks)))
    #expect(
      figure.all("desc").map(\.text) == [
        "甘特图。2026年5月4日至6月20日。12 项任务，2 个里程碑，关键任务 7 项，已完成 4 项，已晚 1 项，将晚 1 项，高风险 1 项，进行中 2 项，未开始 3 项。"
          + "已晚：详情页与落地页制作，含三端适配。将晚：账户搭建与审核。高风险：开门红投放。"
      ])
  }

  @Test("The table has every bar with its days, owner, state and predecessors")
  func table() {
    let figure = Parsed(Samples.html(.gantt(GanttSamples.tasks)))
    #expect(figure.all("th").filter { $0.attributes["scope"] == "col" }.map(\.text) == [
      "任务", "负责人", "计划开始", "计划完成", "实际开始", "实际完成", "预计完成", "关键任务", "状态", "前置任务",
    ])
    let cells = figure.all("td").map(\.text)
    #expect(Array(cells[36..<45]) == ["内容创意", "2026-05-18", "2026-05-22", "2026-05-18", "2026-05-27", "—", "是", "● 已完成", "活动方案"])
  }

  @Test("Bars of a lane that overlap, and their words, do not lie on each other", arguments: [3, 10, 40])
  func lanes(count: Int) {
    let first = GanttSamples.day("06-01")
    let bars = (0..<count).map { place in
      let start = first.advanced(by: place * 7 % 23)
      return Bar(label: "满 \(place)00 减 50", start: start, end: start.advanced(by: place % 6))
    }
    let figure = Self.parsed([Row(name: "天猫", bars: bars), Row(name: "京东", bars: Array(bars.prefix(2)))])
    #expect(figure.collisions == [])
    let boxes = figure.all("rect", class: "gantt-plan").filter(\.inDrawing).map { rect in
      Parsed.Box(
        text: "", left: rect.number("x"), right: rect.number("x") + rect.number("width"), top: rect.number("y"),
        bottom: rect.number("y") + rect.number("height"))
    }
    for (index, box) in boxes.enumerated() { #expect(!boxes[(index + 1)...].contains { box.overlaps($0) }) }
  }

  @Test("Any span of days is drawn, its labels apart", arguments: [1, 5, 20, 45, 100, 250, 380, 700, 1500, 40_000, 3_000_000])
  func spans(days: Int) {
    for start in ["0001-01-01", "2025-12-28"] {
      guard let first = Day(start) else { continue }
      let rows = (0..<5).map { place in
        Row(
          name: "任务 \(place)", owner: "数字营销",
          bars: [
            Bar(start: first.advanced(by: days * place / 5), end: first.advanced(by: days * (place + 1) / 5), state: .late)
          ])
      }
      let chart = GanttChart(frame: GanttSamples.frame("计划"), rows: rows, today: first.advanced(by: days / 2))
      for language in [Language.simplifiedChinese, .english] {
        let figure = Parsed(Samples.html(.gantt(chart), language))
        #expect(figure.isWellFormed && figure.collisions == [])
        #expect(figure.all("rect", class: "gantt-plan").allSatisfy { $0.number("width") >= 2 })
      }
    }
  }

  @Test("A plan of 200 bars is drawn whole; a larger one is folded by its top rows")
  func folding() {
    #expect(GanttSamples.large(200).folded() == [GanttSamples.large(200)])
    let folded = GanttSamples.large(5000).folded()
    #expect(folded.count == 1 && folded[0].rows.count == 200 && folded[0].leftOut == 4800)
    let rows = folded[0].rows
    #expect(rows.allSatisfy { $0.stands == 24 && $0.bars.count == 1 })
    // The first group: 25 rows from 5 January; its parts end on 31 January, its top row on 1 February.
    #expect(rows[0].bars[0].start?.iso == "2026-01-05" && rows[0].bars[0].end?.iso == "2026-02-01")
    #expect(rows[0].bars[0].state == .late && rows[1].bars[0].state == .done)
    #expect(rows[0].bars[0].isCritical && !rows[1].bars[0].isCritical)
    #expect(rows[0].depends == [] && rows[5].depends == [4])
    #expect(Parsed(Samples.html(.gantt(folded[0]))).all("rect", class: "gantt-plan").count(where: \.inDrawing) == 200)
  }

  @Test("Without top rows the first 200 are drawn, and the figure says how many are not")
  func flat() {
    let rows = (0..<1000).map { _ in Self.row("06-01", "06-03") }
    let folded = GanttChart(frame: GanttSamples.frame("计划"), rows: rows).folded()
    #expect(folded[0].rows.count == 200 && folded[0].leftOut == 800)
    #expect(Parsed(Samples.html(.gantt(folded[0]))).all("span", class: "chart-note").map(\.text).first?.contains("800") == true)
  }

  @Test("5,000 tasks are folded and drawn in well under a second")
  func speed() {
    let chart = GanttSamples.large(5000)
    var length = 0
    let time = ContinuousClock().measure {
      for figure in chart.folded() { length += Samples.html(.gantt(figure)).utf8.count }
    }
    #expect(length > 10_000 && time < .seconds(1), "\(time)")
  }
}
