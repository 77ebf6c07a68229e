import Diagnostics
import Metrics
import Tables
import Values

extension Writer {
  /// Whether people know and like the brand better than before.
  func chapterBrand() -> Chapter {
    var chapter = missingChapter(
      .brand,
      Wording(
      zh: "这一章需要 data/survey*.csv（metric、kind、before、after、n_before、n_after）。",
      en: "This chapter needs data/survey*.csv (metric, kind, before, after, n_before, n_after)."))
    addBrandTable(to: &chapter)
    return chapter
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
        ReviewTable.Cell(name(id), kpi: id), amount(before.value, now.figure.unit), amount(now.figure),
        delta(change, now.figure.unit),
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
}
