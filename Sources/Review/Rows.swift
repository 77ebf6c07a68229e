import Diagnostics
import Metrics
import Tables
import Values

/// Something that happened, from a register.
struct Event {
  var days: Period
  var kpi: String?
  /// The dimension's value that it was about; `nil` for all.
  var part: String?
  var kind: String
  var cause: String
  var source: String
  var file: String
}

extension DataTable {
  /// Texts of a column; a missing cell or column is `nil`.
  func texts(_ id: String) -> [String?] {
    if let constant = constants[id] { return Array(repeating: constant, count: rowCount) }
    guard let column = column(id), case .text(let codes, let dictionary) = column.values else {
      return Array(repeating: nil, count: rowCount)
    }
    return codes.map { code in
      guard code >= 0, Int(code) < dictionary.count, !dictionary[Int(code)].isEmpty else { return nil }
      return dictionary[Int(code)]
    }
  }

  /// Days of a column, and those of a column of times.
  func days(_ id: String) -> [Day?] {
    switch column(id)?.values {
    case .day(let numbers)?: return numbers.map { $0 == ColumnValues.missingDay ? nil : Day(number: $0) }
    case .text(let codes, let dictionary)?:
      let days = dictionary.map { readTime(in: $0)?.day }
      return codes.map { $0 >= 0 && Int($0) < days.count ? days[Int($0)] : nil }
    default: return Array(repeating: nil, count: rowCount)
    }
  }

  func numbers(_ id: String) -> [Exact?] {
    guard let column = column(id), case .number(let mantissas, let scale) = column.values else {
      return Array(repeating: nil, count: rowCount)
    }
    return mantissas.map { $0 == ColumnValues.missingNumber ? nil : Exact(mantissa: Int128($0), scale: scale) }
  }
}

/// All events, by first day: those of `events`, and what `changes`, `incidents` and `annotations` say of a day.
func readEvents(_ tables: [DataTable], chinese: Bool) -> [Event] {
  var events: [Event] = []
  for table in tables {
    switch table.kind {
    case .events?:
      let kinds = table.texts("kind")
      events += EventColumns(end: "end", kpi: "kpi", causes: ["cause"], source: "source").read(table) { kinds[$0] ?? "" }
    case .changes?:
      // Its KPI is the reason for the change, not what the change moves.
      events += EventColumns(causes: ["change"]).read(table) { _ in chinese ? "调整" : "Change" }
    case .incidents?:
      let columns = EventColumns(
        start: "started", end: "restored", part: "channel", causes: ["summary", "impact", "kind"])
      events += columns.read(table) { _ in chinese ? "故障" : "Incident" }
    case .annotations?:
      let certain = table.texts("certain")
      let columns = EventColumns(kpi: "kpi", part: "part", causes: ["cause"], source: "link")
      events += columns.read(table) { row in
        // What is not known to be confirmed is told as an inference, where the register asks for it at all.
        guard table.column("certain") != nil, !(certain[row].map(isYes) ?? false) else { return "" }
        return chinese ? "推断" : "Inferred"
      }
    default: break
    }
  }
  // Stable by construction: equal days keep the order of files and rows.
  return events.enumerated().sorted { ($0.element.days.start, $0.offset) < ($1.element.days.start, $1.offset) }
    .map(\.element)
}

private func isYes(_ text: String) -> Bool { ["是", "√", "yes", "y", "true", "1"].contains(text.lowercased()) }

/// The columns of a register that say what happened when.
private struct EventColumns {
  var start = "date"
  var end: String?
  var kpi: String?
  var part: String?
  /// The first that is filled in is the cause.
  var causes: [String]
  var source: String?

  /// The rows that have a first day; without a last day they are of that day alone.
  func read(_ table: DataTable, kind: (Int) -> String) -> [Event] {
    let starts = table.days(start)
    let ends = end.map(table.days)
    let (kpis, parts, sources) = (kpi.map(table.texts), part.map(table.texts), source.map(table.texts))
    let causes = causes.map(table.texts)
    return (0..<table.rowCount).compactMap { row in
      guard let start = starts[row], let days = Period(start, ends?[row] ?? start) ?? Period(start, start) else {
        return nil
      }
      return Event(
        days: days, kpi: kpis?[row], part: parts?[row], kind: kind(row), cause: causes.lazy.compactMap { $0[row] }.first ?? "",
        source: sources?[row] ?? "", file: table.file)
    }
  }
}

/// A funnel of the whole campaign or of one segment.
struct FunnelRows {
  var segment: String?
  /// Before or after a change of the path; `nil` where there was none.
  var wave: String?
  var stages: [(name: String, count: Exact)]
  var file: String
}

/// Funnels without waves in order of first appearance, the whole first. Without rows for the whole the segments are added up.
func readFunnels(_ tables: [DataTable]) -> [FunnelRows] {
  var funnels = allFunnels(tables)
  if funnels.contains(where: { $0.wave == nil }) {
    funnels.removeAll { $0.wave != nil }
  } else if let last = funnels.last?.wave {
    // Of a path that was changed the last wave is how it stands.
    funnels.removeAll { $0.wave != last }
  }
  guard !funnels.isEmpty else { return [] }
  if let whole = funnels.firstIndex(where: { $0.segment == nil }) {
    funnels.insert(funnels.remove(at: whole), at: 0)
    return funnels
  }
  var total = FunnelRows(segment: nil, stages: [], file: funnels[0].file)
  for stage in funnels[0].stages {
    let counts = funnels.compactMap { $0.stages.first { $0.name == stage.name }?.count }
    // A stage that one segment lacks would make the whole too small.
    guard counts.count == funnels.count, let sum = counts.map(Number.exact).sum()?.exact(decimals: 6) else { continue }
    total.stages.append((stage.name, sum))
  }
  return [total] + funnels
}

/// All funnels, waves apart, in order of first appearance.
func allFunnels(_ tables: [DataTable]) -> [FunnelRows] {
  var funnels: [FunnelRows] = []
  for table in tables where table.kind == .funnel {
    let (stages, segments, counts) = (table.texts("stage"), table.texts("segment"), table.numbers("count"))
    let waves = table.texts("wave")
    for row in 0..<table.rowCount {
      guard let stage = stages[row], let count = counts[row] else { continue }
      let place: Int
      if let known = funnels.firstIndex(where: { $0.segment == segments[row] && $0.wave == waves[row] }) {
        place = known
      } else {
        place = funnels.count
        funnels.append(FunnelRows(segment: segments[row], wave: waves[row], stages: [], file: table.file))
      }
      if let stageIndex = funnels[place].stages.firstIndex(where: { $0.name == stage }) {
        // A second file for the same stage and segment, such as another week.
        funnels[place].stages[stageIndex].count = funnels[place].stages[stageIndex].count.adding(count) ?? count
      } else {
        funnels[place].stages.append((stage, count))
      }
    }
  }
  return funnels
}
