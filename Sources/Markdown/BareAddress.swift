/// Addresses that stand in text without any marks. The rules are GitHub's, except that an address also ends before Han
/// characters and full-width punctuation, which follow it without a space in Chinese.
enum BareAddress {
  /// The address around `://`, from `http` or `https` on.
  static func web(_ bytes: UnsafeBufferPointer<UInt8>, colon: Int, floor: Int) -> Range<Int>? {
    guard colon + 3 < bytes.count, bytes[colon + 1] == Byte.slash, bytes[colon + 2] == Byte.slash else { return nil }
    for scheme in ["https", "http"] as [StaticString] {
      let start = colon - scheme.utf8CodeUnitCount
      guard start >= floor, ends(bytes, colon, with: scheme) else { continue }
      guard start == floor || start == 0 || !Byte.isAlphanumeric(bytes[start - 1]) else { return nil }
      guard isDomain(bytes, from: colon + 3, needsDot: false) else { return nil }
      return start..<end(bytes, from: colon + 3, start: start)
    }
    return nil
  }

  /// The address that begins with `www.` at `start`.
  static func www(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, floor: Int) -> Range<Int>? {
    guard start + 4 < bytes.count, ends(bytes, start + 4, with: "www.") else { return nil }
    if start > floor {
      let before = bytes[start - 1]
      if Byte.isAlphanumeric(before) || before == Byte.slash || before == Byte.dot || before == Byte.dash
        || before == Byte.underscore || before == Byte.at || before == Byte.colon
      {
        return nil
      }
    }
    guard isDomain(bytes, from: start, needsDot: true) else { return nil }
    let end = end(bytes, from: start, start: start)
    return end > start + 4 ? start..<end : nil
  }

  /// The e-mail address around an `@`, with `mailto:` when that stands before it.
  static func email(_ bytes: UnsafeBufferPointer<UInt8>, at: Int, floor: Int) -> Range<Int>? {
    var start = at
    while start > floor, isLocalPart(bytes[start - 1]) { start -= 1 }
    guard start < at else { return nil }
    var end = at + 1
    var dots = 0
    while end < bytes.count {
      let byte = bytes[end]
      if byte == Byte.dot {
        guard end + 1 < bytes.count, Byte.isAlphanumeric(bytes[end + 1]) else { break }
        dots += 1
      } else if !Byte.isAlphanumeric(byte), byte != Byte.dash, byte != Byte.underscore {
        break
      }
      end += 1
    }
    guard dots > 0, Byte.isAlphanumeric(bytes[end - 1]) else { return nil }
    if end < bytes.count, bytes[end] == Byte.at || bytes[end] == Byte.slash { return nil }
    let scheme: StaticString = "mailto:"
    if start - scheme.utf8CodeUnitCount >= floor, ends(bytes, start, with: scheme) {
      start -= scheme.utf8CodeUnitCount
    }
    return start..<end
  }

  /// Whether the bytes before `end` are `word`, in any case.
  private static func ends(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int, with word: StaticString) -> Bool {
    word.withUTF8Buffer { word in
      guard end >= word.count else { return false }
      for i in 0..<word.count where Byte.lowercased(bytes[end - word.count + i]) != word[i] { return false }
      return true
    }
  }

  private static func isLocalPart(_ byte: UInt8) -> Bool {
    Byte.isAlphanumeric(byte) || byte == Byte.dot || byte == Byte.plus || byte == Byte.dash || byte == Byte.underscore
  }

  /// Whether a host stands here, without `_` in its last two parts.
  private static func isDomain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, needsDot: Bool) -> Bool {
    var at = start
    var dots = 0
    var last = false
    var lastButOne = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == Byte.dot {
        lastButOne = last
        last = false
        dots += 1
      } else if byte == Byte.underscore {
        last = true
      } else if byte >= 0x80 {
        if scalar(bytes, at).scalar.endsAddress { break }
      } else if !Byte.isAlphanumeric(byte), byte != Byte.dash {
        break
      }
      at += 1
    }
    return at > start && bytes[start] != Byte.dot && !last && !lastButOne && (dots > 0 || !needsDot)
  }

  /// Where the address ends: before white space, `<` or a character that ends it, without trailing punctuation and
  /// without a `)` that closes nothing in it.
  private static func end(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, start: Int) -> Int {
    var end = from
    var open = 0
    while end < bytes.count {
      let byte = bytes[end]
      if byte <= 0x20 || byte == Byte.less { break }
      if byte >= 0x80 {
        let (scalar, length) = scalar(bytes, end)
        if scalar.endsAddress { break }
        end += length
        continue
      }
      if byte == Byte.openParen { open += 1 } else if byte == Byte.closeParen { open -= 1 }
      end += 1
    }
    while end > from {
      switch bytes[end - 1] {
      case UInt8(ascii: "?"), Byte.bang, Byte.dot, UInt8(ascii: ","), Byte.colon, UInt8(ascii: "*"),
        Byte.underscore, Byte.tilde, Byte.apostrophe, Byte.quote:
        end -= 1
      case Byte.closeParen where open < 0:
        open += 1
        end -= 1
      case Byte.semicolon:
        // `&copy;` at the end is an entity, not part of the address.
        var name = end - 1
        while name > from, Byte.isAlphanumeric(bytes[name - 1]) { name -= 1 }
        guard name > from, name < end - 1, bytes[name - 1] == Byte.ampersand else { return end - 1 }
        end = name - 1
      default: return end
      }
    }
    return end
  }

  /// The scalar that begins at an offset, and its length; U+FFFD for what is not UTF-8.
  static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (scalar: Unicode.Scalar, length: Int) {
    var iterator = UnsafeBufferPointer(rebasing: bytes[at..<min(at + 4, bytes.count)]).makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return ("\u{FFFD}", 1) }
    return (scalar, UTF8.width(scalar))
  }
}
