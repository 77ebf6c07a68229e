import Formulas
import Registers
import Values

/// The registers of a campaign and of its site, worked out, as a review reads them.
public struct ReviewRegisters: Sendable {
  /// By id; registers without rows may be left out.
  public var campaign: [String: RegisterRows]
  public var site: [String: RegisterRows]
  /// A cell as it is shown: choices and roles by their names.
  public var words: @Sendable (FormulaValue, ShownColumn) -> String

  public init(
    campaign: [String: RegisterRows] = [:], site: [String: RegisterRows] = [:],
    words: @escaping @Sendable (FormulaValue, ShownColumn) -> String = { _, _ in "" }
  ) {
    self.campaign = campaign
    self.site = site
    self.words = words
  }

  /// The campaign's rows of a register; `nil` when it has none.
  func sheet(_ id: String) -> RegisterSheet? {
    campaign[id].flatMap { $0.count > 0 ? RegisterSheet(rows: $0, words: words) : nil }
  }

  /// The site's rows of a register; `nil` when it has none.
  func siteSheet(_ id: String) -> RegisterSheet? {
    site[id].flatMap { $0.count > 0 ? RegisterSheet(rows: $0, words: words) : nil }
  }
}

/// The rows of one register with ways to ask for cells. A column that the register lacks is missing in every row.
struct RegisterSheet {
  let rows: RegisterRows
  let words: (FormulaValue, ShownColumn) -> String
  private let columns: [String: ShownColumn]

  init(rows: RegisterRows, words: @escaping (FormulaValue, ShownColumn) -> String) {
    self.rows = rows
    self.words = words
    columns = Dictionary(rows.shownColumns.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var count: Int { rows.count }

  /// Files that the rows stand in, by name, each once.
  var files: [String] { Set(rows.origins.map(\.file)).sorted() }

  func value(_ row: Int, _ column: String) -> FormulaValue { rows.value(row, column) }

  /// As files have it: the id of a choice or role, the text itself; empty when missing.
  func raw(_ row: Int, _ column: String) -> String {
    switch rows.value(row, column) {
    case .text(let text): text
    case .list(let items): items.joined(separator: "、")
    default: ""
    }
  }

  /// As readers see it, empty when missing.
  func text(_ row: Int, _ column: String) -> String {
    let value = rows.value(row, column)
    guard !value.isEmpty, let shown = columns[column] else { return "" }
    return words(value, shown)
  }

  func number(_ row: Int, _ column: String) -> Number? {
    if case .number(let number) = rows.value(row, column) { return number }
    return nil
  }

  func day(_ row: Int, _ column: String) -> Day? {
    if case .day(let day) = rows.value(row, column) { return day }
    return nil
  }

  func flag(_ row: Int, _ column: String) -> Bool? {
    if case .bool(let flag) = rows.value(row, column) { return flag }
    return nil
  }
}
