import Diagnostics
import Tables
import Values

/// Sorts a campaign's tables into scans, stated totals and actual values, and settles which source supplies which
/// measure.
struct FactsBuilder {
  let frame: CampaignFrame
  let dictionary: KPIDictionary
  var scans: [Scan] = []
  var stated: [StatedTotal] = []
  var actuals: [String: [ActualValue]] = [:]
  var surveys: [SurveySeries] = []
  var listening: Listening?
  var supplies: [Supply]
  var spend: [Supply.Place] = []
  var promotion: [Supply.Place] = []
  var budget: [Supply.Place] = []
  var diagnostics: [Diagnostic] = []
  var restatements: [Restatement] = []
  /// Rows that repeat another, by the table that they stand in.
  var repeatedRows: [TableName: Int] = [:]

  /// Rows of which nothing counts, because a newer export has them, by table.
  var replacedRows: [TableName: Set<Int32>] = [:]

  struct TableName: Hashable {
    var file: String
    var sheet: String?
  }
  private var statedPlaces: [StatedKey: [StatedPlace]] = [:]

  private struct StatedPlace {
    var source: DataSource
    var location: Location
    var stamp: FileStamp?
    /// Its place among `stated`.
    var index: Int
  }

  private struct StatedKey: Hashable {
    var measure: Int
    var period: Period
    var dimensions: [DimensionValue]
  }

  /// Text columns that describe a row without being a dimension of it.
  private static let fields: Set<String> = [
    "date", "start", "end", "customer", "kpi", "source", "approver", "note", "first", "month", "currency", "unit", "order",
    "order_id", "cause", "kind", "description", "item",
  ]

  init(frame: CampaignFrame, dictionary: KPIDictionary) {
    self.frame = frame
    self.dictionary = dictionary
    supplies = [Supply](repeating: Supply(), count: dictionary.measures.count)
  }

  /// The order in which tables are given makes no difference.
  mutating func read(_ tables: [DataTable]) {
    let tables = tables.sorted { ($0.file, $0.sheet ?? "") < ($1.file, $1.sheet ?? "") }
    surveys = readSurveys(tables) { written in dictionary.canonicalID(written).flatMap { dictionary[$0] } }
    listening = readListening(tables)
    for table in tables {
      switch table.kind {
      case .daily?: readDaily(table)
      case .orders?: readOrders(table)
      case .totals?: readTotals(table)
      case .actuals?: readActuals(table)
      // A register that nobody has filled in yet says nothing.
      case .spend? where table.rowCount > 0: readSpend(table)
      case .budget? where table.rowCount > 0: readBudget(table)
      default: break
      }
    }
    for index in actuals.keys { actuals[index]?.sort { $0.day < $1.day } }
    for told in restatements where told.hasChanges {
      report(.restated(told), at: Location(told.replaced.file, sheet: told.replaced.sheet))
    }
    Restatements.settle(&self)
    RepeatedOrders.settle(&self)
    OverlapCheck.run(&self)
    for index in scans.indices { scans[index].addUp() }
    for measure in dictionary.measures.indices { settleSupply(measure) }
    for target in frame.targets where dictionary[target.kpi] == nil && dictionary.measure(target.kpi) == nil {
      report(.unknownKPI(target.kpi, nearest: nearest(to: target.kpi, among: dictionary.ids)), at: target.location)
    }
  }

  mutating func report(_ problem: Problem, at location: Location) {
    diagnostics.append(Diagnostic(problem, at: location))
  }

  private mutating func missing(_ column: String, in table: DataTable) {
    report(
      .missingColumn(column, kind: table.kind?.rawValue ?? ""), at: Location(table.file, sheet: table.sheet))
  }

  private func days(_ table: DataTable, _ column: String) -> [Int32]? {
    if case .day(let days)? = table.column(column)?.values { return days }
    return nil
  }

  // MARK: Scans

  private func dimensions(of table: DataTable) -> [ScanDimension] {
    var result: [String: ScanDimension] = [:]
    for (id, value) in table.constants { result[id] = ScanDimension(id: id, constant: value) }
    for column in table.columns where !FactsBuilder.fields.contains(column.id) && dictionary.measureIndexes[column.id] == nil {
      // A column says more than the folder's name.
      if case .text(let codes, let values) = column.values {
        result[column.id] = ScanDimension(id: column.id, codes: codes, values: values)
      }
    }
    return Dimensions.sorted(result.keys).compactMap { result[$0] }
  }

  private func scan(_ table: DataTable, days: [Int32]) -> Scan {
    func rows(_ period: Period?) -> [Int32] {
      guard let period else { return [] }
      let (first, last) = (period.start.number, period.end.number)
      var rows: [Int32] = []
      rows.reserveCapacity(days.count)
      for row in 0..<days.count where days[row] >= first && days[row] <= last { rows.append(Int32(row)) }
      return rows
    }
    return Scan(
      table: table, days: days, dimensions: dimensions(of: table), rows: [rows(frame.period), rows(frame.baseline)])
  }

