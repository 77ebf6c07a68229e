import Values

/// A label under an axis of days.
struct DayTick: Equatable {
  let day: Day
  let label: String
}

/// The finest labels for the days of an axis that do not touch each other: every day, every second, Mondays, every
/// second Monday, months, and so on to centuries.
func dayTicks(_ period: Period, width: Double, fontSize: Double, style: NumberStyle) -> [DayTick] {
  let perDay = width / Double(max(1, period.length - 1))
  for step in [1, 2, 7, 14] {
    // A label of a bare day number is about two and a half characters wide.
    guard perDay * Double(step) > fontSize * 1.2 else { continue }
    let start = step < 7 || period.length < 14 ? period.start : firstMonday(period)
    let ticks = dayLabels(stride(from: start, through: period.end, by: step), style: style)
    if fits(ticks, period, perDay, fontSize) { return ticks }
  }
  for months in [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400] {
    guard perDay * 30.4 * Double(months) > fontSize * 1.2 else { continue }
    let ticks = monthLabels(period, months, style: style)
    if ticks.count > 1, fits(ticks, period, perDay, fontSize) { return ticks }
  }
  return dayLabels([period.start], style: style)
}

private func firstMonday(_ period: Period) -> Day {
  let monday = period.start.monday
  return monday == period.start ? monday : monday.advanced(by: 7)
}

private func fits(_ ticks: [DayTick], _ period: Period, _ perDay: Double, _ fontSize: Double) -> Bool {
  var end = -Double.infinity
  for tick in ticks {
    let centre = Double(period.start.distance(to: tick.day)) * perDay
    let half = textWidth(tick.label) * fontSize / 2
    if centre - half < end + fontSize * 0.7 { return false }
    end = centre + half
  }
  return true
}

/// The month is named at the first label and where it changes.
private func dayLabels(_ days: some Sequence<Day>, style: NumberStyle) -> [DayTick] {
  var month = 0
  return days.map { day in
    let (_, current, number) = day.components
    defer { month = current }
    if style.chinese { return DayTick(day: day, label: month == current ? "\(number)日" : style.day(day)) }
    return DayTick(day: day, label: month == current ? "\(number)" : "\(number) \(shortMonth(current))")
  }
}

/// The first of months, with the year at the first label and at each January.
private func monthLabels(_ period: Period, _ step: Int, style: NumberStyle) -> [DayTick] {
  let (startYear, startMonth, startDay) = period.start.components
  var index = startYear * 12 + startMonth - 1 + (startDay > 1 ? 1 : 0)
  if index % step != 0 { index += step - index % step }
  var ticks: [DayTick] = []
  while let day = Day(year: index / 12, month: index % 12 + 1, day: 1), day <= period.end {
    let (year, month) = (index / 12, index % 12 + 1)
    let withYear = ticks.isEmpty || month == 1
    let label: String
    if step >= 12 {
      label = style.chinese ? "\(year)年" : "\(year)"
    } else if style.chinese {
      label = withYear ? "\(year)年\(month)月" : "\(month)月"
    } else {
      label = withYear ? "\(shortMonth(month)) \(year)" : shortMonth(month)
    }
    ticks.append(DayTick(day: day, label: label))
    index += step
  }
  return ticks
}

func shortMonth(_ month: Int) -> String {
  ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
}
