import Diagnostics
import Testing

@testable import YAML  // The two readers behind `readYAML` must agree, and only one of them is public.

/// A generator with a seed, so that a failure can be repeated (SplitMix64).
private struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A node with its places as one text, so that two trees are compared whole.
private func shape(_ node: YAMLNode) -> String {
  let value: String
  switch node.value {
  case .scalar(let text, let quoted): value = "\(quoted ? "quoted" : "plain") \(text.debugDescription)"
  case .sequence(let items): value = "[" + items.map(shape).joined(separator: ", ") + "]"
  case .mapping(let pairs):
    value = "{" + pairs.map { "\($0.keyLine):\($0.keyColumn) \($0.key) = \(shape($0.value))" }.joined(separator: "; ") + "}"
  }
  return "\(node.line):\(node.column) \(value)"
}

private let keys = ["title", "id", "owner", "checked", "check_every", "tags", "weight", "draft", "x-1", "a_b", "n9"]
private let words = [
  "复盘", "a", "x y", "2026-06-18", "6 months", "12", "-3", "0.35", "35%", "true", "null", "~", "yes", "中文 空格", "é",
  "😀", "don't", "a-b", "a/b", "1,2", "a=b", "¥5", "（括号）", "a;b", "a(b)", "x+y", "a.b", "$5", "^x", "名：值", "a]", "b}",
  "\u{00A0}", "\u{200B}z", "\u{2028}z", "\u{FEFF}z", "\u{85}z", "R&D", "a*b", "a!b", "a?b", "a|b", "a>b", "a%b", "a@b",
  "a`b", "http://x", "a: b", "a #b", "- a", "? a", "{a", "[a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a'", "\"a\"",
  "\"中 文\"", "\"a\\nb\"", "\"a: b\"", "'it''s'", "", " ", "a ", "[]", "[a]", "[a, b]", "[甲, 乙, 丙]", "[a,b , c]", "[a b, \"c\"]",
  "[a, ]", "[, a]", "[a: b, c]", "[ ]", "[[a], b]", "[a]b", "[a, - b]", "[1, 2026-01-01]", "[甲乙, 丙: 丁]", "[-a, b]", "[a,\tb]", "\"\"", "\"a\" # c",
]

@Suite struct ReaderTests {
  /// Front matter as people write it and as they should not; 2,000 of them, always the same.
  private static let generated: [String] = {
    var random = Seeded(state: 20_260_618)
    return (0..<2_000).map { _ in
      var text = ""
      for key in keys.shuffled(using: &random).prefix(Int.random(in: 1...5, using: &random)) {
        let word = words.randomElement(using: &random) ?? ""
        let blanks = Int.random(in: 0...9, using: &random)
        text += key + (blanks == 0 ? ":" : blanks == 1 ? ":  " : ": ") + word
        text += ["\n", "\n", "\n", "\n", "\n\n", "\r\n"].randomElement(using: &random) ?? "\n"
      }
      return text
    }
  }()

  @Test("the quick reader gives what Yams gives, or leaves the text to it")
  func readersAgree() {
    var quick = 0
    for text in ReaderTests.generated {
      guard let simple = readSimpleYAML(text, firstLine: 2) else { continue }
      quick += 1
      switch readFullYAML(text, file: "a.md", firstLine: 2) {
      case .success(let full): #expect(shape(simple) == shape(full), "\(text.debugDescription)")
      case .failure(let diagnostic): Issue.record("Yams refuses \(text.debugDescription): \(diagnostic)")
      }
    }
    // Else the table above would no longer test anything.
    #expect(quick > 200)
  }

  @Test("the quick reader takes the front matter of ordinary pages")
  func quickReaderIsUsed() {
    #expect(readSimpleYAML("title: 复盘\nowner: \"运营\"\ntags: [甲, 乙]\nchecked: 2026-01-01\n", firstLine: 2) != nil)
  }

