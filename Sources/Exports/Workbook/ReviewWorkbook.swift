import Charts
import Metrics
import Review
import Values

/// A review as a workbook of Excel's: a sheet for the summary, one for each chapter with content, one for the
/// definitions. Figures are numbers and days with the formats by which they read as on the page; a table's range bears the
/// table's id as its name (`kpi_completion`), a chart's figures the chart's (`chart_kpi_bullets`).
///
/// The same review gives the same bytes. Throws where there is no room for temporary files.
public func workbook(of review: Review) throws(ExportFailure) -> [UInt8] {
  let text = ExportText(review)
  let book = try XlsxBook(font: text.font)
  book.setProperties(title: review.title, subject: review.id, day: review.dataAsOf ?? review.today)
  var names: Set<String> = []
  for chapter in review.chapters where !chapter.isBare || chapter.id == "summary" {
    let title = chapter.id == "summary" ? chapter.title : "\(chapter.number) \(chapter.title)"
    var sheet = SheetWriter(try book.addSheet(title, names: &names), text: text)
    if chapter.id == "summary" { sheet.writeHead(review) }
    sheet.write(chapter)
    sheet.finish()
  }
  let definitions = try book.addSheet(text.pick("口径定义", "Definitions"), names: &names)
  writeDefinitions(review, on: definitions, text: text)
  return try book.bytes()
}

extension Chapter {
  /// Whether there is nothing to show but what is missing.
  var isBare: Bool { sentences.isEmpty && blocks.isEmpty }
}

/// Writes a chapter down a sheet: title, sentences, then each table and chart.
private struct SheetWriter {
  let sheet: XlsxSheet
  let text: ExportText
  /// The next row.
  var row = 0
  /// By column, in characters of half width, of what does not run over several columns.
  var widths: [Double] = []
  /// Texts that break into lines within their cell, whose row is as high as they need.
  var wrapped: [(row: Int, column: Int, text: String)] = []
  /// Texts over the whole width, whose height is known when the widths are.
  var across: [(row: Int, text: String, look: CellLook)] = []

  init(_ sheet: XlsxSheet, text: ExportText) {
    self.sheet = sheet
    self.text = text
  }

