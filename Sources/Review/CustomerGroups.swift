import Charts
import Diagnostics
import Metrics
import Statistics
import Values

/// The eight groups by recency, frequency and value, as a marketing manager calls them.
enum CustomerGroup {
  /// In the order of `CustomerClass.all`.
  static let names: [Wording] = [
    Wording(zh: "重要价值客户", en: "Champions"), Wording(zh: "重要保持客户", en: "High value, slipping away"),
    Wording(zh: "重要发展客户", en: "High value, recent, rare"), Wording(zh: "重要挽留客户", en: "High value, nearly lost"),
    Wording(zh: "一般价值客户", en: "Loyal, small baskets"), Wording(zh: "一般保持客户", en: "Once loyal, small baskets"),
    Wording(zh: "一般发展客户", en: "Recent, small baskets"), Wording(zh: "一般挽留客户", en: "Long gone, small baskets"),
  ]

  /// What is usually done with each, where the register of strategies says nothing.
  static let usual: [Wording] = [
    Wording(zh: "专属客服与优先购买，不靠降价", en: "service and early access rather than discounts"),
    Wording(zh: "按上次购买的品类定向召回", en: "call back with the category of the last purchase"),
    Wording(zh: "30 天内推荐配件或第二件，养成复购", en: "offer an accessory or second piece within 30 days"),
    Wording(zh: "人工回访，查明离开的原因", en: "a personal call to learn why they left"),
    Wording(zh: "用组合购提高每单金额", en: "raise the basket with bundles"),
    Wording(zh: "会员日自动提醒", en: "automatic reminders on member days"),
    Wording(zh: "新手引导与首单返券", en: "onboarding and a coupon after the first order"),
    Wording(zh: "只做低成本触达，不投广告", en: "cheap messages only, no advertising"),
  ]
}

extension Writer {
  /// Groups of customers by recency, frequency and value.
  func addCustomerGroups(_ book: OrderBook, to chapter: inout Chapter) {
    let scores = CustomerScores(
      lastDays: (0..<book.count).map { book.lastDay($0) }, purchases: (0..<book.count).map { Int32(book.purchases($0)) },
      value: book.spent)
    var people = [Int](repeating: 0, count: 8)
    var spent = [Int128](repeating: 0, count: 8)
    var stated = [Int128](repeating: 0, count: 8)
    var matrix = [[Int]](repeating: [Int](repeating: 0, count: 5), count: 5)
    for customer in 0..<book.count {
      let group = Int(scores.classes[customer])
      people[group] += 1
      spent[group] += Int128(book.spent[customer])
      if !book.profit.isEmpty { stated[group] += Int128(book.profit[customer]) }
      matrix[Int(scores.recency[customer]) - 1][Int(scores.frequency[customer]) - 1] += 1
    }
    chapter.blocks.append(.heading(pick("客户分类（RFM）", "Customer groups (RFM)")))
    let hidden = SmallGroups.withheld(people)
    let margin = book.estimatedMargin?.double
    let profit = zip(spent, stated).map { spent, stated in margin.map { Double(spent) * $0 } ?? Double(stated) }
    let groups = Groups(people: people, spent: spent, profit: profit, hidden: hidden)
    addGroupSentence(groups, book, to: &chapter)
    chapter.blocks.append(.chart(id: "chart-rfm", matrixChart(matrix, book)))
    chapter.blocks.append(.table(groupTable(groups, book)))
    if book.hasProfit { chapter.blocks.append(.chart(id: "chart-group-value", valueChart(groups, book))) }
    explainMethod(
      "rfm", label: pick("客户分类（RFM）", "Customer groups (RFM)"),
      formula: pick(
        "R、F、M 各按五分位打 1～5 分：得分 = 1 + ⌊5 × 低于该值的客户数 ÷ 客户总数⌋，数值相同的客户同分，取其中最低一档；得分高于全体平均为“高”（Hughes 1994）",
        "R, F and M are scored 1–5 by fifths: 1 + ⌊5 × customers below ÷ all customers⌋; ties share the lowest score; high is above the mean score (Hughes 1994)"),
      sources: book.sources,
      notes: [
        pick(
          "R：最近一次购买；F：购买天数；M：累计金额；截至\(book.period.end.iso)",
          "R: last purchase; F: days with a purchase; M: amount to date; as of \(book.period.end.iso)")
      ])
  }

