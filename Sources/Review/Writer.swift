import Charts
import Diagnostics
import Metrics
import Tables
import Values

/// A figure and the key it is found by.
struct Noted {
  var key: String
  var figure: Figure

  var value: Number? { figure.value }
  var isMissing: Bool { figure.value == nil }
}

/// What chapters are written with: the data, the reader's language, and a record of the figures they state.
///
/// One per review, used by one thread.
final class Writer {
  let input: ReviewInput
  let facts: CampaignFacts
  let dictionary: KPIDictionary
  let style: NumberStyle
  let chinese: Bool
  let period: Period
  let main: MainMeasure?
  let events: [Event]
  let assessments: [Assessment]

  /// Every figure asked for, once.
  private var known: [FigureKey: Int] = [:]
  private var entries: [Entry] = []
  /// Places among `entries` of what was stated since explanations were last taken, in order.
  private var stated: [Int] = []
  private var chapter = 0
  private(set) lazy var dataAsOf = facts.dataAsOf
  /// How good the data of each KPI file is.
  private(set) lazy var tableQuality = input.tables.filter { $0.kind.map(TableKind.allCases.contains) ?? false || $0.kind == .spend }
    .map(facts.quality)

  private struct Entry {
    var key: FigureKey
    var figure: Figure
    /// Set when a sentence or table states the figure.
    var name: String?
    /// The last chapter that did.
    var chapter = -1
  }
  /// By dimension; a dimension is broken down by one measure only.
  var increments: [String: Increments?] = [:]
  private var overrides: [String: String] = [:]
  private var names: [String: String] = [:]
  private var usedSentences: Set<String> = []
  private var methods: [Explanation] = []
  /// What chapters found that the summary may name, and what they advise; see `Findings`.
  var highlights: [Highlight] = []
  var advice: [Advice] = []
  /// What the people's part of the review lacks.
  var warnings: [Diagnostic] = []

  init(_ input: ReviewInput) {
    self.input = input
    facts = input.facts
    dictionary = input.facts.dictionary
    chinese = input.language.isChinese
    style = NumberStyle(
      chinese: chinese, traditional: input.language == .traditionalChinese, currency: input.currency)
    period = input.facts.frame.period
    main = MainMeasure.find(in: input.facts)
    events = readEvents(input.tables, chinese: chinese)
    assessments = input.facts.assessments
    known.reserveCapacity(512)
    entries.reserveCapacity(512)
    for override in input.overrides { overrides[override.id] = override.text }
  }

  func pick(_ zh: @autoclosure () -> String, _ en: @autoclosure () -> String) -> String { chinese ? zh() : en() }

  // MARK: Figures

  /// The figure, put on record under its key.
  func figure(_ id: String, filter: [DimensionValue] = [], aspect: FigureKey.Aspect? = nil) -> Noted {
    state(place(FigureKey(id: id, aspect: aspect, filter: filter)))
  }

  private func place(_ key: FigureKey) -> Int {
    if let place = known[key] { return place }
    let judged = key.filter.isEmpty ? assessments.first { $0.target.kpi == key.id } : nil
    return add(Entry(key: key, figure: facts.figure(key, judged: judged)))
  }

  private func add(_ entry: Entry) -> Int {
    known[entry.key] = entries.count
    entries.append(entry)
    return entries.count - 1
  }

  private func state(_ place: Int) -> Noted {
    let name = entries[place].name ?? entries[place].key.description
    entries[place].name = name
    if entries[place].chapter != chapter {
      entries[place].chapter = chapter
      stated.append(place)
    }
    return Noted(key: name, figure: entries[place].figure)
  }

  /// The figure, asked for but not stated.
  func peek(_ key: FigureKey) -> Figure { entries[place(key)].figure }

  func peek(_ id: String, _ dimension: String, _ value: String) -> Figure {
    peek(FigureKey(id: id, filter: [DimensionValue(dimension, value)]))
  }

