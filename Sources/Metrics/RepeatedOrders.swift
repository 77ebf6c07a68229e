import Diagnostics
import Tables
import Values

/// Orders that several exports have, known by their numbers. The newest export's rows of an order count; where the files
/// do not tell which is newer, that is an error, and the later file's rows of these orders do not count.
enum RepeatedOrders {
  static func settle(_ builder: inout FactsBuilder) {
    let candidates = builder.scans.indices.filter {
      builder.scans[$0].table.kind == .orders && numbers(builder.scans[$0]) != nil
    }
    for (position, later) in candidates.enumerated() {
      for earlier in candidates[..<position] where builder.scans[earlier].table.file != builder.scans[later].table.file {
        settle(earlier, later, &builder)
      }
    }
  }

  private static func numbers(_ scan: Scan) -> (codes: [Int32], names: [String])? {
    guard case .text(let codes, let names)? = scan.table.column("order")?.values else { return nil }
    return (codes, names)
  }

  /// The rows with a value whose number is among those.
  private static func rows(
    of shared: Set<String>, in column: (codes: [Int32], names: [String]), _ scan: Scan
  ) -> [Int32] {
    let isShared = column.names.map { shared.contains($0) }
    var rows: [Int32] = []
    for row in column.codes.indices {
      let code = column.codes[row]
      if code >= 0, isShared[Int(code)], scan.hasValue(row) { rows.append(Int32(row)) }
    }
    return rows
  }

  private static func settle(_ earlier: Int, _ later: Int, _ builder: inout FactsBuilder) {
    guard let a = numbers(builder.scans[earlier]), let b = numbers(builder.scans[later]) else { return }
    let shared = Set(a.names).intersection(b.names)
    if shared.isEmpty { return }
    let stamps = [earlier, later].map { builder.scans[$0].table.report.stamp }
    let isNewer = stamps[1].flatMap { second in stamps[0].flatMap { second.isNewer(than: $0) } }
    let (winner, loser) = isNewer == false ? (earlier, later) : isNewer == true ? (later, earlier) : (earlier, later)
    let lost = rows(of: shared, in: loser == later ? b : a, builder.scans[loser])
    guard let first = lost.first else { return }
    let kept = rows(of: shared, in: winner == later ? b : a, builder.scans[winner])
    if isNewer != nil {
      if let told = Restatements.restatement(winner: winner, kept: kept, loser: loser, lost: lost, builder) {
        builder.restatements.append(told)
        if told.hasChanges {
          builder.report(.restated(told), at: Location(told.replaced.file, sheet: told.replaced.sheet))
        }
      }
    } else {
      let table = builder.scans[loser].table
      builder.report(
        .repeatedOrders(shared.count, other: Location(builder.scans[winner].table.file).description),
        at: table.location(row: Int(first)))
      builder.repeatedRows[FactsBuilder.TableName(file: table.file, sheet: table.sheet), default: 0] += lost.count
    }
    Restatements.drop(lost, of: loser, for: winner, &builder)
  }
}
