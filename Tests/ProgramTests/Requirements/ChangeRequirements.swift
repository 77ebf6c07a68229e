import Foundation
import Testing

/// What drove the change, trend, unusual days, sales lift, what the campaign itself brought.
@Suite struct ChangeRequirements {
  /// Rows of ten days of the baseline and of the campaign; both periods begin on a Monday.
  private static func twice(_ before: (String) -> [[Any]], _ after: (String) -> [[Any]]) -> [[Any]] {
    ChangeSite.days("2026-05-18", 10).flatMap(before) + ChangeSite.days("2026-06-01", 10).flatMap(after)
  }

  private static func tenDays(brief: String = "", _ files: [String: String]) throws -> ChangeSite {
    try ChangeSite("2026-06-01", "2026-06-10", baseline: ("2026-05-18", "2026-05-27"), brief: brief, files)
  }

  /// An unlikely text for a failing comparison.
  private static func near(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) <= 1e-6 * max(1, abs(b)) } ?? false }

  @Test("req:driver-analysis the change of revenue by traffic, rate and value adds up; rate and mix; a mix that reverses is warned of")
  func drivers() throws {
    let rows = Self.twice(
      { [[$0, "短视频", 500, 5, 500], [$0, "私域", 500, 25, 2500]] }, { [[$0, "短视频", 200, 1, 110], [$0, "私域", 1800, 72, 7920]] })
    let site = try Self.tenDays(["data/daily.csv": ChangeSite.csv("date,channel,visits,orders,revenue", rows)])
    let report = try site.report()
    // 30,000 to 80,300 yuan: visits double, orders per visit go from 3 % to 3.65 %, an order's value from 100 to 110.
    // SciPy: L(80300, 30000) times ln 2, ln (3.65 / 3), ln 1.1.
    let effects = [35_411.62526305601, 10_019.151481561563, 4869.2232553824215]
    for (id, effect) in zip(["visits", "order-rate", "aov"], effects) {
      #expect(abs((report.figure("driver-effect[driver=\(id)]") ?? 0) - effect) < 0.011)
    }
    let steps = report.steps("trend-drivers")
    #expect(steps.map(\.name) == ["基准期", "访问次数", "下单转化率", "平均订单价值", "活动期"])
    // In cents, they are the change exactly.
    #expect(steps.dropFirst().dropLast().reduce(0) { $0 + ($1.value * 100).rounded() } == 5_030_000)
    #expect(report.table("trend-drivers")?.last == "销售额 | ¥30,000.00 | ¥80,300.00 | +167.7% | +¥50,300.00 | 100%")
    // Each channel's rate fell, 1 % to 0.5 % and 5 % to 4 %; the whole rose. Kitagawa by hand.
    #expect(
      report.table("trend-mix") == [
        "私域 | 50.0% | 90.0% | 5.00% | 4.00% | −0.70个百分点 | +0.47个百分点 | −0.23个百分点",
        "短视频 | 50.0% | 10.0% | 1.00% | 0.50% | −0.15个百分点 | +1.03个百分点 | +0.88个百分点",
        "整体 | 100% | 100% | 3.00% | 3.65% | −0.85个百分点 | +1.50个百分点 | +0.65个百分点",
      ])
    let chapter = try #require(try site.page()["trend"])
    #expect(chapter.text.contains("每个渠道的下单转化率都没有上升，整体却升了 0.65 个百分点，原因在结构"))
    #expect(chapter.figure("访问次数的上升影响最大，带来 3.5 万元", kind: "waterfall")?.row("访问次数") == ["¥35,411.63"])
  }

  @Test("req:trend-analysis moving average, week on week, last year by the day's number, by the calendar and by T−n; gaps stay gaps")
  func trend() throws {
    let now = ChangeSite.days("2026-06-01", 14).enumerated().map { [$1, $0 < 7 ? 100 : 240] as [Any] }
    let then = ChangeSite.days("2025-06-03", 14).enumerated().map { [$1, 10 * ($0 + 1)] as [Any] }
    let event = "date,kind,cause\n"
    let site = try ChangeSite(
      "2026-06-01", "2026-06-14", baseline: nil, brief: "compare: may\n",
      [
        "data/daily.csv": ChangeSite.csv("date,revenue", now), "registers/events.csv": event + "2026-06-10,活动当日,会员日\n",
        "content/campaigns/may/brief.md": "---\ntitle: 去年的促销\nstatus: ended\nstart: 2025-06-03\nend: 2025-06-16\ngoal: 卖\n---\n",
        "content/campaigns/may/data/daily.csv": ChangeSite.csv("date,revenue", then),
        "content/campaigns/may/registers/events.csv": event + "2025-06-11,活动当日,会员日\n",
      ])
    let report = try site.report()
    // By day 1 to 14: 2,380 against 1,050. Both have June 3 to 14: 2,180 against 780. June 10 stands beside June 11, so that 13
    // days pair: 2,280 against 910.
    #expect(
      report.table("trend-year") == [
        "按距 6 月 10 日的天数（T−n） | 13 | ¥2,280.00 | ¥910.00 | +150.5%",
        "按活动第 n 天 | 14 | ¥2,380.00 | ¥1,050.00 | +126.7%", "按日历同日 | 12 | ¥2,180.00 | ¥780.00 | +179.5%",
      ])
    // T−9, June 1, has nobody beside it: a gap.
    let before = try #require(report.series("trend-year", "去年的促销"))
    #expect(before.first == .some(nil) && before.dropFirst().first == 10)
    #expect(report.table("trend-periods")?.contains("6月8日那一周与前一周 | ¥240.00 | ¥100.00 | +140.0%") == true)
    let average = try #require(report.series("trend-main", "7 日移动平均"))
    #expect(average.suffix(8).map { $0 ?? 0 } == [100, 120, 140, 160, 180, 200, 220, 240])
    let chapter = try #require(try site.page()["trend"])
    #expect(chapter.figure("合计 +150.5%", kind: "line")?.row("T−8") == ["¥100.00", "¥10.00"])
  }

  private static let uneven = [100, 104, 97, 101, 10, 99, 103, 98, 102, 400, 100, 97, 103, 101]

  private static func fortnight(_ values: [Int?], _ files: [String: String] = [:]) throws -> ChangeSite {
    let rows = zip(ChangeSite.days("2026-06-01", 14), values).compactMap { day, value in value.map { [day, $0] as [Any] } }
    return try ChangeSite(
      "2026-06-01", "2026-06-14", baseline: nil, files.merging(["data/daily.csv": ChangeSite.csv("date,revenue", rows)]) { $1 })
  }

  @Test("req:anomaly-explanation unusual days are found; registers explain them, those without a cause are listed as open")
  func anomalies() throws {
    let site = try Self.fortnight(
      Self.uneven, ["registers/annotations.csv": "date,cause,certain,link\n2026-06-05,机房断电,是,故障记录\n"])
    let report = try site.report()
    // 10 and 400 among values near 100.
    let rows = try #require(report.table("trend-anomalies"))
    #expect(rows.count == 2)
    #expect(rows.first?.hasPrefix("2026-06-05 | 整体 | ¥10.00 |") == true && rows.first?.hasSuffix("| 机房断电") == true)
    #expect(rows.last?.hasPrefix("2026-06-10 | 整体 | ¥400.00 |") == true && rows.last?.hasSuffix("| 待说明") == true)
    let chapter = try #require(try site.page()["trend"])
    let open = chapter.first { $0.attributes["data-sentence"] == "trend-open" }?.text
    #expect(open?.hasPrefix("待补原因：6 月 10 日整体偏高") == true && open?.contains("6 月 5 日") == false)
    let explained = try Self.fortnight(
      Self.uneven, ["registers/annotations.csv": "date,cause,certain,link\n2026-06-05,机房断电,是,记录\n2026-06-10,团购,是,合同\n"])
    #expect(try explained.report().sentence("trend-open") == nil)
  }

  @Test("req:missing-values missing days, their rate and what is done with them are told; the line breaks, nothing is filled in")
  func missing() throws {
    var values: [Int?] = [100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100]
    let whole = try Self.fortnight(values)
    #expect(try whole.report().sentence("trend-gaps") == nil)
    values[5] = nil
    values[6] = nil
    let site = try Self.fortnight(values)
    let report = try site.report()
    // 2 of 14.
    #expect(
      report.sentence("trend-gaps")
        == "应有 14 天数据，缺 2 天（6 月 6 日、6 月 7 日），缺失率 14.3%。缺的日子留空：折线在此断开，不按 0 计，也不插补；日均按有数据的 12 天计算。")
    #expect(report.series("trend-main", "销售额") == values.map { $0.map(Double.init) })
    #expect(report.sentence("trend-range")?.contains("日均销售额 100 元") == true)
    #expect(report.table("trend-cleaning")?.first == "没有数据的日子 | 2 | 14.3% | 留空，折线断开，不插补 | 日均只按有数据的日子算")
    let chart = try #require(try site.page()["trend"]?.figure("每日销售额", kind: "line") ?? site.page()["trend"]?.figures.first)
    #expect(chart.grid.contains { $0.first == "2026-06-06" && $0.dropFirst().first == "—" })
    // The line begins anew after the gap.
    let lines = chart.element.all { ["path", "polyline"].contains($0.name) }.compactMap { $0.attributes["d"] }
    #expect(lines.contains { $0.count { $0 == "M" } == 2 } || chart.element.all("polyline").count > 1)
  }

  @Test("req:outlier-detection values far off by the median absolute deviation are marked and logged, and kept in every sum")
  func outliers() throws {
    let site = try Self.fortnight(Self.uneven)
    let report = try site.report()
    #expect(Self.near(report.figure("revenue"), 1615))
    // Without 10 and 400 the mean of the twelve others is 1,205 / 12.
    #expect(
      report.table("trend-cleaning")?.dropFirst().first
        == "整体偏离通常水平的日子 | 2 | 14.3% | 保留原值，打标 | 若剔除，日均销售额由 115.36 元变为 100.42 元")
    let chapter = try #require(try site.page()["trend"])
    #expect(chapter.text.contains("中位数绝对偏差") && chapter.text.contains("3.5"))
    let main = try #require(chapter.figures.first)
    #expect(main.element.text.contains("异常，待说明"))
    let steady = try Self.fortnight(Self.uneven.map { $0 > 200 || $0 < 50 ? 100 : $0 }).report()
    #expect(steady.table("trend-anomalies") == nil)
    #expect(steady.table("trend-cleaning")?.dropFirst().first?.hasPrefix("整体偏离通常水平的日子 | 0 | 0%") == true)
  }

  @Test("req:sales-lift the lift scaled by days and with weekdays matched, the increment, and the campaign against its baseline drawn")
  func lift() throws {
    // Monday to Sunday, 100 a day and 200 on Saturday and Sunday; then ten days from Monday of 240.
    let before = ChangeSite.days("2026-05-25", 7).enumerated().map { [$1, $0 < 5 ? 100 : 200] as [Any] }
    let now = ChangeSite.days("2026-06-01", 10).map { [$0, 240] as [Any] }
    let site = try ChangeSite(
      "2026-06-01", "2026-06-10", baseline: ("2026-05-25", "2026-05-31"),
      ["data/daily.csv": ChangeSite.csv("date,revenue", before + now)])
    let report = try site.report()
    // 900 over 7 days make 9,000 / 7 over 10; eight weekdays and two days of weekend make 1,200.
    #expect(Self.near(report.figure("sales-lift"), 2400 / (9000.0 / 7) - 1))
    #expect(Self.near(report.figure("incremental-revenue"), 2400 - 9000.0 / 7))
    #expect(Self.near(report.figure("sales-lift-weekday-matched"), 1))
    let chart = try #require(report.series("sales-lift", "基准期同星期日均"))
    #expect(chart.map { $0 ?? 0 } == [100, 100, 100, 100, 100, 200, 200, 100, 100, 100])
    let chapter = try #require(try site.page()["sales-lift"])
    #expect(chapter.text.contains("销售提升率 86.7%") && chapter.text.contains("按星期对齐后，销售提升率为 100.0%"))
    #expect(chapter.figure("10 天全部高于基准期同星期的日均", kind: "line") != nil)
  }

  /// 1,000,000 to 1,850,000 yuan, profit 300,000 to 390,000, impressions 500,000 to 890,000; 670 of 1,000 orders are first ones.
  private static func promotion() throws -> ChangeSite {
    let rows = Self.twice({ [[$0, 100_000, 30_000, 50_000, 50, 20]] }, { [[$0, 185_000, 39_000, 89_000, 100, 67]] })
    return try Self.tenDays([
      "data/daily.csv": ChangeSite.csv("date,revenue,gross_profit,impressions,orders,new_buyer_orders", rows),
      "registers/spend.csv": """
        date,category,cost_type,channel,amount,approver
        2026-06-02,转化,促销,,200000,营销总监
        2026-06-03,需求,媒介,,50000,营销总监

        """,
    ])
  }

  @Test("req:promotion-scorecard sales lift, new customers, promotion ROI in both readings, exposure, each with its definition")
  func scorecard() throws {
    let site = try Self.promotion()
    let table = try #require(try site.report().table("promotion-scorecard"))
    #expect(
      table.map { $0.split(separator: " | ").prefix(2).joined(separator: " ") } == [
        "销售提升率 85.0%", "新客户占比 67.0%", "促销投资回报率（未扣成本口径） 45.0%", "促销投资回报率（净口径） −55.0%", "品牌曝光增长率 78.0%",
      ])
    #expect(table[2].contains("增量利润 ÷ 促销成本；未扣成本") && table[3].contains("(增量利润 − 促销成本) ÷ 促销成本"))
    let chapter = try #require(try site.page()["sales-lift"])
    #expect(chapter.text.contains("按未扣成本口径为 45.0%，按净口径为 −55.0%"))
    #expect(chapter.text.contains("让利已经从中减去，不再记进促销成本") && chapter.text.contains("促销投资回报率只除以促销成本"))
  }

  @Test("req:profit-contribution incremental gross profit less all marketing cost, as a waterfall by type of cost")
  func contribution() throws {
    let site = try Self.promotion()
    let report = try site.report()
    // 90,000 less 250,000, of which the promotion cost is a part.
    #expect(Self.near(report.figure("profit-contribution"), -160_000))
    let steps = report.steps("profit-contribution")
    #expect(steps.map(\.name) == ["增量利润", "促销", "媒介", "利润贡献"])
    #expect(steps.map(\.value) == [90_000, -200_000, -50_000, -160_000])
    let chapter = try #require(try site.page()["sales-lift"])
    #expect(chapter.text.contains("增量利润 9 万元，减去全部营销成本 25 万元，利润贡献 −16 万元：活动新增的毛利没有盖过花费"))
    #expect(chapter.figure("活动净亏 16 万元", kind: "waterfall")?.row("媒介") == ["−¥50,000.00"])
  }

  @Test("req:incrementality the control group's change is taken off by difference in differences, with an interval and its assumptions")
  func incrementality() throws {
    let treated = [
      [100, 110, 90, 105, 95, 120, 130, 100, 110, 90], [200, 230, 190, 205, 195, 240, 260, 210, 220, 190],
    ]
    let control = [[50, 56, 44, 53, 47, 61, 64, 51, 54, 46], [55, 61, 50, 57, 53, 66, 70, 55, 60, 52]]
    let days = [ChangeSite.days("2026-05-18", 10), ChangeSite.days("2026-06-01", 10)]
    var rows: [[Any]] = []
    for period in 0..<2 {
      for (index, day) in days[period].enumerated() {
        rows += [[day, "华东", treated[period][index]], [day, "西南", control[period][index]]]
      }
    }
    let files = ["data/daily.csv": ChangeSite.csv("date,region,revenue", rows)]
    let site = try Self.tenDays(brief: "control: {dimension: region, values: [西南]}\n", files)
    let report = try site.report()
    // NumPy and SciPy: 2,140 − 1,050 × 579 / 526, and the delta method's interval with 9.587 degrees of freedom.
    #expect(abs((report.figure("incremental-revenue-net") ?? 0) - 984.20) < 0.005)
    #expect(Self.near(report.figure("net-lift"), 0.8515338432436877))
    let sentence = try #require(report.sentence("incrementality"))
    #expect(sentence.contains("同期日均销售额增长 10.1%，参加活动的部分增长 103.8%"))
    #expect(sentence.contains("净提升率 85.2%（95% 区间 78.3%～92.0%），折合净增量销售额 984.20 元（904.65 元～1,063.75 元）"))
    #expect(report.sentence("incrementality-parallel")?.contains("基准期里两组之比没有明显走势") == true)
    let chapter = try #require(try site.page()["sales-lift"])
    #expect(chapter.text.contains("平行趋势") && chapter.figure("对照组 +10.1%", kind: "line") != nil)
    // Without a control group nothing is claimed.
    #expect(try Self.tenDays(files).report().sentence("incrementality") == nil)
  }

  @Test("req:baseline-definition the baseline's length, weekdays and days off beside the campaign's, and a word where they do not compare")
  func baseline() throws {
    let rows = ChangeSite.days("2026-05-18", 24).map { [$0, 100] as [Any] }
    let files = [
      "data/daily.csv": ChangeSite.csv("date,revenue", rows),
      "content/registers/holidays.csv": "日期,节日,休或班\n2026-05-29,店庆,休\n2026-06-05,店庆,休\n2026-06-06,店庆,休\n",
    ]
    func sentence(_ start: String, _ end: String) throws -> String? {
      try ChangeSite("2026-06-01", "2026-06-10", baseline: (start, end), files).page()["sales-lift"]?
        .first { $0.attributes["data-sentence"] == "baseline-comparable" }?.text
    }
    #expect(
      try sentence("2026-05-18", "2026-05-27")
        == "基准期为 5 月 18 日至 27 日，共 10 天，活动期 10 天，长度与星期结构都相同，可以直接相比。放假：基准期没有，活动期有店庆 2 天。")
    // Friday to Sunday; two of ten days of the campaign are a weekend.
    let short = try sentence("2026-05-29", "2026-05-31") ?? ""
    #expect(short.contains("共 3 天，活动期 10 天，长度不同，下面的基准期数字都按天数折算；注意：星期结构不同，周末在活动期占 20.0%，在基准期占 66.7%"))
    #expect(short.contains("基准期没有星期一、星期二、星期三、星期四，无法按星期对齐") && short.contains("基准期有店庆 1 天"))
    // As long, but from Friday on.
    #expect(try sentence("2026-05-22", "2026-05-31")?.contains("长度相同；注意：星期结构不同，周末在活动期占 20.0%，在基准期占 40.0%") == true)
  }
}
