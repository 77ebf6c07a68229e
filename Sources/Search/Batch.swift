/// Where the tokens of some pages in a row stand, the passages numbered within the batch: titles, then headings, then
/// pieces of text.
struct Batch: Sendable {
  var titles = 0
  var headings = 0
  var pieces = 0
  /// Whether a character was folded.
  var isFolded = false
  /// Sorted.
  var keys: [TokenKey] = []
  /// Where the passages of each key begin in `places`, and the end.
  var starts: [UInt32] = []
  var places: [UInt32] = []

  init(_ pages: ArraySlice<SearchPage>, _ passages: ArraySlice<Passages>, tokenizer: Tokenizer, initials: Initials) {
    // About every fourth byte ends a token that its passage has not yet.
    var counter = TokenCounter(expecting: pages.reduce(0) { $0 + $1.text.count } / 4)
    defer { counter.free() }
    var word = Tokenizer.Word()
    for page in pages {
      let title = page.titleBytes
      title.withUnsafeBufferPointer { tokenizer.scan($0, &word, &counter) }
      initials.scan(String(decoding: title, as: UTF8.self), folds: tokenizer.folds, &counter)
      counter.place += 1
    }
    titles = Int(counter.place)
    for page in pages {
      page.text.bytes.withUnsafeBufferPointer { bytes in
        for section in page.text.sections where !section.heading.isEmpty {
          tokenizer.scan(UnsafeBufferPointer(rebasing: bytes[section.heading]), &word, &counter)
          counter.place += 1
        }
      }
    }
    headings = Int(counter.place) - titles
    for (page, passages) in zip(pages, passages) {
      page.text.bytes.withUnsafeBufferPointer { bytes in
        for pieces in passages.pieces {
          for piece in pieces {
            tokenizer.scan(UnsafeBufferPointer(rebasing: bytes[piece]), &word, &counter)
            counter.place += 1
          }
        }
      }
    }
    pieces = Int(counter.place) - titles - headings
    isFolded = word.isFolded
    (keys, starts, places) = counter.sorted()
  }
}

/// Collects (token, passage) pairs, each once. Plain memory, since millions go through it; free it in the end.
private struct TokenCounter: TokenSink {
  /// A token in the hash table; no key where it is free.
  private struct Slot {
    var key: UInt64
    var token: UInt32
    /// The passage that it was met in last.
    var last: UInt32
  }

  /// The passage that tokens are met in now.
  var place: UInt32 = 0
  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  private var tokens = 0
  /// Pairs: the token in the high half, the passage in the low one.
  private var pairs: UnsafeMutablePointer<UInt64>
  private var count = 0
  private var capacity: Int

  init(expecting count: Int) {
    capacity = max(count, 1024)
    mask = 1 << 14 - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Slot(key: 0, token: 0, last: 0), count: mask + 1)
    pairs = .allocate(capacity: capacity)
  }

  func free() {
    slots.deallocate()
    pairs.deallocate()
  }

  @inline(__always) private static func slot(_ key: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15 >> 32) & mask
  }

  @inline(__always) mutating func add(_ key: UInt64) {
    var at = TokenCounter.slot(key, mask)
    while slots[at].key != key {
      if slots[at].key == 0 {
        slots[at] = Slot(key: key, token: UInt32(truncatingIfNeeded: tokens), last: place)
        tokens += 1
        append(UInt32(truncatingIfNeeded: tokens - 1))
        if tokens * 2 > mask { grow() }
        return
      }
      at = (at + 1) & mask
    }
    if slots[at].last != place {
      slots[at].last = place
      append(slots[at].token)
    }
  }

  @inline(__always) private mutating func append(_ token: UInt32) {
    if count == capacity { widen() }
    pairs[count] = UInt64(token) << 32 | UInt64(place)
    count += 1
  }

  @inline(never) private mutating func widen() {
    let wider = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity * 2)
    wider.moveInitialize(from: pairs, count: count)
    pairs.deallocate()
    (pairs, capacity) = (wider, capacity * 2)
  }

  @inline(never) private mutating func grow() {
    let (old, size) = (slots, mask + 1)
    mask = size * 4 - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Slot(key: 0, token: 0, last: 0), count: mask + 1)
    for number in 0..<size where old[number].key != 0 {
      var at = TokenCounter.slot(old[number].key, mask)
      while slots[at].key != 0 { at = (at + 1) & mask }
      slots[at] = old[number]
    }
    old.deallocate()
  }

  /// The keys sorted, where each one's passages begin, and the passages.
  func sorted() -> (keys: [TokenKey], starts: [UInt32], places: [UInt32]) {
    var all: [(key: UInt64, token: UInt32)] = []
    all.reserveCapacity(tokens)
    for number in 0...mask where slots[number].key != 0 { all.append((slots[number].key, slots[number].token)) }
    all.sort { $0.key < $1.key }
    var counts = [UInt32](repeating: 0, count: tokens)
    for number in 0..<count { counts[Int(pairs[number] >> 32)] += 1 }
    var starts: [UInt32] = []
    starts.reserveCapacity(tokens + 1)
    var total: UInt32 = 0
    for (_, token) in all {
      starts.append(total)
      // From now on where the next passage of the token goes.
      (counts[Int(token)], total) = (total, total + counts[Int(token)])
    }
    starts.append(total)
    // Passages were added in rising order, so each list comes out sorted.
    let places = [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
      counts.withUnsafeMutableBufferPointer { next in
        for number in 0..<count {
          let token = Int(pairs[number] >> 32)
          buffer[Int(next[token])] = UInt32(truncatingIfNeeded: pairs[number])
          next[token] += 1
        }
      }
      filled = count
    }
    return (all.map { TokenKey(bits: $0.key) }, starts, places)
  }
}
