import Foundation
import HTML

/// How a review's links to other pages of its site are written: as they are, with the site's whole address, or not at all in
/// a file that has left its site.
enum ReviewLinks: Sendable {
  case relative
  case absolute(base: String)
  case none

  /// A page's relative link as it is to be written; `nil` where it is only text.
  func link(_ href: String?, from folder: String) -> String? {
    guard let href else { return nil }
    switch self {
    case .relative: return href
    case .none: return nil
    case .absolute(let base):
      var parts = folder.split(separator: "/").map { Address.encoded(String($0)) }
      for part in href.split(separator: "/", omittingEmptySubsequences: false) {
        if part == ".." { parts = parts.dropLast() } else if part != "." { parts.append(String(part)) }
      }
      return (base.hasSuffix("/") ? base : base + "/") + parts.joined(separator: "/")
    }
  }

  /// Markup of the site with its links so written: an anchor that leads nowhere becomes its text, an image its
  /// description.
  func rewritten(_ markup: Markup, from folder: String) -> Markup {
    if case .relative = self { return markup }
    var html = HTMLWriter(reserving: markup.utf8.count)
    let bytes = markup.utf8
    var place = 0
    // Which of the open anchors keep their tags.
    var open: [Bool] = []
    while place < bytes.count {
      guard bytes[place] == 0x3C, let end = tagEnd(bytes, from: place) else {
        let next = bytes[(place + 1)...].firstIndex(of: 0x3C) ?? bytes.count
        html.trusted(bytes[place..<next])
        place = next
        continue
      }
      let tag = bytes[place..<end]
      place = end
      if tag.starts(with: Array("<a ".utf8)) {
        let href = attribute("href", of: tag)
        let target = href.flatMap { isOutside($0) ? $0 : link($0, from: folder) }
        open.append(target != nil || href == nil)
        if let target, let href, target != href {
          html.raw("<a")
          html.attribute("href", target)
          html.raw(">")
        } else if open.last == true {
          html.trusted(tag)
        }
      } else if tag.elementsEqual("</a>".utf8) {
        if open.popLast() ?? true { html.trusted(tag) }
      } else if tag.starts(with: Array("<img ".utf8)), let source = attribute("src", of: tag), !source.hasPrefix("data:") {
        html.text(attribute("alt", of: tag) ?? "")
      } else {
        html.trusted(tag)
      }
    }
    return html.markup
  }

  /// Whether a link works wherever the file is: within it, or with a scheme of its own.
  private func isOutside(_ href: String) -> Bool {
    href.hasPrefix("#") || ["https:", "http:", "mailto:", "tel:"].contains { href.hasPrefix($0) }
  }

  private func tagEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    var quote: UInt8?
    for place in start..<bytes.count {
      let byte = bytes[place]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3E {
        return place + 1
      }
    }
    return nil
  }

  /// The value of an attribute, its references resolved; Fupan's own markup quotes every value.
  private func attribute(_ name: String, of tag: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: tag, as: UTF8.self)
    guard let start = text.range(of: " \(name)=\"")?.upperBound, let end = text[start...].firstIndex(of: "\"") else {
      return nil
    }
    let value = String(text[start..<end])
    return value.replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&lt;", with: "<")
      .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }
}
