import Diagnostics
import Metrics
import Values

extension Writer {
  /// How often and for how much customers buy, what they cost and what they are worth.
  func addCustomerValue(_ book: OrderBook, _ totals: CustomerTotals, to chapter: inout Chapter) {
    chapter.blocks.append(.heading(pick("客户价值", "Value of customers")))
    let customers = recordCustomers(
      "customers-total", .exact(Exact(book.count)), Writer.personUnit, formula: "distinct(customer)", book)
    let repurchase = figure("repurchase-rate")
    let window = totals.window.length
    chapter.sentences.append(
      say(
        "behaviour-customers",
        "\(style.day(book.period.start, withYear: true))至\(style.day(book.period.end, withYear: true))的订单来自\(prose(customers))；近\(window)天买过的客户里，\(percent(repurchase.value))买过两次及以上（同一天几单算一次）。",
        "The orders from \(style.day(book.period.start, withYear: true)) to \(style.day(book.period.end, withYear: true)) come from \(prose(customers)); of those who bought in the last \(window) days, \(percent(repurchase.value)) bought on two days or more.",
        [customers, repurchase]))
    chapter.sentences += valueSentences(totals)
    chapter.blocks.append(.table(valueTable(totals)))
    chapter.blocks.append(.table(acquisitionTable()))
    if let table = lifetimeTable(totals, book) { chapter.blocks.append(.table(table)) }
  }

  private func valueSentences(_ totals: CustomerTotals) -> [Sentence] {
    let (value, cost, ratio) = (figure("clv"), figure("cac"), figure("clv-cac-ratio"))
    guard let times = ratio.value?.double, value.value != nil else { return [] }
    let good = times >= 3
    let sentence = say(
      "behaviour-clv",
      "客户生命周期价值（毛利）约\(prose(value))，获客成本\(prose(cost))，价值是成本的\(prose(ratio))，"
        + (good ? "高于通常要求的3倍。" : times >= 1 ? "收得回获客成本，但不到通常要求的3倍。" : "收不回获客成本。"),
      "A customer is worth about \(prose(value)) of gross profit over the relation and cost \(prose(cost)) to win: \(prose(ratio)), "
        + (good ? "above the usual mark of 3." : times >= 1 ? "more than the cost but below the usual mark of 3." : "less than the cost."),
      [value, cost, ratio])
    highlight(good ? 0.35 : 0.6, .behaviour, sentence)
    if !good {
      advise(
        0.55, .behaviour, "advice-clv", "获客成本与客户价值之比只有\(prose(ratio))，先提高复购与客单价，再加大拉新。",
        "A customer is worth only \(prose(ratio)) of the cost of winning one: raise repeat purchases and baskets before buying more new ones.",
        [ratio])
    }
    return [sentence]
  }

  private func valueTable(_ totals: CustomerTotals) -> ReviewTable {
    let meanings: [(String, Wording)] = [
      ("aov", Wording(zh: "按单：销售额 ÷ 订单数，活动期", en: "per order: revenue ÷ orders of the campaign")),
      ("revenue-per-buyer", Wording(zh: "按人：销售额 ÷ 买家数，活动期", en: "per person: revenue ÷ buyers of the campaign")),
      ("purchase-frequency", Wording(zh: "订单数 ÷ 买家数，活动期", en: "orders ÷ buyers of the campaign")),
      (
        "repurchase-rate",
        Wording(
          zh: "\(totals.window.start.iso) 至 \(totals.window.end.iso) 买过的人中，买过两天及以上的",
          en: "of those who bought \(totals.window.start.iso) to \(totals.window.end.iso), on two days or more")
      ),
      (
        "retention-rate",
        totals.before.map { before in
          Wording(
            zh: "\(before.start.iso) 至 \(before.end.iso) 买过的人中，此后 \(before.length) 天又买的",
            en: "of those who bought \(before.start.iso) to \(before.end.iso), again in the \(before.length) days after")
        } ?? Wording(zh: "", en: "")
      ),
      ("churn-rate", Wording(zh: "1 − 客户留存率", en: "1 − retention rate")),
      ("clv", Wording(zh: "未折现的毛利，算式见下表", en: "gross profit, undiscounted; worked out below")),
      ("clv-historic", Wording(zh: "至今累计毛利 ÷ 客户数", en: "gross profit to date ÷ customers")),
      ("clv-cac-ratio", Wording(zh: "客户生命周期价值 ÷ 获客成本", en: "lifetime value ÷ acquisition cost")),
    ]
    return ReviewTable(
      id: "customer-value", caption: pick("客户指标", "Customer KPIs"),
      columns: [
        .init(title: pick("指标", "KPI"), numeric: false), .init(title: pick("值", "Value"), numeric: true),
        .init(title: pick("口径", "Definition"), numeric: false),
      ],
      rows: meanings.filter { dictionary[$0.0] != nil }.map { id, meaning in
        let noted = figure(id)
        return [
          .init(name(id), kpi: id), amount(noted.figure),
          .init(noted.figure.missing.map { text($0.wording(in: dictionary)) } ?? text(meaning)),
        ]
      })
  }

