import Charts
import Diagnostics
import Formulas
import Metrics
import Registers
import Values

/// What customers and the people who sell to them said.
extension Writer {
  /// Feedback by category, how much of it was dealt with, and pain points that no one works on.
  func addFeedback(to chapter: inout Chapter) {
    guard let sheet = input.registers.sheet("feedback") else { return }
    let feedback = FeedbackSummary(sheet)
    guard feedback.total > 0 else { return }
    chapter.blocks.append(.heading(pick("用户反馈", "What customers said")))
    let sources = [FigureSource](sheet.files.map { FigureSource(file: $0, rows: sheet.count) })
    func noted(_ id: String, _ value: Double?, _ formula: String, filter: [DimensionValue] = []) -> Noted {
      record(
        FigureKey(id: id, filter: filter),
        Figure(
          id: id, kind: .kpi, value: value.map(Number.real), unit: Unit(.ratio), formula: formula, sources: sources,
          missing: value == nil ? .undefined : nil))
    }
    let closure = noted(
      "feedback-closure", Double(feedback.closed) / Double(feedback.total), "sum(quantity where handled) / sum(quantity)")
    let days = feedback.days.map { style.full(.real($0), .decimal) }
    let negative = feedback.categories.filter { $0.negative > 0 }.sorted { ($1.negative, $0.name) < ($0.negative, $1.name) }
    chapter.note(
      say(
        "behaviour-feedback",
        "收到反馈\(feedback.total)条，其中负面\(feedback.negative)条；闭环率\(percent(closure.value))"
          + (days.map { "，平均\($0)天处理完" } ?? "") + "。",
        "\(feedback.total) pieces of feedback, \(feedback.negative) negative; \(percent(closure.value)) dealt with"
          + (days.map { ", in \($0) days on average" } ?? "") + ".", [closure]))
    addPains(feedback, negative, to: &chapter)
    addPareto(feedback, negative, sheet, to: &chapter)
    let table = feedbackTable(feedback) { name, share in
      noted("feedback-share", share, "quantity of category / quantity", filter: [DimensionValue("category", name)])
    }
    chapter.blocks.append(.table(table))
    explainMethod(
      "feedback", label: pick("反馈分类与闭环", "Feedback"), value: percent(closure.value),
      formula: pick(
        "闭环率 = 已处理或无需处理的条数 ÷ 全部条数；高频痛点：负面不少于 20 条、占负面的 20% 以上",
        "closure = handled or needing nothing ÷ all; a frequent pain point has 20 negative pieces or more and 20% of them"),
      sources: sources)
  }

  private func addPareto(
    _ feedback: FeedbackSummary, _ negative: [FeedbackSummary.Category], _ sheet: RegisterSheet, to chapter: inout Chapter
  ) {
    let isNegative = !negative.isEmpty
    let items = (isNegative ? negative : feedback.categories).map {
      ParetoChart.Item($0.name, Double(isNegative ? $0.negative : $0.total))
    }
    var chart = ParetoChart(
      frame: ChartFrame(
        subject: isNegative ? pick("负面反馈的类别", "Categories of negative feedback") : pick("反馈的类别", "Categories of feedback"),
        unit: .count, unitName: pick("条", "items"), source: fileNames(sheet)),
      items: items)
    let ranked = chart.ranked
    if let place = ranked.firstIndex(where: { $0.cumulative >= chart.threshold - 1e-12 }) {
      let few = ranked[...place].map { datum($0.name) }
      let share = percent(ranked[place].cumulative)
      chart.frame.finding = typeset(
        isNegative
          ? pick("\(join(few))占负面反馈的\(share)", "\(join(few)) make \(share) of negative feedback")
          : pick("\(join(few))占反馈的\(share)", "\(join(few)) make \(share) of the feedback"))
    }
    chapter.blocks.append(.chart(id: "chart-feedback", .pareto(chart)))
  }

  private func feedbackTable(_ feedback: FeedbackSummary, share figure: (String, Double) -> Noted) -> ReviewTable {
    ReviewTable(
      id: "feedback-categories", caption: pick("反馈的类别与处理", "Feedback by category"),
      columns: [
        .init(title: pick("类别", "Category"), numeric: false), .init(title: pick("条数（条）", "Items"), numeric: true),
        .init(title: pick("占比", "Share"), numeric: true), .init(title: pick("负面（条）", "Negative"), numeric: true),
        .init(title: pick("闭环率", "Closed"), numeric: true), .init(title: pick("平均处理（天）", "Days to handle"), numeric: true),
        .init(title: pick("对应改进项", "Action"), numeric: false),
      ],
      rows: feedback.categories.map { category in
        [
          .init(category.name), count(category.total), share(figure(category.name, Double(category.total) / Double(feedback.total)).value),
          count(category.negative), share(Double(category.closed) / Double(category.total)),
          amount(category.days.map { ($0 * 10).rounded() / 10 }, .decimal), .init(category.actions.joined(separator: pick("、", ", "))),
        ]
      },
      totalRow: [
        .init(pick("合计", "Total")), count(feedback.total), whole(), count(feedback.negative),
        share(Double(feedback.closed) / Double(feedback.total)), amount(feedback.days.map { ($0 * 10).rounded() / 10 }, .decimal),
        .init(""),
      ])
  }

