/// The text of a finished page, cut at its headings: what search finds it by and shows of it.
public struct PageText: Sendable {
  /// What stands from one heading to the next.
  public struct Section: Sendable {
    /// 1 for what stands before the first heading below the title.
    public var level: Int
    /// The nearest place above or at the heading that a link can lead to; empty for the top of the page.
    public var anchor: String
    var heading: Range<Int>
    var body: Range<Int>
  }

  /// UTF-8. Blocks end in a line feed, cells of tables in a tab; other white space is single spaces.
  var bytes: [UInt8] = []
  /// The main heading; empty where the page has none.
  var title: Range<Int> = 0..<0
  public private(set) var sections: [Section] = []

  /// Bytes of text in all.
  public var count: Int { bytes.count }
  /// The main heading, then each section's heading and body.
  public var texts: [String] {
    ([title] + sections.flatMap { [$0.heading, $0.body] }).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// Reads what stands inside `<main>`, without navigation and what is marked as hidden; nothing of a page that has none.
  public init(html: UnsafeBufferPointer<UInt8>) {
    var reader = PageReader(html)
    reader.read()
    (bytes, title, sections) = (reader.text, reader.title, reader.sections)
  }

  public init(html: [UInt8]) { self = html.withUnsafeBufferPointer { PageText(html: $0) } }
}

/// Goes over the bytes of a page once.
private struct PageReader {
  let html: UnsafeBufferPointer<UInt8>
  var text: [UInt8] = []
  var title = 0..<0
  var sections: [PageText.Section] = []

  private var at = 0
  private var headingLevel = 0
  private var headingStart = 0
  private var headingAnchor = ""
  private var bodyStart = 0
  /// The id of a section that has not met its heading, and the last anchor that a link can lead to.
  private var sectionID = ""
  private var anchor = ""

  init(_ html: UnsafeBufferPointer<UInt8>) { self.html = html }

  /// What a tag does to the text around it.
  private enum Effect { case none, block, cell, skip }

  mutating func read() {
    guard let start = findMain() else { return }
    text.reserveCapacity((html.count - start) / 2)
    at = start
    sections = [PageText.Section(level: 1, anchor: "", heading: 0..<0, body: 0..<0)]
    while at < html.count {
      if html[at] != 0x3C {
        takeText()
      } else if html.count - at > 3, html[at + 1] == 0x21, html[at + 2] == 0x2D, html[at + 3] == 0x2D {
        skipComment()
      } else if !takeTag() {
        break
      }
    }
    endSection()
    sections.removeAll { $0.heading.isEmpty && $0.body.isEmpty }
  }

  /// Where `<main` stands.
  private func findMain() -> Int? {
    var place = 0
    while place + 5 <= html.count {
      // `m` is rarer than `<`.
      if html[place + 1] == 0x6D, html[place] == 0x3C, html[place + 2] == 0x61, html[place + 3] == 0x69, html[place + 4] == 0x6E {
        return place
      }
      place += 1
    }
    return nil
  }

  private mutating func skipComment() {
    at += 4
    while at < html.count, !(html[at] == 0x3E && html[at - 1] == 0x2D && html[at - 2] == 0x2D) { at += 1 }
    at += 1
  }

  // MARK: Text

  private mutating func takeText() {
    while at < html.count, html[at] != 0x3C {
      let byte = html[at]
      if byte > 0x26 {
        // The rule: everything up to the next sign that means something.
        let start = at
        repeat { at += 1 } while at < html.count && html[at] > 0x26 && html[at] != 0x3C
        text.append(contentsOf: UnsafeBufferPointer(rebasing: html[start..<at]))
      } else if byte == 0x26 {
        takeReference()
      } else if byte <= 0x20 {
        space()
        at += 1
      } else {
        text.append(byte)
        at += 1
      }
    }
  }

  private mutating func space() {
    if let last = text.last, last > 0x20 { text.append(0x20) }
  }

  private mutating func breakText(_ sign: UInt8) {
    guard let last = text.last, text.count > sectionFloor else { return }
    if last == 0x20 || (last == 0x09 && sign == 0x0A) { text[text.count - 1] = sign } else if last > 0x20 { text.append(sign) }
  }

