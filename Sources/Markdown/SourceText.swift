#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A Markdown text as bytes with its lines, numbered from 1 as libcmark numbers them (LF, CR LF and CR end a line).
struct SourceText {
  let bytes: UnsafeBufferPointer<UInt8>
  /// The offset of each line's first byte, and one past the text at the end.
  private(set) var lineStarts: [Int]
  /// Lines that may be the delimiter row of a table, ascending.
  private(set) var delimiterRows: [Int] = []
  /// Lines that may begin a footnote's definition, ascending.
  private(set) var footnoteRows: [Int] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, extensions: Bool) {
    self.bytes = bytes
    lineStarts = []
    lineStarts.reserveCapacity(bytes.count / 40 + 2)
    var start = 0
    let hasReturns = bytes.baseAddress.map { memchr($0, Int32(Byte.cr), bytes.count) != nil } ?? false
    while start < bytes.count {
      lineStarts.append(start)
      let end = Self.lineEnd(bytes, from: start, hasReturns: hasReturns)
      if extensions { note(line: lineStarts.count, start, end) }
      start = end
      if start < bytes.count, bytes[start] == Byte.cr { start += 1 }
      if start < bytes.count, bytes[start] == Byte.lf, start == end || bytes[end] == Byte.cr { start += 1 }
    }
    lineStarts.append(bytes.count)
  }

  var lineCount: Int { lineStarts.count - 1 }

  /// The bytes of a line without its end; empty outside the text.
  func range(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line <= lineCount else { return bytes.count..<bytes.count }
    var end = lineStarts[line]
    let start = lineStarts[line - 1]
    while end > start, bytes[end - 1] == Byte.lf || bytes[end - 1] == Byte.cr { end -= 1 }
    return start..<end
  }

  /// Where the content of a paragraph's continuation line begins, behind the marks of at most `quotes` quotes.
  func contentStart(ofLine line: Int, quotes: Int) -> Int {
    let range = range(ofLine: line)
    var at = range.lowerBound
    var left = quotes
    while at < range.upperBound {
      if Byte.isBlank(bytes[at]) {
        at += 1
      } else if bytes[at] == Byte.greater, left > 0 {
        at += 1
        left -= 1
      } else {
        break
      }
    }
    return at
  }

  /// The line of the `=` or `-` below a heading that begins at `line`. libcmark's last line of such a heading is one too
  /// many, except at the text's end.
  func underline(below line: Int, quotes: Int, limit: Int) -> Int {
    var number = line + 1
    while number < limit {
      let start = contentStart(ofLine: number, quotes: quotes)
      var end = range(ofLine: number).upperBound
      while end > start, Byte.isBlank(bytes[end - 1]) { end -= 1 }
      if end > start {
        let mark = bytes[start]
        if mark == Byte.dash || mark == Byte.equals, bytes[start..<end].allSatisfy({ $0 == mark }) { return number }
      }
      number += 1
    }
    return number
  }

  /// Whether a link definition may begin at an offset: brackets and a colon.
  func beginsDefinition(at start: Int) -> Bool {
    var at = start + 1
    // A label has at most 999 characters.
    while at < bytes.count, at - start < 4000 {
      switch bytes[at] {
      case Byte.backslash: at += 2
      case Byte.openBracket: return false
      case Byte.closeBracket: return at + 1 < bytes.count && bytes[at + 1] == Byte.colon
      default: at += 1
      }
    }
    return false
  }

  /// The offset of the line end at or behind `start`, or the text's end.
  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, hasReturns: Bool) -> Int {
    if !hasReturns, let base = bytes.baseAddress {
      let end = memchr(base + start, Int32(Byte.lf), bytes.count - start)
      return end.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
    }
    var at = start
    while at < bytes.count, bytes[at] != Byte.lf, bytes[at] != Byte.cr { at += 1 }
    return at
  }

  /// Remembers a line that only an extension gives a meaning.
  private mutating func note(line: Int, _ start: Int, _ end: Int) {
    var at = start
    while at < end, bytes[at] == Byte.greater || Byte.isBlank(bytes[at]) { at += 1 }
    guard at < end else { return }
    switch bytes[at] {
    case Byte.pipe, Byte.colon, Byte.dash:
      var marks = false
      var dashes = false
      while at < end {
        switch bytes[at] {
        case Byte.pipe, Byte.colon: marks = true
        case Byte.dash: dashes = true
        case Byte.space, Byte.tab: break
        default: return
        }
        at += 1
      }
      if marks && dashes { delimiterRows.append(line) }
    case Byte.openBracket:
      if at + 3 < end, bytes[at + 1] == Byte.caret { footnoteRows.append(line) }
    default: break
    }
  }
}

/// Counts columns in characters. Remembers the last place, so that places in order cost one pass over each line.
struct ColumnCounter {
  private var lineStart = -1
  private var offset = 0
  private var characters = 0

  /// The column, from 1, of the character at `offset` of the line that begins at `lineStart`.
  mutating func column(of offset: Int, lineStart: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if lineStart != self.lineStart || offset < self.offset {
      self.lineStart = lineStart
      self.offset = lineStart
      characters = 0
    }
    while self.offset < offset {
      // Continuation bytes of UTF-8 begin with the bits 10.
      if bytes[self.offset] & 0xC0 != 0x80 { characters += 1 }
      self.offset += 1
    }
    return characters + 1
  }
}

/// Bytes by name.
enum Byte {
  static let tab: UInt8 = 0x09, lf: UInt8 = 0x0A, cr: UInt8 = 0x0D, space: UInt8 = 0x20
  static let bang: UInt8 = 0x21, quote: UInt8 = 0x22, ampersand: UInt8 = 0x26, apostrophe: UInt8 = 0x27
  static let openParen: UInt8 = 0x28, closeParen: UInt8 = 0x29, plus: UInt8 = 0x2B, dash: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E, slash: UInt8 = 0x2F, colon: UInt8 = 0x3A, semicolon: UInt8 = 0x3B
  static let less: UInt8 = 0x3C, equals: UInt8 = 0x3D, greater: UInt8 = 0x3E, at: UInt8 = 0x40
  static let openBracket: UInt8 = 0x5B, backslash: UInt8 = 0x5C, closeBracket: UInt8 = 0x5D
  static let caret: UInt8 = 0x5E, underscore: UInt8 = 0x5F, backtick: UInt8 = 0x60
  static let pipe: UInt8 = 0x7C, tilde: UInt8 = 0x7E

  @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
  @inline(__always) static func isWhitespace(_ byte: UInt8) -> Bool {
    byte == space || (byte >= 0x09 && byte <= 0x0D)
  }
  @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  @inline(__always) static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= 0x61 && lower <= 0x7A
  }
  @inline(__always) static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
  @inline(__always) static func isPunctuation(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !isAlphanumeric(byte)
  }
  @inline(__always) static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}
