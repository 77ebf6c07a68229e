import Testing

/// Where the campaign stands, and what must be done before it goes ahead or is closed.
@Suite struct GateRequirements {
  private static func checklist(open: Set<Int> = []) -> String {
    let steps = ["分析与定位", "方案与预算", "物料与系统", "内训与外宣", "实施与监控", "收数与评估", "总结与优化"]
    return "编号,步骤,检查项,完成,负责人\n" + steps.enumerated().map { place, step in
      "\(place + 1),\(step),第 \(place + 1) 步的事,\(open.contains(place + 1) ? "否" : "是"),项目负责人\n"
    }.joined()
  }

  @Test("req:launch-checklist seven steps with their share done; four of them before ready, three before closed")
  func launch() throws {
    let site = try ProjectSite(["checklist": GateRequirements.checklist(open: [5, 6, 7])], status: "ready")
    let list = try site.part("checklist")
    #expect(list.total("done_share") == "57.1%")  // 4 of 7
    #expect(list.total("done_by_step", of: "内训与外宣") == "100%" && list.total("done_by_step", of: "总结与优化") == "0%")
    #expect(list.table("未完成")?.keys == ["5", "6", "7"])
    #expect(try site.problems() == [])

    let unready = "checklist.csv:4: error[register-check]: “物料与系统”还没有全部完成，活动不能标“就绪”"
    for status in ["ready", "live"] {
      #expect(try ProjectSite(["checklist": GateRequirements.checklist(open: [3, 5, 6, 7])], status: status).problems() == [unready])
    }
    #expect(try ProjectSite(["checklist": GateRequirements.checklist(open: [3, 5, 6, 7])], status: "draft").problems() == [])
    // A step without an item is not done.
    let without = GateRequirements.checklist().replacing("2,方案与预算,第 2 步的事,是,项目负责人\n", with: "")
    #expect(try ProjectSite(["checklist": without], status: "ready").problems() == [
      "checklist.csv: error[register-check]: “方案与预算”还没有全部完成，活动不能标“就绪”"
    ])
    let closed = try ProjectSite(["checklist": GateRequirements.checklist(open: [6])], status: "closed", GateRequirements.review)
    #expect(try closed.problems() == ["checklist.csv:7: error[register-check]: “收数与评估”还没有全部完成，活动不能标“已收尾”"])
    #expect(try ProjectSite(["checklist": GateRequirements.checklist(open: [6])], status: "ended").problems() == [])
    // A campaign run by tasks and milestones has a checklist at all.
    let none = try ProjectSite(
      [
        "tasks": "编号,任务,负责人,计划开始,计划完成,交付物,缓冲\nT-1,方案,营销策略,2026-07-01,2026-07-02,方案,1\n",
        "milestones": "编号,节点,类别,负责人,计划日,交付物,验收标准\nA,甲,定稿,项目负责人,2026-07-01,单,签\nB,乙,预热,项目负责人,2026-07-01,单,签\n"
          + "C,丙,执行,项目负责人,2026-07-01,单,签\nD,丁,复盘,项目负责人,2026-07-01,单,签\n",
      ], status: "ready")
    #expect(try none.problems() == [
      "content/campaigns/summer/registers: error[register-check]: 活动状态是“ready”，却没有上线检查单"
    ])
  }

  private static let review: [String: Content] = [
    "content/campaigns/summer/review.md": "---\ntitle: 夏季促销复盘\n---\n\n正文。\n"
  ]

  private static func lights(
    _ rows: [String: String], today: String = "2026-06-10", _ data: [String: Content]
  ) throws -> [String: (text: String, status: String)] {
    let site = try ProjectSite(rows, today: today, data)
    return try site.page("campaigns/summer/project.html").lights
  }

  @Test("req:project-status progress, budget, KPI and risk in four lights, and the next steps")
  func status() throws {
    let tasks = """
      编号,任务,上级任务,负责人,计划开始,计划完成,前置任务,交付物,状态,实际完成,缓冲
      P,筹备,,项目负责人,2026-06-01,2026-06-12,,全部物料,,,1
      T-1,方案,P,营销策略,2026-06-01,2026-06-03,,方案终稿,已完成,2026-06-03,
      T-2,设计,P,内容创意,2026-06-04,2026-06-09,T-1,主视觉,,,
      T-3,印刷,P,后勤与供应链,2026-06-10,2026-06-12,T-2,印刷品,,,
      T-4,赠品,P,后勤与供应链,2026-06-01,2026-06-02,,赠品,取消,,

      """
    func risks(_ probability: Int) -> String {
      "编号,风险,概率,影响,触发条件,对策,负责人\nR-1,缺货,\(probability),4,可售 3 天,改推,运营\nR-2,错价,1,2,,,财务\n"
    }
    func spend(_ amount: Int) -> String { "date,category,amount,channel,approver\n2026-06-05,媒介,\(amount),直播,财务\n" }
    let data: [String: Content] = ["content/campaigns/summer/data/shop.daily.csv": juneSales]
    let budget = "category,planned,channel\n媒介,80000,直播\n"
    let all = ["tasks": tasks, "risks": risks(4), "budget": budget, "spend": spend(45_000)]
    let site = try ProjectSite(all, data)
    let page = try site.page("campaigns/summer/project.html")
    // T-2 was due on June 9 and is critical. The work package and what was dropped are no tasks to count.
    #expect(page.lights["progress"]?.status == "bad")
    #expect(page.lights["progress"]?.text.contains("3 项任务，完成 1 项；已晚 1 项，其中关键任务 1 项") == true)
    // 45,000 of 80,000 is 56.25%, ten of twenty days are gone.
    #expect(page.lights["budget"]?.status == "good")
    #expect(page.lights["budget"]?.text.contains("占计划 56.3%，时间已过 50.0%") == true)
    // 20 × 10,000 + 100 × (1 + … + 20) = 221,000 of 300,000.
    #expect(page.lights["kpi"]?.status == "bad" && page.lights["kpi"]?.text.contains("未达 1 项") == true)
    // 4 × 4 of R-1.
    #expect(page.lights["risk"]?.status == "bad" && page.lights["risk"]?.text.contains("未关闭 2 条，最高 16 分") == true)
    #expect(page.root.all("section", class: "next-steps").first?.all("li").map(\.text)
      == ["2026-06-09 设计（内容创意）", "2026-06-12 印刷（后勤与供应链）"])
    #expect(page.root.all("section", class: "next-steps").first?.all("li").map { $0.has(class: "is-late") } == [true, false])

    // Each light turns by its own figure.
    #expect(try GateRequirements.lights(all, today: "2026-06-02", data)["progress"]?.status != "bad")
    #expect(try GateRequirements.lights(all.merging(["spend": spend(60_000)]) { $1 }, data)["budget"]?.status == "warn")  // 75% in half the time
    #expect(try GateRequirements.lights(all.merging(["spend": spend(101_000)]) { $1 }, data)["budget"]?.status == "bad")
    let calm = try GateRequirements.lights(["risks": risks(2)], data)
    #expect(calm["risk"]?.status == "good" && calm["risk"]?.text.contains("最高 8 分") == true)
    #expect(calm["progress"]?.status == "none" && calm["budget"]?.status == "none")
  }

  @Test("req:project-closeout goals, leftovers and archive; closed only with a review")
  func closeout() throws {
    let rows = """
      编号,类别,事项,结论,存放位置,负责人,期限,完成
      收-1,目标完成,KPI 逐项有结论,达成,,数据分析,2026-06-30,是
      收-2,遗留事项,补签合同,移交财务,,财务,2026-07-03,是
      收-3,资料归档,源文件入库,已入库,资产库,内容创意,2026-07-03,是
      收-4,款项结清,尾款,,,财务,2026-07-03,否

      """
    let site = try ProjectSite(["closeout": rows], status: "ended", today: "2026-07-02")
    let list = try site.part("closeout")
    #expect(list.all("tr", class: "group").map(\.text) == ["目标完成 1", "遗留事项 1", "资料归档 1", "款项结清 1"])
    #expect(list.row("收-3", "item", "result", "where_kept", "done") == ["源文件入库", "已入库", "资产库", "是"])
    #expect(list.total("done_share") == "75%")

    let done = rows.replacing("财务,2026-07-03,否", with: "财务,2026-07-03,是")
    let unreviewed = "error[register-check]: “夏季促销”标了已收尾，却没有复盘（review.md）"
    #expect(try ProjectSite(["closeout": done], status: "closed").problems() == ["closeout.csv: " + unreviewed])
    #expect(try ProjectSite(["closeout": done], status: "closed", GateRequirements.review).problems() == [])
    // Neither does it help to keep no list.
    #expect(try ProjectSite(status: "closed").problems() == ["content/campaigns/summer/registers: " + unreviewed])
    #expect(try ProjectSite(["closeout": rows.replacing("资产库,", with: ",")], status: "closed", GateRequirements.review).problems() == [
      "closeout.csv: warning[register-check]: 活动标了已收尾，收尾清单还有没做完的事项",
      "closeout.csv:4: warning[register-check]: “源文件入库”已归档，没有写存放位置",
    ])
  }
}
