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

    let found = mainFindings(findings)
    if !found.isEmpty {
      chapter.blocks.append(.heading(pick("主要发现", "Main findings")))
      chapter.blocks.append(.bullets(found))
    }
    let points = recommendations()
    if !points.isEmpty {
      chapter.blocks.append(.heading(pick("建议", "Recommendations")))
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

  /// The three findings on which most of the result hangs: those that chapters named and those of the summary itself.
  private func mainFindings(_ findings: Findings) -> [Sentence] {
    var found = highlights
    func add(_ weight: Double, _ chapter: ChapterName, _ sentence: Sentence?) {
      if let sentence { found.append(Highlight(sentence: sentence, chapter: chapter, weight: weight)) }
    }
    add(worst(findings.kpi)?.status == .red ? 0.9 : 0.65, .kpi, deviationSentence(findings))
    if !highlights.contains(where: { $0.chapter == .salesLift }) { add(0.75, .salesLift, liftSentence()) }
    if let finding = notable(findings.anomalies) {
      add(
        0.7, .trend,
        say(
          "summary-anomaly", "\(anomalyText(finding))。\(causeSentence(finding))",
          "\(anomalyText(finding)). \(causeSentence(finding))",
          anomalyFigures(finding)))
    }
    add(0.55, .breakdown, contributionSentence(findings.parts))
    if let funnel = findings.funnel { add(0.25, .funnel, lossSentence("summary-funnel", funnel)) }
    // A person's words for a finding stay right when other findings take its place.
    expect(["summary-deviation", "summary-lift", "summary-anomaly", "summary-contribution", "summary-funnel"])
    expect(found.map { summaryID($0.sentence.id) })
    let order = ranked(found, weight: \.weight, chapter: \.chapter)
    return choose(order, weight: \.weight, chapter: \.chapter, figures: \.sentence.figures).map { item in
      pointed(item.sentence, id: summaryID(item.sentence.id), chapter: item.chapter)
    }
  }

  /// The three most weighty of what the figures suggest.
  private func recommendations() -> [Sentence] {
    expect((SuggestionRule.all.map(\.id) + SuggestionRule.others + advice.map(\.id)).map(summaryID))
    return choose(rankedAdvice, weight: \.weight, chapter: \.chapter, figures: \.figures).map { item in
      let sentence = Sentence(id: item.id, text: item.text, figures: item.figures, isReplaced: false)
      return pointed(sentence, id: summaryID(item.id), chapter: item.chapter)
    }
  }

  /// Three of them, the weightiest first, none about the same first figure as another. Each further one of a chapter
  /// counts for a fifth less, so that three chapters are heard as long as they have something to say.
  private func choose<Item>(
    _ items: [Item], weight: (Item) -> Double, chapter: (Item) -> ChapterName, figures: (Item) -> [String]
  ) -> [Item] {
    var chosen: [Item] = []
    var left = items
    while chosen.count < 3 {
      func counted(_ item: Item) -> Double {
        chosen.reduce(weight(item)) { chapter($1).number == chapter(item).number ? $0 * 0.8 : $0 }
      }
      // The first of equal ones: they come in order.
      var best: Int?
      for place in left.indices where best.map({ counted(left[place]) > counted(left[$0]) }) ?? true { best = place }
      guard let best else { break }
      let item = left.remove(at: best)
      let first = figures(item).first
      if let first, chosen.contains(where: { figures($0).first == first }) { continue }
      chosen.append(item)
    }
    return chosen
  }

  private func summaryID(_ id: String) -> String { id.hasPrefix("summary-") ? id : "summary-" + id }

  /// The sentence as the summary has it, with the chapter that says more.
  private func pointed(_ sentence: Sentence, id: String, chapter: ChapterName) -> Sentence {
    // The pointer stands before the full stop.
    let bracketed = sentence.text.hasSuffix("）。") || sentence.text.hasSuffix(").")
    let pointer = bracketed
      ? pick("，见第 \(chapter.number) 章", ", see chapter \(chapter.number)")
      : pick("（第 \(chapter.number) 章）", " (chapter \(chapter.number))")
    let end = chinese ? "。" : "."
    let text = sentence.text.hasSuffix(end) ? String(sentence.text.dropLast()) + pointer + end : sentence.text + pointer
    var result = restate(sentence, as: id, text: text)
    result.chapter = chapter.rawValue
    return result
  }

  /// How much more was sold than the baseline says.
  private func liftSentence() -> Sentence? {
    let lift = figure("sales-lift")
    let increment = figure("incremental-revenue")
    guard let change = lift.value?.double, let amount = increment.value else { return nil }
    let more = change >= 0
    return say(
      "summary-lift",
      "与基准期按天折算相比，销售额\(more ? "多" : "少")\(distance(amount, increment.figure.unit))，\(more ? "提升" : "下降")\(changeSize(change))。",
      "Against as many days of the baseline, revenue is \(distance(amount, increment.figure.unit)) \(more ? "higher" : "lower"), \(style.change(change)).",
      [increment, lift])
  }

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
  func slowestPart(_ item: Assessment, _ parts: [DimensionPart]) -> (value: String, change: Double)? {
    guard let measure = MainMeasure.plainMeasure(of: item.target.kpi, in: dictionary),
      let part = parts.first(where: { $0.measure == measure && $0.values.count > 1 }),
      let changes = baselineIncrements(part)?.changes,
      let least = changes.min(by: { ($0.value, $0.key) < ($1.value, $1.key) })
    else { return nil }
    return (least.key, least.value)
  }
}
