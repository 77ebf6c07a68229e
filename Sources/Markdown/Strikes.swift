/// Pairs of `~` or `~~` that strike out what is between them.
///
/// Both stand among the children of one node, so the elements nest. The rules are those for `*`: an opening pair has
/// no space behind it, a closing one none before it, and both have the same length, one or two.
struct StrikeIndex {
  enum Mark {
    case open, close
  }
  private struct Key: Hashable {
    let run: CmarkNode
    let offset: Int
  }
  private struct Opener {
    let key: Key
    let length: Int
  }

  private var marks: [Key: Mark] = [:]
  private var done: Set<CmarkNode> = []
  private var run = TextRun()

  /// What the tildes at an offset of the run that begins with `node` mean; `nil` for themselves.
  mutating func mark(run node: CmarkNode, offset: Int) -> Mark? {
    if let parent = node.parent, done.insert(parent).inserted { pair(childrenOf: parent) }
    return marks[Key(run: node, offset: offset)]
  }

  private mutating func pair(childrenOf parent: CmarkNode) {
    var openers: [Opener] = []
    var open = [0, 0, 0]
    var child = parent.firstChild
    while let node = child {
      guard node.kind == .text else {
        child = node.next
        continue
      }
      run.read(from: node)
      for found in run.found where found.token == .tildes && found.range.count <= 2 {
        let length = found.range.count
        let (canOpen, canClose) = flanking(found.range, in: parent)
        let key = Key(run: node, offset: found.range.lowerBound)
        if canClose, open[length] > 0 {
          while let opener = openers.popLast() {
            open[opener.length] -= 1
            guard opener.length == length else { continue }
            marks[opener.key] = .open
            marks[key] = .close
            break
          }
        } else if canOpen {
          openers.append(Opener(key: key, length: length))
          open[length] += 1
        }
      }
      child = run.last?.next
    }
  }

  private func flanking(_ range: Range<Int>, in parent: CmarkNode) -> (canOpen: Bool, canClose: Bool) {
    run.bytes.withUnsafeBufferPointer { bytes in
      let before: Side
      if range.lowerBound > 0 {
        var start = range.lowerBound - 1
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        before = Side(BareAddress.scalar(bytes, start).scalar)
      } else {
        before = Side(neighbour: run.first?.previous, in: parent)
      }
      let after =
        range.upperBound < bytes.count
        ? Side(BareAddress.scalar(bytes, range.upperBound).scalar) : Side(neighbour: run.last?.next, in: parent)
      return (
        after != .space && (after != .punctuation || before != .letter),
        before != .space && (before != .punctuation || after != .letter)
      )
    }
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
