import Charts
import Formulas
import Registers
import Values

/// Views that are drawn: rows become the values of a chart.
extension ShownView {
  func charts() -> [Chart] {
    switch view.kind {
    case .tree: tree().map { [$0] } ?? []
    case .pyramid: pyramid().map { [$0] } ?? []
    case .journey: journey().map { [$0] } ?? []
    case .radar: radar().map { [$0] } ?? []
    case .bar: splitParts().compactMap { bar($0.rows, title: $0.title) }
    case .line: splitParts().compactMap { line($0.rows, title: $0.title) }
    case .flow: flow().map { [$0] } ?? []
    case .gantt: gantt()
    case .table, .cards, .board, .calendar, .matrix, .quadrants, .heat, .timeline: []
    }
  }

  /// Whether the picture stays readable however many rows there are, because it adds them up.
  public var isSummary: Bool {
    func count(_ name: String) -> Int { part(name).map { values(of: $0).count } ?? 1 }
    return switch view.kind {
    case .gantt: true
    case .bar: count("label") <= 60 && count("series") <= 12
    case .line: part("x") != nil && count("series") <= 12
    case .heat: count("x") * count("y") <= 1500
    default: false
    }
  }

  /// The frame of a chart of one measure; without one of things that are not counted.
  func frame(of measure: ShownColumn? = nil, title: String? = nil) -> ChartFrame {
    let unit: NumberUnit
    switch measure?.type {
    case .money?: unit = .money
    case .percent?: unit = .ratio
    case .integer?: unit = .count
    case .duration?: unit = .seconds
    default: unit = .decimal
    }
    return ChartFrame(subject: title ?? self.title, unit: unit, unitName: measure?.unit.map(host.pick))
  }

  private func name(_ row: Int) -> String { text(row, labelColumn) ?? ShownView.key(row, of: rows) ?? String(row + 1) }

  // MARK: Trees and layers

  private func tree() -> Chart? {
    guard let parent = part("parent") else { return nil }
    let note = part("note")
    let roots = sharedParents(parent)
    var places: [String: Int] = [:]
    for (place, node) in roots.enumerated() { places[node.id] = place }
    for (place, row) in selection.enumerated() {
      if let key = ShownView.key(row, of: rows) { places[key] = roots.count + place }
    }
    var nodes = roots.map { node in
      TreeChart.Node(id: node.id, label: node.label, note: node.note, parent: node.parent.flatMap { places[$0] })
    }
    for (place, row) in selection.enumerated() {
      // A parent that the view leaves out makes a root.
      let above = id(row, parent).flatMap { places[$0] }
      nodes.append(
        TreeChart.Node(
          id: ShownView.key(row, of: rows) ?? String(row), label: name(row), note: text(row, note),
          parent: above == roots.count + place ? nil : above))
    }
    return .tree(TreeChart(frame: frame(), nodes: nodes))
  }

  /// The rows of the site above those of a campaign, in the order of the site's file.
  private func sharedParents(_ parent: ShownColumn) -> [(id: String, label: String, note: String?, parent: String?)] {
    guard let shared = host.shared(rows) else { return [] }
    var known = Set(selection.compactMap { ShownView.key($0, of: rows) })
    var places: [String: Int] = [:]
    for row in 0..<shared.count {
      if let key = ShownView.key(row, of: shared), !known.contains(key) { places[key] = row }
    }
    func text(_ row: Int, _ column: ShownColumn?) -> String? {
      guard let column else { return nil }
      let value = shared.cells[column.index][row]
      return value == .missing ? nil : host.text(value, column)
    }
    var wanted = selection.compactMap { id($0, parent) }
    var found: [Int] = []
    while let key = wanted.popLast() {
      guard let row = places[key], known.insert(key).inserted else { continue }
      found.append(row)
      if case .text(let above) = shared.cells[parent.index][row] { wanted.append(above) }
    }
    return found.sorted().map { row in
      let key = ShownView.key(row, of: shared) ?? ""
      var above: String?
      if case .text(let id) = shared.cells[parent.index][row] { above = id }
      return (key, text(row, labelColumn) ?? key, text(row, part("note")), above)
    }
  }

