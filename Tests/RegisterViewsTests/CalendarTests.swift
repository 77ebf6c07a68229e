import HTML
import RegisterViews
import Testing
import Values

// Days are given in order.
private func period(_ first: Day, _ last: Day) -> Period { Period(first, last)! }

@Suite("Calendars") struct CalendarTests {
  private func markup(_ entries: [CalendarEntry]) -> String {
    Markup { CalendarMarkup(entries, chinese: true, today: today, id: "c").render(into: &$0) }.string
  }

  // June 2026 begins on a Monday, July on a Wednesday.
  @Test("An entry stands in its year once, and in its months on each of its days")
  func months() throws {
    let html = markup([
      CalendarEntry(uid: "a", label: "促销", days: period(day(2026, 6, 29), day(2026, 7, 2)), kind: "活动", href: "a.html")
    ])
    let captions = pieces(html, from: "<caption>").map { $0.prefix { $0 != "<" } }
    #expect(captions == ["2026 年一览", "2026 年 6 月", "2026 年 7 月"])
    // The year's head and its two months, then a head and five weeks for each month.
    let rows = cells(html)
    try #require(rows.count == 15)
    #expect(rows[1] == ["6 月", "06-29–07-02|促销|活动"] && rows[2] == ["7 月", "06-29–07-02|促销|活动"])
    #expect(rows[3] == ["一", "二", "三", "四", "五", "六", "日"])
    #expect(rows[4] == ["1", "2", "3", "4", "5", "6", "7"])
    #expect(rows[8] == ["29|促销|活动", "30|促销|活动", "", "", "", "", ""])
    #expect(rows[10] == ["", "", "1|促销|活动", "2|促销|活动", "3", "4", "5"])
    #expect(pieces(html, from: "<li class=\"continues\">").count == 3)
    #expect(html.contains(#"<td class="today free"><time datetime="2026-06-15">15</time></td>"#))
    #expect(html.contains(#"<td class="off free"><time datetime="2026-06-20">"#))
    #expect(html.contains(#"<a href="a.html">促销</a>"#))
  }

  @Test("Of many months those around today are shown")
  func many() {
    let entries = (0..<40).compactMap { number in
      day(2025, 1, 10).adding(months: number).map { CalendarEntry(uid: "\(number)", label: "x", days: period($0, $0)) }
    }
    let months = pieces(markup(entries), from: "class=\"month\"><caption>").map { $0.prefix { $0 != "<" } }
    #expect(months.count == 14 && months.first == "2026 年 3 月" && months.last == "2027 年 4 月")
  }

  @Test("Rows become entries with a name of their own; one that ends before it starts stands on its first day")
  func entries() throws {
    let plan = """
      id: plan
      name: {zh: 排期, en: Plan}
      scope: campaign
      key: id
      columns: [{id: id}, {id: name}, {id: from, type: date}, {id: to, type: date}, {id: kind}]
      views: [{id: c, type: calendar, date: from, end: to, label: name, by: kind}]
      """
    let sheet = try #require(
      Sheet(plan, [
        ["id", "name", "from", "to", "kind"], ["1", "直播", "2026-06-01", "2026-06-03", "内容"],
        ["2", "错", "2026-06-05", "2026-06-01", ""], ["3", "无期", "", "2026-06-01", ""],
      ]))
    let entries = ShownView(sheet.rows.declaration.views[0], of: sheet.rows, host: sheet.host, id: "v").calendarEntries
    #expect(entries.map(\.uid) == ["spring-plan-1", "spring-plan-2"])
    #expect(entries.map(\.label) == ["直播", "错"] && entries.map(\.kind) == ["内容", nil])
    #expect(entries.map(\.days) == [
      period(day(2026, 6, 1), day(2026, 6, 3)), period(day(2026, 6, 5), day(2026, 6, 5)),
    ])
  }

  // RFC 5545: 3.1 (lines), 3.3.11 (text), 3.6.1 (the end of a day's event is the day after it).
  @Test("A calendar file has the lines of RFC 5545")
  func file() {
    let entry = CalendarEntry(
      uid: "spring-plan-1", label: "直播, 第一场; 预热\\正式\n两段", days: period(day(2026, 6, 30), day(2026, 6, 30)), kind: "内容",
      note: "\u{7}备注")
    let text = String(decoding: calendarFile([entry], name: "春季", today: today), as: UTF8.self)
    #expect(text.split(separator: "\r\n", omittingEmptySubsequences: false) == [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fupan//Calendar//ZH", "CALSCALE:GREGORIAN", "X-WR-CALNAME:春季",
      "BEGIN:VEVENT", "UID:spring-plan-1@fupan", "DTSTAMP:20260615T000000Z", "DTSTART;VALUE=DATE:20260630",
      "DTEND;VALUE=DATE:20260701", #"SUMMARY:直播\, 第一场\; 预热\\正式\n两段"#, "CATEGORIES:内容", "DESCRIPTION:备注",
      "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", "",
    ])
  }

  @Test("Long lines are folded at 75 octets and no character is cut", arguments: 0..<4)
  func folding(shift: Int) {
    let label = String(repeating: "x", count: shift) + String(repeating: "复盘🎉", count: 40)
    let entry = CalendarEntry(uid: "1", label: label, days: period(today, today))
    let bytes = calendarFile([entry], name: "x", today: today)
    let lines = bytes.split(separator: 0x0A).map { $0.dropLast() }
    #expect(lines.allSatisfy { $0.count <= 75 && String(validating: $0, as: UTF8.self) != nil })
    // A line that could take another character of 4 octets is not folded.
    #expect(lines.filter { $0.first == 0x20 }.dropLast().allSatisfy { $0.count > 71 })
    let unfolded = String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: "")
    #expect(unfolded.contains("\r\nSUMMARY:\(label)\r\n"))
  }
}
