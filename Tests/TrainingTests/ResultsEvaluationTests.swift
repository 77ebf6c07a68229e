import Diagnostics
import Testing
import Training
import Values

@Suite("What results come to")
struct ResultsEvaluationTests {
  /// Learners 学员1… of a session, who all signed in.
  private func signins(_ session: String, _ numbers: ClosedRange<Int>, layer: String = "") -> String {
    numbers.map { "\(session),学员\($0),\(layer)\n" }.joined()
  }

  @Test("sessions held, the next one, and none")
  func calendar() throws {
    let (evaluation, diagnostics) = try evaluateResults(["signins.csv": "场次,学员\nP2610,学员1\n"])
    #expect(diagnostics == [] && evaluation.held.map(\.id) == ["P2610", "P2611H"] && evaluation.next?.id == "P2611")
    #expect(evaluation.hasData && evaluation.passMark == 80)
    let nothing = evaluateTraining(
      quiz: resultQuiz([1]), goals: [], sessions: [], results: TrainingResults(), today: try resultDay("2026-11-22")
    ).evaluation
    #expect(
      !nothing.hasData && nothing.held.isEmpty && nothing.next == nil && nothing.overall.mastery.absence == .noData)
    #expect(nothing.overall.mastery.reason?.zh == "没有数据" && nothing.overall.attendance.share == nil)
    // A session of today is still to come; one that is cancelled is not.
    var sessions = try resultSessions()
    sessions[0].date = try resultDay("2026-11-22")
    #expect(try evaluateResults([:], sessions: sessions).evaluation.next?.id == "P2611")
    sessions[0].status = .cancelled
    #expect(try evaluateResults([:], sessions: sessions).evaluation.next == nil)
  }

  private func numbers(_ group: TrainingEvaluation.Group) -> [Int?] {
    [group.attendance.eligible, group.attendance.signedIn, group.attendance.counted]
  }

  @Test("attendance: who did not arrive, sessions without a number of those eligible")
  func attendance() throws {
    var sessions = try resultSessions()
    let (all, _) = try evaluateResults(
      [
        "signins.csv": "场次,学员,到场\n" + (1...11).map { "P2610,学员\($0),\($0 == 3 ? "否" : "是")\n" }.joined()
          + "P2611H,学员1,是\n"
      ],
      sessions: sessions)
    #expect(numbers(all.sessions[0]) == [22, 10, 10] && all.sessions[0].attendance.share == 10.0 / 22)
    #expect(numbers(all.overall) == [44, 11, 11] && all.overall.attendance.share == 0.25 && all.returning == 1)
    sessions[1].eligible = nil
    let (part, _) = try evaluateResults(
      ["signins.csv": "场次,学员\n" + signins("P2610", 1...11) + "P2611H,学员1\n"], sessions: sessions)
    #expect(numbers(part.sessions[1]) == [nil, 1, nil] && part.sessions[1].attendance.share == nil)
    #expect(numbers(part.overall) == [22, 12, 11] && part.overall.attendance.share == 0.5)
  }

  @Test("the pass mark is exact: 80 of 100 passes, 79.99 does not; points weigh")
  func passMark() throws {
    let totals =
      "场次,学员,阶段,得分,满分\n"
      + [("80", "100"), ("79.99", "100"), ("0.8", "1"), ("12", "15"), ("2.4", "3"), ("2.399", "3")]
      .enumerated().map { "P2610,学员\($0),后测,\($1.0),\($1.1)\n" }.joined()
    let (evaluation, _) = try evaluateResults(["tests.csv": totals])
    #expect(evaluation.overall.mastery.value?.count == 4 && evaluation.overall.mastery.value?.of == 6)
    #expect(
      evaluation.overall.mastery.isSmall && evaluation.overall.questions.allSatisfy { $0.after.absence == .noData })
    // Four questions of 1, 1, 2, 1 points, pass mark 80: the last row has 3 of 5.
    let marks: KeyValuePairs<String, (before: String?, after: String?)> = [
      "学员1": (nil, "1111"), "学员2": (nil, "0111"), "学员3": (nil, "1011"), "学员4": (nil, "1110"), "学员5": (nil, "1101")
    ]
    let (weighted, _) = try evaluateResults(
      ["tests.csv": testRows("P2610", marks)], quiz: resultQuiz([1, 1, 2, nil], points: [1, 1, 2, 1]))
    // 5 + 4 + 4 + 4 + 3 of 25 points.
    #expect(weighted.overall.mastery.value?.count == 4 && isNear(weighted.overall.after.value?.mean, 80))
  }

  private let twelve: KeyValuePairs<String, (before: String?, after: String?)> = [
    "学员1": ("1100", "1111"), "学员2": ("1000", "1111"), "学员3": ("0100", "1110"), "学员4": ("1100", "1110"),
    "学员5": ("0000", "1010"), "学员6": ("1010", "1101"), "学员7": ("1100", "1100"), "学员8": ("0100", "1000"),
    "学员9": ("1000", "0100"), "学员10": ("1110", "1010"), "学员11": (nil, "1111"), "学员12": ("0001", nil)
  ]

  @Test("learners with one test are counted and told, and are no part of the improvement")
  func pairs() throws {
    let (evaluation, diagnostics) = try evaluateResults([
      "signins.csv": "场次,学员\n" + signins("P2610", 1...12), "tests.csv": testRows("P2610", twelve)
    ])
    let all = evaluation.overall
    #expect(diagnostics == [] && all.tested == 11 && all.onlyBefore == 1 && all.onlyAfter == 1)
    #expect(all.improvement.n == 10 && !all.improvement.isSmall && all.before.n == 11 && all.after.n == 11)
    let comparison = try #require(all.improvement.value?.comparison)
    // 15 of 40 right before, 25 of 40 after; SciPy: ttest_rel(after, before), wilcoxon(after - before).
    #expect(isNear(comparison.meanBefore, 37.5) && isNear(comparison.meanAfter, 62.5))
    #expect(isNear(comparison.t?.t, 2.5354627641855494) && isNear(comparison.t?.p, 0.03194773270349659))
    #expect(
      isNear(comparison.interval?.low, 2.6948295716259203) && isNear(comparison.interval?.high, 47.30517042837408))
    #expect(isNear(comparison.wilcoxon?.p, 0.039591763236690385))
    #expect(isNear(all.improvement.value?.gain, 0.4))
    #expect(all.mastery.value?.count == 3 && all.attainment.value?.of == 12 && all.attainment.value?.count == 3)
  }

  @Test("questions and goals")
  func questions() throws {
    let (evaluation, _) = try evaluateResults(["tests.csv": testRows("P2610", twelve)])
    let questions = evaluation.overall.questions
    #expect(questions.map(\.number) == [1, 2, 3, 4] && questions.map(\.goal) == [1, 1, 2, nil])
    #expect(questions.allSatisfy { $0.after.n == 11 && $0.before.n == 11 })
    #expect(isNear(questions[0].after.value, 10.0 / 11) && isNear(questions[0].before.value, 7.0 / 11))
    #expect(
      questions[0].difficulty == .easy && questions[1].difficulty == nil && questions.allSatisfy { $0.verdict != nil })
    let goals = evaluation.overall.goals
    // Questions 1 and 2: 10 + 8 of 22 right; question 3: 7 of 11; goal 3 has no question.
    #expect(goals.map(\.questions) == [[1, 2], [3], []] && goals.map(\.isReached) == [true, false, nil])
    #expect(
      isNear(goals[0].share.value, 18.0 / 22) && isNear(goals[1].share.value, 7.0 / 11)
        && goals[2].share.absence == .noData)
  }

  @Test(
    "bands of Ebel and Frisbie, and of difficulty",
    arguments: [
      (0.4, "veryGood"), (0.7 - 0.3, "veryGood"), (0.39, "good"), (0.3, "good"), (0.29, "marginal"), (0.2, "marginal"),
      (0.19, "revise"), (-0.5, "revise")
    ])
  func bands(_ index: Double, _ verdict: String) {
    #expect(TrainingEvaluation.QuestionResult.Verdict(discrimination: index).rawValue == verdict)
    typealias Difficulty = TrainingEvaluation.QuestionResult.Difficulty
    #expect(
      Difficulty(share: 0.29) == .hard && Difficulty(share: 0.3) == nil && Difficulty(share: 0.9) == nil
        && Difficulty(share: 0.91) == .easy)
  }

  @Test("no verdict on under ten learners, no figure of under five")
  func few() throws {
    func result(_ count: Int) throws -> TrainingEvaluation.Group {
      var text = "场次,学员,阶段,题号,答对\n"
      for learner in 1...count {
        for question in 1...4 { text += "P2610,学员\(learner),后测,\(question),\(learner % question == 0 ? 1 : 0)\n" }
      }
      return try evaluateResults(["tests.csv": text]).evaluation.overall
    }
    #expect(try result(10).questions.allSatisfy { $0.verdict != nil })
    let nine = try result(9)
    #expect(
      nine.questions.allSatisfy { $0.verdict == nil && $0.difficulty == nil && $0.discrimination.isSmall }
        && nine.mastery.isSmall)
    let four = try result(4)
    #expect(
      four.mastery.value == nil && four.mastery.n == 4 && four.mastery.absence == .tooFew
        && four.reliability.absence == .tooFew)
    #expect(
      four.questions.allSatisfy { $0.after.value == nil && $0.correlation.value == nil }
        && four.goals.allSatisfy { $0.isReached == nil })
    #expect(four.after.reason?.en == "withheld: fewer than 5 people" && !four.after.isSmall)
    // All right in the first question: no correlation, which is no zero.
    #expect(try result(10).questions[0].correlation.absence == .undefined)
  }

  @Test("a learner of two sessions counts in the first; signing in alone is no first test")
  func returning() throws {
    let first = testRows("P2610", ["学员1": ("0000", "1111"), "学员2": ("0000", "1111")])
    let second = testRows("P2611H", ["学员1": ("1111", "0000"), "学员3": ("0000", "0000"), "学员4": ("0000", "1111")])
    let (evaluation, diagnostics) = try evaluateResults([
      "signins.csv": "场次,学员\n" + signins("P2610", 1...3) + signins("P2611H", 1...1) + signins("P2611H", 3...4),
      "tests.csv": first, "测验_二.csv": second
    ])
    #expect(
      diagnostics == [] && evaluation.returning == 2 && evaluation.overall.tested == 4
        && evaluation.overall.improvement.n == 4)
    #expect(evaluation.sessions.map(\.tested) == [2, 3])
  }

  // MARK: Surveys

  private func papers(_ session: String, _ scores: [Int]) -> String {
    scores.map { "\(session),\($0),\($0)\n" }.joined()
  }

  @Test("shares, means and the five answers")
  func survey() throws {
    let (evaluation, _) = try evaluateResults([
      "survey.csv": "场次,满意度,讲师\n" + papers("P2610", [5, 5, 4, 4, 4, 3, 2, 5, 4, 4]) + "P2610,,\n"
    ])
    let all = evaluation.overall
    #expect(all.responses == 11 && all.satisfaction.n == 10 && all.satisfaction.value?.count == 8)
    // SciPy: binomtest(8, 10).proportion_ci(method="wilson"); t.interval(0.95, 9, mean, sem).
    #expect(
      isNear(all.satisfaction.value?.interval?.low, 0.4901624715366418)
        && isNear(all.satisfaction.value?.interval?.high, 0.9433178485456248))
    let trainer = try #require(all.scale(.trainer))
    #expect(trainer.distribution.value == [0, 1, 1, 5, 3] && isNear(trainer.mean.value?.mean, 4))
    #expect(
      isNear(trainer.mean.value?.interval?.low, 3.3255550410926875)
        && isNear(trainer.mean.value?.interval?.high, 4.674444958907312))
    #expect(all.scale(.form)?.mean.absence == .noData)
  }

  @Test("an interval stays on the scale, and equal answers give none")
  func scale() throws {
    let (evaluation, _) = try evaluateResults([
      "survey.csv": "场次,满意度,讲师\nP2610,5,5\nP2610,5,5\nP2610,5,5\nP2610,5,5\nP2610,4,5\n"
    ])
    #expect(evaluation.overall.scale(.satisfaction)?.mean.value?.interval?.high == 5)
    #expect(
      evaluation.overall.scale(.trainer)?.mean.value?.mean == 5
        && evaluation.overall.scale(.trainer)?.mean.value?.interval == nil)
  }

  @Test("beside a session of under five another is withheld, lest the whole tell it; its texts go without a session")
  func shields() throws {
    let rows = "场次,满意度,讲师\n" + papers("P2610", [5, 4, 4, 3, 5, 4, 4]) + papers("P2611H", [1, 2, 2])
    let texts = "场次,建议\nP2611H,太快\n"
    let (evaluation, _) = try evaluateResults(["survey.csv": rows, "问卷_文字.csv": texts])
    #expect(evaluation.overall.satisfaction.n == 10 && evaluation.overall.satisfaction.value?.count == 6)
    #expect(evaluation.sessions.map(\.satisfaction.absence) == [.shields, .tooFew])
    #expect(evaluation.sessions[0].scale(.trainer)?.distribution.value == nil && evaluation.sessions[0].responses == 7)
    #expect(evaluation.trainers.map(\.rating.absence) == [.shields, .tooFew] && evaluation.trainerComparisons.isEmpty)
    #expect(evaluation.voices.map(\.text) == ["太快"] && evaluation.voices[0].session == nil)
  }

  @Test("questions and suggestions in the order of the files")
  func voices() throws {
    let rows = "场次,满意度,问题,建议\n" + "P2610,5,一,\nP2610,4,,二\nP2610,4,三,四\nP2610,4,,\nP2610,4,,\n"
    let (evaluation, _) = try evaluateResults(["survey.csv": rows])
    #expect(
      evaluation.voices.map(\.text) == ["一", "二", "三", "四"] && evaluation.voices.allSatisfy { $0.session == "P2610" })
    #expect(evaluation.voices.map(\.kind) == [.question, .suggestion, .question, .suggestion])
  }

  // MARK: Trainers

  private func scores(_ trainer: String, _ scores: [Int]) -> TrainerScores {
    TrainerScores(trainer: trainer, sessions: 1, scores: scores)
  }
  private let good = [5, 5, 5, 4, 5, 5, 4, 5, 5, 5]
  private let poor = [3, 2, 3, 3, 2, 4, 3, 3, 2, 3]

  @Test("trainers stand in order of their names, and one is better only where intervals are apart and answers enough")
  func trainers() throws {
    let ratings = TrainerRating.rate([
      scores("c", good), scores("a", poor), scores("b", [4, 5, 4, 4, 5, 5, 4, 5, 4, 5]), scores("a", [3])
    ])
    #expect(ratings.map(\.trainer) == ["a", "b", "c"] && ratings[0].sessions == 2 && ratings[0].rating.n == 11)
    let pairs = TrainerComparison.pairs([
      scores("c", good), scores("a", poor), scores("b", [4, 5, 4, 4, 5, 5, 4, 5, 4, 5])
    ])
    #expect(pairs.map { "\($0.first)\($0.second) \($0.isDistinct)" } == ["ab true", "ac true", "bc false"])
    // SciPy: ttest_ind(good, poor, equal_var=False).
    #expect(isNear(pairs[1].comparison?.difference, 2) && isNear(pairs[1].comparison?.t, 8.320502943378438))
    #expect(isNear(pairs[1].comparison?.p, 3.8426154453586943e-07))
    #expect(
      TrainerComparison.pairs([scores("a", Array(poor.prefix(9))), scores("b", good)]).map(\.isDistinct) == [false])
    #expect(
      TrainerComparison.pairs([scores("a", [5, 5, 5, 5, 5]), scores("b", [5, 5, 5, 5, 5])]).first?.comparison == nil)
  }

  @Test("audiences: those of under five are withheld, and no other tells them")
  func layers() throws {
    let rows =
      "场次,学员,对象\n" + signins("P2610", 1...8, layer: "营销专业") + signins("P2610", 9...15, layer: "全员")
      + signins("P2610", 16...18, layer: "一线")
    let (evaluation, _) = try evaluateResults(["signins.csv": rows])
    #expect(evaluation.layers.map(\.id) == ["everyone", "front_line", "specialists"])
    #expect(
      evaluation.layers.map(\.signedIn.absence) == [.shields, .tooFew, nil] && evaluation.layers[2].signedIn.value == 8)
    #expect(evaluation.layers.allSatisfy { $0.mastery.absence == .noData })
  }

  @Test("the same files in another order come to the same")
  func order() throws {
    let rows = testRows("P2610", twelve).split(separator: "\n")
    let turned = ([rows[0]] + rows.dropFirst().reversed()).joined(separator: "\n")
    let one = try evaluateResults(["tests.csv": testRows("P2610", twelve)]).evaluation.overall
    let two = try evaluateResults(["tests.csv": turned]).evaluation.overall
    #expect(one.mastery == two.mastery && one.goals == two.goals && one.tested == two.tested)
    for (a, b) in zip(one.questions, two.questions) {
      #expect(
        a.after == b.after && isNear(a.discrimination.value, b.discrimination.value ?? 9) && a.verdict == b.verdict)
    }
    #expect(isNear(one.improvement.value?.comparison.t?.p, two.improvement.value?.comparison.t?.p ?? 9))
  }
}
