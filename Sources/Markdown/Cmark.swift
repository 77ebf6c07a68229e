import CCmark

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// The only file that knows libcmark. A document owns its tree; nodes are plain pointers into it and must not outlive it. Nothing here recurses, and neither does libcmark, so depth costs no call stack.

/// What a node of the tree is.
enum NodeKind {
  case document, quote, list, item, codeBlock, htmlBlock, paragraph, heading, thematicBreak
  case text, softBreak, lineBreak, code, htmlInline, emphasis, strong, link, image
  /// A kind that only programs insert, or that a later libcmark adds: its children are rendered, it is not.
  case other
}

/// A parsed text. Its memory is the arena's of the thread that made it, where it must also be let go.
final class CmarkDocument {
  private let tree: OpaquePointer?
  private let arena = Arena.current

  /// Parses UTF-8; without a tree only when memory runs out.
  init(_ utf8: UnsafeBufferPointer<UInt8>) {
    arena.pointee.enter()
    let parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, CmarkDocument.memory)
    utf8.withMemoryRebound(to: CChar.self) { chars in
      if let start = chars.baseAddress { cmark_parser_feed(parser, start, chars.count) }
    }
    // The parser is the arena's too: it goes with the tree.
    tree = cmark_parser_finish(parser)
  }

  deinit { arena.pointee.leave() }

  var root: CmarkNode? { CmarkNode(tree) }

  /// The arena's functions as libcmark calls them; lives as long as the program, since every node points to it.
  nonisolated(unsafe) private static let memory: UnsafeMutablePointer<cmark_mem> = {
    let memory = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
    memory.initialize(
      to: cmark_mem(
        calloc: { count, size in
          let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
          return overflow ? nil : Arena.current.pointee.allocate(bytes)
        },
        realloc: { block, size in Arena.current.pointee.reallocate(block, size) },
        free: { _ in }))
    return memory
  }()
}

/// libcmark's version, `0.30.2`.
public func commonMarkLibraryVersion() -> String { String(cString: cmark_version_string()) }

struct CmarkNode: Hashable {
  private let pointer: OpaquePointer

  init?(_ pointer: OpaquePointer?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  var kind: NodeKind {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .code
    case CMARK_NODE_HTML_INLINE: .htmlInline
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_IMAGE: .image
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_LIST: .list
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_CODE_BLOCK: .codeBlock
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    default: .other
    }
  }

  var next: CmarkNode? { CmarkNode(cmark_node_next(pointer)) }
  var previous: CmarkNode? { CmarkNode(cmark_node_previous(pointer)) }
  var parent: CmarkNode? { CmarkNode(cmark_node_parent(pointer)) }
  var firstChild: CmarkNode? { CmarkNode(cmark_node_first_child(pointer)) }
  var lastChild: CmarkNode? { CmarkNode(cmark_node_last_child(pointer)) }

  /// Lines and byte columns as libcmark counts them, from 1.
  var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
  var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }
  var endColumn: Int { Int(cmark_node_get_end_column(pointer)) }

  /// The bytes of a text, code or HTML node; valid as long as the document.
  var literal: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_literal(pointer)) }
  var url: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_url(pointer)) }
  var title: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_title(pointer)) }
  var fenceInfo: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_fence_info(pointer)) }

  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
  var isTightList: Bool { cmark_node_get_list_tight(pointer) != 0 }
  var isOrderedList: Bool { cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST }
  var listStart: Int { Int(cmark_node_get_list_start(pointer)) }

  private func bytes(_ text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
    guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(
      start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: strlen(text))
  }
}
