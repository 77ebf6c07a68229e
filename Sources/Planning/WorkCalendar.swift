import Values

/// Which days are worked: weekdays, but for declared days off, and weekend days that are declared worked (调休).
public struct WorkCalendar: Sendable {
  private let off: Set<Day>
  private let worked: Set<Day>

  public init(off: [Day] = [], worked: [Day] = []) {
    self.off = Set(off)
    self.worked = Set(worked)
  }

  public func isWorked(_ day: Day) -> Bool {
    if worked.contains(day) { return true }
    return !off.contains(day) && day.weekday <= 5
  }
}
