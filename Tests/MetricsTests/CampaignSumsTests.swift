import Metrics
import Tables
import Testing
import Values

@Suite struct CampaignSumsTests {
  /// A campaign of five days that begin on `start`.
  static func campaign(_ start: String, _ tables: DataTable...) -> CampaignFacts {
    var frame = frame(baseline: nil)
    frame.period = Period(day(start), day(start).advanced(by: 4))!  // the end is after the start
    let (facts, problems) = CampaignFacts.build(frame: frame, tables: tables, dictionary: shipped.dictionary)
    #expect(problems.isEmpty)
    return facts
  }

  static func sums(_ campaigns: [CampaignFacts], _ days: Period? = nil) -> CampaignSums {
    CampaignSums(campaigns, dictionary: shipped.dictionary, over: days)
  }

  static let a = campaign("2026-06-01", table("date|impressions|clicks|reach\n2026-06-01|1000|40|600\n2026-06-03|1000|60|", source: .ads))
  static let b = campaign("2026-06-03", table("date|impressions|clicks|reach\n2026-06-03|2000|20|900\n2026-06-07|2000|20|", source: .ads))
  static let shopOnly = campaign("2026-06-02", table("date|revenue|orders\n2026-06-02|100.10|1\n2026-06-05|200.20|2", source: .shop))

  @Test("Measures add up exactly, over all days and over a period's")
  func measures() {
    #expect(Self.sums([Self.a, Self.b, Self.shopOnly]).figure("impressions").value?.exact(decimals: 6) == exact("6000"))
    #expect(Self.sums([Self.shopOnly, Self.shopOnly]).figure("revenue").value?.exact(decimals: 6) == exact("600.6"))
    let days = Self.sums([Self.a, Self.b, Self.shopOnly], period("2026-06-03", "2026-06-05"))
    #expect(days.figure("impressions").value?.exact(decimals: 6) == exact("3000"))
    #expect(days.figure("revenue").value?.exact(decimals: 6) == exact("200.2"))
    #expect(days.sum("impressions").parts.map(\.campaign) == [0, 1])
  }

  @Test("A rate is the ratio of sums, of the campaigns that have both of its parts")
  func rates() throws {
    let all = Self.sums([Self.a, Self.b, Self.shopOnly])
    // 140 ÷ 6,000; the mean of 5 % and 1 % would be 3 %.
    #expect(abs(try #require(all.figure("ctr").value).double - 140.0 / 6000) < 1e-15)
    #expect(all.sum("ctr").parts.map(\.campaign) == [0, 1])
    #expect(all.figure("aov").value?.exact(decimals: 6) == exact("100.1"))
    #expect(all.figure("cpc").value == nil)
  }

  @Test("What is not additive is known only where one campaign has it")
  func people() {
    let first = period("2026-06-01", "2026-06-01")
    #expect(Self.sums([Self.a, Self.b], first).figure("reach").value?.exact(decimals: 6) == exact("600"))
    let totals = { (start: String, end: String, reach: String) in
      Self.campaign(start, table("start|end|reach\n\(start)|\(end)|\(reach)", .totals, source: .ads))
    }
    let two = [totals("2026-06-01", "2026-06-05", "900"), totals("2026-06-03", "2026-06-07", "800")]
    #expect(Self.sums([two[0]]).figure("reach").value?.exact(decimals: 6) == exact("900"))
    #expect(Self.sums(two).figure("reach").value == nil)
    #expect(Self.sums(two).figure("reach").missing == .needsTotals(measure: "reach"))
  }

  @Test("Costs by the books count on their day; a rate made of them takes all, of a campaign that lies in the period whole")
  func books() {
    let facts = Self.campaign(
      "2026-06-01", table("date|revenue\n2026-06-01|600\n2026-06-05|400", source: .shop),
      table("date|category|amount\n2026-05-20|物料|50\n2026-06-02|媒介|150", .spend, file: "registers/spend.csv"))
    func value(_ id: String, _ start: String, _ end: String) -> Exact? {
      Self.sums([facts], period(start, end)).figure(id).value?.exact(decimals: 6)
    }
    #expect(value("cost", "2026-05-01", "2026-05-31") == exact("50") && value("cost", "2026-06-01", "2026-06-30") == exact("150"))
    #expect(value("budget-to-sales", "2026-06-01", "2026-06-30") == exact("0.2"))
    #expect(value("budget-to-sales", "2026-06-01", "2026-06-03") == nil)
    #expect(value("budget-to-sales", "2026-05-01", "2026-05-31") == nil)
  }

  @Test("Without data, campaigns or a known id a sum is missing with its reason")
  func missing() {
    #expect(Self.sums([]).figure("revenue").missing == .noData(measure: "revenue"))
    #expect(Self.sums([Self.a]).figure("nonsense").missing == .unknown(id: "nonsense"))
    #expect(Self.sums([Self.a], period("2020-01-01", "2020-01-31")).figure("clicks").value == nil)
  }

  @Test("The parts of a sum over days add up to it, whatever days", arguments: 1...20)
  func parts(_ seed: Int) {
    var state = UInt64(seed)
    func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
    let campaigns = (0..<4).map { _ -> CampaignFacts in
      let start = day("2026-06-01").advanced(by: roll(20))
      let rows = (0..<5).filter { _ in roll(4) > 0 }.map { "\(start.advanced(by: $0).iso)|\(roll(9000)).\(10 + roll(90))" }
      return Self.campaign(start.iso, table((["date|revenue"] + (rows.isEmpty ? ["\(start.iso)|1"] : rows)).joined(separator: "\n"), source: .shop))
    }
    let whole = Self.sums(campaigns).figure("revenue").value?.exact(decimals: 6)
    var sum = Exact.zero
    var start = day("2026-05-25")
    while start < day("2026-07-10") {
      let length = 1 + roll(9)
      let part = Self.sums(campaigns, Period(start, start.advanced(by: length - 1))).figure("revenue").value
      sum = sum.adding(part?.exact(decimals: 6) ?? .zero) ?? sum
      start = start.advanced(by: length)
    }
    #expect(sum == whole)
  }
}
