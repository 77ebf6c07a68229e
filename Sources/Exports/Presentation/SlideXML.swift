import Charts
import Values

/// English Metric Units, 914,400 to the inch.
func emu(_ inches: Double) -> Int { Int((inches * 914_400).rounded()) }

/// Writes one slide as PresentationML.
struct SlideXML {
  let text: ExportText
  var shapes = ""
  /// Ids of shapes are unique on the slide; 1 is the tree's own.
  private var nextID = 2

  init(_ text: ExportText) { self.text = text }

  var language: String {
    switch text.language {
    case .simplifiedChinese: "lang=\"zh-CN\" altLang=\"en-US\""
    case .traditionalChinese: "lang=\"zh-TW\" altLang=\"en-US\""
    case .english: "lang=\"en-US\""
    }
  }

  /// The slide; a chart's part is related to it as `rId2`.
  static func part(_ slide: Slide, text: ExportText) -> String {
    var writer = SlideXML(text)
    writer.write(slide)
    var xml = XMLText()
    xml.raw(
      "<p:sld \(slideNamespaces)><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        + "<p:grpSpPr/>" + writer.shapes + "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>")
    return String(decoding: xml.bytes, as: UTF8.self)
  }

  private mutating func write(_ slide: Slide) {
    switch slide.body {
    case .cover(let lines):
      placeholder("ctrTitle", name: "Title", paragraphs: [run(slide.title, size: coverSize(slide.title))])
      placeholder("subTitle", index: 1, name: "Subtitle", paragraphs: lines.map { run($0) })
      return
    case .divider(let line):
      placeholder("ctrTitle", name: "Title", paragraphs: [run(slide.title)])
      placeholder("subTitle", index: 1, name: "Subtitle", paragraphs: [run(line)])
      return
    default: break
    }
    if case .opening(let words) = slide.body { return write(opening: slide.title, words) }
    placeholder("title", name: "Title", paragraphs: [run(slide.title, size: slide.titleSize)])
    if let chapter = slide.chapter {
      stone(chapter.number)
      placeholder("body", index: 10, name: "Chapter", paragraphs: [run(chapter.name)])
    }
    switch slide.body {
    case .cards(let cards): write(cards)
    case .bullets(let sentences, let size):
      placeholder("body", index: 1, name: "Text", paragraphs: sentences.map { run($0, size: size) })
    case .chart(let chart, let subject, let lead):
      var top = Slide.top
      if let lead {
        box("Text", x: Slide.margin, y: top - 0.12, width: Slide.room, height: Slide.leadHeight(lead), paragraphs: [
          run(lead, size: SlideTable.leadSize)
        ])
        top += Slide.leadHeight(lead)
      }
      caption(subject, top: top - 0.12)
      frame(chart, subject: subject, top: top + 0.22)
    case .table(let table): write(table)
    case .stack(let items): write(items)
    case .cover, .divider, .opening: break
    }
    if let source = slide.source { placeholder("body", index: 11, name: "Source", paragraphs: [run(source)]) }
    number()
  }

  func coverSize(_ title: String) -> Double {
    [40.0, 32, 28, 24].first { TextFit.height(title, size: $0, width: 7.3, isBold: true) <= 2.1 } ?? 20
  }

  // MARK: Text

  /// A run of text; sizes in points, the placeholder's own where none is given.
  func run(_ words: String, size: Double? = nil, isBold: Bool? = nil, color: String? = nil) -> String {
    var properties = "<a:rPr \(language)"
    if let size { properties += " sz=\"\(Int(size * 100))\"" }
    if let isBold { properties += " b=\"\(isBold ? 1 : 0)\"" }
    properties += " dirty=\"0\""
    if let color {
      properties += "><a:solidFill><a:srgbClr val=\"\(color)\"/></a:solidFill></a:rPr>"
    } else {
      properties += "/>"
    }
    return "<a:r>\(properties)<a:t>\(escaped(words))</a:t></a:r>"
  }

  mutating func id() -> Int {
    defer { nextID += 1 }
    return nextID
  }

  mutating func placeholder(_ type: String, index: Int? = nil, name: String, paragraphs: [String]) {
    placeholder(type, index: index, name: name, place: "", body: paragraphs.map { "<a:p>\($0)</a:p>" }.joined())
  }

  /// One with finished paragraphs; `place` where it is not the layout's.
  mutating func placeholder(_ type: String, index: Int?, name: String, place frame: String, body: String) {
    let id = id()
    let kind = type == "body" && index == 1 ? "" : " type=\"\(type)\""
    let place = index.map { " idx=\"\($0)\"" } ?? ""
    let size = index == 10 || index == 11 ? " sz=\"quarter\"" : ""
    shapes +=
      "<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"\(name) \(id)\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>"
      + "<p:nvPr><p:ph\(kind)\(size)\(place)/></p:nvPr></p:nvSpPr>" + (frame.isEmpty ? "<p:spPr/>" : "<p:spPr>\(frame)</p:spPr>")
      + "<p:txBody><a:bodyPr/><a:lstStyle/>\(body)</p:txBody></p:sp>"
  }

  /// A text box of its own.
  mutating func box(
    _ name: String, x: Double, y: Double, width: Double, height: Double, align: String = "l", anchor: String = "t",
    paragraphs: [String]
  ) {
    box(
      name, x: x, y: y, width: width, height: height, anchor: anchor,
      body: paragraphs.map { "<a:p><a:pPr algn=\"\(align)\"/>\($0)</a:p>" }.joined())
  }

  /// One with finished paragraphs.
  mutating func box(
    _ name: String, x: Double, y: Double, width: Double, height: Double, anchor: String = "t", body: String
  ) {
    let id = id()
    shapes +=
      "<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"\(name) \(id)\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>"
      + place(x, y, width, height) + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>"
      + "<a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"\(anchor)\"><a:noAutofit/></a:bodyPr><a:lstStyle/>\(body)</p:txBody></p:sp>"
  }

  func place(_ x: Double, _ y: Double, _ width: Double, _ height: Double, tag: String = "a:xfrm") -> String {
    "<\(tag)><a:off x=\"\(emu(x))\" y=\"\(emu(y))\"/><a:ext cx=\"\(emu(width))\" cy=\"\(emu(height))\"/></\(tag)>"
  }

  mutating func caption(_ words: String, top: Double) {
    box("Subject", x: Slide.margin, y: top, width: Slide.room, height: 0.28, paragraphs: [
      run(words, size: 12, color: Ink.muted)
    ])
  }

  /// The chapter's number on a black stone.
  private mutating func stone(_ number: Int) {
    let id = id()
    shapes +=
      "<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"Stone \(id)\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
      + place(Slide.margin, 0.42, 0.34, 0.34)
      + "<a:prstGeom prst=\"ellipse\"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill><a:ln><a:noFill/></a:ln>"
      + "</p:spPr><p:txBody><a:bodyPr wrap=\"none\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\"/><a:lstStyle/>"
      + "<a:p><a:pPr algn=\"ctr\"/>\(run(String(number), size: 11, isBold: true, color: Ink.paper))</a:p></p:txBody></p:sp>"
  }

  mutating func number() {
    let id = id()
    shapes +=
      "<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"Number \(id)\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>"
      + "<p:nvPr><p:ph type=\"sldNum\" sz=\"quarter\" idx=\"12\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
      + "<a:p><a:fld id=\"{8B2A1C34-5D6E-4F70-8192-A3B4C5D6E7F8}\" type=\"slidenum\"><a:rPr \(language)/><a:t>‹#›</a:t></a:fld></a:p>"
      + "</p:txBody></p:sp>"
  }

  // MARK: Cards

  mutating func write(_ cards: [SlideCard], top: Double = Slide.top, bottom: Double = Slide.bottom) {
    let perRow = cards.count <= 4 && cards.count != 3 ? 2 : 3
    let rows = (cards.count + perRow - 1) / perRow
    let gap = 0.5
    let width = (Slide.room - gap * Double(perRow - 1)) / Double(perRow)
    let height = min(2.2, (bottom - top) / Double(max(1, rows)) - 0.15)
    for (index, card) in cards.enumerated() {
      let x = Slide.margin + Double(index % perRow) * (width + gap)
      let y = top + 0.1 + Double(index / perRow) * (height + 0.2)
      rule(x: x, y: y, width: width, color: card.status.map(text.color) ?? Ink.strongLine, weight: 1.5)
      box("Label", x: x, y: y + 0.14, width: width, height: 0.34, paragraphs: [run(card.label, size: 14, color: Ink.muted)])
      let unit = card.unit ?? ""
      let size = [32.0, 28, 24, 20].first {
        TextFit.lines(card.value, size: $0, width: width - textWidth(unit) * 16 / 72, isBold: true) == 1
      } ?? 18
      box("Value", x: x, y: y + 0.5, width: width, height: 0.66, anchor: "ctr", paragraphs: [
        run(card.value, size: size, isBold: true) + (unit.isEmpty ? "" : run(unit, size: 16))
      ])
      let line = card.facts.joined(separator: text.pick("　", "   "))
      var runs = line.isEmpty ? "" : run(line, size: 13, color: Ink.muted)
      if let status = card.status {
        runs += run((line.isEmpty ? "" : text.pick("　", "   ")) + card.statusName, size: 13, isBold: true, color: text.color(status))
      }
      if !runs.isEmpty {
        box("Target", x: x, y: y + 1.22, width: width, height: 0.6, paragraphs: [runs])
      }
    }
  }

  mutating func rule(x: Double, y: Double, width: Double, color: String, weight: Double) {
    let id = id()
    shapes +=
      "<p:cxnSp><p:nvCxnSpPr><p:cNvPr id=\"\(id)\" name=\"Rule \(id)\"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>"
      + place(x, y, width, 0)
      + "<a:prstGeom prst=\"line\"><a:avLst/></a:prstGeom><a:ln w=\"\(Int(weight * 12_700))\"><a:solidFill><a:srgbClr val=\"\(color)\"/></a:solidFill></a:ln>"
      + "</p:spPr></p:cxnSp>"
  }

  // MARK: Charts and tables

  mutating func frame(_ chart: NativeChart, subject: String, top: Double, bottom: Double = Slide.bottom) {
    let id = id()
    shapes +=
      "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"\(id)\" name=\"Chart \(id)\" descr=\"\(escaped(subject))\"/>"
      + "<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>"
      + place(Slide.margin, top, Slide.room, bottom - top, tag: "p:xfrm")
      + "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">"
      + "<c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"rId2\"/>"
      + "</a:graphicData></a:graphic></p:graphicFrame>"
  }

  mutating func write(_ table: SlideTable, top start: Double = Slide.top) {
    var top = start
    if !table.lead.isEmpty {
      lead(table)
      top += table.leadHeight
    }
    if let words = table.caption {
      caption(words, top: top - 0.12)
      top += 0.22
    }
    let id = id()
    let heights = [table.headHeight]
      + table.rows.enumerated().map { index, row in
        table.height(row, isBold: table.hasTotal && index == table.rows.count - 1)
      }
    let width = table.widths.reduce(0, +)
    var grid = ""
    for column in table.widths { grid += "<a:gridCol w=\"\(emu(column))\"/>" }
    var rows = table.hasHead
      ? row(table.columns.map { SlideTable.Cell(text: $0) }, table, height: heights[0], isHead: true, isTotal: false) : ""
    for (index, cells) in table.rows.enumerated() {
      let isTotal = table.hasTotal && index == table.rows.count - 1
      rows += row(cells, table, height: heights[index + 1], isHead: false, isTotal: isTotal)
    }
    shapes +=
      "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"\(id)\" name=\"Table \(id)\"/>"
      + "<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>"
      + place(Slide.margin, top, width, heights.reduce(0, +), tag: "p:xfrm")
      + "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl>"
      + "<a:tblPr firstRow=\"\(table.hasHead ? 1 : 0)\"/><a:tblGrid>\(grid)</a:tblGrid>\(rows)</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    if let note = table.note {
      let below = top + heights.reduce(0, +) + 0.1
      box("Note", x: Slide.margin, y: below, width: Slide.room, height: max(0.2, Slide.bottom - below + 0.1), paragraphs: [
        run(note, size: 10, color: Ink.muted)
      ])
    }
  }

