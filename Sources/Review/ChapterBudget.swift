import Charts
import Diagnostics
import Metrics
import Values

/// One category's plan and spending.
struct BudgetLine {
  var category: String?
  var planned: Number?
  var spent: Number?

  /// spent − planned; positive is overspent.
  var variance: Number? { spent.flatMap { spent in planned.map { spent.minus($0) } } }
}

extension Writer {
  /// By category, in order of the plan's size; empty without a `budget` or `spend` file.
  func budgetLines() -> [BudgetLine] {
    let planned = facts.dimensions(of: "planned_budget").contains("category")
      ? facts.breakdown(of: "planned_budget", by: "category").rows : []
    let spent = facts.dimensions(of: "cost").contains("category")
      ? facts.breakdown(of: "cost", by: "category").rows : []
    var lines = planned.map { BudgetLine(category: $0.value, planned: $0.amount, spent: nil) }
    for row in spent {
      if let index = lines.firstIndex(where: { $0.category == row.value }) {
        lines[index].spent = row.amount
      } else {
        lines.append(BudgetLine(category: row.value, planned: nil, spent: row.amount))
      }
    }
    return lines
  }

  func overspent(_ lines: [BudgetLine]) -> [BudgetLine] {
    lines.filter { ($0.variance?.double ?? 0) > 0 }
      .sorted { ($1.variance?.double ?? 0, $0.category ?? "") < ($0.variance?.double ?? 0, $1.category ?? "") }
  }

  func chapterBudget(_ lines: [BudgetLine]) -> Chapter {
    var chapter = Chapter(.budget, in: input.language)
    let cost = figure("cost")
    let planned = figure("planned_budget")
    var needs: [String] = []
    if cost.isMissing {
      needs.append(
        pick(
          "实际支出和回报需要 registers/spend.csv（date、category、cost_type、channel、amount、approver），没有时至少要 data/daily*.csv 的花费列。",
          "Spending and returns need registers/spend.csv (date, category, cost_type, channel, amount, approver), or at least "
            + "media cost in data/daily*.csv."))
    }
    if planned.isMissing {
      needs.append(
        pick(
          "计划与执行率需要 registers/budget.csv（category、channel、month、planned）。",
          "The plan and its execution need registers/budget.csv (category, channel, month, planned)."))
    }
    if cost.isMissing, planned.isMissing {
      // Journeys need no money to be compared.
      let hasJourneys = input.tables.contains { $0.kind == .journeys }
      if hasJourneys, let attribution = addAttribution(to: &chapter) { needs.append(attribution) }
      chapter.state = chapter.blocks.isEmpty ? .missing : .partial
      chapter.needs = needs.joined(separator: pick("", " "))
      return chapter
    }
    if let sentence = budgetSentence(planned, cost) { chapter.sentences.append(sentence) }
    let types = costTypes()
    if let sentence = scopeSentence(cost, types) { chapter.sentences.append(sentence) }
    if let sentence = returnSentence(cost) { chapter.sentences.append(sentence) }

    let both = lines.filter { $0.planned != nil || $0.spent != nil }
    if !both.isEmpty, !planned.isMissing {
      chapter.blocks.append(.chart(id: "budget-categories", budgetChart(both)))
      chapter.blocks.append(.table(budgetTable(both, planned, cost)))
      chapter.blocks.append(.bullets(overspendSentences(lines)))
    }
    addBudgetTracking(to: &chapter)
    addApprovals(to: &chapter)
    addAllocation(to: &chapter, both)
    addReserve(to: &chapter, planned: planned, cost: cost)
    addBudgetMethods(to: &chapter)
    chapter.blocks.append(.heading(pick("成本与回报", "Cost and return")))
    if let types {
      addCostStructure(to: &chapter, types)
      chapter.blocks.append(.table(costTypeTable(types)))
    }
    chapter.blocks.append(.table(returnTable(staffed: types.map(isStaffed) ?? false)))
    if let table = channelReturnTable() { chapter.blocks.append(.table(table)) }
    addReturnByParts(to: &chapter)
    addIncentives(to: &chapter)
    let attribution = addAttribution(to: &chapter)
    if figure("roas").isMissing, figure("marketing-roi").isMissing {
      if isJudgedOnSales {
        needs.append(
          pick(
            "回报需要归因销售额：data/daily*.csv 的 attributed_revenue 列，或广告平台的报表。",
            "Returns need attributed revenue: attributed_revenue in data/daily*.csv, or an ad platform's report."))
      } else {
        chapter.sentences.append(
          say(
            "budget-no-sales", "活动没有销售目标，也没有归因销售额，投资回报率不出数；花得值不值，看目标指标的完成度与单位成本。",
            "The campaign has no sales target and no attributed revenue, so that there is no return to state; whether the money was "
              + "well spent shows in its targets and unit costs.", [cost].filter { !$0.isMissing }))
      }
    } else if let attribution {
      needs.append(attribution)
    }
    if !needs.isEmpty {
      chapter.state = .partial
      chapter.needs = needs.joined(separator: pick("", " "))
    }
    return chapter
  }

