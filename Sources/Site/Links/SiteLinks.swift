import Diagnostics
import HTML
import Handbook

/// Everything about pages that leads from one to another: tags, relations, histories, former addresses. Made once.
struct SiteLinks: Sendable {
  var tags: SiteTags
  var history: PageHistory
  var paths: ReadingPaths
  var redirects: Redirects
  /// Known once all pages are rendered.
  var relations: PageRelations?
  var orphans: [Int] = []

  /// What documents and registers alone tell; adds the pages that follow from it.
  init(_ source: SiteSource, registers: SiteRegisters, index: inout SiteIndex, strings: Strings) {
    tags = SiteTags(source.documents, settings: source.settings)
    history = PageHistory(source.documents)
    paths = ReadingPaths(registers)
    index.add(tags, strings: strings)
    if !history.changes.isEmpty { index.made("recent.md", title: strings["recentTitle"], role: .recent, under: index.home) }
    if !history.contributors.isEmpty {
      index.made("contributors.md", title: strings["contributorsTitle"], role: .contributors, under: index.home)
    }
    if !paths.paths.isEmpty {
      // A page that someone wrote about it bears the paths.
      let written = source.documents.first { $0.matter.id == "course-map" }?.path
      index.made(written ?? "course-map.md", title: strings["readingPathsTitle"], role: .readingPaths, under: index.home)
    }
    redirects = Redirects(source.documents, index: index)
    index.moved = redirects.moved
  }

  /// What is known when all pages are rendered and named; the second part is what is wrong.
  mutating func relate(
    _ source: SiteSource, index: SiteIndex, rendered: [RenderedPage], registers: SiteRegisters, figures: SiteFigures
  ) -> [Diagnostic] {
    let relations = PageRelations(
      index, documents: source.documents, rendered: rendered, registers: registers,
      kpiName: { figures.dictionary.name($0)?.text(in: figures.strings.language) })
    self.relations = relations
    let onPaths = Set(paths.paths.flatMap(\.stops).map(\.page))
    orphans = relations.orphans(index, documents: source.documents).filter { !onPaths.contains(index[$0].path) }
    var diagnostics = tags.diagnostics + redirects.diagnostics + relations.diagnostics
    diagnostics += PageHistory.problems(source.documents)
    if relations.hasTopics {
      for page in orphans {
        if let document = index[page].document {
          diagnostics.append(Diagnostic(.orphan, at: Location(source.documents[document].file, line: 1)))
        }
      }
    }
    return diagnostics
  }
}

extension PageContexts {
  /// What a page says of others: its tags, what it rests on, what belongs to it, who wrote it and when it changed.
  func addLinks(_ page: Int, to context: inout Context) {
    let node = index[page]
    let folder = node.folder
    if let related = relatedMarkup(page) { context.set("relatedHTML", .markup(related)) }
    guard let document = node.document else { return }
    let matter = documents[document].matter
    let tags = matter.tags.filter { links.tags.paths[$0] != nil }
    if !tags.isEmpty {
      context.set(
        "tagsHTML",
        .markup(
          Markup { html in
            html.raw("<ul class=\"tags\">")
            for tag in tags {
              html.raw("<li><a rel=\"tag\"")
              html.attribute("href", Address.link(from: folder, to: Address.output(of: links.tags.paths[tag] ?? "")))
              html.raw(">")
              html.text(tag)
              html.raw("</a></li>")
            }
            html.raw("</ul>")
          }))
    }
    if !matter.authors.isEmpty {
      context.set("authors", matter.authors.map { strings.role($0) }.joined(separator: strings["listComma"]))
    }
    if !matter.changes.isEmpty { context.set("changesHTML", .markup(changeLog(matter.changes))) }
    let evidence = rendered[document].evidence
    let reviews = rendered[document].references.filter { index[$0].role == .review }
    if let figures, !evidence.isEmpty || !reviews.isEmpty, matter.type != .campaign, matter.type != .review,
      let markup = EvidenceMarkup(contexts: self, figures: figures).markup(evidence, reviews: reviews, folder: folder)
    {
      context.set("evidenceHTML", .markup(markup))
    }
  }

  private func relatedMarkup(_ page: Int) -> Markup? {
    guard let relations = links.relations, page != index.home else { return nil }
    switch index[page].role {
    case .tags, .tag, .recent, .contributors, .readingPaths, .overdue, .actions, .calendar, .portfolio, .registerIndex, .module: return nil
    default: break
    }
    let groups = relations.groups(of: page)
    let mentions = relations.mentions(of: page, parent: index[page].parent, besides: groups)
    if groups.isEmpty, mentions.isEmpty { return nil }
    let folder = index[page].folder
    return Markup { html in
      html.raw("<section class=\"related\" aria-labelledby=\"page-related\"><h2 id=\"page-related\">")
      html.text(strings["relatedTitle"])
      html.raw("</h2><div class=\"related-groups\">")
      for group in groups {
        list(strings[group.kind.stringKey], id: group.kind.rawValue, into: &html) { html in
          for target in group.targets.map({ relations.targets[$0] }) {
            html.raw("<li><a")
            html.attribute("href", Address.link(from: folder, to: index[target.page].address, anchor: target.anchor))
            html.raw(">")
            html.text(target.title ?? index[target.page].title)
            html.raw("</a></li>")
          }
        }
      }
      if !mentions.isEmpty {
        let title = index[page].role == .review ? "citedByTitle" : "mentionsTitle"
        list(strings[title], id: "mentions", into: &html) { html in
          for mention in mentions.prefix(PageRelations.mostShown) {
            html.raw("<li><a")
            html.attribute("href", link(mention, from: folder))
            html.raw(">")
            html.text(index[mention].title)
            html.raw("</a></li>")
          }
          if mentions.count > PageRelations.mostShown {
            html.raw("<li class=\"more\">")
            html.text(strings.language.isChinese ? "共 \(mentions.count) 页" : "\(mentions.count) pages in all")
            html.raw("</li>")
          }
        }
      }
      html.raw("</div></section>")
    }
  }

  private func list(_ title: String, id: String, into html: inout HTMLWriter, _ items: (inout HTMLWriter) -> Void) {
    html.raw("<div class=\"related-group\"")
    html.attribute("data-group", id)
    html.raw("><h3>")
    html.text(title)
    html.raw("</h3><ul class=\"links\">")
    items(&html)
    html.raw("</ul></div>")
  }

  /// The pages that stand outside the menu and that every page's foot leads to.
  static func wayMarks(_ index: SiteIndex) -> [Int] {
    let paths = index.pages.firstIndex { $0.role == .readingPaths }
    return [paths].compactMap { $0 } + ["tags/index.md", "recent.md", "contributors.md", "overdue.md"].compactMap { index.page(at: $0) }
  }

  static func wayMarks(_ pages: [Int], _ index: SiteIndex, from folder: String) -> Markup {
    if pages.isEmpty { return Markup() }
    return Markup { html in
      html.raw("<ul class=\"way-marks\">")
      for page in pages {
        html.raw("<li><a")
        html.attribute("href", Address.link(from: folder, to: index[page].address))
        html.raw(">")
        html.text(index[page].title)
        html.raw("</a></li>")
      }
      html.raw("</ul>")
    }
  }
}
