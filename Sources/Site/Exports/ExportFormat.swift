/// A file to take away, of a review or of a training module.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// One page with its styles and drawings inside.
  case html
  case xlsx
  case pptx
  /// Every table, in a ZIP.
  case csv
  /// Days, figures and the meaning of every field, to compare campaigns by; in a ZIP.
  case data
  /// A module as a package for learning systems, by SCORM 1.2 and 2004.
  case scorm
  /// A module's questions for other systems, as GIFT and QTI.
  case quiz
  /// Made by a browser, for `report` alone.
  case pdf

  /// Those that a build makes: of reviews, of modules, all.
  static let ofReviews: [ExportFormat] = [.html, .xlsx, .pptx, .csv, .data]
  static let ofModules: [ExportFormat] = [.pptx, .scorm, .quiz]
  public static let built: [ExportFormat] = [.html, .xlsx, .pptx, .csv, .data, .scorm, .quiz]

  /// `618-promotion-review.xlsx`, for a campaign's folder.
  func fileName(_ folder: String) -> String {
    switch self {
    case .html, .xlsx, .pptx, .pdf, .scorm, .quiz: "\(folder)-review.\(rawValue)"
    case .csv: "\(folder)-tables.zip"
    case .data: "\(folder)-data.zip"
    }
  }

  /// The string by which the review page calls it.
  var stringKey: String { "export" + rawValue.capitalizedFirst }
}
