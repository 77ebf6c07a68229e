import Diagnostics
import Formulas
import HTML
import Handbook
import Metrics
import Registers
import RegisterViews
import Values

/// The page of a campaign as a project: its four lights, what comes next, and its registers by phase.
struct ProjectPage {
  let pages: RegisterPages
  let campaign: CampaignResult
  /// The campaign's registers by id, each with rows.
  let registers: [String: RegisterRows]

  private var strings: Strings { pages.strings }
  private var today: Day { pages.contexts.today }
  private var chinese: Bool { strings.language.isChinese }

  /// A register's part shows at most this many rows; all of them stand on the register's page.
  static let mostRows = 200

  init(pages: RegisterPages, campaign: CampaignResult) {
    self.pages = pages
    self.campaign = campaign
    registers = pages.registers.campaigns[campaign.folder] ?? [:]
  }

  var status: ProjectStatus {
    ProjectStatus(
      campaign: campaign, registers: registers, strings: strings, style: pages.figures.style, today: today)
  }

  static func lights(_ status: ProjectStatus, strings: Strings) -> [Context] {
    status.lights.map { light in
      [
        "id": light.id, "label": light.label, "value": light.text, "statusId": light.status?.lightClass ?? "none",
        "statusText": strings["light" + (light.status?.lightClass ?? "none").capitalizedFirst],
      ]
    }
  }

  // MARK: Phases

  struct Phase {
    var id: String
    var name: String
    var purpose: String
    var agenda: PhaseAgenda
    var registers: [RegisterRows]
    /// Rows of the site that the brief names.
    var named: [(rows: RegisterRows, only: Set<Int>)]
  }

  /// The six phases with the campaign's registers in each; what has no phase stands with the execution.
  var phases: [Phase] {
    let declared = pages.registers.phases(chinese: chinese)
    let order = pages.registers.catalogue.all
    return declared.map { phase in
      let own = order.filter { ($0.phase ?? "C3") == phase.id }.compactMap { registers[$0.id] }
      return Phase(
        id: phase.id, name: phase.name, purpose: phase.purpose,
        agenda: PhaseAgenda(
          phase: phase.id, registers: own,
          expected: order.filter { $0.isExpected && $0.phase == phase.id && $0.scope == .campaign },
          campaign: campaign, missingKeys: phase.id == "C1" ? missingKeys : [], strings: strings, today: today,
          text: { [host = pages.host(folder: "", campaign: campaign.folder)] in host.text($0, $1) }),
        registers: own.filter { $0.count > 0 },
        named: order.filter { ($0.phase ?? "C3") == phase.id }.compactMap(named))
    }
  }

  /// The rows of a site's register that the brief names by channel or audience, `nil` when there are none.
  private func named(_ declaration: RegisterDeclaration) -> (rows: RegisterRows, only: Set<Int>)? {
    guard let brief = declaration.ofBrief, let rows = pages.registers.site[declaration.id] else { return nil }
    let wanted = [
      (brief.channels, Set(campaign.brief.channels)), (brief.audiences, Set(campaign.brief.audiences.map(BriefChecks.head))),
    ]
    let found = (0..<rows.count).filter { row in
      wanted.contains { columns, names in
        columns.contains { column in
          switch rows.value(row, column) {
          case .text(let text): names.contains(text)
          case .list(let items): items.contains { names.contains($0) }
          default: false
          }
        }
      }
    }
    return found.isEmpty ? nil : (rows, Set(found))
  }

  private var missingKeys: [String] {
    BriefChecks(
      document: pages.contexts.documents[campaign.document], brief: campaign.brief, dictionary: pages.figures.dictionary,
      audiences: []
    ).missing
  }

  // MARK: The page