  /// Where the text of this heading or body begins.
  private var sectionFloor: Int { headingLevel > 0 ? headingStart : bodyStart }

  private mutating func takeReference() {
    var end = at + 1
    while end < html.count, end - at < 12, html[end] != 0x3B { end += 1 }
    guard end < html.count, html[end] == 0x3B else {
      text.append(0x26)
      at += 1
      return
    }
    let name = String(decoding: html[(at + 1)..<end], as: UTF8.self)
    let point: UInt32? = switch name {
    case "amp": 0x26
    case "lt": 0x3C
    case "gt": 0x3E
    case "quot": 0x22
    case "apos": 0x27
    case "nbsp": 0x20
    case _ where name.hasPrefix("#x") || name.hasPrefix("#X"): UInt32(name.dropFirst(2), radix: 16)
    case _ where name.hasPrefix("#"): UInt32(name.dropFirst())
    default: nil
    }
    at = end + 1
    guard let point, let scalar = Unicode.Scalar(point) else { return }
    if point <= 0x20 { space() } else { text.append(contentsOf: String(Character(scalar)).utf8) }
  }

  // MARK: Tags

  /// Goes past the tag at this place; false at the end of the main part.
  private mutating func takeTag() -> Bool {
    let start = at
    at += 1
    let isEnd = at < html.count && html[at] == 0x2F
    if isEnd { at += 1 }
    let nameStart = at
    while at < html.count, Scan.isLetterOrDigit(html[at]) || html[at] == 0x2D { at += 1 }
    let name = UnsafeBufferPointer(rebasing: html[nameStart..<at])
    let attributes = at
    endTag()
    if name.isEmpty { return true }
    if isEnd, equal(name, "main") { return false }
    let level = name.count == 2 && name[0] | 0x20 == 0x68 && name[1] >= 0x31 && name[1] <= 0x36 ? Int(name[1]) - 0x30 : 0
    if level > 0 {
      if isEnd { endHeading() } else { beginHeading(level, id: id(attributes) ?? "") }
      return true
    }
    switch PageReader.effect(of: name) {
    case .none: break
    case .block: breakText(0x0A)
    case .cell: breakText(0x09)
    case .skip:
      if !isEnd, html[at - 2] != 0x2F { skip(name) }
      return true
    }
    if !isEnd, at - attributes >= 8 {
      if isHidden(attributes), html[at - 2] != 0x2F, !isVoid(name) { skip(name) }
      if equal(name, "section"), let id = id(attributes) { sectionID = id }
    }
    return at > start
  }

  /// Goes to behind the `>` of a tag; quoted values may hold one.
  private mutating func endTag() {
    var quote: UInt8 = 0
    while at < html.count {
      let byte = html[at]
      at += 1
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3E {
        return
      }
    }
  }

  /// Goes to behind the end of an element, counting those of its name inside it.
  private mutating func skip(_ name: UnsafeBufferPointer<UInt8>) {
    var depth = 1
    while at < html.count, depth > 0 {
      guard html[at] == 0x3C else {
        at += 1
        continue
      }
      let isEnd = at + 1 < html.count && html[at + 1] == 0x2F
      let from = at + (isEnd ? 2 : 1)
      let to = from + name.count
      let matches = to < html.count && !Scan.isLetterOrDigit(html[to])
        && (0..<name.count).allSatisfy { html[from + $0] | 0x20 == name[$0] | 0x20 }
      at += 1
      endTag()
      if matches { depth += isEnd ? -1 : html[at - 2] == 0x2F ? 0 : 1 }
    }
  }

  private func equal(_ name: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    word.withUTF8Buffer { word in
      name.count == word.count && (0..<word.count).allSatisfy { name[$0] | 0x20 == word[$0] }
    }
  }

  private func isVoid(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    equal(name, "br") || equal(name, "img") || equal(name, "input") || equal(name, "hr") || equal(name, "wbr")
  }

