import Metrics
import Statistics
import Values

/// How a survey's question changed from the wave before to the last, and whether sampling error explains it.
struct SurveyChange {
  /// In the unit of the question: a fraction, points, or points of a net score.
  var difference: Double
  var interval: ConfidenceInterval
  /// Two-sided.
  var p: Double
  /// Too few asked for the test to be more than a hint.
  var isSmall: Bool
  /// The spread of a net score was not told, so that the widest possible was taken.
  var isBounded = false

  var isSure: Bool { p < 0.05 && !isSmall }
}

extension SurveySeries.Wave {
  func proportion() -> Proportion? {
    guard let value = value?.double, let respondents else { return nil }
    return Proportion(value * respondents, of: respondents)
  }

  func moments() -> SampleMoments? {
    guard let value = value?.double, let respondents, let deviation else { return nil }
    return SampleMoments(count: respondents, mean: value, variance: deviation * deviation)
  }

  func score() -> NetScore? {
    guard let value = value?.double, let respondents else { return nil }
    return NetScore(value: value / 100, respondents: respondents, standardDeviation: deviation)
  }

  /// The 95 % interval in the unit of the question.
  func interval(_ kind: SurveySeries.Kind) -> ConfidenceInterval? {
    switch kind {
    case .share: proportion()?.interval()
    case .mean: moments()?.interval()
    case .nps: score()?.interval().map { ConfidenceInterval(low: $0.low * 100, high: $0.high * 100) }
    }
  }

  func isSmall(_ kind: SurveySeries.Kind) -> Bool {
    kind == .share ? proportion()?.isSmall ?? false : (respondents ?? 30) < 30
  }
}

extension SurveySeries {
  /// `nil` without two waves that have a value, a number of answers and, for means, a standard deviation.
  var change: SurveyChange? {
    guard let before = previous, let after = last else { return nil }
    let isSmall = before.isSmall(kind) || after.isSmall(kind)
    switch kind {
    case .share:
      guard let a = before.proportion(), let b = after.proportion(), let found = compare(a, b) else { return nil }
      return SurveyChange(difference: found.difference, interval: found.interval, p: found.p, isSmall: isSmall)
    case .mean:
      guard let a = before.moments(), let b = after.moments(), let found = compare(a, b) else { return nil }
      return SurveyChange(difference: found.difference, interval: found.interval, p: found.p, isSmall: isSmall)
    case .nps:
      guard let a = before.score(), let b = after.score(), let found = compare(a, b) else { return nil }
      return SurveyChange(
        difference: found.difference * 100,
        interval: ConfidenceInterval(low: found.interval.low * 100, high: found.interval.high * 100), p: found.p,
        isSmall: isSmall, isBounded: a.isBounded || b.isBounded)
    }
  }
}

extension Writer {
  func unit(_ series: SurveySeries) -> Unit {
    if let known = dictionary[series.metric]?.unit { return known }
    return series.kind == .share ? Unit(.ratio) : Unit(.number, label: .init(zh: "分", en: "points"))
  }

  func title(_ series: SurveySeries) -> String { series.isKPI ? name(series.metric) : series.metric }

  func title(_ wave: SurveySeries.Wave.Name) -> String {
    switch wave {
    case .before: pick("前测", "before")
    case .after: pick("后测", "after")
    case .named(let name): name
    }
  }

  /// Whether a change is one, in words.
  func judgement(_ series: SurveySeries) -> String {
    guard series.previous?.value != nil, series.last?.value != nil else {
      return pick("只有一期，看不出变化", "one wave only")
    }
    guard let change = series.change else {
      if series.kind == .mean, series.previous?.moments() != nil, series.last?.moments() != nil {
        return pick("各期答案都一样，无法检验", "all answers alike, which no test can judge")
      }
      return series.kind == .mean
        ? pick("缺样本量或标准差，无法判断", "cannot be judged without sample sizes and deviations")
        : pick("缺样本量，无法判断", "cannot be judged without sample sizes")
    }
    if change.isSmall { return pick("样本太小，只作参考", "too few answers, a hint at most") }
    guard change.p < 0.05 else { return pick("变化在抽样误差之内", "within sampling error") }
    return change.difference > 0 ? pick("显著上升", "a significant rise") : pick("显著下降", "a significant fall")
  }

