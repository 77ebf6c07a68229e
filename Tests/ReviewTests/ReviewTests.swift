import Diagnostics
import Foundation
import Metrics
import Review
import Tables
import Testing
import Values

/// Ten days of the campaign and of its baseline. Per day the campaign has 600 of 直播 and 400 of 搜索, the baseline 300
/// and 200: 10,000 against 5,000.
private let daily = table(
  "date|channel|revenue|orders|visits|new_buyers\n"
    + (22...31).map { "2026-05-\($0)|直播|300|3|100|1\n2026-05-\($0)|搜索|200|2|100|1" }.joined(separator: "\n") + "\n"
    + (1...10).map { day in
      let date = "2026-06-" + (day < 10 ? "0" : "") + "\(day)"
      return "\(date)|直播|600|4|100|1\n\(date)|搜索|400|1|100|1"
    }.joined(separator: "\n"))

private let spend = table(
  """
  date|category|cost_type|channel|amount|approver
  2026-06-02|转化|媒介|直播|1800|王经理
  2026-06-03|转化|媒介|搜索|700|李经理
  2026-06-04|品牌|创意||500|王经理
  """, .spend, file: "content/campaigns/c/registers/spend.csv")

private let budget = table(
  "category|channel|month|planned\n转化||2026-06|2000\n品牌||2026-06|800", .budget,
  file: "content/campaigns/c/registers/budget.csv")

private let targets = [
  Target(kpi: "revenue-total", target: exact("12000"), weight: exact("60")),
  Target(kpi: "order-rate", target: exact("0.02"), weight: exact("20")),
  Target(kpi: "cac", target: exact("120"), weight: exact("20")),
]

@Suite("Sentences") struct Sentences {
  @Test("The summary states result, targets and return")
  func summary() {
    let (review, diagnostics) = buildReview(input(daily, spend, budget, targets: targets))
    #expect(diagnostics.isEmpty)
    #expect(review.text("summary-result") == "6 月 1 日至 10 日，销售额 1 万元，完成目标 1.2 万元的 83.3%，差 2,000 元。")
    #expect(review.text("summary-targets") == "3 项目标中，1 项达标，2 项未达（销售额、客户获取成本）。")
    #expect(review.text("summary-return") == "投入 3,000 元；没有归因利润，不计算投资回报率。")
    #expect(
      review.text("summary-contribution") == "直播的销售额最高，6,000 元，占 60.0%，并带来比基准期多出部分的 60.0%（第 4 章）。")
    #expect(
      review.text("summary-deviation")
        == "客户获取成本 150 元，比目标 120 元高 30 元，完成度 80.0%；按渠道看，直播最高，为 180 元（第 3 章）。")
    #expect(
      review.text("summary-advice-budget")
        == "转化类别计划 2,000 元，实际 2,500 元，超支 500 元（25.0%），审批人：王经理、李经理：下次按实际修订这一类的预算，追加在花之前会签（第 8 章）。")
  }

  @Test("English sentences say the same")
  func english() {
    let (review, _) = buildReview(input(daily, spend, budget, targets: targets, language: .english))
    #expect(
      review.text("summary-result") == "1–10 June: revenue CNY 10,000, 83.3% of the target of CNY 12,000, CNY 2,000 short.")
    #expect(review.text("summary-targets") == "Of 3 targets: 1 met, 2 missed (revenue and customer acquisition cost).")
    #expect(
      review.text("trend-baseline")
        == "Against the baseline (22–31 May) revenue per day rose from CNY 500 to CNY 1,000, +100.0%.")
  }

  @Test("Differences of rates are percentage points, lower is better is told")
  func directions() {
    let (review, _) = buildReview(input(daily, spend, targets: targets))
    #expect(
      review.table("kpi-completion")?.text == [
        "销售额 | ¥10,000.00 | ¥12,000.00 | ¥5,000.00 | −¥2,000.00 | 83.3% | 未达 | 60",
        "下单转化率 | 2.50% | 2.00% | 2.50% | +0.50个百分点 | 125.0% | 达标 | 20",
        "客户获取成本 | ¥150.00 | ¥120.00 | — | +¥30.00 | 80.0% | 未达 | 20",
      ])
    // (60 × 0.8333… + 20 × 1.2 + 20 × 0.8) ÷ 100 × 100 = 90
    #expect(review.text("kpi-score") == "加权考核得分 90 分（单项完成度最多按 120% 计）。")
    #expect(review[chapter: "kpi"]?.allSentences.map(\.id) == [
      "kpi-result", "kpi-score", "kpi-warning-revenue-total", "kpi-warning-cac",
    ])
  }

  @Test("Completion comes from the quotient before it was rounded to print")
  func unroundedCompletion() {
    let rows = table("date|channel|revenue|orders\n2026-06-01|直播|100|3")
    let (review, _) = buildReview(input(rows, targets: [Target(kpi: "aov", target: exact("30"))]))
    #expect(review[figure: "aov"]?.value?.exact(decimals: 6)?.description == "33.333333")
    // 100 ÷ 3 ÷ 30
    #expect(abs((review[figure: "aov@completion"]?.value?.double ?? 0) - 10.0 / 9) < 1e-15)
  }

  @Test("A person's words replace a sentence; an id that no sentence has is told")
  func overrides() {
    let place = Location("content/campaigns/c/review.md", line: 4, column: 3)
    let (review, diagnostics) = buildReview(
      input(
        daily, targets: targets,
        overrides: [
          .init(id: "summary-result", text: "差一点。", location: place),
          .init(id: "summary-results", text: "没有这一句。", location: place),
        ]))
    let sentence = review[chapter: "summary"]?.sentences.first
    #expect(sentence?.text == "差一点。")
    #expect(sentence?.isReplaced == true)
    #expect(diagnostics.map(\.problem.id) == ["unknown-sentence"])
    #expect(diagnostics.first?.problem.message.zh == "复盘里没有 id 为「summary-results」的句子")
    #expect(diagnostics.first?.problem.hint?.zh == "是不是「summary-result」？")
    #expect(diagnostics.first?.location == place)
  }

  @Test("Every key that a sentence cites is among the figures")
  func keysResolve() {
    let (review, _) = buildReview(input(daily, spend, budget, targets: targets))
    let known = Set(review.figures.map(\.key))
    let cited = Set(review.chapters.flatMap(\.allSentences).flatMap(\.figures))
    #expect(cited.count > 10)
    #expect(cited.subtracting(known).isEmpty)
  }
}

