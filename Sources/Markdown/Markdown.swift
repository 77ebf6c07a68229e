import Diagnostics
import HTML

// Markdown text in, HTML and what the page needs to know about it out:
//   text -> footnote definitions marked (Footnotes) -> libcmark's tree (Cmark) -> tables found, their cells parsed
//   (Tables) -> one walk over the tree that writes HTML and confirms places against the text (Renderer).

/// How a text is read and written.
public struct MarkdownOptions: Sendable {
  /// Tables, strikethrough, task lists, footnotes, alerts, heading anchors and bare addresses, on top of CommonMark.
  public var extensions = true
  /// Keeps raw HTML as it stands; otherwise it is dropped, with one warning for a text.
  public var rawHTML = false
  /// Writes tables for a page: in a region that scrolls sideways and takes the keyboard's focus, aligned by classes
  /// (`align-right`) in place of the attribute that HTML has given up.
  public var pageTables = false
  /// The line of the file on which the text begins, from 1.
  public var firstLine = 1
  /// The levels of visibility that may be shown; `nil` is all. Passages of others should have been taken out before: one
  /// that is still there is an error.
  public var shownVisibilities: Set<String>?
  /// The language of labels: titles of alerts, names of footnotes.
  public var language: Language
  /// Links the first use of each term in prose to its entry, and reports abbreviations that have none.
  public var terms: TermIndex?
  /// What stands before the addresses of terms in links of the text's page: `../registers/`.
  public var termsFolder = ""
  /// What a cited id is put behind for `link` to resolve; `nil` leaves `[来源: R01]` as text.
  public var citations: String?
  /// Tells where each block of the top level stands in the output (`MarkdownOutput.blocks`).
  public var recordsBlocks = false

  public init(
    extensions: Bool = true, rawHTML: Bool = false, pageTables: Bool = false, firstLine: Int = 1,
    language: Language = .simplifiedChinese
  ) {
    self.extensions = extensions
    self.rawHTML = rawHTML
    self.pageTables = pageTables
    self.firstLine = firstLine
    self.language = language
  }
}

/// Where something stands in the file: line and column from 1, the column in characters.
public struct MarkdownPlace: Sendable, Hashable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// What becomes of a link.
public enum LinkTarget: Sendable, Equatable {
  /// It leads here; the address is percent-encoded and escaped on writing.
  case href(String)
  /// No link is made; its text (or an image's alternative text) stays. The host has reported why.
  case refused
}

/// The surroundings of a text: what its links, figures and fenced blocks stand for. Called in the order of the text;
/// footnotes come last.
public protocol MarkdownHost {
  /// Where a destination leads. Not called for destinations that are refused for safety.
  mutating func link(_ destination: String, isImage: Bool, at place: MarkdownPlace) -> LinkTarget
  /// The markup of a code span that holds a `:`, such as `kpi:roi`; `nil` for ordinary code.
  mutating func codeSpan(_ code: String, at place: MarkdownPlace) -> Markup?
  /// The markup of a fenced block with an info string; `nil` for ordinary code. The place is the opening fence.
  mutating func fencedBlock(_ info: String, _ literal: String, at place: MarkdownPlace) -> Markup?
}

/// No surroundings: links stay as they are written, code stays code.
public struct PlainHost: MarkdownHost, Sendable {
  public init() {}
  public mutating func link(_ destination: String, isImage: Bool, at place: MarkdownPlace) -> LinkTarget {
    .href(destination)
  }
  public mutating func codeSpan(_ code: String, at place: MarkdownPlace) -> Markup? { nil }
  public mutating func fencedBlock(_ info: String, _ literal: String, at place: MarkdownPlace) -> Markup? { nil }
}

/// A heading of the text.
public struct Heading: Sendable, Equatable {
  /// 1 to 6.
  public var level: Int
  /// The heading without markup.
  public var text: String
  /// The anchor, unique in the text, not percent-encoded; empty without extensions.
  public var id: String
  public var place: MarkdownPlace
}

/// An alert that other parts of a page need to find.
public struct MarkedPassage: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// `> [!SPEAKER]`: a trainer's notes.
    case speaker
    /// `> [!COPY]`: outward-facing copy.
    case copy
  }
  public var kind: Kind
  /// The text without markup, its lines and blocks separated by line breaks.
  public var text: String
  /// The lines of the file that it takes up, the marker's line included.
  public var lines: ClosedRange<Int>

  public init(kind: Kind, text: String, lines: ClosedRange<Int>) {
    self.kind = kind
    self.text = text
    self.lines = lines
  }
}

