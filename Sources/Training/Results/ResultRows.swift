import Diagnostics
import Registers
import Tables
import Values

/// What stands in the files of results of a module's sessions, row by row. Persons' rows: nothing of them is shown but
/// what `TrainingEvaluation` makes of them.
public struct TrainingResults: Sendable {
  public var signIns: [SignIn] = []
  public var tests: [TestAnswer] = []
  public var surveys: [SurveyAnswer] = []
  public var codes: [CodeRow] = []
  /// One for every file or sheet.
  public var reports: [ImportReport] = []

  public init() {}

  public var isEmpty: Bool { signIns.isEmpty && tests.isEmpty && surveys.isEmpty && codes.isEmpty }

  /// Somebody who was, or was not, at a session.
  public struct SignIn: Sendable, Equatable {
    public var session: String
    public var learner: String
    /// By id: `everyone`, `front_line`, `managers`, `specialists`.
    public var layer: String?
    public var arrived: Bool
    public var place: Location

    public init(session: String, learner: String, layer: String? = nil, arrived: Bool = true, place: Location) {
      self.session = session
      self.learner = learner
      self.layer = layer
      self.arrived = arrived
      self.place = place
    }
  }

  /// One question of a learner's test, or the whole of it.
  public struct TestAnswer: Sendable, Equatable {
    public var session: String
    public var learner: String
    public var phase: Phase
    public var result: Result
    public var place: Location

    public enum Phase: String, Sendable, CaseIterable {
      case before = "pre"
      case after = "post"
    }

    public enum Result: Sendable, Equatable {
      /// From 1.
      case question(Int, isRight: Bool)
      case total(Exact, of: Exact)
    }

    public init(session: String, learner: String, phase: Phase, result: Result, place: Location) {
      self.session = session
      self.learner = learner
      self.phase = phase
      self.result = result
      self.place = place
    }
  }

  /// One learner's answers after a session.
  public struct SurveyAnswer: Sendable, Equatable {
    public var session: String
    /// 1 to 5.
    public var scores: [SurveyScale: Int]
    public var question: String?
    public var suggestion: String?
    public var place: Location

    public init(
      session: String, scores: [SurveyScale: Int], question: String? = nil, suggestion: String? = nil, place: Location
    ) {
      self.session = session
      self.scores = scores
      self.question = question
      self.suggestion = suggestion
      self.place = place
    }
  }

  /// What a quiz page exported.
  public struct CodeRow: Sendable, Equatable {
    public var code: String
    public var date: Day?
    public var score: Exact?
    public var max: Exact?
    public var place: Location

    public init(code: String, date: Day? = nil, score: Exact? = nil, max: Exact? = nil, place: Location) {
      self.code = code
      self.date = date
      self.score = score
      self.max = max
      self.place = place
    }
  }
}

/// What learners are asked to rate from 1 to 5.
public enum SurveyScale: String, Sendable, CaseIterable { case satisfaction, usefulness, trainer, form, material }

extension TrainingResults {
  /// Takes the rows of one kind in. A row whose cells could not be read was reported and is left out; what its cells lack
  /// together is told here.
  mutating func add(_ rows: RegisterRows, _ diagnostics: inout [Diagnostic]) {
    for row in 0..<rows.count {
      let cells = RowCells(rows: rows, row: row)
      switch rows.declaration.id {
      case "signins": add(signIn: cells)
      case "tests": add(test: cells, &diagnostics)
      case "survey": add(survey: cells)
      default: add(code: cells)
      }
    }
  }

  private mutating func add(signIn cells: RowCells) {
    guard let session = cells.text("session"), let learner = cells.text("learner") else { return }
    signIns.append(
      SignIn(
        session: session, learner: learner, layer: cells.text("layer"), arrived: cells.bool("arrived") ?? true,
        place: cells.place))
  }

  private mutating func add(test cells: RowCells, _ diagnostics: inout [Diagnostic]) {
    guard let session = cells.text("session"), let learner = cells.text("learner"),
      let phase = cells.text("phase").flatMap(TestAnswer.Phase.init)
    else { return }
    let result: TestAnswer.Result
    switch (
      cells.integer("question"), cells.text("correct").map { $0 == "yes" }, cells.number("score"), cells.number("max")
    ) {
    case (let question?, let isRight?, nil, nil): result = .question(question, isRight: isRight)
    case (nil, nil, let score?, let most?):
      guard !most.isZero, score <= most else {
        diagnostics.append(Diagnostic(.scoreAboveMaximum(score.description, of: most.description), at: cells.place))
        return
      }
      result = .total(score, of: most)
    default:
      // What could not be read at this line is all that is to be said of it.
      if diagnostics.contains(where: { $0.severity == .error && $0.location.sameLine(as: cells.place) }) { return }
      diagnostics.append(Diagnostic(.testWithoutResult, at: cells.place))
      return
    }
    tests.append(TestAnswer(session: session, learner: learner, phase: phase, result: result, place: cells.place))
  }

  private mutating func add(survey cells: RowCells) {
    guard let session = cells.text("session") else { return }
    var scores: [SurveyScale: Int] = [:]
    for scale in SurveyScale.allCases { scores[scale] = cells.integer(scale.rawValue) }
    surveys.append(
      SurveyAnswer(
        session: session, scores: scores, question: cells.text("question"), suggestion: cells.text("suggestion"),
        place: cells.place))
  }

  private mutating func add(code cells: RowCells) {
    guard let code = cells.text("code") else { return }
    codes.append(
      CodeRow(
        code: code, date: cells.day("date"), score: cells.number("score"), max: cells.number("max"), place: cells.place)
    )
  }
}

/// One row's cells by column.
private struct RowCells {
  let rows: RegisterRows
  let row: Int

  var place: Location {
    let origin = rows.origins[row]
    return Location(origin.file, sheet: origin.sheet, line: Int(origin.line))
  }

  func text(_ id: String) -> String? {
    guard case .text(let text) = rows.value(row, id), !text.isEmpty else { return nil }
    // A cell that begins with = + - or @ is exported with an apostrophe, lest a spreadsheet take it for a formula.
    let isQuoted = text.first == "'" && text.dropFirst().first.map { "=+-@".contains($0) } == true
    return isQuoted ? String(text.dropFirst()) : text
  }

  func bool(_ id: String) -> Bool? {
    if case .bool(let value) = rows.value(row, id) { return value }
    return nil
  }

  func number(_ id: String) -> Exact? {
    if case .number(let value) = rows.value(row, id) { return value.exact(decimals: 6) }
    return nil
  }

  func integer(_ id: String) -> Int? { number(id).flatMap { Int($0.description) } }

  func day(_ id: String) -> Day? {
    if case .day(let day) = rows.value(row, id) { return day }
    return nil
  }
}

extension Location {
  func sameLine(as other: Location) -> Bool { file == other.file && sheet == other.sheet && line == other.line }
}
