import Charts
import Metrics
import Values

/// One figure over all campaigns, best first.
public struct CampaignComparison: Sendable {
  public var id: String
  public var direction: Direction
  public var unit: Unit
  /// Every campaign: the ranked ones, then those with a value that has no rank, then those without one.
  public var rows: [Row]

  public struct Row: Sendable {
    /// By its place in the portfolio.
    public var campaign: Int
    public var value: Number?
    public var status: Status?
    /// From 1; equal values share a rank, and the next one is as many further on. `nil` where nothing is better or worse.
    public var rank: Int?
    /// The part of the other ranked campaigns that are worse; `nil` for a lone one.
    public var quantile: Double?
  }

  /// Ranks values: the higher, the lower, or the nearer to each campaign's own target the better. What only describes
  /// has no ranks.
  public init(
    id: String, direction: Direction, unit: Unit,
    values: [(campaign: Int, value: Number?, target: Exact?, status: Status?)]
  ) {
    self.id = id
    self.direction = direction
    self.unit = unit
    /// Smaller is better.
    func merit(_ value: Number, _ target: Exact?) -> Number? {
      switch direction {
      case .higher: return value.negated
      case .lower: return value
      case .target:
        // As a part of the target, so that campaigns with different ones compare.
        guard let target, target > .zero else { return nil }
        return value.subtracting(.exact(target)).magnitude.divided(by: .exact(target))
      case .context: return nil
      }
    }
    let judged = values.map { item in (item: item, merit: item.value.flatMap { merit($0, item.target) }) }
    let ranked = judged.filter { $0.merit != nil }
    rows = judged.map { item, merit in
      guard let merit else {
        return Row(campaign: item.campaign, value: item.value, status: item.status, rank: nil, quantile: nil)
      }
      let better = ranked.count { ($0.merit ?? merit).compared(to: merit) < 0 }
      let worse = ranked.count { ($0.merit ?? merit).compared(to: merit) > 0 }
      return Row(
        campaign: item.campaign, value: item.value, status: item.status, rank: better + 1,
        quantile: ranked.count > 1 ? Double(worse) / Double(ranked.count - 1) : nil)
    }
    rows.sort { a, b in
      if a.rank != b.rank { return (a.rank ?? .max) < (b.rank ?? .max) }
      if (a.value == nil) != (b.value == nil) { return b.value == nil }
      let order = (b.value ?? .exact(.zero)).compared(to: a.value ?? .exact(.zero))
      return order != 0 ? order < 0 : a.campaign < b.campaign
    }
  }
}

extension Portfolio {
  /// The usual figures and those of the briefs' targets that two campaigns or more have; all of them when none has
  /// two.
  public var comparisons: [CampaignComparison] {
    var ids = Portfolio.usual
    for (_, facts) in computed {
      for target in facts.frame.targets {
        let id = MainMeasure.plainMeasure(of: target.kpi, in: dictionary) ?? dictionary[target.kpi]?.id ?? target.kpi
        if !ids.contains(id) { ids.append(id) }
      }
    }
    let all = ids.filter { dictionary.name($0) != nil }.map(comparison)
    let common = all.filter { $0.rows.count { $0.value != nil } > 1 }
    return common.isEmpty ? all.filter { $0.rows.contains { $0.value != nil } } : common
  }

  /// One figure over every campaign, those without facts too.
  public func comparison(of id: String) -> CampaignComparison {
    var unit = dictionary.measure(id)?.unit ?? dictionary[id]?.unit ?? Unit(.number)
    let values = campaigns.indices.map { place -> (campaign: Int, value: Number?, target: Exact?, status: Status?) in
      guard let facts = campaigns[place].facts else { return (place, nil, nil, nil) }
      let figure = facts.figure(id)
      if figure.value != nil { unit = figure.unit }
      // The target may be set for the KPI that is nothing but this measure.
      let target = facts.target(id)
        ?? facts.frame.targets.first { MainMeasure.plainMeasure(of: $0.kpi, in: dictionary) == id }
      return (place, figure.value, target?.target, target.flatMap { facts.assessment(of: $0).status })
    }
    return CampaignComparison(
      id: id, direction: dictionary[id]?.direction ?? Portfolio.measureDirection(id), unit: unit, values: values)
  }

  /// Money that is spent describes a campaign's size; of anything else that is counted more is better.
  private static func measureDirection(_ id: String) -> Direction {
    ["cost", "media_cost", "promo_cost", "planned_budget", "staff", "hours", "audience", "respondents", "bounces"]
      .contains(id) ? .context : .higher
  }

