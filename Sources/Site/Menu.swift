import HTML

/// The menu of a page: its ancestors, its siblings and its children, as nested lists.
///
/// Pages of one section share all of it but the mark of the current page, so it is rendered once for a section with
/// a hole at each entry, and put together per page by copying bytes.
struct Menu: Sendable {
  private let html: [UInt8]
  /// For each sibling where ` aria-current="page"` and, behind the entry, its children would go.
  private let holes: [Int: (mark: Int, children: Int)]

  /// More siblings than this are shown as a window around the current page, with a link to all.
  static let mostSiblings = 120
  private static let window = 20

  /// The menu of `parent`'s children. `around` is the page the window lies about, when there are too many.
  init(_ index: SiteIndex, parent: Int, folder: String, around: Int, strings: Strings) {
    var writer = HTMLWriter(reserving: 4096)
    var holes: [Int: (mark: Int, children: Int)] = [:]
    let chain = index.ancestors(of: parent) + [parent]
    for ancestor in chain {
      writer.raw("<ul><li>")
      Menu.link(index[ancestor], from: folder, into: &writer)
    }
    let siblings = index[parent].children
    var shown = siblings[...]
    if siblings.count > Menu.mostSiblings, let place = siblings.firstIndex(of: around) {
      shown = siblings[max(0, place - Menu.window)..<min(siblings.count, place + Menu.window + 1)]
    }
    if !shown.isEmpty {
      writer.raw("<ul>")
      for sibling in shown {
        writer.raw("<li><a")
        let mark = writer.count
        writer.attribute("href", Address.link(from: folder, to: index[sibling].address))
        writer.raw(">")
        writer.text(index[sibling].title)
        writer.raw("</a>")
        holes[sibling] = (mark, writer.count)
        writer.raw("</li>")
      }
      if shown.count < siblings.count {
        writer.raw("<li class=\"menu-all\"><a")
        writer.attribute("href", Address.link(from: folder, to: index[parent].address))
        writer.raw(">")
        writer.text(strings["menuAll"])
        writer.raw("</a></li>")
      }
      writer.raw("</ul>")
    }
    for _ in chain { writer.raw("</li></ul>") }
    html = writer.bytes
    self.holes = holes
  }

  private static func link(_ page: PageNode, from folder: String, into writer: inout HTMLWriter) {
    writer.link(page.title, to: Address.link(from: folder, to: page.address))
  }

  /// The menu with `page` marked and its children opened below it.
  func markup(for page: Int, in index: SiteIndex, folder: String) -> Markup {
    guard let hole = holes[page] else { return Markup { $0.trusted(html) } }
    return Markup { menu in
      menu = HTMLWriter(reserving: html.count + 64)
      menu.trusted(html[..<hole.mark])
      menu.raw(" aria-current=\"page\"")
      menu.trusted(html[hole.mark..<hole.children])
      let children = index[page].children
      if !children.isEmpty, children.count <= Menu.mostSiblings {
        menu.raw("<ul>")
        for child in children {
          menu.raw("<li>")
          Menu.link(index[child], from: folder, into: &menu)
          menu.raw("</li>")
        }
        menu.raw("</ul>")
      }
      menu.trusted(html[hole.children...])
    }
  }
}
