import Diagnostics

/// The rows of a JSON file: an array of flat objects, or an object in which exactly one key holds such an array
/// (`{"code": 0, "data": [...]}`).
///
/// The first row of the grid holds the keys in order of first appearance, every other row one object; its line is the
/// line on which the object starts. Number literals are kept as they are written, `null` and `""` are missing. An
/// object may lack keys. A file with a syntax error gives no grid at all; a nested value or a key that stands twice is
/// an error at its place and leaves its cell missing. Nothing in the file costs call stack.
///
/// For a register a cell may be a list of plain values, which are joined with `、`, and there may be no rows at all.
func readJSONRows(
  _ bytes: [UInt8], file: String, isRegister: Bool = false
) -> (grids: [Grid], diagnostics: [Diagnostic]) {
  var reader = JSONRowReader(bytes, file: file, isRegister: isRegister)
  do {
    let grid = try reader.read()
    return (grid.map { [$0] } ?? [], reader.findings)
  } catch {
    return ([], (reader.findings + [error]).sortedByPlace())
  }
}

private struct JSONRowReader {
  static let depthLimit = 512
  static let columnLimit = 16_384
  static let cellLimit = 20_000_000

  private var scanner: JSONScanner
  private var columns: [String: Int] = [:]
  private var headers: [String] = []
  private var rows: [GridRow] = []
  private var cellCount = 0
  /// Findings inside rows, told once per rule and key with their number.
  private var tallies: [Tally: (location: Location, count: Int)] = [:]

  private struct Tally: Hashable {
    enum Rule { case nested, twice }
    var rule: Rule
    var key: String
  }

  private let isRegister: Bool

  init(_ bytes: [UInt8], file: String, isRegister: Bool) {
    self.isRegister = isRegister
    scanner = JSONScanner(bytes, file: file)
  }

  var findings: [Diagnostic] {
    tallies.map { tally, finding in
      switch tally.rule {
      case .nested: Diagnostic(.jsonNested(tally.key, count: finding.count), at: finding.location)
      case .twice: Diagnostic(.jsonKeyTwice(tally.key, count: finding.count), at: finding.location)
      }
    }.sortedByPlace()
  }

  mutating func read() throws(Diagnostic) -> Grid? {
    try scanner.checkEncoding()
    scanner.skipSpace()
    let start = scanner.location
    switch scanner.peek {
    case UInt8(ascii: "["): try readRows()
    case UInt8(ascii: "{"): try readEnvelope()
    case nil: throw Diagnostic(.jsonNoRows, at: start)
    default: throw Diagnostic(.jsonNotRows, at: start)
    }
    scanner.skipSpace()
    if scanner.peek != nil { throw scanner.unexpected(Wording(zh: "文件结束", en: "the end of the file")) }
    if rows.isEmpty, isRegister { return nil }
    guard !rows.isEmpty else { throw Diagnostic(.jsonNoRows, at: start) }
    let header = GridRow(line: Int32(clamping: start.line), cells: headers.map { .text($0) })
    return Grid(sheet: nil, encoding: "JSON", rows: [header] + rows)
  }

  /// An object around the rows: the one array in it is taken, everything else passed over.
  private mutating func readEnvelope() throws(Diagnostic) {
    let start = scanner.location
    var found: String?
    try scanner.expect("{")
    scanner.skipSpace()
    if scanner.take("}") { throw Diagnostic(.jsonNotRows, at: start) }
    repeat {
      scanner.skipSpace()
      let place = scanner.location
      let key = try scanner.string()
      scanner.skipSpace()
      try scanner.expect(":")
      scanner.skipSpace()
      if scanner.peek == UInt8(ascii: "[") {
        if let found { throw Diagnostic(.jsonTwoArrays(found, key), at: place) }
        found = key
        try readRows()
      } else {
        try scanner.skipValue(depthLimit: JSONRowReader.depthLimit)
      }
      scanner.skipSpace()
    } while scanner.take(",")
    try scanner.expect("}")
    if found == nil { throw Diagnostic(.jsonNotRows, at: start) }
  }

