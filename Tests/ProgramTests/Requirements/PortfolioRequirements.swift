import Testing

/// Pages about all campaigns together.
@Suite struct PortfolioRequirements {
  /// Beside the campaign of June one that ran over the end of March, and one without any data.
  private func site(_ files: [String: Content] = [:]) throws -> SummerSite {
    let brief: Content = """
      ---
      title: 春季上新
      status: ended
      start: 2026-03-30
      end: 2026-04-02
      goal: 上新
      theme: 春天
      audiences: [新客]
      channels: [直播]
      budget: 5000
      owner: events
      targets:
        - {kpi: cpc, target: 2.5}
      ---

      正文。

      """
    let empty: Content = """
      ---
      title: 秋季预热
      status: draft
      start: 2026-09-01
      end: 2026-09-03
      ---

      正文。

      """
    let folder = "content/campaigns/spring/"
    return try SummerSite([
      folder + "brief.md": brief, "content/campaigns/autumn/brief.md": empty,
      folder + "data/shop.daily.csv": """
        date,channel,revenue,orders
        2026-03-30,直播,100,2
        2026-03-31,直播,200,3
        2026-04-01,直播,400,4
        2026-04-02,直播,100,1

        """,
      folder + "data/ads.daily.csv": """
        date,channel,impressions,clicks,media_cost
        2026-03-30,直播,1000,50,100
        2026-04-01,直播,3000,50,50

        """,
    ].merging(files) { $1 })
  }

  private static let notes: Content = "---\ntitle: 复盘\n---\n\n纪要。\n"

  @Test("req:dashboard figures of all campaigns, their course over time, what needs a look, and how fresh the data is")
  func dashboard() throws {
    let page = try site().page("campaigns/index.html")
    let cards = Dictionary(
      page.root.all("li", class: "card").map { card in
        (card.all("p", class: "card-label").first?.text ?? "", card.all("p", class: "card-value").first?.text ?? "")
      }, uniquingKeysWith: { $1 })
    // 1,200 + 800; 15 + 10 orders; 250 + 150.
    #expect(cards["销售额"] == "2,000 元" && cards["订单数"] == "25 单" && cards["营销成本"] == "400 元")
    let trend = try #require(page.root.figures.first)
    #expect(trend.row("2026-06-04") == ["¥560.00", "—"] && trend.row("2026-04-01") == ["—", "¥400.00"])
    #expect(trend.title.contains("6 月 4 日"))
    let alerts = page.root.all("li", class: "watch-item").map(\.text)
    #expect(alerts.count == 2)
    // The campaign that began last comes first, in it what is red.
    #expect(alerts.first?.hasPrefix("夏季大促 数据截至 2026-06-04 复盘逾期") == true)
    #expect(alerts.first?.contains("超出预算 花费 250 元，超出预算 50 元（+25.0%）") == true)
    #expect(alerts.first?.contains("未达 平均点击成本 2.50 元，目标 2 元") == true)
    #expect(alerts.last?.contains("春季上新") == true && alerts.last?.contains("超出预算") == false)
    #expect(page.root.text.contains("数据截至 2026-06-04") && page.root.text.contains("数据截至 2026-04-02"))
  }

