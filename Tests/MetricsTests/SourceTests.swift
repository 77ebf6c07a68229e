import Diagnostics
import Metrics
import Tables
import Testing
import Values

/// Which rows make up a figure. Expected values are added up by hand from the rows in view.
@Suite("Sums and sources") struct SourceTests {
  @Test("A rate is the ratio of sums, never a mean of rates")
  func ratioOfSums() {
    let facts = facts(
      frame(), table("date|channel|impressions|clicks\n2026-06-01|搜索|100|10\n2026-06-02|直播|900|9", source: .ads))
    #expect(facts.value("ctr") == "0.019")  // 19 / 1000, not the mean of 10 % and 1 %
    #expect(facts.value("ctr", .campaign, ["channel": "搜索"]) == "0.1")
  }

  @Test("Rows outside campaign and baseline are not used, but counted")
  func outside() {
    let facts = facts(
      frame(), table("date|clicks\n2026-05-21|1\n2026-05-22|20\n2026-06-01|300\n2026-06-10|4000\n2026-06-11|50000"))
    #expect(facts.value("clicks") == "4300")
    #expect(facts.value("clicks", .baseline) == "20")
    #expect(facts.value("clicks", .period(period("2026-06-01", "2026-06-09"))) == "300")
    #expect(facts.rowsOutside == 2)
  }

  @Test("A missing cell is not zero, and a zero is not missing")
  func missingAndZero() {
    let facts = facts(
      frame(), table("date|channel|clicks|leads\n2026-06-01|搜索|0|\n2026-06-02|直播||"))
    #expect(facts.value("clicks") == "0")
    #expect(facts.value("clicks", .campaign, ["channel": "直播"]) == nil)
    #expect(facts.figure("leads").missing == .noData(measure: "leads"))
    #expect(facts.series("clicks", over: period("2026-06-01", "2026-06-03")).map(\.value) == [.exact(.zero), nil, nil])
  }

  @Test("Figures of different sources are never added")
  func oneSource() {
    let facts = facts(
      frame(), table("date|conversions|clicks\n2026-06-01|7|70", file: "a.csv", source: .ads),
      table("date|conversions\n2026-06-01|5", file: "b.csv", source: .web))
    #expect(facts.value("conversions") == "7")
    #expect(facts.figure("conversions").sources == [FigureSource(file: "a.csv", rows: 1)])
  }

  @Test("The centre's own tables stand beside a source")
  func ownComplements() {
    let facts = facts(
      frame(), table("date|channel|clicks\n2026-06-01|搜索|7", file: "a.csv", source: .ads),
      table("date|channel|clicks\n2026-06-01|户外|5", file: "b.csv", source: .own))
    #expect(facts.value("clicks") == "12")
  }

