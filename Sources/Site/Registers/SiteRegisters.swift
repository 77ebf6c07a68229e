import Charts
import Diagnostics
import Formulas
import HTML
import Handbook
import Markdown
import Planning
import Registers
import RegisterViews
import Tables
import Values

/// All rows of all registers of a site, worked out.
struct SiteRegisters: Sendable {
  let catalogue: RegisterCatalogue
  /// Rows of the site itself, by register.
  private(set) var site: [String: RegisterRows] = [:]
  /// Rows of campaigns, by folder name and register.
  private(set) var campaigns: [String: [String: RegisterRows]] = [:]
  /// Folder names of campaigns in the order of the site.
  private let folders: [String]
  let workdays: WorkCalendar
  let text: RegisterText
  private let evaluated: EvaluatedRegisters
  /// What rows are called, by register and key: those of the site, and of each campaign.
  private let names: [String: [String: String]]
  private let campaignNames: [String: [String: [String: String]]]

  /// Works everything out. `rows` are typed and in the order of the site's rows, then campaigns by folder.
  init(
    _ catalogue: RegisterCatalogue, rows: [RegisterRows], scope: RegisterScope, text: RegisterText,
    folders: [String], diagnostics: inout [Diagnostic]
  ) {
    self.catalogue = catalogue
    self.folders = folders
    self.text = text
    evaluated = EvaluatedRegisters(rows, of: catalogue, in: scope, style: text.style)
    diagnostics += evaluated.diagnostics
    for rows in evaluated.rows {
      if let campaign = rows.campaign {
        campaigns[campaign, default: [:]][rows.declaration.id] = rows
      } else {
        site[rows.declaration.id] = rows
      }
    }
    workdays = evaluated.calendar
    let chinese = text.language.isChinese
    names = site.mapValues { SiteRegisters.names(of: $0, chinese: chinese) }
    campaignNames = campaigns.mapValues { $0.mapValues { SiteRegisters.names(of: $0, chinese: chinese) } }
  }

  /// The rows of the site, then of each campaign; those without rows left out.
  func all(of id: String) -> [RegisterRows] {
    ([site[id]] + folders.map { campaigns[$0]?[id] }).compactMap { $0 }.filter { $0.count > 0 }
  }

  /// Registers that have rows, or that the site itself declares.
  var used: [RegisterDeclaration] {
    catalogue.all.filter { declaration in
      declaration.isSites || !all(of: declaration.id).isEmpty
    }
  }

  /// The names of rows by key; the key itself where a register has no column `name`.
  private static func names(of rows: RegisterRows, chinese: Bool) -> [String: String] {
    guard rows.declaration.key.count == 1 else { return [:] }
    let columns = [chinese ? nil : rows.index(of: "name_en"), rows.index(of: "name")].compactMap { $0 }
    var names: [String: String] = [:]
    for row in 0..<rows.count {
      guard let key = ShownView.key(row, of: rows), names[key] == nil else { continue }
      defer { if names[key] == nil { names[key] = key } }
      for place in columns where names[key] == nil {
        if case .text(let name) = rows.cells[place][row], !name.isEmpty { names[key] = name }
      }
    }
    return names
  }

  // MARK: Roles and phases

  /// The names of roles by id.
  var roleNames: [String: String] { names["roles"] ?? [:] }

  /// The phases of a campaign in order.
  func phases(chinese: Bool) -> [(id: String, name: String, purpose: String)] {
    guard let phases = site["phases"] else { return [] }
    func word(_ row: Int, _ id: String) -> String {
      if case .text(let text) = phases.value(row, id) { return text }
      return ""
    }
    func pick(_ row: Int, _ id: String) -> String {
      let english = chinese ? "" : word(row, id + "_en")
      return english.isEmpty ? word(row, id) : english
    }
    return (0..<phases.count).map { (word($0, "id"), pick($0, "name"), pick($0, "purpose")) }
  }

  // MARK: Views

  /// How views are written on a page in `folder` of the output.
  func host(
    folder: String, campaign: String?, index: SiteIndex, figures: SiteFigures, today: Day, chartText: ChartText
  ) -> ViewHost {
    ViewHost(
      chinese: chartText.style.chinese, today: today, chartText: chartText,
      text: { value, column in
        if case .text(let id) = value, column.target == .kpi, let name = figures.dictionary.name(id) {
          return name.text(in: text.language)
        }
        return words(of: value, column, campaign: campaign)
      },
      link: { target, key in link(target, key, folder: folder, campaign: campaign, index: index) },
      markdown: { SiteRegisters.markdown($0) },
      matching: { evaluated.matching($0, $1) },
      shared: { rows in rows.campaign == nil ? nil : site[rows.declaration.id] },
      isWorked: { workdays.isWorked($0) })
  }

