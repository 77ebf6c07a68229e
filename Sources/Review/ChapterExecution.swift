import Diagnostics
import Metrics
import Tables
import Values

extension Writer {
  /// How the work went: schedule, risks, incidents, changes.
  func chapterExecution() -> Chapter {
    var chapter = missingChapter(
      .execution,
      Wording(
      zh: "进度、风险和故障需要 registers/tasks.csv、registers/risks.csv 和 registers/incidents.csv。",
      en: "Schedule, risks and incidents need registers/tasks.csv, registers/risks.csv and registers/incidents.csv."))
    addEventTable(to: &chapter)
    return chapter
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
}
