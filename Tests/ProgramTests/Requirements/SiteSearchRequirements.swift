import Testing

/// Finding things on the site.
@Suite struct SiteSearchRequirements {
  @Test("req:site-search an index made with the pages finds text, headings, tables and generated pages, from scripts that files can load")
  func search() throws {
    let site = try Sandbox.site([
      "content/handbook/index.md": "---\ntitle: 手册\n---\n\n总则。\n",
      "content/handbook/fees.md":
        "---\ntitle: 渠道費用\n---\n\n## 复核办法\n\n每月复核佣金，Q3 预算 1,240.50 元。\n\n| 项目 | 时限 |\n|---|---|\n| 垫款 | 两周 |\n",
      "content/handbook/plan.md": "---\ntitle: 草案\ndraft: true\n---\n\n尚未公开的秘方。\n",
    ])
    let run = try site.run("build", "--today", "2026-07-05")
    #expect(run.status == 0, "\(run)")
    let files = try site.files(below: "output").mapValues { String(decoding: $0, as: UTF8.self) }
    let folder = "assets/search/"
    let index = try IndexReader(
      Dictionary(uniqueKeysWithValues: files.filter { $0.key.hasPrefix(folder) }.map { (String($0.key.dropFirst(folder.count)), $0.value) }))
    let addresses = index.texts.filter { $0.hasPrefix("A") }.map { String($0.dropFirst()) }
    func pages(_ tokens: [String]) -> [String] {
      let found = tokens.map { index.pagesByToken[$0] ?? [] }
      guard let first = found.first else { return [] }
      return found.reduce(first) { $0.intersection($1) }.map { index.addresses[$0] }.sorted()
    }
    let fees = ["handbook/fees.html"]
    // Title in Traditional characters, heading, sentence, cell, words and numbers as they are folded.
    #expect(pages(["渠道", "道费", "费用"]).contains("handbook/fees.html"))
    #expect(pages(["复核", "核办", "办法", "法"]) == fees)
    #expect(pages(["垫款", "款"]) == fees)
    #expect(pages(["q3", "1240.50"]) == fees)
    // Pages that no file stands behind are found by their own text.
    #expect(pages(["转化", "化率"]).contains("kpi/index.html"))
    // What is not written is not in the index.
    #expect(pages(["秘方"]).isEmpty && !index.texts.contains { $0.contains("秘方") })
    // Texts for display say where they stand.
    #expect(addresses.contains("handbook/fees.html"))
    #expect(index.texts.contains("L复核办法") && index.texts.contains { $0.hasPrefix("X") && $0.contains("每月复核佣金") })
    // Every page has the field, shown by a script that stands beside the index; nothing is fetched.
    let page = try #require(files["handbook/fees.html"])
    #expect(page.contains("class=\"search\" role=\"search\" hidden") && page.contains("<script src=\"../assets/search.js\" defer>"))
    let scripts = files.filter { $0.key.contains("assets/search") && $0.key.hasSuffix(".js") }
    #expect(scripts.count > 5 && scripts.allSatisfy { !$0.value.contains("fetch(") && !$0.value.contains("XMLHttpRequest") })
    // An address below the site's own, so that the same index works wherever the folder stands.
    #expect(!addresses.contains { $0.hasPrefix("/") || $0.contains("://") })
  }
}
