/// Theme, master and layouts: ink on white, one accent, the same margins on every slide.
enum SlideDesign {
  // MARK: Theme

  static let theme = xml(
    "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Fupan\"><a:themeElements>"
      + "<a:clrScheme name=\"Fupan\">"
      + color("dk1", Ink.text) + color("lt1", Ink.paper) + color("dk2", Ink.muted) + color("lt2", Ink.tint)
      + Ink.series.enumerated().map { color("accent\($0 + 1)", $1) }.joined()
      + color("hlink", "1F5FA8") + color("folHlink", Ink.muted) + "</a:clrScheme>"
      + "<a:fontScheme name=\"Fupan\">\(fonts("majorFont"))\(fonts("minorFont"))</a:fontScheme>"
      + "<a:fmtScheme name=\"Fupan\"><a:fillStyleLst>\(threeFills)</a:fillStyleLst><a:lnStyleLst>"
      + [6_350, 12_700, 19_050].map {
        "<a:ln w=\"\($0)\" cap=\"flat\" cmpd=\"sng\" algn=\"ctr\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill><a:prstDash val=\"solid\"/></a:ln>"
      }.joined()
      + "</a:lnStyleLst><a:effectStyleLst>"
      + String(repeating: "<a:effectStyle><a:effectLst/></a:effectStyle>", count: 3)
      + "</a:effectStyleLst><a:bgFillStyleLst>\(threeFills)</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>")

  private static let threeFills = String(
    repeating: "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>", count: 3)

  private static func color(_ name: String, _ hex: String) -> String {
    "<a:\(name)><a:srgbClr val=\"\(hex)\"/></a:\(name)>"
  }

  private static func fonts(_ kind: String) -> String {
    "<a:\(kind)><a:latin typeface=\"\(ExportText.latinFont)\"/><a:ea typeface=\"\(ExportText.hanFont)\"/><a:cs typeface=\"\"/>"
      + "<a:font script=\"Hans\" typeface=\"微软雅黑\"/><a:font script=\"Hant\" typeface=\"微軟正黑體\"/></a:\(kind)>"
  }

  // MARK: Shapes

  private static func place(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
    "<a:xfrm><a:off x=\"\(emu(x))\" y=\"\(emu(y))\"/><a:ext cx=\"\(emu(width))\" cy=\"\(emu(height))\"/></a:xfrm>"
  }

  private static func placeholder(
    _ id: Int, _ name: String, _ attributes: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double,
    body: String = "", style: String = "", words: String
  ) -> String {
    "<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"\(name)\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph \(attributes)/></p:nvPr></p:nvSpPr>"
      + "<p:spPr>\(place(x, y, width, height))<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr><p:txBody>"
      + "<a:bodyPr vert=\"horz\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" rtlCol=\"0\" \(body)><a:noAutofit/></a:bodyPr><a:lstStyle>\(style)</a:lstStyle>"
      + "<a:p>\(words)</a:p></p:txBody></p:sp>"
  }

  private static let number = placeholder(
    6, "Slide Number", "type=\"sldNum\" sz=\"quarter\" idx=\"12\"", Slide.width - Slide.margin - 1, 7.02, 1, 0.25,
    body: "anchor=\"ctr\"", style: level("algn=\"r\"", size: 10, color: "tx2"),
    words: "<a:fld id=\"{8B2A1C34-5D6E-4F70-8192-A3B4C5D6E7F8}\" type=\"slidenum\"><a:rPr/><a:t>‹#›</a:t></a:fld>")

  private static let rule =
    "<p:cxnSp><p:nvCxnSpPr><p:cNvPr id=\"9\" name=\"Rule\"/><p:cNvCxnSpPr/><p:nvPr userDrawn=\"1\"/></p:nvCxnSpPr><p:spPr>"
    + place(Slide.margin, 6.94, Slide.room, 0)
    + "<a:prstGeom prst=\"line\"><a:avLst/></a:prstGeom><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"\(Ink.line)\"/></a:solidFill></a:ln></p:spPr></p:cxnSp>"

