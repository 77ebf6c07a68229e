import Charts
import Diagnostics
import HTML
import Handbook
import Markdown
import Training
import Values

/// The text of a training module taken apart, from which each of its forms is put together.
struct ModuleText: Sendable {
  struct Block: Sendable {
    var kind: Kind
    var markup: Markup
    /// The line of the file on which it begins.
    var line: Int
    /// What a slide shows in its place, where that is not the same.
    var slide: Markup?

    enum Kind: Sendable {
      case heading(Heading)
      case cut, speaker, reading, exercise, answer
      /// A question by its place in the quiz.
      case question(Int)
      case rolePlay
      case other
    }
  }

  /// In the order of the text, without the heading that gave the title.
  let blocks: [Block]
  /// Behind the text; empty where there are none.
  let footnotes: Markup
  let quiz: Quiz
  let questions: QuizMarkup

  /// `charts` are those of the text's blocks by the ids of their figures.
  init(
    _ output: MarkdownOutput, questions found: [Question], charts: [String: Chart], document: Document, training: Training,
    strings: Strings
  ) {
    var quiz = Quiz(
      module: training.code ?? document.id, title: document.matter.title ?? output.headings.first?.text ?? document.id,
      passMark: training.passMark, questions: found)
    for number in quiz.questions.indices {
      guard let see = quiz.questions[number].see, see.title == nil, see.destination.hasPrefix("#"),
        let anchor = Address.decoded(see.destination.dropFirst())
      else { continue }
      quiz.questions[number].see?.title = output.headings.first { $0.id == anchor }?.text
    }
    let markup = QuizMarkup(strings.quizWords)
    var blocks: [Block] = []
    // Headings in other blocks are no headings of the module.
    var headings = output.headings[...]
    let byLine = Dictionary(found.enumerated().map { ($1.line - 1, $0) }) { first, _ in first }
    for (place, block) in output.blocks.enumerated() {
      var part = Block(kind: .other, markup: output.html.part(block.range), line: block.line)
      switch block.kind {
      case .heading:
        headings = headings.drop { $0.place.line < block.line }
        guard let heading = headings.popFirst() else { continue }
        if place == 0, heading.level == 1 { continue }
        part.kind = .heading(heading)
      case .rule: part.kind = .cut
      case .speaker: part.kind = .speaker
      case .reading: part.kind = .reading
      case .exercise: part.kind = .exercise
      case .answer: part.kind = .answer
      case .fence("quiz"):
        guard let number = byLine[block.line] else { break }
        part.kind = .question(number)
        part.markup = markup.inline(
          quiz.questions[number], number: number + 1, version: quiz.version, scriptWords: strings.quizScriptWords)
      case .fence("roleplay"): part.kind = .rolePlay
      case .fence("flow"): part.slide = ModuleText.tight(part.markup, charts, strings)
      case .fence, .other: break
      }
      blocks.append(part)
    }
    self.blocks = blocks
    self.quiz = quiz
    self.questions = markup
    footnotes = output.html.part((output.blocks.last?.range.upperBound ?? 0)..<output.html.utf8.count)
  }

  /// A flow drawn for a slide, which is wide and not high.
  private static func tight(_ markup: Markup, _ charts: [String: Chart], _ strings: Strings) -> Markup? {
    var scanner = MarkupScanner(markup)
    guard case .open("figure", let range, _) = scanner.next(), let id = scanner.attribute("id", of: range),
      case .diagram(.flow(var flow)) = charts[id]
    else { return nil }
    flow.isTight = true
    return Markup { Chart.flow(flow).render(into: &$0, id: id, text: ChartText(strings.language, currency: .yuan)) }
  }

  /// What the reading page shows: everything but the trainer's notes and the marks between slides.
  var reading: Markup { Markup { html in
    for block in blocks {
      switch block.kind {
      case .speaker, .cut: continue
      default: html.markup(block.markup)
      }
    }
    html.markup(footnotes)
  } }

  /// The text to be read where questions stand elsewhere: by headings, without notes, cuts and questions, and without headings
  /// that stood over these alone.
  var prose: [[Block]] {
    sections.compactMap { section in
      let shown = section.filter { block in
        switch block.kind {
        case .speaker, .cut, .question: false
        default: true
        }
      }
      if shown.count == 1, section.count > 1, case .heading = shown[0].kind { return nil }
      return shown.isEmpty ? nil : shown
    }
  }

  /// Parts of the text between headings, each with its heading; the first may have none.
  private var sections: [[Block]] {
    var sections: [[Block]] = []
    for block in blocks {
      if case .heading = block.kind { sections.append([]) } else if sections.isEmpty { sections.append([]) }
      sections[sections.count - 1].append(block)
    }
    return sections
  }
}
