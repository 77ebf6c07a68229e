import Diagnostics
import Metrics
import Values

extension Writer {
  func chapterSalesLift() -> Chapter {
    var chapter = Chapter(.salesLift, in: input.language)
    let lift = figure("sales-lift")
    guard let change = lift.value?.double else {
      chapter.state = .missing
      chapter.needs = pick(
        "这一章需要活动期和基准期的 data/daily*.csv（含 revenue 列），以及 brief.md 里 baseline 的起止日。",
        "This chapter needs data/daily*.csv with revenue for campaign and baseline, and the baseline's dates in brief.md.")
      return chapter
    }
    let revenue = figure("revenue")
    let expected = figure("baseline_revenue")
    let increment = figure("incremental-revenue")
    let more = change >= 0
    chapter.sentences.append(
      say(
        "sales-lift",
        "活动期销售额\(prose(revenue))，基准期按天数折算为\(prose(expected))，\(more ? "多" : "少")"
          + "\(increment.value.map { distance($0, increment.figure.unit) } ?? NumberStyle.missing)，销售提升率\(percent(lift.value))。",
        "Revenue was \(prose(revenue)) against \(prose(expected)) for as many days of the baseline, "
          + "\(increment.value.map { distance($0, increment.figure.unit) } ?? NumberStyle.missing) \(more ? "more" : "less"): a lift of "
          + "\(style.change(lift.value)).", [revenue, expected, increment, lift]))
    if let matched = weekdayMatchedLift(revenue) {
      chapter.sentences.append(
        say(
          "sales-lift-weekdays",
          percent(matched.value) == percent(lift.value)
            ? "按星期对齐后，销售提升率同为\(percent(matched.value))。" : "按星期对齐后，销售提升率为\(percent(matched.value))。",
          "With weekdays matched the lift is \(style.change(matched.value)).", [matched]))
    }
    chapter.blocks.append(.table(liftTable()))
    let four = ["sales-lift", "new-customer-share", "promotion-roi", "brand-exposure-growth"].filter { dictionary[$0] != nil }
    let cards = four.map { figure($0) }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "promotion-scorecard", caption: pick("促销四指标", "Promotion scorecard"),
          columns: [
            .init(title: pick("指标", "KPI"), numeric: false), .init(title: pick("值", "Value"), numeric: true),
            .init(title: pick("说明", "Note"), numeric: false),
          ],
          rows: cards.map { card in
            [
              .init(name(card.figure.id), kpi: card.figure.id), amount(card.figure),
              .init(card.figure.missing.map { text($0.wording(in: dictionary)) } ?? ""),
            ]
          })))
    let lacking = cards.filter(\.isMissing)
    if !lacking.isEmpty {
      chapter.state = .partial
      let files: [String: Wording] = [
        "new-customer-share": Wording(
          zh: "data/daily*.csv 的 new_buyers 列，或 data/orders*.csv", en: "new_buyers in data/daily*.csv, or data/orders*.csv"),
        "promotion-roi": Wording(
          zh: "data/daily*.csv 或 data/totals*.csv 的 promo_cost 列", en: "promo_cost in data/daily*.csv or data/totals*.csv"),
        "brand-exposure-growth": Wording(
          zh: "活动期和基准期的 data/daily*.csv（含 impressions 列）",
          en: "data/daily*.csv of campaign and baseline with impressions"),
      ]
      chapter.needs = lacking.map { card in
        let id = card.figure.id
        let file = files[id].map(text) ?? card.figure.missing.map { text($0.wording(in: dictionary)) } ?? ""
        return pick("\(name(id))需要 \(file)。", "\(name(id)) needs \(file).")
      }.joined(separator: pick("", " "))
    }
    return chapter
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

  private func liftTable() -> ReviewTable {
    let ids = ["revenue", "orders", "units", "gross_profit", "new_buyers", "visits"]
    var rows: [[ReviewTable.Cell]] = []
    let days = facts.frame.baseline?.length ?? 1
    for id in ids {
      guard let definition = dictionary.measure(id), definition.additive else { continue }
      let before = facts.figure(id, in: .baseline)
      let now = figure(id)
      guard let value = now.value, let base = before.value else { continue }
      let unit = definition.unit.numberUnit
      let expected = base.double * Double(period.length) / Double(days)
      rows.append([
        .init(head(id, definition.unit)), amount(value, unit),
        amount(days == period.length ? base : .real(expected).rounded(unit), unit),
        change(expected > 0 ? (value.double - expected) / expected : nil),
      ])
    }
    return ReviewTable(
      id: "sales-lift", caption: pick("活动期与基准期", "Campaign and baseline"),
      columns: [
        .init(title: pick("量", "Measure"), numeric: false), .init(title: pick("活动期", "Campaign"), numeric: true),
        .init(title: pick("基准期（按天数折算）", "Baseline, scaled by days"), numeric: true),
        .init(title: pick("变化", "Change"), numeric: true),
      ], rows: rows)
  }
}
