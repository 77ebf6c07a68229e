import Foundation
import Testing

/// A site with one campaign of ten days of June 2026, with the money that a test is about.
struct MoneySite {
  static let folder = "content/campaigns/summer/"
  let box: Sandbox
  let today: String

  /// - Parameters:
  ///   - registers: the campaign's registers, the header first, by id.
  ///   - data: its data files by name.
  ///   - more: further lines of the brief's front matter.
  init(
    _ registers: [String: String] = [:], data: [String: String] = [:], reserve: Int = 12_000, more: String = "",
    end: String = "2026-06-10", today: String = "2026-06-09"
  ) throws {
    self.today = today
    box = try Sandbox.site()
    let brief = """
      ---
      title: 夏季促销
      status: live
      start: 2026-06-01
      end: \(end)
      goal: 十天销售额 30 万元
      theme: 清凉一夏
      audiences: [新客]
      channels: [直播, 私域]
      budget: 100000
      reserve: \(reserve)
      owner: lead
      targets:
        - {kpi: revenue-total, target: 300000}
      \(more)
      ---

      正文。

      """
    try box.put(Content(stringLiteral: brief), at: MoneySite.folder + "brief.md")
    for (id, text) in registers { try box.put(Content(stringLiteral: text), at: MoneySite.folder + "registers/\(id).csv") }
    for (name, text) in data { try box.put(Content(stringLiteral: text), at: MoneySite.folder + "data/\(name)") }
  }

  func problems() throws -> [String] {
    try box.run("check", "--today", today, limit: 30).diagnostics
      .map { $0.replacing(MoneySite.folder + "registers/", with: "") }
  }

  /// A chapter of the built review.
  func chapter(_ id: String) throws -> Element {
    if !box.exists("output") {
      let run = try box.run("build", "--today", today, limit: 30)
      try #require(run.status == 0, "\(run)")
    }
    let page = try #require(box.page("campaigns/summer/review.html"))
    return try #require(page[id], "no chapter \(id)")
  }

  /// `report --json`.
  func report() throws -> [String: Any] {
    let run = try box.run("report", "summer", "--json", "--today", today, limit: 30)
    return try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any], "\(run)")
  }
}

extension [String: Any] {
  /// The value of a figure; `nil` where it is missing.
  func value(_ key: String) -> Double? {
    let figure = (self["figures"] as? [String: [String: Any]])?[key]
    return (figure?["value"] as? String).flatMap(Double.init) ?? figure?["value"] as? Double
  }
}

extension Element {
  /// The rows of the table with that caption, without its heading.
  func rows(_ caption: String) -> [[String]] { table(caption).map { Array($0.grid.dropFirst()) } ?? [] }
}

private func isNear(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) <= 1e-9 * max(1, abs(b)) } ?? false }

@Suite struct BudgetRequirements {
  private let plan = "category,channel,month,planned,note\n品牌,短视频,2026-06,35200,\n需求,信息流,2026-06,30800,\n转化,直播,2026-06,17600,\n维系,,2026-06,4400,\n"
  private let spend = "date,category,cost_type,channel,amount,approver\n"