  /// How wide a text is in characters of half width; a Han character counts two.
  private func units(_ text: String) -> Double {
    var widest = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      widest = max(widest, line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) })
    }
    return Double(widest)
  }

  private mutating func widen(_ column: Int, to text: String) {
    while widths.count <= column { widths.append(8) }
    widths[column] = min(46, max(widths[column], units(text) + 2))
  }

  mutating func line(_ text: String, _ look: CellLook) {
    across.append((row, text, look))
    row += 1
  }

  /// The campaign's name, its days, and the figures at the head of the review.
  mutating func writeHead(_ review: Review) {
    line(review.title, CellLook(isBold: true, size: 16))
    var facts: [String] = []
    if let period = text.period(review) { facts.append(text.pick("活动期 ", "Campaign ") + period) }
    if let asOf = review.dataAsOf { facts.append(text.pick("数据截至 ", "Data as of ") + asOf.iso) }
    facts.append(text.pick("生成日期 ", "Built on ") + review.today.iso)
    line(facts.joined(separator: text.pick("；", "; ")), CellLook(color: Ink.muted))
    sheet.freeze(rows: 1, columns: 0)
    row += 1
    guard !review.headline.isEmpty else { return }
    let columns = [
      text.pick("关键数字", "Headline"), text.charts.actual, text.charts.target, text.pick("差额", "Difference"), text.charts.status,
    ]
    let top = row
    header(columns, numeric: [false, true, true, true, false])
    for card in review.headline {
      let cells = [
        card.label, card.value + (card.unit.map { text.pick("", " ") + $0 } ?? ""), card.target ?? NumberStyle.missing,
        card.difference ?? NumberStyle.missing, card.status.map { text.status($0) } ?? NumberStyle.missing,
      ]
      for (column, value) in cells.enumerated() {
        let figure = column == 1 ? review[figure: card.kpi] : nil
        var look = CellLook(isRight: (1...3).contains(column), bottomLine: true)
        if column == 4 { look.color = color(card.status) }
        widen(column, to: value)
        if let number = figure?.value, let unit = figure?.unit, number.double.isFinite {
          let suffix = unit.numberUnit == .count ? unit.label.text(in: text.language) : ""
          look.numberFormat = text.format(unit.numberUnit) + (suffix.isEmpty ? "" : "\"\(text.pick("", " "))\(suffix)\"")
          widen(column, to: text.style.full(number, unit.numberUnit) + suffix)
          sheet.write(number.double, row, column, look)
        } else {
          sheet.write(value, row, column, look)
        }
      }
      row += 1
    }
    sheet.define("headline", rows: top...(row - 1), columns: 0...(columns.count - 1))
    row += 1
  }

  mutating func write(_ chapter: Chapter) {
    let isSummary = chapter.id == "summary"
    line(isSummary ? chapter.title : "\(chapter.number) \(chapter.title)", CellLook(isBold: true, size: isSummary ? 12 : 14))
    if !isSummary { sheet.freeze(rows: 1, columns: 1) }
    if let needs = chapter.needs { line(needs, CellLook(color: Ink.warn, isWrapped: true)) }
    for sentence in chapter.sentences { line(sentence.text, CellLook(isWrapped: true)) }
    let tables = chapter.blocks.count { if case .table = $0 { true } else { false } }
    for block in chapter.blocks {
      switch block {
      case .heading(let heading):
        row += 1
        line(heading, CellLook(isBold: true, size: 12))
      case .bullets(let sentences):
        for sentence in sentences { line("• " + sentence.text, CellLook(isWrapped: true)) }
      case .table(let table): write(table, isOnly: tables == 1)
      case .chart(let id, let chart): write(chart, id: id)
      }
    }
  }

  private mutating func header(_ columns: [String], numeric: [Bool]) {
    for (column, title) in columns.enumerated() {
      sheet.write(
        title, row, column,
        CellLook(isBold: true, fill: Ink.tint, isRight: numeric[column], isWrapped: true, bottomLine: true))
      widen(column, to: title)
    }
    row += 1
  }

  private mutating func write(_ table: ReviewTable, isOnly: Bool) {
    row += 1
    line(table.caption, CellLook(isBold: true, size: 11))
    guard !table.columns.isEmpty else { return }
    let top = row
    header(table.columns.map(\.title), numeric: table.columns.map(\.numeric))
    // A lone table's head stays in view; of several only the title can.
    if isOnly, top < 14 { sheet.freeze(rows: row, columns: 1) }
    for cells in table.rows { write(cells, table, isTotal: false) }
    if let total = table.totalRow { write(total, table, isTotal: true) }
    sheet.define(definedName(table.id), rows: top...(row - 1), columns: 0...(table.columns.count - 1))
    if let note = table.note { line(note, CellLook(size: 9, color: Ink.muted, isWrapped: true)) }
  }

  private mutating func write(_ cells: [ReviewTable.Cell], _ table: ReviewTable, isTotal: Bool) {
    for (column, cell) in cells.prefix(table.columns.count).enumerated() {
      var look = CellLook(
        isBold: isTotal, isRight: table.columns[column].numeric, topLine: isTotal, bottomLine: !isTotal)
      if let status = cell.status { look.color = color(status) }
      let shown = cell.text.isEmpty ? cell.status.map { text.status($0) } ?? "" : cell.text
      widen(column, to: shown)
      if case .day(let day)? = cell.value {
        sheet.write(day, row, column, look)
      } else if let number = text.spreadsheetNumber(cell) {
        look.numberFormat = number.format
        sheet.write(number.value, row, column, look)
      } else {
        look.isWrapped = wraps(shown, column)
        sheet.write(shown, row, column, look)
      }
    }
    row += 1
  }

  private mutating func wraps(_ text: String, _ column: Int) -> Bool {
    guard units(text) > 44 || text.contains("\n") else { return false }
    wrapped.append((row, column, text))
    return true
  }

  private mutating func write(_ chart: Chart, id: String) {
    guard let grid = chart.grid(text), !grid.rows.isEmpty else { return }
    let native = chart.native(text)
    row += 1
    let title = chart.frame.finding ?? chart.frame.subject
    line(title, CellLook(isBold: true, size: 11, isWrapped: true))
    let place = row
    let height = 18
    if native != nil { row += height + 1 }
    line(chart.frame.subject + (chart.frame.source.map { text.pick("；数据来源：", "; source: ") + $0 } ?? ""),
      CellLook(size: 9, color: Ink.muted))
    let grid2 = native?.grid ?? grid
    let first = row + 1
    let isNumeric = grid2.columns.indices.map { column in
      grid2.rows.contains { column < $0.count && $0[column].isNumber }
    }
    header(grid2.columns, numeric: isNumeric)
    for cells in grid2.rows {
      for (column, cell) in cells.enumerated() {
        var look = CellLook(isRight: isNumeric[column], bottomLine: true)
        switch cell {
        case .text(let value):
          look.isWrapped = wraps(value, column)
          sheet.write(value, row, column, look)
        case .day(let day): sheet.write(day, row, column, look)
        case .number(let value?, let unit):
          look.numberFormat = text.format(unit)
          sheet.write(value, row, column, look)
        case .number(nil, _): sheet.write("", row, column, look)
        }
        widen(column, to: cell.text(text.style))
      }
      row += 1
    }
    sheet.define("chart_" + definedName(id), rows: (first - 1)...(row - 1), columns: 0...(grid2.columns.count - 1))
    switch chart {
    case .plot(.heat(let heat)):
      let start = grid2.columns.count - heat.columns.count
      if start > 0, start < grid2.columns.count { sheet.shade(rows: first...(row - 1), columns: start...(grid2.columns.count - 1)) }
    case .plot(.calendar): sheet.shade(rows: first...(row - 1), columns: 1...1)
    default: break
    }
    if let native {
      let subject = chart.frame.subject
      sheet.add(
        native, at: place, 0, rows: first...(row - 1), title: subject, width: 760, height: Double(height) * 20, text: text)
    }
  }

  /// Sets widths, then the texts that run over all columns, each as high as it needs.
  mutating func finish() {
    // Room for sentences even where tables are narrow.
    while widths.count < 6 { widths.append(12) }
    for (column, width) in widths.enumerated() { sheet.setWidth(width, column: column) }
    var heights: [Int: Double] = [:]
    for item in wrapped {
      let lines = item.text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { sum, line in
        sum + max(1, (units(String(line)) * 1.05 / (widths[item.column] - 1)).rounded(.up))
      }
      heights[item.row] = max(heights[item.row] ?? 15, lines * 15)
    }
    for (row, height) in heights.sorted(by: { $0.key < $1.key }) { sheet.setHeight(min(height, 400), row: row) }
    var last = 0
    var room = 0.0
    while last < widths.count, room < 110 {
      room += widths[last]
      last += 1
    }
    for item in across {
      sheet.writeAcross(item.text, item.row, 0...(max(1, last) - 1), item.look)
      let lines = max(1, (units(item.text) * item.look.size / 10 * 1.05 / room).rounded(.up))
      sheet.setHeight(max(15, lines * item.look.size * 1.5 + 2), row: item.row)
    }
  }

  private func color(_ status: Status?) -> String {
    switch status {
    case .green: Ink.good
    case .yellow: Ink.warn
    case .red: Ink.bad
    case nil: Ink.text
    }
  }

  /// An id as a name of Excel's: letters, digits and `_`.
  private func definedName(_ id: String) -> String {
    String(id.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "_" })
  }
}

