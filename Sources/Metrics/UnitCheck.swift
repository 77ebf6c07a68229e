import Diagnostics
import Formulas
import Values

/// Whether a KPI's formula gives what its unit says.
///
/// A formula is worked out twice, the second time with all amounts of money a thousand times as large, as if they were
/// in another currency. An amount must grow with them, a rate must not; what depends on money must not be called a
/// rate, and a count over counts not an amount.
enum UnitCheck {
  static func run(_ kpi: KPIDefinition, _ bindings: [Binding], _ dictionary: KPIDictionary) -> Problem? {
    guard let formula = kpi.formula, !bindings.isEmpty, kpi.unit.kind != .number,
      let plain = value(formula, bindings, dictionary, money: 1), let grown = value(formula, bindings, dictionary, money: 1000),
      plain.isFinite, grown.isFinite, plain != 0
    else { return nil }
    let growth = grown / plain
    func isNear(_ expected: Double) -> Bool { abs(growth - expected) <= expected * 1e-6 }
    switch kpi.unit.kind {
    case .money: return isNear(1000) ? nil : .unitMismatch(kpi.id, isMoney: true)
    case .ratio: return isNear(1) ? nil : .unitMismatch(kpi.id, isMoney: false)
    case .number: return nil
    }
  }

  private static func value(
    _ formula: Formula, _ bindings: [Binding], _ dictionary: KPIDictionary, money: Double
  ) -> Double? {
    let outcome = formula.evaluate { name in
      // Different values for different names, so that differences do not vanish.
      let value = 3 + Double(name) * 0.7
      let isMoney =
        switch bindings[name] {
        case .measure(let index, _): dictionary.measures[index].kind == .money
        case .kpi(let index, _): dictionary.kpis[index].unit.kind == .money
        case .frame(let field): field == .budget || field == .reserve
        }
      return .number(.real(isMoney ? value * money : value))
    }
    guard case .number(let number) = outcome.value else { return nil }
    return number.double
  }
}
