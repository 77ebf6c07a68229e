import Charts
import Metrics
import Statistics
import Values

extension Writer {
  func chapterTrend(_ findings: [AnomalyFinding], parts: [DimensionPart]) -> Chapter {
    var chapter = Chapter(.trend, in: input.language)
    guard let main else {
      chapter.state = .missing
      chapter.needs = pick(
        "这一章需要 data/daily*.csv：每天一行，有 date 列和销售额、订单等列。",
        "This chapter needs data/daily*.csv: a row per day with date and measures such as revenue or orders.")
      return chapter
    }
    let comparison = baselineComparison(main)
    chapter.sentences.append(trendSentence(main))
    if let comparison { chapter.sentences.append(comparison.sentence) }
    if let halves = halvesSentence(main) { chapter.sentences.append(halves) }
    if let gaps = gapSentence(main) { chapter.sentences.append(gaps) }
    chapter.blocks.append(.chart(id: "trend-main", mainChart(main, findings, baselineMean: comparison?.baselineMean)))
    if let part = parts.first(where: { $0.measure == main.id }), part.values.count > 1 {
      chapter.blocks.append(.chart(id: "trend-\(part.dimension)", partChart(main, part)))
    }
    if let table = periodTable(main, comparison) { chapter.blocks.append(.table(table)) }
    writeYearOnYear(main, into: &chapter)
    writeDrivers(into: &chapter)
    writeMix(into: &chapter)
    if comparison == nil {
      chapter.state = .partial
      chapter.needs = pick(
        "与基准期相比需要 brief.md 的 baseline 起止日和那几天的 data/daily*.csv。",
        "A comparison with a baseline needs baseline dates in brief.md and data/daily*.csv of those days.")
    }
    anomalySection(findings, into: &chapter)
    cleaningLog(main, findings, into: &chapter)
    return chapter
  }

  // MARK: Sentences

  private func trendSentence(_ main: MainMeasure) -> Sentence {
    let total = figure(main.id)
    let present = main.series.compactMap { item in item.value.map { (day: item.day, value: $0) } }
    let high = present.max { $0.value.double < $1.value.double } ?? present[0]
    let low = present.min { $0.value.double < $1.value.double } ?? present[0]
    let mean = (present.map(\.value).sum()?.double ?? 0) / Double(present.count)
    let label = name(main.id)
    return say(
      "trend-range",
      "\(style.range(period))，日均\(label)\(prose(.real(mean), main.unit))；最高是\(day(high.day))"
        + "的\(prose(high.value, main.unit))，"
        + "最低是\(day(low.day))的\(prose(low.value, main.unit))。",
      "\(label) averaged \(prose(.real(mean), main.unit)) a day over \(style.range(period)); the highest day was "
        + "\(day(high.day)) with \(prose(high.value, main.unit)), the lowest \(day(low.day)) with "
        + "\(prose(low.value, main.unit)).",
      [total])
  }

  struct BaselineComparison {
    var campaignMean: Double
    var baselineMean: Double
    var change: Double?
    var sentence: Sentence
  }

  /// Means per day, so that periods of different length compare.
  private func baselineComparison(_ main: MainMeasure) -> BaselineComparison? {
    guard let baseline = facts.frame.baseline else { return nil }
    let before = facts.figure(main.id, in: .baseline)
    let total = figure(main.id)
    guard let base = before.value?.double, let whole = total.value?.double else { return nil }
    // Days without data are gaps, not zeros: a mean is over the days that have any.
    let days = main.series.count { $0.value != nil }
    let baseDays = facts.series(main.id, over: baseline).count { $0.value != nil }
    let (mean, baseMean) = (whole / Double(max(1, days)), base / Double(baseDays > 0 ? baseDays : baseline.length))
    let change = baseMean > 0 ? (mean - baseMean) / baseMean : nil
    let label = name(main.id)
    let more = mean >= baseMean
    let sentence = say(
      "trend-baseline",
      "与基准期（\(style.range(baseline))）相比，日均\(label)从\(prose(.real(baseMean), main.unit))"
        + (mean == baseMean ? "起没有变化。" : "\(more ? "升" : "降")到\(prose(.real(mean), main.unit))"
          + (change.map { "，\(more ? "高" : "低")\(changeSize($0))。" } ?? "。")),
      "Against the baseline (\(style.range(baseline))) \(nameInside(main.id)) per day "
        + (mean == baseMean
          ? "stayed at \(prose(.real(baseMean), main.unit))."
          : "\(more ? "rose" : "fell") from \(prose(.real(baseMean), main.unit)) to \(prose(.real(mean), main.unit))"
            + (change.map { ", \(style.change($0))." } ?? ".")),
      [total, figure(main.id, aspect: .baseline)])
    return BaselineComparison(campaignMean: mean, baselineMean: baseMean, change: change, sentence: sentence)
  }

  /// Days of the campaign up to the last one with data: a running campaign is not compared with days to come.
  private func coveredLength(_ main: MainMeasure) -> Int {
    let last = main.series.lastIndex { $0.value != nil } ?? main.series.count - 1
    return last + 1
  }

