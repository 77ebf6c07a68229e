import Metrics
import Values

/// Cells of tables: the words that a reader sees, and the value that a spreadsheet gets.
extension Writer {
  /// Of a table with mixed units: `¥4,184,069.90`, `13,681单`.
  func amount(_ value: Number?, _ unit: Unit) -> ReviewTable.Cell {
    ReviewTable.Cell(cell(value, unit), value: value.map { .number($0, unit.numberUnit) })
  }

  func amount(_ figure: Figure) -> ReviewTable.Cell { amount(figure.value, figure.unit) }

  /// Of a column whose head names the unit: `13,681`.
  func amount(_ value: Number?, _ unit: NumberUnit) -> ReviewTable.Cell {
    ReviewTable.Cell(style.full(value, unit), value: value.map { .number($0, unit) })
  }

  func amount(_ value: Double?, _ unit: NumberUnit) -> ReviewTable.Cell { amount(value.map(Number.real), unit) }

  /// A whole number of things.
  func count(_ value: Int) -> ReviewTable.Cell { amount(.exact(Exact(value)), .count) }

  /// A part of one, as a percentage.
  func share(_ value: Number?) -> ReviewTable.Cell { amount(value, .ratio) }
  func share(_ value: Double?) -> ReviewTable.Cell { amount(value, .ratio) }

  /// All of it, in the row that adds shares up.
  func whole() -> ReviewTable.Cell { ReviewTable.Cell("100%", value: .number(.exact(Exact(1)), .ratio)) }

  /// A relative change with its sign.
  func change(_ value: Double?) -> ReviewTable.Cell {
    ReviewTable.Cell(style.change(value), value: value.map { .number(.real($0), .ratio) })
  }

  /// A difference with its sign; of rates in percentage points.
  func delta(_ value: Number?, _ unit: Unit) -> ReviewTable.Cell {
    ReviewTable.Cell(difference(value, unit), value: value.map { .number($0, unit.numberUnit) })
  }

  func delta(_ value: Number?, _ unit: NumberUnit) -> ReviewTable.Cell {
    ReviewTable.Cell(style.difference(value, unit), value: value.map { .number($0, unit) })
  }

  func dayCell(_ day: Day?) -> ReviewTable.Cell {
    day.map { ReviewTable.Cell($0.iso, value: .day($0)) } ?? ReviewTable.Cell(NumberStyle.missing)
  }
}
