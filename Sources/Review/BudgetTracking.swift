import Charts
import Metrics
import Values

/// The plan spread over days, and what was spent by then.
private struct Pace {
  var days: [Day]
  /// Sums up to each day.
  var planned: [Double]
  /// `nil` after today.
  var spent: [Double?]
  var asOf: Day
  var plannedToDate: Number
  var spentToDate: Number
  /// Whether all that was planned is due by `asOf`.
  var isOver: Bool
}

extension Writer {
  /// The plan by its rows, and spending against it as time goes on.
  func addBudgetTracking(to chapter: inout Chapter) {
    guard let budget = input.registers.sheet("budget") else { return }
    chapter.blocks.append(.heading(pick("预算与执行进度", "Budget and pace")))
    if let sentence = planSentence(budget) { chapter.blocks.append(.bullets([sentence])) }
    if budget.count <= 60 { chapter.blocks.append(.table(planTable(budget))) }
    guard let spend = input.registers.sheet("spend"), let pace = pace(budget, spend) else { return }
    let sentence = paceSentence(pace)
    chapter.blocks.append(.bullets([sentence]))
    chapter.blocks.append(
      .chart(
        id: "budget-pace",
        .line(
          LineChart(
            frame: ChartFrame(
              finding: paceFinding(pace),
              subject: pick("累计计划与累计支出", "Planned and spent, cumulated"), unit: .money,
              source: files(sheetSources(budget) + sheetSources(spend))),
            days: pace.days,
            series: [
              ChartSeries(name: pick("累计计划", "Planned"), values: pace.planned, slot: 0),
              ChartSeries(name: pick("累计支出", "Spent"), values: pace.spent, slot: 1),
            ], bands: [.init(period: period, name: pick("活动期", "Campaign"))]))))
  }

  func sheetSources(_ sheet: RegisterSheet) -> [FigureSource] {
    sheet.files.map { file in FigureSource(file: file, rows: sheet.rows.origins.count { $0.file == file }) }
  }

  private func planSentence(_ budget: RegisterSheet) -> Sentence? {
    guard let total = (0..<budget.count).compactMap({ budget.number($0, "planned") }).sum(),
      let whole = facts.frame.budget
    else { return nil }
    let money = Unit(.money)
    let reserve = reserveAmount() ?? .exact(.zero)
    let rest = Number.exact(whole).minus(reserve)
    let gap = total.minus(rest)
    let planned = figure("planned_budget")
    if gap.double == 0 {
      return say(
        "budget-plan",
        "预算表共\(budget.count)行，合计\(cell(total, money))，等于总预算\(cell(.exact(whole), money))减应急预留\(cell(reserve, money))。",
        "The \(budget.count) rows of the budget add up to \(cell(total, money)), which is the budget of \(cell(.exact(whole), money)) less "
          + "the reserve of \(cell(reserve, money)).", [planned])
    }
    let more = gap.double > 0
    return say(
      "budget-plan",
      "预算表合计\(cell(total, money))，比总预算减应急预留（\(cell(rest, money))）\(more ? "多" : "少")\(cell(gap.magnitude, money))，明细与总额对不上。",
      "The budget's rows add up to \(cell(total, money)), \(cell(gap.magnitude, money)) \(more ? "more" : "less") than the budget less the "
        + "reserve (\(cell(rest, money))): rows and total do not agree.", [planned])
  }

  private func planTable(_ budget: RegisterSheet) -> ReviewTable {
    let rows = (0..<budget.count).map { row in
      [
        ReviewTable.Cell(budget.text(row, "category")), .init(budget.text(row, "channel")),
        .init(budget.day(row, "month").map { String($0.iso.prefix(7)) } ?? ""), amount(budget.number(row, "planned"), .money),
      ]
    }
    return ReviewTable(
      id: "budget-plan", caption: pick("预算表", "The plan"),
      columns: [
        .init(title: dimension("category"), numeric: false), .init(title: dimension("channel"), numeric: false),
        .init(title: pick("月份", "Month"), numeric: false), .init(title: pick("计划", "Planned"), numeric: true),
      ], rows: rows,
      totalRow: [
        .init(pick("合计", "Total")), .init(""), .init(""),
        amount((0..<budget.count).compactMap { budget.number($0, "planned") }.sum(), .money),
      ])
  }

