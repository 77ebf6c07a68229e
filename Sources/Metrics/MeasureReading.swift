import Diagnostics
import Tables
import Values

/// A slice on its way through formulas: the baseline's sums may have to be scaled to the length of another span.
struct Scope: Hashable {
  var slice: Slice
  /// Days to scale additive measures to.
  var scaledTo: Int?
}

/// Looking up base measures.
extension CampaignFacts {
  /// `nil` when the campaign has no baseline.
  func period(of span: Span) -> Period? {
    switch span {
    case .campaign: frame.period
    case .baseline: frame.baseline
    case .period(let period): period
    }
  }

  func reading(measure: Int, in scope: Scope) -> Reading {
    var reading = measureReading(measure, scope.slice)
    if reading.value == nil, let actual = actualReading(dictionary.measures[measure].id, scope.slice) { reading = actual }
    if let days = scope.scaledTo, dictionary.measures[measure].additive { scale(&reading, to: days) }
    return reading
  }

  /// Brings a baseline sum to the length of another span, rounded at 6 decimals.
  private func scale(_ reading: inout Reading, to days: Int) {
    guard let baseline = frame.baseline else { return }
    if baseline.length == days { return }
    reading.note(.scaledByDays(from: baseline.length, to: days))
    guard case .exact(let value)? = reading.value else { return }
    let scaled = value.multiplied(by: Exact(days))?.divided(by: Exact(baseline.length), decimals: 6)
    reading.value = scaled.map(Number.exact)
    if scaled == nil { reading.missing = .tooLarge }
  }

  private func measureReading(_ measure: Int, _ slice: Slice) -> Reading {
    guard let period = period(of: slice.span) else { return .missing(.noBaseline) }
    switch roles[measure] {
    case .plain: return supplied(measure, slice, period)
    case .cost: return cost(measure, slice, period)
    case .promoCost:
      return promotion.isEmpty ? supplied(measure, slice, period) : register(promotion, measure, slice, period)
    case .plannedBudget: return plannedBudget(measure, slice, period)
    case .attributedProfit: return attributedProfit(measure, slice, period)
    case .baselineOf(let other): return baseline(measure, of: other, slice, period)
    case .people(let newOnly, let counts):
      let plain = supplied(measure, slice, period)
      // Daily columns come before orders, stated totals after them.
      if plain.value != nil, !plain.notes.contains(.fromTotals) { return plain }
      let counted = countedPeople(measure, slice, period, newOnly: newOnly, countsOrders: counts)
      if counted.value != nil || plain.value == nil && !supplies[measure].orders.isEmpty { return counted }
      return plain
    }
  }

  // MARK: Sums

  /// The measure from the one source that supplies it: daily tables, then orders, then totals.
  func supplied(_ measure: Int, _ slice: Slice, _ period: Period) -> Reading {
    let supply = supplies[measure]
    let additive = dictionary.measures[measure].additive
    if supply.isEmpty {
      let id = dictionary.measures[measure].id
      return .missing(additive ? .noData(measure: id) : .needsTotals(measure: id))
    }
    if !additive {
      let stated = statedReading(measure, slice, period)
      if stated.value != nil { return stated }
      return singleDay(measure, slice, period) ?? stated
    }
    var failure: Reading?
    for (level, places) in [supply.daily, supply.orders].enumerated() where !places.isEmpty {
      guard hasCells(places, slice.span, period) else { continue }
      guard places.contains(where: { $0.column >= 0 }) else { continue }
      var reading = sum(places, measure, slice, period)
      if level == 1 { reading.note(.fromOrders) }
      if reading.value != nil { return reading }
      failure = failure ?? reading
    }
    let stated = statedReading(measure, slice, period)
    return stated.value != nil ? stated : failure ?? .missing(.noData(measure: dictionary.measures[measure].id))
  }

  private func spanIndex(_ span: Span) -> Int? {
    switch span {
    case .campaign: Scan.campaign
    case .baseline: Scan.baseline
    case .period: nil
    }
  }

  /// Whether the tables have any value in the span, whatever the filter.
  private func hasCells(_ places: [Supply.Place], _ span: Span, _ period: Period) -> Bool {
    places.contains { place in
      guard place.column >= 0 else { return false }
      let scan = scans[place.scan]
      return scan.selection(span: spanIndex(span), period: period, filter: []).map {
        scan.sum(place.column, $0).cells > 0
      } ?? false
    }
  }

  func sum(_ places: [Supply.Place], _ measure: Int, _ slice: Slice, _ period: Period) -> Reading {
    let id = dictionary.measures[measure].id
    var total: Exact?
    var sources: [FigureSource] = []
    var known = false
    for place in places where place.column >= 0 {
      let scan = scans[place.scan]
      guard let selection = scan.selection(span: spanIndex(slice.span), period: period, filter: slice.filter)
      else { continue }
      known = true
      let cell = scan.sum(place.column, selection)
      if cell.cells == 0 { continue }
      sources.append(FigureSource(file: scan.table.file, sheet: scan.table.sheet, rows: Int(cell.cells)))
      guard let part = scan.columns[place.column].exact(cell), let sum = (total ?? .zero).adding(part) else {
        return Reading(sources: sources, missing: .tooLarge)
      }
      total = sum
    }
    if let total { return .exact(total, sources) }
    if !known {
      let lacking = slice.filter.first { condition in
        !places.contains { $0.column >= 0 && scans[$0.scan].dimension(condition.dimension) != nil }
      }
      return .missing(.noBreakdown(measure: id, dimension: (lacking ?? slice.filter[0]).dimension))
    }
    return .missing(.noData(measure: id))
  }

