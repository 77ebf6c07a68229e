import Diagnostics
import Metrics
import Tables
import Testing
import Values

private let budget = ColumnCatalogue(
  register: RegisterColumns(
    id: "budget", name: Wording(zh: "预算", en: "Budget"),
    columns: [
      .init(id: "category", spellings: ["类别"], isRequired: true), .init(id: "channel", spellings: ["渠道"]),
      .init(id: "month", type: .month, spellings: ["月份"]),
      .init(id: "planned", type: .money, spellings: ["计划金额"], isRequired: true),
    ]))

private let spend = ColumnCatalogue(
  register: RegisterColumns(
    id: "spend", name: Wording(zh: "支出登记", en: "Spending"),
    columns: [
      .init(id: "date", type: .day, spellings: ["日期"], isRequired: true),
      .init(id: "category", spellings: ["类别"], isRequired: true), .init(id: "cost_type", spellings: ["成本类型"]),
      .init(id: "channel", spellings: ["渠道"]), .init(id: "amount", type: .money, spellings: ["金额"], isRequired: true),
      .init(id: "approver", spellings: ["审批人"]),
    ]))

private func read(_ text: String, _ register: ColumnCatalogue, as file: String) -> DataTable {
  let (tables, diagnostics) = TableReader(columns: register).read(
    Array(text.utf8), file: "c/registers/" + file, dataFolder: "c/registers/")
  #expect(diagnostics.isEmpty)
  return tables[0]
}

/// Registers on the whole way from their files to figures. Expected values are added up by hand from the rows in view.
@Suite("Registers of money") struct RegisterTests {
  @Test("A budget and spending with total rows give cost, plan and parts, whatever their days")
  func figures() {
    let planned = read("类别,渠道,月份,计划金额（万元）\n品牌,短视频,2026-06,1.5\n转化,,2026年5月,0.5\n合计,,,2\n", budget, as: "budget.csv")
    let paid = read(
      "日期,类别,成本类型,渠道,金额,审批人\n2026-05-01,品牌,媒介,短视频,￥8000,甲\n2026/6/2,转化,赠品,,\"1,000.50\",\n"
        + "2026-06-30,全部,媒介,,-100,\n合计,,,,8900.5,\n", spend, as: "支出-6月.csv")
    let facts = facts(frame(), planned, paid)
    #expect(facts.value("planned_budget") == "20000")
    #expect(facts.value("planned_budget", .campaign, ["category": "品牌"]) == "15000")
    #expect(facts.value("cost") == "8900.5")
    #expect(facts.value("cost", .campaign, ["channel": "短视频"]) == "8000")
    #expect(facts.value("promo_cost") == "1000.5")
    #expect(paid.report.checks.map(\.agrees) == [true])
  }

  @Test("Registers without rows leave figures to other data")
  func noRows() {
    let empty = [
      read("[]", spend, as: "spend.json"), read("日期,类别,金额\n# 2026-06-01,品牌,5\n", spend, as: "spend.csv"),
      read("rows: []", budget, as: "budget.yaml"),
    ]
    let facts = facts(
      frame(), table("date|media_cost|clicks\n2026-06-01|30|7", source: .ads), empty[0], empty[1], empty[2])
    #expect(facts.value("cost") == "30")
    #expect(facts.value("planned_budget") == nil)
  }
}