  func context(_ page: Int) -> Context {
    var context = pages.contexts.common(page)
    let folder = pages.contexts.index[page].folder
    context["status"] = strings["campaign" + campaign.brief.status.rawValue.capitalizedFirst]
    context["statusId"] = campaign.brief.status.rawValue
    if let goal = campaign.brief.goal { context["goal"] = goal }
    if let period = campaign.brief.period { context["period"] = pages.figures.style.dates(period) }
    if pages.contexts.documents[campaign.document].matter.tags.contains(PageContexts.sampleTag) { context["isSample"] = true }
    for (key, name) in [("briefHref", "brief"), ("reviewHref", "review")] {
      if let target = pages.contexts.index.page(at: "campaigns/\(campaign.folder)/\(name).md") {
        context[key] = pages.contexts.link(target, from: folder)
      }
    }
    context["lights"] = ProjectPage.lights(status, strings: strings)
    let host = pages.host(folder: folder, campaign: campaign.folder)
    let markup = RegisterMarkup(strings: strings, host: host)
    let phases = phases
    let next = phases.flatMap(\.agenda.due).sorted { ($0.due ?? today, $0.text) < ($1.due ?? today, $1.text) }
    context["nextHTML"] = Markup { html in
      if next.isEmpty {
        html.element("p", class: "none", chinese ? "两周内没有到期的事项。" : "Nothing is due within two weeks.")
      } else {
        PhaseAgenda.write(Array(next.prefix(12)), into: &html)
      }
      html.raw("<p class=\"actions\"><a class=\"button\"")
      let calendar = SiteRegisters.calendarAddress(ofCampaign: campaign.folder)
      html.attribute("href", Address.link(from: folder, to: calendar))
      html.raw(">")
      html.text(strings["subscribe"])
      html.raw("</a></p>")
    }
    context["phases"] = phases.map { phase -> Context in
      var entry: Context = [
        "id": phase.id, "number": String(phase.id.dropFirst()), "title": phase.name, "isEmpty": phase.registers.isEmpty && phase.named.isEmpty,
        "note": phase.purpose,
      ]
      entry["phaseHTML"] = Markup { phase.agenda.render(into: &$0) }
      entry["registerHTML"] = Markup { html in
        if phase.registers.count > 2 { jumps(phase.registers, into: &html) }
        for rows in phase.registers { part(rows, markup, folder: folder, into: &html) }
        for (rows, named) in phase.named { part(rows, markup, only: named, folder: folder, into: &html) }
      }
      return entry
    }
    return context
  }

  /// Ways to the registers of a phase.
  private func jumps(_ registers: [RegisterRows], into html: inout HTMLWriter) {
    html.raw("<ul class=\"jumps\">")
    for rows in registers {
      html.raw("<li><a")
      html.attribute("href", "#" + rows.declaration.id)
      html.raw(">")
      html.text(rows.declaration.name.text(in: strings.language))
      html.raw("</a></li>")
    }
    html.raw("</ul>")
  }

  private func part(
    _ rows: RegisterRows, _ markup: RegisterMarkup, only: Set<Int>? = nil, folder: String, into html: inout HTMLWriter
  ) {
    let id = rows.declaration.id
    html.raw("<section class=\"register-part\"")
    html.attribute("id", id)
    html.attribute("aria-labelledby", id + "-title")
    html.raw("><h3")
    html.attribute("id", id + "-title")
    html.raw(">")
    if let target = pages.contexts.index.page(at: "registers/\(id).md") {
      html.link(rows.declaration.name.text(in: strings.language), to: pages.contexts.link(target, from: folder))
    } else {
      html.text(rows.declaration.name.text(in: strings.language))
    }
    html.raw("</h3>")
    if let summary = rows.declaration.summary { html.element("p", class: "entry-summary", summary.text(in: strings.language)) }
    let within = rows.declaration.name.text(in: strings.language)
    if let only {
      let view = rows.declaration.views.first ?? RegisterMarkup.wholeTable
      ShownView(view, of: rows, host: markup.host, id: id, only: only, within: within).render(into: &html)
    } else {
      markup.part(
        rows, id: id, within: within, extent: .first,
        limit: rows.count > ProjectPage.mostRows ? ProjectPage.mostRows : nil, into: &html)
    }
    html.raw("</section>")
  }

  // MARK: On the brief

  /// The lights and phases in short, for the brief's page.
  func addOverview(to context: inout Context, folder: String) {
    guard let target = pages.contexts.index.page(at: "campaigns/\(campaign.folder)/project.md") else { return }
    let href = pages.contexts.link(target, from: folder)
    context["projectHref"] = href
    context["lights"] = ProjectPage.lights(status, strings: strings)
    context["phaseHTML"] = Markup { html in
      html.raw("<ol class=\"phase-overview\">")
      for phase in phases {
        html.raw("<li><a")
        html.attribute("href", href + "#" + phase.id)
        html.raw(">")
        html.text(phase.id + " " + phase.name)
        html.raw("</a> <span class=\"meta\">")
        html.text(phase.agenda.summary)
        html.raw("</span>")
        if !phase.registers.isEmpty {
          html.raw(" <span class=\"phase-registers\">")
          for (place, rows) in phase.registers.enumerated() {
            if place > 0 { html.text(strings["listComma"]) }
            html.link(rows.declaration.name.text(in: strings.language), to: href + "#" + rows.declaration.id)
          }
          html.raw("</span>")
        }
        html.raw("</li>")
      }
      html.raw("</ol>")
    }
  }
}

extension Status {
  var lightClass: String {
    switch self {
    case .green: "good"
    case .yellow: "warn"
    case .red: "bad"
    }
  }
}
