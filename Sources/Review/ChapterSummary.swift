import Metrics
import Values

/// What the other chapters found that the summary may name.
struct Findings {
  var kpi: KPICompletion
  var parts: [DimensionPart]
  var anomalies: [AnomalyFinding]
  var funnel: Funnel?
  var budget: [BudgetLine]
}

extension Writer {
  func chapterSummary(_ findings: Findings) -> Chapter {
    var chapter = Chapter(.summary, in: input.language)
    if let sentence = resultSentence(findings.kpi) { chapter.sentences.append(sentence) }
    if !findings.kpi.assessments.isEmpty {
      let counts = countsText(findings.kpi, naming: true)
      chapter.sentences.append(
        say("summary-targets", counts.zh, counts.en, findings.kpi.assessments.map { figure($0.target.kpi, aspect: .status) }))
    }
    if let sentence = summaryReturn(findings.kpi) { chapter.sentences.append(sentence) }

    var found: [Sentence] = []
    if let sentence = contributionSentence(findings.parts) { found.append(sentence) }
    if let sentence = deviationSentence(findings) { found.append(sentence) }
    if let finding = notable(findings.anomalies) {
      found.append(
        say(
          "summary-anomaly", "\(anomalyText(finding))。\(causeSentence(finding))",
          "\(anomalyText(finding)). \(causeSentence(finding))",
          anomalyFigures(finding)))
    }
    if found.count < 3, let funnel = findings.funnel, let sentence = lossSentence("summary-funnel", funnel) {
      found.append(sentence)
    }
    if !found.isEmpty {
      chapter.blocks.append(.heading(pick("主要发现", "Main findings")))
      chapter.blocks.append(.bullets(Array(found.prefix(3))))
    }
    let points = focusSentences(findings)
    if !points.isEmpty {
      chapter.blocks.append(.heading(pick("值得查看", "Worth a look")))
      chapter.blocks.append(.bullets(points))
    }
    if chapter.sentences.isEmpty, found.isEmpty {
      chapter.state = .missing
      chapter.needs = pick(
        "摘要由数据写成：需要 data/daily*.csv 等数据文件，和 brief.md 里的 targets。",
        "The summary is written from data: it needs files such as data/daily*.csv, and targets in brief.md.")
    } else if findings.kpi.assessments.isEmpty {
      chapter.state = .partial
      chapter.needs = pick("达成情况需要 brief.md 里的 targets。", "Results against targets need targets in brief.md.")
    }
    return chapter
  }

  // MARK: The result

  private func resultSentence(_ kpi: KPICompletion) -> Sentence? {
    let range = style.range(period)
    if let first = kpi.assessments.first(where: { $0.actual.value != nil }) {
      return say(
        "summary-result", "\(range)，\(assessmentText(first, withCompletion: true))。",
        "\(range): \(lowered(assessmentText(first, withCompletion: true))).", assessmentFigures(first))
    }
    guard let main else { return nil }
    let total = figure(main.id)
    guard !total.isMissing else { return nil }
    return say(
      "summary-result", "\(range)，\(name(main.id))\(prose(total))。", "\(range): \(nameInside(main.id)) \(prose(total)).", [total])
  }

  private func lowered(_ text: String) -> String { chinese ? text : Words.lowered(text) }

  private func summaryReturn(_ kpi: KPICompletion) -> Sentence? {
    let roi = figure("marketing-roi")
    if !roi.isMissing {
      if kpi.assessments.first(where: { $0.actual.value != nil })?.target.kpi == "marketing-roi" { return nil }
      let cost = figure("cost")
      return say(
        "summary-return",
        "投入\(prose(cost))，\(name("marketing-roi"))\(prose(roi))\(basisNote(roi.figure))。",
        "On a cost of \(prose(cost)), \(nameInside("marketing-roi")) is \(prose(roi))\(basisNote(roi.figure)).", [cost, roi])
    }
    let cost = figure("cost")
    guard !cost.isMissing else { return nil }
    return say(
      "summary-return", "投入\(prose(cost))\(basisNote(cost.figure))；没有归因利润，不计算投资回报率。",
      "Cost was \(prose(cost))\(basisNote(cost.figure)); without attributed profit there is no return on it.", [cost])
  }

