import Charts
import Diagnostics
import Formulas
import HTML
import Registers
import RegisterViews
import Values

/// The parts of a page that show one register: findings, totals, views, and what its columns mean.
struct RegisterMarkup {
  let strings: Strings
  let host: ViewHost

  private func pick(_ wording: Wording) -> String { wording.text(in: strings.language) }

  /// How much of a register stands open.
  enum Extent {
    /// What is drawn, and the first table: the register's own page.
    case whole
    /// What is drawn, and a first table that is short: the rows of one campaign among those of others.
    case part
    /// The first view alone, and no long list: one register among many.
    case first
  }

  /// A longer list does not stand open among other registers.
  private static func isLong(_ shown: ShownView) -> Bool {
    switch shown.view.kind {
    case .table, .board: shown.selection.count > 12
    case .cards: shown.selection.count > 6
    default: false
    }
  }

  /// Everything about some rows. `id` starts all ids and is what links to rows begin with; `within` says what stands
  /// above, see `ShownView`.
  func part(
    _ rows: RegisterRows, id: String, within: String, extent: Extent, limit: Int? = nil, into html: inout HTMLWriter
  ) {
    findings(rows, into: &html)
    keyFigures(rows, into: &html)
    var views = RegisterMarkup.ordered(rows.declaration.views)
    // The first whole table bears the anchors of the rows.
    if !views.contains(where: RegisterMarkup.isWhole) { views.append(RegisterMarkup.wholeTable) }
    let anchor = views.firstIndex(where: RegisterMarkup.isWhole)
    var folded = HTMLWriter()
    // How many views were written, and how many of them openly.
    var (written, open) = (0, 0)
    var hasTable = false
    for (place, view) in views.enumerated() {
      func shown(isTitled: Bool) -> ShownView {
        ShownView(
          view, of: rows, host: host, id: place == anchor ? id : "\(id)-\(view.id)", limit: limit, within: within,
          isTitled: isTitled)
      }
      // A heading right above says what the first view is, unless it has words of its own.
      let titled = shown(isTitled: written > 0 || view.title != nil)
      var body = HTMLWriter()
      titled.render(into: &body)
      if body.count == 0 { continue }
      let isOpen: Bool
      switch extent {
      case .first: isOpen = written == 0 && !RegisterMarkup.isLong(titled)
      case .part:
        isOpen = written == 0 || view.kind.isDrawn
          || (view.kind == .table && !hasTable && !RegisterMarkup.isLong(titled))
      case .whole: isOpen = written == 0 || view.kind.isDrawn || (view.kind == .table && !hasTable)
      }
      defer { written += 1 }
      if view.kind == .table { hasTable = true }
      if isOpen {
        if !titled.bearsTitle, view.kind != .calendar, written > 0 || view.title != nil {
          html.element("p", class: "view-title", titled.title)
        }
        html.markup(body.take())
        if open == 0, extent == .whole { totals(rows, within: within, into: &html) }
        open += 1
      } else {
        fold(titled.title, count: titled.total, into: &folded) { shown(isTitled: false).render(into: &$0) }
      }
    }
    if extent != .whole || open == 0 {
      let tables = Markup { totals(rows, within: within, into: &$0) }
      if !tables.isEmpty { fold(strings["registerTotals"], count: nil, into: &folded) { $0.markup(tables) } }
    }
    guard folded.count > 0 else { return }
    html.raw("<div class=\"more-views\">")
    html.markup(folded.take())
    html.raw("</div>")
  }

  private func fold(_ title: String, count: Int?, into html: inout HTMLWriter, _ body: (inout HTMLWriter) -> Void) {
    html.raw("<details class=\"more-view\"><summary>")
    html.text(title)
    if let count {
      html.raw(" <span class=\"group-count\">")
      html.number(count)
      html.raw("</span>")
    }
    html.raw("</summary>")
    body(&html)
    html.raw("</details>")
  }

