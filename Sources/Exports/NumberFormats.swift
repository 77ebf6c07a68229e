import Review
import Values

/// A number as a spreadsheet holds and shows it.
struct SpreadsheetNumber: Equatable {
  var value: Double
  /// A number format of Excel's.
  var format: String
}

/// A number as every file holds it: money that came of a division with six decimals, as in the JSON.
func settled(_ number: Number, _ unit: NumberUnit) -> Number {
  guard unit == .money, case .real = number else { return number }
  return number.exact(decimals: 6).map(Number.exact) ?? number
}

/// Number formats of spreadsheets, made so that a cell reads as it does on the page.
extension ExportText {
  /// The number of a table's cell, `nil` where the cell has none.
  ///
  /// The format is read off the cell's text (currency, digits after the point, unit, sign), so that page and sheet show
  /// the same figure; where the text is not the plain rounding of the value, such as `418.4万元` or `<0.001%`, the format
  /// is the unit's usual one. A difference of rates in percentage points is held as points: 1.23, not 0.0123.
  func spreadsheetNumber(_ cell: ReviewTable.Cell) -> SpreadsheetNumber? {
    guard case .number(let given, let unit)? = cell.value, given.double.isFinite else { return nil }
    let number = settled(given, unit)
    return read(cell.text, number, unit) ?? SpreadsheetNumber(value: number.double, format: format(unit))
  }

  /// The usual format of a unit.
  func format(_ unit: NumberUnit) -> String {
    switch unit {
    case .money: "\"\(currencyPrefix)\"#,##0.00"
    case .count: "#,##0"
    case .decimal: "#,##0.00"
    case .ratio: "0.0%"
    case .multiple: "0.00\"\(pick("倍", "×"))\""
    case .seconds: "#,##0\"\(pick("秒", " s"))\""
    case .days: "#,##0\"\(pick("天", " days"))\""
    }
  }

  /// The same on a chart's axis, where decimals are noise; in Chinese in 万 where the figures are that large.
  func axisFormat(_ unit: NumberUnit, upTo maximum: Double = 0) -> String {
    switch unit {
    case .money where maximum >= 100_000 && language.isChinese,
      .count where maximum >= 100_000 && language.isChinese:
      // A thousandth with a point put before its last digit is a ten-thousandth.
      "0\\.0,\"\(language == .traditionalChinese ? "萬" : "万")\""
    case .money: "\"\(currencyPrefix)\"#,##0"
    case .count: "#,##0"
    case .decimal: "General"
    case .ratio: "0%"
    case .multiple: "0.0\"\(pick("倍", "×"))\""
    case .seconds, .days: format(unit)
    }
  }

  static let dayFormat = "yyyy-mm-dd"

  private func read(_ text: String, _ number: Number, _ unit: NumberUnit) -> SpreadsheetNumber? {
    var rest = Substring(text)
    var sign = ""
    if let first = rest.first, "+−-".contains(first) {
      sign = first == "+" ? "+" : "−"
      rest = rest.dropFirst()
    }
    let isDigit = { (character: Character) in character.isASCII && character.isNumber }
    guard let start = rest.firstIndex(where: isDigit) else { return nil }
    let prefix = rest[..<start]
    let digits = rest[start...].prefix { isDigit($0) || $0 == "," || $0 == "." }
    let suffix = rest[digits.endIndex...]
    guard !suffix.contains(where: isDigit), !suffix.contains(where: { "万亿萬億".contains($0) }), !prefix.contains("<"),
      !prefix.contains(">"), !prefix.contains("\""), !suffix.contains("\""), prefix.count <= 8, suffix.count <= 12
    else { return nil }
    let decimals = digits.firstIndex(of: ".").map { digits.distance(from: $0, to: digits.endIndex) - 1 } ?? 0
    let isPercent = suffix == "%"
    let isPoints = suffix == "个百分点" || suffix == " pp"
    guard isPercent || isPoints ? unit == .ratio : unit != .ratio,
      let shown = Exact(digits.filter { $0 != "," }),
      let value = number.exact(decimals: decimals + (isPercent || isPoints ? 2 : 0))
    else { return nil }
    // What is shown must be what the value rounds to.
    let hundred = isPercent || isPoints ? Exact(100) : Exact(1)
    guard value.magnitude.multiplied(by: hundred) == shown, (sign == "−") == value.isNegative || shown.isZero else {
      return nil
    }
    let shape = "#,##0" + (decimals > 0 ? "." + String(repeating: "0", count: decimals) : "")
      + (isPercent ? "%" : suffix.isEmpty ? "" : "\"\(suffix)\"")
    func section(_ sign: String) -> String { sign.isEmpty && prefix.isEmpty ? shape : "\"\(sign)\(prefix)\"" + shape }
    let format = section(sign == "+" ? "+" : "") + ";" + section("−") + ";" + section("")
    return SpreadsheetNumber(value: isPoints ? points(number) : number.double, format: format)
  }

  /// A hundred times the number, without the noise of binary fractions where it is exact.
  private func points(_ number: Number) -> Double {
    if case .exact(let exact) = number, let product = exact.multiplied(by: Exact(100)) { return product.double }
    return number.double * 100
  }
}
