import Statistics
import Testing

// Expected values: NumPy 2.4 and SciPy 1.17, by the expression in the comment over each.

private let sample = [12.5, 3, 8.25, -4, 7.75, 1000, 9]

private func isNear(_ a: Double?, _ b: Double?) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  return abs(a - b) <= 1e-12 * max(1, abs(b))
}

@Suite struct LocationTests {
  // np.quantile(sample, p)
  @Test(
    "quantiles interpolate as NumPy does",
    arguments: [(0, -4), (0.1, 0.2), (0.25, 5.375), (0.5, 8.25), (0.9, 407.5), (1, 1000)])
  func quantiles(_ p: Double, _ expected: Double) {
    #expect(isNear(quantile(sample, p), expected))
  }

  @Test("a quantile needs values and an order between 0 and 1")
  func quantileDomain() {
    #expect(quantile([], 0.5) == nil)
    #expect(quantile(sample, 1.01) == nil)
    #expect(quantile(sample, .nan) == nil)
    #expect(quantile([1, .nan], 0.5) == nil)
    #expect(quantile([7], 0.3) == 7)
  }

  @Test("the median is the middle value, or the mean of two")
  func medians() {
    #expect(median(sample) == 8.25)
    #expect(median([4, 1, 3, 10]) == 3.5)
    #expect(median([]) == nil)
    #expect(median([1, .infinity]) == nil)
    #expect(median([.greatestFiniteMagnitude, .greatestFiniteMagnitude]) == .greatestFiniteMagnitude)
  }

  @Test("the mean keeps the small among the large")
  func means() {
    #expect(isNear(mean(sample), 148.07142857142858))  // np.mean(sample)
    #expect(mean([1e100, 1, -1e100, 1]) == 0.5)  // by hand
    #expect(mean([]) == nil)
    #expect(mean([1, .nan]) == nil)
  }
}

@Suite struct SpreadTests {
  @Test("the sample variance divides by n - 1 and survives a large offset")
  func variances() {
    #expect(isNear(sampleVariance(sample), 141152.3898809524))  // np.var(sample, ddof=1)
    #expect(isNear(sampleStandardDeviation(sample), 375.70252844631267))  // np.std(sample, ddof=1)
    #expect(sampleVariance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]) == 30)  // np.var(…, ddof=1)
    #expect(sampleVariance([5]) == nil)
    #expect(sampleVariance([5, 5]) == 0)
  }

  @Test("the median absolute deviation estimates a standard deviation")
  func deviations() {
    // scipy.stats.median_abs_deviation(sample, scale="normal")
    #expect(isNear(medianAbsoluteDeviation(sample), 6.301059428648808))
    #expect(medianAbsoluteDeviation([1, 1, 1, 1, 5]) == 0)
    #expect(medianAbsoluteDeviation([]) == nil)
  }

  @Test("robust scores let one wild value leave the others alone")
  func scores() throws {
    // (sample - np.median(sample)) / scipy.stats.median_abs_deviation(sample, scale="normal")
    let expected = [
      0.6744897501960817, -0.8331932208304539, 0, -1.944117515271059, -0.07935173531718608, 157.39416700163858,
      0.11902760297577912,
    ]
    let scores = try #require(robustZScores(sample))
    #expect(zip(scores, expected).allSatisfy { isNear($0, $1) })
  }

  @Test("a series that is constant but for one value falls back to the mean deviation")
  func fallback() throws {
    // (c - 5) / (np.mean(abs(c - 5)) * np.sqrt(np.pi / 2))
    let scores = try #require(robustZScores([5, 5, 5, 5, 5, 5, 8]))
    #expect(isNear(scores[6], 5.585191925620059))
    #expect(robustZScores([5, 5, 5]) == nil)
  }
}

@Suite struct AnomalyTests {
  /// Three weeks with a strong weekend; the second Friday (index 11) has failed.
  static let series: [Double?] = [
    101, 100, 107, 106, 112, 147, 144, 99, 104, 100, 109, 60, 151, 137, 102, 102, 105, 105, 114, 145, 142,
  ]
  static let weekdays = (0..<21).map { $0 % 7 + 1 }

  @Test("a failed day is found against its weekday, and the weekends are not")
  func failedDay() throws {
    // numpy: residuals from weekday medians; scale = median |r| without the least of each weekday / norm.ppf(0.75)
    let found = anomalies(values: AnomalyTests.series, weekdays: AnomalyTests.weekdays)
    try #require(found.count == 1)
    #expect(found[0].index == 11)
    #expect(found[0].expected == 112)
    #expect(isNear(found[0].score, -17.536733505098123))
  }

  @Test("missing days are passed over")
  func missingDays() {
    var series = AnomalyTests.series
    series[3] = nil
    series[8] = nil
    let found = anomalies(values: series, weekdays: AnomalyTests.weekdays)
    #expect(found.map(\.index) == [11])
  }

  @Test("rare weekdays are held against the whole series")
  func shortSeries() {
    let found = anomalies(values: [10, 11, 9, 10, 12, 10, 11, 9, 40], weekdays: [1, 2, 3, 4, 5, 6, 7, 1, 2])
    #expect(found.map(\.index) == [8])
    #expect(found.first?.expected == 10)
  }

  @Test("a constant series, and one that is too short, has no anomaly")
  func nothingToSay() {
    #expect(anomalies(values: Array(repeating: 5, count: 21), weekdays: AnomalyTests.weekdays).isEmpty)
    #expect(anomalies(values: [1, 1, 1, 1, 1, 900], weekdays: [1, 2, 3, 4, 5, 6]).isEmpty)
    #expect(anomalies(values: [], weekdays: []).isEmpty)
  }

  @Test("one jump in a constant series is found by the mean deviation")
  func jump() {
    var series = [Double?](repeating: 5, count: 21)
    series[9] = 6
    #expect(anomalies(values: series, weekdays: AnomalyTests.weekdays).map(\.index) == [9])
  }
}

@Suite struct MovingAverageTests {
  @Test("trailing and centred windows", arguments: [
    (3, WindowAlignment.trailing, [nil, nil, 2, 3, 4, 5] as [Double?]),
    (3, .centred, [nil, 2, 3, 4, 5, nil]),
    (1, .centred, [1, 2, 3, 4, 5, 6]),
    (4, .centred, [nil, nil, 3, 4, nil, nil]),
    (7, .trailing, [nil, nil, nil, nil, nil, nil]),
    (0, .trailing, [nil, nil, nil, nil, nil, nil]),
  ])
  func windows(_ window: Int, _ alignment: WindowAlignment, _ expected: [Double?]) {
    #expect(movingAverage([1, 2, 3, 4, 5, 6], window: window, alignment: alignment) == expected)
  }

  @Test("a missing value empties its windows unless fewer values are enough")
  func missing() {
    let series: [Double?] = [1, nil, 3, 4, 5]
    #expect(movingAverage(series, window: 3) == [nil, nil, nil, nil, 4])
    #expect(movingAverage(series, window: 3, minimum: 2) == [nil, nil, 2, 3.5, 4])
  }
}
