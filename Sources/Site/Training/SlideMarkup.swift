import HTML
import Training

/// Slides as markup: whole ones for the deck, and what handouts show of them.
struct SlideMarkup {
  let deck: Deck
  /// At the foot of every slide.
  let title: String
  let strings: Strings
  let moved: MovedMarkup

  /// The sections of a deck's page.
  var slides: Markup { Markup { html in
    for (number, slide) in deck.slides.enumerated() {
      html.raw(slide.kind == .title ? "<section class=\"slide slide-title\"" : "<section class=\"slide\"")
      html.attribute("id", "slide-\(number + 1)")
      html.attribute("aria-label", "\(number + 1) / \(deck.slides.count)")
      html.raw(">\n")
      sheet(slide, number: number, heading: slide.kind == .title ? 1 : 2, moved: moved, into: &html)
      if !slide.notes.isEmpty {
        html.raw("<aside class=\"slide-notes\"")
        html.attribute("aria-label", strings["slideNotes"])
        html.raw(">\n")
        notes(slide.notes, into: &html)
        html.raw("</aside>\n")
      }
      html.raw("</section>\n")
    }
  } }

  private func sheet(_ slide: Deck.Slide, number: Int, heading: Int?, moved: MovedMarkup, into html: inout HTMLWriter) {
    html.raw("<div class=\"slide-sheet")
    if slide.fit > 0 {
      html.raw(" fit-")
      html.number(slide.fit)
    }
    if slide.blocks.isEmpty { html.raw(" slide-divider") }
    html.raw("\">\n")
    if !slide.heading.isEmpty {
      switch heading {
      case 1: html.raw("<h1 class=\"slide-head\">")
      case nil: html.raw("<p class=\"slide-head\">")
      default: html.raw("<h2 class=\"slide-head\">")
      }
      html.markup(moved.moved(slide.headingMarkup))
      if slide.isContinued {
        html.raw("<span class=\"slide-more\">")
        html.text(strings["slideContinued"])
        html.raw("</span>")
      }
      switch heading {
      case 1: html.raw("</h1>\n")
      case nil: html.raw("</p>\n")
      default: html.raw("</h2>\n")
      }
    }
    html.raw("<div class=\"slide-body\">\n")
    for block in slide.blocks { html.markup(moved.moved(block)) }
    html.raw("</div>\n<p class=\"slide-foot\"><span>")
    html.text(title)
    html.raw("</span><span>")
    html.text("\(number + 1) / \(deck.slides.count)")
    html.raw("</span></p>\n</div>\n")
  }

  private func notes(_ notes: [Deck.Note], into html: inout HTMLWriter) {
    for note in notes {
      switch note.kind {
      case .speaker: html.markup(moved.moved(note.markup.inner.withoutAlertTitle))
      case .reading: html.markup(moved.moved(note.markup))
      case .answer:
        html.raw("<div class=\"slide-answer\"><p class=\"slide-answer-title\">")
        html.text(strings["slideAnswer"])
        html.raw("</p>\n")
        html.markup(moved.moved(note.markup))
        html.raw("</div>\n")
      }
    }
  }

  // MARK: Handouts

  /// A slide as a picture of itself, out of the way of those who listen: what it says stands beside it, or was heard.
  private func thumbnail(_ slide: Deck.Slide, number: Int, into html: inout HTMLWriter) {
    var copied = moved
    copied.prefix = "thumb-\(number + 1)-"
    html.raw("<div class=\"thumb\">\n")
    sheet(slide, number: number, heading: nil, moved: copied, into: &html)
    html.raw("</div>\n")
  }

  /// For the trainer: every slide with its notes.
  var trainer: Markup { Markup { html in
    for (number, slide) in deck.slides.enumerated() {
      row(number: number, into: &html) { html in
        thumbnail(slide, number: number, into: &html)
        html.raw("<div class=\"handout-notes\">\n")
        if slide.notes.isEmpty {
          html.raw("<p class=\"quiet\">")
          html.text(strings["slideNoNotes"])
          html.raw("</p>\n")
        }
        notes(slide.notes, into: &html)
        html.raw("</div>\n")
      }
    }
  } }

  /// For those who learn: every slide with the passages that are only to be read, or with lines to write on; exercises in full
  /// width with room for an answer. Questions stand on a paper of their own.
  var handout: Markup { Markup { html in
    for (number, slide) in deck.slides.enumerated() {
      switch slide.kind {
      case .question: continue
      case .card where slide.handout.isEmpty: continue
      case .exercise, .card:
        row(number: number, into: &html, isWide: true) { html in
          if !slide.isContinued, !slide.heading.isEmpty {
            html.raw("<h2>")
            html.markup(slide.headingMarkup)
            html.raw("</h2>\n")
          }
          for block in slide.handout.isEmpty ? slide.blocks : [slide.handout] { html.markup(moved.moved(block)) }
          if case .exercise(let lines) = slide.kind { SlideMarkup.lines(lines, into: &html) }
        }
      case .title, .text:
        row(number: number, into: &html) { html in
          thumbnail(slide, number: number, into: &html)
          html.raw("<div class=\"handout-notes\">\n")
          let passages = slide.notes.filter { $0.kind == .reading }
          for passage in passages { html.markup(moved.moved(passage.markup)) }
          if passages.isEmpty { SlideMarkup.lines(7, into: &html) }
          html.raw("</div>\n")
        }
      }
    }
  } }

  private func row(
    number: Int, into html: inout HTMLWriter, isWide: Bool = false, _ write: (inout HTMLWriter) -> Void
  ) {
    html.raw(isWide ? "<section class=\"handout-row handout-wide\"" : "<section class=\"handout-row\"")
    html.attribute("aria-label", strings["slideNumber"].replacing("{n}", with: String(number + 1)))
    html.raw(">\n")
    write(&html)
    html.raw("</section>\n")
  }

  /// Lines to write on.
  static func lines(_ count: Int, into html: inout HTMLWriter) {
    html.raw("<div class=\"writing\" aria-hidden=\"true\">")
    for _ in 0..<count { html.raw("<span></span>") }
    html.raw("</div>\n")
  }
}

extension Markup {
  /// An alert's contents without the line that names its kind.
  fileprivate var withoutAlertTitle: Markup {
    let close = Array("</p>\n".utf8)
    var bytes = utf8[...]
    if bytes.first == 0x0A { bytes = bytes.dropFirst() }
    guard bytes.starts(with: Array("<p class=\"alert-title\">".utf8)), let end = Array(bytes).firstRange(of: close) else { return self }
    return Markup { $0.trusted(bytes.dropFirst(end.upperBound)) }
  }
}
