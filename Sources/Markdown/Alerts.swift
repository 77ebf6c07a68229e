import HTML

/// The alerts of GitHub and two of our own, written as a quote whose first line is `[!NOTE]`.
enum Alert: String, CaseIterable {
  case note, tip, important, warning, caution, speaker, copy

  /// The alert that a quote opens; `nil` for an ordinary quote.
  init?(openingOf quote: CmarkNode) {
    guard let paragraph = quote.firstChild, paragraph.kind == .paragraph, let first = paragraph.firstChild,
      let (alert, _) = Alert.marker(from: first)
    else { return nil }
    self = alert
  }

  /// The first inline behind the marker's line; `nil` when the paragraph ends there.
  static func afterMarker(in paragraph: CmarkNode) -> CmarkNode? {
    guard let first = paragraph.firstChild, let (_, last) = marker(from: first) else { return paragraph.firstChild }
    return last.next?.next
  }

  /// Reads `[!KIND]` alone on a line; libcmark gives it in several text nodes, of which `last` is the last.
  private static func marker(from first: CmarkNode) -> (alert: Alert, last: CmarkNode)? {
    guard first.kind == .text, first.literal.elementsEqual("[".utf8) else { return nil }
    var text: [UInt8] = []
    var node = first
    while true {
      text.append(contentsOf: node.literal.prefix(16))
      guard text.count <= 16 else { return nil }
      guard let next = node.next else { break }
      if next.kind == .softBreak || next.kind == .lineBreak { break }
      guard next.kind == .text else { return nil }
      node = next
    }
    guard text.starts(with: "[!".utf8), text.last == Byte.closeBracket else { return nil }
    let name = String(decoding: text.dropFirst(2).dropLast().map(Byte.lowercased), as: UTF8.self)
    guard let alert = Alert(rawValue: name) else { return nil }
    return (alert, node)
  }
}

extension Renderer {
  mutating func openAlert(_ alert: Alert, _ node: CmarkNode) {
    openAlerts.append(node)
    writer.raw("<div class=\"alert alert-")
    writer.text(alert.rawValue)
    writer.raw("\" role=\"note\">\n<p class=\"alert-title\">")
    writer.text(Label.alert(alert).text(in: options.language))
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
