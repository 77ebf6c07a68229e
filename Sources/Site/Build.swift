import Diagnostics
import Handbook
import Markdown
import Metrics
import Parallel
import Registers
import Review
import Values

/// What to build and how.
public struct BuildOptions: Sendable {
  /// The folder that holds `content/`.
  public var site: String
  /// `nil` checks everything and writes nothing.
  public var output: String?
  /// The day that overdue pages and reviews are judged by; `nil` is the system's date in the site's time zone.
  public var today: Day?
  public var drafts = false
  /// Where the site will stand, for canonical links and `sitemap.xml`.
  public var baseURL: String?
  /// Files to take away that are made of every review.
  public var exports: [ExportFormat] = []
  /// Warnings keep the site from being written, as errors do.
  public var strict = false
  /// The editions to build, by name; empty for all that the site declares.
  public var editions: [String] = []
  /// Whether the output folder was named by the caller: it is then that of the one edition that was asked for.
  public var isOutputChosen = false

  public init(site: String, output: String?, today: Day?) {
    self.site = site
    self.output = output
    self.today = today
  }
}

/// How a command ended. Raw values are exit statuses.
public enum Outcome: Int32, Sendable {
  case done = 0
  case contentHasErrors = 1
  case wrongUsage = 64
  case fileFailed = 74
}

/// What a build did.
public struct BuildReport: Sendable {
  public var outcome: Outcome
  /// Sorted by place.
  public var diagnostics: [Diagnostic]
  /// The site's language, once it is known.
  public var language: Language?
  /// Files of the site, and those of them that are new or changed.
  public var files = 0
  public var written = 0
  /// The output folders of editions, in their order; empty for a site without.
  public var outputs: [String] = []
}

extension BuildReport {
  /// Takes over what was found; returns whether the site may be written.
  mutating func judge(_ found: [Diagnostic], strict: Bool) -> Bool {
    diagnostics = found.sortedByPlace()
    guard found.hasErrors || (strict && !found.isEmpty) else { return true }
    outcome = found.contains { $0.problem.id == "unreadable" } ? .fileFailed : .contentHasErrors
    return false
  }
}

/// Compiles a site: read the folder -> check it and compute the campaigns -> lay out pages -> render -> write.
///
/// Everything is checked before the first byte is written.
public func buildSite(_ options: BuildOptions) -> BuildReport {
  keepFreedMemory()
  var report = BuildReport(outcome: .done, diagnostics: [])
  do {
    let parts = try SiteModel.read(options)
    report.language = parts.source.settings.language
    if !parts.source.settings.editions.isEmpty || !options.editions.isEmpty {
      try buildEditions(parts, options, &report)
      return report
    }
    let site = try SiteModel.compute(parts, options)
    let writes = report.judge(site.diagnostics, strict: options.strict)
    if writes, let output = options.output {
      let writer = try SiteWriter(site: site, options: options)
      (report.files, report.written) = try SiteWriter.write([writer], to: output, options)
      freeLater(writer)
    }
    freeLater(site)
  } catch let diagnostic as Diagnostic {
    report.diagnostics.append(diagnostic)
    report.outcome = ["no-content", "unknown-edition"].contains(diagnostic.problem.id) ? .wrongUsage : .fileFailed
  } catch let error as FileError {
    report.diagnostics.append(error.diagnostic(at: error.path))
    report.outcome = .fileFailed
  } catch {
    report.diagnostics.append(Diagnostic(.unreadable("\(error)"), at: Location(options.site)))
    report.outcome = .fileFailed
  }
  return report
}

/// A site read, computed, laid out and rendered, with everything that is wrong with it: all that the commands need.
struct SiteModel: Sendable {
  var source: SiteSource
  var templates: Templates
  var declarations: Declarations
  var campaigns: CampaignSet
  var kpiValues: KPIValues
  var portfolio: Portfolio
  /// Briefs of campaigns whose review is overdue.
  var dueReviews: [(document: Int, due: Day)]
  var registers: SiteRegisters
  var crisis: CrisisSignals
  var index: SiteIndex
  var links: SiteLinks
  var figures: SiteFigures
  var rendered: [RenderedPage]
  var training: TrainingPlan
  var results: SessionResults
  var diagnostics: [Diagnostic]

  /// What is read before anything is computed.
  struct Parts: Sendable {
    var source: SiteSource
    var templates: Templates
    var declarations: Declarations
    /// What is wrong with the theme and the declarations.
    var diagnostics: [Diagnostic]
  }

  static func load(_ options: BuildOptions) throws -> SiteModel { try compute(read(options), options) }

