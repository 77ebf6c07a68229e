import Planning
import Testing
import Values

func day(_ iso: String) -> Day { Day(iso) ?? Day(number: 0) }

/// The Labour Day holiday of 2026: 1 to 5 May off, Saturday 9 May worked.
let labourDay = WorkCalendar(
  off: ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04", "2026-05-05"].map(day), worked: [day("2026-05-09")])

@Suite("Working days")
struct WorkCalendarTests {
  @Test(
    "worked days between two days, holiday and make-up day counted by hand",
    arguments: [
      ("2026-04-27", "2026-05-10", 4 + 4), ("2026-05-01", "2026-05-05", 0), ("2026-05-09", "2026-05-09", 1),
      ("2026-05-10", "2026-05-10", 0), ("2026-06-01", "2026-06-30", 22), ("2026-05-10", "2026-05-01", 0),
    ])
  func between(start: String, end: String, count: Int) {
    #expect(labourDay.workedDays(from: day(start), through: day(end)) == count)
  }

  @Test(
    "the nth worked day after a day",
    arguments: [
      (1, "2026-04-30", "2026-05-06"), (4, "2026-04-30", "2026-05-09"), (5, "2026-04-30", "2026-05-11"),
      (0, "2026-05-03", "2026-04-30"), (-1, "2026-05-06", "2026-04-30"), (-1, "2026-05-03", "2026-04-30"),
    ])
  func after(count: Int, start: String, expected: String) {
    #expect(labourDay.workedDay(count, after: day(start))?.iso == expected)
  }

  @Test("counting and stepping agree with walking day by day over three years and before 1970", arguments: [20_000, -800])
  func walk(first: Int) {
    var random = Seeded(7)
    let days = (0..<1100).map { Day(number: Int32(first + $0)) }
    let calendar = WorkCalendar(
      off: days.filter { _ in random.below(9) == 0 }, worked: days.filter { _ in random.below(12) == 0 })
    var worked: [Day] = []
    for one in days {
      if calendar.isWorked(one) { worked.append(one) }
      #expect(calendar.workedDays(from: days[0], through: one) == worked.count)
      #expect(calendar.worked(onOrBefore: one) == worked.last || worked.isEmpty)
    }
    for (place, one) in worked.enumerated() {
      #expect(calendar.workedDay(place + 1, after: days[0].advanced(by: -1)) == one)
      #expect(calendar.workedDay(place - worked.count, after: days[days.count - 1].advanced(by: 1)) == one)
    }
  }

  @Test("beyond the year 9999 there is no day")
  func end() {
    #expect(labourDay.workedDay(3_000_000, after: day("2026-05-06")) == nil)
    #expect(labourDay.workedDay(Int.max, after: day("2026-05-06")) == nil)
    #expect(labourDay.workedDay(2_000_000, after: day("2026-05-06")) != nil)
  }
}

@Suite("Critical path")
struct CriticalPathTests {
  /// Hillier and Lieberman, "Introduction to Operations Research", chapter "Project Management with PERT/CPM": the
  /// Reliable Construction Co. project. Durations in weeks there, working days here; the book's floats and its path
  /// A-B-C-E-F-J-L-N of 44; free floats worked out by hand from its early times.
  static let construction: [(id: String, days: Int, after: String, start: Int, late: Int, float: Int, free: Int)] = [
    ("A", 2, "", 0, 0, 0, 0), ("B", 4, "A", 2, 2, 0, 0), ("C", 10, "B", 6, 6, 0, 0),
    ("D", 6, "C", 16, 20, 4, 0), ("E", 4, "C", 16, 16, 0, 0), ("F", 5, "E", 20, 20, 0, 0),
    ("G", 7, "D", 22, 26, 4, 0), ("H", 9, "EG", 29, 33, 4, 0), ("I", 7, "C", 16, 18, 2, 2),
    ("J", 8, "FI", 25, 25, 0, 0), ("K", 4, "J", 33, 34, 1, 1), ("L", 5, "J", 33, 33, 0, 0),
    ("M", 2, "H", 38, 42, 4, 4), ("N", 6, "KL", 38, 38, 0, 0),
  ]

  @Test("the textbook network has the textbook's times and floats")
  func textbook() {
    let network = Self.construction
    let first = day("2026-01-05")
    // Weekends are made worked: then working days are days, and the book's numbers can be read off.
    let everyDay = WorkCalendar(worked: (0..<100).map { first.advanced(by: $0) })
    let tasks = network.map { task in
      let depends = task.after.compactMap { name in network.firstIndex { $0.id == String(name) } }
      return PlannedTask(id: task.id, duration: task.days, depends: depends)
    }
    let result = schedule(
      tasks + [PlannedTask(id: "start", start: first, isMilestone: true)], calendar: everyDay, today: first)
    for (task, scheduled) in zip(network, result) {
      #expect(scheduled.earlyStart.map(first.distance) == task.start, "\(task.id)")
      #expect(scheduled.earlyFinish.map(first.distance) == task.start + task.days - 1, "\(task.id)")
      #expect(scheduled.lateStart.map(first.distance) == task.late, "\(task.id)")
      #expect(scheduled.lateFinish.map(first.distance) == task.late + task.days - 1, "\(task.id)")
      #expect(scheduled.totalFloat == task.float && scheduled.freeFloat == task.free, "\(task.id)")
      #expect(scheduled.isCritical == (task.float == 0), "\(task.id)")
    }
  }

  @Test("a holiday is jumped over, a make-up day is used, a planned start holds back")
  func calendar() {
    let result = schedule(
      [
        PlannedTask(id: "a", start: day("2026-04-29"), end: day("2026-04-30")),
        PlannedTask(id: "b", start: day("2026-04-30"), duration: 4, depends: [0]),
        PlannedTask(id: "c", start: day("2026-05-11"), end: day("2026-05-11"), depends: [0]),
        PlannedTask(id: "d", end: day("2026-05-11"), depends: [1], isMilestone: true),
      ], calendar: labourDay, today: day("2026-04-29"))
    #expect(result.map(\.duration) == [2, 4, 1, 0])
    #expect(result.map { $0.earlyStart?.iso } == ["2026-04-29", "2026-05-06", "2026-05-11", "2026-05-11"])
    #expect(result.map { $0.earlyFinish?.iso } == ["2026-04-30", "2026-05-09", "2026-05-11", "2026-05-11"])
    #expect(result.map { $0.lateStart?.iso } == ["2026-04-30", "2026-05-07", "2026-05-11", "2026-05-11"])
    #expect(result.map(\.totalFloat) == [1, 1, 0, 0])
    #expect(result.map(\.freeFloat) == [0, 1, 0, 0])
  }

  @Test("a task planned on days off keeps them and counts 1; pushed behind them it takes a working day")
  func daysOff() {
    let result = schedule(
      [
        PlannedTask(id: "a", start: day("2026-06-05"), end: day("2026-06-05")),
        PlannedTask(id: "fair", start: day("2026-06-06"), end: day("2026-06-07"), depends: [0]),
        PlannedTask(id: "report", start: day("2026-06-01"), end: day("2026-06-01"), depends: [1]),
        PlannedTask(id: "pushed", start: day("2026-06-06"), end: day("2026-06-06"), depends: [2]),
      ], calendar: WorkCalendar(), today: day("2026-06-01"))
    #expect(result.map(\.duration) == [1, 1, 1, 1])
    #expect(result.map { $0.earlyStart?.iso } == ["2026-06-05", "2026-06-06", "2026-06-08", "2026-06-09"])
    #expect(result.map { $0.earlyFinish?.iso } == ["2026-06-05", "2026-06-07", "2026-06-08", "2026-06-09"])
    #expect(result.map(\.totalFloat) == [0, 0, 0, 0])
  }

  @Test("tasks on and behind a cycle, and behind a task that says nothing, have no dates; others have")
  func cycle() {
    let start = day("2026-06-01")
    let result = schedule(
      [
        PlannedTask(id: "before", start: start, end: start),
        PlannedTask(id: "one", start: start, end: start, depends: [0, 2]),
        PlannedTask(id: "two", start: start, end: start, depends: [1]),
        PlannedTask(id: "behind", start: start, end: start, depends: [2]),
        PlannedTask(id: "itself", start: start, end: start, depends: [4]),
        PlannedTask(id: "nothing"),
        PlannedTask(id: "behind nothing", start: start, end: start, depends: [5, 99]),
        PlannedTask(id: "backwards", start: start, end: day("2026-05-01")),
        PlannedTask(id: "endless", start: start, duration: Int.max),
        PlannedTask(id: "late", start: start, duration: 3_900_000, depends: []),
      ], calendar: WorkCalendar(), today: start)
    #expect(result.map { $0.earlyStart == nil } == [false] + Array(repeating: true, count: 9))
    #expect(result.map { $0.lateFinish == nil } == [false] + Array(repeating: true, count: 9))
    #expect(result[0].totalFloat == 0)
    #expect(schedule([], calendar: WorkCalendar(), today: start).isEmpty)
  }

  @Test(
    "200 random networks: early dates by repeated walking, floats by delaying each task and looking",
    arguments: 0..<200)
  func random(seed: Int) {
    let plan = RandomPlan(seed: UInt64(seed))
    let result = schedule(plan.tasks, calendar: plan.calendar, today: plan.tasks[0].start ?? day("2026-06-01"))
    let naive = NaivePlan(tasks: plan.tasks, calendar: plan.calendar)
    for (place, task) in result.enumerated() {
      let expected = naive.early[place]
      #expect(task.earlyStart == expected.start && task.earlyFinish == expected.finish, "\(task) \(expected)")
      let (total, free) = naive.floats(of: place)
      #expect(task.totalFloat == total && task.freeFloat == free, "\(task) \(total) \(free)")
      if let start = task.earlyStart, let finish = task.earlyFinish {
        #expect(task.lateStart == naive.slipped(start, by: total) || total == 0)
        #expect(total > 0 || plan.tasks[place].isMilestone || (task.lateStart, task.lateFinish) == (start, finish))
      }
    }
  }
}

@Suite("Forecast and state")
struct StateTests {
  /// Monday. The plan: a (Mon–Wed) → b (Thu–Fri) → c (the Monday after), and x beside it with plenty of time.
  static let monday = day("2026-06-01")

  static func plan(
    a: (start: String?, end: String?) = (nil, nil), b: (start: String?, end: String?) = (nil, nil)
  ) -> [PlannedTask] {
    [
      PlannedTask(
        id: "a", start: monday, end: day("2026-06-03"), actualStart: a.start.map(day), actualEnd: a.end.map(day)),
      PlannedTask(
        id: "b", start: day("2026-06-04"), end: day("2026-06-05"), depends: [0], actualStart: b.start.map(day),
        actualEnd: b.end.map(day)),
      PlannedTask(id: "c", start: day("2026-06-22"), end: day("2026-06-22"), depends: [1]),
      PlannedTask(id: "x", start: day("2026-06-15"), end: day("2026-06-15")),
    ]
  }

  @Test(
    "states and forecasts, worked out by hand",
    arguments: [
      // Nothing began, two days before: a and b have 10 working days of float, c has none but is far off.
      ("2026-05-28", plan(), "waiting waiting waiting waiting", "06-03 06-05 06-22 06-15"),
      // a began on time.
      ("2026-06-02", plan(a: ("2026-06-01", nil)), "running waiting waiting waiting", "06-03 06-05 06-22 06-15"),
      // a began two days late: it and b will end two working days after their plans.
      ("2026-06-03", plan(a: ("2026-06-03", nil)), "slipping slipping waiting waiting", "06-05 06-09 06-22 06-15"),
      // a should be finished: its forecast is today.
      ("2026-06-04", plan(a: ("2026-06-01", nil)), "late slipping waiting waiting", "06-04 06-08 06-22 06-15"),
      // On a Saturday an unfinished task finishes on Monday at the earliest.
      (
        "2026-06-06", plan(a: ("2026-06-01", "2026-06-03"), b: ("2026-06-04", nil)),
        "done late waiting waiting", "06-03 06-08 06-22 06-15"
      ),
      // c starts within five working days and has no float left; x is due in as little time but may slip.
      (
        "2026-06-15", plan(a: ("2026-06-01", "2026-06-03"), b: ("2026-06-04", "2026-06-05")),
        "done done risk waiting", "06-03 06-05 06-22 06-15"
      ),
      (
        "2026-06-12", plan(a: ("2026-06-01", "2026-06-03"), b: ("2026-06-04", "2026-06-05")),
        "done done waiting waiting", "06-03 06-05 06-22 06-15"
      ),
    ])
  func states(today: String, tasks: [PlannedTask], states: String, forecasts: String) {
    let result = schedule(tasks, calendar: WorkCalendar(), today: day(today))
    #expect(result.map(\.state.rawValue).joined(separator: " ") == states)
    #expect(result.map { String($0.forecast?.iso.dropFirst(5) ?? "") }.joined(separator: " ") == forecasts)
  }

  @Test("variance and remaining float are signed working days")
  func variance() {
    let result = schedule(Self.plan(a: ("2026-06-03", nil)), calendar: WorkCalendar(), today: day("2026-06-03"))
    #expect(result.map(\.variance) == [2, 2, 0, 0])
    #expect(result.map(\.totalFloat) == [10, 10, 0, 5])
    #expect(result.map(\.remainingFloat) == [8, 8, 0, 5])
  }

  @Test("done without an actual end counts as its planned end, but no day to come; a milestone has its actual day")
  func finished() {
    let result = schedule(
      [
        PlannedTask(id: "a", start: day("2026-05-01"), end: day("2026-05-06"), isDone: true),
        PlannedTask(id: "b", start: day("2026-06-01"), end: day("2026-06-20"), isDone: true),
        PlannedTask(id: "c", end: day("2026-06-01"), actualStart: day("2026-06-02"), isMilestone: true),
        PlannedTask(id: "d", end: day("2026-06-02"), isMilestone: true),
      ], calendar: WorkCalendar(), today: day("2026-06-03"))
    #expect(result.map { $0.forecast?.iso } == ["2026-05-06", "2026-06-03", "2026-06-02", "2026-06-03"])
    #expect(result.map(\.state) == [.done, .done, .done, .late])
  }
}

@Suite("Size")
struct SizeTests {
  @Test("5,000 linked tasks over a century are scheduled at once")
  func large() {
    var random = Seeded(1)
    let start = day("2000-01-03")
    let tasks = (0..<5000).map { place in
      PlannedTask(
        id: String(place), start: start.advanced(by: place * 7), duration: 1 + random.below(20),
        depends: place == 0 ? [] : (0..<3).map { _ in random.below(place) })
    }
    var result: [ScheduledTask] = []
    let time = ContinuousClock().measure { result = schedule(tasks, calendar: labourDay, today: day("2026-06-01")) }
    #expect(result.allSatisfy { $0.lateFinish != nil })
    #expect(time < .seconds(1), "\(time)")
  }
}
