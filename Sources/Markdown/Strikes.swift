/// Pairs of `~` or `~~` that strike out what is between them.
///
/// Both stand among the children of one node, so the elements nest. The rules are those for `*`: an opening pair has
/// no space behind it, a closing one none before it, and both have the same length, one or two.
struct StrikeIndex {
  enum Mark {
    case open, close
  }
  private struct Opener {
    let node: CmarkNode
    let offset: Int
    let length: Int
  }

  private var marks: [CmarkNode: [Int: Mark]] = [:]
  private var done: Set<CmarkNode> = []

  /// What the tildes at an offset of a text node mean; `nil` for themselves.
  mutating func mark(in node: CmarkNode, offset: Int, place: BlockPlace, source: SourceText) -> Mark? {
    if let parent = node.parent, done.insert(parent).inserted { pair(childrenOf: parent, place, source) }
    return marks[node]?[offset]
  }

  private mutating func pair(childrenOf parent: CmarkNode, _ place: BlockPlace, _ source: SourceText) {
    var openers: [Opener] = []
    var open = [0, 0, 0]
    var child = parent.firstChild
    while let node = child {
      child = node.next
      guard node.kind == .text, node.literal.contains(Byte.tilde) else { continue }
      let bytes = node.literal
      for found in TextTokens(in: node, place: place, source: source).found {
        let length = found.range.count
        guard found.token == .tildes, length <= 2 else { continue }
        let (canOpen, canClose) = flanking(found.range, in: bytes, of: node, parent)
        if canClose, open[length] > 0 {
          while let opener = openers.popLast() {
            open[opener.length] -= 1
            guard opener.length == length else { continue }
            marks[opener.node, default: [:]][opener.offset] = .open
            marks[node, default: [:]][found.range.lowerBound] = .close
            break
          }
        } else if canOpen {
          openers.append(Opener(node: node, offset: found.range.lowerBound, length: length))
          open[length] += 1
        }
      }
    }
  }

  private func flanking(
    _ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, of node: CmarkNode, _ parent: CmarkNode
  ) -> (canOpen: Bool, canClose: Bool) {
    let before: Side
    if range.lowerBound > 0 {
      var start = range.lowerBound - 1
      while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      before = Side(BareAddress.scalar(bytes, start).scalar)
    } else {
      before = Side(neighbour: node.previous, in: parent)
    }
    let after =
      range.upperBound < bytes.count
      ? Side(BareAddress.scalar(bytes, range.upperBound).scalar) : Side(neighbour: node.next, in: parent)
    return (
      after != .space && (after != .punctuation || before != .letter),
      before != .space && (before != .punctuation || after != .letter)
    )
  }

  /// What stands beside a mark.
  private enum Side {
    case space, punctuation, letter

    init(_ scalar: Unicode.Scalar) {
      self = scalar.isSpace ? .space : scalar.isPunctuation ? .punctuation : .letter
    }

    /// Everything that is not text begins and ends with a mark, except for the ends of lines and blocks.
    init(neighbour: CmarkNode?, in parent: CmarkNode) {
      switch neighbour?.kind {
      case .softBreak, .lineBreak: self = .space
      case nil:
        switch parent.kind {
        case .emphasis, .strong, .link, .image: self = .punctuation
        default: self = .space
        }
      default: self = .punctuation
      }
    }
  }
}
