import Charts
import HTML
import Handbook
import Statistics
import Training
import Values

/// The evaluation of a module's sessions as a page: whether goals were reached, what was learned and by which questions it shows,
/// how learners saw it, and what they asked.
struct EvaluationPage {
  let evaluation: TrainingEvaluation
  let quiz: Quiz
  let contexts: PageContexts
  /// Questions of the FAQ by the session they were asked in: text and link.
  let answered: [String: [(text: String, href: String)]]

  private var isChinese: Bool { contexts.strings.language.isChinese }
  private func say(_ zh: String, _ en: String) -> String { isChinese ? zh : en }
  private var style: NumberStyle { contexts.settings.numberStyle }
  private func percent(_ value: Double) -> String { style.full(value, .ratio) }
  /// With as many decimals as said, zeros too, so that a column of them lines up.
  private func points(_ value: Double, _ places: Int = 1) -> String {
    let text = Number.real(value).exact(decimals: places)?.text(decimals: places) ?? NumberStyle.missing
    return text.replacing("-", with: "−")
  }

  var markup: Markup { Markup { html in
    summary(into: &html)
    sessions(into: &html)
    attainment(into: &html)
    improvement(into: &html)
    questions(into: &html)
    satisfaction(into: &html)
    use(into: &html)
    voices(into: &html)
    method(into: &html)
  } }

  // MARK: Parts of a page

  private func heading(_ text: String, _ id: String, into html: inout HTMLWriter) {
    html.raw("<h2")
    html.attribute("id", id)
    html.raw(">")
    html.text(text)
    html.raw("</h2>\n")
  }

  private func paragraph(_ text: String, isQuiet: Bool = false, into html: inout HTMLWriter) {
    html.raw(isQuiet ? "<p class=\"quiet\">" : "<p>")
    html.text(text)
    html.raw("</p>\n")
  }

  private func table(_ name: String, _ heads: [String], _ rows: [[String]], numeric: Set<Int>, into html: inout HTMLWriter) {
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
    html.attribute("aria-label", name)
    html.raw(">\n<table class=\"evaluation\">\n<thead><tr>")
    for (column, head) in heads.enumerated() {
      html.raw(numeric.contains(column) ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">")
      html.text(head)
      html.raw("</th>")
    }
    html.raw("</tr></thead>\n<tbody>\n")
    for row in rows {
      html.raw("<tr>")
      for (column, cell) in row.enumerated() {
        html.raw(column == 0 ? "<th scope=\"row\">" : numeric.contains(column) ? "<td class=\"num\">" : "<td>")
        html.text(cell)
        html.raw(column == 0 ? "</th>" : "</td>")
      }
      html.raw("</tr>\n")
    }
    html.raw("</tbody>\n</table>\n</div>\n")
  }

  private func chart(_ chart: Chart, _ id: String, into html: inout HTMLWriter) {
    chart.render(into: &html, id: id, text: ChartText(contexts.strings.language, currency: Currency(code: contexts.settings.currency)))
  }

  // MARK: Figures as text

  /// A figure, or why there is none; few people are said beside it.
  private func text<Value>(_ measured: Measured<Value>, _ write: (Value) -> String) -> String {
    guard let value = measured.value else {
      return measured.absence == .noData ? NumberStyle.missing : measured.reason?.text(in: contexts.strings.language) ?? NumberStyle.missing
    }
    return write(value) + (measured.isSmall ? say("（人数少）", " (few people)") : "")
  }

  private func count<Value>(_ measured: Measured<Value>) -> String {
    measured.absence == .tooFew ? "<5" : String(measured.n)
  }

  private func rate(_ rate: TrainingRate) -> String {
    percent(rate.share) + (rate.interval.map { say("（", " (") + range($0, percent) + say("）", ")") } ?? "")
  }

  private func mean(_ mean: TrainingMean) -> String {
    points(mean.mean, 2) + (mean.interval.map { say("（", " (") + range($0) { points($0, 2) } + say("）", ")") } ?? "")
  }

