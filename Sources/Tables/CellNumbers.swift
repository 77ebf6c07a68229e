/// Why a cell could not be used.
enum CellProblem: Int, Sendable, CaseIterable {
  /// A range, a comparison, a rounded figure (`200 ~ 400`, `< 10%`, `10万+`): known, but no number.
  case inexact
  case notNumber
  case notFinite
  case tooLarge
  case notDate
  /// A week, a month or a range where a day is needed.
  case notDay
  case noSuchDate
  case ambiguousDate
  case noYear
  case notDuration
}

/// A number cell: `mantissa / 10^scale`.
struct ParsedNumber {
  var mantissa: Int64
  var scale: Int
  /// The digits printed after the point; negative when the last printed digit is worth more than 1 (`1.2万`).
  var precision = 0
  /// A percent sign stood behind it; `mantissa / 10^scale` is then already the fraction.
  var isPercent = false
  var currency: String?
}

enum NumberReading {
  case value(ParsedNumber)
  case missing
  case failure(CellProblem)
}

/// Reads a trimmed cell in any of the styles that exports have: `1,234.50`, `１２，３４５`, `￥1.2万`, `(1,234.00)`, `4.44%`,
/// `1.02E+12`, with `decimalComma` `1.234,50`.
///
/// A fraction with more than 15 significant digits is rounded to 15: it is a binary floating-point number printed in
/// full, and the digits behind are noise.
func readNumber(_ cell: Bytes, decimalComma: Bool = false) -> NumberReading {
  guard let first = cell.first else { return .missing }
  if cell.count > 60 { return .failure(.notNumber) }
  var parser = NumberParser(decimalComma: decimalComma)
  if let reading = parser.read(cell) { return reading }
  // Not a number: a word that stands for none, or for one that is no number.
  let word = lowercased(cell)
  if first | 0x20 == 0x6E, word == "nan", first != 0x6E || cell.last != 0x6E || cell[1] != 0x61 {
    return .failure(.notFinite)
  }
  if ["inf", "-inf", "+inf", "infinity", "-infinity", "∞", "-∞"].contains(word) { return .failure(.notFinite) }
  if isMissing(cell) { return .missing }
  return .failure(parser.isInexact ? .inexact : .notNumber)
}

/// One pass over the characters; `nil` from `read` when the cell is no number, `isInexact` when it is nearly one.
private struct NumberParser {
  let decimalComma: Bool
  private(set) var isInexact = false
  private var digits: UInt64 = 0
  private var significant = 0
  private var total = 0
  private var fraction = 0
  private var afterPoint = false
  private var overflow = false
  private var negative = false
  private var opened = false
  private var closed = false
  private var exponent = 0
  private var percent = false
  private var currency: String?
  private var dropped = 0
  /// Digits since the last thousands mark, and how many marks there were.
  private var group = 0
  private var groups = 0
  private var badGroup = false
  /// What may still come: 0 sign and currency, 1 digits, 2 suffixes.
  private var stage = 0

  init(decimalComma: Bool) { self.decimalComma = decimalComma }

  mutating func read(_ cell: Bytes) -> NumberReading? {
    var index = 0
    while index < cell.count {
      guard let (character, width) = NumberParser.half(cell, index) else { return nil }
      let next = index + width
      switch character {
      case "0"..."9":
        if stage == 2 { return inexact(cell) }
        stage = 1
        digit(UInt8(character.value - 0x30))
      case ".", ",":
        if stage == 2 || stage == 0 && character == "," { return inexact(cell) }
        guard !afterPoint else { return nil }
        if (character == ",") != decimalComma {
          separator()
        } else {
          stage = 1
          afterPoint = true
        }
      case " ", "\u{A0}", "\u{202F}":
        // A blank between digits is a thousands mark, elsewhere nothing.
        if stage == 1, !afterPoint, next < cell.count, (0x30...0x39).contains(cell[next]) { separator() }
      case "-", "\u{2212}":
        if stage == 0, !negative { negative = true } else { return inexact(cell) }
      case "+":
        if stage != 0 { return inexact(cell) }
      case "(":
        if stage != 0 || opened { return nil }
        opened = true
      case ")":
        if !opened || closed || stage == 0 { return nil }
        closed = true
        stage = 2
      case "¥", "元": if !set("CNY") { return nil }
      case "$": if !set(currency ?? "USD", symbol: true) { return nil }
      case "€": if !set("EUR") { return nil }
      case "£": if !set("GBP") { return nil }
      case "%":
        if stage == 0 || percent { return nil }
        percent = true
        stage = 2
      case "千", "万", "亿":
        if stage == 0 { return nil }
        exponent += character == "千" ? 3 : character == "万" ? 4 : 8
        stage = 2
      case "次", "人", "个", "件", "单", "条", "篇", "场":
        if stage == 0 { return nil }
        stage = 2
      case "<", ">", "≥", "≤", "~", "约", "至":
        return inexact(cell)
      case "a"..."z", "A"..."Z":
        guard let after = word(cell, index) else { return nil }
        index = after
        continue
      default: return nil
      }
      index = next
    }
    guard total > 0, opened == closed else { return nil }
    if groups > 0, group != 3 || badGroup { return nil }
    return .some(result())
  }

