import Diagnostics
import Tables
import Values

/// Days of one account that two exports have, of which the newer one counts.
public struct Restatement: Sendable {
  /// The export that counts, and when it was made.
  public var kept: Source
  /// The one whose rows of these days are not used.
  public var replaced: Source
  /// In order.
  public var days: [Day]
  /// How many rows of the replaced export are not used.
  public var rows: Int
  /// Of these, rows that the newer export does not have at all: renamed or removed since.
  public var vanished: Int
  /// Sums over the days by measure, in the dictionary's order.
  public var changes: [Change]

  public struct Source: Sendable {
    public var file: String
    public var sheet: String?
    public var stamp: FileStamp
  }

  public struct Change: Sendable {
    /// Id of a measure.
    public var measure: String
    /// `nil` where the sum is too large to be exact.
    public var before: Exact?
    public var after: Exact?
  }

  public var hasChanges: Bool { changes.contains { $0.before != $0.after } }
}

/// Finds exports of one report that have days in common, and lets the newest export of a day count alone.
///
/// Two tables are exports of one report when they are of one source, have the same dimensions, and on a day of one
/// account at least half the rows of the smaller are rows of the other too. All rows of that account and day are then
/// taken from the newest table: campaigns that were renamed in between would else count under both names. Where the
/// files do not tell which is newer, nothing is decided here, and repeated rows stay an error.
enum Restatements {
  static func settle(_ builder: inout FactsBuilder) {
    let candidates = builder.scans.indices.filter {
      builder.scans[$0].table.kind == .daily && builder.scans[$0].table.report.stamp != nil
    }
    guard candidates.count > 1 else { return }
    var groups: [(dimensions: [String], source: DataSource, scans: [Int])] = []
    for index in candidates {
      let scan = builder.scans[index]
      let dimensions = scan.dimensions.map(\.id)
      if let group = groups.firstIndex(where: { $0.dimensions == dimensions && $0.source == scan.table.source }) {
        groups[group].scans.append(index)
      } else {
        groups.append((dimensions, scan.table.source, [index]))
      }
    }
    for group in groups where group.scans.count > 1 { settle(group.scans, &builder) }
  }

  private struct Place: Hashable {
    var day: Int32
    var account: UInt64
  }

  private struct Pair: Hashable {
    var winner: Int
    var loser: Int
  }

  private struct Loss {
    var vanished = 0
    var rows: [Int32] = []
    var kept: [Int32] = []
  }

  private static func settle(_ indexes: [Int], _ builder: inout FactsBuilder) {
    let shared = sharedDays(indexes, builder)
    if shared.isEmpty { return }
    let keys = rowKeys(indexes, builder, shared)
    // The rows of each account and day by table.
    var places: [Place: [Int: [Int32]]] = [:]
    for index in indexes {
      for entry in keys[index] ?? [] { places[entry.place, default: [:]][index, default: []].append(entry.row) }
    }
    var keyOf: [Int: [Int32: UInt64]] = [:]
    for (index, entries) in keys {
      keyOf[index] = Dictionary(entries.map { ($0.row, $0.key) }, uniquingKeysWith: { first, _ in first })
    }
    var losses: [Pair: Loss] = [:]
    for tables in places.values where tables.count > 1 {
      let order = tables.keys.sorted()
      for loser in order {
        // The newest of those that have the same rows.
        var winner: Int?
        var vanished = 0
        for other in order where other != loser {
          guard isNewer(other, than: loser, builder), winner.map({ isNewer(other, than: $0, builder) }) ?? true,
            let twins = twins(tables[loser] ?? [], tables[other] ?? [], keyOf[loser] ?? [:], keyOf[other] ?? [:]),
            conflicts(builder.scans[loser], tables[loser] ?? [], builder.scans[other], tables[other] ?? [])
          else { continue }
          winner = other
          vanished = (tables[loser]?.count ?? 0) - twins
        }
        guard let winner else { continue }
        let pair = Pair(winner: winner, loser: loser)
        losses[pair, default: Loss()].vanished += vanished
        losses[pair]?.rows += tables[loser] ?? []
        losses[pair]?.kept += tables[winner] ?? []
      }
    }
    // What is told of a pair is worked out before any row is taken away.
    let pairs = losses.keys.sorted { ($0.loser, $0.winner) < ($1.loser, $1.winner) }
    for pair in pairs {
      guard let loss = losses[pair],
        var told = restatement(
          winner: pair.winner, kept: loss.kept, loser: pair.loser, lost: loss.rows, builder)
      else { continue }
      told.vanished = loss.vanished
      builder.restatements.append(told)
      if told.hasChanges {
        builder.report(.restated(told), at: Location(told.replaced.file, sheet: told.replaced.sheet))
      }
    }
    for pair in pairs { if let loss = losses[pair] { drop(loss.rows, of: pair.loser, for: pair.winner, &builder) } }
  }

  private static func isNewer(_ a: Int, than b: Int, _ builder: FactsBuilder) -> Bool {
    guard let first = builder.scans[a].table.report.stamp, let second = builder.scans[b].table.report.stamp,
      builder.scans[a].table.file != builder.scans[b].table.file
    else { return false }
    return first.isNewer(than: second) ?? false
  }

  // MARK: Rows

  /// Days that at least two of the tables have.
  private static func sharedDays(_ indexes: [Int], _ builder: FactsBuilder) -> Set<Int32> {
    var seen: Set<Int32> = []
    var shared: Set<Int32> = []
    for index in indexes {
      var own: Set<Int32> = []
      var last = ColumnValues.missingDay
      for day in builder.scans[index].days where day != last && day != ColumnValues.missingDay {
        last = day
        own.insert(day)
      }
      shared.formUnion(own.intersection(seen))
      seen.formUnion(own)
    }
    return shared
  }

