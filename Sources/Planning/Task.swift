import Values

/// A row of a plan, as its register holds it.
public struct PlannedTask: Sendable, Hashable {
  public var id: String
  public var start: Day?
  public var end: Day?
  /// Working days; used where the start or the end is missing.
  public var duration: Int?
  /// Places of the tasks that must be finished before this one starts, in the array that is scheduled. Places outside it
  /// are passed over.
  public var depends: [Int]
  public var actualStart: Day?
  public var actualEnd: Day?
  public var isDone: Bool
  public var isMilestone: Bool
  /// Not a task but a place where links meet: whoever depends on it depends on all that it depends on. Its days say
  /// nothing; it has none where it depends on nothing.
  public var isJunction: Bool

  public init(
    id: String, start: Day? = nil, end: Day? = nil, duration: Int? = nil, depends: [Int] = [], actualStart: Day? = nil,
    actualEnd: Day? = nil, isDone: Bool = false, isMilestone: Bool = false, isJunction: Bool = false
  ) {
    self.id = id
    self.start = start
    self.end = end
    self.duration = duration
    self.depends = depends
    self.actualStart = actualStart
    self.actualEnd = actualEnd
    self.isDone = isDone
    self.isMilestone = isMilestone
    self.isJunction = isJunction
  }
}

/// What the network says about a task. The terms are those of the critical path method (Kelley and Walker, "Critical-Path
/// Planning and Scheduling", 1959; PMI, PMBOK Guide, 6th edition, 6.5.2.2), on days rather than points in time: a start
/// and a finish are the first and the last day on which the task is worked at.
public struct ScheduledTask: Sendable, Hashable {
  /// Working days from start to end, both included; at least 1, but 0 for a milestone and where the plan does not say.
  public var duration: Int
  /// The first day on which the task can start: not before its planned start, nor before the working day that follows the
  /// early finish of every predecessor. A milestone takes no time: it may stand on the day its predecessors finish.
  public var earlyStart: Day?
  public var earlyFinish: Day?
  /// The last day on which the task can start without moving the project's end, the latest early finish of all tasks.
  public var lateStart: Day?
  public var lateFinish: Day?
  /// The working days by which the task can slip without moving the project's end: those after the early start, up to
  /// the late start. Never negative.
  public var totalFloat: Int?
  /// The working days by which the task can slip without moving the early start of any successor (the project's end,
  /// where it has none). Never more than the total float.
  public var freeFloat: Int?
  /// Whether the task has no total float.
  public var isCritical: Bool
  /// The finish to be expected `today`.
  public var forecast: Day?
  /// The working days after the planned end, up to the forecast: how late the task is; negative when it is early.
  public var variance: Int?
  /// The working days after the forecast, up to the late finish; negative when the forecast moves the project's end.
  public var remainingFloat: Int?
  public var state: ScheduleState
}

/// How a task stands `today`. The first that is true, in this order:
public enum ScheduleState: String, Sendable, Hashable, CaseIterable {
  /// Marked done, or its actual end is not after today (for a milestone: its actual day).
  case done
  /// 已晚: not done, and the planned end is before today.
  case late
  /// 将晚: the forecast is after the planned end, or moves the project's end.
  case slipping
  /// 高风险: at most 2 working days are left between the forecast and the late finish, and the next thing to happen (the
  /// start of a waiting task, the finish of a running one) is expected by the end of the 5th working day after today.
  case risk
  /// Has an actual start that is not after today.
  case running
  case waiting
}