  static func read(_ options: BuildOptions) throws -> Parts {
    let root = options.site
    // The theme and the declarations are read while documents are waited for.
    let shipped = Later { Result { () throws(FileError) in try Declarations.shipped(DefaultFiles(site: root)) } }
    var theme: Later<Result<(Templates, [Diagnostic]), FileError>>?
    let source = try SiteSource.read(root, today: options.today, drafts: options.drafts) { settings in
      theme = Later {
        Result { () throws(FileError) in try Templates.load(DefaultFiles(site: root), language: settings.language) }
      }
    }
    let files = DefaultFiles(site: root)
    let (templates, templateProblems) = try theme?.value().get()
      ?? Templates.load(files, language: source.settings.language)
    let (declarations, declarationProblems) = try Declarations.finish(
      shipped.value().get(), files: files, folder: source.folder, usesRegisters: source.usesRegisters)
    return Parts(
      source: source, templates: templates, declarations: declarations,
      diagnostics: templateProblems + declarationProblems)
  }

  /// Computes, lays out and renders what was read.
  static func compute(_ parts: Parts, _ options: BuildOptions) throws -> SiteModel {
    let files = DefaultFiles(site: options.site)
    var (source, templates, declarations) = (parts.source, parts.templates, parts.declarations)
    var restrictions: [Diagnostic] = []
    if let edition = source.edition {
      restrictions = declarations.registers.restrict(to: edition, levels: source.settings.visibilities, hidden: &source.hidden)
    }
    var (campaigns, campaignProblems) = CampaignSet.compute(source, declarations: declarations)
    let (registers, registerProblems) = try SiteRegisters.compute(
      source, files: files, declarations: declarations, campaigns: campaigns)
    campaignProblems += campaigns.writeReviews(source, registers: registers)
    let kpiValues = KPIValues(campaigns, dictionary: declarations.dictionary)
    templates.strings.roles = registers.roleNames
    let portfolio = Portfolio(campaigns, source: source, dictionary: declarations.dictionary)
    let dueReviews = overdueReviews(source)

    var index = SiteIndex.build(
      documents: source.documents, strings: templates.strings, siteName: source.settings.name)
    index.hidden = source.hidden
    index.shownVisibilities = source.edition?.shows
    index.addReviews(of: campaigns, strings: templates.strings)
    registers.addPages(to: &index, campaigns: campaigns, strings: templates.strings)
    kpiValues.addPages(to: &index, dictionary: declarations.dictionary, strings: templates.strings)
    index.addPortfolio(portfolio, strings: templates.strings)
    if !dueReviews.isEmpty || !Upkeep(source.documents, today: source.today).isEmpty || !registers.staleRows.isEmpty {
      index.addOverdue(strings: templates.strings)
    }
    index.addActions(registers, strings: templates.strings)
    if !source.settings.book.isEmpty { index.addBook(strings: templates.strings) }
    let crisis = CrisisSignals(source, campaigns: campaigns, registers: registers)
    index.addCrisis(crisis, strings: templates.strings)
    index.addForms(of: source.documents, evaluated: Set(source.folder.training.keys), strings: templates.strings)
    var links = SiteLinks(source, registers: registers, index: &index, strings: templates.strings)
    index.drafts = source.drafts
    index.assets = Set(source.folder.assets)

    var figures = SiteFigures(
      campaigns: campaigns, dictionary: declarations.dictionary, strings: templates.strings,
      style: source.settings.numberStyle,
      currency: Currency(code: source.settings.currency), root: options.site, columns: declarations.columns,
      registers: registers, lookup: declarations.registers.lookup,
      processes: processes(source.documents), today: source.today, hidden: source.hidden)
    figures.privacy = source.privacy
    let outputs = outputs(of: index, assets: source.folder.assets, themeAssets: try files.names(below: "assets"),
      exports: SiteExports.items(options.exports, index: index, campaigns: campaigns).map { ($0.path, $0.page) }
        + ModulePackage.all(options.exports, index, documents: source.documents).map { ($0.path, $0.page) },
      redirects: links.redirects)
    let addresses = Later { checkAddresses(outputs) }
    let terms = try Glossary.terms(
      registers, dictionary: declarations.dictionary, settings: source.settings, files: files)
    let rendered = render(source, index: index, figures: figures, terms: terms)
    if !source.hidden.assets.isEmpty {
      let orphans = source.hidden.assets.subtracting(rendered.flatMap(\.usedAssets))
      source.folder.assets.removeAll(where: orphans.contains)
    }
    for id in Set(rendered.lazy.flatMap(\.wantedRegisters)).sorted() {
      registers.addPage(wanted: id, to: &index, strings: templates.strings)
    }
    index.addParts(rendered, documents: source.documents, strings: templates.strings)
    index.nameDocuments(rendered, documents: source.documents, campaigns: campaigns, strings: templates.strings)
    index.sortChildren(navigation: source.settings.navigation)

    var diagnostics = source.diagnostics + parts.diagnostics + restrictions + campaignProblems
    diagnostics += registerProblems + overdueReviewProblems(source) + checkCodes(source.documents)
    let numbers = NumberCheck(campaigns: campaigns, dictionary: declarations.dictionary, style: figures.style)
    diagnostics += source.documents.filter { $0.matter.type == .review }.parallelMap { numbers.run($0) }.flatMap(\.self)
    diagnostics += rendered.flatMap(\.diagnostics)
    diagnostics += checkAnchors(rendered, documents: source.documents.map(\.path), index: index)
    diagnostics += NameChecks(
      source: source, roles: registers.roleNames, dictionary: declarations.dictionary, index: index
    ).run()
    // Editions leave passages out, or stand in another language: what was tested is the whole text.
    if source.edition.map({ source.hidden.edition.isEmpty && $0 == source.settings.editions.first }) ?? true {
      diagnostics += QuizSources(
        source.documents, rendered: rendered, index: index, dictionary: declarations.dictionary
      ).problems()
    }
    let training = TrainingPlan(source.documents, rendered: rendered, index: index, registers: registers)
    let results = try SessionResults(source, rendered: rendered, registers: registers, files: files)
    diagnostics += training.diagnostics + results.diagnostics
    diagnostics += addresses.value() + Book.problems(source.settings.book, index: index)
    diagnostics += links.relate(source, index: index, rendered: rendered, registers: registers, figures: figures)
    diagnostics += try CopyCheck(source, registers: registers, rendered: rendered, campaigns: campaigns).run(files)
    diagnostics += source.privacy.unused + crisis.problems(campaigns)
    // Messages quote cells and texts, which must not carry on what was found of persons.
    if diagnostics.contains(where: { $0.problem.id == "personal-data" }) {
      diagnostics = diagnostics.map { Diagnostic($0.problem.rewording(PersonalData.hidden), at: $0.location) }
    }
    // The last word: everything that checks found, as severe as the site says.
    if !source.settings.rules.rules.isEmpty {
      diagnostics = RuleFilter(
        source.settings.rules, rules: try Rule.all(files), today: source.today, root: options.site
      ).apply(diagnostics)
    }
    return SiteModel(
      source: source, templates: templates, declarations: declarations, campaigns: campaigns, kpiValues: kpiValues,
      portfolio: portfolio, dueReviews: dueReviews, registers: registers, crisis: crisis, index: index, links: links,
      figures: figures, rendered: rendered, training: training, results: results, diagnostics: diagnostics)
  }

