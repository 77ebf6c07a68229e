import Testing

/// Channels, search and the pages that visitors come to.
@Suite struct SearchRequirements {
  private let folder = PlanningSite.folder

  private func review(_ data: [String: String], registers: [String: String] = [:]) throws -> Element {
    let site = try PlanningSite(registers)
    for (name, text) in data { try site.box.put(Content(stringLiteral: text), at: folder + "data/" + name) }
    return try site.page("campaigns/spring/review.html").root
  }

  @Test("req:channel-performance impressions, clicks, conversions, CAC and ROI by channel")
  func channels() throws {
    let review = try review([
      "daily.csv": """
        日期,渠道,展示次数,点击次数,访问次数,转化数,订单数,首购客户数,销售额,归因收入,媒介花费
        2026-03-02,抖音,10000,400,200,20,10,8,3000,2500,400
        2026-03-02,小红书,5000,100,80,4,2,2,700,600,300

        """
    ])
    let ads = try #require(review.table("各渠道的投放效率"))
    let columns = ads.grid[0]
    func cell(_ channel: String, _ column: String) -> String? {
      columns.firstIndex(of: column).flatMap { place in ads.grid.first { $0.first == channel }?[place] }
    }
    #expect(cell("抖音", "点击率") == "4.00%")
    // (2,500 × 0.4 − 400) ÷ 400 and 400 ÷ 8.
    #expect(cell("抖音", "渠道 ROI") == "150.0%")
    #expect(cell("抖音", "客户获取成本") == "¥50.00")
    #expect(cell("小红书", "客户获取成本") == "¥150.00")
    #expect(review.figure("各渠道的销售额", kind: "bar")?.row("抖音") == ["¥3,000.00"])
  }

