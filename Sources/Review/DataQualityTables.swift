import Diagnostics
import Metrics
import Tables
import Values

/// Tables of chapter 16 about what the data breaks, and which of several files counts.
extension Writer {
  func logicTable() -> ReviewTable? {
    var rows: [[ReviewTable.Cell]] = []
    for quality in tableQuality {
      for finding in quality.findings {
        let isShare = finding.rule == .shareOutOfRange
        rows.append([
          .init(fileName(quality.file, quality.sheet)), .init(text(finding.rule.wording)),
          .init(name(finding.subject) + (finding.limit.map { " > \(name($0))" } ?? "")), count(finding.rows),
          count(finding.checked), amount(finding.value, isShare ? .ratio : .decimal),
          amount(finding.limitValue, .decimal),
          .init(finding.isHint ? pick("提示", "hint") : pick("违反", "broken"), status: finding.isHint ? .yellow : .red),
          .init(text(finding.rule.advice)),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return ReviewTable(
      id: "data-logic", caption: pick("逻辑校验", "Checks of logic"),
      columns: [
        .init(title: pick("文件", "File"), numeric: false), .init(title: pick("规则", "Rule"), numeric: false),
        .init(title: pick("列", "Columns"), numeric: false), .init(title: pick("行数", "Rows"), numeric: true),
        .init(title: pick("校验行数", "Checked"), numeric: true),
        .init(title: pick("最甚的值", "Worst value"), numeric: true), .init(title: pick("上限", "Limit"), numeric: true),
        .init(title: pick("结果", "Result"), numeric: false), .init(title: pick("怎么查", "What to look for"), numeric: false),
      ], rows: rows)
  }

  /// Which of several exports of the same days counts, and what changed.
  func restatementTable() -> ReviewTable? {
    var rows: [[ReviewTable.Cell]] = []
    for told in facts.restatements {
      let days = told.days.count == 1
        ? told.days[0].iso
        : pick(
          "\(told.days[0].iso) 至 \(told.days[told.days.count - 1].iso)，\(told.days.count) 天",
          "\(told.days[0].iso) to \(told.days[told.days.count - 1].iso), \(told.days.count) days")
      let changed = told.changes.filter { $0.before != $0.after }
      for change in changed.isEmpty ? [nil] : changed.map(Optional.some) {
        let unit = change.flatMap { dictionary.measure($0.measure)?.unit } ?? Unit(.number)
        rows.append([
          .init(days), .init(fileName(told.kept.file, told.kept.sheet)), .init(told.kept.stamp.text),
          .init(fileName(told.replaced.file, told.replaced.sheet)), .init(told.replaced.stamp.text), count(told.rows),
          .init(change.map { name($0.measure) } ?? pick("数字相同", "same figures")),
          amount(change?.before.map(Number.exact), unit.numberUnit), amount(change?.after.map(Number.exact), unit.numberUnit),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return ReviewTable(
      id: "data-restated", caption: pick("同一天有几份导出：以新的为准", "Days with several exports: the newest counts"),
      columns: [
        .init(title: pick("日期", "Days"), numeric: false), .init(title: pick("采用", "Used"), numeric: false),
        .init(title: pick("导出时间", "Made"), numeric: false), .init(title: pick("不用", "Not used"), numeric: false),
        .init(title: pick("导出时间", "Made"), numeric: false), .init(title: pick("不用的行", "Rows not used"), numeric: true),
        .init(title: pick("量", "Measure"), numeric: false), .init(title: pick("原值", "Before"), numeric: true),
        .init(title: pick("新值", "After"), numeric: true),
      ], rows: rows)
  }

  func restatementSentence() -> Sentence? {
    let told = facts.restatements
    guard !told.isEmpty else { return nil }
    let days = Set(told.flatMap(\.days)).count
    let rows = told.reduce(0) { $0 + $1.rows }
    let changed = told.filter(\.hasChanges).count
    return say(
      "data-restated",
      "有\(days)天在几份导出里重叠，逐日以最新的一份为准，较旧的\(style.full(.exact(Exact(rows)), .count))行没有计入"
        + (changed == 0 ? "，数字相同。" : "；新旧不同之处见下表。"),
      "\(days) \(days == 1 ? "day overlaps" : "days overlap") in several exports; of each day the newest counts, and "
        + "\(style.full(.exact(Exact(rows)), .count)) older rows are not used"
        + (changed == 0 ? "; the figures are the same." : "; what changed stands below."))
  }

  // MARK: Sources

  func differenceTable() -> ReviewTable? {
    var rows: [[ReviewTable.Cell]] = []
    for difference in facts.sourceDifferences {
      guard let used = difference.values.first else { continue }
      let unit = dictionary.measure(difference.measure)?.unit.numberUnit ?? NumberUnit.decimal
      for other in difference.values.dropFirst() {
        let relative = used.value.double == 0 ? nil : (other.value.double - used.value.double) / abs(used.value.double)
        let isLarge = abs(relative ?? .infinity) > SourceDifference.threshold
        rows.append([
          .init(name(difference.measure), kpi: difference.measure), .init(sourceName(used.source)),
          amount(.exact(used.value), unit), .init(sourceName(other.source)), amount(.exact(other.value), unit),
          change(relative),
          .init(
            isLarge ? pick("超过阈值，须说明", "beyond the limit, to be explained") : pick("在阈值内", "within the limit"),
            status: isLarge ? .yellow : .green),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return ReviewTable(
      id: "data-differences", caption: pick("同一个量在不同来源的差异", "One measure in several sources"),
      columns: [
        .init(title: pick("量", "Measure"), numeric: false), .init(title: pick("采用的来源", "Used"), numeric: false),
        .init(title: pick("数值", "Value"), numeric: true), .init(title: pick("另一来源", "Other source"), numeric: false),
        .init(title: pick("数值", "Value"), numeric: true), .init(title: pick("相差", "Difference"), numeric: true),
        .init(title: pick("结果", "Result"), numeric: false),
      ], rows: rows,
      note: pick(
        "各来源统计口径不同，数字不相加；相差超过\(percent(SourceDifference.threshold))时提示。",
        "Sources count in ways of their own and are never added up; differences beyond "
          + "\(percent(SourceDifference.threshold)) are marked."))
  }

  /// The sources of the files read, from the register of data sources.
  func registryTable() -> ReviewTable? {
    let registry = DataRegistry(input.registers)
    guard !registry.sources.isEmpty else { return nil }
    var files: [String] = []
    for report in input.imports where report.file.contains("/data/") && !files.contains(report.file) {
      files.append(report.file)
    }
    let rows = files.flatMap { file -> [[ReviewTable.Cell]] in
      let sources = registry.sources(of: file)
      if sources.isEmpty {
        return [
          [.init(fileName(file, nil)), .init(pick("未登记", "not registered"), status: .red)]
            + Array(repeating: ReviewTable.Cell(NumberStyle.missing), count: 5)
        ]
      }
      return sources.map { source in
        [
          .init(fileName(file, nil)), .init(source.name), .init(source.owner), .init(source.frequency),
          .init(source.definition), .init(source.classification, status: source.isPersonal ? .yellow : nil),
          source.retention.map { amount($0, .count) } ?? .init(NumberStyle.missing),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return ReviewTable(
      id: "data-registry", caption: pick("数据来源登记", "Registered sources"),
      columns: [
        .init(title: pick("文件", "File"), numeric: false), .init(title: pick("来源", "Source"), numeric: false),
        .init(title: pick("负责人", "Owner"), numeric: false), .init(title: pick("频率", "Frequency"), numeric: false),
        .init(title: pick("口径", "Definition"), numeric: false), .init(title: pick("密级", "Classification"), numeric: false),
        .init(title: pick("保留期（月）", "Kept for (months)"), numeric: true),
      ], rows: rows)
  }
}
