/// Passages in a row that stand in one file, with what a result shows of their pages and sections.
struct Chunk: Sendable {
  /// Bytes of text after which a chunk ends.
  private static let length = 12288

  private enum Part: Sendable {
    case page(Int)
    case section(Int, Int)
    case piece(Int, Int, Int)
  }

  /// Pages, headings and pieces that begin in it.
  private(set) var pages = 0
  private(set) var headings = 0
  private(set) var pieces = 0
  private var parts: [Part] = []
  private var size = 0

  /// The chunks of all pages, in order.
  static func all(_ pages: [SearchPage], _ passages: [Passages]) -> [Chunk] {
    var chunks: [Chunk] = []
    var chunk = Chunk()
    for (number, page) in pages.enumerated() {
      let head = page.address.utf8.count + page.trail.reduce(page.titleLength) { $0 + $1.utf8.count }
      /// Begins a new chunk where this one is full, within a page or section that it says again.
      func open(section: Int?) {
        guard chunk.size >= length else { return }
        chunks.append(chunk)
        chunk = Chunk()
        guard let section else { return }
        chunk.add(.page(number), head)
        if section >= 0 { chunk.add(.section(number, section), page.text.sections[section].heading.count) }
      }
      open(section: nil)
      chunk.pages += 1
      chunk.add(.page(number), head)
      for (place, section) in page.text.sections.enumerated() {
        open(section: -1)
        if !section.heading.isEmpty { chunk.headings += 1 }
        chunk.add(.section(number, place), section.heading.count)
        for (piece, range) in passages[number].pieces[place].enumerated() {
          open(section: place)
          chunk.pieces += 1
          chunk.add(.piece(number, place, piece), range.count)
        }
      }
    }
    if !chunk.parts.isEmpty { chunks.append(chunk) }
    return chunks
  }

  private mutating func add(_ part: Part, _ bytes: Int) {
    parts.append(part)
    size += bytes
  }

  /// Fields, each with a letter for its kind before and U+0001 behind: `A` address, `T` title, `P` a page above it (from
  /// the top down), `L` place to link to, `H` heading, `X` a piece of text.
  func text(_ pages: [SearchPage], _ passages: [Passages]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(size + parts.count * 8 + 64)
    func field(_ kind: StaticString, _ value: some Sequence<UInt8>) {
      kind.withUTF8Buffer { text.append(contentsOf: $0) }
      text.append(contentsOf: value)
      text.append(1)
    }
    for part in parts {
      switch part {
      case .page(let number):
        field("A", pages[number].address.utf8)
        field("T", pages[number].titleBytes)
        for title in pages[number].trail { field("P", title.utf8) }
      case .section(let number, let place):
        let section = pages[number].text.sections[place]
        field("L", section.anchor.utf8)
        field("H", pages[number].text.bytes[section.heading])
      case .piece(let number, let place, let piece):
        field("X", pages[number].text.bytes[passages[number].pieces[place][piece]])
      }
    }
    return text
  }
}