  /// A comparison as a table.
  public func table(_ comparison: CampaignComparison) -> ReviewTable {
    let better =
      switch comparison.direction {
      case .higher: pick("越高越好", "higher is better")
      case .lower: pick("越低越好", "lower is better")
      case .target: pick("越接近各自目标越好", "the nearer to its own target the better")
      case .context: pick("不分优劣，不排名", "neither good nor bad, not ranked")
      }
    let ranked = comparison.rows.count { $0.rank != nil }
    return ReviewTable(
      id: "compare-" + comparison.id.replacing("_", with: "-"),
      caption: name(comparison.id) + pick("（\(better)）", " (\(better))"),
      columns: [
        .init(title: pick("活动", "Campaign"), numeric: false), .init(title: name(comparison.id), numeric: true),
        .init(title: pick("达标", "Target"), numeric: false), .init(title: pick("排名", "Rank"), numeric: true),
        .init(title: pick("分位", "Quantile"), numeric: true),
      ],
      rows: comparison.rows.map { row in
        [
          ReviewTable.Cell(campaigns[row.campaign].title), amount(row.value, comparison.unit),
          ReviewTable.Cell(row.status == nil ? NumberStyle.missing : "", status: row.status),
          ReviewTable.Cell(
            row.rank.map { "\($0) / \(ranked)" } ?? NumberStyle.missing,
            value: row.rank.map { .number(.exact(Exact($0)), .count) }),
          ReviewTable.Cell(
            row.quantile.map { "P" + String(Int(($0 * 100).rounded())) } ?? NumberStyle.missing,
            value: row.quantile.map { .number(.real($0), .ratio) }),
        ]
      })
  }

  /// What the quantiles mean, for under the tables.
  public var quantileNote: String {
    typeset(
      pick(
        "排名只在有这个数据的活动之间比。分位是其余活动里不如它的比例：P100 最好，P0 最差；只有一个活动有数据时不排分位。",
        "Ranks are among the campaigns that have the figure. The quantile is the part of the others that did worse: P100 is the "
          + "best, P0 the last; a lone campaign has none."))
  }

  // MARK: Spend against return

  /// Which campaigns are not in the drawing of spend against return; `nil` when all are, or none is.
  public var withoutReturn: String? {
    guard case .plot(.scatter(let chart))? = spendAgainstReturn else { return nil }
    let drawn = Set(chart.points.map(\.name))
    let others = campaigns.map(\.title).filter { !drawn.contains($0) }.map(datum)
    if others.isEmpty { return nil }
    return typeset(
      pick(
        "没有\(chart.x.name)或\(chart.y.name)数据、不在图上的活动：\(join(others))。",
        "Not drawn, for want of \(chart.x.name.lowercased()) or \(chart.y.name.lowercased()): \(join(others))."))
  }

  /// What campaigns spent and what came back, `nil` where no campaign has both.
  public var spendAgainstReturn: Chart? {
    let cost = comparison(of: "cost")
    let candidates = ["attributed_revenue", "revenue"].map(comparison)
    func both(_ other: CampaignComparison) -> [(place: Int, cost: Double, back: Double)] {
      campaigns.indices.compactMap { place in
        guard let spent = cost.rows.first(where: { $0.campaign == place })?.value?.double, spent > 0,
          let back = other.rows.first(where: { $0.campaign == place })?.value?.double
        else { return nil }
        return (place, spent, back)
      }
    }
    guard let best = candidates.enumerated().max(by: { (both($0.element).count, $1.offset) < (both($1.element).count, $0.offset) })
    else { return nil }
    let points = both(best.element)
    guard let top = points.max(by: { ($0.back / $0.cost, $1.place) < ($1.back / $1.cost, $0.place) }) else { return nil }
    let (spent, back) = (points.reduce(0) { $0 + $1.cost }, points.reduce(0) { $0 + $1.back })
    let ratio = spent > 0 ? back / spent : 0
    let reach = (points.map(\.cost).max() ?? 1) * 4
    let each = style.full(top.back / top.cost, .decimal)
    let money = name("cost")
    var curves = [
      ScatterChart.Curve(
        name: pick("回本线", "break-even"), points: [(0, 0), (reach, reach)], isReference: true)
    ]
    if points.count > 1 {
      curves.append(
        .init(
          name: pick("平均 \(style.full(ratio, .multiple))", "average \(style.full(ratio, .multiple))"),
          points: [(0, 0), (reach, reach * ratio)], isReference: true))
    }
    let finding = pick(
      "\(datum(campaigns[top.place].title))每花 1 元带来 \(each) 元\(name(best.element.id))" + (points.count > 1 ? "，在各活动中最高" : ""),
      "\(campaigns[top.place].title) brought \(each) of \(name(best.element.id).lowercased()) for each \(currency.code) spent"
        + (points.count > 1 ? ", more than any other" : ""))
    return .scatter(
      ScatterChart(
        frame: ChartFrame(
          finding: typeset(finding),
          subject: pick("各活动的\(money)与\(name(best.element.id))", "\(money) and \(name(best.element.id).lowercased()) of each campaign"),
          unit: .money),
        x: .init(name: money, unit: .money), y: .init(name: name(best.element.id), unit: .money),
        points: points.map { .init(name: campaigns[$0.place].title, x: $0.cost, y: $0.back) }, curves: curves))
  }
}
