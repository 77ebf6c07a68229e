import Values

// Cells into typed columns, in all the forms that files have.

extension RowReader {
  /// The bytes of a cell with doubled quotes undone; `isCopy` when they live only as long as this record.
  mutating func bytes(_ cell: RecordScanner.Cell) -> (bytes: Bytes, isCopy: Bool) {
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
  mutating func parse(_ number: Int) -> Bool {
    let column = plan.columns[number]
    let buffer = result.columns[number]
    guard column.index < scanner.count else {
      switch column.storage {
      case .text, .hour: buffer.small[row] = TextDictionary.missing
      case .day, .month:
        buffer.small[row] = ColumnValues.missingDay
        if column.isRequiredDay { failures.append((number, .notDate)) }
      case .number, .duration: buffer.setMissing(at: row)
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
    if case .day(let day, _)? = isoDay(raw), column.storage == .day, !column.countsDays {
      buffer.small[row] = day.number
      return true
    }
    let cell = trimmed(raw)
    if column.countsDays, !isMissing(cell) {
      if let first = column.firstDay, cell.count <= 4, case (let offset, 0)? = RowReader.plainNumber(cell),
        offset >= 0
      {
        buffer.small[row] = first + Int32(offset)
        return true
      }
      buffer.small[row] = ColumnValues.missingDay
      failures.append((number, .notDate))
      return false
    }
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
      buffer.setMissing(at: row)
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
    buffer.setMissing(at: row)
    return false
  }

  private func noteSize(_ mantissa: Int64, _ scale: Int, _ buffer: ColumnBuffer) {
    if let one = ColumnBuffer.power(scale), mantissa.magnitude > UInt64(one) { buffer.isAboveOne = true }
  }

  /// A number, a percent, a duration or a point of time, in the column's unit.
  func reading(_ cell: Bytes, _ column: ColumnPlan) -> NumberReading {
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
  static func plainNumber(_ cell: Bytes) -> (Int64, Int)? {
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
}