  // MARK: Findings

  /// Who brought most, and most of what the baseline did not have.
  private func contributionSentence(_ parts: [DimensionPart]) -> Sentence? {
    guard let part = parts.first(where: { $0.values.count > 1 && $0.top != nil }), let top = part.top else { return nil }
    let filter = [DimensionValue(part.dimension, top.value)]
    let noted = figure(part.measure, filter: filter)
    let label = name(part.measure)
    var zh = "\(datum(top.value))的\(label)最高，\(prose(noted))，占\(percent(top.share))"
    var en = "\(top.value) has the highest \(nameInside(part.measure)), \(prose(noted)) or \(percent(top.share))"
    if let increments = baselineIncrements(part), let whole = increments.totalAmount, whole > 0,
      let best = increments.amounts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value > 0
    {
      let share = percent(best.value / whole)
      if best.key == top.value {
        zh += "，并带来比基准期多出部分的\(share)"
        en += ", and brought \(share) of the growth over the baseline"
      } else {
        zh += "；比基准期多出的部分里\(datum(best.key))最多，占\(share)"
        en += "; \(best.key) brought most of the growth over the baseline, \(share)"
      }
    }
    return say("summary-contribution", zh + "。", en + ".", [noted, figure(part.measure)])
  }

  /// The target missed by most, with the part of the campaign where it is worst.
  private func deviationSentence(_ findings: Findings) -> Sentence? {
    guard let item = worst(findings.kpi) else { return nil }
    var zh = assessmentText(item, withCompletion: true)
    var en = zh
    var figures = assessmentFigures(item)
    if let part = worstPart(of: item) {
      zh += "；按\(dimension(part.dimension))看，\(datum(part.value))\(part.highest ? "最高" : "最低")，为\(prose(part.noted))"
      en += "; by \(Words.lowered(dimension(part.dimension))), \(part.value) is \(part.highest ? "highest" : "lowest") with \(prose(part.noted))"
      figures.append(part.noted)
    }
    return say("summary-deviation", "\(zh)。", "\(en).", figures)
  }

  /// Of the targets not met the one with the lowest completion.
  private func worst(_ kpi: KPICompletion) -> Assessment? {
    kpi.warnings.min { a, b in (a.completion?.double ?? 0) < (b.completion?.double ?? 0) }
  }

  /// The value of the first dimension that pulls the KPI away from its target most.
  func worstPart(of item: Assessment) -> (dimension: String, value: String, noted: Noted, highest: Bool)? {
    guard item.direction == .lower || item.direction == .higher, item.actual.unit.numberUnit == .ratio
      || item.actual.unit.numberUnit == .money || item.actual.unit.numberUnit == .multiple,
      MainMeasure.plainMeasure(of: item.target.kpi, in: dictionary) == nil
    else { return nil }
    let id = item.target.kpi
    let highest = item.direction == .lower
    // What a formula does not use in this campaign may lack the dimension: trying is surer than asking.
    for dimension in facts.dimensions {
      var found: (value: String, number: Double)?
      var count = 0
      for value in facts.values(of: dimension).prefix(30) {
        guard let number = peek(id, dimension, value).value?.double else { continue }
        count += 1
        if let known = found, highest ? number <= known.number : number >= known.number { continue }
        found = (value, number)
      }
      guard let found, count > 1 else { continue }
      return (dimension, found.value, figure(id, filter: [DimensionValue(dimension, found.value)]), highest)
    }
    return nil
  }

  /// Of a target on a plain sum, the value of the first dimension with the smallest change against the baseline.
  private func slowestPart(_ item: Assessment, _ parts: [DimensionPart]) -> (value: String, change: Double)? {
    guard let measure = MainMeasure.plainMeasure(of: item.target.kpi, in: dictionary),
      let part = parts.first(where: { $0.measure == measure && $0.values.count > 1 }),
      let changes = baselineIncrements(part)?.changes,
      let least = changes.min(by: { ($0.value, $0.key) < ($1.value, $1.key) })
    else { return nil }
    return (least.key, least.value)
  }

