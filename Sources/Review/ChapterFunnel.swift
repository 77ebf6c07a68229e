import Charts
import Diagnostics
import Metrics
import Values

/// A funnel with its rates.
struct Funnel {
  struct Step {
    var name: String
    var count: Noted
    /// From the step before; `nil` for the first.
    var rate: Noted?
  }
  var steps: [Step]
  var totalRate: Noted?
  var isFromTable: Bool
  var segments: [FunnelRows]

  /// What people do at a measure's step.
  static let stageNames: [String: Wording] = [
    "impressions": Wording(zh: "展示", en: "impression"), "clicks": Wording(zh: "点击", en: "click"),
    "visits": Wording(zh: "访问", en: "visit"), "conversions": Wording(zh: "转化", en: "conversion"),
    "orders": Wording(zh: "下单", en: "order"),
  ]

  /// The step with the lowest rate.
  var largestLoss: (from: Step, to: Step, rate: Double)? { loss(from: 0) }

  /// The same after the first step: from impressions to clicks almost everything is lost everywhere.
  var largestLaterLoss: (from: Step, to: Step, rate: Double)? { loss(from: 1) }

  private func loss(from start: Int) -> (from: Step, to: Step, rate: Double)? {
    var lowest: (from: Step, to: Step, rate: Double)?
    for (a, b) in zip(steps, steps.dropFirst()).dropFirst(start) {
      guard let rate = b.rate?.value?.double, rate <= 1 else { continue }
      if rate < lowest?.rate ?? .infinity { lowest = (a, b, rate) }
    }
    return lowest
  }
}

extension Writer {
  func findFunnel() -> Funnel? {
    let tables = readFunnels(input.tables)
    if let whole = tables.first, whole.stages.count > 1 {
      let steps = whole.stages.map { stage in
        let rows = tables[0].segment == nil ? 1 : tables.count
        return (
          stage.name,
          record(
            FigureKey(id: "funnel-stage", filter: [DimensionValue("stage", stage.name)]),
            Figure(
              id: "funnel-stage", kind: .measure, value: .exact(stage.count), unit: Unit(.number, label: .init(zh: "次", en: "")),
              sources: [FigureSource(file: whole.file, rows: rows)]))
        )
      }
      return funnel(steps, isFromTable: true, segments: Array(tables.dropFirst()))
    }
    let steps = ["impressions", "clicks", "visits", "conversions", "orders"].compactMap { id -> (String, Noted)? in
      guard let measure = dictionary.measure(id), measure.additive, peek(FigureKey(id: id)).value != nil else {
        return nil
      }
      return (Funnel.stageNames[id].map(text) ?? name(id), figure(id))
    }
    guard steps.count > 1 else { return nil }
    return funnel(steps, isFromTable: false, segments: [])
  }

  private func funnel(_ stages: [(String, Noted)], isFromTable: Bool, segments: [FunnelRows]) -> Funnel {
    var steps: [Funnel.Step] = []
    for (name, count) in stages {
      var rate: Noted?
      if let before = steps.last {
        rate = record(
          FigureKey(id: "funnel-step-rate", filter: [DimensionValue("stage", name)]),
          ratio("funnel-step-rate", of: count, to: before.count, formula: "\(name) / \(before.name)"))
      }
      steps.append(Funnel.Step(name: name, count: count, rate: rate))
    }
    var total: Noted?
    if let first = steps.first, let last = steps.last {
      total = record(
        FigureKey(id: "funnel-total-rate"),
        ratio("funnel-total-rate", of: last.count, to: first.count, formula: "\(last.name) / \(first.name)"))
    }
    return Funnel(steps: steps, totalRate: total, isFromTable: isFromTable, segments: segments)
  }

  private func ratio(_ id: String, of part: Noted, to whole: Noted, formula: String) -> Figure {
    let value = part.value.flatMap { part in whole.value.flatMap { part.ratio(to: $0) } }
    let sources = part.figure.sources + whole.figure.sources.filter { source in
      !part.figure.sources.contains { $0.file == source.file }
    }
    return Figure(
      id: id, kind: .kpi, value: value.map(Number.real), unit: Unit(.ratio), formula: formula, sources: sources,
      missing: value == nil ? .zeroDenominator : nil)
  }

