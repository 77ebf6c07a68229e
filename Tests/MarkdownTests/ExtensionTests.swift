import Diagnostics
import HTML
import Markdown
import Testing

// Worked out by hand from GitHub's rules, except where a name says otherwise.
@Test(
  "strikethrough",
  arguments: [
    Case("one or two tildes", "~旧~ ~~价~~\n", "<p><del>旧</del> <del>价</del></p>\n"),
    Case("over other inlines", "~~a *b* `c`~~\n", "<p><del>a <em>b</em> <code>c</code></del></p>\n"),
    Case("inside emphasis", "*~~a~~*\n", "<p><em><del>a</del></em></p>\n"),
    Case("not three within a line", "x ~~~a~~~\n", "<p>x ~~~a~~~</p>\n"),
    Case("lengths must agree", "~~a~ b\n", "<p>~~a~ b</p>\n"),
    Case("no space inside", "~~ a ~~\n", "<p>~~ a ~~</p>\n"),
    Case("not where escaped", "\\~a~\n", "<p>~a~</p>\n"),
    Case("not where written as entity", "&#126;a~\n", "<p>~a~</p>\n"),
    Case("not over paragraphs", "~~a\n\nb~~\n", "<p>~~a</p>\n<p>b~~</p>\n"),
    Case("not inside code", "`~~a~~`\n", "<p><code>~~a~~</code></p>\n"),
  ])
func strikethrough(_ c: Case) {
  #expect(html(c.text) == c.html)
}

@Test("task lists have boxes with a name")
func tasks() {
  #expect(
    html("- [ ] 备货\n- [x] *投放*\n- [y] 无\n- [ ]无\n") == """
      <ul>
      <li><input type="checkbox" disabled aria-label="To do"> 备货</li>
      <li><input type="checkbox" disabled checked aria-label="Done"> <em>投放</em></li>
      <li>[y] 无</li>
      <li>[ ]无</li>
      </ul>

      """)
  #expect(html("1. \\[ ] a\n") == "<ol>\n<li>[ ] a</li>\n</ol>\n")
  #expect(html("[ ] a\n") == "<p>[ ] a</p>\n")
}

@Test("footnotes are numbered by first use, stand at the end and link back")
func footnotes() {
  #expect(
    html("甲[^二]乙[^1]丙[^二]\n\n[^1]: 一\n[^二]: 数据来自*平台*。\n\n    第二段\n") == """
      <p>甲<sup class="footnote-ref"><a href="#fn:1" id="fnref:1" role="doc-noteref">1</a></sup>乙\
      <sup class="footnote-ref"><a href="#fn:2" id="fnref:2" role="doc-noteref">2</a></sup>丙\
      <sup class="footnote-ref"><a href="#fn:1" id="fnref:1:2" role="doc-noteref">1</a></sup></p>
      <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
      <ol>
      <li id="fn:1">
      <p>数据来自<em>平台</em>。</p>
      <p>第二段 <a href="#fnref:1" class="footnote-backref" role="doc-backlink" aria-label="Back to reference 1">↩</a> \
      <a href="#fnref:1:2" class="footnote-backref" role="doc-backlink" aria-label="Back to reference 1">↩<sup>2</sup></a></p>
      </li>
      <li id="fn:2">
      <p>一 <a href="#fnref:2" class="footnote-backref" role="doc-backlink" aria-label="Back to reference 2">↩</a></p>
      </li>
      </ol>
      </section>

      """)
}

@Test("footnotes that are missing, unused or repeated are told")
func footnoteProblems() {
  #expect(html("a[^x]\n") == "<p>a[^x]</p>\n")
  #expect(
    problems("a[^x] 与[^b]\n\n[^b]: 1\n[^c]: 2\n> [^b]: 3\n")
      == ["1:2 unknown-footnote", "4:1 unused-footnote", "5:3 repeated-footnote"])
  let unknown = output("[^alpah]\n[^alpha]\n\n[^alpha]: x").diagnostics[0]
  #expect(unknown.problem.hint == Wording(zh: "是不是 [^alpha]？", en: "did you mean [^alpha]?"))
}

