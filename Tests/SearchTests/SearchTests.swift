import Foundation
import Search
import Testing
import Variants

@Suite struct SearchTests {
  // Without OpenCC's dictionaries the tests of folding fail.
  private static let folds = VariantConverter(.simplified).map { FoldTable($0) } ?? FoldTable()

  /// `search.js` is held to the same list in the browser.
  @Test("text is cut into the tokens of the list of cases")
  func tokens() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases/tokens.json")
    let cases = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[Any]])
    #expect(cases.count > 20)
    let tokenizer = Tokenizer(folds: SearchTests.folds)
    for one in cases {
      let text = try #require(one.first as? String)
      #expect(tokenizer.tokens(text) == one.last as? [String], "\(text)")
    }
  }

  @Test("a page's text is cut at its headings; navigation, scripts and what is hidden stay out")
  func pageText() {
    let html = """
      <body><nav>菜单</nav><main id="main"><nav>上层</nav><p>流程</p><h1>预算 &amp; 审批</h1><p>先<strong>立项</strong>，\n后花钱。</p>\
      <section id="s1"><h2>步骤</h2><table><tr><td>一</td><td>二</td></tr></table></section>\
      <h3 id="a&amp;b">附注</h3><p>甲<br>乙</p><div hidden><p>藏</p></div><script>var a = "码";</script>\
      <svg><title>图名</title><text>轴</text></svg></main><footer>页脚</footer></body>
      """
    let text = PageText(html: Array(html.utf8))
    #expect(text.texts == ["预算 & 审批", "", "流程\n", "", "先立项， 后花钱。\n", "步骤", "一\t二\n", "附注", "甲\n乙\n轴\n"])
    #expect(text.sections.map(\.anchor) == ["", "", "s1", "a&b"])
    #expect(text.sections.map(\.level) == [1, 1, 2, 3])
  }

  @Test(
    "broken markup ends the text, it does not end the program",
    arguments: ["", "<main", "<main>", "<main><", "<main><p", "<main>&#;", "<main>&#x110000;", "<main><!--", "<main><h2>", "<main><nav><nav>"])
  func broken(_ html: String) {
    let text = PageText(html: Array(html.utf8)).texts.joined()
    #expect(text.allSatisfy { $0.isWhitespace })
  }

  private func page(_ title: String, _ body: String) -> SearchPage {
    SearchPage(
      address: title + ".html", title: title, trail: ["手册"],
      text: PageText(html: Array("<main><h1>\(title)</h1>\(body)</main>".utf8)))
  }

  @Test("every token of every page is in the index with that page, and no page that lacks it")
  func postings() throws {
    // Pages with words of their own among common ones, enough for several files of each kind.
    var pages: [SearchPage] = []
    var random = Linear(seed: 7)
    let signs = Array("营销预算审批流程活动复盘目标渠道投放素材")
    for number in 0..<120 {
      var body = ""
      for paragraph in 0..<4 {
        var text = ""
        for _ in 0..<120 { text.append(signs[random.next(signs.count)]) }
        body += "<h2 id=\"p\(paragraph)\">第\(paragraph)节</h2><p>\(text)，记作 x\(number)y，\(random.next(100000))。</p>"
      }
      pages.append(page("页面\(number)", body))
    }
    let index = try IndexReader(SearchIndex(pages, folds: SearchTests.folds))
    let tokenizer = Tokenizer(folds: SearchTests.folds)
    var expected: [String: Set<Int>] = [:]
    for (number, page) in pages.enumerated() {
      for text in page.text.texts { for token in tokenizer.tokens(text) { expected[token, default: []].insert(number) } }
    }
    #expect(index.files > 3)
    #expect(index.pagesByToken.filter { !$0.key.hasPrefix("`") } == expected)
    #expect(index.texts.contains { $0.contains("X") && $0.contains("记作 x119y") })
  }

  @Test("a title is found by the initials of how its characters are read")
  func initials() throws {
    let pages = [page("营销预算管理", "<p>甲</p>"), page("審批 流程", "<p>乙</p>"), page("复盘", "<p>预算管理</p>")]
    let index = try IndexReader(SearchIndex(pages, folds: SearchTests.folds))
    // Yíngxiāo yùsuàn guǎnlǐ, from each character on; shěnpī, liúchéng; fùpán. A single letter says too little.
    #expect(
      Set(index.pagesByToken.keys.filter { $0.hasPrefix("`") }) == ["`yxysgl", "`xysgl", "`ysgl", "`sgl", "`gl", "`sp", "`lc", "`fp"])
    #expect(index.pagesByToken["`ysgl"] == [0])
    #expect(index.pagesByToken["`sp"] == [1])
  }

  @Test("characters without a symbol of their own come back as they were")
  func rareSigns() throws {
    // More different characters than there are symbols for.
    let all = String(String.UnicodeScalarView((0x4E00..<0x4E00 + 6000).compactMap { Unicode.Scalar($0) }))
    let index = try IndexReader(SearchIndex([page("字表", "<p>\(all)\u{1F600}</p>")], folds: FoldTable()))
    #expect(index.texts.contains { $0 == "X" + all + "\u{1F600}\n" })
  }

  @Test("the same pages give the same files, one page has them all, none give an empty index")
  func files() {
    func names(_ pages: [SearchPage]) -> [String] { SearchIndex(pages, folds: SearchTests.folds).files.map(\.path) }
    let pages = [page("甲", "<p>预算</p>"), page("乙", "<p>審批</p>")]
    let (one, two) = (SearchIndex(pages, folds: SearchTests.folds), SearchIndex(pages, folds: SearchTests.folds))
    #expect(one.files.map(\.bytes) == two.files.map(\.bytes))
    #expect(names(Array(pages.prefix(1))) == ["fold.js", "k/0.js", "manifest.js", "t/0.js", "words.js"])
    #expect(!names([]).contains("k/0.js"))
  }
}

/// Numbers that look random and are the same every time.
private struct Linear {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}

extension IndexReader {
  fileprivate init(_ index: SearchIndex) throws {
    try self.init(Dictionary(uniqueKeysWithValues: index.files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }))
  }
}
