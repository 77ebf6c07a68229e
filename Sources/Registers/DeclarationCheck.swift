import Diagnostics
import Formulas
import YAML

/// Checks one declaration against itself and the other registers: ids, keys, references, formulas, views.
struct DeclarationCheck {
  let file: DeclarationFile
  private let names: RegisterNames
  var formulas: FormulaCheck
  /// How many columns the key of each register has.
  private let keyCounts: [String: Int]
  private(set) var diagnostics: [Diagnostic] = []
  /// For each computed column what it uses.
  private(set) var computedUses: [FormulaCheck.Uses] = []
  /// What the schedule is worked out from.
  private(set) var scheduleUses = FormulaCheck.Uses()

  init(
    _ file: DeclarationFile, _ names: RegisterNames, all: [String: RegisterNames], keyCounts: [String: Int]
  ) {
    self.file = file
    self.keyCounts = keyCounts
    self.names = names
    formulas = FormulaCheck(register: names, all: all)
    checkIDs()
    checkHeaders()
    checkKey()
    checkTargets()
    checkComputed()
    checkSchedule()
    checkAgenda()
    checkTotals()
    checkChecks()
    for view in file.views { checkView(view) }
    diagnostics += formulas.diagnostics
    formulas.diagnostics = []
  }

  private mutating func report(_ problem: Problem, at location: Location) {
    diagnostics.append(Diagnostic(problem, at: location))
  }

  // MARK: Columns

  private mutating func checkIDs() {
    var seen = Set(file.columns.map(\.part.id))
    if file.schedule != nil {
      for column in file.columns where ScheduleColumns.added.contains(column.part.id) {
        report(.nameClash(column.part.id), at: column.place("id"))
      }
      seen.formUnion(ScheduleColumns.added)
    }
    for column in file.computed where !seen.insert(column.part.id).inserted {
      report(.nameClash(column.part.id), at: column.place("id"))
    }
  }

  /// No header may mean two columns.
  private mutating func checkHeaders() {
    var owners: [String: String] = [:]
    for column in file.columns {
      let part = column.part
      for header in [part.id, part.label.zh, part.label.en] + part.aliases {
        let key = header.lowercased().filter { $0 != "_" && !$0.isWhitespace }
        guard let owner = owners[key] else {
          owners[key] = part.id
          continue
        }
        if owner != part.id { report(.sameHeader(header, owner, part.id), at: column.location) }
      }
    }
  }

  private mutating func checkKey() {
    guard let key = file.key else { return }
    for (index, id) in key.part.enumerated() {
      if case .file? = names[id]?.origin { continue }
      let known = file.columns.map(\.part.id)
      report(
        .unknownColumn(id, key: "key", nearest: nearest(to: id, among: known), known: known),
        at: key.place("key", item: index))
    }
  }

  private mutating func checkTargets() {
    for column in file.columns {
      guard column.part.type == .reference, case .register(let id)? = column.part.target else { continue }
      guard formulas.all[id] != nil else {
        let near = nearest(to: id, among: formulas.all.keys.sorted() + ["kpi", "campaign", "page"])
        report(.unknownRegister(id, nearest: near), at: column.place("to"))
        continue
      }
      if keyCounts[id] != 1 { report(.targetWithoutKey(id), at: column.place("to")) }
    }
    for column in file.computed {
      guard case .register(let id)? = column.part.target, formulas.all[id] == nil else { continue }
      let near = nearest(to: id, among: formulas.all.keys.sorted())
      report(.unknownRegister(id, nearest: near), at: column.place("to"))
    }
  }

  mutating func column(_ id: String, key: String, at location: Location) -> RegisterNames.Column? {
    if let column = names[id] { return column }
    report(.unknownColumn(id, key: key, nearest: nearest(to: id, among: names.ids), known: names.ids), at: location)
    return nil
  }

  // MARK: Formulas

  private mutating func checkComputed() {
    for column in file.computed {
      let place = column.textPlace("formula")
      let uses = formulas.check(column.part.formula, at: place, FormulaCheck.Place())
      checkOutcome(uses, of: column.part.formula, as: column.part.type, at: place)
      computedUses.append(uses)
    }
  }

  private mutating func checkOutcome(
    _ uses: FormulaCheck.Uses, of formula: Formula, as type: RegisterColumn.ValueType, at location: Location
  ) {
    guard let found = uses.type, !type.fits(found.sample) else { return }
    report(.outcomeType(formula.text, found: found.words, type: type.rawValue), at: location)
  }

  private mutating func checkTotals() {
    let words = Wording(zh: "合计", en: "a total")
    for total in file.totals {
      let by = total.part.by.flatMap { column($0, key: "by", at: total.place("by")) }
      let place = FormulaCheck.Place(withoutRow: words, hasValue: total.part.by != nil, valueColumn: by)
      let uses = formulas.check(total.part.formula, at: total.textPlace("formula"), place)
      checkOutcome(uses, of: total.part.formula, as: total.part.type, at: total.textPlace("formula"))
    }
  }