  /// A value as it is shown: references by the name of what they lead to, as seen from a campaign or the site.
  func words(of value: FormulaValue, _ column: ShownColumn, campaign: String?) -> String {
    guard case .register(let id)? = column.target else { return text.text(of: value, column: column) }
    switch value {
    case .text(let key): return name(key, in: id, campaign: campaign)
    // Several keys read better than several names, but roles have no keys that people know.
    case .list(let keys) where id == "roles":
      return keys.map { name($0, in: id, campaign: campaign) }.joined(separator: text.language.isChinese ? "、" : ", ")
    default: return text.text(of: value, column: column)
    }
  }

  private func name(_ key: String, in register: String, campaign: String?) -> String {
    campaign.flatMap { campaignNames[$0]?[register]?[key] } ?? names[register]?[key] ?? key
  }

  private func link(
    _ target: RegisterColumn.Target, _ key: String, folder: String, campaign: String?, index: SiteIndex
  ) -> String? {
    switch target {
    case .kpi: return index.kpiLink(key, from: folder)
    case .campaign:
      return index.page(at: "campaigns/\(key)/brief.md").map { Address.link(from: folder, to: index[$0].address) }
    case .page:
      return index.page(at: key.hasSuffix(".md") ? key : key + ".md").map {
        Address.link(from: folder, to: index[$0].address)
      }
    case .register(let id):
      let anchor = id + "-" + key.replacing(" ", with: "_")
      if let campaign, campaignNames[campaign]?[id]?[key] != nil,
        let page = index.page(at: "campaigns/\(campaign)/project.md")
      {
        let isThere = (campaigns[campaign]?[id]?.count ?? 0) <= ProjectPage.mostRows
        return Address.link(from: folder, to: index[page].address, anchor: isThere ? anchor : id)
      }
      guard names[id]?[key] != nil, let page = index.page(at: "registers/\(id).md") else {
        return nil
      }
      // Of several pages nobody knows which one bears the row.
      let isOnFirst = (site[id]?.count ?? 0) <= RegisterPages.rowsPerPage
      return Address.link(from: folder, to: index[page].address, anchor: isOnFirst ? anchor : nil)
    }
  }

  /// A cell of Markdown: links as they are written, no headings to collect.
  private static func markdown(_ text: String) -> Markup {
    var host = PlainHost()
    return renderMarkdown(text, file: "", options: MarkdownOptions(), host: &host).html
  }

  // MARK: Calendars

  /// A host for views that are only asked for their entries.
  private func bareHost(today: Day) -> ViewHost {
    ViewHost(
      chinese: text.language.isChinese, today: today, chartText: ChartText(text.language),
      text: { words(of: $0, $1, campaign: nil) }, markdown: { _ in Markup() },
      matching: { evaluated.matching($0, $1) })
  }

  /// The entries of the calendar views of some rows.
  func entries(_ rows: RegisterRows, today: Day) -> [CalendarEntry] {
    let host = bareHost(today: today)
    var result: [CalendarEntry] = []
    for view in rows.declaration.views where view.kind == .calendar {
      result += ShownView(view, of: rows, host: host, id: view.id).calendarEntries.map { entry in
        var entry = entry
        entry.kind = entry.kind ?? rows.declaration.name.text(in: text.language)
        return entry
      }
    }
    return result
  }

  func calendar(of id: String, today: Day) -> [CalendarEntry] { all(of: id).flatMap { entries($0, today: today) } }

  /// Whether a register has a calendar to subscribe to.
  func hasCalendar(_ id: String) -> Bool { catalogue[id]?.views.contains { $0.kind == .calendar } ?? false }

  /// All campaigns, and the calendar entries of all registers, as seen from `folder`.
  func siteCalendar(
    figures: SiteFigures, index: SiteIndex, strings: Strings, folder: String, today: Day
  ) -> [CalendarEntry] {
    var result: [CalendarEntry] = []
    for campaign in figures.campaigns.campaigns {
      guard let period = campaign.brief.period else { continue }
      let page = index.page(at: "campaigns/\(campaign.folder)/brief.md")
      result.append(
        CalendarEntry(
          uid: "campaign-\(campaign.folder)", label: campaign.title, days: period, kind: strings["campaign"],
          href: page.map { Address.link(from: folder, to: index[$0].address) }, note: campaign.brief.goal))
    }
    for declaration in catalogue.all where hasCalendar(declaration.id) {
      for rows in all(of: declaration.id) {
        let page = rows.campaign.flatMap { index.page(at: "campaigns/\($0)/project.md") }
          ?? index.page(at: "registers/\(declaration.id).md")
        let href = page.map { Address.link(from: folder, to: index[$0].address, anchor: rows.campaign == nil ? nil : declaration.id) }
        result += entries(rows, today: today).map { entry in
          var entry = entry
          entry.href = href
          return entry
        }
      }
    }
    return result
  }

  /// Everything that a campaign has in a calendar, itself too.
  func calendar(ofCampaign campaign: CampaignResult, strings: Strings, today: Day) -> [CalendarEntry] {
    var result: [CalendarEntry] = []
    if let period = campaign.brief.period {
      result.append(
        CalendarEntry(
          uid: "campaign-\(campaign.folder)", label: campaign.title, days: period, kind: strings["campaign"],
          note: campaign.brief.goal))
    }
    for declaration in catalogue.all {
      if let rows = campaigns[campaign.folder]?[declaration.id] { result += entries(rows, today: today) }
    }
    return result
  }

