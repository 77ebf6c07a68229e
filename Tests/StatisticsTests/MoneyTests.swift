import Statistics
import Testing

// Expected values: References/money.py with NumPy 2.4 and SciPy 1.17.

private func isNear(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-9) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
}

@Suite struct AttributionTests {
  private let tally = {
    var tally = AttributionTally(channels: 4)
    let paths: [([Int], Double, Double, Double)] = [
      ([0], 12, 2400, 40), ([0, 1], 8, 1900, 10), ([1, 0, 2], 5, 1500, 7), ([2, 2, 1], 3, 600, 12), ([3], 0, 0, 25),
      ([3, 0, 3, 1, 2], 4, 1100, 3), ([1], 6, 900, 30), ([2, 3], 2, 450, 9),
    ]
    for (path, conversions, value, nulls) in paths { tally.add(path, conversions: conversions, value: value, nulls: nulls) }
    return tally
  }()

  @Test("rules credit the touches as their names say")
  func rules() throws {
    #expect(tally.credits(.first)?.conversions == [20, 11, 5, 4])
    #expect(tally.credits(.last)?.conversions == [12, 17, 9, 2])
    // 12 + 8/2 + 5/3 + 4/5; 8/2 + 5/3 + 3/3 + 4/5 + 6; …
    let linear = try #require(tally.credits(.linear))
    let parts: [Double] = [12 + 4 + 5.0 / 3 + 0.8, 4 + 5.0 / 3 + 1 + 0.8 + 6, 5.0 / 3 + 2 + 0.8 + 1, 0.8 + 0.8 + 1]
    #expect(isNear(linear.conversions, parts))
    let position = try #require(tally.credits(.position))
    let third: Double = 0.8 / 3
    let ends: [Double] = [12 + 4 + 1 + third, 4 + 2 + 1.2 + third + 6, 2 + 1.2 + 0.6 + 1.6 + 1, 1.6 + third + 1]
    #expect(isNear(position.conversions, ends))
    let middle: Double = 220.0 / 3
    let values: [Double] = [2400 + 950 + 300 + middle, 950 + 600 + 240 + middle + 900, 600 + 240 + 120 + 440 + 225, 440 + middle + 225]
    #expect(isNear(position.value, values))
  }

  @Test("a touch counts half after seven days, or seven touches")
  func decay() throws {
    let touches = try #require(tally.credits(.decay))
    #expect(isNear(touches.conversions, [18.180876207710206, 13.677659341905521, 5.649905318430164, 2.491559131954112]))
    var days = AttributionTally(channels: 2)
    days.add([0, 1], ages: [14, 0], conversions: 5, value: 100)
    let credits = try #require(days.credits(.decay))
    #expect(isNear(credits.conversions, [1, 4]))
    #expect(isNear(credits.value, [20, 80]))
  }

  @Test("removal effects are those of the chain solved anew without each channel")
  func markov() throws {
    let effects = try #require(tally.removalEffects())
    #expect(isNear(effects, [0.4963537466638226, 0.5133930428518524, 0.3335920457568503, 0.13199900366831208]))
    let sum = effects.reduce(0, +)
    let credits = try #require(tally.credits(.markov))
    let values = effects.map { 8850 * $0 / sum }
    #expect(isNear(credits.value, values))
  }

  @Test("Shapley values are the mean gain over all orders of the channels")
  func shapley() throws {
    let credits = try #require(tally.credits(.shapley))
    let values: [Double] = [18.666666666666664, 14.166666666666666, 5.166666666666666, 2]
    #expect(isNear(credits.conversions, values))
  }

