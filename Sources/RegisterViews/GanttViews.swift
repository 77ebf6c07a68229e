import Charts
import Formulas
import Registers
import Values

extension ShownView {
  /// Plans over time: one row a task, or with `lane` one row for each of its values.
  func gantt() -> [Chart] {
    guard let start = part("start") else { return [] }
    var chart = GanttChart(frame: frame(), rows: [], today: nil)
    let days = selection.compactMap { day($0, start) } + selection.compactMap { day($0, part("end")) }
    // Today is part of the picture only while the plan runs, or nearly.
    if let first = days.min(), let last = days.max(), host.today >= first.advanced(by: -14),
      host.today <= last.advanced(by: 14)
    {
      chart.today = host.today
    }
    if let first = days.min(), let last = days.max(), first.distance(to: last) < 1500 {
      for day in Array(first...last) {
        if !host.isWorked(day), day.weekday <= 5 { chart.off.append(day) }
        if host.isWorked(day), day.weekday > 5 { chart.worked.append(day) }
      }
    }
    if let lane = part("lane") {
      chart.rows = values(of: lane).map { value in
        GanttChart.Row(
          name: value.label,
          bars: selection.filter { holds($0, lane, value.id) }.map { row in bar(row, start, label: text(row, labelColumn)) })
      }
    } else {
      chart.rows = taskRows(start)
    }
    return chart.rows.isEmpty ? [] : chart.folded(limit: ShownView.mostBars).map(Chart.gantt)
  }

  /// More bars than this make a figure that nobody reads; the rest stands in the table.
  static let mostBars = 200

  private func taskRows(_ start: ShownColumn) -> [GanttChart.Row] {
    let (owner, parent, depends) = (part("owner"), part("parent"), part("depends"))
    var places: [String: Int] = [:]
    for (place, row) in selection.enumerated() {
      if let key = ShownView.key(row, of: rows), places[key] == nil { places[key] = place }
    }
    return selection.enumerated().map { place, row in
      var before: [Int] = []
      if let depends {
        switch value(row, depends) {
        case .list(let items): before = items.compactMap { places[$0] }
        case .text(let item): before = places[item].map { [$0] } ?? []
        default: break
        }
      }
      let above = parent.flatMap { id(row, $0) }.flatMap { places[$0] }
      return GanttChart.Row(
        name: text(row, labelColumn) ?? ShownView.key(row, of: rows) ?? "", owner: text(row, owner),
        parent: above == place ? nil : above, bars: [bar(row, start, label: nil)], depends: before.filter { $0 != place })
    }
  }

  private func bar(_ row: Int, _ start: ShownColumn, label: String?) -> GanttChart.Bar {
    func scheduled(_ id: String) -> FormulaValue { rows.value(row, id) }
    var forecast: Day?
    if case .day(let day) = scheduled("forecast") { forecast = day }
    var state: GanttChart.State?
    if case .text(let word) = scheduled("state") { state = GanttChart.State(rawValue: word) }
    return GanttChart.Bar(
      label: label, start: day(row, start), end: day(row, part("end")), actualStart: day(row, part("actual_start")),
      actualEnd: day(row, part("actual_end")), forecast: forecast, isMilestone: isMilestone(row),
      isCritical: scheduled("critical") == .bool(true), state: state)
  }

  private func isMilestone(_ row: Int) -> Bool {
    if let column = part("milestone") { return value(row, column) == .bool(true) }
    return rows.value(row, "milestone") == .bool(true)
  }
}
