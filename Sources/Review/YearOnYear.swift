import Charts
import Metrics
import Tables
import Values

/// One way to lay the days of another campaign beside this one's.
private struct Alignment {
  /// `day-number`, `calendar`, `event-day`.
  var id: String
  var name: String
  /// This campaign's day, what stands for it on the axis, and both values; missing is a gap.
  var days: [(day: Day, label: String, now: Number?, before: Number?)]

  /// Days that both have.
  var both: [(now: Number, before: Number)] {
    days.compactMap { item in item.now.flatMap { now in item.before.map { (now, $0) } } }
  }

  var sums: (now: Number, before: Number)? {
    guard let now = both.map(\.now).sum(), let before = both.map(\.before).sum() else { return nil }
    return (now, before)
  }
}

/// Kinds of events that name the day that a campaign is about.
private let eventDayKinds: Set<String> = [
  "大促当日", "活动当日", "当日", "主活动日", "节日当天", "发布日", "event day", "main day", "big day", "launch day",
]

extension Writer {
  /// Compares with the brief's `compare` campaign by the number of the day, by the calendar, and by the distance from
  /// the day that both registers of events name.
  func writeYearOnYear(_ main: MainMeasure, into chapter: inout Chapter) {
    guard let other = input.compared else { return }
    chapter.blocks.append(.heading(pick("与“\(other.title)”相比", "Compared with \(other.title)")))
    let series = other.facts.series(main.id, over: other.facts.frame.period)
    guard series.contains(where: { $0.value != nil }) else {
      chapter.blocks.append(
        .bullets([
          say(
            "trend-year", "“\(datum(other.title))”没有按天的\(name(main.id))，无法同比。",
            "\(other.title) has no \(nameInside(main.id)) by day to compare with.")
        ]))
      return
    }
    let ways = [byEventDay(main, other), byNumber(main, series), byCalendar(main, other)].compactMap { $0 }
      .filter { $0.both.count >= 3 }
    guard let first = ways.first, let chart = yearChart(main, first, other.title) else { return }
    chapter.blocks.append(.bullets([yearSentence(main, ways, other.title)]))
    chapter.blocks.append(.chart(id: "trend-year", chart))
    chapter.blocks.append(.table(yearTable(main, ways, other.title)))
    explainMethod(
      "trend-year", label: pick("同比的对齐方式", "How the two campaigns are aligned"), value: other.title,
      formula: pick(
        "逐日对齐后只比双方都有数据的日子：按活动第 n 天；按日历同月同日；按距活动当日的天数 T−n（双方的 events 登记表都写了“活动当日”一类的事件时）。",
        "Day beside day, only days that both have: by the number of the day; by month and day; by the distance T−n from "
          + "the day that "
          + "an event such as \"event day\" names in both registers."),
      sources: other.facts.figure(main.id).sources)
  }

  // MARK: Alignments

  private func byNumber(_ main: MainMeasure, _ series: [(day: Day, value: Number?)]) -> Alignment {
    Alignment(
      id: "day-number", name: pick("按活动第 n 天", "By the number of the day"),
      days: main.series.enumerated().map { index, item in
        (item.day, pick("第\(index + 1)天", "Day \(index + 1)"), item.value, index < series.count ? series[index].value : nil)
      })
  }

  /// `nil` where both lie in the same year, or a year has no such day.
  private func byCalendar(_ main: MainMeasure, _ other: ReviewInput.Compared) -> Alignment? {
    let years = period.start.components.year - other.facts.frame.period.start.components.year
    guard years > 0 else { return nil }
    let days = main.series.map { item in (item, item.day.adding(months: -12 * years)) }
    guard let first = days.compactMap(\.1).min(), let last = days.compactMap(\.1).max(), let span = Period(first, last)
    else { return nil }
    // Only days of the other campaign: what lies before and after it is no campaign.
    let known = Dictionary(
      other.facts.series(main.id, over: span).filter { other.facts.frame.period.contains($0.day) }.map { ($0.day, $0.value) },
      uniquingKeysWith: { first, _ in first })
    return Alignment(
      id: "calendar", name: pick("按日历同日", "By month and day"),
      days: days.map { item, then in (item.day, day(item.day), item.value, then.flatMap { known[$0] ?? nil }) })
  }

