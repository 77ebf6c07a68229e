import Charts
import Diagnostics
import Metrics
import Tables
import Values

extension Writer {
  /// What worked, what did not, why targets were missed, and what was learned.
  func chapterLessons(_ kpi: KPICompletion) -> Chapter {
    var chapter = missingChapter(
      .lessons,
      Wording(
        zh: "这一章需要 registers/wins_gaps.csv、registers/gap_causes.csv 和 registers/lessons.csv。",
        en: "This chapter needs registers/wins_gaps.csv, registers/gap_causes.csv and registers/lessons.csv."))
    let hasWins = addWinsAndGaps(to: &chapter)
    let hasGaps = addGapCauses(kpi, to: &chapter)
    let hasLessons = addLessons(to: &chapter)
    guard hasWins || hasGaps || hasLessons else { return chapter }
    chapter.blocks.insert(contentsOf: retrospective(kpi), at: 0)
    var needs: [String] = []
    if !hasWins { needs.append(pick("经验与不足需要 registers/wins_gaps.csv", "wins and gaps need registers/wins_gaps.csv")) }
    let open = missedWithoutCause(kpi)
    if !open.isEmpty {
      needs.append(
        pick(
          "\(join(open.map { name($0.target.kpi) }))的原因写进 registers/gap_causes.csv",
          "the causes of \(join(open.map { nameInside($0.target.kpi) })) belong into registers/gap_causes.csv"))
    }
    if !hasLessons { needs.append(pick("教训需要 registers/lessons.csv", "lessons need registers/lessons.csv")) }
    chapter.state = needs.isEmpty ? .complete : .partial
    chapter.needs = needs.isEmpty ? nil : Words.raised(needs.joined(separator: pick("；", "; "))) + pick("。", ".")
    return chapter
  }

  // MARK: Wins and gaps

  private func addWinsAndGaps(to chapter: inout Chapter) -> Bool {
    guard let sheet = input.registers.sheet("wins_gaps") else { return false }
    let rows = Array(0..<sheet.count)
    let wins = rows.filter { sheet.raw($0, "kind") == "win" }
    let gaps = rows.filter { sheet.raw($0, "kind") == "gap" }
    let unproved = rows.count { sheet.raw($0, "kpi").isEmpty }
    chapter.sentences.append(
      say(
        "lessons-counts",
        "有效做法\(wins.count)条，不足\(gaps.count)条，"
          + (unproved == 0 ? "每条都有指标为证。" : "其中\(unproved)条没有证据指标，先不采信。"),
        "\(wins.count) \(wins.count == 1 ? "thing" : "things") worked, \(gaps.count) did not; "
          + (unproved == 0 ? "each has a KPI as evidence." : "\(unproved) without evidence are not to be relied on yet.")))
    for (id, title, part) in [
      ("lessons-wins", pick("有效做法", "What worked"), wins), ("lessons-gaps", pick("不足", "What did not"), gaps),
    ] where !part.isEmpty {
      if id == "lessons-wins" || wins.isEmpty { chapter.blocks.append(.heading(pick("经验与不足", "Wins and gaps"))) }
      chapter.blocks.append(.table(evidenceTable(id, title, part, sheet)))
    }
    return true
  }

  /// What people say beside what the data says of the KPI that they name.
  private func evidenceTable(_ id: String, _ title: String, _ rows: [Int], _ sheet: RegisterSheet) -> ReviewTable {
    ReviewTable(
      id: id, caption: title,
      columns: [
        .init(title: pick("内容", "What"), numeric: false), .init(title: pick("证据指标", "Evidence"), numeric: false),
        .init(title: pick("数据里的值", "Value in the data"), numeric: true),
        .init(title: pick("目标或基准", "Target or baseline"), numeric: false),
        .init(title: pick("说明", "What it shows"), numeric: false), .init(title: pick("教训", "Lesson"), numeric: false),
      ],
      rows: rows.map { row in
        let kpi = sheet.raw(row, "kpi")
        let lesson = sheet.raw(row, "lesson")
        guard !kpi.isEmpty else {
          return [
            .init(sheet.text(row, "text")), .init(pick("缺证据指标", "No evidence"), status: .yellow), .init(NumberStyle.missing),
            .init(""), .init(sheet.text(row, "evidence")), .init(lesson),
          ]
        }
        let noted = figure(kpi)
        return [
          .init(sheet.text(row, "text")), .init(name(kpi), kpi: kpi),
          noted.isMissing ? .init(pick("没有数据", "no data"), status: .yellow) : amount(noted.figure), .init(measureOf(kpi)),
          .init(sheet.text(row, "evidence")), .init(lesson),
        ]
      },
      note: pick("数值由数据文件算出，与文字说明并列，供核对。", "Values come from the data files, beside the words for checking."))
  }

  /// `目标 400万元，达标`, or the baseline where no target is set.
  private func measureOf(_ kpi: String) -> String {
    if let item = assessments.first(where: { $0.target.kpi == kpi }) {
      return pick("目标 \(targetText(item, compact: true))，\(status(item.status))", "target \(targetText(item, compact: true)), \(status(item.status))")
    }
    let baseline = peek(FigureKey(id: kpi, aspect: .baseline))
    guard baseline.value != nil else { return "" }
    return pick("基准 \(prose(baseline))", "baseline \(prose(baseline))")
  }

  // MARK: Lessons

  private func addLessons(to chapter: inout Chapter) -> Bool {
    guard let sheet = input.registers.sheet("lessons") else { return false }
    let rows = (0..<sheet.count).filter { sheet.raw($0, "status") != "withdrawn" }
    guard !rows.isEmpty else { return false }
    chapter.blocks.append(.heading(pick("教训", "Lessons")))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "lessons-learned", caption: pick("本次活动的教训", "Lessons of this campaign"),
          columns: [
            .init(title: pick("情境", "Situation"), numeric: false), .init(title: pick("教训", "Lesson"), numeric: false),
            .init(title: pick("下次怎么做", "Next time"), numeric: false), .init(title: pick("相关指标", "KPI"), numeric: false),
            .init(title: pick("标签", "Tags"), numeric: false), .init(title: pick("可信程度", "Standing"), numeric: false),
          ],
          rows: rows.map { row in
            let kpi = sheet.raw(row, "kpi")
            return [
              .init(sheet.text(row, "situation")), .init(sheet.text(row, "lesson")), .init(sheet.text(row, "advice")),
              .init(kpi.isEmpty ? "" : name(kpi), kpi: kpi.isEmpty ? nil : kpi), .init(sheet.text(row, "tags")),
              .init(sheet.text(row, "status")),
            ]
          },
          note: pick(
            "教训进入经验教训库；后面的简报会按渠道、标签和指标推荐相关的教训。",
            "Lessons enter the library; later briefs are offered those that fit their channels, tags and KPIs."))))
    return true
  }
}
