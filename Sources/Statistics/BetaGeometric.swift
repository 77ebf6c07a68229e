import Glibc

/// Customers with the same history, in days from their first purchase.
public struct PurchaseHistory: Sendable, Hashable {
  /// Days with a purchase after the first one.
  public var repeats: Int32
  /// From the first purchase to the last; 0 without repeats.
  public var last: Int32
  /// From the first purchase to the end of the data.
  public var age: Int32
  public var customers: Int32

  public init(repeats: Int32, last: Int32, age: Int32, customers: Int32 = 1) {
    self.repeats = repeats
    self.last = last
    self.age = age
    self.customers = customers
  }
}

/// The beta-geometric/NBD model: customers buy at rates that differ by a gamma distribution (r, alpha) and leave for good
/// after a purchase with probabilities that differ by a beta distribution (a, b).
///
/// Fader, Hardie and Lee, "'Counting Your Customers' the Easy Way: An Alternative to the Pareto/NBD Model", Marketing
/// Science 24 (2005), 275–284. Equation numbers below are theirs.
public struct BetaGeometric: Sendable, Equatable {
  public var r: Double
  /// In units of time.
  public var alpha: Double
  public var a: Double
  public var b: Double
  public var logLikelihood: Double
  public var customers: Int
  /// Days in a unit of time.
  public var unit: Double

  public init(
    r: Double, alpha: Double, a: Double, b: Double, logLikelihood: Double = .nan, customers: Int = 0, unit: Double = 7
  ) {
    self.r = r
    self.alpha = alpha
    self.a = a
    self.b = b
    self.logLikelihood = logLikelihood
    self.customers = customers
    self.unit = unit
  }

  // MARK: What the model says

  /// The probability that a customer observed for `days` bought again on exactly `repeats` days (equation 8).
  public func probability(repeats x: Int, in days: Double) -> Double {
    guard days > 0 else { return x == 0 ? 1 : 0 }
    let t = days / unit
    let (stay, buy) = (log(alpha / (alpha + t)), log(t / (alpha + t)))
    func beta(_ p: Double, _ q: Double) -> Double {
      GammaFunction.log(p) + GammaFunction.log(q) - GammaFunction.log(p + q)
    }
    func negativeBinomial(_ n: Int) -> Double {
      exp(
        GammaFunction.log(r + Double(n)) - GammaFunction.log(r) - GammaFunction.log(Double(n) + 1) + r * stay
          + Double(n) * buy)
    }
    let still = exp(beta(a, b + Double(x)) - beta(a, b)) * negativeBinomial(x)
    guard x > 0 else { return still }
    let fewer = (0..<x).reduce(0) { $0 + negativeBinomial($1) }
    return still + exp(beta(a + 1, b + Double(x) - 1) - beta(a, b)) * max(0, 1 - fewer)
  }

  /// The probability that a customer with this history will still buy.
  public func alive(_ history: PurchaseHistory) -> Double {
    guard history.repeats > 0 else { return 1 }
    let x = Double(history.repeats)
    let (age, last) = (Double(history.age) / unit, Double(history.last) / unit)
    return 1 / (1 + a / (b + x - 1) * exp((r + x) * log((alpha + age) / (alpha + last))))
  }

  /// Days with a purchase to be expected of one customer with this history in the next `days` (equation 10).
  public func expected(_ history: PurchaseHistory, inNext days: Double) -> Double {
    whileAlive(repeats: history.repeats, age: history.age, inNext: days) * alive(history)
  }

  /// The part of `expected` that does not depend on when the last purchase was.
  private func whileAlive(repeats: Int32, age: Int32, inNext days: Double) -> Double {
    let (x, t, seen) = (Double(repeats), days / unit, Double(age) / unit)
    // At a = 1 the formula is 0/0; the limit is as near as can be told apart.
    let a = abs(self.a - 1) < 1e-6 ? 1 + 1e-6 : self.a
    let z = t / (alpha + seen + t)
    let series = hypergeometric(r + x, b + x, a + b + x - 1, z)
    return (a + b + x - 1) / (a - 1) * (1 - exp((r + x) * log1p(-z)) * series)
  }

