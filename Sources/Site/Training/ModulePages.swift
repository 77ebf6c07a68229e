import HTML
import Handbook
import Training
import Values

/// The pages of a training module's forms.
struct ModulePages: Sendable {
  let contexts: PageContexts
  /// What a page that stands in one file takes along; `nil` for a site without modules, which need not read it.
  let deckFile: ModuleFile?
  let results: SessionResults
  let registers: SiteRegisters

  private var strings: Strings { contexts.strings }
  private var index: SiteIndex { contexts.index }

  /// A module with what its pages need.
  struct Module {
    var document: Int
    var page: Int
    var training: Training
    var text: ModuleText
    var deck: Deck
    var title: String
  }

  func module(_ document: Int) -> Module? {
    guard case .training(let training) = contexts.documents[document].matter.detail,
      let text = contexts.rendered[document].module, let deck = contexts.rendered[document].deck,
      let page = index.page(at: contexts.documents[document].path)
    else { return nil }
    return Module(
      document: document, page: page, training: training, text: text, deck: deck,
      title: contexts.rendered[document].moduleTitle ?? index[page].title)
  }

  func context(_ page: Int, _ document: Int, _ form: ModuleForm) -> (layout: String, context: Context) {
    guard let module = module(document) else { return ("page", contexts.common(page)) }
    var context = contexts.common(page)
    context.set("title", module.title)
    context.set("pageTitle", "\(module.title) · \(index[page].title) · \(contexts.settings.name)")
    context.set("kindText", index[page].title)
    context.set("formsHTML", .markup(forms(of: module, from: index[page].folder, current: form)))
    let moved = MovedMarkup(page: index[module.page].address, folder: index[page].folder)
    let slides = SlideMarkup(deck: module.deck, title: module.title, strings: strings, moved: moved)
    switch form {
    case .slides:
      deckFile?.addDeck(to: &context)
      context.set("bodyHTML", .markup(slides.slides))
      context.set("words", strings.deckScriptWords)
      return ("slides", context)
    case .trainer:
      context.set("bodyHTML", .markup(slides.trainer))
      context.set("summary", strings["trainerSummary"])
    case .handout:
      context.set("bodyHTML", .markup(slides.handout))
      context.set("summary", strings["handoutSummary"])
    case .paper:
      context.set("bodyHTML", .markup(paper(module, moved)))
      context.set("summary", paperSummary(module))
    case .key:
      context.set("bodyHTML", .markup(key(module, moved)))
      context.set("summary", strings["keySummary"])
    case .quiz:
      context.set("bodyHTML", .markup(quiz(module, moved: moved)))
      context.set("hasQuiz", .flag(true))
      context.set("summary", paperSummary(module))
      return ("module-part", context)
    case .part(let number):
      addPart(number, module, moved, to: &context)
      return ("module-part", context)
    case .evaluation:
      context.set("summary", strings["evaluationSummary"])
      if let evaluation = results.evaluations[document] {
        let page = EvaluationPage(
          evaluation: evaluation, quiz: module.text.quiz, contexts: contexts, answered: answered(from: index[page].folder))
        context.set("bodyHTML", .markup(page.markup))
      } else {
        context.set("bodyHTML", .markup(Markup { $0.element("p", strings["evaluationEmpty"]) }))
      }
      return ("module-part", context)
    }
    return ("sheet", context)
  }

  /// What the page of a package says around the module.
  func packageContext(_ module: Module) -> Context {
    let page = contexts.common(module.page)
    var context = Context()
    for key in ["language", "kindText", "summary"] { if let text = page[key] { context[key] = text } }
    context.set("title", module.title)
    if !module.training.goals.isEmpty {
      context["goals"] = module.training.goals
      context.set("hasGoals", .flag(true))
    }
    deckFile?.addPackage(to: &context)
    return context
  }

  /// Questions of the FAQ by the sessions that their column `asked_in` names.
  private func answered(from folder: String) -> [String: [(text: String, href: String)]] {
    guard let rows = registers.site["faq"], let sessions = registers.site["training_sessions"] else { return [:] }
    var result: [String: [(text: String, href: String)]] = [:]
    for row in 0..<rows.count {
      guard case .text(let asked) = rows.value(row, "asked_in"), case .text(let question) = rows.value(row, "question"),
        case .text(let id) = rows.value(row, "id")
      else { continue }
      let words = asked.split { !$0.isLetter && !$0.isNumber }
      for session in 0..<sessions.count {
        guard case .text(let name) = sessions.value(session, "id"), words.contains(Substring(name)) else { continue }
        result[name, default: []].append((question, Address.link(from: folder, to: "registers/faq.html", anchor: "faq-" + id)))
      }
    }
    return result
  }

  // MARK: Ways between the forms

