import Values

/// Runs a program on a stack of values.
struct Machine {
  var stack: [FormulaValue] = []
  var flaw: Formula.Flaw?

  mutating func run(_ instructions: [Program.Instruction], _ resolve: (Int) -> FormulaValue) {
    stack.reserveCapacity(8)
    var position = 0
    while position < instructions.count {
      let instruction = instructions[position]
      position += 1
      switch instruction {
      case .push(let value): stack.append(value)
      case .load(let name): stack.append(resolve(name))
      case .negate: unary { .number($0.negated) }
      case .abs: unary { .number($0.compared(to: .exact(.zero)) < 0 ? $0.negated : $0) }
      case .not:
        switch pop() {
        case .bool(let value): stack.append(.bool(!value))
        case .missing: stack.append(.missing)
        default: fail(.wrongType)
        }
      case .binary(let op):
        let right = pop()
        let left = pop()
        binary(op, left, right)
      case .smallest(let count): extreme(count, keep: -1)
      case .largest(let count): extreme(count, keep: 1)
      case .round:
        let decimals = pop()
        let value = pop()
        round(value, decimals)
      case .branch(let otherwise, let end):
        switch pop() {
        case .bool(true): break
        case .bool(false): position = otherwise
        case .missing:
          stack.append(.missing)
          position = end
        default:
          fail(.wrongType)
          position = end
        }
      case .jump(let target): position = target
      case .unlessMissing(let end):
        if stack.last == .missing { stack.removeLast() } else { position = end }
      case .rows: fail(.noRows)
      }
    }
  }

  private mutating func pop() -> FormulaValue { stack.popLast() ?? .missing }

  /// Makes the value missing and keeps the first reason.
  private mutating func fail(_ reason: Formula.Flaw) {
    if flaw == nil { flaw = reason }
    stack.append(.missing)
  }

  private mutating func unary(_ apply: (Number) -> FormulaValue) {
    switch pop() {
    case .number(let value): stack.append(apply(value))
    case .missing: stack.append(.missing)
    default: fail(.wrongType)
    }
  }

  private mutating func binary(_ op: Expression.Operator, _ left: FormulaValue, _ right: FormulaValue) {
    switch (op, left, right) {
    // A false side settles `and`, a true side `or`, whatever the other is.
    case (.and, .bool(false), _), (.and, _, .bool(false)): stack.append(.bool(false))
    case (.or, .bool(true), _), (.or, _, .bool(true)): stack.append(.bool(true))
    case (_, .missing, _), (_, _, .missing): stack.append(.missing)
    case (.and, .bool, .bool): stack.append(.bool(true))
    case (.or, .bool, .bool): stack.append(.bool(false))
    case (_, .number(let a), .number(let b)): numbers(op, a, b)
    case (_, .day(let a), .day(let b)):
      if op == .subtract {
        stack.append(.number(.exact(Exact(b.distance(to: a)))))
      } else {
        compare(op, a < b ? -1 : (a == b ? 0 : 1))
      }
    case (.add, .day(let day), .number(let days)), (.add, .number(let days), .day(let day)): shift(day, days)
    case (.subtract, .day(let day), .number(let days)): shift(day, days.negated)
    case (_, .text(let a), .text(let b)): compare(op, a == b ? 0 : (a < b ? -1 : 1))
    case (_, .bool(let a), .bool(let b)) where op == .equal || op == .notEqual:
      stack.append(.bool((a == b) == (op == .equal)))
    default: fail(.wrongType)
    }
  }

  private mutating func shift(_ day: Day, _ days: Number) {
    guard case .exact(let count) = days, count.scale == 0, abs(count.double) < 1e6 else { return fail(.wrongType) }
    stack.append(.day(day.advanced(by: Int(count.mantissa))))
  }

  private mutating func numbers(_ op: Expression.Operator, _ a: Number, _ b: Number) {
    switch op {
    case .add: push(a.adding(b))
    case .subtract: push(a.subtracting(b))
    case .multiply: push(a.multiplied(by: b))
    case .divide:
      if let quotient = a.divided(by: b) { push(quotient) } else { fail(.zeroDivisor) }
    case .and, .or: fail(.wrongType)
    default: compare(op, a.compared(to: b))
    }
  }

  /// Overflow to infinity is no number.
  private mutating func push(_ number: Number) {
    if case .real(let value) = number, !value.isFinite { return fail(.wrongType) }
    stack.append(.number(number))
  }

  private mutating func compare(_ op: Expression.Operator, _ order: Int) {
    switch op {
    case .equal: stack.append(.bool(order == 0))
    case .notEqual: stack.append(.bool(order != 0))
    case .less: stack.append(.bool(order < 0))
    case .lessOrEqual: stack.append(.bool(order <= 0))
    case .greater: stack.append(.bool(order > 0))
    case .greaterOrEqual: stack.append(.bool(order >= 0))
    default: fail(.wrongType)
    }
  }

  private mutating func extreme(_ count: Int, keep sign: Int) {
    let values = Array(stack.suffix(count))
    stack.removeLast(Swift.min(count, stack.count))
    var best: Number?
    for value in values {
      guard case .number(let number) = value else {
        return value == .missing ? stack.append(.missing) : fail(.wrongType)
      }
      if let current = best, number.compared(to: current) * sign <= 0 { continue }
      best = number
    }
    stack.append(best.map(FormulaValue.number) ?? .missing)
  }

  private mutating func round(_ value: FormulaValue, _ decimals: FormulaValue) {
    switch (value, decimals) {
    case (.missing, _), (_, .missing): stack.append(.missing)
    case (.number(let number), .number(.exact(let digits))) where digits.scale == 0 && digits >= .zero && digits <= Exact(12):
      if let rounded = number.exact(decimals: Int(digits.mantissa)) {
        push(.exact(rounded))
      } else {
        push(number)
      }
    default: fail(.wrongType)
    }
  }
}
