extension NumberStyle {
  /// A day in prose: `6月18日`, `18 June`; with its year `2026年6月18日`, `18 June 2026`.
  public func day(_ day: Day, withYear: Bool = false) -> String {
    let (year, month, number) = day.components
    if chinese { return (withYear ? "\(year)年" : "") + "\(month)月\(number)日" }
    return "\(number) \(NumberStyle.months[month - 1])" + (withYear ? " \(year)" : "")
  }

  /// Days in prose: `6月1日至20日`, `5月30日至6月2日`, `1–20 June`. Years are written when asked for, and always when the
  /// period crosses one.
  public func range(_ period: Period, withYear: Bool = false) -> String {
    let (start, end) = (period.start.components, period.end.components)
    if period.start == period.end { return day(period.start, withYear: withYear) }
    if start.year != end.year {
      return day(period.start, withYear: true) + (chinese ? "至" : " – ") + day(period.end, withYear: true)
    }
    if start.month != end.month {
      // Chinese names the year first, English last.
      return day(period.start, withYear: withYear && chinese) + (chinese ? "至" : " – ")
        + day(period.end, withYear: withYear && !chinese)
    }
    if chinese { return day(period.start, withYear: withYear) + "至\(end.day)日" }
    return "\(start.day)–" + day(period.end, withYear: withYear)
  }

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}

/// How the numbers along one axis are written: one power of ten and one count of decimals for all of them.
public struct AxisFormat: Sendable, Hashable {
  /// The axis shows values divided by `10^power`: 0, 4 (万), 8 (亿) or 12 (万亿).
  public let power: Int
  public let decimals: Int
  private let suffix: String
  private let shift: Int

  /// For ticks `step` apart, the largest of them `maximum` away from zero; both positive and finite.
  public init(maximum: Double, step: Double, unit: NumberUnit, style: NumberStyle) {
    var power = 0
    if unit != .ratio, style.chinese {
      power = maximum >= 0.999e12 ? 12 : maximum >= 0.999e8 ? 8 : maximum >= 0.999e4 ? 4 : 0
    }
    self.power = power
    shift = unit == .ratio ? 2 : -power
    switch unit {
    case .ratio: suffix = "%"
    case .multiple where !style.chinese: suffix = "×"
    default: suffix = style.myriad(power)
    }
    var decimals = 0
    var rest = step
    for _ in 0..<abs(shift) { rest = shift > 0 ? rest * 10 : rest / 10 }
    while decimals < 6, abs(rest - rest.rounded()) > 1e-6 * max(rest, 1e-3) {
      decimals += 1
      rest *= 10
    }
    self.decimals = decimals
  }

  /// `400万`, `5%`, `0`; `—` for what is not finite.
  public func label(_ value: Double) -> String {
    guard value.isFinite else { return NumberStyle.missing }
    let digits = Decimal(.real(value), decimals: decimals, shift: shift)
    if digits.isZero { return suffix == "%" ? "0%" : "0" }
    var out: [UInt8] = []
    digits.append(to: &out)
    out.append(contentsOf: suffix.utf8)
    return String(decoding: out, as: UTF8.self)
  }
}
