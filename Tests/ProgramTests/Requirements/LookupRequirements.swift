import Foundation
import Testing

/// What people look up: questions, KPIs, tools, cases, templates, settled ways of working.
@Suite struct LookupRequirements {
  @Test("req:faq questions by subject with answers that lead on, the three that must be answered among them; a question without an answer is told")
  func questions() throws {
    let page = try HandbookSite.shared().page("handbook/faq.html")
    let table = try #require(page.main.all("table").first)
    #expect(table.all("tr", class: "group").count >= 5)
    for question in ["营销计划", "营销团队", "营销效果"] {
      let row = try #require(table.all("tr").first { $0.text.contains("怎样") && $0.text.contains(question) }, "\(question)")
      #expect(row.text.count > 80 && !row.links.isEmpty, "\(row)")
    }
    let rows = "编号,主题,问题,回答,详见\nQ1,预算,能超支吗？,,home\n"
    let problems = try PlanningSite(site: ["faq.csv": rows]).problems()
    #expect(problems.contains { $0.hasPrefix("content/registers/faq.csv:2") && $0.contains("error[missing-cell]") }, "\(problems)")
  }

  @Test("req:kpi-dictionary a KPI's names, formula, unit and direction; a review may use none that the dictionary lacks")
  func dictionary() throws {
    let page = try HandbookSite.shared().page("kpi/group-5.3.html")
    let ctr = try #require(page["ctr"] ?? page.root.first { $0.attributes["id"]?.hasSuffix("ctr") ?? false })
    for text in ["点击率", "click-through rate", "越高越好"] {
      #expect(ctr.text.localizedCaseInsensitiveContains(text), "\(text): \(ctr.text)")
    }
    #expect(ctr.text.contains("点击") && ctr.text.contains("÷") || ctr.text.contains("clicks / impressions"), "\(ctr.text)")
    let brief = PlanningSite.brief.replacing("kpi: conversion-rate", with: "kpi: coversion-rate")
    #expect(try PlanningSite(brief: brief).problems().contains { $0.contains("error[unknown-kpi]") })
  }