  /// Whether returns are missed: not where there are targets and none of them is about sales.
  private var isJudgedOnSales: Bool {
    assessments.isEmpty
      || assessments.contains { item in
        let formula = item.target.kpi + " " + (dictionary[item.target.kpi]?.formulaText ?? "")
        return ["revenue", "profit", "orders", "roi", "roas"].contains { formula.contains($0) }
      }
  }

  // MARK: Sentences

  private func budgetSentence(_ planned: Noted, _ cost: Noted) -> Sentence? {
    let frame = facts.frame
    var zh: [String] = []
    var en: [String] = []
    var figures: [Noted] = []
    let money = Unit(.money)
    if let budget = frame.budget {
      let reserve = reserveAmount()
      zh.append(
        "总预算\(prose(.exact(budget), money))"
          + (reserve.map { "，其中预留\(prose($0, money))（\(percent($0.ratio(to: .exact(budget))))）" } ?? ""))
      en.append(
        "The budget is \(prose(.exact(budget), money))"
          + (reserve.map { ", \(prose($0, money)) (\(percent($0.ratio(to: .exact(budget))))) of it held back" } ?? ""))
    }
    if !planned.isMissing {
      zh.append("计划分配\(prose(planned))")
      en.append("\(prose(planned)) was planned")
      figures.append(planned)
    }
    if !cost.isMissing {
      let scope = cost.figure.notes.contains(.mediaCostOnly)
      zh.append("实际支出\(prose(cost))" + (scope ? "（媒介口径）" : ""))
      en.append("\(prose(cost)) was spent" + (scope ? " (media cost only)" : ""))
      figures.append(cost)
      if !planned.isMissing, !scope {
        let rate = figure("budget-execution-rate")
        if !rate.isMissing {
          zh.append("执行率\(prose(rate))")
          en.append("execution \(prose(rate))")
          figures.append(rate)
        }
      }
    }
    guard !zh.isEmpty else { return nil }
    return say("budget-result", zh.joined(separator: "，") + "。", Words.raised(en.joined(separator: "; ")) + ".", figures)
  }

  /// The brief's reserve as an amount.
  func reserveAmount() -> Number? {
    guard let reserve = facts.frame.reserve else { return nil }
    if reserve >= Exact(1) || reserve.isZero { return .exact(reserve) }
    return facts.frame.budget.flatMap { $0.multiplied(by: reserve) }.map(Number.exact)
  }

  private func costTypes() -> Breakdown? {
    guard facts.dimensions(of: "cost").contains("cost_type") else { return nil }
    let breakdown = facts.breakdown(of: "cost", by: "cost_type")
    return breakdown.rows.contains { $0.value != nil && $0.amount != nil } ? breakdown : nil
  }

