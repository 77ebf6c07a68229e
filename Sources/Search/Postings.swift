import Parallel

/// The tokens of all batches with their passages, numbered over the whole site: titles, then headings, then text.
struct Postings: Sendable {
  let keys: [TokenKey]
  /// Where titles, headings and pieces of text end.
  let ends: [Int]
  private let batches: [Batch]
  /// For each batch the number of its first title, heading and piece.
  private let bases: [(title: Int, heading: Int, piece: Int)]

  init(_ batches: [Batch]) {
    self.batches = batches
    let titles = batches.reduce(0) { $0 + $1.titles }
    let headings = batches.reduce(0) { $0 + $1.headings }
    var next = (title: 0, heading: titles, piece: titles + headings)
    var bases: [(title: Int, heading: Int, piece: Int)] = []
    for batch in batches {
      bases.append(next)
      next = (next.title + batch.titles, next.heading + batch.headings, next.piece + batch.pieces)
    }
    self.bases = bases
    ends = [titles, titles + headings, next.piece]
    var all: [TokenKey] = []
    for batch in batches { all.append(contentsOf: batch.keys) }
    all.sort()
    var keys: [TokenKey] = []
    for key in all where key != keys.last { keys.append(key) }
    self.keys = keys
  }

  /// The Han characters that occur, sorted.
  var han: [UInt32] {
    var found: Set<UInt32> = []
    for key in keys where key.bits >> 56 >= 0xE0 {
      let bytes = key.utf8
      bytes.withUnsafeBufferPointer { bytes in
        var at = 0
        while at < bytes.count {
          let (point, length) = Scan.decode(bytes, at)
          if Scan.isHan(point) { found.insert(point) }
          at += length
        }
      }
    }
    return found.sorted()
  }

  /// The passages of the keys in a range, as bits of their own for each key.
  private func lists(_ range: Range<Int>) -> [[UInt32]] {
    var cursors = batches.map { batch in batch.keys.partition { $0 < keys[range.lowerBound] } }
    return range.map { number in
      let key = keys[number]
      var (titles, headings, pieces): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
      for (place, batch) in batches.enumerated() {
        let at = cursors[place]
        guard at < batch.keys.count, batch.keys[at] == key else { continue }
        cursors[place] += 1
        let base = bases[place]
        for local in batch.places[Int(batch.starts[at])..<Int(batch.starts[at + 1])] {
          let local = Int(local)
          if local < batch.titles {
            titles.append(UInt32(base.title + local))
          } else if local < batch.titles + batch.headings {
            headings.append(UInt32(base.heading + local - batch.titles))
          } else {
            pieces.append(UInt32(base.piece + local - batch.titles - batch.headings))
          }
        }
      }
      return titles + headings + pieces
    }
  }

  /// Files of tokens. Ranges of keys are cut into files side by side; where a range begins a file begins too.
  func shards(long: Int, length: Int) -> [Shard] {
    // Enough ranges to share the work, not so many that their ends make small files.
    let wide = max(2048, (keys.count + 31) / 32)
    let ranges = stride(from: 0, to: keys.count, by: wide).map { $0..<min($0 + wide, keys.count) }
    let parts = ranges.parallelMap { range -> [Shard] in
      var shards: [Shard] = []
      var open = ShardWriter(ends: ends)
      for (key, list) in zip(keys[range], lists(range)) {
        let before = open.length
        var alone = BitWriter()
        // A list of fewer passages is not long.
        if list.count * 2 > long { alone.write(list, ends: ends) }
        let isLong = alone.bytes.count >= long
        if !open.isEmpty, before >= length || isLong { shards.append(open.close()) }
        open.add(key, list)
        if isLong { shards.append(open.close()) }
      }
      if !open.isEmpty { shards.append(open.close()) }
      return shards
    }
    return parts.flatMap(\.self)
  }
}

extension [TokenKey] {
  /// The place of the first element that is not before.
  fileprivate func partition(_ isBefore: (TokenKey) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A file of tokens that follow one another.
struct Shard: Sendable {
  var keys: [TokenKey]
  var bits: [UInt8]

  var first: TokenKey { keys[0] }
  var length: Int { bits.count + keys.count * 5 }

  func script(_ number: Int) -> [UInt8] {
    var bytes: [UInt8] = Array("fupanSearch.keys(\(number),\"".utf8)
    bytes.append(contentsOf: Shard.front(keys))
    bytes.append(contentsOf: "\",\"".utf8)
    bytes.append(contentsOf: bits)
    return bytes + Array("\")\n".utf8)
  }

  /// Sorted keys, each as how many characters it shares with the one before, its other characters, and a space.
  static func front(_ keys: [TokenKey]) -> [UInt8] {
    var bytes: [UInt8] = []
    var before: [UInt8] = []
    for key in keys {
      let own = key.utf8
      var (shared, characters, place) = (0, 0, 0)
      while place < own.count, place < before.count, own[place] == before[place] {
        place += 1
        if place == own.count || own[place] & 0xC0 != 0x80 {
          // Beyond U+FFFF scripts count differently.
          if own[shared] >= 0xF0 { break }
          if place < before.count, before[place] & 0xC0 == 0x80 { break }
          (shared, characters) = (place, characters + 1)
        }
      }
      if !bytes.isEmpty { bytes.append(0x20) }
      bytes.append(0x30 + UInt8(characters))
      bytes.append(contentsOf: own[shared...])
      before = own
    }
    return bytes
  }
}

private struct ShardWriter {
  let ends: [Int]
  private var keys: [TokenKey] = []
  private var bits = BitWriter()

  init(ends: [Int]) { self.ends = ends }

  var isEmpty: Bool { keys.isEmpty }
  var length: Int { bits.bytes.count + keys.count * 5 }

  mutating func add(_ key: TokenKey, _ list: [UInt32]) {
    keys.append(key)
    bits.write(list, ends: ends)
  }

  mutating func close() -> Shard {
    defer { (keys, bits) = ([], BitWriter()) }
    return Shard(keys: keys, bits: bits.finish())
  }
}

extension BitWriter {
  /// The passages of a token: titles, headings and pieces each by themselves, for they differ in how full they are.
  fileprivate mutating func write(_ list: [UInt32], ends: [Int]) {
    var (start, first) = (0, 0)
    for end in ends {
      var stop = start
      while stop < list.count, list[stop] < end { stop += 1 }
      self.list(list[start..<stop], from: first, to: end)
      (start, first) = (stop, end)
    }
  }
}
