import Diagnostics
import Metrics
import Statistics
import Values

/// Tests as they were planned, and what became of them.
extension Writer {
  /// Plan beside what came: sample, days and the chance to see the lift that was looked for.
  func addDesigns(_ plans: RegisterSheet, _ tests: [Experiment], to chapter: inout Chapter) {
    chapter.blocks.append(.heading(pick("测试设计", "Design of the tests")))
    let rows = (0..<plans.count).map { row -> [ReviewTable.Cell] in
      let test = tests.first { $0.plan == row }
      let baseline = plans.number(row, "baseline")
      let expected = plans.number(row, "expected")
      let least = test?.least
      let seen = baseline.flatMap { before in
        expected.flatMap { after in
          least.flatMap { power(baseline: before.double, expected: after.double, perGroup: $0) }
        }
      }
      return [
        .init(plans.raw(row, "name")), .init(plans.raw(row, "hypothesis")),
        .init(name(plans.raw(row, "metric")), kpi: dictionary.name(plans.raw(row, "metric")) == nil ? nil : plans.raw(row, "metric")),
        share(baseline), share(expected), amount(plans.number(row, "sample"), .count), amount(least, .count),
        amount(plans.number(row, "days_needed"), .count), amount(plans.number(row, "days_planned"), .count), share(seen),
      ]
    }
    let apart = (0..<plans.count).filter { plans.flag($0, "simultaneous") == false }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "experiments-designs", caption: pick("测试的计划与实际", "Tests as planned and as run"),
          columns: [
            .init(title: pick("测试", "Test"), numeric: false), .init(title: pick("假设", "Hypothesis"), numeric: false),
            .init(title: pick("主指标", "Metric"), numeric: false), .init(title: pick("基准转化率", "Baseline"), numeric: true),
            .init(title: pick("期望转化率", "Expected"), numeric: true),
            .init(title: pick("每组所需样本", "Sample per variant"), numeric: true),
            .init(title: pick("实际最少一组", "Smallest variant"), numeric: true),
            .init(title: pick("预计天数", "Days needed"), numeric: true), .init(title: pick("安排天数", "Days planned"), numeric: true),
            .init(title: pick("实际样本的把握度", "Power of the sample"), numeric: true),
          ], rows: rows,
          note: pick(
            "把握度：若真有想看出的提升，实际样本能看出来的概率；按惯例不低于 80%。",
            "Power: the probability that the sample shows the lift looked for, if it is there; by custom at least 80%.")
            + (apart.isEmpty
              ? ""
              : pick(
                "不同时投放的测试：\(join(apart.map { plans.raw($0, "name") }))，差别可能来自时间。",
                " Not at the same time: \(join(apart.map { plans.raw($0, "name") })); the difference may be one of time.")))))
  }

  /// Test, learning, adjustment, in the order in which tests ended, and the changes that were kept.
  func addIterations(_ plans: RegisterSheet, _ tests: [Experiment], to chapter: inout Chapter) {
    let decided = (0..<plans.count).filter { ["adopted", "kept", "stopped"].contains(plans.raw($0, "status")) }
      .sorted {
        (plans.day($0, "end") ?? Day(number: .max), $0) < (plans.day($1, "end") ?? Day(number: .max), $1)
      }
    guard !decided.isEmpty else { return }
    let adopted = decided.filter { plans.raw($0, "status") == "adopted" }
    chapter.blocks.append(.heading(pick("迭代记录", "Log of changes")))
    chapter.blocks.append(
      .bullets([
        say(
          "experiments-adopted",
          adopted.isEmpty
            ? "\(decided.count) 项测试已有决定，没有一项改动被采用。"
            : "\(decided.count) 项测试已有决定，累计采用 \(adopted.count) 项改动："
              + adopted.map { "\(datum(plans.raw($0, "name")))改为\(datum(plans.raw($0, "variant_b")))" }.joined(separator: "；") + "。",
          adopted.isEmpty
            ? "\(decided.count) tests are decided; no change was adopted."
            : "\(decided.count) tests are decided and \(adopted.count) changes adopted: "
              + adopted.map { "\(plans.raw($0, "name")) is now \(plans.raw($0, "variant_b"))" }.joined(separator: "; ") + ".")
      ]))
    let names = Dictionary((0..<plans.count).map { (plans.raw($0, "id"), plans.raw($0, "name")) }, uniquingKeysWith: { a, _ in a })
    let rows = decided.map { row -> [ReviewTable.Cell] in
      let follows = plans.raw(row, "follows")
      return [
        dayCell(plans.day(row, "end")), .init(plans.raw(row, "name")),
        .init(tests.first { $0.plan == row }.map(verdictWord) ?? pick("没有数据", "no data")),
        .init(plans.raw(row, "learning")), .init(adjustment(plans, row)), .init(follows.isEmpty ? "" : names[follows] ?? follows),
      ]
    }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "experiments-log", caption: pick("测试、学到什么、怎样调整", "Test, learning, adjustment"),
          columns: [
            .init(title: pick("结束日", "Ended"), numeric: false), .init(title: pick("测试", "Test"), numeric: false),
            .init(title: pick("数据的结论", "What the data says"), numeric: false),
            .init(title: pick("学到什么", "Learning"), numeric: false), .init(title: pick("调整", "Adjustment"), numeric: false),
            .init(title: pick("承接", "Follows"), numeric: false),
          ], rows: rows)))
  }

  private func adjustment(_ plans: RegisterSheet, _ row: Int) -> String {
    let written = plans.raw(row, "adjustment")
    let status = plans.text(row, "status")
    if !written.isEmpty { return pick("\(status)：\(written)", "\(status): \(written)") }
    switch plans.raw(row, "status") {
    case "adopted": return pick("\(status)：\(plans.raw(row, "variant_b"))", "\(status): \(plans.raw(row, "variant_b"))")
    case "kept": return pick("\(status)：\(plans.raw(row, "variant_a"))", "\(status): \(plans.raw(row, "variant_a"))")
    default: return status
    }
  }
}