  private func scopeSentence(_ cost: Noted, _ types: Breakdown?) -> Sentence? {
    guard !cost.isMissing else { return nil }
    guard let types else {
      guard cost.figure.notes.contains(.mediaCostOnly) else { return nil }
      return say(
        "budget-scope", "成本只有媒介花费（媒介口径），不含创意、制作、执行和人力；下面的回报因此偏高。",
        "Cost is media cost only, without creative, production, execution and staff; returns below are too high for it.", [cost])
    }
    let rows = types.rows.compactMap { row in row.value.flatMap { name in row.amount.map { (name, $0, row.share) } } }
    let parts = rows.map { "\(datum($0.0))\(pick("", " "))\(percent($0.2))" }
    let staffed = isStaffed(types)
    return say(
      "budget-scope",
      "成本构成：\(parts.joined(separator: "，"))。" + (staffed ? "已含人力，为全成本口径。" : "不含人力，不是全成本口径。"),
      "Cost by type: \(parts.joined(separator: ", ")). "
        + (staffed ? "Staff is included: this is full cost." : "Staff is not included: this is not full cost."), [cost])
  }

  /// Whether labour is among the costs, without which a return is not at full cost.
  private func isStaffed(_ types: Breakdown) -> Bool {
    types.rows.contains { row in
      let name = (row.value ?? "").lowercased()
      return row.amount != nil && ["人力", "staff", "labour", "labor"].contains { name.contains($0) }
    }
  }

  private func returnSentence(_ cost: Noted) -> Sentence? {
    let roi = figure("marketing-roi")
    let roas = figure("roas")
    var zh: [String] = []
    var en: [String] = []
    if !roi.isMissing {
      let basis = basisNote(roi.figure)
      zh.append("按利润口径，营销投资回报率\(prose(roi))\(basis)")
      en.append("by profit, marketing ROI is \(prose(roi))\(basis)")
    }
    if !roas.isMissing {
      zh.append("按收入口径，广告收入回报\(prose(roas))")
      en.append("by revenue, return on ad spend is \(prose(roas))")
    }
    guard !zh.isEmpty else { return nil }
    return say(
      "budget-return", zh.joined(separator: "；") + "。", Words.raised(en.joined(separator: "; ")) + ".",
      [roi, roas].filter { !$0.isMissing })
  }

  /// `（估算，媒介口径）`, or nothing.
  func basisNote(_ figure: Figure) -> String {
    var marks: [String] = []
    if figure.notes.contains(.estimatedProfit) { marks.append(pick("利润为估算", "profit estimated")) }
    if figure.notes.contains(.mediaCostOnly) { marks.append(pick("媒介口径", "media cost only")) }
    return marks.isEmpty ? "" : pick("（\(marks.joined(separator: "，"))）", " (\(marks.joined(separator: ", ")))")
  }

  private func overspendSentences(_ lines: [BudgetLine]) -> [Sentence] {
    let over = overspent(lines)
    let cost = figure("cost")
    guard !over.isEmpty else {
      return [say("budget-overspend", "没有类别超支。", "No category is overspent.", [cost])]
    }
    return over.map { line in
      say("budget-overspend-\(line.category ?? "")", overspendText(line).zh, overspendText(line).en, overspendFigures(line))
    }
  }

  func overspendFigures(_ line: BudgetLine) -> [Noted] {
    guard let category = line.category else { return [figure("planned_budget"), figure("cost")] }
    let filter = [DimensionValue("category", category)]
    return [figure("planned_budget", filter: filter), figure("cost", filter: filter)]
  }

