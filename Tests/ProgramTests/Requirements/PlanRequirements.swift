import Testing

/// Where and with whom a campaign runs, and what it gives away.
@Suite struct PlanRequirements {
  private let folder = PlanningSite.folder + "registers/"

  @Test("req:interaction-design rules, prizes and expected turnout of each; a draw's top prize over the legal limit is an error")
  func interactions() throws {
    let header = "玩法,类型,渠道,规则,奖品,最高奖金额,奖品总成本,开始,结束,预计参与,实际参与,规则过法务\n"
    let site = try PlanningSite(["interactions.csv": header + """
      晒旧换新,UGC 征集,短视频,发一张旧厨具照片,养生壶 20 台,199,2400,2026-03-04,2026-03-12,1500,1200,是
      开锅抽奖,抽奖,小红书,每人一次,空气炸锅 5 台,359,1795,2026-03-05,2026-03-10,1000,,是
      """])
    let list = try site.project("interactions")
    #expect(["kind", "rules", "prize", "expected"].map { list.cell("晒旧换新", $0) } == ["UGC 征集", "发一张旧厨具照片", "养生壶 20 台", "1,500"])
    // 1200 ÷ 1500; 2400 yuan ÷ 1200 people; 1795 ÷ 1000 expected where none has come yet.
    #expect(["completion", "cost_each"].map { list.cell("晒旧换新", $0) } == ["80%", "¥2.00"])
    #expect(list.cell("开锅抽奖", "cost_each") == "¥1.80")
    #expect(list.total("cost_total") == "¥4,195")

    // The Anti-Unfair Competition Law allows prizes of draws up to 50,000 yuan.
    let bad = header + "大奖,抽奖,短视频,每人一次,轿车,60000,60000,2026-03-05,2026-03-10,1000,,是\n"
    #expect(try PlanningSite(["interactions.csv": bad]).problems() == [
      "\(folder)interactions.csv:2: error[register-check]: 抽奖“大奖”的最高奖 ¥60,000 超过 5 万元，法律不允许"
    ])
  }

  @Test("req:media-plan owned, paid and earned media with their shares and bars; a plan beyond the budget is told")
  func mediaPlan() throws {
    let header = "类别,渠道,任务,开始,结束,预算,预期曝光,负责人\n"
    let rows = header + """
      付费,短视频,找新客,2026-03-01,2026-03-20,48000,6000000,数字营销
      付费,小红书,种草,2026-03-01,2026-03-10,12000,400000,数字营销
      自有,私域,唤回,2026-03-05,2026-03-20,20000,,数字营销
      赢得,口碑,引导晒单,2026-03-05,2026-03-20,0,,数字营销

      """
    let plan = try PlanningSite(["media_plan.csv": rows]).project("media_plan")
    // 60,000, 20,000 and 0 of 80,000.
    #expect(["付费", "自有", "赢得"].map { plan.total("share_by_media", of: $0) } == ["75%", "25%", "0%"])
    #expect(plan.all("tr", class: "group").map(\.text) == ["自有 1", "付费 2", "赢得 1"])
    #expect(plan.column("channel") == ["私域", "短视频", "小红书", "口碑"])
    #expect(plan.column("share") == ["25%", "60%", "15%", "0%"])
    // 48,000 and 12,000 yuan for 6,000 and 400 thousand impressions.
    #expect(plan.column("cpm") == ["", "¥8", "¥30", ""])
    let bars = try #require(plan.figure("各渠道预算", kind: "bar"))
    #expect(bars.grid.dropFirst().map { $0[0] } == ["短视频", "私域", "小红书"])
    for channel in ["短视频", "小红书", "私域"] { #expect(bars.labels.contains(channel), "\(channel) is not drawn") }
    #expect(plan.figure("时段", kind: "gantt") != nil)

    // The brief has 100,000 less a reserve of 10,000.
    let over = try PlanningSite(["media_plan.csv": rows.replacing("20000,,数字营销", with: "30001,,数字营销")]).problems()
    #expect(over == ["\(folder)media_plan.csv: warning[register-check]: 媒介预算合计 ¥90,001，超过了简报的预算减预留"])
    let reversed = header + "付费,短视频,找新客,2026-03-20,2026-03-01,48000,6000000,数字营销\n"
    #expect(try PlanningSite(["media_plan.csv": reversed]).problems() == [
      "\(folder)media_plan.csv:2: error[register-check]: 渠道“短视频”的结束早于开始"
    ])
  }

  @Test("req:channel-registry weighted score and rank of each channel; a score beyond the scale is an error")
  func channels() throws {
    let header = "渠道,类别,状态,覆盖,合作方,激励,覆盖分,匹配分,转化分,成本分,配合分,评分日,负责人\n"
    let rows = header + """
      信息流,付费,在用,一二线城市,代理商乙,返点 3%,80,60,40,50,90,2026-01-10,数字营销
      私域,自有,在用,会员,,,70,90,80,90,60,2026-01-10,数字营销
      论坛,赢得,停用,老用户,,,10,20,20,90,30,2026-01-10,数字营销

      """
    let page = try PlanningSite(site: ["channels.csv": rows]).register("channels")
    #expect(["status", "coverage", "partner", "incentive"].map { page.cell("信息流", $0) } == ["在用", "一二线城市", "代理商乙", "返点 3%"])
    // 16 + 15 + 10 + 10 + 9; 14 + 22.5 + 20 + 18 + 6; 2 + 5 + 5 + 18 + 3.
    #expect(["信息流", "私域", "论坛"].map { page.cell($0, "score") } == ["60.0", "80.5", "33.0"])
    #expect(page.keys == ["私域", "信息流", "论坛"])
    #expect(page.column("rank") == ["1", "2", "3"])
    #expect(page.figure("综合分", kind: "bar")?.grid.dropFirst().map { $0[1] } == ["80.50", "60", "33"])

    let bad = header + "信息流,付费,在用,一二线城市,,,101,60,40,50,90,2026-01-10,数字营销\n"
    #expect(try PlanningSite(site: ["channels.csv": bad]).problems() == [
      "content/registers/channels.csv:2: error[cell-out-of-range]: 「覆盖分」列的 101 超出范围"
    ])
  }

  @Test("req:platform-profiles the platforms of the brief's channels stand side by side on the project page")
  func platforms() throws {
    let site = try PlanningSite(
      ["swot.csv": "格,内容\n优势,好洗\n"],
      site: ["platforms.csv": """
        平台,承担的渠道,人群,内容偏好,适合,负责人
        抖音,短视频、直播,面广,做饭短片,直播成交,数字营销
        微博,,年轻人,热点,扩散话题,数字营销
        小红书,,一二线女性,真实测评,种草,数字营销
        """])
    #expect(try site.register("platforms").column("audience").prefix(3) == ["面广", "年轻人", "一二线女性"])
    // The brief has 短视频, which 抖音 serves, and 小红书 by its name; nobody asked for 微博.
    let beside = try site.project("platforms")
    #expect(beside.keys == ["抖音", "小红书"])
    #expect(beside.column("audience") == ["面广", "一二线女性"])
    #expect(beside.column("taste") == ["做饭短片", "真实测评"])
    #expect(beside.column("fits") == ["直播成交", "种草"])
  }

  @Test("req:promotion-mechanics most given away and the margin left; a promotion that loses on every unit is told")
  func promotions() throws {
    let header = "编号,玩法,类型,商品,门槛,成交价,单位成本,每件减价,每件赠品成本,数量上限,开始,结束\n"
    let rows = header + "促-1,首日加赠,赠品,空气炸锅,299,359,208,30,18,1500,2026-03-01,2026-03-03\n促-2,晒单返现,价格,养生壶,,199,120,20,0,500,2026-03-05,2026-03-10\n"
    let list = try PlanningSite(["promotions.csv": rows]).project("promotions")
    #expect(["kind", "threshold", "discount", "start", "end"].map { list.cell("促-1", $0) } == ["赠品", "¥299", "¥30", "2026-03-01", "2026-03-03"])
    // 30 + 18; × 1500; (359 − 208) ÷ 359; (359 − 30 − 18 − 208) ÷ (359 − 30); 151 ÷ 103 − 1.
    #expect(["concession", "max_concession", "margin_before", "margin_after", "break_even"].map { list.cell("促-1", $0) } == [
      "¥48", "¥72,000", "42.1%", "31.3%", "46.6%",
    ])
    #expect(list.total("max_concession_total") == "¥82,000")
    #expect(list.total("concession_by_kind", of: "价格") == "¥10,000")

    // 359 − 140 − 18 − 208 = −7.
    let bad = header + "促-1,首日加赠,赠品,空气炸锅,299,359,208,140,18,1500,2026-03-01,2026-03-03\n"
    #expect(try PlanningSite(["promotions.csv": bad]).problems() == [
      "\(folder)promotions.csv:2: warning[register-check]: 促销 促-1“首日加赠”让利后每件毛利为 −¥7，卖一件亏一件"
    ])
  }

  @Test("req:launch-plan four steps with the task and who answers for it; a step due before its task ends is told")
  func launchPlan() throws {
    let rows = """
      步骤,产品,内容,产出,负责人,期限,对应任务
      价值主张,空气炸锅,看得见火候,卖点一页,产品与研发,2026-02-20,T-1
      目标客户,空气炸锅,城市独居,画像一页,营销策略,2026-02-21,
      策略,空气炸锅,加赠不降价,价盘,营销策略,2026-02-22,
      渠道,空气炸锅,先短视频,排期,数字营销,2026-02-25,

      """
    let others = [
      "tasks.csv": "编号,任务,负责人,计划开始,计划完成,交付物\nT-1,主视觉定稿,内容创意,2026-02-10,2026-02-18,源文件\n",
      "raci.csv": "任务,角色,职责\nT-1,内容创意,执行\nT-1,营销负责人,批准\n",
    ]
    let plan = try PlanningSite(others.merging(["launch_plan.csv": rows]) { $1 }).project("launch_plan")
    #expect(plan.panels.map { $0.title + " " + $0.items.joined() } == [
      "价值主张 看得见火候 卖点一页", "目标客户 城市独居 画像一页", "策略 加赠不降价 价盘", "渠道 先短视频 排期",
    ])
    #expect(plan.links["主视觉定稿"]?.hasSuffix("#tasks-T-1") == true, "\(plan.links)")
    #expect(["task_end", "task_owner", "approver"].map { plan.column($0).first } == ["2026-02-18", "内容创意", "营销负责人"])

    let early = rows.replacing("2026-02-20", with: "2026-02-17").replacing("渠道,空气炸锅,先短视频,排期,数字营销,2026-02-25,\n", with: "")
    let problems = try PlanningSite(others.merging(["launch_plan.csv": early]) { $1 }).problems().filter { $0.contains("launch_plan") }
    #expect(problems == [
      "\(folder)launch_plan.csv: warning[register-check]: 上市计划缺“渠道”",
      "\(folder)launch_plan.csv:2: warning[register-check]: “看得见火候”的期限 2026-02-17 早于任务 T-1 的计划完成日",
    ], "\(problems)")
  }

  @Test("req:partner-register partners by kind with fulfilment and rating; what is overdue is told, prices stay inside")
  func partners() throws {
    let header = "伙伴,类型,交付,价格,期限,履约状态,交付日,质量,守时,配合,对接人\n"
    let rows = header + """
      达人组 A,达人,三条实测,18000,2026-03-05,已交付,2026-03-08,4,3,5,内容创意
      印刷厂,供应商,两千份折页,6000,2026-03-15,已签,,,,,活动执行
      晚报,媒体,一篇专访,0,2026-03-18,洽谈,,,,,数字营销

      """
    let list = try PlanningSite(["partners.csv": rows]).project("partners")
    #expect(list.all("tr", class: "group").map(\.text) == ["供应商 1", "媒体 1", "达人 1"])
    // 5 to 8 March; (4 + 3 + 5) ÷ 3; one of three.
    #expect(["deliverable", "due", "status", "late_days", "rating"].map { list.cell("达人组 A", $0) } == ["三条实测", "2026-03-05", "已交付", "3", "4.0"])
    #expect(list.cell("达人组 A", "price") == nil)
    #expect(list.total("price_total") == "¥24,000")
    #expect(list.total("delivered_share") == "33.3%")
    let board = list.all { $0.has(class: "board-list") }.map { ($0.all("p", class: "board-title").first?.text ?? "") + $0.all("li").map { " " + ($0.attributes["data-key"] ?? "") }.joined() }
    #expect(board == ["洽谈 1 晚报", "已签 1 印刷厂", "部分交付 0", "已交付 1 达人组 A", "违约 0", "终止 0"])

    let late = try PlanningSite(["partners.csv": header + "印刷厂,供应商,两千份折页,6000,2026-03-05,已签,,,,,活动执行\n"])
    #expect(try late.problems() == [
      "\(folder)partners.csv:2: warning[register-check]: “印刷厂”的交付“两千份折页”应在 2026-03-05 完成，状态还是“已签”"
    ])
  }
}
