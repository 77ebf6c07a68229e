import Diagnostics
import Testing

@testable import Tables

private func read(_ text: String) -> (grids: [Grid], diagnostics: [Diagnostic]) {
  readJSONRows(Array(text.utf8), file: "a.json")
}

@Suite struct JSONRowsTests {
  @Test("objects are rows, keys are columns in order of first appearance")
  func rows() {
    let (grids, diagnostics) = read(
      """
      [
        {"date": "2026-06-18", "clicks": 120, "note": null},

        {"clicks": 0.30, "channel": "直播", "date": ""},
        {},
        {"big": 12345678901234567890.10e-3, "ok": true}
      ]
      """)
    #expect(diagnostics.isEmpty)
    #expect(grids.first?.encoding == "JSON")
    #expect(lines(grids.first) == [
      "1: tdate | tclicks | tnote | tchannel | tbig | tok",
      "2: t2026-06-18 | n120",
      "4: - | n0.30 | - | t直播",
      "5: ",
      "6: - | - | - | - | n12345678901234567890.10e-3 | true",
    ])
  }

  @Test("an object around one array is opened")
  func envelope() {
    let text = "\u{FEFF}{\"code\": 0, \"page\": {\"n\": [1, {}]}, \"data\": [{\"a\": 1}], \"msg\": \"ok\"}\n"
    #expect(read(text).diagnostics.isEmpty)
    #expect(lines(read(text).grids.first) == ["1: ta", "1: n1"])
  }

  @Test("escapes", arguments: [
    (#""\u65e5\u671F""#, "t日期"),
    (#""\ud83d\ude00""#, "t😀"),
    (#""a\"\\\/\b\f\n\r\t""#, "ta\"\\/\u{8}\u{C}\n\r\t"),
  ])
  func escapes(_ literal: String, _ cell: String) {
    #expect(lines(read("[{\"a\": \(literal)}]").grids.first).last == "1: " + cell)
  }

  @Test("a text that is no JSON of rows is refused at its place", arguments: [
    ("", "json-no-rows a.json:1:1"),
    ("[]", "json-no-rows a.json:1:1"),
    ("{\"data\": []}", "json-no-rows a.json:1:1"),
    ("3", "json-shape a.json:1:1"),
    ("{\"a\": 1}", "json-shape a.json:1:1"),
    ("[1]", "json-shape a.json:1:2"),
    ("[{\"a\": 1}, [2]]", "json-shape a.json:1:12"),
    ("{\"x\": [{}], \"y\": []}", "json-shape a.json:1:13"),
    ("[{\"a\": 1}] x", "json-syntax a.json:1:12"),
    ("[{\"a\": 1},]", "json-syntax a.json:1:11"),
    ("[{\"a\": 1,}]", "json-syntax a.json:1:10"),
    ("[{\"a\" 1}]", "json-syntax a.json:1:7"),
    ("[{a: 1}]", "json-syntax a.json:1:3"),
    ("[{\"日期\": 01}]", "json-syntax a.json:1:9"),
    ("[{\"a\": 1.}]", "json-syntax a.json:1:8"),
    ("[{\"a\": .5}]", "json-syntax a.json:1:8"),
    ("[{\"a\": +5}]", "json-syntax a.json:1:8"),
    ("[{\"a\": 5x}]", "json-syntax a.json:1:8"),
    ("[{\"a\":\n NaN}]", "json-syntax a.json:2:2"),
    ("[{\"a\": -Infinity}]", "json-syntax a.json:1:8"),
    ("[{\"a\": tru}]", "json-syntax a.json:1:8"),
    ("[{\"a\": \"b", "json-syntax a.json:1:8"),
    ("[{\"a\": \"b\n\"}]", "json-syntax a.json:1:10"),
    (#"[{"a": "\x"}]"#, "json-syntax a.json:1:9"),
    (#"[{"a": "\ud83d"}]"#, "json-syntax a.json:1:9"),
    (#"[{"a": "\udc00"}]"#, "json-syntax a.json:1:9"),
    (#"[{"a": "\u12"}]"#, "json-syntax a.json:1:9"),
    ("[{\"a\": 1}", "json-syntax a.json:1:10"),
  ])
  func refused(_ text: String, _ expected: String) {
    let (grids, diagnostics) = read(text)
    #expect(grids.isEmpty)
    #expect(places(diagnostics) == [expected])
  }

  @Test("a nested value and a key that stands twice are told at their first place")
  func cellErrors() {
    let (grids, diagnostics) = read("[{\"a\": [1, {\"b\": 2}], \"c\": 1},\n {\"a\": {}, \"c\": 2, \"c\": 3}]")
    #expect(lines(grids.first) == ["1: ta | tc", "1: - | n1", "2: - | n2"])
    #expect(places(diagnostics) == ["json-nested a.json:1:8", "duplicate-key a.json:2:20"])
    #expect(diagnostics.first?.problem.message.en
      == "the value of 'a' is an object or array, which no table cell holds; 2 of them in all")
  }

  @Test("other encodings are told as such", arguments: [
    [0xFF, 0xFE, 0x5B, 0x00], [0x5B, 0x00, 0x7B, 0x00], [0x5B, 0x7B, 0x22, 0xC8, 0xD5, 0x22, 0x3A, 0x31, 0x7D, 0x5D],
  ] as [[UInt8]])
  func encodings(_ bytes: [UInt8]) {
    #expect(readJSONRows(bytes, file: "a.json").diagnostics.map(\.problem.id) == ["json-encoding"])
  }

  @Test("every beginning of a text is refused without harm")
  func everyPrefix() {
    let whole = Array(#"{"n": {"a": [[], {"a": -1.5e3}]}, "rows": [{"键": "\u65e5 \ud83d\ude00", "b": [true, {}], "c": null}]}"#.utf8)
    for length in 0..<whole.count {
      #expect(readJSONRows(Array(whole[..<length]), file: "a.json").grids.isEmpty, "\(length) bytes")
      #expect(readJSONRows(Array(whole[..<length]), file: "a.json").diagnostics.hasErrors, "\(length) bytes")
    }
  }

  @Test("deep nesting is an error and costs no stack", arguments: ["[", "{\"a\":"])
  func deep(_ opening: String) {
    let text = "[{\"a\": " + String(repeating: opening, count: 200_000)
    let diagnostics = read(text).diagnostics
    #expect(diagnostics.map(\.problem.id).contains("json-too-deep"))
  }
}