  @Test("req:traffic-quality visitors, page views, bounces, time and effective visits by channel; people are not added up")
  func traffic() throws {
    let review = try review([
      "daily-web.csv": """
        日期,渠道,访问次数,浏览量,跳出次数,停留总秒数,有效访问次数
        2026-03-02,抖音,1000,2500,400,60000,450
        2026-03-03,抖音,1000,1500,500,40000,350
        2026-03-02,搜索广告,500,2000,100,60000,400

        """,
      "totals-web.csv": "开始日期,结束日期,渠道,独立访客\n2026-03-01,2026-03-20,,1900\n2026-03-01,2026-03-20,抖音,1600\n2026-03-01,2026-03-20,搜索广告,450\n",
    ])
    let table = try #require(review.first { $0.attributes["id"] == "table-behaviour-traffic" })
    // 抖音: 900 ÷ 2,000, 100,000 s ÷ 2,000 and 800 ÷ 2,000; all: 1,000 ÷ 2,500, not the mean of 45 % and 20 %.
    #expect(table.grid.map { $0.map { $0.replacing(" ", with: "") } } == [
      ["渠道", "独立访客（人）", "页面浏览量（次）", "跳出率", "停留时间", "流量质量"],
      ["抖音", "1,600", "4,000", "45.0%", "50秒", "40.0%"],
      ["搜索广告", "450", "2,000", "20.0%", "2分", "80.0%"],
      ["全部", "1,900", "6,000", "40.0%", "1分4秒", "48.0%"],
    ])
    #expect(review.text.contains("抖音最高，45.0%，搜索广告最低，20.0%"))
  }

  @Test("req:sem-report CTR, CPC, CPM and conversion by keyword, hour and device; days above the daily budget are told")
  func search() throws {
    let review = try review([
      "daily-ads.csv": """
        日期,推广计划,关键词,设备,小时,展现,点击,消费,转化,日预算
        2026-03-02,品牌,空气炸锅,移动,9,1000,50,100,5,150
        2026-03-02,品牌,破壁机,计算机,20,500,10,80,1,150
        2026-03-03,品牌,空气炸锅,移动,20,2000,80,140,6,150

        """
    ])
    let keywords = try #require(review.first { $0.attributes["id"] == "table-breakdown-keyword" })
    #expect(keywords.grid.first { $0.first == "空气炸锅" }?.contains("¥1.85") == true)  // 240 ÷ 130
    #expect(keywords.grid.first { $0.first == "空气炸锅" }?.contains("¥80.00") == true)  // 240 ÷ 3,000 × 1,000
    #expect(review.table("各设备的")?.grid.map(\.[0]).contains("计算机") == true)
    #expect(review.table("各时段的")?.grid.map(\.[0]).contains("20") == true)
    // 100 and 80 on one day, of one campaign.
    #expect(review.table("超过日预算的日子")?.grid.dropFirst() == [
      ["2026-03-02", "品牌", "¥150.00", "¥180.00", "+¥30.00"]
    ])
  }

  @Test("req:keyword-table opportunity from volume, competition and rank; ranks over the months")
  func keywords() throws {
    let site = try PlanningSite(site: [
      "keywords.csv": """
        关键词,月份,类别,月搜索量,竞争度,排名,目标页
        静音破壁机,2026-02,长尾词,2500,0.2,20,
        静音破壁机,2026-03,长尾词,2500,0.2,8,/blender
        空气炸锅,2026-03,品类词,10000,0.9,2,/fryer

        """
    ])
    let page = try site.register("keywords")
    // √2,500 × 0.8 × 1, × 0.5 within the first ten; √10,000 × 0.1 × 0.1 within the first three.
    #expect(page.column("opportunity").sorted() == ["1.0", "20.0", "40.0"])
    #expect(page.figure("排名走势", kind: "line")?.row("2026-02") == ["20", "—"])
    #expect(page.findings().joined().contains("“静音破壁机”机会分 40.0，还没有目标页"))
  }

  @Test("req:seo-audit twelve checks and four outside; the site's own pages are looked up")
  func audit() throws {
    let rows = "页面,组,检查项,通过,发现,负责人,检查日期\n/a,技术,移动端适配,是,,技术,2026-03-01\n/a,内容,图片有替代文字,否,缺 7 张,数字营销,2026-03-01\n"
    let site = try PlanningSite(site: ["seo_checks.csv": rows])
    try site.box.put("# 好页面\n\n[去简报](campaigns/spring/brief.md)\n", at: "content/good.md")
    try site.box.put("---\ntitle: 差页面\nsummary: 有描述\n---\n\n文字\n\n# 又一个大标题\n\n![](x.png)\n", at: "content/bad.md")
    try site.box.put(.bytes([0x89, 0x50, 0x4E, 0x47]), at: "content/x.png")
    let page = try site.register("seo_checks")
    #expect(page.total("pass_rate") == "50%")
    let own = try #require(try site.page("registers/seo_checks.html")["page-checks"])
    let rowsOf = Dictionary(own.grid.dropFirst().map { ($0[0], $0[2]) }) { first, _ in first }
    #expect(rowsOf["有描述（summary）"]?.contains("好页面") == true)
    #expect(rowsOf["有描述（summary）"]?.contains("差页面") == false)
    #expect(rowsOf["只有一个一级标题"] == "差页面")
    #expect(rowsOf["图片有替代文字"] == "差页面")
    #expect(rowsOf["有指向站内的链接"]?.contains("差页面") == true)
    #expect(try site.box.run("build", "--today", PlanningSite.today, "--base-url", "https://example.com/", limit: 20).status == 0)
    #expect(site.box.text("output/robots.txt")?.contains("Sitemap: https://example.com/sitemap.xml") == true)
  }

  @Test("req:ad-copy-checklist keyword and call to action found in the text, the other points ticked")
  func copy() throws {
    let rows = """
      编号,渠道,关键词,标题,正文,差异,紧迫,扩展
      A1,搜索广告,空气炸锅,可视空气炸锅,立即领取 60 元券,是,是,是
      A2,搜索广告,破壁机,夜里也能打豆浆,不吵人,是,否,

      """
    let site = try PlanningSite(["ad_copies.csv": rows])
    #expect(try site.problems() == [
      "content/campaigns/spring/registers/ad_copies.csv:3: warning[register-check]: 文案 A2 没有行动号召",
      "content/campaigns/spring/registers/ad_copies.csv:3: warning[register-check]: 文案 A2 的标题和正文都没有买词“破壁机”",
    ])
    let part = try site.project("ad_copies")
    #expect(part.column("points") == ["1", "5"])
    #expect(part.total("all_met") == "1")
    #expect(part.findings("unticked").joined().contains("A2"))
  }

  @Test("req:landing-page-checklist four groups, load time and steps; what fails is told")
  func landing() throws {
    let rows = "落地页,组,检查项,通过,加载时长,到付款步骤数\n主会场,布局,首屏写明时间,是,,\n主会场,交互,按钮点得到,是,1900,4\n主会场,监测,付款事件已试发,否,,\n主会场,安全,证书有效,是,3600,\n"
    let site = try PlanningSite(["landing_checks.csv": rows])
    #expect(try site.problems() == [
      "content/campaigns/spring/registers/landing_checks.csv:4: warning[register-check]: 落地页“主会场”的“付款事件已试发”未过",
      "content/campaigns/spring/registers/landing_checks.csv:5: warning[register-check]: 落地页“主会场”加载 3,600 毫秒，超过 3 秒",
    ])
    let part = try site.project("landing_checks")
    #expect(part.total("group_rate", of: "监测") == "0%")
    #expect(part.total("load_mean") == "2,750 毫秒")
  }

  @Test("req:conversion-path step losses, the largest barrier, and the path before and after a change")
  func path() throws {
    let steps = "stage,count\n访问,10000\n加购,2000\n下单,800\n支付,700\n"
    let review = try review(["funnel.csv": steps])
    #expect(review.figure("各环节人次", kind: "funnel")?.row("加购")?.last?.hasPrefix("20.0%") == true)
    #expect(review.text.contains("流失最大的一步是访问到加购，转化率 20.0%"))

    let waves = "wave,stage,count\n优化前,访问,10000\n优化前,加购,2000\n优化前,支付,500\n优化后,访问,8000\n优化后,加购,2000\n优化后,支付,600\n"
    // 20 % to 25 % and 25 % to 30 %; 5 % to 7.5 % in all.
    #expect(try self.review(["funnel.csv": waves]).table("路径优化前后")?.grid.dropFirst() == [
      ["访问→加购", "20.0%", "25.0%", "+5.00个百分点"], ["加购→支付", "25.0%", "30.0%", "+5.00个百分点"],
      ["总转化率", "5.00%", "7.50%", "+2.50个百分点"],
    ])
  }

  @Test("req:behaviour-report clicks by zone as a heat table and moves between pages; few views are refused")
  func behaviour() throws {
    let zones = "页面,区块,区块曝光,点击,平均停留\n主会场,首屏,10000,500,9秒\n主会场,规则,2000,20,6秒\n商品页,首屏,4000,480,12秒\n"
    let moves = "从,到,会话\n主会场,商品页,600\n主会场,离开,400\n商品页,离开,150\n商品页,购物车,450\n"
    let review = try review([:], registers: ["page_behaviour.csv": zones, "page_moves.csv": moves])
    #expect(review.figure("各区块的点击率", kind: "heat")?.grid == [
      ["区块", "主会场", "商品页"], ["首屏", "5.00%", "12.0%"], ["规则", "1.00%", "—"],
    ])
    #expect(review.figure("页面之间的跳转", kind: "bar")?.row("主会场 → 商品页") == ["600"])
    #expect(review.text.contains("离开最多的是主会场：40.0% 的会话在这一页结束"))
    let few = "页面,区块,区块曝光,点击\n主会场,首屏,4,1\n"
    #expect(try PlanningSite(["page_behaviour.csv": few]).problems() == [
      "content/campaigns/spring/registers/page_behaviour.csv:2: error[register-check]: “主会场”的“首屏”只有 4 次曝光，少于 5 次的不收"
    ])
  }
}
