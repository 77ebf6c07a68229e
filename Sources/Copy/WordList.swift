import Diagnostics
import YAML

/// The words that outward-facing copy is checked for: what the program ships, and what a site adds or takes away.
///
/// `templates/checks/ad-words.yaml` documents the file.
public struct WordList: Sendable {
  public struct Category: Sendable {
    public var id: String
    public var name: Wording
    /// The provision behind it.
    public var law: String?
    /// How to say it instead, where a word has no advice of its own.
    public var mend: Wording?
  }

  public struct Word: Sendable {
    /// As written; `{n}` stands for a number.
    public var text: String
    /// An id of `categories`.
    public var category: String
    public var severity: Severity
    public var mend: Wording?
    /// Not wrong as such: somebody has to look at it, and a sign-off settles it.
    public var asksForReview: Bool
  }

  public private(set) var categories: [String: Category] = [:]
  /// By text; the last declaration of a word counts.
  public private(set) var words: [String: Word] = [:]
  /// Words that may contain one of the others.
  public private(set) var exceptions: Set<String> = []
  /// What says something that needs a source.
  public private(set) var claims: Set<String> = []

  public init() {}

  /// Adds a file's declarations to those already there; everything wrong with the file is told.
  public mutating func add(_ node: YAMLNode, file: String) -> [Diagnostic] {
    let fields = Fields(node, file: file)
    for entry in fields.mappings("categories") ?? [] {
      if let id = entry.required("id") {
        categories[id] = Category(
          id: id, name: WordList.wording(entry, "name") ?? Wording(zh: id, en: id), law: entry.string("law"),
          mend: WordList.wording(entry, "mend"))
      }
      for key in ["name", "law", "mend"] { _ = entry.value(key) }
      fields.absorb(entry)
    }
    for group in fields.mappings("words") ?? [] {
      read(group)
      fields.absorb(group)
    }
    exceptions.formUnion(texts(fields, "exceptions"))
    claims.formUnion(texts(fields, "claims"))
    for entry in fields.mappings("remove") ?? [] {
      let word = entry.required("word")
      // A word is taken off the list for a reason that the next reader can judge.
      if entry.required("reason") != nil, let word {
        if words[word] == nil, !claims.contains(word), !exceptions.contains(word), let node = entry.value("word") {
          entry.report(.wordNotListed(word, nearest: nearest(to: word, among: words.keys.sorted())), at: node)
        }
        words[word] = nil
        claims.remove(word)
        exceptions.remove(word)
      }
      fields.absorb(entry)
    }
    fields.finish()
    return fields.diagnostics
  }

  private mutating func read(_ group: Fields) {
    let category = group.required("category") ?? ""
    if !category.isEmpty, categories[category] == nil, let node = group.value("category") {
      group.report(.unknownCategory(category, known: categories.keys.sorted()), at: node)
    }
    let severity = WordList.severity(group) ?? .error
    let mend = WordList.wording(group, "mend")
    let review = group.bool("review") ?? false
    guard let list = group.value("list") else { return group.reportMissing("list") }
    guard case .sequence(let items) = list.value else {
      _ = group.strings("list")
      return
    }
    for item in items {
      var word = Word(
        text: "", category: category, severity: review ? .warning : severity, mend: mend, asksForReview: review)
      if case .scalar(let text, _) = item.value {
        word.text = text
      } else {
        let entry = Fields(item, file: group.file, name: "list")
        word.text = entry.required("word") ?? ""
        if let own = WordList.severity(entry) { word.severity = own }
        if let own = WordList.wording(entry, "mend") { word.mend = own }
        group.absorb(entry)
      }
      if !word.text.isEmpty { words[word.text] = word }
    }
  }

  /// `severity: warning`.
  private static func severity(_ fields: Fields) -> Severity? {
    guard let node = fields.value("severity"), let text = fields.string("severity") else { return nil }
    guard let severity = Severity(rawValue: text) else {
      fields.report(.notASeverity(text), at: node)
      return nil
    }
    return severity
  }

  /// A text in both languages, or one for both.
  private static func wording(_ fields: Fields, _ key: String) -> Wording? {
    guard let node = fields.value(key) else { return nil }
    if case .scalar(let text, _) = node.value { return Wording(zh: text, en: text) }
    guard let both = fields.mapping(key) else { return nil }
    let zh = both.required("zh") ?? ""
    let result = Wording(zh: zh, en: both.string("en") ?? zh)
    fields.absorb(both)
    return result
  }

  /// A list whose items are words, or `{word, reason}`.
  private func texts(_ fields: Fields, _ key: String) -> [String] {
    guard let node = fields.value(key) else { return [] }
    guard case .sequence(let items) = node.value else { return fields.strings(key) ?? [] }
    return items.compactMap { item in
      if case .scalar(let text, _) = item.value { return text }
      let entry = Fields(item, file: fields.file, name: key)
      let word = entry.required("word")
      _ = entry.string("reason")
      fields.absorb(entry)
      return word
    }.filter { !$0.isEmpty }
  }
}
