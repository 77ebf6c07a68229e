import Charts
import Diagnostics
import Metrics
import Statistics
import Values

extension Writer {
  private static let leastWeeks = 26
  private static let leastRepeaters = 50
  private static let horizon = 90

  /// Purchases to be expected of the customers, by a model whose fit is shown.
  func addForecast(_ book: OrderBook, to chapter: inout Chapter) {
    let histories = book.histories
    let customers = histories.reduce(0) { $0 + Int($1.customers) }
    let repeaters = histories.reduce(0) { $0 + ($1.repeats > 0 ? Int($1.customers) : 0) }
    let weeks = book.period.length / 7
    let reason: String?
    if weeks < Writer.leastWeeks {
      reason = pick(
        "订单只覆盖\(weeks)周，不足\(Writer.leastWeeks)周", "the orders cover \(weeks) weeks, under \(Writer.leastWeeks)")
    } else if repeaters < Writer.leastRepeaters {
      reason = pick(
        "首购可查的客户里只有\(repeaters < 5 ? "不到5" : "\(repeaters)")人复购，不足\(Writer.leastRepeaters)人",
        "only \(repeaters < 5 ? "under 5" : "\(repeaters)") customers with a known first purchase bought again, under \(Writer.leastRepeaters)")
    } else {
      reason = nil
    }
    let model = reason == nil ? BetaGeometric.fit(histories) : nil
    guard let model else {
      let why = reason ?? pick("模型的参数没有收敛，数据不足以确定", "the parameters did not settle; the data does not determine them")
      chapter.sentences.append(
        say("behaviour-forecast", "未来购买不作预测：\(why)。", "No forecast of purchases: \(why)."))
      return
    }
    chapter.blocks.append(.heading(pick("预期购买（BG/NBD）", "Purchases to expect (BG/NBD)")))
    let last = 7
    var actual = [Int](repeating: 0, count: last + 1)
    for history in histories { actual[min(last, Int(history.repeats))] += Int(history.customers) }
    let expected = model.expectedCounts(of: histories, last: last)
    let misplaced = zip(actual, expected).reduce(0) { $0 + abs(Double($1.0) - $1.1) } / 2 / Double(customers)
    addForecastSentences(model, histories, misplaced, book, to: &chapter)
    addFit(actual, expected, last, misplaced, book, to: &chapter)
    let parameters = "r = \(fixed(model.r, 3)), alpha = \(fixed(model.alpha, 3)), a = \(fixed(model.a, 3)), b = \(fixed(model.b, 3))"
    explainMethod(
      "bg-nbd", label: pick("预期购买（BG/NBD）", "Purchases to expect (BG/NBD)"),
      value: "\(parameters); LL = \(fixed(model.logLikelihood, 1))",
      formula: pick(
        "BG/NBD 极大似然，时间以周计，以天为单位统计购买（Fader, Hardie & Lee 2005）",
        "BG/NBD by maximum likelihood, in weeks, purchases counted by day (Fader, Hardie & Lee 2005)"),
      sources: book.sources,
      notes: [
        pick("用于拟合的客户 \(customers) 人，其中复购 \(repeaters) 人", "fitted to \(customers) customers, \(repeaters) of whom bought again"),
        pick("假设促销不改变购买节奏，大促期间会偏离", "assumes that promotions do not change how often people buy"),
      ])
  }

  /// With this many digits, independent of the reader's language.
  private func fixed(_ value: Double, _ decimals: Int) -> String {
    Number.real(value).exact(decimals: decimals)?.text(decimals: decimals) ?? NumberStyle.missing
  }

  private func addForecastSentences(
    _ model: BetaGeometric, _ histories: [PurchaseHistory], _ misplaced: Double, _ book: OrderBook,
    to chapter: inout Chapter
  ) {
    let purchases = model.expected(of: histories, inNext: Double(Writer.horizon))
    // The model takes whoever never came back for alive, so only of those who did it says something.
    let returned = histories.filter { $0.repeats > 0 }
    let repeaters = returned.reduce(0) { $0 + Double($1.customers) }
    let alive = returned.reduce(0) { $0 + model.alive($1) * Double($1.customers) } / repeaters
    guard purchases.isFinite, alive.isFinite else { return }
    let unit = Unit(.number, label: Wording(zh: "次", en: "purchases"))
    let expected = recordCustomers(
      "expected-purchases", .real(purchases), unit, formula: "BG/NBD: sum of E[Y(90 days) | x, t_x, T]", book,
      filter: [DimensionValue("days", "\(Writer.horizon)")])
    let active = recordCustomers(
      "alive-share", .real(alive), Unit(.ratio), formula: "BG/NBD: mean of P(alive | x, t_x, T) over x > 0", book)
    recordCustomers("bg-nbd-log-likelihood", .real(model.logLikelihood), Unit(.number), formula: "BG/NBD", book)
    for (name, value) in [("r", model.r), ("alpha", model.alpha), ("a", model.a), ("b", model.b)] {
      recordCustomers(
        "bg-nbd-parameter", .real(value), Unit(.number), formula: "BG/NBD", book, filter: [DimensionValue("parameter", name)])
    }
    let rounded = Number.exact(Exact(Int(purchases.rounded())))
    let trust =
      misplaced < 0.05
      ? pick("模型与实际的复购次数吻合，可以用来排期", "The model fits how often people bought again and may be planned with.")
      : pick("模型与实际的复购次数有出入，只看量级", "The model differs from how often people bought again; take only the order of magnitude.")
    chapter.note(
      say(
        "behaviour-forecast",
        "没有新的促销时，这些客户未来\(Writer.horizon)天预计再买\(prose(rounded, unit))，复购过的客户里约\(percent(alive))还会再来。\(trust)。",
        "Without a new promotion these customers can be expected to make \(prose(rounded, unit)) in the next \(Writer.horizon) days; about \(percent(alive)) of those who ever came back will again. \(trust)",
        [expected, active]))
  }

  private func addFit(
    _ actual: [Int], _ expected: [Double], _ last: Int, _ misplaced: Double, _ book: OrderBook, to chapter: inout Chapter
  ) {
    let names = (0...last).map { $0 == last ? pick("\($0)次及以上", "\($0) or more") : pick("\($0)次", "\($0)") }
    let hidden = SmallGroups.withheld(actual)
    chapter.blocks.append(
      .chart(
        id: "chart-bg-nbd",
        .bar(
          BarChart(
            frame: ChartFrame(
              finding: typeset(
                pick(
                  "复购次数的分布，模型与实际相差\(percent(misplaced))的客户",
                  "By number of repeats the model is off by \(percent(misplaced)) of the customers")),
              subject: pick("复购次数：实际与模型", "Repeat purchases: actual and model"), unit: .count, unitName: pick("人", "people"),
              source: orderSource(book)),
            categories: names,
            series: [
              ChartSeries(name: pick("实际", "Actual"), values: actual.indices.map { hidden[$0] ? nil : Double(actual[$0]) }),
              ChartSeries(name: pick("模型", "Model"), values: expected.map { $0.rounded() }),
            ], direction: .upright))))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "customer-fit", caption: pick("模型拟合：首购之后又买了几次", "Fit of the model: purchases after the first"),
          columns: [
            .init(title: pick("复购次数", "Repeats"), numeric: false), .init(title: pick("实际（人）", "Actual, people"), numeric: true),
            .init(title: pick("模型（人）", "Model, people"), numeric: true),
          ],
          rows: names.indices.map { index in
            [.init(names[index]), people(actual[index], hidden: hidden[index]), amount(expected[index].rounded(), .count)]
          }, note: withheldNote(hidden))))
  }
}
