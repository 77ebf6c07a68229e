import Statistics
import Testing

// Expected values: References/training.py (NumPy 2.4.6, SciPy 1.17.1). The sleep data's t and p are those that R prints
// for t.test(extra ~ group, data = sleep, paired = TRUE); the maize data's t is Fisher's (The Design of Experiments, 1935).

private func isNear(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
  a.map { abs($0 - b) <= tolerance * max(1, abs(b)) } ?? false
}

private let sleepBefore = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
private let sleepAfter = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
private let maize: [Double] = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
private let eighthsBefore = [50, 62.5, 37.5, 75, 50, 62.5, 25, 87.5, 62.5, 50, 75, 37.5]
private let eighthsAfter = [75, 87.5, 62.5, 75, 87.5, 75, 62.5, 100, 50, 87.5, 87.5, 75]

@Suite("The same people before and after")
struct PairedTestTests {
  @Test("Student's sleep data")
  func sleep() throws {
    let result = try #require(pairedComparison(before: sleepBefore, after: sleepAfter))
    #expect(result.pairs == 10 && isNear(result.meanBefore, 0.75) && isNear(result.meanAfter, 2.33))
    #expect(isNear(result.difference, 1.58))
    #expect(isNear(result.t?.t, 4.062127683382037) && result.t?.degrees == 9)
    #expect(isNear(result.t?.p, 0.002832890197384273))
    #expect(isNear(result.interval?.low, 0.7001142367230175) && isNear(result.interval?.high, 2.459885763276983))
    #expect(isNear(result.hedges, 0.7620537977716154))
    let ranks = try #require(result.wilcoxon)
    // 2.4 − 1.3 and 1.9 − 0.8 are the same number in decimals only: ties by nine digits, not by bits.
    #expect(ranks.count == 9 && ranks.above == 45 && ranks.below == 0 && !ranks.isExact)
    #expect(isNear(ranks.p, 0.007632441648205508))
  }

  @Test("scores in eighths, with ties and no change")
  func eighths() throws {
    let result = try #require(pairedComparison(before: eighthsBefore, after: eighthsAfter))
    #expect(isNear(result.t?.t, 4.432026302139592) && isNear(result.t?.p, 0.0010082313310777065))
    #expect(isNear(result.interval?.low, 10.487307751361296) && isNear(result.interval?.high, 31.179358915305368))
    #expect(isNear(result.hedges, 1.2109382996967393))
    let ranks = try #require(result.wilcoxon)
    #expect(ranks.count == 11 && ranks.above == 63.5 && ranks.below == 2.5 && !ranks.isExact)
    #expect(isNear(ranks.p, 0.006059950772577462))
    #expect(isNear(normalisedGain(before: result.meanBefore, after: result.meanAfter), 0.4761904761904761))
  }

  @Test("signed ranks: exact up to 25 without ties, else normal")
  func ranks() {
    let exact = wilcoxon(maize)
    #expect(exact?.above == 96 && exact?.below == 24 && exact?.isExact == true && isNear(exact?.p, 0.041259765625))
    let few = wilcoxon([1, 2, 3, 4, 5])
    #expect(few?.p == 0.0625 && few?.isExact == true)
    let many: [Double] = (1...30).map { number in
      let size = Double(number * 7919 % 101) + Double(number) / 100
      return number % 4 == 0 ? -size : size
    }
    let normal = wilcoxon(many)
    #expect(normal?.above == 356 && normal?.below == 109 && normal?.isExact == false)
    #expect(isNear(normal?.p, 0.011079229099818106))
    #expect(wilcoxon([-2, 2])?.p == 1)
  }

  @Test("the other way round the signs turn, and the order of pairs decides nothing")
  func turned() throws {
    let there = try #require(pairedComparison(before: eighthsBefore, after: eighthsAfter))
    let back = try #require(pairedComparison(before: eighthsAfter.reversed(), after: eighthsBefore.reversed()))
    #expect(back.difference == -there.difference && isNear(back.t?.p, there.t?.p ?? 0))
    #expect(isNear(back.hedges, -(there.hedges ?? 0)) && isNear(back.wilcoxon?.p, there.wilcoxon?.p ?? 0))
    #expect(back.wilcoxon?.above == there.wilcoxon?.below)
  }

