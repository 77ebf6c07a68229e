import Statistics

/// The ratings that a trainer's learners gave, 1 to 5.
public struct TrainerScores: Sendable, Equatable {
  /// A role.
  public var trainer: String
  public var sessions: Int
  public var scores: [Int]

  public init(trainer: String, sessions: Int, scores: [Int]) {
    self.trainer = trainer
    self.sessions = sessions
    self.scores = scores
  }
}

/// How a trainer was rated: the KPI `trainer-rating`.
public struct TrainerRating: Sendable, Equatable {
  public var trainer: String
  public var sessions: Int
  public var rating: Measured<TrainingMean>

  /// Rates trainers, those of one name together, in order of their names: an order by rating would rank what cannot be told
  /// apart. Where one has too few answers, another may be withheld with it.
  public static func rate(_ all: [TrainerScores]) -> [TrainerRating] {
    let merged = merge(all)
    let shields = SmallGroup.shields(merged.map(\.scores.count))
    return zip(merged, shields).map { trainer, hidden in
      TrainerRating(
        trainer: trainer.trainer, sessions: trainer.sessions,
        rating: Measured(
          trainer.scores.count, hidden: hidden, TrainingMean(trainer.scores.map(Double.init), within: 1...5)))
    }
  }

  static func merge(_ all: [TrainerScores]) -> [TrainerScores] {
    var merged: [String: TrainerScores] = [:]
    for part in all {
      merged[part.trainer, default: TrainerScores(trainer: part.trainer, sessions: 0, scores: [])].sessions +=
        part.sessions
      merged[part.trainer]?.scores += part.scores
    }
    return merged.values.sorted { $0.trainer < $1.trainer }
  }
}

/// Two trainers side by side.
public struct TrainerComparison: Sendable, Equatable {
  public var first: String
  public var second: String
  /// Second less first by Welch's test; `nil` where neither varies.
  public var comparison: MeanComparison?
  /// Whether one may be called better: both have ten answers or more, and their intervals do not overlap. That is stricter
  /// than the test, which several pairs would make less sure.
  public var isDistinct: Bool

  /// All pairs of trainers whose ratings are shown.
  public static func pairs(_ all: [TrainerScores]) -> [TrainerComparison] {
    let ratings = TrainerRating.rate(all)
    let merged = TrainerRating.merge(all)
    let shown = ratings.indices.filter { ratings[$0].rating.value != nil }
    return shown.flatMap { a in
      shown.filter { $0 > a }.map { b in
        var isDistinct = false
        if !ratings[a].rating.isSmall, !ratings[b].rating.isSmall, let x = ratings[a].rating.value?.interval,
          let y = ratings[b].rating.value?.interval
        {
          isDistinct = x.high < y.low || y.high < x.low
        }
        return TrainerComparison(
          first: ratings[a].trainer, second: ratings[b].trainer,
          comparison: moments(merged[a].scores).flatMap { x in moments(merged[b].scores).flatMap { compare(x, $0) } },
          isDistinct: isDistinct)
      }
    }
  }

  private static func moments(_ scores: [Int]) -> SampleMoments? {
    let values = scores.map(Double.init)
    guard let mean = mean(values), let variance = sampleVariance(values) else { return nil }
    return SampleMoments(count: Double(values.count), mean: mean, variance: variance)
  }
}
