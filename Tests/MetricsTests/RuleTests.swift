import Diagnostics
import Metrics
import Tables
import Testing
import Values

/// The names that the product settles, and what each ambiguous case is to give. Expected values by hand.
@Suite("Settled names") struct SettledNames {
  let ads = table(
    "date|channel|media_cost|attributed_revenue\n2026-06-01|搜索|100|300\n2026-06-02|直播|50|500", file: "ads.csv", source: .ads)
  let spend = table(
    "date|category|cost_type|channel|amount\n2026-05-20|创意|制作||40\n2026-06-01|媒介|投放|搜索|100\n2026-06-03|促销|赠品||60",
    .spend, file: "spend.csv")

  @Test("Cost is the spend register, whole, or media cost where there is none")
  func cost() {
    let media = facts(frame(), ads)
    #expect(media.value("cost") == "150")
    #expect(media.figure("cost").notes.contains(.mediaCostOnly))
    let full = facts(frame(), ads, spend)
    #expect(full.value("cost") == "200")
    #expect(full.figure("cost").notes.isEmpty)
    #expect(full.value("cost", .campaign, ["channel": "搜索"]) == "100")
    #expect(full.value("cost", .campaign, ["channel": "直播"]) == nil)
    #expect(full.value("promo_cost") == "60")
    #expect(full.value("media_cost") == "150")
  }

  @Test("An ad report's sales are attributed revenue, a shop's are revenue")
  func revenue() {
    let facts = facts(frame(), ads, table("date|revenue\n2026-06-01|1000", file: "shop.csv", source: .shop))
    #expect(facts.value("revenue") == "1000")
    #expect(facts.value("attributed_revenue") == "800")
    #expect(facts.value("roas") == "≈5.333333")
  }

  @Test("Attributed profit without a column is estimated by the gross margin")
  func attributedProfit() {
    let facts = facts(frame(margin: "0.4"), ads, spend)
    #expect(facts.value("attributed_profit") == "320")
    #expect(facts.figure("attributed_profit").notes == [.estimatedProfit])
    #expect(facts.value("marketing-roi") == "0.6")  // (320 - 200) / 200
    #expect(facts.figure("marketing-roi").notes.contains(.estimatedProfit))
    #expect(noMargin.figure("attributed_profit").value == nil)
  }

  private var noMargin: CampaignFacts {
    CampaignFacts.build(frame: frame(), tables: [ads], dictionary: shipped.dictionary).0
  }

  @Test("Gross profit is never estimated")
  func grossProfit() {
    let facts = facts(frame(margin: "0.4"), table("date|revenue\n2026-06-01|1000", source: .shop))
    #expect(facts.figure("gross_profit").missing == .noData(measure: "gross_profit"))
  }

  @Test("The baseline is scaled by days, and the weekday-matched one stands beside it")
  func baseline() {
    // Monday 25 to Sunday 31 May: 7 days for the 10 days from Monday 1 June, with Monday to Wednesday twice.
    let days = (25...31).map { "2026-05-\($0)|\($0 == 25 ? 100 : 10)" } + ["2026-06-01|400"]
    let facts = facts(
      frame(baseline: period("2026-05-25", "2026-05-31")), table("date|revenue\n" + days.joined(separator: "\n"), source: .shop))
    #expect(facts.value("baseline_revenue") == "228.571429")  // 160 * 10 / 7
    #expect(facts.figure("baseline_revenue").notes.contains(.scaledByDays(from: 7, to: 10)))
    #expect(facts.weekdayMatchedBaseline(of: "revenue") == .exact(exact("280")))  // 2*100 + 2*10 + 2*10 + 4*10
    #expect(facts.value("sales-lift") == "≈0.75")  // 400 / 228.571429 - 1, rounded
    #expect(facts.value("sales-lift-weekday") == "≈0.428571")  // 400 / 280 - 1
    #expect(noBaseline.figure("sales-lift").missing == .noBaseline)
  }

  private var noBaseline: CampaignFacts {
    CampaignFacts.build(
      frame: frame(baseline: nil), tables: [table("date|revenue\n2026-06-01|1")], dictionary: shipped.dictionary).0
  }

