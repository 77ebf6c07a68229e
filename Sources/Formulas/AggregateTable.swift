import Values

/// Works out one aggregate of a formula over a table of rows, for any number of rows that ask.
///
/// A condition is cut at its `and`s. Parts about the cells alone are settled once for each row. Parts that say a cell
/// equals something outside (`channel = this.channel`) are looked up in an index, and so is `contains` of a list with one
/// side from outside; other comparisons with something outside go through the rows found. An outcome is kept for all who
/// ask with the same values. The rows must not change while the table is in use, and a table belongs to one thread.
public final class AggregateTable {
  private let aggregate: Aggregate
  private let rowCount: Int
  private let cell: (_ name: Int, _ row: Int) -> FormulaValue
  /// Names that belong to whoever asks.
  private let outerNames: [Int]
  /// Parts of the condition about the cells alone.
  private var own: [Own] = []
  /// Parts with a side of cells and a side from outside, that say the two are equal.
  private var keys: [Sides] = []
  /// The same with other comparisons.
  private var comparisons: [Sides] = []
  private var others: [Program] = []
  /// Of a table without keys: a list from outside that has the cell, or a cell that is a list with the item.
  private var membership: (outer: Program, inner: Program)?
  private let hasOwnArgument: Bool
  private var prepared: Prepared?
  private var known: [[ValueKey]: Outcome] = [:]
  private var single: Outcome?

  public typealias Outcome = (value: FormulaValue, flaw: Formula.Flaw?)

  private struct Own {
    var whole: Program
    /// Where a cell is compared with a constant, as most are.
    var constant: (name: Int, op: Expression.Operator, value: FormulaValue)?

    init(_ condition: Aggregate.Condition) {
      whole = condition.whole
      guard let (left, op, right) = condition.comparison, left.instructions.count == 1, right.instructions.count == 1,
        case .load(let name) = left.instructions[0], case .push(let value) = right.instructions[0]
      else { return }
      constant = (name, op, value)
    }
  }

  private struct Sides {
    var inner: Program
    var outer: Program
    var op: Expression.Operator
    var isInnerFirst: Bool
  }

  /// What is the same for all who ask.
  private struct Prepared {
    /// Those that meet the conditions about the cells alone, in order.
    var rows: [Int32] = []
    var byKey: [[ValueKey]: [Int32]] = [:]
    /// For each key the types of value that occur.
    var types: [Set<ValueKey.Kind>] = []
    /// Whether some key has more digits than tell it from its neighbours in the index.
    var isCoarse = false
    /// The cells' sides of the keys and of the comparisons, and the arguments, by row.
    var keySides: [[FormulaValue]] = []
    var sides: [[FormulaValue]] = []
    var arguments: [FormulaValue] = []
    /// By the text that a cell is, or each item of its list.
    var members: [String: [Int32]] = [:]
    /// Rows whose cell is neither a text nor a list.
    var notMembers: [Int32] = []
    var hasMemberTexts = false
    var flaw: Formula.Flaw?
  }

  /// `isOuter` says of a name within the aggregate's parentheses, by its index in the formula, whether it belongs to
  /// whoever asks rather than to the rows gone over; `cell` gives the others.
  public init(
    _ aggregate: Aggregate, rowCount: Int, isOuter: (_ name: Int) -> Bool,
    cell: @escaping (_ name: Int, _ row: Int) -> FormulaValue
  ) {
    self.aggregate = aggregate
    self.rowCount = rowCount
    self.cell = cell
    let outer = aggregate.names.filter(isOuter)
    outerNames = outer
    let given = Set(outer)
    func isInside(_ program: Program) -> Bool { !program.names.contains(where: given.contains) }
    func isOutside(_ program: Program) -> Bool { program.names.allSatisfy(given.contains) }
    hasOwnArgument = aggregate.argument.map(isInside) ?? false
    for condition in aggregate.conditions {
      if isInside(condition.whole) {
        own.append(Own(condition))
        continue
      }
      if let (left, op, right) = condition.comparison {
        var sides: Sides?
        if isInside(left), isOutside(right) { sides = Sides(inner: left, outer: right, op: op, isInnerFirst: true) }
        if isOutside(left), isInside(right) { sides = Sides(inner: right, outer: left, op: op, isInnerFirst: false) }
        if let sides {
          if op == .equal { keys.append(sides) } else { comparisons.append(sides) }
          continue
        }
      }
      others.append(condition.whole)
      if membership == nil, let (container, item) = condition.membership {
        if isInside(item), isOutside(container) { membership = (container, item) }
        if isInside(container), isOutside(item) { membership = (item, container) }
      }
    }
  }

  /// The aggregate's value for whoever has these values outside.
  public func value(_ outer: (_ name: Int) -> FormulaValue) -> Outcome {
    if outerNames.isEmpty {
      // The same for everyone.
      if let single { return single }
      let outcome = fresh([:])
      single = outcome
      return outcome
    }
    let values = outerNames.map(outer)
    let key = values.map(ValueKey.init(memo:))
    if let outcome = known[key] { return outcome }
    let outcome = fresh(Dictionary(uniqueKeysWithValues: zip(outerNames, values)))
    known[key] = outcome
    return outcome
  }

