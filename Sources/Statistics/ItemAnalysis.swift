/// How a question of a test did.
public struct ItemStatistics: Sendable, Equatable {
  /// The share of answers that are right: high for easy questions.
  public var difficulty: Double
  /// Pearson's correlation of the answer with the points of all other questions, so that a question is not compared with
  /// itself (Henrysson, "Correction of Item-Total Correlations in Item Analysis", 1963); with right and wrong as the only
  /// answers this is the point-biserial. `nil` where answers, or the points of the rest, do not vary.
  public var correlation: Double?
  /// The share right in the upper group less that in the lower group, -1 to 1 (Kelley, "The Selection of Upper and Lower
  /// Groups for the Validation of Test Items", 1939: 27 % on either side).
  ///
  /// Learners of the same score at the edge of a group count by the part of them that fits in, so that the order of
  /// learners decides nothing. `nil` for fewer than four learners and where all have the same score.
  public var discrimination: Double?
}

/// Item analysis of a test that everyone took whole: `answers[learner][question]`, whether it was right.
///
/// `points` of the questions weigh the scores; all weigh the same where it is absent. Empty for no learners, for rows of
/// different lengths and for points that do not match.
public func itemAnalysis(_ answers: [[Bool]], points: [Double]? = nil) -> [ItemStatistics] {
  guard let questions = answers.first?.count, questions > 0, answers.allSatisfy({ $0.count == questions }) else {
    return []
  }
  let points = points ?? Array(repeating: 1, count: questions)
  guard points.count == questions else { return [] }
  let totals = answers.map { row in zip(row, points).reduce(0) { $0 + ($1.0 ? $1.1 : 0) } }
  let (upper, lower) = extremeGroups(totals)
  return (0..<questions).map { question in
    let right = answers.map { $0[question] ? 1.0 : 0 }
    let rest = totals.indices.map { totals[$0] - right[$0] * points[question] }
    var discrimination: Double?
    if let upper, let lower {
      func share(_ weights: [Double]) -> Double {
        zip(right, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
      }
      discrimination = share(upper) - share(lower)
    }
    return ItemStatistics(
      difficulty: right.reduce(0, +) / Double(right.count), correlation: correlation(right, rest),
      discrimination: discrimination)
  }
}

/// For each learner how much of him belongs to the upper, and to the lower 27 %.
private func extremeGroups(_ totals: [Double]) -> (upper: [Double]?, lower: [Double]?) {
  let count = totals.count
  guard count >= 4, let most = totals.max(), let least = totals.min(), most > least else { return (nil, nil) }
  let size = max(1, (0.27 * Double(count)).rounded())
  func group(_ totals: [Double]) -> [Double] {
    let edge = totals.sorted(by: >)[Int(size) - 1]
    let within = Double(totals.count { $0 > edge })
    let tied = Double(totals.count { $0 == edge })
    return totals.map { $0 > edge ? 1 : ($0 == edge ? (size - within) / tied : 0) }
  }
  return (group(totals), group(totals.map { -$0 }))
}

/// The Kuder-Richardson formula 20: how far the questions of a test measure one and the same thing, 1 at most.
///
/// Kuder and Richardson, "The Theory of the Estimation of Test Reliability" (1937); variances with divisor n, as the shares
/// p q are. `nil` for fewer than two questions or learners, and where all scores are the same.
public func kuderRichardson20(_ answers: [[Bool]]) -> Double? {
  guard let questions = answers.first?.count, questions >= 2, answers.count >= 2,
    answers.allSatisfy({ $0.count == questions })
  else { return nil }
  let n = Double(answers.count)
  guard let sample = sampleVariance(answers.map { Double($0.count { $0 }) }), sample > 0 else { return nil }
  let noise = (0..<questions).reduce(0.0) { sum, question in
    let share = Double(answers.count { $0[question] }) / n
    return sum + share * (1 - share)
  }
  let k = Double(questions)
  return k / (k - 1) * (1 - noise / (sample * (n - 1) / n))
}

/// Pearson's correlation; `nil` for fewer than two values, for unequal numbers, and where one side does not vary.
public func correlation(_ first: [Double], _ second: [Double]) -> Double? {
  guard first.count == second.count, let a = mean(first), let b = mean(second), let va = sampleVariance(first),
    let vb = sampleVariance(second), va > 0, vb > 0
  else { return nil }
  let together = zip(first, second).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) } / Double(first.count - 1)
  return max(-1, min(1, together / (va.squareRoot() * vb.squareRoot())))
}