  private func range(_ interval: ConfidenceInterval, _ write: (Double) -> String) -> String {
    write(interval.low) + say("～", "–") + write(interval.high)
  }

  /// `0.004`, or `<0.001`: smaller ones say nothing more.
  private func probability(_ p: Double) -> String { p < 0.001 ? "<0.001" : points(p, 3) }

  private func name(_ session: TrainingSession) -> String { session.id + " " + session.date.iso }

  // MARK: Chapters

  private func summary(into html: inout HTMLWriter) {
    var sentences: [String] = []
    let all = evaluation.overall
    if let signed = all.attendance.signedIn {
      sentences.append(
        say("已办 \(evaluation.held.count) 场，签到 \(signed) 人次", "\(evaluation.held.count) sessions were held, \(signed) people signed in")
          + (all.attendance.share.map { say("，到训率 ", ", attendance ") + percent($0) } ?? "") + say("。", "."))
    }
    if let mastery = all.mastery.value {
      sentences.append(
        say(
          "课后测验 \(mastery.of) 人中 \(mastery.count) 人达到 \(evaluation.passMark)%，掌握率 \(percent(mastery.share))。",
          "\(mastery.count) of \(mastery.of) reached \(evaluation.passMark)% after the course: mastery \(percent(mastery.share))."))
    }
    if let change = all.improvement.value?.comparison {
      let sign = change.t.map { $0.p < 0.05 } ?? false
      sentences.append(
        say(
          "\(change.pairs) 人前后都测过，平均从 \(points(change.meanBefore)) 分到 \(points(change.meanAfter)) 分，"
            + (sign ? "提升 \(points(change.difference)) 分，不像是偶然。" : "差 \(points(change.difference)) 分，还不能排除偶然。"),
          "\(change.pairs) people took both tests: \(points(change.meanBefore)) before, \(points(change.meanAfter)) after, a difference of "
            + "\(points(change.difference)), \(sign ? "which chance hardly explains" : "which may be chance")."))
    }
    let missed = all.goals.filter { $0.isReached == false }
    if !missed.isEmpty {
      sentences.append(
        say("没有达到的目标：", "Goals not reached: ") + missed.map { $0.text }.joined(separator: say("；", "; ")) + say("。", "."))
    }
    if let next = evaluation.next { sentences.append(say("下一场：\(name(next))。", "Next session: \(name(next)).")) }
    for sentence in sentences { paragraph(sentence, into: &html) }
  }

  private func sessions(into html: inout HTMLWriter) {
    guard !evaluation.sessions.isEmpty else { return }
    heading(say("各场情况", "Sessions"), "sessions", into: &html)
    table(
      say("各场情况", "Sessions"),
      [
        say("场次", "Session"), say("签到", "Signed in"), say("到训率", "Attendance"), say("掌握率", "Mastery"),
        say("前测", "Before"), say("后测", "After"), say("满意", "Satisfied"),
      ],
      (evaluation.sessions + [evaluation.overall]).map { group in
        [
          group.session.map(name) ?? say("合计", "All"), group.attendance.signedIn.map(String.init) ?? NumberStyle.missing,
          group.attendance.share.map(percent) ?? NumberStyle.missing, text(group.mastery) { percent($0.share) },
          text(group.before) { points($0.mean) }, text(group.after) { points($0.mean) }, text(group.satisfaction) { percent($0.share) },
        ]
      }, numeric: [1, 2, 3, 4, 5, 6], into: &html)
    if evaluation.returning > 0 {
      paragraph(
        say(
          "合计中，参加多场的学员测验只按第一场计；签到与问卷按场计。",
          "In the last row tests of those who came twice count once; sign-ins and surveys count per session."), isQuiet: true, into: &html)
    }
    if !evaluation.layers.isEmpty {
      table(
        say("各层级", "Layers"), [say("对象", "Layer"), say("签到", "Signed in"), say("掌握率", "Mastery")],
        evaluation.layers.map { layer in
          [
            AudienceLayer(word: layer.id)?.name.text(in: contexts.strings.language) ?? layer.id, text(layer.signedIn) { String($0) },
            text(layer.mastery) { rate($0) },
          ]
        }, numeric: [1, 2], into: &html)
    }
  }

