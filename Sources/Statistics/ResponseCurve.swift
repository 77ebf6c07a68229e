#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a day's spending brings when more of it brings ever less: `ceiling · x / (half + x)`, the Michaelis-Menten
/// curve, which is the Hill curve of media mix models with the exponent 1 (Jin, Wang, Sun, Chan and Koehler,
/// "Bayesian Methods for Media Mix Modeling with Carryover and Shape Effects", Google, 2017).
public struct ResponseCurve: Sendable, Equatable {
  /// What no spending can exceed, in the unit of the response.
  public var ceiling: Double
  /// The spending that brings half of it; the smaller, the sooner more money is in vain.
  public var half: Double

  public init(ceiling: Double, half: Double) {
    self.ceiling = ceiling
    self.half = half
  }

  public func value(at x: Double) -> Double { ceiling * x / (half + x) }

  /// What one more unit of spending brings.
  public func marginal(at x: Double) -> Double { ceiling * half / ((half + x) * (half + x)) }

  /// The spending at which one more unit brings `marginal`; below 0 where even the first brings less.
  public func spending(atMarginal marginal: Double) -> Double { (ceiling * half / marginal).squareRoot() - half }
}

/// How well a model with normal errors of one spread describes observations.
public struct FitQuality: Sendable, Equatable {
  public var count: Int
  /// The sum of the squared residuals.
  public var rss: Double
  /// The part of the variance that the model explains; `nil` where nothing varies.
  public var rSquared: Double?
  /// The residuals' standard deviation, with the degrees of freedom that the parameters leave.
  public var spread: Double
  /// At the spread of greatest likelihood.
  public var logLikelihood: Double
  /// Akaike's criterion, the spread counted as a parameter; the smaller the better.
  public var aic: Double

  init?(observed: [Double], rss: Double, parameters: Int) {
    let n = Double(observed.count)
    guard observed.count > parameters, rss > 0, let centre = mean(observed) else { return nil }
    let total = observed.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    count = observed.count
    self.rss = rss
    rSquared = total > 0 ? 1 - rss / total : nil
    spread = (rss / (n - Double(parameters))).squareRoot()
    logLikelihood = -n / 2 * (log(2 * Double.pi * rss / n) + 1)
    aic = 2 * Double(parameters + 1) - 2 * logLikelihood
  }
}

/// A curve of diminishing return through a channel's days.
public struct ResponseFit: Sendable {
  public var curve: ResponseCurve
  public var quality: FitQuality
  /// Variances and covariance of ceiling and half, from the curvature at the optimum.
  public var covariance: (ceiling: Double, both: Double, half: Double)

  /// The standard error of the response's change from one spending to another.
  public func changeError(from x0: Double, to x1: Double) -> Double {
    let byCeiling = x1 / (curve.half + x1) - x0 / (curve.half + x0)
    let byHalf = curve.ceiling
      * (x0 / ((curve.half + x0) * (curve.half + x0)) - x1 / ((curve.half + x1) * (curve.half + x1)))
    let variance = byCeiling * byCeiling * covariance.ceiling + 2 * byCeiling * byHalf * covariance.both
      + byHalf * byHalf * covariance.half
    return max(0, variance).squareRoot()
  }
}

/// The curve of diminishing return of least squares through days with spending `x` (above 0) and response `y`.
///
/// Searched from four fixed starts, in units of the means, with the response at mean spending and the logarithm of
/// `half` as parameters, which are nearly independent. `nil` where there are too few values, or no such curve: the
/// response is flat or rises as a straight line, so that `half` is below a thousandth or above a thousand times the
/// mean spending.
public func fitResponse(x: [Double], y: [Double]) -> ResponseFit? {
  precondition(x.count == y.count, "every day has both")
  guard x.count >= 4, x.allSatisfy({ $0 > 0 && $0.isFinite }), let meanX = mean(x), let meanY = mean(y), meanY > 0 else {
    return nil
  }
  let u = x.map { $0 / meanX }
  let v = y.map { $0 / meanY }
  var best: LeastSquaresResult?
  for start in [0.1, 0.5, 2, 10] {
    let shape = u.map { $0 * (1 + start) / (start + $0) }
    let level = zip(shape, v).reduce(0.0) { $0 + $1.0 * $1.1 } / shape.reduce(0.0) { $0 + $1 * $1 }
    let found = leastSquares(from: [level, log(start)]) { p in
      // Beyond these the curve is a constant or a line, and exponents would overflow.
      let kappa = exp(min(max(p[1], -20), 20))
      var residuals: [Double] = []
      var rows: [[Double]] = []
      for index in u.indices {
        let shape = u[index] * (1 + kappa) / (kappa + u[index])
        residuals.append(p[0] * shape - v[index])
        let slope = u[index] * (u[index] - 1) / ((kappa + u[index]) * (kappa + u[index]))
        rows.append([shape, p[0] * slope * kappa])
      }
      return (residuals, rows)
    }
    if let found, found.rss < (best?.rss ?? .infinity) { best = found }
  }
  guard let best else { return nil }
  let kappa = exp(best.parameters[1])
  guard best.parameters[0] > 0, kappa > 1e-3, kappa < 1e3 else { return nil }
  let curve = ResponseCurve(ceiling: best.parameters[0] * (1 + kappa) * meanY, half: kappa * meanX)
  guard let quality = FitQuality(observed: y, rss: best.rss * meanY * meanY, parameters: 2) else { return nil }
  var normal = [0.0, 0.0, 0.0, 0.0]
  for value in x {
    let byCeiling = value / (curve.half + value)
    let byHalf = -curve.ceiling * value / ((curve.half + value) * (curve.half + value))
    normal[0] += byCeiling * byCeiling
    normal[1] += byCeiling * byHalf
    normal[3] += byHalf * byHalf
  }
  let determinant = normal[0] * normal[3] - normal[1] * normal[1]
  guard determinant > 0 else { return nil }
  let variance = quality.spread * quality.spread
  return ResponseFit(
    curve: curve, quality: quality,
    covariance: (
      variance * normal[3] / determinant, -variance * normal[1] / determinant, variance * normal[0] / determinant
    ))
}

/// The straight line of least squares, `intercept + slope · x`, to compare a curve with; `nil` where `x` does not vary.
public func fitLine(x: [Double], y: [Double]) -> (intercept: Double, slope: Double, quality: FitQuality)? {
  precondition(x.count == y.count, "every value has a partner")
  guard let meanX = mean(x), let meanY = mean(y) else { return nil }
  var (sxx, sxy) = (0.0, 0.0)
  for index in x.indices {
    sxx += (x[index] - meanX) * (x[index] - meanX)
    sxy += (x[index] - meanX) * (y[index] - meanY)
  }
  guard sxx > 0 else { return nil }
  let slope = sxy / sxx
  let rss = x.indices.reduce(0.0) { sum, index in
    let residual = y[index] - meanY - slope * (x[index] - meanX)
    return sum + residual * residual
  }
  return FitQuality(observed: y, rss: rss, parameters: 2).map { (meanY - slope * meanX, slope, $0) }
}