  @Test("A04: conversions per visit; per click, and told, where there is only advertising data")
  func conversionRate() {
    let web = table("date|visits\n2026-06-01|50", file: "w.csv", source: .web)
    let ads = table("date|clicks|conversions\n2026-06-01|100|10", source: .ads)
    #expect(facts(frame(), ads, web).value("conversion-rate") == "0.2")
    let figure = facts(frame(), ads).figure("conversion-rate")
    #expect(figure.value == .exact(exact("0.1")))
    #expect(figure.notes == [.fallback(measure: "visits")])
  }

  @Test("A07: acquisition cost is per new buyer unless the brief says per registration", arguments: [
    (AcquiredUnit.customer, "20"), (.registration, "5"),
  ])
  func acquired(unit: AcquiredUnit, expected: String) {
    let facts = facts(
      frame(unit: unit), table("date|new_buyers|registrations\n2026-06-01|10|40"),
      table("date|amount\n2026-06-01|200", .spend, file: "s.csv"))
    #expect(facts.value("cac") == expected)
  }

  @Test("Planned budget is the register's, else the brief's")
  func plannedBudget() {
    #expect(facts(frame(budget: "500"), table("category|planned\nA|300\nB|100", .budget)).value("planned_budget") == "400")
    #expect(facts(frame(budget: "500"), table("date|clicks\n2026-06-01|1")).value("planned_budget") == "500")
  }

  @Test("A channel's share of a net loss is missing")
  func contribution() {
    let loss = facts(frame(margin: "0.1"), ads)
    #expect(loss.value("channel-roi-contribution", .campaign, ["channel": "直播"]) == nil)
    let gain = facts(frame(margin: "0.5"), ads)
    // Net return 400 - 150 = 250; 直播 250 - 50 = 200.
    #expect(gain.value("channel-roi-contribution", .campaign, ["channel": "直播"]) == "0.8")
  }

  @Test("An actual value beats the formula and says so; the baseline's is the latest before the start")
  func actuals() {
    let facts = facts(
      frame(), table("date|clicks|impressions\n2026-06-01|1|100", source: .ads),
      table("kpi|date|value\nctr|2026-06-05|0.02\n点击率|2026-06-08|0.03\nctr|2026-05-30|0.01", .actuals, file: "act.csv"))
    #expect(facts.value("ctr") == "0.03")
    #expect(facts.figure("ctr").notes == [.actualBeatsFormula, .actual(day("2026-06-08"))])
    #expect(facts.value("ctr", .baseline) == "0.01")
  }

  @Test("A KPI that needs later data says what")
  func needs() {
    guard case .needs(let what)? = facts(frame(), ads).figure("ab-lift").missing else {
      Issue.record("not told")
      return
    }
    #expect(what.en == "an experiments file")
  }
}

@Suite("Targets") struct TargetTests {
  private func status(_ direction: Direction, _ actual: String, _ target: Target) -> Status? {
    Assessment(
      target: target, direction: direction,
      actual: Figure(id: "x", kind: .kpi, value: .exact(exact(actual)), unit: Unit(.number))
    ).status
  }

  @Test("Status knows the direction", arguments: [
    (Direction.higher, "100", Status?.some(.green)), (.higher, "90", .yellow), (.higher, "89.99", .red),
    (.lower, "100", .green), (.lower, "110", .yellow), (.lower, "110.01", .red), (.lower, "0", .green),
    (.target, "105", .green), (.target, "95", .green), (.target, "94.9", .yellow), (.target, "110", .yellow),
    (.target, "110.1", .red), (.context, "100", nil),
  ])
  func statuses(direction: Direction, actual: String, expected: Status?) {
    #expect(status(direction, actual, Target(kpi: "x", target: exact("100"))) == expected)
  }

  @Test("The target's own relative distance overrides, whatever the size of the target", arguments: [
    (Direction.higher, "190", Status.yellow), (.higher, "189.9", .red), (.lower, "210", .yellow), (.lower, "210.1", .red),
    (.target, "211", .red),
  ])
  func warn(direction: Direction, actual: String, expected: Status) {
    #expect(status(direction, actual, Target(kpi: "x", target: exact("200"), warn: exact("0.05"))) == expected)
  }

  @Test("A negative target has a status but no completion")
  func negative() {
    let assessment = Assessment(
      target: Target(kpi: "x", target: exact("-10")), direction: .higher,
      actual: Figure(id: "x", kind: .kpi, value: .exact(exact("-11")), unit: Unit(.number)))
    #expect(assessment.completion == nil)
    #expect(assessment.status == .yellow)
  }

