import Diagnostics
import HTML
import Handbook
import Values

/// When pages changed and who wrote them, from their front matter.
struct PageHistory: Sendable {
  struct Change: Sendable {
    var document: Int
    var date: Day
    /// `nil` where only the day is known.
    var change: FrontMatter.Change?
  }

  /// The last change of each page that tells of one, the newest first.
  let changes: [Change]

  struct Contributor: Sendable {
    /// As written: a role's id or a name.
    var name: String
    var pages = 0
    var cases = 0
    var templates = 0
    var revisions = 0
    var last: Day?
    var total: Int { pages + cases + templates }
  }

  /// Those who wrote most first.
  let contributors: [Contributor]

  init(_ documents: [Document]) {
    var changes: [Change] = []
    var contributors: [String: Contributor] = [:]
    for (number, document) in documents.enumerated() {
      let matter = document.matter
      let newest = matter.changes.enumerated().filter { $0.element.date != nil }
        .max { ($0.element.date?.number ?? 0, -$0.offset) < ($1.element.date?.number ?? 0, -$1.offset) }?.element
      if let date = [matter.updated, newest?.date].compactMap({ $0 }).max() {
        changes.append(Change(document: number, date: date, change: newest?.date == date ? newest : nil))
      }
      var authors: Set<String> = []
      for author in matter.authors where authors.insert(author).inserted {
        var entry = contributors[author] ?? Contributor(name: author)
        switch PageKind(document) {
        case .caseStudy: entry.cases += 1
        case .template: entry.templates += 1
        default: entry.pages += 1
        }
        contributors[author] = entry
      }
      for change in matter.changes {
        guard let by = change.by else { continue }
        var entry = contributors[by] ?? Contributor(name: by)
        entry.revisions += 1
        entry.last = [entry.last, change.date].compactMap { $0 }.max()
        contributors[by] = entry
      }
    }
    self.changes = changes.sorted { (-$0.date.number, documents[$0.document].path) < (-$1.date.number, documents[$1.document].path) }
    self.contributors = contributors.values.sorted {
      (-$0.total, -$0.revisions, $0.name) < (-$1.total, -$1.revisions, $1.name)
    }
  }

  /// Change logs that contradict the page's version, or are not in order.
  static func problems(_ documents: [Document]) -> [Diagnostic] {
    documents.flatMap { document -> [Diagnostic] in
      let matter = document.matter
      guard let first = matter.changes.first else { return [] }
      var found: [Diagnostic] = []
      if let logged = first.version, logged != matter.version {
        found.append(
          Diagnostic(.versionDiffers(matter.version, logged: logged), at: document.place(of: matter.version == nil ? "changes" : "version")))
      }
      let dates = matter.changes.compactMap(\.date)
      if zip(dates, dates.dropFirst()).contains(where: { $0 < $1 }) {
        found.append(Diagnostic(.changesOutOfOrder, at: document.place(of: "changes")))
      }
      return found
    }
  }
}

extension PageContexts {
  /// A page's change log, folded.
  func changeLog(_ changes: [FrontMatter.Change]) -> Markup {
    Markup { html in
      html.raw("<details class=\"change-log\"><summary>")
      html.text(strings["changeLog"])
      html.raw(" <span class=\"group-count\">")
      html.number(changes.count)
      html.raw("</span></summary><ol>")
      for change in changes {
        html.raw("<li>")
        if let date = change.date {
          html.raw("<time>")
          html.text(date.iso)
          html.raw("</time> ")
        }
        if let version = change.version {
          html.raw("<span class=\"change-version\">")
          html.text(version)
          html.raw("</span> ")
        }
        html.text(change.what)
        if let by = change.by {
          html.raw(" <span class=\"change-by\">")
          html.text(strings.role(by))
          html.raw("</span>")
        }
        html.raw("</li>")
      }
      html.raw("</ol></details>")
    }
  }
}

extension ListPages {
  private static let mostChanges = 60

  func recent(_ page: Int) -> Context {
    var context = contexts.common(page)
    if context["summary"] == nil { context["summary"] = strings["recentSummary"] }
    let folder = index[page].folder
    context["listHTML"] = Markup { html in
      table("recent-changes", ["changedOn", "page", "changeWhat", "changeBy", "version"], into: &html) { html in
        for change in contexts.links.history.changes.prefix(ListPages.mostChanges) {
          guard let target = index.page(at: contexts.documents[change.document].path) else { continue }
          html.raw("<tr><td class=\"day\"><time>")
          html.text(change.date.iso)
          html.raw("</time></td><th scope=\"row\">")
          link(target, from: folder, into: &html)
          html.raw("</th><td>")
          html.text(change.change?.what ?? "")
          html.raw("</td><td>")
          html.text(change.change?.by.map(strings.role) ?? "")
          html.raw("</td><td>")
          html.text(contexts.documents[change.document].matter.version ?? "")
          html.raw("</td></tr>")
        }
      }
    }
    return context
  }

  func contributors(_ page: Int) -> Context {
    var context = contexts.common(page)
    if context["summary"] == nil { context["summary"] = strings["contributorsSummary"] }
    let titles = ["contributor", "contributedPages", "contributedCases", "contributedTemplates", "contributedTotal", "revisions", "lastRevision"]
    context["listHTML"] = Markup { html in
      table("contributor-list", titles, numbers: 1..<6, into: &html) { html in
        for contributor in contexts.links.history.contributors {
          html.raw("<tr><th scope=\"row\">")
          html.text(strings.role(contributor.name))
          html.raw("</th>")
          for count in [contributor.pages, contributor.cases, contributor.templates, contributor.total, contributor.revisions] {
            html.raw("<td class=\"num\">")
            html.number(count)
            html.raw("</td>")
          }
          html.raw("<td class=\"day\">")
          html.text(contributor.last?.iso ?? "")
          html.raw("</td></tr>")
        }
      }
    }
    return context
  }

  /// A table in a frame that scrolls; `titles` are keys of strings.
  func table(
    _ id: String, _ titles: [String], numbers: Range<Int> = 0..<0, into html: inout HTMLWriter, _ rows: (inout HTMLWriter) -> Void
  ) {
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", strings[titles[0]])
    html.raw("><table")
    html.attribute("id", id)
    html.raw("><thead><tr>")
    for (place, title) in titles.enumerated() {
      html.raw(numbers.contains(place) ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">")
      html.text(strings[title])
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
    rows(&html)
    html.raw("</tbody></table></div>")
  }
}
