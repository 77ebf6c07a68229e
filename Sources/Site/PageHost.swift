import Charts
import Diagnostics
import HTML
import Handbook
import Markdown
import Registers
import Training
import Values

/// What a page's links, figures and blocks lead to; one for a page, all sharing the site's index and figures.
struct PageHost: MarkdownHost {
  let index: SiteIndex
  let figures: SiteFigures
  let document: Document
  /// The folder of the page in the output, from which links start.
  let outputFolder: String
  private(set) var diagnostics: [Diagnostic] = []
  /// Anchors of other pages that links need, checked when all pages are rendered.
  private(set) var anchors: [AnchorUse] = []
  /// Registers that links lead to although they have no page yet.
  private(set) var wantedRegisters: Set<String> = []
  /// Pages of the index that the text links to, each once, and the figures of campaigns that it quotes.
  private(set) var references: [Int] = []
  private(set) var evidence: [QuotedFigure] = []
  /// Assets that it links to, of those in question (`HiddenContent.assets`).
  private(set) var usedAssets: Set<String> = []
  private var figureCount = 0
  /// The charts of its blocks by the ids of their figures, such as `chart-2`, for files that draw them themselves.
  private(set) var charts: [String: Chart] = [:]
  /// The page's questions, in order, and how many role plays it has.
  var questions: [Question] = []
  var rolePlayCount = 0

  struct AnchorUse: Sendable {
    /// The page's number in the index.
    var page: Int
    var anchor: String
    var location: Location
  }

  init(index: SiteIndex, figures: SiteFigures, document: Document, page: Int) {
    self.index = index
    self.figures = figures
    self.document = document
    self.page = page
    outputFolder = index[page].folder
  }

  private let page: Int

  // MARK: Links

  /// What a citation of a source leads to, up to the source's id.
  static let citation = "/registers/sources.md?cited#sources-"

  mutating func link(_ destination: String, isImage: Bool, at place: MarkdownPlace) -> LinkTarget {
    if destination.isEmpty || PageHost.leavesSite(destination) { return .href(destination) }
    if destination.utf8.first == 0x23 {
      guard let anchor = Address.decoded(destination.dropFirst()) else { return .href(destination) }
      if !anchor.isEmpty { anchors.append(AnchorUse(page: page, anchor: anchor, location: location(place))) }
      return .href(destination)
    }
    let pathEnd = destination.utf8.firstIndex { $0 == 0x23 || $0 == 0x3F } ?? destination.endIndex
    let fragment = destination[pathEnd...].firstIndex(of: "#").map { destination[destination.index(after: $0)...] }
    guard let written = Address.decoded(destination[..<pathEnd]) else {
      return broken(destination, at: place, candidates: [])
    }
    guard let path = Address.resolve(written, from: Address.folder(of: document.path)) else {
      return refuse(.linkLeavesContent(destination), at: place)
    }
    if path.hasSuffix(".md") {
      return pageLink(path, destination: destination, anchor: fragment.flatMap { Address.decoded($0) }, at: place)
    }
    if index.assets.contains(path) {
      if index.hidden.assets.contains(path) { usedAssets.insert(path) }
      return .href(Address.link(from: outputFolder, to: Address.composed(path)))
    }
    if index.hidden.holds(path) { return .refused }
    if PageHost.isData(path) { return refuse(.dataNotPublished(destination), at: place) }
    if index.hidden.holds(path.isEmpty ? "index.md" : path + "/index.md") { return .refused }
    if let section = index.page(at: path.isEmpty ? "index.md" : path + "/index.md") {
      refer(to: section)
      return .href(Address.link(from: outputFolder, to: index[section].address))
    }
    return broken(destination, at: place, candidates: Array(index.assets))
  }

  private mutating func pageLink(
    _ path: String, destination: String, anchor: String?, at place: MarkdownPlace
  ) -> LinkTarget {
    // Where hidden content stands, the words of a link stay and lead nowhere.
    if index.hidden.holds(path) { return .refused }
    if let target = index.page(at: path) ?? index.moved[path] {
      refer(to: target)
      if let anchor, !anchor.isEmpty {
        anchors.append(AnchorUse(page: target, anchor: anchor, location: location(place)))
        if case .register(let id, _) = index[target].role, let problem = figures.registers.missingRow(anchor, of: id) {
          // That a source is not registered is told by the check of citations.
          return destination.hasPrefix(PageHost.citation) ? .refused : refuse(problem, at: place)
        }
      }
      return .href(Address.link(from: outputFolder, to: index[target].address, anchor: anchor))
    }
    if path.hasPrefix("kpi/"), let target = index.kpiAnchors[String(path.dropFirst(4).dropLast(3))] {
      refer(to: target.page)
      return .href(Address.link(from: outputFolder, to: index[target.page].address, anchor: target.anchor))
    }
    if let register = figures.registers.register(ofPage: path) {
      if let anchor, let problem = figures.registers.missingRow(anchor, of: register) { return refuse(problem, at: place) }
      wantedRegisters.insert(register)
      return .href(Address.link(from: outputFolder, to: "registers/\(register).html", anchor: anchor))
    }
    if index.drafts.contains(path) { return refuse(.linkToDraft(destination), at: place) }
    let candidates =
      path.hasPrefix("kpi/") ? index.kpiAnchors.keys.map { "kpi/\($0).md" }
      : path.hasPrefix("registers/") ? figures.registers.catalogue.all.map { "registers/\($0.id).md" } : index.paths
    return broken(destination, at: place, candidates: candidates, path: path)
  }

