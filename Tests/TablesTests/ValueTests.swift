import Diagnostics
import Tables
import Testing

struct ValueTests {
  private func cell(_ text: String, header: String = "花费", id: String = "media_cost") -> (cells: [String], problems: [String]) {
    let quoted = "\"" + text.replacing("\"", with: "\"\"") + "\""
    let reading = read("日期,渠道,展现,\(header)\n2026-09-01,A,1,\(quoted)\n")
    return (reading.tables.first?.cells(id) ?? [], reading.diagnostics.map(\.problem.id))
  }

  @Test("numbers in the styles of exports", arguments: [
    ("1234.50", "1234.5"), ("1,234.50", "1234.5"), ("1，234", "1234"), ("12,34,567", "1234567"), ("１２３．５", "123.5"),
    ("￥1,000", "1000"), ("¥ 99", "99"), ("500元", "500"), ("CNY 12.5", "12.5"), ("1.2万", "12000"), ("1.05亿", "105000000"),
    ("3w", "30000"), ("2.5k", "2500"), ("1.5M", "1500000"), ("1\u{A0}234", "1234"), ("'123", "123"), ("=\"0012\"", "12"),
    ("(1,234.00)", "-1234"), ("-5", "-5"), ("+5", "5"), ("1.02E+12", "1020000000000"), (" 7 ", "7"), ("7\t", "7"),
    ("0.30000000000000004", "0.3"), ("9223372036854775807", "9223372036854775807"), ("0", "0"), ("0.00", "0"),
  ])
  func numbers(text: String, value: String) {
    let (cells, problems) = cell(text)
    #expect(cells == [value])
    #expect(problems == [])
  }

  @Test("marks of missing values are missing, and nothing is reported", arguments: [
    "", "-", "--", " --", "—", "N/A", "NA", "null", "\\N", "nan", "无", "暂无", "(not set)", "#DIV/0!",
  ])
  func missing(text: String) {
    let (cells, problems) = cell(text)
    #expect(cells == ["—"])
    #expect(problems == [])
  }

  @Test("what is no exact number is missing and reported", arguments: [
    ("10万+", "inexact-number"), ("200 ~ 400", "inexact-number"), ("1000-2000", "inexact-number"), ("<0.01", "inexact-number"),
    ("≥ 5", "inexact-number"), ("￥800 ~ ￥1,000", "inexact-number"), ("NaN", "not-a-number"), ("inf", "not-a-number"),
    ("abc", "not-a-number"), ("12,50", "not-a-number"), ("5%", "not-a-number"), ("1.2.3", "not-a-number"),
    ("9223372036854775808", "number-too-large"), ("1e300", "number-too-large"), ("123456789012345678901234", "number-too-large"),
  ])
  func unusable(text: String, problem: String) {
    let (cells, problems) = cell(text)
    #expect(cells == ["—"])
    #expect(problems == [problem])
  }

  @Test("a number that the column's decimals leave no room for is an error, not a rounded number")
  func tooWide() {
    let reading = read("日期,渠道,展现,花费\n2026-09-01,A,1,9000000000000000000\n2026-09-02,A,1,0.01\n")
    #expect(reading.tables.first?.cells("media_cost") == ["9000000000000000000", "—"])
    #expect(reading.diagnostics.brief == ["3: number-too-large"])
  }

