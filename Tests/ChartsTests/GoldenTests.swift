import Charts
import Foundation
import HTML
import Testing

/// Every sample is drawn as its file in `Golden` says; `FUPAN_UPDATE_GOLDEN=1` rewrites them for review.
@Suite(.serialized) struct GoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  static let updates = ProcessInfo.processInfo.environment["FUPAN_UPDATE_GOLDEN"] == "1"

  static var drawn: [String: String] {
    var files: [String: String] = [:]
    for (name, chart) in Samples.all { files[name + ".html"] = Samples.html(chart, id: name) }
    for (name, chart) in [
      ("funnel-en", Samples.funnel), ("bullet-en", Samples.bullet), ("line-en", Samples.lineChannels),
      ("gantt-en", .gantt(GanttSamples.tasks)),
    ] {
      files[name + ".html"] = Samples.html(chart, id: name, .english)
    }
    var spark = HTMLWriter()
    Sparkline(
      name: "每日成交额", unit: .money, values: [12, 14, nil, 11, 18, nil, 16, 25, 21].map { $0.map { $0 * 10_000 } }
    )
    .render(into: &spark, id: "sparkline", text: ChartText(.simplifiedChinese))
    files["sparkline.html"] = spark.markup.string
    return files
  }

  @Test("Charts are drawn as the golden files say", arguments: drawn.keys.sorted())
  func matches(_ name: String) throws {
    let drawn = try #require(Self.drawn[name])
    let file = Self.folder.appending(path: name)
    if Self.updates { try drawn.write(to: file, atomically: true, encoding: .utf8) }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(drawn == expected, "\(name) differs from its golden file")
  }

  @Test("No golden file is left over")
  func noOrphans() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".html") }
    #expect(files.sorted() == Self.drawn.keys.sorted())
  }
}
