import Diagnostics
import Handbook
import Metrics
import Parallel
import Registers
import Review
import Tables
import Values
import YAML

/// The declarations that reading data and computing figures go by.
struct Declarations: Sendable {
  var columns: ColumnCatalogue
  var dictionary: KPIDictionary
  var registers: RegisterDeclarations

  /// Loads the shipped declarations, the site's `metrics.yaml` and its own registers. Of the shipped registers a site
  /// that uses none gets only those that every site has.
  static func load(
    _ files: DefaultFiles, folder: SiteFolder, usesRegisters: Bool = true
  ) throws(FileError) -> (Declarations, [Diagnostic]) {
    try finish(try shipped(files), files: files, folder: folder, usesRegisters: usesRegisters)
  }

  /// The declarations as `templates/` has them: what can be read before the site's own files are known.
  struct Shipped: Sendable {
    fileprivate var columns: ColumnCatalogue
    fileprivate var measures: DictionaryFile
    fileprivate var kpis: DictionaryFile
    fileprivate var diagnostics: [Diagnostic]
  }

  static func shipped(_ files: DefaultFiles) throws(FileError) -> Shipped {
    var diagnostics: [Diagnostic] = []
    func node(_ name: String) throws(FileError) -> (YAMLNode, String) {
      let empty = YAMLNode(line: 1, column: 1, value: .mapping([]))
      guard let file = try files.read(name) else {
        throw FileError(path: "templates/" + name, reason: "not found", writing: false)
      }
      switch readYAML(String(decoding: file.bytes, as: UTF8.self), file: file.path) {
      case .success(let node): return (node, file.path)
      case .failure(let diagnostic):
        diagnostics.append(diagnostic)
        return (empty, file.path)
      }
    }
    let (columnsNode, columnsFile) = try node("data/columns.yaml")
    let columns = ColumnCatalogue(columnsNode, file: columnsFile, diagnostics: &diagnostics)
    let (measures, measuresFile) = try node("metrics/measures.yaml")
    let (kpis, kpisFile) = try node("metrics/kpis.yaml")
    return Shipped(
      columns: columns, measures: DictionaryFile(measures, file: measuresFile),
      kpis: DictionaryFile(kpis, file: kpisFile), diagnostics: diagnostics)
  }

  /// Adds the site's `metrics.yaml`.
  static func finish(
    _ shipped: Shipped, files: DefaultFiles, folder: SiteFolder, usesRegisters: Bool
  ) throws(FileError) -> (Declarations, [Diagnostic]) {
    var diagnostics = shipped.diagnostics
    var site: DictionaryFile?
    if folder.hasMetrics {
      let file = SiteFolder.contentName + "/metrics.yaml"
      switch readYAML(String(decoding: try Disk.read(folder.root + "/" + file), as: UTF8.self), file: file) {
      case .success(let node): site = DictionaryFile(node, file: file)
      case .failure(let diagnostic): diagnostics.append(diagnostic)
      }
    }
    let (dictionary, problems) = KPIDictionary.load(
      measures: shipped.measures, kpis: shipped.kpis, site: site)
    let (registers, registerProblems) = try RegisterDeclarations.load(
      files, folder: folder, only: usesRegisters ? nil : ["roles", "phases"])
    return (
      Declarations(columns: shipped.columns, dictionary: dictionary, registers: registers),
      diagnostics + problems + registerProblems
    )
  }
}

/// A campaign with its figures.
struct CampaignResult: Sendable {
  /// The folder's name below `campaigns/`.
  var folder: String
  var id: String
  var title: String
  /// The brief, by its place in the documents.
  var document: Int
  var brief: Campaign
  /// `nil` when the brief has no usable dates.
  var facts: CampaignFacts?
  var review: Review?
  /// The rows of its registers, typed, in order of the registers' ids.
  var registers: [RegisterRows] = []
  /// What the review is made from beside the facts, until it is made.
  fileprivate var input: DataInput?
  /// Whether all of its data could be used.
  fileprivate var isWhole = true
}

/// All campaigns of a site, in the order of their folders.
struct CampaignSet: Sendable {
  var campaigns: [CampaignResult] = []
  private var byName: [String: Int] = [:]

  init(_ campaigns: [CampaignResult]) {
    self.campaigns = campaigns
    // The id wins over another campaign's folder name.
    for (number, campaign) in campaigns.enumerated() { byName[campaign.folder] = number }
    for (number, campaign) in campaigns.enumerated() { byName[campaign.id] = number }
  }

  /// A campaign by its id or folder name.
  subscript(name: String) -> CampaignResult? { byName[name].map { campaigns[$0] } }

  var names: [String] { campaigns.map(\.id) }

  /// Reads the data of every campaign and adds its figures up, campaigns in parallel.
  static func compute(_ source: SiteSource, declarations: Declarations) -> (CampaignSet, [Diagnostic]) {
    let briefs = source.documents.indices.filter { source.documents[$0].matter.type == .campaign }
    let results = briefs.parallelMap { compute($0, source: source, declarations: declarations) }
    var diagnostics = results.flatMap(\.1)
    let folders = Set(results.map(\.0.folder))
    for document in source.documents where document.matter.type == .review {
      let folder = document.path.split(separator: "/").map(String.init)[1]
      if !folders.contains(folder) { diagnostics.append(Diagnostic(.reviewWithoutBrief, at: Location(document.file))) }
    }
    return (CampaignSet(results.map(\.0)), diagnostics)
  }

