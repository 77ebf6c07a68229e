import Charts
import Diagnostics
import Metrics
import Values

/// The four promotion figures; promotion ROI in both of its readings.
private let scorecard: [(id: String, definition: Wording)] = [
  (
    "sales-lift",
    Wording(
      zh: "(活动期销售额 − 基准期销售额) ÷ 基准期销售额，基准期按天数折算",
      en: "(revenue − baseline revenue) ÷ baseline revenue, the baseline scaled by days")
  ),
  (
    "new-customer-share",
    Wording(zh: "首购客户的成交单数 ÷ 全部成交单数（按单数，不按金额）", en: "orders of new buyers ÷ all orders (by number, not by amount)")
  ),
  (
    "promotion-roi",
    Wording(zh: "增量利润 ÷ 促销成本；未扣成本，到 100% 才回本", en: "incremental profit ÷ promotion cost; cost not taken off, 100% "
      + "breaks even")
  ),
  (
    "promotion-roi-net",
    Wording(zh: "(增量利润 − 促销成本) ÷ 促销成本；大于 0 才盈利", en: "(incremental profit − promotion cost) ÷ promotion cost; above 0 "
      + "is a gain")
  ),
  (
    "brand-exposure-growth",
    Wording(
      zh: "(活动期展示次数 − 基准期展示次数) ÷ 基准期展示次数，基准期按天数折算",
      en: "(impressions − baseline impressions) ÷ baseline impressions, the baseline scaled by days")
  ),
]

extension Writer {
  /// Whether data says that nothing was spent on promotion, so that there is no return on it.
  private var hasNoPromotionCost: Bool { peek(FigureKey(id: "promo_cost")).value?.double == 0 }

