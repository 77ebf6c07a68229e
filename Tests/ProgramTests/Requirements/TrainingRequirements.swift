import Testing

/// Training: who takes what and when, the questions and cards of a module, its short pages, and what came of its sessions.
@Suite struct TrainingRequirements {
  /// A module with three questions of three kinds.
  static func module(_ code: String, _ front: String = "layer: [全员, 一线, 管理层, 营销专业]", text: String = "") -> Content {
    Content(stringLiteral: """
      ---
      title: 模块\(code)
      code: \(code)
      minutes: 40
      goals: [会算, 会排]
      \(front)
      ---

      ## 算法

      先扣预留，再分余额。
      \(text)
      ## 自测

      ```quiz
      总额 200 万元，预留 10%，其余的 35% 是多少？

      - [ ] 70 万元
        没有先扣预留。
      - [x] 63 万元
        180 万元乘 35%。

      goal: 1
      see: #算法
      seen: 6e0e5f5c
      ```

      ```quiz
      预留是 [[20]] 万元。

      > 200 万元的一成。

      goal: 1
      see: #算法
      seen: 6e0e5f5c
      ```

      ```quiz
      排出次序。

      1. 定总额
      2. 扣预留
      3. 分余额

      > 预留先扣。

      goal: 2
      see: #算法
      seen: 6e0e5f5c
      ```

      """)
  }

  /// What a module's text is to its questions: the section's lines without blanks, by FNV-1a.
  private static func version(_ lines: String...) -> String {
    let hash = lines.flatMap { $0.utf8 + [0x0A] }.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// The same with the version that its section has.
  static func pinned(_ code: String, _ front: String = "layer: [全员, 一线, 管理层, 营销专业]", text: String = "") -> Content {
    guard case .bytes(let bytes) = module(code, front, text: text) else { return .folder }
    let lines = ["## 算法", "先扣预留，再分余额。"] + text.split(separator: "\n").map(String.init)
    let hash = lines.flatMap { $0.utf8 + [0x0A] }.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    let version = String(repeating: "0", count: 8 - digits.count) + digits
    return Content(stringLiteral: String(decoding: bytes, as: UTF8.self).replacing("6e0e5f5c", with: version))
  }

  @Test("req:training-plan modules by layers, a path for each layer in the order of needs; a layer without a module is told")
  func plan() throws {
    let box = try Sandbox.site([
      "content/training/a.md": TrainingRequirements.pinned("M01", "layer: [全员, 一线]\nneeds: [M02]"),
      "content/training/b.md": TrainingRequirements.pinned("M02", "layer: [全员]"),
      "content/training/c.md": TrainingRequirements.pinned("M03", "layer: [管理层, 营销专业]"),
    ])
    let run = try box.run("build", "--today", "2026-11-22", limit: 20)
    #expect(run.diagnostics == [])
    let page = try #require(box.page("training/index.html"))
    let matrix = try #require(page.main.all("table", class: "plan-matrix").first)
    #expect(matrix.grid == [
      ["模块", "全员", "一线", "管理层", "营销专业", "课时（分钟）", "阅读（分钟）"],
      ["M01 模块M01", "●", "●", "", "", "40", "1"], ["M02 模块M02", "●", "", "", "", "40", "1"],
      ["M03 模块M03", "", "", "●", "●", "40", "1"],
    ])
    let everyone = try #require(page.main.all("section", class: "layer-path").first)
    #expect(everyone.all("li").compactMap { $0.all("a").first?.text } == ["M02 模块M02", "M01 模块M01"])
    #expect(everyone.text.contains("共 2 个模块，课时 80 分钟"))

