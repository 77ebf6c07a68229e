import Diagnostics
import Values

/// A week, month or quarter of the calendar.
public struct ReviewPeriod: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable { case quarter, month, week }

  public var kind: Kind
  public var days: Period

  init?(_ kind: Kind, from start: Day, to end: Day) {
    guard let days = Period(start, end) else { return nil }
    self.kind = kind
    self.days = days
  }

  /// The one that a day lies in; weeks begin on Monday.
  public init?(_ kind: Kind, containing day: Day) {
    let (year, month, number) = day.components
    switch kind {
    case .week: self.init(kind, from: day.monday, to: day.monday.advanced(by: 6))
    case .month:
      let first = day.advanced(by: 1 - number)
      self.init(kind, from: first, to: first.advanced(by: Day.length(ofMonth: month, year: year) - 1))
    case .quarter:
      let start = (month - 1) / 3 * 3 + 1
      guard let first = Day(year: year, month: start, day: 1),
        let last = Day(year: year, month: start + 2, day: Day.length(ofMonth: start + 2, year: year))
      else { return nil }
      self.init(kind, from: first, to: last)
    }
  }

  /// The one before it; `nil` at the beginning of time.
  public var previous: ReviewPeriod? { ReviewPeriod(kind, containing: days.start.advanced(by: -1)) }

  /// Year and number of the week; the first is the one with the year's first Thursday (ISO 8601).
  private var week: (year: Int, number: Int) {
    let thursday = days.start.advanced(by: 3)
    let year = thursday.components.year
    let first = Day(year: year, month: 1, day: 1) ?? thursday
    return (year, first.distance(to: thursday) / 7 + 1)
  }

  /// Stable, for addresses: `2026-Q2`, `2026-06`, `2026-W25`.
  public var id: String {
    let (year, month, _) = days.start.components
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    switch kind {
    case .quarter: return "\(year)-Q\((month + 2) / 3)"
    case .month: return "\(year)-\(two(month))"
    case .week: return "\(week.year)-W\(two(week.number))"
    }
  }

  public func title(_ language: Language) -> String {
    let (year, month, _) = days.start.components
    if language.isChinese {
      switch kind {
      case .quarter: return "\(year) 年第\(["一", "二", "三", "四"][(month - 1) / 3])季度"
      case .month: return "\(year) 年 \(month) 月"
      case .week: return "\(week.year) 年第 \(week.number) 周"
      }
    }
    switch kind {
    case .quarter: return "Q\((month + 2) / 3) \(year)"
    case .month: return NumberStyle(chinese: false).range(days, withYear: true).split(separator: " ").suffix(2).joined(separator: " ")
    case .week: return "Week \(week.number), \(week.year)"
    }
  }
}

extension Portfolio {
  /// Periods on whose days a campaign has data, latest first; quarters, then months, then weeks. A campaign's days count
  /// up to its last day with data.
  public var periods: [ReviewPeriod] {
    var found: Set<ReviewPeriod> = []
    for (_, facts) in computed {
      guard let last = facts.dataAsOf, let days = Period(facts.frame.period.start, last) else { continue }
      for kind in ReviewPeriod.Kind.allCases {
        var next = ReviewPeriod(kind, containing: days.start)
        // Of a campaign of ten years there are 500 weeks; a brief with a mistyped year must not make a million pages.
        var count = 0
        while let period = next, period.days.start <= days.end, count < 600 {
          found.insert(period)
          count += 1
          next = ReviewPeriod(kind, containing: period.days.end.advanced(by: 1))
        }
      }
    }
    func rank(_ kind: ReviewPeriod.Kind) -> Int { ReviewPeriod.Kind.allCases.firstIndex(of: kind) ?? 0 }
    return found.sorted {
      (rank($0.kind), $1.days.start.number) < (rank($1.kind), $0.days.start.number)
    }
  }
}
