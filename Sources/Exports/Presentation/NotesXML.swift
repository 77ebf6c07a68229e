import Charts
import Training

/// What a slide's notes say, line by line.
enum NoteLines {
  static func lines(_ notes: [Deck.Note], text: ExportText) -> [String] {
    notes.flatMap { note -> [String] in
      let lines = lines(DeckBlockReader.read([note.markup], text: text, charts: [:]), isSpeaker: note.kind == .speaker)
      guard note.kind == .answer, !lines.isEmpty else { return lines }
      return [text.pick("答案", "Answer")] + lines
    }
  }

  private static func lines(_ blocks: [DeckBlock], isSpeaker: Bool) -> [String] {
    var lines: [String] = []
    for (number, block) in blocks.enumerated() {
      switch block {
      case .text(let paragraphs, let isAside):
        // Notes need not be called notes.
        let isTitled = isSpeaker && number == 0 && isAside && paragraphs.count > 1 && paragraphs[0].isLead
        lines += paragraphs.dropFirst(isTitled ? 1 : 0).map(line)
      case .table(let table):
        if let caption = table.caption { lines.append(caption) }
        if !table.head.isEmpty { lines.append(table.head.joined(separator: " | ")) }
        lines += table.rows.map { $0.map(\.text).filter { !$0.isEmpty }.joined(separator: " | ") }
      case .cards(let cards):
        lines += cards.map { ([$0.label, $0.value] + $0.facts + [$0.statusName]).filter { !$0.isEmpty }.joined(separator: " ") }
      case .chart(let chart, _): lines.append(chart.frame.finding ?? chart.frame.subject)
      }
    }
    return lines
  }

  private static func line(_ paragraph: SlideParagraph) -> String {
    let indent = String(repeating: "  ", count: max(0, paragraph.level - 1))
    let words = paragraph.text.replacing("\n", with: " ")
    return switch paragraph.marker {
    case .none: indent + words
    case .point: indent + "• " + words
    case .number(let number, _): indent + "\(number). " + words
    case .sign(let sign): indent + sign + " " + words
    }
  }
}

/// Notes as PresentationML: a page with the slide above and the words below it.
enum NotesXML {
  private static let width = 7.5
  private static let slide = (x: 1.0, y: 0.75, width: 5.5, height: 3.09)
  private static let words = (x: 0.75, y: 4.15, width: 6.0, height: 5.1)
  private static let sizes = [12.0, 11, 10, 9, 8]

  private static func place(_ frame: (x: Double, y: Double, width: Double, height: Double)) -> String {
    "<a:xfrm><a:off x=\"\(emu(frame.x))\" y=\"\(emu(frame.y))\"/><a:ext cx=\"\(emu(frame.width))\" cy=\"\(emu(frame.height))\"/></a:xfrm>"
      + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>"
  }

  private static func tree(_ shapes: String) -> String {
    "<p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>\(shapes)</p:spTree>"
  }

  private static func picture(_ shape: String) -> String {
    "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide Image 2\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr>"
      + "<p:nvPr><p:ph type=\"sldImg\"\(shape.isEmpty ? "" : " idx=\"2\"")/></p:nvPr></p:nvSpPr>"
      + "<p:spPr>\(shape)</p:spPr></p:sp>"
  }

  private static func body(_ shape: String, _ paragraphs: String) -> String {
    "<p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes 3\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>"
      + "<p:nvPr><p:ph type=\"body\"\(shape.isEmpty ? "" : " sz=\"quarter\"") idx=\"\(shape.isEmpty ? 1 : 3)\"/></p:nvPr></p:nvSpPr>"
      + "<p:spPr>\(shape)</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>\(paragraphs)</p:txBody></p:sp>"
  }

  static let master = xml(
    "<p:notesMaster \(slideNamespaces)><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>"
      + tree(
        picture(place(slide) + "<a:noFill/><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"\(Ink.line)\"/></a:solidFill></a:ln>")
          + body(place(words), "<a:p><a:r><a:rPr/><a:t>Notes</a:t></a:r></a:p>"))
      + "</p:cSld><p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>"
      + "<p:notesStyle><a:lvl1pPr marL=\"0\" indent=\"0\" algn=\"l\"><a:spcBef><a:spcPts val=\"300\"/></a:spcBef><a:defRPr sz=\"1200\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>"
      + "<a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/></a:defRPr></a:lvl1pPr></p:notesStyle></p:notesMaster>")

  /// The notes of one slide; small enough for their page where they can be.
  static func part(_ lines: [String], text: ExportText) -> String {
    let language = SlideXML(text).language
    func height(_ size: Double) -> Double {
      lines.reduce(0) { $0 + TextFit.height($1, size: size, width: words.width - 0.2) + 3 / 72 }
    }
    let size = sizes.first { height($0) <= words.height } ?? sizes[sizes.count - 1]
    let paragraphs = lines.map { line in
      "<a:p><a:r><a:rPr \(language) sz=\"\(Int(size * 100))\" dirty=\"0\"/><a:t>\(escaped(line))</a:t></a:r></a:p>"
    }
    return xml(
      "<p:notes \(slideNamespaces)><p:cSld>" + tree(picture("") + body("", paragraphs.joined()))
        + "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>")
  }
}