  /// The column as a measure's, `nil` (and a report) when its currency cannot be converted.
  private mutating func measureColumn(_ column: Column, as measure: Int, in table: DataTable) -> ScanColumn? {
    guard case .number(let mantissas, let scale) = column.values else { return nil }
    var result = ScanColumn(measure: measure, mantissas: mantissas, scale: scale)
    if dictionary.measures[measure].kind == .money, let currency = column.currency, currency != frame.currency {
      guard let rate = frame.rates[currency] else {
        report(
          .currencyWithoutRate(currency, column: column.header, own: frame.currency),
          at: Location(table.file, sheet: table.sheet, line: table.report.headerLine ?? 0))
        return nil
      }
      result.rate = rate
    }
    return result
  }

  private mutating func readDaily(_ table: DataTable) {
    guard let days = days(table, "date") else { return missing("date", in: table) }
    let scan = scan(table, days: days)
    for column in table.columns {
      if let measure = dictionary.measureIndexes[column.id],
        let found = measureColumn(column, as: measure, in: table)
      {
        scan.columns.append(found)
      }
    }
    scans.append(scan)
    readTotalRow(of: scan)
  }

  /// People counts of the file's own total row.
  private mutating func readTotalRow(of scan: Scan) {
    let table = scan.table
    let present = scan.days.filter { $0 != ColumnValues.missingDay }
    guard !table.statedTotals.isEmpty, let first = present.min(), let last = present.max(),
      let period = Period(Day(number: first), Day(number: last))
    else { return }
    var dimensions: [DimensionValue] = []
    var implied: Set<String> = []
    for dimension in scan.dimensions {
      guard let codes = dimension.codes else {
        dimensions.append(DimensionValue(dimension.id, dimension.values[0]))
        continue
      }
      guard let code = codes.first, code >= 0, codes.allSatisfy({ $0 == code }) else { continue }
      dimensions.append(DimensionValue(dimension.id, dimension.values[Int(code)]))
      implied.insert(dimension.id)
    }
    for (id, value) in table.statedTotals.sorted(by: { $0.key < $1.key }) {
      guard let measure = dictionary.measureIndexes[id], !dictionary.measures[measure].additive else { continue }
      let line = table.report.checks.first { $0.kind == .totalRow && $0.column == id }?.line ?? 0
      stated.append(
        StatedTotal(
          measure: measure, period: period, dimensions: dimensions.sorted { $0.dimension < $1.dimension }, value: value,
          location: Location(table.file, sheet: table.sheet, line: line), source: table.source,
          impliedDimensions: implied, isTotalRow: true))
    }
  }

  private mutating func readOrders(_ table: DataTable) {
    guard let days = days(table, "date") else { return missing("date", in: table) }
    let scan = scan(table, days: days)
    if let heads = FactsBuilder.orderHeads(table) { scan.joinLines(heads) }
    for (columnID, measureID) in [("amount", "revenue"), ("gross_profit", "gross_profit")] {
      if let column = table.column(columnID), let measure = dictionary.measureIndexes[measureID],
        let found = measureColumn(column, as: measure, in: table)
      {
        scan.columns.append(found)
      }
    }
    if let orders = dictionary.measureIndexes["orders"] {
      scan.columns.append(
        ScanColumn(
          measure: orders, mantissas: (0..<table.rowCount).map { scan.isOrderHead($0) ? 1 : ColumnValues.missingNumber },
          scale: 0))
    }
    scans.append(scan)
  }

  /// For each row the first row with its order number; a row without one is an order of its own. `nil` where no order
  /// has several rows.
  private static func orderHeads(_ table: DataTable) -> [Int32]? {
    guard case .text(let codes, let names)? = table.column("order")?.values else { return nil }
    var first = [Int32](repeating: -1, count: names.count)
    var several = false
    let heads = codes.indices.map { row -> Int32 in
      guard codes[row] >= 0 else { return Int32(row) }
      let code = Int(codes[row])
      if first[code] < 0 { first[code] = Int32(row) } else { several = true }
      return first[code]
    }
    return several ? heads : nil
  }

  // MARK: Registers

  private mutating func readSpend(_ table: DataTable) {
    guard let amount = table.column("amount"), let cost = dictionary.measureIndexes["cost"] else {
      return missing("amount", in: table)
    }
    let days = days(table, "date") ?? [Int32](repeating: ColumnValues.missingDay, count: table.rowCount)
    let scan = scan(table, days: days)
    // The register is the campaign's own: what was paid before its first day or after its last belongs to it too.
    scan.rows = [(0..<Int32(table.rowCount)).map { $0 }, []]
    guard let column = measureColumn(amount, as: cost, in: table) else { return }
    scan.columns = [column]
    spend.append(Supply.Place(scan: scans.count, column: 0))
    if let promo = dictionary.measureIndexes["promo_cost"], let part = promotionPart(of: column, promo, scan) {
      scan.columns.append(part)
      promotion.append(Supply.Place(scan: scans.count, column: 1))
    }
    scans.append(scan)
  }

