import Charts
import Metrics
import Values

private let mediaReturnFormula = "(attributed_profit - media_cost) / media_cost"

/// Return on media cost by channel, segment and campaign.
extension Writer {
  func addReturnByParts(to chapter: inout Chapter) {
    let before = chapter.blocks.count
    addReturnScatter(to: &chapter)
    addReturnHeat(to: &chapter)
    addReturnParts(to: &chapter)
    if chapter.blocks.count > before {
      chapter.blocks.insert(.heading(pick("多维回报", "Return by channel, segment and campaign")), at: before)
    }
  }

  /// `attributed_profit` less media cost, over media cost; `nil` where either is missing or nothing was spent.
  private func mediaReturn(_ filter: [DimensionValue]) -> (spend: Number, revenue: Number?, roi: Double?)? {
    guard let spend = peek(FigureKey(id: "media_cost", filter: filter)).value, spend.double > 0 else { return nil }
    let profit = peek(FigureKey(id: "attributed_profit", filter: filter)).value
    let revenue = peek(FigureKey(id: "attributed_revenue", filter: filter)).value
    return (spend, revenue, profit.flatMap { $0.minus(spend).ratio(to: spend) })
  }

  private func noteReturn(_ filter: [DimensionValue], _ value: Double?) -> Noted {
    let cost = peek(FigureKey(id: "media_cost", filter: filter))
    let profit = peek(FigureKey(id: "attributed_profit", filter: filter))
    return record(
      FigureKey(id: "media-roi", filter: filter),
      Figure(
        id: "media-roi", kind: .kpi, value: value.map(Number.real), unit: Unit(.ratio),
        formula: mediaReturnFormula,
        sources: profit.sources + cost.sources.filter { source in !profit.sources.contains { $0.file == source.file } },
        missing: value == nil ? cost.missing ?? profit.missing ?? .zeroDenominator : nil, notes: profit.notes))
  }

  // MARK: Channels

  private func addReturnScatter(to chapter: inout Chapter) {
    guard facts.dimensions(of: "media_cost").contains("channel"), facts.dimensions(of: "attributed_revenue").contains("channel")
    else { return }
    let channels = facts.values(of: "channel", rankedBy: "media_cost").prefix(20)
    let points = channels.compactMap { channel -> (name: String, spend: Double, revenue: Double)? in
      guard let part = mediaReturn([DimensionValue("channel", channel)]), let revenue = part.revenue else { return nil }
      return (channel, part.spend.double, revenue.double)
    }
    guard points.count > 1 else { return }
    let spend = points.reduce(0) { $0 + $1.spend }
    let mean = points.reduce(0) { $0 + $1.revenue } / spend
    let right = (points.map(\.spend).max() ?? 1) * 1.05
    var curves = [
      ScatterChart.Curve(
        name: pick("各渠道合计的回报（\(style.full(mean, .multiple))）", "Return of all together (\(style.full(mean, .multiple)))"),
        points: [(0, 0), (right, right * mean)], slot: 2, isReference: true)
    ]
    var below: [String] = []
    if let margin = facts.frame.grossMargin?.double, margin > 0 {
      curves.append(
        ScatterChart.Curve(
          name: pick("毛利刚好抵媒介花费", "Profit covers media cost"), points: [(0, 0), (right, right / margin)], slot: 5,
          isReference: true))
      below = points.filter { $0.revenue * margin < $0.spend }.map(\.name)
    }
    let best = points.max { $0.revenue / $0.spend < $1.revenue / $1.spend } ?? points[0]
    let worst = points.min { $0.revenue / $0.spend < $1.revenue / $1.spend } ?? points[0]
    let low = style.full(worst.revenue / worst.spend, .multiple)
    let high = style.full(best.revenue / best.spend, .multiple)
    let largest = points[0]
    let sentence = say(
      "roi-channels",
      "每元媒介花费带来的归因收入，\(datum(best.name))最高（\(high)），\(datum(worst.name))最低（\(low)）；"
        + "花费最多的\(datum(largest.name))占\(percent(largest.spend / spend))"
        + (below.isEmpty ? "。" : "；\(below.map(datum).joined(separator: "、"))的毛利抵不上媒介花费。"),
      "Attributed revenue per media cost is highest in \(best.name) (\(high)) and lowest in \(worst.name) (\(low)); \(largest.name) has "
        + "\(percent(largest.spend / spend)) of the spending"
        + (below.isEmpty ? "." : "; in \(join(below)) profit does not cover media cost."),
      [figure("roas", filter: [DimensionValue("channel", best.name)]), figure("roas", filter: [DimensionValue("channel", worst.name)])])
    chapter.blocks.append(.bullets([sentence]))
    chapter.blocks.append(
      .chart(
        id: "roi-channels",
        .scatter(
          ScatterChart(
            frame: ChartFrame(
              finding: pick(
                "\(datum(best.name))每元回报最高，\(datum(worst.name))最低", "\(best.name) returns most per media cost, \(worst.name) least"),
              subject: pick("各渠道的媒介花费与归因收入", "Media cost and attributed revenue by channel"), unit: .money,
              source: source(figure("attributed_revenue").figure)),
            x: .init(name: name("media_cost"), unit: .money), y: .init(name: name("attributed_revenue"), unit: .money),
            points: points.map { .init(name: $0.name, x: $0.spend, y: $0.revenue) }, curves: curves))))
  }

  // MARK: Channel by segment

