import Tables
import Values

/// One question of a survey, wave by wave.
public struct SurveySeries: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// A part of those asked, 0...1.
    case share
    /// The mean of a score.
    case mean
    /// Promoters less detractors, -100...100.
    case nps
  }

  public struct Wave: Sendable {
    public enum Name: Sendable, Hashable {
      case before, after
      case named(String)
    }

    public var name: Name
    /// In the unit of `kind`; `nil` where it cannot be told, and where fewer than five answered.
    public var value: Number?
    public var respondents: Double?
    /// Of the score (`mean`), or of answers that count 1, 0 and -1 (`nps`).
    public var deviation: Double?
    /// Answers by option, in order of first appearance; those of fewer than five people in all are left out.
    public var answers: [(option: String, count: Double)]
    public var sources: [FigureSource]
  }

  /// Id of the KPI that it asks for, else the question as written.
  public var metric: String
  public var isKPI: Bool
  public var kind: Kind
  /// Oldest first: as the files have them.
  public var waves: [Wave]
  /// Values left out as no share, score or net score can be so.
  public var refused = 0

  /// The wave that tells of the campaign.
  public var last: Wave? { waves.last }
  /// What it is compared with.
  public var previous: Wave? { waves.dropLast().last }

  /// How many must have answered for a result to be shown.
  public static let leastShown = 5.0
}

/// All questions of `survey` tables. `kpi` gives the KPI behind an id or a name.
///
/// A row is a question with a value before and after (two waves), or the count of one answer in one wave. From counts a
/// score is the mean of numeric options, a net score counts options 9 and 10 less 0 to 6, and a share the top two of
/// numeric options or those that say yes.
func readSurveys(_ tables: [DataTable], kpi: (String) -> KPIDefinition?) -> [SurveySeries] {
  var reader = SurveyReader()
  for table in tables where table.kind == .survey { reader.read(table, kpi: kpi) }
  for index in reader.series.indices { reader.settle(index) }
  return reader.series.filter { !$0.waves.isEmpty || $0.refused > 0 }
}

private struct SurveyReader {
  var series: [SurveySeries] = []
  private var hasKind: [Bool] = []

  private static let kinds: [String: SurveySeries.Kind] = [
    "share": .share, "占比": .share, "比例": .share, "比率": .share, "mean": .mean, "均值": .mean, "平均": .mean, "平均分": .mean,
    "评分": .mean, "score": .mean, "nps": .nps, "净推荐值": .nps, "推荐值": .nps,
  ]
  /// Options that count for a share.
  private static let yes: Set<String> = [
    "是", "有", "会", "知道", "听说过", "认识", "喜欢", "愿意", "满意", "同意", "提到", "推荐", "yes", "aware", "agree", "satisfied", "top2",
    "前两档",
  ]
  private static let degrees = ["非常", "比较", "很", "very ", "somewhat "]

  mutating func read(_ table: DataTable, kpi: (String) -> KPIDefinition?) {
    let (metrics, kinds, options, waves) = (Texts(table, "metric"), Texts(table, "kind"), Texts(table, "option"), Texts(table, "wave"))
    let (before, after) = (Numbers(table, "before"), Numbers(table, "after"))
    let (manyBefore, manyAfter) = (Numbers(table, "n_before"), Numbers(table, "n_after"))
    let (spreadBefore, spreadAfter) = (Numbers(table, "sd_before"), Numbers(table, "sd_after"))
    let counts = Numbers(table, "count")
    for row in 0..<table.rowCount {
      let written = metrics[row] ?? ""
      let known = kpi(written)
      let stated = kinds[row].flatMap { SurveyReader.kinds[$0.lowercased()] }
      let usual = SurveyReader.kind(of: known)
      let kind = stated ?? usual
      // A KPI that is a share has another unit than a question about it that is answered by a score.
      let isKPI = known != nil && kind == usual
      let metric = isKPI ? known?.id ?? written : written
      var place = series.firstIndex { $0.metric == metric && (stated == nil || $0.kind == stated) }
      if place == nil {
        place = series.count
        series.append(SurveySeries(metric: metric, isKPI: isKPI, kind: kind ?? .share, waves: []))
        hasKind.append(kind != nil)
      }
      guard let place else { continue }
      let source = FigureSource(file: table.file, sheet: table.sheet, rows: 1)
      if let option = options[row], let count = counts[row]?.double, count >= 0 {
        add(option, count, to: waves[row].map(SurveySeries.Wave.Name.named) ?? .after, of: place, source)
        continue
      }
      if before[row] == nil && after[row] == nil { continue }
      if !hasKind[place] {
        series[place].kind = spreadAfter[row] != nil || spreadBefore[row] != nil || (after[row] ?? before[row] ?? .zero).double > 1 ? .mean : .share
        hasKind[place] = true
      }
      for (value, many, spread, name) in [
        (before[row], manyBefore[row], spreadBefore[row], SurveySeries.Wave.Name.before),
        (after[row], manyAfter[row], spreadAfter[row], .after),
      ] {
        guard let value else { continue }
        // Without a word on the kind, 4.2 may be a share or a score.
        let isClear = stated != nil || series[place].kind != .share || value <= Exact(1) || value > Exact(10)
        if !isClear || !state(value, many, spread, name, of: place, source) { series[place].refused += 1 }
      }
    }
  }

  private static func kind(of kpi: KPIDefinition?) -> SurveySeries.Kind? {
    guard let kpi else { return nil }
    if kpi.id == "nps" { return .nps }
    return kpi.unit.kind == .ratio ? .share : .mean
  }

