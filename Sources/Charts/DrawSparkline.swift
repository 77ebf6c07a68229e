import HTML
import Values

func drawSparkline(_ line: Sparkline, into html: inout HTMLWriter, id: String, text: ChartText) {
  let (width, height) = (120.0, 32.0)
  let values = line.values.map(drawable)
  let present = values.enumerated().compactMap { index, value in value.map { (index: index, value: $0) } }
  html.raw("<svg class=\"sparkline\" viewBox=\"0 0 120 32\" width=\"120\" height=\"32\"")
  // In a wider box it stays at the start.
  html.raw(" preserveAspectRatio=\"xMinYMid\" role=\"img\"")
  html.attribute("aria-labelledby", id + "-title")
  html.raw("><title")
  html.attribute("id", id + "-title")
  html.raw(">")
  html.text(line.name + text.colon)
  guard let last = present.last, let lowest = present.min(by: { $0.value < $1.value }),
    let highest = present.max(by: { $0.value < $1.value })
  else {
    html.text(text.noData)
    return html.raw("</title></svg>")
  }
  func words(_ name: String, _ value: Double) -> String { name + " " + text.style.compact(value, line.unit) }
  let summary = [
    words(text.highest, highest.value), words(text.lowest, lowest.value), words(text.last, last.value),
  ]
  html.text(summary.joined(separator: text.comma))
  html.raw("</title>")

  let span = highest.value - lowest.value
  func x(_ index: Int) -> Double {
    values.count > 1 ? 4 + Double(index) / Double(values.count - 1) * (width - 8) : width / 2
  }
  func y(_ value: Double) -> Double {
    span > 0 ? 4 + (highest.value - value) / span * (height - 8) : height / 2
  }
  var path = HTMLWriter()
  var lone: [(index: Int, value: Double)] = []
  for (position, point) in present.enumerated() {
    let joins = position > 0 && present[position - 1].index == point.index - 1
    let continues = position + 1 < present.count && present[position + 1].index == point.index + 1
    if !joins && !continues { lone.append(point) }
    path.raw(joins ? "L" : "M")
    path.coordinate(x(point.index))
    path.raw(" ")
    path.coordinate(y(point.value))
  }
  html.raw("<path class=\"spark\" d=\"")
  html.markup(path.take())
  html.raw("\"/>")
  func dot(_ point: (index: Int, value: Double), _ radius: Double, _ name: StaticString) {
    html.raw("<circle class=\"")
    html.raw(name)
    html.raw("\"")
    html.attribute("cx", x(point.index))
    html.attribute("cy", y(point.value))
    html.attribute("r", radius)
    html.raw("/>")
  }
  for point in lone { dot(point, 1.5, "spark-dot") }
  if span > 0 {
    dot(lowest, 2, "spark-end")
    dot(highest, 2, "spark-end")
  }
  dot(last, 2.75, "spark-last")
  html.raw("</svg>")
}
