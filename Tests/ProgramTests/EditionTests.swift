import Foundation
import Testing

@Suite struct EditionTests {
  private static let today = "2026-06-20"

  private func built(_ tree: [String: Content], _ arguments: String...) throws -> Sandbox {
    let box = try Sandbox(tree)
    let run = try box.run(list: ["build", "--today", EditionTests.today] + arguments)
    try #require(run.status == 0, "\(run)")
    return box
  }

  // MARK: Visibility

  @Test("what an edition may not show is in no byte of it, whatever the place, and all of it is in the one that may")
  func secrets() throws {
    let box = try built(
      EditionSite.tree, "--exports", "html,xlsx,pptx,csv,data,scorm,quiz", "--base-url", "https://example.com/")
    let open = try box.everything(below: "output")
    for secret in ["绝密", "絕密", "sekret", "Sekret", "987123", "987,123", "98.7 万", "98.7 萬"] {
      #expect(open.holding(secret) == [], "\(secret)")
    }
    #expect(!open.keys.contains { $0.contains("half/review") || $0.contains("half-review") })
    // The search would find nothing either if nothing had been planted.
    let closed = try box.everything(below: "output-management")
    for secret in [
      "绝密标题", "绝密摘要", "绝密段落", "绝密小标题", "懒行也是绝密", "绝密列表段", "绝密图题", "绝密目录", "绝密深页", "绝密活动",
      "绝密渠道", "绝密任务", "绝密成员", "绝密教训", "绝密复盘", "绝密心得", "绝密二渠道", "绝密合同", "绝密条款", "绝密内容", "绝密费率", "绝密引用",
      "绝密翻倍", "绝密件数", "绝密合计", "绝密检查", "绝密图", "绝密像素", "绝密课文", "绝密备注", "绝密题", "绝密解析", "fig-sekret.png", "block-sekret.png", "lone-sekret.png", "987,123",
    ] {
      #expect(!closed.holding(secret).isEmpty, "\(secret)")
    }
  }

  @Test("the page for unknown addresses and those at former ones speak the edition's language and lead within it")
  func notFound() throws {
    let box = try built(
      EditionSite.tree.merging(["content/handbook/open2.md": "---\ntitle: 新页\naliases: [old.html]\n---\n# 新页\n"]) { $1 },
      "--base-url", "https://example.com/")
    let page = try #require(box.text("output/zh-Hant/404.html"))
    #expect(page.contains("<html lang=\"zh-Hant-TW\">") && page.contains("href=\"https://example.com/zh-Hant/index.html\""))
    #expect(!page.contains("href=\"https://example.com/index.html\""))
    let moved = try #require(box.text("output/zh-Hant/handbook/old.html"))
    #expect(moved.contains("lang=\"zh-Hant-TW\"") && moved.contains("https://example.com/zh-Hant/handbook/open2.html"))
  }

  @Test("what counts as right in a quiz is written as the edition writes it")
  func acceptedAnswers() throws {
    let box = try built(EditionSite.tree)
    func accepted(_ page: String) throws -> String? {
      try #require(box.page(page)).main.all("input", class: "quiz-blank").first?.attributes["data-accept"]
    }
    #expect(try accepted("training/open/quiz.html") == "[\"软件\"]")
    #expect(try accepted("zh-Hant/training/open/quiz.html") == "[\"軟體\"]")
    #expect(box.page("zh-Hant/training/open/quiz.html")?.main.all("section", class: "quiz").first?.attributes["data-words"]?.contains("開始答題") == true)
  }

  @Test("words of links to what is hidden stay as text, and code that shows the marker stays code")
  func links() throws {
    let box = try built(EditionSite.tree)
    let page = try #require(box.page("handbook/open.html")?.root.first { $0.name == "main" })
    #expect(page.text.contains("看 计划甲、计划乙、登记丙、活动丁、"))
    #expect(page.links.keys.filter { "计划甲计划乙登记丙活动丁复盘戊".contains($0) } == [])
    #expect(page.text.contains("> [!VISIBILITY management]"))
    #expect(page.all("img").compactMap { $0.attributes["src"] } == ["shared.png"])
    #expect(box.exists("output/handbook/shared.png"))
    let closed = try #require(box.page("handbook/open.html", in: "output-management"))
    #expect(closed.root.links["计划甲"] == "closed-sekret.html")
    #expect(closed.root.all("div", class: "alert-visibility").map { $0.elements.first?.text } == ["可见范围：管理层", "可见范围：管理层"])
  }

