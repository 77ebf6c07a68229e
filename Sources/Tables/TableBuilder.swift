import Diagnostics
import Parallel
import Values

/// Builds one table from its header and the rows behind it.
struct TableBuilder {
  let text: TextView
  let header: HeaderRow
  var recognition: Recognition
  let catalogue: ColumnCatalogue
  let file: String
  let sheet: String?
  let encoding: String
  let constants: [String: String]
  /// What the lines before the header say of the table's days.
  let period: Period?
  /// Whether it is the file's name that says so.
  var periodIsNamed = false
  let year: Int?
  private(set) var table: DataTable?
  private(set) var diagnostics: [Diagnostic] = []

  init(
    text: TextView, header: HeaderRow, recognition: Recognition, catalogue: ColumnCatalogue, file: String,
    sheet: String?, encoding: String, constants: [String: String], period: Period?, year: Int?
  ) {
    self.text = text
    self.header = header
    self.recognition = recognition
    self.catalogue = catalogue
    self.file = file
    self.sheet = sheet
    self.encoding = encoding
    self.constants = constants
    self.period = period
    self.year = year
    diagnostics = recognition.diagnostics
  }

  /// Reads the rows and sets `table`; returns where the next table's header stands. With `single` the rows are read
  /// by one thread (a file of many small tables would be cut anew for each).
  mutating func build(single: Bool) -> (Int, Int32)? {
    var plan = TablePlan(
      columns: recognition.columns, headerKeys: header.keys.map(\.whole), width: header.cells.count, year: year,
      catalogue: catalogue)
    while plan.headerKeys.last == "" { plan.headerKeys.removeLast() }
    // A trailing delimiter makes no column.
    plan.width = max(plan.headerKeys.count, 1)
    plan.noteGaps()
    plan.hasComments = encoding != "JSON" && encoding != "YAML"
    let evidence = StyleEvidence(text, header, plan)
    plan.decimalComma = evidence.decimalComma
    plan.dateOrder = evidence.dateOrder
    if let example = evidence.mixedDecimals { report(.ambiguousDecimals(example), line: header.line) }
    recognition.guesses += evidence.guesses
    for index in plan.columns.indices where plan.columns[index].countsDays {
      plan.columns[index].firstDay = period?.start.number
    }
    if recognition.kind == .daily, let hour = catalogue.definitions["hour"],
      !plan.columns.contains(where: { $0.id == "hour" }),
      let day = plan.columns.first(where: { $0.id == "date" && evidence.timed.contains($0.index) })
    {
      // Rows of one day are told apart by the hour in their cell.
      var column = ColumnPlan(index: day.index, header: day.header, definition: hour, id: "hour", unit: day.unit)
      column.storage = .hour
      plan.columns.append(column)
    }

    var pieces = read(plan, single: single)
    let used = pieces.reduce(0) { $0 + $1.rowLines.count }
    if used == 0, pieces.contains(where: { !$0.totals.isEmpty }), !pieces.contains(where: { !$0.issues.isEmpty }) {
      // Every row is called a total: then that is what the rows are (a device column that says 全部 throughout).
      plan.marksAreValues = true
      let again = read(plan, single: single)
      if again.contains(where: { !$0.rowLines.isEmpty }) { pieces = again }
    }
    let next = pieces.last?.next
    guard let kind = recognition.kind else {
      report(.unknownTable(header.cells.filter { !$0.isEmpty }), line: header.line)
      return next
    }
    assemble(plan, pieces, kind)
    return next
  }

  // MARK: Rows

  /// Reads the rows in pieces side by side; what follows a piece that met another table's header is dropped.
  private func read(_ plan: TablePlan, single: Bool) -> [RowsRead] {
    let start = header.next.position
    guard start < text.end else { return [] }
    let text = text
    let firstLine = header.next.line
    @Sendable func piece(_ from: Int, _ to: Int) -> RowsRead {
      let part = Bytes(start: text.base + from, count: to - from)
      let terminator = text.terminator
      var records = 1
      for byte in part { records &+= byte == terminator ? 1 : 0 }
      var reader = RowReader(
        text, plan, from: from, to: to, line: from == start ? firstLine : 1, capacity: records + 1)
      defer { text.release(from: from, to: to) }
      return reader.read()
    }
    var pieces: [RowsRead] = []
    if single {
      // No farther than the table reaches.
      var from = start
      while from < text.end, pieces.last?.next == nil {
        let to = RecordScanner.boundaries(text, from: from, size: 1 << 18, limit: 1).dropFirst().first ?? text.end
        pieces.append(piece(from, to))
        from = to
      }
    } else {
      let boundaries = RecordScanner.boundaries(text, from: start, size: 8 << 20) + [text.end]
      pieces = parallelMap(boundaries.count - 1) { piece(boundaries[$0], boundaries[$0 + 1]) }
    }
    if let stop = pieces.firstIndex(where: { $0.next != nil }) { pieces.removeSubrange((stop + 1)...) }
    // Lines of later pieces were counted from 1.
    var line = pieces.first?.endLine ?? 1
    for index in pieces.indices.dropFirst() {
      let length = pieces[index].endLine - 1
      pieces[index].shiftLines(by: line - 1)
      line += length
    }
    return pieces
  }

