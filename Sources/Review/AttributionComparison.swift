import Charts
import Metrics
import Statistics
import Values

/// Attribution side by side: what each model credits each channel with.
extension Writer {
  /// Adds nothing without a file of journeys; `nil`, or what is needed.
  func addAttribution(to chapter: inout Chapter) -> String? {
    guard input.tables.contains(where: { $0.kind == .journeys }) else {
      return pick(
        "归因比较需要 data/journeys*.csv（customer、time、channel、converted、value，或 path、conversions、value、nulls）。",
        "Attribution needs data/journeys*.csv (customer, time, channel, converted, value, or path, conversions, value, nulls).")
    }
    let read = Journeys.read(input.tables)
    if let read, read.channels.count > Journeys.mostChannels {
      return pick(
        "data/journeys*.csv 有\(read.channels.count)个渠道名，归因最多比较\(Journeys.mostChannels)个；请先把渠道名归并到统一口径。",
        "data/journeys*.csv names \(read.channels.count) channels, of which at most \(Journeys.mostChannels) can be compared; merge them first.")
    }
    guard let journeys = read, journeys.tally.conversions > 0 else {
      return pick(
        "data/journeys*.csv 里没有一条有触点的转化路径，归因无从比较。",
        "data/journeys*.csv has no converted path with a touch, so that there is nothing to attribute.")
    }
    let credits = AttributionModel.allCases.compactMap { model in
      journeys.tally.credits(model).map { (model: model, credits: $0) }
    }
    let rows = attributionRows(journeys, credits)
    chapter.blocks.append(.heading(pick("归因：渠道的功劳怎么算", "Attribution: what each channel is credited with")))
    var sentences = [attributionResult(journeys)]
    if let sentence = attributionLeader(rows, credits.map(\.model)) { sentences.append(sentence) }
    let dispute = attributionDispute(rows, credits.map(\.model))
    if let dispute {
      sentences.append(dispute)
      highlight(0.35, .budget, dispute)
    }
    chapter.blocks.append(.bullets(sentences))
    if rows.count > 1 {
      let shown = rows.prefix(8)
      chapter.blocks.append(
        .chart(
          id: "attribution-models",
          .bar(
            BarChart(
              frame: ChartFrame(
                finding: disputeFinding(rows, credits.map(\.model)) ?? pick("各方法给出的功劳接近", "The models agree closely"),
                subject: pick("各渠道在七种归因方法下的转化占比", "Share of conversions by channel under seven models"),
                unit: .ratio, source: files(journeys.sources)),
              categories: shown.map(\.name),
              series: credits.indices.map { model in
                ChartSeries(name: modelName(credits[model].model), values: shown.map { $0.shares[model] })
              }))))
    }
    chapter.blocks.append(.table(attributionTable(journeys, rows, credits.map(\.model))))
    if journeys.value != nil { chapter.blocks.append(.table(attributionValues(journeys, rows, credits.map(\.model)))) }
    chapter.blocks.append(.bullets([attributionLimits(journeys)]))
    explainAttribution(journeys)
    return nil
  }

  private struct CreditRow {
    var name: String
    /// By model, to the hundredth, so that the rows add up to the total exactly.
    var conversions: [Exact]
    var values: [Exact]
    var shares: [Double]
    /// Greatest less least share.
    var range: Double
  }

  /// By descending last-touch credit. Channels that fewer than 5 paths have are told together, as groups of people.
  private func attributionRows(
    _ journeys: Journeys, _ credits: [(model: AttributionModel, credits: AttributionCredits)]
  ) -> [CreditRow] {
    let total = journeys.tally.conversions
    let reach = journeys.tally.reach
    let last = credits.firstIndex { $0.model == .last } ?? 0
    let large = journeys.channels.indices.filter { reach[$0] >= 5 }.sorted { a, b in
      let (x, y) = (credits[last].credits.conversions[a], credits[last].credits.conversions[b])
      return x != y ? x > y : journeys.channels[a] < journeys.channels[b]
    }
    let small = journeys.channels.indices.filter { reach[$0] < 5 }
    let groups = large.map { (journeys.channels[$0], [$0]) } + (small.isEmpty ? [] : [(pick("其他渠道", "Other channels"), small)])
    func add(_ parts: [Double], _ group: [Int]) -> Double { group.reduce(0) { $0 + parts[$1] } }
    let conversions = credits.map { item in hundredths(groups.map { add(item.credits.conversions, $0.1) }, of: total) }
    let values = credits.map { item in
      hundredths(groups.map { add(item.credits.value, $0.1) }, of: journeys.value?.double ?? 0)
    }
    let rows = groups.indices.map { place in
      let shares = credits.map { add($0.credits.conversions, groups[place].1) / total }
      return CreditRow(
        name: groups[place].0, conversions: conversions.map { $0[place] }, values: values.map { $0[place] }, shares: shares,
        range: (shares.max() ?? 0) - (shares.min() ?? 0))
    }
    for row in rows {
      for (index, item) in credits.enumerated() {
        record(
          FigureKey(
            id: "attribution-share",
            filter: [DimensionValue("channel", row.name), DimensionValue("model", item.model.rawValue)]),
          Figure(
            id: "attribution-share", kind: .kpi, value: .real(row.shares[index]), unit: Unit(.ratio),
            formula: "attributed conversions / conversions (\(item.model.rawValue))", sources: journeys.sources))
      }
    }
    return rows
  }

