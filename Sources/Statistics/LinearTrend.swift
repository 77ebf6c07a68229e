/// A straight line through values over time, and how sure its slope is.
public struct LinearTrend: Sendable, Equatable {
  /// Per step.
  public var slope: Double
  public var standardError: Double
  /// How likely a slope at least as steep would be by chance where there is none, to either side.
  public var pValue: Double
  public var count: Int
}

/// Ordinary least squares of values over their places, 0, 1, 2 …; a missing value leaves its place out. The slope is
/// tested by Student's t with `count - 2` degrees of freedom (Draper and Smith, "Applied Regression Analysis", section 1.4).
///
/// `nil` for fewer than four values.
public func linearTrend(_ values: [Double?]) -> LinearTrend? {
  let points = values.enumerated().compactMap { place, value in value.map { (x: Double(place), y: $0) } }
  guard points.count >= 4, let middle = mean(points.map(\.x)), let level = mean(points.map(\.y)) else { return nil }
  let squares = points.reduce(0) { $0 + ($1.x - middle) * ($1.x - middle) }
  let products = points.reduce(0) { $0 + ($1.x - middle) * ($1.y - level) }
  let slope = products / squares
  let rest = points.reduce(0.0) { sum, point in
    let residual = point.y - level - slope * (point.x - middle)
    return sum + residual * residual
  }
  let degrees = Double(points.count - 2)
  let error = (rest / degrees / squares).squareRoot()
  guard slope.isFinite, error.isFinite else { return nil }
  let p = error == 0 ? (slope == 0 ? 1 : 0) : studentTwoSided(slope / error, degrees: degrees)
  return LinearTrend(slope: slope, standardError: error, pValue: p, count: points.count)
}
