import Diagnostics
import Values

/// Reads the keys of one mapping into typed values, and reports every key that is unknown, missing or of the wrong
/// type, at its own place. A value that cannot be used is reported and read as absent.
///
/// Call the typed readers, then `finish()`: only then is it known which keys nobody asked for.
public final class Fields {
  public let file: String
  public let node: YAMLNode
  public private(set) var diagnostics: [Diagnostic] = []
  private var asked: [String] = []

  /// `node` should be a mapping; anything else is reported and read as an empty one.
  public init(_ node: YAMLNode, file: String, name: String = "") {
    self.file = file
    self.node = node
    if case .mapping = node.value { return }
    if node.isNull { return }
    report(
      .wrongType(name.isEmpty ? "YAML" : name, expected: Wording(zh: "「键: 值」的列表", en: "a mapping of keys to values"),
        found: node.excerpt), at: node)
  }

  private var pairs: [YAMLNode.Pair] {
    if case .mapping(let pairs) = node.value { return pairs }
    return []
  }

  /// The raw value of a key, `nil` when absent or null. Marks the key as known.
  public func value(_ key: String) -> YAMLNode? {
    if !asked.contains(key) { asked.append(key) }
    guard let value = node[key], !value.isNull else { return nil }
    return value
  }

  public func report(_ problem: Problem, at node: YAMLNode) {
    diagnostics.append(Diagnostic(problem, at: Location(file, line: node.line, column: node.column)))
  }

  /// Takes over what readers of a nested mapping found.
  public func absorb(_ nested: Fields) {
    nested.finish()
    diagnostics += nested.diagnostics
  }

  public func string(_ key: String) -> String? {
    guard let node = value(key) else { return nil }
    guard case .scalar(let text, _) = node.value else {
      report(.wrongType(key, expected: Wording(zh: "一段文字", en: "text"), found: node.excerpt), at: node)
      return nil
    }
    return text
  }

  public func required(_ key: String) -> String? {
    let text = string(key)
    if text == nil, node[key].map(\.isNull) ?? true { reportMissing(key) }
    if text?.isEmpty == true {
      reportMissing(key)
      return nil
    }
    return text
  }

  public func reportMissing(_ key: String) {
    report(.missingKey(key), at: node)
  }

  public func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _: Choice.Type = Choice.self) -> Choice?
  where Choice.RawValue == String {
    guard let node = value(key), let text = string(key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    report(.notAmong(key, text, allowed: Choice.allCases.map(\.rawValue)), at: node)
    return nil
  }

  public func bool(_ key: String) -> Bool? {
    guard let node = value(key) else { return nil }
    if case .scalar(let text, quoted: false) = node.value {
      switch text.lowercased() {
      case "true", "yes", "是": return true
      case "false", "no", "否": return false
      default: break
      }
    }
    report(.wrongType(key, expected: Wording(zh: " true 或 false", en: "true or false"), found: node.excerpt), at: node)
    return nil
  }

  public func integer(_ key: String) -> Int? {
    guard let node = value(key) else { return nil }
    if case .scalar(let text, quoted: false) = node.value, let number = Int(text) { return number }
    report(.wrongType(key, expected: Wording(zh: "整数", en: "a whole number"), found: node.excerpt), at: node)
    return nil
  }

  public func number(_ key: String) -> Exact? {
    guard let node = value(key) else { return nil }
    return number(node, key: key)
  }

  /// A number: `1200000`, `1_200_000`, `1,200,000`, `35%`, `120万`.
  public func number(_ node: YAMLNode, key: String) -> Exact? {
    if case .scalar(let text, _) = node.value, let number = Fields.number(text) { return number }
    report(.wrongType(key, expected: Wording(zh: "数字", en: "a number"), found: node.excerpt), at: node)
    return nil
  }

  static func number(_ text: String) -> Exact? {
    guard commasGroupThousands(text) else { return nil }
    var digits = text.replacing("_", with: "").replacing(",", with: "")
    var shift = 0
    if digits.hasSuffix("%") {
      digits.removeLast()
      shift = -2
    } else if digits.hasSuffix("万") {
      digits.removeLast()
      shift = 4
    } else if digits.hasSuffix("亿") {
      digits.removeLast()
      shift = 8
    }
    guard let number = Exact(digits) else { return nil }
    if shift < 0 { return number.multiplied(by: Exact(mantissa: 1, scale: -shift)) }
    return shift == 0 ? number : number.multiplied(by: Exact(shift == 4 ? 10_000 : 100_000_000))
  }

  /// Whether every comma stands between groups of three digits: `0,35` is 0.35 to many people and never 35.
  private static func commasGroupThousands(_ text: String) -> Bool {
    let whole = text.prefix { $0 != "." }
    guard text.dropFirst(whole.count).allSatisfy({ $0 != "," }) else { return false }
    let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1 else { return true }
    let digits = groups.map { $0.utf8.count { (0x30...0x39).contains($0) } }
    return (1...3).contains(digits[0]) && digits.dropFirst().allSatisfy { $0 == 3 }
  }

  public func day(_ key: String) -> Day? {
    guard let node = value(key) else { return nil }
    if case .scalar(let text, _) = node.value {
      if let day = Day(text) { return day }
      report(.badDate(key, text), at: node)
      return nil
    }
    report(.wrongType(key, expected: Wording(zh: "日期", en: "a date"), found: node.excerpt), at: node)
    return nil
  }

  /// A list of texts; a single text is a list of one.
  public func strings(_ key: String) -> [String]? {
    guard let node = value(key) else { return nil }
    switch node.value {
    case .scalar(let text, _): return [text]
    case .sequence(let items):
      return items.compactMap { item in
        if case .scalar(let text, _) = item.value { return text }
        report(.wrongType(key, expected: Wording(zh: "文字的列表", en: "a list of texts"), found: item.excerpt), at: item)
        return nil
      }
    case .mapping:
      report(.wrongType(key, expected: Wording(zh: "列表", en: "a list"), found: node.excerpt), at: node)
      return nil
    }
  }

  /// The items of a list, each a mapping.
  public func mappings(_ key: String) -> [Fields]? {
    guard let node = value(key) else { return nil }
    guard case .sequence(let items) = node.value else {
      report(.wrongType(key, expected: Wording(zh: "列表", en: "a list"), found: node.excerpt), at: node)
      return nil
    }
    return items.map { Fields($0, file: file, name: key) }
  }

  /// A nested mapping.
  public func mapping(_ key: String) -> Fields? {
    value(key).map { Fields($0, file: file, name: key) }
  }

  /// The pairs of a nested mapping whose keys are the writer's own.
  public func pairs(_ key: String) -> [YAMLNode.Pair]? {
    guard let node = value(key) else { return nil }
    guard case .mapping(let pairs) = node.value else {
      report(.wrongType(key, expected: Wording(zh: "「键: 值」的列表", en: "a mapping"), found: node.excerpt), at: node)
      return nil
    }
    return pairs
  }

  /// Reports the keys that no reader asked for.
  public func finish() {
    for pair in pairs where !asked.contains(pair.key) {
      diagnostics.append(
        Diagnostic(
          .unknownKey(pair.key, nearest: nearest(to: pair.key, among: asked), known: asked),
          at: Location(file, line: pair.keyLine, column: pair.keyColumn)))
    }
  }
}
