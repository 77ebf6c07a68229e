import Foundation
import Testing

/// Who is credited with conversions, and where the next money should go.
@Suite struct AttributionRequirements {
  private func isNear(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
    a.map { abs($0 - b) <= tolerance * max(1, abs(b)) } ?? false
  }

  @Test("req:attribution seven models side by side over the touches; their credits add up, their limits are told")
  func attribution() throws {
    // Twelve customers each: 直播 alone converts; 短视频 then, seven days later, 直播 converts twice in a row; 短视频 does not.
    var rows = "customer,time,channel,converted,value\n"
    for number in 1...12 {
      rows += "A\(number),2026-06-02 10:00,直播,是,100\n"
      rows += "B\(number),2026-06-02 10:00,短视频,否,\nB\(number),2026-06-09 10:00,直播,是,200\nB\(number),2026-06-09 12:00,私域,是,50\n"
      rows += "C\(number),2026-06-05 10:00,短视频,否,\n"
    }
    let daily = "date,channel,media_cost,attributed_revenue\n2026-06-02,直播,1000,4000\n"
    let site = try MoneySite(data: ["journeys.csv": rows, "daily.csv": daily])
    let report = try site.report()
    func share(_ channel: String, _ model: String) -> Double? { report.value("attribution-share[channel=\(channel),model=\(model)]") }
    // 36 conversions: 12 直播, 12 短视频 > 直播, 12 私域 (the second conversion begins a path of its own).
    #expect(isNear(share("短视频", "first"), 12.0 / 36))
    #expect(isNear(share("短视频", "last"), 0))
    #expect(isNear(share("短视频", "linear"), 6.0 / 36))
    #expect(isNear(share("短视频", "position"), 6.0 / 36))
    // A week halves: 1/2 against 1.
    #expect(isNear(share("短视频", "decay"), 4.0 / 36))
    #expect(isNear(share("短视频", "shapley"), 6.0 / 36))
    // 48 paths: start to 直播 12, 短视频 24, 私域 12; 短视频 to 直播 12 of 24; 直播 and 私域 always convert. Without 直播 24 of the 36
    // conversions are lost, without 短视频 and without 私域 12 each.
    #expect(isNear(share("直播", "markov"), 0.5))
    #expect(isNear(share("短视频", "markov"), 0.25))

    let chapter = try site.chapter("budget")
    let table = chapter.rows("各渠道归因转化")
    #expect(table.first == ["直播", "12", "24", "18", "18", "20", "18", "18", "+33.3个百分点"])
    #expect(table.last?.prefix(8) == ["合计", "36", "36", "36", "36", "36", "36", "36"])
    #expect(chapter.rows("各渠道归因价值").last?.dropFirst().allSatisfy { $0 == "¥4,200.00" } == true)
    #expect(chapter.figures.first { $0.title.contains("七种归因方法") }?.row("私域")?.first == "33.3%")
    #expect(chapter.text.contains("不能证明没有这个渠道就没有这些转化"))
  }

  @Test("req:reallocation-advice equal marginal returns from fitted curves within bounds, or why the data is too little")
  func reallocation() throws {
    func daily(_ days: Int, varied: Bool = true) -> String {
      var text = "date,channel,media_cost,attributed_revenue\n"
      for day in 1...days {
        let date = "2026-06-\(day < 10 ? "0" : "")\(day)"
        // Spending from 40 % to 160 % of the mean, responses within 1 % of known curves.
        let level = varied ? 0.4 + 1.2 * Double(day * 7 % 30) / 29 : 1 + 0.001 * Double(day % 3)
        let bump = 1 + 0.01 * [1, -1, 0.5, -0.5, 0][day * 3 % 5]
        for (channel, ceiling, half, mean) in [("直播", 8000.0, 500.0, 1000.0), ("私域", 6000, 2000, 500)] {
          let spend = (mean * level * 100).rounded() / 100
          text += "\(date),\(channel),\(spend),\((ceiling * spend / (half + spend) * bump * 100).rounded() / 100)\n"
        }
      }
      return text
    }
    let site = try MoneySite(data: ["daily.csv": daily(30)], end: "2026-06-30", today: "2026-06-30")
    let chapter = try site.chapter("actions")
    func number(_ cell: String) -> Double { Double(cell.filter { $0.isNumber || $0 == "." }) ?? .nan }
    let fits = chapter.rows("回报曲线的拟合")
    #expect(fits.map { [$0[0], $0[1], $0.last ?? ""] } == [["直播", "30", "可用"], ["私域", "30", "可用"]])
    for (row, (ceiling, half)) in zip(fits, [(8000.0, 500.0), (6000, 2000)]) {
      #expect(isNear(number(row[3]), ceiling, 0.03))
      #expect(isNear(number(row[4]), half, 0.05))
    }
    // One more yuan brings 1.8 in 直播 and 1.9 in 私域, so that money moves to 私域: 8000·500/(500+x)² = 6000·2000/(2000+1500−x)²
    // at x = (3500 − 500√3) / (1 + √3) = 964.1.
    let moves = chapter.rows("调拨前后（每天）")
    #expect(isNear(number(moves[0][1]), 1000, 1e-3))
    #expect(isNear(number(moves[0][2]), 964.1, 0.02))
    #expect(isNear(number(moves[0][2]) + number(moves[1][2]), number(moves[0][1]) + number(moves[1][1]), 1e-4))
    #expect(moves[0][5] == moves[1][5])
    #expect(chapter.figures.first { $0.title.contains("拟合曲线") }?.kind == "scatter")

    // The sample campaign's returns were drawn from these curves, give or take 3 %.
    let planted = [
      "搜索广告": (45_000.0, 4_500.0), "电商站内": (39_000, 3_500), "信息流": (19_500, 1_250), "短视频": (36_000, 6_000), "私域": (10_500, 200),
    ]
    let found = try SampleSite.table("reallocation-fits", of: "always-on-2026")
    #expect(found.count == planted.count)
    for row in found {
      let (ceiling, half) = try #require(planted[row[0]])
      #expect(isNear(number(row[3]), ceiling, 0.1), "\(row)")
      #expect(isNear(number(row[4]), half, 0.1), "\(row)")
    }

    for (text, reason) in [
      (daily(20), "2 个渠道都是有花费的日子只有 20 天，少于 21 天"),
      (daily(30, varied: false), "2 个渠道都是日花费的变异系数只有 0.00，低于 0.2"),
    ] {
      let few = try MoneySite(data: ["daily.csv": text], end: "2026-06-30", today: "2026-06-30").chapter("actions")
      #expect(few.text.contains("数据不足，不给调拨建议：" + reason), "\(few.text)")
      #expect(few.table("调拨前后") == nil)
    }
  }
}

/// The site of the repository, which the program reads as it stands.
enum SampleSite {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL.path

  /// The rows of a table of a sample campaign's review.
  static func table(_ id: String, of campaign: String) throws -> [[String]] {
    let process = Program.process(["report", campaign, "--json", "--today", "2026-11-22"], in: root)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try #require(try pipe.fileHandleForReading.readToEnd())
    process.waitUntilExit()
    let report = try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
    let sections = try #require(report["sections"] as? [[String: Any]])
    let tables = sections.flatMap { $0["tables"] as? [[String: Any]] ?? [] }
    return try #require(tables.first { $0["id"] as? String == id }?["rows"] as? [[String]], "no \(id)")
  }
}
