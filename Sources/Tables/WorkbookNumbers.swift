import Values

/// Day 0 of a workbook's date serials.
enum DateEpoch: Sendable {
  case year1900, year1904
}

/// What a number format makes of a number, as far as a reader must know.
enum NumberFormat: Sendable, Equatable {
  case number
  /// Shown a hundred times as large, with a percent sign.
  case percent
  /// A date, with or without a time.
  case date
  /// A time of day, `h:mm`.
  case time
  /// A length of time that may exceed a day, `[h]:mm:ss`.
  case elapsed

  /// The formats that have a number but no code in the file (ECMA-376 part 1, 18.8.30, with its Chinese list).
  init(builtin id: Int) {
    switch id {
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: self = .date
    case 18...21, 32...35, 45, 47, 55, 56: self = .time
    case 46: self = .elapsed
    case 9, 10: self = .percent
    default: self = .number
    }
  }

  /// Decides by the letters of the code's first section that are neither quoted, escaped nor bracketed.
  init(code: String) {
    let bytes = Array(code.utf8)
    var hasDay = false
    var hasMonth = false
    var hasClock = false
    var isElapsed = false
    var isPercent = false
    var i = 0
    scan: while i < bytes.count {
      let byte = bytes[i] | 0x20  // Lower case, for letters.
      switch bytes[i] {
      case 0x3B: break scan
      case 0x25: isPercent = true
      case 0x22:
        i += 1
        while i < bytes.count, bytes[i] != 0x22 { i += 1 }
      case 0x5C, 0x5F, 0x2A: i += 1  // `\x`, `_x` and `*x` show or leave room for the next character.
      case 0x5B:
        let start = i + 1
        while i < bytes.count, bytes[i] != 0x5D { i += 1 }
        let inside = bytes[start..<min(i, bytes.count)].map { $0 | 0x20 }
        // [h], [mm], [ss]; colours, conditions and locales are other brackets.
        if let first = inside.first, [0x68, 0x6D, 0x73].contains(first), inside.allSatisfy({ $0 == first }) {
          isElapsed = true
        }
      case _ where byte == 0x67 && bytes[i...].prefix(7).map({ $0 | 0x20 }) == Array("general".utf8): i += 6
      case _ where byte == 0x65:
        // `E+` is an exponent, a lone `e` a year.
        if i + 1 < bytes.count, bytes[i + 1] == 0x2B || bytes[i + 1] == 0x2D { i += 1 } else { hasDay = true }
      case _ where byte == 0x79 || byte == 0x64: hasDay = true
      case _ where byte == 0x61:
        // `AM/PM` and `A/P` belong to a clock, `aaa` is a day of the week.
        if bytes[i...].prefix(3).allSatisfy({ $0 | 0x20 == 0x61 }) && bytes.count >= i + 3 { hasDay = true }
        if i + 1 < bytes.count, bytes[i + 1] == 0x2F || bytes[i + 1] | 0x20 == 0x6D {
          hasClock = true
          while i + 1 < bytes.count, [0x6D, 0x70, 0x2F].contains(bytes[i + 1] | 0x20) || bytes[i + 1] == 0x2F { i += 1 }
        }
      case _ where byte == 0x6D: hasMonth = true
      case _ where byte == 0x68 || byte == 0x73: hasClock = true
      default: break
      }
      i += 1
    }
    if hasDay { self = .date } else if isElapsed { self = .elapsed } else if hasClock { self = .time }
    else if hasMonth { self = .date } else { self = isPercent ? .percent : .number }
  }
}

/// The day and second of the day that a date serial stands for.
///
/// `nil` for what no date stands for: below 1 (1900 system) or 0 (1904 system), after the year 9999, and serial 60 of
/// the 1900 system, the 29 February 1900 that never was.
func workbookDay(_ serial: Double, epoch: DateEpoch) -> (day: Day, seconds: Int32)? {
  guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
  var whole = Int32(serial)
  var seconds = Int32(((serial - Double(whole)) * 86_400).rounded())
  if seconds == 86_400 {
    whole += 1
    seconds = 0
  }
  let origin: Int32
  switch epoch {
  case .year1904: origin = -24_107  // 1904-01-01
  case .year1900:
    guard whole >= 1, whole != 60 else { return nil }
    // Day 1 is 1900-01-01; from 1 March on the count is one ahead, as if 1900 had been a leap year.
    origin = whole < 60 ? -25_568 : -25_569
  }
  let number = origin + whole
  guard number <= 2_932_896 else { return nil }  // 9999-12-31
  return (Day(number: number), seconds)
}

/// A plain decimal a hundred times as large with a percent sign, as a percent format shows it: `0.125` is `12.5%`.
func percentText(_ decimal: String) -> String {
  var digits = Array(decimal.utf8)
  let isNegative = digits.first == 0x2D
  if isNegative { digits.removeFirst() }
  let point = digits.firstIndex(of: 0x2E) ?? digits.count
  var whole = Array(digits[..<point])
  var rest = point < digits.count ? Array(digits[(point + 1)...]) : []
  while rest.count < 2 { rest.append(0x30) }
  whole += rest[..<2]
  rest.removeFirst(2)
  while whole.count > 1, whole.first == 0x30 { whole.removeFirst() }
  return (isNegative ? "-" : "") + String(decoding: rest.isEmpty ? whole : whole + [0x2E] + rest, as: UTF8.self) + "%"
}

