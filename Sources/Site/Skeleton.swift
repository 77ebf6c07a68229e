import Mustache
import Synchronization

/// A layout rendered for one shape of context: literal bytes, and the places where the texts go.
///
/// Mustache decides by presence, truth and length alone, so two contexts of the same shape differ only in their
/// texts. swift-mustache renders each shape once, with marks for texts; a page is then put together by copying.
struct Skeleton: Sendable {
  private enum Part: Sendable {
    case literal([UInt8])
    case leaf(Int)
  }

  private let parts: [Part]
  private let literalBytes: Int

  // Private-use characters: escaping leaves them alone, and `unmarked` takes them from templates and strings.
  private static let open = "\u{F8E0}"
  private static let close = "\u{F8E1}"
  private static let openBytes = Array(open.utf8)
  private static let closeBytes = Array(close.utf8)

  static func mark(_ number: Int) -> String { open + String(number) + close }

  /// A template's or a string's text without the characters that make marks.
  static func unmarked(_ text: String) -> String {
    text.contains(open) || text.contains(close) ? text.replacing(open, with: "").replacing(close, with: "") : text
  }

  /// Cuts a rendering at its marks.
  init(_ rendered: String) {
    let bytes = Array(rendered.utf8)
    var parts: [Part] = []
    var literal: [UInt8] = []
    var position = 0
    while position < bytes.count {
      guard bytes[position] == Skeleton.openBytes[0], bytes[position...].starts(with: Skeleton.openBytes) else {
        literal.append(bytes[position])
        position += 1
        continue
      }
      position += Skeleton.openBytes.count
      var number = 0
      while bytes[position] != Skeleton.closeBytes[0] {
        number = number * 10 + Int(bytes[position] - 0x30)
        position += 1
      }
      position += Skeleton.closeBytes.count
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = []
      parts.append(.leaf(number))
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
    self.parts = parts
    literalBytes = parts.reduce(0) { sum, part in
      if case .literal(let bytes) = part { return sum + bytes.count }
      return sum
    }
  }

  /// The page for a context of the skeleton's shape.
  func filled(with context: Context) -> [UInt8] {
    var leaves: [Context.Leaf] = []
    leaves.reserveCapacity(64)
    context.appendLeaves(to: &leaves)
    var size = literalBytes
    for case .leaf(let number) in parts {
      switch leaves[number] {
      case .text(let text): size += text.utf8.count + 16
      case .markup(let markup): size += markup.utf8.count
      }
    }
    var page: [UInt8] = []
    page.reserveCapacity(size)
    for part in parts {
      switch part {
      case .literal(let bytes): page.append(contentsOf: bytes)
      case .leaf(let number):
        // The scan has seen to it that markup stands in three braces and text in two.
        switch leaves[number] {
        case .text(let text): Skeleton.append(escaped: text, to: &page)
        case .markup(let markup): page.append(contentsOf: markup.utf8)
        }
      }
    }
    return page
  }

  private static func append(escaped text: String, to page: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      // What needs no escape is copied in one piece.
      var start = 0
      for index in bytes.indices {
        let reference: StaticString
        switch bytes[index] {
        case 0x26: reference = "&amp;"
        case 0x3C: reference = "&lt;"
        case 0x3E: reference = "&gt;"
        case 0x22: reference = "&quot;"
        case 0x27: reference = "&#39;"
        // Control characters, which HTML refuses.
        case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0x7F: reference = ""
        default: continue
        }
        page.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
        reference.withUTF8Buffer { page.append(contentsOf: $0) }
        start = index + 1
      }
      page.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }
}

/// The skeletons made so far, shared by the threads that render.
final class SkeletonCache: Sendable {
  private let skeletons = Mutex<[[UInt8]: Skeleton]>([:])

  /// The page of a layout, rendering the layout's skeleton when the context's shape is new.
  func page(_ layout: String, _ context: Context, render: (MarkedContext) -> String) -> [UInt8] {
    var shape = Array(layout.utf8)
    shape.append(0)
    context.appendShape(to: &shape)
    if let known = skeletons.withLock({ $0[shape] }) { return known.filled(with: context) }
    var count = 0
    let skeleton = Skeleton(render(context.marked(&count)))
    skeletons.withLock { $0[shape] = skeleton }
    return skeleton.filled(with: context)
  }
}
