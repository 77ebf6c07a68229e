import Testing

/// Tests of one change against another: planned, judged, learned from.
///
/// Expected numbers: Tests/StatisticsTests/References/acceptance.py (SciPy, statsmodels).
@Suite struct ExperimentRequirements {
  private static let plans = """
    编号,测试名称,假设,主指标,方案 A（现状）,方案 B,基准转化率,想看出的提升,日流量,同时投放,开始日期,结束日期,状态,学到什么,后续调整,承接测试
    T1,首屏,先看做法会使转化率提高,conversion-rate,促销信息,做法短片,2.2%,30%,1500,是,2026-07-01,2026-07-14,采用 B,先要看做法,模板统一换成短片,
    T2,按钮,写价格会使转化率提高,conversion-rate,立即购买,写到手价,2.2%,30%,1500,是,2026-07-15,2026-07-28,保留 A,按钮不影响,,T1

    """
  private static let data = """
    experiment,variant,visitors,conversions
    T1,A,10000,220
    T1,B,10050,290
    T2,A,10000,220
    T2,B,10050,231
    首图,对照,5000,110
    首图,新图,5020,175
    短信,A,10000,220
    短信,B,10600,320
    礼品,A,20,2
    礼品,B,22,6

    """

  @Test("req:ab-test-design needed sample and days from the plan, power of the real sample; one metric, variants at the same time")
  func design() throws {
    let early = ExperimentRequirements.data.replacing("T1,A,10000,220", with: "T1,A,5000,110").replacing("T1,B,10050", with: "T1,B,5000")
    let site = try ResearchSite(["experiments.csv": early], registers: ["experiment_plans": ExperimentRequirements.plans])
    let chapter = try site.chapter("experiments")
    // Baseline, expected, needed, smallest variant, days needed and planned, power.
    #expect(chapter.line("计划与实际", "首屏").map { Array($0.dropFirst(2)) } == ["2.20%", "2.86%", "8,886", "5,000", "12", "14", "55.6%"])
    #expect(chapter.line("计划与实际", "按钮").map { Array($0.dropFirst(2)) } == ["2.20%", "2.86%", "8,886", "10,000", "12", "14", "84.4%"])
    #expect(chapter.line("计划与实际", "首屏")?[0] == "先看做法会使转化率提高")

    let apart = ExperimentRequirements.plans.replacing("1500,是,2026-07-01", with: "1500,否,2026-07-01")
    let bad = try ResearchSite([:], registers: ["experiment_plans": apart.replacing("conversion-rate,立即购买", with: "conversion-rate、ctr,立即购买")])
    let problems = try bad.problems()
    #expect(problems.contains("registers/experiment_plans.csv:2: warning[register-check]: 测试“首屏”的两个方案不同时投放，差别可能来自时间"))
    #expect(problems.contains { $0.hasPrefix("registers/experiment_plans.csv:3: error[broken-reference]") })
  }

  @Test("req:ab-test-analysis rates, lift, interval and p of every variant; a verdict with its reason for each test")
  func analysis() throws {
    let site = try ResearchSite(["experiments.csv": ExperimentRequirements.data], registers: ["experiment_plans": ExperimentRequirements.plans])
    let chapter = try site.chapter("experiments")
    #expect(chapter.table("测试结论一览")?.grid.dropFirst().map { Array($0.prefix(2)) } == [
      ["首屏", "胜出"], ["按钮", "无显著差异"], ["首图", "胜出"], ["短信", "分流异常"], ["礼品", "样本不足"],
    ])
    #expect(chapter.line("“首屏”各方案", "B") == ["10,050", "290", "2.89%", "+31.2%", "+10.3% 至 +55.9%", "0.002"])
    #expect(chapter.line("“按钮”各方案", "B") == ["10,050", "231", "2.30%", "+4.5%", "−13.0% 至 +25.4%", "0.638"])
    #expect(chapter.figure("相对对照的提升", kind: "intervals")?.row("首屏：B") == ["31.2%", "10.3%", "55.9%"])
    let text = chapter.text
    #expect(text.contains("B（做法短片）胜出：转化率 2.89%，A（促销信息）为 2.20%，高出 31.2%（95% 区间 +10.3% 至 +55.9%）"))
    #expect(text.contains("差距的 95% 区间是 −0.31 至 +0.51 个百分点，零在区间之内。若真有计划想看出的 30.0% 提升，这些样本有 84.4% 的把握看出来"))
    #expect(text.contains("计划按 50.0%、50.0% 分流，实际为 48.5%、51.5%"))
    #expect(text.contains("样本不足，不下结论：有方案不足 30 人或转化不足 5 次"))

    // Three variants: one of the pairs alone has p = 0.049; adjusted for three it has 0.147.
    let three = "experiment,variant,visitors,conversions,control\n页面,A,5000,120,是\n页面,B,5000,152,\n页面,C,5000,131,\n"
    let pairs = try ResearchSite(["experiments.csv": three]).chapter("experiments")
    #expect(pairs.line("“页面”各方案", "B")?.last == "0.147")
    #expect(pairs.line("测试结论一览", "页面")?[0] == "无显著差异")
    // Planned 60 to 40, the same counts are as they should be.
    let share = "experiment,variant,visitors,conversions,share\n页面,A,6000,132,60%\n页面,B,4000,132,40%\n"
    #expect(try ResearchSite(["experiments.csv": share]).chapter("experiments").line("测试结论一览", "页面")?[0] == "胜出")
  }

  @Test("req:ab-iteration-log test, learning and adjustment in order; adopted changes are counted, decisions against the data told")
  func log() throws {
    let plans = ExperimentRequirements.plans.replacing("2026-07-28,保留 A", with: "2026-07-28,采用 B")
    let site = try ResearchSite(["experiments.csv": ExperimentRequirements.data], registers: ["experiment_plans": plans])
    let chapter = try site.chapter("experiments")
    #expect(chapter.table("测试、学到什么、怎样调整")?.grid.dropFirst() == [
      ["2026-07-14", "首屏", "胜出", "先要看做法", "采用 B：模板统一换成短片", ""],
      ["2026-07-28", "按钮", "无显著差异", "按钮不影响", "采用 B：写到手价", "首屏"],
    ])
    #expect(chapter.text.contains("累计采用 2 项改动：首屏改为做法短片；按钮改为写到手价。"))
    #expect(chapter.text.contains("登记的决定是“采用 B”，数据并不支持，理由：按钮不影响。"))
  }
}
