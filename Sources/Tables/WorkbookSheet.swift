import Diagnostics
import Values

/// One sheet's rows. Cells stand where their references say, whatever the sheet's `dimension` claims.
final class WorkbookSheet: WorkbookPart {
  static let maximumRow = 1_048_576
  static let maximumColumn = 16_384

  private(set) var rows: [GridRow] = []
  private(set) var diagnostics: [Diagnostic] = []

  private let file: String
  private let name: String
  private let strings: [String]
  private let formats: [NumberFormat]
  private let epoch: DateEpoch
  private let cellLimit: Int

  private var inData = false
  /// Cells that have begun and not ended.
  private var openCells = 0
  private var row = 0
  private var cells: [GridCell] = []
  private var cellCount = 0
  private var column = 0
  private var isUsable = false
  private var type = ""
  private var style = 0
  private var value: String?
  private var inline = ""
  private var hasFormula = false
  private var inPhonetic = false
  private(set) var merged: [CellRange] = []
  private var tallies: [Tally: Finding] = [:]

  init(
    name: String, file: String, strings: [String], formats: [NumberFormat], epoch: DateEpoch,
    cellLimit: Int = 20_000_000
  ) {
    self.name = name
    self.file = file
    self.strings = strings
    self.formats = formats
    self.epoch = epoch
    self.cellLimit = cellLimit
  }

