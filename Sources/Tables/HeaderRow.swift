import Values

/// The row of a table that names its columns, and what stands before it.
struct HeaderRow {
  var line: Int32
  /// Where the first record behind it begins.
  var next: (position: Int, line: Int32)
  var cells: [String]
  var keys: [HeaderKey]
  /// The records before it that are not blank.
  var preamble: [(lines: ClosedRange<Int>, cells: [String])]

  /// How many of its cells are known headers.
  var known: Int

  static let searchedRows = 30

  /// The first of 30 records in which at least two cells, and half of the filled ones, are known headers; else the one
  /// with most known headers, at least two.
  ///
  /// For a register one known header may do in the first row of several cells, unless `isStrict` (one of several sheets,
  /// where lists of choices have a header of that sort); rows of comments are no headers.
  static func find(
    _ text: TextView, from position: Int, line: Int32, catalogue: ColumnCatalogue, isStrict: Bool = false
  ) -> HeaderRow? {
    let register = catalogue.register
    let columns = register?.columns.columns.count ?? 2
    // So many known headers end the search, so few are not even a header.
    let enough = min(2, columns)
    let least = register == nil ? 2 : isStrict ? enough : 1
    var scanner = RecordScanner(text, from: position, line: line, capacity: 2048)
    defer { scanner.deallocate() }
    var best: HeaderRow?
    var preamble: [(lines: ClosedRange<Int>, cells: [String])] = []
    for _ in 0..<searchedRows {
      let line = scanner.line
      guard scanner.next() else { break }
      let cells = (0..<scanner.count).map { text.string(scanner.cells[$0]) }
      let keys = cells.map { HeaderKey($0.utf8.count > 120 ? "" : $0) }
      let filled = cells.count { !$0.isEmpty }
      let known = keys.count { !$0.whole.isEmpty && catalogue.knows($0) }
      let isComment = register != nil && cells.first?.utf8.first == 0x23 && keys.first.map(catalogue.knows) != true
      // Behind other rows a single word is more likely a cell of theirs.
      let isLate = register != nil && known < enough && preamble.contains { row in
        row.cells.first?.utf8.first != 0x23 && row.cells.count { !$0.isEmpty } > 1
      }
      if known >= least, known > best?.known ?? 0, !isComment, !isLate {
        let row = HeaderRow(
          line: line, next: (scanner.position, scanner.line), cells: cells, keys: keys, preamble: preamble,
          known: known)
        if known * 2 >= filled, known >= enough { return row }
        best = row
      }
      if filled > 0 { preamble.append((Int(line)...max(Int(line), Int(scanner.line) - 1), cells)) }
    }
    return best
  }

  /// When the lines before the header say that the file was made.
  var stamp: FileStamp? { preamble.lazy.flatMap(\.cells).compactMap { FileStamp(line: $0) }.first }

  /// The days that the lines before the header say the table covers.
  var statedPeriod: Period? {
    var start: Day?
    var end: Day?
    for cell in preamble.flatMap(\.cells) {
      // A day has eight bytes at least.
      if cell.utf8.count < 8 { continue }
      // When a file was made says nothing about its days.
      let lower = cell.lowercased()
      if FileStamp.makings.contains(where: { lower.contains($0) }) { continue }
      var value = cell
      while value.first == "#" || value.first == " " { value.removeFirst() }
      let label = value.split(separator: ":", maxSplits: 1).first.map(String.init)?.lowercased() ?? ""
      if let mark = value.firstIndex(where: { $0 == "：" || $0 == ":" }),
        !value[mark...].contains("-") || value.first?.isNumber != true || value[..<mark].contains("时间")
      {
        value = String(value[value.index(after: mark)...])
      }
      // 趋势分析(2026/09/01-2026/09/01)
      let inside = value.split(whereSeparator: { "(（)）".contains($0) })
      let found = HeaderRow.period(value) ?? (inside.count == 2 ? HeaderRow.period(String(inside[1])) : nil)
      if let period = found {
        if label.hasPrefix("start") {
          start = period.start
        } else if label.hasPrefix("end") {
          end = period.end
        } else {
          return period
        }
      }
    }
    guard let start, let end else { return nil }
    return Period(start, end)
  }

  /// `20260901`, `2026-09-01 - 2026-09-03`, `July 1, 2026 - July 31, 2026`.
  static func period(_ text: String) -> Period? {
    if let day = day(text) { return Period(day, day) }
    for separator in [" - ", " – ", "~", "至", "到", "-"] {
      let parts = text.components(splitBy: separator)
      if parts.count == 2, let start = day(parts[0]), let end = day(parts[1]) { return Period(start, end) }
    }
    return nil
  }

  private static func day(_ text: String) -> Day? {
    var text = text
    return text.withUTF8 { bytes in
      let cell = trimmed(bytes)
      // A bare number is a serial day only in a column of days.
      guard cell.count >= 8, case .day(let day, _) = readDate(cell) else { return nil }
      return day
    }
  }
}

extension String {
  /// The parts between occurrences of a separator.
  func components(splitBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    parts.append(String(rest))
    return parts
  }
}
