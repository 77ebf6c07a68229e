import Formulas
import HTML
import Registers

extension ShownView {
  private var cardColumns: [ShownColumn] {
    let label = labelColumn?.id
    if !view.columns.isEmpty { return view.columns.compactMap { column($0) }.filter { $0.id != label } }
    return columns.filter { $0.id != label }
  }

  func cards(into html: inout HTMLWriter) {
    let flags = findingsByRow
    html.raw("<ul class=\"register-cards\">")
    for row in selection {
      html.raw("<li")
      if let key = ShownView.key(row, of: rows) { html.attribute("data-key", key) }
      if let tone = tone(row) { html.attribute("class", "tone-" + tone.rawValue) }
      html.raw(">")
      card(row, cardColumns, flags[row], into: &html)
      html.raw("</li>")
    }
    html.raw("</ul>")
  }

  private func card(
    _ row: Int, _ shown: [ShownColumn], _ finding: (severity: CheckSeverity, texts: [String])?,
    into html: inout HTMLWriter
  ) {
    // Not a paragraph: a label of Markdown brings its own.
    html.raw("<div class=\"card-title\">")
    flag(finding, into: &html)
    if let label = labelColumn { cell(row, label, into: &html) }
    html.raw("</div>")
    let filled = shown.filter { text(row, $0) != nil }
    guard !filled.isEmpty else { return }
    html.raw("<dl>")
    for column in filled {
      html.raw("<div><dt>")
      html.text(host.pick(column.label))
      html.raw("</dt><dd")
      html.attribute("data-column", column.id)
      html.raw(">")
      cell(row, column, into: &html)
      if let unit = column.unit, column.type != .text {
        html.raw(" ")
        html.text(host.pick(unit))
      }
      html.raw("</dd></div>")
    }
    html.raw("</dl>")
  }

  /// A column of cards for every value of a choice, empty ones too: that nothing is blocked is worth seeing.
  func board(into html: inout HTMLWriter) {
    guard let by = part("by") else { return cards(into: &html) }
    let flags = findingsByRow
    let shown = cardColumns.filter { $0.id != by.id }
    html.raw("<div class=\"board-view\">")
    var lists = values(of: by, declared: true).map { value in
      (value.label, selection.filter { holds($0, by, value.id) })
    }
    let rest = selection.filter { id($0, by) == nil }
    if !rest.isEmpty { lists.append((host.pick("（未填）", "(empty)"), rest)) }
    for (label, rows) in lists {
      html.raw(rows.isEmpty ? "<section class=\"board-list is-empty\">" : "<section class=\"board-list\">")
      html.raw("<p class=\"board-title\">")
      html.text(label)
      html.raw(" <span class=\"group-count\">")
      html.number(rows.count)
      html.raw("</span></p>")
      if !rows.isEmpty {
        html.raw("<ul>")
        for row in rows {
          html.raw("<li")
          if let key = ShownView.key(row, of: self.rows) { html.attribute("data-key", key) }
          if let tone = tone(row) { html.attribute("class", "tone-" + tone.rawValue) }
          html.raw(">")
          card(row, shown, flags[row], into: &html)
          html.raw("</li>")
        }
        html.raw("</ul>")
      }
      html.raw("</section>")
    }
    html.raw("</div>")
  }

  /// What happened, in order of days unless the view says another.
  func timeline(into html: inout HTMLWriter) {
    guard let date = part("date") else { return }
    let note = part("note")
    let flags = findingsByRow
    let dated = !view.sort.isEmpty ? selection : selection.sorted { a, b in (day(a, date)?.number ?? .max, a) < (day(b, date)?.number ?? .max, b) }
    html.raw("<ol class=\"timeline\">")
    for row in dated {
      html.raw("<li")
      if let key = ShownView.key(row, of: rows) { html.attribute("data-key", key) }
      html.raw(">")
      if let text = text(row, date) {
        html.raw("<time>")
        html.text(text)
        html.raw("</time>")
      }
      html.raw("<div><div class=\"card-title\">")
      flag(flags[row], into: &html)
      if let label = labelColumn { cell(row, label, into: &html) }
      html.raw("</div>")
      if let note, text(row, note) != nil {
        html.raw(note.type == .markdown ? "<div class=\"note\">" : "<p class=\"note\">")
        cell(row, note, into: &html)
        html.raw(note.type == .markdown ? "</div>" : "</p>")
      }
      html.raw("</div></li>")
    }
    html.raw("</ol>")
  }
}
