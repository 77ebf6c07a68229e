import Diagnostics
import Metrics
import Tables
import Testing
import Values

/// A table of an export that was made on that day.
private func export(_ text: String, _ file: String, made: String?, _ kind: TableKind = .daily) -> DataTable {
  var result = table(text, kind, file: "data/" + file, source: kind == .orders ? .shop : .ads)
  result.report.stamp = made.map { FileStamp(day($0), evidence: .content) }
  return result
}

private func build(_ tables: [DataTable]) -> (CampaignFacts, [String]) {
  let (facts, diagnostics) = CampaignFacts.build(frame: frame(), tables: tables, dictionary: shipped.dictionary)
  return (facts, diagnostics.map(\.problem.id))
}

struct RestatementTests {
  private static let week = "date|account|channel|clicks\n2026-06-01|甲|搜索|10\n2026-06-01|甲|直播|20\n2026-06-02|甲|搜索|30"
  private static let newer = "date|account|channel|clicks\n2026-06-02|甲|搜索|33\n2026-06-03|甲|搜索|40"

  @Test("of a day that two exports have the newer one counts, in whatever order they are given")
  func newest() throws {
    for tables in [
      [export(Self.week, "a.csv", made: "2026-06-03"), export(Self.newer, "b.csv", made: "2026-06-04")],
      [export(Self.newer, "b.csv", made: "2026-06-04"), export(Self.week, "a.csv", made: "2026-06-03")],
    ] {
      let (facts, problems) = build(tables)
      #expect(problems == ["restated"])
      #expect(facts.value("clicks") == "103")
      let told = try #require(facts.restatements.first)
      #expect(facts.restatements.count == 1)
      #expect(told.kept.file == "data/b.csv" && told.replaced.file == "data/a.csv")
      #expect(told.days == [day("2026-06-02")] && told.rows == 1 && told.vanished == 0)
      #expect(told.changes.map { "\($0.measure) \($0.before?.description ?? "") \($0.after?.description ?? "")" } == ["clicks 30 33"])
    }
  }

  @Test("a campaign that was renamed in between does not count under both names")
  func renamed() {
    let old = "date|account|channel|clicks\n2026-06-01|甲|搜索|10\n2026-06-01|甲|直播|20"
    let new = "date|account|channel|clicks\n2026-06-01|甲|搜索|11\n2026-06-01|甲|直播间|22"
    let (facts, _) = build([export(old, "a.csv", made: "2026-06-02"), export(new, "b.csv", made: "2026-06-03")])
    #expect(facts.value("clicks") == "33")
    #expect(facts.restatements.first?.vanished == 1)
  }

  @Test("the same figures exported again are told, but are no warning")
  func same() {
    let (facts, problems) = build([
      export(Self.week, "a.csv", made: "2026-06-03"), export(Self.week, "b.csv", made: "2026-06-05"),
    ])
    #expect(problems.isEmpty)
    #expect(facts.value("clicks") == "60")
    #expect(facts.restatements.map(\.rows) == [3])
  }

  @Test("where nothing tells which export is newer, the overlap is an error that asks", arguments: [
    (nil, nil), ("2026-06-03", nil), ("2026-06-03", "2026-06-03"),
  ] as [(String?, String?)])
  func open(a: String?, b: String?) {
    let (facts, problems) = build([export(Self.week, "a.csv", made: a), export(Self.newer, "b.csv", made: b)])
    #expect(problems == ["duplicate-rows"])
    #expect(facts.restatements.isEmpty)
    #expect(facts.value("clicks") == "100")
  }

  @Test("exports of other accounts, of other rows or of other measures are added", arguments: [
    ("date|account|channel|clicks\n2026-06-01|乙|搜索|5", "65"), ("date|account|channel|clicks\n2026-06-01|甲|私域|5", "65"),
    ("date|account|channel|leads\n2026-06-01|甲|搜索|5", "60"),
  ])
  func complements(text: String, clicks: String) {
    let (facts, problems) = build([export(Self.week, "a.csv", made: "2026-06-03"), export(text, "b.csv", made: "2026-06-05")])
    #expect(problems.isEmpty && facts.restatements.isEmpty)
    #expect(facts.value("clicks") == clicks)
  }

