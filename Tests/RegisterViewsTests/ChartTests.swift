import RegisterViews
import Testing

private let log = """
  id: log
  name: {zh: 台账, en: Log}
  scope: campaign
  key: id
  columns:
    - {id: id}
    - {id: name, label: {zh: 名称, en: Name}}
    - {id: side, type: choice, values: [甲, 乙]}
    - {id: day, type: date}
    - {id: end, type: date}
    - {id: n, type: integer, min: -2, max: 9, label: {zh: 次数, en: Times}}
    - {id: m, type: decimal, label: {zh: 得分, en: Score}}
    - {id: up, type: reference, to: log}
    - {id: to}
  views:
    - {id: bar, type: bar, label: side, value: n, series: to}
    - {id: sorted, type: bar, label: name, value: n}
    - {id: line, type: line, x: day, value: n}
    - {id: tree, type: tree, label: name, parent: up}
    - {id: pyramid, type: pyramid, level: side, label: name}
    - {id: journey, type: journey, stage: side, label: name, emotion: n, lanes: [to]}
    - {id: radar, type: radar, axes: [n, m], label: name}
    - {id: flow, type: flow, from: side, to: to, label: name}
    - {id: gantt, type: gantt, label: name, start: day, end: end}
  """
private let rows = [
  ["id", "name", "side", "day", "end", "n", "m", "up", "to"],
  ["1", "简报", "甲", "2026-06-15", "2026-06-16", "3", "1.5", "", "法务"],
  ["2", "初稿", "甲", "2026-06-17", "2026-06-18", "4", "2", "1", "法务"],
  ["3", "终稿", "乙", "2026-06-17", "2026-06-19", "5", "", "1", "渠道"],
]

@Suite("Views that are drawn") struct ChartTests {
  private func table(_ view: String) throws -> [[String]] {
    let html = try #require(Sheet(log, rows)).html(view)
    return cells(html.split(separator: "<table").dropFirst().first.map { "<table" + $0 } ?? "")
  }

  @Test("Bars add up the rows of a category, for each series")
  func bars() throws {
    // 3 + 4 of side 甲.
    #expect(try table("bar").map { Array($0.prefix(3)) } == [["类别", "法务", "渠道"], ["甲", "7", "—"], ["乙", "—", "5"]])
  }

  @Test("Bars of one series stand longest first")
  func sorted() throws { #expect(try table("sorted").dropFirst().map { $0[0] } == ["终稿", "初稿", "简报"]) }

  @Test("Lines add up the rows of a day, and leave days without rows empty")
  func line() throws {
    #expect(try table("line").dropFirst().map { Array($0.prefix(2)) } == [
      ["2026-06-15", "3"], ["2026-06-16", "—"], ["2026-06-17", "9"],
    ])
  }

  @Test("Every drawn view is a figure with a title, a drawing and a table that name each row", arguments: [
    "tree", "pyramid", "journey", "radar", "flow", "gantt",
  ])
  func figures(view: String) throws {
    let html = try #require(Sheet(log, rows)).html(view)
    #expect(html.hasPrefix("<figure") && html.contains("台账") && html.contains("<svg"))
    let told = try table(view).joined().joined(separator: " ")
    for name in ["简报", "初稿", "终稿"] { #expect(told.contains(name)) }
  }

  @Test("A tree's table tells what is below what, a gantt's the days, a flow's who hands over to whom")
  func contents() throws {
    #expect(try table("tree").contains { $0.first?.hasPrefix("终稿") == true && $0.contains("简报") })
    #expect(try table("gantt").contains { $0.contains("终稿") && $0.contains { $0.contains("2026-06-19") } })
    #expect(try table("flow").contains { $0.contains("终稿") && $0.contains("乙") && $0.contains("渠道") })
    #expect(try table("radar").contains { $0.contains("1.50") })
  }
}
