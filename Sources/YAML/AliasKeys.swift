/// The first line on which an alias stands in a key. Yams hashes keys, and an alias in one may stand for 10^9 nodes, so
/// such a text must not reach it; nothing that Fupan reads needs one.
///
/// A scan for brackets, colons and quotes at the beginning of tokens, which may take quoted or plain text for an alias,
/// but only in a text that has both anchors and aliases.
func lineOfAliasKey(_ text: String) -> Int? {
  var text = text
  return text.withUTF8 { bytes in
    // Nearly every text ends here.
    guard bytes.contains(0x26), bytes.contains(0x2A) else { return nil }
    var scan = AliasKeyScan()
    return scan.firstLine(bytes)
  }
}

private struct AliasKeyScan {
  /// An open bracket: whether it is a brace, stands in a key itself, and the colon of the current entry was seen.
  private struct Level {
    var isBrace: Bool
    var isKey: Bool
    var sawColon = false
    var holdsAlias = false
  }

  private var levels: [Level] = []
  private var line = 1

  mutating func firstLine(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = 0
    var startsToken = true
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x0A:
        line += 1
        startsToken = true
      case 0x20, 0x09, 0x0D: startsToken = true
      case 0x22 where startsToken, 0x27 where startsToken:
        position = endOfQuote(bytes, position)
        startsToken = false
      case 0x23 where startsToken:
        while position + 1 < bytes.count, bytes[position + 1] != 0x0A { position += 1 }
      case 0x3F where startsToken && isBlank(bytes, position + 1):
        // `? key`: rare enough to be refused wherever aliases are about.
        if hasAlias(bytes, after: position) { return line }
      case 0x5B, 0x7B:
        let key = levels.last.map { $0.isKey || ($0.isBrace && !$0.sawColon) } ?? false
        if levels.count < maximumDepth { levels.append(Level(isBrace: byte == 0x7B, isKey: key)) }
        startsToken = true
      case 0x5D, 0x7D:
        if let closed = levels.popLast(), closed.holdsAlias {
          if isColon(bytes, position + 1) { return line }
          if !levels.isEmpty { levels[levels.count - 1].holdsAlias = true }
        }
        startsToken = true
      case 0x2C:
        if !levels.isEmpty { levels[levels.count - 1].sawColon = false }
        startsToken = true
      case 0x3A where isBlank(bytes, position + 1) || !levels.isEmpty:
        if !levels.isEmpty { levels[levels.count - 1].sawColon = true }
        startsToken = true
      case 0x2A where startsToken && !isBlank(bytes, position + 1):
        var end = position + 1
        while !isBlank(bytes, end), ![0x2C, 0x5D, 0x7D, 0x3A].contains(bytes[end]) { end += 1 }
        if let level = levels.last {
          if level.isKey || (level.isBrace && !level.sawColon) { return line }
          levels[levels.count - 1].holdsAlias = true
        }
        if isColon(bytes, end) { return line }
        position = end - 1
        startsToken = false
      default: startsToken = byte == 0x2D && startsToken
      }
      position += 1
    }
    return nil
  }

  /// The position of the quote that ends the one at `start`, or the last position.
  private mutating func endOfQuote(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var position = start + 1
    while position < bytes.count {
      if bytes[position] == 0x0A { line += 1 }
      if bytes[position] == 0x5C, bytes[start] == 0x22 {
        position += 1
      } else if bytes[position] == bytes[start] {
        return position
      }
      position += 1
    }
    return bytes.count - 1
  }

  private func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    position >= bytes.count || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position])
  }

  private func isColon(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    var position = position
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    return position < bytes.count && bytes[position] == 0x3A
  }

  private func hasAlias(_ bytes: UnsafeBufferPointer<UInt8>, after position: Int) -> Bool {
    bytes[position...].contains(0x2A)
  }
}
