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
  let evaluated: EvaluatedRegisters
  /// What pages are called, by path, for references to them; empty where no row has any.
  var pageTitles: [String: String] = [:]
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
        if case .text(let id) = value, column.target == .page, let title = pageTitles[id] { return title }
        if case .text(let id) = value, column.target == .campaign, let campaign = figures.campaigns[id] { return campaign.title }
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

  /// What is wrong with an anchor of a register's page that names a row of the site which is not there.
  func missingRow(_ anchor: String, of id: String) -> Problem? {
    guard anchor.hasPrefix(id + "-"), let declaration = catalogue[id], declaration.key.count == 1 else { return nil }
    let name = anchor.dropFirst(id.count + 1)
    let known = names[id] ?? [:]
    if known[String(name)] != nil || known.keys.contains(where: { $0.replacing(" ", with: "_") == name }) { return nil }
    // Views and campaigns have anchors too.
    if declaration.views.contains(where: { $0.id == name }) || folders.contains(where: { name.hasPrefix($0) }) { return nil }
    let candidates = known.keys.sorted().map { id + "-" + $0.replacing(" ", with: "_") }
    return .brokenAnchor(anchor, page: "registers/\(id).md", nearest: nearest(to: anchor, among: candidates))
  }

  /// Names of a formula that stand for nothing in a register.
  func unknownNames(of formula: Formula, in register: String) -> [[String]] {
    evaluated.unknownNames(of: formula, in: register)
  }
}
