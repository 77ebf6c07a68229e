/// What a call that goes over rows makes of them. Missing values, empty texts and empty lists are passed over.
public enum AggregateFunction: String, Sendable, CaseIterable {
  /// Exact while the digits suffice; 0 over nothing.
  case sum
  /// Rows, or rows whose value is not missing.
  case count
  /// Of numbers or days; missing over nothing.
  case min, max
  /// Missing over nothing.
  case average
  /// How many different values; each item of a list is one.
  case distinct
  /// The different values in order of first appearance, separated by `、`.
  case join
}

/// A call inside a formula that goes over rows: `sum(amount where type = this.type)`.
public struct Aggregate: Sendable {
  public let function: AggregateFunction
  /// The character of the formula at which it starts, counted from 0.
  public let column: Int
  /// The formula's names that stand within its parentheses, as indexes, in order.
  public let names: [Int]
  /// `nil` for `count()`.
  let argument: Program?
  /// What must all be true of a row; a condition is cut at its `and`s.
  let conditions: [Condition]

  struct Condition: Sendable {
    var whole: Program
    /// The sides, where it says that two things are equal.
    var equality: (left: Program, right: Program)?
    /// The arguments, where it is `contains(container, item)`.
    var membership: (container: Program, item: Program)?
  }

  init?(_ expression: Expression, node: Int) {
    guard case .aggregate(let function, let argument, let condition, let column) = expression.nodes[node] else {
      return nil
    }
    self.function = function
    self.column = column
    self.argument = argument.map { Program(expression, root: $0) }
    var conditions: [Condition] = []
    var open = condition.map { [$0] } ?? []
    while let next = open.popLast() {
      switch expression.nodes[next] {
      case .binary(.and, let left, let right):
        open.append(right)
        open.append(left)
      case .binary(.equal, let left, let right):
        conditions.append(
          Condition(
            whole: Program(expression, root: next),
            equality: (Program(expression, root: left), Program(expression, root: right))))
      case .call(.contains, let arguments):
        conditions.append(
          Condition(
            whole: Program(expression, root: next),
            membership: (Program(expression, root: arguments[0]), Program(expression, root: arguments[1]))))
      default: conditions.append(Condition(whole: Program(expression, root: next)))
      }
    }
    self.conditions = conditions
    let used = (self.argument?.names ?? []) + conditions.flatMap(\.whole.names)
    names = Set(used).sorted()
  }
}
