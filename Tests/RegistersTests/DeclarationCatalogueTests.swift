import Diagnostics
import Registers
import Testing
import YAML

@Suite("All declarations of a site")
struct DeclarationCatalogueTests {
  private let tasks = """
    id: tasks
    name: {zh: 任务, en: Tasks}
    scope: campaign
    key: id
    columns:
      - {id: id}
      - {id: owner, type: role}
      - {id: before, type: reference, to: tasks}
      - {id: helpers, type: role, many: true}
      - {id: days, type: integer}

    """
  private let roles = """
    id: roles
    name: {zh: 岗位, en: Roles}
    scope: site
    key: id
    columns:
      - {id: id}
      - {id: name}
      - {id: rate, type: money}

    """

  @Test("a site adds and replaces; nothing shipped is lost")
  func merge() throws {
    let (catalogue, diagnostics) = load(
      [risks + "computed: [{id: twice, formula: score * 2}]\nfiles: [风险预案]"],
      site: ["id: risks\nfiles: [险情]\ncolumns: [{id: score, type: decimal}, {id: area, type: integer}]\nchecks: [{when: twice > area, say: x}]"])
    #expect(diagnostics == [])
    let merged = try #require(catalogue["risks"])
    #expect(merged.columns.map(\.id) == ["id", "score", "area"])
    #expect(merged.columns[1].type == .decimal && merged.columns[1].label.zh == "score")
    #expect(merged.name.zh == "风险登记" && merged.isSites && merged.files == ["风险预案", "险情"])
    #expect(merged.computed.count == 1 && merged.checks.count == 1)
  }

  @Test("a register that is declared twice is told once, with the other file")
  func twice() {
    let (_, diagnostics) = load([], site: [risks, risks])
    #expect(diagnostics.map(\.problem.id) == ["duplicate-id"])
  }

  @Test(
    "names reach this row, referenced rows, other registers, the campaign",
    arguments: [
      "days * 2", "owner.rate * days", "before.owner.rate", "campaign.budget / 2", "days + this.days",
      "sum(days where owner = this.owner)", "count(tasks.id where tasks.owner = this.owner)",
      "sum(roles.rate where id = this.owner)", "sum(roles.rate where roles.id = owner.id)",
      "count(where before.days > days)", "if(today > campaign.start, 1, 0)", "count()",
    ])
  func names(formula: String) {
    let (_, diagnostics) = load([tasks + "computed: [{id: x, formula: \"\(formula)\"}]", roles])
    // `owner.id` inside an aggregate over roles is a cell of a role, which has no owner.
    #expect(diagnostics.map(\.problem.id) == (formula.hasSuffix("owner.id)") ? ["unknown-name"] : []))
  }

