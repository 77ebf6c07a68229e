import HTML

/// The words around questions, in the reader's language.
public struct QuizWords: Sendable {
  /// Names of the kinds: 单选, 填空.
  public var kinds: [Question.Kind: String]
  /// 答案与解析
  public var answer: String
  /// 正确答案
  public var right: String
  /// 回看
  public var see: String
  /// 第 {n} 空
  public var blank: String
  /// {text} 排第几
  public var place: String
  /// {text} 对应哪一项
  public var match: String
  /// {n} 分
  public var points: String
  /// Between entries of a list: 、
  public var comma: String

  public init(
    kinds: [Question.Kind: String], answer: String, right: String, see: String, blank: String, place: String, match: String,
    points: String, comma: String
  ) {
    self.kinds = kinds
    self.answer = answer
    self.right = right
    self.see = see
    self.blank = blank
    self.place = place
    self.match = match
    self.points = points
    self.comma = comma
  }
}

/// Questions as markup: to answer on a screen, to print, to show on a slide, and their answers. `templates/assets/quiz.js` reads
/// the forms; all of their answers stand in the page, because a page from a folder can ask nobody.
public struct QuizMarkup: Sendable {
  private let words: QuizWords

  public init(_ words: QuizWords) { self.words = words }

  // MARK: To answer

  /// A form with native controls and the folded answer. Numbers count from 1.
  public func form(_ question: Question, number: Int) -> Markup {
    let name = "question-\(number)"
    return Markup { html in
      html.raw("<form class=\"quiz-question\"")
      html.attribute("id", name)
      html.attribute("data-question", String(number))
      html.attribute("data-kind", question.kind.rawValue)
      html.attribute("data-points", String(question.points))
      let answer = data(question)
      if !answer.isEmpty { html.attribute("data-answer", answer) }
      if let goal = question.goal { html.attribute("data-goal", String(goal)) }
      html.raw(" novalidate>\n<fieldset>\n<legend><span class=\"quiz-number\">")
      html.number(number)
      html.raw("</span> <span class=\"quiz-kind\">")
      html.text(words.kinds[question.kind] ?? "")
      html.raw("</span> <span class=\"quiz-stem\">")
      // An input may not stand in a legend's label twice; blanks follow the stem as they are numbered in it.
      html.markup(stem(question) { blank, html in self.blank(question, blank, name: name, into: &html) })
      html.raw("</span></legend>\n")
      controls(question, name: name, into: &html)
      html.raw("</fieldset>\n<details class=\"quiz-answer\"><summary>")
      html.text(words.answer)
      html.raw("</summary>\n")
      html.markup(explanation(question))
      html.raw("</details>\n</form>\n")
    }
  }

  /// A form on a page to read, which marks itself alone; the first of a page carries the words of the script.
  /// Answers are kept by `version`.
  public func inline(
    _ question: Question, number: Int, version: @autoclosure () -> String, scriptWords: @autoclosure () -> String
  ) -> Markup {
    Markup { html in
      html.raw("<div class=\"quiz-inline\"")
      if number == 1 {
        html.attribute("data-words", scriptWords())
        html.attribute("data-version", version())
      }
      html.raw(">\n")
      html.markup(form(question, number: number))
      html.raw("</div>\n")
    }
  }

  /// What the script compares with: letters of the right options, or the right place or letter of every entry shown.
  private func data(_ question: Question) -> String {
    switch question.kind {
    case .single, .multiple, .trueFalse:
      question.options.indices.filter { question.options[$0].isRight }.map(Question.letter).joined(separator: " ")
    case .blank: ""
    case .ordering: question.shownOrder.map { String($0 + 1) }.joined(separator: " ")
    case .matching: matches(question).map(Question.letter).joined(separator: " ")
    }
  }

  /// For each left side the place at which its right side is shown.
  private func matches(_ question: Question) -> [Int] {
    let order = question.shownOrder
    return question.pairs.indices.map { pair in order.firstIndex(of: pair) ?? pair }
  }

