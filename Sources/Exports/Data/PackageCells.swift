import Metrics
import Values

/// The figures of a data package, and which of them would tell about single people.
struct PackageCells {
  struct Cell {
    /// `nil` for the whole span.
    var day: Day?
    var isBaseline = false
    var dimension: String
    /// Empty for the whole.
    var member: String
    var id: String
    var value: Number
    /// The fewest people it is known to be about; `nil` where no one is counted.
    var people: Double?
    var isWithheld = false
  }

  /// Figures about fewer are withheld.
  static let fewest = 5.0
  /// A dimension of more values, such as keywords, is not told apart: every value is a pass over the rows.
  static let mostMembers = 200

  private let facts: CampaignFacts
  private let people: Set<String>
  private let fromOrders: Set<String>

  init(_ facts: CampaignFacts) {
    self.facts = facts
    people = Set(facts.dictionary.measures.filter { $0.kind == .people }.map(\.id))
    fromOrders = Set(
      facts.measuresPresent.filter { facts.figure($0).notes.contains(.fromOrders) })
  }

  /// Every measure of every day of the baseline and the campaign, in all and by the values of each dimension.
  func daily() -> [Cell] {
    var spans = facts.frame.baseline.map { [($0, true)] } ?? []
    spans.append((facts.frame.period, false))
    var cells: [Cell] = []
    // Amounts of registers bear the days of the books.
    let measures = facts.measuresPresent.filter { !facts.usesRegister($0) && !$0.hasPrefix("baseline_") }
    for measure in measures {
      for (dimension, members) in [("all", [""])] + dimensions(of: measure) {
        for member in members {
          let filter = member.isEmpty ? [] : [DimensionValue(dimension, member)]
          for (span, isBaseline) in spans {
            for (day, value, count) in series(measure, span, filter) {
              cells.append(
                Cell(
                  day: day, isBaseline: isBaseline, dimension: dimension, member: member, id: measure, value: value,
                  people: count))
            }
          }
        }
      }
    }
    return withheld(cells)
  }

  /// Every measure and KPI of the campaign, and the measures of the baseline.
  func totals() -> [Cell] {
    var cells: [Cell] = []
    func add(_ id: String, _ slice: Slice, _ dimension: String, _ member: String) {
      let figure = facts.figure(id, in: slice)
      guard let value = figure.value else { return }
      cells.append(
        Cell(
          isBaseline: slice.span == .baseline, dimension: dimension, member: member, id: figure.id, value: value,
          people: count(figure, in: slice)))
    }
    let measures = facts.measuresPresent
    for id in measures + facts.kpisPresent {
      add(id, .campaign, "all", "")
      for (dimension, members) in dimensions(of: id) {
        for member in members { add(id, Slice.campaign.with(dimension, member), dimension, member) }
      }
    }
    if facts.frame.baseline != nil {
      for id in measures where !facts.usesRegister(id) && !id.hasPrefix("baseline_") { add(id, .baseline, "all", "") }
    }
    return withheld(cells)
  }

  private func dimensions(of id: String) -> [(String, [String])] {
    facts.dimensions(of: id).compactMap { dimension in
      let members = facts.values(of: dimension)
      return members.isEmpty || members.count > PackageCells.mostMembers ? nil : (dimension, members)
    }
  }

  private func series(
    _ measure: String, _ span: Period, _ filter: [DimensionValue]
  ) -> [(day: Day, value: Number, people: Double?)] {
    guard people.contains(measure) || fromOrders.contains(measure) else {
      return facts.series(measure, over: span, filter: filter).compactMap { day, value in value.map { (day, $0, nil) } }
    }
    return span.days.compactMap { day in
      guard let one = Period(day, day) else { return nil }
      let slice = Slice(.period(one), filter: filter)
      let figure = facts.figure(measure, in: slice)
      return figure.value.map { (day, $0, count(figure, in: slice)) }
    }
  }

  /// How many people a figure is about, where it counts people or is made of orders.
  private func count(_ figure: Figure, in slice: Slice) -> Double? {
    var counts: [Double] = []
    if people.contains(figure.id), let value = figure.value { counts.append(value.double) }
    if figure.notes.contains(.fromOrders) || fromOrders.contains(figure.id) {
      // No more people than orders.
      counts.append(Double(figure.sources.reduce(0) { $0 + $1.rows }))
      if let buyers = facts.figure("buyers", in: slice).value { counts.append(buyers.double) }
    }
    return counts.min()
  }

  // MARK: Withholding

  private func withheld(_ cells: [Cell]) -> [Cell] {
    var cells = cells
    for index in cells.indices {
      if let people = cells[index].people, people > 0, people < PackageCells.fewest { cells[index].isWithheld = true }
    }
    guard cells.contains(where: \.isWithheld) else { return cells }
    // A lone gap among parts of a known whole is no secret. Days of one member and members of one day are both such
    // parts, so what is closed in one direction is looked at in the other.
    for _ in 0..<3 {
      hideNeighbours(&cells) { "\($0.id)|\($0.dimension)|\($0.day?.iso ?? "")|\($0.isBaseline)" }
      hideNeighbours(&cells) { $0.day == nil ? nil : "\($0.id)|\($0.dimension)|\($0.member)|\($0.isBaseline)" }
    }
    return cells
  }

  private func hideNeighbours(_ cells: inout [Cell], _ group: (Cell) -> String?) {
    var groups: [String: [Int]] = [:]
    for (index, cell) in cells.enumerated() where cell.people != nil {
      if let key = group(cell) { groups[key, default: []].append(index) }
    }
    for key in groups.keys.sorted() {
      let places = groups[key] ?? []
      guard places.count > 1, places.count(where: { cells[$0].isWithheld }) == 1 else { continue }
      let rest = places.filter { !cells[$0].isWithheld }
      if let least = rest.min(by: { (cells[$0].people ?? 0, $0) < (cells[$1].people ?? 0, $1) }) {
        cells[least].isWithheld = true
      }
    }
  }
}

