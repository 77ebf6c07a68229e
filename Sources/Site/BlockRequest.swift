import Charts
import Diagnostics
import Metrics
import Review
import Tables
import Values
import YAML

/// What a `chart` or `table` block asks for.
///
/// ```yaml
/// type: line            # line, bar or funnel; bar where `by` is given, else line
/// kpi: revenue-total    # or kpis: [impressions-total, ctr]
/// by: channel           # a dimension
/// split: segment        # a second one, for bars of several colours
/// arrangement: stacked  # grouped, stacked or shares
/// target: 3000000       # a line to reach
/// campaign: 618-promotion
/// title: 各渠道成交额
/// ```
/// A table may instead name a KPI file or register: `file: data/totals.csv`, with `rows: 20` at most.
struct BlockRequest {
  enum ChartType: String, CaseIterable { case line, bar, funnel }
  enum Arrangement: String, CaseIterable { case grouped, stacked, shares }

  var type: ChartType
  var kpis: [String]
  var dimension: String?
  var split: String?
  var arrangement = Arrangement.grouped
  var target: Exact?
  var campaign: CampaignResult?
  var facts: CampaignFacts?
  var title: String?
  var file: String?
  var rows: Int
  var place: Location

  /// Reads a block; `nil` with the reasons when it cannot be drawn.
  static func read(
    _ literal: String, kind: String, campaign own: String?, place: Location, figures: SiteFigures
  ) -> (BlockRequest?, [Diagnostic]) {
    let node: YAMLNode
    switch readYAML(literal, file: place.file, firstLine: place.line + 1) {
    case .success(let read): node = read
    case .failure(let diagnostic): return (nil, [diagnostic])
    }
    let fields = Fields(node, file: place.file, name: kind)
    let kpis = fields.strings("kpis") ?? fields.strings("kpi") ?? []
    _ = fields.value("kpi")
    let dimension = fields.string("by")
    var request = BlockRequest(
      type: fields.choice("type") ?? (dimension == nil ? .line : .bar), kpis: kpis, dimension: dimension,
      campaign: nil, facts: nil, title: fields.string("title"), file: kind == "table" ? fields.string("file") : nil,
      rows: rowLimit(fields), place: place)
    if kind == "chart" {
      request.split = fields.string("split")
      request.arrangement = fields.choice("arrangement") ?? .grouped
      request.target = fields.number("target")
    }
    let name = fields.string("campaign") ?? own
    fields.finish()
    var diagnostics = fields.diagnostics
    func fail(_ problem: Problem, _ key: String) {
      let at = node[key] ?? node
      diagnostics.append(Diagnostic(problem, at: Location(place.file, line: at.line, column: at.column)))
    }
    if let name, let campaign = figures.campaigns[name] {
      if figures.hidden.reviews.contains(campaign.folder), fields.value("file") == nil {
        fail(.hiddenCampaign(name, edition: figures.hidden.edition), "campaign")
      }
      request.campaign = campaign
      request.facts = campaign.facts
    } else if let name {
      fail(figures.noCampaign(name), "campaign")
    }
    if request.file == nil {
      if name == nil { fail(.figureWithoutCampaign, "kpi") }
      if kpis.isEmpty, request.type != .funnel {
        fail(.badBlock(kind, zh: "要写 kpi 或 kpis", en: "needs kpi or kpis"), "kpi")
      }
      for kpi in kpis where figures.dictionary.name(kpi) == nil {
        let known = figures.dictionary.kpis.map(\.id) + figures.dictionary.measures.map(\.id)
        fail(.unknownKPI(kpi, nearest: nearest(to: kpi, among: known)), node["kpis"] == nil ? "kpi" : "kpis")
      }
      for (key, dimension) in [("by", dimension), ("split", request.split)] {
        if let dimension, let facts = request.facts, !facts.dimensions.contains(dimension) {
          fail(.unknownDimensionValue(dimension, "", nearest: nil, dimensions: facts.dimensions), key)
        }
      }
      // A drawing without a finding leaves the reader to find one. The funnel brings the review's.
      if kind == "chart", request.type != .funnel, request.title == nil {
        diagnostics.append(Diagnostic(.chartWithoutTitle, at: place))
      }
    }
    return (diagnostics.hasErrors ? nil : request, diagnostics)
  }

