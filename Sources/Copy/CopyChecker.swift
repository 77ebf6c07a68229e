import Diagnostics

/// What a check of copy found, at a place of its bytes.
public struct CopyFinding: Sendable {
  public enum Kind: Sendable {
    case word(WordList.Word)
    /// A competitor, by its name in the register.
    case competitor(String)
    /// Something that needs a source and has none.
    case claim
  }

  public var kind: Kind
  /// In the bytes that were checked.
  public var range: Range<Int>
  /// As the list has it, or for a number as written.
  public var text: String
}

/// Checks copy against a word list.
///
/// Words are found across inline markup, line breaks and blanks, in full and half width, in both scripts. A word inside an
/// exception, or inside a longer word, is not told.
public struct CopyChecker: Sendable {
  private enum Entry: Sendable {
    case word(WordList.Word)
    case competitor(String)
    case claim
    case exception
  }

  public let words: WordList
  private let variants: [UInt32: UInt32]
  private let entries: [Entry]
  private let literal: Matching
  private let counted: Matching

  /// Words of one kind of text, by their number among `entries`.
  private struct Matching: Sendable {
    var numbers: [Int]
    var matcher: WordMatcher
  }

  /// - Parameters:
  ///   - competitors: names that ask for a human.
  ///   - variants: Traditional characters to Simplified ones (see `characters(of:)`).
  public init(_ words: WordList, competitors: [String] = [], variants: [UInt32: UInt32] = [:]) {
    self.words = words
    self.variants = variants
    var entries: [Entry] = []
    var plain: [(Int, [UInt32])] = []
    var numbered: [(Int, [UInt32])] = []
    func add(_ text: String, _ entry: Entry) {
      let parts = text.split(separator: "{n}", omittingEmptySubsequences: false)
      var scalars: [UInt32] = []
      for (place, part) in parts.enumerated() {
        if place > 0 { scalars.append(FoldedText.number) }
        scalars += part.unicodeScalars.compactMap { FoldedText.fold($0.value, variants: [:]) }
      }
      guard !scalars.isEmpty else { return }
      if parts.count > 1 { numbered.append((entries.count, scalars)) } else { plain.append((entries.count, scalars)) }
      entries.append(entry)
    }
    for text in words.words.keys.sorted() { if let word = words.words[text] { add(text, .word(word)) } }
    for text in words.claims.sorted() { add(text, .claim) }
    for text in words.exceptions.sorted() { add(text, .exception) }
    for name in competitors { add(name, .competitor(name)) }
    self.entries = entries
    literal = Matching(numbers: plain.map(\.0), matcher: WordMatcher(plain.map(\.1)))
    counted = Matching(numbers: numbered.map(\.0), matcher: WordMatcher(numbered.map(\.1)))
  }

  /// What stands in a part of some bytes, in order of their places; and the sources that it names.
  ///
  /// `isCited`: the surroundings give a source for all of it.
  public func check(
    _ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, isMarkdown: Bool, isCited: Bool = false
  ) -> (findings: [CopyFinding], citations: [Citation]) {
    let text = FoldedText(bytes, in: range, isMarkdown: isMarkdown, variants: variants)
    var hits: [Hit] = []
    literal.matcher.match(text.scalars) { word, place in
      hits.append(Hit(entry: literal.numbers[word], range: place))
    }
    let (scalars, places) = CopyChecker.countingNumbers(text.scalars)
    counted.matcher.match(scalars) { word, place in
      hits.append(
        Hit(entry: counted.numbers[word], range: places[place.lowerBound].lowerBound..<places[place.upperBound - 1].upperBound))
    }
    hits.removeAll { !isWhole($0, text, bytes, range) }
    return (findings(hits, text, bytes, isCited: isCited), text.citations)
  }

  private struct Hit {
    var entry: Int
    /// Of the folded text.
    var range: Range<Int>
  }

