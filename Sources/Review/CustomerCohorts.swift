import Charts
import Metrics
import Statistics
import Values

extension Writer {
  /// Retention by the month of the first purchase.
  func addCohorts(_ book: OrderBook, to chapter: inout Chapter) {
    // Months of the scale year × 12 + month, each looked up once per day.
    let start = book.period.start.number
    let monthOf = (0..<book.period.length).map { offset -> Int32 in
      let parts = Day(number: start + Int32(offset)).components
      return Int32(parts.year * 12 + parts.month - 1)
    }
    func month(_ day: Int32) -> Int32? { monthOf.indices.contains(Int(day - start)) ? monthOf[Int(day - start)] : nil }
    guard
      let triangle = cohortTriangle(
        offsets: book.offsets, months: book.days.map { monthOf[Int($0 - start)] },
        first: book.firstDays.map { $0.flatMap(month) }, lastMonth: monthOf[monthOf.count - 1]), triangle.sizes.count > 1
    else { return }
    let cohorts = triangle.sizes.indices.filter { triangle.sizes[$0] >= SmallGroups.least }
    guard cohorts.count > 1 else { return }
    chapter.blocks.append(.heading(pick("生命周期与留存", "Retention")))
    let next = triangle.pooled(after: 1)
    let rate = next.customers > 0 ? Double(next.active) / Double(next.customers) : nil
    let noted = recordCustomers(
      "cohort-retention", rate.map(Number.real), Unit(.ratio), formula: "active in month 1 / customers of the cohorts", book,
      filter: [DimensionValue("month", "1")])
    chapter.note(
      say(
        "behaviour-retention",
        "首购后的下一个自然月，\(percent(rate))的客户又买了，\(percent(rate.map { 1 - $0 }))没有。",
        "In the calendar month after the first purchase \(percent(rate)) of customers bought again and \(percent(rate.map { 1 - $0 })) did not.",
        [noted]))
    chapter.blocks.append(.chart(id: "chart-cohorts", cohortChart(triangle, cohorts, book)))
    chapter.blocks.append(.table(cohortTable(triangle, cohorts, book)))
    explainMethod(
      "cohorts", label: pick("留存", "Retention"),
      formula: pick("第 k 月留存率 = 首购后第 k 个自然月有购买的人数 ÷ 该月首购人数", "retention in month k = customers who bought in the k-th calendar month after the first ÷ the cohort"),
      sources: book.sources,
      notes: [
        book.marksFirst
          ? pick("首购以订单表的 first 列为准；首购不在表中的老客户不计", "first purchases as marked in the orders; customers without one are left out")
          : pick("以数据中最早一单为首购，最早的几个月会混入老客户", "the earliest order in the data counts as the first, so early months include older customers")
      ])
  }

  private func monthName(_ month: Int) -> String {
    let number = month % 12 + 1
    return "\(month / 12)-\(number < 10 ? "0" : "")\(number)"
  }

  private func cohortChart(_ triangle: CohortTriangle, _ cohorts: [Int], _ book: OrderBook) -> Chart {
    let months = triangle.sizes.count
    let rows = cohorts.map { cohort in
      (1..<months).map { month -> Double? in
        guard month < triangle.active[cohort].count, !SmallGroups.isSmall(triangle.active[cohort][month]) else { return nil }
        return triangle.retention(cohort, after: month)
      }
    }
    let best = cohorts.indices.filter { rows[$0].first.flatMap { $0 } != nil }.max { (rows[$0][0] ?? 0) < (rows[$1][0] ?? 0) }
    return .heat(
      HeatTable(
        frame: ChartFrame(
          finding: best.map { index in
            typeset(
              pick(
                "\(monthName(triangle.firstMonth + cohorts[index]))首购的客户次月留存最高，\(percent(rows[index][0]))",
                "First buyers of \(monthName(triangle.firstMonth + cohorts[index])) came back most in the next month: \(percent(rows[index][0]))"))
          }, subject: pick("各月首购客户的留存率", "Retention by month of first purchase"), unit: .ratio, source: orderSource(book)),
        rowHead: pick("首购月", "First purchase"), rows: cohorts.map { monthName(triangle.firstMonth + $0) },
        columns: (1..<months).map { pick("第 \($0) 月", "Month \($0)") }, values: rows,
        rowNoteHead: pick("首购人数", "Customers"),
        rowNotes: cohorts.map { style.full(.exact(Exact(triangle.sizes[$0])), .count) }))
  }

  private func cohortTable(_ triangle: CohortTriangle, _ cohorts: [Int], _ book: OrderBook) -> ReviewTable {
    let months = triangle.sizes.count
    let end = book.period.end
    let isPartial = end.components.day < Day.length(ofMonth: end.components.month, year: end.components.year)
    var notes: [String] = []
    if isPartial {
      notes.append(pick("最后一个月只到\(end.iso)，每行末格偏低。", "The last month ends on \(end.iso), so the last cell of each row is low."))
    }
    if cohorts.contains(where: { triangle.active[$0].contains(where: SmallGroups.isSmall) }) {
      notes.append(pick("1～4 人写“<5”，图中留空。", "1 to 4 people are given as “<5” and left blank in the chart."))
    }
    return ReviewTable(
      id: "customer-cohorts", caption: pick("各月首购客户的回购人数", "Customers who bought again, by month"),
      columns: [
        .init(title: pick("首购月", "First purchase"), numeric: false), .init(title: pick("首购人数（人）", "Customers"), numeric: true),
      ] + (1..<months).map { .init(title: pick("第 \($0) 月", "Month \($0)"), numeric: true) },
      rows: cohorts.map { cohort in
        [.init(monthName(triangle.firstMonth + cohort)), count(triangle.sizes[cohort])]
          + (1..<months).map { month in
            month < triangle.active[cohort].count ? people(triangle.active[cohort][month]) : noCell
          }
      }, note: notes.isEmpty ? nil : notes.joined(separator: pick("", " ")))
  }
}
