import Charts
import HTML

/// How high the parts of a slide are, estimated from their markup without a font and to the safe side. Lengths are CSS
/// pixels of a slide of 1280 x 720; `templates/assets/deck.css` sets the same sizes.
struct SlideMeasure {
  /// What the type of the body is multiplied by.
  let scale: Double

  static let width = 1168.0
  /// Where the body ends, from the top of the sheet.
  static let bottom = 664.0
  private static let top = 44.0
  private static let figure = 460.0
  private static let letter = 26.0
  private static let cellLetter = 22.0

  /// The room below a heading; the first slide's is larger and stands lower.
  static func room(below heading: String, isTitle: Bool) -> Double {
    let size = isTitle ? 56.0 : 40.0
    let lines = max(1, (textWidth(heading) * size / (width - 24)).rounded(.up))
    return bottom - (isTitle ? 128 : top) - min(lines, 2) * size * 1.3 - (isTitle ? 28 : 20)
  }

  /// The height of a block with the space below it.
  func height(_ block: Markup) -> Double {
    var scanner = MarkupScanner(block)
    var walk = Walk(scale: scale)
    while let token = scanner.next() { walk.take(token, in: scanner) }
    walk.endLine()
    return walk.height
  }

  /// The state of one pass over a block.
  private struct Walk {
    let scale: Double
    var height = 0.0
    private var ems = 0.0
    private var depth = 0
    private var hiddenDepth = 0
    private var figureDepth = 0
    private var isCode = false
    /// Within a table of terms, whose names stand beside what they mean.
    private var isTerms = false
    private var isName = false
    /// What boxes around the text take of its width.
    private var inset = 0.0
    private var table: Rows?
    /// Cards of figures seen, within their list.
    private var cards: Int?

    init(scale: Double) { self.scale = scale }

    /// The cells of a table by their widths in ems, before its columns are known.
    private struct Rows {
      var rows: [[Double]] = []
    }

    mutating func take(_ token: MarkupScanner.Token, in scanner: MarkupScanner) {
      switch token {
      case .text(let range): text(range, scanner)
      case .open(let name, let range, let isVoid): open(name, range, isVoid, scanner)
      case .close(let name, _): close(name)
      }
    }

    private mutating func text(_ range: Range<Int>, _ scanner: MarkupScanner) {
      guard hiddenDepth == 0, figureDepth == 0, !isName else { return }
      let text = String(decoding: scanner.bytes[range], as: UTF8.self)
      if isCode {
        height += Double(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1) * 30 * scale
      } else if table != nil {
        let last = (table?.rows.count ?? 0) - 1
        guard last >= 0, let cell = table?.rows[last].indices.last else { return }
        table?.rows[last][cell] += textWidth(text)
      } else {
        // A break within the source is a blank on the page.
        ems += textWidth(text.trimmingNewlines)
      }
    }

    private mutating func open(_ name: String, _ range: Range<Int>, _ isVoid: Bool, _ scanner: MarkupScanner) {
      if hiddenDepth > 0 {
        if !isVoid { hiddenDepth += 1 }
        return
      }
      if figureDepth > 0 {
        if !isVoid { figureDepth += 1 }
        return
      }
      switch name {
      case "figure":
        endLine()
        height += SlideMeasure.figure
        figureDepth = 1
      case "details", "button", "svg", "script":
        endLine()
        if !isVoid { hiddenDepth = 1 }
      case "ul" where scanner.attribute("class", of: range) == "cards":
        endLine()
        cards = 0
      case "li" where cards != nil:
        cards? += 1
        hiddenDepth = 1
      case "ul", "ol":
        endLine()
        depth += 1
      case "table":
        endLine()
        table = Rows()
      case "tr": table?.rows.append([])
      case "td", "th":
        if let count = table?.rows.count, count > 0 { table?.rows[count - 1].append(0) }
      case "pre":
        endLine()
        isCode = true
        height += 30 * scale
      case "img":
        endLine()
        height += SlideMeasure.figure
      case "dl":
        endLine()
        isTerms = true
      case "dt": isName = true
      case "div", "blockquote":
        endLine()
        if isTerms { height += 10 * scale + 1 }
        let box = name == "blockquote" ? "" : scanner.attribute("class", of: range) ?? ""
        if box.hasPrefix("alert ") { enter(padding: 24, inset: 48) }
        if box == "exercise" { enter(padding: 31, inset: 48) }
        if name == "blockquote" { enter(padding: 0, inset: 25) }
      case "br", "p", "li", "dd", "section", "legend", "fieldset", "h3", "h4", "h5", "h6": endLine()
      default: break
      }
    }

