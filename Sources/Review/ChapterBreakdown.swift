import Charts
import Metrics
import Values

/// One dimension's breakdown of a measure, ready to be written about.
struct DimensionPart {
  var dimension: String
  var measure: String
  var unit: Unit
  var breakdown: Breakdown
  /// Labelled values, largest first.
  var values: [String]

  var top: (value: String, amount: Number, share: Double)? {
    for row in breakdown.rows {
      if let value = row.value, let amount = row.amount, let share = row.share { return (value, amount, share) }
    }
    return nil
  }
}

/// A row of a breakdown as it is shown: one value, the others together, or what has no label.
struct PartRow {
  var value: String?
  var amount: Number?
  var share: Double?
}

extension Writer {
  /// Every dimension with the measure it can be broken down by: the main one where possible.
  func dimensionParts() -> [DimensionPart] {
    let candidates = [main?.id].compactMap { $0 } + [
      "revenue", "attributed_revenue", "orders", "conversions", "clicks", "interactions", "impressions", "media_cost",
    ]
    var available: [(id: String, unit: Unit, dimensions: [String])] = []
    for id in candidates where !available.contains(where: { $0.id == id }) {
      guard let definition = dictionary.measure(id) else { continue }
      available.append((id, definition.unit, facts.dimensions(of: id)))
    }
    return facts.dimensions.compactMap { dimension in
      for measure in available where measure.dimensions.contains(dimension) {
        let breakdown = facts.breakdown(of: measure.id, by: dimension)
        let values = breakdown.rows.compactMap { $0.amount == nil ? nil : $0.value }
        guard !values.isEmpty else { continue }
        return DimensionPart(
          dimension: dimension, measure: measure.id, unit: measure.unit, breakdown: breakdown, values: values)
      }
      return nil
    }
  }

  func chapterBreakdown(_ parts: [DimensionPart]) -> Chapter {
    var chapter = Chapter(.breakdown, in: input.language)
    guard !parts.isEmpty else {
      chapter.state = .missing
      chapter.needs = pick(
        "这一章需要带维度列的 data/daily*.csv，例如 date、channel、region、segment 和 revenue。",
        "This chapter needs data/daily*.csv with dimensions, such as date, channel, region, segment and revenue.")
      return chapter
    }
    for part in parts {
      chapter.sentences.append(breakdownSentence(part))
    }
    for part in parts {
      chapter.blocks.append(.heading(pick("按\(dimension(part.dimension))", "By \(Words.lowered(dimension(part.dimension)))")))
      if part.values.count > 1 { chapter.blocks.append(.chart(id: "breakdown-\(part.dimension)-bars", breakdownChart(part))) }
      if let chart = shareChart(part) { chapter.blocks.append(.chart(id: "breakdown-\(part.dimension)-shares", chart)) }
      chapter.blocks += breakdownTables(part).map(Chapter.Block.table)
    }
    addBudgetBreaches(to: &chapter)
    return chapter
  }

  private func breakdownSentence(_ part: DimensionPart) -> Sentence {
    let label = name(part.measure)
    let dimensionName = dimension(part.dimension)
    let total = figure(part.measure)
    guard let top = part.top else {
      return say(
        "breakdown-" + part.dimension, "按\(dimensionName)拆解的\(label)见下表。",
        "\(label) by \(Words.lowered(dimensionName)) is in the table below.", [total])
    }
    let first = figure(part.measure, filter: [DimensionValue(part.dimension, top.value)])
    let count = part.values.count
    let open = part.breakdown.rows.first { $0.value == nil }?.share ?? 0
    let openText = open > 0
      ? pick("，另有\(percent(open))没有标注\(dimensionName)", "; a further \(percent(open)) has no \(Words.lowered(dimensionName)) on record") : ""
    guard count > 1 else {
      return say(
        "breakdown-" + part.dimension,
        "\(dimensionName)只有\(datum(top.value))一项，\(label)\(prose(first))，占\(percent(top.share))\(openText)。",
        "\(top.value) is the only \(Words.lowered(dimensionName)): \(nameInside(part.measure)) \(prose(first)), "
          + "\(percent(top.share))\(openText).", [first, total])
    }
    let lastName = part.values[count - 1]
    let last = figure(part.measure, filter: [DimensionValue(part.dimension, lastName)])
    let lastShare = part.breakdown.rows.first { $0.value == lastName }?.share
    let even = percent(1 / Double(count))
    return say(
      "breakdown-" + part.dimension,
      "\(count)个\(dimensionName)中，\(datum(top.value))的\(label)最高，\(prose(first))，占\(percent(top.share))\(open > 0 ? "" : "（平均每个\(even)）")；"
        + "\(datum(lastName))最低，\(prose(last))，占\(percent(lastShare))\(openText)。",
      "Of \(count) \(Words.plural(Words.lowered(dimensionName))), \(top.value) has the highest \(nameInside(part.measure)), "
        + "\(prose(first)) or \(percent(top.share))\(open > 0 ? "" : " (an even share would be \(even))"); \(lastName) the lowest, \(prose(last)) or "
        + "\(percent(lastShare))\(openText).", [first, last, total])
  }

