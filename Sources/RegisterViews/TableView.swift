import Formulas
import HTML
import Registers
import Values

extension ShownView {
  /// The columns of a table: those that the view names, else all, as far as they hold something. What rows are grouped
  /// by stands above each group.
  private var tableColumns: [ShownColumn] {
    let named = view.columns.isEmpty ? columns : view.columns.compactMap { column($0) }
    let filled = named.filter { column in column.id != view.group && selection.contains { text($0, column) != nil } }
    guard let first = filled.first, view.group != nil, selection.contains(where: { text($0, first) == nil }),
      let name = filled.firstIndex(where: { column in selection.allSatisfy { text($0, column) != nil } })
    else { return filled.isEmpty ? named : filled }
    // Each row needs a name at its start; the column that had it may have gone to the heads of the groups.
    return [filled[name]] + filled[..<name] + filled[(name + 1)...]
  }

  private static func isNumeric(_ column: ShownColumn) -> Bool {
    switch column.type {
    case .integer, .decimal, .money, .percent, .duration: true
    default: false
    }
  }

  private static func isDay(_ column: ShownColumn) -> Bool { [.date, .month, .time].contains(column.type) }

  func table(into html: inout HTMLWriter) {
    let shown = tableColumns
    guard !shown.isEmpty else { return }
    let flags = findingsByRow
    startTable(
      "register",
      attributes: { html in
        guard selection.count > 7 else { return }
        html.attribute("data-filter", host.pick("筛选", "Filter"))
        html.attribute("data-found", host.pick("行符合", "rows match"))
      }, into: &html)
    html.raw("<thead><tr>")
    for column in shown {
      html.raw(ShownView.isNumeric(column) ? "<th scope=\"col\" class=\"num\"" : "<th scope=\"col\"")
      if let note = column.note { html.attribute("title", host.pick(note)) }
      html.raw(">")
      html.text(host.pick(column.label))
      if let unit = column.unit {
        html.raw(" <span class=\"unit\">")
        html.text(host.pick("（\(host.pick(unit))）", "(\(host.pick(unit)))"))
        html.raw("</span>")
      }
      html.raw("</th>")
    }
    html.raw("</tr></thead>")
    if let group = column(view.group) {
      for value in groups(by: group) {
        html.raw("<tbody><tr class=\"group\"><th scope=\"rowgroup\"")
        html.attribute("colspan", Double(shown.count))
        html.raw(">")
        html.text(value.label)
        html.raw(" <span class=\"group-count\">")
        html.number(value.rows.count)
        html.raw("</span></th></tr>")
        for row in value.rows { tableRow(row, shown, flags[row], into: &html) }
        if !view.totals.isEmpty, value.rows.count > 1 {
          sums(host.pick("小计", "Subtotal"), value.rows, shown, class: "subtotal", into: &html)
        }
        html.raw("</tbody>")
      }
    } else {
      html.raw("<tbody>")
      for row in selection { tableRow(row, shown, flags[row], into: &html) }
      html.raw("</tbody>")
    }
    if !view.totals.isEmpty {
      html.raw("<tfoot>")
      sums(host.pick("合计", "Total"), selection, shown, class: nil, into: &html)
      html.raw("</tfoot>")
    }
    html.raw("</table></div>")
  }

  private func tableRow(
    _ row: Int, _ shown: [ShownColumn], _ finding: (severity: CheckSeverity, texts: [String])?,
    into html: inout HTMLWriter
  ) {
    html.raw("<tr")
    if let key = ShownView.key(row, of: rows) {
      html.attribute("data-key", key)
      html.attribute("id", id + "-" + key.replacing(" ", with: "_"))
    }
    let styles = [finding.map { $0.severity == .note ? "has-note" : "has-finding" }, tone(row).map { "tone-" + $0.rawValue }]
    let named = styles.compactMap { $0 }
    if !named.isEmpty { html.attribute("class", named.joined(separator: " ")) }
    html.raw(">")
    for (place, column) in shown.enumerated() {
      let isHead = place == 0 && text(row, column) != nil
      if isHead {
        html.raw("<th scope=\"row\"")
      } else if ShownView.isNumeric(column) {
        html.raw("<td class=\"num\"")
      } else {
        html.raw(ShownView.isDay(column) ? "<td class=\"day\"" : "<td")
      }
      html.attribute("data-column", column.id)
      if let value = sortValue(row, column) { html.attribute("data-value", value) }
      html.raw(">")
      if place == 0 { flag(finding, into: &html) }
      cell(row, column, into: &html)
      html.raw(isHead ? "</th>" : "</td>")
    }
    html.raw("</tr>")
  }

  private func groups(by column: ShownColumn) -> [(label: String, rows: [Int])] {
    var rowsByID: [String: [Int]] = [:]
    var rest: [Int] = []
    for row in selection {
      if let id = id(row, column) { rowsByID[id, default: []].append(row) } else { rest.append(row) }
    }
    var result: [(label: String, rows: [Int])] = []
    for value in values(of: column) {
      if let rows = rowsByID.removeValue(forKey: value.id) { result.append((value.label, rows)) }
    }
    // Lists as a whole are no value of the column, but rows of the register all the same.
    for id in rowsByID.keys.sorted() { result.append((id, rowsByID[id] ?? [])) }
    if !rest.isEmpty { result.append((host.pick("（未填）", "(empty)"), rest)) }
    return result
  }

  /// A row of sums over the columns that the view adds up; missing cells are passed over.
  private func sums(
    _ name: String, _ rows: [Int], _ shown: [ShownColumn], class style: StaticString?, into html: inout HTMLWriter
  ) {
    html.raw("<tr")
    if let style {
      html.raw(" class=\"")
      html.raw(style)
      html.raw("\"")
    }
    html.raw(">")
    for (place, column) in shown.enumerated() {
      if place == 0 {
        html.element("th", name)
        continue
      }
      guard view.totals.contains(column.id) else {
        html.raw("<td></td>")
        continue
      }
      var sum: Number?
      for row in rows {
        if case .number(let number) = value(row, column) { sum = sum.map { $0.adding(number) } ?? number }
      }
      html.raw("<td class=\"num\"")
      html.attribute("data-column", column.id)
      if let sum { html.attribute("data-value", sum.plainText) }
      html.raw(">")
      html.text(sum.map { host.text(.number($0), column) } ?? NumberStyle.missing)
      html.raw("</td>")
    }
    html.raw("</tr>")
  }
}