  private mutating func digit(_ value: UInt8) {
    total += 1
    if afterPoint { fraction += 1 } else { group += 1 }
    if significant == 0, value == 0 { return }
    if significant >= 19 {
      // Digits beyond the 19th: lost in a fraction, too large in an integer.
      dropped += 1
      if !afterPoint { overflow = true }
      return
    }
    significant += 1
    digits = digits * 10 + UInt64(value)
  }

  private mutating func separator() {
    // Groups of three; of two in front of the last one, as in India.
    if groups == 0 ? group > 3 || group == 0 : group != 3 && group != 2 { badGroup = true }
    groups += 1
    group = 0
  }

  private mutating func set(_ code: String, symbol: Bool = false) -> Bool {
    if let currency, currency != code { return false }
    currency = code
    if stage == 1 { stage = 2 }
    return true
  }

  /// A suffix (`w`, `k`, `M`), an exponent (`E+12`) or a currency code; the index behind it.
  private mutating func word(_ cell: Bytes, _ start: Int) -> Int? {
    var end = start
    while end < cell.count, (0x41...0x5A).contains(cell[end] & 0xDF) { end += 1 }
    let letters = lowercased(Bytes(rebasing: cell[start..<end]))
    if stage == 1, letters == "e", end < cell.count {
      var index = end
      var minus = false
      if cell[index] == 0x2B || cell[index] == 0x2D {
        minus = cell[index] == 0x2D
        index += 1
      }
      var value = 0
      let first = index
      while index < cell.count, (0x30...0x39).contains(cell[index]), value < 1000 {
        value = value * 10 + Int(cell[index] - 0x30)
        index += 1
      }
      guard index > first else { return nil }
      exponent += minus ? -value : value
      stage = 2
      return index
    }
    if stage > 0, let power = ["w": 4, "k": 3, "m": 6][letters] {
      exponent += power
      stage = 2
      return end
    }
    let code = letters == "rmb" ? "CNY" : letters == "us" ? "USD" : letters == "hk" ? "HKD" : letters.uppercased()
    guard HeaderKey.isCurrencyCode(code) else { return nil }
    return set(code) ? end : nil
  }

  /// Called at a character that makes a range or a comparison of a cell with digits.
  private mutating func inexact(_ cell: Bytes) -> NumberReading? {
    var index = 0
    var found = false
    while index < cell.count {
      guard let (character, width) = NumberParser.half(cell, index) else { return nil }
      switch character {
      case "0"..."9": found = true
      case ".", ",", " ", "\u{A0}", "-", "+", "~", "<", ">", "≥", "≤", "约", "至", "¥", "元", "$", "%", "万", "亿", "千",
        "w", "k", "=", "次", "人": break
      default: return nil
      }
      index += width
    }
    isInexact = found
    return nil
  }