  @Test("what cannot be told is nil")
  func nothing() throws {
    #expect(pairedComparison(before: [1], after: [2]) == nil)
    #expect(pairedComparison(before: [1, 2], after: [2]) == nil)
    #expect(pairedComparison(before: [1, .nan], after: [2, 3]) == nil)
    let same = try #require(pairedComparison(before: [10.1, 20.2, 30.3], after: [20.2, 30.3, 40.4]))
    #expect(same.t == nil && same.interval == nil && isNear(same.difference, 10.1))
    #expect(same.wilcoxon?.isExact == false)
    let flat = try #require(pairedComparison(before: [5, 5], after: [7, 7]))
    #expect(flat.hedges == nil && flat.t == nil)
    #expect(wilcoxon([0, 0]) == nil && wilcoxon([]) == nil && wilcoxon([1, .infinity]) == nil)
    #expect(normalisedGain(before: 100, after: 100) == nil && normalisedGain(before: -1, after: 5) == nil)
    #expect(isNear(normalisedGain(before: 60, after: 50), -0.25))
  }
}

@Suite("Questions of a test")
struct ItemAnalysisTests {
  private let answers = "11111 11110 11110 11101 11100 11010 10110 11000 10100 01000 10000 00001".split(separator: " ")
    .map { $0.map { $0 == "1" } }

  @Test("difficulty, corrected item-total correlation and the 27 % index")
  func items() {
    let items = itemAnalysis(answers)
    let expected = [
      (0.8333333333333334, 0.36768944875568155, 0.6666666666666667),
      (0.6666666666666666, 0.21140656903267602, 0.6666666666666667),
      (0.5833333333333334, 0.48571428571428565, 1.0),
      (0.4166666666666667, 0.38388594797495723, 0.7777777777777777),
      (0.25, -0.07647191129018727, 0.22222222222222215)
    ]
    #expect(items.count == 5)
    for (item, (difficulty, correlation, discrimination)) in zip(items, expected) {
      #expect(isNear(item.difficulty, difficulty) && isNear(item.correlation, correlation))
      #expect(isNear(item.discrimination, discrimination))
    }
    for shuffled in [Array(answers.reversed()), Array(answers[5...] + answers[..<5])] {
      for (a, b) in zip(itemAnalysis(shuffled), items) {
        #expect(isNear(a.correlation, b.correlation ?? 0) && isNear(a.discrimination, b.discrimination ?? 0))
      }
    }
  }

  @Test("points weigh scores")
  func weighted() {
    let items = itemAnalysis(answers, points: [1, 1, 1, 1, 3])
    let expected = [
      (0.11250879009260231, 0.33333333333333337), (0.14684461964287043, 0.5), (0.37796447300922714, 0.8333333333333334),
      (0.19708957802392818, 0.6666666666666666), (-0.07647191129018727, 0.6666666666666666)
    ]
    for (item, (correlation, discrimination)) in zip(items, expected) {
      #expect(isNear(item.correlation, correlation) && isNear(item.discrimination, discrimination))
    }
  }

  @Test("KR-20")
  func reliability() {
    #expect(isNear(kuderRichardson20(answers), 0.48353909465020595))
    #expect(isNear(kuderRichardson20([[true, true], [false, false]]), 1))
    #expect(kuderRichardson20([[true, false], [false, true]]) == nil)
    #expect(kuderRichardson20([[true], [false]]) == nil && kuderRichardson20([[true, false]]) == nil)
    #expect(kuderRichardson20([]) == nil && kuderRichardson20([[true, true], [false]]) == nil)
  }

  @Test("a question that all get right correlates with nothing")
  func constant() {
    let items = itemAnalysis([[true, true], [true, false], [true, true], [true, false]])
    #expect(items[0].difficulty == 1 && items[0].correlation == nil && items[0].discrimination == 0)
    #expect(items[1].correlation == nil && items[1].discrimination == 1)
    #expect(
      itemAnalysis([[true, false], [false, true], [true, false], [false, true]]).allSatisfy { $0.discrimination == nil }
    )
    #expect(itemAnalysis([[true], [false], [true]]).first?.discrimination == nil)
    #expect(
      itemAnalysis([]).isEmpty && itemAnalysis([[true], []]).isEmpty && itemAnalysis([[true]], points: []).isEmpty)
  }
}
