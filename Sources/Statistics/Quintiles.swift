/// Each value's fifth, 1 (the smallest) to 5 (the greatest); equal values share one.
///
/// The score is 1 + ⌊5 × k / n⌋ for a value that k of the n values are smaller than, so that without ties each fifth of
/// the values has one score, and tied values all have the lowest of the scores that they would be spread over.
public func quintileScores(_ values: [Int64]) -> [UInt8] {
  guard let first = values.first else { return [] }
  let (low, high) = values.reduce((first, first)) { (min($0.0, $1), max($0.1, $1)) }
  let count = values.count
  let (span, overflow) = high.subtractingReportingOverflow(low)
  // Days and numbers of purchases lie close together: counting them is quicker than sorting.
  if !overflow, span < 1 << 16 {
    var smaller = [Int](repeating: 0, count: Int(span) + 2)
    for value in values { smaller[Int(value - low) + 1] += 1 }
    for index in 1..<smaller.count { smaller[index] += smaller[index - 1] }
    return values.map { UInt8(1 + 5 * smaller[Int($0 - low)] / count) }
  }
  let sorted = values.sorted()
  return values.map { value in
    var (start, end) = (0, count)
    while start < end {
      let middle = (start + end) / 2
      if sorted[middle] < value { start = middle + 1 } else { end = middle }
    }
    return UInt8(1 + 5 * start / count)
  }
}

/// How recent, frequent and valuable a customer's purchases are, each as high or low.
public struct CustomerClass: Sendable, Hashable {
  public var isRecent: Bool
  public var isFrequent: Bool
  public var isValuable: Bool

  public init(isRecent: Bool, isFrequent: Bool, isValuable: Bool) {
    self.isRecent = isRecent
    self.isFrequent = isFrequent
    self.isValuable = isValuable
  }

  /// All eight, the most valuable first.
  public static let all: [CustomerClass] = [true, false].flatMap { valuable in
    [true, false].flatMap { frequent in
      [true, false].map { CustomerClass(isRecent: $0, isFrequent: frequent, isValuable: valuable) }
    }
  }

  /// Its place in `all`.
  public var index: Int { (isValuable ? 0 : 4) + (isFrequent ? 0 : 2) + (isRecent ? 0 : 1) }
}

/// Scores of recency, frequency and value (Hughes, "Strategic Database Marketing", 1994) and the class they make.
public struct CustomerScores: Sendable {
  /// 1...5; 5 is the most recent, most frequent, most valuable fifth.
  public var recency: [UInt8]
  public var frequency: [UInt8]
  public var value: [UInt8]
  /// For each customer an index into `CustomerClass.all`.
  public var classes: [UInt8]

  /// `lastDays` are days on any one scale, later ones greater. All arrays have one element for each customer. A score
  /// is high where it is above the mean of that score over all customers.
  public init(lastDays: [Int32], purchases: [Int32], value amounts: [Int64]) {
    precondition(lastDays.count == purchases.count && purchases.count == amounts.count, "one value for each customer")
    recency = quintileScores(lastDays.map(Int64.init))
    frequency = quintileScores(purchases.map(Int64.init))
    value = quintileScores(amounts)
    let count = recency.count
    let sums = [recency, frequency, value].map { $0.reduce(0) { $0 + Int($1) } }
    var classes = [UInt8](repeating: 0, count: count)
    for index in 0..<count {
      // Above the mean: score > sum / count, in whole numbers.
      let scores = CustomerClass(
        isRecent: Int(recency[index]) * count > sums[0], isFrequent: Int(frequency[index]) * count > sums[1],
        isValuable: Int(value[index]) * count > sums[2])
      classes[index] = UInt8(scores.index)
    }
    self.classes = classes
  }
}
