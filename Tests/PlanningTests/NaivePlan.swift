import Planning
import Values

/// SplitMix64, so that every run has the same networks.
struct Seeded {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}

/// A plan of up to 25 tasks, milestones and weekend work among them, in an order that does not follow the links.
struct RandomPlan {
  var tasks: [PlannedTask] = []
  var calendar: WorkCalendar

  init(seed: UInt64) {
    var random = Seeded(seed)
    let first = Day(number: 20_570)
    let days = (0..<120).map { first.advanced(by: $0) }
    calendar = WorkCalendar(
      off: days.filter { _ in random.below(15) == 0 }, worked: days.filter { _ in random.below(20) == 0 })
    let count = 3 + random.below(23)
    // Task at place p may depend on tasks of a lower rank only.
    var rank = Array(0..<count)
    for place in rank.indices.reversed() { rank.swapAt(place, random.below(place + 1)) }
    for place in 0..<count {
      var depends: [Int] = []
      for other in 0..<count where rank[other] < rank[place] && random.below(count) < 2 { depends.append(other) }
      let start = first.advanced(by: random.below(30))
      switch random.below(6) {
      case 0: tasks.append(PlannedTask(id: "\(place)", end: start, depends: depends, isMilestone: true))
      case 1: tasks.append(PlannedTask(id: "\(place)", duration: 1 + random.below(5), depends: depends))
      default:
        let end = start.advanced(by: random.below(9))
        tasks.append(PlannedTask(id: "\(place)", start: start, end: end, depends: depends))
      }
    }
  }
}

/// The definitions taken at their word: days are walked one by one, and a float is found by trying delays.
struct NaivePlan {
  typealias Span = (start: Day, finish: Day)
  let tasks: [PlannedTask]
  let calendar: WorkCalendar
  private(set) var early: [Span] = []

  init(tasks: [PlannedTask], calendar: WorkCalendar) {
    self.tasks = tasks
    self.calendar = calendar
    early = run(delaying: nil, by: 0)
  }

  /// The day, or the `count`th worked day after it.
  func slipped(_ day: Day, by count: Int) -> Day {
    var day = day
    var left = count
    while left > 0 {
      day = day.advanced(by: 1)
      if calendar.isWorked(day) { left -= 1 }
    }
    return day
  }

  private func workedDays(_ start: Day, _ end: Day) -> Int {
    start <= end ? (start...end).filter(calendar.isWorked).count : 0
  }

  /// The days that a task takes if it may not start before `earliest`.
  private func placed(_ task: PlannedTask, _ earliest: Day) -> Span {
    if task.isMilestone { return (earliest, earliest) }
    var length = task.duration ?? 1
    if let start = task.start, let end = task.end {
      length = max(1, workedDays(start, end))
      if workedDays(start, end) == 0, earliest <= end { return (max(start, earliest), end) }
    }
    var start = earliest
    while !calendar.isWorked(start) { start = start.advanced(by: 1) }
    return (start, slipped(start, by: length - 1))
  }

  /// Starts everything at its own plan and pushes until no link is violated. The delayed task starts `delay` working
  /// days after its early start.
  private func run(delaying delayed: Int?, by delay: Int) -> [Span] {
    let first = tasks.compactMap { $0.start ?? $0.end }.min() ?? Day(number: 0)
    var spans: [Span] = tasks.map { placed($0, $0.start ?? ($0.isMilestone ? $0.end : nil) ?? first) }
    if let delayed, delay > 0 { spans[delayed] = placed(tasks[delayed], slipped(early[delayed].start, by: delay)) }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for (place, task) in tasks.enumerated() {
        for before in task.depends {
          let from = spans[before].finish.advanced(by: task.isMilestone ? 0 : 1)
          if spans[place].start < from {
            spans[place] = placed(task, from)
            isSettled = false
          }
        }
      }
    }
    return spans
  }

  /// The greatest delays that leave the end of the project, and the early start of every successor, where they are.
  func floats(of place: Int) -> (total: Int, free: Int) {
    guard let end = early.map(\.finish).max() else { return (0, 0) }
    let successors = tasks.indices.filter { tasks[$0].depends.contains(place) }
    var total = 0
    while let last = run(delaying: place, by: total + 1).map(\.finish).max(), last <= end { total += 1 }
    var free = 0
    while free < total {
      let spans = run(delaying: place, by: free + 1)
      guard successors.allSatisfy({ spans[$0].start == early[$0].start }) else { break }
      free += 1
    }
    return (total, free)
  }
}