  @Test("a register shows the columns that are left, and rows that are about nothing hidden")
  func registers() throws {
    let box = try built(EditionSite.tree)
    let agents = try #require(box.page("registers/agents.html"))
    #expect(agents.root.column("id") == ["A1", "A2"])
    #expect(agents.root.column("place") == ["杭州", "上海"])
    #expect(agents.root.column("fee") == [])
    let project = try #require(box.page("campaigns/open/project.html"))
    #expect(project.register("lessons")?.keys == ["L2"])
    // A level that is shown is shown, and not only to the program.
    let closed = try #require(box.page("campaigns/open/project.html", in: "output-management"))
    #expect(closed.register("partners")?.cell("达人甲", "price")?.contains("987,123") == true)
    #expect(closed.register("lessons")?.keys == ["L1", "L2"])
  }

  @Test("all campaigns together are those that the edition shows")
  func portfolio() throws {
    let box = try built(EditionSite.tree)
    let open = try #require(box.page("kpi/revenue-total.html"))
    #expect(open.root.text.contains("公开活动"))
    #expect(!open.root.text.contains("半开活动"))
    // 987,123 twice and 500.
    let closed = try #require(box.page("campaigns/index.html", in: "output-management"))
    #expect(closed.root.text.contains("197.5 万"))
    #expect(try #require(box.page("campaigns/index.html")).root.text.contains("500"))
  }

  @Test("figures, columns and data of what is hidden are errors where others can read them", arguments: [
    ("`kpi:sekret-c.revenue-total`", "hidden-in-edition"),
    ("`kpi:half.revenue-total`", "hidden-in-edition"),
    ("```kpi\nsekret-c.revenue-total\n```", "hidden-in-edition"),
    ("```chart\ncampaign: sekret-c\nkpi: revenue-total\ntitle: 图\n```", "hidden-in-edition"),
    ("```table\nregister: agents\ncolumns: [id, fee]\n```", "hidden-in-edition"),
    ("```table\nregister: agents\nwhere: fee > 1\n```", "hidden-in-edition"),
    ("```table\nfile: ../registers/sekret_deals.csv\n```", "hidden-in-edition"),
    ("```table\nfile: ../campaigns/half/data/daily.csv\n```", "hidden-in-edition"),
    ("> [!VISIBILITY managment]\n> 字", "unknown-visibility"),
    ("> [!VISIBLITY management]\n> 字", "unknown-visibility"),
    ("> [!VISIBILITY management] 字", "unknown-visibility"),
    ("[^1]\n\n[^1]: 注\n\n    > [!VISIBILITY management]\n    > 字", "restricted-misplaced"),
  ])
  func errors(_ markdown: String, _ rule: String) throws {
    let page = Content(stringLiteral: "# 页\n\n\(markdown)\n")
    let box = try Sandbox(EditionSite.tree.merging(["content/handbook/a.md": page]) { $1 })
    let run = try box.run("build", "--today", EditionTests.today)
    #expect(run.status == 1, "\(run)")
    #expect(run.diagnostics.contains { $0.hasPrefix("content/handbook/a.md:") && $0.contains("error[\(rule)]") }, "\(run)")
    #expect(!box.exists("output"))
  }

  @Test("levels and editions that nobody declared are told with the nearest that is", arguments: [
    ("content/a.md", "---\ntitle: 甲\nvisibility: intern\n---\n", "content/a.md:3:13 error[unknown-visibility]"),
    (
      "content/registers/x.register.yaml",
      "id: x\nname: 甲\nscope: site\ncolumns:\n  - {id: a, visibility: managment}\n",
      "content/registers/x.register.yaml:5:25 error[unknown-visibility]"
    ),
    ("content/site.yaml", "name: 甲\neditions:\n  - {name: m, shows: [internl]}\n", "content/site.yaml:3:22 error[unknown-visibility]"),
    ("content/site.yaml", "name: 甲\neditions:\n  - {name: m}\n  - {name: m}\n", "content/site.yaml:4:5 error[duplicate-id]"),
    (
      "content/site.yaml", "name: 甲\neditions:\n  - {name: m}\n  - {name: b, language: en, variant: taiwan}\n",
      "content/site.yaml:4:38 error[wrong-type]"
    ),
    (
      "content/site.yaml",
      "name: 甲\neditions:\n  - {name: m}\n  - {name: b, shows: [internal]}\n  - {name: c, shows: [management], output: output-b/c}\n",
      "content/site.yaml:5:5 error[closed-inside-open]"
    ),
  ])
  func names(_ path: String, _ text: String, _ place: String) throws {
    let box = try Sandbox(
      ["content/site.yaml": Content(stringLiteral: EditionSite.settings), "content/index.md": "# 首页\n"]
        .merging([path: Content(stringLiteral: text)]) { $1 })
    let run = try box.run("check")
    #expect(run.places.contains(place), "\(run)")
    #expect(run.status == 1)
  }