  func overspendText(_ line: BudgetLine) -> (zh: String, en: String) {
    let money = Unit(.money)
    let over = line.variance ?? .exact(.zero)
    let rate = line.planned.flatMap { over.ratio(to: $0) }
    let approvers = approvers(of: line.category)
    let label = datum(label(line.category))
    return (
      "\(label)类别计划\(prose(line.planned, money))，实际\(prose(line.spent, money))，超支\(prose(over, money))（\(percent(rate))）"
        + (approvers.isEmpty ? "，没有登记审批人。" : "，审批人：\(datum(join(approvers)))。"),
      "\(label): planned \(prose(line.planned, money)), spent \(prose(line.spent, money)), over by \(prose(over, money)) "
        + "(\(percent(rate)))" + (approvers.isEmpty ? ", no approver on record." : ", approved by \(join(approvers)).")
    )
  }

  /// Who approved the category's spending, by the amount approved.
  private func approvers(of category: String?) -> [String] {
    var amounts: [(name: String, amount: Number)] = []
    for table in input.tables where table.kind == .spend {
      let (categories, approvers, values) = (table.texts("category"), table.texts("approver"), table.numbers("amount"))
      for row in 0..<table.rowCount where categories[row] == category {
        guard let approver = approvers[row], let amount = values[row] else { continue }
        if let index = amounts.firstIndex(where: { $0.name == approver }) {
          amounts[index].amount = amounts[index].amount.plus(.exact(amount))
        } else {
          amounts.append((approver, .exact(amount)))
        }
      }
    }
    return amounts.sorted { ($1.amount.double, $0.name) < ($0.amount.double, $1.name) }.map(\.name)
  }

  // MARK: Charts and tables

  private func budgetChart(_ lines: [BudgetLine]) -> Chart {
    let over = overspent(lines)
    let finding = over.first.map { line in
      pick(
        "\(datum(label(line.category)))类别超支\(prose(line.variance, Unit(.money)))",
        "\(label(line.category)) is over by \(prose(line.variance, Unit(.money)))")
    } ?? pick("没有类别超支", "No category is overspent")
    return .bar(
      BarChart(
        frame: ChartFrame(
          finding: finding, subject: pick("各类别的计划与实际支出", "Planned and spent by category"), unit: .money,
          source: source(figure("cost").figure)),
        categories: lines.map { label($0.category) },
        series: [
          ChartSeries(name: pick("计划", "Planned"), values: lines.map { $0.planned?.double }, slot: 0),
          ChartSeries(name: pick("实际", "Spent"), values: lines.map { $0.spent?.double }, slot: 1),
        ]))
  }

  private func budgetTable(_ lines: [BudgetLine], _ planned: Noted, _ cost: Noted) -> ReviewTable {
    func cells(_ title: String, _ planned: Number?, _ spent: Number?) -> [ReviewTable.Cell] {
      let variance = spent.flatMap { spent in planned.map { spent.minus($0) } }
      return [
        .init(title), amount(planned, .money), amount(spent, .money),
        share(spent.flatMap { spent in planned.flatMap { spent.ratio(to: $0) } }),
        delta(variance, .money),
      ]
    }
    for line in lines { _ = overspendFigures(line) }
    return ReviewTable(
      id: "budget-categories", caption: pick("计划与实际", "Plan and spending"),
      columns: [
        .init(title: dimension("category"), numeric: false), .init(title: pick("计划", "Planned"), numeric: true),
        .init(title: pick("实际", "Spent"), numeric: true), .init(title: pick("执行率", "Execution"), numeric: true),
        .init(title: pick("偏差", "Variance"), numeric: true),
      ],
      rows: lines.map { cells(label($0.category), $0.planned, $0.spent) },
      totalRow: cells(pick("合计", "Total"), planned.value, cost.value),
      note: pick("偏差为实际减计划，正数是超支。", "Variance is spent less planned; positive is overspent."))
  }

  private func costTypeTable(_ types: Breakdown) -> ReviewTable {
    ReviewTable(
      id: "budget-cost-types", caption: pick("成本构成", "Cost by type"),
      columns: [
        .init(title: dimension("cost_type"), numeric: false), .init(title: name("cost"), numeric: true),
        .init(title: pick("占比", "Share"), numeric: true),
      ],
      rows: types.rows.map { [.init(label($0.value)), amount($0.amount, .money), share($0.share)] },
      totalRow: [.init(pick("合计", "Total")), amount(types.total.value, .money), whole()])
  }

