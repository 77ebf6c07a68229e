import Diagnostics
import Statistics
import Values

/// A session of a module: a row of the register `training_sessions`.
public struct TrainingSession: Sendable, Equatable {
  public var id: String
  public var date: Day
  /// By id: `online`, `hands_on`.
  public var form: String?
  /// The role that teaches.
  public var trainer: String?
  public var eligible: Int?
  public var status: Status

  public enum Status: String, Sendable, CaseIterable { case planned, held, cancelled }

  public init(
    id: String, date: Day, form: String? = nil, trainer: String? = nil, eligible: Int? = nil, status: Status = .planned
  ) {
    self.id = id
    self.date = date
    self.form = form
    self.trainer = trainer
    self.eligible = eligible
    self.status = status
  }
}

/// What the results of a module's sessions come to.
///
/// Values of people carry their number; groups of under five are withheld, of under ten marked.
public struct TrainingEvaluation: Sendable, Equatable {
  /// Per cent of the points.
  public var passMark: Int
  /// `Quiz.version`, of which the codes are.
  public var version: String
  /// By date.
  public var held: [TrainingSession]
  /// The first that is still to come.
  public var next: TrainingSession?
  /// All sessions together. A learner of several sessions counts in the first of them, in attendance and the survey in
  /// each.
  public var overall: Group
  /// Of the sessions held, by date; beside a group withheld as too small another one may be withheld.
  public var sessions: [Group]
  /// How many learners came to more than one session.
  public var returning: Int
  /// All sessions together by audience, in the order of the declaration; only where the sign-ins say it.
  public var layers: [Layer]
  /// By role, which is no order of merit.
  public var trainers: [TrainerRating]
  public var trainerComparisons: [TrainerComparison]
  /// What `trainers` was made of, for pages that take several modules together (`TrainerRating.rate`); never shown.
  public var trainerScores: [TrainerScores]
  public var quiz: QuizUse
  /// In the order of the files.
  public var voices: [Voice]

  public var hasData: Bool {
    overall.attendance.signedIn != nil || overall.tested > 0 || overall.onlyBefore > 0 || overall.responses > 0
      || quiz.codes > 0 || quiz.otherVersions > 0
  }

  /// One session, or all together.
  public struct Group: Sendable, Equatable {
    /// `nil` for all together.
    public var session: TrainingSession?
    public var attendance: Attendance
    /// Learners with a test after the session.
    public var tested: Int
    /// Learners of the test after the session at or over the pass mark: the KPI `knowledge-mastery`.
    public var mastery: Measured<TrainingRate>
    /// Those at or over the pass mark among all who signed in: the KPI `training-goal-attainment`.
    public var attainment: Measured<TrainingRate>
    /// Mean scores in per cent of all who took the test, whether they took the other or not.
    public var before: Measured<TrainingMean>
    public var after: Measured<TrainingMean>
    /// Of learners who took both tests.
    public var improvement: Measured<Improvement>
    /// Learners with one of the tests only, who are not part of `improvement`.
    public var onlyBefore: Int
    public var onlyAfter: Int
    public var questions: [QuestionResult]
    /// Kuder-Richardson 20 of the test after the session.
    public var reliability: Measured<Double>
    public var goals: [GoalResult]
    /// Surveys handed in.
    public var responses: Int
    /// Shares of the upper two of five answers: the KPI `training-satisfaction`.
    public var satisfaction: Measured<TrainingRate>
    /// In the order of `SurveyScale`.
    public var scales: [ScaleResult]

    public func scale(_ scale: SurveyScale) -> ScaleResult? { scales.first { $0.scale == scale } }
  }

  public struct Attendance: Sendable, Equatable {
    /// `nil` without sign-ins.
    public var signedIn: Int?
    /// `nil` where the register does not say it, of all together where it says it of no session with sign-ins.
    public var eligible: Int?
    /// Those of `signedIn` whose session states who is eligible.
    public var counted: Int?
    /// `counted` of `eligible`: the KPI `training-coverage`. Above 1 where more came than had to.
    public var share: Double?
  }

  public struct Layer: Sendable, Equatable {
    public var id: String
    /// How many signed in, and how many of them reached the pass mark among those tested.
    public var signedIn: Measured<Int>
    public var mastery: Measured<TrainingRate>
  }

  /// The same learners before and after, in per cent of the points.
  public struct Improvement: Sendable, Equatable {
    public var comparison: PairedComparison
    /// Hake's normalised gain of the means.
    public var gain: Double?
  }

