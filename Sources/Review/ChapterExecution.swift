import Charts
import Diagnostics
import Metrics
import Tables
import Values

extension Writer {
  /// How the work went: schedule, teams, risks, incidents, changes, people.
  func chapterExecution() -> Chapter {
    var chapter = missingChapter(
      .execution,
      Wording(
        zh: "进度、风险和故障需要 registers/tasks.csv、registers/risks.csv 和 registers/incidents.csv。",
        en: "Schedule, risks and incidents need registers/tasks.csv, registers/risks.csv and registers/incidents.csv."))
    let hasSchedule = addSchedule(to: &chapter)
    let hasTeams = addTeams(to: &chapter)
    let hasRisks = addRisks(to: &chapter)
    let hasIncidents = addIncidents(to: &chapter)
    let hasChanges = addChanges(to: &chapter)
    let hasStaff = addStaff(to: &chapter)
    if !events.isEmpty { chapter.blocks.append(.table(eventTable())) }
    guard hasSchedule || hasTeams || hasRisks || hasIncidents || hasChanges || hasStaff || !events.isEmpty else {
      return chapter
    }
    // A campaign may well have had no incident and changed nothing; a schedule, risks and people it had.
    let files = [
      hasSchedule ? nil : pick("进度需要 registers/tasks.csv 或 registers/milestones.csv", "the schedule needs registers/tasks.csv or registers/milestones.csv"),
      hasRisks ? nil : pick("风险需要 registers/risks.csv", "risks need registers/risks.csv"),
      hasStaff ? nil : pick(
        "人效与工时需要 data/staff*.csv（period、role、work_type、hours、headcount）",
        "efficiency and hours need data/staff*.csv (period, role, work_type, hours, headcount)"),
    ].compactMap { $0 }
    chapter.state = files.isEmpty ? .complete : .partial
    chapter.needs = files.isEmpty ? nil : Words.raised(files.joined(separator: pick("；", "; "))) + pick("。", ".")
    return chapter
  }

  // MARK: Risks

