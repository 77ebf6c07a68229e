import Charts
import Diagnostics
import Metrics
import Tables
import Values

/// A figure of a competitor, or of the industry as a whole.
struct BenchmarkRow {
  /// As written.
  var entity: String
  /// A mean or median of many, which has no rank.
  var isAverage: Bool
  var value: Exact
  var period: String
  var source: String
}

/// One KPI with those it is held against.
struct Benchmark {
  var kpi: String
  /// One row an entity, in order of first appearance; of several periods the last by name.
  var rows: [BenchmarkRow]
  var sources: [FigureSource]
}

extension Writer {
  /// The campaign beside its competitors and its industry.
  func chapterBenchmark() -> Chapter {
    var chapter = missingChapter(
      .benchmark,
      Wording(
        zh: "这一章需要 data/benchmarks*.csv（kpi、entity、period、value、source）。",
        en: "This chapter needs data/benchmarks*.csv (kpi, entity, period, value, source)."))
    guard input.tables.contains(where: { $0.kind == .benchmarks }) else { return chapter }
    let (list, unsourced, unknown) = readBenchmarks()
    let judged = list.filter { peek(FigureKey(id: $0.kpi)).value != nil }
    if judged.isEmpty {
      chapter.needs = pick(
        "对标表里没有一行既有来源、指标在本次活动又有值：补上 source 列，或补齐本活动的数据。",
        "No row of the benchmarks has both a source and a KPI that this campaign has: fill in source, or the campaign's data.")
    } else {
      chapter.state = .complete
      chapter.needs = nil
      addStanding(judged, to: &chapter)
    }
    if !unsourced.isEmpty {
      chapter.sentences.append(
        say(
          "benchmark-unsourced",
          "有 \(unsourced.count) 行没有写来源，不显示：\(join(unsourced.prefix(5).map(datum)))\(unsourced.count > 5 ? "等" : "")。",
          "Not shown for want of a source (\(unsourced.count)): \(join(Array(unsourced.prefix(5))))\(unsourced.count > 5 ? " and others" : "")."))
    }
    if !unknown.isEmpty {
      chapter.sentences.append(
        say(
          "benchmark-unknown", "对标表里的\(join(unknown.map(datum)))不在指标字典里，没有计入。",
          "\(join(unknown)) of the benchmarks are no KPIs of the dictionary and are left out."))
    }
    let lacking = list.filter { peek(FigureKey(id: $0.kpi)).value == nil }
    if !judged.isEmpty, !lacking.isEmpty {
      chapter.sentences.append(
        say(
          "benchmark-lacking", "\(join(lacking.map { name($0.kpi) }))在本次活动没有值，没有可比的。",
          "This campaign has no value of \(join(lacking.map { nameInside($0.kpi) })), so there is nothing to compare."))
    }
    return chapter
  }

  /// Rows by KPI; what has no source (`entity · KPI`), and what is no KPI.
  private func readBenchmarks() -> (list: [Benchmark], unsourced: [String], unknown: [String]) {
    var list: [Benchmark] = []
    var unsourced: [String] = []
    var unknown: [String] = []
    for table in input.tables where table.kind == .benchmarks {
      let (kpis, entities, periods, origins) = (
        table.texts("kpi"), table.texts("entity"), table.texts("period"), table.texts("source")
      )
      let values = table.numbers("value")
      for row in 0..<table.rowCount {
        guard let written = kpis[row], let entity = entities[row], let value = values[row] else { continue }
        guard let kpi = dictionary.canonicalID(written) else {
          if !unknown.contains(written) { unknown.append(written) }
          continue
        }
        guard let origin = origins[row]?.trimmed, !origin.isEmpty else {
          unsourced.append(pick("\(entity)的\(name(kpi))", "\(nameInside(kpi)) of \(entity)"))
          continue
        }
        let place = list.firstIndex { $0.kpi == kpi } ?? list.count
        if place == list.count { list.append(Benchmark(kpi: kpi, rows: [], sources: [])) }
        if let source = list[place].sources.firstIndex(where: { $0.file == table.file && $0.sheet == table.sheet }) {
          list[place].sources[source].rows += 1
        } else {
          list[place].sources.append(FigureSource(file: table.file, sheet: table.sheet, rows: 1))
        }
        let found = BenchmarkRow(
          entity: entity, isAverage: Writer.isAverage(entity), value: value, period: periods[row] ?? "", source: origin)
        if let known = list[place].rows.firstIndex(where: { $0.entity == entity }) {
          if found.period >= list[place].rows[known].period { list[place].rows[known] = found }
        } else {
          list[place].rows.append(found)
        }
      }
    }
    return (list, unsourced, unknown)
  }

  private static func isAverage(_ entity: String) -> Bool {
    let word = entity.lowercased()
    return ["行业", "均值", "平均", "中位", "大盘", "average", "industry", "median", "mean", "market"].contains { word.contains($0) }
  }

