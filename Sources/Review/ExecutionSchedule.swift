import Charts
import Metrics
import Values

/// How tasks and milestones kept to the plan.
struct ScheduleRecord {
  let tasks: RegisterSheet
  /// Tasks without subtasks that were not dropped and should have been done by the day of the review.
  let due: [Int]

  init(_ tasks: RegisterSheet, today: Day) {
    self.tasks = tasks
    due = (0..<tasks.count).filter { row in
      (tasks.number(row, "children")?.double ?? 0) == 0 && tasks.raw(row, "status") != "dropped"
        && tasks.day(row, "end").map { $0 <= today } ?? false
    }
  }

  func isDone(_ row: Int) -> Bool { tasks.raw(row, "status") == "done" }

  func isOnTime(_ row: Int) -> Bool {
    guard isDone(row), let end = tasks.day(row, "end"), let actual = tasks.day(row, "actual_end") else { return false }
    return actual <= end
  }

  /// Calendar days from planned to actual finish, `nil` for what is not done or has no actual day.
  func variance(_ row: Int) -> Int? {
    guard isDone(row), let end = tasks.day(row, "end"), let actual = tasks.day(row, "actual_end") else { return nil }
    return end.distance(to: actual)
  }

  /// Done late, most days first; then what is due and not done, by the planned day.
  var late: [Int] {
    let slipped = due.filter { (variance($0) ?? 0) > 0 }.sorted { (-(variance($0) ?? 0), $0) < (-(variance($1) ?? 0), $1) }
    let open = due.filter { !isDone($0) }.sorted {
      (tasks.day($0, "end")?.number ?? 0, $0) < (tasks.day($1, "end")?.number ?? 0, $1)
    }
    return slipped + open
  }
}

extension Writer {
  /// Whether the campaign keeps tasks or milestones.
  func addSchedule(to chapter: inout Chapter) -> Bool {
    let tasks = input.registers.sheet("tasks").map { ScheduleRecord($0, today: input.today) }
    let milestones = input.registers.sheet("milestones")
    guard tasks != nil || milestones != nil else { return false }
    chapter.blocks.append(.heading(pick("进度", "Schedule")))
    if let tasks {
      chapter.sentences.append(scheduleSentence(tasks))
      if let sentence = lateSentence(tasks) { chapter.sentences.append(sentence) }
      if let chart = scheduleChart(tasks) { chapter.blocks.append(.chart(id: "execution-schedule", chart)) }
      if !tasks.late.isEmpty { chapter.blocks.append(.table(lateTable(tasks))) }
    }
    if let milestones { addMilestones(milestones, to: &chapter) }
    return true
  }

  /// A share of rows of a register, put on record.
  func recordShare(_ id: String, _ part: Int, _ whole: Int, _ formula: String, _ sources: [FigureSource]) -> Noted {
    record(
      FigureKey(id: id),
      Figure(
        id: id, kind: .kpi, value: whole > 0 ? .real(Double(part) / Double(whole)) : nil, unit: Unit(.ratio),
        formula: formula, sources: sources, missing: whole > 0 ? nil : .zeroDenominator))
  }

  private func scheduleSentence(_ record: ScheduleRecord) -> Sentence {
    let files = sources(of: record.tasks)
    guard !record.due.isEmpty else {
      return say("execution-schedule", "还没有到期的任务。", "No task is due yet.")
    }
    let done = record.due.count { record.isDone($0) }
    let onTime = record.due.count { record.isOnTime($0) }
    let completion = recordShare(
      "task-completion-rate", done, record.due.count, pick("到期且完成的任务 / 到期任务", "tasks due and done / tasks due"), files)
    let punctual = recordShare(
      "tasks-on-time", onTime, record.due.count, pick("按期完成的任务 / 到期任务", "tasks done on time / tasks due"), files)
    return say(
      "execution-schedule",
      "到期任务\(record.due.count)项，完成\(done)项（\(prose(completion))），按期完成\(onTime)项（\(prose(punctual))）。",
      "Of \(record.due.count) tasks due \(done) are done (\(prose(completion))), \(onTime) of them on time (\(prose(punctual))).",
      [completion, punctual])
  }

  private func lateSentence(_ record: ScheduleRecord) -> Sentence? {
    let slipped = record.late.filter(record.isDone)
    let open = record.late.count - slipped.count
    guard !record.late.isEmpty else { return nil }
    let critical = slipped.filter { record.tasks.flag($0, "critical") ?? false }
    func told(_ row: Int) -> (zh: String, en: String) {
      let days = record.variance(row) ?? 0
      let text = record.tasks.text(row, "name")
      return ("\(datum(text))（晚\(days)天）", "\(text) (\(days) \(days == 1 ? "day" : "days") late)")
    }
    var zh: [String] = []
    var en: [String] = []
    if !slipped.isEmpty {
      zh.append("晚于计划完成的有\(slipped.count)项：\(join(slipped.prefix(3).map { told($0).zh }))\(slipped.count > 3 ? "等" : "")")
      en.append("\(slipped.count) finished late: \(join(slipped.prefix(3).map { told($0).en }))\(slipped.count > 3 ? " and others" : "")")
      zh.append(
        critical.isEmpty
          ? "都不在关键路径上" : "在关键路径上的是\(join(critical.prefix(3).map { datum(record.tasks.text($0, "name")) }))")
      en.append(
        critical.isEmpty
          ? "none of them is critical" : "critical: \(join(critical.prefix(3).map { record.tasks.text($0, "name") }))")
    }
    if open > 0 {
      zh.append("到期未完成\(open)项")
      en.append("\(open) due and not done")
    }
    let sentence = say(
      "execution-late", zh.joined(separator: "；") + "。", Words.raised(en.joined(separator: "; ")) + ".")
    // What slipped on the critical path moved the campaign.
    if !critical.isEmpty || open > 0 { highlight(0.3, .execution, sentence) }
    return sentence
  }

