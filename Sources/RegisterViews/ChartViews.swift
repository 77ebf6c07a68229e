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
    case .bar: bar().map { [$0] } ?? []
    case .line: line().map { [$0] } ?? []
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
  func frame(of measure: ShownColumn? = nil) -> ChartFrame {
    let unit: NumberUnit
    switch measure?.type {
    case .money?: unit = .money
    case .percent?: unit = .ratio
    case .integer?: unit = .count
    case .duration?: unit = .seconds
    default: unit = .decimal
    }
    return ChartFrame(subject: title, unit: unit, unitName: measure?.unit.map(host.pick))
  }

  private func name(_ row: Int) -> String { text(row, labelColumn) ?? ShownView.key(row, of: rows) ?? String(row + 1) }

  // MARK: Trees and layers

  private func tree() -> Chart? {
    guard let parent = part("parent") else { return nil }
    let note = part("note")
    var places: [String: Int] = [:]
    for (place, row) in selection.enumerated() {
      if let key = ShownView.key(row, of: rows), places[key] == nil { places[key] = place }
    }
    let nodes = selection.enumerated().map { place, row in
      // A parent that the view leaves out makes a root.
      let above = id(row, parent).flatMap { places[$0] }
      return TreeChart.Node(
        id: ShownView.key(row, of: rows) ?? String(row), label: name(row), note: text(row, note),
        parent: above == place ? nil : above)
    }
    return .tree(TreeChart(frame: frame(), nodes: nodes))
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
    guard let axis = part("axis"), let value = part("value") else { return nil }
    let axisValues = values(of: axis)
    let series = part("series")
    let names = series.map { values(of: $0) } ?? [("", title)]
    let maximum = rows.declaration.column(value.id)?.maximum?.double
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

  /// Sums of a measure by category, and series: rows of one category add up.
  private func bar() -> Chart? {
    guard let value = part("value"), let label = part("label") ?? labelColumn else { return nil }
    let categories = values(of: label)
    guard !categories.isEmpty else { return nil }
    let split = part("series")
    var series: [ChartSeries] = []
    for name in split.map({ values(of: $0) }) ?? [("", host.pick(value.label))] {
      var sums = [String: Number]()
      for row in selection where split.map({ holds(row, $0, name.id) }) ?? true {
        guard let category = id(row, label), case .number(let number) = self.value(row, value) else { continue }
        sums[category] = sums[category].map { $0.adding(number) } ?? number
      }
      series.append(ChartSeries(name: name.label, values: categories.map { sums[$0.id]?.double }))
    }
    guard series.contains(where: { $0.values.contains { $0 != nil } }) else { return nil }
    // Shares and scores of two periods do not make a sum.
    let isAdditive = [.integer, .money, .duration].contains(value.type)
    return .bar(
      BarChart(
        frame: frame(of: value), categories: categories.map(\.label), series: series,
        arrangement: split == nil || !isAdditive ? .grouped : .stacked, sorted: view.sort.isEmpty))
  }

  private func line() -> Chart? {
    guard let x = part("x"), let value = part("value") else { return nil }
    let split = part("series")
    let names = split.map { values(of: $0) } ?? [("", host.pick(value.label))]
    func numbers<Key: Hashable>(_ keys: [Key], _ key: (Int) -> Key?) -> [ChartSeries] {
      names.map { name in
        var sums: [Key: Number] = [:]
        for row in selection where split.map({ holds(row, $0, name.id) }) ?? true {
          guard let place = key(row), case .number(let number) = self.value(row, value) else { continue }
          sums[place] = sums[place].map { $0.adding(number) } ?? number
        }
        return ChartSeries(name: name.label, values: keys.map { sums[$0]?.double })
      }
    }
    if x.type == .date || x.type == .time {
      let days = Array(Set(selection.compactMap { day($0, x) })).sorted()
      guard let first = days.first, let last = days.last, first.distance(to: last) < 4000 else { return nil }
      let all = Array(first...last)
      return .line(LineChart(frame: frame(of: value), days: all, series: numbers(all) { day($0, x) }))
    }
    let places = values(of: x).sorted { ($0.id.count, $0.id) < ($1.id.count, $1.id) }
    guard !places.isEmpty else { return nil }
    return .line(
      LineChart(
        frame: frame(of: value), labels: places.map(\.label), labelsName: host.pick(x.label),
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
