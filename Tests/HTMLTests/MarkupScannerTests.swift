import HTML
import Testing

@Suite("Finished markup tag by tag")
struct MarkupScannerTests {
  private let markup = Markup { html in
    html.raw("<p class=\"a\"><a href=\"x&gt;y.html\" title=\"href=\">")
    html.text("甲 < 乙 & 丙")
    html.raw("</a><br><img src=\"i.png\"></p>")
  }

  @Test("tags with their names, voids without an end, values that hold signs of tags")
  func tokens() {
    var scanner = MarkupScanner(markup)
    var seen: [String] = []
    while let token = scanner.next() {
      switch token {
      case .open(let name, let range, let isVoid):
        seen.append(name + (isVoid ? "/" : ""))
        if name == "a" { #expect(scanner.attribute("href", of: range) == "x&gt;y.html") }
        if name == "p" { #expect(scanner.attribute("href", of: range) == nil) }
      case .close(let name, _): seen.append("/" + name)
      case .text(let range): seen.append(String(decoding: scanner.bytes[range], as: UTF8.self))
      }
    }
    #expect(seen == ["p", "a", "甲 &lt; 乙 &amp; 丙", "/a", "br/", "img/", "/p"])
  }

  @Test("text without tags, what stands within the outermost element, a part")
  func parts() {
    #expect(markup.plainText == "甲 < 乙 & 丙")
    #expect(Markup { $0.element("h2", "题") }.inner.string == "题")
    #expect(Markup { $0.element("h2", "题") }.part(0..<4).string == "<h2>")
  }

  @Test("markup that breaks off ends the walk")
  func broken() {
    var scanner = MarkupScanner(Array("a<b".utf8), 0..<3)
    #expect(scanner.next() == .text(0..<1) && scanner.next() == .text(1..<3) && scanner.next() == nil)
  }
}
