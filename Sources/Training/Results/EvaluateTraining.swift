import Diagnostics
import Statistics
import Values

/// Works out what the results of a module's sessions come to, and tells what is wrong with them.
///
/// - Parameters:
///   - quiz: of the module, whose questions the tests ask.
///   - goals: of the module, which `Question.goal` counts from 1.
///   - sessions: of the module, from the register `training_sessions`.
///   - today: sessions from then on are the next ones.
public func evaluateTraining(
  quiz: Quiz, goals: [String], sessions: [TrainingSession], results: TrainingResults, today: Day
) -> (evaluation: TrainingEvaluation, diagnostics: [Diagnostic]) {
  let sessions = sessions.sorted { ($0.date, $0.id) < ($1.date, $1.id) }
  let checked = CheckedResults(results, quiz: quiz, sessions: sessions.map(\.id))
  let evaluator = TrainingEvaluator(quiz: quiz, goals: goals, sessions: sessions, data: checked)
  return (evaluator.evaluation(today: today), checked.diagnostics)
}

private struct TrainingEvaluator {
  let quiz: Quiz
  let goals: [String]
  let sessions: [TrainingSession]
  let data: CheckedResults

  func evaluation(today: Day) -> TrainingEvaluation {
    let withData = Set(data.learners.map(\.session) + data.surveys.map(\.session))
    let held = sessions.filter { $0.status == .held || withData.contains($0.id) }
    let parts = held.map { session in
      Part(
        learners: data.learners.filter { $0.session == session.id },
        surveys: data.surveys.filter { $0.session == session.id })
    }
    // A learner of several sessions has seen the questions before; only the first tests tell about the module.
    var firsts: [String: (session: String, isTested: Bool)] = [:]
    var returning: Set<String> = []
    for learner in data.learners where learner.took {
      let isTested = learner.before != nil || learner.after != nil
      if let first = firsts[learner.id] { if first.session != learner.session { returning.insert(learner.id) } }
      if firsts[learner.id] == nil || (isTested && firsts[learner.id]?.isTested == false) {
        firsts[learner.id] = (learner.session, isTested)
      }
    }
    let whole = Part(
      learners: data.learners.filter { $0.took && firsts[$0.id]?.session == $0.session },
      surveys: parts.flatMap(\.surveys))
    let shields = Shields.of(parts)
    let trainers = trainerScores(held, parts)
    return TrainingEvaluation(
      passMark: quiz.passMark, version: quiz.version, held: held,
      next: sessions.first { $0.status == .planned && $0.date >= today && !withData.contains($0.id) },
      overall: group(whole, nil, Shields.none, attendance: attendance(held)),
      sessions: held.indices.map { group(parts[$0], held[$0], shields[$0], attendance: attendance([held[$0]])) },
      returning: returning.count, layers: layers(whole.arrived), trainers: TrainerRating.rate(trainers),
      trainerComparisons: TrainerComparison.pairs(trainers), trainerScores: trainers, quiz: quizUse(),
      voices: voices(parts))
  }

  // MARK: Groups

  private struct Part {
    var learners: [CheckedResults.Learner]
    var surveys: [TrainingResults.SurveyAnswer]

    var arrived: [CheckedResults.Learner] { learners.filter { $0.arrived == true } }
    var tested: [CheckedResults.Learner] { learners.filter { $0.after?.score != nil } }
    var testedBefore: [CheckedResults.Learner] { learners.filter { $0.before?.score != nil } }
    var pairs: [(before: Double, after: Double)] {
      learners.compactMap { learner in
        learner.before?.score.flatMap { before in learner.after?.score.map { (before, $0) } }
      }
    }
    /// Those who answered the questions one by one.
    var wholeBefore: [[Bool]] { learners.compactMap { $0.before?.whole } }
    var wholeAfter: [[Bool]] { learners.compactMap { $0.after?.whole } }

    func scores(_ scale: SurveyScale) -> [Int] { surveys.compactMap { $0.scores[scale] } }
  }

  /// What of a session is withheld to shield another, since that of all together is shown.
  private struct Shields {
    var before = false
    var after = false
    var pairs = false
    var wholeBefore = false
    var wholeAfter = false
    var arrived = false
    var scales: Set<SurveyScale> = []

    static let none = Shields()

    static func of(_ parts: [Part]) -> [Shields] {
      var result = parts.map { _ in Shields() }
      func set(_ flag: WritableKeyPath<Shields, Bool>, _ count: (Part) -> Int) {
        for (place, hidden) in SmallGroup.shields(parts.map(count)).enumerated() {
          result[place][keyPath: flag] = hidden
        }
      }
      set(\.before) { $0.testedBefore.count }
      set(\.after) { $0.tested.count }
      set(\.pairs) { $0.pairs.count }
      set(\.wholeBefore) { $0.wholeBefore.count }
      set(\.wholeAfter) { $0.wholeAfter.count }
      set(\.arrived) { $0.arrived.count }
      for scale in SurveyScale.allCases {
        let hidden = SmallGroup.shields(parts.map { $0.scores(scale).count })
        for place in parts.indices where hidden[place] { result[place].scales.insert(scale) }
      }
      return result
    }
  }