  private func sheetLine(_ line: Int32) -> Int32 {
    guard let lines = text.lines else { return line }
    let index = Int(line) - 1
    return lines.indices.contains(index) ? lines[index] : line
  }

  private mutating func report(_ problem: Problem, line: Int32, column: Int = 0) {
    diagnostics.append(
      Diagnostic(problem, at: Location(file, sheet: sheet, line: Int(sheetLine(line)), column: column)))
  }

  // MARK: The table

  private mutating func assemble(_ plan: TablePlan, _ pieces: [RowsRead], _ kind: TableKind) {
    var rowLines: [Int32] = []
    let rows = pieces.reduce(0) { $0 + $1.rowLines.count }
    rowLines.reserveCapacity(rows)
    for piece in pieces { rowLines += piece.rowLines }
    if text.lines != nil { rowLines = rowLines.map(sheetLine) }

    var report = ImportReport(file: file, sheet: sheet, encoding: encoding)
    report.delimiter = text.lines == nil ? Character(Unicode.Scalar(text.delimiter)) : nil
    report.kind = kind
    report.kindEvidence = recognition.kindEvidence
    report.register = catalogue.register?.columns.name
    report.headerLine = encoding == "JSON" || encoding == "YAML" ? nil : Int(sheetLine(header.line))
    report.source = recognition.source
    report.matched = plan.columns.map {
      .init(header: $0.header, id: $0.id, role: $0.role, name: catalogue.name($0.id, as: $0.definition))
    }
    report.unmatched = recognition.unmatched.filter { !$0.isEmpty }
    report.guesses = recognition.guesses
    report.rowsUsed = rows
    report.setAside = setAside(pieces)

    var cellIssues: [CellIssue] = []
    var columns: [Column] = []
    var printed: [(plan: ColumnPlan, number: Int, values: NumberColumn)] = []
    let all = parallelMap(plan.columns.count, minimumBatch: rows > 10_000 ? 1 : plan.columns.count) {
      ColumnJoin(pieces, $0, plan.columns[$0])
    }
    for ((number, column), joined) in zip(plan.columns.enumerated(), all) {
      if catalogue.register == nil {
        for issue in joined.overflows { note(issue, column) }
      } else {
        cellIssues += joined.overflows
      }
      let currency = currency(of: column, joined.currencies)
      if column.isRate {
        if case .number(let mantissas, let scale) = joined.values {
          printed.append((column, number, NumberColumn(mantissas, scale, joined.signed, joined.unsigned)))
        }
        continue
      }
      if joined.hasSerials {
        report.guesses.append(.init(about: .serialDate, subject: column.header, decision: "1900"))
      }
      var values = joined.values
      if column.takesPercent {
        values = percents(values, joined, column, &report)
        // 50% beside 60: one of them would be read a hundred times too large.
        if catalogue.register != nil, column.definition.type == .percent, joined.signed > 0, joined.isAboveOne,
          column.unit.unit != "%"
        {
          self.report(.mixedPercents(column.header), line: header.line, column: sheet == nil ? 0 : column.index + 1)
        }
      }
      columns.append(
        Column(id: column.id, header: column.header, currency: currency, values: values, number: column.index + 1))
    }
    if catalogue.register == nil {
      noteIssues(pieces.flatMap(\.issues), plan)
    } else {
      noteCells(cellIssues + pieces.flatMap(\.issues), plan)
    }
    for line in pieces.flatMap(\.unclosed) { self.report(.unclosedQuote, line: line) }
    reportRows(pieces, plan)

    var table = DataTable(
      file: file, sheet: sheet, kind: kind, source: recognition.source, constants: constants, columns: columns,
      rowCount: rows, rowLines: rowLines, report: report)
    addDays(&table, kind)
    checkDays(&table)
    settleCurrency(&table)
    let present = Set(table.columns.map(\.id)).union(constants.keys)
    let needs = catalogue.kinds[kind]?.needs ?? []
    let missing = needs.filter { need in !need.contains(where: present.contains) }
    if !missing.isEmpty, let register = catalogue.register {
      let labels = register.columns.columns.filter { column in missing.contains { $0.contains(column.id) } }.map(\.label)
      self.report(.missingRegisterColumns(labels, register: register.columns), line: header.line)
    } else if !missing.isEmpty {
      self.report(.missingColumns(missing.map { $0.joined(separator: " / ") }, kind: kind), line: header.line)
    }
    for id in constants.keys.sorted() where table.column(id) != nil {
      table.constants[id] = nil
      self.report(.constantAndColumn(id), line: header.line)
    }
    if catalogue.register == nil, let row = SummaryRow.drop(&table, plan) {
      for index in printed.indices { printed[index].values.mantissas.remove(at: row) }
    }
    var totals = pieces.flatMapTotals()
    reportStrayTotals(&totals, &table, plan)
    if rows == 0, catalogue.register == nil, !table.report.setAside.contains(where: { $0.reason == .unreadable }) {
      self.report(.noRows, line: header.line)
    }
    TableChecks(plan: plan, line: sheetLine).check(&table, totals, printed)
    self.table = table
  }

