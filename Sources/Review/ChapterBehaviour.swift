import Diagnostics
import Metrics
import Tables
import Values

extension Writer {
  /// What customers did: groups, retention, value.
  func chapterBehaviour() -> Chapter {
    let chapter = missingChapter(
      .behaviour,
      Wording(
      zh: "这一章需要 data/orders*.csv（customer、date、amount，可加 channel、gross_profit、first）。",
      en: "This chapter needs data/orders*.csv (customer, date, amount; optional channel, gross_profit, first)."))
    return chapter
  }
}
