/// Cuts text into the tokens that pages are found by.
///
/// - A run of Han characters gives every two neighbours, and its last character alone: `预算表` gives `预算 算表 表`.
/// - Letters and digits that touch are a word: `P01`. A point between digits belongs to it, a comma before the last three
///   digits of a group is dropped: `1,240.5` is `1240.5`.
/// - A word of several parts (digits and letters, or sides of a point or comma) gives the parts too, with `~` behind.
/// - A word of more than eight bytes gives its first eight and the others in pieces of seven with `-` before.
/// - Full width and capitals are folded, Traditional characters too.
public struct Tokenizer: Sendable {
  let folds: FoldTable

  public init(folds: FoldTable) { self.folds = folds }

  /// The tokens of a text in their order, with repetitions.
  public func tokens(_ text: String) -> [String] {
    var text = text
    var word = Word()
    var sink = TokenList()
    text.withUTF8 { scan($0, &word, &sink) }
    return sink.found
  }

  /// A word that is being read, in one piece of memory for all words of a text.
  struct Word {
    var bytes: [UInt8] = []
    /// Where parts begin, after the first.
    var cuts: [Int] = []
    /// Whether a character so far became another one.
    var isFolded = false
    init() { bytes.reserveCapacity(64) }

    mutating func emit(_ sink: inout some TokenSink) {
      guard !bytes.isEmpty else { return }
      bytes.withUnsafeBufferPointer { all in
        var start = 0
        var limit = 8
        while start < all.count {
          var end = min(start + limit, all.count)
          while end < all.count, all[end] & 0xC0 == 0x80 { end -= 1 }
          let key = TokenKey(UnsafeBufferPointer(rebasing: all[start..<end])).bits
          sink.add(start == 0 ? key : 0x2D << 56 | key >> 8)
          (start, limit) = (end, 7)
        }
        guard !cuts.isEmpty else { return }
        for number in 0...cuts.count {
          let from = number == 0 ? 0 : cuts[number - 1]
          var to = number == cuts.count ? all.count : cuts[number]
          if to > from, all[to - 1] == 0x2E { to -= 1 }
          if to - from > 7 {
            to = from + 7
            while all[to] & 0xC0 == 0x80 { to -= 1 }
          }
          let key = TokenKey(UnsafeBufferPointer(rebasing: all[from..<to])).bits
          sink.add(key | 0x7E << UInt64(56 - 8 * (to - from)))
        }
      }
      bytes.removeAll(keepingCapacity: true)
      cuts.removeAll(keepingCapacity: true)
    }
  }

  /// Hands every token of a text to the sink.
  func scan(_ text: UnsafeBufferPointer<UInt8>, _ word: inout Word, _ sink: inout some TokenSink) {
    // The Han character before this place, as UTF-8; no bytes where there is none.
    var last: UInt64 = 0
    var lastLength = 0
    var at = 0
    while at < text.count {
      var (point, length) = Scan.decode(text, at)
      if length == 3, Scan.isHan(point) {
        if !word.bytes.isEmpty { word.emit(&sink) }
        han(point, &last, &lastLength, &word, &sink)
        at += 3
        continue
      }
      if length == 4, Scan.isHan(point) {
        if !word.bytes.isEmpty { word.emit(&sink) }
        han(point, &last, &lastLength, &word, &sink)
        at += 4
        continue
      }
      if lastLength > 0 {
        sink.add(last << UInt64(64 - 8 * lastLength))
        lastLength = 0
      }
      if point >= 0xFF01, point <= 0xFF5E, !(point == 0xFF0C || point == 0xFF0E) { point -= 0xFEE0 }
      if point < 0x80 {
        let byte = UInt8(point)
        if Scan.isLetterOrDigit(byte) {
          let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
          if let before = word.bytes.last, before != 0x2E, word.cuts.last != word.bytes.count,
            Scan.isDigit(before) != Scan.isDigit(lower)
          {
            word.cuts.append(word.bytes.count)
          }
          word.bytes.append(lower)
        } else if length == 1, let before = word.bytes.last, Scan.isDigit(before), joins(text, at, byte) {
          if byte == 0x2E { word.bytes.append(byte) }
          word.cuts.append(word.bytes.count)
        } else if !word.bytes.isEmpty {
          word.emit(&sink)
        }
      } else if let lower = Scan.word(point) {
        let (packed, count) = Scan.packed(lower)
        if let before = word.bytes.last, Scan.isDigit(before), word.cuts.last != word.bytes.count {
          word.cuts.append(word.bytes.count)
        }
        for place in 0..<count { word.bytes.append(UInt8(truncatingIfNeeded: packed >> UInt64(8 * (count - 1 - place)))) }
      } else if !word.bytes.isEmpty {
        word.emit(&sink)
      }
      at += length
    }
    if lastLength > 0 { sink.add(last << UInt64(64 - 8 * lastLength)) }
    if !word.bytes.isEmpty { word.emit(&sink) }
  }

  @inline(__always)
  private func han(
    _ point: UInt32, _ last: inout UInt64, _ lastLength: inout Int, _ word: inout Word, _ sink: inout some TokenSink
  ) {
    let folded = folds.fold(point)
    if folded != point { word.isFolded = true }
    let (bytes, length) = Scan.packed(folded)
    if lastLength > 0 {
      sink.add(last << UInt64(64 - 8 * lastLength) | bytes << UInt64(64 - 8 * (lastLength + length)))
    }
    (last, lastLength) = (bytes, length)
  }

  /// Whether a point or comma behind a digit goes on with the number.
  private func joins(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ byte: UInt8) -> Bool {
    func isDigit(_ place: Int) -> Bool { place < text.count && Scan.isDigit(text[place]) }
    if byte == 0x2E { return isDigit(at + 1) }
    return byte == 0x2C && isDigit(at + 1) && isDigit(at + 2) && isDigit(at + 3) && !isDigit(at + 4)
  }
}

/// Takes the bits of keys, one token after the other.
protocol TokenSink {
  mutating func add(_ key: UInt64)
}

private struct TokenList: TokenSink {
  var found: [String] = []
  mutating func add(_ key: UInt64) { found.append(TokenKey(bits: key).text) }
}
