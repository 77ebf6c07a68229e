import Markdown
import Testing

// Lines and columns counted by hand; columns in characters.
@Test(
  "links, images and code are found where they stand",
  arguments: [
    ("甲乙 [丙](d.md)", ["1:4 link d.md"]),
    ("a\n  第二行 **粗** [丁](d.md)\n乙`k:v`", ["2:13 link d.md", "3:2 code k:v"]),
    ("![图](i.png) [![a](b.png)](c.md)", ["1:1 image i.png", "1:13 link c.md", "1:14 image b.png"]),
    ("> > 引\n> > [a](b.md)\n懒 [c](d.md)", ["2:5 link b.md", "3:3 link d.md"]),
    ("- 甲\n\n  1. 乙\n     `k:v`", ["4:6 code k:v"]),
    ("``a `k:v` ``", ["1:1 code a `k:v` "]),
    ("<https://a.cn> 见https://b.cn", ["1:1 link https://a.cn", "1:17 link https://b.cn"]),
    ("a\\*b &amp; [c](d) http://e.cn", ["1:12 link d", "1:19 link http://e.cn"]),
    ("# 题 [a](b)\n\n题 `k:v`\n===", ["1:5 link b", "3:3 code k:v"]),
    ("```kpi\nroi\n```\n> ```chart\n> ```", ["1:1 fence kpi", "4:3 fence chart"]),
    ("|甲|乙|\n|-|-|\n|`a\\|k:v`|[丙](d) \\| [丁](e)|", ["3:2 code a|k:v", "3:11 link d", "3:21 link e"]),
    ("前\n中 [a](b)\n|甲|\n|-|", ["2:3 link b"]),
    ("\\* http://a.cn/?b&amp;c", ["1:4 link http://a.cn/?b&c"]),
    ("x\n@<https://a.cn> <b@c.cn>", ["2:2 link https://a.cn", "2:17 link mailto:b@c.cn"]),
    ("\u{FEFF}a [b](c)", ["1:4 link c"]),
    ("a\r\nb [c](d)\r\n\r\ne [f](g)", ["2:3 link d", "4:3 link g"]),
  ])
func places(_ text: String, _ expected: [String]) {
  #expect(heard(text) == expected)
}

@Test(
  "lines are right behind link definitions",
  arguments: [
    ("[r]: /r\n[a][r]", ["2:1 link /r"]),
    ("[r]: /r\n[s]:\n  /s\n  \"t\"\n甲 [a][r]\n乙 `k:v`", ["5:3 link /r", "6:3 code k:v"]),
    ("> [r]: /r\n> 甲 [a][r]\n> http://b.cn", ["2:5 link /r", "3:3 link http://b.cn"]),
    ("[r]: /r\n\n[a][r]", ["3:1 link /r"]),
    ("[r]: /r\n题 [a][r]\n---", ["2:3 link /r"]),
  ])
func placesBehindDefinitions(_ text: String, _ expected: [String]) {
  #expect(heard(text) == expected)
}

@Test("line breaks inside a link do not shift what follows")
func placesBehindBrokenLinks() {
  #expect(
    heard("[a](\n  b.md\n  \"t\") x\n[c](d.md) `k:v`\n[多\n行](e.md)\n`k\n:v`")
      == ["1:1 link b.md", "4:1 link d.md", "4:11 code k:v", "5:1 link e.md", "7:1 code k :v"])
}

@Test("two links of one text and address have two places")
func equalLinks() {
  #expect(heard("[r]: /\n\n[r] [r]\n[r]") == ["3:1 link /", "3:5 link /", "4:1 link /"])
}

@Test("lines count from the first line of the text")
func firstLine() {
  #expect(heard("\n[a](b)", firstLine: 10) == ["11:1 link b"])
  #expect(problems("\na [b](file:x)", MarkdownOptions(firstLine: 5)) == ["6:3 refused-link"])
}

@Test("places in a footnote's first line are those of the file")
func placesInFootnotes() {
  #expect(
    heard("甲[^长名]\n\n[^长名]:  见 [a](b)\n    行 [c](d)\n\n> 引[^1]\n>\n> [^1]: http://e.cn\n")
      == ["3:11 link b", "4:7 link d", "8:9 link http://e.cn"])
}

@Test("headings know their place")
func headingPlaces() {
  let headings = output("[r]: /r\n题\n---\n\n> # a\n\n  ## b", MarkdownOptions(firstLine: 2)).headings
  #expect(
    headings.map(\.place) == [
      MarkdownPlace(line: 3, column: 1), MarkdownPlace(line: 6, column: 3), MarkdownPlace(line: 8, column: 3),
    ])
}
