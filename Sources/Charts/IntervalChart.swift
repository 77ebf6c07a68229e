import Values

/// Estimates with the intervals that they are sure to within, one row each, beside a line of no effect.
public struct IntervalChart: Sendable, Hashable {
  public struct Row: Sendable, Hashable {
    public var name: String
    public var estimate: Double?
    public var low: Double?
    public var high: Double?
    public var status: ChartStatus?

    public init(
      name: String, estimate: Double?, low: Double? = nil, high: Double? = nil, status: ChartStatus? = nil
    ) {
      self.name = name
      self.estimate = estimate
      self.low = low
      self.high = high
      self.status = status
    }
  }

  public var frame: ChartFrame
  public var rows: [Row]
  /// Where nothing has changed, drawn as a line: 0 for differences.
  public var reference: ReferenceLine?

  public init(frame: ChartFrame, rows: [Row], reference: ReferenceLine? = nil) {
    self.frame = frame
    self.rows = rows
    self.reference = reference
  }

  func data(_ text: ChartText) -> ChartData {
    ChartData(
      columns: [text.category, text.actual, text.lower, text.upper],
      rows: rows.map {
        [
          .text($0.name), .number($0.estimate, frame.unit), .number($0.low, frame.unit),
          .number($0.high, frame.unit),
        ]
      })
  }
}
