import Diagnostics
import Handbook
import Metrics
import Values

/// Plain numbers in reviews that contradict the data.
///
/// A number counts as a KPI's when it stands right behind the KPI's name, with a unit that fits, and nothing in its
/// sentence says that it is of another time or part. It agrees when the figure, its target, its baseline, or that of the
/// compared campaign, rounded as printed, is that number. Everything else is left alone: a missed contradiction costs
/// less than a false one.
struct NumberCheck: Sendable {
  /// Names of KPIs and measures in small letters, the longest first, by their first character.
  private let names: [Character: [(name: [Character], ids: [String])]]
  private let campaigns: CampaignSet
  private let dictionary: KPIDictionary
  private let style: NumberStyle

  /// Names in everyday use beside those of the dictionary.
  private static let everyday = [
    "ROI": "marketing-roi", "获客成本": "cac", "客单价": "aov", "成交额": "revenue-total",
  ]

  init(campaigns: CampaignSet, dictionary: KPIDictionary, style: NumberStyle) {
    self.campaigns = campaigns
    self.dictionary = dictionary
    self.style = style
    var known: [String: [String]] = [:]
    func add(_ name: String, _ id: String) {
      let key = name.lowercased()
      // One character, or two Latin ones, stand for too many things.
      guard key.count > 1, key.utf8.count > 2, known[key]?.contains(id) != true else { return }
      known[key, default: []].append(id)
    }
    for kpi in dictionary.kpis {
      for name in [kpi.name.zh, kpi.name.en] + kpi.otherNames { add(name, kpi.id) }
      if kpi.id.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) { add(kpi.id, kpi.id) }
    }
    for measure in dictionary.measures { for name in [measure.name.zh, measure.name.en] { add(name, measure.id) } }
    for name in NumberCheck.everyday.keys.sorted() {
      if let id = NumberCheck.everyday[name], dictionary.name(id) != nil { add(name, id) }
    }
    var names: [Character: [(name: [Character], ids: [String])]] = [:]
    for (name, ids) in known.sorted(by: { $0.key < $1.key }) {
      let characters = Array(name)
      names[characters[0], default: []].append((characters, ids))
    }
    self.names = names.mapValues { $0.sorted { $0.name.count > $1.name.count } }
  }

  /// What the review of a campaign says wrongly.
  func run(_ document: Document) -> [Diagnostic] {
    let parts = document.path.split(separator: "/").map(String.init)
    guard parts.count > 2, let campaign = campaigns[parts[1]], let facts = campaign.facts else { return [] }
    let reader = Reader(check: self, facts: facts, compared: campaign.brief.compare.flatMap { campaigns[$0]?.facts })
    var diagnostics: [Diagnostic] = []
    if case .review(let notes) = document.matter.detail {
      for sentence in notes.sentences {
        for found in reader.prose(Array(sentence.text)) {
          diagnostics.append(Diagnostic(found.problem, at: Location(document.file, line: sentence.line, column: 3)))
        }
      }
    }
    var fence: String?
    var header: [String] = []
    var line = document.bodyLine - 1
    for bytes in document.body.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      let text = String(decoding: bytes, as: UTF8.self)
      let start = text.drop { $0 == " " || $0 == ">" }
      if start.hasPrefix("```") || start.hasPrefix("~~~") {
        let mark = String(start.prefix(3))
        if fence == nil { fence = mark } else if fence == mark { fence = nil }
        continue
      }
      if fence != nil { continue }
      let plain = NumberCheck.withoutCode(Array(text))
      let found: [Finding]
      if start.hasPrefix("|") {
        let cells = NumberCheck.cells(plain)
        if header.isEmpty { header = cells.map(\.text) }
        found = reader.row(cells, header: header)
      } else {
        header = []
        found = reader.prose(plain)
      }
      for item in found {
        diagnostics.append(Diagnostic(item.problem, at: Location(document.file, line: line, column: item.column + 1)))
      }
    }
    return diagnostics
  }

  fileprivate struct Finding {
    /// From 0.
    var column: Int
    var problem: Problem
  }

  /// Code spans and the addresses of links blanked, so that columns stay.
  private static func withoutCode(_ text: [Character]) -> [Character] {
    var result = text
    var position = 0
    while position < text.count {
      let isCode = text[position] == "`"
      let isLink = text[position] == "(" && position > 0 && text[position - 1] == "]"
      guard isCode || isLink, let end = text[(position + 1)...].firstIndex(of: isCode ? "`" : ")") else {
        position += 1
        continue
      }
      for index in position...end { result[index] = isCode ? "\u{FFFC}" : " " }
      position = end + 1
    }
    // Emphasis and brackets do not part a name from its number.
    for index in result.indices where "*[]".contains(result[index]) { result[index] = " " }
    return result
  }

  private static func cells(_ text: [Character]) -> [(text: String, column: Int)] {
    var result: [(text: String, column: Int)] = []
    var start: Int?
    for (index, character) in text.enumerated() where character == "|" {
      if let start { result.append((String(text[start..<index]), start)) }
      start = index + 1
    }
    return result
  }

  // MARK: Names and numbers

  /// The name that begins at a place, the longest of those that do.
  fileprivate func name(in text: [Character], at place: Int) -> (length: Int, ids: [String])? {
    guard let candidates = names[Character(text[place].lowercased())] else { return nil }
    for candidate in candidates where place + candidate.name.count <= text.count {
      guard candidate.name.indices.allSatisfy({ text[place + $0].lowercased() == String(candidate.name[$0]) }) else { continue }
      let end = place + candidate.name.count
      // A Latin name ends where its word ends.
      if let last = candidate.name.last, last.isASCII, end < text.count, text[end].isASCII, text[end].isLetter { continue }
      if candidate.name[0].isASCII, place > 0, text[place - 1].isASCII, text[place - 1].isLetter || text[place - 1] == "-" { continue }
      return (candidate.name.count, candidate.ids)
    }
    return nil
  }

  /// A number as printed.
  fileprivate struct Printed {
    var start: Int
    var end: Int
    var value: Double
    var decimals: Int
    /// What one of its units is: 10,000 for 万, 0.01 for %.
    var scale: Double
    var unit: String
    var isAbout: Bool
  }

  /// The number that begins at a place, with its unit; `nil` for dates and the like.
  fileprivate func number(in text: [Character], at place: Int) -> Printed? {
    var position = place
    if text[position] == "¥" || text[position] == "￥" { position += 1 }
    let isMoney = position > place
    var digits = ""
    var decimals: Int?
    while position < text.count {
      let character = text[position]
      if character.isASCII, character.isNumber {
        digits.append(character)
        if let count = decimals { decimals = count + 1 }
      } else if character == ".", decimals == nil, position + 1 < text.count, text[position + 1].isASCII, text[position + 1].isNumber {
        digits.append(character)
        decimals = 0
      } else if character != "," || position + 1 >= text.count || !(text[position + 1].isASCII && text[position + 1].isNumber) {
        break
      }
      position += 1
    }
    guard let value = Double(digits), digits.utf8.count < 18 else { return nil }
    func skip() { while position < text.count, text[position] == " " { position += 1 } }
    func take(_ word: String) -> Bool {
      let characters = Array(word)
      guard position + characters.count <= text.count, zip(characters, text[position...]).allSatisfy({ $0 == $1 }) else { return false }
      position += characters.count
      return true
    }
    let end = position
    skip()
    var scale = 1.0
    var unit = isMoney ? "元" : ""
    if take("亿") { scale = 1e8 } else if take("万") { scale = 1e4 }
    for word in ["个百分点", "%", "％", "元", "倍", "次", "人", "单", "件", "分", "条", "年", "月", "日", "天", "号", "章", "项", "周", "时", "点", "个", "种", "家", "场", "：", ":", "/", "-", "～", "~", "–"] where take(word) {
      unit = word == "％" ? "%" : word
      break
    }
    if unit == "%" { scale = 0.01 }
    let after = String(text[min(position, text.count)..<min(position + 2, text.count)])
    let isAbout = after.hasPrefix("左右") || after.hasPrefix("以上") || after.hasPrefix("多") || after.hasPrefix("余")
    return Printed(
      start: place, end: unit.isEmpty && scale == 1 ? end : position, value: value, decimals: decimals ?? 0, scale: scale,
      unit: unit, isAbout: isAbout)
  }

  /// Whether the number is one that the unit could be printed as.
  fileprivate func fits(_ printed: Printed, _ unit: Unit) -> Bool {
    switch unit.numberUnit {
    case .money: return printed.unit == "元" || (printed.unit.isEmpty && printed.scale > 1)
    case .ratio: return printed.unit == "%"
    case .multiple: return printed.unit == "倍"
    case .count: return printed.unit == unit.label.zh || (printed.unit.isEmpty && printed.scale > 1)
    case .decimal: return !unit.label.zh.isEmpty && printed.unit == unit.label.zh
    case .seconds, .days: return false
    }
  }

  /// Whether a figure is printed as this number.
  fileprivate func agrees(_ printed: Printed, _ value: Number?, isAbout: Bool) -> Bool {
    guard let value = value?.double else { return false }
    let shown = value / printed.scale
    var step = 0.5
    for _ in 0..<min(printed.decimals, 12) { step /= 10 }
    let allowed = max(step * 1.000001, isAbout || printed.isAbout ? abs(printed.value) * 0.03 : 0)
    return abs(abs(shown) - printed.value) <= allowed
  }

  fileprivate func problem(
    _ text: [Character], from start: Int, _ printed: Printed, _ figure: Figure, key: String, aspect: FigureKey.Aspect?
  ) -> Problem {
    .numberDiffers(
      String(text[start..<min(printed.end, text.count)]), actual: style.prose(figure.value, figure.unit),
      key: aspect.map { key + "@" + $0.rawValue } ?? key)
  }
}

