import Foundation
import Testing

/// Charts as a reader meets them on pages.
@Suite struct ChartRequirements {
  /// A page with chart blocks, in order.
  private func charts(_ blocks: [String], _ files: [String: Content] = [:]) throws -> [Element] {
    let text = "# 图\n\n" + blocks.map { "```chart\ncampaign: summer\nkpi: revenue-total\ntitle: 图\n\($0)\n```\n" }.joined(separator: "\n")
    return try SummerSite(files.merging(["content/a.md": Content(stringLiteral: text)]) { $1 }).page("a.html").root.figures.map(\.element)
  }

  /// Points of a path of `M` and `L`.
  private func points(_ path: Element?) -> [(x: Double, y: Double)] {
    let numbers = (path?.attributes["d"] ?? "").split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
    return stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
  }

  @Test("req:chart-line a line for each series, broken at gaps, with marked events and readable axes")
  func line() throws {
    let events: Content = "date,kind,cause\n2026-06-04,活动,达人直播\n"
    let page = try SummerSite([SummerSite.folder + "registers/events.csv": events]).review()
    let drawing = try #require(try page.chart("chart-trend-channel").element.drawing)
    // The first series is drawn last. 直播 sold 300, 150, 50 and 500 on four days; 私域 nothing on the second.
    let lines = drawing.all("path", class: "line")
    try #require(lines.count == 2)
    let live = points(lines[1])
    #expect(lines[1].attributes["d"]?.filter { $0 == "M" }.count == 1 && live.count == 4)
    #expect(lines[0].attributes["d"]?.filter { $0 == "M" }.count == 2 && points(lines[0]).count == 3)
    #expect(abs((live[0].y - live[3].y) / (live[2].y - live[0].y) - 0.8) < 0.01, "200 up for 250 down")
    #expect(abs(live[1].x - live[0].x - (live[3].x - live[2].x)) < 0.02)
    let words = drawing.all("text").map(\.text)
    #expect(words.contains("直播") && words.contains("私域") && words.contains("6月1日"))
    #expect(drawing.all("line", class: "grid").count <= 5)
    #expect(["0", "200", "400"].allSatisfy(words.contains))
    let main = try page.chart("chart-trend-main").element
    #expect(main.drawing?.all("circle", class: "mark").count == 1)
    #expect(main.all("ol", class: "chart-events").first?.text.contains("6月4日 达人直播") == true)
  }

  @Test("req:chart-bar bars side by side, stacked and as shares, from zero both ways, by size, with a line at the target")
  func bar() throws {
    let shop = SummerSite.shop.replacing("2026-06-03,私域,,40,1", with: "2026-06-03,退货,华北,-250,1")
    let figures = try charts([
      "by: channel\nsplit: region\ntype: bar", "by: channel\nsplit: region\narrangement: stacked\ntarget: 500",
      "by: channel\nsplit: region\narrangement: shares", "by: channel",
    ], [SummerSite.folder + "data/shop.daily.csv": Content(stringLiteral: shop)])
    try #require(figures.count == 4)
    func bars(_ figure: Int) -> [Element] {
      figures[figure].drawing?.all { $0.name == "rect" && ($0.has(class: "fill") || $0.has(class: "segment")) } ?? []
    }
    // By size: 直播 1,000, 私域 160, 退货 −250 below the line of zero.
    let plain = bars(3)
    try #require(plain.count == 3)
    let zero = try #require(figures[3].drawing?.all("line", class: "zero").last).number("y1")
    let heights = plain.map { $0.number("height") }
    #expect(abs(heights[0] / heights[1] - 6.25) < 0.05 && abs(heights[0] / heights[2] - 4) < 0.05)
    #expect(abs(plain[0].number("y") + heights[0] - zero) < 0.02 && abs(plain[2].number("y") - zero) < 0.02)
    #expect(ChartFigure(element: figures[3]).grid.dropFirst().map { $0[0] } == ["直播", "私域", "退货"])
    // Side by side the bars of a group have places of their own, stacked they share one.
    #expect(ChartFigure(element: figures[0]).legend == ["华东", "华北"] && Set(bars(0).map { $0.number("x") }).count == bars(0).count)
    #expect(ChartFigure(element: figures[0]).row("私域") == ["—", "¥160.00"])
    #expect(Set(bars(1).map { $0.number("x") }).count == 3)
    #expect(figures[1].drawing?.all("line", class: "target").count == 1 && figures[1].text.contains("目标 500 元"))
    #expect(ChartFigure(element: figures[2]).row("直播") == ["¥1,000.00", "100.0%", "—", "—"])
  }

