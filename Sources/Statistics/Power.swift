// Planning a comparison of two rates: how many to ask, and what a number of them can tell.
//
// The normal approximation with pooled variance under no difference (Fleiss, Levin and Paik, "Statistical Methods for
// Rates and Proportions", 2003, chapter 4), two-sided, without correction for continuity, groups of equal size.

/// How many each of two groups needs so that a change of the rate from `baseline` to `expected` is found with the
/// probability `power`; not rounded. `nil` where the rates are equal or not within 0...1.
public func sampleSize(baseline: Double, expected: Double, alpha: Double = 0.05, power: Double = 0.8) -> Double? {
  guard let spreads = Spreads(baseline, expected), alpha > 0, alpha < 1, power > alpha, power < 1 else { return nil }
  let root = normalQuantile(1 - alpha / 2) * spreads.without + normalQuantile(power) * spreads.with
  let ratio = root / (expected - baseline)
  return ratio * ratio
}

/// The probability that a change from `baseline` to `expected` is found with so many in each of two groups.
public func power(baseline: Double, expected: Double, perGroup: Double, alpha: Double = 0.05) -> Double? {
  guard let spreads = Spreads(baseline, expected), perGroup > 0, alpha > 0, alpha < 1, spreads.with > 0 else { return nil }
  let effect = abs(expected - baseline) * perGroup.squareRoot()
  let threshold = normalQuantile(1 - alpha / 2) * spreads.without
  // Finding the change in the wrong direction counts as found, as in a two-sided test it is.
  return normalCDF((effect - threshold) / spreads.with) + normalCDF((-effect - threshold) / spreads.with)
}

/// The least rate above `baseline` that so many in each of two groups find with the probability `power`; `nil` where
/// even 1 is not found.
public func detectableRate(
  baseline: Double, perGroup: Double, alpha: Double = 0.05, power: Double = 0.8
) -> Double? {
  guard baseline >= 0, baseline < 1, perGroup > 0,
    let least = sampleSize(baseline: baseline, expected: 1, alpha: alpha, power: power), least <= perGroup
  else { return nil }
  var (low, high) = (baseline, 1.0)
  for _ in 0..<100 {
    let middle = low + (high - low) / 2
    guard low < middle, middle < high else { break }
    let needed = sampleSize(baseline: baseline, expected: middle, alpha: alpha, power: power) ?? .infinity
    if needed > perGroup { low = middle } else { high = middle }
  }
  return high
}

private struct Spreads {
  /// Of the difference for one in each group, when the rates are the same, and when they are not.
  var without: Double
  var with: Double

  init?(_ baseline: Double, _ expected: Double) {
    guard (0...1).contains(baseline), (0...1).contains(expected), baseline != expected else { return nil }
    let middle = (baseline + expected) / 2
    without = (2 * middle * (1 - middle)).squareRoot()
    with = (baseline * (1 - baseline) + expected * (1 - expected)).squareRoot()
  }
}
