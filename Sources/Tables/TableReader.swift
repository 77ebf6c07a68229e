import Diagnostics
import Glibc
import Parallel
import Values

/// Reads data files as platforms and people hand them out.
///
/// In: the bytes of one file. Out: its tables (several for sheets, and for exports that put tables one under the
/// other), each with the report of how it was read, and every problem found. Stages: what the file is, its text, where
/// the header is, what the headers mean, the rows, and the checks of the rows against what the file itself states.
public struct TableReader: Sendable {
  let columns: ColumnCatalogue

  /// With the catalogue of a register every file is read as that register's: also YAML, lists inside cells, and files
  /// without rows.
  public init(columns: ColumnCatalogue) { self.columns = columns }

  /// - Parameters:
  ///   - file: the path relative to the site, for diagnostics and for what its names tell.
  ///   - dataFolder: the part of `file` up to and including `…/data/`; folders below it may name the kind or state
  ///     `dimension=value`.
  ///   - year: the year of dates that have none (`9月1日`) where the file itself does not say it.
  public func read(
    _ bytes: [UInt8], file: String, dataFolder: String, year: Int? = nil
  ) -> (tables: [DataTable], diagnostics: [Diagnostic]) {
    bytes.withUnsafeBufferPointer { read($0, file: file, dataFolder: dataFolder, year: year) }
  }

  /// The same for bytes that are not an array.
  /// - Parameter isMapped: the bytes are a read-only mapping of a file, whose pages are given back to the system as
  ///   their rows have been read; false for all other memory.
  public func read(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String, dataFolder: String, year: Int? = nil, isMapped: Bool = false
  ) -> (tables: [DataTable], diagnostics: [Diagnostic]) {
    let clues = FileClues(file: file, dataFolder: dataFolder, catalogue: columns)
    var outcome: (tables: [DataTable], diagnostics: [Diagnostic])
    let isRegister = columns.register != nil
    switch FileContent(of: bytes, name: file, isRegister: isRegister) {
    case .problem(let problem): outcome = ([], [Diagnostic(problem, at: Location(file))])
    case .workbook: outcome = read(readWorkbook(Array(bytes), file: file), file, clues, year)
    case .json:
      outcome = read(readJSONRows(Array(bytes), file: file, isRegister: isRegister), file, clues, year)
      if let table = emptyTable(outcome, file, "JSON") { outcome.tables = [table] }
    case .yaml:
      switch decodeText(bytes, file: file) {
      case .failure(let diagnostic): outcome = ([], [diagnostic])
      case .success(let decoded):
        let text = decoded.bytes.map { String(decoding: $0, as: UTF8.self) }
          ?? String(decoding: bytes[decoded.start...], as: UTF8.self)
        outcome = read(readYAMLRows(text, file: file), file, clues, year)
        if let table = emptyTable(outcome, file, "YAML") { outcome.tables = [table] }
      }
    case .text(let named):
      switch decodeText(bytes, file: file) {
      case .failure(let diagnostic): outcome = ([], [diagnostic])
      case .success(let decoded):
        let read = { (buffer: Bytes, isMapped: Bool) in
          readText(buffer, from: decoded.start, encoding: decoded.encoding, isMapped, file, clues, year)
        }
        outcome = decoded.bytes?.withUnsafeBufferPointer { read($0, false) } ?? read(bytes, isMapped)
        if let named {
          for index in outcome.tables.indices {
            outcome.tables[index].report.guesses.append(.init(about: .container, subject: named, decision: "CSV"))
          }
        }
      }
    }
    outcome.diagnostics += clues.diagnostics
    return outcome
  }

  /// The table of a register whose file lists no rows.
  private func emptyTable(
    _ outcome: (tables: [DataTable], diagnostics: [Diagnostic]), _ file: String, _ encoding: String
  ) -> DataTable? {
    guard let register = columns.register, outcome.tables.isEmpty, outcome.diagnostics.isEmpty else { return nil }
    var report = ImportReport(file: file, encoding: encoding)
    report.kind = TableKind(rawValue: register.columns.id)
    report.register = register.columns.name
    report.kindEvidence = .name
    report.source = .own
    return DataTable(
      file: file, kind: report.kind, source: .own, columns: [], rowCount: 0, rowLines: [], report: report)
  }

  // MARK: Containers