  @Test("req:budget-plan the plan row by row, and whether the rows add up to the budget less the reserve")
  func budgetPlan() throws {
    let chapter = try MoneySite(["budget": plan]).chapter("budget")
    #expect(chapter.text.contains("预算表共 4 行，合计 ¥88,000.00，等于总预算 ¥100,000.00 减应急预留 ¥12,000.00。"))
    #expect(chapter.rows("预算表") == [
      ["品牌", "短视频", "2026-06", "¥35,200.00"], ["需求", "信息流", "2026-06", "¥30,800.00"], ["转化", "直播", "2026-06", "¥17,600.00"],
      ["维系", "", "2026-06", "¥4,400.00"], ["合计", "", "", "¥88,000.00"],
    ])
    let more = try MoneySite(["budget": plan.replacing("4400", with: "4900")]).chapter("budget")
    #expect(more.text.contains("预算表合计 ¥88,500.00，比总预算减应急预留（¥88,000.00）多 ¥500.00，明细与总额对不上。"))
  }

  @Test("req:budget-methods five budgets from the same inputs, with their distance from the one that was set")
  func budgetMethods() throws {
    let inputs = """
      方法,项目,数量,单价,比例,采纳
      销售百分比法,销售额目标,,1000000,9%,是
      目标任务法,直播场次,10,5000,,是
      目标任务法,素材,,45000,,是
      竞争对等法,竞品投放,,300000,40%,是
      零基预算法,成交,,50000,,是
      零基预算法,拉新,,30000,,是
      零基预算法,户外,,99999,,否
      量入为出法,毛利,,150000,,是
      量入为出法,要求利润,,-40000,,是

      """
    let chapter = try MoneySite(["budget": plan, "budget_inputs": inputs]).chapter("budget")
    #expect(chapter.rows("五种编制方法").map { Array($0.prefix(3)) } == [
      ["销售百分比法", "¥90,000.00", "−¥10,000.00"], ["目标任务法", "¥95,000.00", "−¥5,000.00"], ["竞争对等法", "¥120,000.00", "+¥20,000.00"],
      ["零基预算法", "¥80,000.00", "−¥20,000.00"], ["量入为出法", "¥110,000.00", "+¥10,000.00"],
    ])
    #expect(chapter.text.contains("5 种方法算出的预算从 8 万元（零基预算法）到 12 万元（竞争对等法）；实际定的 10 万元最接近目标任务法。"))
    #expect(chapter.figure("五种方法相差 4 万元", kind: "bar")?.labels.contains("总预算") == true)
  }

  @Test("req:budget-allocation four shares of what the reserve leaves beside 40/35/15/10; far ones want a reason")
  func allocation() throws {
    let even = try MoneySite(["budget": plan]).chapter("budget")
    #expect(even.text.contains("扣除预留后可分配 8.8 万元，四类用途与参考比例 40/35/15/10 的差距都在 10 个百分点以内。"))
    #expect(even.rows("分配框架").map { [$0[0], $0[2], $0[4], $0[5]] } == [
      ["品牌", "¥35,200.00", "40.0%", "0.00个百分点"], ["需求", "¥30,800.00", "35.0%", "0.00个百分点"],
      ["转化", "¥13,200.00", "20.0%", "+5.00个百分点"], ["维系", "¥8,800.00", "5.00%", "−5.00个百分点"],
    ])
    let uneven = "category,channel,month,planned,note\n品牌,,2026-06,22000,\n需求,,2026-06,17600,\n转化,,2026-06,44000,只为成交\n维系,,2026-06,4400,\n"
    let chapter = try MoneySite(["budget": uneven, "spend": spend + "2026-06-03,转化,媒介,,30000,总监\n2026-06-03,品牌,媒介,,10000,总监\n"]).chapter("budget")
    #expect(chapter.rows("分配框架").map { Array($0.suffix(3)) } == [
      ["−15.0个百分点", "25.0%", "未说明"], ["−15.0个百分点", "—", "未说明"], ["+35.0个百分点", "75.0%", "只为成交"], ["−5.00个百分点", "—", ""],
    ])
    #expect(chapter.text.contains("其中品牌、需求没有在预算表里写理由"))
    #expect(chapter.figure("转化的占比与参考相差最大，高 35.0 个百分点", kind: "bar")?.row("品牌") == ["40.0%", "25.0%", "25.0%"])
  }

  @Test("req:reserve-check whether the reserve is 10 to 15 per cent, and how much of it was drawn")
  func reserve() throws {
    let rows = spend + "2026-06-03,品牌,媒介,,60000,总监\n2026-06-04,转化,媒介,,31000,总监\n"
    let chapter = try MoneySite(["budget": plan, "spend": rows]).chapter("budget")
    #expect(chapter.text.contains("应急预留 1.2 万元，占总预算 12.0%，在 10%～15% 的参考区间之内；已动用 3,000 元，余 9,000 元。"))
    #expect(chapter.rows("应急预留").map { Array($0.prefix(2)) } == [
      ["总预算", "¥100,000.00"], ["应急预留", "¥12,000.00"], ["已动用", "¥3,000.00"], ["预留余额", "¥9,000.00"],
    ])
    let own = try MoneySite(["budget": plan, "spend": spend + "2026-06-03,应急预留,执行,,2500,总监\n"], reserve: 5_000).chapter("budget")
    #expect(own.text.contains("占总预算 5.00%，低于 10%～15% 的参考区间；已动用 2,500 元，余 2,500 元。"))
  }

  @Test("req:cost-breakdown costs by type, stacked by category; a return is at full cost with labour only")
  func costs() throws {
    let daily = ["daily.csv": "date,channel,attributed_revenue\n2026-06-02,直播,200000\n"]
    let rows = spend + "2026-06-02,品牌,创意,,5000,总监\n2026-06-02,品牌,制作,,7500,总监\n2026-06-03,转化,媒介,直播,25000,总监\n2026-06-04,转化,执行,直播,2500,总监\n"
    let labour = try MoneySite(["budget": plan, "spend": rows + "2026-06-05,转化,人力,直播,10000,总监\n"], data: daily, more: "gross_margin: 0.4")
    let chapter = try labour.chapter("budget")
    #expect(chapter.rows("成本构成") == [
      ["媒介", "¥25,000.00", "50.0%"], ["人力", "¥10,000.00", "20.0%"], ["制作", "¥7,500.00", "15.0%"], ["创意", "¥5,000.00", "10.0%"],
      ["执行", "¥2,500.00", "5.00%"], ["合计", "¥50,000.00", "100%"],
    ])
    let figure = try #require(chapter.figure("媒介是最大的成本，占 50.0%", kind: "bar"))
    #expect(figure.grid.contains { $0.first == "转化" && $0.contains("¥25,000.00") && $0.contains("¥10,000.00") })
    // (200,000 · 0.4 − 50,000) / 50,000
    #expect(isNear(try labour.report().value("full-cost-roi"), 0.6))
    let without = try MoneySite(["budget": plan, "spend": rows], data: daily, more: "gross_margin: 0.4")
    #expect(try without.report().value("full-cost-roi") == nil)
    #expect(isNear(try without.report().value("marketing-roi"), 1))
    #expect(try without.chapter("budget").rows("回报与费用效率").contains { $0.starts(with: ["全成本投资回报率", "—"]) })
  }

  @Test("req:budget-tracking planned and spent up to today, cumulated, with the pace in words")
  func tracking() throws {
    let rows = spend + "2026-06-02,品牌,媒介,,20000,总监\n2026-06-05,需求,媒介,,20000,总监\n2026-06-09,需求,媒介,,9000,总监\n"
    let site = try MoneySite(["budget": plan, "spend": rows], today: "2026-06-05")
    let chapter = try site.chapter("budget")
    // Five of ten days of 88,000.
    #expect(chapter.text.contains("到 6 月 5 日按时间进度应支出 4.4 万元，实际 4 万元，比计划慢 4,000 元（9.09%）。"))
    let report = try site.report()
    #expect(report.value("budget-planned-to-date") == 44_000)
    #expect(report.value("budget-spent-to-date") == 40_000)
    let figure = try #require(chapter.figures.first { $0.kind == "line" && $0.title.contains("累计计划与累计支出") })
    #expect(figure.grid.contains { $0.first?.contains("06-05") == true && $0.dropFirst().elementsEqual(["¥44,000.00", "¥40,000.00"]) })
    #expect(figure.grid.contains { $0.first?.contains("06-06") == true && $0.last == "—" })
  }

  @Test("req:overspend-alert spending beyond plan without an approver is an error; the review lists who approved what")
  func overspending() throws {
    let rows = spend + "2026-06-02,转化,媒介,直播,17000,投放经理\n2026-06-04,转化,媒介,直播,2000,\n"
    let open = try MoneySite(["budget": plan, "spend": rows]).problems()
    #expect(open == [
      "spend.csv:2: warning[register-check]: 转化类支出超过计划 5% 以上",
      "spend.csv:3: error[register-check]: 转化类支出已超过计划，2026-06-04 的 ¥2,000 没有审批人",
    ])
    let site = try MoneySite(["budget": plan, "spend": rows.replacing("2000,\n", with: "2000,营销总监\n")])
    #expect(try site.problems() == ["spend.csv:2: warning[register-check]: 转化类支出超过计划 5% 以上"])
    let chapter = try site.chapter("budget")
    #expect(chapter.rows("超计划支出") == [["2026-06-04", "转化", "媒介", "直播", "¥2,000.00", "¥1,400.00", "营销总监"]])
    #expect(chapter.rows("审批台账") == [["投放经理", "1", "¥17,000.00"], ["营销总监", "1", "¥2,000.00"]])
  }

  @Test("req:roi return by profit and by revenue; without cost there is no figure, and not zero")
  func returns() throws {
    let site = try MoneySite(
      data: ["daily.csv": "date,channel,media_cost,attributed_revenue\n2026-06-02,直播,20000,90000\n"], more: "gross_margin: 0.4")
    // (90,000 · 0.4 − 20,000) / 20,000; 90,000 / 20,000
    #expect(isNear(try site.report().value("marketing-roi"), 0.8))
    #expect(isNear(try site.report().value("roas"), 4.5))
    #expect(try site.chapter("budget").text.contains("按利润口径，营销投资回报率 80.0%（利润为估算，媒介口径）；按收入口径，广告收入回报 4.50 倍。"))
    let free = try MoneySite(
      ["budget": plan], data: ["daily.csv": "date,channel,attributed_revenue\n2026-06-02,直播,90000\n"], more: "gross_margin: 0.4")
    let rows = try free.chapter("budget").rows("回报与费用效率")
    #expect(rows.filter { ["营销投资回报率", "广告收入回报"].contains($0[0]) }.map { $0[1] } == ["—", "—"])
    #expect(try free.report().value("marketing-roi") == nil)
  }

  @Test("req:roi-multidim return by channel and segment in a heat table, spending against return as dots")
  func multidimensional() throws {
    let daily = """
      date,channel,segment,media_cost,attributed_revenue
      2026-06-02,直播,新客,10000,20000
      2026-06-02,直播,会员,4000,40000
      2026-06-03,私域,新客,1000,5000
      2026-06-03,私域,会员,,8000

      """
    let chapter = try MoneySite(data: ["daily.csv": daily], more: "gross_margin: 0.4").chapter("budget")
    // (20,000 · 0.4 − 10,000) / 10,000 and so on; what cost nothing has no return.
    let heat = try #require(chapter.figures.first { $0.title.contains("渠道 × 客群") })
    #expect(heat.kind == "heat")
    #expect(heat.row("直播") == ["−20.0%", "300.0%"])
    #expect(heat.row("私域") == ["100.0%", "—"])
    #expect(chapter.text.contains("回报最高的是直播的会员，300.0%；最低的是直播的新客，−20.0%；3 格中有 1 格亏损。"))
    let dots = try #require(chapter.figures.first { $0.title.contains("媒介花费与归因收入") })
    #expect(dots.kind == "scatter")
    #expect(dots.row("直播") == ["¥14,000.00", "¥60,000.00"])
    #expect(chapter.rows("各维度的回报").contains(["客群", "新客", "¥11,000.00", "¥25,000.00", "2.27倍", "−9.09%"]))
  }

  @Test("req:channel-incentives what the rules make due, what was paid, and the part of the channel's revenue")
  func incentives() throws {
    let rows = "编号,渠道,对象,规则,计奖基数,比例,固定奖金,应付日,已付,兑现日\nJ1,直播,机构甲,成交提成,100000,5%,,2026-06-12,5000,2026-06-12\nJ2,直播,主播,场次奖金,,,1000,2026-06-25,,\n"
    let site = try MoneySite(
      ["budget": plan, "channel_incentives": rows], data: ["daily.csv": "date,channel,revenue\n2026-06-02,直播,120000\n2026-06-02,私域,30000\n"])
    let chapter = try site.chapter("budget")
    #expect(chapter.rows("激励规则与兑现") == [
      ["直播", "机构甲", "成交提成", "¥5,000.00", "¥5,000.00", "2026-06-12"], ["直播", "主播", "场次奖金", "¥1,000.00", "—", "—"],
    ])
    #expect(chapter.rows("激励成本占渠道收入") == [["直播", "¥6,000.00", "¥120,000.00", "5.00%", "¥1,000.00"]])
    #expect(isNear(try site.report().value("incentive-rate[channel=直播]"), 0.05))
    let over = try MoneySite(["channel_incentives": rows.replacing("5000,2026-06-12", with: "6000,2026-06-12")])
    #expect(try over.problems() == ["channel_incentives.csv:2: error[register-check]: “J1”已付 ¥6,000，超过应付 ¥5,000"])
  }
}
