import Testing

/// A site with one campaign whose brief has no gaps, to which a test adds the rows that its requirement is about.
struct PlanningSite {
  /// The day of the build: the campaign is half over.
  static let today = "2026-03-10"
  static let folder = "content/campaigns/spring/"

  static let brief = """
    ---
    title: 春季上新
    status: ready
    start: 2026-03-01
    end: 2026-03-20
    goal: 二十天销售额 100 万元
    theme: 一台顶几台
    audiences: ["新客：第一次在本店购买的人", 精致独居]
    channels: [短视频, 小红书]
    budget: 100000
    reserve: 10000
    gross_margin: 0.4
    owner: events
    targets:
      - {kpi: revenue-total, target: 1000000, baseline: 800000, weight: 60, warn: 10%, due: 2026-03-20}
      - {kpi: conversion-rate, target: 0.03, baseline: 0.025, weight: 40}
    ---

    # 春季上新

    """

  private static let reviews = """
    审核对象,层级,审核人,日期,结论
    全部物料,内容,营销策略,2026-02-20,通过
    全部物料,法务,法务合规,2026-02-21,通过
    全部物料,文化,营销负责人,2026-02-21,通过

    """

  let box: Sandbox

  /// - Parameters:
  ///   - campaign: names and texts of the campaign's register files.
  ///   - site: those of the site.
  init(_ campaign: [String: String] = [:], site: [String: String] = [:], brief: String = PlanningSite.brief) throws {
    box = try Sandbox.site([PlanningSite.folder + "brief.md": Content(stringLiteral: brief)])
    // Copy of a campaign that is ready has been signed off, where a test does not say otherwise.
    let campaign = ["reviews.csv": PlanningSite.reviews].merging(campaign) { $1 }
    for (name, text) in campaign {
      try box.put(Content(stringLiteral: text), at: PlanningSite.folder + "registers/" + name)
    }
    for (name, text) in site { try box.put(Content(stringLiteral: text), at: "content/registers/" + name) }
  }

  /// The first lines of what the program says about the site, without building it.
  func problems() throws -> [String] { try box.run("check", "--today", PlanningSite.today, limit: 20).diagnostics }

  /// A page of the built site. Warnings are allowed, errors are not.
  func page(_ path: String) throws -> Page {
    if !box.exists("output") {
      let run = try box.run("build", "--today", PlanningSite.today, limit: 20)
      try #require(run.status == 0, "\(run)")
    }
    return try #require(box.page(path), "\(path) was not built")
  }

  /// A register's part of the campaign's project page.
  func project(_ register: String) throws -> Element {
    let page = try page("campaigns/spring/project.html")
    let part = page[register]
    return try #require(part, "the project page has no \(register)")
  }

  /// The main part of a register's own page.
  func register(_ id: String) throws -> Element {
    try #require(try page("registers/\(id).html").register(id))
  }
}
