import Charts
import Diagnostics
import Formulas
import HTML
import Registers
import RegisterViews
import Values
import YAML

/// A fenced block that puts a view of a register into a page.
///
/// ```yaml
/// register: risks              # tasks in a gantt block, handoffs in a flow block when absent
/// view: matrix                 # one of the register's views; else its first table, gantt or flow
/// campaign: 618-promotion      # the page's own when absent; the site's rows where there is neither
/// where: score >= 9
/// columns: [id, name, score]   # of a table; sort, group and totals too
/// title: 高分风险
/// rows: 20
/// ```
struct RegisterBlock {
  let kind: RegisterView.Kind
  let figures: SiteFigures
  /// Of the fence.
  let place: Location
  /// Whether the page is for everyone: then it shows no column that is not.
  let isPublic: Bool
  private var diagnostics: [Diagnostic] = []

  init(_ kind: RegisterView.Kind, figures: SiteFigures, place: Location, isPublic: Bool = false) {
    self.isPublic = isPublic
    self.kind = kind
    self.figures = figures
    self.place = place
  }

  /// Whether a block asks for a register rather than for KPIs or a file.
  static func isMeant(_ literal: String) -> Bool {
    literal.split(separator: "\n").contains { $0.hasPrefix("register:") }
  }

  private mutating func fail(_ problem: Problem, at node: YAMLNode) {
    diagnostics.append(Diagnostic(problem, at: Location(place.file, line: node.line, column: node.column)))
  }

  /// The block's markup; a block with an error is shown as it is written.
  mutating func markup(
    _ literal: String, campaign own: String?, folder: String, index: SiteIndex, id: String
  ) -> (Markup, [Diagnostic]) {
    let asWritten = Markup { $0.element("pre", literal) }
    let node: YAMLNode
    switch readYAML(literal, file: place.file, firstLine: place.line + 1) {
    case .success(let read): node = read
    case .failure(let diagnostic): return (asWritten, [diagnostic])
    }
    let fields = Fields(node, file: place.file, name: kind.rawValue)
    let wanted = fields.string("register") ?? (kind == .gantt ? "tasks" : kind == .flow ? "handoffs" : nil)
    let catalogue = figures.registers.catalogue
    // A register that the edition does not show leaves nothing behind.
    if let wanted, figures.hidden.registers.contains(wanted) { return (Markup(), []) }
    guard let wanted, let declaration = catalogue[wanted] else {
      let known = catalogue.all.map(\.id)
      fail(
        .noSuchRegister(wanted ?? "", nearest: wanted.flatMap { nearest(to: $0, among: known) }),
        at: node["register"] ?? node)
      return (asWritten, diagnostics)
    }
    let view = readView(fields, node, declaration)
    let rows = readRows(fields, node, declaration, own: own)
    fields.finish()
    diagnostics += fields.diagnostics
    if isPublic, let view { refuseHidden(view, of: declaration, at: node) }
    guard let view, !diagnostics.hasErrors else { return (asWritten, diagnostics) }
    let nothing = Markup { $0.element("p", class: "none", figures.strings["noData"]) }
    guard let rows, rows.count > 0 else { return (nothing, diagnostics) }
    let host = figures.registers.host(
      folder: folder, campaign: rows.campaign, index: index, figures: figures, today: figures.today,
      chartText: ChartText(figures.strings.language, currency: figures.currency))
    let shown = ShownView(view, of: rows, host: host, id: id)
    if shown.selection.isEmpty { return (nothing, diagnostics) }
    return (Markup { shown.render(into: &$0) }, diagnostics)
  }

  /// Columns that the view shows although they are not for everyone.
  private mutating func refuseHidden(_ view: RegisterView, of declaration: RegisterDeclaration, at node: YAMLNode) {
    // A table that names no columns has all of them.
    let isWhole = view.columns.isEmpty && view.kind == .table
    let shown = Set(view.columns + view.totals + [view.group].compactMap { $0 } + view.parts.values + view.lists.values.flatMap(\.self))
    for column in declaration.shownColumns {
      guard let visibility = column.visibility, visibility != "public", isWhole || shown.contains(column.id) else { continue }
      fail(.columnNotPublic(column.id, visibility), at: node["columns"] ?? node)
    }
  }

