import Diagnostics

/// The address of a figure in prose: `[CAMPAIGN.]id[@aspect][[channel=直播,region=华东]]`.
public struct FigureKey: Sendable, Hashable {
  public var campaign: String?
  /// Id of a KPI or measure.
  public var id: String
  public var aspect: Aspect?
  public var filter: [DimensionValue]

  public enum Aspect: String, Sendable, CaseIterable {
    case target, baseline, gap, completion, status
  }

  public init(campaign: String? = nil, id: String, aspect: Aspect? = nil, filter: [DimensionValue] = []) {
    self.campaign = campaign
    self.id = id
    self.aspect = aspect
    self.filter = filter
  }
}

extension FigureKey {
  /// Reads a key; `location` is the place of its first character, and problems point to the character at fault.
  public static func parse(_ text: String, at location: Location) -> Result<FigureKey, Diagnostic> {
    .success(FigureKey(id: text))
  }

  /// The key as written in prose; reading it back gives the same key.
  public var description: String { id }
}
