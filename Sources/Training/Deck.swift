import HTML
import Markdown

/// A module as slides.
public struct Deck: Sendable, Equatable {
  public var slides: [Slide]

  public struct Slide: Sendable, Equatable {
    /// Empty on a slide that shows one thing only.
    public var heading: String
    public var headingMarkup: Markup
    /// The anchor of the heading on the reading page; `nil` where it has none of its own.
    public var anchor: String?
    /// What it shows, in order.
    public var blocks: [Markup]
    /// What the trainer sees beside it, in order.
    public var notes: [Note]
    public var kind = Kind.text
    /// What a handout shows in place of the slide; empty where it shows the slide.
    public var handout = Markup()
    /// Whether it goes on with what the slide before it began.
    public var isContinued = false
    /// How much smaller its type is set: 0 not at all, 1 or 2.
    public var fit = 0
    /// How many times its room it would need at the smallest type; `nil` where it fits.
    public var overflow: Double?
    /// The line of the file on which it begins.
    public var line: Int

    public enum Kind: Sendable, Equatable {
      case title, text
      /// An exercise, with the lines that a handout leaves to write on.
      case exercise(lines: Int)
      /// A question by its place in the quiz.
      case question(Int)
      /// A card of a role play, without what only its players may know; handouts have the whole card.
      case card
    }
  }

  public struct Note: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
      /// For the trainer; a passage of the reading page; the answer to an exercise or a question.
      case speaker, reading, answer
    }
    public var kind: Kind
    public var markup: Markup
  }
}

/// A piece of a module on its way to slides: a block of its text, or a question.
public struct DeckPart: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// Begins a slide: `level` of the heading, its text and anchor.
    case heading(level: Int, text: String, anchor: String)
    /// `---`
    case cut
    /// Stands on the slide.
    case shown
    /// Stands on a slide of its own.
    case alone(Deck.Slide.Kind)
    case note(Deck.Note.Kind)
  }
  public var kind: Kind
  public var markup: Markup
  public var line: Int
  /// What a handout shows in its place.
  public var handout: Markup

  public init(_ kind: Kind, _ markup: Markup, line: Int, handout: Markup = Markup()) {
    self.kind = kind
    self.markup = markup
    self.line = line
    self.handout = handout
  }
}

extension Deck {
  /// Cuts a module into slides: at headings, at `---`, and where a slide would hold too much, between blocks, entries of a list
  /// or rows of a table. What cannot be cut is set smaller; what does not fit even then has its `overflow`.
  public init(_ parts: [DeckPart]) {
    var slides: [Slide] = []
    func begin(_ kind: Slide.Kind, _ part: DeckPart) {
      guard let last = slides.last else {
        slides.append(Slide(heading: "", headingMarkup: Markup(), anchor: nil, blocks: [], notes: [], kind: kind, line: part.line))
        return
      }
      if last.blocks.isEmpty, last.kind == .text {
        slides[slides.count - 1].kind = kind
      } else {
        slides.append(Deck.continuation(of: last, kind, line: part.line))
      }
    }
    for part in parts {
      switch part.kind {
      case .heading(let level, let text, let anchor):
        // A cut that nothing stands behind.
        if let last = slides.last, last.isContinued, last.blocks.isEmpty, last.notes.isEmpty { slides.removeLast() }
        slides.append(
          Slide(
            heading: text, headingMarkup: part.markup, anchor: anchor, blocks: [], notes: [],
            kind: level == 1 ? .title : .text, line: part.line))
      case .cut:
        if slides.last?.blocks.isEmpty == false { begin(.text, part) }
      case .shown:
        if let kind = slides.last?.kind, kind == .text || kind == .title {} else { begin(.text, part) }
        slides[slides.count - 1].blocks.append(part.markup)
      case .alone(let kind):
        begin(kind, part)
        slides[slides.count - 1].blocks.append(part.markup)
        slides[slides.count - 1].handout = part.handout
      case .note(let kind):
        if slides.isEmpty { begin(.text, part) }
        slides[slides.count - 1].notes.append(Note(kind: kind, markup: part.markup))
      }
    }
    self.slides = slides.flatMap(Deck.fitted)
  }

  private static func continuation(of slide: Slide, _ kind: Slide.Kind, line: Int) -> Slide {
    Slide(
      heading: slide.heading, headingMarkup: slide.headingMarkup, anchor: nil, blocks: [], notes: [], kind: kind,
      isContinued: true, line: line)
  }

  /// Type sizes by `fit`, as in `deck.css`.
  static let scales = [1.0, 0.86, 0.72]

