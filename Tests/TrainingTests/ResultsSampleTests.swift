import Diagnostics
import Foundation
import Statistics
import Testing
import Training
import Values

// Expected values: Tests/StatisticsTests/References/training_sample.py (NumPy 2.4.6, SciPy 1.17.1), from the same files.

@Suite("The results of the sample sessions")
struct ResultsSampleTests {
  private let folder = "content/training/m22-marketing-budget/data"

  /// The module's quiz has these goals; its words, and so its version, change.
  private func sample() throws -> (evaluation: TrainingEvaluation, diagnostics: [Diagnostic]) {
    let names = try FileManager.default.contentsOfDirectory(atPath: repositoryRoot.appending(path: folder).path)
      .sorted()
    let quiz = resultQuiz([2, 3, 3, 3, 1, 4, 1, 2])
    let files = try names.map { name in
      var text = String(
        decoding: try Data(contentsOf: repositoryRoot.appending(path: "\(folder)/\(name)")), as: UTF8.self)
      if name.hasPrefix("results") { text = renewed(text, quiz.version) }
      return TrainingResultFiles.File(path: "\(folder)/\(name)", bytes: Array(text.utf8))
    }
    let (results, problems) = try resultFiles().read(files)
    let (evaluation, diagnostics) = evaluateTraining(
      quiz: quiz, goals: ["方法", "分配", "口径", "追加"], sessions: try resultSessions(), results: results,
      today: try resultDay("2026-11-22"))
    return (evaluation, problems + diagnostics)
  }

  /// The codes as they would be of another version, once they have been held against their own checks.
  private func renewed(_ text: String, _ version: String) -> String {
    text.split(separator: "\r\n").map { line in
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard let last = cells.last, var code = try? ResultCode(last) else { return String(line) }
      #expect(code.text == last && code.module == "M22" && code.name == cells[2])
      code.version = version
      cells[cells.count - 1] = code.text
      return cells.joined(separator: ",")
    }.joined(separator: "\r\n")
  }

  private func isRate(_ rate: Measured<TrainingRate>, _ count: Int, _ of: Int, _ low: Double, _ high: Double) -> Bool {
    rate.n == of && rate.value?.count == count && isNear(rate.value?.interval?.low, low)
      && isNear(rate.value?.interval?.high, high)
  }

  private func isMean(_ mean: Measured<TrainingMean>?, _ n: Int, _ value: Double, _ low: Double, _ high: Double) -> Bool
  {
    mean?.n == n && isNear(mean?.value?.mean, value) && isNear(mean?.value?.interval?.low, low)
      && isNear(mean?.value?.interval?.high, high)
  }

  @Test("they read without a word")
  func clean() throws {
    #expect(try sample().diagnostics == [])
  }

