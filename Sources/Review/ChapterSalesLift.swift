import Charts
import Diagnostics
import Metrics
import Values

extension Writer {
  func chapterSalesLift() -> Chapter {
    var chapter = Chapter(.salesLift, in: input.language)
    var needs: [String] = []
    let lift = figure("sales-lift")
    let exposure = figure("brand-exposure-growth")
    if lift.isMissing && exposure.isMissing {
      chapter.state = .missing
      chapter.needs = pick(
        "这一章需要活动期和基准期的 data/daily*.csv（含 revenue 列），以及 brief.md 里 baseline 的起止日。",
        "This chapter needs data/daily*.csv with revenue for campaign and baseline, and the baseline's dates in brief.md.")
      return chapter
    }
    if let change = lift.value?.double { writeLift(lift, change, into: &chapter) }
    if let sentence = exposureSentence(exposure) { chapter.sentences.append(sentence) }
    if let sentence = baselineSentence() { chapter.sentences.append(sentence) }
    if let chart = liftChart() { chapter.blocks.append(.chart(id: "sales-lift", chart)) }
    if let table = liftTable() { chapter.blocks.append(.table(table)) }
    writeScorecard(into: &chapter, needs: &needs)
    writeContribution(into: &chapter)
    writeIncrementality(into: &chapter, needs: &needs)
    if !needs.isEmpty {
      chapter.state = .partial
      chapter.needs = needs.joined(separator: pick("", " "))
    }
    return chapter
  }

  private func writeLift(_ lift: Noted, _ change: Double, into chapter: inout Chapter) {
    let revenue = figure("revenue")
    let expected = figure("baseline_revenue")
    let increment = figure("incremental-revenue")
    let more = change >= 0
    let size = increment.value.map { distance($0, increment.figure.unit) } ?? NumberStyle.missing
    // Promotions are judged by revenue; a brand campaign's revenue is told without judging it.
    let sales = ["revenue-total", "revenue", "sales-lift", "incremental-revenue", "orders", "aov", "roas", "marketing-roi"]
    let judged = facts.frame.targets.isEmpty || facts.frame.targets.contains { sales.contains($0.kpi) }
    let sentence = say(
      "sales-lift",
      "活动期销售额\(prose(revenue))，基准期按天数折算为\(prose(expected))，\(more ? "多" : "少")\(size)，销售提升率\(percent(lift.value))。"
        + (judged ? "" : "简报没有为销售设目标，这里只作参照。"),
      "Revenue was \(prose(revenue)) against \(prose(expected)) for as many days of the baseline, "
        + "\(size) \(more ? "more" : "less"): a lift of \(style.change(lift.value))."
        + (judged ? "" : " The brief sets no target for sales: this is for reference."),
      [revenue, expected, increment, lift])
    chapter.sentences.append(sentence)
    if judged { highlight(0.5, .salesLift, sentence) }
    if let matched = weekdayMatchedLift(revenue) {
      chapter.sentences.append(
        say(
          "sales-lift-weekdays",
          percent(matched.value) == percent(lift.value)
            ? "按星期对齐后，销售提升率同为\(percent(matched.value))。" : "按星期对齐后，销售提升率为\(percent(matched.value))。",
          "With weekdays matched the lift is \(style.change(matched.value)).", [matched]))
    }
  }

  /// What a campaign for the brand is told by: how often it was seen, and by how many.
  private func exposureSentence(_ exposure: Noted) -> Sentence? {
    guard let growth = exposure.value?.double else { return nil }
    let (now, before) = (figure("impressions"), peek(FigureKey(id: "impressions", aspect: .baseline)))
    let days = facts.frame.baseline?.length ?? period.length
    guard let base = before.value, !now.isMissing else { return nil }
    let scaled = self.scaled(base, from: days, to: period.length)
    var zh = "展示次数由\(prose(scaled.rounded(.count), now.figure.unit))\(growth >= 0 ? "增" : "减")到\(prose(now))，"
      + "曝光增长率\(percent(exposure.value))"
    var en = "Impressions went from \(prose(scaled.rounded(.count), now.figure.unit)) to \(prose(now)), "
      + "\(style.change(growth))"
    var figures = [now, figure("impressions", aspect: .baseline), exposure]
    // People are no sum: only for periods as long as each other do they compare.
    let reach = peek(FigureKey(id: "reach"))
    let reachBefore = peek(FigureKey(id: "reach", aspect: .baseline))
    if days == period.length, let people = reach.value, let then = reachBefore.value, then.double > 0 {
      let change = people.minus(then).ratio(to: then) ?? 0
      zh += "；触达人数由\(prose(then, reach.unit))\(change >= 0 ? "增" : "减")到\(prose(people, reach.unit))，"
        + "\(change >= 0 ? "高" : "低")\(changeSize(change))"
      en += "; reach from \(prose(then, reach.unit)) to \(prose(people, reach.unit)), \(style.change(change))"
      figures += [figure("reach"), figure("reach", aspect: .baseline)]
    }
    return say("exposure-growth", zh + "。", en + ".", figures)
  }

