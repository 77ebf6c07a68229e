/// The records of an XLS stream (BIFF8): a type, a length and that many bytes, one behind the other.
struct LegacyRecords {
  enum Kind: UInt16 {
    case formula = 0x0006, end = 0x000A, dateMode = 0x0022, password = 0x002F, more = 0x003C, sheet = 0x0085
    case manyNumbers = 0x00BD, richLabel = 0x00D6, style = 0x00E0, merged = 0x00E5, strings = 0x00FC
    case sharedLabel = 0x00FD, number = 0x0203, label = 0x0204, truth = 0x0205, formulaText = 0x0207
    case shortNumber = 0x027E, format = 0x041E, begin = 0x0809
  }

  let bytes: [UInt8]
  private(set) var position: Int
  /// The record at hand: its type and where its bytes are.
  private(set) var type: UInt16 = 0
  private(set) var body: Range<Int> = 0..<0

  init(_ bytes: [UInt8], at position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// Goes to the next record; false where the stream breaks off.
  mutating func next() -> Bool {
    guard position >= 0, position + 4 <= bytes.count else { return false }
    let length = Int(bytes.word(at: position + 2))
    guard position + 4 + length <= bytes.count else { return false }
    type = bytes.word(at: position)
    body = position + 4..<position + 4 + length
    position += 4 + length
    return true
  }

  var kind: Kind? { Kind(rawValue: type) }

  /// The bytes of the record at hand and of those that continue it.
  func withContinuations() -> [Range<Int>] {
    var parts = [body]
    var ahead = self
    while ahead.next(), ahead.kind == .more { parts.append(ahead.body) }
    return parts
  }

  func has(_ count: Int) -> Bool { body.count >= count }
  func byte(_ offset: Int) -> UInt8 { bytes[body.lowerBound + offset] }
  func word(_ offset: Int) -> Int { Int(bytes.word(at: body.lowerBound + offset)) }
  func long(_ offset: Int) -> UInt32 { bytes.long(at: body.lowerBound + offset) }
  func double(_ offset: Int) -> Double { bytes.double(at: body.lowerBound + offset) }
}

/// Texts of XLS, which may go on in further records and change their width there.
struct LegacyText {
  let bytes: [UInt8]
  let parts: [Range<Int>]
  private var part = 0
  private var position: Int

  init(_ bytes: [UInt8], _ parts: [Range<Int>], skipping count: Int = 0) {
    self.bytes = bytes
    self.parts = parts
    position = (parts.first?.lowerBound ?? 0) + count
  }

  /// Moves on to the part where the next byte is; false at the end.
  private mutating func settle() -> Bool {
    while part < parts.count, position >= parts[part].upperBound {
      part += 1
      position = part < parts.count ? parts[part].lowerBound : 0
    }
    return part < parts.count
  }

  private mutating func byte() -> UInt8? {
    guard settle() else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func word() -> Int? {
    guard let low = byte(), let high = byte() else { return nil }
    return Int(low) | Int(high) << 8
  }

  private mutating func skip(_ count: Int) -> Bool {
    var rest = count
    while rest > 0 {
      guard settle() else { return false }
      let step = min(rest, parts[part].upperBound - position)
      position += step
      rest -= step
    }
    return true
  }

  /// The next text, or `nil` where it breaks off. Its length has one byte in names of sheets, two elsewhere.
  mutating func next(shortLength: Bool = false) -> String? {
    guard let length = shortLength ? byte().map(Int.init) : word(), let flags = byte() else { return nil }
    var isWide = flags & 1 != 0
    let runs = flags & 8 != 0 ? word() : 0
    let phonetic = flags & 4 != 0 ? word().flatMap { low in word().map { low | $0 << 16 } } : 0
    guard let runs, let phonetic else { return nil }
    var units: [UInt16] = []
    units.reserveCapacity(min(length, 4096))
    while units.count < length {
      if position >= (part < parts.count ? parts[part].upperBound : 0) {
        // The next record says anew how wide its letters are.
        guard settle(), let flags = byte() else { return nil }
        isWide = flags & 1 != 0
      }
      guard let unit = isWide ? word() : byte().map(Int.init) else { return nil }
      units.append(UInt16(unit))
    }
    guard skip(runs * 4), skip(phonetic) else { return nil }
    return String(decoding: units, as: UTF16.self)
  }
}
