/// The pieces of one column joined in order: one dictionary, one scale.
struct ColumnJoin {
  private(set) var values: ColumnValues
  private(set) var currencies: Set<String> = []
  private(set) var signed = 0
  private(set) var unsigned = 0
  private(set) var isAboveOne = false
  private(set) var hasSerials = false
  /// Cells that the common scale has no room for.
  private(set) var overflows: [CellIssue] = []

  init(_ pieces: [RowsRead], _ number: Int, _ column: ColumnPlan) {
    let rows = pieces.reduce(0) { $0 + $1.rowLines.count }
    let buffers = pieces.map { $0.columns[number] }
    for buffer in buffers {
      currencies.formUnion(buffer.currencies)
      signed += buffer.signed
      unsigned += buffer.unsigned
      isAboveOne = isAboveOne || buffer.isAboveOne
      hasSerials = hasSerials || buffer.hasSerials
    }
    switch column.storage {
    case .text, .hour: values = ColumnJoin.text(pieces, buffers, rows, hours: column.definition.id == "hour")
    case .day, .month:
      values = .day(
        [Int32](unsafeUninitializedCapacity: rows) { target, count in
          for (piece, buffer) in zip(pieces, buffers) {
            for row in 0..<piece.rowLines.count { target[count + row] = buffer.small[row] }
            count += piece.rowLines.count
          }
        })
    case .number, .duration:
      let scale = buffers.map(\.scale).max() ?? 0
      var overflows: [CellIssue] = []
      let mantissas = [Int64](unsafeUninitializedCapacity: rows) { target, count in
        for (piece, buffer) in zip(pieces, buffers) {
          let used = piece.rowLines.count
          let isWide = buffer.widen(to: scale, rows: used)
          if isWide, buffer.large == nil {
            for row in 0..<used {
              let value = buffer.small[row]
              target[count + row] = value == .min ? ColumnValues.missingNumber : Int64(value)
            }
            count += used
            continue
          }
          for row in 0..<used {
            var value = buffer.mantissa(row)
            if !isWide, value != ColumnValues.missingNumber {
              if let scaled = ColumnBuffer.scaled(value, by: scale - buffer.scale) {
                value = scaled
              } else {
                let exact = value
                value = ColumnValues.missingNumber
                overflows.append(
                  CellIssue(
                    column: number, problem: .tooLarge, count: 1, line: piece.rowLines[row], excerpt: "\(exact)"))
              }
            }
            target[count + row] = value
          }
          count += used
        }
      }
      values = .number(mantissas: mantissas, scale: scale)
      self.overflows = overflows
    }
    // A large table would otherwise be held twice.
    for buffer in buffers { buffer.release() }
  }

  private static func text(_ pieces: [RowsRead], _ buffers: [ColumnBuffer], _ rows: Int, hours: Bool) -> ColumnValues {
    var dictionary: [String] = []
    var codes: [String: Int32] = [:]
    // Texts that only rows set aside have are left out: the first use decides the order.
    let joined = [Int32](unsafeUninitializedCapacity: rows) { target, count in
      for (piece, buffer) in zip(pieces, buffers) {
        let entries = buffer.dictionary?.entries ?? []
        var map = [Int32](repeating: -2, count: entries.count)
        for row in 0..<piece.rowLines.count {
          let local = buffer.small[row]
          guard local >= 0 else {
            target[count + row] = TextDictionary.missing
            continue
          }
          var code = map[Int(local)]
          if code == -2 {
            // 0:00 - 0:59 and 0 are one hour.
            let entry = hours ? hourOfSpan(entries[Int(local)]) ?? entries[Int(local)] : entries[Int(local)]
            code = codes[entry] ?? Int32(dictionary.count)
            if codes[entry] == nil {
              codes[entry] = code
              dictionary.append(entry)
            }
            map[Int(local)] = code
          }
          target[count + row] = code
        }
        count += piece.rowLines.count
      }
    }
    return .text(codes: joined, dictionary: dictionary)
  }
}

/// A column of numbers that is only compared, not kept.
struct NumberColumn {
  var mantissas: [Int64]
  var scale: Int
  /// Cells with a percent sign, and without.
  var signed: Int
  var unsigned: Int

  init(_ mantissas: [Int64], _ scale: Int, _ signed: Int, _ unsigned: Int) {
    self.mantissas = mantissas
    self.scale = scale
    self.signed = signed
    self.unsigned = unsigned
  }

  func value(_ row: Int) -> Double? {
    mantissas[row] == ColumnValues.missingNumber ? nil : Double(mantissas[row]) / Double(ColumnBuffer.power(scale) ?? 1)
  }
}

extension RowsRead {
  /// Lines counted from 1 become lines of the file.
  mutating func shiftLines(by shift: Int32) {
    for index in rowLines.indices { rowLines[index] += shift }
    for index in setAside.indices {
      let lines = setAside[index].lines
      setAside[index].lines = lines.lowerBound + Int(shift)...lines.upperBound + Int(shift)
    }
    for index in issues.indices { issues[index].line += shift }
    for index in totals.indices { totals[index].line += shift }
    for index in unclosed.indices { unclosed[index] += shift }
    shortRows.line += shift
    longRows.line += shift
    namelessCells.line += shift
    next?.line += shift
    endLine += shift
  }
}

extension [RowsRead] {
  /// The total rows of all pieces, with the rows before them counted from the first.
  func flatMapTotals() -> [TotalRow] {
    var before = 0
    var totals: [TotalRow] = []
    for piece in self {
      for var total in piece.totals {
        total.rowsBefore += before
        totals.append(total)
      }
      before += piece.rowLines.count
    }
    return totals
  }
}
