import Diagnostics
import Values

/// One sheet of an XLS workbook.
struct LegacySheet {
  let file: String
  let name: String
  let epoch: DateEpoch
  let strings: [String]
  let formats: [NumberFormat]

  /// By row from 0, the cells from the first column on.
  private(set) var rows: [Int: [GridCell]] = [:]
  /// The row whose cells are being read, and its cells, which are not in `rows` meanwhile.
  private var openRow = -1
  private var cells: [GridCell] = []
  private(set) var merged: [CellRange] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var findings: [Finding.Key: Finding] = [:]
  /// A formula whose text follows in a record of its own.
  private var awaitsText: (row: Int, column: Int)?

  init(file: String, name: String, epoch: DateEpoch, strings: [String], formats: [NumberFormat]) {
    self.file = file
    self.name = name
    self.epoch = epoch
    self.strings = strings
    self.formats = formats
  }

  /// What may repeat in every row is told once per column, with the first place and the number.
  private struct Finding {
    struct Key: Hashable {
      enum Rule { case formula, number, date, text }
      var rule: Rule
      var column: Int
    }
    var row: Int
    var example: String
    var count: Int
  }

  /// The rows in order, without what merged areas hide.
  var grid: [GridRow] {
    rows.keys.sorted().compactMap { row in rows[row].map { GridRow(line: Int32(row + 1), cells: $0) } }
  }

  /// Reads up to the sheet's end; false where it breaks off or is not a sheet, which is reported.
  mutating func read(_ start: LegacyRecords) -> Bool {
    var records = start
    defer { report() }
    guard records.next(), records.kind == .begin else { return damaged("BOF") }
    // Charts inside a sheet have a beginning and an end of their own.
    var depth = 1
    while depth > 0 {
      guard records.next() else { return damaged("EOF") }
      switch records.kind {
      case .begin: depth += 1
      case .end: depth -= 1
      case _ where depth > 1: break
      default: if !take(records) { return damaged("record \(records.type)") }
      }
    }
    closeRow()
    clearMerged()
    return diagnostics.isEmpty
  }

  private mutating func damaged(_ what: String) -> Bool {
    diagnostics.append(Diagnostic(.workbookDamaged(what), at: Location(file, sheet: name)))
    return false
  }

  /// One record of the sheet; false when it is too short for what it says to be.
  private mutating func take(_ record: LegacyRecords) -> Bool {
    switch record.kind {
    case .number:
      guard record.has(14) else { return false }
      return place(number(record.double(6), record, 4), record)
    case .shortNumber:
      guard record.has(10) else { return false }
      return place(number(LegacySheet.short(record.long(6)), record, 4), record)
    case .manyNumbers:
      guard record.has(12), (record.body.count - 6) % 6 == 0 else { return false }
      for index in 0..<(record.body.count - 6) / 6 {
        let offset = 4 + index * 6
        let column = record.word(2) + index
        let cell = number(LegacySheet.short(record.long(offset + 2)), record, offset, column: column)
        guard place(cell, row: record.word(0), column: column) else { return false }
      }
      return true
    case .sharedLabel:
      guard record.has(10) else { return false }
      let index = Int(record.long(6))
      guard strings.indices.contains(index) else {
        note(.text, record.word(0), record.word(2), "\(index)")
        return true
      }
      return place(filled(strings[index]), record)
    case .label, .richLabel:
      guard record.has(9) else { return false }
      var text = LegacyText(record.bytes, record.withContinuations(), skipping: 6)
      guard let string = text.next() else { return false }
      return place(filled(string), record)
    case .truth:
      guard record.has(8) else { return false }
      return place(
        record.byte(7) == 0 ? .bool(record.byte(6) != 0) : .error(LegacySheet.errorText(record.byte(6))), record)
    case .formula:
      guard record.has(14) else { return false }
      return readFormula(record)
    case .formulaText:
      guard let place = awaitsText else { return true }
      awaitsText = nil
      var text = LegacyText(record.bytes, record.withContinuations())
      guard let string = text.next() else { return false }
      return self.place(filled(string), row: place.row, column: place.column)
    case .merged:
      guard record.has(2), record.has(2 + record.word(0) * 8) else { return false }
      for index in 0..<record.word(0) {
        let words = (0..<4).map { record.word(2 + index * 8 + $0 * 2) }
        if let area = CellRange(
          firstRow: words[0] + 1, lastRow: words[1] + 1, firstColumn: words[2] + 1, lastColumn: words[3] + 1)
        {
          merged.append(area)
        }
      }
      return true
    default: return true
    }
  }

  /// A formula counts with the value that the file has saved for it.
  private mutating func readFormula(_ record: LegacyRecords) -> Bool {
    awaitsText = nil
    guard record.word(12) == 0xFFFF else { return place(number(record.double(6), record, 4), record) }
    switch record.byte(6) {
    case 0: awaitsText = (record.word(0), record.word(2))
    case 1: return place(.bool(record.byte(8) != 0), record)
    case 2: return place(.error(LegacySheet.errorText(record.byte(8))), record)
    default: note(.formula, record.word(0), record.word(2))
    }
    return true
  }

