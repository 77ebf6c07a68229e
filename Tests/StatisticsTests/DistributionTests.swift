import Statistics
import Testing

// Expected values: References/distributions.py (mpmath with 50 digits).

private func isClose(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
  a == b || abs(a - b) <= tolerance * abs(b)
}

@Suite struct NormalTests {
  @Test("the normal distribution keeps its digits far out", arguments: [
    (-30.0, 4.906713927148187e-198), (-8.5, 9.479534822203318e-18), (-3.0, 0.0013498980316300946),
    (-1.959963984540054, 0.025000000000000012), (-0.3, 0.3820885778110474), (0.0, 0.5), (0.7, 0.758036347776927),
    (2.5, 0.9937903346742238), (6.0, 0.9999999990134123),
  ])
  func cumulative(_ z: Double, _ expected: Double) {
    #expect(isClose(normalCDF(z), expected))
  }

  @Test("normal quantiles", arguments: [
    (1e-100, -21.273453560965322), (1e-12, -7.034483825301132), (0.001, -3.0902323061678136),
    (0.025, -1.9599639845400543), (0.2, -0.8416212335729142), (0.5, 0.0), (0.6, 0.2533471031357997),
    (0.8, 0.8416212335729144), (0.975, 1.9599639845400538), (0.9999, 3.7190164854557084),
  ])
  func quantiles(_ p: Double, _ expected: Double) {
    #expect(isClose(normalQuantile(p), expected))
  }

  @Test("probabilities outside 0...1 have no quantile")
  func domain() {
    #expect(normalQuantile(0) == -.infinity && normalQuantile(1) == .infinity)
    #expect(normalQuantile(-0.1).isNaN && normalQuantile(1.1).isNaN && normalQuantile(.nan).isNaN)
    #expect(normalCDF(.nan).isNaN)
  }
}

@Suite struct StudentTests {
  @Test("Student's t for few, broken and very many degrees of freedom", arguments: [
    (-3.0, 1.0, 0.10241638234956672), (-40.0, 2.5, 7.097817145246691e-05), (1.5, 4.0, 0.896),
    (-2.2, 17.3, 0.02083479776463694), (-6.0, 60.0, 6.143423053782552e-08), (0.1, 500.0, 0.5398077962315619),
    (-2.0, 29876.4, 0.02275464988079513), (-4.5, 1_000_000.0, 3.3980552524769494e-06),
    (-3.0, 1_000_000_000.0, 0.0013498980648689578), (-12.0, 8.0, 1.0719333738443856e-06), (0.0, 3.0, 0.5),
  ])
  func cumulative(_ t: Double, _ degrees: Double, _ expected: Double) {
    #expect(isClose(studentCDF(t, degrees: degrees), expected))
    #expect(isClose(studentTwoSided(t, degrees: degrees), 2 * min(expected, 1 - expected), 1e-11))
  }

  @Test("Student's quantiles", arguments: [
    (0.025, 1.0, -12.706204736174705), (0.975, 2.0, 4.302652729749462), (0.01, 3.7, -3.92050781920855),
    (0.6, 12.0, 0.259032745676887), (0.9995, 45.0, 3.5202514649711354), (0.975, 12345.0, 1.9601561676005668),
    (1e-09, 5.0, -98.93722464836995), (0.5, 4.0, 0.0), (0.3, 1e12, -0.5244005127080407),
  ])
  func quantiles(_ p: Double, _ degrees: Double, _ expected: Double) {
    #expect(isClose(studentQuantile(p, degrees: degrees), expected, 1e-11))
  }

  @Test("without degrees of freedom there is no t")
  func domain() {
    #expect(studentCDF(1, degrees: 0).isNaN && studentQuantile(0.9, degrees: -1).isNaN)
    #expect(studentCDF(.infinity, degrees: 3) == 1 && studentCDF(-.infinity, degrees: 3) == 0)
    #expect(studentQuantile(1, degrees: 3) == .infinity)
    #expect(studentCDF(1e200, degrees: 3) == 1)
  }
}

@Suite struct ChiSquareTests {
  @Test("chi-square beyond a value", arguments: [
    (0.5, 1.0, 0.4795001221869535), (3.841458820694124, 1.0, 0.05000000000000006), (40.0, 1.0, 2.539628589470865e-10),
    (2.0, 3.0, 0.5724067044708798), (15.5, 7.0, 0.030098343817749347), (90.0, 60.5, 0.00825107915584197),
    (1050.0, 1000.0, 0.1324740568214771), (900.0, 1000.0, 0.9892827619087102), (300.0, 4.0, 1.083439491947826e-63),
    (0.0, 2.0, 1.0),
  ])
  func survival(_ x: Double, _ degrees: Double, _ expected: Double) {
    #expect(isClose(chiSquareSurvival(x, degrees: degrees), expected))
  }

  @Test("chi-square quantiles", arguments: [
    (0.95, 1.0, 3.8414588206941245), (0.999, 1.0, 10.827566170662731), (0.05, 9.0, 3.325112843066815),
    (0.5, 40.0, 39.335344846611335), (0.975, 200.0, 241.05789550631093),
  ])
  func quantiles(_ p: Double, _ degrees: Double, _ expected: Double) {
    #expect(isClose(chiSquareQuantile(p, degrees: degrees), expected, 1e-11))
  }

  @Test("F beyond a value", arguments: [
    (0.2, 1.0, 5.0, 0.6734284355375538), (4.0, 3.0, 20.0, 0.02207699966236243), (2.5, 12.0, 300.0, 0.003854685229412122),
    (30.0, 2.0, 9.0, 0.00010453708462963581), (1.1, 1000.0, 800.0, 0.0785118643912849),
  ])
  func fisher(_ x: Double, _ above: Double, _ below: Double, _ expected: Double) {
    #expect(isClose(fisherSurvival(x, above, below), expected))
  }
}
