import Diagnostics
import YAML

/// A training module.
public struct Training: Sendable {
  public var code: String?
  /// Whom it is for; empty where it does not say.
  public var layers: [AudienceLayer]
  public var minutes: Int?
  public var goals: [String]
  /// Ids or codes of modules to take first.
  public var needs: [String]
  /// The share of the quiz's points that passes, 1 to 100.
  public var passMark: Int
  /// Ids or codes of the processes that it teaches, and ids of its KPIs.
  public var processes: [String]
  public var kpis: [String]

  public static let usualPassMark = 80

  static func read(_ fields: Fields) -> Training {
    var layers: [AudienceLayer] = []
    for word in fields.strings("layer") ?? [] {
      if let layer = AudienceLayer(word: word) {
        if !layers.contains(layer) { layers.append(layer) }
      } else if let node = fields.value("layer") {
        fields.report(.unknownLayer(word), at: node.item(word) ?? node)
      }
    }
    var passMark = usualPassMark
    if let number = fields.integer("pass"), let node = fields.value("pass") {
      if (1...100).contains(number) { passMark = number } else { fields.report(.passMarkOutOfRange(number), at: node) }
    }
    return Training(
      code: fields.string("code"), layers: layers.sorted(), minutes: fields.integer("minutes"),
      goals: fields.strings("goals") ?? [], needs: fields.strings("needs") ?? [], passMark: passMark,
      processes: fields.strings("processes") ?? [], kpis: fields.strings("kpis") ?? [])
  }
}

/// One of the four groups of people that training is planned for, from the widest to the most special.
public enum AudienceLayer: String, Sendable, CaseIterable, Comparable {
  case everyone
  case frontLine = "front_line"
  case managers, specialists

  /// Its id or one of its names.
  public init?(word: String) {
    guard let layer = AudienceLayer.allCases.first(where: { $0.rawValue == word || $0.names.contains(word) }) else { return nil }
    self = layer
  }

  private var names: [String] {
    switch self {
    case .everyone: ["全员", "全员基础", "Everyone"]
    case .frontLine: ["一线", "Front line"]
    case .managers: ["管理层", "管理層", "Managers"]
    case .specialists: ["营销专业", "行銷專業", "营销专业人员", "Marketing specialists"]
    }
  }

  public var name: Wording {
    switch self {
    case .everyone: Wording(zh: "全员", en: "Everyone")
    case .frontLine: Wording(zh: "一线", en: "Front line")
    case .managers: Wording(zh: "管理层", en: "Managers")
    case .specialists: Wording(zh: "营销专业", en: "Marketing specialists")
    }
  }

  public static func < (a: AudienceLayer, b: AudienceLayer) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }
}

extension YAMLNode {
  /// The entry of a list, or the text itself, that reads so.
  fileprivate func item(_ text: String) -> YAMLNode? {
    guard case .sequence(let items) = value else { return nil }
    return items.first { if case .scalar(text, _) = $0.value { true } else { false } }
  }
}

extension Problem {
  static func unknownLayer(_ word: String) -> Problem {
    let names = AudienceLayer.allCases.map(\.name)
    return Problem(
      "unknown-layer", zh: "没有「\(word)」这个培训层级", en: "there is no layer '\(word)'",
      hint: Wording(
        zh: "可用：" + names.map(\.zh).joined(separator: "、"), en: "known: " + names.map(\.en).joined(separator: ", ")))
  }
  static func passMarkOutOfRange(_ number: Int) -> Problem {
    Problem(
      "bad-value", zh: "达标线是百分数，不能是 \(number)", en: "the pass mark is a percentage and cannot be \(number)",
      hint: Wording(zh: "写 1 到 100 的整数，如 pass: 80", en: "write a whole number from 1 to 100, such as pass: 80"))
  }
}
