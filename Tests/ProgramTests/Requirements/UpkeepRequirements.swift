import Testing

/// Who answers for pages, when they are due, and who wrote them.
@Suite struct UpkeepRequirements {
  @Test("req:content-ownership overdue and soon due pages by owner, pages without owner or date, rows to check; versions agree")
  func ownership() throws {
    func page(_ title: String, _ matter: String) -> Content { "---\ntitle: \(title)\n\(matter)\n---\n\n正文。\n" }
    let box = try Sandbox.site([
      "content/handbook/late.md": page("过期页", "owner: finance\nchecked: 2026-01-10\ncheck_every: 6 months"),
      "content/handbook/soon.md": page("将到期页", "owner: finance\nchecked: 2026-06-01\ncheck_every: 6 months"),
      "content/handbook/fine.md": page("新页", "owner: strategy\nchecked: 2026-11-01\ncheck_every: 6 months"),
      "content/handbook/bare.md": page("无主页", "summary: 没有人管"),
      "content/handbook/log.md": page(
        "改版页",
        "owner: strategy\nchecked: 2026-11-01\ncheck_every: 6 months\nversion: \"1.0\"\nchanges:\n  - {version: \"1.1\", date: 2026-11-01, what: 补例子, by: strategy}"),
      "content/registers/tools.csv": "类别,产品,用途,状态,管理角色,核对日期\n分析,旧表,看数,在用,数据分析,2025-06-01\n分析,新表,看数,在用,数据分析,2026-06-01\n",
    ])
    let run = try box.run("build", "--today", "2026-11-22", limit: 20)
    #expect(run.places == [
      "content/handbook/log.md:6:10 warning[version-differs]", "content/registers/tools.csv:2 warning[register-check]",
    ])
    let due = try #require(box.page("overdue.html"))
    #expect(due["due-owners-table"]?.grid.dropFirst().map { $0 } == [["财务", "1", "1", "2026-07-10"]])
    #expect(due["due-soon-table"]?.grid.dropFirst().map { $0 } == [["将到期页", "财务", "2026-06-01", "2026-12-01"]])
    #expect(due["unowned-pages"]?.all("a").map(\.text) == ["无主页"])
    #expect(due["unchecked-pages"]?.all("a").map(\.text) == ["无主页"])
    #expect(due["due-rows-table"]?.grid.dropFirst().map { $0 } == [["工具目录", "“旧表”上次核对是 2025-06-01，已超过一年", "数据分析"]])
    #expect(due.root.all("a").contains { $0.text == "过期页" })
    #expect(try box.run("list", "due", "--today", "2026-11-22").out == "2026-12-01\tfinance\t将到期页\tcontent/handbook/soon.md\n")
    #expect(try box.run("list", "unowned", "--today", "2026-11-22").out == "owner, checked\t无主页\tcontent/handbook/bare.md\n")
    #expect(try box.run("list", "stale", "--today", "2026-11-22").out
      == "tools\t旧表\t“旧表”上次核对是 2025-06-01，已超过一年\t数据分析\tcontent/registers/tools.csv\n")
    let log = try #require(box.page("handbook/log.html")).root.all("details", class: "change-log").first
    #expect(log?.all("li").map(\.text) == ["2026-11-01 1.1 补例子 营销策略"])
  }

  @Test("req:contribution-credit pages, cases and templates counted by author")
  func contributors() throws {
    func page(_ authors: String, _ rest: String = "") -> Content { "---\ntitle: 页\nauthors: [\(authors)]\n\(rest)---\n\n正文。\n" }
    let box = try Sandbox.site([
      "content/handbook/a.md": page("finance, strategy", "version: \"2\"\nchanges:\n  - {version: \"2\", date: 2026-10-02, what: 改表, by: finance}\n"),
      "content/handbook/b.md": page("finance"), "content/cases/c.md": page("strategy, 王編"), "content/handbook/templates/d.md": page("strategy"),
    ])
    let run = try box.run("build", "--today", "2026-11-22", limit: 20)
    try #require(run.status == 0, "\(run)")
    // Pages, cases, templates, all of them, revisions and the last one.
    #expect(box.page("contributors.html")?["contributor-list"]?.grid.dropFirst().map { $0 } == [
      ["营销策略", "1", "1", "1", "3", "0", ""], ["财务", "2", "0", "0", "2", "1", "2026-10-02"], ["王編", "0", "1", "0", "1", "0", ""],
    ])
    #expect(box.page("recent.html")?["recent-changes"]?.grid.dropFirst().map { $0 } == [["2026-10-02", "页", "改表", "财务", "2"]])
  }
}
