import Values

/// Which days are worked: weekdays, but for declared days off, and weekend days that are declared worked (调休).
///
/// Counting and stepping take logarithmic time in the number of declared days, however far apart the days are: weekdays
/// are counted in closed form, and what declared days change is a running sum.
public struct WorkCalendar: Sendable {
  /// Days that differ from the plain week, ascending.
  private let exceptions: [Int]
  /// For each exception, how many worked days all earlier ones add (weekends worked) or take away (weekdays off).
  private let shiftBefore: [Int]
  /// For each exception, whether it is worked.
  private let isWorkedException: [Bool]
  /// What all exceptions together add.
  private let shiftInAll: Int

  /// A day that stands in both lists is worked.
  public init(off: [Day] = [], worked: [Day] = []) {
    var changes: [Int: Bool] = [:]
    for day in off where day.weekday <= 5 { changes[Int(day.number)] = false }
    for day in worked { changes[Int(day.number)] = day.weekday <= 5 ? nil : true }
    let sorted = changes.sorted { $0.key < $1.key }
    exceptions = sorted.map(\.key)
    isWorkedException = sorted.map(\.value)
    var shift = 0
    var before: [Int] = []
    for (_, isWorked) in sorted {
      before.append(shift)
      shift += isWorked ? 1 : -1
    }
    shiftBefore = before
    shiftInAll = shift
  }

  public func isWorked(_ day: Day) -> Bool {
    let number = Int(day.number)
    let place = firstException(from: number)
    if place < exceptions.count, exceptions[place] == number { return isWorkedException[place] }
    return day.weekday <= 5
  }

  /// The worked days from `start` to `end`, both included; 0 when the end is before the start.
  public func workedDays(from start: Day, through end: Day) -> Int {
    guard start <= end else { return 0 }
    return index(Int(end.number) + 1) - index(Int(start.number))
  }

  /// The worked days after `start`, up to and including `end`; negative, counted the other way, when the end is earlier.
  public func workedDays(after start: Day, through end: Day) -> Int {
    index(Int(end.number) + 1) - index(Int(start.number) + 1)
  }

  /// The first worked day on or after a day.
  public func worked(onOrAfter day: Day) -> Day? { Self.day(next(Int(day.number))) }

  /// The last worked day on or before a day.
  public func worked(onOrBefore day: Day) -> Day? { Self.day(previous(Int(day.number))) }

  /// The `count`th worked day after `day`, or before it when `count` is negative; for 0 the last worked day on or before
  /// `day`. `nil` outside the years 1 to 9999.
  public func workedDay(_ count: Int, after day: Day) -> Day? {
    guard (-Self.longest...Self.longest).contains(count) else { return nil }
    let number = Int(day.number)
    return Self.day(workedDay(at: (count < 0 ? index(number) : index(number + 1) - 1) + count))
  }

  // MARK: Day numbers

  // Inside the target days are plain integers, so that no sum of durations can overflow a `Day`.

  /// More days than the calendar has.
  static let longest = 4_000_000

  /// `nil` outside the years 1 to 9999.
  static func day(_ number: Int) -> Day? {
    (-719_162...2_932_896).contains(number) ? Day(number: Int32(number)) : nil
  }

  func next(_ number: Int) -> Int { workedDay(at: index(number)) }

  func previous(_ number: Int) -> Int { workedDay(at: index(number + 1) - 1) }

  /// How many worked days lie before a day, counted from Monday 1970-01-05; negative before it.
  func index(_ number: Int) -> Int {
    let place = firstException(from: number)
    return Self.weekdays(before: number) + (place < exceptions.count ? shiftBefore[place] : shiftInAll)
  }

  /// The worked day with as many worked days before it.
  func workedDay(at index: Int) -> Int {
    // The first exception that the wanted day is not behind; up to there the shift is constant.
    var low = 0
    var high = exceptions.count
    while low < high {
      let middle = (low + high) / 2
      let after =
        Self.weekdays(before: exceptions[middle] + 1) + shiftBefore[middle] + (isWorkedException[middle] ? 1 : -1)
      if after > index { high = middle } else { low = middle + 1 }
    }
    guard low < exceptions.count else { return Self.weekday(at: index - shiftInAll) }
    let before = Self.weekdays(before: exceptions[low]) + shiftBefore[low]
    if isWorkedException[low], before == index { return exceptions[low] }
    return Self.weekday(at: index - shiftBefore[low])
  }

  /// The place of the first exception on or after a day.
  private func firstException(from number: Int) -> Int {
    var low = 0
    var high = exceptions.count
    while low < high {
      let middle = (low + high) / 2
      if exceptions[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Mondays to Fridays before a day, counted from Monday 1970-01-05, whose number is 4.
  private static func weekdays(before number: Int) -> Int {
    let (week, day) = divided(number - 4, by: 7)
    return week * 5 + min(day, 5)
  }

  /// The inverse of `weekdays(before:)` on Mondays to Fridays.
  private static func weekday(at index: Int) -> Int {
    let (week, day) = divided(index, by: 5)
    return 4 + week * 7 + day
  }

  /// Rounded down, with a remainder that is not negative.
  private static func divided(_ number: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
