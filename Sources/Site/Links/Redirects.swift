import Diagnostics
import Handbook

/// The former addresses of pages, as `aliases` in their front matter has them.
struct Redirects: Sendable {
  struct Redirect: Sendable {
    /// Relative to the output folder.
    var address: String
    /// The page that stands somewhere else now.
    var page: Int
  }

  private(set) var all: [Redirect] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// By the former path of its Markdown file.
  private(set) var moved: [String: Int] = [:]

  /// An alias is a path from the page's folder, or with `/` from the top: `old.md`, `old.html`, `/handbook/old/`.
  init(_ documents: [Document], index: SiteIndex) {
    var taken: [String: String] = [:]
    for (number, page) in index.pagesOfDocuments(count: documents.count).enumerated() {
      let document = documents[number]
      for (item, alias) in document.matter.aliases.enumerated() {
        func refuse(_ problem: Problem) { diagnostics.append(Diagnostic(problem, at: document.place(of: "aliases", item: item))) }
        guard let written = Address.decoded(alias), let resolved = Address.resolve(written, from: Address.folder(of: document.path)) else {
          refuse(.aliasLeavesSite(alias))
          continue
        }
        var path = resolved
        if path.isEmpty || alias.hasSuffix("/") {
          path += path.isEmpty ? "index.md" : "/index.md"
        } else if path.hasSuffix(".html") {
          path = path.dropLast(5) + ".md"
        } else if !path.hasSuffix(".md") {
          path += ".md"
        }
        let address = Address.output(of: path)
        if let other = index.page(at: path) {
          if other != page { refuse(.aliasTaken(alias, by: index[other].path)) }
        } else if let other = taken[address.lowercased()] {
          refuse(.aliasTaken(alias, by: other))
        } else {
          taken[address.lowercased()] = document.path
          moved[path] = page
          all.append(Redirect(address: address, page: page))
        }
      }
    }
  }
}
