import Diagnostics
import Metrics
import Tables
import Values

extension Writer {
  /// What worked, what did not, and why targets were missed.
  func chapterLessons() -> Chapter {
    var chapter = missingChapter(
      .lessons,
      Wording(
      zh: "这一章需要 registers/lessons.csv；未达标指标的原因也可以写进 review.md。",
      en: "This chapter needs registers/lessons.csv; causes of missed targets can be written into review.md too."))
    addGaps(to: &chapter)
    return chapter
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
