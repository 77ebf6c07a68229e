import HTML
import Markdown
import Testing

/// Terms of a glossary in running text.
@Suite struct TermTests {
  private static let index = TermIndex(
    [
      TermIndex.Term(address: "g.html#ROI", title: "投入产出比", spellings: ["ROI", "投入产出比"]),
      TermIndex.Term(address: "g.html#journey", title: "从知道到复购", spellings: ["客户旅程", "Customer journey"]),
      TermIndex.Term(address: "g.html#trip", title: "一段路", spellings: ["旅程"]),
      TermIndex.Term(address: "g.html#ab", title: "对照", spellings: ["A/B test"]),
    ], known: ["PDF"])

  private func options() -> MarkdownOptions {
    var options = MarkdownOptions(language: .english)
    options.terms = Self.index
    options.termsFolder = "../"
    return options
  }

  /// The texts that are linked, in order.
  private func linked(_ text: String) -> [String] {
    html(text, options()).split(separator: "<a class=\"term\"").dropFirst().map { part in
      String(part.split(separator: ">", maxSplits: 1)[1].prefix { $0 != "<" })
    }
  }

  @Test(
    "the first use of a term is linked, the longest first, Latin ones as whole words",
    arguments: [
      ("看 ROI，再看 ROI。", ["ROI"]), ("投入产出比就是 ROI", ["投入产出比"]), ("客户旅程不是旅程", ["客户旅程", "旅程"]),
      ("客户旅程，客户旅程", ["客户旅程"]), ("旅程、客户旅程", ["旅程", "客户旅程"]), ("a customer journey", ["customer journey"]),
      ("roi 与 ROIs 与 xROI 与 ROI_1", []), ("an A/B test here", ["A/B test"]), ("**ROI** 强调", ["ROI"]),
      ("# ROI\n\n[ROI](x) `ROI` ![ROI](y)", []), ("| ROI |\n|---|\n| 旅程 |", ["旅程"]), ("> [!COPY]\n> ROI", []), ("- ROI\n- ROI", ["ROI"]),
    ])
  func first(_ text: String, _ expected: [String]) { #expect(linked(text) == expected) }

  @Test("a term's link has its address and what it means")
  func markup() {
    #expect(html("ROI", options()) == "<p><a class=\"term\" href=\"../g.html#ROI\" title=\"投入产出比\">ROI</a></p>\n")
  }

  @Test(
    "an abbreviation without an entry is told once, where it stands",
    arguments: [
      ("看 CPM 与 CPM", ["1:3 unknown-abbreviation"]), ("ROI、PDF", []), ("XX、A、ABCDEFG、Cpm、CPM2、R-CPM-1", []), ("`CPM`", []),
      ("字\nCPM、CPC", ["2:1 unknown-abbreviation", "2:5 unknown-abbreviation"]),
    ])
  func abbreviations(_ text: String, _ expected: [String]) { #expect(problems(text, options()) == expected) }

  @Test("a cited source is a link that the host resolves")
  func citations() {
    var options = MarkdownOptions(language: .english)
    options.citations = "/s.md#s-"
    #expect(html("见 [来源: R 1]。", options).contains("<a class=\"citation\" href=\"/s.md#s-R_1\">[来源: R 1]</a>"))
    #expect(html("[source:R2]", options).contains("href=\"/s.md#s-R2\""))
    #expect(!html("`[来源: R1]` [来源] [其他: R1]", options).contains("citation"))
  }

  @Test("overlapping spellings of any shape end and are found where they stand")
  func overlaps() {
    let terms = ["ab", "bc", "abcd", "cde", "b"].map { TermIndex.Term(address: $0, title: $0, spellings: ["甲" + $0 + "乙", $0 + "丙"]) }
    var options = MarkdownOptions(language: .english)
    options.terms = TermIndex(terms)
    // `abc丙` holds `bc丙`, which begins inside a word and so is none.
    #expect(!html("abc丙", options).contains("term"))
    #expect(html("甲ab乙甲abcd乙", options).components(of: "class=\"term\"") == 2)
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
