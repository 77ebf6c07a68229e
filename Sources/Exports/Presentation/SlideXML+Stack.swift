import Charts

/// Slides of decks: texts of several looks, below each other with tables, cards and a chart.
extension SlideXML {
  mutating func write(opening title: String, _ words: SlideText) {
    let (top, height) = DeckPage.openingTitle
    let size = [40.0, 36, 32, 28, 24].first {
      TextFit.height(title, size: $0, width: DeckPage.openingWidth - 0.1, isBold: true) <= height
    } ?? 20
    placeholder(
      "ctrTitle", index: nil, name: "Title",
      place: place(Slide.margin, top, DeckPage.openingWidth, height), body: "<a:p>\(run(title, size: size))</a:p>")
    if words.paragraphs.isEmpty { return }
    placeholder(
      "subTitle", index: 1, name: "Subtitle",
      place: place(Slide.margin, DeckPage.openingTop, DeckPage.openingWidth, Slide.bottom - DeckPage.openingTop),
      body: paragraphs(words))
  }

  mutating func write(_ items: [StackItem]) {
    var hasBody = false
    for item in items {
      switch item.content {
      case .text(let words):
        let indent = words.isAside ? SlideText.asideIndent : 0
        if words.isAside { bar(top: item.top, height: item.height) }
        // Outlines show what stands in the place for text.
        if hasBody {
          box("Text", x: Slide.margin + indent, y: item.top, width: Slide.room - indent, height: item.height, body: paragraphs(words))
        } else {
          let frame = place(Slide.margin + indent, item.top, Slide.room - indent, item.height)
          placeholder("body", index: 1, name: "Text", place: frame, body: paragraphs(words))
          hasBody = true
        }
      case .table(let table): write(table, top: item.top + (table.caption == nil ? 0 : 0.12))
      case .cards(let cards): write(cards, top: item.top, bottom: item.top + item.height)
      case .chart(let chart, let finding, let subject):
        box("Subject", x: Slide.margin, y: item.top, width: Slide.room, height: DeckPage.captionHeight, paragraphs: [
          (finding.map { run($0 + text.pick("　", "   "), size: 14, isBold: true) } ?? "") + run(subject, size: 14, color: Ink.muted)
        ])
        frame(chart, subject: finding ?? subject, top: item.top + DeckPage.captionHeight, bottom: item.top + item.height)
      }
    }
  }

  /// Beside a quotation or a note.
  private mutating func bar(top: Double, height: Double) {
    let id = id()
    shapes +=
      "<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"Bar \(id)\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
      + place(Slide.margin, top, 0.05, height)
      + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val=\"\(Ink.accent)\"/></a:solidFill><a:ln><a:noFill/></a:ln>"
      + "</p:spPr></p:sp>"
  }

  // MARK: Paragraphs

  private func paragraphs(_ words: SlideText) -> String {
    words.paragraphs.enumerated().map { index, paragraph in
      "<a:p>\(properties(paragraph, size: words.size, isFirst: index == 0))" + paragraph.runs.map { run($0, paragraph, size: words.size) }.joined() + "</a:p>"
    }.joined()
  }

  private func properties(_ paragraph: SlideParagraph, size: Double, isFirst: Bool) -> String {
    let step = SlideParagraph.step(size)
    let isEntry = paragraph.marker != .none
    var attributes = "marL=\"\(emu(Double(paragraph.level) * step))\" indent=\"\(isEntry ? -emu(step) : 0)\" algn=\"l\""
    if paragraph.level > 1 { attributes += " lvl=\"\(min(paragraph.level - 1, 8))\"" }
    let color = "<a:buClr><a:srgbClr val=\"\(Ink.accent)\"/></a:buClr>"
    let marker: String =
      switch paragraph.marker {
      case .none: "<a:buNone/>"
      case .point: color + "<a:buFont typeface=\"Arial\"/><a:buChar char=\"\(paragraph.level > 1 ? "–" : "•")\"/>"
      case .number(_, let first):
        color + "<a:buFont typeface=\"+mj-lt\"/><a:buAutoNum type=\"arabicPeriod\"" + (first == 1 ? "" : " startAt=\"\(max(1, min(first, 32_767)))\"") + "/>"
      case .sign(let sign):
        "<a:buClr><a:srgbClr val=\"\(Ink.muted)\"/></a:buClr><a:buFont typeface=\"\(ExportText.hanFont)\"/><a:buChar char=\"\(escaped(sign))\"/>"
      }
    return "<a:pPr \(attributes)><a:lnSpc><a:spcPct val=\"100000\"/></a:lnSpc><a:spcBef><a:spcPts val=\"\(isFirst ? 0 : Int(paragraph.before(size) * 100))\"/></a:spcBef>"
      + marker + "</a:pPr>"
  }

  private func run(_ words: SlideRun, _ paragraph: SlideParagraph, size: Double) -> String {
    let points = Int((size * paragraph.scale).rounded() * 100)
    var attributes = "\(language) sz=\"\(points)\" b=\"\(words.isBold ? 1 : 0)\""
    if words.isRaised { attributes += " baseline=\"30000\"" }
    let faces = words.isCode
      ? "<a:latin typeface=\"Courier New\"/><a:ea typeface=\"+mn-ea\"/>" : "<a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/>"
    let properties = "<a:rPr \(attributes) dirty=\"0\"><a:solidFill>"
      + (words.color.map { "<a:srgbClr val=\"\($0)\"/>" } ?? "<a:schemeClr val=\"tx1\"/>") + "</a:solidFill>\(faces)</a:rPr>"
    return words.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "<a:r>\(properties)<a:t>\(escaped(String($0)))</a:t></a:r>" }
      .joined(separator: "<a:br>\(properties)</a:br>")
  }
}
