import Diagnostics
import Metrics
import Tables
import Values

extension Writer {
  /// The campaign beside its competitors and its industry.
  func chapterBenchmark() -> Chapter {
    let chapter = missingChapter(
      .benchmark,
      Wording(
      zh: "这一章需要 data/benchmarks*.csv（kpi、entity、period、value、source）。",
      en: "This chapter needs data/benchmarks*.csv (kpi, entity, period, value, source)."))
    return chapter
  }
}
