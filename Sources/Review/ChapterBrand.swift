import Charts
import Diagnostics
import Metrics
import Statistics
import Tables
import Values

extension Writer {
  /// Whether people know and like the brand better than before, and what is said of it.
  func chapterBrand() -> Chapter {
    let surveyNeeds = Wording(
      zh: "这一章需要 data/survey*.csv（metric、kind、before、after、n_before、n_after）。",
      en: "This chapter needs data/survey*.csv (metric, kind, before, after, n_before, n_after).")
    var chapter = missingChapter(.brand, surveyNeeds)
    let surveys = facts.surveys.filter { $0.last?.value != nil || $0.last?.answers.isEmpty == false }
    let isBrand: (SurveySeries) -> Bool = { $0.isKPI && $0.metric != "nps" && self.dictionary[$0.metric]?.group == "5.2" }
    let brand = surveys.filter(isBrand)
    let service = surveys.filter { !isBrand($0) }
    let stated = statedBrandKPIs(except: Set(surveys.map(\.metric)))
    let checks = input.registers.sheet("brand_checks")
    guard !facts.surveys.isEmpty || !stated.isEmpty || facts.listening != nil || checks != nil else { return chapter }

    chapter.state = .complete
    chapter.needs = nil
    var needs: [String] = []
    if !brand.isEmpty || !stated.isEmpty { addBrand(brand, stated, to: &chapter) }
    if !service.isEmpty { addSatisfaction(service, to: &chapter) }
    let hasVoice = facts.listening.map { addVoice($0, to: &chapter) } ?? false
    if surveys.isEmpty {
      needs.append(
        stated.isEmpty
          ? text(surveyNeeds)
          : pick(
            "变化是否超出抽样误差，需要 data/survey*.csv 里的样本量（n_before、n_after）。",
            "Whether a change is more than sampling error needs sample sizes in data/survey*.csv (n_before, n_after)."))
    } else if surveys.allSatisfy({ $0.change == nil }) {
      needs.append(
        pick(
          "判断变化要有两期结果和各期样本量（n_before、n_after；均值还要标准差）。",
          "To judge a change takes two waves with their sample sizes (n_before, n_after; for means deviations too)."))
    }
    if !hasVoice {
      needs.append(
        facts.listening == nil
          ? pick(
            "声量与情感需要 data/listening*.csv（date、brand、mentions、positive、neutral、negative，自家品牌在 own 列填“是”）。",
            "Voice and sentiment need data/listening*.csv (date, brand, mentions, positive, neutral, negative; own says whose brand it is).")
          : pick(
            "舆情文件没有标出自家品牌，或活动期没有数据：在 own 列填“是”。",
            "The listening file does not mark your own brand in its own column, or has no rows of the campaign."))
    }
    let withheld = facts.surveys.filter { series in
      series.last?.value == nil && (series.last?.respondents).map { $0 < SurveySeries.leastShown } == true
    }
    if !withheld.isEmpty {
      chapter.sentences.append(
        say(
          "survey-withheld", "\(join(withheld.map { datum(title($0)) }))答复的人不足 5 个，不显示。",
          "\(join(withheld.map(title))): under 5 people answered, so the results are withheld."))
    }
    let refused = facts.surveys.filter { $0.refused > 0 }
    if !refused.isEmpty {
      chapter.sentences.append(
        say(
          "survey-refused",
          "\(join(refused.map { datum(title($0)) }))有数值不成立或看不出是占比还是分数，没有计入：占比写成百分数，评分在 kind 列写“均值”。",
          "\(join(refused.map(title))): some values are impossible, or could be a share or a score, and are left out. Write shares "
            + "as percentages, and mean in kind for scores."))
    }
    if let checks { addConsistency(checks, to: &chapter) }
    addStrength(surveys, to: &chapter)
    addLongAndShort(to: &chapter)
    if !needs.isEmpty {
      chapter.state = .partial
      chapter.needs = needs.joined(separator: pick("", " "))
    }
    explainSurveys(surveys)
    return chapter
  }

  /// KPIs of the brand that `actuals` states and no survey asks for, listening's own apart.
  private func statedBrandKPIs(except asked: Set<String>) -> [String] {
    dictionary.kpis.filter { $0.group == "5.2" && !asked.contains($0.id) }.map(\.id).filter { id in
      let figure = peek(FigureKey(id: id))
      return figure.value != nil && figure.notes.contains { if case .actual = $0 { true } else { false } }
    }
  }

  // MARK: The brand