  // MARK: Elements

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case .sheetData: inData = true
    case .row where inData: startRow(attributes.bytes(.r))
    case .c where inData:
      openCells += 1
      startCell(attributes)
    case .f where inData: hasFormula = true
    case .v where inData: collect()
    case .t where inData && !inPhonetic: collect()
    case .rPh: inPhonetic = true
    case .mergeCell:
      if let range = attributes.bytes(.ref).flatMap({ CellRange($0) }) { merged.append(range) }
    default: break
    }
  }

  override func end(_ name: XMLName) {
    switch name {
    case .v where collects: value = takeText()
    case .t where collects: inline += takeText()
    case .rPh: inPhonetic = false
    case .c where inData:
      openCells -= 1
      endCell()
    case .row where inData: endRow()
    case .sheetData: inData = false
    default: break
    }
  }

  private func startRow(_ reference: ArraySlice<UInt8>?) {
    let previous = row
    row = reference.map { decimal($0) ?? 0 } ?? previous + 1
    cells = []
    if let last = rows.last { cells.reserveCapacity(last.cells.count) }
    column = 0
    if !(1...WorkbookSheet.maximumRow).contains(row) {
      report(.workbookCellOutside(reference.map(printable) ?? String(row)), row: previous + 1)
      stopped = true
    } else if row <= previous {
      report(.workbookRowOrder(row, after: previous), row: row)
      stopped = true
    }
  }

  private func startCell(_ attributes: XMLAttributes) {
    let previous = column
    isUsable = true
    if let reference = attributes.bytes(.r) {
      if let cell = CellReference(reference), cell.row == row {
        column = cell.column
      } else {
        report(.workbookCellOutside(printable(reference)), row: row)
        isUsable = false
      }
    } else {
      column = previous + 1
      if column > WorkbookSheet.maximumColumn {
        report(.workbookCellOutside("XFD\(row) + 1"), row: row)
        isUsable = false
      }
    }
    type = attributes[.t] ?? "n"
    style = attributes.bytes(.s).flatMap(decimal) ?? 0
    value = nil
    inline = ""
    hasFormula = false
  }

  private func endCell() {
    if isUsable { place(cellValue(), at: column, in: &cells) }
  }

  /// Puts a cell into the row that is being read.
  private func place(_ cell: GridCell, at column: Int, in cells: inout [GridCell]) {
    if case .missing = cell { return }
    if column > cells.count {
      cellCount += column - cells.count
      guard cellCount <= cellLimit else {
        report(.workbookTooManyCells(cellLimit), row: row)
        stopped = true
        return
      }
      cells.append(contentsOf: repeatElement(.missing, count: column - cells.count))
    } else if case .missing = cells[column - 1] {
    } else {
      report(.workbookCellTwice(columnName(column) + String(row)), row: row, column: column)
      return
    }
    cells[column - 1] = cell
  }

  /// Takes the cells in the commonest forms as they come. What is unusual in form or content is left to `start` and
  /// `end`, so that it is judged, and worded, in one place.
  override func readAhead(_ scanner: inout XMLScanner) {
    guard inData, openCells == 0, !inPhonetic, scanner.hasRoom(for: 3) else { return }
    var position = scanner.position
    let row = row
    // The row as a local array, whose every use need not be checked for exclusive access.
    var cells: [GridCell] = []
    swap(&cells, &self.cells)
    scanner.bytes.withUnsafeBufferPointer { part in
      while !stopped, let cell = PlainCell(part, at: position), cell.row == row {
        column = cell.column
        guard let value = value(of: cell) else { break }
        place(value, at: cell.column, in: &cells)
        position = cell.end
      }
    }
    swap(&cells, &self.cells)
    scanner.skip(to: position)
  }

  /// `nil` for what `cellValue` must judge.
  private func value(of cell: PlainCell) -> GridCell? {
    switch cell.content {
    case .nothing: return .missing
    case .shared(let index): return strings.indices.contains(index) ? filled(strings[index]) : nil
    case .inline(let text):
      if text.isEmpty { return .missing }
      // Decoding changes the bytes of what is not UTF-8, and is much cheaper than validating.
      let string = String(decoding: text, as: UTF8.self)
      return string.utf8.elementsEqual(text) ? filled(unescapedWorkbookText(string)) : nil
    case .number(let text):
      guard isPlainDecimal(text) else { return nil }
      let literal = String(decoding: text, as: UTF8.self)
      if cell.style >= formats.count || formats[cell.style] == .number { return .number(literal) }
      style = cell.style
      return number(literal)
    }
  }

  private func endRow() {
    if !cells.isEmpty { rows.append(GridRow(line: Int32(row), cells: cells)) }
    cells = []
  }

  // MARK: Values

  private func cellValue() -> GridCell {
    if type == "inlineStr" {
      return filled(unescapedWorkbookText(inline.isEmpty ? value ?? "" : inline))
    }
    guard let value, !value.isEmpty || type == "str" else {
      if hasFormula { tally(.formula) }
      return .missing
    }
    switch type {
    case "s":
      guard let index = Int(value), strings.indices.contains(index) else {
        tally(.sharedString, example: value)
        return .missing
      }
      return filled(strings[index])
    case "str": return filled(unescapedWorkbookText(value))
    case "b": return .bool(value == "1" || value == "true")
    case "e": return .error(value)
    case "d": return isoDate(value) ?? filled(value)
    default: return number(value)
    }
  }

  private func filled(_ text: String) -> GridCell { text.isEmpty ? .missing : .text(text) }

  private func number(_ literal: String) -> GridCell {
    guard let plain = workbookDecimal(literal) else {
      tally(.number, example: literal)
      return .missing
    }
    let format = formats.indices.contains(style) ? formats[style] : .number
    if format == .percent { return .number(percentText(plain)) }
    guard format != .number, let serial = Double(plain) else {
      if plain.utf8.count > 15, plain.utf8.prefix(while: { $0 != 0x2E }).filter({ $0 != 0x2D }).count > 15 {
        tally(.long, example: plain)
      }
      return .number(plain)
    }
    // A time of day, and any length of time, has no day: it stays text, which is how text tables carry it too.
    if format == .elapsed || format == .time && (0..<1).contains(serial) {
      if let text = clockText(serial) { return .text(text) }
    } else if let (day, seconds) = workbookDay(serial, epoch: epoch) {
      return .day(day, seconds: seconds)
    }
    tally(.date, example: plain)
    return .missing
  }

  /// `2026-06-18`, `2026-06-18T08:30:00`, with fractions and a Z that say nothing more.
  private func isoDate(_ text: String) -> GridCell? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let day = Day(String(decoding: bytes[..<10], as: UTF8.self)) else { return nil }
    if bytes.count == 10 { return .day(day, seconds: 0) }
    guard bytes.count >= 19, bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A,
      let hours = Int32(String(decoding: bytes[11..<13], as: UTF8.self)), (0...23).contains(hours),
      let minutes = Int32(String(decoding: bytes[14..<16], as: UTF8.self)), (0...59).contains(minutes),
      let seconds = Int32(String(decoding: bytes[17..<19], as: UTF8.self)), (0...59).contains(seconds)
    else { return nil }
    return .day(day, seconds: hours * 3600 + minutes * 60 + seconds)
  }

  // MARK: After the last row

  /// Clears what merged areas hide and puts the cell-level findings in order. To be called once, after `parse`.
  func finish() {
    clearMerged()
    for (tally, finding) in tallies {
      let problem: Problem =
        switch tally.rule {
        case .formula: .workbookFormulaWithoutValue(columnName(tally.column), count: finding.count)
        case .number: .workbookBadNumber(finding.example, count: finding.count)
        case .date: .workbookBadDate(finding.example, count: finding.count)
        case .sharedString: .workbookBadString(finding.example, count: finding.count)
        case .long: .workbookLongNumber(finding.example, count: finding.count)
        }
      report(problem, row: finding.row, column: tally.column)
    }
    diagnostics = diagnostics.sortedByPlace()
  }

  /// A merged area shows its top left cell only; values that some programs leave in the others would be counted
  /// although nobody sees them.
  private func clearMerged() {
    var effort = 0
    for area in merged {
      var low = 0
      var high = rows.count
      while low < high {
        let middle = (low + high) / 2
        if Int(rows[middle].line) < area.first.row { low = middle + 1 } else { high = middle }
      }
      while low < rows.count, Int(rows[low].line) <= area.last.row {
        let width = min(area.last.column, rows[low].cells.count)
        effort += 1 + max(0, width - area.first.column)
        // Areas cannot overlap, so that clearing all of them touches no cell twice.
        guard effort <= 2 * cellLimit else {
          report(.workbookMergedAreas, row: 0)
          return
        }
        if area.first.column <= width {
          for column in area.first.column...width
          where Int(rows[low].line) != area.first.row || column != area.first.column {
            rows[low].cells[column - 1] = .missing
          }
        }
        low += 1
      }
    }
  }

  // MARK: Findings

  /// Findings that may repeat in every row are told once per column, with the first place and their number.
  private struct Tally: Hashable {
    enum Rule { case formula, number, date, sharedString, long }
    var rule: Rule
    var column: Int
  }
  private struct Finding {
    var row: Int
    var example: String
    var count: Int
  }

  private func tally(_ rule: Tally.Rule, example: String = "") {
    tallies[Tally(rule: rule, column: column), default: Finding(row: row, example: example, count: 0)].count += 1
  }

  private func report(_ problem: Problem, row: Int, column: Int = 0) {
    // A damaged file may have one in every cell; a thousand are enough to see what is wrong.
    guard diagnostics.count < 1000 else { return }
    diagnostics.append(Diagnostic(problem, at: Location(file, sheet: name, line: row, column: column)))
  }
}

