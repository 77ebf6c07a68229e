import Archive
import Review
import Values

/// A review as a presentation of PowerPoint's, 16:9: one finding a slide, its text, tables and charts all to be edited, each
/// chart with its figures in an embedded workbook.
///
/// The same review gives the same bytes.
public func presentation(of review: Review) throws(ExportFailure) -> [UInt8] {
  let text = ExportText(review)
  // Dated by the data, so that the file does not change while they do not.
  let package = PresentationPackage(
    title: review.title, day: review.dataAsOf ?? review.today, text: text, slides: SlidePlan.slides(of: review, text: text))
  return try package.bytes()
}
