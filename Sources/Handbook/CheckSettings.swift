import Diagnostics
import Values
import YAML

/// What `rules` of `site.yaml` says about the findings of checks: how much each matters, and where one does not count.
public struct RuleSettings: Sendable {
  public enum Level: String, Sendable, CaseIterable { case error, warning, off }

  public struct Rule: Sendable {
    public var id: String
    /// `nil` leaves it as it is.
    public var level: Level?
    public var exceptions: [Exception]
    public var line: Int
    public var column: Int
  }

  /// A finding that does not count until a day.
  public struct Exception: Sendable {
    /// The path relative to the site's folder; `*` for any run of characters.
    public var file: String
    /// What the message or the line of the file must hold; `nil` is any finding of the file.
    public var text: String?
    /// The last day it counts.
    public var until: Day
    public var line: Int
    public var column: Int
  }

  public var rules: [Rule] = []

  public init() {}

  static func read(_ fields: Fields) -> RuleSettings {
    var settings = RuleSettings()
    for pair in fields.pairs("rules") ?? [] {
      var rule = Rule(id: pair.key, level: nil, exceptions: [], line: pair.keyLine, column: pair.keyColumn)
      if case .scalar(let text, _) = pair.value.value {
        rule.level = Level(rawValue: text)
        if rule.level == nil {
          fields.report(.notAmong(pair.key, text, allowed: Level.allCases.map(\.rawValue)), at: pair.value)
        }
      } else {
        let own = Fields(pair.value, file: fields.file, name: "rules.\(pair.key)")
        rule.level = own.choice("severity")
        for entry in own.mappings("except") ?? [] {
          if let exception = readException(entry) { rule.exceptions.append(exception) }
          own.absorb(entry)
        }
        fields.absorb(own)
      }
      settings.rules.append(rule)
    }
    return settings
  }

  /// An exception without a file, a reason or a last day is an error, and none.
  private static func readException(_ entry: Fields) -> Exception? {
    let file = entry.required("file")
    let text = entry.string("text")
    let reason = entry.required("reason")
    let until = entry.day("until")
    if entry.node["until"].map(\.isNull) ?? true { entry.reportMissing("until") }
    guard let file, reason != nil, let until else { return nil }
    return Exception(file: file, text: text, until: until, line: entry.node.line, column: entry.node.column)
  }
}

/// What `privacy` of `site.yaml` allows: data of persons that may stand in the site.
public struct PrivacySettings: Sendable {
  /// All that is given has to fit; at least one is.
  public struct Allowed: Sendable {
    /// The data itself; `*` for any run of characters, blanks and hyphens make no difference.
    public var value: String?
    /// The path relative to the site's folder, with `*`.
    public var file: String?
    /// The header of a column.
    public var column: String?
    public var line: Int
    public var place: Int
  }

  public var allowed: [Allowed] = []

  public init() {}

  static func read(_ fields: Fields) -> PrivacySettings {
    var settings = PrivacySettings()
    guard let privacy = fields.mapping("privacy") else { return settings }
    for entry in privacy.mappings("allow") ?? [] {
      let allowed = Allowed(
        value: entry.string("value"), file: entry.string("file"), column: entry.string("column"),
        line: entry.node.line, place: entry.node.column)
      let hasReason = entry.required("reason") != nil
      if allowed.value == nil, allowed.file == nil, allowed.column == nil {
        entry.report(.allowsEverything, at: entry.node)
      } else if hasReason {
        settings.allowed.append(allowed)
      }
      privacy.absorb(entry)
    }
    fields.absorb(privacy)
    return settings
  }

  /// The first entry that allows a value found in a file, by its place in `allowed`.
  public func entry(allowing value: String, file: String, column: String?) -> Int? {
    if allowed.isEmpty { return nil }
    let plain = PrivacySettings.plain(value)
    return allowed.firstIndex { entry in
      if let wanted = entry.value, !matches(plain, PrivacySettings.plain(wanted)) { return false }
      if let wanted = entry.file, !matches(file, wanted) { return false }
      if let wanted = entry.column, wanted != column { return false }
      return true
    }
  }

  private static func plain(_ value: String) -> String {
    value.lowercased().filter { $0 != " " && $0 != "-" && $0 != "." || value.contains("@") }
  }
}

/// What `crisis` of `site.yaml` says: from when on talk about the brand is a warning.
public struct CrisisSettings: Sendable {
  /// The share of negative mentions on a day.
  public var negativeShare = Exact(mantissa: 3, scale: 1)
  /// A day with fewer mentions has no share.
  public var fewestMentions = 50
  /// Complaints received on a day.
  public var complaints = 50
  /// Mentions of a day, in multiples of the mean of the seven days before.
  public var surge = Exact(3)
  /// How many days back from today are still told when the site is built.
  public var days = 30

  public init() {}

  static func read(_ fields: Fields) -> CrisisSettings {
    var settings = CrisisSettings()
    guard let crisis = fields.mapping("crisis") else { return settings }
    if let share = crisis.number("negative_share") {
      if share.isNegative || share > Exact(1), let node = crisis.value("negative_share") {
        crisis.report(
          .outOfRange("crisis.negative_share", share.description, expected: Wording(zh: " 0 到 1 之间的比例，如 30%", en: "a ratio such as 30%")),
          at: node)
      } else {
        settings.negativeShare = share
      }
    }
    if let surge = crisis.number("surge") {
      if surge > Exact(1) {
        settings.surge = surge
      } else if let node = crisis.value("surge") {
        crisis.report(
          .outOfRange("crisis.surge", surge.description, expected: Wording(zh: "大于 1 的倍数", en: "a multiple above 1")), at: node)
      }
    }
    func count(_ key: String, _ standard: Int) -> Int {
      guard let node = crisis.value(key), let number = crisis.integer(key) else { return standard }
      if number > 0 { return number }
      crisis.report(
        .outOfRange("crisis.\(key)", String(number), expected: Wording(zh: "正整数", en: "a positive number")), at: node)
      return standard
    }
    settings.fewestMentions = count("min_mentions", settings.fewestMentions)
    settings.complaints = count("complaints", settings.complaints)
    settings.days = count("days", settings.days)
    fields.absorb(crisis)
    return settings
  }
}

/// Whether a text is of a pattern in which `*` stands for any run of characters.
public func matches(_ text: String, _ pattern: String) -> Bool {
  let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map { Array($0.utf8) }
  guard parts.count > 1 else { return text == pattern }
  let bytes = Array(text.utf8)
  guard bytes.starts(with: parts[0]) else { return false }
  var at = parts[0].count
  for part in parts[1..<parts.count - 1] where !part.isEmpty {
    guard let found = bytes[at...].firstRange(of: part) else { return false }
    at = found.upperBound
  }
  let last = parts[parts.count - 1]
  return bytes.count - at >= last.count && bytes.suffix(last.count).elementsEqual(last)
}
