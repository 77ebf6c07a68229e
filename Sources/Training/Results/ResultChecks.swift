import Diagnostics
import Values

/// Results held against the quiz and the sessions: what can be counted, and what is wrong with the rest.
struct CheckedResults {
  /// In order of session, then as learners first occur.
  private(set) var learners: [Learner] = []
  /// Those of known sessions.
  private(set) var surveys: [TrainingResults.SurveyAnswer] = []
  private(set) var attempts: [Attempt] = []
  /// Sessions that have sign-ins.
  private(set) var signedSessions: Set<String> = []
  private(set) var otherVersions = 0
  private(set) var otherModules = 0
  private(set) var diagnostics: [Diagnostic] = []

  /// A learner of one session.
  struct Learner {
    var session: String
    var id: String
    var arrived: Bool?
    var layer: String?
    var before: Test?
    var after: Test?
  }

  /// What is known of one test of a learner.
  struct Test {
    /// By number, from 1.
    var answers: [Int: Bool] = [:]
    var total: (score: Exact, most: Exact)?
    var first: Location
    /// In order of questions; `nil` unless every question has an answer.
    var whole: [Bool]?
    /// Per cent; `nil` where not all of it is known.
    var score: Double?
    var isPassed: Bool?
  }

  /// A code that counts.
  struct Attempt {
    var code: ResultCode
    var date: Day?
    var points: Int
    var isPassed: Bool
  }

  private struct Key: Hashable {
    var session: String
    var learner: String
  }

