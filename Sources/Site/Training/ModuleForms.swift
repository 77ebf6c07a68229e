import Handbook

/// A form of a training module that has a page of its own beside the page to read.
enum ModuleForm: Hashable, Sendable {
  /// A deck to present; slides with the trainer's notes; slides with the full text; the quiz to take, on paper, and its key;
  /// what came of the sessions held.
  case slides, trainer, handout, quiz, paper, key, evaluation
  /// A page of at most five minutes, from 1.
  case part(Int)

  /// The name of its file without an ending, and of its string with `module-` before it.
  var name: String {
    switch self {
    case .slides: "slides"
    case .trainer: "trainer"
    case .handout: "handout"
    case .quiz: "quiz"
    case .paper: "paper"
    case .key: "key"
    case .evaluation: "evaluation"
    case .part(let number): "part-\(number)"
    }
  }

  /// Pages for paper or for a room, which have no menu.
  var isSheet: Bool {
    switch self {
    case .slides, .trainer, .handout, .paper, .key: true
    case .quiz, .evaluation, .part: false
    }
  }
}

extension SiteIndex {
  /// The folder of a module's forms, in the output: beside `m01.html` it is `m01/`, a folder with an `index.md` is its own.
  static func moduleFolder(ofPage path: String) -> String {
    path.hasSuffix("/index.md") ? Address.folder(of: path) : String(path.dropLast(3))
  }

  /// Adds the page of a form, outside the menu's order.
  @discardableResult
  mutating func addForm(_ form: ModuleForm, of module: Int, document: Int, strings: Strings) -> Int {
    let folder = SiteIndex.moduleFolder(ofPage: self[module].path)
    var name = strings["module-" + (form.isPart ? "part" : form.name)]
    if case .part(let number) = form { name = name.replacing("{n}", with: String(number)) }
    return add(
      PageNode(
        path: "\(folder)/\(form.name).md", address: Address.composed(folder) + "/\(form.name).html", document: nil,
        title: name, weight: nil, parent: module, role: .module(document, form)))
  }

  /// The pages of all modules but their short pages, which only their texts tell: those of a quiz where the text has one, an
  /// evaluation where there is data of sessions.
  mutating func addForms(of documents: [Document], evaluated: Set<String>, strings: Strings) {
    let pages = pagesOfDocuments(count: documents.count)
    for (number, document) in documents.enumerated() where document.matter.type == .training {
      var forms: [ModuleForm] = [.slides, .trainer, .handout]
      if document.hasQuiz { forms += [.quiz, .paper, .key] }
      if evaluated.contains(SiteIndex.moduleFolder(ofPage: document.path)) { forms.append(.evaluation) }
      for form in forms where page(at: "\(SiteIndex.moduleFolder(ofPage: document.path))/\(form.name).md") == nil {
        addForm(form, of: pages[number], document: number, strings: strings)
      }
    }
  }

  /// Adds the short pages of modules that take longer than one of them may, under names that nothing has yet.
  mutating func addParts(_ rendered: [RenderedPage], documents: [Document], strings: Strings) {
    let pages = pagesOfDocuments(count: documents.count)
    for number in documents.indices where !rendered[number].parts.isEmpty {
      for part in 1...rendered[number].parts.count
      where page(at: "\(SiteIndex.moduleFolder(ofPage: documents[number].path))/part-\(part).md") == nil {
        addForm(.part(part), of: pages[number], document: number, strings: strings)
      }
    }
  }

  /// The page of a form of a module, by the module's page.
  func form(_ form: ModuleForm, of module: Int) -> Int? {
    guard let found = page(at: "\(SiteIndex.moduleFolder(ofPage: self[module].path))/\(form.name).md"),
      case .module = self[found].role
    else { return nil }
    return found
  }
}

extension ModuleForm {
  var isPart: Bool { if case .part = self { true } else { false } }
}

extension Document {
  /// Whether the text has a question.
  var hasQuiz: Bool {
    body.withUnsafeBufferPointer { SiteSource.holds($0, "q", at: 3, of: "```quiz") }
  }
}
