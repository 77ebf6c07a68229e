/// The tokens of an XML part, from bytes: what a workbook needs of XML and no more.
///
/// FoundationXML's parser takes 2 µs a cell, half a minute for the shop files of a thousand campaigns, and calls a
/// text that breaks off a success. This scanner checks that tags match, that there is one root, and that references
/// are the predefined ones or numbers; a DOCTYPE, which no workbook has, is refused, and with it entity expansion.
struct XMLScanner {
  enum Trouble: Error { case malformed, doctype }

  enum Token {
    /// A start tag, or an empty element; `name` and `attributes` are its own.
    case start(isEmpty: Bool)
    case end
    /// Text with references still in it.
    case text(Range<Int>)
    case cdata(Range<Int>)
    case done
  }

  static let depthLimit = 1000

  let bytes: [UInt8]
  private(set) var position: Int
  /// The local name of the last tag.
  private(set) var name = XMLName()
  private(set) var attributes: XMLAttributes
  /// The full names of the open elements.
  private var open: [Range<Int>] = []
  private var hasRoot = false

  /// `bytes` are UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    attributes = XMLAttributes(bytes: bytes)
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func next() throws(Trouble) -> Token {
    while position < bytes.count {
      guard bytes[position] == 0x3C else {
        let start = position
        while position < bytes.count, bytes[position] != 0x3C { position += 1 }
        if !open.isEmpty { return .text(start..<position) }
        guard bytes[start..<position].allSatisfy(XMLScanner.isSpace) else { throw .malformed }
        continue
      }
      switch position + 1 < bytes.count ? bytes[position + 1] : 0 {
      case 0x3F:
        let start = position
        try skip(past: "?>")
        guard XMLScanner.hasKnownEncoding(bytes[start..<position]) else { throw .malformed }
      case 0x21:
        if has("<!--") {
          position += 4
          try skip(past: "-->")
        } else if has("<![CDATA["), !open.isEmpty {
          position += 9
          let start = position
          try skip(past: "]]>")
          return .cdata(start..<position - 3)
        } else {
          throw .doctype
        }
      case 0x2F:
        position += 2
        try readEnd()
        return .end
      default:
        position += 1
        return try .start(isEmpty: readStart())
      }
    }
    guard hasRoot, open.isEmpty else { throw .malformed }
    return .done
  }

