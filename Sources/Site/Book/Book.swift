import Diagnostics
import HTML
import Handbook
import Parallel

/// The print edition: the pages of the folders that `site.yaml` names under `book`, one behind the other on one page, with
/// contents, numbers and links that stay within it.
struct Book: Sendable {
  struct Part: Sendable {
    var page: Int
    /// `2.1.3`.
    var number: String
    var depth: Int
    var anchor: String { "b\(page)" }
  }

  let parts: [Part]

  /// The named pages and folders with everything below them, in the order of the menu.
  init(_ folders: [String], index: SiteIndex) {
    let tops = folders.compactMap { Book.page($0, index) }
    var parts: [Part] = []
    var pending = tops.enumerated().reversed().map { Part(page: $1, number: String($0 + 1), depth: 1) }
    while let part = pending.popLast() {
      parts.append(part)
      let below = index[part.page].children.filter { Book.isPrinted($0, index) }
      for (place, child) in below.enumerated().reversed() {
        pending.append(Part(page: child, number: "\(part.number).\(place + 1)", depth: part.depth + 1))
      }
    }
    self.parts = parts
  }

  static func page(_ folder: String, _ index: SiteIndex) -> Int? {
    index.page(at: folder.isEmpty ? "index.md" : folder + "/index.md") ?? index.page(at: folder + ".md")
  }

  /// Pages that people wrote, and the folders that hold them.
  private static func isPrinted(_ page: Int, _ index: SiteIndex) -> Bool {
    index[page].document != nil ? index[page].role == .page || index[page].role == .section : index[page].role == .section
  }

  /// A folder that the book names and the site lacks.
  static func problems(_ folders: [String], index: SiteIndex) -> [Diagnostic] {
    let known = index.pages.filter { $0.role == .section }.map { Address.folder(of: $0.path) }
    return folders.filter { page($0, index) == nil }.map {
      Diagnostic(
        .unknownBookFolder($0, nearest: nearest(to: $0, among: known.sorted())),
        at: Location(SiteFolder.contentName + "/site.yaml"))
    }
  }
}

extension SiteIndex {
  /// The page of the whole book, outside the menu's order.
  mutating func addBook(strings: Strings) {
    add(
      PageNode(
        path: "book.md", address: "book.html", document: nil, title: strings["bookTitle"], weight: nil, parent: home,
        role: .book))
  }
}

extension PageContexts {
  func bookPage(_ page: Int, templates: Templates) -> (layout: String, context: Context) {
    let book = Book(settings.book, index: index)
    let addresses = Dictionary(
      book.parts.map { (Address.encoded(index[$0.page].address), $0.anchor) }) { first, _ in first }
    let rendered = book.parts.parallelMap { part -> Markup in
      guard var (_, context) = documentPage(part.page) else { return Markup() }
      context["number"] = part.number
      context["id"] = "top"
      // What a folder lists follows in the book.
      context = context.without(["children", "hasChildren", "groups", "menuHTML", "tocHTML", "previous", "next", "hasPager"])
      let text = BookText(
        prefix: part.anchor + "-", number: part.number, shift: min(part.depth, 3), folder: index[part.page].folder, parts: addresses)
      return text.rewritten(templates.render(context, with: "book-part")[...])
    }
    var context = common(page)
    context.set("bodyHTML", .markup(Markup { html in
      for (part, markup) in zip(book.parts, rendered) {
        html.raw("<section class=\"book-part book-depth-")
        html.number(part.depth)
        html.raw("\"")
        html.attribute("id", part.anchor)
        html.raw(">")
        html.trusted(markup.utf8[...])
        html.raw("</section>")
      }
    }))
    context.set("tocHTML", .markup(contents(book)))
    context["summary"] = strings["bookSummary"]
    return ("book", context)
  }

  /// Nested lists of links, each with its number.
  private func contents(_ book: Book) -> Markup {
    Markup { html in
      var depth = 0
      for part in book.parts {
        if part.depth > depth {
          html.raw("<ol>")
        } else {
          html.raw("</li>")
          for _ in part.depth..<depth { html.raw("</ol></li>") }
        }
        depth = part.depth
        html.raw("<li><a")
        html.attribute("href", "#" + part.anchor)
        html.raw("><span class=\"book-number\">")
        html.text(part.number)
        html.raw("</span> ")
        html.text(index[part.page].title)
        html.raw("</a>")
      }
      for _ in 0..<depth { html.raw("</li></ol>") }
    }
  }
}

extension Problem {
  static func unknownBookFolder(_ folder: String, nearest: String?) -> Problem {
    Problem(
      "unknown-folder", zh: "book 里的「\(folder)」不是 content/ 里的文件夹或页面", en: "'\(folder)' in book is no folder or page of content/",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") })
  }
}
