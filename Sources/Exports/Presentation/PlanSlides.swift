import Charts
import Metrics
import Review
import Values

/// A review told in slides: cover, key figures, summary, then chapter by chapter one finding a slide, the actions, and
/// the tables as an appendix.
struct SlidePlan {
  private let review: Review
  private let text: ExportText
  private var slides: [Slide] = []
  private var appendix: [Slide] = []

  static func slides(of review: Review, text: ExportText) -> [Slide] {
    var plan = SlidePlan(review: review, text: text)
    plan.addCover()
    for chapter in review.chapters {
      switch chapter.id {
      case "summary": plan.addSummary(chapter)
      case "overview", "data-quality", "actions": plan.addTables(chapter, after: 0)
      default: plan.add(chapter)
      }
    }
    plan.addClosing()
    if !plan.appendix.isEmpty {
      plan.slides.append(
        Slide(
          title: text.pick("附录", "Appendix"), body: .divider(text.pick("明细表；完整数据见同名工作簿", "Tables in detail; the workbook has every row"))))
      plan.slides += plan.appendix
    }
    return plan.slides
  }

  private init(review: Review, text: ExportText) {
    self.review = review
    self.text = text
  }

  private mutating func addCover() {
    var lines: [String] = []
    if let period = text.period(review) { lines.append(text.pick("活动期：", "Campaign: ") + period) }
    if let asOf = review.dataAsOf { lines.append(text.pick("数据截至：", "Data as of: ") + asOf.iso) }
    lines.append(text.pick("生成日期：", "Built on: ") + review.today.iso)
    slides.append(Slide(title: review.title, body: .cover(lines)))
  }

  // MARK: Chapters

  private func head(_ chapter: Chapter) -> (number: Int, name: String) { (chapter.number, chapter.title) }

  private mutating func addSummary(_ chapter: Chapter) {
    let sentences = chapter.allSentences.map(\.text)
    let lead = sentences.first.flatMap { Slide.titleSize($0) == nil ? nil : $0 }
    if !review.headline.isEmpty {
      slides.append(
        titled(lead ?? text.pick("关键结果", "Key results"), chapter, .cards(review.headline.prefix(6).map { SlideCard($0, text: text) })))
    }
    addBullets(
      lead == nil || review.headline.isEmpty ? sentences : Array(sentences.dropFirst()),
      title: text.pick("要点", "In short"), chapter)
    addTables(chapter, after: 0)
  }

  private mutating func add(_ chapter: Chapter) {
    let charts = chapter.blocks.compactMap { block -> Chart? in
      if case .chart(_, let chart) = block { chart } else { nil }
    }
    let findings = Set(charts.compactMap(\.frame.finding))
    var sentences = chapter.allSentences.map(\.text).filter { !findings.contains($0) }
    let tables = tables(of: chapter)
    var tablesShown = 0
    // A chapter's first table stands under its first sentence where no chart shows the figures, and with the targets.
    if let lead = sentences.first, Slide.titleSize(lead) != nil, let table = tables.first, charts.isEmpty || chapter.id == "kpi" {
      sentences.removeFirst()
      var slide = text.slideTable(table)
      slide.lead = sentences
      // The other sentences stand above the table where both have room.
      if text.parts(of: slide, top: Slide.top, limit: 2).parts.count > 1 || slide.leadHeight > 2.2 {
        slide.lead = []
      } else {
        sentences = []
      }
      slides += slidesOf(slide, title: lead, chapter, limit: 3)
      tablesShown = 1
    }
    var lead: String?
    if sentences.count == 1, charts.first?.native(text) != nil, Slide.leadHeight(sentences[0]) < 1 {
      // A slide of one sentence says little: it stands above the chapter's first chart.
      lead = sentences[0]
    } else if sentences.count > 1, let first = sentences.first, Slide.titleSize(first) != nil {
      addBullets(Array(sentences.dropFirst()), title: first, chapter)
    } else {
      addBullets(sentences, title: chapter.title, chapter)
    }
    for (index, chart) in charts.enumerated() { add(chart, chapter, lead: index == 0 ? lead : nil) }
    addTables(chapter, after: tablesShown)
  }

  private mutating func add(_ chart: Chart, _ chapter: Chapter, lead: String?) {
    let finding = chart.frame.finding ?? chart.frame.subject
    let title = Slide.titleSize(finding) == nil ? chart.frame.subject : finding
    let source = chart.frame.source.map { text.pick("数据来源：", "Source: ") + $0 }
    if let native = chart.native(text) {
      var slide = titled(title, chapter, .chart(native, subject: subject(chart, native), lead: lead))
      slide.source = source
      slides.append(slide)
    } else if let grid = chart.grid(text), !grid.rows.isEmpty {
      var heat: HeatTable?
      if case .plot(.heat(let table)) = chart { heat = table }
      var table = text.slideTable(grid, heat: heat)
      table.caption = chart.frame.subject
      for var slide in slidesOf(table, title: title, chapter, limit: 2) {
        slide.source = source
        slides.append(slide)
      }
    }
  }

