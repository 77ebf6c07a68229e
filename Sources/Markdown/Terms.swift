#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terms of a glossary, found in running text: the first use of each becomes a link to its entry.
///
/// All spellings are looked for at once (Aho and Corasick, "Efficient string matching", CACM 1975), a byte at a time.
/// Where several fit at one place the longest counts, and what it covers is nobody else's. A spelling that begins or ends with
/// a Latin letter or digit is found as a whole word only; one of capitals alone keeps its capitals, others are found in
/// either case.
public final class TermIndex: Sendable {
  public struct Term: Sendable {
    /// Where its entry stands: `glossary.html#glossary-ROI`.
    public var address: String
    /// What is said about it on the spot.
    public var title: String
    public var spellings: [String]

    public init(address: String, title: String, spellings: [String]) {
      self.address = address
      self.title = title
      self.spellings = spellings
    }
  }

  /// Abbreviations that need no entry.
  public let known: Set<String>
  let terms: [Term]
  private let automaton: TermAutomaton

  /// Terms given earlier keep a spelling that later ones have too. Abbreviations among the spellings are known.
  public init(_ terms: [Term], known: Set<String> = []) {
    self.terms = terms
    self.known = known.union(terms.lazy.flatMap(\.spellings).flatMap { Abbreviations.words(in: $0) })
    automaton = TermAutomaton(terms.map(\.spellings))
  }

  /// The words of two to six capitals in a text.
  public static func abbreviations(in text: String) -> [String] { Abbreviations.words(in: text) }

  /// The terms in a text, one after the other: what the longest spelling at each place covers.
  func matches(in text: UnsafeBufferPointer<UInt8>) -> [(term: Int, range: Range<Int>)] { automaton.matches(in: text) }
}

/// The states of the search for all spellings at once.
private struct TermAutomaton: Sendable {
  private var spellings: [Spelling] = []
  /// Bytes that no spelling has are one class, 0.
  private var classes = [UInt8](repeating: 0, count: 256)
  private var width = 1
  /// By state and class the state that follows.
  private var next: [Int32] = []
  /// By state the spelling that ends there, and the next shorter state that ends one; -1 for none.
  private var ending: [Int32] = []
  private var shorter: [Int32] = []

  private struct Spelling: Sendable {
    var term: Int
    var bytes: [UInt8]
    var keepsCase: Bool
  }

  /// By term its spellings.
  init(_ terms: [[String]]) {
    var seen: Set<[UInt8]> = []
    for (number, texts) in terms.enumerated() {
      for text in texts where !text.isEmpty {
        let bytes = Array(text.utf8)
        let keepsCase = bytes.allSatisfy { !(0x61...0x7A).contains($0) }
        if seen.insert(bytes.map(TermAutomaton.folded)).inserted {
          spellings.append(Spelling(term: number, bytes: bytes, keepsCase: keepsCase))
        }
      }
    }
    build()
  }

  private static func folded(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  private mutating func build() {
    for byte in spellings.lazy.flatMap(\.bytes).map(TermAutomaton.folded) where classes[Int(byte)] == 0 {
      // There is room for all of them: UTF-8 has bytes that no text holds.
      classes[Int(byte)] = UInt8(width)
      width += 1
    }
    for capital in 0x41...0x5A { classes[capital] = classes[capital | 0x20] }
    next = [Int32](repeating: -1, count: width)
    ending = [-1]
    for (number, spelling) in spellings.enumerated() {
      var state = 0
      for byte in spelling.bytes {
        let place = state * width + Int(classes[Int(byte)])
        if next[place] < 0 {
          next[place] = Int32(ending.count)
          ending.append(-1)
          next += [Int32](repeating: -1, count: width)
        }
        state = Int(next[place])
      }
      if ending[state] < 0 { ending[state] = Int32(number) }
    }
    // Breadth first: what a state falls back to is shorter and so complete already.
    var fallback = [Int](repeating: 0, count: ending.count)
    shorter = [Int32](repeating: -1, count: ending.count)
    var queue: [Int] = []
    for place in 0..<width {
      if next[place] < 0 { next[place] = 0 } else { queue.append(Int(next[place])) }
    }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      let back = fallback[state]
      shorter[state] = ending[back] >= 0 ? Int32(back) : shorter[back]
      for place in 0..<width {
        let way = next[back * width + place]
        let own = next[state * width + place]
        if own < 0 {
          next[state * width + place] = way
        } else {
          fallback[Int(own)] = Int(way)
          queue.append(Int(own))
        }
      }
    }
  }

  func matches(in text: UnsafeBufferPointer<UInt8>) -> [(term: Int, range: Range<Int>)] {
    guard !spellings.isEmpty else { return [] }
    var found: [(term: Int, range: Range<Int>)] = []
    var state = 0
    next.withUnsafeBufferPointer { next in
      for at in text.indices {
        state = Int(next[state &* width &+ Int(classes[Int(text[at])])])
        if state == 0 { continue }
        var candidate = ending[state] >= 0 ? Int32(state) : shorter[state]
        while candidate >= 0 {
          let spelling = spellings[Int(ending[Int(candidate)])]
          let range = at + 1 - spelling.bytes.count..<at + 1
          if fits(spelling, text, range) { found.append((spelling.term, range)) }
          candidate = shorter[Int(candidate)]
        }
      }
    }
    if found.count < 2 { return found }
    found.sort { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }
    var end = 0
    return found.filter { match in
      guard match.range.lowerBound >= end else { return false }
      end = match.range.upperBound
      return true
    }
  }

