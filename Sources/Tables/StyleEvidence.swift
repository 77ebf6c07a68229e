import Values

/// What the cells of a table say about styles that one cell alone leaves open: the decimal mark, and the order of
/// day and month.
struct StyleEvidence {
  private(set) var decimalComma = false
  /// A cell that contradicts the others.
  private(set) var mixedDecimals: String?
  private(set) var dateOrder: DateOrder?
  private(set) var guesses: [ImportReport.Guess] = []

  /// Cells of days that have a time of day, by the column's place.
  private(set) var timed = Set<Int>()

  private static let sample = 500

  init(_ text: TextView, _ header: HeaderRow, _ plan: TablePlan) {
    let numbers = plan.columns.filter { $0.storage == .number && !$0.isTime }.map(\.index)
    let days = plan.columns.filter { $0.storage == .day }
    var comma: String?
    var point: String?
    var thousands: String?
    var dayFirst = Set<Int>()
    var monthFirst = Set<Int>()
    var ambiguous = Set<Int>()
    var scanner = RecordScanner(text, from: header.next.position, line: 1, capacity: plan.width + 1)
    defer { scanner.deallocate() }
    let dayIndices = days.map(\.index)
    var rows = 0
    var rounded: [Int: String] = [:]
    // Evidence on dates may come late, so that files with such dates are read to the end.
    while rows < StyleEvidence.sample || !ambiguous.isEmpty, scanner.next() {
      rows += 1
      for index in numbers where index < scanner.count && rows <= StyleEvidence.sample {
        let cell = text.bytes(scanner.cells[index])
        // 万 and 亿 end in bytes that few other cells have.
        guard let last = cell.last, last == 0x87 || last == 0xBF, rounded[index] == nil,
          case .value(let number) = readNumber(trimmed(cell)), number.precision < 0
        else { continue }
        rounded[index] = Tables.text(trimmed(cell))
      }
      for index in numbers where text.delimiter == 0x3B && index < scanner.count && rows <= StyleEvidence.sample {
        let cell = trimmed(text.bytes(scanner.cells[index]))
        switch StyleEvidence.decimalMark(cell) {
        case .comma: comma = comma ?? Tables.text(cell)
        case .point: point = point ?? Tables.text(cell)
        case .pointOrThousands: thousands = thousands ?? Tables.text(cell)
        case nil: break
        }
      }
      for index in dayIndices where index < scanner.count {
        let cell = trimmed(text.bytes(scanner.cells[index]))
        // Three digits begin a year, and the cell is too short for a time of day.
        if (3...10).contains(cell.count), (0x31...0x39).contains(cell[0]), (0x30...0x39).contains(cell[1]),
          (0x30...0x39).contains(cell[2])
        {
          continue
        }
        if cell.count > 10, rows <= StyleEvidence.sample, !timed.contains(index),
          case .day(_, let seconds) = readDate(cell), seconds > 0
        {
          timed.insert(index)
        }
        guard cell.count <= 20, cell.count >= 8,
          [0x2F, 0x2D].contains(cell[1]) || [0x2F, 0x2D, 0x2E].contains(cell[2]),
          case .failure(.ambiguousDate) = readDate(cell)
        else {
          if let order = StyleEvidence.order(cell) {
            if order == .dayFirst { dayFirst.insert(index) } else { monthFirst.insert(index) }
          }
          continue
        }
        ambiguous.insert(index)
      }
    }
    for column in plan.columns {
      if let example = rounded[column.index], column.storage == .number {
        guesses.append(.init(about: .rounded, subject: column.header, decision: example))
      }
    }
    if let comma {
      decimalComma = true
      if point != nil { mixedDecimals = comma }
      guesses.append(.init(about: .decimalMark, subject: comma, decision: ","))
    } else if let thousands, point == nil {
      decimalComma = true
      guesses.append(.init(about: .decimalMark, subject: thousands, decision: ","))
    }
    // One order per table: its columns come from one tool. Contradicting evidence decides nothing.
    if !ambiguous.isEmpty, dayFirst.isEmpty != monthFirst.isEmpty {
      dateOrder = dayFirst.isEmpty ? .monthFirst : .dayFirst
      for column in days where ambiguous.contains(column.index) {
        guesses.append(
          .init(about: .dateOrder, subject: column.header, decision: dayFirst.isEmpty ? "month/day" : "day/month"))
      }
    }
  }

  private enum Mark { case comma, point, pointOrThousands }

  /// What a number's marks say: `12,5` and `1.200,50` have a decimal comma, `12.5` has not, `1.200` may.
  private static func decimalMark(_ cell: Bytes) -> Mark? {
    var last: UInt8 = 0
    var behind = 0
    var points = 0
    var commas = 0
    for byte in cell {
      if byte == 0x2C || byte == 0x2E {
        if byte == 0x2C { commas += 1 } else { points += 1 }
        last = byte
        behind = 0
      } else if (0x30...0x39).contains(byte) {
        behind += 1
      } else if behind > 0 || !(byte == 0x2D || byte >= 0x80) {
        if byte == 0x25 || byte == 0x20 || byte >= 0x80 { continue }
        return nil
      }
    }
    if last == 0 { return nil }
    if commas > 0, points > 0 { return last == 0x2C ? .comma : .point }
    if last == 0x2C { return commas == 1 && behind != 3 ? .comma : nil }
    if points > 1 { return .pointOrThousands }
    return behind == 3 ? .pointOrThousands : .point
  }

  /// The order that `25/09/2026` shows.
  private static func order(_ cell: Bytes) -> DateOrder? {
    guard cell.count >= 8, cell.count <= 20 else { return nil }
    var parts = [0, 0]
    var part = 0
    for byte in cell {
      if (0x30...0x39).contains(byte) {
        parts[part] = parts[part] * 10 + Int(byte - 0x30)
        if parts[part] > 99 { return nil }
      } else if byte == 0x2F || byte == 0x2D || byte == 0x2E {
        part += 1
        if part == 2 { break }
      } else {
        return nil
      }
    }
    guard part == 2 else { return nil }
    if (13...31).contains(parts[0]), (1...12).contains(parts[1]) { return .dayFirst }
    if (13...31).contains(parts[1]), (1...12).contains(parts[0]) { return .monthFirst }
    return nil
  }
}
