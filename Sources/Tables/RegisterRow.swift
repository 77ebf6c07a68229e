// Rows of a register: none is left out but blank ones, comments, totals and the header once more.

extension RowReader {
  /// Decides what the record is; `true` when it is a row, with its unreadable cells noted.
  mutating func isRow(of register: RegisterRules) -> Bool {
    guard let first = (0..<scanner.count).first(where: { !isBlank($0) }) else {
      if scanner.hasMore { setAsideLong() } else { setAside(.blank, "") }
      return false
    }
    let home = plan.firstColumn
    if home < scanner.count, scanner.cells[home].end > scanner.cells[home].start {
      let cell = trimmed(text.bytes(scanner.cells[home]))
      if plan.hasComments, cell.first == 0x23, !isMissing(cell) {
        setAside(.comment, excerpt)
        return false
      }
      if cell.count <= 120, mayBegin(cell, plan.headerKeys[home]),
        HeaderKey.normalised(Tables.text(cell)) == plan.headerKeys[home], isHeaderAgain
      {
        setAside(.repeatedHeader, excerpt)
        return false
      }
    }
    if !plan.marksAreValues, let label = firstText(from: first), let mark = register.totalMark(label) {
      total(mark, label: label)
      return false
    }
    let isLong = scanner.count > plan.width && (scanner.hasMore || !isBlank(plan.width))
    // Cells of a sheet know their column: what stands beside the table is no sign that the row is out of step.
    if isLong, !isSheet {
      setAsideLong()
      return false
    }
    let nameless = plan.gaps.count { !isBlank($0) } + (isLong ? 1 : 0)
    if nameless > 0 {
      if result.namelessCells.count == 0 { result.namelessCells.line = recordLine }
      result.namelessCells.count += nameless
    }
    for failure in failures { noteCell(failure.column, failure.problem) }
    if scanner.count < plan.width, !isSheet, plan.columns.contains(where: { $0.index >= scanner.count }) {
      if result.shortRows.count == 0 { result.shortRows.line = recordLine }
      result.shortRows.count += 1
    }
    return true
  }

  /// Whether a trimmed cell can be the spelling of a normalised header, judged by their first bytes.
  private func mayBegin(_ cell: Bytes, _ key: String) -> Bool {
    guard let first = cell.first, let wanted = key.utf8.first else { return cell.isEmpty }
    // A full-width form or an underscore may become any character.
    return first | 0x20 == wanted | 0x20 || first == 0xEF || first == 0x5F
  }

  private mutating func setAsideLong() {
    if result.longRows.count == 0 { result.longRows.line = recordLine }
    result.longRows.count += 1
    setAside(.unreadable, excerpt)
  }

  private var isHeaderAgain: Bool {
    plan.headerKeys.indices.allSatisfy { index in
      index < scanner.count
        ? HeaderKey.normalised(text.string(scanner.cells[index])) == plan.headerKeys[index]
        : plan.headerKeys[index].isEmpty
    }
  }

  /// The first cell that is no day and no number, where its text may be the mark of a total row.
  private func firstText(from first: Int) -> String? {
    if register?.totals == RegisterRules.Totals.none { return nil }
    for index in first..<scanner.count where !isBlank(index) {
      let number = plan.columns.firstIndex { $0.index == index }
      if let number, plan.columns[number].storage != .text, !failures.contains(where: { $0.column == number }) {
        continue
      }
      return RegisterRules.mayMarkTotal(trimmed(text.bytes(scanner.cells[index])))
        ? text.string(scanner.cells[index]) : nil
    }
    return nil
  }

  /// Every unreadable cell is told at its place, until there are too many of its column.
  private mutating func noteCell(_ column: Int, _ problem: CellProblem) {
    let count = issueIndex[column, default: 0] + 1
    issueIndex[column] = count
    let index = plan.columns[column].index
    let string = index < scanner.count ? text.string(scanner.cells[index]) : ""
    if count > CellIssue.told, let rest = result.issues.lastIndex(where: { $0.column == column && $0.isRest }) {
      result.issues[rest].count += 1
      return
    }
    result.issues.append(
      CellIssue(
        column: column, problem: problem, count: 1, line: recordLine,
        excerpt: string.count > 40 ? string.prefix(40) + "…" : string, isRest: count > CellIssue.told))
  }
}