  private func addBrand(_ list: [SurveySeries], _ stated: [String], to chapter: inout Chapter) {
    let voice: Set<String> = facts.listening == nil ? [] : ["share-of-voice", "net-sentiment"]
    let more = stated.map { id -> [ReviewTable.Cell] in
      let now = figure(id)
      let before = figure(id, aspect: .baseline)
      let change = now.value.flatMap { now in before.value.map { now.minus($0) } }
      return [
        ReviewTable.Cell(name(id), kpi: id), amount(before.value, now.figure.unit), amount(now.figure),
        delta(change, now.figure.unit), .init(NumberStyle.missing), .init(NumberStyle.missing),
        .init(voice.contains(id) ? pick("见下文舆情", "see what is said below") : pick("缺样本量，无法判断", "cannot be judged without sample sizes")),
      ]
    }
    if let lead = leading(list) {
      let sentence = changeSentence("brand-change", lead)
      chapter.sentences.append(sentence)
      highlight(lead.change?.isSure == true ? 0.5 : 0.3, .brand, sentence)
      if let others = otherChanges("brand-other-changes", list.filter { $0.metric != lead.metric }) {
        chapter.sentences.append(others)
      }
    }
    if let small = smallSamples(list, "brand-small") { chapter.sentences.append(small) }
    chapter.blocks.append(.table(surveyTable("brand-actuals", pick("品牌指标的前后测", "Brand KPIs before and after"), list, more: more)))
    addChangeChart("brand-changes", list, to: &chapter)
    addWaves(list, to: &chapter)
  }

  /// The question that the brief sets a target for, else the first.
  private func leading(_ list: [SurveySeries]) -> SurveySeries? {
    for item in assessments { if let found = list.first(where: { $0.metric == item.target.kpi }) { return found } }
    return list.first
  }

  /// One question's change, how sure it is and why.
  func changeSentence(_ id: String, _ series: SurveySeries) -> Sentence {
    let unit = unit(series)
    let now = series.isKPI ? figure(series.metric) : wave(series, series.last)
    guard let previous = series.previous, previous.value != nil, now.value != nil else {
      return say(
        id, "\(datum(title(series)))为\(prose(now))，只有一期，看不出变化。",
        "\(title(series)) is \(prose(now)); with one wave there is no change to see.", [now])
    }
    let before = wave(series, previous)
    let move = now.value.flatMap { now in before.value.map { now.minus($0) } } ?? .exact(.zero)
    let more = move.double >= 0
    let went = move.double == 0 ? "" : pick(more ? "上升" : "下降", more ? "up " : "down ") + distance(move, unit)
    guard let change = series.change else {
      return say(
        id, "\(datum(title(series)))由\(prose(before))变为\(prose(now))，\(judgement(series))。",
        "\(title(series)) went from \(prose(before)) to \(prose(now)); \(judgement(series)).", [before, now])
    }
    let sizes = [previous, series.last].map { style.full($0?.respondents, .count) }
    let zh: String
    let en: String
    if change.isSmall {
      zh = "样本为 \(sizes[0]) 份与 \(sizes[1]) 份，太小或过于一边倒，只作参考"
      en = "but with \(sizes[0]) and \(sizes[1]) answers, too few or too one-sided, this is a hint at most"
    } else if change.p < 0.05 {
      zh = "超出抽样误差：若实际没有变化，抽样碰出这样差距的机会\(chance(change.p))"
      en = "more than sampling error: without any change the chance of this would be \(chance(change.p))"
    } else {
      zh = "没有超出抽样误差：若实际没有变化，抽样也有\(chance(change.p))的机会碰出这样的差距，不能说真的变了"
      en = "which sampling error explains: without any change the chance of this would be \(chance(change.p)), so nothing is proved"
    }
    let bounded = change.isBounded
      ? pick("（文件没有给出各分数的人数，按最大可能的误差计算）", " (the spread was not told, so the widest possible was taken)") : ""
    return say(
      id,
      "\(datum(title(series)))由\(prose(before))变为\(prose(now))\(went.isEmpty ? "" : "，" + went)，95% 区间 \(range(change.interval, unit, signed: true))，\(zh)\(bounded)。",
      "\(title(series)) went from \(prose(before)) to \(prose(now)), \(went.isEmpty ? "unchanged" : went), 95% interval "
        + "\(range(change.interval, unit, signed: true)), \(en)\(bounded).", [before, now])
  }

  private func otherChanges(_ id: String, _ list: [SurveySeries]) -> Sentence? {
    var groups: [(word: String, names: [String])] = []
    for series in list where series.previous?.value != nil {
      let word = judgement(series)
      if let known = groups.firstIndex(where: { $0.word == word }) {
        groups[known].names.append(datum(title(series)))
      } else {
        groups.append((word, [datum(title(series))]))
      }
    }
    guard !groups.isEmpty else { return nil }
    return say(
      id, "其余各项：" + groups.map { "\(join($0.names))\($0.word)" }.joined(separator: "；") + "。",
      "The others: " + groups.map { "\(join($0.names)): \($0.word)" }.joined(separator: "; ") + ".")
  }

