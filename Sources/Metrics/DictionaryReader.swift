import Diagnostics
import Formulas
import Tables
import YAML

/// Collects the definitions of one dictionary file after the other, then settles what their formulas refer to.
struct DictionaryReader {
  private var measures: [MeasureDefinition] = []
  private var kpis: [KPIDefinition] = []
  private var groups: [KPIGroup] = []
  private var measureIndexes: [String: Int] = [:]
  private var kpiIndexes: [String: Int] = [:]
  /// Place of each KPI's formula, by index.
  private var formulaPlaces: [Int: Location] = [:]
  private var diagnostics: [Diagnostic] = []

  mutating func read(_ source: DictionaryFile) {
    let top = Fields(source.node, file: source.file)
    var seen: Set<String> = []
    for fields in top.mappings("measures") ?? [] { readMeasure(fields, &seen) }
    for fields in top.mappings("groups") ?? [] { readGroup(fields) }
    for fields in top.mappings("kpis") ?? [] { readKPI(fields, &seen) }
    for fields in top.mappings("variants") ?? [] { readKPI(fields, &seen, isVariant: true) }
    top.finish()
    diagnostics += top.diagnostics
  }

  private mutating func close(_ fields: Fields) {
    fields.finish()
    diagnostics += fields.diagnostics
  }

