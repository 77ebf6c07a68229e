import Diagnostics
import Metrics
import Tables
import Testing
import Values

/// The worked examples of the requirements, section 7; the expected values are those printed there.
@Suite("Worked examples") struct WorkedExamples {
  @Test("Sales lift of 1 850 000 over a baseline of 1 000 000 is 85 %")
  func salesLift() {
    let facts = facts(
      frame(), table("date|revenue\n2026-05-25|1000000\n2026-06-02|1850000", source: .shop))
    #expect(facts.value("sales-lift") == "0.85")
    #expect(facts.value("incremental_revenue") == "850000")
  }

  @Test("670 of 1 000 orders by new buyers are 67 %")
  func newCustomerShare() {
    let facts = facts(frame(), table("date|orders|new_buyer_orders\n2026-06-01|600|400\n2026-06-02|400|270"))
    #expect(facts.value("new-customer-share") == "0.67")
  }

  @Test("Both readings of the promotion's return", arguments: [
    ("90000", "0.45", "-0.55"), ("290000", "1.45", "0.45"),
  ])
  func promotion(gain: String, gross: String, net: String) {
    let facts = facts(
      frame(), table("date|gross_profit|promo_cost\n2026-05-25|10000|\n2026-06-01|\(gain)|200000\n2026-06-02|10000|"))
    #expect(facts.value("promotion-roi") == gross)
    #expect(facts.value("promotion-roi-net") == net)
  }

  @Test("Exposure grows from 500 000 to 890 000 by 78 %")
  func exposure() {
    let facts = facts(frame(), table("date|impressions\n2026-05-25|500000\n2026-06-02|890000", source: .ads))
    #expect(facts.value("brand-exposure-growth") == "0.78")
  }

  @Test("540 000 for 3 000 registrations is 180 each, and meets a limit of 200 by 111 %")
  func acquisition() {
    let target = Target(kpi: "cac", target: exact("200"))
    let facts = facts(
      frame(unit: .registration, targets: [target]),
      table("date|registrations\n2026-06-02|3000"), table("date|amount\n2026-06-02|540000", .spend, file: "spend.csv"))
    #expect(facts.value("cac") == "180")
    #expect(facts.figure("cac").notes.contains(.perRegistration))
    let assessment = facts.assessment(of: target)
    #expect(assessment.status == .green)
    #expect(abs((assessment.completion?.double ?? 0) - 200.0 / 180) < 1e-12)
  }

  @Test("From 35 % to 44 % with a target of 50 % is 60 % of the way and 88 % of the target")
  func progress() {
    let target = Target(kpi: "brand-awareness", target: exact("0.5"), baseline: exact("0.35"))
    let facts = facts(
      frame(targets: [target]), table("kpi|date|value\nbrand-awareness|2026-06-10|0.44", .actuals))
    let assessment = facts.assessment(of: target)
    #expect(assessment.progress == .exact(exact("0.6")))
    #expect(assessment.completion == .exact(exact("0.88")))
    #expect(assessment.gap == .exact(exact("-0.06")))
    #expect(assessment.status == .red)
  }

  @Test("After a reserve of 10 % the four categories share 900 000", arguments: [
    ("品牌", "360000", "0.4"), ("需求", "315000", "0.35"), ("转化", "135000", "0.15"), ("维系", "90000", "0.1"),
  ])
  func budget(category: String, planned: String, share: String) {
    let facts = facts(
      frame(budget: "1000000", reserve: "0.1"),
      table("category|planned\n品牌|360000\n需求|315000\n转化|135000\n维系|90000", .budget))
    #expect(facts.value("planned_budget", .campaign, ["category": category]) == planned)
    #expect(facts.value("budget-share", .campaign, ["category": category]) == share)
    #expect(facts.value("reserve-ratio") == "0.1")
  }

