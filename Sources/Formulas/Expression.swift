import Values

/// A formula as a tree. Nodes refer to each other by index, children before parents, so that a deep tree costs
/// no call stack to build, walk or free.
struct Expression {
  var nodes: [Node] = []
  var names: [[String]] = []
  /// Where each name first stands.
  var nameColumns: [Int] = []
  private var nameIndexes: [[String]: Int] = [:]

  enum Node {
    case constant(FormulaValue)
    /// Index into `names`.
    case name(Int)
    case negate(Int)
    case not(Int)
    case binary(Operator, Int, Int)
    case call(Function, arguments: [Int], condition: Int?)
  }

  enum Operator: String {
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

  enum Function: String, CaseIterable {
    case sum, count, min, max, abs, round, `if`, coalesce

    /// How many arguments it takes, and in words.
    var arity: (range: ClosedRange<Int>, words: String) {
      switch self {
      case .sum, .abs: (1...1, "1")
      case .count: (0...1, "0–1")
      case .min, .max: (1...1000, "1+")
      case .round: (1...2, "1–2")
      case .if: (2...3, "2–3")
      case .coalesce: (1...1000, "1+")
      }
    }
  }

  mutating func add(_ node: Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  mutating func name(_ path: [String], at column: Int) -> Int {
    if let index = nameIndexes[path] { return index }
    names.append(path)
    nameColumns.append(column)
    nameIndexes[path] = names.count - 1
    return names.count - 1
  }
}