  private func addReturnHeat(to chapter: inout Chapter) {
    let common = Set(facts.dimensions(of: "media_cost")).intersection(facts.dimensions(of: "attributed_profit"))
    guard common.contains("channel"), let other = ["segment", "region", "product", "device"].first(where: common.contains) else {
      return
    }
    let channels = Array(facts.values(of: "channel", rankedBy: "media_cost").prefix(12))
    let parts = Array(facts.values(of: other, rankedBy: "media_cost").prefix(8))
    guard channels.count > 1, parts.count > 1 else { return }
    // One pass over the rows for all cells.
    guard let costs = facts.crossSums(of: "media_cost", by: "channel", and: other),
      let profits = facts.crossSums(of: "attributed_profit", by: "channel", and: other)
    else { return }
    let estimate = peek(FigureKey(id: "attributed_profit")).notes
    var cells: [(channel: String, part: String, roi: Double)] = []
    let values = channels.map { channel in
      parts.map { part -> Double? in
        guard let cost = costs[channel]?[part], cost.value.double > 0, let profit = profits[channel]?[part],
          let roi = profit.value.minus(cost.value).ratio(to: cost.value)
        else { return nil }
        cells.append((channel, part, roi))
        record(
          FigureKey(id: "media-roi", filter: [DimensionValue("channel", channel), DimensionValue(other, part)]),
          Figure(
            id: "media-roi", kind: .kpi, value: .real(roi), unit: Unit(.ratio), formula: mediaReturnFormula, sources: profit.sources,
            notes: estimate))
        return roi
      }
    }
    guard cells.count > 1, let best = cells.max(by: { $0.roi < $1.roi }), let worst = cells.min(by: { $0.roi < $1.roi }) else { return }
    let losing = cells.filter { $0.roi < 0 }
    let figures = [best, worst].map {
      figure("media-roi", filter: [DimensionValue("channel", $0.channel), DimensionValue(other, $0.part)])
    }
    let kind = dimension(other)
    let sentence = say(
      "roi-cells",
      "按渠道与\(kind)拆开看（媒介口径），回报最高的是\(datum(best.channel))的\(datum(best.part))，\(percent(best.roi))；"
        + "最低的是\(datum(worst.channel))的\(datum(worst.part))，\(percent(worst.roi))；"
        + (losing.isEmpty ? "没有一格亏损。" : "\(cells.count)格中有\(losing.count)格亏损。"),
      "By channel and \(kind.lowercased()), on media cost, return is highest for \(best.part) in \(best.channel), \(percent(best.roi)), and lowest "
        + "for \(worst.part) in \(worst.channel), \(percent(worst.roi)); "
        + (losing.isEmpty ? "no cell loses money." : "\(losing.count) of \(cells.count) cells lose money."), figures)
    chapter.blocks.append(.bullets([sentence]))
    chapter.blocks.append(
      .chart(
        id: "roi-heat",
        .heat(
          HeatTable(
            frame: ChartFrame(
              finding: losing.isEmpty
                ? pick(
                  "每一格都有盈利，\(datum(worst.channel))的\(datum(worst.part))最薄，\(percent(worst.roi))",
                  "Every cell earns, least \(worst.part) in \(worst.channel), \(percent(worst.roi))")
                : pick("\(losing.count)格亏损，先看\(datum(worst.channel))的\(datum(worst.part))", "\(losing.count) cells lose money; begin with \(worst.part) in \(worst.channel)"),
              subject: pick("投资回报率：渠道 × \(kind)（媒介口径）", "Return on investment, channel by \(kind.lowercased()) (media cost)"),
              unit: .ratio, source: source(figure("attributed_profit").figure)),
            rowHead: dimension("channel"), rows: channels, columns: parts, values: values, shading: .diverging(around: 0)))))
  }

  private func addReturnParts(to chapter: inout Chapter) {
    let common = Set(facts.dimensions(of: "media_cost")).intersection(facts.dimensions(of: "attributed_revenue"))
    var rows: [[ReviewTable.Cell]] = []
    for kind in ["channel", "campaign", "segment", "region"] where common.contains(kind) {
      for part in facts.values(of: kind, rankedBy: "media_cost").prefix(12) {
        let filter = [DimensionValue(kind, part)]
        guard let item = mediaReturn(filter) else { continue }
        rows.append([
          .init(dimension(kind)), .init(part), amount(item.spend, .money), amount(item.revenue, .money),
          amount(item.revenue.flatMap { $0.ratio(to: item.spend) }, .multiple), share(noteReturn(filter, item.roi).value),
        ])
      }
    }
    guard !rows.isEmpty else { return }
    let whole = mediaReturn([])
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "roi-parts", caption: pick("各维度的回报（媒介口径）", "Return by part, on media cost"),
          columns: [
            .init(title: pick("维度", "Dimension"), numeric: false), .init(title: pick("取值", "Part"), numeric: false),
            .init(title: name("media_cost"), numeric: true), .init(title: name("attributed_revenue"), numeric: true),
            .init(title: pick("收入口径", "By revenue"), numeric: true), .init(title: pick("利润口径", "By profit"), numeric: true),
          ], rows: rows,
          totalRow: whole.map { item in
            [
              .init(pick("全部", "All")), .init(""), amount(item.spend, .money), amount(item.revenue, .money),
              amount(item.revenue.flatMap { $0.ratio(to: item.spend) }, .multiple), share(item.roi),
            ]
          },
          note: pick(
            "收入口径 = 归因收入 ÷ 媒介花费；利润口径 =（归因毛利 − 媒介花费）÷ 媒介花费。没有媒介花费的部分不出数。",
            "By revenue: attributed revenue ÷ media cost; by profit: (attributed profit − media cost) ÷ media cost. A part without "
              + "media cost has no figure."))))
  }
}
