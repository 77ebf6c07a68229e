import Diagnostics
import Formulas
import Parallel
import Planning
import Values

/// Works out everything that the rows of all registers say together: references, computed columns, schedules, totals
/// and checks.
///
/// `rows` are those of the site and of every campaign at hand, as `typeRows` gives them; one without rows stands for a
/// register that a campaign keeps but has not filled in. The catalogue is one without errors. They come back in the same order with all cells, totals and
/// findings. Errors and warnings of checks are diagnostics too, in both languages; `style` says how figures in them are
/// written (its language aside).
public func evaluate(
  _ rows: [RegisterRows], of catalogue: RegisterCatalogue, in scope: RegisterScope, style: NumberStyle
) -> (rows: [RegisterRows], diagnostics: [Diagnostic]) {
  var evaluation = RegisterEvaluation(rows, catalogue, scope, style)
  evaluation.run()
  return (evaluation.finished(), evaluation.diagnostics.sortedByPlace())
}

struct RegisterEvaluation {
  private let catalogue: RegisterCatalogue
  private(set) var book: RegisterBook
  private let style: NumberStyle
  var diagnostics: [Diagnostic] = []
  private var circles: [Int: Set<Int>] = [:]
  private var findings: [[RegisterFinding]]
  private var totals: [[RegisterTotalValue]]

  init(_ rows: [RegisterRows], _ catalogue: RegisterCatalogue, _ scope: RegisterScope, _ style: NumberStyle) {
    self.catalogue = catalogue
    book = RegisterBook(rows, catalogue, scope)
    self.style = style
    findings = rows.map { _ in [] }
    totals = rows.map { _ in [] }
  }

  mutating func run() {
    let written = book.cells
    diagnostics += book.resolveReferences()
    diagnostics += book.repeatedKeys(before: written)
    let found = book.circles()
    circles = found.rows
    diagnostics += found.diagnostics
    for step in catalogue.steps {
      guard let register = book.registers[step.register] else { continue }
      switch step.part {
      case .computed(let index): compute(index, of: register)
      case .schedule: schedule(register)
      }
    }
    let registers = catalogue.all.compactMap { book.registers[$0.id] }
    for register in registers { computeTotals(register) }
    for register in registers {
      for check in register.declaration.checks { look(check, register) }
    }
  }

  func finished() -> [RegisterRows] {
    book.sheets.indices.map { index in
      var sheet = book.sheets[index]
      sheet.cells = book.cells[index]
      sheet.findings = findings[index]
      sheet.totals = totals[index]
      return sheet
    }
  }

  // MARK: Columns

  private struct Computed: Sendable {
    var values: [FormulaValue]
    var problem: Problem?
  }

  private mutating func compute(_ index: Int, of register: RegisterBook.Register) {
    let column = register.declaration.computed[index]
    let formula = bound(column.formula, register, at: column.location)
    let book = book
    let results = register.all.parallelMap { sheet -> Computed in
      let run = FormulaRun(formula, book, sheet: sheet)
      var computed = Computed(values: [])
      computed.values.reserveCapacity(book.sheets[sheet].count)
      for row in 0..<book.sheets[sheet].count {
        let outcome = run.value(row: row)
        var value = outcome.value
        func place() -> String { book.name(RegisterBook.Row(sheet: sheet, row: row)) }
        if let problem = RegisterEvaluation.problem(outcome, formula, place) {
          computed.problem = computed.problem ?? problem
        } else if !column.type.fits(value) {
          computed.problem = computed.problem
            ?? .formulaResult(formula.formula.text, type: column.type.rawValue, found: value.typeWords, row: place())
          value = .missing
        }
        // An absent text is missing, as in columns of files.
        computed.values.append(value.isEmpty ? .missing : value)
      }
      return computed
    }
    if let problem = results.lazy.compactMap(\.problem).first {
      diagnostics.append(Diagnostic(problem, at: column.location))
    }
    for (sheet, result) in zip(register.all, results) {
      self.book.cells[sheet][register.declaration.columns.count + index] = result.values
    }
  }

  private func bound(_ formula: Formula, _ register: RegisterBook.Register, at location: Location) -> BoundFormula {
    BoundFormula(formula, of: register.declaration.id, at: location, in: book.registers)
  }