  /// Parts rounded to hundredths that add up to the rounded whole: the largest remainders are rounded up.
  private func hundredths(_ parts: [Double], of whole: Double) -> [Exact] {
    guard whole < 1e15, parts.allSatisfy({ $0.isFinite }) else { return parts.map { _ in .zero } }
    var floors = parts.map { Int(($0 * 100).rounded(.down)) }
    let rest = Int((whole * 100).rounded()) - floors.reduce(0, +)
    let order = parts.indices.sorted { a, b in
      let (x, y) = (parts[a] * 100 - Double(floors[a]), parts[b] * 100 - Double(floors[b]))
      return x != y ? x > y : a < b
    }
    for index in order.prefix(max(0, rest)) { floors[index] += 1 }
    return floors.map { Exact(mantissa: Int128($0), scale: 2) }
  }

  private func shareFigure(_ channel: String, _ model: AttributionModel) -> Noted {
    figure(
      "attribution-share",
      filter: [DimensionValue("channel", channel), DimensionValue("model", model.rawValue)])
  }

  func modelName(_ model: AttributionModel) -> String {
    switch model {
    case .first: pick("首次触点", "First touch")
    case .last: pick("末次触点", "Last touch")
    case .linear: pick("线性平均", "Linear")
    case .position: pick("首尾加重", "Position 40/20/40")
    case .decay: pick("时间衰减", "Time decay")
    case .markov: pick("马尔可夫链", "Markov chain")
    case .shapley: pick("夏普利值", "Shapley value")
    }
  }

  // MARK: Sentences

  private func attributionResult(_ journeys: Journeys) -> Sentence {
    let tally = journeys.tally
    let conversions = Number.real(tally.conversions).rounded(.count)
    let nulls = Number.real(tally.nulls).rounded(.count)
    let worth = journeys.value.map { pick("，价值\(prose(.exact($0), Unit(.money)))", ", worth \(prose(.exact($0), Unit(.money)))") } ?? ""
    let mean = style.full(tally.touches / tally.conversions, .decimal)
    let lost = tally.nulls > 0
      ? pick("另有\(style.compact(nulls, .count))条路径没有转化", "\(style.compact(nulls, .count)) paths did not convert")
      : pick("数据里没有未转化的路径", "the data has no paths without a conversion")
    return say(
      "attribution-result",
      "有触点记录的转化\(style.compact(conversions, .count))次\(worth)，平均每次转化前有\(mean)个触点，\(percent(tally.alone / tally.conversions))只经过一个渠道；\(lost)。",
      "\(style.compact(conversions, .count)) conversions have touches on record\(worth), \(mean) each on average; "
        + "\(percent(tally.alone / tally.conversions)) went through one channel only; \(lost).")
  }

