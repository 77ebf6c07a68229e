import Diagnostics

/// What can be wrong with the files of results of training sessions.
extension Problem {
  // MARK: Files

  static func resultFileUnknown(_ name: String, nearest: String?, known: [Wording]) -> Problem {
    Problem(
      "unknown-table", zh: "认不出「\(name)」是哪一种培训结果", en: "cannot tell what results of training '\(name)' holds",
      hint: nearest.map { Wording(zh: "文件名是不是应以「\($0)」开头？", en: "should its name begin with '\($0)'?") }
        ?? Wording(
          zh: "文件名以\(known.map { "「\($0.zh)」" }.joined(separator: "、"))开头",
          en: "begin the file's name with \(known.map(\.en).joined(separator: ", "))"))
  }
  static func resultKindUnknown(_ id: String, known: [String]) -> Problem {
    Problem(
      "unknown-register", zh: "培训结果没有「\(id)」这一种", en: "there are no results of training called '\(id)'",
      hint: Wording(zh: "可用：\(known.joined(separator: "、"))", en: "known: \(known.joined(separator: ", "))"))
  }

  // MARK: Rows

  static func sessionUnknown(_ session: String, nearest: String?, known: [String]) -> Problem {
    let list = known.prefix(20)
    return Problem(
      "broken-reference", zh: "本课没有「\(session)」这一场", en: "this module has no session '\(session)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(
          zh: list.isEmpty
            ? "先在「培训安排」里登记这一场，并写明课程编号" : "可填：\(list.joined(separator: "、"))；或先在「培训安排」里登记",
          en: list.isEmpty
            ? "register it among the training sessions first, with the module's code"
            : "known: \(list.joined(separator: ", ")); or register it among the training sessions first"))
  }
  static let testWithoutResult = Problem(
    "missing-cell", zh: "这一行既不是一题的对错，也不是一次的总分", en: "the row is neither one question nor a whole score",
    hint: Wording(
      zh: "逐题的写题号与答对，只有总分的写得分与满分，不混写", en: "fill in question and correct, or score and maximum, not both"))
  static func scoreAboveMaximum(_ score: String, of most: String) -> Problem {
    Problem(
      "cell-out-of-range", zh: "得分 \(score) 超过满分 \(most)", en: "the score \(score) is above the maximum \(most)",
      hint: Wording(zh: "得分应为 0 到满分，满分大于 0", en: "a score is from 0 to the maximum, which is above 0"))
  }
  static func questionBeyondQuiz(_ question: Int, count: Int) -> Problem {
    Problem(
      "cell-out-of-range", zh: "没有第 \(question) 题：本课自测共 \(count) 题",
      en: "there is no question \(question): the quiz has \(count)",
      hint: Wording(zh: "题号按自测的次序，从 1 起", en: "questions are numbered as in the quiz, from 1"))
  }
  static func testBothWays(_ phase: Wording, first: Location) -> Problem {
    Problem(
      "duplicate-key", zh: "同一学员的\(phase.zh)既有逐题又有总分，另一行在 \(first.description)",
      en:
        "the test \(phase.en) of this learner stands here by question and as a whole, the other row at \(first.description)",
      hint: Wording(zh: "只留一种", en: "keep one of the two"))
  }
  static func testRepeated(_ phase: Wording, first: Location) -> Problem {
    Problem(
      "duplicate-key", zh: "同一学员\(phase.zh)的这一题已有一行，在 \(first.description)",
      en: "this question of the learner's test \(phase.en) has a row already, at \(first.description)",
      hint: Wording(zh: "删去重复的行", en: "remove one of the rows"))
  }
  static func testIncomplete(_ learner: String, _ phase: Wording, found: Int, count: Int) -> Problem {
    Problem(
      "test-incomplete", .warning, zh: "「\(learner)」的\(phase.zh)只有 \(found) 题，自测共 \(count) 题，不算总分",
      en: "the test \(phase.en) of '\(learner)' has \(found) of \(count) questions, so that it gets no score",
      hint: Wording(zh: "没有作答的题写「否」", en: "write no for questions that were not answered"))
  }
  static func testedWithoutSignIn(_ learner: String, session: String) -> Problem {
    Problem(
      "missing-signin", .warning, zh: "「\(learner)」在 \(session) 有测验，没有签到",
      en: "'\(learner)' was tested in \(session) and did not sign in",
      hint: Wording(zh: "补上签到，或改正学员编号", en: "add the sign-in, or mend the learner's number"))
  }
  static func sessionWithoutSignIns(_ session: String) -> Problem {
    Problem(
      "missing-signin", .warning, zh: "\(session) 有测验或问卷，没有签到，算不出到训率",
      en: "\(session) has tests or answers and no sign-ins, so that its attendance is not known",
      hint: Wording(zh: "补一个签到文件", en: "add a file of sign-ins"))
  }
  static func learnerNamed(_ learner: String) -> Problem {
    Problem(
      "learner-named", .warning, zh: "这段话里有学员「\(learner)」，会原样上页面",
      en: "the text names the learner '\(learner)', and will be shown as it is",
      hint: Wording(zh: "删去编号或姓名", en: "take the number or name out"))
  }

  // MARK: Codes of the quiz page

  static func codeUnreadable(_ code: String) -> Problem {
    Problem(
      "result-code", zh: "「\(code)」不是结果码", en: "'\(code)' is no result code",
      hint: Wording(zh: "从自测页整段复制，以 FQ1. 开头", en: "copy the whole of it from the quiz page; it begins with FQ1."))
  }
  static func codeMistyped(_ code: String) -> Problem {
    Problem(
      "result-code", zh: "结果码「\(code)」的校验不符，抄错或少了字",
      en: "the check of the code '\(code)' does not fit: a sign is wrong or lost",
      hint: Wording(zh: "请学员重新复制一次", en: "ask the learner to copy it again"))
  }
  static func codeMarks(found: Int, count: Int) -> Problem {
    Problem(
      "result-code", zh: "结果码里有 \(found) 题，本课自测共 \(count) 题", en: "the code has \(found) questions, the quiz \(count)",
      hint: Wording(zh: "版本相同而题数不同，不是本页导出的码", en: "with the same version it cannot come from this quiz"))
  }
  static func codeScore(written: String, marked: Int, most: Int) -> Problem {
    Problem(
      "result-code", zh: "这一行写 \(written)，按结果码应为 \(marked) / \(most)",
      en: "the row says \(written), its code \(marked) / \(most)",
      hint: Wording(zh: "以结果码为准，改正得分与满分", en: "the code is what counts: mend score and maximum"))
  }
  static func otherModule(_ module: String, own: String, count: Int) -> Problem {
    Problem(
      "result-set-aside", .warning, zh: "有 \(count) 个结果码属于「\(module)」，本课是「\(own)」，不计入",
      en: "\(count) codes are of '\(module)' and not of '\(own)'; they are set aside",
      hint: Wording(zh: "移到那一课的 data/ 里", en: "move them to the data/ of that module"))
  }
  static func otherVersion(_ version: String, own: String, count: Int) -> Problem {
    Problem(
      "result-set-aside", .warning, zh: "有 \(count) 个结果码是题目版本 \(version) 的，现在是 \(own)，不计入",
      en: "\(count) codes are of version \(version) of the questions, which are \(own) now; they are set aside",
      hint: Wording(zh: "题目改过以后，旧结果不能与新结果合计", en: "results of changed questions cannot be taken together"))
  }
  static func codeTwice(first: Location) -> Problem {
    Problem(
      "result-twice", .warning, zh: "同一个结果码已有一行，在 \(first.description)，只计一次",
      en: "the same code stands at \(first.description) already, and counts once",
      hint: Wording(zh: "删去重复的行", en: "remove one of the rows"))
  }
}

extension TrainingResults.TestAnswer.Phase {
  public var wording: Wording {
    switch self {
    case .before: Wording(zh: "前测", en: "before")
    case .after: Wording(zh: "后测", en: "after")
    }
  }
}