  private static func rowLimit(_ fields: Fields) -> Int {
    guard let node = fields.value("rows"), let rows = fields.integer("rows") else { return 20 }
    if rows < 1 {
      fields.report(.outOfRange("rows", String(rows), expected: Wording(zh: "正整数", en: "1 or more")), at: node)
    }
    return min(max(rows, 1), 1000)
  }

  private func name(_ kpi: String, _ figures: SiteFigures) -> String {
    figures.dictionary.name(kpi)?.text(in: figures.strings.language) ?? kpi
  }

  // MARK: Charts

  /// The chart, or `nil` when there is nothing to draw.
  func chart(_ figures: SiteFigures) -> Chart? {
    guard let facts else { return nil }
    switch type {
    case .line: return line(facts, figures)
    case .bar: return bar(facts, figures)
    case .funnel: return funnel(figures)
    }
  }

  private func line(_ facts: CampaignFacts, _ figures: SiteFigures) -> Chart? {
    let period = facts.frame.period
    var series: [ChartSeries] = []
    if let dimension, let kpi = kpis.first {
      for value in facts.values(of: dimension, rankedBy: kpi).prefix(6) {
        let points = facts.series(kpi, over: period, filter: [DimensionValue(dimension, value)])
        series.append(ChartSeries(name: value, values: points.map { $0.value?.double }))
      }
    } else {
      for kpi in kpis.prefix(6) {
        let points = facts.series(kpi, over: period)
        series.append(ChartSeries(name: name(kpi, figures), values: points.map { $0.value?.double }))
      }
    }
    guard let kpi = kpis.first, series.contains(where: { $0.values.contains { $0 != nil } }) else { return nil }
    return .line(
      LineChart(frame: frame(kpi, facts, figures), days: period.days, series: series, references: targetLine(figures, kpi)))
  }

  private func bar(_ facts: CampaignFacts, _ figures: SiteFigures) -> Chart? {
    guard let dimension, let kpi = kpis.first else { return nil }
    let values = facts.values(of: dimension, rankedBy: kpi)
    let slices = values.map { Slice.campaign.with(dimension, $0) }
    let series: [ChartSeries]
    if let split {
      series = facts.values(of: split, rankedBy: kpi).prefix(6).map { part in
        ChartSeries(name: part, values: slices.map { facts.figure(kpi, in: $0.with(split, part)).value?.double })
      }
    } else {
      // Several KPIs stand side by side where they share a unit.
      let unit = facts.figure(kpi).unit
      series = kpis.prefix(6).filter { facts.figure($0).unit == unit }.map { id in
        ChartSeries(name: name(id, figures), values: slices.map { facts.figure(id, in: $0).value?.double })
      }
    }
    guard series.contains(where: { $0.values.contains { $0 != nil } }) else { return nil }
    let arrangement: BarChart.Arrangement =
      switch arrangement {
      case .grouped: .grouped
      case .stacked: .stacked
      case .shares: .shares
      }
    return .bar(
      BarChart(
        frame: frame(kpi, facts, figures), categories: values, series: series, references: targetLine(figures, kpi),
        arrangement: arrangement))
  }

  private func targetLine(_ figures: SiteFigures, _ kpi: String) -> [ReferenceLine] {
    guard let target else { return [] }
    let unit = facts?.figure(kpi).unit ?? Unit(.number)
    let name = figures.strings["target"] + " " + figures.style.prose(.exact(target), unit)
    return [ReferenceLine(name: name, value: target.double, kind: .target)]
  }

  /// The funnel chart of the campaign's review.
  private func funnel(_ figures: SiteFigures) -> Chart? {
    for block in campaign?.review?[chapter: "funnel"]?.blocks ?? [] {
      if case .chart(_, let chart) = block, case .funnel = chart { return chart }
    }
    return nil
  }

  private func frame(_ kpi: String, _ facts: CampaignFacts, _ figures: SiteFigures) -> ChartFrame {
    let unit = facts.figure(kpi).unit
    let suffix = unit.suffix(chinese: figures.style.chinese).trimmingBlanks
    return ChartFrame(
      finding: title, subject: name(kpi, figures), unit: unit.numberUnit, unitName: suffix.isEmpty ? nil : suffix)
  }

  // MARK: Tables

