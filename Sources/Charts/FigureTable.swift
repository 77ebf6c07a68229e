import HTML
import Values

/// The figures of a chart as a table: every one, in full.
extension Chart {
  func writeTable(into html: inout HTMLWriter, text: ChartText) {
    var table = TableWriter(style: text.style)
    switch self {
    case .line(let chart): chart.writeTable(&table, text)
    case .diagram(let diagram): diagram.writeTable(&table, text)
    case .bar(let chart): chart.writeTable(&table, text)
    case .funnel(let chart): chart.writeTable(&table, text)
    case .bullet(let chart): chart.writeTable(&table, text)
    case .gantt(let chart): chart.writeTable(&table, text)
    case .plot(let plot): plot.writeTable(&table, text)
    }
    html.raw("<table>")
    html.element("caption", title(text))
    html.markup(table.html.take())
    html.raw("</tbody></table>")
  }
}

struct TableWriter {
  var html = HTMLWriter(reserving: 4096)
  let style: NumberStyle
  private var digits: [UInt8] = []

  init(style: NumberStyle) {
    self.style = style
    digits.reserveCapacity(64)
  }

  mutating func head(_ columns: [String]) {
    html.raw("<thead><tr>")
    for column in columns {
      html.raw("<th scope=\"col\">")
      html.text(column)
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
  }

  mutating func startRow(_ name: String) {
    html.raw("<tr><th scope=\"row\">")
    html.text(name)
    html.raw("</th>")
  }

  mutating func endRow() { html.raw("</tr>\n") }

  mutating func cell(_ value: Double?, _ unit: NumberUnit) {
    html.raw("<td>")
    if let value {
      digits.removeAll(keepingCapacity: true)
      style.appendFull(.real(value), unit, to: &digits)
      digits.withUnsafeBufferPointer { html.text($0) }
    } else {
      html.text(NumberStyle.missing)
    }
    html.raw("</td>")
  }

  mutating func cell(_ text: String) {
    html.element("td", text)
  }
}

extension LineChart {
  fileprivate func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    let unit = frame.unit
    table.head(
      [labels.isEmpty ? text.date : labelsName ?? text.category] + series.map(\.name) + references.map(\.name))
    for (index, day) in days.enumerated() {
      table.startRow(index < labels.count ? labels[index] : day.iso)
      for series in series { table.cell(index < series.values.count ? series.values[index] : nil, unit) }
      for reference in references { table.cell(reference.value, unit) }
      table.endRow()
    }
  }
}

extension BarChart {
  fileprivate func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    let unit = frame.unit
    var head = [text.category]
    for series in series {
      head.append(series.name)
      if arrangement == .shares { head.append(series.name + text.openParenthesis + text.share + text.closeParenthesis) }
    }
    if !targets.isEmpty { head.append(text.target) }
    table.head(head + references.map(\.name))
    // As drawn when there is a drawing, so that reader and listener meet the same order.
    for index in drawnOrder {
      table.startRow(categories[index])
      let values = series.map { index < $0.values.count ? $0.values[index] : nil }
      let whole = values.compactMap { drawable($0).flatMap { $0 < 0 ? nil : $0 } }.reduce(0, +)
      for value in values {
        table.cell(value, unit)
        if arrangement == .shares {
          table.cell(drawable(value).flatMap { $0 < 0 || whole <= 0 ? nil : $0 / whole }, .ratio)
        }
      }
      if !targets.isEmpty { table.cell(index < targets.count ? targets[index] : nil, unit) }
      for reference in references { table.cell(reference.value, unit) }
      table.endRow()
    }
  }
}

extension FunnelChart {
  fileprivate func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    let rates = rates
    table.head([text.step, text.actual, text.stepRate])
    for (index, step) in steps.enumerated() {
      table.startRow(step.name)
      table.cell(step.value, frame.unit)
      let rate = text.style.full(index > 0 ? rates.steps[index - 1] : nil, .ratio)
      let isLoss = index > 0 && rates.largestLoss == index - 1
      table.cell(isLoss ? rate + text.openParenthesis + text.largestLoss + text.closeParenthesis : rate)
      table.endRow()
    }
    if steps.count > 2 {
      table.startRow(text.totalRate)
      table.cell("")
      table.cell(rates.total, .ratio)
      table.endRow()
    }
  }
}

extension BulletChart {
  fileprivate func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    table.head([text.indicator, text.actual, text.target, text.baseline, text.status])
    for row in rows {
      table.startRow(row.name)
      table.cell(row.value, row.unit)
      table.cell(row.target, row.unit)
      table.cell(row.baseline, row.unit)
      table.cell(row.status.map(text.status) ?? NumberStyle.missing)
      table.endRow()
    }
  }
}
