import Archive
import Charts
import Review
import Testing
import Values

@testable import Exports

/// Workbooks, part by part.
@Suite struct ReviewWorkbookTests {
  private func part(_ name: String, of review: Review) throws -> String {
    let archive = try ArchiveReader(try workbook(of: review))
    return String(decoding: try #require(try archive.read(name)), as: UTF8.self)
  }

  @Test("the same review gives the same bytes, dated by its data")
  func sameBytes() throws {
    let review = review([.table(table([[.init("甲"), cell("1", "1", .count)]]))])
    #expect(try workbook(of: review) == (try workbook(of: review)))
    #expect(try part("docProps/core.xml", of: review).contains("2026-06-10T00:00:00Z"))
  }

  @Test("text that looks like a formula is a string, in tables, captions and sentences")
  func noFormulas() throws {
    let evil = "=HYPERLINK(\"http://x\",\"y\")"
    var table = table([[.init(evil), .init("+1"), .init("@a")]])
    table.caption = evil
    let sheet = try part("xl/worksheets/sheet1.xml", of: review([.table(table)], sentences: [evil, "=1+1"]))
    #expect(!sheet.contains("<f>"))
    let strings = try part("xl/sharedStrings.xml", of: review([.table(table)], sentences: [evil]))
    #expect(strings.contains("<t>=HYPERLINK(&quot;") || strings.contains("<t>=HYPERLINK(\""))
  }

  @Test("a table's range is named by its id, a chart's by the chart's")
  func names() throws {
    let frame = ChartFrame(finding: "甲最多", subject: "各渠道", unit: .count)
    let chart = Chart.bar(BarChart(frame: frame, categories: ["甲", "乙"], series: [ChartSeries(name: "量", values: [3, 1])]))
    let book = try part(
      "xl/workbook.xml",
      of: review([
        .table(table([[.init("甲"), cell("1", "1", .count)]], id: "kpi-completion")), .chart(id: "kpi-bars", chart),
      ]))
    #expect(book.contains("<definedName name=\"kpi_completion\">"))
    #expect(book.contains("<definedName name=\"chart_kpi_bars\">"))
  }

  @Test("sheets have names that Excel takes, each its own")
  func sheetNames() {
    var taken: Set<String> = []
    #expect(XlsxBook.sheetName("a/b:c[d]*?", taken: &taken) == "a b c d")
    let long = String(repeating: "长", count: 40)
    #expect(XlsxBook.sheetName(long, taken: &taken).utf16.count == 31)
    #expect(XlsxBook.sheetName(long, taken: &taken).hasSuffix(" 2"))
    #expect(XlsxBook.sheetName("''", taken: &taken) == "Sheet")
  }
}
