import Diagnostics
import Metrics
import Tables
import Values

/// The improvement actions of a campaign.
struct ActionRecord {
  let sheet: RegisterSheet
  let today: Day
  /// All that were not dropped.
  let counted: [Int]
  let done: [Int]

  /// `nil` when none is on record.
  init?(_ registers: ReviewRegisters, today: Day) {
    guard let sheet = registers.sheet("actions") else { return nil }
    self.sheet = sheet
    self.today = today
    counted = (0..<sheet.count).filter { sheet.raw($0, "status") != "dropped" }
    done = counted.filter { sheet.raw($0, "status") == "done" }
  }

  func isOpen(_ row: Int) -> Bool { !["done", "dropped"].contains(sheet.raw(row, "status")) }

  /// Days behind the due day, for what is open.
  func overdueDays(_ row: Int) -> Int? {
    guard isOpen(row), let due = sheet.day(row, "due"), due < today else { return nil }
    return due.distance(to: today)
  }

  /// By due day, those without one last.
  var order: [Int] {
    (0..<sheet.count).sorted { (sheet.day($0, "due")?.number ?? .max, $0) < (sheet.day($1, "due")?.number ?? .max, $1) }
  }

  var open: [Int] { order.filter(isOpen) }
  var overdue: [Int] { order.filter { overdueDays($0) != nil } }

  /// Neither dropped nor with an owner, or a due day.
  var withoutOwner: [Int] { counted.filter { sheet.value($0, "owner").isEmpty } }
  var withoutDue: [Int] { counted.filter { sheet.day($0, "due") == nil } }

  /// Done by the due day.
  var onTime: Int {
    done.count { row in
      sheet.day(row, "finished").flatMap { finished in sheet.day(row, "due").map { finished <= $0 } } ?? false
    }
  }
}

extension Writer {
  /// What is to be done, by whom, until when; and what the figures suggest.
  func chapterActions(_ findings: Findings) -> Chapter {
    var chapter = missingChapter(
      .actions,
      Wording(
        zh: "这一章需要 registers/actions.csv（建议、责任人、期限、状态）。",
        en: "This chapter needs registers/actions.csv (improvement, owner, due, status)."))
    let needs = chapter.needs
    let hasActions = addActions(to: &chapter)
    applySuggestionRules(findings)
    addReallocation(to: &chapter)
    let hasAdvice = addAdvice(to: &chapter)
    guard hasActions || hasAdvice || !chapter.blocks.isEmpty else { return chapter }
    chapter.state = hasActions ? .complete : .partial
    chapter.needs = hasActions ? nil : needs
    return chapter
  }

  // MARK: Actions

  private func addActions(to chapter: inout Chapter) -> Bool {
    guard let actions = ActionRecord(input.registers, today: input.today) else { return false }
    let files = sources(of: actions.sheet)
    let closure = recordShare(
      "improvement-closure", actions.done.count, actions.counted.count,
      pick("已完成的行动 / 未取消的行动", "actions done / actions not dropped"), files)
    let punctual = recordShare(
      "actions-on-time", actions.onTime, actions.done.count, pick("按期完成的行动 / 已完成的行动", "actions done on time / actions done"), files)
    let open = actions.open.count
    chapter.sentences.append(
      say(
        "actions-result",
        "改进行动\(actions.counted.count)项，完成\(actions.done.count)项，完成率\(prose(closure))"
          + (actions.done.isEmpty ? "" : "，按期完成\(actions.onTime)项") + (open == 0 ? "，没有未完成的。" : "；未完成\(open)项。"),
        "\(actions.counted.count) improvement actions, \(actions.done.count) done (\(prose(closure)))"
          + (actions.done.isEmpty ? "" : ", \(actions.onTime) of them on time") + (open == 0 ? "; none is open." : "; \(open) open."),
        [closure, punctual]))
    let overdue = actions.overdue
    if let first = overdue.first, let days = actions.overdueDays(first) {
      let text = datum(actions.sheet.text(first, "name"))
      chapter.sentences.append(
        say(
          "actions-overdue", "截至\(day(input.today))，\(overdue.count)项已过期限，最久的是“\(text)”，过期\(days)天。",
          "As of \(day(input.today)) \(overdue.count) \(overdue.count == 1 ? "is" : "are") overdue; longest “\(text)”, by \(days) days."))
    }
    if !actions.withoutOwner.isEmpty || !actions.withoutDue.isEmpty {
      chapter.sentences.append(
        say(
          "actions-incomplete",
          "没有责任人的\(actions.withoutOwner.count)项，没有期限的\(actions.withoutDue.count)项：没有这两样，行动不会发生。",
          "\(actions.withoutOwner.count) without an owner, \(actions.withoutDue.count) without a due day: such actions do not happen."))
    }
    chapter.blocks.append(.table(actionTable(actions)))
    return true
  }

