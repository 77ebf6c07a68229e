import HTML

/// Markup of one page on another: links start from another folder, links within the page lead back to it, and anchors are told
/// apart from those that are there already.
struct MovedMarkup {
  /// The page that the markup was written for, and its folder.
  let page: String
  /// The folder of the page that it is to stand on.
  let folder: String
  /// What its anchors begin with there; empty leaves them as they are.
  var prefix = ""

  /// Attributes that name elements of the page.
  static let references: Set = [
    "id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns",
  ]

  func moved(_ markup: Markup) -> Markup {
    var scanner = MarkupScanner(markup)
    return Markup { html in
      while let token = scanner.next() {
        switch token {
        case .text(let range), .close(_, let range): html.trusted(scanner.bytes[range])
        case .open(_, let range, _): write(scanner.bytes[range], into: &html)
        }
      }
    }
  }

  /// One tag, its values looked at one by one.
  private func write(_ tag: ArraySlice<UInt8>, into html: inout HTMLWriter) {
    var place = tag.startIndex
    while let open = tag[place...].firstIndex(of: 0x22), let close = tag[(open + 1)...].firstIndex(of: 0x22) {
      html.trusted(tag[place...open])
      let name = String(decoding: tag[place..<open].split { $0 == 0x20 || $0 == 0x0A }.last?.dropLast() ?? [], as: UTF8.self)
      write(tag[(open + 1)..<close], of: name, into: &html)
      html.raw("\"")
      place = close + 1
    }
    html.trusted(tag[place...])
  }

  private func write(_ value: ArraySlice<UInt8>, of name: String, into html: inout HTMLWriter) {
    if name == "href" || name == "src" {
      // References such as `&amp;` pass as they are: what is added needs none.
      html.trusted(link(String(decoding: value, as: UTF8.self)).utf8)
    } else if !prefix.isEmpty, MovedMarkup.references.contains(name) {
      for (number, token) in value.split(separator: 0x20).enumerated() {
        if number > 0 { html.raw(" ") }
        html.trusted(prefix.utf8)
        html.trusted(token)
      }
    } else {
      html.trusted(value)
    }
  }

  /// Whether a link is the same from every folder: empty, or with a host or a scheme.
  static func standsAnywhere(_ href: String) -> Bool {
    href.isEmpty || href.hasPrefix("//") || href.prefix { $0 != "/" && $0 != "#" && $0 != "?" }.contains(":")
  }

  /// A link of the page as it has to be written in the other folder.
  func link(_ href: String) -> String {
    if href.hasPrefix("#") { return Address.link(from: folder, to: page) + href }
    if MovedMarkup.standsAnywhere(href) { return href }
    let path = href.prefix { $0 != "#" && $0 != "?" }
    // Percent-encoded as it is: its parts are moved, not read.
    let start = Address.encoded(Address.folder(of: page))
    guard let target = Address.resolve(path, from: start) else { return href }
    return Address.relative(from: Address.encoded(folder), to: target) + href[path.endIndex...]
  }
}
