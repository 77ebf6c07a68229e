/// The removal effect of each channel in an absorbing Markov chain of first order: the part of conversions that
/// would be lost if whoever comes to the channel left without converting (Anderl, Becker, von Wangenheim and
/// Schumann, "Mapping the customer journey", International Journal of Research in Marketing 33, 2016).
///
/// `steps` counts steps between the states start, channels, conversion, no conversion, row by row. The chain is
/// solved, not simulated. With the fundamental matrix N of the transient states the chance to come to channel i at
/// all is N(start, i) / N(i, i), and what goes through i and converts is that times the chance to convert from i
/// (Kemeny and Snell, "Finite Markov Chains", 1960, theorems 3.3.7 and 3.5.4), so that one inverse serves for all
/// channels. A channel without steps has the effect 0. `nil` where nothing converts.
public func markovRemovalEffects(steps: [Double], channels: Int) -> [Double]? {
  let width = channels + 3
  precondition(steps.count == width * width, "the matrix is square")
  let size = channels + 1
  // I − Q, and the chance to convert at once.
  var matrix = [Double](repeating: 0, count: size * size)
  var converting = [Double](repeating: 0, count: size)
  for row in 0..<size {
    var sum = 0.0
    for column in 0..<width { sum += steps[row * width + column] }
    for column in 0..<size {
      let chance = sum > 0 ? steps[row * width + column] / sum : 0
      matrix[row * size + column] = (row == column ? 1 : 0) - chance
    }
    converting[row] = sum > 0 ? steps[row * width + channels + 1] / sum : 0
  }
  guard let fundamental = inverse(matrix, size: size) else { return nil }
  func chance(from row: Int) -> Double {
    var chance = 0.0
    for column in 0..<size { chance += fundamental[row * size + column] * converting[column] }
    return chance
  }
  let all = chance(from: 0)
  guard all > 0 else { return nil }
  return (1..<size).map { state in
    let coming = fundamental[state] / fundamental[state * size + state]
    return max(0, coming * chance(from: state) / all)
  }
}
