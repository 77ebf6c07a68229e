/// Reads the commonest front matter without Yams: lines of `key: value` whose values are plain or simply quoted
/// scalars or one-line lists of plain scalars. Returns `nil` for everything else, which Yams then reads; a test
/// holds both readers equal. A front matter of four lines takes Yams 56 µs, which 10,000 pages feel.
func readSimpleYAML(_ text: String, firstLine: Int) -> YAMLNode? {
  var text = text
  return text.withUTF8 { readSimpleYAML($0, firstLine: firstLine) }
}

private func readSimpleYAML(_ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int) -> YAMLNode? {
  var pairs: [YAMLNode.Pair] = []
  var position = 0
  var line = firstLine
  while position < bytes.count {
    var end = position
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    defer {
      position = end + 1
      line += 1
    }
    if end == position { continue }
    // A key: ASCII letters, digits, `_` and `-`, at the line's first column.
    var keyEnd = position
    while keyEnd < end, isKeyByte(bytes[keyEnd]) { keyEnd += 1 }
    guard keyEnd > position, isLetter(bytes[position]), keyEnd + 1 < end, bytes[keyEnd] == 0x3A,
      bytes[keyEnd + 1] == 0x20
    else { return nil }
    let start = keyEnd + 2
    guard let value = simpleValue(bytes, start..<end, line: line, lineStart: position) else { return nil }
    let key = String(decoding: bytes[position..<keyEnd], as: UTF8.self)
    for pair in pairs where pair.key == key { return nil }
    pairs.append(YAMLNode.Pair(key: key, keyLine: line, keyColumn: 1, value: value))
  }
  // A continuation line would have started with a blank, which is no key byte.
  return pairs.isEmpty ? nil : YAMLNode(line: firstLine, column: 1, value: .mapping(pairs))
}

private func simpleValue(
  _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, line: Int, lineStart: Int
) -> YAMLNode? {
  var start = range.lowerBound
  while start < range.upperBound, bytes[start] == 0x20 { start += 1 }
  guard start < range.upperBound else { return nil }
  // Keys are ASCII, so bytes and characters agree up to the value.
  let column = start - lineStart + 1
  switch bytes[start] {
  case 0x22:
    // "…" with no escape and nothing after it.
    guard range.upperBound - start >= 2, bytes[range.upperBound - 1] == 0x22 else { return nil }
    let inner = start + 1..<range.upperBound - 1
    for byte in bytes[inner] where byte == 0x22 || byte == 0x5C || byte < 0x20 { return nil }
    return YAMLNode(
      line: line, column: column, value: .scalar(String(decoding: bytes[inner], as: UTF8.self), quoted: true))
  case 0x5B:
    guard bytes[range.upperBound - 1] == 0x5D else { return nil }
    return simpleList(bytes, start + 1..<range.upperBound - 1, line: line, column: column, lineStart: lineStart)
  default:
    guard isPlain(bytes, start..<range.upperBound, inList: false) else { return nil }
    return YAMLNode(
      line: line, column: column,
      value: .scalar(String(decoding: bytes[start..<range.upperBound], as: UTF8.self), quoted: false))
  }
}

private func simpleList(
  _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, line: Int, column: Int, lineStart: Int
) -> YAMLNode? {
  var items: [YAMLNode] = []
  var start = range.lowerBound
  // Columns count characters, so those before an item are counted as it comes.
  var characters = column
  var counted = range.lowerBound - 1
  while start < range.upperBound {
    while start < range.upperBound, bytes[start] == 0x20 { start += 1 }
    var end = start
    while end < range.upperBound, bytes[end] != 0x2C { end += 1 }
    guard end > start, isPlain(bytes, start..<end, inList: true) else { return nil }
    for index in counted..<start where bytes[index] & 0xC0 != 0x80 { characters += 1 }
    counted = start
    items.append(
      YAMLNode(
        line: line, column: characters,
        value: .scalar(String(decoding: bytes[start..<end], as: UTF8.self), quoted: false)))
    if end + 1 == range.upperBound { return nil }
    start = end + 1
  }
  return YAMLNode(line: line, column: column, value: .sequence(items))
}

/// A plain scalar on one line that YAML reads as it stands.
private func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, inList: Bool) -> Bool {
  let first = bytes[range.lowerBound]
  guard first >= 0x80 || isLetter(first) || isDigit(first), bytes[range.upperBound - 1] != 0x20 else { return false }
  for index in range {
    switch bytes[index] {
    case 0..<0x20, 0x7F, 0x3A, 0x23, 0x22, 0x27, 0x5C, 0x60, 0x26, 0x2A, 0x21, 0x7C, 0x3E, 0x25, 0x40: return false
    case 0x5B, 0x5D, 0x7B, 0x7D, 0x2C: if inList { return false }
    // U+0085, U+2028, U+2029, U+FEFF and C1 controls are special to YAML: leave them to Yams.
    case 0xC2 where index + 1 < range.upperBound && bytes[index + 1] < 0xA0: return false
    case 0xE2 where index + 1 < range.upperBound && bytes[index + 1] == 0x80: return false
    case 0xEF where index + 1 < range.upperBound && bytes[index + 1] == 0xBB: return false
    default: continue
    }
  }
  return true
}

private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
private func isKeyByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == 0x5F || byte == 0x2D }