  /// Elements that break the text are the rule; these do not.
  private static func effect(of name: UnsafeBufferPointer<UInt8>) -> Effect {
    func `is`(_ word: StaticString) -> Bool {
      word.withUTF8Buffer { word in
        name.count == word.count && (0..<word.count).allSatisfy { name[$0] | 0x20 == word[$0] | 0x20 }
      }
    }
    switch name[0] | 0x20 {
    case 0x61: return `is`("a") || `is`("abbr") ? .none : .block
    case 0x62: return `is`("b") || `is`("bdi") || `is`("bdo") ? .none : .block
    case 0x63: return `is`("code") || `is`("cite") ? .none : .block
    case 0x64: return `is`("del") || `is`("dfn") || `is`("data") ? .none : `is`("desc") ? .skip : .block
    case 0x65: return `is`("em") ? .none : .block
    case 0x69: return `is`("i") || `is`("ins") ? .none : .block
    case 0x6B: return `is`("kbd") ? .none : .block
    case 0x6D: return `is`("mark") ? .none : .block
    case 0x6E: return `is`("nav") ? .skip : .block
    case 0x71: return `is`("q") ? .none : .block
    case 0x73:
      if `is`("script") || `is`("style") { return .skip }
      let isInline = `is`("span") || `is`("strong") || `is`("small") || `is`("sub") || `is`("sup") || `is`("samp") || `is`("s")
      return isInline ? .none : .block
    case 0x74:
      if `is`("td") || `is`("th") { return .cell }
      if `is`("template") || `is`("title") { return .skip }
      return `is`("time") || `is`("tspan") ? .none : .block
    case 0x75: return `is`("u") ? .none : .block
    case 0x76: return `is`("var") ? .none : .block
    case 0x77: return `is`("wbr") ? .none : .block
    default: return .block
    }
  }

  // MARK: Attributes

  /// The value of ` id="…"` in the tag that ends here.
  private func id(_ start: Int) -> String? {
    var place = start
    while place + 5 < at {
      if html[place] <= 0x20, html[place + 1] | 0x20 == 0x69, html[place + 2] | 0x20 == 0x64, html[place + 3] == 0x3D,
        html[place + 4] == 0x22
      {
        var end = place + 5
        while end < at, html[end] != 0x22 { end += 1 }
        let value = String(decoding: html[(place + 5)..<end], as: UTF8.self)
        guard value.utf8.contains(0x26) else { return value }
        return value.replacing("&quot;", with: "\"").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
          .replacing("&amp;", with: "&")
      }
      place += 1
    }
    return nil
  }

  /// Whether the tag that ends here says `hidden` or `data-search="off"`.
  private func isHidden(_ start: Int) -> Bool {
    func has(_ word: StaticString, at place: Int) -> Bool {
      word.withUTF8Buffer { word in
        place + word.count < at && (0..<word.count).allSatisfy { html[place + $0] == word[$0] }
      }
    }
    var place = start
    while place < at {
      let byte = html[place]
      if byte == 0x22 {
        // Past a value.
        place += 1
        while place < at, html[place] != 0x22 { place += 1 }
      } else if byte <= 0x20 {
        if has(" data-search=\"off\"", at: place) { return true }
        if has(" hidden", at: place), html[place + 7] == 0x3E || html[place + 7] == 0x20 || html[place + 7] == 0x3D { return true }
      }
      place += 1
    }
    return false
  }

  // MARK: Sections

  private mutating func beginHeading(_ level: Int, id: String) {
    endSection()
    headingLevel = level
    headingStart = text.count
    headingAnchor = id.isEmpty ? sectionID : id
    sectionID = ""
  }

  private mutating func endHeading() {
    guard headingLevel > 0 else { return }
    while text.count > headingStart, text[text.count - 1] <= 0x20 { text.removeLast() }
    let heading = headingStart..<text.count
    text.append(0x0A)
    if headingLevel == 1, title.isEmpty {
      title = heading
      sections.append(PageText.Section(level: 1, anchor: "", heading: text.count..<text.count, body: 0..<0))
    } else {
      if !headingAnchor.isEmpty { anchor = headingAnchor }
      sections.append(PageText.Section(level: headingLevel, anchor: anchor, heading: heading, body: 0..<0))
    }
    headingLevel = 0
    bodyStart = text.count
  }

  private mutating func endSection() {
    if headingLevel > 0 { endHeading() }
    breakText(0x0A)
    sections[sections.count - 1].body = bodyStart..<text.count
    bodyStart = text.count
  }
}
