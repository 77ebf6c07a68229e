import Diagnostics
import Metrics
import Values

/// Writes the review of a campaign. Never fails: a chapter without its data says which file it needs.
///
/// The diagnostics are about overrides that name no sentence of this review.
public func buildReview(_ input: ReviewInput) -> (Review, [Diagnostic]) {
  (
    Review(
      id: input.id, title: input.title, period: input.brief.period, today: input.today, dataAsOf: input.facts.dataAsOf,
      currency: input.currency, headline: [], chapters: [], figures: [], imports: input.imports, fingerprint: ""), []
  )
}

extension Review {
  /// The review as JSON: `schema` 1, UTF-8, no line breaks; the same review gives the same bytes.
  public func json() -> [UInt8] { [] }
}
