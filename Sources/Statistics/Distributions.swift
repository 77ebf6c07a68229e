import Glibc

// Probabilities and quantiles of the normal, Student's t, chi-square and F distributions.
//
// All are accurate to 1e-12: in a small tail of the probability itself, not only of its complement. An argument that is
// no number, and degrees of freedom that are not positive, give `.nan`.

/// The probability that a standard normal variable is at most `z`.
public func normalCDF(_ z: Double) -> Double { 0.5 * erfc(-z * 0.5.squareRoot()) }

/// The density of the standard normal distribution.
public func normalDensity(_ z: Double) -> Double { exp(-0.5 * z * z) * 0.3989422804014327 }

/// The value that a standard normal variable is at most with probability `p`; infinite for 0 and 1, `.nan` outside.
///
/// Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution" (1988), PPND16.
public func normalQuantile(_ p: Double) -> Double {
  guard p >= 0, p <= 1 else { return .nan }
  if p == 0 { return -.infinity }
  if p == 1 { return .infinity }
  let q = p - 0.5
  if abs(q) <= 0.425 {
    let r = 0.180625 - q * q
    return q * polynomial(AS241.centre, r) / polynomial(AS241.centreBelow, r)
  }
  let r = (-log(q < 0 ? p : 1 - p)).squareRoot()
  let size =
    r <= 5
    ? polynomial(AS241.middle, r - 1.6) / polynomial(AS241.middleBelow, r - 1.6)
    : polynomial(AS241.far, r - 5) / polynomial(AS241.farBelow, r - 5)
  return q < 0 ? -size : size
}

/// The probability that Student's t with `degrees` of freedom, whole or not, is at most `t`.
public func studentCDF(_ t: Double, degrees: Double) -> Double {
  guard !t.isNaN, degrees > 0 else { return .nan }
  let tail = studentTail(abs(t), degrees: degrees)
  return t > 0 ? 1 - tail : tail
}

/// The value that Student's t is at most with probability `p`; infinite for 0 and 1, `.nan` outside.
public func studentQuantile(_ p: Double, degrees: Double) -> Double {
  guard p >= 0, p <= 1, degrees > 0 else { return .nan }
  if p == 0.5 { return 0 }
  let tail = min(p, 1 - p)
  let size = quantile(ofTail: tail, from: abs(normalQuantile(tail))) { studentTail($0, degrees: degrees) }
  return p < 0.5 ? -size : size
}

/// The probability that Student's t is at least as far from 0 as `t`, to either side: a two-sided p value.
public func studentTwoSided(_ t: Double, degrees: Double) -> Double {
  guard !t.isNaN, degrees > 0 else { return .nan }
  return min(1, 2 * studentTail(abs(t), degrees: degrees))
}

/// The probability that a standard normal variable is at least as far from 0 as `z`, to either side.
public func normalTwoSided(_ z: Double) -> Double { erfc(abs(z) * 0.5.squareRoot()) }

/// The probability that chi-square with `degrees` of freedom exceeds `x`.
public func chiSquareSurvival(_ x: Double, degrees: Double) -> Double {
  guard !x.isNaN, degrees > 0 else { return .nan }
  return x <= 0 ? 1 : regularizedGammaUpper(degrees / 2, x / 2)
}

/// The value that chi-square is at most with probability `p`, 0...1.
public func chiSquareQuantile(_ p: Double, degrees: Double) -> Double {
  guard p >= 0, p <= 1, degrees > 0 else { return .nan }
  if p == 0 { return 0 }
  return quantile(ofTail: 1 - p, from: degrees) { chiSquareSurvival($0, degrees: degrees) }
}

/// The probability that F with degrees of freedom `above` and `below` the line exceeds `x`.
public func fisherSurvival(_ x: Double, _ above: Double, _ below: Double) -> Double {
  guard !x.isNaN, above > 0, below > 0 else { return .nan }
  if x <= 0 { return 1 }
  if x.isInfinite { return 0 }
  let all = above * x + below
  return regularizedBeta(below / all, above * x / all, below / 2, above / 2)
}

