import Diagnostics
import Values
import YAML

extension DeclarationReader {
  /// A column that files hold. `register` is the id of the one it stands in.
  mutating func column(_ fields: Fields, of register: String) -> RegisterColumn? {
    let id = id(fields)
    let type: RegisterColumn.ValueType = fields.choice("type") ?? .text
    var column = RegisterColumn(
      id: id ?? "", type: type, label: label(fields, id), aliases: fields.strings("aliases") ?? [],
      unit: wording(fields, "unit"), note: wording(fields, "note"))
    column.isRequired = fields.bool("required") ?? false
    column.isUnique = fields.bool("unique") ?? false
    column.standard = fields.string("default")
    column.visibility = fields.string("visibility")
    column.example = fields.string("example")
    column.values = values(fields, type)
    readRange(fields, &column)
    readTarget(fields, &column, register)
    column.isCopy = flag(fields, "copy", fits: [.text, .markdown, .list].contains(type), type)
    column.isPlain = flag(fields, "plain", fits: type == .integer, type)
    checkCells(fields, column)
    guard let id else { return nil }
    column.id = id
    return column
  }

  /// A yes-no key that only some types may have.
  private func flag(_ fields: Fields, _ key: String, fits: Bool, _ type: RegisterColumn.ValueType) -> Bool {
    guard fields.bool(key) ?? false, let node = fields.value(key) else { return false }
    if !fits { fields.report(.keyOfOtherType(key, type.rawValue), at: node) }
    return fits
  }

  private func readRange(_ fields: Fields, _ column: inout RegisterColumn) {
    column.minimum = fields.number("min")
    column.maximum = fields.number("max")
    guard !column.type.isNumber || column.type == .duration else {
      if let minimum = column.minimum, let maximum = column.maximum, maximum < minimum, let node = fields.value("max") {
        fields.report(.maximumBelowMinimum(minimum.description, maximum.description), at: node)
      }
      return
    }
    for key in ["min", "max"] {
      if let node = fields.value(key) { fields.report(.keyOfOtherType(key, column.type.rawValue), at: node) }
    }
  }

  private func readTarget(_ fields: Fields, _ column: inout RegisterColumn, _ register: String) {
    let type = column.type
    if let to = fields.string("to"), let node = fields.value("to") {
      switch to {
      case "kpi": column.target = .kpi
      case "campaign": column.target = .campaign
      case "page": column.target = .page
      default: column.target = .register(to)
      }
      if type != .reference {
        fields.report(.keyOfOtherType("to", type.rawValue), at: node)
        column.target = nil
      }
    } else if type == .reference {
      fields.reportMissing("to")
    }
    if type == .role { column.target = .register(RegisterCatalogue.roles) }
    let leadsSomewhere = type == .reference || type == .role
    column.isMany = flag(fields, "many", fits: leadsSomewhere, type)
    column.isAcyclic = flag(fields, "acyclic", fits: leadsSomewhere, type)
    if column.isAcyclic, column.target != .register(register), column.target != nil, let node = fields.value("acyclic") {
      fields.report(.acyclicElsewhere(register), at: node)
      column.isAcyclic = false
    }
  }

  // MARK: Values

  /// `[高, 中, 低]`, `[1, 2, 3]` or a list of mappings.
  private mutating func values(_ fields: Fields, _ type: RegisterColumn.ValueType) -> [RegisterColumn.Choice] {
    guard let node = fields.value("values") else {
      if type == .choice { fields.reportMissing("values") }
      return []
    }
    guard type == .choice || type == .integer else {
      fields.report(.keyOfOtherType("values", type.rawValue), at: node)
      return []
    }
    guard case .sequence(let items) = node.value, !items.isEmpty else {
      fields.report(.valuesNotList(node.excerpt), at: node)
      return []
    }
    var choices: [RegisterColumn.Choice] = []
    var spellings: Set<String> = []
    for item in items {
      guard let choice = choice(item) else { continue }
      if type == .integer, Int(choice.id) == nil {
        fields.report(.valueNotWhole(choice.id), at: item)
        continue
      }
      let own = Set([choice.id, choice.label.zh, choice.label.en] + choice.aliases)
      if let twice = own.intersection(spellings).min() {
        fields.report(.declaredTwice(twice), at: item)
        continue
      }
      spellings.formUnion(own)
      choices.append(choice)
    }
    return choices
  }

  private mutating func choice(_ item: YAMLNode) -> RegisterColumn.Choice? {
    if case .scalar(let text, _) = item.value, !text.isEmpty {
      return RegisterColumn.Choice(id: text, label: Wording(zh: text, en: text), tone: nil, aliases: [])
    }
    let inner = Fields(item, file: file, name: "values")
    defer { close(inner) }
    let id = inner.required("id")
    let label = label(inner, id)
    let tone: Tone? = inner.choice("tone")
    let aliases = inner.strings("aliases") ?? []
    return id.map { RegisterColumn.Choice(id: $0, label: label, tone: tone, aliases: aliases) }
  }

  /// What stands for a cell, or shows one, is read as a cell.
  private func checkCells(_ fields: Fields, _ column: RegisterColumn) {
    // A choice without values was told as such.
    if column.type == .choice, column.values.isEmpty { return }
    for (key, text) in [("default", column.standard), ("example", column.example)] {
      guard let text, let node = fields.value(key) else { continue }
      if case .wrong(let problem) = CellReader(column).read(text, header: key) { fields.report(problem, at: node) }
    }
  }
}

extension RegisterColumn.ValueType {
  /// Whether formulas read its cells as numbers.
  var isNumber: Bool {
    switch self {
    case .integer, .decimal, .money, .percent, .duration: true
    case .text, .markdown, .date, .time, .month, .yesNo, .choice, .list, .role, .reference: false
    }
  }

  /// Whether its cells lie on a calendar.
  var isCalendar: Bool { self == .date || self == .time || self == .month }
}
