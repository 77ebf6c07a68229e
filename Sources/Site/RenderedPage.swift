import Charts
import Copy
import Diagnostics
import HTML
import Handbook
import Markdown
import Training

/// A document's Markdown as HTML, with what menus, contents and link checks need of it.
struct RenderedPage: Sendable {
  var title: String?
  var summary: String?
  var body: Markup
  var headings: [Heading]
  var anchors: [PageHost.AnchorUse]
  /// Registers that it links to although they have no page yet.
  var wantedRegisters: Set<String>
  /// What a process page has besides its text.
  var process: ProcessParts?
  /// Pages that it links to, by their place in the index, and figures of campaigns that it quotes.
  var references: [Int]
  var evidence: [QuotedFigure]
  /// Those of the assets it links to that hidden content links to as well.
  var usedAssets: Set<String>
  var diagnostics: [Diagnostic]

  /// Renders the body of a document. A heading of level 1 at its beginning becomes the heading that the layout
  /// prints; menus keep the title of the front matter.
  static func render(
    _ document: Document, page: Int, index: SiteIndex, figures: SiteFigures, settings: SiteSettings, terms: TermIndex?
  ) -> RenderedPage {
    var host = PageHost(index: index, figures: figures, document: document, page: page)
    var options = MarkdownOptions(
      rawHTML: settings.allowsRawHTML, pageTables: true, firstLine: document.bodyLine, language: settings.language)
    // The glossary's own page explains its terms below.
    if document.path != Glossary.path { options.terms = terms }
    options.termsFolder = Address.link(from: index[page].folder, to: "registers/")
    options.citations = PageHost.citation
    options.shownVisibilities = index.shownVisibilities
    if case .training = document.matter.detail { options.recordsBlocks = true }
    let output = document.body.withUnsafeBufferPointer {
      renderMarkdown(validUTF8: $0, file: document.file, options: options, host: &host)
    }
    var process: ProcessParts?
    if case .process(let detail) = document.matter.detail {
      process = ProcessParts(detail, headings: output.headings, host: &host)
    }
    var result = RenderedPage(
      title: document.matter.title ?? output.headings.first?.text, summary: document.matter.summary,
      body: output.html, headings: output.headings, anchors: host.anchors,
      wantedRegisters: host.wantedRegisters, process: process, references: host.references, evidence: host.evidence,
      usedAssets: host.usedAssets, diagnostics: output.diagnostics + host.diagnostics)
    result.copyLines = output.passages.lazy.filter { $0.kind == .copy }.map(\.lines)
    result.citations = RenderedPage.citations(document.body)
    if let first = output.headings.first, first.level == 1, let body = output.html.droppingFirst("h1")
    {
      result.body = body
      result.heading = first.text
      result.headings.removeFirst()
      // The page's own top stays a legal target of the heading's anchor.
      result.topAnchor = first.id
    }
    result.hasQuiz = !host.questions.isEmpty
    if case .training(let training) = document.matter.detail {
      result.charts = host.charts
      result.takeApart(output, host.questions, document: document, training: training, strings: figures.strings)
    }
    // A review without a title is named after its campaign.
    if result.title == nil, document.isWhole, document.matter.type != .review {
      result.diagnostics.append(Diagnostic(.noTitle, at: Location(document.file, line: 1)))
    }
    return result
  }

  /// What a training module has besides its text: the text taken apart, its slides, and its short pages.
  var module: ModuleText?
  var deck: Deck?
  /// The charts that a module's blocks draw, by the ids of their figures.
  var charts: [String: Chart] = [:]
  var parts: [ReadingParts.Part] = []
  /// `M22 营销预算管理`, whether the heading has the code or not.
  var moduleTitle: String?
  /// Whether the page asks questions.
  var hasQuiz = false

  private mutating func takeApart(
    _ output: MarkdownOutput, _ questions: [Question], document: Document, training: Training, strings: Strings
  ) {
    let text = ModuleText(
      output, questions: questions, charts: charts, document: document, training: training, strings: strings)
    var name = heading ?? title ?? document.id
    if let code = training.code, !name.hasPrefix(code) { name = code + " " + name }
    let deck = text.deck(title: name, training: training, summary: document.matter.summary, strings: strings)
    diagnostics += deck.problems(file: document.file) + text.problems(document, training: training)
    body = text.reading
    parts = ReadingParts(text, continued: strings["slideContinued"]).parts
    moduleTitle = name
    module = text
    self.deck = deck
  }

  /// The anchor of the heading that became the title.
  var topAnchor: String?
  /// The heading that the page opens with, when it wrote one of its own.
  var heading: String?

  /// The lines of the file that are outward-facing copy.
  var copyLines: [ClosedRange<Int>] = []
  /// Sources that the body names, by their places in it.
  var citations: [Citation] = []

  private static func citations(_ body: ArraySlice<UInt8>) -> [Citation] {
    body.withUnsafeBufferPointer { bytes in
      guard SiteSource.holds(bytes, "[", at: 0, of: "[来源") else { return [] }
      return Citation.all(in: bytes, range: 0..<bytes.count, isMarkdown: true)
    }
  }

  /// Whether a link may lead to this anchor.
  func hasAnchor(_ anchor: String) -> Bool {
    anchor == topAnchor || headings.contains { $0.id == anchor }
  }

  /// The contents of the page as nested lists, headings of level 3 below those of level 2; empty for fewer than two
  /// headings.
  func tableOfContents() -> Markup {
    // One that stands before the first heading of level 2 is an entry like those.
    var isBelow = false
    var entries = 0
    for heading in headings where heading.level == 2 || heading.level == 3 { entries += 1 }
    guard entries > 1 else { return Markup() }
    return Markup { html in
      html = HTMLWriter(reserving: entries * 160)
      html.raw("<ol>")
      var isOpen = false
      var hasChildren = false
      for heading in headings where heading.level == 2 || heading.level == 3 {
        if heading.level == 3, isBelow {
          html.raw(hasChildren ? "<li>" : "<ol><li>")
          RenderedPage.link(heading, into: &html)
          html.raw("</li>")
          hasChildren = true
          continue
        }
        if hasChildren { html.raw("</ol>") }
        if isOpen { html.raw("</li>") }
        html.raw("<li>")
        RenderedPage.link(heading, into: &html)
        isOpen = true
        hasChildren = false
        isBelow = heading.level == 2
      }
      if hasChildren { html.raw("</ol>") }
      html.raw("</li></ol>")
    }
  }

  private static func link(_ heading: Heading, into html: inout HTMLWriter) {
    html.link(heading.text, to: "#" + Address.encoded(heading.id))
  }
}

extension Markup {
  /// The markup behind its first element, when it begins with that element and nothing of the kind is nested in it.
  func droppingFirst(_ tag: StaticString) -> Markup? {
    let open = Array("<\(tag)".utf8)
    let close = Array("</\(tag)>".utf8)
    guard utf8.starts(with: open) else { return nil }
    var position = open.count
    while position + close.count <= utf8.count {
      if utf8[position] == 0x3C, utf8[position..<position + close.count].elementsEqual(close) {
        position += close.count
        if position < utf8.count, utf8[position] == 0x0A { position += 1 }
        return Markup { $0.trusted(utf8[position...]) }
      }
      position += 1
    }
    return nil
  }
}
