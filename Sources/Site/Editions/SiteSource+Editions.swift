import Diagnostics
import Glibc
import HTML
import Handbook
import Markdown
import Parallel

/// How the source of a site becomes that of one edition: documents, folders and passages that it does not show are taken
/// out before anything is computed, so that nothing later needs to know of them.
extension SiteSource {
  /// The source as the edition shows it. Unknown levels of visibility are reported by `checkVisibilities`.
  func shown(in edition: Edition) -> SiteSource {
    var source = self
    source.edition = edition
    source.settings.language = edition.composingLanguage(of: settings.language)
    source.settings.name = edition.siteName ?? settings.name
    source.settings.description = edition.description ?? settings.description
    source.takeTranslations(of: edition, siteLanguage: settings.language)
    source.hide(for: edition)
    return source
  }

  private mutating func hide(for edition: Edition) {
    var hidden = HiddenContent()
    hidden.edition = edition.name
    for document in documents where !edition.shows(document.matter.visibility) {
      if let folder = document.foldersOwn { hidden.folders.insert(folder) }
      hidden.pages.insert(document.path)
    }
    var linked: Set<String> = []
    var shown: [Document] = []
    shown.reserveCapacity(documents.count)
    for document in documents {
      guard hidden.holds(document.path) else {
        shown.append(document)
        continue
      }
      hidden.add(document)
      linked.formUnion(document.linkedAssets(among: folder.assets))
    }
    for number in shown.indices {
      let original = shown[number]
      if shown[number].removePassages(notIn: edition.shows) {
        linked.formUnion(original.linkedAssets(among: folder.assets))
      }
      shown[number].forget(hidden)
    }
    noteLevels()
    documents = shown
    hidden.assets = linked
    folder.hide(hidden)
    self.hidden = hidden
  }

  /// Notes which of the pages not everyone may see, by their own word or that of a folder above them.
  private mutating func noteLevels() {
    let open = settings.visibilities.first
    var folders: [String: String] = [:]
    for document in documents {
      guard let level = document.matter.visibility, level != open else { continue }
      levels[document.path] = level
      if let folder = document.foldersOwn { folders[folder] = level }
    }
    if folders.isEmpty { return }
    for document in documents where levels[document.path] == nil {
      var folder = Address.folder(of: document.path)
      while true {
        if let level = folders[folder] {
          levels[document.path] = level
          break
        }
        if folder.isEmpty { break }
        folder = Address.folder(of: folder)
      }
    }
  }

  /// Levels of visibility that the site does not have; without editions, those that hide nothing.
  func checkVisibilities() -> [Diagnostic] {
    let known = settings.visibilities
    if settings.editions.isEmpty {
      return documents.compactMap { document in
        guard let level = document.matter.visibility, level != known.first else { return nil }
        return Diagnostic(.visibilityUnused(level), at: document.visibilityPlace)
      }
    }
    let translated = translations.documents.values.flatMap(\.values).sorted { $0.file < $1.file }
    return (documents + translated).parallelMap { document -> [Diagnostic] in
      var found: [Diagnostic] = []
      if let level = document.matter.visibility, !known.contains(level) {
        found.append(Diagnostic(.unknownVisibility(level, known: known), at: document.visibilityPlace))
      }
      for passage in document.passages where !known.contains(passage.visibility) {
        let place = Location(document.file, line: passage.place.line, column: passage.place.column)
        found.append(Diagnostic(.unknownVisibility(passage.visibility, known: known), at: place))
      }
      return found
    }.flatMap(\.self)
  }
}

extension Edition {
  /// The language in which pages are put together before their text is converted.
  func composingLanguage(of site: Language) -> Language {
    if language.isChinese, converts(from: site) { return site.isChinese ? site : .simplifiedChinese }
    return language
  }

  /// Whether the finished pages of a site in `language` are converted.
  func converts(from site: Language) -> Bool { variant != nil || (language == .simplifiedChinese && site == .traditionalChinese) }
}

extension HiddenContent {
  fileprivate mutating func add(_ document: Document) {
    pages.insert(document.path)
    ids.insert(document.id)
    switch document.matter.detail {
    case .process(let process): if let code = process.code { ids.insert(code) }
    case .training(let training): if let code = training.code { ids.insert(code) }
    case .campaign:
      let folder = Address.folder(of: document.path)
      campaigns.formUnion([Address.name(of: folder), document.id])
      if let title = document.matter.title ?? document.firstHeading { campaigns.insert(title) }
    case .review: reviews.insert(Address.name(of: Address.folder(of: document.path)))
    case .page, .caseStudy: break
    }
    if document.path.hasPrefix("registers/"), Address.folder(of: document.path) == "registers" {
      let name = Address.name(of: document.path).dropLast(3)
      if name != "index" { registers.insert(String(name)) }
    }
  }
}

