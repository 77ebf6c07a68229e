import Diagnostics
import Formulas
import Testing
import Values

private func number(_ text: String) -> FormulaValue { .number(.exact(Exact(text) ?? .zero)) }
private func day(_ text: String) -> FormulaValue { Day(text).map(FormulaValue.day) ?? .missing }

/// A formula's value for a row of a small table: plain names within aggregates are the cells gone over, `this.x`
/// and names outside are those of the row.
private func value(
  _ text: String, _ rows: [[String: FormulaValue]], row: Int = 0
) throws -> (value: FormulaValue, flaw: Formula.Flaw?) {
  let formula = try Formula.parse(text, at: Location("f", line: 1, column: 1), context: .register).get()
  func outside(_ name: Int) -> FormulaValue {
    rows.isEmpty ? .missing : rows[row][formula.names[name].last ?? ""] ?? .missing
  }
  return formula.evaluate(outside) { number in
    AggregateTable(formula.aggregates[number], rowCount: rows.count, isOuter: { formula.names[$0][0] == "this" }) {
      rows[$1][formula.names[$0][0]] ?? .missing
    }.value(outside)
  }
}

private let rows: [[String: FormulaValue]] = [
  ["channel": .text("搜索"), "cost": number("0.1"), "start": day("2026-06-01"), "tags": .list(["甲", "乙"])],
  ["channel": .text("短视频"), "cost": number("0.2"), "start": day("2026-06-03"), "tags": .list(["乙"])],
  ["channel": .text("搜索"), "cost": number("7"), "tags": .list([])],
  ["channel": .text(""), "start": day("2026-05-30")],
]

@Suite("Aggregates") struct AggregateTests {
  // Expected values counted by hand in `rows`.
  @Test("Aggregates go over rows and pass over missing values", arguments: [
    ("count()", number("4")), ("count(cost)", number("3")), ("count(channel)", number("3")),
    ("sum(cost)", number("7.3")), ("average(cost where cost < 1)", number("0.15")), ("min(cost)", number("0.1")),
    ("max(start)", day("2026-06-03")), ("min(start)", day("2026-05-30")), ("max(start) - min(start)", number("4")),
    ("distinct(channel)", number("2")), ("distinct(tags)", number("2")), ("join(channel)", .text("搜索、短视频")),
    ("join(tags)", .text("甲、乙")), ("sum(cost where channel = \"搜索\")", number("7.1")),
    ("count(where channel = this.channel)", number("2")), ("count(where start <= 2026-06-01)", number("2")),
    ("count(where channel = \"\")", number("1")), ("count(where tags = \"\")", number("1")),
    ("sum(cost where channel = this.channel) / sum(cost)", .number(.real(7.1 / 7.3))),
    ("count(where contains(tags, \"乙\"))", number("2")), ("count(where not missing(start))", number("3")),
    ("count(where this.channel = channel and cost > 1)", number("1")),
    ("count(where start = this.start + 2)", number("1")), ("sum(cost * 10 where 1 = 1)", number("73")),
    ("sum(cost where cost = 99)", number("0")), ("count(where cost = 99)", number("0")),
    ("min(cost where cost = 99)", .missing), ("max(cost where cost = 99)", .missing),
    ("average(cost where cost = 99)", .missing), ("distinct(cost where cost = 99)", number("0")),
    ("min(3, 1, 2)", number("1")), ("max(2026-06-01, 2026-06-03)", day("2026-06-03")),
    ("count(where cost = this.missing)", number("0")),
  ])
  func aggregates(text: String, expected: FormulaValue) throws {
    #expect(try value(text, rows).value == expected)
  }

  @Test("Over no rows sums and counts are 0, the others missing or empty", arguments: [
    ("sum(a)", number("0")), ("count()", number("0")), ("min(a)", .missing), ("max(a)", .missing), ("average(a)", .missing),
    ("distinct(a)", number("0")), ("join(a)", .text("")),
  ])
  func empty(text: String, expected: FormulaValue) throws {
    #expect(try value(text, []).value == expected)
  }

  @Test("What cannot be added is told, not left out", arguments: [
    "sum(channel)", "average(start)", "max(channel)", "count(where cost)", "count(where channel = this.cost)",
    "count(where channel > 1)",
  ])
  func flaws(text: String) throws {
    let outcome = try value(text, rows)
    #expect(outcome.flaw == .wrongType)
  }

  @Test("Keys are compared to the last digit")
  func longKeys() throws {
    // Neighbours that share their nearest real number.
    let ids = ["9007199254740993", "9007199254740992"]
    let rows = ids.map { ["id": number($0)] }
    #expect(try value("count(where id = this.id)", rows).value == number("1"))
    #expect(try value("max(id where id = this.id)", rows, row: 1).value == number(ids[1]))
  }

  @Test("A formula tells which names stand in which aggregate")
  func names() throws {
    let text = "a + sum(a where b = this.a) + min(a, b) + count(where this.a = 1)"
    let formula = try Formula.parse(text, at: Location("f"), context: .register).get()
    #expect(formula.names == [["a"], ["a"], ["b"], ["this", "a"], ["b"], ["this", "a"]])
    #expect(formula.nameAggregates == [nil, 0, 0, 0, nil, 1])
    #expect(formula.nameColumns == [0, 8, 16, 20, 37, 54])
    #expect(formula.aggregates.map(\.function) == [.sum, .count])
    #expect(formula.aggregates.map(\.column) == [4, 42])
    #expect(formula.aggregates.map(\.names) == [[1, 2, 3], [5]])
  }

