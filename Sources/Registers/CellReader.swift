import Diagnostics
import Formulas
import Tables
import Values

/// Reads the cells of one column by its declaration.
struct CellReader {
  let column: RegisterColumn
  /// Spelling, folded, to id.
  private let choices: [String: String]
  private let numbers: Set<Exact>
  /// What one unit of the cells' currency is in the site's.
  private let rate: Exact?

  init(_ column: RegisterColumn, rate: Exact? = nil) {
    self.column = column
    self.rate = rate
    var choices: [String: String] = [:]
    // An id means itself, whatever else is spelt alike; of two labels the first has it.
    for choice in column.values { choices[folded(choice.id)] = choice.id }
    for choice in column.values {
      for spelling in [choice.label.zh, choice.label.en] + choice.aliases where choices[folded(spelling)] == nil {
        choices[folded(spelling)] = choice.id
      }
    }
    self.choices = choices
    numbers = column.type == .integer ? Set(column.values.compactMap { Exact($0.id) }) : []
  }

  enum Outcome {
    case value(FormulaValue)
    case wrong(Problem)
  }

  /// A text that is not empty. References and roles stay as written until all rows are known.
  func read(_ written: String, header: String) -> Outcome {
    let text = trimmedBlanks(written)
    if text.isEmpty { return .value(.missing) }
    let value: FormulaValue?
    switch column.type {
    case .text, .markdown: value = .text(text)
    case .integer, .decimal, .money, .percent:
      guard let number = readNumber(text) else { return unreadable(text, header) }
      return check(number, header)
    case .date: value = readDay(text).map(FormulaValue.day)
    case .month: value = readMonth(text).map(FormulaValue.day)
    case .time: value = readTime(text).map { .number(.exact($0)) }
    case .duration: value = readDuration(text).map { .number(.exact($0)) }
    case .yesNo: value = readYesNo(text).map(FormulaValue.bool)
    case .choice:
      guard let id = choices[folded(text)] else { return unknown(text, header) }
      value = .text(id)
    case .list:
      let items = listItems(text)
      value = items.isEmpty ? .missing : .list(items)
    case .role, .reference:
      guard column.isMany else { return .value(.text(text)) }
      let items = listItems(text)
      value = items.isEmpty ? .missing : .list(items)
    }
    return value.map(Outcome.value) ?? unreadable(text, header)
  }

  /// A number that the table has read already.
  func check(_ written: Exact, _ header: String) -> Outcome {
    var number = written
    if let rate {
      guard let converted = written.multiplied(by: rate) else { return unreadable(written.description, header) }
      number = converted
    }
    if column.type == .integer, number.scale != 0 { return unreadable(number.description, header) }
    if let low = column.minimum, number < low { return outside(number, header) }
    if let high = column.maximum, high < number { return outside(number, header) }
    if !numbers.isEmpty, !numbers.contains(number) { return unknown(number.description, header) }
    return .value(.number(.exact(number)))
  }

  private func unreadable(_ text: String, _ header: String) -> Outcome {
    .wrong(.cellUnreadable(header, text, expected: column.type.expected, hint: column.type.example))
  }

  private func outside(_ number: Exact, _ header: String) -> Outcome {
    .wrong(
      .cellOutsideRange(
        header, number.description, minimum: column.minimum?.description, maximum: column.maximum?.description))
  }

  private func unknown(_ text: String, _ header: String) -> Outcome {
    let known = column.values.map(\.label.zh)
    let spellings = column.values.flatMap { [$0.label.zh, $0.id, $0.label.en] }
    return .wrong(
      .cellNotDeclared(
        header, text, nearest: column.type == .choice ? nearest(to: text, among: spellings) : nil, known: known))
  }
}
