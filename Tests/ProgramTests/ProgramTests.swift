import Foundation
import Testing

/// A page of the handbook, a campaign with data, a case: the least that touches every kind of page.
let smallSite: [String: Content] = [
  "content/site.yaml": "name: 示例中心\n",
  "content/index.md": "# 首页\n\n[流程](handbook/a.md)\n",
  "content/handbook/a.md": "---\ntitle: 甲\nowner: 运营\nchecked: 2026-01-01\ncheck_every: 3 months\n---\n\n## 第一步\n\n文字。\n",
  "content/handbook/深/乙.md": "# 乙\n\n[甲](../a.md#第一步)\n",
  "content/campaigns/spring/brief.md": """
    ---
    title: 春季
    status: ended
    start: 2026-03-01
    end: 2026-03-03
    goal: 多卖
    theme: 上新
    audiences: [新客]
    channels: [直播, 私域]
    budget: 1000
    owner: 运营
    targets:
      - {kpi: revenue-total, target: 600}
    ---

    正文。

    """,
  "content/campaigns/spring/review.md": "---\ntitle: 春季复盘\n---\n\n纪要。\n",
  "content/campaigns/spring/data/shop.daily.csv": """
    date,channel,revenue,orders
    2026-03-01,直播,100.10,1
    2026-03-02,直播,200.20,2
    2026-03-03,私域,300.30,3

    """,
  "content/cases/one.md": "---\ntitle: 案例一\noutcome: success\n---\n\n正文。\n",
]

@Suite struct BuildTests {
  @Test("a second build writes nothing and every byte stays the same")
  func twice() throws {
    let box = try Sandbox(smallSite)
    let first = try box.run("build", "--today", "2026-06-01")
    #expect(first.status == 0, "\(first)")
    let before = try box.files(below: "output")
    #expect(before["handbook/a.html"] != nil)
    #expect(before["campaigns/spring/review.html"] != nil)
    #expect(before["handbook/深/乙.html"] != nil)
    let second = try box.run("build", "--today", "2026-06-01")
    #expect(second.status == 0, "\(second)")
    #expect(second.out.contains("写入 0 个"))
    #expect(try box.files(below: "output") == before)
  }

  @Test("another folder and another copy of the same input give the same bytes")
  func sameBytesElsewhere() throws {
    let box = try Sandbox(smallSite)
    let other = try Sandbox(smallSite)
    #expect(try box.run("build", "--today", "2026-06-01").status == 0)
    #expect(try other.run("build", "--today", "2026-06-01", "--output", "deep/er/out").status == 0)
    #expect(try box.files(below: "output") == other.files(below: "deep/er/out"))
  }

  @Test("the day decides which pages are overdue")
  func today() throws {
    let box = try Sandbox(smallSite)
    #expect(try box.run("build", "--today", "2026-03-31").status == 0)
    #expect(!(box.text("output/handbook/a.html") ?? "").contains("2026-04-01"))
    #expect(try box.run("build", "--today", "2026-04-02").status == 0)
    #expect((box.text("output/handbook/a.html") ?? "").contains("2026-04-01"))
  }
}

