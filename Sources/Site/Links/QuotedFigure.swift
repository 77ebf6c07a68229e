import HTML
import Handbook
import Metrics
import Review

/// A figure of a campaign that a page quotes.
struct QuotedFigure: Sendable, Equatable {
  /// The campaign's folder.
  var campaign: String
  var key: FigureKey
  /// As the page shows it.
  var value: String

  /// The chapter of a review that tells how the figure came about; the table of targets where none does.
  func chapter(in review: Review) -> Chapter? {
    var plain = key
    plain.campaign = nil
    let whole = plain.description
    func find(_ wanted: String) -> Chapter? {
      // The summary repeats what the other chapters have.
      let chapters = review.chapters.filter { $0.id != "summary" && $0.state != .missing }
      return chapters.first { $0.how.contains { $0.key == wanted } }
        ?? chapters.first { $0.sentences.contains { $0.figures.contains(wanted) } }
    }
    if let found = find(whole) { return found }
    // A part of a figure is told where figures are taken apart.
    if !key.filter.isEmpty, let parts = review[chapter: "breakdown"], parts.state != .missing { return parts }
    return find(key.id) ?? review[chapter: "kpi"]
  }
}

/// What a page that quotes reviews rests on: campaign, figure, value and the chapter that has it.
struct EvidenceMarkup {
  let contexts: PageContexts
  let figures: SiteFigures

  /// `reviews` are the pages of reviews that the page links to without quoting a figure of them. Empty where the page cites
  /// no review.
  func markup(_ quoted: [QuotedFigure], reviews: [Int], folder: String) -> Markup? {
    let strings = contexts.strings
    let cited = reviews.filter { page in !quoted.contains { path(of: $0) == contexts.index[page].path } }
    if quoted.isEmpty, cited.isEmpty { return nil }
    return Markup { html in
      html.raw("<section class=\"evidence\"><h2 id=\"page-evidence\">")
      html.text(strings[quoted.isEmpty ? "evidenceReviews" : "evidenceTitle"])
      html.raw("</h2>")
      if !quoted.isEmpty { table(quoted, folder: folder, into: &html) }
      guard !cited.isEmpty else { return html.raw("</section>") }
      if !quoted.isEmpty { html.element("p", class: "view-title", strings["evidenceReviews"]) }
      html.raw("<ul class=\"links\">")
      for page in cited {
        html.raw("<li>")
        link(contexts.index[page].title, contexts.link(page, from: folder), into: &html)
        html.raw("</li>")
      }
      html.raw("</ul></section>")
    }
  }

  private func table(_ quoted: [QuotedFigure], folder: String, into html: inout HTMLWriter) {
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"page-evidence\"><table><thead><tr>")
    for title in ["campaign", "kpi", "actual", "evidenceChapter"] {
      html.raw(title == "actual" ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">")
      html.text(contexts.strings[title])
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
    for figure in quoted { row(figure, folder: folder, into: &html) }
    html.raw("</tbody></table></div>")
  }

  private func path(of figure: QuotedFigure) -> String { "campaigns/\(figure.campaign)/review.md" }

  private func row(_ figure: QuotedFigure, folder: String, into html: inout HTMLWriter) {
    let strings = contexts.strings
    let campaign = figures.campaigns[figure.campaign]
    let review = contexts.index.page(at: path(of: figure))
    html.raw("<tr><th scope=\"row\">")
    link(campaign?.title ?? figure.campaign, review.map { contexts.link($0, from: folder) }, into: &html)
    html.raw("</th><td>")
    var name = figures.dictionary.name(figure.key.id)?.text(in: strings.language) ?? figure.key.id
    if let aspect = figure.key.aspect { name += strings["titleSeparator"] + strings["aspect-" + aspect.rawValue] }
    for condition in figure.key.filter { name += strings["titleSeparator"] + condition.value }
    link(name, contexts.index.kpiLink(figure.key.id, from: folder), into: &html)
    html.raw("</td><td class=\"num\">")
    html.text(figure.value)
    html.raw("</td><td>")
    if let review, let chapter = campaign?.review.flatMap(figure.chapter) {
      link(
        (strings.language.isChinese ? "第 \(chapter.number) 章 " : "Chapter \(chapter.number) ") + chapter.title,
        contexts.link(review, from: folder) + "#" + chapter.id, into: &html)
    }
    html.raw("</td></tr>")
  }

  private func link(_ text: String, _ href: String?, into html: inout HTMLWriter) {
    guard let href else { return html.text(text) }
    html.link(text, to: href)
  }
}
