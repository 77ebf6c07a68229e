import Foundation
import Testing

/// What may go wrong, what did, and what was changed.
@Suite struct RiskRequirements {
  private static let risks = """
    编号,风险,类别,概率,影响,触发条件,对策,负责人,状态,应急预案
    R-1,支付故障,技术,4,5,失败率超过 2%,切换备用支付页,技术,待观察,技术故障
    R-2,缺货,供应,2,3,,,运营,待观察,
    R-3,证书过期,技术,3,3,到期前 30 天,续签,技术,已关闭,技术故障

    """
  private static let cards = """
    预案,类别,启动条件,拍板人,联系不上时,响应时限,做法,备用资源,最近演练
    技术故障,技术故障,失败率超过 2%,技术,项目负责人,15分钟,切换备用支付页,备用支付页,2026-05-10
    甲厂停供,备用供应商,书面通知延误,后勤与供应链,运营,4小时,改用乙厂,乙厂,
    两小时内定,快速决策,须两小时内定的事,营销负责人,项目负责人,2小时,群里投票,值班表,
    断货,断货,可售不足 3 天,运营,活动执行,2小时,改推替代款,替代款,

    """

  @Test("req:risk-register probability times impact in a matrix; a high score must have a response")
  func register() throws {
    let site = try ProjectSite(["risks": RiskRequirements.risks, "contingency": RiskRequirements.cards])
    let part = try site.part("risks")
    // 4 × 5, 3 × 3, 2 × 3; the worst first.
    let table = try #require(part.table("明细"))
    #expect(table.keys == ["R-1", "R-3", "R-2"])
    #expect(table.keys.map { table.cell($0, "score") } == ["20", "9", "6"])
    let matrix = try #require(part.table("概率影响矩阵"))
    func at(_ impact: Int, _ probability: Int) -> Element? {
      matrix.first { $0.attributes["data-x"] == "\(impact)" && $0.attributes["data-y"] == "\(probability)" }
    }
    #expect(at(5, 4)?.text.hasPrefix("R-1") == true && at(3, 3)?.text.hasPrefix("R-3") == true)
    #expect(at(3, 2)?.text.hasPrefix("R-2") == true && at(4, 5)?.text == "")
    #expect(at(5, 4)?.has(class: "level-high") == true)
    #expect(part.total("high") == "1" && part.total("open") == "2")

    // 20 without an answer is an error, 9 a warning, 6 nothing.
    let bad = RiskRequirements.risks.replacing("切换备用支付页", with: "").replacing("续签", with: "").replacing("R-2,缺货,供应,2", with: "R-2,缺货,供应,6")
    #expect(try ProjectSite(["risks": bad, "contingency": RiskRequirements.cards]).problems() == [
      "risks.csv:2: error[register-check]: 风险 R-1“支付故障”得分 20，必须写明对策",
      "risks.csv:3: error[unknown-value]: 「概率」列没有「6」这个取值",
      "risks.csv:4: warning[register-check]: 风险 R-3“证书过期”得分 9，还没有对策",
    ])
  }

  @Test("req:contingency-playbook cards for suppliers, decisions, failures and stock, linked with the risks both ways")
  func playbook() throws {
    let site = try ProjectSite(["risks": RiskRequirements.risks, "contingency": RiskRequirements.cards])
    let cards = try site.part("contingency")
    let card = try #require(cards.all("li").first { $0.attributes["data-key"] == "技术故障" })
    #expect(["trigger", "decides", "deputy", "within", "steps", "reserve"].map { card.cell($0)?.text }
      == ["失败率超过 2%", "技术", "项目负责人", "15分", "切换备用支付页", "备用支付页"])
    #expect(cards.all("li").compactMap { $0.cell("kind")?.text } == ["技术故障", "备用供应商", "快速决策", "断货"])
    // From the card to each of its risks, and back.
    #expect(card.cell("answers")?.links == ["支付故障": "project.html#risks-R-1", "证书过期": "project.html#risks-R-3"])
    let risks = try site.part("risks")
    let back = try #require(risks.row("R-1")?.cell("contingency")?.links["技术故障"])
    let project = try site.page("campaigns/summer/project.html")
    #expect(project["risks-R-1"] != nil && project["risks-R-3"] != nil)
    let anchor = try #require(back.split(separator: "#").last?.removingPercentEncoding)
    #expect(project[anchor]?.text.contains("技术故障") == true)
    #expect(cards.findings("unused").count == 3)

    let renamed = RiskRequirements.risks.replacing("待观察,技术故障", with: "待观察,支付预案")
    #expect(try ProjectSite(["risks": renamed, "contingency": RiskRequirements.cards]).problems() == [
      "risks.csv:2: error[broken-reference]: 「应急预案」列的「支付预案」在「应急预案」里找不到"
    ])
  }

  @Test("req:incident-log times to response and repair, and marks on the course of the campaign")
  func incidents() throws {
    let header = "编号,发生时间,响应时间,恢复时间,类型,级别,渠道,现象,影响,处理,补偿,补偿金额,根因,处理人,启动的预案\n"
    let rows = header + """
      故-1,2026-06-12 14:00,2026-06-12 14:20,2026-06-12 16:05,支付,高,直播,支付页打不开,约 150 单,续签证书,补券,2980,证书到期,技术,技术故障
      故-2,2026-06-13 23:50,2026-06-14 00:00,2026-06-14 00:45,页面,低,直播,首页慢,加载 5 秒,压缩首图,,,未压缩,技术,

      """
    let site = try ProjectSite(
      ["incidents": rows, "contingency": RiskRequirements.cards], today: "2026-06-25", ["content/campaigns/summer/data/shop.daily.csv": juneSales])
    let log = try site.part("incidents")
    #expect(log.row("故-1", "kind", "impact", "handling", "compensation", "cause", "response", "repair")
      == ["支付", "约 150 单", "续签证书", "补券", "证书到期", "20分", "2小时5分"])
    #expect(log.row("故-2", "response", "repair") == ["10分", "55分"])  // past midnight
    // (20 + 10) / 2 and (125 + 55) / 2 minutes.
    #expect(log.total("response_average") == "15分" && log.total("repair_average") == "1小时30分")
    #expect(log.findings("slow") == ["故障 故-1 过了 20分 才有人处理，超过预案“技术故障”的时限"])
    let review = try site.page("campaigns/summer/review.html")
    let marks = review.root.all("ol", class: "chart-events").first?.all("li").map(\.text) ?? []
    #expect(marks == ["1 6月12日 支付页打不开", "2 6月13日 首页慢"])

    let bad = rows.replacing("2026-06-12 16:05", with: "2026-06-12 14:05").replacing("未压缩", with: "")
    #expect(try ProjectSite(["incidents": bad, "contingency": RiskRequirements.cards], today: "2026-06-25").problems() == [
      "incidents.csv:2: error[register-check]: 故障 故-1 的时间先后不对：发生 2026-06-12 14:00、响应 2026-06-12 14:20、恢复 2026-06-12 14:05",
      "incidents.csv:3: warning[register-check]: 故障 故-2“首页慢”已恢复，还没有写根因",
    ])
  }

  @Test("req:decision-log changes with the figure behind them, approval and effect, and marks on the course of the campaign")
  func changes() throws {
    let rows = """
      编号,日期,依据指标,看到什么,改动,涉及金额,执行人,批准人,对客户价值,对品牌,效果
      调-1,2026-06-05,revenue-total,直播转化偏低,换成实测短片,20000,数字营销,营销负责人,提高,有利,销售额回升

      """
    let site = try ProjectSite(
      ["changes": rows], today: "2026-06-25", ["content/campaigns/summer/data/shop.daily.csv": juneSales])
    let log = try site.part("changes")
    #expect(log.row("调-1", "date", "reading", "change", "amount", "approver", "customer_value", "brand_effect", "result")
      == ["2026-06-05", "直播转化偏低", "换成实测短片", "¥20,000", "营销负责人", "提高", "有利", "销售额回升"])
    #expect(log.row("调-1")?.cell("kpi")?.links.values.first == "../../kpi/revenue-total.html")
    let review = try site.page("campaigns/summer/review.html")
    let figure = try #require(review.root.figures.first { $0.kind == "line" && !$0.element.all("ol", class: "chart-events").isEmpty })
    #expect(figure.element.all("ol", class: "chart-events").first?.all("li").map(\.text) == ["1 6月5日 换成实测短片"])
    #expect(figure.labels.contains("1"))
    #expect(try site.problems() == [])

    let bad = rows.replacing("revenue-total", with: "revenue-totl").replacing("20000,数字营销,营销负责人", with: "20000,数字营销,").replacing("销售额回升", with: "")
    #expect(try ProjectSite(["changes": bad], today: "2026-06-25").problems() == [
      "changes.csv:2: error[broken-reference]: 「依据指标」列的「revenue-totl」在「KPI 词典」里找不到",
      "changes.csv:2: error[missing-cell]: 「批准人」列必须填写",
      "changes.csv:2: warning[register-check]: 调整 调-1“换成实测短片”已过 20 天，还没有写效果",
    ])
  }
}
