import Diagnostics
import HTML
import Markdown
import Training

/// Blocks of training: questions and role plays.
extension PageHost {
  /// A question as a form; `nil`, told, where it cannot be asked.
  mutating func quiz(_ literal: String, at place: MarkdownPlace) -> Markup? {
    var (question, problems) = QuizReader.read(literal, file: document.file, firstLine: place.line + 1) { text, line in
      piece(text, line: line)
    }
    take(problems)
    guard question != nil else { return nil }
    if let see = question?.see {
      let at = MarkdownPlace(line: see.line, column: 6)
      if case .href(let href) = link(see.destination, isImage: false, at: at) {
        // A place of this page comes back as it was written.
        let anchor = href.hasPrefix("#") ? Address.decoded(href.dropFirst()) : nil
        question?.see?.href = anchor.map { "#" + Address.encoded($0) } ?? href
        question?.see?.title = title(of: see.destination)
      }
    }
    question.map { questions.append($0) }
    let strings = figures.strings
    return question.map {
      QuizMarkup(strings.quizWords).inline(
        $0, number: questions.count, version: Checksum.hex(document.path), scriptWords: strings.quizScriptWords)
    }
  }

  /// What a link to another page is called; `nil` for a place of this page.
  private func title(of destination: String) -> String? {
    let path = destination.prefix { $0 != "#" && $0 != "?" }
    guard !path.isEmpty, let decoded = Address.decoded(path),
      let target = Address.resolve(decoded, from: Address.folder(of: document.path))
    else { return nil }
    if let page = index.page(at: target) { return index[page].title }
    if target.hasPrefix("kpi/"), let kpi = figures.dictionary.name(String(target.dropFirst(4).dropLast(3))) {
      return kpi.text(in: figures.strings.language)
    }
    return nil
  }

  /// A paragraph of Markdown within a block, as text and as markup without the paragraph.
  private mutating func piece(_ text: String, line: Int) -> QuizText {
    var options = MarkdownOptions(firstLine: line, language: figures.strings.language)
    options.extensions = true
    let output = renderMarkdown(text, file: document.file, options: options, host: &self)
    take(output.diagnostics)
    let plain = output.summary ?? output.html.plainText.trimmingBlanks
    let bytes = output.html.utf8
    let (open, close) = (Array("<p>".utf8), Array("</p>\n".utf8))
    guard bytes.starts(with: open), bytes.suffix(close.count).elementsEqual(close) else { return QuizText(plain) }
    let inner = output.html.part(open.count..<bytes.count - close.count)
    // More than one block is more than a question can hold: its words stay.
    return inner.utf8.firstRange(of: close) == nil ? QuizText(text: plain, markup: inner) : QuizText(plain)
  }

  mutating func rolePlay(_ literal: String, at place: MarkdownPlace) -> Markup? {
    let (card, problems) = RolePlay.read(literal, file: document.file, firstLine: place.line + 1)
    take(problems)
    rolePlayCount += 1
    return card?.markup(figures.strings.rolePlayWords, number: rolePlayCount)
  }
}

extension Strings {
  var quizWords: QuizWords {
    QuizWords(
      kinds: Dictionary(uniqueKeysWithValues: Question.Kind.allCases.map { ($0, self["quizKind-" + $0.rawValue]) }),
      answer: self["quizAnswer"], right: self["quizRightAnswer"], see: self["quizSee"], blank: self["quizBlank"],
      place: self["quizPlace"], match: self["quizMatch"], points: self["quizPoints"], comma: self["listComma"])
  }

  var rolePlayWords: RolePlay.Words {
    RolePlay.Words(
      minutes: self["rolePlayMinutes"], background: self["rolePlayBackground"], roles: self["rolePlayRoles"],
      task: self["rolePlayTask"], steps: self["rolePlaySteps"], score: self["rolePlayScore"], item: self["rolePlayItem"],
      points: self["rolePlayPoints"], look: self["rolePlayLook"], given: self["rolePlayGiven"])
  }
}