/// Reads the text of one campaign's review.
private struct Reader {
  let check: NumberCheck
  let facts: CampaignFacts
  let compared: CampaignFacts?

  /// Words that say that a number is of another time, part or wish.
  private static let elsewhere = [
    "去年", "上年", "往年", "历年", "历史", "上次", "上期", "上月", "上周", "本周", "前一", "同期", "行业", "竞品", "对手", "同行", "均值",
    "日均", "每日", "每天", "当日", "当天", "首日", "首周", "单日", "那天", "昨", "下次", "下一", "预计", "如果", "假如", "假设", "应当", "需要", "至少",
    "最高", "最低", "last year", "per day", "industry", "competitor", "average", "would", "if ", "previous",
  ]
  /// What may stand between a name and its number.
  private static let links = [
    "的", "为", "是", "达到", "达", "到", "约", "近", "仅", "只有", "只", "有", "实际", "共", "合计", "完成", "超过", "逾", "：", ":", "=", "（", "(",
    " ", "升至", "升到", "降至", "降到", "was", "is", "of", "reached", "at", "about", "CNY",
  ]
  private static let about = ["约", "近", "超过", "逾", "about"]

  func prose(_ text: [Character]) -> [NumberCheck.Finding] {
    var findings: [NumberCheck.Finding] = []
    var sentenceStart = 0
    var position = 0
    while position < text.count {
      if "。；;！!？?|".contains(text[position]) { sentenceStart = position + 1 }
      guard let name = check.name(in: text, at: position) else {
        position += 1
        continue
      }
      let end = position + name.length
      if let found = read(text, sentence: sentenceStart, name: position, end: end, ids: name.ids) { findings.append(found) }
      position = end
    }
    return findings
  }

