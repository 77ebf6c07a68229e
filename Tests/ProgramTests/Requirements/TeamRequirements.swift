import Testing

/// Who does what, who meets when, who hands what to whom.
@Suite struct TeamRequirements {
  private static let tasks = """
    编号,任务,负责人,计划开始,计划完成,交付物,状态,实际完成
    T-1,方案,营销策略,2026-06-01,2026-06-02,方案终稿,已完成,2026-06-02
    T-2,设计,内容创意,2026-06-15,2026-06-16,主视觉,,
    T-3,文案,内容创意,2026-06-17,2026-06-18,文案,,

    """

  @Test("req:raci a matrix of tasks and roles; each task has exactly one A and at least one R")
  func raci() throws {
    let rows = "任务,角色,职责\nT-1,营销策略,R\nT-1,营销负责人,A\nT-1,财务,C\nT-2,内容创意,R\nT-2,营销负责人,A\nT-2,客服,I\n"
    let site = try ProjectSite(["tasks": TeamRequirements.tasks, "raci": rows])
    let matrix = try #require(try site.part("raci").table("职责矩阵"))
    #expect(matrix.grid == [
      ["任务 ＼ 角色", "营销策略", "营销负责人", "财务", "内容创意", "客服"],
      ["方案", "执行 R", "批准 A", "咨询 C", "", ""],
      ["设计", "", "批准 A", "", "执行 R", "知会 I"],
    ])
    #expect(try site.part("raci").total("answers", of: "营销负责人") == "2")
    #expect(try site.problems().filter { $0.hasPrefix("raci") } == [])

    let bad = rows + "T-1,数字营销,A\nT-3,内容创意,R\n"
    let withoutDoer = bad.replacing("T-2,内容创意,R\n", with: "")
    #expect(try ProjectSite(["tasks": TeamRequirements.tasks, "raci": withoutDoer]).problems().filter { $0.hasPrefix("raci") } == [
      "raci.csv:2: error[register-check]: 任务 T-1 必须恰有一个批准人（A）",  // two
      "raci.csv:5: error[register-check]: 任务 T-2 没有执行人（R）",
      "raci.csv:8: error[register-check]: 任务 T-3 必须恰有一个批准人（A）",  // none
    ])
  }

  @Test("req:team-roster members by group with their role, and how many tasks each has")
  func roster() throws {
    let site = try ProjectSite([
      "tasks": TeamRequirements.tasks,
      "team": "成员,组别,角色,本次负责,替补角色\n小周,策划组,营销策略,方案统筹,数据分析\n小吴,执行组,内容创意,视觉文案,营销策略\n小郑,后勤组,财务,结算,\n",
    ])
    let part = try site.part("team")
    #expect(part.all("section", class: "board-list").map { $0.all("p", class: "board-title").first?.text ?? "" }
      == ["策划组 1", "执行组 1", "后勤组 1", "支持部门 0"])
    let table = try #require(part.table("明细"))
    #expect(table.row("小周", "role", "task_count", "open_tasks") == ["营销策略", "1", "0"])
    #expect(table.row("小吴", "role", "task_count", "open_tasks") == ["内容创意", "2", "2"])
    #expect(table.row("小郑", "task_count") == ["0"])
    // Names of people stay inside: the chart tells them apart by what they are there for.
    #expect(table.cell("小吴", "name") == nil)
    let bars = try #require(part.figure("每人任务数", kind: "bar"))
    #expect(["方案统筹", "视觉文案", "结算"].map { bars.row($0) } == [["1"], ["2"], ["0"]])

    #expect(try ProjectSite(["team": "成员,组别,角色,本次负责\n小周,宣传组,营销策略,方案\n小周,策划组,,方案\n"]).problems() == [
      "team.csv:2: error[unknown-value]: 「组别」列没有「宣传组」这个取值",
      "team.csv:3: error[duplicate-key]: 「成员」为「小周」的行已有一行，在 team.csv:2",
      "team.csv:3: error[missing-cell]: 「角色」列必须填写",
    ])
  }

  @Test("req:meeting-cadence weekly, monthly and quarterly meetings with agenda and minutes; each action has an owner and a date")
  func meetings() throws {
    let meetings = """
      编号,日期,会议,节奏,主持,参加,议程,纪要,时长
      会-1,2026-06-08,周会,每周,项目负责人,营销策略、财务,进度；预算；要定的事,信息流预算不变,45分钟
      会-2,2026-06-30,月会,每月,营销负责人,,目标完成情况,,
      会-3,2026-07-02,季会,每季,营销负责人,,下季重点,,

      """
    let actions = "编号,会议,待办,负责人,期限,完成日\n办-1,会-1,补价格表,财务,2026-06-09,2026-06-09\n办-2,会-1,换素材,内容创意,2026-06-12,\n"
    let site = try ProjectSite(["meetings": meetings, "meeting_actions": actions])
    let list = try site.part("meetings")
    #expect(["会-1", "会-2", "会-3"].map { list.cell($0, "cadence") } == ["每周", "每月", "每季"])
    #expect(list.row("会-1", "host", "attendees", "agenda", "minutes", "length", "action_count")
      == ["项目负责人", "营销策略、财务", "进度；预算；要定的事", "信息流预算不变", "45分", "2"])
    let open = try site.part("meeting_actions")
    #expect(open.row("办-2", "action", "owner", "due", "meeting") == ["换素材", "内容创意", "2026-06-12", "周会"])
    #expect(open.total("done_share") == "50%")
    #expect(open.table("未完成")?.keys == ["办-2"])
    // What was decided is that of the one meeting that has been; what is due now is the open action.
    let phase = try #require(try site.page("campaigns/summer/project.html")["C3"])
    #expect(phase.first { $0.attributes["data-list"] == "phaseDecided" }?.all("li").map(\.text) == ["2026-06-08 周会"])
    #expect(phase.first { $0.attributes["data-list"] == "phaseDue" }?.all("li").map(\.text) == ["2026-06-12 换素材（内容创意）"])
    #expect(try site.problems() == [])

    let bad = actions.replacing("换素材,内容创意,2026-06-12", with: "换素材,,").replacing("会-1,补", with: "会-9,补")
    #expect(try ProjectSite(["meetings": meetings, "meeting_actions": bad]).problems() == [
      "meeting_actions.csv:2: error[broken-reference]: 「会议」列的「会-9」在「例会与沟通」里找不到",
      "meeting_actions.csv:3: error[missing-cell]: 「期限」列必须填写",
      "meeting_actions.csv:3: error[missing-cell]: 「负责人」列必须填写",
    ])
    // The file that a new campaign begins with says what an agenda is for.
    #expect(try site.box.run("new", "campaign", "next").status == 0)
    let header = try #require(site.box.text("content/campaigns/next/registers/meetings.csv"))
    for word in ["节奏", "议程", "纪要"] { #expect(header.contains(word)) }
  }

  @Test("req:cross-team-handoff marketing to sales to operations to finance, and service to operations: what, when, to whom")
  func handoffs() throws {
    let rows = """
      编号,交出方,接收方,交什么,何时,频率,形式,接收方怎样算收到,交接日
      交-1,营销策略,销售,需求预测,2026-05-15,,预测表,回执,2026-05-15
      交-2,销售,运营,销售计划,2026-05-18,,计划表,回执,2026-05-18
      交-3,运营,财务,备货金额,2026-05-20,,资金表,入账,2026-05-20
      交-4,客服,运营,质量问题,,每日,日报,次日回复,

      """
    let site = try ProjectSite(["handoffs": rows])
    let part = try site.part("handoffs")
    #expect(part.row("交-3", "from", "to", "what", "due", "form", "accepted") == ["运营", "财务", "备货金额", "2026-05-20", "资金表", "入账"])
    #expect(part.row("交-4", "from", "to", "rhythm") == ["客服", "运营", "每日"])
    let lanes = try #require(part.figure("泳道图", kind: "handover"))
    #expect(lanes.labels == ["营销策略", "销售", "运营", "财务", "客服", "需求预测", "销售计划", "备货金额", "质量问题"])
    #expect(lanes.grid.dropFirst().map { Array($0.prefix(4)) } == [
      ["1", "营销策略", "销售", "需求预测"], ["2", "销售", "运营", "销售计划"], ["3", "运营", "财务", "备货金额"], ["4", "客服", "运营", "质量问题"],
    ])
    #expect(try site.problems() == [])

    let bad = rows.replacing(",每日,", with: ",,").replacing("交-2,销售,运营", with: "交-2,销售,销售").replacing("入账,2026-05-20", with: "入账,")
    #expect(try ProjectSite(["handoffs": bad]).problems() == [
      "handoffs.csv:3: error[register-check]: 交接 交-2 的交出方与接收方相同",
      "handoffs.csv:4: warning[register-check]: 交接 交-3“备货金额”应在 2026-05-20 完成",
      "handoffs.csv:5: error[register-check]: 交接 交-4“质量问题”没有写何时交",
    ])
  }
}
