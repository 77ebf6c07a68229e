import Foundation
import Tables
import Testing

/// Workbooks (written by `WorkbookTests/Fixtures/make_fixtures.py` with openpyxl) and JSON on the whole way to tables.
struct ContainerTests {
  private func workbook(_ name: String, as file: String? = nil) throws -> Reading {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let path = folder.appendingPathComponent("../WorkbookTests/Fixtures/" + name)
    return read(Array(try Data(contentsOf: path)), as: file ?? name)
  }

  @Test("two tables on one sheet, with a banner, a total row and a sheet of notes beside it")
  func twoTables() throws {
    let reading = try workbook("two-tables.xlsx")
    #expect(!reading.diagnostics.hasErrors)
    try #require(reading.tables.count == 2)
    let (ads, shop) = (reading.tables[0], reading.tables[1])
    #expect(ads.sheet == "日报")
    #expect(ads.report.encoding == "XLSX")
    #expect(ads.report.headerLine == 3)
    #expect(ads.cells("date") == ["2026-09-01", "2026-09-02"])
    #expect(ads.cells("impressions") == ["1000", "2000"])
    #expect(ads.cells("media_cost") == ["12.5", "27.5"])
    #expect(ads.column("media_cost")?.currency == "CNY")
    #expect(ads.aside == "preamble 1, total 6")
    #expect(ads.report.checks.map { "\($0.column) \($0.agrees) \($0.line)" }
      == ["impressions true 6", "clicks true 6", "media_cost true 6"])
    #expect(shop.report.headerLine == 8)
    #expect(shop.rowLines == [9, 10])
    #expect(shop.cells("date") == ["2026-09-01", "2026-09-02"])
    #expect(shop.cells("orders") == ["3", "—"])
    #expect(reading.diagnostics.map { "\($0.location.sheet ?? "") \($0.problem.id)" } == ["说明 unknown-table"])
  }

  @Test("小红书: a banner over the header, dates in words, durations with and without their unit")
  func xiaohongshu() throws {
    let reading = try workbook("xiaohongshu.xlsx")
    #expect(!reading.diagnostics.hasErrors)
    let table = try #require(reading.tables.first)
    #expect(table.kind == .content)
    #expect(table.report.headerLine == 2)
    #expect(table.aside == "banner 1")
    #expect(table.cells("date") == ["2026-06-25", "2026-06-26"])
    #expect(table.cells("dwell") == ["15.2", "8.5"])
    #expect(table.cells("views") == ["200", "100"])
  }

  @Test("生意参谋: the header on row 5, numbers as text")
  func shengyicanmou() throws {
    let reading = try workbook("shengyicanmou.xlsx")
    #expect(!reading.diagnostics.hasErrors)
    let table = try #require(reading.tables.first)
    #expect(table.kind == .daily)
    #expect(table.source == .shop)
    #expect(table.report.headerLine == 5)
    #expect(table.aside == "preamble 1, preamble 2, preamble 3, preamble 4")
    #expect(table.cells("revenue") == ["14414", "0"])
    #expect(table.cells("uv") == ["2133", "—"])
    #expect(table.cells("product_id") == ["612345678901", "612345678902"])
  }

  @Test("an array of JSON objects is a table whose keys are its header")
  func json() throws {
    let text = """
      [{"date": "2026-09-01", "channel": "搜索", "impressions": 1000, "media_cost": 12.50},
       {"date": "2026-09-02", "channel": null, "impressions": "2,000", "media_cost": null}]
      """
    let reading = read(text, as: "daily-a.json")
    #expect(reading.diagnostics.isEmpty)
    let table = try #require(reading.tables.first)
    #expect(table.report.encoding == "JSON")
    #expect(table.report.headerLine == nil)
    #expect(table.source == .own)
    #expect(table.cells("date") == ["2026-09-01", "2026-09-02"])
    #expect(table.cells("channel") == ["搜索", "—"])
    #expect(table.cells("impressions") == ["1000", "2000"])
    #expect(table.cells("media_cost") == ["12.5", "—"])
  }
}