  private func read(_ text: [Character], sentence: Int, name: Int, end: Int, ids: [String]) -> NumberCheck.Finding? {
    // What lies between has to be nothing but words such as 为, with 目标 or 基准 among them.
    var position = end
    var aspect: FigureKey.Aspect?
    var isAbout = false
    scan: while position < text.count {
      if text[position].isASCII && text[position].isNumber || text[position] == "¥" || text[position] == "￥" { break }
      for (words, kind) in [(["目标", "target"], FigureKey.Aspect.target), (["基准期", "基准", "基线", "baseline"], .baseline)] {
        for word in words where starts(text, position, word) {
          aspect = kind
          position += word.count
          continue scan
        }
      }
      guard let link = Reader.links.first(where: { starts(text, position, $0) }), position - end < 16 else { return nil }
      if Reader.about.contains(link) { isAbout = true }
      position += link.count
    }
    guard position < text.count, let printed = check.number(in: text, at: position) else { return nil }
    let before = String(text[sentence..<name])
    let clauseEnd = text[printed.end...].firstIndex { "。；;，,".contains($0) } ?? text.count
    let around = before + String(text[printed.end..<clauseEnd])
    if Reader.elsewhere.contains(where: around.contains) || hasDate(before) { return nil }
    // A name that is the end of a longer one is not this name.
    let part = dimensionValue(endingAt: name, in: text, from: sentence)
    if part == nil {
      if name > sentence, let last = text[..<name].last, isHan(last), !"的使把让从对而且与和及若则其总整体期将，、".contains(last) { return nil }
      // What is said of a part elsewhere in the sentence may be said of it here too.
      if mentionsPart(before) || mentionsPart(String(text[printed.end..<clauseEnd])) { return nil }
    }
    return judge(text, from: name, printed, ids: ids, part: part, aspect: aspect, isAbout: isAbout)
  }

