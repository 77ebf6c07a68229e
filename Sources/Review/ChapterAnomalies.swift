import Charts
import Metrics
import Values

extension Writer {
  func anomalySection(_ findings: [AnomalyFinding], into chapter: inout Chapter) {
    guard let main else { return }
    let days = main.series.count { $0.value != nil }
    guard days >= 7 else {
      chapter.sentences.append(
        say(
          "trend-anomalies", "有数据的只有\(days)天，不足一周，不判断异常。",
          "Only \(days) days have data, less than a week: unusual days are not looked for."))
      return
    }
    chapter.blocks.append(.heading(pick("异常日", "Unusual days")))
    if days >= 14 { chapter.blocks.append(.chart(id: "trend-calendar", calendarChart(main, findings))) }
    guard !findings.isEmpty else {
      chapter.blocks.append(
        .bullets([
          say(
            "trend-anomalies", "没有哪一天的\(name(main.id))明显偏离同星期的通常水平。",
            "No day's \(nameInside(main.id)) is far from what its weekday usually brings.", [figure(main.id)])
        ]))
      return
    }
    let whole = findings.filter { $0.part == nil }
    let open = findings.filter { $0.events.isEmpty }
    var bullets: [Sentence] = []
    bullets.append(
      say(
        "trend-anomalies",
        "整体有\(whole.count)天偏离通常水平"
          + (whole.isEmpty ? "" : "：\(join(whole.map { day($0.day) }))") + "；"
          + (open.isEmpty ? "下表各条都有登记的事件。" : "下表有\(open.count)条待说明，请在 registers/events.csv 里登记原因。"),
        "\(whole.count) \(whole.count == 1 ? "day is" : "days are") unusual as a whole"
          + (whole.isEmpty ? "" : ": \(join(whole.map { day($0.day) }))") + "; "
          + (open.isEmpty
            ? "every line of the table has an event on record."
            : "\(open.count) in the table \(open.count == 1 ? "waits" : "wait") for an explanation in "
              + "registers/events.csv."),
        [figure(main.id)]))
    if !open.isEmpty { bullets.append(openSentence(open)) }
    chapter.blocks.append(.bullets(bullets))
    chapter.blocks.append(.table(anomalyTable(findings, main)))
  }

  /// Every day in its week, the unusual ones marked.
  private func calendarChart(_ main: MainMeasure, _ findings: [AnomalyFinding]) -> Chart {
    let whole = findings.filter { $0.part == nil }
    let label = name(main.id)
    // Which weekday is best is what a calendar shows and a line does not.
    var sums = [Double](repeating: 0, count: 8)
    var counts = [Int](repeating: 0, count: 8)
    for item in main.series where !whole.contains(where: { $0.day == item.day }) {
      guard let value = item.value?.double else { continue }
      sums[item.day.weekday] += value
      counts[item.day.weekday] += 1
    }
    let means = (1...7).filter { counts[$0] > 0 }.map { ($0, sums[$0] / Double(counts[$0])) }
    let best = means.max { $0.1 < $1.1 }
    let finding = best.map { weekday, mean in
      pick(
        "除异常日外，\(weekdayName(weekday))的\(label)最高，日均\(prose(.real(mean).rounded(main.unit.numberUnit), main.unit))",
        "Unusual days apart, \(weekdayName(weekday)) has the highest \(nameInside(main.id)): "
          + "\(prose(.real(mean).rounded(main.unit.numberUnit), main.unit)) a day")
    }
    return .calendar(
      CalendarHeat(
        frame: ChartFrame(
          finding: finding, subject: pick("\(label)日历", "Calendar of \(nameInside(main.id))"), unit: main.unit.numberUnit,
          unitName: unitName(main.unit), source: source(figure(main.id).figure)),
        days: main.series.map(\.day), values: main.series.map { $0.value?.double },
        events: whole.map { LineChart.Event(day: $0.day, name: causeText($0)) }))
  }

