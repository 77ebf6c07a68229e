import Values

/// Early and late dates, floats, forecast and state of every task, in the order given; linear in tasks and links.
///
/// - A missing end follows from start and `duration`, a missing start from end and `duration`; a day alone lasts one
///   day. A task without days starts, when it has a `duration`, on the plan's first day or behind its predecessors.
/// - A task planned wholly on days off counts 1 and keeps its days, unless its predecessors push it behind them.
/// - A planned start holds a task back, but the late dates do not heed it.
/// - A task has no dates when it has neither days nor a duration, an end before its start, a duration below 0 or a finish
///   after the year 9999, when it is on a cycle of links, and when it is behind such a task. It puts no limit on those
///   before it.
///
/// The forecast of a finished task is its actual end, else its planned end or today, whichever is first. A running task
/// takes its duration from its actual start; one that waits starts today at the earliest, and behind the forecasts
/// of its predecessors. What is not finished does not finish before today.
public func schedule(_ tasks: [PlannedTask], calendar: WorkCalendar, today: Day) -> [ScheduledTask] {
  var network = Network(tasks, calendar: calendar, today: today)
  network.goForward()
  network.goBackward()
  network.forecast()
  return network.results()
}

/// How a task occupies days.
private enum Extent {
  /// A moment at the end of a day.
  case moment
  case working(days: Int)
  /// Planned on days that are all off.
  case daysOff(first: Int, last: Int)
}

private struct Span {
  var start: Int
  var finish: Int
}

private struct Network {
  let tasks: [PlannedTask]
  let calendar: WorkCalendar
  let today: Int
  /// `nil` where the plan does not say how long the task takes.
  var extents: [Extent?]
  /// The planned first and last day, as far as given or deducible.
  var plannedStart: [Int?]
  var plannedEnd: [Int?]
  /// Successors of task i are `successors[successorStart[i]..<successorStart[i + 1]]`.
  var successorStart: [Int]
  var successors: [Int]
  /// Predecessors first; without tasks on or behind a cycle.
  var order: [Int] = []
  var early: [Span?]
  var late: [Span?]
  var freeFloat: [Int?]
  var expected: [Span?]

  init(_ tasks: [PlannedTask], calendar: WorkCalendar, today: Day) {
    self.tasks = tasks
    self.calendar = calendar
    self.today = Int(today.number)
    let count = tasks.count
    extents = Array(repeating: nil, count: count)
    plannedStart = Array(repeating: nil, count: count)
    plannedEnd = Array(repeating: nil, count: count)
    early = Array(repeating: nil, count: count)
    late = Array(repeating: nil, count: count)
    freeFloat = Array(repeating: nil, count: count)
    expected = Array(repeating: nil, count: count)

    successorStart = Array(repeating: 0, count: count + 1)
    for task in tasks {
      for before in task.depends where tasks.indices.contains(before) { successorStart[before + 1] += 1 }
    }
    for place in 0..<count { successorStart[place + 1] += successorStart[place] }
    successors = Array(repeating: 0, count: successorStart[count])
    var free = successorStart
    for (place, task) in tasks.enumerated() {
      for before in task.depends where tasks.indices.contains(before) {
        successors[free[before]] = place
        free[before] += 1
      }
    }
    for place in 0..<count { readPlan(of: place) }
    sortTopologically()
  }

