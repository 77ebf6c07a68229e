import Diagnostics
import Foundation
import Parallel
import Search

/// Renders the pages of a checked site and writes them.
struct SiteWriter: Sendable {
  let site: SiteModel
  let options: BuildOptions
  private let contexts: PageContexts
  private let campaignPages: CampaignPages
  private let registerPages: RegisterPages
  private let portfolioPages: PortfolioPages
  private let modulePages: ModulePages
  /// Sizes of the files to take away, once they are made, by page.
  private var made: [Int: [(path: String, label: String, size: Int)]] = [:]

  private let view: EditionView?
  private var items: [Item] = []
  private let exports: [SiteExports.Item]
  private let packages: [ModulePackage]

  init(site: SiteModel, options: BuildOptions, view: EditionView? = nil) throws {
    self.site = site
    self.options = options
    self.view = view
    exports = SiteExports.items(options.exports, index: site.index, campaigns: site.campaigns).map { item in
      var item = item
      if let view { item.path = view.path(item.path) }
      return item
    }
    packages = ModulePackage.all(options.exports, site.index, documents: site.source.documents).map { package in
      var package = package
      if let view { package.path = view.path(package.path) }
      return package
    }
    contexts = PageContexts(
      index: site.index, settings: site.source.settings, strings: site.templates.strings, today: site.source.today,
      documents: site.source.documents, rendered: site.rendered, links: site.links, figures: site.figures,
      hasOverdue: !site.dueReviews.isEmpty || !overdue(site.source.documents, today: site.source.today).isEmpty,
      edition: view, levels: site.source.levels)
    campaignPages = CampaignPages(contexts: contexts, figures: site.figures)
    registerPages = RegisterPages(contexts: contexts, figures: site.figures, registers: site.registers)
    portfolioPages = PortfolioPages(
      contexts: contexts, figures: site.figures, campaignPages: campaignPages, portfolio: site.portfolio)
    modulePages = ModulePages(
      contexts: contexts,
      deckFile: site.training.modules.isEmpty ? nil : try ModuleFile(DefaultFiles(site: options.site)), results: site.results,
      registers: site.registers)
    items = try allItems()
  }

  /// The language of the edition, as its pages state it.
  var languageTag: String { view?.edition.languageTag ?? site.source.settings.language.rawValue }

  /// The address of the edition, where one was given.
  var baseURL: String? {
    guard let base = options.baseURL, let view else { return options.baseURL }
    if !view.hasBaseURL { return nil }
    return view.prefix.isEmpty ? base : SiteWriter.address(base, view.prefix)
  }

  /// A file of the output: a page to render, an asset to copy, or bytes.
  private enum Item: Sendable {
    case page(Int)
    case asset(String)
    case bytes(path: String, [UInt8])
  }

  /// Writes what shares an output folder: a site, or editions of it. Returns how many files there are and how many of them
  /// are new or changed. Files of an earlier build stay where `keeping` says so.
  static func write(
    _ writers: [SiteWriter], to output: String, _ options: BuildOptions, owner: String? = nil,
    keeping isKept: (String) -> Bool = { _ in false }
  ) throws -> (files: Int, written: Int) {
    let folder = try OutputFolder(output, content: options.site + "/" + SiteFolder.contentName, owner: owner)
    try folder.prepare(
      writers.flatMap { writer in
        writer.items.map(writer.address) + writer.exports.map(\.path) + writer.packages.map(\.path) + SiteSearch.folders.map { writer.path($0) + "/" }
      })
    var files: [OutputFolder.Staged] = []
    do {
      for writer in writers { files += try writer.stage(in: folder) }
    } catch {
      folder.abandon()
      if error.reason == OutputFolder.foreign {
        throw Diagnostic(.foreignFile, at: Location(output + "/" + error.path))
      }
      throw error
    }
    do { try folder.commit(files, keeping: isKept) } catch {
      folder.abandon()
      throw error
    }
    return (files.count, files.count(where: \.isStaged))
  }

  /// Renders everything and puts it aside for its place.
  private func stage(in folder: OutputFolder) throws(FileError) -> [OutputFolder.Staged] {
    var files: [OutputFolder.Staged] = []
    var writer = self
    let search = SiteSearch()
    if !exports.isEmpty {
      // The review pages say how large these files are.
      let maker = try SiteExports(options.exports, files: DefaultFiles(site: options.site))
      let links = baseURL.map(ReviewLinks.absolute) ?? .none
      let staged = exports.parallelMap { item in
        Swift.Result { () throws(FileError) in try stage(item, maker, links: links, in: folder) }
      }
      for (item, result) in zip(exports, staged) {
        let (file, size) = try result.get()
        files.append(file)
        writer.made[item.page, default: []].append((item.path, site.templates.strings[item.format.stringKey], size))
      }
    }
    let packed = packages.parallelMap { package in
      Swift.Result { () throws(FileError) in try stage(package, in: folder) }
    }
    for (package, result) in zip(packages, packed) {
      let (file, size) = try result.get()
      files.append(file)
      writer.made[package.page, default: []].append((package.path, site.templates.strings[package.kind.stringKey], size))
    }
    let staged = items.parallelMap { [writer] item in
      Swift.Result { () throws(FileError) in try writer.stage(item, in: folder) }
    }
    var found: [SearchPage] = []
    for result in staged {
      let (file, page) = try result.get()
      files.append(file)
      if let page { found.append(page) }
    }
    let index = search.files(found).parallelMap { file in
      Swift.Result { () throws(FileError) in
        try OutputFolder.withBytes(of: file.bytes) { bytes throws(FileError) in
          try folder.stage(bytes, as: path(file.path))
        }
      }
    }
    for result in index { files.append(try result.get()) }
    return files
  }

