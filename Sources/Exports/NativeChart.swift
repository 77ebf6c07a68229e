import Charts
import Values

/// A chart as spreadsheets and presentations draw it themselves: a grid of figures, and which of its columns are drawn
/// how. Charts that such programs do not know (flows, calendars, heat tables) have none.
struct NativeChart: Sendable {
  enum Kind: Sendable, Equatable {
    case columns, bars, lines, radar
    /// Each series has an x column of its own.
    case scatter
  }

  enum Stacking: Sendable { case none, stacked, percent }

  struct Series: Sendable {
    var name: String
    /// Of the grid.
    var column: Int
    /// Only of a scatter.
    var xColumn: Int?
    /// RRGGBB.
    var color: String
    var isDashed = false
    /// Takes its place and is not seen: what a waterfall's steps stand on.
    var isHidden = false
    /// Dots without a line, or a line without dots; of a scatter.
    var isLine = false
    /// Drawn as a line over the columns, on a scale of shares at the right.
    var isShareLine = false
    /// Figures are printed at the bars or points.
    var hasLabels = false
    /// Texts printed instead of the figures, by row.
    var labels: [String] = []
    /// Ends of intervals around the figure, as columns of the grid.
    var interval: (low: Int, high: Int)?
  }

  var kind: Kind
  var stacking = Stacking.none
  var grid: FigureGrid
  var series: [Series]
  var unit: NumberUnit
  /// Whether categories run from the top of lying bars, as they are read.
  var isReversed = false
  var xName: String?
  var yName: String?
  var xUnit: NumberUnit?
  /// Whether a line has a value with gaps on both sides, which only a dot can show.
  func hasLonePoints(_ series: Series) -> Bool {
    let isKnown = grid.rows.map { series.column < $0.count && $0[series.column].number != nil }
    return isKnown.indices.contains { index in
      isKnown[index] && !(index > 0 && isKnown[index - 1]) && !(index + 1 < isKnown.count && isKnown[index + 1])
    }
  }

  /// The room between bars in percent of one: a lone bar is no wall.
  var gap: Int { grid.rows.count <= 2 ? 180 : 60 }

  /// Whether a name has to tell several series apart.
  var hasLegend: Bool { series.count { !$0.isHidden } > 1 }
}

extension Chart {
  /// `nil` where there is nothing to draw natively; the figures may still be had as a grid.
  func native(_ text: ExportText) -> NativeChart? {
    guard var chart = draft(text), !chart.grid.rows.isEmpty, !chart.series.isEmpty else { return nil }
    // A chart without a figure is an empty frame.
    let hasFigure = chart.series.contains { series in
      !series.isHidden && chart.grid.rows.contains { series.column < $0.count && $0[series.column].number != nil }
    }
    guard hasFigure else { return nil }
    chart.series = Array(chart.series.prefix(24))
    return chart
  }

  private func draft(_ text: ExportText) -> NativeChart? {
    guard let grid = grid(text) else { return nil }
    switch self {
    case .line(let chart): return chart.native(grid)
    case .bar(let chart): return chart.native(grid)
    case .funnel(let chart):
      let series = NativeChart.Series(name: grid.columns[1], column: 1, color: Ink.series[0], hasLabels: true)
      return NativeChart(kind: .bars, grid: grid, series: [series], unit: chart.frame.unit, isReversed: true)
    case .bullet:
      let series = NativeChart.Series(name: grid.columns[4], column: 4, color: Ink.series[0], hasLabels: true)
      return NativeChart(kind: .bars, grid: grid, series: [series], unit: .ratio, isReversed: true)
    case .diagram(.radar(let chart)):
      return NativeChart(
        kind: .radar, grid: grid, series: lines(chart.series), unit: chart.frame.unit)
    case .diagram, .gantt: return nil
    case .plot(let plot): return plot.native(grid, text)
    }
  }
}

private func lines(_ series: [ChartSeries]) -> [NativeChart.Series] {
  series.enumerated().map { index, item in
    NativeChart.Series(name: item.name, column: index + 1, color: Ink.series(item.slot ?? index), isLine: true)
  }
}

extension LineChart {
  fileprivate func native(_ grid: FigureGrid) -> NativeChart {
    var all = lines(series)
    for (index, reference) in references.enumerated() {
      all.append(
        NativeChart.Series(
          name: reference.name, column: 1 + series.count + index,
          color: reference.kind == .target ? Ink.accent : Ink.strongLine, isDashed: true, isLine: true))
    }
    return NativeChart(kind: .lines, grid: grid, series: all, unit: frame.unit)
  }
}

extension BarChart {
  fileprivate func native(_ grid: FigureGrid) -> NativeChart {
    let isLying: Bool =
      switch direction {
      case .upright: false
      case .lying: true
      case .automatic: categories.count > 7 || categories.contains { textWidth($0) > 6 }
      }
    var all = series.enumerated().map { index, item in
      NativeChart.Series(
        name: item.name, column: index + 1, color: Ink.series(item.slot ?? index),
        hasLabels: series.count == 1 && categories.count <= 12)
    }
    if !targets.isEmpty {
      all.append(
        NativeChart.Series(name: grid.columns[1 + series.count], column: 1 + series.count, color: Ink.strongLine))
    }
    return NativeChart(
      kind: isLying ? .bars : .columns,
      stacking: arrangement == .grouped ? .none : arrangement == .stacked ? .stacked : .percent, grid: grid, series: all,
      unit: frame.unit, isReversed: isLying)
  }
}

