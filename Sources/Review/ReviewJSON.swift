import Charts
import Diagnostics
import Metrics
import Tables
import Values

extension Review {
  /// The review as JSON, schema 1: UTF-8 without line breaks; the same review gives the same bytes.
  ///
  /// Money is a decimal string; every other value a number, or null with the reason in `missing`.
  public func json() -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("schema", 1)
    json.member("campaign", id)
    json.member("title", title)
    json.member("start", period?.start.iso)
    json.member("end", period?.end.iso)
    json.member("today", today.iso)
    json.member("dataAsOf", dataAsOf?.iso)
    json.member("currency", currency.code)
    json.member("fingerprint", fingerprint)
    json.key("figures")
    json.beginObject()
    for item in figures {
      json.key(item.key)
      write(item.figure, to: &json)
    }
    json.endObject()
    json.key("sections")
    json.beginArray()
    let text = ChartText(language, currency: currency)
    for chapter in chapters { write(chapter, text, to: &json) }
    json.endArray()
    json.key("imports")
    json.beginArray()
    for report in imports { write(report, to: &json) }
    json.endArray()
    json.endObject()
    return json.bytes
  }
}

private func write(_ figure: Figure, to json: inout JSONWriter) {
  json.beginObject()
  json.key("value")
  switch (figure.unit.kind, figure.value) {
  case (.money, let value?) where figure.kind != .completion: json.optional(decimal(value))
  case (_, let value): json.number(value)
  }
  json.member("unit", figure.kind == .completion ? "ratio" : figure.unit.kind.rawValue)
  json.member("kind", figure.kind.rawValue)
  if figure.kind == .status { json.member("status", figure.status?.rawValue) }
  json.member("formula", figure.formula)
  json.key("sources")
  json.beginArray()
  for source in figure.sources {
    json.beginObject()
    json.member("file", source.file)
    if let sheet = source.sheet { json.member("sheet", sheet) }
    json.member("rows", source.rows)
    json.endObject()
  }
  json.endArray()
  json.member("missing", figure.missing?.id)
  json.member("notes", figure.notes.map(\.id))
  json.endObject()
}

/// Every digit of an exact amount; six decimals of a quotient.
private func decimal(_ value: Number) -> String? {
  switch value {
  case .exact(let exact): exact.description
  case .real: value.exact(decimals: 6)?.description
  }
}

private func write(_ chapter: Chapter, _ text: ChartText, to json: inout JSONWriter) {
  json.beginObject()
  json.member("id", chapter.id)
  json.member("number", chapter.number)
  json.member("title", chapter.title)
  json.member("state", chapter.state.rawValue)
  json.member("needs", chapter.needs)
  json.key("sentences")
  json.beginArray()
  for sentence in chapter.allSentences {
    json.beginObject()
    json.member("id", sentence.id)
    json.member("text", sentence.text)
    json.member("figures", sentence.figures)
    if sentence.isReplaced { json.member("replaced", true) }
    json.endObject()
  }
  json.endArray()
  json.key("tables")
  json.beginArray()
  for case .table(let table) in chapter.blocks { write(table, to: &json) }
  json.endArray()
  json.key("charts")
  json.beginArray()
  for case .chart(let id, let chart) in chapter.blocks { write(chart, id: id, text, to: &json) }
  json.endArray()
  json.endObject()
}

extension Chapter {
  /// The chapter's own sentences and those of its lists, in reading order.
  public var allSentences: [Sentence] {
    var all = sentences
    for case .bullets(let listed) in blocks { all += listed }
    return all
  }
}

private func write(_ table: ReviewTable, to json: inout JSONWriter) {
  json.beginObject()
  json.member("id", table.id)
  json.member("caption", table.caption)
  json.member("columns", table.columns.map(\.title))
  json.key("rows")
  json.beginArray()
  for row in table.rows { write(row, to: &json) }
  json.endArray()
  json.key("values")
  json.beginArray()
  for row in table.rows { writeValues(row, to: &json) }
  json.endArray()
  if let total = table.totalRow {
    json.key("total")
    write(total, to: &json)
    json.key("totalValues")
    writeValues(total, to: &json)
  }
  json.member("note", table.note)
  json.endObject()
}

private func write(_ row: [ReviewTable.Cell], to json: inout JSONWriter) {
  json.beginArray()
  for cell in row { json.string(cell.text) }
  json.endArray()
}

/// What the texts are written from: money as a decimal string, other numbers, days as `2026-06-18`, null for words.
private func writeValues(_ row: [ReviewTable.Cell], to json: inout JSONWriter) {
  json.beginArray()
  for cell in row {
    switch cell.value {
    case .number(let value, .money)?: json.optional(decimal(value))
    case .number(let value, _)?: json.number(value)
    case .day(let day)?: json.string(day.iso)
    case nil: json.null()
    }
  }
  json.endArray()
}

