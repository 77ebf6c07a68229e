import Diagnostics
import Handbook

/// Pages that stand beside another as its translation: `page.en.md` beside `page.md`.
struct Translations: Sendable {
  /// By language and by the path of the page that is translated.
  var documents: [Language: [String: Document]] = [:]

  /// The language of a page's name, and the page that it translates; `nil` for a page of its own.
  static func split(_ path: String, languages: Set<Language>) -> (language: Language, source: String)? {
    guard path.hasSuffix(".md") else { return nil }
    let stem = path.dropLast(3)
    for language in languages where stem.hasSuffix("." + language.rawValue) {
      return (language, stem.dropLast(language.rawValue.utf8.count + 1) + ".md")
    }
    return nil
  }

  /// Reads a translation as a page of the type that its source is of. What a brief must say its source says.
  static func read(_ bytes: [UInt8], path: String, of source: String, file: String) -> (Document, [Diagnostic]) {
    var (document, diagnostics) = Document.read(bytes, path: source, file: file)
    document.path = path
    return (document, diagnostics.filter { $0.problem.id != "missing-key" })
  }
}

extension SiteSettings {
  /// The languages into which pages may be translated.
  var translationLanguages: Set<Language> {
    editions.isEmpty ? [] : Set(editions.map(\.language)).subtracting([language])
  }
}

extension SiteSource {
  /// Takes translations from among the documents to their own place.
  mutating func separateTranslations() {
    let languages = settings.translationLanguages
    if languages.isEmpty { return }
    let known = Set(documents.map(\.path)).union(drafts)
    var rest: [Document] = []
    rest.reserveCapacity(documents.count)
    for document in documents {
      guard let (language, path) = Translations.split(document.path, languages: languages) else {
        rest.append(document)
        continue
      }
      guard known.contains(path) else {
        diagnostics.append(Diagnostic(.translationWithoutSource(Address.name(of: path)), at: Location(document.file, line: 1)))
        continue
      }
      translations.documents[language, default: [:]][path] = document
    }
    documents = rest
    for number in documents.indices {
      for language in translations.documents.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
        guard let other = translations.documents[language]?[documents[number].path],
          documents[number].matter.isNewer(than: other.matter)
        else { continue }
        let name = Address.name(of: documents[number].path)
        diagnostics.append(Diagnostic(.staleTranslation(name), at: Location(other.file, line: 1)))
      }
    }
  }

  /// Puts the edition's translations in the place of what they translate.
  mutating func takeTranslations(of edition: Edition, siteLanguage: Language) {
    let own = translations.documents[edition.language] ?? [:]
    let isForeign = edition.language != siteLanguage && !(edition.language.isChinese && siteLanguage.isChinese)
    for number in documents.indices {
      let path = documents[number].path
      guard let translation = own[path], edition.shows(translation.matter.visibility) else {
        if isForeign { untranslated.insert(path) }
        continue
      }
      var document = translation
      document.path = path
      document.replaceMatter(documents[number].matter.translated(by: translation.matter))
      documents[number] = document
    }
    translations = Translations()
  }
}
