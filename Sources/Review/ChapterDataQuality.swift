import Metrics
import Tables
import Values

extension Writer {
  func chapterDataQuality(fingerprint: String) -> Chapter {
    var chapter = Chapter(.dataQuality, in: input.language)
    let reports = input.imports
    let used = reports.reduce(0) { $0 + $1.rowsUsed }
    let aside = reports.reduce(0) { $0 + lineCount($1.setAside) }
    guard !reports.isEmpty else {
      chapter.state = .missing
      chapter.needs = pick(
        "没有读到数据文件：把平台导出的文件放进这个活动的 data/ 文件夹。",
        "No data file was read: put the platforms' exports into this campaign's data/ folder.")
      chapter.sentences.append(buildSentence(fingerprint))
      return chapter
    }
    let checks = reports.flatMap { report in report.checks.map { (report, $0) } }
    let failed = checks.filter { !$0.1.agrees }
    let scores = dataScores()
    chapter.sentences += qualitySentences(scores)
    if let needs = qualityNeeds(scores) {
      chapter.state = .partial
      chapter.needs = needs
    }
    chapter.sentences.append(
      say(
        "data-files",
        "共读入\(reports.count)个表，采用\(style.full(.exact(Exact(used)), .count))行，"
          + (aside == 0
            ? "没有搁置的行。" : "搁置\(style.full(.exact(Exact(aside)), .count))行（表头前的说明、合计行等，见下表）。"),
        "\(reports.count) \(reports.count == 1 ? "table was" : "tables were") read: \(style.full(.exact(Exact(used)), .count)) rows "
          + (aside == 0
            ? "used, no line set aside."
            : "used, \(style.full(.exact(Exact(aside)), .count)) lines set aside (preamble, total rows and the like, see below).")))
    if !checks.isEmpty {
      chapter.sentences.append(
        say(
          "data-checks",
          "与文件自带的合计行和比率核对\(checks.count)处，"
            + (failed.isEmpty ? "全部一致。" : "\(failed.count)处不一致。"),
          "\(checks.count) \(checks.count == 1 ? "figure" : "figures") printed in the files checked against the rows: "
            + (failed.isEmpty ? "all agree." : "\(failed.count) do not agree.")))
    }
    if let sentence = restatementSentence() { chapter.sentences.append(sentence) }
    chapter.sentences.append(coverageSentence())
    if facts.rowsOutside > 0 {
      let rows = style.full(.exact(Exact(facts.rowsOutside)), .count)
      chapter.sentences.append(
        say(
          "data-outside", "\(rows)行的日期不在活动期和基准期内，没有采用。",
          "\(rows) rows are dated outside campaign and baseline and were not used."))
    }
    chapter.sentences.append(buildSentence(fingerprint))
    chapter.blocks.append(.table(qualityTable(scores)))
    if let table = logicTable() { chapter.blocks.append(.table(table)) }
    if let table = restatementTable() { chapter.blocks.append(.table(table)) }
    if let table = differenceTable() { chapter.blocks.append(.table(table)) }
    chapter.blocks.append(.table(fileTable(reports)))
    if let table = registryTable() { chapter.blocks.append(.table(table)) }
    if let table = setAsideTable(reports) { chapter.blocks.append(.table(table)) }
    if let table = checkTable(checks) { chapter.blocks.append(.table(table)) }
    if let table = guessTable(reports) { chapter.blocks.append(.table(table)) }
    if let table = coverageTable() { chapter.blocks.append(.table(table)) }
    chapter.blocks.append(.heading(pick("口径", "Definitions")))
    chapter.blocks.append(.table(definitionTable()))
    return chapter
  }

  private func lineCount(_ items: [ImportReport.SetAside]) -> Int { items.reduce(0) { $0 + $1.lines.count } }

  // MARK: Sentences

