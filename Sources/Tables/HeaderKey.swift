/// A header reduced to what is compared: half-width, lower case, without blanks and underscores.
///
/// `unit` is what stands in closing brackets or as a closing percent sign, when it is a unit that is known: `元`,
/// `万元`, `%`, `usd`, `秒`.
struct HeaderKey: Hashable, Sendable {
  /// The whole header, normalised.
  var whole: String
  /// The header without its unit; the whole one when there is none.
  var base: String
  var unit: String?

  init(_ header: String) {
    whole = HeaderKey.normalised(header)
    base = whole
    if whole.utf8.count > 1, whole.utf8.last == 0x25 {
      base = String(whole.dropLast())
      unit = "%"
    } else if whole.utf8.last == 0x29, let open = whole.lastIndex(of: "(") {
      let inside = String(whole[whole.index(after: open)...].dropLast())
      if open > whole.startIndex, HeaderKey.isUnit(inside) {
        base = String(whole[..<open])
        unit = inside
      }
    }
  }

  /// Full-width forms become half-width, ASCII lower case; blanks, underscores, byte order marks and control
  /// characters go.
  static func normalised(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x00...0x20, 0x5F, 0x7F, 0xA0, 0x2000...0x200D, 0x202F, 0x2060, 0x3000, 0xFEFF: continue
      case 0x41...0x5A: result.append(Unicode.Scalar(UInt8(scalar.value + 32)))
      case 0xFF01...0xFF5E:
        // Half-width ASCII, then once more for its case and underscore.
        let half = UInt8(scalar.value - 0xFEE0)
        if half == 0x5F { continue }
        result.append(Unicode.Scalar((0x41...0x5A).contains(half) ? half + 32 : half))
      case 0xFFE5: result.append("¥")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The currency a unit names.
  var currency: String? { unit.flatMap(HeaderKey.currency) }

  static func currency(_ unit: String) -> String? {
    if ["元", "万元", "千元", "百万元", "亿元", "人民币", "rmb", "¥"].contains(unit) { return "CNY" }
    let code = unit.uppercased()
    return currencies.contains(code) ? code : nil
  }

  /// The power of ten that a unit multiplies by: 4 for `万元`.
  var exponent: Int {
    switch unit {
    case "千", "千元", "k": 3
    case "万", "万元", "万次", "万人", "w": 4
    case "百万", "百万元": 6
    case "亿", "亿元", "亿次": 8
    default: 0
    }
  }

  private static func isUnit(_ text: String) -> Bool { plainUnits.contains(text) || currency(text) != nil }

  private static let plainUnits: Set<String> = [
    "%", "次", "人", "个", "件", "单", "条", "天", "秒", "s", "sec", "seconds", "ms", "毫秒", "分钟", "min", "小时", "h",
    "千", "k", "万", "w", "万次", "万人", "百万", "亿", "亿次", "倍", "篇", "场",
  ]
  private static let currencies: Set<String> = [
    "CNY", "USD", "EUR", "GBP", "HKD", "JPY", "KRW", "TWD", "SGD", "AUD", "CAD", "CHF", "MOP", "THB", "MYR", "IDR",
    "VND", "PHP", "INR", "RUB", "BRL", "MXN", "AED", "SAR", "NZD", "SEK", "NOK", "DKK", "PLN", "TRY", "ZAR",
  ]
  /// Whether a text is a currency code.
  static func isCurrencyCode(_ code: String) -> Bool { currencies.contains(code.uppercased()) }
}
