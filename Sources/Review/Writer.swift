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

  /// Those on record among these keys, without the cost of putting all in order.
  func figures(named wanted: Set<String>) -> [String: Figure] {
    var found: [String: Figure] = [:]
    for entry in entries {
      if let name = entry.name, wanted.contains(name) { found[name] = found[name] ?? entry.figure }
    }
    return found
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
    let name = dictionary.name(id)?.text(in: input.language) ?? FigureNames.all[id]?.text(in: input.language) ?? id
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
