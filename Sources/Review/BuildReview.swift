import Charts
import Diagnostics
import Metrics
import Values

/// Writes the review of a campaign. Never fails: a chapter without its data says which file it needs.
///
/// The diagnostics are about overrides that name no sentence of this review, data that breaks a rule, and missed targets
/// without a cause.
public func buildReview(_ input: ReviewInput) -> (Review, [Diagnostic]) {
  var input = input
  input.imports = input.publicImports()
  let writer = Writer(input)
  let fingerprint = combinedFingerprint(input)
  let headline = writer.headline()
  _ = writer.takeExplanations()

  var chapters: [Chapter] = []
  func add(_ build: () -> Chapter) {
    var chapter = build()
    let how = writer.takeExplanations()
    if chapter.state != .missing { chapter.how = how }
    writer.typeset(&chapter)
    chapters.append(chapter)
  }
  let findings = Findings(
    kpi: KPICompletion(assessments: writer.assessments), parts: writer.dimensionParts(), anomalies: [], funnel: nil,
    budget: writer.budgetLines()
  ).completed(by: writer)
  _ = writer.takeExplanations()

  add { writer.chapterOverview() }
  add { writer.chapterKPI(findings.kpi) }
  add { writer.chapterBreakdown(findings.parts) }
  add { writer.chapterTrend(findings.anomalies, parts: findings.parts) }
  add { writer.chapterFunnel(findings.funnel) }
  add { writer.chapterSalesLift() }
  add { writer.chapterBudget(findings.budget) }
  add {
    var chapter = writer.chapterBehaviour()
    writer.addOutreach(to: &chapter)
    return chapter
  }
  add { writer.chapterBrand() }
  add { writer.chapterBenchmark() }
  add { writer.chapterExperiments() }
  add { writer.chapterExecution() }
  add { writer.chapterLessons(findings.kpi) }
  add { writer.chapterActions(findings) }
  add { writer.chapterDataQuality(fingerprint: fingerprint) }
  // The summary stands first and is written last, when every chapter has said what it found.
  add { writer.chapterSummary(findings) }
  chapters.insert(chapters.removeLast(), at: 0)

  var review = Review(
    id: input.id, title: input.title, period: input.brief.period ?? writer.period, today: input.today,
    dataAsOf: writer.dataAsOf, currency: input.currency, language: input.language, headline: headline, chapters: chapters,
    figures: writer.figures, imports: input.imports, fingerprint: fingerprint)
  review.unexplained = findings.anomalies.filter(\.events.isEmpty).map { writer.typeset(writer.anomalyText($0)) }
  return (review, writer.unknownOverrides + writer.dataProblems + (input.isWhole ? writer.warnings : []))
}

extension Findings {
  fileprivate func completed(by writer: Writer) -> Findings {
    var findings = self
    findings.anomalies = writer.findAnomalies(parts: parts)
    findings.funnel = writer.findFunnel()
    return findings
  }
}

/// Of the files' names and fingerprints, in the order of names.
private func combinedFingerprint(_ input: ReviewInput) -> String {
  var bytes: [UInt8] = []
  for file in input.fingerprints.keys.sorted() {
    bytes += Array(file.utf8) + [0] + Array((input.fingerprints[file] ?? "").utf8) + [0x0A]
  }
  return fingerprint(bytes)
}

extension Writer {
  /// What sentences do for themselves, done for the chapter's other running text.
  fileprivate func typeset(_ chapter: inout Chapter) {
    chapter.needs = chapter.needs.map(typeset)
    for index in chapter.blocks.indices {
      switch chapter.blocks[index] {
      case .heading(let text): chapter.blocks[index] = .heading(typeset(text))
      case .table(var table):
        guard let note = table.note else { continue }
        table.note = typeset(note)
        chapter.blocks[index] = .table(table)
      case .chart(let id, var chart):
        chart.frame.finding = chart.frame.finding.map(typeset)
        chapter.blocks[index] = .chart(id: id, chart)
      case .bullets: break
      }
    }
  }

  /// Figures at the head: the targets' KPIs, or without targets the usual ones.
  func headline() -> [HeadlineCard] {
    if !assessments.isEmpty {
      return assessments.prefix(6).map { item in card(item.target.kpi, item) }
    }
    let usual = ["revenue-total", "orders", "marketing-roi", "roas", "conversion-rate", "ctr", "cost", "impressions"]
    return usual.filter { dictionary.name($0) != nil && facts.figure($0).value != nil }.prefix(6).map { card($0, nil) }
  }

  private func card(_ id: String, _ item: Assessment?) -> HeadlineCard {
    let noted = figure(id)
    let unit = noted.figure.unit
    let label = text(unit.label)
    let kind = unit.numberUnit
    let hasUnit = (kind == .count || kind == .decimal) && !label.isEmpty && !noted.isMissing
    return HeadlineCard(
      kpi: id, label: name(id), value: typeset(style.compact(noted.value, kind)), unit: hasUnit ? label : nil,
      target: item.map { typeset(targetText($0, compact: true)) }, difference: item.flatMap(gapText).map(typeset),
      status: item?.status,
      sparkline: sparkline(id, unit))
  }

  private func gapText(_ item: Assessment) -> String? {
    guard let gap = item.gap, item.target.upper == nil else { return nil }
    if gap.double == 0 { return "±0" }
    return (gap.double > 0 ? "+" : "−") + distance(gap, item.actual.unit)
  }

  private func sparkline(_ id: String, _ unit: Unit) -> Sparkline? {
    // Amounts of a register are dated by the books, not by the days that they served.
    guard !facts.usesRegister(id) else { return nil }
    let values = facts.series(id, over: period).map { $0.value?.double }
    let past = dataAsOf.map { min(values.count, period.start.distance(to: $0) + 1) } ?? values.count
    let known = values.count { $0 != nil }
    guard known > 1, known * 4 >= past * 3 else { return nil }
    return Sparkline(name: pick("\(name(id))逐日", "\(name(id)) by day"), unit: unit.numberUnit, values: values)
  }
}