  /// The sentences above a table, as points.
  private mutating func lead(_ table: SlideTable) {
    let id = id()
    let point = "<a:pPr marL=\"285750\" indent=\"-285750\"><a:spcBef><a:spcPts val=\"600\"/></a:spcBef>"
      + "<a:buClr><a:srgbClr val=\"\(Ink.accent)\"/></a:buClr><a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/></a:pPr>"
    shapes +=
      "<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"Text \(id)\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>"
      + place(Slide.margin, Slide.top - 0.12, Slide.room, table.leadHeight)
      + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>"
      + "<a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"><a:noAutofit/></a:bodyPr><a:lstStyle/>"
      + table.lead.map { "<a:p>\(point)\(run($0, size: SlideTable.leadSize))</a:p>" }.joined() + "</p:txBody></p:sp>"
  }

  private func row(
    _ cells: [SlideTable.Cell], _ table: SlideTable, height: Double, isHead: Bool, isTotal: Bool
  ) -> String {
    var xml = "<a:tr h=\"\(emu(height))\">"
    var covered = 0
    for column in table.columns.indices {
      let cell = column < cells.count ? cells[column] : SlideTable.Cell(text: "")
      let merge = covered > 0 ? " hMerge=\"1\"" : cell.span > 1 ? " gridSpan=\"\(cell.span)\"" : ""
      covered = covered > 0 ? covered - 1 : cell.span - 1
      let align = table.numeric[column] ? "r" : "l"
      let words = cell.text.isEmpty
        ? "<a:endParaRPr \(language) sz=\"\(Int(table.size * 100))\"/>"
        : run(cell.text, size: table.size, isBold: isHead || isTotal || cell.isBold, color: cell.color)
      xml +=
        "<a:tc\(merge)><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn=\"\(align)\"/>\(words)</a:p></a:txBody>"
        + "<a:tcPr marL=\"\(emu(table.side))\" marR=\"\(emu(table.side))\" marT=\"\(emu(SlideTable.edge))\" marB=\"\(emu(SlideTable.edge))\" anchor=\"ctr\">"
        + "<a:lnL w=\"0\"><a:noFill/></a:lnL><a:lnR w=\"0\"><a:noFill/></a:lnR>"
        + (isTotal ? line("a:lnT", Ink.strongLine, 12_700) : "<a:lnT w=\"0\"><a:noFill/></a:lnT>")
        + (isHead ? line("a:lnB", Ink.strongLine, 12_700) : line("a:lnB", Ink.line, 6_350))
        + (cell.fill.map { "<a:solidFill><a:srgbClr val=\"\($0)\"/></a:solidFill>" }
          ?? (isHead ? "<a:solidFill><a:schemeClr val=\"bg2\"/></a:solidFill>" : "<a:noFill/>"))
        + "</a:tcPr></a:tc>"
    }
    return xml + "</a:tr>"
  }

  private func line(_ tag: String, _ color: String, _ width: Int) -> String {
    "<\(tag) w=\"\(width)\"><a:solidFill><a:srgbClr val=\"\(color)\"/></a:solidFill></\(tag)>"
  }
}

let slideNamespaces =
  "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
  + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
  + "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\""