  /// Whether an XML declaration names no encoding but those that parts of a workbook may have.
  private static func hasKnownEncoding(_ instruction: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: instruction, as: UTF8.self).lowercased()
    guard text.hasPrefix("<?xml "), text.contains("encoding") else { return true }
    return ["utf-8", "utf8", "utf-16", "us-ascii"].contains { text.contains($0) }
  }

  /// Goes on behind elements that the caller has read itself, from `position`, each of them whole and well-formed.
  mutating func skip(to position: Int) { self.position = position }

  /// Whether `next` would accept this many more elements inside each other here.
  func hasRoom(for levels: Int) -> Bool { !open.isEmpty && open.count + levels <= XMLScanner.depthLimit }

  // MARK: Tags

  private mutating func readEnd() throws(Trouble) {
    let range = try readName()
    skipSpace()
    guard let last = open.popLast(), bytes[last].elementsEqual(bytes[range]), takes(0x3E) else { throw .malformed }
  }

  /// Whether the element is empty, `<a/>`.
  private mutating func readStart() throws(Trouble) -> Bool {
    guard !(open.isEmpty && hasRoot), open.count < XMLScanner.depthLimit else { throw .malformed }
    hasRoot = true
    let range = try readName()
    attributes.removeAll()
    while true {
      let before = position
      skipSpace()
      if takes(0x3E) {
        open.append(range)
        return false
      }
      if takes(0x2F) {
        guard takes(0x3E) else { throw .malformed }
        return true
      }
      guard position > before else { throw .malformed }
      try readAttribute()
    }
  }

  private mutating func readAttribute() throws(Trouble) {
    let start = position
    var name = XMLName()
    var local = XMLName()
    var hasPrefix = false
    while position < bytes.count, bytes[position] != 0x3D, !XMLScanner.isSpace(bytes[position]) {
      let byte = bytes[position]
      if byte == 0x3C || byte == 0x3E { throw .malformed }
      name.append(byte)
      local.append(byte)
      if byte == 0x3A {
        hasPrefix = true
        local = XMLName()
      }
      position += 1
    }
    guard position > start else { throw .malformed }
    skipSpace()
    guard takes(0x3D) else { throw .malformed }
    skipSpace()
    guard position < bytes.count, bytes[position] == 0x22 || bytes[position] == 0x27 else { throw .malformed }
    let quote = bytes[position]
    position += 1
    let first = position
    var isPlain = true
    while position < bytes.count, bytes[position] != quote {
      let byte = bytes[position]
      if byte == 0x3C { throw .malformed }
      if byte == 0x26 || byte >= 0x80 || byte < 0x20 { isPlain = false }
      position += 1
    }
    guard position < bytes.count else { throw .malformed }
    let value = first..<position
    position += 1
    if isPlain {
      attributes.append(name: name, local: hasPrefix ? local : nil, value: value)
    } else {
      var content: [UInt8] = []
      try decode(value, into: &content)
      for i in content.indices where content[i] < 0x20 { content[i] = 0x20 }
      guard String(validating: content, as: UTF8.self) != nil else { throw .malformed }
      attributes.append(name: name, local: hasPrefix ? local : nil, decoded: content)
    }
  }

  /// Reads a name and keeps its local part, because writers choose prefixes freely.
  private mutating func readName() throws(Trouble) -> Range<Int> {
    let start = position
    var local = position
    var name = XMLName()
    while position < bytes.count {
      let byte = bytes[position]
      if XMLScanner.isSpace(byte) || byte == 0x2F || byte == 0x3E { break }
      if byte == 0x3C || byte == 0x26 || byte == 0x3D || byte == 0x22 { throw .malformed }
      name.append(byte)
      position += 1
      if byte == 0x3A {
        local = position
        name = XMLName()
      }
    }
    guard local < position, position < bytes.count else { throw .malformed }
    self.name = name
    return start..<position
  }

  // MARK: Text

  /// Appends the text of a range, references replaced and line ends made one kind.
  func decode(_ range: Range<Int>, into content: inout [UInt8]) throws(Trouble) {
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      switch byte {
      case 0x26:
        let limit = min(range.upperBound, at + 12)
        guard let close = bytes[at..<limit].firstIndex(of: 0x3B),
          let character = XMLScanner.character(bytes[at + 1..<close])
        else { throw .malformed }
        content.append(contentsOf: Array(String(character).utf8))
        at = close + 1
      case 0x0D:
        content.append(0x0A)
        at += at + 1 < range.upperBound && bytes[at + 1] == 0x0A ? 2 : 1
      default:
        content.append(byte)
        at += 1
      }
    }
  }

  /// What stands between `&` and `;`.
  private static func character(_ reference: ArraySlice<UInt8>) -> Unicode.Scalar? {
    switch String(decoding: reference, as: UTF8.self) {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard reference.first == 0x23 else { return nil }
    var digits = reference.dropFirst()
    let isHex = digits.first == 0x78
    if isHex { digits = digits.dropFirst() }
    guard !digits.isEmpty else { return nil }
    var value: UInt32 = 0
    for byte in digits {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46 where isHex: digit = byte - 0x41 + 10
      case 0x61...0x66 where isHex: digit = byte - 0x61 + 10
      default: return nil
      }
      value = value * (isHex ? 16 : 10) + UInt32(digit)
      if value > 0x10FFFF { return nil }
    }
    return Unicode.Scalar(value)
  }

  // MARK: Bytes

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private mutating func skipSpace() {
    while position < bytes.count, XMLScanner.isSpace(bytes[position]) { position += 1 }
  }

  private mutating func takes(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private func has(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      position + text.count <= bytes.count && bytes[position..<position + text.count].elementsEqual(text)
    }
  }

  private mutating func skip(past end: StaticString) throws(Trouble) {
    while position < bytes.count {
      if has(end) {
        position += end.utf8CodeUnitCount
        return
      }
      position += 1
    }
    throw .malformed
  }
}

/// A name as the 64-bit FNV-1a hash of its bytes, so that comparing names is comparing numbers.
struct XMLName: Equatable {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}

  fileprivate init(hash: UInt64) { self.hash = hash }

  init(_ text: StaticString) {
    text.withUTF8Buffer { for byte in $0 { append(byte) } }
  }

  /// For `case .row`; the default goes through `Equatable` without being specialised.
  static func ~= (pattern: XMLName, name: XMLName) -> Bool { pattern.hash == name.hash }

  mutating func append(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}