  static let promotionCostTypes: Set<String> = ["促销", "赠品", "promotion", "gift", "gifts"]

  private func promotionPart(of cost: ScanColumn, _ measure: Int, _ scan: Scan) -> ScanColumn? {
    guard let index = scan.dimension("cost_type"), let codes = scan.dimensions[index].codes else { return nil }
    let wanted = scan.dimensions[index].values.map { FactsBuilder.promotionCostTypes.contains($0.lowercased()) }
    guard wanted.contains(true) else { return nil }
    var part = cost
    part.measure = measure
    for row in codes.indices where codes[row] < 0 || !wanted[Int(codes[row])] {
      part.mantissas[row] = ColumnValues.missingNumber
    }
    return part
  }

  private mutating func readBudget(_ table: DataTable) {
    guard let planned = table.column("planned"), let measure = dictionary.measureIndexes["planned_budget"] else {
      return missing("planned", in: table)
    }
    let scan = scan(table, days: [Int32](repeating: ColumnValues.missingDay, count: table.rowCount))
    scan.rows = [(0..<Int32(table.rowCount)).map { $0 }, []]
    guard let column = measureColumn(planned, as: measure, in: table) else { return }
    scan.columns = [column]
    budget.append(Supply.Place(scan: scans.count, column: 0))
    scans.append(scan)
  }

  // MARK: Stated values

  /// Words that people write for "all values" of a dimension in a table of totals.
  static let allWords: Set<String> = ["全部", "合计", "总计", "整体", "all", "total"]

  private mutating func readTotals(_ table: DataTable) {
    guard let starts = days(table, "start") else { return missing("start", in: table) }
    guard let ends = days(table, "end") else { return missing("end", in: table) }
    let dimensions = dimensions(of: table)
    for column in table.columns {
      guard let measure = dictionary.measureIndexes[column.id], let scanned = measureColumn(column, as: measure, in: table)
      else { continue }
      for row in 0..<table.rowCount {
        let mantissa = scanned.mantissas[row]
        guard mantissa != ColumnValues.missingNumber, starts[row] != ColumnValues.missingDay,
          ends[row] != ColumnValues.missingDay,
          let period = Period(Day(number: starts[row]), Day(number: ends[row]))
        else { continue }
        guard let value = scanned.exact(Cell(sum: Int128(mantissa), cells: 1)) else {
          report(.tooLarge(column.header), at: table.location(row: row))
          continue
        }
        var named: [DimensionValue] = []
        for dimension in dimensions {
          let code = dimension.code(row: row)
          if code >= 0, !FactsBuilder.allWords.contains(dimension.values[Int(code)].lowercased()) {
            named.append(DimensionValue(dimension.id, dimension.values[Int(code)]))
          }
        }
        named.sort { $0.dimension < $1.dimension }
        let location = table.location(row: row)
        let key = StatedKey(measure: measure, period: period, dimensions: named)
        if let position = statedPlaces[key]?.firstIndex(where: {
          $0.source == table.source || $0.source == .own || table.source == .own
        }), let twin = statedPlaces[key]?[position] {
          guard let stamp = table.report.stamp, let other = twin.stamp, twin.location.file != table.file,
            twin.source == table.source, let isNewer = stamp.isNewer(than: other)
          else {
            report(.duplicateRow(first: twin.location, more: 0), at: location)
            repeatedRows[TableName(file: table.file, sheet: table.sheet), default: 0] += 1
            continue
          }
          let own = StatedPlace(source: table.source, location: location, stamp: stamp, index: twin.index)
          noteRestated(measure, period, isNewer ? (own, twin) : (twin, own), before: stated[twin.index].value, value, isNewer)
          if isNewer {
            stated[twin.index].value = value
            stated[twin.index].location = location
            statedPlaces[key]?[position] = own
          }
          continue
        }
        statedPlaces[key, default: []].append(
          StatedPlace(source: table.source, location: location, stamp: table.report.stamp, index: stated.count))
        stated.append(
          StatedTotal(
            measure: measure, period: period, dimensions: named, value: value, location: location, source: table.source))
      }
    }
  }