  /// What is shown of a dimension with many values: the largest, the others together, and what has no label.
  func condensed(_ breakdown: Breakdown, to limit: Int) -> (
    shown: [PartRow], others: PartRow?, rest: PartRow?
  ) {
    let rows = breakdown.rows.map { PartRow(value: $0.value, amount: $0.amount, share: $0.share) }
    let labelled = rows.filter { $0.value != nil }
    let rest = rows.first { $0.value == nil }
    guard labelled.count > limit else { return (labelled, nil, rest) }
    let tail = labelled[limit...]
    let amount = tail.compactMap(\.amount).sum()
    let share = amount.flatMap { part in
      breakdown.total.value.flatMap { whole in whole.double > 0 ? part.ratio(to: whole) : nil }
    }
    let others = PartRow(value: pick("其他\(tail.count)项", "\(tail.count) others"), amount: amount, share: share)
    return (Array(labelled[..<limit]), others, rest)
  }

  /// What a part sold, and beside it what its advertising did: one table would be too wide to read.
  private func breakdownTables(_ part: DimensionPart) -> [ReviewTable] {
    let (largest, others, rest) = condensed(part.breakdown, to: part.dimension == "hour" ? 24 : 20)
    var shown = largest
    // Hours are read in their own order.
    if part.dimension == "hour" { shown.sort { (Int($0.value ?? "") ?? 99) < (Int($1.value ?? "") ?? 99) } }
    func known(_ ids: [String]) -> [String] {
      ids.filter { id in
        id != part.measure && shown.contains { peek(id, part.dimension, $0.value ?? "").value != nil }
      }
    }
    let sales = known(["conversion-rate", "aov", "new-customer-share"])
    let reach = known(["impressions", "clicks"])
    let isSearch = ["keyword", "device", "hour"].contains(part.dimension)
    let ads = known((isSearch ? ["ctr", "cpc", "cpm", "roas"] : ["ctr", "cpc", "roas"]) + (part.dimension == "channel" ? ["channel-roi"] : []) + ["cac"])
    let increments = baselineIncrements(part)
    let unit = part.unit.numberUnit
    let lowered = Words.lowered(dimension(part.dimension))

    func cells(_ ids: [String], _ filter: [DimensionValue]) -> [ReviewTable.Cell] {
      ids.map { id in
        let noted = figure(id, filter: filter)
        return amount(noted.value, noted.figure.unit.numberUnit)
      }
    }
    func columns(_ ids: [String]) -> [ReviewTable.Column] {
      ids.map { .init(title: name($0), numeric: true) }
    }
    var main = [
      ReviewTable.Column(title: dimension(part.dimension), numeric: false),
      ReviewTable.Column(title: head(part.measure, part.unit), numeric: true),
      ReviewTable.Column(title: pick("占比", "Share"), numeric: true),
    ]
    if increments != nil { main.append(.init(title: pick("比基准期", "To baseline"), numeric: true)) }
    // A few columns fit beside the amounts; more go below.
    let together = main.count + sales.count + ads.count <= 8
    let beside = together ? sales + ads : sales
    main += columns(beside)
    var rows = shown.map { row in
      let filter = [DimensionValue(part.dimension, row.value ?? "")]
      _ = figure(part.measure, filter: filter)
      var line = [ReviewTable.Cell(label(row.value)), amount(row.amount, unit), share(row.share)]
      if let increments { line.append(change(row.value.flatMap { increments.changes[$0] })) }
      return line + cells(beside, filter)
    }
    let blanks = Array(repeating: ReviewTable.Cell(NumberStyle.missing), count: main.count - 3)
    for row in [others, rest].compactMap({ $0 }) {
      rows.append([.init(label(row.value)), amount(row.amount, unit), share(row.share)] + blanks)
    }
    var total = [
      ReviewTable.Cell(pick("合计", "Total")), amount(part.breakdown.total.value, unit),
      (part.breakdown.total.value?.double ?? 0) > 0 ? whole() : share(nil as Double?),
    ]
    if let increments { total.append(change(increments.total)) }
    var tables = [
      ReviewTable(
        id: "breakdown-" + part.dimension,
        caption: pick(
          "各\(dimension(part.dimension))的\(name(part.measure))", "\(name(part.measure)) by \(lowered)"),
        columns: main, rows: rows, totalRow: total + cells(beside, []),
        note: increments == nil
          ? nil : pick("比基准期：日均值与基准期日均值相比。", "To baseline: the mean per day against the baseline's."))
    ]
    if !together, !ads.isEmpty {
      tables.append(
        ReviewTable(
          id: "breakdown-\(part.dimension)-ads",
          caption: pick("各\(dimension(part.dimension))的投放效率", "Advertising by \(lowered)"),
          columns: [.init(title: dimension(part.dimension), numeric: false)] + columns(reach + ads),
          rows: shown.map { row in
            [.init(label(row.value))] + cells(reach + ads, [DimensionValue(part.dimension, row.value ?? "")])
          },
          totalRow: [.init(pick("合计", "Total"))] + cells(reach + ads, [])))
    }
    return tables
  }