@Suite("Chapters") struct Chapters {
  @Test("A breakdown's parts and the rows without a label add up to the whole")
  func breakdown() {
    let rows = table("date|channel|revenue\n2026-06-01|直播|700\n2026-06-02|搜索|200\n2026-06-03||100")
    let (review, _) = buildReview(input(rows, baseline: nil))
    #expect(
      review.table("breakdown-channel")?.text == [
        "直播 | ¥700.00 | 70.0%", "搜索 | ¥200.00 | 20.0%", "未标注 | ¥100.00 | 10.0%", "合计 | ¥1,000.00 | 100%",
      ])
    #expect(
      review.text("breakdown-channel") == "2 个渠道中，直播的销售额最高，700 元，占 70.0%；搜索最低，200 元，占 20.0%，另有 10.0% 没有标注渠道。")
  }

  @Test("Beyond six values a chart has the rest as one bar, with the sum of the others")
  func manyValues() {
    let rows = table(
      "date|channel|revenue\n" + (1...9).map { "2026-06-01|渠道\($0)|\($0)00" }.joined(separator: "\n"))
    let (review, _) = buildReview(input(rows, baseline: nil))
    let charts = review[chapter: "breakdown"]?.blocks.compactMap { block in
      if case .chart(_, .bar(let bar)) = block { bar } else { nil }
    }
    #expect(charts?.first?.categories == ["渠道9", "渠道8", "渠道7", "渠道6", "渠道5", "渠道4", "其他3项"])
    #expect(charts?.first?.series.first?.values == [900, 800, 700, 600, 500, 400, 600])
  }

  @Test("Advertising has a table of its own where one would be too wide")
  func twoTables() {
    let rows = table(
      "date|channel|revenue|orders|conversions|visits|new_buyer_orders|impressions|clicks|media_cost|attributed_revenue\n"
        + "2026-06-01|直播|600|4|4|100|2|1000|50|100|500")
    let (review, _) = buildReview(input(rows, baseline: nil))
    #expect(review.table("breakdown-channel")?.text.first == "直播 | ¥600.00 | 100.0% | 4.00% | ¥150.00 | 50.0%")
    #expect(review.table("breakdown-channel-ads")?.text.first?.hasPrefix("直播 | 1,000 | 50 | 5.00% | ¥2.00 | 5.00倍") == true)
  }

  @Test("The baseline's days stand beside the campaign's, first to first")
  func alignedBaseline() {
    let (review, _) = buildReview(input(daily))
    let lines = review[chapter: "trend"]?.blocks.compactMap { block in
      if case .chart("trend-main", .line(let line)) = block { line } else { nil }
    }
    #expect(lines?.first?.series.map(\.name) == ["活动期", "7 日移动平均", "基准期"])
    #expect(lines?.first?.series.last?.values == Array(repeating: 500, count: 10))
  }

  private static let broken = table(
    "date|channel|revenue\n"
      + zip(1...10, [100, 104, 97, 101, 10, 99, 103, 98, 102, 100]).map { day, value in
        "2026-06-" + (day < 10 ? "0" : "") + "\(day)|直播|\(value)"
      }.joined(separator: "\n"))

  @Test("An unusual day is joined to the event that covers it")
  func explained() {
    let events = table(
      "date|end|kpi|kind|cause|source\n2026-06-04|2026-06-05|revenue-total|故障|支付页打不开|故障记录", .events,
      file: "content/campaigns/c/registers/events.csv")
    let (review, _) = buildReview(input(Self.broken, events, baseline: nil))
    // The other nine days' median with it is 100: 10 is 90 % below.
    #expect(review.table("trend-anomalies")?.text == ["2026-06-05 | 整体 | ¥10.00 | ¥100.00 | −90.0% | 故障：支付页打不开"])
    #expect(review.text("summary-anomaly") == "6 月 5 日销售额 10 元，比同星期的通常水平 100 元低 90.0%。登记的原因：支付页打不开（故障），见第 5 章。")
  }

  @Test("An unusual day is joined to what other registers say of it", arguments: [
    ("started|kind|impact\n2026-06-05 14:05|支付|下午起无法付款", TableKind.incidents, "故障：下午起无法付款"),
    ("started|kind|impact\n2026/6/5 8:00|支付故障|", .incidents, "故障：支付故障"),
    ("started|restored|summary|impact\n2026-06-04 23:00|2026-06-05 08:00|付不了款|约 9 单", .incidents, "故障：付不了款"),
    ("date|kpi|change\n2026-06-05|ctr|直播改到上午", .changes, "调整：直播改到上午"),
    ("date|kpi|cause|link\n2026-06-05|revenue-total|高考停播|/a.md", .annotations, "高考停播"),
    ("date|part|cause|certain\n2026-06-05|直播|高考停播|否", .annotations, "推断：高考停播"),
    ("date|part|cause|certain\n2026-06-05||高考停播|是", .annotations, "高考停播"),
    ("date|kpi|cause|link\n2026-06-05|ctr|别的事|", .annotations, "待说明"),
    ("started|kind|impact\n2026-06-04 23:00|支付|前一天的事", .incidents, "待说明"),
  ])
  func explainedByRegisters(rows: String, kind: TableKind, cause: String) {
    let register = table(rows, kind, file: "content/campaigns/c/registers/\(kind.rawValue).csv")
    let (review, _) = buildReview(input(Self.broken, register, baseline: nil))
    #expect(review.table("trend-anomalies")?.text == ["2026-06-05 | 整体 | ¥10.00 | ¥100.00 | −90.0% | " + cause])
    // Days of the campaign are marked in the chart, whatever they explain.
    let marks = review[chapter: "trend"]?.blocks.flatMap { block in
      if case .chart("trend-main", .line(let line)) = block { line.events.map(\.day.iso) } else { [String]() }
    }
    let event = rows.contains("ctr|别") ? nil : rows.contains("06-04") ? "2026-06-04" : "2026-06-05"
    // So is the unusual day that nothing explains.
    #expect(marks == [event, cause == "待说明" ? "2026-06-05" : nil].compactMap { $0 })
  }

  @Test("What happened to one channel explains the whole and that channel, not another")
  func explainedPart() {
    func value(_ day: Int, _ usual: Int) -> Int { day == 5 ? usual / 10 : usual + day % 3 }
    let daily = table(
      "date|channel|revenue\n"
        + (1...10).flatMap { day in
          [("直播", 500), ("搜索", 300)].map { channel, usual in
            "2026-06-" + (day < 10 ? "0" : "") + "\(day)|\(channel)|\(value(day, usual))"
          }
        }.joined(separator: "\n"))
    let incidents = table(
      "started|channel|summary\n2026-06-05 10:00|直播|停播", .incidents, file: "content/campaigns/c/registers/incidents.csv")
    let (review, _) = buildReview(input(daily, incidents, baseline: nil))
    let causes = review.table("trend-anomalies")?.rows.map { $0[1].text + " " + ($0.last?.text ?? "") }
    #expect(causes == ["整体 故障：停播", "直播 故障：停播", "搜索 待说明"])
  }

  @Test("An event of another KPI, or of other days, explains nothing", arguments: [
    "2026-06-05||ctr|故障|别的事|x", "2026-06-06||revenue-total|故障|晚了一天|x",
  ])
  func unexplained(event: String) {
    let events = table(
      "date|end|kpi|kind|cause|source\n" + event, .events, file: "content/campaigns/c/registers/events.csv")
    let (review, _) = buildReview(input(Self.broken, events, baseline: nil))
    #expect(review.table("trend-anomalies")?.text == ["2026-06-05 | 整体 | ¥10.00 | ¥100.00 | −90.0% | 待说明"])
    #expect(review.text("summary-advice-anomaly")?.hasPrefix("有 1 处异常没有登记原因") == true)
  }

  @Test("A funnel file gives step rates, the largest loss and the segments")
  func funnel() {
    let rows = table(
      """
      stage|segment|count
      曝光||10000
      点击||500
      下单||100
      支付||80
      曝光|新客|6000
      点击|新客|240
      下单|新客|60
      支付|新客|40
      曝光|老客|4000
      点击|老客|260
      下单|老客|40
      支付|老客|40
      """, .funnel, file: "content/campaigns/c/data/funnel.csv")
    let (review, _) = buildReview(input(rows))
    #expect(review.text("funnel-total") == "从曝光到支付共 4 个环节，1 万次中有 80 次走到最后，总转化率 0.80%。")
    #expect(review.text("funnel-loss") == "流失最大的一步是曝光到点击，转化率 5.00%；此后是点击到下单，转化率 20.0%。")
    #expect(
      review.table("funnel-segments")?.text == [
        "新客 | 6,000 | 4.00% | 25.0% | 66.7% | 0.67%", "老客 | 4,000 | 6.50% | 15.4% | 100.0% | 1.00%",
        "合计 | 10,000 | 5.00% | 20.0% | 80.0% | 0.80%",
      ])
    #expect(review[figure: "funnel-step-rate[stage=下单]"]?.value?.double == 0.2)
  }

  @Test("Full cost is claimed only when staff is among the cost types", arguments: [
    ("创意", "成本构成：媒介 83.3%，创意 16.7%。不含人力，不是全成本口径。"), ("人力", "成本构成：媒介 83.3%，人力 16.7%。已含人力，为全成本口径。"),
  ])
  func fullCost(type: String, expected: String) {
    let spend = table(
      "date|category|cost_type|channel|amount|approver\n2026-06-02|转化|媒介|直播|2500|王\n2026-06-04|品牌|\(type)||500|",
      .spend, file: "content/campaigns/c/registers/spend.csv")
    let (review, _) = buildReview(input(daily, spend))
    #expect(review.text("budget-scope") == expected)
  }

  @Test("Plan and spending by category, with the brief's reserve")
  func budgets() {
    let (review, _) = buildReview(input(daily, spend, budget, budget: "4000", reserve: "0.1"))
    #expect(
      review.table("budget-categories")?.text == [
        "转化 | ¥2,000.00 | ¥2,500.00 | 125.0% | +¥500.00", "品牌 | ¥800.00 | ¥500.00 | 62.5% | −¥300.00",
        "合计 | ¥2,800.00 | ¥3,000.00 | 107.1% | +¥200.00",
      ])
    #expect(
      review.text("budget-result") == "总预算 4,000 元，其中预留 400 元（10.0%），计划分配 2,800 元，实际支出 3,000 元，执行率 107.1%。")
  }

  @Test("Missing cost stays missing: no return is worked out, and the chapter says what it needs")
  func missingCost() {
    let (review, _) = buildReview(input(daily, budget))
    let chapter = review[chapter: "budget"]
    #expect(chapter?.state == .partial)
    #expect(chapter?.needs?.contains("registers/spend.csv") == true)
    #expect(review[figure: "cost"]?.value == nil)
    #expect(review[figure: "cost"]?.missing != nil)
    #expect(review.text("summary-return") == nil)
  }

  @Test("Sales lift over the baseline")
  func salesLift() {
    let (review, _) = buildReview(input(daily))
    #expect(review.text("sales-lift") == "活动期销售额 1 万元，基准期按天数折算为 5,000 元，多 5,000 元，销售提升率 100.0%。")
  }

  @Test("Without any data every chapter says what it needs")
  func noData() {
    let (review, diagnostics) = buildReview(input(baseline: nil))
    #expect(diagnostics.isEmpty)
    #expect(review.chapters.map(\.number) == Array(1...16))
    #expect(review.headline.isEmpty)
    for chapter in review.chapters where chapter.id != "overview" {
      #expect(chapter.state == .missing, "\(chapter.id)")
      #expect(chapter.needs?.isEmpty == false, "\(chapter.id)")
    }
    #expect(review.table("overview-facts")?.text.first == "目的 | 成交额一万元")
    #expect((try? JSONSerialization.jsonObject(with: Data(review.json()))) != nil)
  }

  @Test("A target without data is neither judged nor counted as zero")
  func targetWithoutData() {
    let (review, _) = buildReview(input(daily, targets: [Target(kpi: "reach-rate", target: exact("0.3"))]))
    #expect(review.table("kpi-completion")?.text == ["到达率 | — | 30.0% | — | — | —"])
    #expect(review.text("kpi-result") == "1 项目标中，1 项无法判断。")
    #expect(review[chapter: "kpi"]?.state == .partial)
  }
}

