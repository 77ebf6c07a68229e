import Diagnostics
import Metrics
import Tables
import Values

extension Writer {
  /// A chapter whose own reckoning comes with later work: says which file it needs, and shows what there is.
  func chapterToCome(_ name: ChapterName) -> Chapter {
    var chapter = Chapter(name, in: input.language)
    chapter.state = .missing
    let (kinds, needs) = Writer.needs(of: name)
    let files = input.tables.filter { table in table.kind.map(kinds.contains) ?? false }.map(\.file)
    if files.isEmpty {
      chapter.needs = text(needs)
    } else {
      chapter.needs = pick(
        "已读到 \(files.joined(separator: "、"))，这一章的计算还没有提供。",
        "\(files.joined(separator: ", ")) was read; what this chapter works out from it is not provided yet.")
    }
    switch name {
    case .brand: addBrandTable(to: &chapter)
    case .execution: addEventTable(to: &chapter)
    case .lessons: addGaps(to: &chapter)
    default: break
    }
    return chapter
  }

  private static func needs(of name: ChapterName) -> ([TableKind], Wording) {
    switch name {
    case .behaviour:
      (
        [.orders],
        Wording(
          zh: "这一章需要 data/orders*.csv（customer、date、amount，可加 channel、gross_profit、first）。",
          en: "This chapter needs data/orders*.csv (customer, date, amount; optional channel, gross_profit, first).")
      )
    case .brand:
      (
        [.survey],
        Wording(
          zh: "这一章需要 data/survey*.csv（metric、kind、before、after、n_before、n_after）。",
          en: "This chapter needs data/survey*.csv (metric, kind, before, after, n_before, n_after).")
      )
    case .benchmark:
      (
        [.benchmarks],
        Wording(
          zh: "这一章需要 data/benchmarks*.csv（kpi、entity、period、value、source）。",
          en: "This chapter needs data/benchmarks*.csv (kpi, entity, period, value, source).")
      )
    case .experiments:
      (
        [.experiments],
        Wording(
          zh: "这一章需要 data/experiments*.csv（experiment、variant、visitors、conversions）。",
          en: "This chapter needs data/experiments*.csv (experiment, variant, visitors, conversions).")
      )
    case .execution:
      (
        [],
        Wording(
          zh: "进度、风险和故障需要 registers/tasks.csv、registers/risks.csv 和 registers/incidents.csv。",
          en: "Schedule, risks and incidents need registers/tasks.csv, registers/risks.csv and registers/incidents.csv.")
      )
    case .lessons:
      (
        [],
        Wording(
          zh: "这一章需要 registers/lessons.csv；未达标指标的原因也可以写进 review.md。",
          en: "This chapter needs registers/lessons.csv; causes of missed targets can be written into review.md too.")
      )
    case .actions:
      (
        [],
        Wording(
          zh: "这一章需要 registers/actions.csv（建议、责任人、期限、状态）。",
          en: "This chapter needs registers/actions.csv (improvement, owner, due, status).")
      )
    default: ([], Wording(zh: "", en: ""))
    }
  }

  /// Brand KPIs stated in `actuals`, before and after; whether a change is more than chance takes the survey.
  private func addBrandTable(to chapter: inout Chapter) {
    let ids = dictionary.kpis.filter { $0.group == "5.2" }.map(\.id).filter { id in
      let figure = peek(FigureKey(id: id))
      return figure.value != nil && figure.notes.contains { if case .actual = $0 { true } else { false } }
    }
    guard !ids.isEmpty else { return }
    chapter.state = .partial
    let rows = ids.map { id in
      let now = figure(id)
      let before = figure(id, aspect: .baseline)
      let change = now.value.flatMap { now in before.value.map { now.minus($0) } }
      return [
        ReviewTable.Cell(name(id), kpi: id), .init(cell(before.value, now.figure.unit)), .init(cell(now.figure)),
        .init(difference(change, now.figure.unit)),
      ]
    }
    chapter.needs = pick(
      "变化是否超出抽样误差，需要 data/survey*.csv 里的样本量（n_before、n_after）。",
      "Whether a change is more than sampling error needs sample sizes in data/survey*.csv (n_before, n_after).")
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "brand-actuals", caption: pick("品牌指标的前后测", "Brand KPIs before and after"),
          columns: [
            .init(title: pick("指标", "KPI"), numeric: false), .init(title: pick("前", "Before"), numeric: true),
            .init(title: pick("后", "After"), numeric: true), .init(title: pick("变化", "Change"), numeric: true),
          ], rows: rows)))
  }

  private func addEventTable(to chapter: inout Chapter) {
    guard !events.isEmpty else { return }
    chapter.state = .partial
    let rows = events.prefix(60).map { event in
      [
        ReviewTable.Cell(
          event.days.length == 1 ? event.days.start.iso : "\(event.days.start.iso) – \(event.days.end.iso)"),
        .init(event.kind), .init(event.cause), .init(event.kpi.map(name) ?? "", kpi: event.kpi), .init(event.source),
      ]
    }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "execution-events", caption: pick("登记的事件", "Events on record"),
          columns: [
            .init(title: pick("日期", "Date"), numeric: false), .init(title: pick("类别", "Kind"), numeric: false),
            .init(title: pick("事由", "Cause"), numeric: false), .init(title: pick("影响的指标", "KPI"), numeric: false),
            .init(title: pick("来源", "Source"), numeric: false),
          ], rows: Array(rows),
          note: events.count > 60 ? pick("另有 \(events.count - 60) 条未列。", "\(events.count - 60) more are not listed.") : nil)))
  }

  /// Missed targets, so that whoever writes the causes knows for which.
  private func addGaps(to chapter: inout Chapter) {
    let missed = assessments.filter { $0.status == .red || $0.status == .yellow }
    guard !missed.isEmpty else { return }
    chapter.state = .partial
    chapter.sentences.append(
      say(
        "lessons-open", "需要说明原因的指标有\(missed.count)项：\(join(missed.map { name($0.target.kpi) }))。",
        "\(missed.count) \(missed.count == 1 ? "KPI needs" : "KPIs need") a cause: \(join(missed.map { nameInside($0.target.kpi) })).",
        missed.map { figure($0.target.kpi, aspect: .status) }))
  }
}
