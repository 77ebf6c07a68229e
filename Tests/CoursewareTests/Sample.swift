import Archive
import Courseware
import Training

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Every kind of question, and every character that one of the formats takes for its own. `sample.md` of
/// Tests/Exports/courseware says the same in the words of a module; the Python tests hold the two against each other.
/// The first seven questions are worth 9 of 12 points, which is the pass mark exactly.
enum Sample {
  static let quiz = Quiz(
    module: "M99", title: "预算 A/B 与 <测试> & {核对}", passMark: 75,
    questions: [
      choice(
        .single, "总额 250 万元，预留 10%，其余按 40/35/15/10 分配。需求生成分到多少？",
        [
          (false, "87.5 万元", "没有先扣预留。"), (true, "78.75 万元", "余额 225 万元 × 35% = 78.75 万元。"),
          (false, "%50% 的余额", "{百分号} 开头不是权重~"), (false, "[html] C:\\new", nil),
        ]),
      choice(
        .multiple, "毛利 < 成本 且 {a=b} ~ #1 -> 下列哪几项成立？",
        [
          (true, "ROI < 0 & ROAS > 0", "毛利减成本为负。"), (true, "应当先停后查", nil), (true, "追加 -> 更亏", "边际也是负的。"),
          (false, "一切照旧", "\"照旧\"只会扩大亏损。"), (false, "翻倍投放", "放大亏损。"),
        ], "三项都对：<b>不是标记</b>，\\n 也不是换行。", points: 3),
      choice(
        .trueFalse, "平均 ROI 高，所以追加的预算应当给它。", [(false, "对", "平均只说明花出去的钱。"), (true, "错", "看再加一元换来多少。")], "看边际。"),
      blank("毛利率 32%，ROAS 至少 ____ 倍。", [.init(accepted: ["3.13", "3.125"], tolerance: 0.01)], "1 ÷ 32% = 3.125。"),
      blank("需求生成分到 ____ 元。", [.init(accepted: ["1,250"])]),
      blank("活动结束后开 ____。", [.init(accepted: ["复盘会", "ROI*会", "Review Meeting", "A->B"])]),
      blank(
        "先扣 ____，余额 225 万元乘 35% 得 ____ 万元，记入 ____。",
        [.init(accepted: ["预留"]), .init(accepted: ["78.75"], tolerance: 0.005), .init(accepted: ["预算表", "总表"])], "先预留后分配。"),
      make(.ordering, "把步骤排成正确的次序。", "先目标后金额。") {
        $0.items = ["写清目标", "定上限", "核对 -> 解释差额", "扣预留"].map { QuizText($0) }
      },
      make(.matching, "把方法与情形配起来。") {
        $0.pairs = [
          ("销售百分比法", "市场成熟"), ("目标 -> 任务法", "新品上市：扩张"), ("竞争对等法", "竞争激烈"), ("零基预算法", "资源 = 有限"),
        ].map { .init(left: QuizText($0), right: QuizText($1)) }
      },
      choice(.single, "促销的钱可以记进品牌建设。", [(true, "可以，只要写明", nil), (false, "不可以", nil)]),
    ])

  static let files = [
    ArchivePart("index.html", "<!doctype html><title>样例</title>"), ArchivePart("assets/图 1.svg", "<svg/>"),
    ArchivePart("assets/quiz.js", ""),
  ]

  static func scorm(_ version: ScormVersion) -> [ArchivePart] {
    scormPackage(
      version, identifier: quiz.module, title: quiz.title, language: "zh-Hans", passMark: quiz.passMark, minutes: 45,
      files: files)
  }

  /// Writes the files as a site has them into `folder/sample`.
  static func write(to folder: String) throws {
    let folder = URL(filePath: folder).appending(path: "sample")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: folder.appending(path: name)) }
    try write(Array(gift(quiz).utf8), "quiz.gift.txt")
    try write(try writeArchive(qtiPackage(quiz, language: "zh-Hans")), "quiz.qti.zip")
    try write(try writeArchive(scorm(.v12)), "scorm12.zip")
    try write(try writeArchive(scorm(.v2004)), "scorm2004.zip")
  }

  static func make(
    _ kind: Question.Kind, _ stem: String, _ explanation: String? = nil, points: Int = 1,
    _ fill: (inout Question) -> Void
  ) -> Question {
    var question = Question(kind: kind, stem: QuizText(stem), line: 1)
    question.explanation = explanation.map { QuizText($0) }
    question.points = points
    fill(&question)
    return question
  }

  static func choice(
    _ kind: Question.Kind, _ stem: String, _ options: [(Bool, String, String?)], _ explanation: String? = nil,
    points: Int = 1
  ) -> Question {
    make(kind, stem, explanation, points: points) {
      $0.options = options.map { right, text, why in
        .init(text: QuizText(text), isRight: right, why: why.map { QuizText($0) })
      }
    }
  }

  static func blank(_ stem: String, _ blanks: [Question.Blank], _ explanation: String? = nil) -> Question {
    make(.blank, stem, explanation) { $0.blanks = blanks }
  }
}

/// A quiz of one question.
func quiz(_ question: Question, module: String = "M22") -> Quiz {
  Quiz(module: module, title: "题", passMark: 80, questions: [question])
}

func text(_ parts: [ArchivePart], _ name: String) -> String? {
  parts.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
}