  /// Adds the four figures with their definitions, and says what the chapter lacks for them.
  func writeScorecard(into chapter: inout Chapter, needs: inout [String]) {
    let rows = scorecard.filter { dictionary.name($0.id) != nil }.map { ($0, figure($0.id)) }
    guard rows.contains(where: { !$0.1.isMissing }) else { return }
    chapter.blocks.append(.heading(pick("促销四指标", "The four promotion figures")))
    if let sentence = promotionSentence() { chapter.blocks.append(.bullets([sentence])) }
    let unspent = hasNoPromotionCost
    let gross = figure("promotion-roi")
    let notes = rows.map { item, noted in
      noted.figure.missing.map { missing in
        unspent && item.id.hasPrefix("promotion-roi")
          ? pick("促销成本为 0，不适用", "no promotion cost, does not apply") : text(missing.wording(in: dictionary))
      }
    }
    let isNoted = notes.contains { $0 != nil }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "promotion-scorecard", caption: pick("四项指标的值与口径", "The figures and their definitions"),
          columns: [
            .init(title: pick("指标", "KPI"), numeric: false), .init(title: pick("值", "Value"), numeric: true),
            .init(title: pick("算式", "Formula"), numeric: false),
          ] + (isNoted ? [.init(title: pick("说明", "Note"), numeric: false)] : []),
          rows: zip(rows, notes).map { row, note in
            let (item, noted) = row
            let reading = item.id == "promotion-roi" ? pick("（未扣成本口径）", ", cost not taken off") : ""
            return [
              .init(name(item.id) + reading, kpi: dictionary[item.id] == nil ? nil : item.id), amount(noted.figure),
              .init(text(item.definition)),
            ] + (isNoted ? [.init(note ?? "")] : [])
          },
          note: gross.isMissing
            ? nil
            : pick(
              "销售额按实收计，让利已经从中减去，不再记进促销成本。促销成本包含在营销成本之内：促销投资回报率只除以促销成本，"
                + "利润贡献和活动 ROI 减去全部营销成本。",
              "Revenue is what was received: discounts are off it already and are no promotion cost. Promotion cost is "
                + "part of marketing cost: promotion ROI divides by promotion cost alone, profit contribution and "
                + "campaign ROI take off all marketing cost."))))
    let files: [String: Wording] = [
      "new-customer-share": Wording(
        zh: "data/daily*.csv 的 new_buyer_orders 列，或 data/orders*.csv",
        en: "new_buyer_orders in data/daily*.csv, or data/orders*.csv"),
      "promotion-roi": Wording(
        zh: "data/daily*.csv 或 data/totals*.csv 的 promo_cost 列，或支出登记里类型为“促销”的支出",
        en: "promo_cost in data/daily*.csv or data/totals*.csv, or spending of the type 促销 in the register"),
      "brand-exposure-growth": Wording(
        zh: "活动期和基准期的 data/daily*.csv（含 impressions 列）", en: "data/daily*.csv of campaign and baseline with impressions"),
      "sales-lift": Wording(
        zh: "活动期和基准期的 data/daily*.csv（含 revenue 列）", en: "data/daily*.csv of campaign and baseline with revenue"),
    ]
    for (item, noted) in rows where noted.isMissing && item.id != "promotion-roi-net" {
      if item.id == "promotion-roi", unspent { continue }
      let file = files[item.id].map(text) ?? ""
      needs.append(pick("\(name(item.id))需要 \(file)。", "\(name(item.id)) needs \(file)."))
    }
  }

  private func promotionSentence() -> Sentence? {
    let (gross, net) = (figure("promotion-roi"), figure("promotion-roi-net"))
    let (cost, profit) = (figure("promo_cost"), figure("incremental-profit"))
    guard let rate = gross.value?.double, let rest = net.value?.double, !cost.isMissing, !profit.isMissing else { return nil }
    let (back, left) = (prose(.real(rate).rounded(.money), Unit(.money)), distance(.real(rest).rounded(.money), Unit(.money)))
    let won = rest >= 0
    return say(
      "promotion-roi",
      "促销成本\(prose(cost))，增量利润\(prose(profit))：促销投资回报率按未扣成本口径为\(prose(gross))，按净口径为\(prose(net))，"
        + "即每花 1 元促销成本，换回\(back)毛利，\(won ? "净赚" : "净亏")\(left)。",
      "Promotion cost was \(prose(cost)), incremental profit \(prose(profit)): promotion ROI is \(prose(gross)) before "
        + "and \(prose(net)) after "
        + "taking off the cost; each unit of cost brought back \(back) and \(won ? "earned" : "lost") \(left).",
      [cost, profit, gross, net])
  }

  // MARK: Profit contribution

  /// Adds incremental gross profit less marketing cost, as a waterfall by type of cost.
  func writeContribution(into chapter: inout Chapter) {
    let contribution = figure("profit-contribution")
    let (profit, cost) = (figure("incremental-profit"), figure("cost"))
    guard let rest = contribution.value, let gain = profit.value, let spent = cost.value else { return }
    chapter.blocks.append(.heading(name("profit-contribution")))
    let won = rest.compared(to: .exact(.zero)) >= 0
    let sentence = say(
      "profit-contribution",
      "增量利润\(prose(profit))，减去全部营销成本\(prose(cost))\(basisNote(cost.figure))，利润贡献\(prose(contribution))："
        + (won ? "活动新增的毛利盖过了花费。" : "活动新增的毛利没有盖过花费。"),
      "Incremental profit \(prose(profit)) less marketing cost \(prose(cost))\(basisNote(cost.figure)) leaves "
        + "\(prose(contribution)): "
        + (won ? "the profit that the campaign added is more than it cost." : "the profit that the campaign added is "
          + "less than it cost."),
      [profit, cost, contribution])
    chapter.blocks.append(.bullets([sentence]))
    highlight(won ? 0.6 : 0.8, .salesLift, sentence)
    var costs = costSteps(spent)
    if costs.isEmpty { costs = [(name("cost"), spent)] }
    let steps =
      [WaterfallChart.Step(name("incremental-profit"), gain.double, isTotal: true)]
      + costs.map { WaterfallChart.Step($0.name, -$0.amount.double) }
      + [WaterfallChart.Step(name("profit-contribution"), rest.double, isTotal: true)]
    let largest = costs.max { $0.amount.double < $1.amount.double }
    chapter.blocks.append(
      .chart(
        id: "profit-contribution",
        .waterfall(
          WaterfallChart(
            frame: ChartFrame(
              finding: pick(
                won ? "扣除全部花费后，活动净增毛利\(distance(rest, Unit(.money)))" : "扣除全部花费后，活动净亏\(distance(rest, Unit(.money)))",
                won
                  ? "After all cost the campaign adds \(distance(rest, Unit(.money)))"
                  : "After all cost the campaign loses \(distance(rest, Unit(.money)))")
                + (largest.map { pick("，最大的花费是\(datum($0.name))", "; the largest cost is "
                  + "\(Words.lowered($0.name))") } ?? ""),
              subject: pick("增量利润减去营销成本", "Incremental profit less marketing cost"), unit: .money,
              source: source(cost.figure)),
            steps: steps))))
  }

  /// By type of cost, the largest five, which add up to the cost; empty where the register names no types.
  private func costSteps(_ whole: Number) -> [(name: String, amount: Number)] {
    guard facts.dimensions(of: "cost").contains("cost_type") else { return [] }
    let rows = facts.breakdown(of: "cost", by: "cost_type").rows.compactMap { row in
      row.amount.map { (name: label(row.value), amount: $0) }
    }
    guard rows.count > 6 else { return rows }
    guard let rest = rows[5...].map(\.amount).sum() else { return rows }
    return rows[..<5] + [(pick("其他\(rows.count - 5)类", "\(rows.count - 5) others"), rest)]
  }
}
