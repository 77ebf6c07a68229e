import Testing

/// How the work went: people, hours and groups.
@Suite struct ExecutionRequirements {
  /// May is the baseline, two periods of June are the campaign; 10 of events, 6 of creative, 2 of analytics.
  private static let staff = """
    期间,角色,工作类型,工时,人数
    2026-05-01至2026-05-20,活动执行,直播,400,8
    2026-05-01至2026-05-20,内容创意,文案,300,6
    2026-05-01至2026-05-20,数据分析,报表,100,2
    2026-06-01至2026-06-10,活动执行,直播,500,10
    2026-06-01至2026-06-10,内容创意,文案,150,6
    2026-06-01至2026-06-10,内容创意,海报,50,6
    2026-06-01至2026-06-10,数据分析,报表,40,2
    2026-06-11至2026-06-20,活动执行,直播,300,10
    2026-06-11至2026-06-20,内容创意,文案,100,6
    2026-06-11至2026-06-20,内容创意,海报,100,6
    2026-06-11至2026-06-20,数据分析,报表,60,2

    """
  private static let content = """
    编号,内容支柱,选题来源,主题,对外标题,受众,形式,平台,发布日期,负责人,状态,审核人,审核日期,审核意见
    N1,做法,客户问题,一锅三菜,一锅三菜,新客,图文,公众号,2026-06-03,内容创意,发布,法务合规,2026-06-01,通过
    N2,做法,客户问题,冷饮,冷饮,新客,图文,公众号,2026-06-13,内容创意,发布,法务合规,2026-06-11,通过

    """

  private static func site(_ registers: [String: String] = [:]) throws -> RetrospectiveSite {
    let may = (1...20).map { "2026-05-\($0 < 10 ? "0" : "")\($0),直播,1600,800" }.joined(separator: "\n")
    return try RetrospectiveSite(
      registers, targets: [], brief: "baseline: {start: 2026-05-01, end: 2026-05-20}",
      [
        RetrospectiveSite.folder + "data/staff.csv": Content(stringLiteral: staff),
        RetrospectiveSite.folder + "data/daily-may.csv": Content(stringLiteral: "date,channel,revenue,attributed_revenue\n" + may + "\n"),
        RetrospectiveSite.folder + "data/totals.csv": Content(stringLiteral: "start,end,reach\n2026-06-01,2026-06-20,36000\n"),
      ])
  }

  @Test("req:staff-efficiency sales, reach and output per head and hour, by role and never by person, against the period before")
  func staffEfficiency() throws {
    let chapter = try Self.site(["content_plan": Self.content]).chapter("execution")
    // 18 heads. 60,000 of attributed revenue are 3,333.33 a head; in May 16,000 over 16 heads were 1,000.
    #expect(chapter.sentence("execution-staff")
      == "平均在岗 18 人；工时 1,300 小时；人均贡献销售额 3,333.33 元，按天折算比基准期高 233.3%；人均触达用户数 2,000 人。")
    // 2 pieces in 1,300 hours.
    #expect(chapter.table("人效")?.body == [
      ["人均贡献销售额", "¥3,333.33", "¥1,000.00", "+233.3%"], ["人均触达用户数", "2,000", "—", "—"],
      ["单位工时产出（每百工时）", "0.15", "—", "—"],
    ])
    // Two people of one role would be told apart: they stand with the smallest group that may be shown.
    #expect(chapter.table("各角色的人数、工时与产出")?.body == [
      ["活动执行", "10", "800", "61.5%", "+100.0%", "0", "—"], ["其他（内容创意、数据分析）", "8", "500", "38.5%", "+25.0%", "2", "0.40"],
    ])
    // 60,000 ÷ 2 in ten days by 18 heads.
    let trend = try #require(chapter.figure("人均每日归因收入", kind: "bar"))
    #expect(trend.grid.dropFirst().map { $0[0] } == ["5/1–5/20", "6/1–6/10", "6/11–6/20"])
    #expect(trend.row("6/1–6/10") == ["¥166.67"])
    #expect(trend.row("5/1–5/20") == ["¥50.00"])
  }

  @Test("req:timesheet-summary hours by kind of work, their shares as stacked bars, and how they moved")
  func timesheetSummary() throws {
    let chapter = try Self.site().chapter("execution")
    #expect(chapter.sentence("execution-hours")
      == "工时 1,300 小时，最多的是直播，占 61.5%；比基准期变化最大的是文案，占比降 18.3 个百分点。")
    // 800, 250, 150 and 100 of 1,300; in May 400, 300, 0 and 100 of 800.
    #expect(chapter.table("工时结构")?.body == [
      ["直播", "800", "61.5%", "50.0%", "+11.5个百分点"], ["文案", "250", "19.2%", "37.5%", "−18.3个百分点"],
      ["海报", "150", "11.5%", "—", "—"], ["报表", "100", "7.69%", "12.5%", "−4.81个百分点"],
    ])
    let bars = try #require(chapter.figure("直播占活动期工时的 61.5%", kind: "bar"))
    #expect(bars.legend == ["直播", "文案", "海报", "报表"])
    #expect(bars.row("6月11日至20日")?.first?.hasPrefix("300") == true)
  }

  @Test("req:team-kpi completion and response by group, and the stages of the campaign side by side")
  func teamKPI() throws {
    let tasks = """
      编号,任务,负责人,计划开始,计划完成,交付物,状态,实际完成
      T-1,方案,营销策略,2026-05-20,2026-05-22,方案,已完成,2026-05-22
      T-2,主视觉,内容创意,2026-05-25,2026-05-27,主视觉,已完成,2026-05-29
      T-3,直播,活动执行,2026-06-01,2026-06-05,场次表,已完成,2026-06-05
      T-4,抽奖,活动执行,2026-06-08,2026-06-10,名单,进行中,
      T-5,归档,活动执行,2026-06-24,2026-06-26,清单,已完成,2026-06-26

      """
    let team = "成员,组别,角色,本次负责,替补角色\n小周,策划组,营销策略,方案,数据分析\n小吴,策划组,内容创意,视觉,营销策略\n小郑,执行组,活动执行,直播,客服\n"
    let incidents = """
      编号,发生时间,响应时间,恢复时间,类型,级别,渠道,现象,影响,处理,根因,处理人
      故-1,2026-06-02 10:00,2026-06-02 10:20,2026-06-02 11:00,页面,低,直播,打不开,半小时,重启,磁盘满,活动执行
      故-2,2026-06-03 10:00,2026-06-03 10:40,2026-06-03 12:00,页面,低,直播,又打不开,一小时,清理,磁盘满,活动执行

      """
    let chapter = try Self.site(["tasks": tasks, "team": team, "incidents": incidents]).chapter("execution")
    #expect(chapter.sentence("execution-schedule") == "到期任务 5 项，完成 4 项（80.0%），按期完成 3 项（60.0%）。")
    #expect(chapter.sentence("execution-teams") == "2 个组中，策划组的按期率最低，50.0%，完成率 100.0%；故障响应最慢的是执行组，平均 30 分。")
    #expect(chapter.table("各组任务完成与响应")?.body == [
      ["策划组", "2", "2", "100.0%", "50.0%", "—", "50.0%", "—", "—"],
      ["执行组", "3", "2", "66.7%", "66.7%", "30分", "—", "50.0%", "100.0%"],
    ])
    #expect(chapter.sentence("execution-incidents")?.hasPrefix("故障 2 起，平均响应 30 分，平均修复 1 小时 30 分") == true)
  }
}
