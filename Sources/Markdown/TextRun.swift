/// Neighbouring text nodes as one run of bytes, and what extensions find in it. libcmark cuts text at every character
/// that might have meant something, so `[^1]` or an address may come in several nodes.
struct TextRun {
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

  private(set) var bytes: [UInt8] = []
  private(set) var first: CmarkNode?
  private(set) var last: CmarkNode?
  private(set) var found: [Found] = []
  /// Each node with the offset at which it begins.
  private var nodes: [(node: CmarkNode, start: Int)] = []
  /// Ranges that were written as escapes or entities and mean themselves.
  private var escapes: [Range<Int>] = []

  /// Gathers the run that begins with `node` and looks through it.
  mutating func read(from node: CmarkNode) {
    bytes.removeAll(keepingCapacity: true)
    nodes.removeAll(keepingCapacity: true)
    escapes.removeAll(keepingCapacity: true)
    found.removeAll(keepingCapacity: true)
    first = node
    var current: CmarkNode? = node
    while let node = current, node.kind == .text {
      let literal = node.literal
      let next = node.next
      nodes.append((node, bytes.count))
      // An escape's columns span more than its text; so do those of a line's last text with blanks behind it.
      let width = node.endColumn - node.startColumn + 1
      if width > literal.count, literal.count == 1 || !(next?.kind == .softBreak || next?.kind == .lineBreak) {
        escapes.append(bytes.count..<bytes.count + literal.count)
      }
      bytes.append(contentsOf: literal)
      last = node
      current = next
    }
    scan()
  }

  /// The node and the offset in it of an offset in the run.
  func node(at offset: Int) -> (node: CmarkNode, offset: Int)? {
    var low = 0
    var high = nodes.count - 1
    guard high >= 0 else { return nil }
    while low < high {
      let middle = (low + high + 1) / 2
      if nodes[middle].start <= offset { low = middle } else { high = middle - 1 }
    }
    return (nodes[low].node, offset - nodes[low].start)
  }

  /// Whether text may hold something for an extension; most text does not.
  static func mayHoldTokens(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for i in 0..<text.count {
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

  private mutating func scan() {
    let escapes = escapes
    var tokens: [Found] = []
    swap(&tokens, &found)
    bytes.withUnsafeBufferPointer { bytes in
      var at = 0
      var floor = 0
      var escape = 0
      while at < bytes.count {
        let byte = bytes[at]
        if byte >= 0x80 {
          at += 1
          continue
        }
        while escape < escapes.count, escapes[escape].upperBound <= at { escape += 1 }
        if escape < escapes.count, escapes[escape].contains(at) {
          at = escapes[escape].upperBound
          continue
        }
        var token: Found?
        switch byte {
        case Byte.tilde:
          var end = at
          while end < bytes.count, bytes[end] == Byte.tilde, !(escape < escapes.count && escapes[escape].contains(end)) {
            end += 1
          }
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
          tokens.append(token)
          at = token.range.upperBound
          floor = at
        } else {
          at += 1
        }
      }
    }
    found = tokens
  }
}
