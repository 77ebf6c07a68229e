/// A language in which Fupan speaks: to the person who builds a site, and on the pages themselves.
public enum Language: String, Sendable, CaseIterable {
  case simplifiedChinese = "zh-Hans"
  case traditionalChinese = "zh-Hant"
  case english = "en"

  /// Whether numbers are written with 万 and 亿 and sentences in Chinese.
  public var isChinese: Bool { self != .english }

  /// The language of a POSIX locale name such as `zh_CN.UTF-8`; English for anything that is not Chinese.
  public init(locale: String) {
    if locale.hasPrefix("zh_TW") || locale.hasPrefix("zh_HK") || locale.hasPrefix("zh-Hant") {
      self = .traditionalChinese
    } else if locale.hasPrefix("zh") {
      self = .simplifiedChinese
    } else {
      self = .english
    }
  }
}

/// One short text in Chinese and English, kept together so that neither is forgotten.
public struct Wording: Sendable, Hashable {
  public let zh: String
  public let en: String

  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  public func text(in language: Language) -> String { language.isChinese ? zh : en }
}
