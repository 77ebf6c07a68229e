/// A page to be found.
public struct SearchPage: Sendable {
  /// Its path below the top of the site.
  public var address: String
  /// Its title where the text has no main heading.
  public var title: String
  /// The titles of the pages above it, the home page left out.
  public var trail: [String]
  public var text: PageText

  public init(address: String, title: String, trail: [String], text: PageText) {
    (self.address, self.title, self.trail, self.text) = (address, title, trail, text)
  }

  var titleLength: Int { text.title.isEmpty ? title.utf8.count : text.title.count }

  /// Bytes of the main heading, or of the title.
  var titleBytes: [UInt8] { text.title.isEmpty ? Array(title.utf8) : Array(text.bytes[text.title]) }
}

/// A page cut into passages, which postings point to: its title, its headings, and its text in pieces of a few sentences.
struct Passages: Sendable {
  /// Bytes after which a piece of text ends at the next sign that is no part of a token. Small pieces tell a phrase from
  /// words that merely stand on one page; large ones make a small index.
  static let length = 512

  /// Sections with a heading.
  var headings: Int
  /// For each section the ranges of its text.
  var pieces: [[Range<Int>]]
  var count: Int

  init(_ text: PageText) {
    headings = text.sections.count { !$0.heading.isEmpty }
    pieces = text.bytes.withUnsafeBufferPointer { bytes in
      text.sections.map { Passages.cut($0.body, of: bytes) }
    }
    count = pieces.reduce(0) { $0 + $1.count }
  }

  private static func cut(_ body: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = body.lowerBound
    while start < body.upperBound {
      var end = start + length
      // What is left after a piece would be a scrap.
      if end + length / 4 >= body.upperBound {
        end = body.upperBound
      } else {
        while end < body.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
        while end < body.upperBound, !isBreak(bytes, end) { end += Scan.decode(bytes, end).length }
        // The sign itself ends the piece.
        if end < body.upperBound { end += Scan.decode(bytes, end).length }
        end = min(end, body.upperBound)
      }
      ranges.append(start..<end)
      start = end
    }
    return ranges
  }

  /// Whether no token goes over this place: white space, or punctuation of three bytes (`，`, `。`, `、`).
  private static func isBreak(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    if bytes[at] <= 0x20 { return true }
    let (point, _) = Scan.decode(bytes, at)
    return point == 0x3001 || point == 0x3002 || point == 0xFF0C || point == 0xFF1B || point == 0xFF1A
  }
}
