import Charts
import Diagnostics
import Metrics
import Statistics
import Tables
import Values

extension Writer {
  /// What was tested, and what the tests say.
  func chapterExperiments() -> Chapter {
    let needs = Wording(
      zh: "这一章需要 data/experiments*.csv（experiment、variant、visitors、conversions）。",
      en: "This chapter needs data/experiments*.csv (experiment, variant, visitors, conversions).")
    let plans = input.registers.sheet("experiment_plans")
    guard plans != nil || input.tables.contains(where: { $0.kind == .experiments }) else {
      return missingChapter(.experiments, needs)
    }
    let (tests, skipped) = readExperiments(input.tables, plans: plans)
    var chapter = missingChapter(.experiments, needs)
    if !tests.isEmpty {
      chapter.state = plans == nil ? .partial : .complete
      chapter.needs = plans != nil ? nil : pick(
        "计划样本与迭代记录需要 registers/experiment_plans.csv（假设、主指标、基准转化率、想看出的提升）。",
        "Planned samples and the log need registers/experiment_plans.csv (hypothesis, metric, baseline rate, lift to be seen).")
      addResults(tests, skipped, to: &chapter)
      for test in tests.prefix(12) { addTest(test, plans, to: &chapter) }
      addLiftChart(tests, to: &chapter)
      explainExperiments(tests)
    } else {
      chapter.state = .partial
    }
    if let plans {
      addDesigns(plans, tests, to: &chapter)
      addIterations(plans, tests, to: &chapter)
    }
    return chapter
  }

  // MARK: All tests

