import Values

/// Cells of one column that could not be used for one reason.
struct CellIssue: Sendable {
  var column: Int
  var problem: CellProblem
  var count: Int
  var line: Int32
  var excerpt: String
}

/// A row that sums up others.
struct TotalRow: Sendable {
  var line: Int32
  var label: String
  var mark: TotalMark?
  /// How many data rows came before it.
  var rowsBefore: Int
  /// Its numbers by column of the plan; empty when its cells do not line up with the header.
  var values: [Int: ParsedNumber]
}

/// What reading one piece of a table gave.
struct RowsRead: @unchecked Sendable {
  // Buffers are handed from the thread that fills them to the one that joins them, and not shared.
  var columns: [ColumnBuffer]
  var rowLines: [Int32] = []
  var setAside: [ImportReport.SetAside] = []
  var issues: [CellIssue] = []
  var totals: [TotalRow] = []
  var unclosed: [Int32] = []
  var shortRows: (count: Int, line: Int32) = (0, 0)
  var longRows: (count: Int, line: Int32) = (0, 0)
  /// Where another table's header stands.
  var next: (position: Int, line: Int32)?
  /// The line behind the piece, counted from where its own count began.
  var endLine: Int32 = 1
}

/// Reads the rows of a table, or of a piece of it, into typed columns, and says of every other row what it is.
struct RowReader {
  private let text: TextView
  private let plan: TablePlan
  private var scanner: RecordScanner
  private var result: RowsRead
  private var row = 0
  private var recordLine: Int32 = 1
  private var failures: [(column: Int, problem: CellProblem)] = []
  private var marks: [(column: Int, code: Int32)] = []
  private var scratch: [UnsafeMutablePointer<UInt8>] = []
  private var issueIndex: [Int: Int] = [:]
  private let hot: UnsafeMutablePointer<HotColumn>
  private let hotCount: Int
  /// Cells know their column, so that a row without its last cells is not out of step.
  private let isSheet: Bool

  /// What the inner loop needs of a column, without reference counting.
  private struct HotColumn {
    enum Path { case text, day, number, other }
    var path: Path
    var index: Int
    var small: UnsafeMutablePointer<Int32>
    var large: UnsafeMutablePointer<Int64>
    var dictionary: Unmanaged<TextDictionary>?
    var buffer: Unmanaged<ColumnBuffer>
    /// The last day's cell, which the next row often repeats.
    var lastBytes: (UInt64, UInt16) = (0, 0)
    var lastDay: Int32 = 0
  }

  /// `line` is that of the record at `start`; `capacity` at least the number of records in the piece.
  init(_ text: TextView, _ plan: TablePlan, from start: Int, to end: Int, line: Int32, capacity: Int) {
    self.text = text
    self.plan = plan
    isSheet = text.lines != nil
    scanner = RecordScanner(text, from: start, to: end, line: line, capacity: plan.width + 1)
    result = RowsRead(columns: plan.columns.map { ColumnBuffer($0.storage, capacity: capacity) })
    result.rowLines.reserveCapacity(capacity)
    hotCount = plan.columns.count
    hot = .allocate(capacity: max(hotCount, 1))
    for (number, column) in plan.columns.enumerated() {
      // The buffers live in `result`, which outlives the pointers to them.
      let buffer = result.columns[number]
      let isPlain = !plan.decimalComma && column.unit.exponent == 0 && !column.isTime && !column.takesPercent
      let path: HotColumn.Path =
        switch column.storage {
        case .text: .text
        case .day: .day
        case .number: isPlain ? .number : .other
        case .month, .duration, .hour: .other
        }
      (hot + number).initialize(
        to: HotColumn(
          path: path, index: column.index, small: buffer.small, large: buffer.large,
          dictionary: buffer.dictionary.map { Unmanaged.passUnretained($0) }, buffer: Unmanaged.passUnretained(buffer)))
    }
  }

