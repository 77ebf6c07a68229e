import Diagnostics
import Metrics
import Values

/// What one condition of a rule was found to be.
private struct RuleFigure {
  var key: FigureKey
  var figure: Figure
  /// The same of the whole campaign, for a part of it.
  var whole: FigureKey?
  var all: Figure
  /// The part over the whole.
  var share: Double?
}

extension SuggestionRule {
  /// Ids of the advice that takes more than a comparison.
  static let others = [
    "advice-cause", "advice-budget", "advice-anomaly", "advice-funnel", "advice-weekday", "advice-target",
  ]
}

extension Writer {
  /// Puts on record what the rules suggest; of each rule the part of the campaign where it shows most.
  func applySuggestionRules(_ findings: Findings) {
    for rule in SuggestionRule.all { apply(rule) }
    adviseOnCauses(findings.kpi)
    adviseOnBudget(findings.budget)
    adviseOnAnomalies(findings.anomalies)
    adviseOnFunnel(findings.funnel)
    adviseOnWeekdays()
    adviseOnTargets(findings)
  }

  // MARK: Rules

  private func apply(_ rule: SuggestionRule) {
    guard let dimension = rule.dimension else {
      if let found = match(rule.when, whole: true, dimension: "", value: "", count: 1) { tell(rule, found.figures, part: "") }
      return
    }
    guard facts.dimensions.contains(dimension) else { return }
    let values = Array(facts.values(of: dimension).prefix(12))
    guard values.count > 1 else { return }
    var best: (value: String, figures: [RuleFigure], strength: Double)?
    for value in values {
      guard let found = match(rule.when, whole: false, dimension: dimension, value: value, count: values.count),
        best.map({ found.strength > $0.strength }) ?? true
      else { continue }
      best = (value, found.figures, found.strength)
    }
    if let best { tell(rule, best.figures, part: best.value) }
  }

  /// The figures of all conditions, if all of them hold; `strength` tells how far the first is from what is usual.
  private func match(
    _ conditions: [SuggestionRule.Condition], whole isWhole: Bool, dimension: String, value: String, count: Int
  ) -> (figures: [RuleFigure], strength: Double)? {
    var figures: [RuleFigure] = []
    var strength = 0.0
    for (place, condition) in conditions.enumerated() {
      guard let id = condition.metrics.first(where: { id in
        peek(FigureKey(id: SuggestionRule.wholes[id] ?? id)).value != nil && has(id, isWhole ? nil : dimension)
      })
      else { return nil }
      let key = FigureKey(id: id, filter: isWhole ? [] : [DimensionValue(dimension, value)])
      let wholeKey = FigureKey(id: SuggestionRule.wholes[id] ?? id)
      let (all, part) = (peek(wholeKey), peek(key))
      guard let number = part.value?.double, let wholeNumber = all.value?.double else { return nil }
      // A ratio to a loss says nothing.
      let share = wholeNumber > 0 ? number / wholeNumber : nil
      let measured: Double?
      let range: ClosedRange<Double>
      switch condition.test {
      case .ratio(let wanted): (measured, range) = (share, wanted)
      case .share(let wanted): (measured, range) = (share, wanted)
      case .evenShare(let wanted): (measured, range) = (share.map { $0 * Double(count) }, wanted)
      case .value(let wanted): (measured, range) = (number, wanted)
      case .target(let missed):
        guard let item = assessments.first(where: { FigureKey.isSame($0.target.kpi, id) }), let status = item.status,
          (status != .green) == missed
        else { return nil }
        (measured, range) = (0, 0...0)
      }
      guard let measured, range.contains(measured) else { return nil }
      if place == 0, case .ratio = condition.test { strength = abs(measured - 1) }
      figures.append(
        RuleFigure(key: key, figure: part, whole: isWhole ? nil : wholeKey, all: all, share: share))
    }
    return (figures, strength)
  }

  private func has(_ id: String, _ dimension: String?) -> Bool {
    guard let dimension else { return true }
    return facts.dimensions(of: id).contains(dimension)
  }

  private func tell(_ rule: SuggestionRule, _ found: [RuleFigure], part: String) {
    // Only now are the figures stated.
    var noted: [Noted] = []
    for item in found {
      noted.append(figure(item.key.id, filter: item.key.filter))
      if let whole = item.whole { noted.append(figure(whole.id)) }
    }
    let text = pick(rule.advice.zh, rule.advice.en)
    for (place, item) in found.enumerated() where text.contains("{\(place + 1).target}") {
      noted.append(figure(item.key.id, aspect: .target))
    }
    advise(
      rule.weight, rule.chapter, rule.id, fill(text, found, part: part), fill(text, found, part: part), noted,
      ground: self.text(rule.ground))
  }

