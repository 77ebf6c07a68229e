import HTML

/// The alerts of GitHub and three of our own, written as a quote whose first line is `[!NOTE]`; `[!VISIBILITY internal]`
/// says who may see it.
enum Alert: String, CaseIterable {
  case note, tip, important, warning, caution, speaker, copy, visibility

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
    return Alert(rawValue: String(decoding: text.dropFirst(2).dropLast().map(Byte.lowercased), as: UTF8.self)).flatMap { $0 == .visibility ? nil : $0 }
  }
}

extension Renderer {
  mutating func openAlert(_ alert: Alert, _ node: CmarkNode) {
    openAlerts.append(node)
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
    openAlerts.removeLast()
    writer.raw("</div>\n")
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