    /// A box around everything that follows: a block that has one is all of it.
    private mutating func enter(padding: Double, inset: Double) {
      height += (padding + 14) * scale
      self.inset = inset * scale
    }

    private mutating func close(_ name: String) {
      if hiddenDepth > 0 {
        hiddenDepth -= 1
        return
      }
      if figureDepth > 0 {
        figureDepth -= 1
        if figureDepth == 0 { height += 14 }
        return
      }
      switch name {
      case "dt": isName = false
      case "dl":
        isTerms = false
        height += 14 * scale
      case "p", "div", "dd", "blockquote", "legend", "section", "fieldset":
        endLine()
        if name == "p", depth == 0 { height += 14 * scale }
      case "h3", "h4", "h5", "h6":
        height += max(1, (ems * 30 * scale / SlideMeasure.width).rounded(.up)) * 39 * scale + 10
        ems = 0
      case "li":
        endLine()
        height += 6 * scale
      case "ul" where cards != nil:
        // Four in a row.
        height += Double(((cards ?? 0) + 3) / 4) * 180 * scale
        cards = nil
      case "ul", "ol":
        endLine()
        depth -= 1
        if depth == 0 { height += 14 * scale }
      case "table": endTable()
      case "pre":
        isCode = false
        height += 14 * scale
      default: break
      }
    }

    /// Ends the line that text was gathered for.
    mutating func endLine() {
      guard ems > 0 else { return }
      // A line ends up to one letter before its edge.
      let width = SlideMeasure.width - inset - Double(depth) * 34 * scale - (isTerms ? 5 * SlideMeasure.letter * scale : 0)
      let room = width / (SlideMeasure.letter * scale) - 0.6
      height += (ems / max(4, room)).rounded(.up) * 39 * scale
      ems = 0
    }

    private mutating func endTable() {
      guard let rows = table?.rows else { return }
      table = nil
      let count = rows.map(\.count).max() ?? 0
      guard count > 0 else { return }
      let letter = SlideMeasure.cellLetter * scale
      let natural = (0..<count).map { column in rows.map { $0.count > column ? $0[column] : 0 }.max() ?? 0 }
      let room = SlideMeasure.width / letter - Double(count) * 24 / letter
      let sum = natural.reduce(0, +)
      // Where not all fit, narrow columns keep what they need up to a fair share, and wide ones divide the rest.
      var widths = natural.map { $0 + 0.4 }
      if sum > room {
        let fair = room / Double(count)
        let kept = natural.filter { $0 <= fair }.reduce(0, +)
        let wide = natural.filter { $0 > fair }.reduce(0, +)
        widths = natural.map { $0 <= fair ? $0 : max(fair * 0.6, $0 / wide * (room - kept)) }
      }
      for row in rows {
        let lines = zip(row, widths).map { max(1, ($0 / max(2, $1 - 0.4)).rounded(.up)) }.max() ?? 1
        height += lines * letter * 1.4 + 14 * scale + 1
      }
      height += 14 * scale
    }
  }
}

extension String {
  /// Without the line breaks around it.
  fileprivate var trimmingNewlines: Substring {
    var text = Substring(self)
    while text.first == "\n" { text = text.dropFirst() }
    while text.last == "\n" { text = text.dropLast() }
    return text
  }
}

private func textWidth(_ text: Substring) -> Double { Charts.textWidth(String(text)) }
