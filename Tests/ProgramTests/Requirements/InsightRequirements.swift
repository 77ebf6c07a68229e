import Testing

/// What a centre knows and where it knows it from: practices, sources, resources, the company-wide digest.
@Suite struct InsightRequirements {
  private static let today = PlanningSite.today
  private static let daily = "日期,渠道,访问次数,转化数,订单数,销售额\n2026-03-02,抖音,200,20,10,3000\n2026-03-03,抖音,300,30,20,5000\n"

  @Test("req:best-practices practices with their campaigns and evidence; each figure leads to the review, the review back")
  func practices() throws {
    let rows = "编号,做法,适用情况,怎么做,依据,来自活动,可信程度\nB1,按渠道定目标,占比会变,拆到渠道,复盘第 4 章,spring,一次验证\n"
    let site = try PlanningSite(site: ["practices.csv": rows])
    try site.box.put(Content(stringLiteral: Self.daily), at: PlanningSite.folder + "data/daily.csv")
    try site.box.put("# 做法\n\n凭 `kpi:spring.revenue-total`。\n", at: "content/handbook/best.md")
    let page = try site.page("handbook/best.html")
    let evidence = try #require(page.root.all("section", class: "evidence").first)
    #expect(evidence.grid.dropFirst().map { $0 } == [["春季上新", "销售额", "8,000 元", "第 3 章 KPI 完成度"]])
    #expect(evidence.links["第 3 章 KPI 完成度"] == "../campaigns/spring/review.html#kpi")
    let review = try site.page("campaigns/spring/review.html")
    let citing = try #require(review.root.all("section", class: "related").first)
    #expect(citing.text == "相关内容 被这些页面引用 做法")
    #expect(try site.register("practices").cell("B1", "campaigns") == "春季上新")
    let bare = try PlanningSite(site: ["practices.csv": rows.replacing("复盘第 4 章", with: "")])
    #expect(try bare.problems() == ["content/registers/practices.csv:2: error[register-check]: 做法 B1 没有依据，不能算最佳实践"])

    // The handbook's own practices come from its campaigns, and the page quotes their figures.
    let own = try #require(SampleContent.text("handbook/best-practices.md"))
    let kept = SampleContent.rows("registers/practices.csv")
    #expect(kept.count >= 5)
    for row in kept { #expect(own.contains("## \(row[0]) ")) }
    for campaign in ["618-2025", "618-promotion", "spring-launch", "always-on-2026"] { #expect(own.contains("`kpi:\(campaign).")) }
  }

  @Test("req:industry-library sources with date, abstract and origin; a citation leads to its row or is an error")
  func sources() throws {
    let rows = "编号,标题,发布者,发布日期,类型,摘要\nR01,换购访谈,本公司,2026-01-20,访谈调研,十二位用户\n"
    let box = try Sandbox.site([
      "content/registers/sources.csv": Content(stringLiteral: rows),
      "content/handbook/industry.md": "# 行业\n\n省台面 [来源: R01]，见[访谈](/registers/sources.md#sources-R01)。\n",
    ])
    #expect(try box.run("build", "--today", Self.today).status == 0)
    let citation = box.page("handbook/industry.html")?.root.all("a", class: "citation").first
    #expect(citation?.text == "[来源: R01]")
    #expect(citation?.attributes["href"] == "../registers/sources.html#sources-R01")
    #expect(box.page("registers/sources.html")?["sources-R01"]?.text.contains("十二位用户") == true)
    try box.put("# 行业\n\n省台面 [来源: R02]，见[访谈](/registers/sources.md#sources-R03)。\n", at: "content/handbook/industry.md")
    #expect(try box.run("check", "--today", Self.today).places == [
      "content/handbook/industry.md:3:10 error[unknown-source]", "content/handbook/industry.md:3:16 error[broken-anchor]",
    ])
    let own = try #require(SampleContent.text("handbook/industry-library.md"))
    for id in SampleContent.rows("registers/sources.csv").map({ $0[0] }) { #expect(own.contains("[来源: \(id)]")) }
  }

  @Test("req:insight-digest key figures, competitors' moves and customers' voices for everyone; nothing that is not public")
  func digest() throws {
    let moves = "日期,品牌,类型,动作,出处\n2026-03-05,甲牌,价格,直降 60 元,截图\n"
    let rivals = "品牌,自家,地位,定位,为什么盯,跟踪人,出处,核对日\n甲牌,否,领先,价格,同价位,数据分析,店铺页,2026-03-01\n"
    let feedback = "日期,来源渠道,类别,情感,条数,摘要,处理角色,状态\n2026-03-06,工单,规则,负面,22,看不懂满减,客服,已处理\n"
    let hidden = "id: feedback\ncolumns:\n  - {id: owner, type: role, label: {zh: 处理角色, en: Owner}, visibility: internal}\n"
    let page = """
      ---
      title: 洞察简报
      visibility: public
      ---

      ```kpi
      spring.revenue-total
      ```

      ```table
      register: competitor_moves
      campaign: spring
      columns: [date, competitor, move]
      ```

      ```table
      register: feedback
      campaign: spring
      columns: [category, quantity, summary]
      ```

      """
    let site = try PlanningSite(["competitor_moves.csv": moves, "feedback.csv": feedback], site: ["competitors.csv": rivals])
    try site.box.put(Content(stringLiteral: Self.daily), at: PlanningSite.folder + "data/daily.csv")
    try site.box.put(Content(stringLiteral: hidden), at: "content/registers/feedback.register.yaml")
    try site.box.put(Content(stringLiteral: page), at: "content/digest.md")
    let text = try #require(try site.page("digest.html").root.all("div", class: "prose").first).text
    for words in ["8,000 元", "甲牌 直降 60 元", "看不懂满减"] { #expect(text.contains(words), "\(text)") }
    try site.box.put(
      Content(stringLiteral: page.replacing("[category, quantity, summary]", with: "[category, owner]")), at: "content/digest.md")
    #expect(try site.problems().contains("content/digest.md:19:10: error[not-public]: 这一页对所有人公开，列「owner」只给 internal 看"))

    let own = try #require(SampleContent.text("handbook/insight-digest.md"))
    for part in ["visibility: public", "```kpi", "register: competitor_moves", "register: feedback"] { #expect(own.contains(part)) }
    for figure in ["cac", "cost", "budget", "margin", "roi"] { #expect(!own.contains(".\(figure)"), "\(figure) is not for everyone") }
  }

  @Test("req:learning-resources courses, communities, reports and accounts with status and day of checking; a missing kind is told")
  func resources() throws {
    let rows = """
      类别,名称,学什么,适合谁,状态,核对角色,核对日期
      课程,甲课,工具,全员,推荐,培训师,2026-02-01
      社区,乙社,问答,全员,可用,培训师,2024-02-01
      报告,丙报,规模,管理层,待核实,数据分析,

      """
    let site = try PlanningSite(site: ["learning_resources.csv": rows])
    #expect(try site.problems() == [
      "content/registers/learning_resources.csv: warning[register-check]: 学习资源缺“公众号”一类",
      "content/registers/learning_resources.csv:3: warning[register-check]: “乙社”上次核对是 2024-02-01，已超过一年",
    ])
    let page = try site.register("learning_resources")
    #expect(page.total("by_kind", of: "课程") == "1")
    #expect(page.findings("never-checked") == ["“丙报”还没有核对过"])
    let kinds = SampleContent.rows("registers/learning_resources.csv").map { $0[0] }
    for kind in ["课程", "社区", "报告", "公众号"] { #expect(kinds.count { $0 == kind } >= 3) }
    #expect(SampleContent.text("handbook/learning-resources.md")?.contains("register: learning_resources") == true)
  }
}
