import HTML

/// Turns the markup of a page into a part of the whole book: anchors of its own, headings further down, links to other
/// parts that stay within the book.
struct BookText {
  /// What all anchors of the page begin with: `b12-`.
  let prefix: String
  /// The page's number, by which parts of several pages that are called alike are told apart.
  let number: String
  /// How many levels its headings stand below their own.
  let shift: Int
  /// The folder of the page, from which its links start.
  let folder: String
  /// The anchors of the pages in the book, by their addresses as links write them.
  let parts: [String: String]

  func rewritten(_ bytes: ArraySlice<UInt8>) -> Markup {
    var html = HTMLWriter(reserving: bytes.count + bytes.count / 16)
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let tag = bytes[place...].firstIndex(of: 0x3C) ?? bytes.endIndex
      html.trusted(bytes[place..<tag])
      guard tag < bytes.endIndex, let end = BookText.tagEnd(bytes, from: tag) else {
        html.trusted(bytes[tag...])
        break
      }
      write(bytes[tag..<end], into: &html)
      place = end
    }
    return html.markup
  }

  private static func tagEnd(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    var quoted = false
    for place in start..<bytes.endIndex {
      if bytes[place] == 0x22 { quoted.toggle() } else if bytes[place] == 0x3E, !quoted { return place + 1 }
    }
    return nil
  }

  /// One tag; Fupan's own markup puts every value in double quotes.
  private func write(_ tag: ArraySlice<UInt8>, into html: inout HTMLWriter) {
    var place = tag.startIndex + 1
    if place < tag.endIndex, tag[place] == 0x2F { place += 1 }
    // `<h2` and `</h2`.
    if place + 2 < tag.endIndex, tag[place] == 0x68, (0x31...0x36).contains(tag[place + 1]), [0x20, 0x3E].contains(tag[place + 2]) {
      html.trusted(tag[tag.startIndex...place])
      html.number(min(6, Int(tag[place + 1] - 0x30) + shift))
      place += 2
    } else {
      html.trusted(tag[tag.startIndex..<place])
    }
    while place < tag.endIndex {
      // Up to the quote, the name of the attribute behind the last blank.
      guard let open = tag[place...].firstIndex(of: 0x22), let close = tag[(open + 1)...].firstIndex(of: 0x22) else { break }
      html.trusted(tag[place...open])
      let words = tag[place..<open].split(separator: 0x20)
      let name = String(decoding: words.last?.dropLast() ?? [], as: UTF8.self)
      write(value: tag[(open + 1)..<close], of: name, into: &html)
      place = close
      html.trusted(tag[place...place])
      place += 1
    }
    html.trusted(tag[place...])
  }

  private func write(value: ArraySlice<UInt8>, of name: String, into html: inout HTMLWriter) {
    if MovedMarkup.references.contains(name) {
      for (number, token) in value.split(separator: 0x20).enumerated() {
        if number > 0 { html.raw(" ") }
        html.trusted(prefix.utf8)
        html.trusted(token)
      }
    } else if name == "aria-label" {
      html.text(number + " ")
      html.trusted(value)
    } else if name == "href" || name == "xlink:href" || name == "src" || name == "poster" {
      // References such as `&amp;` pass as they are: what is added needs none.
      html.trusted(link(String(decoding: value, as: UTF8.self)).utf8)
    } else {
      drawing(value, into: &html)
    }
  }

  /// A value in which a drawing may name its own parts: `url(#clip)`.
  private func drawing(_ value: ArraySlice<UInt8>, into html: inout HTMLWriter) {
    let mark = Array("url(#".utf8)
    var place = value.startIndex
    while let found = value[place...].firstIndex(of: 0x28) {
      let end = found + 2
      if found - 3 >= value.startIndex, end <= value.endIndex, value[(found - 3)..<end].elementsEqual(mark) {
        html.trusted(value[place..<end])
        html.trusted(prefix.utf8)
        place = end
      } else {
        html.trusted(value[place...found])
        place = found + 1
      }
    }
    html.trusted(value[place...])
  }

  /// A link as it has to be written from the book, which lies in the top folder.
  func link(_ href: String) -> String {
    if href.hasPrefix("#") { return "#" + prefix + href.dropFirst() }
    if MovedMarkup.standsAnywhere(href) { return href }
    let path = href.prefix { $0 != "#" && $0 != "?" }
    var segments = folder.split(separator: "/").map { Address.encoded(String($0)) }
    for part in path.split(separator: "/") {
      if part == ".." { _ = segments.popLast() } else if part != "." { segments.append(String(part)) }
    }
    let address = segments.joined(separator: "/")
    let rest = href[path.endIndex...]
    guard let part = parts[address] else { return address + rest }
    return rest.hasPrefix("#") && rest.count > 1 ? "#\(part)-\(rest.dropFirst())" : "#" + part
  }
}
