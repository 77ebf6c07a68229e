/// What a campaign brought on top of what a group without it did in the same days.
///
/// Two by two on daily values, each group measured against its own baseline, so that groups of different size compare:
/// the group with the campaign grew by `treatedGrowth`, the control by `controlGrowth`. A day's effect is the mean
/// day with the campaign less the baseline's mean day times the control's growth; divided by the baseline's mean day it
/// is the difference of the two growths. Angrist and Pischke, "Mostly Harmless Econometrics" (2009), section 5.2.
///
/// The standard error is that of the delta method over day pairs: with k the ratio of the groups' baseline means and g
/// the control's growth factor, the effect varies as the mean of T − kC over the campaign's days and g times that over
/// the baseline's; degrees of freedom after Welch, "The Generalization of 'Student's' Problem" (Biometrika 34, 1947).
/// Days count as independent; where they hang together the interval is too narrow (Bertrand, Duflo and Mullainathan,
/// "How Much Should We Trust Differences-in-Differences Estimates?", 2004). Pairing takes out what moves both groups alike,
/// such as weekdays.
public struct DifferenceInDifferences: Sendable, Equatable {
  /// Relative changes of the mean day against the baseline.
  public var treatedGrowth: Double
  public var controlGrowth: Double
  /// Of a day, in the unit of the values.
  public var effect: Double
  public var standardError: Double
  public var degreesOfFreedom: Double
  /// The mean day of the group with the campaign that the control leads to expect.
  public var expected: Double
  /// The mean day with the campaign, its baseline's, and the control's two.
  public var treatedAfter: Double
  public var treatedBefore: Double
  public var controlAfter: Double
  public var controlBefore: Double
  /// Days in the campaign and in the baseline.
  public var days: Int
  public var baselineDays: Int

  /// The effect as a part of what was to be expected.
  public var lift: Double { effect / expected }

  /// Half of the width of the interval of a day's effect that holds the true one with this confidence, 0...1.
  public func margin(confidence: Double) -> Double {
    standardError == 0 ? 0 : studentQuantile((1 + confidence) / 2, degrees: degreesOfFreedom) * standardError
  }

  /// How likely an effect at least as large would be by chance, to either side.
  public var pValue: Double {
    standardError == 0 ? (effect == 0 ? 1 : 0) : studentTwoSided(effect / standardError, degrees: degreesOfFreedom)
  }
}

/// Pairs are the two groups' values of the same day, (with the campaign, control). `nil` for fewer than three days in
/// either period, for values that are not finite, and where a baseline or the control's mean is not positive.
public func differenceInDifferences(
  before: [(treated: Double, control: Double)], after: [(treated: Double, control: Double)]
) -> DifferenceInDifferences? {
  guard before.count >= 3, after.count >= 3, let treated0 = mean(before.map(\.treated)),
    let control0 = mean(before.map(\.control)), let treated1 = mean(after.map(\.treated)),
    let control1 = mean(after.map(\.control)), treated0 > 0, control0 > 0, control1 > 0
  else { return nil }
  let (size, growth) = (treated0 / control0, control1 / control0)
  guard let spread0 = sampleVariance(before.map { $0.treated - size * $0.control }),
    let spread1 = sampleVariance(after.map { $0.treated - size * $0.control })
  else { return nil }
  let part0 = growth * growth * spread0 / Double(before.count)
  let part1 = spread1 / Double(after.count)
  let variance = part0 + part1
  let degrees = variance > 0
    ? variance * variance / (part0 * part0 / Double(before.count - 1) + part1 * part1 / Double(after.count - 1))
    : Double(before.count + after.count - 2)
  let expected = treated0 * growth
  guard variance.isFinite, degrees.isFinite, expected > 0 else { return nil }
  return DifferenceInDifferences(
    treatedGrowth: treated1 / treated0 - 1, controlGrowth: growth - 1, effect: treated1 - expected,
    standardError: variance.squareRoot(), degreesOfFreedom: degrees, expected: expected, treatedAfter: treated1,
    treatedBefore: treated0, controlAfter: control1, controlBefore: control0, days: after.count,
    baselineDays: before.count)
}
