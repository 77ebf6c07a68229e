import Charts
import Metrics
import Statistics
import Values

/// What a measure did in the parts with the campaign and in the brief's control group.
struct Incrementality {
  var measure: String
  var unit: Unit
  /// Values of the same day; days that either lacks are left out.
  var before: [(day: Day, treated: Double, control: Double)]
  var after: [(day: Day, treated: Double, control: Double)]
  var result: DifferenceInDifferences

  /// Over the campaign's days that both have.
  var total: Double { result.effect * Double(after.count) }

  /// Of a day, to either side of the effect.
  var margin: Double { result.margin(confidence: 0.95) }
}

extension Writer {
  /// `nil` without a control group in the brief, a baseline, or enough days of both groups.
  func incrementality(of id: String) -> Incrementality? {
    guard let control = input.brief.control, let baseline = facts.frame.baseline, let measure = dictionary.measure(id),
      measure.additive, facts.dimensions(of: id).contains(control.dimension)
    else { return nil }
    let known = facts.values(of: control.dimension)
    let others = known.filter { !control.values.contains($0) }
    guard !others.isEmpty, control.values.contains(where: known.contains), others.count <= 200 else { return nil }
    // Rows without a label are in neither group; where there are none the rest is the whole less the control, which
    // saves going through the rows for each of its values.
    let labelled = [Slice.baseline, .campaign].allSatisfy { slice in
      !facts.breakdown(of: id, by: control.dimension, in: slice).rows.contains { $0.value == nil }
    }
    func sums(_ values: [String], _ period: Period) -> [Number?] {
      var result = [Number?](repeating: nil, count: period.length)
      for value in values {
        let series = facts.series(id, over: period, filter: [DimensionValue(control.dimension, value)])
        for (index, item) in series.enumerated() {
          if let amount = item.value { result[index] = result[index]?.plus(amount) ?? amount }
        }
      }
      return result
    }
    func pairs(_ period: Period) -> [(day: Day, treated: Double, control: Double)] {
      let untreated = sums(control.values, period)
      let treated: [Number?]
      if labelled {
        // Nothing left over is a day without rows of the others.
        treated = zip(facts.series(id, over: period), untreated).map { item, control in
          item.value.flatMap { whole in
            let rest = control.map(whole.minus) ?? whole
            return rest.double == 0 ? nil : rest
          }
        }
      } else {
        treated = sums(others, period)
      }
      return period.days.enumerated().compactMap { index, day in
        treated[index].flatMap { one in untreated[index].map { (day, one.double, $0.double) } }
      }
    }
    let (before, after) = (pairs(baseline), pairs(period))
    guard
      let result = differenceInDifferences(
        before: before.map { ($0.treated, $0.control) }, after: after.map { ($0.treated, $0.control) })
    else { return nil }
    return Incrementality(measure: id, unit: measure.unit, before: before, after: after, result: result)
  }