  private func breakdownChart(_ part: DimensionPart) -> Chart {
    let (shown, others, rest) = condensed(part.breakdown, to: 6)
    let rows = shown + [others, rest].compactMap { $0 }
    let label = name(part.measure)
    var finding: String?
    if let top = part.top {
      finding = pick(
        "\(datum(top.value))占\(label)的\(percent(top.share))", "\(top.value) brings \(percent(top.share)) of \(nameInside(part.measure))")
    }
    return .bar(
      BarChart(
        frame: ChartFrame(
          finding: finding ?? totalFinding(part), subject: pick("各\(dimension(part.dimension))的\(label)", "\(label) by \(Words.lowered(dimension(part.dimension)))"),
          unit: part.unit.numberUnit, unitName: unitName(part.unit), source: source(part.breakdown.total)),
        categories: rows.map { self.label($0.value) },
        series: [ChartSeries(name: label, values: rows.map { $0.amount?.double })], direction: .lying))
  }

  /// What a chart says where no part can be named as the largest, as when the whole is not above zero.
  func totalFinding(_ part: DimensionPart) -> String {
    let total = prose(part.breakdown.total.value, part.unit)
    return pick("\(name(part.measure))合计\(total)", "\(name(part.measure)) came to \(total) in all")
  }

  func unitName(_ unit: Unit) -> String? {
    let label = text(unit.label)
    return unit.kind == .number && !label.isEmpty ? label : nil
  }

  /// Changes against the baseline by days, and what each value adds to the whole increment.
  struct Increments {
    var changes: [String: Double]
    /// Amounts over the campaign beyond what the baseline's days make in as many days.
    var amounts: [String: Double]
    var total: Double?
    var totalAmount: Double?
  }

  func baselineIncrements(_ part: DimensionPart) -> Increments? {
    if let known = increments[part.dimension] { return known }
    let result = workOutIncrements(part)
    increments[part.dimension] = .some(result)
    return result
  }

  private func workOutIncrements(_ part: DimensionPart) -> Increments? {
    guard let baseline = facts.frame.baseline else { return nil }
    let before = facts.breakdown(of: part.measure, by: part.dimension, in: .baseline)
    guard before.rows.contains(where: { $0.value != nil && $0.amount != nil }) else { return nil }
    let scale = Double(period.length) / Double(baseline.length)
    var amounts: [String: Number] = [:]
    for row in before.rows {
      if let value = row.value, let amount = row.amount { amounts[value] = amount }
    }
    var result = Increments(changes: [:], amounts: [:], total: nil, totalAmount: nil)
    for row in part.breakdown.rows {
      guard let value = row.value, let amount = row.amount, let base = amounts[value] else { continue }
      let expected = base.double * scale
      result.amounts[value] = amount.double - expected
      if expected > 0 { result.changes[value] = (amount.double - expected) / expected }
    }
    if let whole = part.breakdown.total.value, let base = before.total.value {
      let expected = base.double * scale
      result.totalAmount = whole.double - expected
      if expected > 0 { result.total = (whole.double - expected) / expected }
    }
    return result
  }
}
