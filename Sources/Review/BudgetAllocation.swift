import Charts
import Metrics
import Values

/// The reference split of a marketing budget after the reserve is taken off.
private let referenceSplit: [(category: String, english: String, share: Double)] = [
  ("品牌", "brand", 0.40), ("需求", "demand", 0.35), ("转化", "conversion", 0.15), ("维系", "retention", 0.10),
]

/// A category's share that is further than this from its reference wants an explanation.
private let explainedDeviation = 0.10

extension Writer {
  /// The four uses of the budget against their reference shares, with the reasons that the budget states.
  func addAllocation(to chapter: inout Chapter, _ lines: [BudgetLine]) {
    let uses = referenceSplit.compactMap { item in
      lines.first { $0.category == item.category || $0.category?.lowercased() == item.english }.map { (item, $0) }
    }
    guard uses.count > 1, let planned = lines.compactMap(\.planned).sum(), planned.double > 0 else { return }
    let spent = lines.compactMap(\.spent).sum()
    // The framework splits what remains after the reserve; without a budget in the brief, what was planned.
    let base = facts.frame.budget.map { Number.exact($0).minus(reserveAmount() ?? .exact(.zero)) } ?? planned
    let reasons = allocationReasons()
    struct Use {
      var name: String
      var reference: Double?
      var planned: Double?
      var spent: Double?
      var line: BudgetLine
      var reason: String
      var deviation: Double? { planned.flatMap { planned in reference.map { planned - $0 } } }
      var wantsReason: Bool { abs(deviation ?? 0) > explainedDeviation }
    }
    func use(_ line: BudgetLine, _ reference: Double?) -> Use {
      Use(
        name: label(line.category), reference: reference, planned: line.planned.flatMap { $0.ratio(to: base) },
        spent: line.spent.flatMap { part in spent.flatMap { part.ratio(to: $0) } }, line: line,
        reason: reasons[line.category ?? ""] ?? "")
    }
    var rows = uses.map { use($0.1, $0.0.share) }
    rows += lines.filter { line in !uses.contains { $0.1.category == line.category } }.map { use($0, nil) }
    let far = rows.filter(\.wantsReason)
    let money = Unit(.money)
    chapter.blocks.append(.heading(pick("分配框架与预留", "Allocation and reserve")))
    let parts = far.map { row in
      pick(
        "\(datum(row.name))占\(percent(row.planned))，参考\(percent(row.reference))",
        "\(row.name) has \(percent(row.planned)) against \(percent(row.reference))")
    }
    let unexplained = far.filter(\.reason.isEmpty)
    let tail = unexplained.isEmpty
      ? (zh: far.isEmpty ? "" : "，预算表都写明了理由", en: far.isEmpty ? "" : "; the budget gives the reasons")
      : (
        zh: "；其中\(unexplained.map { datum($0.name) }.joined(separator: "、"))没有在预算表里写理由",
        en: "; no reason is given for \(join(unexplained.map(\.name)))"
      )
    let figures = [figure("planned_budget")]
    let sentence = far.isEmpty
      ? say(
        "budget-allocation", "扣除预留后可分配\(prose(base, money))，四类用途与参考比例 40/35/15/10 的差距都在 10 个百分点以内。",
        "\(prose(base, money)) can be allocated after the reserve; all four uses are within 10 percentage points of the reference of 40/35/15/10.",
        figures)
      : say(
        "budget-allocation",
        "扣除预留后可分配\(prose(base, money))，与参考比例相差 10 个百分点以上的有\(far.count)类：\(parts.joined(separator: "；"))\(tail.zh)。",
        "\(prose(base, money)) can be allocated after the reserve; \(far.count) uses are more than 10 percentage points from the reference: "
          + "\(parts.joined(separator: "; "))\(tail.en).", figures)
    chapter.blocks.append(.bullets([sentence]))
    let widest = rows.filter { $0.deviation != nil }.max { abs($0.deviation ?? 0) < abs($1.deviation ?? 0) }
    let finding = widest.flatMap { row in
      row.deviation.map { deviation in
        pick(
          "\(datum(row.name))的占比与参考相差最大，\(deviation > 0 ? "高" : "低")\(distance(.real(deviation), Unit(.ratio)))",
          "\(row.name) is furthest from its reference, \(distance(.real(deviation), Unit(.ratio))) \(deviation > 0 ? "above" : "below")")
      }
    }
    let hasSpent = rows.contains { $0.spent != nil }
    chapter.blocks.append(
      .chart(
        id: "budget-allocation",
        .bar(
          BarChart(
            frame: ChartFrame(
              finding: finding, subject: pick("四类用途占比：参考、计划与实际", "Shares of the four uses: reference, plan, spending"),
              unit: .ratio, source: source(figures[0].figure)),
            categories: rows.map(\.name),
            series: [
              ChartSeries(name: pick("参考", "Reference"), values: rows.map(\.reference), slot: 2),
              ChartSeries(name: pick("计划", "Planned"), values: rows.map(\.planned), slot: 0),
            ] + (hasSpent ? [ChartSeries(name: pick("实际", "Spent"), values: rows.map(\.spent), slot: 1)] : [])))))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "budget-allocation", caption: pick("分配框架：参考 40/35/15/10", "Allocation against 40/35/15/10"),
          columns: [
            .init(title: dimension("category"), numeric: false), .init(title: pick("参考占比", "Reference"), numeric: true),
            .init(title: pick("参考金额", "Reference amount"), numeric: true), .init(title: pick("计划", "Planned"), numeric: true),
            .init(title: pick("计划占比", "Planned share"), numeric: true), .init(title: pick("偏离", "Deviation"), numeric: true),
            .init(title: pick("实际占比", "Spent share"), numeric: true), .init(title: pick("偏离说明", "Reason"), numeric: false),
          ],
          rows: rows.map { row in
            [
              .init(row.name), share(row.reference),
              amount(row.reference.map { Number.real($0 * base.double).rounded(.money) }, .money), amount(row.line.planned, .money),
              share(row.planned), delta(row.deviation.map(Number.real), .ratio), share(row.spent),
              row.reason.isEmpty && row.wantsReason
                ? .init(pick("未说明", "not given"), status: .yellow) : .init(row.reason),
            ]
          },
          note: pick(
            "参考金额与计划占比以总预算减应急预留为基数；偏离超过 10 个百分点的，预算表的“说明”列应写明理由。",
            "Reference amounts and planned shares are of the budget less the reserve; a deviation of more than 10 percentage points "
              + "should be explained in the budget's note column."))))
  }

  /// The reasons that the budget's rows give, by category, each once.
  private func allocationReasons() -> [String: String] {
    guard let budget = input.registers.sheet("budget") else { return [:] }
    var reasons: [String: [String]] = [:]
    for row in 0..<budget.count {
      let text = budget.text(row, "note")
      let category = budget.raw(row, "category")
      if !text.isEmpty, !(reasons[category]?.contains(text) ?? false) { reasons[category, default: []].append(text) }
    }
    return reasons.mapValues { $0.joined(separator: pick("；", "; ")) }
  }

  // MARK: Reserve

  /// How large the reserve is, and how much of it was drawn.
  func addReserve(to chapter: inout Chapter, planned: Noted, cost: Noted) {
    guard let budget = facts.frame.budget, budget > .zero else { return }
    let money = Unit(.money)
    guard let reserve = reserveAmount(), let part = reserve.ratio(to: .exact(budget)) else {
      chapter.blocks.append(
        .bullets([
          say(
            "reserve-check", "简报没有写应急预留，通常留总额的 10%～15%。",
            "The brief holds no reserve back; 10% to 15% of the budget is usual.")
        ]))
      return
    }
    let inRange = part >= 0.1 - 1e-12 && part <= 0.15 + 1e-12
    let drawn = drawnReserve(planned, cost)
    let rest = drawn.map { reserve.minus($0) }
    let verdict = inRange
      ? (zh: "在 10%～15% 的参考区间之内", en: "within the usual 10% to 15%")
      : part < 0.1 ? (zh: "低于 10%～15% 的参考区间", en: "below the usual 10% to 15%")
        : (zh: "高于 10%～15% 的参考区间", en: "above the usual 10% to 15%")
    var zh = "应急预留\(prose(reserve, money))，占总预算\(percent(part))，\(verdict.zh)"
    var en = "The reserve of \(prose(reserve, money)) is \(percent(part)) of the budget, \(verdict.en)"
    if let drawn, let rest {
      if drawn.double == 0 {
        zh += "；没有动用"
        en += "; nothing of it was drawn"
      } else if rest.double < 0 {
        zh += "；已动用\(prose(drawn, money))，超出预留\(prose(rest.magnitude, money))"
        en += "; \(prose(drawn, money)) was drawn, \(prose(rest.magnitude, money)) more than there is"
      } else {
        zh += "；已动用\(prose(drawn, money))，余\(prose(rest, money))"
        en += "; \(prose(drawn, money)) was drawn, \(prose(rest, money)) is left"
      }
    }
    chapter.blocks.append(.bullets([say("reserve-check", zh + "。", en + ".", [planned, cost].filter { !$0.isMissing })]))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "budget-reserve", caption: pick("应急预留", "Reserve"),
          columns: [
            .init(title: pick("项目", "Item"), numeric: false), .init(title: pick("金额", "Amount"), numeric: true),
            .init(title: pick("占总预算", "Part of the budget"), numeric: true),
          ],
          rows: [
            [.init(pick("总预算", "Budget")), amount(.exact(budget), .money), whole()],
            [
              .init(pick("应急预留", "Reserve")), amount(reserve, .money),
              .init(percent(part), value: .number(.real(part), .ratio), status: inRange ? .green : .yellow),
            ],
            [.init(pick("已动用", "Drawn")), amount(drawn, .money), share(drawn.flatMap { $0.ratio(to: .exact(budget)) })],
            [.init(pick("预留余额", "Left")), amount(rest, .money), share(rest.flatMap { $0.ratio(to: .exact(budget)) })],
          ],
          note: pick(
            "已动用 = 类别名含“预留”或“应急”的支出；没有这一类别时，为支出合计超过计划合计的部分。",
            "Drawn is spending in a category named reserve; without one, spending in all beyond what was planned in all."))))
  }

  private func drawnReserve(_ planned: Noted, _ cost: Noted) -> Number? {
    guard let spend = input.registers.sheet("spend") else { return nil }
    let own = (0..<spend.count).filter { row in
      let category = spend.raw(row, "category").lowercased()
      return category.contains("预留") || category.contains("应急") || category.contains("reserve")
    }
    if !own.isEmpty { return own.compactMap { spend.number($0, "amount") }.sum() }
    guard let paid = cost.value, let plan = planned.value else { return nil }
    let over = paid.minus(plan)
    return over.double > 0 ? over : .exact(.zero)
  }

  // MARK: Cost structure

  /// Categories by cost type, stacked.
  func addCostStructure(to chapter: inout Chapter, _ types: Breakdown) {
    let names = types.rows.compactMap { $0.amount == nil ? nil : $0.value }
    let categories = (facts.dimensions(of: "cost").contains("category") ? facts.values(of: "category", rankedBy: "cost") : [])
      .filter { peek("cost", "category", $0).value != nil }
    guard names.count > 1, categories.count > 1, categories.count * names.count <= 200 else { return }
    let cells = names.map { type in
      categories.map { category in
        peek(
          FigureKey(id: "cost", filter: [DimensionValue("category", category), DimensionValue("cost_type", type)])
        ).value?.double
      }
    }
    let finding = types.rows.first { $0.value != nil }.map { row in
      pick(
        "\(datum(label(row.value)))是最大的成本，占\(percent(row.share))",
        "\(label(row.value)) is the largest cost, \(percent(row.share)) of all")
    }
    chapter.blocks.append(
      .chart(
        id: "budget-cost-structure",
        .bar(
          BarChart(
            frame: ChartFrame(
              finding: finding, subject: pick("各类别各类型的支出", "Cost by category and type"), unit: .money,
              source: source(figure("cost").figure)),
            categories: categories,
            series: names.indices.map { ChartSeries(name: names[$0], values: cells[$0]) }, arrangement: .stacked))))
  }
}
