import Charts
import Diagnostics
import Training
import Values

/// A deck as a presentation of PowerPoint's, 16:9: its texts, tables and charts all to be edited, each chart with its figures
/// in an embedded workbook, and its notes as those of the slides.
///
/// A slide of the deck that holds more than one that is projected becomes several. `charts` are the charts that the deck's
/// markup shows, by the ids of their `<figure>`; one that is missing becomes the table that stands below it in the markup.
/// The same deck gives the same bytes.
public func presentation(
  of deck: Deck, title: String, language: Language, day: Day, charts: [String: Chart], currency: Currency = .yuan
) throws(ExportFailure) -> [UInt8] {
  let text = ExportText(language, currency: currency)
  let slides = DeckPlan.slides(of: deck, title: title, charts: charts, text: text)
  return try PresentationPackage(title: title, day: day, text: text, slides: slides, layouts: SlideDesign.deckLayouts).bytes()
}
