import Diagnostics
import Metrics
import Statistics
import Values

/// How long a customer has not bought, against how long usually lies between purchases.
enum RiskTier: Int, CaseIterable {
  case active, watch, risk, lost

  var name: Wording {
    switch self {
    case .active: Wording(zh: "活跃", en: "Active")
    case .watch: Wording(zh: "需要关注", en: "Watch")
    case .risk: Wording(zh: "流失风险", en: "At risk")
    case .lost: Wording(zh: "已流失", en: "Lost")
    }
  }

  var rule: Wording {
    switch self {
    case .active: Wording(zh: "不超过 1 个购买间隔", en: "up to 1 interval")
    case .watch: Wording(zh: "1～2 个购买间隔", en: "1 to 2 intervals")
    case .risk: Wording(zh: "2～3 个购买间隔", en: "2 to 3 intervals")
    case .lost: Wording(zh: "超过 3 个购买间隔", en: "over 3 intervals")
    }
  }

  /// What wakes them up, where the register of strategies says nothing.
  var action: Wording {
    switch self {
    case .active: Wording(zh: "售后关怀，不打扰", en: "after-sales care, no offers")
    case .watch: Wording(zh: "推送配件与食谱，提醒积分到期", en: "accessories, recipes, points about to expire")
    case .risk: Wording(zh: "发专属唤醒券，7 天未用由客服回访", en: "a personal coupon, a call after 7 days without use")
    case .lost: Wording(zh: "以旧换新召回一次，无回应即停止触达", en: "one trade-in offer, then silence")
    }
  }

  /// Of a customer who bought `silent` days ago and usually does every `interval` days.
  init(silent: Int, interval: Double) {
    let ratio = Double(silent) / interval
    self = ratio <= 1 ? .active : ratio <= 2 ? .watch : ratio <= 3 ? .risk : .lost
  }
}