  private func group(
    _ part: Part, _ session: TrainingSession?, _ hidden: Shields, attendance: TrainingEvaluation.Attendance
  ) -> TrainingEvaluation.Group {
    let tested = part.tested
    let passed = tested.filter { $0.after?.isPassed == true }
    let arrived = part.arrived
    let pairs = part.pairs
    let whole = part.wholeAfter
    return TrainingEvaluation.Group(
      session: session, attendance: attendance, tested: tested.count,
      mastery: Measured(tested.count, hidden: hidden.after, TrainingRate(passed.count, of: tested.count)),
      attainment: Measured(
        arrived.count, hidden: hidden.arrived || hidden.after,
        tested.isEmpty ? nil : TrainingRate(passed.count { $0.arrived == true }, of: arrived.count)),
      before: Measured(
        part.testedBefore.count, hidden: hidden.before,
        TrainingMean(part.testedBefore.compactMap { $0.before?.score }, within: 0...100)),
      after: Measured(
        tested.count, hidden: hidden.after, TrainingMean(tested.compactMap { $0.after?.score }, within: 0...100)),
      improvement: Measured(pairs.count, hidden: hidden.pairs, improvement(pairs)),
      onlyBefore: part.learners.count { $0.before?.score != nil && $0.after?.score == nil },
      onlyAfter: part.learners.count { $0.before?.score == nil && $0.after?.score != nil },
      questions: questions(part, hidden),
      reliability: Measured(whole.count, hidden: hidden.wholeAfter, kuderRichardson20(whole)),
      goals: goals(part, hidden), responses: part.surveys.count,
      satisfaction: satisfaction(part, hidden), scales: scales(part, hidden))
  }

  private func attendance(_ sessions: [TrainingSession]) -> TrainingEvaluation.Attendance {
    var result = TrainingEvaluation.Attendance()
    var (eligible, signedIn) = (0, 0)
    for session in sessions where data.signedSessions.contains(session.id) {
      let count = data.learners.count { $0.session == session.id && $0.arrived == true }
      result.signedIn = (result.signedIn ?? 0) + count
      guard let all = session.eligible, all > 0 else { continue }
      eligible += all
      signedIn += count
    }
    if eligible > 0 {
      result.eligible = eligible
      result.counted = signedIn
      result.share = Double(signedIn) / Double(eligible)
    } else if sessions.count == 1 {
      result.eligible = sessions[0].eligible
    }
    return result
  }

  private func layers(_ arrived: [CheckedResults.Learner]) -> [TrainingEvaluation.Layer] {
    let order = ["everyone", "front_line", "managers", "specialists"]
    let found = Set(arrived.compactMap(\.layer)).sorted { a, b in
      (order.firstIndex(of: a) ?? order.count, a) < (order.firstIndex(of: b) ?? order.count, b)
    }
    // Those who state none are a group of the whole, too.
    let groups = found.map { id in arrived.filter { $0.layer == id } } + [arrived.filter { $0.layer == nil }]
    let tested = groups.map { $0.filter { $0.after?.score != nil } }
    let hidden = SmallGroup.shields(groups.map(\.count))
    let hiddenTests = SmallGroup.shields(tested.map(\.count))
    return found.indices.map { place in
      let passed = tested[place].count { $0.after?.isPassed == true }
      return TrainingEvaluation.Layer(
        id: found[place], signedIn: Measured(groups[place].count, hidden: hidden[place], groups[place].count),
        mastery: Measured(
          tested[place].count, hidden: hiddenTests[place], TrainingRate(passed, of: tested[place].count)))
    }
  }

  private func improvement(_ pairs: [(before: Double, after: Double)]) -> TrainingEvaluation.Improvement? {
    guard let comparison = pairedComparison(before: pairs.map(\.before), after: pairs.map(\.after)) else { return nil }
    return TrainingEvaluation.Improvement(
      comparison: comparison, gain: normalisedGain(before: comparison.meanBefore, after: comparison.meanAfter))
  }

  // MARK: Questions and goals

  private func questions(_ part: Part, _ hidden: Shields) -> [TrainingEvaluation.QuestionResult] {
    let whole = part.wholeAfter
    let wholeBefore = part.wholeBefore
    let items = itemAnalysis(whole, points: quiz.questions.map { Double($0.points) })
    return quiz.questions.indices.map { place in
      let item = items.isEmpty ? nil : items[place]
      var result = TrainingEvaluation.QuestionResult(
        number: place + 1, goal: quiz.questions[place].goal,
        after: Measured(whole.count, hidden: hidden.wholeAfter, item?.difficulty),
        before: Measured(wholeBefore.count, hidden: hidden.wholeBefore, share(wholeBefore.map { $0[place] })),
        correlation: Measured(whole.count, hidden: hidden.wholeAfter, item?.correlation),
        discrimination: Measured(whole.count, hidden: hidden.wholeAfter, item?.discrimination))
      if whole.count >= SmallGroup.small {
        result.verdict = result.discrimination.value.map { .init(discrimination: $0) }
        result.difficulty = result.after.value.flatMap { .init(share: $0) }
      }
      return result
    }
  }