  private mutating func wave(_ name: SurveySeries.Wave.Name, of place: Int, _ source: FigureSource) -> Int {
    if let known = series[place].waves.firstIndex(where: { $0.name == name }) {
      if let file = series[place].waves[known].sources.firstIndex(where: { $0.file == source.file && $0.sheet == source.sheet }) {
        series[place].waves[known].sources[file].rows += 1
      } else {
        series[place].waves[known].sources.append(source)
      }
      return known
    }
    series[place].waves.append(
      SurveySeries.Wave(name: name, value: nil, respondents: nil, deviation: nil, answers: [], sources: [source]))
    return series[place].waves.count - 1
  }

  private mutating func add(
    _ option: String, _ count: Double, to name: SurveySeries.Wave.Name, of place: Int, _ source: FigureSource
  ) {
    let index = wave(name, of: place, source)
    if let known = series[place].waves[index].answers.firstIndex(where: { $0.option == option }) {
      series[place].waves[index].answers[known].count += count
    } else {
      series[place].waves[index].answers.append((option, count))
    }
  }

  /// A value that the file states; `false` where none of its kind can be so. A share written 37.2 is 37.2 %, a net score written 0.32 or 32 % is 32.
  private mutating func state(
    _ value: Exact, _ many: Exact?, _ spread: Exact?, _ name: SurveySeries.Wave.Name, of place: Int, _ source: FigureSource
  ) -> Bool {
    var value = value
    var deviation = spread?.double
    switch series[place].kind {
    case .share:
      if value > Exact(1) { value = value.multiplied(by: Exact(mantissa: 1, scale: 2)) ?? value }
      guard value >= .zero, value <= Exact(1) else { return false }
    case .nps:
      if value.magnitude < Exact(1) { value = value.multiplied(by: Exact(100)) ?? value }
      guard value.magnitude <= Exact(100) else { return false }
      // Points as the score itself, or answers of 1, 0 and -1, whose deviation is never above 1.
      if let points = deviation, points > 1 { deviation = points / 100 }
    case .mean: break
    }
    let index = wave(name, of: place, source)
    // Of the same question twice the first stands.
    guard series[place].waves[index].value == nil else { return true }
    series[place].waves[index].value = .exact(value)
    series[place].waves[index].respondents = many.flatMap { $0 >= .zero ? $0.double : nil }
    series[place].waves[index].deviation = deviation
    return true
  }

  /// Works results out of counted answers, and withholds those of few people.
  mutating func settle(_ place: Int) {
    let kind = series[place].kind
    let options = series[place].waves.flatMap { $0.answers.map(\.option) }
    let scale = options.compactMap { Exact($0)?.double }
    let isNumeric = !options.isEmpty && scale.count == options.count
    let top = scale.max() ?? 0
    for index in series[place].waves.indices {
      var wave = series[place].waves[index]
      let all = wave.answers.reduce(0) { $0 + $1.count }
      if !wave.answers.isEmpty, all > 0 {
        wave.respondents = all
        func number(_ option: String) -> Double { Exact(option)?.double ?? 0 }
        func sum(_ fits: (String) -> Bool) -> Double { wave.answers.reduce(0) { fits($1.option) ? $0 + $1.count : $0 } }
        switch kind {
        case .nps:
          if isNumeric {
            let (up, down) = (sum { number($0) >= 9 }, sum { number($0) <= 6 })
            wave.value = .real((up - down) / all * 100)
            let net = (up - down) / all
            wave.deviation = max(0, (up + down) / all - net * net).squareRoot()
          }
        case .mean:
          if isNumeric {
            let mean = wave.answers.reduce(0) { $0 + number($1.option) * $1.count } / all
            wave.value = .real(mean)
            let squares = wave.answers.reduce(0) { $0 + (number($1.option) - mean) * (number($1.option) - mean) * $1.count }
            wave.deviation = all > 1 ? (squares / (all - 1)).squareRoot() : nil
          }
        case .share:
          let fits: (String) -> Bool = { isNumeric ? number($0) >= top - 1 : SurveyReader.saysYes($0) }
          if wave.answers.contains(where: { fits($0.option) }) { wave.value = .real(sum(fits) / all) }
        }
      }
      if let many = wave.respondents, many < SurveySeries.leastShown {
        wave.value = nil
        wave.deviation = nil
        wave.answers = []
      }
      series[place].waves[index] = wave
    }
  }

  private static func saysYes(_ option: String) -> Bool {
    var word = option.lowercased()
    if let degree = degrees.first(where: word.hasPrefix) { word.removeFirst(degree.count) }
    return yes.contains(word)
  }
}

/// Cells of a text column; missing in every row where the table has none.
struct Texts {
  private let values: (codes: [Int32], words: [String])?

  init(_ table: DataTable, _ id: String) {
    if case .text(let codes, let words)? = table.column(id)?.values { values = (codes, words) } else { values = nil }
  }

  subscript(row: Int) -> String? {
    guard let values, values.codes[row] >= 0 else { return nil }
    let word = values.words[Int(values.codes[row])]
    return word.isEmpty ? nil : word
  }
}

/// Cells of a number column; missing in every row where the table has none.
struct Numbers {
  private let values: (mantissas: [Int64], scale: Int)?

  init(_ table: DataTable, _ id: String) {
    if case .number(let mantissas, let scale)? = table.column(id)?.values { values = (mantissas, scale) } else { values = nil }
  }

  subscript(row: Int) -> Exact? {
    guard let values, values.mantissas[row] != ColumnValues.missingNumber else { return nil }
    return Exact(mantissa: Int128(values.mantissas[row]), scale: values.scale)
  }
}
