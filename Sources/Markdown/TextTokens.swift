/// What extensions find in one text node.
///
/// The node's bytes may have been written as escapes or entities (`\\~`, `&#126;`), which mean themselves and are passed
/// over. libcmark does not tell where they are, only that the node is longer in the text than its content; then the
/// text is read along with the content.
struct TextTokens {
  enum Token {
    case tildes
    /// `https://…`, `http://…`
    case address
    /// `www.…`
    case www
    case email
    /// `[^name]`
    case footnote
  }
  struct Found {
    let token: Token
    let range: Range<Int>
  }

  private(set) var found: [Found] = []

  /// Whether text may hold something for an extension; most text does not.
  static func mayBe(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Eight bytes at a time as long as none of them is one of the characters below.
    var start = 0
    if let base = text.baseAddress {
      while start + 8 <= text.count {
        let bytes = UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self)
        let marks = zeros(bytes ^ every(Byte.tilde)) | zeros(bytes ^ every(Byte.at)) | zeros(bytes ^ every(Byte.caret))
          | zeros(bytes ^ every(Byte.colon)) | zeros((bytes | every(0x20)) ^ every(UInt8(ascii: "w")))
        if marks != 0 { break }
        start += 8
      }
    }
    for i in start..<text.count {
      let byte = text[i]
      if byte >= 0x80 { continue }
      switch byte {
      case Byte.tilde, Byte.at, Byte.caret: return true
      case Byte.colon: if i + 1 < text.count, text[i + 1] == Byte.slash { return true }
      case UInt8(ascii: "w"), UInt8(ascii: "W"):
        if i + 2 < text.count, text[i + 1] | 0x20 == UInt8(ascii: "w") { return true }
      default: break
      }
    }
    return false
  }

  /// The byte in all eight places.
  @inline(__always) private static func every(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  /// Not 0 when one of the eight bytes is 0.
  @inline(__always) private static func zeros(_ bytes: UInt64) -> UInt64 {
    (bytes &- 0x0101_0101_0101_0101) & ~bytes & 0x8080_8080_8080_8080
  }

  /// Looks through a node from `start` on; `place` says where in the text it stands.
  init(in node: CmarkNode, from start: Int = 0, place: BlockPlace, source: SourceText) {
    let bytes = node.literal
    var escapes: ArraySlice<Range<Int>> = []
    if node.endColumn - node.startColumn + 1 > bytes.count {
      let guess = place.guess(line: node.startLine, column: node.startColumn, in: source)
      escapes = Self.escapes(in: bytes, writtenAt: guess, source.bytes)[...]
    }
    var at = start
    var floor = start
    while at < bytes.count {
      let byte = bytes[at]
      if byte >= 0x80 {
        at += 1
        continue
      }
      while let first = escapes.first, first.upperBound <= at { escapes.removeFirst() }
      if let first = escapes.first, first.contains(at) {
        at = first.upperBound
        continue
      }
      var token: Found?
      switch byte {
      case Byte.tilde:
        let limit = min(bytes.count, escapes.first?.lowerBound ?? bytes.count)
        var end = at
        while end < limit, bytes[end] == Byte.tilde { end += 1 }
        token = Found(token: .tildes, range: at..<end)
      case Byte.openBracket where at + 2 < bytes.count && bytes[at + 1] == Byte.caret:
        if let end = footnoteNameEnd(bytes, from: at + 2, to: bytes.count) {
          token = Found(token: .footnote, range: at..<end + 1)
        }
      case Byte.colon:
        token = BareAddress.web(bytes, colon: at, floor: floor).map { Found(token: .address, range: $0) }
      case UInt8(ascii: "w"), UInt8(ascii: "W"):
        token = BareAddress.www(bytes, at: at, floor: floor).map { Found(token: .www, range: $0) }
      case Byte.at:
        token = BareAddress.email(bytes, at: at, floor: floor).map { Found(token: .email, range: $0) }
      default: break
      }
      if let token {
        found.append(token)
        at = token.range.upperBound
        floor = at
      } else {
        at += 1
      }
    }
  }

  /// Whether the first bytes of a node are written as they are.
  static func isPlain(_ node: CmarkNode, length: Int, place: BlockPlace, source: SourceText) -> Bool {
    let bytes = node.literal
    guard node.endColumn - node.startColumn + 1 > bytes.count else { return true }
    let guess = place.guess(line: node.startLine, column: node.startColumn, in: source)
    let escapes = escapes(in: UnsafeBufferPointer(rebasing: bytes.prefix(length)), writtenAt: guess, source.bytes)
    return escapes.isEmpty
  }

  /// The parts of `content` that the text writes as escapes or entities. Ends early where the two do not agree, as they
  /// may when libcmark's place is wrong.
  private static func escapes(
    in content: UnsafeBufferPointer<UInt8>, writtenAt start: Int, _ text: UnsafeBufferPointer<UInt8>
  ) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var at = start
    var i = 0
    while i < content.count, at >= 0, at < text.count {
      if text[at] == Byte.backslash, at + 1 < text.count, text[at + 1] == content[i], Byte.isPunctuation(content[i]) {
        result.append(i..<i + 1)
        i += 1
        at += 2
      } else if text[at] == Byte.ampersand, let end = entityEnd(text, at),
        !content[i...].starts(with: text[at..<end])
      {
        let length = BareAddress.scalar(content, i).length
        result.append(i..<i + length)
        i += length
        at = end
      } else if text[at] == content[i] {
        i += 1
        at += 1
      } else {
        break
      }
    }
    return result
  }

  /// One past the `;` of an entity that begins at an offset; `nil` when none does.
  private static func entityEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var at = start + 1
    while at < text.count, at - start < 34 {
      if text[at] == Byte.semicolon { return at > start + 1 ? at + 1 : nil }
      guard Byte.isAlphanumeric(text[at]) || text[at] == UInt8(ascii: "#") else { return nil }
      at += 1
    }
    return nil
  }
}
