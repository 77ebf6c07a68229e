import HTML
import Values

func drawFigure(_ chart: Chart, into html: inout HTMLWriter, id: String, text: ChartText) {
  let frame = chart.frame
  let drawing: Drawing
  switch chart {
  case .line(let line): drawing = line.draw(id: id, text: text)
  case .diagram(let diagram): drawing = diagram.draw(id: id, text: text)
  case .bar(let bar): drawing = bar.draw(id: id, text: text)
  case .funnel(let funnel): drawing = funnel.draw(id: id, text: text)
  case .bullet(let bullet): drawing = bullet.draw(id: id, text: text)
  case .gantt(let plan): drawing = plan.draw(id: id, text: text)
  case .plot(let plot): drawing = plot.draw(id: id, text: text)
  }
  html.raw("<figure class=\"chart chart-")
  html.raw(chart.kind)
  html.raw("\"")
  html.attribute("id", id)
  html.raw(">\n<figcaption")
  html.attribute("id", id + "-caption")
  html.raw(">")
  let title = chart.title(text)
  if let finding = frame.finding {
    html.element("strong", class: "chart-finding", finding)
    html.raw(" ")
    html.element("span", class: "chart-subject", title)
  } else {
    html.element("strong", class: "chart-finding", title)
  }
  if let note = drawing.note {
    html.raw(" ")
    html.element("span", class: "chart-note", note)
  }
  html.raw("</figcaption>\n")
  writeLegend(drawing.legend, into: &html, id: id)

  // A frame that can scroll must be reachable by keyboard and have a name.
  html.raw("<div class=\"chart-scroll")
  html.raw(drawing.room)
  html.raw("\" tabindex=\"0\" role=\"group\"")
  html.attribute("aria-labelledby", id + "-caption")
  html.raw("><svg ")
  if drawing.slim != nil { html.raw("class=\"wide\" ") }
  html.raw("viewBox=\"0 0 ")
  html.coordinate(drawing.width)
  html.raw(" ")
  html.coordinate(drawing.height)
  html.raw("\" role=\"img\" aria-labelledby=\"")
  html.text(id)
  html.raw("-title ")
  html.text(id)
  html.raw("-desc\"><title")
  html.attribute("id", id + "-title")
  html.raw(">")
  html.text(frame.finding ?? title)
  html.raw("</title><desc")
  html.attribute("id", id + "-desc")
  html.raw(">")
  html.text(frame.description ?? chart.description(text))
  html.raw("</desc>")
  html.markup(drawing.body)
  html.raw("</svg>")
  if let slim = drawing.slim {
    // The same for a phone: the style sheet shows one of the two.
    html.raw("<svg class=\"slim\" viewBox=\"0 0 ")
    html.coordinate(Canvas.narrow)
    html.raw(" ")
    html.coordinate(slim.height)
    html.raw("\" role=\"img\" aria-labelledby=\"")
    html.text(id)
    html.raw("-title ")
    html.text(id)
    html.raw("-desc\">")
    html.markup(slim.body)
    html.raw("</svg>")
  }
  if let fixed = drawing.fixed {
    // What it says stands in the description and in the table too.
    html.raw("<div class=\"chart-fixed\" aria-hidden=\"true\"><svg viewBox=\"0 0 ")
    html.coordinate(fixed.width)
    html.raw(" ")
    html.coordinate(drawing.height)
    html.raw("\">")
    html.markup(fixed.body)
    html.raw("</svg></div>")
  }
  html.raw("</div>\n")

  if !drawing.events.isEmpty {
    html.raw("<ol class=\"chart-events\"")
    html.attribute("aria-label", text.events)
    html.raw(">")
    for event in drawing.events {
      html.raw("<li><span class=\"chart-mark\">")
      html.number(event.number)
      html.raw("</span> ")
      html.text(event.text)
      html.raw("</li>")
    }
    html.raw("</ol>\n")
  }
  if let source = frame.source {
    html.raw("<p class=\"chart-source\">")
    html.text(text.source + text.colon + source)
    html.raw("</p>\n")
  }
  html.raw("<details class=\"chart-data\">")
  html.element("summary", text.dataTable)
  html.raw("<div class=\"chart-table\" tabindex=\"0\" role=\"group\"")
  html.attribute("aria-labelledby", id + "-caption")
  html.raw(">")
  chart.writeTable(into: &html, text: text)
  html.raw("</div></details>\n</figure>\n")
}

private func writeLegend(_ items: [LegendItem], into html: inout HTMLWriter, id: String) {
  guard !items.isEmpty else { return }
  html.raw("<ul class=\"chart-legend\">")
  for item in items {
    html.raw("<li><svg class=\"chart-swatch\" aria-hidden=\"true\" height=\"14\" ")
    if let swatch = item.swatch {
      html.raw("width=\"")
      html.coordinate(item.swatchWidth)
      html.raw("\" viewBox=\"0 0 ")
      html.coordinate(item.swatchWidth)
      html.raw(" 14\">")
      html.markup(swatch)
      html.raw("</svg>")
      html.text(item.name)
      html.raw("</li>")
      continue
    }
    html.raw(item.line ? "width=\"32\" viewBox=\"0 0 32 14\">" : "width=\"16\" viewBox=\"0 0 16 14\">")
    var canvas = Canvas(id: id)
    if item.line {
      canvas.html.raw("<path class=\"line ")
      canvas.html.text(item.look.color + " " + item.look.dash)
      canvas.html.raw("\" d=\"M1 7H31\"/>")
      canvas.marker(item.look, x: 16, y: 7)
    } else {
      canvas.bar(x: 0, y: 0, width: 16, height: 14, look: item.look, patterned: true)
    }
    html.markup(canvas.html.take())
    html.raw("</svg>")
    html.text(item.name)
    html.raw("</li>")
  }
  html.raw("</ul>\n")
}

extension Chart {
  var kind: StaticString {
    switch self {
    case .line: "line"
    case .diagram(let diagram): diagram.kind
    case .bar: "bar"
    case .funnel: "funnel"
    case .bullet: "bullet"
    case .gantt(let chart): chart.kind
    case .plot(let plot): plot.kind
    }
  }

  /// What is shown with its unit; rows of a bullet chart have their own.
  func title(_ text: ChartText) -> String {
    if case .bullet(let chart) = self { return chart.frame.subject }
    return frame.title(text)
  }
}
