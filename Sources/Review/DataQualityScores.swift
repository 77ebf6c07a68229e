import Metrics
import Tables
import Values

/// The scores of the data that a review is made from.
struct DataScores {
  struct Score {
    /// Id of the KPI; `nil` for what the dictionary does not have.
    var kpi: String?
    var value: Double?
    var part: Int
    var whole: Int
    /// The value that is good enough.
    var par: Double
    var higherIsBetter = true

    var isBelowPar: Bool { value.map { higherIsBetter ? $0 < par - 1e-12 : $0 > par + 1e-12 } ?? false }
  }

  var completeness: Score
  var accuracy: Score
  var timeliness: Score
  var duplicates: Score
  /// Sources that should have been updated by now and were not, with the last day they have.
  var late: [(name: String, last: Day, expected: Day)] = []

  var all: [Score] { [completeness, accuracy, timeliness, duplicates] }

  /// What is good enough where the brief sets no target of its own.
  static let par = (completeness: 0.95, accuracy: 0.99, timeliness: 0.95, duplicates: 0.01)
}

extension Writer {
  func dataScores() -> DataScores {
    let cells = tableQuality.reduce(0) { $0 + $1.cells }
    let filled = tableQuality.reduce(0) { $0 + $1.filled }
    let compared = tableQuality.reduce(0) { $0 + $1.compared }
    let agreeing = tableQuality.reduce(0) { $0 + $1.agreeing }
    let rows = tableQuality.reduce(0) { $0 + $1.rows }
    let repeated = tableQuality.reduce(0) { $0 + facts.repeatedRows($1.file, sheet: $1.sheet) }
    func score(_ kpi: String?, _ part: Int, _ whole: Int, _ par: Double) -> DataScores.Score {
      let target = kpi.flatMap { id in assessments.first { $0.target.kpi == id }?.target.target.double }
      return .init(
        kpi: kpi, value: whole == 0 ? nil : Double(part) / Double(whole), part: part, whole: whole, par: target ?? par)
    }
    let sources = sourceTimes()
    let onTime = sources.count { $0.last >= $0.expected }
    var duplicates = score(nil, repeated, rows, DataScores.par.duplicates)
    duplicates.higherIsBetter = false
    return DataScores(
      completeness: score("data-completeness", filled, cells, DataScores.par.completeness),
      accuracy: score("data-accuracy", agreeing, compared, DataScores.par.accuracy),
      timeliness: score("data-timeliness", onTime, sources.count, DataScores.par.timeliness), duplicates: duplicates,
      late: sources.filter { $0.last < $0.expected })
  }

  /// The last day that each source has, and the day it should have reached: the campaign's last or, while it runs,
  /// yesterday, less what its rhythm allows. Sources are those of the register; tables that it does not name count by
  /// where they come from.
  private func sourceTimes() -> [(name: String, last: Day, expected: Day)] {
    let registry = DataRegistry(input.registers)
    var order: [String] = []
    var times: [String: (last: Day, lag: Int)] = [:]
    for quality in tableQuality {
      guard let first = quality.first, let last = quality.last, first <= period.end else { continue }
      let names = registry.sources(of: quality.file).map { ($0.name, $0.lag) }
      let source = input.tables.first { $0.file == quality.file && $0.sheet == quality.sheet }?.source
      let fallback = quality.kind == .daily || quality.kind == .orders ? source.map { [(sourceName($0), 1)] } : nil
      for (name, lag) in names.isEmpty ? fallback ?? [] : names {
        if times[name] == nil { order.append(name) }
        times[name] = (max(times[name]?.last ?? last, last), lag)
      }
    }
    return order.compactMap { name in
      guard let time = times[name] else { return nil }
      let expected = min(period.end, input.today.advanced(by: -time.lag))
      return (name, time.last, max(expected, period.start.advanced(by: -1)))
    }
  }

  // MARK: Words

