import Diagnostics
import YAML

/// One of the forms in which a site comes out: in a language, for those who may see certain levels of visibility.
public struct Edition: Sendable, Equatable {
  public var name: String
  /// What the head of its pages calls it; `nil` says nothing.
  public var title: String?
  /// The site's name and description in its language, where they differ from the site's own.
  public var siteName: String?
  public var description: String?
  public var language: Language
  /// How Chinese text is converted; `nil` leaves it as it is written.
  public var variant: Variant?
  /// The visibilities that it shows; the open one is always among them.
  public var shows: Set<String>
  /// Its folder: within the main edition's, or beside it for one that shows anything else. The main edition has none.
  public var folder: Folder
  public var location: Location

  public enum Variant: String, Sendable, CaseIterable { case taiwan, hongkong, traditional }

  public enum Folder: Sendable, Equatable {
    /// The output folder itself.
    case output
    /// `en`: below the output folder.
    case within(String)
    /// `output-management`: beside the output folder, below which others may lie.
    case beside(String)
  }

  /// The language as a page states it.
  public var languageTag: String {
    switch (language, variant) {
    case (.traditionalChinese, .taiwan): "zh-Hant-TW"
    case (.traditionalChinese, .hongkong): "zh-Hant-HK"
    default: language.rawValue
    }
  }

  public func shows(_ visibility: String?) -> Bool { visibility.map(shows.contains) ?? true }
}

extension SiteSettings {
  /// From open to closed, or an open level and names of audiences; the first is that of all that does not say.
  public static let usualVisibilities = ["public", "internal", "management"]

  static func readVisibilities(_ fields: Fields) -> [String] {
    guard let node = fields.value("visibility"), let names = fields.strings("visibility") else { return usualVisibilities }
    var seen: Set<String> = []
    for name in names where name.isEmpty || !seen.insert(name).inserted {
      fields.report(.visibilityTwice(name), at: node)
    }
    if names.isEmpty { fields.report(.noVisibilities, at: node) }
    return names.isEmpty ? usualVisibilities : names
  }

  /// The editions as declared, the main one first; empty where none are.
  static func readEditions(_ fields: Fields, language: Language, visibilities: [String]) -> [Edition] {
    var editions: [Edition] = []
    for item in fields.mappings("editions") ?? [] {
      let edition = readEdition(item, language: language, visibilities: visibilities, main: editions.first)
      fields.absorb(item)
      guard let edition else { continue }
      if editions.contains(where: { $0.name == edition.name }) {
        fields.report(.editionTwice(edition.name), at: item.node)
      } else if let other = editions.first(where: { $0.folder == edition.folder }) {
        fields.report(.sameEditionFolder(edition.name, other: other.name), at: item.node)
      } else if let host = editions.first(where: { $0.holds(edition) }), !edition.shows.isSubset(of: host.shows) {
        fields.report(.closedInsideOpen(edition.name, host: host.name), at: item.node)
      } else if let inner = editions.first(where: { edition.holds($0) }), !inner.shows.isSubset(of: edition.shows) {
        fields.report(.closedInsideOpen(inner.name, host: edition.name), at: item.node)
      } else {
        editions.append(edition)
      }
    }
    return editions
  }

  private static func readEdition(
    _ fields: Fields, language: Language, visibilities: [String], main: Edition?
  ) -> Edition? {
    let name = fields.required("name")
    if let name, let node = fields.value("name"), !isFolderName(name) {
      fields.report(.badEditionName(name), at: node)
    }
    let variant: Edition.Variant? = fields.choice("variant")
    let own: Language? = fields.choice("language")
    if variant != nil, let own, own != .traditionalChinese, let node = fields.value("variant") {
      fields.report(.variantOfLanguage(own.rawValue), at: node)
    }
    var shows = main?.shows ?? Set(visibilities.prefix(1))
    if let node = fields.value("shows"), let named = fields.strings("shows") {
      for level in named where !visibilities.contains(level) {
        fields.report(.unknownVisibility(level, known: visibilities), at: node)
      }
      shows = Set(visibilities.prefix(1) + named)
    }
    let title = fields.string("title")
    let (siteName, description) = (fields.string("site_name"), fields.string("description"))
    let output = fields.string("output")
    if let output, let node = fields.value("output"), main == nil || !isPath(output) {
      fields.report(main == nil ? .outputOfMain : .badEditionOutput(output), at: node)
    }
    guard let name, !fields.diagnostics.hasErrors else { return nil }
    let spoken = own ?? (variant == nil ? language : .traditionalChinese)
    var edition = Edition(
      name: name, title: title, language: spoken, variant: variant, shows: shows, folder: .output,
      location: Location(fields.file, line: fields.node.line, column: fields.node.column))
    if spoken == .traditionalChinese, language != .traditionalChinese, variant == nil { edition.variant = .traditional }
    edition.siteName = siteName
    edition.description = description
    guard let main else { return edition }
    if shows == main.shows, (spoken, edition.variant) != (main.language, main.variant) {
      edition.folder = .within(output ?? (own == nil ? name : spoken.rawValue))
    } else {
      edition.folder = .beside(output ?? "output-" + name)
    }
    return edition
  }

  /// Letters, digits, `-` and `_`, in ASCII or of any script.
  private static func isFolderName(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy { scalar in
        scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      }
  }

  private static func isPath(_ path: String) -> Bool {
    !path.isEmpty && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { isFolderName(String($0)) }
  }
}

extension Edition {
  /// Whether another edition's folder lies within this one's.
  func holds(_ other: Edition) -> Bool {
    switch (folder, other.folder) {
    case (.output, .within): true
    case (.beside(let own), .beside(let path)): path.hasPrefix(own + "/")
    default: false
    }
  }
}
