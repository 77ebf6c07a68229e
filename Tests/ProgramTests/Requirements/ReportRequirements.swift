import Testing

/// The review of a campaign: its chapters, targets, parts and findings.
@Suite struct ReportRequirements {
  @Test("req:campaign-report sixteen chapters in their order, to print; those without data name the file they need")
  func report() throws {
    let page = try SummerSite([SummerSite.folder + "data/ads.daily.csv": "date,impressions,clicks\n2026-06-01,10,1\n"]).review()
    let chapters = page.root.all("section", class: "chapter")
    #expect(chapters.map { $0.all("h2").first?.text ?? "" } == [
      "1 摘要", "2 活动概况", "3 KPI 完成度", "4 维度拆解", "5 趋势与异常", "6 漏斗与转化路径", "7 销售提升与促销四指标", "8 预算与 ROI",
      "9 用户行为与客群", "10 品牌影响与满意度", "11 竞品与行业对标", "12 实验结果", "13 执行情况", "14 经验与不足", "15 改进建议与行动",
      "16 数据质量与口径说明",
    ])
    let empty = chapters.filter { $0.has(class: "chapter-empty") }
    #expect(empty.contains { $0.attributes["id"] == "benchmark" } && empty.contains { $0.attributes["id"] == "experiments" })
    for chapter in empty {
      let needs = chapter.all("p", class: "needs").first?.text ?? ""
      #expect([".csv", ".xlsx", ".md"].contains { needs.contains($0) }, "\(chapter.attributes["id"] ?? ""): \(needs)")
    }
    for id in ["kpi", "breakdown", "trend"] { #expect(try !page.chapter(id).has(class: "chapter-empty")) }
    // The chapters' bar leads to each, and there is a style sheet for paper.
    let links = page.root.first { $0.name == "nav" && $0.has(class: "chapters") }?.all("a").map { $0.attributes["href"] ?? "" }
    #expect(links == chapters.map { "#" + ($0.attributes["id"] ?? "") })
    #expect(page.root.all("link").contains { $0.attributes["media"] == "print" })
  }

  @Test("req:kpi-completion actual, gap and completion by the KPI's direction, and a bullet chart against the targets")
  func completion() throws {
    let chapter = try SummerSite().review().chapter("kpi")
    let rows = try #require(chapter.table("指标完成情况")).grid
    // 1,200 of 1,000; a click for 2.50 where 2 was the most: 2 ÷ 2.5; 4 % of 4.3 %.
    #expect(rows.dropFirst().map { $0.prefix(7).map { $0 } } == [
      ["销售额", "¥1,200.00", "¥1,000.00", "¥200.00", "+¥200.00", "120.0%", "达标"],
      ["平均点击成本", "¥2.50", "¥2.00", "—", "+¥0.50", "80.0%", "未达"],
      ["点击率", "4.00%", "4.30%", "—", "−0.30个百分点", "93.0%", "接近"],
    ])
    let bullets = try #require(chapter.figures.first { $0.kind == "bullet" })
    #expect(bullets.row("销售额")?.prefix(2) == ["¥1,200.00", "¥1,000.00"])
    #expect(bullets.element.all("line", class: "bullet-target").count == 3)
  }

  @Test("req:kpi-status green, yellow and red with limits of the site's own, told by word and shape, and listed as alerts")
  func status() throws {
    func states(_ site: SummerSite) throws -> [String] {
      try #require(try site.review().chapter("kpi").table("指标完成情况")).grid.dropFirst().map { $0[6] }
    }
    let site = try SummerSite()
    #expect(try states(site) == ["达标", "未达", "接近"])
    // A quarter over the target is red at a tolerance of 10 %, yellow at 30 %; 7 % short is red at 5 %.
    #expect(try states(SummerSite(["content/site.yaml": "name: 示例\nthresholds: {warn: 0.3}\n"])) == ["达标", "接近", "接近"])
    #expect(try states(SummerSite(["content/site.yaml": "name: 示例\nthresholds: {warn: 0.05}\n"])) == ["达标", "未达", "未达"])
    let shapes = try #require(try site.review().chapter("kpi").figures.first { $0.kind == "bullet" }).grid.dropFirst().map { $0.last }
    #expect(shapes == ["● 达标", "■ 未达", "▲ 接近"])
    let watched = try site.page("campaigns/index.html").root.all("ul", class: "watch-list").flatMap { $0.all("li") }.map(\.text)
    #expect(watched.contains("未达 平均点击成本 2.50 元，目标 2 元"))
    #expect(watched.contains("接近 点击率 4.00%，目标 4.30%"))
    #expect(!watched.contains { $0.contains("达标") })
  }

  @Test("req:dimension-breakdown parts, shares and what is not labelled add up to the whole; bars by size and as shares")
  func breakdown() throws {
    let page = try SummerSite().review()
    let rows = try #require(page["table-breakdown-region"]).grid
    #expect(rows.dropFirst().map { $0.prefix(3).map { $0 } } == [
      ["华东", "¥1,000.00", "83.3%"], ["华北", "¥160.00", "13.3%"], ["未标注", "¥40.00", "3.33%"], ["合计", "¥1,200.00", "100%"],
    ])
    let bars = try page.chart("chart-breakdown-region-bars")
    #expect(bars.grid.dropFirst() == [["华东", "¥1,000.00"], ["华北", "¥160.00"], ["未标注", "¥40.00"]])
    let widths = bars.element.drawing?.all("rect", class: "fill").map { $0.number("width") } ?? []
    try #require(widths.count == 3)
    #expect(abs(widths[0] / widths[1] - 6.25) < 0.05 && abs(widths[1] / widths[2] - 4) < 0.05)
    // Stacked: 40 % of the baseline's 200 yuan were 直播's, 1,000 of the campaign's 1,200.
    let shares = try page.chart("chart-breakdown-channel-shares")
    #expect(shares.row("基准期") == ["¥80.00", "40.0%", "¥120.00", "60.0%"])
    #expect(shares.row("活动期") == ["¥1,000.00", "83.3%", "¥200.00", "16.7%"])
    let segments = shares.element.drawing?.all("rect", class: "segment").map { $0.number("width") } ?? []
    try #require(segments.count == 4)
    #expect(abs(segments[0] + segments[1] - segments[2] - segments[3]) < 0.05)
  }

  @Test("req:findings-narrative every chart has a finding, a person's words replace it, and a chart without a title is told")
  func findings() throws {
    let funnel: Content = "stage,count\n访客,1000\n加购,400\n下单,100\n"
    let site = try SummerSite([SummerSite.folder + "data/funnel.csv": funnel])
    let figures = try site.review().root.figures
    #expect(figures.count >= 7)
    for figure in figures {
      let finding = figure.element.all("strong", class: "chart-finding").first?.text ?? ""
      let subject = figure.element.all("span", class: "chart-subject").first?.text ?? ""
      #expect(!finding.isEmpty && !subject.isEmpty && finding != subject, "\(figure.title)")
      // A sentence states a figure of its chart.
      #expect(finding.contains { $0.isNumber }, "\(finding)")
    }
    #expect(try site.review().root.first { $0.attributes["data-sentence"] == "trend-range" }?.text.contains("300 元") == true)

    let notes: Content = "---\ntitle: 复盘\nsentences:\n  trend-range: 六月头四天卖得最好的是收官日。\n---\n\n纪要。\n"
    let own = try SummerSite([SummerSite.folder + "review.md": notes]).review()
    let replaced = own.root.all { $0.attributes["data-sentence"] == "trend-range" }
    #expect(replaced.map(\.text) == ["六月头四天卖得最好的是收官日。"])

    let block = "# 图\n\n```chart\ntype: line\ncampaign: summer\nkpi: revenue-total\n```\n"
    let bare = try SummerSite(["content/a.md": Content(stringLiteral: block), SummerSite.folder + "review.md": notes])
    #expect(try bare.problems() == ["content/a.md:3:1: warning[chart-without-title]: 这张图没有标题"])
  }
}