  private func attributionLeader(_ rows: [CreditRow], _ models: [AttributionModel]) -> Sentence? {
    guard rows.count > 1 else { return nil }
    let winners = models.indices.map { model in rows.indices.max { rows[$0].shares[model] < rows[$1].shares[model] } ?? 0 }
    let first = rows[winners[0]]
    if winners.allSatisfy({ $0 == winners[0] }) {
      let (low, high) = (percent(first.shares.min()), percent(first.shares.max()))
      return say(
        "attribution-leader",
        "无论用哪种方法，\(datum(first.name))的功劳都最大，占\(low)～\(high)，这个结论不取决于算法。",
        "Whatever the model, \(first.name) is credited with most, \(low) to \(high): that does not hang on the method.",
        models.map { shareFigure(first.name, $0) })
    }
    // Models that agree are told together, in the order of the models.
    var parts: [String] = []
    var told: Set<Int> = []
    for winner in winners where told.insert(winner).inserted {
      let names = models.indices.filter { winners[$0] == winner }.map { modelName(models[$0]) }
      parts.append("\(join(names))\(pick("为", ": "))\(datum(rows[winner].name))")
    }
    return say(
      "attribution-leader",
      "功劳最大的渠道因方法而异：\(parts.joined(separator: "；"))。据此加钱或减钱之前，要先选定口径。",
      "Which channel is credited with most hangs on the model (\(parts.joined(separator: "; "))); settle on one before moving money.",
      models.indices.map { shareFigure(rows[winners[$0]].name, models[$0]) })
  }

  /// The channel that the models differ most about, and the models with the most and the least for it.
  private func dispute(_ rows: [CreditRow], _ models: [AttributionModel]) -> (row: CreditRow, high: Int, low: Int)? {
    guard let row = rows.max(by: { ($0.range, $1.name) < ($1.range, $0.name) }), rows.count > 1, row.range > 0.005,
      let high = models.indices.max(by: { row.shares[$0] < row.shares[$1] }),
      let low = models.indices.min(by: { row.shares[$0] < row.shares[$1] })
    else { return nil }
    return (row, high, low)
  }

  private func disputeFinding(_ rows: [CreditRow], _ models: [AttributionModel]) -> String? {
    dispute(rows, models).map { row, high, low in
      pick(
        "\(datum(row.name))的功劳最有争议：\(modelName(models[high]))给\(percent(row.shares[high]))，\(modelName(models[low]))给\(percent(row.shares[low]))",
        "\(row.name) is disputed most: \(percent(row.shares[high])) by \(Words.lowered(modelName(models[high]))), "
          + "\(percent(row.shares[low])) by \(Words.lowered(modelName(models[low])))")
    }
  }

  private func attributionDispute(_ rows: [CreditRow], _ models: [AttributionModel]) -> Sentence? {
    guard let (row, high, low) = dispute(rows, models) else { return nil }
    let gap = style.difference(row.range, .ratio)
    let size = gap.hasPrefix("+") ? String(gap.dropFirst()) : gap
    let starts = models.firstIndex(of: .first).map { row.shares[$0] } ?? 0
    let ends = models.firstIndex(of: .last).map { row.shares[$0] } ?? 0
    let role = starts > ends + 0.02
      ? pick("；它多在路径开头出现，只看末次触点会低估它", "; it mostly begins paths, so that the last touch alone undervalues it")
      : ends > starts + 0.02
        ? pick("；它多在成交前出现，只看末次触点会高估它", "; it mostly ends paths, so that the last touch alone overvalues it") : ""
    return say(
      "attribution-dispute",
      "分歧最大的是\(datum(row.name))，\(modelName(models[high]))给它\(percent(row.shares[high]))，\(modelName(models[low]))"
        + "只给\(percent(row.shares[low]))，相差\(size)\(role)。",
      "Models differ most about \(row.name), \(percent(row.shares[high])) by \(Words.lowered(modelName(models[high]))) against "
        + "\(percent(row.shares[low])) by \(Words.lowered(modelName(models[low]))), \(size) apart\(role).",
      [shareFigure(row.name, models[high]), shareFigure(row.name, models[low])])
  }

  private func attributionLimits(_ journeys: Journeys) -> Sentence {
    var zh = ["归因只在看得见的触点之间分功劳，不能证明没有这个渠道就没有这些转化，因果要靠对照实验"]
    var en = ["Attribution splits credit among the touches that are seen; whether conversions would fail without a channel only a controlled test can tell"]
    if journeys.tally.nulls == 0 {
      zh.append("没有未转化的路径时，马尔可夫链会高估常见渠道")
      en.append("without paths that did not convert the Markov chain overvalues common channels")
    }
    if journeys.untouched > 0 {
      zh.append("有\(journeys.untouched)次转化之前没有触点，任何方法都没有计入")
      en.append("\(journeys.untouched) conversions have no touch before them and count in no model")
    }
    if journeys.leftOut > 0 {
      zh.append("有\(journeys.leftOut)行缺客户、渠道或时间，或内容无法识别，未计入")
      en.append("\(journeys.leftOut) rows lack customer, channel or time, or cannot be read, and are left out")
    }
    zh.append("线下接触、跨设备和平台围墙之内的浏览不在数据里")
    en.append("contacts offline, on other devices and within walled platforms are not in the data")
    return say("attribution-limits", zh.joined(separator: "；") + "。", en.joined(separator: "; ") + ".")
  }

