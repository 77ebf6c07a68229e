import Diagnostics

// Every problem of quizzes, decks and role plays, in both languages.

extension Problem {
  private static let quizForm = Wording(
    zh: "选项写成「- [x] 对的」「- [ ] 错的」；排序写成「1. 」；连线写成「- 左 => 右」；填空写在题干里：「是 [[78.75]] 万元」",
    en: "write options as '- [x] right' and '- [ ] wrong', an order as '1. ', pairs as '- left => right', a blank within the question: '[[78.75]]'")

  private static func badQuiz(zh: String, en: String, hint: Wording? = nil) -> Problem {
    Problem("bad-quiz", zh: zh, en: en, hint: hint)
  }

  static let quizWithoutQuestion = badQuiz(
    zh: "题目没有题干", en: "the quiz block asks nothing", hint: Wording(zh: "第一行写题干", en: "write the question on the first line"))
  static let quizWithoutAnswers = badQuiz(zh: "题目没有选项，也没有空", en: "the question has neither options nor a blank", hint: quizForm)
  static let quizMixed = badQuiz(
    zh: "一道题只能是一种题型", en: "a question is of one kind only",
    hint: Wording(zh: "分成几个 quiz 块", en: "make several quiz blocks of it"))
  static let quizTooShort = badQuiz(
    zh: "只有一项，没有可选的", en: "one entry leaves nothing to choose",
    hint: Wording(zh: "至少写两项", en: "write at least two"))
  static let quizNothingRight = badQuiz(
    zh: "没有一个选项是对的", en: "no option is right", hint: Wording(zh: "在对的选项前写 [x]", en: "write [x] before what is right"))
  static let quizEmptyEntry = badQuiz(
    zh: "这一项是空的", en: "this entry is empty", hint: Wording(zh: "写上文字，或删去这一行", en: "write a text, or delete the line"))
  static let quizStrayText = badQuiz(
    zh: "选项后面的这行文字不属于任何一项", en: "this line behind the options belongs to none of them",
    hint: Wording(zh: "解释某一项就缩进两格写在它下面；解释整题就以 > 开头", en: "indent it below the option that it explains, or begin it with >"))
  static func quizTooLong(_ count: Int) -> Problem {
    badQuiz(
      zh: "有 \(count) 项，超过 20 项", en: "\(count) entries are more than 20", hint: Wording(zh: "分成几道题", en: "make several questions of it"))
  }
  static func quizEntryTwice(_ text: String) -> Problem {
    badQuiz(zh: "「\(text)」写了两次，分不清对错", en: "'\(text)' stands there twice", hint: Wording(zh: "改写其中一项", en: "reword one of them"))
  }
  static func quizKeyTwice(_ key: String) -> Problem {
    badQuiz(zh: "「\(key)」写了两次", en: "'\(key)' stands there twice", hint: Wording(zh: "只留一行", en: "keep one line"))
  }
  static func quizNotANumber(_ key: String, _ value: String) -> Problem {
    badQuiz(
      zh: "「\(key)」应是 1 到 100 的整数，写的是「\(value)」", en: "'\(key)' should be a whole number from 1 to 100, not '\(value)'",
      hint: Wording(zh: "写成「\(key): 1」", en: "write '\(key): 1'"))
  }
  static func quizBadVersion(_ value: String) -> Problem {
    badQuiz(
      zh: "「seen」应是八位十六进制数，写的是「\(value)」", en: "'seen' should be eight hex digits, not '\(value)'",
      hint: Wording(zh: "删去这一行，再运行 fupan quiz pin", en: "delete the line and run fupan quiz pin"))
  }
  static let quizUnexplained = Problem(
    "quiz-unexplained", .warning, zh: "这道题没有解析", en: "the question is not explained",
    hint: Wording(zh: "在每个选项下缩进两格写对在哪里、错在哪里，或用 > 写整题的解析", en: "indent a reason below each option, or explain it all behind >"))
  static let rolePlayShape = Problem(
    "bad-roleplay", zh: "角色扮演卡应由「键: 值」组成", en: "a role play is written as 'key: value' lines",
    hint: Wording(zh: "至少写 title、background、roles、task、score，写法见用户手册", en: "write at least title, background, roles, task and score"))
  static let rolePlayWithoutRoles = Problem(
    "bad-roleplay", zh: "角色扮演至少要两个角色", en: "a role play needs two roles at least",
    hint: Wording(zh: "在 roles 下写「- {role: 销售, brief: …}」", en: "write '- {role: sales, brief: …}' below roles"))
  static func rolePlayScore(_ sum: Int) -> Problem {
    Problem(
      "bad-roleplay", zh: "评分表合计应是 100 分，现在是 \(sum) 分", en: "the score table should add up to 100 points, not \(sum)",
      hint: Wording(zh: "在 score 下改 points", en: "change the points below score"))
  }
}
