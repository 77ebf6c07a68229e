import Statistics
import Tables
import Values

/// The orders of a campaign's `orders` tables by customer: who bought when, and for how much. It holds no names.
///
/// A purchase is a day on which a customer has an order of more than nothing; two orders of one day are one purchase. All
/// arrays have one element for each customer unless said otherwise.
public struct OrderBook: Sendable {
  /// From the first order of all to the last.
  public let period: Period
  /// The purchases of customer `c` are `days[offsets[c]..<offsets[c + 1]]`, ascending; `Day.number`s.
  public let offsets: [Int32]
  public let days: [Int32]
  /// Day of the first purchase; `nil` where the data marks first purchases and has none of the customer's.
  public let firstDays: [Int32?]
  /// What the customer spent, as `amount / 10^scale`.
  public let spent: [Int64]
  /// The gross profit of it, where the orders state it; else empty.
  public let profit: [Int64]
  public let scale: Int
  /// Orders of all customers, amounts of all of them.
  public let orders: Int
  public let revenue: Exact
  public let grossProfit: Exact
  /// The brief's gross margin, where gross profit is estimated as revenue times it.
  public let estimatedMargin: Exact?
  /// Whether there is a gross profit at all.
  public let hasProfit: Bool
  /// Whether first purchases are marked, rather than taken to be the first of the data.
  public let marksFirst: Bool
  /// The files, and how many of their rows were used.
  public let sources: [FigureSource]
  /// Lines of orders by order (or customer and day, where orders have no numbers) and product, for what is bought
  /// together; empty without products.
  public let lines: Lines

  public struct Lines: Sendable {
    /// One element for each line with a product.
    public var orders: [Int32] = []
    public var products: [Int32] = []
    /// By code.
    public var names: [String] = []
  }

  public var count: Int { spent.count }

  public func purchases(_ customer: Int) -> Int { Int(offsets[customer + 1] - offsets[customer]) }
  public func lastDay(_ customer: Int) -> Int32 { days[Int(offsets[customer + 1]) - 1] }

  public var isProfitEstimated: Bool { estimatedMargin != nil }

  /// Customers whose first purchase is known, by history up to the last day of the data, for models of repeat buying.
  public var histories: [PurchaseHistory] {
    var keys: [UInt64] = []
    keys.reserveCapacity(count)
    let end = period.end.number
    for customer in 0..<count where firstDays[customer] != nil {
      let (first, last) = (days[Int(offsets[customer])], lastDay(customer))
      // 20 bits each hold more days than files may span.
      keys.append(UInt64(purchases(customer) - 1) << 40 | UInt64(last - first) << 20 | UInt64(end - first))
    }
    keys.sort()
    var result: [PurchaseHistory] = []
    var index = 0
    while index < keys.count {
      var next = index + 1
      while next < keys.count, keys[next] == keys[index] { next += 1 }
      let key = keys[index]
      result.append(
        PurchaseHistory(
          repeats: Int32(key >> 40), last: Int32(key >> 20 & 0xF_FFFF), age: Int32(key & 0xF_FFFF),
          customers: Int32(next - index)))
      index = next
    }
    return result
  }

  // MARK: Making

