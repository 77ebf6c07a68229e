import Testing

/// A site with one campaign of June 1 to 20, 2026, its baseline the twenty days before, with the data files of a test.
struct ResearchSite {
  private static let folder = "content/campaigns/summer/"
  private static let brief = """
    ---
    title: 夏季促销
    status: ended
    start: 2026-06-01
    end: 2026-06-20
    baseline: {start: 2026-05-12, end: 2026-05-31}
    goal: 二十天销售额 30 万元
    theme: 清凉一夏
    audiences: [新客]
    channels: [直播]
    budget: 100000
    reserve: 10000
    owner: lead
    targets:
      - {kpi: brand-awareness, target: 0.36}
    ---

    正文。

    """

  let box: Sandbox

  /// - Parameters:
  ///   - data: names and texts of the campaign's data files.
  ///   - registers: texts of the campaign's registers by id.
  ///   - site: those of the site.
  init(_ data: [String: String], registers: [String: String] = [:], site: [String: String] = [:]) throws {
    box = try Sandbox.site([ResearchSite.folder + "brief.md": Content(stringLiteral: ResearchSite.brief)])
    for (name, text) in data { try box.put(Content(stringLiteral: text), at: ResearchSite.folder + "data/" + name) }
    for (id, text) in registers { try box.put(Content(stringLiteral: text), at: ResearchSite.folder + "registers/\(id).csv") }
    for (id, text) in site { try box.put(Content(stringLiteral: text), at: "content/registers/\(id).csv") }
  }

  /// What the program says of the site.
  func problems() throws -> [String] {
    try box.run("check", "--today", "2026-09-01", limit: 30).diagnostics.map { $0.replacing(ResearchSite.folder, with: "") }
  }

  /// A chapter of the built review.
  func chapter(_ id: String) throws -> Element {
    if !box.exists("output") {
      let run = try box.run("build", "--today", "2026-09-01", limit: 30)
      try #require(run.status == 0, "\(run)")
    }
    let page = try #require(box.page("campaigns/summer/review.html"))
    return try #require(page.root.first { $0.name == "section" && $0.attributes["id"] == id }, "no chapter \(id)")
  }
}

extension Element {
  /// The cells of the row of a table that begins with this text.
  func line(_ caption: String, _ name: String) -> [String]? {
    table(caption)?.grid.first { $0.first?.hasPrefix(name) == true }.map { Array($0.dropFirst()) }
  }
}
