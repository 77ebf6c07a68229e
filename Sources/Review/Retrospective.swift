import Metrics
import Values

/// The retrospective in five parts, brought together from what the review knows: goal, result, causes, rules, actions.
/// Each part is one sentence that people may put in their own words.
extension Writer {
  func retrospective(_ kpi: KPICompletion) -> [Chapter.Block] {
    let parts = [goalPart(kpi), resultPart(kpi), causePart(kpi), rulePart(), actionPart()].compactMap { $0 }
    guard parts.count > 1 else { return [] }
    return [.heading(pick("五段复盘", "The retrospective in five parts")), .bullets(parts)]
  }

  private func goalPart(_ kpi: KPICompletion) -> Sentence? {
    let targets = kpi.assessments.map { "\(name($0.target.kpi)) \(targetText($0, compact: true))" }
    guard !targets.isEmpty else {
      return input.brief.goal.map { goal in say("retro-goal", "目标：\(goal)。", "Goal: \(goal).") }
    }
    return say(
      "retro-goal", "目标：\(targets.joined(separator: "；"))。", "Goal: \(targets.joined(separator: "; ")).",
      kpi.assessments.map { figure($0.target.kpi, aspect: .target) })
  }

  private func resultPart(_ kpi: KPICompletion) -> Sentence? {
    guard !kpi.assessments.isEmpty else { return nil }
    let counts = countsText(kpi, naming: true)
    var (zh, en) = (counts.zh, counts.en)
    var figures = kpi.assessments.map { figure($0.target.kpi, aspect: .status) }
    if let first = kpi.assessments.first(where: { $0.actual.value != nil }) {
      zh = assessmentText(first, withCompletion: true) + "；" + zh
      en = assessmentText(first, withCompletion: true) + ". " + en
      figures = assessmentFigures(first) + figures
    }
    return say("retro-result", "结果：\(zh)", "Result: \(en)", figures)
  }

  private func causePart(_ kpi: KPICompletion) -> Sentence? {
    let told = kpi.warnings.prefix(3).map { item -> (zh: String, en: String) in
      guard let cause = mainCause(of: item.target.kpi) else {
        return ("\(name(item.target.kpi))的原因还没有写", "the cause of \(nameInside(item.target.kpi)) is not written yet")
      }
      let text = datum(cause.sheet.text(cause.row, "cause"))
      let certainty = cause.sheet.text(cause.row, "certainty")
      return (
        "\(name(item.target.kpi))\(status(item.status))，因为\(text)（\(certainty)）",
        "\(name(item.target.kpi)) \(status(item.status)): \(text) (\(Words.lowered(certainty)))"
      )
    }
    guard !told.isEmpty else {
      return kpi.assessments.isEmpty ? nil : say("retro-cause", "原因：没有需要解释的偏差。", "Causes: there is no gap to explain.")
    }
    return say(
      "retro-cause", "原因：\(told.map(\.zh).joined(separator: "；"))。", "Causes: \(told.map(\.en).joined(separator: "; ")).",
      kpi.warnings.prefix(3).map { figure($0.target.kpi, aspect: .status) })
  }

  private func rulePart() -> Sentence? {
    guard let sheet = input.registers.sheet("lessons") else { return nil }
    let rows = (0..<sheet.count).filter { sheet.raw($0, "status") != "withdrawn" }
    guard !rows.isEmpty else { return nil }
    let words = rows.prefix(5).map { datum(sheet.text($0, "lesson")) }.joined(separator: pick("；", "; "))
    return say("retro-rule", "规律：\(words)。", "What follows: \(words).")
  }

  private func actionPart() -> Sentence? {
    guard let actions = ActionRecord(input.registers, today: input.today) else { return nil }
    let open = actions.open
    let next = open.first.map { row in
      let due = actions.sheet.day(row, "due").map { day($0) } ?? ""
      let text = datum(actions.sheet.text(row, "name"))
      return (
        zh: "，最先到期的是“\(text)”" + (due.isEmpty ? "" : "（\(due)）"),
        en: ", the next one due is “\(text)”" + (due.isEmpty ? "" : " (\(due))")
      )
    } ?? (zh: "", en: "")
    return say(
      "retro-action", "行动：共\(actions.counted.count)项，完成\(actions.done.count)项"
        + (open.isEmpty ? "，没有未完成的。" : "，未完成\(open.count)项\(next.zh)。"),
      "Actions: \(actions.counted.count) in all, \(actions.done.count) done"
        + (open.isEmpty ? ", none left." : ", \(open.count) open\(next.en)."))
  }
}
