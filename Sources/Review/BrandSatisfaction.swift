import Charts
import Metrics
import Statistics
import Values

/// Satisfaction and willingness to recommend.
extension Writer {
  func addSatisfaction(_ list: [SurveySeries], to chapter: inout Chapter) {
    chapter.blocks.append(.heading(pick("满意度与推荐意愿", "Satisfaction and recommendation")))
    var sentences: [Sentence] = []
    if let series = list.first(where: { $0.metric == "satisfaction" }) {
      sentences.append(changeSentence("satisfaction-change", series))
    }
    let score = list.first { $0.kind == .nps }
    if let score {
      let sentence = changeSentence("nps-change", score)
      sentences.append(sentence)
      highlight(0.3, .brand, sentence)
      if let parts = scoreParts(score) { sentences.append(parts) }
    }
    if let small = smallSamples(list, "satisfaction-small") { sentences.append(small) }
    if !sentences.isEmpty { chapter.blocks.append(.bullets(sentences)) }
    chapter.blocks.append(
      .table(surveyTable("satisfaction", pick("满意度、净推荐值与其他题目", "Satisfaction, net promoter score and other questions"), list)))
    if let score { addDistribution(score, to: &chapter) }
    for series in [list.first(where: { $0.metric == "satisfaction" }), score].compactMap({ $0 }) where series.waves.count > 1 {
      guard series.waves.contains(where: { $0.interval(series.kind) != nil }) else { continue }
      chapter.blocks.append(.chart(id: series.kind == .nps ? "nps-trend" : "satisfaction-trend", .intervals(waveErrors(series))))
    }
  }

  private func part(_ wave: SurveySeries.Wave, _ options: ClosedRange<Double>) -> Double? {
    let all = wave.answers.reduce(0) { $0 + $1.count }
    guard all > 0 else { return nil }
    let some = wave.answers.reduce(0) { sum, answer in
      Exact(answer.option).map { options.contains($0.double) } == true ? sum + answer.count : sum
    }
    return some / all
  }

  private func scoreParts(_ series: SurveySeries) -> Sentence? {
    guard let wave = series.last, let up = part(wave, 9...10), let down = part(wave, 0...6), let interval = wave.interval(.nps)
    else { return nil }
    let parts = [("nps-promoters", up), ("nps-passives", max(0, 1 - up - down)), ("nps-detractors", down)].map { id, value in
      record(FigureKey(id: id), Figure(id: id, kind: .kpi, value: .real(value), unit: Unit(.ratio), sources: wave.sources))
    }
    return say(
      "nps-parts",
      "推荐者（9 至 10 分）占\(prose(parts[0]))，中立者（7 至 8 分）占\(prose(parts[1]))，贬损者（0 至 6 分）占\(prose(parts[2]))；"
        + "按 \(style.full(wave.respondents, .count)) 份样本，净推荐值的 95% 区间为 \(range(interval, unit(series), signed: false)) 分。",
      "Promoters (9 to 10) are \(prose(parts[0])), passives (7 to 8) \(prose(parts[1])), detractors (0 to 6) \(prose(parts[2])); with "
        + "\(style.full(wave.respondents, .count)) answers the 95% interval of the score is \(range(interval, unit(series), signed: false)).",
      parts)
  }

  /// The part of answers that each score got, in the last two waves.
  private func addDistribution(_ series: SurveySeries, to chapter: inout Chapter) {
    let waves = series.waves.suffix(2).filter { !$0.answers.isEmpty }
    guard let last = waves.last else { return }
    let options = (0...10).map(String.init)
    let lines = waves.map { wave -> ChartSeries in
      let all = wave.answers.reduce(0) { $0 + $1.count }
      return ChartSeries(
        name: title(wave.name),
        values: options.map { option in
          wave.answers.first { $0.option == option }.map { $0.count / all } ?? 0
        })
    }
    let finding = part(last, 9...10).flatMap { up in
      part(last, 0...6).map { down in
        pick("每 100 人里，\(whole(up)) 人会推荐，\(whole(down)) 人不会", "Of 100 people \(whole(up)) recommend and \(whole(down)) do not")
      }
    }
    chapter.blocks.append(
      .chart(
        id: "nps-distribution",
        .bar(
          BarChart(
            frame: ChartFrame(
              finding: finding, subject: pick("推荐意愿的打分分布", "Distribution of the ratings"), unit: .ratio,
              source: fileNames(waves.flatMap(\.sources))),
            categories: options.map { pick("\($0) 分", $0) }, series: lines, direction: .upright))))
  }

  private func whole(_ share: Double) -> String { style.full((share * 100).rounded(), .count) }
}
