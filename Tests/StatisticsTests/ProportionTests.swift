import Statistics
import Testing

// Expected values: References/proportions.py (SciPy, statsmodels).

private func near(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
  guard let a else { return false }
  return abs(a - b) <= tolerance * max(1, abs(b))
}

@Suite struct ProportionTests {
  @Test("Wilson's interval stays within 0 and 1", arguments: [
    (318.0, 1000.0, 0.28987951073503443, 0.3475134293537076), (0, 12, 0, 0.24249400665524096),
    (7, 7, 0.6456695649333125, 1), (3, 40, 0.025836025774588184, 0.1986423352431055),
    (4.5, 31, 0.06094668549387, 0.30762165967160077),
  ])
  func wilson(_ successes: Double, _ trials: Double, _ low: Double, _ high: Double) throws {
    let interval = try #require(Proportion(successes, of: trials)?.interval())
    #expect(near(interval.low, low) && near(interval.high, high))
  }

  @Test("two rates: pooled z, Newcombe's interval of the difference, Katz' interval of the lift")
  func comparison() throws {
    let expected: [(Double, Double, Double, Double, z: Double, p: Double, low: Double, high: Double, lift: (Double, Double)?)] = [
      (318, 1000, 372, 1000, 2.5400868400499657, 0.01108249478059212, 0.012332036238221739, 0.09540687092557767,
        (0.0361391494511385, 0.3207285207694277)),
      (180, 9412, 241, 9388, 3.0333097781905045, 0.0024188715522130487, 0.0023179874274120403, 0.010811644677936504,
        (0.10897746783884865, 0.62474058061684)),
      (3, 40, 9, 38, 1.9801496971104249, 0.04768671026769928, -0.0016085404759219046, 0.32466781926559873,
        (-0.07595203265847583, 9.791971327706356)),
      (0, 25, 4, 30, 1.8959881966484033, 0.057961605321160375, -0.022159805850075237, 0.296813266820363, nil),
    ]
    for row in expected {
      let (a, b) = (try #require(Proportion(row.0, of: row.1)), try #require(Proportion(row.2, of: row.3)))
      let found = try #require(compare(a, b))
      #expect(near(found.z, row.z) && near(found.p, row.p))
      #expect(near(found.interval.low, row.low) && near(found.interval.high, row.high))
      #expect((found.liftInterval == nil) == (row.lift == nil))
      if let lift = row.lift {
        #expect(near(found.liftInterval?.low, lift.0) && near(found.liftInterval?.high, lift.1))
        #expect(near(found.lift, b.rate / a.rate - 1))
      }
    }
  }

  @Test("all or none on both sides differ in nothing")
  func extremes() throws {
    let none = try #require(Proportion(0, of: 50))
    #expect(compare(none, none)?.p == 1)
    #expect(equalityTest([none, none]) == nil)
    #expect(Proportion(5, of: 4) == nil && Proportion(0, of: 0) == nil && Proportion(.nan, of: 4) == nil)
    #expect(none.isSmall)
  }

  @Test("several rates at once, and counts against planned shares")
  func chiSquare() throws {
    let rates = [(120.0, 5000.0), (150, 5000), (131, 5000)].compactMap { Proportion($0.0, of: $0.1) }
    let overall = try #require(equalityTest(rates))
    #expect(near(overall.statistic, 3.5410480579836805) && near(overall.p, 0.17024375278417653) && overall.degrees == 2)
    let even = try #require(fitTest([10180, 9820], shares: [1, 1]))
    #expect(near(even.statistic, 6.48) && near(even.p, 0.010909498364269294))
    let planned = try #require(fitTest([6500, 3300, 200], shares: [0.6, 0.35, 0.05]))
    #expect(near(planned.statistic, 233.0952380952381) && abs(planned.p - 2.4210968833892855e-51) < 1e-60)
    #expect(fitTest([10, 10], shares: [1, 0]) == nil && fitTest([10], shares: [1]) == nil && fitTest([0, 0], shares: [1, 1]) == nil)
  }

  @Test("Holm raises p values and keeps their order", arguments: [
    ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]), ([0.6, 0.5, 0.02], [1, 1, 0.06]), ([], []), ([0.2], [0.2]),
  ])
  func holm(_ p: [Double], _ expected: [Double]) {
    #expect(zip(holmAdjusted(p), expected).allSatisfy { near($0, $1) })
  }
}

@Suite struct WelchTests {
  @Test("Welch's t from means and deviations, and from sums")
  func welch() throws {
    let before = try #require(SampleMoments(count: 412, mean: 4.12, variance: 0.91 * 0.91))
    let after = try #require(SampleMoments(count: 436, mean: 4.31, variance: 0.82 * 0.82))
    let change = try #require(compare(before, after))
    #expect(near(change.t, 3.187922473541479) && near(change.p, 0.001487014163901155))

    let a = try #require(SampleMoments(count: 400, sum: 12000, squares: 417414.18495998695))
    let b = try #require(SampleMoments(count: 500, sum: 16488.56582152012, squares: 1082660.0773377772))
    let found = try #require(compare(a, b))
    #expect(near(found.difference, 2.977131643040238) && near(found.t, 1.875522399751684))
    #expect(near(found.degrees, 656.2886939561183) && near(found.p, 0.06116462355826255))
    #expect(near(found.interval.low, -0.13978751612640394) && near(found.interval.high, 6.09405080220688))
  }

  @Test("sums that cannot belong to any values are no sample")
  func impossible() {
    #expect(SampleMoments(count: 10, sum: 100, squares: 900) == nil)
    #expect(SampleMoments(count: 10, sum: 100, squares: 1000)?.variance == 0)
    #expect(SampleMoments(count: 1, sum: 1, squares: 1) == nil)
  }
}