  /// The properties of a first level without a bullet.
  private static func level(_ attributes: String, size: Int, color: String, isBold: Bool = false) -> String {
    "<a:lvl1pPr marL=\"0\" indent=\"0\" \(attributes)><a:lnSpc><a:spcPct val=\"100000\"/></a:lnSpc><a:spcBef><a:spcPts val=\"0\"/></a:spcBef><a:buNone/>"
      + "<a:defRPr sz=\"\(size * 100)\" b=\"\(isBold ? 1 : 0)\"><a:solidFill><a:schemeClr val=\"\(color)\"/></a:solidFill>\(faces)</a:defRPr></a:lvl1pPr>"
  }

  private static let faces = "<a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/>"

  private static let title = title(top: Slide.titleTop, anchor: "t")

  private static func title(top: Double, anchor: String) -> String {
    placeholder(
      2, "Title", "type=\"title\"", Slide.margin, top, Slide.room, Slide.titleHeight, body: "anchor=\"\(anchor)\"",
      words: "<a:r><a:rPr/><a:t>Title</a:t></a:r>")
  }

  private static func tree(_ shapes: String) -> String {
    "<p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>\(shapes)</p:spTree>"
  }

  // MARK: Master and layouts

  static let master = xml(
    "<p:sldMaster \(slideNamespaces)><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>"
      + tree(
        title
          + placeholder(
            3, "Text", "type=\"body\" idx=\"1\"", Slide.margin, Slide.top, Slide.room, Slide.bottom - Slide.top,
            words: "<a:r><a:rPr/><a:t>Text</a:t></a:r>") + number)
      + "</p:cSld><p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>"
      + "<p:sldLayoutIdLst>"
      + (1...3).map { "<p:sldLayoutId id=\"\(2_147_483_648 + $0)\" r:id=\"rId\($0)\"/>" }.joined()
      + "</p:sldLayoutIdLst><p:txStyles><p:titleStyle>"
      + level("algn=\"l\"", size: 24, color: "tx1", isBold: true).replacing("+mn-", with: "+mj-")
      + "</p:titleStyle><p:bodyStyle>"
      + "<a:lvl1pPr marL=\"285750\" indent=\"-285750\" algn=\"l\"><a:lnSpc><a:spcPct val=\"100000\"/></a:lnSpc><a:spcBef><a:spcPts val=\"900\"/></a:spcBef>"
      + "<a:buClr><a:srgbClr val=\"\(Ink.accent)\"/></a:buClr><a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/>"
      + "<a:defRPr sz=\"1800\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>\(faces)</a:defRPr></a:lvl1pPr>"
      + "</p:bodyStyle><p:otherStyle><a:lvl1pPr><a:defRPr sz=\"1800\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>\(faces)</a:defRPr></a:lvl1pPr></p:otherStyle></p:txStyles></p:sldMaster>")

  private static let chapter = placeholder(
    7, "Chapter", "type=\"body\" sz=\"quarter\" idx=\"10\"", Slide.margin + 0.46, 0.42, 9, 0.34, body: "anchor=\"ctr\"",
    style: level("algn=\"l\"", size: 12, color: "tx2"), words: "<a:r><a:rPr/><a:t>Chapter</a:t></a:r>")

  private static let source = placeholder(
    8, "Source", "type=\"body\" sz=\"quarter\" idx=\"11\"", Slide.margin, 7.02, Slide.room - 1.2, 0.25,
    body: "anchor=\"ctr\"", style: level("algn=\"l\"", size: 10, color: "tx2"), words: "<a:r><a:rPr/><a:t>Source</a:t></a:r>")

