import Formulas
import Planning
import Values

/// The rows of one sheet as a plan, and the columns that its schedule adds.
struct SchedulePlan {
  private let rows: Int
  /// Rows on a circle of references have no schedule.
  private let without: Set<Int>
  private var starts: [Day?]
  private var ends: [Day?]
  private var actualStarts: [Day?]
  private var actualEnds: [Day?]
  private var depends: [[Int]]
  private var ids: [String]
  var isDone: [Bool]
  var isMilestone: [Bool]

  init(_ book: RegisterBook, sheet: Int, _ columns: ScheduleColumns, without: Set<Int>) {
    let register = book.bySheet[sheet]
    let count = book.sheets[sheet].count
    rows = count
    self.without = without
    func cells(_ id: String?) -> [FormulaValue]? { id.flatMap { register.indexes[$0] }.map { book.cells[sheet][$0] } }
    func days(_ id: String?) -> [Day?] {
      cells(id)?.map { if case .day(let day) = $0 { day } else { nil } } ?? Array(repeating: nil, count: count)
    }
    starts = days(columns.start)
    ends = days(columns.end)
    actualStarts = days(columns.actualStart)
    actualEnds = days(columns.actualEnd)
    depends = cells(columns.depends)?.map { value in
      let keys: [String] =
        switch value {
        case .text(let key): [key]
        case .list(let items): items
        default: []
        }
      return keys.compactMap { book.keys[sheet][$0].map(Int.init) }
    } ?? Array(repeating: [], count: count)
    ids = (0..<count).map { row in register.key.map { CellKey(book.cells[sheet][$0][row]).text } ?? "\(row)" }
    isDone = Array(repeating: false, count: count)
    isMilestone = Array(repeating: false, count: count)
  }

  /// The columns of `ScheduleColumns.added`.
  func columns(_ calendar: WorkCalendar, today: Day) -> [[FormulaValue]] {
    let planned = (0..<rows).filter { !without.contains($0) }
    var places: [Int: Int] = [:]
    for (place, row) in planned.enumerated() { places[row] = place }
    let tasks = planned.map { row in
      PlannedTask(
        id: ids[row], start: starts[row], end: ends[row], depends: depends[row].compactMap { places[$0] },
        actualStart: actualStarts[row], actualEnd: actualEnds[row], isDone: isDone[row],
        isMilestone: isMilestone[row])
    }
    var result = Array(
      repeating: [FormulaValue](repeating: .missing, count: rows), count: ScheduleColumns.added.count)
    func day(_ day: Day?) -> FormulaValue { day.map(FormulaValue.day) ?? .missing }
    func count(_ days: Int?) -> FormulaValue { days.map { .number(.exact(Exact($0))) } ?? .missing }
    for (row, task) in zip(planned, schedule(tasks, calendar: calendar, today: today)) {
      let values = [
        count(task.duration), day(task.earlyStart), day(task.earlyFinish), day(task.lateStart), day(task.lateFinish),
        count(task.totalFloat), count(task.freeFloat), .bool(task.isCritical), day(task.forecast),
        count(task.variance), count(task.remainingFloat), .text(task.state.rawValue),
      ]
      for (column, value) in values.enumerated() { result[column][row] = value }
    }
    return result
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
