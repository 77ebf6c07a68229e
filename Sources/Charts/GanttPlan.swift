import Values

/// Where everything of a plan stands.
struct GanttPlan {
  static let rowHeight = 26.0
  static let laneHeight = 23.0
  /// Half the height of a planned bar, of an actual bar in it, and of a diamond.
  static let half = 6.5
  static let actualHalf = 3.0
  static let diamond = 7.0

  struct Line {
    let row: Int
    let level: Int
    let hasChildren: Bool
    let top: Double
    let height: Double
    /// The lane that each bar of the row is in.
    let lanes: [Int]

    var middle: Double { top + height / 2 }
  }

  /// What stands where in a lane.
  struct LaneLabel {
    let text: String
    let x: Double
    let isInside: Bool
  }

  let chart: GanttChart
  let axis: GanttAxis
  let width: Double
  let lines: [Line]
  /// The line of each row.
  let lineOfRow: [Int]
  let top: Double
  let bottom: Double
  /// What the names may take, in ems.
  let nameWidth: Double
  let showsToday: Bool
  let off: Set<Day>
  let worked: Set<Day>

  /// `nil` when nothing has a date.
  init?(_ chart: GanttChart, style: NumberStyle) {
    guard let period = GanttPlan.period(of: chart) else { return nil }
    self.chart = chart
    off = Set(chart.off)
    worked = Set(chart.worked)
    let tree = GanttTree(chart.rows)
    let words = GanttWords(style: style)
    var widest = 4.0
    for (row, level) in tree.order {
      let name = chart.rows[row].name + (chart.rows[row].stands > 0 ? words.standing(chart.rows[row].stands) : "")
      let own = textWidth(name) * (tree.hasChildren[row] ? 1.06 : 1)
      widest = max(widest, own + GanttPlan.indent(level) / Canvas.fontSize)
    }
    nameWidth = min(widest, 12)
    let left = nameWidth * Canvas.fontSize + 12
    width = GanttPlan.width(days: period.length, left: left)
    axis = GanttAxis(period, left: left, right: width - 2, style: style)
    showsToday = chart.today.map(period.contains) ?? false
    top = (showsToday ? 18 : 0) + (axis.upper.isEmpty ? 0 : 18) + 22

    var lines: [Line] = []
    var lineOfRow = Array(repeating: 0, count: chart.rows.count)
    var y = top
    for (row, level) in tree.order {
      let lanes = chart.rows[row].isLane ? GanttPlan.lanes(chart.rows[row].bars, axis: axis, today: chart.today) : [0]
      let count = Double((lanes.max() ?? 0) + 1)
      let height = chart.rows[row].isLane ? count * GanttPlan.laneHeight + 5 : GanttPlan.rowHeight
      lineOfRow[row] = lines.count
      lines.append(
        Line(row: row, level: level, hasChildren: tree.hasChildren[row], top: y, height: height, lanes: lanes))
      y += height
    }
    self.lines = lines
    self.lineOfRow = lineOfRow
    bottom = y + 2
  }

  static func indent(_ level: Int) -> Double { Double(min(level, 4)) * 13 }

  /// All days that are drawn, and a little more. Today, and what only today draws out, may double the plan, not dwarf it.
  private static func period(of chart: GanttChart) -> Period? {
    var first = Day(number: .max)
    var last = Day(number: .min)
    var drawnOut: [Day] = []
    for bar in chart.rows.lazy.flatMap(\.bars) {
      for period in [bar.planned, bar.actual(today: nil)] {
        guard let period else { continue }
        first = min(first, period.start)
        last = max(last, period.end)
      }
      if let delay = bar.delay(today: chart.today) { drawnOut.append(delay.end) }
    }
    guard first <= last else { return nil }
    let room = max(14, first.distance(to: last))
    if let today = chart.today {
      if bars(chart, runTo: today) { drawnOut.append(today) }
      if today > last, last.distance(to: today) <= room / 4 { drawnOut.append(today) }
      if today < first, today.distance(to: first) <= room / 4 { first = today }
    }
    if let end = drawnOut.max(), end > last { last = min(end, last.advanced(by: room)) }
    return Period(first.advanced(by: -1), last.advanced(by: 1))
  }

