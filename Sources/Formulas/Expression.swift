import Values

/// A formula as a tree. Nodes refer to each other by index, children before parents, so that a deep tree costs
/// no call stack to build, walk or free.
struct Expression: Sendable {
  var nodes: [Node] = []
  /// Every name as written, the first of each path outside aggregates, and in each aggregate.
  private(set) var names: [Name] = []
  /// The nodes of calls that go over rows, in the order in which they stand in the text.
  private(set) var aggregates: [Int] = []
  /// For name nodes the index into `names`, for aggregates that into `aggregates`.
  private(set) var indexes: [Int: Int] = [:]

  struct Name: Sendable {
    var path: [String]
    /// The character at which it first stands.
    var column: Int
    /// The aggregate in whose parentheses it stands.
    var aggregate: Int?
  }

  enum Node: Sendable {
    case constant(FormulaValue)
    case name([String], column: Int)
    case negate(Int)
    case not(Int)
    case binary(Operator, Int, Int)
    case call(Function, arguments: [Int])
    /// A call that goes over the rows of a register.
    case aggregate(AggregateFunction, argument: Int?, condition: Int?, column: Int)
  }

  enum Operator: String, Sendable {
    case add = "+", subtract = "-", multiply = "*", divide = "/"
    case equal = "=", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    case and, or

    var isComparison: Bool { precedence == 4 }

    var precedence: Int {
      switch self {
      case .or: 1
      case .and: 2
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 4
      case .add, .subtract: 5
      case .multiply, .divide: 6
      }
    }
  }

  enum Function: String, Sendable, CaseIterable {
    case sum, count, min, max, average, distinct, join
    case abs, round, sqrt, floor, ceil, `if`, coalesce, missing, contains, length
    case year, month, day, weekday, contrast

    /// How many arguments it takes, and in words.
    var arity: (range: ClosedRange<Int>, words: String) {
      switch self {
      case .sum, .average, .distinct, .join, .abs, .sqrt, .floor, .ceil, .missing, .length, .year, .month, .day,
        .weekday:
        (1...1, "1")
      case .count: (0...1, "0–1")
      case .round: (1...2, "1–2")
      case .if: (2...3, "2–3")
      case .contains, .contrast: (2...2, "2")
      case .min, .max, .coalesce: (1...1000, "1+")
      }
    }
  }

  mutating func add(_ node: Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  /// Tells the names of each aggregate from those outside; aggregates within aggregates are an error.
  mutating func settle() throws(FormulaError) {
    // Parents come after their children, so that walking backwards passes the owner down.
    var owners = [Int?](repeating: nil, count: nodes.count)
    var nested: (function: AggregateFunction, column: Int)?
    for index in nodes.indices.reversed() {
      var owner = owners[index]
      switch nodes[index] {
      case .constant, .name: continue
      case .negate(let child), .not(let child): owners[child] = owner
      case .binary(_, let left, let right):
        owners[left] = owner
        owners[right] = owner
      case .call(_, let arguments): for child in arguments { owners[child] = owner }
      case .aggregate(let function, let argument, let condition, let column):
        if owner != nil, column < nested?.column ?? Int.max { nested = (function, column) }
        owner = index
        aggregates.append(index)
        if let argument { owners[argument] = owner }
        if let condition { owners[condition] = owner }
      }
    }
    if let nested { throw FormulaError(problem: .formulaNested(nested.function.rawValue), column: nested.column) }
    // Parentheses close in the order of their nodes, and aggregates do not nest.
    aggregates.reverse()
    for (number, node) in aggregates.enumerated() { indexes[node] = number }
    var known: [Key: Int] = [:]
    for (index, node) in nodes.enumerated() {
      guard case .name(let path, let column) = node else { continue }
      let aggregate = owners[index].flatMap { indexes[$0] }
      let key = Key(path: path, aggregate: aggregate)
      if known[key] == nil {
        known[key] = names.count
        names.append(Name(path: path, column: column, aggregate: aggregate))
      }
      indexes[index] = known[key]
    }
  }

  private struct Key: Hashable {
    var path: [String]
    var aggregate: Int?
  }
}
