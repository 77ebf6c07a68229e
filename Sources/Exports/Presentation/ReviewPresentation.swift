import Archive
import Review
import Values

/// A review as a presentation of PowerPoint's, 16:9: one finding a slide, its text, tables and charts all to be edited, each
/// chart with its figures in an embedded workbook.
///
/// The same review gives the same bytes.
public func presentation(of review: Review) throws(ExportFailure) -> [UInt8] {
  let text = ExportText(review)
  let slides = SlidePlan.slides(of: review, text: text)
  do {
    return try writeArchive(parts(of: slides, review: review, text: text))
  } catch {
    throw ExportFailure(reason: error.reason)
  }
}

private func parts(
  of slides: [Slide], review: Review, text: ExportText
) throws(ArchiveWriteFailure) -> [ArchivePart] {
  var slideParts: [ArchivePart] = []
  var chartParts: [ArchivePart] = []
  var charts = 0
  for (index, slide) in slides.enumerated() {
    let number = index + 1
    slideParts.append(ArchivePart("ppt/slides/slide\(number).xml", SlideXML.part(slide, text: text)))
    var targets = [("slideLayout", "../slideLayouts/slideLayout\(layout(of: slide)).xml")]
    if case .chart(let chart, _, _) = slide.body {
      charts += 1
      targets.append(("chart", "../charts/chart\(charts).xml"))
      chartParts.append(ArchivePart("ppt/charts/chart\(charts).xml", ChartXML.part(chart, text: text)))
      chartParts.append(
        ArchivePart(
          "ppt/charts/_rels/chart\(charts).xml.rels",
          relations([("package", "../embeddings/Microsoft_Excel_Sheet\(charts).xlsx")])))
      chartParts.append(
        ArchivePart("ppt/embeddings/Microsoft_Excel_Sheet\(charts).xlsx", try chartWorkbook(chart.grid)))
    }
    slideParts.append(ArchivePart("ppt/slides/_rels/slide\(number).xml.rels", relations(targets)))
  }
  return [
    ArchivePart("[Content_Types].xml", contentTypes(slides: slides.count, charts: charts)),
    ArchivePart(
      "_rels/.rels",
      relations([
        ("officeDocument", "ppt/presentation.xml"),
        ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
        ("extended-properties", "docProps/app.xml"),
      ])),
    ArchivePart("docProps/core.xml", coreProperties(review)),
    ArchivePart("docProps/app.xml", appProperties(slides: slides.count)),
    ArchivePart("ppt/presentation.xml", presentationPart(slides: slides.count)),
    ArchivePart(
      "ppt/_rels/presentation.xml.rels",
      relations(
        [("slideMaster", "slideMasters/slideMaster1.xml")]
          + slides.indices.map { ("slide", "slides/slide\($0 + 1).xml") } + [("theme", "theme/theme1.xml")])),
    ArchivePart("ppt/theme/theme1.xml", SlideDesign.theme),
    ArchivePart("ppt/slideMasters/slideMaster1.xml", SlideDesign.master),
    ArchivePart(
      "ppt/slideMasters/_rels/slideMaster1.xml.rels",
      relations(
        (1...3).map { ("slideLayout", "../slideLayouts/slideLayout\($0).xml") } + [("theme", "../theme/theme1.xml")])),
  ]
    + SlideDesign.layouts.enumerated().flatMap { index, layout in
      [
        ArchivePart("ppt/slideLayouts/slideLayout\(index + 1).xml", layout),
        ArchivePart(
          "ppt/slideLayouts/_rels/slideLayout\(index + 1).xml.rels",
          relations([("slideMaster", "../slideMasters/slideMaster1.xml")])),
      ]
    } + slideParts + chartParts
}

/// 1 the cover's, 2 with text, 3 without.
private func layout(of slide: Slide) -> Int {
  switch slide.body {
  case .cover, .divider: 1
  case .bullets: 2
  case .cards, .chart, .table: 3
  }
}

private func contentTypes(slides: Int, charts: Int) -> String {
  let types = "application/vnd.openxmlformats-officedocument"
  func override(_ part: String, _ type: String) -> String {
    "<Override PartName=\"/\(part)\" ContentType=\"\(type)\"/>"
  }
  var body = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
  if charts > 0 { body += "<Default Extension=\"xlsx\" ContentType=\"\(types).spreadsheetml.sheet\"/>" }
  body += override("ppt/presentation.xml", types + ".presentationml.presentation.main+xml")
    + override("ppt/slideMasters/slideMaster1.xml", types + ".presentationml.slideMaster+xml")
    + override("ppt/theme/theme1.xml", types + ".theme+xml")
  for index in 1...3 {
    body += override("ppt/slideLayouts/slideLayout\(index).xml", types + ".presentationml.slideLayout+xml")
  }
  for index in 0..<slides { body += override("ppt/slides/slide\(index + 1).xml", types + ".presentationml.slide+xml") }
  for index in 0..<charts { body += override("ppt/charts/chart\(index + 1).xml", types + ".drawingml.chart+xml") }
  body += override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    + override("docProps/app.xml", types + ".extended-properties+xml")
  return xml(body + "</Types>")
}

private func presentationPart(slides: Int) -> String {
  var ids = ""
  for index in 0..<slides { ids += "<p:sldId id=\"\(256 + index)\" r:id=\"rId\(index + 2)\"/>" }
  return xml(
    "<p:presentation \(slideNamespaces) saveSubsetFonts=\"1\"><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst>"
      + "<p:sldIdLst>\(ids)</p:sldIdLst><p:sldSz cx=\"12192000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>")
}

/// Dated by the data, so that the file does not change while they do not.
private func coreProperties(_ review: Review) -> String {
  let day = (review.dataAsOf ?? review.today).iso + "T00:00:00Z"
  return xml(
    "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
      + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
      + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>\(escaped(review.title))</dc:title>"
      + "<dc:creator>Fupan</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">\(day)</dcterms:created>"
      + "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">\(day)</dcterms:modified></cp:coreProperties>")
}

private func appProperties(slides: Int) -> String {
  xml(
    "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Fupan</Application>"
      + "<PresentationFormat>16:9</PresentationFormat><Slides>\(slides)</Slides></Properties>")
}
