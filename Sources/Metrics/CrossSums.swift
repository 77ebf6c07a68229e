import Formulas
import Tables
import Values

/// Where two dimensions meet: a measure's sum, and the rows that it is of.
public struct CrossSum: Sendable {
  public var value: Number
  /// By file.
  public var sources: [FigureSource]
}

/// Sums by many values at once, which asked one by one would go through the rows again for each.
extension CampaignFacts {
  /// The sums of a measure over the campaign by the values of two dimensions, by one pass over each table; pairs without
  /// a row are left out. `attributed_profit` without a column of its own is revenue times the brief's margin, as in
  /// `figure`. `nil` where the figures are no plain sums over daily tables; they can then only be asked one by one.
  public func crossSums(of measure: String, by first: String, and second: String) -> [String: [String: CrossSum]]? {
    guard let (index, factor) = plainMeasure(measure) else { return nil }
    var result: [String: [String: CrossSum]] = [:]
    for place in supplies[index].daily where place.column >= 0 {
      let scan = scans[place.scan]
      guard let a = scan.dimension(first).map({ scan.dimensions[$0] }), let b = scan.dimension(second).map({ scan.dimensions[$0] })
      else { continue }
      let column = scan.columns[place.column]
      let width = b.values.count
      guard a.values.count * width <= 1_000_000 else { return nil }
      var cells = [Cell](repeating: Cell(), count: a.values.count * width)
      for row in scan.rows[Scan.campaign] {
        let row = Int(row)
        let (x, y) = (a.code(row: row), b.code(row: row))
        let value = column.mantissas[row]
        if x < 0 || y < 0 || value == ColumnValues.missingNumber { continue }
        cells[Int(x) * width + Int(y)].sum += Int128(value)
        cells[Int(x) * width + Int(y)].cells += 1
      }
      for (x, name) in a.values.enumerated() {
        for (y, other) in b.values.enumerated() where cells[x * width + y].cells > 0 {
          let cell = cells[x * width + y]
          guard let sum = column.exact(cell), let part = factor.map({ sum.multiplied(by: $0) }) ?? sum else { return nil }
          let source = FigureSource(file: scan.table.file, sheet: scan.table.sheet, rows: Int(cell.cells))
          if var known = result[name]?[other] {
            known.value = known.value.adding(.exact(part))
            known.sources.append(source)
            result[name]?[other] = known
          } else {
            result[name, default: [:]][other] = CrossSum(value: .exact(part), sources: [source])
          }
        }
      }
    }
    return result
  }

  /// A measure day by day for each value of a dimension, by one pass over each table, as `series` gives it for one;
  /// `nil` where it is no plain sum over daily tables, or the period is longer than 4,000 days.
  public func series(_ measure: String, over period: Period, by dimension: String) -> [String: [Number?]]? {
    guard let (index, factor) = plainMeasure(measure), period.length <= 4000 else { return nil }
    let length = period.length
    let first = Int(period.start.number)
    var result: [String: [Number?]] = [:]
    for place in supplies[index].daily where place.column >= 0 {
      let scan = scans[place.scan]
      guard let part = scan.dimension(dimension).map({ scan.dimensions[$0] }), part.values.count * length <= 4_000_000 else { continue }
      let column = scan.columns[place.column]
      var cells = [Cell](repeating: Cell(), count: part.values.count * length)
      for row in scan.days.indices {
        let day = Int(scan.days[row]) - first
        let code = part.code(row: row)
        let value = column.mantissas[row]
        if day < 0 || day >= length || code < 0 || value == ColumnValues.missingNumber { continue }
        cells[Int(code) * length + day].sum += Int128(value)
        cells[Int(code) * length + day].cells += 1
      }
      for (code, name) in part.values.enumerated() {
        var days = result[name] ?? [Number?](repeating: nil, count: length)
        for day in 0..<length where cells[code * length + day].cells > 0 {
          guard let sum = column.exact(cells[code * length + day]), let value = factor.map({ sum.multiplied(by: $0) }) ?? sum else {
            return nil
          }
          days[day] = (days[day] ?? .exact(.zero)).adding(.exact(value))
        }
        result[name] = days
      }
    }
    return result
  }

  /// The measure whose daily rows are to be summed, and what to multiply the sums with.
  private func plainMeasure(_ id: String) -> (index: Int, factor: Exact?)? {
    guard let index = dictionary.measureIndexes[id], dictionary.measures[index].additive else { return nil }
    switch roles[index] {
    case .plain: return supplies[index].daily.isEmpty ? nil : (index, nil)
    case .attributedProfit:
      if !supplies[index].daily.isEmpty { return (index, nil) }
      guard supplies[index].isEmpty, let margin = frame.grossMargin, let revenue = dictionary.measureIndexes["attributed_revenue"],
        !supplies[revenue].daily.isEmpty
      else { return nil }
      return (revenue, margin)
    default: return nil
    }
  }
}
