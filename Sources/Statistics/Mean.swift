/// The arithmetic mean; `nil` for no values and for values that are not all finite.
///
/// The sum is compensated (Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974),
/// so that a long series of large and small values keeps its digits.
public func mean(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  var sum = 0.0
  var lost = 0.0
  for value in values {
    let next = sum + value
    lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
    sum = next
  }
  let result = (sum + lost) / Double(values.count)
  return result.isFinite ? result : nil
}