  // MARK: Values

  /// Four bytes that hold a whole number or the upper half of a fraction, either a hundred times too large or not.
  static func short(_ bits: UInt32) -> Double {
    let value = bits & 2 != 0
      ? Double(Int32(bitPattern: bits) >> 2) : Double(bitPattern: UInt64(bits & 0xFFFF_FFFC) << 32)
    return bits & 1 != 0 ? value / 100 : value
  }

  private static func errorText(_ code: UInt8) -> String {
    switch code {
    case 0x00: "#NULL!"
    case 0x07: "#DIV/0!"
    case 0x0F: "#VALUE!"
    case 0x17: "#REF!"
    case 0x1D: "#NAME?"
    case 0x24: "#NUM!"
    default: "#N/A"
    }
  }

  private func filled(_ text: String) -> GridCell { text.isEmpty ? .missing : .text(text) }

  private mutating func number(
    _ value: Double, _ record: LegacyRecords, _ styleOffset: Int, column: Int? = nil
  ) -> GridCell {
    let (row, column) = (record.word(0), column ?? record.word(2))
    let style = record.word(styleOffset)
    guard value.isFinite, let plain = workbookDecimal("\(value)") else {
      note(.number, row, column, "\(value)")
      return .missing
    }
    switch formats.indices.contains(style) ? formats[style] : .number {
    case .number: return .number(plain)
    case .percent: return .number(percentText(plain))
    case .elapsed: if let text = clockText(value) { return .text(text) }
    case .time where (0..<1).contains(value): if let text = clockText(value) { return .text(text) }
    case .date, .time:
      if let (day, seconds) = workbookDay(value, epoch: epoch) { return .day(day, seconds: seconds) }
    }
    note(.date, row, column, plain)
    return .missing
  }

  // MARK: Places

  private mutating func place(_ cell: GridCell, _ record: LegacyRecords) -> Bool {
    place(cell, row: record.word(0), column: record.word(2))
  }

  private mutating func openRow(_ row: Int) {
    closeRow()
    cells = rows.removeValue(forKey: row) ?? []
    openRow = row
  }

  private mutating func closeRow() {
    if openRow >= 0 { rows[openRow] = cells }
    openRow = -1
  }

  private mutating func place(_ cell: GridCell, row: Int, column: Int) -> Bool {
    if case .missing = cell { return true }
    // Rows have two bytes, columns one.
    guard column < 256 else { return false }
    if row != openRow { openRow(row) }
    if column >= cells.count {
      cells.append(contentsOf: repeatElement(.missing, count: column + 1 - cells.count))
    } else if case .missing = cells[column] {
    } else {
      diagnostics.append(
        Diagnostic(
          .workbookCellTwice(columnName(column + 1) + "\(row + 1)"),
          at: Location(file, sheet: name, line: row + 1, column: column + 1)))
      return diagnostics.count < 100
    }
    cells[column] = cell
    return true
  }

  /// A merged area shows its top left cell only; values that stand hidden in the others would be counted.
  private mutating func clearMerged() {
    var effort = 0
    for area in merged {
      let height = area.last.row - area.first.row
      // Of a tall area only the rows that have cells are looked at.
      let touched = height > rows.count
        ? rows.keys.filter { $0 >= area.first.row - 1 && $0 < area.last.row } : Array(area.first.row - 1..<area.last.row)
      effort += rows.count
      for row in touched {
        guard let count = rows[row]?.count else { continue }
        let columns = area.first.column - 1..<max(area.first.column - 1, min(area.last.column, count))
        effort += columns.count
        for column in columns where (row, column) != (area.first.row - 1, area.first.column - 1) {
          rows[row]?[column] = .missing
        }
      }
      // Areas cannot overlap, so that clearing all of them touches no cell twice.
      guard effort <= 40_000_000 else {
        diagnostics.append(Diagnostic(.workbookMergedAreas, at: Location(file, sheet: name)))
        return
      }
    }
  }

  // MARK: Findings

  private mutating func note(_ rule: Finding.Key.Rule, _ row: Int, _ column: Int, _ example: String = "") {
    findings[Finding.Key(rule: rule, column: column), default: Finding(row: row, example: example, count: 0)].count += 1
  }

  private mutating func report() {
    for (key, finding) in findings {
      let problem: Problem =
        switch key.rule {
        case .formula: .workbookFormulaWithoutValue(columnName(key.column + 1), count: finding.count)
        case .number: .workbookBadNumber(finding.example, count: finding.count)
        case .date: .workbookBadDate(finding.example, count: finding.count)
        case .text: .workbookBadString(finding.example, count: finding.count)
        }
      diagnostics.append(
        Diagnostic(problem, at: Location(file, sheet: name, line: finding.row + 1, column: key.column + 1)))
    }
    findings = [:]
  }
}
