import Diagnostics
import Foundation
import Testing
import Values

@testable import Tables  // The readers serve the target's own table reader and are not public.

// The workbooks are written by Fixtures/make_fixtures.py (openpyxl 3.1, and by hand); expected dates are Excel's.

private func fixture(_ name: String) throws -> [UInt8] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
  return Array(try Data(contentsOf: folder.appendingPathComponent(name + ".xlsx")))
}

private func read(_ name: String) throws -> (grids: [Grid], diagnostics: [Diagnostic]) {
  readWorkbook(try fixture(name), file: "a.xlsx")
}

/// `3: d2026-06-18 | t直播`: the line and the cells, each with a letter for its type; `-` is missing.
func lines(_ grid: Grid?) -> [String] {
  (grid?.rows ?? []).map { row in
    let cells = row.cells.prefix(8).map { cell in
      switch cell {
      case .missing: "-"
      case .text(let text): "t" + text
      case .number(let text): "n" + text
      case .day(let day, 0): "d" + day.iso
      case .day(let day, let seconds): "d\(day.iso)+\(seconds)"
      case .bool(let value): value ? "true" : "false"
      case .error(let text): "e" + text
      }
    }
    return "\(row.line): " + cells.joined(separator: " | ")
  }
}

/// `workbook-date a.xlsx[S]:1:1`.
func places(_ diagnostics: [Diagnostic]) -> [String] {
  diagnostics.map { "\($0.problem.id) \($0.location.description)" }
}

