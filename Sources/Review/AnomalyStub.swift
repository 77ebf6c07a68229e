/// Stands in for the function of the same name in Statistics until that is there.
struct Anomaly: Sendable {
  var index: Int
  var expected: Double
  var score: Double
}

func anomalies(_ values: [Double?], weekdays: [Int], threshold: Double) -> [Anomaly] {
  func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
  let present = values.compactMap { $0 }
  guard present.count >= 7 else { return [] }
  let every = median(present)
  var byWeekday: [Int: [Double]] = [:]
  for (value, weekday) in zip(values, weekdays) {
    if let value { byWeekday[weekday, default: []].append(value) }
  }
  var residuals: [(index: Int, expected: Double, residual: Double)] = []
  for (index, value) in values.enumerated() {
    guard let value else { continue }
    let group = byWeekday[weekdays[index]] ?? []
    let expected = group.count >= 3 ? median(group) : every
    residuals.append((index, expected, value - expected))
  }
  let middle = median(residuals.map(\.residual))
  let spread = median(residuals.map { abs($0.residual - middle) }) * 1.4826
  guard spread > 0 else { return [] }
  return residuals.compactMap { item in
    let score = (item.residual - middle) / spread
    return abs(score) > threshold ? Anomaly(index: item.index, expected: item.expected, score: score) : nil
  }
}