  /// What stands before the rows of a register that is too long for one page: findings, figures, and pictures that add
  /// the rows up.
  func opening(_ rows: RegisterRows, id: String, within: String, into html: inout HTMLWriter) {
    findings(rows, into: &html)
    keyFigures(rows, into: &html)
    for view in rows.declaration.views where view.kind.isDrawn {
      let shown = ShownView(view, of: rows, host: host, id: "\(id)-\(view.id)", within: within)
      if shown.isSummary { shown.render(into: &html) }
    }
    totals(rows, within: within, into: &html)
  }

  /// The views as declared, but a picture before the table that it is made of.
  private static func ordered(_ views: [RegisterView]) -> [RegisterView] {
    guard let first = views.first, first.kind == .table, views.contains(where: \.kind.isDrawn) else { return views }
    return views.filter(\.kind.isDrawn) + views.filter { !$0.kind.isDrawn }
  }

  private static func isWhole(_ view: RegisterView) -> Bool { view.kind == .table && view.condition == nil }

  /// All columns, for registers whose own views leave some out.
  static let wholeTable = RegisterView(id: "all", kind: .table, location: Location(""))

  /// A table of some of the rows, as on the further pages of a long register.
  func table(_ rows: RegisterRows, id: String, within: String, slice: Range<Int>, into html: inout HTMLWriter) {
    let view = rows.declaration.views.first(where: RegisterMarkup.isWhole) ?? RegisterMarkup.wholeTable
    ShownView(view, of: rows, host: host, id: id, slice: slice, within: within).render(into: &html)
  }

  func findings(_ rows: RegisterRows, into html: inout HTMLWriter) {
    guard !rows.findings.isEmpty else { return }
    html.raw("<div class=\"register-findings\"><p>")
    html.text(strings["registerFindings"])
    html.raw("</p><ul>")
    for finding in rows.findings {
      html.raw("<li")
      html.attribute("data-check", finding.check)
      html.raw(">")
      html.text(pick(finding.text))
      html.raw("</li>")
    }
    html.raw("</ul></div>")
  }

  /// The totals of a whole register, as figures.
  func keyFigures(_ rows: RegisterRows, into html: inout HTMLWriter) {
    let declared = rows.declaration.totals
    let single = declared.filter { $0.by == nil }
    if !single.isEmpty, rows.count > 0 {
      html.raw("<dl class=\"register-totals\">")
      for total in single {
        guard let value = rows.totals.first(where: { $0.id == total.id && $0.of == nil }) else { continue }
        html.raw("<div><dt>")
        html.text(pick(total.label))
        html.raw("</dt><dd")
        html.attribute("data-total", total.id)
        html.raw(">")
        html.text(text(value.value, total))
        html.raw("</dd></div>")
      }
      html.raw("</dl>")
    }
  }

  /// Totals by the values of a column, a table for each column, side by side where there is room.
  func totals(_ rows: RegisterRows, within: String, into html: inout HTMLWriter) {
    let declared = rows.declaration.totals
    var columns: [String] = []
    for total in declared { if let by = total.by, !columns.contains(by) { columns.append(by) } }
    let tables = Markup { html in
      for by in columns { table(of: declared.filter { $0.by == by }, by: by, rows, within: within, into: &html) }
    }
    guard !tables.isEmpty else { return }
    html.raw("<div class=\"totals\">")
    html.markup(tables)
    html.raw("</div>")
  }

