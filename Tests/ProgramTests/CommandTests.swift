import Foundation
import Testing

@Suite struct CommandTests {
  private static let site: [String: Content] = smallSite.merging([
    "content/handbook/draft.md": "---\ntitle: 草稿页\ndraft: true\n---\n\n正文。\n"
  ]) { $1 }

  @Test("exit statuses: 0 done, 1 errors in the content, 64 wrong usage, 74 a file could not be read or written", arguments: [
    (["build"], 0), (["check"], 0), (["--version"], 0), (["--help"], 0), ([], 0), (["list"], 0),
    (["check", "wrong"], 1), (["build", "wrong"], 1), (["report", "spring", "wrong", "--json"], 1), (["data", "bad.csv"], 1),
    (["nonsense"], 64), (["build", "--nonsense"], 64), (["build", "nowhere"], 64), (["check", "nowhere"], 64),
    (["list", "nonsense"], 64), (["list", "pages", "nowhere"], 64), (["check", "--format", "xml"], 64),
    (["build", "--today", "2026-02-30"], 64), (["build", "--today", "gestern"], 64), (["report", "spring"], 64),
    (["report", "nonsense", "--json"], 64), (["report", "spring", "nowhere", "--json"], 64), (["data"], 64),
    (["new", "campaign", "a/b"], 64), (["new", "campaign", ".."], 64), (["new", "campaign", "x", "--site", "nowhere"], 64),
    (["build", "--base-url", "intranet"], 64), (["build", "--base-url", "https://x/ y"], 64), (["build", "--base-url", "javascript:x"], 64),
    (["build", "--output", "bad.csv"], 74), (["markdown", "nowhere.md"], 74), (["data", "nowhere.csv"], 74),
    (["data", "bad.csv", "nowhere.csv"], 74), (["check", "unreadable"], 74), (["report", "spring", "unreadable", "--json"], 74),
    (["list", "pages", "unreadable"], 0),
  ] as [([String], Int32)])
  func statuses(_ arguments: [String], _ expected: Int32) throws {
    let box = try Sandbox(CommandTests.site.merging([
      "bad.csv": "date,channel,revenue\n2026-02-30,a,5\n",
      "wrong/content/site.yaml": "nmae: x\n", "wrong/content/campaigns/spring/brief.md": "---\nstart: 2026-01-01\n---\n# x\n",
      "unreadable/content/site.yaml": "nmae: x\n", "unreadable/content/metrics.yaml": .link("nothing"),
      "unreadable/content/campaigns/spring/brief.md": "---\nstart: 2026-01-01\nend: 2026-01-02\n---\n# x\n",
    ]) { $1 })
    let run = try box.run(list: arguments)
    #expect(run.status == expected, "\(run)")
    if expected != 0 { #expect(!run.error.isEmpty) }
  }

  @Test("without arguments it says what it can do")
  func overview() throws {
    let run = try Sandbox().run(list: [])
    for command in ["build", "check", "new", "data", "report", "list", "markdown"] {
      #expect(run.out.contains("\n  \(command) "), "\(command)")
    }
  }

  @Test("drafts are built when asked for")
  func drafts() throws {
    let box = try Sandbox(CommandTests.site)
    #expect(try box.run("build", "--today", "2026-06-01").status == 0)
    #expect(!box.exists("output/handbook/draft.html"))
    #expect(try box.run("build", "--drafts", "--today", "2026-06-01").status == 0)
    #expect(box.exists("output/handbook/draft.html"))
    #expect(try box.run("build", "--today", "2026-06-01").status == 0)
    #expect(!box.exists("output/handbook/draft.html"))
  }

  @Test("warnings stop a strict build and no other")
  func strict() throws {
    let box = try Sandbox.site(["content/a.md": "# 甲\n", "content/notes.txt": "x"])
    let strict = try box.run("build", "--strict")
    #expect(strict.places == ["content/notes.txt warning[not-copied]"])
    #expect(strict.status == 1)
    #expect(!box.exists("output"))
    #expect(try box.run("check", "--strict").status == 1)
    #expect(try box.run("check").status == 0)
    #expect(try box.run("build").status == 0)
    #expect(!box.exists("output/notes.txt"))
  }

  @Test("a base address adds canonical links and a site map, and nothing absolute without it")
  func baseURL() throws {
    let box = try Sandbox.site(["content/甲 & 乙.md": "# 甲\n"])
    #expect(try box.run("build").status == 0)
    #expect(!box.exists("output/sitemap.xml"))
    #expect(!(box.text("output/甲 & 乙.html") ?? "canonical").contains("canonical"))
    #expect(try box.run("build", "--base-url", "https://intranet.example/hb").status == 0)
    let map = box.text("output/sitemap.xml") ?? ""
    #expect(map.contains("<url><loc>https://intranet.example/hb/%E7%94%B2%20%26%20%E4%B9%99.html</loc></url>"))
    #expect(map.contains("<url><loc>https://intranet.example/hb/index.html</loc></url>"))
  }

  @Test("check says what build says, and writes nothing")
  func check() throws {
    let box = try Sandbox.site(["content/a.md": "---\ntitel: x\n---\n# 甲\n\n[x](no.md)\n"])
    let before = try box.files(below: ".")
    let check = try box.run("check")
    #expect(check.diagnostics.count == 2)
    #expect(try box.run("build").error == check.error)
    #expect(try box.files(below: ".") == before)
  }

  @Test("diagnostics come by file and line")
  func order() throws {
    let box = try Sandbox.site([
      "content/b.md": "# b\n\n[x](no.md)\n", "content/a.md": "---\ntitel: x\n---\n# a\n\n中文 [x](#no) [y](no.md)\n\n[z](no.md)\n",
      "content/a/c.md": "---\nweight: x\n---\n# c\n", "content/site.yaml": "name: x\nfoo: 1\n",
    ])
    #expect(try box.run("check").places == [
      "content/a.md:2:1 error[unknown-key]", "content/a.md:6:4 error[broken-anchor]", "content/a.md:6:13 error[broken-link]",
      "content/a.md:8:1 error[broken-link]", "content/a/c.md:2:9 error[wrong-type]", "content/b.md:3:1 error[broken-link]",
      "content/site.yaml:2:1 error[unknown-key]",
    ])
  }

  @Test("what a draft lacks stops nothing, and the line that takes a page out is named")
  func draftLine() throws {
    let box = try Sandbox.site(["content/a.md": "---\ntitel: x\n---\n# 甲\n"])
    #expect(try box.run("build").error.contains("content/a.md：在开头写一行 draft: true，可以先不生成这一页\n"))
    try box.put("---\ntitel: x\ndraft: true\n---\n# 甲\n", at: "content/a.md")
    #expect(try box.run("build").status == 0)
  }

  @Test("what is new checks clean and is never overwritten", arguments: ["2026-01-31", "2026-02-28", "2024-02-29", "2026-12-31"])
  func new(_ today: String) throws {
    let box = try Sandbox()
    #expect(try box.run("new", "site", "中心", "--today", today).status == 0)
    let site = box.path("中心")
    for (kind, id) in [("campaign", "春季-2027"), ("process", "p99"), ("case", "c1"), ("training", "t1")] {
      let made = try box.run("new", kind, id, "--site", site, "--today", today)
      #expect(made.status == 0, "\(made)")
      for path in made.out.split(separator: "\n") { #expect(box.exists(String(path))) }
      let again = try box.run("new", kind, id, "--site", site, "--today", today)
      #expect(again.status != 0 && again.error.contains("already-there"), "\(again)")
    }
    let check = try box.run("check", site, "--strict", "--today", today)
    #expect(check.status == 0, "\(check)")
    #expect(check.error.isEmpty)
    #expect(try box.run("build", site, "--today", today).status == 0)
    let again = try box.run("new", "site", "中心")
    #expect(again.error.contains("already-there"))
  }

  @Test("a new site does not copy templates, and its messages are English where the system is")
  func newSite() throws {
    let box = try Sandbox()
    #expect(try box.run("new", "site", "s").status == 0)
    #expect(!box.exists("s/templates"))
    #expect(box.exists("s/content/site.yaml"))
  }

  @Test("lists as lines of fields and as JSON", arguments: [
    ("campaigns", "spring\tended\t2026-03-01\t2026-03-03\t春季\tcontent/campaigns/spring/brief.md\n"),
    ("drafts", "page\t草稿页\tcontent/handbook/draft.md\n"),
    ("overdue", "2026-04-01\t运营\t甲\tcontent/handbook/a.md\n"),
    ("pages", """
      campaign\t春季\tcontent/campaigns/spring/brief.md
      review\t春季复盘\tcontent/campaigns/spring/review.md
      case\t案例一\tcontent/cases/one.md
      page\t甲\tcontent/handbook/a.md
      page\t乙\tcontent/handbook/深/乙.md
      page\t首页\tcontent/index.md

      """),
  ])
  func lists(_ topic: String, _ expected: String) throws {
    let box = try Sandbox(CommandTests.site)
    let text = try box.run("list", topic, "--today", "2026-06-01")
    #expect(text.out == expected)
    #expect(text.status == 0)
    let json = try box.run("list", topic, "--today", "2026-06-01", "--format", "json")
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [[String: String]])
    let lines = expected.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init).sorted() }
    #expect(rows.map { $0.values.sorted() } == lines)
  }

  @Test("Markdown from a file and from standard input, plain and with raw HTML", arguments: [
    ([], "a ~~b~~ <i>c</i>\n", "<p>a <del>b</del> c</p>\n"),
    (["--raw-html"], "a ~~b~~ <i>c</i>\n", "<p>a <del>b</del> <i>c</i></p>\n"),
    (["--commonmark"], "a ~~b~~ <i>c</i>\n", "<p>a ~~b~~ <i>c</i></p>\n"),
    ([], "", ""),
    ([], "中文 **重**\r\n", "<p>中文 <strong>重</strong></p>\n"),
    ([], "---\n", "<hr />\n"),
  ])
  func markdown(_ options: [String], _ text: String, _ expected: String) throws {
    let box = try Sandbox(["a.md": Content(stringLiteral: text)])
    let piped = try box.run(list: ["markdown"] + options, input: Array(text.utf8))
    #expect(piped.out == expected, "\(piped)")
    #expect(piped.status == 0)
    #expect(try box.run(list: ["markdown", "a.md"] + options).out == expected)
  }

  @Test("Markdown that is not UTF-8 neither stops the program nor comes out broken")
  func markdownBytes() throws {
    let run = try Sandbox().run(list: ["markdown"], input: [0x61, 0xFF, 0x00, 0x62, 0x0A])
    #expect(run.status == 0, "\(run)")
    #expect(run.out == "<p>a\u{FFFD}\u{FFFD}b</p>\n")
  }

  @Test("data says what a file was read as, as text and as JSON")
  func data() throws {
    let box = try Sandbox(["店铺.csv": "日期,渠道,销售额,备注\n2026-03-01,直播,\"1,200.50\",x\n合计,,\"1,200.50\",\n"])
    let text = try box.run("data", "店铺.csv")
    #expect(text.status == 0, "\(text)")
    #expect(text.out.hasPrefix("店铺.csv\n"))
    let json = try box.run("data", "店铺.csv", "--json")
    let reports = try #require(try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [[String: Any]])
    #expect(reports.count == 1)
    #expect(reports.first?["file"] as? String == "店铺.csv")
    #expect(reports.first?["kind"] as? String == "daily")
    #expect(reports.first?["rowsUsed"] as? Int == 1)
    let chinese = try box.run("data", "店铺.csv", environment: ["LANG": "zh_CN.UTF-8"])
    #expect(chinese.out != text.out)
  }

  @Test("report gives JSON of the promised shape, the same whenever it is asked")
  func report() throws {
    let box = try Sandbox(CommandTests.site)
    let run = try box.run("report", "spring", "--json", "--today", "2026-06-01")
    #expect(run.status == 0, "\(run)")
    #expect(try box.run("report", "spring", "--json", "--today", "2026-06-01").out == run.out)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any])
    #expect(report["schema"] as? Int == 1)
    #expect(report["campaign"] as? String == "spring")
    #expect(report["today"] as? String == "2026-06-01")
    #expect(report["dataAsOf"] as? String == "2026-03-03")
    #expect(report["currency"] as? String == "CNY")
    let figures = try #require(report["figures"] as? [String: [String: Any]])
    for (key, figure) in figures {
      #expect(Set(figure.keys).isSuperset(of: ["value", "unit", "kind", "formula", "sources", "missing"]), "\(key)")
      #expect(figure["value"] is NSNull || figure["missing"] is NSNull, "\(key)")
    }
    // 100.10 + 200.20 + 300.30, as decimal text because it is money.
    #expect(figures["revenue"]?["value"] as? String == "600.6" || figures["revenue"]?["value"] as? String == "600.60")
    let sources = try #require(figures["revenue"]?["sources"] as? [[String: Any]])
    #expect(sources.map { $0["file"] as? String } == ["content/campaigns/spring/data/shop.daily.csv"])
    let sections = try #require(report["sections"] as? [[String: Any]])
    #expect(sections.count == 16)
    for section in sections {
      #expect(Set(section.keys).isSuperset(of: ["id", "state", "needs", "sentences", "tables", "charts"]))
    }
    #expect((report["imports"] as? [Any])?.count == 1)
  }
}

