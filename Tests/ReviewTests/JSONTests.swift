import Foundation
import Metrics
import Review
import Tables
import Testing
import Values

@Suite("JSON") struct JSONTests {
  private static let rows = table(
    "date|channel|revenue|orders|visits\n2026-06-01|直播|1234.5|3|100\n2026-06-02|\"搜\\索\"|0.25|1|0")

  private func json(_ review: Review) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(review.json())) as? [String: Any])
  }

  @Test("Money is a decimal string, counts and rates are numbers, missing is null with a reason")
  func figures() throws {
    let target = Target(kpi: "revenue-total", target: exact("1000"))
    let (review, _) = buildReview(
      input(Self.rows, targets: [target, Target(kpi: "ctr", target: exact("0.1"))], baseline: nil))
    let root = try json(review)
    #expect(root["schema"] as? Int == 1)
    #expect(root["campaign"] as? String == "c")
    #expect(root["today"] as? String == "2026-06-15")
    #expect(root["dataAsOf"] as? String == "2026-06-02")
    #expect(root["currency"] as? String == "CNY")
    let figures = try #require(root["figures"] as? [String: [String: Any]])
    #expect(figures["revenue-total"]?["value"] as? String == "1234.75")
    #expect(figures["revenue-total"]?["unit"] as? String == "money")
    #expect(figures["revenue-total@target"]?["value"] as? String == "1000")
    #expect(figures["revenue-total@gap"]?["value"] as? String == "234.75")
    #expect(figures["revenue-total@completion"]?["value"] as? Double == 1.23475)
    #expect(figures["revenue-total@status"]?["status"] as? String == "green")
    #expect(figures["revenue[channel=直播]"]?["value"] as? String == "1234.5")
    #expect(figures["orders"]?["value"] as? Int == 4)
    #expect(figures["ctr"]?["value"] is NSNull)
    #expect(figures["ctr"]?["missing"] as? String == "no-data")
    let sources = try #require(figures["revenue-total"]?["sources"] as? [[String: Any]])
    #expect(sources.first?["file"] as? String == "content/campaigns/c/data/daily.csv")
    #expect(sources.first?["rows"] as? Int == 2)
  }

  @Test("Sections are the sixteen chapters with sentences, tables and charts")
  func sections() throws {
    let root = try json(buildReview(input(Self.rows, baseline: nil)).0)
    let sections = try #require(root["sections"] as? [[String: Any]])
    #expect(
      sections.compactMap { $0["id"] as? String } == [
        "summary", "overview", "kpi", "breakdown", "trend", "funnel", "sales-lift", "budget", "behaviour", "brand",
        "benchmark", "experiments", "execution", "lessons", "actions", "data-quality",
      ])
    #expect(sections[2]["state"] as? String == "missing")
    let tables = try #require(sections[3]["tables"] as? [[String: Any]])
    let rows = try #require(tables.first?["rows"] as? [[String]])
    #expect(rows.map(\.first) == ["直播", "\"搜\\索\""])
    #expect((sections[3]["charts"] as? [[String: Any]])?.first?["type"] as? String == "bar")
    #expect((root["imports"] as? [[String: Any]])?.first?["rowsUsed"] as? Int == 2)
  }

  @Test("The same input gives the same bytes; so do rows in another order")
  func deterministic() {
    let other = table(
      "date|channel|revenue|orders|visits\n2026-06-02|\"搜\\索\"|0.25|1|0\n2026-06-01|直播|1234.5|3|100")
    let first = buildReview(input(Self.rows)).0.json()
    #expect(buildReview(input(Self.rows)).0.json() == first)
    #expect(buildReview(input(other)).0.json() == first)
  }

  @Test("Text is escaped as RFC 8259 asks", arguments: [
    ("plain 中文", "\"plain 中文\""), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t\u{1}", #""\n\r\t\u0001""#), ("", "\"\""),
  ])
  func escaping(text: String, expected: String) {
    var json = JSONWriter()
    json.string(text)
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
  }

  @Test("Numbers are exact, and never what JSON has no word for")
  func numbers() {
    var json = JSONWriter()
    json.beginArray()
    json.number(.exact(exact("-12.50")))
    json.number(.real(0.1))
    json.number(1e300)
    json.number(Double.nan)
    json.number(-Double.infinity)
    json.number(Number?.none)
    json.endArray()
    #expect(String(decoding: json.bytes, as: UTF8.self) == "[-12.5,0.1,1e+300,null,null,null]")
  }

  @Test("Commas stand between members and elements only")
  func commas() {
    var json = JSONWriter()
    json.beginObject()
    json.member("a", 1)
    json.key("b")
    json.beginArray()
    json.beginObject()
    json.endObject()
    json.bool(true)
    json.endArray()
    json.member("c", nil)
    json.endObject()
    #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":1,"b":[{},true],"c":null}"#)
  }
}

@Suite("Fingerprint") struct FingerprintTests {
  /// Values of the FNV-1a test suite by Landon Curt Noll.
  @Test("Is FNV-1a of 64 bits", arguments: [
    ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8"),
  ])
  func fnv(text: String, expected: String) {
    #expect(fingerprint(Array(text.utf8)) == expected)
  }

  @Test("Files of any number and length have the fingerprints that each has alone", arguments: [0, 1, 3, 4, 5, 9])
  func together(count: Int) {
    let files = (0..<count).map { file in (0..<(file * 37 % 23)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ file) } }
    #expect(fingerprintAll(files) == files.map { fingerprint($0) })
  }
}
