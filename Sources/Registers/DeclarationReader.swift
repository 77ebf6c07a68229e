import Diagnostics
import Formulas
import Values
import YAML

/// Reads the file of one declaration. What is wrong with it is reported and left out.
struct DeclarationReader {
  let file: String
  var diagnostics: [Diagnostic] = []
  /// What the parts of one kind are called so far.
  private var seen: Set<String> = []

  init(file: String) { self.file = file }

  /// `nil` when it has no usable id.
  mutating func read(_ node: YAMLNode, isSites: Bool) -> DeclarationFile? {
    let top = Fields(node, file: file)
    let id = readID(top)
    var result = DeclarationFile(
      id: id ?? "", location: Location(file, line: node.line, column: node.column), isSites: isSites)
    result.name = wording(top, "name")
    result.summary = wording(top, "summary")
    result.scope = top.choice("scope")
    result.group = top.choice("group")
    result.phase = readPhase(top)
    result.files = (top.strings("files") ?? []).filter { !$0.isEmpty }
    if let key = top.strings("key") { result.key = Placed(part: key, node: node, file: file) }
    result.columns = parts(top, "columns") { reader, fields, _ in reader.column(fields, of: id ?? "") }
    result.computed = parts(top, "computed") { reader, fields, _ in reader.computedColumn(fields) }
    result.schedule = schedule(top)
    result.totals = parts(top, "totals") { reader, fields, _ in reader.total(fields) }
    result.checks = parts(top, "checks") { reader, fields, index in reader.check(fields, index) }
    result.agenda = agenda(top)
    result.decisions = decisions(top)
    result.isExpected = top.bool("expected")
    if let level = top.string("visibility") { result.visibility = Placed(part: level, node: node, file: file) }
    result.ofBrief = ofBrief(top)
    result.views = parts(top, "views") { reader, fields, _ in reader.view(fields) }
    close(top)
    return id == nil ? nil : result
  }

  private func readID(_ top: Fields) -> String? {
    guard let id = top.required("id"), let node = top.value("id") else { return nil }
    guard isName(id), !reservedNames.contains(id), !["kpi", "page"].contains(id) else {
      top.report(.badRegisterID(id), at: node)
      return nil
    }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let suffix = ".register.yaml"
    if name.hasSuffix(suffix), String(name.dropLast(suffix.count)) != id {
      top.report(.fileNotCalledByID(id, file: name), at: node)
    }
    return id
  }

  private func readPhase(_ top: Fields) -> String? {
    guard let phase = top.string("phase"), let node = top.value("phase") else { return nil }
    let known = (1...6).map { "C\($0)" }
    if known.contains(phase) { return phase }
    top.report(.declaredValue("phase", phase, known: known), at: node)
    return nil
  }

  /// The items of a list, each a mapping with an id of its own.
  private mutating func parts<Part>(
    _ top: Fields, _ key: String, _ read: (inout DeclarationReader, Fields, Int) -> Part?
  ) -> [Placed<Part>] {
    seen = []
    var result: [Placed<Part>] = []
    for (index, fields) in (top.mappings(key) ?? []).enumerated() {
      let part = read(&self, fields, index)
      close(fields)
      if let part { result.append(Placed(part: part, node: fields.node, file: file)) }
    }
    return result
  }

  mutating func close(_ fields: Fields) {
    fields.finish()
    diagnostics += fields.diagnostics
  }

  // MARK: Readers that several parts share

  /// A column's, computed column's or total's id: a name that formulas can use. `hyphens` are for ids that only
  /// addresses and messages show.
  mutating func id(_ fields: Fields, hyphens: Bool = false) -> String? {
    guard let id = fields.required("id"), let node = fields.value("id") else { return nil }
    if !isName(hyphens ? id.replacing("-", with: "_") : id) {
      fields.report(.badPartID(id, hyphens: hyphens), at: node)
      return nil
    }
    if !hyphens, reservedNames.contains(id) {
      fields.report(.reservedID(id), at: node)
      return nil
    }
    guard seen.insert(id).inserted else {
      fields.report(.declaredTwice(id), at: node)
      return nil
    }
    return id
  }

  /// `{zh: …, en: …}` or one text for both languages; one language alone stands for the other too.
  mutating func wording(_ fields: Fields, _ key: String) -> Wording? {
    guard let node = fields.value(key) else { return nil }
    if case .scalar(let text, _) = node.value { return Wording(zh: text, en: text) }
    guard let inner = fields.mapping(key) else { return nil }
    let (zh, en) = (inner.string("zh"), inner.string("en"))
    if case .mapping(let pairs) = node.value {
      // `{zh: …, en: one, two}` is three keys to YAML.
      for pair in pairs where pair.value.isNull && pair.key != "zh" && pair.key != "en" {
        _ = inner.value(pair.key)
        inner.report(.commaInText(pair.key), at: pair.value)
      }
    }
    close(inner)
    guard let either = zh ?? en else {
      if case .mapping = node.value { fields.report(.withoutWording(key), at: node) }
      return nil
    }
    return Wording(zh: zh ?? either, en: en ?? either)
  }

