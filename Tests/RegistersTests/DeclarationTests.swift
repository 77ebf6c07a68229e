import Diagnostics
import Registers
import Testing
import YAML

@Suite("A declaration by itself")
struct DeclarationTests {
  @Test("everything that is written arrives")
  func full() throws {
    let (catalogue, diagnostics) = load([
      """
      id: tasks
      name: {zh: 任务, en: Tasks}
      summary: {zh: 谁在何时做什么}
      scope: campaign
      group: project
      phase: C2
      files: [任务表]
      key: id
      columns:
        - {id: id, required: true, unique: true}
        - {id: status, type: choice, values: [{id: open, label: {zh: 未开始, en: Open}, tone: warn, aliases: [待办]}, done], default: open}
        - {id: level, type: integer, values: [1, 2, 3], label: {zh: 层级}}
        - {id: effort, type: decimal, min: 0, max: 12.5, unit: {zh: 人天, en: person-days}}
        - {id: after, type: reference, to: tasks, many: true, acyclic: true}
        - {id: 文案, type: markdown, copy: true, visibility: internal, example: 立减 300}
      computed:
        - {id: twice, formula: effort * 2, decimals: 1}
      totals:
        - {id: open, formula: 'count(where status = "open")', type: integer}
      checks:
        - {id: told, when: effort > 10, severity: warning, at: effort, say: {zh: "{id} 要 {effort}", en: "{id} takes {effort}"}}
      views:
        - {id: list, type: table, columns: [id, twice], sort: [-twice, id], totals: [twice], limit: 5}
        - {id: sum, type: bar, label: status, value: effort}
      """
    ])
    #expect(diagnostics.map(brief) == [])
    let tasks = try #require(catalogue["tasks"])
    #expect(tasks.summary == Wording(zh: "谁在何时做什么", en: "谁在何时做什么"))
    #expect(tasks.group == .project && tasks.phase == "C2" && tasks.key == ["id"] && !tasks.isSites)
    #expect(tasks.columns.map(\.id) == ["id", "status", "level", "effort", "after", "文案"])
    #expect(tasks.columns[1].values.map(\.id) == ["open", "done"])
    #expect(tasks.columns[1].values[0].tone == .warn && tasks.columns[1].values[0].aliases == ["待办"])
    #expect(tasks.columns[2].values.map(\.id) == ["1", "2", "3"] && tasks.columns[2].label.en == "层级")
    #expect(tasks.columns[3].maximum?.description == "12.5" && tasks.columns[3].unit?.en == "person-days")
    #expect(tasks.columns[4].target == .register("tasks") && tasks.columns[4].isMany && tasks.columns[4].isAcyclic)
    #expect(tasks.columns[5].isCopy && tasks.columns[5].visibility == "internal")
    #expect(tasks.checks[0].severity == .warning && tasks.checks[0].at == "effort")
    #expect(tasks.views[0].sort.map(\.column) == ["twice", "id"] && tasks.views[0].sort.map(\.descending) == [true, false])
    #expect(tasks.views[1].parts == ["label": "status", "value": "effort"])
  }

