/// Copy as the words of a list are written: without markup and blanks, half width, lower case, Simplified; with the
/// place of each character in the source.
struct FoldedText {
  /// Unicode scalars; `FoldedText.stop` where no word can go on.
  private(set) var scalars: [UInt32] = []
  /// For each scalar the bytes of the source that it stands for.
  private(set) var ranges: [Range<Int>] = []
  /// Paragraphs, list items and cells of a table row taken together: what a source given in it counts for.
  private(set) var blocks: [Block] = []
  private(set) var citations: [Citation] = []

  struct Block {
    /// Of `scalars`.
    var start: Int
    var isCited = false
  }

  static let stop: UInt32 = 0
  /// Stands for a number in a text whose numbers are taken together.
  static let number: UInt32 = 0xE000

  private let bytes: UnsafeBufferPointer<UInt8>
  private let variants: [UInt32: UInt32]
  private var place: Int

  /// - Parameters:
  ///   - range: the part of `bytes` to read.
  ///   - isMarkdown: marks of Markdown are no part of words.
  ///   - variants: Traditional characters to Simplified ones.
  init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, isMarkdown: Bool, variants: [UInt32: UInt32]) {
    self.bytes = bytes
    self.variants = variants
    place = range.lowerBound
    scalars.reserveCapacity(range.count / 3)
    ranges.reserveCapacity(range.count / 3)
    blocks.append(Block(start: 0))
    read(until: range.upperBound, isMarkdown: isMarkdown)
  }

  private mutating func read(until end: Int, isMarkdown: Bool) {
    var atLineStart = true
    while place < end {
      if isMarkdown, atLineStart {
        atLineStart = false
        beginLine(end)
        continue
      }
      let byte = bytes[place]
      switch byte {
      case 0x0A:
        atLineStart = true
        place += 1
        if !isMarkdown { breakWord() }
      case 0x20, 0x09, 0x0D: place += 1
      case 0x5B where citation(until: end): break
      case 0x2A where isMarkdown, 0x5F where isMarkdown, 0x7E where isMarkdown, 0x5B where isMarkdown: place += 1
      case 0x5C where isMarkdown && place + 1 < end && bytes[place + 1] < 0x80:
        // The next character stands for itself.
        place += 1
        scalar(until: end)
      case 0x5D where isMarkdown: endOfLink(end)
      case 0x60 where isMarkdown: codeSpan(end)
      case 0x3C where isMarkdown: tag(end)
      case 0x26 where isMarkdown: entity(end)
      case 0x7C where isMarkdown:
        breakWord()
        place += 1
      default: scalar(until: end)
      }
    }
  }

  /// The marks that a line begins with: quotes, list items, headings. An empty line ends the block.
  private mutating func beginLine(_ end: Int) {
    var isItem = false
    while place < end {
      let byte = bytes[place]
      if byte == 0x20 || byte == 0x09 || byte == 0x3E || byte == 0x0D {
        place += 1
      } else if byte == 0x0A {
        newBlock()
        return
      } else if byte == 0x2D || byte == 0x2B || byte == 0x2A, place + 1 < end, bytes[place + 1] == 0x20 {
        isItem = true
        place += 2
      } else if byte == 0x23 {
        isItem = true
        place += 1
      } else if byte >= 0x30, byte <= 0x39, let after = itemNumberEnd(end) {
        isItem = true
        place = after
      } else {
        break
      }
    }
    if isItem || place < end && bytes[place] == 0x7C { newBlock() }
    // The line that makes a quote copy is no copy.
    let marker = Array("[!COPY]".utf8)
    if place + marker.count <= end, zip(marker, bytes[place..<place + marker.count]).allSatisfy({ $0 == $1 & ~0x20 || $0 == $1 }) {
      place += marker.count
    }
  }

  /// Behind `1. ` or `1) `.
  private func itemNumberEnd(_ end: Int) -> Int? {
    var at = place
    while at < end, bytes[at] >= 0x30, bytes[at] <= 0x39 { at += 1 }
    guard at + 1 < end, at - place <= 9, bytes[at] == 0x2E || bytes[at] == 0x29, bytes[at + 1] == 0x20 else { return nil }
    return at + 2
  }

  private mutating func newBlock() {
    breakWord()
    if blocks[blocks.count - 1].start < scalars.count {
      blocks.append(Block(start: scalars.count))
    }
  }

  private mutating func breakWord() {
    if let last = scalars.last, last != FoldedText.stop { emit(FoldedText.stop, place..<place) }
  }

  private mutating func emit(_ scalar: UInt32, _ range: Range<Int>) {
    scalars.append(scalar)
    ranges.append(range)
  }

  /// One character of text.
  private mutating func scalar(until end: Int) {
    let first = bytes[place]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard place + length <= end else {
      place = end
      return
    }
    var value: UInt32
    switch length {
    case 1: value = UInt32(first)
    case 2: value = UInt32(first & 0x1F) << 6 | UInt32(bytes[place + 1] & 0x3F)
    case 3:
      value = UInt32(first & 0x0F) << 12 | UInt32(bytes[place + 1] & 0x3F) << 6 | UInt32(bytes[place + 2] & 0x3F)
    default:
      value = UInt32(first & 0x07) << 18 | UInt32(bytes[place + 1] & 0x3F) << 12 | UInt32(bytes[place + 2] & 0x3F) << 6
        | UInt32(bytes[place + 3] & 0x3F)
    }
    let range = place..<place + length
    place += length
    add(value, range)
  }

  private mutating func add(_ value: UInt32, _ range: Range<Int>) {
    if let folded = FoldedText.fold(value, variants: variants) { emit(folded, range) }
  }

  /// A scalar as words are compared; `nil` for one that does not show.
  static func fold(_ scalar: UInt32, variants: [UInt32: UInt32]) -> UInt32? {
    switch scalar {
    case 0x41...0x5A: scalar | 0x20
    case 0xFF21...0xFF3A: (scalar - 0xFEE0) | 0x20
    case 0xFF01...0xFF5E: scalar - 0xFEE0
    // Blanks, joiners and marks of direction.
    case 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0xAD, 0x2000...0x200F, 0x2028...0x202F, 0x2060...0x2064, 0x3000, 0xFEFF: nil
    default: variants[scalar] ?? scalar
    }
  }

  /// `[来源: R01、R02]`, with either colon.
  private mutating func citation(until end: Int) -> Bool {
    let word = Array("来源".utf8)
    var at = place + 1
    while at < end, bytes[at] == 0x20 { at += 1 }
    guard at + word.count < end, bytes[at..<at + word.count].elementsEqual(word) else { return false }
    at += word.count
    while at < end, bytes[at] == 0x20 { at += 1 }
    if at < end, bytes[at] == 0x3A {
      at += 1
    } else if at + 3 <= end, bytes[at] == 0xEF, bytes[at + 1] == 0xBC, bytes[at + 2] == 0x9A {
      at += 3
    } else {
      return false
    }
    guard let close = bytes[at..<end].firstIndex(where: { $0 == 0x5D || $0 == 0x0A }), bytes[close] == 0x5D else { return false }
    citations += Citation.ids(bytes, at..<close, label: String(decoding: bytes[place + 1..<close], as: UTF8.self))
    blocks[blocks.count - 1].isCited = true
    place = close + 1
    return true
  }

  /// `](address)` and `][label]`; a bracket alone is nothing.
  private mutating func endOfLink(_ end: Int) {
    place += 1
    guard place < end, bytes[place] == 0x28 else { return }
    var depth = 0
    var at = place
    while at < end, bytes[at] != 0x0A {
      if bytes[at] == 0x28 { depth += 1 }
      if bytes[at] == 0x29 {
        depth -= 1
        if depth == 0 {
          place = at + 1
          return
        }
      }
      at += 1
    }
  }

  /// Code is no copy: `kpi:…` becomes a figure that the data supplies.
  private mutating func codeSpan(_ end: Int) {
    var open = place
    while open < end, bytes[open] == 0x60 { open += 1 }
    let count = open - place
    var at = open
    while at < end {
      // A span, unlike a fence, ends with its paragraph.
      if bytes[at] == 0x0A, count < 3, isBlankLine(at + 1, end) { break }
      guard bytes[at] == 0x60 else {
        at += 1
        continue
      }
      var close = at
      while close < end, bytes[close] == 0x60 { close += 1 }
      if close - at == count {
        breakWord()
        place = close
        return
      }
      at = close
    }
    place = open
  }

  private func isBlankLine(_ start: Int, _ end: Int) -> Bool {
    let rest = bytes[start..<end].first { $0 != 0x20 && $0 != 0x3E && $0 != 0x0D && $0 != 0x09 }
    return rest == nil || rest == 0x0A
  }

  /// A tag or comment within a word does not part it.
  private mutating func tag(_ end: Int) {
    let next = place + 1 < end ? bytes[place + 1] : 0
    let isTag = next == 0x2F || next == 0x21 || next | 0x20 >= 0x61 && next | 0x20 <= 0x7A
    if isTag, let close = bytes[place..<end].firstIndex(where: { $0 == 0x3E || $0 == 0x0A }), bytes[close] == 0x3E {
      place = close + 1
    } else {
      scalar(until: end)
    }
  }

  /// `&#26368;` and `&#x6700;`.
  private mutating func entity(_ end: Int) {
    let stop = min(end, place + 12)
    guard place + 3 < stop, bytes[place + 1] == 0x23, let close = bytes[place..<stop].firstIndex(of: 0x3B) else {
      return scalar(until: end)
    }
    let isHex = bytes[place + 2] | 0x20 == 0x78
    let digits = String(decoding: bytes[(place + (isHex ? 3 : 2))..<close], as: UTF8.self)
    guard let value = UInt32(digits, radix: isHex ? 16 : 10) else { return scalar(until: end) }
    add(value, place..<close + 1)
    place = close + 1
  }
}

