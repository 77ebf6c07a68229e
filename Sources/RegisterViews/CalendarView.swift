import Formulas
import HTML
import Registers
import Values

/// Something that a calendar shows.
public struct CalendarEntry: Sendable {
  /// Unique among all entries of a calendar file, and the same in every build.
  public var uid: String
  public var label: String
  public var days: Period
  /// What kind of entry it is, in words: 活动, 内容, 里程碑, 培训.
  public var kind: String?
  /// Where it leads.
  public var href: String?
  public var note: String?

  public init(uid: String, label: String, days: Period, kind: String? = nil, href: String? = nil, note: String? = nil) {
    self.uid = uid
    self.label = label
    self.days = days
    self.kind = kind
    self.href = href
    self.note = note
  }
}

/// Months and years of entries, as tables that read as lists on a phone.
public struct CalendarMarkup: Sendable {
  private let entries: [CalendarEntry]
  private let chinese: Bool
  private let today: Day
  private let isWorked: @Sendable (Day) -> Bool
  private let id: String

  /// No calendar shows more months than this; the rest stands in the list of all years.
  private static let mostMonths = 14

  public init(
    _ entries: [CalendarEntry], chinese: Bool, today: Day, id: String,
    isWorked: @escaping @Sendable (Day) -> Bool = { $0.weekday <= 5 }
  ) {
    self.entries = entries.sorted { a, b in
      (a.days.start, a.days.end, a.label, a.uid) < (b.days.start, b.days.end, b.label, b.uid)
    }
    self.chinese = chinese
    self.today = today
    self.isWorked = isWorked
    self.id = id
  }

  /// The months that hold entries, first one first, as (year, month).
  private var months: [(year: Int, month: Int)] {
    var seen: Set<Int> = []
    for entry in entries {
      let (first, last) = (entry.days.start.components, entry.days.end.components)
      let from = first.year * 12 + first.month - 1
      // A plan for ten years marks its first months; nobody leafs through a hundred and twenty.
      for month in from...min(last.year * 12 + last.month - 1, from + 24) { seen.insert(month) }
    }
    return seen.sorted().map { ($0 / 12, $0 % 12 + 1) }
  }

  /// The year at a glance, then the months: those around today when there are many.
  public func render(into html: inout HTMLWriter) {
    guard !entries.isEmpty else { return }
    let months = months
    for year in Set(months.map(\.year)).sorted() { yearTable(year, into: &html) }
    var shown = months[...]
    if months.count > CalendarMarkup.mostMonths {
      let now = today.components
      let place = months.firstIndex { ($0.year, $0.month) >= (now.year, now.month) } ?? months.count
      let from = max(0, min(place - 3, months.count - CalendarMarkup.mostMonths))
      shown = months[from..<from + CalendarMarkup.mostMonths]
    }
    for month in shown { monthTable(month.year, month.month, into: &html) }
  }

  private static func first(_ year: Int, _ month: Int) -> Day? { Day(year: year, month: month, day: 1) }