  private func returnTable(staffed: Bool) -> ReviewTable {
    var rows = ["marketing-roi", "roas", "budget-to-sales", "cac", "cpa"].filter { dictionary[$0] != nil }.map { id in
      let noted = figure(id)
      let definition = dictionary[id]?.formulaText ?? dictionary[id]?.definition.map(text) ?? ""
      var notes = noted.figure.notes.map { text($0.wording(in: dictionary)) }
      if let missing = noted.figure.missing { notes.append(text(missing.wording(in: dictionary))) }
      return [
        ReviewTable.Cell(name(id), kpi: id), amount(noted.figure), .init(definition),
        .init(notes.filter { !$0.isEmpty }.joined(separator: pick("；", "; "))),
      ]
    }
    let roi = figure("marketing-roi")
    let isFull = staffed && !roi.isMissing
    record(
      FigureKey(id: "full-cost-roi"),
      Figure(
        id: "full-cost-roi", kind: .kpi, value: isFull ? roi.value : nil, unit: roi.figure.unit, formula: roi.figure.formula,
        sources: isFull ? roi.figure.sources : [],
        missing: isFull
          ? nil : .needs(Wording(zh: "支出登记里的人力成本", en: "labour among the spending")), notes: isFull ? roi.figure.notes : []))
    rows.insert(
      [
        .init(name("full-cost-roi")), amount(isFull ? roi.value : nil, roi.figure.unit), .init(roi.figure.formula),
        .init(
          isFull
            ? pick("成本含人力", "cost includes labour")
            : pick("成本不含人力，不能称全成本，不出数", "cost has no labour: not at full cost, no figure")),
      ], at: min(1, rows.count))
    return ReviewTable(
      id: "budget-returns", caption: pick("回报与费用效率", "Returns and cost efficiency"),
      columns: [
        .init(title: pick("指标", "KPI"), numeric: false), .init(title: pick("值", "Value"), numeric: true),
        .init(title: pick("算式", "Formula"), numeric: false), .init(title: pick("说明", "Note"), numeric: false),
      ], rows: rows,
      note: pick(
        "营销投资回报率看利润（减去全部成本），广告收入回报看收入（除以媒介花费），两者不能直接比较。",
        "Marketing ROI is about profit after all cost, return on ad spend about revenue per media cost: they do not compare."))
  }

  private func channelReturnTable() -> ReviewTable? {
    let ids = ["media_cost", "cost", "attributed_revenue", "roas", "channel-roi"].filter { id in
      facts.dimensions(of: id).contains("channel")
    }
    guard ids.contains("roas") || ids.contains("channel-roi") else { return nil }
    let values = facts.values(of: "channel", rankedBy: ids[0]).prefix(20)
    let rows = values.compactMap { value -> [ReviewTable.Cell]? in
      let figures = ids.map { figure($0, filter: [DimensionValue("channel", value)]) }
      guard figures.contains(where: { !$0.isMissing }) else { return nil }
      return [.init(value)] + figures.map { amount($0.value, $0.figure.unit.numberUnit) }
    }
    guard !rows.isEmpty else { return nil }
    let totals = ids.map { figure($0 == "channel-roi" ? "marketing-roi" : $0) }
    return ReviewTable(
      id: "budget-channels", caption: pick("各渠道的投入与回报", "Spending and returns by channel"),
      columns: [.init(title: dimension("channel"), numeric: false)] + ids.map { .init(title: name($0), numeric: true) },
      rows: rows,
      totalRow: [.init(pick("合计", "Total"))] + totals.map { amount($0.value, $0.figure.unit.numberUnit) })
  }
}