  /// Where a file of the edition stands in the output folder.
  private func path(_ path: String) -> String { view?.path(path) ?? path }

  private func allItems() throws(FileError) -> [Item] {
    var items = site.index.pages.indices.map(Item.page)
    items += site.source.folder.assets.map(Item.asset)
    let defaults = DefaultFiles(site: options.site)
    for name in try defaults.names(below: "assets") {
      if let file = try defaults.read(name) { items.append(.bytes(path: name, file.bytes)) }
    }
    items += registerPages.calendarFiles().map { file in
      Item.bytes(path: file.path, view?.converter?.calendar(file.bytes) ?? file.bytes)
    }
    items += site.links.redirects.all.map { .bytes(path: $0.address, redirect($0)) }
    items.append(.bytes(path: NotFound.path, try notFound(defaults)))
    if let base = baseURL {
      items.append(.bytes(path: "sitemap.xml", sitemap(base)))
      // Robots look for it at the top alone.
      if view?.prefix.isEmpty ?? true {
        let prefixes = view?.languages.map(\.prefix).filter { !$0.isEmpty }.sorted() ?? []
        let maps = ([""] + prefixes).map { "Sitemap: \(SiteWriter.address(base, EditionView.joined($0, "sitemap.xml")))\n" }
        items.append(.bytes(path: "robots.txt", Array(("User-agent: *\nAllow: /\n" + maps.joined()).utf8)))
      }
    }
    return items
  }

  private func address(_ item: Item) -> String {
    let path =
      switch item {
      case .page(let page): site.index[page].address
      case .asset(let path): Address.composed(path)
      case .bytes(let path, _): path
      }
    return self.path(path)
  }

  /// Stages a file; of a page also what search needs of it.
  private func stage(_ item: Item, in folder: OutputFolder) throws(FileError) -> (OutputFolder.Staged, SearchPage?) {
    let bytes: [UInt8]
    var found: SearchPage?
    switch item {
    case .page(let page):
      bytes = render(page)
      // What the forms of a module say stands on its page.
      if case .module = site.index[page].role {} else {
        found = SiteSearch.page(page, html: bytes, in: site.index) { view?.converter?.text($0) ?? $0 }
      }
    case .asset(let path): bytes = try Disk.read(options.site + "/" + SiteFolder.contentName + "/" + path)
    case .bytes(let path, let content):
      let converter = path.hasSuffix(".html") ? view?.converter : nil
      bytes = converter?.markup(content) ?? content
    }
    let file = try OutputFolder.withBytes(of: bytes) { bytes throws(FileError) in try folder.stage(bytes, as: address(item)) }
    return (file, found)
  }

  private func stage(
    _ item: SiteExports.Item, _ exports: SiteExports, links: ReviewLinks, in folder: OutputFolder
  ) throws(FileError) -> (OutputFolder.Staged, size: Int) {
    var bytes = try export(item, exports, links: links)
    if let converter = view?.converter { bytes = converter.export(bytes, format: item.format) }
    let file = try OutputFolder.withBytes(of: bytes) { bytes throws(FileError) in try folder.stage(bytes, as: item.path) }
    return (file, bytes.count)
  }

  private func stage(_ package: ModulePackage, in folder: OutputFolder) throws(FileError) -> (OutputFolder.Staged, size: Int) {
    var bytes = try package.bytes(modulePages, site: options.site) { site.templates.render($0, with: "scorm") }
    if let converter = view?.converter { bytes = converter.export(bytes, format: package.kind.format) }
    let file = try OutputFolder.withBytes(of: bytes) { bytes throws(FileError) in try folder.stage(bytes, as: package.path) }
    return (file, bytes.count)
  }

  /// A file to take away.
  func export(_ item: SiteExports.Item, _ exports: SiteExports, links: ReviewLinks) throws(FileError) -> [UInt8] {
    try exports.bytes(item, pages: campaignPages, links: links) { site.templates.render($0, with: $1) }
  }

  /// Adds the links to the files that were made.
  private func addExports(_ page: Int, to context: inout Context) {
    guard let files = made[page], !files.isEmpty else { return }
    context["hasExports"] = true
    let pageFolder = Address.folder(of: address(.page(page)))
    context["exports"] = files.map { file -> Context in
      ["href": Address.link(from: pageFolder, to: file.path), "label": file.label, "size": SiteWriter.size(file.size)]
    }
  }