  private func table(
    of totals: [RegisterTotal], by: String, _ rows: RegisterRows, within: String, into html: inout HTMLWriter
  ) {
    guard let column = rows.shownColumns.first(where: { $0.id == by }) else { return }
    var values: [String] = []
    for value in rows.totals where totals.contains(where: { $0.id == value.id }) {
      if let of = value.of, !values.contains(of) { values.append(of) }
    }
    guard !values.isEmpty else { return }
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", [within, strings["registerTotals"], pick(column.label)].joined(separator: strings["listComma"]))
    html.raw("><table class=\"totals-by\"><thead><tr><th scope=\"col\">")
    html.text(pick(column.label))
    html.raw("</th>")
    for total in totals { html.raw("<th scope=\"col\" class=\"num\">"); html.text(pick(total.label)); html.raw("</th>") }
    html.raw("</tr></thead><tbody>")
    for value in values {
      html.raw("<tr><th scope=\"row\">")
      html.text(host.text(.text(value), column))
      html.raw("</th>")
      for total in totals {
        let found = rows.totals.first { $0.id == total.id && $0.of == value }
        html.raw("<td class=\"num\"")
        html.attribute("data-total", total.id)
        html.raw(">")
        html.text(found.map { text($0.value, total) } ?? NumberStyle.missing)
        html.raw("</td>")
      }
      html.raw("</tr>")
    }
    html.raw("</tbody></table></div>")
  }

  /// Percentages have at most one digit behind the point.
  private func text(_ value: FormulaValue, _ total: RegisterTotal) -> String {
    var decimals = total.decimals
    if decimals == nil, total.type == .percent, case .number(let share) = value {
      decimals = share.multiplied(by: .exact(Exact(100))).exact(decimals: 1)?.scale
    }
    let column = ShownColumn(
      id: total.id, index: 0, type: total.type, label: total.label, unit: total.unit, note: nil,
      decimals: decimals, choices: [], target: nil, visibility: nil)
    let text = host.text(value, column)
    return total.unit.map { text + (host.chinese ? " " : " ") + pick($0) } ?? text
  }

  // MARK: What the columns mean

  /// The columns and rules of a register, for whoever fills it in.
  func definition(_ declaration: RegisterDeclaration, into html: inout HTMLWriter) {
    func head(_ keys: [String]) {
      html.raw("<thead><tr>")
      for key in keys { html.raw("<th scope=\"col\">"); html.text(strings[key]); html.raw("</th>") }
      html.raw("</tr></thead>")
    }
    func row(_ cells: [String]) {
      html.raw("<tr><th scope=\"row\">")
      html.text(cells[0])
      html.raw("</th>")
      for cell in cells.dropFirst() { html.element("td", cell) }
      html.raw("</tr>")
    }
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", strings["registerDefinition"])
    html.raw("><table>")
    head(["columnHeader", "columnType", "columnMeaning"])
    html.raw("<tbody>")
    for column in declaration.columns {
      var type = strings["type-" + column.type.rawValue]
      if let unit = column.unit { type += host.chinese ? "（\(pick(unit))）" : " (\(pick(unit)))" }
      if column.isRequired { type += strings["listComma"] + strings["columnRequired"] }
      if column.isUnique || declaration.key == [column.id] { type += strings["listComma"] + strings["columnUnique"] }
      var meaning = column.note.map(pick) ?? ""
      if !column.values.isEmpty {
        let values = column.values.map { pick($0.label) }.joined(separator: strings["listComma"])
        meaning += (meaning.isEmpty ? "" : host.chinese ? "；" : "; ") + strings["columnValues"]
          + (host.chinese ? "：" : ": ") + values
      }
      row([pick(column.label), type, meaning])
    }
    for column in declaration.computed {
      row([pick(column.label), strings["columnFormula"] + " " + column.formula.text, column.note.map(pick) ?? ""])
    }
    html.raw("</tbody></table></div>")
    guard !declaration.checks.isEmpty else { return }
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", strings["checkRule"])
    html.raw("><table>")
    head(["checkRule", "checkSay"])
    html.raw("<tbody>")
    for check in declaration.checks { row([check.when.text, pick(check.say)]) }
    html.raw("</tbody></table></div>")
  }
}

extension RegisterView.Kind {
  /// Whether the view is a picture of the whole rather than a list of rows.
  fileprivate var isDrawn: Bool {
    switch self {
    case .gantt, .matrix, .quadrants, .tree, .pyramid, .journey, .radar, .bar, .line, .heat, .flow: true
    case .table, .cards, .board, .calendar, .timeline: false
    }
  }
}
