import Charts
import Metrics
import Values

/// What all campaigns did in a period together, against the period before.
public struct PeriodReview: Sendable {
  public var period: ReviewPeriod
  public var headline: [HeadlineCard]
  public var sentences: [String]
  public var blocks: [Chapter.Block]
  /// Places of the campaigns that ran in the period.
  public var campaigns: [Int]
  /// The last day within it that has data.
  public var dataAsOf: Day?
}

extension Portfolio {
  /// The figures of a period, added up by day over the campaigns that ran in it.
  public func review(of period: ReviewPeriod) -> PeriodReview {
    let parts = computed
    let now = CampaignSums(parts.map(\.facts), dictionary: dictionary, over: period.days)
    let before = period.previous.map { CampaignSums(parts.map(\.facts), dictionary: dictionary, over: $0.days) }
    let running = campaigns.indices.filter { campaigns[$0].period?.intersection(period.days) != nil }
    let figures = periodFigures(running).map { id in
      (id: id, now: now.sum(id), before: before?.figure(id).value)
    }.filter { $0.now.figure.value != nil }
    let asOf = parts.compactMap { part in
      part.facts.dataAsOf.flatMap { last in
        Period(part.facts.frame.period.start, last)?.intersection(period.days)?.end
      }
    }.max()

    var blocks: [Chapter.Block] = []
    if let chart = trend(over: period.days, places: running) { blocks.append(.chart(id: "period-trend", chart)) }
    if !figures.isEmpty { blocks.append(.table(figureTable(figures, period))) }
    if let table = shareTable(figures, running) { blocks.append(.table(table)) }
    return PeriodReview(
      period: period, headline: figures.prefix(6).map { card($0, period) }, sentences: sentences(figures, running, period),
      blocks: blocks, campaigns: running, dataAsOf: asOf)
  }

  private typealias PeriodFigure = (id: String, now: CampaignSums.Sum, before: Number?)

  /// The usual figures, then the KPIs that the briefs of the campaigns set targets for.
  private func periodFigures(_ running: [Int]) -> [String] {
    var ids = Portfolio.usual.filter { dictionary.name($0) != nil }
    for place in running {
      for target in campaigns[place].facts?.frame.targets ?? [] {
        // The sum of a measure and the KPI that is nothing else are one figure.
        let id = MainMeasure.plainMeasure(of: target.kpi, in: dictionary) ?? dictionary[target.kpi]?.id ?? target.kpi
        if !ids.contains(id), dictionary.name(id) != nil { ids.append(id) }
      }
    }
    return ids
  }

  /// The relative change, of rates the difference; `nil` without a value before.
  private func changed(_ figure: PeriodFigure) -> (text: String, cell: ReviewTable.Cell)? {
    guard let now = figure.now.figure.value, let before = figure.before else { return nil }
    if figure.now.figure.unit.numberUnit == .ratio {
      let difference = now.subtracting(before)
      let text = style.difference(difference, .ratio)
      return (text, ReviewTable.Cell(text, value: .number(difference, .ratio)))
    }
    guard before.double > 0 else { return nil }
    let ratio = (now.double - before.double) / before.double
    return (style.change(ratio), change(ratio))
  }

  private func previousName(_ period: ReviewPeriod) -> String {
    switch period.kind {
    case .week: pick("上周", "the week before")
    case .month: pick("上月", "the month before")
    case .quarter: pick("上季度", "the quarter before")
    }
  }

  private func card(_ figure: PeriodFigure, _ period: ReviewPeriod) -> HeadlineCard {
    let unit = figure.now.figure.unit
    let label = suffix(unit)
    return HeadlineCard(
      kpi: figure.id, label: name(figure.id), value: typeset(style.compact(figure.now.figure.value, unit.numberUnit)),
      unit: label.isEmpty ? nil : label.split(separator: " ").joined(),
      target: nil,
      difference: changed(figure).map { typeset(pick("较\(previousName(period)) \($0.text)", "\($0.text) on \(previousName(period))")) },
      status: nil, sparkline: nil)
  }