extension SiteFolder {
  fileprivate mutating func hide(_ hidden: HiddenContent) {
    assets.removeAll { hidden.isClosed(folder: Address.folder(of: $0)) }
    for folder in Array(data.keys) where hidden.reviews.contains(folder) || hidden.isClosed(folder: "campaigns/" + folder) {
      data[folder] = nil
    }
    for folder in Array(registers.keys) where !folder.isEmpty && hidden.isClosed(folder: "campaigns/" + folder) {
      registers[folder] = nil
    }
  }
}

extension Document {
  fileprivate var visibilityPlace: Location {
    Location(file, line: matter.visibilityLine, column: matter.visibilityColumn)
  }

  /// The folder that the page speaks for: that of an `index.md`, and a campaign's for its brief.
  fileprivate var foldersOwn: String? {
    if matter.type == .campaign || Address.name(of: path) == "index.md" { return Address.folder(of: path) }
    return nil
  }

  /// The restricted passages of the text; lines count within the body.
  fileprivate var passages: [RestrictedPassage] {
    body.withUnsafeBufferPointer { text in
      // Few texts have any: those are parsed once more.
      guard let start = text.baseAddress, mayRestrict(start, text.count) else { return [] }
      return restrictedPassages(text, firstLine: bodyLine)
    }
  }

  /// Empties the lines of passages that may not be shown, so that all other lines keep their numbers. Returns whether
  /// there were any.
  fileprivate mutating func removePassages(notIn shown: Set<String>) -> Bool {
    let closed = passages.filter { !shown.contains($0.visibility) }.map(\.lines)
    if closed.isEmpty { return false }
    var result = Array(source[..<bodyStart])
    for (number, line) in source[bodyStart...].split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if number > 0 { result.append(0x0A) }
      if !closed.contains(where: { $0.contains(number + 1) }) { result += line }
    }
    source = result
    return true
  }

  /// Takes the names of hidden pages out of the front matter.
  fileprivate mutating func forget(_ hidden: HiddenContent) {
    if hidden.ids.isEmpty { return }
    var matter = matter
    switch matter.detail {
    case .process(var process):
      process.modules.removeAll(where: hidden.ids.contains)
      process.cases.removeAll(where: hidden.ids.contains)
      for place in process.steps.indices {
        guard let template = process.steps[place].template else { continue }
        let path = template.prefix { $0 != "#" }
        if let target = Address.resolve(path, from: Address.folder(of: self.path)), hidden.holds(target) {
          process.steps[place].template = nil
        }
      }
      matter.detail = .process(process)
    case .training(var training):
      training.needs.removeAll(where: hidden.ids.contains)
      matter.detail = .training(training)
    case .campaign(var campaign):
      if let compare = campaign.compare, hidden.campaigns.contains(compare) { campaign.compare = nil }
      matter.detail = .campaign(campaign)
    case .page, .review, .caseStudy: return
    }
    replaceMatter(matter)
  }

  /// The assets that the text links to.
  fileprivate func linkedAssets(among assets: [String]) -> Set<String> {
    if assets.isEmpty { return [] }
    var host = AssetLinks(folder: Address.folder(of: path), assets: Set(assets))
    _ = body.withUnsafeBufferPointer { renderMarkdown(validUTF8: $0, file: file, options: MarkdownOptions(), host: &host) }
    return host.found
  }
}

/// Whether a text has `[!V` or `[!v` at all, or something so like it that a slip of the pen may be meant.
private func mayRestrict(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  var place = start
  let end = start + count
  while place < end, let found = memchr(place, 0x21, end - place) {
    let mark = UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
    if mark > start, mark[-1] == 0x5B, mark + 10 < end {
      // Other alerts have shorter names.
      var length = 0
      while length < 10, isLetter(mark[1 + length]) { length += 1 }
      let first = mark[1] | 0x20
      if length > 6, first == 0x76 || (length > 7 && first != 0x69) { return true }
    }
    place = mark + 1
  }
  return false
}

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

/// Notes the assets that links lead to.
private struct AssetLinks: MarkdownHost {
  let folder: String
  let assets: Set<String>
  var found: Set<String> = []

  mutating func link(_ destination: String, isImage: Bool, at place: MarkdownPlace) -> LinkTarget {
    let path = destination.prefix { $0 != "#" && $0 != "?" }
    if let written = Address.decoded(path), let target = Address.resolve(written, from: folder), assets.contains(target) {
      found.insert(target)
    }
    return .refused
  }
  mutating func codeSpan(_ code: String, at place: MarkdownPlace) -> Markup? { nil }
  mutating func fencedBlock(_ info: String, _ literal: String, at place: MarkdownPlace) -> Markup? { nil }
}
