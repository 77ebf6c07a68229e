import Diagnostics

/// A formula that has been read and compiled.
public struct Formula: Sendable {
  /// As written, trimmed.
  public let text: String
  /// The names used, each path once, in order of first use: `["impressions"]`, `["this", "amount"]`.
  public let names: [[String]]
}