  private func attainment(into html: inout HTMLWriter) {
    let results = evaluation.overall.goals
    guard results.contains(where: { $0.share.n > 0 }) else { return }
    heading(say("培训目标达成度", "Goals"), "goals-reached", into: &html)
    let reached = results.count { $0.isReached == true }
    chart(
      .bar(
        BarChart(
          frame: ChartFrame(
            finding: say("\(results.count) 个目标达成 \(reached) 个", "\(reached) of \(results.count) goals reached"),
            subject: say("各目标对应题目的课后正确率", "Share right after the course, by goal"), unit: .ratio),
          categories: results.map { say("目标 \($0.number)", "Goal \($0.number)") },
          series: [ChartSeries(name: say("正确率", "Share right"), values: results.map { $0.share.value })],
          references: [
            ReferenceLine(name: say("达标线", "Pass mark"), value: Double(evaluation.passMark) / 100, kind: .target)
          ], direction: .lying)), "evaluation-goals", into: &html)
    table(
      say("培训目标达成度", "Goals"),
      [say("目标", "Goal"), say("题号", "Questions"), say("正确率", "Share right"), say("结论", "Result")],
      results.map { goal in
        [
          "\(goal.number). \(goal.text)", goal.questions.map(String.init).joined(separator: contexts.strings["listComma"]),
          text(goal.share, percent), goal.isReached.map { $0 ? say("● 达成", "● reached") : say("■ 未达成", "■ not reached") } ?? NumberStyle.missing,
        ]
      }, numeric: [2], into: &html)
  }

  private func improvement(into html: inout HTMLWriter) {
    let groups = (evaluation.sessions + [evaluation.overall]).filter { $0.improvement.n > 0 }
    guard !groups.isEmpty else { return }
    heading(say("前后提升", "Before and after"), "improvement", into: &html)
    table(
      say("前后提升", "Before and after"),
      [
        say("场次", "Session"), say("人数", "People"), say("前测", "Before"), say("后测", "After"), say("提升（95% 区间）", "Difference (95% interval)"),
        say("t 检验 p", "t test p"), say("Wilcoxon p", "Wilcoxon p"), say("效应量 g", "Effect size g"), say("归一化增益", "Normalised gain"),
      ],
      groups.map { group in
        let change = group.improvement.value?.comparison
        let missing = NumberStyle.missing
        return [
          group.session.map(name) ?? say("合计", "All"), count(group.improvement), change.map { points($0.meanBefore) } ?? text(group.improvement) { _ in "" },
          change.map { points($0.meanAfter) } ?? missing,
          change.map { points($0.difference) + ($0.interval.map { say("（", " (") + range($0) { points($0) } + say("）", ")") } ?? "") } ?? missing,
          change?.t.map { probability($0.p) } ?? missing, change?.wilcoxon.map { probability($0.p) } ?? missing,
          change?.hedges.map { points($0, 2) } ?? missing, group.improvement.value?.gain.map { points($0, 2) } ?? missing,
        ]
      }, numeric: [1, 2, 3, 4, 5, 6, 7, 8], into: &html)
    let (before, after) = (evaluation.overall.onlyBefore, evaluation.overall.onlyAfter)
    if before + after > 0 {
      paragraph(
        say("只测了一次的不计入：只有前测 \(before) 人，只有后测 \(after) 人。", "Not counted: \(before) with the first test only, \(after) with the second only."),
        isQuiet: true, into: &html)
    }
  }

