import Diagnostics
import HTML
import Handbook
import Markdown
import Training

extension ModuleText {
  /// The module as slides: a title with what the module is for, its sections, its exercises and its questions, each of the
  /// last two on slides of their own.
  func deck(title: String, training: Training, summary: String?, strings: Strings) -> Deck {
    var parts = [
      DeckPart(.heading(level: 1, text: title, anchor: ""), Markup { $0.text(title) }, line: 1)
    ]
    let opening = Markup { html in
      if let summary {
        html.raw("<p>")
        html.text(summary)
        html.raw("</p>\n")
      }
      if !training.goals.isEmpty {
        html.raw("<ul>\n")
        for goal in training.goals {
          html.raw("<li>")
          html.text(goal)
          html.raw("</li>\n")
        }
        html.raw("</ul>\n")
      }
    }
    if !opening.isEmpty { parts.append(DeckPart(.shown, opening, line: 1)) }
    var isOpening = true
    for block in blocks {
      switch block.kind {
      case .heading(let heading):
        isOpening = false
        parts.append(
          heading.level <= 3
            ? DeckPart(.heading(level: 2, text: heading.text, anchor: heading.id), block.markup.inner, line: block.line)
            : DeckPart(.shown, block.markup, line: block.line))
      case .cut: parts.append(DeckPart(.cut, Markup(), line: block.line))
      case .speaker: parts.append(DeckPart(.note(.speaker), block.markup, line: block.line))
      case .reading: parts.append(DeckPart(.note(.reading), block.markup, line: block.line))
      case .answer: parts.append(DeckPart(.note(.answer), block.markup.unfolded, line: block.line))
      case .exercise:
        parts.append(DeckPart(.alone(.exercise(lines: block.markup.exerciseLines)), block.markup, line: block.line))
      case .question(let number):
        let question = quiz.questions[number]
        let shown = Markup { html in
          html.raw("<div class=\"slide-question\">\n")
          html.markup(questions.printed(question, number: number + 1))
          html.raw("</div>\n")
        }
        parts.append(DeckPart(.alone(.question(number)), shown, line: block.line))
        parts.append(DeckPart(.note(.answer), questions.explanation(question), line: block.line))
      case .rolePlay:
        let card = RolePlayParts(block.markup)
        parts.append(DeckPart(.alone(.card), card.scene, line: block.line, handout: block.markup))
        if !card.roles.isEmpty { parts.append(DeckPart(.note(.speaker), card.roles, line: block.line)) }
        if !card.score.isEmpty { parts.append(DeckPart(.alone(.card), card.score, line: block.line)) }
      // What stands before the first section says how the hour goes: it is for whoever leads it.
      case .other: parts.append(DeckPart(isOpening ? .note(.reading) : .shown, block.slide ?? block.markup, line: block.line))
      }
    }
    if !footnotes.isEmpty { parts.append(DeckPart(.note(.reading), footnotes, line: blocks.last?.line ?? 1)) }
    return Deck(parts)
  }
}

extension Deck {
  /// Slides that hold more than fits even at the smallest type.
  func problems(file: String) -> [Diagnostic] {
    slides.enumerated().compactMap { number, slide in
      slide.overflow.map {
        Diagnostic(.slideOverflow(number + 1, slide.heading, $0), at: Location(file, line: slide.line, column: 1))
      }
    }
  }
}

extension Markup {
  /// A folded answer as it stands in notes and in the key.
  var unfolded: Markup {
    var scanner = MarkupScanner(self)
    var isSummary = false
    return Markup { html in
      html.raw("<div class=\"exercise-answer\">")
      while let token = scanner.next() {
        switch token {
        case .open(let name, let range, _):
          if name == "summary" { isSummary = true } else if name != "details" { html.trusted(scanner.bytes[range]) }
        case .close(let name, let range):
          if name == "summary" { isSummary = false } else if name != "details" { html.trusted(scanner.bytes[range]) }
        case .text(let range): if !isSummary { html.trusted(scanner.bytes[range]) }
        }
      }
      html.raw("</div>\n")
    }
  }

  /// The lines that an exercise leaves to write on.
  var exerciseLines: Int {
    var scanner = MarkupScanner(self)
    while let token = scanner.next() {
      if case .open(_, let range, _) = token { return scanner.attribute("data-lines", of: range).flatMap { Int($0) } ?? 6 }
    }
    return 6
  }
}

/// A role play's card taken apart: the scene that a room may see, what each player knows, and the score table.
private struct RolePlayParts {
  var scene = Markup()
  var roles = Markup()
  var score = Markup()

  init(_ card: Markup) {
    let bytes = card.utf8
    guard let end = bytes.firstRange(of: Array("</dl>\n".utf8)),
      let secret = bytes.firstRange(of: Array("<div class=\"roleplay-roles\">".utf8)),
      let shut = bytes[secret.upperBound...].firstRange(of: Array("</div>\n".utf8))
    else {
      scene = card
      return
    }
    scene = Markup { html in
      html.markup(card.part(0..<secret.lowerBound))
      html.markup(card.part(shut.upperBound..<end.upperBound))
      html.raw("</section>\n")
    }
    roles = Markup { html in
      html.raw("<div><dl class=\"roleplay-roles\">")
      html.markup(card.part(secret.lowerBound..<shut.upperBound))
      html.raw("</dl></div>\n")
    }
    score = Markup { html in
      html.raw("<section class=\"roleplay\">\n")
      html.markup(card.part(end.upperBound..<bytes.count))
    }
  }
}
