import Foundation
import Testing

/// Files that leave the site.
@Suite struct ExportRequirements {
  private static let ads = """
    date,channel,impressions,clicks,media_cost
    2026-06-01,直播,1000,50,20.50
    2026-06-02,直播,2000,70,30.25
    2026-06-01,搜索,500,40,10

    """

  /// Fifteen customers on one day: 6 by 直播, 2 by 私域, 7 by 搜索, each with an order of 100.
  private static let orders: String = {
    var text = "customer,date,amount,channel\n"
    var number = 1
    for (channel, count) in [("直播", 6), ("私域", 2), ("搜索", 7)] {
      for _ in 0..<count {
        text += "KH-\(9000 + number),2026-06-01,100,\(channel)\n"
        number += 1
      }
    }
    return text
  }()

  private func rows(_ box: Sandbox, _ path: String) throws -> [String] {
    let text = try #require(box.text(path), "\(path) is missing")
    #expect(text.hasPrefix("\u{FEFF}"))
    return text.dropFirst().split(separator: "\r\n").map(String.init)
  }

  @Test("req:data-archive each campaign gives tidy days and totals with every field described, and tells of no single customer")
  func dataPackage() throws {
    let site = try ProjectSite([:], [
      ProjectSite.folder + "data/daily-ads.csv": Content(stringLiteral: Self.ads),
      ProjectSite.folder + "data/orders.csv": Content(stringLiteral: Self.orders),
    ])
    let run = try site.box.run("report", "summer", "--data", "--output", "package", "--today", "2026-06-25")
    try #require(run.status == 0, "\(run)")
    let daily = try rows(site.box, "package/daily.csv")
    #expect(daily.first == "campaign,date,day,dimension,member,measure,value,withheld")
    #expect(daily.contains("summer,2026-06-02,2,channel,直播,clicks,70,false"))
    #expect(daily.contains("summer,2026-06-01,1,all,,media_cost,30.5,false"))
    #expect(daily.contains("summer,2026-06-01,1,all,,revenue,1500,false"))

    let totals = try rows(site.box, "package/totals.csv")
    #expect(totals.contains("summer,campaign,all,,clicks,160,false"))
    #expect(totals.contains("summer,campaign,all,,media_cost,60.75,false"))
    #expect(totals.contains("summer,campaign,channel,搜索,revenue,700,false"))
    // Two customers are too few; without the next-smallest they could be worked out from the whole.
    for file in [daily, totals] {
      let few = file.filter { $0.contains(",私域,") }
      #expect(!few.isEmpty && few.allSatisfy { $0.hasSuffix(",,true") }, "\(few)")
      #expect(file.contains { $0.contains(",直播,revenue,,true") })
    }

    // Every column of every table is described, and no customer is named.
    let fields = try rows(site.box, "package/fields.csv")
    for name in ["campaign", "daily", "totals", "targets", "measures"] {
      let head = try #require(try rows(site.box, "package/\(name).csv").first)
      for field in head.split(separator: ",") {
        let line = fields.first { $0.hasPrefix("\(name).csv,\(field),") }
        #expect(line.map { $0.split(separator: ",").count >= 4 } == true, "\(name).csv has an undescribed field \(field)")
      }
    }
    for (name, content) in try site.box.files(below: "package") {
      #expect(!String(decoding: content, as: UTF8.self).contains("KH-9"), "\(name) names a customer")
    }

    // A build makes it for every campaign, beside the review, which links to it.
    let build = try site.box.run("build", "--exports", "data", "--today", "2026-06-25")
    try #require(build.status == 0, "\(build)")
    #expect(site.box.exists("output/campaigns/summer/summer-data.zip"))
    let link = try site.page("campaigns/summer/review.html").root.first { $0.attributes["href"] == "summer-data.zip" }
    #expect(link != nil)
  }
}
