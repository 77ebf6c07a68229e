import Diagnostics
import Formulas
import Registers
import Testing
import Values

private let tasks = """
  id: tasks
  name: {zh: 任务, en: Tasks}
  scope: campaign
  key: id
  columns:
    - {id: id, required: true}
    - {id: name}
    - {id: owner, type: role, label: {zh: 负责人, en: Owner}}
    - {id: parent, type: reference, to: tasks, acyclic: true, label: {zh: 上级, en: Parent}}
    - {id: needs, type: reference, to: tasks, many: true, acyclic: true}
    - {id: hours, type: decimal}
    - {id: side, type: choice, values: [甲, 乙, 丙]}
    - {id: due, type: date}

  """
private let roles = """
  id: roles
  name: {zh: 角色表, en: Roles}
  scope: site
  key: id
  columns:
    - {id: id, required: true}
    - {id: name}
    - {id: name_en}
    - {id: rate, type: money}

  """

@Suite("Evaluating registers") struct EvaluationTests {
  private func registry(_ extra: String, _ header: [String], _ rows: [[String]], roles more: String = "") -> Registry {
    var registry = Registry([tasks + extra, roles + more])
    registry.add("tasks", [table(header, rows)])
    registry.add(
      "roles", campaign: nil,
      [table(["id", "name", "name_en", "rate"], [["media", "媒介采购", "Media buying", "100"], ["lead", "负责人", "Lead", "200"]],
        file: "roles.csv")])
    return registry
  }

  // Values worked out by hand.
  @Test("Computed columns use cells, references, other rows, other registers and each other")
  func computed() {
    var registry = registry(
      """
      computed:
        - {id: twice, formula: cost * 2, type: money}
        - {id: cost, formula: hours * owner.rate, type: money}
        - {id: mine, formula: count(where owner = this.owner), type: integer}
        - {id: share, formula: hours / sum(hours), type: percent}
        - {id: dearest, formula: max(roles.rate), type: money}
        - {id: before, formula: "join(name where contains(this.needs, id))", type: text}
        - {id: left, formula: due - today, type: integer}
        - {id: open, formula: parent.name = "", type: yes-no}
        - {id: theme, formula: campaign.theme, type: text}
      """, ["id", "name", "owner", "parent", "needs", "hours", "due"],
      [
        ["1", "甲", "media", "", "", "3", "2026-06-20"], ["2", "乙", "媒介采购", "1", "1", "1", ""],
        ["3", "丙", "", "甲", "1、2", "", "2026-06-01"],
      ])
    registry.scope.campaignValues = ["spring": ["theme": .text("新品")]]
    registry.evaluate()
    #expect(registry.diagnostics == [])
    #expect(registry.column("tasks", "owner") == [.text("media"), .text("media"), .missing])
    #expect(registry.column("tasks", "parent") == [.missing, .text("1"), .text("1")])
    #expect(registry.column("tasks", "twice") == [number("600"), number("200"), .missing])
    #expect(registry.column("tasks", "mine") == [number("2"), number("2"), number("1")])
    #expect(registry.column("tasks", "share") == [number("0.75"), number("0.25"), .missing])
    #expect(registry.column("tasks", "dearest") == [number("200"), number("200"), number("200")])
    #expect(registry.column("tasks", "before") == [.missing, .text("甲"), .text("甲、乙")])
    #expect(registry.column("tasks", "left") == [number("5"), .missing, number("-14")])
    #expect(registry.column("tasks", "open") == [.bool(true), .bool(false), .bool(false)])
    #expect(registry.column("tasks", "theme") == Array(repeating: .text("新品"), count: 3))
  }

  @Test("A campaign sees its rows and the site's; the site sees all")
  func views() {
    let log = "id: log\nname: {zh: 日志, en: Log}\nscope: campaign\ncolumns:\n  - {id: n, type: integer}\n"
    var registry = Registry([log + "totals: [{id: all, formula: sum(n), type: integer}]"])
    for (campaign, value) in [("a", "1"), ("b", "10"), (nil, "100")] as [(String?, String)] {
      registry.add("log", campaign: campaign, [table(["n"], [[value]])])
    }
    registry.evaluate()
    #expect(registry.rows.map { $0.totals.map(\.value) } == [[number("101")], [number("110")], [number("111")]])
  }

