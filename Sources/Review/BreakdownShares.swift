import Charts
import Metrics
import Values

extension Writer {
  /// What a whole is made of, the campaign's under the baseline's as two stacked bars; `nil` where the baseline cannot be
  /// split the same way, or a part is negative.
  func shareChart(_ part: DimensionPart) -> Chart? {
    guard facts.frame.baseline != nil, (2...12).contains(part.values.count) else { return nil }
    let before = facts.breakdown(of: part.measure, by: part.dimension, in: .baseline)
    let rows = part.breakdown.rows + before.rows
    guard before.total.value.map({ $0.double > 0 }) ?? false, before.rows.contains(where: { $0.share != nil }),
      rows.allSatisfy({ ($0.amount?.double ?? 0) >= 0 })
    else { return nil }
    func amount(_ breakdown: Breakdown, _ value: String?) -> Double? {
      breakdown.rows.first { $0.value == value }?.amount?.double
    }
    // Five with a colour of their own; the others, and what has no label, together.
    let named = Array(part.values.prefix(part.values.count > 6 ? 5 : 6))
    var series = named.enumerated().map { slot, value in
      ChartSeries(name: value, values: [amount(before, value), amount(part.breakdown, value)], slot: slot)
    }
    let rest = [before, part.breakdown].map { breakdown in
      breakdown.rows.filter { row in row.value.map { !named.contains($0) } ?? true }.compactMap(\.amount).sum()?.double
    }
    if rest.contains(where: { ($0 ?? 0) > 0 }) {
      let all = part.breakdown.rows + before.rows
      let isUnlabelled = all.allSatisfy { row in row.value.map { named.contains($0) } ?? true }
      series.append(ChartSeries(name: isUnlabelled ? label(nil) : pick("其他", "Other"), values: rest, slot: 5))
    }
    let moved = named.compactMap { value -> (value: String, from: Double, to: Double)? in
      guard let from = before.rows.first(where: { $0.value == value })?.share,
        let to = part.breakdown.rows.first(where: { $0.value == value })?.share
      else { return nil }
      return (value, from, to)
    }.max { abs($0.to - $0.from) < abs($1.to - $1.from) }
    guard let moved else { return nil }
    let measure = name(part.measure)
    let finding: String
    if abs(moved.to - moved.from) < 0.01 {
      finding = pick("\(measure)的构成与基准期相近", "The make-up of \(nameInside(part.measure)) is much as in the baseline")
    } else {
      let rose = moved.to > moved.from
      finding = pick(
        "\(datum(moved.value))在\(measure)中的占比从\(percent(moved.from))\(rose ? "升" : "降")到\(percent(moved.to))",
        "The share of \(moved.value) in \(nameInside(part.measure)) \(rose ? "rose" : "fell") from \(percent(moved.from)) to \(percent(moved.to))")
    }
    return .bar(
      BarChart(
        frame: ChartFrame(
          finding: finding,
          subject: pick(
            "\(measure)按\(dimension(part.dimension))的构成", "\(measure) by \(Words.lowered(dimension(part.dimension))), as shares"),
          unit: part.unit.numberUnit, source: source(part.breakdown.total)),
        categories: [pick("基准期", "Baseline"), pick("活动期", "Campaign")], series: series, arrangement: .shares,
        direction: .lying))
  }
}
