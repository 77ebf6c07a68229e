import Testing

/// Tasks, their schedule and their milestones.
@Suite struct TaskRequirements {
  private static let header = "编号,任务,负责人,计划开始,计划完成,前置任务,交付物,状态,里程碑,实际开始,实际完成,缓冲\n"

  /// Monday 2026-05-11 on; 2026-05-18 is a day off. Of working days: A 3, B 4, C 2, E 1, D 2, then the milestone M.
  private static let plan = header + """
    A,方案,营销策略,2026-05-11,2026-05-13,,方案终稿,已完成,,2026-05-11,2026-05-13,
    B,制作,内容创意,2026-05-14,2026-05-20,A,主视觉,进行中,,2026-05-14,,
    C,选品,产品与研发,2026-05-14,2026-05-15,A,货盘表,,,,,
    E,定价,财务,2026-05-19,2026-05-19,C,价格表,,,,,
    D,上线,数字营销,2026-05-21,2026-05-22,B、E,上线清单,,,,,
    M,放行,项目负责人,2026-05-22,2026-05-22,D,放行单,,是,,,

    """
  private static let holiday = ["holidays": "日期,节日,休或班\n2026-05-18,厂休,休\n"]

  @Test("req:task-breakdown tasks with owner, days, predecessors and deliverable; gaps, unknown predecessors and circles are located")
  func breakdown() throws {
    let site = try ProjectSite(["tasks": TaskRequirements.plan], site: TaskRequirements.holiday, today: "2026-05-14")
    let tasks = try site.part("tasks")
    #expect(tasks.row("D", "name", "owner", "start", "end", "depends_on", "deliverable", "status")
      == ["上线", "数字营销", "2026-05-21", "2026-05-22", "制作、定价", "上线清单", "未开始"])
    #expect(tasks.links["制作"] == "project.html#tasks-B")
    // One of six is done; only it is due by May 14.
    #expect(tasks.total("done_share") == "100%" && tasks.total("open") == "5")