  private struct Groups {
    var people: [Int]
    var spent: [Int128]
    var profit: [Double]
    var hidden: [Bool]
    var shown: [Int] { people.indices.filter { people[$0] > 0 && !hidden[$0] } }
  }

  private func addGroupSentence(_ groups: Groups, _ book: OrderBook, to chapter: inout Chapter) {
    let revenue = Double(groups.spent.reduce(0, +))
    guard revenue > 0, let best = groups.shown.max(by: { groups.spent[$0] < groups.spent[$1] }) else { return }
    let (count, part) = groupFigures(best, groups, book)
    let name = text(CustomerGroup.names[best])
    let share = Double(groups.people[best]) / Double(book.count)
    let sentence = say(
      "behaviour-groups",
      "\(name)\(prose(count))，占客户的\(percent(share))，贡献了\(percent(part.value))的销售额，是最大的一群。",
      "\(name): \(prose(count)), \(percent(share)) of customers and \(percent(part.value)) of revenue, the largest group by revenue.",
      [count, part])
    chapter.sentences.append(sentence)
    highlight(0.3, .behaviour, sentence)
  }

  /// The people of a group and its share of revenue, put on record.
  private func groupFigures(_ group: Int, _ groups: Groups, _ book: OrderBook) -> (people: Noted, share: Noted) {
    let filter = [DimensionValue("rfm", CustomerGroup.names[group].zh)]
    let revenue = Double(groups.spent.reduce(0, +))
    return (
      recordCustomers(
        "rfm-customers", .exact(Exact(groups.people[group])), Writer.personUnit, formula: "count(customers in group)", book,
        filter: filter),
      recordCustomers(
        "rfm-revenue-share", revenue > 0 ? .real(Double(groups.spent[group]) / revenue) : nil, Unit(.ratio),
        formula: "revenue of group / revenue", book, filter: filter)
    )
  }

  private func groupTable(_ groups: Groups, _ book: OrderBook) -> ReviewTable {
    let strategies = strategySheet()
    let revenue = Double(groups.spent.reduce(0, +))
    let rows = groups.people.indices.filter { groups.people[$0] > 0 }.map { group -> [ReviewTable.Cell] in
      let kind = CustomerClass.all[group]
      let levels = [kind.isRecent, kind.isFrequent, kind.isValuable].map { $0 ? pick("高", "high") : pick("低", "low") }
      let name = text(CustomerGroup.names[group])
      let plan = strategies(CustomerGroup.names[group].zh, name) ?? (text(CustomerGroup.usual[group]), "", "")
      var cells: [ReviewTable.Cell] = [.init(name), .init(levels.joined(separator: " ")), people(groups.people[group], hidden: groups.hidden[group])]
      if groups.hidden[group] {
        cells += [noCell, noCell, noCell]
      } else {
        let (count, part) = groupFigures(group, groups, book)
        cells += [
          share((count.value?.double ?? 0) / Double(book.count)), share(part.value),
          amount(Double(groups.spent[group]) / Double(groups.people[group]) / scaleOf(book), .money),
        ]
      }
      return cells + [.init(plan.0), .init(plan.1), .init(plan.2)]
    }
    return ReviewTable(
      id: "customer-groups", caption: pick("客群与运营策略", "Groups and what to do with them"),
      columns: [
        .init(title: pick("客群", "Group"), numeric: false), .init(title: "R F M", numeric: false),
        .init(title: pick("人数（人）", "People"), numeric: true), .init(title: pick("人数占比", "Share of people"), numeric: true),
        .init(title: pick("收入占比", "Share of revenue"), numeric: true),
        .init(title: pick("人均消费", "Spent per person"), numeric: true),
        .init(title: pick("运营策略", "Strategy"), numeric: false), .init(title: pick("沟通渠道", "By"), numeric: false),
        .init(title: pick("回访节奏", "Rhythm"), numeric: false),
      ], rows: rows,
      totalRow: [
        .init(pick("合计", "Total")), .init(""), count(book.count), whole(), revenue > 0 ? whole() : noCell,
        amount(revenue / Double(book.count) / scaleOf(book), .money), .init(""), .init(""), .init(""),
      ], note: withheldNote(groups.hidden))
  }