@Suite struct ContentErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var file: String
    var text: String
    /// Places and rules, in order.
    var expected: [String]
    var testDescription: String { name }

    init(_ name: String, site: String, _ expected: String...) {
      (self.name, file, text, self.expected) = (name, "content/site.yaml", site, expected)
    }
    init(_ name: String, page: String, _ expected: String...) {
      (self.name, file, text, self.expected) = (name, "content/a.md", page, expected)
    }
    init(_ name: String, brief: String, _ expected: String...) {
      (self.name, file, text, self.expected) = (name, "content/campaigns/s/brief.md", brief, expected)
    }
  }

  @Test("a mistake in YAML is one located error", arguments: [
    Case("an open bracket", site: "name: [x\n", "content/site.yaml:2:1 error[yaml-syntax]"),
    Case("text behind a quoted value", site: "name: x\ndescription: \"中文\" x\n", "content/site.yaml:2:19 error[yaml-syntax]"),
    Case("a tab for indentation", page: "---\ntags:\n\t- a\n---\n# x\n", "content/a.md:3:1 error[yaml-syntax]"),
    Case("a key twice", site: "name: x\nname: y\n", "content/site.yaml:1:1 error[duplicate-key]"),
    Case("no closing fence", page: "---\ntitle: x\n\n# x\n", "content/a.md:1 error[unclosed-front-matter]"),
    Case("a colon of Chinese width", page: "---\ntitle：x\n---\n# x\n", "content/a.md:2:1 error[wrong-type]"),
    Case("a list for a mapping", page: "---\n- x\n---\n# x\n", "content/a.md:2:1 error[wrong-type]"),
  ])
  func yaml(_ example: Case) throws { try check(example) }

  @Test("unknown keys, wrong types, missing keys and bad dates stand at their place", arguments: [
    Case("unknown key of the site", site: "name: x\nlangauge: en\n", "content/site.yaml:2:1 error[unknown-key]"),
    Case("no name", site: "language: en\n", "content/site.yaml:1:1 error[missing-key]"),
    Case("a name of nothing", site: "name:\n", "content/site.yaml:1:1 error[missing-key]"),
    Case("a name of no letters", site: "name: \"\"\n", "content/site.yaml:1:1 error[missing-key]"),
    Case("no language of ours", site: "name: x\nlanguage: fr\n", "content/site.yaml:2:11 error[bad-value]"),
    Case("no currency", site: "name: x\ncurrency: 人民币\n", "content/site.yaml:2:11 error[out-of-range]"),
    Case(
      "thresholds outside 0 to 1", site: "name: x\nthresholds: {warn: 2, target_green: -1, 中文: abc}\n",
      "content/site.yaml:2:20 error[out-of-range]", "content/site.yaml:2:37 error[out-of-range]",
      "content/site.yaml:2:45 error[wrong-type]"),
    Case(
      "a page with everything wrong",
      page: """
        ---
        titel: x
        owner: [a]
        weight: 中
        draft: maybe
        checked: 2026-02-30
        updated: 昨天
        check_every: 6 fortnights
        ---
        # x

        """,
      "content/a.md:2:1 error[unknown-key]", "content/a.md:3:8 error[wrong-type]", "content/a.md:4:9 error[wrong-type]",
      "content/a.md:5:8 error[wrong-type]", "content/a.md:6:10 error[bad-date]", "content/a.md:7:10 error[bad-date]",
      "content/a.md:8:14 error[out-of-range]"),
    Case("a page of the wrong type", page: "---\ntype: campaign\n---\n# x\n", "content/a.md:2:7 error[wrong-page-type]"),
    Case("a step twice, and without a role", page: """
      ---
      type: process
      steps:
        - {id: a, name: 甲, roles: [lead]}
        - {id: a, name: 乙}
      ---
      # x

      """, "content/a.md:5:5 error[duplicate-id]", "content/a.md:5:5 warning[step-without-role]"),
    Case("a brief without dates", brief: "---\ntitle: s\n---\n",
      "content/campaigns/s/brief.md:2:1 error[missing-key]", "content/campaigns/s/brief.md:2:1 error[missing-key]"),
    Case("an end before the start", brief: "---\ntitle: s\nstart: 2026-03-02\nend: 2026-03-01\n---\n",
      "content/campaigns/s/brief.md:4:6 error[end-before-start]"),
    Case("a date that does not exist", brief: "---\ntitle: s\nstart: 2026-02-30\nend: 2026-03-01\n---\n",
      "content/campaigns/s/brief.md:3:8 error[bad-date]"),
    Case("a baseline inside the campaign", brief: """
      ---
      title: s
      start: 2026-03-01
      end: 2026-03-09
      baseline: {start: 2026-02-20, end: 2026-03-01}
      ---

      """, "content/campaigns/s/brief.md:5:11 error[baseline-overlaps]"),
    Case("a target without a number", brief: """
      ---
      title: s
      start: 2026-03-01
      end: 2026-03-09
      targets:
        - {kpi: revenue-total, target: 很多}
        - {target: 5}
        - {kpi: revenue-total, target: 5, wieght: 3}
      ---

      """, "content/campaigns/s/brief.md:6:34 error[wrong-type]", "content/campaigns/s/brief.md:7:5 error[missing-key]",
      "content/campaigns/s/brief.md:8:37 error[unknown-key]"),
  ])
  func fields(_ example: Case) throws { try check(example) }

  private func check(_ example: Case) throws {
    let box = try Sandbox.site([example.file: Content(stringLiteral: example.text)])
    let run = try box.run("build", "--today", "2026-06-01")
    #expect(run.places == example.expected, "\(run)")
    #expect(run.status == 1)
    #expect(!box.exists("output"))
  }

  @Test("an unknown key is told with the nearest known one, the line and a caret, in the site's language")
  func words() throws {
    let chinese = try Sandbox.site(["content/a.md": "---\ntitel: x\n---\n# x\n"])
    #expect(try chinese.run("check").error == """
      content/a.md:2:1: error[unknown-key]: 没有「titel」这个键
        2 | titel: x
          | ^
        建议: 是不是「title」？
      content/a.md：在开头写一行 draft: true，可以先不生成这一页
      1 个错误，0 个警告

      """)
    let english = try Sandbox(["content/site.yaml": "name: x\nlanguage: en\n", "content/a.md": "---\ntitel: x\n---\n# x\n"])
    #expect(try english.run("check").error == """
      content/a.md:2:1: error[unknown-key]: unknown key 'titel'
        2 | titel: x
          | ^
        hint: did you mean 'title'?
      content/a.md: a line 'draft: true' in the front matter takes this page out of the build
      1 error, 0 warnings

      """)
  }

  @Test("an id is used once in a site")
  func duplicateID() throws {
    let box = try Sandbox.site([
      "content/a.md": "---\nid: x\n---\n# a\n", "content/b.md": "---\ntitle: b\nid: x\n---\n",
    ])
    #expect(try box.run("check").diagnostics == ["content/b.md:3: error[duplicate-id]: id「x」已被 content/a.md 使用"])
  }
}
