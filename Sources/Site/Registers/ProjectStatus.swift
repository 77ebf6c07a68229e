import Formulas
import Handbook
import Metrics
import Registers
import Values

/// The four lights of a campaign: progress, budget, KPIs and risks.
struct ProjectStatus {
  struct Light {
    var id: String
    var label: String
    var status: Status?
    var text: String
  }

  let campaign: CampaignResult
  let registers: [String: RegisterRows]
  let strings: Strings
  let style: NumberStyle
  let today: Day

  var lights: [Light] { [progress, budget, kpis, risks] }

  private func pick(_ zh: String, _ en: String) -> String { strings.language.isChinese ? zh : en }

  private func light(_ id: String, _ status: Status?, _ text: String) -> Light {
    Light(id: id, label: strings["light" + id.capitalizedFirst], status: status, text: text)
  }

  // MARK: Progress

  /// Red when a critical task is late, yellow when any is late, slipping or at risk. Work packages are not counted beside
  /// their tasks, nor what was dropped.
  private var progress: Light {
    guard let tasks = registers["tasks"], let state = tasks.index(of: "state") else {
      return light("progress", nil, pick("没有任务登记", "no tasks entered"))
    }
    let critical = tasks.index(of: "critical")
    var counts: [String: Int] = [:]
    var (total, lateCritical) = (0, 0)
    for row in 0..<tasks.count {
      if case .number(let children) = tasks.value(row, "children"), !children.isZero { continue }
      if tasks.value(row, "status") == .text("dropped") { continue }
      total += 1
      guard case .text(let word) = tasks.cells[state][row] else { continue }
      counts[word, default: 0] += 1
      if word == "late", let critical, tasks.cells[critical][row] == .bool(true) { lateCritical += 1 }
    }
    guard total > 0 else { return light("progress", nil, pick("没有任务登记", "no tasks entered")) }
    let done = counts["done"] ?? 0
    let (late, slipping, risk) = (counts["late"] ?? 0, counts["slipping"] ?? 0, counts["risk"] ?? 0)
    var text = pick("\(total) 项任务，完成 \(done) 项", "\(done) of \(total) tasks done")
    if late > 0 {
      text += pick("；已晚 \(late) 项，其中关键任务 \(lateCritical) 项", "; \(late) late, \(lateCritical) of them critical")
    }
    if slipping > 0 { text += pick("；将晚 \(slipping) 项", "; \(slipping) slipping") }
    if risk > 0 { text += pick("；高风险 \(risk) 项", "; \(risk) at risk") }
    return light("progress", lateCritical > 0 ? .red : late + slipping + risk > 0 ? .yellow : .green, text)
  }

  // MARK: Budget

  /// Red when more is spent than the whole budget, yellow when the plan is exceeded or, while the campaign runs, the
  /// share spent is more than 10 percentage points away from the share of days gone by.
  private var budget: Light {
    guard let facts = campaign.facts, let spent = facts.figure("cost").value else {
      return light("budget", nil, pick("没有支出登记", "no spending entered"))
    }
    guard let planned = facts.figure("planned_budget").value, !planned.isZero else {
      return light("budget", nil, pick("支出 \(style.prose(spent, Unit(.money)))，没有预算", "\(style.prose(spent, Unit(.money))) spent, no budget"))
    }
    let share = spent.divided(by: planned)
    var text = pick(
      "支出 \(style.prose(spent, Unit(.money)))，占计划 \(style.full(share, .ratio))",
      "\(style.prose(spent, Unit(.money))) spent, \(style.full(share, .ratio)) of plan")
    var status = Status.green
    if let total = campaign.brief.budget, spent.compared(to: .exact(total)) > 0 {
      status = .red
      text += pick("；超过总预算 \(style.prose(.exact(total), Unit(.money)))", "; beyond the budget of \(style.prose(.exact(total), Unit(.money)))")
    } else if spent.compared(to: planned) > 0 {
      status = .yellow
      text += pick("；已动用预留", "; the reserve is in use")
    } else if let period = campaign.brief.period, period.contains(today), let share {
      let gone = Double(period.start.distance(to: today) + 1) / Double(period.length)
      text += pick("，时间已过 \(style.full(gone, .ratio))", ", \(style.full(gone, .ratio)) of the days gone")
      if abs(share.double - gone) > 0.1 { status = .yellow }
    }
    return light("budget", status, text)
  }

  // MARK: KPIs

  private var kpis: Light {
    guard let facts = campaign.facts, !campaign.brief.targets.isEmpty else {
      return light("kpi", nil, pick("没有设定目标", "no targets set"))
    }
    let assessments = campaign.brief.targets.compactMap { facts.target($0.kpi) }.map(facts.assessment)
    let statuses = assessments.compactMap(\.status)
    guard !statuses.isEmpty else { return light("kpi", nil, pick("还没有数据", "no data yet")) }
    let (green, red) = (statuses.count { $0 == .green }, statuses.count { $0 == .red })
    let yellow = statuses.count - green - red
    var text = pick("\(statuses.count) 项有数，达标 \(green) 项", "\(green) of \(statuses.count) on target")
    if yellow > 0 { text += pick("，接近 \(yellow) 项", ", \(yellow) near") }
    if red > 0 { text += pick("，未达 \(red) 项", ", \(red) missed") }
    if statuses.count < campaign.brief.targets.count {
      text += pick(
        "；缺数据 \(campaign.brief.targets.count - statuses.count) 项",
        "; \(campaign.brief.targets.count - statuses.count) without data")
    }
    return light("kpi", red > 0 ? .red : yellow > 0 ? .yellow : .green, text)
  }

  // MARK: Risks

  /// By the highest score among risks that are not closed: from 15 red, from 9 yellow (of at most 25).
  private var risks: Light {
    guard let risks = registers["risks"], risks.count > 0, let score = risks.index(of: "score") else {
      return light("risk", nil, pick("没有风险登记", "no risks entered"))
    }
    let status = risks.index(of: "status")
    var open = 0
    var highest = 0.0
    for row in 0..<risks.count {
      if let status, risks.cells[status][row] == .text("closed") { continue }
      open += 1
      if case .number(let number) = risks.cells[score][row] { highest = max(highest, number.double) }
    }
    guard open > 0 else {
      return light("risk", .green, pick("\(risks.count) 条风险，全部关闭", "\(risks.count) risks, all closed"))
    }
    return light(
      "risk", highest >= 15 ? .red : highest >= 9 ? .yellow : .green,
      pick("未关闭 \(open) 条，最高 \(Int(highest)) 分", "\(open) open, the highest scores \(Int(highest))"))
  }
}
