import Glibc

/// So many of so many: conversions of visitors, those who know the brand of those asked.
///
/// Both may be broken, as where a share and its base are stated.
public struct Proportion: Sendable, Equatable {
  public var successes: Double
  public var trials: Double

  /// `nil` unless 0 <= successes <= trials, and trials > 0 and finite.
  public init?(_ successes: Double, of trials: Double) {
    guard trials > 0, trials.isFinite, successes >= 0, successes <= trials else { return nil }
    self.successes = successes
    self.trials = trials
  }

  public var rate: Double { successes / trials }

  /// Fewer than 30 asked, or fewer than 5 on either side: the normal distribution does not hold, and one person more or
  /// less changes the result.
  public var isSmall: Bool { trials < 30 || min(successes, trials - successes) < 5 }

  /// Wilson's score interval, without correction for continuity (Wilson, "Probable Inference, the Law of Succession, and
  /// Statistical Inference", 1927). Within 0...1 and never empty, also for none or all.
  public func interval(confidence: Double = 0.95) -> ConfidenceInterval? {
    guard let z = twoSidedQuantile(confidence) else { return nil }
    let square = z * z
    let middle = successes + square / 2
    let half = z * (successes * (trials - successes) / trials + square / 4).squareRoot()
    let all = trials + square
    // At the ends the exact value is known, which the subtraction would miss by a last digit.
    return ConfidenceInterval(
      low: successes == 0 ? 0 : max(0, (middle - half) / all),
      high: successes == trials ? 1 : min(1, (middle + half) / all))
  }
}

/// How a proportion differs from another.
public struct ProportionComparison: Sendable, Equatable {
  /// Second rate less first.
  public var difference: Double
  /// Newcombe's hybrid score interval, method 10 ("Interval Estimation for the Difference Between Independent
  /// Proportions", 1998): made of the two Wilson intervals.
  public var interval: ConfidenceInterval
  /// The difference over the first rate; `nil` where that is 0.
  public var lift: Double?
  /// Of the lift, from the interval of the logarithm of the ratio of the rates (Katz, Baptista, Azen and Pike, "Obtaining
  /// Confidence Intervals for the Risk Ratio in Cohort Studies", 1978); `nil` where a rate is 0.
  public var liftInterval: ConfidenceInterval?
  /// Of the pooled two-proportion test; 0 where both rates are 0 or 1.
  public var z: Double
  /// Two-sided.
  public var p: Double
}

/// Compares a proportion with another: the two-proportion z test with pooled variance, two-sided, and intervals.
public func compare(_ first: Proportion, _ second: Proportion, confidence: Double = 0.95) -> ProportionComparison? {
  guard let quantile = twoSidedQuantile(confidence), let a = first.interval(confidence: confidence),
    let b = second.interval(confidence: confidence)
  else { return nil }
  let (p1, p2) = (first.rate, second.rate)
  let difference = p2 - p1
  let pooled = (first.successes + second.successes) / (first.trials + second.trials)
  let error = (pooled * (1 - pooled) * (1 / first.trials + 1 / second.trials)).squareRoot()
  let z = error > 0 ? difference / error : 0
  let below = hypot(p2 - b.low, a.high - p1)
  let above = hypot(b.high - p2, p1 - a.low)
  var lift: Double?
  var liftInterval: ConfidenceInterval?
  if p1 > 0 {
    lift = difference / p1
    if p2 > 0 {
      let spread = quantile
        * (1 / first.successes - 1 / first.trials + 1 / second.successes - 1 / second.trials).squareRoot()
      let ratio = log(p2 / p1)
      liftInterval = ConfidenceInterval(low: expm1(ratio - spread), high: expm1(ratio + spread))
    }
  }
  return ProportionComparison(
    difference: difference, interval: ConfidenceInterval(low: difference - below, high: difference + above), lift: lift,
    liftInterval: liftInterval, z: z, p: normalTwoSided(z))
}

/// Pearson's chi-square and its p value.
public struct ChiSquareTest: Sendable, Equatable {
  public var statistic: Double
  public var degrees: Double
  public var p: Double

  init(statistic: Double, degrees: Double) {
    self.statistic = statistic
    self.degrees = degrees
    p = chiSquareSurvival(statistic, degrees: degrees)
  }
}

/// Whether several rates are the same: Pearson's chi-square of the table of successes and failures, uncorrected.
///
/// `nil` for fewer than two, and where all succeed or all fail, so that nothing can differ.
public func equalityTest(_ proportions: [Proportion]) -> ChiSquareTest? {
  let successes = proportions.reduce(0) { $0 + $1.successes }
  let trials = proportions.reduce(0) { $0 + $1.trials }
  guard proportions.count >= 2, successes > 0, successes < trials else { return nil }
  let rate = successes / trials
  let statistic = proportions.reduce(0.0) { sum, part in
    let expected = part.trials * rate
    let distance = part.successes - expected
    return sum + distance * distance * (1 / expected + 1 / (part.trials - expected))
  }
  return ChiSquareTest(statistic: statistic, degrees: Double(proportions.count - 1))
}

/// Whether counts came in the shares that were planned: Pearson's chi-square, goodness of fit.
///
/// Shares are scaled to add up to 1. `nil` for fewer than two counts, a share that is not positive, or no counts at all.
public func fitTest(_ counts: [Double], shares: [Double]) -> ChiSquareTest? {
  let total = counts.reduce(0, +)
  let whole = shares.reduce(0, +)
  guard counts.count >= 2, counts.count == shares.count, total > 0, total.isFinite, whole.isFinite,
    counts.allSatisfy({ $0 >= 0 }), shares.allSatisfy({ $0 > 0 })
  else { return nil }
  let statistic = zip(counts, shares).reduce(0.0) { sum, pair in
    let expected = total * (pair.1 / whole)
    return sum + (pair.0 - expected) * (pair.0 - expected) / expected
  }
  return ChiSquareTest(statistic: statistic, degrees: Double(counts.count - 1))
}

/// P values of several tests, each raised so that the chance of even one false alarm stays what one test alone has.
///
/// Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (1979). In the order given.
public func holmAdjusted(_ p: [Double]) -> [Double] {
  var result = p
  var highest = 0.0
  for (rank, index) in p.indices.sorted(by: { (p[$0], $0) < (p[$1], $1) }).enumerated() {
    highest = max(highest, min(1, p[index] * Double(p.count - rank)))
    result[index] = highest
  }
  return result
}