  /// Letters and digits of a word may not go on beyond its ends, so that `top` is not found in `stop`.
  private func isWhole(_ hit: Hit, _ text: FoldedText, _ bytes: UnsafeBufferPointer<UInt8>, _ all: Range<Int>) -> Bool {
    func isLatin(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
    func isLatin(_ scalar: UInt32) -> Bool { scalar < 0x80 && isLatin(UInt8(scalar)) }
    let start = text.ranges[hit.range.lowerBound].lowerBound
    let end = text.ranges[hit.range.upperBound - 1].upperBound
    if isLatin(text.scalars[hit.range.lowerBound]), start > all.lowerBound, isLatin(bytes[start - 1]) { return false }
    if isLatin(text.scalars[hit.range.upperBound - 1]), end < all.upperBound, isLatin(bytes[end]) { return false }
    return true
  }

  private func findings(
    _ hits: [Hit], _ text: FoldedText, _ bytes: UnsafeBufferPointer<UInt8>, isCited: Bool
  ) -> [CopyFinding] {
    // Longest first at each place: what lies inside one that came before is told by it, or excepted.
    let sorted = hits.sorted { a, b in
      (a.range.lowerBound, -a.range.count, rank(a)) < (b.range.lowerBound, -b.range.count, rank(b))
    }
    var kept: [Hit] = []
    var coveredUntil = 0
    var claimed: Set<Int> = []
    for hit in sorted where hit.range.upperBound > coveredUntil {
      if case .claim = entries[hit.entry] {
        let block = (text.blocks.lastIndex { $0.start <= hit.range.lowerBound }) ?? 0
        // One for each paragraph, since one source settles all.
        if isCited || text.blocks[block].isCited || !claimed.insert(block).inserted { continue }
      } else {
        coveredUntil = hit.range.upperBound
        if case .exception = entries[hit.entry] { continue }
      }
      kept.append(hit)
    }
    // A word that begins within a claim and goes further tells more than the claim.
    return kept.map { hit in
      let range = text.ranges[hit.range.lowerBound].lowerBound..<text.ranges[hit.range.upperBound - 1].upperBound
      switch entries[hit.entry] {
      case .word(let word):
        let written = word.text.contains("{n}") ? CopyChecker.shown(text, hit.range) : word.text
        return CopyFinding(kind: .word(word), range: range, text: written)
      case .competitor(let name): return CopyFinding(kind: .competitor(name), range: range, text: name)
      case .claim, .exception: return CopyFinding(kind: .claim, range: range, text: CopyChecker.shown(text, hit.range))
      }
    }
  }

  /// Of two entries of the same place the one that counts: exceptions, then words, names, claims.
  private func rank(_ hit: Hit) -> Int {
    switch entries[hit.entry] {
    case .exception: 0
    case .word: 1
    case .competitor: 2
    case .claim: 3
    }
  }

  private static func shown(_ text: FoldedText, _ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(text.scalars[range].compactMap(Unicode.Scalar.init)))
  }

  /// The text with each run of digits, or of Chinese numerals, as one character, and the places they had.
  private static func countingNumbers(_ scalars: [UInt32]) -> (scalars: [UInt32], places: [Range<Int>]) {
    var result: [UInt32] = []
    var places: [Range<Int>] = []
    result.reserveCapacity(scalars.count)
    places.reserveCapacity(scalars.count)
    var at = 0
    while at < scalars.count {
      let start = at
      if isDigit(scalars[at]) {
        while at < scalars.count, isDigit(scalars[at]) || isSeparator(scalars, at) { at += 1 }
      } else {
        while at < scalars.count, numerals.contains(scalars[at]) { at += 1 }
      }
      if at > start {
        result.append(FoldedText.number)
      } else {
        result.append(scalars[at])
        at += 1
      }
      places.append(start..<at)
    }
    return (result, places)
  }

  private static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

  /// A point before digits, or a comma before three of them: other commas part two numbers.
  private static func isSeparator(_ scalars: [UInt32], _ at: Int) -> Bool {
    let digits = scalars[(at + 1)...].prefix(3).prefix(while: isDigit).count
    return scalars[at] == 0x2E && digits > 0 || scalars[at] == 0x2C && digits == 3
  }
  private static let numerals = Set("〇零一二三四五六七八九十百千万亿两半几".unicodeScalars.map(\.value))

  /// The Han characters of some bytes, each once: what a converter has to be asked for to fold Traditional ones.
  public static func characters(of texts: [[UInt8]]) -> String {
    var seen: Set<UInt32> = []
    for text in texts {
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where scalar.value >= 0x3400 && scalar.value < 0xFB00 {
        seen.insert(scalar.value)
      }
    }
    return String(String.UnicodeScalarView(seen.sorted().compactMap(Unicode.Scalar.init)))
  }
}
