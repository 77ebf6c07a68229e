import RegisterViews
import Testing

private let all = """
  id: all
  name: {zh: 全部, en: All}
  scope: campaign
  key: id
  columns:
    - {id: id}
    - {id: name}
    - {id: text, type: markdown}
    - {id: secret, visibility: internal, label: {zh: 密栏一, en: S1}}
    - {id: hidden, type: choice, values: [机密], visibility: internal, label: {zh: 密栏二, en: S2}}
    - {id: figure, type: decimal, visibility: internal, label: {zh: 密栏三, en: S3}}
    - {id: kind, type: choice, values: [甲, 乙]}
    - {id: n, type: integer, values: [1, 2]}
    - {id: up, type: reference, to: all}
    - {id: day, type: date}
  views:
    - {id: table, type: table, columns: [id, name, text, secret, hidden, figure], group: hidden, totals: [figure]}
    - {id: rest, type: table}
    - {id: cards, type: cards, label: name, columns: [text, secret, figure]}
    - {id: board, type: board, by: kind, label: name, columns: [text, secret, hidden]}
    - {id: secret-board, type: board, by: hidden, label: name}
    - {id: calendar, type: calendar, date: day, label: name, by: hidden}
    - {id: gantt, type: gantt, label: name, start: day, end: day, owner: secret, lane: hidden}
    - {id: matrix, type: matrix, x: kind, y: n, label: name, tone: figure}
    - {id: secret-matrix, type: matrix, x: kind, y: n, label: secret}
    - {id: quadrants, type: quadrants, by: kind, label: name, note: secret, split: hidden}
    - {id: tree, type: tree, label: name, parent: up, note: secret}
    - {id: pyramid, type: pyramid, level: n, label: secret}
    - {id: journey, type: journey, stage: kind, label: name, emotion: figure, lanes: [text, secret]}
    - {id: radar, type: radar, axes: [n, figure], label: name}
    - {id: bar, type: bar, label: name, value: n, series: secret}
    - {id: secret-bar, type: bar, label: name, value: figure}
    - {id: line, type: line, x: day, value: n, series: hidden}
    - {id: heat, type: heat, x: kind, y: secret, value: n}
    - {id: flow, type: flow, from: name, to: kind, label: text, note: secret}
    - {id: timeline, type: timeline, date: day, label: name, note: secret}
  """
private let attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
private let rows = [
  ["id", "name", "text", "secret", "hidden", "figure", "kind", "n", "up", "day"],
  [attack, attack, "[点](javascript:alert(1)) \(attack)", "机密内容", "机密", "73519", "甲", "1", "", "2026-06-15"],
  ["b", "乙", "正文", "机密内容", "机密", "73519", "乙", "2", attack, "2026-06-16"],
]
private let views = [
  "table", "rest", "cards", "board", "secret-board", "calendar", "gantt", "matrix", "secret-matrix", "quadrants", "tree",
  "pyramid", "journey", "radar", "bar", "secret-bar", "line", "heat", "flow", "timeline",
]

@Suite("What views never write") struct SafetyTests {
  @Test("Declared and filled in as meant")
  func sample() throws {
    let sheet = try #require(Sheet(all, rows))
    #expect(sheet.diagnostics == [])
    #expect(sheet.rows.declaration.views.map(\.id) == views)
    #expect(sheet.rows.cells.allSatisfy { $0.contains { $0 != .missing } })
  }

  @Test("Columns that are not public never appear, whatever part a view gives them", arguments: views)
  func hidden(view: String) throws {
    let html = try #require(Sheet(all, rows)).html(view)
    for secret in ["机密", "73519", "73,519", "密栏"] { #expect(!html.contains(secret)) }
  }

  @Test("Markup in cells is text, and Markdown leads to no scripts", arguments: views)
  func escaped(view: String) throws {
    let html = try #require(Sheet(all, rows)).html(view)
    #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("href=\"javascript:"))
    // No attribute ends early.
    #expect(!html.contains("\"'>"))
  }

  @Test("A cell of text shows what stands in it, a cell of Markdown without its raw markup")
  func shown() throws {
    let html = try #require(Sheet(all, rows)).html("rest")
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!html.contains("javascript:"))
  }
}
