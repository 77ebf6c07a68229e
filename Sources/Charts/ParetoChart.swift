import Values

/// Items by descending size, with the share that those so far make up.
public struct ParetoChart: Sendable, Hashable {
  public struct Item: Sendable, Hashable {
    public var name: String
    /// Not negative.
    public var value: Double?

    public init(_ name: String, _ value: Double?) {
      self.name = name
      self.value = value
    }
  }

  public var frame: ChartFrame
  /// In any order; drawn by descending value, equal ones as they stand, missing ones left out.
  public var items: [Item]
  /// The cumulative share that the vital few reach, 0...1; a line marks it.
  public var threshold: Double

  public init(frame: ChartFrame, items: [Item], threshold: Double = 0.8) {
    self.frame = frame
    self.items = items
    self.threshold = threshold
  }

  /// The items as they are drawn, each with its share of the whole and the share of all up to it.
  public var ranked: [(name: String, value: Double, share: Double, cumulative: Double)] {
    let order = descending(items.map { $0.value.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } })
    let known = order.compactMap { index in items[index].value.flatMap { $0.isFinite && $0 >= 0 ? (items[index].name, $0) : nil } }
    let whole = known.reduce(0) { $0 + $1.1 }
    guard whole > 0 else { return [] }
    var sum = 0.0
    return known.map { name, value in
      sum += value
      return (name, value, value / whole, sum / whole)
    }
  }

  func data(_ text: ChartText) -> ChartData {
    ChartData(
      columns: [text.category, text.actual, text.share, text.cumulative],
      rows: ranked.map {
        [.text($0.name), .number($0.value, frame.unit), .number($0.share, .ratio), .number($0.cumulative, .ratio)]
      })
  }
}