  private func halves(_ main: MainMeasure) -> (first: Double, second: Double, split: Day)? {
    let days = main.series[..<coveredLength(main)]
    guard days.count >= 4 else { return nil }
    let middle = days.startIndex + days.count / 2
    func mean(_ part: ArraySlice<(day: Day, value: Number?)>) -> Double? {
      let values = part.compactMap(\.value)
      guard let sum = values.sum() else { return nil }
      return sum.double / Double(values.count)
    }
    guard let first = mean(days[..<middle]), let second = mean(days[middle...]) else { return nil }
    return (first, second, days[middle].day)
  }

  private func halvesSentence(_ main: MainMeasure) -> Sentence? {
    guard let halves = halves(main), halves.first > 0 else { return nil }
    let change = (halves.second - halves.first) / halves.first
    let more = change >= 0
    return say(
      "trend-halves",
      "后半程（\(day(halves.split))起）日均\(name(main.id))\(prose(.real(halves.second), main.unit))，比前半程的"
        + "\(prose(.real(halves.first), main.unit))\(more ? "高" : "低")\(changeSize(change))。",
      "In the second half, from \(day(halves.split)), \(nameInside(main.id)) averaged "
        + "\(prose(.real(halves.second), main.unit)) a "
        + "day, \(changeSize(change)) \(more ? "above" : "below") the \(prose(.real(halves.first), main.unit)) of "
        + "the first.",
      [figure(main.id)])
  }

  /// Days up to the last one with data that have none.
  func missingDays(_ main: MainMeasure) -> [Day] {
    main.series[..<coveredLength(main)].compactMap { $0.value == nil ? $0.day : nil }
  }

  private func gapSentence(_ main: MainMeasure) -> Sentence? {
    let missing = missingDays(main)
    guard !missing.isEmpty else { return nil }
    let whole = coveredLength(main)
    let shown = join(missing.prefix(6).map { day($0) }) + (missing.count > 6 ? pick("等", " and others") : "")
    let rate = percent(Double(missing.count) / Double(whole))
    return say(
      "trend-gaps",
      "应有\(whole)天数据，缺\(missing.count)天（\(shown)），缺失率\(rate)。缺的日子留空：折线在此断开，不按 0 计，也不插补；"
        + "日均按有数据的\(whole - missing.count)天计算。",
      "Of \(whole) days \(missing.count) have no data (\(shown)), \(rate). They stay empty: the line breaks there, "
        + "nothing is taken "
        + "for 0 or filled in, and means are over the \(whole - missing.count) days that have data.",
      [figure(main.id)])
  }

  // MARK: Charts and tables

  /// The mean of each day and the six before it, those before the campaign too where they have data; five of the seven
  /// are enough. Empty for a campaign too short to have two.
  private func weeklyAverage(_ main: MainMeasure) -> [Double?] {
    guard period.length >= 10, let wide = Period(period.start.advanced(by: -6), period.end) else { return [] }
    let values = facts.series(main.id, over: wide).map { $0.value?.double }
    let average = movingAverage(values, window: 7, minimum: 5).dropFirst(6)
    // Where the day itself has no data the line breaks like the day's own.
    let shown = zip(average, main.series).map { $1.value == nil ? nil : $0 }
    return shown.count { $0 != nil } > 1 ? shown : []
  }

  private func mainChart(_ main: MainMeasure, _ findings: [AnomalyFinding], baselineMean: Double?) -> Chart {
    let label = name(main.id)
    let before = alignedBaseline(main)
    var references: [ReferenceLine] = []
    // Beside the baseline's own days its mean says nothing more.
    if let baselineMean, before == nil {
      references.append(ReferenceLine(name: pick("基准期日均", "Baseline mean"), value: baselineMean, kind: .baseline))
    }
    let open = findings.filter { $0.part == nil && $0.events.isEmpty }.map { finding in
      LineChart.Event(day: finding.day, name: pick("异常，待说明", "Unusual, to be explained"))
    }
    let known = events.filter { period.contains($0.days.start) && concernsMain($0) }.map { event in
      LineChart.Event(day: event.days.start, name: event.cause.isEmpty ? event.kind : event.cause)
    }
    let marks = (known + open).enumerated()
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    let average = weeklyAverage(main)
    let high = main.series.max { ($0.value?.double ?? -.infinity) < ($1.value?.double ?? -.infinity) }
    let finding = high.flatMap { high in
      high.value.map { value in
        pick(
          "\(label)在\(day(high.day))最高，为\(prose(value, main.unit))",
          "\(label) was highest on \(day(high.day)): \(prose(value, main.unit))")
      }
    }
    return .line(
      LineChart(
        frame: ChartFrame(
          finding: finding,
          subject: before == nil
            ? pick("每日\(label)", "\(label) per day")
            : pick("每日\(label)，基准期按第几天与活动期对齐", "\(label) per day; the baseline by the day of its period"),
          unit: main.unit.numberUnit, unitName: unitName(main.unit), source: source(figure(main.id).figure)),
        days: main.series.map(\.day),
        series: [
          ChartSeries(
            name: before == nil ? label : pick("活动期", "Campaign"), values: main.series.map { $0.value?.double }, slot: 0)
        ] + (average.isEmpty ? [] : [ChartSeries(name: pick("7 日移动平均", "7-day average"), values: average, slot: 5)])
          + (before.map { [ChartSeries(name: pick("基准期", "Baseline"), values: $0, slot: 3)] } ?? []),
        references: references, events: marks))
  }