    let bad = try ProjectSite(["tasks": "编号,任务,负责人,计划开始,计划完成,前置任务,交付物\n" + """
      T-1,方案,营销策略,2026-06-11,2026-06-12,,方案终稿
      T-2,设计,,2026-06-15,2026-06-16,T-1,主视觉
      T-3,印刷,后勤与供应链,2026-06-17,2026-06-18,T-2,
      T-4,投放,数字营销,2026-06-22,2026-06-23,T-33,投放单
      T-5,甲,数字营销,2026-06-22,2026-06-23,T-6,单
      T-6,乙,数字营销,2026-06-24,2026-06-25,T-5,单
      T-7,丙,人人,2026-06-25,2026-06-24,,单

      """])
    #expect(try bad.problems().filter { $0.contains(": error[") } == [
      "tasks.csv:3: error[missing-cell]: 「负责人」列必须填写",
      "tasks.csv:4: error[missing-cell]: 「交付物」列必须填写",
      "tasks.csv:5: error[broken-reference]: 「前置任务」列的「T-33」在「任务拆解」里找不到",
      "tasks.csv:6: error[reference-cycle]: 「前置任务」绕成一圈：T-5 → T-6 → T-5",
      "tasks.csv:8: error[broken-reference]: 「负责人」列的「人人」在「角色表」里找不到",
      "tasks.csv:8: error[register-check]: 任务 T-7 的计划完成 2026-06-24 早于计划开始 2026-06-25",
    ])
  }

  @Test("req:gantt bars, links, milestones, owners, planned against actual")
  func gantt() throws {
    let site = try ProjectSite(["tasks": TaskRequirements.plan], site: TaskRequirements.holiday, today: "2026-05-14")
    let figure = try #require(try site.part("tasks").figure("甘特图", kind: "gantt"))
    #expect(figure.legend == ["计划", "实际", "关键任务", "里程碑", "前置关系", "休息日"])
    #expect(figure.grid.first == ["任务", "负责人", "计划开始", "计划完成", "实际开始", "实际完成", "预计完成", "关键任务", "状态", "前置任务"])
    #expect(figure.row("方案") == ["营销策略", "2026-05-11", "2026-05-13", "2026-05-11", "2026-05-13", "2026-05-13", "是", "● 已完成", ""])
    #expect(figure.row("上线").map { [$0[0], $0[8]] } == ["数字营销", "制作、定价"])
    for owner in ["营销策略", "内容创意", "产品与研发", "财务", "数字营销", "项目负责人"] { #expect(figure.labels.contains(owner)) }

    let drawing = try #require(figure.element.all("svg").first { $0.attributes["role"] == "img" })
    // Five tasks have bars; the milestone is a mark. There are six links: A–B, A–C, C–E, B–D, E–D, D–M.
    let bars = drawing.all("rect", class: "gantt-plan")
    #expect(bars.count == 5)
    #expect(drawing.all("path", class: "gantt-plan").count == 1)
    #expect(drawing.all("path", class: "gantt-link").count == 6)
    // Two have begun.
    #expect(drawing.all("rect", class: "gantt-actual").count == 2)
    // A lasts 3 days of the calendar, B 7: their bars are as long.
    let widths = bars.compactMap { $0.attributes["width"].flatMap(Double.init) }
    try #require(widths.count == 5)
    #expect(abs(widths[1] / widths[0] - 7.0 / 3) < 0.01)
  }

  @Test("req:critical-path early and late days, total and free float over working days; a path without buffer is told")
  func criticalPath() throws {
    let site = try ProjectSite(["tasks": TaskRequirements.plan], site: TaskRequirements.holiday, today: "2026-05-14")
    let tasks = try site.part("tasks")
    let table = try #require(tasks.table("关键路径与浮动"))
    func row(_ id: String) -> [String] {
      table.row(id, "duration", "early_start", "early_finish", "late_start", "late_finish", "total_float", "free_float", "critical")
    }
    // By hand: D must start on Thursday 21, so E may end on 20, and C on 19 (18 is off). C ends on 15 and E would start
    // on 19, the next working day: C has 1 day of float, none of it free; E has 1, all of it free.
    #expect(row("A") == ["3", "2026-05-11", "2026-05-13", "2026-05-11", "2026-05-13", "0", "0", "是"])
    #expect(row("B") == ["4", "2026-05-14", "2026-05-20", "2026-05-14", "2026-05-20", "0", "0", "是"])
    #expect(row("C") == ["2", "2026-05-14", "2026-05-15", "2026-05-15", "2026-05-19", "1", "0", "否"])
    #expect(row("E") == ["1", "2026-05-19", "2026-05-19", "2026-05-20", "2026-05-20", "1", "1", "否"])
    #expect(row("D") == ["2", "2026-05-21", "2026-05-22", "2026-05-21", "2026-05-22", "0", "0", "是"])

    let drawing = try #require(tasks.figure("甘特图")?.element.all("svg").first { $0.attributes["role"] == "img" })
    #expect(drawing.all("rect", class: "critical").filter { $0.has(class: "gantt-plan") }.count == 3)  // A, B, D

    #expect(try site.problems() == ["tasks.csv: warning[register-check]: 关键路径上没有留缓冲，任何一项晚一天，整个活动就晚一天"])
    let buffered = TaskRequirements.plan.replacing("主视觉,进行中,,2026-05-14,,", with: "主视觉,进行中,,2026-05-14,,1")
    #expect(try ProjectSite(["tasks": buffered], site: TaskRequirements.holiday, today: "2026-05-14").problems() == [])
    // Float elsewhere is no buffer of the critical path.
    let elsewhere = TaskRequirements.plan.replacing("C,选品,产品与研发,2026-05-14,2026-05-15,A,货盘表,,,,,", with: "C,选品,产品与研发,2026-05-14,2026-05-15,A,货盘表,,,,,1")
    #expect(try ProjectSite(["tasks": elsewhere], site: TaskRequirements.holiday, today: "2026-05-14").problems().count == 1)
  }

  @Test("req:milestones with deliverable, acceptance, planned and actual day; plan, warm-up, execution and review must be there")
  func milestones() throws {
    let header = "编号,节点,类别,负责人,计划日,实际日,交付物,验收标准\n"
    let rows = header + """
      M-1,方案定稿,定稿,项目负责人,2026-05-08,2026-05-08,方案,会签
      M-2,预热上线,预热,数字营销,2026-05-12,2026-05-14,链接,可访问
      M-3,开卖,执行,活动执行,2026-06-01,2026-06-01,战报,达成
      M-4,复盘会,复盘,数据分析,2026-06-30,,复盘,会签

      """
    let site = try ProjectSite(["milestones": rows])
    let list = try site.part("milestones")
    #expect(list.keys == ["M-1", "M-2", "M-3", "M-4"])
    #expect(list.row("M-2", "name", "kind", "planned", "actual", "variance", "deliverable", "acceptance")
      == ["预热上线", "预热", "2026-05-12", "2026-05-14", "2", "链接", "可访问"])
    // By June 10 three were due, and two of them passed on their day.
    #expect(list.total("on_time") == "66.7%")
    #expect(try site.problems() == [])

    let two = rows.split(separator: "\n").prefix(3).joined(separator: "\n").replacing("链接,可访问", with: "链接,") + "\n"
    #expect(try ProjectSite(["milestones": two]).problems() == [
      "milestones.csv: warning[register-check]: 没有“执行”里程碑；定稿、预热、执行、复盘四个节点都要有",
      "milestones.csv: warning[register-check]: 没有“复盘”里程碑；定稿、预热、执行、复盘四个节点都要有",
      "milestones.csv:3: error[missing-cell]: 「验收标准」列必须填写",
    ])
    // Late on the day after.
    #expect(try ProjectSite(["milestones": rows], today: "2026-07-01").problems() == [
      "milestones.csv:5: warning[register-check]: 里程碑 M-4“复盘会”应在 2026-06-30 通过，还没有实际日"
    ])
  }

  @Test("req:schedule-alerts late, slipping and at risk with schedule variance and the float that is left")
  func alerts() throws {
    // Today is Wednesday 2026-05-20 and nothing but T-6 is done. T-1 needs 5 working days from today: 20, 21, 22, 25, 26.
    // T-2 follows from 27 to June 2, T-3 from June 3 to 9; each 7 working days behind its plan. The plan ends on May 29,
    // so T-1 to T-3 have −7 left. T-4 keeps its days, one working day before that end; T-5 has six left.
    let site = try ProjectSite(["tasks": TaskRequirements.header + """
      T-1,方案,营销策略,2026-05-11,2026-05-15,,方案终稿,,,,,1
      T-2,设计,内容创意,2026-05-18,2026-05-22,T-1,主视觉,,,,,
      T-3,印刷,后勤与供应链,2026-05-25,2026-05-29,T-2,印刷品,,,,,
      T-4,培训,客服,2026-05-21,2026-05-28,,话术,,,,,
      T-5,选品,产品与研发,2026-05-20,2026-05-21,,货盘,,,,,
      T-6,立项,营销策略,2026-05-11,2026-05-12,,立项单,已完成,,2026-05-11,2026-05-12,

      """], today: "2026-05-20")
    let part = try site.part("tasks")
    let alerts = try #require(part.table("延误预警"))
    #expect(alerts.keys == ["T-1", "T-2", "T-3", "T-4"])
    func row(_ id: String) -> [String] { alerts.row(id, "state", "end", "forecast", "slip", "remaining_float") }
    #expect(row("T-1") == ["已晚", "2026-05-15", "2026-05-26", "7", "−7"])
    #expect(row("T-2") == ["将晚", "2026-05-22", "2026-06-02", "7", "−7"])
    #expect(row("T-3") == ["将晚", "2026-05-29", "2026-06-09", "7", "−7"])
    #expect(row("T-4") == ["高风险", "2026-05-28", "2026-05-28", "0", "1"])
    #expect(part.findings("risk") == ["高风险：任务 T-4“培训”剩余浮动 1 个工作日"])
    #expect(try site.problems() == [
      "tasks.csv:2: warning[register-check]: 已晚：任务 T-1“方案”（营销策略）应在 2026-05-15 完成",
      "tasks.csv:3: warning[register-check]: 将晚：任务 T-2“设计”预计 2026-06-02 完成，晚于计划的 2026-05-22",
      "tasks.csv:4: warning[register-check]: 将晚：任务 T-3“印刷”预计 2026-06-09 完成，晚于计划的 2026-05-29",
    ])
  }
}
