import Diagnostics

/// The tokens of a JSON text (RFC 8259), from bytes.
struct JSONScanner {
  private let bytes: [UInt8]
  private let file: String
  private(set) var position: Int
  /// The line of `position`, from 1, and where it starts.
  private(set) var line = 1
  private var lineStart: Int

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    lineStart = position
  }

  // MARK: Places

  var location: Location { location(of: position) }

  /// The place of a position on the current line, or before it on the same line.
  func location(of position: Int) -> Location {
    var line = line
    var start = lineStart
    if position < start {
      // A key stands before its value; between them there may be line breaks.
      let between = bytes[position..<start]
      line -= between.count { $0 == 0x0A }
      start = bytes[..<position].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    }
    let column = bytes[start..<max(start, position)].count { $0 & 0xC0 != 0x80 } + 1
    return Location(file, line: line, column: column)
  }

  func unexpected(_ expected: Wording) -> Diagnostic {
    guard position < bytes.count else { return Diagnostic(.jsonCutShort, at: location) }
    var end = position
    while end < bytes.count, end - position < 16, !isBreak(bytes[end]) { end += 1 }
    if end == position { end += 1 }
    // Do not cut a character in two.
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let found = String(decoding: bytes[position..<end], as: UTF8.self)
    let foreign = ["NaN", "Infinity", "-Infinity", "nan", "-inf", "inf", "None", "undefined"]
    if foreign.contains(where: { found.hasPrefix($0) }) {
      return Diagnostic(.jsonNoSuchValue(found), at: location)
    }
    return Diagnostic(.jsonSyntax(found: found, expected: expected), at: location)
  }

  private func isBreak(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x2C || byte == 0x7D || byte == 0x5D }

  /// JSON is UTF-8; another encoding is told before it looks like a syntax error.
  func checkEncoding() throws(Diagnostic) {
    let foreign = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      || bytes.prefix(64).contains(0)
    if foreign { throw Diagnostic(.jsonEncoding, at: Location(file)) }
  }

  // MARK: Tokens

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x0A:
        line += 1
        lineStart = position + 1
      case 0x20, 0x09, 0x0D: break
      default: return
      }
      position += 1
    }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws(Diagnostic) {
    guard take(character) else { throw unexpected(Wording(zh: "「\(character)」", en: "'\(character)'")) }
  }

  enum Word { case `true`, `false`, null }

  mutating func word() throws(Diagnostic) -> Word {
    for (text, word) in [("true", Word.true), ("false", .false), ("null", .null)] {
      let end = position + text.utf8.count
      guard end <= bytes.count, bytes[position..<end].elementsEqual(text.utf8) else { continue }
      if end < bytes.count, !isBreak(bytes[end]) { break }
      position = end
      return word
    }
    throw unexpected(Wording(zh: "一个值", en: "a value"))
  }

  /// A number literal, exactly as written.
  mutating func number() throws(Diagnostic) -> String {
    let start = position
    func digit(_ at: Int) -> Bool { at < bytes.count && (0x30...0x39).contains(bytes[at]) }
    var at = position
    if bytes[at] == 0x2D { at += 1 }
    var isSound = digit(at)
    // No digit may follow a leading zero.
    if digit(at), bytes[at] == 0x30, digit(at + 1) { isSound = false }
    while digit(at) { at += 1 }
    if at < bytes.count, bytes[at] == 0x2E {
      at += 1
      isSound = isSound && digit(at)
      while digit(at) { at += 1 }
    }
    if at < bytes.count, bytes[at] | 0x20 == 0x65 {
      at += 1
      if at < bytes.count, bytes[at] == 0x2B || bytes[at] == 0x2D { at += 1 }
      isSound = isSound && digit(at)
      while digit(at) { at += 1 }
    }
    if at < bytes.count, !isBreak(bytes[at]) { isSound = false }
    guard isSound else { throw unexpected(Wording(zh: "一个数值", en: "a number")) }
    position = at
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  mutating func string() throws(Diagnostic) -> String {
    guard peek == 0x22 else { throw unexpected(Wording(zh: "双引号", en: "a double quote")) }
    let start = position + 1
    var at = start
    // Most strings have no escape and are copied whole.
    while at < bytes.count, bytes[at] != 0x22, bytes[at] != 0x5C, bytes[at] >= 0x20 { at += 1 }
    if at < bytes.count, bytes[at] == 0x22 {
      position = at + 1
      return try decoded(bytes[start..<at], at: start)
    }
    var content = Array(bytes[start..<at])
    while true {
      guard at < bytes.count else {
        throw Diagnostic(.jsonStringOpen, at: location(of: start - 1))
      }
      switch bytes[at] {
      case 0x22:
        position = at + 1
        return try decoded(content[...], at: start)
      case 0x5C: at = try escape(at, into: &content)
      case 0..<0x20:
        position = at
        throw Diagnostic(.jsonControl(bytes[at]), at: location)
      default:
        content.append(bytes[at])
        at += 1
      }
    }
  }

  private func decoded(_ content: ArraySlice<UInt8>, at start: Int) throws(Diagnostic) -> String {
    guard let text = String(validating: content, as: UTF8.self) else {
      throw Diagnostic(.jsonEncoding, at: location(of: start))
    }
    return text
  }

  /// Appends what the escape at the backslash stands for; the position after it.
  private mutating func escape(_ at: Int, into content: inout [UInt8]) throws(Diagnostic) -> Int {
    func bad() -> Diagnostic {
      let end = min(bytes.count, at + 6)
      return Diagnostic(.jsonEscape(String(decoding: bytes[at..<end], as: UTF8.self)), at: location(of: at))
    }
    guard at + 1 < bytes.count else { throw bad() }
    let plain: UInt8
    switch bytes[at + 1] {
    case UInt8(ascii: "u"):
      guard let first = unit(at + 2) else { throw bad() }
      var scalar = UInt32(first)
      var end = at + 6
      if (0xD800...0xDBFF).contains(first) {
        guard end + 1 < bytes.count, bytes[end] == 0x5C, bytes[end + 1] == UInt8(ascii: "u"),
          let second = unit(end + 2), (0xDC00...0xDFFF).contains(second)
        else { throw bad() }
        scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        end += 6
      }
      guard let character = Unicode.Scalar(scalar) else { throw bad() }
      content.append(contentsOf: Array(String(character).utf8))
      return end
    case 0x22, 0x5C, 0x2F: plain = bytes[at + 1]
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0C
    case UInt8(ascii: "n"): plain = 0x0A
    case UInt8(ascii: "r"): plain = 0x0D
    case UInt8(ascii: "t"): plain = 0x09
    default: throw bad()
    }
    content.append(plain)
    return at + 2
  }

  private func unit(_ at: Int) -> UInt16? {
    guard at + 4 <= bytes.count else { return nil }
    var value: UInt16 = 0
    for byte in bytes[at..<at + 4] {
      switch byte {
      case 0x30...0x39: value = value << 4 + UInt16(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 + UInt16((byte | 0x20) - 0x61 + 10)
      default: return nil
      }
    }
    return value
  }

  /// Passes over one value of any kind, checking its syntax.
  mutating func skipValue(depthLimit: Int) throws(Diagnostic) {
    /// For each open bracket whether it is an object's.
    var open: [Bool] = []
    repeat {
      skipSpace()
      // A value stands here.
      switch peek {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let isObject = peek == UInt8(ascii: "{")
        guard open.count < depthLimit else { throw Diagnostic(.jsonTooDeep(depthLimit), at: location) }
        position += 1
        skipSpace()
        if take(isObject ? "}" : "]") { break }
        open.append(isObject)
        if isObject { try skipKey() }
        continue
      case 0x22: _ = try string()
      case let byte? where byte == 0x2D || (0x30...0x39).contains(byte): _ = try number()
      default: _ = try word()
      }
      // A value has ended; so may brackets around it.
      while let isObject = open.last {
        skipSpace()
        if take(",") {
          if isObject {
            skipSpace()
            try skipKey()
          }
          break
        }
        try expect(isObject ? "}" : "]")
        open.removeLast()
      }
    } while !open.isEmpty
  }

  private mutating func skipKey() throws(Diagnostic) {
    _ = try string()
    skipSpace()
    try expect(":")
  }
}