    // As many modules as layers, and two layers without one.
    let missing = try Sandbox.site(Dictionary(uniqueKeysWithValues: (1...4).map { number in
      ("content/training/b\(number).md", TrainingRequirements.pinned("M0\(number)", "layer: [\(number > 1 ? "全员" : "一线")]\nneeds: [\(number == 4 ? "M09" : "")]"))
    }))
    #expect(try missing.run("check", "--today", "2026-11-22", limit: 20).diagnostics == [
      "content/training/b1.md:6:8: warning[layer-without-module]: 没有给「管理层、营销专业」的模块",
      "content/training/b4.md:7:9: error[unknown-page]: needs 里的「M09」不是任何页面的 id",
    ])
    let circle = try Sandbox.site([
      "content/training/a.md": TrainingRequirements.pinned("M01", "layer: [全员, 一线, 管理层, 营销专业]\nneeds: [M02]"),
      "content/training/b.md": TrainingRequirements.pinned("M02", "needs: [M01]"),
    ])
    #expect(try circle.run("check", "--today", "2026-11-22", limit: 20).diagnostics == [
      "content/training/a.md:7:8: error[module-circle]: 「M01」的先修课程绕了一圈，要先学它自己",
      "content/training/b.md:6:8: error[module-circle]: 「M02」的先修课程绕了一圈，要先学它自己",
    ])
  }

  @Test("req:training-calendar a seminar each month, a workshop each quarter, gaps on the page and in the messages, all in the calendar file")
  func calendar() throws {
    let sessions = """
      编号,日期,形式,课题,模块,对象,应参训,状态
      T1,2026-01-14,线上研讨,预算怎么扣,a,全员,20,计划
      T2,2026-03-11,线上研讨,预算怎么分,a,全员,20,计划
      T3,2026-02-04,线下实操,拆一份预算,a,全员,20,计划
      T4,2026-04-15,线上研讨,看懂复盘,a,全员,20,计划
      T5,2026-05-13,线上研讨,客户分群,a,全员,20,计划
      T6,2026-06-10,线上研讨,选题,a,全员,20,计划
      T7,2026-07-15,线下实操,复盘会主持,a,全员,20,计划

      """
    let box = try Sandbox.site([
      "content/training/a.md": TrainingRequirements.pinned("M01"), "content/registers/training_sessions.csv": Content(stringLiteral: sessions),
    ])
    let run = try box.run("build", "--today", "2026-01-02", limit: 20)
    #expect(run.diagnostics == [
      "content/registers/training_sessions.csv:2: warning[register-check]: 2026-01-14 之后的一个月没有线上研讨，应每月一次",
      "content/registers/training_sessions.csv:4: warning[register-check]: 2026-02-04 之后的一个季度没有线下实操，应每季一次",
    ])
    let page = try #require(box.page("training/index.html"))
    let table = try #require(page.main.all("table").last)
    // No seminar in February; no workshop from April to June, which June shows. July's workshop has no seminar beside it.
    #expect(table.grid == [
      ["月份", "线上研讨", "线下实操"], ["2026-01", "○ 2026-01-14 T1", ""], ["2026-02", "■ 缺", "○ 2026-02-04 T3"],
      ["2026-03", "○ 2026-03-11 T2", ""], ["2026-04", "○ 2026-04-15 T4", ""], ["2026-05", "○ 2026-05-13 T5", ""],
      ["2026-06", "○ 2026-06-10 T6", "■ 缺"], ["2026-07", "■ 缺", "○ 2026-07-15 T7"],
    ])
    let file = try #require(box.text("output/calendar.ics"))
    #expect(calendarFaults(file) == [])
    let events = try #require(calendarEvents(file))
    #expect(Set(events.compactMap { $0["DTSTART;VALUE=DATE"] }) == [
      "20260114", "20260204", "20260311", "20260415", "20260513", "20260610", "20260715",
    ])
  }

  /// Ten learners with both tests, twelve surveys. Expected values: SciPy 1.17.1 (`ttest_rel`), Wilson's interval and Hedges' g
  /// written out in NumPy 2.4.6.
  private static let data: [String: Content] = {
    let before = [40, 50, 60, 55, 45, 70, 65, 50, 60, 55]
    let after = [70, 75, 80, 60, 65, 90, 85, 70, 95, 80]
    let trainer = [5, 5, 4, 4, 5, 4, 3, 5, 4, 5, 4, 4]
    func learner(_ number: Int) -> String { "L\(number + 1)" }
    let tests = before.indices.map { "T1,\(learner($0)),前测,\(before[$0]),100\nT1,\(learner($0)),后测,\(after[$0]),100\n" }.joined()
    let surveys = trainer.enumerated().map { number, score in
      "T1,\(number < 9 ? 5 : 2),4,\(score),3,4,\(number == 0 ? "预留由谁批" : ""),\(number == 1 ? "多给一道练习" : "")\n"
    }.joined()
    return [
      "content/training/a.md": TrainingRequirements.pinned("M01"),
      "content/training/a/data/signins.csv": Content(
        stringLiteral: "场次,学员\n" + (0..<12).map { "T1,\(learner($0))\n" }.joined()),
      "content/training/a/data/tests.csv": Content(stringLiteral: "场次,学员,阶段,得分,满分\n" + tests),
      "content/training/a/data/survey.csv": Content(stringLiteral: "场次,满意度,实用性,讲师,形式,资料,问题,建议\n" + surveys),
      "content/registers/training_sessions.csv":
        "编号,日期,形式,课题,模块,讲师,应参训,实到,状态\nT1,2026-01-14,线上研讨,预算,a,培训师,15,12,已办\n",
      "content/registers/faq.csv": "编号,主题,问题,回答,来自\nQ-1,预算,预留由谁批准动用？,营销负责人批。,培训 T1\n",
    ]
  }()

  @Test("req:training-evaluation attendance, mastery, improvement with its significance, satisfaction and scores of a session held")
  func evaluation() throws {
    let box = try Sandbox.site(TrainingRequirements.data)
    let run = try box.run("build", "--today", "2026-02-02", limit: 20)
    #expect(!run.diagnostics.contains { $0.contains("error") }, "\(run.diagnostics)")
    let page = try #require(box.page("training/a/evaluation.html")).main
    func table(_ name: String) -> Element? { page.first { $0.attributes["aria-label"] == name }?.all("table").first }
    #expect(table("各场情况")?.grid.dropFirst().first == ["T1 2026-01-14", "12", "80.0%", "50.0%", "55.0", "77.0", "75.0%"])
    #expect(page.text.contains("课后测验 10 人中 5 人达到 80%，掌握率 50.0%"))
    #expect(table("前后提升")?.grid.last == [
      "合计", "10", "55.0", "77.0", "22.0（16.4～27.6）", "<0.001", table("前后提升")?.grid.last?[6] ?? "", "1.99", "0.49",
    ])
    // Nine of twelve are satisfied; the trainer's mean of 52 / 12 with Student's interval.
    #expect(page.text.contains("12 份问卷中 9 份满意（五档里的前两档），满意度 75.0%（46.8%～91.1%）"))
    #expect(table("讲师评分")?.grid.last?.last == "4.33（3.92～4.75）")
    #expect(table("评分")?.grid.first { $0[0] == "内容实用性" } == ["内容实用性", "12", "4.00", "0 / 0 / 0 / 12 / 0"])
    #expect(page.all("figure").contains { $0.has(class: "chart-radar") })
    // Nobody is named, and what was said of persons is no file of the site.
    for name in ["L1", "L10"] { #expect(!page.text.contains(name + " ")) }
    #expect(!box.exists("output/training/a/data"))

    // Four people are too few to be shown.
    var few = TrainingRequirements.data
    few["content/training/a/data/tests.csv"] = Content(
      stringLiteral: "场次,学员,阶段,得分,满分\n" + (1...4).map { "T1,L\($0),前测,40,100\nT1,L\($0),后测,\(60 + 10 * $0),100\n" }.joined())
    let small = try Sandbox.site(few)
    _ = try small.run("build", "--today", "2026-02-02", limit: 20)
    let shown = try #require(small.page("training/a/evaluation.html")).main
    #expect(shown.first { $0.attributes["aria-label"] == "前后提升" }?.all("table").first?.grid.last?[1] == "<5")
    #expect(!shown.text.contains("85.0"))

    // A learner twice in one test.
    var twice = TrainingRequirements.data
    twice["content/training/a/data/tests.csv"] = "场次,学员,阶段,得分,满分\nT1,L1,前测,40,100\nT1,L1,前测,50,100\n"
    #expect(try Sandbox.site(twice).run("check", "--today", "2026-02-02", limit: 20).diagnostics.contains {
      $0.hasPrefix("content/training/a/data/tests.csv:3:") && $0.contains("error[duplicate-key]")
    })
  }

  @Test("req:training-improvement questions and suggestions of learners together, and which of them the FAQ answers")
  func improvement() throws {
    let box = try Sandbox.site(TrainingRequirements.data)
    _ = try box.run("build", "--today", "2026-02-02", limit: 20)
    let page = try #require(box.page("training/a/evaluation.html")).main
    let lists = page.all("ul").map { $0.all("li").map(\.text) }
    #expect(lists.contains(["预留由谁批 T1"]) && lists.contains(["多给一道练习 T1"]))
    #expect(page.links["预留由谁批准动用？"] == "../../registers/faq.html#faq-Q-1")
    #expect(box.page("registers/faq.html")?.root.first { $0.attributes["id"] == "faq-Q-1" } != nil)

    var unanswered = TrainingRequirements.data
    unanswered["content/registers/faq.csv"] = nil
    let other = try Sandbox.site(unanswered)
    _ = try other.run("build", "--today", "2026-02-02", limit: 20)
    #expect(other.page("training/a/evaluation.html")?.main.text.contains("还没有。把问题写进登记表 faq") == true)
  }

  @Test("req:self-check-quiz questions on the page with folded answers, a paper and its key; fewer than three are told")
  func quiz() throws {
    let box = try Sandbox.site(["content/training/a.md": TrainingRequirements.pinned("M01")])
    let run = try box.run("build", "--today", "2026-11-22", limit: 20)
    #expect(run.diagnostics == [])
    let page = try #require(box.page("training/a.html")).main
    let forms = page.all("form", class: "quiz-question")
    #expect(forms.map { $0.attributes["data-kind"] ?? "" } == ["single", "blank", "ordering"])
    #expect(forms[0].all("input").map { $0.attributes["value"] ?? "" } == ["a", "b"] && forms[0].attributes["data-answer"] == "b")
    #expect(forms[1].all("input").first?.attributes["data-accept"] == "[\"20\"]")
    #expect(forms[2].all("select").count == 3)
    // Folded until asked for, and there without a script.
    let answers = page.all("details", class: "quiz-answer")
    #expect(answers.count == 3 && answers.allSatisfy { $0.attributes["open"] == nil })
    #expect(answers[0].text.contains("正确答案 B") && answers[0].text.contains("180 万元乘 35%。"))
    #expect(answers[2].text.contains("定总额 →"))
    #expect(answers[0].all("a").first?.attributes["href"] == "#%E7%AE%97%E6%B3%95")

    let paper = try #require(box.page("training/a/paper.html")).main
    #expect(paper.text.contains("63 万元") && !paper.text.contains("正确答案") && paper.all("input").isEmpty)
    let key = try #require(box.page("training/a/key.html")).main
    #expect(key.text.contains("正确答案 B") && key.text.contains("正确答案 20"))

    let two = try Sandbox.site(["content/training/a.md": """
      ---
      title: 甲
      layer: [全员, 一线, 管理层, 营销专业]
      ---

      ```quiz
      一加一等于二。

      - [x] 对
        是二。
      - [ ] 错
        是二。
      ```

      ```quiz
      没有对的。

      - [ ] 甲
      - [ ] 乙
      ```

      """])
    #expect(try two.run("check", "--today", "2026-11-22", limit: 20).diagnostics == [
      "content/training/a.md:1:1: warning[few-questions]: 这个模块只有 1 道自测题，至少要三道",
      "content/training/a.md:7:1: warning[question-source]: 这道题没有写考的是哪一节",
      "content/training/a.md:18:1: error[bad-quiz]: 没有一个选项是对的",
    ])
  }

  @Test("req:self-check-quiz a question whose section has changed is told, and pinned again by a command")
  func stale() throws {
    let box = try Sandbox.site(["content/training/a.md": TrainingRequirements.module("M01")])
    let version = TrainingRequirements.version("## 算法", "先扣预留，再分余额。")
    #expect(try box.run("check", "--today", "2026-11-22", limit: 20).diagnostics == [25, 35, 49].map {
      "content/training/a.md:\($0):1: warning[quiz-stale]: 这道题考的那一节改过了（现在是 \(version)）"
    })
    #expect(try box.run("quiz", "pin", "--site", box.root, "--today", "2026-11-22", limit: 20).out == "")
    let run = try box.run("quiz", "pin", "M01", "--renew", "--site", box.root, "--today", "2026-11-22", limit: 20)
    #expect(run.out == "content/training/a.md：3 题\n")
    #expect(try box.run("check", "--today", "2026-11-22", limit: 20).diagnostics == [])
    #expect(box.text("content/training/a.md")?.contains("seen: \(version)") == true)
  }

  @Test("a file of the author's in the place of a module's package is told before either is written")
  func takenAddress() throws {
    let box = try Sandbox.site([
      "content/training/a.md": TrainingRequirements.pinned("M01"), "content/training/a/slides.pptx": "mine",
    ])
    #expect(try box.run("build", "--today", "2026-11-22", limit: 20).status == 0)
    #expect(box.text("output/training/a/slides.pptx") == "mine")
    let run = try box.run("build", "--today", "2026-11-22", "--exports", "pptx", limit: 20)
    #expect(run.status == 1 && run.diagnostics.count == 1, "\(run)")
    #expect(box.text("output/training/a/slides.pptx") == "mine")
  }

  private static let card = """
    ```roleplay
    id: scene-objection
    title: 异议处理
    minutes: 12
    background: 客户觉得贵。
    roles:
      - {role: 销售, brief: 最多让 3%}
      - {role: 客户, brief: 预算 5800 元}
    task: 弄清真正的顾虑。
    steps: [听完, 确认]
    score:
      - {item: 听完并确认, points: 60, look: 复述得到“对”}
      - {item: 给证据, points: 40, look: 有出处}
    ```


    """

  @Test("req:role-play-cards background, roles, task, steps and a score table; one that does not add up to 100 is an error")
  func cards() throws {
    let box = try Sandbox.site(["content/training/a.md": TrainingRequirements.pinned("M01", text: "\n" + TrainingRequirements.card)])
    _ = try box.run("build", "--today", "2026-11-22", limit: 20)
    let card = try #require(box.page("training/a.html")?.main.all("section", class: "roleplay").first)
    #expect(card.all("dt").map(\.text) == ["背景", "角色", "任务", "步骤"])
    #expect(card.all("dd").map(\.text) == ["客户觉得贵。", "销售 最多让 3% 客户 预算 5800 元", "弄清真正的顾虑。", "听完 确认"])
    #expect(card.all("table").first?.grid == [
      ["看什么", "分值", "怎样算做到", "得分"], ["听完并确认", "60", "复述得到“对”", "＿＿"], ["给证据", "40", "有出处", "＿＿"],
    ])
    // On paper the card is whole, with room to score.
    #expect(box.page("training/a/handout.html")?.main.all("table", class: "roleplay-score").count == 1)

    let list = try Sandbox.site(["content/training/a.md": TrainingRequirements.pinned("M01", text: "\n```roleplay\n- 不是卡片\n```\n\n")])
    #expect(try list.run("check", "--today", "2026-11-22", limit: 20).diagnostics.filter { $0.contains("bad-roleplay") } == [
      "content/training/a.md:14:1: error[bad-roleplay]: 角色扮演卡应由「键: 值」组成"
    ])
    let bad = TrainingRequirements.card.replacing("points: 40", with: "points: 30")
    let other = try Sandbox.site(["content/training/a.md": TrainingRequirements.pinned("M01", text: "\n" + bad)])
    #expect(try other.run("check", "--today", "2026-11-22", limit: 20).diagnostics.contains {
      $0.hasSuffix("error[bad-roleplay]: 评分表合计应是 100 分，现在是 90 分")
    })
  }

  @Test("req:microlearning a long module as pages of at most five minutes, with the time that each takes")
  func shortPages() throws {
    // 1,200 Han characters take three minutes at 400 a minute.
    let section = String(repeating: "字", count: 1196)
    let text = (1...3).map { "\n### 第\($0)节\n\n\(section)\n" }.joined() + "\n"
    let box = try Sandbox.site([
      "content/training/a.md": TrainingRequirements.pinned("M01", text: text), "content/training/b.md": TrainingRequirements.pinned("M02"),
    ])
    _ = try box.run("build", "--today", "2026-11-22", limit: 20)
    let parts = (1...4).map { box.page("training/a/part-\($0).html")?.main }
    #expect(parts.map { $0 != nil } == [true, true, true, false])
    #expect(parts.compactMap { $0?.all("p", class: "lead").first?.text } == [
      "第 1 段，共 3 段，约 4 分钟", "第 2 段，共 3 段，约 3 分钟", "第 3 段，共 3 段，约 3 分钟",
    ])
    #expect(parts[1]?.text.contains("第2节") == true && parts[1]?.all("div", class: "prose").first?.text.contains("第3节") == false)
    #expect(parts[1]?.links["下一页 第3节"] == "part-3.html")
    // A short module stays whole.
    #expect(!box.exists("output/training/b/part-1.html"))
    #expect(box.page("training/a.html")?.main.links["2"] == "a/part-2.html")
  }
}
