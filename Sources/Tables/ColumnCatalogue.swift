import Diagnostics
import YAML

/// What columns data files may have, how their headers are spelt, and what the rows of each kind of table need.
///
/// Declared as data (`data/columns.yaml` of the templates); see the head of that file.
public struct ColumnCatalogue: Sendable {
  /// A column that a header can mean.
  struct Definition: Sendable {
    var id: String
    var role: Role
    var type: ValueType
    /// The column's own Chinese name: as declared, else its first Chinese spelling.
    var chinese: String?
    /// Its English name, where that is not its id.
    var english: String?
    /// For money whose meaning depends on the table's source.
    var bySource: [DataSource: String] = [:]
    /// A printed rate is compared with `factor * numerator / denominator`.
    var numerator: String?
    var denominator: String?
    var factor = 1

    func id(in source: DataSource) -> String { bySource[source] ?? id }
  }

  enum Role: String, CaseIterable, Sendable { case dimension, measure, people, money, rate, duration, field }
  enum ValueType: String, CaseIterable, Sendable {
    case text, day, month, time, number, money, percent, value, duration
  }

  /// One spelling: the column it means, and its place among that column's spellings (0 wins over 1).
  struct Alias: Sendable {
    var definition: Definition
    var rank: Int
  }

  struct KindRules: Sendable {
    /// Each an id or several, one of which is needed.
    var needs: [[String]] = []
    var columns: [String: Alias] = [:]
    /// Of the common columns only dimensions are read.
    var only = false
  }

  struct Ambiguity: Sendable {
    var beside: [String]
    var id: String
  }

  private(set) var common: [String: Alias] = [:]
  private(set) var definitions: [String: Definition] = [:]
  private(set) var kinds: [TableKind: KindRules] = [:]
  private(set) var ambiguities: [String: [Ambiguity]] = [:]
  private(set) var sources: [String: DataSource] = [:]
  /// Every spelling of every kind, for finding a header row.
  private(set) var spellings: Set<String> = []
  /// For a catalogue of one register.
  private(set) var register: RegisterRules?

  init(register: RegisterRules, kind: TableKind, rules: KindRules, spellings: Set<String>) {
    self.register = register
    kinds = [kind: rules]
    self.spellings = spellings
  }

  /// Reads the declarations; what is wrong with them is reported and left out.
  public init(_ node: YAMLNode, file: String, diagnostics: inout [Diagnostic]) {
    let fields = Fields(node, file: file)
    var common: [String: Alias] = [:]
    for column in fields.mappings("columns") ?? [] { read(column, into: &common, reportTo: fields) }
    self.common = common
    if let pairs = fields.pairs("sources") {
      for pair in pairs {
        guard let source = DataSource(rawValue: pair.key) else {
          fields.report(.unknownName(pair.key, known: DataSource.allCases.map(\.rawValue)), at: pair.value)
          continue
        }
        guard case .sequence(let items) = pair.value.value else { continue }
        for case .scalar(let word, _) in items.map(\.value) { sources[HeaderKey.normalised(word)] = source }
      }
    }
    for rule in fields.mappings("ambiguous") ?? [] {
      if let alias = rule.required("alias"), let id = rule.required("id") {
        ambiguities[HeaderKey.normalised(alias), default: []].append(
          Ambiguity(beside: (rule.strings("beside") ?? []).map(HeaderKey.normalised), id: id))
        spellings.insert(HeaderKey.normalised(alias))
      }
      fields.absorb(rule)
    }
    for pair in fields.pairs("kinds") ?? [] {
      guard let kind = TableKind.ofData(pair.key) else {
        fields.report(.unknownName(pair.key, known: TableKind.allCases.map(\.rawValue)), at: pair.value)
        continue
      }
      let nested = Fields(pair.value, file: file, name: pair.key)
      var rules = KindRules()
      rules.needs = (nested.strings("needs") ?? []).map { $0.split(separator: "|").map(String.init) }
      rules.only = nested.bool("only") ?? false
      for column in nested.mappings("columns") ?? [] { read(column, into: &rules.columns, reportTo: nested) }
      kinds[kind] = rules
      fields.absorb(nested)
    }
    fields.finish()
    diagnostics += fields.diagnostics
  }

