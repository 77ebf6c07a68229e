import Testing

/// What is kept and used again, and how people and the centre itself are judged and developed.
@Suite struct AssetRequirements {
  private func page(_ id: String, _ site: ProjectSite) throws -> Element {
    try #require(try site.page("registers/\(id).html").register(id), "no \(id)")
  }

  @Test("req:performance-appraisal goals, weights and results give a weighted score; five steps; names of people stay inside")
  func appraisal() throws {
    let rows = """
      编号,考核期,团队或角色,姓名,考核目标,考核指标,权重,方向,目标,实际,改进措施
      K1,上半年,内容组,王小明,互动,engagement-rate,60%,越高越好,0.03,0.045,
      K2,上半年,内容组,王小明,成本,cac,40%,越低越好,100,125,新老客分开核算

      """
    let steps = """
      团队或角色,步骤,做什么,负责人,期限,完成,结果
      内容组,定目标,定两项指标,营销负责人,2026-01-15,是,签认
      内容组,过程跟踪,每月看数,营销负责人,2026-06-30,否,

      """
    let site = try ProjectSite(site: ["appraisals": rows, "appraisal_steps": steps], today: "2026-07-05")
    let part = try page("appraisals", site)
    // 60 × 1.2, the most that counts of 1.5; 40 × 100 ÷ 125.
    #expect(part.row("K1", "completion", "score") == ["150%", "72.0"])
    #expect(part.row("K2", "completion", "score", "improvement") == ["80%", "32.0", "新老客分开核算"])
    #expect(part.total("weighted", of: "内容组") == "104.0")
    #expect(try !site.file("registers/appraisals.html").contains("王小明"))
    let matrix = try #require(try page("appraisal_steps", site).table("五步表"))
    #expect(matrix.grid.first?.dropFirst().joined(separator: " ").hasPrefix("定目标 过程跟踪") == true)
    #expect(try site.problems().filter { $0.hasPrefix("content/registers/appraisal") } == [
      "content/registers/appraisal_steps.csv: warning[register-check]: 考核缺“期末评估”一步",
      "content/registers/appraisal_steps.csv: warning[register-check]: 考核缺“改进跟进”一步",
      "content/registers/appraisal_steps.csv: warning[register-check]: 考核缺“面谈反馈”一步",
      "content/registers/appraisal_steps.csv:3: warning[register-check]: 内容组的“每月看数”应在 2026-06-30 前完成",
    ])

    let bad = rows.replacing("40%", with: "50%").replacing("新老客分开核算", with: "")
    #expect(try ProjectSite(site: ["appraisals": bad]).problems().filter { $0.contains("appraisals") } == [
      "content/registers/appraisals.csv:2: error[register-check]: “内容组”的权重合计不是 100%",
      "content/registers/appraisals.csv:3: warning[register-check]: 内容组的“成本”完成 80%，没有写改进措施",
    ])
  }

  @Test("req:recognition a roll of honour with contests and rules; a contest names its KPI, amounts stay inside")
  func recognition() throws {
    let rows = """
      日期,类型,团队或角色,事由,依据指标,奖励,金额
      2026-06-30,表彰,直播小组,故障当晚留住客户,revenue-total,团队聚餐,1234
      2026-07-06,团队竞赛,内容组,互动率第一,,学习经费,5678

      """
    let site = try ProjectSite(site: ["recognition": rows])
    let part = try page("recognition", site)
    let board = try #require(part.first { $0.has(class: "timeline") }).text
    #expect(["2026-06-30", "直播小组", "故障当晚留住客户", "2026-07-06", "内容组", "互动率第一"].allSatisfy(board.contains))
    #expect(part.total("awards") == "2")
    #expect(part.total("by_kind", of: "团队竞赛") == "1")
    #expect(part.findings("evidenced") == ["2026-07-06 的竞赛没有写依据指标"])
    let html = try site.file("registers/recognition.html")
    #expect(!html.contains("1234") && !html.contains("5,678"))
  }

  @Test("req:ambassador-programme five steps with guideline and kit; how many took part, posted and were reached")
  func ambassadors() throws {
    let rows = """
      编号,步骤,做什么,负责人,开始,结束,内容指南,素材包,参与人数,发布条数,传播量,互动量
      D1,招募,同事报名,活动执行,2026-06-01,2026-06-05,,,20,,,
      D2,培训,怎么标明身份,内容创意,2026-06-06,2026-06-06,写真实使用,,20,,,
      D3,给素材,样机与素材包,内容创意,2026-06-07,2026-06-07,,素材库/大使,20,,,
      D4,发布,每人两条,内容创意,2026-06-08,2026-06-20,写真实使用,素材库/大使,18,40,80000,2000
      D5,复盘与激励,前三名奖励,营销策略,2026-06-25,2026-06-26,,,18,,,

      """
    let site = try ProjectSite(["ambassadors": rows])
    let part = try site.part("ambassadors")
    #expect(part.all("section", class: "board-list").map { $0.all("p", class: "board-title").first?.text ?? "" }
      == ["招募 1", "培训 1", "给素材 1", "发布 1", "复盘与激励 1"])
    // 80,000 ÷ 40 and 2,000 ÷ 80,000.
    #expect(part.row("D4", "participants", "posts", "reach", "reach_per_post", "rate") == ["18", "40", "80,000", "2,000", "2.5%"])
    #expect(part.total("reach_total") == "80,000")
    #expect(try site.problems().filter { $0.hasPrefix("ambassadors") } == [])
    let bad = rows.replacing("2026-06-20,写真实使用", with: "2026-06-20,").replacing("D5,复盘与激励", with: "D5,发布")
    #expect(try ProjectSite(["ambassadors": bad]).problems().filter { $0.hasPrefix("ambassadors") } == [
      "ambassadors.csv: warning[register-check]: 品牌大使项目缺“复盘与激励”一步",
      "ambassadors.csv:5: warning[register-check]: “每人两条”没有内容指南",
      "ambassadors.csv:6: warning[register-check]: “前三名奖励”没有内容指南",
    ])
  }

  @Test("req:theme-matrix quarters by channels with their themes; membership links and IP partnerships as opportunities")
  func themeMatrix() throws {
    let rows = """
      编号,季度,主题,渠道,类型,做法,负责人
      Q1,2026Q3,清凉,短视频,主题,三条短片,内容创意
      Q2,2026Q3,清凉,直播,主题,每周三场,活动执行
      Q3,2026Q4,秋凉,私域,会员打通,合并权益,数字营销
      Q4,2026Q4,联名,电商站内,IP 合作,联名配色,

      """
    let site = try ProjectSite(site: ["theme_matrix": rows])
    let part = try page("theme_matrix", site)
    #expect(part.table("季度与渠道")?.grid == [
      ["季度 ＼ 渠道", "短视频", "直播", "私域", "电商站内"], ["2026Q3", "清凉", "清凉", "", ""], ["2026Q4", "", "", "秋凉", "联名"],
    ])
    #expect(part.table("机会项")?.keys == ["Q3", "Q4"])
    #expect(part.total("opportunities") == "2")
    #expect(try site.problems().filter { $0.contains("theme_matrix") } == [
      "content/registers/theme_matrix.csv:4: warning[register-check]: 2026Q4 只有机会项，没有主题",
      "content/registers/theme_matrix.csv:5: warning[register-check]: 机会项“联名”没有负责人",
    ])
  }

  @Test("req:segment-strategy benefit, contact and waking up of each segment beside its figures; too small a group shows none")
  func segmentStrategy() throws {
    let rows = """
      客群,权益,触达,唤醒,人数,销售额占比,平均订单价值
      会员,提前购买,企业微信,送滤网,2000,50%,345
      新客,首单礼,信息流,试用提醒,6000,30%,260
      老客,换新补贴,短信,,2000,20%,305

      """
    let site = try ProjectSite(site: ["segment_strategy": rows])
    let part = try page("segment_strategy", site)
    // 50 % of revenue from 20 % of the customers, 20 from 20, 30 from 60: the most valuable first.
    let table = try #require(part.table("权益、触达与唤醒"))
    #expect(table.keys == ["会员", "老客", "新客"])
    #expect(table.row("会员", "benefit", "contact", "waking", "customers", "revenue_share", "weight")
      == ["提前购买", "企业微信", "送滤网", "2,000", "50%", "2.50"])
    #expect(table.row("新客", "weight") == ["0.50"])
    #expect(try #require(part.figure("价值指数", kind: "bar")).row("会员")?.first == "2.50")
    #expect(try site.problems().filter { $0.contains("segment_strategy") } == [
      "content/registers/segment_strategy.csv:4: warning[register-check]: 客群“老客”没有写沉默后怎样唤醒"
    ])
    #expect(try ProjectSite(site: ["segment_strategy": rows.replacing("新客,首单礼,信息流,试用提醒,6000", with: "新客,首单礼,信息流,试用提醒,4")]).problems()
      .contains("content/registers/segment_strategy.csv:3: error[register-check]: 客群“新客”不足 5 人，不列指标"))
  }

  private static let assets = """
    编号,名称,类别,存放位置,版权归属,授权到期日,使用位置,效果,展示,点击,转化,保管角色,标签,状态
    S1,主视觉,创意,素材库/1,本公司,,首页,,1000,20,1,内容创意,主视觉,可用
    S2,实测短片,创意,素材库/2,达人授权,2026-06-05,短视频,完播高,2000,100,10,内容创意,实测,可用
    S3,日报,数据,数据/3,本公司,,复盘,,,,,数据分析,日报,可用
    S4,老客名单,客户,客户库/4,本公司,2026-07-01,私域,,,,,数字营销,老客,可用
    S5,旧海报,创意,素材库/5,,,门店,,,,,内容创意,海报,停用

    """

  @Test("req:asset-library assets in four categories with place, rights and use; rights that end are told")
  func assetLibrary() throws {
    let site = try ProjectSite(["assets": AssetRequirements.assets])
    let part = try site.part("assets")
    #expect(part.table("资产目录")?.keys == ["S3", "S1", "S2", "S5", "S4"])
    #expect(part.row("S2", "name", "place", "rights", "rights_end", "usage") == ["实测短片", "素材库/2", "达人授权", "2026-06-05", "短视频"])
    #expect(part.total("assets_total") == "5")
    #expect(part.total("by_category", of: "创意") == "3")
    #expect(part.total("expired") == "1")
    #expect(try site.problems().filter { $0.hasPrefix("assets") } == [
      "assets.csv:3: warning[register-check]: “实测短片”的授权已于 2026-06-05 到期",
      "assets.csv:6: warning[register-check]: 创意资产“旧海报”没有写版权归属",
    ])
    #expect(part.findings("rights-ending") == ["“老客名单”的授权将在 2026-07-01 到期"])
  }

  @Test("req:creative-archive creative work beside what it brought, the most clicked first")
  func creativeArchive() throws {
    let site = try ProjectSite(["assets": AssetRequirements.assets])
    let archive = try #require(try site.page("registers/assets.html").root.table("创意归档与效果"))
    // 100 ÷ 2,000 and 10 ÷ 100; 20 ÷ 1,000 and 1 ÷ 20; the one without figures last, what is not creative not at all.
    #expect(archive.keys == ["S2", "S1", "S5"])
    #expect(archive.row("S2", "impressions", "clicks", "ctr", "conversion_rate", "usage") == ["2,000", "100", "5%", "10%", "短视频"])
    #expect(archive.row("S1", "ctr", "conversion_rate") == ["2%", "5%"])
    #expect(try ProjectSite(["assets": AssetRequirements.assets.replacing("1000,20,1", with: "10,20,1")]).problems()
      .contains("assets.csv:2: error[register-check]: “主视觉”的展示、点击、转化前后矛盾"))
  }

  @Test("req:transformation-roadmap four sides rated now and wanted, as a radar, with what is to be done by when")
  func roadmap() throws {
    let rows = """
      编号,栏,自评问题,现在,目标,依据,靠哪件事,负责人,期限
      Z1,战略,目标有没有取舍,2,4,简报,立项检查单,营销策略,2026-12-31
      Z2,战略,预算按不按回报调,4,4,调整记录,,,
      Z3,团队,是否只有一个负责人,3,4,职责矩阵,任务表只填一个角色,项目负责人,2026-09-30
      Z4,数据,口径是否统一,2,5,对账单,,,
      Z5,品牌,喜欢有没有衡量,5,5,,,,

      """
    let site = try ProjectSite(site: ["maturity": rows])
    let part = try page("maturity", site)
    let radar = try #require(part.figure("四栏成熟度", kind: "radar"))
    // Strategy is the mean of 2 and 4.
    #expect(radar.labels.starts(with: ["战略", "团队", "数据", "品牌"]))
    #expect(radar.grid.dropFirst().map { $0.dropFirst().first ?? "" } == ["3", "3", "2", "5"])
    #expect(part.total("goal_by_side", of: "数据") == "5.0")
    #expect(part.row("Z1", "gap", "action", "due") == ["2", "立项检查单", "2026-12-31"])
    #expect(try site.problems().filter { $0.contains("maturity") } == [
      "content/registers/maturity.csv:5: warning[register-check]: “口径是否统一”还差 3 级，没有写靠哪件事、谁负责或到什么时候",
      "content/registers/maturity.csv:6: warning[register-check]: “喜欢有没有衡量”自评 5 分，没有依据",
    ])
    // What is due is on the list of open actions.
    #expect(try site.page("actions.html")["actions-open"]?.body.map { $0[0] }.prefix(2) == ["任务表只填一个角色", "立项检查单"])
  }
}
