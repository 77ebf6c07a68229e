/// Writes diagnostics for a person at a terminal.
public struct DiagnosticPrinter {
  private let language: Language
  /// The text of a file's line without its end, `nil` when it cannot be had.
  private let line: (_ file: String, _ number: Int) -> String?

  public init(language: Language, line: @escaping (_ file: String, _ number: Int) -> String?) {
    self.language = language
    self.line = line
  }

  /// `content/a.md:7:3: error[unknown-key]: …`, the line with a caret under the place, and the hint.
  public func text(_ diagnostic: Diagnostic) -> String {
    let location = diagnostic.location
    let problem = diagnostic.problem
    let message = DiagnosticPrinter.printable(problem.message.text(in: language))
    let place = DiagnosticPrinter.printable(location.description)
    var text = "\(place): \(problem.severity.rawValue)[\(problem.id)]: \(message)\n"
    // A sheet's rows are no lines of text.
    if location.sheet == nil, location.line > 0, let source = line(location.file, location.line) {
      text += excerpt(source, location)
    }
    if let hint = problem.hint {
      text += "  \(language.isChinese ? "建议" : "hint"): \(DiagnosticPrinter.printable(hint.text(in: language)))\n"
    }
    return text
  }

  private func excerpt(_ source: String, _ location: Location) -> String {
    // Long lines are shown around the place.
    let characters = Array(source)
    let column = max(location.column, 1)
    let start = column > 60 ? column - 40 : 0
    let shown = characters[min(start, characters.count)..<min(characters.count, start + 100)]
    let number = String(location.line)
    let margin = String(repeating: " ", count: number.count)
    var text = "  \(number) | \(DiagnosticPrinter.printable(String(shown)))\n"
    if location.column > 0, column <= characters.count + 1 {
      let before = characters[min(start, characters.count)..<min(column - 1, characters.count)]
      let width = before.reduce(0) { $0 + DiagnosticPrinter.width($1) }
      text += "  \(margin) | \(String(repeating: " ", count: width))^\n"
    }
    return text
  }

  /// A text of a file on one line, unable to move a terminal's cursor or to change its colours.
  private static func printable(_ text: String) -> String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) }
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    // One blank for each character, so that the caret stays in its place.
    return String(text.map { $0.unicodeScalars.contains(where: isControl) ? " " : $0 })
  }

  /// Terminal cells that a character takes: two for Han, kana, hangul and full-width forms.
  private static func width(_ character: Character) -> Int {
    guard let value = character.unicodeScalars.first?.value else { return 0 }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
