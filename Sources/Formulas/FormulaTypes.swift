import Diagnostics

/// The type of what a name or a formula stands for, as far as it is known before there are values.
public enum FormulaType: Sendable, Hashable { case number, text, day, bool, list }

extension Formula {
  /// What types say before there is any value: the type of the outcome (`nil` when that depends on the values), and
  /// operations that can never be worked out, each at a character counted from 0 in the text given to `parse`.
  /// `type` gives that of a name, by its index in `names`; `nil` is any.
  public func types(_ type: (_ name: Int) -> FormulaType?) -> (outcome: FormulaType?, mistakes: [(column: Int, Problem)]) {
    var check = TypeCheck(source.expression)
    // Children stand before their parents.
    for node in source.expression.nodes.indices { check.settle(node, type) }
    return (check.types[source.root].plain, check.mistakes)
  }
}

private struct TypeCheck {
  let expression: Expression
  var types: [Kind] = []
  var mistakes: [(column: Int, Problem)] = []
  /// The first name or aggregate beneath each node.
  private var columns: [Int?] = []

  /// An empty text is its own, since lists can be compared with it.
  enum Kind: Equatable {
    case known(FormulaType)
    case emptyText, any

    var plain: FormulaType? {
      switch self {
      case .known(let type): type
      case .emptyText: .text
      case .any: nil
      }
    }

    func isOneOf(_ types: FormulaType...) -> Bool { plain.map(types.contains) ?? true }
  }

  init(_ expression: Expression) {
    self.expression = expression
    types.reserveCapacity(expression.nodes.count)
  }

  mutating func settle(_ index: Int, _ type: (Int) -> FormulaType?) {
    switch expression.nodes[index] {
    case .constant(let value): add(TypeCheck.kind(of: value), nil)
    case .name(_, let column):
      add(expression.indexes[index].flatMap(type).map(Kind.known) ?? .any, column)
    case .negate(let child):
      expect(child, .number, by: "-")
      add(.known(.number), columns[child])
    case .not(let child):
      expect(child, .bool, by: "not")
      add(.known(.bool), columns[child])
    case .binary(let op, let left, let right):
      let result = binary(op, left, right)
      add(result, columns[left] ?? columns[right])
    case .call(let function, let arguments):
      let result = call(function, arguments)
      add(result, arguments.compactMap { columns[$0] }.first)
    case .aggregate(let function, let argument, let condition, let column):
      if let condition { expect(condition, .bool, by: "where") }
      add(aggregate(function, argument), column)
    }
  }

  private mutating func add(_ kind: Kind, _ column: Int?) {
    types.append(kind)
    columns.append(column)
  }

  private static func kind(of value: FormulaValue) -> Kind {
    switch value {
    case .number: .known(.number)
    case .text(let text): text.isEmpty ? .emptyText : .known(.text)
    case .day: .known(.day)
    case .bool: .known(.bool)
    case .list: .known(.list)
    case .missing: .any
    }
  }

  private mutating func report(_ problem: Problem, at node: Int, or other: Int? = nil) {
    mistakes.append((columns[node] ?? other.flatMap { columns[$0] } ?? 0, problem))
  }

  private mutating func expect(_ node: Int, _ wanted: FormulaType..., by operation: String) {
    guard let found = types[node].plain, !wanted.contains(found) else { return }
    report(.formulaOperand(operation, found: found, wanted: wanted), at: node)
  }

