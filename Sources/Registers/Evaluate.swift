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
  /// Sheets with references that go round in a circle.
  private var circles: Set<Int> = []
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
    diagnostics += book.sharedKeys()
    let found = book.circles()
    circles = found.sheets
    diagnostics += found.diagnostics
    for step in catalogue.steps {
      guard let register = book.registers[step.register] else { continue }
      switch step.part {
      case .computed(let index): compute(index, of: register)
      case .schedule: schedule(register)
      }
    }
    judge()
  }

  /// Totals and checks of all sheets.
  private mutating func judge() {
    let book = book
    let judges = catalogue.all.compactMap { book.registers[$0.id] }.map { RegisterJudge($0, book, style) }
    let places = Dictionary(judges.enumerated().map { ($1.register.declaration.id, $0) }) { first, _ in first }
    let bySheet = book.bySheet.map { places[$0.declaration.id] }
    let judgements = parallelMap(book.sheets.count, minimumBatch: 8) { sheet in
      bySheet[sheet].map { judges[$0].judge(sheet, of: book) } ?? RegisterJudge.Judgement()
    }
    for (sheet, judgement) in judgements.enumerated() {
      totals[sheet] = judgement.totals
      findings[sheet] = judgement.findings
      diagnostics += judgement.diagnostics
    }
    for judge in judges {
      // Of each formula it is told once.
      var told: Set<Int> = []
      for sheet in judge.register.all {
        for (formula, problem) in judgements[sheet].mistakes where told.insert(formula).inserted {
          diagnostics.append(Diagnostic(problem, at: judge.location(ofFormula: formula)))
        }
      }
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
    let filled = register.all.filter { book.sheets[$0].count > 0 }
    let results = filled.parallelMap { sheet -> Computed in
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
    for (sheet, result) in zip(filled, results) {
      self.book.cells[sheet][register.declaration.columns.count + index] = result.values
    }
  }

  private func bound(_ formula: Formula, _ register: RegisterBook.Register, at location: Location) -> BoundFormula {
    BoundFormula(formula, of: register.declaration.id, at: location, in: book.registers)
  }

  /// What a formula did wrong, with the place named; a division by zero is no mistake.
  static func problem(
    _ outcome: AggregateTable.Outcome, _ bound: BoundFormula, _ place: () -> String
  ) -> Problem? {
    switch outcome.flaw {
    case .wrongType: .formulaUnfit(bound.formula.text, row: place())
    case .tooLarge: .formulaTooLarge(bound.formula.text, row: place())
    case .zeroDivisor, .noRows, nil: nil
    }
  }

  // MARK: Schedule

  private struct Scheduled: Sendable {
    var columns: [[FormulaValue]] = []
    var circle: Diagnostic?
    var mistake: Problem?
  }

  private mutating func schedule(_ register: RegisterBook.Register) {
    let declaration = register.declaration
    guard let columns = declaration.schedule else { return }
    let calendar = WorkCalendar(of: book)
    let book = book
    let done = columns.done.map { bound($0, register, at: declaration.location) }
    let milestone = columns.milestone.map { bound($0, register, at: declaration.location) }
    let circles = circles
    let depends = columns.depends.flatMap { register.indexes[$0] }
    let today = book.scope.today
    let filled = register.all.filter { book.sheets[$0].count > 0 }
    let results = filled.parallelMap { sheet -> Scheduled in
      var plan = SchedulePlan(book, sheet: sheet, columns)
      var scheduled = Scheduled()
      // Where references go round in a circle by themselves, that has been told.
      if !circles.contains(sheet), let depends, let circle = plan.circle() {
        let rows = circle.map { RegisterBook.Row(sheet: sheet, row: $0) }
        let problem = Problem.packageCircle(register.columns[depends].label, chain: (rows + [rows[0]]).map(book.key))
        scheduled.circle = Diagnostic(problem, at: book.location(rows[0]))
      }
      for (bound, mark) in [(done, \SchedulePlan.isDone), (milestone, \SchedulePlan.isMilestone)] {
        guard let bound else { continue }
        let run = FormulaRun(bound, book, sheet: sheet)
        for row in 0..<book.sheets[sheet].count {
          let outcome = run.value(row: row)
          func place() -> String { book.name(RegisterBook.Row(sheet: sheet, row: row)) }
          if let problem = RegisterEvaluation.problem(outcome, bound, place) {
            scheduled.mistake = scheduled.mistake ?? problem
            break
          }
          switch outcome.value {
          case .bool(let value): plan[keyPath: mark][row] = value
          case .missing: continue
          default:
            scheduled.mistake = scheduled.mistake
              ?? .conditionResult(bound.formula.text, found: outcome.value.typeWords, row: place())
          }
        }
      }
      scheduled.columns = plan.columns(calendar, today: today)
      return scheduled
    }
    for (sheet, result) in zip(filled, results) {
      for (offset, values) in result.columns.enumerated() {
        self.book.cells[sheet][declaration.columns.count + declaration.computed.count + offset] = values
      }
    }
    diagnostics += results.compactMap(\.circle)
    if let problem = results.lazy.compactMap(\.mistake).first {
      diagnostics.append(Diagnostic(problem, at: declaration.location))
    }
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