  init(_ results: TrainingResults, quiz: Quiz, sessions: [String]) {
    let known = Set(sessions)
    var told: Set<Location> = []
    func isKnown(_ session: String, _ place: Location, _ diagnostics: inout [Diagnostic]) -> Bool {
      if known.contains(session) { return true }
      if told.insert(place).inserted {
        let near = nearest(to: session, among: sessions)
        diagnostics.append(Diagnostic(.sessionUnknown(session, nearest: near, known: sessions), at: place))
      }
      return false
    }
    var indexes: [Key: Int] = [:]
    var found: [Learner] = []
    func index(_ session: String, _ learner: String) -> Int {
      let key = Key(session: session, learner: learner)
      if let index = indexes[key] { return index }
      indexes[key] = found.count
      found.append(Learner(session: session, id: learner))
      return found.count - 1
    }
    for row in results.signIns where isKnown(row.session, row.place, &diagnostics) {
      let place = index(row.session, row.learner)
      // Twice is an error of the file; the first row counts.
      guard found[place].arrived == nil else { continue }
      found[place].arrived = row.arrived
      found[place].layer = row.layer
      signedSessions.insert(row.session)
    }
    for row in results.tests where isKnown(row.session, row.place, &diagnostics) {
      let place = index(row.session, row.learner)
      switch row.phase {
      case .before: take(row, into: &found[place].before, quiz)
      case .after: take(row, into: &found[place].after, quiz)
      }
    }
    for row in results.surveys where isKnown(row.session, row.place, &diagnostics) { surveys.append(row) }
    for place in found.indices {
      finish(&found[place].before, .before, of: found[place].id, quiz)
      finish(&found[place].after, .after, of: found[place].id, quiz)
    }
    let order = Dictionary(sessions.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    learners = found.enumerated().sorted { a, b in
      (order[a.element.session] ?? 0, a.offset) < (order[b.element.session] ?? 0, b.offset)
    }.map(\.element)
    checkSignIns()
    checkTexts(results)
    take(results.codes, quiz)
    diagnostics = diagnostics.sortedByPlace()
  }

  // MARK: Tests

  private mutating func take(_ row: TrainingResults.TestAnswer, into test: inout Test?, _ quiz: Quiz) {
    var known = test ?? Test(first: row.place)
    defer { test = known }
    let isNew = test == nil
    switch row.result {
    case .question(let number, let isRight):
      guard number >= 1, number <= quiz.questions.count else {
        diagnostics.append(Diagnostic(.questionBeyondQuiz(number, count: quiz.questions.count), at: row.place))
        return
      }
      if known.total != nil {
        diagnostics.append(Diagnostic(.testBothWays(row.phase.wording, first: known.first), at: row.place))
      } else if known.answers[number] != nil {
        diagnostics.append(Diagnostic(.testRepeated(row.phase.wording, first: known.first), at: row.place))
      } else {
        known.answers[number] = isRight
      }
    case .total(let score, let most):
      if isNew {
        known.total = (score, most)
      } else if known.total == nil {
        diagnostics.append(Diagnostic(.testBothWays(row.phase.wording, first: known.first), at: row.place))
      } else {
        diagnostics.append(Diagnostic(.testRepeated(row.phase.wording, first: known.first), at: row.place))
      }
    }
  }

  /// Scores a test whose rows are all there.
  private mutating func finish(
    _ test: inout Test?, _ phase: TrainingResults.TestAnswer.Phase, of learner: String, _ quiz: Quiz
  ) {
    guard var known = test else { return }
    defer { test = known }
    if let (score, most) = known.total {
      known.score = score.double / most.double * 100
      // Exactly, so that 80 of 100 is 80 %.
      if let left = score.multiplied(by: Exact(100)), let right = most.multiplied(by: Exact(quiz.passMark)) {
        known.isPassed = !(left < right)
      }
      return
    }
    let count = quiz.questions.count
    // A question that is unknown or wrongly repeated was told as such.
    guard !known.answers.isEmpty else { return }
    guard known.answers.count == count else {
      let problem = Problem.testIncomplete(learner, phase.wording, found: known.answers.count, count: count)
      diagnostics.append(Diagnostic(problem, at: known.first))
      return
    }
    let whole = (1...count).map { known.answers[$0] ?? false }
    let points = zip(whole, quiz.questions).reduce(0) { $0 + ($1.0 ? $1.1.points : 0) }
    known.whole = whole
    known.score = Double(points) / Double(quiz.points) * 100
    known.isPassed = points * 100 >= quiz.passMark * quiz.points
  }

  // MARK: People

  private mutating func checkSignIns() {
    var without: Set<String> = []
    for learner in learners {
      guard let place = [learner.before?.first, learner.after?.first].compactMap({ $0 }).min() else { continue }
      if signedSessions.contains(learner.session) {
        if learner.arrived != true {
          diagnostics.append(Diagnostic(.testedWithoutSignIn(learner.id, session: learner.session), at: place))
        }
      } else if without.insert(learner.session).inserted {
        diagnostics.append(Diagnostic(.sessionWithoutSignIns(learner.session), at: place))
      }
    }
    for row in surveys where !signedSessions.contains(row.session) && without.insert(row.session).inserted {
      diagnostics.append(Diagnostic(.sessionWithoutSignIns(row.session), at: row.place))
    }
  }

  /// Texts are shown as they are, so nobody may be named in them.
  private mutating func checkTexts(_ results: TrainingResults) {
    var names = Set(learners.map(\.id))
    for row in results.codes { if let code = try? ResultCode(row.code) { names.insert(code.name) } }
    // Of a number alone nobody can tell whether it means a person.
    let telling = names.filter { $0.count >= 2 && $0.contains(where: \.isLetter) }.sorted()
    for row in surveys {
      for text in [row.question, row.suggestion].compactMap({ $0 }) {
        if let name = telling.first(where: { text.contains($0) }) {
          diagnostics.append(Diagnostic(.learnerNamed(name), at: row.place))
        }
      }
    }
  }

  // MARK: Codes

  private mutating func take(_ rows: [TrainingResults.CodeRow], _ quiz: Quiz) {
    struct Aside: Hashable {
      var file: String
      var sheet: String?
      var module: String
      var version: String
    }
    var seen: [String: Location] = [:]
    var aside: [Aside: (first: Location, count: Int)] = [:]
    let version = quiz.version
    for row in rows {
      let code: ResultCode
      do {
        code = try ResultCode(row.code)
      } catch {
        let problem: Problem =
          error == .form ? .codeUnreadable(shortened(row.code)) : .codeMistyped(shortened(row.code))
        diagnostics.append(Diagnostic(problem, at: row.place))
        continue
      }
      if let first = seen[code.text] {
        diagnostics.append(Diagnostic(.codeTwice(first: first), at: row.place))
        continue
      }
      seen[code.text] = row.place
      if code.module != quiz.module || code.version != version {
        if code.module == quiz.module { otherVersions += 1 } else { otherModules += 1 }
        let isOther = code.module != quiz.module
        let key = Aside(
          file: row.place.file, sheet: row.place.sheet, module: code.module, version: isOther ? "" : code.version)
        let known = aside[key]
        aside[key] = (known?.first ?? row.place, (known?.count ?? 0) + 1)
        continue
      }
      guard code.marks.count == quiz.questions.count else {
        diagnostics.append(Diagnostic(.codeMarks(found: code.marks.count, count: quiz.questions.count), at: row.place))
        continue
      }
      let points = zip(code.marks, quiz.questions).reduce(0) { $0 + ($1.0 == .right ? $1.1.points : 0) }
      if row.score.map({ $0 != Exact(points) }) == true || row.max.map({ $0 != Exact(quiz.points) }) == true {
        let written = "\(row.score?.description ?? "—") / \(row.max?.description ?? "—")"
        diagnostics.append(Diagnostic(.codeScore(written: written, marked: points, most: quiz.points), at: row.place))
        continue
      }
      attempts.append(
        Attempt(code: code, date: row.date, points: points, isPassed: points * 100 >= quiz.passMark * quiz.points))
    }
    for (key, value) in aside {
      let problem: Problem =
        key.module == quiz.module
        ? .otherVersion(key.version, own: version, count: value.count)
        : .otherModule(key.module, own: quiz.module, count: value.count)
      diagnostics.append(Diagnostic(problem, at: value.first))
    }
  }

  /// Without the learner's name.
  private func shortened(_ code: String) -> String { code.count > 24 ? code.prefix(24) + "…" : code }
}