  private func sentences(_ figures: [PeriodFigure], _ running: [Int], _ period: ReviewPeriod) -> [String] {
    let days = style.range(period.days, withYear: true)
    let titles = running.map { datum(campaigns[$0].title) }
    guard !running.isEmpty else {
      return [typeset(pick("\(days)，没有活动在进行。", "No campaign ran from \(days)."))]
    }
    var sentences = [
      typeset(
        pick(
          "\(days)，有\(running.count)个活动在进行：\(join(titles))。",
          "\(running.count) \(running.count == 1 ? "campaign" : "campaigns") ran on \(days): \(join(titles))."))
    ]
    if let first = figures.first, let value = first.now.figure.value {
      var zh = "\(name(first.id))\(prose(value, first.now.figure.unit))"
      var en = "\(name(first.id)) came to \(prose(value, first.now.figure.unit))"
      if let change = changed(first) {
        zh += "，较\(previousName(period))\(change.text)"
        en += ", \(change.text) on \(previousName(period))"
      } else {
        zh += "，\(previousName(period))没有可比的数据"
        en += "; there is nothing to compare it with in \(previousName(period))"
      }
      if let top = first.now.parts.max(by: { ($0.value?.double ?? 0, $1.campaign) < ($1.value?.double ?? 0, $0.campaign) }),
        first.now.parts.count > 1, let amount = top.value, value.double > 0, amount.double >= 0
      {
        let share = style.full(amount.double / value.double, .ratio)
        zh += "；其中\(datum(campaigns[computed[top.campaign].place].title))占\(share)"
        en += "; \(campaigns[computed[top.campaign].place].title) brought \(share) of it"
      }
      sentences.append(typeset(pick(zh + "。", en + ".")))
    }
    if let words = overlap(running, period) { sentences.append(typeset(words)) }
    return sentences
  }

  /// Campaigns on the same days may count the same sales of the shop.
  private func overlap(_ running: [Int], _ period: ReviewPeriod) -> String? {
    for (position, a) in running.enumerated() {
      for b in running[(position + 1)...] {
        guard let x = campaigns[a].period, let y = campaigns[b].period,
          let days = x.intersection(y)?.intersection(period.days),
          campaigns[a].facts?.figure("revenue", in: Slice(.period(days))).value != nil,
          campaigns[b].facts?.figure("revenue", in: Slice(.period(days))).value != nil
        else { continue }
        return pick(
          "\(style.range(days))\(datum(campaigns[a].title))与\(datum(campaigns[b].title))同时进行，两边的数据若都取自全店，合计会重复计算。",
          "\(campaigns[a].title) and \(campaigns[b].title) both ran on \(style.range(days)); where both take the figures of "
            + "the whole shop, the sums count them twice.")
      }
    }
    return nil
  }

  // MARK: Tables and the chart

  private func figureTable(_ figures: [PeriodFigure], _ period: ReviewPeriod) -> ReviewTable {
    ReviewTable(
      id: "period-figures", caption: pick("本期与上期", "This period and the one before"),
      columns: [
        .init(title: pick("指标", "Figure"), numeric: false),
        .init(title: period.title(language), numeric: true),
        .init(title: period.previous?.title(language) ?? NumberStyle.missing, numeric: true),
        .init(title: pick("变化", "Change"), numeric: true),
        .init(title: pick("计入的活动", "Campaigns counted"), numeric: true),
      ],
      rows: figures.map { figure in
        [
          ReviewTable.Cell(name(figure.id), kpi: figure.id), amount(figure.now.figure.value, figure.now.figure.unit),
          amount(figure.before, figure.now.figure.unit), changed(figure)?.cell ?? ReviewTable.Cell(NumberStyle.missing),
          ReviewTable.Cell(
            String(figure.now.parts.count), value: .number(.exact(Exact(figure.now.parts.count)), .count)),
        ]
      },
      note: typeset(
        pick(
          "金额与次数按日相加；比率用各活动的合计相除，不是比率的平均。登记表里的费用按记账日期计入当期；用到它的比率（如投资回报率）只算整个活动都在本期内的，用活动的全部费用。只有一部分活动有的数据，只算有的那几个。",
          "Amounts and counts are added up by day; a rate is the ratio of the campaigns' sums and no mean of rates. Costs from a "
            + "register count on the day they are booked; rates made of them, such as return on investment, count only campaigns "
            + "that lie in the period whole, with all their costs. Where only some campaigns have a figure, only those are counted.")))
  }