  @Test("a folder's own page closes all that is in it, whatever its pages say; the pages of registers and periods too")
  func folders() throws {
    let box = try built(
      EditionSite.tree.merging([
        "content/handbook/inner/deep.md": "---\ntitle: 甲\nvisibility: public\n---\n\n## x\n",
        "content/handbook/inner/more/a.md": "# 乙\n", "content/registers/index.md": "---\ntitle: 丙\nvisibility: internal\n---\n",
        "content/reviews/index.md": "---\ntitle: 丁\nvisibility: internal\n---\n",
      ]) { $1 })
    #expect(box.folders(below: "output").filter { $0.hasPrefix("handbook/inner") || $0 == "registers" || $0 == "reviews" } == [])
    for page in ["handbook/inner/deep.html", "handbook/inner/more/a.html", "registers/agents.html", "reviews/2026-06.html"] {
      #expect(box.exists("output-management/" + page), "\(page)")
    }
    let deep = try #require(box.page("handbook/inner/more/a.html", in: "output-management"))
    #expect(deep.root.all("p", class: "notice-restricted").map(\.text) == ["本页不公开，可见范围： 内部"])
  }

  @Test("without editions a page with a visibility is shown, and the build says so")
  func withoutEditions() throws {
    let box = try Sandbox.site(["content/a.md": "---\ntitle: 甲\nvisibility: internal\n---\n"])
    let run = try box.run("build")
    #expect(run.places == ["content/a.md:3:13 warning[visibility-without-editions]"], "\(run)")
    #expect(box.exists("output/a.html"))
  }

  // MARK: Folders

  @Test("an edition that shows more is written neither into another's folder nor below it")
  func ownFolder() throws {
    let box = try built(EditionSite.tree)
    let before = try box.files(below: "output")
    for folder in ["output", "output/kpi", "output/new"] {
      let run = try box.run(
        "build", "--today", EditionTests.today, "--edition", "management", "--output", folder)
      #expect(run.status == 74, "\(run)")
    }
    #expect(try box.files(below: "output") == before)
    let run = try box.run("build", "--today", EditionTests.today, "--edition", "management", "--output", "closed")
    #expect(run.status == 0, "\(run)")
    #expect(box.exists("closed/handbook/closed-sekret.html"))
  }

  @Test("one edition can be built alone; the others stay, and one that is no longer declared goes")
  func alone() throws {
    let box = try built(EditionSite.tree)
    try box.put("# 新页\n", at: "content/handbook/new.md")
    let run = try box.run("build", "--today", EditionTests.today, "--edition", "en")
    #expect(run.status == 0, "\(run)")
    #expect(box.exists("output/en/handbook/new.html"))
    #expect(!box.exists("output/handbook/new.html"))
    #expect(box.exists("output/handbook/open.html") && box.exists("output/zh-Hant/handbook/open.html"))
    try box.put(
      Content(stringLiteral: EditionSite.settings.replacing("  - {name: en, language: en}\n", with: "")), at: "content/site.yaml")
    _ = try box.run("build", "--today", EditionTests.today)
    #expect(!box.exists("output/en"))
    #expect(box.exists("output/zh-Hant/handbook/new.html"))
    let unknown = try box.run("build", "--edition", "managment")
    #expect(unknown.status == 64)
    #expect(unknown.error.contains("management"))
  }

  @Test("the same source makes the same bytes of every edition")
  func reproducible() throws {
    let first = try built(EditionSite.tree, "--exports", "xlsx,pptx")
    let second = try built(EditionSite.tree, "--exports", "xlsx,pptx")
    #expect(try first.files(below: "output") == second.files(below: "output"))
    #expect(try first.files(below: "output-management") == second.files(below: "output-management"))
  }

