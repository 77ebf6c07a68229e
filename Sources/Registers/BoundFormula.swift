import Diagnostics
import Formulas
import Values

/// A formula of a register whose names have found their owners.
struct BoundFormula: Sendable {
  let formula: Formula
  /// The register whose rows it is for.
  let register: String
  let location: Location
  /// For each of the formula's names.
  private(set) var names: [Name]
  /// For each of its aggregates the register that it goes over.
  private(set) var over: [String]

  enum Name: Sendable {
    /// A cell of the row that the formula is for, or one reached from it.
    case outer(CellPath)
    /// A cell of the row gone over.
    case inner(CellPath)
    case value, today
    case campaign(String)
    /// Told with the declarations.
    case unknown

    var isOuter: Bool {
      switch self {
      case .outer, .value, .today, .campaign: true
      case .inner, .unknown: false
      }
    }
  }

  init(_ formula: Formula, of register: String, at location: Location, in registers: [String: RegisterBook.Register]) {
    self.formula = formula
    self.register = register
    self.location = location
    let own = registers[register]
    over = formula.aggregates.map { aggregate in
      for index in aggregate.names {
        let name = formula.names[index]
        guard name.count > 1, registers[name[0]] != nil, let own, !BoundFormula.isFollowed(name, in: own, registers)
        else { continue }
        return name[0]
      }
      return register
    }
    names = []
    for (name, aggregate) in zip(formula.names, formula.nameAggregates) {
      names.append(
        BoundFormula.bind(name, of: register, over: aggregate.map { over[$0] }, registers))
    }
  }

  private static func bind(
    _ path: [String], of register: String, over: String?, _ registers: [String: RegisterBook.Register]
  ) -> Name {
    switch path[0] {
    case "value" where path.count == 1: return .value
    case "today" where path.count == 1: return .today
    case "campaign" where path.count == 2: return .campaign(path[1])
    case "this": return CellPath(Array(path.dropFirst()), from: register, registers).map(Name.outer) ?? .unknown
    default: break
    }
    guard let over else { return CellPath(path, from: register, registers).map(Name.outer) ?? .unknown }
    guard let goneOver = registers[over] else { return .unknown }
    let isNamed = path.count > 1 && path[0] == over && !isFollowed(path, in: goneOver, registers)
    return CellPath(isNamed ? Array(path.dropFirst()) : path, from: over, registers).map(Name.inner) ?? .unknown
  }

  /// Whether the path begins with a reference of the register and goes on with a column of what that refers to.
  private static func isFollowed(
    _ path: [String], in register: RegisterBook.Register, _ registers: [String: RegisterBook.Register]
  ) -> Bool {
    guard let column = register.indexes[path[0]], register.absent[column] == .text(""),
      case .register(let target)? = register.columns[column].target
    else { return false }
    return registers[target]?.indexes[path[1]] != nil
  }

  /// Whether it speaks of single rows.
  var usesRow: Bool {
    names.contains { if case .outer = $0 { true } else { false } }
  }
}

/// A cell that is reached from a row by following references: `owner.name`.
struct CellPath: Sendable {
  /// At least one.
  let steps: [Step]
  /// The first step's column, and how it reads where it is missing.
  let column: Int
  let absent: FormulaValue
  /// Whether the cell is of the row itself.
  let isPlain: Bool

  struct Step: Sendable {
    let register: RegisterBook.Register
    let column: Int
    /// How a missing cell of the column reads.
    var absent: FormulaValue { register.absent[column] }
  }

  /// `nil` where a part is no column, or what precedes a part leads to no register.
  init?(_ path: [String], from register: String, _ registers: [String: RegisterBook.Register]) {
    var steps: [Step] = []
    var current: String? = register
    for part in path {
      guard let id = current, let known = registers[id], let column = known.indexes[part] else { return nil }
      steps.append(Step(register: known, column: column))
      if case .register(let next)? = known.columns[column].target { current = next } else { current = nil }
    }
    guard let first = steps.first else { return nil }
    self.steps = steps
    column = first.column
    absent = first.absent
    isPlain = steps.count == 1
  }
}

