import Archive
import Values

/// The parts of a presentation's file around its slides.
struct PresentationPackage {
  var title: String
  /// When it was made, as the file says.
  var day: Day
  var text: ExportText
  var slides: [Slide]
  var layouts = SlideDesign.layouts

  func bytes() throws(ExportFailure) -> [UInt8] {
    do { return try writeArchive(parts()) } catch { throw ExportFailure(reason: error.reason) }
  }

  private func parts() throws(ArchiveWriteFailure) -> [ArchivePart] {
    var slideParts: [ArchivePart] = []
    var chartParts: [ArchivePart] = []
    var noteParts: [ArchivePart] = []
    var charts = 0
    var notes = 0
    for (index, slide) in slides.enumerated() {
      let number = index + 1
      slideParts.append(ArchivePart("ppt/slides/slide\(number).xml", SlideXML.part(slide, text: text)))
      var targets = [("slideLayout", "../slideLayouts/slideLayout\(slide.layout).xml")]
      if let chart = slide.chart {
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
      if !slide.notes.isEmpty {
        notes += 1
        targets.append(("notesSlide", "../notesSlides/notesSlide\(notes).xml"))
        noteParts.append(ArchivePart("ppt/notesSlides/notesSlide\(notes).xml", NotesXML.part(slide.notes, text: text)))
        noteParts.append(
          ArchivePart(
            "ppt/notesSlides/_rels/notesSlide\(notes).xml.rels",
            relations([("notesMaster", "../notesMasters/notesMaster1.xml"), ("slide", "../slides/slide\(number).xml")])))
      }
      slideParts.append(ArchivePart("ppt/slides/_rels/slide\(number).xml.rels", relations(targets)))
    }
    if notes > 0 {
      noteParts += [
        ArchivePart("ppt/notesMasters/notesMaster1.xml", NotesXML.master),
        ArchivePart("ppt/notesMasters/_rels/notesMaster1.xml.rels", relations([("theme", "../theme/theme2.xml")])),
        ArchivePart("ppt/theme/theme2.xml", SlideDesign.theme),
      ]
    }
    return head(charts: charts, notes: notes) + slideParts + chartParts + noteParts
  }

  private func head(charts: Int, notes: Int) -> [ArchivePart] {
    [
      ArchivePart("[Content_Types].xml", contentTypes(charts: charts, notes: notes)),
      ArchivePart(
        "_rels/.rels",
        relations([
          ("officeDocument", "ppt/presentation.xml"),
          ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
          ("extended-properties", "docProps/app.xml"),
        ])),
      ArchivePart("docProps/core.xml", coreProperties),
      ArchivePart("docProps/app.xml", appProperties),
      ArchivePart("ppt/presentation.xml", presentationPart(hasNotes: notes > 0)),
      ArchivePart(
        "ppt/_rels/presentation.xml.rels",
        relations(
          [("slideMaster", "slideMasters/slideMaster1.xml")]
            + slides.indices.map { ("slide", "slides/slide\($0 + 1).xml") } + [("theme", "theme/theme1.xml")]
            + (notes > 0 ? [("notesMaster", "notesMasters/notesMaster1.xml")] : []))),
      ArchivePart("ppt/theme/theme1.xml", SlideDesign.theme),
      ArchivePart("ppt/slideMasters/slideMaster1.xml", SlideDesign.master),
      ArchivePart(
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        relations(
          (1...3).map { ("slideLayout", "../slideLayouts/slideLayout\($0).xml") } + [("theme", "../theme/theme1.xml")])),
    ]
      + layouts.enumerated().flatMap { index, layout in
        [
          ArchivePart("ppt/slideLayouts/slideLayout\(index + 1).xml", layout),
          ArchivePart(
            "ppt/slideLayouts/_rels/slideLayout\(index + 1).xml.rels",
            relations([("slideMaster", "../slideMasters/slideMaster1.xml")])),
        ]
      }
  }

  private func contentTypes(charts: Int, notes: Int) -> String {
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
    for index in slides.indices { body += override("ppt/slides/slide\(index + 1).xml", types + ".presentationml.slide+xml") }
    for index in 0..<charts { body += override("ppt/charts/chart\(index + 1).xml", types + ".drawingml.chart+xml") }
    for index in 0..<notes {
      body += override("ppt/notesSlides/notesSlide\(index + 1).xml", types + ".presentationml.notesSlide+xml")
    }
    if notes > 0 {
      body += override("ppt/notesMasters/notesMaster1.xml", types + ".presentationml.notesMaster+xml")
        + override("ppt/theme/theme2.xml", types + ".theme+xml")
    }
    body += override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
      + override("docProps/app.xml", types + ".extended-properties+xml")
    return xml(body + "</Types>")
  }

  private func presentationPart(hasNotes: Bool) -> String {
    var ids = ""
    for index in slides.indices { ids += "<p:sldId id=\"\(256 + index)\" r:id=\"rId\(index + 2)\"/>" }
    let notes = hasNotes
      ? "<p:notesMasterIdLst><p:notesMasterId r:id=\"rId\(slides.count + 3)\"/></p:notesMasterIdLst>" : ""
    return xml(
      "<p:presentation \(slideNamespaces) saveSubsetFonts=\"1\"><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst>"
        + notes
        + "<p:sldIdLst>\(ids)</p:sldIdLst><p:sldSz cx=\"12192000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>")
  }

  private var coreProperties: String {
    let day = day.iso + "T00:00:00Z"
    return xml(
      "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
        + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
        + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>\(escaped(title))</dc:title>"
        + "<dc:creator>Fupan</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">\(day)</dcterms:created>"
        + "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">\(day)</dcterms:modified></cp:coreProperties>")
  }

  private var appProperties: String {
    xml(
      "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Fupan</Application>"
        + "<PresentationFormat>16:9</PresentationFormat><Slides>\(slides.count)</Slides></Properties>")
  }
}

extension Slide {
  /// 1 the cover's, 2 with text, 3 without.
  fileprivate var layout: Int {
    switch body {
    case .cover, .divider, .opening: 1
    case .bullets: 2
    case .stack(let items): items.contains { if case .text = $0.content { true } else { false } } ? 2 : 3
    case .cards, .chart, .table: 3
    }
  }

  /// The one chart that a slide may have.
  fileprivate var chart: NativeChart? {
    switch body {
    case .chart(let chart, _, _): chart
    case .stack(let items):
      items.lazy.compactMap { if case .chart(let chart, _, _) = $0.content { chart } else { nil } }.first
    case .cover, .divider, .opening, .cards, .bullets, .table: nil
    }
  }
}
