import Diagnostics
import YAML

/// A YAML file that takes part in the dictionary.
public struct DictionaryFile: Sendable {
  public var node: YAMLNode
  public var file: String

  public init(_ node: YAMLNode, file: String) {
    self.node = node
    self.file = file
  }
}

/// All base measures and KPIs, in declared order; those of `metrics.yaml` follow the shipped ones.
///
/// Formulas are checked: every name in them is known and no KPI is computed from itself, at most
/// `longestChain` KPIs deep.
public struct KPIDictionary: Sendable {
  public let measures: [MeasureDefinition]
  public let kpis: [KPIDefinition]
  public let groups: [KPIGroup]
  /// Both with `-` and with `_` between words.
  let measureIndexes: [String: Int]
  let kpiIndexes: [String: Int]
  /// For each KPI what the names of its formula stand for.
  let bindings: [[Binding]]

  static let longestChain = 64

  init(measures: [MeasureDefinition], kpis: [KPIDefinition], groups: [KPIGroup], bindings: [[Binding]]) {
    self.measures = measures
    self.kpis = kpis
    self.groups = groups
    self.bindings = bindings
    var measureIndexes: [String: Int] = [:]
    for (index, measure) in measures.enumerated() {
      measureIndexes[measure.id] = index
      measureIndexes[measure.id.replacing("_", with: "-")] = index
    }
    var kpiIndexes: [String: Int] = [:]
    for (index, kpi) in kpis.enumerated() {
      kpiIndexes[kpi.id] = index
      kpiIndexes[kpi.id.replacing("-", with: "_")] = index
    }
    self.measureIndexes = measureIndexes
    self.kpiIndexes = kpiIndexes
  }

  /// A KPI by its id, with `-` or `_` between words.
  public subscript(id: String) -> KPIDefinition? { kpiIndex(id).map { kpis[$0] } }

  public func measure(_ id: String) -> MeasureDefinition? { measureIndex(id).map { measures[$0] } }

  /// The name of a KPI or measure; `nil` for an unknown id.
  public func name(_ id: String) -> Wording? { measure(id)?.name ?? self[id]?.name }

  /// All ids as they are written in keys and briefs.
  public var ids: [String] { kpis.map(\.id) + measures.map(\.id) }

  func kpiIndex(_ id: String) -> Int? { kpiIndexes[id] }
  func measureIndex(_ id: String) -> Int? { measureIndexes[id] }

  /// The id behind an id or a name in either language, of a KPI or a measure.
  public func canonicalID(_ written: String) -> String? {
    if let kpi = kpiIndex(written) { return kpis[kpi].id }
    if let measure = measureIndex(written) { return measures[measure].id }
    let word = written.lowercased()
    func fits(_ name: Wording) -> Bool { name.zh == written || name.en.lowercased() == word }
    return kpis.first { fits($0.name) || $0.otherNames.contains(written) }?.id ?? measures.first { fits($0.name) }?.id
  }

  /// Measures that a KPI is computed from, itself or through other KPIs; for a measure itself.
  func leaves(of id: String) -> Set<Int> {
    if let measure = measureIndex(id) { return [measure] }
    guard let start = kpiIndex(id) else { return [] }
    var result: Set<Int> = []
    var seen: Set<Int> = [start]
    var open = [start]
    while let kpi = open.popLast() {
      for binding in bindings[kpi] {
        switch binding {
        case .measure(let measure, _): result.insert(measure)
        case .kpi(let next, _): if seen.insert(next).inserted { open.append(next) }
        case .frame: break
        }
      }
    }
    return result
  }

  /// Reads the shipped measures and KPIs and a site's `metrics.yaml`, which extends them and overrides by id.
  ///
  /// A definition that cannot be used is reported and left out; a formula that cannot be used leaves its KPI without
  /// one.
  public static func load(
    measures: DictionaryFile, kpis: DictionaryFile, site: DictionaryFile? = nil
  ) -> (KPIDictionary, [Diagnostic]) {
    var reader = DictionaryReader()
    reader.read(measures)
    reader.read(kpis)
    if let site { reader.read(site) }
    return reader.finish()
  }
}

/// What a name in a KPI's formula stands for.
enum Binding: Sendable, Equatable {
  case measure(Int, Scope)
  case kpi(Int, Scope)
  case frame(FrameField)

  /// The part of the data a name is taken from, relative to the figure's own slice.
  enum Scope: String, Sendable, CaseIterable {
    case same
    /// The baseline period; sums are scaled to the length of the figure's span.
    case baseline
    /// A measure's baseline matched by the day of the week.
    case weekday
    /// The same days without any filter.
    case total
    /// The campaign that the brief compares with.
    case compare
  }

  /// `campaign.<field>`: what the brief states.
  enum FrameField: String, Sendable, CaseIterable {
    case budget, reserve, days
    case grossMargin = "gross_margin"
    case acquiredUnit = "acquired_unit"
  }
}