  // MARK: Tables

  private func attributionTable(_ journeys: Journeys, _ rows: [CreditRow], _ models: [AttributionModel]) -> ReviewTable {
    ReviewTable(
      id: "attribution-conversions", caption: pick("各渠道归因转化", "Conversions credited to channels"),
      columns: [.init(title: dimension("channel"), numeric: false)]
        + models.map { .init(title: modelName($0), numeric: true) }
        + [.init(title: pick("占比最大相差", "Shares differ by"), numeric: true)],
      rows: rows.map { row in
        [.init(row.name)] + row.conversions.map { amount(.exact($0), .decimal) } + [delta(.real(row.range), .ratio)]
      },
      totalRow: [.init(pick("合计", "Total"))] + models.map { _ in amount(journeys.tally.conversions, .decimal) }
        + [.init("")],
      note: pick(
        "每种方法分出去的转化相加都等于转化总数。少于 5 条路径的渠道并入“其他渠道”。",
        "What each model gives adds up to all conversions. Channels of fewer than 5 paths are told together."))
  }

  private func attributionValues(_ journeys: Journeys, _ rows: [CreditRow], _ models: [AttributionModel]) -> ReviewTable {
    let total = amount(journeys.value.map(Number.exact), .money)
    return ReviewTable(
      id: "attribution-values", caption: pick("各渠道归因价值", "Value credited to channels"),
      columns: [.init(title: dimension("channel"), numeric: false)]
        + models.map { .init(title: modelName($0), numeric: true) },
      rows: rows.map { row in [.init(row.name)] + row.values.map { amount(.exact($0), .money) } },
      totalRow: [.init(pick("合计", "Total"))] + models.map { _ in total })
  }

  private func explainAttribution(_ journeys: Journeys) {
    let clock = journeys.isCounted && journeys.isTimed
      ? pick("有时间的路径按 7 天减半，没有时间的按 7 次触点减半", "half for every 7 days, or 7 touches where paths have no times")
      : journeys.isTimed
        ? pick("距转化每 7 天减半", "half for every 7 days before the conversion")
        : pick("路径没有时间，距转化每 7 次触点减半", "paths have no times: half for every 7 touches before the conversion")
    explainMethod(
      "attribution-rules", label: pick("五种规则归因", "Five rules of attribution"),
      formula: pick(
        "首次、末次各得全部；线性按触点平均；首尾加重为 40%/20%/40%，两个触点各半；时间衰减\(clock)。同一客户每次转化结束一条路径。",
        "First and last get all; linear gives equal parts; position gives 40/20/40 %, halves to two touches; decay: \(clock). Each "
          + "conversion of a customer ends a path."), sources: journeys.sources)
    explainMethod(
      "attribution-markov", label: modelName(.markov),
      formula: pick(
        "一阶吸收马尔可夫链：起点、各渠道、转化、未转化。移除效应 = 1 − 到达该渠道的人全部流失时的转化概率 ÷ 原转化概率，由线性方程组精确解出，不做模拟；功劳按移除效应的比例分配（Anderl 等，2016）。",
        "An absorbing Markov chain of first order over start, channels, conversion and no conversion. Removal effect = 1 − chance "
          + "to convert if all who reach the channel left ÷ chance to convert, solved exactly, not simulated; credit in proportion "
          + "(Anderl et al., 2016)."), sources: journeys.sources)
    explainMethod(
      "attribution-shapley", label: modelName(.shapley),
      formula: pick(
        "合作博弈：一组渠道的价值是只经过这组渠道的路径带来的转化数；夏普利值是渠道在所有加入次序下的平均贡献，对这一博弈等于把每条路径的转化平均分给它的不同渠道（Zhao 等，2018），渠道数不限，结果精确。",
        "A set of channels is worth the conversions of the paths that need no others; the Shapley value is a channel's mean gain over "
          + "all orders of joining, here an equal part of each path's conversions for each of its channels (Zhao et al., 2018), "
          + "exact for any number of channels."), sources: journeys.sources)
  }

  /// The names of files, for the line under a chart.
  func files(_ sources: [FigureSource]) -> String? {
    if sources.isEmpty { return nil }
    return source(Figure(id: "", kind: .measure, value: nil, unit: Unit(.number), sources: sources))
  }
}