extension RegisterBook {
  func value(_ path: CellPath, at start: Row) -> FormulaValue {
    if path.isPlain {
      let value = cells[start.sheet][path.column][start.row]
      if case .missing = value { return path.absent }
      return value
    }
    var row = start
    let last = path.steps.count - 1
    for (index, step) in path.steps.enumerated() {
      let value = cells[row.sheet][step.column][row.row]
      if index == last { return value == .missing ? step.absent : value }
      guard case .text(let key) = value,
        let next = self.row(named: key, of: path.steps[index + 1].register, from: row.sheet)
      else { return path.steps[last].absent }
      row = next
    }
    return .missing
  }

  func campaignValue(_ field: String, of sheet: Int) -> FormulaValue {
    guard let campaign = sheets[sheet].campaign else { return .missing }
    return scope.campaignValues[campaign]?[field] ?? .missing
  }
}

/// The rows that a sheet sees of each register. Not to be shared between threads.
final class ViewRows {
  let book: RegisterBook
  let sheet: Int
  private var known: [String: [RegisterBook.Row]] = [:]

  init(_ book: RegisterBook, sheet: Int) {
    self.book = book
    self.sheet = sheet
  }

  func rows(of register: String) -> [RegisterBook.Row] {
    if let rows = known[register] { return rows }
    var rows: [RegisterBook.Row] = []
    for other in book.registers[register]?.view(from: book.sheets[sheet].campaign) ?? [] {
      for row in 0..<book.sheets[other].count { rows.append(RegisterBook.Row(sheet: other, row: row)) }
    }
    known[register] = rows
    return rows
  }
}

/// Evaluates one formula for the rows of one sheet. Not to be shared between threads.
final class FormulaRun {
  private let view: ViewRows
  private let bound: BoundFormula
  private var tables: [AggregateTable?]
  private var worker = FormulaWorker()
  /// The cells of the sheet, by column.
  private let cells: [[FormulaValue]]
  /// For each name the column of the row itself that it stands for, and how that reads where it is missing.
  private let plain: [Plain?]

  private struct Plain {
    var column: Int
    var absent: FormulaValue

    init?(_ path: CellPath) {
      guard path.isPlain else { return nil }
      column = path.column
      absent = path.absent
    }
  }

  init(_ bound: BoundFormula, _ view: ViewRows) {
    self.bound = bound
    self.view = view
    tables = Array(repeating: nil, count: bound.over.count)
    cells = view.book.cells[view.sheet]
    plain = bound.names.map { name -> Plain? in
      if case .outer(let path) = name { Plain(path) } else { nil }
    }
  }

  convenience init(_ bound: BoundFormula, _ book: RegisterBook, sheet: Int) {
    self.init(bound, ViewRows(book, sheet: sheet))
  }

  /// For a row, or for the whole register (`nil`); `value` is what the formula calls so.
  func value(row: Int?, value: FormulaValue = .missing) -> AggregateTable.Outcome {
    func outside(_ name: Int) -> FormulaValue {
      if let row, let plain = plain[name] {
        let value = cells[plain.column][row]
        if case .missing = value { return plain.absent }
        return value
      }
      switch bound.names[name] {
      case .outer(let path):
        guard let row else { return .missing }
        return view.book.value(path, at: RegisterBook.Row(sheet: view.sheet, row: row))
      case .value: return value
      case .today: return .day(view.book.scope.today)
      case .campaign(let field): return view.book.campaignValue(field, of: view.sheet)
      case .inner, .unknown: return .missing
      }
    }
    return worker.evaluate(bound.formula, outside) { number in table(number).value(outside) }
  }

  private func table(_ number: Int) -> AggregateTable {
    if let table = tables[number] { return table }
    let rows = view.rows(of: bound.over[number])
    let (book, names) = (view.book, bound.names)
    // Most cells are of the row itself.
    let plain = names.map { name -> Plain? in
      if case .inner(let path) = name { Plain(path) } else { nil }
    }
    let cells = book.cells
    let table = AggregateTable(
      bound.formula.aggregates[number], rowCount: rows.count, isOuter: { names[$0].isOuter }
    ) { name, row in
      if let plain = plain[name] {
        let value = cells[rows[row].sheet][plain.column][rows[row].row]
        if case .missing = value { return plain.absent }
        return value
      }
      guard case .inner(let path) = names[name] else { return .missing }
      return book.value(path, at: rows[row])
    }
    tables[number] = table
    return table
  }
}
