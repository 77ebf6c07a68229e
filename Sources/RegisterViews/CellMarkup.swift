import Formulas
import HTML
import Registers
import Values

extension ShownView {
  /// A cell's content: links for references, a shape and colour for judged choices, a swatch for colours.
  func cell(_ row: Int, _ column: ShownColumn, into html: inout HTMLWriter) {
    let value = value(row, column)
    switch value {
    case .missing: return
    case .text(let text) where text.isEmpty: return
    case .list(let items):
      for (place, item) in items.enumerated() {
        if place > 0 { html.text(host.pick("、", ", ")) }
        single(.text(item), column, into: &html)
      }
    // What `join` gives is one text; each of its keys leads to a row of its own.
    case .text(let keys) where column.type == .list && column.target != nil:
      for (place, key) in keys.split(separator: "、").enumerated() {
        if place > 0 { html.text(host.pick("、", ", ")) }
        single(.text(String(key)), column, into: &html)
      }
    default: single(value, column, into: &html)
    }
  }

  private func single(_ value: FormulaValue, _ column: ShownColumn, into html: inout HTMLWriter) {
    let text = host.text(value, column)
    if case .text(let id) = value {
      if column.type == .markdown { return html.markup(host.markdown(id)) }
      if let target = column.target, let href = host.link(target, id) {
        html.link(text, to: href)
        return
      }
      if ShownView.isColor(id) {
        html.raw("<span class=\"swatch\"")
        html.attribute("style", "background:" + id)
        html.raw("></span> <code>")
        html.text(id)
        html.raw("</code>")
        return
      }
      if let tone = column.choices.first(where: { $0.id == id })?.tone { return judged(text, tone, into: &html) }
    }
    if case .bool(let yes) = value {
      html.raw(yes ? "<span class=\"yes\">" : "<span class=\"no\">")
      html.text(text)
      html.raw("</span>")
      return
    }
    html.text(text)
  }

  func judged(_ text: String, _ tone: Tone, into html: inout HTMLWriter) {
    html.raw("<span class=\"status status-")
    html.text(tone == .muted ? "none" : tone.rawValue)
    html.raw("\">")
    html.text(text)
    html.raw("</span>")
  }

  /// How the view's column of tones judges a row: a computed text of a tone, or a choice that has one.
  func tone(_ row: Int) -> Tone? {
    guard let column = part("tone"), case .text(let id) = value(row, column) else { return nil }
    return column.choices.first { $0.id == id }?.tone ?? Tone(rawValue: id)
  }

  /// `#RRGGBB`.
  static func isColor(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 7 && bytes[0] == 0x23
      && bytes.dropFirst().allSatisfy { (0x30...0x39).contains($0) || (0x41...0x46).contains($0 & 0xDF) }
  }

  /// A value by which a script may sort or a test look it up; text cells need none.
  func sortValue(_ row: Int, _ column: ShownColumn) -> String? {
    switch value(row, column) {
    case .number, .day: id(row, column)
    case .bool(let value): value ? "true" : "false"
    case .text(let text) where column.type == .choice: text
    default: nil
    }
  }

  /// What checks found about rows, by row, the gravest severity with all their words.
  var findingsByRow: [Int: (severity: CheckSeverity, texts: [String])] {
    var result: [Int: (severity: CheckSeverity, texts: [String])] = [:]
    for finding in rows.findings {
      guard let row = finding.row else { continue }
      let text = host.pick(finding.text)
      if let known = result[row] {
        let graver = known.severity == .error || finding.severity == .note ? known.severity : finding.severity
        result[row] = (graver, known.texts + [text])
      } else {
        result[row] = (finding.severity, [text])
      }
    }
    return result
  }

  /// A mark on a row that a check speaks about; the words stand in a list of their own, and here for who cannot see.
  func flag(_ finding: (severity: CheckSeverity, texts: [String])?, into html: inout HTMLWriter) {
    guard let finding else { return }
    html.raw(finding.severity == .note ? "<span class=\"flag flag-note\"" : "<span class=\"flag flag-bad\"")
    html.attribute("title", finding.texts.joined(separator: "\n"))
    html.raw("><span class=\"unseen\">")
    html.text(finding.texts.joined(separator: host.pick("；", "; ")))
    html.raw("</span></span>")
  }
}
