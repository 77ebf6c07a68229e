import Archive
import Charts
import Diagnostics
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif
import HTML
import Testing
import Training
import Values

@testable import Exports

/// Decks as presentations.
@Suite struct DeckPresentationTests {
  private static let frame = ChartFrame(finding: "甲 & 乙 <最多>", subject: "各渠道", unit: .count)
  private static let bar = Chart.bar(
    BarChart(frame: frame, categories: ["甲", "乙"], series: [ChartSeries(name: "量", values: [3, 2])]))
  private static let flow = Chart.flow(
    FlowChart(
      frame: ChartFrame(subject: "流程", unit: .count), lanes: ["内容", "法务"],
      nodes: [
        .init(id: "a", label: "写文案", lane: 0), .init(id: "b", label: "合规吗？", lane: 1, kind: .decision),
        .init(id: "c", label: "上线", lane: 0),
      ],
      edges: [.init(from: 0, to: 1), .init(from: 1, to: 2, label: "通过"), .init(from: 1, to: 0, label: "退回")]))

  private func markup(_ text: String) -> Markup { Markup { $0.trusted(text.utf8) } }

  /// A deck of a title and one slide of blocks.
  private func deck(_ blocks: [String], notes: [(Deck.Note.Kind, String)] = []) -> Deck {
    Deck(
      [
        DeckPart(.heading(level: 1, text: "M22 营销 & 预算", anchor: ""), markup("M22"), line: 1),
        DeckPart(.shown, markup("<p>学会编预算。</p>\n<ul>\n<li>目标一</li>\n</ul>\n"), line: 1),
        DeckPart(.heading(level: 2, text: "一、方法", anchor: "a"), markup("一、方法"), line: 3),
      ] + blocks.map { DeckPart(.shown, markup($0), line: 4) } + notes.map { DeckPart(.note($0.0), markup($0.1), line: 5) })
  }

  private func bytes(_ deck: Deck, language: Language = .simplifiedChinese, charts: [String: Chart] = [:]) throws -> [UInt8] {
    try presentation(of: deck, title: "M22 营销 & 预算", language: language, day: day("2026-07-05"), charts: charts)
  }

  private func archive(_ blocks: [String], notes: [(Deck.Note.Kind, String)] = [], charts: [String: Chart] = [:]) throws -> ArchiveReader {
    try ArchiveReader(try bytes(deck(blocks, notes: notes), charts: charts))
  }

  private func text(_ name: String, in archive: ArchiveReader) throws -> String { try archiveText(name, in: archive) }

  private func figure(_ id: String) -> String {
    "<figure class=\"chart chart-bar\" id=\"\(id)\"><figcaption><strong class=\"chart-finding\">最多</strong></figcaption><svg><title>图</title></svg>"
      + "<details class=\"chart-data\"><summary>数据表</summary><table><caption>各渠道</caption><thead><tr><th>渠道</th><th>量</th></tr></thead>"
      + "<tbody><tr><th>甲</th><td>3</td></tr></tbody></table></details></figure>\n"
  }

  @Test("every part is well-formed XML with a content type, every relation leads to a part")
  func parts() throws {
    let archive = try archive(
      ["<p>一 &amp; 二 &lt;三&gt; <strong>粗</strong></p>\n", figure("chart-1"), "<table><tr><td>a&amp;b</td></tr></table>"],
      notes: [(.speaker, "<div class=\"alert\"><p class=\"alert-title\">讲师备注</p>\n<p>5 分钟。</p></div>")],
      charts: ["chart-1": Self.bar])
    try expectSound(archive)
    #expect(archive.contains("ppt/notesMasters/notesMaster1.xml"))
    let head = try text("ppt/presentation.xml", in: archive)
    #expect(head.contains("<p:notesMasterIdLst>"))
    #expect(try text("docProps/core.xml", in: archive).contains("<dc:title>M22 营销 &amp; 预算</dc:title>"))
    #expect(try text("docProps/core.xml", in: archive).contains("2026-07-05T00:00:00Z"))
  }

  @Test("a deck without notes has no master for them")
  func noNotes() throws {
    let archive = try archive(["<p>一</p>"])
    #expect(!archive.names.contains { $0.contains("notes") || $0.contains("theme2") })
    #expect(!(try text("ppt/presentation.xml", in: archive).contains("notes:")))
  }

  @Test("the same deck gives the same bytes")
  func sameBytes() throws {
    let deck = deck(["<p>一</p>", figure("chart-1")], notes: [(.reading, "<p>读。</p>")])
    #expect(try bytes(deck, charts: ["chart-1": Self.bar]) == bytes(deck, charts: ["chart-1": Self.bar]))
  }

