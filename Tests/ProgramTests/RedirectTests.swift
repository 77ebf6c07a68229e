import Testing

/// Former addresses, the page for addresses that lead nowhere, and citations of terms in odd places.
@Suite struct RedirectTests {
  @Test("a former address sends readers on, and links to it still work")
  func redirects() throws {
    let box = try Sandbox.site([
      "content/handbook/new.md": "---\ntitle: 新页\naliases: [old.md, /archive/first.html]\n---\n\n正文。\n",
      "content/index.md": "# 首页\n\n[旧](handbook/old.md)\n",
    ])
    #expect(try box.run("build").status == 0)
    let old = try #require(box.text("output/archive/first.html"))
    #expect(old.contains("<meta http-equiv=\"refresh\" content=\"0; url=../handbook/new.html\">"))
    #expect(old.contains("<meta name=\"robots\" content=\"noindex\">"))
    #expect(box.page("handbook/old.html")?.root.links["新页"] == "new.html")
    #expect(box.page("index.html")?.root.links["旧"] == "handbook/new.html")
  }

  @Test(
    "an alias that is taken or leaves the site is an error",
    arguments: [("b.md", "alias-taken"), ("../../x.md", "bad-alias"), ("/404.html", "same-address")])
  func conflicts(_ alias: String, _ rule: String) throws {
    let box = try Sandbox.site([
      "content/handbook/a.md": "---\ntitle: 甲\naliases: [\(alias)]\n---\n\n正文。\n", "content/handbook/b.md": "# 乙\n\n正文。\n",
    ])
    let run = try box.run("check")
    #expect(run.status == 1)
    #expect(run.places.contains { $0.contains("error[\(rule)]") }, "\(run)")
  }

  @Test("the page for unknown addresses carries its styles, and links by the site's whole address where that is known")
  func notFound() throws {
    let box = try Sandbox.site(["content/handbook/a.md": "# 甲\n\n正文。\n"])
    #expect(try box.run("build", "--base-url", "https://example.org/hb").status == 0)
    let page = try #require(box.page("404.html"))
    #expect(page.root.all("link").allSatisfy { $0.attributes["rel"] != "stylesheet" })
    #expect(page.root.links["手册"] == "https://example.org/hb/handbook/index.html")
    #expect(box.text("output/sitemap.xml")?.contains("404.html") == false)
  }
}
