import Testing

/// Appraisal and recognition: of teams and roles, never of persons.
@Suite struct PeopleRequirements {
  @Test("req:performance-appraisal weighted scores with a cap, five steps, measures; notes of talks stay inside")
  func appraisal() throws {
    let rows = """
      考核期,岗位或小组,目标项,方向,权重,目标值,实际值,进行到,改进措施,面谈记录
      2026 Q1,直播小组,成交额,越高越好,60%,100,150,改进计划,,只许内部看的话
      2026 Q1,直播小组,恢复时长,越低越好,40%,2,4,反馈面谈,设值班表,

      """
    let site = try PlanningSite(site: ["appraisals.csv": rows])
    let page = try site.register("appraisals")
    #expect(Set(page.column("completion")) == ["150%", "50%"])
    // 0.6 × 1.2 (the cap) + 0.4 × 0.5.
    #expect(page.total("score", of: "直播小组") == "92.0")
    #expect(page.all("section", class: "board-list").count == 5)
    #expect(!page.text.contains("只许内部看的话"))
    let bad = rows.replacing("60%", with: "50%").replacing("设值班表", with: "")
    #expect(try PlanningSite(site: ["appraisals.csv": bad]).problems() == [
      "content/registers/appraisals.csv:2: warning[register-check]: “直播小组”的权重合计不是 100%",
      "content/registers/appraisals.csv:3: warning[register-check]: “直播小组”的“恢复时长”未达目标，没有写改进措施",
    ])
  }

  @Test("req:recognition a roll of honour with reason and evidence; a contest without evidence is told, amounts stay inside")
  func recognition() throws {
    let rows = "日期,类型,团队或角色,事由,依据指标,奖励,金额\n2026-02-01,表彰,直播小组,当晚恢复付款,revenue-total,学习经费,2345\n2026-03-01,竞赛,内容小组,阅读最多,,奖杯,\n"
    let page = try PlanningSite(site: ["recognition.csv": rows]).register("recognition")
    #expect(page.total("awards") == "2")
    #expect(page.total("by_kind", of: "团队竞赛") == "1")
    // The latest first.
    let roll = try #require(page.first { $0.has(class: "timeline") }).text
    #expect(try #require(roll.firstRange(of: "内容小组")).lowerBound < #require(roll.firstRange(of: "直播小组")).lowerBound)
    #expect(page.findings("evidenced") == ["2026-03-01 的竞赛没有写依据指标"])
    #expect(!page.text.contains("2,345"))
  }

  @Test("req:ambassador-programme five steps, guide and kit, posts and how far they went")
  func ambassadors() throws {
    let rows = """
      代号,来源,阶段,平台,素材包,内容指南,发布条数,曝光,互动,带来订单,激励
      D01,员工,激励,小红书,实测包,写实测,4,8000,300,5,新品试用
      D02,客户,传播,小红书,体验包,,1,500,20,0,
      D03,客户,招募,,,,,,,,

      """
    let site = try PlanningSite(site: ["ambassadors.csv": rows])
    #expect(try site.problems() == [
      "content/registers/ambassadors.csv:3: warning[register-check]: 大使 D02 已在传播，没有内容指南"
    ])
    let page = try site.register("ambassadors")
    #expect(page.value("D01", "per_post") == "2000")
    #expect(page.total("reach_total") == "8,500")
    // Two of three have posted.
    #expect(page.total("active") == "66.7%")
    #expect(page.total("by_step", of: "招募") == "1")
    #expect(page.figure("传播量", kind: "bar") != nil)
  }
}