  private func share(_ marks: [Bool]) -> Double? {
    marks.isEmpty ? nil : Double(marks.count { $0 }) / Double(marks.count)
  }

  private func goals(_ part: Part, _ hidden: Shields) -> [TrainingEvaluation.GoalResult] {
    let whole = part.wholeAfter
    return goals.indices.map { place in
      let own = quiz.questions.indices.filter { quiz.questions[$0].goal == place + 1 }
      let made = whole.reduce(0) { sum, answers in
        sum + own.reduce(0) { $0 + (answers[$1] ? quiz.questions[$1].points : 0) }
      }
      let all = whole.count * own.reduce(0) { $0 + quiz.questions[$1].points }
      let share = Measured<Double>(
        own.isEmpty ? 0 : whole.count, hidden: hidden.wholeAfter, all > 0 ? Double(made) / Double(all) : nil)
      return TrainingEvaluation.GoalResult(
        number: place + 1, text: goals[place], questions: own.map { $0 + 1 }, share: share,
        isReached: share.value == nil ? nil : made * 100 >= quiz.passMark * all)
    }
  }

  // MARK: Survey

  private func satisfaction(_ part: Part, _ hidden: Shields) -> Measured<TrainingRate> {
    let scores = part.scores(.satisfaction)
    return Measured(
      scores.count, hidden: hidden.scales.contains(.satisfaction),
      TrainingRate(scores.count { $0 >= 4 }, of: scores.count))
  }

  private func scales(_ part: Part, _ hidden: Shields) -> [TrainingEvaluation.ScaleResult] {
    SurveyScale.allCases.map { scale in
      let scores = part.scores(scale)
      let isHidden = hidden.scales.contains(scale)
      return TrainingEvaluation.ScaleResult(
        scale: scale,
        mean: Measured(scores.count, hidden: isHidden, TrainingMean(scores.map(Double.init), within: 1...5)),
        distribution: Measured(scores.count, hidden: isHidden, (1...5).map { answer in scores.count { $0 == answer } }))
    }
  }

  private func trainerScores(_ held: [TrainingSession], _ parts: [Part]) -> [TrainerScores] {
    zip(held, parts).compactMap { session, part in
      let scores = part.scores(.trainer)
      guard let trainer = session.trainer, !scores.isEmpty else { return nil }
      return TrainerScores(trainer: trainer, sessions: 1, scores: scores)
    }
  }

  private func voices(_ parts: [Part]) -> [TrainingEvaluation.Voice] {
    let few = Set(parts.filter { $0.surveys.count < SmallGroup.least }.flatMap { $0.surveys.map(\.session) })
    return data.surveys.flatMap { row in
      let session = few.contains(row.session) ? nil : row.session
      return [(TrainingEvaluation.Voice.Kind.question, row.question), (.suggestion, row.suggestion)].compactMap {
        kind, text in
        text.map { TrainingEvaluation.Voice(kind: kind, text: $0, session: session) }
      }
    }
  }

  // MARK: The quiz page

  private func quizUse() -> TrainingEvaluation.QuizUse {
    var byLearner: [String: [CheckedResults.Attempt]] = [:]
    for attempt in data.attempts { byLearner[attempt.code.name, default: []].append(attempt) }
    let names = byLearner.keys.sorted()
    // Somebody who began anew in another browser has two first attempts: the earlier counts, of one day the first row.
    let firsts = names.compactMap { name in
      byLearner[name]?.filter { $0.code.attempt == 1 }.enumerated().min { a, b in
        (a.element.date?.number ?? .max, a.offset) < (b.element.date?.number ?? .max, b.offset)
      }?.element
    }
    let attempts = names.map { name in
      let own = byLearner[name] ?? []
      return Double(max(own.count, own.map(\.code.attempt).max() ?? 0))
    }
    let passed = names.count { byLearner[$0]?.contains(where: \.isPassed) == true }
    let scores = firsts.map { Double($0.points) / Double(quiz.points) * 100 }
    return TrainingEvaluation.QuizUse(
      codes: data.attempts.count, learners: names.count,
      firstPassed: Measured(firsts.count, TrainingRate(firsts.count(where: \.isPassed), of: firsts.count)),
      everPassed: Measured(names.count, TrainingRate(passed, of: names.count)),
      firstScore: Measured(firsts.count, TrainingMean(scores, within: 0...100)),
      attempts: Measured(names.count, mean(attempts)),
      questions: quiz.questions.indices.map { place in
        Measured(firsts.count, share(firsts.map { $0.code.marks[place] == .right }))
      },
      withoutFirst: names.count - firsts.count, otherVersions: data.otherVersions, otherModules: data.otherModules)
  }
}

extension CheckedResults.Learner {
  /// Whether there is anything of the learner at this session but an absence.
  fileprivate var took: Bool { arrived == true || before != nil || after != nil }
}