  // MARK: Standing

  private struct Standing {
    var benchmark: Benchmark
    var own: Noted
    /// From 1, among us and those that are no averages; `nil` where there are none or nothing is better.
    var rank: Int?
    var count: Int
    /// For each row (own − theirs) ÷ theirs; `nil` where theirs is 0.
    var gaps: [Double?]
    var direction: Direction

    /// Whether a gap is good news; `nil` where a KPI is neither.
    func isBetter(_ gap: Double) -> Bool? {
      switch direction {
      case .higher: gap > 0
      case .lower: gap < 0
      case .target, .context: nil
      }
    }
  }

  private func standing(_ benchmark: Benchmark) -> Standing {
    let own = figure(benchmark.kpi)
    let direction = facts.direction(of: benchmark.kpi)
    let value = own.value ?? .exact(.zero)
    let rivals = benchmark.rows.filter { !$0.isAverage }
    var rank: Int?
    if !rivals.isEmpty, direction == .higher || direction == .lower {
      rank = 1 + rivals.count { rival in
        let more = rival.value.double - value.double
        return direction == .higher ? more > 0 : more < 0
      }
    }
    let gaps = benchmark.rows.map { row in value.minus(.exact(row.value)).ratio(to: .exact(row.value)) }
    for (row, gap) in zip(benchmark.rows, gaps) {
      record(
        FigureKey(id: "benchmark-gap", filter: [DimensionValue("entity", row.entity), DimensionValue("kpi", benchmark.kpi)]),
        Figure(
          id: "benchmark-gap", kind: .kpi, value: gap.map(Number.real), unit: Unit(.ratio), formula: "(own - benchmark) / benchmark",
          sources: benchmark.sources, missing: gap == nil ? .zeroDenominator : nil))
    }
    return Standing(benchmark: benchmark, own: own, rank: rank, count: rivals.count + 1, gaps: gaps, direction: direction)
  }

  private func addStanding(_ list: [Benchmark], to chapter: inout Chapter) {
    let standings = list.map(standing)
    for standing in standings { chapter.sentences.append(sentence(standing)) }
    if let first = chapter.sentences.first { highlight(0.25, .benchmark, first) }
    chapter.blocks.append(.table(gapTable(standings)))
    for standing in standings.prefix(6) { chapter.blocks.append(.chart(id: "benchmark-\(standing.benchmark.kpi)", chart(standing))) }
    var sources: [FigureSource] = []
    for source in list.flatMap(\.sources) {
      if let known = sources.firstIndex(where: { $0.file == source.file && $0.sheet == source.sheet }) {
        sources[known].rows += source.rows
      } else {
        sources.append(source)
      }
    }
    explainMethod(
      "benchmark-gap", label: pick("对标差距与名次", "Gap and rank"),
      formula: pick(
        "差距 =（自家 − 对方）÷ 对方；名次在自家与各竞品之间按指标的好坏方向排，行业均值不参加排名。",
        "Gap = (own − theirs) ÷ theirs; ranks are among us and competitors, the better the higher; averages of the industry have none."),
      sources: sources, notes: [pick("没有来源的行不显示。", "Rows without a source are not shown.")])
  }

  private func sentence(_ standing: Standing) -> Sentence {
    let unit = standing.own.figure.unit
    let rows = Array(zip(standing.benchmark.rows, standing.gaps))
    func clause(_ row: BenchmarkRow, _ gap: Double?) -> (zh: String, en: String)? {
      guard let gap else { return nil }
      let size = changeSize(gap)
      let word = gap == 0 ? ("持平", "level with") : gap > 0 ? ("高 \(size)", "\(size) above") : ("低 \(size)", "\(size) below")
      let judged = standing.isBetter(gap).map { $0 ? ("，好于对方", "better") : ("，不如对方", "worse") }
      let tail = gap == 0 ? ("", "") : (judged?.0 ?? "", judged.map { ", \($0.1)" } ?? "")
      return (
        "\(gap == 0 ? "与" : "比")\(datum(row.entity))（\(prose(.exact(row.value), unit))）\(word.0)\(tail.0)",
        "\(word.1) \(row.entity) (\(prose(.exact(row.value), unit)))\(tail.1)"
      )
    }
    // The average, and the best competitor.
    var told: [(zh: String, en: String)] = []
    if let average = rows.first(where: { $0.0.isAverage }), let words = clause(average.0, average.1) { told.append(words) }
    let rivals = rows.filter { !$0.0.isAverage }
    let best = rivals.max { a, b in
      standing.direction == .lower ? a.0.value > b.0.value : a.0.value < b.0.value
    }
    if let best, let words = clause(best.0, best.1) { told.append(words) }
    let place = standing.rank.map { rank in
      (zh: "，在 \(standing.count) 家里排第 \(rank)", en: ", rank \(rank) of \(standing.count)")
    }
    let id = standing.benchmark.kpi
    return say(
      "benchmark-\(id)",
      "\(name(id))\(prose(standing.own))\(place?.zh ?? "")" + told.map { "，\($0.zh)" }.joined() + "。",
      "\(name(id)) is \(prose(standing.own))\(place?.en ?? "")" + told.map { "; \($0.en)" }.joined() + ".", [standing.own])
  }