  @Test("req:chart-funnel counts, rates from step to step and over all, and the step that loses most")
  func funnel() throws {
    let stages: Content = "stage,count\n访客,1000\n加购,400\n下单,100\n支付,80\n"
    let figure = try SummerSite([SummerSite.folder + "data/funnel.csv": stages]).review().chart("chart-funnel-steps")
    #expect(figure.grid.dropFirst() == [
      ["访客", "1,000", "—"], ["加购", "400", "40.0%"], ["下单", "100", "25.0%（最大流失）"], ["支付", "80", "80.0%"],
      ["总转化率", "", "8.00%"],
    ])
    let widths = figure.element.drawing?.all("rect", class: "fill").map { $0.number("width") } ?? []
    try #require(widths.count == 4)
    #expect(abs(widths[0] / widths[1] - 2.5) < 0.02 && abs(widths[1] / widths[2] - 4) < 0.05)
    #expect(figure.labels.contains("↓ 25.0% ■ 最大流失") && figure.labels.contains("总转化率 8.00%"))
    #expect(figure.element.drawing?.all("path", class: "loss").count == 1)
  }

  @Test("req:chart-gauge a bullet for each target with its mark, and a line by day on each card")
  func gauge() throws {
    let page = try SummerSite().review()
    let drawing = try #require(try page.chart("chart-kpi-bullets").element.drawing)
    let marks = drawing.all("line", class: "bullet-target").map { $0.number("x1") }
    let bars = drawing.all("rect", class: "fill")
    try #require(marks.count == 3 && bars.count == 3)
    // 1,200 against 1,000, 2.50 against 2, 4 % against 4.3 %, each on a scale of its own.
    for (bar, (mark, ratio)) in zip(bars, zip(marks, [1.2, 1.25, 0.04 / 0.043])) {
      #expect(abs(bar.number("width") / (mark - bar.number("x")) - ratio) < 0.01)
    }
    let cards = page.root.all("li", class: "card")
    #expect(cards.count == 3)
    let spark = try #require(cards[0].all("svg", class: "sparkline").first)
    #expect(spark.all("title").first?.text == "销售额逐日：最高 560元，最低 90元，最后 560元")
    let line = points(spark.all("path", class: "spark").first)
    try #require(line.count == 4)
    // 400, 150, 90, 560: the third day is the lowest on the page, the last the highest.
    #expect(line.map(\.y).max() == line[2].y && line.map(\.y).min() == line[3].y)
  }

  @Test("req:chart-accessibility every chart has its figures as a table and in words, differs without colour and prints")
  func accessibility() throws {
    let site = try SummerSite([SummerSite.folder + "data/funnel.csv": "stage,count\n访客,1000\n加购,400\n下单,100\n"])
    let figures = try site.review().root.figures
    #expect(figures.count >= 7)
    for figure in figures {
      let drawing = try #require(figure.element.drawing)
      let ids = (drawing.attributes["aria-labelledby"] ?? "").split(separator: " ").map(String.init)
      #expect(ids.count == 2 && ids.allSatisfy { id in drawing.first { $0.attributes["id"] == id }?.text.isEmpty == false })
      #expect(figure.words.count > 12 && figure.grid.count > 1, "\(figure.title)")
      let heads = figure.element.all("th")
      #expect(!heads.isEmpty && heads.allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
    }
    // Two lines differ in dash and marker, two colours of bars in their pattern.
    let lines = try site.review().chart("chart-trend-channel").element.drawing
    #expect(Set(lines?.all("path", class: "line").map { Set($0.classes.filter { $0.hasPrefix("d") }) } ?? []).count == 2)
    let markers = lines?.all("path", class: "marker").compactMap { $0.attributes["d"]?.drop { $0 != "m" } } ?? []
    #expect(Set(markers).count == 2)
    let bars = try site.review().chart("chart-breakdown-channel-shares").element.drawing?.all("rect", class: "segment") ?? []
    #expect(Set(bars.map { $0.attributes["fill"] ?? "flat" }).count == 2)

    // Series stand out from the page by 3:1 at least, in the light and in the dark; on paper fills are printed.
    let css = try #require(site.box.text("output/assets/fupan.css"))
    let papers = ChartRequirements.colours("paper", css)
    try #require(papers.count == 3)
    for series in 1...6 {
      let colours = ChartRequirements.colours("series-\(series)", css)
      #expect(colours.count == 3 && zip(colours, papers).allSatisfy { contrast($0, $1) >= 3 }, "series \(series)")
    }
    let charts = try #require(site.box.text("output/assets/charts.css"))
    let print = charts.components(separatedBy: "@media print").dropFirst().joined()
    #expect(print.contains("print-color-adjust: exact"))
  }

  private static func colours(_ name: String, _ css: String) -> [String] {
    css.components(separatedBy: "--\(name): #").dropFirst().map { String($0.prefix(6)) }
  }

  /// Of the Web Content Accessibility Guidelines 2.
  private func contrast(_ a: String, _ b: String) -> Double {
    func luminance(_ hex: String) -> Double {
      let parts = stride(from: 0, to: 6, by: 2).map { start -> Double in
        let from = hex.index(hex.startIndex, offsetBy: start)
        let part = Double(Int(hex[from..<hex.index(from, offsetBy: 2)], radix: 16) ?? 0) / 255
        return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let pair = [luminance(a), luminance(b)].sorted()
    return (pair[1] + 0.05) / (pair[0] + 0.05)
  }
}
