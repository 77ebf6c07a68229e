import Values

/// Days as the squares of a calendar, shaded by their values: weeks run down, weekdays across from Monday.
public struct CalendarHeat: Sendable, Hashable {
  public var frame: ChartFrame
  /// Ascending, with a value each; days between that are absent, and missing values, are blank.
  public var days: [Day]
  public var values: [Double?]
  /// Days that are marked, such as those of incidents.
  public var events: [LineChart.Event]

  public init(frame: ChartFrame, days: [Day], values: [Double?], events: [LineChart.Event] = []) {
    self.frame = frame
    self.days = days
    self.values = values
    self.events = events
  }

  func data(_ text: ChartText) -> ChartData {
    ChartData(
      columns: [text.date, text.actual],
      rows: days.indices.map { [.text(days[$0].iso), .number($0 < values.count ? values[$0] : nil, frame.unit)] })
  }
}
