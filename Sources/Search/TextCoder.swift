/// Writes text in symbols of two characters: signs, and pairs of symbols that are frequent.
///
/// Not as small as a compressor makes it, but a passage is read in microseconds, without waiting and by any browser.
struct TextCoder: Sendable {
  /// Symbol 0 goes before a sign that has no symbol; its code point follows in two symbols of 12 bits.
  static let escape = 0
  private static let mostSigns = 3700
  private static let mostPairs = [2500, 2000]
  /// Bytes of text that are looked at to find pairs.
  private static let sample = 2_000_000

  /// Code points of the symbols from 1 on.
  let signs: [UInt32]
  /// The symbols that follow the signs: each two symbols before it.
  let pairs: [(UInt16, UInt16)]
  private let symbols: [UInt16]
  private let higher: [UInt32: UInt16]
  private let first: PairTable
  private let second: PairTable

  /// Learns from a selection of texts; the same texts in the same order give the same symbols.
  init(_ texts: [[UInt8]]) {
    // Texts from all parts of the site, to a limit.
    let total = texts.reduce(0) { $0 + $1.count }
    let step = max(1, total / TextCoder.sample)
    var counts: [UInt32: Int] = [:]
    var basic = [Int](repeating: 0, count: 0x10000)
    for text in texts {
      text.withUnsafeBufferPointer { bytes in
        TextCoder.points(bytes) { point in
          if point < 0x10000 { basic[Int(point)] += 1 } else { counts[point, default: 0] += 1 }
        }
      }
    }
    for (point, count) in basic.enumerated() where count > 0 { counts[UInt32(point)] = count }
    // What separates the parts of a chunk.
    counts[1] = Int.max
    let known = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(TextCoder.mostSigns).map(\.key).sorted()
    var symbols = [UInt16](repeating: 0, count: 0x10000)
    var higher: [UInt32: UInt16] = [:]
    for (place, point) in known.enumerated() {
      if point < 0x10000 { symbols[Int(point)] = UInt16(place + 1) } else { higher[point] = UInt16(place + 1) }
    }
    self.signs = known
    self.symbols = symbols
    self.higher = higher

    var samples: [[UInt16]] = []
    for place in stride(from: 0, to: texts.count, by: step) {
      var stream: [UInt16] = []
      texts[place].withUnsafeBufferPointer { bytes in
        TextCoder.points(bytes) { point in
          stream.append(point < 0x10000 ? symbols[Int(point)] : higher[point] ?? 0)
        }
      }
      samples.append(stream)
    }
    let base = known.count + 1
    let early = TextCoder.frequentPairs(samples, most: TextCoder.mostPairs[0])
    let first = PairTable(early, from: base)
    for place in samples.indices { first.join(&samples[place]) }
    let late = TextCoder.frequentPairs(samples, most: TextCoder.mostPairs[1])
    self.first = first
    second = PairTable(late, from: base + early.count)
    pairs = early + late
  }

  /// The text as characters for a script.
  func encode(_ text: [UInt8], into bytes: inout [UInt8]) {
    var stream: [UInt16] = []
    stream.reserveCapacity(text.count / 2)
    // A sign without a symbol stands as escape and two numbers, which must not be joined with what is around them.
    var parts: [(end: Int, point: UInt32)] = []
    text.withUnsafeBufferPointer { all in
      TextCoder.points(all) { point in
        let symbol = point < 0x10000 ? symbols[Int(point)] : higher[point] ?? 0
        if symbol == 0 { parts.append((stream.count, point)) } else { stream.append(symbol) }
      }
    }
    if parts.isEmpty { return write(&stream, into: &bytes) }
    var start = 0
    for (end, point) in parts {
      var part = Array(stream[start..<end])
      write(&part, into: &bytes)
      Packing.symbol(TextCoder.escape, into: &bytes)
      Packing.symbol(Int(point >> 12), into: &bytes)
      Packing.symbol(Int(point & 0xFFF), into: &bytes)
      start = end
    }
    var rest = Array(stream[start...])
    write(&rest, into: &bytes)
  }

  private func write(_ stream: inout [UInt16], into bytes: inout [UInt8]) {
    first.join(&stream)
    second.join(&stream)
    for symbol in stream { Packing.symbol(Int(symbol), into: &bytes) }
  }

  @inline(__always)
  private static func points(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (UInt32) -> Void) {
    var at = 0
    while at < bytes.count {
      let (point, length) = Scan.decode(bytes, at)
      body(point)
      at += length
    }
  }

  private static func frequentPairs(_ streams: [[UInt16]], most: Int) -> [(UInt16, UInt16)] {
    var counts: [UInt32: Int] = [:]
    for stream in streams {
      for place in 1..<max(stream.count, 1) where stream[place - 1] > 0 && stream[place] > 0 {
        counts[UInt32(stream[place - 1]) << 16 | UInt32(stream[place]), default: 0] += 1
      }
    }
    // A pair costs four characters to tell and saves two each time.
    return counts.filter { $0.value >= 4 }.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(most)
      .map { (UInt16($0.key >> 16), UInt16($0.key & 0xFFFF)) }
  }
}

/// Which two symbols become which.
private struct PairTable: Sendable {
  private let mask: Int
  /// Both symbols in the high half, what they become in the low one; zero where it is free.
  private let slots: [UInt64]

  init(_ pairs: [(UInt16, UInt16)], from first: Int) {
    var size = 16
    while size < pairs.count * 4 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    mask = size - 1
    for (place, pair) in pairs.enumerated() {
      let key = UInt32(pair.0) << 16 | UInt32(pair.1)
      var slot = PairTable.slot(key) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt64(key) << 32 | UInt64(first + place)
    }
    self.slots = slots
  }

  @inline(__always) private static func slot(_ key: UInt32) -> Int { Int(key &* 0x9E37_79B1 >> 12) }

  /// Replaces pairs, from the start on.
  func join(_ stream: inout [UInt16]) {
    guard stream.count > 1 else { return }
    slots.withUnsafeBufferPointer { slots in
      stream.withUnsafeMutableBufferPointer { stream -> Int in
        var (read, write) = (0, 0)
        scan: while read < stream.count {
          if read + 1 < stream.count {
            let key = UInt32(stream[read]) << 16 | UInt32(stream[read + 1])
            var slot = PairTable.slot(key) & mask
            while slots[slot] != 0 {
              if UInt32(slots[slot] >> 32) == key {
                stream[write] = UInt16(truncatingIfNeeded: slots[slot])
                read += 2
                write += 1
                continue scan
              }
              slot = (slot + 1) & mask
            }
          }
          stream[write] = stream[read]
          read += 1
          write += 1
        }
        return write
      }
    }.truncate(&stream)
  }
}

extension Int {
  fileprivate func truncate(_ stream: inout [UInt16]) { stream.removeLast(stream.count - self) }
}