  private func readText(
    _ buffer: Bytes, from start: Int, encoding: String, _ isMapped: Bool, _ file: String, _ clues: FileClues,
    _ year: Int?
  ) -> (tables: [DataTable], diagnostics: [Diagnostic]) {
    guard let base = buffer.baseAddress, buffer.contains(where: { $0 > 0x20 }) else {
      return ([], [Diagnostic(.emptyFile, at: Location(file))])
    }
    let head = Bytes(rebasing: buffer[start..<min(buffer.count, start + (1 << 16))])
    let hasByte = { (byte: UInt8) in head.baseAddress.map { memchr($0, Int32(byte), head.count) != nil } ?? false }
    let terminator: UInt8 = hasByte(0x0A) || !hasByte(0x0D) ? 0x0A : 0x0D
    // The delimiter under which most headers are known, then the one that makes most cells.
    var best: (delimiter: UInt8, known: Int, cells: Int) = (0x2C, 0, 0)
    var first: HeaderRow?
    for delimiter: UInt8 in [0x2C, 0x09, 0x3B, 0x7C] where hasByte(delimiter) {
      let view = TextView(base: base, end: buffer.count, delimiter: delimiter, terminator: terminator)
      let header = HeaderRow.find(view, from: start, line: 1, catalogue: columns)
      let score = (delimiter, header?.known ?? 0, header?.cells.count ?? 0)
      if (score.1, score.2) > (best.known, best.cells) {
        best = score
        first = header
      }
      if columns.register != nil, best.known >= 2 { break }
    }
    var view = TextView(base: base, end: buffer.count, delimiter: best.delimiter, terminator: terminator)
    view.isMapped = isMapped
    return read(view, from: start, first: first, sheet: nil, encoding: encoding, file, clues, year)
  }

  private func read(
    _ container: (grids: [Grid], diagnostics: [Diagnostic]), _ file: String, _ clues: FileClues, _ year: Int?
  ) -> (tables: [DataTable], diagnostics: [Diagnostic]) {
    var tables: [DataTable] = []
    var diagnostics = container.diagnostics
    let several = container.grids.count > 1
    for grid in container.grids {
      let text = GridText(grid)
      guard !text.lines.isEmpty else { continue }
      let read = text.bytes.withUnsafeBufferPointer { buffer -> (tables: [DataTable], diagnostics: [Diagnostic]) in
        guard let base = buffer.baseAddress else { return ([], []) }
        let view = TextView(
          base: base, end: buffer.count, delimiter: GridText.delimiter, terminator: GridText.terminator,
          lines: text.lines)
        return self.read(
          view, from: 0, isStrict: several, sheet: grid.sheet, encoding: grid.encoding, file, clues, year)
      }
      if columns.register != nil, !grid.merged.isEmpty {
        diagnostics += read.tables.compactMap { MergedRows(grid.merged, in: $0)?.diagnostic }
      }
      tables += read.tables
      // Sheets of notes stand beside the data in many workbooks.
      diagnostics += several && read.tables.isEmpty
        ? read.diagnostics.map {
          Diagnostic(
            ["unknown-table", "no-header"].contains($0.problem.id) ? $0.problem.asWarning : $0.problem, at: $0.location)
        }
        : read.diagnostics
    }
    if tables.isEmpty, !diagnostics.hasErrors, !container.grids.isEmpty || columns.register == nil {
      diagnostics.append(Diagnostic(container.grids.isEmpty ? .emptyFile : noTable, at: Location(file)))
    }
    return (tables, diagnostics)
  }

  // MARK: Tables

  private var noTable: Problem { columns.register.map { .noHeader($0.columns) } ?? .unknownTable([]) }

