import Formulas
import Planning
import Values

/// The rows of one sheet as a plan, and the columns that its schedule adds.
///
/// Rows that others name as their parent are work packages: no tasks of the plan, but what their tasks come to. To
/// depend on a package is to depend on all of its tasks, and what a package depends on, each of its tasks does.
struct SchedulePlan {
  private let rows: Int
  private let starts: [Day?]
  private let ends: [Day?]
  private let actualStarts: [Day?]
  private let actualEnds: [Day?]
  private let depends: [[Int]]
  private let ids: [String]
  private let packages: Packages
  var isDone: [Bool]
  var isMilestone: [Bool]

  init(_ book: RegisterBook, sheet: Int, _ columns: ScheduleColumns) {
    let register = book.bySheet[sheet]
    let count = book.sheets[sheet].count
    rows = count
    func cells(_ id: String?) -> [FormulaValue]? { id.flatMap { register.indexes[$0] }.map { book.cells[sheet][$0] } }
    func days(_ id: String?) -> [Day?] {
      cells(id)?.map { if case .day(let day) = $0 { day } else { nil } } ?? Array(repeating: nil, count: count)
    }
    func links(_ id: String?) -> [[Int]] {
      cells(id)?.map { value in
        let keys: [String] =
          switch value {
          case .text(let key): [key]
          case .list(let items): items
          default: []
          }
        return keys.compactMap { book.keys[sheet][$0].map(Int.init) }
      } ?? Array(repeating: [], count: count)
    }
    starts = days(columns.start)
    ends = days(columns.end)
    actualStarts = days(columns.actualStart)
    actualEnds = days(columns.actualEnd)
    depends = links(columns.depends)
    packages = Packages(parents: links(columns.parent).map(\.first))
    ids = (0..<count).map { row in register.key.map { CellKey(book.cells[sheet][$0][row]).text } ?? "\(row + 1)" }
    isDone = Array(repeating: false, count: count)
    isMilestone = Array(repeating: false, count: count)
  }

  /// What is above what.
  private struct Packages {
    let parents: [Int?]
    var children: [[Int]]
    /// Parents first; without rows on a circle of parents, and those below them.
    var order: [Int]

    init(parents: [Int?]) {
      self.parents = parents
      children = Array(repeating: [], count: parents.count)
      for (row, parent) in parents.enumerated() { if let parent { children[parent].append(row) } }
      order = parents.indices.filter { parents[$0] == nil }
      var next = 0
      while next < order.count {
        order += children[order[next]]
        next += 1
      }
    }

    func isPackage(_ row: Int) -> Bool { !children[row].isEmpty }
  }

  /// The tasks in the places of their rows. For a package there stands the junction of its tasks' ends; the junction
  /// before its tasks, where something holds for all of them, stands behind the rows.
  private func network() -> (tasks: [PlannedTask], owners: [Int]) {
    var tasks: [PlannedTask] = []
    tasks.reserveCapacity(rows)
    for row in 0..<rows {
      if packages.isPackage(row) {
        tasks.append(PlannedTask(id: ids[row], depends: packages.children[row], isJunction: true))
      } else {
        tasks.append(
          PlannedTask(
            id: ids[row], start: starts[row], end: ends[row], depends: depends[row], actualStart: actualStarts[row],
            actualEnd: actualEnds[row], isDone: isDone[row], isMilestone: isMilestone[row]))
      }
    }
    var owners = Array(0..<rows)
    var before = [Int?](repeating: nil, count: rows)
    for row in packages.order {
      let above = packages.parents[row].flatMap { before[$0] }
      if !packages.isPackage(row) {
        if let above { tasks[row].depends.append(above) }
      } else if depends[row].isEmpty {
        before[row] = above
      } else {
        before[row] = tasks.count
        tasks.append(
          PlannedTask(id: ids[row], depends: depends[row] + (above.map { [$0] } ?? []), isJunction: true))
        owners.append(row)
      }
    }
    return (tasks, owners)
  }

  /// Rows whose dependencies go round in a circle by way of a package; `nil` when none do.
  func circle() -> [Int]? {
    let (tasks, owners) = network()
    guard let circle = RegisterBook.circles(tasks.map(\.depends)).first else { return nil }
    var named: [Int] = []
    for place in circle where named.last != owners[place] { named.append(owners[place]) }
    if named.count > 1, named.first == named.last { named.removeLast() }
    return named
  }

