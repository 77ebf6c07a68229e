import Charts
import Metrics
import Values

/// Chapter 3: how the targets were met.
struct KPICompletion {
  var assessments: [Assessment]
  var met: Int { count(.green) }
  var near: Int { count(.yellow) }
  var missed: Int { count(.red) }
  var unjudged: Int { assessments.count - met - near - missed }

  private func count(_ status: Status) -> Int { assessments.count { $0.status == status } }

  /// Red before yellow, then by weight, then in the brief's order.
  var warnings: [Assessment] {
    assessments.enumerated().filter { $0.element.status == .yellow || $0.element.status == .red }
      .sorted { a, b in
        let key = { (item: (offset: Int, element: Assessment)) in
          (item.element.status == .red ? 0 : 1, -(item.element.target.weight?.double ?? 0), item.offset)
        }
        return key(a) < key(b)
      }.map(\.element)
  }
}

extension Writer {
  func chapterKPI(_ kpi: KPICompletion) -> Chapter {
    var chapter = Chapter(.kpi, in: input.language)
    guard !kpi.assessments.isEmpty else {
      chapter.state = .missing
      chapter.needs = pick(
        "这一章需要目标：在 brief.md 的 targets 里写出每个指标的 kpi 和 target。",
        "This chapter needs targets: give each KPI's kpi and target under targets in brief.md.")
      return chapter
    }
    for assessment in kpi.assessments { recordAspects(assessment) }
    chapter.sentences.append(
      say("kpi-result", countsText(kpi).zh, countsText(kpi).en, kpi.assessments.map { figure($0.target.kpi, aspect: .status) }))
    if let score = weightedScore() {
      chapter.sentences.append(
        say(
          "kpi-score", "加权考核得分\(style.full(score.value, .decimal))分（单项完成度最多按\(capText)计）。",
          "The weighted score is \(style.full(score.value, .decimal)) points (a KPI counts at most \(capText)).", [score]))
    }
    chapter.blocks.append(.table(completionTable(kpi)))
    if let chart = bulletChart(kpi) { chapter.blocks.append(.chart(id: "kpi-bullets", chart)) }
    let warnings = kpi.warnings
    if !warnings.isEmpty {
      chapter.blocks.append(.heading(pick("需要留意的指标", "KPIs to look at")))
      chapter.blocks.append(
        .bullets(
          warnings.map { item in
            say(
              "kpi-warning-" + item.target.kpi,
              "\(assessmentText(item, withCompletion: true))，\(item.status == .red ? "未达标" : "接近目标")。",
              "\(Words.raised(assessmentText(item, withCompletion: true))): \(status(item.status)).", assessmentFigures(item))
          }))
    }
    let missing = kpi.assessments.filter { $0.actual.value == nil }
    if !missing.isEmpty {
      chapter.state = .partial
      chapter.needs = missing.map { item in
        let reason = item.actual.missing.map { text($0.wording(in: dictionary)) } ?? ""
        return name(item.target.kpi) + pick("：", ": ") + (reason.isEmpty ? pick("没有数据", "no data") : reason)
      }.joined(separator: pick("；", "; "))
    }
    return chapter
  }

  private var capText: String {
    (facts.frame.thresholds.completionCap.multiplied(by: Exact(100)) ?? Exact(100)).description + "%"
  }

  /// The starting value, unless it was worked out on media cost alone and the actual value was not.
  private func baseline(_ item: Assessment) -> Number? {
    guard item.target.baseline == nil, !item.actual.notes.contains(.mediaCostOnly),
      peek(FigureKey(id: item.target.kpi, aspect: .baseline)).notes.contains(.mediaCostOnly)
    else { return item.baseline }
    return nil
  }