  /// Where a campaign's calendar file stands, for campaigns with a project page.
  static func calendarAddress(ofCampaign folder: String) -> String { Address.composed("campaigns/\(folder)") + "/calendar.ics" }

  // MARK: Which pages there are

  /// Whether a campaign has rows beside the three registers that its review reads.
  func hasProject(_ folder: String) -> Bool {
    campaigns[folder]?.contains { id, rows in rows.count > 0 && !["budget", "spend", "events"].contains(id) } ?? false
  }

  /// The register that a path such as `registers/risks.md` names.
  func register(ofPage path: String) -> String? {
    guard path.hasPrefix("registers/"), path.hasSuffix(".md") else { return nil }
    let id = String(path.dropFirst("registers/".count).dropLast(".md".count))
    return catalogue[id] == nil ? nil : id
  }

  /// Names of a formula that stand for nothing in a register.
  func unknownNames(of formula: Formula, in register: String) -> [[String]] {
    evaluated.unknownNames(of: formula, in: register)
  }

  /// Adds the list of registers, a page for each that is used, the calendar, and the project pages of campaigns.
  func addPages(to index: inout SiteIndex, campaigns results: CampaignSet, strings: Strings) {
    let used = used.filter { !SiteRegisters.unlisted.contains($0.id) || $0.isSites || folderHas($0.id) }
    for campaign in results.campaigns where hasProject(campaign.folder) {
      let folder = "campaigns/" + campaign.folder
      guard let brief = index.page(at: folder + "/brief.md") else { continue }
      let page = index.add(
        PageNode(
          path: folder + "/project.md", address: Address.composed(folder) + "/project.html", document: nil,
          title: campaign.title + strings["titleSeparator"] + strings["project"], weight: nil, parent: brief,
          role: .project))
      index[brief].children.append(page)
    }
    guard !used.isEmpty else { return }
    let top = SiteRegisters.list(in: &index, strings: strings)
    // In the menu as in the list: by group, and within one by id.
    for group in RegisterDeclaration.Group.allCases {
      for declaration in used where declaration.group == group {
        addPage(of: declaration, under: top, to: &index, strings: strings)
      }
    }
    if used.contains(where: { hasCalendar($0.id) }) || results.campaigns.count > 1 {
      let page = index.add(
        PageNode(
          path: "calendar.md", address: "calendar.html", document: nil, title: strings["calendarTitle"], weight: nil,
          parent: index.home, role: .calendar))
      index[index.home].children.append(page)
    }
  }

  /// The page that lists all registers, made when there is none.
  private static func list(in index: inout SiteIndex, strings: Strings) -> Int {
    if let known = index.page(at: "registers/index.md") {
      if index[known].role != .registerIndex, index[known].document == nil { index[known].title = strings["registersTitle"] }
      index[known].role = .registerIndex
      return known
    }
    let top = index.add(
      PageNode(
        path: "registers/index.md", address: "registers/index.html", document: nil, title: strings["registersTitle"],
        weight: nil, parent: index.home, role: .registerIndex))
    index[index.home].children.append(top)
    return top
  }

  /// Adds the page of a register that only a link asks for.
  func addPage(wanted id: String, to index: inout SiteIndex, strings: Strings) {
    guard index.page(at: "registers/\(id).md") == nil, let declaration = catalogue[id] else { return }
    addPage(of: declaration, under: SiteRegisters.list(in: &index, strings: strings), to: &index, strings: strings)
  }

  /// Shipped rows alone do not make a page: roles and phases are there on every site.
  private static let unlisted: Set = ["roles", "phases"]

  private func folderHas(_ id: String) -> Bool {
    site[id]?.origins.contains { $0.file.hasPrefix(SiteFolder.contentName + "/") } ?? false
  }

  /// A register's page, or several; also for a register that only a link asks for.
  func addPage(of declaration: RegisterDeclaration, under top: Int, to index: inout SiteIndex, strings: Strings) {
    let count = max(1, RegisterPages.pageCount(all(of: declaration.id)))
    let name = declaration.name.text(in: strings.language)
    var first = top
    for part in 0..<count {
      let path = RegisterPages.path(declaration.id, part: part)
      // A page that someone wrote for the register stands above its rows.
      if let written = index.page(at: path) {
        index[written].role = .register(declaration.id, part)
        if part == 0 { first = written }
        continue
      }
      let page = index.add(
        PageNode(
          path: path, address: String(path.dropLast(3)) + ".html", document: nil,
          title: part == 0 ? name : "\(name) \(part + 1)", weight: nil, parent: part == 0 ? top : first,
          role: .register(declaration.id, part)))
      if part == 0 {
        index[top].children.append(page)
        first = page
      }
    }
  }
}