  /// Cells of one column that have one problem are told at the first of them.
  private mutating func noteIssues(_ issues: [CellIssue], _ plan: TablePlan) {
    let issues = issues.sorted { ($0.column, $0.problem.rawValue, $0.line) < ($1.column, $1.problem.rawValue, $1.line) }
    var index = 0
    while index < issues.count {
      var issue = issues[index]
      index += 1
      while index < issues.count, issues[index].column == issue.column, issues[index].problem == issue.problem {
        issue.count += issues[index].count
        index += 1
      }
      note(issue, plan.columns[issue.column])
    }
  }

  /// Cells of a register are told one by one; of a column's many the rest is counted.
  private mutating func noteCells(_ issues: [CellIssue], _ plan: TablePlan) {
    let issues = issues.sorted { ($0.column, $0.line) < ($1.column, $1.line) }
    var index = 0
    while index < issues.count {
      let number = issues[index].column
      let column = plan.columns[number]
      let place = text.lines == nil || sheet == nil ? 0 : column.index + 1
      var told = 0
      var rest: (count: Int, line: Int32) = (0, 0)
      while index < issues.count, issues[index].column == number {
        let issue = issues[index]
        index += 1
        if told < CellIssue.told, !issue.isRest {
          told += 1
          report(.registerCell(issue.problem, column.header, issue.excerpt), line: issue.line, column: place)
        } else {
          if rest.count == 0 { rest.line = issue.line }
          rest.count += issue.count
        }
      }
      if rest.count > 0 { report(.moreCells(rest.count, column.header), line: rest.line, column: place) }
    }
  }

  private mutating func note(_ issue: CellIssue, _ column: ColumnPlan) {
    let problem = Problem.cell(issue.problem, column.header, issue.excerpt, count: issue.count)
    // A printed rate is only compared: the review does without it.
    report(
      column.isRate ? problem.asWarning : problem, line: issue.line, column: text.lines == nil ? 0 : column.index + 1)
  }

  /// A row of figures without day and dimensions sums up the table only at its end or beginning, and only when some of
  /// its figures say so. Elsewhere it is a row whose day is missing.
  private mutating func reportStrayTotals(_ totals: inout [TotalRow], _ table: inout DataTable, _ plan: TablePlan) {
    totals.removeAll { total in
      guard total.mark == nil else { return false }
      let isAtEdge = total.rowsBefore == 0 || total.rowsBefore == table.rowCount
      let sums = total.values.contains { number, value in
        plan.columns[number].isAdditive
          && TableChecks.agrees(value, with: TableChecks.sum(table.column(plan.columns[number].id)))
      }
      if isAtEdge && sums { return false }
      let line = Int(sheetLine(total.line))
      if let index = table.report.setAside.firstIndex(where: { $0.lines.lowerBound == line }) {
        table.report.setAside[index].reason = .unreadable
      }
      let day = plan.columns.first { $0.isRequiredDay }
      report(day.map { .cell(.notDate, $0.header, "", count: 1) } ?? .strayTotal(total.label), line: total.line)
      return true
    }
  }

  private mutating func reportRows(_ pieces: [RowsRead], _ plan: TablePlan) {
    let long = pieces.reduce(0) { $0 + $1.longRows.count }
    if let first = pieces.first(where: { $0.longRows.count > 0 }) {
      report(.longRows(long, width: plan.width), line: first.longRows.line)
    }
    let short = pieces.reduce(0) { $0 + $1.shortRows.count }
    if let first = pieces.first(where: { $0.shortRows.count > 0 }) {
      report(.shortRows(short, width: plan.width), line: first.shortRows.line)
    }
    let nameless = pieces.reduce(0) { $0 + $1.namelessCells.count }
    if let first = pieces.first(where: { $0.namelessCells.count > 0 }) {
      report(.namelessCells(nameless), line: first.namelessCells.line)
    }
  }

