import Metrics
import Values

extension Writer {
  /// What visitors did: visitors, page views, bounces and time on the pages by channel.
  func addTraffic(to chapter: inout Chapter) {
    let wanted = ["uv", "pv", "bounce-rate", "avg-dwell-time", "effective-visit-rate"]
    let whole = wanted.map { facts.figure($0) }
    guard whole.contains(where: { $0.value != nil }) else { return }
    let ids = zip(wanted, whole).filter { $1.value != nil }.map(\.0)
    let channels = facts.values(of: "channel", rankedBy: facts.figure("visits").value == nil ? ids[0] : "visits")
    chapter.blocks.append(.heading(pick("访问质量", "Visits")))
    let columns = ids.map { id in ReviewTable.Column(title: head(id, figure(id).figure.unit), numeric: true) }
    let rows = channels.compactMap { channel -> [ReviewTable.Cell]? in
      let cells = ids.map { figure($0, filter: [DimensionValue("channel", channel)]).figure }
      guard cells.contains(where: { $0.value != nil }) else { return nil }
      return [ReviewTable.Cell(channel)] + cells.map { amount($0.value, $0.unit.numberUnit) }
    }
    let total = ids.map { id in
      let noted = figure(id)
      return amount(noted.value, noted.figure.unit.numberUnit)
    }
    for sentence in trafficSentences(channels) { chapter.note(sentence) }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "behaviour-traffic", caption: pick("各渠道的访问质量", "Visits by channel"),
          columns: [.init(title: dimension("channel"), numeric: false)] + columns, rows: rows,
          totalRow: rows.isEmpty ? nil : [ReviewTable.Cell(pick("全部", "All"))] + total,
          note: ids.contains("uv")
            ? pick("独立访客按人去重，各渠道之间有重叠，不能相加。", "Visitors are counted once in each channel; channels overlap and do not add up.")
            : nil)))
  }

  private func trafficSentences(_ channels: [String]) -> [Sentence] {
    let bounce = figure("bounce-rate")
    guard bounce.value != nil else { return [] }
    let parts = channels.compactMap { channel -> (String, Double)? in
      peek("bounce-rate", "channel", channel).value.map { (channel, $0.double) }
    }
    guard parts.count > 1, let worst = parts.max(by: { $0.1 < $1.1 }), let best = parts.min(by: { $0.1 < $1.1 })
    else { return [] }
    let high = figure("bounce-rate", filter: [DimensionValue("channel", worst.0)])
    let low = figure("bounce-rate", filter: [DimensionValue("channel", best.0)])
    return [
      say(
        "behaviour-traffic",
        "来访者的跳出率为\(percent(bounce.value))；\(datum(worst.0))最高，\(percent(high.value))，\(datum(best.0))最低，\(percent(low.value))。",
        "The bounce rate was \(percent(bounce.value)), highest for \(worst.0) (\(percent(high.value))) and lowest for \(best.0) (\(percent(low.value))).",
        [bounce, high, low])
    ]
  }
}