/// `hh:mm:ss` of a fraction of a day; hours go on after 24.
func clockText(_ days: Double) -> String? {
  guard days.isFinite, days >= 0, days < 100_000 else { return nil }
  let total = Int((days * 86_400).rounded())
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
  return "\(two(total / 3600)):\(two(total / 60 % 60)):\(two(total % 60))"
}

/// A stored number as a plain decimal, rounded as Excel shows it: to 15 significant digits, so that the binary
/// residue of `0.30000000000000004` is gone, and to the 18 decimals that `Exact` holds.
///
/// `nil` for what is not a decimal literal and for what is beyond Excel's own range.
func workbookDecimal(_ literal: String) -> String? {
  if isPlainDecimal(literal.utf8) { return literal }
  var digits: [UInt8] = []
  var exponent = 0
  var negative = false
  var hasDigit = false
  var hasPoint = false
  var bytes = Array(literal.utf8)[...]
  while let first = bytes.first, first == 0x20 || first == 0x0A || first == 0x0D || first == 0x09 {
    bytes.removeFirst()
  }
  while let last = bytes.last, last == 0x20 || last == 0x0A || last == 0x0D || last == 0x09 { bytes.removeLast() }
  if let sign = bytes.first, sign == 0x2D || sign == 0x2B {
    negative = sign == 0x2D
    bytes.removeFirst()
  }
  scan: while let byte = bytes.popFirst() {
    switch byte {
    case 0x30...0x39:
      hasDigit = true
      if hasPoint { exponent -= 1 }
      if byte != 0x30 || !digits.isEmpty { digits.append(byte) }
    case 0x2E where !hasPoint: hasPoint = true
    case 0x45, 0x65:
      var text = String(decoding: bytes, as: UTF8.self)
      if text.hasPrefix("+") { text.removeFirst() }
      guard let written = Int(text), !text.hasPrefix("+"), abs(written) <= 400 else { return nil }
      exponent += written
      break scan
    default: return nil
    }
  }
  guard hasDigit, digits.count + exponent <= 309 else { return nil }

  /// Drops the last `count` digits, rounding half away from zero.
  func drop(_ count: Int) {
    guard count > 0 else { return }
    exponent += count
    guard count <= digits.count else { return digits = [] }
    let roundsUp = digits[digits.count - count] >= 0x35
    digits.removeLast(count)
    guard roundsUp else { return }
    var i = digits.count - 1
    while i >= 0, digits[i] == 0x39 {
      digits[i] = 0x30
      i -= 1
    }
    if i >= 0 { digits[i] += 1 } else { digits.insert(0x31, at: 0) }
  }
  drop(digits.count - 15)
  if exponent < -Exact.maximumScale { drop(-Exact.maximumScale - exponent) }
  while digits.last == 0x30 {
    digits.removeLast()
    exponent += 1
  }
  guard !digits.isEmpty else { return "0" }

  var result: [UInt8] = negative ? [0x2D] : []
  let point = digits.count + exponent
  if point <= 0 {
    result += [0x30, 0x2E] + [UInt8](repeating: 0x30, count: -point) + digits
  } else if exponent >= 0 {
    result += digits + [UInt8](repeating: 0x30, count: exponent)
  } else {
    result += digits[..<point] + [0x2E] + digits[point...]
  }
  return String(decoding: result, as: UTF8.self)
}

/// Whether a literal is already what `workbookDecimal` makes of it, as nearly all are.
func isPlainDecimal(_ literal: some Collection<UInt8>) -> Bool {
  var digits = 0
  var first: UInt8 = 0
  var last: UInt8 = 0
  var hasPoint = false
  var index = 0
  for byte in literal {
    switch byte {
    case 0x2D where index == 0: break
    case 0x2E where !hasPoint && digits > 0: hasPoint = true
    case 0x30...0x39:
      if digits == 0 { first = byte }
      // A zero in front of another digit.
      if digits == 1 && first == 0x30 && !hasPoint { return false }
      digits += 1
    default: return false
    }
    last = byte
    index += 1
  }
  // Up to 15 digits, leading zeros of a fraction included, are within both roundings.
  guard digits > 0, digits <= 15, last != 0x2E else { return false }
  if hasPoint { return last != 0x30 }
  return first != 0x30 || literal.count == 1
}

/// Text with its `_x000D_` escapes undone (ECMA-376 part 1, 22.9.2.19).
func unescapedWorkbookText(_ text: String) -> String {
  guard text.utf8.count >= 7, text.utf8.contains(0x5F) else { return text }
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  var units: [UInt16] = []
  func flush() {
    result += Array(String(decoding: units, as: UTF16.self).utf8)
    units = []
  }
  var i = 0
  while i < bytes.count {
    if bytes[i] == 0x5F, i + 6 < bytes.count, bytes[i + 1] == 0x78, bytes[i + 6] == 0x5F,
      bytes[i + 2..<i + 6].allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x46).contains($0 & 0xDF) }),
      let unit = UInt16(String(decoding: bytes[i + 2..<i + 6], as: UTF8.self), radix: 16)
    {
      units.append(unit)
      i += 7
    } else {
      if !units.isEmpty { flush() }
      result.append(bytes[i])
      i += 1
    }
  }
  if !units.isEmpty { flush() }
  return String(decoding: result, as: UTF8.self)
}
