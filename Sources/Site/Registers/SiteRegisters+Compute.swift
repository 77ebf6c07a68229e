import Diagnostics
import Formulas
import Handbook
import Metrics
import Registers
import Review
import Values

extension SiteRegisters {
  /// Reads the site's rows, puts those of the campaigns beside them, and works everything out.
  static func compute(
    _ source: SiteSource, files: DefaultFiles, declarations: Declarations, campaigns: CampaignSet
  ) throws(FileError) -> (SiteRegisters, [Diagnostic]) {
    let registers = declarations.registers
    let (own, problems) = try registers.siteRows(
      files, folder: source.folder, columns: declarations.columns, currency: source.settings.currency,
      privacy: source.privacy)
    var diagnostics = problems
    let catalogue = registers.shown
    var rows = own
    func addEmpty(_ declaration: RegisterDeclaration, campaign: String?) {
      rows.append(
        RegisterRows(
          declaration: declaration, campaign: campaign, count: 0,
          cells: declaration.columns.map { _ in [] }, origins: []))
    }
    // Formulas may ask any register, whether it has rows or not.
    for declaration in catalogue.all where !own.contains(where: { $0.declaration.id == declaration.id }) {
      addEmpty(declaration, campaign: nil)
    }
    let askedEmpty = catalogue.all.filter { declaration in
      declaration.scope == .campaign && declaration.checks.contains(where: \.checksEmpty)
    }
    for campaign in campaigns.campaigns {
      rows += campaign.registers
      for declaration in askedEmpty where !campaign.registers.contains(where: { $0.declaration.id == declaration.id }) {
        addEmpty(declaration, campaign: campaign.folder)
      }
      for rows in campaign.registers where rows.declaration.scope == .site {
        diagnostics.append(
          Diagnostic(
            .registerOfSite(rows.declaration.id),
            at: Location(rows.origins.first?.file ?? "content/campaigns/\(campaign.folder)/registers")))
      }
    }
    if source.edition != nil { rows = rows.shown(of: catalogue, without: source.hidden) }
    var result = SiteRegisters(
      catalogue, rows: registers.isSound ? rows : [], scope: scope(source, campaigns, declarations.dictionary),
      text: RegisterText(style: source.settings.numberStyle, language: source.settings.language), folders: campaigns.campaigns.map(\.folder),
      diagnostics: &diagnostics)
    if catalogue.all.contains(where: { $0.columns.contains { $0.target == .page } && !result.all(of: $0.id).isEmpty }) {
      result.pageTitles = Dictionary(
        source.documents.map { ($0.path, $0.matter.title ?? $0.firstHeading ?? $0.id) }, uniquingKeysWith: { first, _ in first })
    }
    diagnostics += briefProblems(result, source, campaigns, declarations.dictionary)
    return (result, diagnostics)
  }

  private static func scope(
    _ source: SiteSource, _ campaigns: CampaignSet, _ dictionary: KPIDictionary
  ) -> RegisterScope {
    var scope = RegisterScope(today: source.today)
    var kpis: [String: String] = [:]
    for measure in dictionary.measures { kpis[measure.id] = measure.id }
    for kpi in dictionary.kpis {
      kpis[kpi.name.zh] = kpi.id
      for name in kpi.otherNames { kpis[name] = kpi.id }
    }
    for kpi in dictionary.kpis { kpis[kpi.id] = kpi.id }
    scope.kpis = kpis
    var names: [String: String] = [:]
    for campaign in campaigns.campaigns {
      names[campaign.title] = campaign.folder
      names[campaign.id] = campaign.folder
      names[campaign.folder] = campaign.folder
    }
    scope.campaigns = names
    let used = source.usesRegisters
    var pages: [String: String] = [:]
    if used {
      for document in source.documents {
        pages[document.path] = document.path
        // A review shares its folder's name with the brief, which is what the name means.
        if document.matter.type != .review || document.matter.id != nil { pages[document.id] = document.path }
      }
    }
    scope.pages = pages
    let reviewed = Set(reviewNotes(source).subtracting(source.drafts).map { Address.folder(of: $0) })
    for campaign in campaigns.campaigns {
      scope.campaignValues[campaign.folder] = values(
        campaign, source.documents[campaign.document], isReviewed: reviewed.contains("campaigns/" + campaign.folder))
    }
    return scope
  }

  private static func values(
    _ campaign: CampaignResult, _ document: Document, isReviewed: Bool
  ) -> [String: FormulaValue] {
    let brief = campaign.brief
    var values: [String: FormulaValue] = [
      "id": .text(campaign.id), "title": .text(campaign.title), "status": .text(brief.status.rawValue),
      "goal": .text(brief.goal ?? ""), "theme": .text(brief.theme ?? ""), "owner": .text(document.matter.owner ?? ""),
      "audiences": .list(brief.audiences.map(BriefChecks.head)), "channels": .list(brief.channels),
      "markets": .list(brief.markets), "reviewed": .bool(isReviewed),
    ]
    if let period = brief.period {
      values["start"] = .day(period.start)
      values["end"] = .day(period.end)
    }
    if let budget = brief.budget { values["budget"] = .number(.exact(budget)) }
    if let margin = brief.grossMargin { values["gross_margin"] = .number(.exact(margin)) }
    if let reserve = brief.reserve {
      // Above 1 it is an amount, else a ratio of the budget; formulas get the amount.
      if reserve > Exact(1) {
        values["reserve"] = .number(.exact(reserve))
      } else if let amount = brief.budget?.multiplied(by: reserve) {
        values["reserve"] = .number(.exact(amount))
      }
    }
    return values
  }

  /// What a review reads of the registers.
  func reviewRegisters(of folder: String) -> ReviewRegisters {
    ReviewRegisters(campaign: campaigns[folder] ?? [:], site: site) { value, column in
      words(of: value, column, campaign: folder)
    }
  }

  /// What briefs lack, and audiences that no persona or segment stands for.
  private static func briefProblems(
    _ registers: SiteRegisters, _ source: SiteSource, _ campaigns: CampaignSet, _ dictionary: KPIDictionary
  ) -> [Diagnostic] {
    let shared = registers.audienceNames(of: nil)
    return campaigns.campaigns.flatMap { campaign in
      BriefChecks(
        document: source.documents[campaign.document], brief: campaign.brief, dictionary: dictionary,
        audiences: shared.union(registers.audienceNames(of: campaign.folder))
      ).run()
    }
  }

  /// The names and ids of personas and segments, of the site or of a campaign.
  private func audienceNames(of campaign: String?) -> Set<String> {
    var names: Set<String> = []
    for id in ["personas", "segments"] {
      guard let rows = campaign.map({ campaigns[$0]?[id] }) ?? site[id] else { continue }
      for row in 0..<rows.count {
        for column in ["id", "name"] {
          if case .text(let name) = rows.value(row, column), !name.isEmpty { names.insert(name) }
        }
      }
    }
    return names
  }
}

extension Problem {
  static func registerOfSite(_ id: String) -> Problem {
    Problem(
      "register-scope", zh: "「\(id)」是全站共用的登记表，不能放在一个活动里", en: "'\(id)' is kept for the whole site, not by a campaign",
      hint: Wording(zh: "把文件移到 content/registers/", en: "move the file to content/registers/"))
  }
}
