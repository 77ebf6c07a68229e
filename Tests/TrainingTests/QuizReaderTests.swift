import Diagnostics
import HTML
import Testing
import Training

@Suite("Questions as they are written")
struct QuizReaderTests {
  private func read(_ text: String) -> (question: Question?, problems: [String]) {
    let (question, diagnostics) = QuizReader.read(text, file: "a.md", firstLine: 10) { text, _ in QuizText(text) }
    return (question, diagnostics.map { "\($0.location.line) \($0.problem.id): \($0.problem.message.zh)" })
  }

  @Test("one box is a single choice, two are several, 对 and 错 are true or false")
  func choices() throws {
    let single = read("题干\n第二行\n\n- [ ] 甲\n  不对，\n  因为乙。\n- [x] 乙\n  对。\n\ngoal: 2\npoints: 3\nsee: b.md#c\nseen: 1A2B3C4D\n")
    let question = try #require(single.question)
    #expect(single.problems == [])
    #expect(question.kind == .single && question.stem.text == "题干\n第二行" && question.points == 3 && question.goal == 2)
    #expect(question.options.map(\.text.text) == ["甲", "乙"] && question.options.map(\.isRight) == [false, true])
    #expect(question.options[0].why?.text == "不对，\n因为乙。")
    #expect(question.see?.destination == "b.md#c" && question.see?.seen == "1a2b3c4d" && question.see?.seenLine == 22)
    #expect(read("题\n- [x] 甲\n- [X] 乙\n- [ ] 丙\n> 解析").question?.kind == .multiple)
    #expect(read("题\n- [x] 对\n  是\n- [ ] 错\n  否").question?.kind == .trueFalse)
  }

  @Test("blanks stand in the question, with alternatives and how far a number may be off")
  func blanks() throws {
    let question = try #require(read("甲是 [[78.75|78.750]]，乙是 [[3.13 ± 0.01]]，丙是 [[ 复盘 ]]。\n> 解析").question)
    #expect(question.kind == .blank && question.stem.text == "甲是 ____，乙是 ____，丙是 ____。")
    #expect(question.blanks == [
      .init(accepted: ["78.75", "78.750"]), .init(accepted: ["3.13"], tolerance: 0.01), .init(accepted: ["复盘"]),
    ])
    // Brackets without an answer are text.
    #expect(read("空的 [[ ]] 不算\n- [x] 甲\n  a\n- [ ] 乙\n  b").question?.stem.text == "空的 [[ ]] 不算")
  }

  @Test("an ordered list is put in order, arrows are matched; neither is shown in the right order")
  func orders() throws {
    let order = try #require(read("排\n\n1. 甲\n2. 乙\n3. 丙\n> 解析").question)
    #expect(order.kind == .ordering && order.items.map(\.text) == ["甲", "乙", "丙"])
    #expect(order.shownOrder.sorted() == [0, 1, 2] && order.shownOrder != [0, 1, 2])
    let pairs = try #require(read("连\n\n- 甲 => 一\n- 乙 => 二\n> 解析").question)
    #expect(pairs.kind == .matching && pairs.pairs.map(\.right.text) == ["一", "二"] && pairs.shownOrder == [1, 0])
  }

  @Test("what cannot be asked is told where it stands", arguments: [
    ("", "10 bad-quiz: 题目没有题干"),
    ("题", "10 bad-quiz: 题目没有选项，也没有空"),
    ("题\n- [x] 甲\n  a", "11 bad-quiz: 只有一项，没有可选的"),
    ("题\n- [ ] 甲\n- [ ] 乙\n> b", "11 bad-quiz: 没有一个选项是对的"),
    ("题\n- [x] 甲\n- [ ] 甲\n> b", "12 bad-quiz: 「甲」写了两次，分不清对错"),
    ("题\n- 甲 => 一\n- 乙 => 一\n> b", "12 bad-quiz: 「一」写了两次，分不清对错"),
    ("题 [[1]]\n- [x] 甲\n- [ ] 乙\n> b", "11 bad-quiz: 一道题只能是一种题型"),
    ("题\n- [x] 甲\n- [ ]\n> b", "12 bad-quiz: 这一项是空的"),
    ("题\n- [x] 甲\n- [ ] 乙\n迷路的字\n> b", "13 bad-quiz: 选项后面的这行文字不属于任何一项"),
    ("题\n- [x] 甲\n- [ ] 乙\n> b\ngoal: 零", "14 bad-quiz: 「goal」应是 1 到 100 的整数，写的是「零」"),
    ("题\n- [x] 甲\n- [ ] 乙\n> b\nsee: #a\nseen: xyz", "15 bad-quiz: 「seen」应是八位十六进制数，写的是「xyz」"),
    ("题\n- [x] 甲\n- [ ] 乙\n> b\ngoal: 1\ngoal: 2", "15 bad-quiz: 「goal」写了两次"),
    ("题\n- [x] 甲\n- [ ] 乙", "10 quiz-unexplained: 这道题没有解析"),
  ])
  func problems(_ text: String, _ problem: String) { #expect(read(text).problems == [problem]) }

  @Test("more than twenty entries are too many, and none of them is lost to a crash")
  func long() {
    let text = "题\n" + (1...21).map { "- [\($0 == 1 ? "x" : " ")] 项\($0)\n" }.joined()
    #expect(read(text).problems == ["31 bad-quiz: 有 21 项，超过 20 项"])
    #expect(read("题\n" + String(repeating: "- [x] ", count: 5000)).question == nil)
  }

  @Test("a quiz changes its version with every word that a learner answers to, and with nothing else")
  func version() throws {
    func quiz(_ text: String) throws -> String {
      Quiz(module: "M22", title: "t", passMark: 80, questions: [try #require(read(text).question)]).version
    }
    let text = "题\n- [x] 甲\n  a\n- [ ] 乙\n  b\ngoal: 1"
    #expect(try quiz(text) == quiz(text.replacing("  a", with: "  解释改了").replacing("goal: 1", with: "goal: 2")))
    for other in [text.replacing("题", with: "问"), text.replacing("乙", with: "丙"), text.replacing("[ ]", with: "[x]")] {
      #expect(try quiz(text) != quiz(other))
    }
  }

  // The published vectors of FNV-1a (draft-eastlake-fnv), and the code that quiz.js is tested with.
  @Test("checksums are FNV-1a", arguments: [
    ("", "811c9dc5"), ("a", "e40c292c"), ("foobar", "bf9cf968"),
    ("FQ1.M22.1a2b3c4d.4821.1.1101-01.王小明", "92398961"),
  ])
  func checksum(_ text: String, _ hex: String) { #expect(Checksum.hex(text) == hex) }
}
