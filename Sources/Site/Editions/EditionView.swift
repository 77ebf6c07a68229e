import Diagnostics
import Handbook
import Variants

/// What the pages of an edition know of it and of its sisters.
struct EditionView: Sendable {
  var edition: Edition
  /// Its folder below the output folder that it shares with others; empty for the one that stands at the top.
  var prefix: String
  /// Those that show the same pages in other languages, itself among them; empty where there is but one.
  var languages: [Sister]
  /// Converts finished pages; `nil` where they are as written.
  var converter: PageConverter?
  /// Pages shown in the language that they were written in, and that language.
  var untranslated: Set<String>
  var sourceLanguage: String
  /// Whether `--base-url` is the address of this edition's output folder.
  var hasBaseURL = true

  struct Sister: Sendable {
    var tag: String
    /// How the language calls itself.
    var name: String
    var prefix: String
    var isOwn: Bool
  }

  /// The link from a page of this edition to the same page of a sister.
  func link(to sister: Sister, address: String) -> String {
    let own = EditionView.joined(prefix, address)
    return Address.link(from: Address.folder(of: own), to: EditionView.joined(sister.prefix, address))
  }

  func path(_ address: String) -> String { EditionView.joined(prefix, address) }

  static func joined(_ folder: String, _ path: String) -> String { folder.isEmpty ? path : folder + "/" + path }
}

extension Edition {
  var converterKind: VariantConverter.Kind? {
    switch (language, variant) {
    case (.traditionalChinese, .taiwan): .taiwan
    case (.traditionalChinese, .hongkong): .hongKong
    case (.traditionalChinese, .traditional): .traditional
    case (.simplifiedChinese, _): .simplified
    default: nil
    }
  }

  /// How a reader of the language knows it.
  var languageName: String {
    switch languageTag {
    case "zh-Hans": "简体中文"
    case "zh-Hant": "繁體中文"
    case "zh-Hant-TW": "繁體中文（台灣）"
    case "zh-Hant-HK": "繁體中文（香港）"
    default: "English"
    }
  }
}
