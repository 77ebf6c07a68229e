import Diagnostics
import Tables
import Values

/// A campaign's data, added up once, and every figure that can be had from it.
public struct CampaignFacts: Sendable {
  public let frame: CampaignFrame
  public let dictionary: KPIDictionary
  let scans: [Scan]
  let supplies: [Supply]
  let spend: [Supply.Place]
  let promotion: [Supply.Place]
  let budget: [Supply.Place]
  let stated: [StatedTotal]
  let actuals: [String: [ActualValue]]
  /// Questions of surveys, in order of first appearance; a question about a KPI supplies it where `actuals` does not.
  public let surveys: [SurveySeries]
  /// What is said of brands; `nil` without a listening file.
  public let listening: Listening?
  let customers: Customers
  /// The orders by customer; `nil` without usable `orders`.
  public let orderBook: OrderBook?
  public let customerTotals: CustomerTotals?
  /// Days that several exports have, and which one counts; by the replaced file.
  public let restatements: [Restatement]
  let repeatedRows: [FactsBuilder.TableName: Int]
  let replacedRows: [FactsBuilder.TableName: Set<Int32>]
  let roles: [Role]
  /// The campaign to compare with, if any; an array because a struct cannot hold itself.
  private(set) var compared: [CampaignFacts] = []

  /// Measures that come about in a way of their own.
  enum Role: Sendable {
    case plain, cost, promoCost, plannedBudget, attributedProfit
    case baselineOf(Int)
    case people(newOnly: Bool, countsOrders: Bool)
  }

  /// Adds up the tables. What cannot be used is reported and left out, so that the rest can be shown.
  public static func build(
    frame: CampaignFrame, tables: [DataTable], dictionary: KPIDictionary
  ) -> (CampaignFacts, [Diagnostic]) {
    var builder = FactsBuilder(frame: frame, dictionary: dictionary)
    builder.read(tables)
    let facts = CampaignFacts(builder)
    return (facts, (builder.diagnostics + facts.differences()).sortedByPlace())
  }

  private init(_ builder: FactsBuilder) {
    frame = builder.frame
    dictionary = builder.dictionary
    scans = builder.scans
    supplies = builder.supplies
    spend = builder.spend
    promotion = builder.promotion
    budget = builder.budget
    stated = builder.stated
    actuals = builder.actuals
    surveys = builder.surveys
    listening = builder.listening
    customers = Customers(builder.scans)
    restatements = builder.restatements
    repeatedRows = builder.repeatedRows
    replacedRows = builder.replacedRows
    let indexes = builder.dictionary.measureIndexes
    let people = customers
    let book = indexes["revenue"].flatMap { measure in
      OrderBook(
        scans: builder.scans, places: builder.supplies[measure].orders, profitMeasure: indexes["gross_profit"],
        customers: people, margin: builder.frame.grossMargin)
    }
    orderBook = book
    customerTotals = book.map(CustomerTotals.init)
    roles = builder.dictionary.measures.map { measure in
      switch measure.id {
      case "cost": .cost
      case "promo_cost": .promoCost
      case "planned_budget": .plannedBudget
      case "attributed_profit": .attributedProfit
      case "baseline_revenue": indexes["revenue"].map(Role.baselineOf) ?? .plain
      case "baseline_profit": indexes["gross_profit"].map(Role.baselineOf) ?? .plain
      case "buyers": .people(newOnly: false, countsOrders: false)
      case "new_buyers": .people(newOnly: true, countsOrders: false)
      case "new_buyer_orders": .people(newOnly: true, countsOrders: true)
      default: .plain
      }
    }
  }

  /// The same facts, with another campaign for formulas that say `compare.`.
  public func comparing(with other: CampaignFacts) -> CampaignFacts {
    var result = self
    result.compared = [other]
    return result
  }

  // MARK: Figures

