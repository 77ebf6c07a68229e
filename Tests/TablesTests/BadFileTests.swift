import Diagnostics
import Tables
import Testing

struct BadFileTests {
  @Test("files that are no table are refused with words", arguments: [
    ([], "daily.csv", "empty-file"), (Array("\r\n \n".utf8), "daily.csv", "empty-file"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "daily.xls", "workbook-damaged"),
    (Array("\n<html><body><table>".utf8), "daily.xls", "not-a-table"), ([0x00, 0x01, 0x02, 0x41], "daily.csv", "not-a-table"),
    (Array("日期,展现\n2026-09-01,\u{FFFD}\n".utf8), "daily.csv", "destroyed-text"),
    ([0xFF, 0xFE, 0x41], "daily.csv", "bad-encoding"), (Array("hello\nworld\n".utf8), "a.csv", "unknown-table"),
    (Array("颜色,大小\n红,5\n".utf8), "a.csv", "unknown-table"),
    (Array("渠道,平台\nA,B\n".utf8), "a.csv", "unknown-table"), (Array("渠道,展现\nA,5\n".utf8), "daily.csv", "missing-column"),
  ] as [([UInt8], String, String)])
  func refused(bytes: [UInt8], name: String, problem: String) {
    let reading = read(bytes, as: name)
    #expect(reading.diagnostics.map(\.problem.id) == [problem])
    #expect(reading.diagnostics.hasErrors)
  }

  @Test("GBK cut in the middle of a character is told at its line")
  func cut() { #expect(read(fixture: "daily-gbk-cut.csv").diagnostics.brief == ["2: cut-file"]) }

  @Test("text destroyed by a wrong save is refused at its line")
  func destroyed() { #expect(read(fixture: "daily-destroyed.csv").diagnostics.brief == ["2: destroyed-text"]) }

  @Test("text under the name of a workbook is read, and told")
  func renamed() {
    let reading = read("日期,渠道,展现\n2026-09-01,A,1\n", as: "daily-a.xlsx")
    #expect(reading.tables.first?.cells("impressions") == ["1"])
    #expect(reading.tables.first?.report.guesses.contains { $0.about == .container } == true)
  }

  @Test("a quote that is never closed is told, and its row still read")
  func unclosed() {
    let reading = read("日期,渠道,展现\n2026-09-01,A,1\n2026-09-02,\"B,2\n")
    #expect(reading.diagnostics.brief.contains("3: unclosed-quote"))
    #expect(reading.tables.first?.cells("impressions") == ["1", "2"])
  }

  @Test("odd bytes never crash and never make a table of zeros", arguments: 0..<200)
  func noise(seed: Int) {
    // A small linear congruential generator over the bytes that matter to the reader.
    var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
    let pieces = ["日期", "展现", "花费", "合计", ",", ",", "\n", "\n", "\"", "\"\"", "\t", "2026-09-01", "1.5", "-", "#", "万", "%", "(", " "]
    var text = "日期,渠道,展现,花费\n"
    for _ in 0..<200 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += pieces[Int(state >> 33) % pieces.count]
    }
    let reading = read(text)
    for table in reading.tables {
      #expect(table.rowLines.count == table.rowCount)
      for column in table.columns { #expect(table.cells(column.id).count == table.rowCount) }
    }
  }

  @Test("large files are cut into pieces at rows, and come out as if they were not")
  func pieces() throws {
    // 9 MB: more than one piece; line breaks inside quotes fall everywhere.
    var text = "日期,推广计划,展现,花费\n"
    var lines = 1
    var row = 0
    while text.utf8.count < 9_500_000 {
      text += "2026-09-01,\"第 \(row % 7) 行,\n续\",\(row),\(row % 100).5\n"
      row += 1
      lines += 2
    }
    let reading = read(text)
    let table = try #require(reading.tables.first)
    #expect(reading.diagnostics.isEmpty)
    #expect(table.rowCount == row)
    #expect(table.rowLines.last == Int32(lines - 1))
    #expect(table.cells("impressions").elementsEqual((0..<row).map(String.init)))
    #expect(Set(table.cells("campaign")).count == 7)
  }
}
