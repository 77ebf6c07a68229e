import Diagnostics
import HTML
import Markdown
import Testing

/// The HTML of a text in default mode, in English.
func html(_ text: String, _ options: MarkdownOptions = MarkdownOptions(language: .english)) -> String {
  var host = PlainHost()
  return renderMarkdown(text, file: "a.md", options: options, host: &host).html.string
}

/// Everything that a rendering gives, in default mode.
func output(_ text: String, _ options: MarkdownOptions = MarkdownOptions(language: .english)) -> MarkdownOutput {
  var host = PlainHost()
  return renderMarkdown(text, file: "a.md", options: options, host: &host)
}

/// The diagnostics as `line:column rule`.
func problems(_ text: String, _ options: MarkdownOptions = MarkdownOptions(language: .english)) -> [String] {
  output(text, options).diagnostics.map { "\($0.location.line):\($0.location.column) \($0.problem.id)" }
}

/// A host that writes down what it is asked.
struct ListeningHost: MarkdownHost {
  var heard: [String] = []

  mutating func link(_ destination: String, isImage: Bool, at place: MarkdownPlace) -> LinkTarget {
    heard.append("\(place.line):\(place.column) \(isImage ? "image" : "link") \(destination)")
    return .href(destination)
  }
  mutating func codeSpan(_ code: String, at place: MarkdownPlace) -> Markup? {
    heard.append("\(place.line):\(place.column) code \(code)")
    return nil
  }
  mutating func fencedBlock(_ info: String, _ literal: String, at place: MarkdownPlace) -> Markup? {
    heard.append("\(place.line):\(place.column) fence \(info)")
    return nil
  }
}

/// What a host is asked, in order.
func heard(_ text: String, firstLine: Int = 1) -> [String] {
  var host = ListeningHost()
  _ = renderMarkdown(text, file: "a.md", options: MarkdownOptions(firstLine: firstLine), host: &host)
  return host.heard
}

/// A text and the HTML it must give.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let html: String
  init(_ name: String, _ text: String, _ html: String) {
    self.name = name
    self.text = text
    self.html = html
  }
  var testDescription: String { name }
}
