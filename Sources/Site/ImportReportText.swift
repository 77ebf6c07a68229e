import Diagnostics
import Metrics
import Tables
import Values

// The import report of `fupan data`, for people.

/// One block of lines per file or sheet: what it is, what each header was read as, what was set aside, what the file
/// does not settle and how to settle it, and how its own figures compare with its rows.
public func importReportsText(_ input: DataInput, language: Language) -> String {
  let quality = input.quality.count == input.reports.count ? input.quality.map(Optional.some) : []
  return input.reports.enumerated().map { index, report in
    ReportText(report, quality.isEmpty ? nil : quality[index], input.facts, language).lines.joined(separator: "\n")
  }.joined(separator: "\n\n")
}

private struct ReportText {
  let report: ImportReport
  let language: Language
  private(set) var lines: [String] = []

  /// More entries of one sort than these are counted, not listed; the JSON has them all.
  private static let listed = 40

  private let quality: TableQuality?
  private let facts: CampaignFacts?

  init(_ report: ImportReport, _ quality: TableQuality?, _ facts: CampaignFacts?, _ language: Language) {
    self.quality = quality
    self.facts = facts
    self.report = report
    self.language = language
    lines.append(printable(report.file) + (report.sheet.map { " [\(printable($0))]" } ?? ""))
    section("格式", "Format", [[form]])
    section("类型", "Kind", [[kind]])
    if let source = report.source, report.kind == .daily || report.kind == .totals {
      section("来源", "Source", [[source.wording.text(in: language)]])
    }
    section("采用", "Used", [[word("\(report.rowsUsed) 行", report.rowsUsed == 1 ? "1 row" : "\(report.rowsUsed) rows")]])
    section("列", "Columns", report.matched.map(match))
    section("未用的列", "Not used", [report.unmatched].filter { !$0.isEmpty }.map {
      [$0.map(printable).joined(separator: word("、", ", "))]
    })
    section("搁置", "Set aside", aside)
    section("推断", "Guesses", report.guesses.map(guess))
    section("核对", "Checks", report.checks.map(check))
    if let quality, report.kind.map(TableKind.allCases.contains) ?? false {
      section("质量", "Quality", qualityLines(quality))
      section("逻辑", "Logic", quality.findings.map(finding))
    }
    section("重叠", "Overlap", (facts?.restatements ?? []).compactMap(restatement))
  }

  /// What is not all is never printed as 100 %.
  private func percent(_ value: Double) -> String {
    let shown = (value * 1000).rounded() / 10
    return plain(value < 1 && shown == 100 ? 99.9 : shown) + "%"
  }

  private func qualityLines(_ quality: TableQuality) -> [[String]] {
    var lines: [[String]] = []
    if let share = quality.completeness {
      lines.append([
        word("完整", "complete"),
        word("\(percent(share))：应填 \(quality.cells) 格，有 \(quality.filled) 格",
          "\(percent(share)): \(quality.filled) of \(quality.cells) cells"),
      ])
    }
    if let share = quality.accuracy {
      lines.append([
        word("准确", "accurate"),
        word("\(percent(share))：与文件所印数字核对 \(quality.compared) 处，\(quality.agreeing) 处一致",
          "\(percent(share)): \(quality.agreeing) of \(quality.compared) printed figures agree"),
      ])
    }
    let repeated = facts?.repeatedRows(report.file, sheet: report.sheet) ?? 0
    if repeated > 0 {
      lines.append([word("重复", "repeated"), word("\(repeated) 行", repeated == 1 ? "1 row" : "\(repeated) rows")])
    }
    if let first = quality.first, let last = quality.last {
      let span = first == last ? first.iso : "\(first.iso) – \(last.iso)"
      var text = span
      if quality.kind == .daily {
        let days = quality.missingDays
        text += days.isEmpty
          ? word("，没有缺日", ", no day missing")
          : word("，缺 \(days.count) 天：", ", \(days.count) missing: ")
            + days.prefix(10).map(\.iso).joined(separator: word("、", ", ")) + (days.count > 10 ? "…" : "")
      }
      lines.append([word("日期", "days"), text])
    }
    if let stamp = report.stamp {
      let evidence = stamp.evidence.wording.text(in: language)
      lines.append([word("导出", "made"), stamp.text + word("（\(evidence)）", " (\(evidence))")])
    }
    return lines
  }