  private func controls(_ question: Question, name: String, into html: inout HTMLWriter) {
    switch question.kind {
    case .single, .multiple, .trueFalse:
      html.raw("<ul class=\"quiz-options\">\n")
      for (number, option) in question.options.enumerated() {
        html.raw("<li><label><input")
        html.attribute("type", question.kind == .multiple ? "checkbox" : "radio")
        html.attribute("name", name)
        html.attribute("value", Question.letter(number))
        html.raw("> <span>")
        letter(number, into: &html)
        html.markup(option.text.markup)
        html.raw("</span></label></li>\n")
      }
      html.raw("</ul>\n")
    case .blank: break
    case .ordering:
      html.raw("<ol class=\"quiz-order\">\n")
      for (place, item) in question.shownOrder.enumerated() {
        let label = words.place.replacing("{text}", with: question.items[item].text)
        let text = Markup { html in
          letter(place, into: &html)
          html.markup(question.items[item].markup)
        }
        select(
          text, name: "\(name)-\(place + 1)", label: label,
          choices: question.items.indices.map { (String($0 + 1), String($0 + 1)) }, into: &html)
      }
      html.raw("</ol>\n")
    case .matching:
      html.raw("<ul class=\"quiz-pairs\">\n")
      let choices = question.shownOrder.enumerated().map { place, pair in
        (Question.letter(place), Question.letter(place).uppercased() + ". " + question.pairs[pair].right.text)
      }
      for (place, pair) in question.pairs.enumerated() {
        let label = words.match.replacing("{text}", with: pair.left.text)
        select(pair.left.markup, name: "\(name)-\(place + 1)", label: label, choices: choices, into: &html)
      }
      html.raw("</ul>\n")
    }
  }

  /// By which the answer names an option, wherever it is shown.
  private func letter(_ number: Int, into html: inout HTMLWriter) {
    html.raw("<span class=\"quiz-letter\">")
    html.text(Question.letter(number).uppercased())
    html.raw(".</span> ")
  }

  private func select(
    _ text: Markup, name: String, label: String, choices: [(value: String, text: String)], into html: inout HTMLWriter
  ) {
    html.raw("<li><label><span>")
    html.markup(text)
    html.raw("</span> <select")
    html.attribute("name", name)
    html.attribute("aria-label", label)
    html.raw("><option value=\"\">—</option>")
    for choice in choices {
      html.raw("<option")
      html.attribute("value", choice.value)
      html.raw(">")
      html.text(choice.text)
      html.raw("</option>")
    }
    html.raw("</select></label></li>\n")
  }

