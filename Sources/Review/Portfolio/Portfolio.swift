import Charts
import Diagnostics
import Metrics
import Values

/// All campaigns of a site together: what its overview, its period reviews and its comparison are made from.
public struct Portfolio: Sendable {
  public var campaigns: [Campaign]
  public var dictionary: KPIDictionary
  public var language: Language
  public var currency: Currency
  public var today: Day

  public struct Campaign: Sendable {
    public var id: String
    public var title: String
    /// Whether it was meant to run: it is no draft.
    public var isPlanned: Bool
    /// Whether people have written their part of the review.
    public var hasNotes: Bool
    public var period: Period?
    public var facts: CampaignFacts?
    public var review: Review?

    public init(
      id: String, title: String, isPlanned: Bool, hasNotes: Bool, period: Period?, facts: CampaignFacts?,
      review: Review?
    ) {
      self.id = id
      self.title = title
      self.isPlanned = isPlanned
      self.hasNotes = hasNotes
      self.period = period
      self.facts = facts
      self.review = review
    }
  }

  public init(
    campaigns: [Campaign], dictionary: KPIDictionary, language: Language, currency: Currency, today: Day
  ) {
    self.campaigns = campaigns
    self.dictionary = dictionary
    self.language = language
    self.currency = currency
    self.today = today
    style = NumberStyle(
      chinese: language.isChinese, traditional: language == .traditionalChinese, currency: currency)
  }

  let style: NumberStyle

  /// How many days after its end a campaign's review is due.
  public static let daysToReview = 14

  /// The day that a campaign's review was due; `nil` where it is not overdue, or there is one.
  public static func reviewDue(period: Period?, isPlanned: Bool, hasNotes: Bool, today: Day) -> Day? {
    guard isPlanned, !hasNotes, let end = period?.end else { return nil }
    let due = end.advanced(by: daysToReview)
    return due < today ? due : nil
  }

  // MARK: Words

  func pick(_ zh: @autoclosure () -> String, _ en: @autoclosure () -> String) -> String {
    language.isChinese ? zh() : en()
  }

  func typeset(_ text: String) -> String { language.isChinese ? NumberStyle.spaced(text) : text }

  /// A name from the data within running text.
  func datum(_ name: String) -> String { language.isChinese ? NumberStyle.verbatim(name) : name }

  func name(_ id: String) -> String { dictionary.name(id)?.text(in: language) ?? id }

  func suffix(_ unit: Unit) -> String {
    switch unit.numberUnit {
    case .count, .decimal:
      let label = unit.label.text(in: language)
      return label.isEmpty ? "" : language.isChinese ? label : " " + label
    default: return ""
    }
  }

  /// As a table states it: `¥4,184,069.90`.
  func cell(_ value: Number?, _ unit: Unit) -> String {
    style.full(value, unit.numberUnit) + (value == nil ? "" : suffix(unit))
  }

  /// As a sentence states it: `418.4万元`.
  func prose(_ value: Number?, _ unit: Unit) -> String {
    style.compact(value, unit.numberUnit) + (value == nil ? "" : suffix(unit))
  }

  func amount(_ value: Number?, _ unit: Unit) -> ReviewTable.Cell {
    ReviewTable.Cell(cell(value, unit), value: value.map { .number($0, unit.numberUnit) })
  }

  func change(_ change: Double?) -> ReviewTable.Cell {
    ReviewTable.Cell(style.change(change), value: change.map { .number(.real($0), .ratio) })
  }

  func join(_ parts: [String]) -> String {
    if language.isChinese { return parts.joined(separator: "、") }
    guard parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
  }

  // MARK: Figures that say most

  /// Figures of every overview, in this order, where data has them.
  static let usual = ["revenue", "orders", "cost", "marketing-roi", "roas", "conversion-rate", "new_buyers", "impressions"]

  /// The campaigns that have facts, with their places among all.
  var computed: [(place: Int, facts: CampaignFacts)] {
    campaigns.enumerated().compactMap { number, campaign in campaign.facts.map { (number, $0) } }
  }

  /// The measure that trends are about: the first of the usual ones that any campaign has by the day.
  func mainMeasure(over period: Period? = nil) -> String? {
    ["revenue", "attributed_revenue", "orders", "conversions", "visits", "clicks", "impressions"].first { id in
      computed.contains { part in
        guard let days = period.map({ $0.intersection(part.facts.frame.period) }) ?? part.facts.frame.period
        else { return false }
        return part.facts.series(id, over: days).contains { $0.value != nil }
      }
    }
  }
}