// MARK: Incomplete gamma and beta functions

/// The upper incomplete gamma function over the complete one, Q(a, x), for a > 0 and x >= 0.
///
/// A power series below the mode and Legendre's continued fraction above it (Abramowitz and Stegun, 6.5.29, 6.5.31).
public func regularizedGammaUpper(_ a: Double, _ x: Double) -> Double {
  guard a > 0, x >= 0 else { return .nan }
  if x == 0 { return 1 }
  if x.isInfinite { return 0 }
  let density = poissonDensity(a, x)
  if x < a + 1 {
    var term = 1.0
    var sum = 1.0
    var n = a
    for _ in 0..<1_000_000 {
      n += 1
      term *= x / n
      sum += term
      if term < sum * 1e-17 { break }
    }
    return max(0, 1 - sum * density)
  }
  // Lentz's method, as modified by Thompson and Barnett (1986).
  var b = x + 1 - a
  var c = 1e300
  var d = 1 / b
  var fraction = d
  for i in 1..<1_000_000 {
    let numerator = -Double(i) * (Double(i) - a)
    b += 2
    d = numerator * d + b
    if abs(d) < 1e-300 { d = 1e-300 }
    c = b + numerator / c
    if abs(c) < 1e-300 { c = 1e-300 }
    d = 1 / d
    let step = d * c
    fraction *= step
    if abs(step - 1) < 1e-16 { break }
  }
  return min(1, density * a * fraction)
}

/// The incomplete beta function over the complete one, I(x; a, b), for a, b > 0 and 0 <= x <= 1.
///
/// `y` is 1 - x, which the caller may know with the digits that the subtraction loses. The continued fraction of
/// Didonato and Morris, "Algorithm 708: Significant Digit Computation of the Incomplete Beta Function Ratios" (1992).
public func regularizedBeta(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
  guard a > 0, b > 0, x >= 0, y >= 0 else { return .nan }
  if x == 0 { return 0 }
  if y == 0 { return 1 }
  if x > (a + 1) / (a + b + 2) { return max(0, 1 - betaFraction(y, x, b, a)) }
  return min(1, betaFraction(x, y, a, b))
}

private func betaFraction(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
  // (a + b)(a / (a + b) - x), in which nothing cancels that x and y still know.
  let distance = a * y - b * x
  let first = 1 + 1 / a
  var p = 1.0
  var s = a + 1
  var (above, below) = (0.0, 1.0)
  var (nextAbove, nextBelow) = (1.0, (distance + 1) / first)
  var ratio = nextAbove / nextBelow
  for i in 1..<1_000_000 {
    let n = Double(i)
    let t = n / a
    let w = n * (b - n) * x
    let e = a / s
    let alpha = p * (p + b / a) * e * e * (w * x)
    let beta = n + w / s + (1 + t) / (first + t + t) * (distance + 1 + n * (1 + y))
    p = 1 + t
    s += 2
    (above, nextAbove) = (nextAbove, alpha * above + beta * nextAbove)
    (below, nextBelow) = (nextBelow, alpha * below + beta * nextBelow)
    let previous = ratio
    ratio = nextAbove / nextBelow
    if abs(ratio - previous) <= 1e-16 * ratio { break }
    above /= nextBelow
    below /= nextBelow
    (nextAbove, nextBelow) = (ratio, 1)
  }
  // x^a y^b / B(a, b) as a binomial density, which keeps its digits for large a and b.
  return binomialDensity(a, b, x, y) * a * (b / (a + b)) * ratio
}

// MARK: Densities that keep their digits
//
// Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000): exponents of large size never cancel.

/// x^a exp(-x) / Γ(a + 1).
private func poissonDensity(_ a: Double, _ x: Double) -> Double {
  exp(-stirlingError(a) - deviance(a, x)) / (2 * Double.pi * a).squareRoot()
}

/// Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) x^a y^b, where x + y = 1.
private func binomialDensity(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
  let n = a + b
  let exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y)
  // n / (2π a b) in an order that neither overflows nor vanishes.
  return exp(exponent) * (n / a / (2 * Double.pi * b)).squareRoot()
}

/// log Γ(n + 1) less Stirling's approximation of it, for n > 0.
private func stirlingError(_ n: Double) -> Double {
  if n < 16 { return lgamma(n + 1) - (n + 0.5) * log(n) + n - 0.9189385332046727 }
  let square = n * n
  let series =
    1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188 - 691.0 / 360360 / square) / square) / square) / square)
    / square
  return series / n
}

/// a log(a / x) + x - a, without cancellation where a and x are near.
private func deviance(_ a: Double, _ x: Double) -> Double {
  guard x > 0 else { return .infinity }
  let distance = a - x
  guard abs(distance) < 0.1 * (a + x) else { return a * log(a / x) + x - a }
  let v = distance / (a + x)
  var sum = distance * v
  var term = 2 * a * v
  for j in 1..<1000 {
    term *= v * v
    let next = sum + term / Double(2 * j + 1)
    if next == sum { return next }
    sum = next
  }
  return sum
}

// MARK: Tails and their inversion

/// The probability that Student's t exceeds `t`, which is not negative.
private func studentTail(_ t: Double, degrees: Double) -> Double {
  if t.isInfinite { return 0 }
  // Beyond, what the normal distribution and the first term of its correction leave out is below 1e-12.
  if degrees > 1e8 {
    return max(0, normalCDF(-t) + (degrees.isInfinite ? 0 : normalDensity(t) * t * (t * t + 1) / (4 * degrees)))
  }
  let square = t * t
  if square.isInfinite { return 0 }
  let all = degrees + square
  return 0.5 * regularizedBeta(degrees / all, square / all, degrees / 2, 0.5)
}

/// The value above 0 whose tail, which falls from 1 or 0.5 to 0, is `p`: regula falsi in the logarithm of the tail
/// with the Illinois step, kept in a bracket.
private func quantile(ofTail p: Double, from start: Double, _ tail: (Double) -> Double) -> Double {
  if p <= 0 { return .infinity }
  let goal = log(p)
  func miss(_ x: Double) -> Double {
    let value = tail(x)
    return value > 0 ? log(value) - goal : -1e4
  }
  var low = 0.0
  var missLow = miss(0)
  var high = start.isFinite && start > 0 ? start : 1
  var missHigh = miss(high)
  while missHigh > 0 {
    (low, missLow) = (high, missHigh)
    high *= 2
    if high.isInfinite { return .infinity }
    missHigh = miss(high)
  }
  var side = 0
  for _ in 0..<400 {
    if missHigh == 0 { return high }
    if missLow == 0 { return low }
    let middle = low + (high - low) / 2
    guard low < middle, middle < high, high - low > 1e-15 * high else { break }
    var next = low + (high - low) * (missLow / (missLow - missHigh))
    // Halved where the chord hardly moves, as in the far tails of few degrees of freedom.
    if !(next > low && next < high) || abs(missLow) + abs(missHigh) > 20 { next = middle }
    let value = miss(next)
    if value > 0 {
      (low, missLow) = (next, value)
      if side > 0 { missHigh /= 2 }
      side = 1
    } else {
      (high, missHigh) = (next, value)
      if side < 0 { missLow /= 2 }
      side = -1
    }
    if abs(value) < 1e-15 { return next }
  }
  return low + (high - low) / 2
}

private func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
  coefficients.reduce(0) { $0 * x + $1 }
}

/// Coefficients of algorithm AS 241, highest power first.
private enum AS241 {
  static let centre = [
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
    1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
  ]
  static let centreBelow = [
    5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
    687.1870074920579083, 42.313330701600911252, 1,
  ]
  static let middle = [
    7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
  ]
  static let middleBelow = [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
    0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
  ]
  static let far = [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
    0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
  ]
  static let farBelow = [
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
    0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1,
  ]
}
