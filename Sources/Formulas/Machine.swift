import Values

/// Runs a program on a stack of values.
struct Machine {
  var stack: [FormulaValue] = []
  var flaw: Formula.Flaw?

  /// The value of a program without aggregates; the machine can be used again.
  mutating func value(of program: Program, _ resolve: (Int) -> FormulaValue) -> FormulaValue {
    stack.removeAll(keepingCapacity: true)
    run(program.instructions, resolve) { _ in (.missing, .noRows) }
    return stack.last ?? .missing
  }

  mutating func run(
    _ instructions: [Program.Instruction], _ resolve: (Int) -> FormulaValue,
    _ aggregate: (Int) -> (value: FormulaValue, flaw: Formula.Flaw?)
  ) {
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
      case .call(let function): call(function)
      case .aggregate(let number):
        let (value, flaw) = aggregate(number)
        if let flaw { note(flaw) }
        stack.append(value)
      }
    }
  }

  mutating func pop() -> FormulaValue { stack.popLast() ?? .missing }

  /// Keeps the first reason, but a mistake of the formula rather than a gap in the data.
  mutating func note(_ reason: Formula.Flaw) {
    if flaw == nil || reason == .wrongType { flaw = reason }
  }

  /// Makes the value missing.
  mutating func fail(_ reason: Formula.Flaw) {
    note(reason)
    stack.append(.missing)
  }

  private mutating func unary(_ apply: (Number) -> FormulaValue) {
    switch pop() {
    case .number(let value): stack.append(apply(value))
    case .missing: stack.append(.missing)
    default: fail(.wrongType)
    }
  }

  /// What an operator makes of two values; the machine can be used again.
  mutating func value(_ left: FormulaValue, _ op: Expression.Operator, _ right: FormulaValue) -> FormulaValue {
    stack.removeAll(keepingCapacity: true)
    binary(op, left, right)
    return stack.last ?? .missing
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
    case (_, .list(let a), .list(let b)) where op == .equal || op == .notEqual:
      stack.append(.bool((a == b) == (op == .equal)))
    // A list compared with an empty text asks whether it is empty.
    case (_, .list(let items), .text("")) where op == .equal || op == .notEqual,
      (_, .text(""), .list(let items)) where op == .equal || op == .notEqual:
      stack.append(.bool(items.isEmpty == (op == .equal)))
    default: fail(.wrongType)
    }
  }

  private mutating func shift(_ day: Day, _ days: Number) {
    guard case .exact(let count) = days, count.scale == 0 else { return fail(.wrongType) }
    guard abs(count.double) < 1e7 else { return fail(.tooLarge) }
    let number = Int(day.number) + Int(count.mantissa)
    // The years 1 to 9999.
    guard (-719_162...2_932_896).contains(number) else { return fail(.tooLarge) }
    stack.append(.day(Day(number: Int32(number))))
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
  mutating func push(_ number: Number) {
    if case .real(let value) = number, !value.isFinite { return fail(.tooLarge) }
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
    let values = stack.suffix(count)
    stack.removeLast(values.count)
    var best: FormulaValue?
    for value in values {
      if value == .missing { return stack.append(.missing) }
      guard let current = best else {
        best = value
        continue
      }
      guard let order = value.order(against: current) else { return fail(.wrongType) }
      if order * sign > 0 { best = value }
    }
    switch best {
    case .number?, .day?: stack.append(best ?? .missing)
    default: fail(.wrongType)
    }
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
