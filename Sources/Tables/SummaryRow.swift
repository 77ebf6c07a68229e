import Values

/// The summary row of tools that give it the report's dates and leave its names blank.
enum SummaryRow {
  /// Takes out the first or the last row when it alone has no name, and every additive figure of it is the sum of
  /// all others. Its figures become the table's stated totals. Returns the row taken out.
  static func drop(_ table: inout DataTable, _ plan: TablePlan) -> Int? {
    guard table.rowCount >= 3 else { return nil }
    for row in [0, table.rowCount - 1] where isSummary(row, table, plan) {
      let line = Int(table.rowLines[row])
      for column in plan.columns where column.role == .measure {
        guard case .number(let mantissas, let scale)? = table.column(column.id)?.values,
          mantissas[row] != ColumnValues.missingNumber
        else { continue }
        let stated = Exact(mantissa: Int128(mantissas[row]), scale: scale)
        table.statedTotals[column.id] = stated
        if column.isAdditive {
          table.report.checks.append(
            .init(
              kind: .totalRow, column: column.id, stated: stated.double, computed: stated.double, agrees: true,
              line: line))
        }
      }
      remove(row, from: &table)
      table.report.setAside.append(.init(lines: line...line, reason: .total, excerpt: ""))
      table.report.setAside.sort { $0.lines.lowerBound < $1.lines.lowerBound }
      table.report.guesses.append(.init(about: .total, subject: "\(line)", decision: "total"))
      return row
    }
    return nil
  }

  private static func isSummary(_ row: Int, _ table: DataTable, _ plan: TablePlan) -> Bool {
    var names = 0
    for column in plan.columns where column.definition.role == .dimension && column.id != "currency" {
      guard case .text(let codes, _)? = table.column(column.id)?.values else { continue }
      if codes[row] >= 0 { return false }
      let others = codes.count { $0 < 0 }
      // A name that other rows lack too is no sign.
      if others == 1 { names += 1 }
    }
    guard names > 0 else { return false }
    var sums = 0
    for column in plan.columns where column.isAdditive {
      guard case .number(let mantissas, let scale)? = table.column(column.id)?.values,
        mantissas[row] != ColumnValues.missingNumber, mantissas[row] != 0
      else { continue }
      guard let total = TableChecks.sum(table.column(column.id)) else { return false }
      let value = Exact(mantissa: Int128(mantissas[row]), scale: scale)
      guard total.subtracting(value) == value else { return false }
      sums += 1
    }
    return sums > 0
  }

  private static func remove(_ row: Int, from table: inout DataTable) {
    for index in table.columns.indices {
      switch table.columns[index].values {
      case .text(var codes, let dictionary):
        codes.remove(at: row)
        table.columns[index].values = .text(codes: codes, dictionary: dictionary)
      case .day(var days):
        days.remove(at: row)
        table.columns[index].values = .day(days)
      case .number(var mantissas, let scale):
        mantissas.remove(at: row)
        table.columns[index].values = .number(mantissas: mantissas, scale: scale)
      }
    }
    table.rowLines.remove(at: row)
    table.rowCount -= 1
    table.report.rowsUsed = table.rowCount
  }
}
