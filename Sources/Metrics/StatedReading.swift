import Tables
import Values

/// Looking up values that `totals` files and total rows state.
extension CampaignFacts {
  func statedReading(_ measure: Int, _ slice: Slice, _ period: Period) -> Reading {
    let additive = dictionary.measures[measure].additive
    let id = dictionary.measures[measure].id
    let failure = Reading.missing(additive ? .noData(measure: id) : .needsTotals(measure: id))
    let indexes = supplies[measure].totals
    if indexes.isEmpty { return failure }
    if let exact = exactTotal(indexes, slice, period) { return reading(of: [exact]) }
    guard additive else { return failure }
    let rows = indexes.map { stated[$0] }.filter { !$0.isTotalRow }
    // Sums of finer rows: first those of the whole period, then periods that follow each other without a gap.
    for candidates in [rows.filter { $0.period == period }, rows.filter { covers(period, $0.period) }] {
      for group in bySignature(candidates, slice.filter) {
        if let chosen = tiling(group, period) { return reading(of: chosen) }
      }
    }
    return failure
  }

  /// The row whose period and dimensions are exactly those asked for; `totals` files before total rows.
  private func exactTotal(_ indexes: [Int], _ slice: Slice, _ period: Period) -> StatedTotal? {
    let fitting = indexes.map { stated[$0] }.filter { $0.period == period }
    if let row = fitting.first(where: { !$0.isTotalRow && $0.dimensions == slice.filter }) { return row }
    let rows = fitting.filter { total in
      total.isTotalRow && slice.filter.allSatisfy(total.dimensions.contains)
        && total.dimensions.allSatisfy { total.impliedDimensions.contains($0.dimension) || slice.filter.contains($0) }
    }
    return rows.count == 1 && isAlone(rows[0], slice, period) ? rows[0] : nil
  }

  /// Whether no other file may have rows of the measure in the slice.
  private func isAlone(_ total: StatedTotal, _ slice: Slice, _ period: Period) -> Bool {
    supplies[total.measure].daily.allSatisfy { place in
      let scan = scans[place.scan]
      if scan.table.file == total.location.file && scan.table.sheet == total.location.sheet { return true }
      guard let selection = scan.selection(span: nil, period: period, filter: slice.filter) else { return false }
      return scan.sum(place.column, selection).cells == 0
    }
  }

  private func covers(_ outer: Period, _ inner: Period) -> Bool { outer.start <= inner.start && inner.end <= outer.end }

  /// Rows that have the filter's values, grouped by what other dimensions they have; fewest others first.
  private func bySignature(_ rows: [StatedTotal], _ filter: [DimensionValue]) -> [[StatedTotal]] {
    var groups: [[String]: [StatedTotal]] = [:]
    for row in rows where filter.allSatisfy(row.dimensions.contains) {
      groups[row.dimensions.map(\.dimension), default: []].append(row)
    }
    return groups.sorted { ($0.key.count, $0.key.joined(separator: ",")) < ($1.key.count, $1.key.joined(separator: ",")) }
      .map(\.value)
  }

  /// Rows whose periods follow each other from the first to the last day, so that no day counts twice where weeks and
  /// months stand side by side. At every step the longest period is taken that leads to the end; `nil` where none does.
  private func tiling(_ rows: [StatedTotal], _ period: Period) -> [StatedTotal]? {
    let periods = Set(rows.map(\.period)).sorted { ($0.start, $1.end) < ($1.start, $0.end) }
    let beyond = period.end.advanced(by: 1)
    // From the last day back: the days from which the end can be reached, and by which period first.
    var leads: [Day: Period] = [:]
    for part in periods.reversed() {
      let next = part.end.advanced(by: 1)
      guard next == beyond || leads[next] != nil else { continue }
      if let other = leads[part.start], other.end >= part.end { continue }
      leads[part.start] = part
    }
    var chosen: Set<Period> = []
    var day = period.start
    while day != beyond {
      guard let part = leads[day] else { return nil }
      chosen.insert(part)
      day = part.end.advanced(by: 1)
    }
    return rows.filter { chosen.contains($0.period) }
  }

  private func reading(of rows: [StatedTotal]) -> Reading {
    var total = Exact.zero
    var result = Reading(notes: [.fromTotals])
    for row in rows {
      let (file, sheet) = (row.location.file, row.location.sheet)
      if let index = result.sources.firstIndex(where: { $0.file == file && $0.sheet == sheet }) {
        result.sources[index].rows += 1
      } else {
        result.sources.append(FigureSource(file: file, sheet: sheet, rows: 1))
      }
      guard let sum = total.adding(row.value) else {
        result.missing = .tooLarge
        return result
      }
      total = sum
    }
    result.value = .exact(total)
    return result
  }

  /// The value of an `actuals` file: the latest within the span; for the baseline the latest before the campaign.
  func actualReading(_ id: String, _ slice: Slice) -> Reading? {
    guard slice.filter.isEmpty, let values = actuals[id] else { return nil }
    var notes: [FigureNote] = []
    let chosen: ActualValue?
    switch slice.span {
    case .campaign:
      let within = values.last { frame.period.contains($0.day) }
      // A survey of what the campaign did is often dated after its end.
      let after = values.first { $0.day > frame.period.end }
      if within == nil, after != nil { notes.append(.actualAfterEnd) }
      chosen = within ?? after
    case .baseline: chosen = values.last { $0.day < frame.period.start }
    case .period(let period): chosen = values.last { period.contains($0.day) }
    }
    guard let chosen else { return nil }
    return Reading(
      value: .exact(chosen.value),
      sources: [FigureSource(file: chosen.location.file, sheet: chosen.location.sheet, rows: 1)],
      notes: notes + [.actual(chosen.day)])
  }
}
