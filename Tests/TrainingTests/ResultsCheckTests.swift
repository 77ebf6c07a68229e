import Diagnostics
import Testing
import Training
import Values

@Suite("Results held against quiz and sessions")
struct ResultsCheckTests {
  private let signins = "场次,学员\nP2610,甲01\nP2610,甲02\n"

  @Test("a session that the module does not have")
  func unknownSession() throws {
    let (evaluation, diagnostics) = try evaluateResults([
      "signins.csv": "场次,学员\nP2610,01\nP261O,02\nX,03\n", "survey.csv": "场次,满意度\nP2099,4\n"
    ])
    #expect(
      resultPlaces(diagnostics) == [
        "signins.csv:3 broken-reference", "signins.csv:4 broken-reference", "survey.csv:2 broken-reference"
      ])
    #expect(diagnostics[0].problem.hint?.zh == "是不是「P2610」？")
    #expect(diagnostics[1].problem.hint?.zh == "可填：P2610、P2611H、P2611；或先在「培训安排」里登记")
    #expect(evaluation.overall.attendance.signedIn == 1 && evaluation.overall.responses == 0)
    let none = try evaluateResults(["signins.csv": "场次,学员\nP2610,01\n"], sessions: [])
    #expect(none.diagnostics[0].problem.hint?.zh == "先在「培训安排」里登记这一场，并写明课程编号")
  }

  @Test("tested without a sign-in: a warning, and the test counts all the same")
  func withoutSignIn() throws {
    let rows = testRows("P2610", ["甲01": ("1111", nil), "甲03": ("1111", "1111"), "甲02": (nil, "1111")])
    let (evaluation, diagnostics) = try evaluateResults([
      "signins.csv": "场次,学员,到场\nP2610,甲01,是\nP2610,甲02,\nP2610,甲04,否\n", "tests.csv": rows,
      "测验_二.csv": "场次,学员,阶段,得分,满分\nP2610,甲04,后测,5,10\n"
    ])
    #expect(
      resultPlaces(diagnostics) == ["tests.csv:6 missing-signin (warning)", "测验_二.csv:2 missing-signin (warning)"])
    #expect(diagnostics[0].problem.message.zh == "「甲03」在 P2610 有测验，没有签到" && evaluation.overall.tested == 3)
  }

  @Test("one warning for a session without any sign-ins, whose attendance is not known")
  func withoutSignIns() throws {
    let (evaluation, diagnostics) = try evaluateResults([
      "tests.csv": testRows("P2610", ["甲01": ("1111", "1111"), "甲02": ("1111", "1111")]),
      "survey.csv": "场次,满意度\nP2611H,4\nP2610,4\n"
    ])
    #expect(
      resultPlaces(diagnostics) == ["survey.csv:2 missing-signin (warning)", "tests.csv:2 missing-signin (warning)"])
    #expect(evaluation.overall.attendance.signedIn == nil && evaluation.overall.attainment.absence == .noData)
    #expect(evaluation.sessions.map(\.attendance.signedIn) == [nil, nil])
    #expect(evaluation.sessions.map(\.attendance.eligible) == [22, 22])
  }

  @Test("a question beyond the quiz, and a test that is not whole")
  func questions() throws {
    let (evaluation, diagnostics) = try evaluateResults([
      "signins.csv": signins, "tests.csv": testRows("P2610", ["甲01": ("111", "11111"), "甲02": ("1111", "1111")])
    ])
    #expect(resultPlaces(diagnostics) == ["tests.csv:2 test-incomplete (warning)", "tests.csv:9 cell-out-of-range"])
    #expect(diagnostics[0].problem.message.zh == "「甲01」的前测只有 3 题，自测共 4 题，不算总分")
    #expect(diagnostics[1].problem.message.en == "there is no question 5: the quiz has 4")
    #expect(evaluation.overall.onlyAfter == 1 && evaluation.overall.improvement.n == 1)
  }

  @Test("a test by question and as a whole")
  func bothWays() throws {
    let total = "场次,学员,阶段,得分,满分\nP2610,甲01,后测,8,10\n"
    let (evaluation, diagnostics) = try evaluateResults([
      "signins.csv": signins, "tests.csv": testRows("P2610", ["甲01": (nil, "1111")]), "测验_总分.csv": total
    ])
    #expect(resultPlaces(diagnostics) == ["测验_总分.csv:2 duplicate-key"] && evaluation.overall.tested == 1)
  }

  @Test("a text that names a learner; a number alone says nothing")
  func named() throws {
    let (_, diagnostics) = try evaluateResults([
      "signins.csv": signins + "P2610,12\n", "survey.csv": "场次,问题,建议\nP2610,甲01 说得对吗,\nP2610,,12 月再讲一次\n"
    ])
    #expect(resultPlaces(diagnostics) == ["survey.csv:2 learner-named (warning)"])
  }

  // MARK: Codes

  private func code(
    _ quiz: Quiz, _ name: String, _ marks: String, attempt: Int = 1, module: String = "M22", version: String? = nil
  ) -> String {
    ResultCode(
      module: module, version: version ?? quiz.version, seed: "4821", attempt: attempt,
      marks: marks.compactMap { ResultCode.Mark(rawValue: $0) }, name: name
    ).text
  }

  @Test("codes that are mistyped, of another module or version, of other questions, or at odds with their rows")
  func codes() throws {
    let quiz = resultQuiz([1, 1, 2, nil], points: [1, 1, 2, 1])
    let good = code(quiz, "a", "1101")
    let (evaluation, diagnostics) = try evaluateResults(
      [
        "results.csv": """
        score,max,code
        3,5,\(good)
        ,,\(good.replacing("1101", with: "1111"))
        ,,FQ1 again
        ,,\(code(quiz, "b", "1111", module: "M07"))
        ,,\(code(quiz, "c", "1111", version: "00000000"))
        ,,\(code(quiz, "d", "1111", version: "00000000"))
        ,,\(code(quiz, "e", "111"))
        4,5,\(code(quiz, "f", "1101"))
        3,4,\(code(quiz, "g", "1101"))
        3,5,\(good)
        5,5,\(code(quiz, "h", "1111"))
        """
      ], quiz: quiz)
    #expect(
      resultPlaces(diagnostics) == [
        "results.csv:3 result-code", "results.csv:4 result-code", "results.csv:5 result-set-aside (warning)",
        "results.csv:6 result-set-aside (warning)", "results.csv:8 result-code", "results.csv:9 result-code",
        "results.csv:10 result-code", "results.csv:11 result-twice (warning)"
      ])
    let texts = diagnostics.map(\.problem.message.zh)
    #expect(texts[0].contains("校验不符") && !texts[0].contains(".a.") && texts[1].contains("不是结果码"))
    #expect(texts[2].contains("「M07」") && texts[3] == "有 2 个结果码是题目版本 00000000 的，现在是 \(quiz.version)，不计入")
    #expect(texts[4] == "结果码里有 3 题，本课自测共 4 题" && texts[5] == "这一行写 4 / 5，按结果码应为 3 / 5")
    #expect(evaluation.quiz.codes == 2 && evaluation.quiz.otherVersions == 2 && evaluation.quiz.otherModules == 1)
    for diagnostic in diagnostics { #expect(diagnostic.problem.hint != nil) }
  }

  @Test("first attempts, later ones, learners without a first")
  func attempts() throws {
    let quiz = resultQuiz([1, 1, 2, nil])
    var rows = "date,code\n"
    // 甲 began twice: the first of 20 October counts, though it stands second.
    rows += "2026-10-22,\(code(quiz, "甲", "1111"))\n2026-10-20,\(code(quiz, "甲", "1-01"))\n"
    rows += ",\(code(quiz, "乙", "1110", attempt: 1))\n,\(code(quiz, "乙", "1111", attempt: 3))\n"
    for name in ["丙", "丁", "戊"] { rows += ",\(code(quiz, name, "1111"))\n" }
    rows += ",\(code(quiz, "己", "1111", attempt: 2))\n"
    let (evaluation, diagnostics) = try evaluateResults(["results.csv": rows], quiz: quiz)
    let use = evaluation.quiz
    #expect(diagnostics == [] && use.codes == 8 && use.learners == 6 && use.withoutFirst == 1)
    #expect(use.firstPassed.n == 5 && use.firstPassed.value?.count == 3 && use.firstPassed.isSmall)
    #expect(use.everPassed.value?.count == 6)
    // 甲 2 codes, 乙 a third attempt, 己 a second, the others one: 10 of 6.
    #expect(isNear(use.attempts.value, 10.0 / 6))
    #expect(use.questions.map(\.value) == [1, 0.8, 0.8, 0.8])
    #expect(isNear(use.firstScore.value?.mean, 85))
  }
}
