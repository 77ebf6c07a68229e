import Charts
import Metrics
import Values

/// Something about a campaign that a person should look at.
public struct PortfolioAlert: Sendable {
  public enum Kind: String, Sendable, CaseIterable { case review, budget, kpi, anomaly }

  public var kind: Kind
  /// By its place in the portfolio.
  public var campaign: Int
  public var status: Status
  public var text: String
}

extension Portfolio {
  private static let mostAlerts = 40

  /// Places of campaigns, those that began last first.
  public var latestFirst: [Int] {
    campaigns.indices.sorted { a, b in
      let (x, y) = (campaigns[a].period?.start.number ?? .min, campaigns[b].period?.start.number ?? .min)
      return x != y ? x > y : campaigns[a].id < campaigns[b].id
    }
  }

  /// What is red or yellow, overspent, unexplained or overdue: latest campaign first, within it the worst first. The
  /// second part is how many there are beyond those listed.
  public var alerts: (listed: [PortfolioAlert], more: Int) {
    var all: [PortfolioAlert] = []
    for place in latestFirst {
      let own = alerts(of: place)
      all += own.filter { $0.status == .red } + own.filter { $0.status != .red }
    }
    return (Array(all.prefix(Portfolio.mostAlerts)), max(0, all.count - Portfolio.mostAlerts))
  }

  private func alerts(of place: Int) -> [PortfolioAlert] {
    let campaign = campaigns[place]
    var alerts: [PortfolioAlert] = []
    func alert(_ kind: PortfolioAlert.Kind, _ status: Status, _ zh: String, _ en: String) {
      alerts.append(PortfolioAlert(kind: kind, campaign: place, status: status, text: typeset(pick(zh, en))))
    }
    if let due = Portfolio.reviewDue(
      period: campaign.period, isPlanned: campaign.isPlanned, hasNotes: campaign.hasNotes, today: today)
    {
      alert(
        .review, .red, "复盘应在\(style.day(due, withYear: true))前写完，还没有 review.md",
        "The review was due by \(style.day(due, withYear: true)); there is no review.md yet")
    }
    guard let facts = campaign.facts else { return alerts }
    let (cost, plan) = (facts.figure("cost"), facts.figure("planned_budget"))
    let limit = facts.frame.budget.map(Number.exact) ?? plan.value
    if let spent = cost.value, let limit, spent.compared(to: limit) > 0, limit.double > 0 {
      let over = spent.subtracting(limit)
      let share = style.change(over.double / limit.double)
      alert(
        .budget, .red, "花费\(prose(spent, cost.unit))，超出预算\(prose(over, cost.unit))（\(share)）",
        "Cost of \(prose(spent, cost.unit)) is \(prose(over, cost.unit)) over budget (\(share))")
    }
    for item in facts.assessments {
      guard let status = item.status, status != .green else { continue }
      let (value, target) = (prose(item.actual.value, item.actual.unit), prose(.exact(item.target.target), item.actual.unit))
      alert(
        .kpi, status, "\(name(item.target.kpi))\(value)，目标\(target)", "\(name(item.target.kpi)) \(value), target \(target)")
    }
    if let open = campaign.review?.unexplained, let first = open.first {
      let more = open.count > 1 ? pick("；另有 \(open.count - 1) 条", "; \(open.count - 1) more") : ""
      alert(.anomaly, .yellow, "待说明的异常：\(first)\(more)", "Unexplained: \(first)\(more)")
    }
    return alerts
  }

