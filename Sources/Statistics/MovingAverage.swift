/// Where the window of a moving average lies around its value.
public enum WindowAlignment: Sendable {
  /// The value and those before it.
  case trailing
  /// As many before the value as after it; an even window is widened by half a value at either end, each of the two
  /// counting half.
  case centred
}

/// The moving average of a series over `window` values, at least 1.
///
/// Missing values are left out of their windows; a window that holds fewer than `minimum` values has no average
/// (`nil`), nor has one that reaches beyond the ends of the series. `minimum` is the whole window unless given. The
/// centred average over an even number of values is the 2×n average of seasonal decomposition (Hyndman and
/// Athanasopoulos, "Forecasting: Principles and Practice", section 3.3).
public func movingAverage(
  _ values: [Double?], window: Int, alignment: WindowAlignment = .trailing, minimum: Int? = nil
) -> [Double?] {
  guard window >= 1 else { return values.map { _ in nil } }
  let isHalved = alignment == .centred && window % 2 == 0
  let width = isHalved ? window + 1 : window
  let before = alignment == .trailing ? window - 1 : width / 2
  let needed = min(minimum ?? width, width)
  return values.indices.map { index -> Double? in
    let first = index - before
    let last = first + width - 1
    guard first >= 0, last < values.count else { return nil }
    var sum = 0.0
    var weight = 0.0
    var count = 0
    for place in first...last {
      guard let value = values[place] else { continue }
      let share = isHalved && (place == first || place == last) ? 0.5 : 1
      sum += value * share
      weight += share
      count += 1
    }
    guard count > 0, count >= needed else { return nil }
    let average = sum / weight
    return average.isFinite ? average : nil
  }
}