  private func weightedScore() -> Noted? {
    guard let score = facts.weightedScore(of: assessments) else { return nil }
    return record(
      FigureKey(id: "weighted-score"),
      Figure(
        id: "weighted-score", kind: .kpi, value: score, unit: Unit(.number, label: .init(zh: "分", en: "points")),
        formula: "sum(weight * min(completion, cap)) / sum(weight) * 100", notes: [.fromBrief]))
  }

  private func recordAspects(_ item: Assessment) {
    _ = figure(item.target.kpi)
    for aspect in [FigureKey.Aspect.target, .gap, .completion, .status] { _ = figure(item.target.kpi, aspect: aspect) }
    if baseline(item) != nil { _ = figure(item.target.kpi, aspect: .baseline) }
  }

  func assessmentFigures(_ item: Assessment) -> [Noted] {
    let id = item.target.kpi
    return [figure(id), figure(id, aspect: .target), figure(id, aspect: .gap), figure(id, aspect: .completion)]
  }

  /// `8项目标中，5项达标，2项接近，1项未达`; with `naming` those not met are named, as long as they are few.
  func countsText(_ kpi: KPICompletion, naming: Bool = false) -> (zh: String, en: String) {
    var zh: [String] = []
    var en: [String] = []
    func names(_ status: Status) -> (zh: String, en: String) {
      let ids = kpi.assessments.filter { $0.status == status }.map(\.target.kpi)
      guard naming, ids.count <= 3 else { return ("", "") }
      return ("（\(join(ids.map(name)))）", " (\(join(ids.map(nameInside))))")
    }
    if kpi.met > 0 { zh.append("\(kpi.met)项达标"); en.append("\(kpi.met) met") }
    if kpi.near > 0 {
      zh.append("\(kpi.near)项接近" + names(.yellow).zh)
      en.append("\(kpi.near) near" + names(.yellow).en)
    }
    if kpi.missed > 0 {
      zh.append("\(kpi.missed)项未达" + names(.red).zh)
      en.append("\(kpi.missed) missed" + names(.red).en)
    }
    if kpi.unjudged > 0 { zh.append("\(kpi.unjudged)项无法判断"); en.append("\(kpi.unjudged) not judged") }
    let count = kpi.assessments.count
    return (
      "\(count)项目标中，\(zh.joined(separator: "，"))。",
      "Of \(count) \(count == 1 ? "target" : "targets"): \(en.joined(separator: ", "))."
    )
  }

  /// `转化率3.13%，比目标3.30%低0.17个百分点`, in the words that fit the unit and the direction.
  func assessmentText(_ item: Assessment, withCompletion: Bool) -> String {
    let unit = item.actual.unit
    let label = name(item.target.kpi)
    let target = targetText(item, compact: true)
    guard let actual = item.actual.value else {
      return pick("\(label)没有数据，目标\(target)", "\(label): no data, target \(target)")
    }
    var zh = "\(label)\(prose(actual, unit))"
    var en = "\(label) \(prose(actual, unit))"
    let share = item.completion.map { percent($0) }
    if item.direction == .higher, unit.numberUnit != .ratio, let share, let gap = item.gap {
      zh += "，完成目标\(target)的\(share)"
      en += ", \(share) of the target of \(target)"
      if !gap.double.isZero {
        zh += gap.double > 0 ? "，超出\(distance(gap, unit))" : "，差\(distance(gap, unit))"
        en += gap.double > 0 ? ", \(distance(gap, unit)) above it" : ", \(distance(gap, unit)) short"
      }
      return pick(zh, en)
    }
    if item.target.upper == nil, let gap = item.gap {
      let more = gap.double > 0
      zh += gap.double.isZero ? "，与目标相同" : "，比目标\(target)\(more ? "高" : "低")\(distance(gap, unit))"
      en += gap.double.isZero
        ? ", exactly on target" : ", \(distance(gap, unit)) \(more ? "above" : "below") the target of \(target)"
    } else {
      zh += "，目标\(target)"
      en += ", target \(target)"
    }
    if withCompletion, let share {
      zh += "，完成度\(share)"
      en += ", completion \(share)"
    }
    return pick(zh, en)
  }