  /// Figures of all campaigns together, each over its own days.
  public var headline: [HeadlineCard] {
    let parts = computed
    let sums = CampaignSums(parts.map(\.facts), dictionary: dictionary)
    let months = monthsWithData
    return Portfolio.usual.filter { dictionary.name($0) != nil }.compactMap { id -> HeadlineCard? in
      let sum = sums.sum(id)
      guard sum.figure.value != nil else { return nil }
      let unit = sum.figure.unit
      let label = suffix(unit)
      let counted = sum.parts.count
      return HeadlineCard(
        kpi: id, label: name(id), value: typeset(style.compact(sum.figure.value, unit.numberUnit)),
        unit: label.isEmpty ? nil : label.split(separator: " ").joined(), target: nil,
        difference: counted == campaigns.count
          ? nil : typeset(pick("\(counted)个活动有数据", "\(counted) of \(campaigns.count) campaigns")),
        status: nil, sparkline: sparkline(id, unit, months))
    }.prefix(6).map { $0 }
  }

  /// From the first day with a value of the main measure to the last.
  private func daysWithMain(in whole: Period) -> Period? {
    guard let id = mainMeasure(over: whole) else { return nil }
    var known: [Day] = []
    for (_, facts) in computed {
      guard let own = whole.intersection(facts.frame.period) else { continue }
      let days = facts.series(id, over: own).filter { $0.value != nil }.map(\.day)
      known += [days.first, days.last].compactMap { $0 }
    }
    guard let first = known.min(), let last = known.max() else { return nil }
    return Period(first, last)
  }

  /// Months from the first with data to the last, at most 24.
  private var monthsWithData: [ReviewPeriod] {
    let known = periods.filter { $0.kind == .month }.map(\.days.start)
    guard let first = known.min(), let last = known.max() else { return [] }
    var months: [ReviewPeriod] = []
    var next = ReviewPeriod(.month, containing: last)
    while let month = next, month.days.start >= first, months.count < 24 {
      months.append(month)
      next = month.previous
    }
    return months.reversed()
  }

  private func sparkline(_ id: String, _ unit: Unit, _ months: [ReviewPeriod]) -> Sparkline? {
    guard months.count > 2, dictionary.measure(id)?.additive ?? false else { return nil }
    let facts = computed.map(\.facts)
    let values = months.map { CampaignSums(facts, dictionary: dictionary, over: $0.days).figure(id).value?.double }
    guard values.count(where: { $0 != nil }) > 1 else { return nil }
    return Sparkline(
      name: pick("\(name(id))逐月", "\(name(id)) by month"), unit: unit.numberUnit, values: values)
  }

  /// The main measure over time, stacked by campaign: by month, or by day where all lies within four months.
  public var trend: Chart? {
    let spans = computed.compactMap { part in part.facts.dataAsOf.flatMap { Period(part.facts.frame.period.start, $0) } }
    guard let first = spans.map(\.start).min(), let last = spans.map(\.end).max(), let whole = Period(first, last)
    else { return nil }
    if whole.length <= 123 {
      guard let known = daysWithMain(in: whole) else { return nil }
      return trend(over: known, places: Array(campaigns.indices))
    }
    let months = monthsWithData
    guard let id = mainMeasure(), let measure = dictionary.measure(id), !months.isEmpty else { return nil }
    let parts = computed
    let sums = months.map { CampaignSums(parts.map(\.facts), dictionary: dictionary, over: $0.days).sum(id) }
    let totals = sums.map { $0.figure.value?.double }
    guard let best = totals.indices.filter({ totals[$0] != nil }).max(by: { (totals[$0] ?? 0, $1) < (totals[$1] ?? 0, $0) })
    else { return nil }
    let top = prose(sums[best].figure.value, measure.unit)
    return .bar(
      BarChart(
        frame: ChartFrame(
          finding: typeset(
            pick(
              "\(months[best].title(language))\(name(id))最高，\(top)",
              "\(months[best].title(language)) was the best month, with \(name(id).lowercased()) of \(top)")),
          subject: pick("各月活动期间的\(name(id))", "\(name(id)) of campaigns by month"), unit: measure.unit.numberUnit,
          unitName: suffix(measure.unit).isEmpty ? nil : measure.unit.label.text(in: language)),
        categories: months.map(\.id), series: [ChartSeries(name: name(id), values: totals)]))
  }
}
