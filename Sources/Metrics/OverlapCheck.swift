import Diagnostics
import Tables
import Values

/// Finds rows and tables of one source that would be added twice.
///
/// A row that repeats the day and dimensions of another is an error and its later copy counts as missing. Tables with
/// different dimensions are an error when they have a measure for the same day and no common dimension keeps them
/// apart; the later one then does not supply the measure.
enum OverlapCheck {
  static func run(_ builder: inout FactsBuilder) {
    let daily = builder.scans.indices.filter { builder.scans[$0].table.kind == .daily }
    var signatures: [[String]] = []
    for index in daily {
      let signature = builder.scans[index].dimensions.map(\.id)
      if !signatures.contains(signature) { signatures.append(signature) }
    }
    for signature in signatures {
      let alike = daily.filter { builder.scans[$0].dimensions.map(\.id) == signature }
      repetitions(alike, &builder)
    }
    for (position, later) in daily.enumerated() {
      for earlier in daily[..<position] { overlap(earlier, later, &builder) }
    }
  }

  private static func together(_ a: DataSource, _ b: DataSource) -> Bool { a == b || a == .own || b == .own }

  // MARK: Rows

  private static func repetitions(_ alike: [Int], _ builder: inout FactsBuilder) {
    let sources = Set(alike.map { builder.scans[$0].table.source })
    let named = sources.subtracting([.own]).sorted()
    // The centre's own tables stand beside every source, so they are compared with each.
    for source in named.isEmpty ? [.own] : named {
      repetitionsOfOneSource(
        alike.filter { together(builder.scans[$0].table.source, source) }, &builder)
    }
  }

  private static func repetitionsOfOneSource(_ indexes: [Int], _ builder: inout FactsBuilder) {
    guard let first = indexes.first else { return }
    let dimensionCount = builder.scans[first].dimensions.count
    // Common codes for the values of each dimension, 0 for none.
    var common = [[String: Int]](repeating: [:], count: dimensionCount)
    var mapped: [Int: [[Int]]] = [:]
    for index in indexes {
      mapped[index] = builder.scans[index].dimensions.enumerated().map { position, dimension in
        dimension.values.map { value in
          if let code = common[position][value] { return code }
          let code = common[position].count + 1
          common[position][value] = code
          return code
        }
      }
    }
    var firsts = RowIndex(capacity: indexes.reduce(0) { $0 + builder.scans[$1].days.count })
    var found: [Pair: (row: Int, of: Int, more: Int)] = [:]
    var order: [Pair] = []
    for index in indexes {
      let scan = builder.scans[index]
      let codes = mapped[index] ?? []
      // Each row's key, mixed from its day and codes; equal keys are compared in full by `same`.
      var keys = scan.days.map { UInt64(truncatingIfNeeded: Int($0)) &* 0x9E37_79B9_7F4A_7C15 }
      for (position, dimension) in scan.dimensions.enumerated() {
        let table = codes[position]
        for row in keys.indices {
          let code = dimension.code(row: row)
          keys[row] = RowIndex.mix(keys[row], code < 0 ? 0 : UInt64(table[Int(code)]))
        }
      }
      // Rows without any value cannot be added twice, and would make long chains of equal keys.
      for row in keys.indices where scan.days[row] != ColumnValues.missingDay && scan.hasValue(row) {
        guard
          let twin = firsts.insert(keys[row], scan: index, row: row, same: { other, otherRow in
            same(builder.scans[other], otherRow, scan, row) && conflict(builder.scans[other], otherRow, scan, row)
          })
        else { continue }
        let pair = Pair(first: twin.scan, second: index)
        if found[pair] == nil {
          found[pair] = (row, twin.row, 0)
          order.append(pair)
        } else {
          found[pair]?.more += 1
        }
        for column in builder.scans[index].columns.indices {
          let measure = builder.scans[index].columns[column].measure
          guard let other = builder.scans[twin.scan].column(measure),
            builder.scans[twin.scan].columns[other].mantissas[twin.row] != ColumnValues.missingNumber
          else { continue }
          builder.scans[index].columns[column].mantissas[row] = ColumnValues.missingNumber
        }
      }
    }
    for pair in order {
      guard let (row, of, more) = found[pair] else { continue }
      builder.report(
        .duplicateRow(first: builder.scans[pair.first].table.location(row: of), more: more),
        at: builder.scans[pair.second].table.location(row: row))
      let table = builder.scans[pair.second].table
      builder.repeatedRows[FactsBuilder.TableName(file: table.file, sheet: table.sheet), default: 0] += 1 + more
    }
  }

