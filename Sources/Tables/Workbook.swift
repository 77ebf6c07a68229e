import Diagnostics

/// The visible sheets of an XLSX or XLS workbook that hold anything, in the workbook's order.
///
/// Hidden rows and columns are read like others; hidden sheets are not, and are named in a warning. Numbers are plain
/// decimals as Excel shows them (15 significant digits); what a cell's number format calls a date is a day, a time or
/// length of time is text (`00:03:25`). Formulas count with the value the file has saved for them. Lines are the
/// sheets' rows, columns their columns. `file` serves the diagnostics only. A file with an error in one sheet still
/// gives the others.
func readWorkbook(_ bytes: [UInt8], file: String) -> (grids: [Grid], diagnostics: [Diagnostic]) {
  if bytes.starts(with: CompoundFile.magic.prefix(4)) { return readLegacyWorkbook(bytes, file: file) }
  if let problem = foreignContainer(bytes) { return ([], [Diagnostic(problem, at: Location(file))]) }
  do {
    return try WorkbookReader(file: file, archive: WorkbookArchive(bytes, file: file)).read()
  } catch let diagnostic as Diagnostic {
    return ([], [diagnostic])
  } catch {
    return ([], [Diagnostic(.workbookDamaged("\(error)"), at: Location(file))])
  }
}

private struct WorkbookReader {
  static let sheetLimit = 1000

  let file: String
  let archive: WorkbookArchive

  func read() throws -> (grids: [Grid], diagnostics: [Diagnostic]) {
    let bookPart = try relations(of: "").first("officeDocument")
      .map { WorkbookRelations.resolve($0.target, from: "") } ?? "xl/workbook.xml"
    let index = WorkbookIndex()
    try index.parse(required(bookPart), part: bookPart, file: file)
    guard index.sheets.count <= WorkbookReader.sheetLimit else {
      throw Diagnostic(.workbookTooManySheets(index.sheets.count, limit: WorkbookReader.sheetLimit), at: Location(file))
    }
    let relations = try relations(of: bookPart)

    let strings = WorkbookStrings()
    if let target = relations.first("sharedStrings")?.target {
      let part = WorkbookRelations.resolve(target, from: bookPart)
      try strings.parse(required(part), part: part, file: file)
    }
    let styles = WorkbookStyles()
    if let target = relations.first("styles")?.target {
      let part = WorkbookRelations.resolve(target, from: bookPart)
      try styles.parse(required(part), part: part, file: file)
    }

    var grids: [Grid] = []
    var diagnostics: [Diagnostic] = []
    for sheet in index.sheets {
      let location = Location(file, sheet: sheet.name)
      guard let relation = relations.byID[sheet.relation] else {
        diagnostics.append(Diagnostic(.workbookPartMissing(sheet.relation), at: location))
        continue
      }
      // Chart sheets, dialogs and macro sheets have no table.
      guard relation.kind == "worksheet" else { continue }
      if sheet.isHidden {
        diagnostics.append(Diagnostic(.workbookHiddenSheet(sheet.name), at: location))
        continue
      }
      let part = WorkbookRelations.resolve(relation.target, from: bookPart)
      let reader = WorkbookSheet(
        name: sheet.name, file: file, strings: strings.strings, formats: styles.formats, epoch: index.epoch)
      do {
        guard let bytes = try archive.read(part) else {
          throw Diagnostic(.workbookPartMissing(part), at: location)
        }
        try reader.parse(bytes, part: part, file: file, sheet: sheet.name)
        reader.finish()
        // A sheet that could not be read to its end would give sums that are too small.
        if !reader.stopped && !reader.rows.isEmpty {
          grids.append(Grid(sheet: sheet.name, encoding: "XLSX", rows: reader.rows, merged: reader.merged))
        }
        diagnostics += reader.diagnostics
      } catch let diagnostic as Diagnostic {
        diagnostics.append(diagnostic)
      }
    }
    if grids.isEmpty && !diagnostics.hasErrors {
      diagnostics.append(Diagnostic(.workbookEmpty, at: Location(file)))
    }
    return (grids, diagnostics)
  }

  /// The relations of a part; none when the file has no list of them.
  private func relations(of part: String) throws -> WorkbookRelations {
    let slash = part.utf8.lastIndex(of: 0x2F).map { part.utf8.index(after: $0) } ?? part.startIndex
    let path = "\(part[..<slash])_rels/\(part[slash...]).rels"
    let relations = WorkbookRelations()
    if let bytes = try archive.read(path) { try relations.parse(bytes, part: path, file: file) }
    return relations
  }

  private func required(_ part: String) throws -> [UInt8] {
    guard let bytes = try archive.read(part) else { throw Diagnostic(.workbookPartMissing(part), at: Location(file)) }
    return bytes
  }
}

/// What the first bytes give away: a file that is no XLSX whatever its name says.
private func foreignContainer(_ bytes: [UInt8]) -> Problem? {
  if bytes.isEmpty { return .workbookNoBytes }
  if bytes.starts(with: [0x50, 0x4B]) { return nil }
  let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  let head = bytes[start...].prefix(512).drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
  if head.first == 0x3C { return .workbookIsMarkup }
  if !head.contains(0) { return .workbookIsText }
  return .workbookDamaged("PK")
}