  private static func compute(
    _ number: Int, source: SiteSource, declarations: Declarations
  ) -> (CampaignResult, [Diagnostic]) {
    let document = source.documents[number]
    let folder = Address.name(of: Address.folder(of: document.path))
    guard case .campaign(let brief) = document.matter.detail else {
      return (
        CampaignResult(
          folder: folder, id: document.id, title: document.id, document: number, brief: .empty, facts: nil, review: nil),
        []
      )
    }
    var result = CampaignResult(
      folder: folder, id: document.id, title: document.matter.title ?? document.firstHeading ?? document.id,
      document: number, brief: brief)
    var input = DataInput.read(
      files: (source.folder.data[folder] ?? []) + (source.folder.registers[folder] ?? []),
      root: source.folder.root, columns: declarations.columns, registers: declarations.registers.lookup,
      period: brief.period, privacy: source.privacy)
    input.hide(source.hidden)
    var rowProblems = input.diagnostics
    result.registers = declarations.registers.rows(
      of: input.tables, campaign: folder, currency: source.settings.currency, rates: brief.rates,
      diagnostics: &rowProblems)
    input.hideColumns(source.hidden)
    let registerProblems = Array(rowProblems.dropFirst(input.diagnostics.count))
    guard let period = brief.period, !source.hidden.reviews.contains(folder) else { return (result, input.diagnostics + registerProblems) }
    let frame = CampaignFrame(
      id: result.id, period: period, brief: brief, settings: source.settings, file: document.file)
    let (facts, problems) = CampaignFacts.build(
      frame: frame, tables: input.tables, dictionary: declarations.dictionary)
    result.facts = facts
    let diagnostics = input.diagnostics + registerProblems + problems
    input.diagnostics = []
    result.input = input
    result.isWhole = !diagnostics.hasErrors
    return (result, diagnostics)
  }

  /// Writes the reviews, campaigns in parallel, once the facts of all campaigns and all registers are known.
  mutating func writeReviews(_ source: SiteSource, registers: SiteRegisters) -> [Diagnostic] {
    for number in campaigns.indices {
      guard let other = campaigns[number].brief.compare.flatMap({ self[$0]?.facts }) else { continue }
      campaigns[number].facts = campaigns[number].facts?.comparing(with: other)
    }
    var notes: [String: Int] = [:]
    for number in source.documents.indices where source.documents[number].matter.type == .review {
      notes[source.documents[number].path] = number
    }
    let written = campaigns.parallelMap { [self, notes] campaign in
      campaign.review(
        source, notes: notes["campaigns/\(campaign.folder)/review.md"].map { source.documents[$0] },
        registers: registers, compared: campaign.brief.compare.flatMap { self[$0] })
    }
    for number in campaigns.indices {
      campaigns[number].review = written[number].0
      campaigns[number].input = nil
    }
    return written.flatMap(\.1)
  }
}

extension CampaignResult {
  /// `notes` is the review that people wrote, `compared` the campaign that the brief compares with.
  fileprivate func review(
    _ source: SiteSource, notes: Document?, registers: SiteRegisters, compared: CampaignResult?
  ) -> (Review?, [Diagnostic]) {
    guard let facts, let input else { return (nil, []) }
    var overrides: [ReviewInput.Override] = []
    if let notes, case .review(let review) = notes.matter.detail {
      overrides = review.sentences.map {
        ReviewInput.Override(id: $0.id, text: $0.text, location: Location(notes.file, line: $0.line, column: 3))
      }
    }
    // The review answers for the files that it is made from.
    let used = input.reports.filter { report in report.kind.map(Review.kinds.contains) ?? true }
    let usedFiles = Set(used.map(\.file))
    var request = ReviewInput(
      id: id, title: title, brief: brief, facts: facts,
      tables: input.tables.filter { $0.kind.map(Review.kinds.contains) ?? true }, imports: used,
      fingerprints: input.fingerprints.filter { usedFiles.contains($0.key) }, overrides: overrides,
      language: source.settings.language, today: source.today, currency: Currency(code: source.settings.currency))
    request.isWhole = isWhole
    request.registers = registers.reviewRegisters(of: folder)
    if let compared, let facts = compared.facts {
      request.compared = ReviewInput.Compared(
        id: compared.id, title: compared.title, facts: facts,
        tables: compared.input?.tables.filter { $0.kind == .events } ?? [])
    }
    let (review, problems) = buildReview(request)
    return (review, problems)
  }
}

extension Review {
  /// The tables that a review is made from: KPI files, and the registers that it reads.
  fileprivate static let kinds = Set(
    TableKind.allCases + [.budget, .spend, .events, .changes, .incidents, .annotations])
}

extension CampaignFrame {
  /// What the figures need of a brief and of the site's settings.
  init(id: String, period: Period, brief: Campaign, settings: SiteSettings, file: String) {
    self.init(
      id: id, period: period, baseline: brief.baseline, grossMargin: brief.grossMargin,
      acquiredUnit: brief.acquiredUnit == .registrations ? .registration : .customer, rates: brief.rates,
      currency: settings.currency, budget: brief.budget, reserve: brief.reserve,
      targets: brief.targets.map { target in
        Target(
          kpi: target.kpi, target: target.target, baseline: target.baseline, weight: target.weight,
          warn: target.warn ?? settings.thresholds.byKPI[target.kpi], due: target.due,
          location: Location(file, line: target.line, column: target.column))
      },
      thresholds: Thresholds(
        yellow: settings.thresholds.warn, targetGreen: settings.thresholds.targetGreen,
        targetYellow: settings.thresholds.targetYellow),
      location: Location(file, line: 1))
  }
}

extension Document {
  /// The text of the first line that is a heading `# …`, for a title before the page is rendered.
  var firstHeading: String? {
    for line in body.split(separator: 0x0A) where line.starts(with: [0x23, 0x20]) {
      return String(decoding: line.dropFirst(2), as: UTF8.self).trimmingBlanks
    }
    return nil
  }
}
