import Charts
import Diagnostics
import Review
import Values

/// The words of files to take away, and how their numbers are written.
struct ExportText: Sendable {
  let language: Language
  let style: NumberStyle
  let charts: ChartText

  init(_ review: Review) { self.init(review.language, currency: review.currency) }

  init(_ language: Language, currency: Currency) {
    self.language = language
    charts = ChartText(language, currency: currency)
    style = charts.style
  }

  func pick(_ zh: String, _ en: String) -> String { language.isChinese ? zh : en }

  /// A typeface that Office has for the language; `ea` is for Han characters.
  static let latinFont = "Arial"
  static let hanFont = "微软雅黑"
  var font: String { language.isChinese ? ExportText.hanFont : ExportText.latinFont }

  /// The currency as a cell's number format writes it before the digits.
  var currencyPrefix: String { language.isChinese ? style.currency.symbol : style.currency.code + " " }

  /// `2026 年 6 月 1 日至 18 日`, as the page has it.
  func period(_ review: Review) -> String? { review.period.map { style.range($0, withYear: true) } }
}

/// A file could not be made for a reason that is not the review's: no memory, no room for temporary files.
public struct ExportFailure: Error, Sendable {
  public var reason: String
}

/// Colours of the default theme on paper, as RRGGBB.
enum Ink {
  static let paper = "FFFFFF"
  static let tint = "F4F1EA"
  static let text = "1F2328"
  static let muted = "5A6068"
  static let line = "E2DDD2"
  static let strongLine = "8B857A"
  static let accent = "A83424"
  static let good = "1B7048"
  static let warn = "8A5700"
  static let bad = "B3261E"
  static let series = ["2767B0", "C93665", "72891E", "5B26BC", "6E1B18", "5D1267"]

  static func series(_ slot: Int) -> String { series[((slot % series.count) + series.count) % series.count] }
}
