import Diagnostics
import HTML
import Handbook

/// The tags of a site by axis, and the pages that bear them.
struct SiteTags: Sendable {
  struct Axis: Sendable {
    /// `nil` where tags are one list.
    var name: String?
    /// In the order of `site.yaml`; tags that it does not register by their bytes.
    var tags: [Tag]
  }

  struct Tag: Sendable {
    var name: String
    /// Of its page, relative to `content/`.
    var path: String
    /// Places among the documents, in their order.
    var documents: [Int]
  }

  private(set) var axes: [Axis] = []
  /// The path of the page of each tag that some page bears.
  private(set) var paths: [String: String] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  var isEmpty: Bool { paths.isEmpty }

  subscript(tag: String) -> Tag? { axes.lazy.flatMap(\.tags).first { $0.name == tag } }

  init(_ documents: [Document], settings: SiteSettings) {
    var bearers: [String: [Int]] = [:]
    for (number, document) in documents.enumerated() {
      for tag in document.matter.tags where tag != PageContexts.sampleTag {
        if bearers[tag]?.last != number { bearers[tag, default: []].append(number) }
      }
    }
    let registered = settings.tagAxes.flatMap(\.tags)
    var names = settings.tagAxes.map { (name: $0.name, tags: $0.tags) }
    if registered.isEmpty {
      names = [(nil, bearers.keys.sorted())]
    } else if !Set(bearers.keys).isSubset(of: registered) {
      for document in documents {
        for (item, tag) in document.matter.tags.enumerated() where tag != PageContexts.sampleTag && !registered.contains(tag) {
          diagnostics.append(
            Diagnostic(
              .unknownTag(tag, nearest: nearest(to: tag, among: registered)), at: document.place(of: "tags", item: item)))
        }
      }
    }
    var taken: Set<String> = ["index"]
    for (name, tags) in names {
      let axis = tags.compactMap { tag -> Tag? in
        guard let documents = bearers[tag] else { return nil }
        let path = "tags/\(SiteTags.fileName(tag, &taken)).md"
        paths[tag] = path
        return Tag(name: tag, path: path, documents: documents)
      }
      if !axis.isEmpty { axes.append(Axis(name: name, tags: axis)) }
    }
  }

  /// A name that every system takes and that no other tag has.
  private static func fileName(_ tag: String, _ taken: inout Set<String>) -> String {
    var plain = String(Address.composed(tag).map { "<>:\"/\\|?*#%".contains($0) || $0.isNewline ? "-" : $0 })
    while plain.hasSuffix(".") || plain.hasSuffix(" ") { plain.removeLast() }
    if plain.isEmpty || Address.refusedName(in: plain) != nil { plain = "tag-" + plain }
    plain = String(plain.prefix(80))
    var name = plain
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(plain)-\(number)"
      number += 1
    }
    return name
  }
}

extension SiteIndex {
  /// The list of all tags, and a page for each; those that someone wrote keep their text.
  mutating func add(_ tags: SiteTags, strings: Strings) {
    guard !tags.isEmpty else { return }
    let top = made("tags/index.md", title: strings["tagsTitle"], role: .tags, under: home)
    for tag in tags.axes.flatMap(\.tags) { made(tag.path, title: tag.name, role: .tag(tag.name), under: top) }
  }

  /// A page that Fupan makes, outside the menu's order, or the one that a document gives the text for.
  @discardableResult
  mutating func made(_ path: String, title: String, role: PageNode.Role, under parent: Int) -> Int {
    if let known = page(at: path) {
      if self[known].document == nil { self[known].title = title }
      self[known].role = role
      return known
    }
    return add(
      PageNode(
        path: path, address: Address.output(of: path), document: nil, title: title, weight: nil, parent: parent, role: role))
  }
}

/// Pages that list others.
struct ListPages: Sendable {
  let contexts: PageContexts

  var strings: Strings { contexts.strings }
  var index: SiteIndex { contexts.index }

  func tags(_ page: Int) -> Context {
    var context = contexts.common(page)
    if context["summary"] == nil { context["summary"] = strings["tagsSummary"] }
    let folder = index[page].folder
    context["listHTML"] = Markup { html in
      for axis in contexts.links.tags.axes {
        html.raw("<section class=\"tag-axis\">")
        if let name = axis.name {
          html.raw("<h2>")
          html.text(name)
          html.raw("</h2>")
        }
        html.raw("<ul class=\"tag-list\">")
        for tag in axis.tags {
          guard let target = index.page(at: tag.path) else { continue }
          html.raw("<li>")
          link(target, from: folder, into: &html)
          html.raw(" <span class=\"entry-meta\">")
          html.number(tag.documents.count)
          html.raw("</span></li>")
        }
        html.raw("</ul></section>")
      }
    }
    return context
  }

  func tag(_ page: Int, _ name: String) -> Context {
    var context = contexts.common(page)
    let folder = index[page].folder
    let documents = contexts.links.tags[name]?.documents ?? []
    let pages = documents.compactMap { index.page(at: contexts.documents[$0].path) }
    if context["summary"] == nil {
      context["summary"] = strings.language.isChinese ? "带有这个标签的页面，共 \(pages.count) 个。" : "\(pages.count) pages have this tag."
    }
    context["listHTML"] = Markup { html in
      html.raw("<ul class=\"entries\">")
      for target in pages { entry(target, from: folder, into: &html) }
      html.raw("</ul>")
    }
    return context
  }

  /// A page with its kind and its summary.
  func entry(_ page: Int, from folder: String, into html: inout HTMLWriter) {
    html.raw("<li class=\"entry\"><p class=\"entry-head\">")
    if let kind = contexts.kindText(page) {
      html.raw("<span class=\"entry-kind\">")
      html.text(kind)
      html.raw("</span> ")
    }
    link(page, from: folder, into: &html)
    html.raw("</p>")
    if let summary = index[page].document.flatMap({ contexts.rendered[$0].summary }) {
      html.raw("<p class=\"entry-summary\">")
      html.text(summary)
      html.raw("</p>")
    }
    html.raw("</li>")
  }

  func link(_ page: Int, from folder: String, into html: inout HTMLWriter) {
    html.link(index[page].title, to: contexts.link(page, from: folder))
  }
}
