import Diagnostics
import HTML
import Handbook
import Markdown
import Parallel
import Values

/// Makes the contexts of templates. Contexts are dictionaries; `templates/README.md` documents their keys and
/// `TemplateKeys` lists them for the scan.
struct PageContexts: Sendable {
  let index: SiteIndex
  let settings: SiteSettings
  let strings: Strings
  let today: Day
  let documents: [Document]
  let rendered: [RenderedPage]
  let menus: Menus
  let links: SiteLinks
  let figures: SiteFigures?
  /// Whether a page or a review is overdue.
  let hasOverdue: Bool
  /// What the foot of pages leads to, by folder.
  private let feet: [String: Markup]
  /// For each page the pages before and behind it; `nil` for those that are not read in order.
  let neighbours: [(previous: Int?, next: Int?)?]
  /// The edition that they are of, and the visibility of pages that not everyone may see, by path.
  let edition: EditionView?
  let levels: [String: String]

  init(
    index: SiteIndex, settings: SiteSettings, strings: Strings, today: Day, documents: [Document],
    rendered: [RenderedPage], links: SiteLinks, figures: SiteFigures?, hasOverdue: Bool, edition: EditionView? = nil,
    levels: [String: String] = [:]
  ) {
    self.edition = edition
    self.levels = levels
    self.index = index
    self.settings = settings
    self.strings = strings
    self.today = today
    self.documents = documents
    self.rendered = rendered
    self.links = links
    self.figures = figures
    self.hasOverdue = hasOverdue
    menus = Menus(index, strings: strings)
    var neighbours: [(previous: Int?, next: Int?)?] = Array(repeating: nil, count: index.pages.count)
    let order = index.readingOrder().filter { page in
      switch index[page].role {
      case .home, .kpi, .kpiGroup, .kpiIndex, .overdue, .registerIndex, .register, .calendar, .actions, .crisis, .comparison, .periods,
        .period, .book, .tags, .tag, .recent, .contributors, .readingPaths, .module: false
      default: true
      }
    }
    for (place, page) in order.enumerated() {
      neighbours[page] = (place > 0 ? order[place - 1] : nil, place + 1 < order.count ? order[place + 1] : nil)
    }
    self.neighbours = neighbours
    let ways = PageContexts.wayMarks(index)
    feet = Dictionary(
      uniqueKeysWithValues: Set(index.pages.map(\.folder)).map { ($0, PageContexts.wayMarks(ways, index, from: $0)) })
  }

  /// The tag that marks a page as showing sample data.
  static let sampleTag = "示例数据"

  /// What every layout knows.
  func common(_ page: Int) -> Context {
    let node = index[page]
    let folder = node.folder
    var context = Context()
    context.set("language", edition?.edition.languageTag ?? settings.language.rawValue)
    context.set("siteName", settings.name)
    context.set("rootHref", Address.root(from: folder))
    context.set("homeHref", Address.link(from: folder, to: "index.html"))
    context.set("title", node.title)
    context.set("pageTitle", page == index.home ? node.title : windowTitle(node) + " · " + settings.name)
    context.set("today", today.iso)
    context.set("menuHTML", .markup(menus.markup(for: page, in: index, strings: strings)))
    if !settings.description.isEmpty { context.set("siteDescription", settings.description) }
    let crumbs = index.ancestors(of: page)
    if !crumbs.isEmpty {
      var list = crumbs.map { entry($0, from: folder) }
      var own = Context()
      own.set("title", node.title)
      list.append(own)
      context.set("breadcrumbs", .list(list))
      context.set("hasBreadcrumbs", .flag(true))
    }
    if let near = neighbours[page] {
      if let previous = near.previous { context.set("previous", .object(entry(previous, from: folder))) }
      if let next = near.next { context.set("next", .object(entry(next, from: folder))) }
      context.set("hasPager", .flag(true))
    }
    if let edition { add(edition, page, to: &context) }
    if let kind = kindText(page) { context.set("kindText", kind) }
    if let document = node.document { add(documents[document].matter, rendered: rendered[document], to: &context) }
    if case .module = node.role { context.set("isTraining", .flag(true)) }
    addLinks(page, to: &context)
    if let foot = feet[folder], !foot.isEmpty { context.set("wayMarksHTML", .markup(foot)) }
    return context
  }

  /// What an edition's pages say of it: its name, the same page in other languages, who may see the page, and whether it is
  /// shown in another language than the edition's.
  private func add(_ view: EditionView, _ page: Int, to context: inout Context) {
    if let title = view.edition.title { context.set("editionName", title) }
    if view.languages.count > 1 {
      let links = view.languages.map { sister -> Context in
        var entry = Context()
        entry.set("id", sister.tag)
        entry.set("name", sister.name)
        entry.set("href", view.link(to: sister, address: index[page].address))
        if sister.isOwn { entry.set("isOwn", .flag(true)) }
        return entry
      }
      context.set("languageLinks", .list(links))
      context.set("hasLanguages", .flag(true))
    }
    if let level = levels[index[page].path] {
      context.set("restricted", visibilityName(level).text(in: settings.language))
    }
    if index[page].document != nil, view.untranslated.contains(index[page].path) {
      context.set("contentLanguage", view.sourceLanguage)
    }
  }

