import Testing

/// A site with a campaign of four days whose figures can be added up by hand, and what a test adds to it.
struct SummerSite {
  /// The campaign has ended sixteen days ago.
  static let today = "2026-06-20"
  static let folder = "content/campaigns/summer/"

  static let brief = """
    ---
    title: 夏季大促
    status: ended
    start: 2026-06-01
    end: 2026-06-04
    baseline: {start: 2026-05-25, end: 2026-05-28}
    goal: 四天卖一千元
    theme: 夏天
    audiences: [新客]
    channels: [直播, 私域]
    budget: 200
    owner: events
    targets:
      - {kpi: revenue-total, target: 1000, weight: 60}
      - {kpi: cpc, target: 2}
      - {kpi: ctr, target: 0.043}
    ---

    # 夏季大促

    """

  /// 1,200 yuan in four days: 直播 1,000 and 私域 200; 华东 1,000, 华北 160 and 40 without a region. 私域 sold nothing on
  /// the second day. The baseline's four days made 200.
  static let shop = """
    date,channel,region,revenue,orders
    2026-05-25,直播,华东,40,1
    2026-05-26,直播,华东,40,1
    2026-05-27,私域,华北,60,2
    2026-05-28,私域,华北,60,2
    2026-06-01,直播,华东,300,3
    2026-06-01,私域,华北,100,1
    2026-06-02,直播,华东,150,2
    2026-06-03,直播,华东,50,1
    2026-06-03,私域,,40,1
    2026-06-04,直播,华东,500,5
    2026-06-04,私域,华北,60,2

    """

  /// 2,500 impressions, 100 clicks, 250 yuan: a click costs 2.50, and 4 % click.
  static let ads = """
    date,channel,impressions,clicks,media_cost
    2026-06-01,直播,1000,40,100
    2026-06-02,直播,1000,40,100
    2026-06-03,直播,500,20,50

    """

  let box: Sandbox

  init(_ files: [String: Content] = [:]) throws {
    box = try Sandbox.site([
      SummerSite.folder + "brief.md": Content(stringLiteral: SummerSite.brief),
      SummerSite.folder + "data/shop.daily.csv": Content(stringLiteral: SummerSite.shop),
      SummerSite.folder + "data/ads.daily.csv": Content(stringLiteral: SummerSite.ads),
    ].merging(files) { $1 })
  }

  func page(_ path: String, today: String = SummerSite.today) throws -> Page {
    if !box.exists("output") {
      let run = try box.run("build", "--today", today, limit: 20)
      try #require(run.status == 0, "\(run)")
    }
    return try #require(box.page(path), "\(path) was not built")
  }

  func review() throws -> Page { try page("campaigns/summer/review.html") }

  /// What the program says, but for the causes of missed targets, which no test here is about.
  func problems(today: String = SummerSite.today) throws -> [String] {
    try box.run("check", "--today", today, limit: 20).diagnostics.filter { !$0.contains("warning[target-without-cause]") }
  }
}

extension Page {
  /// A chapter of a review.
  func chapter(_ id: String) throws -> Element {
    try #require(root.first { $0.name == "section" && $0.attributes["id"] == id }, "no chapter \(id)")
  }

  /// The figure of a chart with this id.
  func chart(_ id: String) throws -> ChartFigure {
    ChartFigure(element: try #require(self[id], "no chart \(id)"))
  }
}

extension Element {
  func number(_ attribute: String) -> Double { attributes[attribute].flatMap(Double.init) ?? .nan }

  /// The first drawing of a chart, that for a desk.
  var drawing: Element? { all("svg").first { $0.attributes["role"] == "img" } }
}