  private func finding(_ finding: LogicFinding) -> [String] {
    var text = word("\(finding.rows) 行，最甚的是第 \(finding.line) 行：", "\(finding.rows) \(finding.rows == 1 ? "row" : "rows"), the worst on line \(finding.line): ")
    text += finding.rule == .shareOutOfRange ? percent(finding.value) : plain(finding.value)
    if let limit = finding.limit, let value = finding.limitValue { text += " > \(column(limit)) \(plain(value))" }
    let title = column(finding.subject) + word("：", ": ") + finding.rule.wording.text(in: language)
    return [title + (finding.isHint ? word("（提示）", " (hint)") : ""), text]
  }

  /// What of this report a newer one replaces.
  private func restatement(_ told: Restatement) -> [String]? {
    guard told.replaced.file == report.file, told.replaced.sheet == report.sheet else { return nil }
    let kept = printable(told.kept.file) + (told.kept.sheet.map { " [\(printable($0))]" } ?? "")
    let days = told.days.count == 1 ? told.days[0].iso : "\(told.days.first?.iso ?? "") – \(told.days.last?.iso ?? "")"
    let changes = told.changes.filter { $0.before != $0.after }.map {
      "\(column($0.measure)) \($0.before?.description ?? "?") → \($0.after?.description ?? "?")"
    }
    return [
      days,
      word("\(told.rows) 行不用，以 \(kept)（\(told.kept.stamp.text)）为准",
        "\(told.rows) \(told.rows == 1 ? "row" : "rows") not used, \(kept) (\(told.kept.stamp.text)) counts")
        + (changes.isEmpty ? word("；数字相同", "; same figures") : word("；", "; ") + changes.joined(separator: word("，", ", "))),
    ]
  }

  private func word(_ zh: String, _ en: String) -> String { language.isChinese ? zh : en }

  /// Entries of cells under a title; cells but the last line up.
  private mutating func section(_ zh: String, _ en: String, _ entries: [[String]]) {
    let title = word(zh, en)
    let shown = entries.prefix(ReportText.listed)
    var widths: [Int] = []
    for entry in shown {
      for (index, cell) in entry.dropLast().enumerated() {
        if index == widths.count { widths.append(0) }
        // One long header must not push all others away.
        let wide = width(cell)
        widths[index] = max(widths[index], wide <= 40 ? wide : 0)
      }
    }
    for (number, entry) in shown.enumerated() {
      var line = "  " + padded(number == 0 ? title : "", to: 10)
      for (index, cell) in entry.enumerated() {
        line += index == entry.count - 1 ? cell : padded(cell, to: widths[index]) + "  "
      }
      while line.last == " " { line.removeLast() }
      lines.append(line)
    }
    if entries.count > shown.count {
      let rest = entries.count - shown.count
      lines.append("  " + padded("", to: 10) + word("……另有 \(rest) 项", "… and \(rest) more"))
    }
  }

  private var form: String {
    var parts = [report.encoding]
    switch report.delimiter {
    case ",": parts.append(word("逗号分隔", "commas"))
    case "\t": parts.append(word("制表符分隔", "tabs"))
    case ";": parts.append(word("分号分隔", "semicolons"))
    case "|": parts.append(word("竖线分隔", "bars"))
    case let other?: parts.append(String(other))
    case nil: break
    }
    if let line = report.headerLine { parts.append(word("表头在第 \(line) 行", "header on line \(line)")) }
    return parts.joined(separator: word("，", ", "))
  }

  private var kind: String {
    guard let kind = report.kind else { return word("未识别", "not recognised") }
    let evidence = report.kindEvidence?.wording.text(in: language)
    let name = (report.kindWording ?? kind.wording).text(in: language)
    return word(
      name + "（\(kind.rawValue)" + (evidence.map { "，\($0)" } ?? "") + "）",
      name + (evidence.map { " (\($0))" } ?? ""))
  }

  private func match(_ match: ImportReport.Match) -> [String] {
    let name = match.name.text(in: language)
    let id = name == match.id ? name : word("\(name)（\(match.id)）", match.id)
    let header = match.header.isEmpty ? word("（无表头）", "(no header)") : printable(match.header)
    return [
      header, "→ " + id + (match.role == .printedRate ? word("，", ", ") + match.role.wording.text(in: language) : ""),
    ]
  }