  private static func layout(_ type: String, _ name: String, _ shapes: String) -> String {
    xml(
      "<p:sldLayout \(slideNamespaces) type=\"\(type)\" preserve=\"1\"><p:cSld name=\"\(name)\">\(tree(shapes))</p:cSld>"
        + "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>")
  }

  static let layouts = layouts(title: title, top: Slide.top, chapter: chapter, names: ("Finding and text", "Finding"))

  /// A deck has no chapters: its headings stand higher.
  static let deckLayouts = layouts(
    title: title(top: DeckPage.titleTop, anchor: "b"), top: DeckPage.top, chapter: "", names: ("Heading and text", "Heading"))

  private static func layouts(title: String, top: Double, chapter: String, names: (String, String)) -> [String] { [
    layout(
      "title", "Cover",
      board
        + placeholder(
          2, "Title", "type=\"ctrTitle\"", Slide.margin, 2.1, 7.4, 2.2, body: "anchor=\"b\"",
          style: level("algn=\"l\"", size: 40, color: "tx1", isBold: true), words: "<a:r><a:rPr/><a:t>Title</a:t></a:r>")
        + placeholder(
          3, "Subtitle", "type=\"subTitle\" idx=\"1\"", Slide.margin, 4.6, 7.4, 1.6,
          style: level("algn=\"l\"", size: 16, color: "tx2").replacing("<a:spcPct val=\"100000\"/>", with: "<a:spcPct val=\"140000\"/>"),
          words: "<a:r><a:rPr/><a:t>Subtitle</a:t></a:r>")),
    layout(
      "obj", names.0,
      rule + title
        + placeholder(
          3, "Text", "idx=\"1\"", Slide.margin, top, Slide.room, Slide.bottom - top,
          words: "<a:r><a:rPr/><a:t>Text</a:t></a:r>") + chapter + source + number),
    layout("titleOnly", names.1, rule + title + chapter + source + number),
  ] }

  /// A corner of a Go board with the stones of the last moves.
  private static let board: String = {
    let (left, top, step) = (9.0, 1.5, 0.75)
    var shapes = ""
    var id = 20
    func add(_ geometry: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String) {
      shapes += "<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"Board \(id)\"/><p:cNvSpPr/><p:nvPr userDrawn=\"1\"/></p:nvSpPr><p:spPr>"
        + place(x, y, width, height) + "<a:prstGeom prst=\"\(geometry)\"><a:avLst/></a:prstGeom>\(style)</p:spPr></p:sp>"
      id += 1
    }
    let line = "<a:noFill/><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"D9D1BF\"/></a:solidFill></a:ln>"
    for index in 0...5 {
      add("line", left, top + Double(index) * step, Slide.width - left, 0, line)
      add("line", left + 0.4 + Double(index) * step, 0, 0, 5.9, line)
    }
    func stone(_ column: Int, _ row: Int, fill: String, edge: String) {
      let size = 0.62
      add(
        "ellipse", left + 0.4 + Double(column) * step - size / 2, top + Double(row) * step - size / 2, size, size,
        "<a:solidFill><a:srgbClr val=\"\(fill)\"/></a:solidFill><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"\(edge)\"/></a:solidFill></a:ln>")
    }
    stone(1, 1, fill: Ink.text, edge: Ink.text)
    stone(2, 1, fill: Ink.paper, edge: Ink.strongLine)
    stone(2, 2, fill: Ink.text, edge: Ink.text)
    stone(3, 2, fill: Ink.paper, edge: Ink.strongLine)
    stone(1, 3, fill: Ink.text, edge: Ink.text)
    stone(3, 3, fill: Ink.paper, edge: Ink.strongLine)
    let size = 0.2
    add(
      "ellipse", left + 0.4 + 2 * step - size / 2, top + 2 * step - size / 2, size, size,
      "<a:solidFill><a:srgbClr val=\"\(Ink.accent)\"/></a:solidFill><a:ln><a:noFill/></a:ln>")
    return shapes
  }()
}
