import Testing

/// Processes: their pages, their drawings, and what carries the duties of the centre.
@Suite struct ProcessRequirements {
  private static let process = """
    ---
    title: 审稿流程
    type: process
    code: P01
    kpis: [ctr]
    steps:
      - {id: draft, name: 写稿, does: 写出初稿, in: 选题, out: 初稿, roles: [creative], approves: lead, form: 稿件单, template: form.md}
      - {id: check, name: 审稿, does: 查事实, in: 初稿, out: 定稿, roles: [legal, analytics], approves: legal, informs: [digital],
         next: [{to: release, when: 通过}, {to: draft, when: 退回}]}
      - {id: release, name: 发布, does: 上线, in: 定稿, out: 链接, roles: [digital], approves: lead}
    ---
    """

  private static func site(_ process: String) throws -> Sandbox {
    try Sandbox.site([
      "content/handbook/p01.md": Content(stringLiteral: process), "content/handbook/form.md": "---\ntitle: 稿件单\n---\n字段\n",
    ])
  }

  @Test("req:process-pages steps in order with input, output, roles and form, RACI and KPIs; a step without a role or a doubled id is told; the handbook has fifteen with seventy-two steps")
  func pages() throws {
    let box = try ProcessRequirements.site(ProcessRequirements.process)
    let run = try box.run("build", "--today", "2026-11-22", limit: 20)
    try #require(run.status == 0, "\(run)")
    let page = try #require(box.page("handbook/p01.html"))
    let table = try #require(page.root.all("table", class: "steps").first)
    #expect(table.grid[1...].map { Array($0.prefix(5)) } == [
      ["1. 写稿", "写出初稿", "选题", "初稿", "内容创意"], ["2. 审稿", "查事实", "初稿", "定稿", "法务合规、数据分析"],
      ["3. 发布", "上线", "定稿", "链接", "数字营销"],
    ])
    #expect(table.links["稿件单"] == "form.html")
    let raci = try #require(page.root.all("table", class: "raci").first)
    #expect(raci.grid == [
      ["步骤", "内容创意", "营销负责人", "法务合规", "数据分析", "数字营销"],
      ["写稿", "R", "A", "", "", ""], ["审稿", "", "", "R A", "R", "I"], ["发布", "", "A", "", "", "R"],
    ])
    #expect(page.main.links["点击率"]?.contains("kpi/") == true)

    let broken = ProcessRequirements.process.replacing("roles: [digital], approves: lead}", with: "approves: lead}")
      .replacing("id: check", with: "id: draft").replacing("to: release", with: "to: relase")
    #expect(try ProcessRequirements.site(broken).run("check", "--today", "2026-11-22").places == [
      "content/handbook/p01.md:8:5 error[duplicate-id]", "content/handbook/p01.md:9:13 error[unknown-step]",
      "content/handbook/p01.md:10:5 warning[step-without-role]",
    ])

    let pages = try HandbookSite.shared().pages(below: "handbook/processes").filter { !$0.code.isEmpty }
    #expect(pages.map(\.code) == (1...15).map { $0 < 10 ? "P0\($0)" : "P\($0)" })
    let steps = pages.map { $0.page.root.all("table", class: "steps").first?.grid.count ?? 1 }.map { $0 - 1 }
    #expect(steps == [5, 6, 5, 4, 5, 5, 4, 4, 4, 5, 6, 4, 5, 5, 5])
  }

  @Test("req:process-flow-diagram the steps drawn in swimlanes with branches, told in a table too; a step that the text leaves out is told")
  func flow() throws {
    let text = ProcessRequirements.process + "\n\n## 写稿\n\n写。\n\n## 审稿\n\n审。\n"
    let box = try ProcessRequirements.site(text)
    #expect(try box.run("build", "--today", "2026-11-22", limit: 20).places == ["content/handbook/p01.md:10:5 warning[step-without-text]"])
    let page = try #require(box.page("handbook/p01.html"))
    let figure = try #require(page.main.figures.first { $0.kind == "flow" })
    for label in ["内容创意", "法务合规", "数字营销", "写稿", "审稿", "发布", "通过", "退回"] {
      #expect(figure.labels.joined().contains(label), "\(label)")
    }
    // As many steps are told as the table of the page has.
    #expect(figure.grid.dropFirst().map { $0.joined(separator: " ") }.filter { $0.contains("写稿") || $0.contains("审稿") || $0.contains("发布") }.count >= 3)
    #expect(figure.grid.contains { $0.contains { $0.contains("退回") } })
  }

  @Test("req:centre-profile position, four focal points and four duties, each led to its processes; a duty without one is told")
  func profile() throws {
    let page = try HandbookSite.shared().page("handbook/centre/index.html")
    for point in ["品牌价值", "市场份额", "用户黏性", "商业目标"] { #expect(page.main.text.contains(point), "\(point)") }
    let duties = try #require(page.main.all("table").first { $0.text.contains("市场研究与分析") })
    for (duty, process) in [
      ("市场研究与分析", "营销策划流程"), ("营销策划与执行", "活动策划流程"), ("客户关系管理", "客户关系管理流程"), ("营销数据分析", "营销数据分析流程"),
    ] {
      let row = try #require(duties.all("tr").first { $0.text.contains(duty) }, "\(duty)")
      #expect(row.links[process]?.contains("processes/") == true, "\(row.links)")
    }
    let problems = try PlanningSite(site: ["duties.csv": "编号,职责,要点\nd1,客户关系,维护\n"]).problems()
    #expect(problems == ["content/registers/duties.csv:2: error[register-check]: 职责“客户关系”没有流程承接"])
  }

  @Test("req:org-chart units as a tree; a duty that two lead, or nobody, is told")
  func organisation() throws {
    let rows = "编号,名称,上级,主责\ncentre,营销中心,,营销策划与执行\ninsight,洞察组,centre,市场研究与分析\ndata,数据组,centre,营销数据分析\ncare,客户组,centre,客户关系管理\n"
    let tree = try #require(try PlanningSite(site: ["org.csv": rows]).register("org").figure("组织架构图", kind: "tree"))
    for unit in ["营销中心", "洞察组", "数据组", "客户组"] { #expect(tree.labels.joined().contains(unit), "\(unit)") }
    let twice = rows.replacing("care,客户组,centre,客户关系管理", with: "care,客户组,centre,营销数据分析")
    #expect(try PlanningSite(site: ["org.csv": twice]).problems() == [
      "content/registers/org.csv: error[register-check]: 职责“客户关系管理”没有主责",
      "content/registers/org.csv:4: error[register-check]: 职责“营销数据分析”有两个以上主责",
    ])
  }

  @Test("req:training-module-pages goals, layer, length and needs of a module; a gap in the codes is told")
  func modules() throws {
    let quiz = "```quiz\n第几个 P 是 [[价格]]？\n\n> 第二个。\n\nsee: #要点\n```\n"
    func module(_ code: String, needs: String = "M01") -> Content {
      Content(stringLiteral: "---\ntitle: 模块 \(code)\ncode: \(code)\nlayer: [全员]\nminutes: 45\ngoals: [说得出四个 P]\nneeds: [\(needs)]\n---\n\n## 要点\n\n产品、价格、渠道、促销。\n\n- [ ] 写出一例\n\n\(quiz)\(quiz)\(quiz)")
    }
    let box = try Sandbox.site([
      "content/training/a.md": module("M01", needs: ""), "content/training/b.md": module("M02"), "content/training/c.md": module("M05"),
    ])
    let run = try box.run("build", "--today", "2026-11-22", limit: 20)
    #expect(run.diagnostics == ["content/training/c.md:2: warning[code-gap]: 编号不连续，缺 M03、M04"])
    let page = try #require(box.page("training/b.html"))
    for text in ["M02", "全员", "45 分钟", "说得出四个 P", "M01"] { #expect(page.main.text.contains(text), "\(text)") }
    #expect(page.main.all("input").count { $0.attributes["type"] == "checkbox" } == 1)
  }

  @Test("req:print-edition the whole book on one page: contents, numbers, links that stay within it")
  func book() throws {
    let box = try Sandbox.site([
      "content/site.yaml": "name: 示例\nbook: [handbook]\n",
      "content/handbook/index.md": "---\ntitle: 手册\n---\n见[甲](a.md#步骤)。\n",
      "content/handbook/a.md": "---\ntitle: 甲\nweight: 1\n---\n## 步骤\n\n做[乙](deep/b.md)，不做[外页](../other.md)。\n",
      "content/handbook/deep/index.md": "---\ntitle: 深处\nweight: 2\n---\n",
      "content/handbook/deep/b.md": "---\ntitle: 乙\n---\n## 步骤\n\n另一件。\n",
      "content/other.md": "---\ntitle: 外页\n---\n文\n",
    ])
    let run = try box.run("build", "--today", "2026-11-22", limit: 20)
    try #require(run.status == 0, "\(run)")
    let page = try #require(box.page("book.html"))
    let contents = try #require(page.root.all("section", class: "book-contents").first)
    #expect(contents.all("a").map(\.text) == ["1 手册", "1.1 甲", "1.2 深处", "1.2.1 乙"])
    let ids = page.root.all { $0.attributes["id"] != nil }.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let links = page.main.all("a").compactMap { $0.attributes["href"] }
    #expect(links.filter { $0.hasPrefix("#") }.allSatisfy { link in ids.contains(link.dropFirst().removingPercentEncoding ?? "") })
    // 甲's own step, 乙, and the page that is not in the book.
    #expect(page.main.links["外页"] == "other.html")
    let step = try #require(page.main.links["甲"]?.dropFirst().removingPercentEncoding)
    #expect(page[step]?.text == "步骤")
    // A page's heading stands below that of its folder, and what is within the page below that.
    #expect(page.main.all { ["h2", "h3", "h4"].contains($0.name) }.map { $0.name + " " + $0.text }.filter { !$0.contains("目录") } == [
      "h2 1 手册", "h3 1.1 甲", "h4 步骤", "h3 1.2 深处", "h4 1.2.1 乙",
    ])
    #expect(try Sandbox.site(["content/site.yaml": "name: 示例\nbook: [handbok]\n", "content/handbook/a.md": "---\ntitle: 甲\n---\n文\n"])
      .run("check").diagnostics.count == 1)
  }
}