  func chapterFunnel(_ funnel: Funnel?) -> Chapter {
    var chapter = Chapter(.funnel, in: input.language)
    guard let funnel, let first = funnel.steps.first, let last = funnel.steps.last else {
      chapter.state = .missing
      chapter.needs = pick(
        "这一章需要 data/funnel*.csv（stage、count 两列，可加 segment），或含展示、点击、访问、订单的 data/daily*.csv。",
        "This chapter needs data/funnel*.csv (stage, count, optional segment), or data/daily*.csv with impressions, clicks, "
          + "visits and orders.")
      return chapter
    }
    for step in funnel.steps { _ = record(funnelKey(step, funnel), step.count.figure) }
    if let total = funnel.totalRate, funnel.steps.count == 2 {
      chapter.sentences.append(
        say(
          "funnel-total",
          "从\(first.name)到\(last.name)，\(prose(first.count))中有\(prose(last.count))进入下一步，转化率\(prose(total))。",
          "From \(Words.lowered(first.name)) to \(Words.lowered(last.name)), \(prose(last.count)) of \(prose(first.count)) went on: "
            + "\(prose(total)).", [first.count, last.count, total]))
    } else if let total = funnel.totalRate {
      chapter.sentences.append(
        say(
          "funnel-total",
          "从\(first.name)到\(last.name)共\(funnel.steps.count)个环节，\(prose(first.count))中有\(prose(last.count))走到最后，总转化率\(prose(total))。",
          "From \(first.name) to \(last.name) over \(funnel.steps.count) stages, \(prose(last.count)) of \(prose(first.count)) came to "
            + "the end: \(prose(total)).", [first.count, last.count, total]))
    }
    if let sentence = lossSentence("funnel-loss", funnel) { chapter.sentences.append(sentence) }
    let finding = funnel.largestLoss.map { loss in
      pick("\(loss.from.name)到\(loss.to.name)流失最大，只有\(percent(loss.rate))进入下一步",
        "Most is lost from \(loss.from.name) to \(loss.to.name): \(percent(loss.rate)) go on")
    }
    chapter.blocks.append(
      .chart(
        id: "funnel-steps",
        .funnel(
          FunnelChart(
            frame: ChartFrame(
              finding: finding, subject: pick("各环节人次", "Count at each step"), unit: .count,
              source: source(first.count.figure)),
            steps: funnel.steps.map { .init(name: $0.name, value: $0.count.value?.double) }))))
    if funnel.segments.count > 1 { chapter.blocks.append(.table(segmentTable(funnel))) }
    addPathComparison(to: &chapter)
    if !funnel.isFromTable {
      chapter.state = .partial
      chapter.needs = pick(
        "加购、提交订单等中间环节需要 data/funnel*.csv（stage、count）。",
        "Steps between, such as the cart, need data/funnel*.csv (stage, count).")
    }
    return chapter
  }

  private func funnelKey(_ step: Funnel.Step, _ funnel: Funnel) -> FigureKey {
    funnel.isFromTable
      ? FigureKey(id: "funnel-stage", filter: [DimensionValue("stage", step.name)]) : FigureKey(id: step.count.figure.id)
  }

  func lossSentence(_ id: String, _ funnel: Funnel) -> Sentence? {
    // Of two stages the total rate says it all.
    guard funnel.steps.count > 2, let loss = funnel.largestLoss else { return nil }
    var zh = "流失最大的一步是\(loss.from.name)到\(loss.to.name)，转化率\(percent(loss.rate))"
    var en = "Most is lost from \(loss.from.name) to \(loss.to.name), where \(percent(loss.rate)) go on"
    var figures = [loss.from.count, loss.to.count] + [loss.to.rate].compactMap { $0 }
    if loss.from.name == funnel.steps[0].name, let later = funnel.largestLaterLoss {
      zh += "；此后是\(later.from.name)到\(later.to.name)，转化率\(percent(later.rate))"
      en += "; after that from \(later.from.name) to \(later.to.name), \(percent(later.rate))"
      figures += [later.from.count, later.to.count] + [later.to.rate].compactMap { $0 }
    }
    return say(id, zh + "。", en + ".", figures)
  }

  private func segmentTable(_ funnel: Funnel) -> ReviewTable {
    let names = funnel.steps.map(\.name)
    var columns = [ReviewTable.Column(title: dimension("segment"), numeric: false)]
    columns += [.init(title: names[0], numeric: true)]
    for (before, now) in zip(names, names.dropFirst()) {
      columns.append(.init(title: before + pick("→", " → ") + now, numeric: true))
    }
    columns.append(.init(title: pick("总转化率", "Overall"), numeric: true))
    func cells(_ title: String, _ counts: [Number?]) -> [ReviewTable.Cell] {
      func rate(_ part: Number??, _ whole: Number??) -> String {
        guard case .some(.some(let part)) = part, case .some(.some(let whole)) = whole else { return NumberStyle.missing }
        return percent(part.ratio(to: whole))
      }
      var row = [ReviewTable.Cell(title), amount(counts[0], .count)]
      for (before, now) in zip(counts, counts.dropFirst()) { row.append(.init(rate(now, before))) }
      row.append(.init(rate(counts.last, counts.first)))
      return row
    }
    let rows = funnel.segments.map { segment in
      cells(
        label(segment.segment),
        names.map { name in segment.stages.first { $0.name == name }.map { Number.exact($0.count) } })
    }
    return ReviewTable(
      id: "funnel-segments", caption: pick("各客群的漏斗", "Funnel by segment"), columns: columns, rows: rows,
      totalRow: cells(pick("合计", "Total"), funnel.steps.map { $0.count.value }))
  }
}
