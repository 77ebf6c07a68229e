import Diagnostics
import Foundation
import Tables
import Testing

/// A register of risks: every type of cell, a number and money.
let risks = ColumnCatalogue(
  register: RegisterColumns(
    id: "risks", name: Wording(zh: "风险登记", en: "Risk register"),
    columns: [
      .init(id: "id", spellings: ["编号"], isRequired: true),
      .init(id: "what", spellings: ["事项", "Risk"], isRequired: true),
      .init(id: "probability", type: .number, spellings: ["概率", "可能性"]),
      .init(id: "loss", type: .money, spellings: ["损失"]),
      .init(id: "raised", type: .day, spellings: ["提出日期"]),
      .init(id: "updated", type: .time, spellings: ["最近更新"]),
      .init(id: "progress", type: .percent, spellings: ["应对进度"]),
      .init(id: "due", type: .month, spellings: ["月份"]),
      .init(id: "owner", spellings: ["负责人"]),
    ]))

/// A register of words only.
let terms = ColumnCatalogue(
  register: RegisterColumns(
    id: "terms", name: Wording(zh: "术语表", en: "Terms"),
    columns: [.init(id: "term", spellings: ["术语"], isRequired: true), .init(id: "meaning", spellings: ["含义"])]))

func readRegister(_ text: String, as name: String = "risks.csv", by register: ColumnCatalogue = risks) -> Reading {
  readRegister(Array(text.utf8), as: name, by: register)
}

func readRegister(_ bytes: [UInt8], as name: String, by register: ColumnCatalogue = risks) -> Reading {
  TableReader(columns: register).read(bytes, file: "c/registers/" + name, dataFolder: "c/registers/")
}

struct RegisterTests {
  private func book(_ name: String, by register: ColumnCatalogue = risks) throws -> Reading {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let path = folder.appendingPathComponent("../WorkbookTests/Fixtures/" + name)
    return readRegister(Array(try Data(contentsOf: path)), as: name, by: register)
  }

