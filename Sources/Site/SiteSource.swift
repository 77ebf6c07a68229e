import Diagnostics
import Foundation
import Glibc
import Handbook
import Parallel
import Values
import YAML

/// Everything a person wrote for the site, read and typed: settings, documents, and the files that are still to be read.
struct SiteSource: Sendable {
  var folder: SiteFolder
  var settings: SiteSettings
  /// In the order of their paths; drafts are among them only when asked for.
  var documents: [Document]
  /// Paths of the drafts that were left out.
  var drafts: Set<String>
  var today: Day
  var diagnostics: [Diagnostic]
  /// Whether the site has rows or declarations of registers, campaigns that are asked for some, or pages that show or
  /// link to one. A site without any need not know the shipped ones.
  var usesRegisters = true
  /// What of persons may stand in pages and data.
  var privacy = PrivacyGuard(PrivacySettings())
  /// The edition that it is the source of; `nil` for all of the site.
  var edition: Edition?
  /// What the edition leaves out.
  var hidden = HiddenContent()
  /// Translations, until an edition takes them; then the pages that it has none of.
  var translations = Translations()
  var untranslated: Set<String> = []
  /// The visibility of pages that an edition shows and not everyone may see, by path.
  var levels: [String: String] = [:]

  /// Reads the site in `root`. Throws what keeps any of it from being read: no `content/`, no settings.
  ///
  /// `settled` is called once the settings are read, before the documents are: what depends on them can be begun.
  static func read(
    _ root: String, today: Day?, drafts: Bool, settled: (SiteSettings) -> Void = { _ in }
  ) throws -> SiteSource {
    guard Disk.isFolder(root + "/" + SiteFolder.contentName) else {
      throw Diagnostic(.noContent, at: Location(root == "." ? SiteFolder.contentName : root))
    }
    let folder: SiteFolder
    do {
      folder = try SiteFolder.read(root)
    } catch {
      throw error.diagnostic(at: SiteFolder.contentName)
    }
    var (settings, diagnostics) = readSettings(folder)
    diagnostics += folder.diagnostics
    settled(settings)

    let privacy = PrivacyGuard(settings.privacy)
    let paths = folder.documents
    let languages = settings.translationLanguages
    let read = parallelMapWaiting(paths.count) { number -> (Document, [Diagnostic]) in
      let path = paths[number]
      let file = SiteFolder.contentName + "/" + path
      do throws(FileError) {
        let bytes = try Disk.read(root + "/" + file)
        if !languages.isEmpty, let (_, source) = Translations.split(path, languages: languages) {
          let (document, problems) = Translations.read(bytes, path: path, of: source, file: file)
          return (document, problems + privacy.problems(in: document))
        }
        let (document, problems) = Document.read(bytes, path: path, file: file)
        return (document, problems + privacy.problems(in: document))
      } catch {
        var document = Document.read([], path: path, file: file).0
        document.isWhole = false
        return (document, [error.diagnostic(at: file)])
      }
    }
    var documents: [Document] = []
    var left: Set<String> = []
    documents.reserveCapacity(read.count)
    for (document, problems) in read {
      if document.matter.draft, !drafts {
        left.insert(document.path)
      } else {
        documents.append(document)
        diagnostics += problems
      }
    }
    // The review of a campaign whose brief is a draft goes with it.
    if !left.isEmpty {
      let briefless = documents.filter { $0.matter.type == .review }.filter { review in
        left.contains(Address.folder(of: review.path) + "/brief.md")
      }.map(\.path)
      left.formUnion(briefless)
      documents.removeAll { briefless.contains($0.path) }
    }
    var source = SiteSource(
      folder: folder, settings: settings, documents: documents, drafts: left,
      today: today ?? SiteSource.today(in: settings.timezone), diagnostics: diagnostics)
    source.privacy = privacy
    source.separateTranslations()
    source.diagnostics += duplicateIDs(source.documents) + source.checkVisibilities()
    let pages = source.documents
    source.usesRegisters = !folder.registers.isEmpty || !folder.registerDeclarations.isEmpty
      || pages.contains { $0.matter.type == .campaign } || mentionsRegisters(pages)
    return source
  }

  /// Whether a page links to a register, or has a block that may show one.
  private static func mentionsRegisters(_ documents: [Document]) -> Bool {
    let found = documents.parallelMap { document in
      document.body.withUnsafeBufferPointer { body in
        // `registers/` by its last letter, which is the rarest; the blocks by their fence.
        holds(body, "/", at: 9, of: "registers/") || holds(body, "`", at: 0, of: "```table")
          || holds(body, "`", at: 0, of: "```gantt") || holds(body, "`", at: 0, of: "```flow")
      }
    }
    return found.contains(true)
  }

  /// Whether bytes hold a word, looked for by the letter that stands at `offset` of it.
  static func holds(
    _ body: UnsafeBufferPointer<UInt8>, _ letter: Unicode.Scalar, at offset: Int, of word: StaticString
  ) -> Bool {
    guard let base = body.baseAddress else { return false }
    var position = 0
    while position < body.count, let found = memchr(base + position, Int32(letter.value), body.count - position) {
      let place = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
      if place >= offset, place - offset + word.utf8CodeUnitCount <= body.count,
        memcmp(base + place - offset, word.utf8Start, word.utf8CodeUnitCount) == 0
      {
        return true
      }
      position = place + 1
    }
    return false
  }

  private static func readSettings(_ folder: SiteFolder) -> (SiteSettings, [Diagnostic]) {
    let file = SiteFolder.contentName + "/site.yaml"
    let empty = YAMLNode(line: 1, column: 1, value: .mapping([]))
    guard folder.hasSettings else {
      return (SiteSettings.read(empty, file: file).0, [Diagnostic(.noSettings, at: Location(file))])
    }
    do {
      let bytes = try Disk.read(folder.root + "/" + file)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        let line = Document.firstInvalidLine(bytes) ?? 0
        return (SiteSettings.read(empty, file: file).0, [Diagnostic(.settingsNotUTF8, at: Location(file, line: line))])
      }
      switch readYAML(text, file: file) {
      case .success(let node): return SiteSettings.read(node, file: file)
      case .failure(let diagnostic): return (SiteSettings.read(empty, file: file).0, [diagnostic])
      }
    } catch {
      return (SiteSettings.read(empty, file: file).0, [error.diagnostic(at: file)])
    }
  }

  /// Ids written in front matter are unique over the site; ids that come from file names are not claimed.
  private static func duplicateIDs(_ documents: [Document]) -> [Diagnostic] {
    var owner: [String: String] = [:]
    var diagnostics: [Diagnostic] = []
    for number in documents.indices {
      guard let id = documents[number].matter.id else { continue }
      let file = documents[number].file
      if let other = owner[id] {
        diagnostics.append(
          Diagnostic(.duplicateID(id, other: other), at: Location(file, line: documents[number].matter.idLine)))
      } else {
        owner[id] = file
      }
    }
    return diagnostics
  }

  /// The current day in a time zone; the only place that reads a clock.
  private static func today(in timezone: String) -> Day {
    let now = Date()
    let offset = TimeZone(identifier: timezone)?.secondsFromGMT(for: now) ?? 8 * 3600
    return Day(number: Int32((now.timeIntervalSince1970 + Double(offset)) / 86_400))
  }
}

extension Problem {
  static let settingsNotUTF8 = Problem(
    "not-utf8", zh: "文件不是 UTF-8 编码", en: "the file is not UTF-8",
    hint: Wording(zh: "用编辑器另存为 UTF-8", en: "save it as UTF-8 in your editor"))
}