  /// A row's amount is spread evenly over its month, or the part of it that lies in the campaign where there is one;
  /// a row without a month over the campaign.
  private func pace(_ budget: RegisterSheet, _ spend: RegisterSheet) -> Pace? {
    var parts: [(period: Period, amount: Number)] = []
    for row in 0..<budget.count {
      guard let amount = budget.number(row, "planned") else { continue }
      guard let month = budget.day(row, "month") else {
        parts.append((period, amount))
        continue
      }
      let last = month.advanced(by: 31)
      // The day before the next month's first: a month's first plus 31 days lies in the next month.
      let end = last.advanced(by: -last.components.day)
      guard let whole = Period(month, end) else { continue }
      let start = max(whole.start, period.start)
      parts.append((Period(start, min(whole.end, period.end)) ?? whole, amount))
    }
    let payments = (0..<spend.count).compactMap { row in
      spend.day(row, "date").flatMap { day in spend.number(row, "amount").map { (day: day, amount: $0) } }
    }
    let first = (parts.map(\.period.start) + payments.map(\.day)).min()
    let last = (parts.map(\.period.end) + payments.map(\.day)).max()
    guard let first, let last, let span = Period(first, last), span.length <= 1100, !payments.isEmpty else { return nil }
    let asOf = min(input.today, last)
    var daily = [Double](repeating: 0, count: span.length)
    for part in parts {
      let from = first.distance(to: part.period.start)
      for day in from..<(from + part.period.length) { daily[day] += part.amount.double / Double(part.period.length) }
    }
    var paid = [Double](repeating: 0, count: span.length)
    for payment in payments { paid[first.distance(to: payment.day)] += payment.amount.double }
    var (planned, spent) = (0.0, 0.0)
    var pace = Pace(
      days: span.days, planned: [], spent: [], asOf: asOf, plannedToDate: .exact(.zero), spentToDate: .exact(.zero),
      isOver: asOf >= parts.map(\.period.end).max() ?? last)
    for (index, day) in span.days.enumerated() {
      planned += daily[index]
      spent += paid[index]
      pace.planned.append(planned)
      pace.spent.append(day <= asOf ? spent : nil)
      if day == asOf { pace.plannedToDate = Number.real(planned).rounded(.money) }
    }
    if pace.isOver { pace.plannedToDate = parts.map(\.amount).sum() ?? .exact(.zero) }
    pace.spentToDate = payments.filter { $0.day <= asOf }.map(\.amount).sum() ?? .exact(.zero)
    return pace
  }

  private func paceSentence(_ pace: Pace) -> Sentence {
    let money = Unit(.money)
    let budget = input.registers.sheet("budget").map(sheetSources) ?? []
    let spend = input.registers.sheet("spend").map(sheetSources) ?? []
    let planned = record(
      FigureKey(id: "budget-planned-to-date"),
      Figure(
        id: "budget-planned-to-date", kind: .measure, value: pace.plannedToDate, unit: money,
        formula: pick("各月计划按天平均，累计到\(pace.asOf.iso)", "each month's plan spread evenly, up to \(pace.asOf.iso)"),
        sources: budget))
    let spent = record(
      FigureKey(id: "budget-spent-to-date"),
      Figure(
        id: "budget-spent-to-date", kind: .measure, value: pace.spentToDate, unit: money,
        formula: pick("到\(pace.asOf.iso)的支出相加", "payments up to \(pace.asOf.iso)"), sources: spend))
    let gap = pace.spentToDate.minus(pace.plannedToDate)
    let size = prose(gap.magnitude, money)
    let rate = percent(gap.magnitude.ratio(to: pace.plannedToDate))
    let figures = [planned, spent]
    if pace.isOver {
      let result = gap.double > 0 ? "超出\(size)（\(rate)）" : gap.double < 0 ? "结余\(size)（\(rate)）" : "正好用完"
      let english = gap.double > 0 ? "\(size) (\(rate)) over" : gap.double < 0 ? "\(size) (\(rate)) left" : "all of it"
      return say(
        "budget-pace", "计划\(prose(planned))，到\(day(pace.asOf))累计支出\(prose(spent))，\(result)。",
        "\(prose(planned)) was planned and \(prose(spent)) spent by \(day(pace.asOf)): \(english).", figures)
    }
    let result = gap.double > 0 ? "快\(size)（\(rate)）" : gap.double < 0 ? "慢\(size)（\(rate)）" : "进度一致"
    let english = gap.double > 0 ? "\(size) (\(rate)) ahead" : gap.double < 0 ? "\(size) (\(rate)) behind" : "on pace"
    return say(
      "budget-pace", "到\(day(pace.asOf))按时间进度应支出\(prose(planned))，实际\(prose(spent))，\(gap.double == 0 ? "" : "比计划")\(result)。",
      "By \(day(pace.asOf)) \(prose(planned)) was due by the plan and \(prose(spent)) spent: \(english).", figures)
  }

  /// The day on which spending was furthest from the plan.
  private func paceFinding(_ pace: Pace) -> String? {
    var widest: (day: Day, gap: Double)?
    for (index, day) in pace.days.enumerated() {
      guard let spent = pace.spent[index] else { continue }
      let gap = spent - pace.planned[index]
      if abs(gap) > abs(widest?.gap ?? 0) { widest = (day, gap) }
    }
    guard let widest, abs(widest.gap) >= 1 else { return pick("支出与计划同步", "Spending kept to the plan") }
    let size = prose(Number.real(abs(widest.gap).rounded()), Unit(.money))
    return widest.gap < 0
      ? pick("最慢时（\(day(widest.day))）累计支出比计划少\(size)", "At its slowest, \(day(widest.day)), spending was \(size) behind the plan")
      : pick("最快时（\(day(widest.day))）累计支出比计划多\(size)", "At its fastest, \(day(widest.day)), spending was \(size) ahead of the plan")
  }

