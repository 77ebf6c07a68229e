import Diagnostics
import Formulas
import Planning
import Registers
import Testing
import Values

private let plan = """
  id: plan
  name: {zh: 计划, en: Plan}
  scope: campaign
  key: id
  columns:
    - {id: id}
    - {id: parent, type: reference, to: plan, acyclic: true}
    - {id: start, type: date}
    - {id: end, type: date}
    - {id: after, type: reference, to: plan, many: true, acyclic: true}
    - {id: done, type: yes-no}
  schedule: {start: start, end: end, depends: after, done: done, parent: parent}
  """

@Suite("Work packages of a plan") struct PackageTests {
  private func registry(_ rows: [[String]]) -> Registry {
    var registry = Registry([plan])
    registry.add("plan", [table(["id", "parent", "start", "end", "after", "done"], rows)])
    registry.evaluate()
    return registry
  }

  // Worked out by hand on a calendar: 2026-06-15 is a Monday and today. P waits for a, which ends on Tuesday, so that c
  // and d start on Wednesday 17; e waits for all of P, and c for d too. P's own dates are passed over.
  @Test("A package waits, is waited for and rolls up by its tasks")
  func packages() {
    let registry = registry([
      ["a", "", "2026-06-15", "2026-06-16", "", ""],
      ["P", "", "2026-01-01", "2026-12-31", "a", ""],
      ["Q", "P", "2026-01-01", "2026-12-31", "", ""],
      ["c", "Q", "2026-06-15", "2026-06-17", "d", ""],
      ["d", "P", "2026-06-15", "2026-06-15", "", ""],
      ["e", "", "2026-06-15", "2026-06-15", "P", ""],
      ["f", "", "2026-06-15", "2026-06-15", "", ""],
    ])
    #expect(registry.diagnostics == [])
    func days(_ id: String) -> [String] {
      registry.column("plan", id).map { if case .day(let day) = $0 { String(day.iso.suffix(2)) } else { "" } }
    }
    func counts(_ id: String) -> [FormulaValue] { registry.column("plan", id) }
    #expect(days("early_start") == ["15", "17", "18", "18", "17", "23", "15"])
    #expect(days("early_finish") == ["16", "22", "22", "22", "17", "23", "15"])
    #expect(days("late_start") == ["15", "17", "18", "18", "17", "23", "23"])
    #expect(days("late_finish") == ["16", "22", "22", "22", "17", "23", "23"])
    #expect(counts("duration") == [2, 4, 3, 3, 1, 1, 1].map { number("\($0)") })
    #expect(counts("total_float") == [0, 0, 0, 0, 0, 0, 6].map { number("\($0)") })
    #expect(counts("free_float") == [number("0"), .missing, .missing, number("0"), number("0"), number("0"), number("6")])
    #expect(counts("critical") == [true, true, true, true, true, true, false].map(FormulaValue.bool))
  }

  @Test("A package's state", arguments: [
    // Done, and the planned end of two tasks, of which the first is done.
    ("是", "2026-06-10", "是", "2026-06-10", "done"), ("是", "2026-06-10", "", "2026-06-10", "late"),
    ("", "2026-06-30", "", "2026-06-30", "waiting"), ("是", "2026-06-10", "", "2026-07-30", "running"),
  ])
  func state(firstDone: String, firstEnd: String, secondDone: String, secondEnd: String, expected: String) {
    let registry = registry([
      ["P", "", "2026-06-01", "2026-06-01", "", ""],
      ["a", "P", firstEnd, firstEnd, "", firstDone], ["b", "P", secondEnd, secondEnd, "", secondDone],
      ["z", "", "2026-12-31", "2026-12-31", "", ""],
    ])
    #expect(registry.column("plan", "state").first == .text(expected))
  }

  @Test("A task that waits for its own package goes round in a circle")
  func circle() {
    let registry = registry([
      ["P", "", "", "", "", ""], ["a", "P", "2026-06-15", "2026-06-15", "P", ""], ["b", "", "2026-06-15", "2026-06-15", "", ""],
    ])
    #expect(registry.diagnostics.map(placed) == ["rows.csv:2 reference-cycle"])
    #expect(registry.diagnostics.first?.problem.message.en.hasSuffix("P → a → P") == true)
    #expect(registry.column("plan", "early_start") == [.missing, .missing, day("2026-06-15")])
  }

  @Test("A thousand packages within each other, and a thousand tasks that wait for a thousand")
  func large() {
    let nested = (0..<1000).map { ["n\($0)", $0 == 0 ? "" : "n\($0 - 1)", "2026-06-15", "2026-06-15", "", ""] }
    let first = (0..<1000).map { ["a\($0)", "A", "2026-06-15", "2026-06-15", "", ""] }
    let second = (0..<1000).map { ["b\($0)", "B", "2026-06-15", "2026-06-15", "", ""] }
    let registry = registry(
      nested + [["A", "", "", "", "n0", ""], ["B", "", "", "", "A", ""]] + first + second)
    #expect(registry.diagnostics == [])
    #expect(registry.column("plan", "early_start").suffix(1) == [day("2026-06-17")])
  }

  // The links of every package written out task by task, which the network knows to schedule without packages.
  @Test("Random plans with packages have the dates of the same plans without", arguments: 0..<50)
  func random(seed: Int) {
    var state = UInt64(seed) &* 2_654_435_761 &+ 12_345
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    // Rows 0 to 5 are packages, 6 to 25 tasks; a row waits only for rows of earlier packages.
    let parents: [Int?] = (0..<26).map { $0 == 0 ? nil : $0 < 6 ? nil : below(7) == 0 ? nil : below(6) }
    let package = (0..<26).map { $0 < 6 ? $0 : parents[$0] ?? $0 }
    let depends = (0..<26).map { row in (0..<26).filter { package[$0] < package[row] && below(6) == 0 } }
    let first = Day(number: 20_619)
    let starts = (0..<26).map { _ in first.advanced(by: below(10)) }
    let ends = starts.map { $0.advanced(by: below(6)) }
    func isPackage(_ row: Int) -> Bool { parents.contains(row) }
    let tasks = (0..<26).filter { !isPackage($0) }
    func written(_ rows: [Int]) -> [Int] {
      rows.flatMap { row in isPackage(row) ? tasks.filter { parents[$0] == row } : [row] }
    }
    let planned = tasks.map { row -> PlannedTask in
      let all = written(depends[row] + (parents[row].map { depends[$0] } ?? []))
      return PlannedTask(
        id: "\(row)", start: starts[row], end: ends[row], depends: all.compactMap { tasks.firstIndex(of: $0) })
    }
    let wanted = schedule(planned, calendar: WorkCalendar(), today: first)
    let registry = registry(
      (0..<26).map { row in
        [
          "\(row)", parents[row].map(String.init) ?? "", starts[row].iso, ends[row].iso,
          depends[row].map(String.init).joined(separator: "、"), "",
        ]
      })
    func column(_ id: String) -> [FormulaValue] {
      let cells = registry.column("plan", id)
      return tasks.map { cells[$0] }
    }
    #expect(registry.diagnostics == [])
    #expect(column("early_start") == wanted.map { $0.earlyStart.map(FormulaValue.day) ?? .missing })
    #expect(column("late_finish") == wanted.map { $0.lateFinish.map(FormulaValue.day) ?? .missing })
    #expect(column("forecast") == wanted.map { $0.forecast.map(FormulaValue.day) ?? .missing })
    #expect(column("free_float") == wanted.map { $0.freeFloat.map { .number(.exact(Exact($0))) } ?? .missing })
    #expect(column("state") == wanted.map { .text($0.state.rawValue) })
  }
}