  /// The commonest forms of a cell; `nil` leaves it to `parse`.
  @inline(__always)
  private func parseFast(_ column: UnsafeMutablePointer<HotColumn>) -> Bool? {
    let index = column.pointee.index
    guard index < scanner.count else { return nil }
    let cell = scanner.cells[index]
    if cell.escaped { return nil }
    let start = text.base + cell.start
    let count = cell.end - cell.start
    switch column.pointee.path {
    case .text:
      guard let dictionary = column.pointee.dictionary else { return nil }
      let code = dictionary._withUnsafeGuaranteedRef { $0.code(Bytes(start: start, count: count)) }
      if code < TextDictionary.missing { return nil }
      column.pointee.small[row] = code
      return code >= 0
    case .day:
      guard count == 10 else { return nil }
      let bytes = (
        UnsafeRawPointer(start).loadUnaligned(as: UInt64.self), UnsafeRawPointer(start + 8).loadUnaligned(as: UInt16.self)
      )
      if bytes != column.pointee.lastBytes {
        guard case .day(let day, _)? = isoDay(Bytes(start: start, count: count)) else { return nil }
        column.pointee.lastBytes = bytes
        column.pointee.lastDay = day.number
      }
      column.pointee.small[row] = column.pointee.lastDay
      return true
    case .number:
      guard let (mantissa, scale) = RowReader.plainNumber(Bytes(start: start, count: count)) else { return nil }
      return column.pointee.buffer._withUnsafeGuaranteedRef { buffer in
        if scale == buffer.scale {
          column.pointee.large[row] = mantissa
          return true
        }
        // What does not fit is told apart, and worded, by the slow path.
        return buffer.put(mantissa, scale: scale, at: row) ? true : nil
      }
    case .other: return nil
    }
  }

  mutating func read() -> RowsRead {
    defer {
      scanner.deallocate()
      hot.deallocate()
    }
    let width = plan.width
    while true {
      let position = scanner.position
      recordLine = scanner.line
      guard scanner.next() else { break }
      if scanner.count == 1, scanner.cells[0].start >= scanner.cells[0].end {
        setAside(.blank, "")
        continue
      }
      failures.removeAll(keepingCapacity: true)
      marks.removeAll(keepingCapacity: true)
      var present = 0
      for number in 0..<hotCount {
        let column = hot + number
        if parseFast(column) ?? parse(number) { present += 1 }
      }
      let isPlain = failures.isEmpty && marks.isEmpty && present > 1 && (scanner.count >= width || isSheet)
        && !(scanner.count > width && (scanner.hasMore || !isBlank(width)))
      if isPlain || isData(present: present, position: position) { commit() }
      if result.next != nil { break }
    }
    result.unclosed = scanner.unclosed
    result.endLine = scanner.line
    for pointer in scratch { pointer.deallocate() }
    return result
  }

  private mutating func commit() {
    result.rowLines.append(recordLine)
    row += 1
  }

