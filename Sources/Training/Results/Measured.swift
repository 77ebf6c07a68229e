import Diagnostics
import Statistics

/// A figure with the number of people it is of, or the reason why there is none.
public struct Measured<Value: Sendable & Equatable>: Sendable, Equatable {
  /// How many people stand behind it. Where they are withheld as too few, pages write `<5`.
  public let n: Int
  public let value: Value?
  /// Why there is no value; `nil` when there is one.
  public let absence: Absence?

  public enum Absence: String, Sendable, CaseIterable {
    /// Nobody answered, or no file says.
    case noData
    /// One to four people, whose answers could be told.
    case tooFew
    /// Enough people, but with it the few of another group could be worked out.
    case shields
    /// It is not defined for these values: they are all the same, or no base is known.
    case undefined
  }

  /// One to nine people: one more or less would change it.
  public var isSmall: Bool { value != nil && n < SmallGroup.small }

  init(_ n: Int, hidden: Bool = false, _ value: @autoclosure () -> Value?) {
    self.n = n
    let absence: Absence? = n == 0 ? .noData : n < SmallGroup.least ? .tooFew : hidden ? .shields : nil
    self.value = absence == nil ? value() : nil
    self.absence = absence ?? (self.value == nil ? .undefined : nil)
  }

  /// Why nobody can tell it, in words.
  public var reason: Wording? {
    switch absence {
    case nil: nil
    case .noData: Wording(zh: "没有数据", en: "no data")
    case .tooFew: Wording(zh: "不足 5 人，不显示", en: "withheld: fewer than 5 people")
    case .shields:
      Wording(zh: "另一组不足 5 人，为免倒推不显示", en: "withheld, since a group of fewer than 5 could be worked out from it")
    case .undefined: Wording(zh: "算不出：数值都相同，或缺少基数", en: "not defined: the values are all the same, or there is no base")
    }
  }
}

enum SmallGroup {
  /// Fewer are withheld.
  static let least = 5
  /// Fewer are marked.
  static let small = 10

  /// Which groups are withheld though they are large enough: where the groups that are too small make up one to four
  /// people together, the smallest of the others too, since the whole less the rest would tell them.
  static func shields(_ groups: [Int]) -> [Bool] {
    var hidden = groups.map { _ in false }
    let few = groups.filter { $0 < least }.reduce(0, +)
    guard few > 0, few < least else { return hidden }
    if let next = groups.indices.filter({ groups[$0] >= least }).min(by: { groups[$0] < groups[$1] }) {
      hidden[next] = true
    }
    return hidden
  }
}

/// So many of so many, with Wilson's 95 % interval.
public struct TrainingRate: Sendable, Equatable {
  public var count: Int
  public var of: Int
  public var interval: ConfidenceInterval?

  init?(_ count: Int, of all: Int) {
    guard let proportion = Proportion(Double(count), of: Double(all)) else { return nil }
    self.count = count
    of = all
    interval = proportion.interval()
  }

  public var share: Double { Double(count) / Double(of) }
}

/// A mean with Student's 95 % interval, cut off at the ends of the scale.
public struct TrainingMean: Sendable, Equatable {
  public var mean: Double
  /// `nil` where all values are the same: they do not say how sure the mean is.
  public var interval: ConfidenceInterval?

  init?(_ values: [Double], within scale: ClosedRange<Double>) {
    guard let middle = Statistics.mean(values) else { return nil }
    mean = middle
    guard let variance = sampleVariance(values), variance > 0,
      let range = SampleMoments(count: Double(values.count), mean: middle, variance: variance)?.interval()
    else { return }
    interval = ConfidenceInterval(
      low: max(scale.lowerBound, range.low), high: min(scale.upperBound, range.high))
  }
}
