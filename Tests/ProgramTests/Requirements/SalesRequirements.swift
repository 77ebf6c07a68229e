import Testing

/// Selling: leads, what the sales floor hears, scripts and answers to objections.
@Suite struct SalesRequirements {
  @Test("req:sales-funnel leads from stage to stage: conversion, days in stage, cost per lead, a funnel")
  func leads() throws {
    let rows = """
      来源,阶段,线索数,获取花费,进入日,离开日
      采购页,新线索,100,5000,2026-06-01,2026-06-03
      采购页,已联系,80,,2026-06-03,2026-06-06
      采购页,有意向,40,,2026-06-06,2026-06-10
      采购页,已报价,20,,2026-06-10,2026-06-16
      采购页,成交,5,,2026-06-16,

      """
    let site = try CustomerSite(rows: ["leads": rows])
    let stages = try site.table("lead-stages")
    #expect(stages["已联系"] == ["80", "80.0%", "3"] && stages["有意向"] == ["40", "50.0%", "4"])
    #expect(stages["成交"]?.prefix(2) == ["5", "25.0%"] && stages["新线索"]?.last == "2")
    // 5,000 by 100 leads.
    #expect(CustomerSite.number(try site.figures()["lead-cost"]) == 50)
    #expect(try site.sentence("behaviour-leads") == "100 条新线索中成交 5 条，成交率 5.00%，每条线索成本 50 元；已报价→成交一步最低，25.0%。")
    #expect(try site.chapter().figure("流失最多", kind: "funnel")?.row("有意向")?.first == "40")
    let part = try site.site.part("leads")
    #expect(part.total("step_rate", of: "有意向") == "50%" && part.total("won_share") == "5%" && part.total("days_by_stage", of: "已报价") == "6.0 天")
    #expect(try CustomerSite(rows: ["leads": rows.replacing("已报价,20", with: "已报价,60")]).site.problems().contains {
      $0.contains("“已报价”的线索比上一阶段还多")
    })
  }

  @Test("req:sales-feedback what the sales floor observed stands in the review's qualitative part")
  func floor() throws {
    let rows = """
      日期,来自,类别,客户类型,观察,提到次数,建议
      2026-06-02,客服,异议,新客,问满减能不能叠加,12,放一张图解
      2026-06-05,活动执行,竞品,老客,有人拿低价款来比,40,

      """
    let site = try CustomerSite(rows: ["sales_feedback": rows])
    let table = try site.table("sales-feedback")
    #expect(table["问满减能不能叠加"] == ["异议", "新客", "12", "放一张图解", "2026-06-02", "客服"])
    #expect(try site.chapter().text.contains("销售一线反馈（定性）"))
    #expect(try site.site.problems().contains("sales_feedback.csv:3: warning[register-check]: “有人拿低价款来比”提到 40 次，没有写建议"))
  }

  @Test("req:sales-scripts six stages of cards with SPIN questions, closings, motives and principles; an empty stage is told")
  func scripts() throws {
    let rows = """
      编号,阶段,客户类型,产品,SPIN 提问,成交法,购买动机,说服原理,话术
      H1,开场,新客,空气炸锅,,,,喜好,您平时几个人吃饭？
      H2,挖需求,新客,空气炸锅,难点,,省事,,哪一步最费时间？
      H3,展示,老客,破壁机,,,实用,社会认同,这是买家拍的。
      H4,异议,老客,破壁机,,,省钱,,贵在内胆。
      H5,成交,会员,空气炸锅,,二选一成交,,稀缺,白色还是墨绿？

      """
    let site = try ProjectSite(site: ["sales_scripts": rows])
    let page = try site.page("registers/sales_scripts.html").root
    #expect(page.cell("H2", "line")?.contains("哪一步最费时间？") == true)
    let list = try #require(page.table("话术清单"))
    #expect(["spin", "motive"].map { list.cell("H2", $0) } == ["难点", "省事"])
    #expect(["closing_method", "principle", "customer", "product"].map { list.cell("H5", $0) } == ["二选一成交", "稀缺", "会员", "空气炸锅"])
    #expect(page.total("by_stage", of: "成交") == "1" && page.total("by_principle", of: "社会认同") == "1")
    #expect(try site.problems() == ["content/registers/sales_scripts.csv: warning[register-check]: “跟进”一段没有话术"])
    #expect(page.findings("every-spin") == ["SPIN 四类提问还没有写全"])
  }

  @Test("req:objection-bank an objection with the four steps of its answer and its evidence")
  func objections() throws {
    let rows = """
      编号,类型,异议,倾听,澄清,回应,确认,证据
      Y1,价格,比别家贵,您比的是哪款？,在意价格还是值不值？,内胆整只水洗。,这样解释可以吗？,实测短片
      Y2,信任,没听过,您用的是哪家？,担心质量还是售后？,三十天试用。,您看可以吗？,

      """
    let page = try ProjectSite(site: ["objections": rows]).page("registers/objections.html").root
    #expect(["listen", "clarify", "answer", "confirm", "evidence"].map { page.cell("Y1", $0) } == [
      "您比的是哪款？", "在意价格还是值不值？", "内胆整只水洗。", "这样解释可以吗？", "实测短片",
    ])
    #expect(page.total("unproven") == "1" && page.findings("evidenced").contains { $0.contains("异议“没听过”的应答没有证据") })
  }
}
