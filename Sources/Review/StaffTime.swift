import Metrics
import Tables
import Values

/// Hours and heads of a marketing centre by period, role and kind of work; never by person.
///
/// A period is written `2026-06`, `2026-W23`, `2026-Q2`, one day, or two days with 至, `/`, `~` or `..` between them.
struct StaffTime {
  struct Row {
    /// Its place among `periods`.
    var period: Int
    var role: String
    var workType: String?
    var hours: Exact?
    var headcount: Exact?
  }

  /// By first day, then last.
  var periods: [Period]
  var rows: [Row]
  /// Periods that could not be read, as written.
  var unread: [String]
  var sources: [FigureSource]

  /// `nil` without a table of kind `staff`.
  static func read(_ tables: [DataTable]) -> StaffTime? {
    var raw: [(period: Period, row: Row)] = []
    var unread: [String] = []
    var sources: [FigureSource] = []
    for table in tables where table.kind == .staff {
      let (periods, roles, types) = (table.texts("period"), table.texts("role"), table.texts("work_type"))
      let (days, hours, heads) = (table.days("period"), table.numbers("hours"), table.numbers("headcount"))
      var used = 0
      for row in 0..<table.rowCount {
        guard let role = roles[row] else { continue }
        guard let period = periods[row].flatMap(StaffTime.period) ?? days[row].flatMap({ Period($0, $0) }) else {
          if let text = periods[row], !unread.contains(text) { unread.append(text) }
          continue
        }
        used += 1
        raw.append(
          (period, Row(period: 0, role: role, workType: types[row], hours: hours[row], headcount: heads[row])))
      }
      sources.append(FigureSource(file: table.file, sheet: table.sheet, rows: used))
    }
    guard !sources.isEmpty else { return nil }
    let periods = Set(raw.map(\.period)).sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    let places = Dictionary(uniqueKeysWithValues: periods.enumerated().map { ($1, $0) })
    return StaffTime(
      periods: periods,
      rows: raw.map { item in
        var row = item.row
        row.period = places[item.period] ?? 0
        return row
      }, unread: unread, sources: sources)
  }

  /// The days that a period stands for; `nil` when it is written otherwise.
  static func period(_ text: String) -> Period? {
    for mark in ["至", "..", "~", "—", "–", "/"] {
      let parts = text.split(separator: mark, omittingEmptySubsequences: false)
      if parts.count == 2, let start = Day(parts[0].trimmed), let end = Day(parts[1].trimmed) { return Period(start, end) }
    }
    if let day = Day(text) { return Period(day, day) }
    let parts = text.split(separator: "-")
    guard parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]), year > 0 else { return nil }
    if let mark = parts[1].first, mark == "W" || mark == "w", let week = Int(parts[1].dropFirst()), (1...53).contains(week) {
      // Week 1 of ISO 8601 is that of January 4.
      guard let monday = Day(year: year, month: 1, day: 4)?.monday.advanced(by: 7 * (week - 1)) else { return nil }
      return Period(monday, monday.advanced(by: 6))
    }
    if let mark = parts[1].first, mark == "Q" || mark == "q", let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter) {
      let last = quarter * 3
      guard let start = Day(year: year, month: last - 2, day: 1),
        let end = Day(year: year, month: last, day: Day.length(ofMonth: last, year: year))
      else { return nil }
      return Period(start, end)
    }
    guard let month = Int(parts[1]), (1...12).contains(month), let start = Day(year: year, month: month, day: 1),
      let end = Day(year: year, month: month, day: Day.length(ofMonth: month, year: year))
    else { return nil }
    return Period(start, end)
  }

  // MARK: Which periods belong to a span

  /// Places of the periods of which at least half lies in the span, or that hold all of it.
  func periods(in span: Period) -> [Int] {
    periods.indices.filter { index in
      let period = periods[index]
      let start = max(period.start, span.start)
      let end = min(period.end, span.end)
      guard start <= end else { return false }
      let common = start.distance(to: end) + 1
      return common * 2 >= period.length || common == span.length
    }
  }

  // MARK: Sums

  /// `nil` where no row says hours.
  func hours(in places: [Int], role: Set<String>? = nil, workType: String?? = nil) -> Exact? {
    let wanted = Set(places)
    var sum: Exact?
    for row in rows where wanted.contains(row.period) && (role?.contains(row.role) ?? true) {
      if let workType, row.workType != workType { continue }
      guard let hours = row.hours else { continue }
      sum = (sum ?? .zero).adding(hours)
    }
    return sum
  }

  /// The mean over the periods of the heads of all roles; a role with several rows in a period has the largest number
  /// that they state. `nil` where no row states any.
  func heads(in places: [Int], role: Set<String>? = nil) -> Double? {
    var sums: [Double] = []
    for place in places {
      var byRole: [String: Double] = [:]
      for row in rows where row.period == place && (role?.contains(row.role) ?? true) {
        guard let heads = row.headcount.map({ Number.exact($0).double }) else { continue }
        byRole[row.role] = max(byRole[row.role] ?? 0, heads)
      }
      if !byRole.isEmpty { sums.append(byRole.keys.sorted().reduce(0) { $0 + (byRole[$1] ?? 0) }) }
    }
    return sums.isEmpty ? nil : sums.reduce(0, +) / Double(sums.count)
  }

  /// Kinds of work with hours in the periods, most hours first; rows without one are `nil`.
  func workTypes(in places: [Int]) -> [(type: String?, hours: Exact)] {
    let wanted = Set(places)
    var order: [String?] = []
    for row in rows where wanted.contains(row.period) && row.hours != nil && !order.contains(row.workType) {
      order.append(row.workType)
    }
    return order.compactMap { type in hours(in: places, workType: .some(type)).map { (type, $0) } }
      .sorted { ($1.hours, $0.type ?? "") < ($0.hours, $1.type ?? "") }
  }

  /// Groups of fewer heads are told of together only.
  static let fewest = 5.0

  /// Roles of the periods in groups that may be shown: those of `fewest` heads or more alone, most heads first, the
  /// others together as the last. Those that are too few even together take the smallest of the first to them; empty
  /// where all are too few.
  func groups(in places: [Int]) -> [(roles: [String], heads: Double)] {
    let wanted = Set(places)
    let roles = Set(rows.lazy.filter { wanted.contains($0.period) }.map(\.role)).sorted()
    let sizes = roles.map { (role: $0, heads: heads(in: places, role: [$0]) ?? 0) }
    var large = sizes.filter { $0.heads >= StaffTime.fewest }.sorted { ($1.heads, $0.role) < ($0.heads, $1.role) }
    var small = sizes.filter { $0.heads < StaffTime.fewest }
    while !small.isEmpty, small.reduce(0, { $0 + $1.heads }) < StaffTime.fewest, let last = large.popLast() {
      small.append(last)
    }
    let rest = small.reduce(0) { $0 + $1.heads }
    return large.map { ([$0.role], $0.heads) } + (rest >= StaffTime.fewest ? [(small.map(\.role).sorted(), rest)] : [])
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var rest = self
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
