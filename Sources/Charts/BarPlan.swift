import Values

/// The figures of a bar chart in the order in which they are drawn, and the axis under them.
struct BarPlan {
  struct Segment {
    /// Index of the series.
    var series: Int
    var start: Double
    var end: Double
    /// The figure itself, which `shares` does not draw.
    var value: Double
  }

  struct Category {
    var name: String
    /// In the order of the series; missing values have none.
    var segments: [Segment]
    /// The sum of what is there; `nil` where nothing is.
    var total: Double?
    var target: Double?
  }

  var categories: [Category]
  let scale: ValueScale
  let looks: [Look]
  /// Whether segments lie on each other.
  let stacked: Bool
  let references: [ReferenceLine]
  /// The unit of the axis: a ratio for `shares`.
  let unit: NumberUnit

  /// `nil` when there is nothing to draw.
  init?(_ chart: BarChart, style: NumberStyle) {
    stacked = chart.arrangement != .grouped
    looks = chart.series.indices.map { Look(chart.series[$0], at: $0) }
    unit = chart.arrangement == .shares ? .ratio : chart.frame.unit
    var categories: [Category] = []
    for (index, name) in chart.categories.enumerated() {
      categories.append(BarPlan.category(chart, index, name))
    }
    guard categories.contains(where: { !$0.segments.isEmpty }) else { return nil }
    categories = chart.drawnOrder.map { categories[$0] }
    references = chart.arrangement == .shares ? [] : chart.references.filter { drawable($0.value) != nil }
    var covered = categories.flatMap { $0.segments.flatMap { [$0.start, $0.end] } }
    covered += categories.compactMap(\.target) + references.map(\.value)
    self.categories = categories
    scale = ValueScale(covered, fromZero: true, unit: unit, style: style)
  }

  private static func category(_ chart: BarChart, _ index: Int, _ name: String) -> Category {
    var segments: [Segment] = []
    var (up, down) = (0.0, 0.0)
    var total: Double?
    let isShares = chart.arrangement == .shares
    let values = chart.series.map { series in
      series.value(index).flatMap { isShares && $0 < 0 ? nil : $0 }
    }
    let whole = isShares ? values.compactMap { $0 }.reduce(0, +) : 1
    for (series, value) in values.enumerated() {
      guard let value, whole > 0 else { continue }
      total = (total ?? 0) + value
      switch chart.arrangement {
      case .grouped:
        segments.append(Segment(series: series, start: 0, end: value, value: value))
      case .stacked, .shares:
        let part = isShares ? value / whole : value
        if part < 0 {
          segments.append(Segment(series: series, start: down, end: down + part, value: value))
          down += part
        } else {
          segments.append(Segment(series: series, start: up, end: up + part, value: value))
          up += part
        }
      }
    }
    let target = isShares || index >= chart.targets.count ? nil : drawable(chart.targets[index])
    return Category(name: name, segments: segments, total: total, target: target)
  }
}