extension Writer {
  /// Tiers of the risk of losing customers, by a rule and not a model.
  func addChurnRisk(_ book: OrderBook, to chapter: inout Chapter) {
    // The median over all intervals between one customer's purchases.
    var counts = [Int](repeating: 0, count: book.period.length + 1)
    for customer in 0..<book.count {
      for index in (Int(book.offsets[customer]) + 1)..<max(Int(book.offsets[customer]) + 1, Int(book.offsets[customer + 1])) {
        counts[Int(book.days[index] - book.days[index - 1])] += 1
      }
    }
    let intervals = counts.reduce(0, +)
    guard intervals >= 50, let typical = RiskTiers.median(counts) else {
      chapter.sentences.append(
        say(
          "behaviour-churn", "复购间隔只有\(intervals)个，不足50个，不判断流失风险。",
          "Only \(intervals) intervals between purchases, under 50: no tiers of risk."))
      return
    }
    chapter.blocks.append(.heading(pick("流失风险", "Customers about to leave")))
    let tiers = RiskTiers(book, typical: typical)
    addRiskSentence(tiers, book, to: &chapter)
    let strategies = strategySheet()
    let hidden = SmallGroups.withheld(tiers.people)
    let revenue = Double(tiers.spent.reduce(0, +))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "churn-risk", caption: pick("流失风险各档与唤醒措施", "Tiers of risk and what to do"),
          columns: [
            .init(title: pick("风险档", "Tier"), numeric: false), .init(title: pick("距上次购买", "Since the last purchase"), numeric: false),
            .init(title: pick("人数（人）", "People"), numeric: true), .init(title: pick("人数占比", "Share of people"), numeric: true),
            .init(title: pick("累计消费占比", "Share of amount"), numeric: true),
            .init(title: pick("唤醒措施", "Action"), numeric: false), .init(title: pick("沟通渠道", "By"), numeric: false),
            .init(title: pick("节奏", "Rhythm"), numeric: false),
          ],
          rows: RiskTier.allCases.map { tier in
            let index = tier.rawValue
            let plan = strategies(tier.name.zh, text(tier.name)) ?? (text(tier.action), "", "")
            let part = revenue > 0 ? Double(tiers.spent[index]) / revenue : nil
            return [.init(text(tier.name)), .init(text(tier.rule)), people(tiers.people[index], hidden: hidden[index])]
              + (hidden[index] ? [noCell, noCell] : [share(Double(tiers.people[index]) / Double(book.count)), share(part)])
              + [.init(plan.0), .init(plan.1), .init(plan.2)]
          },
          totalRow: [
            .init(pick("合计", "Total")), .init(""), count(book.count), whole(), revenue > 0 ? whole() : noCell, .init(""), .init(""),
            .init(""),
          ],
          note: withheldNote(hidden))))
    explainMethod(
      "churn-risk", label: pick("流失风险", "Customers about to leave"),
      formula: pick(
        "距上次购买的天数 ÷ 购买间隔；买过 3 天及以上的客户用本人平均间隔，其余用全体间隔的中位数 \(style.full(.real(typical), .decimal)) 天；1、2、3 倍为界",
        "days since the last purchase ÷ interval: the customer's own mean with 3 purchases or more, else the median of all, \(style.full(.real(typical), .decimal)) days; limits at 1, 2 and 3"),
      sources: book.sources,
      notes: [pick("规则法，不是预测；截至\(book.period.end.iso)", "a rule, not a forecast; as of \(book.period.end.iso)")])
  }

  private func addRiskSentence(_ tiers: RiskTiers, _ book: OrderBook, to chapter: inout Chapter) {
    // Tiers of a few people are on no record either.
    guard !SmallGroups.withheld(tiers.people).contains(true) else { return }
    let noted = RiskTier.allCases.map { tier in
      recordCustomers(
        "churn-risk-customers", .exact(Exact(tiers.people[tier.rawValue])), Writer.personUnit,
        formula: "count(customers of tier)", book, filter: [DimensionValue("risk", tier.name.zh)])
    }
    let typical = recordCustomers(
      "purchase-interval", .real(tiers.typical), Writer.dayUnit, formula: "median(days between purchases)", book)
    let atRisk = noted[RiskTier.risk.rawValue]
    let lost = noted[RiskTier.lost.rawValue]
    let lostShare = Double(tiers.people[RiskTier.lost.rawValue]) / Double(book.count)
    chapter.note(
      say(
        "behaviour-churn",
        "两次购买通常相隔\(prose(typical))；\(prose(atRisk))已超过两倍间隔没有再买，有流失风险，另有\(prose(lost))（\(percent(lostShare))）超过三倍，按已流失处理。",
        "Two purchases usually lie \(prose(typical)) apart. \(prose(atRisk)) have been away for over twice that and are at risk; \(prose(lost)) (\(percent(lostShare))) for over three times and count as lost.",
        [typical, atRisk, lost]))
    advise(
      0.4, .behaviour, "advice-wake-up",
      "向\(prose(atRisk))有流失风险的客户发一轮唤醒，按名单记录回来的人数，下次复盘看唤醒率。",
      "Send one wake-up round to the \(prose(atRisk)) at risk and count who comes back, for the reactivation rate of the next review.",
      [atRisk])
  }
}

/// Customers by tier.
struct RiskTiers {
  var typical: Double
  var people = [Int](repeating: 0, count: RiskTier.allCases.count)
  var spent = [Int128](repeating: 0, count: RiskTier.allCases.count)

  init(_ book: OrderBook, typical: Double) {
    self.typical = typical
    for customer in 0..<book.count {
      let last = book.lastDay(customer)
      let purchases = book.purchases(customer)
      let own = Double(last - book.days[Int(book.offsets[customer])]) / Double(max(1, purchases - 1))
      let tier = RiskTier(silent: Int(book.period.end.number - last), interval: purchases >= 3 ? own : typical)
      people[tier.rawValue] += 1
      spent[tier.rawValue] += Int128(book.spent[customer])
    }
  }

  /// The middle of values counted by size; `nil` for none.
  static func median(_ counts: [Int]) -> Double? {
    let all = counts.reduce(0, +)
    guard all > 0 else { return nil }
    func value(at place: Int) -> Int {
      var seen = 0
      for (value, count) in counts.enumerated() {
        seen += count
        if seen > place { return value }
      }
      return counts.count - 1
    }
    return Double(value(at: (all - 1) / 2) + value(at: all / 2)) / 2
  }
}
