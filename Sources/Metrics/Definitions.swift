import Diagnostics
import Formulas
import Tables

/// A base measure: what the files count, and every KPI is computed from.
public struct MeasureDefinition: Sendable {
  public var id: String
  public var name: Wording
  public var unit: Unit
  /// Whether rows may be added up over days and dimensions; distinct counts may not.
  public var additive: Bool
  /// Sources in order of preference; the first that has the measure supplies it, alone.
  public var sources: [DataSource]
  public var kind: Kind

  public enum Kind: String, Sendable, CaseIterable { case money, count, people, duration }
}

/// A KPI: a formula over sums of base measures, or a value that only an `actuals` file or later data can give.
public struct KPIDefinition: Sendable {
  /// With `-` between words; in formulas the `-` is written `_`.
  public var id: String
  public var name: Wording
  /// Other names in use, by which `actuals` files may call it.
  public var otherNames: [String] = []
  /// The KPI of which this is another reading, shown beside it; `nil` for the KPIs themselves.
  public var variantOf: String?
  /// `nil` where nothing but `actuals` gives the value.
  public var formula: Formula?
  /// How it is reckoned, in words, where there is no formula.
  public var definition: Wording?
  public var unit: Unit
  public var direction: Direction
  /// Whether values of parts add up to the value of the whole.
  public var additive: Bool
  /// Id of the group, `5.1` ... `5.11`, or one of `metrics.yaml`.
  public var group: String
  /// Codes of the material it comes from, as declared.
  public var source: String
  /// What a person has to know to read it right, such as its denominator.
  public var note: Wording?
  /// The data it takes beyond `daily` files, when it has no formula or the formula is not enough.
  public var needs: Wording?

  /// The formula's text, or `nil`.
  public var formulaText: String? { formula?.text }
}

/// A heading of the dictionary.
public struct KPIGroup: Sendable, Equatable {
  public var id: String
  public var title: Wording
}

/// Dimensions in the order in which reviews show them.
public enum Dimensions {
  public static let canonical = [
    "channel", "account", "campaign", "region", "segment", "creative", "product", "keyword", "device", "hour", "platform",
  ]
  static let names: [String: Wording] = [
    "channel": Wording(zh: "渠道", en: "Channel"), "account": Wording(zh: "账户", en: "Account"),
    "campaign": Wording(zh: "推广计划", en: "Ad campaign"), "region": Wording(zh: "地区", en: "Region"),
    "segment": Wording(zh: "客群", en: "Segment"), "creative": Wording(zh: "创意", en: "Creative"),
    "product": Wording(zh: "产品", en: "Product"), "keyword": Wording(zh: "关键词", en: "Keyword"),
    "device": Wording(zh: "设备", en: "Device"), "hour": Wording(zh: "时段", en: "Hour"), "platform": Wording(zh: "平台", en: "Platform"),
    "category": Wording(zh: "类别", en: "Category"), "cost_type": Wording(zh: "费用类型", en: "Cost type"),
  ]

  /// The dimension's name; its id where it is none of the known ones.
  public static func name(_ id: String) -> Wording { names[id] ?? Wording(zh: id, en: id) }

  /// What stands for rows that have no value in a dimension.
  public static let unlabelled = Wording(zh: "未标注", en: "Not labelled")

  /// Canonical ones first and in their order, then the rest by id.
  static func sorted(_ ids: some Sequence<String>) -> [String] {
    ids.sorted { a, b in
      (canonical.firstIndex(of: a) ?? .max, a) < (canonical.firstIndex(of: b) ?? .max, b)
    }
  }
}
