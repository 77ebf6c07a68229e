import Diagnostics
import Formulas

/// Settles what the names of a register's formulas stand for, and tells those that stand for nothing.
struct FormulaCheck {
  let register: RegisterNames
  let all: [String: RegisterNames]
  var diagnostics: [Diagnostic] = []

  /// Where a formula stands, which settles what plain names outside of aggregates are.
  struct Place {
    /// `nil` where plain names are cells of a row; else the words for a place that has no row.
    var withoutRow: Wording?
    /// Whether there is a `value`, and what it is a value of.
    var hasValue = false
    var valueColumn: RegisterNames.Column?
    /// Whether the formula is a condition.
    var isCondition = false
  }

  /// What a formula uses.
  struct Uses {
    /// The columns that must be there first, of this and of other registers.
    var columns: [(register: String, origin: RegisterNames.Origin)] = []
    /// A cell of the row that the formula is for.
    var row = false
    /// Whether every name stands for something, and what is done with it can be.
    var isBound = true
    /// What it comes to, where that is known.
    var type: FormulaType?
  }

  mutating func check(_ formula: Formula, at location: Location, _ place: Place) -> Uses {
    var uses = Uses()
    var types: [FormulaType?] = []
    let goneOver = registersGoneOver(formula, at: location, &uses)
    for (index, path) in formula.names.enumerated() {
      var at = location
      at.column += formula.nameColumns[index]
      if let aggregate = formula.nameAggregates[index] {
        // Of names in an aggregate that goes over nothing it is said once what is wrong.
        let type = goneOver[aggregate].flatMap { bind(path, goneOver: $0, at: at, place, &uses) }
        types.append(type)
      } else {
        types.append(bind(path, goneOver: nil, at: at, place, &uses))
      }
    }
    let (outcome, mistakes) = formula.types { types[$0] }
    for (column, problem) in mistakes {
      var at = location
      at.column += column
      report(problem, at: at, &uses)
    }
    if mistakes.isEmpty, uses.isBound {
      uses.type = outcome
      if place.isCondition, let outcome, outcome != .bool {
        report(.conditionType(formula.text, found: outcome.words), at: location, &uses)
      }
    }
    return uses
  }

  private mutating func report(_ problem: Problem, at location: Location, _ uses: inout Uses) {
    diagnostics.append(Diagnostic(problem, at: location))
    uses.isBound = false
  }

  /// For each aggregate the register whose rows it goes over: the one that its names begin with, else the own; `nil`
  /// where they begin with several.
  private mutating func registersGoneOver(
    _ formula: Formula, at location: Location, _ uses: inout Uses
  ) -> [RegisterNames?] {
    var result: [RegisterNames?] = []
    for aggregate in formula.aggregates {
      var found: RegisterNames?
      var isOne = true
      for index in aggregate.names {
        let path = formula.names[index]
        guard path.count > 1, let named = all[path[0]], !isFollowed(path, in: register) else { continue }
        if let found, found.id != named.id {
          var at = location
          at.column += formula.nameColumns[index]
          if isOne { report(.twoRegisters(found.id, named.id), at: at, &uses) }
          isOne = false
        } else {
          found = named
        }
      }
      result.append(isOne ? found ?? register : nil)
    }
    return result
  }

  /// Whether the path begins with a reference of the register and goes on with a column of what that refers to.
  private func isFollowed(_ path: [String], in register: RegisterNames) -> Bool {
    guard let target = register[path[0]]?.followed, let names = all[target] else { return false }
    return names[path[1]] != nil
  }

