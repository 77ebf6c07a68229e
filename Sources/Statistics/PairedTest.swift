import Glibc

/// How the same people's values changed: one value before and one after of each.
public struct PairedComparison: Sendable, Equatable {
  public var pairs: Int
  public var meanBefore: Double
  public var meanAfter: Double
  /// After less before.
  public var difference: Double
  /// Student's interval of the difference; `nil` where all pairs differ by the same.
  public var interval: ConfidenceInterval?
  /// The paired t test (Student, "The Probable Error of a Mean", 1908); `nil` where all pairs differ by the same.
  public var t: StudentTest?
  /// The difference in units of the average of both standard deviations, corrected for few pairs; `nil` where neither
  /// varies.
  ///
  /// Cohen's d_av (Lakens, "Calculating and Reporting Effect Sizes to Facilitate Cumulative Science", 2013) times the
  /// correction of Hedges, "Distribution Theory for Glass's Estimator of Effect Size and Related Estimators" (1981), in its
  /// approximation 1 - 3 / (4 df - 1) with df = pairs - 1.
  public var hedges: Double?
  public var wilcoxon: WilcoxonTest?
}

/// A t statistic with its degrees of freedom and its two-sided p value.
public struct StudentTest: Sendable, Equatable {
  public var t: Double
  public var degrees: Double
  public var p: Double
}

/// Compares values before and after, pair by pair. `nil` for fewer than two pairs, for unequal numbers of values, and for
/// values that are not all finite.
public func pairedComparison(
  before: [Double], after: [Double], confidence: Double = 0.95
) -> PairedComparison? {
  guard before.count == after.count, before.count >= 2, confidence > 0, confidence < 1, let first = mean(before),
    let second = mean(after), let spreadBefore = sampleStandardDeviation(before),
    let spreadAfter = sampleStandardDeviation(after)
  else { return nil }
  let changes = zip(before, after).map { $1 - $0 }
  guard let difference = mean(changes), let variance = sampleVariance(changes) else { return nil }
  let n = Double(changes.count)
  var result = PairedComparison(
    pairs: changes.count, meanBefore: first, meanAfter: second, difference: difference, wilcoxon: wilcoxon(changes))
  let error = (variance / n).squareRoot()
  // Differences of decimal scores that are the same differ by roundings.
  let size = changes.reduce(0) { max($0, abs($1)) }
  if error > 1e-9 * size {
    let half = studentQuantile(0.5 + confidence / 2, degrees: n - 1) * error
    result.interval = ConfidenceInterval(low: difference - half, high: difference + half)
    let t = difference / error
    result.t = StudentTest(t: t, degrees: n - 1, p: studentTwoSided(t, degrees: n - 1))
  }
  let spread = (spreadBefore + spreadAfter) / 2
  if spread > 0 { result.hedges = difference / spread * (1 - 3 / (4 * (n - 1) - 1)) }
  return result
}

/// What part of the possible gain was made: (after - before) / (most - before), of the means of a class.
///
/// Hake, "Interactive-engagement versus traditional methods" (1998). `nil` where nothing was left to gain, and for scores
/// outside 0 to `most`. Below 0 where scores fell.
public func normalisedGain(before: Double, after: Double, most: Double = 100) -> Double? {
  guard before >= 0, after >= 0, after <= most, before < most else { return nil }
  return (after - before) / (most - before)
}

/// Wilcoxon's signed-rank test of differences, two-sided.
public struct WilcoxonTest: Sendable, Equatable {
  /// Differences that are not 0: those of 0 are left out, as Wilcoxon did.
  public var count: Int
  /// Sum of the ranks of differences above 0, and of those below.
  public var above: Double
  public var below: Double
  public var p: Double
  /// Whether p comes from the distribution of all signs rather than from the normal one.
  public var isExact: Bool
}

/// Wilcoxon, "Individual Comparisons by Ranking Methods" (1945).
///
/// Up to 25 differences without ties: the exact distribution. Else the normal one, with the variance corrected for ties and
/// without correction for continuity, which is what `scipy.stats.wilcoxon` does by default. Sizes that agree to nine
/// digits are tied, since differences of decimals differ by roundings. `nil` where all differences are 0 or one is not
/// finite.
public func wilcoxon(_ differences: [Double]) -> WilcoxonTest? {
  guard differences.allSatisfy(\.isFinite) else { return nil }
  let tolerance = 1e-9 * differences.reduce(0) { max($0, abs($1)) }
  let sorted = differences.filter { abs($0) > tolerance }.sorted { abs($0) < abs($1) }
  guard !sorted.isEmpty else { return nil }
  let count = sorted.count
  var (above, below, tied) = (0.0, 0.0, 0.0)
  var start = 0
  while start < count {
    var end = start + 1
    while end < count, abs(sorted[end]) - abs(sorted[end - 1]) <= tolerance { end += 1 }
    let size = Double(end - start)
    // The mean of the ranks start + 1 … end.
    let rank = Double(start + 1 + end) / 2
    for value in sorted[start..<end] {
      if value > 0 { above += rank } else { below += rank }
    }
    tied += size * size * size - size
    start = end
  }
  let n = Double(count)
  if tied == 0, count <= 25 {
    let p = signedRankTwoSided(Int(min(above, below)), of: count)
    return WilcoxonTest(count: count, above: above, below: below, p: p, isExact: true)
  }
  let variance = n * (n + 1) * (2 * n + 1) / 24 - tied / 48
  let z = (above - n * (n + 1) / 4) / variance.squareRoot()
  return WilcoxonTest(count: count, above: above, below: below, p: normalTwoSided(z), isExact: false)
}

/// Twice the part of all 2^count signs of the ranks 1…count whose smaller sum is at most `sum`, and at most 1.
private func signedRankTwoSided(_ sum: Int, of count: Int) -> Double {
  // ways[s]: subsets of the ranks so far that add up to s.
  var ways = [Double](repeating: 0, count: sum + 1)
  ways[0] = 1
  if count > 0 {
    for rank in 1...count where rank <= sum {
      for total in stride(from: sum, through: rank, by: -1) { ways[total] += ways[total - rank] }
    }
  }
  return min(1, 2 * ways.reduce(0, +) / exp2(Double(count)))
}