  private func addResults(_ tests: [Experiment], _ skipped: Int, to chapter: inout Chapter) {
    var counts: [(String, Int)] = []
    for test in tests {
      let word = verdictWord(test)
      if let known = counts.firstIndex(where: { $0.0 == word }) { counts[known].1 += 1 } else { counts.append((word, 1)) }
    }
    let sentence = say(
      "experiments-result",
      "共有 \(tests.count) 项测试交回数据：" + counts.map { "\($0.0) \($0.1) 项" }.joined(separator: "，") + "。",
      "\(tests.count) tests have data: " + counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + ".")
    chapter.sentences.append(sentence)
    if skipped > 0 {
      chapter.sentences.append(
        say(
          "experiments-skipped", "有 \(skipped) 行缺访客数或转化数，没有计入。",
          "\(skipped) rows lack visitors or conversions and are left out."))
    }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "experiments-results", caption: pick("测试结论一览", "All tests"),
          columns: [
            .init(title: pick("测试", "Test"), numeric: false), .init(title: pick("结论", "Verdict"), numeric: false),
            .init(title: pick("为什么", "Why"), numeric: false),
          ],
          rows: tests.map { [.init($0.title), .init(verdictWord($0)), .init(typeset(reason($0)))] })))
  }

  /// 胜出、无显著差异、样本不足、分流异常.
  func verdictWord(_ test: Experiment) -> String {
    switch test.analysis?.verdict {
    case .winner(let best)?: best == test.control ? pick("现状更好", "control is better") : pick("胜出", "winner")
    case .noDifference?: pick("无显著差异", "no significant difference")
    case .tooFew?: pick("样本不足", "too few visitors")
    case .wrongSplit?: pick("分流异常", "wrong split")
    case nil where test.isWithheld: pick("样本不足", "too few visitors")
    case nil: pick("数据不成立", "impossible numbers")
    }
  }

  /// In a few words, for the table.
  private func reason(_ test: Experiment) -> String {
    guard let analysis = test.analysis else {
      if test.isWithheld { return pick("有方案不足 5 人，数字不显示", "a variant has under 5 visitors, so nothing is shown") }
      return pick("不足两个方案，或转化数大于访客数", "fewer than two variants, or more conversions than visitors")
    }
    switch analysis.verdict {
    case .winner(let best):
      let pair = analysis.pairs.first { $0.second == best } ?? analysis.pairs.min { $0.p < $1.p }
      return pick(
        "\(datum(test.variants[best].label))的转化率显著更高，\(pText(pair?.p))",
        "\(test.variants[best].label) converts significantly better, \(pText(pair?.p))")
    case .noDifference:
      return pick(
        "最小的 \(pText(analysis.pairs.map(\.p).min()))，差距可能只是偶然",
        "least \(pText(analysis.pairs.map(\.p).min())): chance may explain the difference")
    case .tooFew:
      guard let needed = analysis.needed else {
        return pick("有方案不足 30 人或转化不足 5 次", "a variant has under 30 visitors or under 5 conversions")
      }
      return pick(
        "最少的方案 \(style.full(test.least, .count)) 人，计划 \(style.full(needed, .count)) 人",
        "the smallest variant has \(style.full(test.least, .count)) of \(style.full(needed, .count)) visitors")
    case .wrongSplit:
      return pick("分流与计划不符，\(pText(analysis.split?.p))", "traffic did not split as planned, \(pText(analysis.split?.p))")
    }
  }

  func pText(_ p: Double?) -> String {
    guard let p else { return "p " + NumberStyle.missing }
    return p < 0.001 ? "p < 0.001" : "p = " + String(thousandths: p)
  }

  /// How likely such a difference is where there is none, in words.
  func chance(_ p: Double) -> String {
    p < 0.001 ? pick("不到千分之一", "less than 1 in 1,000") : pick("约 \(percent(p))", "about \(percent(p))")
  }

  func interval(_ range: ConfidenceInterval?) -> String {
    guard let range else { return NumberStyle.missing }
    return pick("\(style.change(range.low)) 至 \(style.change(range.high))", "\(style.change(range.low)) to \(style.change(range.high))")
  }

  // MARK: One test

  private func addTest(_ test: Experiment, _ plans: RegisterSheet?, to chapter: inout Chapter) {
    chapter.blocks.append(.heading(test.title))
    var sentences = [verdictSentence(test, plans)]
    if let told = decision(test, plans) { sentences.append(told) }
    if let spending = spendingSentence(test) { sentences.append(spending) }
    chapter.blocks.append(.bullets(sentences))
    if !test.isWithheld { chapter.blocks.append(.table(variantTable(test))) }
    switch test.analysis?.verdict {
    case .winner?: highlight(0.35, .experiments, sentences[0])
    case .wrongSplit?:
      advise(
        0.45, .experiments, "advise-experiment-\(test.id)",
        "“\(datum(test.title))”分流异常：先查分流规则与埋点，修好后重做，不采用这次的结果。",
        "“\(test.title)” split wrongly: check assignment and tracking, then run it again; do not use this result.")
    case .tooFew?:
      advise(
        0.3, .experiments, "advise-experiment-\(test.id)",
        "“\(datum(test.title))”样本不足：按计划样本跑完再看，或放宽想看出的提升。",
        "“\(test.title)” has too few visitors: run it to the planned sample, or look for a larger lift.")
    default: break
    }
  }

  /// The rates of a test's variants, put on record.
  private func rate(_ test: Experiment, _ variant: Int) -> Noted {
    let arm = test.variants[variant].arm
    // Fewer than five people could be told apart.
    let value = arm.visitors >= 5 ? arm.proportion?.rate : nil
    return record(
      FigureKey(
        id: "experiment-rate",
        filter: [DimensionValue("experiment", test.id), DimensionValue("variant", test.variants[variant].name)]),
      Figure(
        id: "experiment-rate", kind: .kpi, value: value.map(Number.real), unit: Unit(.ratio),
        formula: "conversions / visitors", sources: test.sources, missing: value == nil ? .undefined : nil))
  }

  private func pairFigure(_ id: String, _ test: Experiment, _ pair: ExperimentAnalysis.Pair, _ value: Double?, _ unit: Unit, _ formula: String)
    -> Noted
  {
    record(
      FigureKey(
        id: id,
        filter: [
          DimensionValue("experiment", test.id), DimensionValue("variant", test.variants[pair.second].name),
          DimensionValue("with", test.variants[pair.first].name),
        ]),
      Figure(
        id: id, kind: .kpi, value: value.map(Number.real), unit: unit, formula: formula, sources: test.sources,
        missing: value == nil ? .zeroDenominator : nil))
  }

  private func verdictSentence(_ test: Experiment, _ plans: RegisterSheet?) -> Sentence {
    let id = "experiment-\(test.id)"
    guard let analysis = test.analysis else {
      return test.isWithheld
        ? say(id, "样本不足，不下结论：\(reason(test))。", "Too few visitors for a verdict: \(reason(test)).")
        : say(id, "数据不成立：\(reason(test))，请核对文件。", "The numbers are impossible: \(reason(test)). Check the file.")
    }
    let rates = test.variants.indices.map { rate(test, $0) }
    let control = test.variants[test.control].label
    // Of those against the control the one with the best rate tells the story.
    let own = analysis.pairs.filter { $0.first == test.control }
    let best = own.max { $0.comparison.difference < $1.comparison.difference } ?? analysis.pairs[0]
    let lift = pairFigure(
      "experiment-lift", test, best, best.comparison.lift, Unit(.ratio), "(rate - control_rate) / control_rate")
    let p = pairFigure(
      "experiment-p", test, best, best.p, Unit(.number), "two-sided z test, Holm")
    let figures = [rates[best.second], rates[test.control], lift, p]
    let label = test.variants[best.second].label
    switch analysis.verdict {
    case .winner(let winner) where winner != test.control:
      return say(
        id,
        "\(datum(label))胜出：转化率\(prose(rates[best.second]))，\(datum(control))为\(prose(rates[test.control]))，"
          + "高出 \(changeSize(best.comparison.lift ?? 0))（95% 区间 \(interval(best.comparison.liftInterval))）。"
          + "若各方案其实一样好，出现这样的差距的机会\(chance(best.p))\(analysis.needed == nil ? "" : "；样本也达到了计划")。",
        "\(label) wins: it converts \(prose(rates[best.second])) against \(prose(rates[test.control])) of \(control), "
          + "\(changeSize(best.comparison.lift ?? 0)) more (95% interval \(interval(best.comparison.liftInterval))). Were they "
          + "equally good, the chance of such a difference would be \(chance(best.p))\(analysis.needed == nil ? "" : "; the planned sample was reached").",
        figures)
    case .winner:
      let worst = own.min { $0.p < $1.p } ?? best
      return say(
        id,
        "\(datum(control))（现状）更好：转化率\(prose(rates[test.control]))，\(datum(test.variants[worst.second].label))只有"
          + "\(prose(rates[worst.second]))，若各方案一样好，出现这样的差距的机会\(chance(worst.p))。保留现状。",
        "\(control), the control, is better: \(prose(rates[test.control])) against \(prose(rates[worst.second])) of "
          + "\(test.variants[worst.second].label); were they equally good, the chance of this would be \(chance(worst.p)). Keep it.",
        [rates[test.control], rates[worst.second], p])
    case .noDifference:
      return say(
        id,
        "无显著差异：\(datum(label))的转化率\(prose(rates[best.second]))，\(datum(control))为\(prose(rates[test.control]))，"
          + "差距的 95% 区间是 \(points(best.comparison.interval))，零在区间之内。\(couldSee(test, analysis, plans))",
        "No significant difference: \(label) converts \(prose(rates[best.second])), \(control) \(prose(rates[test.control])); the 95% "
          + "interval of the difference, \(points(best.comparison.interval)), holds zero. \(couldSee(test, analysis, plans))", figures)
    case .tooFew:
      return say(
        id,
        "样本不足，不下结论：\(reason(test))。\(datum(label))与\(datum(control))目前相差"
          + "\(style.difference(best.comparison.difference, .ratio))，\(pText(best.p))，提前看到的差距会随样本增加而变化。\(couldSee(test, analysis, plans))",
        "Too few visitors for a verdict: \(reason(test)). \(label) and \(control) are "
          + "\(style.difference(best.comparison.difference, .ratio)) apart so far (\(pText(best.p))), which more visitors will change. "
          + couldSee(test, analysis, plans), figures)
    case .wrongSplit:
      return say(
        id,
        "分流异常，结果作废：\(splitText(test))，偶然偏到这个程度的机会\(chance(analysis.split?.p ?? 0))。"
          + "多半是分流规则、跳转或埋点出了错，修好以后重做。",
        "The split is wrong and the result void: \(splitText(test)); chance alone does this in \(chance(analysis.split?.p ?? 0)) of "
          + "tests. Check assignment, redirects and tracking, then run it again.", figures)
    }
  }

  /// `−0.12 至 +0.34个百分点`.
  func points(_ range: ConfidenceInterval) -> String {
    span(style.difference(range.low, .ratio), style.difference(range.high, .ratio))
  }

  /// What so many visitors could have told.
  private func couldSee(_ test: Experiment, _ analysis: ExperimentAnalysis, _ plans: RegisterSheet?) -> String {
    if let plans, let row = test.plan, let baseline = plans.number(row, "baseline")?.double,
      let expected = plans.number(row, "expected")?.double, analysis.verdict == .noDifference,
      let chance = power(baseline: baseline, expected: expected, perGroup: test.least)
    {
      return pick(
        "若真有计划想看出的 \(changeSize(expected / baseline - 1)) 提升，这些样本有 \(percent(chance)) 的把握看出来。",
        "Had there been the \(changeSize(expected / baseline - 1)) that the plan looked for, this sample would have shown it with "
          + "\(percent(chance)) probability.")
    }
    guard let base = test.variants[test.control].arm.proportion?.rate, base > 0,
      let seen = detectableRate(baseline: base, perGroup: test.least)
    else { return "" }
    return pick(
      "以这样的样本，提升要达到 \(changeSize(seen / base - 1)) 才有八成把握看出来。",
      "A sample of this size shows a lift of \(changeSize(seen / base - 1)) with 80% probability.")
  }

  private func splitText(_ test: Experiment) -> String {
    let total = test.variants.reduce(0) { $0 + $1.arm.visitors }
    let shares = test.variants.allSatisfy { $0.arm.share != nil } ? test.variants.compactMap(\.arm.share) : test.variants.map { _ in 1 }
    let whole = shares.reduce(0, +)
    let planned = shares.map { percent($0 / whole) }
    let came = test.variants.map { percent($0.arm.visitors / total) }
    return pick(
      "计划按 \(planned.joined(separator: "、")) 分流，实际为 \(came.joined(separator: "、"))",
      "planned \(planned.joined(separator: ", ")), came \(came.joined(separator: ", "))")
  }

  /// What people decided, where it is not what the numbers say.
  private func decision(_ test: Experiment, _ plans: RegisterSheet?) -> Sentence? {
    guard let plans, let row = test.plan else { return nil }
    let status = plans.raw(row, "status")
    let learning = plans.raw(row, "learning")
    let won = if case .winner(let best)? = test.analysis?.verdict { best != test.control } else { false }
    guard (status == "adopted") != won, ["adopted", "kept", "stopped"].contains(status) else { return nil }
    let word = plans.text(row, "status")
    let why = learning.isEmpty ? "" : pick("，理由：\(datum(learning))", ": \(learning)")
    return say(
      "experiment-decision-\(test.id)",
      won ? "登记的决定是“\(word)”，没有照数据采用\(why)。" : "登记的决定是“\(word)”，数据并不支持\(why)。",
      won ? "The decision on record is “\(word)” although the variant won\(why)." : "The decision on record is “\(word)”, which the data does not support\(why).")
  }

  private func spendingSentence(_ test: Experiment) -> Sentence? {
    guard let pair = test.analysis?.pairs.filter({ $0.first == test.control && $0.spending != nil })
      .max(by: { ($0.spending?.difference ?? 0) < ($1.spending?.difference ?? 0) }), let change = pair.spending,
      let before = test.variants[pair.first].arm.spending?.mean, let after = test.variants[pair.second].arm.spending?.mean
    else { return nil }
    let differs = change.p < 0.05
    return say(
      "experiment-spending-\(test.id)",
      "每位访客带来的收入，\(datum(test.variants[pair.second].label))为\(style.full(after, .money))，"
        + "\(datum(test.variants[pair.first].label))为\(style.full(before, .money))，\(differs ? "差异显著" : "差异不显著")（\(pText(change.p))）。",
      "Revenue per visitor: \(style.full(after, .money)) for \(test.variants[pair.second].label), \(style.full(before, .money)) for "
        + "\(test.variants[pair.first].label), \(differs ? "a significant difference" : "no significant difference") (\(pText(change.p))).")
  }

  private func variantTable(_ test: Experiment) -> ReviewTable {
    let hasRevenue = test.variants.contains { $0.arm.revenue != nil }
    let rows = test.variants.indices.map { index in
      let variant = test.variants[index]
      let pair = test.analysis?.pairs.first { $0.first == test.control && $0.second == index }
      let noted = rate(test, index)
      var cells: [ReviewTable.Cell] = [
        .init(variant.label + (variant.isControl ? pick("·对照", " (control)") : "")), amount(variant.arm.visitors, .count),
        noted.isMissing ? .init(NumberStyle.missing) : amount(variant.arm.conversions, .count), share(noted.value),
        change(pair?.comparison.lift), .init(variant.isControl ? "" : interval(pair?.comparison.liftInterval)),
        pair.map { .init($0.p < 0.001 ? "< 0.001" : String(thousandths: $0.p), value: .number(.real($0.p), .decimal)) }
          ?? .init(variant.isControl ? "" : NumberStyle.missing),
      ]
      if variant.isControl { cells[4] = .init("") }
      if hasRevenue {
        cells.append(amount(variant.arm.revenue.map { $0 / variant.arm.visitors }, .money))
      }
      return cells
    }
    var columns: [ReviewTable.Column] = [
      .init(title: pick("方案", "Variant"), numeric: false), .init(title: pick("访客", "Visitors"), numeric: true),
      .init(title: pick("转化", "Conversions"), numeric: true), .init(title: pick("转化率", "Rate"), numeric: true),
      .init(title: pick("相对提升", "Lift"), numeric: true), .init(title: pick("提升的 95% 区间", "95% interval of lift"), numeric: true),
      .init(title: pick("p（校正后）", "p, adjusted"), numeric: true),
    ]
    if hasRevenue { columns.append(.init(title: pick("每访客收入", "Revenue per visitor"), numeric: true)) }
    return ReviewTable(
      id: "experiment-\(anchor(test.id))", caption: pick("“\(test.title)”各方案", "Variants of “\(test.title)”"), columns: columns, rows: rows,
      note: test.analysis?.verdict == .wrongSplit
        ? pick("分流异常，表中的提升与 p 值不能用来下结论。", "The split is wrong: lift and p of this table decide nothing.") : nil)
  }

  /// Fit for an HTML id: letters of ASCII and digits, anything else by its number.
  func anchor(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-": result.unicodeScalars.append(scalar)
      default: result += "_" + String(scalar.value, radix: 16)
      }
    }
    return result
  }

  private func addLiftChart(_ tests: [Experiment], to chapter: inout Chapter) {
    var rows: [IntervalChart.Row] = []
    var sure = 0
    for test in tests {
      guard let analysis = test.analysis, analysis.verdict != .wrongSplit else { continue }
      for pair in analysis.pairs where pair.first == test.control {
        guard let lift = pair.comparison.lift, let range = pair.comparison.liftInterval else { continue }
        var status: ChartStatus?
        if case .winner = analysis.verdict, pair.p < 0.05 {
          status = lift > 0 ? .met : .missed
          sure += 1
        }
        rows.append(
          IntervalChart.Row(
            name: "\(test.title)：\(test.variants[pair.second].name)", estimate: lift, low: range.low, high: range.high, status: status))
      }
    }
    guard !rows.isEmpty else { return }
    let finding = pick(
      sure == 0 ? "没有一个方案的提升可以排除偶然" : "\(rows.count) 个对比里，\(sure) 个的差距可以排除偶然",
      sure == 0 ? "No lift can be told from chance" : "\(sure) of \(rows.count) lifts can be told from chance")
    let at = chapter.blocks.firstIndex { if case .heading = $0 { true } else { false } } ?? chapter.blocks.endIndex
    chapter.blocks.insert(
      .chart(
        id: "experiments-lifts",
        .intervals(
          IntervalChart(
            frame: ChartFrame(
              finding: finding, subject: pick("各方案相对对照的提升与 95% 区间", "Lift over the control with its 95% interval"), unit: .ratio,
              source: tests.first?.sources.first.map { $0.file.split(separator: "/").last.map(String.init) ?? $0.file }),
            rows: Array(rows.prefix(30)), reference: ReferenceLine(name: pick("没有提升", "No lift"), value: 0, kind: .baseline)))), at: at)
  }

  private func explainExperiments(_ tests: [Experiment]) {
    var sources: [FigureSource] = []
    for source in tests.flatMap(\.sources) {
      if let known = sources.firstIndex(where: { $0.file == source.file && $0.sheet == source.sheet }) {
        sources[known].rows += source.rows
      } else {
        sources.append(source)
      }
    }
    explainMethod(
      "experiment-test", label: pick("实验的检验方法", "How tests are judged"),
      formula: pick(
        "先以卡方检验分流是否与计划一致（p < 0.001 为异常）；再以合并方差的两比例 z 检验（双侧，5%）比较各方案，两两比较的 p 值按 Holm（1979）校正；"
          + "差距的区间用 Newcombe（1998）方法 10，相对提升的区间用 Katz 等（1978）的对数比值法；每访客收入用 Welch t 检验。",
        "First a chi-square test of the split (wrong below p < 0.001); then two-proportion z tests with pooled variance (two-sided, 5%) of "
          + "all pairs, p values adjusted by Holm (1979); intervals of differences by Newcombe (1998), method 10, of lifts by the "
          + "log ratio of Katz et al. (1978); revenue per visitor by Welch's t test."),
      sources: sources,
      notes: [
        pick(
          "样本量与把握度按两比例的正态近似（Fleiss、Levin、Paik，2003）计算，双侧显著性 5%、把握度 80%。",
          "Sample sizes and power by the normal approximation for two proportions (Fleiss, Levin and Paik, 2003), two-sided 5%, power 80%."),
        pick("同一方案的多行（按日或按平台）相加。", "Several rows of a variant, such as days or platforms, are added up."),
      ])
  }
}

extension String {
  /// `0.043`; of 0 up to 1.
  init(thousandths value: Double) {
    guard (0...1000).contains(value) else {
      self = NumberStyle.missing
      return
    }
    let whole = Int((value * 1000).rounded())
    let digits = String(whole % 1000)
    self = "\(whole / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
