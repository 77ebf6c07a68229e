import Charts
import HTML
import Metrics
import Review
import Values

/// A table of a review, in a frame that scrolls sideways on narrow screens.
func reviewTable(
  _ table: ReviewTable, strings: Strings, into html: inout HTMLWriter, kpiLink: (String) -> String?
) {
  func cell(_ cell: ReviewTable.Cell) {
    if let status = cell.status {
      html.raw("<span class=\"status status-")
      html.text(status.className)
      html.raw("\">")
      html.text(cell.text.isEmpty ? status.text(strings) : cell.text)
      html.raw("</span>")
    } else if let kpi = cell.kpi, let link = kpiLink(kpi) {
      html.link(cell.text, to: link)
    } else {
      html.text(cell.text)
    }
  }
  // A name stays on a line, a sentence does not.
  let areSentences = table.rows.contains { ($0.first?.text.utf8.count ?? 0) > 48 }
  func row(_ cells: [ReviewTable.Cell]) {
    for (number, value) in cells.enumerated() {
      if number == 0 {
        html.raw(areSentences ? "<th scope=\"row\" class=\"words\">" : "<th scope=\"row\">")
        cell(value)
        html.raw("</th>")
      } else {
        let numeric = number < table.columns.count && table.columns[number].numeric
        if case .day = value.value { html.raw("<td class=\"day\">") } else { html.raw(numeric ? "<td class=\"num\">" : "<td>") }
        cell(value)
        html.raw("</td>")
      }
    }
  }

  html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
  html.attribute("aria-labelledby", "table-" + table.id + "-caption")
  html.raw("><table")
  html.attribute("id", "table-" + table.id)
  html.raw("><caption")
  html.attribute("id", "table-" + table.id + "-caption")
  html.raw(">")
  html.text(table.caption)
  html.raw("</caption><thead><tr>")
  for column in table.columns {
    html.raw(column.numeric ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">")
    html.text(column.title)
    html.raw("</th>")
  }
  html.raw("</tr></thead><tbody>")
  for cells in table.rows {
    html.raw("<tr>")
    row(cells)
    html.raw("</tr>")
  }
  html.raw("</tbody>")
  if let total = table.totalRow {
    html.raw("<tfoot><tr>")
    row(total)
    html.raw("</tr></tfoot>")
  }
  html.raw("</table></div>")
  if let note = table.note { html.element("p", class: "table-note", note) }
}

/// The parts of a chapter as markup for the review's template.
struct ChapterMarkup {
  let strings: Strings
  let text: ChartText
  /// What chapters are called in sentences, by id: `第 4 章`.
  var chapterNames: [String: String] = [:]
  let kpiLink: (String) -> String?

  func sentences(_ chapter: Chapter) -> Markup {
    Markup { html in
      for sentence in chapter.sentences { paragraph(sentence, into: &html) }
    }
  }

  private func paragraph(_ sentence: Sentence, into html: inout HTMLWriter) {
    html.raw("<p")
    html.attribute("data-sentence", sentence.id)
    html.raw(">")
    html.text(sentence.text)
    html.raw("</p>")
  }

  /// The text, with the last mention of the chapter that it points to as a link; words of people get the link behind.
  private func pointing(_ sentence: Sentence, into html: inout HTMLWriter) {
    guard let chapter = sentence.chapter, let name = chapterNames[chapter] else { return html.text(sentence.text) }
    func link() {
      html.link(name, to: "#" + chapter)
    }
    guard let place = sentence.text.ranges(of: name).last else {
      html.text(sentence.text)
      html.text(" ")
      return link()
    }
    html.text(String(sentence.text[..<place.lowerBound]))
    link()
    html.text(String(sentence.text[place.upperBound...]))
  }

  func blocks(_ chapter: Chapter) -> Markup { blocks(chapter.blocks) }

  func blocks(_ blocks: [Chapter.Block]) -> Markup {
    Markup { html in
      for block in blocks {
        switch block {
        case .heading(let heading): html.element("h3", heading)
        case .chart(let id, let chart): chart.render(into: &html, id: "chart-" + id, text: text)
        case .table(let table): reviewTable(table, strings: strings, into: &html, kpiLink: kpiLink)
        case .bullets(let sentences):
          html.raw("<ul>")
          for sentence in sentences {
            html.raw("<li")
            html.attribute("data-sentence", sentence.id)
            html.raw(">")
            pointing(sentence, into: &html)
            html.raw("</li>")
          }
          html.raw("</ul>")
        }
      }
    }
  }

  /// How each figure of the chapter came about: the files once, numbered; then a line for each figure with its value,
  /// formula, the numbers of its files with the rows used, and notes.
  func how(_ chapter: Chapter) -> Markup {
    guard !chapter.how.isEmpty else { return Markup() }
    var files: [String] = []
    var numbers: [String: Int] = [:]
    func number(_ source: FigureSource) -> Int {
      let name = source.file + (source.sheet.map { " [\($0)]" } ?? "")
      if let known = numbers[name] { return known }
      files.append(name)
      numbers[name] = files.count
      return files.count
    }
    for explanation in chapter.how { for source in explanation.sources { _ = number(source) } }
    let rows = strings.language.isChinese ? " 行" : " rows"
    return Markup { html in
      if !files.isEmpty {
        html.raw("<ol class=\"trace trace-files\">")
        for file in files { html.element("li", file) }
        html.raw("</ol>")
      }
      html.raw("<ul class=\"trace trace-figures\">")
      for explanation in chapter.how {
        html.raw("<li><b>")
        html.text(explanation.label)
        html.raw("</b> <code>")
        html.text(explanation.key)
        html.raw("</code> — ")
        html.text(explanation.value)
        if !explanation.formula.isEmpty {
          html.raw(" = <code>")
          html.text(explanation.formula)
          html.raw("</code>")
        }
        if !explanation.sources.isEmpty {
          html.raw(" — ")
          for (place, source) in explanation.sources.enumerated() {
            if place > 0 { html.text(strings["listComma"]) }
            html.text("\(circled(number(source))) \(source.rows)\(rows)")
          }
        }
        if !explanation.notes.isEmpty {
          html.raw(" <span class=\"trace-note\">— ")
          html.text(explanation.notes.joined(separator: strings.language.isChinese ? "；" : "; "))
          html.raw("</span>")
        }
        html.raw("</li>")
      }
      html.raw("</ul>")
    }
  }

  /// ① to ⑳, then (21).
  private func circled(_ number: Int) -> String {
    guard number <= 20, let scalar = Unicode.Scalar(0x2460 + number - 1) else { return "(\(number))" }
    return String(Character(scalar))
  }
}