  private static func bars(_ chart: GanttChart, runTo today: Day) -> Bool {
    chart.rows.contains { $0.bars.contains { $0.actualStart != nil && $0.actualEnd == nil && !$0.isMilestone } }
  }

  /// In steps, because the style sheet has a rule for each; at least a unit and a fifth a day as far as they go.
  private static func width(days: Int, left: Double) -> Double {
    let wanted = left + Double(days) * 1.2
    return [Canvas.width, 960, 1280, 1600].first { $0 >= wanted } ?? 1600
  }

  /// Whether a frame of its own scrolls.
  var step: Int { [Canvas.width: 1, 960: 2, 1280: 3][width] ?? 4 }

  /// The two edges of days, within the plot and never too thin to be seen.
  func edges(_ period: Period) -> (start: Double, end: Double) { GanttPlan.edges(period, axis) }

  private static func edges(_ period: Period, _ axis: GanttAxis) -> (start: Double, end: Double) {
    let start = min(max(axis.x(period.start), axis.left), axis.right - 2)
    return (start, max(start + 2, min(axis.x(period.end) + axis.perDay, axis.right)))
  }

  func middle(_ day: Day) -> Double { min(max(axis.x(day) + axis.perDay / 2, axis.left), axis.right) }

  /// The text of a bar in a lane: in it, or behind it where there is more room.
  func label(of bar: GanttChart.Bar) -> LaneLabel? { GanttPlan.label(of: bar, axis: axis, today: chart.today) }

  private static func label(of bar: GanttChart.Bar, axis: GanttAxis, today: Day?) -> LaneLabel? {
    guard let text = bar.label, let period = bar.planned ?? bar.actual(today: today) else { return nil }
    let (start, end) = edges(period, axis)
    let width = textWidth(text) * Canvas.fontSize
    if !bar.isMilestone, width + 8 <= end - start { return LaneLabel(text: text, x: start + 5, isInside: true) }
    let behind = bar.isMilestone ? (start + end) / 2 + diamond + 3 : end + 4
    if behind + width <= axis.right { return LaneLabel(text: text, x: behind, isInside: false) }
    let before = bar.isMilestone ? (start + end) / 2 - diamond - 3 : start - 4
    if bar.isMilestone || end - start < before - axis.left {
      let short = truncated(text, to: (before - axis.left) / Canvas.fontSize)
      return LaneLabel(text: short, x: before - textWidth(short) * Canvas.fontSize, isInside: false)
    }
    return LaneLabel(text: truncated(text, to: (end - start - 8) / Canvas.fontSize), x: start + 5, isInside: true)
  }

  /// The first lane for each bar in which neither it nor its text touches another.
  private static func lanes(_ bars: [GanttChart.Bar], axis: GanttAxis, today: Day?) -> [Int] {
    let order = bars.indices.sorted {
      (bars[$0].planned?.start ?? Day(number: .max), $0) < (bars[$1].planned?.start ?? Day(number: .max), $1)
    }
    var ends: [[(start: Double, end: Double)]] = []
    var result = Array(repeating: 0, count: bars.count)
    for place in order {
      var spans = [bars[place].planned, bars[place].actual(today: today), bars[place].delay(today: today)].compactMap {
        $0.map { edges($0, axis) }
      }
      if bars[place].isMilestone {
        spans = spans.map { (($0.start + $0.end) / 2 - diamond, ($0.start + $0.end) / 2 + diamond) }
      }
      if let label = label(of: bars[place], axis: axis, today: today) {
        spans.append((label.x, label.x + textWidth(label.text) * Canvas.fontSize))
      }
      guard let start = spans.map(\.start).min(), let end = spans.map(\.end).max() else { continue }
      let lane = ends.firstIndex { lane in lane.allSatisfy { end + 3 <= $0.start || $0.end + 3 <= start } } ?? ends.count
      if lane == ends.count { ends.append([]) }
      ends[lane].append((start, end))
      result[place] = lane
    }
    return result
  }
}