  private mutating func readView(
    _ fields: Fields, _ node: YAMLNode, _ declaration: RegisterDeclaration
  ) -> RegisterView? {
    var view: RegisterView?
    if let name = fields.string("view") {
      view = declaration.views.first { $0.id == name }
      if view == nil {
        let known = declaration.views.map(\.id)
        fail(.unknownView(name, declaration.id, nearest: nearest(to: name, among: known), known: known), at: node["view"] ?? node)
        // What else the block says is looked at all the same.
        view = RegisterMarkup.wholeTable
      }
    } else {
      view = declaration.views.first { $0.kind == kind && $0.condition == nil } ?? declaration.views.first { $0.kind == kind }
      if view == nil, kind == .table { view = RegisterMarkup.wholeTable }
      if view == nil { fail(.noSuchView(kind.rawValue, declaration.id), at: node["register"] ?? node) }
    }
    guard var view else { return nil }
    let columns = declaration.shownColumns.map(\.id)
    func named(_ key: String, _ ids: [String]) -> [String] {
      for id in ids where !columns.contains(id) {
        fail(noColumn(id, declaration.id, among: columns), at: node[key] ?? node)
      }
      return ids
    }
    if let ids = fields.strings("columns") { view.columns = named("columns", ids) }
    if let ids = fields.strings("totals") { view.totals = named("totals", ids) }
    if let id = fields.string("group") { view.group = named("group", [id]).first }
    if let keys = fields.strings("sort") {
      view.sort = keys.map { key in
        let descending = key.hasPrefix("-")
        return .init(column: descending ? String(key.dropFirst()) : key, descending: descending)
      }
      _ = named("sort", view.sort.map(\.column))
    }
    if let title = fields.string("title") { view.title = Wording(zh: title, en: title) }
    if let rows = fields.integer("rows") { view.limit = max(rows, 1) }
    if let text = fields.string("where"), let at = node["where"] {
      let start = Location(place.file, line: at.line, column: at.column)
      switch Formula.parse(text, at: start, context: .register) {
      case .failure(let diagnostic): diagnostics.append(diagnostic)
      case .success(let formula):
        let unknown = figures.registers.unknownNames(of: formula, in: declaration.id)
        for name in unknown {
          let word = name.joined(separator: ".")
          fail(noColumn(word, declaration.id, among: columns), at: at)
        }
        view.condition = formula
      }
    }
    return view
  }

  private func noColumn(_ id: String, _ register: String, among columns: [String]) -> Problem {
    if figures.hidden.columns[register]?.contains(id) ?? false {
      return .hiddenColumn(id, register: register, edition: figures.hidden.edition)
    }
    return .unknownColumn(id, register, nearest: nearest(to: id, among: columns))
  }

  private mutating func readRows(
    _ fields: Fields, _ node: YAMLNode, _ declaration: RegisterDeclaration, own: String?
  ) -> RegisterRows? {
    let id = declaration.id
    if let name = fields.string("campaign") {
      guard let campaign = figures.campaigns[name] else {
        fail(figures.noCampaign(name), at: node["campaign"] ?? node)
        return nil
      }
      return figures.registers.campaigns[campaign.folder]?[id]
    }
    return own.flatMap { figures.registers.campaigns[$0]?[id] } ?? figures.registers.site[id]
  }
}

extension Problem {
  static func noSuchRegister(_ id: String, nearest: String?) -> Problem {
    Problem(
      "unknown-register", zh: "没有登记表「\(id)」", en: "there is no register '\(id)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "在 register 后面写登记表的 id", en: "name a register by its id"))
  }
  static func unknownView(_ view: String, _ register: String, nearest: String?, known: [String]) -> Problem {
    Problem(
      "unknown-view", zh: "登记表「\(register)」没有视图「\(view)」", en: "the register '\(register)' has no view '\(view)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "可用：\(known.joined(separator: ", "))", en: "known: \(known.joined(separator: ", "))"))
  }
  static func noSuchView(_ kind: String, _ register: String) -> Problem {
    Problem(
      "unknown-view", zh: "登记表「\(register)」没有 \(kind) 视图", en: "the register '\(register)' has no view of type \(kind)",
      hint: Wording(zh: "用 view 指明一个视图，或改用 table 代码块", en: "name one with view, or use a table block"))
  }
  static func columnNotPublic(_ column: String, _ visibility: String) -> Problem {
    Problem(
      "not-public", zh: "这一页对所有人公开，列「\(column)」只给 \(visibility) 看",
      en: "this page is for everyone, and the column '\(column)' for \(visibility) only",
      hint: Wording(zh: "在 columns 里列出可以公开的列", en: "name the columns that may be shown in columns"))
  }
  static func unknownColumn(_ column: String, _ register: String, nearest: String?) -> Problem {
    Problem(
      "unknown-column", zh: "登记表「\(register)」没有列「\(column)」", en: "the register '\(register)' has no column '\(column)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") })
  }
}