  @Test(
    "what is wrong is told at its place, with the nearest that is right",
    arguments: [
      ("colums: []", "risks:7:1 unknown-key", "columns"),
      ("phase: C7", "risks:7:8 bad-value", "C1"),
      ("group: projects", "risks:7:8 bad-value", "project"),
      ("key: ids", "risks:7:6 unknown-column", "id"),
      ("computed: [{id: double, formula: scor * 2}]", "risks:7:34 unknown-name", "score"),
      ("computed: [{id: double, formula: 'score * (2'}]", "risks:7:43 formula", ")"),
      ("computed: [{id: score, formula: 1}]", "risks:7:17 duplicate-id", nil),
      ("computed: [{id: today, formula: 1}]", "risks:7:17 bad-id", nil),
      ("computed: [{id: 2nd, formula: 1}]", "risks:7:17 bad-id", nil),
      ("computed: [{id: a}]", "risks:7:12 missing-key", nil),
      ("computed: [{id: a, formula: 1, type: choice}]", "risks:7:38 bad-value", "text"),
      ("computed: [{id: a, formula: 1, decimals: 9}]", "risks:7:42 out-of-range", nil),
      ("totals: [{id: a, formula: score * 2}]", "risks:7:27 name-needs-row", "sum"),
      ("totals: [{id: a, formula: count(where score = value)}]", "risks:7:47 name-needs-row", "by"),
      ("totals: [{id: a, by: colour, formula: count()}]", "risks:7:22 unknown-column", nil),
      ("checks: [{when: score > 1}]", "risks:7:10 missing-key", "say"),
      ("checks: [{when: score > 1, say: '{scores}'}]", "risks:7:34 unknown-name", "{score}"),
      ("checks: [{when: count() = 0, say: 'no {score}'}]", "risks:7:39 unknown-name", "{today}"),
      ("checks: [{when: campaign.budgt = 0, say: a}]", "risks:7:17 unknown-name", "campaign.budget"),
      ("checks: [{when: score > 1, say: a, severity: eror}]", "risks:7:46 bad-value", "error"),
      ("checks: [{when: score > 1, say: a, empty: true}]", "risks:7:43 empty-row-check", "each"),
      ("views: [{id: a, type: tables}]", "risks:7:23 bad-value", "table"),
      ("views: [{id: a, type: table, x: id}]", "risks:7:30 unknown-key", nil),
      ("views: [{id: a, type: bar, label: id}]", "risks:7:9 missing-key", "value"),
      ("views: [{id: a, type: bar, label: id, value: id}]", "risks:7:46 unfitting-column", nil),
      ("views: [{id: a, type: board, by: id, label: id}]", "risks:7:34 unfitting-column", nil),
      ("views: [{id: a, type: table, sort: [id, -scor]}]", "risks:7:41 unknown-column", "score"),
      ("views: [{id: a, type: table, where: scre > 1}]", "risks:7:37 unknown-name", "score"),
      ("views: [{id: a, type: radar, label: id}]", "risks:7:9 radar-axes", "axes"),
      ("schedule: {start: score, end: id}", "risks:7:19 unfitting-column", nil),
    ] as [(String, String, String?)])
  func errors(added: String, expected: String, hint: String?) throws {
    let (_, diagnostics) = load([risks + added])
    #expect(diagnostics.map(brief).contains(expected), "\(diagnostics.map(brief))")
    if let hint {
      let told = try #require(diagnostics.first { brief($0) == expected })
      let said = told.problem.message.en + " " + (told.problem.hint?.en ?? "")
      #expect(said.contains(hint), "\(told)")
    }
  }

  @Test(
    "a column says only what its type can mean",
    arguments: [
      ("{id: a, type: number}", "bad-value"),
      ("{id: a, type: choice, example: x}", "missing-key"),
      ("{id: a, values: [x]}", "key-of-other-type"),
      ("{id: a, type: choice, values: x}", "wrong-type"),
      ("{id: a, type: choice, values: [x, x]}", "duplicate-id"),
      ("{id: a, type: choice, values: [x, {id: y, aliases: [x]}]}", "duplicate-id"),
      ("{id: a, type: choice, values: [x], default: z}", "unknown-value"),
      ("{id: a, type: date, default: soon}", "bad-cell"),
      ("{id: a, type: money, example: much}", "bad-cell"),
      ("{id: a, type: integer, values: [1, two]}", "wrong-type"),
      ("{id: a, type: reference}", "missing-key"),
      ("{id: a, type: reference, to: risk}", "unknown-register"),
      ("{id: a, type: reference, to: risks}", "target-without-key"),
      ("{id: a, to: risks}", "key-of-other-type"),
      ("{id: a, many: true}", "key-of-other-type"),
      ("{id: a, type: role, acyclic: true}", "acyclic-elsewhere"),
      ("{id: a, min: 1}", "key-of-other-type"),
      ("{id: a, type: money, min: 3, max: 2}", "out-of-range"),
      ("{id: a, type: money, min: low}", "wrong-type"),
      ("{id: a, type: money, copy: true}", "key-of-other-type"),
      ("{id: a, requird: true}", "unknown-key"),
      ("{id: score}", "duplicate-id"),
      ("{id: a, label: {zh: 得分}}", "duplicate-header"),
      ("{id: a, aliases: [SCORE]}", "duplicate-header"),
      ("{id: a, label: {}}", "missing-key"),
      ("{label: {zh: 甲}}", "missing-key"),
      ("a", "wrong-type"),
    ])
  func columns(column: String, rule: String) {
    let (_, diagnostics) = load([risks + "  - \(column)"])
    #expect(diagnostics.map(\.problem.id) == [rule], "\(diagnostics)")
    #expect(diagnostics.allSatisfy { $0.location.line == 7 })
  }