  private func addPains(_ feedback: FeedbackSummary, _ negative: [FeedbackSummary.Category], to chapter: inout Chapter) {
    let frequent = negative.filter { $0.negative >= 20 && $0.negative * 5 >= feedback.negative }
    guard !frequent.isEmpty else { return }
    let open = frequent.filter(\.actions.isEmpty)
    let names = open.map { "“\(datum($0.name))”" }
    let sentence: Sentence
    if open.isEmpty {
      sentence = say(
        "behaviour-pain-points",
        "高频痛点\(join(frequent.map { "“\(datum($0.name))”" }))\(frequent.count > 1 ? "都" : "已")有对应的改进项。",
        "Every frequent pain point (\(join(frequent.map(\.name)))) has an improvement action.")
    } else {
      sentence = say(
        "behaviour-pain-points",
        "\(join(names))是高频痛点（负面\(open[0].negative)条\(open.count > 1 ? "等" : "")），还没有对应的改进项。",
        "\(join(open.map(\.name))) \(open.count > 1 ? "are frequent pain points" : "is a frequent pain point") (\(open[0].negative) negative pieces) without an improvement action.")
      highlight(0.6, .behaviour, sentence)
      advise(
        0.6, .behaviour, "advice-pain-points", "为高频痛点\(join(names))登记改进行动，写明负责人与期限。",
        "Register an improvement action with an owner and a date for \(join(open.map(\.name))).")
    }
    chapter.note(sentence)
  }

  /// What people in sales and service observed, in their words.
  func addSalesFeedback(to chapter: inout Chapter) {
    guard let sheet = input.registers.sheet("sales_feedback") else { return }
    chapter.blocks.append(.heading(pick("销售一线反馈（定性）", "From the sales floor (qualitative)")))
    let order = (0..<sheet.count).sorted { a, b in
      let (x, y) = (sheet.number(a, "mentions")?.double ?? 0, sheet.number(b, "mentions")?.double ?? 0)
      return x != y ? x > y : a < b
    }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "sales-feedback", caption: pick("一线观察", "Observations"),
          columns: [
            .init(title: pick("观察", "Observation"), numeric: false), .init(title: pick("类别", "Kind"), numeric: false),
            .init(title: pick("客户类型", "Customer"), numeric: false), .init(title: pick("提到次数（次）", "Mentions"), numeric: true),
            .init(title: pick("建议", "Suggestion"), numeric: false), .init(title: pick("日期", "Date"), numeric: false),
            .init(title: pick("来自", "From"), numeric: false),
          ],
          rows: order.prefix(12).map { row in
            [
              .init(sheet.text(row, "observation")), .init(sheet.text(row, "kind")), .init(sheet.text(row, "customer")),
              amount(sheet.number(row, "mentions"), .count), .init(sheet.text(row, "suggestion")), dayCell(sheet.day(row, "date")),
              .init(sheet.text(row, "role")),
            ]
          },
          note: sheet.count > 12
            ? pick("另有\(sheet.count - 12)条见登记表。", "\(sheet.count - 12) more are in the register.") : nil)))
  }
}

/// Feedback added up by category.
struct FeedbackSummary {
  struct Category {
    var name: String
    var total = 0
    var negative = 0
    var closed = 0
    var actions: [String] = []
    fileprivate var dayParts = (items: 0, days: 0.0)
    /// Mean days until an item was handled.
    var days: Double? { dayParts.items > 0 ? dayParts.days / Double(dayParts.items) : nil }
  }

  /// By descending number, then by name.
  var categories: [Category] = []
  var total: Int { categories.reduce(0) { $0 + $1.total } }
  var negative: Int { categories.reduce(0) { $0 + $1.negative } }
  var closed: Int { categories.reduce(0) { $0 + $1.closed } }
  var days: Double? {
    let items = categories.reduce(0) { $0 + $1.dayParts.items }
    return items > 0 ? categories.reduce(0) { $0 + $1.dayParts.days } / Double(items) : nil
  }

  init(_ sheet: RegisterSheet) {
    var places: [String: Int] = [:]
    for row in 0..<sheet.count {
      let name = sheet.raw(row, "category")
      let quantity = Int(sheet.number(row, "quantity")?.double ?? 0)
      guard !name.isEmpty, quantity > 0 else { continue }
      let place = places[name] ?? categories.count
      if place == categories.count {
        places[name] = place
        categories.append(Category(name: name))
      }
      categories[place].total += quantity
      if sheet.raw(row, "sentiment") == "negative" { categories[place].negative += quantity }
      if ["done", "dropped"].contains(sheet.raw(row, "status")) { categories[place].closed += quantity }
      if let days = sheet.number(row, "days")?.double {
        categories[place].dayParts.items += quantity
        categories[place].dayParts.days += days * Double(quantity)
      }
      let action = sheet.raw(row, "action")
      if !action.isEmpty, !categories[place].actions.contains(action) { categories[place].actions.append(action) }
    }
    categories.sort { $0.total != $1.total ? $0.total > $1.total : $0.name < $1.name }
  }
}
