import Diagnostics

/// Reads tokens into an expression by operator precedence with two stacks of its own.
struct Parser {
  private let tokens: [Token]
  private let context: Formula.Context
  private var position = 0
  private var expression = Expression()
  private var operands: [Int] = []
  private var pending: [Pending] = []

  /// What waits for its right side or its closing parenthesis.
  private enum Pending {
    case binary(Expression.Operator)
    case negate
    case not
    case group(column: Int)
    case call(Expression.Function, column: Int, arguments: [Int], condition: Bool)

    /// How tightly it binds; 0 for an open parenthesis.
    var precedence: Int {
      switch self {
      case .binary(let op): op.precedence
      case .negate: 7
      case .not: 3
      case .group, .call: 0
      }
    }
  }

  static let tokenLimit = 100_000
  private static let functions = Expression.Function.allCases.map(\.rawValue)

  static func parse(_ text: String, context: Formula.Context) throws(FormulaError) -> (Expression, root: Int) {
    let tokens = try Lexer.tokens(text)
    if tokens.count > tokenLimit { throw FormulaError(problem: .formulaTooLong(tokenLimit), column: 0) }
    var parser = Parser(tokens: tokens, context: context)
    return try parser.parse()
  }

  private init(tokens: [Token], context: Formula.Context) {
    self.tokens = tokens
    self.context = context
  }

  private var token: Token { tokens[position] }

  private func fail(_ problem: Problem, _ column: Int) -> FormulaError { FormulaError(problem: problem, column: column) }

  private mutating func parse() throws(FormulaError) -> (Expression, root: Int) {
    if token.kind == .end { throw fail(.formulaEmpty(), token.column) }
    var wantsOperand = true
    while true {
      let current = token
      if wantsOperand {
        wantsOperand = try operand(current)
      } else {
        switch current.kind {
        case .end:
          reduce(above: 0)
          switch pending.last {
          case .group(let column)?, .call(_, let column, _, _)?: throw fail(.formulaUnclosed(), column)
          default:
            try expression.settle()
            return (expression, operands[0])
          }
        case .sign(.close):
          try close(current)
          position += 1
        case .sign(.comma):
          try nextArgument(current)
          wantsOperand = true
        case .word("where"):
          try condition(current)
          wantsOperand = true
        default:
          guard let op = Parser.binary(current) else {
            throw fail(.formulaOperatorExpected(found: current.shown), current.column)
          }
          try push(op, at: current.column)
          wantsOperand = true
        }
      }
    }
  }

  private static func binary(_ token: Token) -> Expression.Operator? {
    switch token.kind {
    case .sign(let sign): Expression.Operator(rawValue: sign.rawValue)
    case .word("and"): .and
    case .word("or"): .or
    default: nil
    }
  }

  /// Takes one token where an operand may begin; says whether an operand is still wanted after it.
  private mutating func operand(_ current: Token) throws(FormulaError) -> Bool {
    switch current.kind {
    case .number(let value): operands.append(expression.add(.constant(.number(.exact(value)))))
    case .text(let text): operands.append(expression.add(.constant(.text(text))))
    case .day(let day): operands.append(expression.add(.constant(.day(day))))
    case .sign(.open):
      pending.append(.group(column: current.column))
      position += 1
      return true
    case .sign(.minus):
      if case .negate? = pending.last { throw fail(.formulaOperandExpected(found: "-"), current.column) }
      pending.append(.negate)
      position += 1
      return true
    case .sign(.close):
      // Only `count()` closes without an argument.
      guard case .call(_, _, let arguments, false)? = pending.last, arguments.isEmpty,
        case .sign(.open) = tokens[position - 1].kind
      else { throw fail(.formulaOperandExpected(found: ")"), current.column) }
      try finishCall(adding: nil)
    case .word("not"):
      // `not` binds looser than a comparison, so it cannot stand to the right of one.
      if let last = pending.last, last.precedence >= 3 {
        throw fail(.formulaOperandExpected(found: "not"), current.column)
      }
      pending.append(.not)
      position += 1
      return true
    case .word("where"):
      // `count(where ...)` has no argument before its condition.
      guard case .call? = pending.last, case .sign(.open) = tokens[position - 1].kind else {
        throw fail(.formulaWhere(), current.column)
      }
      try condition(current, hasArgument: false)
      return true
    case .word(let word) where word != "and" && word != "or": return try name(word, current)
    default: throw fail(.formulaOperandExpected(found: current.shown), current.column)
    }
    position += 1
    return false
  }