  @Test("a declaration needs a usable id, a name, a scope and a column")
  func missing() {
    func rules(_ text: String) -> [String] { load([text]).1.map { "\($0.problem.id) \($0.problem.message.en)" } }
    #expect(rules("id: a b\nname: x\nscope: site\ncolumns: [{id: c}]").first?.hasPrefix("bad-id") == true)
    #expect(rules("name: x").contains { $0.contains("'id' is missing") })
    #expect(
      rules("id: x") == [
        "missing-key the register 'x' has no 'columns'", "missing-key the register 'x' has no 'name'",
        "missing-key the register 'x' has no 'scope'",
      ])
    #expect(rules("[1, 2]").contains { $0.hasPrefix("wrong-type") })
    #expect(rules("").count == 1)
  }

  @Test("the file is called by the id")
  func fileName() throws {
    let source = DeclarationSource(text: risks, file: "content/registers/risk.register.yaml")
    let (_, diagnostics) = RegisterCatalogue.load(shipped: [], site: [source])
    #expect(diagnostics.map(\.problem.id) == ["register-file-name"])
  }

  @Test("a formula that nests 10,000 deep costs no call stack")
  func deep() {
    let formula = String(repeating: "(", count: 10_000) + "score" + String(repeating: ")", count: 10_000)
    let (catalogue, diagnostics) = load([risks + "computed: [{id: a, formula: \"\(formula)\"}]"])
    #expect(catalogue["risks"]?.computed.first?.formula.names == [["score"]])
    #expect(diagnostics == [])
  }

  @Test("An operation that no value can make work is told where it stands")
  func typeMistakes() {
    let (_, diagnostics) = load([
      risks + """
        computed:
          - {id: sum, formula: score + id, type: text}
          - {id: words, formula: id}
        checks:
          - {id: a, when: score > 1 and id > 2, severity: error, say: x}
          - {id: b, when: score + 1, severity: error, say: x}
        """
    ])
    #expect(diagnostics.map(brief) == [
      "risks:8:24 formula-type", "risks:9:26 formula-type", "risks:11:33 formula-type", "risks:12:19 formula-type",
    ])
    #expect(diagnostics.map(\.problem.message.en) == [
      "formula: '+' does not work on a number and a text", "the formula 'id' gives a text, but is declared as decimal",
      "formula: '>' does not work on a text and a number",
      "the condition 'score + 1' gives a number instead of yes or no",
    ])
  }

  @Test("Types of formulas", arguments: [
    ("id = \"a\"", true), ("id = \"\"", true), ("tags = \"\"", true), ("tags = \"a\"", false), ("tags = id", false),
    ("score = \"1\"", false), ("day = score", false), ("day < today + 3", true), ("day - today > 3", true),
    ("day - score < today", true), ("score - day > 1", false), ("not id", false), ("contains(tags, id)", true),
    ("contains(score, id)", false), ("year(day) = 2026", true), ("year(score) = 2026", false), ("length(tags) > 1", true),
    ("if(score > 1, id, score) = 1", true), ("if(id, 1, 2) = 1", false), ("coalesce(score, 0) > id", false),
    ("sum(score where id = this.id) > 1", true), ("sum(id) > 1", false), ("count(where score) > 1", false),
    ("max(day) > today", true), ("max(id) > today", false), ("join(id) = \"a\"", true), ("join(id) > 1", false),
    ("campaign.start < day", true), ("campaign.budget < day", false), ("contains(campaign.channels, id)", true),
    ("any > 1 and any = id", true), ("yes and score > 1", true), ("yes > yes", false), ("yes = (score > 1)", true),
  ])
  func types(formula: String, fits: Bool) {
    let (_, diagnostics) = load([
      risks + """
          - {id: day, type: date}
          - {id: tags, type: list}
          - {id: yes, type: yes-no}
        computed: [{id: any, type: text, formula: 'if(score > 1, id, tags)'}]
        checks: [{id: c, severity: error, say: x, when: '\(formula)'}]
        """
    ])
    #expect(diagnostics.map(\.problem.id) == (fits ? [] : ["formula-type"]))
  }
}
