import Diagnostics

/// What can be wrong with a YAML text and with the fields read from it.
extension Problem {
  static func yamlSyntax(_ detail: String) -> Problem {
    Problem(
      "yaml-syntax", zh: "YAML 写法有误：\(detail)", en: "YAML cannot be read: \(detail)",
      hint: Wording(
        zh: "检查缩进是否对齐、冒号后是否有空格；值里有冒号或井号时用引号括起来",
        en: "check the indentation and the space after each colon; quote values that contain a colon or a #"))
  }
  static func yamlTooDeep(_ limit: Int) -> Problem {
    Problem(
      "yaml-too-deep", zh: "YAML 嵌套超过 \(limit) 层", en: "YAML is nested more than \(limit) levels deep")
  }
  static func yamlTooLarge(_ limit: Int) -> Problem {
    Problem(
      "yaml-too-large", zh: "YAML 展开别名后超过 \(limit) 个节点", en: "YAML expands to more than \(limit) nodes",
      hint: Wording(zh: "去掉层层引用的锚点（&）与别名（*）", en: "remove the anchors (&) and aliases (*) that multiply"))
  }
  static let yamlAliasKey = Problem(
    "yaml-alias-key", zh: "别名（*）不能用在键里", en: "an alias (*) cannot be part of a key",
    hint: Wording(zh: "把键直接写出来", en: "write the key out"))
  static func duplicateKey(_ key: String) -> Problem {
    Problem(
      "duplicate-key", zh: "「\(key)」写了两次", en: "'\(key)' is written twice",
      hint: Wording(zh: "只留一处", en: "keep one of them"))
  }
  static func unknownKey(_ key: String, nearest: String?, known: [String]) -> Problem {
    let list = known.joined(separator: ", ")
    return Problem(
      "unknown-key", zh: "没有「\(key)」这个键", en: "unknown key '\(key)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "这里可用的键：\(list)", en: "keys known here: \(list)"))
  }
  static func missingKey(_ key: String) -> Problem {
    Problem(
      "missing-key", zh: "缺少「\(key)」", en: "'\(key)' is missing",
      hint: Wording(zh: "补上一行「\(key)：…」（英文冒号加空格）", en: "add a line '\(key): …'"))
  }
  static func wrongType(_ key: String, expected: Wording, found: String) -> Problem {
    Problem(
      "wrong-type", zh: "「\(key)」应为\(expected.zh)，现为「\(found)」", en: "'\(key)' should be \(expected.en), not '\(found)'")
  }
  static func badDate(_ key: String, _ text: String) -> Problem {
    Problem(
      "bad-date", zh: "「\(key)」的「\(text)」不是存在的日期", en: "'\(text)' in '\(key)' is not a date that exists",
      hint: Wording(zh: "写成 2026-06-18 的样子", en: "write it like 2026-06-18"))
  }
  public static func notAmong(_ key: String, _ text: String, allowed: [String]) -> Problem {
    let list = allowed.joined(separator: ", ")
    let near = nearest(to: text, among: allowed)
    return Problem(
      "bad-value", zh: "「\(key)」不能是「\(text)」", en: "'\(key)' cannot be '\(text)'",
      hint: near.map { Wording(zh: "是不是「\($0)」？可用：\(list)", en: "did you mean '\($0)'? allowed: \(list)") }
        ?? Wording(zh: "可用：\(list)", en: "allowed: \(list)"))
  }
  /// A value that has the right type but lies outside what its key allows.
  public static func outOfRange(_ key: String, _ text: String, expected: Wording) -> Problem {
    Problem(
      "out-of-range", zh: "「\(key)」的「\(text)」不合要求：应为\(expected.zh)",
      en: "'\(text)' in '\(key)' is out of range: should be \(expected.en)")
  }
}