  // MARK: Approvals

  /// Payments that took their category beyond its plan, with who approved them.
  func addApprovals(to chapter: inout Chapter) {
    guard let spend = input.registers.sheet("spend"), let budget = input.registers.sheet("budget") else { return }
    var left: [String: Number] = [:]
    for row in 0..<budget.count {
      guard let amount = budget.number(row, "planned") else { continue }
      left[budget.raw(row, "category")] = (left[budget.raw(row, "category")] ?? .exact(.zero)).plus(amount)
    }
    let order = (0..<spend.count).sorted { (spend.day($0, "date")?.number ?? .max, $0) < (spend.day($1, "date")?.number ?? .max, $1) }
    var rows: [[ReviewTable.Cell]] = []
    var open = 0
    var people: [String: (count: Int, amount: Number)] = [:]
    for row in order {
      guard let paid = spend.number(row, "amount") else { continue }
      let approver = spend.text(row, "approver")
      people[approver] = ((people[approver]?.count ?? 0) + 1, (people[approver]?.amount ?? .exact(.zero)).plus(paid))
      let category = spend.raw(row, "category")
      let rest = (left[category] ?? .exact(.zero)).minus(paid)
      left[category] = rest
      guard rest.double < 0, paid.double > 0 else { continue }
      if approver.isEmpty { open += 1 }
      let over = rest.magnitude.double < paid.double ? rest.magnitude : paid
      rows.append([
        dayCell(spend.day(row, "date")), .init(category), .init(spend.text(row, "cost_type")), .init(spend.text(row, "channel")),
        amount(paid, .money), amount(over, .money),
        approver.isEmpty ? .init(pick("没有审批", "none"), status: .red) : .init(approver, status: .green),
      ])
    }
    guard !rows.isEmpty || !people.isEmpty else { return }
    chapter.blocks.append(.heading(pick("超支与审批", "Overspending and approvals")))
    let cost = figure("cost")
    let sentence: Sentence
    if rows.isEmpty {
      sentence = say("budget-approvals", "没有一笔支出超出所在类别的计划。", "No payment went beyond its category's plan.", [cost])
    } else if open == 0 {
      sentence = say(
        "budget-approvals", "有\(rows.count)笔支出超出了所在类别的计划，每一笔都登记了审批人。",
        rows.count == 1
        ? "1 payment went beyond its category's plan; it has an approver on record."
        : "\(rows.count) payments went beyond their category's plan; each has an approver on record.", [cost])
    } else {
      sentence = say(
        "budget-approvals", "有\(rows.count)笔支出超出了所在类别的计划，其中\(open)笔没有登记审批人，须补审批。",
        "\(rows.count == 1 ? "1 payment" : "\(rows.count) payments") went beyond plan, \(open) without an approver: approval is due.", [cost])
      highlight(0.6, .budget, sentence)
      advise(
        0.6, .budget, "advice-approve-overspend", "为\(open)笔超计划支出补办审批，并查明付款时为何没有拦住。",
        "Have what was paid beyond plan approved (\(open) in all), and find out why nothing stopped it.", [cost])
    }
    chapter.blocks.append(.bullets([sentence]))
    if !rows.isEmpty {
      chapter.blocks.append(
        .table(
          ReviewTable(
            id: "budget-over-plan", caption: pick("超计划支出", "Payments beyond plan"),
            columns: [
              .init(title: pick("日期", "Date"), numeric: false), .init(title: dimension("category"), numeric: false),
              .init(title: dimension("cost_type"), numeric: false), .init(title: dimension("channel"), numeric: false),
              .init(title: pick("金额", "Amount"), numeric: true), .init(title: pick("其中超出计划", "Beyond plan"), numeric: true),
              .init(title: pick("审批人", "Approver"), numeric: false),
            ], rows: Array(rows.prefix(60)),
            note: rows.count > 60 ? pick("另有 \(rows.count - 60) 笔未列。", "\(rows.count - 60) more are not listed.") : nil)))
    }
    let ledger = people.sorted { ($1.value.amount.double, $0.key) < ($0.value.amount.double, $1.key) }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "budget-approvals", caption: pick("审批台账", "Approvals"),
          columns: [
            .init(title: pick("审批人", "Approver"), numeric: false), .init(title: pick("笔数", "Payments"), numeric: true),
            .init(title: pick("金额", "Amount"), numeric: true),
          ],
          rows: ledger.map { name, item in
            [
              name.isEmpty ? .init(pick("没有登记", "not on record"), status: .yellow) : .init(name), count(item.count),
              amount(item.amount, .money),
            ]
          })))
  }
}
