import Testing

@Suite struct LinkTests {
  @Test("a link that leads nowhere it may is an error at its column, in characters", arguments: [
    ("[x](b.md)", "broken-link"),
    ("[x](b.md#x)", "broken-link"),
    ("[x](#nope)", "broken-anchor"),
    ("[x](c.md#nope)", "broken-anchor"),
    ("[x](A.md)", "broken-link"),
    ("[x](nowhere/)", "broken-link"),
    ("[x](%ff.md)", "broken-link"),
    ("[x](%zz.md)", "broken-link"),
    ("[x](%00.md)", "broken-link"),
    ("![x](no.png)", "broken-link"),
    ("[x](../../etc/passwd)", "link-leaves-content"),
    ("[x](/etc/passwd)", "broken-link"),
    ("[x](%2e%2e%2f%2e%2e%2fetc/passwd)", "link-leaves-content"),
    ("[x](..%2F..%2Fetc%2Fpasswd)", "link-leaves-content"),
    (#"[x](..\\..\\etc\\passwd)"#, "broken-link"),
    ("![x](../../secret.png)", "link-leaves-content"),
    ("[x](campaigns/s/data/f.csv)", "data-not-published"),
    ("[x](/registers/f.csv)", "data-not-published"),
    ("[x](d.md)", "link-to-draft"),
  ])
  func refused(_ link: String, _ rule: String) throws {
    let box = try Sandbox.site([
      "content/a.md": Content(stringLiteral: "# 甲\n\n中文 \(link) 之后\n"), "content/c.md": "# 丙\n",
      "content/d.md": "---\ndraft: true\n---\n# 丁\n",
    ])
    let run = try box.run("build")
    #expect(run.places == ["content/a.md:3:4 error[\(rule)]"], "\(run)")
    #expect(run.status == 1)
    #expect(!box.exists("output"))
  }

  @Test("schemes that could run or read something keep only their text", arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd",
  ])
  func schemes(_ address: String) throws {
    let box = try Sandbox.site(["content/a.md": Content(stringLiteral: "# 甲\n\n中文 [词](\(address))\n")])
    let run = try box.run("build")
    #expect(run.places == ["content/a.md:3:4 warning[refused-link]"], "\(run)")
    #expect(run.status == 0)
    let page = box.text("output/a.html") ?? ""
    #expect(page.contains("<p>中文 词</p>"))
    #expect(!page.lowercased().contains(address.lowercased()))
  }

  @Test("the nearest page is proposed, as it would have to be written here")
  func nearest() throws {
    let box = try Sandbox.site(["content/one/a.md": "# 甲\n\n[x](plan.md)\n", "content/two/plan.md": "# 计划\n"])
    #expect(try box.run("check").error.hasPrefix("""
      content/one/a.md:3:1: error[broken-link]: 链接指向不存在的「plan.md」
        3 | [x](plan.md)
          | ^
        建议: 是不是「../two/plan.md」？

      """))
  }

  @Test("links to pages, headings, assets, KPIs and reviews become relative links to files")
  func good() throws {
    let box = try Sandbox.site([
      "content/深/甲 乙.md": """
        # 甲

        [a](../b.md#第二-节) [b](/b.md) [c](../图.png) [d](/kpi/ctr.md) [e](../campaigns/s/review.md) [f](%E7%94%B2%20%E4%B9%99.md)

        """,
      "content/b.md": "# 乙\n\n## 第二 节\n",
      "content/图.png": "x",
      "content/campaigns/s/brief.md": "---\ntitle: s\nstart: 2026-01-01\nend: 2026-01-02\n---\n",
    ])
    let run = try box.run("build", "--today", "2026-06-01")
    #expect(run.status == 0, "\(run)")
    let page = box.text("output/深/甲 乙.html") ?? ""
    for href in [
      "../b.html#%E7%AC%AC%E4%BA%8C-%E8%8A%82", "../b.html", "../%E5%9B%BE.png", "../campaigns/s/review.html",
      "%E7%94%B2%20%E4%B9%99.html",
    ] {
      #expect(page.contains("href=\"\(href)\""), "\(href)")
    }
    #expect(page.contains("href=\"../kpi/"))
  }
}
