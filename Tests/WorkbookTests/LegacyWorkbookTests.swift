import Diagnostics
import Foundation
import Testing

@testable import Tables  // The readers serve the target's own table reader and are not public.

// The workbooks are written by Fixtures/make_xls.py (xlwt 1.3); what is damaged is made here.

private func fixture(_ name: String) throws -> [UInt8] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
  return Array(try Data(contentsOf: folder.appendingPathComponent(name + ".xls")))
}

@Suite struct LegacyWorkbookTests {
  @Test("cells of every type come out as they are shown")
  func types() throws {
    let (grids, diagnostics) = readWorkbook(try fixture("types"), file: "a.xls")
    #expect(grids.map(\.encoding) == ["XLS"])
    #expect(Array(lines(grids.first).prefix(4)) == [
      "1: tplain | t汉字 | n42 | n-3 | n0.1 | n1234567.89 | n612345678901 | n0.0000001",
      "2: d2026-09-01 | d2026-09-01+47100 | t00:03:25 | n0.45% | true | e#DIV/0!",
      // A merged area shows its first cell only.
      "4: t合并 | - | n5",
      "7: t0" + String(repeating: "text", count: 20),
    ])
    #expect(places(diagnostics) == ["workbook-formula a.xls[类型]:2:7", "workbook-hidden-sheet a.xls[底稿]"])
  }

  @Test("text that goes over several records is whole")
  func longStrings() throws {
    let rows = try #require(readWorkbook(try fixture("types"), file: "a.xls").grids.first?.rows)
    let texts = rows.filter { $0.line >= 7 }.map { row -> String in
      if case .text(let text) = row.cells[0] { text } else { "?" }
    }
    #expect(texts == (0..<400).map { "\($0)" + String(repeating: $0 % 3 != 0 ? "文字" : "text", count: 20) })
  }

  @Test("days of workbooks that count from 1904")
  func epoch() throws {
    #expect(lines(readWorkbook(try fixture("types-1904"), file: "a.xls").grids.first) == ["1: d2026-09-01"])
  }

  @Test("numbers in four bytes", arguments: [
    (0x0000_00AA, 42.0), (0xFFFF_FFF6, -3.0), (0x0007_8903, 1234.56), (0x3FF0_0000, 1.0), (0x4059_0001, 1.0),
  ] as [(UInt32, Double)])
  func short(bits: UInt32, value: Double) { #expect(LegacySheet.short(bits) == value) }

  @Test("a file cut off anywhere is refused, and never read in part", arguments: Array(stride(from: 0, to: 54_784, by: 1511)))
  func truncated(length: Int) throws {
    let bytes = Array(try fixture("types").prefix(length))
    let (grids, diagnostics) = readWorkbook(bytes, file: "a.xls")
    let whole = readWorkbook(try fixture("types"), file: "a.xls").grids.first?.rows.count
    // What is cut off behind the stream does no harm.
    #expect(diagnostics.hasErrors || grids.first?.rows.count == whole)
  }

  @Test("damaged workbooks are read or refused", arguments: 0..<600)
  func damaged(seed: Int) throws {
    let names = ["types", "shengyicanmou", "juliang-audience_20260901-20260907"]
    var bytes = try fixture(names[seed % 3])
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0...next(20) {
      // Half of the damage hits the container's tables, half the records.
      let place = next(2) == 0 ? next(1536) : next(bytes.count)
      bytes[place] = [0, 0xFF, 0x7F, 0xFE, UInt8(next(256))][next(5)]
    }
    let (grids, diagnostics) = readWorkbook(bytes, file: "a.xls")
    #expect(!grids.isEmpty || diagnostics.hasErrors)
  }

  @Test("what is no workbook of Excel 97 or later is refused with words")
  func foreign() throws {
    let bytes = try fixture("shengyicanmou")
    // The stream's name is UTF-16: W o r k … becomes another one.
    let name: [UInt8] = "Workbook".utf8.flatMap { [$0, 0] as [UInt8] }
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
    var document = bytes
    document[place] = 0x58
    #expect(readWorkbook(document, file: "a.xls").diagnostics.map(\.problem.id) == ["workbook-old-format"])
    // The first record of the stream says which version it is; 0x0500 is Excel 95.
    let begin: [UInt8] = [0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]
    let version = try #require(bytes.indices.first { bytes[$0...].starts(with: begin) })
    var old = bytes
    old[version + 5] = 0x05
    #expect(readWorkbook(old, file: "a.xls").diagnostics.map(\.problem.id) == ["workbook-old-format"])
    #expect(readWorkbook(Array(bytes.prefix(8)), file: "a.xls").diagnostics.map(\.problem.id) == ["workbook-damaged"])
  }
}