  @Test("Rows that would be added twice are errors", arguments: [
    // The same row twice in one file, in two files, by an own table beside an export.
    (["date|clicks\n2026-06-01|1\n2026-06-01|1"], [DataSource.ads], ["duplicate-rows"]),
    (["date|clicks\n2026-06-01|1", "date|clicks\n2026-06-01|1"], [.ads, .ads], ["duplicate-rows"]),
    (["date|clicks\n2026-06-01|1", "date|clicks\n2026-06-01|1"], [.ads, .own], ["duplicate-rows"]),
    (["date|clicks\n2026-06-01|1", "date|clicks\n2026-06-01|1"], [.ads, .web], []),
    (["date|clicks\n2026-06-01|1", "date|clicks\n2026-06-02|1"], [.ads, .ads], []),
    (["date|clicks\n2026-06-01|1", "date|leads\n2026-06-01|1"], [.ads, .ads], []),
    // The same clicks by channel and by region.
    (["date|channel|clicks\n2026-06-01|搜索|1", "date|region|clicks\n2026-06-01|华东|1"], [.ads, .ads], ["overlapping-tables"]),
    (["date|channel|clicks\n2026-06-01|搜索|1", "date|clicks\n2026-06-01|1"], [.ads, .own], ["overlapping-tables"]),
    (["date|channel|clicks\n2026-06-01|搜索|1", "date|region|clicks\n2026-06-02|华东|1"], [.ads, .ads], []),
    (
      ["date|channel|region|clicks\n2026-06-01|搜索|华东|1", "date|channel|clicks\n2026-06-01|直播|1"], [.ads, .ads], []
    ),
    (
      ["date|channel|region|clicks\n2026-06-01|搜索|华东|1", "date|channel|clicks\n2026-06-01|搜索|1"], [.ads, .ads],
      ["overlapping-tables"]
    ),
  ])
  func addedTwice(texts: [String], sources: [DataSource], expected: [String]) {
    let tables = zip(texts, sources).enumerated().map { table($1.0, file: "data/\($0).csv", source: $1.1) }
    let (facts, diagnostics) = CampaignFacts.build(frame: frame(), tables: tables, dictionary: shipped.dictionary)
    #expect(diagnostics.map(\.problem.id) == expected)
    if !expected.isEmpty { #expect(facts.value("clicks") == "1") }
  }

  @Test("A repeated row is told with both places")
  func repeatedRowPlaces() {
    let tables = [
      table("date|clicks\n2026-06-01|1", file: "a.csv"), table("date|clicks\n2026-06-02|5\n2026-06-01|1", file: "b.csv"),
    ]
    let diagnostic = CampaignFacts.build(frame: frame(), tables: tables, dictionary: shipped.dictionary).1.first
    #expect(diagnostic?.location.description == "b.csv:3")
    #expect(diagnostic?.problem.message.en.contains("a.csv:2") == true)
  }

  @Test("Folders named by a dimension keep tables apart and can be asked for")
  func constants() {
    let facts = facts(
      frame(), table("date|clicks\n2026-06-01|1", file: "a.csv", source: .ads, constants: ["channel": "搜索"]),
      table("date|region|clicks\n2026-06-01|华东|20", file: "b.csv", source: .ads, constants: ["channel": "直播"]))
    #expect(facts.value("clicks") == "21")
    #expect(facts.value("clicks", .campaign, ["channel": "直播"]) == "20")
    #expect(facts.dimensions == ["channel", "region"])
  }

  @Test("Daily before orders before totals, and a difference is told")
  func precedence() {
    let daily = table("date|revenue\n2026-06-01|100", file: "daily.csv", source: .shop)
    let orders = table("customer|date|amount\nA|2026-06-01|60\nB|2026-06-02|39", .orders, file: "orders.csv")
    let totals = table("start|end|revenue\n2026-06-01|2026-06-10|100.4", .totals, file: "totals.csv")
    #expect(problems(frame(), daily, orders, totals) == ["totals-differ"])  // 99 is 1 % off, 100.4 is not
    let (facts, _) = CampaignFacts.build(frame: frame(), tables: [totals, orders], dictionary: shipped.dictionary)
    #expect(facts.value("revenue") == "99")
    #expect(facts.value("orders") == "2")
  }

  @Test("Another currency is converted by the brief's rate, else an error")
  func currencies() {
    let yuan = table("date|channel|media_cost\n2026-06-01|搜索|10", file: "a.csv", source: .ads)
    let dollars = table("date|channel|media_cost\n2026-06-01|海外|10", file: "b.csv", source: .ads, currency: "USD")
    #expect(facts(frame(rates: ["USD": exact("7.12")]), yuan, dollars).value("media_cost") == "81.2")
    #expect(problems(frame(), yuan, dollars) == ["currency-without-rate"])
  }

  @Test("A million tenths are exactly a hundred thousand")
  func exactness() {
    let names = (0..<1000).map(String.init)
    let table = DataTable(
      file: "a.csv", kind: .daily, source: .ads,
      columns: [
        Column(id: "date", header: "date", values: .day([Int32](repeating: day("2026-06-01").number, count: 1_000_000))),
        Column(id: "keyword", header: "k", values: .text(codes: (0..<1_000_000).map { $0 / 1000 }, dictionary: names)),
        Column(id: "product", header: "p", values: .text(codes: (0..<1_000_000).map { $0 % 1000 }, dictionary: names)),
        Column(id: "media_cost", header: "c", values: .number(mantissas: [Int64](repeating: 1, count: 1_000_000), scale: 1)),
      ], rowCount: 1_000_000, rowLines: [Int32](repeating: 1, count: 1_000_000),
      report: ImportReport(file: "a.csv", encoding: "UTF-8"))
    let facts = facts(frame(), table)
    #expect(facts.value("media_cost") == "100000")
    #expect(facts.value("media_cost", .campaign, ["keyword": "7"]) == "100")
  }

  @Test("A column that no source list admits is told, not dropped silently")
  func sourceNotUsed() {
    #expect(problems(frame(), table("date|revenue\n2026-06-01|9", source: .ads)) == ["source-not-used"])
  }

  @Test("Unknown KPIs in targets and actuals are errors")
  func unknownKPIs() {
    let target = Target(kpi: "crt", target: exact("1"), location: Location("brief.md", line: 9, column: 12))
    let (_, diagnostics) = CampaignFacts.build(
      frame: frame(targets: [target]), tables: [table("kpi|date|value\nbrand-awarenes|2026-06-10|0.4", .actuals)],
      dictionary: shipped.dictionary)
    #expect(diagnostics.map { "\($0.location.description) \($0.problem.id)" } == ["brief.md:9:12 unknown-kpi", "data/a.csv:2 unknown-kpi"])
    #expect(diagnostics.last?.problem.hint?.en == "did you mean 'brand-awareness'?")
  }
}

@Suite("People") struct PeopleTests {
  @Test("Distinct counts come from totals of exactly the span and dimensions")
  func totals() {
    let facts = facts(
      frame(), table("date|channel|uv|pv\n2026-06-01|搜索|5|9\n2026-06-02|搜索|6|9", source: .web),
      table("start|end|channel|uv\n2026-06-01|2026-06-10||9\n2026-06-01|2026-06-10|搜索|8\n2026-06-01|2026-06-05||7",
        .totals, file: "t.csv", source: .web))
    #expect(facts.value("uv") == "9")
    #expect(facts.value("uv", .campaign, ["channel": "搜索"]) == "8")
    #expect(facts.value("uv", .period(period("2026-06-01", "2026-06-05"))) == "7")
    #expect(facts.figure("uv", in: Slice.campaign.with("channel", "直播")).missing == .needsTotals(measure: "uv"))
    #expect(facts.figure("uv", in: .baseline).missing == .needsTotals(measure: "uv"))
  }