  @Test("columns count characters, also behind Chinese", arguments: [
    ("a: 中文\n", "2:1 {2:1 a = 2:4 plain \"中文\"}"),
    ("a: [甲乙, b]\n", "2:1 {2:1 a = 2:4 [2:5 plain \"甲乙\", 2:9 plain \"b\"]}"),
    ("{中文: x, 名: y}\n", "2:1 {2:2 中文 = 2:6 plain \"x\"; 2:9 名 = 2:12 plain \"y\"}"),
    ("名称: {a: 'x'}\n", "2:1 {2:1 名称 = 2:5 {2:6 a = 2:9 quoted \"x\"}}"),
  ])
  func places(_ text: String, _ expected: String) throws {
    #expect(try shape(readYAML(text, file: "a.md", firstLine: 2).get()) == expected)
  }

  @Test("aliases stand for their anchors", arguments: [
    ("a: &x 1\nb: *x\n", "b"), ("a: &x [1]\nb: [*x, *x]\n", "b"), ("a: &x 1\nb: {c: *x}\n", "b"),
    ("a: &x 1\nb: {c: [*x], d: \"*x\"}\n", "b"), ("a: &x 1\n# *x:\nb: \"{*x}\"\n", "b"),
  ])
  func aliases(_ text: String, _ key: String) throws {
    #expect(try readYAML(text, file: "a.md").get()[key] != nil)
  }

  @Test("an alias in a key is refused", arguments: [
    ("a: &x 1\n*x : 2\n", 2), ("a: &x 1\n? *x\n: 2\n", 2), ("a: &x 1\nb: {*x}\n", 2), ("a: &x 1\nb: {c: 1, *x}\n", 2),
    ("a: &x 1\n\nb: {[*x]: 1}\n", 3), ("a: &x 1\n[*x]: 1\n", 2), ("a: &x 1\nb: [[*x] : 1]\n", 2), ("a: &x 1\nb:\n- *x : 1\n", 3),
  ])
  func aliasKeys(_ text: String, _ line: Int) {
    guard case .failure(let diagnostic) = readYAML(text, file: "a.md") else {
      Issue.record("read: \(text)")
      return
    }
    #expect(diagnostic.problem.id == "yaml-alias-key")
    #expect(diagnostic.location == Location("a.md", line: line))
  }
}

@Suite struct FieldsTests {
  private func fields(_ yaml: String) throws -> Fields {
    Fields(try readYAML(yaml, file: "a.md").get(), file: "a.md")
  }

  @Test("numbers as people write them", arguments: [
    ("1200000", "1200000"), ("1_200_000", "1200000"), ("\"1,200,000\"", "1200000"), ("35%", "0.35"), ("120万", "1200000"),
    ("1.5亿", "150000000"), ("-0.5", "-0.5"), ("\"1,200.5\"", "1200.5"),
  ])
  func numbers(_ written: String, _ expected: String) throws {
    let fields = try fields("n: \(written)\n")
    #expect(fields.number("n")?.description == expected)
    #expect(fields.diagnostics.isEmpty)
  }

  @Test("what could be another number is none", arguments: [
    "\"0,35\"", "\"1,2\"", "\"1.200,50\"", "\"1,2000\"", "\"1200,000\"", "NaN", "inf", "一百", "1e400", "\"\"", "[1]", "35%%", "万",
  ])
  func noNumbers(_ written: String) throws {
    let fields = try fields("n: \(written)\n")
    #expect(fields.number("n") == nil)
    #expect(fields.diagnostics.map(\.problem.id) == ["wrong-type"])
  }

  @Test("every unknown key is told, with the nearest of those that were asked for")
  func unknownKeys() throws {
    let fields = try fields("titel: x\nownr: y\n说明: z\n")
    _ = fields.string("title")
    _ = fields.string("owner")
    fields.finish()
    #expect(fields.diagnostics.map(\.location.line) == [1, 2, 3])
    #expect(fields.diagnostics.map { $0.problem.hint?.en } == [
      "did you mean 'title'?", "did you mean 'owner'?", "keys known here: title, owner",
    ])
  }

  @Test("a whole number beyond 64 bits is no whole number")
  func integers() throws {
    let fields = try fields("n: 9223372036854775808\nm: 9223372036854775807\n")
    #expect(fields.integer("n") == nil)
    #expect(fields.integer("m") == 9_223_372_036_854_775_807)
    #expect(fields.diagnostics.map(\.problem.id) == ["wrong-type"])
  }
}