  /// The columns of `ScheduleColumns.added`.
  func columns(_ calendar: WorkCalendar, today: Day) -> [[FormulaValue]] {
    let tasks = network().tasks
    var plan = schedule(tasks, calendar: calendar, today: today).prefix(rows).map(Line.init)
    // A package on a circle of parents has no tasks to speak of.
    for row in 0..<rows where packages.isPackage(row) { plan[row] = Line() }
    for row in packages.order.reversed() where packages.isPackage(row) {
      plan[row] = Line(over: packages.children[row].map { plan[$0] }, calendar)
    }
    var result = Array(
      repeating: [FormulaValue](repeating: .missing, count: rows), count: ScheduleColumns.added.count)
    for (row, line) in plan.enumerated() {
      for (column, value) in line.values.enumerated() { result[column][row] = value }
    }
    return result
  }

  /// What the schedule says of a row.
  private struct Line {
    var duration: Int?
    var earlyStart, earlyFinish, lateStart, lateFinish: Day?
    var totalFloat, freeFloat: Int?
    var isCritical: Bool?
    var forecast: Day?
    var variance, remainingFloat: Int?
    var state: ScheduleState?

    init() {}

    init(_ task: ScheduledTask) {
      duration = task.duration
      (earlyStart, earlyFinish) = (task.earlyStart, task.earlyFinish)
      (lateStart, lateFinish) = (task.lateStart, task.lateFinish)
      (totalFloat, freeFloat) = (task.totalFloat, task.freeFloat)
      isCritical = task.isCritical
      forecast = task.forecast
      (variance, remainingFloat) = (task.variance, task.remainingFloat)
      state = task.state
    }

    /// Of a package; a date that one of its rows lacks, it lacks too.
    init(over lines: [Line], _ calendar: WorkCalendar) {
      func all<Value>(_ values: [Value?]) -> [Value]? {
        let present = values.compactMap { $0 }
        return present.count == values.count ? present : nil
      }
      earlyStart = all(lines.map(\.earlyStart))?.min()
      earlyFinish = all(lines.map(\.earlyFinish))?.max()
      lateStart = all(lines.map(\.lateStart))?.min()
      lateFinish = all(lines.map(\.lateFinish))?.max()
      forecast = all(lines.map(\.forecast))?.max()
      totalFloat = all(lines.map(\.totalFloat))?.min()
      remainingFloat = lines.compactMap(\.remainingFloat).min()
      isCritical = lines.contains { $0.isCritical == true }
      if let earlyStart, let earlyFinish { duration = calendar.workedDays(from: earlyStart, through: earlyFinish) }
      state = Line.state(of: all(lines.map(\.state)) ?? [])
    }

    /// Done when all are, else the worst; a package of which a part is done has begun.
    private static func state(of states: [ScheduleState]) -> ScheduleState? {
      if states.isEmpty { return nil }
      for state in [ScheduleState.late, .slipping, .risk, .running] where states.contains(state) { return state }
      if !states.contains(.waiting) { return .done }
      return states.contains(.done) ? .running : .waiting
    }

    /// In the order of `ScheduleColumns.added`.
    var values: [FormulaValue] {
      func day(_ day: Day?) -> FormulaValue { day.map(FormulaValue.day) ?? .missing }
      func count(_ days: Int?) -> FormulaValue { days.map { .number(.exact(Exact($0))) } ?? .missing }
      return [
        count(duration), day(earlyStart), day(earlyFinish), day(lateStart), day(lateFinish), count(totalFloat),
        count(freeFloat), isCritical.map(FormulaValue.bool) ?? .missing, day(forecast),
        count(variance), count(remainingFloat), state.map { .text($0.rawValue) } ?? .missing,
      ]
    }
  }
}

extension WorkCalendar {
  private static let register = "holidays"

  /// The days off and make-up days of the register `holidays`: `kind` is `off` or `work`.
  init(of book: RegisterBook) {
    var off: [Day] = []
    var worked: [Day] = []
    if let register = book.registers[WorkCalendar.register], let date = register.indexes["date"],
      let kind = register.indexes["kind"]
    {
      for sheet in register.site {
        for (value, kind) in zip(book.cells[sheet][date], book.cells[sheet][kind]) {
          guard case .day(let day) = value else { continue }
          switch kind {
          case .text("off"): off.append(day)
          case .text("work"): worked.append(day)
          default: continue
          }
        }
      }
    }
    self.init(off: off, worked: worked)
  }
}
