import Diagnostics
import Formulas
import Parallel
import Planning
import Values

/// All rows of all registers, worked out, and what can be asked of them afterwards.
public struct EvaluatedRegisters: Sendable {
  /// In the order in which they were given.
  public let rows: [RegisterRows]
  /// In order of place.
  public let diagnostics: [Diagnostic]
  /// Days off and make-up days as the register `holidays` has them.
  public let calendar: WorkCalendar
  private let book: RegisterBook
  private let sheets: [Sheet: Int]

  private struct Sheet: Hashable {
    var register: String
    var campaign: String?
  }

  /// Works out rows as `evaluate` does.
  public init(_ rows: [RegisterRows], of catalogue: RegisterCatalogue, in scope: RegisterScope, style: NumberStyle) {
    var evaluation = RegisterEvaluation(rows, catalogue, scope, style)
    evaluation.run()
    diagnostics = evaluation.diagnostics.sortedByPlace()
    book = evaluation.book
    calendar = WorkCalendar(of: evaluation.book)
    var sheets: [Sheet: Int] = [:]
    for (index, sheet) in evaluation.book.sheets.enumerated() {
      sheets[Sheet(register: sheet.declaration.id, campaign: sheet.campaign)] = index
    }
    self.sheets = sheets
    var finished = evaluation.finished()
    let (unfinished, book) = (finished, book)
    let done = parallelMap(finished.count, minimumBatch: 16) { index -> [Bool] in
      guard let agenda = unfinished[index].declaration.agenda else { return [] }
      return EvaluatedRegisters.matching(
        agenda.done, book, sheet: index, register: unfinished[index].declaration)
    }
    for (index, done) in done.enumerated() { finished[index].agendaDone = done }
    self.rows = finished
  }

  /// For each row whether a condition is true of it; a missing answer is no. Rows that are not of these registers meet
  /// no condition.
  public func matching(_ condition: Formula, _ rows: RegisterRows) -> [Bool] {
    guard let sheet = sheets[Sheet(register: rows.declaration.id, campaign: rows.campaign)],
      book.sheets[sheet].count == rows.count
    else { return [Bool](repeating: false, count: rows.count) }
    return EvaluatedRegisters.matching(condition, book, sheet: sheet, register: rows.declaration)
  }

  private static func matching(
    _ condition: Formula, _ book: RegisterBook, sheet: Int, register: RegisterDeclaration
  ) -> [Bool] {
    let bound = BoundFormula(condition, of: register.id, at: register.location, in: book.registers)
    let run = FormulaRun(bound, book, sheet: sheet)
    return (0..<book.sheets[sheet].count).map { run.value(row: $0).value == .bool(true) }
  }

  /// Names of a formula that stand for nothing in a register.
  public func unknownNames(of formula: Formula, in register: String) -> [[String]] {
    guard let declaration = book.registers[register]?.declaration else { return [] }
    let bound = BoundFormula(formula, of: register, at: declaration.location, in: book.registers)
    return zip(formula.names, bound.names).compactMap { name, meaning in
      if case .unknown = meaning { name } else { nil }
    }
  }
}