@Suite("Headline") struct Headline {
  @Test("A card has value, target, difference, status and a line")
  func cards() {
    let (review, _) = buildReview(input(daily, spend, targets: targets))
    let cards = review.headline.map { card in
      [card.label, card.value, card.unit ?? "", card.target ?? "", card.difference ?? "", card.status?.rawValue ?? ""]
    }
    #expect(
      cards == [
        ["销售额", "1 万元", "", "1.2 万元", "−2,000 元", "red"], ["下单转化率", "2.50%", "", "2.00%", "+0.50 个百分点", "green"],
        ["客户获取成本", "150 元", "", "120 元", "+30 元", "red"],
      ])
    #expect(review.headline.first?.sparkline?.values == Array(repeating: 1000, count: 10))
    // The spend register dates its amounts by the books.
    #expect(review.headline.last?.sparkline == nil)
  }

  @Test("A line is drawn when three quarters of the days have a value", arguments: [(7, false), (8, true)])
  func sparklines(days: Int, isDrawn: Bool) {
    let rows = table(
      "date|channel|revenue|orders\n"
        + (1...10).map { "2026-06-\($0 < 10 ? "0" : "")\($0)|直播|\($0 <= days ? "100" : "")|1" }.joined(separator: "\n"))
    let (review, _) = buildReview(input(rows, baseline: nil))
    #expect((review.headline.first?.sparkline != nil) == isDrawn)
  }
}