  private func pyramid() -> Chart? {
    guard let level = part("level") else { return nil }
    let layers = values(of: level).map { value in
      let texts = selection.filter { holds($0, level, value.id) }.compactMap { text($0, labelColumn) }
      return PyramidChart.Layer(label: value.label, text: texts.joined(separator: host.pick("；", "; ")))
    }
    return layers.isEmpty ? nil : .pyramid(PyramidChart(frame: frame(), layers: layers))
  }

  private func journey() -> Chart? {
    guard let stage = part("stage") else { return nil }
    let emotion = part("emotion")
    let lanes = (view.lists["lanes"] ?? []).compactMap { column($0) }
    let stages = values(of: stage).map { value in
      JourneyChart.Stage(
        name: value.label,
        touchpoints: selection.filter { holds($0, stage, value.id) }.map { row in
          JourneyChart.Touchpoint(
            label: name(row), emotion: number(row, emotion), texts: lanes.map { text(row, $0) ?? "" })
        })
    }
    guard !stages.isEmpty else { return nil }
    let low = emotion.flatMap { rows.declaration.column($0.id)?.minimum?.double } ?? -2
    let high = emotion.flatMap { rows.declaration.column($0.id)?.maximum?.double } ?? 2
    return .journey(
      JourneyChart(
        frame: frame(of: emotion), stages: stages, lanes: lanes.map { host.pick($0.label) },
        scale: low < high ? low...high : -2...2))
  }

  // MARK: Figures

  private func radar() -> Chart? {
    let axes = (view.lists["axes"] ?? []).compactMap { column($0) }
    if !axes.isEmpty {
      return .radar(
        RadarChart(
          frame: frame(),
          axes: axes.map { axis in
            let stated = rows.declaration.column(axis.id)?.maximum?.double
            let largest = selection.compactMap { number($0, axis) }.max() ?? 1
            return .init(name: host.pick(axis.label), maximum: stated ?? max(largest, 1))
          },
          series: selection.prefix(6).map { row in ChartSeries(name: name(row), values: axes.map { number(row, $0) }) }))
    }
    if let axis = part("axis"), let values = view.lists["values"]?.compactMap({ column($0) }), !values.isEmpty {
      return meanRadar(axis, values)
    }
    guard let axis = part("axis"), let value = part("value") else { return nil }
    let axisValues = values(of: axis)
    let series = part("series")
    let names = series.map { values(of: $0) } ?? [("", title)]
    let stated = rows.declaration.column(value.id)?.maximum
      ?? rows.declaration.computed.first { $0.id == value.id }?.maximum
    let maximum = stated?.double
      ?? max(selection.compactMap { number($0, value) }.max() ?? 1, 1)
    return .radar(
      RadarChart(
        frame: frame(of: value), axes: axisValues.map { .init(name: $0.label, maximum: maximum) },
        series: names.prefix(6).map { name in
          ChartSeries(
            name: name.label,
            values: axisValues.map { axisValue in
              let row = selection.first { row in
                holds(row, axis, axisValue.id) && (series.map { holds(row, $0, name.id) } ?? true)
              }
              return row.flatMap { number($0, value) }
            })
        }))
  }

  /// A line for each of several columns; of several rows on an axis their mean.
  private func meanRadar(_ axis: ShownColumn, _ values: [ShownColumn]) -> Chart? {
    let axisValues = self.values(of: axis)
    let largest = values.flatMap { value in selection.compactMap { number($0, value) } }.max() ?? 1
    // Declared numbers, as of a scale from 1 to 5, say where the edge is.
    let stated = values.compactMap { value in
      rows.declaration.column(value.id).flatMap { $0.maximum?.double ?? $0.values.compactMap { Double($0.id) }.max() }
    }.max()
    return .radar(
      RadarChart(
        frame: frame(of: values[0]),
        axes: axisValues.map { .init(name: $0.label, maximum: stated ?? max(largest, 1)) },
        series: values.prefix(6).map { value in
          ChartSeries(
            name: host.pick(value.label),
            values: axisValues.map { axisValue in
              let numbers = selection.filter { holds($0, axis, axisValue.id) }.compactMap { number($0, value) }
              return numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
            })
        }))
  }

