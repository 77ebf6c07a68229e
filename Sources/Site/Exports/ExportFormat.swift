/// A file of a review to take away.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// One page with its styles and drawings inside.
  case html
  case xlsx
  case pptx
  /// Every table, in a ZIP.
  case csv
  /// Days, figures and the meaning of every field, to compare campaigns by; in a ZIP.
  case data
  /// Made by a browser, for `report` alone.
  case pdf

  /// Those that a build makes beside the review page.
  public static let built: [ExportFormat] = [.html, .xlsx, .pptx, .csv, .data]

  /// `618-promotion-review.xlsx`, for a campaign's folder.
  func fileName(_ folder: String) -> String {
    switch self {
    case .html, .xlsx, .pptx, .pdf: "\(folder)-review.\(rawValue)"
    case .csv: "\(folder)-tables.zip"
    case .data: "\(folder)-data.zip"
    }
  }

  /// The string by which the review page calls it.
  var stringKey: String { "export" + rawValue.capitalizedFirst }
}