  /// Neighbouring lines with one reason are one entry.
  private var aside: [[String]] {
    var runs: [(lines: ClosedRange<Int>, reason: ImportReport.SetAside.Reason, excerpt: String)] = []
    for item in report.setAside {
      // Between lines of a preamble only blank ones are left out of the report; elsewhere it may be data.
      let gap = item.reason == .preamble ? 2 : 1
      if let last = runs.last, last.reason == item.reason, item.reason != .unreadable,
        (1...gap).contains(item.lines.lowerBound - last.lines.upperBound)
      {
        runs[runs.count - 1].lines = last.lines.lowerBound...item.lines.upperBound
        // A rule of dashes says nothing.
        if !isTelling(last.excerpt) { runs[runs.count - 1].excerpt = item.excerpt }
      } else {
        runs.append((item.lines, item.reason, item.excerpt))
      }
    }
    return runs.map { run in
      let first = run.lines.lowerBound
      let last = run.lines.upperBound
      let excerpt = printable(run.excerpt)
      return [
        first == last
          ? word("第 \(first) 行", "line \(first)") : word("第 \(first)–\(last) 行", "lines \(first)–\(last)"),
        run.reason.wording.text(in: language) + (excerpt.isEmpty ? "" : word("：", ": ") + excerpt),
      ]
    }
  }

  private func isTelling(_ excerpt: String) -> Bool {
    excerpt.unicodeScalars.contains { $0.value >= 0x80 || $0.properties.isAlphabetic }
  }

  private func guess(_ guess: ImportReport.Guess) -> [String] {
    var text = guess.about.wording.text(in: language)
    if let subject = guess.subjectWording, guess.subject != report.file {
      text += word("：", ": ") + printable(subject.text(in: language))
    }
    let decision = guess.about == .columnMeaning ? column(guess.decision) : guess.decisionWording.text(in: language)
    return [text, "→ " + printable(decision) + word("；", "; ") + guess.remedy.text(in: language)]
  }

  private func check(_ check: ImportReport.Check) -> [String] {
    let verdict = check.agrees ? word("一致", "agrees") : word("不一致", "differs")
    let title = check.kind.wording.text(in: language) + " " + column(check.column)
    if check.kind == .printedRate, check.rowsCompared > 0 {
      let all = word(
        "\(verdict)：比较 \(check.rowsCompared) 行，\(check.rowsAgreeing) 行一致",
        "\(verdict): \(check.rowsAgreeing) of \(check.rowsCompared) rows")
      if check.agrees { return [title, all] }
      return [
        title,
        all + word(
          "；差得最多的是第 \(check.line) 行：文件写 \(plain(check.stated))，算得 \(plain(check.computed))",
          "; farthest off is line \(check.line): printed \(plain(check.stated)), computed \(plain(check.computed))"),
      ]
    }
    if check.agrees {
      let stated = plain(check.stated)
      return [title, word("一致：第 \(check.line) 行写 \(stated)", "agrees: \(stated) on line \(check.line)")]
    }
    return [
      title,
      word(
        "不一致：第 \(check.line) 行写 \(plain(check.stated))，各行相加得 \(plain(check.computed))",
        "differs: line \(check.line) prints \(plain(check.stated)), the rows give \(plain(check.computed))"),
    ]
  }

  /// A canonical column by the name that its match has.
  private func column(_ id: String) -> String {
    report.matched.first { $0.id == id }?.name.text(in: language) ?? id
  }
}

/// One line without control characters, which a terminal might obey.
private func printable(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    result.append(isControl ? " " : scalar)
  }
  return String(result)
}

/// The columns of a terminal that a text takes: two for a Chinese character.
private func width(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { sum, scalar in
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200D, 0xFE00...0xFE0F: sum
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      sum + 2
    default: sum + 1
    }
  }
}

private func padded(_ text: String, to target: Int) -> String {
  text + String(repeating: " ", count: max(0, target - width(text)))
}

private func plain(_ value: Double) -> String {
  guard var text = Number.real(value).exact(decimals: 6)?.description else { return "\(value)" }
  if text.utf8.contains(0x2E) {
    while text.utf8.last == 0x30 { text.removeLast() }
    if text.utf8.last == 0x2E { text.removeLast() }
  }
  return text
}
