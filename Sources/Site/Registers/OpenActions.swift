import Formulas
import HTML
import Registers
import RegisterViews
import Values

/// A row that somebody has still to do something about.
struct OpenAction {
  var due: Day?
  /// As shown; empty when nobody is named.
  var owner: String
  /// The folder of the campaign; `nil` for rows of the site.
  var campaign: String?
  var register: RegisterDeclaration
  var id: String
  var label: String
  var file: String

  /// Days since it was due.
  func overdueDays(on today: Day) -> Int? { due.flatMap { $0 < today ? $0.distance(to: today) : nil } }
}

extension SiteRegisters {
  /// Of all registers with an agenda the rows that are not done, the earliest first and those without a day last.
  var openActions: [OpenAction] {
    let actions = catalogue.all.flatMap { all(of: $0.id) }.flatMap(openActions)
    let order = actions.indices.sorted { (actions[$0].due?.number ?? .max, $0) < (actions[$1].due?.number ?? .max, $1) }
    return order.map { actions[$0] }
  }

  /// Whether the site keeps anything that has to be done by a day.
  var hasAgenda: Bool { catalogue.all.contains { $0.agenda != nil && !all(of: $0.id).isEmpty } }

  private func openActions(_ rows: RegisterRows) -> [OpenAction] {
    guard let agenda = rows.declaration.agenda else { return [] }
    let columns = rows.shownColumns
    func words(_ id: String?, _ row: Int) -> String {
      guard let column = columns.first(where: { $0.id == id }) else { return "" }
      let value = rows.cells[column.index][row]
      return value == .missing ? "" : self.words(of: value, column, campaign: rows.campaign)
    }
    return (0..<rows.count).filter { !(rows.agendaDone.indices.contains($0) && rows.agendaDone[$0]) }.map { row in
      var due: Day?
      if case .day(let day) = rows.value(row, agenda.due) { due = day }
      return OpenAction(
        due: due, owner: words(agenda.owner, row), campaign: rows.campaign, register: rows.declaration,
        id: ShownView.key(row, of: rows) ?? "", label: words(agenda.label, row),
        file: rows.origins.indices.contains(row) ? rows.origins[row].file : "")
    }
  }
}

/// The page of everything that is still to be done, over all campaigns: `actions.html`.
struct OpenActionsPage {
  let pages: RegisterPages

  private var strings: Strings { pages.strings }
  private var today: Day { pages.contexts.today }
  private var chinese: Bool { strings.language.isChinese }
  private func pick(_ zh: String, _ en: String) -> String { chinese ? zh : en }

  /// By owner: how many are open, how many overdue, and the earliest day.
  struct Owner {
    var name: String
    var open = 0
    var overdue = 0
    var next: Day?
  }

  static func owners(_ actions: [OpenAction], today: Day) -> [Owner] {
    var owners: [Owner] = []
    for action in actions {
      let place = owners.firstIndex { $0.name == action.owner } ?? owners.count
      if place == owners.count { owners.append(Owner(name: action.owner)) }
      owners[place].open += 1
      if action.overdueDays(on: today) != nil { owners[place].overdue += 1 }
      if let due = action.due, owners[place].next.map({ due < $0 }) ?? true { owners[place].next = due }
    }
    return owners.sorted { (-$0.overdue, -$0.open, $0.name) < (-$1.overdue, -$1.open, $1.name) }
  }

  func context(_ page: Int) -> Context {
    var context = pages.contexts.common(page)
    if context["summary"] == nil { context["summary"] = strings["actionsSummary"] }
    let actions = pages.registers.openActions
    let folder = pages.contexts.index[page].folder
    context["registerHTML"] = Markup { html in
      guard !actions.isEmpty else { return html.element("p", class: "none", strings["actionsNone"]) }
      let overdue = actions.count { $0.overdueDays(on: today) != nil }
      html.element(
        "p", class: "table-note",
        pick(
          "截至 \(today.iso)，未完成 \(actions.count) 项，其中已过期 \(overdue) 项。",
          "As of \(today.iso): \(actions.count) open, \(overdue) of them overdue."))
      owners(actions, into: &html)
      list(actions, folder: folder, into: &html)
    }
    return context
  }