  private mutating func bind(
    _ path: [String], goneOver: RegisterNames?, at location: Location, _ place: Place, _ uses: inout Uses
  ) -> FormulaType? {
    switch path[0] {
    case "today" where path.count == 1: return .day
    case "value" where path.count == 1:
      if !place.hasValue { report(.valueWithoutBy, at: location, &uses) }
      // Each item of a list is a value.
      return place.valueColumn?.formulaType.map { $0 == .list ? .text : $0 }
    case "campaign":
      if path.count == 2, RegisterCatalogue.campaignFields.contains(path[1]) {
        return FormulaCheck.campaignTypes[path[1]] ?? .text
      }
      let written = path.dropFirst().joined(separator: ".")
      let near = nearest(to: written, among: RegisterCatalogue.campaignFields)
      report(
        .unknownCampaignField(written, nearest: near, known: RegisterCatalogue.campaignFields), at: location, &uses)
      return nil
    case "this" where path.count > 1:
      if let words = place.withoutRow {
        report(.namesNeedRow(path.joined(separator: "."), words), at: location, &uses)
      } else {
        uses.row = true
        return follow(Array(path.dropFirst()), in: register, written: path, at: location, &uses)
      }
      return nil
    default: break
    }
    if let goneOver {
      let named = path.count > 1 && path[0] == goneOver.id && !isFollowed(path, in: goneOver)
      let rest = named ? Array(path.dropFirst()) : path
      if goneOver[rest[0]] == nil, !named, goneOver.id != register.id, register[rest[0]] != nil {
        report(.nameOfThisRow(path.joined(separator: "."), goneOver: goneOver.id), at: location, &uses)
      } else {
        return follow(rest, in: goneOver, written: path, at: location, &uses)
      }
      return nil
    }
    if path.count > 1, all[path[0]] != nil, register[path[0]] == nil {
      report(.otherRegisterOutside(path.joined(separator: ".")), at: location, &uses)
    } else if register[path[0]] != nil, let words = place.withoutRow {
      report(.namesNeedRow(path.joined(separator: "."), words), at: location, &uses)
    } else {
      uses.row = true
      return follow(path, in: register, written: path, at: location, &uses)
    }
    return nil
  }

  private static let campaignTypes: [String: FormulaType] = [
    "start": .day, "end": .day, "budget": .number, "reserve": .number, "gross_margin": .number, "audiences": .list,
    "channels": .list, "markets": .list, "reviewed": .bool,
  ]

  /// Walks from a column through references to the column that the path ends at; gives the type of its cells.
  private mutating func follow(
    _ path: [String], in start: RegisterNames, written: [String], at location: Location, _ uses: inout Uses
  ) -> FormulaType? {
    var names = start
    for (index, part) in path.enumerated() {
      guard let column = names[part] else {
        var known = names.ids
        // What else could stand here.
        if index == 0 { known += all.keys.sorted().filter { _ in path.count > 1 } + ["today"] }
        let near = nearest(to: part, among: known)
        report(
          .unknownName(written.joined(separator: "."), in: names.id, nearest: near, known: names.ids), at: location,
          &uses)
        return nil
      }
      uses.columns.append((names.id, column.origin))
      guard index < path.count - 1 else { return column.formulaType }
      guard let target = column.followed, let next = all[target] else {
        report(.notFollowed(written.joined(separator: "."), part), at: location, &uses)
        return nil
      }
      names = next
    }
    return nil
  }

  /// Checks the `{names}` of a message. `known` are those that stand for something beside columns of the row.
  mutating func checkMessage(_ text: String, at location: Location, row: Bool, also known: [String]) {
    var column = 0
    var name: String?
    var start = 0
    for character in text {
      switch character {
      case "{":
        name = ""
        start = column
      case "}":
        if let written = name { checkPlaceholder(written, at: location, start, row: row, known) }
        name = nil
      default: name?.append(character)
      }
      column += 1
    }
  }

  private mutating func checkPlaceholder(
    _ written: String, at location: Location, _ column: Int, row: Bool, _ known: [String]
  ) {
    if known.contains(written) { return }
    let path = written.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if row, path.count == 1, register[path[0]] != nil { return }
    if row, path.count == 2, isFollowed(path, in: register) { return }
    let all = (row ? register.ids : []) + known
    var at = location
    at.column += column
    diagnostics.append(
      Diagnostic(.unknownPlaceholder(written, nearest: nearest(to: written, among: all), known: all), at: at))
  }
}
