import Diagnostics
import Values
import YAML

/// What `site.yaml` says. Only `name` is required.
public struct SiteSettings: Sendable {
  public var name: String
  public var language: Language
  /// An IANA name; decides which day today is when the caller does not say.
  public var timezone: String
  /// An ISO 4217 code.
  public var currency: String
  public var description: String
  /// Folders of `content/` in the order of the main menu; those not named follow by weight and name.
  public var navigation: [String]
  public var allowsRawHTML: Bool
  public var thresholds: Thresholds
  /// The tags that pages may use, by axis; empty means any.
  public var tagAxes: [TagAxis]
  /// Abbreviations that the glossary need not explain.
  public var abbreviations: [String]
  /// Folders and pages of `content/`, without `.md`, that make the print edition; empty for none.
  public var book: [String]
  /// How much the findings of checks matter.
  public var rules = RuleSettings()
  public var privacy = PrivacySettings()
  public var crisis = CrisisSettings()

  /// Tags that answer one question about a page, such as whom it is for.
  public struct TagAxis: Sendable, Equatable {
    /// `nil` where the tags are one flat list.
    public var name: String?
    public var tags: [String]
  }
  /// The names by which content is held back, the open one first.
  public var visibilities: [String] = SiteSettings.usualVisibilities
  /// The main edition first; empty where the site has but one form, which shows everything.
  public var editions: [Edition] = []

  /// Distances from target at which a KPI stops being green and turns red, as ratios.
  public struct Thresholds: Sendable, Equatable {
    /// Up to this relative distance short of target a figure is yellow.
    public var warn: Exact
    /// For direction `target`: green within the first, yellow within the second distance.
    public var targetGreen: Exact
    public var targetYellow: Exact
    /// A KPI's own `warn`, by id.
    public var byKPI: [String: Exact]

    public static let standard = Thresholds(
      warn: Exact(mantissa: 1, scale: 1), targetGreen: Exact(mantissa: 5, scale: 2),
      targetYellow: Exact(mantissa: 1, scale: 1), byKPI: [:])
  }

  /// Reads the root mapping of `site.yaml`; everything wrong with it is in the second part.
  public static func read(_ node: YAMLNode, file: String) -> (SiteSettings, [Diagnostic]) {
    let fields = Fields(node, file: file)
    var settings = SiteSettings(
      name: fields.required("name") ?? "", language: fields.choice("language") ?? .simplifiedChinese,
      timezone: fields.string("timezone") ?? "Asia/Shanghai", currency: readCurrency(fields),
      description: fields.string("description") ?? "", navigation: fields.strings("navigation") ?? [],
      allowsRawHTML: fields.bool("raw_html") ?? false, thresholds: readThresholds(fields),
      tagAxes: readTags(fields), abbreviations: fields.strings("abbreviations") ?? [],
      book: fields.strings("book") ?? [])
    settings.rules = RuleSettings.read(fields)
    settings.privacy = PrivacySettings.read(fields)
    settings.crisis = CrisisSettings.read(fields)
    settings.visibilities = readVisibilities(fields)
    settings.editions = readEditions(fields, language: settings.language, visibilities: settings.visibilities)
    fields.finish()
    return (settings, fields.diagnostics)
  }

  private static func readTags(_ fields: Fields) -> [TagAxis] {
    guard let node = fields.value("tags") else { return [] }
    var axes: [TagAxis] = []
    if case .mapping = node.value {
      let nested = Fields(node, file: fields.file, name: "tags")
      axes = (fields.pairs("tags") ?? []).map { TagAxis(name: $0.key, tags: nested.strings($0.key) ?? []) }
      fields.absorb(nested)
    } else {
      axes = [TagAxis(name: nil, tags: fields.strings("tags") ?? [])]
    }
    var seen: Set<String> = []
    for tag in axes.flatMap(\.tags) where !seen.insert(tag).inserted { fields.report(.tagTwice(tag), at: node) }
    return axes
  }

  private static func readCurrency(_ fields: Fields) -> String {
    guard let node = fields.value("currency"), let text = fields.string("currency") else { return "CNY" }
    if text.utf8.count == 3, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) { return text }
    fields.report(
      .outOfRange(
        "currency", text, expected: Wording(zh: "三个大写字母的货币代码，如 CNY", en: "a currency code such as CNY")),
      at: node)
    return "CNY"
  }

  private static func readThresholds(_ fields: Fields) -> Thresholds {
    var thresholds = Thresholds.standard
    for pair in fields.pairs("thresholds") ?? [] {
      guard let value = fields.number(pair.value, key: "thresholds.\(pair.key)") else { continue }
      guard !value.isNegative, value <= Exact(1) else {
        fields.report(
          .outOfRange(
            "thresholds.\(pair.key)", value.description, expected: Wording(zh: " 0 到 1 之间的比例", en: "a ratio from 0 to 1")),
          at: pair.value)
        continue
      }
      switch pair.key {
      case "warn": thresholds.warn = value
      case "target_green": thresholds.targetGreen = value
      case "target_yellow": thresholds.targetYellow = value
      default: thresholds.byKPI[pair.key] = value
      }
    }
    return thresholds
  }
}