  /// Puts a figure on record that `facts` cannot give under a key, such as a stage of a funnel.
  @discardableResult
  func record(_ key: FigureKey, _ figure: Figure) -> Noted {
    if let place = known[key] {
      entries[place].figure = figure
      return state(place)
    }
    return state(add(Entry(key: key, figure: figure)))
  }

  /// Figures stated since the last call, those of the whole campaign, in order of first use; then the methods.
  func takeExplanations() -> [Explanation] {
    defer {
      stated.removeAll(keepingCapacity: true)
      methods.removeAll()
      chapter += 1
    }
    let figures = stated.compactMap { place -> Explanation? in
      let entry = entries[place]
      guard entry.key.filter.isEmpty, entry.key.aspect == nil, let name = entry.name else { return nil }
      return explain(Noted(key: name, figure: entry.figure))
    }
    return figures + methods
  }

  /// Puts on record how something came about that is no single figure: a test, a model, a decomposition. `key` is
  /// stable; `formula` names the method and its source; `sources` are the files and rows used.
  func explainMethod(
    _ key: String, label: String, value: String = "", formula: String, sources: [FigureSource] = [], notes: [String] = []
  ) {
    methods.append(
      Explanation(key: key, label: label, value: value, formula: formula, sources: sources, notes: notes))
  }

  private func explain(_ noted: Noted) -> Explanation {
    let figure = noted.figure
    var notes = figure.notes.map { text($0.wording(in: dictionary)) }
    if let missing = figure.missing { notes.append(missing.wording(in: dictionary).text(in: input.language)) }
    var formula = figure.formula
    if formula.isEmpty, let definition = dictionary[figure.id]?.definition { formula = text(definition) }
    if formula.isEmpty, figure.kind == .measure, !figure.sources.isEmpty { formula = pick("各行相加", "sum of the rows") }
    return Explanation(
      key: noted.key, label: name(figure.id), value: cell(figure), formula: formula, sources: figure.sources,
      notes: notes.filter { !$0.isEmpty })
  }

  /// Ids of the figures on record, each once, sorted.
  var statedIDs: [String] {
    var ids: Set<String> = []
    for entry in entries where entry.name != nil { ids.insert(entry.figure.id) }
    return ids.sorted()
  }

