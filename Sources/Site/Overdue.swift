import Handbook
import Values

/// The documents whose day of checking has passed, longest overdue first, by their place in `documents`.
func overdue(_ documents: [Document], today: Day) -> [(document: Int, due: Day)] {
  documents.indices.compactMap { number in
    documents[number].matter.checkDue.flatMap { $0 < today ? (number, $0) : nil }
  }.sorted { ($0.due, documents[$0.document].path) < ($1.due, documents[$1.document].path) }
}
