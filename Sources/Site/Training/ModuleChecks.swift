import Diagnostics
import Handbook
import Markdown
import Training

extension ModuleText {
  /// Fewer tell little of what was understood.
  static let fewestQuestions = 3

  /// What a module's quiz lacks.
  func problems(_ document: Document, training: Training) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func tell(_ problem: Problem, line: Int) {
      found.append(Diagnostic(problem, at: Location(document.file, line: line, column: 1)))
    }
    let questions = quiz.questions
    if questions.count < ModuleText.fewestQuestions { tell(.fewQuestions(questions.count), line: 1) }
    for question in questions {
      if question.see == nil { tell(.questionWithoutSource, line: question.line) }
      if let goal = question.goal, goal > training.goals.count {
        tell(.unknownGoal(goal, count: training.goals.count), line: question.line)
      }
    }
    if questions.contains(where: { $0.goal != nil }) {
      for goal in training.goals.indices where !questions.contains(where: { $0.goal == goal + 1 }) {
        found.append(Diagnostic(.untestedGoal(training.goals[goal]), at: document.place(of: "goals", item: goal)))
      }
    }
    return found
  }
}

extension Problem {
  static func fewQuestions(_ count: Int) -> Problem {
    Problem(
      "few-questions", .warning, zh: "这个模块只有 \(count) 道自测题，至少要三道", en: "the module has \(count) questions; three are the least",
      hint: Wording(zh: "在“自测”一节加 quiz 块，写法见用户手册“写课件”", en: "add quiz blocks"))
  }
  static let questionWithoutSource = Problem(
    "question-source", .warning, zh: "这道题没有写考的是哪一节", en: "the question does not say which section it tests",
    hint: Wording(zh: "加一行「see: #本页的小节」或「see: ../handbook/….md#小节」", en: "add a line 'see: #section' or 'see: ../handbook/….md#section'"))
  static func unknownGoal(_ goal: Int, count: Int) -> Problem {
    Problem(
      "unknown-goal", zh: "没有第 \(goal) 个目标，页首的 goals 有 \(count) 个", en: "there is no goal \(goal); goals has \(count)",
      hint: Wording(zh: "改 goal 的数字，或在页首补上目标", en: "change the number of goal, or add to goals"))
  }
  static func untestedGoal(_ goal: String) -> Problem {
    Problem(
      "untested-goal", .warning, zh: "没有题考「\(goal)」", en: "no question tests '\(goal)'",
      hint: Wording(zh: "加一道题，写上它是第几个目标：goal: 1", en: "add a question with its goal: 'goal: 1'"))
  }
  static func slideOverflow(_ number: Int, _ heading: String, _ times: Double) -> Problem {
    let tenths = Int((times * 10).rounded(.up))
    let size = "\(tenths / 10).\(tenths % 10)"
    return Problem(
      "slide-overflow", .warning, zh: "第 \(number) 张幻灯片「\(heading)」装不下，内容约是一张的 \(size) 倍",
      en: "slide \(number), '\(heading)', holds about \(size) times what fits",
      hint: Wording(zh: "用一行 --- 分页，或把长段落移进 > [!READING]", en: "cut it with a line '---', or move a long passage into > [!READING]"))
  }
}
