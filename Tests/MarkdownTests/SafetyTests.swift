import Diagnostics
import HTML
import Markdown
import Testing

@Test(
  "links that could run or read something are refused where they stand",
  arguments: [
    "[a](javascript:alert(1))", "[a](JavaScript:x)", "[a](java&#x0A;script:x)", "[a](&#1;javascript:x)",
    "[a](&#x6A;avascript:x)", "[a](java&Tab;script&colon;x)", "[a](<  javascript:x>)", "[a](VBScript:x)",
    "[a](data:text/html,x)", "[a](data:image/png;base64,x)", "<file:///etc/passwd>", "[a](FILE:///c:/x)",
    "[a][r]\n\n[r]: javascript:x", "![a](data:image/svg+xml,x)", "![a](data:text/html,x)",
    "![a](data:image/png+xml,x)", "![a](javascript:x)", "[a](javascript\\:x)",
  ])
func refusedLinks(_ text: String) {
  let result = html(text)
  #expect(!result.contains("href") && !result.contains("src"), "\(result)")
  #expect(problems(text) == ["1:1 refused-link"])
}

@Test(
  "other links stay",
  arguments: [
    ("[a](/javascript:x)", "href=\"/javascript:x\""), ("[a](b.md#file:)", "href=\"b.md#file:\""),
    ("[a](&amp;#106;avascript:x)", "href=\"&amp;#106;avascript:x\""), ("[a](mailto:b@c.cn)", "href=\"mailto:b@c.cn\""),
    ("![a](data:image/png;base64,iVB=)", "src=\"data:image/png;base64,iVB=\""),
    ("![a](DATA:image/jpeg,x)", "src=\"DATA:image/jpeg,x\""), ("[a](javascript)", "href=\"javascript\""),
    ("[a](表 1.md \"标\\\"题\")", "表"),
  ])
func allowedLinks(_ text: String, _ part: String) {
  #expect(html(text).contains(part))
  #expect(problems(text) == [])
}

@Test("a refusal by the host's answer is refused too")
func refusedRewriting() {
  struct Host: MarkdownHost {
    mutating func link(_ destination: String, isImage: Bool, at place: MarkdownPlace) -> LinkTarget {
      .href("javascript:x")
    }
    mutating func codeSpan(_ code: String, at place: MarkdownPlace) -> Markup? { nil }
    mutating func fencedBlock(_ info: String, _ literal: String, at place: MarkdownPlace) -> Markup? { nil }
  }
  var host = Host()
  let result = renderMarkdown("[a](b)", file: "a.md", options: MarkdownOptions(), host: &host)
  #expect(result.html.string == "<p>a</p>\n")
  #expect(result.diagnostics.map(\.problem.id) == ["refused-link"])
}

@Test("raw HTML is dropped with one warning, and kept when allowed")
func rawHTML() {
  let text = "a <b onclick=\"x\">c</b>\n\n<script>alert(1)</script>\n\n<!-- d -->\n"
  #expect(html(text) == "<p>a c</p>\n")
  #expect(
    output(text).diagnostics == [
      Diagnostic(
        Problem(
          "raw-html", .warning, zh: "原始 HTML 被略去（本页共 3 处）", en: "raw HTML is left out (3 in this text)",
          hint: Wording(
            zh: "改用 Markdown 写法；确需保留时在 site.yaml 里写 raw_html: true，或用 --raw-html",
            en: "write it in Markdown; to keep raw HTML set raw_html: true in site.yaml, or use --raw-html")),
        at: Location("a.md", line: 1, column: 3))
    ])
  #expect(
    html(text, MarkdownOptions(rawHTML: true))
      == "<p>a <b onclick=\"x\">c</b></p>\n<script>alert(1)</script>\n<!-- d -->\n")
}

@Test("nothing leaves its attribute")
func attributes() {
  #expect(
    html("[a](b\"c'd<e \"f\\\"<g>\")\n![\"\\<h>](i)\n") == """
      <p><a href="b%22c&#x27;d%3Ce" title="f&quot;&lt;g&gt;">a</a>
      <img src="i" alt="&quot;&lt;h&gt;" /></p>

      """)
  #expect(html("```\"><b>\n```\n") == "<pre><code class=\"language-&quot;&gt;&lt;b&gt;\"></code></pre>\n")
  #expect(
    html("# \"><b>\n", MarkdownOptions(rawHTML: true)) == "<h1 id=\"section\">&quot;&gt;<b></h1>\n")
}

@Test("bytes that are not UTF-8 become the replacement character")
func brokenBytes() {
  var host = PlainHost()
  let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0x00, 0x63]
  let result = bytes.withUnsafeBufferPointer {
    renderMarkdown(utf8: $0, file: "a.md", options: MarkdownOptions(), host: &host).html.string
  }
  #expect(result == "<p>a\u{FFFD}b\u{FFFD}c</p>\n")
}

@Test("an empty text gives nothing")
func emptyText() {
  #expect(html("") == "")
  #expect(html("\n \n") == "")
}