  @Test("Completion", arguments: [
    (Direction.higher, "120", String?.some("1.2")), (.lower, "80", "1.25"), (.lower, "0", nil), (.target, "90", "0.9"),
    (.target, "250", "0"), (.context, "100", nil),
  ])
  func completion(direction: Direction, actual: String, expected: String?) {
    let assessment = Assessment(
      target: Target(kpi: "x", target: exact("100")), direction: direction,
      actual: Figure(id: "x", kind: .kpi, value: .exact(exact(actual)), unit: Unit(.number)))
    #expect(assessment.completion == expected.map { .exact(exact($0)) })
  }

  @Test("Within a range a target is met in full")
  func range() {
    let target = Target(kpi: "reserve-ratio", target: exact("0.10"), upper: exact("0.15"))
    for (actual, status, completion) in [("0.12", Status.green, "1"), ("0.15", .green, "1"), ("0.2", .red, "0.5")] {
      let assessment = Assessment(
        target: target, direction: .target,
        actual: Figure(id: "x", kind: .kpi, value: .exact(exact(actual)), unit: Unit(.ratio)))
      #expect(assessment.status == status)
      #expect(assessment.completion == .exact(exact(completion)))
    }
  }

  @Test("The weighted score caps each completion at 120 %")
  func score() {
    let facts = facts(
      frame(targets: [
        Target(kpi: "clicks-total", target: exact("100"), weight: exact("3")),
        Target(kpi: "leads", target: exact("100"), weight: exact("1")),
        Target(kpi: "nps", target: exact("50"), weight: exact("9")),
      ]), table("date|clicks|leads\n2026-06-01|80|500"))
    // (3 * 0.8 + 1 * 1.2) / 4 * 100; nps has no value and does not count.
    #expect(facts.value("weighted-score") == "90")
  }

  @Test("Aspects of a key", arguments: [
    ("clicks@target", String?.some("100")), ("clicks@gap", "-20"), ("clicks@completion", "0.8"), ("clicks@baseline", "7"),
    ("clicks@target[channel=搜索]", nil), ("leads@target", nil), ("clicks[channel=搜索]", "80"),
  ])
  func aspects(text: String, expected: String?) throws {
    let facts = facts(
      frame(targets: [Target(kpi: "clicks", target: exact("100"))]),
      table("date|channel|clicks\n2026-05-30|搜索|7\n2026-06-01|搜索|80"))
    let figure = facts.figure(try FigureKey.parse(text, at: Location("x")).get())
    #expect(figure.value == expected.map { .exact(exact($0)) })
    #expect((figure.missing == nil) == (expected != nil))
  }
}

@Suite("Keys of figures") struct KeyTests {
  @Test("A key reads back as it was written", arguments: [
    "ctr", "618.ctr", "2026.618.ctr@gap", "ctr@target[channel=直播]", "a.cost[channel=直播,region=华东]", "x[channel=\"a,b]\"]",
  ])
  func roundTrip(text: String) throws {
    #expect(try FigureKey.parse(text, at: Location("x")).get().description == text)
  }

  @Test("Problems point to the character at fault", arguments: [
    ("", 5), ("ctr@goal", 9), ("ctr[channel]", 9), ("ctr[channel=直播", 8), ("ctr[channel=a]x", 19), (".ctr", 5),
    ("ctr[channel=a,channel=b]", 19), ("ctr[channel=]", 17),
  ])
  func problems(text: String, column: Int) {
    guard case .failure(let diagnostic) = FigureKey.parse(text, at: Location("x", line: 2, column: 5)) else {
      Issue.record("accepted")
      return
    }
    #expect(diagnostic.location.column == column)
  }
}

/// What must not change a figure, and what must.
@Suite("Invariance") struct InvarianceTests {
  let header = "date|channel|region|impressions|clicks|media_cost|attributed_revenue|revenue"
  /// 20 days of 3 channels and 2 regions from a small generator of its own.
  var rows: [String] {
    var state: UInt32 = 618
    func next(_ limit: UInt32) -> UInt32 {
      state = state &* 1_664_525 &+ 1_013_904_223
      return (state >> 8) % limit
    }
    var rows: [String] = []
    for number in day("2026-05-22").number...day("2026-06-10").number {
      for channel in ["搜索", "直播", "户外"] {
        for region in ["华东", ""] {
          let cost = "\(next(900)).\(next(90) + 10)"
          rows.append(
            "\(Day(number: number).iso)|\(channel)|\(region)|\(next(9000))|\(next(90))|\(cost)|\(next(5000))|\(next(5000))")
        }
      }
    }
    return rows
  }

