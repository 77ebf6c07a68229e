/// Values known by their number, mean and variance.
public struct SampleMoments: Sendable, Equatable {
  public var count: Double
  public var mean: Double
  /// With divisor `count - 1`.
  public var variance: Double

  /// `nil` for fewer than two values, and unless the variance is a number that is not negative.
  public init?(count: Double, mean: Double, variance: Double) {
    guard count >= 2, count.isFinite, mean.isFinite, variance.isFinite, variance >= 0 else { return nil }
    self.count = count
    self.mean = mean
    self.variance = variance
  }

  /// From the sum of the values and the sum of their squares; `nil` also where these cannot belong together.
  public init?(count: Double, sum: Double, squares: Double) {
    guard count >= 2 else { return nil }
    let rest = squares - sum / count * sum
    // A little below 0 is rounding, more than that is an error of the data.
    guard rest >= -1e-9 * max(1, abs(squares)) else { return nil }
    self.init(count: count, mean: sum / count, variance: max(0, rest) / (count - 1))
  }

  public var standardError: Double { (variance / count).squareRoot() }

  /// Student's interval of the mean.
  public func interval(confidence: Double = 0.95) -> ConfidenceInterval? {
    guard confidence > 0, confidence < 1 else { return nil }
    let half = studentQuantile(0.5 + confidence / 2, degrees: count - 1) * standardError
    return ConfidenceInterval(low: mean - half, high: mean + half)
  }
}

/// How a mean differs from another.
public struct MeanComparison: Sendable, Equatable {
  /// Second mean less first.
  public var difference: Double
  public var interval: ConfidenceInterval
  public var t: Double
  public var degrees: Double
  /// Two-sided.
  public var p: Double
}

/// Welch's t test of two means with variances that may differ, two-sided (Welch, "The Generalization of 'Student's' Problem
/// when Several Different Population Variances are Involved", 1947). `nil` where neither sample varies.
public func compare(_ first: SampleMoments, _ second: SampleMoments, confidence: Double = 0.95) -> MeanComparison? {
  let (a, b) = (first.variance / first.count, second.variance / second.count)
  guard confidence > 0, confidence < 1, a + b > 0 else { return nil }
  let degrees = (a + b) * (a + b) / (a * a / (first.count - 1) + b * b / (second.count - 1))
  let error = (a + b).squareRoot()
  let difference = second.mean - first.mean
  let half = studentQuantile(0.5 + confidence / 2, degrees: degrees) * error
  let t = difference / error
  return MeanComparison(
    difference: difference, interval: ConfidenceInterval(low: difference - half, high: difference + half), t: t,
    degrees: degrees, p: studentTwoSided(t, degrees: degrees))
}
