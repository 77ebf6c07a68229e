/// The sample variance, with divisor `n - 1`; `nil` for fewer than two values and for values that are not all finite.
///
/// The corrected two-pass algorithm (Chan, Golub and LeVeque, "Algorithms for Computing the Sample Variance", 1983),
/// which loses no digits where the values are large and close together.
public func sampleVariance(_ values: [Double]) -> Double? {
  guard values.count >= 2, let mean = mean(values) else { return nil }
  var squares = 0.0
  var remainder = 0.0
  for value in values {
    let distance = value - mean
    squares += distance * distance
    remainder += distance
  }
  let n = Double(values.count)
  let result = (squares - remainder * remainder / n) / (n - 1)
  return result.isFinite ? max(0, result) : nil
}

/// The square root of the sample variance; `nil` where that is `nil`.
public func sampleStandardDeviation(_ values: [Double]) -> Double? {
  sampleVariance(values).map { $0.squareRoot() }
}