  /// Differences of shares with their intervals, beside no change.
  private func addChangeChart(_ id: String, _ list: [SurveySeries], to chapter: inout Chapter) {
    let shares = list.filter { $0.kind == .share && $0.change != nil }
    guard shares.count > 1 else { return }
    let sure = shares.filter { $0.change?.isSure == true }
    let rows = shares.map { series in
      IntervalChart.Row(
        name: title(series), estimate: series.change?.difference, low: series.change?.interval.low,
        high: series.change?.interval.high,
        status: series.change?.isSure == true ? ((series.change?.difference ?? 0) > 0 ? .met : .missed) : nil)
    }
    let finding = sure.isEmpty
      ? pick("各项变化都在抽样误差之内", "All changes are within sampling error")
      : pick(
        "\(shares.count) 项里，\(join(sure.map { datum(title($0)) }))的变化超出抽样误差",
        "Of \(shares.count), \(join(sure.map(title))) changed by more than sampling error")
    chapter.blocks.append(
      .chart(
        id: id,
        .intervals(
          IntervalChart(
            frame: ChartFrame(
              finding: finding, subject: pick("与上一期相比的变化与 95% 区间", "Change since the wave before, 95% interval"), unit: .ratio,
              source: fileNames(shares.flatMap { $0.waves.flatMap(\.sources) })),
            rows: rows, reference: ReferenceLine(name: pick("没有变化", "No change"), value: 0, kind: .baseline)))))
  }

  /// The shares wave by wave, and the error of the leading one.
  private func addWaves(_ list: [SurveySeries], to chapter: inout Chapter) {
    guard let lead = leading(list), lead.waves.count > 2, lead.kind == .share else { return }
    let names = lead.waves.map(\.name)
    let lines = list.filter { $0.kind == .share && $0.waves.map(\.name) == names }.prefix(6)
    let values = lead.waves.compactMap { $0.value?.double }
    let isHighest = lead.last?.value?.double == values.max() && values.count > 1
    chapter.blocks.append(
      .chart(
        id: "brand-waves",
        .line(
          LineChart(
            frame: ChartFrame(
              finding: isHighest
                ? pick("最近一期的\(title(lead))是 \(names.count) 期里最高的", "\(title(lead)) is at its highest of \(names.count) waves")
                : pick("\(title(lead))没有回到 \(names.count) 期里的最高点", "\(title(lead)) is below its highest of \(names.count) waves"),
              subject: pick("各期品牌指标", "Brand KPIs by wave"), unit: .ratio,
              source: fileNames(lines.flatMap { $0.waves.flatMap(\.sources) })),
            labels: names.map(title), labelsName: pick("期次", "Wave"),
            series: lines.map { series in ChartSeries(name: title(series), values: series.waves.map { $0.value?.double }) }))))
    chapter.blocks.append(.chart(id: "brand-wave-errors", .intervals(waveErrors(lead))))
  }

  /// For the line under a chart.
  func fileNames(_ sources: [FigureSource]) -> String {
    var names: [String] = []
    for source in sources {
      let name = source.file.split(separator: "/").last.map(String.init) ?? source.file
      if !names.contains(name) { names.append(name) }
    }
    return names.joined(separator: pick("、", ", "))
  }

  /// A question's waves with the interval of each.
  func waveErrors(_ series: SurveySeries) -> IntervalChart {
    let unit = unit(series).numberUnit
    let widest = series.waves.compactMap { $0.interval(series.kind) }.map { ($0.high - $0.low) / 2 }.max()
    return IntervalChart(
      frame: ChartFrame(
        finding: widest.map {
          pick(
            "\(title(series))每期的误差约为上下 \(distance(.real($0), self.unit(series)))",
            "\(title(series)): each wave is known to within \(distance(.real($0), self.unit(series)))")
        },
        subject: pick("各期\(title(series))与 95% 区间", "\(title(series)) by wave with its 95% interval"), unit: unit,
        unitName: unit == .ratio ? nil : text(self.unit(series).label),
        source: fileNames(series.waves.flatMap(\.sources))),
      rows: series.waves.map { wave in
        let interval = wave.interval(series.kind)
        return IntervalChart.Row(
          name: title(wave.name), estimate: wave.value?.double, low: interval?.low, high: interval?.high)
      })
  }

  private func explainSurveys(_ list: [SurveySeries]) {
    guard list.contains(where: { $0.change != nil }) else { return }
    var sources: [FigureSource] = []
    for source in list.flatMap({ $0.waves.flatMap(\.sources) }) {
      if let known = sources.firstIndex(where: { $0.file == source.file && $0.sheet == source.sheet }) {
        sources[known].rows += source.rows
      } else {
        sources.append(source)
      }
    }
    explainMethod(
      "survey-test", label: pick("前后测的检验方法", "How changes of surveys are judged"),
      formula: pick(
        "占比：合并方差的两比例 z 检验（双侧，5%），区间用 Newcombe（1998）方法 10，单期用 Wilson（1927）区间；均值：Welch（1947）t 检验；"
          + "净推荐值：以 1、0、−1 计分，方差为 p + d − (p − d)²，z 检验。",
        "Shares: two-proportion z test with pooled variance (two-sided, 5%), intervals by Newcombe (1998), method 10, of one wave by "
          + "Wilson (1927); means: Welch's t test (1947); net promoter score: answers count 1, 0 and −1 with variance p + d − (p − d)², z test."),
      sources: sources,
      notes: [
        pick(
          "不足 30 份，或占比的某一侧不足 5 人，算作小样本；不足 5 份的结果不显示。",
          "Under 30 answers, or under 5 on a side of a share, is a small sample; results of under 5 answers are withheld.")
      ])
  }
}
