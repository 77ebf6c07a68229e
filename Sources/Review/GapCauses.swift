import Charts
import Diagnostics
import Metrics
import Values

/// Why targets were missed: each target that is red or yellow with the causes that people gave.
extension Writer {
  /// Rows of `gap_causes` by KPI, in the order of the register.
  private func causes(of kpi: String, in sheet: RegisterSheet) -> [Int] {
    (0..<sheet.count).filter { FigureKey.isSame(sheet.raw($0, "kpi"), kpi) }
  }

  /// Targets missed or nearly so for which no cause is on record.
  func missedWithoutCause(_ kpi: KPICompletion) -> [Assessment] {
    guard let sheet = input.registers.sheet("gap_causes") else { return kpi.warnings }
    return kpi.warnings.filter { causes(of: $0.target.kpi, in: sheet).isEmpty }
  }

  /// The cause to go by for a missed target: shown before inferred, then the first.
  func mainCause(of kpi: String) -> (row: Int, sheet: RegisterSheet)? {
    guard let sheet = input.registers.sheet("gap_causes") else { return nil }
    let rows = causes(of: kpi, in: sheet)
    let row = rows.first { sheet.raw($0, "certainty") == "shown" } ?? rows.first { sheet.raw($0, "certainty") == "inferred" }
      ?? rows.first
    return row.map { ($0, sheet) }
  }

  /// Whether there was a target to explain, or a cause on record.
  func addGapCauses(_ kpi: KPICompletion, to chapter: inout Chapter) -> Bool {
    let sheet = input.registers.sheet("gap_causes")
    let missed = kpi.warnings
    guard !missed.isEmpty || sheet != nil else { return false }
    let open = missedWithoutCause(kpi)
    if !open.isEmpty {
      chapter.sentences.append(
        say(
          "lessons-open", "需要说明原因的指标有\(open.count)项：\(join(open.map { name($0.target.kpi) }))。写进 registers/gap_causes.csv。",
          "\(open.count) \(open.count == 1 ? "KPI needs" : "KPIs need") a cause: \(join(open.map { nameInside($0.target.kpi) })). "
            + "Write it into registers/gap_causes.csv.",
          open.map { figure($0.target.kpi, aspect: .status) }))
    }
    for item in open where isOver {
      warnings.append(
        Diagnostic(.targetWithoutCause(name(item.target.kpi), status: status(item.status)), at: item.target.location))
    }
    if let sheet, !missed.isEmpty, open.count < missed.count {
      let explained = missed.filter { item in !open.contains { $0.target.kpi == item.target.kpi } }
      let shown = explained.count { item in
        causes(of: item.target.kpi, in: sheet).contains { sheet.raw($0, "certainty") == "shown" }
      }
      let unanswered = (0..<sheet.count).count { sheet.raw($0, "action").isEmpty && sheet.raw($0, "certainty") != "open" }
      chapter.sentences.append(
        say(
          "lessons-causes",
          "未达标或接近目标的\(missed.count)项指标中，\(explained.count)项写明了原因，其中\(shown)项至少有一个原因已证实"
            + (unanswered == 0 ? "。" : "；\(unanswered)个原因还没有对应的行动。"),
          "Of \(missed.count) targets not met, \(explained.count) \(explained.count == 1 ? "has" : "have") a cause on record, \(shown) of them a proven one"
            + (unanswered == 0 ? "." : "; \(unanswered) causes have no action yet."),
          missed.map { figure($0.target.kpi, aspect: .status) }))
    }
    chapter.blocks.append(.heading(pick("偏差原因", "Causes of gaps")))
    chapter.blocks.append(.table(causeTable(missed, sheet)))
    if let sheet, let chart = causeChart(sheet) { chapter.blocks.append(.chart(id: "lessons-causes", chart)) }
    return true
  }

  /// Whether the campaign is done, so that its causes can be asked for.
  private var isOver: Bool {
    // Without the registers that every site has, none could be worked out: what they hold is not known.
    !input.registers.site.isEmpty && (input.brief.status == .ended || input.brief.status == .closed)
  }

