import Metrics
import Values

extension Unit {
  /// The unit's name behind a number, where the number's own form does not carry it.
  func suffix(chinese: Bool) -> String {
    switch numberUnit {
    case .money:
      // 元/人 is written ¥120.00/人.
      let text = chinese ? label.zh : label.en
      return text.firstIndex(of: "/").map { String(text[$0...]) } ?? ""
    case .ratio, .multiple, .seconds, .days: return ""
    case .count, .decimal: return chinese ? label.zh : label.en.isEmpty ? "" : " " + label.en
    }
  }
}

extension NumberStyle {
  /// A figure's value as a table shows it, with its unit; `—` when missing.
  func text(_ value: Number?, _ unit: Unit) -> String {
    guard let value else { return NumberStyle.missing }
    return full(value, unit.numberUnit) + unit.suffix(chinese: chinese)
  }

  /// A figure's value as prose shows it: 418.4 万元.
  func prose(_ value: Number?, _ unit: Unit) -> String {
    guard let value else { return NumberStyle.missing }
    let text = compact(value, unit.numberUnit) + unit.suffix(chinese: chinese)
    return chinese ? NumberStyle.spaced(text) : text
  }

  /// Days as prose shows them: 6 月 1 日至 20 日.
  func dates(_ period: Period) -> String {
    let text = range(period, withYear: true)
    return chinese ? NumberStyle.spaced(text) : text
  }
}
