import Charts
import Metrics
import Statistics
import Values

/// A measure's change against the baseline, taken apart into the factors whose product it is.
struct DriverAnalysis {
  /// One factor: a first measure, or what each unit of one measure makes of the next.
  struct Factor {
    /// Of the measure, or of the KPI that is the quotient, or an id of its own.
    var id: String
    var name: String
    /// The name within an English sentence.
    var inside: String
    var unit: Unit
    var before: Number
    var after: Number
    /// What its change contributed, in the measure's unit; all together add up to the change exactly.
    var effect: Exact
  }

  var measure: String
  var unit: Unit
  /// Of the baseline, scaled to as many days as the campaign has data for.
  var before: Exact
  var after: Exact
  var factors: [Factor]
  /// Days scaled from and to; equal where nothing was scaled.
  var days: (from: Int, to: Int)
  var sources: [FigureSource]
  /// The measures, from the first factor to the measure itself.
  var chain: [String]

  var change: Exact { after.subtracting(before) ?? .zero }
}

/// Which measures lead to which, best first: each is a product of the first and the steps between.
private let chains: [String: [[String]]] = [
  "revenue": [["visits", "orders", "revenue"], ["clicks", "orders", "revenue"], ["orders", "revenue"], ["units", "revenue"]],
  "attributed_revenue": [
    ["impressions", "clicks", "conversions", "attributed_revenue"], ["clicks", "conversions", "attributed_revenue"],
    ["conversions", "attributed_revenue"], ["media_cost", "attributed_revenue"],
  ],
  "orders": [["visits", "orders"], ["clicks", "orders"]],
  "conversions": [["impressions", "clicks", "conversions"], ["visits", "conversions"], ["clicks", "conversions"]],
  "leads": [["impressions", "clicks", "leads"], ["visits", "leads"], ["clicks", "leads"]],
  "registrations": [["visits", "registrations"], ["impressions", "clicks", "registrations"]],
  "visits": [["impressions", "clicks", "visits"], ["clicks", "visits"]],
  "clicks": [["media_cost", "impressions", "clicks"], ["impressions", "clicks"]],
  "interactions": [["impressions", "interactions"]],
  "impressions": [["media_cost", "impressions"]],
]

/// Quotients that are KPIs.
private let quotients: [String: String] = [
  "visits>orders": "order-rate", "orders>revenue": "aov", "impressions>clicks": "ctr",
  "visits>conversions": "conversion-rate",
  "visits>registrations": "registration-rate", "impressions>interactions": "engagement-rate",
]

extension Writer {
  /// Of the measure that the brief sets a target for, else of revenue, else of the main measure; `nil` without a
  /// baseline or a way to take it apart.
  func driverAnalysis() -> DriverAnalysis? {
    guard facts.frame.baseline != nil else { return nil }
    let candidates = main?.target == nil ? ["revenue", main?.id] : [main?.id, "revenue"]
    for id in candidates.compactMap({ $0 }) {
      for chain in chains[id] ?? [] {
        if let found = analysis(of: chain) { return found }
      }
    }
    return nil
  }

  private func analysis(of chain: [String]) -> DriverAnalysis? {
    guard let baseline = facts.frame.baseline, let last = chain.last, let unit = dictionary.measure(last)?.unit
    else { return nil }
    let days = coveredDays
    var before: [Number] = []
    var after: [Number] = []
    for id in chain {
      guard dictionary.measure(id)?.additive == true, let now = peek(FigureKey(id: id)).value,
        let base = facts.figure(id, in: .baseline).value,
        now.double > 0 || base.double > 0, now.double >= 0, base.double >= 0
      else { return nil }
      before.append(scaled(base, from: baseline.length, to: days))
      after.append(now)
    }
    guard let first = before.last?.exact(decimals: 2), let end = after.last?.exact(decimals: 2),
      let change = end.subtracting(first), !change.isZero
    else { return nil }
    guard let old = factors(before.map(\.double)), let new = factors(after.map(\.double)),
      let effects = driverContributions(from: old, to: new)
    else { return nil }
    let shares = apportioned(effects, to: change, decimals: unit.kind == .money ? 2 : change.scale == 0 ? 0 : 1)
    let items = chain.indices.map { index in
      let words = factorWords(chain, index)
      return DriverAnalysis.Factor(
        id: words.id, name: words.name, inside: words.inside, unit: words.unit,
        before: index == 0 ? before[0] : .real(old[index]),
        after: index == 0 ? after[0] : .real(new[index]), effect: shares[index])
    }
    return DriverAnalysis(
      measure: last, unit: unit, before: first, after: end, factors: items, days: (baseline.length, days),
      sources: sourcesOfBoth(chain), chain: chain)
  }