  private func fits(_ spelling: Spelling, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    if spelling.keepsCase, !text[range].elementsEqual(spelling.bytes) { return false }
    if Byte.isAlphanumeric(text[range.lowerBound]), range.lowerBound > 0,
      Abbreviations.isWordByte(text[range.lowerBound - 1])
    {
      return false
    }
    return !(Byte.isAlphanumeric(text[range.upperBound - 1]) && range.upperBound < text.count
      && Abbreviations.isWordByte(text[range.upperBound]))
  }
}

/// Words of two to six capitals: `CPM`, `ROI`.
enum Abbreviations {
  /// What makes a Latin word longer: `ROI2` and `AO_L` are no abbreviations.
  static func isWordByte(_ byte: UInt8) -> Bool { Byte.isAlphanumeric(byte) || byte == UInt8(ascii: "_") }

  static func words(in text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in ranges(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) } }
  }

  /// Parts of numbers, names of files and addresses are none, and no run of one letter (`XX`).
  static func ranges(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = 0
    while at < text.count {
      guard isWordByte(text[at]) else {
        at += 1
        continue
      }
      let start = at
      var isCapital = true
      while at < text.count, isWordByte(text[at]) {
        if !(0x41...0x5A).contains(text[at]) { isCapital = false }
        at += 1
      }
      guard isCapital, (2...6).contains(at - start), text[start..<at].contains(where: { $0 != text[start] }) else { continue }
      if start > 1, isJoint(text[start - 1]), isWordByte(text[start - 2]) { continue }
      if at + 1 < text.count, isJoint(text[at]), isWordByte(text[at + 1]) { continue }
      found.append(start..<at)
    }
    return found
  }

  private static func isJoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: ":")
  }
}

extension Renderer {
  /// Whether links may be made in the text that follows: no heading, link or alternative text.
  private var takesLinks: Bool { linkDepth == 0 && alternativeDepth == 0 && !gathering.contains(.heading) }

  /// Writes a part of a text node, with citations and the first use of each term linked. `offset` is where the part begins
  /// in the node.
  mutating func prose(_ text: UnsafeBufferPointer<UInt8>, of node: CmarkNode, at offset: Int) {
    guard takesLinks else { return emit(text) }
    guard let prefix = options.citations, Citation.mayBe(in: text) else { return terms(text, of: node, at: offset) }
    var written = 0
    for found in Citation.all(in: text) {
      terms(UnsafeBufferPointer(rebasing: text[written..<found.range.lowerBound]), of: node, at: offset + written)
      let words = UnsafeBufferPointer(rebasing: text[found.range])
      let place = textPlace(node, offset + found.range.lowerBound, words)
      if case .href(let address) = host.link(prefix + found.id.replacing(" ", with: "_"), false, place) {
        writer.raw("<a class=\"citation\" href=\"")
        writer.address(address)
        writer.raw("\">")
        emit(words)
        writer.raw("</a>")
      } else {
        emit(words)
      }
      written = found.range.upperBound
    }
    terms(UnsafeBufferPointer(rebasing: text[written...]), of: node, at: offset + written)
  }

  private mutating func terms(_ text: UnsafeBufferPointer<UInt8>, of node: CmarkNode, at offset: Int) {
    // The head of a table is no prose, and copy is taken over as it stands.
    guard let index = options.terms, !text.isEmpty, !insideHead, !openPassages.contains(where: { $0.kind == .copy }) else {
      return emit(text)
    }
    var written = 0
    for match in index.matches(in: text) where usedTerms.insert(match.term).inserted {
      emit(UnsafeBufferPointer(rebasing: text[written..<match.range.lowerBound]))
      let term = index.terms[match.term]
      writer.raw("<a class=\"term\" href=\"")
      writer.address(options.termsFolder + term.address)
      writer.raw("\"")
      writer.attribute("title", term.title)
      writer.raw(">")
      emit(UnsafeBufferPointer(rebasing: text[match.range]))
      writer.raw("</a>")
      written = match.range.upperBound
    }
    emit(UnsafeBufferPointer(rebasing: text[written...]))
    for range in Abbreviations.ranges(in: text) {
      let word = String(decoding: text[range], as: UTF8.self)
      if index.known.contains(word) || !unknownWords.insert(word).inserted { continue }
      report(.unknownAbbreviation(word), at: textPlace(node, offset + range.lowerBound, UnsafeBufferPointer(rebasing: text[range])))
    }
  }
}

/// `[来源: R01]` or `[source: R01]`: a source of the site named by its id.
enum Citation {
  static func mayBe(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.baseAddress.map { memchr($0, Int32(Byte.openBracket), text.count) != nil } ?? false
  }

  static func all(in text: UnsafeBufferPointer<UInt8>) -> [(id: String, range: Range<Int>)] {
    var found: [(id: String, range: Range<Int>)] = []
    var at = 0
    while let open = text[at...].firstIndex(of: Byte.openBracket) {
      at = open + 1
      guard let close = text[at...].firstIndex(of: Byte.closeBracket), close - open < 80 else { continue }
      let words = String(decoding: text[at..<close], as: UTF8.self)
      guard let colon = words.firstIndex(where: { $0 == ":" || $0 == "：" }) else { continue }
      guard ["来源", "來源", "source", "Source"].contains(words[..<colon]) else { continue }
      let id = words[words.index(after: colon)...].split(separator: " ").joined(separator: " ")
      guard !id.isEmpty else { continue }
      found.append((id, open..<close + 1))
      at = close + 1
    }
    return found
  }
}
