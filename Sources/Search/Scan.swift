/// Characters as search sees them. `templates/assets/search.js` has the same rules; one list of cases holds both to them.
enum Scan {
  @inline(__always) static func isHan(_ point: UInt32) -> Bool {
    (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0x3400 && point <= 0x4DBF) || point == 0x3005 || point == 0x3007
      || (point >= 0x20000 && point <= 0x323AF)
  }

  @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  @inline(__always) static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }

  /// The code point of a letter or digit outside ASCII and Han, in lower case; `nil` for all else.
  ///
  /// U+E000 to U+FFFF hold no letter of a word, so that keys sort alike as UTF-8 and as UTF-16.
  static func word(_ point: UInt32) -> UInt32? {
    guard point >= 0x80, point < 0xD800 || point > 0xFFFF, let scalar = Unicode.Scalar(point) else { return nil }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: break
    default: return nil
    }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower.first?.value : point
  }

  /// The code point at a place of UTF-8 and how many bytes it has; bytes that are no UTF-8 are U+FFFD of one byte.
  @inline(__always) static func decode(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> (point: UInt32, length: Int) {
    let lead = text[at]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let left = text.count - at
    if lead >= 0xE0, lead < 0xF0, left >= 3 {
      return (UInt32(lead & 15) << 12 | UInt32(text[at + 1] & 63) << 6 | UInt32(text[at + 2] & 63), 3)
    }
    if lead >= 0xC2, lead < 0xE0, left >= 2 { return (UInt32(lead & 31) << 6 | UInt32(text[at + 1] & 63), 2) }
    if lead >= 0xF0, lead < 0xF5, left >= 4 {
      let high = UInt32(lead & 7) << 18 | UInt32(text[at + 1] & 63) << 12
      return (high | UInt32(text[at + 2] & 63) << 6 | UInt32(text[at + 3] & 63), 4)
    }
    return (0xFFFD, 1)
  }

  /// The UTF-8 of a code point as a number, first byte highest, and how many bytes it has.
  @inline(__always) static func packed(_ point: UInt32) -> (bytes: UInt64, length: Int) {
    if point < 0x80 { return (UInt64(point), 1) }
    if point < 0x800 { return (UInt64(0xC080 | (point & 0x7C0) << 2 | point & 63), 2) }
    if point < 0x10000 { return (UInt64(0xE08080 | (point & 0xF000) << 4 | (point & 0xFC0) << 2 | point & 63), 3) }
    let high = UInt64(0xF080_8080 | UInt64(point & 0x1C0000) << 6)
    return (high | UInt64(point & 0x3F000) << 4 | UInt64(point & 0xFC0) << 2 | UInt64(point & 63), 4)
  }
}

/// A token: its UTF-8, at most eight bytes, as a number whose first byte is the highest and whose unused bytes are
/// zero. Keys sort as their texts do.
public struct TokenKey: Hashable, Comparable, Sendable {
  public var bits: UInt64

  @inline(__always) init(bits: UInt64) { self.bits = bits }

  @inline(__always) init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var bits: UInt64 = 0
    for place in 0..<min(bytes.count, 8) { bits |= UInt64(bytes[place]) << UInt64(56 - 8 * place) }
    self.bits = bits
  }

  @inline(__always) public static func < (a: TokenKey, b: TokenKey) -> Bool { a.bits < b.bits }

  /// The UTF-8 of the token.
  public var utf8: [UInt8] {
    var bytes: [UInt8] = []
    var rest = bits
    while rest != 0 {
      bytes.append(UInt8(rest >> 56))
      rest <<= 8
    }
    return bytes
  }

  public var text: String { String(decoding: utf8, as: UTF8.self) }
}
