import Testing

/// How a reader gets from one page to the next: related content, terms, tags, reading paths.
@Suite struct LinkRequirements {
  private static let today = "2026-11-22"

  private func process(_ id: String, _ code: String, _ title: String, _ rest: String = "", body: String = "") -> Content {
    """
    ---
    title: \(title)
    id: \(id)
    type: process
    code: \(code)
    steps:
      - {id: \(id)-one, name: 定目标, does: 写下目标, in: 计划, out: 目标表, roles: [strategy]}
    \(rest)
    ---

    \(body.isEmpty ? "正文。" : body)

    """
  }

  private func built(_ tree: [String: Content]) throws -> Sandbox {
    let box = try Sandbox.site(tree)
    let run = try box.run("build", "--today", Self.today, limit: 20)
    try #require(run.status == 0, "\(run)")
    return box
  }

  /// The titles that a page shows as related, by the heading above them.
  private func related(_ page: Page?) -> [String: [String]] {
    let groups = page?.root.all("div", class: "related-group") ?? []
    return Dictionary(groups.map { ($0.all("h3").first?.text ?? "", $0.all("a").map(\.text)) }) { $0 + $1 }
  }

  @Test("req:cross-links topics, named KPIs and cases, and links in texts lead both ways; dead links and orphans are told")
  func crossLinks() throws {
    var tree: [String: Content] = [
      "content/handbook/p1.md": process("plan", "P01", "策划流程", "kpis: [ctr]\ncases: [case-a]", body: "见[预算流程](p2.md)。"),
      "content/handbook/p2.md": process("money", "P02", "预算流程"),
      "content/handbook/c1.md": process("prepare", "C1", "前期准备"),
      "content/handbook/templates/brief.md": "# 简报模板\n\n照填。\n",
      "content/cases/a.md": "---\ntitle: 甲案例\nid: case-a\n---\n\n正文。\n",
      "content/registers/topics.csv": "编号,主题,流程,活动阶段,模板\nT1,目标,plan,prepare,handbook/templates/brief.md\n",
    ]
    let box = try built(tree)
    #expect(related(box.page("handbook/p1.html")) == [
      "活动阶段": ["前期准备"], "案例": ["甲案例"], "模板": ["简报模板"], "指标": ["点击率"],
    ])
    #expect(related(box.page("handbook/c1.html")) == ["流程": ["策划流程"], "模板": ["简报模板"]])
    #expect(related(box.page("cases/a.html")) == ["流程": ["策划流程"]])
    #expect(related(box.page("handbook/p2.html")) == ["引用本页的页面": ["策划流程"]])
    // No campaign has a click-through rate: the KPI stands on its group's page.
    #expect(related(box.page("kpi/group-5.3.html")) == ["流程": ["策划流程"]])
    #expect(try box.run("check", "--today", Self.today).diagnostics == [])

    tree["content/handbook/alone.md"] = "# 孤页\n\n[没有](gone.md)\n"
    let broken = try Sandbox.site(tree)
    #expect(try broken.run("check", "--today", Self.today).places == [
      "content/handbook/alone.md:1 warning[orphan-page]", "content/handbook/alone.md:3:1 error[broken-link]",
    ])
    #expect(try broken.run("list", "orphans", "--today", Self.today).out == "page\t孤页\tcontent/handbook/alone.md\n")
  }

  @Test("req:glossary the first use of a term links to its entry and says what it means; abbreviations need an entry")
  func glossary() throws {
    let text = "# RFM 手册\n\n## RFM 分群\n\n用 RFM 看客户，RFM 之后看客户旅程与`RFM`；aRFM 不是词。\n\n> [!COPY]\n> 触点\n\n[触点](b.md)，触点。CTR 与 ZQX。\n"
    let box = try Sandbox.site([
      "content/handbook/a.md": Content(stringLiteral: text), "content/handbook/b.md": "# 乙\n\n正文。\n",
      "content/registers/glossary.csv":
        "术语,中文名,英文名,释义\nRFM,最近频次金额,,按购买行为分客户\nJourney,客户旅程,Customer journey,从知道到复购\nTouch,触点,,相遇之处\nGo,旅程,,一段路\n",
    ])
    let run = try box.run("build", "--today", Self.today, limit: 20)
    #expect(run.diagnostics == ["content/handbook/a.md:10:21: warning[unknown-abbreviation]: 缩写「ZQX」在术语表里没有词条"])
    let main = try #require(box.page("handbook/a.html")?.root.all("div", class: "prose").first)
    let terms = main.all("a", class: "term")
    #expect(terms.map(\.text) == ["RFM", "客户旅程", "触点"])
    #expect(terms.first?.attributes["title"] == "RFM · 最近频次金额：按购买行为分客户")
    #expect(terms.first?.attributes["href"] == "../registers/glossary.html#glossary-RFM")
    #expect(main.all("h2").first?.all("a").isEmpty == true)
    #expect(box.page("registers/glossary.html")?["glossary-RFM"] != nil)
  }

  @Test("req:taxonomy-index pages by tag on three axes; a tag that is not registered is an error")
  func taxonomy() throws {
    let settings: Content = "name: 示例\ntags:\n  领域: [品牌, 内容]\n  项目类型: [大促]\n  受众: [全员, 一线]\n"
    func page(_ title: String, _ tags: String) -> Content { "---\ntitle: \(title)\nsummary: \(title)的摘要\ntags: [\(tags)]\n---\n\n正文。\n" }
    let box = try built([
      "content/site.yaml": settings, "content/handbook/a.md": page("甲页", "品牌, 大促, 全员, 示例数据"),
      "content/cases/b.md": page("乙例", "品牌, 一线"),
    ])
    let index = try #require(box.page("tags/index.html"))
    #expect(index.root.all("section", class: "tag-axis").map { [$0.all("h2")[0].text] + $0.all("li").map(\.text) } == [
      ["领域", "品牌 2"], ["项目类型", "大促 1"], ["受众", "全员 1", "一线 1"],
    ])
    let brand = try #require(box.page("tags/品牌.html"))
    #expect(brand.root.all("li", class: "entry").map(\.text) == ["案例 乙例 乙例的摘要", "手册 甲页 甲页的摘要"])
    let tags = try #require(box.page("handbook/a.html")).root.all("a").filter { $0.attributes["rel"] == "tag" }
    #expect(tags.map(\.text) == ["品牌", "大促", "全员"])
    let wrong = try Sandbox.site(["content/site.yaml": settings, "content/a.md": page("甲页", "品排")])
    let run = try wrong.run("check", "--today", Self.today)
    #expect(run.diagnostics == ["content/a.md:4:8: error[unknown-tag]: 标签「品排」没有登记"])
    #expect(run.error.contains("是不是「品牌」？"))
  }

  @Test("req:course-map the four blocks, and for each role the pages to read in order with the time they take")
  func courseMap() throws {
    let han = String(repeating: "字", count: 799)
    let box = try built([
      "content/handbook/course-map.md": "---\ntitle: 课程概览\nid: course-map\n---\n\n## 四大板块\n\n正文。\n",
      "content/handbook/a.md": "---\ntitle: 甲页\nid: a\n---\n\n\(han)。\n", "content/handbook/b.md": "---\ntitle: 乙页\nid: b\n---\n\n短。\n\n| 表 |\n|---|\n| 一 |\n",
      "content/handbook/c.md": "---\ntitle: 丙页\nid: c\n---\n\n短。\n",
      "content/registers/reading_paths.csv":
        "路径,受众,角色,次序,页面,为什么读,选读\n新人,全员,,2,b,会看表,否\n新人,全员,,1,a,知道全貌,否\n新人,全员,,3,c,备查,是\n投放,营销专业,数字营销,1,b,会看表,否\n",
    ])
    let map = try #require(box.page("handbook/course-map.html"))
    #expect(map.root.all("h1").first?.text == "课程概览")
    let paths = map.root.all("section", class: "reading-path")
    // 799 characters are 2 minutes, a few words and a table 1; the optional page is not in the sum.
    #expect(paths.map { $0.all("p", class: "entry-meta")[0].text } == ["全员 · 3 页 · 约 3 分钟", "营销专业 · 数字营销 · 1 页 · 约 1 分钟"])
    #expect(paths[0].all("li").map(\.text) == ["甲页 约 2 分钟 知道全貌", "乙页 约 1 分钟 会看表", "丙页 约 1 分钟 · 选读 备查"])
    let own = try #require(SampleContent.text("handbook/course-map.md"))
    for block in ["流程概述", "策略与技巧", "数据驱动营销", "案例与实战"] { #expect(own.contains("| \(block) |")) }
    let audiences = SampleContent.rows("registers/reading_paths.csv").map { $0[1] }
    #expect(Set(audiences) == ["全员", "一线", "营销专业", "管理层"])
  }
}

/// Files of the repository's own handbook.
enum SampleContent {
  static func text(_ path: String) -> String? {
    try? String(contentsOfFile: SampleSite.root + "/content/" + path, encoding: .utf8)
  }

  /// The rows of a CSV file whose cells hold no quotation marks, without its head.
  static func rows(_ path: String) -> [[String]] {
    (text(path) ?? "").split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
