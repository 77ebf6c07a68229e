import HTML
import Testing

@Suite struct HTMLWriterTests {
  @Test("text is escaped for element content and for quoted attributes", arguments: [
    ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
    ("\"x\" 'y'", "&quot;x&quot; 'y'"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("&amp;", "&amp;amp;"),
    ("中文 😀", "中文 😀"),
    ("a\u{0}b\u{8}c\u{1B}d", "abcd"),
    ("a\tb\nc\r\n", "a\tb\nc\r\n"),
    ("", ""),
  ])
  func text(_ plain: String, _ expected: String) {
    #expect(Markup { $0.text(plain) }.string == expected)
    #expect(Markup { $0.attribute("title", plain) }.string == " title=\"\(expected)\"")
    #expect(Markup { $0.element("p", plain) }.string == "<p>\(expected)</p>")
    #expect(Markup { $0.open("p", class: plain) }.string == "<p class=\"\(expected)\">")
  }

  @Test("coordinates have at most two decimals and no idle zeros", arguments: [
    (0.0, "0"), (12.5, "12.5"), (12.345, "12.35"), (12.344, "12.34"), (-0.25, "-0.25"), (-0.001, "0"), (3.0, "3"),
    (0.07, "0.07"), (1e9, "1000000000"), (.nan, "0"), (.infinity, "0"), (1e300, "0"), (-1e300, "0"),
  ])
  func coordinates(_ value: Double, _ expected: String) {
    #expect(Markup { $0.coordinate(value) }.string == expected)
  }

  @Test("taking leaves the writer empty")
  func take() {
    var writer = HTMLWriter()
    writer.text("a")
    #expect(writer.take().string == "a")
    #expect(writer.count == 0)
    #expect(writer.markup.isEmpty)
  }
}
