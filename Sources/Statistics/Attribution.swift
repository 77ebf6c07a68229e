/// A way to credit the touches before a conversion with it.
public enum AttributionModel: String, CaseIterable, Sendable {
  /// All to the first touch, all to the last, equal parts.
  case first, last, linear
  /// 40 % to the first, 40 % to the last, 20 % in equal parts to those between; halves for two touches.
  case position
  /// A touch counts half as much for every `AttributionTally.halfLife` that it lies before the conversion.
  case decay
  /// By the removal effects of a first-order Markov chain.
  case markov
  /// By Shapley values of the game in which a set of channels earns the conversions of the paths that need no other.
  case shapley
}

/// What each channel is credited with, by the channels' numbers; adds up to what was tallied.
public struct AttributionCredits: Sendable, Equatable {
  public var conversions: [Double]
  /// In the unit of the values that were tallied.
  public var value: [Double]
}

/// Paths of touches, added up as far as every model of attribution needs them: paths themselves are not kept, so
/// that a million of them cost no memory.
public struct AttributionTally: Sendable {
  /// In days, or in touches where a path has no times.
  public static let halfLife = 7.0

  public let channels: Int
  public private(set) var conversions = 0.0
  public private(set) var value = 0.0
  /// Paths that ended without a conversion.
  public private(set) var nulls = 0.0
  /// By channel: paths (converted or not) that have it.
  public private(set) var reach: [Double]
  /// Conversions whose path has exactly one channel.
  public private(set) var alone = 0.0
  /// Touches of converted paths.
  public private(set) var touches = 0.0

  /// By rule (`first` … `decay`, then Shapley) and channel.
  private var credits: [AttributionCredits]
  /// Steps between states: the start, the channels, conversion, no conversion. Row by row.
  private var steps: [Double]
  private var weights: [Double] = []
  private var lastPath: [Int]
  private var paths = 0

  private static let rules: [AttributionModel] = [.first, .last, .linear, .position, .decay, .shapley]

  /// For channels numbered from 0.
  public init(channels: Int) {
    self.channels = channels
    let none = [Double](repeating: 0, count: channels)
    reach = none
    credits = AttributionTally.rules.map { _ in AttributionCredits(conversions: none, value: none) }
    steps = [Double](repeating: 0, count: (channels + 3) * (channels + 3))
    lastPath = [Int](repeating: -1, count: channels)
  }

  /// Adds a path: its channels in order of time (at least one, each within `0..<channels`), how often it ended in a
  /// conversion, what those were worth together, and how often it ended without. `ages` are the days from each touch
  /// to the conversion, not negative; without them touches are counted, the last one being 0.
  public mutating func add(_ path: [Int], ages: [Double]? = nil, conversions: Double, value: Double = 0, nulls: Double = 0) {
    precondition(!path.isEmpty && path.allSatisfy { $0 >= 0 && $0 < channels }, "a path names known channels")
    precondition(ages.map { $0.count == path.count } ?? true, "every touch has an age, or none has")
    let weight = conversions + nulls
    guard weight > 0, conversions >= 0, nulls >= 0 else { return }
    self.nulls += nulls
    let width = channels + 3
    var state = 0
    for channel in path {
      steps[state * width + channel + 1] += weight
      state = channel + 1
    }
    steps[state * width + channels + 1] += conversions
    steps[state * width + channels + 2] += nulls

    paths += 1
    var distinct = 0
    for channel in path where lastPath[channel] != paths {
      lastPath[channel] = paths
      distinct += 1
      reach[channel] += weight
    }
    guard conversions > 0 else { return }
    self.conversions += conversions
    self.value += value
    touches += conversions * Double(path.count)
    if distinct == 1 { alone += conversions }

    func give(_ rule: Int, _ channel: Int, _ part: Double) {
      credits[rule].conversions[channel] += conversions * part
      credits[rule].value[channel] += value * part
    }
    let last = path.count - 1
    give(0, path[0], 1)
    give(1, path[last], 1)
    let equal = 1 / Double(path.count)
    for channel in path { give(2, channel, equal) }
    switch path.count {
    case 1: give(3, path[0], 1)
    case 2:
      give(3, path[0], 0.5)
      give(3, path[1], 0.5)
    default:
      let middle = 0.2 / Double(path.count - 2)
      for index in path.indices { give(3, path[index], index == 0 || index == last ? 0.4 : middle) }
    }
    weights.removeAll(keepingCapacity: true)
    var sum = 0.0
    // Ages count from the nearest touch, so that a path of long ago does not vanish as a whole.
    let nearest = ages?.min() ?? 0
    for index in path.indices {
      let age = ages.map { $0[index] - nearest } ?? Double(last - index)
      let weight = halved(age / AttributionTally.halfLife)
      weights.append(weight)
      sum += weight
    }
    for index in path.indices { give(4, path[index], weights[index] / sum) }
    // The game is a sum of games in which the channels of one path earn its conversions together, so that the Shapley
    // value is an equal part for each of them (Zhao, Mahboobi and Bagheri, "Shapley Value Methods for Attribution
    // Modeling in Online Advertising", 2018): exact for any number of channels.
    let part = 1 / Double(distinct)
    for channel in path where lastPath[channel] == paths {
      lastPath[channel] = 0
      give(5, channel, part)
    }
  }

  /// `nil` where nothing converted.
  public func credits(_ model: AttributionModel) -> AttributionCredits? {
    guard conversions > 0 else { return nil }
    if let place = AttributionTally.rules.firstIndex(of: model) { return credits[place] }
    guard let effects = removalEffects() else { return nil }
    let sum = effects.reduce(0, +)
    guard sum > 0 else { return nil }
    return AttributionCredits(
      conversions: effects.map { conversions * ($0 / sum) }, value: effects.map { value * ($0 / sum) })
  }

  /// By channel, the part of conversions that would be lost if whoever comes to the channel left for good.
  public func removalEffects() -> [Double]? { markovRemovalEffects(steps: steps, channels: channels) }
}

/// 2 to the power of −`times`, by squaring and halving alone for whole numbers, so that it is the same everywhere.
private func halved(_ times: Double) -> Double {
  guard times > 0 else { return 1 }
  guard times < 1000 else { return 0 }
  // The series of e^y for y = −ln 2 · fraction, |y| < 0.7: 20 terms are exact to the last digit.
  let whole = times.rounded(.down)
  let y = -0.693_147_180_559_945_309 * (times - whole)
  var term = 1.0
  var sum = 1.0
  for n in 1...20 {
    term *= y / Double(n)
    sum += term
  }
  return sum * Double(sign: .plus, exponent: -Int(whole), significand: 1)
}
