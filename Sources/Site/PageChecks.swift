import HTML
import Values

/// What search engines and readers need of every page, looked up in the site's own pages.
struct PageChecks {
  struct Check {
    /// The key of its name among the strings.
    var name: String
    /// Pages that fail, by their place in the index, in the order of addresses.
    var failing: [Int]
  }

  let checks: [Check]
  /// How many pages were looked at: those that people wrote.
  let count: Int

  init(_ contexts: PageContexts) {
    let index = contexts.index
    let pages = index.pages.indices.filter { index[$0].document != nil }.sorted { index[$0].address < index[$1].address }
    var titles: [String: Int] = [:]
    for page in pages { titles[index[page].title, default: 0] += 1 }
    func failing(_ fails: (Int, RenderedPage) -> Bool) -> [Int] {
      pages.filter { page in index[page].document.map { fails(page, contexts.rendered[$0]) } ?? false }
    }
    count = pages.count
    checks = [
      Check(name: "pageCheckTitle", failing: failing { page, _ in titles[index[page].title] != 1 }),
      Check(name: "pageCheckDescription", failing: failing { $1.summary?.isEmpty ?? true }),
      // The first heading of level 1 has become the page's own.
      Check(name: "pageCheckHeading", failing: failing { _, rendered in rendered.headings.contains { $0.level == 1 } }),
      Check(name: "pageCheckImages", failing: failing { $1.body.contains("alt=\"\"") }),
      Check(name: "pageCheckLinks", failing: failing { !$1.body.hasInnerLink }),
    ]
  }

  /// The checks as a table: what is checked, how many pages pass, and those that do not.
  func markup(_ contexts: PageContexts, folder: String) -> Markup {
    let strings = contexts.strings
    return Markup { html in
      html.raw("<section class=\"register-part\" id=\"page-checks\">")
      html.raw("<h2 id=\"page-checks-title\">")
      html.text(strings["pageChecksTitle"])
      html.raw("</h2>")
      html.element("p", strings["pageChecksSummary"])
      html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"page-checks-title\"><table><thead><tr>")
      for title in ["pageCheckItem", "pageCheckPassed", "pageCheckFailing"] {
        html.raw("<th scope=\"col\">")
        html.text(strings[title])
        html.raw("</th>")
      }
      html.raw("</tr></thead><tbody>")
      for check in checks {
        html.raw("<tr><th scope=\"row\">")
        html.text(strings[check.name])
        html.raw("</th><td>")
        html.text("\(count - check.failing.count) / \(count)")
        html.raw("</td><td>")
        for (place, page) in check.failing.prefix(PageChecks.mostShown).enumerated() {
          if place > 0 { html.text(strings["listComma"]) }
          html.link(contexts.index[page].title, to: contexts.link(page, from: folder))
        }
        if check.failing.count > PageChecks.mostShown { html.text(" +\(check.failing.count - PageChecks.mostShown)") }
        html.raw("</td></tr>")
      }
      html.raw("</tbody></table></div></section>")
    }
  }

  private static let mostShown = 20
}

extension Markup {
  /// Whether the bytes of `text` occur.
  fileprivate func contains(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { wanted in utf8.firstRange(of: Array(wanted)) != nil }
  }

  /// Whether a link leads to another page or file of the site.
  fileprivate var hasInnerLink: Bool {
    let mark = Array("href=\"".utf8)
    var rest = utf8[...]
    while let found = rest.firstRange(of: mark) {
      rest = rest[found.upperBound...]
      let address = rest.prefix { $0 != UInt8(ascii: "\"") }
      if address.first != UInt8(ascii: "#"), !address.contains(UInt8(ascii: ":")) { return true }
    }
    return false
  }
}
