import Charts
import Diagnostics
import Foundation
import Handbook
import Metrics
import Review
import Tables
import Testing
import Values

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
private struct Dice {
  var state: UInt64

  mutating func below(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }
}

/// The ten days of the campaign and the ten of its baseline, in two digits each.
private let campaignDays = (1...10).map { "2026-06-" + ($0 < 10 ? "0" : "") + "\($0)" }
private let baselineDays = (22...31).map { "2026-05-\($0)" }

extension Review {
  fileprivate func steps(_ id: String) -> [WaterfallChart.Step]? {
    for chapter in chapters {
      for case .chart(id, .plot(.waterfall(let chart))) in chapter.blocks { return chart.steps }
    }
    return nil
  }
}

/// A campaign whose brief names a control group.
private func controlled(_ values: String, _ rows: [String]) -> ReviewInput {
  let text = """
    ---
    title: 六月促销
    start: 2026-06-01
    end: 2026-06-10
    goal: 卖
    control: {dimension: region, values: [\(values)]}
    ---
    """
  let (document, _) = Document.read(Array(text.utf8), path: "campaigns/c/brief.md", file: "content/campaigns/c/brief.md")
  var request = input(table("date|region|revenue\n" + rows.joined(separator: "\n")))
  if case .campaign(let campaign) = document.matter.detail { request.brief = campaign }
  return request
}

@Suite("What drove the change") struct ChangeTests {
  @Test("Of any data the drivers add up to the change to the cent, and so do the effects on the rate to a hundredth of a point")
  func addUp() throws {
    var dice = Dice(state: 4)
    for _ in 0..<40 {
      let rows = (baselineDays + campaignDays).flatMap { day in
        ["直播", "搜索", "私域"].map { channel in
          let visits = 1 + dice.below(5000)
          let orders = dice.below(visits / 10 + 1)
          return "\(day)|\(channel)|\(visits)|\(orders)|\(orders * (50 + dice.below(300))).\(10 + dice.below(90))"
        }
      }
      let (review, _) = buildReview(input(table("date|channel|visits|orders|revenue\n" + rows.joined(separator: "\n"))))
      let steps = try #require(review.steps("trend-drivers"))
      let cents = steps.map { Int((($0.value ?? .nan) * 100).rounded()) }
      #expect(cents.dropFirst().dropLast().reduce(cents[0], +) == cents[cents.count - 1])
      let mix = try #require(review.table("trend-mix"))
      for column in 5...7 {
        let sum = mix.rows.reduce(Exact.zero) { sum, row in
          guard case .number(.exact(let value), _)? = row[column].value else { return sum }
          return sum.adding(value) ?? sum
        }
        #expect(mix.totalRow?[column].value == .number(.exact(sum), .ratio))
      }
    }
  }

  @Test("A baseline of half the length is scaled by days before it is compared")
  func scaled() {
    let rows = table(
      "date|visits|orders|revenue\n" + (baselineDays.suffix(5) + campaignDays).map { "\($0)|100|10|1000" }.joined(separator: "\n"))
    let (review, _) = buildReview(input(rows, baseline: Period(day("2026-05-27"), day("2026-05-31"))))
    // 5,000 in five days are 10,000 in ten: nothing changed, so that there is nothing to take apart.
    #expect(review.steps("trend-drivers") == nil)
    let more = table(
      "date|visits|orders|revenue\n" + baselineDays.suffix(5).map { "\($0)|100|10|1000\n" }.joined()
        + campaignDays.map { "\($0)|200|20|2000" }.joined(separator: "\n"))
    let (double, _) = buildReview(input(more, baseline: Period(day("2026-05-27"), day("2026-05-31"))))
    #expect(double.steps("trend-drivers")?.map { $0.value ?? .nan } == [10_000, 10_000, 0, 0, 20_000])
  }

  @Test("A running campaign is compared with as many days of the baseline as it has data for")
  func running() {
    let rows = table(
      "date|visits|orders|revenue\n"
        + (baselineDays + campaignDays.prefix(4)).map { "\($0)|\($0 < "2026-06" ? 100 : 150)|10|1000" }.joined(separator: "\n"))
    let (review, _) = buildReview(input(rows))
    // 400 visits in four days to 600; orders and revenue stay: the change is nil and is not taken apart.
    #expect(review.steps("trend-drivers") == nil)
    let (grown, _) = buildReview(
      input(
        table(
          "date|visits|orders|revenue\n"
            + (baselineDays + campaignDays.prefix(4)).map { "\($0)|100|10|\($0 < "2026-06" ? 1000 : 1500)" }.joined(separator: "\n"))))
    #expect(grown.steps("trend-drivers")?.map { $0.value ?? .nan } == [4000, 0, 0, 2000, 6000])
  }

  @Test("Without a baseline, with refunds above sales, or where sales come of no visits, nothing is taken apart")
  func nothing() {
    let sold = campaignDays.map { "\($0)|100|10|1000" }.joined(separator: "\n")
    let head = "date|visits|orders|revenue\n"
    func steps(_ rows: String, baseline: Period? = Period(day("2026-05-22"), day("2026-05-31"))) -> [WaterfallChart.Step]? {
      buildReview(input(table(head + rows), baseline: baseline)).0.steps("trend-drivers")
    }
    #expect(steps(sold, baseline: nil) == nil)
    #expect(steps(baselineDays.map { "\($0)|100|10|-5\n" }.joined() + sold) == nil)
    // Orders of no visits: visits cannot be a factor of them, but orders and their value can.
    let blind = steps(baselineDays.map { "\($0)|0|5|400\n" }.joined() + sold)
    #expect(blind?.map(\.name) == ["基准期", "订单数", "平均订单价值", "活动期"])
  }

  @Test("A control group that the data does not have is named")
  func unknownControl() {
    let rows = (baselineDays + campaignDays).flatMap { ["\($0)|华东|100", "\($0)|西南|50"] }
    let (review, _) = buildReview(controlled("西北", rows))
    #expect(review[chapter: "sales-lift"]?.needs?.contains("对照组 西北 在数据的地区里没有") == true)
    #expect(review.text("incrementality") == nil)
  }

  @Test("Groups that moved alike show no lift; one that was growing already is warned of")
  func control() {
    let alike = (baselineDays + campaignDays).enumerated().flatMap { index, day in
      ["\(day)|华东|\(100 + index % 3)", "\(day)|西南|\(50 + index % 2)"]
    }
    let (even, _) = buildReview(controlled("西南", alike))
    #expect(even.text("incrementality")?.contains("区间包含 0，没有超出日常波动，不能认定是活动带来的") == true)
    let growing = (baselineDays + campaignDays).enumerated().flatMap { index, day in
      ["\(day)|华东|\(100 + 10 * index + index % 3)", "\(day)|西南|50"]
    }
    let (trend, _) = buildReview(controlled("西南", growing))
    #expect(trend.text("incrementality-parallel")?.hasPrefix("注意：基准期里两组之比已有走势") == true)
    #expect(trend.text("incrementality")?.contains("平行趋势的前提不牢，只作参考") == true)
  }
}