  /// What each campaign brought of the figures that add up.
  private func shareTable(_ figures: [PeriodFigure], _ running: [Int]) -> ReviewTable? {
    let additive = figures.filter { dictionary.measure($0.id)?.additive ?? false }.prefix(4)
    let parts = computed
    guard running.count > 1, !additive.isEmpty else { return nil }
    let rows = running.map { place -> [ReviewTable.Cell] in
      [ReviewTable.Cell(campaigns[place].title)]
        + additive.map { figure in
          let own = figure.now.parts.first { parts[$0.campaign].place == place }?.value
          return amount(own, figure.now.figure.unit)
        }
    }
    return ReviewTable(
      id: "period-campaigns", caption: pick("各活动", "By campaign"),
      columns: [.init(title: pick("活动", "Campaign"), numeric: false)]
        + additive.map { .init(title: name($0.id), numeric: true) },
      rows: rows,
      totalRow: [ReviewTable.Cell(pick("合计", "Total"))]
        + additive.map { amount($0.now.figure.value, $0.now.figure.unit) })
  }

  /// The main measure by day, a line for each campaign; those beyond five together.
  func trend(over days: Period, places: [Int]) -> Chart? {
    guard let id = mainMeasure(over: days), let measure = dictionary.measure(id), days.length <= 1500 else { return nil }
    var lines: [(title: String, values: [Double?], sum: Double)] = []
    for place in places {
      guard let facts = campaigns[place].facts, let own = days.intersection(facts.frame.period) else { continue }
      let offset = days.start.distance(to: own.start)
      var values = [Double?](repeating: nil, count: days.length)
      for (index, item) in facts.series(id, over: own).enumerated() { values[offset + index] = item.value?.double }
      let sum = values.compactMap { $0 }.reduce(0, +)
      if values.contains(where: { $0 != nil }) { lines.append((campaigns[place].title, values, sum)) }
    }
    guard !lines.isEmpty else { return nil }
    let order = lines.indices.sorted { (lines[$1].sum, $0) < (lines[$0].sum, $1) }
    var series = order.prefix(order.count > 6 ? 5 : 6).map { ChartSeries(name: lines[$0].title, values: lines[$0].values) }
    if order.count > 6 {
      var rest = [Double?](repeating: nil, count: days.length)
      for line in order.dropFirst(5) {
        for (day, value) in lines[line].values.enumerated() { rest[day] = value.map { (rest[day] ?? 0) + $0 } ?? rest[day] }
      }
      series.append(ChartSeries(name: pick("其余 \(order.count - 5) 个活动", "\(order.count - 5) others"), values: rest))
    }
    let totals = days.days.indices.map { day in
      let values = lines.compactMap { $0.values[day] }
      return values.isEmpty ? nil : values.reduce(0, +)
    }
    guard let best = totals.indices.filter({ totals[$0] != nil }).max(by: { (totals[$0] ?? 0, $1) < (totals[$1] ?? 0, $0) })
    else { return nil }
    let top = prose(totals[best].map(Number.real), measure.unit)
    let day = style.day(days.days[best])
    return .line(
      LineChart(
        frame: ChartFrame(
          finding: typeset(
            pick("\(name(id))最高的一天是\(day)，\(top)", "The best day was \(day), with \(name(id).lowercased()) of \(top)")),
          subject: pick("各活动每日\(name(id))", "\(name(id)) by day and campaign"), unit: measure.unit.numberUnit,
          unitName: suffix(measure.unit).isEmpty ? nil : measure.unit.label.text(in: language)),
        days: days.days, series: series))
  }
}
