import Diagnostics
import Handbook
import Review
import Values

/// The documents whose day of checking has passed, longest overdue first, by their place in `documents`.
func overdue(_ documents: [Document], today: Day) -> [(document: Int, due: Day)] {
  documents.indices.compactMap { number in
    documents[number].matter.checkDue.flatMap { $0 < today ? (number, $0) : nil }
  }.sorted { ($0.due, documents[$0.document].path) < ($1.due, documents[$1.document].path) }
}

/// Paths of the reviews that people have written, drafts among them.
func reviewNotes(_ source: SiteSource) -> Set<String> {
  Set(source.documents.filter { $0.matter.type == .review }.map(\.path)).union(source.drafts).union(source.hidden.pages)
}

/// The briefs of the campaigns that ended long enough ago to have a review and have none, longest overdue first.
func overdueReviews(_ source: SiteSource) -> [(document: Int, due: Day)] {
  let notes = reviewNotes(source)
  return source.documents.indices.compactMap { number -> (document: Int, due: Day)? in
    let document = source.documents[number]
    guard case .campaign(let campaign) = document.matter.detail else { return nil }
    let due = Portfolio.reviewDue(
      period: campaign.period, isPlanned: campaign.status != .draft,
      hasNotes: notes.contains(Address.folder(of: document.path) + "/review.md"), today: source.today)
    return due.map { (number, $0) }
  }.sorted { ($0.due, source.documents[$0.document].path) < ($1.due, source.documents[$1.document].path) }
}

/// A warning for each review that is overdue.
func overdueReviewProblems(_ source: SiteSource) -> [Diagnostic] {
  overdueReviews(source).map { number, due in
    Diagnostic(.reviewOverdue(since: due.iso), at: Location(source.documents[number].file))
  }
}