  @Test("A broken reference is told with what is nearest, a renamed one too")
  func broken() {
    var registry = registry("", ["id", "owner", "parent"], [["T-01", "medai", ""], ["T-02", "", "T-1"], ["T-03", "谁", ""]])
    registry.evaluate()
    #expect(registry.diagnostics.map(placed) == (2...4).map { "rows.csv:\($0) broken-reference" })
    #expect(registry.diagnostics.map(\.problem.hint?.en) == [
      "did you mean 'media'?", "did you mean 'T-01'?", "add it to 'Roles' first, or name one that is there",
    ])
    #expect(registry.diagnostics[0].problem.message.zh == "「负责人」列的「medai」在「角色表」里找不到")
    #expect(registry.column("tasks", "owner")[0] == .missing)
  }

  @Test("A key that is a reference itself is named by what it refers to")
  func keyOfReference() {
    let team = "id: team\nname: {zh: 团队, en: Team}\nscope: campaign\nkey: role\n"
      + "columns: [{id: role, type: role, required: true}, {id: boss, type: reference, to: team}]"
    var registry = Registry([team, roles])
    registry.add("roles", campaign: nil, [table(["id", "name"], [["media", "媒介采购"], ["lead", "负责人"]])])
    registry.add("team", [table(["role", "boss"], [["lead", ""], ["媒介采购", "负责人"]])])
    registry.evaluate()
    #expect(registry.diagnostics == [])
    #expect(registry.column("team", "role") == [.text("lead"), .text("media")])
    #expect(registry.column("team", "boss") == [.missing, .text("lead")])
  }

  @Test("Two spellings of one reference repeat a key")
  func repeatedKey() {
    let raci = "id: raci\nname: {zh: 职责, en: RACI}\nscope: campaign\nkey: [task, role]\n"
      + "columns: [{id: task}, {id: role, type: role}]"
    var registry = Registry([raci, roles])
    registry.add("roles", campaign: nil, [table(["id", "name"], [["media", "媒介采购"]])])
    registry.add("raci", [table(["task", "role"], [["1", "media"], ["2", "media"], ["1", "媒介采购"], ["2", "media"]])])
    registry.evaluate()
    #expect(registry.diagnostics.map(placed) == ["rows.csv:5 duplicate-key", "rows.csv:4 duplicate-key"])
  }

  @Test("KPIs, campaigns and pages are checked by the names given")
  func targets() {
    let links = """
      id: links
      name: {zh: 链接, en: Links}
      scope: site
      columns:
        - {id: kpi, type: reference, to: kpi}
        - {id: page, type: reference, to: page}
      """
    var registry = Registry([links])
    registry.add("links", campaign: nil, [table(["kpi", "page"], [["点击率", "x"], ["ctx", "y"]])])
    registry.scope.kpis = ["点击率": "ctr", "ctr": "ctr"]
    registry.evaluate()
    #expect(registry.column("links", "kpi", campaign: nil) == [.text("ctr"), .missing])
    #expect(registry.column("links", "page", campaign: nil) == [.text("x"), .text("y")])
    #expect(registry.diagnostics.map(\.problem.hint?.en) == ["did you mean 'ctr'?"])
  }

  @Test("References that go round in a circle are told once, with the way")
  func circle() {
    var registry = registry("", ["id", "parent", "needs"], [
      ["A", "B", ""], ["B", "C", ""], ["C", "A", ""], ["D", "", "D"], ["E", "A", "D"],
    ])
    registry.evaluate()
    #expect(registry.diagnostics.map(placed) == ["rows.csv:2 reference-cycle", "rows.csv:5 reference-cycle"])
    #expect(registry.diagnostics.map(\.problem.message.en) == [
      "'Parent' goes round in a circle: A → B → C → A", "'needs' goes round in a circle: D → D",
    ])
  }

  @Test("Ten thousand links in a chain, and in a circle")
  func longChain() {
    let count = 10_000
    var registry = registry("", ["id", "parent"], (0..<count).map { ["t\($0)", "t\(($0 + 1) % count)"] })
    registry.evaluate()
    #expect(registry.diagnostics.map(\.problem.id) == ["reference-cycle"])
  }

  @Test("Registers that refer to each other end")
  func mutual() {
    func text(_ id: String, _ other: String) -> String {
      """
      id: \(id)
      name: {zh: \(id), en: \(id)}
      scope: site
      key: id
      columns: [{id: id}, {id: to, type: reference, to: \(other)}]
      computed: [{id: next, formula: to.to, type: text}, {id: known, formula: "count(\(other).id where \(other).to = this.id)"}]
      """
    }
    var registry = Registry([text("one", "two"), text("two", "one")])
    registry.add("one", campaign: nil, [table(["id", "to"], [["a", "b"]])])
    registry.add("two", campaign: nil, [table(["id", "to"], [["b", "a"]])])
    registry.evaluate()
    #expect(registry.diagnostics == [])
    #expect(registry.column("one", "next", campaign: nil) == [.text("a")])
    #expect(registry.column("two", "known", campaign: nil) == [number("1")])
  }

  @Test("Checks look at rows, at the register, or at each value")
  func checks() {
    var registry = registry(
      """
      totals: [{id: sum, formula: sum(hours), type: decimal}, {id: of, by: side, formula: sum(hours where side = value)}]
      checks:
        - {id: row, when: hours > 8, severity: error, at: hours, say: {zh: "{id}（{owner}）{hours} 小时", en: "{id} ({owner}) {hours} h"}}
        - {id: all, when: sum(hours) > 10, severity: warning, say: {zh: "共 {sum}，{campaign.title}", en: "in all {sum}, {campaign.title}"}, hint: {zh: 减, en: fewer}}
        - {id: every, each: side, when: count(where side = value) = 0, severity: note, say: {zh: "缺 {value} {of}", en: "no {value} {of}"}}
        - {id: none, when: hours / 0 > 1, severity: error, say: never}
      """, ["id", "owner", "hours", "side"], [["1", "media", "9.5", "甲"], ["2", "", "2", "丙"], ["3", "", "", ""]])
    registry.scope.campaignValues = ["spring": ["title": .text("春季")]]
    registry.evaluate()
    #expect(registry.diagnostics.map { "\($0.location.description) \($0.severity) \($0.problem.message.zh)" } == [
      "rows.csv warning 共 11.5，春季", "rows.csv:2 error 1（媒介采购）9.5 小时",
    ])
    #expect(registry.diagnostics.map(\.problem.message.en) == ["in all 11.5, 春季", "1 (Media buying) 9.5 h"])
    #expect(registry.diagnostics[0].problem.hint?.zh == "减")
    let rows = registry.rows[0]
    #expect(rows.findings.map(\.check) == ["row", "all", "every"])
    #expect(rows.findings.map(\.row) == [0, nil, nil])
    #expect(rows.findings[2].text.zh == "缺 乙 0")
    #expect(rows.totals.map(\.of) == [nil, "甲", "乙", "丙"])
    #expect(rows.totals.map(\.value) == [number("11.5"), number("9.5"), number("0"), number("2")])
  }

  @Test("A register without rows is checked only where it is asked for")
  func empty() {
    var registry = Registry([
      tasks + """
        checks:
          - {id: a, when: count() = 0, severity: error, empty: true, say: 没有任务}
          - {id: b, when: count() = 0, severity: error, say: 不查}
        """, roles,
    ])
    registry.add("tasks", [])
    registry.evaluate()
    #expect(registry.diagnostics.map { "\($0.location.description) \($0.problem.message.zh)" } == [
      "content/campaigns/spring/registers 没有任务"
    ])
  }

  @Test("A formula that cannot work is told once, with a row; a division by zero is no mistake")
  func flaws() {
    var registry = registry(
      """
      computed:
        - {id: bad, formula: either + 1}
        - {id: zero, formula: hours / 0}
        - {id: other, formula: either}
        - {id: either, formula: coalesce(name), type: text}
      """, ["id", "name", "hours"], [["1", "甲", "1"], ["2", "乙", "2"]])
    registry.evaluate()
    #expect(registry.diagnostics.map(\.problem.id) == ["formula-type", "formula-type"])
    #expect(registry.diagnostics.map(\.location.line) == [15, 17])
    #expect(registry.diagnostics[0].problem.message.en.contains("(tasks 1)"))
    #expect(registry.diagnostics[1].problem.message.en.contains("gives a text, but is declared as decimal"))
    #expect(registry.column("tasks", "zero") == [.missing, .missing])
  }

  @Test("A row of a campaign may not have the key of a row of the site")
  func sharedKey() {
    let list = "id: list\nname: {zh: 表, en: List}\nscope: campaign\nkey: id\ncolumns: [{id: id}]"
    var registry = Registry([list])
    registry.add("list", campaign: nil, [table(["id"], [["a"], ["b"]], file: "site.csv")])
    registry.add("list", campaign: "spring", [table(["id"], [["c"], ["b"]], file: "spring.csv")])
    registry.add("list", campaign: "autumn", [table(["id"], [["c"]], file: "autumn.csv")])
    registry.evaluate()
    #expect(registry.diagnostics.map(placed) == ["spring.csv:3 duplicate-key"])
    #expect(registry.diagnostics.first?.problem.message.en.contains("site.csv:3") == true)
  }

  // 2026-06-15 to 17 are a Monday to Wednesday; 06-19 is off, the Saturday 06-20 worked.
  @Test("A schedule fills its columns by the calendar of holidays")
  func schedule() {
    let plan = """
      id: plan
      name: {zh: 计划, en: Plan}
      scope: campaign
      key: id
      columns:
        - {id: id}
        - {id: start, type: date}
        - {id: end, type: date}
        - {id: after, type: reference, to: plan, many: true, acyclic: true}
        - {id: done, type: yes-no}
      schedule: {start: start, end: end, depends: after, done: done}
      totals: [{id: late, formula: "count(where state = \\"late\\")", type: integer}]
      """
    let holidays = """
      id: holidays
      name: {zh: 节假日, en: Holidays}
      scope: site
      key: date
      columns: [{id: date, type: date}, {id: kind, type: choice, values: [off, work]}]
      """
    var registry = Registry([plan, holidays])
    registry.add(
      "plan",
      [
        table(["id", "start", "end", "after", "done"], [
          ["a", "2026-06-15", "2026-06-17", "", ""], ["b", "2026-06-18", "2026-06-20", "a", ""],
          ["c", "2026-06-08", "2026-06-09", "", ""], ["d", "2026-06-08", "2026-06-09", "", "是"],
          ["x", "2026-06-15", "2026-06-16", "y", ""], ["y", "2026-06-15", "2026-06-16", "x", ""],
        ])
      ])
    registry.add(
      "holidays", campaign: nil,
      [table(["date", "kind"], [["2026-06-19", "off"], ["2026-06-20", "work"]], file: "holidays.csv")])
    registry.evaluate()
    #expect(registry.diagnostics.map(\.problem.id) == ["reference-cycle"])
    #expect(registry.column("plan", "duration").prefix(4) == [number("3"), number("2"), number("2"), number("2")])
    #expect(registry.column("plan", "early_finish").prefix(2) == [day("2026-06-17"), day("2026-06-20")])
    #expect(registry.column("plan", "critical").prefix(2) == [.bool(true), .bool(true)])
    #expect(registry.column("plan", "state")[2...] == [.text("late"), .text("done"), .text("waiting"), .text("waiting")])
    #expect(registry.column("plan", "early_start")[4...] == [.missing, .missing])
    #expect(registry.rows[0].totals.map(\.value) == [number("1")])
    #expect(registry.rows[0].shownColumns.map(\.id).suffix(4)
      == ["forecast", "slip", "remaining_float", "state"])
  }

  @Test("Ten thousand rows with sums over all rows for each, a chain and a check")
  func large() {
    var registry = registry(
      """
      computed:
        - {id: same, formula: count(where side = this.side and due = this.due), type: integer}
        - {id: ready, formula: "max(due where contains(this.needs, id))", type: date}
      checks:
        - {id: c, when: same < 1, severity: error, say: x}
      """, ["id", "owner", "needs", "hours", "side", "due"],
      (0..<10_000).map { n in
        ["t\(n)", "media", n == 0 ? "" : "t\(n - 1)", "\(n)", ["甲", "乙"][n % 2], "2026-06-\(10 + n % 20)"]
      })
    let time = ContinuousClock().measure { registry.evaluate() }
    #expect(registry.diagnostics == [])
    // 20 days, each always on the same side: 500 rows each.
    #expect(registry.column("tasks", "same").allSatisfy { $0 == number("500") })
    #expect(registry.column("tasks", "ready").prefix(2) == [.missing, day("2026-06-10")])
    #expect(time < .seconds(30))
  }
}
