import Testing

/// What a review says in the end: the summary, what worked and what did not, why, what was learned and what is to be done.
@Suite struct RetrospectiveRequirements {
  private static let causes = """
    指标,原因类别,原因,证据,把握程度,对应行动
    conversion-rate,内容,落地页打开慢,页面测速 6 秒,已证实,A1

    """
  private static let lessons = """
    编号,情境,教训,建议,依据,相关指标,标签,可信程度
    L1,短视频引来的人打开页面要 6 秒,快一秒多一成,先测速再放量,页面测速,conversion-rate,落地页、短视频,一次观察
    L2,作废的,别再用,别再用,无,cac,落地页,已作废

    """
  private static let actions = """
    编号,事项,针对指标,负责人,期限,状态,完成日期,成效
    A1,压缩落地页图片,conversion-rate,技术,2026-07-10,已完成,2026-07-08,打开降到 2 秒
    A2,按渠道设转化目标,conversion-rate,营销策略,2026-07-15,进行中,,
    A3,旧目标表作废,,,,已取消,,
    A4,补一页图解,,,,未开始,,

    """

  @Test("req:executive-summary conclusion, targets, three findings and three recommendations with their chapters; people may reword them")
  func executiveSummary() throws {
    let rows = ["gap_causes": Self.causes, "lessons": Self.lessons, "actions": Self.actions]
    let summary = try RetrospectiveSite(rows).chapter("summary")
    #expect(summary.sentence("summary-result") == "6 月 1 日至 20 日，销售额 12 万元，完成目标 13 万元的 92.3%，差 1 万元。")
    #expect(summary.sentence("summary-targets") == "2 项目标中，1 项接近（销售额），1 项未达（转化率）。")
    // 3 findings, then 3 recommendations, the weightiest first, each with its chapter.
    #expect(summary.bulletSentences == [
      ["summary-deviation", "summary-contribution", "summary-funnel"],
      ["summary-advice-cause", "summary-advice-landing-page", "summary-advice-channel-room"],
    ])
    #expect(summary.sentence("summary-deviation") == "转化率 5.00%，比目标 6.00% 低 1.00 个百分点，完成度 83.3%；按渠道看，短视频最低，为 2.00%（第 3 章）。")
    #expect(summary.sentence("summary-contribution") == "直播的销售额最高，6 万元，占 50.0%（第 4 章）。")
    #expect(summary.sentence("summary-advice-cause") == "转化率未达目标，已证实的原因是“落地页打开慢”：下次先测速再放量（第 14 章）。")
    #expect(summary.links["第 3 章"] == "#kpi")
    #expect(summary.links["第 14 章"] == "#lessons")

    let review = """
      ---
      sentences:
        summary-result: 差一口气。
        summary-advice-landing-page: 落地页先提速。
      ---
      """
    let reworded = try RetrospectiveSite(rows, review: review).chapter("summary")
    #expect(reworded.sentence("summary-result") == "差一口气。")
    #expect(reworded.sentence("summary-advice-landing-page") == "落地页先提速。 第 4 章")
    // What the data says does not depend on the words: the others stay.
    #expect(reworded.sentence("summary-targets") == summary.sentence("summary-targets"))
  }

  @Test("req:retrospective five parts filled from the data, beside what people wrote; a number that contradicts the data is told")
  func retrospective() throws {
    let review = """
      # 六月促销复盘

      ## 会议纪要

      转化率 5%，销售额为 12 万元，目标为 13 万元。
      活动期销售额 15 万元，直播销售额 6 万元。

      | 指标 | 目标 | 实际 |
      |---|---|---|
      | 转化率 | 6% | 5.2% |

      """
    let site = try RetrospectiveSite(
      ["gap_causes": Self.causes, "lessons": Self.lessons, "actions": Self.actions], review: review)
    let chapter = try site.chapter("lessons")
    #expect(["goal", "result", "cause", "rule", "action"].map { chapter.sentence("retro-" + $0) } == [
      "目标：销售额 13 万元；转化率 6.00%。",
      "结果：销售额 12 万元，完成目标 13 万元的 92.3%，差 1 万元；2 项目标中，1 项接近（销售额），1 项未达（转化率）。",
      "原因：转化率未达，因为落地页打开慢（已证实）；销售额的原因还没有写。",
      "规律：快一秒多一成。",
      "行动：共 3 项，完成 1 项，未完成 2 项，最先到期的是“按渠道设转化目标”（7 月 15 日）。",
    ])
    let page = try site.page("campaigns/june/review.html")
    #expect(page["会议纪要"]?.text == "会议纪要")
    #expect(try site.problems("number-differs") == [
      "review.md:6:8: warning[number-differs]: 「销售额 15 万元」与数据不符：数据里是 12 万元",
      "review.md:10:14: warning[number-differs]: 「5.2%」与数据不符：数据里是 5.00%",
    ])
  }

  @Test("req:wins-and-gaps wins and gaps, each with the KPI that proves it and its value; one without is flagged")
  func winsAndGaps() throws {
    let rows = """
      编号,类型,内容,证据指标,证据说明,对应教训
      W1,有效做法,每晚两场直播,revenue-total,直播占一半,
      G1,不足,落地页太慢,conversion-rate,短视频最低,L1
      G2,不足,大家觉得不够热闹,,,

      """
    let site = try RetrospectiveSite(["wins_gaps": rows, "lessons": Self.lessons])
    let chapter = try site.chapter("lessons")
    #expect(chapter.sentence("lessons-counts") == "有效做法 1 条，不足 2 条，其中 1 条没有证据指标，先不采信。")
    #expect(chapter.table("有效做法")?.body == [["每晚两场直播", "销售额", "¥120,000.00", "目标 13万元，接近", "直播占一半", ""]])
    #expect(chapter.table("不足")?.body == [
      ["落地页太慢", "转化率", "5.00%", "目标 6.00%，未达", "短视频最低", "L1"], ["大家觉得不够热闹", "缺证据指标", "—", "", "", ""],
    ])
    #expect(try site.problems("register-check").contains("registers/wins_gaps.csv:4: warning[register-check]: “大家觉得不够热闹”没有证据指标"))
  }

  @Test("req:gap-causes each missed target with its causes by kind; one without a cause is told; the kinds as a Pareto chart")
  func gapCauses() throws {
    let site = try RetrospectiveSite(["gap_causes": Self.causes, "actions": Self.actions])
    let chapter = try site.chapter("lessons")
    #expect(chapter.table("未达标与接近目标的指标为什么差")?.body == [
      ["转化率", "未达", "83.3%", "内容", "落地页打开慢", "页面测速 6 秒", "已证实", "A1"], ["销售额", "接近", "92.3%", "", "没有写原因", "", "", ""],
    ])
    #expect(chapter.sentence("lessons-open") == "需要说明原因的指标有 1 项：销售额。写进 registers/gap_causes.csv。")
    #expect(chapter.figure("原因", kind: "pareto") == nil)
    #expect(try site.problems("target-without-cause") == [
      "brief.md:8:5: warning[target-without-cause]: 「销售额」接近目标，没有写原因"
    ])

    // Five causes of three kinds: content has three of five.
    let more = Self.causes + "conversion-rate,内容,文案看不懂,,推断,A1\nrevenue-total,渠道,搜索太贵,,推断,A1\n"
      + "revenue-total,内容,主图旧,,推断,A1\nrevenue-total,资源,少一场直播,,推断,A1\n"
    let full = try RetrospectiveSite(["gap_causes": more, "actions": Self.actions])
    #expect(try full.problems("target-without-cause") == [])
    let chart = try #require(try full.chapter("lessons").figure("5 个原因中，内容最多，有 3 个", kind: "pareto"))
    #expect(chart.row("内容") == ["3", "60.0%", "60.0%"])
  }

  @Test("req:lessons-learned a library of all lessons with their tags; a brief is offered the past ones that fit")
  func lessonsLearned() throws {
    let spring = """
      ---
      title: 春季促销
      status: ended
      start: 2026-03-01
      end: 2026-03-20
      ---
      正文。
      """
    let springLessons = """
      编号,情境,教训,建议,依据,相关指标,标签,可信程度
      S1,搜索词太宽,宽词带来闲人,先收窄再加价,搜索词报告,ctr,搜索,一次观察
      S2,库存不足,热销款断货,备两成余量,库存表,,备货,一次观察
      S3,直播间人少,预告太晚,提前两天预告,直播间数据,conversion-rate,直播、大促,多次验证
      S4,旧做法,不再适用,不再适用,无,conversion-rate,大促,已作废

      """
    let site = try RetrospectiveSite(
      ["lessons": Self.lessons], brief: "channels: [直播, 搜索]\ntags: [大促]",
      ["content/campaigns/spring/brief.md": Content(stringLiteral: spring), "content/campaigns/spring/registers/lessons.csv": Content(stringLiteral: springLessons)])
    let offers = try #require(try site.page("campaigns/june/brief.html").root.first { $0.has(class: "lesson-offers") })
    // S3: channel 3, tag 2, target 2, confirmed 1; S1: channel 3. S2 fits nothing, S4 is withdrawn.
    #expect(offers.all("li").map { $0.attributes["data-lesson"] } == ["S3", "S1"])
    #expect(offers.all("li")[0].text.contains("建议：提前两天预告"))
    #expect(offers.all("li")[0].text.contains("相符：渠道 直播、标签 大促、指标 转化率"))
    // The earlier campaign is not offered what came after it.
    #expect(try site.page("campaigns/spring/brief.html").root.first { $0.has(class: "lesson-offers") } == nil)
    let library = try site.page("registers/lessons.html")
    let ids = library.root.all("table").flatMap(\.keys)
    #expect(Set(ids).isSuperset(of: ["L1", "S1", "S2", "S3"]))
    #expect(try site.chapter("lessons").table("本次活动的教训")?.body == [
      ["短视频引来的人打开页面要 6 秒", "快一秒多一成", "先测速再放量", "转化率", "落地页、短视频", "一次观察"]
    ])
  }

  @Test("req:improvement-actions actions with owner, day, state and effect; how many are done; those overdue or incomplete stand out")
  func improvementActions() throws {
    let site = try RetrospectiveSite(["actions": Self.actions])
    let chapter = try site.chapter("actions")
    #expect(chapter.sentence("actions-result") == "改进行动 3 项，完成 1 项，完成率 33.3%，按期完成 1 项；未完成 2 项。")
    #expect(chapter.sentence("actions-overdue") == "截至 7 月 20 日，1 项已过期限，最久的是“按渠道设转化目标”，过期 5 天。")
    #expect(chapter.sentence("actions-incomplete") == "没有责任人的 1 项，没有期限的 1 项：没有这两样，行动不会发生。")
    #expect(chapter.table("改进行动")?.body == [
      ["压缩落地页图片", "转化率", "技术", "2026-07-10", "已完成", "2026-07-08", "打开降到 2 秒"],
      ["按渠道设转化目标", "转化率", "营销策略", "2026-07-15", "已逾期 5 天", "—", ""], ["旧目标表作废", "", "", "—", "已取消", "—", ""],
      ["补一页图解", "", "缺责任人", "缺期限", "未开始", "—", ""],
    ])
    #expect(try site.problems("register-check").filter { $0.contains("补一页图解") }.count == 2)

    // Over all campaigns: the page and the command tell the same rows, overdue first.
    let page = try site.page("actions.html")
    #expect(page["actions-open"]?.body.map { Array($0.prefix(5)) } == [
      ["按渠道设转化目标", "2026-07-15", "5", "营销策略", "六月促销"], ["补一页图解", "—", "", "没有写负责人", "六月促销"],
    ])
    #expect(page["actions-owners"]?.body == [["营销策略", "1", "1", "2026-07-15"], ["没有写负责人", "1", "0", "—"]])
    let listed = try site.box.run("list", "actions", "--today", site.today).out.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(listed.map { String($0[5]) } == ["按渠道设转化目标", "补一页图解"])
    #expect(try site.page("campaigns/index.html").root.links["未完成事项"] == "../actions.html")
  }

  @Test("req:suggestion-rules patterns in the figures become advice with its rule and the figures it rests on")
  func suggestionRules() throws {
    let chapter = try RetrospectiveSite(["gap_causes": Self.causes, "lessons": Self.lessons, "actions": Self.actions]).chapter("actions")
    let table = try #require(chapter.table("由数据规则得出的建议"))
    let advice = table.body
    func row(_ start: String) -> [String]? { advice.first { $0[0].hasPrefix(start) } }
    // Return 12 on a sixth of spend, against 5 overall.
    #expect(row("直播的广告收入回报为 12.00 倍，高于整体的 5.00 倍，花费只占 16.7%")?[2]
      == "直播广告收入回报 12.00 倍；广告收入回报 5.00 倍；直播媒介花费 2,000 元；媒介花费 1.2 万元".replacing(" 倍", with: "倍").replacing(" 元", with: "元").replacing(" 万元", with: "万元"))
    // Click rate 6 % against 5.25 %, conversion 2 % against 5 %.
    #expect(row("短视频的点击率 6.00% 高于整体的 5.25%，转化率 2.00% 却低于整体的 5.00%：人来了没有留住，做两版落地页对照。")?[3] == "第 4 章")
    // Return 3 on a third of spend.
    #expect(row("短视频花了 4,000 元（占 33.3%），广告收入回报为 3.00 倍，整体 5.00 倍：先查人群、出价与落地页") != nil)
    #expect(row("转化率未达目标，已证实的原因是“落地页打开慢”：下次先测速再放量。") != nil)
    // Each names its rule; none has been made up where nothing was measured.
    #expect(advice.allSatisfy { $0.count == 4 && !$0[1].isEmpty && !$0[2].isEmpty })
    #expect(advice.filter { $0[0].contains("互动率") || $0[0].contains("频次") }.isEmpty)
    // Weightiest first.
    #expect(advice.first?[0].hasPrefix("转化率未达目标") == true)
  }
}