  /// Puts a total on record that a newer export states anew; those of one pair of files are one restatement.
  private mutating func noteRestated(
    _ measure: Int, _ period: Period, _ pair: (kept: StatedPlace, replaced: StatedPlace), before: Exact, _ value: Exact,
    _ isNewer: Bool
  ) {
    guard let newer = pair.kept.stamp, let older = pair.replaced.stamp else { return }
    let change = Restatement.Change(
      measure: dictionary.measures[measure].id, before: isNewer ? before : value, after: isNewer ? value : before)
    let (kept, replaced) = (pair.kept.location, pair.replaced.location)
    guard let index = restatements.firstIndex(where: {
      $0.kept.file == kept.file && $0.kept.sheet == kept.sheet && $0.replaced.file == replaced.file
        && $0.replaced.sheet == replaced.sheet
    }) else {
      restatements.append(
        Restatement(
          kept: .init(file: kept.file, sheet: kept.sheet, stamp: newer),
          replaced: .init(file: replaced.file, sheet: replaced.sheet, stamp: older), days: period.days, rows: 1,
          vanished: 0, changes: [change]))
      return
    }
    restatements[index].days = Set(restatements[index].days).union(period.days).sorted()
    restatements[index].rows += 1
    if let known = restatements[index].changes.firstIndex(where: { $0.measure == change.measure }) {
      let old = restatements[index].changes[known]
      restatements[index].changes[known].before = old.before.flatMap { a in change.before.flatMap { a.adding($0) } }
      restatements[index].changes[known].after = old.after.flatMap { a in change.after.flatMap { a.adding($0) } }
    } else {
      restatements[index].changes.append(change)
    }
  }

  private mutating func readActuals(_ table: DataTable) {
    guard case .text(let codes, let names)? = table.column("kpi")?.values else { return missing("kpi", in: table) }
    guard case .number(let mantissas, let scale)? = table.column("value")?.values else {
      return missing("value", in: table)
    }
    let days = days(table, "date")
    for row in 0..<table.rowCount where codes[row] >= 0 && mantissas[row] != ColumnValues.missingNumber {
      let written = names[Int(codes[row])]
      let location = table.location(row: row)
      guard let id = dictionary.canonicalID(written) else {
        report(.unknownKPI(written, nearest: nearest(to: written, among: dictionary.ids)), at: location)
        continue
      }
      // A value without a date is the campaign's.
      var day = frame.period.end
      if let days, days[row] != ColumnValues.missingDay { day = Day(number: days[row]) }
      let value = Exact(mantissa: Int128(mantissas[row]), scale: scale)
      if let twin = actuals[id]?.first(where: { $0.day == day }) {
        if twin.value != value { report(.conflictingActuals(id, first: twin.location), at: location) }
        continue
      }
      actuals[id, default: []].append(ActualValue(day: day, value: value, location: location))
    }
  }

  // MARK: Sources

  /// Picks the one source that supplies a measure; the centre's own tables stand beside every source.
  private mutating func settleSupply(_ measure: Int) {
    let definition = dictionary.measures[measure]
    var offered: Set<DataSource> = []
    for scan in scans where scan.column(measure) != nil && isData(scan) { offered.insert(scan.table.source) }
    for total in stated where total.measure == measure { offered.insert(total.source) }
    let people = ["buyers", "new_buyers", "new_buyer_orders"].contains(definition.id)
    if people { for scan in scans where scan.table.kind == .orders { offered.insert(scan.table.source) } }
    for source in offered.sorted() where source != .own && !definition.sources.contains(source) {
      guard let place = firstPlace(of: measure, source) else { continue }
      report(.sourceNotUsed(definition.id, source: source.rawValue, used: definition.sources.map(\.rawValue)), at: place)
    }
    // An own table complements whatever source there is, so it is no reason to leave that source out.
    guard let chosen = definition.sources.first(where: { $0 != .own && offered.contains($0) })
      ?? (offered.contains(.own) ? .own : nil)
    else {
      return
    }
    func supplies(_ source: DataSource) -> Bool { source == chosen || source == .own }
    var supply = Supply()
    for (index, scan) in scans.enumerated() where supplies(scan.table.source) && isData(scan) {
      guard let column = scan.column(measure) else {
        if people, scan.table.kind == .orders { supply.orders.append(Supply.Place(scan: index, column: -1)) }
        continue
      }
      let place = Supply.Place(scan: index, column: column)
      if scan.table.kind == .orders { supply.orders.append(place) } else { supply.daily.append(place) }
    }
    supply.totals = stated.indices.filter { stated[$0].measure == measure && supplies(stated[$0].source) }
    self.supplies[measure] = supply
  }

  private func firstPlace(of measure: Int, _ source: DataSource) -> Location? {
    let scan = scans.first { $0.table.source == source && $0.column(measure) != nil && isData($0) }
    return scan.map { Location($0.table.file, sheet: $0.table.sheet, line: $0.table.report.headerLine ?? 0) }
      ?? stated.first { $0.measure == measure && $0.source == source }?.location
  }

  private func isData(_ scan: Scan) -> Bool { scan.table.kind == .daily || scan.table.kind == .orders }
}
