import Testing

/// A site with one campaign of June 1 to 20, 2026, that a test builds at a day of its choice.
struct ProjectSite {
  static let folder = "content/campaigns/summer/"
  private static let registers = folder + "registers/"

  let box: Sandbox
  let today: String

  /// - Parameters:
  ///   - rows: the campaign's registers, the header first, by id.
  ///   - site: those of the site.
  ///   - more: further files.
  init(
    _ rows: [String: String] = [:], site: [String: String] = [:], status: String = "draft", today: String = "2026-06-10",
    _ more: [String: Content] = [:]
  ) throws {
    self.today = today
    box = try Sandbox.site(more)
    try box.put(Content(stringLiteral: ProjectSite.brief(status)), at: ProjectSite.folder + "brief.md")
    for (id, text) in rows { try box.put(Content(stringLiteral: text), at: ProjectSite.registers + id + ".csv") }
    for (id, text) in site { try box.put(Content(stringLiteral: text), at: "content/registers/" + id + ".csv") }
  }

  private static func brief(_ status: String) -> String {
    """
    ---
    title: 夏季促销
    status: \(status)
    start: 2026-06-01
    end: 2026-06-20
    goal: 二十天销售额 30 万元
    theme: 清凉一夏
    audiences: [新客]
    channels: [直播, 私域]
    budget: 100000
    reserve: 10000
    owner: lead
    targets:
      - {kpi: revenue-total, target: 300000}
    ---

    正文。

    """
  }

  /// What the program says of the site, without the folder of the campaign's registers.
  func problems() throws -> [String] {
    try box.run("check", "--today", today, limit: 30).diagnostics.map { $0.replacing(ProjectSite.registers, with: "") }
  }

  func page(_ path: String) throws -> Page {
    if !box.exists("output") {
      let run = try box.run("build", "--today", today, limit: 30)
      try #require(run.status == 0, "\(run)")
    }
    return try #require(box.page(path), "\(path) was not built")
  }

  /// A register's part of the campaign's project page.
  func part(_ register: String) throws -> Element {
    let page = try page("campaigns/summer/project.html")
    return try #require(page.root.first { $0.attributes["id"] == register && $0.has(class: "register-part") }, "no \(register)")
  }

  /// A page with what the build answers for beside the pages: calendar files.
  func file(_ path: String) throws -> String {
    _ = try page("index.html")
    return try #require(box.text("output/" + path), "\(path) was not built")
  }
}

/// Daily sales of the campaign: 10,100 on June 1, 100 more on each day.
let juneSales: Content = .bytes(
  Array(("date,channel,revenue,orders\n" + (1...20).map { day in
    "2026-06-\(day < 10 ? "0" : "")\(day),直播,\(10_000 + 100 * day),50\n"
  }.joined()).utf8))

extension Element {
  /// The cells of a row, by their columns.
  func row(_ key: String, _ columns: String...) -> [String] { columns.map { cell(key, $0) ?? "∅" } }
}
