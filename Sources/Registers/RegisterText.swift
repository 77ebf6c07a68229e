import Diagnostics
import Formulas
import Values

/// Cells as they are shown, for one reader.
public struct RegisterText: Sendable {
  public let style: NumberStyle
  public let language: Language

  public init(style: NumberStyle, language: Language) {
    self.style = style
    self.language = language
  }

  /// The value as text: days ISO, times `2026-06-12 14:05`, durations `2小时5分`, money with two decimals only where it
  /// needs them, choices by label, lists joined, `—` for what is missing. Without a unit.
  public func text(of value: FormulaValue, column: ShownColumn) -> String {
    switch value {
    case .missing: return NumberStyle.missing
    case .number(let number):
      let choice = column.choices.first { $0.id == CellKey(value).text }
      if let choice { return choice.label.text(in: language) }
      let text = text(of: number, type: column.type, decimals: column.decimals)
      return column.isPlain ? text.replacing(",", with: "") : text
    case .text(let text):
      if text.isEmpty { return NumberStyle.missing }
      return column.choices.first { $0.id == text }?.label.text(in: language) ?? text
    case .day(let day): return column.type == .month ? String(day.iso.prefix(7)) : day.iso
    case .bool(let yes): return language.isChinese ? (yes ? "是" : "否") : (yes ? "Yes" : "No")
    case .list(let items):
      if items.isEmpty { return NumberStyle.missing }
      let labels = items.map { item in column.choices.first { $0.id == item }?.label.text(in: language) ?? item }
      return labels.joined(separator: language.isChinese ? "、" : ", ")
    }
  }

  /// A number of a type; `decimals` counts digits after the point, `nil` writes as many as there are, up to 2.
  public func text(of number: Number, type: RegisterColumn.ValueType, decimals: Int? = nil) -> String {
    guard number.double.isFinite else { return NumberStyle.missing }
    switch type {
    case .time: return time(number)
    case .duration: return style.full(number, .seconds)
    case .percent:
      let hundred = number.multiplied(by: .exact(Exact(100)))
      return digits(hundred, decimals: decimals) + "%"
    case .money:
      let text = digits(number, decimals: decimals ?? (isWholeAtCents(number) ? 0 : 2))
      let unsigned = text.hasPrefix("−") ? text.dropFirst() : text[...]
      let sign = text.hasPrefix("−") ? "−" : ""
      return sign + (style.chinese ? style.currency.symbol : style.currency.code + " ") + unsigned
    default: return digits(number, decimals: decimals)
    }
  }

  private func isWholeAtCents(_ number: Number) -> Bool { number.exact(decimals: 2).map { $0.scale == 0 } ?? true }

  /// With thousands separators and U+2212 as minus.
  private func digits(_ number: Number, decimals: Int?) -> String {
    let places = min(max(decimals ?? 2, 0), 12)
    guard let value = number.exact(decimals: places) else { return style.full(number, .decimal) }
    let plain = decimals == nil ? value.description : value.text(decimals: places)
    var whole = plain[...]
    var fraction = ""[...]
    if let point = plain.firstIndex(of: ".") {
      whole = plain[..<point]
      fraction = plain[point...]
    }
    let isNegative = whole.hasPrefix("-")
    if isNegative { whole = whole.dropFirst() }
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.utf8.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return (isNegative ? "−" : "") + grouped + fraction
  }

  private func time(_ number: Number) -> String {
    // The years 1 to 9999.
    guard let seconds = number.exact(decimals: 0), abs(seconds.double) < 2.5e11 else { return NumberStyle.missing }
    let total = Int(seconds.mantissa)
    let day = Int((Double(total) / 86_400).rounded(.down))
    let rest = total - day * 86_400
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let clock = "\(two(rest / 3600)):\(two(rest / 60 % 60))" + (rest % 60 == 0 ? "" : ":\(two(rest % 60))")
    return Day(number: Int32(day)).iso + " " + clock
  }
}