  @Test("measures that only the older export has stay")
  func olderMeasure() {
    let old = "date|channel|clicks|leads\n2026-06-01|搜索|10|3"
    let (facts, _) = build([
      export(old, "a.csv", made: "2026-06-02"), export("date|channel|clicks\n2026-06-01|搜索|12", "b.csv", made: "2026-06-03"),
    ])
    #expect(facts.value("clicks") == "12" && facts.value("leads") == "3")
  }

  @Test("day, week and month exports in any overlap give the newest figure of each day", arguments: 0..<60)
  func property(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    // Each export covers a run of days; later ones restate what they have. The newest of each day is kept by hand.
    var newest: [Int: Int] = [:]
    var tables: [DataTable] = []
    for number in 0..<(2 + next(5)) {
      let first = 1 + next(10)
      let last = min(10, first + [0, 3, 6, 9][next(4)])
      var text = "date|channel|clicks"
      for day in first...last {
        let (a, b) = (next(1000), next(1000))
        text += "\n2026-06-\(day < 10 ? "0" : "")\(day)|搜索|\(a)\n2026-06-\(day < 10 ? "0" : "")\(day)|直播|\(b)"
        newest[day] = a + b
      }
      tables.append(export(text, "\(next(1000))-\(number).csv", made: "2026-07-1\(number)"))
    }
    let (facts, problems) = build(tables.shuffled(next))
    #expect(problems.allSatisfy { $0 == "restated" })
    #expect(facts.value("clicks") == "\(newest.values.reduce(0, +))")
  }

  @Test("an order that two exports have counts once: as the newer one has it, or with an error where that is open", arguments: [
    ("2026-06-05", "2026-06-09", "restated", "212", "3"), ("2026-06-09", "2026-06-05", "restated", "210", "3"),
    (nil, nil, "repeated-orders", "210", "3"),
  ] as [(String?, String?, String, String, String)])
  func orders(a: String?, b: String?, problem: String, revenue: String, orders: String) {
    let first = "order|customer|date|amount\nN1|甲|2026-06-01|100\nN2|乙|2026-06-02|50"
    let second = "order|customer|date|amount\nN2|乙|2026-06-02|52\nN3|丙|2026-06-03|60"
    let (facts, problems) = build([export(first, "a.csv", made: a, .orders), export(second, "b.csv", made: b, .orders)])
    #expect(problems.filter { $0 != "source-not-used" } == [problem])
    #expect(facts.value("revenue") == revenue && facts.value("orders") == orders)
  }

  // MARK: Totals

  @Test("weeks and months side by side never count twice")
  func weeksAndMonths() {
    let text = "start|end|reach|clicks\n2026-06-01|2026-06-07||70\n2026-06-08|2026-06-10||30\n2026-06-01|2026-06-03||25\n"
      + "2026-06-04|2026-06-10||80"
    #expect(facts(frame(), table(text, .totals, source: .ads)).value("clicks") == "100")
  }

  @Test("a period that a newer export states anew counts once, and the change is told")
  func totals() {
    let old = export("start|end|clicks\n2026-06-01|2026-06-10|100", "a.csv", made: "2026-06-11", .totals)
    let new = export("start|end|clicks\n2026-06-01|2026-06-10|104", "b.csv", made: "2026-06-20", .totals)
    for tables in [[old, new], [new, old]] {
      let (facts, problems) = build(tables)
      #expect(problems == ["restated"])
      #expect(facts.value("clicks") == "104")
      #expect(facts.restatements.first?.changes.map { "\($0.before?.description ?? "") \($0.after?.description ?? "")" } == ["100 104"])
    }
  }
}