  @Test(
    "names that stand for nothing are told with what was meant",
    arguments: [
      ("owner.rates", 0, "unknown-name", "'rate'"),
      ("helpers.rate", 0, "not-a-reference", "without many"),
      ("days.rate", 0, "not-a-reference", "a role"),
      ("1 + roles.rate", 4, "name-outside-aggregate", "sum(roles.rate where …)"),
      ("sum(role.rate)", 4, "unknown-name", "'roles'"),
      ("sum(roles.rate where days > 1)", 21, "unknown-name", "this.days"),
      ("sum(roles.rate where risks.score > 1)", 21, "two-registers", "this."),
      ("value + 1", 0, "name-needs-row", "each"),
      ("this.dayz", 0, "unknown-name", "'days'"),
      ("this", 0, "unknown-name", nil),
      ("campaign", 0, "unknown-name", nil),
    ] as [(String, Int, String, String?)])
  func unknown(formula: String, offset: Int, rule: String, hint: String?) throws {
    let (_, diagnostics) = load([tasks + "computed: [{id: x, formula: '\(formula)'}]", roles, risks])
    #expect(diagnostics.map(brief) == ["tasks:11:\(30 + offset) \(rule)"])
    if let hint { #expect(diagnostics.first?.problem.hint?.en.contains(hint) == true, "\(diagnostics)") }
  }

  @Test("computed columns come in the order in which they can be worked out")
  func order() throws {
    let (catalogue, diagnostics) = load([
      risks + "computed: [{id: c, formula: b + a}, {id: b, formula: a + tasks_left}, {id: a, formula: score}, {id: tasks_left, formula: sum(tasks.left)}]",
      tasks + "computed: [{id: left, formula: days - done}, {id: done, formula: days / 2}]", roles,
    ])
    #expect(diagnostics == [])
    #expect(catalogue["risks"]?.computed.map(\.id) == ["a", "tasks_left", "b", "c"])
    #expect(catalogue["tasks"]?.computed.map(\.id) == ["done", "left"])
    let steps = catalogue.steps.map { step -> String in
      guard case .computed(let index) = step.part else { return "schedule" }
      return catalogue[step.register]?.computed[index].id ?? ""
    }
    #expect(steps == ["a", "done", "left", "tasks_left", "b", "c"])
  }

  @Test("what uses the schedule is worked out after it, and what the schedule uses before")
  func schedule() throws {
    let plan = """
      id: plan
      name: Plan
      scope: campaign
      columns: [{id: start, type: date}, {id: finish, type: date}, {id: share, type: percent}]
      schedule: {start: start, end: finish, done: "left = 0"}

      """
    let good = plan + "computed: [{id: slack, formula: total_float * 2}, {id: left, formula: 1 - share}]"
    let (catalogue, diagnostics) = load([good])
    #expect(diagnostics == [])
    #expect(catalogue.steps.map(\.part) == [.computed(0), .schedule, .computed(1)])
    #expect(catalogue["plan"]?.computed.map(\.id) == ["left", "slack"])
    let (_, circle) = load([plan + "computed: [{id: left, formula: total_float}]"])
    #expect(circle.map(\.problem.id) == ["formula-cycle"])
    let (_, clash) = load([plan + "computed: [{id: left, formula: 1}, {id: forecast, formula: start, type: date}]"])
    #expect(clash.map(\.problem.id) == ["duplicate-id"])
  }

  @Test(
    "circles are named, through other registers too",
    arguments: [
      ("[{id: a, formula: a + 1}]", "a → a"),
      ("[{id: a, formula: b}, {id: b, formula: c}, {id: c, formula: a}]", "a → b → c → a"),
      ("[{id: a, formula: sum(tasks.z)}]", "a → tasks.z → a"),
      ("[{id: a, formula: sum(a)}]", "a → a"),
    ])
  func circles(computed: String, circle: String) {
    let (_, diagnostics) = load([
      risks + "computed: \(computed)", tasks + "computed: [{id: z, formula: sum(risks.a)}]", roles,
    ])
    #expect(diagnostics.map(\.problem.id) == ["formula-cycle"])
    #expect(diagnostics.first?.problem.message.en.hasSuffix(circle) == true, "\(diagnostics)")
  }

  @Test(
    "a file of rows belongs to the register whose name it begins with",
    arguments: [
      ("spend.csv", "spend"), ("registers/spend-june.csv", "spend"), ("Spend 2026-06.CSV", "spend"), ("spend2026.tsv", "spend"),
      ("风险登记_6月.xlsx", "risks"), ("风险登记表.xlsx", "risks"), ("风险登记6月.xlsx", "risks"), ("Risk register (old).xlsx", "risks"),
      ("risk-register.json", "risks"), ("支出台账（六月）.csv", "spend"), ("content_plan.csv", "content_plan"),
      ("content-plan-june.csv", "content_plan"), ("content_calendar.csv", nil), ("spending.csv", nil),
      ("contents.csv", nil), ("风险.csv", nil), (".csv", nil), ("Cafe\u{301}.csv", "cafe"), ("CAFÉ-2.csv", "cafe"),
    ] as [(String, String?)])
  func files(name: String, register: String?) {
    let rest = "\nscope: site\ncolumns: [{id: a}]"
    let (catalogue, diagnostics) = load([
      risks, "id: spend\nname: {zh: 支出登记, en: Spend}\nfiles: [支出台账]" + rest, "id: content\nname: {zh: 内容, en: Content}" + rest,
      "id: content_plan\nname: {zh: 选题, en: Content plan}" + rest, "id: cafe\nname: Café" + rest,
    ])
    #expect(diagnostics == [])
    #expect(catalogue.register(forFile: name) == register)
  }

  @Test("the name that was probably meant, and names that two registers claim")
  func nearestName() {
    let (catalogue, _) = load([risks, tasks, roles])
    #expect(catalogue.nearest(toFile: "content/registers/riskz-june.csv") == "risks")
    #expect(catalogue.nearest(toFile: "quarterly.csv") == nil)
    let (_, diagnostics) = load([risks, roles + "files: [风险登记]"])
    #expect(diagnostics.map(\.problem.id) == ["duplicate-file-name"])
  }
}
