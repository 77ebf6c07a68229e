import Values

/// Days across a drawing, and the two lines of labels above them.
struct GanttAxis {
  struct Label {
    var text: String
    var x: Double
    var anchor: Anchor
  }

  let period: Period
  let left: Double
  let perDay: Double
  /// Lines across all rows, at the beginnings of days.
  private(set) var lines: [Double] = []
  /// Years or months.
  private(set) var upper: [Label] = []
  /// Months, weeks or days.
  private(set) var lower: [Label] = []

  /// Wide enough for days off to be told apart.
  var showsDaysOff: Bool { perDay >= 2.2 }

  var right: Double { left + Double(period.length) * perDay }

  /// Where a day begins.
  func x(_ day: Day) -> Double { left + Double(period.start.distance(to: day)) * perDay }

  init(_ period: Period, left: Double, right: Double, style: NumberStyle) {
    self.period = period
    self.left = left
    perDay = (right - left) / Double(period.length)
    if perDay * 7 >= 24 {
      label(months: 1, style)
      for day in perDay >= 19 ? period.days : mondays {
        lines.append(x(day))
        let number = String(day.components.day)
        // A week is named by its Monday at the line, a day in its middle.
        let position = perDay >= 19 ? x(day) + perDay / 2 : x(day) + 4
        let width = textWidth(number) * Canvas.fontSize
        guard position + width <= right || perDay >= 19 else { continue }
        lower.append(Label(text: number, x: position, anchor: perDay >= 19 ? .middle : .start))
      }
    } else {
      label(months: 12, style)
      let steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400]
      let step = steps.first { Double($0) * 30.4 * perDay >= ($0 < 12 ? 38 : 50) } ?? 4800
      let days = firsts(every: step)
      // The month that is running at the left edge is named where there is room.
      let starts = step == 1 && days.first != period.start ? [period.start] + days : days
      for (index, day) in starts.enumerated() {
        if day.components.day == 1 { lines.append(x(day)) }
        let (year, month, _) = day.components
        let name = step >= 12 ? String(year) : style.chinese ? "\(month)月" : shortMonth(month)
        let end = index + 1 < starts.count ? x(starts[index + 1]) : right
        guard x(day) + 4 + textWidth(name) * Canvas.fontSize <= end else { continue }
        lower.append(Label(text: name, x: x(day) + 4, anchor: .start))
      }
      if step >= 12 { upper = [] }
    }
  }

  private var mondays: [Day] {
    let first = period.start.monday == period.start ? period.start : period.start.monday.advanced(by: 7)
    return Array(stride(from: first, through: period.end, by: 7))
  }

  /// The first days of every `step`th month within the period.
  private func firsts(every step: Int) -> [Day] {
    let (year, month, day) = period.start.components
    var index = year * 12 + month - 1 + (day > 1 ? 1 : 0)
    if index % step != 0 { index += step - index % step }
    var days: [Day] = []
    while let first = Day(year: index / 12, month: index % 12 + 1, day: 1), first <= period.end {
      days.append(first)
      index += step
    }
    return days
  }

  /// Names each month or year where it begins, and the one that is running at the left edge, where there is room.
  private mutating func label(months step: Int, _ style: NumberStyle) {
    let days = firsts(every: step)
    let starts = days.first == period.start ? days : [period.start] + days
    // More years than could be named need no loop over all of them.
    guard starts.count <= 400 else { return }
    var lastYear = 0
    for (index, day) in starts.enumerated() {
      let (year, month, _) = day.components
      let withYear = step == 12 || year != lastYear
      let name: String
      if step == 12 {
        name = style.chinese ? "\(year)年" : String(year)
      } else if style.chinese {
        name = (withYear ? "\(year)年" : "") + "\(month)月"
      } else {
        name = shortMonth(month) + (withYear ? " \(year)" : "")
      }
      let end = index + 1 < starts.count ? x(starts[index + 1]) : right
      guard textWidth(name) * Canvas.fontSize + 8 <= end - x(day) else { continue }
      lastYear = year
      upper.append(Label(text: name, x: x(day) + 4, anchor: .start))
    }
  }
}