  /// Days with a purchase to be expected of all these customers in the next `days`.
  public func expected(of histories: [PurchaseHistory], inNext days: Double) -> Double {
    var known: [Int64: Double] = [:]
    var sum = 0.0
    for history in histories {
      let key = Int64(history.repeats) << 32 | Int64(history.age)
      let rate: Double
      if let value = known[key] {
        rate = value
      } else {
        rate = whileAlive(repeats: history.repeats, age: history.age, inNext: days)
        known[key] = rate
      }
      sum += rate * alive(history) * Double(history.customers)
    }
    return sum
  }

  /// How many customers of these ages the model expects to have bought again 0, 1, … `last` - 1 times and, as the last
  /// element, `last` times or more.
  public func expectedCounts(of histories: [PurchaseHistory], last: Int) -> [Double] {
    var ages: [Int32: Int] = [:]
    for history in histories { ages[history.age, default: 0] += Int(history.customers) }
    var counts = [Double](repeating: 0, count: last + 1)
    for (age, customers) in ages.sorted(by: { $0.key < $1.key }) {
      var rest = 1.0
      for repeats in 0..<last {
        let share = probability(repeats: repeats, in: Double(age))
        rest -= share
        counts[repeats] += share * Double(customers)
      }
      counts[last] += max(0, rest) * Double(customers)
    }
    return counts
  }

  // MARK: Fitting

  /// The parameters of greatest likelihood (equation 7), found by BFGS over their logarithms from two fixed starts.
  ///
  /// `nil` without any repeat, where the search does not settle, and where a parameter runs off beyond 1e-4...1e4,
  /// which means that the data does not determine it.
  public static func fit(_ histories: [PurchaseHistory], unit: Double = 7) -> BetaGeometric? {
    let usable = histories.filter { $0.customers > 0 && $0.repeats >= 0 && $0.last >= 0 && $0.age >= $0.last }
    guard usable.contains(where: { $0.repeats > 0 }), unit > 0 else { return nil }
    var likelihood = Likelihood(usable, unit: unit)
    let meanAge = usable.reduce(0) { $0 + Double($1.age) * Double($1.customers) } / likelihood.customers / unit
    // Many histories are put together by whole units of time first: the search that ends on all of them is then short.
    let isLarge = usable.count > 5000
    var coarse = isLarge ? Likelihood(rounded(usable, to: max(1, Int32(unit))), unit: unit) : likelihood
    var best: Minimum?
    for start in [[0.5, max(1, meanAge / 4), 0.8, 2.5], [2, max(1, meanAge), 1, 8]] {
      let found = minimize(start.map { log($0) }, tolerance: isLarge ? 1e-5 : 1e-9) { coarse.evaluate($0) }
      guard let found else { continue }
      if best == nil || found.value < best?.value ?? .infinity { best = found }
    }
    if isLarge {
      best = best.flatMap { near in
        minimize(near.point, inverse: near.inverse, tolerance: 1e-9) { likelihood.evaluate($0) }
      }
    }
    guard let best, best.point.allSatisfy({ abs($0) < Likelihood.bound - 0.3 }) else { return nil }
    let p = best.point.map { exp($0) }
    return BetaGeometric(
      r: p[0], alpha: p[1], a: p[2], b: p[3], logLikelihood: -best.value * likelihood.customers,
      customers: Int(likelihood.customers), unit: unit)
  }

  /// The same customers with days rounded to multiples of `step`.
  private static func rounded(_ histories: [PurchaseHistory], to step: Int32) -> [PurchaseHistory] {
    func round(_ days: Int32) -> Int32 { (days + step / 2) / step * step }
    var keys = histories.map { history in
      (UInt64(history.repeats) << 40 | UInt64(round(history.last)) << 20 | UInt64(round(history.age)), history.customers)
    }
    keys.sort { $0.0 < $1.0 }
    var result: [PurchaseHistory] = []
    var last: UInt64?
    for (key, customers) in keys {
      if key == last {
        result[result.count - 1].customers += customers
      } else {
        result.append(
          PurchaseHistory(
            repeats: Int32(key >> 40), last: Int32(key >> 20 & 0xF_FFFF), age: Int32(key & 0xF_FFFF), customers: customers))
        last = key
      }
    }
    return result
  }

