/// Where a search for least squares came to rest.
public struct LeastSquaresResult: Sendable {
  public var parameters: [Double]
  /// The sum of the squared residuals there.
  public var rss: Double
}

/// Minimises a sum of squares from a fixed start by the method of Levenberg and Marquardt (Marquardt, "An Algorithm
/// for Least-Squares Estimation of Nonlinear Parameters", SIAM Journal 11, 1963): the same start gives the same
/// result.
///
/// `model` gives the residuals and, row by row, their derivatives by each parameter. `nil` where it does not come to
/// rest within `steps`.
public func leastSquares(
  from start: [Double], steps: Int = 300, model: ([Double]) -> (residuals: [Double], derivatives: [[Double]])
) -> LeastSquaresResult? {
  func sum(_ residuals: [Double]) -> Double { residuals.reduce(0) { $0 + $1 * $1 } }
  var parameters = start
  var current = model(parameters)
  var rss = sum(current.residuals)
  guard rss.isFinite else { return nil }
  var damping = 1e-3
  let count = start.count
  for _ in 0..<steps {
    var normal = [Double](repeating: 0, count: count * count)
    var gradient = [Double](repeating: 0, count: count)
    for (residual, row) in zip(current.residuals, current.derivatives) {
      for i in 0..<count {
        gradient[i] += row[i] * residual
        for j in 0..<count { normal[i * count + j] += row[i] * row[j] }
      }
    }
    var stepped = false
    // Damp more until the step goes down.
    while damping < 1e16 {
      var damped = normal
      for i in 0..<count { damped[i * count + i] += damping * max(normal[i * count + i], 1e-300) }
      guard let inverse = inverse(damped, size: count) else {
        damping *= 10
        continue
      }
      let step = (0..<count).map { i in -(0..<count).reduce(0.0) { $0 + inverse[i * count + $1] * gradient[$1] } }
      let tried = zip(parameters, step).map { $0 + $1 }
      let next = model(tried)
      let nextRSS = sum(next.residuals)
      guard nextRSS.isFinite, nextRSS <= rss else {
        damping *= 10
        continue
      }
      let size = zip(step, parameters).reduce(0.0) { max($0, abs($1.0) / max(abs($1.1), 1e-8)) }
      let gain = rss - nextRSS
      (parameters, current, rss) = (tried, next, nextRSS)
      damping = max(damping / 10, 1e-15)
      if size < 1e-11 || (gain <= rss * 1e-16 && size < 1e-7) { return LeastSquaresResult(parameters: parameters, rss: rss) }
      stepped = true
      break
    }
    // No step goes down any more: this is the bottom, as far as numbers can tell.
    if !stepped { return LeastSquaresResult(parameters: parameters, rss: rss) }
  }
  return nil
}