  private func blank(_ question: Question, _ number: Int, name: String, into html: inout HTMLWriter) {
    let blank = question.blanks[number]
    html.raw("<input class=\"quiz-blank\" type=\"text\" autocomplete=\"off\"")
    html.attribute("name", "\(name)-\(number + 1)")
    html.attribute("aria-label", words.blank.replacing("{n}", with: String(number + 1)))
    let list = blank.accepted.map { "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
    html.attribute("data-accept", "[" + list.joined(separator: ",") + "]")
    html.attribute("data-tolerance", "\(blank.tolerance)")
    html.raw(">")
  }

  /// The stem with something written in the place of each blank.
  private func stem(_ question: Question, blank: (Int, inout HTMLWriter) -> Void) -> Markup {
    let mark = Array(String(Question.blankMark).utf8)
    let bytes = question.stem.markup.utf8
    return Markup { html in
      var number = 0
      var start = 0
      var place = 0
      while place < bytes.count {
        if bytes[place] == mark[0], bytes[place...].starts(with: mark), number < question.blanks.count {
          html.markup(question.stem.markup.part(start..<place))
          blank(number, &html)
          number += 1
          place += mark.count
          start = place
        } else {
          place += 1
        }
      }
      html.markup(question.stem.markup.part(start..<bytes.count))
    }
  }

  // MARK: The answer

  /// The right answer, the reasons, and where to read on.
  public func explanation(_ question: Question) -> Markup {
    Markup { html in
      html.raw("<p class=\"quiz-right\"><span>")
      html.text(words.right)
      html.raw("</span> ")
      html.text(answerText(question))
      html.raw("</p>\n")
      if question.options.contains(where: { $0.why != nil }) {
        html.raw("<ol class=\"quiz-reasons\">\n")
        for (number, option) in question.options.enumerated() {
          html.raw("<li")
          html.attribute("data-value", Question.letter(number))
          html.raw(option.isRight ? " class=\"is-right\">" : ">")
          html.raw("<span class=\"quiz-letter\">")
          html.text(Question.letter(number).uppercased())
          html.raw("</span> ")
          html.markup(option.why?.markup ?? option.text.markup)
          html.raw("</li>\n")
        }
        html.raw("</ol>\n")
      }
      if let explanation = question.explanation {
        html.raw("<p>")
        html.markup(explanation.markup)
        html.raw("</p>\n")
      }
      if let see = question.see, let href = see.href {
        html.raw("<p class=\"quiz-see\">")
        html.text(words.see)
        html.link(see.title ?? see.destination, to: href)
        html.raw("</p>\n")
      }
    }
  }

  /// The right answer in a line: `B`, `A、C`, `78.75`, `B → C → A`, `1–B、2–A`.
  public func answerText(_ question: Question) -> String {
    switch question.kind {
    case .trueFalse: question.options.first { $0.isRight }?.text.text ?? ""
    case .single, .multiple:
      question.options.indices.filter { question.options[$0].isRight }.map { Question.letter($0).uppercased() }
        .joined(separator: words.comma)
    case .blank: question.blanks.map { $0.accepted[0] }.joined(separator: words.comma)
    case .ordering:
      question.items.indices.map { item in
        Question.letter(question.shownOrder.firstIndex(of: item) ?? item).uppercased() + " " + question.items[item].text
      }.joined(separator: " → ")
    case .matching:
      zip(question.pairs, matches(question)).map { "\($0.left.text) – \(Question.letter($1).uppercased())" }
        .joined(separator: words.comma)
    }
  }

  // MARK: To print and to show

  /// A question without controls: to be answered with a pen, or by a room.
  public func printed(_ question: Question, number: Int) -> Markup {
    Markup { html in
      html.raw("<p class=\"quiz-stem\"><span class=\"quiz-number\">")
      html.number(number)
      html.raw("</span> <span class=\"quiz-kind\">")
      html.text(words.kinds[question.kind] ?? "")
      if question.points > 1 {
        html.text(words.comma + words.points.replacing("{n}", with: String(question.points)))
      }
      html.raw("</span> ")
      html.markup(stem(question) { _, html in html.raw("<span class=\"quiz-line\"></span>") })
      html.raw("</p>\n")
      switch question.kind {
      case .single, .multiple, .trueFalse:
        lettered(question.options.map(\.text.markup), box: question.kind == .multiple ? "□" : "○", into: &html)
      case .blank: break
      case .ordering: lettered(question.shownOrder.map { question.items[$0].markup }, box: "＿", into: &html)
      case .matching:
        html.raw("<table class=\"quiz-match\"><tbody>\n")
        for (place, pair) in question.shownOrder.enumerated() {
          html.raw("<tr><td>")
          html.markup(question.pairs[place].left.markup)
          html.raw("</td><td class=\"quiz-gap\">＿＿</td><td>")
          html.text(Question.letter(place).uppercased())
          html.raw(". ")
          html.markup(question.pairs[pair].right.markup)
          html.raw("</td></tr>\n")
        }
        html.raw("</tbody></table>\n")
      }
    }
  }

  private func lettered(_ entries: [Markup], box: StaticString, into html: inout HTMLWriter) {
    html.raw("<ul class=\"quiz-print\">\n")
    for (number, entry) in entries.enumerated() {
      html.raw("<li><span class=\"quiz-box\" aria-hidden=\"true\">")
      html.raw(box)
      html.raw("</span> ")
      letter(number, into: &html)
      html.markup(entry)
      html.raw("</li>\n")
    }
    html.raw("</ul>\n")
  }
}
