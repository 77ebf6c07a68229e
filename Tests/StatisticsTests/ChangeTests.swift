import Statistics
import Testing

// Expected values: References/change.py (NumPy 2.4.6, SciPy 1.17.1, statsmodels 0.15.0).

private func isNear(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
  a.map { abs($0 - b) <= tolerance * max(1, abs(b)) } ?? false
}

private func areNear(_ a: [Double]?, _ b: [Double], _ tolerance: Double = 1e-12) -> Bool {
  a.map { $0.count == b.count && zip($0, b).allSatisfy { isNear($0, $1, tolerance) } } ?? false
}

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
private struct Dice {
  var state: UInt64

  /// 0 up to 1.
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }

  /// Over `decades` powers of ten.
  mutating func wide(_ decades: Int) -> Double {
    var value = next() + 0.001
    for _ in 0..<Int(next() * Double(decades)) { value *= 10 }
    return value
  }
}

@Suite struct DriverTests {
  @Test(
    "the logarithmic mean",
    arguments: [
      (2, 8, 4.328085122666891), (8, 2, 4.328085122666891), (1e-3, 5e4, 2820.4712641611145), (7, 7, 7), (0, 5, 0),
      (100, 100.0001, 100.00004999999167),
    ])
  func logarithmic(_ a: Double, _ b: Double, _ expected: Double) { #expect(isNear(logarithmicMean(a, b), expected)) }

  @Test("visits, orders per visit and value of an order explain the change of revenue")
  func revenue() {
    let effects = driverContributions(
      from: [286_807, 7356 / 286_807, 2_117_185.25 / 7356], to: [493_759, 13681 / 493_759, 4_184_069.90 / 13681])
    #expect(areNear(effects, [1_648_290.3514505639, 234_402.7457926582, 184_191.5527567778]))
  }

  @Test(
    "where the product is 0 at one end its zeros share the change",
    arguments: [
      ([0, 2, 3], [4, 2, 3], [24, 0, 0]), ([0, 0, 3], [4, 2, 5], [20, 20, 0]), ([4, 2, 5], [4, 0, 5], [0, -40, 0]),
      ([0, 2], [3, 0], [0, 0]),
    ])
  func zeros(_ before: [Double], _ after: [Double], _ expected: [Double]) {
    #expect(driverContributions(from: before, to: after) == expected)
  }

  @Test("factors must be numbers from 0 on, as many before as after")
  func domain() {
    #expect(driverContributions(from: [1, 2], to: [1]) == nil)
    #expect(driverContributions(from: [], to: []) == nil)
    #expect(driverContributions(from: [-1], to: [1]) == nil)
    #expect(driverContributions(from: [.nan], to: [1]) == nil)
    #expect(driverContributions(from: [1e-200, 1e-200], to: [1, 1]) == nil)
  }

  @Test("of any factors the contributions add up to the change, and each has the sign of its factor's change")
  func addUp() {
    var dice = Dice(state: 618)
    for _ in 0..<2000 {
      let count = 1 + Int(dice.next() * 5)
      let before = (0..<count).map { _ in dice.next() < 0.1 ? 0 : dice.wide(6) }
      let after = (0..<count).map { _ in dice.next() < 0.1 ? 0 : dice.wide(6) }
      let change = after.reduce(1, *) - before.reduce(1, *)
      let size = max(after.reduce(1, *), before.reduce(1, *))
      guard let effects = driverContributions(from: before, to: after) else {
        Issue.record("no contributions of \(before) and \(after)")
        continue
      }
      #expect(abs(effects.reduce(0, +) - change) <= 1e-11 * size)
      for index in effects.indices { #expect(effects[index] * (after[index] - before[index]) >= 0) }
    }
  }
}

@Suite struct MixTests {
  /// Every channel's rate fell, the whole rose: the best channel grew most.
  private let channels = [
    RatePart(baseBefore: 5000, hitsBefore: 100, baseAfter: 4000, hitsAfter: 72),
    RatePart(baseBefore: 3000, hitsBefore: 90, baseAfter: 3000, hitsAfter: 84),
    RatePart(baseBefore: 2000, hitsBefore: 80, baseAfter: 9000, hitsAfter: 342),
  ]

  @Test("rate and mix effects of each part")
  func effects() throws {
    let effects = try #require(mixEffects(channels))
    #expect(areNear(effects.parts.map(\.rateEffect), [-0.00075, -0.0004875, -0.0007625]))
    #expect(areNear(effects.parts.map(\.mixEffect), [0.002515625, 0.00000703125, 0.00360234375]))
    #expect(isNear(effects.before, 0.027) && isNear(effects.after, 0.031125))
    // 270 came true before and 498 after.
    #expect(isNear(effects.volume, 174.375))
    #expect(isNear(effects.volume + effects.meanBase * (effects.rateEffect + effects.mixEffect), 228))
    #expect(effects.reversal == .all)
  }

  @Test("a reversal by most, and none")
  func reversals() {
    var parts = channels
    parts[1].hitsAfter = 93
    #expect(mixEffects(parts)?.reversal == .most)
    parts[1].hitsAfter = 900
    #expect(mixEffects(parts)?.reversal == nil)
    // Nothing moved.
    #expect(mixEffects(channels.map { RatePart(baseBefore: $0.baseBefore, hitsBefore: $0.hitsBefore, baseAfter: $0.baseBefore, hitsAfter: $0.hitsBefore) })?.reversal == nil)
  }

  @Test("a part that is new changes the mix alone")
  func newPart() throws {
    let effects = try #require(
      mixEffects([
        RatePart(baseBefore: 100, hitsBefore: 10, baseAfter: 100, hitsAfter: 10),
        RatePart(baseBefore: 0, hitsBefore: 0, baseAfter: 100, hitsAfter: 30),
      ]))
    #expect(effects.parts[1].rateBefore == nil && effects.parts[1].rateEffect == 0)
    #expect(isNear(effects.mixEffect, 0.1) && effects.rateEffect == 0)
    #expect(effects.reversal == nil)
  }

  @Test("counts must make rates")
  func domain() {
    #expect(mixEffects(Array(channels.prefix(1))) == nil)
    #expect(mixEffects(channels + [RatePart(baseBefore: 0, hitsBefore: 3, baseAfter: 1, hitsAfter: 0)]) == nil)
    #expect(mixEffects(channels + [RatePart(baseBefore: -1, hitsBefore: 0, baseAfter: 1, hitsAfter: 0)]) == nil)
    #expect(mixEffects(channels.map { RatePart(baseBefore: 0, hitsBefore: 0, baseAfter: $0.baseAfter, hitsAfter: 1) }) == nil)
  }

  @Test("of any parts the effects add up to the change of the rate, and with the volume to that of the count")
  func addUp() throws {
    var dice = Dice(state: 20260601)
    for _ in 0..<2000 {
      let parts = (0..<2 + Int(dice.next() * 8)).map { _ in
        let bases = (0..<2).map { _ in dice.next() < 0.1 ? 0 : dice.wide(5) }
        return RatePart(
          baseBefore: bases[0], hitsBefore: bases[0] * dice.next(), baseAfter: bases[1], hitsAfter: bases[1] * dice.next())
      }
      let (base0, base1) = (parts.reduce(0) { $0 + $1.baseBefore }, parts.reduce(0) { $0 + $1.baseAfter })
      let (hits0, hits1) = (parts.reduce(0) { $0 + $1.hitsBefore }, parts.reduce(0) { $0 + $1.hitsAfter })
      guard base0 > 0, base1 > 0 else { continue }
      let effects = try #require(mixEffects(parts))
      #expect(isNear(effects.rateEffect + effects.mixEffect, hits1 / base1 - hits0 / base0, 1e-12))
      let whole = effects.volume + effects.meanBase * (effects.rateEffect + effects.mixEffect)
      #expect(abs(whole - (hits1 - hits0)) <= 1e-11 * (base0 + base1))
    }
  }
}

@Suite struct DifferenceTests {
  private let before = Array(
    zip([10.2, 11.1, 9.8, 10.5, 12.0, 13.1, 12.6, 10.0, 10.9, 9.9], [5.0, 5.6, 5.1, 5.2, 6.1, 6.4, 6.2, 4.9, 5.5, 5.2]))
  private let after = Array(
    zip([18.9, 19.9, 18.1, 19.0, 22.3, 24.0, 22.9, 19.5], [5.4, 5.7, 5.2, 5.5, 6.3, 6.9, 6.5, 5.3]))

