import Diagnostics
import Formulas
import Registers
import Tables
import Testing
import Values

@Suite("Rows of registers") struct RowTypingTests {
  private func declaration(_ columns: String, key: String = "") throws -> RegisterDeclaration {
    let text = """
      id: things
      name: {zh: 物品, en: Things}
      scope: site
      \(key.isEmpty ? "" : "key: \(key)")
      columns:
      \(columns)
      """
    let (catalogue, diagnostics) = load([text])
    try #require(diagnostics == [])
    return try #require(catalogue["things"])
  }

  private func typed(_ column: String, _ texts: [String]) throws -> (cells: [FormulaValue], found: [String]) {
    let declaration = try declaration("  - {id: x, \(column)}")
    var diagnostics: [Diagnostic] = []
    let rows = typeRows([table(["x"], texts.map { [$0] })], as: declaration, campaign: nil, diagnostics: &diagnostics)
    return (rows.cells[0], diagnostics.map(placed))
  }

  // Seconds counted by hand; 2026-06-12 is day 20616 after 1970-01-01 by Python's datetime.
  @Test("Cells of every type", arguments: [
    ("type: text", " 红色 ", .text("红色")), ("type: integer", "1,200", number("1200")), ("type: integer", "12.0", number("12")),
    ("type: decimal", "-1.50", number("-1.5")), ("type: percent", "12%", number("0.12")),
    ("type: percent", "0.12", number("0.12")), ("type: money", "12,345.60", number("12345.6")),
    ("type: date", "2026年6月2日", day("2026-06-02")), ("type: date", "2026/6/2", day("2026-06-02")),
    ("type: month", "2026-06", day("2026-06-01")), ("type: month", "2026年6月", day("2026-06-01")),
    ("type: month", "2026-06-18", day("2026-06-01")),
    ("type: time", "2026-06-12 14:05", number("1781273100")), ("type: time", "2026-06-12", number("1781222400")),
    ("type: duration", "90秒", number("90")), ("type: duration", "2小时", number("7200")),
    ("type: duration", "1:30:00", number("5400")), ("type: duration", "3天", number("259200")),
    ("type: duration", "1.5", number("5400")), ("type: duration", "1小时30分", number("5400")),
    ("type: duration", "45 min", number("2700")), ("type: yes-no", "√", .bool(true)), ("type: yes-no", "否", .bool(false)),
    ("type: yes-no", "×", .bool(false)), ("type: yes-no", "TRUE", .bool(true)), ("type: yes-no", "0", .bool(false)),
    ("type: list", "甲、乙, 丙；甲", .list(["甲", "乙", "丙"])),
    ("type: choice, values: [{id: open, label: {zh: 未关闭, en: Open}, aliases: [进行中]}]", "进行中", .text("open")),
    ("type: choice, values: [{id: open, label: {zh: 未关闭, en: Open}}]", "OPEN", .text("open")),
    ("type: integer, values: [1, 2, 3]", "2", number("2")),
    ("type: choice, values: [高, 低], default: 低", "", .text("低")), ("type: date", "", .missing),
  ] as [(String, String, FormulaValue)])
  func cells(column: String, text: String, expected: FormulaValue) throws {
    let (cells, found) = try typed(column, [text])
    #expect(cells == [expected])
    #expect(found == [])
  }

  @Test("Wrong cells are told where they stand, and are missing then", arguments: [
    ("type: integer", "12.5", "bad-cell"), ("type: integer", "很多", "bad-cell"), ("type: money", "1,23", "bad-cell"),
    ("type: date", "2026-02-30", "bad-cell"), ("type: date", "明天", "bad-cell"), ("type: month", "2026-13", "bad-cell"),
    ("type: time", "2026-06-12 24:00", "bad-cell"), ("type: duration", "1:30", "bad-cell"),
    ("type: duration", "30分1小时", "bad-cell"), ("type: yes-no", "也许", "bad-cell"), ("type: yes-no", "x", "bad-cell"),
    ("type: choice, values: [高, 低]", "中", "unknown-value"), ("type: integer, values: [1, 2]", "3", "unknown-value"),
    ("type: decimal, min: 0", "-1", "cell-out-of-range"), ("type: percent, max: 1", "120%", "cell-out-of-range"),
    ("type: text, required: true", "", "missing-cell"),
  ])
  func wrong(column: String, text: String, rule: String) throws {
    let (cells, found) = try typed(column, [text])
    #expect(cells == [.missing])
    #expect(found == ["rows.csv:2 \(rule)"])
  }