  /// `first` is the first table's header where it has been found already.
  private func read(
    _ text: TextView, from start: Int, first: HeaderRow? = nil, isStrict: Bool = false, sheet: String?, encoding: String, _ file: String,
    _ clues: FileClues, _ year: Int?
  ) -> (tables: [DataTable], diagnostics: [Diagnostic]) {
    var tables: [DataTable] = []
    var diagnostics: [Diagnostic] = []
    var position = start
    var line: Int32 = 1
    let isRegister = columns.register != nil
    // A line of the file says more than its name.
    var period = isRegister ? nil : clues.days.period
    var isNamed = period != nil
    var known = first
    var stamp: FileStamp?
    while let header = known
      ?? HeaderRow.find(text, from: position, line: line, catalogue: columns, isStrict: isStrict)
    {
      known = nil
      if !isRegister, let stated = header.statedPeriod {
        period = stated
        isNamed = false
      }
      if !isRegister { stamp = header.stamp ?? stamp }
      let recognition = Recognition(
        header, clues: clues, catalogue: columns, hasPeriod: period != nil,
        rows: isRegister ? SampleRows() : SampleRows(text, behind: header), file: file, sheet: sheet,
        line: text.lines.map { $0[Int(header.line) - 1] })
      var builder = TableBuilder(
        text: text, header: header, recognition: recognition, catalogue: columns, file: file, sheet: sheet,
        encoding: encoding, constants: clues.constants, period: period, year: year ?? period?.start.components.year)
      builder.periodIsNamed = isNamed
      let next = builder.build(single: !tables.isEmpty)
      if var table = builder.table {
        if !isRegister {
          table.report.stamp = stamp
            ?? table.report.setAside.lazy.filter { $0.reason == .footer }.compactMap { FileStamp(line: $0.excerpt) }.first
            ?? clues.days.stamp
        }
        tables.append(table)
      }
      diagnostics += builder.diagnostics
      guard let next else { break }
      (position, line) = next
    }
    if tables.isEmpty, diagnostics.isEmpty {
      diagnostics.append(Diagnostic(noTable, at: Location(file, sheet: sheet)))
    }
    return (tables, diagnostics)
  }
}

/// What a file is, judged by its first bytes and only then by its name.
enum FileContent {
  case workbook
  case json
  /// Of a register.
  case yaml
  /// Delimited text; `named` is the extension that promises something else.
  case text(named: String?)
  case problem(Problem)

  init(of bytes: Bytes, name: String, isRegister: Bool) {
    let lower = name.lowercased()
    let head = Array(bytes.prefix(1024))
    let isWide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
    let marked = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = head.dropFirst(marked).drop { $0 <= 0x20 }
    let word = String(decoding: text.prefix(15), as: UTF8.self).lowercased()
    if bytes.isEmpty {
      self = .problem(.emptyFile)
    } else if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
      self = .workbook
    } else if head.starts(with: CompoundFile.magic.prefix(4)) {
      self = .workbook
    } else if !isWide, head.contains(0) {
      self = .problem(.binaryFile)
    } else if ["<!doctype html", "<html", "<table", "<head", "<meta", "<?xml"].contains(where: { word.hasPrefix($0) }) {
      self = .problem(.htmlFile)
    } else if lower.hasSuffix(".json"), text.first == 0x5B || text.first == 0x7B {
      self = .json
    } else if isRegister, lower.hasSuffix(".yaml") || lower.hasSuffix(".yml") {
      self = .yaml
    } else {
      let isNamedBook = lower.hasSuffix(".xlsx") || lower.hasSuffix(".xls") || lower.hasSuffix(".json")
      self = .text(named: isNamedBook ? lower.split(separator: ".").last.map { ".\($0)" } : nil)
    }
  }
}

/// The rows of a sheet as delimited text, so that all tables are read alike.
struct GridText {
  /// Unit and record separator: no cell has them.
  static let delimiter: UInt8 = 0x1F
  static let terminator: UInt8 = 0x1E
  var bytes: [UInt8] = []
  /// The sheet's row of each record.
  var lines: [Int32] = []

  init(_ grid: Grid) {
    lines.reserveCapacity(grid.rows.count)
    bytes.reserveCapacity(grid.rows.reduce(0) { $0 + $1.cells.count * 8 })
    for row in grid.rows {
      var isFirst = true
      for cell in row.cells {
        if !isFirst { bytes.append(GridText.delimiter) }
        isFirst = false
        switch cell {
        case .missing: break
        case .number(let text), .error(let text): append(text)
        case .bool(let value): append(value ? "true" : "false")
        case .day(let day, let seconds):
          append(day.iso)
          if seconds > 0 {
            let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            append(" \(parts.joined(separator: ":"))")
          }
        case .text(let text): appendQuoted(text)
        }
      }
      bytes.append(GridText.terminator)
      lines.append(row.line)
    }
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  private mutating func appendQuoted(_ text: String) {
    var text = text
    text.withUTF8 { cell in
      // Nearly no cell has any of the three bytes that need care.
      guard cell.contains(where: { $0 == 0x22 || $0 == GridText.delimiter || $0 == GridText.terminator }) else {
        return bytes.append(contentsOf: cell)
      }
      let quoted = cell.contains(0x22)
      if quoted { bytes.append(0x22) }
      for byte in cell where byte != GridText.delimiter && byte != GridText.terminator {
        bytes.append(byte)
        if byte == 0x22 { bytes.append(byte) }
      }
      if quoted { bytes.append(0x22) }
    }
  }
}