  @Test("req:tools-directory tools by category with use, status and day of check; one checked over a year ago is told; the handbook names those of both lists")
  func tools() throws {
    let rows = "类别,产品,用途,状态,核对日期,管理角色\n数据分析,百度统计,看流量,在用,2026-01-05,数据分析\n邮件营销,信使,发邮件,备选,2025-03-01,\n"
    let site = try PlanningSite(site: ["tools.csv": rows])
    #expect(try site.problems() == [
      "content/registers/tools.csv:3: warning[register-check]: “信使”上次核对是 2025-03-01，已超过一年"
    ])
    let page = try site.register("tools")
    #expect(page.all("tr", class: "group").map(\.text).sorted() == ["数据分析 1", "邮件营销 1"].sorted())
    #expect(page.cell("百度统计", "status") == "在用")

    let tools = try HandbookSite.shared().page("registers/tools.html").main
    for product in ["百度统计", "Hootsuite", "Mailchimp", "创客贴", "剪映", "神策数据", "问卷星", "纷享销客", "环信"] {
      #expect(tools.text.contains(product), "\(product)")
    }
  }

  @Test("req:tool-scorecard six weighted principles, a total and advice; a weak tool is to be replaced")
  func scorecard() throws {
    let rows = "产品,评分日期,需求匹配,易用,数据互通,可扩展,成本效益,安全合规\n甲,2026-01-05,5,4,4,3,4,5\n乙,2026-01-05,2,3,2,2,3,2\n"
    let tools = "类别,产品,用途,状态,核对日期,管理角色\n数据分析,甲,看流量,在用,2026-01-05,数据分析\n数据分析,乙,看流量,在用,2026-01-05,数据分析\n"
    let page = try PlanningSite(site: ["tool_scores.csv": rows, "tools.csv": tools]).register("tool_scores")
    // By hand: 5×0.25+4×0.15+4×0.2+3×0.1+4×0.15+5×0.15 = 4.30, and 2×0.25+3×0.15+2×0.2+2×0.1+3×0.15+2×0.15 = 2.30.
    let ranking = try #require(page.table("选型对比")).grid
    #expect(ranking.first { $0.first == "甲" }?.prefix(3) == ["甲", "4.30", "保留"])
    #expect(ranking.first { $0.first == "乙" }?.prefix(3) == ["乙", "2.30", "替换"])
    #expect(page.findings("weak-security").first?.contains("乙") == true)
  }

  @Test("req:case-library one layout for all cases, by outcome; a figure without a source is told; the handbook has five")
  func cases() throws {
    let library = try HandbookSite.shared()
    let index = try library.page("cases/index.html")
    let failures = try #require(index["outcome-failure"])
    #expect(failures.all("li").count == 1 && failures.text.contains("失败"))
    #expect(try #require(index["outcome-success"]).all("li").count >= 3)
    let pages = try library.pages(below: "cases").filter { !$0.path.hasSuffix("index.html") }
    #expect(pages.count == 5)
    for (path, _, page) in pages {
      let headings = page.main.all("h2").map(\.text)
      for part in ["背景", "策略", "执行", "结果", "教训"] {
        #expect(headings.contains { $0.contains(part) }, "\(path) has no \(part)")
      }
      let figures = try #require(page["case-figures"]?.text == nil ? nil : page.main.all("section", class: "case-figures").first, "\(path)")
      for row in figures.all("tr").dropFirst() {
        let source = row.elements.last?.text ?? ""
        #expect(source.contains("示例") || source.contains("待核实") || source.contains("http") || source.contains("年"), "\(path): \(row.text)")
      }
    }
    let box = try Sandbox.site([
      "content/cases/a.md": "---\ntitle: 甲\noutcome: success\nfigures:\n  - {what: 销量, value: 30 万台}\n---\n## 背景\n\n文\n"
    ])
    #expect(try box.run("check").places == ["content/cases/a.md:5:5 error[missing-key]"])
  }

  @Test("req:template-library every template of the library can be copied from its page, is what `fupan new page` writes, and builds")
  func templates() throws {
    let library = try HandbookSite.shared()
    for name in ["marketing-plan", "creative-brief", "evaluation-report"] {
      let page = try library.page("handbook/templates/\(name).html")
      let shown = try #require(page.main.all("figure", class: "starter").first)
      #expect(shown.text.contains("fupan new page \(name) PATH"))
      let box = try Sandbox.site(["content/site.yaml": "name: 示例\nlanguage: zh-Hans\n"])
      let run = try box.run("new", "page", name, "handbook/新页面", "--today", HandbookSite.today)
      #expect(run.out == "./content/handbook/新页面.md\n")
      let written = try #require(box.text("content/handbook/新页面.md"))
      let code = try #require(shown.all("code").last)
      #expect(code.text == written.split { $0.isWhitespace }.joined(separator: " "))
      #expect(try box.run("check", "--today", HandbookSite.today).status == 0)
    }
    let unknown = try Sandbox.site(["content/a.md": "---\ntitle: 甲\n---\n```starter\npages/marketing-plam.md\n```\n"]).run("check")
    #expect(unknown.diagnostics.first?.contains("error[unknown-starter]") == true)
  }

  @Test("req:sop-pages days and owners of a settled way of working from its template, with version and change log")
  func procedures() throws {
    let rows = "操作手册,时点,做什么,责任人,交付物\n大促,0,开门,活动执行,截图\n大促,-30,报名会场,活动执行,回执\n直播,-1,彩排,数字营销,录像\n"
    let page = Content(stringLiteral: """
      ---
      title: 大促操作手册
      version: "1.1"
      changes:
        - {version: "1.1", date: 2026-02-01, what: 报名提前到三十天, by: events}
      ---

      ```table
      register: sop_steps
      where: sop = "大促"
      ```
      """)
    let site = try PlanningSite(site: ["sop_steps.csv": rows])
    try site.box.put(page, at: "content/handbook/sop.md")
    let built = try site.page("handbook/sop.html")
    let table = try #require(built.main.all("table").first)
    let tasks = table.column("task")
    #expect(tasks == ["报名会场", "开门"])
    #expect(table.column("owner") == ["活动执行", "活动执行"])
    #expect(built.main.text.contains("1.1") && built.main.text.contains("报名提前到三十天"))

    let sops = try HandbookSite.shared().pages(below: "handbook/sop").filter { !$0.path.hasSuffix("index.html") }
    #expect(sops.count >= 3)
    for sop in sops { #expect(sop.page.main.column("task").count >= 10, "\(sop.path)") }
  }
}