  @Test("without a conversion there is nothing to credit")
  func none() {
    var tally = AttributionTally(channels: 2)
    tally.add([0, 1], conversions: 0, nulls: 4)
    for model in AttributionModel.allCases { #expect(tally.credits(model) == nil) }
  }

  @Test("credits of every model add up to the conversions and their value", arguments: 1...20)
  func addUp(_ seed: UInt64) throws {
    var dice = Dice(seed)
    let channels = 1 + dice.below(14)
    var tally = AttributionTally(channels: channels)
    for _ in 0..<(1 + dice.below(300)) {
      let path = (0...dice.below(8)).map { _ in dice.below(channels) }
      let ages = dice.below(2) == 0 ? path.indices.reversed().map { Double($0) * 1.7 } : nil
      tally.add(path, ages: ages, conversions: Double(dice.below(4)), value: Double(dice.below(90_000)) / 100, nulls: Double(dice.below(5)))
    }
    tally.add([0], conversions: 1, value: 9)
    for model in AttributionModel.allCases {
      let credits = try #require(tally.credits(model))
      #expect(isNear([credits.conversions.reduce(0, +)], [tally.conversions]), "\(model)")
      #expect(isNear([credits.value.reduce(0, +)], [tally.value]), "\(model)")
      #expect(credits.conversions.allSatisfy { $0 >= 0 }, "\(model)")
    }
  }
}

/// Numbers that are the same in every run.
private struct Dice {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}

@Suite struct ResponseTests {
  private static let x: [Double] = [
    120, 340, 560, 200, 90, 410, 780, 650, 300, 150, 480, 700, 260, 380, 520, 610, 230, 170, 440, 590, 330, 820,
  ]
  private static let bumps: [Double] = [3, -2, 1, 4, -3, -1, 2, -4, 0, 2, -2, 3, -1, 1, -3, 2, 4, -2, 0, 1, -4, 3]
  private let x = ResponseTests.x
  private let y = zip(ResponseTests.x, ResponseTests.bumps).map { 9000 * $0 / (400 + $0) + 40 * $1 }

  @Test("the curve of diminishing return is SciPy's, with its likelihood and covariance")
  func curve() throws {
    let fit = try #require(fitResponse(x: x, y: y))
    #expect(isNear([fit.curve.ceiling, fit.curve.half], [9082.6597603117, 406.53371267324206], 1e-7))
    #expect(isNear([fit.quality.rss, fit.quality.logLikelihood, fit.quality.aic], [218171.86107016224, -132.43860297544455, 270.8772059508891]))
    #expect(isNear([fit.quality.rSquared ?? 0], [0.99391732230331]))
    #expect(isNear(
      [fit.covariance.ceiling, fit.covariance.both, fit.covariance.half], [39667.01642580298, 3675.5598690436723, 359.24646979681347], 1e-5))
    let line = try #require(fitLine(x: x, y: y))
    #expect(isNear([line.intercept, line.slope, line.quality.aic], [1845.1388893709984, 5.840574246710456, 319.1966250635539]))
  }

  @Test("what rises as a line, is flat or too short has no such curve")
  func none() {
    #expect(fitResponse(x: x, y: x.enumerated().map { 3 * $1 + ($0 % 2 == 0 ? 1 : -1) }) == nil)
    #expect(fitResponse(x: x, y: x.indices.map { $0 % 2 == 0 ? 101 : 99 }) == nil)
    #expect(fitResponse(x: [1, 2, 3], y: [1, 2, 2]) == nil)
    #expect(fitResponse(x: [0, 1, 2, 3, 4], y: [1, 2, 2, 3, 3]) == nil)
  }

  @Test("a budget is split where one more unit brings the same, within bounds", arguments: [
    ([350.0, 350, 560], [650.0, 650, 1040], [520.2882373436317, 350.0, 929.7117626563686]),
    ([0.0, 0, 0], [3000.0, 3000, 4800], [535.7126031563503, 277.09241674217725, 987.1949801014725]),
  ])
  func split(_ lower: [Double], _ upper: [Double], _ expected: [Double]) throws {
    let curves = [(9000.0, 400.0), (5000, 150), (20000, 2500)].map { ResponseCurve(ceiling: $0.0, half: $0.1) }
    let split = try #require(bestSplit(of: 1800, curves: curves, lower: lower, upper: upper))
    #expect(isNear(split, expected))
    #expect(isNear([split.reduce(0, +)], [1800]))
    let free = split.indices.filter { split[$0] > lower[$0] + 1 && split[$0] < upper[$0] - 1 }.map { curves[$0].marginal(at: split[$0]) }
    #expect(free.allSatisfy { isNear([$0], [free[0]]) })
    #expect(bestSplit(of: 1800, curves: curves, lower: [700, 700, 700], upper: [900, 900, 900]) == nil)
  }
}