extension [DataTable] {
  fileprivate func shuffled(_ next: (Int) -> Int) -> [DataTable] {
    var result = self
    for index in result.indices.dropFirst() { result.swapAt(index, next(index + 1)) }
    return result
  }
}

struct LogicCheckTests {
  private func findings(_ text: String, _ kind: TableKind = .daily) -> [String] {
    LogicChecks.run(table(text, kind), dictionary: shipped.dictionary).map {
      "\($0.rule) \($0.subject)\($0.limit.map { " > " + $0 } ?? "") \($0.rows)/\($0.checked) \($0.line)"
    }
  }

  @Test("what cannot be is found, with its row", arguments: [
    ("date|clicks|impressions\n2026-06-01|5|10\n2026-06-02|11|10\n2026-06-03||1", ["partOverWhole clicks > impressions 1/2 3"]),
    // Scales differ: 0.5 is less than 1.
    ("date|uv|pv\n2026-06-01|0.5|1\n2026-06-02|3|2", ["peopleOverEvents uv > pv 1/2 3"]),
    ("date|orders|visits\n2026-06-01|5|4", ["ordersOverVisits orders > visits 1/1 2"]),
    ("date|media_cost\n2026-06-01|-0.01\n2026-06-02|1", ["negativeCost media_cost 1/2 2"]),
    ("date|conversions\n2026-06-01|-1", ["negativeCount conversions 1/1 2"]),
    // Refunds may exceed sales, and profit may be a loss.
    ("date|revenue|gross_profit\n2026-06-01|-5|-2", []), ("date|clicks|impressions\n2026-06-01|10|10", []),
  ])
  func rows(text: String, expected: [String]) { #expect(findings(text) == expected) }

  @Test("shares lie between 0 and 1; growth, returns and sentiment need not", arguments: [
    ("brand-awareness|1.2", true), ("satisfaction|-0.1", true), ("brand-awareness|1", false), ("revenue-growth|1.8", false),
    ("net-sentiment|-0.4", false), ("marketing-roi|3", false), ("nps|60", false),
  ])
  func shares(row: String, isFound: Bool) {
    let parts = row.split(separator: "|")
    #expect(findings("kpi|date|value\n\(parts[0])|2026-06-10|\(parts[1])", .actuals).isEmpty == !isFound)
  }

  @Test("completeness counts the cells of days, names and figures; days between the first and the last may be missing")
  func completeness() {
    let quality = TableQuality(table("date|channel|clicks\n2026-06-01|搜索|5\n2026-06-04|| \n2026-06-05|直播|7"))
    #expect(quality.cells == 9 && quality.filled == 7)
    #expect(quality.missingDays == [day("2026-06-02"), day("2026-06-03")])
    #expect(quality.accuracy == nil)
  }

  @Test("one measure in two sources: how far the second is from the one that is used")
  func differences() throws {
    let facts = facts(
      frame(), table("date|orders\n2026-06-01|100", file: "shop.csv", source: .shop),
      table("date|orders\n2026-06-01|90", file: "web.csv", source: .web))
    let difference = try #require(facts.sourceDifferences.first)
    #expect(difference.measure == "orders" && difference.values.map(\.source) == [.shop, .web])
    #expect(difference.largest == 0.1)
    #expect(facts.value("orders") == "100")
  }

  @Test("a formula must give what the unit says", arguments: [
    ("unit: ratio, formula: revenue / cost", []), ("unit: ratio, formula: revenue / orders", ["unit-mismatch"]),
    ("unit: money, formula: revenue / orders", []), ("unit: money, formula: orders / visits", ["unit-mismatch"]),
    ("unit: ratio, formula: (revenue - cost) / cost", []), ("unit: {kind: number, zh: 件, en: ''}, formula: units / orders", []),
    ("unit: money, formula: roas", ["unit-mismatch"]),
  ])
  func units(text: String, expected: [String]) {
    let diagnostics = load(site: "kpis: [{id: own-figure, zh: 自定, direction: higher, \(text)}]").diagnostics
    #expect(diagnostics.map(\.problem.id) == expected)
  }
}