  func targetText(_ item: Assessment, compact: Bool) -> String {
    let unit = item.actual.unit
    let low = compact ? prose(.exact(item.target.target), unit) : cell(.exact(item.target.target), unit)
    guard let upper = item.target.upper else { return low }
    return low + "–" + (compact ? prose(.exact(upper), unit) : cell(.exact(upper), unit))
  }

  private func completionTable(_ kpi: KPICompletion) -> ReviewTable {
    let weighted = kpi.assessments.contains { $0.target.weight != nil }
    let hasBaseline = kpi.assessments.contains { self.baseline($0) != nil }
    var columns = [
      ReviewTable.Column(title: pick("指标", "KPI"), numeric: false),
      ReviewTable.Column(title: pick("实际", "Actual"), numeric: true),
      ReviewTable.Column(title: pick("目标", "Target"), numeric: true),
    ]
    if hasBaseline { columns.append(.init(title: pick("基准", "Baseline"), numeric: true)) }
    columns += [
      ReviewTable.Column(title: pick("差额", "Gap"), numeric: true),
      ReviewTable.Column(title: pick("完成度", "Completion"), numeric: true),
      ReviewTable.Column(title: pick("状态", "Status"), numeric: false),
    ]
    if weighted { columns.append(.init(title: pick("权重", "Weight"), numeric: true)) }
    let rows = kpi.assessments.map { item in
      let unit = item.actual.unit
      var row = [
        ReviewTable.Cell(name(item.target.kpi), kpi: item.target.kpi), amount(item.actual),
        .init(
          targetText(item, compact: false),
          value: item.target.upper == nil ? .number(.exact(item.target.target), unit.numberUnit) : nil),
      ]
      if hasBaseline { row.append(amount(baseline(item), unit)) }
      row += [
        delta(item.gap, unit), share(item.completion),
        .init(status(item.status), status: item.status),
      ]
      if weighted { row.append(amount(item.target.weight.map(Number.exact), .decimal)) }
      return row
    }
    let lower = kpi.assessments.filter { $0.direction == .lower }.map { name($0.target.kpi) }
    return ReviewTable(
      id: "kpi-completion", caption: pick("指标完成情况", "Targets and results"), columns: columns, rows: rows,
      note: lower.isEmpty
        ? nil
        : pick(
          "\(join(lower))越低越好，完成度为目标÷实际。", "For \(join(lower)) lower is better; completion is target ÷ actual."))
  }

  private func bulletChart(_ kpi: KPICompletion) -> Chart? {
    let rows = kpi.assessments.filter { $0.actual.value != nil }.map { item in
      var row = BulletChart.Row(
        name: name(item.target.kpi), unit: item.actual.unit.numberUnit, value: item.actual.value?.double,
        target: item.target.target.double, baseline: baseline(item)?.double, status: item.status?.chart)
      row.completion = item.completion?.double
      return row
    }
    guard !rows.isEmpty else { return nil }
    // The counts are told above; the chart's own finding is how far off the farthest is.
    let lowest = kpi.assessments.filter { $0.completion != nil }
      .min { ($0.completion?.double ?? 0) < ($1.completion?.double ?? 0) }
    let finding = lowest.map { item in
      pick(
        "完成度最低的是\(name(item.target.kpi))，\(percent(item.completion))",
        "\(name(item.target.kpi)) has the lowest completion, \(percent(item.completion))")
    }
    return .bullet(
      BulletChart(
        frame: ChartFrame(
          finding: finding, subject: pick("各指标的实际、目标与基准", "Actual, target and baseline of each KPI"), unit: .decimal),
        rows: rows))
  }
}

extension Status {
  var chart: ChartStatus {
    switch self {
    case .green: .met
    case .yellow: .near
    case .red: .missed
    }
  }
}
