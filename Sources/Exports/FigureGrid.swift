import Charts
import Metrics
import Review
import Values

/// Figures in rows and columns, as cells of a file.
struct FigureGrid: Sendable {
  enum Cell: Sendable {
    case text(String)
    /// `nil` is missing.
    case number(Double?, NumberUnit)
    case day(Day)

    var number: Double? { if case .number(let value, _) = self { value } else { nil } }

    /// As a reader sees it.
    func text(_ style: NumberStyle) -> String {
      switch self {
      case .text(let text): text
      case .number(let value, let unit): style.full(value, unit)
      case .day(let day): day.iso
      }
    }
  }

  var columns: [String]
  var rows: [[Cell]]

  init(columns: [String], rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }

  init(_ data: ChartData) {
    columns = data.columns
    rows = data.rows.map { row in
      row.map { cell in
        switch cell {
        case .text(let text): Day(text).map(Cell.day) ?? .text(text)
        case .number(let value, let unit): .number(value.flatMap { $0.isFinite ? $0 : nil }, unit)
        }
      }
    }
  }
}

extension Chart {
  /// The figures of a chart; `nil` for drawings of other things than figures.
  func grid(_ text: ExportText) -> FigureGrid? {
    switch self {
    case .line(let chart): chart.grid(text)
    case .bar(let chart): chart.grid(text)
    case .funnel(let chart): chart.grid(text)
    case .bullet(let chart): chart.grid(text)
    case .plot(let plot): FigureGrid(plot.data(text.charts))
    case .diagram(.radar(let chart)): chart.grid(text)
    case .gantt(let chart): chart.grid(text)
    case .diagram: nil
    }
  }

  /// What the chart shows, with its unit: `各渠道的销售额（元）`.
  var subject: String { frame.subject }
}

private func value(_ values: [Double?], _ index: Int) -> Double? {
  guard index < values.count, let value = values[index], value.isFinite else { return nil }
  return value
}

extension GanttChart {
  /// A row for each bar: what is planned and when it happened.
  fileprivate func grid(_ text: ExportText) -> FigureGrid {
    func day(_ day: Day?) -> FigureGrid.Cell { day.map(FigureGrid.Cell.day) ?? .text(NumberStyle.missing) }
    return FigureGrid(
      columns: [
        text.pick("任务", "Task"), text.pick("计划开始", "Planned start"), text.pick("计划完成", "Planned finish"),
        text.pick("实际开始", "Actual start"), text.pick("实际完成", "Actual finish"),
      ],
      rows: rows.flatMap { row in
        row.bars.map { bar in
          [.text(bar.label ?? row.name), day(bar.start), day(bar.end), day(bar.actualStart), day(bar.actualEnd)]
        }
      })
  }
}

extension LineChart {
  fileprivate func grid(_ text: ExportText) -> FigureGrid {
    FigureGrid(
      columns: [labels.isEmpty ? text.charts.date : labelsName ?? text.charts.category] + series.map(\.name)
        + references.map(\.name),
      rows: days.indices.map { index in
        [index < labels.count ? .text(labels[index]) : .day(days[index])]
          + series.map { .number(value($0.values, index), frame.unit) }
          + references.map { .number($0.value, frame.unit) }
      })
  }
}

extension BarChart {
  /// Categories as they are drawn.
  var order: [Int] {
    guard sorted else { return Array(categories.indices) }
    let sums = categories.indices.map { index -> Double in
      let known = series.compactMap { value($0.values, index) }
      return known.isEmpty ? -.infinity : known.reduce(0, +)
    }
    return categories.indices.sorted { sums[$0] != sums[$1] ? sums[$0] > sums[$1] : $0 < $1 }
  }

  fileprivate func grid(_ text: ExportText) -> FigureGrid {
    FigureGrid(
      columns: [text.charts.category] + series.map(\.name) + (targets.isEmpty ? [] : [text.charts.target])
        + references.map(\.name),
      rows: order.map { index in
        [.text(categories[index])] + series.map { .number(value($0.values, index), frame.unit) }
          + (targets.isEmpty ? [] : [.number(value(targets, index), frame.unit)])
          + references.map { .number($0.value, frame.unit) }
      })
  }
}

extension FunnelChart {
  fileprivate func grid(_ text: ExportText) -> FigureGrid {
    FigureGrid(
      columns: [text.charts.step, text.charts.actual, text.charts.stepRate],
      rows: steps.indices.map { index in
        let before = index > 0 ? value([steps[index - 1].value], 0) : nil
        let now = value([steps[index].value], 0)
        let rate = now.flatMap { now in before.flatMap { $0 > 0 ? now / $0 : nil } }
        return [.text(steps[index].name), .number(now, frame.unit), .number(rate, .ratio)]
      })
  }
}

extension BulletChart {
  /// With how far each target is reached, by the chart's own word where it gives one: for a cost it is the target over the
  /// actual value.
  fileprivate func grid(_ text: ExportText) -> FigureGrid {
    let isStated = rows.contains { $0.completion != nil }
    return FigureGrid(
      columns: [
        text.charts.indicator, text.charts.actual, text.charts.target, text.charts.baseline,
        isStated ? text.pick("完成度", "Completion") : text.pick("实际÷目标", "Actual ÷ target"), text.charts.status,
      ],
      rows: rows.map { row in
        let (actual, target) = (value([row.value], 0), value([row.target], 0))
        let ratio = isStated ? value([row.completion], 0) : actual.flatMap { actual in target.flatMap { $0 > 0 ? actual / $0 : nil } }
        return [
          .text(row.name), .number(actual, row.unit), .number(target, row.unit),
          .number(value([row.baseline], 0), row.unit), .number(ratio, .ratio),
          .text(row.status.map { text.status($0) } ?? NumberStyle.missing),
        ]
      })
  }
}

extension RadarChart {
  fileprivate func grid(_ text: ExportText) -> FigureGrid {
    FigureGrid(
      columns: [text.charts.category] + series.map(\.name),
      rows: axes.indices.map { index in
        [.text(axes[index].name)] + series.map { .number(value($0.values, index), frame.unit) }
      })
  }
}

extension ExportText {
  func status(_ status: ChartStatus) -> String {
    switch status {
    case .met: charts.met
    case .near: charts.near
    case .missed: charts.missed
    }
  }

  func status(_ status: Status) -> String {
    switch status {
    case .green: charts.met
    case .yellow: charts.near
    case .red: charts.missed
    }
  }
}