  private func fresh(_ given: [Int: FormulaValue]) -> Outcome {
    var machine = Machine()
    var total = Accumulator(function: aggregate.function)
    let prepared = prepared ?? prepare()
    if let flaw = prepared.flaw { machine.note(flaw) }
    func outside(_ name: Int) -> FormulaValue { given[name] ?? .missing }
    let limits = comparisons.map { machine.value(of: $0.outer, outside) }
    // Nothing compares with a missing value.
    if limits.contains(.missing) { return total.outcome(machine.flaw) }
    let wanted = keys.map { machine.value(of: $0.outer, outside) }
    if wanted.contains(.missing) { return total.outcome(machine.flaw) }
    let isCoarse = prepared.isCoarse || wanted.contains(where: ValueKey.isCoarse)
    let rows: [Int32]
    if keys.isEmpty {
      rows = candidates(prepared, outside, &machine) ?? prepared.rows
    } else {
      let key = wanted.map { ValueKey($0) }
      for (part, types) in zip(key, prepared.types) where !types.isEmpty && !types.contains(where: part.kind.canEqual) {
        machine.note(.wrongType)
      }
      rows = prepared.byKey[key] ?? []
    }
    rows: for row in rows {
      let row = Int(row)
      if isCoarse {
        for (side, value) in wanted.enumerated() {
          guard machine.value(prepared.keySides[side][row], .equal, value) == .bool(true) else { continue rows }
        }
      }
      for (side, limit) in limits.enumerated() {
        let (cell, op) = (prepared.sides[side][row], comparisons[side].op)
        let answer =
          comparisons[side].isInnerFirst ? machine.value(cell, op, limit) : machine.value(limit, op, cell)
        guard answer == .bool(true) else { continue rows }
      }
      for condition in others {
        guard isTrue(condition, &machine, { given[$0] ?? cell($0, row) }) else { continue rows }
      }
      if let argument = aggregate.argument {
        total.add(
          hasOwnArgument
            ? prepared.arguments[row] : machine.value(of: argument) { given[$0] ?? cell($0, row) })
      } else {
        total.add(nil)
      }
    }
    return total.outcome(machine.flaw)
  }

  private func isTrue(_ condition: Own, _ row: Int, _ machine: inout Machine) -> Bool {
    guard let (name, op, constant) = condition.constant else {
      return isTrue(condition.whole, &machine) { cell($0, row) }
    }
    let value = cell(name, row)
    if case .text(let a) = value, case .text(let b) = constant {
      if op == .equal { return a == b }
      if op == .notEqual { return a != b }
    }
    if case .bool(true) = machine.value(value, op, constant) { return true }
    return false
  }

  private func isTrue(_ condition: Program, _ machine: inout Machine, _ resolve: (Int) -> FormulaValue) -> Bool {
    switch machine.value(of: condition, resolve) {
    case .bool(let answer): return answer
    case .missing: return false
    default:
      machine.note(.wrongType)
      return false
    }
  }

  /// The rows, in order, that can meet the membership condition; `nil` when all must be looked at.
  private func candidates(
    _ prepared: Prepared, _ outside: (Int) -> FormulaValue, _ machine: inout Machine
  ) -> [Int32]? {
    guard let membership else { return nil }
    switch machine.value(of: membership.outer, outside) {
    case .list(let items):
      return Set(items.flatMap { prepared.members[$0] ?? [] } + prepared.notMembers).sorted()
    case .text(let text):
      // A text within a text has no index.
      return prepared.hasMemberTexts ? nil : ((prepared.members[text] ?? []) + prepared.notMembers).sorted()
    case .missing: return []
    case .number, .day, .bool: return nil
    }
  }

  private func prepare() -> Prepared {
    var built = Prepared()
    var machine = Machine()
    let count = rowCount
    func values(_ program: Program) -> [FormulaValue] {
      (0..<count).map { row in machine.value(of: program) { cell($0, row) } }
    }
    for row in 0..<count where own.allSatisfy({ isTrue($0, row, &machine) }) {
      built.rows.append(Int32(row))
    }
    built.keySides = keys.map { values($0.inner) }
    built.sides = comparisons.map { values($0.inner) }
    if hasOwnArgument, let argument = aggregate.argument {
      // A mistake in a row that no condition lets through does not count.
      built.arguments = Array(repeating: .missing, count: count)
      for row in built.rows { built.arguments[Int(row)] = machine.value(of: argument) { cell($0, Int(row)) } }
    }
    built.types = keys.map { _ in [] }
    if !keys.isEmpty {
      rows: for row in built.rows {
        var key: [ValueKey] = []
        key.reserveCapacity(keys.count)
        for (position, side) in built.keySides.enumerated() {
          let value = side[Int(row)]
          guard value != .missing else { continue rows }
          let part = ValueKey(value)
          built.types[position].insert(part.kind)
          if ValueKey.isCoarse(value) { built.isCoarse = true }
          key.append(part)
        }
        built.byKey[key, default: []].append(row)
      }
    } else if let membership {
      for row in built.rows {
        switch machine.value(of: membership.inner, { cell($0, Int(row)) }) {
        case .text(let text):
          built.members[text, default: []].append(row)
          built.hasMemberTexts = true
        case .list(let items): for item in Set(items) { built.members[item, default: []].append(row) }
        case .missing: continue
        case .number, .day, .bool: built.notMembers.append(row)
        }
      }
    }
    built.flaw = machine.flaw
    prepared = built
    return built
  }
}

