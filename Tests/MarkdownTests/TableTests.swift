import Markdown
import Testing

/// Rows of cells as the renderer writes them; the first row is the header.
private func table(_ rows: [[String]], align: [String] = []) -> String {
  func row(_ cells: [String], _ tag: String) -> String {
    "<tr>\n"
      + cells.enumerated().map { column, cell in
        let align = column < align.count && !align[column].isEmpty ? " align=\"\(align[column])\"" : ""
        return "<\(tag)\(align)>\(cell)</\(tag)>\n"
      }.joined() + "</tr>\n"
  }
  let body = rows.dropFirst().map { row($0, "td") }.joined()
  return "<table>\n<thead>\n\(row(rows[0], "th"))</thead>\n" + (body.isEmpty ? "" : "<tbody>\n\(body)</tbody>\n")
    + "</table>\n"
}

// The expected HTML follows the rules of GitHub's specification, worked out by hand.
@Test(
  "tables",
  arguments: [
    Case("with pipes at both ends", "| 渠道 | 曝光 |\n| --- | --- |\n| 抖音 | 12 |\n", table([["渠道", "曝光"], ["抖音", "12"]])),
    Case("without outer pipes", "a | b\n-|-\nc | d\n", table([["a", "b"], ["c", "d"]])),
    Case(
      "aligned", "|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|\n",
      table([["a", "b", "c", "d"], ["1", "2", "3", "4"]], align: ["left", "center", "right", ""])),
    Case("of one column", "|a|\n|-|\n|b|\n", table([["a"], ["b"]])),
    Case(
      "an escaped pipe belongs to its cell, in code too", "|a|b|\n|-|-|\n|x\\|y|`p\\|q`|\n",
      table([["a", "b"], ["x|y", "<code>p|q</code>"]])),
    Case(
      "emphasis does not reach over a border", "|a|b|\n|-|-|\n|*x|y*|\n", table([["a", "b"], ["*x", "y*"]])),
    Case(
      "a cell uses the definitions of the text", "|a|\n|-|\n|[门店][s]|\n\n[s]: /shop \"S\"\n",
      table([["a"], ["<a href=\"/shop\" title=\"S\">门店</a>"]])),
    Case("a cell ends with #", "|a|\n|-|\n|C #|\n", table([["a"], ["C #"]])),
    Case("a cell is empty", "|a|b|\n|-|-|\n||x|\n", table([["a", "b"], ["", "x"]])),
    Case("short and long rows", "|a|b|\n|-|-|\n|x|\n|1|2|3|\n", table([["a", "b"], ["x", ""], ["1", "2"]])),
    Case("the lines before it stay a paragraph", "前文\n|a|\n|-|\n|b|\n", "<p>前文</p>\n" + table([["a"], ["b"]])),
    Case(
      "a definition before it stays one", "[s]: /shop\n|[s]|\n|-|\n", table([["<a href=\"/shop\">s</a>"]])),
    Case("a rule ends it", "|a|b|\n|-|-|\n|c|d|\n---\n", table([["a", "b"], ["c", "d"]]) + "<hr />\n"),
    Case(
      "a rule ends it, a paragraph follows", "|a|\n|-|\n|c|\n---\nx\n",
      table([["a"], ["c"]]) + "<hr />\n<p>x</p>\n"),
    Case("a line of = is a row", "|a|\n|-|\n===\n\nx\n", table([["a"], ["==="]]) + "<p>x</p>\n"),
    Case("a heading ends it", "|a|\n|-|\n|b|\n# h\n", table([["a"], ["b"]]) + "<h1 id=\"h\">h</h1>\n"),
    Case(
      "in a quote", "> |a|\n> |-|\n> |b|\n", "<blockquote>\n" + table([["a"], ["b"]]) + "</blockquote>\n"),
    Case(
      "in a list", "- |a|\n  |-|\n  |b|\n- c\n",
      "<ul>\n<li>\n" + table([["a"], ["b"]]) + "</li>\n<li>c</li>\n</ul>\n"),
    Case("the delimiter row must fit the header", "|a|b|\n|-|\n", "<p>|a|b|\n|-|</p>\n"),
    Case("a delimiter row needs dashes", "|a|\n|:|\n", "<p>|a|\n|:|</p>\n"),
    Case("code is no table", "```\n|a|\n|-|\n```\n", "<pre><code>|a|\n|-|\n</code></pre>\n"),
    Case("a line break in a cell", "|a|\n|-|\n|x<br>y|\n", table([["a"], ["x<br />y"]])),
  ])
func tables(_ c: Case) {
  #expect(html(c.text) == c.html)
}

@Test("tables of a page scroll and are aligned by classes")
func pageTables() {
  let options = MarkdownOptions(pageTables: true, language: .english)
  #expect(
    html("|a|\n|-:|\n|1|\n", options) == """
      <div class="table-scroll" tabindex="0" role="region" aria-label="Table 1">
      <table>
      <thead>
      <tr>
      <th class="align-right" scope="col">a</th>
      </tr>
      </thead>
      <tbody>
      <tr>
      <td class="align-right">1</td>
      </tr>
      </tbody>
      </table>
      </div>

      """)
}

@Test("cells beyond the header are reported where they begin")
func surplusCells() {
  #expect(problems("|a|\n|-|\n| 一 | 二 |\n") == ["3:7 surplus-cells"])
}