  /// A slide as one that fits, or as several.
  private static func fitted(_ slide: Slide) -> [Slide] {
    let room = SlideMeasure.room(below: slide.heading, isTitle: slide.kind == .title)
    func total(_ blocks: [Markup], _ fit: Int) -> Double {
      let measure = SlideMeasure(scale: scales[fit])
      return blocks.reduce(0) { $0 + measure.height($1) }
    }
    var slide = slide
    // A little smaller is better than a second slide for two lines.
    for fit in 0...1 where total(slide.blocks, fit) <= room {
      slide.fit = fit
      return [slide]
    }
    var pages: [[Markup]] = []
    var page: [Markup] = []
    let measure = SlideMeasure(scale: scales[1])
    var used = 0.0
    var pending = Array(slide.blocks.reversed())
    while let block = pending.popLast() {
      let height = measure.height(block)
      if used + height <= room {
        page.append(block)
        used += height
        continue
      }
      if let (head, tail) = BlockCut.cut(block, room: room - used, measure: measure) {
        page.append(head)
        pending.append(tail)
        pages.append(page)
      } else if page.isEmpty {
        pages.append([block])
      } else {
        pages.append(page)
        pending.append(block)
      }
      (page, used) = ([], 0)
    }
    if !page.isEmpty { pages.append(page) }
    return pages.enumerated().map { number, blocks in
      var part = number == 0 ? slide : continuation(of: slide, slide.kind, line: slide.line)
      part.blocks = blocks
      part.fit = scales.indices.first { total(blocks, $0) <= room } ?? scales.count - 1
      let height = total(blocks, scales.count - 1)
      if height > room { part.overflow = height / room }
      return part
    }
  }
}

/// Cuts a list or a table in two.
enum BlockCut {
  /// The entries of a list, or the rows of a table, that fit, and the rest with what both need around them; `nil` where the
  /// block has no entries, or where fewer than two would stand on one side.
  static func cut(_ block: Markup, room: Double, measure: SlideMeasure) -> (Markup, Markup)? {
    guard let entries = Entries(block), entries.ranges.count > 3 else { return nil }
    var count = entries.ranges.count - 2
    while count >= 2, measure.height(entries.markup(0..<count)) > room { count -= 1 }
    guard count >= 2 else { return nil }
    return (entries.markup(0..<count), entries.markup(count..<entries.ranges.count))
  }

  private struct Entries {
    let block: Markup
    /// What stands before the first entry and behind the last.
    let head: Range<Int>
    let foot: Range<Int>
    let ranges: [Range<Int>]
    /// The number of the first entry; `nil` for what is not numbered.
    let start: Int?

    init?(_ block: Markup) {
      var scanner = MarkupScanner(block)
      var list: String?
      var start: Int?
      var depth = 0
      var isBody = false
      var open: Int?
      var ranges: [Range<Int>] = []
      while let token = scanner.next() {
        switch token {
        case .text: continue
        case .open(let name, let range, let isVoid):
          if isVoid { continue }
          if list == nil {
            // Cards of figures are a list that has no order to go on in.
            if scanner.attribute("class", of: range) == "cards" { return nil }
            if name == "ul" || name == "ol" || name == "table" {
              list = name
              if name == "ol" { start = scanner.attribute("start", of: range).flatMap { Int($0) } ?? 1 }
              depth = 0
            } else if name != "div" {
              return nil
            }
            continue
          }
          depth += 1
          if name == "tbody", depth == 1 { isBody = true }
          let isEntry = list == "table" ? name == "tr" && depth == 2 && isBody : name == "li" && depth == 1
          if isEntry { open = range.lowerBound }
        case .close(_, let range):
          guard list != nil else { continue }
          let isEntry = list == "table" ? depth == 2 && isBody : depth == 1
          if isEntry, let first = open {
            ranges.append(first..<range.upperBound)
            open = nil
          }
          depth -= 1
        }
      }
      guard let first = ranges.first, let last = ranges.last else { return nil }
      self.block = block
      self.ranges = ranges
      self.start = start
      head = 0..<first.lowerBound
      foot = last.upperBound..<block.utf8.count
    }

    func markup(_ entries: Range<Int>) -> Markup {
      Markup { html in
        if let start, entries.lowerBound > 0 {
          html.raw("<ol start=\"")
          html.number(start + entries.lowerBound)
          html.raw("\">\n")
        } else {
          html.markup(block.part(head))
        }
        for range in ranges[entries] {
          html.markup(block.part(range))
          html.raw("\n")
        }
        html.markup(block.part(foot))
      }
    }
  }
}
