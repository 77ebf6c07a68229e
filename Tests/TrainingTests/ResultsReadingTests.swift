import Diagnostics
import Testing
import Training
import Values

@Suite("Files of results")
struct ResultsReadingTests {
  @Test(
    "a file's name tells its kind",
    arguments: [
      ("signins.csv", "signins"), ("签到_P2610.xlsx", "signins"), ("签到表-10月.csv", "signins"),
      ("tests-P2610.csv", "tests"),
      ("测验_P2610.csv", "tests"), ("测验结果.csv", "results"), ("quiz-M22-王小明.csv", "results"),
      ("results-示例数据.csv", "results"),
      ("survey.csv", "survey"), ("问卷_P2610.csv", "survey"), ("名单.csv", nil), ("testament.csv", nil)
    ] as [(String, String?)])
  func kind(_ name: String, _ expected: String?) throws {
    #expect(try resultFiles().kind(of: resultsFolder + name) == expected)
  }

  @Test("a file of no kind is an error, with the kinds there are or the one that was meant")
  func unknownFile() throws {
    let (results, diagnostics) = try readResults(["名单.csv": "场次,学员\nP2610,01\n", "sign-in.csv": "场次,学员\nP2610,01\n"])
    #expect(results.isEmpty)
    #expect(resultPlaces(diagnostics) == ["sign-in.csv:0 unknown-table", "名单.csv:0 unknown-table"])
    #expect(diagnostics[0].problem.hint?.en.contains("sign_ins") == true)
    #expect(diagnostics[1].problem.hint?.zh == "文件名以「测验结果」、「签到」、「问卷」、「测验」开头")
  }

  @Test("headers in either language, values in any spelling, an arrival that goes without saying")
  func spellings() throws {
    let (results, diagnostics) = try readResults([
      "signins.csv": "session,learner,layer\nP2610,01,一线\nP2610,02,\n",
      "签到_二.csv": "场次编号,学号,对象,实到\nP2610,03,Managers,否\n",
      "tests.csv": "培训,学员编号,阶段,题,对错\nP2610,01,训前,1,对\nP2610,01,post,2,错\n",
      "测验_总分.csv": "session,learner,phase,score,max\nP2610,02,后测,17.5,20\n",
      "survey.csv": "场次,满意度,讲师,问题,建议\nP2610,5,4,谁批准？,\nP2610,,3,,慢一点\n"
    ])
    #expect(diagnostics == [])
    #expect(
      results.signIns.map(\.layer) == ["front_line", nil, "managers"]
        && results.signIns.map(\.arrived) == [true, true, false])
    #expect(results.tests.map(\.phase) == [.before, .after, .after])
    #expect(
      results.tests.map(\.result) == [
        .question(1, isRight: true), .question(2, isRight: false), .total(try #require(Exact("17.5")), of: Exact(20))
      ])
    #expect(results.surveys.map(\.scores) == [[.satisfaction: 5, .trainer: 4], [.trainer: 3]])
    #expect(results.surveys.map(\.question) == ["谁批准？", nil] && results.surveys.map(\.suggestion) == [nil, "慢一点"])
    #expect(results.signIns[2].place == Location(resultsFolder + "签到_二.csv", line: 2) && results.reports.count == 5)
  }

  @Test("wrong cells are told at their line, and their rows count for nothing")
  func wrongCells() throws {
    let (results, diagnostics) = try readResults([
      "tests.csv": """
      场次,学员,阶段,题号,答对,得分,满分
      P2610,01,中测,1,是,,
      P2610,01,前测,1,也许,,
      P2610,,前测,2,是,,
      P2610,02,前测,1,,,
      P2610,02,前测,,,5,
      P2610,03,前测,1,是,5,10
      P2610,04,前测,,,11,10
      P2610,05,前测,,,0,0
      """,
      "survey.csv": "场次,满意度\nP2610,6\nP2610,4.5\n"
    ])
    #expect(
      resultPlaces(diagnostics) == [
        "survey.csv:2 cell-out-of-range", "survey.csv:3 bad-cell", "tests.csv:2 unknown-value",
        "tests.csv:3 unknown-value",
        "tests.csv:4 missing-cell", "tests.csv:5 missing-cell", "tests.csv:6 missing-cell", "tests.csv:7 missing-cell",
        "tests.csv:8 cell-out-of-range", "tests.csv:9 cell-out-of-range"
      ])
    #expect(results.tests.isEmpty && results.surveys.allSatisfy(\.scores.isEmpty))
    for diagnostic in diagnostics {
      #expect(!diagnostic.problem.message.zh.isEmpty && !diagnostic.problem.message.en.isEmpty)
    }
  }

  @Test("the same learner, phase and question twice is an error, and so is signing in twice")
  func twice() throws {
    let (_, diagnostics) = try readResults([
      "signins.csv": "场次,学员\nP2610,01\nP2611H,01\nP2610,01\n",
      "tests.csv": "场次,学员,阶段,题号,答对\nP2610,01,前测,1,是\nP2610,01,后测,1,是\nP2610,01,前测,1,否\n",
      "测验_总分.csv": "场次,学员,阶段,得分,满分\nP2610,02,后测,5,10\nP2610,02,后测,6,10\n"
    ])
    #expect(
      resultPlaces(diagnostics) == [
        "signins.csv:4 duplicate-key", "tests.csv:4 duplicate-key", "测验_总分.csv:3 duplicate-key"
      ])
  }

  @Test("data of persons is an error, masked, unless it is allowed")
  func persons() throws {
    let texts: KeyValuePairs = [
      "signins.csv": "场次,学员,姓名\nP2610,01,王小明\n",
      "survey.csv": "场次,改进建议\nP2610,请打 13812345678\n",
      "tests.csv": "场次,学员,阶段,得分,满分\nP2610,wang@example.com,后测,5,10\n"
    ]
    let (_, diagnostics) = try readResults(texts)
    let errors = diagnostics.filter { $0.severity == .error }
    #expect(
      resultPlaces(errors) == ["signins.csv:1 personal-data", "survey.csv:2 personal-data", "tests.csv:2 personal-data"]
    )
    #expect(
      diagnostics.allSatisfy { !$0.problem.message.zh.contains("12345678") && !$0.problem.message.en.contains("wang@") }
    )
    let allowed = try resultFiles().read(
      texts.map { .init(path: resultsFolder + $0.key, bytes: Array($0.value.utf8)) },
      isAllowed: { value, file, _ in value == "13812345678" && file.hasSuffix("survey.csv") })
    #expect(!resultPlaces(allowed.diagnostics).contains("survey.csv:2 personal-data"))
  }

  @Test("an export of the quiz page: BOM, CRLF, apostrophes before what a spreadsheet would take for a formula")
  func export() throws {
    let code = ResultCode(
      module: "M22", version: "1a2b3c4d", seed: "7", attempt: 1, marks: [.unanswered, .right], name: "-x"
    ).text
    let (results, diagnostics) = try readResults([
      "quiz-M22.csv": "\u{FEFF}module,version,learner,date,attempt,seed,score,max,marks,code\r\n"
        + "M22,1a2b3c4d,'-x,2026-10-23,1,7,1,2,'-1,\(code)\r\n"
    ])
    #expect(diagnostics == [])
    let date = try resultDay("2026-10-23")
    #expect(results.codes.map(\.code) == [code] && results.codes[0].date == date)
    #expect(results.codes[0].score == Exact(1) && results.codes[0].max == Exact(2))
  }

  @Test("a site's own kind of result is an error")
  func otherKind() {
    let text = "id: exams\nname: {zh: 考试, en: Exams}\nscope: site\ngroup: training\ncolumns: [{id: x}]\n"
    let (files, diagnostics) = TrainingResultFiles.load([
      .init(text: text, file: "templates/training/exams.register.yaml")
    ])
    #expect(diagnostics.map(\.problem.id) == ["unknown-register"] && !files.isSound)
  }
}

