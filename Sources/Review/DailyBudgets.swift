import Metrics
import Tables
import Values

/// A day on which an ad campaign spent more than its daily budget.
struct BudgetBreach {
  var day: Day
  var campaign: String
  var budget: Exact
  var spent: Exact
}

/// Days over the daily budget that ad reports print beside the spend, by day and campaign. Rows of one day and
/// campaign are added up; their budget is that of the campaign, the same in each.
func budgetBreaches(_ tables: [DataTable]) -> [BudgetBreach] {
  var breaches: [BudgetBreach] = []
  for table in tables where table.kind == .daily && table.column("budget") != nil && table.column("media_cost") != nil {
    let (days, campaigns) = (table.days("date"), table.texts("campaign"))
    let (budgets, costs) = (table.numbers("budget"), table.numbers("media_cost"))
    struct Key: Hashable {
      var day: Day
      var campaign: String
    }
    var sums: [Key: (budget: Exact, spent: Exact)] = [:]
    for row in 0..<table.rowCount {
      guard let day = days[row], let budget = budgets[row], let cost = costs[row] else { continue }
      let key = Key(day: day, campaign: campaigns[row] ?? "")
      let known = sums[key] ?? (budget, .zero)
      sums[key] = (max(known.budget, budget), known.spent.adding(cost) ?? known.spent)
    }
    for (key, sum) in sums where sum.budget > .zero && sum.spent > sum.budget {
      breaches.append(BudgetBreach(day: key.day, campaign: key.campaign, budget: sum.budget, spent: sum.spent))
    }
  }
  return breaches.sorted { ($0.day, $0.campaign) < ($1.day, $1.campaign) }
}

extension Writer {
  /// Says on which days ad campaigns spent more than their daily budget.
  func addBudgetBreaches(to chapter: inout Chapter) {
    let breaches = budgetBreaches(input.tables).filter { period.contains($0.day) }
    guard !breaches.isEmpty else { return }
    let days = Set(breaches.map(\.day)).count
    chapter.blocks.append(
      .bullets([
        say(
          "breakdown-daily-budget", "有 \(days) 天的花费超过了日预算，见下表。",
          "Spend was above the daily budget on \(days) \(days == 1 ? "day" : "days"); see the table.")
      ]))
    chapter.blocks.append(
      .table(
        ReviewTable(
          id: "breakdown-daily-budget", caption: pick("超过日预算的日子", "Days above the daily budget"),
          columns: [
            .init(title: pick("日期", "Date"), numeric: false), .init(title: dimension("campaign"), numeric: false),
            .init(title: pick("日预算", "Daily budget"), numeric: true), .init(title: name("media_cost"), numeric: true),
            .init(title: pick("超出", "Above"), numeric: true),
          ],
          rows: breaches.prefix(30).map { breach in
            [
              dayCell(breach.day), .init(breach.campaign), amount(.exact(breach.budget), .money),
              amount(.exact(breach.spent), .money),
              delta(breach.spent.subtracting(breach.budget).map(Number.exact), .money),
            ]
          },
          note: breaches.count > 30
            ? pick("另有 \(breaches.count - 30) 条未列。", "\(breaches.count - 30) more are not listed.") : nil)))
  }
}
