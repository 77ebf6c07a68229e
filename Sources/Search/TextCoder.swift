/// Writes text in symbols of two characters: signs, and pairs of symbols that are frequent.
///
/// Not as small as a compressor makes it, but a passage is read in microseconds, without waiting and by any browser.
struct TextCoder: Sendable {
  /// Symbol 0 goes before a sign that has no symbol; its code point follows in two symbols of 12 bits.
  static let escape = 0
  private static let mostSigns = 3700
  private static let mostPairs = [2500, 2000]
  /// Code points of the symbols from 1 on.
  let signs: [UInt32]
  /// The symbols that follow the signs: each two symbols before it.
  let pairs: [(UInt16, UInt16)]
  private let symbols: [UInt16]
  private let higher: [UInt32: UInt16]
  private let first: PairTable
  private let second: PairTable

  /// The two characters of each symbol, the first in the low byte.
  private let characters: [UInt16]

  /// Learns from a selection of texts, and from which code points occur in all of them; the same texts in the same
  /// order give the same symbols.
  init(_ samples: [[UInt8]], present: Set<UInt32>) {
    var counts = [UInt32](repeating: 0, count: 0x11_0000)
    for text in samples {
      text.withUnsafeBufferPointer { bytes in
        var at = 0
        while at < bytes.count {
          let (point, length) = Scan.decode(bytes, at)
          counts[Int(point)] += 1
          at += length
        }
      }
    }
    for point in present where counts[Int(point)] == 0 { counts[Int(point)] = 1 }
    // What separates the parts of a chunk, and what kind they are.
    for point in "\u{1}AHLPTX".unicodeScalars { counts[Int(point.value)] = UInt32.max }
    let known = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$0], $1) > (counts[$1], $0) }
      .prefix(TextCoder.mostSigns).sorted()
    var symbols = [UInt16](repeating: 0, count: 0x10000)
    var higher: [UInt32: UInt16] = [:]
    for (place, point) in known.enumerated() {
      if point < 0x10000 { symbols[point] = UInt16(place + 1) } else { higher[UInt32(point)] = UInt16(place + 1) }
    }
    signs = known.map { UInt32($0) }
    self.symbols = symbols
    self.higher = higher

    // All samples behind one another, with symbols of nothing between them.
    let length = samples.reduce(0) { $0 + $1.count + 1 }
    let stream = UnsafeMutableBufferPointer<UInt16>.allocate(capacity: length)
    defer { stream.deallocate() }
    var count = 0
    for text in samples {
      text.withUnsafeBufferPointer { bytes in
        var at = 0
        while at < bytes.count {
          let (point, length) = Scan.decode(bytes, at)
          stream[count] = point < 0x10000 ? symbols[Int(point)] : higher[point] ?? 0
          count += 1
          at += length
        }
      }
      stream[count] = 0
      count += 1
    }
    let base = known.count + 1
    let early = TextCoder.frequentPairs(UnsafeBufferPointer(rebasing: stream[..<count]), most: TextCoder.mostPairs[0])
    let first = PairTable(early, from: base)
    count = first.join(UnsafeMutableBufferPointer(rebasing: stream[..<count]))
    let late = TextCoder.frequentPairs(UnsafeBufferPointer(rebasing: stream[..<count]), most: TextCoder.mostPairs[1])
    self.first = first
    second = PairTable(late, from: base + early.count)
    pairs = early + late
    characters = (0..<8281).map { UInt16(Packing.character($0 / 91)) | UInt16(Packing.character($0 % 91)) << 8 }
  }

  /// Appends the text as characters for a script.
  func encode(_ text: [UInt8], into bytes: inout [UInt8]) {
    // A sign without a symbol stands as escape and two numbers; pairs never take an escape in.
    var rare: [UInt32] = []
    let stream = UnsafeMutableBufferPointer<UInt16>.allocate(capacity: text.count)
    defer { stream.deallocate() }
    var count = 0
    text.withUnsafeBufferPointer { all in
      symbols.withUnsafeBufferPointer { symbols in
        var at = 0
        while at < all.count {
          let (point, length) = Scan.decode(all, at)
          let symbol = point < 0x10000 ? symbols[Int(point)] : higher[point] ?? 0
          if symbol == 0 { rare.append(point) }
          stream[count] = symbol
          count += 1
          at += length
        }
      }
    }
    count = first.join(UnsafeMutableBufferPointer(rebasing: stream[..<count]))
    count = second.join(UnsafeMutableBufferPointer(rebasing: stream[..<count]))
    bytes.append(contentsOf: [UInt8](unsafeUninitializedCapacity: 2 * (count + 2 * rare.count)) { buffer, filled in
      characters.withUnsafeBufferPointer { characters in
        func put(_ symbol: Int) {
          buffer[filled] = UInt8(truncatingIfNeeded: characters[symbol])
          buffer[filled + 1] = UInt8(truncatingIfNeeded: characters[symbol] >> 8)
          filled += 2
        }
        var next = 0
        for place in 0..<count {
          put(Int(stream[place]))
          guard stream[place] == 0 else { continue }
          put(Int(rare[next] >> 12))
          put(Int(rare[next] & 0xFFF))
          next += 1
        }
      }
    })
  }

  /// The code points that occur in some texts.
  static func present(in texts: some Sequence<[UInt8]>) -> Set<UInt32> {
    var basic = [Bool](repeating: false, count: 0x10000)
    var found: Set<UInt32> = []
    for text in texts {
      text.withUnsafeBufferPointer { bytes in
        var at = 0
        while at < bytes.count {
          let (point, length) = Scan.decode(bytes, at)
          if point < 0x10000 { basic[Int(point)] = true } else { found.insert(point) }
          at += length
        }
      }
    }
    for (point, isPresent) in basic.enumerated() where isPresent { found.insert(UInt32(point)) }
    return found
  }

  private static func frequentPairs(_ stream: UnsafeBufferPointer<UInt16>, most: Int) -> [(UInt16, UInt16)] {
    var counter = PairCounter()
    for place in 1..<max(stream.count, 1) where stream[place - 1] > 0 && stream[place] > 0 {
      counter.add(UInt32(stream[place - 1]) << 16 | UInt32(stream[place]))
    }
    // A pair costs four characters to tell and saves two each time.
    return counter.all.filter { $0.count >= 4 }.sorted { ($0.count, $1.pair) > ($1.count, $0.pair) }.prefix(most)
      .map { (UInt16($0.pair >> 16), UInt16($0.pair & 0xFFFF)) }
  }
}

