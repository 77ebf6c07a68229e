import Glibc
import Diagnostics
import Formulas
import Values

/// What the orders say of all customers together: the inputs of the customer KPIs.
public struct CustomerTotals: Sendable {
  /// The last 365 days of the orders, or all of them where they are fewer.
  public var window: Period
  /// Customers with a purchase in the window, and those with purchases on two days of it or more.
  public var buyers = 0
  public var repeaters = 0
  /// Revenue by orders.
  public var averageOrder: Double?
  /// Orders after a customer's first, and the years that customers were observed for after it, added up.
  public var laterOrders = 0
  public var yearsObserved = 0.0
  /// Customers of `before`, and those of them who bought again in `after`: the two last stretches of equal length.
  public var start = 0
  public var retained = 0
  public var before: Period?
  public var after: Period?
  /// Gross profit by revenue.
  public var margin: Double?

  /// Purchases of a customer in a year.
  public var ordersPerYear: Double? { yearsObserved > 0 ? Double(laterOrders) / yearsObserved : nil }
  public var retention: Double? { start > 0 ? Double(retained) / Double(start) : nil }

  /// The mean time that customers stay: 1 / (1 - yearly retention), where the yearly retention is that of the stretch to
  /// the power of 365 / its days.
  public var lifetimeYears: Double? {
    guard let retention, let days = after?.length, retention < 1 else { return nil }
    return 1 / (1 - power(retention, 365 / Double(days)))
  }

  /// Average order × orders a year × margin × years, undiscounted.
  public var lifetimeValue: Double? {
    guard let averageOrder, let ordersPerYear, let margin, let lifetimeYears else { return nil }
    return averageOrder * ordersPerYear * margin * lifetimeYears
  }

  /// Days of orders that retention, and values by the year, take at least.
  static let retentionDays = 56
  public static let valueDays = 182

  init(_ book: OrderBook) {
    let end = book.period.end
    window = Period(max(book.period.start, end.advanced(by: -364)), end) ?? book.period
    averageOrder = book.orders > 0 ? book.revenue.double / Double(book.orders) : nil
    laterOrders = max(0, book.orders - book.count)
    margin = book.hasProfit && book.revenue.double > 0 ? book.grossProfit.double / book.revenue.double : nil
    let half = min(365, book.period.length / 2)
    if book.period.length >= CustomerTotals.retentionDays {
      after = Period(end.advanced(by: 1 - half), end)
      before = Period(end.advanced(by: 1 - 2 * half), end.advanced(by: -half))
    }
    let (windowStart, beforeStart, afterStart) = (
      window.start.number, before?.start.number ?? .max, after?.start.number ?? .max
    )
    var observed = 0
    for customer in 0..<book.count {
      let days = book.days[Int(book.offsets[customer])..<Int(book.offsets[customer + 1])]
      var within = 0
      var (was, came) = (false, false)
      for day in days {
        if day >= windowStart { within += 1 }
        if day >= afterStart { came = true } else if day >= beforeStart { was = true }
      }
      if within > 0 { buyers += 1 }
      if within > 1 { repeaters += 1 }
      if was { start += 1 }
      if was, came { retained += 1 }
      observed += Int(end.number - (days.first ?? end.number))
    }
    yearsObserved = Double(observed) / 365
  }
}

extension CampaignFacts {
  /// KPIs that only orders by customer give, for five customers or more; `nil` for all others and without such orders.
  func customerReading(_ id: String, _ scope: Scope) -> Reading? {
    guard ["clv", "clv-historic", "repurchase-rate", "retention-rate"].contains(id), let book = orderBook,
      let totals = customerTotals
    else { return nil }
    if let condition = scope.slice.filter.first {
      return .missing(.noBreakdown(measure: "orders", dimension: condition.dimension))
    }
    guard scope.slice.span == .campaign else { return .missing(.noData(measure: "orders")) }
    guard book.count >= 5 else {
      return .missing(.needs(Wording(zh: "至少 5 位客户的订单表（orders）", en: "orders of 5 customers or more")))
    }
    var result = Reading(sources: book.sources, notes: [.fromOrders])
    let tooShort = Wording(
      zh: "至少 \(CustomerTotals.valueDays / 7) 周的订单表（orders）", en: "orders over \(CustomerTotals.valueDays / 7) weeks or more")
    switch id {
    case "repurchase-rate":
      result.value = totals.buyers > 0 ? .real(Double(totals.repeaters) / Double(totals.buyers)) : nil
      result.formula = "repeat_buyers / buyers"
      result.note(.ordersOf(totals.window.start, totals.window.end))
    case "retention-rate":
      result.formula = "retained / customers_at_start"
      guard let before = totals.before, let after = totals.after else {
        return .missing(.needs(Wording(zh: "至少 8 周的订单表（orders）", en: "orders over 8 weeks or more")))
      }
      result.value = totals.retention.map(Number.real)
      result.note(.retention(before.start, after.start, after.end))
    case "clv-historic":
      guard book.hasProfit else { return .missing(.needs(marginNeeded)) }
      result.value = .real(book.grossProfit.double / Double(book.count))
      result.formula = "gross_profit / customers"
      result.note(.ordersOf(book.period.start, book.period.end))
      if book.isProfitEstimated { result.note(.profitByMargin) }
    default:
      guard book.hasProfit else { return .missing(.needs(marginNeeded)) }
      guard book.period.length >= CustomerTotals.valueDays else { return .missing(.needs(tooShort)) }
      result.value = totals.lifetimeValue.map(Number.real)
      result.formula = "average_order * orders_per_year * gross_margin * lifetime_years"
      result.note(.ordersOf(book.period.start, book.period.end))
      if book.isProfitEstimated { result.note(.profitByMargin) }
    }
    if result.value == nil { result.missing = .undefined }
    return result
  }

  private var marginNeeded: Wording {
    Wording(zh: "订单表的 gross_profit 列，或 brief.md 的 gross_margin", en: "gross_profit in the orders, or gross_margin in brief.md")
  }
}

/// `base` to a real power by its logarithm; 0 for a base of 0.
private func power(_ base: Double, _ exponent: Double) -> Double { base > 0 ? exp(exponent * log(base)) : 0 }