  @Test("a workbook: title, comment, cells in all styles, total row, and every unreadable cell at its place")
  func workbook() throws {
    let reading = try book("register.xlsx")
    let table = try #require(reading.tables.first)
    #expect(reading.tables.count == 1)
    #expect(table.kind == TableKind(rawValue: "risks"))
    #expect(table.report.register?.zh == "风险登记")
    #expect(table.rowLines == [4, 5, 6, 7, 8])
    #expect(table.cells("id") == ["R1", "R2", "R3", "R4", "5"])
    #expect(table.cells("what") == ["支付页证书过期\n直播间无法付款", "全部", "汇总", "缺货", "—"])
    #expect(table.cells("probability") == ["3", "4", "—", "—", "—"])
    // The header says 万元.
    #expect(table.cells("loss") == ["15000", "20000", "12005000", "—", "—"])
    #expect(table.cells("raised") == ["2026-06-01", "2026-06-03", "—", "—", "2026-06-05"])
    #expect(table.cells("updated") == ["2026-06-12 14:05:00", "2026-06-13 09:00", "—", "—", "—"])
    #expect(table.cells("progress") == ["0.5", "0.25", "0.125", "—", "1.25"])
    #expect(table.cells("owner") == ["店长", "—", "无", "—", "—"])
    #expect(table.aside == "preamble 1, comment 3, total 9")
    #expect(table.report.checks.map { "\($0.column) \($0.agrees) \($0.line)" } == ["loss true 9"])
    #expect(reading.diagnostics.sortedByPlace().map { "\($0.severity) \($0.location.description) \($0.problem.id)" } == [
      "warning c/registers/register.xlsx[选项] no-header",
      "error c/registers/register.xlsx[风险登记]:6:3 not-a-number",
      "error c/registers/register.xlsx[风险登记]:6:5 bad-date",
      "warning c/registers/register.xlsx[风险登记]:7:3 workbook-formula",
    ])
    #expect(table.location(row: 2, column: table.column("raised")).description == "c/registers/register.xlsx[风险登记]:6:5")
  }

  @Test("cells merged over several rows are an error; a merged total row is none")
  func merged() throws {
    let reading = try book("register-merged.xlsx")
    #expect(reading.diagnostics.map { "\($0.problem.id) \($0.location.line):\($0.location.column)" } == ["merged-cells 2:2"])
    #expect(reading.tables.first?.cells("what") == ["预热", "—", "—", "收尾", "收尾"])
    #expect(reading.tables.first?.aside == "total 7")
  }

  @Test("days counted from 1904, a dimension that lies, and a header without rows")
  func oddWorkbooks() throws {
    #expect(try book("register-1904.xlsx").tables.first?.cells("raised") == ["2026-06-18"])
    #expect(try book("register-dimension.xlsx").tables.first?.cells("what") == ["缺货", "差评"])
    let empty = try book("register-no-rows.xlsx")
    #expect(empty.diagnostics.isEmpty)
    #expect(empty.tables.map(\.rowCount) == [0])
  }

  @Test("damaged and dangerous workbooks are refused with words", arguments: [
    ("bomb.xlsx", "workbook-bomb"), ("no-workbook.xlsx", "workbook-damaged"),
    ("encrypted-entry.xlsx", "workbook-encrypted"), ("truncated.xlsx", "workbook-damaged"),
  ])
  func refused(name: String, problem: String) throws {
    let reading = try book(name)
    #expect(reading.tables.isEmpty)
    #expect(reading.diagnostics.map(\.problem.id) == [problem])
  }

  @Test("a web page and text under the name of a workbook")
  func renamed() {
    #expect(readRegister("<html><table>", as: "risks.xlsx").diagnostics.map(\.problem.id) == ["not-a-table"])
    let text = readRegister("编号,事项\nR1,缺货\n", as: "risks.xlsx")
    #expect(text.tables.first?.cells("what") == ["缺货"])
    #expect(text.tables.first?.report.guesses.map(\.about) == [.container])
  }

  @Test("the same rows in every text format", arguments: [
    ("risks.csv", "\u{FEFF}编号,事项,概率,月份,负责人\r\nR1,\"缺货\r\n第二行\",3,2026年6月,\"甲、乙\"\r\nR2,差评,,,\r\n"),
    ("risks.csv", "编号;事项;概率;月份;负责人\nR1;\"缺货\n第二行\";3;202606;甲、乙\nR2;差评;;;\n"),
    ("risks.tsv", "编号\t事项\t概率\t月份\t负责人\nR1\t\"缺货\n第二行\"\t3\t2026-06\t甲、乙\nR2\t差评\t\t\t\n"),
    ("risks.json", """
      [{"编号": "R1", "事项": "缺货\\n第二行", "概率": 3, "月份": "2026-06", "负责人": ["甲", "乙"]}, {"编号": "R2", "事项": "差评"}]
      """),
    ("risks.yaml", """
      # 风险
      - 编号: R1
        事项: |-
          缺货
          第二行
        概率: 3
        月份: 2026-06
        负责人: [甲, 乙]
      - {编号: R2, 事项: 差评, 概率: ~}
      """),
    ("risks.yml", "rows:\n  - {id: R1, what: \"缺货\\n第二行\", 可能性: 3, due: 2026-06, owner: [甲, 乙]}\n  - {id: R2, what: 差评}\n"),
  ])
  func formats(name: String, text: String) throws {
    let reading = readRegister(text, as: name)
    #expect(reading.diagnostics.isEmpty)
    let table = try #require(reading.tables.first)
    #expect(table.cells("id") == ["R1", "R2"])
    #expect(table.cells("what") == ["缺货\n第二行", "差评"])
    #expect(table.cells("probability") == ["3", "—"])
    #expect(table.cells("due") == ["2026-06-01", "—"])
    #expect(table.cells("owner") == ["甲、乙", "—"])
  }

  @Test("the lines of YAML rows, and what is wrong in them at its place")
  func yaml() {
    let text = "rows:\n- id: R1\n  what: {深: 1}\n- 只是文字\n- id: R2\n  what: x\n  raised: 某天\nnote: x\n"
    let reading = readRegister(text, as: "risks.yaml")
    #expect(reading.tables.first?.rowLines == [2, 5])
    #expect(reading.tables.first?.report.encoding == "YAML")
    #expect(reading.diagnostics.sortedByPlace().map { "\($0.location.line):\($0.location.column) \($0.problem.id)" }
      == ["3:9 nested-value", "4:3 not-rows", "5:0 bad-date", "8:1 unknown-key"])
    #expect(readRegister("- id: [\n", as: "risks.yaml").diagnostics.map(\.problem.id) == ["yaml-syntax"])
    #expect(readRegister("just text", as: "risks.yaml").diagnostics.map(\.problem.id) == ["not-rows"])
  }

  @Test("no rows are fine where there is a header or a list", arguments: [
    ("risks.csv", "编号,事项\n"), ("risks.csv", "编号,事项\n# R0,示例\n"), ("risks.csv", "# 说明\n编号,事项"), ("risks.json", "[]"),
    ("risks.json", "{\"rows\": []}"), ("risks.yaml", "[]"), ("risks.yaml", "rows: []"), ("risks.yaml", "# 还没有\n"),
  ])
  func noRows(name: String, text: String) {
    let reading = readRegister(text, as: name)
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.tables.map(\.rowCount) == [0])
    #expect(reading.tables.first?.kind == TableKind(rawValue: "risks"))
  }

  @Test("comments are set aside, and only where the first column begins with #")
  func comments() {
    let reading = readRegister("# 风险,,\n编号,事项,负责人\n#R0,示例,\n#N/A,缺号,\n\"#R9,\",示例,\nR1,#标签,#N/A\n")
    #expect(reading.tables.first?.cells("what") == ["缺号", "#标签"])
    #expect(reading.tables.first?.cells("owner") == ["—", "—"])
    #expect(reading.tables.first?.aside == "comment 1, comment 3, comment 5")
    #expect(reading.diagnostics.isEmpty)
  }

  @Test("words of sums are values in a register of words")
  func words() {
    let reading = readRegister("术语,含义\n合计,各项之和\n全部,\ntotal,the sum\n术语,含义\n汇总\n", by: terms)
    #expect(reading.tables.first?.cells("term") == ["合计", "全部", "total", "汇总"])
    #expect(reading.tables.first?.aside == "repeatedHeader 5")
    #expect(reading.diagnostics.map(\.problem.id) == ["short-row"])
  }

  @Test("rows that sum up are set aside where there is something to sum", arguments: [
    ("合计,,,30", "total 4"), (",总计,,30", "total 4"), ("Total,,,30", "total 4"), ("小计,,,30", "subtotal 4"),
    ("渠道小计,,,30", "subtotal 4"), ("全部,,,30", ""), ("汇总,写周报,,", ""), ("R3,合计,,30", ""), ("R3,,2,", ""),
  ])
  func totals(row: String, aside: String) {
    let reading = readRegister("编号,事项,概率,损失\nR1,a,1,10\nR2,b,2,20\n" + row + "\n")
    #expect(reading.tables.first?.aside == aside)
    #expect(reading.tables.first?.rowCount == (aside.isEmpty ? 3 : 2))
  }

  @Test("a row of empty names and a row of one cell are rows")
  func sparseRows() {
    let reading = readRegister("编号,事项,概率,损失\n,,1,10\nR2,,,\n只有一格\n")
    #expect(reading.tables.first?.cells("id") == ["—", "R2", "只有一格"])
    #expect(reading.tables.first?.cells("loss") == ["10", "—", "—"])
  }

  @Test("unreadable cells are told one by one, up to twenty of a column")
  func manyCells() {
    let rows = (1...30).map { "R\($0),x,\($0 == 30 ? "200 ~ 400" : "高"),\($0 == 7 ? "6月" : "2026-06-01")" }
    let reading = readRegister("编号,事项,概率,提出日期\n" + rows.joined(separator: "\n"))
    let found = reading.diagnostics.sortedByPlace()
    #expect(found.count { $0.problem.id == "not-a-number" && $0.severity == .error } == 20)
    #expect(found.first { $0.problem.id == "unreadable-cells" }?.problem.message.en == "10 more cells of '概率' cannot be read")
    #expect(found.first { $0.problem.id == "unreadable-cells" }?.location.line == 22)
    #expect(found.contains { $0.problem.id == "not-a-day" || $0.problem.id == "no-year" || $0.problem.id == "bad-date" })
    #expect(reading.tables.first?.rowCount == 30)
  }

  @Test("headers: spellings, an unknown one with the nearest, twice the same, none, a missing one")
  func headers() throws {
    let reading = readRegister("ＩＤ,risk,概律,颜色,可能性,概率\nR1,x,1,红,2,3\n")
    #expect(reading.tables.first?.cells("id") == ["R1"])
    // The label comes before the alias.
    #expect(reading.tables.first?.cells("probability") == ["3"])
    #expect(reading.tables.first?.report.unmatched == ["概律", "颜色", "可能性"])
    #expect(reading.diagnostics.map(\.problem.id) == ["unknown-column", "unknown-column", "duplicate-column"])
    let typo = readRegister("编号,事项,概律\nR1,x,1\n")
    #expect(typo.diagnostics.map { $0.problem.hint?.zh } == ["是不是「概率」？"])
    #expect(typo.diagnostics.map(\.severity) == [.warning])
    #expect(readRegister("编号,损失\nR1,5\n").diagnostics.map { $0.problem.message.zh } == ["「风险登记」缺少必填的列：事项"])
    // A word among the cells is no header.
    #expect(readRegister("a,b\n1,概率\n2,3\n").diagnostics.map(\.problem.id) == ["no-header"])
    #expect(readRegister("a,b\n1,2\n").diagnostics.map(\.problem.id) == ["no-header"])
    #expect(readRegister("编号,事项,,负责人\nR1,x,丢了,y\n").diagnostics.map(\.problem.id) == ["nameless-column"])
    #expect(readRegister("编号,事项\nR1,x,y\n").diagnostics.map(\.problem.id) == ["long-row"])
  }

  @Test("percents with and without a sign", arguments: [
    ("应对进度", "50%", "0.4", "0.5 0.4", []), ("应对进度", "50", "40", "0.5 0.4", []), ("应对进度(%)", "50", "0.4", "0.5 0.004", []),
    ("应对进度", "50%", "40", "0.5 40", ["mixed-percents"]), ("概率", "50%", "3", "0.5 3", []),
    ("损失", "50%", "3", "— 3", ["not-a-number"]),
  ])
  func percents(header: String, first: String, second: String, values: String, problems: [String]) {
    let reading = readRegister("编号,事项,\(header)\nR1,x,\(first)\nR2,y,\(second)\n")
    let id = header.hasPrefix("应对") ? "progress" : header == "概率" ? "probability" : "loss"
    #expect(reading.tables.first?.cells(id).joined(separator: " ") == values)
    #expect(reading.diagnostics.map(\.problem.id) == problems)
  }

  @Test("the header may be as late as line 30")
  func lateHeader() {
    let note = "导出自共享盘\n"
    let late = String(repeating: note, count: 29) + "编号,事项\nR1,x\n"
    #expect(readRegister(late).tables.first?.report.headerLine == 30)
    #expect(readRegister(note + late).diagnostics.map(\.problem.id) == ["no-header"])
  }

  @Test("times come as text, which can be read", arguments: [
    ("2026-06-12 14:05", "2026-06-12 50700"), ("2026/6/12 8:00", "2026-06-12 28800"), ("2026-06-12", "2026-06-12 -"),
    ("2026年6月12日 14时5分", "2026-06-12 50700"), ("2026-06-31 10:00", "-"), ("下午", "-"), ("45000", "-"),
  ])
  func times(text: String, expected: String) {
    #expect(readRegister("编号,事项,最近更新\nR1,x,\(text)\n").tables.first?.cells("updated") == [text])
    let time = readTime(in: text)
    #expect((time.map { "\($0.day.iso) " + ($0.seconds.map { "\($0)" } ?? "-") } ?? "-") == expected)
  }

  @Test("the folder and the name of a register file tell no kind")
  func names() {
    let reading = readRegister("编号,事项\nR1,x\n", as: "daily/负责人=店长/orders-2026.csv")
    #expect(reading.tables.first?.kind == TableKind(rawValue: "risks"))
    #expect(reading.tables.first?.constants == ["owner": "店长"])
    #expect(reading.diagnostics.isEmpty)
  }

  @Test("KPI files no longer guess budgets, spending or events")
  func noGuess() {
    #expect(TableKind.allCases.count == 13)
    let budget = Array("类别,渠道,月份,计划金额\n媒介,搜索,2026-09,5000\n".utf8)
    #expect(read(budget, as: "budget.csv").diagnostics.map(\.problem.id) == ["unknown-table"])
  }
}