  func table(_ figures: SiteFigures, id: String) -> (ReviewTable?, [Diagnostic]) {
    if let file { return fileTable(file, figures, id: id) }
    guard let facts else { return (nil, []) }
    let header = dimension.map { Dimensions.name($0).text(in: figures.strings.language) } ?? figures.strings["kpi"]
    if let dimension {
      let rows = facts.values(of: dimension, rankedBy: kpis.first).map { value in
        [ReviewTable.Cell(value)] + kpis.map { kpi in
          let figure = facts.figure(kpi, in: Slice.campaign.with(dimension, value))
          return ReviewTable.Cell(figures.style.text(figure.value, figure.unit))
        }
      }
      let columns = [ReviewTable.Column(title: header, numeric: false)]
        + kpis.map { ReviewTable.Column(title: name($0, figures), numeric: true) }
      return (
        ReviewTable(id: id, caption: title ?? header, columns: columns, rows: rows, totalRow: nil, note: nil), []
      )
    }
    let rows = kpis.map { kpi in
      let figure = facts.figure(kpi)
      return [
        ReviewTable.Cell(name(kpi, figures), kpi: kpi), ReviewTable.Cell(figures.style.text(figure.value, figure.unit)),
      ]
    }
    let columns = [
      ReviewTable.Column(title: header, numeric: false),
      ReviewTable.Column(title: figures.strings["actual"], numeric: true),
    ]
    return (ReviewTable(id: id, caption: title ?? header, columns: columns, rows: rows, totalRow: nil, note: nil), [])
  }

  private func fileTable(_ file: String, _ figures: SiteFigures, id: String) -> (ReviewTable?, [Diagnostic]) {
    let pageFolder = Address.folder(of: String(place.file.dropFirst(SiteFolder.contentName.count + 1)))
    guard let path = Address.resolve(file, from: pageFolder), path.contains("/data/") || path.contains("registers/") else {
      return (nil, [Diagnostic(.linkLeavesContent(file), at: place)])
    }
    let register = path.contains("registers/") ? figures.registerOfFile(path) : nil
    if figures.hidden.holds(path) || figures.hidden.registers.contains(register ?? "") || figures.hidden.columns[register ?? ""] != nil
      || figures.hidden.reviews.contains(where: { path.hasPrefix("campaigns/\($0)/data/") })
    {
      return (nil, [Diagnostic(.hiddenFile(file, edition: figures.hidden.edition), at: place)])
    }
    guard Disk.kind(figures.root + "/" + SiteFolder.contentName + "/" + path) == .file else {
      return (nil, [Diagnostic(.brokenLink(file, nearest: nil), at: place)])
    }
    let input = DataInput.read(
      files: [path], root: figures.root, columns: figures.columns, registers: figures.lookup, period: nil,
      privacy: figures.privacy)
    guard let table = input.tables.first else { return (nil, input.diagnostics) }
    let persons = input.diagnostics.filter { $0.problem.id == "personal-data" }
    return (figures.show(table, limit: rows, caption: title ?? Address.name(of: path), id: id), persons)
  }
}

extension SiteFigures {
  /// The rows of a data table as they were read.
  func show(_ table: DataTable, limit: Int, caption: String, id: String) -> ReviewTable {
    let columns = table.columns.map { column in
      var numeric = false
      if case .number = column.values { numeric = true }
      return ReviewTable.Column(title: column.header, numeric: numeric)
    }
    let rows = (0..<min(limit, table.rowCount)).map { row in
      table.columns.map { ReviewTable.Cell(text($0, row: row)) }
    }
    let left = table.rowCount - rows.count
    return ReviewTable(
      id: id, caption: caption, columns: columns, rows: rows, totalRow: nil,
      note: left > 0 ? strings["rowsMore"] + " \(left)" : nil)
  }

  private func text(_ column: Column, row: Int) -> String {
    switch column.values {
    case .text(let codes, let dictionary): return codes[row] < 0 ? "" : dictionary[Int(codes[row])]
    case .day(let days): return days[row] == ColumnValues.missingDay ? "" : Day(number: days[row]).iso
    case .number(let mantissas, let scale):
      if mantissas[row] == ColumnValues.missingNumber { return NumberStyle.missing }
      return style.full(.exact(Exact(mantissa: Int128(mantissas[row]), scale: scale)), .decimal)
    }
  }
}
