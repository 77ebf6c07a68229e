import Charts
import Training

/// Measures of a deck's slides, in inches.
enum DeckPage {
  static let titleTop = 0.42
  static let titleSizes = [28.0, 24, 20, 18]
  static let top = 1.62
  static let room = Slide.bottom - top
  static let gap = 0.22
  static let cardHeight = 1.95
  /// Below that a chart cannot be read.
  static let chartHeight = 3.3
  static let captionHeight = 0.34

  /// Sizes of text and of the tables beside it, the largest first.
  static let sizes = [(24.0, 18.0), (22, 18), (20, 16), (18, 14), (16, 14), (14, 12)]
  /// What is handed out as it is stands on one slide where it can.
  static let cardSizes = sizes + [(13, 12), (12, 12)]
  /// Of what fills several slides.
  static let parted = (16.0, 14.0)

  /// The opening stands at the left of the board.
  static let openingTitle = (top: 0.9, height: 1.7)
  static let openingTop = 2.85
  static let openingWidth = 7.8
}

/// Lays a deck out on slides on which all of it can be read.
struct DeckPlan {
  private let text: ExportText
  private let title: String
  private let charts: [String: Chart]
  private var slides: [Slide] = []

  static func slides(of deck: Deck, title: String, charts: [String: Chart], text: ExportText) -> [Slide] {
    var plan = DeckPlan(text: text, title: title, charts: charts)
    for slide in deck.slides { plan.add(slide) }
    return plan.slides
  }

  private init(text: ExportText, title: String, charts: [String: Chart]) {
    self.text = text
    self.title = title
    self.charts = charts
  }

  private mutating func add(_ slide: Deck.Slide) {
    var blocks = DeckBlockReader.read(slide.blocks, text: text, charts: charts)
    let first = slides.count
    var name = slide.heading.isEmpty ? title : slide.heading
    if Slide.titleSize(name + more, of: DeckPage.titleSizes) == nil {
      // A heading that is an essay stands in full below its beginning.
      blocks.insert(.text([SlideParagraph(runs: [SlideRun(text: name, isBold: true)])], isAside: false), at: 0)
      while Slide.titleSize(name + "…" + more, of: DeckPage.titleSizes) == nil { name.removeLast(max(1, name.count / 8)) }
      name += "…"
    }
    let heading = slide.isContinued ? name + more : name
    if slide.kind == .title, slides.isEmpty {
      slides.append(opening(heading, &blocks))
    } else if blocks.isEmpty {
      slides.append(Slide(title: heading, body: .cover(heading == title ? [] : [title])))
    }
    for page in DeckPages(text: text, sizes: slide.kind == .card ? DeckPage.cardSizes : DeckPage.sizes).pages(blocks) {
      slides.append(titled(slides.count == first ? heading : name + more, page))
    }
    slides[first].notes = NoteLines.lines(slide.notes, text: text)
  }

  /// Behind the heading of a slide that goes on with the one before it.
  private var more: String { text.pick("（续）", " (continued)") }

  private func titled(_ heading: String, _ items: [StackItem]) -> Slide {
    var slide = Slide(title: heading, body: .stack(items))
    slide.source = title
    slide.titleSize = Slide.titleSize(heading, of: DeckPage.titleSizes) ?? DeckPage.titleSizes[DeckPage.titleSizes.count - 1]
    return slide
  }

  /// The opening takes the text that fits under its title.
  private func opening(_ heading: String, _ blocks: inout [DeckBlock]) -> Slide {
    guard case .text(let paragraphs, false)? = blocks.first else { return Slide(title: heading, body: .opening(SlideText(paragraphs: [], size: 16))) }
    for size in [20.0, 18, 16, 14] {
      let words = SlideText(paragraphs: paragraphs, size: size)
      if words.height(width: DeckPage.openingWidth) <= Slide.bottom - DeckPage.openingTop {
        blocks.removeFirst()
        return Slide(title: heading, body: .opening(words))
      }
    }
    return Slide(title: heading, body: .opening(SlideText(paragraphs: [], size: 16)))
  }
}