  /// The log-likelihood of these parameters for these customers.
  public func logLikelihood(of histories: [PurchaseHistory]) -> Double {
    var likelihood = Likelihood(histories, unit: unit)
    return -likelihood.evaluate([r, alpha, a, b].map { log($0) }).value * likelihood.customers
  }

  /// The mean negative log-likelihood of a customer and its gradient, by the logarithms of the parameters.
  ///
  /// Histories have few different numbers of repeats and days, so everything that depends on one of them alone is worked
  /// out once for each evaluation, and a history costs one exponential and one logarithm.
  private struct Likelihood {
    /// Logarithms of parameters beyond which the data does not determine them.
    static let bound = 9.5
    let customers: Double
    private let cells: [(x: Int32, last: Int32, age: Int32, weight: Double)]
    private let repeats: [Double]
    private let unit: Double
    private var logs: [Double]
    private var inverses: [Double]
    private var terms: [(base: Double, byR: Double, byA: Double, byB: Double, gone: Double)]

    init(_ histories: [PurchaseHistory], unit: Double) {
      self.unit = unit
      customers = histories.reduce(0) { $0 + Double($1.customers) }
      let values = Set(histories.map(\.repeats)).sorted()
      let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, Int32($0)) })
      repeats = values.map(Double.init)
      cells = histories.map { (places[$0.repeats] ?? 0, $0.last, $0.age, Double($0.customers)) }
      let days = Int(histories.reduce(0) { max($0, $1.age) }) + 1
      logs = [Double](repeating: 0, count: days)
      inverses = logs
      terms = repeats.map { _ in (0, 0, 0, 0, 0) }
    }

    mutating func evaluate(_ point: [Double]) -> (value: Double, gradient: [Double]) {
      let (r, alpha, a, b) = (exp(point[0]), exp(point[1]), exp(point[2]), exp(point[3]))
      guard point.allSatisfy({ abs($0) <= Likelihood.bound }) else {
        return (.infinity, [0, 0, 0, 0])
      }
      for day in logs.indices {
        let time = alpha + Double(day) / unit
        logs[day] = log(time)
        inverses[day] = 1 / time
      }
      let (gammaR, gammaB, gammaAB) = (GammaFunction.log(r), GammaFunction.log(b), GammaFunction.log(a + b))
      let (psiR, psiB, psiAB) = (GammaFunction.digamma(r), GammaFunction.digamma(b), GammaFunction.digamma(a + b))
      let logAlpha = point[1]
      for (place, x) in repeats.enumerated() {
        let both = GammaFunction.digamma(a + b + x)
        terms[place] = (
          base: GammaFunction.log(r + x) - gammaR + r * logAlpha + gammaAB + GammaFunction.log(b + x) - gammaB
            - GammaFunction.log(a + b + x),
          byR: GammaFunction.digamma(r + x) - psiR + logAlpha, byA: psiAB - both,
          byB: psiAB + GammaFunction.digamma(b + x) - psiB - both, gone: x > 0 ? log(a) - log(b + x - 1) : -.infinity
        )
      }
      var value = 0.0
      var (byR, byAlpha, byA, byB) = (0.0, 0.0, 0.0, 0.0)
      for cell in cells {
        let term = terms[Int(cell.x)]
        let x = repeats[Int(cell.x)]
        let still = -(r + x) * logs[Int(cell.age)]
        if x == 0 {
          value += cell.weight * (term.base + still)
          byR += cell.weight * (term.byR - logs[Int(cell.age)])
          byAlpha += cell.weight * (r / alpha - r * inverses[Int(cell.age)])
          byA += cell.weight * term.byA
          byB += cell.weight * term.byB
          continue
        }
        let gone = term.gone - (r + x) * logs[Int(cell.last)]
        // Below 1e-16 it adds nothing, and most of those who bought often and lately lie there.
        let odds = gone - still < -37 ? 0 : exp(gone - still)
        let here = 1 / (1 + odds)
        let left = 1 - here
        value += cell.weight * (term.base + still + (odds == 0 ? 0 : log(1 + odds)))
        byR += cell.weight * (term.byR - here * logs[Int(cell.age)] - left * logs[Int(cell.last)])
        byAlpha += cell.weight
          * (r / alpha - (r + x) * (here * inverses[Int(cell.age)] + left * inverses[Int(cell.last)]))
        byA += cell.weight * (term.byA + left / a)
        byB += cell.weight * (term.byB - left / (b + x - 1))
      }
      return (-value / customers, [-r * byR, -alpha * byAlpha, -a * byA, -b * byB].map { $0 / customers })
    }
  }
}