  private func coverageSentence() -> Sentence {
    let gaps = facts.coverage.reduce(0) { $0 + $1.missingDays.count }
    let asOf = facts.dataAsOf.map { style.day($0, withYear: true) }
    guard let asOf else {
      return say("data-coverage", "没有按天的数据。", "There is no daily data.")
    }
    return say(
      "data-coverage", "数据截至\(asOf)，" + (gaps == 0 ? "活动期内没有缺日。" : "各来源合计缺\(gaps)天，见下表。"),
      "Data runs to \(asOf); "
        + (gaps == 0 ? "no day of the campaign is missing." : "\(gaps) days are missing over all sources, see below."))
  }

  private func buildSentence(_ fingerprint: String) -> Sentence {
    say(
      "data-build", "本页按\(style.day(input.today, withYear: true))计算，输入文件的指纹为 \(fingerprint)：同样的输入得出同样的结果。",
      "Computed as of \(style.day(input.today, withYear: true)) from files with the fingerprint \(fingerprint): the same input "
        + "gives the same result.")
  }

  // MARK: Tables

  private func fileTable(_ reports: [ImportReport]) -> ReviewTable {
    let sources = Dictionary(
      input.tables.map { ($0.file + "\u{0}" + ($0.sheet ?? ""), $0.source) }, uniquingKeysWith: { a, _ in a })
    let rows = reports.map { report in
      let source = sources[report.file + "\u{0}" + (report.sheet ?? "")]
      return [
        ReviewTable.Cell(fileName(report.file, report.sheet)),
        .init(report.kindWording.map(text) ?? pick("未识别", "not recognised")),
        .init(source.map(sourceName) ?? NumberStyle.missing), .init(report.encoding),
        amount(.exact(Exact(report.rowsUsed)), .count),
        amount(.exact(Exact(lineCount(report.setAside))), .count),
        .init(report.unmatched.joined(separator: pick("、", ", "))),
        .init(fingerprintText(report.file)),
      ]
    }
    return ReviewTable(
      id: "data-files", caption: pick("读入的文件", "Files read"),
      columns: [
        .init(title: pick("文件", "File"), numeric: false), .init(title: pick("类型", "Kind"), numeric: false),
        .init(title: pick("来源", "Source"), numeric: false), .init(title: pick("编码", "Encoding"), numeric: false),
        .init(title: pick("采用行数", "Rows used"), numeric: true), .init(title: pick("搁置行数", "Set aside"), numeric: true),
        .init(title: pick("未识别的列", "Unknown columns"), numeric: false), .init(title: pick("指纹", "Fingerprint"), numeric: false),
      ], rows: rows)
  }

  private func fingerprintText(_ file: String) -> String { input.fingerprints[file] ?? NumberStyle.missing }

  func fileName(_ file: String, _ sheet: String?) -> String {
    // Files of one campaign: what stands before data/ or registers/ is the same everywhere.
    var name = file[...]
    for folder in ["/data/", "/registers/"] {
      if let range = file.range(of: folder) {
        name = file[file.index(after: range.lowerBound)...]
        break
      }
    }
    return String(name) + (sheet.map { " [\($0)]" } ?? "")
  }

