import Formulas
import Values

/// What formulas, messages and views can name in a register.
struct RegisterNames: Sendable {
  var id: String
  /// Of all columns, in the order of `RegisterRows.cells`.
  var columns: [Column] = []
  private var indexes: [String: Int] = [:]

  struct Column: Sendable {
    var id: String
    var type: RegisterColumn.ValueType
    var origin: Origin
    var target: RegisterColumn.Target?
    var isMany = false
    /// Whether the values it can have are declared.
    var isDeclared = false
  }

  /// Where its cells come from; the index is among those of the same origin.
  enum Origin: Sendable, Hashable { case file(Int), computed(Int), schedule(Int) }

  init(_ file: DeclarationFile) {
    id = file.id
    for (index, column) in file.columns.map(\.part).enumerated() {
      add(
        Column(
          id: column.id, type: column.type, origin: .file(index), target: column.target, isMany: column.isMany,
          isDeclared: !column.values.isEmpty))
    }
    for (index, column) in file.computed.map(\.part).enumerated() {
      // A computed role is followed like one that a file holds.
      let target: RegisterColumn.Target? = column.type == .role ? .register(RegisterCatalogue.roles) : nil
      add(Column(id: column.id, type: column.type, origin: .computed(index), target: target))
    }
    if file.schedule != nil {
      for (index, id) in ScheduleColumns.added.enumerated() {
        let type = RegisterNames.scheduleTypes[id] ?? .text
        add(Column(id: id, type: type, origin: .schedule(index), isDeclared: type == .choice))
      }
    }
  }

  private static let scheduleTypes: [String: RegisterColumn.ValueType] = [
    "duration": .integer, "early_start": .date, "early_finish": .date, "late_start": .date, "late_finish": .date,
    "total_float": .integer, "free_float": .integer, "critical": .yesNo, "forecast": .date,
    "slip": .integer, "remaining_float": .integer, "state": .choice,
  ]

  private mutating func add(_ column: Column) {
    // Of two columns of one id the first counts; the clash is told elsewhere.
    if indexes[column.id] == nil { indexes[column.id] = columns.count }
    columns.append(column)
  }

  subscript(id: String) -> Column? { indexes[id].map { columns[$0] } }

  var ids: [String] { columns.map(\.id) }
}

extension RegisterNames.Column {
  /// The register whose row a cell names, if it names just one.
  var followed: String? {
    guard !isMany, case .register(let id)? = target else { return nil }
    return id
  }

  /// What formulas find in a cell, `nil` where that may differ.
  var formulaType: FormulaType? {
    switch type {
    case .integer, .decimal, .money, .percent, .time, .duration: return .number
    case .date, .month: return .day
    case .yesNo: return .bool
    case .text, .markdown, .choice, .list, .role, .reference:
      // What is computed may be a list where a text is declared, and the other way round.
      if case .computed = origin { return nil }
      return type == .list || isMany ? .list : .text
    }
  }
}

extension FormulaType {
  /// Some value of the type.
  var sample: FormulaValue {
    switch self {
    case .number: .number(.exact(.zero))
    case .text: .text("x")
    case .day: .day(Day(number: 0))
    case .bool: .bool(true)
    case .list: .list(["x"])
    }
  }
}
