import Parallel

/// A page to be found.
public struct SearchPage: Sendable {
  /// Its path below the top of the site.
  public var address: String
  /// Its title where the text has no main heading.
  public var title: String
  /// The titles of the pages above it, the home page left out.
  public var trail: [String]
  public var text: PageText

  public init(address: String, title: String, trail: [String], text: PageText) {
    (self.address, self.title, self.trail, self.text) = (address, title, trail, text)
  }

  /// Bytes of the main heading, or of the title.
  var titleBytes: [UInt8] { text.title.isEmpty ? Array(title.utf8) : Array(text.bytes[text.title]) }
}

/// A page cut into passages, which postings point to: its title, its headings, and its text in pieces of a few sentences.
struct Passages: Sendable {
  /// Bytes after which a piece of text ends at the next sign that is no part of a token. Small pieces tell a phrase from
  /// words that merely stand on one page; large ones make a small index.
  static let length = 512

  /// Sections with a heading.
  var headings: Int
  /// For each section the ranges of its text.
  var pieces: [[Range<Int>]]
  var count: Int

  init(_ text: PageText) {
    headings = text.sections.count { !$0.heading.isEmpty }
    pieces = text.bytes.withUnsafeBufferPointer { bytes in
      text.sections.map { Passages.cut($0.body, of: bytes) }
    }
    count = pieces.reduce(0) { $0 + $1.count }
  }

  private static func cut(_ body: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = body.lowerBound
    while start < body.upperBound {
      var end = start + length
      // What is left after a piece would be a scrap.
      if end + length / 4 >= body.upperBound {
        end = body.upperBound
      } else {
        while end < body.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
        while end < body.upperBound, !isBreak(bytes, end) { end += Scan.decode(bytes, end).length }
        end = min(end, body.upperBound)
      }
      ranges.append(start..<end)
      start = end
    }
    return ranges
  }

  /// Whether no token goes over this place: white space, or punctuation of three bytes (`，`, `。`, `、`).
  private static func isBreak(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    if bytes[at] <= 0x20 { return true }
    let (point, _) = Scan.decode(bytes, at)
    return point == 0x3001 || point == 0x3002 || point == 0xFF0C || point == 0xFF1B || point == 0xFF1A
  }
}

/// Where the tokens of some pages in a row stand, the passages numbered within the batch: titles, then headings, then
/// pieces of text.
struct Batch: Sendable {
  var titles = 0
  var headings = 0
  var pieces = 0
  /// Sorted.
  var keys: [TokenKey] = []
  /// Where the passages of each key begin in `places`, and the end.
  var starts: [Int] = []
  var places: [UInt32] = []

  init(_ pages: ArraySlice<SearchPage>, _ passages: ArraySlice<Passages>, tokenizer: Tokenizer) {
    var counter = TokenCounter()
    var word = Tokenizer.Word()
    var place: UInt32 = 0
    func add(_ bytes: UnsafeBufferPointer<UInt8>) {
      tokenizer.scan(bytes, &word) { counter.add($0.bits, place) }
      place += 1
    }
    func each(_ body: (SearchPage, Passages, UnsafeBufferPointer<UInt8>) -> Void) {
      for (page, passages) in zip(pages, passages) {
        page.text.bytes.withUnsafeBufferPointer { body(page, passages, $0) }
      }
    }
    each { page, _, _ in page.titleBytes.withUnsafeBufferPointer { add($0) } }
    titles = Int(place)
    each { page, _, bytes in
      for section in page.text.sections where !section.heading.isEmpty { add(UnsafeBufferPointer(rebasing: bytes[section.heading])) }
    }
    headings = Int(place) - titles
    each { _, passages, bytes in
      for pieces in passages.pieces { for piece in pieces { add(UnsafeBufferPointer(rebasing: bytes[piece])) } }
    }
    pieces = Int(place) - titles - headings
    (keys, starts, places) = counter.finish()
  }
}

/// Collects (token, passage) pairs, each once, and sorts them by token.
private struct TokenCounter {
  /// An open hash table of numbers of tokens, `-1` where it is free.
  private var slots = [Int32](repeating: -1, count: 1 << 12)
  private var keys: [UInt64] = []
  private var counts: [UInt32] = []
  private var lasts: [UInt32] = []
  private var tokens: [UInt32] = []
  private var places: [UInt32] = []

  init() {
    tokens.reserveCapacity(1 << 16)
    places.reserveCapacity(1 << 16)
  }

  @inline(__always) private static func slot(_ key: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15 >> 32) & mask
  }

  @inline(__always) mutating func add(_ key: UInt64, _ place: UInt32) {
    let mask = slots.count - 1
    var slot = TokenCounter.slot(key, mask)
    while true {
      let token = Int(slots[slot])
      if token < 0 { break }
      if keys[token] == key {
        if lasts[token] != place {
          lasts[token] = place
          counts[token] += 1
          tokens.append(UInt32(token))
          places.append(place)
        }
        return
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(keys.count)
    tokens.append(UInt32(keys.count))
    places.append(place)
    keys.append(key)
    counts.append(1)
    lasts.append(place)
    if keys.count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    let mask = slots.count - 1
    for (token, key) in keys.enumerated() {
      var slot = TokenCounter.slot(key, mask)
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(token)
    }
  }

  /// The keys sorted, where each one's passages begin, and the passages.
  consuming func finish() -> (keys: [TokenKey], starts: [Int], places: [UInt32]) {
    let order = keys.indices.sorted { keys[$0] < keys[$1] }
    var starts: [Int] = []
    starts.reserveCapacity(keys.count + 1)
    var next = [Int](repeating: 0, count: keys.count)
    var total = 0
    for token in order {
      starts.append(total)
      next[token] = total
      total += Int(counts[token])
    }
    starts.append(total)
    // Passages were added in rising order, so each list comes out sorted.
    let sorted = [UInt32](unsafeUninitializedCapacity: total) { buffer, count in
      for (token, place) in zip(tokens, places) {
        buffer[next[Int(token)]] = place
        next[Int(token)] += 1
      }
      count = total
    }
    return (order.map { TokenKey(bits: keys[$0]) }, starts, sorted)
  }
}