  private func byEventDay(_ main: MainMeasure, _ other: ReviewInput.Compared) -> Alignment? {
    guard let mine = eventDay(events, period),
      let theirs = eventDay(readEvents(other.tables, chinese: chinese), other.facts.frame.period)
    else { return nil }
    let offset = mine.distance(to: theirs)
    let span = other.facts.frame.period
    let known = Dictionary(
      other.facts.series(main.id, over: span).map { ($0.day, $0.value) }, uniquingKeysWith: { first, _ in first })
    return Alignment(
      id: "event-day", name: pick("按距\(day(mine))的天数（T−n）", "By distance from \(day(mine)) (T−n)"),
      days: main.series.map { item in
        let distance = mine.distance(to: item.day)
        let label = distance == 0 ? "T" : distance < 0 ? "T−\(-distance)" : "T+\(distance)"
        return (item.day, label, item.value, known[item.day.advanced(by: offset)] ?? nil)
      })
  }

  private func eventDay(_ events: [Event], _ period: Period) -> Day? {
    events.first { eventDayKinds.contains($0.kind.lowercased()) && period.contains($0.days.start) }?.days.start
  }

  // MARK: Writing

  private func growth(_ way: Alignment) -> Double? {
    way.sums.flatMap { $0.before.double > 0 ? $0.now.minus($0.before).ratio(to: $0.before) : nil }
  }

  private func yearSentence(_ main: MainMeasure, _ ways: [Alignment], _ title: String) -> Sentence {
    let parts = ways.compactMap { way -> String? in
      guard let sums = way.sums else { return nil }
      let more = sums.now.compared(to: sums.before) >= 0
      let size = growth(way).map { changeSize($0) } ?? NumberStyle.missing
      return pick(
        "\(way.name)对齐的\(way.both.count)天，\(prose(sums.now, main.unit))对\(prose(sums.before, main.unit))，"
          + "\(more ? "高" : "低")\(size)",
        "\(Words.lowered(way.name)), \(way.both.count) days: \(prose(sums.now, main.unit)) against "
          + "\(prose(sums.before, main.unit)), "
          + "\(size) \(more ? "more" : "less")")
    }
    return say(
      "trend-year", "\(name(main.id))与“\(datum(title))”相比：\(parts.joined(separator: "；"))。",
      "\(name(main.id)) compared with \(title): \(parts.joined(separator: "; ")).",
      [figure(main.id)] + (dictionary["revenue-growth"] != nil && main.id == "revenue" ? [figure("revenue-growth")] : []))
  }

  private func yearChart(_ main: MainMeasure, _ way: Alignment, _ title: String) -> Chart? {
    guard way.sums != nil else { return nil }
    let ahead = way.both.count { $0.now.compared(to: $0.before) > 0 }
    let finding = pick(
      (ahead == way.both.count ? "\(ahead)天全部高于" : "\(way.both.count)天里有\(ahead)天高于") + "“\(datum(title))”的同一天，"
        + "合计\(growth(way).map { style.change($0) } ?? NumberStyle.missing)",
      "\(ahead) of \(way.both.count) days are above the same day of \(title); together "
        + "\(growth(way).map { style.change($0) } ?? "—")")
    return .line(
      LineChart(
        frame: ChartFrame(
          finding: finding, subject: pick("每日\(name(main.id))，\(way.name)对齐", "\(name(main.id)) per day, "
            + "\(Words.lowered(way.name))"),
          unit: main.unit.numberUnit, unitName: unitName(main.unit), source: source(figure(main.id).figure)),
        labels: way.days.map(\.label), labelsName: pick("日", "Day"),
        series: [
          ChartSeries(name: input.title, values: way.days.map { $0.now?.double }, slot: 0),
          ChartSeries(name: title, values: way.days.map { $0.before?.double }, slot: 3),
        ]))
  }

  private func yearTable(_ main: MainMeasure, _ ways: [Alignment], _ title: String) -> ReviewTable {
    let unit = main.unit.numberUnit
    return ReviewTable(
      id: "trend-year", caption: pick("\(name(main.id))同比", "\(name(main.id)), year on year"),
      columns: [
        .init(title: pick("对齐方式", "Aligned"), numeric: false),
        .init(title: pick("双方都有数据的天数", "Days that both have"), numeric: true),
        .init(title: pick("本次", "This campaign"), numeric: true), .init(title: title, numeric: true),
        .init(title: pick("同比", "Change"), numeric: true),
      ],
      rows: ways.map { way in
        [
          .init(typeset(way.name)), count(way.both.count), amount(way.sums?.now, unit), amount(way.sums?.before, unit),
          change(growth(way)),
        ]
      },
      note: pick("缺数据的日子不补，也不计入两边的合计。", "Days that one of them lacks are in neither sum."))
  }
}
