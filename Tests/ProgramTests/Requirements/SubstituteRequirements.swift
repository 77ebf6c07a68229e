import Testing

/// What the handbook offers in place of services that only run online.
@Suite struct SubstituteRequirements {
  private static func page(_ name: String) throws -> Element {
    try HandbookSite.shared().page("handbook/operations/\(name).html").main
  }

  /// Rules with every cell filled, to which a test adds what it is about.
  private static let rules = "编号,类型,规则,触发条件,人群,渠道,频次上限,停止条件,授权数据集,使用个人信息,对照测试,负责人,状态\n"

  @Test("req:oos-marketing-automation rules with copy, cap and consent, and rates of triggered mail apart; a rule on personal data without consent is told")
  func automation() throws {
    let page = try SubstituteRequirements.page("automation")
    let rules = try #require(page.all("table").first { $0.text.contains("触发条件") })
    #expect(rules.keys.count >= 3 || rules.all("tr").count >= 4)
    #expect(rules.text.contains("购物车"))
    let broken = SubstituteRequirements.rules + "T1,触发消息,提醒,加购未买,会员,邮件,7 天一次,下单,,是,,数字营销,在用\n"
    #expect(try PlanningSite(site: ["trigger_rules.csv": broken]).problems() == [
      "content/registers/trigger_rules.csv:2: error[register-check]: 规则“提醒”使用个人信息，却没有授权登记"
    ])
    let emails = "编号,邮件主题,类型,触发规则,统计日期,发送,送达,打开,点击\nM1,新品,群发,,2026-03-02,1000,800,200,40\nM2,购物车,触发,加购 24 小时,2026-03-05,100,100,50,20\n"
    let report = try PlanningSite(["emails.csv": emails.replacing("统计日期", with: "日期")]).project("emails")
    #expect(report.cell("M2", "open_rate") == "50.00%" || report.cell("M2", "open_rate") == "50%", "\(report.cell("M2", "open_rate") ?? "")")
  }

  @Test("req:oos-sales-automation the hand-over of leads with times and reasons to return, and the conversion of past stages")
  func sales() throws {
    let page = try SubstituteRequirements.page("lead-handoff")
    for word in ["小时", "退回", "合格"] { #expect(page.text.contains(word), "\(word)") }
    let review = try HandbookSite.shared().page("campaigns/618-promotion/review.html")
    let pipeline = try #require(review.root.all("table").first { $0.all("caption").first?.text.contains("线索") ?? false })
    #expect(pipeline.text.contains("%"))
    #expect(page.links.values.contains { $0.contains("review.html") })
  }

  @Test("req:oos-recommendation rules with the verdict of their test; one in use that was never tested is told")
  func recommendation() throws {
    let page = try SubstituteRequirements.page("recommendation")
    let rules = try #require(page.all("table").first { $0.text.contains("触发条件") })
    #expect(!rules.text.contains("购物车提醒"))
    let untested = SubstituteRequirements.rules + "R1,推荐,搭配,看过空气炸锅,访客,商品页,每页一次,离开,,否,,数字营销,在用\n"
    #expect(try PlanningSite(site: ["trigger_rules.csv": untested]).problems() == [
      "content/registers/trigger_rules.csv:2: warning[register-check]: 推荐规则“搭配”没有对照测试，效果无从判断"
    ])
  }

  @Test("req:oos-programmatic bid cards with cap, budget and limits of change, beside the report on paid search; a cap above its budget is told")
  func bidding() throws {
    let page = try SubstituteRequirements.page("bidding")
    #expect(page.text.contains("日预算") && page.text.contains("单次上限"))
    #expect(page.links.values.contains { $0.contains("review.html") })
    let rows = "编号,用于,看哪个指标,出价方式,单次上限,日预算,什么时候加,什么时候减,什么时候停,负责人,核对日期\nB1,品牌词,cpa,手动,500,300,低于目标,高于目标,到上限,数字营销,2026-03-01\n"
    let problems = try PlanningSite(site: ["bid_cards.csv": rows]).problems()
    #expect(problems.count == 1 && problems[0].contains("bid_cards.csv:2: error[register-check]: “品牌词”的单次上限"), "\(problems)")
  }

  @Test("req:oos-ai-content what AI may draft, what may not be put in and who reviews; a use that nobody reviews is told")
  func drafting() throws {
    let page = try SubstituteRequirements.page("ai-content")
    let uses = try #require(page.all("table").first { $0.text.contains("可起草") })
    #expect(uses.text.contains("禁止") && uses.text.contains("客户"))
    let rows = "用途,允许程度,不可输入,人工审核\n初稿,可起草,客户信息,\n"
    #expect(try PlanningSite(site: ["ai_uses.csv": rows]).problems() == [
      "content/registers/ai_uses.csv:2: error[register-check]: “初稿”没有写由谁人工审核"
    ])
  }

  @Test("req:oos-chatbot questions and answer cards with a way up to a person")
  func answers() throws {
    let page = try SubstituteRequirements.page("answer-cards")
    #expect(page.links.values.contains { $0.contains("faq.html") })
    #expect(page.links.values.contains { $0.contains("registers/objections.html") } || page.text.contains("异议"))
    for word in ["升级", "分钟"] { #expect(page.text.contains(word), "\(word)") }
    let cards = try HandbookSite.shared().page("campaigns/618-promotion/project.html")
    #expect(try #require(cards["service_qa"]).keys.count >= 5)
  }

  @Test("req:oos-realtime a snapshot with its day and the day of its data, and the list of alerts")
  func snapshot() throws {
    let overview = try HandbookSite.shared().page("campaigns/index.html")
    #expect(overview.root.text.contains(HandbookSite.today))
    #expect(overview.main.text.contains("需要看一眼"))
    let page = try SubstituteRequirements.page("snapshots")
    #expect(page.links.values.contains { $0.hasSuffix("campaigns/index.html") })
  }

  @Test("req:oos-geo-scene rules of place and scene with a list of privacy checks")
  func scenes() throws {
    let page = try SubstituteRequirements.page("geo-scene")
    #expect(page.all("table").contains { $0.text.contains("触发条件") })
    #expect(page.all("input").count >= 5)
    #expect(page.text.contains("授权"))
  }

  @Test("req:oos-material-tracking scans of tags add up into the inventory; a difference of over five percent is told")
  func scans() throws {
    let materials = "物料,品类,区域,入库,领用,余量\n开箱卡,印刷品,华东,1000,800,200\n开箱卡,印刷品,华南,500,300,200\n"
    let scans = "日期,物料,区域,出库扫描\n2026-03-02,开箱卡,华东,500\n2026-03-03,开箱卡,华东,290\n2026-03-03,开箱卡,华南,200\n"
    let site = try PlanningSite(["materials.csv": materials, "material_scans.csv": scans])
    #expect(try site.problems() == [
      "content/campaigns/spring/registers/materials.csv:3: warning[register-check]: 华南的“开箱卡”领用 300，扫描只有 200，相差超过 5%"
    ])
    #expect(try site.project("materials").column("scanned").contains("790"))
    #expect(try SubstituteRequirements.page("material-tracking").text.contains("扫描"))
  }

  @Test("req:oos-machine-learning rules in the open and a model of purchases with its error")
  func prediction() throws {
    let page = try SubstituteRequirements.page("prediction-rules")
    for word in ["间隔", "误差", "趋势"] { #expect(page.text.contains(word), "\(word)") }
    let review = try HandbookSite.shared().page("campaigns/always-on-2026/review.html").root.text
      + HandbookSite.shared().page("campaigns/618-promotion/review.html").root.text
    #expect(review.contains("BG/NBD") && review.contains("流失风险"))
  }
}