/// `B12`, as column and row from 1; `nil` beyond XFD1048576.
struct CellReference: Equatable {
  var column: Int
  var row: Int

  init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  init?(_ text: ArraySlice<UInt8>) {
    var column = 0
    var row = 0
    for byte in text where byte != 0x24 {
      switch byte {
      case 0x41...0x5A where row == 0: column = column * 26 + Int(byte - 0x40)
      case 0x61...0x7A where row == 0: column = column * 26 + Int(byte - 0x60)
      case 0x30...0x39 where column > 0: row = row * 10 + Int(byte - 0x30)
      default: return nil
      }
      guard column <= WorkbookSheet.maximumColumn, row <= WorkbookSheet.maximumRow else { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    self.column = column
    self.row = row
  }
}

/// `A1:C3`.
struct CellRange {
  var first: CellReference
  var last: CellReference

  /// Rows and columns from 1; `nil` for an area that has none.
  init?(firstRow: Int, lastRow: Int, firstColumn: Int, lastColumn: Int) {
    guard 1...lastRow ~= firstRow, 1...lastColumn ~= firstColumn else { return nil }
    first = CellReference(column: firstColumn, row: firstRow)
    last = CellReference(column: lastColumn, row: lastRow)
  }

  init?(_ text: ArraySlice<UInt8>) {
    let parts = text.split(separator: 0x3A, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = CellReference(parts[0]), let last = CellReference(parts[1]),
      first.row <= last.row, first.column <= last.column
    else { return nil }
    self.first = first
    self.last = last
  }
}

/// A row or style number; `nil` for what is no number of up to nine digits.
private func decimal(_ text: ArraySlice<UInt8>) -> Int? {
  guard (1...9).contains(text.count) else { return nil }
  var value = 0
  for byte in text {
    guard (0x30...0x39).contains(byte) else { return nil }
    value = value * 10 + Int(byte - 0x30)
  }
  return value
}

private func printable(_ text: ArraySlice<UInt8>) -> String { String(decoding: text.prefix(40), as: UTF8.self) }

/// `A` for 1, `XFD` for 16384.
func columnName(_ column: Int) -> String {
  var name: [UInt8] = []
  var rest = column
  while rest > 0 {
    name.append(0x41 + UInt8((rest - 1) % 26))
    rest = (rest - 1) / 26
  }
  return String(decoding: name.reversed(), as: UTF8.self)
}