  @Test("Aggregates within aggregates are refused where the inner one stands", arguments: [
    ("1 + sum(count())", 8), ("sum(a where b = max(c))", 16), ("count(where 1 = 1 and a = sum(b) and 1 < sum(c))", 26),
  ])
  func nested(text: String, column: Int) {
    guard case .failure(let diagnostic) = Formula.parse(text, at: Location("f", line: 1, column: 1), context: .register)
    else {
      Issue.record("accepted")
      return
    }
    #expect(diagnostic.location.column == 1 + column)
    #expect(diagnostic.problem.message.en.contains("goes over rows"))
  }

  @Test("Ten thousand rows that each ask for a sum over all are not quadratic")
  func large() throws {
    let count = 10_000
    let channels = (0..<count).map { FormulaValue.text("c\($0 % 50)") }
    let days = (0..<count).map { FormulaValue.day(Day(number: Int32(20_000 + $0 / 50 % 100))) }
    let formula = try Formula.parse(
      "count(where channel = this.channel and day = this.day)", at: Location("f"), context: .register).get()
    let cells = formula.names.map { $0.last == "channel" ? channels : days }
    let table = AggregateTable(
      formula.aggregates[0], rowCount: count, isOuter: { formula.names[$0][0] == "this" }, cell: { cells[$0][$1] })
    var total = Exact.zero
    let clock = ContinuousClock()
    let time = clock.measure {
      for row in 0..<count {
        let outcome = formula.evaluate({ cells[$0][row] }, aggregate: { _ in table.value { cells[$0][row] } })
        if case .number(.exact(let value)) = outcome.value { total = total.adding(value) ?? total }
      }
    }
    // 5,000 pairs of channel and day, each twice: every row finds 2.
    #expect(total == Exact(20_000))
    // A scan a row would take minutes in a debug build.
    #expect(time < .seconds(20))
  }

  @Test("Ten thousand conditions and levels within an aggregate cost no call stack", arguments: [
    "count(where " + Array(repeating: "cost > 0", count: 10_000).joined(separator: " and ") + ")",
    "count(where cost > " + String(repeating: "(", count: 10_000) + "0" + String(repeating: ")", count: 10_001),
  ])
  func deep(text: String) throws {
    #expect(try value(text, rows).value == number("3"))
  }
}

@Suite("Functions of cells") struct FunctionTests {
  // The days by a calendar; roots and parts by hand.
  @Test("Functions of numbers, texts, lists and days", arguments: [
    ("sqrt(2.25)", number("1.5")), ("sqrt(2)", .number(.real(1.4142135623730951))), ("sqrt(0 - 1)", .missing),
    ("floor(2.5)", number("2")), ("floor(-2.5)", number("-3")), ("floor(-2)", number("-2")), ("ceil(2.1)", number("3")),
    ("ceil(-2.9)", number("-2")), ("floor(10 / 3)", number("3")), ("ceil(10 / 3)", number("4")),
    ("missing(nothing)", .bool(true)), ("missing(\"\")", .bool(true)), ("missing(tags)", .bool(false)),
    ("missing(0)", .bool(false)),
    ("contains(tags, \"甲\")", .bool(true)), ("contains(tags, \"丙\")", .bool(false)),
    ("contains(\"新品上市\", \"上市\")", .bool(true)), ("contains(\"新品\", \"旧\")", .bool(false)),
    ("length(\"新品上市\")", number("4")), ("length(tags)", number("2")), ("length(\"\")", number("0")),
    ("year(2026-06-18)", number("2026")), ("month(2026-06-18)", number("6")), ("day(2026-06-18)", number("18")),
    ("weekday(2026-06-18)", number("4")), ("weekday(2026-06-21)", number("7")),
    ("sqrt(nothing)", .missing), ("length(nothing)", .missing), ("year(nothing)", .missing),
    ("contains(nothing, \"x\")", .missing), ("contrast(nothing, \"#FFF\")", .missing),
    ("contrast(\"red\", \"#FFFFFF\")", .missing), ("contrast(\"#FFFFF\", \"#FFFFFF\")", .missing),
    ("tags = \"\"", .bool(false)), ("tags != \"\"", .bool(true)), ("\"\" = \"\"", .bool(true)),
    ("nothing = \"\"", .missing), ("9999-12-31 + 1", .missing), ("0001-01-01 - 1", .missing),
    ("9999-12-31" + String(repeating: " + 999999", count: 5000), .missing),
  ])
  func functions(text: String, expected: FormulaValue) throws {
    let formula = try Formula.parse(text, at: Location("f"), context: .register).get()
    let outcome = formula.evaluate { formula.names[$0] == ["tags"] ? .list(["甲", "乙"]) : .missing }
    #expect(outcome.value == expected)
  }

  // Black on white 21:1 and #767676 on white 4.54:1 are published in W3C's "Understanding SC 1.4.3"; the red by hand.
  @Test("Contrast is that of WCAG", arguments: [
    ("#000000", "#FFFFFF", 21.0), ("#fff", "#000", 21.0), ("#767676", "#FFFFFF", 4.54), ("#FFFFFF", "#FFFFFF", 1.0),
  ])
  func contrast(first: String, second: String, expected: Double) throws {
    let formula = try Formula.parse("contrast(\"\(first)\", \"\(second)\")", at: Location("f"), context: .register).get()
    guard case .number(let ratio) = formula.evaluate({ _ in .missing }).value else {
      Issue.record("no number")
      return
    }
    #expect(abs(ratio.double - expected) < 0.005)
  }

  @Test("A measure's formula refuses what goes over rows", arguments: ["average(a)", "distinct(a)", "join(a)", "max(a)"])
  func measures(text: String) {
    guard case .failure(let diagnostic) = Formula.parse(text, at: Location("f")) else {
      Issue.record("accepted")
      return
    }
    #expect(diagnostic.problem.message.en.contains("needs a register"))
  }
}
