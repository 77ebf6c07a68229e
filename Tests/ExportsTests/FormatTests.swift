import Diagnostics
import Review
import Testing
import Values

@testable import Exports

/// Numbers of cells as a spreadsheet holds and shows them.
@Suite struct FormatTests {
  private let text = ExportText(.simplifiedChinese, currency: .yuan)

  @Test(
    "the format is read off the cell's text, so that the sheet shows what the page shows",
    arguments: [
      ("¥1,234.50", "1234.5", NumberUnit.money, 1234.5, "\"¥\"#,##0.00"), ("13,681单", "13681", .count, 13681, "#,##0\"单\""),
      ("22.2%", "0.2218", .ratio, 0.2218, "#,##0.0%"), ("100%", "1", .ratio, 1, "#,##0%"),
      ("3.20倍", "3.2", .multiple, 3.2, "#,##0.00\"倍\""),
    ])
  func formats(_ shown: String, _ value: String, _ unit: NumberUnit, _ number: Double, _ body: String) {
    #expect(
      text.spreadsheetNumber(cell(shown, value, unit))
        == SpreadsheetNumber(
          value: number, format: "\(body);\(body.hasPrefix("\"") ? "\"−" + body.dropFirst() : "\"−\"" + body);\(body)"))
  }

  @Test("differences bear their sign, and those of rates are held as points")
  func differences() {
    let points = text.spreadsheetNumber(cell("+1.23个百分点", "0.0123", .ratio))
    let body = "#,##0.00\"个百分点\""
    #expect(points == SpreadsheetNumber(value: 1.23, format: "\"+\"\(body);\"−\"\(body);\(body)"))
    #expect(text.spreadsheetNumber(cell("−¥120.00", "-120", .money))?.value == -120)
  }

  @Test(
    "a text that is not the plain rounding of the value leaves the unit's usual format",
    arguments: [
      ("418.4万元", "4184069.9", NumberUnit.money, "\"¥\"#,##0.00"), ("<0.001%", "0.000001", .ratio, "0.0%"),
      ("¥9.99", "1234.5", .money, "\"¥\"#,##0.00"), ("1分30秒", "90", .seconds, "#,##0\"秒\""),
    ])
  func usual(_ shown: String, _ value: String, _ unit: NumberUnit, _ format: String) {
    #expect(text.spreadsheetNumber(cell(shown, value, unit))?.format == format)
  }

  @Test("words and what is missing are no numbers")
  func words() {
    #expect(text.spreadsheetNumber(ReviewTable.Cell("—")) == nil)
    #expect(text.spreadsheetNumber(ReviewTable.Cell("2026-06-18", value: .day(day("2026-06-18")))) == nil)
  }
}