  private func fill(_ template: String, _ found: [RuleFigure], part: String) -> String {
    var text = template.replacing("{part}", with: datum(part))
    for (place, item) in found.enumerated() {
      let mark = "{\(place + 1)"
      let figure = item.figure
      text = text.replacing(mark + "}", with: prose(figure)).replacing(mark + ".name}", with: nameInside(figure.id))
      if item.whole != nil { text = text.replacing(mark + ".all}", with: prose(item.all)) }
      if let share = item.share { text = text.replacing(mark + ".share}", with: percent(share)) }
      if let target = assessments.first(where: { FigureKey.isSame($0.target.kpi, figure.id) }) {
        text = text.replacing(mark + ".target}", with: targetText(target, compact: true))
      }
    }
    return Words.raised(text)
  }

  // MARK: What takes more than a comparison

  /// The missed target of most weight whose cause is known, with what people say to do about it.
  private func adviseOnCauses(_ kpi: KPICompletion) {
    for item in kpi.warnings {
      guard let cause = mainCause(of: item.target.kpi), cause.sheet.raw(cause.row, "certainty") != "open",
        let remedy = remedy(of: item.target.kpi, cause)
      else { continue }
      let label = name(item.target.kpi)
      let why = datum(cause.sheet.text(cause.row, "cause"))
      let known = cause.sheet.raw(cause.row, "certainty") == "shown"
      advise(
        0.9, .lessons, "advice-cause",
        "\(label)\(status(item.status))目标，\(known ? "已证实的原因" : "推断的原因")是“\(why)”：\(datum(remedy))。",
        "\(label): \(status(item.status)), \(known ? "because" : "probably because") “\(why)”. \(Words.raised(remedy)).",
        assessmentFigures(item),
        ground: pick("未达标的指标有原因、有教训或行动，先改它", "a missed target with a known cause and a remedy comes first"))
      return
    }
  }

  /// What a lesson about the KPI advises; without one the action that answers the cause.
  private func remedy(of kpi: String, _ cause: (row: Int, sheet: RegisterSheet)) -> String? {
    if let lessons = input.registers.sheet("lessons") {
      for row in 0..<lessons.count
      where lessons.raw(row, "status") != "withdrawn" && FigureKey.isSame(lessons.raw(row, "kpi"), kpi) {
        let text = lessons.text(row, "advice")
        if !text.isEmpty { return pick("下次\(text)", "next time: \(text)") }
      }
    }
    let id = cause.sheet.raw(cause.row, "action")
    guard !id.isEmpty, let actions = input.registers.sheet("actions"),
      let row = (0..<actions.count).first(where: { actions.raw($0, "id") == id })
    else { return nil }
    let text = actions.text(row, "name")
    return actions.raw(row, "status") == "done" ? pick("已经\(text)，下次沿用", "done: \(text)") : text
  }

  private func adviseOnBudget(_ lines: [BudgetLine]) {
    guard let line = overspent(lines).first else { return }
    let text = overspendText(line)
    let rate = line.planned.flatMap { planned in line.variance?.ratio(to: planned) } ?? 1
    advise(
      rate >= 0.05 ? 0.55 : 0.25, .budget, "advice-budget",
      "\(String(text.zh.dropLast()))：下次按实际修订这一类的预算，追加在花之前会签。",
      "\(String(text.en.dropLast())): plan this category by what it took, and have additions approved before they are spent.",
      overspendFigures(line), ground: pick("有类别超出计划", "a category was overspent"))
  }

  private func adviseOnAnomalies(_ anomalies: [AnomalyFinding]) {
    let open = anomalies.filter { $0.events.isEmpty }
    guard let first = open.max(by: { abs($0.deviation) < abs($1.deviation) }) else { return }
    advise(
      0.5, .trend, "advice-anomaly",
      "有\(open.count)处异常没有登记原因，其中\(anomalyText(first))：趁记得清楚把原因写进 registers/events.csv。",
      "\(open.count) unusual \(open.count == 1 ? "value has" : "values have") no cause on record; "
        + "\(chinese ? "" : Words.lowered(anomalyText(first))). Write it into registers/events.csv while people remember.",
      anomalyFigures(first), ground: pick("异常没有登记的事件", "an unusual value without an event on record"))
  }

