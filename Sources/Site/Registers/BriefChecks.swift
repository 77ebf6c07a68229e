import Diagnostics
import Handbook
import Metrics
import Registers
import Values

/// What a brief must say before its campaign goes ahead.
struct BriefChecks {
  let document: Document
  let brief: Campaign
  let dictionary: KPIDictionary
  /// The names by which personas and segments go; empty where the site keeps neither.
  let audiences: Set<String>

  /// What a brief still lacks, as keys of its front matter, in their usual order.
  var missing: [String] {
    var keys: [String] = []
    if document.matter.title == nil, document.firstHeading == nil { keys.append("title") }
    if brief.period == nil { keys.append(contentsOf: ["start", "end"]) }
    if brief.goal?.isEmpty ?? true { keys.append("goal") }
    if brief.theme?.isEmpty ?? true { keys.append("theme") }
    if brief.audiences.isEmpty { keys.append("audiences") }
    if brief.channels.isEmpty { keys.append("channels") }
    if brief.budget == nil { keys.append("budget") }
    if document.matter.owner == nil { keys.append("owner") }
    if brief.targets.isEmpty { keys.append("targets") }
    return keys
  }

  func run() -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    let top = Location(document.file, line: 1)
    let missing = missing
    // A draft may have gaps: they stand on its project page. What goes live may not.
    if !missing.isEmpty, brief.status != .draft {
      let problem = Problem.briefIncomplete(missing, status: brief.status.rawValue)
      let isGate = brief.status == .ready || brief.status == .live
      diagnostics.append(Diagnostic(isGate ? problem : problem.asWarning, at: top))
    }
    for audience in brief.audiences where !audiences.isEmpty {
      let name = BriefChecks.head(audience)
      guard !audiences.contains(name) else { continue }
      diagnostics.append(
        Diagnostic(.unknownAudience(name, nearest: nearest(to: name, among: audiences.sorted())), at: top))
    }
    for target in brief.targets { diagnostics += unitProblems(target) }
    return diagnostics
  }

  /// The name that an audience of a brief begins with: `新客：25～40 岁…` is 新客.
  static func head(_ audience: String) -> String {
    String(audience.prefix { $0 != "：" && $0 != ":" }).trimmingBlanks
  }

  /// Units of things that there are whole numbers of.
  private static let counted: Set = ["次", "人", "单", "件", "条", "份"]

  /// A ratio written as if it were percent, or a count written as if it were a ratio.
  private func unitProblems(_ target: Campaign.Target) -> [Diagnostic] {
    guard let kpi = dictionary[target.kpi] else { return [] }
    let place = Location(document.file, line: target.line, column: target.column)
    return [("target", Optional(target.target)), ("baseline", target.baseline)].compactMap { key, value in
      guard let value, !value.isZero else { return nil }
      let size = abs(value.double)
      switch kpi.unit.kind {
      // Growth and returns go beyond the whole, but ten times the whole is a forgotten percent sign.
      case .ratio where size >= 10: return Diagnostic(.targetNotRatio(target.kpi, key, value.description), at: place)
      case .number where size < 1 && BriefChecks.counted.contains(kpi.unit.label.zh): return Diagnostic(.targetNotCount(target.kpi, key, value.description), at: place)
      default: return nil
      }
    }
  }
}

extension Problem {
  static func briefIncomplete(_ keys: [String], status: String) -> Problem {
    let list = keys.joined(separator: ", ")
    return Problem(
      "brief-incomplete", zh: "活动状态是 \(status)，简报还缺：\(list)", en: "the campaign is '\(status)', but its brief lacks: \(list)",
      hint: Wording(zh: "在简报开头补上这些键，或把 status 改回 draft", en: "add these keys to the front matter, or set status back to draft"))
  }
  static func unknownAudience(_ name: String, nearest: String?) -> Problem {
    Problem(
      "unknown-audience", .warning, zh: "受众「\(name)」没有对应的用户画像或客群", en: "no persona or segment is called '\(name)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(
          zh: "在 content/registers/ 的 personas 或 segments 里登记它，名称写在冒号前面",
          en: "enter it in personas or segments of content/registers/; the name stands before the colon"))
  }
  static func targetNotRatio(_ kpi: String, _ key: String, _ value: String) -> Problem {
    Problem(
      "target-unit", .warning, zh: "\(kpi) 是比率，\(key) 写成了 \(value)", en: "\(kpi) is a ratio, and \(key) says \(value)",
      hint: Wording(zh: "写成 \(value)% 或对应的小数", en: "write \(value)% or the fraction"))
  }
  static func targetNotCount(_ kpi: String, _ key: String, _ value: String) -> Problem {
    Problem(
      "target-unit", .warning, zh: "\(kpi) 按个数计，\(key) 写成了 \(value)", en: "\(kpi) is a count, and \(key) says \(value)",
      hint: Wording(zh: "写成整数", en: "write a whole number"))
  }
}