  private func setAsideTable(_ reports: [ImportReport]) -> ReviewTable? {
    var rows: [[ReviewTable.Cell]] = []
    for report in reports {
      for reason in ImportReport.SetAside.Reason.allCasesInOrder {
        let items = report.setAside.filter { $0.reason == reason }
        guard let first = items.first else { continue }
        let lines = items.prefix(5).map { item in
          item.lines.count == 1 ? "\(item.lines.lowerBound)" : "\(item.lines.lowerBound)–\(item.lines.upperBound)"
        }
        rows.append([
          .init(fileName(report.file, report.sheet)), .init(reasonName(reason)),
          amount(.exact(Exact(lineCount(items))), .count),
          .init(lines.joined(separator: pick("、", ", ")) + (items.count > 5 ? "…" : "")), .init(first.excerpt),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return ReviewTable(
      id: "data-set-aside", caption: pick("搁置的行", "Lines set aside"),
      columns: [
        .init(title: pick("文件", "File"), numeric: false), .init(title: pick("原因", "Reason"), numeric: false),
        .init(title: pick("行数", "Lines"), numeric: true), .init(title: pick("行号", "Line numbers"), numeric: false),
        .init(title: pick("开头", "Begins with"), numeric: false),
      ], rows: rows)
  }

  private func checkTable(_ checks: [(ImportReport, ImportReport.Check)]) -> ReviewTable? {
    guard !checks.isEmpty else { return nil }
    // What does not agree comes first; agreeing checks of large files are cut.
    let ordered = checks.filter { !$0.1.agrees } + checks.filter { $0.1.agrees }
    let rows = ordered.prefix(40).map { report, check in
      let unit = check.kind == .printedRate ? (dictionary[check.column]?.unit ?? Unit(.ratio)) : dictionary.measure(check.column)?.unit ?? Unit(.number)
      return [
        ReviewTable.Cell(fileName(report.file, report.sheet)), amount(.exact(Exact(check.line)), .count), .init(name(check.column)),
        amount(.real(check.stated), unit.numberUnit), amount(.real(check.computed), unit.numberUnit),
        .init(checkText(check, unit.numberUnit), status: check.agrees ? .green : .red),
      ]
    }
    return ReviewTable(
      id: "data-checks", caption: pick("与文件自带数字的核对", "Checks against figures in the files"),
      columns: [
        .init(title: pick("文件", "File"), numeric: false), .init(title: pick("行", "Line"), numeric: true),
        .init(title: pick("列", "Column"), numeric: false), .init(title: pick("文件所写", "Printed"), numeric: true),
        .init(title: pick("由各行得出", "From the rows"), numeric: true), .init(title: pick("结果", "Result"), numeric: false),
      ], rows: Array(rows),
      note: checks.count > 40 ? pick("另有 \(checks.count - 40) 处未列。", "\(checks.count - 40) more are not listed.") : nil)
  }

  /// A rate column is one check over many rows.
  private func checkText(_ check: ImportReport.Check, _ unit: NumberUnit) -> String {
    let result = check.agrees ? pick("一致", "agrees") : pick("不一致", "differs")
    var notes: [String] = []
    // Two numbers that a reader sees apart are called equal for a reason.
    if check.agrees, style.full(.real(check.stated), unit) != style.full(.real(check.computed), unit) {
      notes.append(pick("四舍五入内", "within rounding"))
    }
    if check.kind == .printedRate, check.rowsCompared > 0 {
      notes.append(
        pick("\(check.rowsCompared) 行中 \(check.rowsAgreeing) 行", "\(check.rowsAgreeing) of \(check.rowsCompared) rows"))
    }
    guard !notes.isEmpty else { return result }
    return result + pick("（\(notes.joined(separator: "，"))）", " (\(notes.joined(separator: ", ")))")
  }

  private func guessTable(_ reports: [ImportReport]) -> ReviewTable? {
    let rows = reports.flatMap { report in
      report.guesses.map { guess in
        [
          ReviewTable.Cell(fileName(report.file, report.sheet)), .init(guessName(guess.about)),
          .init(guess.subject == report.file ? "" : guess.subjectWording.map(text) ?? guess.subject),
          .init(text(guess.decisionWording)),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return ReviewTable(
      id: "data-guesses", caption: pick("文件没有写明、由程序判断的地方", "What the files do not settle and was decided"),
      columns: [
        .init(title: pick("文件", "File"), numeric: false), .init(title: pick("事项", "About"), numeric: false),
        .init(title: pick("对象", "Subject"), numeric: false), .init(title: pick("判断", "Decision"), numeric: false),
      ], rows: rows)
  }

  private func coverageTable() -> ReviewTable? {
    let coverage = facts.coverage
    guard !coverage.isEmpty else { return nil }
    let rows = coverage.map { item in
      [
        ReviewTable.Cell(DataSource(rawValue: item.source).map(sourceName) ?? item.source), dayCell(item.first),
        dayCell(item.last), amount(.exact(Exact(item.missingDays.count)), .count),
        .init(
          item.missingDays.prefix(10).map(\.iso).joined(separator: pick("、", ", ")) + (item.missingDays.count > 10 ? "…" : "")),
      ]
    }
    return ReviewTable(
      id: "data-coverage", caption: pick("按天数据的覆盖", "Coverage of daily data"),
      columns: [
        .init(title: pick("来源", "Source"), numeric: false), .init(title: pick("最早", "First"), numeric: false),
        .init(title: pick("最晚", "Last"), numeric: false), .init(title: pick("缺的天数", "Days missing"), numeric: true),
        .init(title: pick("缺的日期", "Which"), numeric: false),
      ], rows: rows)
  }

  /// The measures and KPIs that the review states, each once.
  private func definitionTable() -> ReviewTable {
    let rows = statedIDs.compactMap { id -> [ReviewTable.Cell]? in
      if let kpi = dictionary[id] {
        return [
          .init(text(kpi.name), kpi: kpi.id), .init(kpi.formulaText ?? kpi.definition.map(text) ?? ""),
          .init(unitLabel(kpi.unit)), .init(directionName(kpi.direction)), .init(kpi.note.map(text) ?? ""),
        ]
      }
      guard let measure = dictionary.measure(id) else { return nil }
      return [
        .init(text(measure.name), kpi: measure.id),
        .init(measure.additive ? pick("各行相加", "sum of the rows") : pick("去重数，不能相加", "a distinct count, never added up")),
        .init(unitLabel(measure.unit)), .init(""),
        .init(measure.sources.map(sourceName).joined(separator: pick("，再", ", then "))),
      ]
    }
    return ReviewTable(
      id: "data-definitions", caption: pick("本页用到的量与指标", "Measures and KPIs on this page"),
      columns: [
        .init(title: pick("名称", "Name"), numeric: false), .init(title: pick("算式", "Formula"), numeric: false),
        .init(title: pick("单位", "Unit"), numeric: false), .init(title: pick("方向", "Direction"), numeric: false),
        .init(title: pick("说明", "Note"), numeric: false),
      ], rows: rows)
  }

  // MARK: Names

  private func unitLabel(_ unit: Unit) -> String {
    let label = text(unit.label)
    if !label.isEmpty { return label }
    switch unit.kind {
    case .money: return chinese ? input.currency.name : input.currency.code
    case .ratio: return "%"
    case .number: return ""
    }
  }

  private func directionName(_ direction: Direction) -> String {
    switch direction {
    case .higher: pick("越高越好", "higher is better")
    case .lower: pick("越低越好", "lower is better")
    case .target: pick("越接近目标越好", "nearer to target is better")
    case .context: pick("只作描述", "describes only")
    }
  }

  func sourceName(_ source: DataSource) -> String { text(source.wording) }

  private func reasonName(_ reason: ImportReport.SetAside.Reason) -> String { text(reason.wording) }

  private func guessName(_ about: ImportReport.Guess.About) -> String { text(about.wording) }
}

extension ImportReport.SetAside.Reason {
  static let allCasesInOrder: [ImportReport.SetAside.Reason] = [
    .unreadable, .preamble, .banner, .blank, .repeatedHeader, .total, .subtotal, .footer, .comment,
  ]
}

extension String {
  /// Where `part` first stands, found on UTF-8 bytes.
  fileprivate func range(of part: String) -> Range<String.Index>? {
    let (whole, wanted) = (Array(utf8), Array(part.utf8))
    guard !wanted.isEmpty, whole.count >= wanted.count else { return nil }
    for start in 0...(whole.count - wanted.count) where whole[start..<start + wanted.count].elementsEqual(wanted) {
      let lower = utf8.index(utf8.startIndex, offsetBy: start)
      return lower..<utf8.index(lower, offsetBy: wanted.count)
    }
    return nil
  }
}