  /// What a formula did wrong, with the place named; a division by zero is no mistake.
  private static func problem(
    _ outcome: AggregateTable.Outcome, _ bound: BoundFormula, _ place: () -> String
  ) -> Problem? {
    switch outcome.flaw {
    case .wrongType: .formulaUnfit(bound.formula.text, row: place())
    case .tooLarge: .formulaTooLarge(bound.formula.text, row: place())
    case .zeroDivisor, .noRows, nil: nil
    }
  }

  // MARK: Schedule

  private mutating func schedule(_ register: RegisterBook.Register) {
    let declaration = register.declaration
    guard let columns = declaration.schedule else { return }
    let calendar = WorkCalendar(of: book)
    let book = book
    let done = columns.done.map { bound($0, register, at: declaration.location) }
    let milestone = columns.milestone.map { bound($0, register, at: declaration.location) }
    var mistakes: [Problem] = []
    for sheet in register.all {
      var plan = SchedulePlan(book, sheet: sheet, columns, without: circles[sheet] ?? [])
      for (bound, mark) in [(done, \SchedulePlan.isDone), (milestone, \SchedulePlan.isMilestone)] {
        guard let bound else { continue }
        let run = FormulaRun(bound, book, sheet: sheet)
        for row in 0..<book.sheets[sheet].count {
          let outcome = run.value(row: row)
          func place() -> String { book.name(RegisterBook.Row(sheet: sheet, row: row)) }
          if let problem = RegisterEvaluation.problem(outcome, bound, place) {
            mistakes.append(problem)
            break
          }
          switch outcome.value {
          case .bool(let value): plan[keyPath: mark][row] = value
          case .missing: continue
          default:
            mistakes.append(.conditionResult(bound.formula.text, found: outcome.value.typeWords, row: place()))
          }
        }
      }
      for (offset, values) in plan.columns(calendar, today: book.scope.today).enumerated() {
        self.book.cells[sheet][declaration.columns.count + declaration.computed.count + offset] = values
      }
    }
    if let problem = mistakes.first {
      diagnostics.append(Diagnostic(problem, at: declaration.location))
    }
  }

  // MARK: Totals

  private mutating func computeTotals(_ register: RegisterBook.Register) {
    let id = register.declaration.id
    for total in register.declaration.totals {
      let bound = bound(total.formula, register, at: total.location)
      var mistake: Problem?
      for sheet in register.all {
        let run = FormulaRun(bound, book, sheet: sheet)
        let values: [FormulaValue]
        if let by = total.by {
          guard let column = register.indexes[by] else { continue }
          values = book.values(of: column, register, from: book.sheets[sheet].campaign)
        } else {
          values = [.missing]
        }
        for value in values {
          let outcome = run.value(row: nil, value: value)
          var result = outcome.value
          let place = { total.by == nil ? "\(id).\(total.id)" : "\(id).\(total.id) \(CellKey(value).text)" }
          if let problem = RegisterEvaluation.problem(outcome, bound, place) {
            mistake = mistake ?? problem
          } else if !total.type.fits(result) {
            mistake = mistake
              ?? .formulaResult(
                total.formula.text, type: total.type.rawValue, found: result.typeWords, row: place())
            result = .missing
          }
          totals[sheet].append(
            RegisterTotalValue(
              id: total.id, of: total.by == nil ? nil : CellKey(value).text, value: result.isEmpty ? .missing : result))
        }
      }
      if let mistake { diagnostics.append(Diagnostic(mistake, at: total.location)) }
    }
  }

  // MARK: Checks

  private mutating func look(_ check: RegisterCheck, _ register: RegisterBook.Register) {
    let id = register.declaration.id
    let bound = bound(check.when, register, at: check.location)
    let each = check.each.flatMap { register.indexes[$0] }
    let message = CheckMessage(check, register, each: each, style: style, book.registers)
    var mistake: Problem?
    for sheet in register.all {
      let count = book.sheets[sheet].count
      let run = FormulaRun(bound, book, sheet: sheet)
      func isTrue(row: Int?, value: FormulaValue, _ place: () -> String) -> Bool {
        let outcome = run.value(row: row, value: value)
        if let problem = RegisterEvaluation.problem(outcome, bound, place) { mistake = mistake ?? problem }
        switch outcome.value {
        case .bool(let answer): return answer
        case .missing: return false
        default:
          mistake = mistake ?? .conditionResult(check.when.text, found: outcome.value.typeWords, row: place())
          return false
        }
      }
      if check.each == nil, bound.usesRow {
        for row in 0..<count {
          let place = RegisterBook.Row(sheet: sheet, row: row)
          guard isTrue(row: row, value: .missing, { book.name(place) }) else { continue }
          note(check, sheet, row, message.text(book, sheet: sheet, row: row, value: .missing, totals: totals[sheet]))
        }
        continue
      }
      if count == 0, !check.checksEmpty { continue }
      let values = each.map { book.values(of: $0, register, from: book.sheets[sheet].campaign) } ?? [.missing]
      var first: [CellKey: Int]?
      for value in values where isTrue(row: nil, value: value, { "\(id) \(CellKey(value).text)" }) {
        if let each, first == nil { first = firstRows(of: each, sheet) }
        note(
          check, sheet, nil, message.text(book, sheet: sheet, row: nil, value: value, totals: totals[sheet]),
          near: first?[CellKey(value)])
      }
    }
    if let mistake { diagnostics.append(Diagnostic(mistake, at: check.location)) }
  }