  /// Puts the scores on record as figures, states them, and warns where one is below par.
  func qualitySentences(_ scores: DataScores) -> [Sentence] {
    let files = input.imports.filter { $0.kind.map(TableKind.allCases.contains) ?? false }
      .map { FigureSource(file: $0.file, sheet: $0.sheet, rows: $0.rowsUsed) }
    func note(_ score: DataScores.Score, _ formula: String) -> Noted? {
      guard let id = score.kpi, let kpi = dictionary[id] else { return nil }
      // A value that people state themselves, such as one of spot checks, stands.
      let stated = figure(id)
      if !stated.isMissing { return stated }
      guard let value = score.value else { return nil }
      return record(
        FigureKey(id: id), Figure(id: id, kind: .kpi, value: .real(value), unit: kpi.unit, formula: formula, sources: files))
    }
    let complete = note(scores.completeness, pick("有值的单元格 ÷ 应填的单元格", "filled cells ÷ cells to fill"))
    let accurate = note(
      scores.accuracy, pick("与文件所印数字一致的处数 ÷ 核对的处数", "printed figures that agree ÷ those that were computed again"))
    let timely = note(scores.timeliness, pick("按时更新的来源 ÷ 全部来源", "sources updated on time ÷ all sources"))
    var parts: [String] = []
    var english: [String] = []
    for (noted, zh, en) in [(complete, "完整率", "completeness"), (accurate, "准确率", "accuracy"), (timely, "及时率", "timeliness")] {
      guard let noted else { continue }
      parts.append("\(zh)\(percent(noted.value))")
      english.append("\(en) \(percent(noted.value))")
    }
    guard !parts.isEmpty else { return [] }
    if let share = scores.duplicates.value {
      parts.append("重复行占\(percent(share))")
      english.append("repeated rows \(percent(share))")
    }
    let noted = [complete, accurate, timely].compactMap { $0 }
    var sentences = [
      say(
        "data-quality", "数据质量：" + parts.joined(separator: "，") + "。",
        "Data quality: " + english.joined(separator: ", ") + ".", noted)
    ]
    let poor = scores.all.filter(\.isBelowPar)
    let violations = tableQuality.flatMap(\.findings).filter { !$0.isHint }
    if !poor.isEmpty || !violations.isEmpty {
      let zh = poor.map { "\(scoreName($0))\(percent($0.value))，要求\($0.higherIsBetter ? "不低于" : "不高于")\(percent($0.par))" }
      let en = poor.map {
        "\(scoreName($0).lowercased()) is \(percent($0.value)), \($0.higherIsBetter ? "at least" : "at most") \(percent($0.par)) is asked for"
      }
      let rows = violations.reduce(0) { $0 + $1.rows }
      let logicZh = violations.isEmpty ? [] : ["有\(rows)行违反逻辑校验"]
      let logicEn = violations.isEmpty ? [] : ["\(rows) \(rows == 1 ? "row breaks" : "rows break") the rules of logic"]
      let warning = say(
        "data-warning", "警示：数据质量不达标——" + (zh + logicZh).joined(separator: "；") + "。据此作出的结论须先核实数据。",
        "Warning: the data is below par: " + (en + logicEn).joined(separator: "; ")
          + ". Verify it before relying on what follows from it.", noted)
      sentences.insert(warning, at: 0)
      highlight(0.95, .dataQuality, warning)
    }
    for late in scores.late.prefix(3) {
      sentences.append(
        say(
          "data-late-\(late.name)", "\(datum(late.name))的数据只到\(day(late.last))，应到\(day(late.expected))。",
          "The data of \(late.name) ends on \(day(late.last)); it should reach \(day(late.expected))."))
    }
    return sentences
  }

  /// What would bring data that is below par up to it.
  func qualityNeeds(_ scores: DataScores) -> String? {
    var parts: [String] = []
    if scores.completeness.isBelowPar {
      parts.append(pick("补齐空着的单元格和读不懂的行", "fill in empty cells and rows that cannot be read"))
    }
    if scores.accuracy.isBelowPar {
      parts.append(pick("核对与文件所印数字不一致之处（见核对表）", "settle the figures that disagree with those printed in the files"))
    }
    if scores.timeliness.isBelowPar {
      parts.append(pick("更新没有到期末的来源：\(scores.late.map { datum($0.name) }.joined(separator: "、"))",
        "update the sources that end early: \(scores.late.map(\.name).joined(separator: ", "))"))
    }
    if scores.duplicates.isBelowPar { parts.append(pick("删去重复的行", "remove repeated rows")) }
    if tableQuality.contains(where: { $0.findings.contains { !$0.isHint } }) {
      parts.append(pick("改正违反逻辑校验的行（见逻辑校验表）", "mend the rows that break the rules of logic"))
    }
    guard !parts.isEmpty else { return nil }
    return pick("数据不达标，须：", "The data is below par; ") + parts.joined(separator: pick("；", "; ")) + pick("。", ".")
  }

  private func scoreName(_ score: DataScores.Score) -> String {
    score.kpi.map { name($0) } ?? pick("重复行占比", "Repeated rows")
  }

  func qualityTable(_ scores: DataScores) -> ReviewTable {
    let basis = [
      pick("有值的单元格 ÷ 应填的单元格", "filled ÷ cells to fill"), pick("一致的处数 ÷ 核对的处数", "agreeing ÷ compared"),
      pick("按时更新的来源 ÷ 全部来源", "on time ÷ all sources"), pick("重复的行 ÷ 全部行", "repeated ÷ all rows"),
    ]
    let rows = zip(scores.all, basis).map { score, basis in
      [
        ReviewTable.Cell(scoreName(score), kpi: score.kpi), share(score.value), count(score.part), count(score.whole),
        .init((score.higherIsBetter ? "≥ " : "≤ ") + percent(score.par)),
        .init(
          score.value == nil ? pick("无从核对", "nothing to compare") : score.isBelowPar ? pick("不达标", "below par") : pick("达标", "met"),
          status: score.value == nil ? nil : score.isBelowPar ? .red : .green), .init(basis),
      ]
    }
    return ReviewTable(
      id: "data-quality", caption: pick("数据质量得分", "Scores of data quality"),
      columns: [
        .init(title: pick("项目", "Score"), numeric: false), .init(title: pick("得分", "Value"), numeric: true),
        .init(title: pick("分子", "Part"), numeric: true), .init(title: pick("分母", "Whole"), numeric: true),
        .init(title: pick("要求", "Asked for"), numeric: false), .init(title: pick("结果", "Result"), numeric: false),
        .init(title: pick("算法", "How"), numeric: false),
      ], rows: rows)
  }
}