  // MARK: What to look at

  /// At most three, each with its ground in the data.
  private func focusSentences(_ findings: Findings) -> [Sentence] {
    var sentences: [Sentence] = []
    if let sentence = focusOnKPI(findings) { sentences.append(sentence) }
    let open = findings.anomalies.filter { $0.events.isEmpty }
    if let first = open.max(by: { abs($0.deviation) < abs($1.deviation) }) {
      sentences.append(
        say(
          "summary-focus-anomaly", "有\(open.count)处异常没有登记原因，其中\(anomalyText(first))（第 5 章）。",
          "\(open.count) unusual \(open.count == 1 ? "value has" : "values have") no cause on record; \(lowered(anomalyText(first))) "
            + "(chapter 5).", anomalyFigures(first)))
    }
    if let line = overspent(findings.budget).first {
      let text = overspendText(line)
      sentences.append(
        say(
          "summary-focus-budget", String(text.zh.dropLast()) + "（第 8 章）。", String(text.en.dropLast()) + " (chapter 8).",
          overspendFigures(line)))
    }
    if sentences.count < 3, let funnel = findings.funnel, let loss = funnel.largestLaterLoss {
      sentences.append(
        say(
          "summary-focus-funnel",
          "\(funnel.steps[1].name)之后流失最大的一步是\(loss.from.name)到\(loss.to.name)，转化率\(percent(loss.rate))（第 6 章）。",
          "After \(Words.lowered(funnel.steps[1].name)) most is lost from \(loss.from.name) to \(loss.to.name), where "
            + "\(percent(loss.rate)) go on (chapter 6).",
          [loss.from.count, loss.to.count] + [loss.to.rate].compactMap { $0 }))
    }
    return Array(sentences.prefix(3))
  }

  /// Where to begin with the most important missed target. The findings above have told its numbers if it is the one
  /// farthest off.
  private func focusOnKPI(_ findings: Findings) -> Sentence? {
    guard let item = findings.kpi.warnings.first else { return nil }
    let id = item.target.kpi
    let label = name(id)
    let state = status(item.status) + "目标"
    let isTold = worst(findings.kpi)?.target.kpi == id
    if let part = worstPart(of: item) {
      let numbers = isTold
        ? (zh: "", en: "")
        : (
          zh: "：它为\(prose(part.noted))，整体为\(prose(item.actual))",
          en: ", at \(prose(part.noted)) against \(prose(item.actual)) overall"
        )
      return say(
        "summary-focus-kpi", "\(label)\(state)，先看\(part.highest ? "最高" : "最低")的\(datum(part.value))\(numbers.zh)（第 4 章）。",
        "\(label): \(status(item.status)). Begin with \(part.value)\(numbers.en) (chapter 4).", [figure(id), part.noted])
    }
    let completion = isTold
      ? (zh: "", en: "") : (zh: "，完成度\(percent(item.completion))", en: ", completion \(percent(item.completion))")
    if let slow = slowestPart(item, findings.parts) {
      let least = slow.change < 0 ? "比基准期下降最多" : "比基准期增长最少"
      return say(
        "summary-focus-kpi",
        "\(label)\(state)\(completion.zh)；\(datum(slow.value))\(least)，为\(style.change(slow.change))（第 4 章）。",
        "\(label): \(status(item.status))\(completion.en); \(slow.value) \(slow.change < 0 ? "fell most from" : "grew least over") "
          + "the baseline, \(style.change(slow.change)) (chapter 4).", assessmentFigures(item))
    }
    return say(
      "summary-focus-kpi", "\(label)\(state)\(completion.zh)，原因有待说明（第 14 章）。",
      "\(label): \(status(item.status))\(completion.en); the cause is still to be explained (chapter 14).", assessmentFigures(item))
  }
}
