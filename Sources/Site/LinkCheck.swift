import Diagnostics

/// Anchors that links need and pages do not have.
func checkAnchors(_ rendered: [RenderedPage], documents: [String], index: SiteIndex) -> [Diagnostic] {
  var pageOfDocument: [Int: Int] = [:]
  for (number, page) in index.pages.enumerated() {
    if let document = page.document { pageOfDocument[number] = document }
  }
  var diagnostics: [Diagnostic] = []
  for page in rendered {
    for use in page.anchors {
      // Anchors of pages that Fupan makes are its own business.
      guard let document = pageOfDocument[use.page], !rendered[document].hasAnchor(use.anchor) else { continue }
      let known = rendered[document].headings.map(\.id)
      diagnostics.append(
        Diagnostic(
          .brokenAnchor(use.anchor, page: documents[document], nearest: nearest(to: use.anchor, among: known)),
          at: use.location))
    }
  }
  return diagnostics
}