  private func actionTable(_ actions: ActionRecord) -> ReviewTable {
    let sheet = actions.sheet
    let flagged = Set(actions.withoutOwner).union(actions.withoutDue)
    return ReviewTable(
      id: "actions-list", caption: pick("改进行动", "Improvement actions"),
      columns: [
        .init(title: pick("行动", "Action"), numeric: false), .init(title: pick("针对指标", "KPI"), numeric: false),
        .init(title: pick("责任人", "Owner"), numeric: false), .init(title: pick("期限", "Due"), numeric: false),
        .init(title: pick("状态", "Status"), numeric: false), .init(title: pick("完成日", "Finished"), numeric: false),
        .init(title: pick("成效", "Effect"), numeric: false),
      ],
      rows: actions.order.map { row in
        let kpi = sheet.raw(row, "kpi")
        let isDropped = sheet.raw(row, "status") == "dropped"
        let state: ReviewTable.Cell
        if let days = actions.overdueDays(row) {
          state = .init(pick("已逾期 \(days) 天", "\(days) days overdue"), status: .red)
        } else if sheet.raw(row, "status") == "done" {
          state = .init(sheet.text(row, "status"), status: .green)
        } else {
          state = .init(sheet.text(row, "status"))
        }
        func asked(_ isMissing: Bool, _ zh: String, _ en: String, _ cell: ReviewTable.Cell) -> ReviewTable.Cell {
          isMissing && !isDropped ? .init(pick(zh, en), status: .yellow) : cell
        }
        return [
          .init(sheet.text(row, "name")), .init(kpi.isEmpty ? "" : name(kpi), kpi: kpi.isEmpty ? nil : kpi),
          asked(sheet.value(row, "owner").isEmpty, "缺责任人", "no owner", .init(sheet.text(row, "owner"))),
          asked(sheet.day(row, "due") == nil, "缺期限", "no day", dayCell(sheet.day(row, "due"))), state,
          dayCell(sheet.day(row, "finished")), .init(sheet.text(row, "effect")),
        ]
      },
      note: flagged.isEmpty
        ? pick("状态以 \(input.today.iso) 为准。", "Status as of \(input.today.iso).")
        : pick(
          "状态以 \(input.today.iso) 为准。缺责任人或期限的 \(flagged.count) 项，补在 registers/actions.csv 里。",
          "Status as of \(input.today.iso). \(flagged.count) lack an owner or a due day: add them in registers/actions.csv."))
  }

  // MARK: Advice

  /// Everything that the figures suggest, with what it rests on; people choose.
  private func addAdvice(to chapter: inout Chapter) -> Bool {
    let advice = rankedAdvice
    guard !advice.isEmpty else { return false }
    let values = figures(named: Set(advice.flatMap { $0.figures.prefix(6) }))
    chapter.blocks.append(.heading(pick("系统建议（供取舍）", "What the figures suggest (to choose from)")))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "actions-advice", caption: pick("由数据规则得出的建议", "Suggestions by rule"),
          columns: [
            .init(title: pick("建议", "Suggestion"), numeric: false), .init(title: pick("依据的规则", "Rule"), numeric: false),
            .init(title: pick("依据的数字", "Figures"), numeric: false), .init(title: pick("见", "See"), numeric: false),
          ],
          rows: advice.map { item in
            let numbers = item.figures.prefix(6).compactMap { key in values[key].map { figureText(key, $0) } }
            return [
              .init(item.text), .init(item.ground ?? ""), .init(numbers.joined(separator: pick("；", "; "))),
              .init(chapterPointer(item.chapter)),
            ]
          },
          note: pick(
            "建议按规则从数据得出，只说明值得考虑什么；是否采用、怎样做，由负责人决定。",
            "Rules read these off the data: they say what is worth considering. Whether to follow them is for people to decide."))))
    return true
  }

  /// `短视频转化率 2.31%`.
  private func figureText(_ key: String, _ figure: Figure) -> String {
    var label = name(figure.id)
    if let bracket = key.firstIndex(of: "["), key.last == "]" {
      let parts = key[key.index(after: bracket)..<key.index(before: key.endIndex)].split(separator: ",").compactMap { part in
        part.split(separator: "=", maxSplits: 1).last.map { $0.replacing("\"", with: "") }
      }
      label = parts.joined(separator: pick("、", ", ")) + pick("", " ") + label
    }
    switch figure.kind {
    case .target: label += pick("目标", " target")
    case .baseline: label += pick("基准", " baseline")
    case .gap: label += pick("与目标之差", " against target")
    case .completion: label += pick("完成度", " completion")
    case .status: return "\(label) \(status(figure.status))"
    case .measure, .kpi: break
    }
    return figure.kind == .gap ? "\(label) \(difference(figure.value, figure.unit))" : "\(label) \(prose(figure))"
  }

  /// `第4章`.
  func chapterPointer(_ chapter: ChapterName) -> String { pick("第 \(chapter.number) 章", "chapter \(chapter.number)") }
}