@Test("a footnote's definition in code stays code")
func footnoteInCode() {
  #expect(
    html("a[^1]\n\n```\n[^1]: x\n```\n\n[^1]: y\n").hasPrefix(
      "<p>a<sup class=\"footnote-ref\"><a href=\"#fn:1\" id=\"fnref:1\" role=\"doc-noteref\">1</a></sup></p>\n"
        + "<pre><code>[^1]: x\n</code></pre>\n"))
}

@Test(
  "alerts carry their title in the language of the page",
  arguments: [
    ("NOTE", "note", "Note", "说明"), ("TIP", "tip", "Tip", "提示"), ("Important", "important", "Important", "重要"),
    ("WARNING", "warning", "Warning", "警告"), ("caution", "caution", "Caution", "注意"),
    ("SPEAKER", "speaker", "Speaker notes", "讲师备注"), ("COPY", "copy", "Copy", "对外文案"),
  ])
func alerts(_ kind: String, _ name: String, _ english: String, _ chinese: String) {
  func expected(_ title: String) -> String {
    "<div class=\"alert alert-\(name)\" role=\"note\">\n<p class=\"alert-title\">\(title)</p>\n<p><em>a</em></p>\n</div>\n"
  }
  #expect(html("> [!\(kind)]\n> *a*\n") == expected(english))
  #expect(html("> [!\(kind)]\n> *a*\n", MarkdownOptions(language: .simplifiedChinese)) == expected(chinese))
}

@Test("a quote is an alert only with a known kind alone on its first line")
func quotesThatAreNoAlerts() {
  #expect(html("> [!NOTE] a\n") == "<blockquote>\n<p>[!NOTE] a</p>\n</blockquote>\n")
  #expect(html("> [!FOO]\n> a\n") == "<blockquote>\n<p>[!FOO]\na</p>\n</blockquote>\n")
}

@Test("what is to be read, done and looked up in a training module")
func trainingAlerts() {
  #expect(html("> [!READING]\n> a\n") == "<div class=\"reading-passage\">\n<p>a</p>\n</div>\n")
  for (marker, lines) in [("EXERCISE 8", "8"), ("exercise", "6")] {
    #expect(
      html("> [!\(marker)]\n> a\n") == "<div class=\"exercise\" role=\"group\" aria-label=\"Exercise\" data-lines=\"\(lines)\">\n<p>a</p>\n</div>\n")
  }
  #expect(html("> [!ANSWER]\n> a\n") == "<details class=\"exercise-answer\">\n<summary>Answer</summary>\n<p>a</p>\n</details>\n")
  // More lines than a page has are a slip of the pen.
  #expect(html("> [!EXERCISE 800]\n> a\n").hasPrefix("<blockquote>"))
}

@Test("blocks of the top level are told with their places in the output")
func blocks() {
  let text = "# 题\n\n段\n\n---\n\n> [!SPEAKER]\n> 讲\n\n```quiz\nx\n```\n\n- 甲\n\n  > [!SPEAKER]\n  > 里\n\n[^1]\n\n[^1]: 注\n"
  var options = MarkdownOptions(firstLine: 5)
  #expect(output(text, options).blocks.isEmpty)
  options.recordsBlocks = true
  let found = output(text, options)
  #expect(found.blocks.map(\.kind) == [.heading, .other, .rule, .speaker, .fence("quiz"), .other, .other])
  #expect(found.blocks.map(\.line) == [5, 7, 9, 11, 14, 18, 23])
  // They follow one another without a gap, and footnotes stand behind them.
  let markup = found.html
  #expect(zip(found.blocks, found.blocks.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
  #expect(markup.part(found.blocks[1].range).string == "<p>段</p>\n")
  let end = found.blocks.last?.range.upperBound ?? 0
  let rest = String(decoding: markup.utf8.dropFirst(end), as: UTF8.self)
  #expect(rest.contains("注"))
}

@Test("speaker notes and copy are handed out as text with their lines")
func passages() {
  let text = "> [!COPY]\n> 全网**最**低\n> 价\n>\n> - `a`\n\n> [!SPEAKER]\n> 讲\n"
  let options = MarkdownOptions(firstLine: 11)
  #expect(
    output(text, options).passages == [
      MarkedPassage(kind: .copy, text: "全网最低\n价\na", lines: 11...15),
      MarkedPassage(kind: .speaker, text: "讲", lines: 17...18),
    ])
}