  private func judge(
    _ text: [Character], from start: Int, _ printed: NumberCheck.Printed, ids: [String], part: DimensionValue?,
    aspect: FigureKey.Aspect?, isAbout: Bool
  ) -> NumberCheck.Finding? {
    for id in ids {
      let filter = part.map { [$0] } ?? []
      let key = FigureKey(id: id, aspect: aspect, filter: filter)
      let figure = facts.figure(key)
      guard figure.value != nil, check.fits(printed, figure.unit) else { continue }
      var allowed: [Number?] = [figure.value]
      if aspect == nil {
        for other in [FigureKey.Aspect.target, .baseline, .gap, .completion] {
          allowed.append(facts.figure(FigureKey(id: id, aspect: other, filter: filter)).value)
        }
        allowed.append(compared?.figure(FigureKey(id: id, filter: filter)).value)
      }
      if allowed.contains(where: { check.agrees(printed, $0, isAbout: isAbout) }) { return nil }
      return NumberCheck.Finding(
        column: printed.start,
        problem: check.problem(text, from: start, printed, figure, key: FigureKey(id: id, filter: filter).description, aspect: aspect))
    }
    return nil
  }

  /// The cells of a table's row under heads that say what they are.
  func row(_ cells: [(text: String, column: Int)], header: [String]) -> [NumberCheck.Finding] {
    guard let first = cells.first, cells.count == header.count else { return [] }
    let title = Array(first.text)
    guard let place = title.firstIndex(where: { $0 != " " }), let name = check.name(in: title, at: place),
      title[(place + name.length)...].allSatisfy({ $0 == " " })
    else { return [] }
    var findings: [NumberCheck.Finding] = []
    for (cell, head) in zip(cells, header).dropFirst() {
      let aspect: FigureKey.Aspect?
      if ["实际", "结果", "Actual", "Result"].contains(where: head.contains) {
        aspect = nil
      } else if ["目标", "Target"].contains(where: head.contains) {
        aspect = .target
      } else if ["基线", "基准", "Baseline"].contains(where: head.contains) {
        aspect = .baseline
      } else {
        continue
      }
      let text = Array(cell.text)
      guard let start = text.firstIndex(where: { $0 != " " }), let printed = check.number(in: text, at: start),
        text[printed.end...].allSatisfy({ $0 == " " })
      else { continue }
      for id in name.ids {
        let figure = facts.figure(FigureKey(id: id, aspect: aspect))
        guard figure.value != nil, check.fits(printed, figure.unit) else { continue }
        if !check.agrees(printed, figure.value, isAbout: false) {
          findings.append(
            NumberCheck.Finding(
              column: cell.column + start, problem: check.problem(text, from: start, printed, figure, key: id, aspect: aspect)))
        }
        break
      }
    }
    return findings
  }

  // MARK: Words around

  private func starts(_ text: [Character], _ position: Int, _ word: String) -> Bool {
    let characters = Array(word)
    return position + characters.count <= text.count && zip(characters, text[position...]).allSatisfy { $0 == $1 }
  }

  private func isHan(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { (0x4E00...0x9FFF).contains($0.value) } ?? false
  }

  /// Digits with 月, 日 or 周 behind them.
  private func hasDate(_ text: String) -> Bool {
    var wasDigit = false
    for character in text where character != " " {
      if wasDigit, "年月日周号".contains(character) { return true }
      wasDigit = character.isASCII && character.isNumber
    }
    return false
  }

  /// The value of a dimension that stands right before the name, 的 between them or not.
  private func dimensionValue(endingAt name: Int, in text: [Character], from start: Int) -> DimensionValue? {
    var end = name
    while end > start, text[end - 1] == " " { end -= 1 }
    if end > start, text[end - 1] == "的" { end -= 1 }
    while end > start, text[end - 1] == " " { end -= 1 }
    let before = String(text[start..<end])
    var best: DimensionValue?
    for dimension in facts.dimensions {
      for value in facts.values(of: dimension) where before.hasSuffix(value) && value.count > (best?.value.count ?? 0) {
        best = DimensionValue(dimension, value)
      }
    }
    return best
  }

  private func mentionsPart(_ text: String) -> Bool {
    guard !text.isEmpty else { return false }
    return facts.dimensions.contains { dimension in
      facts.values(of: dimension).prefix(200).contains { $0.count > 1 && text.contains($0) }
    }
  }
}
