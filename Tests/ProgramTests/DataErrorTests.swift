import Foundation
import Testing

@Suite struct DataErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var file: String
    var content: Content
    /// Line, place and rule behind the file's name; empty when the file is used.
    var expected: [String]
    var status: Int32

    init(_ name: String, _ file: String, _ content: Content, _ expected: String..., status: Int32 = 1) {
      (testDescription, self.file, self.content, self.expected, self.status) = (name, file, content, expected, status)
    }
  }

  private static let header = "date,channel,revenue\n"
  private static func gbk(_ bytes: [UInt8]) -> Content { .bytes(Array("date,channel,revenue\n2026-03-01,".utf8) + bytes) }

  @Test("a data file that cannot be used is told, with the line", arguments: [
    Case("empty", "x.daily.csv", "", " error[empty-file]"),
    Case("only blanks", "x.daily.csv", "\n\n  \n", " error[empty-file]"),
    Case("header only", "x.daily.csv", Content(stringLiteral: header), ":1 warning[no-rows]", status: 0),
    Case("no table", "x.csv", "你好\n", " error[unknown-table]"),
    Case("unknown headers", "x.csv", "a,b,c\n1,2,3\n", " error[unknown-table]"),
    Case("binary", "x.daily.csv", .bytes((0...255).map { UInt8($0) }), " error[not-a-table]"),
    // 「直」 in GBK is D6 B1; the file ends behind D6.
    Case("GBK cut inside a character", "x.daily.csv", gbk([0xD6]), ":2 error[cut-file]"),
    Case("neither UTF-8 nor GB18030", "x.daily.csv", gbk([0xFF, 0xFF, 0x2C, 0x35]), ":2 error[bad-encoding]"),
    Case("destroyed by a wrong save", "x.daily.csv", Content(stringLiteral: header + "2026-03-01,锟斤拷,5\n"), ":2 error[destroyed-text]"),
    Case("a number beyond 2^63", "x.daily.csv", Content(stringLiteral: header + "2026-03-01,a,9223372036854775808\n"), ":2 error[number-too-large]"),
    Case("1e400", "x.daily.csv", Content(stringLiteral: header + "2026-03-01,a,1e400\n"), ":2 error[number-too-large]"),
    Case("NaN", "x.daily.csv", Content(stringLiteral: header + "2026-03-01,a,NaN\n"), ":2 error[not-a-number]"),
    Case("inf", "x.daily.csv", Content(stringLiteral: header + "2026-03-01,a,-inf\n"), ":2 error[not-a-number]"),
    Case("no number", "x.daily.csv", Content(stringLiteral: header + "2026-03-01,a,很多\n"), ":2 error[not-a-number]"),
    Case("a day that does not exist", "x.daily.csv", Content(stringLiteral: header + "2026-02-30,a,5\n"), ":2 error[bad-date]"),
    Case("a row twice", "x.daily.csv", Content(stringLiteral: header + "2026-03-01,a,5\n2026-03-01,a,6\n"), ":3 error[duplicate-rows]"),
    Case("no workbook", "x.xlsx", .repeated("PK\u{3}\u{4}junk", 100), " error[workbook-damaged]"),
    Case("an empty workbook", "x.xlsx", "", " error[empty-file]"),
    Case("an old workbook cut off", "x.xls", .bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), " error[workbook-damaged]"),
    Case("JSON that ends early", "x.json", #"[{"date":"2026-03-01","revenue":5},{"#, ":1:37 error[json-syntax]"),
    Case("JSON nested deep", "x.json", .repeated("[", 100_000), ":1:514 error[json-too-deep]"),
  ])
  func files(_ example: Case) throws {
    let file = "content/campaigns/spring/data/" + example.file
    var tree = smallSite
    tree["content/campaigns/spring/data/shop.daily.csv"] = nil
    tree[file] = example.content
    let box = try Sandbox(tree)
    let run = try box.run("build", "--today", "2026-06-01", limit: 30)
    #expect(run.places == example.expected.map { file + $0 }, "\(run)")
    #expect(run.status == example.status)
    #expect(box.exists("output") == (example.status == 0))
  }

  @Test("two files for the same days are an error that names both")
  func twoFiles() throws {
    var tree = smallSite
    tree["content/campaigns/spring/data/b.daily.csv"] = "date,channel,revenue\n2026-03-02,直播,7\n"
    let run = try Sandbox(tree).run("check", "--today", "2026-06-01")
    #expect(run.places == ["content/campaigns/spring/data/shop.daily.csv:3 error[duplicate-rows]"], "\(run)")
    #expect(run.error.contains("content/campaigns/spring/data/b.daily.csv:2"))
    #expect(run.status == 1)
  }

  @Test("a CSV that was renamed to XLSX is read as what it is, and the report says so")
  func renamed() throws {
    let box = try Sandbox(["x.xlsx": "date,channel,revenue\n2026-03-01,a,5\n"])
    let run = try box.run("data", "x.xlsx")
    #expect(run.status == 0)
    #expect(run.out.contains("“.xlsx”  → CSV; rename the extension to .csv\n"), "\(run)")
  }

  @Test("a workbook that unpacks to gigabytes is refused before it is unpacked")
  func bomb() throws {
    var tree = smallSite
    tree["content/campaigns/spring/data/bomb.xlsx"] = .bytes(zipBomb())
    let run = try Sandbox(tree).run("build", "--today", "2026-06-01", limit: 20)
    #expect(run.places == ["content/campaigns/spring/data/bomb.xlsx error[workbook-too-large]"], "\(run)")
    #expect(run.status == 1)
  }

  @Test("sums beyond 2^63 are exact")
  func largeSums() throws {
    var tree = smallSite
    tree["content/campaigns/spring/data/shop.daily.csv"] = """
      date,channel,revenue
      2026-03-01,a,9223372036854775807
      2026-03-02,a,9223372036854775807
      2026-03-03,a,9223372036854775807

      """
    let run = try Sandbox(tree).run("report", "spring", "--json", "--today", "2026-06-01")
    #expect(run.status == 0, "\(run)")
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any])
    let figures = try #require(report["figures"] as? [String: [String: Any]])
    // 3 x (2^63 - 1), by Python.
    #expect(figures["revenue"]?["value"] as? String == "27670116110564327421")
  }

  @Test("a figure that cannot be looked up is an error at its place", arguments: [
    ("`kpi:nope`", "8 error[unknown-kpi]"), ("`kpi:t.ctr`", "8 error[unknown-campaign]"),
    ("`kpi:revenue-total[channel=无]`", "8 error[unknown-dimension-value]"),
    ("`kpi:revenue-total[foo=x]`", "8 error[unknown-dimension]"), ("`kpi:revenue-total@huh`", "22 error[figure-key]"),
    ("`kpi:`", "8 error[figure-key]"), ("`kpi:[`", "8 error[figure-key]"),
  ])
  func figures(_ code: String, _ expected: String) throws {
    var tree = smallSite
    tree["content/campaigns/spring/review.md"] = Content(stringLiteral: "---\ntitle: x\n---\n\n中 \(code) 文\n")
    let run = try Sandbox(tree).run("check", "--today", "2026-06-01")
    #expect(run.places == ["content/campaigns/spring/review.md:5:\(expected)"], "\(run)")
  }

  @Test("a sentence for which there is no place, and a review without a brief")
  func reviews() throws {
    var tree = smallSite
    tree["content/campaigns/spring/review.md"] = "---\nsentences:\n  nope: x\n---\n"
    tree["content/campaigns/lost/review.md"] = "---\ntitle: x\n---\n"
    #expect(try Sandbox(tree).run("check", "--today", "2026-06-01").places == [
      "content/campaigns/lost/review.md error[review-without-brief]",
      "content/campaigns/spring/review.md:3:3 error[unknown-sentence]",
    ])
  }

  /// A workbook whose one sheet says that it is 4 GB of blanks: its deflated bytes are a run that repeats, so that they
  /// need not be made. Only the central directory is believed before unpacking.
  private func zipBomb() -> [UInt8] {
    var bytes: [UInt8] = []
    func little(_ value: UInt32, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    var directory: [UInt8] = []
    for (name, size) in [("[Content_Types].xml", UInt32(100)), ("xl/workbook.xml", 100), ("xl/worksheets/sheet1.xml", 4_000_000_000)] {
      let data = [UInt8](repeating: 0, count: 1000)
      let common = little(20, 2) + little(0, 2) + little(8, 2) + little(0, 4) + little(0, 4)
        + little(UInt32(data.count), 4) + little(size, 4) + little(UInt32(name.utf8.count), 2) + little(0, 2)
      directory += little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
        + little(UInt32(bytes.count), 4) + Array(name.utf8)
      bytes += little(0x0403_4B50, 4) + common + Array(name.utf8) + data
    }
    let start = UInt32(bytes.count)
    bytes += directory
    bytes += little(0x0605_4B50, 4) + little(0, 4) + little(3, 2) + little(3, 2) + little(UInt32(directory.count), 4)
      + little(start, 4) + little(0, 2)
    return bytes
  }
}