  @Test("the effect over a control group, its interval and its p value")
  func effect() throws {
    let result = try #require(differenceInDifferences(before: before, after: after))
    #expect(isNear(result.effect, 8.90679347826087))
    #expect(isNear(result.standardError, 0.35091612429109864))
    #expect(isNear(result.degreesOfFreedom, 8.048208239431187, 1e-11))
    #expect(isNear(result.margin(confidence: 0.95), 0.8083711000226197, 1e-11))
    #expect(isNear(result.pValue / 5.713045806541119e-09, 1, 1e-9))
    #expect(isNear(result.treatedGrowth, 0.8687556766575837) && isNear(result.controlGrowth, 0.059782608695652106))
    #expect(isNear(result.lift, 0.7633386897692075))
    // The difference of the growths is the effect over the baseline's mean day.
    #expect(isNear(result.treatedGrowth - result.controlGrowth, result.effect / result.treatedBefore))
  }

  @Test("groups of any size give the same lift")
  func scale() throws {
    let large = try #require(
      differenceInDifferences(before: before.map { ($0.0 * 1000, $0.1) }, after: after.map { ($0.0 * 1000, $0.1) }))
    let small = try #require(differenceInDifferences(before: before, after: after))
    #expect(isNear(large.lift, small.lift) && isNear(large.pValue, small.pValue))
  }

  @Test("groups that move alike show no effect, sure")
  func same() throws {
    let result = try #require(differenceInDifferences(before: [(2, 1), (4, 2), (6, 3)], after: [(4, 2), (8, 4), (6, 3)]))
    #expect(result.effect == 0 && result.standardError == 0 && result.pValue == 1 && result.margin(confidence: 0.95) == 0)
  }

  @Test("too few days, and a control without sales, give nothing")
  func domain() {
    #expect(differenceInDifferences(before: Array(before.prefix(2)), after: after) == nil)
    #expect(differenceInDifferences(before: before.map { ($0.0, 0) }, after: after) == nil)
    #expect(differenceInDifferences(before: before, after: after.map { ($0.0, 0) }) == nil)
    #expect(differenceInDifferences(before: before, after: after.map { _ in (.nan, 1) }) == nil)
  }

  @Test("a trend with a missing value")
  func trend() throws {
    var ratio: [Double?] = before.map { $0.0 / $0.1 }
    ratio[3] = nil
    let trend = try #require(linearTrend(ratio))
    #expect(isNear(trend.slope, -0.00266976381552858))
    #expect(isNear(trend.standardError, 0.006307748147492983))
    #expect(isNear(trend.pValue, 0.6848121065672008))
    #expect(trend.count == 9)
    #expect(linearTrend([1, nil, 2, 3]) == nil)
    #expect(linearTrend([1, 1, 1, 1])?.pValue == 1)
  }
}
