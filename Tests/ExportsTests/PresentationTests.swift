import Archive
import Charts
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif
import Review
import Testing
import Values

@testable import Exports

/// Presentations, part by part.
@Suite struct PresentationTests {
  private static let frame = ChartFrame(finding: "甲 & 乙 <最多>", subject: "各渠道", unit: .count)

  private static let charts: [Chart] = [
    .bar(BarChart(frame: frame, categories: ["甲", "乙"], series: [ChartSeries(name: "量", values: [3, nil])])),
    .line(
      LineChart(
        frame: frame, days: [day("2026-06-01"), day("2026-06-02")], series: [ChartSeries(name: "量", values: [1, 2])],
        references: [ReferenceLine(name: "目标", value: 2, kind: .target)])),
    .funnel(FunnelChart(frame: frame, steps: [.init(name: "曝光", value: 100), .init(name: "点击", value: 3)])),
    .bullet(BulletChart(frame: frame, rows: [.init(name: "额", unit: .money, value: 9, target: 10)])),
    .waterfall(
      WaterfallChart(frame: frame, steps: [.init("前", 10, isTotal: true), .init("增", 3), .init("后", 13, isTotal: true)])),
    .pareto(ParetoChart(frame: frame, items: [.init("甲", 8), .init("乙", 2)])),
    .intervals(IntervalChart(frame: frame, rows: [.init(name: "甲", estimate: 1, low: 0.5, high: 2)])),
    .scatter(
      ScatterChart(
        frame: frame, x: .init(name: "花费", unit: .money), y: .init(name: "回报", unit: .money),
        points: [.init(name: "甲", x: 1, y: 2)],
        curves: [.init(name: "曲线", points: [(x: 0, y: 0), (x: 1, y: 1), (x: 2, y: 1.5)])])),
    .calendar(CalendarHeat(frame: frame, days: [day("2026-06-01")], values: [1])),
    .heat(
      HeatTable(frame: frame, rowHead: "月", rows: ["6 月"], columns: ["0", "1"], values: [[1, nil]])),
  ]

  private func archive(_ blocks: [Chapter.Block], _ sentences: [String] = []) throws -> ArchiveReader {
    try ArchiveReader(try presentation(of: review(blocks, sentences: sentences)))
  }

  private func text(_ name: String, in archive: ArchiveReader) throws -> String { try archiveText(name, in: archive) }

  @Test("every part is well-formed XML with a content type, every relation leads to a part")
  func parts() throws {
    let archive = try archive(
      Self.charts.enumerated().map { .chart(id: "c\($0)", $1) } + [.table(table([[.init("a&b<c>\u{1}"), cell("1", "1", .count)]]))],
      ["第一句。", "第二句 <&>。"])
    try expectSound(archive)
    // Nine of ten kinds are native charts, each with its figures in a workbook; the heat table is a table.
    #expect(archive.names.count { $0.hasPrefix("ppt/charts/chart") } == 9)
    #expect(archive.names.count { $0.hasPrefix("ppt/embeddings/") } == 9)
    for name in archive.names where name.hasPrefix("ppt/embeddings/") {
      let book = try ArchiveReader(try #require(try archive.read(name)))
      #expect(book.contains("xl/worksheets/sheet1.xml"))
    }
  }

  @Test("the same review gives the same bytes")
  func sameBytes() throws {
    let review = review(Self.charts.enumerated().map { .chart(id: "c\($0)", $1) })
    #expect(try presentation(of: review) == (try presentation(of: review)))
  }

  @Test("a chart's slide has the finding as its title, and fonts for Latin and Han")
  func finding() throws {
    let archive = try archive([.chart(id: "c", Self.charts[0])])
    #expect(try text("ppt/slides/slide2.xml", in: archive).contains("<a:t>甲 &amp; 乙 &lt;最多&gt;</a:t>"))
    let theme = try text("ppt/theme/theme1.xml", in: archive)
    #expect(theme.contains("<a:latin typeface=\"Arial\"/><a:ea typeface=\"微软雅黑\"/>"))
    #expect(try text("ppt/presentation.xml", in: archive).contains("cx=\"12192000\" cy=\"6858000\""))
  }

  @Test("a missing value is a gap in the chart, never a zero")
  func gap() throws {
    let chart = try text("ppt/charts/chart1.xml", in: try archive([.chart(id: "c", Self.charts[0])]))
    #expect(chart.contains("<c:ptCount val=\"2\"/><c:pt idx=\"0\"><c:v>3</c:v></c:pt></c:numCache>"))
    #expect(chart.contains("<c:dispBlanksAs val=\"gap\"/>"))
  }

  @Test("a value between two gaps is drawn as a dot", arguments: [([1, nil, 2] as [Double?], true), ([1, 2, nil], false)])
  func lonePoint(_ values: [Double?], _ hasDots: Bool) throws {
    let days = (1...3).map { day("2026-06-0\($0)") }
    let line = LineChart(frame: Self.frame, days: days, series: [ChartSeries(name: "量", values: values)])
    let chart = try text("ppt/charts/chart1.xml", in: try archive([.chart(id: "c", .line(line))]))
    #expect(chart.contains("<c:symbol val=\"circle\"/>") == hasDots)
  }

  @Test("a long table is parted, each part within its slide", arguments: [12, 60, 500])
  func longTable(_ rows: Int) {
    let review = review([
      .table(table((0..<rows).map { [.init("渠道 \($0) " + String(repeating: "很长的说明", count: $0 % 9)), cell("\($0)", "\($0)", .count)] }))
    ])
    let slides = SlidePlan.slides(of: review, text: ExportText(review))
    var shown = 0
    for case .table(let table) in slides.map(\.body) {
      let height = table.headHeight + table.rows.reduce(0) { $0 + table.height($1) } + table.leadHeight
      #expect(Slide.top + height <= Slide.bottom + 0.01)
      #expect(table.widths.reduce(0, +) <= Slide.room + 0.01)
      shown += table.rows.count
    }
    if rows <= 12 { #expect(shown == rows) } else { #expect(shown > 12) }
  }

  @Test("sentences of any length stay within their slides", arguments: [1, 30, 400, 5000])
  func longText(_ count: Int) {
    let review = review([], sentences: (0..<4).map { _ in String(repeating: "字", count: count) })
    for slide in SlidePlan.slides(of: review, text: ExportText(review)) {
      guard case .bullets(let sentences, let size) = slide.body else { continue }
      let height = sentences.reduce(0) { $0 + TextFit.height($1, size: size, width: Slide.room - 0.45) }
      #expect(Slide.top + height <= Slide.bottom)
      #expect(slide.title.count <= 120)
    }
  }
}