  /// All figures on record, by key.
  var figures: [Review.KeyedFigure] {
    entries.compactMap { entry in entry.name.map { Review.KeyedFigure(key: $0, figure: entry.figure) } }
      // By bytes, which is the order of scalars and needs no look at how Chinese is composed.
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  // MARK: Sentences

  /// A generated sentence, or the person's words that replace it.
  func say(_ id: String, _ zh: @autoclosure () -> String, _ en: @autoclosure () -> String, _ figures: [Noted] = [])
    -> Sentence
  {
    usedSentences.insert(id)
    var keys: [String] = []
    for figure in figures where !keys.contains(figure.key) { keys.append(figure.key) }
    if let text = overrides[id] { return Sentence(id: id, text: text, figures: keys, isReplaced: true) }
    return Sentence(id: id, text: typeset(pick(zh(), en())), figures: keys, isReplaced: false)
  }

  /// A finished sentence under another id, with `text` in place of its own unless a person's words replace it.
  func restate(_ sentence: Sentence, as id: String, text: String) -> Sentence {
    usedSentences.insert(id)
    var result = sentence
    result.id = id
    result.text = overrides[id] ?? text
    result.isReplaced = sentence.isReplaced || overrides[id] != nil
    return result
  }

  /// Ids of sentences that this data does not lead to but other data does: words for them are no error.
  func expect(_ ids: some Sequence<String>) { usedSentences.formUnion(ids) }

  /// Overrides that no sentence asked for.
  var unknownOverrides: [Diagnostic] {
    input.overrides.filter { !usedSentences.contains($0.id) }.map { override in
      Diagnostic(.unknownSentence(override.id, known: usedSentences.sorted()), at: override.location)
    }
  }

  // MARK: Words

  /// Running text with the spaces that Chinese typography wants around numbers.
  func typeset(_ text: String) -> String { chinese ? NumberStyle.spaced(text) : text }

  /// A name from the data within running text, which keeps its own spacing.
  func datum(_ name: String) -> String { chinese ? NumberStyle.verbatim(name) : name }

  func name(_ id: String) -> String {
    if let name = names[id] { return name }
    let name = dictionary.name(id)?.text(in: input.language) ?? Words.names[id]?.text(in: input.language) ?? id
    names[id] = name
    return name
  }

  /// The name within an English sentence, where it does not begin it; the Chinese one is the same everywhere.
  func nameInside(_ id: String) -> String { chinese ? name(id) : Words.lowered(name(id)) }

  func dimension(_ id: String) -> String { Dimensions.name(id).text(in: input.language) }

  func label(_ value: String?) -> String { value ?? Dimensions.unlabelled.text(in: input.language) }

  func text(_ wording: Wording) -> String { wording.text(in: input.language) }

  func day(_ day: Day) -> String { style.day(day, withYear: false) }

  /// The number as a sentence states it: `418.4万元`, `1.5万人`, `3.13%`.
  func prose(_ value: Number?, _ unit: Unit) -> String {
    let kind = unit.numberUnit
    return style.compact(value, kind) + (value == nil ? "" : suffix(unit, kind))
  }

  func prose(_ figure: Figure) -> String { prose(figure.value, figure.unit) }
  func prose(_ noted: Noted) -> String { prose(noted.figure) }

  /// The number as a cell of a table with mixed units states it: `¥4,184,069.90`, `13,681单`.
  func cell(_ value: Number?, _ unit: Unit) -> String {
    let kind = unit.numberUnit
    return style.full(value, kind) + (value == nil ? "" : suffix(unit, kind))
  }

  func cell(_ figure: Figure) -> String { cell(figure.value, figure.unit) }

  /// A difference with its sign; of rates in percentage points.
  func difference(_ value: Number?, _ unit: Unit) -> String {
    style.difference(value, unit.numberUnit) + (value == nil ? "" : suffix(unit, unit.numberUnit))
  }

  /// A distance without its sign, as a sentence states it: `18.4万元`, `0.17个百分点`.
  func distance(_ value: Number, _ unit: Unit) -> String {
    let size = value.magnitude
    if unit.numberUnit == .ratio {
      let text = style.difference(size, .ratio)
      return text.hasPrefix("+") ? String(text.dropFirst()) : text
    }
    return prose(size, unit)
  }

  /// The size of a relative change, without its sign: `97.6%`.
  func changeSize(_ change: Double) -> String {
    let text = style.change(abs(change))
    return text.hasPrefix("+") ? String(text.dropFirst()) : text
  }

  func percent(_ value: Number?) -> String { style.full(value, .ratio) }
  func percent(_ value: Double?) -> String { style.full(value, .ratio) }

  func suffix(_ unit: Unit, _ kind: NumberUnit) -> String {
    guard kind == .count || kind == .decimal else { return "" }
    let label = text(unit.label)
    if label.isEmpty { return "" }
    return chinese ? label : " " + label
  }

  /// The name of a column, with its unit where the cells do not carry it.
  func head(_ id: String, _ unit: Unit) -> String {
    let kind = unit.numberUnit
    let label = text(unit.label)
    guard kind == .count || kind == .decimal, !label.isEmpty else { return name(id) }
    return name(id) + pick("（\(label)）", " (\(label))")
  }

  func status(_ status: Status?) -> String {
    switch status {
    case .green: pick("达标", "met")
    case .yellow: pick("接近", "near")
    case .red: pick("未达", "missed")
    case nil: NumberStyle.missing
    }
  }

  func join(_ parts: [String]) -> String {
    if chinese { return parts.joined(separator: "、") }
    guard parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
  }

  /// Where figures come from, for the line under a chart.
  func source(_ figure: Figure) -> String? {
    if figure.sources.isEmpty { return nil }
    var names: [String] = []
    for source in figure.sources {
      let name = source.file.split(separator: "/").last.map(String.init) ?? source.file
      if !names.contains(name) { names.append(name) }
    }
    let shown = names.prefix(3).joined(separator: pick("、", ", "))
    return names.count > 3 ? shown + pick(" 等 \(names.count) 个文件", " and \(names.count - 3) more") : shown
  }
}

/// Words that several chapters need.
enum Words {
  /// Figures of the review that are no KPIs of the dictionary.
  static let names: [String: Wording] = [
    "weighted-score": Wording(zh: "加权考核得分", en: "Weighted score"),
    "funnel-stage": Wording(zh: "漏斗环节人次", en: "Funnel stage"),
    "funnel-step-rate": Wording(zh: "漏斗转化率", en: "Funnel step rate"),
    "funnel-total-rate": Wording(zh: "漏斗总转化率", en: "Funnel overall rate"),
    "experiment-rate": Wording(zh: "方案转化率", en: "Variant's rate"),
    "experiment-lift": Wording(zh: "方案相对提升", en: "Variant's lift"),
    "experiment-p": Wording(zh: "方案差异的 p 值", en: "P value of a variant"),
    "budget-planned-to-date": Wording(zh: "按进度应支出", en: "Planned to date"),
    "budget-spent-to-date": Wording(zh: "累计支出", en: "Spent to date"),
    "full-cost-roi": Wording(zh: "全成本投资回报率", en: "ROI at full cost"),
    "incentive-rate": Wording(zh: "激励占渠道收入", en: "Incentives per channel revenue"),
    "media-roi": Wording(zh: "投资回报率（媒介口径）", en: "ROI on media cost"),
    "customers-total": Wording(zh: "客户数", en: "Customers"),
    "cac-full": Wording(zh: "获客成本（全成本）", en: "Acquisition cost, all cost"),
    "cac-media": Wording(zh: "获客成本（媒介花费）", en: "Acquisition cost, media only"),
    "clv-average-order": Wording(zh: "平均订单价值（订单表）", en: "Average order of the orders"),
    "clv-orders-per-year": Wording(zh: "年均订单数", en: "Orders a year"),
    "clv-margin": Wording(zh: "毛利率（订单表）", en: "Gross margin of the orders"),
    "clv-lifetime": Wording(zh: "平均留存年数", en: "Years retained"),
    "rfm-customers": Wording(zh: "客群人数", en: "Customers of a group"),
    "rfm-revenue-share": Wording(zh: "客群收入占比", en: "Revenue share of a group"),
    "cohort-retention": Wording(zh: "首购后留存率", en: "Retention after the first purchase"),
    "purchase-interval": Wording(zh: "购买间隔", en: "Days between purchases"),
    "churn-risk-customers": Wording(zh: "风险档人数", en: "Customers of a tier"),
    "expected-purchases": Wording(zh: "预期购买次数", en: "Purchases to expect"),
    "alive-share": Wording(zh: "复购客户中仍会购买的占比", en: "Repeat customers who will still buy"),
    "bg-nbd-parameter": Wording(zh: "BG/NBD 参数", en: "BG/NBD parameter"),
    "bg-nbd-log-likelihood": Wording(zh: "BG/NBD 对数似然", en: "BG/NBD log-likelihood"),
    "pair-support": Wording(zh: "支持度", en: "Support"),
    "pair-confidence": Wording(zh: "置信度", en: "Confidence"),
    "pair-lift": Wording(zh: "提升度", en: "Lift"),
    "feedback-share": Wording(zh: "反馈类别占比", en: "Share of feedback"),
    "loyalty-repurchase": Wording(zh: "会员与非会员复购率", en: "Repurchase of members and others"),
    "lead-step-rate": Wording(zh: "线索阶段转化率", en: "Lead conversion by stage"),
    "lead-cost": Wording(zh: "线索成本", en: "Cost per lead"),
    "survey-result": Wording(zh: "调研结果", en: "Survey result"),
    "nps-promoters": Wording(zh: "推荐者占比", en: "Promoters"),
    "nps-passives": Wording(zh: "中立者占比", en: "Passives"),
    "nps-detractors": Wording(zh: "贬损者占比", en: "Detractors"),
    "mention-growth": Wording(zh: "提及增长率", en: "Growth of mentions"),
    "brand-consistency": Wording(zh: "品牌合规率", en: "Brand rules met"),
    "sales-lift-weekday-matched": Wording(zh: "销售提升率（按星期对齐）", en: "Sales lift, weekdays matched"),
    "driver-effect": Wording(zh: "驱动因素的贡献", en: "Contribution of a driver"),
    "rate-effect": Wording(zh: "率效应", en: "Rate effect"),
    "mix-effect": Wording(zh: "结构效应", en: "Mix effect"),
    "arrival-rate": Wording(zh: "点击到访率", en: "Arrival rate"),
    "click-conversion-rate": Wording(zh: "点击转化率", en: "Conversions per click"),
    "lead-rate": Wording(zh: "线索率", en: "Lead rate"),
    "click-registration-rate": Wording(zh: "点击注册率", en: "Registrations per click"),
    "unit-price": Wording(zh: "件均价", en: "Price of a unit"),
    "revenue-per-conversion": Wording(zh: "每次转化的归因收入", en: "Attributed revenue per conversion"),
    "impressions-per-yuan": Wording(zh: "每元媒介花费买到的展示", en: "Impressions per unit of media cost"),
    "driver-quotient": Wording(zh: "单位产出", en: "Output per unit"),
    "incremental-revenue-net": Wording(zh: "净增量销售额（扣除对照组）", en: "Incremental revenue, net of control"),
    "incremental-profit-net": Wording(zh: "净增量利润（扣除对照组）", en: "Incremental profit, net of control"),
    "net-lift": Wording(zh: "净提升率（扣除对照组）", en: "Lift, net of control"),
    "tasks-on-time": Wording(zh: "任务按期率", en: "Tasks on time"),
    "incident-response": Wording(zh: "故障平均响应", en: "Mean response to incidents"),
    "incident-repair": Wording(zh: "故障平均修复", en: "Mean time to restore"),
    "actions-on-time": Wording(zh: "行动按期完成率", en: "Actions done on time"),
  ]