  /// Adds what the campaign brought on top of the control group to the chapter.
  func writeIncrementality(into chapter: inout Chapter, needs: inout [String]) {
    guard let control = input.brief.control else { return }
    let group = "\(dimension(control.dimension))\(pick("：", ": "))\(join(control.values.map(datum)))"
    let unknown = control.values.filter { !facts.values(of: control.dimension).contains($0) }
    guard unknown.isEmpty, let found = incrementality(of: "revenue") else {
      guard unknown.isEmpty else {
        needs.append(
          pick(
            "简报的对照组 \(join(unknown)) 在数据的\(dimension(control.dimension))里没有，无法扣除。",
            "The brief's control group \(join(unknown)) is no \(Words.lowered(dimension(control.dimension))) of the data "
              + "and cannot be taken off."))
        return
      }
      needs.append(
        pick(
          "对照组（\(group)）的增量需要活动期和基准期各至少 3 天、按\(dimension(control.dimension))分开的 revenue。",
          "The lift over the control group (\(group)) needs revenue by \(Words.lowered(dimension(control.dimension))) on "
            + "at least three days of "
            + "campaign and baseline."))
      return
    }
    chapter.blocks.append(.heading(pick("扣除对照组之后", "Net of the control group")))
    let result = found.result
    let sources = sourcesOfBoth(["revenue"])
    func noted(_ id: String, _ value: Double, _ unit: Unit, _ formula: String) -> Noted {
      record(
        FigureKey(id: id),
        Figure(id: id, kind: .kpi, value: settled(value, unit), unit: unit, formula: formula, sources: sources))
    }
    let net = noted("incremental-revenue-net", found.total, found.unit, "treated − treated_baseline × control ÷ "
      + "control_baseline")
    let lift = noted("net-lift", result.lift, Unit(.ratio), "incremental_revenue_net ÷ (treated_baseline × control ÷ "
      + "control_baseline)")
    var bullets = incrementalitySentences(found, group, net, lift)
    if let profit = incrementality(of: "gross_profit") {
      let noted = noted(
        "incremental-profit-net", profit.total, profit.unit, "treated − treated_baseline × control ÷ control_baseline")
      bullets.append(profitSentence(profit, noted))
    }
    bullets.append(parallelSentence(found))
    chapter.blocks.append(.bullets(bullets))
    if let first = bullets.first { highlight(0.75, .salesLift, first) }
    chapter.blocks.append(.chart(id: "incrementality", indexChart(found, lift)))
    chapter.blocks.append(.table(groupTable(found)))
    explainMethod(
      "incrementality", label: pick("对照组增量（双重差分）", "Lift over the control group (difference in differences)"),
      value: prose(lift),
      formula: pick(
        "净增量 = 试验组活动期 − 试验组基准期 × 对照组活动期 ÷ 对照组基准期，按日均计再乘天数；两组各与自己的基准期相比，规模不同也能比。"
          + "标准误用按天配对的 T − kC 的样本方差（k 为基准期两组之比，δ 法），自由度按 Welch（1947），区间用 t 分布，置信度 95%。"
          + "前提：没有活动时两组的变化幅度相同（平行趋势）；各天独立，若前后天相关，真实区间更宽（Bertrand 等，2004）。",
        "Net increment = treated − treated baseline × control ÷ control baseline, per day, times the days; each group "
          + "against its own "
          + "baseline, so that size does not matter. Standard error from the daily pairs T − kC (k the baseline's ratio; "
          + "delta method), degrees of "
          + "freedom after Welch (1947), t interval at 95%. It supposes that both would have moved alike without the "
          + "campaign (parallel trends) and that "
          + "days are independent; where they are not the interval is wider (Bertrand et al. 2004)."),
      sources: sources,
      notes: [
        pick(
          "配对的天数：活动期\(found.after.count)天，基准期\(found.before.count)天；t = "
            + "\(style.full(result.effect / max(result.standardError, .leastNormalMagnitude), .decimal))，"
            + "自由度 \(style.full(result.degreesOfFreedom, .decimal))。",
          "Pairs of days: \(found.after.count) and \(found.before.count); t = "
            + "\(style.full(result.effect / max(result.standardError, .leastNormalMagnitude), .decimal)), "
            + "\(style.full(result.degreesOfFreedom, .decimal)) degrees of freedom.")
      ])
  }

  private func settled(_ value: Double, _ unit: Unit) -> Number {
    unit.kind == .money ? Number.real(value).exact(decimals: 2).map(Number.exact) ?? .real(value) : .real(value)
  }

  // MARK: Sentences

  private func moved(_ change: Double) -> String { (change < 0 ? "下降" : "增长") + changeSize(change) }

