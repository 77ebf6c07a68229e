extension NumberStyle {
  /// Running text as Chinese typography sets it: one space between a Han character and a number or Latin letters,
  /// none beside punctuation: `6月18日销售额418.4万元` becomes `6 月 18 日销售额 418.4 万元`.
  ///
  /// Existing spaces stay. What stands between `verbatim` marks is left as it is; the marks go.
  public static func spaced(_ text: String) -> String {
    var out: [UInt8] = []
    var before = Side.other
    var verbatim = false
    var text = text
    text.withUTF8 { bytes in
      out.reserveCapacity(bytes.count + bytes.count / 4)
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte == NumberStyle.mark {
          verbatim.toggle()
          index += 1
          continue
        }
        let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        let end = min(index + length, bytes.count)
        let side = Side(bytes[index..<end], next: end < bytes.count ? bytes[end] : 0)
        // A name keeps its inside, but stands in the line like any other word.
        let inside = verbatim && index > 0 && bytes[index - 1] != NumberStyle.mark
        if !inside, before == .han && side.startsNumber || before == .latin && side == .han { out.append(0x20) }
        out.append(contentsOf: bytes[index..<end])
        before = side == .sign ? .other : side
        index = end
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// A name that comes from data, such as a channel's: `spaced` leaves `B站` and `渠道9` as the data writes them.
  public static func verbatim(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 < 0x80 }), name.utf8.contains(where: { $0 >= 0x80 }) else { return name }
    let mark = String(decoding: [NumberStyle.mark], as: UTF8.self)
    return mark + name + mark
  }

  /// A control character, which no cell keeps.
  private static let mark: UInt8 = 0x02

  /// What a character is to its neighbour.
  private enum Side {
    case han, latin, sign, other

    /// `next` tells a sign before a number from a dash.
    init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, next: UInt8) {
      let first = bytes[bytes.startIndex]
      switch first {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x25: self = .latin
      case 0x2B where NumberStyle.isDigit(next): self = .sign
      case 0xE4...0xE9: self = .han
      // U+3400 on; below are brackets and punctuation.
      case 0xE3 where bytes.count == 3 && bytes[bytes.startIndex + 1] >= 0x90: self = .han
      // Beyond the basic plane: rare Han characters are U+20000...U+3FFFF.
      case 0xF0 where bytes.count == 4 && bytes[bytes.startIndex + 1] >= 0xA0: self = .han
      // − before digits, ¥ before digits.
      case 0xE2 where NumberStyle.isDigit(next) && bytes.elementsEqual("−".utf8): self = .sign
      case 0xC2 where NumberStyle.isDigit(next) && bytes.elementsEqual("¥".utf8): self = .sign
      default: self = .other
      }
    }

    var startsNumber: Bool { self == .latin || self == .sign }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