  /// The baseline's days beside the campaign's: first to first, second to second; days that it lacks are gaps.
  private func alignedBaseline(_ main: MainMeasure) -> [Double?]? {
    guard let baseline = facts.frame.baseline else { return nil }
    let values = facts.series(main.id, over: baseline).map { $0.value?.double }
    guard values.count(where: { $0 != nil }) > 1 else { return nil }
    return main.series.indices.map { $0 < values.count ? values[$0] : nil }
  }

  private func partChart(_ main: MainMeasure, _ part: DimensionPart) -> Chart {
    let single = part.values.count <= 6
    let named = single ? part.values[...] : part.values.prefix(5)
    var series = named.enumerated().map { slot, value in
      ChartSeries(
        name: value,
        values: facts.series(main.id, over: period, filter: [DimensionValue(part.dimension, value)]).map { $0.value?.double },
        slot: slot)
    }
    if !single {
      var sums = [Number?](repeating: nil, count: period.length)
      for value in part.values.dropFirst(5) {
        let days = facts.series(main.id, over: period, filter: [DimensionValue(part.dimension, value)])
        for (index, item) in days.enumerated() where index < sums.count {
          if let amount = item.value { sums[index] = sums[index]?.plus(amount) ?? amount }
        }
      }
      series.append(ChartSeries(name: pick("其他", "Other"), values: sums.map { $0?.double }, slot: 5))
    }
    let label = name(main.id)
    let dimensionName = dimension(part.dimension)
    var finding: String?
    if let top = part.top {
      finding = pick(
        "\(datum(top.value))占\(label)的\(percent(top.share))", "\(top.value) brings \(percent(top.share)) of "
          + "\(nameInside(main.id))")
    }
    return .line(
      LineChart(
        frame: ChartFrame(
          finding: finding ?? totalFinding(part),
          subject: pick("各\(dimensionName)每日\(label)", "\(label) per day by \(Words.lowered(dimensionName))"),
          unit: main.unit.numberUnit, unitName: unitName(main.unit), source: source(part.breakdown.total)),
        days: period.days, series: series))
  }

  private func periodTable(_ main: MainMeasure, _ comparison: BaselineComparison?) -> ReviewTable? {
    let unit = main.unit.numberUnit
    var rows: [[ReviewTable.Cell]] = []
    func row(_ title: String, _ now: Double, _ before: Double) {
      rows.append([
        .init(title), amount(.real(now).rounded(unit), unit), amount(.real(before).rounded(unit), unit),
        change(before > 0 ? (now - before) / before : nil),
      ])
    }
    if let comparison { row(pick("活动期与基准期", "Campaign and baseline"), comparison.campaignMean, comparison.baselineMean) }
    if let halves = halves(main) { row(pick("后半程与前半程", "Second and first half"), halves.second, halves.first) }
    let weeks = wholeWeeks(main)
    for (before, now) in zip(weeks, weeks.dropFirst()) {
      row(
        pick("\(day(now.monday))那一周与前一周", "Week of \(day(now.monday)) and the week before"), now.mean, before.mean)
    }
    guard !rows.isEmpty else { return nil }
    return ReviewTable(
      id: "trend-periods", caption: pick("日均\(name(main.id))的环比", "\(name(main.id)) per day, period on period"),
      columns: [
        .init(title: pick("比较", "Comparison"), numeric: false), .init(title: pick("本期日均", "Mean per day"), numeric: true),
        .init(title: pick("对比期日均", "Before"), numeric: true), .init(title: pick("变化", "Change"), numeric: true),
      ], rows: rows)
  }

  /// Weeks from Monday to Sunday that lie in the campaign and have all their days.
  private func wholeWeeks(_ main: MainMeasure) -> [(monday: Day, mean: Double)] {
    var result: [(monday: Day, mean: Double)] = []
    var index = main.series.firstIndex { $0.day.weekday == 1 } ?? main.series.count
    while index + 7 <= main.series.count {
      let week = main.series[index..<index + 7]
      let values = week.compactMap(\.value)
      if values.count == 7, let sum = values.sum() { result.append((week[index].day, sum.double / 7)) }
      index += 7
    }
    return result
  }
}

extension Number {
  /// Means of counts and money with the decimals a table shows.
  func rounded(_ unit: NumberUnit) -> Number {
    switch unit {
    case .money: exact(decimals: 2).map(Number.exact) ?? self
    case .count, .decimal: exact(decimals: 1).map(Number.exact) ?? self
    default: self
    }
  }
}
