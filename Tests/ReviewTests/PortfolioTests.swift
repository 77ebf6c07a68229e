import Diagnostics
import Metrics
import Review
import Testing
import Values

@Suite struct PortfolioTests {
  @Test("Days lie in their week, month and quarter", arguments: [
    ("2026-06-18", "2026-W25", "2026-06", "2026-Q2"), ("2026-01-01", "2026-W01", "2026-01", "2026-Q1"),
    // ISO 8601: the first week of a year is the one with its first Thursday.
    ("2027-01-03", "2026-W53", "2027-01", "2027-Q1"), ("2024-12-30", "2025-W01", "2024-12", "2024-Q4"),
    ("2024-02-29", "2024-W09", "2024-02", "2024-Q1"),
  ])
  func periods(_ iso: String, _ week: String, _ month: String, _ quarter: String) throws {
    let found = ReviewPeriod.Kind.allCases.compactMap { ReviewPeriod($0, containing: day(iso)) }
    #expect(found.map(\.id) == [quarter, month, week])
    #expect(found.allSatisfy { $0.days.contains(day(iso)) })
    for period in found {
      let before = try #require(period.previous)
      #expect(before.kind == period.kind && before.days.end.advanced(by: 1) == period.days.start)
    }
  }

  @Test("Periods have names in both languages")
  func names() throws {
    let found = ReviewPeriod.Kind.allCases.compactMap { ReviewPeriod($0, containing: day("2026-06-18")) }
    #expect(found.map { $0.title(.simplifiedChinese) } == ["2026 年第二季度", "2026 年 6 月", "2026 年第 25 周"])
    #expect(found.map { $0.title(.english) } == ["Q2 2026", "June 2026", "Week 25, 2026"])
  }

  private func ranked(_ direction: Direction, _ values: [Double?], target: String? = nil) -> CampaignComparison {
    CampaignComparison(
      id: "x", direction: direction, unit: Unit(.number),
      values: values.enumerated().map { ($0, $1.map(Number.real), target.map(exact), nil) })
  }

  @Test("Ranks follow the direction, equal values share one, and missing ones have none", arguments: [
    (Direction.higher, [3, 9, nil, 9], [1, 3, 0, 2], [1, 1, 3, nil]),
    (.lower, [3, 9, nil, 1], [3, 0, 1, 2], [1, 2, 3, nil]),
    (.context, [3, 9, nil], [1, 0, 2], [nil, nil, nil]),
  ] as [(Direction, [Double?], [Int], [Int?])])
  func ranks(_ direction: Direction, _ values: [Double?], _ order: [Int], _ ranks: [Int?]) {
    let comparison = ranked(direction, values)
    #expect(comparison.rows.map(\.rank) == ranks)
    #expect(comparison.rows.map(\.campaign) == order)
  }

  @Test("The nearer to its target a figure is the better")
  func nearest() {
    let comparison = ranked(.target, [8, 11, 10.5], target: "10")
    #expect(comparison.rows.map(\.campaign) == [2, 1, 0] && comparison.rows.map(\.quantile) == [1, 0.5, 0])
  }

  @Test("Quantiles are the part of the others that did worse; a lone figure has none")
  func quantiles() {
    #expect(ranked(.higher, [1, 2, 3, 4, 5]).rows.map(\.quantile) == [1, 0.75, 0.5, 0.25, 0])
    #expect(ranked(.higher, [7, nil]).rows.map(\.quantile) == [nil, nil])
    #expect(ranked(.lower, [2, 2]).rows.map(\.quantile) == [0, 0])
  }

  @Test("A review is due fourteen days after the end", arguments: [
    ("2026-06-18", nil, nil, false), ("2026-06-19", "2026-06-18", nil, false), ("2026-06-19", nil, true, false),
    ("2026-06-19", nil, nil, true),
  ] as [(String, String?, Bool?, Bool)])
  func due(_ today: String, _ due: String?, _ hasNotes: Bool?, _ isDraft: Bool) {
    #expect(
      Portfolio.reviewDue(
        period: Period(day("2026-06-01"), day("2026-06-04")), isPlanned: !isDraft, hasNotes: hasNotes ?? false,
        today: day(today)) == due.map(day))
  }
}
