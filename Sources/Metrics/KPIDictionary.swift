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
public struct KPIDictionary: Sendable {
  public let measures: [MeasureDefinition]
  public let kpis: [KPIDefinition]
  public let groups: [KPIGroup]

  /// A KPI by its id, with `-` or `_` between words.
  public subscript(id: String) -> KPIDefinition? { nil }

  public func measure(_ id: String) -> MeasureDefinition? { nil }

  /// The name of a KPI or measure; `nil` for an unknown id.
  public func name(_ id: String) -> Wording? { nil }

  /// Reads the shipped measures and KPIs and a site's `metrics.yaml`, which extends them and overrides by id.
  public static func load(
    measures: DictionaryFile, kpis: DictionaryFile, site: DictionaryFile? = nil
  ) -> (KPIDictionary, [Diagnostic]) {
    (KPIDictionary(measures: [], kpis: [], groups: []), [])
  }
}
