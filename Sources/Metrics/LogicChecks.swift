import Tables
import Values

/// Something in a table that cannot be, or hardly can.
public struct LogicFinding: Sendable, Equatable {
  public enum Rule: String, Sendable, CaseIterable {
    /// A part is larger than its whole: more clicks than impressions.
    case partOverWhole
    /// More people than events: more visitors than page views.
    case peopleOverEvents
    /// More orders than visits, which several orders of one visit may explain.
    case ordersOverVisits
    case negativeCost
    case negativeCount
    /// A share below 0 or above 1.
    case shareOutOfRange
  }

  public var rule: Rule
  /// Column, KPI or measure that is too large, negative or out of range.
  public var subject: String
  /// What it should not exceed.
  public var limit: String?
  /// Rows that break the rule, and rows that it could be checked in.
  public var rows: Int
  public var checked: Int
  /// Line of the row that breaks it most, and its values.
  public var line: Int
  public var value: Double
  public var limitValue: Double?

  /// Whether it may be right: to be looked at, not to be corrected.
  public var isHint: Bool { rule == .ordersOverVisits }
}

/// Checks of a table's rows against what any data of its kind obeys.
public enum LogicChecks {
  /// A measure, the measure of the same row that it cannot exceed, and the rule.
  private static let pairs: [(part: String, whole: String, rule: LogicFinding.Rule)] = [
    ("clicks", "impressions", .partOverWhole), ("bounces", "visits", .partOverWhole),
    ("engaged_visits", "visits", .partOverWhole), ("new_buyers", "buyers", .partOverWhole),
    ("new_buyer_orders", "orders", .partOverWhole), ("new_visitors", "uv", .partOverWhole),
    ("reach", "impressions", .peopleOverEvents), ("uv", "pv", .peopleOverEvents), ("uv", "visits", .peopleOverEvents),
    ("buyers", "orders", .peopleOverEvents), ("read_users", "pv", .peopleOverEvents),
    ("sharers", "shares", .peopleOverEvents), ("live_viewers", "video_plays", .peopleOverEvents),
    ("orders", "visits", .ordersOverVisits),
  ]

  private static let costs = ["media_cost", "cost", "promo_cost", "planned_budget", "hours"]
  private static let counts = [
    "impressions", "reach", "clicks", "visits", "uv", "pv", "bounces", "interactions", "registrations", "leads",
    "conversions", "orders", "buyers", "new_buyers", "new_buyer_orders", "units", "video_plays",
  ]

  /// Findings in the order of the rules; a table of another kind than KPI files has none.
  public static func run(_ table: DataTable, dictionary: KPIDictionary? = nil) -> [LogicFinding] {
    var findings: [LogicFinding] = []
    switch table.kind {
    case .daily?, .totals?:
      for (part, whole, rule) in pairs {
        if let found = exceeds(part, whole, rule, table) { findings.append(found) }
      }
      for id in costs { if let found = negative(id, .negativeCost, table) { findings.append(found) } }
      for id in counts { if let found = negative(id, .negativeCount, table) { findings.append(found) } }
    case .spend?:
      if let found = negative("amount", .negativeCost, table) { findings.append(found) }
    case .actuals?: if let dictionary { findings += shares(table, dictionary) }
    default: break
    }
    for outlier in table.report.sharesOutOfRange {
      findings.append(
        LogicFinding(
          rule: .shareOutOfRange, subject: outlier.column, limit: nil, rows: outlier.rows, checked: outlier.checked,
          line: outlier.line, value: outlier.value, limitValue: nil))
    }
    return findings
  }

  private static func numbers(_ id: String, _ table: DataTable) -> (mantissas: [Int64], scale: Int)? {
    guard case .number(let mantissas, let scale)? = table.column(id)?.values else { return nil }
    return (mantissas, scale)
  }

