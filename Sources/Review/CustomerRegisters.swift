import Charts
import Diagnostics
import Formulas
import Metrics
import Registers
import Values

/// Touchpoints, the loyalty programme and leads, from their registers.
extension Writer {
  private func sources(_ sheet: RegisterSheet) -> [FigureSource] { sheet.files.map { FigureSource(file: $0, rows: sheet.count) } }

  func fileNames(_ sheet: RegisterSheet) -> String {
    sheet.files.map { $0.split(separator: "/").last.map(String.init) ?? $0 }.joined(separator: pick("、", ", "))
  }

  /// The weighted score of all touchpoints, and the weakest of them.
  func addTouchpoints(to chapter: inout Chapter) {
    guard let sheet = input.registers.sheet("touchpoints") else { return }
    let rows = (0..<sheet.count).filter { sheet.number($0, "score") != nil }
    let weights = rows.reduce(0) { $0 + (sheet.number($1, "weight")?.double ?? 0) }
    guard weights > 0 else { return }
    let sum = rows.reduce(0) { $0 + (sheet.number($1, "score")?.double ?? 0) * (sheet.number($1, "weight")?.double ?? 0) }
    let noted = record(
      FigureKey(id: "touchpoint-score"),
      Figure(
        id: "touchpoint-score", kind: .kpi, value: .real(sum / weights),
        unit: dictionary["touchpoint-score"]?.unit ?? Unit(.number), formula: "sum(weight * (effect + experience) / 2) / sum(weight)",
        sources: sources(sheet)))
    chapter.blocks.append(.heading(pick("触点", "Touchpoints")))
    let order = rows.sorted { a, b in
      let (x, y) = (sheet.number(a, "score")?.double ?? 0, sheet.number(b, "score")?.double ?? 0)
      return x != y ? x < y : a < b
    }
    let score = style.full(.real(sum / weights), .decimal)
    if let weakest = order.first {
      let low = style.full(sheet.number(weakest, "score"), .decimal)
      let chance = sheet.text(weakest, "opportunity")
      chapter.note(
        say(
          "behaviour-touchpoints",
          "触点加权得分\(score)分（满分5分）；\(datum(sheet.text(weakest, "name")))最低，\(low)分"
            + (chance.isEmpty ? "。" : "，可改进：\(datum(chance))。"),
          "The touchpoints score \(score) of 5, weighted; \(sheet.text(weakest, "name")) is lowest at \(low)"
            + (chance.isEmpty ? "." : ", to improve: \(chance)."), [noted]))
    }
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "touchpoint-scores", caption: pick("触点得分，由低到高", "Touchpoints from the lowest score"),
          columns: [
            .init(title: pick("触点", "Touchpoint"), numeric: false), .init(title: pick("旅程阶段", "Stage"), numeric: false),
            .init(title: pick("得分", "Score"), numeric: true), .init(title: pick("权重", "Weight"), numeric: true),
            .init(title: pick("加权分", "Weighted"), numeric: true), .init(title: pick("符合规范", "On brand"), numeric: false),
            .init(title: pick("改进机会", "Opportunity"), numeric: false),
          ],
          rows: order.map { row in
            [
              .init(sheet.text(row, "name")), .init(sheet.text(row, "stage")), amount(sheet.number(row, "score"), .decimal),
              share(sheet.number(row, "weight")), amount(sheet.number(row, "weighted"), .decimal), .init(sheet.text(row, "on_brand")),
              .init(sheet.text(row, "opportunity")),
            ]
          },
          totalRow: [
            .init(pick("全部触点", "All")), .init(""), amount(sum / weights, .decimal), share(weights), amount(sum, .decimal), .init(""),
            .init(""),
          ])))
  }

  /// How often members and others buy again, in the last month of the register up to the campaign's end.
  func addLoyalty(to chapter: inout Chapter) {
    guard let sheet = input.registers.siteSheet("loyalty") else { return }
    let months = (0..<sheet.count).compactMap { sheet.day($0, "month") }
    guard let month = months.filter({ $0 <= period.end }).max() else { return }
    var (members, others) = ((buyers: 0.0, again: 0.0), (buyers: 0.0, again: 0.0))
    var levels: [[ReviewTable.Cell]] = []
    for row in 0..<sheet.count where sheet.day(row, "month") == month {
      guard let buyers = sheet.number(row, "buyers")?.double, let again = sheet.number(row, "repeat_buyers")?.double else { continue }
      if sheet.raw(row, "level") == "非会员" {
        others = (others.buyers + buyers, others.again + again)
      } else {
        members = (members.buyers + buyers, members.again + again)
      }
      levels.append([
        .init(sheet.text(row, "level")), amount(sheet.number(row, "members"), .count), share(sheet.number(row, "active_rate")),
        amount(sheet.number(row, "buyers"), .count), share(sheet.number(row, "repurchase")), share(sheet.number(row, "redemption")),
      ])
    }
    guard members.buyers > 0, others.buyers > 0 else { return }
    chapter.blocks.append(.heading(pick("会员与积分", "Loyalty programme")))
    let (inside, outside) = (members.again / members.buyers, others.again / others.buyers)
    func noted(_ group: String, _ value: Double) -> Noted {
      record(
        FigureKey(id: "loyalty-repurchase", filter: [DimensionValue("group", group)]),
        Figure(
          id: "loyalty-repurchase", kind: .kpi, value: .real(value), unit: Unit(.ratio), formula: "repeat_buyers / buyers",
          sources: sources(sheet)))
    }
    let (first, second) = (noted("会员", inside), noted("非会员", outside))
    let parts = month.components
    let monthName = pick("\(parts.year)年\(parts.month)月", "\(month.iso.prefix(7))")
    chapter.note(
      say(
        "behaviour-loyalty",
        "截至\(monthName)，会员复购率\(percent(inside))，非会员\(percent(outside))，相差\(distance(.real(inside - outside), Unit(.ratio)))；会员本来就更常买，差距不全是权益的功劳。",
        "As of \(monthName) \(percent(inside)) of members and \(percent(outside)) of others bought again, \(distance(.real(inside - outside), Unit(.ratio))) apart; members buy more anyway, so not all of it is the programme.",
        [first, second]))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "loyalty", caption: pick("\(monthName)各等级的活跃与复购", "Activity and repurchase by level, \(monthName)"),
          columns: [
            .init(title: pick("会员等级", "Level"), numeric: false), .init(title: pick("人数（人）", "People"), numeric: true),
            .init(title: pick("活跃率", "Active"), numeric: true), .init(title: pick("近12个月购买（人）", "Buyers in 12 months"), numeric: true),
            .init(title: pick("复购率", "Bought again"), numeric: true), .init(title: pick("积分兑换率", "Points redeemed"), numeric: true),
          ], rows: levels)))
  }

  /// Leads from stage to stage: how many, how long, at what cost.
  func addLeads(to chapter: inout Chapter) {
    guard let sheet = input.registers.sheet("leads"),
      let stages = sheet.rows.shownColumns.first(where: { $0.id == "stage" })?.choices.map(\.id)
    else { return }
    let leads = LeadFunnel(sheet, stages: stages.filter { $0 != "lost" })
    guard let entered = leads.counts.first, entered > 0 else { return }
    chapter.blocks.append(.heading(pick("销售漏斗与线索", "Leads")))
    func label(_ stage: String) -> String {
      guard let column = sheet.rows.shownColumns.first(where: { $0.id == "stage" }) else { return stage }
      return sheet.words(.text(stage), column)
    }
    var rates: [Noted?] = [nil]
    for index in leads.stages.indices.dropFirst() {
      rates.append(
        record(
          FigureKey(id: "lead-step-rate", filter: [DimensionValue("stage", label(leads.stages[index]))]),
          Figure(
            id: "lead-step-rate", kind: .kpi,
            value: leads.counts[index - 1] > 0 ? .real(Double(leads.counts[index]) / Double(leads.counts[index - 1])) : nil,
            unit: Unit(.ratio), formula: "leads of stage / leads of the stage before", sources: sources(sheet),
            missing: leads.counts[index - 1] > 0 ? nil : .zeroDenominator)))
    }
    let won = Double(leads.counts[leads.counts.count - 1]) / Double(entered)
    var costNumber: Number?
    if case .number(let number)? = sheet.rows.totals.first(where: { $0.id == "cost_per_lead" })?.value { costNumber = number }
    let cost = record(
      FigureKey(id: "lead-cost"),
      Figure(
        id: "lead-cost", kind: .kpi, value: costNumber, unit: Unit(.money, label: Wording(zh: "元/条", en: "yuan per lead")),
        formula: "cost / new leads", sources: sources(sheet), missing: costNumber == nil ? .noData(measure: "cost") : nil))
    let worst = leads.stages.indices.dropFirst().filter { rates[$0]?.value != nil }
      .min { (rates[$0]?.value?.double ?? 0) < (rates[$1]?.value?.double ?? 0) }
    let step = worst.map { "\(label(leads.stages[$0 - 1]))→\(label(leads.stages[$0]))" } ?? ""
    chapter.note(
      say(
        "behaviour-leads",
        "\(entered)条新线索中成交\(leads.counts[leads.counts.count - 1])条，成交率\(percent(won))"
          + (cost.isMissing ? "" : "，每条线索成本\(prose(cost))")
          + (worst.map { "；\(step)一步最低，\(percent(rates[$0]?.value))" } ?? "") + "。",
        "\(leads.counts[leads.counts.count - 1]) of \(entered) new leads were won, \(percent(won))"
          + (cost.isMissing ? "" : ", at \(prose(cost)) a lead")
          + (worst.map { "; the weakest step is \(step), \(percent(rates[$0]?.value))" } ?? "") + ".",
        rates.compactMap { $0 } + [cost]))
    chapter.blocks.append(
      .chart(
        id: "chart-leads",
        .funnel(
          FunnelChart(
            frame: ChartFrame(
              finding: worst.map { typeset(pick("\(step)流失最多，只有\(percent(rates[$0]?.value))进入下一步", "\(step) loses most: \(percent(rates[$0]?.value)) go on")) },
              subject: pick("各阶段的线索", "Leads by stage"), unit: .count, unitName: pick("条", "leads"), source: fileNames(sheet)),
            steps: leads.stages.indices.map { .init(name: label(leads.stages[$0]), value: Double(leads.counts[$0])) }))))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "lead-stages", caption: pick("各阶段的转化与停留", "Conversion and days by stage"),
          columns: [
            .init(title: pick("阶段", "Stage"), numeric: false), .init(title: pick("线索（条）", "Leads"), numeric: true),
            .init(title: pick("转化率", "From the stage before"), numeric: true), .init(title: pick("平均停留（天）", "Days in stage"), numeric: true),
          ],
          rows: leads.stages.indices.map { index in
            [
              .init(label(leads.stages[index])), count(leads.counts[index]), share(rates[index]?.value),
              amount(leads.days[index].map { ($0 * 10).rounded() / 10 }, .decimal),
            ]
          },
          note: leads.lost > 0 ? pick("另有\(leads.lost)条登记为流失。", "\(leads.lost) more are registered as lost.") : nil)))
  }
}

/// Leads by the stages that they went through: a row is a batch's stay in one stage.
struct LeadFunnel {
  var stages: [String]
  var counts: [Int]
  /// Mean days in the stage, of stays that are over and of those that go on.
  var days: [Double?]
  var lost = 0

  init(_ sheet: RegisterSheet, stages: [String]) {
    self.stages = stages
    counts = stages.map { _ in 0 }
    var stays = stages.map { _ in (leads: 0, days: 0.0) }
    for row in 0..<sheet.count {
      let quantity = Int(sheet.number(row, "quantity")?.double ?? 0)
      guard let place = stages.firstIndex(of: sheet.raw(row, "stage")) else {
        lost += quantity
        continue
      }
      counts[place] += quantity
      if let days = sheet.number(row, "days")?.double {
        stays[place].leads += quantity
        stays[place].days += days * Double(quantity)
      }
    }
    days = stays.map { $0.leads > 0 ? $0.days / Double($0.leads) : nil }
    // Those who are won stay no longer.
    if stages.last == "won", !days.isEmpty { days[days.count - 1] = nil }
  }
}
