import Diagnostics
import Metrics
import Statistics
import Values

extension Writer {
  /// Products that are bought together more often than chance would have it.
  func addBaskets(_ book: OrderBook, to chapter: inout Chapter) {
    guard !book.lines.orders.isEmpty else { return }
    let pairs = itemPairs(baskets: book.lines.orders, items: book.lines.products)
    guard let baskets = pairs.first?.baskets else { return }
    let least = max(SmallGroups.least, (baskets + 999) / 1000)
    // More than two standard deviations above what chance gives, so that a lift is no accident of few orders.
    let strong = pairs.filter { pair in
      pair.together >= least && Double(pair.together) > pair.expected + 2 * pair.expected.squareRoot()
    }.sorted { a, b in
      a.lift != b.lift ? a.lift > b.lift : (a.first, a.second) < (b.first, b.second)
    }
    explainMethod(
      "baskets", label: pick("交叉与追加销售", "Products bought together"),
      formula: pick(
        "支持度 = 同时含两种商品的订单 ÷ 全部订单；置信度 = 同时含两种的订单 ÷ 含前一种的订单；提升度 = 置信度 ÷ 后一种商品的订单占比（Agrawal 等 1993）",
        "support = orders with both ÷ all orders; confidence = with both ÷ with the first; lift = confidence ÷ share of orders with the second (Agrawal et al. 1993)"),
      sources: book.sources,
      notes: [
        pick(
          "只列不少于 \(least) 单、且比随机搭配多两个标准差以上的组合，共 \(strong.count) 对",
          "pairs in \(least) orders or more and over two standard deviations above chance: \(strong.count)")
      ])
    guard let best = strong.first else {
      chapter.sentences.append(
        say(
          "behaviour-baskets", "没有哪两种商品明显比随机搭配更常一起买。",
          "No two products are bought together clearly more often than by chance."))
      return
    }
    chapter.blocks.append(.heading(pick("交叉与追加销售", "Products bought together")))
    let lift = recordPair("pair-lift", best.lift, Unit(.number), best, book)
    let (from, to) = direction(best, book)
    chapter.note(
      say(
        "behaviour-baskets",
        "买\(datum(from.name))的订单里\(percent(from.confidence))同时买了\(datum(to))，是随机搭配的\(style.full(.real(best.lift), .multiple))，最值得组合。",
        "\(percent(from.confidence)) of the orders with \(from.name) also have \(to), \(style.full(.real(best.lift), .multiple)) as many as chance gives: the best pair to bundle.",
        [lift]))
    chapter.blocks.append(.table(pairTable(Array(strong.prefix(12)), book)))
  }

  /// From the commoner product to the rarer one: a suggestion starts from what many buy anyway.
  private func direction(_ pair: ItemPair, _ book: OrderBook) -> (from: (name: String, confidence: Double), to: String) {
    let (a, b) = (book.lines.names[pair.first], book.lines.names[pair.second])
    if pair.withFirst >= pair.withSecond { return (from: (name: a, confidence: pair.confidence), to: b) }
    return (from: (name: b, confidence: pair.reverseConfidence), to: a)
  }

  private func recordPair(_ id: String, _ value: Double, _ unit: Unit, _ pair: ItemPair, _ book: OrderBook) -> Noted {
    let (from, to) = direction(pair, book)
    return recordCustomers(
      id, .real(value), unit, formula: id, book, filter: [DimensionValue("pair", "\(from.name) → \(to)")])
  }

  private func pairTable(_ pairs: [ItemPair], _ book: OrderBook) -> ReviewTable {
    ReviewTable(
      id: "cross-sell", caption: pick("组合建议", "Suggested bundles"),
      columns: [
        .init(title: pick("买了", "Bought"), numeric: false), .init(title: pick("再推荐", "Suggest"), numeric: false),
        .init(title: pick("同单（单）", "Orders with both"), numeric: true), .init(title: pick("支持度", "Support"), numeric: true),
        .init(title: pick("置信度", "Confidence"), numeric: true), .init(title: pick("提升度", "Lift"), numeric: true),
        .init(title: pick("建议", "Suggestion"), numeric: false),
      ],
      rows: pairs.map { pair -> [ReviewTable.Cell] in
        let (from, to) = direction(pair, book)
        let support = recordPair("pair-support", pair.support, Unit(.ratio), pair, book)
        let confidence = recordPair("pair-confidence", from.confidence, Unit(.ratio), pair, book)
        let lift = recordPair("pair-lift", pair.lift, Unit(.number), pair, book)
        let cells: [ReviewTable.Cell] = [
          .init(from.name), .init(to), count(pair.together), share(support.value), share(confidence.value),
          amount(lift.value, .decimal),
        ]
        return cells + [.init(bundleAdvice(pair.lift))]
      })
  }

  private func bundleAdvice(_ lift: Double) -> String {
    if lift >= 2 { return pick("做成套餐，详情页首屏并列", "sell as a set, side by side on the page") }
    if lift >= 1.5 { return pick("结算页加价换购", "offer at the checkout at a lower price") }
    return pick("收货后第 7 天推送", "suggest a week after delivery")
  }
}