  @Test("units in the header", arguments: [
    ("花费(万元)", "1.5", "15000"), ("花费（元）", "1.5", "1.5"), ("花费(千元)", "2", "2000"),
  ])
  func headerUnits(header: String, text: String, value: String) { #expect(cell(text, header: header).cells == [value]) }

  @Test("days in the styles of exports", arguments: [
    ("2026-09-01", "2026-09-01"), ("2026/9/1", "2026-09-01"), ("20260901", "2026-09-01"), ("2026.09.01", "2026-09-01"),
    ("2026年9月1日", "2026-09-01"), ("2026年06月25日14时50分00秒", "2026-06-25"), ("Sep 1, 2026", "2026-09-01"),
    ("1 September 2026", "2026-09-01"), ("Tue, Sep 1, 2026", "2026-09-01"), ("2026-09-01 00:00:00", "2026-09-01"),
    ("2026-09-01T08:00:00", "2026-09-01"), ("20260901-20260901", "2026-09-01"), ("25/09/2026", "2026-09-25"),
    ("46266", "2026-09-01"), ("9月1日", "2026-09-01"), ("2024-02-29", "2024-02-29"),
  ])
  func days(text: String, day: String) {
    let reading = read("日期,渠道,展现\n\"\(text)\",A,1\n", year: 2026)
    #expect(reading.diagnostics.brief == [])
    #expect(reading.tables.first?.cells("date") == [day])
  }

  @Test("what is no day sets its row aside and is an error", arguments: [
    ("2026-02-30", "bad-date"), ("2026-13-01", "bad-date"), ("2026-W36", "not-a-day"), ("2026-09", "not-a-day"),
    ("2026年第36周", "not-a-day"), ("20260901-20260907", "not-a-day"), ("2026-09-01 ~ 2026-09-07", "not-a-day"),
    ("9月1日", "no-year"), ("01/09/2026", "ambiguous-date"), ("昨天", "bad-date"), ("", "bad-date"), ("31/31/2026", "bad-date"),
    ("2026-09-01 99:99", "bad-date"), ("12", "bad-date"),
  ])
  func noDays(text: String, problem: String) {
    let reading = read("日期,渠道,展现\n\(text),A,1\n2026-09-02,A,2\n")
    #expect(reading.diagnostics.brief == ["2: \(problem)"])
    #expect(reading.tables.first?.cells("date") == ["2026-09-02"])
    #expect(reading.tables.first?.aside == "unreadable 2")
  }

  @Test("durations are seconds", arguments: [
    ("205", "205"), ("00:03:25", "205"), ("3:25", "205"), ("3'25\"", "205"), ("15.20秒", "15.2"), ("2小时", "7200"),
    ("1分30秒", "90"), ("4秒", "4"), ("-", "—"),
  ])
  func durations(text: String, seconds: String) {
    let (cells, problems) = cell(text, header: "停留总时长", id: "dwell_seconds")
    #expect(cells == [seconds])
    #expect(problems == [])
  }

  @Test("percents are fractions, by their sign, their header or their size", arguments: [
    ("完播率", "28.64%", "0.2864"), ("完播率(%)", "28.64", "0.2864"), ("完播率%", "0.5", "0.005"), ("完播率", "0.2864", "0.2864"),
    ("完播率", "28.64", "0.2864"),
  ])
  func percents(header: String, text: String, value: String) {
    let table = read("标题,日期,播放量,\(header)\nA,2026-09-01,5,\(text)\n", as: "content-a.csv").tables.first
    #expect(table?.cells("completion") == [value])
  }

  @Test("cells of one column with one problem are one diagnostic")
  func grouped() {
    let reading = read("日期,渠道,展现,花费\n2026-09-01,A,1,x\n2026-09-02,A,2,y\n2026-09-03,A,3,10万+\n")
    #expect(reading.diagnostics.brief == ["2: not-a-number", "4: inexact-number"])
    #expect(reading.diagnostics.first { $0.problem.id == "not-a-number" }?.problem.message.en
      == "'x' in '花费' is not a number (2 cells)")
  }

  @Test("currencies of header, cells and column; several are an error", arguments: [
    ("Day,Clicks,Cost (USD)\n2026-09-01,1,2\n", "USD", []), ("日期,点击,花费\n2026-09-01,1,￥2\n", "CNY", []),
    ("Day,Currency code,Clicks,Cost\n2026-09-01,EUR,1,2\n", "EUR", []), ("日期,点击,花费\n2026-09-01,1,2\n", nil, []),
    ("日期,点击,花费\n2026-09-01,1,￥2\n2026-09-02,1,$2\n", nil, ["mixed-currencies"]),
    ("Day,Currency code,Clicks,Cost\n2026-09-01,EUR,1,2\n2026-09-02,USD,1,2\n", nil, ["mixed-currencies"]),
  ] as [(String, String?, [String])])
  func currencies(text: String, code: String?, problems: [String]) {
    let reading = read(text)
    #expect(reading.tables.first?.column("media_cost")?.currency == code)
    #expect(reading.diagnostics.map(\.problem.id) == problems)
  }

  @Test("a column holds what 32 bits do not, wherever it comes and whatever its scale", arguments: [
    // The edges of 32 bits, and numbers that pass them only at the scale of a later row.
    (["5", "3000000000", "-", "7"], ["5", "3000000000", "—", "7"]),
    (["2147483647", "-2147483648", "2147483648", "-2147483647"], ["2147483647", "-2147483648", "2147483648", "-2147483647"]),
    (["2000000000", "-", "0.25", "1"], ["2000000000", "—", "0.25", "1"]),
    (["12.5", "-", "-0.125", "30000000"], ["12.5", "—", "-0.125", "30000000"]),
    (["", "99999999999.99", "1", "-"], ["—", "99999999999.99", "1", "—"]),
  ])
  func wideNumbers(cells: [String], expected: [String]) throws {
    let rows = cells.enumerated().map { "2026-09-0\($0 + 1),A,1,\($1)\n" }.joined()
    let table = try #require(read("日期,渠道,展现,花费\n" + rows).tables.first)
    #expect(table.cells("media_cost") == expected)
  }
}