  private func facts(_ groups: [[String]], scale: String = "1") -> CampaignFacts {
    let tables = groups.enumerated().map { index, rows in
      table(([header] + rows).joined(separator: "\n"), file: "\(index).csv", currency: "X")
    }
    var frame = frame(rates: ["X": exact(scale)])
    frame.grossMargin = exact("0.3")
    return CampaignFacts.build(frame: frame, tables: tables, dictionary: shipped.dictionary).0
  }

  private let asked = ["clicks", "media_cost", "ctr", "cpc", "marketing-roi", "sales-lift", "revenue", "roas", "spend-share"]

  private func all(_ facts: CampaignFacts) -> [String?] {
    asked.flatMap { id in
      [facts.value(id), facts.value(id, .baseline), facts.value(id, .campaign, ["channel": "直播"]),
        facts.value(id, .campaign, ["channel": "户外", "region": "华东"]), facts.value(id, .period(period("2026-05-30", "2026-06-03")))]
    }
  }

  @Test("Rows in another order, and files split in two, give the same figures")
  func permuted() {
    let rows = rows
    let whole = all(facts([rows]))
    #expect(whole.contains { $0 != nil })
    #expect(all(facts([rows.reversed()])) == whole)
    #expect(all(facts([Array(rows[..<47]), Array(rows[47...])])) == whole)
    #expect(all(facts([rows.filter { $0.contains("搜索") }, rows.filter { !$0.contains("搜索") }])) == whole)
  }

  @Test("Money in another unit scales money and leaves rates")
  func scaled() {
    let (one, hundred) = (facts([rows]), facts([rows], scale: "100"))
    for id in ["ctr", "marketing-roi", "sales-lift", "roas"] { #expect(one.value(id) == hundred.value(id)) }
    for id in ["media_cost", "revenue"] {
      #expect(exact(one.value(id) ?? "").multiplied(by: exact("100")) == Exact(hundred.value(id) ?? ""))
    }
  }

  @Test("Days, channels and regions each add up to the whole", arguments: ["clicks", "media_cost", "attributed_revenue"])
  func partsAddUp(id: String) {
    let facts = facts([rows])
    let whole = facts.figure(id).value
    func sum(_ values: [Number?]) -> Number { values.reduce(.exact(.zero)) { $1.map($0.adding) ?? $0 } }
    #expect(sum(facts.series(id, over: facts.frame.period).map(\.value)) == whole)
    for dimension in ["channel", "region"] {
      let breakdown = facts.breakdown(of: id, by: dimension)
      #expect(sum(breakdown.rows.map(\.amount)) == whole)
      #expect(abs(breakdown.rows.compactMap(\.share).reduce(0, +) - 1) < 1e-12)
      #expect(breakdown.rows.last?.value == nil || dimension == "channel")
    }
    let crossed = ["搜索", "直播", "户外"].map {
      facts.breakdown(of: id, by: "region", in: Slice.campaign.with("channel", $0)).rows.map(\.amount)
    }
    #expect(sum(crossed.flatMap { $0 }) == whole)
  }

  @Test("A KPI's series is its figure of each day")
  func series() {
    let facts = facts([rows])
    for id in ["ctr", "marketing-roi", "cost", "spend-share"] {
      let filter = [DimensionValue("channel", "直播")]
      for (day, value) in facts.series(id, over: facts.frame.period, filter: filter) {
        #expect(value == facts.figure(id, in: Slice(.period(Period(day, day)!), filter: filter)).value)  // one day
      }
    }
  }

  @Test("Missing days are listed by source")
  func coverage() {
    let facts = facts([rows.filter { !$0.hasPrefix("2026-06-04") && !$0.hasPrefix("2026-06-10") }])
    #expect(facts.dataAsOf == day("2026-06-09"))
    #expect(facts.coverage.map(\.missingDays) == [[day("2026-06-04")]])
    #expect(facts.values(of: "channel", rankedBy: "clicks").count == 3)
  }
}