private func write(_ chart: Chart, id: String, _ text: ChartText, to json: inout JSONWriter) {
  json.beginObject()
  json.member("id", id)
  json.member("finding", chart.frame.finding)
  json.member("subject", chart.frame.subject)
  json.member("unit", chart.frame.unit.rawValue)
  switch chart {
  case .diagram:
    json.member("type", "diagram")
  case .line(let line):
    json.member("type", "line")
    json.member("days", line.days.map(\.iso))
    write(line.series, to: &json)
    write(line.references, to: &json)
    json.key("events")
    json.beginArray()
    for event in line.events {
      json.beginObject()
      json.member("day", event.day.iso)
      json.member("name", event.name)
      json.endObject()
    }
    json.endArray()
  case .bar(let bar):
    json.member("type", "bar")
    json.member("categories", bar.categories)
    write(bar.series, to: &json)
    write(bar.references, to: &json)
  case .funnel(let funnel):
    json.member("type", "funnel")
    json.key("steps")
    json.beginArray()
    for step in funnel.steps {
      json.beginObject()
      json.member("name", step.name)
      json.key("value")
      json.number(step.value.map(Number.real))
      json.endObject()
    }
    json.endArray()
  case .bullet(let bullet):
    json.member("type", "bullet")
    json.key("rows")
    json.beginArray()
    for row in bullet.rows {
      json.beginObject()
      json.member("name", row.name)
      json.member("unit", row.unit.rawValue)
      for (name, value) in [("value", row.value), ("target", row.target), ("baseline", row.baseline)] {
        json.key(name)
        json.number(value.map(Number.real))
      }
      json.endObject()
    }
    json.endArray()
  case .gantt:
    // Of registers, not of reviews.
    json.member("type", "gantt")
  case .plot(let plot):
    json.member("type", plot.name)
    let data = plot.data(text)
    json.member("columns", data.columns)
    json.key("rows")
    json.beginArray()
    for row in data.rows {
      json.beginArray()
      for cell in row {
        switch cell {
        case .text(let text): json.string(text)
        case .number(let value, _): json.number(value.map(Number.real))
        }
      }
      json.endArray()
    }
    json.endArray()
  }
  json.endObject()
}

private func write(_ series: [ChartSeries], to json: inout JSONWriter) {
  json.key("series")
  json.beginArray()
  for item in series {
    json.beginObject()
    json.member("name", item.name)
    json.key("values")
    json.beginArray()
    for value in item.values { json.number(value.map(Number.real)) }
    json.endArray()
    json.endObject()
  }
  json.endArray()
}

private func write(_ references: [ReferenceLine], to json: inout JSONWriter) {
  json.key("references")
  json.beginArray()
  for line in references {
    json.beginObject()
    json.member("name", line.name)
    json.key("value")
    json.number(line.value)
    json.endObject()
  }
  json.endArray()
}

private func write(_ report: ImportReport, to json: inout JSONWriter) {
  json.beginObject()
  json.member("file", report.file)
  if let sheet = report.sheet { json.member("sheet", sheet) }
  json.member("encoding", report.encoding)
  json.member("delimiter", report.delimiter.map { String($0) })
  json.member("kind", report.kind?.rawValue)
  json.member("kindFrom", report.kindEvidence?.rawValue)
  json.key("headerLine")
  if let line = report.headerLine { json.int(line) } else { json.null() }
  json.member("rowsUsed", report.rowsUsed)
  json.key("columns")
  json.beginArray()
  for match in report.matched {
    json.beginObject()
    json.member("header", match.header)
    json.member("id", match.id)
    json.member("role", match.role.rawValue)
    json.endObject()
  }
  json.endArray()
  json.member("unmatched", report.unmatched)
  json.key("setAside")
  json.beginArray()
  for item in report.setAside {
    json.beginObject()
    json.member("first", item.lines.lowerBound)
    json.member("last", item.lines.upperBound)
    json.member("reason", item.reason.rawValue)
    json.member("excerpt", item.excerpt)
    json.endObject()
  }
  json.endArray()
  json.key("guesses")
  json.beginArray()
  for guess in report.guesses {
    json.beginObject()
    json.member("about", guess.about.rawValue)
    json.member("subject", guess.subject)
    json.member("decision", guess.decision)
    json.endObject()
  }
  json.endArray()
  json.key("checks")
  json.beginArray()
  for check in report.checks {
    json.beginObject()
    json.member("kind", check.kind.rawValue)
    json.member("column", check.column)
    json.key("stated")
    json.number(check.stated)
    json.key("computed")
    json.number(check.computed)
    json.member("agrees", check.agrees)
    json.member("line", check.line)
    if check.kind == .printedRate {
      json.member("rowsCompared", check.rowsCompared)
      json.member("rowsAgreeing", check.rowsAgreeing)
    }
    json.endObject()
  }
  json.endArray()
  json.endObject()
}

extension MissingReason {
  /// Stable, for programs: `needs-totals`.
  public var id: String {
    switch self {
    case .needsTotals: "needs-totals"
    case .noData: "no-data"
    case .noBreakdown: "no-breakdown"
    case .zeroDenominator: "zero-denominator"
    case .noBaseline: "no-baseline"
    case .noTarget: "no-target"
    case .undefined: "undefined"
    case .tooLarge: "too-large"
    case .needs: "needs"
    case .unknown: "unknown"
    }
  }
}

extension FigureNote {
  /// Stable, for programs: `media-cost-only`.
  public var id: String {
    switch self {
    case .mediaCostOnly: "media-cost-only"
    case .estimatedProfit: "estimated-profit"
    case .actualBeatsFormula: "actual-beats-formula"
    case .actual: "actual"
    case .actualAfterEnd: "actual-after-end"
    case .scaledByDays: "scaled-by-days"
    case .fromTotals: "from-totals"
    case .fromOrders: "from-orders"
    case .firstSeen: "first-seen"
    case .ordersOf: "orders"
    case .retention: "retention"
    case .profitByMargin: "profit-by-margin"
    case .fromBrief: "from-brief"
    case .fallback: "fallback"
    case .perRegistration: "per-registration"
    }
  }
}
