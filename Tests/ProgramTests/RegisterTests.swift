import Foundation
import Testing

/// Registers as the program's commands see them.
@Suite struct RegisterTests {
  private static let site: [String: Content] = [
    "content/site.yaml": "name: 示例\n",
    "content/registers/glossary.csv": "术语,中文名,释义\nCTR,点击率,点击除以展示\n",
    "content/registers/glossary-more.csv": "术语,中文名,释义\nUV,访客数,去重后的访客\n",
    "content/registers/visits.register.yaml": """
      id: visits
      name: {zh: 门店走访, en: Shop visits}
      scope: campaign
      group: sales
      key: id
      columns: [{id: id}]

      """,
    "content/campaigns/spring/brief.md": """
      ---
      title: 春季
      status: draft
      start: 2026-03-01
      end: 2026-03-03
      ---

      正文。

      """,
    // The second risk scores 16 and has no response: an error; nor has it a trigger: a warning.
    "content/campaigns/spring/registers/risks.csv": """
      编号,风险,概率,影响,触发条件,对策,负责人
      R-1,断货,2,2,可售天数低于 3,补货,product
      R-2,支付故障,4,4,,,product

      """,
    "content/campaigns/spring/registers/tasks.csv": """
      编号,任务,负责人,计划开始,计划完成,交付物,状态,实际完成,缓冲
      T-1,选品,product,2026-02-02,2026-02-03,清单,已完成,2026-02-03,1
      T-2,拍摄,creative,2026-03-09,2026-03-10,成片,未开始,,1
      T-3,上架,events,2026-03-04,2026-03-05,链接,进行中,,

      """,
    "content/campaigns/spring/registers/打样.csv": "甲,乙\n1,2\n",
  ]

  @Test("list registers: rows, and what a build finds wrong in them")
  func registers() throws {
    let box = try Sandbox(RegisterTests.site)
    let run = try box.run("list", "registers", "--today", "2026-03-02")
    #expect(run.status == 0, "\(run)")
    #expect(run.out == """
      glossary\t术语表\t\t2\t0\t0\tcontent/registers/glossary-more.csv, content/registers/glossary.csv
      visits\t门店走访\t\t0\t0\t0\t
      risks\t风险登记\tspring\t2\t1\t1\tcontent/campaigns/spring/registers/risks.csv
      tasks\t任务拆解\tspring\t3\t0\t0\tcontent/campaigns/spring/registers/tasks.csv
      \t\tspring\t0\t1\t0\tcontent/campaigns/spring/registers/打样.csv

      """)
    let json = try box.run("list", "registers", "--today", "2026-03-02", "--format", "json")
    let rows = try #require(try JSONSerialization.jsonObject(with: Foundation.Data(json.out.utf8)) as? [[String: Any]])
    #expect(rows.map { $0["id"] as? String } == ["glossary", "visits", "risks", "tasks", ""])
    #expect(rows.map { $0["rows"] as? Int } == [2, 0, 2, 3, 0])
    #expect(rows.map { $0["errors"] as? Int } == [0, 0, 1, 0, 1])
    #expect((rows[0]["files"] as? [String])?.count == 2)
    // The same errors stop a build.
    #expect(try box.run("check", "--today", "2026-03-02").places.filter { $0.contains("error") } == [
      "content/campaigns/spring/registers/risks.csv:3 error[register-check]",
      "content/campaigns/spring/registers/打样.csv error[unknown-register]",
    ])
  }

  @Test("rows are not counted with declarations that have errors")
  func unsound() throws {
    let box = try Sandbox(RegisterTests.site)
    try box.put("id: visits\nname: {zh: 走访, en: Visits}\nkey: nope\ncolumns: [{id: id}]\n", at: "content/registers/visits.register.yaml")
    let run = try box.run("list", "registers", "--format", "json")
    let rows = try #require(try JSONSerialization.jsonObject(with: Foundation.Data(run.out.utf8)) as? [[String: Any]])
    #expect(rows.contains { $0["id"] as? String == "risks" && $0["rows"] is NSNull }, "\(run)")
  }

  @Test("list actions: what is not done, the earliest first")
  func actions() throws {
    let box = try Sandbox(RegisterTests.site)
    let run = try box.run("list", "actions", "--today", "2026-03-02")
    #expect(run.status == 0, "\(run)")
    #expect(run.out == """
      2026-03-05\t活动执行\tspring\ttasks\tT-3\t上架\tcontent/campaigns/spring/registers/tasks.csv
      2026-03-10\t内容创意\tspring\ttasks\tT-2\t拍摄\tcontent/campaigns/spring/registers/tasks.csv

      """)
    let json = try box.run("list", "actions", "--today", "2026-03-02", "--format", "json")
    let rows = try #require(try JSONSerialization.jsonObject(with: Foundation.Data(json.out.utf8)) as? [[String: String]])
    #expect(rows.map { $0["id"] } == ["T-3", "T-2"])
    #expect(rows.first.map { Set($0.keys) } == ["due", "owner", "campaign", "register", "id", "label", "file"])
  }

  @Test("data reads a register by the name of its file, and prints the import report")
  func data() throws {
    let box = try Sandbox(RegisterTests.site)
    let file = "content/campaigns/spring/registers/tasks.csv"
    let run = try box.run("data", file)
    #expect(run.status == 0, "\(run)")
    #expect(run.out.hasPrefix(file + "\n"))
    #expect(run.out.contains("计划完成"))
    let json = try box.run("data", file, "--json")
    let reports = try #require(try JSONSerialization.jsonObject(with: Foundation.Data(json.out.utf8)) as? [[String: Any]])
    #expect(reports.map { $0["kind"] as? String } == ["tasks"])
    #expect(reports.map { $0["rowsUsed"] as? Int } == [3])
    let unknown = try box.run("data", "content/campaigns/spring/registers/打样.csv")
    #expect(unknown.places == ["content/campaigns/spring/registers/打样.csv error[unknown-register]"])
    #expect(unknown.status == 1)
  }

  @Test("a new campaign has its registers, empty, and builds without a word")
  func newCampaign() throws {
    let box = try Sandbox(["content/site.yaml": "name: 示例\n"])
    let made = try box.run("new", "campaign", "autumn", "--today", "2026-03-02")
    #expect(made.status == 0, "\(made)")
    let folder = "content/campaigns/autumn/registers"
    let files = try box.files(below: folder).keys.sorted()
    #expect(Set(files).isSuperset(of: ["budget.csv", "risks.csv", "spend.csv", "tasks.csv", "team.csv"]))
    let build = try box.run("build", "--strict", "--today", "2026-03-02")
    #expect(build.status == 0, "\(build)")
    #expect(build.error.isEmpty)
    // The example rows are comments; two checklists come with their questions.
    let questions = ["ethics.csv": "15", "privacy_checks.csv": "8"]
    #expect(try box.run("list", "registers").out.split(separator: "\n").map { String($0.split(separator: "\t")[3]) }
      == files.map { questions[$0] ?? "0" })
    // Without its mark an example row counts.
    let text = try #require(box.text(folder + "/risks.csv"))
    try box.put(Content(stringLiteral: text.replacing("# ", with: "")), at: folder + "/risks.csv")
    #expect(try box.run("list", "registers").out.contains("risks\t风险登记\tautumn\t1\t"))
  }
}