  private typealias Entry = (row: Int32, key: UInt64, place: Place)

  /// Rows with a value on the given days, each with a key mixed from all its dimensions.
  private static func rowKeys(_ indexes: [Int], _ builder: FactsBuilder, _ shared: Set<Int32>) -> [Int: [Entry]] {
    let names = builder.scans[indexes[0]].dimensions.map(\.id)
    var common = [[String: UInt64]](repeating: [:], count: names.count)
    var result: [Int: [Entry]] = [:]
    for index in indexes {
      let scan = builder.scans[index]
      let codes = scan.dimensions.enumerated().map { position, dimension in
        dimension.values.map { value -> UInt64 in
          if let code = common[position][value] { return code }
          let code = UInt64(common[position].count + 1)
          common[position][value] = code
          return code
        }
      }
      var entries: [Entry] = []
      for row in scan.days.indices where shared.contains(scan.days[row]) && scan.hasValue(row) {
        var key: UInt64 = 0x9E37_79B9_7F4A_7C15
        var account = key
        for (position, dimension) in scan.dimensions.enumerated() {
          let code = dimension.code(row: row)
          let common = code < 0 ? 0 : codes[position][Int(code)]
          key = RowIndex.mix(key, common)
          if names[position] == "account" || names[position] == "account_id" { account = RowIndex.mix(account, common) }
        }
        entries.append((Int32(row), key, Place(day: scan.days[row], account: account)))
      }
      result[index] = entries
    }
    return result
  }

  /// How many rows of the first are rows of the second too; `nil` when too few for two exports of one report.
  private static func twins(
    _ a: [Int32], _ b: [Int32], _ keysA: [Int32: UInt64], _ keysB: [Int32: UInt64]
  ) -> Int? {
    let other = Set(b.compactMap { keysB[$0] })
    let count = a.count { keysA[$0].map(other.contains) ?? false }
    return count > 0 && count * 2 >= min(a.count, b.count) ? count : nil
  }

  /// Whether both have a value of one measure; else they complement each other.
  private static func conflicts(_ a: Scan, _ rowsA: [Int32], _ b: Scan, _ rowsB: [Int32]) -> Bool {
    a.columns.contains { column in
      guard let other = b.column(column.measure) else { return false }
      return rowsA.contains { column.mantissas[Int($0)] != ColumnValues.missingNumber }
        && rowsB.contains { b.columns[other].mantissas[Int($0)] != ColumnValues.missingNumber }
    }
  }

  // MARK: Taking away

  /// What is told of rows that count no more, and of those that count in their place; before any is taken away.
  static func restatement(
    winner newer: Int, kept keptRows: [Int32], loser older: Int, lost: [Int32], _ builder: FactsBuilder
  ) -> Restatement? {
    let (winner, loser) = (builder.scans[newer], builder.scans[older])
    guard let kept = source(winner), let replaced = source(loser) else { return nil }
    var changes: [Restatement.Change] = []
    for column in loser.columns.sorted(by: { $0.measure < $1.measure })
    where builder.dictionary.measures[column.measure].additive {
      guard let other = winner.column(column.measure) else { continue }
      changes.append(
        Restatement.Change(
          measure: builder.dictionary.measures[column.measure].id, before: sum(column, lost),
          after: sum(winner.columns[other], keptRows)))
    }
    let days = Set(lost.map { loser.days[Int($0)] }).subtracting([ColumnValues.missingDay])
    return Restatement(
      kept: kept, replaced: replaced, days: days.sorted().map(Day.init(number:)), rows: lost.count, vanished: 0,
      changes: changes)
  }

  private static func source(_ scan: Scan) -> Restatement.Source? {
    scan.table.report.stamp.map { Restatement.Source(file: scan.table.file, sheet: scan.table.sheet, stamp: $0) }
  }

  private static func sum(_ column: ScanColumn, _ rows: [Int32]) -> Exact? {
    var cell = Cell()
    for row in rows where column.mantissas[Int(row)] != ColumnValues.missingNumber {
      cell.sum += Int128(column.mantissas[Int(row)])
    }
    return column.exact(cell)
  }

  /// Measures that only the older export has stay.
  static func drop(_ rows: [Int32], of loser: Int, for winner: Int, _ builder: inout FactsBuilder) {
    let scan = builder.scans[loser]
    let other = builder.scans[winner]
    for column in scan.columns.indices where other.column(scan.columns[column].measure) != nil {
      for row in rows { scan.columns[column].mantissas[Int(row)] = ColumnValues.missingNumber }
    }
    let empty = Set(rows.filter { !scan.hasValue(Int($0)) })
    for span in scan.rows.indices { scan.rows[span].removeAll(where: empty.contains) }
    builder.replacedRows[FactsBuilder.TableName(file: scan.table.file, sheet: scan.table.sheet), default: []]
      .formUnion(empty)
    // Its own total row speaks for days that it no longer supplies.
    builder.stated.removeAll { $0.isTotalRow && $0.location.file == scan.table.file && $0.location.sheet == scan.table.sheet }
  }
}

extension Scan {
  /// Whether a row has any value.
  func hasValue(_ row: Int) -> Bool {
    for column in columns where column.mantissas[row] != ColumnValues.missingNumber { return true }
    return false
  }
}