extension FigureGrid.Cell {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}

/// How each figure came about: formula, files, rows; a line for each figure and file.
private func writeDefinitions(_ review: Review, on sheet: XlsxSheet, text: ExportText) {
  let head = [
    text.pick("章节", "Section"), text.pick("指标", "Figure"), text.pick("键", "Key"), text.pick("值", "Value"),
    text.pick("算式", "Formula"), text.pick("文件", "File"), text.pick("采用行数", "Rows used"), text.pick("说明", "Notes"),
  ]
  let widths = [18.0, 22, 24, 20, 44, 48, 10, 44]
  for (column, title) in head.enumerated() {
    sheet.write(
      title, 0, column, CellLook(isBold: true, fill: Ink.tint, isRight: column == 6, bottomLine: true))
    sheet.setWidth(widths[column], column: column)
  }
  let look = CellLook(isWrapped: true, isTop: true, bottomLine: true)
  var row = 1
  for chapter in review.chapters {
    for item in chapter.how {
      let files: [FigureSource?] = item.sources.isEmpty ? [nil] : item.sources
      for source in files {
        let cells = [
          "\(chapter.number) \(chapter.title)", item.label, item.key, item.value, item.formula,
          source.map { $0.file + ($0.sheet.map { " [\($0)]" } ?? "") } ?? "",
        ]
        for (column, value) in cells.enumerated() { sheet.write(value, row, column, look) }
        if let source {
          sheet.write(Double(source.rows), row, 6, CellLook(numberFormat: "#,##0", isRight: true, isTop: true, bottomLine: true))
        } else {
          sheet.write("", row, 6, look)
        }
        sheet.write(item.notes.joined(separator: text.pick("；", "; ")), row, 7, look)
        row += 1
      }
    }
  }
  sheet.freeze(rows: 1, columns: 2)
  sheet.repeatRow(0)
  if row > 1 {
    sheet.filter(rows: 0...(row - 1), columns: 0...(head.count - 1))
    sheet.define("definitions", rows: 0...(row - 1), columns: 0...(head.count - 1))
  }
}
