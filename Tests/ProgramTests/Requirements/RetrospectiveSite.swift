import Testing

/// A site with one campaign of June 1 to 20, 2026, that has figures and a review: twenty equal days of three channels.
///
/// A day brings 4,000 impressions, 210 clicks, 400 visits, 20 conversions, 6,000 of revenue and 600 of media cost; see
/// `channels` for who brings what. Revenue is 120,000 and the conversion rate 5 %.
struct RetrospectiveSite {
  static let folder = "content/campaigns/june/"
  private static let registers = folder + "registers/"

  /// Per day: impressions, clicks, visits, conversions, revenue, media cost, attributed revenue.
  private static let channels: [(name: String, values: [Int])] = [
    ("直播", [1000, 50, 100, 10, 3000, 100, 1200]), ("搜索", [1000, 40, 100, 6, 1800, 300, 1200]),
    ("短视频", [2000, 120, 200, 4, 1200, 200, 600]),
  ]

  let box: Sandbox
  let today: String

  /// - Parameters:
  ///   - rows: the campaign's registers, the header first, by id.
  ///   - targets: lines of the brief's targets.
  ///   - brief: further lines of its front matter.
  ///   - review: the whole of `review.md`; none when empty.
  ///   - more: further files.
  init(
    _ rows: [String: String] = [:], targets: [String] = ["{kpi: revenue-total, target: 130000}", "{kpi: conversion-rate, target: 0.06}"],
    brief: String = "", review: String = "", today: String = "2026-07-20", _ more: [String: Content] = [:]
  ) throws {
    self.today = today
    var lines = ["---", "title: 六月促销", "status: ended", "start: 2026-06-01", "end: 2026-06-20", "goal: 卖出 13 万元"]
    lines += brief.isEmpty ? [] : [brief]
    lines += targets.isEmpty ? [] : ["targets:"] + targets.map { "  - " + $0 }
    box = try Sandbox.site(more)
    try box.put(Content(stringLiteral: (lines + ["---", "", "正文。", ""]).joined(separator: "\n")), at: RetrospectiveSite.folder + "brief.md")
    let days = (1...20).flatMap { day in
      RetrospectiveSite.channels.map { channel in
        "2026-06-\(day < 10 ? "0" : "")\(day),\(channel.name)," + channel.values.map(String.init).joined(separator: ",")
      }
    }
    let header = "date,channel,impressions,clicks,visits,conversions,revenue,media_cost,attributed_revenue"
    try box.put(
      Content(stringLiteral: ([header] + days).joined(separator: "\n") + "\n"), at: RetrospectiveSite.folder + "data/daily.csv")
    if !review.isEmpty { try box.put(Content(stringLiteral: review), at: RetrospectiveSite.folder + "review.md") }
    var rows = rows
    // What is published has been signed off.
    if rows["content_plan"] != nil, rows["reviews"] == nil {
      rows["reviews"] = "审核对象,层级,审核人,日期,结论\n" + ["内容", "法务", "文化"].map { "全部,\($0),营销负责人,2026-05-20,通过\n" }.joined()
    }
    for (id, text) in rows { try box.put(Content(stringLiteral: text), at: RetrospectiveSite.registers + id + ".csv") }
  }

  func page(_ path: String) throws -> Page {
    if !box.exists("output") {
      let run = try box.run("build", "--today", today, limit: 30)
      try #require(run.status == 0, "\(run)")
    }
    return try #require(box.page(path), "\(path) was not built")
  }

  /// A chapter of the review's page.
  func chapter(_ id: String) throws -> Element {
    try #require(try page("campaigns/june/review.html")[id], "no chapter \(id)")
  }

  /// What the program says of the campaign, its folder left out.
  func problems(_ id: String) throws -> [String] {
    try box.run("check", "--today", today, limit: 30).diagnostics.filter { $0.contains("[\(id)]") }
      .map { $0.replacing(RetrospectiveSite.folder, with: "") }
  }
}

extension Element {
  /// A generated sentence by its id.
  func sentence(_ id: String) -> String? { first { $0.attributes["data-sentence"] == id }?.text }

  /// The ids of the sentences below a heading of level 3, in order.
  var bulletSentences: [[String]] { all("ul").map { $0.all("li").compactMap { $0.attributes["data-sentence"] } }.filter { !$0.isEmpty } }

  /// The rows of a table without its head, by the texts of their cells.
  var body: [[String]] { all("tbody").flatMap { $0.all("tr") }.map { $0.elements.map(\.text) } }
}
