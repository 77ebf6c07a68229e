import Foundation
import Testing

@testable import Statistics

/// Reference values of `References/customers.py` (SciPy 1.17.1).
private struct References: Decodable {
  struct Fit: Decodable {
    var parameters: [Double]
    var logLikelihood: Double
    var expected: [Double]
    var counts: [Double]
  }
  var cdnow: Fit
  var generated: Fit
  var logGamma: [[Double]]
  var hypergeometric: [[Double]]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "References")

  static func load() throws -> References {
    try JSONDecoder().decode(References.self, from: Data(contentsOf: folder.appending(path: "customers.json")))
  }

  static func histories(_ name: String) throws -> [PurchaseHistory] {
    let text = try String(contentsOf: folder.appending(path: name + ".csv"), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",").compactMap { Int32($0) }
      return PurchaseHistory(repeats: cells[0], last: cells[1], age: cells[2], customers: cells[3])
    }
  }
}

private func close(_ a: Double, _ b: Double, _ relative: Double) -> Bool { abs(a - b) <= relative * max(1, abs(b)) }

@Suite("Customers") struct CustomerTests {
  @Test("ln gamma, its derivative and the hypergeometric series agree with SciPy")
  func specialFunctions() throws {
    let references = try References.load()
    for row in references.logGamma {
      #expect(close(GammaFunction.log(row[0]), row[1], 1e-13), "ln gamma of \(row[0])")
      #expect(close(GammaFunction.digamma(row[0]), row[2], 1e-12), "psi of \(row[0])")
    }
    for row in references.hypergeometric {
      #expect(close(hypergeometric(row[0], row[1], row[2], row[3]), row[4], 1e-12))
    }
  }

  @Test("BG/NBD finds SciPy's maximum, and for CDNOW the published parameters", arguments: ["cdnow", "generated"])
  func fit(_ name: String) throws {
    let references = try References.load()
    let wanted = name == "cdnow" ? references.cdnow : references.generated
    let histories = try References.histories(name)
    let model = try #require(BetaGeometric.fit(histories))
    #expect(close(model.logLikelihood, wanted.logLikelihood, 1e-6 / 1e4))
    for (found, parameter) in zip([model.r, model.alpha, model.a, model.b], wanted.parameters) {
      #expect(close(found, parameter, 0.005), "\(model)")
    }
    #expect(close(model.logLikelihood(of: histories), model.logLikelihood, 1e-12))
    if name == "cdnow" {
      // Fader, Hardie and Lee (2005), table 2.
      let printed = [model.r, model.alpha, model.a, model.b].map { ($0 * 1000).rounded() / 1000 }
      #expect(printed == [0.243, 4.414, 0.793, 2.426] && (model.logLikelihood * 10).rounded() / 10 == -9582.4)
    }
    let given = wanted.parameters
    let exact = BetaGeometric(r: given[0], alpha: given[1], a: given[2], b: given[3])
    let asked = [(2, 213, 272), (0, 0, 200), (7, 180, 190), (1, 5, 260)].map {
      PurchaseHistory(repeats: $0.0, last: $0.1, age: $0.2)
    }
    for (history, value) in zip(asked, wanted.expected) {
      #expect(close(exact.expected(history, inNext: 90), value, 1e-9))
    }
    #expect(close(exact.expected(of: asked, inNext: 90), wanted.expected.reduce(0, +), 1e-9))
    let counts = exact.expectedCounts(of: histories, last: 6)
    for (found, value) in zip(counts, wanted.counts) { #expect(close(found, value, 1e-9)) }
    #expect(close(counts.reduce(0, +), Double(model.customers), 1e-9))
  }

  @Test("BG/NBD says nothing where nobody came back")
  func noRepeats() {
    #expect(BetaGeometric.fit([PurchaseHistory(repeats: 0, last: 0, age: 100, customers: 500)]) == nil)
    #expect(BetaGeometric.fit([]) == nil)
  }

  @Test("Quintiles give each fifth a score, ties the lowest of theirs")
  func quintiles() {
    #expect(quintileScores([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    // Seven of ten bought once: all 1. Two bought twice: 7 are smaller, 1 + 35 / 10. One bought nine times: 9 are.
    #expect(quintileScores([1, 1, 1, 1, 1, 1, 1, 2, 2, 9]) == [1, 1, 1, 1, 1, 1, 1, 4, 4, 5])
    #expect(quintileScores([5, 5, 5]) == [1, 1, 1] && quintileScores([]) == [])
    // Far apart, so that they are sorted instead of counted.
    let wide: [Int64] = [10_000_000_000, -5, 3, 7_000_000, 12]
    #expect(quintileScores(wide) == [5, 1, 2, 4, 3])
  }

  @Test("Customers above the mean score are high")
  func classes() {
    let scores = CustomerScores(lastDays: [1, 2, 3, 4, 5], purchases: [1, 1, 1, 1, 6], value: [500, 400, 30, 20, 100])
    #expect(scores.recency == [1, 2, 3, 4, 5] && scores.frequency == [1, 1, 1, 1, 5] && scores.value == [5, 4, 2, 1, 3])
    let names = scores.classes.map { index -> String in
      let kind = CustomerClass.all[Int(index)]
      return (kind.isRecent ? "R" : "r") + (kind.isFrequent ? "F" : "f") + (kind.isValuable ? "M" : "m")
    }
    // Means: 3, 1.8, 3.
    #expect(names == ["rfM", "rfM", "rfm", "Rfm", "RFm"])
    #expect(CustomerClass.all.enumerated().allSatisfy { $0.offset == $0.element.index })
  }

  @Test("Cohorts count who came back in which month")
  func cohorts() throws {
    // Customer 0 buys in months 1, 2, 2, 4; 1 in 1; 2 in 2, 3; 3 has no known first purchase; 4 in 4.
    let triangle = try #require(
      cohortTriangle(
        offsets: [0, 4, 5, 7, 9, 10], months: [1, 2, 2, 4, 1, 2, 3, 1, 3, 4], first: [1, 1, 2, nil, 4], lastMonth: 4))
    #expect(triangle.sizes == [2, 1, 0, 1])
    #expect(triangle.active == [[2, 1, 0, 1], [1, 1, 0], [0, 0], [1]])
    #expect(triangle.retention(0, after: 1) == 0.5 && triangle.retention(1, after: 3) == nil)
    #expect(triangle.retention(2, after: 0) == nil)
    #expect(triangle.pooled(after: 1) == (2, 3))
  }

  @Test("Pairs have support, confidence and lift; an item counts once for a basket")
  func baskets() throws {
    // Baskets: {0 1} {0 1 2} {0} {1 2} {0 1, 1 again} and a line without an item.
    let pairs = itemPairs(baskets: [0, 0, 1, 1, 1, 2, 3, 3, 4, 4, 4, 4], items: [0, 1, 0, 1, 2, 0, 1, 2, 0, 1, 1, -1])
    #expect(pairs.map { [$0.first, $0.second, $0.together] } == [[0, 1, 3], [0, 2, 1], [1, 2, 2]])
    let first = try #require(pairs.first)
    #expect(first.withFirst == 4 && first.withSecond == 4 && first.baskets == 5)
    #expect(first.support == 0.6 && first.confidence == 0.75 && first.reverseConfidence == 0.75)
    // 3 x 5 / (4 x 4).
    #expect(first.lift == 0.9375 && pairs[2].lift == 2 * 5 / (4.0 * 2))
    #expect(itemPairs(baskets: [], items: []).isEmpty)
  }
}