  /// A name with its first letter small, unless its first word is an abbreviation.
  static func lowered(_ name: String) -> String {
    guard let first = name.first, let second = name.dropFirst().first, first.isUppercase, !second.isUppercase
    else { return name }
    return first.lowercased() + name.dropFirst()
  }

  /// The plural of an English dimension name.
  static func plural(_ name: String) -> String {
    name.hasSuffix("y") ? name.dropLast() + "ies" : name + "s"
  }

  static func raised(_ text: String) -> String {
    guard let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }
}

extension Number {
  var magnitude: Number {
    switch self {
    case .exact(let value): .exact(value.magnitude)
    case .real(let value): .real(abs(value))
    }
  }

  /// The sum, exact as long as both are and it fits.
  func plus(_ other: Number) -> Number {
    if case .exact(let a) = self, case .exact(let b) = other, let sum = a.adding(b) { return .exact(sum) }
    return .real(double + other.double)
  }

  func minus(_ other: Number) -> Number {
    if case .exact(let a) = self, case .exact(let b) = other, let rest = a.subtracting(b) { return .exact(rest) }
    return .real(double - other.double)
  }

  /// `nil` for a zero divisor.
  func ratio(to other: Number) -> Double? {
    let divisor = other.double
    return divisor == 0 ? nil : double / divisor
  }
}

extension Sequence<Number> {
  /// `nil` for no numbers.
  func sum() -> Number? { reduce(nil) { $0?.plus($1) ?? $1 } }
}