  /// The files that measures of both periods come from. Measures share rows, periods do not.
  func sourcesOfBoth(_ ids: [String]) -> [FigureSource] {
    var rows: [FigureSource: Int] = [:]
    for slice in [Slice.baseline, .campaign] {
      var here: [FigureSource: Int] = [:]
      for source in ids.flatMap({ facts.figure($0, in: slice).sources }) {
        here[FigureSource(file: source.file, sheet: source.sheet, rows: 0), default: 0].raise(to: source.rows)
      }
      rows.merge(here) { $0 + $1 }
    }
    return rows.map { FigureSource(file: $0.file, sheet: $0.sheet, rows: $1) }
      .sorted { ($0.file, $0.sheet ?? "") < ($1.file, $1.sheet ?? "") }
  }

  /// Days of the campaign up to the last one with data: a running campaign is not compared with days to come.
  var coveredDays: Int { dataAsOf.map { min(period.length, max(1, period.start.distance(to: $0) + 1)) } ?? period.length }

  /// A sum over so many days brought to another number of days.
  func scaled(_ value: Number, from: Int, to: Int) -> Number {
    guard from != to else { return value }
    return value.multiplied(by: .exact(Exact(to))).divided(by: .exact(Exact(from))) ?? value
  }

  private func factorWords(_ chain: [String], _ index: Int) -> (id: String, name: String, inside: String, unit: Unit) {
    let id = chain[index]
    guard index > 0 else { return (id, name(id), nameInside(id), dictionary.measure(id)?.unit ?? Unit(.number)) }
    let pair = "\(chain[index - 1])>\(id)"
    if let kpi = quotients[pair], let unit = dictionary[kpi]?.unit { return (kpi, name(kpi), nameInside(kpi), unit) }
    let rate = Unit(.ratio)
    switch pair {
    case "clicks>visits": return named("arrival-rate", rate)
    case "clicks>orders", "clicks>conversions": return named("click-conversion-rate", rate)
    case "clicks>leads", "visits>leads": return named("lead-rate", rate)
    case "clicks>registrations": return named("click-registration-rate", rate)
    case "units>revenue": return named("unit-price", Unit(.money))
    case "conversions>attributed_revenue": return named("revenue-per-conversion", Unit(.money))
    case "media_cost>impressions": return named("impressions-per-yuan", Unit(.number))
    default: return named("driver-quotient", Unit(.number))
    }
  }

  private func named(_ id: String, _ unit: Unit) -> (id: String, name: String, inside: String, unit: Unit) {
    (id, name(id), nameInside(id), unit)
  }

  // MARK: Writing

