import Diagnostics
import Formulas
import Values

/// Works out the totals of a register's sheets, and what its checks find in them.
struct RegisterJudge: Sendable {
  let register: RegisterBook.Register
  private let totals: [(part: RegisterTotal, bound: BoundFormula, by: Int?)]
  private let checks: [(part: RegisterCheck, bound: BoundFormula, each: Int?, message: CheckMessage)]

  /// What is to be said of one sheet.
  struct Judgement: Sendable {
    var totals: [RegisterTotalValue] = []
    var findings: [RegisterFinding] = []
    var diagnostics: [Diagnostic] = []
    /// By formula, totals first, the first thing that it did wrong.
    var mistakes: [(formula: Int, problem: Problem)] = []

    fileprivate mutating func note(_ problem: Problem, of formula: Int) {
      if mistakes.last?.formula != formula { mistakes.append((formula, problem)) }
    }
  }

  init(_ register: RegisterBook.Register, _ book: RegisterBook, _ style: NumberStyle) {
    self.register = register
    let declaration = register.declaration
    func bound(_ formula: Formula, at location: Location) -> BoundFormula {
      BoundFormula(formula, of: declaration.id, at: location, in: book.registers)
    }
    totals = declaration.totals.map { total in
      (total, bound(total.formula, at: total.location), total.by.flatMap { register.indexes[$0] })
    }
    checks = declaration.checks.map { check in
      let each = check.each.flatMap { register.indexes[$0] }
      return (
        check, bound(check.when, at: check.location), each,
        CheckMessage(check, register, each: each, style: style, book.registers)
      )
    }
  }

  func location(ofFormula formula: Int) -> Location {
    formula < totals.count ? totals[formula].part.location : checks[formula - totals.count].part.location
  }

  func judge(_ sheet: Int, of book: RegisterBook) -> Judgement {
    var judgement = Judgement()
    let view = ViewRows(book, sheet: sheet)
    // Without rows nothing shows totals but a message that names them.
    if book.sheets[sheet].count > 0 || checks.contains(where: { $0.part.checksEmpty && $0.message.namesTotals }) {
      for index in totals.indices { work(out: index, sheet, view, &judgement) }
    }
    for index in checks.indices { look(index, sheet, view, &judgement) }
    return judgement
  }

  private func work(out index: Int, _ sheet: Int, _ view: ViewRows, _ judgement: inout Judgement) {
    let (total, bound, by) = totals[index]
    let id = register.declaration.id
    let run = FormulaRun(bound, view)
    var values: [FormulaValue] = [.missing]
    if total.by != nil {
      guard let by else { return }
      values = view.book.values(of: by, register, from: view.book.sheets[sheet].campaign)
    }
    for value in values {
      let outcome = run.value(row: nil, value: value)
      var result = outcome.value
      let place = { total.by == nil ? "\(id).\(total.id)" : "\(id).\(total.id) \(CellKey(value).text)" }
      if let problem = RegisterEvaluation.problem(outcome, bound, place) {
        judgement.note(problem, of: index)
      } else if !total.type.fits(result) {
        judgement.note(
          .formulaResult(total.formula.text, type: total.type.rawValue, found: result.typeWords, row: place()),
          of: index)
        result = .missing
      }
      judgement.totals.append(
        RegisterTotalValue(
          id: total.id, of: total.by == nil ? nil : CellKey(value).text, value: result.isEmpty ? .missing : result))
    }
  }

  private func look(_ index: Int, _ sheet: Int, _ view: ViewRows, _ judgement: inout Judgement) {
    let (check, bound, each, message) = checks[index]
    let book = view.book
    let count = book.sheets[sheet].count
    if count == 0, !check.checksEmpty || bound.usesRow { return }
    let run = FormulaRun(bound, view)
    func isTrue(row: Int?, value: FormulaValue, _ place: () -> String) -> Bool {
      let outcome = run.value(row: row, value: value)
      if let problem = RegisterEvaluation.problem(outcome, bound, place) {
        judgement.note(problem, of: totals.count + index)
      }
      switch outcome.value {
      case .bool(let answer): return answer
      case .missing: return false
      default:
        judgement.note(
          .conditionResult(check.when.text, found: outcome.value.typeWords, row: place()), of: totals.count + index)
        return false
      }
    }
    // `near` is a row to point at for what is said of several.
    func found(_ row: Int?, _ value: FormulaValue, near: Int? = nil) {
      let text = message.text(book, sheet: sheet, row: row, value: value, totals: judgement.totals)
      judgement.findings.append(RegisterFinding(check: check.id, row: row, severity: check.severity, text: text))
      guard check.severity != .note else { return }
      let place =
        (row ?? near).map { book.location(RegisterBook.Row(sheet: sheet, row: $0)) } ?? book.location(ofSheet: sheet)
      let severity = check.severity == .error ? Severity.error : .warning
      judgement.diagnostics.append(Diagnostic(.registerCheck(severity, text, hint: check.hint), at: place))
    }
    if check.each == nil, bound.usesRow {
      for row in 0..<count {
        let place = RegisterBook.Row(sheet: sheet, row: row)
        if isTrue(row: row, value: .missing, { book.name(place) }) { found(row, .missing) }
      }
      return
    }
    let values = each.map { book.values(of: $0, register, from: book.sheets[sheet].campaign) } ?? [.missing]
    var first: [CellKey: Int]?
    for value in values
    where isTrue(row: nil, value: value, { "\(register.declaration.id) \(CellKey(value).text)" }) {
      if let each, first == nil { first = book.firstRows(of: each, sheet) }
      found(nil, value, near: first?[CellKey(value)])
    }
  }
}

extension RegisterBook {
  /// The first row of a sheet with each value of a column.
  func firstRows(of column: Int, _ sheet: Int) -> [CellKey: Int] {
    var first: [CellKey: Int] = [:]
    for (row, value) in cells[sheet][column].enumerated() {
      if case .list(let items) = value {
        for item in items where first[CellKey(.text(item))] == nil { first[CellKey(.text(item))] = row }
      } else if first[CellKey(value)] == nil {
        first[CellKey(value)] = row
      }
    }
    return first
  }

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
