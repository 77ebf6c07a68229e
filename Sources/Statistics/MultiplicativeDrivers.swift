import Glibc

/// The logarithmic mean (b - a) / ln(b / a) of two positive numbers; of equal ones their value, of one that is 0 or
/// less its limit 0.
///
/// Carlson, "The Logarithmic Mean" (1972). Written with log1p, it keeps its digits where the two are close together.
public func logarithmicMean(_ a: Double, _ b: Double) -> Double {
  let (low, high) = (min(a, b), max(a, b))
  guard low > 0, high.isFinite else { return 0 }
  let growth = (high - low) / low
  guard growth > 0 else { return low }
  // A growth too large for a Double is the difference of two logarithms all the same.
  let logarithm = growth.isFinite ? log1p(growth) : log(high) - log(low)
  return (high - low) / logarithm
}

/// What each factor of a product contributed to its change, in the order of the factors; the contributions add up to
/// the change.
///
/// The additive form of the logarithmic mean Divisia index method I: factor k contributes L(V1, V0) ln(x1 / x0). Ang,
/// "The LMDI approach to decomposition analysis: a practical guide" (Energy Policy 33, 2005). Where the product is 0 at
/// one end, the contributions are the limit of putting a small number for each 0, Ang and Liu, "Handling zero values
/// in the logarithmic mean Divisia index decomposition approach" (Energy Policy 35, 2007): the factors that are 0 at
/// that end share the change equally and the others contribute nothing.
///
/// `nil` for lists of different length, for no factors, and for factors that are negative or not finite.
public func driverContributions(from before: [Double], to after: [Double]) -> [Double]? {
  guard before.count == after.count, !before.isEmpty,
    (before + after).allSatisfy({ $0 >= 0 && $0.isFinite })
  else { return nil }
  let (first, last) = (before.reduce(1, *), after.reduce(1, *))
  guard first.isFinite, last.isFinite else { return nil }
  if first == 0 && last == 0 { return before.map { _ in 0 } }
  if first == 0 || last == 0 {
    let end = first == 0 ? before : after
    let zeros = end.count { $0 == 0 }
    // A product of tiny factors may be 0 without any of them being 0; then nothing can be told apart.
    guard zeros > 0 else { return nil }
    return end.map { $0 == 0 ? (last - first) / Double(zeros) : 0 }
  }
  let weight = logarithmicMean(first, last)
  return zip(before, after).map { weight * log($1 / $0) }
}
