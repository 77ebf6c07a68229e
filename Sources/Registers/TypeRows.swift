import Diagnostics
import Formulas
import Tables
import Values

/// Makes typed rows of a register from the tables of its files, in the order given.
///
/// Every wrong cell is reported at its row and is missing then; a row is never left out. Defaults stand in for empty cells.
/// `diagnostics` may hold what reading the tables reported: a required cell that could not be read is not called empty
/// too. References and roles keep their spelling until `evaluate` has all rows. Money whose header or cells state another
/// currency than the site's is converted by `rates`: units of the site's currency for one of the other; without a rate
/// it is an error, and missing.
public func typeRows(
  _ tables: [DataTable], as declaration: RegisterDeclaration, campaign: String?, currency: String = "CNY",
  rates: [String: Exact] = [:], diagnostics: inout [Diagnostic]
) -> RegisterRows {
  var typing = RowTyping(tables, declaration, known: diagnostics)
  typing.conversion = RowTyping.Conversion(currency: currency, rates: rates, campaign: campaign)
  for (index, column) in declaration.columns.enumerated() { typing.type(column, at: index) }
  typing.checkKey()
  diagnostics += typing.diagnostics
  return RegisterRows(
    declaration: declaration, campaign: campaign, count: typing.origins.count, cells: typing.cells,
    origins: typing.origins)
}

private struct RowTyping {
  let tables: [DataTable]
  let declaration: RegisterDeclaration
  var cells: [[FormulaValue]] = []
  var origins: [RegisterRows.Origin] = []
  var diagnostics: [Diagnostic] = []
  var conversion = Conversion(currency: "", rates: [:], campaign: nil)

  struct Conversion {
    var currency: String
    var rates: [String: Exact]
    var campaign: String?
  }

  /// Lines at which reading has reported something.
  private var troubled: Set<Location> = []

  init(_ tables: [DataTable], _ declaration: RegisterDeclaration, known: [Diagnostic]) {
    self.tables = tables
    self.declaration = declaration
    for table in tables {
      for line in table.rowLines.prefix(table.rowCount) {
        origins.append(.init(file: table.file, sheet: table.sheet, line: line))
      }
    }
    for diagnostic in known where diagnostic.severity == .error {
      var place = diagnostic.location
      place.column = 0
      troubled.insert(place)
    }
  }

  mutating func type(_ column: RegisterColumn, at index: Int) {
    let reader = CellReader(column)
    var standard = FormulaValue.missing
    if let text = column.standard, case .value(let value) = reader.read(text, header: column.label.zh) {
      standard = value
    }
    var result: [FormulaValue] = []
    result.reserveCapacity(origins.count)
    let isNeeded = column.isRequired || declaration.key == [column.id]
    for table in tables {
      guard let found = table.column(column.id) else {
        result.append(contentsOf: repeatElement(standard, count: table.rowCount))
        if isNeeded, standard == .missing, table.rowCount > 0 {
          let place = Location(table.file, sheet: table.sheet)
          if !troubled.contains(place) { diagnostics.append(Diagnostic(.columnMissing(column.label), at: place)) }
        }
        continue
      }
      let start = result.count
      let wrong = read(found, of: table, reader, &result)
      for row in start..<result.count where result[row] == .missing && !wrong.contains(row - start) {
        result[row] = standard
        guard isNeeded, standard == .missing else { continue }
        var line = table.location(row: row - start)
        line.column = 0
        // A day or number that could not be read has been reported.
        if case .text = found.values {} else if troubled.contains(line) { continue }
        let place = table.location(row: row - start, column: found)
        diagnostics.append(Diagnostic(.cellMissing(found.header), at: place))
      }
    }
    cells.append(result)
    if column.isUnique, declaration.key != [column.id] { checkUnique(column, index) }
  }