  /// Adds the drivers of the change to the chapter, in words, as a waterfall and as a table.
  func writeDrivers(into chapter: inout Chapter) {
    guard let found = driverAnalysis() else { return }
    chapter.blocks.append(.heading(pick("变化从何而来", "What drove the change")))
    let noted = found.factors.map { factor in
      record(
        FigureKey(id: "driver-effect", filter: [DimensionValue("driver", factor.id)]),
        Figure(
          id: "driver-effect", kind: .kpi, value: .exact(factor.effect), unit: found.unit,
          formula: "L(after, before) × ln(\(factor.id) after / before)", sources: found.sources))
    }
    let sentence = driverSentence(found, noted)
    var bullets = [sentence]
    if let target = targetGapSentence() { bullets.append(target) }
    chapter.blocks.append(.bullets(bullets))
    chapter.blocks.append(.chart(id: "trend-drivers", driverChart(found)))
    chapter.blocks.append(.table(driverTable(found)))
    if let chart = driverHeat(found) { chapter.blocks.append(.chart(id: "trend-drivers-channel", chart)) }
    highlight(0.7, .trend, sentence)
    explainMethod(
      "driver-analysis", label: pick("驱动因素拆解", "Drivers of the change"),
      value: difference(.exact(found.change), found.unit),
      formula: pick(
        "对数平均迪氏指数法（LMDI-I，Ang 2005）：每个因素的贡献 = L(活动期, 基准期) × ln(因素活动期 ÷ 基准期)，"
          + "L 为对数平均数；零值取 Ang 与 Liu（2007）的极限。各因素相加等于全部变化，没有余项。",
        "Logarithmic mean Divisia index (LMDI-I, Ang 2005): a factor contributes L(after, before) × ln(after ÷ before),"
          + " L the "
          + "logarithmic mean; zeros by the limit of Ang and Liu (2007). The factors add up to the change without a "
          + "remainder."),
      sources: found.sources,
      notes: found.days.from == found.days.to
        ? [] : [pick("基准期的\(found.days.from)天折算为\(found.days.to)天。", "The baseline's \(found.days.from) days are scaled "
          + "to \(found.days.to).")])
  }

  private func largest(_ found: DriverAnalysis) -> DriverAnalysis.Factor? {
    found.factors.max { $0.effect.magnitude < $1.effect.magnitude }
  }

  private func driverSentence(_ found: DriverAnalysis, _ noted: [Noted]) -> Sentence {
    let rise = !found.change.isNegative
    // Shares of a change say something only where nothing works against it.
    let oneWay = found.factors.allSatisfy { $0.effect.isZero || $0.effect.isNegative != rise }
    let parts = found.factors.map { factor in
      let up = factor.after.double >= factor.before.double
      let (old, new) = (prose(factor.before, factor.unit), prose(factor.after, factor.unit))
      let size = distance(.exact(factor.effect), found.unit)
      let share = oneWay ? percent(Number.exact(factor.effect).ratio(to: .exact(found.change))) : nil
      let word = factor.effect.isNegative ? pick("减少", "took away") : pick("带来", "brought")
      return pick(
        "\(factor.name)由\(old)\(up ? "升" : "降")到\(new)，\(word)\(size)" + (share.map { "（占\($0)）" } ?? ""),
        "\(factor.inside) went \(up ? "up" : "down") from \(old) to \(new) and \(word) \(size)"
          + (share.map { " (\($0))" } ?? ""))
    }
    let size = distance(.exact(found.change), found.unit)
    return say(
      "driver-result",
      "\(name(found.measure))比基准期\(rise ? "多" : "少")\(size)，是\(found.factors.count)个因素相乘的结果："
        + "\(parts.joined(separator: "；"))。"
        + "各项相加就是全部变化。",
      "\(name(found.measure)) is \(size) \(rise ? "above" : "below") the baseline, as a product of \(found.factors.count)"
        + " factors: "
        + "\(parts.joined(separator: "; ")). Together they are the whole change.",
      [figure(found.measure), figure(found.measure, aspect: .baseline)] + noted)
  }

  private func driverChart(_ found: DriverAnalysis) -> Chart {
    let lead = largest(found)
    let finding = lead.map { lead in
      let size = distance(.exact(lead.effect), found.unit)
      return pick(
        "\(lead.name)\(lead.effect.isNegative ? "的下降影响最大，减少" : "的上升影响最大，带来")\(size)",
        "\(lead.name) mattered most: \(size) \(lead.effect.isNegative ? "less" : "more")")
    }
    let steps =
      [WaterfallChart.Step(pick("基准期", "Baseline"), found.before.double, isTotal: true)]
      + found.factors.map { WaterfallChart.Step($0.name, $0.effect.double) }
      + [WaterfallChart.Step(pick("活动期", "Campaign"), found.after.double, isTotal: true)]
    return .waterfall(
      WaterfallChart(
        frame: ChartFrame(
          finding: finding, subject: pick("\(name(found.measure))从基准期到活动期的变化", "\(name(found.measure)) from baseline to "
            + "campaign"),
          unit: found.unit.numberUnit, unitName: unitName(found.unit), source: source(figure(found.measure).figure)),
        steps: steps))
  }