  private func incrementalitySentences(_ found: Incrementality, _ group: String, _ net: Noted, _ lift: Noted) -> [Sentence] {
    let result = found.result
    let unit = found.unit
    let count = Double(found.after.count)
    let (low, high) = ((result.effect - found.margin) * count, (result.effect + found.margin) * count)
    let lowLift = (result.effect - found.margin) / result.expected
    let highLift = (result.effect + found.margin) / result.expected
    func money(_ value: Double) -> String { prose(.real(value).rounded(unit.numberUnit), unit) }
    let sure = result.pValue < 0.05
    let verdict: (zh: String, en: String)
    switch (sure, result.effect >= 0) {
    case (true, true) where (parallel(found)?.pValue ?? 0) < 0.05:
      verdict = ("区间在 0 以上，但平行趋势的前提不牢，只作参考", "the interval lies above 0, but the groups may not move alike: take it "
        + "as a hint")
    case (true, true): verdict = ("区间在 0 以上，可以认为是活动带来的", "the interval lies above 0, so that it can be put down to the "
      + "campaign")
    case (true, false): verdict = ("区间在 0 以下，活动期反而不如没有活动", "the interval lies below 0: without the campaign there would "
      + "have been more")
    case (false, _): verdict = ("区间包含 0，没有超出日常波动，不能认定是活动带来的", "the interval holds 0: it may be chance and cannot be put "
      + "down to the campaign")
    }
    let first = say(
      "incrementality",
      "对照组（\(group)）没有参加活动，同期日均销售额\(moved(result.controlGrowth))，参加活动的部分\(moved(result.treatedGrowth))。"
        + "扣除对照组后净提升率\(percent(lift.value))（95% 区间 \(percent(lowLift))～\(percent(highLift))），折合净增量销售额\(prose(net))"
        + "（\(money(low))～\(money(high))），\(verdict.zh)。",
      "The control group (\(group)) had no campaign: its revenue per day changed by \(style.change(result.controlGrowth))"
        + ", that of the rest by "
        + "\(style.change(result.treatedGrowth)). Net of the control the lift is \(percent(lift.value)) (95% interval "
        + "\(percent(lowLift)) to "
        + "\(percent(highLift))), or \(prose(net)) of revenue (\(money(low)) to \(money(high))); \(verdict.en).",
      [net, lift])
    // What the treated parts gained over their own baseline, of which the control gained its part anyway.
    let gross = (result.treatedAfter - result.treatedBefore) * count
    let anyway = gross - found.total
    guard gross > 0 else { return [first] }
    let share = percent(abs(anyway) / gross)
    return [
      first,
      say(
        "incrementality-anyway",
        anyway >= 0
          ? "参加活动的部分比自己的基准期多\(money(gross))，其中\(money(anyway))（\(share)）没有活动也会有。"
          : "参加活动的部分比自己的基准期多\(money(gross))；对照组同期在下降，没有活动会少\(money(-anyway))，净增量因此更大。",
        anyway >= 0
          ? "The parts with the campaign gained \(money(gross)) over their baseline; \(money(anyway)) of it (\(share)) "
            + "would have come anyway."
          : "The parts with the campaign gained \(money(gross)) over their baseline; the control fell, so that "
            + "\(money(-anyway)) would have been "
            + "lost without the campaign.",
        [net]),
    ]
  }

  private func profitSentence(_ profit: Incrementality, _ net: Noted) -> Sentence {
    let count = Double(profit.after.count)
    func money(_ value: Double) -> String { prose(.real(value).rounded(.money), profit.unit) }
    let (low, high) = ((profit.result.effect - profit.margin) * count, (profit.result.effect + profit.margin) * count)
    let cost = figure("cost")
    var zh = "净增量利润\(prose(net))（95% 区间 \(money(low))～\(money(high))）"
    var en = "Incremental profit net of the control is \(prose(net)) (95% interval \(money(low)) to \(money(high)))"
    if let spent = cost.value, let gain = net.value {
      let rest = gain.minus(spent)
      let won = rest.compared(to: .exact(.zero)) >= 0
      zh += "，减去营销成本\(prose(cost))后\(won ? "还剩" : "亏")\(distance(rest, profit.unit))"
      en += ", which after marketing cost of \(prose(cost)) \(won ? "leaves" : "lacks") \(distance(rest, profit.unit))"
    }
    return say("incrementality-profit", zh + "。", en + ".", [net, cost])
  }

  /// The trend of the groups' ratio over the baseline; `nil` for too few days.
  private func parallel(_ found: Incrementality) -> LinearTrend? {
    linearTrend(found.before.map { $0.control > 0 ? $0.treated / $0.control : nil })
  }

