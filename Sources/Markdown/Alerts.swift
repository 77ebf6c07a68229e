import HTML

/// The alerts of GitHub and those of our own, written as a quote whose first line is `[!NOTE]`; `[!VISIBILITY internal]`
/// says who may see it, `[!EXERCISE 8]` how many lines a handout leaves to write on.
enum Alert: String, CaseIterable {
  case note, tip, important, warning, caution, speaker, copy, visibility, reading, exercise, answer

  /// The alert that a quote opens; `nil` for an ordinary quote.
  init?(openingOf quote: CmarkNode) {
    guard let paragraph = quote.firstChild, paragraph.kind == .paragraph, let first = paragraph.firstChild,
      let alert = Alert.marker(first)
    else { return nil }
    self = alert
  }

  /// The first inline behind the marker's line; `nil` when the paragraph ends there.
  static func afterMarker(in paragraph: CmarkNode) -> CmarkNode? {
    paragraph.firstChild?.next?.next
  }

  /// Reads `[!KIND]` alone on a line.
  private static func marker(_ first: CmarkNode) -> Alert? {
    guard first.kind == .text else { return nil }
    let text = first.literal
    if restriction(first) != nil { return .visibility }
    guard text.count <= 16, text.starts(with: "[!".utf8), text.last == Byte.closeBracket else { return nil }
    if let next = first.next, next.kind != .softBreak, next.kind != .lineBreak { return nil }
    let word = String(decoding: text.dropFirst(2).dropLast().map(Byte.lowercased), as: UTF8.self)
    if Alert.exerciseLines(word) != nil { return .exercise }
    return Alert(rawValue: word).flatMap { $0 == .visibility ? nil : $0 }
  }

  /// The lines that `exercise 8` leaves to write on, 1 to 60; `nil` for other words.
  static func exerciseLines(_ word: String) -> Int? {
    guard word.hasPrefix("exercise ") else { return nil }
    return Int(word.dropFirst(9)).flatMap { (1...60).contains($0) ? $0 : nil }
  }

  /// The same of an exercise's first inline; 6 where it does not say.
  static func exerciseLines(_ first: CmarkNode) -> Int {
    exerciseLines(String(decoding: first.literal.dropFirst(2).dropLast().map(Byte.lowercased), as: UTF8.self)) ?? 6
  }
}

extension Renderer {
  mutating func openAlert(_ alert: Alert, _ node: CmarkNode) {
    openAlerts.append((node, alert))
    switch alert {
    case .reading:
      writer.raw("<div class=\"reading-passage\">\n")
      return
    case .exercise:
      writer.raw("<div class=\"exercise\" role=\"group\"")
      writer.attribute("aria-label", Label.alert(alert).text(in: options.language))
      if let first = node.firstChild?.firstChild { writer.attribute("data-lines", String(Alert.exerciseLines(first))) }
      writer.raw(">\n")
      return
    case .answer:
      writer.raw("<details class=\"exercise-answer\">\n<summary>")
      writer.text(Label.alert(alert).text(in: options.language))
      writer.raw("</summary>\n")
      return
    default: break
    }
    writer.raw("<div class=\"alert alert-")
    writer.text(alert.rawValue)
    writer.raw("\" role=\"note\">\n<p class=\"alert-title\">")
    writer.text(Label.alert(alert).text(in: options.language))
    if alert == .visibility, let level = node.firstChild?.firstChild.flatMap(Alert.restriction) {
      if let shown = options.shownVisibilities, !shown.contains(level) {
        report(.restrictedHere(level), at: MarkdownPlace(line: node.startLine + options.firstLine - 1, column: 1))
      }
      writer.text(options.language.isChinese ? "：" : ": ")
      writer.text(Label.visibility(level).text(in: options.language))
    }
    writer.raw("</p>\n")
    guard alert == .speaker || alert == .copy else { return }
    openPassages.append((alert == .copy ? .copy : .speaker, node, passageText.count))
    gathering.insert(.passage)
  }

  mutating func closeAlert(_ node: CmarkNode) {
    writer.raw(openAlerts.removeLast().alert == .answer ? "</details>\n" : "</div>\n")
    guard let passage = openPassages.last, passage.node == node else { return }
    openPassages.removeLast()
    var text = passageText[passage.textStart...]
    while text.last == Byte.lf { text.removeLast() }
    output.passages.append(
      MarkedPassage(
        kind: passage.kind, text: String(decoding: text, as: UTF8.self),
        lines: node.startLine + options.firstLine - 1...max(node.startLine, node.endLine) + options.firstLine - 1))
    if openPassages.isEmpty {
      gathering.remove(.passage)
      passageText.removeAll(keepingCapacity: true)
    }
  }
}
