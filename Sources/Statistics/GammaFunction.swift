import Glibc

/// The gamma function's logarithm and its derivative, for positive arguments.
enum GammaFunction {
  /// ln Γ(x) for x > 0, to about 1e-15 of its size; `.nan` otherwise.
  ///
  /// Stirling's series (Abramowitz and Stegun 6.1.41) from 10 on; smaller arguments are moved there by the recurrence.
  static func log(_ x: Double) -> Double {
    guard x > 0 else { return .nan }
    var (z, product) = (x, 1.0)
    while z < 10 {
      product *= z
      z += 1
    }
    let square = 1 / (z * z)
    var series = 1.0 / 156 * square
    for coefficient in [-691.0 / 360_360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360] {
      series = (series + coefficient) * square
    }
    let tail = (series + 1.0 / 12) / z
    return (z - 0.5) * Glibc.log(z) - z + 0.918_938_533_204_672_74 + tail - Glibc.log(product)
  }

  /// ψ(x), the derivative of ln Γ, for x > 0; `.nan` otherwise. Abramowitz and Stegun 6.3.18 with the recurrence 6.3.5.
  static func digamma(_ x: Double) -> Double {
    guard x > 0 else { return .nan }
    var (z, sum) = (x, 0.0)
    while z < 10 {
      sum -= 1 / z
      z += 1
    }
    let square = 1 / (z * z)
    var series = 691.0 / 32_760 * square
    for coefficient in [-1.0 / 132, 1.0 / 240, -1.0 / 252, 1.0 / 120, -1.0 / 12] {
      series = (series + coefficient) * square
    }
    return sum + Glibc.log(z) - 0.5 / z + series
  }
}

/// Gauss's hypergeometric function ₂F₁(a, b; c; z) for 0 ≤ z < 1 by its series (Abramowitz and Stegun 15.1.1).
///
/// `.nan` for other z, for a c that is 0 or a negative integer, and where 100,000 terms do not settle it.
func hypergeometric(_ a: Double, _ b: Double, _ c: Double, _ z: Double) -> Double {
  guard z >= 0, z < 1, !(c <= 0 && c == c.rounded()) else { return .nan }
  var (term, sum, n) = (1.0, 1.0, 0.0)
  while n < 100_000 {
    term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
    sum += term
    n += 1
    if abs(term) <= 1e-16 * abs(sum) { return sum }
  }
  return .nan
}