  /// Packages, or where there are none the tasks, planned and actual.
  private func scheduleChart(_ record: ScheduleRecord) -> Chart? {
    let tasks = record.tasks
    let packages = (0..<tasks.count).filter { (tasks.number($0, "children")?.double ?? 0) > 0 && tasks.raw($0, "parent").isEmpty }
    let rows = packages.count > 1 ? packages : (0..<tasks.count).filter { tasks.raw($0, "status") != "dropped" }
    guard rows.count > 1, rows.count <= 24 else { return nil }
    let late = record.late.count { record.isDone($0) }
    let finding = late == 0
      ? pick("全部任务按计划完成或未到期", "All tasks were done as planned or are not due")
      : pick("\(record.due.count)项到期任务中\(late)项晚于计划完成", "\(late) of \(record.due.count) tasks due finished late")
    return .gantt(
      GanttChart(
        frame: ChartFrame(
          finding: finding, subject: pick("计划与实际起止", "Planned and actual dates"), unit: .days,
          source: tasks.files.first.map { String($0.split(separator: "/").last ?? "") }),
        rows: rows.map { row in
          GanttChart.Row(
            name: tasks.text(row, "name"), owner: tasks.text(row, "owner"),
            bars: [
              GanttChart.Bar(
                start: tasks.day(row, "start"), end: tasks.day(row, "end"), actualStart: tasks.day(row, "actual_start"),
                actualEnd: tasks.day(row, "actual_end"), isMilestone: tasks.flag(row, "milestone") ?? false,
                isCritical: tasks.flag(row, "critical") ?? false)
            ])
        }))
  }

  private func lateTable(_ record: ScheduleRecord) -> ReviewTable {
    let tasks = record.tasks
    let late = record.late
    return ReviewTable(
      id: "execution-late", caption: pick("晚于计划的任务", "Tasks behind the plan"),
      columns: [
        .init(title: pick("任务", "Task"), numeric: false), .init(title: pick("负责人", "Owner"), numeric: false),
        .init(title: pick("计划完成", "Planned"), numeric: false), .init(title: pick("实际完成", "Actual"), numeric: false),
        .init(title: pick("晚（天）", "Days late"), numeric: true), .init(title: pick("关键路径", "Critical"), numeric: false),
        .init(title: pick("说明", "Note"), numeric: false),
      ],
      rows: late.prefix(40).map { row in
        let days = record.variance(row) ?? tasks.day(row, "end").map { $0.distance(to: input.today) }
        return [
          .init(tasks.text(row, "name")), .init(tasks.text(row, "owner")), dayCell(tasks.day(row, "end")),
          record.isDone(row) ? dayCell(tasks.day(row, "actual_end")) : .init(pick("未完成", "Not done"), status: .red),
          days.map(count) ?? .init(NumberStyle.missing),
          .init(tasks.flag(row, "critical") ?? false ? pick("是", "Yes") : pick("否", "No")), .init(tasks.text(row, "note")),
        ]
      },
      note: late.count > 40 ? pick("另有 \(late.count - 40) 项未列。", "\(late.count - 40) more are not listed.") : nil)
  }

  private func addMilestones(_ milestones: RegisterSheet, to chapter: inout Chapter) {
    let due = (0..<milestones.count).filter { milestones.day($0, "planned").map { $0 <= input.today } ?? false }
    guard !due.isEmpty else { return }
    let onTime = due.count { row in
      milestones.day(row, "planned").flatMap { planned in milestones.day(row, "actual").map { $0 <= planned } } ?? false
    }
    let share = recordShare(
      "milestone-on-time", onTime, due.count, pick("准时的里程碑 / 到期里程碑", "milestones on time / milestones due"),
      sources(of: milestones))
    chapter.sentences.append(
      say(
        "execution-milestones", "到期里程碑\(due.count)个，准时\(onTime)个（\(prose(share))）。",
        "\(onTime) of \(due.count) milestones due were on time (\(prose(share))).", [share]))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "execution-milestones", caption: pick("里程碑", "Milestones"),
          columns: [
            .init(title: pick("里程碑", "Milestone"), numeric: false), .init(title: pick("负责人", "Owner"), numeric: false),
            .init(title: pick("计划", "Planned"), numeric: false), .init(title: pick("实际", "Actual"), numeric: false),
            .init(title: pick("晚（天）", "Days late"), numeric: true), .init(title: pick("验收标准", "Acceptance"), numeric: false),
          ],
          rows: due.map { row in
            let late = milestones.number(row, "variance")?.double
            return [
              .init(milestones.text(row, "name")), .init(milestones.text(row, "owner")), dayCell(milestones.day(row, "planned")),
              milestones.day(row, "actual").map { dayCell($0) } ?? .init(pick("未通过", "Not passed"), status: .red),
              late.map { count(Int($0)) } ?? .init(NumberStyle.missing), .init(milestones.text(row, "acceptance")),
            ]
          })))
  }
}