  /// The same by channel, each channel's change taken apart by itself; `nil` where not every factor is known by channel.
  private func driverHeat(_ found: DriverAnalysis) -> Chart? {
    let dimension = "channel"
    guard found.chain.allSatisfy({ facts.dimensions(of: $0).contains(dimension) }) else { return nil }
    let counts = [Slice.baseline, .campaign].map { slice in
      found.chain.map { facts.breakdown(of: $0, by: dimension, in: slice).rows }
    }
    let values = counts[1][found.chain.count - 1].compactMap(\.value)
    // Rows without a channel would be missing from the sum.
    guard (2...12).contains(values.count), !counts.joined().joined().contains(where: { $0.value == nil }) else { return nil }
    let rows = values.map { value -> [Double?] in
      let amounts = counts.enumerated().map { span, measures in
        measures.map { rows -> Double in
          let amount = rows.first { $0.value == value }?.amount ?? .exact(.zero)
          return (span == 0 ? scaled(amount, from: found.days.from, to: found.days.to) : amount).double
        }
      }
      let change = Number.real((amounts[1].last ?? 0) - (amounts[0].last ?? 0)).rounded(found.unit.numberUnit).double
      guard let old = factors(amounts[0]), let new = factors(amounts[1]), let effects = driverContributions(from: old, to: new)
      else { return found.factors.map { _ in nil } + [change] }
      return effects.map { Number.real($0).rounded(found.unit.numberUnit).double } + [change]
    }
    let cells = rows.indices.flatMap { row in found.factors.indices.map { (row, $0) } }
    guard
      let lead = cells.max(by: { abs(rows[$0.0][$0.1] ?? 0) < abs(rows[$1.0][$1.1] ?? 0) }), let size = rows[lead.0][lead.1]
    else { return nil }
    let amount = distance(.real(size), found.unit)
    let factor = found.factors[lead.1]
    return .heat(
      HeatTable(
        frame: ChartFrame(
          finding: pick(
            "最大的一块是\(datum(values[lead.0]))的\(factor.name)，\(size < 0 ? "减少" : "带来")\(amount)",
            "The largest part is \(factor.inside) of \(values[lead.0]), which \(size < 0 ? "took away" : "brought") "
              + "\(amount)"),
          subject: pick("各渠道\(name(found.measure))变化的来源，逐个渠道拆解", "Drivers by channel, each taken apart by itself"),
          unit: found.unit.numberUnit, unitName: unitName(found.unit), source: source(figure(found.measure).figure)),
        rowHead: self.dimension(dimension), rows: values,
        columns: found.factors.map(\.name) + [pick("合计", "Together")], values: rows, shading: .diverging(around: 0)))
  }

  private func driverTable(_ found: DriverAnalysis) -> ReviewTable {
    let oneWay = found.factors.allSatisfy { $0.effect.isZero || $0.effect.isNegative == found.change.isNegative }
    let scaled = found.days.from != found.days.to
    let rows = found.factors.enumerated().map { index, factor in
      [
        ReviewTable.Cell(factor.name, kpi: dictionary[factor.id] == nil ? nil : factor.id),
        amount(index == 0 && scaled ? factor.before.rounded(factor.unit.numberUnit) : factor.before, factor.unit),
        amount(factor.after, factor.unit),
        change(factor.after.minus(factor.before).ratio(to: factor.before)), delta(.exact(factor.effect), found.unit),
      ] + (oneWay ? [share(Number.exact(factor.effect).ratio(to: .exact(found.change)))] : [])
    }
    return ReviewTable(
      id: "trend-drivers", caption: pick("\(name(found.measure))变化的驱动因素", "Drivers of the change of "
        + "\(nameInside(found.measure))"),
      columns: [
        .init(title: pick("因素", "Factor"), numeric: false),
        .init(title: scaled ? pick("基准期（按天数折算）", "Baseline, scaled by days") : pick("基准期", "Baseline"), numeric: true),
        .init(title: pick("活动期", "Campaign"), numeric: true), .init(title: pick("变化", "Change"), numeric: true),
        .init(title: pick("对变化的贡献", "Contribution"), numeric: true),
      ] + (oneWay ? [.init(title: pick("占比", "Share"), numeric: true)] : []), rows: rows,
      totalRow: [
        .init(name(found.measure)), amount(.exact(found.before), found.unit), amount(.exact(found.after), found.unit),
        change(Number.exact(found.change).ratio(to: .exact(found.before))), delta(.exact(found.change), found.unit),
      ] + (oneWay ? [whole()] : []))
  }