/// A block of a text's top level.
public struct MarkdownBlock: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// A heading, of the next entry of `headings` that is not within another block.
    case heading
    /// `---`
    case rule
    /// A code block with the first word of its info string, which may be empty.
    case fence(String)
    /// Alerts that parts of a training module are made of.
    case speaker, reading, exercise, answer
    case other
  }
  public var kind: Kind
  /// Its bytes of the output's markup.
  public var range: Range<Int>
  /// The line of the file on which it begins.
  public var line: Int
}

/// A rendered text.
public struct MarkdownOutput: Sendable {
  public var html = Markup()
  /// In the order of the text.
  public var headings: [Heading] = []
  public var passages: [MarkedPassage] = []
  /// The first paragraph outside alerts, without markup; `nil` when there is none.
  public var summary: String?
  /// In the order of discovery.
  public var diagnostics: [Diagnostic] = []
  /// In the order of the text, without the footnotes behind it; empty unless the options ask for it.
  public var blocks: [MarkdownBlock] = []
}

/// A heading with the headings below it.
public struct ContentsEntry: Sendable, Equatable {
  public var heading: Heading
  public var children: [ContentsEntry]

  /// Headings of the given levels as a tree. A level that is skipped in the text leaves no empty entry.
  public static func tree(of headings: [Heading], levels: ClosedRange<Int> = 2...3) -> [ContentsEntry] {
    var open: [ContentsEntry] = []
    var result: [ContentsEntry] = []
    func close(to level: Int) {
      while let last = open.last, last.heading.level >= level {
        open.removeLast()
        if open.isEmpty { result.append(last) } else { open[open.count - 1].children.append(last) }
      }
    }
    for heading in headings where levels.contains(heading.level) {
      close(to: heading.level)
      open.append(ContentsEntry(heading: heading, children: []))
    }
    close(to: 0)
    return result
  }
}

/// Renders Markdown; never fails. `file` is the path that diagnostics name.
public func renderMarkdown<Host: MarkdownHost>(
  _ text: String, file: String, options: MarkdownOptions, host: inout Host
) -> MarkdownOutput {
  var text = text
  return text.withUTF8 { render($0, file: file, options: options, host: &host) }
}

/// Renders Markdown given as bytes; bytes that are not UTF-8 become U+FFFD.
public func renderMarkdown<Host: MarkdownHost>(
  utf8: UnsafeBufferPointer<UInt8>, file: String, options: MarkdownOptions, host: inout Host
) -> MarkdownOutput {
  if String(validating: utf8, as: UTF8.self) == nil {
    return renderMarkdown(String(decoding: utf8, as: UTF8.self), file: file, options: options, host: &host)
  }
  return render(utf8, file: file, options: options, host: &host)
}

/// Renders Markdown that the caller knows to be UTF-8, without looking again.
public func renderMarkdown<Host: MarkdownHost>(
  validUTF8 utf8: UnsafeBufferPointer<UInt8>, file: String, options: MarkdownOptions, host: inout Host
) -> MarkdownOutput {
  render(utf8, file: file, options: options, host: &host)
}

private func render<Host: MarkdownHost>(
  _ utf8: UnsafeBufferPointer<UInt8>, file: String, options: MarkdownOptions, host: inout Host
) -> MarkdownOutput {
  withUnsafeMutablePointer(to: &host) { host in
    // The renderer is not generic: a host of another module would make every call in it an unspecialised one.
    nonisolated(unsafe) let host = host
    let calls = HostCalls(
      link: { host.pointee.link($0, isImage: $1, at: $2) },
      codeSpan: { host.pointee.codeSpan($0, at: $1) },
      fencedBlock: { host.pointee.fencedBlock($0, $1, at: $2) })
    return Renderer.render(utf8, file: file, options: options, host: calls)
  }
}

/// A host behind three closures, good for the length of one rendering.
struct HostCalls {
  let link: (String, Bool, MarkdownPlace) -> LinkTarget
  let codeSpan: (String, MarkdownPlace) -> Markup?
  let fencedBlock: (String, String, MarkdownPlace) -> Markup?
}