@Suite struct PowerTests {
  @Test("visitors that each group needs", arguments: [
    (0.022, 0.0286, 0.05, 0.8, 8885.536667706156), (0.1, 0.12, 0.05, 0.9, 5141.306183038059),
    (0.5, 0.45, 0.01, 0.8, 2328.515371169132),
  ])
  func size(_ baseline: Double, _ expected: Double, _ alpha: Double, _ goal: Double, _ n: Double) {
    #expect(near(sampleSize(baseline: baseline, expected: expected, alpha: alpha, power: goal), n))
  }

  @Test("the chance to find a change", arguments: [
    (0.022, 0.0286, 5000.0, 0.5562919812362488), (0.1, 0.12, 900, 0.2732697862701849), (0.5, 0.45, 300, 0.23200037274620475),
  ])
  func chance(_ baseline: Double, _ expected: Double, _ n: Double, _ result: Double) {
    #expect(near(power(baseline: baseline, expected: expected, perGroup: n), result))
  }

  @Test("the least change that a number of visitors finds, and rates that cannot be planned for")
  func detectable() throws {
    let rate = try #require(detectableRate(baseline: 0.022, perGroup: 8885.536667706156))
    #expect(near(rate, 0.0286))
    #expect(detectableRate(baseline: 0.5, perGroup: 3) == nil)
    #expect(sampleSize(baseline: 0.1, expected: 0.1) == nil && sampleSize(baseline: 0.1, expected: 1.2) == nil)
    #expect(power(baseline: 0, expected: 1, perGroup: 10) == nil)
  }
}

@Suite struct ExperimentTests {
  private func arms(_ counts: [(Double, Double)], shares: [Double]? = nil) -> [ExperimentArm] {
    counts.enumerated().map { ExperimentArm(visitors: $1.0, conversions: $1.1, share: shares?[$0]) }
  }

  @Test("a winner, no difference, too few visitors and a wrong split")
  func verdicts() {
    #expect(analyse(arms([(10_000, 220), (10_050, 290)]), needed: 8886)?.verdict == .winner(1))
    #expect(analyse(arms([(10_000, 290), (10_050, 220)]), needed: 8886)?.verdict == .winner(0))
    #expect(analyse(arms([(10_000, 220), (10_050, 231)]), needed: 8886)?.verdict == .noDifference)
    // Significant, but looked at before the planned sample was reached.
    #expect(analyse(arms([(5000, 110), (5020, 175)]), needed: 8886)?.verdict == .tooFew)
    #expect(analyse(arms([(200, 3), (210, 12)]))?.verdict == .tooFew)
    #expect(analyse(arms([(10_000, 220), (10_600, 320)]), needed: 8886)?.verdict == .wrongSplit)
    #expect(analyse(arms([(18_000, 400), (2010, 64)], shares: [0.9, 0.1]))?.verdict == .winner(1))
  }

  @Test("three variants: pairs are adjusted, and what one test alone would call a win may be none")
  func severalArms() throws {
    let three = try #require(analyse(arms([(5000, 120), (5000, 152), (5000, 131)]), control: 0, needed: 4000))
    #expect(three.pairs.map { [$0.first, $0.second] } == [[0, 1], [0, 2], [1, 2]])
    #expect(three.pairs[0].comparison.p < 0.05 && three.pairs[0].p > 0.05)
    #expect(three.verdict == .noDifference)
    // The control may stand anywhere, and is always the first of its pairs.
    let turned = try #require(analyse(arms([(5000, 152), (5000, 120), (5000, 131)]), control: 1, needed: 4000))
    #expect(turned.pairs.map { [$0.first, $0.second] } == [[1, 0], [1, 2], [0, 2]])
    #expect(turned.pairs[0].p == three.pairs[0].p)
  }

  @Test("impossible numbers are no test")
  func impossible() {
    #expect(analyse(arms([(100, 10)])) == nil)
    #expect(analyse(arms([(100, 10), (100, 101)])) == nil)
    #expect(analyse(arms([(100, 10), (0, 0)])) == nil)
    #expect(analyse(arms([(100, 10), (100, 9)]), control: 2) == nil)
  }
}

@Suite struct NetScoreTests {
  @Test("a net score, its interval and its change")
  func scores() throws {
    let before = try #require(NetScore(promoters: 139, passives: 165, detractors: 108))
    let after = try #require(NetScore(promoters: 182, passives: 160, detractors: 94))
    #expect(near(after.value, 0.2018348623853211) && near(after.variance, 0.5922902112616785))
    let interval = try #require(after.interval())
    #expect(near(interval.low, 0.12959579609631616) && near(interval.high, 0.27407392867432606))
    let change = try #require(compare(before, after))
    #expect(near(change.difference, 0.12659214393871918) && near(change.z, 2.3924286824432066))
    #expect(near(change.p, 0.0167372805440637))
    #expect(near(change.interval.low, 0.022883287467303726) && near(change.interval.high, 0.23030100041013463))
  }

  @Test("a score without its answers takes the widest variance that it allows")
  func bounded() throws {
    let score = try #require(NetScore(value: 0.2, respondents: 400))
    #expect(near(score.variance, 0.96) && score.isBounded)
    let known = try #require(NetScore(value: 0.2, respondents: 400, standardDeviation: 0.77))
    #expect(near(known.variance, 0.5929) && !known.isBounded)
    // A deviation that no answers could have is not believed.
    #expect(NetScore(value: 0.2, respondents: 400, standardDeviation: 1.5)?.isBounded == true)
    #expect(NetScore(value: 20, respondents: 400) == nil && NetScore(promoters: 0, passives: 0, detractors: 0) == nil)
  }
}
