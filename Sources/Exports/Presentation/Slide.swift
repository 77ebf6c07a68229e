import Metrics
import Review
import Values

/// A slide as a value. Whoever makes one has seen to it that everything fits.
struct Slide: Sendable {
  enum Body: Sendable {
    /// The first slide: lines under the title.
    case cover([String])
    case divider(String)
    case cards([HeadlineCard])
    case bullets([String], size: Double)
    /// `lead` is a sentence above the chart.
    case chart(NativeChart, subject: String, lead: String?)
    case table(SlideTable)
  }

  /// The finding, as a sentence.
  var title: String
  var titleSize = Slide.titleSizes[0]
  /// The chapter, above the title: its number on a stone, and its name.
  var chapter: (number: Int, name: String)?
  var body: Body
  /// Where the figures come from, at the foot.
  var source: String?

  // MARK: Measures, in inches

  static let width = 13.333
  static let height = 7.5
  static let margin = 0.7
  static let room = width - 2 * margin
  static let titleTop = 0.86
  static let titleHeight = 0.95
  static let top = 2.0
  static let bottom = 6.78
  static let titleSizes = [24.0, 20, 18]

  /// Inches that a sentence above a chart takes; nothing for none.
  static func leadHeight(_ lead: String?) -> Double {
    lead.map { TextFit.height($0, size: SlideTable.leadSize, width: room - 0.1) + 0.15 } ?? 0
  }

  /// The largest size by which a title fits in its two lines; `nil` for one that does not fit at all.
  static func titleSize(_ title: String) -> Double? {
    titleSizes.first { TextFit.height(title, size: $0, width: room - 0.1, isBold: true) <= titleHeight }
  }
}

/// A table on a slide: texts, aligned, with widths that fit.
struct SlideTable: Sendable {
  struct Cell: Sendable {
    var text: String
    /// RRGGBB; the text's usual colour when absent.
    var color: String?
    /// RRGGBB behind the text.
    var fill: String?
  }

  var caption: String?
  var columns: [String]
  var numeric: [Bool]
  var rows: [[Cell]]
  /// Whether the last row adds the others up.
  var hasTotal = false
  /// In inches.
  var widths: [Double]
  var size: Double
  var note: String?
  /// Sentences above the table.
  var lead: [String] = []

  static let leadSize = 16.0
  /// Inches that the sentences take.
  var leadHeight: Double {
    if lead.isEmpty { return 0 }
    return lead.reduce(0.2) { sum, sentence in
      sum + TextFit.height(sentence, size: SlideTable.leadSize, width: Slide.room - 0.45) + 0.13
    }
  }

  static let side = 0.08
  static let edge = 0.045

  /// Inches that a row takes.
  func height(_ row: [Cell], isBold: Bool = false) -> Double {
    var lines = 1
    for (column, cell) in row.enumerated() where column < widths.count {
      lines = max(
        lines, TextFit.lines(cell.text, size: size, width: widths[column] - 2 * SlideTable.side, isBold: isBold))
    }
    return TextFit.height(lines, size: size) + 2 * SlideTable.edge
  }

  var headHeight: Double { height(columns.map { Cell(text: $0) }, isBold: true) }
}
