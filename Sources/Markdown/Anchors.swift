/// Gives headings their anchors: as on GitHub, but full-width letters and digits stay too.
struct AnchorNames {
  /// How often a name was asked for, and every name given.
  private var uses: [String: Int] = [:]

  /// A name that no other heading of the text has: the text in lower case with its letters, digits, `-` and `_`,
  /// spaces as `-`; `section` when nothing is left. The second of a name gets `-1`, the third `-2`.
  mutating func name(for text: [UInt8]) -> String {
    let base = Self.slug(text)
    guard var number = uses[base] else {
      uses[base] = 0
      return base
    }
    var name: String
    repeat {
      number += 1
      name = "\(base)-\(number)"
    } while uses[name] != nil
    uses[base] = number
    uses[name] = 0
    return name
  }

  private static func slug(_ text: [UInt8]) -> String {
    var slug: [UInt8] = []
    slug.reserveCapacity(text.count)
    if text.allSatisfy({ $0 < 0x80 }) {
      for byte in text { append(ascii: byte, to: &slug) }
    } else {
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
        if scalar.value < 0x80 {
          append(ascii: UInt8(scalar.value), to: &slug)
        } else if scalar.isHan {
          slug.append(contentsOf: UTF8.encode(scalar)!)  // every scalar has a UTF-8 form
        } else if scalar.isWordPart {
          slug.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
      }
    }
    while slug.last == Byte.dash, text.last == Byte.space { slug.removeLast() }
    return slug.isEmpty ? "section" : String(decoding: slug, as: UTF8.self)
  }

  private static func append(ascii byte: UInt8, to slug: inout [UInt8]) {
    if Byte.isAlphanumeric(byte) || byte == Byte.dash || byte == Byte.underscore {
      slug.append(Byte.lowercased(byte))
    } else if Byte.isWhitespace(byte) {
      slug.append(Byte.dash)
    }
  }
}

extension Unicode.Scalar {
  /// Whether this is a Han character, 々 and 〇 included.
  var isHan: Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x3005, 0x3007, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// Whether this is a letter, a mark or a digit.
  fileprivate var isWordPart: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
      true
    default: false
    }
  }

  /// Whether CommonMark counts this as punctuation.
  var isPunctuation: Bool {
    if value < 0x80 { return Byte.isPunctuation(UInt8(value)) }
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// Whether CommonMark counts this as white space.
  var isSpace: Bool {
    value < 0x80 ? Byte.isWhitespace(UInt8(value)) : properties.generalCategory == .spaceSeparator
  }

  /// Whether a bare address ends before this: Han characters and the punctuation that goes with them.
  var endsAddress: Bool {
    switch value {
    case 0x3000...0x303F, 0xFF00...0xFFEF, 0x2010...0x2027, 0x3040...0x30FF, 0xAC00...0xD7AF, 0xFE30...0xFE4F: true
    default: isHan || isSpace
    }
  }
}