  @Test("attendance, mastery and attainment")
  func mastery() throws {
    let evaluation = try sample().evaluation
    #expect(
      evaluation.sessions.map(\.attendance.signedIn) == [19, 18]
        && isNear(evaluation.overall.attendance.share, 0.8409090909090909))
    #expect(isRate(evaluation.sessions[0].mastery, 11, 19, 0.3627590353425504, 0.7685810871754576))
    #expect(isRate(evaluation.sessions[1].mastery, 9, 17, 0.30963235060004424, 0.7383489355759056))
    #expect(isRate(evaluation.sessions[1].attainment, 9, 18, 0.29031021505169974, 0.7096897849483003))
    #expect(isRate(evaluation.overall.mastery, 20, 36, 0.3958106175569729, 0.7045873125991977))
    #expect(isRate(evaluation.overall.attainment, 20, 37, 0.3838404689217949, 0.6896143019562697))
    #expect(isMean(evaluation.overall.after, 36, 77.77777777777777, 72.32285940137369, 83.23269615418185))
    #expect(isMean(evaluation.overall.before, 36, 59.72222222222222, 52.85688840273329, 66.58755604171115))
    #expect(evaluation.returning == 0 && evaluation.layers.map(\.signedIn.value) == [37])
  }

  @Test("improvement")
  func improvement() throws {
    let evaluation = try sample().evaluation
    func check(_ group: TrainingEvaluation.Group, _ values: [Double], ranks: (count: Int, lesser: Double)) throws {
      let improvement = try #require(group.improvement.value)
      let found = improvement.comparison
      let numbers = [
        Double(found.pairs), found.meanBefore, found.meanAfter, found.difference, found.interval?.low ?? .nan,
        found.interval?.high ?? .nan,
        found.t?.t ?? .nan, found.t?.degrees ?? .nan, found.t?.p ?? .nan, found.hedges ?? .nan,
        improvement.gain ?? .nan,
        found.wilcoxon?.p ?? .nan
      ]
      for (number, value) in zip(numbers, values) { #expect(isNear(number, value)) }
      let test = try #require(found.wilcoxon)
      #expect(test.count == ranks.count && min(test.above, test.below) == ranks.lesser && !test.isExact)
    }
    try check(
      evaluation.sessions[0],
      [
        18, 61.111111111111114, 77.77777777777777, 16.666666666666668, 5.587918911871521, 27.745414421461817,
        3.1739681904634893, 17,
        0.005549716937615591, 0.866627142862318, 0.42857142857142866, 0.012067953802141367
      ], ranks: (14, 13))
    try check(
      evaluation.sessions[1],
      [
        17, 58.088235294117645, 76.47058823529412, 18.38235294117647, 8.981244698295008, 27.783461184057934,
        4.145133361448391, 16,
        0.0007610510983613034, 0.9420598902493842, 0.43859649122807015, 0.00424087773019907
      ], ranks: (14, 7.5))
    try check(
      evaluation.overall,
      [
        35, 59.642857142857146, 77.14285714285714, 17.5, 10.576293913205298, 24.423706086794702, 5.136595699937399, 34,
        1.1422945330151991e-05, 0.9382295118961346, 0.4336283185840708, 0.0001679051194500794
      ], ranks: (28, 39.5))
    #expect(evaluation.sessions.map(\.onlyAfter) == [1, 0] && evaluation.sessions.map(\.onlyBefore) == [0, 1])
  }

  @Test("questions and goals")
  func questions() throws {
    let evaluation = try sample().evaluation
    let expected:
      [(
        after: Double, before: Double, correlation: Double, index: Double,
        verdict: TrainingEvaluation.QuestionResult.Verdict
      )] = [
        (0.7222222222222222, 0.6944444444444444, 0.4282148799002473, 0.6571428571428571, .veryGood),
        (0.9722222222222222, 0.8611111111111112, 0.03365691484567303, 0.08571428571428574, .revise),
        (0.8055555555555556, 0.3611111111111111, -0.06165570611977099, 0.28214285714285714, .marginal),
        (0.8055555555555556, 0.5, -0.061655706119770955, 0.21071428571428585, .marginal),
        (0.7777777777777778, 0.6111111111111112, 0.14961584751633022, 0.4678571428571429, .veryGood),
        (0.4444444444444444, 0.5, 0.12889655390288834, 0.6375000000000001, .veryGood),
        (0.8055555555555556, 0.5, 0.1156012450037043, 0.31071428571428583, .good),
        (0.8888888888888888, 0.75, 0.17500000000000004, 0.24821428571428583, .marginal)
      ]
    #expect(evaluation.overall.questions.count == 8)
    for (question, value) in zip(evaluation.overall.questions, expected) {
      #expect(isNear(question.after.value, value.after) && isNear(question.before.value, value.before))
      #expect(
        isNear(question.correlation.value, value.correlation) && isNear(question.discrimination.value, value.index))
      #expect(question.verdict == value.verdict && question.after.n == 36)
    }
    #expect(evaluation.overall.questions.map(\.difficulty) == [nil, .easy, nil, nil, nil, nil, nil, nil])
    #expect(evaluation.sessions[0].questions[1].correlation.absence == .undefined)
    #expect(isNear(evaluation.overall.reliability.value, 0.2835332606324972))
    let goals = evaluation.overall.goals
    for (goal, share) in zip(goals, [0.7916666666666666, 0.8055555555555556, 0.8611111111111112, 0.4444444444444444]) {
      #expect(isNear(goal.share.value, share))
    }
    #expect(goals.map(\.isReached) == [false, true, true, false])
  }

  @Test("surveys and trainers")
  func surveys() throws {
    let evaluation = try sample().evaluation
    let (first, second, all) = (evaluation.sessions[0], evaluation.sessions[1], evaluation.overall)
    #expect(isRate(first.satisfaction, 15, 17, 0.6566364940511413, 0.9671202262362075))
    #expect(isRate(second.satisfaction, 17, 18, 0.7424269921812742, 0.9901248090216971))
    #expect(isRate(all.satisfaction, 32, 35, 0.776207260341035, 0.9704176317330302))
    #expect(all.scale(.satisfaction)?.distribution.value == [0, 0, 3, 21, 11])
    #expect(isMean(first.scale(.usefulness)?.mean, 17, 4.294117647058823, 3.897323684912535, 4.690911609205112))
    #expect(isMean(first.scale(.form)?.mean, 17, 4, 3.636439240547448, 4.363560759452552))
    #expect(isMean(second.scale(.material)?.mean, 18, 4.388888888888889, 4.00222519723869, 4.775552580539088))
    #expect(isMean(evaluation.trainers.first?.rating, 17, 4.529411764705882, 4.208444692724994, 4.850378836686771))
    #expect(isMean(evaluation.trainers.last?.rating, 18, 4.388888888888889, 3.966275097352739, 4.81150268042504))
    #expect(evaluation.trainers.count == 2 && evaluation.trainerComparisons.map(\.isDistinct) == [false])
    #expect(
      evaluation.voices.count == 7 && evaluation.voices.contains { $0.text == "预备金由谁批准动用" && $0.session == "P2610" })
  }

  @Test("the quiz page")
  func quizUse() throws {
    let use = try sample().evaluation.quiz
    #expect(use.codes == 32 && use.learners == 24 && use.withoutFirst == 0 && use.otherVersions == 0)
    #expect(
      isRate(use.firstPassed, 9, 24, 0.21159367559548775, 0.5729003755732573) && use.everPassed.value?.count == 16)
    #expect(isNear(use.attempts.value, 1.3333333333333333))
    let shares = [
      0.9166666666666666, 0.9583333333333334, 0.8333333333333334, 0.6666666666666666, 0.875, 0.375, 0.875,
      0.9166666666666666
    ]
    for (question, share) in zip(use.questions, shares) { #expect(isNear(question.value, share)) }
  }

  @Test("the registers of sessions and surveys state the same")
  func registers() throws {
    func table(_ name: String) throws -> [[String: String]] {
      let text = String(
        decoding: try Data(contentsOf: repositoryRoot.appending(path: "content/registers/\(name).csv")), as: UTF8.self)
      let rows = text.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      let header = rows[0].map { $0.replacing("\u{FEFF}", with: "") }
      return rows.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
    }
    func tenth(_ value: Double?) -> String {
      Exact(mantissa: Int128(((value ?? -1) * 10).rounded()), scale: 1).text(decimals: 1)
    }
    let evaluation = try sample().evaluation
    let (sessions, surveys) = (try table("training_sessions"), try table("training_surveys"))
    for group in evaluation.sessions {
      let session = try #require(sessions.first { $0["编号"] == group.session?.id })
      let survey = try #require(surveys.first { $0["场次"] == group.session?.id })
      #expect(session["日期"] == group.session?.date.iso && session["应参训"] == "22")
      #expect(session["实到"] == group.attendance.signedIn.map(String.init))
      #expect(session["前测均分"] == tenth(group.improvement.value?.comparison.meanBefore))
      #expect(session["后测均分"] == tenth(group.improvement.value?.comparison.meanAfter))
      #expect(session["达标人数"] == group.mastery.value.map { String($0.count) })
      #expect(survey["问卷数"] == String(group.responses) && survey["参测人数"] == String(group.tested))
      #expect(survey["满意人数"] == group.satisfaction.value.map { String($0.count) })
      #expect(survey["达标人数"] == group.mastery.value.map { String($0.count) })
      for (scale, column) in [
        (SurveyScale.usefulness, "内容实用性"), (.trainer, "讲师专业水平"), (.form, "形式与节奏"), (.material, "资料与练习")
      ] {
        #expect(survey[column] == tenth(group.scale(scale)?.mean.value?.mean))
      }
      let voices = evaluation.voices.filter { $0.session == group.session?.id }.map(\.text)
      #expect(voices.contains(survey["学员问题"] ?? "") && voices.contains(survey["改进建议"] ?? ""))
    }
  }
}
