import Diagnostics
import Testing
import YAML

@testable import Copy

@Suite("Copy") struct CopyTests {
  static let list = """
    categories:
      - {id: absolute, name: 绝对化用语, law: 广告法第九条}
      - {id: organ, name: 国家机关}
    words:
      - {category: absolute, mend: 写依据, list: [最佳, 最优, 最优惠, 国家级, top1, {word: 最, severity: warning}, "{n}天见效", 100%有效]}
      - {category: organ, review: true, list: [国务院]}
    exceptions: [最佳实践, 第一时间, 最后, {word: 首先, reason: 连词}]
    claims: [第一, 销量, "{n}%", 调查显示]
    """

  static func checker(_ text: String = list, variants: [UInt32: UInt32] = [:]) throws -> CopyChecker {
    var words = WordList()
    let node = try readYAML(text, file: "words.yaml").get()
    #expect(words.add(node, file: "words.yaml") == [])
    return CopyChecker(words, competitors: ["品牌甲"], variants: variants)
  }

  /// What is found: the words, claims as `?…`, competitors as `@…`.
  static func found(_ text: String, isMarkdown: Bool = true, _ checker: CopyChecker? = nil) throws -> [String] {
    let checker = try checker ?? CopyTests.checker()
    return Array(text.utf8).withUnsafeBufferPointer { bytes in
      checker.check(bytes, in: 0..<bytes.count, isMarkdown: isMarkdown).findings.map { finding in
        switch finding.kind {
        case .word: finding.text
        case .competitor: "@" + finding.text
        case .claim: "?" + finding.text
        }
      }
    }
  }

  @Test("Words are found whole and longest first; an exception lets pass what it holds", arguments: [
    ("这是最佳选择", ["最佳"]), ("最优惠的价格", ["最优惠"]), ("最佳实践：首先看说明，最后再下单，第一时间回复", []),
    ("最佳实践是最佳的", ["最佳"]), ("最高兴", ["最"]), ("买到TOP1 的锅", ["top1"]), ("stop1 次", []), ("top12", []),
    ("三天见效", ["三天见效"]), ("7 天见效", ["7天见效"]), ("100%有效", ["100%有效"]), ("国务院发布", ["国务院"]), ("不如品牌甲", ["@品牌甲"]),
  ] as [(String, [String])])
  func words(_ text: String, _ expected: [String]) throws {
    #expect(try CopyTests.found(text) == expected)
  }

  @Test("Marks of Markdown, line breaks, blanks, width and case part no word", arguments: [
    "**最**佳", "最*佳*", "[最](https://example.cn/a(b))佳", "最\\\n佳", "最\n> 佳", "最 佳", "<b>最</b>佳", "&#26368;佳", "&#x6700;佳", "最\u{200B}佳", "~~最~~佳",
  ])
  func markup(_ text: String) throws {
    #expect(try CopyTests.found(text) == ["最佳"])
  }

  @Test("Between paragraphs, cells and items no word is made", arguments: ["最\n\n佳", "国 | 家级", "- 国\n- 家级", "国`家`级"])
  func breaks(_ text: String) throws {
    #expect(try CopyTests.found(text).filter { $0 != "最" } == [])
  }

  @Test("Code is no copy; a backtick without its pair in the paragraph hides nothing")
  func code() throws {
    #expect(try CopyTests.found("`最佳` ``最优`` \n\n```\n国家级\n\n最佳\n```\n") == [])
    #expect(try CopyTests.found("`最佳\n\n最优`") == ["最佳", "最优"])
  }

  @Test("Full width and Traditional characters are folded")
  func folding() throws {
    #expect(try CopyTests.found("ＴＯＰ１") == ["top1"])
    // 國 is U+570B, 国 U+56FD; 級 U+7D1A, 级 U+7EA7.
    #expect(try CopyTests.found("國家級", CopyTests.checker(variants: [0x570B: 0x56FD, 0x7D1A: 0x7EA7])) == ["国家级"])
    #expect(CopyChecker.characters(of: [Array("國a家國".utf8)]) == "國家")
  }

