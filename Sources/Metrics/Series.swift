import Formulas
import Values

extension CampaignFacts {
  /// One value per day; `nil` is missing.
  public func series(_ id: String, over period: Period, filter: [DimensionValue] = []) -> [(day: Day, value: Number?)] {
    let unit = dictionary.measure(id)?.unit ?? dictionary[id]?.unit ?? Unit(.number)
    let days = period.days
    guard period.length <= 4000 else { return [] }
    // Sums of additive measures come by one pass per table; everything else is asked day by day.
    if let index = dictionary.measureIndex(id), let cells = dailySums(index, period, filter) {
      return zip(days, cells).map { ($0, CampaignFacts.settled($1, unit)) }
    }
    if let kpi = dictionary.kpiIndex(id), let formula = dictionary.kpis[kpi].formula, actuals[dictionary.kpis[kpi].id] == nil {
      var columns: [[Number?]] = []
      for binding in dictionary.bindings[kpi] {
        guard case .measure(let measure, .same) = binding, let column = dailySums(measure, period, filter) else { break }
        columns.append(column)
      }
      if columns.count == dictionary.bindings[kpi].count {
        return days.enumerated().map { index, day in
          let (value, _) = formula.evaluate { name in columns[name][index].map(FormulaValue.number) ?? .missing }
          guard case .number(let number) = value else { return (day, nil) }
          return (day, CampaignFacts.settled(number, unit))
        }
      }
    }
    return days.map { day in
      guard let one = Period(day, day) else { return (day, nil) }
      return (day, figure(id, in: Slice(.period(one), filter: filter)).value)
    }
  }

  /// `nil` where the measure's days are not plain sums over daily tables.
  private func dailySums(_ measure: Int, _ period: Period, _ filter: [DimensionValue]) -> [Number?]? {
    guard dictionary.measures[measure].additive else { return nil }
    var places = supplies[measure].daily
    switch roles[measure] {
    case .plain: break
    case .promoCost where promotion.isEmpty: break
    case .promoCost: places = promotion
    case .cost:
      if !spend.isEmpty {
        places = spend
      } else if supplies[measure].isEmpty, let media = dictionary.measureIndexes["media_cost"] {
        places = supplies[media].daily
      } else if supplies[measure].isEmpty {
        return nil
      }
    case .attributedProfit where !places.isEmpty: break
    case .attributedProfit:
      guard supplies[measure].isEmpty, let margin = frame.grossMargin.map(Number.exact),
        let revenue = dictionary.measureIndexes["attributed_revenue"]
      else { return nil }
      return dailySums(revenue, period, filter)?.map { $0?.multiplied(by: margin) }
    default: return nil
    }
    if places.isEmpty { return nil }
    var result = [Number?](repeating: nil, count: period.length)
    for place in places {
      let scan = scans[place.scan]
      guard let selection = scan.selection(span: nil, period: period, filter: filter) else { continue }
      let column = scan.columns[place.column]
      for (index, cell) in scan.daily(column, selection).enumerated() where cell.cells > 0 {
        guard let part = column.exact(cell) else { return nil }
        result[index] = (result[index] ?? .exact(.zero)).adding(.exact(part))
      }
    }
    return result
  }

  /// What the baseline's days say of a campaign of this length and these weekdays: for each day of the campaign the
  /// mean of the baseline's days of the same weekday, added up. `nil` where a weekday has no baseline day.
  public func weekdayMatchedBaseline(of measure: String, filter: [DimensionValue] = []) -> Number? {
    guard let baseline = frame.baseline, let index = dictionary.measureIndex(measure),
      dictionary.measures[index].additive
    else { return nil }
    var sums = [Number](repeating: .exact(.zero), count: 8)
    var counts = [Int](repeating: 0, count: 8)
    for (day, value) in series(measure, over: baseline, filter: filter) {
      guard let value else { continue }
      sums[day.weekday] = sums[day.weekday].adding(value)
      counts[day.weekday] += 1
    }
    var wanted = [Int](repeating: 0, count: 8)
    for day in frame.period.days { wanted[day.weekday] += 1 }
    var total = Number.exact(.zero)
    for weekday in 1...7 where wanted[weekday] > 0 {
      guard counts[weekday] > 0,
        let part = sums[weekday].multiplied(by: .exact(Exact(wanted[weekday]))).divided(by: .exact(Exact(counts[weekday])))
      else { return nil }
      total = total.adding(part)
    }
    return CampaignFacts.settled(total, dictionary.measures[index].unit)
  }

  /// A measure (or additive KPI) by the values of a dimension, with a remainder row where labels are missing.
  ///
  /// For what is not additive the rows are the parts' own values, with neither shares nor a remainder.
  public func breakdown(of id: String, by dimension: String, in slice: Slice = .campaign) -> Breakdown {
    let slice = normalised(slice)
    let total = figure(id, in: slice)
    var rows: [Breakdown.Row] = values(of: dimension, in: slice).compactMap { value in
      figure(id, in: slice.with(dimension, value)).value.map { Breakdown.Row(value: value, amount: $0) }
    }
    rows.sort { a, b in
      let order = (a.amount ?? .exact(.zero)).compared(to: b.amount ?? .exact(.zero))
      return order != 0 ? order > 0 : (a.value ?? "") < (b.value ?? "")
    }
    let additive = dictionary.measure(id)?.additive ?? dictionary[id]?.additive ?? false
    if additive, let whole = total.value, !rows.isEmpty {
      let labelled = rows.reduce(Number.exact(.zero)) { $0.adding($1.amount ?? .exact(.zero)) }
      let rest = whole.subtracting(labelled)
      if !rest.isZero { rows.append(Breakdown.Row(value: nil, amount: rest)) }
      if whole.compared(to: .exact(.zero)) > 0 {
        for index in rows.indices { rows[index].share = rows[index].amount.map { $0.double / whole.double } }
      }
    }
    return Breakdown(dimension: dimension, total: total, rows: rows)
  }
}