  /// `312 KB`, `1.4 MB`.
  private static func size(_ bytes: Int) -> String {
    if bytes < 1_000_000 { return "\(max(1, (bytes + 512) / 1024)) KB" }
    let tenths = (bytes * 10 + 524_288) / 1_048_576
    return "\(tenths / 10).\(tenths % 10) MB"
  }

  private func render(_ page: Int) -> [UInt8] {
    var (layout, context) = layout(page)
    if let base = baseURL {
      context["canonicalHref"] = SiteWriter.address(base, site.index[page].address)
    }
    let bytes = site.templates.render(context, with: layout)
    return view?.converter?.markup(bytes) ?? bytes
  }

  private func layout(_ page: Int) -> (layout: String, context: Context) {
    switch site.index[page].role {
    case .campaign:
      var context = campaignPages.brief(page)
      if let campaign = campaignPages.campaign(ofPage: page), site.registers.hasProject(campaign.folder) {
        ProjectPage(pages: registerPages, campaign: campaign).addOverview(to: &context, folder: site.index[page].folder)
      }
      if let campaign = campaignPages.campaign(ofPage: page) {
        let offers = LessonOffers(
          for: campaign, tags: site.source.documents[campaign.document].matter.tags, registers: site.registers,
          figures: site.figures, strings: site.templates.strings)
        if !offers.offers.isEmpty { context["lessonsHTML"] = offers.markup(contexts, folder: site.index[page].folder) }
      }
      return ("campaign", context)
    case .project:
      guard let campaign = campaignPages.campaign(ofPage: page) else { return ("page", contexts.common(page)) }
      var context = ProjectPage(pages: registerPages, campaign: campaign).context(page)
      context["crisisHTML"] = CrisisPage(pages: registerPages, signals: site.crisis).markup(
        ofCampaign: campaign.folder, folder: site.index[page].folder)
      return ("project", context)
    case .crisis: return ("actions", CrisisPage(pages: registerPages, signals: site.crisis).context(page))
    case .actions: return ("actions", OpenActionsPage(pages: registerPages).context(page))
    case .registerIndex: return ("registers", registerPages.list(page))
    case .register(let id, let part): return ("register", registerPages.register(page, id: id, part: part))
    case .calendar: return ("calendar", registerPages.calendar(page))
    case .review:
      var context = campaignPages.review(page)
      addExports(page, to: &context)
      return ("review", context)
    case .portfolio: return ("portfolio", portfolioPages.overview(page))
    case .comparison: return ("comparison", portfolioPages.comparison(page))
    case .periods: return ("periods", portfolioPages.list(page))
    case .period(let place): return ("period", portfolioPages.period(page, place))
    case .kpiIndex: return ("kpis", campaignPages.kpiIndex(page))
    case .kpiGroup(let id): return ("kpi-group", campaignPages.kpiGroup(page, id: id))
    case .kpi(let id):
      return ("kpi", campaignPages.kpi(page, id: id, values: site.kpiValues.values[id] ?? []))
    case .book: return contexts.bookPage(page, templates: site.templates)
    case .overdue: return contexts.overduePage(page, reviews: site.dueReviews, stale: site.registers.staleRows)
    case .tags: return ("list", ListPages(contexts: contexts).tags(page))
    case .tag(let name): return ("list", ListPages(contexts: contexts).tag(page, name))
    case .recent: return ("list", ListPages(contexts: contexts).recent(page))
    case .contributors: return ("list", ListPages(contexts: contexts).contributors(page))
    case .readingPaths: return ("list", ListPages(contexts: contexts).readingPaths(page))
    case .module(let document, let form): return modulePages.context(page, document, form)
    case .home, .section, .page:
      guard var (layout, context) = contexts.documentPage(page) else { return ("page", contexts.common(page)) }
      if let document = site.index[page].document, let module = modulePages.module(document) {
        context.set("formsHTML", .markup(modulePages.forms(of: module, from: site.index[page].folder)))
        layout = "module"
        addExports(page, to: &context)
      }
      if site.index[page].path == "training/index.md" {
        let plan = site.training.markup(contexts, folder: site.index[page].folder)
        if !plan.isEmpty {
          context.set("planHTML", .markup(plan))
          context.set("isTraining", .flag(true))
        }
      }
      if page == site.index.home { campaignPages.addRecent(to: &context, from: site.index[page].folder) }
      layout = page == site.index.home ? "home" : layout
      return (layout, context)
    }
  }

  static func address(_ base: String, _ path: String) -> String {
    (base.hasSuffix("/") ? base : base + "/") + Address.encoded(path)
  }

  private func sitemap(_ base: String) -> [UInt8] {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    for path in site.index.pages.map(\.address).sorted() {
      let url = SiteWriter.address(base, path).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      text += "<url><loc>\(url)</loc></url>\n"
    }
    return Array((text + "</urlset>\n").utf8)
  }
}

extension OutputFolder {
  /// Lends the bytes of an array to a body that may fail.
  static func withBytes<Result>(
    of array: [UInt8], _ body: (UnsafeRawBufferPointer) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    let result: Swift.Result<Result, FileError> = array.withUnsafeBytes { bytes in
      do throws(FileError) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }

}
