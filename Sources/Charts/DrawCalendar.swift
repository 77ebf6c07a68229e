import HTML
import Values

extension CalendarHeat {
  private struct Month {
    var year: Int
    var month: Int
    /// Day of the month and value, ascending.
    var days: [(day: Day, number: Int, value: Double?)]
    /// The place of the first day in its week, 0 for Monday.
    var offset: Int
    var length: Int
    /// The weeks that have a value, and those between them, from 0.
    var firstWeek: Int { ((days.first { $0.value != nil }?.number ?? 1) + offset - 1) / 7 }
    var lastWeek: Int { ((days.last { $0.value != nil }?.number ?? length) + offset - 1) / 7 }
    var weeks: Int { lastWeek - firstWeek + 1 }
  }

  private static let mostMonths = 24

  /// Months that have a day with a value, ascending; the last one counts where a day stands twice.
  private var months: [Month] {
    var byDay: [Day: Double?] = [:]
    for (index, day) in days.enumerated() { byDay[day] = drawable(index < values.count ? values[index] : nil) }
    var months: [Month] = []
    for (day, value) in byDay.sorted(by: { $0.key < $1.key }) {
      let (year, month, number) = day.components
      if months.last.map({ $0.year == year && $0.month == month }) != true {
        let first = day.advanced(by: 1 - number)
        months.append(
          Month(
            year: year, month: month, days: [], offset: first.weekday - 1,
            length: Day.length(ofMonth: month, year: year)))
      }
      months[months.count - 1].days.append((day, number, value))
    }
    return months.filter { $0.days.contains { $0.value != nil } }
  }

  func draw(id: String, text: ChartText) -> Drawing {
    let all = months
    guard let shades = ShadeScale(all.flatMap { $0.days.compactMap(\.value) }) else {
      return emptyDrawing(id: id, text: text)
    }
    let months = Array(all.suffix(CalendarHeat.mostMonths))
    let labels = months.map { $0.days.map { day in day.value.map { frame.label($0, text.style) } } }
    let widest = (labels.joined().compactMap { $0 }.map(textWidth).max() ?? 0) * Canvas.fontSize + 4
    let wide = draw(
      months, labels, shades, widest, columns: min(3, months.count), width: Canvas.width, id: id, text: text)
    let slim = draw(
      months, labels, shades, widest, columns: months.count > 3 ? 2 : 1, width: Canvas.narrow, id: id + "-slim",
      text: text)
    var drawing = Drawing(body: wide.body, height: wide.height, slim: slim)
    let leftOut = all.dropLast(months.count).reduce(0) { $0 + $1.days.count }
    if leftOut > 0 { drawing.note = text.words.leftOut(leftOut) }
    let key = shades.swatch(id: id)
    drawing.legend = [
      LegendItem(
        name: frame.label(shades.low, text.style) + "–" + frame.label(shades.high, text.style), swatch: key.markup,
        swatchWidth: key.width)
    ]
    drawing.events = marks(months).map { mark in
      EventKey(
        number: mark.number,
        text: text.style.day(mark.day) + " " + mark.names.joined(separator: text.words.semicolon))
    }
    return drawing
  }

  /// One mark for each day with events among those drawn, numbered by day.
  private func marks(_ months: [Month]) -> [(day: Day, number: Int, names: [String])] {
    let shown = Set(months.map { $0.year * 12 + $0.month })
    var marks: [(day: Day, number: Int, names: [String])] = []
    for (_, event) in events.enumerated().sorted(by: { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }) {
      let (year, month, _) = event.day.components
      guard shown.contains(year * 12 + month) else { continue }
      if marks.last?.day == event.day {
        marks[marks.count - 1].names.append(event.name)
      } else {
        marks.append((event.day, marks.count + 1, [event.name]))
      }
    }
    return marks
  }