  // MARK: Languages

  private static func words(_ text: String) -> [String: Content] {
    [
      "content/site.yaml": """
        name: 示例
        editions:
          - {name: main}
          - {name: tw, variant: taiwan}
          - {name: hk, variant: hongkong}
          - {name: zh-Hant, language: zh-Hant}
          - {name: en, language: en, site_name: Sample}

        """,
      "content/handbook/软件.md": Content(stringLiteral: "# 页\n\n\(text)\n"),
    ]
  }

  @Test("Traditional editions write as their region does", arguments: [
    ("软件与信息", "軟體與資訊", "軟件與信息", "軟件與信息"),
    ("鼠标里的程序", "滑鼠裡的程式", "鼠標裏的程序", "鼠標裏的程序"),
    ("头发与发展", "頭髮與發展", "頭髮與發展", "頭髮與發展"),
    ("三天后皇后", "三天後皇后", "三天後皇后", "三天後皇后"),
    ("合并成一个中心", "合併成一個中心", "合併成一個中心", "合併成一個中心"),
    ("归因窗口", "歸因窗口", "歸因窗口", "歸因窗口"),
  ])
  func variants(_ written: String, _ taiwan: String, _ hongKong: String, _ plain: String) throws {
    let box = try built(EditionTests.words(written))
    for (folder, tag, text) in [
      ("tw/", "zh-Hant-TW", taiwan), ("hk/", "zh-Hant-HK", hongKong), ("zh-Hant/", "zh-Hant", plain), ("", "zh-Hans", written),
    ] {
      let page = try #require(box.page(folder + "handbook/软件.html"), "\(folder)")
      #expect(page.root.all("p").contains { $0.text == text }, "\(folder) \(page)")
      #expect(page.root.first { $0.name == "html" }?.attributes["lang"] == tag)
    }
  }

  @Test("addresses, ids, code and what is marked stay as they are; titles, descriptions and alternative texts do not")
  func untouched() throws {
    let box = try built(
      EditionTests.words("## 软件\n\n[此节](#软件) `软件` ![软件](软件.png) [回](软件.md)\n\n```\n软件\n```").merging([
        "content/handbook/软件.png": "x", "content/handbook/index.md": "---\ntitle: 软件\nsummary: 软件\n---\n",
      ]) { $1 })
    let page = try #require(box.page("tw/handbook/软件.html")?.root)
    let main = try #require(page.first { $0.name == "main" })
    let encoded = "%E8%BD%AF%E4%BB%B6"
    #expect(main.all("h2").map(\.text) == ["軟體"])
    #expect(main.first { $0.attributes["id"] == "软件" } != nil)
    #expect(main.links["此節"] == "#" + encoded)
    #expect(main.links["回"] == encoded + ".html")
    #expect(main.all("code").map(\.text) == ["软件", "软件"])
    #expect(main.all("img").first?.attributes["alt"] == "軟體")
    #expect(main.all("img").first?.attributes["src"] == encoded + ".png")
    let index = try #require(box.text("output/tw/handbook/index.html"))
    #expect(index.contains("<meta name=\"description\" content=\"軟體\">"))
    #expect(index.contains("<title>軟體 · 示例</title>"))
    // Languages are called by their own names.
    #expect(page.all("nav", class: "languages").first?.links.keys.contains("简体中文") == true)
  }

  @Test("generated pages and the files to take away speak the edition's language")
  func generated() throws {
    let box = try built(EditionSite.tree, "--exports", "xlsx,csv")
    let english = try #require(box.page("en/campaigns/open/review.html"))
    #expect(english.root.all("h2").contains { $0.text.hasSuffix("KPI completion") }, "\(english.root.all("h2").map(\.text))")
    #expect(box.page("en/kpi/revenue-total.html")?.root.all("h1").first?.text == "Revenue")
    let taiwan = try #require(box.page("zh-Hant/campaigns/open/review.html"))
    #expect(taiwan.root.text.contains("銷售額"))
    let calendar = try #require(box.text("output/zh-Hant/calendar.ics"))
    #expect(calendar.contains("SUMMARY:公開活動"))
    #expect(calendar.contains("UID:campaign-open"))
    let files = try box.everything(below: "output/zh-Hant")
    let sheets = files.filter { $0.key.contains("review.xlsx/xl/sharedStrings") }
    #expect(!sheets.holding("公開活動").isEmpty && sheets.holding("公开活动").isEmpty)
  }