  @Test("req:period-review weeks, months and quarters add campaigns up by day, rates as ratios of sums, against the period before")
  func periods() throws {
    let site = try site()
    let list = try site.page("reviews/index.html")
    #expect(list.root.all("ul", class: "period-list").map { $0.all("a").map(\.text) } == [
      ["2026 年第二季度", "2026 年第一季度"], ["2026 年 6 月", "2026 年 4 月", "2026 年 3 月"],
      ["2026 年第 23 周", "2026 年第 14 周"],
    ])
    // The second quarter has all of June's campaign and two days of the other: 1,200 + 500, against 300.
    let quarter = try #require(try site.page("reviews/2026-Q2.html").root.table("本期与上期")).grid
    func row(_ grid: [[String]], _ name: String) -> [String]? { grid.first { $0[0] == name }.map { Array($0.dropFirst()) } }
    #expect(quarter[0] == ["指标", "2026 年第二季度", "2026 年第一季度", "变化", "计入的活动"])
    #expect(row(quarter, "销售额") == ["¥1,700.00", "¥300.00", "+466.7%", "2"])
    // (100 + 50) ÷ (2,500 + 3,000) and not the mean of 4 % and 1.67 %; before it 50 ÷ 1,000.
    #expect(row(quarter, "点击率") == ["2.73%", "5.00%", "−2.27个百分点", "2"])
    #expect(row(quarter, "平均点击成本") == ["¥2.00", "¥2.00", "0.0%", "2"])
    let april = try #require(try site.page("reviews/2026-04.html").root.table("本期与上期")).grid
    #expect(row(april, "销售额") == ["¥500.00", "¥300.00", "+66.7%", "1"])
    // The week from 30 March to 5 April has the four days of both months.
    let week = try site.page("reviews/2026-W14.html")
    #expect(row(try #require(week.root.table("本期与上期")).grid, "订单数") == ["10单", "—", "—", "1"])
    #expect(week.root.text.contains("2026 年 3 月 30 日至 4 月 5 日"))
    let shares = try #require(try site.page("reviews/2026-Q2.html")["table-period-campaigns"]).grid
    #expect(shares.last?.prefix(2) == ["合计", "¥1,700.00"])
  }

  @Test("req:campaign-comparison the same KPI ranked over campaigns by its direction, with quantiles, and spend against return")
  func comparison() throws {
    let page = try site().page("campaigns/comparison.html")
    let revenue = try #require(page.root.table("销售额（越高越好）")).grid
    #expect(revenue.dropFirst() == [
      ["夏季大促", "¥1,200.00", "达标", "1 / 2", "P100"], ["春季上新", "¥800.00", "—", "2 / 2", "P0"],
      ["秋季预热", "—", "—", "—", "—"],
    ])
    // A click for 1.50 beats one for 2.50.
    let clicks = try #require(page.root.table("平均点击成本（越低越好）")).grid
    #expect(clicks.dropFirst().map { [$0[0], $0[1], $0[3]] } == [
      ["春季上新", "¥1.50", "1 / 2"], ["夏季大促", "¥2.50", "2 / 2"], ["秋季预热", "—", "—"],
    ])
    let scatter = try #require(page.root.figures.first { $0.kind == "scatter" })
    #expect(scatter.row("夏季大促") == ["¥250.00", "¥1,200.00"] && scatter.row("春季上新") == ["¥150.00", "¥800.00"])
    // 800 ÷ 150 is more than 1,200 ÷ 250.
    #expect(scatter.title.contains("春季上新每花 1 元带来 5.33 元销售额"))
    #expect(scatter.element.drawing?.all("path", class: "marker").count == 2)
    #expect(page.root.text.contains("不在图上的活动：秋季预热"))
  }

  @Test("req:review-cadence-check a campaign over for 14 days without a review is on the overdue page, in the list, and a warning")
  func cadence() throws {
    let place = SummerSite.folder + "brief.md: warning[review-overdue]: 活动结束已过 14 天，应在 2026-06-18 前写的复盘还没有 review.md"
    #expect(try SummerSite().problems(today: "2026-06-18") == [])
    #expect(try SummerSite().problems(today: "2026-06-19") == [place])
    let site = try SummerSite()
    let row = try #require(try site.page("overdue.html").root.all("tr").last)
    #expect(row.text == "夏季大促 活动执行 2026-06-04 2026-06-18")
    let list = try site.box.run("list", "overdue", "--today", "2026-06-20")
    #expect(list.out == "2026-06-18\tevents\t夏季大促\t\(SummerSite.folder)review.md\n")
    let done = try SummerSite([SummerSite.folder + "review.md": PortfolioRequirements.notes])
    #expect(try done.problems() == [])
    #expect(try done.box.run("list", "overdue", "--today", "2026-06-20").out.isEmpty)
    #expect(try done.review().root.text.contains("纪要") && !done.box.exists("output/overdue.html"))
  }
}