  private func name(_ year: Int, _ month: Int) -> String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return chinese ? "\(year) 年 \(month) 月" : "\(names[month - 1]) \(year)"
  }

  private var weekdays: [String] {
    chinese ? ["一", "二", "三", "四", "五", "六", "日"] : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  }

  private func start(_ style: StaticString, caption: String, into html: inout HTMLWriter) {
    html.raw("<table class=\"")
    html.raw(style)
    html.raw("\"><caption>")
    html.text(caption)
    html.raw("</caption>")
  }

  private func monthTable(_ year: Int, _ month: Int, into html: inout HTMLWriter) {
    guard let first = CalendarMarkup.first(year, month), let next = first.adding(months: 1) else { return }
    start("month", caption: name(year, month), into: &html)
    html.raw("<thead><tr>")
    for (place, weekday) in weekdays.enumerated() {
      html.raw(place > 4 ? "<th scope=\"col\" class=\"off\">" : "<th scope=\"col\">")
      html.text(weekday)
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
    var day = first.monday
    while day < next {
      html.raw("<tr>")
      for _ in 0..<7 {
        dayCell(day, isIn: first <= day && day < next, into: &html)
        day = day.advanced(by: 1)
      }
      html.raw("</tr>")
    }
    html.raw("</tbody></table>")
  }

  private func dayCell(_ day: Day, isIn: Bool, into html: inout HTMLWriter) {
    guard isIn else {
      html.raw("<td class=\"outside\"></td>")
      return
    }
    let found = entries.filter { $0.days.contains(day) }
    var styles: [String] = []
    if !isWorked(day) { styles.append("off") }
    if day == today { styles.append("today") }
    if found.isEmpty { styles.append("free") }
    html.raw("<td")
    if !styles.isEmpty { html.attribute("class", styles.joined(separator: " ")) }
    html.raw("><time")
    html.attribute("datetime", day.iso)
    html.raw(">")
    html.number(day.components.day)
    html.raw("</time>")
    if !found.isEmpty {
      html.raw("<ul>")
      for entry in found {
        html.raw(entry.days.start == day ? "<li>" : "<li class=\"continues\">")
        write(entry, into: &html)
        html.raw("</li>")
      }
      html.raw("</ul>")
    }
    html.raw("</td>")
  }

  private func write(_ entry: CalendarEntry, into html: inout HTMLWriter) {
    if let href = entry.href {
      html.raw("<a")
      html.attribute("href", href)
      html.raw(">")
      html.text(entry.label)
      html.raw("</a>")
    } else {
      html.text(entry.label)
    }
    if let kind = entry.kind { html.raw(" <span class=\"kind\">"); html.text(kind); html.raw("</span>") }
  }

  /// A row for each month with its entries in a line each: the year on one sheet.
  private func yearTable(_ year: Int, into html: inout HTMLWriter) {
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", chinese ? "\(year) 年" : "\(year)")
    html.raw(">")
    start("year", caption: chinese ? "\(year) 年一览" : "\(year) at a glance", into: &html)
    html.raw("<thead><tr><th scope=\"col\">")
    html.text(chinese ? "月份" : "Month")
    html.raw("</th><th scope=\"col\">")
    html.text(chinese ? "安排" : "What is on")
    html.raw("</th></tr></thead><tbody>")
    for month in 1...12 {
      guard let first = CalendarMarkup.first(year, month), let next = first.adding(months: 1) else { continue }
      html.raw("<tr><th scope=\"row\">")
      html.text(chinese ? "\(month) 月" : name(year, month))
      html.raw("</th><td>")
      let found = entries.filter { $0.days.start < next && $0.days.end >= first }
      if found.isEmpty {
        html.raw("—")
      } else {
        html.raw("<ul>")
        for entry in found {
          html.raw("<li><span class=\"dates\">")
          html.text(span(entry.days))
          html.raw("</span> ")
          write(entry, into: &html)
          html.raw("</li>")
        }
        html.raw("</ul>")
      }
      html.raw("</td></tr>")
    }
    html.raw("</tbody></table></div>")
  }

  private func span(_ days: Period) -> String {
    func short(_ day: Day) -> String {
      let parts = day.components
      return "\(parts.month < 10 ? "0" : "")\(parts.month)-\(parts.day < 10 ? "0" : "")\(parts.day)"
    }
    return days.start == days.end ? short(days.start) : "\(short(days.start))–\(short(days.end))"
  }
}

extension ShownView {
  /// The rows of a calendar view that have a day.
  public var calendarEntries: [CalendarEntry] {
    guard let date = part("date") else { return [] }
    let (end, kind) = (part("end"), part("by"))
    return selection.compactMap { row in
      guard let start = day(row, date) else { return nil }
      // An end before the start is told elsewhere; the entry then stands on its first day.
      guard let days = Period(start, day(row, end) ?? start) ?? Period(start, start) else { return nil }
      return CalendarEntry(
        uid: "\(rows.campaign ?? "site")-\(rows.declaration.id)-\(ShownView.key(row, of: rows) ?? String(row))",
        label: text(row, labelColumn) ?? title, days: days, kind: text(row, kind))
    }
  }

  func calendar(into html: inout HTMLWriter) {
    CalendarMarkup(calendarEntries, chinese: host.chinese, today: host.today, id: id, isWorked: host.isWorked)
      .render(into: &html)
  }
}