  /// A register's sum; the whole register is the campaign's, and nothing of it the baseline's.
  private func register(_ places: [Supply.Place], _ measure: Int, _ slice: Slice, _ period: Period) -> Reading {
    sum(places, measure, slice, period)
  }

  /// A count of people on one day, from the one row that states it.
  private func singleDay(_ measure: Int, _ slice: Slice, _ period: Period) -> Reading? {
    guard period.length == 1 else { return nil }
    var found: Reading?
    for place in supplies[measure].daily {
      let scan = scans[place.scan]
      guard scan.dimensions.map(\.id).allSatisfy({ id in slice.filter.contains { $0.dimension == id } }),
        let selection = scan.selection(span: nil, period: period, filter: slice.filter)
      else { continue }
      let cell = scan.sum(place.column, selection)
      if cell.cells == 0 { continue }
      // Two rows would be two counts of people who may be the same.
      if cell.cells > 1 || found != nil { return nil }
      found = .exact(
        scan.columns[place.column].exact(cell), [FigureSource(file: scan.table.file, sheet: scan.table.sheet, rows: 1)])
    }
    return found
  }

  // MARK: Derived measures

  private func cost(_ measure: Int, _ slice: Slice, _ period: Period) -> Reading {
    if !spend.isEmpty, slice.span != .baseline { return register(spend, measure, slice, period) }
    let own = supplied(measure, slice, period)
    // Media cost of the baseline beside the whole cost of the campaign would be a comparison of unlike things.
    if !spend.isEmpty, own.value == nil { return .missing(.noData(measure: dictionary.measures[measure].id)) }
    if own.value != nil || !supplies[measure].isEmpty && hasCells(supplies[measure].daily, slice.span, period) { return own }
    guard let media = dictionary.measureIndexes["media_cost"] else { return own }
    var reading = supplied(media, slice, period)
    if reading.value != nil {
      reading.note(.mediaCostOnly)
      reading.formula = "media_cost"
    }
    return reading
  }

  private func plannedBudget(_ measure: Int, _ slice: Slice, _ period: Period) -> Reading {
    if !budget.isEmpty {
      // A budget has months at most, so it can only be had for the whole campaign.
      guard slice.span == .campaign else { return .missing(.noData(measure: dictionary.measures[measure].id)) }
      return register(budget, measure, slice, period)
    }
    let own = supplied(measure, slice, period)
    guard own.value == nil, slice == .campaign, let stated = frame.budget else { return own }
    return Reading(value: .exact(stated), notes: [.fromBrief])
  }

  private func attributedProfit(_ measure: Int, _ slice: Slice, _ period: Period) -> Reading {
    let own = supplied(measure, slice, period)
    guard own.value == nil, supplies[measure].isEmpty, let revenue = dictionary.measureIndexes["attributed_revenue"]
    else { return own }
    var reading = supplied(revenue, slice, period)
    guard case .exact(let value)? = reading.value else { return reading }
    guard let margin = frame.grossMargin else {
      return .missing(
        .needs(Wording(zh: "brief.md 的 gross_margin，或归因毛利列", en: "gross_margin in brief.md, or a column of attributed profit")))
    }
    reading.value = value.multiplied(by: margin).map(Number.exact)
    if reading.value == nil { reading.missing = .tooLarge }
    reading.note(.estimatedProfit)
    reading.formula = "attributed_revenue * gross_margin"
    return reading
  }

  private func baseline(_ measure: Int, of other: Int, _ slice: Slice, _ period: Period) -> Reading {
    let own = supplied(measure, slice, period)
    if own.value != nil || !supplies[measure].isEmpty { return own }
    guard let baseline = frame.baseline else { return .missing(.noBaseline) }
    var reading = supplied(other, Slice(.baseline, filter: slice.filter), baseline)
    scale(&reading, to: period.length)
    reading.formula = "baseline.\(dictionary.measures[other].id)"
    return reading
  }

  private func countedPeople(
    _ measure: Int, _ slice: Slice, _ period: Period, newOnly: Bool, countsOrders: Bool
  ) -> Reading {
    let id = dictionary.measures[measure].id
    let places = supplies[measure].orders
    if places.isEmpty || customers.isEmpty { return .missing(newOnly ? .noData(measure: id) : .needsTotals(measure: id)) }
    if newOnly, !customers.knowsNew(from: period.start) {
      return .missing(
        .needs(
          Wording(
            zh: "订单表的「是否首购」列（first），或活动开始之前的订单", en: "a column 'first' in the orders, or orders from before the period")))
    }
    var parts: [(index: Int, scan: Scan, selection: Scan.Selection)] = []
    for place in places {
      let scan = scans[place.scan]
      if let selection = scan.selection(span: spanIndex(slice.span), period: period, filter: slice.filter) {
        parts.append((place.scan, scan, selection))
      }
    }
    if parts.isEmpty, let condition = slice.filter.first {
      return .missing(.noBreakdown(measure: id, dimension: condition.dimension))
    }
    let hasRows = parts.contains { part in
      var any = false
      part.scan.forEachRow(part.selection) { _ in any = true }
      return any
    }
    if !hasRows { return .missing(.noData(measure: id)) }
    let counted = customers.distinct(parts, newOnly: newOnly)
    var sources: [FigureSource] = []
    for (part, rows) in zip(parts, counted.rows) where rows > 0 {
      sources.append(FigureSource(file: part.scan.table.file, sheet: part.scan.table.sheet, rows: rows))
    }
    var notes: [FigureNote] = [.fromOrders]
    if newOnly, customers.countsByFirstSeen { notes.append(.firstSeen) }
    return .exact(Exact(countsOrders ? counted.orders : counted.people), sources, notes: notes)
  }
}
