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

  /// Everything about some rows. `id` starts all ids and is what links to rows begin with.
  func part(_ rows: RegisterRows, id: String, limit: Int? = nil, into html: inout HTMLWriter) {
    findings(rows, into: &html)
    totals(rows, into: &html)
    var hasTable = false
    for view in rows.declaration.views {
      // The first whole table bears the anchors of the rows.
      let isAnchor = view.kind == .table && view.condition == nil && !hasTable
      let shown = ShownView(view, of: rows, host: host, id: isAnchor ? id : "\(id)-\(view.id)", limit: limit)
      shown.render(into: &html)
      if isAnchor, !shown.selection.isEmpty { hasTable = true }
    }
    if !hasTable {
      ShownView(RegisterMarkup.wholeTable, of: rows, host: host, id: id, limit: limit).render(into: &html)
    }
  }

  /// All columns, for registers whose own views leave some out.
  static let wholeTable = RegisterView(id: "all", kind: .table, location: Location(""))

  /// A table of some of the rows, as on the further pages of a long register.
  func table(_ rows: RegisterRows, id: String, slice: Range<Int>, into html: inout HTMLWriter) {
    let view = rows.declaration.views.first { $0.kind == .table && $0.condition == nil } ?? RegisterMarkup.wholeTable
    ShownView(view, of: rows, host: host, id: id, slice: slice).render(into: &html)
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

  /// Single totals as figures, those by a column as one table for each column.
  func totals(_ rows: RegisterRows, into html: inout HTMLWriter) {
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
    var columns: [String] = []
    for total in declared { if let by = total.by, !columns.contains(by) { columns.append(by) } }
    for by in columns { table(of: declared.filter { $0.by == by }, by: by, rows, into: &html) }
  }

  private func table(of totals: [RegisterTotal], by: String, _ rows: RegisterRows, into html: inout HTMLWriter) {
    guard let column = rows.shownColumns.first(where: { $0.id == by }) else { return }
    var values: [String] = []
    for value in rows.totals where totals.contains(where: { $0.id == value.id }) {
      if let of = value.of, !values.contains(of) { values.append(of) }
    }
    guard !values.isEmpty else { return }
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", pick(column.label))
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

  private func text(_ value: FormulaValue, _ total: RegisterTotal) -> String {
    let column = ShownColumn(
      id: total.id, index: 0, type: total.type, label: total.label, unit: total.unit, note: nil,
      decimals: total.decimals, choices: [], target: nil, visibility: nil)
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