  /// The label, or the id made readable.
  mutating func label(_ fields: Fields, _ id: String?) -> Wording {
    if let label = wording(fields, "label") { return label }
    return Wording(zh: id ?? "", en: (id ?? "").replacing("_", with: " "))
  }

  mutating func formula(_ fields: Fields, _ key: String, required: Bool = true) -> Formula? {
    guard let text = required ? fields.required(key) : fields.string(key), let node = fields.value(key) else {
      return nil
    }
    switch Formula.parse(text, at: textLocation(node, file: file), context: .register) {
    case .success(let formula): return formula
    case .failure(let diagnostic):
      diagnostics.append(diagnostic)
      return nil
    }
  }

  mutating func decimals(_ fields: Fields) -> Int? {
    guard let decimals = fields.integer("decimals"), let node = fields.value("decimals") else { return nil }
    if (0...6).contains(decimals) { return decimals }
    fields.report(.outOfRange("decimals", "\(decimals)", expected: Wording(zh: " 0 到 6", en: "0 to 6")), at: node)
    return nil
  }

  /// The type of what a formula gives. Choices and references need declared values or a target, which only columns have.
  private mutating func formulaType(_ fields: Fields) -> RegisterColumn.ValueType {
    let type: RegisterColumn.ValueType = fields.choice("type") ?? .decimal
    if type == .choice || type == .reference, let node = fields.value("type") {
      fields.report(.formulaType(type.rawValue), at: node)
      return .text
    }
    return type
  }

  // MARK: Computed columns, totals, checks

  private mutating func computedColumn(_ fields: Fields) -> ComputedColumn? {
    let id = id(fields)
    let label = label(fields, id)
    let type = formulaType(fields)
    let unit = wording(fields, "unit")
    let note = wording(fields, "note")
    let decimals = decimals(fields)
    let target = computedTarget(fields, type)
    guard let formula = formula(fields, "formula"), let id else { return nil }
    return ComputedColumn(
      id: id, label: label, type: type, unit: unit, note: note, decimals: decimals, maximum: fields.number("max"), target: target,
      formula: formula, location: Location(file, line: fields.node.line, column: fields.node.column))
  }

  /// `to` of a list: the register whose keys its items are.
  private func computedTarget(_ fields: Fields, _ type: RegisterColumn.ValueType) -> RegisterColumn.Target? {
    guard let to = fields.string("to"), let node = fields.value("to") else { return nil }
    guard type == .list else {
      fields.report(.keyOfOtherType("to", type.rawValue), at: node)
      return nil
    }
    return .register(to)
  }

  private mutating func total(_ fields: Fields) -> RegisterTotal? {
    let id = id(fields)
    let label = label(fields, id)
    let type = formulaType(fields)
    let unit = wording(fields, "unit")
    let decimals = decimals(fields)
    let by = fields.string("by")
    guard let formula = formula(fields, "formula"), let id else { return nil }
    return RegisterTotal(
      id: id, label: label, type: type, unit: unit, decimals: decimals, by: by, formula: formula,
      location: Location(file, line: fields.node.line, column: fields.node.column))
  }

  private mutating func check(_ fields: Fields, _ index: Int) -> RegisterCheck? {
    // Only a check that a site may want to replace needs an id.
    let id = fields.value("id") == nil ? "check\(index + 1)" : id(fields, hyphens: true)
    let each = fields.string("each")
    let severity: CheckSeverity = fields.choice("severity") ?? .error
    let say = wording(fields, "say")
    if fields.value("say") == nil { fields.reportMissing("say") }
    let hint = wording(fields, "hint")
    let at = fields.string("at")
    let empty = fields.bool("empty") ?? false
    guard let when = formula(fields, "when"), let id, let say else { return nil }
    return RegisterCheck(
      id: id, when: when, each: each, severity: severity, say: say, hint: hint, at: at, checksEmpty: empty,
      location: Location(file, line: fields.node.line, column: fields.node.column))
  }

  // MARK: Schedule

  private mutating func schedule(_ top: Fields) -> Placed<ScheduleColumns>? {
    guard let fields = top.mapping("schedule") else { return nil }
    let (start, end) = (fields.required("start"), fields.required("end"))
    let rest = ["depends", "actual_start", "actual_end", "parent"].map { fields.string($0) }
    let done = formula(fields, "done", required: false)
    let milestone = formula(fields, "milestone", required: false)
    close(fields)
    guard let start, let end else { return nil }
    let columns = ScheduleColumns(
      start: start, end: end, depends: rest[0], actualStart: rest[1], actualEnd: rest[2], done: done,
      milestone: milestone, parent: rest[3])
    return Placed(part: columns, node: fields.node, file: file)
  }
}

/// Names that mean something else in formulas.
let reservedNames: Set<String> = ["this", "value", "today", "campaign", "and", "or", "not", "where"]

/// Whether formulas read the text as one name: letters of any script, digits, `_`; no digit first.
func isName(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first, !(0x30...0x39).contains(first.value) else { return false }
  return text.unicodeScalars.allSatisfy { scalar in
    if scalar.isASCII {
      return scalar == "_" || (0x30...0x39).contains(scalar.value) || scalar.properties.isAlphabetic
    }
    return scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
  }
}