  private mutating func readPlan(of place: Int) {
    let task = tasks[place]
    if task.isJunction {
      extents[place] = .moment
      return
    }
    let start = task.start.map { Int($0.number) }
    let end = task.end.map { Int($0.number) }
    plannedStart[place] = start
    plannedEnd[place] = end
    if task.isMilestone {
      // The day it is due is the one to hold; a start before it says nothing about a moment.
      plannedStart[place] = end ?? start
      plannedEnd[place] = end ?? start
      extents[place] = .moment
      return
    }
    if let start, let end {
      guard start <= end else { return }
      let days = calendar.index(end + 1) - calendar.index(start)
      extents[place] = days > 0 ? .working(days: days) : .daysOff(first: start, last: end)
      return
    }
    guard start != nil || end != nil || task.duration != nil else { return }
    let days = max(task.duration ?? 1, 1)
    guard task.duration ?? 1 >= 0, days <= WorkCalendar.longest else { return }
    extents[place] = .working(days: days)
    if let day = start ?? end, days == 1, calendar.next(day) != day {
      extents[place] = .daysOff(first: day, last: day)
      plannedStart[place] = day
      plannedEnd[place] = day
    } else if let start {
      plannedEnd[place] = calendar.workedDay(at: calendar.index(start) + days - 1)
    } else if let end {
      plannedStart[place] = calendar.workedDay(at: calendar.index(end + 1) - days)
    }
  }

  /// After Kahn, "Topological sorting of large networks", 1962.
  private mutating func sortTopologically() {
    var waiting = tasks.map { task in task.depends.count { tasks.indices.contains($0) } }
    order = waiting.indices.filter { waiting[$0] == 0 }
    order.reserveCapacity(tasks.count)
    var next = 0
    while next < order.count {
      let place = order[next]
      next += 1
      for successor in successors[successorStart[place]..<successorStart[place + 1]] {
        waiting[successor] -= 1
        if waiting[successor] == 0 { order.append(successor) }
      }
    }
  }

  /// The first days that a task can have from `earliest` on; `nil` beyond the calendar.
  private func placed(_ extent: Extent, from earliest: Int) -> Span? {
    let span: Span
    switch extent {
    case .moment: span = Span(start: earliest, finish: earliest)
    case .daysOff(let first, let last) where earliest <= last: span = Span(start: max(first, earliest), finish: last)
    case .daysOff: span = worked(days: 1, from: earliest)
    case .working(let days): span = worked(days: days, from: earliest)
    }
    return WorkCalendar.day(span.start) != nil && WorkCalendar.day(span.finish) != nil ? span : nil
  }

  private func worked(days: Int, from earliest: Int) -> Span {
    let first = calendar.index(earliest)
    return Span(start: calendar.workedDay(at: first), finish: calendar.workedDay(at: first + days - 1))
  }

  /// How many days after the finish of a predecessor a task can start.
  private func gap(before place: Int) -> Int { tasks[place].isMilestone || tasks[place].isJunction ? 0 : 1 }

  /// The first day from `floor` on that the predecessors of a task leave to it; `nil` when one of them has no days.
  private func earliest(of place: Int, behind spans: [Span?], from floor: Int?) -> Int? {
    let gap = gap(before: place)
    var earliest = tasks[place].isJunction ? nil : floor
    for before in tasks[place].depends where tasks.indices.contains(before) {
      guard let span = spans[before] else { return nil }
      let day = span.finish + gap
      earliest = earliest.map { max($0, day) } ?? day
    }
    return earliest
  }

  mutating func goForward() {
    let first = zip(plannedStart, plannedEnd).compactMap { $0 ?? $1 }.min()
    for place in order {
      guard let extent = extents[place] else { continue }
      if let from = earliest(of: place, behind: early, from: plannedStart[place] ?? first) {
        early[place] = placed(extent, from: from)
      }
    }
  }