  /// Appends the column's values; gives the rows whose cells were wrong.
  private mutating func read(
    _ found: Tables.Column, of table: DataTable, _ plain: CellReader, _ result: inout [FormulaValue]
  ) -> Set<Int> {
    var wrong: Set<Int> = []
    func report(_ problem: Problem, _ row: Int) {
      wrong.insert(row)
      diagnostics.append(Diagnostic(problem, at: table.location(row: row, column: found)))
    }
    var reader = plain
    if plain.column.type == .money, let stated = found.currency, stated != conversion.currency {
      guard let known = conversion.rates[stated] else {
        let problem = Problem.currencyWithoutRate(
          stated, column: found.header, own: conversion.currency, campaign: conversion.campaign)
        let place = Location(table.file, sheet: table.sheet, line: table.report.headerLine ?? 0)
        diagnostics.append(Diagnostic(problem, at: place))
        result.append(contentsOf: repeatElement(.missing, count: table.rowCount))
        return Set(0..<table.rowCount)
      }
      reader = CellReader(plain.column, rate: known)
    }
    func append(_ outcome: CellReader.Outcome, _ row: Int) {
      switch outcome {
      case .value(let value): result.append(value)
      case .wrong(let problem):
        result.append(.missing)
        report(problem, row)
      }
    }
    switch found.values {
    case .text(let codes, let dictionary):
      // Each distinct text is read once.
      let outcomes = dictionary.map { reader.read($0, header: found.header) }
      for (row, code) in codes.enumerated() {
        if code < 0 { result.append(.missing) } else { append(outcomes[Int(code)], row) }
      }
    case .day(let numbers):
      for (row, number) in numbers.enumerated() {
        guard number != ColumnValues.missingDay else {
          result.append(.missing)
          continue
        }
        let day = Day(number: number)
        switch reader.column.type {
        case .date: result.append(.day(day))
        case .month: result.append(.day(day.advanced(by: 1 - day.components.day)))
        default: append(reader.read(day.iso, header: found.header), row)
        }
      }
    case .number(let mantissas, let scale):
      for (row, mantissa) in mantissas.enumerated() {
        guard mantissa != ColumnValues.missingNumber else {
          result.append(.missing)
          continue
        }
        let number = Exact(mantissa: Int128(mantissa), scale: scale)
        switch reader.column.type {
        case .integer, .decimal, .money, .percent: append(reader.check(number, found.header), row)
        default: append(reader.read(number.description, header: found.header), row)
        }
      }
    }
    return wrong
  }

  private func location(_ row: Int) -> Location {
    let origin = origins[row]
    return Location(origin.file, sheet: origin.sheet, line: Int(origin.line))
  }

  private mutating func checkUnique(_ column: RegisterColumn, _ index: Int) {
    var first: [CellKey: Int] = [:]
    for (row, value) in cells[index].enumerated() where value != .missing {
      if let earlier = first[CellKey(value)] {
        diagnostics.append(
          Diagnostic(
            .valueTwice(column.label.zh, CellKey(value).text, first: location(earlier)), at: location(row)))
      } else {
        first[CellKey(value)] = row
      }
    }
  }

  mutating func checkKey() {
    let columns = declaration.key.compactMap { id in declaration.columns.firstIndex { $0.id == id } }
    guard !columns.isEmpty, columns.count == declaration.key.count else { return }
    var first: [[CellKey]: Int] = [:]
    for row in origins.indices {
      let key = columns.map { CellKey(cells[$0][row]) }
      // Without any key there is nothing to compare.
      if key.allSatisfy({ $0.text.isEmpty }) { continue }
      if let earlier = first[key] {
        diagnostics.append(
          Diagnostic(
            .rowTwice(columns.map { declaration.columns[$0].label.zh }, key.map(\.text), first: location(earlier)),
            at: location(row)))
      } else {
        first[key] = row
      }
    }
  }
}

/// A cell's value as a key, and as the text that names a row.
struct CellKey: Hashable {
  let text: String

  init(_ value: FormulaValue) {
    text =
      switch value {
      case .missing: ""
      case .text(let text): text
      case .day(let day): day.iso
      case .bool(let bool): bool ? "true" : "false"
      case .list(let items): items.joined(separator: "、")
      case .number(let number): number.exact(decimals: 12)?.description ?? "\(number.double)"
      }
  }
}
