/// The quantile of order `p`, 0...1, by linear interpolation between order statistics.
///
/// Type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996): what NumPy, R and Excel's
/// PERCENTILE.INC compute. `nil` for no values, for values that are not all finite and for `p` outside 0...1.
public func quantile(_ values: [Double], _ p: Double) -> Double? {
  guard !values.isEmpty, (0...1).contains(p), values.allSatisfy(\.isFinite) else { return nil }
  let sorted = values.sorted()
  let position = Double(sorted.count - 1) * p
  let below = Int(position)
  let weight = position - Double(below)
  guard weight > 0 else { return sorted[below] }
  // This form cannot overflow where the two values have opposite signs, and is exact where they are equal.
  return sorted[below] * (1 - weight) + sorted[below + 1] * weight
}

/// The middle value, or the mean of the two middle ones; `nil` for no values and for values that are not all finite.
public func median(_ values: [Double]) -> Double? {
  guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
}
