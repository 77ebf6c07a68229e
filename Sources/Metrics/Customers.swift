import Tables
import Values

/// The customers of all `orders` tables, for counts of distinct people.
struct Customers: Sendable {
  /// Code of each row's customer (-1: none), by scan.
  private var codes: [Int: [Int32]] = [:]
  private var count = 0
  /// Day of each customer's first purchase; `Int32.max` where it is not in the data.
  private var firstDays: [Int32] = []
  private var basis = Basis.unknown
  /// The earliest order of all.
  private var historyStart = Int32.max

  private enum Basis { case flagged, firstSeen, unknown }

  init(_ scans: [Scan]) {
    var known: [String: Int32] = [:]
    let tables = scans.indices.filter { scans[$0].table.kind == .orders }
    for index in tables {
      guard case .text(let rowCodes, let names)? = scans[index].table.column("customer")?.values else { continue }
      if tables.count == 1 {
        // A table's texts are different ones, so that its own codes will do.
        codes[index] = rowCodes.map { max($0, -1) }
        count = names.count
        break
      }
      let mapped = names.map { name in
        if let code = known[name] { return code }
        let code = Int32(known.count)
        known[name] = code
        return code
      }
      codes[index] = rowCodes.map { $0 < 0 ? -1 : mapped[Int($0)] }
    }
    if tables.count > 1 { count = known.count }
    firstDays = [Int32](repeating: .max, count: count)
    let flagged = codes.keys.contains { scans[$0].table.column("first") != nil }
    basis = flagged ? .flagged : .firstSeen
    for (index, rowCodes) in codes {
      let scan = scans[index]
      let flags = flagged ? Customers.flags(scan.table) : nil
      for row in rowCodes.indices where rowCodes[row] >= 0 && scan.days[row] != ColumnValues.missingDay {
        historyStart = min(historyStart, scan.days[row])
        if flagged, !(flags?[row] ?? false) { continue }
        let customer = Int(rowCodes[row])
        firstDays[customer] = min(firstDays[customer], scan.days[row])
      }
    }
  }

  var isEmpty: Bool { count == 0 }
  var total: Int { count }
  var marksFirst: Bool { basis == .flagged }

  /// Code of each row's customer (-1: none), for a scan of orders.
  func codes(_ scan: Int) -> [Int32]? { codes[scan] }

  /// `nil` where it is not in the data.
  func firstDay(_ customer: Int) -> Int32? { firstDays[customer] == .max ? nil : firstDays[customer] }

  /// For each row whether it is marked as a first purchase.
  private static func flags(_ table: DataTable) -> [Bool]? {
    switch table.column("first")?.values {
    case .text(let codes, let values)?:
      let yes = values.map { ["是", "yes", "true", "1", "y", "首单", "首购", "新客"].contains($0.lowercased()) }
      return codes.map { $0 >= 0 && yes[Int($0)] }
    case .number(let mantissas, _)?: return mantissas.map { $0 != ColumnValues.missingNumber && $0 != 0 }
    default: return nil
    }
  }

  /// Distinct customers with an order in the selection; `newOnly`: of whose first purchase lies in the period.
  func distinct(_ scan: [(index: Int, scan: Scan, selection: Scan.Selection)], newOnly: Bool) -> (
    people: Int, orders: Int, rows: [Int]
  ) {
    var seen = [Bool](repeating: false, count: count)
    var (people, orders) = (0, 0)
    var rows: [Int] = []
    for (index, scan, selection) in scan {
      guard let codes = codes[index] else {
        rows.append(0)
        continue
      }
      let (first, last) = (selection.period.start.number, selection.period.end.number)
      var used = 0
      scan.forEachRow(selection) { row in
        let customer = Int(codes[row])
        if customer < 0 || newOnly && !(firstDays[customer] >= first && firstDays[customer] <= last) { return }
        used += 1
        if scan.isOrderHead(row) { orders += 1 }
        if !seen[customer] {
          seen[customer] = true
          people += 1
        }
      }
      rows.append(used)
    }
    return (people, orders, rows)
  }

  /// Whether the data tells new customers of a period from old ones: by a mark, or because orders reach further back.
  func knowsNew(from start: Day) -> Bool {
    switch basis {
    case .flagged: true
    case .firstSeen: historyStart < start.number
    case .unknown: false
    }
  }

  var countsByFirstSeen: Bool { basis == .firstSeen }
}