  /// The cost of winning a customer in all four readings: all cost or media only, per new buyer or per registration.
  private func acquisitionTable() -> ReviewTable {
    let (cost, media) = (figure("cost"), figure("media_cost"))
    let heads = [("new_buyers", figure("new_buyers")), ("registrations", figure("registrations"))]
    let unit = Unit(.money, label: Wording(zh: "元/人", en: "yuan per person"))
    let rows = heads.map { id, people -> [ReviewTable.Cell] in
      let cells = [("cac-full", cost), ("cac-media", media)].map { kind, spent -> ReviewTable.Cell in
        let value = spent.value.flatMap { spent in people.value.flatMap { spent.ratio(to: $0) } }
        let noted = record(
          FigureKey(id: kind, filter: [DimensionValue("per", id)]),
          Figure(
            id: kind, kind: .kpi, value: value.flatMap { Number.real($0).exact(decimals: 6) }.map(Number.exact), unit: unit,
            formula: "\(kind == "cac-full" ? "cost" : "media_cost") / \(id)",
            sources: spent.figure.sources + people.figure.sources, missing: value == nil ? .undefined : nil))
        return amount(noted.figure)
      }
      let isSmall = people.value.map { SmallGroups.isSmall(Int($0.double)) } ?? false
      return [.init(name(id)), isSmall ? ReviewTable.Cell("<5") : amount(people.figure)] + cells
    }
    return ReviewTable(
      id: "customer-acquisition", caption: pick("获客成本的两种口径", "Acquisition cost in both readings"),
      columns: [
        .init(title: pick("按什么计", "Counted per"), numeric: false), .init(title: pick("人数", "People"), numeric: true),
        .init(title: pick("全成本", "All cost"), numeric: true), .init(title: pick("媒介花费", "Media only"), numeric: true),
      ], rows: rows,
      note: pick(
        "考核用的获客成本按\(facts.frame.acquiredUnit == .customer ? "首购客户" : "注册用户")、全成本计算；两种口径不能互相比较。",
        "The KPI is counted per \(facts.frame.acquiredUnit == .customer ? "new buyer" : "registration") with all cost; the readings are not comparable."))
  }

  private func lifetimeTable(_ totals: CustomerTotals, _ book: OrderBook) -> ReviewTable? {
    let value = figure("clv")
    guard value.figure.formula.hasPrefix("average_order"), value.value != nil, let after = totals.after else { return nil }
    let money = Unit(.money, label: Wording(zh: "元/单", en: "yuan per order"))
    let (times, years) = (
      Unit(.number, label: Wording(zh: "单", en: "orders")), Unit(.number, label: Wording(zh: "年", en: "years"))
    )
    func row(_ label: String, _ id: String, _ number: Double?, _ unit: Unit, _ how: String) -> [ReviewTable.Cell] {
      let noted = recordCustomers(id, number.map(Number.real), unit, formula: id, book)
      return [.init(label), amount(noted.figure), .init(how)]
    }
    let yearly = totals.retention.map { "\(percent($0))" } ?? NumberStyle.missing
    return ReviewTable(
      id: "customer-lifetime", caption: pick("生命周期价值的四个输入", "The four inputs of lifetime value"),
      columns: [
        .init(title: pick("输入", "Input"), numeric: false), .init(title: pick("值", "Value"), numeric: true),
        .init(title: pick("怎样得来", "How"), numeric: false),
      ],
      rows: [
        row(
          pick("平均订单价值", "Average order value"), "clv-average-order", totals.averageOrder, money,
          pick("订单表全部订单的金额 ÷ 订单数", "amount of all orders ÷ their number")),
        row(
          pick("年均订单数", "Orders a year"), "clv-orders-per-year", totals.ordersPerYear, times,
          pick("每位客户首单以后的订单 ÷ 首单以来的年数", "orders after a customer's first ÷ years since it")),
        row(
          pick("毛利率", "Gross margin"), "clv-margin", totals.margin, Unit(.ratio),
          book.isProfitEstimated ? pick("取自简报", "from the brief") : pick("订单表的毛利 ÷ 金额", "gross profit ÷ amount of the orders")),
        row(
          pick("平均留存年数", "Years retained"), "clv-lifetime", totals.lifetimeYears, years,
          pick(
            "1 ÷（1 − 年留存率）；年留存率由\(after.length)天留存率\(yearly)折算",
            "1 ÷ (1 − yearly retention), from \(yearly) over \(after.length) days")),
      ])
  }
}