  private struct Pair: Hashable {
    var first: Int
    var second: Int
  }

  private static func same(_ a: Scan, _ rowA: Int, _ b: Scan, _ rowB: Int) -> Bool {
    guard a.days[rowA] == b.days[rowB] else { return false }
    for position in a.dimensions.indices {
      let (x, y) = (a.dimensions[position], b.dimensions[position])
      let (codeX, codeY) = (x.code(row: rowA), y.code(row: rowB))
      if codeX < 0 || codeY < 0 {
        if codeX != codeY { return false }
      } else if x.values[Int(codeX)] != y.values[Int(codeY)] {
        return false
      }
    }
    return true
  }

  /// Whether both rows have a value of one measure.
  private static func conflict(_ a: Scan, _ rowA: Int, _ b: Scan, _ rowB: Int) -> Bool {
    for column in b.columns where column.mantissas[rowB] != ColumnValues.missingNumber {
      if let other = a.column(column.measure), a.columns[other].mantissas[rowA] != ColumnValues.missingNumber {
        return true
      }
    }
    return false
  }

  // MARK: Tables

  private static func overlap(_ earlier: Int, _ later: Int, _ builder: inout FactsBuilder) {
    let (a, b) = (builder.scans[earlier], builder.scans[later])
    guard together(a.table.source, b.table.source), a.dimensions.map(\.id) != b.dimensions.map(\.id) else { return }
    let shared = b.columns.compactMap { column in
      builder.dictionary.measures[column.measure].additive ? a.column(column.measure).map { (a.columns[$0], column) } : nil
    }
    if shared.isEmpty || apart(a, b) { return }
    var measures: [Int] = []
    var common: Set<Int32> = []
    for (first, second) in shared {
      let days = presentDays(a, first).intersection(presentDays(b, second))
      if days.isEmpty { continue }
      measures.append(second.measure)
      common.formUnion(days)
    }
    guard let first = common.min(), let last = common.max() else { return }
    let days = first == last ? Day(number: first).iso : "\(Day(number: first).iso) – \(Day(number: last).iso)"
    builder.report(
      .overlappingTables(
        Location(a.table.file, sheet: a.table.sheet).description,
        measures: measures.map { builder.dictionary.measures[$0].id }, days: days),
      at: Location(b.table.file, sheet: b.table.sheet))
    builder.scans[later].columns.removeAll { measures.contains($0.measure) }
  }

  /// Whether a dimension of both has no value in common and no row without a value.
  private static func apart(_ a: Scan, _ b: Scan) -> Bool {
    for dimension in a.dimensions {
      guard let position = b.dimension(dimension.id) else { continue }
      let other = b.dimensions[position]
      if dimension.codes?.contains(where: { $0 < 0 }) ?? false || other.codes?.contains(where: { $0 < 0 }) ?? false { continue }
      if dimension.values.allSatisfy({ other.index[$0] == nil }) { return true }
    }
    return false
  }

  private static func presentDays(_ scan: Scan, _ column: ScanColumn) -> Set<Int32> {
    var days: Set<Int32> = []
    var last = ColumnValues.missingDay
    for row in scan.days.indices where scan.days[row] != ColumnValues.missingDay && scan.days[row] != last {
      if column.mantissas[row] == ColumnValues.missingNumber { continue }
      last = scan.days[row]
      days.insert(last)
    }
    return days
  }
}

/// An open-addressing table from row keys to the first row with each.
struct RowIndex {
  private var keys: [UInt64]
  private var places: [(scan: Int32, row: Int32)]
  private let mask: Int

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    places = [(Int32, Int32)](repeating: (-1, -1), count: size)
    mask = size - 1
  }

  static func mix(_ key: UInt64, _ code: UInt64) -> UInt64 {
    var value = (key ^ code) &* 0xBF58_476D_1CE4_E5B9
    value ^= value >> 29
    return value &* 0x94D0_49BB_1331_11EB
  }

  /// The row that came first and is the same, or `nil` after putting in the new one.
  mutating func insert(_ key: UInt64, scan: Int, row: Int, same: (Int, Int) -> Bool) -> (scan: Int, row: Int)? {
    var slot = Int(truncatingIfNeeded: (key ^ (key >> 32))) & mask
    while places[slot].scan >= 0 {
      if keys[slot] == key, same(Int(places[slot].scan), Int(places[slot].row)) {
        return (Int(places[slot].scan), Int(places[slot].row))
      }
      slot = (slot + 1) & mask
    }
    keys[slot] = key
    places[slot] = (Int32(scan), Int32(row))
    return nil
  }
}