  private func adviseOnFunnel(_ funnel: Funnel?) {
    guard let funnel, let loss = funnel.largestLaterLoss, funnel.steps.count > 2 else { return }
    advise(
      0.3, .funnel, "advice-funnel",
      "\(funnel.steps[1].name)之后流失最大的一步是\(loss.from.name)到\(loss.to.name)，只有\(percent(loss.rate))继续：这一步的页面先做对照测试。",
      "After \(Words.lowered(funnel.steps[1].name)) most is lost from \(loss.from.name) to \(loss.to.name), where "
        + "\(percent(loss.rate)) go on: test the page of this step first.",
      [loss.from.count, loss.to.count] + [loss.to.rate].compactMap { $0 },
      ground: pick("点击之后转化率最低的一步", "the step with the lowest rate behind the first"))
  }

  /// Days of the week, over days without an event; the baseline counts too, each span by its own mean.
  private func adviseOnWeekdays() {
    guard let main else { return }
    var ratios = [[Double]](repeating: [], count: 8)
    let spans = [(main.series, period)] + (facts.frame.baseline.map { [(facts.series(main.id, over: $0), $0)] } ?? [])
    for (series, _) in spans {
      let plain = series.filter { item in !events.contains { $0.days.contains(item.day) } }
      let known = plain.compactMap { item in item.value.map { (item.day, $0.double) } }
      guard known.count >= 14 else { continue }
      let mean = known.reduce(0) { $0 + $1.1 } / Double(known.count)
      guard mean > 0 else { continue }
      for (day, value) in known { ratios[day.weekday].append(value / mean) }
    }
    guard ratios[1...].allSatisfy({ $0.count >= 2 }) else { return }
    let means = (1...7).map { weekday in ratios[weekday].reduce(0, +) / Double(ratios[weekday].count) }
    guard let best = means.indices.max(by: { (means[$0], -$0) < (means[$1], -$1) }), means[best] >= 1.1,
      // Every such day has to be above the mean, or it is one good day and no pattern.
      ratios[best + 1].allSatisfy({ $0 > 1 })
    else { return }
    let names = pick("周一 周二 周三 周四 周五 周六 周日", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split(separator: " ")
    advise(
      0.4, .trend, "advice-weekday",
      "没有事件的日子里，\(names[best])的\(name(main.id))平均比一周均值高\(changeSize(means[best] - 1))：把触达与加投排在前一晚和当天。",
      "On days without events \(nameInside(main.id)) on \(names[best])s is \(changeSize(means[best] - 1)) above the mean: time contacts and spend for it.",
      [figure(main.id)],
      ground: pick("某个星期几每次都高于均值、平均高一成以上", "a weekday that is above the mean each time, by a tenth on average"))
  }

  /// Where to begin with the most important missed target, when nobody has given its cause.
  private func adviseOnTargets(_ findings: Findings) {
    guard let item = findings.kpi.warnings.first(where: { mainCause(of: $0.target.kpi) == nil }) else { return }
    let label = name(item.target.kpi)
    let ground = pick("未达标的指标还没有写原因", "a missed target without a cause on record")
    if let part = worstPart(of: item) {
      advise(
        0.7, .breakdown, "advice-target",
        "\(label)\(status(item.status))目标：先看\(part.highest ? "最高" : "最低")的\(datum(part.value))（\(prose(part.noted))，整体\(prose(item.actual))），再写明原因。",
        "\(label): \(status(item.status)). Begin with \(part.value) (\(prose(part.noted)), \(prose(item.actual)) overall), then put the cause on record.",
        [figure(item.target.kpi), part.noted], ground: ground)
    } else if let slow = slowestPart(item, findings.parts) {
      let least = slow.change < 0 ? "比基准期下降最多" : "比基准期增长最少"
      advise(
        0.7, .breakdown, "advice-target",
        "\(label)\(status(item.status))目标：先看\(datum(slow.value))，它\(least)，为\(style.change(slow.change))。",
        "\(label): \(status(item.status)). Begin with \(slow.value), which \(slow.change < 0 ? "fell most from" : "grew least over") "
          + "the baseline, \(style.change(slow.change)).", assessmentFigures(item), ground: ground)
    } else {
      advise(
        0.7, .lessons, "advice-target", "\(label)\(status(item.status))目标：先开会说清原因，写进偏差原因表，再定行动。",
        "\(label): \(status(item.status)). Settle the cause, put it on record, then decide what to do.", assessmentFigures(item),
        ground: ground)
    }
  }
}