  /// Each day beside the mean of the baseline's days of the same weekday.
  private func liftChart() -> Chart? {
    guard let baseline = facts.frame.baseline, let measure = dictionary.measure("revenue") else { return nil }
    let now = facts.series("revenue", over: period)
    guard now.contains(where: { $0.value != nil }) else { return nil }
    var sums = [Double](repeating: 0, count: 8)
    var counts = [Int](repeating: 0, count: 8)
    for (day, value) in facts.series("revenue", over: baseline) {
      guard let value = value?.double else { continue }
      sums[day.weekday] += value
      counts[day.weekday] += 1
    }
    guard counts.contains(where: { $0 > 0 }) else { return nil }
    let expected = now.map { counts[$0.day.weekday] > 0 ? sums[$0.day.weekday] / Double(counts[$0.day.weekday]) : nil }
    let both = zip(now, expected).compactMap { item, base in item.value.flatMap { value in base.map { (value.double, $0) } } }
    guard !both.isEmpty else { return nil }
    let above = both.count { $0.0 > $0.1 }
    return .line(
      LineChart(
        frame: ChartFrame(
          finding: pick(
            above == both.count
              ? "\(both.count)天全部高于基准期同星期的日均" : "\(both.count)天里有\(above)天高于基准期同星期的日均",
            "\(above) of \(both.count) days are above the baseline's mean of the same weekday"),
          subject: pick("每日销售额与基准线", "Revenue per day and the baseline"), unit: measure.unit.numberUnit,
          source: source(figure("revenue").figure)),
        days: now.map(\.day),
        series: [
          ChartSeries(name: pick("活动期", "Campaign"), values: now.map { $0.value?.double }, slot: 0),
          ChartSeries(name: pick("基准期同星期日均", "Baseline, same weekday"), values: expected, slot: 3),
        ]))
  }

  /// The lift over what the baseline's days of the same weekdays say, under a name of its own.
  private func weekdayMatchedLift(_ revenue: Noted) -> Noted? {
    guard let baseline = facts.weekdayMatchedBaseline(of: "revenue"), let value = revenue.value,
      let change = value.minus(baseline).ratio(to: baseline), baseline.double > 0
    else { return nil }
    return record(
      FigureKey(id: "sales-lift-weekday-matched"),
      Figure(
        id: "sales-lift-weekday-matched", kind: .kpi, value: .real(change), unit: Unit(.ratio),
        formula: "(revenue - weekday_matched_baseline) / weekday_matched_baseline", sources: revenue.figure.sources))
  }

  private func liftTable() -> ReviewTable? {
    let ids = ["revenue", "orders", "units", "gross_profit", "new_buyers", "visits", "impressions"]
    var rows: [[ReviewTable.Cell]] = []
    let days = facts.frame.baseline?.length ?? 1
    for id in ids {
      guard let definition = dictionary.measure(id), definition.additive else { continue }
      guard let value = peek(FigureKey(id: id)).value, let base = facts.figure(id, in: .baseline).value else { continue }
      _ = figure(id)
      let unit = definition.unit.numberUnit
      let expected = base.double * Double(period.length) / Double(days)
      rows.append([
        .init(head(id, definition.unit)), amount(value, unit),
        amount(days == period.length ? base : .real(expected).rounded(unit), unit),
        change(expected > 0 ? (value.double - expected) / expected : nil),
      ])
    }
    guard !rows.isEmpty else { return nil }
    return ReviewTable(
      id: "sales-lift", caption: pick("活动期与基准期", "Campaign and baseline"),
      columns: [
        .init(title: pick("量", "Measure"), numeric: false), .init(title: pick("活动期", "Campaign"), numeric: true),
        .init(title: pick("基准期（按天数折算）", "Baseline, scaled by days"), numeric: true),
        .init(title: pick("变化", "Change"), numeric: true),
      ], rows: rows)
  }
}
