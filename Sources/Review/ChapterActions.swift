import Diagnostics
import Metrics
import Tables
import Values

extension Writer {
  /// What is to be done, by whom, until when.
  func chapterActions() -> Chapter {
    var chapter = missingChapter(
      .actions,
      Wording(
      zh: "这一章需要 registers/actions.csv（建议、责任人、期限、状态）。",
      en: "This chapter needs registers/actions.csv (improvement, owner, due, status)."))
    addReallocation(to: &chapter)
    return chapter
  }
}