  @Test("A claim needs a source in its own paragraph; one is told for each", arguments: [
    ("销量第一，满意度 95%", ["?销量"]), ("满意度 95% [来源: R01]", []), ("满意度 95%\n还在同一段[来源：R01、R02]", []),
    ("满意度 95%\n\n[来源: R01]", ["?95%"]), ("- 满意度 95%\n- 另一条 [来源: R01]", ["?95%"]), ("第一时间回复", []), ("来源: R01，95%", ["?95%"]),
  ] as [(String, [String])])
  func claims(_ text: String, _ expected: [String]) throws {
    #expect(try CopyTests.found(text) == expected)
  }

  @Test("Sources are read with their places, outside of code only")
  func citations() {
    let text = "甲[来源: R01、R 2]乙`[来源: R03]`[来源：R04] [来源](a.md)"
    let found = Array(text.utf8).withUnsafeBufferPointer { Citation.all(in: $0, range: 0..<$0.count, isMarkdown: true) }
    #expect(found.map(\.id) == ["R01", "R 2", "R04"])
    #expect(found.map(\.label) == ["来源: R01、R 2", "来源: R01、R 2", "来源：R04"])
    // 甲 and [ and 来源 take 3 + 1 + 6 bytes, the colon and the blank 2.
    #expect(found.first?.offset == 12)
  }

  @Test("A finding's bytes are those of the source, markup included")
  func places() throws {
    let text = Array("好**最**佳".utf8)
    let finding = try text.withUnsafeBufferPointer { bytes in
      try #require(try CopyTests.checker().check(bytes, in: 0..<bytes.count, isMarkdown: true).findings.first)
    }
    #expect(finding.range == 5..<13)
  }

  @Test("Text that is no Markdown keeps its marks")
  func plain() throws {
    #expect(try CopyTests.found("最*佳", isMarkdown: false) == ["最"])
    #expect(try CopyTests.found("最\n佳", isMarkdown: false) == ["最"])
  }

  @Test("A site adds words, and takes some off for a reason")
  func extending() throws {
    var words = WordList()
    _ = words.add(try readYAML(CopyTests.list, file: "words.yaml").get(), file: "words.yaml")
    let own = """
      words: [{category: absolute, severity: warning, list: [爆款, 最优]}]
      exceptions: [国家级湿地公园]
      remove: [{word: 最佳, reason: 奖项名称}, {word: 最优惠}, {word: 不在表里, reason: 试}]
      """
    let problems = words.add(try readYAML(own, file: "own.yaml").get(), file: "own.yaml")
    #expect(problems.map { "\($0.location.line) \($0.problem.id)" } == ["3 missing-key", "3 unknown-value"])
    #expect(words.words["最佳"] == nil && words.words["最优惠"] != nil && words.words["最优"]?.severity == .warning)
    #expect(try CopyTests.found("爆款在国家级湿地公园，国家级", CopyChecker(words)) == ["爆款", "国家级"])
  }

  @Test("A list with an unknown category or severity is told")
  func wrongList() throws {
    var words = WordList()
    let node = try readYAML("words: [{category: 甲, severity: fatal, list: [乙]}]", file: "w.yaml").get()
    #expect(words.add(node, file: "w.yaml").map(\.problem.id) == ["unknown-value", "unknown-value"])
  }

  @Test("No input ends the check", arguments: ["[来源", "[来源:", "[来源: ", "`", "```", "](", "](a", "<a", "&#", "&#;", "\\", "[!COPY", "> ", "1.", "最", ""])
  func fragments(_ text: String) throws {
    for cut in 0...3 { _ = try CopyTests.found(String(text.dropLast(cut)) + String(repeating: "*", count: cut)) }
    #expect(try CopyTests.found(text + "\n\n最佳") .contains("最佳"))
  }
}
