import Charts
import Metrics
import Values

extension Writer {
  /// The five ways to set a budget, worked out from the register of inputs.
  func addBudgetMethods(to chapter: inout Chapter) {
    guard let inputs = input.registers.sheet("budget_inputs") else { return }
    let methods: [(id: String, name: String, fits: String)] = [
      (
        "percentage", pick("销售百分比法", "Percentage of sales"),
        pick("销售稳定、历年比例可参考时；销售下滑时会跟着砍投入", "steady sales with known ratios; cuts spending just when sales fall")
      ),
      (
        "task", pick("目标任务法", "Objective and task"),
        pick("目标能拆成任务、任务有单价时；最能说明钱为什么花", "objectives that break down into priced tasks; tells best what the money is for")
      ),
      (
        "parity", pick("竞争对等法", "Competitive parity"),
        pick("竞争激烈、要守住声量份额时；对手未必花得对", "fierce competition for share of voice; rivals need not be right")
      ),
      (
        "zero", pick("零基预算法", "Zero-based"),
        pick("想去掉惯性支出、逐项论证时；费时", "to justify every item anew and drop habits; takes time")
      ),
      (
        "affordable", pick("量入为出法", "Affordable"),
        pick("现金紧、先保利润时；与目标无关", "tight cash, profit first; has no link to objectives")
      ),
    ]
    struct Result {
      var name: String
      var fits: String
      var amount: Number
      var how: String
    }
    var results: [Result] = []
    var missing: [String] = []
    let money = Unit(.money)
    for method in methods {
      let rows = (0..<inputs.count).filter { inputs.raw($0, "method") == method.id && inputs.flag($0, "included") != false }
      let parts = rows.compactMap { row in inputs.number(row, "amount").map { (inputs.text(row, "item"), $0) } }
      guard parts.count == rows.count, let sum = parts.map(\.1).sum() else {
        missing.append(method.name)
        continue
      }
      var how = parts.prefix(4).map { "\($0.0) \(prose($0.1, money))" }.joined(separator: pick("，", ", "))
      if parts.count > 4 { how += pick(" 等 \(parts.count) 项", ", \(parts.count) in all") }
      if parts.count == 1, let row = rows.first, let unit = inputs.number(row, "unit_amount"), let rate = inputs.number(row, "rate") {
        how = "\(inputs.text(row, "item")) \(prose(unit, money)) × \(percent(rate))"
      }
      results.append(Result(name: method.name, fits: method.fits, amount: sum, how: how))
    }
    guard !results.isEmpty else { return }
    let sources = sheetSources(inputs)
    let budget = facts.frame.budget.map(Number.exact)
    chapter.blocks.append(.heading(pick("预算编制方法比较", "Ways to set the budget")))
    let low = results.min { $0.amount.double < $1.amount.double } ?? results[0]
    let high = results.max { $0.amount.double < $1.amount.double } ?? results[0]
    let nearest = budget.flatMap { budget in
      results.min { $0.amount.minus(budget).magnitude.double < $1.amount.minus(budget).magnitude.double }
    }
    var zh = "同一份输入下，\(results.count)种方法算出的预算从\(prose(low.amount, money))（\(low.name)）到\(prose(high.amount, money))（\(high.name)）"
    var en = "From the same inputs the \(results.count) methods give \(prose(low.amount, money)) (\(Words.lowered(low.name))) to "
      + "\(prose(high.amount, money)) (\(Words.lowered(high.name)))"
    if let nearest, let budget {
      zh += "；实际定的\(prose(budget, money))最接近\(nearest.name)"
      en += "; the budget set, \(prose(budget, money)), is nearest to \(Words.lowered(nearest.name))"
    }
    if !missing.isEmpty {
      zh += "；\(missing.joined(separator: "、"))缺输入，没有算"
      en += "; inputs for \(join(missing.map(Words.lowered))) are missing"
    }
    chapter.blocks.append(.bullets([say("budget-methods", zh + "。", en + ".")]))
    chapter.blocks.append(
      .chart(
        id: "budget-methods",
        .bar(
          BarChart(
            frame: ChartFrame(
              finding: pick(
                "五种方法相差\(prose(high.amount.minus(low.amount), money))，定额时要说明采用哪一种",
                "The methods are \(prose(high.amount.minus(low.amount), money)) apart: say which one was used"),
              subject: pick("各方法算出的预算", "Budget by method"), unit: .money, source: files(sources)),
            categories: results.map(\.name),
            series: [ChartSeries(name: pick("预算", "Budget"), values: results.map { $0.amount.double }, slot: 0)],
            references: budget.map { [ReferenceLine(name: pick("总预算", "Budget set"), value: $0.double, kind: .target)] } ?? []))))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "budget-methods", caption: pick("五种编制方法", "Five methods"),
          columns: [
            .init(title: pick("方法", "Method"), numeric: false), .init(title: pick("金额", "Amount"), numeric: true),
            .init(title: pick("与总预算之差", "From the budget set"), numeric: true),
            .init(title: pick("由来", "From"), numeric: false), .init(title: pick("适用场景与局限", "When it fits"), numeric: false),
          ],
          rows: results.map { row in
            [
              .init(row.name), amount(row.amount, .money), delta(budget.map { row.amount.minus($0) }, .money), .init(typeset(row.how)),
              .init(row.fits),
            ]
          })))
    explainMethod(
      "budget-methods", label: pick("预算编制方法", "Ways to set the budget"),
      formula: pick(
        "每行金额 = 数量 × 单价 × 比例（空缺按 1 计），各方法的金额为其各行相加；量入为出法中应扣除的项目填负数。",
        "Each row is quantity × unit amount × rate (1 where empty); a method's amount is the sum of its rows; what the affordable "
          + "method deducts is negative."), sources: sources)
  }

  // MARK: Incentives

  /// What channels are paid for performance, and its part of what they sold.
  func addIncentives(to chapter: inout Chapter) {
    guard let sheet = input.registers.sheet("channel_incentives") else { return }
    var channels: [String] = []
    var due: [String: Number] = [:]
    var paid: [String: Number] = [:]
    for row in 0..<sheet.count {
      let channel = sheet.raw(row, "channel")
      if !channels.contains(channel) { channels.append(channel) }
      if let amount = sheet.number(row, "payable") { due[channel] = due[channel]?.plus(amount) ?? amount }
      if let amount = sheet.number(row, "paid") { paid[channel] = paid[channel]?.plus(amount) ?? amount }
    }
    let sources = sheetSources(sheet)
    let money = Unit(.money)
    struct Line {
      var channel: String
      var due: Number?
      var paid: Number?
      var revenue: Noted?
      var rate: Noted?
    }
    let lines = channels.map { channel -> Line in
      let own = figure("revenue", filter: [DimensionValue("channel", channel)])
      let revenue = own.isMissing ? figure("attributed_revenue", filter: [DimensionValue("channel", channel)]) : own
      let rate = due[channel].flatMap { due in revenue.value.flatMap { due.ratio(to: $0) } }
      let noted = record(
        FigureKey(id: "incentive-rate", filter: [DimensionValue("channel", channel)]),
        Figure(
          id: "incentive-rate", kind: .kpi, value: rate.map(Number.real), unit: Unit(.ratio), formula: "incentives / \(revenue.figure.id)",
          sources: sources + revenue.figure.sources, missing: rate == nil ? .noData(measure: revenue.figure.id) : nil))
      return Line(channel: channel, due: due[channel], paid: paid[channel], revenue: revenue.isMissing ? nil : revenue, rate: noted)
    }
    chapter.blocks.append(.heading(pick("渠道激励", "Channel incentives")))
    let total = lines.compactMap(\.due).sum()
    let open = total.map { $0.minus(lines.compactMap(\.paid).sum() ?? .exact(.zero)) }
    let top = lines.filter { $0.rate?.value != nil }.max { ($0.rate?.value?.double ?? 0) < ($1.rate?.value?.double ?? 0) }
    var zh = "渠道激励应付\(prose(total, money))"
    var en = "Channels are due \(prose(total, money)) of incentives"
    if let open {
      zh += open.double > 0 ? "，其中\(prose(open, money))未兑现" : "，已全部兑现"
      en += open.double > 0 ? ", \(prose(open, money)) of it unpaid" : ", all paid"
    }
    if let top, let rate = top.rate {
      zh += "；占渠道收入最高的是\(datum(top.channel))，\(prose(rate))"
      en += "; they are the largest part of revenue in \(top.channel), \(prose(rate))"
    }
    chapter.blocks.append(.bullets([say("channel-incentives", zh + "。", en + ".", lines.compactMap(\.rate).filter { !$0.isMissing })]))
    let rules = (0..<sheet.count).map { row in
      [
        ReviewTable.Cell(sheet.raw(row, "channel")), .init(sheet.text(row, "partner")), .init(sheet.text(row, "rule")),
        amount(sheet.number(row, "payable"), .money), amount(sheet.number(row, "paid"), .money),
        dayCell(sheet.day(row, "paid_on")),
      ]
    }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "incentive-rules", caption: pick("激励规则与兑现", "Incentive rules and payments"),
          columns: [
            .init(title: dimension("channel"), numeric: false), .init(title: pick("对象", "For"), numeric: false),
            .init(title: pick("规则", "Rule"), numeric: false), .init(title: pick("应付", "Due"), numeric: true),
            .init(title: pick("已付", "Paid"), numeric: true), .init(title: pick("兑现日", "Paid on"), numeric: false),
          ], rows: Array(rules.prefix(60)))))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "incentive-channels", caption: pick("激励成本占渠道收入", "Incentives as a part of channel revenue"),
          columns: [
            .init(title: dimension("channel"), numeric: false), .init(title: pick("激励应付", "Incentives due"), numeric: true),
            .init(title: pick("渠道收入", "Channel revenue"), numeric: true), .init(title: pick("占比", "Share"), numeric: true),
            .init(title: pick("未兑现", "Unpaid"), numeric: true),
          ],
          rows: lines.map { line in
            [
              .init(line.channel), amount(line.due, .money), amount(line.revenue?.value, .money), share(line.rate?.value),
              amount(line.due.map { $0.minus(line.paid ?? .exact(.zero)) }, .money),
            ]
          },
          note: pick("渠道收入取店铺销售额；没有时取归因收入。", "Channel revenue is shop revenue, or attributed revenue where there is none."))))
  }
}