  private func result() -> NumberReading {
    if overflow { return .failure(.tooLarge) }
    let precision = fraction - exponent + (percent ? 2 : 0)
    var mantissa = digits
    // Of a fraction's digits those beyond the 19th are already gone.
    var scale = fraction - dropped
    if scale > 0, significant > 15 {
      let excess = min(significant - 15, scale)
      var power: UInt64 = 1
      for _ in 0..<excess { power *= 10 }
      let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: power)
      mantissa = quotient + (remainder >= power / 2 ? 1 : 0)
      scale -= excess
    }
    while scale > 2, mantissa % 10 == 0 {
      mantissa /= 10
      scale -= 1
    }
    scale -= exponent
    if percent { scale += 2 }
    if mantissa == 0 {
      scale = min(max(scale, 0), 2)
    }
    while scale < 0 {
      let (product, lost) = mantissa.multipliedReportingOverflow(by: 10)
      if lost { return .failure(.tooLarge) }
      mantissa = product
      scale += 1
    }
    while scale > 18, mantissa % 10 == 0 {
      mantissa /= 10
      scale -= 1
    }
    guard scale <= 18, mantissa <= UInt64(Int64.max) else { return .failure(.tooLarge) }
    let value = Int64(mantissa)
    return .value(
      ParsedNumber(
        mantissa: negative != opened ? -value : value, scale: scale, precision: precision, isPercent: percent,
        currency: currency))
  }

  /// The character at an index in its half-width form, and its width in bytes.
  private static func half(_ cell: Bytes, _ index: Int) -> (Unicode.Scalar, Int)? {
    let first = cell[index]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard index + width <= cell.count, width < 4 else { return nil }
    let second = UInt32(cell[index + 1] & 0x3F)
    var value = width == 2
      ? UInt32(first & 0x1F) << 6 | second
      : UInt32(first & 0x0F) << 12 | second << 6 | UInt32(cell[index + 2] & 0x3F)
    if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
    if value == 0xFFE5 { value = 0xA5 }
    if value == 0x3000 { value = 0x20 }
    if value == 0x2013 || value == 0x2014 || value == 0x301C { value = 0x7E }
    return Unicode.Scalar(value).map { ($0, width) }
  }
}

/// The seconds of a duration cell: `205`, `00:03:25`, `3:25`, `3'25"`, `15.20秒`, `2小时`, `1分30秒`, in units of `unit`
/// seconds where it names none.
func readDuration(_ cell: Bytes, milliseconds unit: Int64 = 1000) -> NumberReading {
  if case .value(let number) = readNumber(cell) {
    let (product, overflow) = number.mantissa.multipliedReportingOverflow(by: unit)
    if overflow || number.scale > 15 || number.isPercent { return .failure(.notDuration) }
    var mantissa = product
    var scale = number.scale + 3
    while scale > 0, mantissa % 10 == 0 {
      mantissa /= 10
      scale -= 1
    }
    return .value(ParsedNumber(mantissa: mantissa, scale: scale))
  }
  if isMissing(cell) { return .missing }
  guard cell.count <= 40 else { return .failure(.notDuration) }
  // Numbers, each with the mark behind it.
  var parts: [(value: Int64, decimals: Int, mark: String)] = []
  var value: Int64 = 0
  var decimals = -1
  var digits = 0
  var mark = ""
  func close() {
    if digits > 0 { parts.append((value, max(decimals, 0), mark)) }
    value = 0
    decimals = -1
    digits = 0
    mark = ""
  }
  for scalar in text(cell).unicodeScalars {
    switch scalar {
    case "0"..."9":
      if !mark.isEmpty { close() }
      guard digits < 12 else { return .failure(.notDuration) }
      value = value * 10 + Int64(scalar.value - 0x30)
      digits += 1
      if decimals >= 0 { decimals += 1 }
    case ".":
      guard decimals < 0, mark.isEmpty, digits > 0 else { return .failure(.notDuration) }
      decimals = 0
    case " ": continue
    default:
      guard digits > 0 else { return .failure(.notDuration) }
      mark.unicodeScalars.append(scalar)
    }
  }
  close()
  let units = parts.map { part -> Int64? in
    switch part.mark.lowercased() {
    case "天", "d": 86_400
    case "小时", "时", "h": 3600
    case "分钟", "分", "'", "′", "m", "min": 60
    case "秒", "秒钟", "\"", "″", "''", "s": 1
    default: nil
    }
  }
  var factors = units
  if units.contains(nil) {
    // 00:03:25 and 3:25: colons between, nothing behind the last.
    guard (2...3).contains(parts.count), parts.dropLast().allSatisfy({ $0.mark == ":" || $0.mark == "：" }),
      parts.last?.mark == "" || parts.count == 2 && parts[1].mark == ""
    else { return .failure(.notDuration) }
    factors = parts.count == 3 ? [3600, 60, 1] : [60, 1]
  }
  guard !parts.isEmpty else { return .failure(.notDuration) }
  var seconds: Int64 = 0
  var scale = 0
  for (part, factor) in zip(parts, factors) {
    guard let factor, part.decimals <= 6, scale == 0 else { return .failure(.notDuration) }
    scale = part.decimals
    for _ in 0..<scale { seconds *= 10 }
    seconds += part.value * factor
  }
  return .value(ParsedNumber(mantissa: seconds, scale: scale))
}