  /// The first row of a sheet with each value of a column, to point at.
  private func firstRows(of column: Int, _ sheet: Int) -> [CellKey: Int] {
    var first: [CellKey: Int] = [:]
    for (row, value) in book.cells[sheet][column].enumerated() {
      if case .list(let items) = value {
        for item in items where first[CellKey(.text(item))] == nil { first[CellKey(.text(item))] = row }
      } else if first[CellKey(value)] == nil {
        first[CellKey(value)] = row
      }
    }
    return first
  }

  /// - Parameter near: a row to point at for what is said of several.
  private mutating func note(_ check: RegisterCheck, _ sheet: Int, _ row: Int?, _ text: Wording, near: Int? = nil) {
    findings[sheet].append(RegisterFinding(check: check.id, row: row, severity: check.severity, text: text))
    guard check.severity != .note else { return }
    let place =
      (row ?? near).map { book.location(RegisterBook.Row(sheet: sheet, row: $0)) } ?? book.location(ofSheet: sheet)
    let severity = check.severity == .error ? Severity.error : .warning
    diagnostics.append(Diagnostic(.registerCheck(severity, text, hint: check.hint), at: place))
  }
}

extension RegisterBook {
  /// The different values of a column that rows of a campaign see: declared ones first, then in order of appearance.
  func values(of column: Int, _ register: Register, from campaign: String?) -> [FormulaValue] {
    var seen: Set<CellKey> = []
    var values: [FormulaValue] = []
    func add(_ value: FormulaValue) { if seen.insert(CellKey(value)).inserted { values.append(value) } }
    for choice in register.columns[column].choices {
      if register.columns[column].type == .integer {
        if let number = Exact(choice.id) { add(.number(.exact(number))) }
      } else {
        add(.text(choice.id))
      }
    }
    for sheet in register.view(from: campaign) {
      for value in cells[sheet][column] where !value.isEmpty {
        if case .list(let items) = value { for item in items { add(.text(item)) } } else { add(value) }
      }
    }
    return values
  }

  /// The file that holds a sheet's rows, or the folder where one is missing.
  func location(ofSheet sheet: Int) -> Location {
    if let origin = sheets[sheet].origins.first { return Location(origin.file, sheet: origin.sheet) }
    return Location(sheets[sheet].campaign.map { "content/campaigns/\($0)/registers" } ?? "content/registers")
  }
}

extension RegisterColumn.ValueType {
  /// Whether a formula's value may stand in a column of the type.
  func fits(_ value: FormulaValue) -> Bool {
    switch (self, value) {
    case (_, .missing): true
    case (.integer, .number), (.decimal, .number), (.money, .number), (.percent, .number), (.time, .number),
      (.duration, .number):
      true
    case (.date, .day), (.month, .day), (.yesNo, .bool): true
    case (.text, .text), (.markdown, .text), (.choice, .text), (.list, .text), (.role, .text), (.reference, .text): true
    case (.list, .list), (.role, .list), (.reference, .list), (.text, .list): true
    case (.text, .number), (.text, .day): true
    default: false
    }
  }
}

extension FormulaValue {
  /// The type in a message.
  var typeWords: Wording {
    switch self {
    case .number: Wording(zh: "数字", en: "a number")
    case .text: Wording(zh: "文字", en: "a text")
    case .day: Wording(zh: "日期", en: "a day")
    case .bool: Wording(zh: "是或否", en: "yes or no")
    case .list: Wording(zh: "多项", en: "a list")
    case .missing: Wording(zh: "缺失值", en: "a missing value")
    }
  }
}
