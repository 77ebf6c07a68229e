import Metrics
import Review
import Values

/// A slide as a value. Whoever makes one has seen to it that everything fits.
struct Slide: Sendable {
  enum Body: Sendable {
    /// The first slide: lines under the title.
    case cover([String])
    case divider(String)
    case cards([SlideCard])
    case bullets([String], size: Double)
    /// `lead` is a sentence above the chart.
    case chart(NativeChart, subject: String, lead: String?)
    case table(SlideTable)
    /// The first slide of a deck: what it is for under the title.
    case opening(SlideText)
    /// Texts, tables, cards and at most one chart, each at its place.
    case stack([StackItem])
  }

  /// The finding, as a sentence.
  var title: String
  var titleSize = Slide.titleSizes[0]
  /// The chapter, above the title: its number on a stone, and its name.
  var chapter: (number: Int, name: String)?
  var body: Body
  /// Where the figures come from, at the foot; on the slides of a deck the deck's title.
  var source: String?
  /// For whoever speaks, line by line.
  var notes: [String] = []

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
  static func titleSize(_ title: String, of sizes: [Double] = titleSizes) -> Double? {
    sizes.first { TextFit.height(title, size: $0, width: room - 0.1, isBold: true) <= titleHeight }
  }
}

/// A figure on a card, in the words that stand there.
struct SlideCard: Sendable {
  var label: String
  var value: String
  /// Smaller, behind the value.
  var unit: String?
  /// The target and how far the figure is from it.
  var facts: [String] = []
  var status: Status?
  /// What the status is called.
  var statusName = ""

  init(label: String, value: String) {
    self.label = label
    self.value = value
  }

  init(_ card: HeadlineCard, text: ExportText) {
    self.init(label: card.label, value: card.value)
    unit = card.unit.map { " " + $0 }
    facts = [card.target.map { text.charts.target + " " + $0 }, card.difference].compactMap { $0 }
    status = card.status
    statusName = card.status.map(text.status) ?? ""
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
    /// Whether it is bold in a row that is not.
    var isBold = false
    /// How many columns it reaches over; as many cells less one behind it are not seen.
    var span = 1
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
  /// Whether the names of the columns stand above them.
  var hasHead = true

  static let leadSize = 16.0
  /// Inches that the sentences take.
  var leadHeight: Double {
    if lead.isEmpty { return 0 }
    return lead.reduce(0.2) { sum, sentence in
      sum + TextFit.height(sentence, size: SlideTable.leadSize, width: Slide.room - 0.45) + 0.13
    }
  }

  static let side = 0.08
  /// Inches at both sides of a cell's text.
  var side = SlideTable.side
  static let edge = 0.045

  /// Inches that a row takes.
  func height(_ row: [Cell], isBold: Bool = false) -> Double {
    var lines = 1
    for (column, cell) in row.enumerated() where column < widths.count {
      let width = widths[column..<min(widths.count, column + cell.span)].reduce(0, +)
      lines = max(
        lines,
        TextFit.lines(cell.text, size: size, width: width - 2 * side, isBold: isBold || cell.isBold))
    }
    return TextFit.height(lines, size: size) + 2 * SlideTable.edge
  }

  var headHeight: Double { hasHead ? height(columns.map { Cell(text: $0) }, isBold: true) : 0 }
}