  private func setAside(_ pieces: [RowsRead]) -> [ImportReport.SetAside] {
    let isBanner = { (cells: [String]) in
      let filled = cells.filter { !$0.isEmpty }
      return filled.count > 1 && Set(filled).count == 1
    }
    let isComment = { (cells: [String]) in
      catalogue.register != nil && cells.first { !$0.isEmpty }?.utf8.first == 0x23
    }
    let before = header.preamble.map { part in
      ImportReport.SetAside(
        lines: part.lines, reason: isComment(part.cells) ? .comment : isBanner(part.cells) ? .banner : .preamble,
        excerpt: String((part.cells.first { !$0.isEmpty } ?? "").prefix(40)))
    }
    let all = before + pieces.flatMap(\.setAside)
    guard text.lines != nil else { return all }
    return all.map { entry in
      var entry = entry
      entry.lines = Int(sheetLine(Int32(entry.lines.lowerBound)))...Int(sheetLine(Int32(entry.lines.upperBound)))
      return entry
    }
  }

  // MARK: Percents, currencies, days

  /// Brings percents to fractions: those with a sign are already, those under a header with `%` are not, and the
  /// others are guessed by their size.
  private func percents(
    _ values: ColumnValues, _ joined: ColumnJoin, _ column: ColumnPlan, _ report: inout ImportReport
  ) -> ColumnValues {
    guard case .number(let mantissas, let scale) = values, joined.unsigned > 0, joined.signed == 0, scale <= 16 else {
      return values
    }
    if column.unit.unit == "%" { return .number(mantissas: mantissas, scale: scale + 2) }
    guard column.definition.type == .percent else { return values }
    report.guesses.append(
      .init(about: .rateStyle, subject: column.header, decision: joined.isAboveOne ? "percent" : "fraction"))
    return joined.isAboveOne ? .number(mantissas: mantissas, scale: scale + 2) : values
  }

  private mutating func currency(of column: ColumnPlan, _ found: Set<String>) -> String? {
    guard column.definition.type == .money else { return nil }
    var codes = found
    if let stated = column.unit.currency { codes.insert(stated) }
    if codes.count > 1 { report(.mixedCurrencies(column.header, codes.sorted()), line: header.line) }
    return codes.count == 1 ? codes.first : nil
  }

  /// A column of currencies states the currency of all money columns.
  private mutating func settleCurrency(_ table: inout DataTable) {
    guard let column = table.column("currency"), case .text(_, let dictionary) = column.values else { return }
    let codes = dictionary.compactMap { text -> String? in
      let code = HeaderKey.normalised(text)
      return HeaderKey.currency(code) ?? (code.isEmpty ? nil : text)
    }
    let distinct = Set(codes)
    if distinct.count > 1 {
      report(.mixedCurrencies(column.header, distinct.sorted()), line: header.line)
      return
    }
    guard let code = distinct.first else { return }
    let money = Set(recognition.columns.filter { $0.definition.type == .money }.map(\.id))
    for index in table.columns.indices where money.contains(table.columns[index].id) {
      if let stated = table.columns[index].currency, stated != code {
        report(.mixedCurrencies(table.columns[index].header, [stated, code].sorted()), line: header.line)
      }
      table.columns[index].currency = code
    }
  }

  /// Where the first day of a report stands for its day, it must be the last one too.
  private mutating func checkDays(_ table: inout DataTable) {
    guard table.kind == .daily, recognition.columns.contains(where: { $0.id == "date" && $0.definition.id == "start" }),
      case .day(let starts)? = table.column("date")?.values, let ends = table.column("end"),
      case .day(let lasts) = ends.values
    else { return }
    let spans = (0..<table.rowCount).filter { lasts[$0] != ColumnValues.missingDay && lasts[$0] != starts[$0] }
    if let first = spans.first {
      diagnostics.append(
        Diagnostic(
          .cell(
            .notDay, ends.header, "\(Day(number: starts[first]).iso) – \(Day(number: lasts[first]).iso)",
            count: spans.count),
          at: table.location(row: first)))
    }
  }

  /// A table without days gets those that the lines before it state.
  private func addDays(_ table: inout DataTable, _ kind: TableKind) {
    guard let period else { return }
    func add(_ id: String, _ day: Day) {
      table.columns.insert(
        Column(id: id, header: "", values: .day([Int32](repeating: day.number, count: table.rowCount))), at: 0)
      table.report.guesses.append(
        .init(about: periodIsNamed ? .namedPeriod : .period, subject: id, decision: day.iso))
    }
    if kind == .daily, table.column("date") == nil, period.length == 1 { add("date", period.start) }
    if kind == .totals, table.column("start") == nil, table.column("end") == nil {
      add("end", period.end)
      add("start", period.start)
    }
  }
}