  mutating func goBackward() {
    guard let end = order.compactMap({ early[$0]?.finish }).max() else { return }
    // The early starts behind a junction, as those before it see them.
    var freeLimits: [Int: Int] = [:]
    for place in order.reversed() {
      guard let span = early[place], let extent = extents[place] else { continue }
      var limit = end
      var freeLimit = end
      for successor in successors[successorStart[place]..<successorStart[place + 1]] {
        guard let next = early[successor], let nextLate = late[successor] else { continue }
        let gap = gap(before: successor)
        limit = min(limit, nextLate.start - gap)
        freeLimit = min(freeLimit, freeLimits[successor] ?? next.start - gap)
      }
      if tasks[place].isJunction {
        late[place] = Span(start: limit, finish: limit)
        freeLimits[place] = freeLimit
        continue
      }
      freeFloat[place] = calendar.index(freeLimit + 1) - calendar.index(span.finish + 1)
      let last = calendar.previous(limit)
      switch extent {
      case .moment:
        let day = max(last, span.finish)  // on a day off it may be behind the last working day
        late[place] = Span(start: day, finish: day)
      case .daysOff: late[place] = last > span.finish ? Span(start: last, finish: last) : span
      case .working(let days):
        late[place] = Span(start: calendar.workedDay(at: calendar.index(last + 1) - days), finish: last)
      }
    }
  }

  mutating func forecast() {
    for place in order {
      guard let extent = extents[place] else { continue }
      let task = tasks[place]
      if isFinished(task) {
        let end = task.actualEnd ?? (task.isMilestone ? task.actualStart : nil)
        let finish = end.map { Int($0.number) } ?? min(plannedEnd[place] ?? early[place]?.finish ?? today, today)
        expected[place] = Span(start: finish, finish: finish)
      } else if let start = runningSince(task) {
        guard var span = placed(extent, from: start) else { continue }
        if span.finish < today { span.finish = calendar.next(today) }
        expected[place] = span
      } else if early[place] != nil,
        let from = earliest(of: place, behind: expected, from: max(today, plannedStart[place] ?? today))
      {
        expected[place] = placed(extent, from: from)
      }
    }
  }

  private func isFinished(_ task: PlannedTask) -> Bool {
    if task.isDone { return true }
    guard let end = task.actualEnd ?? (task.isMilestone ? task.actualStart : nil) else { return false }
    return Int(end.number) <= today
  }

  private func runningSince(_ task: PlannedTask) -> Int? {
    guard let start = task.actualStart, !task.isMilestone, Int(start.number) <= today else { return nil }
    return Int(start.number)
  }

  private func state(of place: Int, remaining: Int?) -> ScheduleState {
    let task = tasks[place]
    if isFinished(task) { return .done }
    if let end = plannedEnd[place], end < today { return .late }
    let isRunning = runningSince(task) != nil
    if let span = expected[place], let remaining {
      if remaining < 0 { return .slipping }
      if let end = plannedEnd[place], span.finish > end { return .slipping }
      let horizon = calendar.workedDay(at: calendar.index(today + 1) + 4)
      if remaining <= 2, (isRunning ? span.finish : span.start) <= horizon { return .risk }
    }
    return isRunning ? .running : .waiting
  }

  func results() -> [ScheduledTask] {
    tasks.indices.map { place in
      let duration =
        switch extents[place] {
        case .working(let days): days
        case .daysOff: 1
        case .moment, nil: 0
        }
      let finish = expected[place]?.finish
      let total = early[place].flatMap { first in
        late[place].map { calendar.index($0.start + 1) - calendar.index(first.start + 1) }
      }
      let variance = finish.flatMap { finish in
        plannedEnd[place].map { calendar.index(finish + 1) - calendar.index($0 + 1) }
      }
      let remaining = finish.flatMap { finish in
        late[place].map { calendar.index($0.finish + 1) - calendar.index(finish + 1) }
      }
      return ScheduledTask(
        duration: duration, earlyStart: early[place].flatMap { WorkCalendar.day($0.start) },
        earlyFinish: early[place].flatMap { WorkCalendar.day($0.finish) },
        lateStart: late[place].flatMap { WorkCalendar.day($0.start) },
        lateFinish: late[place].flatMap { WorkCalendar.day($0.finish) }, totalFloat: total, freeFloat: freeFloat[place],
        isCritical: total == 0, forecast: finish.flatMap(WorkCalendar.day), variance: variance, remainingFloat: remaining,
        state: state(of: place, remaining: remaining))
    }
  }
}
