import Metrics
import Statistics
import Values

/// A day whose value is far from what its weekday usually brings.
struct AnomalyFinding {
  var day: Day
  /// The dimension's value it was found in; `nil` for the whole campaign.
  var part: DimensionValue?
  var value: Number
  var expected: Double
  var score: Double
  /// Events that cover the day and concern the measure.
  var events: [Event]

  /// Positive for more than expected.
  var deviation: Double { value.double - expected }
}

extension Writer {
  /// By day, the whole before its parts. Robust z-scores beyond 3.5 after the weekday's median, as proposed by
  /// Iglewicz and Hoaglin.
  func findAnomalies(parts: [DimensionPart]) -> [AnomalyFinding] {
    guard let main else { return [] }
    var findings = anomalies(in: main.series, part: nil, among: [])
    if let part = parts.first(where: { $0.measure == main.id }), part.values.count > 1 {
      for value in part.values.prefix(12) {
        let filter = DimensionValue(part.dimension, value)
        findings += anomalies(
          in: facts.series(main.id, over: period, filter: [filter]), part: filter, among: part.values)
      }
    }
    return findings.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
  }

  private func anomalies(
    in series: [(day: Day, value: Number?)], part: DimensionValue?, among values: [String]
  ) -> [AnomalyFinding] {
    // After the last day with data there is nothing to judge.
    let found = unusualDays(series)
    return found.compactMap { item in
      guard let value = series[item.index].value else { return nil }
      let day = series[item.index].day
      return AnomalyFinding(
        day: day, part: part, value: value, expected: item.expected, score: item.score,
        events: events(on: day, part: part, among: values))
    }
  }

  /// Events that cover the day and name the main measure, or no measure; of a part not those of its neighbours, the other
  /// `values` of its dimension.
  private func events(on day: Day, part: DimensionValue?, among values: [String]) -> [Event] {
    let covering = events.filter { event in
      event.days.contains(day) && concernsMain(event)
        && (event.part == part?.value || !(event.part.map(values.contains) ?? false))
    }
    let named = covering.filter { $0.kpi != nil }
    return named.isEmpty ? covering : named
  }

  func concernsMain(_ event: Event) -> Bool {
    guard let kpi = event.kpi, let main else { return true }
    if kpi == main.target?.kpi || MainMeasure.plainMeasure(of: kpi, in: dictionary) == main.id { return true }
    return dictionary[kpi]?.formula?.names.contains { $0.last == main.id } ?? false
  }

  /// The one that a summary names: the largest shortfall, else the largest surplus that nothing explains, else the
  /// largest.
  func notable(_ findings: [AnomalyFinding]) -> AnomalyFinding? {
    func largest(_ findings: [AnomalyFinding]) -> AnomalyFinding? {
      findings.max { abs($0.deviation) < abs($1.deviation) }
    }
    return largest(findings.filter { $0.deviation < 0 }) ?? largest(findings.filter { $0.events.isEmpty })
      ?? largest(findings)
  }

  /// The events' causes as the table lists them: `故障：支付页打不开`.
  func causeText(_ finding: AnomalyFinding) -> String {
    if finding.events.isEmpty { return pick("待说明", "to be explained") }
    return finding.events.map { event in
      let cause = event.cause.isEmpty ? event.kind : event.cause
      return event.kind.isEmpty || event.kind == cause ? cause : event.kind + pick("：", ": ") + cause
    }.joined(separator: pick("；", "; "))
  }

  /// `6月12日直播的销售额3,323.24元，比同星期的通常水平4.6万元低92.7%`.
  func anomalyText(_ finding: AnomalyFinding) -> String {
    guard let main else { return "" }
    let part = finding.part.map { datum($0.value) } ?? ""
    let usual = prose(.real(finding.expected), main.unit)
    let value = prose(finding.value, main.unit)
    let change = finding.expected > 0 ? changeSize(finding.deviation / finding.expected) : nil
    let more = finding.deviation > 0
    return pick(
      "\(day(finding.day))\(part.isEmpty ? "" : part + "的")\(name(main.id))\(value)，"
        + (change.map { "比同星期的通常水平\(usual)\(more ? "高" : "低")\($0)" } ?? "同星期的通常水平为\(usual)"),
      "On \(day(finding.day)) \(nameInside(main.id))\(part.isEmpty ? "" : " of \(part)") came to \(value), "
        + (change.map { "\($0) \(more ? "above" : "below") the usual \(usual) of that weekday" }
          ?? "against the usual \(usual) of that weekday"))
  }

  func anomalyFigures(_ finding: AnomalyFinding) -> [Noted] {
    guard let main else { return [] }
    return [finding.part.map { figure(main.id, filter: [$0]) } ?? figure(main.id)]
  }
}

private func unusualDays(_ series: [(day: Day, value: Number?)]) -> [Anomaly] {
  anomalies(values: series.map { $0.value?.double }, weekdays: series.map(\.day.weekday), threshold: 3.5)
}