  /// The id, unless it is missing, malformed or a repetition within its file.
  private func id(_ fields: Fields, separator: UInt8, _ seen: inout Set<String>) -> String? {
    guard let id = fields.required("id"), let node = fields.value("id") else { return nil }
    let fits = id.utf8.allSatisfy { byte in
      byte == separator || byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
    guard fits, !id.isEmpty else {
      fields.report(.badID(id, separator: String(UnicodeScalar(separator))), at: node)
      return nil
    }
    guard seen.insert(id).inserted else {
      fields.report(.definedTwice(id), at: node)
      return nil
    }
    return id
  }

  private func name(_ fields: Fields, existing: Wording?) -> Wording? {
    let (zh, en) = (fields.string("zh"), fields.string("en"))
    guard let either = zh ?? en ?? existing?.zh else {
      fields.reportMissing("zh")
      return nil
    }
    return Wording(zh: zh ?? existing?.zh ?? either, en: en ?? existing?.en ?? either)
  }

  /// `{zh: …, en: …}` or one text for both languages.
  private mutating func wording(_ fields: Fields, _ key: String) -> Wording? {
    guard let node = fields.value(key) else { return nil }
    if case .scalar(let text, _) = node.value { return Wording(zh: text, en: text) }
    guard let inner = fields.mapping(key) else { return nil }
    let (zh, en) = (inner.string("zh"), inner.string("en"))
    close(inner)
    guard let either = zh ?? en else { return nil }
    return Wording(zh: zh ?? either, en: en ?? either)
  }

  /// `ratio`, `money`, `{kind: money, zh: 元/人, en: yuan per person}`.
  private mutating func unit(_ fields: Fields) -> Unit? {
    guard let node = fields.value("unit") else { return nil }
    if case .scalar = node.value {
      switch fields.choice("unit", Unit.Kind.self) {
      case .ratio?: return Unit(.ratio)
      case .money?: return Unit(.money, label: Wording(zh: "元", en: "yuan"))
      case .number?: return Unit(.number)
      case nil: return nil
      }
    }
    guard let inner = fields.mapping("unit") else { return nil }
    let kind = inner.choice("kind", Unit.Kind.self) ?? .number
    let (zh, en) = (inner.string("zh") ?? "", inner.string("en") ?? "")
    close(inner)
    return Unit(kind, label: Wording(zh: zh, en: en))
  }

  private mutating func readGroup(_ fields: Fields) {
    defer { close(fields) }
    guard let id = fields.required("id"), let title = name(fields, existing: groups.first { $0.id == id }?.title)
    else { return }
    if let index = groups.firstIndex(where: { $0.id == id }) {
      groups[index].title = title
    } else {
      groups.append(KPIGroup(id: id, title: title))
    }
  }

  private mutating func readMeasure(_ fields: Fields, _ seen: inout Set<String>) {
    defer { close(fields) }
    let id = id(fields, separator: 0x5F, &seen)
    let index = id.flatMap { measureIndexes[$0] }
    let old = index.map { measures[$0] }
    let name = name(fields, existing: old?.name)
    let unit = unit(fields)
    let additive = fields.bool("additive")
    let kind = fields.choice("kind", MeasureDefinition.Kind.self)
    var sources: [DataSource]?
    if let node = fields.value("sources"), let names = fields.strings("sources") {
      sources = names.compactMap { name in
        if let source = DataSource(rawValue: name) { return source }
        fields.report(.unknownSource(name), at: node)
        return nil
      }
    }
    guard let id, let name else { return }
    let measure = MeasureDefinition(
      id: id, name: name, unit: unit ?? old?.unit ?? Unit(.number), additive: additive ?? old?.additive ?? true,
      sources: sources ?? old?.sources ?? DataSource.allCases, kind: kind ?? old?.kind ?? .count)
    measureIndexes[id] = index ?? measures.count
    if let index { measures[index] = measure } else { measures.append(measure) }
  }

  private mutating func readKPI(_ fields: Fields, _ seen: inout Set<String>, isVariant: Bool = false) {
    defer { close(fields) }
    let id = id(fields, separator: 0x2D, &seen)
    let index = id.flatMap { kpiIndexes[$0] }
    let old = index.map { kpis[$0] }
    let name = name(fields, existing: old?.name)
    let also = fields.strings("also")
    let variantOf = isVariant ? fields.required("of") : old?.variantOf
    if isVariant, let variantOf, let node = fields.value("of"), !kpis.contains(where: { $0.id == variantOf }) {
      fields.report(.unknownKPI(variantOf, nearest: nearest(to: variantOf, among: kpis.map(\.id))), at: node)
    }
    var formula = old?.formula
    var place: Location?
    if let node = fields.value("formula"), let text = fields.string("formula") {
      var location = Location(fields.file, line: node.line, column: node.column)
      // A quoted text begins after its quotation mark.
      if case .scalar(_, quoted: true) = node.value { location.column += 1 }
      place = location
      switch Formula.parse(text, at: location) {
      case .success(let parsed): formula = parsed
      case .failure(let diagnostic):
        diagnostics.append(diagnostic)
        formula = nil
      }
    }
    let unit = unit(fields)
    let direction = fields.choice("direction", Direction.self)
    let additive = fields.bool("additive")
    let group = fields.string("group")
    if let group, !groups.contains(where: { $0.id == group }), let node = fields.value("group") {
      fields.report(.unknownGroup(group, known: groups.map(\.id)), at: node)
    }
    let source = fields.string("source")
    let definition = wording(fields, "definition")
    let note = wording(fields, "note")
    let needs = wording(fields, "needs")
    guard let id, let name else { return }
    // In a formula the two could not be told apart.
    if measureIndexes[id.replacing("-", with: "_")] != nil {
      fields.report(.definedTwice(id), at: fields.node)
      return
    }
    let kpi = KPIDefinition(
      id: id, name: name, otherNames: also ?? old?.otherNames ?? [], variantOf: variantOf, formula: formula,
      definition: definition ?? old?.definition,
      unit: unit ?? old?.unit ?? Unit(.number), direction: direction ?? old?.direction ?? .context,
      additive: additive ?? old?.additive ?? false, group: group ?? old?.group ?? "", source: source ?? old?.source ?? "",
      note: note ?? old?.note, needs: needs ?? old?.needs)
    let position = index ?? kpis.count
    kpiIndexes[id] = position
    if index == nil { kpis.append(kpi) } else { kpis[position] = kpi }
    if let place { formulaPlaces[position] = place }
  }

  // MARK: Formulas

  mutating func finish() -> (KPIDictionary, [Diagnostic]) {
    let plain = KPIDictionary(measures: measures, kpis: kpis, groups: groups, bindings: [])
    var bindings = kpis.indices.map { bind($0, plain) }
    cutCycles(&bindings)
    let dictionary = KPIDictionary(measures: measures, kpis: kpis, groups: groups, bindings: bindings)
    for index in kpis.indices {
      guard let place = formulaPlaces[index], let problem = UnitCheck.run(kpis[index], bindings[index], dictionary)
      else { continue }
      diagnostics.append(Diagnostic(problem, at: place))
    }
    return (dictionary, diagnostics.sortedByPlace())
  }

  /// What the formula's names stand for; a formula with unknown names is dropped.
  private mutating func bind(_ index: Int, _ dictionary: KPIDictionary) -> [Binding] {
    guard let formula = kpis[index].formula else { return [] }
    var result: [Binding] = []
    for (path, column) in zip(formula.names, formula.nameColumns) {
      if let binding = DictionaryReader.binding(path, dictionary) {
        result.append(binding)
      } else {
        let written = path.joined(separator: ".")
        let known = dictionary.measures.map(\.id) + dictionary.kpis.map { $0.id.replacing("-", with: "_") }
        var place = formulaPlaces[index] ?? Location("")
        place.column += column
        diagnostics.append(
          Diagnostic(
            .unknownName(written, kpi: kpis[index].id, nearest: nearest(to: path.last ?? "", among: known)), at: place))
      }
    }
    if result.count < formula.names.count {
      kpis[index].formula = nil
      return []
    }
    return result
  }

  private static func binding(_ path: [String], _ dictionary: KPIDictionary) -> Binding? {
    var scope = Binding.Scope.same
    var name = path[0]
    if path.count == 2 {
      name = path[1]
      if path[0] == "campaign" { return Binding.FrameField(rawValue: name).map(Binding.frame) }
      guard let named = Binding.Scope(rawValue: path[0]), named != .same else { return nil }
      scope = named
    } else if path.count > 2 {
      return nil
    }
    if let measure = dictionary.measureIndexes[name] { return .measure(measure, scope) }
    if scope == .weekday { return nil }
    if let kpi = dictionary.kpiIndexes[name] { return .kpi(kpi, scope) }
    return nil
  }

  /// Drops the formula that closes each cycle, and those at the end of too long a chain.
  private mutating func cutCycles(_ bindings: inout [[Binding]]) {
    func next(_ kpi: Int) -> [Int] {
      bindings[kpi].compactMap { if case .kpi(let other, _) = $0 { other } else { nil } }
    }
    enum Mark { case new, open, done(depth: Int) }
    var marks = [Mark](repeating: .new, count: kpis.count)
    for start in kpis.indices {
      guard case .new = marks[start] else { continue }
      var path: [(kpi: Int, rest: [Int], depth: Int)] = [(start, next(start), 1)]
      marks[start] = .open
      while var last = path.popLast() {
        guard let other = last.rest.popLast() else {
          if last.depth > KPIDictionary.longestChain {
            drop(last.kpi, .chainTooLong(kpis[last.kpi].id, limit: KPIDictionary.longestChain), &bindings)
            last.depth = 1
          }
          marks[last.kpi] = .done(depth: last.depth)
          if var parent = path.popLast() {
            parent.depth = max(parent.depth, last.depth + 1)
            path.append(parent)
          }
          continue
        }
        switch marks[other] {
        case .done(let depth):
          last.depth = max(last.depth, depth + 1)
          path.append(last)
        case .open:
          let cycle = (path.map(\.kpi) + [last.kpi]).drop { $0 != other } + [other]
          drop(last.kpi, .cycle(cycle.map { kpis[$0].id }), &bindings)
          last.rest = []
          path.append(last)
        case .new:
          marks[other] = .open
          path.append(last)
          path.append((other, next(other), 1))
        }
      }
    }
  }

  private mutating func drop(_ kpi: Int, _ problem: Problem, _ bindings: inout [[Binding]]) {
    diagnostics.append(Diagnostic(problem, at: formulaPlaces[kpi] ?? Location("")))
    kpis[kpi].formula = nil
    bindings[kpi] = []
  }
}
