/// What a number measures, which decides how it is written.
public enum NumberUnit: String, Sendable, Hashable, CaseIterable {
  /// Money in the style's currency, in its main unit (yuan, not fen).
  case money
  /// Things counted; whole unless an estimate made it a fraction.
  case count
  /// A plain number such as a score.
  case decimal
  /// A part of one: 0.0444 is written 4.44%.
  case ratio
  /// A multiple such as a return: 3.2 is written 3.20倍.
  case multiple
  /// A duration in seconds.
  case seconds
  /// A duration in days.
  case days
}

/// A currency as it is written.
public struct Currency: Sendable, Hashable {
  /// ISO 4217: `CNY`.
  public let code: String
  /// Before the digits in Chinese tables: `¥`.
  public let symbol: String
  /// After the digits in Chinese prose: `元`.
  public let name: String

  public init(code: String, symbol: String, name: String) {
    self.code = code
    self.symbol = symbol
    self.name = name
  }

  public static let yuan = Currency(code: "CNY", symbol: "¥", name: "元")
}

/// How numbers and dates are written for one reader: Chinese with 万 and 亿, English with thousands separators.
///
/// Every function rounds half away from zero, writes a missing or non-finite number as `—` and a minus as U+2212.
public struct NumberStyle: Sendable, Hashable {
  public let chinese: Bool
  /// Whether 万 and 亿 are written 萬 and 億; only with `chinese`.
  public let traditional: Bool
  public let currency: Currency

  public static let missing = "—"

  public init(chinese: Bool, traditional: Bool = false, currency: Currency = .yuan) {
    self.chinese = chinese
    self.traditional = traditional
    self.currency = currency
  }

  // MARK: Tables

