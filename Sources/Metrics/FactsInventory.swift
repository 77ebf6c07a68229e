import Tables
import Values

/// What a campaign's data holds.
extension CampaignFacts {
  /// Whether a measure or KPI is made of a register's amounts, whose dates are those of the books.
  public func usesRegister(_ id: String) -> Bool {
    dictionary.leaves(of: id).contains { measure in
      switch roles[measure] {
      case .cost: !spend.isEmpty
      case .promoCost: !promotion.isEmpty
      case .plannedBudget: !budget.isEmpty
      default: false
      }
    }
  }

  /// Dimensions of the `daily`, `totals` and `orders` tables, in canonical order.
  public var dimensions: [String] {
    var ids: Set<String> = []
    for scan in scans where isData(scan) { ids.formUnion(scan.dimensions.map(\.id)) }
    for total in stated { ids.formUnion(total.dimensions.map(\.dimension)) }
    return Dimensions.sorted(ids)
  }

  /// Dimensions by which the measure or KPI can be broken down.
  public func dimensions(of id: String) -> [String] {
    let leaves = dictionary.leaves(of: id)
    if leaves.isEmpty { return [] }
    let sets = leaves.map { Set(dimensions(ofMeasure: $0)) }
    let common = sets.dropFirst().reduce(sets[0]) { $0.intersection($1) }
    return Dimensions.sorted(common)
  }

  private func dimensions(ofMeasure measure: Int) -> [String] {
    var places = supplies[measure].daily + supplies[measure].orders
    var ids: Set<String> = []
    switch roles[measure] {
    case .cost:
      if !spend.isEmpty { places = spend } else if places.isEmpty { places = supply("media_cost") }
    case .promoCost: if !promotion.isEmpty { places = promotion }
    case .plannedBudget: if !budget.isEmpty { places = budget }
    case .attributedProfit: if places.isEmpty { places = supply("attributed_revenue") }
    case .baselineOf(let other): if places.isEmpty { places = supplies[other].daily + supplies[other].orders }
    case .plain, .people: break
    }
    if dictionary.measures[measure].additive || !supplies[measure].orders.isEmpty {
      for place in places { ids.formUnion(scans[place.scan].dimensions.map(\.id)) }
    }
    for index in supplies[measure].totals { ids.formUnion(stated[index].dimensions.map(\.dimension)) }
    return Array(ids)
  }

  private func supply(_ id: String) -> [Supply.Place] {
    dictionary.measureIndexes[id].map { supplies[$0].daily + supplies[$0].orders } ?? []
  }

  private func isData(_ scan: Scan) -> Bool { scan.table.kind == .daily || scan.table.kind == .orders }

  /// Measures that have a value for the campaign, in the dictionary's order.
  public var measuresPresent: [String] {
    dictionary.measures.indices.filter { reading(measure: $0, in: Scope(slice: .campaign)).value != nil }
      .map { dictionary.measures[$0].id }
  }

  /// KPIs that have a value for the campaign, in the dictionary's order.
  public var kpisPresent: [String] {
    let memo = Memo()
    return dictionary.kpis.indices.filter { reading(kpi: $0, in: Scope(slice: .campaign), memo).value != nil }
      .map { dictionary.kpis[$0].id }
  }

  /// The values of a dimension within the campaign, by descending measure (missing ones last), then by name. Without
  /// a measure by name.
  public func values(of dimension: String, rankedBy measure: String? = nil) -> [String] {
    let values = values(of: dimension, in: .campaign)
    guard let measure else { return values }
    var amounts: [String: Double] = [:]
    for value in values { amounts[value] = figure(measure, in: Slice.campaign.with(dimension, value)).value?.double }
    return values.sorted { a, b in
      let (x, y) = (amounts[a] ?? -.infinity, amounts[b] ?? -.infinity)
      return x != y ? x > y : a < b
    }
  }

  /// Values that occur in the slice's days, by name.
  func values(of dimension: String, in slice: Slice) -> [String] {
    guard let period = period(of: slice.span) else { return [] }
    var found: Set<String> = []
    for scan in scans {
      guard let index = scan.dimension(dimension),
        let selection = scan.selection(span: span(slice.span), period: period, filter: slice.filter)
      else { continue }
      let used = scan.present(index, selection)
      for (code, value) in scan.dimensions[index].values.enumerated() where used[code] { found.insert(value) }
    }
    for total in stated where total.period == period {
      for part in total.dimensions where part.dimension == dimension { found.insert(part.value) }
    }
    return found.sorted()
  }