  private static func exceeds(
    _ part: String, _ whole: String, _ rule: LogicFinding.Rule, _ table: DataTable
  ) -> LogicFinding? {
    guard let a = numbers(part, table), let b = numbers(whole, table) else { return nil }
    // Both to the finer scale; beyond 10^18 doubles decide.
    let (up, down) = (max(0, b.scale - a.scale), max(0, a.scale - b.scale))
    let (factorA, factorB) = (power(up), power(down))
    var rows = 0
    var checked = 0
    var worst: (row: Int, excess: Int128, value: Int128) = (-1, 0, 0)
    a.mantissas.withUnsafeBufferPointer { x in
      b.mantissas.withUnsafeBufferPointer { y in
        for row in 0..<min(x.count, y.count) {
          if x[row] == ColumnValues.missingNumber || y[row] == ColumnValues.missingNumber { continue }
          checked += 1
          let value = Int128(x[row]) * factorA
          let excess = value - Int128(y[row]) * factorB
          if excess > 0 {
            rows += 1
            if (excess, value) > (worst.excess, worst.value) { worst = (row, excess, value) }
          }
        }
      }
    }
    guard rows > 0 else { return nil }
    return LogicFinding(
      rule: rule, subject: part, limit: whole, rows: rows, checked: checked, line: Int(table.rowLines[worst.row]),
      value: double(a, worst.row), limitValue: double(b, worst.row))
  }

  private static func negative(_ id: String, _ rule: LogicFinding.Rule, _ table: DataTable) -> LogicFinding? {
    guard let column = numbers(id, table) else { return nil }
    var rows = 0
    var checked = 0
    var first = -1
    column.mantissas.withUnsafeBufferPointer { values in
      for row in values.indices where values[row] != ColumnValues.missingNumber {
        checked += 1
        if values[row] < 0 {
          if first < 0 || values[row] < values[first] { first = row }
          rows += 1
        }
      }
    }
    guard rows > 0 else { return nil }
    return LogicFinding(
      rule: rule, subject: id, limit: nil, rows: rows, checked: checked, line: Int(table.rowLines[first]),
      value: double(column, first), limitValue: nil)
  }

  private static func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 } }

  private static func double(_ column: (mantissas: [Int64], scale: Int), _ row: Int) -> Double {
    Exact(mantissa: Int128(column.mantissas[row]), scale: column.scale).double
  }

  // MARK: Shares

  /// Words in the ids of rates that are no part of a whole: growth, returns, differences, fulfilment of plans.
  private static let unbounded: Set<String> = [
    "growth", "roi", "roas", "lift", "gap", "net", "change", "premium", "gain", "pacing", "execution", "progress", "sales",
    "margin", "inflation", "attainment", "tolerance", "engagement",
  ]

  /// Whether a KPI is a part of a whole and so lies between 0 and 1.
  public static func isShare(_ kpi: KPIDefinition) -> Bool {
    kpi.unit.kind == .ratio && kpi.id != "kpi-completion-rate"
      && !kpi.id.split(separator: "-").contains { unbounded.contains(String($0)) }
  }

  /// Ready-made values of KPIs that are shares.
  private static func shares(_ table: DataTable, _ dictionary: KPIDictionary) -> [LogicFinding] {
    guard case .text(let codes, let names)? = table.column("kpi")?.values, let values = numbers("value", table) else {
      return []
    }
    let judged = names.map { name -> String? in
      guard let kpi = dictionary[name], isShare(kpi) else { return nil }
      return kpi.id
    }
    var findings: [LogicFinding] = []
    var checked: [String: Int] = [:]
    func distance(_ value: Double) -> Double { max(-value, value - 1) }
    for row in 0..<table.rowCount where codes[row] >= 0 && values.mantissas[row] != ColumnValues.missingNumber {
      guard let id = judged[Int(codes[row])] else { continue }
      checked[id, default: 0] += 1
      let value = double(values, row)
      if (0...1).contains(value) { continue }
      if let index = findings.firstIndex(where: { $0.subject == id }) {
        findings[index].rows += 1
        if distance(value) > distance(findings[index].value) {
          findings[index].value = value
          findings[index].line = Int(table.rowLines[row])
        }
      } else {
        findings.append(
          LogicFinding(
            rule: .shareOutOfRange, subject: id, limit: nil, rows: 1, checked: 0, line: Int(table.rowLines[row]),
            value: value, limitValue: nil))
      }
    }
    for index in findings.indices { findings[index].checked = checked[findings[index].subject] ?? 0 }
    return findings
  }
}
