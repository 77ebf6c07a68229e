import Diagnostics
import Foundation
import Registers
import Testing
import Training
import Values

/// The folder of the repository.
let repositoryRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

let resultsFolder = "content/training/m22/data/"

/// As shipped.
func resultFiles() throws -> TrainingResultFiles {
  let sources = try TrainingResultFiles.kinds.map { kind in
    let path = "templates/training/\(kind).register.yaml"
    return DeclarationSource(
      text: try String(contentsOf: repositoryRoot.appending(path: path), encoding: .utf8), file: path)
  }
  let (files, diagnostics) = TrainingResultFiles.load(sources)
  #expect(diagnostics == [] && files.isSound)
  return files
}

/// Reads texts by name.
func readResults(_ texts: KeyValuePairs<String, String>) throws -> (results: TrainingResults, diagnostics: [Diagnostic])
{
  try resultFiles().read(texts.map { .init(path: resultsFolder + $0.key, bytes: Array($0.value.utf8)) })
}

/// `file:line rule` of each, in order.
func resultPlaces(_ diagnostics: [Diagnostic]) -> [String] {
  diagnostics.map { diagnostic in
    let file = diagnostic.location.file.split(separator: "/").last.map(String.init) ?? ""
    return
      "\(file):\(diagnostic.location.line) \(diagnostic.problem.id)\(diagnostic.severity == .warning ? " (warning)" : "")"
  }
}

/// A quiz of as many questions as goals.
func resultQuiz(_ goals: [Int?], points: [Int]? = nil, passMark: Int = 80) -> Quiz {
  Quiz(
    module: "M22", title: "营销预算管理", passMark: passMark,
    questions: goals.enumerated().map { place, goal in
      var question = Question(kind: .trueFalse, stem: QuizText("第 \(place + 1) 题"), line: place)
      question.goal = goal
      question.points = points?[place] ?? 1
      return question
    })
}

func resultDay(_ text: String) throws -> Day { try #require(Day(text)) }

/// Two sessions held and one to come.
func resultSessions() throws -> [TrainingSession] {
  [
    TrainingSession(id: "P2611", date: try resultDay("2026-11-25"), eligible: 60),
    TrainingSession(
      id: "P2611H", date: try resultDay("2026-11-11"), form: "hands_on", trainer: "trainer", eligible: 22, status: .held
    ),
    TrainingSession(
      id: "P2610", date: try resultDay("2026-10-21"), form: "online", trainer: "analyst", eligible: 22, status: .held)
  ]
}

/// Evaluates files against a quiz of four questions with goals 1, 1, 2 and none.
func evaluateResults(
  _ texts: KeyValuePairs<String, String>, quiz: Quiz = resultQuiz([1, 1, 2, nil]),
  sessions given: [TrainingSession]? = nil
) throws -> (evaluation: TrainingEvaluation, diagnostics: [Diagnostic]) {
  let (results, problems) = try readResults(texts)
  let (evaluation, diagnostics) = evaluateTraining(
    quiz: quiz, goals: ["编预算", "扣预留", "算回报"], sessions: try given ?? resultSessions(), results: results,
    today: try resultDay("2026-11-22"))
  return (evaluation, (problems + diagnostics).sortedByPlace())
}

func isNear(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-11) -> Bool {
  a.map { abs($0 - b) <= tolerance * max(1, abs(b)) } ?? false
}

/// Marks such as `1101` of several learners, as rows of a file of tests.
func testRows(_ session: String, _ marks: KeyValuePairs<String, (before: String?, after: String?)>) -> String {
  var text = "场次,学员,阶段,题号,答对\n"
  for (learner, (before, after)) in marks {
    for (phase, signs) in [("前测", before), ("后测", after)] {
      for (place, sign) in (signs ?? "").enumerated() {
        text += "\(session),\(learner),\(phase),\(place + 1),\(sign == "1" ? "是" : "否")\n"
      }
    }
  }
  return text
}
