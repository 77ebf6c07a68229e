import Charts

/// How much room text takes on a slide, estimated without a font and to the safe side.
enum TextFit {
  /// Height of a line over the size of its letters: of Noto Sans CJK, the tallest of the usual faces.
  static let leading = 1.46

  /// Lines that a text fills in a frame `width` inches wide, letters of `size` points; at least one.
  static func lines(_ text: String, size: Double, width: Double, isBold: Bool = false) -> Int {
    let room = max(width, 0.1) * 72 / size
    var lines = 0
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // A line ends up to one letter before its edge.
      let wanted = textWidth(String(paragraph)) * (isBold ? 1.04 : 1)
      lines += max(1, Int((wanted / max(1, room - 0.6)).rounded(.up)))
    }
    return lines
  }

  /// Inches of that many lines.
  static func height(_ lines: Int, size: Double) -> Double { Double(lines) * size * leading / 72 }

  static func height(_ text: String, size: Double, width: Double, isBold: Bool = false) -> Double {
    height(lines(text, size: size, width: width, isBold: isBold), size: size)
  }
}