  /// The number as a table shows it, every digit that matters: `¥1,234.50`, `12,345`, `4.44%`, `3.20倍`, `1分30秒`.
  public func full(_ number: Number?, _ unit: NumberUnit) -> String {
    guard let number, number.double.isFinite else { return NumberStyle.missing }
    var out: [UInt8] = []
    appendFull(number, unit, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  public func full(_ value: Double?, _ unit: NumberUnit) -> String { full(value.map(Number.real), unit) }

  /// Appends `full` as UTF-8, for callers that write many numbers. `—` for what is not finite.
  public func appendFull(_ number: Number, _ unit: NumberUnit, to out: inout [UInt8]) {
    if case .real(let value) = number, !value.isFinite { return out.append(contentsOf: NumberStyle.missing.utf8) }
    switch unit {
    case .money:
      let digits = Decimal(number, decimals: 2)
      digits.appendSign(to: &out)
      out.append(contentsOf: (chinese ? currency.symbol : currency.code).utf8)
      if !chinese { out.append(0x20) }
      digits.appendMagnitude(to: &out)
    case .count:
      Decimal(number, decimals: NumberStyle.isWhole(number) ? 0 : 1).append(to: &out)
    case .decimal:
      Decimal(number, decimals: NumberStyle.isWhole(number) ? 0 : 2).append(to: &out)
    case .ratio:
      appendPercent(number, to: &out)
    case .multiple:
      Decimal(number, decimals: abs(number.double) < 99.995 ? 2 : 1).append(to: &out)
      out.append(contentsOf: (chinese ? "倍" : "×").utf8)
    case .seconds:
      appendDuration(number, to: &out)
    case .days:
      let digits = Decimal(number, decimals: NumberStyle.isWhole(number) ? 0 : 1)
      digits.append(to: &out)
      out.append(contentsOf: (chinese ? "天" : digits.isOne ? " day" : " days").utf8)
    }
  }

  // MARK: Headlines

  /// The number as a headline or a sentence shows it: `389.2万元`, `1.05亿元`, `9,876元`, `1.2万`; ratios, multiples
  /// and durations as in tables. English keeps thousands separators: `CNY 3,892,000`.
  public func compact(_ number: Number?, _ unit: NumberUnit) -> String {
    guard let number, number.double.isFinite else { return NumberStyle.missing }
    switch unit {
    case .ratio, .multiple, .seconds, .days: return full(number, unit)
    case .money, .count, .decimal: break
    }
    var out: [UInt8] = []
    let magnitude = abs(number.double)
    if chinese {
      if magnitude >= 9_999.5 || (unit == .money && magnitude >= 9_999.995) {
        appendMyriads(number, to: &out)
      } else {
        let decimals = NumberStyle.isWhole(number) ? 0 : unit == .count ? 1 : 2
        Decimal(number, decimals: decimals).append(to: &out)
      }
      if unit == .money { out.append(contentsOf: currency.name.utf8) }
    } else {
      let whole = NumberStyle.isWhole(number) || magnitude >= 999.5
      let digits = Decimal(number, decimals: whole ? 0 : unit == .count ? 1 : 2)
      digits.appendSign(to: &out)
      if unit == .money { out.append(contentsOf: (currency.code + " ").utf8) }
      digits.appendMagnitude(to: &out)
    }
    return String(decoding: out, as: UTF8.self)
  }

  public func compact(_ value: Double?, _ unit: NumberUnit) -> String { compact(value.map(Number.real), unit) }

  // MARK: Differences

  /// A relative change, 0.123 as `+12.3%` and -0.031 as `−3.1%`; a change that rounds to nothing has no sign.
  public func change(_ ratio: Number?) -> String {
    guard let ratio, ratio.double.isFinite else { return NumberStyle.missing }
    let percent = abs(ratio.double) * 100
    let decimals = percent >= 999.95 ? 0 : percent < 0.095 && percent >= 0.005 ? 2 : 1
    return signed(Decimal(ratio, decimals: decimals, shift: 2)) + "%"
  }

  public func change(_ ratio: Double?) -> String { change(ratio.map(Number.real)) }

  /// A difference with its sign: of two rates in percentage points (`+1.23个百分点`, `+1.23 pp`), of anything else in
  /// its own unit (`−¥120.00`, `+1,200`).
  public func difference(_ difference: Number?, _ unit: NumberUnit) -> String {
    guard let difference, difference.double.isFinite else { return NumberStyle.missing }
    if unit == .ratio {
      let decimals = abs(difference.double) * 100 < 9.995 ? 2 : 1
      return signed(Decimal(difference, decimals: decimals, shift: 2)) + (chinese ? "个百分点" : " pp")
    }
    let text = full(difference, unit)
    guard difference.double > 0, text.utf8.contains(where: { (0x31...0x39).contains($0) }) else { return text }
    return "+" + text
  }

  public func difference(_ value: Double?, _ unit: NumberUnit) -> String {
    difference(value.map(Number.real), unit)
  }

  // MARK: Parts

  private func signed(_ digits: Decimal) -> String {
    var out: [UInt8] = []
    if !digits.negative && !digits.isZero { out.append(0x2B) }
    digits.append(to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// Two decimals below 10%, one above, none from 1,000%; three below 0.1%, where less would leave one digit.
  private func appendPercent(_ number: Number, to out: inout [UInt8]) {
    let percent = abs(number.double) * 100
    if percent == 0 { return out.append(contentsOf: "0%".utf8) }
    if percent < 0.0005 {
      return out.append(contentsOf: (number.double < 0 ? ">−0.001%" : "<0.001%").utf8)
    }
    let decimals = percent < 0.0995 ? 3 : percent < 9.995 ? 2 : percent < 999.95 ? 1 : 0
    Decimal(number, decimals: decimals, shift: 2).append(to: &out)
    out.append(0x25)
  }

  /// Under a minute with one decimal unless whole; from there in whole seconds.
  private func appendDuration(_ number: Number, to out: inout [UInt8]) {
    let value = number.double
    let magnitude = abs(value)
    if magnitude < 59.95 || magnitude > 1e15 {
      Decimal(number, decimals: NumberStyle.isWhole(number) ? 0 : 1).append(to: &out)
      return out.append(contentsOf: (chinese ? "秒" : " s").utf8)
    }
    if value < 0 { out.append(contentsOf: "−".utf8) }
    let total = Int(magnitude.rounded(.toNearestOrAwayFromZero))
    let parts = [
      (total / 3600, chinese ? "小时" : " h"), (total / 60 % 60, chinese ? "分" : " min"),
      (total % 60, chinese ? "秒" : " s"),
    ]
    var first = true
    for (amount, name) in parts where amount > 0 {
      if !first && !chinese { out.append(0x20) }
      Decimal(.exact(Exact(amount)), decimals: 0).append(to: &out)
      out.append(contentsOf: name.utf8)
      first = false
    }
  }

  /// From ten thousand on: one decimal in 万 (none from 1,000万), two in 亿 and 万亿 (one from 100, none from 1,000).
  private func appendMyriads(_ number: Number, to out: inout [UInt8]) {
    let magnitude = abs(number.double)
    let power = magnitude < 99_995_000 ? 4 : magnitude < 999_950_000_000 ? 8 : 12
    let units = magnitude / NumberStyle.powersOfTen[power]
    let decimals = units >= 999.95 ? 0 : power > 4 && units < 99.995 ? 2 : 1
    let digits = Decimal(number, decimals: decimals, shift: -power)
    digits.append(to: &out, trimmingZeros: digits.isExact)
    out.append(contentsOf: myriad(power).utf8)
  }

  /// The word for 10^4, 10^8 or 10^12.
  func myriad(_ power: Int) -> String {
    switch power {
    case 4: traditional ? "萬" : "万"
    case 8: traditional ? "億" : "亿"
    case 12: traditional ? "萬億" : "万亿"
    default: ""
    }
  }

  static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
  ]

  static func isWhole(_ number: Number) -> Bool {
    switch number {
    case .exact(let value): value.scale == 0
    case .real(let value): value == value.rounded()
    }
  }
}