  /// A measure or KPI (id with `-` or `_`) in a slice. Money is exact, or rounded to 6 decimals.
  public func figure(_ id: String, in slice: Slice = .campaign) -> Figure { unrounded(id, in: slice).figure }

  /// The figure, and its value before money was rounded, for what is worked out from it.
  func unrounded(_ id: String, in slice: Slice) -> (figure: Figure, value: Number?) {
    let slice = normalised(slice)
    let reading: Reading
    let result: Figure
    if let index = dictionary.measureIndex(id) {
      reading = self.reading(measure: index, in: Scope(slice: slice))
      result = figure(dictionary.measures[index].id, .measure, reading, dictionary.measures[index].unit, formula: nil)
    } else if let index = dictionary.kpiIndex(id) {
      reading = freshReading(index, Scope(slice: slice), Memo())
      let kpi = dictionary.kpis[index]
      result = figure(kpi.id, .kpi, reading, kpi.unit, formula: kpi.formulaText)
    } else {
      return (Figure(id: id, kind: .measure, value: nil, unit: Unit(.number), missing: .unknown(id: id)), nil)
    }
    return (result, result.value == nil ? nil : reading.value)
  }

  /// The days of the campaign, given as a period, are the campaign.
  func normalised(_ slice: Slice) -> Slice {
    if case .period(let period) = slice.span, period == frame.period { return Slice(.campaign, filter: slice.filter) }
    return slice
  }

  private func figure(_ id: String, _ kind: Figure.Kind, _ reading: Reading, _ unit: Unit, formula: String?) -> Figure {
    let value = CampaignFacts.settled(reading.value, unit)
    return Figure(
      id: id, kind: kind, value: value, unit: unit, formula: formula ?? reading.formula,
      sources: reading.sources.sorted { ($0.file, $0.sheet ?? "") < ($1.file, $1.sheet ?? "") },
      missing: value == nil ? reading.missing ?? .undefined : nil, notes: reading.notes.sorted())
  }

  /// Money as an exact decimal; nothing infinite.
  static func settled(_ value: Number?, _ unit: Unit) -> Number? {
    guard let value else { return nil }
    switch (value, unit.kind) {
    case (.exact, .money): return value.exact(decimals: 6).map(Number.exact)
    case (.real, .money): return value.exact(decimals: 6).map(Number.exact)
    case (.real(let real), _): return real.isFinite ? value : nil
    default: return value
    }
  }

  /// Warns where levels of data that should agree are more than 0.5 % apart.
  private func differences() -> [Diagnostic] {
    var result: [Diagnostic] = []
    for (measure, supply) in supplies.enumerated() where dictionary.measures[measure].additive {
      let id = dictionary.measures[measure].id
      let used = supplied(measure, .campaign, frame.period)
      guard case .exact(let value)? = used.value, let source = used.sources.first else { continue }
      let place = Location(source.file, sheet: source.sheet)
      func compare(_ other: Exact?, _ location: Location) {
        guard let other, let difference = other.subtracting(value)?.magnitude,
          let limit = value.magnitude.multiplied(by: Exact(mantissa: 5, scale: 3)), difference > limit
        else { return }
        result.append(
          Diagnostic(
            .totalsDiffer(id, rows: value.description, stated: other.description, other: place), at: location))
      }
      if !supply.daily.isEmpty, !used.notes.contains(.fromOrders), !used.notes.contains(.fromTotals),
        let order = supply.orders.first(where: { $0.column >= 0 })
      {
        let scan = scans[order.scan]
        if case .exact(let other)? = sum(supply.orders, measure, .campaign, frame.period).value {
          compare(other, Location(scan.table.file, sheet: scan.table.sheet))
        }
      }
      if !used.notes.contains(.fromTotals) {
        for index in supply.totals where stated[index].dimensions.isEmpty && stated[index].period == frame.period {
          compare(stated[index].value, stated[index].location)
        }
      }
    }
    return result
  }
}
