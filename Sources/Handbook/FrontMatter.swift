import Diagnostics
import Values
import YAML

/// What a page is. The folder decides; `type: process` makes a page of the handbook a process.
public enum PageType: String, Sendable, CaseIterable {
  case page, process, campaign, review
  case caseStudy = "case"
  case training
}

/// The keys that every page may carry, and those of its type.
public struct FrontMatter: Sendable {
  /// `nil` when the front matter has none: the first heading is the title then.
  public var title: String?
  public var id: String?
  public var summary: String?
  /// The role that answers for the page.
  public var owner: String?
  /// The day the page was last checked against reality.
  public var checked: Day?
  public var checkEvery: Interval?
  public var updated: Day?
  public var version: String?
  public var tags: [String]
  /// Order among siblings: lower first; pages without one come last, by title.
  public var weight: Int?
  public var draft: Bool
  public var visibility: String?
  /// Former addresses.
  public var aliases: [String]
  public var toc: Bool
  /// Roles or people who wrote the page.
  public var authors: [String]
  /// What was changed, newest first.
  public var changes: [Change]
  /// Whether all of the page is outward-facing copy.
  public var copy: Bool
  public var detail: Detail
  /// Where the front matter begins and where `id` stands, for diagnostics.
  public var line: Int
  public var idLine: Int
  /// Where the visibility stands; only of use where there is one.
  public var visibilityLine = 1
  public var visibilityColumn = 1

  public enum Detail: Sendable {
    case page
    case process(Process)
    case campaign(Campaign)
    case review(ReviewNotes)
    case caseStudy(CaseStudy)
    case training(Training)
  }

  public var type: PageType {
    switch detail {
    case .page: .page
    case .process: .process
    case .campaign: .campaign
    case .review: .review
    case .caseStudy: .caseStudy
    case .training: .training
    }
  }

  /// The day by which the page must be checked again, if it says so.
  public var checkDue: Day? {
    guard let checked, let checkEvery else { return nil }
    return checkEvery.after(checked)
  }

  /// A stretch of calendar time: `6 months`, `90 days`, `6 个月`.
  public struct Interval: Sendable, Equatable {
    public var count: Int
    public var unit: Unit
    public enum Unit: String, Sendable { case day, week, month, year }

    public init?(_ text: String) {
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      guard let count = Int(digits), (1...1000).contains(count) else { return nil }
      self.count = count
      switch text.dropFirst(digits.count).filter({ $0 != " " }) {
      case "day", "days", "天", "日": unit = .day
      case "week", "weeks", "周", "个星期": unit = .week
      case "month", "months", "个月", "月": unit = .month
      case "year", "years", "年": unit = .year
      default: return nil
      }
    }

    public func after(_ day: Day) -> Day? {
      switch unit {
      case .day: day.advanced(by: count)
      case .week: day.advanced(by: count * 7)
      case .month: day.adding(months: count)
      case .year: day.adding(months: count * 12)
      }
    }

    public func text(in language: Language) -> String {
      switch unit {
      case .day: language.isChinese ? "\(count) 天" : "\(count) days"
      case .week: language.isChinese ? "\(count) 周" : "\(count) weeks"
      case .month: language.isChinese ? "\(count) 个月" : "\(count) months"
      case .year: language.isChinese ? "\(count) 年" : "\(count) years"
      }
    }
  }

  /// Reads the front matter of a page whose place says it is of `type` (`page` may turn out to be a process).
  public static func read(_ node: YAMLNode, type: PageType, file: String) -> (FrontMatter, [Diagnostic]) {
    let fields = Fields(node, file: file)
    let type = readType(fields, placed: type)
    var matter = FrontMatter(
      title: fields.string("title"), id: fields.string("id"), summary: fields.string("summary"),
      owner: fields.string("owner"), checked: fields.day("checked"), checkEvery: nil, updated: fields.day("updated"),
      version: fields.string("version"), tags: fields.strings("tags") ?? [], weight: fields.integer("weight"),
      draft: fields.bool("draft") ?? false, visibility: fields.string("visibility"),
      aliases: fields.strings("aliases") ?? [], toc: fields.bool("toc") ?? true,
      authors: fields.strings("authors") ?? [], changes: readChanges(fields), copy: fields.bool("copy") ?? false,
      detail: .page, line: node.line,
      idLine: node["id"]?.line ?? node.line)
    if matter.visibility != nil, let written = fields.value("visibility") {
      matter.visibilityLine = written.line
      matter.visibilityColumn = written.column
    }
    if let written = fields.value("check_every"), let text = fields.string("check_every") {
      matter.checkEvery = Interval(text)
      if matter.checkEvery == nil {
        fields.report(
          .outOfRange(
            "check_every", text, expected: Wording(zh: "「6 months」「90 days」「6 个月」这样的间隔", en: "an interval such as '6 months'")),
          at: written)
      }
    }
    switch type {
    case .page: break
    case .process: matter.detail = .process(Process.read(fields))
    case .campaign: matter.detail = .campaign(Campaign.read(fields))
    case .review: matter.detail = .review(ReviewNotes.read(fields))
    case .caseStudy: matter.detail = .caseStudy(CaseStudy.read(fields))
    case .training: matter.detail = .training(Training.read(fields))
    }
    fields.finish()
    return (matter, fields.diagnostics)
  }

  /// An entry of the page's change log.
  public struct Change: Sendable, Equatable {
    public var version: String?
    public var date: Day?
    public var what: String
    public var by: String?
  }

  private static func readChanges(_ fields: Fields) -> [Change] {
    var changes: [Change] = []
    for change in fields.mappings("changes") ?? [] {
      let entry = Change(
        version: change.string("version"), date: change.day("date"), what: change.required("what") ?? "",
        by: change.string("by"))
      if change.node["date"].map(\.isNull) ?? true { change.reportMissing("date") }
      changes.append(entry)
      fields.absorb(change)
    }
    return changes
  }

  private static func readType(_ fields: Fields, placed: PageType) -> PageType {
    guard let node = fields.value("type"), let written: PageType = fields.choice("type") else { return placed }
    if written == placed || (placed == .page && written == .process) { return written }
    if written == .page, placed == .process { return placed }
    fields.report(.typeMismatch(written.rawValue, expected: placed.rawValue), at: node)
    return placed
  }
}