  private mutating func readRows() throws(Diagnostic) {
    try scanner.expect("[")
    scanner.skipSpace()
    if scanner.take("]") { return }
    repeat {
      scanner.skipSpace()
      guard scanner.peek == UInt8(ascii: "{") else {
        // A value that is no object: either a row of the wrong kind, or no value at all.
        let place = scanner.location
        try scanner.skipValue(depthLimit: JSONRowReader.depthLimit)
        throw Diagnostic(.jsonNotObject, at: place)
      }
      try readRow()
      scanner.skipSpace()
    } while scanner.take(",")
    try scanner.expect("]")
  }

  private mutating func readRow() throws(Diagnostic) {
    let line = scanner.line
    var cells: [GridCell] = []
    var seen: Set<Int> = []
    try scanner.expect("{")
    scanner.skipSpace()
    if !scanner.take("}") {
      repeat {
        scanner.skipSpace()
        let keyStart = scanner.position
        let key = try scanner.string()
        scanner.skipSpace()
        try scanner.expect(":")
        scanner.skipSpace()
        let column = try index(of: key, at: keyStart)
        let isFirst = seen.insert(column).inserted
        if !isFirst { tally(.twice, key, at: keyStart) }
        let cell = try readCell(key)
        if isFirst { place(cell, in: &cells, at: column) }
        scanner.skipSpace()
      } while scanner.take(",")
      try scanner.expect("}")
    }
    cellCount += cells.count
    guard cellCount <= JSONRowReader.cellLimit else {
      throw Diagnostic(.jsonTooLarge(JSONRowReader.cellLimit), at: scanner.location)
    }
    rows.append(GridRow(line: Int32(clamping: line), cells: cells))
  }

  private mutating func index(of key: String, at start: Int) throws(Diagnostic) -> Int {
    if let index = columns[key] { return index }
    guard headers.count < JSONRowReader.columnLimit else {
      throw Diagnostic(.jsonTooManyKeys(JSONRowReader.columnLimit), at: scanner.location(of: start))
    }
    columns[key] = headers.count
    headers.append(key)
    return headers.count - 1
  }

  private func place(_ cell: GridCell, in cells: inout [GridCell], at column: Int) {
    if case .missing = cell { return }
    if column >= cells.count {
      cells.append(contentsOf: repeatElement(.missing, count: column + 1 - cells.count))
    }
    cells[column] = cell
  }

  private mutating func readCell(_ key: String) throws(Diagnostic) -> GridCell {
    switch scanner.peek {
    case UInt8(ascii: "\""):
      let text = try scanner.string()
      return text.isEmpty ? .missing : .text(text)
    case UInt8(ascii: "[") where isRegister: return try readList(key)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      tally(.nested, key, at: scanner.position)
      try scanner.skipValue(depthLimit: JSONRowReader.depthLimit)
      return .missing
    case let byte? where byte == 0x2D || (0x30...0x39).contains(byte): return .number(try scanner.number())
    default:
      switch try scanner.word() {
      case .true: return .bool(true)
      case .false: return .bool(false)
      case .null: return .missing
      }
    }
  }

  /// A list of plain values as one text; the first value in it that is none makes the cell missing.
  private mutating func readList(_ key: String) throws(Diagnostic) -> GridCell {
    var texts: [String] = []
    var isPlain = true
    try scanner.expect("[")
    scanner.skipSpace()
    if scanner.take("]") { return .missing }
    repeat {
      scanner.skipSpace()
      switch scanner.peek {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if isPlain { tally(.nested, key, at: scanner.position) }
        isPlain = false
        try scanner.skipValue(depthLimit: JSONRowReader.depthLimit)
      default:
        switch try readCell(key) {
        case .text(let text), .number(let text), .error(let text): texts.append(text)
        case .bool(let value): texts.append(value ? "true" : "false")
        case .missing, .day: break
        }
      }
      scanner.skipSpace()
    } while scanner.take(",")
    try scanner.expect("]")
    return isPlain && !texts.isEmpty ? .text(texts.joined(separator: "、")) : .missing
  }

  private mutating func tally(_ rule: Tally.Rule, _ key: String, at position: Int) {
    let tally = Tally(rule: rule, key: key)
    if let known = tallies[tally] {
      tallies[tally] = (known.location, known.count + 1)
    } else {
      tallies[tally] = (scanner.location(of: position), 1)
    }
  }
}
