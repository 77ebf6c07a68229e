import Values

/// Works out one aggregate of a formula over a table of rows, for any number of rows that ask.
///
/// Conditions that say a cell equals something outside (`channel = this.channel`) are looked up in an index; what
/// is left of the condition goes through the rows found. So is `contains` of a list with one side from outside. An outcome is kept for all who ask with the same values.
/// The rows must not change while the table is in use, and a table belongs to one thread.
public final class AggregateTable {
  private let aggregate: Aggregate
  private let rowCount: Int
  private let cell: (_ name: Int, _ row: Int) -> FormulaValue
  private let isOuter: [Int: Bool]
  private let outerNames: [Int]
  /// Conditions with a side of cells and a side from outside.
  private var keys: [(inner: Program, outer: Program, whole: Program)] = []
  private var filters: [Program] = []
  private var index: Index?
  /// Of a table without keys: a list from outside that has the cell, or a cell that is a list with the item.
  private var membership: (outer: Program, inner: Program)?
  private var members: Members?
  private var known: [[ValueKey]: Outcome] = [:]

  public typealias Outcome = (value: FormulaValue, flaw: Formula.Flaw?)

  private struct Index {
    var rows: [[ValueKey]: [Int32]] = [:]
    /// For each key the types of value that occur.
    var types: [Set<ValueKey.Kind>] = []
    /// Whether some number has more digits than tell it from its neighbours in the index.
    var isCoarse = false
    var flaw: Formula.Flaw?
  }

  private struct Members {
    /// By the text of the cell, or each item of it.
    var rows: [String: [Int32]] = [:]
    /// Rows whose cell is neither a text nor a list.
    var others: [Int32] = []
    var hasTexts = false
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
    let sides = Dictionary(uniqueKeysWithValues: aggregate.names.map { ($0, isOuter($0)) })
    self.isOuter = sides
    outerNames = aggregate.names.filter { sides[$0] == true }
    for condition in aggregate.conditions {
      if let (left, right) = condition.equality {
        let (a, b) = (left.names.map { sides[$0] ?? false }, right.names.map { sides[$0] ?? false })
        if !a.isEmpty, !a.contains(true), !b.contains(false) {
          keys.append((left, right, condition.whole))
          continue
        }
        if !b.isEmpty, !b.contains(true), !a.contains(false) {
          keys.append((right, left, condition.whole))
          continue
        }
      }
      filters.append(condition.whole)
      if membership == nil, let (container, item) = condition.membership {
        let (a, b) = (container.names.map { sides[$0] ?? false }, item.names.map { sides[$0] ?? false })
        if !b.isEmpty, !b.contains(true), !a.contains(false) { membership = (container, item) }
        if !a.isEmpty, !a.contains(true), !b.contains(false) { membership = (item, container) }
      }
    }
  }

  /// The aggregate's value for whoever has these values outside.
  public func value(_ outer: (_ name: Int) -> FormulaValue) -> Outcome {
    let values = outerNames.map(outer)
    let key = values.map(ValueKey.init(memo:))
    if let outcome = known[key] { return outcome }
    let given = Dictionary(uniqueKeysWithValues: zip(outerNames, values))
    let outcome = fresh(given)
    known[key] = outcome
    return outcome
  }

  private func fresh(_ given: [Int: FormulaValue]) -> Outcome {
    var machine = Machine()
    var total = Accumulator(function: aggregate.function)
    var conditions = filters
    if keys.isEmpty, let found = candidates(given, &machine) {
      for row in found { take(Int(row), conditions, given, &machine, &total) }
    } else if keys.isEmpty {
      for row in 0..<rowCount { take(row, conditions, given, &machine, &total) }
    } else {
      let index = preparedIndex()
      if let flaw = index.flaw { machine.note(flaw) }
      var key: [ValueKey] = []
      var isCoarse = index.isCoarse
      for (position, side) in keys.enumerated() {
        let value = machine.value(of: side.outer) { given[$0] ?? .missing }
        // Nothing equals a missing value.
        guard value != .missing else { return total.outcome(machine.flaw) }
        let part = ValueKey(value)
        if !index.types[position].isEmpty, !index.types[position].contains(where: part.kind.canEqual) {
          machine.note(.wrongType)
        }
        isCoarse = isCoarse || ValueKey.isCoarse(value)
        key.append(part)
      }
      if isCoarse { conditions = keys.map(\.whole) + conditions }
      for row in index.rows[key] ?? [] { take(Int(row), conditions, given, &machine, &total) }
    }
    return total.outcome(machine.flaw)
  }

  private func take(
    _ row: Int, _ conditions: [Program], _ given: [Int: FormulaValue], _ machine: inout Machine,
    _ total: inout Accumulator
  ) {
    func resolve(_ name: Int) -> FormulaValue { given[name] ?? cell(name, row) }
    for condition in conditions {
      switch machine.value(of: condition, resolve) {
      case .bool(true): continue
      case .bool(false), .missing: return
      default: return machine.note(.wrongType)
      }
    }
    total.add(aggregate.argument.map { machine.value(of: $0, resolve) })
  }

  /// The rows, in order, that can meet the membership condition; `nil` when all must be looked at.
  private func candidates(_ given: [Int: FormulaValue], _ machine: inout Machine) -> [Int32]? {
    guard let membership else { return nil }
    let value = machine.value(of: membership.outer) { given[$0] ?? .missing }
    let members = members ?? preparedMembers(membership.inner)
    switch value {
    case .list(let items):
      // Row by row the same item may be found twice only where the cell is a list, and then nothing fits.
      let found = Set(items).flatMap { members.rows[$0] ?? [] } + members.others
      return Array(Set(found)).sorted()
    case .text(let text):
      // A text within a text has no index.
      return members.hasTexts ? nil : ((members.rows[text] ?? []) + members.others).sorted()
    case .missing: return []
    case .number, .day, .bool: return nil
    }
  }

  private func preparedMembers(_ inner: Program) -> Members {
    var built = Members()
    var machine = Machine()
    for row in 0..<rowCount {
      switch machine.value(of: inner, { cell($0, row) }) {
      case .text(let text):
        built.rows[text, default: []].append(Int32(row))
        built.hasTexts = true
      case .list(let items): for item in Set(items) { built.rows[item, default: []].append(Int32(row)) }
      case .missing: continue
      case .number, .day, .bool: built.others.append(Int32(row))
      }
    }
    members = built
    return built
  }

  private func preparedIndex() -> Index {
    if let index { return index }
    var built = Index()
    built.types = keys.map { _ in [] }
    var machine = Machine()
    rows: for row in 0..<rowCount {
      var key: [ValueKey] = []
      key.reserveCapacity(keys.count)
      for (position, side) in keys.enumerated() {
        let value = machine.value(of: side.inner) { cell($0, row) }
        guard value != .missing else { continue rows }
        let part = ValueKey(value)
        built.types[position].insert(part.kind)
        if ValueKey.isCoarse(value) { built.isCoarse = true }
        key.append(part)
      }
      built.rows[key, default: []].append(Int32(row))
    }
    built.flaw = machine.flaw
    index = built
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