  /// A question in the test.
  public struct QuestionResult: Sendable, Equatable {
    /// From 1.
    public var number: Int
    public var goal: Int?
    /// The share right after the session (the question's difficulty), and before it.
    public var after: Measured<Double>
    public var before: Measured<Double>
    /// Correlation with the points of the other questions, and Kelley's index of the upper and lower 27 %; of learners who
    /// took the test whole.
    public var correlation: Measured<Double>
    public var discrimination: Measured<Double>
    /// `nil` for under ten learners.
    public var verdict: Verdict?
    /// `nil` within 0.3 to 0.9, and for under ten learners.
    public var difficulty: Difficulty?

    /// Bands of the index of discrimination (Ebel and Frisbie, "Essentials of Educational Measurement", 1991).
    public enum Verdict: String, Sendable, CaseIterable {
      /// 0.40 and more.
      case veryGood
      /// From 0.30.
      case good
      /// From 0.20.
      case marginal
      /// Below.
      case revise
    }

    public enum Difficulty: String, Sendable, CaseIterable { case hard, easy }
  }

  /// A goal of the module.
  public struct GoalResult: Sendable, Equatable {
    /// From 1.
    public var number: Int
    public var text: String
    /// Numbers of the questions that test it.
    public var questions: [Int]
    /// The share of points that learners made in these questions after the session.
    public var share: Measured<Double>
    /// Whether that is the pass mark or more; `nil` where it is not known.
    public var isReached: Bool?
  }

  public struct ScaleResult: Sendable, Equatable {
    public var scale: SurveyScale
    public var mean: Measured<TrainingMean>
    /// How often each answer was given, 1 first.
    public var distribution: Measured<[Int]>
  }

  /// What learners did with the quiz page.
  public struct QuizUse: Sendable, Equatable {
    /// Codes that count.
    public var codes: Int
    public var learners: Int
    /// First attempts that passed, among learners whose first attempt is there.
    public var firstPassed: Measured<TrainingRate>
    /// Learners who passed at any attempt.
    public var everPassed: Measured<TrainingRate>
    /// Mean score of first attempts in per cent.
    public var firstScore: Measured<TrainingMean>
    /// Means over learners: the highest number of an attempt, or of codes where that is more.
    public var attempts: Measured<Double>
    /// Shares right in first attempts by question; unanswered is not right.
    public var questions: [Measured<Double>]
    /// Learners who handed in later attempts only.
    public var withoutFirst: Int
    /// Codes set aside: of other versions of the questions, of other modules.
    public var otherVersions: Int
    public var otherModules: Int
  }

  /// A question or suggestion in a learner's words.
  public struct Voice: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable { case question, suggestion }
    public var kind: Kind
    public var text: String
    /// `nil` where so few answered that it would tell who.
    public var session: String?
  }
}

extension TrainingEvaluation.QuestionResult.Verdict {
  public init(discrimination index: Double) {
    // 0.4 that came out of a subtraction of shares counts as 0.4.
    let index = index + 1e-9
    self = index >= 0.4 ? .veryGood : index >= 0.3 ? .good : index >= 0.2 ? .marginal : .revise
  }

  public var wording: Wording {
    switch self {
    case .veryGood: Wording(zh: "很好", en: "very good")
    case .good: Wording(zh: "较好", en: "good")
    case .marginal: Wording(zh: "尚可，宜改", en: "marginal")
    case .revise: Wording(zh: "应改写", en: "revise")
    }
  }
}

extension TrainingEvaluation.QuestionResult.Difficulty {
  /// `nil` within 0.3 to 0.9.
  public init?(share: Double) {
    if share < 0.3 - 1e-9 { self = .hard } else if share > 0.9 + 1e-9 { self = .easy } else { return nil }
  }

  public var wording: Wording {
    switch self {
    case .hard: Wording(zh: "偏难", en: "hard")
    case .easy: Wording(zh: "偏易", en: "easy")
    }
  }
}

extension SurveyScale {
  public var wording: Wording {
    switch self {
    case .satisfaction: Wording(zh: "满意度", en: "satisfaction")
    case .usefulness: Wording(zh: "内容实用性", en: "usefulness")
    case .trainer: Wording(zh: "讲师专业水平", en: "trainer")
    case .form: Wording(zh: "形式与节奏", en: "form and pace")
    case .material: Wording(zh: "资料与练习", en: "material and exercises")
    }
  }
}
