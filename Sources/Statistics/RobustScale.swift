/// The median absolute deviation from the median, times 1.4826: for normal values an estimate of the standard
/// deviation that half of the values can be wrong without spoiling.
///
/// Hampel, "The Influence Curve and Its Role in Robust Estimation" (1974). 0 when more than half of the values are
/// equal; `nil` for no values and for values that are not all finite.
public func medianAbsoluteDeviation(_ values: [Double]) -> Double? {
  guard let centre = median(values) else { return nil }
  return median(values.map { abs($0 - centre) }).map { $0 * normalFromMedianDeviation }
}

/// 1 / Φ⁻¹(3/4): the standard deviation of a normal distribution in units of its median absolute deviation.
let normalFromMedianDeviation = 1.482_602_218_505_602

/// √(π/2): the same in units of its mean absolute deviation.
let normalFromMeanDeviation = 1.253_314_137_315_500

/// The spread of distances from a centre: their median, times 1.4826; where that is 0, their mean, times 1.2533.
///
/// The second is the rule of Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993), for series that are
/// constant but for a few values. `nil` when all distances are 0, and for no distances.
func robustScale(_ distances: [Double]) -> Double? {
  guard let middle = median(distances.map { abs($0) }) else { return nil }
  if middle > 0 { return middle * normalFromMedianDeviation }
  guard let average = mean(distances.map { abs($0) }), average > 0 else { return nil }
  return average * normalFromMeanDeviation
}

/// For each value its distance from the median in robust standard deviations, the modified z-score of Iglewicz and
/// Hoaglin (1993).
///
/// `nil` for no values, for values that are not all finite, and when all values are equal.
public func robustZScores(_ values: [Double]) -> [Double]? {
  guard let centre = median(values) else { return nil }
  let distances = values.map { $0 - centre }
  return robustScale(distances).map { scale in distances.map { $0 / scale } }
}