/// A row of the register `sources` that a text names.
public struct Citation: Sendable, Equatable {
  public var id: String
  /// All that stands between the brackets, which may name several.
  public var label: String
  /// Of the id, in the bytes.
  public var offset: Int

  /// The ids of a list separated by 、 , ， ; and blanks around them left out.
  static func ids(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, label: String) -> [Citation] {
    var found: [Citation] = []
    var start = range.lowerBound
    var at = start
    func take(_ end: Int) {
      var (from, to) = (start, end)
      while from < to, bytes[from] == 0x20 { from += 1 }
      while to > from, bytes[to - 1] == 0x20 { to -= 1 }
      if from < to { 
        found.append(Citation(id: String(decoding: bytes[from..<to], as: UTF8.self), label: label, offset: from))
       }
    }
    while at < range.upperBound {
      let isWide = at + 3 <= range.upperBound
        && (bytes[at] == 0xE3 && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x81
          || bytes[at] == 0xEF && bytes[at + 1] == 0xBC && (bytes[at + 2] == 0x8C || bytes[at + 2] == 0x9B))
      if bytes[at] == 0x2C || bytes[at] == 0x3B || isWide {
        take(at)
        at += isWide ? 3 : 1
        start = at
      } else {
        at += 1
      }
    }
    take(range.upperBound)
    return found
  }

  /// All that a text names outside of code, in their order.
  public static func all(in bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, isMarkdown: Bool) -> [Citation] {
    FoldedText(bytes, in: range, isMarkdown: isMarkdown, variants: [:]).citations
  }
}
