import Testing

/// Customers: records, groups, value, retention, risk, what they say, where they meet the brand.
@Suite struct CustomerRequirements {
  @Test("req:customer-record-spec fields with their confidentiality; a file with telephone, card or e-mail stops the build before a byte is written")
  func records() throws {
    let fields = """
      字段,所属部分,含义与格式,密级,能否进站点,进站点前的处理,存放系统,保管角色,保留期,授权依据
      客户编号,身份,系统编号,个人信息,去标识后,换成随机编号,会员系统,客服,24,会员协议
      手机号,身份,11 位,敏感个人信息,不得进入,,会员系统,客服,24,会员协议

      """
    let page = try ProjectSite(site: ["customer_fields": fields]).page("registers/customer_fields.html").root
    #expect(page.cell("手机号", "level") == "敏感个人信息" && page.cell("手机号", "on_site") == "不得进入")
    #expect(page.total("never") == "1" && page.total("by_level", of: "个人信息") == "1")
    #expect(try ProjectSite(site: ["customer_fields": fields.replacing("不得进入", with: "可以")]).problems() == [
      "content/registers/customer_fields.csv:3: error[register-check]: “手机号”是敏感个人信息，不能原样进站点",
      "content/registers/customer_fields.csv:3: error[register-check]: “手机号”是敏感个人信息，不得进站点",
    ])

    // A mobile number, an identity card with a right check digit, a Luhn number of a UnionPay card, an address.
    let persons = ["13800138000", "11010519491231002X", "6222021234567890128", "zhang.san@example.com"]
    let names = ["手机号", "身份证号", "银行卡号", "邮箱地址"]
    let masked = ["138******00", "110*************2X", "622**************28", "z***@example.com"]
    for ((person, name), mask) in zip(zip(persons, names), masked) {
      let site = try CustomerSite(orders: "客户ID,日期,金额\nk1q,2026-06-01,100\n\(person),2026-06-02,100\n").site
      #expect(try site.problems().filter { $0.contains("error[") } == [
        "content/campaigns/summer/data/orders.csv:3:1: error[personal-data]: 「客户ID」列里有\(name)样式的内容 \(mask)（共 1 格）"
      ])
      let run = try site.box.run("build", "--today", site.today)
      #expect(run.status == 1 && !site.box.exists("output") && !run.error.contains(": error[personal-data]: \(person)"))
    }
    // One digit off is a number like any other; a column named after a person is none that a site takes.
    #expect(try CustomerSite(orders: "客户ID,日期,金额\n110105194912310021,2026-06-01,100\n").site.problems() == [])
    #expect(try CustomerSite(orders: "客户ID,日期,金额,收货人\nk1q,2026-06-01,100,某人\n").site.problems().filter { $0.contains("error[") } == [
      "content/campaigns/summer/data/orders.csv:1: error[personal-data]: 「收货人」列是个人信息"
    ])
    let talk = "日期,来源渠道,类别,情感,摘要\n2026-06-02,工单,物流,负面,打 138 0013 8000 催发货\n"
    #expect(try ProjectSite(["feedback": talk]).problems().contains(
      "feedback.csv:2:23: error[personal-data]: 「摘要」列里有手机号样式的内容 138******00（共 1 格）"))
  }

  @Test("req:customer-segmentation quintiles by recency, frequency and value; people, share of revenue, strategy; under five people nothing")
  func groups() throws {
    // Five customers each. Last purchases: June 2, 5, 10, 19, so R 1, 2, 3, 4 (mean 2.5); one purchase but for the last,
    // so F 1, 1, 1, 4 (mean 1.75); amounts 50, 100, 500, 600, so M 1, 2, 3, 4 (mean 2.5).
    let orders = "客户ID,日期,金额\n"
      + CustomerSite.purchases("d", 5, "2026-06-02,50") + CustomerSite.purchases("c", 5, "2026-06-05,100")
      + CustomerSite.purchases("b", 5, "2026-06-10,500") + CustomerSite.purchases("a", 5, "2026-06-18,300", "2026-06-19,300")
    let strategy = "类型,客群,运营策略,沟通渠道,回访节奏\nRFM 客群,重要价值客户,请来试新品,企业微信,每月一次\n"
    let site = try CustomerSite(orders: orders, shared: ["segment_strategy": strategy])
    let groups = try site.table("customer-groups")
    // Revenue 3,000, 2,500 and 750 of 6,250.
    #expect(groups["重要价值客户"] == ["高 高 高", "5", "25.0%", "48.0%", "¥600.00", "请来试新品", "企业微信", "每月一次"])
    #expect(groups["重要发展客户"]?.prefix(5) == ["高 低 高", "5", "25.0%", "40.0%", "¥500.00"])
    #expect(groups["一般挽留客户"]?.prefix(5) == ["低 低 低", "10", "50.0%", "12.0%", "¥75.00"])
    #expect(groups["合计"]?[1] == "20" && groups.count == 5)
    #expect(try site.chapter().figure("客群矩阵", kind: "heat")?.row("R4")?.last == "5")
    #expect(try !site.everything().contains("a1q"))

    // Four more make a group of their own, and the smallest of the others is withheld with it.
    let small = try CustomerSite(orders: orders + CustomerSite.purchases("e", 4, "2026-06-01,900")).table("customer-groups")
    #expect(small["重要挽留客户"]?.prefix(5) == ["低 低 高", "<5", "—", "—", "—"])
    #expect(small.values.count { $0.contains("隐去") } == 1)
  }

  @Test("req:clv lifetime value by formula and to date, its ratio to the acquisition cost, both readings of that cost")
  func lifetimeValue() throws {
    // 182 days. Ten customers on the first day, five of them again on the last, with one who is new: 16 orders of 200.
    let orders = "客户ID,日期,金额,毛利\n"
      + CustomerSite.purchases("a", 5, "2025-12-21,200,80", "2026-06-20,200,80")
      + CustomerSite.purchases("b", 5, "2025-12-21,200,80") + CustomerSite.purchases("c", 1, "2026-06-20,200,80")
    let spend = "date,category,cost_type,channel,amount,approver\n2026-06-05,转化,媒介,直播,40,营销总监\n"
    let site = try CustomerSite(orders: orders, rows: ["spend": spend])
    let figures = try site.figures()
    // Five later orders in 10 × 181/365 years: 1.00829 a year. Half came back in 91 days, 0.5^(365/91) of a year's, which
    // makes 1.06613 years. 200 × 1.00829 × 0.4 × 1.06613.
    #expect(abs((CustomerSite.number(figures["clv"]) ?? 0) - 85.99701225) < 1e-5)
    // 16 × 80 by 11 customers.
    #expect(abs((CustomerSite.number(figures["clv-historic"]) ?? 0) - 116.36363636) < 1e-5)
    #expect(CustomerSite.number(figures["cac"]) == 40)
    #expect(abs((CustomerSite.number(figures["clv-cac-ratio"]) ?? 0) - 2.14992530) < 1e-7)
    let inputs = try site.table("customer-lifetime")
    #expect(["平均订单价值", "年均订单数", "毛利率", "平均留存年数"].map { inputs[$0]?.first } == ["¥200.00", "1.0单", "40.0%", "1.07年"])
    #expect(try site.table("customer-acquisition")["首购客户数"]?.prefix(2) == ["<5", "¥40.00"])
    // The only group of five or more that is not withheld: 80 each.
    #expect(try site.chapter().figure("各客群的历史客户价值", kind: "bar")?.row("一般挽留客户")?.first?.contains("80") == true)
    let kpis = try site.table("customer-value")
    // Per order, per person.
    #expect(kpis["平均订单价值"]?.first == "¥200.00" && kpis["客单价"]?.first == "¥200.00" && kpis["复购率"]?.first == "45.5%")
  }

  @Test("req:lifecycle-cohort retention by month of the first purchase as a heat table; cells of under five withheld")
  func cohorts() throws {
    let orders = "客户ID,日期,金额\n"
      + CustomerSite.purchases("a", 6, "2026-04-10,100", "2026-05-03,100", "2026-05-20,100")
      + CustomerSite.purchases("b", 2, "2026-04-11,100", "2026-06-01,100") + CustomerSite.purchases("c", 2, "2026-04-30,100")
      + CustomerSite.purchases("d", 8, "2026-05-01,100", "2026-06-20,100") + CustomerSite.purchases("e", 3, "2026-06-20,100")
    let site = try CustomerSite(orders: orders)
    let table = try site.table("customer-cohorts")
    // April: ten, of whom six came back in May and two in June. The three of June are too few to be told.
    #expect(table["2026-04"] == ["10", "6", "<5"] && table["2026-05"] == ["8", "8", "—"] && table["2026-06"] == nil)
    let heat = try #require(try site.chapter().figure("各月首购客户的留存率", kind: "heat"))
    #expect(heat.row("2026-04")?.prefix(2) == ["10", "60.0%"] && heat.row("2026-05")?.prefix(2) == ["8", "100.0%"])
    #expect(heat.row("2026-04")?.last != "20.0%")
    // 14 of 18 in the month after.
    #expect(try site.sentence("behaviour-retention") == "首购后的下一个自然月，77.8% 的客户又买了，22.2% 没有。")
  }

  @Test("req:churn-risk tiers by days since the last purchase against the usual interval, each with a wake-up action")
  func risk() throws {
    // 50 intervals of 10 days; the last purchases 0, 15, 25 and 50 days before June 20.
    let orders = "客户ID,日期,金额\n"
      + CustomerSite.purchases("a", 20, "2026-06-10,100", "2026-06-20,100")
      + CustomerSite.purchases("b", 15, "2026-05-26,100", "2026-06-05,100")
      + CustomerSite.purchases("c", 10, "2026-05-16,100", "2026-05-26,100")
      + CustomerSite.purchases("d", 5, "2026-04-21,100", "2026-05-01,100")
    let plan = "类型,客群,运营策略,沟通渠道,回访节奏\n风险档,流失风险,发 30 元唤醒券,短信,每月一次\n"
    let site = try CustomerSite(orders: orders, shared: ["segment_strategy": plan])
    let tiers = try site.table("churn-risk")
    #expect(tiers["活跃"]?[1...2] == ["20", "40.0%"] && tiers["需要关注"]?[1...2] == ["15", "30.0%"])
    #expect(tiers["流失风险"] == ["2～3 个购买间隔", "10", "20.0%", "20.0%", "发 30 元唤醒券", "短信", "每月一次"])
    #expect(tiers["已流失"]?[1...2] == ["5", "10.0%"] && tiers["已流失"]?[4] == "以旧换新召回一次，无回应即停止触达")
    #expect(try site.sentence("behaviour-churn")?.hasPrefix("两次购买通常相隔 10 天；10 人已超过两倍间隔没有再买") == true)
    // Too short for a model, and said so.
    #expect(try site.sentence("behaviour-forecast") == "未来购买不作预测：订单只覆盖 8 周，不足 26 周。")
  }

  @Test("req:cross-sell support, confidence and lift of products in one order, with a suggestion")
  func baskets() throws {
    // 100 orders: 30 with both, 20 with the pot alone, 10 with the rack alone, 40 with the juicer.
    var orders = "客户ID,日期,订单号,商品,金额\n"
    for number in 1...100 {
      let start = "k\(number)q,2026-06-\(number % 20 < 9 ? "0" : "")\(number % 20 + 1),n\(number)z,"
      if number <= 50 { orders += start + "空气炸锅,300\n" }
      if number <= 30 || number > 50 && number <= 60 { orders += start + "烤架,40\n" }
      if number > 60 { orders += start + "破壁机,300\n" }
    }
    let site = try CustomerSite(orders: orders)
    // 30 / 100; 30 / 50; 30 × 100 / (50 × 40).
    #expect(try site.table("cross-sell")["空气炸锅"]?.prefix(5) == ["烤架", "30", "30.0%", "60.0%", "1.50"])
    #expect(try site.table("cross-sell").count == 2)
    // An order of two lines is one order: (50 × 300 + 40 × 40 + 40 × 300) / 100.
    let aov = CustomerSite.number(try site.figures()["aov"])
    #expect(aov == 286)
  }

  @Test("req:feedback-classification frequency, share and a Pareto chart of the categories")
  func feedback() throws {
    let rows = """
      日期,来源渠道,类别,情感,条数,摘要,处理角色,状态,处理日期
      2026-06-02,客服工单,规则,负面,50,看不懂满减,客服,已处理,2026-06-03
      2026-06-03,商品评价,物流,负面,30,发货晚,运营,已处理,2026-06-05
      2026-06-03,商品评价,质量,负面,20,有划痕,客服,待处理,
      2026-06-04,商品评价,质量,正面,100,好清洗,客服,无需处理,

      """
    let site = try CustomerSite(rows: ["feedback": rows])
    let table = try site.table("feedback-categories")
    #expect(table["质量"]?.prefix(3) == ["120", "60.0%", "20"] && table["规则"]?.prefix(3) == ["50", "25.0%", "50"])
    let pareto = try #require(try site.chapter().figure("占负面反馈", kind: "pareto"))
    #expect(pareto.title.contains("规则、物流占负面反馈的 80.0%"))
    #expect(pareto.grid.dropFirst().map { $0[0] } == ["规则", "物流", "质量"])
    #expect(pareto.row("物流")?.suffix(2) == ["30.0%", "80.0%"])
    #expect(try site.site.part("feedback").total("share_by_category", of: "质量") == "60%")
  }

  @Test("req:feedback-loop closure rate, days to handle, and a frequent pain point without an action is told")
  func closedLoop() throws {
    let rows = """
      日期,来源渠道,类别,情感,条数,摘要,处理角色,状态,处理日期
      2026-06-02,客服工单,规则,负面,30,看不懂满减,客服,已处理,2026-06-03
      2026-06-03,商品评价,物流,负面,10,发货晚,运营,已处理,2026-06-08
      2026-06-03,商品评价,质量,负面,10,有划痕,客服,待处理,

      """
    let site = try CustomerSite(rows: ["feedback": rows])
    // 40 of 50; (30 × 1 + 10 × 5) / 40 days.
    #expect(try site.sentence("behaviour-feedback") == "收到反馈 50 条，其中负面 50 条；闭环率 80.0%，平均 2 天处理完。")
    #expect(CustomerSite.number(try site.figures()["feedback-closure"]) == 0.8)
    #expect(try site.sentence("behaviour-pain-points") == "“规则”是高频痛点（负面 30 条），还没有对应的改进项。")
    #expect(try site.site.problems().contains { $0.contains("“规则”是高频痛点，却没有对应的改进项") })
    #expect(try site.site.part("feedback").total("closure") == "80%")
    // With 19 it is not frequent.
    let few = try CustomerSite(rows: ["feedback": rows.replacing("负面,30", with: "负面,19")])
    #expect(try few.sentence("behaviour-pain-points") == nil)
  }

  @Test("req:loyalty-programme members, activity, points, and repurchase of members against others")
  func loyalty() throws {
    let rows = """
      月份,会员等级,人数,活跃人数,购买人数,复购人数,发放积分,兑换积分
      2026-05,银卡,900,300,500,50,1000,500
      2026-06,银卡,1000,400,600,150,1000,500
      2026-06,金卡,200,150,200,130,2000,500
      2026-06,非会员,9000,,1000,80,,
      2026-07,银卡,1100,400,700,700,1000,500

      """
    let site = try CustomerSite(rows: ["feedback": "日期,来源渠道,类别,情感,条数,摘要\n2026-06-02,工单,规则,负面,1,看不懂\n"], shared: ["loyalty": rows])
    let page = try site.site.page("registers/loyalty.html").root
    #expect(page.cells(ofKey: "2026-06-01·金卡", "active_rate", "repurchase", "redemption") == ["75.0%", "65%", "25%"])
    // June is the last month of the campaign: 280 of 800 and 80 of 1,000.
    #expect(try site.sentence("behaviour-loyalty")?.hasPrefix("截至 2026 年 6 月，会员复购率 35.0%，非会员 8.00%，相差 27.0 个百分点") == true)
    #expect(try site.table("loyalty")["金卡"] == ["200", "75.0%", "200", "65.0%", "25.0%"])
  }

  private static let touchpoints = """
    编号,触点,渠道,旅程阶段,效果分,体验分,权重,情绪,改进机会,负责人,符合视觉规范
    T1,短视频,短视频,认知,4,4,30%,1,开头先出现菜,内容创意,是
    T2,会场,电商站内,考虑,5,4,30%,0,,活动执行,是
    T3,支付页,电商站内,购买,2,2,40%,-2,备用支付页,技术,否

    """

  @Test("req:touchpoint-registry weighted scores, and a word on what does not keep to the brand rules")
  func touchpoints() throws {
    let site = try CustomerSite(rows: ["touchpoints": CustomerRequirements.touchpoints])
    // 4 × 0.3 + 4.5 × 0.3 + 2 × 0.4.
    #expect(abs((CustomerSite.number(try site.figures()["touchpoint-score"]) ?? 0) - 3.35) < 1e-9)
    #expect(try site.site.part("touchpoints").total("overall") == "3.35 分")
    #expect(try site.sentence("behaviour-touchpoints") == "触点加权得分 3.35 分（满分 5 分）；支付页最低，2 分，可改进：备用支付页。")
    #expect(try site.table("touchpoint-scores")["支付页"]?.prefix(4) == ["购买", "2", "40.0%", "0.80"])
    #expect(try site.site.problems().contains { $0.contains("触点“支付页”不符合视觉规范") })
  }

  @Test("req:journey-map stages, touchpoints, emotion and opportunities drawn from the touchpoints")
  func journey() throws {
    let part = try CustomerSite(rows: ["touchpoints": CustomerRequirements.touchpoints]).site.part("touchpoints")
    let map = try #require(part.figure("客户旅程图", kind: "journey"))
    for text in ["认知", "考虑", "购买", "短视频", "会场", "支付页"] {
      #expect(map.labels.contains { $0.contains(text) }, "\(text) is not drawn")
    }
    #expect(map.grid.contains { $0.contains("支付页") && $0.contains("备用支付页") })
  }

  @Test("req:service-readiness questions and answers, compensation and escalation, with a word where one has no way up")
  func service() throws {
    let rows = """
      编号,主题,问题,答复,补偿方案,答复时限,升级给谁,口径批准
      Q1,优惠,满减和加赠能一起用吗,不能一起用。,,10分钟,活动执行,法务合规
      Q2,补偿,付不了款怎么办,订单会保留。,20 元券,5分钟,技术,法务合规

      """
    let site = try ProjectSite(["service_qa": rows])
    let part = try site.part("service_qa")
    #expect(part.cell("Q2", "answer") == "订单会保留。" && part.cell("Q2", "offer") == "20 元券" && part.cell("Q2", "escalate_to") == "技术")
    #expect(part.total("questions") == "2" && part.total("by_topic", of: "补偿") == "1")
    let bad = rows.replacing("20 元券,5分钟,技术,法务合规", with: "20 元券,5分钟,,")
    #expect(try ProjectSite(["service_qa": bad]).problems() == [
      "service_qa.csv:3: warning[register-check]: “付不了款怎么办”的补偿方案没有人批准",
      "service_qa.csv:3: warning[register-check]: 补偿类问题“付不了款怎么办”没有写升级给谁",
    ])
  }
}

extension Element {
  fileprivate func cells(ofKey key: String, _ columns: String...) -> [String] { columns.map { cell(key, $0) ?? "∅" } }
}
