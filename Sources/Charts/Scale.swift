import Values

/// A value axis: round steps, at most five of them drawn, and where a value lies between its ends.
struct ValueScale {
  let ticks: [Double]
  let format: AxisFormat
  let lower: Double
  let upper: Double

  /// An axis that covers all `values`, and zero when `fromZero`. Whole steps for counts.
  init(_ values: some Sequence<Double>, fromZero: Bool, unit: NumberUnit, style: NumberStyle) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
    if low > high { (low, high) = (0, 0) }
    if fromZero { (low, high) = (min(low, 0), max(high, 0)) }
    if high - low < max(1e-300, max(abs(low), abs(high)) * 1e-12) {
      // All values are one: room around it, so that it is not drawn on the frame.
      let room = abs(high) < 1e-300 ? (unit == .ratio ? 0.01 : 1) : abs(high) * 0.1
      if low != 0 || fromZero == false && high != 0 { low -= room }
      high += room
    }
    let whole = unit == .count || unit == .days || unit == .seconds
    let step = ValueScale.step(low: low, high: high, whole: whole)
    let first = (low / step + 1e-9).rounded(.down)
    let last = (high / step - 1e-9).rounded(.up)
    lower = first * step
    upper = last * step
    var ticks: [Double] = []
    for index in 0...max(1, min(4, Int(last - first))) { ticks.append((first + Double(index)) * step) }
    self.ticks = ticks
    format = AxisFormat(maximum: max(abs(lower), abs(upper)), step: step, unit: unit, style: style)
  }

  /// 0 at the lower end, 1 at the upper.
  func position(_ value: Double) -> Double {
    let span = upper - lower
    return span > 0 ? min(1, max(0, (value - lower) / span)) : 0
  }

  /// The smallest of 1, 2, 2.5, 5 times a power of ten by which four steps cover the range.
  private static func step(low: Double, high: Double, whole: Bool) -> Double {
    var power = 1.0
    let wanted = (high - low) / 4
    while power * 10 <= wanted { power *= 10 }
    while power > wanted, power > 1e-300 { power /= 10 }
    if whole { power = max(power, 1) }
    for _ in 0..<3 {
      for factor in [1, 2, 2.5, 5.0] where !whole || power >= 10 || factor != 2.5 {
        let step = factor * power
        let lines = (high / step - 1e-9).rounded(.up) - (low / step + 1e-9).rounded(.down)
        if lines <= 4 { return step }
      }
      power *= 10
    }
    return power
  }
}

/// A value fit to be drawn: `nil` for what is missing, not a number, infinite, or beyond any figure's size.
func drawable(_ value: Double?) -> Double? {
  guard let value, abs(value) < 1e290 else { return nil }
  return value
}

extension ChartSeries {
  func value(_ index: Int) -> Double? {
    index < values.count ? drawable(values[index]) : nil
  }
}

/// Moves intervals of `size`, given by their centres, apart so that none overlap and all stay within `low...high` as
/// far as there is room; the order is kept. Returns the new centres in the order given.
func pushedApart(_ centres: [Double], size: Double, low: Double, high: Double) -> [Double] {
  let order = centres.indices.sorted { (centres[$0], $0) < (centres[$1], $1) }
  var placed = order.map { min(max(centres[$0], low + size / 2), high - size / 2) }
  for index in placed.indices.dropFirst() { placed[index] = max(placed[index], placed[index - 1] + size) }
  // What was pushed beyond the end goes back, and takes its neighbours along.
  if let last = placed.last, last > high - size / 2 {
    placed[placed.count - 1] = high - size / 2
    for index in placed.indices.dropLast().reversed() {
      placed[index] = min(placed[index], placed[index + 1] - size)
    }
  }
  var result = centres
  for (index, original) in order.enumerated() { result[original] = placed[index] }
  return result
}

/// The first row for each interval, in the order given, in which it touches no earlier one.
func rows(for intervals: [(start: Double, end: Double)], gap: Double) -> [Int] {
  var taken: [[(start: Double, end: Double)]] = []
  return intervals.map { interval in
    let row =
      taken.firstIndex { row in
        row.allSatisfy { interval.end + gap <= $0.start || $0.end + gap <= interval.start }
      } ?? taken.count
    if row == taken.count { taken.append([]) }
    taken[row].append(interval)
    return row
  }
}
