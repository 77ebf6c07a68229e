import Metrics
import Values

/// What groups completed and how soon they answered, and how the stages of the campaign compare.
extension Writer {
  /// A group of roles: that of the register `team`, else each role alone.
  private struct Team {
    var name: String
    var roles: Set<String>
  }

  private enum Stage: CaseIterable {
    case before, during, after
  }

  func addTeams(to chapter: inout Chapter) -> Bool {
    guard let tasks = input.registers.sheet("tasks") else { return false }
    let record = ScheduleRecord(tasks, today: input.today)
    let teams = teams(tasks)
    guard !teams.isEmpty, !record.due.isEmpty else { return false }
    let incidents = input.registers.sheet("incidents")
    chapter.blocks.append(.heading(pick("团队协作", "Teams")))
    var told: [(name: String, completion: Noted, onTime: Noted, response: Noted?)] = []
    let rows = teams.compactMap { team -> [ReviewTable.Cell]? in
      let due = record.due.filter { team.roles.contains(tasks.raw($0, "owner")) }
      let answered = incidents.map { sheet in
        (0..<sheet.count).filter { team.roles.contains(sheet.raw($0, "owner")) }.compactMap { sheet.number($0, "response")?.double }
      } ?? []
      guard !due.isEmpty || !answered.isEmpty else { return nil }
      let done = due.count(where: record.isDone)
      let onTime = due.count(where: record.isOnTime)
      let filter = [DimensionValue("team", team.name)]
      let completion = recordTeam("task-completion-rate", filter, done, due.count, tasks)
      let punctual = recordTeam("tasks-on-time", filter, onTime, due.count, tasks)
      var response: Noted?
      if let incidents, !answered.isEmpty {
        response = self.record(
          FigureKey(id: "incident-response", filter: filter),
          Figure(
            id: "incident-response", kind: .measure, value: .real(answered.reduce(0, +) / Double(answered.count)),
            unit: Unit(.number, label: .init(zh: "秒", en: "s")), formula: "average(responded - started)",
            sources: sources(of: incidents)))
      }
      told.append((team.name, completion, punctual, response))
      return [
        .init(team.name), count(due.count), count(done), share(completion.value), share(punctual.value),
        amount(response?.value, .seconds),
      ] + Stage.allCases.map { stage in
        let part = due.filter { self.stage(tasks, $0) == stage }
        return share(part.isEmpty ? nil : Double(part.count(where: record.isOnTime)) / Double(part.count))
      }
    }
    guard !rows.isEmpty else { return false }
    chapter.sentences.append(teamSentence(told))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "execution-teams", caption: pick("各组任务完成与响应", "Tasks and response by group"),
          columns: [
            .init(title: input.registers.sheet("team") == nil ? pick("角色", "Role") : pick("组别", "Group"), numeric: false), .init(title: pick("到期任务", "Due"), numeric: true),
            .init(title: pick("完成", "Done"), numeric: true), .init(title: pick("完成率", "Completion"), numeric: true),
            .init(title: pick("按期率", "On time"), numeric: true), .init(title: pick("故障平均响应", "Response to incidents"), numeric: true),
            .init(title: pick("按期率：筹备", "On time: before"), numeric: true),
            .init(title: pick("按期率：执行", "On time: during"), numeric: true),
            .init(title: pick("按期率：收尾", "On time: after"), numeric: true),
          ], rows: rows,
          note: pick(
            "筹备、执行、收尾以计划完成日在活动开始前、活动期内、活动结束后划分；一个组的成员以团队名册的角色为准。",
            "Before, during and after by the planned finish; groups are those of the team register, by role."))))
    return true
  }

  private func recordTeam(
    _ id: String, _ filter: [DimensionValue], _ part: Int, _ whole: Int, _ tasks: RegisterSheet
  ) -> Noted {
    record(
      FigureKey(id: id, filter: filter),
      Figure(
        id: id, kind: .kpi, value: whole > 0 ? .real(Double(part) / Double(whole)) : nil, unit: Unit(.ratio),
        formula: "\(part) / \(whole)", sources: sources(of: tasks), missing: whole > 0 ? nil : .zeroDenominator))
  }

  private func stage(_ tasks: RegisterSheet, _ row: Int) -> Stage {
    guard let end = tasks.day(row, "end") else { return .during }
    return end < period.start ? .before : end <= period.end ? .during : .after
  }

  private func teams(_ tasks: RegisterSheet) -> [Team] {
    var result: [Team] = []
    if let team = input.registers.sheet("team") {
      var placed: Set<String> = []
      for row in 0..<team.count {
        // A role in two groups counts for the first.
        let role = team.raw(row, "role")
        guard !role.isEmpty, placed.insert(role).inserted else { continue }
        let name = team.text(row, "group")
        if let index = result.firstIndex(where: { $0.name == name }) {
          result[index].roles.insert(role)
        } else {
          result.append(Team(name: name, roles: [role]))
        }
      }
      let others = Set((0..<tasks.count).map { tasks.raw($0, "owner") }).subtracting(placed).subtracting([""])
      if !others.isEmpty { result.append(Team(name: pick("其他角色", "Other roles"), roles: others)) }
      return result
    }
    for row in 0..<tasks.count {
      let (role, name) = (tasks.raw(row, "owner"), tasks.text(row, "owner"))
      if !role.isEmpty, !result.contains(where: { $0.roles.contains(role) }) { result.append(Team(name: name, roles: [role])) }
    }
    return result
  }

  private var groupWord: (zh: String, en: String) {
    input.registers.sheet("team") == nil ? ("个角色", "roles") : ("个组", "groups")
  }

  private func teamSentence(
    _ told: [(name: String, completion: Noted, onTime: Noted, response: Noted?)]
  ) -> Sentence {
    var zh: [String] = []
    var en: [String] = []
    var figures: [Noted] = []
    let judged = told.filter { $0.onTime.value != nil }
    let lowest = judged.min { ($0.onTime.value?.double ?? 0) < ($1.onTime.value?.double ?? 0) }
    if let lowest, let rate = lowest.onTime.value?.double, rate < 1 {
      zh.append("\(judged.count)\(groupWord.zh)中，\(datum(lowest.name))的按期率最低，\(prose(lowest.onTime))，完成率\(prose(lowest.completion))")
      en.append("of \(judged.count) \(groupWord.en) \(lowest.name) has the lowest share on time, \(prose(lowest.onTime)), completion \(prose(lowest.completion))")
      figures += [lowest.onTime, lowest.completion]
    } else {
      zh.append("\(judged.count)\(groupWord.zh)的到期任务都按期完成")
      en.append("all \(judged.count) \(groupWord.en) finished what was due on time")
      figures += judged.map(\.onTime)
    }
    let slowest = told.compactMap { item in item.response.map { (item.name, $0) } }
      .max { ($0.1.value?.double ?? 0) < ($1.1.value?.double ?? 0) }
    if let slowest {
      zh.append("故障响应最慢的是\(datum(slowest.0))，平均\(prose(slowest.1))")
      en.append("\(slowest.0) answers incidents slowest, after \(prose(slowest.1)) on average")
      figures.append(slowest.1)
    }
    return say("execution-teams", zh.joined(separator: "；") + "。", Words.raised(en.joined(separator: "; ")) + ".", figures)
  }
}