  private func gapTable(_ standings: [Standing]) -> ReviewTable {
    let rows = standings.flatMap { standing in
      zip(standing.benchmark.rows, standing.gaps).map { row, gap -> [ReviewTable.Cell] in
        let unit = standing.own.figure.unit
        let difference = standing.own.value.map { $0.minus(.exact(row.value)) }
        return [
          .init(name(standing.benchmark.kpi), kpi: standing.benchmark.kpi), amount(standing.own.figure), .init(row.entity),
          amount(.exact(row.value), unit), delta(difference, unit), change(gap),
          .init(
            gap.flatMap { gap in standing.isBetter(gap).map { gap == 0 ? pick("持平", "level") : $0 ? pick("领先", "ahead") : pick("落后", "behind") } }
              ?? NumberStyle.missing),
          .init(row.isAverage || standing.rank == nil ? "" : "\(rank(of: row, in: standing)) / \(standing.count)"),
          .init(row.period), .init(row.source),
        ]
      }
    }
    return ReviewTable(
      id: "benchmark-gaps", caption: pick("与竞品、行业的差距", "Gaps to competitors and the industry"),
      columns: [
        .init(title: pick("指标", "KPI"), numeric: false), .init(title: pick("自家", "Ours"), numeric: true),
        .init(title: pick("对标对象", "Held against"), numeric: false), .init(title: pick("对方", "Theirs"), numeric: true),
        .init(title: pick("差额", "Difference"), numeric: true), .init(title: pick("差距", "Gap"), numeric: true),
        .init(title: pick("领先或落后", "We are"), numeric: false), .init(title: pick("对方名次", "Their rank"), numeric: false),
        .init(title: pick("期间", "Period"), numeric: false), .init(title: pick("来源", "Source"), numeric: false),
      ], rows: rows,
      note: pick(
        "名次按指标的好坏方向：成本类越低越靠前。来源与口径不同的数字只作参照。",
        "Ranks follow what is better: of costs the lower. Figures of other sources and definitions are a reference only."))
  }

  private func rank(of row: BenchmarkRow, in standing: Standing) -> Int {
    let own = standing.own.value?.double ?? 0
    let values = standing.benchmark.rows.filter { !$0.isAverage }.map(\.value.double) + [own]
    return 1 + values.count { standing.direction == .lower ? $0 < row.value.double : $0 > row.value.double }
  }

  /// All values side by side, the best first; an average is a line across.
  private func chart(_ standing: Standing) -> Chart {
    let id = standing.benchmark.kpi
    let unit = standing.own.figure.unit
    let ours = pick("自家", "Ours")
    var bars = [(name: ours, value: standing.own.value?.double ?? 0)]
      + standing.benchmark.rows.filter { !$0.isAverage }.map { (name: $0.entity, value: $0.value.double) }
    let averages = standing.benchmark.rows.filter(\.isAverage)
    // With nobody else the average is a bar of its own.
    if bars.count == 1 { bars += averages.map { (name: $0.entity, value: $0.value.double) } }
    let lines = bars.count > 1 && standing.count > 1
      ? averages.map { ReferenceLine(name: $0.entity, value: $0.value.double, kind: .baseline) } : []
    bars = bars.enumerated().sorted { a, b in
      let (x, y) = standing.direction == .lower ? (a.element.value, b.element.value) : (-a.element.value, -b.element.value)
      return (x, a.offset) < (y, b.offset)
    }.map(\.element)
    let finding = standing.rank.map {
      pick("\(name(id))排第 \($0)（共 \(standing.count) 家）", "\(name(id)): rank \($0) of \(standing.count)")
    } ?? standing.gaps.first.flatMap { $0 }.map { gap in
      pick("\(name(id))比\(standing.benchmark.rows[0].entity)\(gap >= 0 ? "高" : "低") \(changeSize(gap))", "\(name(id)) is \(changeSize(gap)) \(gap >= 0 ? "above" : "below") \(standing.benchmark.rows[0].entity)")
    }
    let kind = unit.numberUnit
    return .bar(
      BarChart(
        frame: ChartFrame(
          finding: finding, subject: pick("\(name(id))对标", "\(name(id)), side by side"), unit: kind,
          unitName: kind == .count || kind == .decimal ? text(unit.label) : nil,
          source: join(standing.benchmark.rows.map(\.source).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } })),
        categories: bars.map(\.name), series: [ChartSeries(name: name(id), values: bars.map(\.value))], references: lines,
        direction: .lying))
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