  private mutating func read(_ column: Fields, into table: inout [String: Alias], reportTo fields: Fields) {
    defer { fields.absorb(column) }
    let role = column.choice("role", Role.self)
    let type = column.choice("type", ValueType.self)
    guard let id = column.required("id"), let role else {
      if column.node["role"] == nil { column.reportMissing("role") }
      return
    }
    var definition = Definition(id: id, role: role, type: type ?? ColumnCatalogue.type(of: role))
    definition.chinese = column.string("name") ?? column.strings("aliases")?.first { $0.utf8.contains { $0 >= 0x80 } }
    definition.numerator = column.string("numerator")
    definition.denominator = column.string("denominator")
    definition.factor = column.integer("factor") ?? 1
    for pair in column.pairs("by_source") ?? [] {
      if let source = DataSource(rawValue: pair.key), case .scalar(let target, _) = pair.value.value {
        definition.bySource[source] = target
      } else {
        fields.report(.unknownName(pair.key, known: DataSource.allCases.map(\.rawValue)), at: pair.value)
      }
    }
    if definitions[id] == nil { definitions[id] = definition }
    for (rank, spelling) in ([id] + (column.strings("aliases") ?? [])).enumerated() {
      let key = HeaderKey.normalised(spelling)
      spellings.insert(key)
      if let other = table[key] {
        // The id itself may be spelt out among the aliases, whose order then counts.
        if other.definition.id == id {
          if other.rank == 0 { table[key]?.rank = rank }
        } else if rank > 0 {
          // An id that is another column's spelling (`cost` in ad reports) is read as that other column.
          fields.report(.aliasTwice(spelling, other.definition.id, id), at: column.node)
        }
      } else {
        table[key] = Alias(definition: definition, rank: rank)
      }
    }
  }

  private static func type(of role: Role) -> ValueType {
    switch role {
    case .dimension, .field: .text
    case .measure, .people: .number
    case .money: .money
    case .rate: .percent
    case .duration: .duration
    }
  }

  // MARK: Looking up

  /// Whether some kind of table has a column of this header.
  func knows(_ header: HeaderKey) -> Bool { spellings.contains(header.whole) || spellings.contains(header.base) }

  /// What a header means in a table of a kind, before the other headers have their say.
  func alias(_ header: HeaderKey, kind: TableKind?) -> Alias? {
    let rules = kind.flatMap { kinds[$0] }
    for key in header.whole == header.base ? [header.whole] : [header.whole, header.base] {
      if let alias = rules?.columns[key] { return alias }
      if let alias = common[key], !(rules?.only ?? false) || alias.definition.role == .dimension { return alias }
    }
    return nil
  }

  /// The rule for an ambiguous spelling that the table's other headers or columns satisfy.
  func ambiguity(_ header: HeaderKey, headers: Set<String>, columns: Set<String>) -> Definition? {
    guard let rules = ambiguities[header.whole] ?? ambiguities[header.base] else { return nil }
    for rule in rules where rule.beside.contains(where: { headers.contains($0) || columns.contains($0) }) {
      return definitions[rule.id]
    }
    return nil
  }

  /// How a column reads in a report; for an id that only a source gives (revenue) the name is that of `definition`.
  func name(_ id: String, as definition: Definition) -> Wording {
    let own = id == definition.id ? definition : definitions[id]
    return Wording(
      zh: own?.chinese ?? definition.chinese ?? id, en: definition.english ?? id.replacing("_", with: " "))
  }

  func source(named word: String) -> DataSource? { sources[HeaderKey.normalised(word)] }

  /// The dimension that a folder's `name=value` states.
  func dimension(named name: String) -> String? {
    if let register {
      let alias = kinds[TableKind(rawValue: register.columns.id)]?.columns[HeaderKey.normalised(name)]
      return alias?.definition.type == .text ? alias?.definition.id : nil
    }
    guard let alias = common[HeaderKey.normalised(name)], alias.definition.role == .dimension,
      alias.definition.type == .text
    else { return nil }
    return alias.definition.id
  }
}
