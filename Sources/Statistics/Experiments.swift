/// One variant of a test.
public struct ExperimentArm: Sendable, Equatable {
  public var visitors: Double
  public var conversions: Double
  /// The part of the traffic that it was planned to get; equal parts where no arm says.
  public var share: Double?
  /// Sum of what visitors spent, and sum of the squares.
  public var revenue: Double?
  public var revenueSquares: Double?

  public init(
    visitors: Double, conversions: Double, share: Double? = nil, revenue: Double? = nil, revenueSquares: Double? = nil
  ) {
    self.visitors = visitors
    self.conversions = conversions
    self.share = share
    self.revenue = revenue
    self.revenueSquares = revenueSquares
  }

  public var proportion: Proportion? { Proportion(conversions, of: visitors) }

  /// Revenue per visitor; `nil` without the sum of squares.
  public var spending: SampleMoments? {
    guard let revenue, let revenueSquares else { return nil }
    return SampleMoments(count: visitors, sum: revenue, squares: revenueSquares)
  }
}

public enum ExperimentVerdict: Sendable, Equatable {
  /// The arm, which may be the control, has the highest rate, is significantly different after adjustment, and the
  /// planned sample was reached.
  case winner(Int)
  case noDifference
  /// The planned sample was not reached, or the numbers are too small for any test.
  case tooFew
  /// The traffic did not split as planned, so that nothing else can be trusted.
  case wrongSplit
}

/// What a test says.
public struct ExperimentAnalysis: Sendable, Equatable {
  /// A comparison of two arms.
  public struct Pair: Sendable, Equatable {
    public var first: Int
    public var second: Int
    public var comparison: ProportionComparison
    /// Adjusted for the number of pairs, by Holm.
    public var p: Double
    /// Of revenue per visitor, where both arms have it.
    public var spending: MeanComparison?
  }

  public var control: Int
  /// Whether the traffic split as planned.
  public var split: ChiSquareTest?
  /// Of all arms at once.
  public var overall: ChiSquareTest?
  /// All pairs, those with the control first, which is always their `first`.
  public var pairs: [Pair]
  public var verdict: ExperimentVerdict
  /// Visitors that each arm should have had at least; `nil` when nobody said.
  public var needed: Double?

  /// Below it, chance does not explain how the traffic split.
  public static let splitThreshold = 0.001
}

/// Judges a test: first how the traffic split, then whether enough were asked, then all pairs of arms.
///
/// `nil` for fewer than two arms, and where an arm has no visitors or more conversions than visitors. Arms are called
/// different where the adjusted p value is below `alpha`.
public func analyse(
  _ arms: [ExperimentArm], control: Int = 0, needed: Double? = nil, alpha: Double = 0.05
) -> ExperimentAnalysis? {
  let rates = arms.compactMap(\.proportion)
  guard arms.count >= 2, rates.count == arms.count, arms.indices.contains(control), alpha > 0, alpha < 1 else { return nil }
  let shares = arms.allSatisfy({ $0.share != nil }) ? arms.compactMap(\.share) : arms.map { _ in 1 }
  let split = fitTest(arms.map(\.visitors), shares: shares)

  let others = arms.indices.filter { $0 != control }
  var order = others.map { (control, $0) }
  for (place, first) in others.enumerated() { order += others[(place + 1)...].map { (first, $0) } }
  let compared = order.compactMap { compare(rates[$0.0], rates[$0.1], confidence: 1 - alpha) }
  guard compared.count == order.count else { return nil }
  let adjusted = holmAdjusted(compared.map(\.p))
  let pairs = order.indices.map { index in
    let (first, second) = order[index]
    let spending = arms[first].spending.flatMap { a in
      arms[second].spending.flatMap { compare(a, $0, confidence: 1 - alpha) }
    }
    return ExperimentAnalysis.Pair(
      first: first, second: second, comparison: compared[index], p: adjusted[index], spending: spending)
  }

  let verdict: ExperimentVerdict
  let few = arms.contains { $0.visitors < (needed ?? 0) } || (needed == nil && rates.contains(where: \.isSmall))
  if let split, split.p < ExperimentAnalysis.splitThreshold {
    verdict = .wrongSplit
  } else if few {
    verdict = .tooFew
  } else {
    // A tie goes to the control, then to the earlier arm.
    let best = arms.indices.reduce(control) { rates[$1].rate > rates[$0].rate ? $1 : $0 }
    let proofs = pairs.filter { ($0.first == control || $0.second == control) && $0.p < alpha }
    let wins = best == control ? !proofs.isEmpty : proofs.contains { $0.second == best }
    verdict = wins ? .winner(best) : .noDifference
  }
  return ExperimentAnalysis(
    control: control, split: split, overall: equalityTest(rates), pairs: pairs, verdict: verdict, needed: needed)
}