  @Test("Clicks over no impressions are missing, not zero")
  func zeroDenominator() {
    let facts = facts(frame(), table("date|impressions|clicks\n2026-06-01|0|0"))
    #expect(facts.figure("ctr").value == nil)
    #expect(facts.figure("ctr").missing == .zeroDenominator)
    #expect(facts.value("clicks") == "0")
  }
}

@Suite("Dictionary") struct DictionaryTests {
  @Test("32 measures and 155 KPIs in eleven groups load without a problem")
  func shippedLoads() {
    #expect(shipped.diagnostics.isEmpty)
    #expect(shipped.dictionary.measures.count == 32)
    #expect(shipped.dictionary.kpis.filter { $0.variantOf == nil }.count == 155)
    #expect(shipped.dictionary.groups.count == 11)
  }

  @Test("Every KPI has a formula, or words for how it is reckoned and what it needs")
  func everyKPIIsDefined() {
    for kpi in shipped.dictionary.kpis {
      #expect(kpi.formula != nil || (kpi.definition != nil && kpi.needs != nil), "\(kpi.id)")
    }
  }

  @Test("metrics.yaml changes single keys of a shipped KPI and adds its own")
  func siteExtends() {
    let (dictionary, diagnostics) = load(
      site: """
        measures:
          - {id: tastings, zh: 试吃次数, unit: number}
        kpis:
          - {id: ctr, direction: target}
          - {id: tasting-cost, zh: 单次试吃成本, formula: cost / tastings, unit: money, direction: lower}
        """)
    #expect(diagnostics.isEmpty)
    #expect(dictionary["ctr"]?.direction == .target)
    #expect(dictionary["ctr"]?.formulaText == "clicks / impressions")
    #expect(dictionary["tasting_cost"]?.unit.kind == .money)
  }

  @Test("Problems of metrics.yaml are told at their place", arguments: [
    ("kpis: [{id: x, zh: x, formula: clicks / impresions}]", "metrics.yaml:1:41 unknown-name"),
    ("kpis: [{id: x, zh: x, formula: clicks /}]", "metrics.yaml:1:40 formula"),
    ("kpis: [{id: x, zh: x, formula: \"clicks + sum(cost)\"}]", "metrics.yaml:1:42 formula"),
    ("kpis: [{id: x, zh: x, formla: clicks}]", "metrics.yaml:1:23 unknown-key"),
    ("kpis: [{id: new-buyers, zh: x}]", "metrics.yaml:1:8 duplicate-id"),
    ("kpis: [{id: X, zh: x}]", "metrics.yaml:1:13 bad-id"),
    ("kpis: [{id: x, zh: x, formula: x + 1}]", "metrics.yaml:1:32 formula-cycle"),
    ("kpis: [{id: x, zh: x, formula: y}, {id: y, zh: y, formula: x}]", "metrics.yaml:1:60 formula-cycle"),
    ("kpis: [{id: x, zh: x, group: \"9\"}]", "metrics.yaml:1:30 unknown-group"),
    ("kpis: [{id: x, zh: x}, {id: x, zh: y}]", "metrics.yaml:1:29 duplicate-id"),
  ])
  func siteProblems(text: String, expected: String) {
    let diagnostics = load(site: text).diagnostics
    #expect(diagnostics.map { "\($0.location.description) \($0.problem.id)" } == [expected])
  }

  @Test("A long chain of KPIs is refused rather than followed")
  func longChain() {
    let kpis = (1...5000).map { "  - {id: k\($0), zh: k, formula: \($0 == 1 ? "clicks" : "k\($0 - 1) + k\($0 - 1)")}" }
    let (dictionary, diagnostics) = load(site: "kpis:\n" + kpis.joined(separator: "\n"))
    #expect(diagnostics.first?.problem.id == "formula-chain")
    let (facts, _) = CampaignFacts.build(
      frame: frame(), tables: [table("date|clicks\n2026-06-01|1")], dictionary: dictionary)
    #expect(facts.value("k60") == "576460752303423488")  // 2^59
  }
}