  /// The forms that a module has, and its short pages, as a list of links; the page's own is named without one.
  func forms(of module: Module, from folder: String, current: ModuleForm? = nil) -> Markup {
    let forms: [ModuleForm] = [.slides, .handout, .quiz, .trainer, .paper, .key, .evaluation]
    return Markup { html in
      html.raw("<ul class=\"forms\">\n")
      if current != nil {
        html.raw("<li>")
        html.link(strings["moduleReading"], to: contexts.link(module.page, from: folder))
        html.raw("</li>\n")
      }
      for form in forms {
        guard let page = index.form(form, of: module.page) else { continue }
        html.raw(form == current ? "<li aria-current=\"page\">" : "<li>")
        html.link(index[page].title, to: form == current ? nil : contexts.link(page, from: folder))
        html.raw("</li>\n")
      }
      html.raw("</ul>\n")
      let parts = contexts.rendered[module.document].parts
      if !parts.isEmpty {
        html.raw("<p class=\"forms-parts\">")
        html.text(strings["moduleParts"])
        for number in 1...parts.count {
          guard let page = index.form(.part(number), of: module.page) else { continue }
          html.raw(" ")
          html.link(String(number), to: current == .part(number) ? nil : contexts.link(page, from: folder))
        }
        html.raw("</p>\n")
      }
    }
  }

  private func addPart(_ number: Int, _ module: Module, _ moved: MovedMarkup, to context: inout Context) {
    let parts = contexts.rendered[module.document].parts
    guard parts.indices.contains(number - 1) else { return }
    let part = parts[number - 1]
    let place = strings["modulePart"].replacing("{n}", with: String(number)).replacing("{all}", with: String(parts.count))
      .replacing("{minutes}", with: String(part.minutes))
    context.set("summary", place)
    context.set("bodyHTML", .markup(moved.moved(part.markup)))
    for (key, other) in [("previous", number - 1), ("next", number + 1)] {
      guard parts.indices.contains(other - 1), let page = index.form(.part(other), of: module.page) else { continue }
      var entry = contexts.entry(page, from: index[page].folder)
      if !parts[other - 1].title.isEmpty { entry.set("title", parts[other - 1].title) }
      context.set(key, .object(entry))
      context.set("hasPager", .flag(true))
    }
  }

  // MARK: The quiz and its papers

  /// The questions around which the script builds the test; `scorm` names the standard of a learning system's package.
  func quiz(_ module: Module, moved: MovedMarkup?, scorm: String? = nil) -> Markup {
    let quiz = module.text.quiz
    return Markup { html in
      html.raw("<section class=\"quiz\" id=\"quiz\"")
      html.attribute("data-module", quiz.module)
      html.attribute("data-version", quiz.version)
      html.attribute("data-title", module.title)
      html.attribute("data-pass", String(quiz.passMark))
      html.attribute("data-words", strings.quizScriptWords)
      if let scorm { html.attribute("data-scorm", scorm) }
      html.raw(">\n")
      for (number, question) in quiz.questions.enumerated() {
        let form = module.text.questions.form(question, number: number + 1)
        html.markup(moved?.moved(form) ?? form)
      }
      html.raw("</section>\n")
    }
  }

  private func paperSummary(_ module: Module) -> String {
    let quiz = module.text.quiz
    return strings["paperSummary"].replacing("{n}", with: String(quiz.questions.count))
      .replacing("{points}", with: String(quiz.points)).replacing("{pass}", with: String(quiz.passMark))
  }

  private func paper(_ module: Module, _ moved: MovedMarkup) -> Markup {
    let quiz = module.text.quiz
    return Markup { html in
      html.raw("<p class=\"paper-name\">")
      html.text(strings["paperName"])
      html.raw("<span></span> ")
      html.text(strings["paperDate"])
      html.raw("<span></span> ")
      html.text(strings["paperScore"])
      html.raw("<span></span></p>\n")
      for (number, question) in quiz.questions.enumerated() {
        html.raw("<section class=\"paper-question\">\n")
        html.markup(moved.moved(module.text.questions.printed(question, number: number + 1)))
        html.raw("</section>\n")
      }
      html.raw("<p class=\"paper-version\">")
      html.text("\(quiz.module) · \(quiz.version)")
      html.raw("</p>\n")
    }
  }

  private func key(_ module: Module, _ moved: MovedMarkup) -> Markup {
    let quiz = module.text.quiz
    return Markup { html in
      html.raw("<h2>")
      html.text(strings["keyQuiz"])
      html.raw("</h2>\n")
      for (number, question) in quiz.questions.enumerated() {
        html.raw("<section class=\"paper-question\">\n<p class=\"quiz-stem\"><span class=\"quiz-number\">")
        html.number(number + 1)
        html.raw("</span> ")
        html.text(question.stem.text)
        html.raw("</p>\n")
        html.markup(moved.moved(module.text.questions.explanation(question)))
        html.raw("</section>\n")
      }
      var isFirst = true
      for block in module.text.blocks {
        let markup: Markup
        switch block.kind {
        case .exercise: markup = block.markup
        case .answer: markup = block.markup.unfolded
        default: continue
        }
        if isFirst {
          html.raw("<h2>")
          html.text(strings["keyExercises"])
          html.raw("</h2>\n")
          isFirst = false
        }
        html.markup(moved.moved(markup))
      }
      html.raw("<p class=\"paper-version\">")
      html.text("\(quiz.module) · \(quiz.version)")
      html.raw("</p>\n")
    }
  }
}
