import Diagnostics
import Registers
import Values

/// The registers of a site worked out for a list, without pages.
struct RegisterListing {
  private let source: SiteSource
  private let declarations: RegisterDeclarations
  let registers: SiteRegisters
  private let diagnostics: [Diagnostic]

  /// Reads the rows of the site and of its campaigns, and checks them as a build does.
  init(_ source: SiteSource, site: String) throws {
    let files = DefaultFiles(site: site)
    let (declarations, _) = try Declarations.load(files, folder: source.folder)
    let (campaigns, campaignProblems) = CampaignSet.compute(source, declarations: declarations)
    let (registers, registerProblems) = try SiteRegisters.compute(
      source, files: files, declarations: declarations, campaigns: campaigns)
    self.source = source
    self.declarations = declarations.registers
    self.registers = registers
    diagnostics = campaignProblems + registerProblems
  }

  // MARK: Registers

  /// A line for each register of the site, then of each campaign: those with files, those that the site declares, and
  /// those where a check misses rows. Files of no register come last, without an id.
  var entries: [ListEntry] {
    let folders = Set(source.folder.registers.keys).union(registers.campaigns.keys).union([""])
    return folders.sorted().flatMap { folder in
      var files: [String: [String]] = [:]
      for path in source.folder.registers[folder] ?? [] {
        let register = registers.catalogue.register(forFile: path) ?? ""
        files[register, default: []].append(SiteFolder.contentName + "/" + path)
      }
      var entries = registers.catalogue.all.compactMap { declaration -> ListEntry? in
        let rows = folder.isEmpty ? registers.site[declaration.id] : registers.campaigns[folder]?[declaration.id]
        let files = files[declaration.id] ?? []
        let isListed = !files.isEmpty || !(rows?.findings.isEmpty ?? true)
          || (folder.isEmpty && declaration.isSites && registers.all(of: declaration.id).isEmpty)
        return isListed ? entry(declaration, campaign: folder, rows: rows, files: files) : nil
      }
      for file in files[""] ?? [] { entries.append(entry(nil, campaign: folder, rows: nil, files: [file])) }
      return entries
    }
  }

  private func entry(
    _ declaration: RegisterDeclaration?, campaign: String, rows: RegisterRows?, files: [String]
  ) -> ListEntry {
    // A check may speak of rows as a whole, or of rows that are not there: its findings are counted where they belong,
    // not by the place they are told at.
    let told = diagnostics.filter { $0.problem.id != "register-check" && files.contains($0.location.file) }
    let findings = rows?.findings ?? []
    let errors = told.count { $0.severity == .error } + findings.count { $0.severity == .error }
    let warnings = told.count { $0.severity == .warning } + findings.count { $0.severity == .warning }
    // Rows are not worked out with declarations that have errors.
    let count: ListEntry.Value = declarations.isSound ? .count(rows?.count ?? 0) : .unknown
    return ListEntry([
      ("id", .text(declaration?.id ?? "")), ("name", .text(declaration?.name.text(in: source.settings.language) ?? "")),
      ("campaign", .text(campaign)), ("rows", count), ("errors", .count(errors)), ("warnings", .count(warnings)),
      ("files", .texts(files)),
    ])
  }

  // MARK: Open actions

  /// The rows that somebody has still to do something about, the earliest first and those without a day last.
  var openActions: [ListEntry] {
    registers.openActions.map { action in
      ListEntry([
        ("due", .text(action.due?.iso ?? "")), ("owner", .text(action.owner)), ("campaign", .text(action.campaign ?? "")),
        ("register", .text(action.register.id)), ("id", .text(action.id)), ("label", .text(action.label)),
        ("file", .text(action.file)),
      ])
    }
  }
}
