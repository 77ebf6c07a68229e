import Values

/// Compares the rows of a table with what its file states: the total row, and the printed rates.
struct TableChecks {
  let plan: TablePlan
  let line: (Int32) -> Int32

  func check(
    _ table: inout DataTable, _ totals: [TotalRow], _ printed: [(plan: ColumnPlan, number: Int, values: NumberColumn)]
  ) {
    if let grand = grandTotal(totals, table.rowCount, &table.report) { compare(grand, &table) }
    for rate in printed { compare(rate.plan, rate.values, &table) }
  }

  // MARK: Totals

  /// The row that sums up all: the marked one, else an unmarked first or last one.
  private func grandTotal(_ totals: [TotalRow], _ rows: Int, _ report: inout ImportReport) -> TotalRow? {
    func isMarkedGrand(_ total: TotalRow) -> Bool {
      if case .group? = total.mark { return false }
      return total.mark != nil && !total.values.isEmpty
    }
    if let marked = totals.last(where: isMarkedGrand) { return marked }
    guard let unmarked = totals.last(where: { $0.mark == nil && ($0.rowsBefore == 0 || $0.rowsBefore == rows) }) else {
      // A last group that follows all rows and stands alone is what the tool calls its total (Total: Campaigns).
      let groups = totals.filter { $0.mark != nil }
      return groups.count == 1 && (groups[0].rowsBefore == rows || groups[0].rowsBefore == 0) ? groups[0] : nil
    }
    report.guesses.append(.init(about: .total, subject: "\(line(unmarked.line))", decision: "total"))
    return unmarked
  }

  private func compare(_ total: TotalRow, _ table: inout DataTable) {
    for (number, column) in plan.columns.enumerated() {
      guard let value = total.values[number], !column.isRate else { continue }
      let exact = Exact(mantissa: Int128(value.mantissa), scale: value.scale)
      table.statedTotals[column.id] = exact
      guard column.isAdditive, let sum = TableChecks.sum(table.column(column.id)) else { continue }
      table.report.checks.append(
        .init(
          kind: .totalRow, column: column.id, stated: exact.double, computed: sum.double,
          agrees: TableChecks.agrees(value, with: sum),
          line: Int(line(total.line))))
    }
  }

  /// Whether a printed figure is a sum within half a unit of its last printed digit.
  static func agrees(_ value: ParsedNumber, with sum: Exact?) -> Bool {
    guard let sum else { return false }
    let exact = Exact(mantissa: Int128(value.mantissa), scale: value.scale)
    return sum == exact || (sum.subtracting(exact)?.magnitude.double ?? .infinity) <= power(-value.precision) / 2
  }

  static func sum(_ column: Column?) -> Exact? {
    guard case .number(let mantissas, let scale)? = column?.values else { return nil }
    var sum: Int128 = 0
    for mantissa in mantissas where mantissa != ColumnValues.missingNumber { sum += Int128(mantissa) }
    return Exact(mantissa: sum, scale: scale)
  }

  private static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }

  // MARK: Printed rates

  /// One check per rate: the row that disagrees most, and whether all agree within the rounding of what is printed.
  private func compare(_ column: ColumnPlan, _ printed: NumberColumn, _ table: inout DataTable) {
    let divisor = compareRows(column, printed, &table)
    guard column.definition.type == .percent else { return }
    checkRange(column, printed, divisor, &table)
  }

  /// A part of a whole is never negative nor more than all of it.
  private func checkRange(
    _ column: ColumnPlan, _ printed: NumberColumn, _ divisor: Double?, _ table: inout DataTable
  ) {
    let rows = min(table.rowCount, printed.mantissas.count)
    var style = divisor ?? 1
    if divisor == nil, printed.signed == 0 {
      // Without anything to compare with, a number above 1 says that the column counts in percents.
      let isPercent = column.unit.unit == "%" || (0..<rows).contains { (printed.value($0) ?? 0) > 1 }
      style = isPercent ? 100 : 1
    }
    var found: ImportReport.ShareOutOfRange?
    var checked = 0
    for row in 0..<rows {
      guard let value = printed.value(row) else { continue }
      checked += 1
      // Printed digits of 100 % round at most to it.
      if value >= 0, value <= style { continue }
      if found == nil {
        found = .init(column: column.id, rows: 0, checked: 0, line: Int(table.rowLines[row]), value: value / style)
      }
      found?.rows += 1
      let fraction = value / style
      if let worst = found, max(-fraction, fraction - 1) > max(-worst.value, worst.value - 1) {
        found?.value = fraction
        found?.line = Int(table.rowLines[row])
      }
    }
    found?.checked = checked
    if let found { table.report.sharesOutOfRange.append(found) }
  }

  /// What printed values are divided by to be fractions; `nil` where no row could be compared.
  private func compareRows(_ column: ColumnPlan, _ printed: NumberColumn, _ table: inout DataTable) -> Double? {
    guard let numerator = column.definition.numerator, let denominator = column.definition.denominator,
      let over = numbers(numerator, table), let under = numbers(denominator, table)
    else { return nil }
    let factor = Double(column.definition.factor)
    // Percents are printed as such when the sign or the header says so; else what fits more rows is taken.
    var divisors = [1.0]
    if column.definition.type == .percent, printed.unsigned > 0, printed.signed == 0 {
      divisors = column.unit.unit == "%" ? [100] : [1, 100]
    }
    let half = 0.5 / TableChecks.power(printed.scale)
    var best: (agreeing: Int, compared: Int, divisor: Double, worst: ImportReport.Check)?
    for divisor in divisors {
      var agreeing = 0
      var compared = 0
      var worst: (distance: Double, check: ImportReport.Check)?
      for row in 0..<min(table.rowCount, printed.mantissas.count) {
        guard let stated = printed.value(row), let top = over.value(row), let bottom = under.value(row), bottom != 0
        else { continue }
        compared += 1
        let value = stated / divisor
        let computed = factor * top / bottom
        let distance = abs(value - computed)
        let agrees = distance <= half / divisor * 1.000001 + 1e-12
        if agrees { agreeing += 1 }
        if distance > worst?.distance ?? -1 {
          worst = (
            distance,
            .init(
              kind: .printedRate, column: column.id, stated: value, computed: computed, agrees: agrees,
              line: Int(table.rowLines[row]))
          )
        }
      }
      guard var check = worst?.check else { continue }
      check.rowsCompared = compared
      check.rowsAgreeing = agreeing
      check.agrees = agreeing == compared
      if agreeing > best?.agreeing ?? -1 { best = (agreeing, compared, divisor, check) }
    }
    guard let best else { return nil }
    if divisors.count > 1 {
      table.report.guesses.append(
        .init(about: .rateStyle, subject: column.header, decision: best.divisor == 100 ? "percent" : "fraction"))
    }
    table.report.checks.append(best.worst)
    return best.divisor
  }

  private func numbers(_ id: String, _ table: DataTable) -> NumberColumn? {
    let resolved = plan.columns.first { $0.definition.id == id }?.id ?? id
    guard case .number(let mantissas, let scale)? = table.column(resolved)?.values else { return nil }
    return NumberColumn(mantissas, scale, 0, 0)
  }
}
