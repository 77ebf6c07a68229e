import Charts

/// Words of one look.
struct SlideRun: Sendable, Equatable {
  /// A line break is `\n`.
  var text: String
  var isBold = false
  var isCode = false
  var isRaised = false
  /// RRGGBB; the text's usual colour when absent.
  var color: String?
}

struct SlideParagraph: Sendable, Equatable {
  enum Marker: Sendable, Equatable {
    case none, point
    /// The entry's number, and that of the list's first.
    case number(Int, first: Int)
    /// A box to tick, for one.
    case sign(String)
  }

  var runs: [SlideRun]
  var marker = Marker.none
  /// How far it is set in; 1 for an entry of a list that stands in none.
  var level = 0
  /// Of the size of the text around it.
  var scale = 1.0
  /// Whether it stands close to the one before it.
  var isTight = false
  /// Whether it leads to what follows.
  var isLead = false

  var text: String { runs.map(\.text).joined() }

  /// The text as wide as it is set: code is as wide as its widest letter.
  private var measured: String {
    runs.map { $0.isCode ? String($0.text.map { $0.isASCII && $0 != "\n" ? "m" : $0 }) : $0.text }.joined()
  }

  // MARK: Measures

  /// Inches by which a level is set in.
  static func step(_ size: Double) -> Double { size * 1.5 / 72 }

  func before(_ size: Double) -> Double { isTight ? 0 : (size * (marker == .none ? 0.5 : 0.4)).rounded() }

  func height(_ size: Double, width: Double) -> Double {
    let room = width - Double(level) * SlideParagraph.step(size)
    return TextFit.height(measured, size: size * scale, width: room, isBold: runs.contains(where: \.isBold)) + before(size) / 72
  }

  /// It in two, the first of which is at most `height` high; `nil` where not even a few words are.
  func cut(_ size: Double, width: Double, height: Double) -> (SlideParagraph, SlideParagraph)? {
    let count = text.count
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high + 1) / 2
      if prefix(middle).height(size, width: width) <= height { low = middle } else { high = middle - 1 }
    }
    guard low > 20, low < count else { return nil }
    let words = Array(text)
    // Behind a mark or a blank where one stands near.
    let end = (max(low - 30, 1)...low).last { "，。；、：,.; ".contains(words[$0 - 1]) } ?? low
    var rest = self
    rest.runs = SlideParagraph.dropping(end, from: runs)
    // What goes on is no new entry.
    rest.marker = .none
    return (prefix(end), rest)
  }

  private func prefix(_ count: Int) -> SlideParagraph {
    var left = count
    var part = self
    part.runs = []
    for var run in runs where left > 0 {
      run.text = String(run.text.prefix(left))
      left -= run.text.count
      part.runs.append(run)
    }
    return part
  }

  private static func dropping(_ count: Int, from runs: [SlideRun]) -> [SlideRun] {
    var left = count
    var rest: [SlideRun] = []
    for var run in runs {
      let length = run.text.count
      if left >= length {
        left -= length
        continue
      }
      run.text = String(run.text.dropFirst(left))
      left = 0
      rest.append(run)
    }
    return rest
  }
}

/// Paragraphs in letters of one size.
struct SlideText: Sendable, Equatable {
  var paragraphs: [SlideParagraph]
  var size: Double
  /// Whether a bar stands beside it: a quotation or a note.
  var isAside = false

  static let asideIndent = 0.22

  func height(width: Double) -> Double {
    let room = isAside ? width - SlideText.asideIndent : width
    // Nothing is spaced from the edge of its frame.
    let above = paragraphs.first.map { $0.before(size) / 72 } ?? 0
    return paragraphs.reduce(0) { $0 + $1.height(size, width: room) } - above
  }
}

/// A part of a slide at its place.
struct StackItem: Sendable {
  enum Content: Sendable {
    case text(SlideText)
    case table(SlideTable)
    case cards([SlideCard])
    /// The finding stands in front of the subject.
    case chart(NativeChart, finding: String?, subject: String)
  }

  var content: Content
  /// In inches from the slide's top.
  var top: Double
  var height: Double
}
