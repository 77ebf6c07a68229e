import Metrics
import Testing
import Values

@Suite("Sums by many values at once") struct CrossSumTests {
  private let tables = (
    table(
      "date|channel|segment|media_cost|attributed_revenue\n2026-05-30|直播|新客|5|50\n2026-06-01|直播|新客|1.5|20\n2026-06-01|直播|会员|2|\n"
        + "2026-06-02|直播|新客|3|30\n2026-06-02|私域|会员||8\n2026-06-11|直播|新客|7|70", file: "a.csv"),
    table("date|channel|segment|media_cost|attributed_revenue\n2026-06-04|直播|新客|4|40\n2026-06-03|信息流||9|90", file: "b.csv")
  )

  @Test("pairs have the sums and rows that a figure of both has", arguments: ["media_cost", "attributed_revenue", "attributed_profit"])
  func pairs(_ measure: String) throws {
    var campaign = frame()
    campaign.grossMargin = exact("0.4")
    let facts = facts(campaign, tables.0, tables.1)
    let sums = try #require(facts.crossSums(of: measure, by: "channel", and: "segment"))
    for channel in ["直播", "私域", "信息流"] {
      for segment in ["新客", "会员"] {
        let slice = Slice(.campaign, filter: [DimensionValue("channel", channel), DimensionValue("segment", segment)])
        let figure = facts.figure(measure, in: slice)
        #expect(sums[channel]?[segment]?.value.double == figure.value?.double, "\(channel) \(segment)")
        #expect(sums[channel]?[segment]?.sources.sorted { $0.file < $1.file } ?? [] == (figure.value == nil ? [] : figure.sources))
      }
    }
    #expect(sums["信息流"] == nil)
  }

  @Test("days by value are those asked one by one", arguments: ["media_cost", "attributed_revenue"])
  func days(_ measure: String) throws {
    let facts = facts(frame(), tables.0, tables.1)
    let days = period("2026-06-01", "2026-06-04")
    let series = try #require(facts.series(measure, over: days, by: "channel"))
    for channel in ["直播", "私域", "信息流"] {
      let wanted = facts.series(measure, over: days, filter: [DimensionValue("channel", channel)]).map { $0.value?.double }
      #expect(series[channel]?.map { $0?.double } == wanted, "\(channel)")
    }
  }

  @Test("what is no plain sum over days is not given")
  func other() {
    let facts = facts(frame(), tables.0)
    #expect(facts.crossSums(of: "uv", by: "channel", and: "segment") == nil)
    #expect(facts.crossSums(of: "attributed_profit", by: "channel", and: "segment") == nil)
    #expect(facts.series("roas", over: period("2026-06-01", "2026-06-04"), by: "channel") == nil)
  }
}