  /// Where the brief sets both revenue and the order's value, it sets the orders too: the gap is theirs.
  private func targetGapSentence() -> Sentence? {
    func goal(_ id: String) -> Assessment? { assessments.first { $0.target.kpi == id && $0.target.upper == nil } }
    guard let revenue = goal("revenue-total"), let value = goal("aov"), revenue.actual.value != nil,
      let orders = peek(FigureKey(id: "orders")).value, let sales = peek(FigureKey(id: "revenue")).value,
      value.target.target > .zero, let gap = sales.exact(decimals: 2)?.subtracting(revenue.target.target), !gap.isZero
    else { return nil }
    let wanted = revenue.target.target.double / value.target.target.double
    let aov = sales.double / max(orders.double, 1)
    guard orders.double > 0,
      let effects = driverContributions(from: [wanted, value.target.target.double], to: [orders.double, aov])
    else { return nil }
    let shares = apportioned(effects, to: gap, decimals: 2)
    let (unit, count) = (Unit(.money), dictionary.measure("orders")?.unit ?? Unit(.number))
    func text(_ effect: Exact) -> String {
      let size = distance(.exact(effect), unit)
      return pick(effect.isNegative ? "少\(size)" : "多\(size)", effect.isNegative ? "\(size) less" : "\(size) more")
    }
    let (old, new) = (cell(.real(wanted.rounded()), count), cell(orders, count))
    let (oldValue, newValue) = (prose(.exact(value.target.target), unit), prose(value.actual))
    return say(
      "driver-target",
      "与目标相比\(text(gap))：简报的销售额与平均订单价值合起来要求\(old)，实际\(new)，由此\(text(shares[0]))；"
        + "平均订单价值目标\(oldValue)，实际\(newValue)，由此\(text(shares[1]))。",
      "Against the target, \(text(gap)): revenue and order value of the brief ask for \(old) orders, there were \(new), "
        + "which makes "
        + "\(text(shares[0])); an order was worth \(newValue) instead of \(oldValue), which makes \(text(shares[1])).",
      [
        figure("revenue"), figure("orders"), figure("revenue-total", aspect: .target), figure("aov"),
        figure("aov", aspect: .target), figure("revenue-total"),
      ])
  }
}

/// The first amount, then what each makes of the one before it; of nothing that makes nothing 0. `nil` where an amount
/// comes of nothing, as it is then no product of its factors.
private func factors(_ amounts: [Double]) -> [Double]? {
  var result: [Double] = []
  for (index, amount) in amounts.enumerated() {
    guard index > 0 else {
      result.append(amount)
      continue
    }
    guard amounts[index - 1] != 0 || amount == 0 else { return nil }
    result.append(amount == 0 ? 0 : amount / amounts[index - 1])
  }
  return result
}

/// Effects as exact numbers of so many decimals that add up to `total`: the largest takes what rounding leaves over.
func apportioned(_ effects: [Double], to total: Exact, decimals: Int) -> [Exact] {
  var result = effects.map { Number.real($0).exact(decimals: decimals) ?? .zero }
  guard let lead = effects.indices.max(by: { abs(effects[$0]) < abs(effects[$1]) }) else { return result }
  let others = result.indices.filter { $0 != lead }.reduce(Exact.zero) { $0.adding(result[$1]) ?? $0 }
  result[lead] = total.subtracting(others) ?? result[lead]
  return result
}

extension Int {
  fileprivate mutating func raise(to other: Int) { self = Swift.max(self, other) }
}
