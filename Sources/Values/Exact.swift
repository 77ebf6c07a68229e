/// An exact decimal number: `mantissa / 10^scale`.
///
/// Money and counts are kept in this form from the cell of a file to the page, so that a sum has every digit of its
/// inputs. Arithmetic that would leave 128 bits returns `nil`; nothing wraps or traps.
public struct Exact: Sendable, Hashable, Comparable {
  /// The digits, as an integer. Normalised: no trailing zero beyond `scale` 0, so equal values are equal fields.
  public let mantissa: Int128
  /// How many of the digits stand after the decimal point, 0...18.
  public let scale: Int

  public static let maximumScale = 18
  public static let zero = Exact(0)

  public init(_ integer: Int) {
    mantissa = Int128(integer)
    scale = 0
  }

  /// `mantissa / 10^scale`, normalised. `scale` is 0...18.
  public init(mantissa: Int128, scale: Int) {
    var mantissa = mantissa
    var scale = scale
    while scale > 0, mantissa % 10 == 0 {
      mantissa /= 10
      scale -= 1
    }
    self.mantissa = mantissa
    self.scale = scale
  }

  /// A plain decimal such as `-12.50`; `nil` for anything else, for more than 18 decimals and for more than 36 digits.
  public init?(_ text: some StringProtocol) {
    var mantissa: Int128 = 0
    var scale = 0
    var digits = 0
    var negative = false
    var point = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x2D where index == 0: negative = true
      case 0x2B where index == 0: continue
      case 0x2E where !point: point = true
      case 0x30...0x39:
        digits += 1
        if digits > 36 { return nil }
        mantissa = mantissa * 10 + Int128(byte - 0x30)
        if point { scale += 1 }
      default: return nil
      }
    }
    guard digits > 0, scale <= Exact.maximumScale else { return nil }
    self.init(mantissa: negative ? -mantissa : mantissa, scale: scale)
  }

  /// The nearest `Double`.
  public var double: Double {
    // Converting 128 bits is slow, and nearly all numbers have fewer.
    let small = Int64(truncatingIfNeeded: mantissa)
    let value = Int128(small) == mantissa ? Double(small) : Double(mantissa)
    return scale == 0 ? value : value / Exact.doublePowers[scale]
  }

  public var isZero: Bool { mantissa == 0 }
  public var isNegative: Bool { mantissa < 0 }

  public func adding(_ other: Exact) -> Exact? {
    guard let (a, b, scale) = Exact.aligned(self, other) else { return nil }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : Exact(mantissa: sum, scale: scale)
  }

  public func subtracting(_ other: Exact) -> Exact? { adding(other.negated) }

  public var negated: Exact { Exact(mantissa: -mantissa, scale: scale) }

  public var magnitude: Exact { mantissa < 0 ? negated : self }

  /// The product, rounded half away from zero where it needs more than 18 decimals.
  public func multiplied(by other: Exact) -> Exact? {
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: other.mantissa)
    if overflow { return nil }
    return Exact.rounding(product, from: scale + other.scale, to: Exact.maximumScale)
  }

  /// The quotient rounded half away from zero to `decimals` digits (0...18); `nil` for a zero divisor.
  public func divided(by divisor: Exact, decimals: Int = 6) -> Exact? {
    guard !divisor.isZero else { return nil }
    // mantissa / 10^scale / (d / 10^ds) = mantissa * 10^(ds - scale) / d, wanted in units of 10^-decimals.
    var numerator = mantissa
    var denominator = divisor.mantissa
    let shift = decimals + divisor.scale - scale
    if shift >= 0 {
      guard let scaled = Exact.scaled(numerator, by: shift) else { return nil }
      numerator = scaled
    } else {
      guard let scaled = Exact.scaled(denominator, by: -shift) else { return nil }
      denominator = scaled
    }
    return Exact(mantissa: Exact.quotient(numerator, denominator), scale: decimals)
  }

  /// Rounded half away from zero to `decimals` digits after the point.
  public func rounded(to decimals: Int) -> Exact {
    guard scale > decimals else { return self }
    return Exact(
      mantissa: Exact.quotient(mantissa, Exact.powers[scale - decimals]), scale: decimals)
  }

  public static func < (a: Exact, b: Exact) -> Bool {
    guard let (x, y, _) = aligned(a, b) else { return a.double < b.double }
    return x < y
  }

  /// The value as a plain decimal without needless zeros: `-12.5`.
  public var description: String { text(decimals: scale) }

  /// The value with exactly `decimals` digits after the point, rounded half away from zero.
  public func text(decimals: Int) -> String {
    let value = rounded(to: decimals)
    var digits = String(value.mantissa.magnitude)
    digits += String(repeating: "0", count: decimals - value.scale)
    if digits.utf8.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
    }
    let sign = value.mantissa < 0 ? "-" : ""
    if decimals == 0 { return sign + digits }
    return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  // MARK: Scaling

  /// 10^0 ... 10^38.
  static let powers: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 1...38 { powers.append(powers.last! * 10) }
    return powers
  }()

  /// The same powers; those up to 10^22 are exact.
  fileprivate static let doublePowers: [Double] = powers.map { Double($0) }

  private static func scaled(_ value: Int128, by exponent: Int) -> Int128? {
    guard exponent < powers.count else { return value == 0 ? 0 : nil }
    let (product, overflow) = value.multipliedReportingOverflow(by: powers[exponent])
    return overflow ? nil : product
  }

  private static func aligned(_ a: Exact, _ b: Exact) -> (Int128, Int128, Int)? {
    let scale = max(a.scale, b.scale)
    guard let x = scaled(a.mantissa, by: scale - a.scale), let y = scaled(b.mantissa, by: scale - b.scale)
    else { return nil }
    return (x, y, scale)
  }

  private static func rounding(_ mantissa: Int128, from scale: Int, to limit: Int) -> Exact {
    scale <= limit
      ? Exact(mantissa: mantissa, scale: scale)
      : Exact(mantissa: quotient(mantissa, powers[scale - limit]), scale: limit)
  }

  /// Integer division rounded half away from zero.
  private static func quotient(_ numerator: Int128, _ denominator: Int128) -> Int128 {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    guard remainder.magnitude >= (denominator.magnitude + 1) / 2 else { return quotient }
    return (numerator < 0) == (denominator < 0) ? quotient + 1 : quotient - 1
  }
}

/// A number that is exact as long as it can be: sums, differences and products of exact numbers stay exact, a
/// quotient does not.
public enum Number: Sendable, Equatable {
  case exact(Exact)
  case real(Double)

  public var double: Double {
    switch self {
    case .exact(let value): value.double
    case .real(let value): value
    }
  }

  /// The exact value, or the nearest one with `decimals` digits; `nil` for what is not finite or too large.
  public func exact(decimals: Int) -> Exact? {
    switch self {
    case .exact(let value): return value.rounded(to: decimals)
    case .real(let value):
      let scaled = (value * Exact.doublePowers[decimals]).rounded(.toNearestOrAwayFromZero)
      guard scaled.isFinite, abs(scaled) < 1e37 else { return nil }
      return Exact(mantissa: Int128(scaled), scale: decimals)
    }
  }
}