/// How often each pair was met.
private struct PairCounter {
  private var slots = [UInt64](repeating: 0, count: 1 << 16)
  private var used = 0

  /// No pair is zero.
  @inline(__always) mutating func add(_ pair: UInt32) {
    let mask = slots.count - 1
    var at = PairTable.slot(pair) & mask
    while true {
      let slot = slots[at]
      if UInt32(truncatingIfNeeded: slot >> 32) == pair {
        slots[at] = slot + 1
        return
      }
      if slot == 0 { break }
      at = (at + 1) & mask
    }
    slots[at] = UInt64(pair) << 32 | 1
    used += 1
    guard used * 2 > slots.count else { return }
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 4)
    for slot in old where slot != 0 {
      var at = PairTable.slot(UInt32(slot >> 32)) & (slots.count - 1)
      while slots[at] != 0 { at = (at + 1) & (slots.count - 1) }
      slots[at] = slot
    }
  }

  var all: [(pair: UInt32, count: UInt32)] {
    slots.filter { $0 != 0 }.map { (UInt32($0 >> 32), UInt32(truncatingIfNeeded: $0)) }
  }
}

/// Which two symbols become which.
private struct PairTable: Sendable {
  private let mask: Int
  /// An open hash table of pairs, the first symbol in the high half; zero where it is free.
  private let keys: [UInt32]
  private let values: [UInt16]

  init(_ pairs: [(UInt16, UInt16)], from first: Int) {
    var size = 16
    while size < pairs.count * 6 { size *= 2 }
    var keys = [UInt32](repeating: 0, count: size)
    var values = [UInt16](repeating: 0, count: size)
    mask = size - 1
    for (place, pair) in pairs.enumerated() {
      let key = UInt32(pair.0) << 16 | UInt32(pair.1)
      var slot = PairTable.slot(key) & mask
      while keys[slot] != 0 { slot = (slot + 1) & mask }
      (keys[slot], values[slot]) = (key, UInt16(first + place))
    }
    self.keys = keys
    self.values = values
  }

  @inline(__always) static func slot(_ key: UInt32) -> Int { Int(key &* 0x9E37_79B1 >> 12) }

  /// Replaces pairs, from the start on; returns how many symbols are left.
  func join(_ stream: UnsafeMutableBufferPointer<UInt16>) -> Int {
    keys.withUnsafeBufferPointer { keys in
      values.withUnsafeBufferPointer { values in
        guard let keys = keys.baseAddress, let values = values.baseAddress, let symbols = stream.baseAddress else { return 0 }
        let count = stream.count
        var (read, write) = (0, 0)
        while read &+ 1 < count {
          let key = UInt32(symbols[read]) << 16 | UInt32(symbols[read &+ 1])
          var at = PairTable.slot(key) & mask
          while keys[at] != key, keys[at] != 0 { at = (at &+ 1) & mask }
          let isPair = keys[at] != 0
          symbols[write] = isPair ? values[at] : symbols[read]
          read &+= isPair ? 2 : 1
          write &+= 1
        }
        if read < count {
          symbols[write] = symbols[read]
          write &+= 1
        }
        return write
      }
    }
  }
}
