import Values

// Rows that are not plain data: what each of them is.

extension RowReader {
  /// Decides what an unusual row is; `true` when it is data after all, with its issues noted.
  mutating func isData(present: Int, position: Int) -> Bool {
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

  func isBlank(_ index: Int) -> Bool {
    index >= scanner.count || trimmed(text.bytes(scanner.cells[index])).isEmpty
  }

  /// The first cell that has text, shortened.
  var excerpt: String {
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
        !["currency", "status"].contains(column.id), !marks.contains(where: { $0.column == number })
      else { return false }
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

  mutating func total(_ mark: TotalMark?, label: String) {
    var values: [Int: ParsedNumber] = [:]
    let aligned = scanner.count >= plan.width || isSheet
    let shift = aligned ? 0 : figuresShift
    for (number, column) in plan.columns.enumerated() where column.definition.role != .rate {
      guard let shift, column.storage == .number || column.storage == .duration, !column.isTime,
        column.index - shift < scanner.count, column.index >= shift
      else { continue }
      let cell = bytes(scanner.cells[column.index - shift]).bytes
      if case .value(let value) = reading(trimmed(cell), column) { values[number] = value }
    }
    result.totals.append(
      TotalRow(line: recordLine, label: label, mark: mark, rowsBefore: row, values: values))
    setAside(mark == .group ? .subtotal : .total, label)
  }

  /// By how many cells the figures of a row that is too short stand too far left; `nil` when that is open.
  ///
  /// Tools that leave out a name in their total row print all figures none the less: the figures at the row's end then
  /// are those of the columns at the header's end, as many as there are.
  private var figuresShift: Int? {
    let last = plan.width - 1
    let figures = plan.columns.filter { $0.storage == .number || $0.storage == .duration }.map(\.index).sorted()
    // The columns at the header's end, all of them known, in one run.
    guard let first = figures.first, figures == Array(first...max(first, last)) else { return nil }
    let shift = plan.width - scanner.count
    guard shift > 0, scanner.count > figures.count else { return nil }
    for index in 0..<scanner.count {
      let cell = trimmed(text.bytes(scanner.cells[index]))
      let isNegative = cell.count > 1 && cell[0] == 0x2D && cell[1] != 0x2D
      let isFigure = isNegative || cell.first.map { (0x30...0x39).contains($0) } ?? false
      // A name among the figures, or a figure among the names, leaves their order open; so does a dash before them,
      // which may stand for either.
      let isFit = index < first - shift ? !isFigure : isFigure || index > first - shift && isMissing(cell)
      if !isFit { return nil }
    }
    return shift
  }

  mutating func setAside(_ reason: ImportReport.SetAside.Reason, _ excerpt: String) {
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