  private mutating func binary(_ op: Expression.Operator, _ left: Int, _ right: Int) -> Kind {
    switch op {
    case .and, .or:
      expect(left, .bool, by: op.rawValue)
      expect(right, .bool, by: op.rawValue)
      return .known(.bool)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      let isEquality = op == .equal || op == .notEqual
      switch (types[left], types[right]) {
      case (.any, .any): break
      case (.any, let other), (let other, .any):
        // Only numbers, days and texts have an order.
        if !isEquality, !other.isOneOf(.number, .day, .text) { fail(op, left, right) }
      case (.known(.list), .emptyText) where isEquality, (.emptyText, .known(.list)) where isEquality: break
      case (let a, let b):
        let isOrdered = a.isOneOf(.number, .day, .text)
        if a.plain != b.plain || !(isOrdered || isEquality) { fail(op, left, right) }
      }
      return .known(.bool)
    case .add, .subtract:
      switch (types[left].plain, types[right].plain) {
      case (.number?, .number?): return .known(.number)
      case (.day?, .number?): return .known(.day)
      case (.number?, .day?) where op == .add: return .known(.day)
      case (.day?, .day?) where op == .subtract: return .known(.number)
      case (nil, let other?), (let other?, nil):
        if other != .number, other != .day { fail(op, left, right) }
        return .any
      case (nil, nil): return .any
      default:
        fail(op, left, right)
        return .any
      }
    case .multiply, .divide:
      expect(left, .number, by: op.rawValue)
      expect(right, .number, by: op.rawValue)
      return .known(.number)
    }
  }

  private mutating func fail(_ op: Expression.Operator, _ left: Int, _ right: Int) {
    report(.formulaOperands(op.rawValue, types[left].plain, types[right].plain), at: left, or: right)
  }

  /// What several values have in common.
  private func common(_ nodes: some Sequence<Int>) -> Kind {
    let kinds = nodes.map { types[$0].plain }
    guard let first = kinds.first, let first, kinds.allSatisfy({ $0 == first }) else { return .any }
    return .known(first)
  }

  private mutating func call(_ function: Expression.Function, _ arguments: [Int]) -> Kind {
    let name = function.rawValue
    switch function {
    case .abs, .round, .sqrt, .floor, .ceil:
      for argument in arguments { expect(argument, .number, by: name) }
      return .known(.number)
    case .min, .max:
      for argument in arguments { expect(argument, .number, .day, by: name) }
      let found = Set(arguments.compactMap { types[$0].plain })
      if found == [.number, .day] { report(.formulaOperands(name, .number, .day), at: arguments[0]) }
      return common(arguments)
    case .if:
      expect(arguments[0], .bool, by: name)
      return common(arguments.dropFirst())
    case .coalesce: return common(arguments)
    case .missing: return .known(.bool)
    case .contains:
      expect(arguments[0], .text, .list, by: name)
      expect(arguments[1], .text, by: name)
      return .known(.bool)
    case .length:
      expect(arguments[0], .text, .list, by: name)
      return .known(.number)
    case .year, .month, .day, .weekday:
      expect(arguments[0], .day, by: name)
      return .known(.number)
    case .contrast:
      for argument in arguments { expect(argument, .text, by: name) }
      return .known(.number)
    // Nodes of their own.
    case .sum, .count, .average, .distinct, .join: return .any
    }
  }

  private mutating func aggregate(_ function: AggregateFunction, _ argument: Int?) -> Kind {
    switch function {
    case .sum, .average:
      if let argument { expect(argument, .number, by: function.rawValue) }
      return .known(.number)
    case .min, .max:
      guard let argument else { return .any }
      expect(argument, .number, .day, by: function.rawValue)
      return types[argument].isOneOf(.number, .day) ? types[argument] : .any
    case .count, .distinct: return .known(.number)
    case .join:
      if let argument { expect(argument, .text, .list, .number, .day, by: function.rawValue) }
      return .known(.text)
    }
  }
}

extension FormulaType {
  /// The type in a message.
  public var words: Wording {
    switch self {
    case .number: Wording(zh: "数字", en: "a number")
    case .text: Wording(zh: "文字", en: "a text")
    case .day: Wording(zh: "日期", en: "a day")
    case .bool: Wording(zh: "是或否", en: "yes or no")
    case .list: Wording(zh: "多项", en: "a list")
    }
  }
}