  func range(_ interval: ConfidenceInterval?, _ unit: Unit, signed: Bool) -> String {
    guard let interval else { return NumberStyle.missing }
    let kind = unit.numberUnit
    func write(_ value: Double) -> String {
      signed ? style.difference(value, kind) : style.full(value, kind)
    }
    return span(write(interval.low), write(interval.high))
  }

  /// From one number to another of the same unit, which is named once.
  func span(_ low: String, _ high: String) -> String {
    let unit = pick("个百分点", " pp")
    let first = low.hasSuffix(unit) && high.hasSuffix(unit) ? String(low.dropLast(unit.count)) : low
    return pick("\(first) 至 \(high)", "\(first) to \(high)")
  }

  /// Questions with their last two waves, one row each.
  func surveyTable(_ id: String, _ caption: String, _ list: [SurveySeries], more: [[ReviewTable.Cell]] = []) -> ReviewTable {
    let rows = list.map { series -> [ReviewTable.Cell] in
      let unit = unit(series)
      let now = series.isKPI ? figure(series.metric).value : wave(series, series.last).value
      let before = wave(series, series.previous).value
      let change = series.change
      let sizes = [series.previous, series.last].map { style.full($0?.respondents, .count) }
      return [
        .init(title(series), kpi: series.isKPI ? series.metric : nil), amount(before, unit), amount(now, unit),
        delta(now.flatMap { now in before.map { now.minus($0) } }, unit), .init(range(change?.interval, unit, signed: true)),
        .init(sizes.joined(separator: " / ")), .init(judgement(series)),
      ]
    }
    return ReviewTable(
      id: id, caption: caption,
      columns: [
        .init(title: pick("指标", "KPI"), numeric: false), .init(title: pick("前", "Before"), numeric: true),
        .init(title: pick("后", "After"), numeric: true), .init(title: pick("变化", "Change"), numeric: true),
        .init(title: pick("变化的 95% 区间", "95% interval of change"), numeric: true),
        .init(title: pick("样本（前 / 后）", "Answers, before / after"), numeric: true),
        .init(title: pick("判断", "Verdict"), numeric: false),
      ], rows: rows + more,
      note: list.count + more.count >= 5
        ? pick(
          "一次看多项指标时，即使什么都没变，平均每 20 项也会有 1 项显示“显著”。",
          "Of 20 KPIs that did not change, one on average shows a significant change all the same.") : nil)
  }

  /// A wave's result, on record under the question's key with its wave.
  func wave(_ series: SurveySeries, _ wave: SurveySeries.Wave?) -> Noted {
    let filter = [DimensionValue("wave", wave.map { title($0.name) } ?? "")]
      + (series.isKPI ? [] : [DimensionValue("question", series.metric)])
    let id = series.isKPI ? series.metric : "survey-result"
    return record(
      FigureKey(id: id, filter: filter),
      Figure(
        id: id, kind: .kpi, value: wave?.value, unit: unit(series), sources: wave?.sources ?? [],
        missing: wave?.value == nil ? .undefined : nil))
  }

  /// Which questions rest on too few answers to be more than a hint.
  func smallSamples(_ list: [SurveySeries], _ id: String) -> Sentence? {
    let small = list.filter { series in series.waves.suffix(2).contains { $0.value != nil && $0.isSmall(series.kind) } }
    guard !small.isEmpty else { return nil }
    let names = join(small.map { datum(title($0)) })
    return say(
      id, "\(names)的有效样本不足 30 份，或某一侧不足 5 人，多一两个人结果就会变，只作参考。",
      "\(names): under 30 answers, or under 5 on a side. One or two people more would change the result; take it as a hint.")
  }
}