/// The names that the parts of a workbook are read by. Their hashes are written out, since a stored constant would be
/// asked for anew at every comparison; a test computes them again.
extension XMLName {
  static var Id: XMLName { XMLName(hash: 0x09242E07B5B90CA0) }  // Id
  static var Relationship: XMLName { XMLName(hash: 0x8D342ECAA9E75B9B) }  // Relationship
  static var Target: XMLName { XMLName(hash: 0xFF5BB7742C2896C8) }  // Target
  static var TargetMode: XMLName { XMLName(hash: 0x7DD5305888E0A43B) }  // TargetMode
  static var kind: XMLName { XMLName(hash: 0xD2223AFB7D6B100D) }  // Type
  static var c: XMLName { XMLName(hash: 0xAF63DE4C8601EFF2) }  // c
  static var cellStyleXfs: XMLName { XMLName(hash: 0xCC5EE78D79621DA5) }  // cellStyleXfs
  static var cellXfs: XMLName { XMLName(hash: 0xD5896967AF448970) }  // cellXfs
  static var date1904: XMLName { XMLName(hash: 0x0F53CCBC2EB0B357) }  // date1904
  static var dxfs: XMLName { XMLName(hash: 0x483744670DDCA692) }  // dxfs
  static var extLst: XMLName { XMLName(hash: 0x2D5058B5B407060F) }  // extLst
  static var f: XMLName { XMLName(hash: 0xAF63DB4C8601EAD9) }  // f
  static var formatCode: XMLName { XMLName(hash: 0xFE732F93923BC5FF) }  // formatCode
  static var id: XMLName { XMLName(hash: 0x08B72E07B55C3AC0) }  // id
  static var mergeCell: XMLName { XMLName(hash: 0x9C3BA703B5E2E46B) }  // mergeCell
  static var name: XMLName { XMLName(hash: 0xC4BCADBA8E631B86) }  // name
  static var numFmt: XMLName { XMLName(hash: 0x8AE5320CE83E4616) }  // numFmt
  static var numFmtId: XMLName { XMLName(hash: 0x8156BC7CF71CD84B) }  // numFmtId
  static var numFmts: XMLName { XMLName(hash: 0x41BA70EEA1D19D9F) }  // numFmts
  static var r: XMLName { XMLName(hash: 0xAF63EF4C86020CD5) }  // r
  static var rPh: XMLName { XMLName(hash: 0x8956D01960773F95) }  // rPh
  static var ref: XMLName { XMLName(hash: 0x89E9C01960F4C582) }  // ref
  static var row: XMLName { XMLName(hash: 0x8A0BC1196111AD9B) }  // row
  static var s: XMLName { XMLName(hash: 0xAF63EE4C86020B22) }  // s
  static var sheet: XMLName { XMLName(hash: 0x4D0AF94928725C68) }  // sheet
  static var sheetData: XMLName { XMLName(hash: 0x4546EA2728E52B50) }  // sheetData
  static var si: XMLName { XMLName(hash: 0x08D93707B5793071) }  // si
  static var state: XMLName { XMLName(hash: 0xEE63AAAD45B1B116) }  // state
  static var t: XMLName { XMLName(hash: 0xAF63E94C860202A3) }  // t
  static var v: XMLName { XMLName(hash: 0xAF63EB4C86020609) }  // v
  static var workbookPr: XMLName { XMLName(hash: 0x99F1066F0A6C0247) }  // workbookPr
  static var xf: XMLName { XMLName(hash: 0x08F13207B58DB9D3) }  // xf
}

/// The attributes of one tag.
struct XMLAttributes {
  private struct Entry {
    var name: XMLName
    /// The part behind the prefix, if there is one.
    var local: XMLName?
    /// In the part's bytes, or in `decoded`.
    var value: Range<Int>
    var isDecoded: Bool
  }
  private let bytes: [UInt8]
  private var decoded: [UInt8] = []
  private var entries: [Entry] = []

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    if !decoded.isEmpty { decoded.removeAll(keepingCapacity: true) }
  }

  mutating func append(name: XMLName, local: XMLName?, value: Range<Int>) {
    entries.append(Entry(name: name, local: local, value: value, isDecoded: false))
  }

  mutating func append(name: XMLName, local: XMLName?, decoded text: [UInt8]) {
    let value = decoded.count..<decoded.count + text.count
    decoded += text
    entries.append(Entry(name: name, local: local, value: value, isDecoded: true))
  }

  /// The bytes of the attribute that has exactly this name.
  func bytes(_ name: XMLName) -> ArraySlice<UInt8>? {
    for entry in entries where entry.name == name { return value(entry) }
    return nil
  }

  /// The attribute that has exactly this name.
  subscript(name: XMLName) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  /// An attribute with any prefix and this local name: `id` for `r:id`.
  func prefixed(_ local: XMLName) -> String? {
    for entry in entries where entry.local == local { return String(decoding: value(entry), as: UTF8.self) }
    return nil
  }

  private func value(_ entry: Entry) -> ArraySlice<UInt8> {
    entry.isDecoded ? decoded[entry.value] : bytes[entry.value]
  }
}