  /// Whether the groups moved alike before the campaign.
  private func parallelSentence(_ found: Incrementality) -> Sentence {
    let level = found.result.treatedBefore / found.result.controlBefore
    guard let trend = parallel(found) else {
      return say(
        "incrementality-parallel", "基准期天数太少，无法检查两组原来是否同步变化，净提升率只供参考。",
        "The baseline has too few days to see whether the groups moved alike; take the net lift as a hint.")
    }
    let p = style.full(trend.pValue, .decimal)
    let perWeek = style.change(trend.slope * 7 / level)
    return trend.pValue >= 0.05
      ? say(
        "incrementality-parallel", "基准期里两组之比没有明显走势（每周\(perWeek)，p = \(p)），“没有活动时两组同步变化”的前提站得住。",
        "Over the baseline the ratio of the groups has no clear trend (\(perWeek) a week, p = \(p)): they can be taken "
          + "to move alike.")
      : say(
        "incrementality-parallel",
        "注意：基准期里两组之比已有走势（每周\(perWeek)，p = \(p)），两组原来就不同步，净提升率里混有这种走势，要打折扣看。",
        "Careful: over the baseline the ratio of the groups has a trend already (\(perWeek) a week, p = \(p)); part of "
          + "the net lift may be that.")
  }

  // MARK: Chart and table

  /// Both groups as indexes of their own baseline.
  private func indexChart(_ found: Incrementality, _ lift: Noted) -> Chart {
    let result = found.result
    let days = (facts.frame.baseline?.days ?? []) + period.days
    var treated: [Day: Double] = [:]
    var control: [Day: Double] = [:]
    for item in found.before + found.after {
      treated[item.day] = item.treated / result.treatedBefore * 100
      control[item.day] = item.control / result.controlBefore * 100
    }
    let bands = [
      facts.frame.baseline.map { LineChart.Band(period: $0, name: pick("基准期", "Baseline")) },
      LineChart.Band(period: period, name: pick("活动期", "Campaign")),
    ].compactMap { $0 }
    return .line(
      LineChart(
        frame: ChartFrame(
          finding: pick(
            "对照组\(style.change(result.controlGrowth))，参加活动的部分\(style.change(result.treatedGrowth))，"
              + "净提升\(percent(lift.value))",
            "Control \(style.change(result.controlGrowth)), with the campaign \(style.change(result.treatedGrowth)): a "
              + "net lift of \(percent(lift.value))"),
          subject: pick("每日销售额指数，各组基准期日均为 100", "Revenue per day as an index; each group's baseline mean is 100"),
          unit: .decimal, source: source(figure("revenue").figure)),
        days: days,
        series: [
          ChartSeries(name: pick("参加活动的部分", "With the campaign"), values: days.map { treated[$0] }, slot: 0),
          ChartSeries(name: pick("对照组", "Control"), values: days.map { control[$0] }, slot: 3),
        ],
        references: [ReferenceLine(name: pick("基准期日均", "Baseline mean"), value: 100, kind: .baseline)], bands: bands))
  }

  private func groupTable(_ found: Incrementality) -> ReviewTable {
    let (result, unit) = (found.result, found.unit.numberUnit)
    func row(_ title: String, _ before: Double, _ after: Double, _ growth: Double?) -> [ReviewTable.Cell] {
      [
        .init(title), amount(.real(before).rounded(unit), unit), amount(.real(after).rounded(unit), unit),
        delta(.real(after - before).rounded(unit), unit), change(growth),
      ]
    }
    return ReviewTable(
      id: "incrementality", caption: pick("日均销售额：参加活动的部分与对照组", "Revenue per day: with the campaign, and control"),
      columns: [
        .init(title: pick("组", "Group"), numeric: false), .init(title: pick("基准期日均", "Baseline"), numeric: true),
        .init(title: pick("活动期日均", "Campaign"), numeric: true), .init(title: pick("差", "Difference"), numeric: true),
        .init(title: pick("变化", "Change"), numeric: true),
      ],
      rows: [
        row(pick("参加活动的部分", "With the campaign"), result.treatedBefore, result.treatedAfter, result.treatedGrowth),
        row(pick("对照组", "Control"), result.controlBefore, result.controlAfter, result.controlGrowth),
        row(pick("没有活动时的预期", "Expected without the campaign"), result.treatedBefore, result.expected, result.controlGrowth),
      ],
      totalRow: [
        .init(pick("净增量", "Net increment")), .init(NumberStyle.missing), .init(NumberStyle.missing),
        delta(.real(result.effect).rounded(unit), unit), change(result.lift),
      ],
      note: pick(
        "净增量为活动期日均减去没有活动时的预期，其变化以预期为分母。", "Net increment: campaign less expected; its change is over the expected."))
  }
}
