/// Customers by the month of their first purchase, and how many of them bought again in each month after it.
public struct CohortTriangle: Sendable, Equatable {
  /// The month of the first cohort, on the scale of the input.
  public var firstMonth: Int
  /// For each month from the first on, the customers whose first purchase lies in it.
  public var sizes: [Int]
  /// By cohort and months since the first purchase, 0 to the last month of the data: customers who bought in that month.
  /// Row k has one element fewer than row k - 1; the first of each is its cohort's size.
  public var active: [[Int]]

  /// The share of a cohort that bought `months` after its first month; `nil` beyond the data and for an empty cohort.
  public func retention(_ cohort: Int, after months: Int) -> Double? {
    guard active.indices.contains(cohort), active[cohort].indices.contains(months), sizes[cohort] > 0 else { return nil }
    return Double(active[cohort][months]) / Double(sizes[cohort])
  }

  /// Over all cohorts that the data follows so long: those who bought after so many months, and all of them.
  public func pooled(after months: Int) -> (active: Int, customers: Int) {
    var (bought, all) = (0, 0)
    for (size, row) in zip(sizes, active) where months < row.count {
      bought += row[months]
      all += size
    }
    return (bought, all)
  }
}

/// Counts cohorts.
///
/// The purchases of customer `c` are those at `offsets[c]..<offsets[c + 1]`, in order of time; `months` are their months
/// on any scale of whole numbers. `first` is each customer's month of first purchase, `nil` for one whose first
/// purchase is not in the data and who belongs to no cohort. `lastMonth` is the last month that the data covers.
/// `nil` where no customer has a cohort, or one lies more than 1,200 months before the last.
public func cohortTriangle(offsets: [Int32], months: [Int32], first: [Int32?], lastMonth: Int32) -> CohortTriangle? {
  guard let start = first.lazy.compactMap({ $0 }).min(), start <= lastMonth, lastMonth - start < 1200 else { return nil }
  let count = Int(lastMonth - start) + 1
  var sizes = [Int](repeating: 0, count: count)
  var active = (0..<count).map { [Int](repeating: 0, count: count - $0) }
  for customer in first.indices {
    guard let month = first[customer], month <= lastMonth else { continue }
    let cohort = Int(month - start)
    sizes[cohort] += 1
    var last = Int32.min
    for index in Int(offsets[customer])..<Int(offsets[customer + 1]) {
      let bought = months[index]
      if bought == last || bought < month || bought > lastMonth { continue }
      last = bought
      active[cohort][Int(bought - month)] += 1
    }
  }
  return CohortTriangle(firstMonth: Int(start), sizes: sizes, active: active)
}
