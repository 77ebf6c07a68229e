/// One part's counts in two periods: what a rate is counted over (visits) and what of it came true (orders).
public struct RatePart: Sendable, Equatable {
  public var baseBefore: Double
  public var hitsBefore: Double
  public var baseAfter: Double
  public var hitsAfter: Double

  public init(baseBefore: Double, hitsBefore: Double, baseAfter: Double, hitsAfter: Double) {
    self.baseBefore = baseBefore
    self.hitsBefore = hitsBefore
    self.baseAfter = baseAfter
    self.hitsAfter = hitsAfter
  }
}

/// Why a rate changed: because its parts' rates did, or because their weights did.
///
/// Kitagawa, "Components of a Difference Between Two Rates" (Journal of the American Statistical Association 50, 1955):
/// with shares s and rates r of the parts, the rate's effect of a part is the mean share times the change of its rate, its
/// mix effect the change of its share times its mean rate, here less the mean rate of the whole. As changes of shares
/// add up to 0, that leaves the sums as they are, and a part that grew contributes more only if it is better than the
/// whole. The effects of all parts add up to the change of the whole rate, without a remainder.
public struct MixEffects: Sendable, Equatable {
  /// The whole rate before and after.
  public var before: Double
  public var after: Double
  /// In the order of the parts given.
  public var parts: [Part]
  /// Of what came true: what the change of the base alone brought, that is, the whole's volume at its mean rate. With the
  /// mean base times the sums of the parts' effects it adds up to the change of what came true.
  public var volume: Double
  public var meanBase: Double

  public struct Part: Sendable, Equatable {
    public var shareBefore: Double
    public var shareAfter: Double
    /// `nil` where the part has no base in the period.
    public var rateBefore: Double?
    public var rateAfter: Double?
    public var rateEffect: Double
    public var mixEffect: Double
  }

  public var rateEffect: Double { parts.reduce(0) { $0 + $1.rateEffect } }
  public var mixEffect: Double { parts.reduce(0) { $0 + $1.mixEffect } }

  /// How the mix stands against the parts' own rates.
  public enum Reversal: Sendable {
    /// The whole moved the other way than every part that moved at all (Simpson's paradox).
    case all
    /// The parts' rates alone would have moved the whole the other way.
    case most
  }

  public var reversal: Reversal? {
    let change = after - before
    let moves = parts.compactMap { part in part.rateBefore.flatMap { old in part.rateAfter.map { $0 - old } } }
    // What rounding leaves of nothing is no movement.
    let least = 1e-12 * max(abs(before), abs(after))
    guard abs(change) > least, rateEffect * change < 0, abs(rateEffect) > least, moves.count == parts.count else { return nil }
    return moves.allSatisfy { $0 * change <= 0 } ? .all : .most
  }
}

/// `nil` for fewer than two parts, where either period has no base at all, and for counts that are negative or not
/// finite. A part without a base in one period has in it the rate of the other, so that all it changes is the mix.
public func mixEffects(_ parts: [RatePart]) -> MixEffects? {
  let counts = parts.flatMap { [$0.baseBefore, $0.hitsBefore, $0.baseAfter, $0.hitsAfter] }
  guard parts.count > 1, counts.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
  let (base0, base1) = (parts.reduce(0) { $0 + $1.baseBefore }, parts.reduce(0) { $0 + $1.baseAfter })
  guard base0 > 0, base1 > 0, base0.isFinite, base1.isFinite else { return nil }
  // Something that came true without a base has no rate, and the whole would not be the mean of its parts.
  guard parts.allSatisfy({ ($0.baseBefore > 0 || $0.hitsBefore == 0) && ($0.baseAfter > 0 || $0.hitsAfter == 0) })
  else { return nil }
  let before = parts.reduce(0) { $0 + $1.hitsBefore } / base0
  let after = parts.reduce(0) { $0 + $1.hitsAfter } / base1
  let middle = (before + after) / 2
  let effects = parts.map { part in
    let (share0, share1) = (part.baseBefore / base0, part.baseAfter / base1)
    let rate0 = part.baseBefore > 0 ? part.hitsBefore / part.baseBefore : nil
    let rate1 = part.baseAfter > 0 ? part.hitsAfter / part.baseAfter : nil
    let (old, new) = (rate0 ?? rate1 ?? middle, rate1 ?? rate0 ?? middle)
    return MixEffects.Part(
      shareBefore: share0, shareAfter: share1, rateBefore: rate0, rateAfter: rate1,
      rateEffect: (share0 + share1) / 2 * (new - old), mixEffect: (share1 - share0) * ((old + new) / 2 - middle))
  }
  return MixEffects(
    before: before, after: after, parts: effects, volume: (base1 - base0) * middle, meanBase: (base0 + base1) / 2)
}