  func span(_ span: Span) -> Int? {
    switch span {
    case .campaign: Scan.campaign
    case .baseline: Scan.baseline
    case .period: nil
    }
  }

  /// The last day of the campaign that has a row in a `daily` or `orders` table.
  public var dataAsOf: Day? {
    var last: Int32?
    for scan in scans where isData(scan) {
      for row in scan.rows[Scan.campaign] { last = max(last ?? .min, scan.days[Int(row)]) }
    }
    return last.map(Day.init(number:))
  }

  /// By source, for sources with daily rows in the campaign.
  public var coverage: [Coverage] {
    guard let asOf = dataAsOf else { return [] }
    return DataSource.allCases.compactMap { source in
      let own = scans.filter { $0.table.kind == .daily && $0.table.source == source }
      var has = [Bool](repeating: false, count: frame.period.length)
      for scan in own {
        for row in scan.rows[Scan.campaign] { has[Int(scan.days[Int(row)] - frame.period.start.number)] = true }
      }
      guard let first = has.firstIndex(of: true), let last = has.lastIndex(of: true) else { return nil }
      let start = frame.period.start
      let missing = (0...start.distance(to: asOf)).filter { !has[$0] }.map { start.advanced(by: $0) }
      return Coverage(
        source: source.rawValue, files: Array(Set(own.map(\.table.file))).sorted(), first: start.advanced(by: first),
        last: start.advanced(by: last), missingDays: missing)
    }
  }

  /// Rows of `daily` tables dated neither in the campaign nor in its baseline, which are not used, and rows of `orders`
  /// without a date; earlier and later orders tell customers apart.
  public var rowsOutside: Int {
    var count = 0
    for scan in scans where isData(scan) {
      for day in scan.days {
        if day == ColumnValues.missingDay {
          count += 1
          continue
        }
        if scan.table.kind == .orders, orderBook != nil { continue }
        let day = Day(number: day)
        if !frame.period.contains(day), !(frame.baseline?.contains(day) ?? false) { count += 1 }
      }
    }
    return count
  }

  /// Rows of a table that repeat another row's day and dimensions, and so are not used.
  public func repeatedRows(_ file: String, sheet: String?) -> Int {
    repeatedRows[FactsBuilder.TableName(file: file, sheet: sheet)] ?? 0
  }

  /// How good the data of a table is that counts: without rows that a newer export replaces.
  public func quality(of table: DataTable) -> TableQuality {
    let rows = replacedRows[FactsBuilder.TableName(file: table.file, sheet: table.sheet)] ?? []
    return TableQuality(rows.isEmpty ? table : table.without(rows), dictionary: dictionary)
  }

  /// Measures that several sources report for the campaign, and how far apart they are; in the dictionary's order.
  /// The first source of each is the one that is used.
  public var sourceDifferences: [SourceDifference] {
    dictionary.measures.indices.compactMap { measure in
      let definition = dictionary.measures[measure]
      guard definition.additive, let period = Period(frame.period.start, frame.period.end) else { return nil }
      var sums: [DataSource: Exact] = [:]
      for scan in scans where scan.table.kind == .daily && scan.table.source != .own {
        guard let column = scan.column(measure),
          let selection = scan.selection(span: Scan.campaign, period: period, filter: [])
        else { continue }
        let cell = scan.sum(column, selection)
        guard cell.cells > 0, let value = scan.columns[column].exact(cell) else { continue }
        sums[scan.table.source] = (sums[scan.table.source] ?? .zero).adding(value)
      }
      guard sums.count > 1 else { return nil }
      let order = definition.sources + DataSource.allCases.filter { !definition.sources.contains($0) }
      let values = order.compactMap { source in sums[source].map { (source: source, value: $0) } }
      guard let used = values.first else { return nil }
      return SourceDifference(
        measure: definition.id, values: values.map { .init(source: $0.source, value: $0.value) },
        largest: values.dropFirst().compactMap { other in
          used.value.double == 0 ? nil : abs(other.value.double - used.value.double) / abs(used.value.double)
        }.max())
    }
  }
}

/// One measure as several sources report it.
public struct SourceDifference: Sendable {
  public var measure: String
  /// The one that is used first.
  public var values: [Value]
  /// The largest difference from the one that is used, as a part of that; `nil` where that is 0.
  public var largest: Double?

  public struct Value: Sendable {
    public var source: DataSource
    public var value: Exact
  }

  /// Sources count in ways of their own; a difference beyond this one asks for an explanation.
  public static let threshold = 0.05
}