  private mutating func refer(to target: Int) {
    if target != page, !references.contains(target) { references.append(target) }
  }

  private mutating func broken(
    _ destination: String, at place: MarkdownPlace, candidates: [String], path: String? = nil
  ) -> LinkTarget {
    let sorted = candidates.sorted()
    // A file of the same name in another folder is the likeliest, then one whose path is written almost the same.
    let name = Address.name(of: path ?? destination)
    let meant = sorted.first { Address.name(of: $0) == name } ?? nearest(to: path ?? destination, among: sorted)
    return refuse(
      .brokenLink(
        destination, nearest: meant.map { Address.relative(from: Address.folder(of: document.path), to: $0) }), at: place)
  }

  private mutating func refuse(_ problem: Problem, at place: MarkdownPlace) -> LinkTarget {
    diagnostics.append(Diagnostic(problem, at: location(place)))
    return .refused
  }

  private func location(_ place: MarkdownPlace) -> Location {
    Location(document.file, line: place.line, column: place.column)
  }

  /// Whether a destination has a scheme or names a host.
  private static func leavesSite(_ destination: String) -> Bool {
    if destination.hasPrefix("//") { return true }
    for byte in destination.utf8 {
      switch byte {
      case 0x3A: return true
      case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2D, 0x2E: continue
      default: return false
      }
    }
    return false
  }

  private static func isData(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    return parts.count > 3 && parts[0] == "campaigns" && (parts[2] == "data" || parts[2] == "registers")
      || parts.first == "registers" || path.hasSuffix(".csv")
  }

  // MARK: Front matter

  /// Where the form of a step lies, and the title of that page.
  mutating func formLink(_ destination: String, of step: Process.Step) -> (href: String, title: String?)? {
    guard case .href(let href) = link(destination, isImage: false, at: MarkdownPlace(line: step.line, column: step.column))
    else { return nil }
    let path = Address.resolve(destination, from: Address.folder(of: document.path))
    return (href, path.flatMap { index.page(at: $0) }.map { index[$0].title })
  }

  mutating func report(_ problem: Problem, line: Int, column: Int) {
    diagnostics.append(Diagnostic(problem, at: Location(document.file, line: line, column: column)))
  }

  // MARK: Figures and blocks

  mutating func codeSpan(_ code: String, at place: MarkdownPlace) -> Markup? {
    guard code.hasPrefix("kpi:") else { return nil }
    var start = location(place)
    // The place is that of the backtick before `kpi:`.
    start.column += 5
    quote(code.dropFirst(4))
    return take(
      figures.inline(
        String(code.dropFirst(4)), campaign: ownCampaign, place: start, folder: outputFolder, index: index))
  }

  /// Takes note of a figure of a campaign that the page is not about.
  private mutating func quote(_ key: Substring) {
    let text = String(key).trimmingBlanks
    guard ownCampaign == nil, !text.isEmpty,
      case .success(let figure) = figures.resolve(text, campaign: nil, place: Location(document.file)),
      figure.text != NumberStyle.missing
    else { return }
    let quoted = QuotedFigure(campaign: figure.campaign.folder, key: figure.key, value: figure.text)
    if !evidence.contains(quoted) { evidence.append(quoted) }
  }

  mutating func fencedBlock(_ info: String, _ literal: String, at place: MarkdownPlace) -> Markup? {
    let kind = info.split(separator: " ").first.map(String.init) ?? ""
    switch kind {
    case "table" where RegisterBlock.isMeant(literal), "gantt",
      "flow" where !FlowBlock.isArrows(literal) && FlowBlock.process(literal) == nil:
      figureCount += 1
      guard let view = RegisterView.Kind(rawValue: kind) else { return nil }
      var block = RegisterBlock(
        view, figures: figures, place: location(place), isPublic: document.matter.visibility == "public")
      return take(
        block.markup(literal, campaign: ownCampaign, folder: outputFolder, index: index, id: "\(kind)-\(figureCount)"))
    case "flow":
      figureCount += 1
      return take(figures.flow(literal, place: location(place), id: "flow-\(figureCount)", charts: &charts))
    case "kpi", "chart", "table":
      figureCount += 1
      if kind == "kpi" { for line in literal.split(separator: "\n") { quote(line) } }
      return take(
        figures.block(
          kind, literal, campaign: ownCampaign, place: location(place), folder: outputFolder, index: index,
          id: "\(kind)-\(figureCount)", charts: &charts))
    case "starter": return take(figures.starter(literal, place: location(place)))
    case "quiz": return quiz(literal, at: place)
    case "roleplay": return rolePlay(literal, at: place)
    default: return nil
    }
  }

  mutating func take(_ problems: [Diagnostic]) { diagnostics += problems }

  private mutating func take(_ result: (Markup, [Diagnostic])) -> Markup {
    diagnostics += result.1
    return result.0
  }

  /// The folder name of the campaign that the page belongs to.
  private var ownCampaign: String? {
    let parts = document.path.split(separator: "/")
    return parts.count > 2 && parts[0] == "campaigns" ? String(parts[1]) : nil
  }
}