  private func questions(into html: inout HTMLWriter) {
    let results = evaluation.overall.questions
    guard results.contains(where: { $0.after.n > 0 }) else { return }
    heading(say("逐题掌握", "Questions"), "questions", into: &html)
    table(
      say("逐题掌握", "Questions"),
      [
        say("题目", "Question"), say("课前正确率", "Right before"), say("课后正确率", "Right after"), say("区分度 D", "Discrimination D"),
        say("题总相关", "Item–rest r"), say("判断", "Verdict"),
      ],
      results.map { result in
        let stem = quiz.questions.indices.contains(result.number - 1) ? quiz.questions[result.number - 1].stem.text : ""
        let short = stem.count > 26 ? stem.prefix(25) + "…" : stem
        let words = [result.verdict?.wording, result.difficulty?.wording].compactMap { $0?.text(in: contexts.strings.language) }
        return [
          "\(result.number). \(short)", text(result.before, percent), text(result.after, percent), text(result.discrimination) { points($0, 2) },
          text(result.correlation) { points($0, 2) }, words.isEmpty ? NumberStyle.missing : words.joined(separator: contexts.strings["listComma"]),
        ]
      }, numeric: [1, 2, 3, 4], into: &html)
    if let reliability = evaluation.overall.reliability.value {
      paragraph(say("测验信度 KR-20 为 \(points(reliability, 2))。", "Reliability of the test (KR-20): \(points(reliability, 2))."), into: &html)
    }
  }

  private func satisfaction(into html: inout HTMLWriter) {
    let scales = evaluation.overall.scales.filter { $0.mean.n > 0 }
    guard !scales.isEmpty else { return }
    heading(say("满意度与评分", "Satisfaction"), "satisfaction", into: &html)
    if let rate = evaluation.overall.satisfaction.value {
      paragraph(
        say(
          "\(rate.of) 份问卷中 \(rate.count) 份满意（五档里的前两档），满意度 \(self.rate(rate))。",
          "\(rate.count) of \(rate.of) are satisfied (the upper two of five answers): \(self.rate(rate))."), into: &html)
    }
    let language = contexts.strings.language
    let shown = scales.filter { $0.mean.value != nil }
    if !shown.isEmpty {
      chart(
        .radar(
          RadarChart(
            frame: ChartFrame(subject: say("五项评分", "Five scores"), unit: .decimal, unitName: say("分", "points")),
            axes: shown.map { .init(name: $0.scale.wording.text(in: language), maximum: 5) },
            series: [ChartSeries(name: say("均分", "Mean"), values: shown.map { $0.mean.value?.mean })])), "evaluation-scores", into: &html)
    }
    table(
      say("评分", "Scores"),
      [say("项目", "Score"), say("份数", "Answers"), say("均分（95% 区间）", "Mean (95% interval)"), say("1～5 分各几份", "Answers from 1 to 5")],
      scales.map { result in
        [
          result.scale.wording.text(in: language), count(result.mean), text(result.mean, mean),
          text(result.distribution) { $0.map(String.init).joined(separator: " / ") },
        ]
      }, numeric: [1, 2, 3], into: &html)
    if !evaluation.trainers.isEmpty {
      table(
        say("讲师评分", "Trainers"), [say("讲师", "Trainer"), say("场次", "Sessions"), say("份数", "Answers"), say("均分（95% 区间）", "Mean (95% interval)")],
        evaluation.trainers.map { trainer in
          [contexts.strings.role(trainer.trainer), String(trainer.sessions), count(trainer.rating), text(trainer.rating, mean)]
        }, numeric: [1, 2, 3], into: &html)
      paragraph(
        say(
          "讲师不排名次：区间相交的分不出高下，不足 10 份的只作参考，不足 5 份的不显示。",
          "Trainers are not ranked: intervals that overlap tell no difference; under 10 answers are a hint, under 5 are withheld."),
        isQuiet: true, into: &html)
    }
  }