extension Plot {
  fileprivate func native(_ grid: FigureGrid, _ text: ExportText) -> NativeChart? {
    switch self {
    case .waterfall(let chart): return chart.native(text)
    case .scatter(let chart): return chart.native(text)
    case .pareto(let chart):
      guard !chart.ranked.isEmpty else { return nil }
      return NativeChart(
        kind: .columns, grid: grid,
        series: [
          NativeChart.Series(name: chart.frame.subject, column: 1, color: Ink.series[0]),
          NativeChart.Series(name: grid.columns[3], column: 3, color: Ink.accent, isLine: true, isShareLine: true),
        ], unit: chart.frame.unit)
    case .calendar(let chart):
      return NativeChart(
        kind: .columns, grid: grid,
        series: [NativeChart.Series(name: chart.frame.subject, column: 1, color: Ink.series[0])], unit: chart.frame.unit)
    case .intervals(let chart):
      let series = NativeChart.Series(
        name: grid.columns[1], column: 1, color: Ink.series[0], hasLabels: true, interval: (2, 3))
      return NativeChart(kind: .bars, grid: grid, series: [series], unit: chart.frame.unit, isReversed: true)
    case .heat, .sankey: return nil
    }
  }
}

extension WaterfallChart {
  /// Steps on an unseen base. Where a level is below zero, or missing, the plain values are drawn.
  fileprivate func native(_ text: ExportText) -> NativeChart {
    var level = 0.0
    var rows: [[FigureGrid.Cell]] = []
    var isSound = true
    for step in steps {
      guard let value = step.value, value.isFinite else {
        isSound = false
        rows.append([.text(step.name), .number(nil, frame.unit)])
        continue
      }
      let before = step.isTotal ? 0 : level
      level = step.isTotal ? value : level + value
      if level < 0 || before < 0 { isSound = false }
      func cell(_ value: Double, _ isShown: Bool) -> FigureGrid.Cell { .number(isShown ? value : nil, frame.unit) }
      rows.append([
        .text(step.name), .number(value, frame.unit), cell(min(before, level), !step.isTotal), cell(level, step.isTotal),
        cell(value, !step.isTotal && value >= 0), cell(-value, !step.isTotal && value < 0),
      ])
    }
    let names = [
      text.charts.category, text.charts.actual, text.pick("起点", "Base"), text.charts.total,
      text.pick("增加", "Increase"), text.pick("减少", "Decrease"),
    ]
    guard isSound else {
      let grid = FigureGrid(columns: Array(names.prefix(2)), rows: rows.map { Array($0.prefix(2)) })
      let series = NativeChart.Series(name: names[1], column: 1, color: Ink.series[0], hasLabels: true)
      return NativeChart(kind: .columns, grid: grid, series: [series], unit: frame.unit)
    }
    let series = [
      NativeChart.Series(name: names[2], column: 2, color: Ink.paper, isHidden: true),
      NativeChart.Series(name: names[3], column: 3, color: Ink.series[0], hasLabels: true),
      NativeChart.Series(name: names[4], column: 4, color: Ink.good, hasLabels: true),
      NativeChart.Series(name: names[5], column: 5, color: Ink.bad, hasLabels: true),
    ]
    return NativeChart(
      kind: .columns, stacking: .stacked, grid: FigureGrid(columns: names, rows: rows), series: series, unit: frame.unit)
  }
}

extension ScatterChart {
  /// The points, then each curve in two columns of its own.
  fileprivate func native(_ text: ExportText) -> NativeChart {
    var grid = FigureGrid(
      columns: [text.charts.category, x.name, y.name],
      rows: points.map { point in
        let isKnown = (point.x?.isFinite ?? false) && (point.y?.isFinite ?? false)
        return [
          .text(point.name), .number(isKnown ? point.x : nil, x.unit), .number(isKnown ? point.y : nil, y.unit),
        ]
      })
    var series = [
      NativeChart.Series(
        name: frame.subject, column: 2, xColumn: 1, color: Ink.series[0], hasLabels: points.count <= 20,
        labels: points.map(\.name))
    ]
    for (index, curve) in curves.prefix(8).enumerated() {
      let places = curve.points
      let first = grid.columns.count
      grid.columns += [curve.name + " x", curve.name + " y"]
      for row in 0..<max(grid.rows.count, places.count) {
        if row == grid.rows.count { grid.rows.append([.text("")]) }
        while grid.rows[row].count < first { grid.rows[row].append(.number(nil, x.unit)) }
        grid.rows[row].append(.number(row < places.count ? places[row].x : nil, x.unit))
        grid.rows[row].append(.number(row < places.count ? places[row].y : nil, y.unit))
      }
      series.append(
        NativeChart.Series(
          name: curve.name, column: first + 1, xColumn: first,
          color: curve.isReference ? Ink.strongLine : Ink.series(curve.slot ?? index + 1), isDashed: curve.isReference,
          isLine: true))
    }
    return NativeChart(
      kind: .scatter, grid: grid, series: series, unit: y.unit, xName: x.name, yName: y.name, xUnit: x.unit)
  }
}