  private func causeTable(_ missed: [Assessment], _ sheet: RegisterSheet?) -> ReviewTable {
    var rows: [[ReviewTable.Cell]] = []
    func head(_ item: Assessment?, _ kpi: String) -> [ReviewTable.Cell] {
      [
        .init(name(kpi), kpi: kpi), .init(item.map { status($0.status) } ?? "", status: item?.status),
        share(item?.completion),
      ]
    }
    func causeCells(_ row: Int, _ sheet: RegisterSheet) -> [ReviewTable.Cell] {
      [
        .init(sheet.text(row, "kind")), .init(sheet.text(row, "cause")), .init(sheet.text(row, "evidence")),
        .init(sheet.text(row, "certainty")), .init(sheet.raw(row, "action")),
      ]
    }
    for item in missed {
      let kpi = item.target.kpi
      let found = sheet.map { causes(of: kpi, in: $0) } ?? []
      if let sheet, !found.isEmpty {
        for row in found { rows.append(head(item, kpi) + causeCells(row, sheet)) }
      } else {
        rows.append(
          head(item, kpi) + [
            .init(""), .init(pick("没有写原因", "No cause given"), status: .red), .init(""), .init(""), .init(""),
          ])
      }
    }
    // Causes given for KPIs that are no missed targets stand below.
    if let sheet {
      for row in 0..<sheet.count {
        let kpi = sheet.raw(row, "kpi")
        guard !kpi.isEmpty, !missed.contains(where: { FigureKey.isSame($0.target.kpi, kpi) }) else { continue }
        let item = assessments.first { FigureKey.isSame($0.target.kpi, kpi) }
        rows.append(head(item, kpi) + causeCells(row, sheet))
      }
    }
    return ReviewTable(
      id: "lessons-causes", caption: pick("未达标与接近目标的指标为什么差", "Why targets were missed"),
      columns: [
        .init(title: pick("指标", "KPI"), numeric: false), .init(title: pick("状态", "Status"), numeric: false),
        .init(title: pick("完成度", "Completion"), numeric: true), .init(title: pick("原因类别", "Kind"), numeric: false),
        .init(title: pick("原因", "Cause"), numeric: false), .init(title: pick("证据", "Evidence"), numeric: false),
        .init(title: pick("把握程度", "Certainty"), numeric: false), .init(title: pick("对应行动", "Action"), numeric: false),
      ], rows: rows)
  }

  /// Only where there are enough causes to tell the vital few from the rest.
  private func causeChart(_ sheet: RegisterSheet) -> Chart? {
    var kinds: [(name: String, count: Int)] = []
    for row in 0..<sheet.count {
      let kind = sheet.text(row, "kind")
      guard !kind.isEmpty else { continue }
      if let index = kinds.firstIndex(where: { $0.name == kind }) { kinds[index].count += 1 } else { kinds.append((kind, 1)) }
    }
    let whole = kinds.reduce(0) { $0 + $1.count }
    guard kinds.count >= 3, whole >= 4, let first = kinds.max(by: { $0.count < $1.count }) else { return nil }
    // Where several kinds are equally frequent, none is the main one.
    let finding = kinds.count(where: { $0.count == first.count }) > 1
      ? pick("\(whole)个原因分属\(kinds.count)类，没有一类占多数", "\(whole) causes of \(kinds.count) kinds, none prevailing")
      : pick("\(whole)个原因中，\(datum(first.name))最多，有\(first.count)个", "\(first.name) is the most frequent of \(whole) causes, \(first.count)")
    return .pareto(
      ParetoChart(
        frame: ChartFrame(
          finding: finding, subject: pick("偏差原因按类别", "Causes by kind"), unit: .count, unitName: pick("个", ""),
          source: sheet.files.first.map { String($0.split(separator: "/").last ?? "") }),
        items: kinds.map { ParetoChart.Item($0.name, Double($0.count)) }))
  }
}

extension FigureKey {
  /// Whether two ids differ in nothing but `-` and `_`.
  static func isSame(_ a: String, _ b: String) -> Bool {
    a.utf8.count == b.utf8.count
      && zip(a.utf8, b.utf8).allSatisfy { $0 == $1 || ([0x2D, 0x5F].contains($0) && [0x2D, 0x5F].contains($1)) }
  }
}
