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
  /// Starts the names of frames that scroll, so that two calendars on a page have different ones.
  private let name: String?
  private let folding: Folding

  /// Which months stand behind a disclosure; the years at a glance are always there.
  public enum Folding: Sendable {
    /// Those before the current one.
    case past
    /// All, unless there is one alone.
    case all
  }

  /// No calendar shows more months than this; the rest stands in the list of all years.
  private static let mostMonths = 14

  public init(
    _ entries: [CalendarEntry], chinese: Bool, today: Day, id: String, name: String? = nil,
    folding: Folding = .past, isWorked: @escaping @Sendable (Day) -> Bool = { $0.weekday <= 5 }
  ) {
    self.entries = entries.sorted { a, b in
      (a.days.start, a.days.end, a.label, a.uid) < (b.days.start, b.days.end, b.label, b.uid)
    }
    self.chinese = chinese
    self.today = today
    self.isWorked = isWorked
    self.id = id
    self.name = name
    self.folding = folding
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
    let now = today.components
    let isFolded: ((year: Int, month: Int)) -> Bool = { month in
      folding == .past ? (month.year, month.month) < (now.year, now.month) : shown.count > 1
    }
    let folded = shown.filter(isFolded)
    if !folded.isEmpty {
      html.raw("<details class=\"more-view\"><summary>")
      html.text(folding == .past ? pick("过去的月份", "Past months") : pick("逐月日历", "Month by month"))
      html.raw(" <span class=\"group-count\">")
      html.number(folded.count)
      html.raw("</span></summary><div class=\"months\">")
      for month in folded { monthTable(month.year, month.month, into: &html) }
      html.raw("</div></details>")
    }
    let open = shown.filter { !isFolded($0) }
    guard !open.isEmpty else { return }
    html.raw("<div class=\"months\">")
    for month in open { monthTable(month.year, month.month, into: &html) }
    html.raw("</div>")
  }

  private func pick(_ zh: String, _ en: String) -> String { chinese ? zh : en }

  private static func first(_ year: Int, _ month: Int) -> Day? { Day(year: year, month: month, day: 1) }

  private func title(_ year: Int, _ month: Int) -> String {
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
    start("month", caption: title(year, month), into: &html)
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
      html.link(entry.label, to: href)
    } else {
      html.text(entry.label)
    }
    if let kind = entry.kind { html.raw(" <span class=\"kind\">"); html.text(kind); html.raw("</span>") }
  }

  /// A row for each month that has entries, with a line for each: the year on one sheet.
  private func yearTable(_ year: Int, into html: inout HTMLWriter) {
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    let caption = chinese ? "\(year) 年一览" : "\(year) at a glance"
    html.attribute("aria-label", name.map { $0 + pick("：", ": ") + caption } ?? caption)
    html.raw(">")
    start("year", caption: caption, into: &html)
    html.raw("<thead><tr><th scope=\"col\">")
    html.text(chinese ? "月份" : "Month")
    html.raw("</th><th scope=\"col\">")
    html.text(chinese ? "安排" : "What is on")
    html.raw("</th></tr></thead><tbody>")
    for month in 1...12 {
      guard let first = CalendarMarkup.first(year, month), let next = first.adding(months: 1) else { continue }
      let found = CalendarMarkup.joined(entries.filter { $0.days.start < next && $0.days.end >= first })
      if found.isEmpty { continue }
      html.raw("<tr><th scope=\"row\">")
      html.text(chinese ? "\(month) 月" : title(year, month))
      html.raw("</th><td><ul>")
      for entry in found {
        html.raw("<li><span class=\"dates\">")
        html.text(span(entry.days))
        html.raw("</span> <span>")
        write(entry, into: &html)
        html.raw("</span></li>")
      }
      html.raw("</ul></td></tr>")
    }
    html.raw("</tbody></table></div>")
  }

  /// The days of a holiday, each an entry of its own, as one entry.
  private static func joined(_ entries: [CalendarEntry]) -> [CalendarEntry] {
    var result: [CalendarEntry] = []
    for entry in entries {
      if let last = result.indices.last, result[last].label == entry.label, result[last].kind == entry.kind,
        result[last].href == entry.href, entry.days.start == result[last].days.end.advanced(by: 1),
        let days = Period(result[last].days.start, entry.days.end)
      {
        result[last].days = days
      } else {
        result.append(entry)
      }
    }
    return result
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
    CalendarMarkup(calendarEntries, chinese: host.chinese, today: host.today, id: id, name: frameName, folding: .all,
      isWorked: host.isWorked)
      .render(into: &html)
  }
}
