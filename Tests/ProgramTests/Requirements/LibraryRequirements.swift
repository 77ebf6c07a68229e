import Testing

/// What campaigns leave behind, and what follows from several of them.
@Suite struct LibraryRequirements {
  @Test("req:theme-matrix quarters by channels with their themes; opportunities apart, crowded quarters told")
  func themes() throws {
    let rows = "季度,主题,渠道,机会项,说明\n2026 Q1,上新,小红书,无,\n2026 Q1,上新,抖音,无,\n2026 Q2,换新,抖音,会员打通,会员码可核销\n"
    let page = try PlanningSite(site: ["themes.csv": rows]).register("themes")
    let matrix = try #require(page.all("table").first { $0.grid.first?.contains("2026 Q1") == true })
    #expect(matrix.grid.first { $0.first == "抖音" } == ["抖音", "上新", "换新"])
    #expect(page.total("opportunities") == "1")
    #expect(page.text.contains("会员码可核销"))
    let crowded = rows + ["甲", "乙", "丙"].map { "2026 Q1,\($0),微博,无,\n" }.joined()
    #expect(try PlanningSite(site: ["themes.csv": crowded]).problems() == [
      "content/registers/themes.csv:2: warning[register-check]: 2026 Q1 有三个以上的主题，会互相抢注意力"
    ])
  }

  @Test("req:segment-strategy benefit, contact and wake-up of each group; one without a wake-up is told")
  func segments() throws {
    let rows = "客群,运营策略,权益,触达渠道,触达节奏,唤醒,负责人\n会员,兑现权益,优先购买,企业微信,每周一次,满 120 天未购问近况,客服\n老客,换新理由,补贴,私域,每周两次,,活动执行\n"
    let page = try PlanningSite(site: ["segment_strategy.csv": rows]).register("segment_strategy")
    #expect(page.table("客群 × 权益 × 触达 × 唤醒") != nil || page.text.contains("客群 × 权益 × 触达 × 唤醒"))
    #expect(page.cell("会员", "wakeup") == "满 120 天未购问近况")
    #expect(page.cell("老客", "offer") == "补贴")
    #expect(page.findings("wakeup") == ["客群“老客”没有写沉默后怎么唤醒"])
  }

  @Test("req:asset-library a catalogue by category with rights and their end; an expired licence is told")
  func assets() throws {
    let rows = """
      编号,名称,类别,存放位置,版权归属,授权到期日,效果,状态
      S1,主视觉,创意,素材库/主视觉,本公司,,点击率高于同期,可用
      S2,实测短片,创意,素材库/短片,达人,2026-03-01,,可用
      S3,日报,数据,活动数据,本公司,,,可用

      """
    let site = try PlanningSite(["assets.csv": rows])
    #expect(try site.problems() == [
      "content/campaigns/spring/registers/assets.csv:3: warning[register-check]: “实测短片”的授权已于 2026-03-01 到期"
    ])
    let part = try site.project("assets")
    #expect(part.total("by_category", of: "创意") == "2")
    #expect(part.total("expired") == "1")
    let noRights = rows.replacing("素材库/主视觉,本公司", with: "素材库/主视觉,")
    #expect(try PlanningSite(["assets.csv": noRights]).problems().contains { $0.contains("“主视觉”没有写版权归属") })
  }

  @Test("req:creative-archive creative work beside its KPI and result; without one it is told")
  func creative() throws {
    let rows = """
      编号,名称,类别,存放位置,版权归属,效果指标,指标值,效果,状态
      S1,主视觉,创意,素材库/主视觉,本公司,ctr,3.4%,高于同期素材,可用
      S2,短片,创意,素材库/短片,本公司,,,,可用
      S3,日报,数据,活动数据,本公司,,,,可用

      """
    let part = try PlanningSite(["assets.csv": rows]).project("assets")
    let archive = try #require(part.all("table").first { table in
      table.grid.first?.contains("指标值") == true && !table.text.contains("日报")
    })
    #expect(archive.cell("S1", "kpi") == "点击率")
    #expect(archive.cell("S1", "result") == "3.4%")
    #expect(part.findings("effect-known") == ["创意资产“短片”没有效果，复用时无从判断"])
  }

  @Test("req:transformation-roadmap four fields with today, goal and next step, and a radar; a missing field is told")
  func roadmap() throws {
    let rows = """
      领域,事项,现状,目标,依据,下一步,期限,负责人
      战略,目标可追,4,5,目标树,按季复核,2026-06-30,营销策略
      团队,交接有时点,3,4,延误一次,进甘特图,2026-06-30,活动执行
      数据,有复盘,4,4,两次都有,,,数据分析
      数据,按渠道监测,1,4,故障被摊薄,按渠道报警,2026-05-31,技术
      品牌,每年追踪,2,3,一次,固定月份,2026-07-31,营销策略

      """
    let site = try PlanningSite(site: ["maturity.csv": rows])
    let page = try site.register("maturity")
    let radar = try #require(page.figure("成熟度", kind: "radar"))
    // Data: (4 + 1) ÷ 2 and 4; the edge of the scale is 5.
    #expect(radar.row("数据")?.prefix(2) == ["2.5", "4"])
    #expect(radar.row("数据")?.last == "5")
    #expect(page.total("now_mean", of: "数据") == "2.5")
    #expect(page.column("gap").contains("3"))
    let gap = rows.replacing("品牌,每年追踪,2,3,一次,固定月份,2026-07-31,营销策略\n", with: "").replacing("按渠道报警,2026-05-31", with: ",2026-05-31")
    #expect(try PlanningSite(site: ["maturity.csv": gap]).problems() == [
      "content/registers/maturity.csv: warning[register-check]: 转型路线缺“品牌”",
      "content/registers/maturity.csv:5: warning[register-check]: “按渠道监测”差 3 分，下一步、期限、负责人要写全",
    ])
  }
}
