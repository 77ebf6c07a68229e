import Diagnostics

/// A quote `> [!VISIBILITY level]`: a part of a text that only some may see.
public struct RestrictedPassage: Sendable, Equatable {
  /// Empty where it cannot be made out.
  public var visibility: String
  /// The lines of the text that it takes up, from 1.
  public var lines: ClosedRange<Int>
  /// Where its marker stands.
  public var place: MarkdownPlace
}

/// The restricted passages of a text in its order, those within others too. `firstLine` is the line of the file on which
/// the text begins; `lines` count from the text's own first line.
public func restrictedPassages(_ text: UnsafeBufferPointer<UInt8>, firstLine: Int = 1) -> [RestrictedPassage] {
  let document = CmarkDocument(text)
  guard let root = document.root else { return [] }
  return withExtendedLifetime(document) {
    var found: [RestrictedPassage] = []
    var next: CmarkNode? = root
    while let node = next {
      if node.kind == .quote, let paragraph = node.firstChild, paragraph.kind == .paragraph,
        let level = paragraph.firstChild.flatMap(Alert.restriction)
      {
        found.append(
          RestrictedPassage(
            visibility: level, lines: node.startLine...max(node.startLine, node.endLine),
            place: MarkdownPlace(line: paragraph.startLine + firstLine - 1, column: max(1, paragraph.startColumn))))
      }
      if node.kind != .paragraph, node.kind != .heading, let child = node.firstChild {
        next = child
        continue
      }
      next = node.next
      var above = node.parent
      while next == nil, let parent = above {
        next = parent.next
        above = parent.parent
      }
    }
    return found
  }
}

/// The name by which readers know a level of visibility.
public func visibilityName(_ level: String) -> Wording { Label.visibility(level) }

extension Alert {
  /// The level that `[!VISIBILITY level]`, alone on a line, names; empty where something like it is meant that does not
  /// say which level, so that nothing is shown to everyone by a slip of the pen. `nil` for anything else.
  static func restriction(_ first: CmarkNode) -> String? {
    guard first.kind == .text else { return nil }
    let text = first.literal
    guard text.count > 2, text[0] == Byte.openBracket, text[1] == UInt8(ascii: "!") else { return nil }
    let word = text.dropFirst(2).prefix { !Byte.isBlank($0) && $0 != Byte.closeBracket && $0 != UInt8(ascii: ":") }
    guard word.count > 6, word.count < 16 else { return nil }
    let name = String(decoding: word.map(Byte.lowercased), as: UTF8.self)
    guard name == Alert.visibility.rawValue || nearest(to: name, among: [Alert.visibility.rawValue]) != nil else { return nil }
    if name != Alert.visibility.rawValue || text.last != Byte.closeBracket { return "" }
    if let next = first.next, next.kind != .softBreak, next.kind != .lineBreak { return "" }
    let level = String(decoding: text[word.endIndex..<(text.count - 1)], as: UTF8.self)
    return String(level.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
