import Metrics
import Values

extension Writer {
  /// The path before and after it was changed: step rates of the first and the last wave of `funnel` files.
  func addPathComparison(to chapter: inout Chapter) {
    let waves = allFunnels(input.tables).filter { $0.wave != nil && $0.segment == nil }
    guard let before = waves.first, let after = waves.last, before.wave != after.wave else { return }
    func rates(_ funnel: FunnelRows) -> [String: Double] {
      var rates: [String: Double] = [:]
      for (from, to) in zip(funnel.stages, funnel.stages.dropFirst()) where from.count > .zero {
        rates[from.name + "→" + to.name] = to.count.double / from.count.double
      }
      return rates
    }
    let (old, new) = (rates(before), rates(after))
    let steps = zip(after.stages, after.stages.dropFirst()).map { ($0.name, $1.name) }
    var rows = steps.compactMap { from, to -> [ReviewTable.Cell]? in
      guard let now = new[from + "→" + to] else { return nil }
      let then = old[from + "→" + to]
      return [
        .init(pick("\(from)→\(to)", "\(from) → \(to)")), share(then), share(now),
        delta(then.map { .real(now - $0) }, Unit(.ratio)),
      ]
    }
    func total(_ funnel: FunnelRows) -> Double? {
      guard let first = funnel.stages.first, let last = funnel.stages.last, first.count > .zero else { return nil }
      return last.count.double / first.count.double
    }
    let (whole, wholeBefore) = (total(after), total(before))
    rows.append([
      .init(pick("总转化率", "Overall")), share(wholeBefore), share(whole),
      delta(whole.flatMap { now in wholeBefore.map { .real(now - $0) } }, Unit(.ratio)),
    ])
    let changes = steps.compactMap { from, to in
      new[from + "→" + to].flatMap { now in old[from + "→" + to].map { (from, to, now - $0) } }
    }
    chapter.blocks.append(.heading(pick("优化前后", "Before and after")))
    if let best = changes.max(by: { abs($0.2) < abs($1.2) }), let whole, let wholeBefore {
      chapter.blocks.append(
        .bullets([
          say(
            "funnel-waves",
            "\(datum(after.wave ?? ""))与\(datum(before.wave ?? ""))相比，变化最大的一步是\(best.0)到\(best.1)，"
              + "\(best.2 < 0 ? "下降" : "提高")\(distance(.real(best.2), Unit(.ratio)))；总转化率由\(percent(wholeBefore))到\(percent(whole))。"
              + "两段时间的来客可能不同，是否由改动引起要看实验。",
            "Of \(after.wave ?? "") against \(before.wave ?? ""), the step from \(best.0) to \(best.1) changed most, "
              + "\(best.2 < 0 ? "down" : "up") by \(distance(.real(best.2), Unit(.ratio))); overall \(percent(wholeBefore)) became \(percent(whole)). "
              + "Visitors of the two times may differ; only an experiment tells the cause.")
        ]))
    }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "funnel-waves", caption: pick("路径优化前后的转化率", "Step rates before and after"),
          columns: [
            .init(title: pick("环节", "Step"), numeric: false), .init(title: before.wave ?? "", numeric: true),
            .init(title: after.wave ?? "", numeric: true), .init(title: pick("变化", "Change"), numeric: true),
          ], rows: rows)))
  }
}
