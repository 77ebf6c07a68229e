import Values

/// How a first total becomes a last one, change by change.
public struct WaterfallChart: Sendable, Hashable {
  public struct Step: Sendable, Hashable {
    public var name: String
    /// A total's level, or a change's signed size.
    public var value: Double?
    /// Whether the value is a level that stands on zero, such as the first, the last, or a subtotal.
    public var isTotal: Bool

    public init(_ name: String, _ value: Double?, isTotal: Bool = false) {
      self.name = name
      self.value = value
      self.isTotal = isTotal
    }
  }

  public var frame: ChartFrame
  /// From the first total to the last. Changes between two totals add up to their difference; a missing one leaves
  /// what follows without a place.
  public var steps: [Step]

  public init(frame: ChartFrame, steps: [Step]) {
    self.frame = frame
    self.steps = steps
  }

  func data(_ text: ChartText) -> ChartData {
    ChartData(
      columns: [text.category, text.actual],
      rows: steps.map { [.text($0.name), .number($0.value, frame.unit)] })
  }
}