/// A value as the key of an index: values that `=` finds equal have equal keys.
enum ValueKey: Hashable {
  case number(Double)
  case exact(Exact)
  case text(String)
  case day(Day)
  case bool(Bool)
  case list([String])
  case missing

  init(_ value: FormulaValue) {
    switch value {
    case .number(let number): self = .number(number.double)
    case .text(let text): self = .text(text)
    case .day(let day): self = .day(day)
    case .bool(let bool): self = .bool(bool)
    // An empty list equals an empty text.
    case .list(let items): self = items.isEmpty ? .text("") : .list(items)
    case .missing: self = .missing
    }
  }

  /// Tells apart whatever could lead to different outcomes.
  init(memo value: FormulaValue) {
    switch value {
    case .number(.exact(let number)) where ValueKey.isCoarse(value): self = .exact(number)
    case .list(let items): self = .list(items)
    default: self.init(value)
    }
  }

  /// Decimals of up to 15 digits are told apart by the nearest real number.
  static func isCoarse(_ value: FormulaValue) -> Bool {
    if case .number(.exact(let number)) = value { return number.mantissa.magnitude >= 1_000_000_000_000_000 }
    return false
  }

  enum Kind: Hashable {
    case number, text, emptyText, day, bool, list, missing

    /// Whether `=` between the two is answered.
    func canEqual(_ other: Kind) -> Bool {
      switch (self, other) {
      case (.emptyText, .text), (.text, .emptyText), (.emptyText, .list), (.list, .emptyText): true
      default: self == other
      }
    }
  }

  var kind: Kind {
    switch self {
    case .number, .exact: .number
    case .text(let text): text.isEmpty ? .emptyText : .text
    case .day: .day
    case .bool: .bool
    case .list: .list
    case .missing: .missing
    }
  }
}

/// What an aggregate has gathered so far.
private struct Accumulator {
  let function: AggregateFunction
  var count = 0
  var sum = Number.exact(.zero)
  var best: FormulaValue?
  var seen: Set<ValueKey> = []
  var texts: [String] = []
  var flaw: Formula.Flaw?

  init(function: AggregateFunction) { self.function = function }

  /// `nil` is a row of a `count` without argument.
  mutating func add(_ value: FormulaValue?) {
    guard let value else {
      count += 1
      return
    }
    if value.isEmpty { return }
    count += 1
    switch (function, value) {
    case (.count, _): break
    case (.sum, .number(let number)), (.average, .number(let number)): sum = sum.adding(number)
    case (.min, .number), (.max, .number), (.min, .day), (.max, .day):
      guard let current = best else {
        best = value
        return
      }
      guard let order = value.order(against: current) else {
        flaw = .wrongType
        return
      }
      if function == .min ? order < 0 : order > 0 { best = value }
    case (.distinct, .list(let items)), (.join, .list(let items)):
      for item in items { remember(.text(item), item) }
    case (.distinct, _): seen.insert(ValueKey(memo: value))
    case (.join, .text(let text)): remember(.text(text), text)
    case (.join, .day(let day)): remember(.day(day), day.iso)
    case (.join, .number(let number)):
      remember(ValueKey(memo: value), number.exact(decimals: 6)?.description ?? "\(number.double)")
    default: flaw = .wrongType
    }
  }

  private mutating func remember(_ key: ValueKey, _ text: String) {
    if seen.insert(key).inserted, function == .join { texts.append(text) }
  }

  func outcome(_ earlier: Formula.Flaw?) -> AggregateTable.Outcome {
    // A sum that left out what it could not add would be wrong.
    if let flaw { return (.missing, flaw) }
    switch function {
    case .sum: return sum.double.isFinite ? (.number(sum), earlier) : (.missing, .tooLarge)
    case .count: return (.number(.exact(Exact(count))), earlier)
    case .min, .max: return (best ?? .missing, earlier)
    case .average:
      guard count > 0, sum.double.isFinite, let mean = sum.divided(by: .exact(Exact(count))) else {
        return (.missing, earlier)
      }
      return (.number(mean), earlier)
    case .distinct: return (.number(.exact(Exact(seen.count))), earlier)
    case .join: return (.text(texts.joined(separator: "、")), earlier)
    }
  }
}