  /// `nil` without a usable order, with amounts too large to be exact, and where the days span more than 10,000.
  /// `places` are the scans of orders and the column of their amounts; `profits` the column of gross profit in each.
  init?(
    scans: [Scan], places: [Supply.Place], profitMeasure: Int?, customers: Customers, margin: Exact?
  ) {
    var (scale, rows) = (0, 0)
    var (first, last) = (Int32.max, Int32.min)
    for place in places where place.column >= 0 {
      let column = scans[place.scan].columns[place.column]
      scale = max(scale, column.scale + (column.rate?.scale ?? 0))
      rows += scans[place.scan].days.count
    }
    guard rows > 0, scale <= 12 else { return nil }
    let profitColumns = places.map { place in profitMeasure.flatMap { scans[place.scan].column($0) } }
    // Profit of some orders would be too little for all.
    var hasProfit = profitColumns.allSatisfy { $0 != nil }
    for (place, column) in zip(places, profitColumns) where hasProfit {
      guard let column else { continue }
      let values = scans[place.scan].columns[column]
      scale = max(scale, values.scale + (values.rate?.scale ?? 0))
      let amounts = scans[place.scan].columns[place.column].mantissas
      for row in amounts.indices where amounts[row] != ColumnValues.missingNumber {
        if values.mantissas[row] == ColumnValues.missingNumber { hasProfit = false }
      }
    }
    guard scale <= 12 else { return nil }

    // Purchases as (customer, day), amounts by customer.
    var buyers: [Int32] = []
    var bought: [Int32] = []
    buyers.reserveCapacity(rows)
    bought.reserveCapacity(rows)
    var codes: [Int32] = [Int32](repeating: -1, count: customers.total)
    var names = 0
    var spent: [Int64] = []
    var profit: [Int64] = []
    var known: [Int32?] = []
    var orders = 0
    var sources: [FigureSource] = []
    var lines = Lines()
    var products: [String: Int32] = [:]
    var lineBase: Int32 = 0
    for (place, profitColumn) in zip(places, profitColumns) where place.column >= 0 {
      let scan = scans[place.scan]
      guard let rowCodes = customers.codes(place.scan),
        let amounts = Factored(scan.columns[place.column], to: scale)
      else { continue }
      let profits = hasProfit ? profitColumn.flatMap { Factored(scan.columns[$0], to: scale) } : nil
      let product = OrderBook.products(of: scan)
      let productCodes = product.map { names in
        names.1.map { name -> Int32 in
          if let code = products[name] { return code }
          let code = Int32(lines.names.count)
          products[name] = code
          lines.names.append(name)
          return code
        }
      }
      // Without order numbers a basket is what a customer bought on a day.
      let isNumbered = scan.table.column("order") != nil
      var dayBaskets: [UInt64: Int32] = [:]
      var used = 0
      for row in rowCodes.indices {
        guard rowCodes[row] >= 0, scan.days[row] != ColumnValues.missingDay, let amount = amounts[row] else { continue }
        used += 1
        let name = Int(rowCodes[row])
        if codes[name] < 0 {
          codes[name] = Int32(names)
          names += 1
          spent.append(0)
          profit.append(0)
          known.append(customers.firstDay(name))
        }
        let customer = codes[name]
        let (sum, overflow) = spent[Int(customer)].addingReportingOverflow(amount)
        if overflow { return nil }
        spent[Int(customer)] = sum
        if let gained = profits?[row] {
          let (sum, overflow) = profit[Int(customer)].addingReportingOverflow(gained)
          if overflow { return nil }
          profit[Int(customer)] = sum
        }
        if amount > 0 {
          if scan.isOrderHead(row) { orders += 1 }
          buyers.append(customer)
          bought.append(scan.days[row])
          first = min(first, scan.days[row])
          last = max(last, scan.days[row])
          if let product, let productCodes, product.0[row] >= 0 {
            var basket = scan.orderOf(row)
            if !isNumbered {
              let key = UInt64(UInt32(bitPattern: customer)) << 32 | UInt64(UInt32(bitPattern: scan.days[row]))
              basket = dayBaskets[key] ?? basket
              dayBaskets[key] = basket
            }
            lines.orders.append(lineBase + basket)
            lines.products.append(productCodes[Int(product.0[row])])
          }
        }
      }
      lineBase += Int32(rowCodes.count)
      if used > 0 { sources.append(FigureSource(file: scan.table.file, sheet: scan.table.sheet, rows: used)) }
    }
    guard first <= last, last - first < 10_000, let period = Period(Day(number: first), Day(number: last)) else { return nil }

    // By day, then by customer, each by counting; so every customer's days ascend.
    func grouped(_ keys: [Int32], _ count: Int, _ order: [Int32]?) -> (order: [Int32], starts: [Int32]) {
      var starts = [Int32](repeating: 0, count: count + 1)
      for key in keys { starts[Int(key) + 1] += 1 }
      for index in 0..<count { starts[index + 1] += starts[index] }
      var next = starts
      var result = [Int32](repeating: 0, count: keys.count)
      for position in keys.indices {
        let index = order.map { $0[position] } ?? Int32(position)
        let key = Int(keys[Int(index)])
        result[Int(next[key])] = index
        next[key] += 1
      }
      return (result, starts)
    }
    let byDay = grouped(bought.map { $0 - first }, Int(last - first) + 1, nil).order
    let (order, starts) = grouped(buyers, names, byDay)
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(names + 1)
    var days: [Int32] = []
    days.reserveCapacity(order.count)
    // A customer with nothing but returns bought nothing here and is left out.
    var kept: [Int] = []
    for customer in 0..<names where starts[customer] < starts[customer + 1] {
      let begin = days.count
      for position in Int(starts[customer])..<Int(starts[customer + 1]) {
        let day = bought[Int(order[position])]
        if days.count == begin || days[days.count - 1] != day { days.append(day) }
      }
      offsets.append(Int32(days.count))
      kept.append(customer)
    }
    self.period = period
    self.offsets = offsets
    self.days = days
    marksFirst = customers.marksFirst
    firstDays = kept.enumerated().map { index, customer in
      customers.marksFirst ? known[customer] : days[Int(offsets[index])]
    }
    self.spent = kept.map { spent[$0] }
    self.scale = scale
    self.orders = orders
    let revenue = Exact(mantissa: self.spent.reduce(Int128(0)) { $0 + Int128($1) }, scale: scale)
    self.revenue = revenue
    if hasProfit {
      self.profit = kept.map { profit[$0] }
      grossProfit = Exact(mantissa: self.profit.reduce(Int128(0)) { $0 + Int128($1) }, scale: scale)
      estimatedMargin = nil
      self.hasProfit = true
    } else {
      self.profit = []
      grossProfit = margin.flatMap { revenue.multiplied(by: $0) } ?? .zero
      estimatedMargin = margin
      self.hasProfit = margin != nil
    }
    self.sources = sources.sorted { ($0.file, $0.sheet ?? "") < ($1.file, $1.sheet ?? "") }
    self.lines = lines
  }

  /// The product of each row, as a code and the names; from the table, as a scan with orders of several lines has no
  /// such dimension.
  private static func products(of scan: Scan) -> ([Int32], [String])? {
    guard case .text(let codes, let names)? = scan.table.column("product")?.values else { return nil }
    return (codes, names)
  }

  /// The cells of a column brought to one scale and the campaign's currency.
  private struct Factored {
    private let mantissas: [Int64]
    private let factor: Int64

    init?(_ column: ScanColumn, to scale: Int) {
      mantissas = column.mantissas
      var factor = column.rate.map(\.mantissa) ?? 1
      for _ in 0..<max(0, scale - column.scale - (column.rate?.scale ?? 0)) { factor *= 10 }
      guard let narrow = Int64(exactly: factor) else { return nil }
      self.factor = narrow
    }

    /// `nil` for a missing cell and one too large.
    subscript(row: Int) -> Int64? {
      if mantissas[row] == ColumnValues.missingNumber { return nil }
      let (product, overflow) = mantissas[row].multipliedReportingOverflow(by: factor)
      return overflow ? nil : product
    }
  }
}