  private func owners(_ actions: [OpenAction], into html: inout HTMLWriter) {
    start("actions-owners", pick("按负责人", "By owner"), filtered: false, into: &html)
    head([(pick("负责人", "Owner"), false), (pick("未完成", "Open"), true), (pick("已过期", "Overdue"), true), (pick("最早期限", "Next due"), false)], into: &html)
    for owner in OpenActionsPage.owners(actions, today: today) {
      html.raw("<tr><th scope=\"row\">")
      html.text(owner.name.isEmpty ? strings["actionsNoOwner"] : owner.name)
      html.raw("</th><td class=\"num\">")
      html.number(owner.open)
      html.raw("</td><td class=\"num\">")
      html.number(owner.overdue)
      html.raw("</td><td class=\"day\">")
      html.text(owner.next?.iso ?? NumberStyle.missing)
      html.raw("</td></tr>")
    }
    html.raw("</tbody></table></div>")
  }

  private func list(_ actions: [OpenAction], folder: String, into html: inout HTMLWriter) {
    start("actions-open", pick("按期限", "By due day"), filtered: actions.count > 7, into: &html)
    head(
      [
        (pick("事项", "What"), false), (pick("期限", "Due"), false), (pick("逾期（天）", "Days overdue"), true),
        (pick("负责人", "Owner"), false), (pick("活动", "Campaign"), false), (pick("登记表", "Register"), false),
      ], into: &html)
    for action in actions {
      let late = action.overdueDays(on: today)
      html.raw(late == nil ? "<tr>" : "<tr class=\"is-late\">")
      html.raw("<th scope=\"row\">")
      html.text(action.label.isEmpty ? action.id : action.label)
      html.raw("</th><td class=\"day\">")
      html.raw(late == nil ? "<time>" : "<time class=\"status status-bad\">")
      html.text(action.due?.iso ?? NumberStyle.missing)
      html.raw("</time></td><td class=\"num\">")
      if let late { html.number(late) }
      html.raw("</td><td>")
      html.text(action.owner.isEmpty ? strings["actionsNoOwner"] : action.owner)
      html.raw("</td><td>")
      let title = action.campaign.flatMap { pages.figures.campaigns[$0]?.title } ?? ""
      linked(title, to: action.campaign.flatMap { "campaigns/\($0)/project.md" }, from: folder, into: &html)
      html.raw("</td><td>")
      linked(
        action.register.name.text(in: strings.language), to: "registers/\(action.register.id).md", from: folder, into: &html)
      html.raw("</td></tr>")
    }
    html.raw("</tbody></table></div>")
  }

  private func linked(_ text: String, to path: String?, from folder: String, into html: inout HTMLWriter) {
    guard let page = path.flatMap({ pages.contexts.index.page(at: $0) }) else { return html.text(text) }
    html.link(text, to: pages.contexts.link(page, from: folder))
  }

  private func start(_ id: String, _ caption: String, filtered: Bool, into html: inout HTMLWriter) {
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-labelledby", id + "-caption")
    html.raw("><table class=\"register\"")
    html.attribute("id", id)
    if filtered {
      html.attribute("data-filter", pick("筛选", "Filter"))
      html.attribute("data-found", pick("行符合", "rows match"))
    }
    html.raw("><caption")
    html.attribute("id", id + "-caption")
    html.raw(">")
    html.text(caption)
    html.raw("</caption>")
  }

  private func head(_ columns: [(title: String, numeric: Bool)], into html: inout HTMLWriter) {
    html.raw("<thead><tr>")
    for column in columns {
      html.raw(column.numeric ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">")
      html.text(column.title)
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
  }
}

extension SiteIndex {
  /// The page of open actions, for a site that keeps any; one that someone wrote stays as it is.
  mutating func addActions(_ registers: SiteRegisters, strings: Strings) {
    guard registers.hasAgenda, page(at: "actions.md") == nil else { return }
    let page = add(
      PageNode(
        path: "actions.md", address: "actions.html", document: nil, title: strings["actionsTitle"], weight: nil,
        parent: home, role: .actions))
    self[home].children.append(page)
  }
}
