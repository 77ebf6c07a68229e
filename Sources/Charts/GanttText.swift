import Values

extension GanttChart {
  /// What a listener needs first: days, counts, and what is late or about to be.
  func sentences(_ text: ChartText) -> [String] {
    guard !rows.isEmpty else { return [] }
    let words = text.gantt
    let bars = rows.flatMap(\.bars)
    var facts = [rows.contains(where: \.isLane) ? words.lanes(rows.count) : words.tasks(rows.count)]
    let milestones = bars.count(where: \.isMilestone)
    if milestones > 0 { facts.append(words.milestones(milestones)) }
    let critical = bars.count(where: \.isCritical)
    if critical > 0 { facts.append(words.criticalTasks(critical)) }
    for state in State.allCases {
      let count = bars.count { $0.state == state }
      if count > 0 { facts.append(words.count(state, count)) }
    }
    var sentences: [String] = []
    if let period = plannedPeriod { sentences.append(text.style.range(period, withYear: true)) }
    sentences.append(facts.joined(separator: text.comma))
    for state in State.allCases where state.isAlert {
      let names = rows.filter { $0.bars.contains { $0.state == state } }.map(\.name)
      guard !names.isEmpty else { continue }
      let listed = names.prefix(8).joined(separator: words.listComma) + (names.count > 8 ? "…" : "")
      sentences.append(words.name(state) + text.colon + listed)
    }
    if leftOut > 0 { sentences.append(words.folded(drawn: rows.count, leftOut: leftOut)) }
    return sentences
  }

  private var plannedPeriod: Period? {
    let planned = rows.flatMap { $0.bars.compactMap(\.planned) }
    guard let first = planned.map(\.start).min(), let last = planned.map(\.end).max() else { return nil }
    return Period(first, last)
  }

  /// A row for each bar, in the order drawn; columns that nothing stands in are left out.
  func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    let words = text.gantt
    let bars = rows.flatMap(\.bars)
    let hasParts = bars.contains { $0.label != nil }
    let hasOwners = rows.contains { $0.owner != nil }
    let hasActual = bars.contains { $0.actualStart != nil || $0.actualEnd != nil }
    let hasForecast = bars.contains { $0.forecast != nil }
    let hasCritical = bars.contains(where: \.isCritical)
    let hasStates = bars.contains { $0.state != nil }
    let hasLinks = rows.contains { !$0.depends.isEmpty }
    let hasStands = rows.contains { $0.stands > 0 }

    var head = [words.task]
    if hasParts { head.append(words.part) }
    if hasStands { head.append(words.stands) }
    if hasOwners { head.append(words.owner) }
    head += [words.plannedStart, words.plannedEnd]
    if hasActual { head += [words.actualStart, words.actualEnd] }
    if hasForecast { head.append(words.forecast) }
    if hasCritical { head.append(words.critical) }
    if hasStates { head.append(words.state) }
    if hasLinks { head.append(words.depends) }
    table.head(head)

    func day(_ day: Day?) -> String { day?.iso ?? NumberStyle.missing }
    for (place, _) in GanttTree(rows).order {
      let row = rows[place]
      for bar in row.bars.isEmpty ? [Bar(start: nil, end: nil)] : row.bars {
        table.startRow(row.name)
        if hasParts { table.cell(bar.label ?? "") }
        if hasStands { table.cell(row.stands > 0 ? String(row.stands) : "") }
        if hasOwners { table.cell(row.owner ?? NumberStyle.missing) }
        table.cell(day(bar.start))
        table.cell(day(bar.end))
        if hasActual {
          table.cell(day(bar.actualStart))
          table.cell(day(bar.actualEnd))
        }
        if hasForecast { table.cell(day(bar.forecast)) }
        if hasCritical { table.cell(bar.isCritical ? words.isCritical : "") }
        if hasStates { table.cell(bar.state.map(words.label) ?? NumberStyle.missing) }
        if hasLinks {
          table.cell(
            row.depends.filter(rows.indices.contains).map { rows[$0].name }.joined(separator: words.listComma))
        }
        table.endRow()
      }
    }
  }
}
