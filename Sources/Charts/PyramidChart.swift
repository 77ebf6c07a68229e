import HTML
import Values

/// Layers that rest on each other, the peak first: a brand from its core to its proofs, needs, content tiers. The
/// height of a layer has no meaning.
public struct PyramidChart: Sendable, Hashable {
  public struct Layer: Sendable, Hashable {
    /// Stands in the layer; two lines.
    public var label: String
    /// Stands beside it; four lines, in full in the table.
    public var text: String?

    public init(label: String, text: String? = nil) {
      self.label = label
      self.text = text
    }
  }

  /// The unit of the frame is not used unless it has a name.
  public var frame: ChartFrame
  /// At most twelve are drawn.
  public var layers: [Layer]

  public init(frame: ChartFrame, layers: [Layer]) {
    self.frame = frame
    self.layers = layers
  }
}

extension PyramidChart {
  private static let mostLayers = 12

  func draw(id: String, text: ChartText) -> Drawing {
    guard !layers.isEmpty else { return emptyDrawing(id: id, text: text) }
    let slim = draw(id: id, width: Canvas.narrow)
    let left = layers.count - PyramidChart.mostLayers
    let note = left > 0 ? text.words.leftOut(left) : nil
    guard layers.contains(where: { !($0.text ?? "").isEmpty }) else {
      return Drawing(body: slim.body, width: Canvas.narrow, height: slim.height, note: note, room: " narrow")
    }
    let wide = draw(id: id, width: Canvas.width)
    return Drawing(body: wide.body, height: wide.height, note: note, slim: slim)
  }

  private func draw(id: String, width: Double) -> Drawing.Slim {
    let drawn = Array(layers.prefix(PyramidChart.mostLayers))
    let hasTexts = drawn.contains { !($0.text ?? "").isEmpty }
    let isSlim = width < 500
    let base = !hasTexts ? width - 20 : isSlim ? 172.0 : 300
    let peak = !hasTexts ? 90.0 : isSlim ? 64 : 84
    let textX = hasTexts ? base + (isSlim ? 14 : 28) : width
    let centre = hasTexts ? base / 2 : width / 2
    let textRoom = (width - textX - 2) / Canvas.fontSize
    let texts = drawn.map { TextLines($0.text ?? "", to: textRoom, most: 4) }
    let gap = 4.0
    let heights = texts.map { max(isSlim ? 54 : 58, $0.height + 20) }
    let whole = heights.reduce(0, +) + gap * Double(drawn.count - 1)
    func half(_ y: Double) -> Double { (peak + (base - peak) * y / whole) / 2 }

    var canvas = Canvas(id: id)
    var y = 0.0
    for (index, layer) in drawn.enumerated() {
      let (top, bottom) = (y, y + heights[index])
      canvas.html.raw("<path class=\"layer layer-")
      canvas.html.raw(index == 0 ? "peak" : index % 2 == 1 ? "odd" : "even")
      canvas.html.raw("\" d=\"M")
      canvas.point(centre - half(top), top + 6)
      canvas.html.raw("L")
      canvas.point(centre + half(top), top + 6)
      canvas.html.raw("L")
      canvas.point(centre + half(bottom), bottom + 6)
      canvas.html.raw("L")
      canvas.point(centre - half(bottom), bottom + 6)
      canvas.html.raw("z\"/>")
      let middle = (top + bottom) / 2 + 6
      // The two lines of a label stand where the layer is still narrow.
      let room = 2 * half(max(top, (top + bottom) / 2 - TextLines.height)) - 8
      canvas.lines(
        TextLines(layer.label, to: room / Canvas.fontSize, most: 2), x: centre, y: middle, anchor: .middle,
        class: index == 0 ? "root-name" : "strong", full: layer.label)
      if !texts[index].isEmpty {
        canvas.line(centre + half((top + bottom) / 2) + 4, middle, textX - 6, middle, class: "lead")
        canvas.lines(texts[index], x: textX, y: middle, full: layer.text)
      }
      y = bottom + gap
    }
    return Drawing.Slim(body: canvas.html.take(), height: y - gap + 12)
  }

  func sentences(_ text: ChartText) -> [String] {
    layers.map { layer in
      guard let words = layer.text, !words.isEmpty else { return layer.label }
      return layer.label + text.colon + words
    }
  }

  func writeTable(_ table: inout TableWriter, _ text: ChartText) {
    let words = text.words
    table.head([words.level, words.name, words.note])
    for (index, layer) in layers.enumerated() {
      table.startRow(String(index + 1))
      table.cell(layer.label)
      table.cell(layer.text ?? "")
      table.endRow()
    }
  }
}
