import Diagnostics
import Metrics
import Tables
import Values

extension Writer {
  /// What was tested, and what the tests say.
  func chapterExperiments() -> Chapter {
    let chapter = missingChapter(
      .experiments,
      Wording(
      zh: "这一章需要 data/experiments*.csv（experiment、variant、visitors、conversions）。",
      en: "This chapter needs data/experiments*.csv (experiment, variant, visitors, conversions)."))
    return chapter
  }
}
