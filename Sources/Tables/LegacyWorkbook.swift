import Diagnostics
import Values

/// The visible sheets of an XLS workbook (Excel 97 to 2003), read as `readWorkbook` reads those of XLSX.
///
/// Our own reader: a damaged file must not end the program, a cell that holds an error must not become a number, and
/// which numbers are percents stands in their formats.
func readLegacyWorkbook(_ bytes: [UInt8], file: String) -> (grids: [Grid], diagnostics: [Diagnostic]) {
  do {
    let container = try CompoundFile(bytes)
    if container.entry("EncryptedPackage") != nil { throw LegacyTrouble.problem(.workbookEncrypted) }
    guard let entry = container.entry("Workbook") else {
      throw LegacyTrouble.problem(container.entry("Book") == nil ? .workbookForeign : .workbookVeryOld)
    }
    var reader = LegacyReader(file: file, stream: try container.stream(entry))
    try reader.readGlobals()
    return reader.readSheets()
  } catch let damage as CompoundFile.Damage {
    // Of a locked workbook nothing but this name need be whole.
    if holdsEncryption(bytes) { return ([], [Diagnostic(.workbookEncrypted, at: Location(file))]) }
    return ([], [Diagnostic(.workbookDamaged(damage.detail), at: Location(file))])
  } catch LegacyTrouble.problem(let problem) {
    return ([], [Diagnostic(problem, at: Location(file))])
  } catch {
    return ([], [Diagnostic(.workbookDamaged("\(error)"), at: Location(file))])
  }
}

/// Whether the name of an encrypted package stands anywhere, in UTF-16.
private func holdsEncryption(_ bytes: [UInt8]) -> Bool {
  let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
  var index = 0
  while index + name.count <= bytes.count {
    if bytes[index] == name[0], bytes[index..<index + name.count].elementsEqual(name) { return true }
    index += 1
  }
  return false
}

private enum LegacyTrouble: Error { case problem(Problem) }

private struct LegacyReader {
  struct Sheet {
    var name: String
    var offset: Int
    var isHidden: Bool
    var isWorksheet: Bool
  }

  let file: String
  let stream: [UInt8]
  var epoch = DateEpoch.year1900
  var strings: [String] = []
  var formats: [NumberFormat] = []
  var sheets: [Sheet] = []

  init(file: String, stream: [UInt8]) {
    self.file = file
    self.stream = stream
  }

  private func damaged(_ part: String) -> LegacyTrouble { .problem(.workbookDamaged(part)) }

  mutating func readGlobals() throws {
    var records = LegacyRecords(stream, at: 0)
    guard records.next(), records.kind == .begin, records.has(4) else { throw damaged("BOF") }
    guard records.word(0) == 0x0600 else { throw LegacyTrouble.problem(.workbookVeryOld) }
    var custom: [Int: String] = [:]
    var styles: [Int] = []
    while true {
      guard records.next() else { throw damaged("Workbook") }
      switch records.kind {
      case .end:
        formats = styles.map { custom[$0].map { NumberFormat(code: $0) } ?? NumberFormat(builtin: $0) }
        return
      case .password: throw LegacyTrouble.problem(.workbookEncrypted)
      case .dateMode where records.has(2): if records.word(0) == 1 { epoch = .year1904 }
      case .format where records.has(5):
        var text = LegacyText(stream, [records.body], skipping: 2)
        guard let code = text.next() else { throw damaged("FORMAT") }
        custom[records.word(0)] = code
      case .style where records.has(4): styles.append(records.word(2))
      case .sheet where records.has(8):
        var text = LegacyText(stream, [records.body], skipping: 6)
        guard let name = text.next(shortLength: true) else { throw damaged("BOUNDSHEET") }
        sheets.append(
          Sheet(
            name: name, offset: Int(records.long(0)), isHidden: records.byte(4) & 3 != 0,
            isWorksheet: records.byte(5) == 0))
        guard sheets.count <= 1000 else {
          throw LegacyTrouble.problem(.workbookTooManySheets(sheets.count, limit: 1000))
        }
      case .strings where records.has(8):
        var text = LegacyText(stream, records.withContinuations(), skipping: 8)
        for _ in 0..<records.long(4) {
          guard let string = text.next() else { throw damaged("SST") }
          strings.append(string)
        }
      default: break
      }
    }
  }

  func readSheets() -> (grids: [Grid], diagnostics: [Diagnostic]) {
    var grids: [Grid] = []
    var diagnostics: [Diagnostic] = []
    for sheet in sheets where sheet.isWorksheet {
      if sheet.isHidden {
        diagnostics.append(Diagnostic(.workbookHiddenSheet(sheet.name), at: Location(file, sheet: sheet.name)))
        continue
      }
      var reader = LegacySheet(file: file, name: sheet.name, epoch: epoch, strings: strings, formats: formats)
      let isWhole = reader.read(LegacyRecords(stream, at: sheet.offset))
      // Sums of a sheet that breaks off would be too small.
      if isWhole, !reader.rows.isEmpty {
        grids.append(Grid(sheet: sheet.name, encoding: "XLS", rows: reader.grid, merged: reader.merged))
      }
      diagnostics += reader.diagnostics.sortedByPlace()
    }
    if grids.isEmpty && !diagnostics.hasErrors { diagnostics.append(Diagnostic(.workbookEmpty, at: Location(file))) }
    return (grids, diagnostics)
  }
}
