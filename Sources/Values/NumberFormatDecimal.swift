/// A number rounded for print: its digits as an integer and how many of them follow the point.
struct Decimal {
  private(set) var negative: Bool
  /// The digits; in `text` instead when they do not fit.
  private var units: UInt64 = 0
  private var text: String?
  private let decimals: Int
  /// Whether nothing was lost by rounding.
  private(set) var isExact: Bool

  /// `number * 10^shift` rounded half away from zero to `decimals` digits (0...6). The number is finite.
  init(_ number: Number, decimals: Int, shift: Int = 0) {
    self.decimals = decimals
    switch number {
    case .exact(let value):
      negative = value.isNegative
      // value * 10^shift is the same digits with the point moved.
      let scale = value.scale - shift
      let magnitude = value.mantissa.magnitude
      if magnitude <= UInt128(UInt64.max), let rounded = Decimal.round(UInt64(magnitude), by: scale - decimals) {
        (units, isExact) = rounded
      } else {
        (text, isExact) = Decimal.round(String(magnitude), by: scale - decimals)
      }
    case .real(let value):
      negative = value < 0
      let power = decimals + shift
      let scaled =
        power >= 0
        ? abs(value) * NumberStyle.powersOfTen[power] : abs(value) / NumberStyle.powersOfTen[-power]
      // A decimal tie such as 1.005 lies just below the tie in binary; one part in 2^51 lifts it back.
      let rounded = (scaled * (1 + 0x1p-51)).rounded(.toNearestOrAwayFromZero)
      isExact = rounded == scaled
      if rounded < 0x1p50 {
        units = UInt64(rounded)
      } else {
        text = Decimal.longDigits(of: value.magnitude, power: power)
      }
    }
    if isZero { negative = false }
  }

  var isZero: Bool { text == nil && units == 0 }
  var isOne: Bool { text == nil && units == 1 && decimals == 0 }

  func append(to out: inout [UInt8], trimmingZeros: Bool = false) {
    appendSign(to: &out)
    appendMagnitude(to: &out, trimmingZeros: trimmingZeros)
  }

  func appendSign(to out: inout [UInt8]) {
    if negative {
      out.append(0xE2)
      out.append(0x88)
      out.append(0x92)
    }
  }

  /// The digits with thousands separators.
  func appendMagnitude(to out: inout [UInt8], trimmingZeros: Bool = false) {
    if let text { return appendLong(Array(text.utf8), to: &out) }
    var digits: InlineDigits = (0, 0)
    var count = 0
    var rest = units
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      // Sixteen digits of four bits in each word.
      if count < 16 { digits.0 |= digit << UInt64(4 * count) } else { digits.1 |= digit << UInt64(4 * (count - 16)) }
      rest = quotient
      count += 1
    } while rest > 0 || count <= decimals
    func digit(_ index: Int) -> UInt8 {
      let word = index < 16 ? digits.0 >> UInt64(4 * index) : digits.1 >> UInt64(4 * (index - 16))
      return 0x30 + UInt8(word & 0xF)
    }
    var last = 0
    if trimmingZeros { while last < decimals, digit(last) == 0x30 { last += 1 } }
    var index = count - 1
    while index >= last {
      out.append(digit(index))
      let whole = index - decimals
      if whole == 0 {
        if last < decimals { out.append(0x2E) }
      } else if whole > 0, whole % 3 == 0 {
        out.append(0x2C)
      }
      index -= 1
    }
  }

  private typealias InlineDigits = (UInt64, UInt64)

  private func appendLong(_ digits: [UInt8], to out: inout [UInt8]) {
    for (index, digit) in digits.enumerated() {
      out.append(digit)
      let whole = digits.count - 1 - index - decimals
      if whole == 0 {
        if decimals > 0 { out.append(0x2E) }
      } else if whole > 0, whole % 3 == 0 {
        out.append(0x2C)
      }
    }
  }

  /// `value / 10^power` rounded half away from zero; `nil` when it needs more than 64 bits.
  private static func round(_ value: UInt64, by power: Int) -> (UInt64, Bool)? {
    var power = power
    var factor: UInt64 = 1
    if power < 0 {
      while power < 0 {
        let (product, overflow) = factor.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        factor = product
        power += 1
      }
      let (product, overflow) = value.multipliedReportingOverflow(by: factor)
      return overflow ? nil : (product, true)
    }
    guard power <= 19 else { return (0, value == 0) }
    for _ in 0..<power { factor *= 10 }
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: factor)
    return (remainder >= factor - remainder && remainder > 0 ? quotient + 1 : quotient, remainder == 0)
  }

  /// The same on digits of any length.
  private static func round(_ digits: String, by power: Int) -> (String, Bool) {
    if power <= 0 { return (digits + String(repeating: "0", count: -power), true) }
    var bytes = Array(digits.utf8)
    guard bytes.count > power else {
      let up = bytes.count == power && bytes[0] >= 0x35
      return (up ? "1" : "0", false)
    }
    let dropped = bytes.suffix(power)
    let up = dropped.first.map { $0 >= 0x35 } ?? false
    let exact = dropped.allSatisfy { $0 == 0x30 }
    bytes.removeLast(power)
    var index = bytes.count - 1
    var carry = up
    while carry, index >= 0 {
      carry = bytes[index] == 0x39
      bytes[index] = carry ? 0x30 : bytes[index] + 1
      index -= 1
    }
    if carry { bytes.insert(0x31, at: 0) }
    return (String(decoding: bytes, as: UTF8.self), exact)
  }

  /// The digits of `value * 10^power`, rounded, for products too large to be trusted to a `Double`. The power is
  /// -12...8, the value positive.
  private static func longDigits(of value: Double, power: Int) -> String {
    guard value < 0x1p53 else {
      let digits = digits(ofWhole: value)
      return power < 0 ? round(digits, by: -power).0 : digits + String(repeating: "0", count: power)
    }
    let factor = NumberStyle.powersOfTen[abs(power)]
    if power < 0 { return String(UInt64((value / factor).rounded(.toNearestOrAwayFromZero))) }
    let whole = value.rounded(.towardZero)
    let fraction = ((value - whole) * factor).rounded(.toNearestOrAwayFromZero)
    return String(UInt128(whole) * UInt128(factor) + UInt128(fraction))
  }

  /// All digits of a whole number of 2^53 or more, by doubling its significand in base 10^9.
  private static func digits(ofWhole value: Double) -> String {
    var limbs: [UInt64] = []
    var significand = value.significandBitPattern | (1 << 52)
    while significand > 0 {
      limbs.append(significand % 1_000_000_000)
      significand /= 1_000_000_000
    }
    for _ in 0..<(Int(value.exponent) - 52) {
      var carry: UInt64 = 0
      for i in limbs.indices {
        let doubled = limbs[i] * 2 + carry
        limbs[i] = doubled % 1_000_000_000
        carry = doubled / 1_000_000_000
      }
      if carry > 0 { limbs.append(carry) }
    }
    var text = ""
    for (index, limb) in limbs.reversed().enumerated() {
      let digits = String(limb)
      if index > 0 { text += String(repeating: "0", count: 9 - digits.utf8.count) }
      text += digits
    }
    return text
  }
}