  private func draw(
    _ months: [Month], _ labels: [[String?]], _ shades: ShadeScale, _ widest: Double, columns: Int, width: Double,
    id: String, text: ChartText
  ) -> Drawing.Slim {
    let gap = 18.0
    let size = min(64, (width - gap * Double(columns - 1)) / Double(columns * 7))
    // A roomy day has its value in it, and a mark beside its number.
    let isRoomy = widest <= size && size >= 42
    let height = isRoomy ? 42.0 : 30
    let marks = Dictionary(uniqueKeysWithValues: marks(months).map { ($0.day, $0.number) })
    var canvas = Canvas(id: id)
    var top = 0.0
    for start in stride(from: 0, to: months.count, by: columns) {
      let row = start..<min(start + columns, months.count)
      for index in row {
        let left = Double(index - start) * (size * 7 + gap)
        let month = months[index]
        canvas.text(text.plots.month(month.year, month.month), x: left, y: top + 14, class: "strong")
        for (place, name) in text.plots.weekdays.enumerated() {
          canvas.text(name, x: left + (Double(place) + 0.5) * size, y: top + 34, anchor: .middle, class: "muted")
        }
        // Days of the month without a value stand as numbers, so that the weeks are whole.
        let byNumber = Dictionary(
          zip(month.days.map(\.number), zip(month.days.map(\.value), labels[index])), uniquingKeysWith: { $1 })
        for number in 1...month.length {
          let place = month.offset + number - 1 - month.firstWeek * 7
          guard (0..<month.weeks * 7).contains(place) else { continue }
          let day = month.days[0].day.advanced(by: number - month.days[0].number)
          drawDay(
            number, day, byNumber[number]?.0, byNumber[number]?.1, shades, mark: marks[day],
            x: left + Double(place % 7) * size, y: top + 42 + Double(place / 7) * height, size: size, height: height,
            isRoomy: isRoomy, text: text, on: &canvas)
        }
      }
      top += 42 + Double(months[row].map(\.weeks).max() ?? 0) * height + 16
    }
    return Drawing.Slim(body: canvas.html.take(), height: top - 10)
  }

  private func drawDay(
    _ number: Int, _ day: Day, _ value: Double?, _ label: String?, _ shades: ShadeScale, mark: Int?, x: Double,
    y: Double, size: Double, height: Double, isRoomy: Bool, text: ChartText, on canvas: inout Canvas
  ) {
    let isDark = value.map(shades.isDark) ?? false
    if let value {
      canvas.cell(
        x: x + 1, y: y + 1, width: size - 2, height: height - 2, radius: 2, class: shades.fill(value),
        full: text.style.day(day, withYear: true) + " " + text.style.full(value, frame.unit))
    }
    if mark != nil {
      canvas.box(x: x + 1, y: y + 1, width: size - 2, height: height - 2, radius: 2, class: "day-ring")
    }
    let base = isRoomy ? y + 15 : y + height - 3.5
    let name: StaticString = value == nil ? "quiet" : isDark ? "on-dark" : "on-light"
    canvas.text(String(number), x: x + 4, y: base, class: name)
    if isRoomy, let label {
      canvas.text(label, x: x + size - 4, y: y + height - 7, anchor: .end, class: isDark ? "on-dark strong" : "on-light strong")
    }
    guard let mark else { return }
    // Above a small day's number, beside that of a roomy one.
    canvas.circle(x + size - 9, y + 8.5, radius: 7, class: "mark")
    canvas.text(String(mark), x: x + size - 9, y: y + 12.5, anchor: .middle, class: "mark-number small-mark")
  }

  func sentences(_ text: ChartText) -> [String] {
    let present = months.flatMap { $0.days.compactMap { day in day.value.map { (day: day.day, value: $0) } } }
    guard let first = present.first, let last = present.last, let period = Period(first.day, last.day),
      let highest = present.max(by: { $0.value < $1.value }), let lowest = present.min(by: { $0.value < $1.value })
    else { return [] }
    func words(_ name: String, _ day: (day: Day, value: Double)) -> String {
      name + " " + text.figure(day.value, frame.unit) + text.openParenthesis + text.style.day(day.day)
        + text.closeParenthesis
    }
    return [
      text.style.range(period, withYear: true) + text.comma + text.plots.days(present.count),
      words(text.highest, highest) + text.comma + words(text.lowest, lowest),
    ]
  }
}