  /// The processes of the handbook by code and id.
  private static func processes(_ documents: [Document]) -> [String: Process] {
    var processes: [String: Process] = [:]
    for document in documents {
      guard case .process(let process) = document.matter.detail else { continue }
      processes[document.id] = process
      if let code = process.code { processes[code] = process }
    }
    return processes
  }

  /// Every file of the output with the one that it is made from.
  private static func outputs(
    of index: SiteIndex, assets: [String], themeAssets: [String], exports: [(path: String, page: Int)], redirects: Redirects
  ) -> [(address: String, source: String)] {
    themeAssets.map { ($0, "templates/" + $0) }
      + index.pages.map { page in
        // A page that Fupan makes of a folder has no file to name.
        let made = page.document == nil && page.role == .section
        return (page.address, SiteFolder.contentName + "/" + (made ? page.folder : page.path))
      }
      + assets.map { (Address.composed($0), SiteFolder.contentName + "/" + $0) }
      + exports.map { ($0.path, SiteFolder.contentName + "/" + index[$0.page].path) }
      + redirects.all.map { ($0.address, SiteFolder.contentName + "/" + index[$0.page].path) }
      + [(NotFound.path, SiteFolder.contentName)]
  }

  private static func render(
    _ source: SiteSource, index: SiteIndex, figures: SiteFigures, terms: TermIndex?
  ) -> [RenderedPage] {
    let pages = index.pagesOfDocuments(count: source.documents.count)
    return parallelMap(source.documents.count) { number in
      RenderedPage.render(
        source.documents[number], page: pages[number], index: index, figures: figures, settings: source.settings,
        terms: terms)
    }
  }
}