  /// What is shown, and in which unit where the axis does not say it.
  private func subject(_ chart: Chart, _ native: NativeChart) -> String {
    if case .bullet = chart { return native.grid.columns[4] }
    guard let unit = chart.frame.unitName else { return chart.frame.subject }
    return chart.frame.subject + text.pick("（\(unit)）", " (\(unit))")
  }

  private func tables(of chapter: Chapter) -> [ReviewTable] {
    chapter.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  /// The chapter's tables from the `after`th on, into the appendix; those of how the files were read only in the files
  /// themselves.
  private mutating func addTables(_ chapter: Chapter, after: Int) {
    if chapter.id == "data-quality" { return }
    for table in tables(of: chapter).dropFirst(after) {
      let slide = text.slideTable(table)
      appendix += slidesOf(slide, title: table.caption, chapter, limit: 3)
    }
  }

  private mutating func addClosing() {
    guard let chapter = review[chapter: "actions"] else { return }
    let title = text.pick("下一步行动", "What comes next")
    var sentences = chapter.allSentences.map(\.text)
    let tables = tables(of: chapter)
    if sentences.isEmpty, tables.isEmpty {
      sentences = [chapter.needs ?? text.pick("还没有登记行动。", "No action is on record yet.")]
    }
    addBullets(sentences, title: title, chapter)
    if let table = tables.first {
      slides += slidesOf(text.slideTable(table), title: title, chapter, limit: 3)
    }
  }

  // MARK: Parts

  private func titled(_ title: String, _ chapter: Chapter?, _ body: Slide.Body) -> Slide {
    var slide = Slide(title: title, chapter: chapter.map(head), body: body)
    slide.titleSize = Slide.titleSize(title) ?? Slide.titleSizes[Slide.titleSizes.count - 1]
    return slide
  }

  /// Sentences as points, as many to a slide as fit.
  private mutating func addBullets(_ sentences: [String], title: String, _ chapter: Chapter) {
    let room = Slide.bottom - Slide.top
    let width = Slide.room - 0.45
    func height(_ sentence: String, _ size: Double) -> Double {
      TextFit.height(sentence, size: size, width: width) + size * 0.6 / 72
    }
    for size in [20.0, 18, 16] where sentences.reduce(0, { $0 + height($1, size) }) <= room {
      if !sentences.isEmpty { slides.append(titled(title, chapter, .bullets(sentences, size: size))) }
      return
    }
    var page: [String] = []
    var used = 0.0
    for sentence in sentences.flatMap({ pieces($0, room: room, width: width) }) {
      let next = height(sentence, 16)
      if used + next > room, !page.isEmpty {
        slides.append(titled(title, chapter, .bullets(page, size: 16)))
        page = []
        used = 0
      }
      page.append(sentence)
      used += next
    }
    if !page.isEmpty { slides.append(titled(title, chapter, .bullets(page, size: 16))) }
  }

  /// A text that is longer than a slide, cut; every piece fits.
  private func pieces(_ sentence: String, room: Double, width: Double) -> [String] {
    guard TextFit.height(sentence, size: 16, width: width) > room * 0.9 else { return [sentence] }
    // What a slide holds of full-width letters, with room to spare.
    let count = Int(width * 72 / 16 * (room * 72 / 16 / TextFit.leading) * 0.6)
    var pieces: [String] = []
    var rest = Substring(sentence)
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return pieces
  }

  private func slidesOf(_ table: SlideTable, title: String, _ chapter: Chapter, limit: Int) -> [Slide] {
    var table = table
    // The caption says nothing that the title does not.
    if table.caption == title { table.caption = nil }
    let (parts, leftOut) = text.parts(of: table, top: Slide.top, limit: limit)
    return parts.enumerated().map { index, part in
      var part = part
      let isLast = index == parts.count - 1
      if !isLast { part.note = nil }
      if isLast, leftOut > 0 {
        part.note = text.pick("另有 \(leftOut) 行，见工作簿。", "\(leftOut) more rows are in the workbook.")
      }
      let number = parts.count > 1 ? text.pick("（\(index + 1)/\(parts.count)）", " (\(index + 1)/\(parts.count))") : ""
      let full = title + number
      return titled(Slide.titleSize(full) == nil ? title : full, chapter, .table(part))
    }
  }
}
