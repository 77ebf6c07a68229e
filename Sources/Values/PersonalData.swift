/// What in a text looks like data of one person, by its pattern and its check digit.
public enum PersonalData: String, Sendable, CaseIterable {
  /// A mobile number of mainland China: 11 digits from 13 to 19, with +86 before it or grouped 3-4-4 or not.
  case mobile
  /// A resident identity card: 18 characters with a region, a day of birth and the check digit of GB 11643.
  case identityCard
  /// A bank card: 16 to 19 digits with a card scheme's prefix and Luhn's check digit (ISO/IEC 7812).
  case bankCard
  case email

  /// The first of these kinds that occurs in a text; `nil` where none does. A run of digits within a longer one, or in a
  /// word of Latin letters, is none of them.
  public static func find(in text: String, among kinds: Set<PersonalData> = Set(allCases)) -> PersonalData? {
    var text = text
    return text.withUTF8 { find(in: $0, among: kinds) }
  }

  private static func find(in bytes: UnsafeBufferPointer<UInt8>, among kinds: Set<PersonalData>) -> PersonalData? {
    var first: PersonalData?
    scan(bytes) { kind, _ in
      if kinds.contains(kind) { first = kind }
      return first == nil
    }
    return first
  }

  /// Calls `found` with each of them and its bytes, in order, until it says `false`.
  public static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ found: (_ kind: PersonalData, _ range: Range<Int>) -> Bool
  ) {
    var index = 0
    while let start = nextCandidate(bytes, from: index) {
      if bytes[start] == 0x40 {
        index = start + 1
        if let range = email(bytes, at: start), !found(.email, range) { return }
        continue
      }
      index = digitsEnd(bytes, from: start)
      if start > 0, isWord(bytes[start - 1]) || bytes[start - 1] == 0x2E || bytes[start - 1] == 0x2F { continue }
      if let (kind, end) = number(bytes, start, index) {
        index = max(index, end)
        if !found(kind, start..<end) { return }
      }
    }
  }

  /// The value with all but its ends hidden: `138******00`, `z***@example.com`.
  public static func masked(_ value: String) -> String {
    if let at = value.firstIndex(of: "@") { return "\(value.prefix(1))***\(value[at...])" }
    let marks = value.filter { $0 != " " && $0 != "-" && $0 != "." }
    return String(marks.prefix(3)) + String(repeating: "*", count: max(0, marks.count - 5)) + String(marks.suffix(2))
  }

  /// A text of as many characters in which all such data is hidden but for its ends.
  public static func hidden(in text: String) -> String {
    var bytes = Array(text.utf8)
    var ranges: [Range<Int>] = []
    bytes.withUnsafeBufferPointer { buffer in
      scan(buffer) { kind, range in
        let end = kind == .email ? (buffer[range].firstIndex(of: 0x40) ?? range.upperBound) : range.upperBound - 2
        let start = range.lowerBound + (kind == .email ? 1 : 3)
        if start < end { ranges.append(start..<end) }
        return true
      }
    }
    if ranges.isEmpty { return text }
    // Characters of such data are single bytes.
    for range in ranges { for place in range where !isSeparator(bytes[place]) { bytes[place] = 0x2A } }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The next digit or at sign: all that a number or an address begins to be told by.
  private static func nextCandidate(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    if let base = UnsafeRawPointer(bytes.baseAddress) {
      let ten = SIMD16<UInt8>(repeating: 10)
      let at = SIMD16<UInt8>(repeating: 0x40)
      while index + 16 <= bytes.count {
        let block = base.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        if any((block &- SIMD16(repeating: 0x30)) .< ten .| block .== at) { break }
        index += 16
      }
    }
    while index < bytes.count {
      if isDigit(bytes[index]) || bytes[index] == 0x40 { return index }
      index += 1
    }
    return nil
  }

  /// What the run of digits is, or the groups of digits that begin with it, and where it ends.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (PersonalData, end: Int)? {
    if end - start >= 11 {
      let isMarked = end < bytes.count && (bytes[end] == 0x58 || bytes[end] == 0x78)
      let stop = end - start == 17 && isMarked ? end + 1 : end
      let isClosed = stop == bytes.count
        || !isWord(bytes[stop]) && !(bytes[stop] == 0x2E && stop + 1 < bytes.count && isDigit(bytes[stop + 1]))
      guard isClosed else { return nil }
      let digits = UnsafeBufferPointer(rebasing: bytes[start..<stop])
      if isMobile(digits) { return (.mobile, stop) }
      if isIdentityCard(digits) { return (.identityCard, stop) }
      if isBankCard(digits) { return (.bankCard, stop) }
      return nil
    }
    // 138 1234 5678, 6222 0212 3456 7890 123 and 110105 19491231 002X.
    guard (3...6).contains(end - start), end + 1 < bytes.count, isSeparator(bytes[end]), isDigit(bytes[end + 1]) else {
      return nil
    }
    var groups = [end - start]
    var joined = Array(bytes[start..<end])
    var place = end
    while groups.count < 5, place + 1 < bytes.count, bytes[place] == bytes[end], isDigit(bytes[place + 1]) {
      let next = digitsEnd(bytes, from: place + 1)
      groups.append(next - place - 1)
      joined += bytes[(place + 1)..<next]
      place = next
    }
    if groups == [6, 8, 3], place < bytes.count, bytes[place] == 0x58 || bytes[place] == 0x78 {
      joined.append(bytes[place])
      place += 1
      groups = [6, 8, 4]
    }
    guard place == bytes.count || !isWord(bytes[place]) else { return nil }
    return joined.withUnsafeBufferPointer { digits in
      if groups == [3, 4, 4], isMobile(digits) { return (.mobile, place) }
      if bytes[end] == 0x2E { return nil }
      if groups == [6, 8, 4], isIdentityCard(digits) { return (.identityCard, place) }
      if groups.count >= 4, groups.dropLast().allSatisfy({ $0 == 4 }), isBankCard(digits) { return (.bankCard, place) }
      return nil
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x2D || byte == 0x2E }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A || byte == 0x5F
  }

  private static func digitsEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    return end
  }

  private static func isMobile(_ digits: UnsafeBufferPointer<UInt8>) -> Bool {
    // 86 before the number, or 0086.
    let country = digits.count == 13 ? 2 : digits.count == 15 ? 4 : 0
    guard digits.count - country == 11, digits[country] == 0x31, digits[country + 1] >= 0x33 else { return false }
    let prefix = digits.prefix(country).map { $0 - 0x30 }
    return prefix.isEmpty || prefix == [8, 6] || prefix == [0, 0, 8, 6]
  }

  private static func isIdentityCard(_ digits: UnsafeBufferPointer<UInt8>) -> Bool {
    guard digits.count == 18 else { return false }
    func value(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } }
    guard (11...83).contains(value(0..<2)), (1900...2099).contains(value(6..<10)),
      Day(year: value(6..<10), month: value(10..<12), day: value(12..<14)) != nil
    else { return false }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = weights.indices.reduce(0) { $0 + weights[$1] * (Int(digits[$1]) - 0x30) }
    let last = digits[17] == 0x78 ? 0x58 : digits[17]
    return last == Array("10X98765432".utf8)[sum % 11]
  }

  private static func isBankCard(_ digits: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (16...19).contains(digits.count), digits.allSatisfy(isDigit) else { return false }
    let (first, second) = (digits[0], digits[1])
    // UnionPay 62; Visa 4 and Mastercard 51–55 with 16 digits.
    let isUnionPay = first == 0x36 && second == 0x32
    let isOther = digits.count == 16 && (first == 0x34 || first == 0x35 && (0x31...0x35).contains(second))
    guard isUnionPay || isOther else { return false }
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let value = Int(digit) - 0x30
      sum += place % 2 == 0 ? value : value > 4 ? value * 2 - 9 : value * 2
    }
    return sum % 10 == 0
  }

  private static func email(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Range<Int>? {
    guard place > 0, place + 1 < bytes.count else { return nil }
    func isLocal(_ byte: UInt8) -> Bool { isWord(byte) || byte == 0x2E || byte == 0x2D || byte == 0x2B || byte == 0x25 }
    var start = place
    while start > 0, isLocal(bytes[start - 1]) { start -= 1 }
    guard start < place else { return nil }
    var end = place + 1
    var dot = -1
    while end < bytes.count, isWord(bytes[end]) || bytes[end] == 0x2D || bytes[end] == 0x2E {
      if bytes[end] == 0x2E { dot = end }
      end += 1
    }
    // A sentence's full stop behind the address is no part of it.
    if dot == end - 1 {
      end -= 1
      dot = bytes[(place + 1)..<end].lastIndex(of: 0x2E) ?? -1
    }
    guard dot > place + 1, end - dot > 2 else { return nil }
    return bytes[(dot + 1)..<end].allSatisfy { $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x61 && $0 <= 0x7A } ? start..<end : nil
  }
}