@Suite struct FormatTests {
  private static let site: [String: Content] = [
    "content/甲.md": "---\ntitel: x\n---\n# 甲\n\n100%, [x](no.md)\n", "content/notes.txt": "x",
  ]

  private func check(_ format: String) throws -> Data {
    let run = try Sandbox.site(FormatTests.site).run("check", "--format", format)
    #expect(run.status == 1)
    #expect(run.error.isEmpty)
    return Data(run.out.utf8)
  }

  @Test("check as JSON: one object for each diagnostic")
  func json() throws {
    let rows = try #require(try JSONSerialization.jsonObject(with: check("json")) as? [[String: Any]])
    #expect(rows.map { $0["rule"] as? String } == ["not-copied", "unknown-key", "broken-link"])
    #expect(rows.map { $0["severity"] as? String } == ["warning", "error", "error"])
    #expect(rows.map { $0["file"] as? String } == ["content/notes.txt", "content/甲.md", "content/甲.md"])
    #expect(rows.map { $0["line"] as? Int } == [nil, 2, 6])
    #expect(rows.map { $0["column"] as? Int } == [nil, 1, 7])
    #expect(rows[1]["hint"] as? String == "是不是「title」？")
  }

  @Test("check for GitHub: one workflow command for each diagnostic, with what they escape escaped")
  func github() throws {
    let lines = String(decoding: try check("github"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("::warning file=content/notes.txt,title=not-copied::"))
    #expect(lines[1] == "::error file=content/甲.md,line=2,col=1,title=unknown-key::没有「titel」这个键%0A是不是「title」？")
    #expect(lines[2].hasPrefix("::error file=content/甲.md,line=6,col=7,title=broken-link::"))
  }

  /// The members that the SARIF 2.1.0 schema requires, and what GitHub's code scanning reads of them.
  @Test("check as SARIF has the members that its schema requires")
  func sarif() throws {
    let log = try #require(try JSONSerialization.jsonObject(with: check("sarif")) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    let runs = try #require(log["runs"] as? [[String: Any]])
    #expect(runs.count == 1)
    let driver = try #require((runs[0]["tool"] as? [String: Any])?["driver"] as? [String: Any])
    #expect(driver["name"] as? String == "fupan")
    #expect(runs[0]["columnKind"] as? String == "unicodeCodePoints")
    let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    #expect(rules == ["broken-link", "not-copied", "unknown-key"])
    let results = try #require(runs[0]["results"] as? [[String: Any]])
    #expect(results.count == 3)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index] == result["ruleId"] as? String)
      #expect(["error", "warning"].contains(result["level"] as? String))
      #expect(((result["message"] as? [String: Any])?["text"] as? String)?.isEmpty == false)
      let locations = try #require(result["locations"] as? [[String: Any]])
      let place = try #require(locations[0]["physicalLocation"] as? [String: Any])
      #expect(["content/notes.txt", "content/%E7%94%B2.md"].contains((place["artifactLocation"] as? [String: Any])?["uri"] as? String))
      if let region = place["region"] as? [String: Any] { #expect((region["startLine"] as? Int ?? 0) >= 1) }
    }
    let regions = results.map { result in
      (((result["locations"] as? [[String: Any]])?[0]["physicalLocation"] as? [String: Any])?["region"] as? [String: Int])
    }
    #expect(regions == [nil, ["startLine": 2, "startColumn": 1], ["startLine": 6, "startColumn": 7]])
  }

  @Test("a clean site gives an empty list in every format", arguments: ["json", "github", "sarif", "text"])
  func clean(_ format: String) throws {
    let run = try Sandbox.site(["content/a.md": "# 甲\n"]).run("check", "--format", format)
    #expect(run.status == 0)
    #expect(run.error.isEmpty)
    switch format {
    case "json": #expect(run.out == "[]\n")
    case "sarif": #expect(run.out.contains("\"results\":[]"))
    default: #expect(run.out.isEmpty)
    }
  }
}
