/// The range that a value is sure to lie in, as sure as the question said.
public struct ConfidenceInterval: Sendable, Equatable {
  public var low: Double
  public var high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  public func contains(_ value: Double) -> Bool { low <= value && value <= high }
}

/// The value of a standard normal variable that leaves the two tails together `1 - confidence`; 1.96 for 0.95.
func twoSidedQuantile(_ confidence: Double) -> Double? {
  guard confidence > 0, confidence < 1 else { return nil }
  return normalQuantile(0.5 + confidence / 2)
}
