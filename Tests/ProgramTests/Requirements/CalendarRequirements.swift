import Testing

/// What is when: the promotion schedule, the marketing calendar, lead times.
@Suite struct CalendarRequirements {
  private static let schedule = """
    编号,渠道,受众,素材,开始,结束,预算,负责人
    S-1,直播,新客,实测短片,2026-06-01,2026-06-07,21000,数字营销
    S-2,直播,新客,开箱短片,2026-06-08,2026-06-10,20000,数字营销
    S-3,私域,老客,会员券,2026-06-01,2026-06-10,10000,客服
    S-4,直播,老客,返场,2026-06-07,2026-06-10,8000,数字营销

    """

  @Test("req:promotion-schedule bars by channel; the same channel and audience at the same time clash")
  func schedule() throws {
    let site = try ProjectSite(["schedule": CalendarRequirements.schedule])
    let part = try site.part("schedule")
    #expect(part.row("S-1", "creative", "days", "amount", "per_day") == ["实测短片", "7", "¥21,000", "¥3,000.00"])
    #expect(part.total("amount_by_channel", of: "直播") == "¥49,000" && part.total("amount_total") == "¥59,000")
    let figure = try #require(part.figure("排期条", kind: "gantt"))
    #expect(figure.grid.dropFirst() == [
      ["直播", "实测短片", "2026-06-01", "2026-06-07"], ["直播", "开箱短片", "2026-06-08", "2026-06-10"],
      ["直播", "返场", "2026-06-07", "2026-06-10"], ["私域", "会员券", "2026-06-01", "2026-06-10"],
    ])
    for text in ["实测短片", "开箱短片", "返场", "会员券"] { #expect(figure.labels.contains(text)) }
    // Four bars in two lanes.
    #expect(figure.element.all("svg").first { $0.attributes["role"] == "img" }?.all("rect", class: "gantt-plan").count == 4)
    #expect(try site.problems() == [])

    // The last day of one is the first of the other.
    let bad = CalendarRequirements.schedule.replacing("开箱短片,2026-06-08", with: "开箱短片,2026-06-07")
    #expect(try ProjectSite(["schedule": bad]).problems() == [
      "schedule.csv:2: warning[register-check]: 排期 S-1 与同渠道“直播”、同受众“新客”的另外 1 条撞期",
      "schedule.csv:3: warning[register-check]: 排期 S-2 与同渠道“直播”、同受众“新客”的另外 1 条撞期",
    ])
  }

  @Test("req:marketing-calendar campaigns, content, holidays and trainings by month and year, and a file to subscribe to")
  func calendar() throws {
    let note = "十五分钟，含“答疑”；" + String(repeating: "长", count: 40)
    let site = try ProjectSite(
      [
        "content_plan": "编号,支柱,选题,受众,形式,平台,日期,负责人,状态\nN-1,实测,\"清洗, 实测; 第一季\",新客,短视频,抖音,2026-06-03,内容创意,策划\n",
        "schedule": CalendarRequirements.schedule,
        "milestones": "编号,节点,类别,负责人,计划日,实际日,交付物,验收标准\nM-1,放行,执行,项目负责人,2026-06-30,,单,\(note)\n",
      ],
      site: [
        "holidays": "日期,节日,休或班\n2026-06-19,端午节,休\n",
        "training_sessions": "编号,日期,形式,课题,对象,讲师,应参训,状态\nP1,2026-06-24,线上研讨,\(note),营销专业,培训师,20,计划\n",
      ])
    let page = try site.page("calendar.html")
    #expect(page.root.links["下载日历文件（.ics）"] == "calendar.ics")
    // The month: Friday June 19 is the holiday, within the campaign; the year: the same, with days.
    let june = try #require(page.root.table("2026 年 6 月"))
    let days = june.all("td").filter { !$0.all("time").isEmpty }.map(\.text)
    #expect(days.count == 30)
    #expect(days.first { $0.hasPrefix("19 ") } == "19 夏季促销 活动 端午节 休")
    #expect(days.first { $0.hasPrefix("3 ") }?.contains("清洗, 实测; 第一季") == true)
    #expect(days.first { $0.hasPrefix("24 ") } == "24 \(note) 线上研讨")
    #expect(days.first { $0.hasPrefix("30 ") } == "30 放行 执行")
    let year = try #require(page.root.table("2026 年一览"))
    let months = year.grid
    #expect(months.first { $0.first == "6 月" }?.last?.contains("06-01–06-20 夏季促销 活动") == true)
    #expect(months.dropFirst().map { $0[0] } == ["6 月"])

    let file = try site.file("calendar.ics")
    #expect(calendarFaults(file) == [])
    let events = try #require(calendarEvents(file))
    func event(_ summary: String) -> [String: String]? { events.first { $0["SUMMARY"] == summary } }
    #expect(events.count == 9)  // campaign, content, 4 of the schedule, milestone, holiday, training
    // Days are whole, and the end is the day after the last.
    #expect(event("夏季促销")?["DTSTART;VALUE=DATE"] == "20260601" && event("夏季促销")?["DTEND;VALUE=DATE"] == "20260621")
    #expect(event("端午节")?["DTSTART;VALUE=DATE"] == "20260619" && event("端午节")?["DTEND;VALUE=DATE"] == "20260620")
    #expect(event("放行")?["DTEND;VALUE=DATE"] == "20260701")
    #expect(event("清洗\\, 实测\\; 第一季")?["DTSTART;VALUE=DATE"] == "20260603")
    #expect(event(note)?["DTSTART;VALUE=DATE"] == "20260624")
  }

  @Test("req:planning-timeline planning, preparation and evaluation outside their usual lead times are told")
  func leadTimes() throws {
    let rows = """
      阶段,开始,结束,上财年末,做什么,偏离理由
      规划,2025-11-03,2025-11-21,2025-12-31,年度框架,
      准备,2026-04-20,2026-05-31,,立项,
      执行,2026-06-01,2026-06-20,,实施,
      评估,2026-06-22,2026-07-03,,复盘,

      """
    let site = try ProjectSite(["planning": rows])
    let part = try site.part("planning")
    // November 21 to December 31; April 20 to June 1; June 20 to July 3.
    #expect(["planning", "preparation", "evaluation"].map { part.cell($0, "lead") } == ["40", "42", "13"])
    #expect(part.figure("时间轴", kind: "gantt")?.row("准备") == ["2026-04-20", "2026-05-31"])
    #expect(try site.problems() == [])

    let bad = rows.replacing("2025-11-21", with: "2025-12-21").replacing("2026-04-20", with: "2026-05-20").replacing("2026-07-03", with: "2026-07-20")
    #expect(try ProjectSite(["planning": bad]).problems() == [
      "planning.csv:2: warning[register-check]: 规划在 2025-12-21 结束，距上财年末 2025-12-31 有 10 天；常规是提前 1～2 个月",
      "planning.csv:3: warning[register-check]: 准备从 2026-05-20 开始，距活动开始 12 天；常规是提前 1～3 个月",
      "planning.csv:5: warning[register-check]: 评估在 2026-07-20 结束，距活动结束 30 天；常规是 1～2 周内",
    ])
    // Too early is told as well; a reason settles it.
    let early = rows.replacing("2025-11-21", with: "2025-11-04").replacing("2025-12-31", with: "2026-03-31")
    #expect(try ProjectSite(["planning": early]).problems() == [
      "planning.csv:2: warning[register-check]: 规划在 2025-11-04 结束，距上财年末 2026-03-31 有 147 天；常规是提前 1～2 个月"
    ])
    #expect(try ProjectSite(["planning": early.replacing("年度框架,", with: "年度框架,董事会提前定案")]).problems() == [])
    #expect(try ProjectSite(["planning": "阶段,开始,结束\n执行,2026-06-01,2026-06-20\n准备,2026-04-20,2026-05-31\n"]).problems().count == 2)
  }
}