  /// What the register of strategies has for a group of customers, by either of its names: strategy, channel, rhythm.
  func strategySheet() -> (String, String) -> (String, String, String)? {
    guard let sheet = input.registers.sheet("segment_strategy") ?? input.registers.siteSheet("segment_strategy") else {
      return { _, _ in nil }
    }
    var rows: [String: Int] = [:]
    for row in 0..<sheet.count { rows[sheet.raw(row, "group")] = row }
    return { zh, name in
      guard let row = rows[zh] ?? rows[name] else { return nil }
      return (sheet.text(row, "strategy"), sheet.text(row, "channel"), sheet.text(row, "rhythm"))
    }
  }

  /// Units of the smallest digit in one unit of the currency.
  func scaleOf(_ book: OrderBook) -> Double { (0..<book.scale).reduce(1.0) { value, _ in value * 10 } }

  private func matrixChart(_ matrix: [[Int]], _ book: OrderBook) -> Chart {
    let columns = (0..<5).filter { column in matrix.contains { $0[column] > 0 } }
    let inactive = matrix[0].reduce(0, +) + matrix[1].reduce(0, +)
    let rows = (0..<5).reversed().filter { matrix[$0].contains { $0 > 0 } }
    return .heat(
      HeatTable(
        frame: ChartFrame(
          finding: typeset(
            pick(
              "R 得分最低的两档（最久没买）共\(style.compact(.exact(Exact(inactive)), .count))人，占\(percent(Double(inactive) / Double(book.count)))",
              "The two lowest scores of recency hold \(percent(Double(inactive) / Double(book.count))) of customers")),
          subject: pick("客群矩阵：最近购买（R）× 购买次数（F）", "Customers by recency (R) and frequency (F)"), unit: .count,
          unitName: pick("人", "people"), source: orderSource(book)),
        rowHead: pick("最近购买", "Recency"), rows: rows.map { "R\($0 + 1)" }, columns: columns.map { "F\($0 + 1)" },
        values: rows.map { row in
          columns.map { column in
            SmallGroups.isSmall(matrix[row][column]) ? nil : Double(matrix[row][column])
          }
        }))
  }

  private func valueChart(_ groups: Groups, _ book: OrderBook) -> Chart {
    let shown = groups.shown
    let values = shown.map { groups.profit[$0] / Double(groups.people[$0]) / scaleOf(book) }
    let best = values.indices.max { values[$0] < values[$1] }
    let mean = groups.profit.reduce(0, +) / Double(book.count) / scaleOf(book)
    return .bar(
      BarChart(
        frame: ChartFrame(
          finding: best.map { index in
            typeset(
              pick(
                "\(text(CustomerGroup.names[shown[index]]))每人累计毛利\(style.compact(.real(values[index]), .money))，是全体平均的\(style.full(.real(values[index] / mean), .multiple))",
                "\(text(CustomerGroup.names[shown[index]])): \(style.compact(.real(values[index]), .money)) of gross profit each, \(style.full(.real(values[index] / mean), .multiple)) the mean"))
          }, subject: pick("各客群的历史客户价值（人均累计毛利）", "Historic value of a customer by group"), unit: .money,
          source: orderSource(book)),
        categories: shown.map { text(CustomerGroup.names[$0]) },
        series: [ChartSeries(name: pick("人均累计毛利", "Gross profit per customer"), values: values)],
        references: [ReferenceLine(name: pick("全体平均", "All customers"), value: mean, kind: .baseline)], direction: .lying, sorted: true))
  }
}