  /// The bytes of a cell with doubled quotes undone; `isCopy` when they live only as long as this record.
  private mutating func bytes(_ cell: RecordScanner.Cell) -> (bytes: Bytes, isCopy: Bool) {
    let raw = text.bytes(cell)
    guard cell.escaped else { return (raw, false) }
    for pointer in scratch { pointer.deallocate() }
    scratch.removeAll(keepingCapacity: true)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: raw.count)
    scratch.append(copy)
    var count = 0
    var index = 0
    while index < raw.count {
      copy[count] = raw[index]
      count += 1
      index += raw[index] == 0x22 && index + 1 < raw.count && raw[index + 1] == 0x22 ? 2 : 1
    }
    return (Bytes(start: copy, count: count), true)
  }

  /// Writes a cell into its column at the current row; `true` when there is a value.
  @inline(__always)
  private mutating func parse(_ number: Int) -> Bool {
    let column = plan.columns[number]
    let buffer = result.columns[number]
    guard column.index < scanner.count else {
      switch column.storage {
      case .text, .hour: buffer.small[row] = TextDictionary.missing
      case .day, .month:
        buffer.small[row] = ColumnValues.missingDay
        if column.isRequiredDay { failures.append((number, .notDate)) }
      case .number, .duration: buffer.large[row] = ColumnValues.missingNumber
      }
      return false
    }
    let cell = scanner.cells[column.index]
    let (bytes, isCopy) = cell.escaped ? self.bytes(cell) : (text.bytes(cell), false)
    switch column.storage {
    case .text:
      let code = buffer.dictionary!.code(bytes, keep: isCopy)  // text columns have a dictionary
      if code < TextDictionary.missing {
        buffer.small[row] = buffer.dictionary!.plainCode(ofMark: code)
        if !plan.marksAreValues { marks.append((number, code)) }
        return true
      }
      buffer.small[row] = code
      return code >= 0
    case .day, .month:
      return parseDay(bytes, number, column, buffer)
    case .number, .duration:
      return parseNumber(bytes, number, column, buffer)
    case .hour:
      buffer.small[row] = TextDictionary.missing
      // Failures belong to the day's own column.
      guard case .day(_, let seconds) = readDate(trimmed(bytes), order: plan.dateOrder, year: plan.year), seconds >= 0
      else { return false }
      var hour = "\(seconds / 3600)"
      buffer.small[row] = hour.withUTF8 { buffer.dictionary!.code($0, keep: true) }  // hour columns have one too
      return false
    }
  }

  private mutating func parseDay(_ raw: Bytes, _ number: Int, _ column: ColumnPlan, _ buffer: ColumnBuffer) -> Bool {
    if case .day(let day, _)? = isoDay(raw), column.storage == .day {
      buffer.small[row] = day.number
      return true
    }
    let cell = trimmed(raw)
    let reading = column.storage == .month
      ? readMonth(cell, year: plan.year) : readDate(cell, order: plan.dateOrder, year: plan.year)
    switch reading {
    case .day(let day, _):
      buffer.small[row] = day.number
      if cell.count == 5 { buffer.hasSerials = true }
      return true
    case .missing:
      buffer.small[row] = ColumnValues.missingDay
      if column.isRequiredDay { failures.append((number, .notDate)) }
    case .failure(let problem):
      buffer.small[row] = ColumnValues.missingDay
      failures.append((number, problem))
    }
    return false
  }

  private mutating func parseNumber(_ raw: Bytes, _ number: Int, _ column: ColumnPlan, _ buffer: ColumnBuffer) -> Bool {
    if column.storage == .number, !plan.decimalComma, column.unit.exponent == 0, !column.isTime,
      let (mantissa, scale) = RowReader.plainNumber(raw)
    {
      buffer.unsigned += 1
      if column.takesPercent, !buffer.isAboveOne { noteSize(mantissa, scale, buffer) }
      if buffer.put(mantissa, scale: scale, at: row) { return true }
      buffer.large[row] = ColumnValues.missingNumber
      failures.append((number, .tooLarge))
      return false
    }
    switch reading(trimmed(raw), column) {
    case .value(let value):
      if value.isPercent { buffer.signed += 1 } else { buffer.unsigned += 1 }
      if let currency = value.currency { buffer.currencies.insert(currency) }
      if column.takesPercent, !value.isPercent { noteSize(value.mantissa, value.scale, buffer) }
      if buffer.put(value.mantissa, scale: value.scale, at: row) { return true }
      failures.append((number, .tooLarge))
    case .missing: break
    case .failure(let problem): failures.append((number, problem))
    }
    buffer.large[row] = ColumnValues.missingNumber
    return false
  }

  private func noteSize(_ mantissa: Int64, _ scale: Int, _ buffer: ColumnBuffer) {
    if let one = ColumnBuffer.power(scale), mantissa.magnitude > UInt64(one) { buffer.isAboveOne = true }
  }

  /// A number, a percent, a duration or a point of time, in the column's unit.
  private func reading(_ cell: Bytes, _ column: ColumnPlan) -> NumberReading {
    if column.storage == .duration { return readDuration(cell, milliseconds: column.durationUnit) }
    if column.definition.type == .duration { return readDuration(cell, milliseconds: column.durationUnit) }
    if column.isTime { return time(cell) }
    guard case .value(var value) = readNumber(cell, decimalComma: plan.decimalComma) else {
      return readNumber(cell, decimalComma: plan.decimalComma)
    }
    if value.isPercent, !column.takesPercent { return .failure(.notNumber) }
    if value.isPercent { return .value(value) }
    var shift = column.unit.exponent
    while shift > 0, value.scale > 0 {
      value.scale -= 1
      shift -= 1
    }
    if shift > 0 {
      guard let scaled = ColumnBuffer.scaled(value.mantissa, by: shift) else { return .failure(.tooLarge) }
      value.mantissa = scaled
    }
    value.precision -= column.unit.exponent
    return .value(value)
  }

  /// Seconds since 1970-01-01 0:00 on the file's own clock.
  private func time(_ cell: Bytes) -> NumberReading {
    switch readDate(cell, order: plan.dateOrder, year: plan.year) {
    case .day(let day, let seconds):
      return .value(ParsedNumber(mantissa: Int64(day.number) * 86_400 + Int64(max(seconds, 0)), scale: 0))
    case .missing: return .missing
    case .failure(let problem): return .failure(problem)
    }
  }

  /// `-12.50` with at most 18 digits and nothing else.
  @inline(__always)
  private static func plainNumber(_ cell: Bytes) -> (Int64, Int)? {
    guard let base = cell.baseAddress, cell.count > 0, cell.count <= 19 else { return nil }
    var index = 0
    let negative = base[0] == 0x2D
    if negative { index = 1 }
    var mantissa: Int64 = 0
    var point = -1
    let first = index
    while index < cell.count {
      let digit = base[index] &- 0x30
      if digit <= 9 {
        mantissa = mantissa &* 10 &+ Int64(digit)
      } else if base[index] == 0x2E, point < 0 {
        point = index
      } else {
        return nil
      }
      index += 1
    }
    let digits = cell.count - first - (point < 0 ? 0 : 1)
    // Longer fractions may be noise behind the 15th digit, which the full reader rounds away.
    guard digits > 0, digits <= (point < 0 ? 18 : 15) else { return nil }
    return (negative ? -mantissa : mantissa, point < 0 ? 0 : cell.count - point - 1)
  }

  // MARK: Rows that are not plain data

  /// Decides what an unusual row is; `true` when it is data after all, with its issues noted.
  private mutating func isData(present: Int, position: Int) -> Bool {
    let filled = (0..<scanner.count).filter { !isBlank($0) }
    if filled.isEmpty, !scanner.hasMore {
      setAside(.blank, "")
      return false
    }
    if !failures.isEmpty, isHeader(position) { return false }
    if let mark = totalMark(filled) {
      total(mark, label: excerpt)
      return false
    }
    if text.base[scanner.cells[0].start] == 0x23, !failures.isEmpty || present == 0 {
      setAside(.footer, excerpt)
      return false
    }
    if filled.count == 1, plan.width >= 3 {
      setAside(row == 0 ? .preamble : .footer, excerpt)
      return false
    }
    if isUnmarkedTotal(present) {
      total(nil, label: excerpt)
      return false
    }
    if scanner.count > plan.width, scanner.hasMore || !isBlank(plan.width) {
      if result.longRows.count == 0 { result.longRows.line = recordLine }
      result.longRows.count += 1
      setAside(.unreadable, excerpt)
      return false
    }
    if let failure = failures.first(where: { plan.columns[$0.column].isRequiredDay }) {
      note(failure.column, failure.problem)
      setAside(.unreadable, excerpt)
      return false
    }
    for failure in failures { note(failure.column, failure.problem) }
    if scanner.count < plan.width, !isSheet, plan.columns.contains(where: { $0.index >= scanner.count }) {
      if result.shortRows.count == 0 { result.shortRows.line = recordLine }
      result.shortRows.count += 1
    }
    return true
  }

  private func isBlank(_ index: Int) -> Bool {
    index >= scanner.count || trimmed(text.bytes(scanner.cells[index])).isEmpty
  }

  /// The first cell that has text, shortened.
  private var excerpt: String {
    for index in 0..<scanner.count where !isBlank(index) {
      let string = text.string(scanner.cells[index])
      return string.count > 40 ? string.prefix(40) + "…" : string
    }
    return ""
  }

  /// The header once more, or another table's.
  private mutating func isHeader(_ position: Int) -> Bool {
    var known = 0
    var filled = 0
    var keys: [String] = []
    for index in 0..<scanner.count {
      let cell = scanner.cells[index]
      if cell.end - cell.start > 120 { return false }
      let key = HeaderKey(text.string(cell))
      keys.append(key.whole)
      if key.whole.isEmpty { continue }
      filled += 1
      if plan.catalogue.knows(key) { known += 1 }
    }
    guard known >= 2, known * 2 >= filled else { return false }
    while keys.last == "" { keys.removeLast() }
    if keys == plan.headerKeys {
      setAside(.repeatedHeader, excerpt)
    } else {
      result.next = (position, recordLine)
    }
    return true
  }

  private func totalMark(_ filled: [Int]) -> TotalMark? {
    if plan.marksAreValues { return nil }
    var found = marks.compactMap { result.columns[$0.column].dictionary?.mark($0.code) }
    let texts = Set(marks.map { plan.columns[$0.column].index })
    // Beside text columns a mark may stand in the first cell, in the day's, and behind the last.
    for index in filled where !texts.contains(index) {
      let isDay = plan.columns.contains { $0.index == index && $0.storage != .text && $0.storage != .number }
      guard index == filled.first || isDay || index >= plan.width else { continue }
      if let mark = TotalMark(text.string(scanner.cells[index])) { found.append(mark) }
    }
    if found.isEmpty { return nil }
    // Cells of a row that is too short stand under the wrong headers.
    let isShort = scanner.count < plan.width && !isSheet
    let others = plan.columns.indices.filter { number in
      let column = plan.columns[number]
      guard !isShort, column.definition.role == .dimension, column.storage != .hour,
        !["currency", "status"].contains(column.id), !marks.contains(where: { $0.column == number }) else { return false }
      return column.storage == .text
        ? result.columns[number].small[row] != TextDictionary.missing
        : result.columns[number].small[row] != ColumnValues.missingDay
    }
    if found.allSatisfy({ $0 == .weak }) { return others.isEmpty ? .grand : nil }
    if found.contains(.group) { return .group }
    return others.isEmpty ? .grand : .group
  }

  /// Figures without a day and without any dimension.
  private func isUnmarkedTotal(_ present: Int) -> Bool {
    guard present > 0 else { return false }
    var hasDimension = false
    for (number, column) in plan.columns.enumerated() where column.definition.role == .dimension {
      hasDimension = true
      if column.storage == .hour { continue }
      let value = result.columns[number].small[row]
      if column.storage == .text ? value != TextDictionary.missing : value != ColumnValues.missingDay { return false }
    }
    return hasDimension
  }

  private mutating func total(_ mark: TotalMark?, label: String) {
    var values: [Int: ParsedNumber] = [:]
    let aligned = scanner.count >= plan.width || isSheet
    for (number, column) in plan.columns.enumerated() where aligned && column.definition.role != .rate {
      guard column.storage == .number || column.storage == .duration, !column.isTime, column.index < scanner.count else {
        continue
      }
      let cell = bytes(scanner.cells[column.index]).bytes
      if case .value(let value) = reading(trimmed(cell), column) { values[number] = value }
    }
    result.totals.append(
      TotalRow(line: recordLine, label: label, mark: mark, rowsBefore: row, values: values))
    setAside(mark == .group ? .subtotal : .total, label)
  }

  private mutating func setAside(_ reason: ImportReport.SetAside.Reason, _ excerpt: String) {
    let line = Int(recordLine)
    let lines = line...max(line, Int(scanner.line) - 1)
    if reason == .blank, let last = result.setAside.last, last.reason == .blank, last.lines.upperBound + 1 == line {
      result.setAside[result.setAside.count - 1].lines = last.lines.lowerBound...lines.upperBound
      return
    }
    result.setAside.append(ImportReport.SetAside(lines: lines, reason: reason, excerpt: excerpt))
  }

  private mutating func note(_ column: Int, _ problem: CellProblem) {
    let key = column * CellProblem.allCases.count + problem.rawValue
    if let index = issueIndex[key] {
      result.issues[index].count += 1
      return
    }
    let index = plan.columns[column].index
    let string = index < scanner.count ? text.string(scanner.cells[index]) : ""
    issueIndex[key] = result.issues.count
    result.issues.append(
      CellIssue(
        column: column, problem: problem, count: 1, line: recordLine,
        excerpt: string.count > 40 ? string.prefix(40) + "…" : string))
  }
}