  private func addRisks(to chapter: inout Chapter) -> Bool {
    guard let risks = input.registers.sheet("risks") else { return false }
    let occurred = (0..<risks.count).filter { risks.raw($0, "status") == "occurred" }
    let open = (0..<risks.count).count { risks.raw($0, "status") == "open" }
    var zh = "登记风险\(risks.count)项，"
    var en = "\(risks.count) \(risks.count == 1 ? "risk was" : "risks were") on record, "
    if occurred.isEmpty {
      zh += "没有发生"
      en += "none of them occurred"
    } else {
      zh += "发生\(occurred.count)项：\(join(occurred.map { datum(risks.text($0, "name")) }))"
      en += "\(occurred.count) occurred: \(join(occurred.map { risks.text($0, "name") }))"
    }
    if open > 0 {
      zh += "；还有\(open)项没有关闭"
      en += "; \(open) still open"
    }
    chapter.sentences.append(say("execution-risks", zh + "。", en + "."))
    guard !occurred.isEmpty else { return true }
    chapter.blocks.append(.heading(pick("发生的风险与故障", "Risks that occurred and incidents")))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "execution-risks", caption: pick("发生的风险", "Risks that occurred"),
          columns: [
            .init(title: pick("风险", "Risk"), numeric: false), .init(title: pick("风险分", "Score"), numeric: true),
            .init(title: pick("触发条件", "Trigger"), numeric: false), .init(title: pick("对策", "Response"), numeric: false),
            .init(title: pick("结果", "What happened"), numeric: false),
          ],
          rows: occurred.map { row in
            [
              .init(risks.text(row, "name")), amount(risks.number(row, "score"), .count), .init(risks.text(row, "trigger")),
              .init(risks.text(row, "response")), .init(risks.text(row, "note")),
            ]
          })))
    return true
  }

  // MARK: Incidents

  private func addIncidents(to chapter: inout Chapter) -> Bool {
    guard let incidents = input.registers.sheet("incidents") else { return false }
    let rows = 0..<incidents.count
    let response = duration("incident-response", incidents, "response", "average(responded - started)")
    let repair = duration("incident-repair", incidents, "repair", "average(restored - started)")
    var zh = "故障\(incidents.count)起"
    var en = "\(incidents.count) \(incidents.count == 1 ? "incident" : "incidents")"
    var figures: [Noted] = []
    for (noted, zhName, enName) in [(response, "平均响应", "answered after"), (repair, "平均修复", "restored after")] {
      guard let noted else { continue }
      zh += "，\(zhName)\(prose(noted))"
      en += ", \(enName) \(prose(noted)) on average"
      figures.append(noted)
    }
    let longest = rows.compactMap { row in incidents.number(row, "repair").map { (row, $0) } }
      .max { ($0.1.double, $1.0) < ($1.1.double, $0.0) }
    if let longest, incidents.count > 1 {
      let text = incidents.text(longest.0, "summary")
      zh += "；最久的是“\(datum(text))”，\(style.full(longest.1, .seconds))恢复"
      en += "; longest: “\(text)”, restored after \(style.full(longest.1, .seconds))"
    }
    chapter.sentences.append(say("execution-incidents", zh + "。", en + ".", figures))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "execution-incidents", caption: pick("故障与响应", "Incidents"),
          columns: [
            .init(title: pick("日期", "Date"), numeric: false), .init(title: pick("现象", "What happened"), numeric: false),
            .init(title: pick("级别", "Severity"), numeric: false), .init(title: pick("渠道", "Channel"), numeric: false),
            .init(title: pick("响应", "Response"), numeric: true), .init(title: pick("修复", "Repair"), numeric: true),
            .init(title: pick("影响", "Impact"), numeric: false), .init(title: pick("根因", "Cause"), numeric: false),
          ],
          rows: rows.map { row in
            [
              dayCell(incidents.time(row, "started")), .init(incidents.text(row, "summary")), .init(incidents.text(row, "severity")),
              .init(incidents.text(row, "channel")), amount(incidents.number(row, "response"), .seconds),
              amount(incidents.number(row, "repair"), .seconds), .init(incidents.text(row, "impact")),
              .init(incidents.text(row, "cause")),
            ]
          })))
    return true
  }

  /// The mean of a column of durations, put on record; `nil` where no row has one.
  func duration(_ id: String, _ sheet: RegisterSheet, _ column: String, _ formula: String) -> Noted? {
    let values = (0..<sheet.count).compactMap { sheet.number($0, column)?.double }
    guard !values.isEmpty else { return nil }
    return record(
      FigureKey(id: id),
      Figure(
        id: id, kind: .measure, value: .real(values.reduce(0, +) / Double(values.count)),
        unit: Unit(.number, label: .init(zh: "秒", en: "s")), formula: formula, sources: sources(of: sheet)))
  }

  // MARK: Changes

  private func addChanges(to chapter: inout Chapter) -> Bool {
    guard let changes = input.registers.sheet("changes") else { return false }
    let rows = (0..<changes.count).sorted {
      (changes.day($0, "date")?.number ?? .max, $0) < (changes.day($1, "date")?.number ?? .max, $1)
    }
    let told = rows.count { !changes.raw($0, "result").isEmpty }
    chapter.sentences.append(
      say(
        "execution-changes",
        "活动中调整\(changes.count)次，" + (told == changes.count ? "全部核对了效果。" : "核对了效果的有\(told)次，其余还没有写效果。"),
        "\(changes.count) \(changes.count == 1 ? "change was" : "changes were") made; "
          + (told == changes.count ? "the effect of all was checked." : "the effect of \(told) was checked.")))
    chapter.blocks.append(.heading(pick("调整与效果", "Changes and their effect")))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "execution-changes", caption: pick("决策与调整", "Decisions and changes"),
          columns: [
            .init(title: pick("日期", "Date"), numeric: false), .init(title: pick("依据指标", "KPI"), numeric: false),
            .init(title: pick("看到什么", "What was seen"), numeric: false), .init(title: pick("改动", "Change"), numeric: false),
            .init(title: pick("涉及金额", "Amount"), numeric: true), .init(title: pick("效果", "Effect"), numeric: false),
            .init(title: pick("核对日", "Checked on"), numeric: false),
          ],
          rows: rows.map { row in
            let kpi = changes.raw(row, "kpi")
            return [
              dayCell(changes.day(row, "date")), .init(kpi.isEmpty ? "" : name(kpi), kpi: kpi.isEmpty ? nil : kpi),
              .init(changes.text(row, "reading")), .init(changes.text(row, "change")), amount(changes.number(row, "amount"), .money),
              .init(changes.text(row, "result")), dayCell(changes.day(row, "checked_on")),
            ]
          })))
    return true
  }

  // MARK: Events

  private func eventTable() -> ReviewTable {
    let rows = events.prefix(60).map { event in
      [
        ReviewTable.Cell(
          event.days.length == 1 ? event.days.start.iso : "\(event.days.start.iso) – \(event.days.end.iso)"),
        .init(event.kind), .init(event.cause), .init(event.kpi.map(name) ?? "", kpi: event.kpi), .init(event.source),
      ]
    }
    return ReviewTable(
      id: "execution-events", caption: pick("登记的事件", "Events on record"),
      columns: [
        .init(title: pick("日期", "Date"), numeric: false), .init(title: pick("类别", "Kind"), numeric: false),
        .init(title: pick("事由", "Cause"), numeric: false), .init(title: pick("影响的指标", "KPI"), numeric: false),
        .init(title: pick("来源", "Source"), numeric: false),
      ], rows: Array(rows),
      note: events.count > 60 ? pick("另有 \(events.count - 60) 条未列。", "\(events.count - 60) more are not listed.") : nil)
  }
}

extension RegisterSheet {
  /// The day of a column of times.
  func time(_ row: Int, _ column: String) -> Day? {
    guard let seconds = number(row, column)?.double, abs(seconds) < 1e12 else { return day(row, column) }
    return Day(number: Int32((seconds / 86_400).rounded(.down)))
  }
}
