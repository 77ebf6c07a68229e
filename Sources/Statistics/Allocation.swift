#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How to split a budget over curves of diminishing return so that they bring the most together, each spending kept
/// within its bounds.
///
/// At the best split one more unit brings the same everywhere but where a bound holds it (Karush, Kuhn and Tucker);
/// that common marginal return is searched by bisection. All arrays have one length; `nil` where no split within the
/// bounds uses the budget.
public func bestSplit(of budget: Double, curves: [ResponseCurve], lower: [Double], upper: [Double]) -> [Double]? {
  precondition(curves.count == lower.count && curves.count == upper.count, "every curve has bounds")
  let slack = max(abs(budget), 1) * 1e-9
  guard !curves.isEmpty, zip(lower, upper).allSatisfy({ $0 >= 0 && $0 <= $1 }),
    lower.reduce(0, +) <= budget + slack, upper.reduce(0, +) >= budget - slack
  else { return nil }
  func split(_ marginal: Double) -> [Double] {
    curves.indices.map { min(max(curves[$0].spending(atMarginal: marginal), lower[$0]), upper[$0]) }
  }
  let ends = curves.indices.flatMap { [curves[$0].marginal(at: lower[$0]), curves[$0].marginal(at: upper[$0])] }
  guard var low = ends.min(), var high = ends.max(), low > 0, high.isFinite else { return nil }
  // In logarithms, as marginal returns may lie orders apart; 100 halvings leave nothing of any interval.
  for _ in 0..<100 {
    let middle = exp((log(low) + log(high)) / 2)
    if split(middle).reduce(0, +) > budget { low = middle } else { high = middle }
  }
  var result = split(high)
  // What rounding left goes to those that no bound holds.
  let rest = budget - result.reduce(0, +)
  let free = result.indices.filter { result[$0] > lower[$0] && result[$0] < upper[$0] }
  for index in free {
    result[index] = min(max(result[index] + rest / Double(free.count), lower[index]), upper[index])
  }
  return result
}