  @Test("every page names the same page of its sisters, relative, in the head and to the reader")
  func sisters() throws {
    let box = try built(EditionTests.words("字"))
    let page = try #require(box.page("en/handbook/软件.html")?.root)
    let expected = [
      "zh-Hans": "../../handbook/%E8%BD%AF%E4%BB%B6.html", "zh-Hant-TW": "../../tw/handbook/%E8%BD%AF%E4%BB%B6.html",
      "zh-Hant-HK": "../../hk/handbook/%E8%BD%AF%E4%BB%B6.html", "zh-Hant": "../../zh-Hant/handbook/%E8%BD%AF%E4%BB%B6.html",
      "en": "%E8%BD%AF%E4%BB%B6.html",
    ]
    for links in [
      page.all { $0.name == "link" && $0.attributes["rel"] == "alternate" }, page.all("nav", class: "languages").flatMap { $0.all("a") },
    ] {
      let found = links.compactMap { link in link.attributes["hreflang"].map { ($0, link.attributes["href"] ?? "") } }
      #expect(Dictionary(found) { a, _ in a } == expected)
    }
    for href in expected.values {
      let path = URL(fileURLWithPath: box.path("output/en/handbook/")).appendingPathComponent(href.removingPercentEncoding ?? "")
      #expect(FileManager.default.fileExists(atPath: path.standardizedFileURL.path), "\(href)")
    }
  }

  @Test("a translation takes the place of its page; what has none is shown as it was written, and says so")
  func translations() throws {
    let box = try built(
      EditionTests.words("原文").merging([
        "content/handbook/a.md": "---\ntitle: 甲\nweight: 1\nversion: '1.0'\n---\n\n正文\n",
        "content/handbook/a.en.md": "---\ntitle: Alpha\nversion: '1.0'\n---\n\nThe text, see [the page](软件.md).\n",
      ]) { $1 })
    let alpha = try #require(box.page("en/handbook/a.html")?.root)
    #expect(alpha.all("h1").map(\.text) == ["Alpha"])
    #expect(alpha.all("div", class: "prose").first?.text == "The text, see the page.")
    #expect(alpha.all("div", class: "prose").first?.attributes["lang"] == nil)
    #expect(box.page("handbook/a.html")?.root.all("h1").map(\.text) == ["甲"])
    #expect(!box.exists("output/handbook/a.en.html") && !box.exists("output/en/handbook/a.en.html"))
    let other = try #require(box.page("en/handbook/软件.html")?.root)
    #expect(other.first { $0.name == "html" }?.attributes["lang"] == "en")
    #expect(other.all("div", class: "prose").first?.attributes["lang"] == "zh-Hans")
    #expect(other.all("p", class: "notice-language").map(\.text) == [
      "This page has not been translated yet; it is shown in the language it was written in."
    ])
    #expect(other.all("title").map(\.text) == ["页 · Sample"])
    // Traditional pages are the same text.
    #expect(box.page("tw/handbook/软件.html")?.root.all("p", class: "notice-language").isEmpty == true)
  }

  @Test("a translation that its page has left behind is told", arguments: [
    ("version: '1.1'", "version: '1.0'", true), ("version: '1.1'", "version: '1.1'", false),
    ("updated: 2026-06-02", "updated: 2026-06-01", true), ("updated: 2026-06-02", "updated: 2026-06-02", false),
    ("updated: 2026-06-02", "toc: true", true), ("toc: true", "toc: true", false),
  ])
  func stale(_ source: String, _ translation: String, _ isStale: Bool) throws {
    let box = try Sandbox(
      EditionTests.words("字").merging([
        "content/a.md": Content(stringLiteral: "---\ntitle: 甲\n\(source)\n---\n"),
        "content/a.en.md": Content(stringLiteral: "---\ntitle: A\n\(translation)\n---\n"),
      ]) { $1 })
    let run = try box.run("check")
    #expect(run.places == (isStale ? ["content/a.en.md:1 warning[stale-translation]"] : []), "\(run)")
  }

  @Test("a translation of nothing is an error")
  func orphan() throws {
    let box = try Sandbox(EditionTests.words("字").merging(["content/b.en.md": "# B\n"]) { $1 })
    #expect(try box.run("check").places == ["content/b.en.md:1 error[translation-without-source]"])
  }
}
