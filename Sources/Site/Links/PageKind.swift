import Handbook

/// What a page is to somebody who looks for related ones.
enum PageKind: String, Sendable, CaseIterable {
  case process, phase, part, module, caseStudy, template, kpi, campaign, review, register, other

  /// What a document is by its type, its code and its folder.
  init(_ document: Document) {
    switch document.matter.detail {
    case .process(let process):
      switch process.code?.first {
      case "C": self = .phase
      case "E": self = .part
      default: self = .process
      }
    case .training: self = .module
    case .caseStudy: self = .caseStudy
    case .campaign: self = .campaign
    case .review: self = .review
    case .page: self = PageKind.isTemplate(document.path) ? .template : .other
    }
  }

  /// Whether a page is one of the template library.
  static func isTemplate(_ path: String) -> Bool {
    path.hasPrefix("handbook/templates/") && !path.hasSuffix("/index.md")
  }

  /// The key of its name among the strings.
  var stringKey: String { "related-" + rawValue }
}
