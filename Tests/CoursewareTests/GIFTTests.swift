import Courseware
import Testing
import Training

@Suite struct GIFTTests {
  /// The question as it stands behind the head of the file.
  private func body(_ question: Question) -> String {
    let text = gift(quiz(question))
    return String(text.split(separator: "\n\n", maxSplits: 1)[1])
  }

  @Test("the head names the quiz and its category, in which a slash is doubled")
  func head() {
    let text = gift(Quiz(module: "M22", title: "A/B\n测试", passMark: 80, questions: []))
    let lines = text.split(separator: "\n")
    #expect(lines[0].hasPrefix("// M22 A/B 测试, version "))
    #expect(lines[0].hasSuffix(", pass mark 80%"))
    #expect(lines[1] == "$CATEGORY: M22 A//B 测试")
  }

  @Test("a single choice")
  func single() {
    let question = Sample.choice(.single, "几？", [(false, "一", "少了"), (true, "二", nil)], "一加一。")
    #expect(body(question) == "::M22-01::[plain]几？{\n\t~一#少了\n\t=二\n\t####一加一。\n}\n\n")
  }

  @Test("special characters are escaped; a first percent sign is no weight, a first [html] no format")
  func escapes() {
    let question = Sample.choice(.single, "~ = # { } : \\ a\nb", [(false, "%50%", nil), (true, "[html]x", nil)])
    #expect(
      body(question)
        == "::M22-01::[plain]\\~ \\= \\# \\{ \\} \\: \\\\ a\\nb{\n\t~%0%%50%\n\t=[plain][html]x\n}\n\n")
  }

  @Test("weights of a multiple choice: the right ones make 100 %, everything makes 0", arguments: [(1, 1), (2, 3), (3, 2), (7, 6)])
  func weights(right: Int, wrong: Int) throws {
    let options = (0..<right + wrong).map { ($0 < right, "选项\($0)", nil as String?) }
    let text = body(Sample.choice(.multiple, "哪些？", options))
    let weights = try text.matches(of: /~%(-?[0-9.]+)%/).map { try #require(Double($0.1)) }
    #expect(weights.count == right + wrong)
    #expect(abs(weights.prefix(right).reduce(0, +) - 100) < 0.001)
    #expect(abs(weights.reduce(0, +)) < 0.001)
    #expect(weights.allSatisfy { abs($0 - ($0 > 0 ? 100 / Double(right) : -100 / Double(wrong))) < 0.00001 })
    // Moodle takes a question for one of a single answer when it finds an equals sign.
    #expect(!text.contains("="))
  }

  @Test("true or false, the feedback to a wrong answer first")
  func trueFalse() {
    #expect(
      body(Sample.choice(.trueFalse, "如此。", [(true, "对", "正是"), (false, "错", "不然")]))
        == "::M22-01::[plain]如此。{TRUE#不然#正是}\n\n")
    #expect(
      body(Sample.choice(.trueFalse, "如此。", [(false, "True", nil), (true, "False", "no")], "x"))
        == "::M22-01::[plain]如此。{FALSE##no\n\t####x\n}\n\n")
    #expect(body(Sample.choice(.trueFalse, "如此。", [(true, "可以", nil), (false, "不行", nil)])).contains("\n\t=可以\n\t~不行\n"))
  }

  @Test("blanks: numbers with tolerance, words, several blanks one by one")
  func blanks() {
    #expect(body(Sample.blank("得 ____。", [.init(accepted: ["−1,250.5"], tolerance: 0.01)])) == "::M22-01::[plain]得 ____。{#-1250.5:0.01}\n\n")
    #expect(
      body(Sample.blank("得 ____。", [.init(accepted: ["3.125", "3.13", "3.130"])]))
        == "::M22-01::[plain]得 ____。{#\n\t=3.125:0\n\t=3.13:0\n}\n\n")
    #expect(
      body(Sample.blank("开 ____。", [.init(accepted: ["复盘", "3 次", "a*b", "%5%"])]))
        == "::M22-01::[plain]开 ____。{\n\t=复盘\n\t=3 次\n\t=a\\\\*b\n\t=%100%%5%\n}\n\n")
    let several = body(Sample.blank("____加____", [.init(accepted: ["甲"]), .init(accepted: ["2"])]))
    #expect(several.hasPrefix("// "))
    #expect(several.contains("::M22-01-1::[plain]____加[…]{\n\t=甲\n}\n\n::M22-01-2::[plain][…]加____{#2:0}\n\n"))
  }

  @Test("what reads as a number and what does not")
  func numerals() {
    for (text, isNumber) in [
      ("0", true), ("12,345,678.9", true), ("-3", true), ("1,25", false), ("1234,567", false), ("3.", false), (".5", false),
      ("25%", false), ("", false), ("-", false), ("1.2.3", false), ("１", false),
    ] {
      #expect(body(Sample.blank("____", [.init(accepted: [text])])).contains("{#") == isNumber, "\(text)")
    }
  }

  @Test("orderings and pairs are matched; an arrow of the author's own parts nothing")
  func matching() {
    let pairs = body(Sample.quiz.questions[8])
    #expect(pairs.contains("\n\t=目标 → 任务法 -> 新品上市：扩张\n"))
    let order = body(Sample.quiz.questions[7])
    for line in ["=写清目标 -> 1", "=定上限 -> 2", "=核对 → 解释差额 -> 3", "=扣预留 -> 4"] { #expect(order.contains("\n\t\(line)\n")) }
    #expect(!order.contains("-> 1\n\t=定上限 -> 2\n\t=核对 → 解释差额 -> 3"))
    #expect(order.hasPrefix("// GIFT has no ordering"))
    #expect(body(Sample.quiz.questions[1]).hasPrefix("// 3 points"))
  }
}