/// Where a function is least, with the inverse of its second derivatives there as BFGS has it.
struct Minimum {
  var point: [Double]
  var value: Double
  var inverse: [[Double]]
}

/// A minimum by BFGS with a backtracking line search (Nocedal and Wright, "Numerical Optimization", 2006, chapter 6);
/// `nil` where 300 steps do not reach a gradient near 0. `tolerance` is the size of the gradient's parts to stop at,
/// `inverse` what is known of the inverse second derivatives at the start.
func minimize(
  _ start: [Double], inverse known: [[Double]]? = nil, tolerance: Double,
  _ function: ([Double]) -> (value: Double, gradient: [Double])
) -> Minimum? {
  let count = start.count
  func dot(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
  func size(_ x: [Double]) -> Double { x.reduce(0) { max($0, abs($1)) } }
  let identity = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0 } }
  var inverse = known ?? identity
  var point = start
  var (value, gradient) = function(start)
  guard value.isFinite else { return nil }
  var isFresh = known == nil
  for _ in 0..<300 {
    if size(gradient) < tolerance { return Minimum(point: point, value: value, inverse: inverse) }
    var step = inverse.map { -dot($0, gradient) }
    if dot(step, gradient) >= 0 {
      inverse = identity
      step = gradient.map { -$0 }
    }
    let longest = size(step)
    if longest > 2 { step = step.map { $0 * 2 / longest } }
    var length = 1.0
    var (next, found) = (point, (value: value, gradient: gradient))
    while length > 1e-9 {
      next = zip(point, step).map { $0 + length * $1 }
      found = function(next)
      if found.value.isFinite, found.value <= value + 1e-4 * length * dot(step, gradient) { break }
      // Close to the minimum the values differ by less than their last digits; the gradient then tells.
      if abs(found.value - value) <= 1e-12 * (1 + abs(value)), size(found.gradient) < 0.5 * size(gradient) { break }
      length /= 2
    }
    // Without a smaller value the search is at the limit of the numbers' digits.
    guard length > 1e-9 else {
      return size(gradient) < 1e-5 ? Minimum(point: point, value: value, inverse: inverse) : nil
    }
    let moved = zip(next, point).map { $0 - $1 }
    let change = zip(found.gradient, gradient).map { $0 - $1 }
    let curvature = dot(moved, change)
    if curvature > 1e-18 {
      if isFresh {
        let scale = curvature / dot(change, change)
        inverse = identity.map { $0.map { $0 * scale } }
        isFresh = false
      }
      let product = inverse.map { dot($0, change) }
      let factor = (1 + dot(change, product) / curvature) / curvature
      for row in 0..<count {
        for column in 0..<count {
          inverse[row][column] +=
            factor * moved[row] * moved[column] - (product[row] * moved[column] + moved[row] * product[column]) / curvature
        }
      }
    }
    (point, value, gradient) = (next, found.value, found.gradient)
  }
  return size(gradient) < 1e-6 ? Minimum(point: point, value: value, inverse: inverse) : nil
}
