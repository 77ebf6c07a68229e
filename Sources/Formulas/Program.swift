/// A formula as instructions for a stack machine.
struct Program: Sendable {
  var instructions: [Instruction] = []

  enum Instruction: Sendable {
    case push(FormulaValue)
    case load(Int)
    case negate, not, abs
    case binary(Expression.Operator)
    /// Of the topmost `count` values.
    case smallest(count: Int), largest(count: Int)
    /// The value below, to as many decimals as the topmost says.
    case round
    /// On true goes on, on false to `otherwise`; a missing condition makes the whole missing and goes to `end`.
    case branch(otherwise: Int, end: Int)
    case jump(Int)
    /// Keeps a present value and goes to `end`; drops a missing one.
    case unlessMissing(end: Int)
    /// A function of the topmost one or two values.
    case call(Expression.Function)
    /// What rows of a register come to, by the number of the aggregate.
    case aggregate(Int)
  }

  /// The names it loads, each once, in order of first use.
  var names: [Int] {
    var seen: Set<Int> = []
    return instructions.compactMap {
      if case .load(let name) = $0, seen.insert(name).inserted { name } else { nil }
    }
  }

  private enum Work {
    case visit(Int)
    case emit(Instruction)
    /// Emits a placeholder and notes its place under the label.
    case hole(label: Int, Hole)
    /// Marks the next instruction as the label's target.
    case mark(label: Int)
    enum Hole { case branch(end: Int), jump, unlessMissing }
  }

  init(_ expression: Expression, root: Int) {
    var targets: [Int] = []
    var holes: [(at: Int, label: Int, kind: Work.Hole)] = []
    func label() -> Int {
      targets.append(0)
      return targets.count - 1
    }
    var work: [Work] = [.visit(root)]
    func schedule(_ items: [Work]) { work.append(contentsOf: items.reversed()) }

    while let item = work.popLast() {
      switch item {
      case .emit(let instruction): instructions.append(instruction)
      case .mark(let label): targets[label] = instructions.count
      case .hole(let label, let kind):
        holes.append((instructions.count, label, kind))
        instructions.append(.jump(0))
      case .visit(let index):
        switch expression.nodes[index] {
        case .constant(let value): instructions.append(.push(value))
        case .name: instructions.append(.load(expression.indexes[index] ?? 0))
        case .aggregate: instructions.append(.aggregate(expression.indexes[index] ?? 0))
        case .negate(let child): schedule([.visit(child), .emit(.negate)])
        case .not(let child): schedule([.visit(child), .emit(.not)])
        case .binary(let op, let left, let right):
          schedule([.visit(left), .visit(right), .emit(.binary(op))])
        case .call(let function, let arguments):
          let visits = arguments.map(Work.visit)
          switch function {
          case .min: schedule(visits + [.emit(.smallest(count: arguments.count))])
          case .max: schedule(visits + [.emit(.largest(count: arguments.count))])
          case .abs: schedule(visits + [.emit(.abs)])
          case .round:
            let decimals: [Work] = arguments.count == 2 ? [] : [.emit(.push(.number(.exact(.zero))))]
            schedule(visits + decimals + [.emit(.round)])
          case .sqrt, .floor, .ceil, .missing, .contains, .length, .year, .month, .day, .weekday, .contrast:
            schedule(visits + [.emit(.call(function))])
          // Always aggregates, which are nodes of their own.
          case .sum, .count, .average, .distinct, .join: instructions.append(.push(.missing))
          case .if:
            let (otherwise, end) = (label(), label())
            let last: Work = arguments.count == 3 ? visits[2] : .emit(.push(.missing))
            schedule([
              visits[0], .hole(label: otherwise, .branch(end: end)), visits[1], .hole(label: end, .jump),
              .mark(label: otherwise), last, .mark(label: end),
            ])
          case .coalesce:
            let end = label()
            var items: [Work] = []
            for (position, visit) in visits.enumerated() {
              items.append(visit)
              if position < visits.count - 1 { items.append(.hole(label: end, .unlessMissing)) }
            }
            schedule(items + [.mark(label: end)])
          }
        }
      }
    }
    for hole in holes {
      let target = targets[hole.label]
      switch hole.kind {
      case .branch(let end): instructions[hole.at] = .branch(otherwise: target, end: targets[end])
      case .jump: instructions[hole.at] = .jump(target)
      case .unlessMissing: instructions[hole.at] = .unlessMissing(end: target)
      }
    }
  }
}
