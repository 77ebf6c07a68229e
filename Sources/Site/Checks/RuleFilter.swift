import Diagnostics
import Handbook
import Values
import YAML

/// A rule: what a check is called in diagnostics and in `rules` of `site.yaml`.
struct Rule: Sendable {
  /// What a site may change about it.
  enum Change: String, Sendable, CaseIterable {
    /// Severity and exceptions.
    case any
    /// Exceptions only: it guards persons, customers or the company.
    case except
    /// Nothing: without it figures would be wrong, or the site could not be made.
    case none
  }

  var id: String
  var change: Change
  var text: Wording

  /// The list of all rules, by id.
  static func all(_ files: DefaultFiles) throws(FileError) -> [Rule] {
    guard let file = try files.read("checks/rules.yaml"),
      case .success(let node) = readYAML(String(decoding: file.bytes, as: UTF8.self), file: file.path),
      case .mapping(let pairs) = node.value
    else { throw FileError(path: "templates/checks/rules.yaml", reason: "not found", writing: false) }
    return pairs.flatMap { group -> [Rule] in
      guard let change = Change(rawValue: group.key), case .mapping(let rules) = group.value.value else { return [] }
      return rules.map { rule in
        func text(_ key: String) -> String {
          if case .scalar(let text, _)? = rule.value[key]?.value { return text }
          return ""
        }
        return Rule(id: rule.key, change: change, text: Wording(zh: text("zh"), en: text("en")))
      }
    }.sorted { $0.id < $1.id }
  }
}

/// Applies `rules` of `site.yaml` to everything that checks found: once, over all diagnostics.
struct RuleFilter {
  private let settings: RuleSettings
  private let rules: [String: Rule]
  private let today: Day
  private let line: (_ file: String, _ number: Int) -> String?

  init(_ settings: RuleSettings, rules: [Rule], today: Day, root: String) {
    self.settings = settings
    self.rules = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }
    self.today = today
    line = sourceLine(site: root)
  }

  /// The findings that count, each as severe as the site says; and what is wrong with the settings.
  func apply(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var levels: [String: RuleSettings.Level] = [:]
    var exceptions: [String: [(number: Int, exception: RuleSettings.Exception)]] = [:]
    var count = 0
    var open: [Int: (rule: String, exception: RuleSettings.Exception)] = [:]
    for setting in settings.rules {
      let place = Location(SiteFolder.contentName + "/site.yaml", line: setting.line, column: setting.column)
      guard let rule = rules[setting.id] else {
        let near = nearest(to: setting.id, among: rules.keys.sorted())
        problems.append(Diagnostic(.unknownRule(setting.id, nearest: near), at: place))
        continue
      }
      if let level = setting.level {
        if rule.change == .any || level == .error {
          levels[rule.id] = level
        } else {
          problems.append(Diagnostic(.fixedRule(rule.id, allowsExceptions: rule.change == .except), at: place))
        }
      }
      if rule.change == .none, !setting.exceptions.isEmpty {
        problems.append(Diagnostic(.fixedRule(rule.id, allowsExceptions: false), at: place))
        continue
      }
      for exception in setting.exceptions {
        let place = Location(place.file, line: exception.line, column: exception.column)
        if exception.until < today {
          problems.append(Diagnostic(.expiredException(rule.id, until: exception.until.iso), at: place))
        } else {
          exceptions[rule.id, default: []].append((count, exception))
          open[count] = (rule.id, exception)
          count += 1
        }
      }
    }
    var kept: [Diagnostic] = []
    kept.reserveCapacity(diagnostics.count)
    for diagnostic in diagnostics {
      let id = diagnostic.problem.id
      let fitting = (exceptions[id] ?? []).filter { fits(diagnostic, $0.exception) }
      for fit in fitting { open[fit.number] = nil }
      guard fitting.isEmpty else { continue }
      switch levels[id] {
      case .off: continue
      case .error: kept.append(Diagnostic(diagnostic.problem.asError, at: diagnostic.location))
      case .warning: kept.append(Diagnostic(diagnostic.problem.asWarning, at: diagnostic.location))
      case nil: kept.append(diagnostic)
      }
    }
    for number in open.keys.sorted() {
      guard let (rule, exception) = open[number] else { continue }
      problems.append(
        Diagnostic(
          .unusedException(rule),
          at: Location(SiteFolder.contentName + "/site.yaml", line: exception.line, column: exception.column)))
    }
    return kept + problems
  }

  private func fits(_ diagnostic: Diagnostic, _ exception: RuleSettings.Exception) -> Bool {
    let location = diagnostic.location
    guard matches(location.file, exception.file) else { return false }
    guard let text = exception.text else { return true }
    if diagnostic.problem.message.zh.contains(text) || diagnostic.problem.message.en.contains(text) { return true }
    return location.sheet == nil && location.line > 0 && line(location.file, location.line)?.contains(text) == true
  }
}

/// All rules as text for `fupan check --rules`: id, what may be changed, and what it says.
public func ruleListing(site: String, language: Language) throws -> String {
  do throws(FileError) {
    let rules = try Rule.all(DefaultFiles(site: site))
    let width = rules.map(\.id.count).max() ?? 0
    return rules.map { rule in
      let id = rule.id + String(repeating: " ", count: width - rule.id.count)
      let change = rule.change.rawValue + String(repeating: " ", count: 6 - rule.change.rawValue.count)
      return "\(id)  \(change)  \(rule.text.text(in: language))\n"
    }.joined()
  } catch {
    throw error.diagnostic(at: error.path)
  }
}