  @Test("Additive totals of weeks that follow each other make the whole; a gap does not")
  func weeklyTotals() {
    let weeks = "start|end|revenue\n2026-06-01|2026-06-05|10\n2026-06-06|2026-06-10|20"
    #expect(facts(frame(), table(weeks, .totals, source: .shop)).value("revenue") == "30")
    let gap = "start|end|revenue\n2026-06-01|2026-06-04|10\n2026-06-06|2026-06-10|20"
    #expect(facts(frame(), table(gap, .totals, source: .shop)).value("revenue") == nil)
    let twice = "start|end|uv\n2026-06-01|2026-06-10|10\n2026-06-01|2026-06-10|20"
    #expect(problems(frame(), table(twice, .totals)) == ["duplicate-rows"])
  }

  @Test("Rows of people are never summed; one row of one day is that day's count")
  func notSummed() {
    let facts = facts(frame(), table("date|uv\n2026-06-01|5\n2026-06-10|6", source: .web))
    #expect(facts.figure("uv").missing == .needsTotals(measure: "uv"))
    #expect(facts.value("uv", .period(period("2026-06-10", "2026-06-10"))) == "6")
  }

  @Test("A file's own total row counts when the file covers the span and stands alone")
  func totalRow() {
    let whole = "date|reach|impressions\n2026-06-01|5|50\n2026-06-10|6|60"
    let totals = ["reach": exact("9"), "impressions": exact("110")]
    #expect(facts(frame(), table(whole, source: .ads, totals: totals)).value("reach") == "9")
    let part = "date|reach\n2026-06-01|5\n2026-06-09|6"
    #expect(facts(frame(), table(part, source: .ads, totals: totals)).value("reach") == nil)
    let two = facts(
      frame(), table(whole, file: "a.csv", source: .ads, constants: ["channel": "搜索"], totals: totals),
      table(whole, file: "b.csv", source: .ads, constants: ["channel": "直播"], totals: ["reach": exact("4")]))
    #expect(two.value("reach") == nil)
    #expect(two.value("reach", .campaign, ["channel": "直播"]) == "4")
  }

  @Test("Buyers are distinct customers of the orders")
  func buyers() {
    let facts = facts(
      frame(),
      table("customer|date|channel|amount|first\nA|2026-06-01|直播|10|是\nA|2026-06-02|搜索|20|否\nB|2026-06-02|搜索|30|否\nC|2026-05-25|搜索|5|是",
        .orders))
    #expect(facts.value("buyers") == "2")
    #expect(facts.value("buyers", .campaign, ["channel": "搜索"]) == "2")
    #expect(facts.value("buyers", .campaign, ["channel": "直播"]) == "1")
    #expect(facts.value("new_buyers") == "1")
    #expect(facts.value("new_buyer_orders") == "2")
    #expect(facts.value("revenue-per-buyer") == "30")
    #expect(facts.value("aov") == "20")
  }

  @Test("Without a mark, new buyers are told only by orders from before the period")
  func firstSeen() {
    let history = "customer|date|amount\nA|2026-05-01|1\nA|2026-06-01|1\nB|2026-06-02|1\nB|2026-06-03|1"
    let known = facts(frame(), table(history, .orders))
    #expect(known.value("new_buyers") == "1")
    #expect(known.figure("new_buyers").notes.contains(.firstSeen))
    let unknown = facts(frame(), table("customer|date|amount\nA|2026-06-01|1", .orders))
    #expect(unknown.figure("new_buyers").value == nil)
  }
}
