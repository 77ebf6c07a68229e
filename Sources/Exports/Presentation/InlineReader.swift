import Metrics
import Values

/// The words of a paragraph, in runs of one look each.
struct InlineReader {
  private let text: ExportText
  private var runs: [SlideRun] = []

  static func runs(_ nodes: [MarkupNode], text: ExportText) -> [SlideRun] {
    var reader = InlineReader(text: text)
    for node in nodes { reader.read(node, SlideRun(text: "")) }
    return reader.tidy()
  }

  /// All text within, blanks as they are.
  static func plain(_ node: MarkupNode) -> String {
    if node.name.isEmpty { return node.text + node.children.map(plain).joined() }
    if node.name == "br" { return "\n" }
    return node.isUnread ? "" : node.children.map(plain).joined()
  }

  static func status(_ node: MarkupNode) -> Status? {
    node.has("status-good") ? .green : node.has("status-warn") ? .yellow : node.has("status-bad") ? .red : nil
  }

  private init(text: ExportText) { self.text = text }

  /// A line break that is meant; the end of a line of markup is a blank.
  private static let lineBreak: Character = "\u{2028}"

  private mutating func read(_ node: MarkupNode, _ look: SlideRun) {
    if node.isUnread { return }
    var look = look
    switch node.name {
    case "":
      if !node.text.isEmpty {
        look.text = node.text
        runs.append(look)
      }
    case "br":
      look.text = String(InlineReader.lineBreak)
      runs.append(look)
      return
    case "strong", "b": look.isBold = true
    case "code", "kbd", "samp": look.isCode = true
    case "sup": look.isRaised = true
    default: break
    }
    if node.has("quiz-line") {
      look.text = "＿＿＿＿"
      runs.append(look)
      return
    }
    if node.has("quiz-number") || node.has("quiz-letter") { look.isBold = true }
    if node.has("quiz-kind") || node.has("group-count") || node.has("roleplay-minutes") || node.has("chart-subject") {
      look.color = Ink.muted
    }
    if let status = InlineReader.status(node) {
      look.color = text.color(status)
      look.isBold = true
    }
    for child in node.children { read(child, look) }
  }

  /// Blanks as a page shows them: one for several, none at the ends nor where a line ends between Han characters.
  private func tidy() -> [SlideRun] {
    var result: [SlideRun] = []
    var last: Character?
    var blank: Character?
    for run in runs {
      var kept = ""
      for character in run.text {
        if character == InlineReader.lineBreak {
          blank = nil
          last = "\n"
          kept.append("\n")
        } else if character == " " || character == "\n" || character == "\t" || character == "\r\n" {
          if blank != " " { blank = character == " " ? " " : "\n" }
        } else {
          if let between = blank, let before = last, before != "\n",
            !(between == "\n" && InlineReader.isWide(before) && InlineReader.isWide(character))
          {
            kept.append(" ")
          }
          blank = nil
          last = character
          kept.append(character)
        }
      }
      guard !kept.isEmpty else { continue }
      var look = run
      look.text = kept
      if let before = result.last, before.isBold == run.isBold, before.isCode == run.isCode, before.isRaised == run.isRaised,
        before.color == run.color
      {
        result[result.count - 1].text += kept
      } else {
        result.append(look)
      }
    }
    if var end = result.last, end.text.hasSuffix("\n") {
      end.text.removeLast()
      result.removeLast()
      if !end.text.isEmpty { result.append(end) }
    }
    return result
  }

  private static func isWide(_ character: Character) -> Bool {
    (character.unicodeScalars.first?.value ?? 0) >= 0x2E80
  }
}