@Suite struct WorkbookTests {
  @Test("an ordinary workbook gives its visible sheets, hidden rows included")
  func ordinary() throws {
    let (grids, diagnostics) = try read("ordinary")
    #expect(grids.map(\.sheet) == ["店铺日报"])
    #expect(grids.first?.encoding == "XLSX")
    #expect(lines(grids.first) == [
      "1: t店铺日报",
      "2: t日期 | t渠道 | t订单数 | t销售额",
      "3: d2026-06-18 | t直播 | n170 | n45683.5",
      "4: d2026-06-19 | t短视频 | n84 | n0.3",
      "5: d2026-06-20+30600 | t私域 <&> \" | true",
    ])
    #expect(places(diagnostics) == [
      "workbook-formula a.xlsx[店铺日报]:5:4", "workbook-hidden-sheet a.xlsx[底稿]", "workbook-hidden-sheet a.xlsx[更深]",
    ])
    #expect(!diagnostics.hasErrors)
  }

  @Test("the sample campaign's shop workbook adds up to the cent")
  func sampleCampaign() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let path = "content/campaigns/618-promotion/data/daily-shop-店铺日报.xlsx"
    let bytes = Array(try Data(contentsOf: root.appendingPathComponent(path)))
    let (grids, diagnostics) = readWorkbook(bytes, file: path)
    let rows = try #require(grids.first).rows
    #expect(diagnostics.isEmpty)
    #expect(rows.count == 962)
    #expect(lines(Grid(sheet: nil, encoding: "", rows: [rows[2]])) == [
      "3: d2026-05-04 | t搜索广告 | t华东 | t新客 | n314 | n918 | n137 | n22524"
    ])
    var sums = [Exact](repeating: .zero, count: 16)
    for row in rows {
      for (index, cell) in row.cells.enumerated() {
        guard case .number(let text) = cell else { continue }
        let value = try #require(Exact(text))
        sums[index] = try #require(sums[index].adding(value))
      }
    }
    // openpyxl: sums of the columns 访问次数, 订单数, 销售额, 毛利
    #expect([4, 10, 14, 15].map { sums[$0].description } == ["254904", "6091", "1836301.72", "706332.86"])
  }

  @Test("text stays as it is: rich, quoted, with line breaks, numbers as text")
  func text() throws {
    #expect(lines(try read("rich").grids.first) == [
      "2: - | t销售额（元）", "3: - | t'00123", "4: - | t1,234", "5: - | t第一行\n第二行",
    ])
  }

  @Test("cells stand where their references say, with the types they have")
  func cells() throws {
    let (grids, diagnostics) = try read("cells")
    let rows = try #require(grids.first).rows
    #expect(lines(grids.first) == [
      "1: t渠道 | - | t東京  | ta\rb_x0041_",
      "3: t内嵌 | true | e#DIV/0! | t算出 | - | n2",
      "4: - | - | d2026-06-18+30600 | n12 | - | - | - | -",
      "1048576: n5",
    ])
    #expect(rows[2].cells.count == 16_384)
    #expect(places(diagnostics) == ["workbook-formula a.xlsx[C]:4:1", "workbook-damaged a.xlsx[C]:4:2"])
    #expect(diagnostics.first?.problem.message.en
      == "2 formulas of column A, from here on, have no saved value and count as missing")
  }

  @Test("a number is a date or a percent only by its format")
  func formats() throws {
    let n = "n46191.25", p = "n4619125%", d = "d2026-06-18+21600", e = "t1108590:00:00"
    // ids 0 1 2 4 9 10 11 | 14 17 18 21 22 27 31 33 36 45 | 46 | 47 | 49 | 50 57 58
    let builtin = [n, n, n, n, p, p, n, d, d, d, d, d, d, d, d, d, d, e, d, n, d, d, d]
    // General … currency, quoted letters | dates | AM/PM | [h] [mm] | mm:ss.0, date and time | @ % 万
    let custom = [n, n, n, n, n, n, n, d, d, d, d, d, d, d, d, e, e, d, d, n, p, n]
    let rows = try #require(try read("formats").grids.first).rows
    let columns = (0..<2).map { column in
      lines(Grid(sheet: nil, encoding: "", rows: rows.map {
        GridRow(line: 0, cells: column < $0.cells.count ? [$0.cells[column]] : [])
      })).map { String($0.dropFirst(3)) }
    }
    #expect(columns[0] == builtin)
    #expect(columns[1].filter { !$0.isEmpty } == custom)
  }

  @Test("serials count from 1900, with the leap day that never was, or from 1904")
  func serials() throws {
    #expect(lines(try read("serials-1900").grids.first).map { $0.split(separator: " ")[1] } == [
      "d1900-01-01", "d1900-02-28", "d1900-03-01", "d1970-01-01", "d2026-06-18", "d9999-12-31",
      "d2026-06-19", "t00:03:25", "t36:00:00", "d2026-06-18+43200",
    ])
    #expect(lines(try read("serials-1904").grids.first) == ["1: d1904-01-01 | d2026-06-18"])
  }

  @Test("a date that is none is missing and told once for its column")
  func badSerials() throws {
    let (grids, diagnostics) = try read("serials-bad")
    #expect(lines(grids.first) == ["9: - | n7"])
    #expect(places(diagnostics) == ["workbook-date a.xlsx[S]:1:1"])
    #expect(diagnostics.first?.problem.message.en
      == "the cell is formatted as a date, but 60 stands for none and counts as missing; 4 in this column")
  }

  @Test("numbers are plain decimals of 15 digits, as Excel shows them")
  func numbers() throws {
    let (grids, diagnostics) = try read("numbers")
    #expect(lines(grids.first) == [
      "1: n0.3", "2: n100", "3: n0.0015", "4: n0", "5: n0.00000000000000011", "6: n123456789.12",
      "10: n1234567890123460000", "11: n12", "12: n10", "13: n-1234.5", "14: n7", "15: n0",
    ])
    #expect(places(diagnostics) == ["workbook-number a.xlsx[N]:7:1", "workbook-long-number a.xlsx[N]:10:1"])
  }

  @Test("a merged area has the value of its top left cell only")
  func merged() throws {
    #expect(lines(try read("merged").grids.first) == [
      "1: n11 | - | -", "2: n21 | - | n23", "3: - | - | n33", "4: n41 | n42 | n43",
    ])
  }

  @Test("strict workbooks and prefixed elements read alike", arguments: ["strict", "prefixed"])
  func variants(_ name: String) throws {
    let (grids, diagnostics) = try read(name)
    #expect(lines(grids.first) == ["1: d2026-06-18 | n3"])
    #expect(diagnostics.isEmpty)
  }

  @Test("a part may be UTF-16")
  func utf16() throws {
    let (grids, diagnostics) = try read("utf16")
    #expect(lines(grids.first) == ["1: n16"])
    #expect(diagnostics.isEmpty)
  }

  @Test("a file that cannot be trusted is refused and gives no rows", arguments: [
    ("doctype", "workbook-doctype a.xlsx[S]"),
    ("unclosed", "workbook-damaged a.xlsx[S]"),
    ("deep", "workbook-damaged a.xlsx[S]"),
    ("deep-closed", "workbook-damaged a.xlsx[S]"),
    ("mismatched", "workbook-damaged a.xlsx[S]"),
    ("not-utf8", "workbook-damaged a.xlsx[S]"),
    ("unknown-entity", "workbook-damaged a.xlsx[S]"),
    ("after-the-end", "workbook-damaged a.xlsx[S]"),
    ("hidden-doctype", "workbook-damaged a.xlsx[S]"),
    ("no-xml", "workbook-damaged a.xlsx[S]"),
    ("no-sheet", "workbook-damaged a.xlsx[S]"),
    ("no-workbook", "workbook-damaged a.xlsx"),
    ("bomb", "workbook-bomb a.xlsx"),
    ("truncated", "workbook-damaged a.xlsx"),
    ("encrypted-entry", "workbook-encrypted a.xlsx"),
    ("outside-row", "workbook-damaged a.xlsx[S]:1"),
    ("row-order", "workbook-damaged a.xlsx[S]:1"),
  ])
  func refused(_ name: String, _ expected: String) throws {
    let (grids, diagnostics) = try read(name)
    #expect(grids.isEmpty)
    #expect(places(diagnostics) == [expected])
    #expect(diagnostics.hasErrors)
  }

  @Test("a byte that flipped in transport is an error of the sheet")
  func flipped() throws {
    let (grids, diagnostics) = try read("flipped")
    #expect(grids.isEmpty)
    #expect(diagnostics.contains { $0.problem.id == "workbook-damaged" })
  }

  @Test("a wrong cell is an error at its row; the others are read", arguments: [
    ("outside-column", "1: - | n2", "workbook-damaged a.xlsx[S]:1"),
    ("wrong-row", "1: - | n2", "workbook-damaged a.xlsx[S]:1"),
    ("twice", "1: n1", "workbook-damaged a.xlsx[S]:1:1"),
  ])
  func wrongCell(_ name: String, _ row: String, _ place: String) throws {
    let (grids, diagnostics) = try read(name)
    #expect(lines(grids.first) == [row])
    #expect(places(diagnostics) == [place])
  }

  @Test("what is no workbook at all is named for what it is", arguments: [
    ("", "workbook-empty"),
    ("日期,点击\n2026-06-18,1\n", "workbook-is-text"),
    ("\u{FEFF}<html><table>", "workbook-is-markup"),
    ("PK", "workbook-damaged"),
    ("PK\u{3}\u{4}then nothing of the kind", "workbook-damaged"),
  ])
  func foreign(_ content: String, _ id: String) {
    let (grids, diagnostics) = readWorkbook(Array(content.utf8), file: "a.xlsx")
    #expect(grids.isEmpty)
    #expect(diagnostics.map(\.problem.id) == [id])
  }

  @Test("a compound file without content is damaged, or a workbook behind a password")
  func compound() {
    let magic: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let name = "EncryptedPackage".utf8.reduce(into: [UInt8]()) { $0 += [$1, 0] }
    #expect(readWorkbook(magic, file: "a.xlsx").diagnostics.map(\.problem.id) == ["workbook-damaged"])
    #expect(readWorkbook(magic + name, file: "a.xlsx").diagnostics.map(\.problem.id) == ["workbook-encrypted"])
  }

  @Test("every beginning of a workbook is refused without harm")
  func everyPrefix() throws {
    let whole = try fixture("merged")
    for length in 0..<whole.count {
      #expect(readWorkbook(Array(whole[..<length]), file: "a.xlsx").diagnostics.hasErrors, "\(length) bytes")
    }
  }

  @Test("a workbook with any one byte changed reads the same or is an error")
  func everyByte() throws {
    let whole = try fixture("merged")
    let sound = lines(try read("merged").grids.first)
    for index in whole.indices {
      var changed = whole
      changed[index] ^= 0xFF
      let (grids, diagnostics) = readWorkbook(changed, file: "a.xlsx")
      #expect(diagnostics.hasErrors || lines(grids.first) == sound, "byte \(index)")
    }
  }
}

@Test("the written-out hashes of XML names are those of the names")
func xmlNames() {
  let names: [(XMLName, StaticString)] = [
    (.Id, "Id"), (.Relationship, "Relationship"), (.Target, "Target"), (.TargetMode, "TargetMode"), (.kind, "Type"),
    (.c, "c"), (.cellStyleXfs, "cellStyleXfs"), (.cellXfs, "cellXfs"), (.date1904, "date1904"), (.dxfs, "dxfs"),
    (.extLst, "extLst"), (.f, "f"), (.formatCode, "formatCode"), (.id, "id"), (.mergeCell, "mergeCell"),
    (.name, "name"), (.numFmt, "numFmt"), (.numFmtId, "numFmtId"), (.numFmts, "numFmts"), (.r, "r"), (.rPh, "rPh"),
    (.ref, "ref"), (.row, "row"), (.s, "s"), (.sheet, "sheet"), (.sheetData, "sheetData"), (.si, "si"),
    (.state, "state"), (.t, "t"), (.v, "v"), (.workbookPr, "workbookPr"), (.xf, "xf"),
  ]
  for (constant, name) in names { #expect(constant == XMLName(name), "\(name)") }
}