  @Test("A message names the header, and what is near")
  func words() throws {
    let declaration = try declaration("  - {id: x, type: choice, values: [未开始, 进行中], label: {zh: 状态, en: Status}}")
    var diagnostics: [Diagnostic] = []
    _ = typeRows([table(["x"], [["进行"]])], as: declaration, campaign: nil, diagnostics: &diagnostics)
    #expect(diagnostics.map(\.problem.message.zh) == ["「x」列没有「进行」这个取值"])
    #expect(diagnostics.map(\.problem.hint?.zh) == ["是不是「进行中」？"])
  }

  @Test("Days and numbers that the table has read are taken as they are")
  func read() throws {
    let declaration = try declaration("""
        - {id: when, type: date}
        - {id: month, type: month}
        - {id: amount, type: money, min: 1}
      """)
    let columns = [
      Tables.Column(id: "when", header: "日期", values: .day([20_616, ColumnValues.missingDay])),
      Tables.Column(id: "month", header: "月份", values: .day([20_616, 20_605])),
      Tables.Column(id: "amount", header: "金额", values: .number(mantissas: [1250, 50], scale: 2)),
    ]
    var diagnostics: [Diagnostic] = []
    let rows = typeRows([table(columns, count: 2)], as: declaration, campaign: "spring", diagnostics: &diagnostics)
    #expect(rows.cells == [
      [day("2026-06-12"), .missing], [day("2026-06-01"), day("2026-06-01")], [number("12.5"), .missing],
    ])
    #expect(diagnostics.map(placed) == ["rows.csv:3 cell-out-of-range"])
  }

  @Test("A required cell that could not be read is not called empty too")
  func unreadable() throws {
    let declaration = try declaration("  - {id: n, type: integer, required: true}")
    let column = Tables.Column(
      id: "n", header: "n", values: .number(mantissas: [ColumnValues.missingNumber, ColumnValues.missingNumber], scale: 0))
    var diagnostics = [Diagnostic(Problem("unreadable-number", zh: "读不出", en: "cannot be read"), at: Location("rows.csv", line: 2))]
    _ = typeRows([table([column], count: 2)], as: declaration, campaign: nil, diagnostics: &diagnostics)
    #expect(diagnostics.map(placed) == ["rows.csv:2 unreadable-number", "rows.csv:3 missing-cell"])
  }

  @Test("Rows that repeat a key or a unique value name the first one, in whatever file")
  func repeated() throws {
    let declaration = try declaration("  - {id: a}\n  - {id: b}\n  - {id: c, unique: true}", key: "[a, b]")
    var diagnostics: [Diagnostic] = []
    _ = typeRows(
      [
        table(["a", "b", "c"], [["1", "x", "p"], ["1", "y", "q"]]),
        table(["a", "b", "c"], [["2", "x", "q"], ["1", "x", ""]], file: "more.csv"),
      ], as: declaration, campaign: nil, diagnostics: &diagnostics)
    #expect(diagnostics.map(placed) == ["more.csv:2 duplicate-value", "more.csv:3 duplicate-key"])
    #expect(diagnostics.map(\.problem.message.en).allSatisfy { $0.contains("rows.csv:") })
    #expect(diagnostics[1].problem.message.en.contains("at rows.csv:2"))
  }

  @Test("A required column that a file lacks is told once; its default stands in")
  func lacking() throws {
    let declaration = try declaration(
      "  - {id: a, required: true}\n  - {id: b}\n  - {id: c, type: integer, required: true, default: \"3\"}")
    var diagnostics: [Diagnostic] = []
    let rows = typeRows([table(["b"], [["x"], ["y"]])], as: declaration, campaign: nil, diagnostics: &diagnostics)
    #expect(diagnostics.map(placed) == ["rows.csv missing-column"])
    #expect(rows.cells[2] == [number("3"), number("3")])
  }

  @Test("Cells as they are shown", arguments: [
    (.money, number("1234567.5"), "¥1,234,567.50", "CNY 1,234,567.50"), (.money, number("-1200"), "−¥1,200", "−CNY 1,200"),
    (.percent, number("0.12"), "12%", "12%"), (.percent, number("0.0444"), "4.44%", "4.44%"),
    (.percent, .number(.real(1.0 / 3)), "33.33%", "33.33%"), (.decimal, number("1.5"), "1.5", "1.5"),
    (.integer, number("12000"), "12,000", "12,000"), (.decimal, .missing, "—", "—"),
    (.date, day("2026-06-12"), "2026-06-12", "2026-06-12"), (.month, day("2026-06-01"), "2026-06", "2026-06"),
    (.time, number("1781273100"), "2026-06-12 14:05", "2026-06-12 14:05"),
    (.time, number("-1"), "1969-12-31 23:59:59", "1969-12-31 23:59:59"),
    (.duration, number("7500"), "2小时5分", "2 h 5 min"), (.yesNo, .bool(true), "是", "Yes"),
    (.list, .list(["甲", "乙"]), "甲、乙", "甲, 乙"), (.text, .text(""), "—", "—"),
  ] as [(RegisterColumn.ValueType, FormulaValue, String, String)])
  func shown(type: RegisterColumn.ValueType, value: FormulaValue, chinese: String, english: String) throws {
    let declaration = try declaration("  - {id: x, type: \(type.rawValue)}")
    let column = try #require(declaration.shownColumns.first)
    let zh = RegisterText(style: NumberStyle(chinese: true), language: .simplifiedChinese)
    let en = RegisterText(style: NumberStyle(chinese: false), language: .english)
    #expect(zh.text(of: value, column: column) == chinese)
    #expect(en.text(of: value, column: column) == english)
  }

  private static let money = "id: m\nname: {zh: 钱, en: Money}\nscope: campaign\ncolumns: [{id: x, type: money, required: true, max: 100}]"

  private func dollars(campaign: String?, rates: [String: Exact]) -> (cells: [FormulaValue], diagnostics: [Diagnostic]) {
    var (catalogue, diagnostics) = load([RowTypingTests.money])
    guard let declaration = catalogue["m"] else { return ([], diagnostics) }
    let column = Tables.Column(
      id: "x", header: "金额(USD)", currency: "USD",
      values: .number(mantissas: [1050, 2000, ColumnValues.missingNumber], scale: 2))
    let rows = typeRows(
      [table([column], count: 3)], as: declaration, campaign: campaign, currency: "CNY", rates: rates,
      diagnostics: &diagnostics)
    return (rows.cells[0], diagnostics)
  }

  // 10.50 and 20.00 dollars at 7.12.
  @Test("Money in another currency is converted, then held against the column's bounds")
  func converted() {
    let result = dollars(campaign: "spring", rates: ["USD": Exact("7.12") ?? .zero])
    #expect(result.cells == [number("74.76"), .missing, .missing])
    #expect(result.diagnostics.map(placed) == ["rows.csv:3 cell-out-of-range", "rows.csv:4 missing-cell"])
  }

  @Test("Money in another currency without a rate is an error, and missing", arguments: ["spring", nil])
  func withoutRate(campaign: String?) {
    let result = dollars(campaign: campaign, rates: ["EUR": Exact(8)])
    #expect(result.cells == [.missing, .missing, .missing])
    #expect(result.diagnostics.map(\.problem.id) == ["currency-without-rate"])
  }
}