  private mutating func checkChecks() {
    let words = Wording(zh: "写了 each 的检查", en: "a check with each")
    for check in file.checks {
      let part = check.part
      let each = part.each.flatMap { column($0, key: "each", at: check.place("each")) }
      if let at = part.at { _ = column(at, key: "at", at: check.place("at")) }
      let place = FormulaCheck.Place(
        withoutRow: part.each == nil ? nil : words, hasValue: part.each != nil, valueColumn: each, isCondition: true)
      let uses = formulas.check(part.when, at: check.textPlace("when"), place)
      if uses.row, part.checksEmpty { report(.emptyNeedsRegisterCheck(), at: check.place("empty")) }
      var known = ["today"] + RegisterCatalogue.campaignFields.map { "campaign.\($0)" }
      if part.each != nil { known.append("value") }
      known += file.totals.map(\.part).filter { $0.by == nil || $0.by == part.each }.map(\.id)
      checkWording(check.node["say"], check.file, row: uses.row, known)
      checkWording(check.node["hint"], check.file, row: uses.row, known)
    }
  }

  /// A message in both languages, each at its own place.
  private mutating func checkWording(_ node: YAMLNode?, _ file: String, row: Bool, _ known: [String]) {
    guard let node else { return }
    switch node.value {
    case .scalar(let text, _):
      formulas.checkMessage(text, at: textLocation(node, file: file), row: row, also: known)
    case .mapping(let pairs):
      for pair in pairs {
        guard case .scalar(let text, _) = pair.value.value else { continue }
        formulas.checkMessage(text, at: textLocation(pair.value, file: file), row: row, also: known)
      }
    case .sequence: return
    }
  }

  // MARK: Schedule

  private mutating func checkSchedule() {
    guard let schedule = file.schedule else { return }
    let part = schedule.part
    let columns: [(key: String, id: String?, fits: ViewPart.Fit)] = [
      ("start", part.start, .calendar), ("end", part.end, .calendar), ("depends", part.depends, .own),
      ("actual_start", part.actualStart, .calendar), ("actual_end", part.actualEnd, .calendar),
      ("parent", part.parent, .own),
    ]
    for (key, id, fits) in columns {
      guard let id, let column = fitting(id, fits, key: key, at: schedule.place(key)) else { continue }
      scheduleUses.columns.append((names.id, column.origin))
    }
    for (key, formula) in [("done", part.done), ("milestone", part.milestone)] {
      guard let formula else { continue }
      let uses = formulas.check(formula, at: schedule.textPlace(key), FormulaCheck.Place(isCondition: true))
      scheduleUses.columns += uses.columns
    }
  }

  // MARK: Views

  private mutating func checkView(_ view: Placed<RegisterView>) {
    let part = view.part
    for (index, id) in part.columns.enumerated() {
      _ = column(id, key: "columns", at: view.place("columns", item: index))
    }
    if let group = part.group { _ = column(group, key: "group", at: view.place("group")) }
    for (index, id) in part.totals.enumerated() {
      _ = fitting(id, .number, key: "totals", at: view.place("totals", item: index))
    }
    for (index, sort) in part.sort.enumerated() {
      _ = column(sort.column, key: "sort", at: view.place("sort", item: index))
    }
    for wanted in part.kind.parts {
      if let id = part.parts[wanted.key] {
        _ = fitting(id, wanted.fits, key: wanted.key, at: view.place(wanted.key))
      }
      for (index, id) in (part.lists[wanted.key] ?? []).enumerated() {
        _ = fitting(id, wanted.fits, key: wanted.key, at: view.place(wanted.key, item: index))
      }
    }
    if let condition = part.condition {
      _ = formulas.check(condition, at: view.textPlace("where"), FormulaCheck.Place(isCondition: true))
    }
  }

  /// The column, if there is one and it can play the part.
  mutating func fitting(
    _ id: String, _ fits: ViewPart.Fit, key: String, at location: Location
  ) -> RegisterNames.Column? {
    guard let column = column(id, key: key, at: location) else { return nil }
    let type = column.type
    let isFitting =
      switch fits {
      case .any: true
      case .number: type.isNumber
      case .calendar: type.isCalendar
      case .declared: column.isDeclared
      case .declaredOrNumber: column.isDeclared || type == .integer
      case .course: type == .date || type == .month || type == .time || type == .integer
      case .own: column.target == .register(names.id)
      case .tone: type.isNumber || type == .text || type == .choice
      }
    if isFitting { return column }
    report(.unfittingColumn(id, key: key, needs: fits.words, type: type.rawValue), at: location)
    return nil
  }
}

extension ViewPart.Fit {
  fileprivate var words: Wording {
    switch self {
    case .any: Wording(zh: "一列", en: "a column")
    case .number: Wording(zh: "数字列", en: "a column of numbers")
    case .calendar: Wording(zh: "日期、时间或月份列", en: "a column of dates, times or months")
    case .declared: Wording(zh: "写明取值（values）的列", en: "a column with declared values")
    case .declaredOrNumber: Wording(zh: "写明取值（values）的列或整数列", en: "a column with declared values or of integers")
    case .course: Wording(zh: "日期、月份或整数列", en: "a column of dates, months or integers")
    case .own: Wording(zh: "引用本登记表的列", en: "a reference into the own register")
    case .tone: Wording(zh: "数字、choice 或 text 列", en: "a column of numbers, a choice or a text")
    }
  }
}
