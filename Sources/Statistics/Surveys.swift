/// Those who recommend less those who do not, as a part of all asked: -1...1 (a hundredth of the usual score).
public struct NetScore: Sendable, Equatable {
  public var value: Double
  public var respondents: Double
  /// Of one answer, which is 1, 0 or -1.
  public var variance: Double
  /// Whether the variance is the largest that the score allows, as the answers themselves are not known.
  public var isBounded: Bool

  /// From counts; the variance is that of a trinomial: p + d - (p - d)². `nil` for nobody asked and negative counts.
  public init?(promoters: Double, passives: Double, detractors: Double) {
    let all = promoters + passives + detractors
    guard promoters >= 0, passives >= 0, detractors >= 0, all > 0, all.isFinite else { return nil }
    value = (promoters - detractors) / all
    respondents = all
    variance = max(0, (promoters + detractors) / all - value * value)
    isBounded = false
  }

  /// From a score and the number asked. Without the standard deviation of the answers the largest possible variance is
  /// taken, 1 - value², which nobody in between would give.
  public init?(value: Double, respondents: Double, standardDeviation: Double? = nil) {
    guard (-1...1).contains(value), respondents > 0, respondents.isFinite else { return nil }
    let bound = 1 - value * value
    self.value = value
    self.respondents = respondents
    if let standardDeviation, standardDeviation >= 0, standardDeviation * standardDeviation <= bound + 1e-9 {
      variance = standardDeviation * standardDeviation
      isBounded = false
    } else {
      variance = bound
      isBounded = true
    }
  }

  public var standardError: Double { (variance / respondents).squareRoot() }

  /// Fewer than 30 asked.
  public var isSmall: Bool { respondents < 30 }

  /// The normal interval, cut off at -1 and 1.
  public func interval(confidence: Double = 0.95) -> ConfidenceInterval? {
    guard let z = twoSidedQuantile(confidence) else { return nil }
    let half = z * standardError
    return ConfidenceInterval(low: max(-1, value - half), high: min(1, value + half))
  }
}

/// How a score differs from another, by a z test of independent samples.
public struct ScoreComparison: Sendable, Equatable {
  public var difference: Double
  public var interval: ConfidenceInterval
  public var z: Double
  /// Two-sided.
  public var p: Double
}

/// `nil` where neither varies.
public func compare(_ first: NetScore, _ second: NetScore, confidence: Double = 0.95) -> ScoreComparison? {
  let error = (first.variance / first.respondents + second.variance / second.respondents).squareRoot()
  guard let quantile = twoSidedQuantile(confidence), error > 0 else { return nil }
  let difference = second.value - first.value
  let half = quantile * error
  return ScoreComparison(
    difference: difference, interval: ConfidenceInterval(low: difference - half, high: difference + half),
    z: difference / error, p: normalTwoSided(difference / error))
}
