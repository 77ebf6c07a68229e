/// Walks over finished markup tag by tag, without a tree: for passes that measure, cut or rewrite what an `HTMLWriter` wrote,
/// which puts every attribute in double quotes and closes what it opens.
public struct MarkupScanner {
  public enum Token: Equatable, Sendable {
    case text(Range<Int>)
    /// A start tag; `name` is in lower case as it was written. Void elements and `<path />` have no end tag to come.
    case open(name: String, range: Range<Int>, isVoid: Bool)
    case close(name: String, range: Range<Int>)
  }

  public let bytes: [UInt8]
  private var place: Int
  private let end: Int

  public init(_ markup: Markup) { self.init(markup.utf8, 0..<markup.utf8.count) }

  public init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  private static let void: Set = ["br", "hr", "img", "input", "wbr", "col", "meta", "link", "source"]

  public mutating func next() -> Token? {
    guard place < end else { return nil }
    let start = place
    guard bytes[start] == 0x3C, let close = tagEnd(from: start) else {
      place = bytes[(start + 1)..<end].firstIndex(of: 0x3C) ?? end
      return .text(start..<place)
    }
    place = close
    let isClosing = bytes[start + 1] == 0x2F
    let nameStart = start + (isClosing ? 2 : 1)
    var nameEnd = nameStart
    while nameEnd < close, bytes[nameEnd] != 0x20, bytes[nameEnd] != 0x3E, bytes[nameEnd] != 0x2F, bytes[nameEnd] != 0x0A {
      nameEnd += 1
    }
    let name = String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self)
    if isClosing { return .close(name: name, range: start..<close) }
    return .open(name: name, range: start..<close, isVoid: bytes[close - 2] == 0x2F || MarkupScanner.void.contains(name))
  }

  private func tagEnd(from start: Int) -> Int? {
    var isQuoted = false
    var place = start + 1
    while place < end {
      if bytes[place] == 0x22 { isQuoted.toggle() } else if bytes[place] == 0x3E, !isQuoted { return place + 1 }
      place += 1
    }
    return nil
  }

  /// The value of an attribute of a tag as it is written, references such as `&amp;` included; `nil` where it has none.
  public func attribute(_ name: StaticString, of tag: Range<Int>) -> String? {
    name.withUTF8Buffer { name in
      let length = name.count
      var place = tag.lowerBound
      while place + length + 2 < tag.upperBound {
        if bytes[place] == 0x22 {
          // A value is no place to look.
          place = (bytes[(place + 1)..<tag.upperBound].firstIndex(of: 0x22) ?? tag.upperBound) + 1
          continue
        }
        if bytes[place] == 0x20, bytes[place + length + 1] == 0x3D, bytes[place + length + 2] == 0x22,
          bytes[(place + 1)...(place + length)].elementsEqual(name)
        {
          let start = place + length + 3
          guard let close = bytes[start..<tag.upperBound].firstIndex(of: 0x22) else { return nil }
          return String(decoding: bytes[start..<close], as: UTF8.self)
        }
        place += 1
      }
      return nil
    }
  }
}

extension Markup {
  /// A part of markup that begins and ends between elements: the caller knows from scanning it that it does.
  public func part(_ range: Range<Int>) -> Markup {
    Markup { $0.trusted(utf8[range]) }
  }

  /// What stands within its outermost element, which is all of it but line breaks around.
  public var inner: Markup {
    guard let start = utf8.firstIndex(of: 0x3E), let end = utf8.lastIndex(of: 0x3C), start < end else { return self }
    return part(start + 1..<end)
  }

  /// Its text without tags, references resolved, as readers see it.
  public var plainText: String {
    var scanner = MarkupScanner(self)
    var result: [UInt8] = []
    while let token = scanner.next() {
      if case .text(let range) = token { result += utf8[range] }
    }
    let text = String(decoding: result, as: UTF8.self)
    guard text.contains("&") else { return text }
    return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(text) {
      $0.replacing($1.0, with: $1.1)
    }
  }
}
