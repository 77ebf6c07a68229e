import Values

/// A whole and its parts by one dimension; the parts add up to the whole exactly.
public struct Breakdown: Sendable {
  public var dimension: String
  public var total: Figure
  /// By descending amount, then by name; the remainder without a label last.
  public var rows: [Row]

  public struct Row: Sendable {
    /// `nil` for what no label covers.
    public var value: String?
    public var amount: Number?
    /// Fraction of the total; `nil` where the total is missing or not positive.
    public var share: Double?
  }
}

/// What one source's daily files cover of the campaign.
public struct Coverage: Sendable {
  public var source: String
  public var files: [String]
  public var first: Day
  public var last: Day
  /// Days of the campaign, up to the last day of any data, for which the source has no row.
  public var missingDays: [Day]
}