  private mutating func name(_ word: String, _ first: Token) throws(FormulaError) -> Bool {
    position += 1
    if token.kind == .sign(.open) {
      guard let function = Expression.Function(rawValue: word) else {
        throw fail(
          .formulaFunction(word, nearest: nearest(to: word, among: Parser.functions), known: Parser.functions),
          first.column)
      }
      pending.append(.call(function, column: first.column, arguments: [], condition: false))
      position += 1
      return true
    }
    var path = [word]
    while token.kind == .sign(.dot) {
      position += 1
      guard case .word(let next) = token.kind else { throw fail(.formulaDot(), token.column) }
      path.append(next)
      position += 1
    }
    operands.append(expression.add(.name(path, column: first.column)))
    return false
  }

  // MARK: Operators

  private mutating func push(_ op: Expression.Operator, at column: Int) throws(FormulaError) {
    reduce(above: op.precedence - 1, keepingEqualComparison: op.isComparison)
    if op.isComparison, case .binary(let waiting)? = pending.last, waiting.isComparison {
      throw fail(.formulaChain(), column)
    }
    pending.append(.binary(op))
    position += 1
  }

  /// Builds the nodes of all waiting operators that bind tighter than `limit`, down to an open parenthesis.
  private mutating func reduce(above limit: Int, keepingEqualComparison: Bool = false) {
    while let last = pending.last, last.precedence > limit {
      if keepingEqualComparison, last.precedence == 4 { return }
      pending.removeLast()
      let right = operands.removeLast()
      switch last {
      case .negate: operands.append(expression.add(.negate(right)))
      case .not: operands.append(expression.add(.not(right)))
      case .binary(let op):
        let left = operands.removeLast()
        operands.append(expression.add(.binary(op, left, right)))
      case .group, .call: break  // precedence 0 never passes the loop's condition
      }
    }
  }

  // MARK: Parentheses

  private mutating func close(_ current: Token) throws(FormulaError) {
    reduce(above: 0)
    switch pending.last {
    case .group?: pending.removeLast()
    case .call?: try finishCall(adding: operands.removeLast())
    default: throw fail(.formulaUnopened(), current.column)
    }
  }

  private mutating func nextArgument(_ current: Token) throws(FormulaError) {
    reduce(above: 0)
    guard case .call(let function, let column, var arguments, false)? = pending.last else {
      throw fail(.formulaComma(), current.column)
    }
    arguments.append(operands.removeLast())
    pending[pending.count - 1] = .call(function, column: column, arguments: arguments, condition: false)
    position += 1
  }

  private mutating func condition(_ current: Token, hasArgument: Bool = true) throws(FormulaError) {
    reduce(above: 0)
    guard case .call(let function, let column, var arguments, false)? = pending.last else {
      throw fail(.formulaWhere(), current.column)
    }
    if hasArgument { arguments.append(operands.removeLast()) }
    pending[pending.count - 1] = .call(function, column: column, arguments: arguments, condition: true)
    position += 1
  }

  private mutating func finishCall(adding last: Int?) throws(FormulaError) {
    guard case .call(let function, let column, var arguments, let hasCondition)? = pending.popLast() else { return }
    var condition: Int?
    if hasCondition { condition = last } else if let last { arguments.append(last) }
    let aggregate: AggregateFunction?
    switch function {
    case .min where !hasCondition && arguments.count != 1, .max where !hasCondition && arguments.count != 1:
      aggregate = nil
    default: aggregate = AggregateFunction(rawValue: function.rawValue)
    }
    if hasCondition, aggregate == nil { throw fail(.formulaWhere(), column) }
    guard function.arity.range.contains(arguments.count), !(aggregate != nil && arguments.count > 1) else {
      throw fail(
        .formulaArguments(function.rawValue, expected: function.arity.words, found: arguments.count), column)
    }
    guard let aggregate else {
      return operands.append(expression.add(.call(function, arguments: arguments)))
    }
    if context == .kpi { throw fail(.formulaNeedsRegister(function.rawValue), column) }
    operands.append(
      expression.add(.aggregate(aggregate, argument: arguments.first, condition: condition, column: column)))
  }
}
