import HTML
import Values

/// What is planned over days, one row a task, or one row a channel with several labelled bars (lanes).
public struct GanttChart: Sendable, Hashable {
  /// How a task stands; the names are those that a schedule uses.
  public enum State: String, Sendable, Hashable, CaseIterable {
    case done, late, slipping, risk, running, waiting
  }

  public struct Bar: Sendable, Hashable {
    /// What stands in the bar, in rows with several; the row's name says it otherwise.
    public var label: String?
    /// First and last planned day. With one of them missing the bar is that one day, with both only the actual days are
    /// drawn; an end before its start is not drawn.
    public var start: Day?
    public var end: Day?
    /// Without an end the task still runs.
    public var actualStart: Day?
    public var actualEnd: Day?
    /// The finish to be expected, drawn where it is behind the planned end.
    public var forecast: Day?
    public var isMilestone: Bool
    public var isCritical: Bool
    public var state: State?

    public init(
      label: String? = nil, start: Day?, end: Day?, actualStart: Day? = nil, actualEnd: Day? = nil, forecast: Day? = nil,
      isMilestone: Bool = false, isCritical: Bool = false, state: State? = nil
    ) {
      self.label = label
      self.start = start
      self.end = end
      self.actualStart = actualStart
      self.actualEnd = actualEnd
      self.forecast = forecast
      self.isMilestone = isMilestone
      self.isCritical = isCritical
      self.state = state
    }
  }

  public struct Row: Sendable, Hashable {
    public var name: String
    public var owner: String?
    /// The place of the row that this one is a part of, before or behind it; a circle is cut.
    public var parent: Int?
    /// More than one, or one with a label: a lane. Bars that would overlap are drawn below each other.
    public var bars: [Bar]
    /// Places of the rows that must be finished first.
    public var depends: [Int]
    /// How many rows have been folded into this one.
    public var stands: Int

    public init(
      name: String, owner: String? = nil, parent: Int? = nil, bars: [Bar], depends: [Int] = [], stands: Int = 0
    ) {
      self.name = name
      self.owner = owner
      self.parent = parent
      self.bars = bars
      self.depends = depends
      self.stands = stands
    }
  }

  /// Its unit is not used.
  public var frame: ChartFrame
  /// In any order: parts are drawn below what they are a part of, otherwise as given.
  public var rows: [Row]
  /// Where the line of today is drawn, if that is near the plan.
  public var today: Day?
  /// Days off besides weekends, and weekend days that are worked: what is off is shaded where days are wide enough.
  public var off: [Day]
  public var worked: [Day]
  /// How many rows of the whole plan are not drawn; see `folded`.
  public var leftOut = 0

  public init(frame: ChartFrame, rows: [Row], today: Day? = nil, off: [Day] = [], worked: [Day] = []) {
    self.frame = frame
    self.rows = rows
    self.today = today
    self.off = off
    self.worked = worked
  }
}

extension GanttChart.Bar {
  /// The planned days.
  var planned: Period? {
    guard let first = start ?? end, let last = end ?? start else { return nil }
    // A moment is on the day that it is due.
    return isMilestone ? Period(last, last) : Period(first, last)
  }

  /// The actual days; up to today for what still runs.
  func actual(today: Day?) -> Period? {
    if isMilestone { return (actualEnd ?? actualStart).flatMap { Period($0, $0) } }
    guard let first = actualStart ?? actualEnd else { return nil }
    return Period(first, actualEnd ?? max(first, today ?? first))
  }

  /// From the day behind the plan (and behind today, if it runs) to the expected finish, of what is not finished.
  func delay(today: Day?) -> Period? {
    guard let forecast, actualEnd == nil, state != .done, let planned else { return nil }
    let last = max(planned.end, actual(today: today)?.end ?? planned.end)
    return last < forecast ? Period(last.advanced(by: 1), forecast) : nil
  }
}

extension GanttChart.Row {
  var isLane: Bool { bars.count > 1 || bars.contains { $0.label != nil } }
}

extension GanttChart.State {
  /// Whether it wants to be seen: stands beside the bar.
  var isAlert: Bool { self == .late || self == .slipping || self == .risk }

  /// The worst first.
  var rank: Int {
    switch self {
    case .late: 0
    case .slipping: 1
    case .risk: 2
    case .running: 3
    case .waiting: 4
    case .done: 5
    }
  }
}