@Suite("Codes of the quiz page")
struct ResultCodeTests {
  @Test("the check is FNV-1a over all before the last dot")
  func known() throws {
    // Computed in Python: v = 2166136261; for b in bytes: v = (v ^ b) * 16777619 % 2**32.
    let text = "FQ1.M22.1a2b3c4d.4821.1.1101-01.王小明.92398961"
    let code = try ResultCode(text)
    #expect(code.module == "M22" && code.version == "1a2b3c4d" && code.seed == "4821" && code.attempt == 1)
    #expect(code.marks == [.right, .right, .wrong, .right, .unanswered, .wrong, .right] && code.name == "王小明")
    #expect(code.text == text)
    #expect(try ResultCode("FQ1.M22.1a2b3c4d.4821.1.1101-011.学员01.839c4b39").name == "学员01")
    #expect(
      try ResultCode(
        "FQ1.M22.1a2b3c4d.4821.1.1101-01.王小明.92398961".replacing("92398961", with: "92398961".uppercased())) == code)
  }

  @Test("every sign that is changed or lost is told")
  func mistyped() throws {
    let text = Array("FQ1.M22.1a2b3c4d.4821.1.1101-01.王小明.92398961")
    for place in text.indices.dropFirst(4) {
      var changed = text
      changed[place] = changed[place] == "0" ? "1" : "0"
      #expect(throws: ResultCode.Failure.self) { try ResultCode(String(changed)) }
      var cut = text
      cut.remove(at: place)
      #expect(throws: ResultCode.Failure.self) { try ResultCode(String(cut)) }
    }
    #expect(throws: ResultCode.Failure.form) { try ResultCode("hello") }
    #expect(throws: ResultCode.Failure.form) { try ResultCode("") }
  }

  @Test("a module's id may hold dots")
  func dots() throws {
    let code = ResultCode(module: "m.22", version: "1a2b3c4d", seed: "0", attempt: 2, marks: [.right], name: "a")
    #expect(try ResultCode(code.text) == code)
  }
}
