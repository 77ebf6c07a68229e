import Archive
import Courseware
import Exports
import HTML
import Handbook
import Training
import Values

/// A file of a training module to take away: into PowerPoint, a learning system, or another program for questions.
struct ModulePackage: Sendable {
  enum Kind: Sendable, Equatable {
    case pptx, gift, qti
    case scorm(ScormVersion)

    var format: ExportFormat {
      switch self {
      case .pptx: .pptx
      case .gift, .qti: .quiz
      case .scorm: .scorm
      }
    }

    /// In the folder of the module's forms.
    var fileName: String {
      switch self {
      case .pptx: "slides.pptx"
      case .gift: "quiz.gift.txt"
      case .qti: "quiz.qti.zip"
      case .scorm(.v12): "scorm12.zip"
      case .scorm(.v2004): "scorm2004.zip"
      }
    }

    /// The string by which the module's page calls it.
    var stringKey: String {
      switch self {
      case .pptx: "exportSlides"
      case .gift: "exportGift"
      case .qti: "exportQti"
      case .scorm(.v12): "exportScorm12"
      case .scorm(.v2004): "exportScorm2004"
      }
    }
  }

  var kind: Kind
  /// The module's page and document.
  var page: Int
  var document: Int
  /// Below the output folder.
  var path: String

  /// What the formats ask for of every module, by page; questions only of those that have some.
  static func all(_ formats: [ExportFormat], _ index: SiteIndex, documents: [Document]) -> [ModulePackage] {
    guard formats.contains(where: ExportFormat.ofModules.contains) else { return [] }
    let kinds: [Kind] = [.pptx] + ScormVersion.allCases.map(Kind.scorm) + [.gift, .qti]
    return index.pages.indices.flatMap { page -> [ModulePackage] in
      guard let document = index[page].document, documents[document].matter.type == .training else { return [] }
      let folder = SiteIndex.moduleFolder(ofPage: index[page].path)
      return kinds.filter { formats.contains($0.format) && ($0 == .pptx || documents[document].hasQuiz) }.map {
        ModulePackage(kind: $0, page: page, document: document, path: Address.composed(folder + "/" + $0.fileName))
      }
    }
  }

  /// The file; `render` makes the page that a learning system shows.
  func bytes(_ pages: ModulePages, site: String, render: (Context) -> [UInt8]) throws(FileError) -> [UInt8] {
    guard let module = pages.module(document) else { return [] }
    do {
      switch kind {
      case .pptx:
        return try presentation(
          of: module.deck, title: module.title, language: pages.contexts.settings.language, day: pages.contexts.today,
          charts: pages.contexts.rendered[document].charts, currency: Currency(code: pages.contexts.settings.currency))
      case .gift: return Array(gift(module.text.quiz).utf8)
      case .qti: return try writeArchive(qtiPackage(module.text.quiz, language: pages.contexts.settings.language.rawValue))
      case .scorm(let version): return try writeArchive(try scorm(version, module, pages, site: site, render: render))
      }
    } catch let error as FileError {
      throw error
    } catch {
      throw FileError(path: path, reason: "\(error)", writing: true)
    }
  }

  private func scorm(
    _ version: ScormVersion, _ module: ModulePages.Module, _ pages: ModulePages, site: String, render: (Context) -> [UInt8]
  ) throws(FileError) -> [ArchivePart] {
    var packaged = PackagedMarkup(page: pages.contexts.index[module.page].path)
    let text = Markup { html in
      for section in module.text.prose { for block in section { html.markup(block.markup) } }
      html.markup(module.text.footnotes)
    }
    let body = packaged.packaged(text)
    let quiz = packaged.packaged(pages.quiz(module, moved: nil, scorm: version.rawValue))
    var context = pages.packageContext(module)
    context.set("bodyHTML", .markup(body))
    context.set("quizHTML", .markup(quiz))
    var files = [ArchivePart("index.html", render(context))]
    for (name, path) in packaged.media {
      files.append(ArchivePart(name, try Disk.read(site + "/" + SiteFolder.contentName + "/" + path)))
    }
    return scormPackage(
      version, identifier: module.text.quiz.module, title: module.title, language: pages.contexts.settings.language.rawValue,
      passMark: module.text.quiz.passMark, minutes: module.training.minutes, files: files)
  }
}

/// Markup that leaves the site: links to other pages become their text, pictures go along.
struct PackagedMarkup {
  /// The page's path, from which its pictures are found.
  let page: String
  /// Pictures by their names in the package, with their paths below `content/`.
  private(set) var media: [(name: String, path: String)] = []

  init(page: String) { self.page = page }

  mutating func packaged(_ markup: Markup) -> Markup {
    var scanner = MarkupScanner(markup)
    var html = HTMLWriter(reserving: markup.utf8.count)
    // Which of the open anchors keep their tags.
    var kept: [Bool] = []
    while let token = scanner.next() {
      switch token {
      case .text(let range): html.trusted(scanner.bytes[range])
      case .open("a", let range, _):
        let href = scanner.attribute("href", of: range)
        kept.append(href.map { $0.hasPrefix("#") || $0.contains(":") } ?? true)
        if kept.last == true { html.trusted(scanner.bytes[range]) }
      case .close("a", let range): if kept.popLast() ?? true { html.trusted(scanner.bytes[range]) }
      case .open("img", let range, _):
        guard let source = scanner.attribute("src", of: range), let name = take(source) else {
          html.trusted(scanner.bytes[range])
          continue
        }
        html.raw("<img")
        html.attribute("src", name)
        html.raw(" alt=\"")
        html.trusted((scanner.attribute("alt", of: range) ?? "").utf8)
        html.raw("\">")
      case .open(_, let range, _), .close(_, let range): html.trusted(scanner.bytes[range])
      }
    }
    return html.take()
  }

  /// The name that a picture of the site gets; `nil` for what is none of its files.
  private mutating func take(_ source: String) -> String? {
    guard !source.contains(":"), let decoded = Address.decoded(source),
      let path = Address.resolve(decoded, from: Address.folder(of: page))
    else { return nil }
    if let known = media.first(where: { $0.path == path }) { return known.name }
    let ending = path.split(separator: ".").last.map(String.init) ?? ""
    let name = "media/\(media.count + 1).\(ending)"
    media.append((name, path))
    return name
  }
}