  /// A page that people write may be called as the register or tag that it is about; windows and bookmarks tell them apart.
  private func windowTitle(_ node: PageNode) -> String {
    switch node.role {
    case .register: node.title + " · " + strings["kindRegister"]
    case .tag: node.title + " · " + strings["kindTag"]
    default: node.title
    }
  }

  private func add(_ matter: FrontMatter, rendered: RenderedPage, to context: inout Context) {
    if let heading = rendered.heading { context.set("title", heading) }
    if matter.tags.contains(PageContexts.sampleTag) { context["isSample"] = true }
    if let summary = rendered.summary { context.set("summary", summary) }
    if !rendered.body.isEmpty { context.set("bodyHTML", .markup(rendered.body)) }
    if matter.toc {
      let toc = rendered.tableOfContents()
      if !toc.isEmpty { context.set("tocHTML", .markup(toc)) }
    }
    if let owner = matter.owner { context.set("owner", strings.role(owner)) }
    if let checked = matter.checked { context.set("checked", checked.iso) }
    if let every = matter.checkEvery { context.set("checkEvery", every.text(in: settings.language)) }
    if let updated = matter.updated { context.set("updated", updated.iso) }
    if let version = matter.version { context.set("version", version) }
    if let due = matter.checkDue, due < today { context["overdue"] = ["since": due.iso] as Context }
    if matter.draft { context["isDraft"] = true }
    if rendered.hasQuiz { context.set("hasQuiz", .flag(true)) }
    if rendered.module != nil { context.set("isTraining", .flag(true)) }
  }

  func link(_ page: Int, from folder: String) -> String { Address.link(from: folder, to: index[page].address) }

  func entry(_ page: Int, from folder: String) -> Context {
    var context = Context()
    context.set("title", index[page].title)
    context.set("href", link(page, from: folder))
    return context
  }

  /// A page in a list: with its summary, kind and code.
  func listed(_ page: Int, from folder: String) -> Context {
    var context = entry(page, from: folder)
    if let document = index[page].document {
      if let summary = rendered[document].summary { context.set("summary", summary) }
      if let code = code(documents[document].matter) { context["meta"] = code }
    }
    return context
  }

  func code(_ matter: FrontMatter) -> String? {
    switch matter.detail {
    case .process(let process): process.code
    case .training(let training): training.code
    default: nil
    }
  }

  func kindText(_ page: Int) -> String? {
    switch index[page].role {
    case .home: nil
    case .section: strings["kindSection"]
    case .portfolio, .kpiIndex, .overdue, .registerIndex, .calendar, .actions, .crisis, .comparison, .periods, .book, .tags, .recent,
      .contributors, .module: nil
    case .tag: strings["kindTag"]
    case .period: strings["kindPeriod"]
    case .register: strings["kindRegister"]
    case .project: strings["kindProject"]
    case .campaign: strings["kindCampaign"]
    case .review: strings["kindReview"]
    case .kpi: strings["kindKpi"]
    case .kpiGroup: strings["kindKpiGroup"]
    case .page, .readingPaths:
      switch index[page].document.map({ documents[$0].matter.type }) {
      case .process: strings["kindProcess"]
      case .caseStudy: strings["kindCase"]
      case .training: strings["kindTraining"]
      default: strings["kindPage"]
      }
    }
  }
}

/// The menus of all pages, those of one section shared.
struct Menus: Sendable {
  private struct Key: Hashable, Sendable {
    var parent: Int
    var folder: String
  }
  private let shared: [Key: Menu]

  init(_ index: SiteIndex, strings: Strings) {
    var keys: [Key] = []
    var seen: Set<Key> = []
    for page in index.pages {
      let parent = page.parent ?? index.home
      if index[parent].children.count > Menu.mostSiblings { continue }
      let key = Key(parent: parent, folder: page.folder)
      if seen.insert(key).inserted { keys.append(key) }
    }
    let menus = keys.parallelMap { Menu(index, parent: $0.parent, folder: $0.folder, around: $0.parent, strings: strings) }
    shared = Dictionary(uniqueKeysWithValues: zip(keys, menus))
  }

  func markup(for page: Int, in index: SiteIndex, strings: Strings) -> Markup {
    let parent = index[page].parent ?? index.home
    let folder = index[page].folder
    let menu = shared[Key(parent: parent, folder: folder)]
      ?? Menu(index, parent: parent, folder: folder, around: page, strings: strings)
    return menu.markup(for: page, in: index, folder: folder)
  }
}