  /// Sums of a measure by category, and series: rows of one category add up, and those without one stand apart.
  private func bar(_ rows: [Int], title: String) -> Chart? {
    guard let value = part("value"), let label = part("label") ?? labelColumn else { return nil }
    let counted = rows.filter { number($0, value) != nil }
    let (categories, places) = buckets(of: label, in: counted)
    guard !categories.isEmpty else { return nil }
    let split = part("series").map { buckets(of: $0, in: counted) }
    let sums = sums(
      of: value, in: counted, outer: split?.places ?? counted.map { _ in [0] }, inner: places,
      outerCount: split?.labels.count ?? 1, innerCount: categories.count)
    let series = sums.enumerated().map { place, line in
      ChartSeries(name: split?.labels[place].label ?? host.pick(value.label), values: line.map { $0?.double })
    }
    guard series.contains(where: { $0.values.contains { $0 != nil } }) else { return nil }
    var shown = Array(categories.indices)
    var title = title
    if shown.count > ShownView.mostCategories {
      // The largest ones; all of them stand in the table.
      let sizes = shown.map { place in series.reduce(0) { $0 + abs($1.values[place] ?? 0) } }
      shown = Array(shown.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.prefix(ShownView.mostCategories)).sorted()
      title += host.pick("（最大的 \(shown.count) 项）", " (the \(shown.count) largest)")
    }
    // Shares and scores of two periods do not make a sum.
    let isAdditive = [.integer, .money, .duration].contains(value.type)
    return .bar(
      BarChart(
        frame: frame(of: value, title: title), categories: shown.map { categories[$0].label },
        series: series.map { one in ChartSeries(name: one.name, values: shown.map { one.values[$0] }) },
        arrangement: split == nil || !isAdditive ? .grouped : .stacked, sorted: view.sort.isEmpty))
  }

  /// More bars than this are no picture.
  static let mostCategories = 40

  private func line(_ rows: [Int], title: String) -> Chart? {
    guard let x = part("x"), let value = part("value") else { return nil }
    let split = part("series").map { buckets(of: $0, in: rows) }
    func numbers<Key: Hashable>(_ keys: [Key], _ key: (Int) -> Key?) -> [ChartSeries] {
      var known: [Key: Int] = [:]
      for (place, key) in keys.enumerated() { known[key] = place }
      let sums = sums(
        of: value, in: rows, outer: split?.places ?? rows.map { _ in [0] },
        inner: rows.map { key($0).flatMap { known[$0] }.map { [$0] } ?? [] },
        outerCount: split?.labels.count ?? 1, innerCount: keys.count)
      return sums.enumerated().map { place, line in
        ChartSeries(name: split?.labels[place].label ?? host.pick(value.label), values: line.map { $0?.double })
      }
    }
    if x.type == .date || x.type == .time {
      let days = Array(Set(rows.compactMap { day($0, x) })).sorted()
      guard let first = days.first, let last = days.last, first.distance(to: last) < 4000 else { return nil }
      let all = Array(first...last)
      return .line(LineChart(frame: frame(of: value, title: title), days: all, series: numbers(all) { day($0, x) }))
    }
    let places = values(of: x, in: rows).sorted { ($0.id.count, $0.id) < ($1.id.count, $1.id) }
    guard !places.isEmpty else { return nil }
    return .line(
      LineChart(
        frame: frame(of: value, title: title), labels: places.map(\.label), labelsName: host.pick(x.label),
        series: numbers(places.map(\.id)) { id($0, x) }))
  }

  // MARK: Flows

  private func flow() -> Chart? {
    guard let from = part("from"), let to = part("to") else { return nil }
    let note = part("note")
    var lanes: [String] = []
    func lane(_ name: String) -> Int {
      if let known = lanes.firstIndex(of: name) { return known }
      lanes.append(name)
      return lanes.count - 1
    }
    let handovers = selection.compactMap { row -> HandoverChart.Handover? in
      guard let a = text(row, from), let b = text(row, to) else { return nil }
      return HandoverChart.Handover(from: lane(a), to: lane(b), what: name(row), note: text(row, note))
    }
    return handovers.isEmpty ? nil : .handover(HandoverChart(frame: frame(), lanes: lanes, handovers: handovers))
  }
}