  /// What waits for an explanation, the farthest off first.
  private func openSentence(_ open: [AnomalyFinding]) -> Sentence {
    let ordered = open.enumerated().sorted { a, b in
      let (x, y) = (abs(a.element.score), abs(b.element.score))
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
    let items = ordered.prefix(6).map { finding in
      let part = finding.part.map { datum($0.value) } ?? pick("整体", "all")
      let share = finding.expected > 0 ? changeSize(finding.deviation / finding.expected) : nil
      let more = finding.deviation > 0
      return pick(
        "\(day(finding.day))\(part)\(more ? "偏高" : "偏低")" + (share ?? ""),
        "\(day(finding.day)), \(part): \(share.map { $0 + " " } ?? "")\(more ? "above" : "below")")
    }
    let rest = open.count - items.count
    return say(
      "trend-open",
      "待补原因：\(items.joined(separator: "；"))\(rest > 0 ? "；另有\(rest)条" : "")。",
      "To be explained: \(items.joined(separator: "; "))\(rest > 0 ? "; and \(rest) more" : "").",
      open.flatMap(anomalyFigures))
  }

  /// What was done with gaps and unusual values, and what it means for the result.
  func cleaningLog(_ main: MainMeasure, _ findings: [AnomalyFinding], into chapter: inout Chapter) {
    let known = main.series.filter { $0.value != nil }
    guard known.count >= 7 else { return }
    let missing = missingDays(main)
    let covered = known.count + missing.count
    let whole = findings.filter { $0.part == nil }
    let days = Set(whole.map(\.day))
    let mean = (known.compactMap(\.value).sum()?.double ?? 0) / Double(known.count)
    let rest = known.filter { !days.contains($0.day) }
    let without = (rest.compactMap(\.value).sum()?.double ?? 0) / Double(max(1, rest.count))
    let unit = main.unit.numberUnit
    let effect = whole.isEmpty
      ? pick("没有", "none")
      : pick(
        "若剔除，日均\(name(main.id))由\(prose(.real(mean).rounded(unit), main.unit))"
          + "变为\(prose(.real(without).rounded(unit), main.unit))",
        "without them \(nameInside(main.id)) per day would be \(prose(.real(without).rounded(unit), main.unit)) instead of "
          + prose(.real(mean).rounded(unit), main.unit))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "trend-cleaning", caption: pick("缺日与异常值的处理记录", "What was done with gaps and unusual values"),
          columns: [
            .init(title: pick("事项", "What"), numeric: false), .init(title: pick("数量", "Count"), numeric: true),
            .init(title: pick("占比", "Share"), numeric: true), .init(title: pick("处理", "Done"), numeric: false),
            .init(title: pick("对结果的影响", "What it means"), numeric: false),
          ],
          rows: [
            [
              .init(pick("没有数据的日子", "Days without data")), count(missing.count),
              share(Double(missing.count) / Double(max(1, covered))), .init(pick("留空，折线断开，不插补", "left empty, the "
                + "line breaks")),
              .init(
                missing.isEmpty
                  ? pick("没有", "none") : pick("日均只按有数据的日子算", "means are over the days with data")),
            ],
            [
              .init(pick("整体偏离通常水平的日子", "Unusual days of the whole")), count(whole.count),
              share(Double(whole.count) / Double(max(1, known.count))), .init(pick("保留原值，打标", "kept as they are, marked")),
              .init(typeset(effect)),
            ],
            [
              .init(pick("单个部分的异常值", "Unusual values of single parts")), count(findings.count - whole.count),
              .init(NumberStyle.missing), .init(pick("保留原值，打标", "kept as they are, marked")),
              .init(pick("合计与排名都用原值", "sums and ranks use them as they are")),
            ],
          ])))
  }

  /// The same as a sentence puts it: `支付页打不开（故障）`.
  private func causes(_ finding: AnomalyFinding) -> String {
    let texts = finding.events.map { event in
      let cause = event.cause.isEmpty ? event.kind : String(event.cause.trimmingSuffix { "。.；;".contains($0) })
      return event.kind.isEmpty || event.kind == cause ? cause : cause + pick("（\(event.kind)）", " (\(event.kind))")
    }
    return datum(texts.joined(separator: pick("；", "; ")))
  }

  func causeSentence(_ finding: AnomalyFinding) -> String {
    finding.events.isEmpty
      ? pick("登记的事件里没有说明。", "No event on record explains it.")
      : pick("登记的原因：\(causes(finding))。", "Cause on record: \(causes(finding)).")
  }

  private func anomalyTable(_ findings: [AnomalyFinding], _ main: MainMeasure) -> ReviewTable {
    let limit = 20
    // The farthest off are kept when there are many; the order stays by day.
    let cut = findings.count > limit ? findings.map { abs($0.score) }.sorted(by: >)[limit - 1] : 0
    let shown = findings.filter { abs($0.score) >= cut }.prefix(limit)
    let unit = main.unit.numberUnit
    let rows = shown.map { finding in
      [
        dayCell(finding.day), .init(finding.part?.value ?? pick("整体", "All")),
        amount(finding.value, unit), amount(.real(finding.expected).rounded(unit), unit),
        change(finding.expected > 0 ? finding.deviation / finding.expected : nil),
        .init(causeText(finding)),
      ]
    }
    let rest = findings.count - shown.count
    return ReviewTable(
      id: "trend-anomalies", caption: pick("偏离通常水平的日子", "Days far from the usual"),
      columns: [
        .init(title: pick("日期", "Date"), numeric: false), .init(title: pick("范围", "Part"), numeric: false),
        .init(title: head(main.id, main.unit), numeric: true), .init(title: pick("通常水平", "Usual"), numeric: true),
        .init(title: pick("偏离", "Deviation"), numeric: true), .init(title: pick("原因", "Cause"), numeric: false),
      ], rows: Array(rows),
      note: pick(
        "方法：减去同星期的中位数，余量用中位数绝对偏差标准化，绝对值超过 3.5 的列出"
          + (rest > 0 ? "；另有 \(rest) 条偏离较小的未列。" : "。"),
        "Method: after the weekday's median, scores by the median absolute deviation; beyond 3.5 a day is listed"
          + (rest > 0 ? "; \(rest) less far off are left out." : ".")))
  }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while matches: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, matches(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
