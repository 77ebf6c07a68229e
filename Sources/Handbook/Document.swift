import Diagnostics
import YAML

/// A Markdown file of the site, read but not yet rendered.
public struct Document: Sendable {
  /// Relative to `content/`: `handbook/processes/p01.md`.
  public var path: String
  /// Relative to the site's folder: `content/handbook/processes/p01.md`.
  public var file: String
  /// Shared by copies of the document: it has many parts, and a site thousands of documents.
  @inlinable public var matter: FrontMatter { _read { yield shared.matter } }
  @usableFromInline var shared: SharedMatter
  /// The whole file, UTF-8 without BOM.
  public var source: [UInt8]
  /// Where the Markdown begins in `source`, and the line it begins on.
  public var bodyStart: Int
  public var bodyLine: Int
  /// Whether the text and its front matter could be read; what is missing from a broken one is not worth telling.
  public var isWhole = true

  /// Gives the document another front matter.
  public mutating func replaceMatter(_ matter: FrontMatter) { shared = SharedMatter(matter) }

  public var body: ArraySlice<UInt8> { source[bodyStart...] }

  @usableFromInline final class SharedMatter: Sendable {
    @usableFromInline let matter: FrontMatter
    init(_ matter: FrontMatter) { self.matter = matter }
  }

  /// The id by which other pages and commands name the page: the front matter's, else the folder of a `brief.md`,
  /// `review.md` or `index.md`, else the file's name.
  public var id: String {
    if let id = matter.id { return id }
    let parts = path.split(separator: "/")
    guard let name = parts.last?.dropLast(3) else { return path }
    if ["brief", "review", "index"].contains(name), parts.count > 1 { return String(parts[parts.count - 2]) }
    return String(name)
  }

  /// Reads a file's bytes; always gives a document, with everything wrong about its front matter.
  public static func read(_ bytes: [UInt8], path: String, file: String) -> (Document, [Diagnostic]) {
    var source = bytes
    if source.starts(with: [0xEF, 0xBB, 0xBF]) { source.removeFirst(3) }
    let type = PageType(path: path)
    var diagnostics: [Diagnostic] = []
    if let line = firstInvalidLine(source) {
      diagnostics.append(Diagnostic(.notUTF8, at: Location(file, line: line)))
      source = []
    }
    var matterNode = YAMLNode(line: 1, column: 1, value: .mapping([]))
    var bodyStart = 0
    var bodyLine = 1
    switch FrontMatterRange.find(in: source) {
    case .none: break
    case .unclosed: diagnostics.append(Diagnostic(.unclosedFrontMatter, at: Location(file, line: 1)))
    case .found(let yaml, let body, let line):
      bodyStart = body
      bodyLine = line
      switch readYAML(String(decoding: source[yaml], as: UTF8.self), file: file, firstLine: 2) {
      case .success(let node): matterNode = node
      case .failure(let diagnostic): diagnostics.append(diagnostic)
      }
    }
    let unreadable = diagnostics.hasErrors
    let (matter, problems) = FrontMatter.read(matterNode, type: type, file: file)
    if !unreadable { diagnostics += problems }
    return (
      Document(
        path: path, file: file, shared: SharedMatter(matter), source: source, bodyStart: bodyStart, bodyLine: bodyLine,
        isWhole: !unreadable), diagnostics
    )
  }

  /// Where a key of the front matter stands, or one item of the list that it holds; the first line without the key. Reads
  /// the front matter again: for messages.
  public func place(of key: String, item: Int? = nil) -> Location {
    guard case .found(let yaml, _, _) = FrontMatterRange.find(in: source),
      case .success(let node) = readYAML(String(decoding: source[yaml], as: UTF8.self), file: file, firstLine: 2),
      var found = node[key]
    else { return Location(file, line: 1) }
    if let item, case .sequence(let items) = found.value, items.indices.contains(item) { found = items[item] }
    return Location(file, line: found.line, column: found.column)
  }

  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    #if os(Linux)
      // Looks without making a copy.
      (try? UTF8Span(validating: bytes.span)) != nil
    #else
      String(validating: bytes, as: UTF8.self) != nil
    #endif
  }

  /// The first line that is not UTF-8.
  public static func firstInvalidLine(_ bytes: [UInt8]) -> Int? {
    if isUTF8(bytes) { return nil }
    var line = 1
    for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { return line }
      line += 1
    }
    return line
  }
}

/// Where the front matter of a source lies.
enum FrontMatterRange {
  case none
  case unclosed
  case found(yaml: Range<Int>, body: Int, bodyLine: Int)

  /// Front matter is opened by a first line `---` and closed by the next line `---`; CR before LF is allowed.
  static func find(in source: [UInt8]) -> FrontMatterRange {
    guard let first = fenceEnd(source, at: 0) else { return .none }
    var position = first
    var line = 2
    while position < source.count {
      if let end = fenceEnd(source, at: position) { return .found(yaml: first..<position, body: end, bodyLine: line + 1) }
      while position < source.count, source[position] != 0x0A { position += 1 }
      position += 1
      line += 1
    }
    return .unclosed
  }

  /// The position after a line `---` that starts at `position`.
  private static func fenceEnd(_ source: [UInt8], at position: Int) -> Int? {
    guard position + 3 <= source.count, source[position] == 0x2D, source[position + 1] == 0x2D, source[position + 2] == 0x2D
    else { return nil }
    var end = position + 3
    while end < source.count, source[end] == 0x20 || source[end] == 0x0D || source[end] == 0x09 { end += 1 }
    if end == source.count { return end }
    return source[end] == 0x0A ? end + 1 : nil
  }
}

extension PageType {
  /// The type that a page's place gives it.
  public init(path: String) {
    let parts = path.split(separator: "/")
    switch parts.first {
    case "campaigns" where parts.count == 3 && parts[2] == "brief.md": self = .campaign
    case "campaigns" where parts.count == 3 && parts[2] == "review.md": self = .review
    case "cases" where parts.count > 1 && !(parts.count == 2 && parts[1] == "index.md"): self = .caseStudy
    case "training" where parts.count > 1 && !(parts.count == 2 && parts[1] == "index.md"): self = .training
    default: self = .page
    }
  }
}