@Test(
  "headings get anchors as on GitHub",
  arguments: [
    ("# 活动 复盘：第1步", "活动-复盘第1步"), ("# Hello, *World*!", "hello-world"), ("# a_b-C", "a_b-c"),
    ("# `code` & [链接](x)", "code--链接"), ("# ！？", "section"), ("# Ü é", "ü-é"), ("# 甲[^1]\n\n[^1]: x", "甲"),
  ])
func anchors(_ text: String, _ id: String) {
  #expect(output(text).headings.map(\.id) == [id])
}

@Test("an anchor is given once")
func repeatedAnchors() {
  let headings = output("# 甲\n## 甲-1\n# 甲\n# 甲\n").headings
  #expect(headings.map(\.id) == ["甲", "甲-1", "甲-2", "甲-3"])
  #expect(headings.map(\.level) == [1, 2, 1, 1])
}

@Test("contents nest by level")
func nestedContents() {
  let tree = ContentsEntry.tree(of: output("# t\n### a\n## b\n### c\n### d\n## e\n").headings)
  #expect(tree.map(\.heading.text) == ["a", "b", "e"])
  #expect(tree[1].children.map(\.heading.text) == ["c", "d"])
}

@Test("the summary is the first paragraph without markup")
func summary() {
  #expect(output("# t\n\n> [!NOTE]\n> n\n\n一*二*\n三 `x`\n\n四\n").summary == "一二三 x")
  #expect(output("# t\n").summary == nil)
}

private func link(_ address: String, _ text: String? = nil) -> String {
  "<a href=\"\(address)\">\(text ?? address)</a>"
}

@Test(
  "bare addresses become links and end where Chinese begins",
  arguments: [
    ("见https://a.cn/x。后", "见\(link("https://a.cn/x"))。后"),
    ("https://a.cn/x中文", "\(link("https://a.cn/x"))中文"),
    ("（http://a.cn/b）", "（\(link("http://a.cn/b"))）"),
    ("(http://a.cn/b_(c))", "(\(link("http://a.cn/b_(c)")))"),
    ("http://a.cn/?q=1&amp;r=2, b", "\(link("http://a.cn/?q=1&amp;r=2")), b"),
    ("http://a.cn/x.", "\(link("http://a.cn/x"))."),
    ("www.a.cn/x", link("http://www.a.cn/x", "www.a.cn/x")),
    ("邮箱a.b+c@d-e.cn，", "邮箱\(link("mailto:a.b+c@d-e.cn", "a.b+c@d-e.cn"))，"),
    ("mailto:a@b.cn", link("mailto:a@b.cn")),
    ("~~http://a.cn/~~", "<del>\(link("http://a.cn/"))</del>"),
    ("http:// a@b www. x://a.cn", "http:// a@b www. x://a.cn"),
    ("[http://a.cn](/b)", link("/b", "http://a.cn")),
    ("`http://a.cn`", "<code>http://a.cn</code>"),
  ])
func bareAddresses(_ text: String, _ expected: String) {
  #expect(html(text) == "<p>\(expected)</p>\n")
}

@Test("a host's markup takes the place of code")
func hostMarkup() {
  struct Host: MarkdownHost {
    mutating func link(_ destination: String, isImage: Bool, at place: MarkdownPlace) -> LinkTarget {
      destination == "gone.md" ? .refused : .href("b.html?x=\"&y")
    }
    mutating func codeSpan(_ code: String, at place: MarkdownPlace) -> Markup? {
      code == "kpi:roi" ? Markup("<b>3</b>") : nil
    }
    mutating func fencedBlock(_ info: String, _ literal: String, at place: MarkdownPlace) -> Markup? {
      info == "kpi" && literal == "roi\n" ? Markup("<hr>") : nil
    }
  }
  var host = Host()
  let text = "[a](b.md) [c](gone.md) `kpi:roi` `kpi:x`\n\n```kpi\nroi\n```\n\n```sql x\n<\n```\n"
  #expect(
    renderMarkdown(text, file: "a.md", options: MarkdownOptions(), host: &host).html.string == """
      <p><a href="b.html?x=%22&amp;y">a</a> c <b>3</b> <code>kpi:x</code></p>
      <hr>
      <pre><code class="language-sql">&lt;
      </code></pre>

      """)
}
