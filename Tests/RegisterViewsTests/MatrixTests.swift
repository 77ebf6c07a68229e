import RegisterViews
import Testing

@Suite("Matrices, quadrants and heat maps") struct MatrixTests {
  private let risks = """
    id: risks
    name: {zh: 风险, en: Risks}
    scope: campaign
    key: id
    columns:
      - {id: id}
      - {id: probability, type: integer, values: [1, 2, 3, 4, 5]}
      - {id: impact, type: integer, values: [1, 2, 3, 4, 5]}
    views: [{id: m, type: matrix, x: impact, y: probability, label: id}]
    """

  // The shipped register asks for an answer from 15 of 25 on, and for a trigger from 9 on.
  @Test("A risk matrix rises upwards and is shaded by the product", arguments: [
    (5, 5, "level-high"), (5, 3, "level-high"), (3, 5, "level-high"), (3, 4, "level-middle"), (3, 3, "level-middle"),
    (2, 4, "level-low"), (1, 1, "level-low"),
  ])
  func scale(x: Int, y: Int, level: String) throws {
    let html = try #require(Sheet(risks, [["id", "probability", "impact"], ["R", "\(y)", "\(x)"]])).html("m")
    #expect(cells(html).dropFirst().map { $0[0] } == ["5", "4", "3", "2", "1"])
    #expect(cells(html)[6 - y][x] == "R")
    #expect(html.contains(#"<td data-x="\#(x)" data-y="\#(y)" class="\#(level)">R</td>"#))
  }

  @Test("A RACI table has a row for each task and a column for each role")
  func raci() throws {
    let raci = """
      id: raci
      name: {zh: 职责, en: RACI}
      scope: campaign
      key: [task, role]
      columns: [{id: task, label: {zh: 任务, en: Task}}, {id: role, label: {zh: 角色, en: Role}}, {id: part, type: choice, values: [R, A, C, I]}]
      views: [{id: m, type: matrix, x: role, y: task, label: part}]
      """
    let sheet = try #require(
      Sheet(raci, [["task", "role", "part"], ["主视觉", "创意", "R"], ["主视觉", "法务", "C"], ["投放", "法务", "I"]]))
    #expect(cells(sheet.html("m")) == [["任务 ＼ 角色", "创意", "法务"], ["主视觉", "R", "C"], ["投放", "", "I"]])
  }

  @Test("Quadrants have a panel for every declared value, side by side for each value of another column")
  func quadrants() throws {
    let swot = """
      id: swot
      name: {zh: 态势, en: SWOT}
      scope: campaign
      columns:
        - {id: brand}
        - {id: side, type: choice, values: [优势, 劣势]}
        - {id: point}
        - {id: ground}
      views: [{id: q, type: quadrants, by: side, label: point, note: ground, split: brand}]
      """
    let html = try #require(
      Sheet(swot, [["brand", "side", "point", "ground"], ["本品", "优势", "快", "实测"], ["竞品", "劣势", "贵", ""]])
    ).html("q")
    let sides = pieces(html, from: "<section class=\"quadrants-side\">").map(words)
    #expect(sides == ["本品|优势|快 |实测|劣势|没有条目", "竞品|优势|没有条目|劣势|贵"])
  }

  // Five steps of 2 from 0 to 10; rows of one cell add up.
  @Test("A heat map is shaded in five steps from its smallest value to its largest")
  func heat() throws {
    let hours = """
      id: hours
      name: {zh: 时段, en: Hours}
      scope: campaign
      columns: [{id: day}, {id: hour, type: integer}, {id: orders, type: integer}]
      views: [{id: h, type: heat, x: hour, y: day, value: orders}]
      """
    let html = try #require(
      Sheet(hours, [
        ["day", "hour", "orders"], ["一", "10", "4"], ["一", "9", "0"], ["二", "10", "6"], ["二", "10", "4"], ["二", "11", "2"],
      ])
    ).html("h")
    #expect(cells(html) == [["day", "9", "10", "11"], ["一", "0", "4", "—"], ["二", "—", "10", "2"]])
    #expect(pieces(html, from: "num heat-").map { $0.prefix(1) } == ["1", "3", "5", "2"])
  }
}
