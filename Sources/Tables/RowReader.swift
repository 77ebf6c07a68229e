import Values

/// Reads the rows of a table, or of a piece of it, into typed columns, and says of every other row what it is.
struct RowReader {
  let text: TextView
  let plan: TablePlan
  var scanner: RecordScanner
  var result: RowsRead
  var row = 0
  var recordLine: Int32 = 1
  var failures: [(column: Int, problem: CellProblem)] = []
  var marks: [(column: Int, code: Int32)] = []
  var scratch: [UnsafeMutablePointer<UInt8>] = []
  var issueIndex: [Int: Int] = [:]
  private let hot: UnsafeMutablePointer<HotColumn>
  private let hotCount: Int
  /// Cells know their column, so that a row without its last cells is not out of step.
  let isSheet: Bool
  /// What a register's rows are read by.
  let register: RegisterRules?

  /// What the inner loop needs of a column, without reference counting.
  private struct HotColumn {
    enum Path { case text, day, number, other }
    var path: Path
    var index: Int
    var small: UnsafeMutablePointer<Int32>
    /// The buffer's own, kept up to date by whoever puts numbers into it.
    var large: UnsafeMutablePointer<Int64>?
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
    result = RowsRead(
      columns: plan.columns.map {
        ColumnBuffer($0.storage, capacity: capacity, isRegister: plan.catalogue.register != nil)
      })
    register = plan.catalogue.register
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
        UnsafeRawPointer(start).loadUnaligned(as: UInt64.self),
        UnsafeRawPointer(start + 8).loadUnaligned(as: UInt16.self)
      )
      if bytes != column.pointee.lastBytes {
        guard case .day(let day, _)? = isoDay(Bytes(start: start, count: count)) else { return nil }
        column.pointee.lastBytes = bytes
        column.pointee.lastDay = day.number
      }
      column.pointee.small[row] = column.pointee.lastDay
      return true
    case .number:
      if count == 0 {
        column.pointee.buffer._withUnsafeGuaranteedRef { $0.setMissing(at: row) }
        return false
      }
      guard let (mantissa, scale) = RowReader.plainNumber(Bytes(start: start, count: count)) else { return nil }
      if scale == column.pointee.buffer._withUnsafeGuaranteedRef({ $0.scale }) {
        if let large = column.pointee.large {
          large[row] = mantissa
          return true
        }
        if let narrow = Int32(exactly: mantissa), narrow != .min {
          column.pointee.small[row] = narrow
          return true
        }
      }
      // What does not fit is told apart, and worded, by the slow path.
      return column.pointee.buffer._withUnsafeGuaranteedRef { buffer in
        let fits = buffer.put(mantissa, scale: scale, at: row)
        column.pointee.large = buffer.large
        return fits ? true : nil
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
        if let isPresent = parseFast(column) {
          if isPresent { present += 1 }
          continue
        }
        if parse(number) { present += 1 }
        column.pointee.large = result.columns[number].large
      }
      if let register {
        if isRow(of: register) { commit() }
        continue
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
}
