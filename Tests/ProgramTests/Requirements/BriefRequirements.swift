import Testing

/// What a campaign sets out to do: brief, goals, KPI targets.
@Suite struct BriefRequirements {
  private let brief = PlanningSite.folder + "brief.md"

  @Test("req:campaign-brief the brief's page shows what the brief says, and gaps or reversed dates are told")
  func campaignBrief() throws {
    let main = try #require(try PlanningSite().page("campaigns/spring/brief.html").root.all("main").first)
    for fact in [
      "春季上新", "二十天销售额 100 万元", "一台顶几台", "新客：第一次在本店购买的人", "精致独居", "短视频", "小红书", "¥100,000", "活动执行",
      "3 月 1 日至 20 日", "销售额", "转化率",
    ] {
      #expect(main.text.contains(fact), "\(fact)")
    }

    let gaps = PlanningSite.brief.replacing("goal: 二十天销售额 100 万元\n", with: "").replacing("owner: events\n", with: "")
    #expect(try PlanningSite(brief: gaps).problems() == ["\(brief):1: error[brief-incomplete]: 活动状态是 ready，简报还缺：goal, owner"])
    let reversed = PlanningSite.brief.replacing("end: 2026-03-20", with: "end: 2026-02-20")
    let problems = try PlanningSite(brief: reversed).problems()
    #expect(problems.contains("\(brief):5:6: error[end-before-start]: 结束日 2026-02-20 早于开始日 2026-03-01"), "\(problems)")
  }

  @Test("req:smart-goal-check each goal is judged by the five criteria, and each one missed is told")
  func smart() throws {
    let site = try PlanningSite(["goals.csv": """
      编号,层级,内容,上级,指标,基线,目标值,截止日,凭什么能做到,对应战略
      M,使命,让一个人的饭也像样,,,,,,,
      G-1,目标,销售额升到 100 万元,M,revenue-total,800000,1000000,2026-03-20,新品已铺货,规模增长
      G-2,目标,提高知名度,M,,,,,,
      """])
    let criteria = ["specific", "measurable", "achievable", "relevant", "timely"]
    let goals = try site.project("goals")
    #expect(criteria.map { goals.cell("G-1", $0) } == ["是", "是", "是", "是", "是"])
    #expect(criteria.map { goals.cell("G-2", $0) } == ["否", "否", "否", "否", "否"])
    #expect(goals.cell("G-1", "kpi") == "销售额")
    #expect(goals.value("G-1", "baseline") == "800000")
    #expect(goals.value("G-1", "target") == "1000000")
    #expect(goals.value("G-1", "due") == "2026-03-20")

    let place = PlanningSite.folder + "registers/goals.csv:4: warning[register-check]: "
    #expect(Set(try site.problems()) == [
      place + "目标 G-2 不够具体：没有挂到指标字典里的指标", place + "目标 G-2 无法衡量：缺少基线或目标值",
      place + "目标 G-2 没有写凭什么能做到", place + "目标 G-2 没有写明对应哪条战略", place + "目标 G-2 没有截止日",
    ])
    #expect(criteria.flatMap { goals.findings($0) }.count == 5)
  }

  @Test("req:goal-tree the five levels stand in one tree under the site's mission, and a goal without a parent is an error")
  func goalTree() throws {
    let company = "编号,层级,内容,上级,指标,基线,目标值,截止日,凭什么能做到,对应战略\nM,使命,让一个人的饭也像样,,,,,,,\n"
      + "G,目标,年销售额一千万元,M,revenue-total,8000000,10000000,2026-12-31,两次大促,规模增长\n"
    let levels = "编号,层级,内容,上级\nS,市场策略,先守四个大区,G\nX,营销组合,加赠不降价,S\nP,执行计划,首日限量,X\n"
    let site = try PlanningSite(["goals.csv": levels], site: ["goals.csv": company])
    let tree = try #require(try site.project("goals").figure("目标树", kind: "tree"))
    for label in ["让一个人的饭也像样", "年销售额一千万元", "先守四个大区", "加赠不降价", "首日限量"] {
      #expect(tree.labels.joined().contains(label), "\(label) is not drawn")
    }
    // Every row of the chart's table names depth, what stands above, and level.
    #expect(tree.grid.dropFirst() == [
      ["让一个人的饭也像样（M）", "1", "—", "使命"], ["年销售额一千万元（G）", "2", "让一个人的饭也像样", "目标"],
      ["先守四个大区（S）", "3", "年销售额一千万元", "市场策略"], ["加赠不降价（X）", "4", "先守四个大区", "营销组合"],
      ["首日限量（P）", "5", "加赠不降价", "执行计划"],
    ])

    let orphan = try PlanningSite(["goals.csv": levels + "Q,市场策略,进新城市,\n"], site: ["goals.csv": company])
    #expect(try orphan.problems() == [
      "\(PlanningSite.folder)registers/goals.csv:5: error[register-check]: 目标 Q“进新城市”没有上级"
    ])
  }

  @Test("req:kpi-plan targets show baseline, weight and warning line; unknown KPIs and forgotten percent signs are told")
  func kpiPlan() throws {
    let main = try #require(try PlanningSite().page("campaigns/spring/brief.html").root.all("main").first)
    let table = try #require(main.all("table").first)
    #expect(table.grid == [
      ["指标", "目标", "基准", "权重", "预警线", "截止"],
      ["销售额", "¥1,000,000.00", "¥800,000.00", "60", "10.0%", "2026-03-20"],
      ["转化率", "3.00%", "2.50%", "40", "", ""],
    ])

    let unknown = PlanningSite.brief.replacing("kpi: conversion-rate", with: "kpi: conversion-rat")
    #expect(try PlanningSite(brief: unknown).problems() == ["\(brief):16:5: error[unknown-kpi]: KPI 字典里没有「conversion-rat」"])
    let percent = PlanningSite.brief.replacing("target: 0.03", with: "target: 30")
    #expect(try PlanningSite(brief: percent).problems() == ["\(brief):16:5: warning[target-unit]: conversion-rate 是比率，target 写成了 30"])
  }
}
