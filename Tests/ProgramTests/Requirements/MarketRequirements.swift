import Testing

/// What is known of market, competitors and customers.
@Suite struct MarketRequirements {
  private let folder = PlanningSite.folder + "registers/"

  @Test("req:industry-analysis four aspects in panels, size and growth as lines; a missing aspect is told")
  func industry() throws {
    let rows = "方面,机会或风险,判断,依据,对策\n现状,,两强相争,走访,\n消费者,,怕难洗,问卷,\n渠道,,直播占四成,订单,\n机会与风险,机会,可视窗成标配,走访,转向好清洗\n"
    let site = try PlanningSite(site: [
      "industry.csv": rows,
      "industry_figures.csv": "市场,年份,市场规模,自家销售额,出处\n空气炸锅,2023,50,0.5,年报\n空气炸锅,2024,60,0.9,年报\n空气炸锅,2025,66,1.32,年报\n",
    ])
    let analysis = try site.register("industry")
    #expect(analysis.panels.map { $0.title + " " + $0.items.joined() } == [
      "现状 两强相争", "消费者 怕难洗", "渠道 直播占四成", "机会与风险 可视窗成标配 转向好清洗",
    ])

    let figures = try site.register("industry_figures")
    #expect(figures.figure("市场规模", kind: "line")?.grid == [["年份", "空气炸锅"], ["2023", "50"], ["2024", "60"], ["2025", "66"]])
    // (60 − 50) ÷ 50 and (66 − 60) ÷ 60; there is no year before 2023.
    let growth = try #require(figures.figure("增长率", kind: "line"))
    #expect(growth.grid == [["年份", "空气炸锅"], ["2023", "—"], ["2024", "20.0%"], ["2025", "10.0%"]])
    for year in ["2023", "2024", "2025"] { #expect(growth.labels.contains(year), "\(year) is not drawn") }
    // 1.32 ÷ 66.
    #expect(figures.cell("空气炸锅·2025", "share") == "2.0%")

    let gap = rows.replacing("渠道,,直播占四成,订单,\n", with: "")
    #expect(try PlanningSite(site: ["industry.csv": gap]).problems() == [
      "content/registers/industry.csv: warning[register-check]: 行业分析缺“渠道”"
    ])
  }

  @Test("req:pest-analysis all five factors with direction, degree and response; a missing one is told")
  func pest() throws {
    let rows = """
      环境面,变化,影响方向,程度,对策
      宏观经济,可支配收入放缓,不利,3,主推中端
      政策法规,付费内容须标明广告,两面,4,合同写明标注
      技术趋势,可视窗成本下降,有利,2,全系标配
      竞争格局,白牌降价,不利,5,不跟价
      消费者变化,独居增多,有利,4,一人食谱

      """
    let scan = try PlanningSite(site: ["pest.csv": rows]).register("pest")
    #expect(scan.panels.map(\.title) == ["宏观经济", "政策法规", "技术趋势", "竞争格局", "消费者变化"])
    #expect(scan.panels.map { $0.items.count } == [1, 1, 1, 1, 1])
    // From the greatest degree down.
    #expect(scan.column("degree") == ["5", "4", "4", "3", "2"])
    #expect(scan.column("direction") == ["不利", "两面", "有利", "不利", "有利"])
    #expect(scan.column("response").first == "不跟价")

    let gap = rows.replacing("消费者变化,独居增多,有利,4,一人食谱\n", with: "")
    #expect(try PlanningSite(site: ["pest.csv": gap]).problems() == [
      "content/registers/pest.csv: warning[register-check]: 环境分析缺“消费者变化”"
    ])
  }

  @Test("req:swot four panels, beside those of a competitor; an empty one of our own is told")
  func swot() throws {
    let rows = "品牌,格,内容,分量\n,优势,价格适中,2\n,优势,内胆好洗,5\n,劣势,认知不足,4\n,机会,独居增多,3\n,威胁,白牌降价,4\n品牌甲,优势,渠道广,5\n"
    let swot = try PlanningSite(["swot.csv": rows]).project("swot")
    #expect(swot.panels.map { "\($0.side) \($0.title) \($0.items.joined(separator: "/"))" } == [
      "我方 优势 内胆好洗/价格适中", "我方 劣势 认知不足", "我方 机会 独居增多", "我方 威胁 白牌降价",
      "品牌甲 优势 渠道广", "品牌甲 劣势 ", "品牌甲 机会 ", "品牌甲 威胁 ",
    ])
    let gap = rows.replacing(",威胁,白牌降价,4\n", with: "")
    #expect(try PlanningSite(["swot.csv": gap]).problems() == ["\(folder)swot.csv: warning[register-check]: SWOT 缺我方的“威胁”"])
  }

  private let competitors = """
    品牌,自家,地位,定位,主力价下限,主力价上限,为什么盯,跟踪人,出处,核对日
    品牌甲,否,领先,全屋小家电,159,299,与主力款同价位,数据分析,店铺页面,2026-02-20
    炊朵,是,追赶,一个人的厨房,299,459,自家,数据分析,店铺页面,2026-02-20

    """

  @Test("req:competitor-teardown brands and aspects meet in a matrix beside the responses; a weakness without one is told")
  func teardown() throws {
    let header = "品牌,方面,发现,应对,谁来做,出处\n"
    let rows = header + """
      品牌甲,产品,内胆不能拆,,,样机实测
      品牌甲,价格,主力款 199 元,加赠不降价,营销策略,店铺页面
      品牌甲,渠道,线下三百家,,,走访
      品牌甲,促销,全场八折,,,店铺页面
      品牌甲,优势,送货快,,,评价
      品牌甲,劣势,难清洗,短片比清洗时间,内容创意,评价
      炊朵,劣势,认知不足,达人实测,数字营销,调研

      """
    let files = ["competitors.csv": competitors, "competitor_points.csv": rows]
    let page = try PlanningSite(site: files).register("competitor_points")
    func cell(_ brand: String, _ aspect: String) -> String? {
      page.first { $0.attributes["data-x"] == brand && $0.attributes["data-y"] == aspect }?.text
    }
    #expect(["product", "price", "place", "promotion", "strength", "weakness"].map { cell("品牌甲", $0) } == [
      "内胆不能拆", "主力款 199 元", "线下三百家", "全场八折", "送货快", "难清洗",
    ])
    #expect(cell("炊朵", "weakness") == "认知不足")
    #expect(page.table("应对措施")?.column("response") == ["加赠不降价", "短片比清洗时间", "达人实测"])

    let bad = ["competitors.csv": competitors, "competitor_points.csv": header + "品牌甲,劣势,难清洗,,,评价\n"]
    #expect(try PlanningSite(site: bad).problems() == [
      "content/registers/competitor_points.csv:2: warning[register-check]: “品牌甲”的劣势“难清洗”没有写应对"
    ])
  }

  @Test("req:competitor-tracker moves by day on a timeline, those in answer to us apart; a date to come is told")
  func tracker() throws {
    let header = "日期,品牌,类型,动作,针对我方,针对哪个动作,我方反应,出处\n"
    let rows = header + "2026-03-05,品牌甲,价格,主力款直降 60 元,是,开门红加赠,不跟价,店铺页面\n2026-03-02,品牌甲,新品,上架迷你款,否,,,店铺页面\n"
    let moves = try PlanningSite(["competitor_moves.csv": rows], site: ["competitors.csv": competitors]).project("competitor_moves")
    let line = try #require(moves.all("ol", class: "timeline").first)
    #expect(line.all("time").map(\.text) == ["2026-03-02", "2026-03-05"])
    #expect(line.all("div", class: "card-title").map(\.text) == ["上架迷你款", "主力款直降 60 元"])
    let reactions = try #require(moves.table("对我方活动的反应"))
    #expect(reactions.column("move") == ["主力款直降 60 元"])
    #expect(reactions.column("answers") == ["开门红加赠"])
    #expect(reactions.column("response") == ["不跟价"])

    let bad = ["competitor_moves.csv": header + "2026-03-11,品牌甲,价格,降价,否,,,店铺页面\n"]
    #expect(try PlanningSite(bad, site: ["competitors.csv": competitors]).problems() == [
      "\(folder)competitor_moves.csv:2: warning[register-check]: 竞品动态的日期 2026-03-11 还没有到"
    ])
  }

  @Test("req:pain-point-register pain points ranked by frequency with share and bars; an unanswered one of the first three is told")
  func painPoints() throws {
    let rows = "编号,痛点,来源,频次,影响的活动设计\n痛-1,占地方,问卷,93,迷你款\n痛-2,用完难洗,商品评价,186,短片先拍清洗\n痛-3,声音大,客服,31,\n"
    let site = try PlanningSite(["pain_points.csv": rows])
    let points = try site.project("pain_points")
    #expect(points.keys == ["痛-2", "痛-1", "痛-3"])
    #expect(points.column("rank") == ["1", "2", "3"])
    // 186, 93 and 31 of 310.
    #expect(points.column("share") == ["60%", "30%", "10%"])
    let bars = try #require(points.figure("频次", kind: "bar"))
    #expect(bars.row("用完难洗") == ["186"])
    #expect(bars.labels.filter { ["用完难洗", "占地方", "声音大"].contains($0) } == ["用完难洗", "占地方", "声音大"])
    #expect(try site.problems() == ["\(folder)pain_points.csv:4: warning[register-check]: “声音大”排第 3，活动设计里没有回应"])
  }

  @Test("req:research-plan four steps on a card, sampling error from the sample, focus groups of six to ten")
  func research() throws {
    let header = "编号,调研,方法,目标,设计,收集,洞察,有效样本,每组人数,开始,结束,负责人\n"
    let site = try PlanningSite(["research.csv": header + """
      研-1,顾虑问卷,问卷调查,定首单礼,配额 12 题,小程序推送,最怕难洗,400,,2026-02-01,2026-02-04,数据分析
      研-2,新客座谈,焦点小组,听原话,两组,招募公司,台面太小,16,8,2026-02-05,2026-02-06,数据分析
      研-3,老客座谈,焦点小组,听原话,一组,招募公司,想要配件,12,12,2026-02-07,2026-02-08,数据分析
      研-4,店员座谈,焦点小组,听原话,一组,门店,缺试用,5,5,2026-02-07,2026-02-08,数据分析
      """])
    let plan = try site.project("research")
    #expect(["goal", "design", "collection", "insight", "sample"].map { plan.cell("研-1", $0) } == [
      "定首单礼", "配额 12 题", "小程序推送", "最怕难洗", "400",
    ])
    // 1.96 × √(0.25 ÷ 400) = 1.96 × 0.025; the textbook's 4.9 points for four hundred answers.
    #expect(plan.cell("研-1", "error") == "4.9%")
    #expect(plan.value("研-2", "error") == nil)
    #expect(plan.figure("时间", kind: "gantt")?.labels.joined().contains("老客座谈") == true)
    #expect(try site.problems() == [
      "\(folder)research.csv:4: warning[register-check]: 调研 研-3 的焦点小组每组 12 人；宜为 6～10 人",
      "\(folder)research.csv:5: warning[register-check]: 调研 研-4 的焦点小组每组 5 人；宜为 6～10 人",
    ])
  }

  @Test("req:survey-results shares with Wilson's interval, means of scales, a bar chart for each question; impossible counts are told")
  func survey() throws {
    let header = "期次,题目,选项,分值,份数,有效样本,多选题\n"
    let site = try PlanningSite(["survey_responses.csv": header + """
      前测,听说过,听说过,,81,263,否
      前测,听说过,没听说过,,182,263,否
      前测,最怕什么,难洗,,15,148,是
      前测,满意度,很满意,5,10,40,否
      前测,满意度,满意,4,20,40,否
      前测,满意度,一般,3,10,40,否
      """])
    let results = try site.project("survey_responses")
    // Newcombe (1998), Statistics in Medicine 17: the score intervals of 81/263 and 15/148.
    #expect(["share", "low", "high"].map { results.cell("前测·听说过·听说过", $0) } == ["30.8%", "25.5%", "36.6%"])
    #expect(["low", "high"].map { results.cell("前测·最怕什么·难洗", $0) } == ["6.2%", "16.0%"])
    // (5 × 10 + 4 × 20 + 3 × 10) ÷ 40.
    #expect(results.cell("前测·满意度·一般", "mean") == "4.00")
    #expect(results.total("mean_by_question", of: "满意度") == "4.00")
    // Answers from the most frequent down, scales by their points.
    let charts = results.figures.filter { $0.kind == "bar" }
    #expect(charts.map { $0.grid.dropFirst().map { $0[0] } } == [["没听说过", "听说过"], ["难洗"], ["很满意", "满意", "一般"]])
    #expect(charts.last?.title.contains("满意度") == true)
    #expect(charts.last?.row("满意") == ["50.0%"])

    let bad = try PlanningSite(["survey_responses.csv": header + "前测,听说过,听说过,,80,60,是\n前测,城市,上海,,40,100,否\n"])
    #expect(try bad.problems() == [
      "\(folder)survey_responses.csv:2: error[register-check]: “听说过”的“听说过”有 80 份，多于有效样本 60",
      "\(folder)survey_responses.csv:3: warning[register-check]: “城市”各选项的份数合计与有效样本不符",
    ])
  }
}