  @Test("the cover has the title and what the module is for")
  func cover() throws {
    let slide = try text("ppt/slides/slide1.xml", in: archive(["<p>一</p>"]))
    for words in ["M22 营销 &amp; 预算", "学会编预算。", "目标一"] { #expect(slide.contains("<a:t>\(words)</a:t>")) }
  }

  @Test("bold words, marks of lists, line breaks and blanks are kept as a page shows them")
  func inlines() throws {
    let slide = try text(
      "ppt/slides/slide2.xml",
      in: archive([
        "<p>先\n有 <strong>目标</strong>，\nthen&#39;s\n  plan<br />再有</p>\n",
        "<ol start=\"3\">\n<li>甲\n<ul>\n<li>乙</li>\n</ul>\n</li>\n<li>丙</li>\n</ol>\n",
      ]))
    #expect(slide.contains("<a:t>先有</a:t>"))
    #expect(slide.contains("b=\"1\" dirty=\"0\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/></a:rPr><a:t> 目标</a:t>"))
    #expect(slide.contains("<a:t>， then's plan</a:t></a:r><a:br>"))
    #expect(slide.matches(of: /<a:buAutoNum type="arabicPeriod" startAt="3"\/>/).count == 2)
    #expect(slide.contains("lvl=\"1\""))
  }

  @Test("a chart is native where its value is given, else the table of its figure")
  func chart() throws {
    let native = try archive([figure("chart-1")], charts: ["chart-1": Self.bar])
    #expect(native.contains("ppt/charts/chart1.xml") && native.contains("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"))
    #expect(try text("ppt/slides/slide2.xml", in: native).contains("甲 &amp; 乙 &lt;最多&gt;"))
    let table = try archive([figure("chart-1")])
    #expect(!table.contains("ppt/charts/chart1.xml"))
    let slide = try text("ppt/slides/slide2.xml", in: table)
    #expect(slide.contains("<a:tbl>") && slide.contains("<a:t>渠道</a:t>") && !slide.contains("数据表"))
  }

  @Test("a flow is a list of steps that says where each leads")
  func flow() throws {
    let slide = try text("ppt/slides/slide2.xml", in: archive([figure("flow-1")], charts: ["flow-1": Self.flow]))
    #expect(slide.contains("<a:t>写文案</a:t>") && slide.contains("<a:t>　内容</a:t>"))
    #expect(slide.contains("<a:t>　通过 → 3 上线；退回 → 1 写文案</a:t>"))
    #expect(slide.contains("<a:buAutoNum type=\"arabicPeriod\"/>") && !slide.contains("<a:tbl>"))
  }

  @Test("two charts stand on two slides")
  func charts() throws {
    let archive = try archive([figure("chart-1"), figure("chart-2")], charts: ["chart-1": Self.bar, "chart-2": Self.bar])
    #expect(archive.names.count { $0.hasPrefix("ppt/charts/chart") } == 2)
    for number in 2...3 {
      #expect(try text("ppt/slides/_rels/slide\(number).xml.rels", in: archive).matches(of: /relationships\/chart"/).count == 1)
    }
  }

  @Test("a cell over several columns hides those it covers; a table without a head has none")
  func cells() throws {
    let slide = try text(
      "ppt/slides/slide2.xml",
      in: archive([
        "<table><thead><tr><th>甲</th><th class=\"num\">乙</th><th>丙</th></tr></thead><tbody><tr class=\"group\"><th colspan=\"3\">组 <span class=\"group-count\">1</span></th></tr>"
          + "<tr><td>一</td><td class=\"num\">2</td><td><ul><li>三</li><li>四</li></ul></td></tr></tbody></table>"
      ]))
    #expect(slide.matches(of: /gridSpan="3"/).count == 1 && slide.matches(of: /hMerge="1"/).count == 2)
    #expect(slide.contains("<a:t>组 1</a:t>") && slide.contains("<a:t>三；四</a:t>") && slide.contains("firstRow=\"1\""))
    let plain = try text("ppt/slides/slide2.xml", in: archive(["<table><tbody><tr><td>一</td><td>二</td></tr></tbody></table>"]))
    #expect(plain.components(separatedBy: "<a:tr ").count == 2 && plain.contains("firstRow=\"0\""))
  }

  @Test("notes stand in order, answers under their label, and only with the first slide of several")
  func notes() throws {
    let long = (0..<40).map { "<p>第 \($0) 段" + String(repeating: "很长的说明", count: 12) + "</p>\n" }
    let archive = try archive(
      long,
      notes: [
        (.speaker, "<div class=\"alert\">\n<p class=\"alert-title\">讲师备注</p>\n<p>先问。</p>\n</div>"), (.reading, "<ul><li>读一</li></ul>"),
        (.answer, "<p class=\"quiz-right\"><span>正确答案</span> B</p><ol class=\"quiz-reasons\"><li><span>A</span> 错在此</li></ol>"),
      ])
    let names = archive.names.filter { $0.hasPrefix("ppt/notesSlides/notesSlide") }
    #expect(names.count == 1)
    let lines = try text(try #require(names.first), in: archive).matches(of: /<a:t>([^<]*)<\/a:t>/).map { String($0.1) }
    #expect(lines == ["先问。", "• 读一", "答案", "正确答案 B", "A 错在此"])
    #expect(try text("ppt/slides/_rels/slide2.xml.rels", in: archive).contains("notesSlide1.xml"))
    #expect(try text("ppt/notesSlides/_rels/notesSlide1.xml.rels", in: archive).contains("../slides/slide2.xml"))
    let english = try ArchiveReader(
      try bytes(deck(["<p>a</p>"], notes: [(.answer, "<p>b</p>")]), language: .english))
    #expect(try text("ppt/notesSlides/notesSlide1.xml", in: english).contains("<a:t>Answer</a:t>"))
  }

  // MARK: Room

  private static let letters = Array("甲乙丙丁戊己庚辛壬癸")

  /// `count` letters that differ, so that a lost one is missed.
  private func words(_ count: Int) -> String { String((0..<count).map { Self.letters[($0 * 7 + $0 / 10) % 10] }) }

  @Test("whatever a slide of the deck holds stands within slides, and all of it", arguments: [(1, 60), (40, 1), (40, 40), (700, 6), (5000, 1)])
  func room(_ length: Int, _ count: Int) {
    let words = words(length)
    let entries = (0..<count).map { "<li>\($0)。\(words)</li>\n" }.joined()
    let rows = (0..<count).map { "<tr><td>行\($0)</td><td>\(words)</td><td class=\"num\">\($0).00</td></tr>\n" }.joined()
    let blocks = [
      "<p>\(words)</p>\n", "<ol>\n\(entries)</ol>\n", "<div class=\"alert\"><p class=\"alert-title\">提示</p><p>\(words)</p></div>\n",
      "<table><caption>表</caption><thead><tr><th>甲</th><th>乙</th><th>丙</th></tr></thead><tbody>\n\(rows)</tbody></table>\n",
      "<pre><code>let a = 1\nlet b = 2\n</code></pre>", figure("chart-1"), "<p>末尾</p>",
    ]
    let plan = DeckPlan.slides(
      of: deck(blocks), title: "M22", charts: ["chart-1": Self.bar],
      text: ExportText(.simplifiedChinese, currency: .yuan))
    var told = ""
    for slide in plan {
      guard case .stack(let items) = slide.body else { continue }
      var bottom = DeckPage.top
      for item in items {
        #expect(item.top >= bottom - 0.001)
        bottom = item.top + item.height
        switch item.content {
        case .text(let words):
          #expect(words.height(width: Slide.room) <= item.height + 0.001)
          told += words.paragraphs.map(\.text).joined()
        case .table(let table):
          #expect(table.widths.reduce(0, +) <= Slide.room + 0.01)
          #expect(table.height <= item.height + 0.001)
          told += table.rows.flatMap { $0.map(\.text) }.joined()
        case .cards, .chart: break
        }
      }
      #expect(bottom <= Slide.bottom + 0.001, "\(slide.title)")
    }
    let copies = told.components(separatedBy: words).count - 1
    if length == 40 { #expect(copies == 2 * count + 2) }
    #expect(told.count { Self.letters.contains($0) } >= length * (2 * count + 2))
    #expect(told.contains("let b = 2") && told.contains("末尾"))
  }

  @Test("a heading of any length stays in its place", arguments: [1, 60, 400])
  func heading(_ length: Int) {
    let long = words(length)
    let deck = Deck([
      DeckPart(.heading(level: 1, text: long, anchor: ""), markup(long), line: 1),
      DeckPart(.heading(level: 2, text: long, anchor: "a"), markup(long), line: 2),
      DeckPart(.shown, markup("<p>一</p>"), line: 3),
    ])
    let plan = DeckPlan.slides(of: deck, title: "M22", charts: [:], text: ExportText(.english, currency: .yuan))
    for slide in plan.dropFirst() {
      #expect(TextFit.height(slide.title, size: slide.titleSize, width: Slide.room - 0.1, isBold: true) <= Slide.titleHeight)
    }
  }

  @Test("what is nested deeper than any slide shows keeps its text and costs no stack")
  func deep() throws {
    let depth = 20_000
    let nested = String(repeating: "<blockquote>", count: depth) + "<p>最里面</p>" + String(repeating: "</blockquote>", count: depth)
    #expect(try text("ppt/slides/slide2.xml", in: archive([nested])).contains("<a:t>最里面</a:t>"))
  }
}