  private func use(into html: inout HTMLWriter) {
    let use = evaluation.quiz
    guard use.codes > 0 || use.otherVersions > 0 else { return }
    heading(say("测验页的使用", "The quiz page"), "quiz-use", into: &html)
    paragraph(
      say("收到 \(use.learners) 人的 \(use.codes) 个结果码。", "\(use.codes) result codes of \(use.learners) learners.")
        + (use.firstPassed.value.map { say("首次达标 ", " Passed at the first attempt: ") + self.rate($0) + say("；", "; ") } ?? "")
        + (use.everPassed.value.map { say("最终达标 ", "passed at last: ") + self.rate($0) + say("；", "; ") } ?? "")
        + (use.attempts.value.map { say("人均 \(points($0)) 次。", "\(points($0)) attempts each.") } ?? ""), into: &html)
    if use.otherVersions > 0 {
      paragraph(
        say("另有 \(use.otherVersions) 个结果码是旧题的，不计。", "\(use.otherVersions) more codes are of other versions of the questions and do not count."),
        isQuiet: true, into: &html)
    }
  }

  private func voices(into html: inout HTMLWriter) {
    guard !evaluation.voices.isEmpty else { return }
    heading(say("问题与建议", "Questions and suggestions"), "voices", into: &html)
    for (kind, title) in [(TrainingEvaluation.Voice.Kind.question, say("学员的问题", "Questions")), (.suggestion, say("改进建议", "Suggestions"))] {
      let voices = evaluation.voices.filter { $0.kind == kind }
      guard !voices.isEmpty else { continue }
      html.raw("<h3>")
      html.text(title)
      html.raw("</h3>\n<ul>\n")
      for voice in voices {
        html.raw("<li>")
        html.text(voice.text)
        if let session = voice.session {
          html.raw(" <span class=\"quiet\">")
          html.text(session)
          html.raw("</span>")
        }
        html.raw("</li>\n")
      }
      html.raw("</ul>\n")
    }
    let entries = evaluation.held.flatMap { answered[$0.id] ?? [] }
    html.raw("<h3>")
    html.text(say("已写进常见问题", "Answered in the FAQ"))
    html.raw("</h3>\n")
    if entries.isEmpty {
      paragraph(
        say("还没有。把问题写进登记表 faq，在“来自”一栏写场次编号。", "None yet. Add questions to the register faq and name the session under 'asked in'."),
        into: &html)
    } else {
      html.raw("<ul>\n")
      for entry in entries {
        html.raw("<li>")
        html.link(entry.text, to: entry.href)
        html.raw("</li>\n")
      }
      html.raw("</ul>\n")
    }
  }

  private func method(into html: inout HTMLWriter) {
    html.raw("<details class=\"how\">\n<summary>")
    html.text(say("怎样算出来的", "How this was computed"))
    html.raw("</summary>\n<ul>\n")
    let lines = [
      say(
        "掌握率：课后测验得分达到达标线 \(evaluation.passMark)% 的人数 ÷ 参加课后测验的人数；区间用 Wilson 法。",
        "Mastery: people at or over the pass mark of \(evaluation.passMark)% ÷ people tested after the course; Wilson's interval."),
      say(
        "前后提升：只比前后都测过的人，配对 t 检验，另列 Wilcoxon 符号秩检验；效应量为 Hedges g（两次标准差的平均作分母）；归一化增益为（后测－前测）÷（100－前测）。",
        "Improvement: people with both tests only, paired t test with Wilcoxon's signed-rank test beside it; Hedges' g by the mean of both standard deviations; normalised gain (after − before) ÷ (100 − before)."),
      say(
        "难度：答对的比例，0.3～0.9 之外标出。区分度 D：总分前 27% 与后 27% 的正确率之差，0.40 以上很好，0.20 以下应改写。题总相关：这一题与其余题得分的相关系数。",
        "Difficulty: the share right, told outside 0.3–0.9. Discrimination D: the upper 27% less the lower 27%; 0.40 is very good, below 0.20 is to be rewritten. Item–rest r: the correlation with the points of the other questions."),
      say(
        "不足 5 人的一律不显示；不足 10 人的注明人数少，不作判断。",
        "Groups of fewer than 5 people are withheld; under 10 it is said, and no verdict is given."),
    ]
    for line in lines {
      html.raw("<li>")
      html.text(line)
      html.raw("</li>\n")
    }
    html.raw("</ul>\n</details>\n")
  }
}
