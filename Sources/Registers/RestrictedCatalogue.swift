import Diagnostics
import Formulas

/// The registers as those see them who may not see everything.
extension RegisterCatalogue {
  /// The levels of visibility that declarations name, with their places.
  public var visibilities: [(level: String, location: Location)] {
    files.flatMap { file -> [(level: String, location: Location)] in
      let own = file.visibility.map { [($0.part, $0.place("visibility"))] } ?? []
      return own + file.columns.compactMap { column in column.part.visibility.map { ($0, column.place("visibility")) } }
    }
  }

  /// The catalogue without registers and columns of levels that are not shown, and without `hidden` registers; with
  /// them goes everything that is worked out from them or leads to them. Also the ids of what was left out, columns by
  /// the register that they were in.
  public func restricted(
    without hidden: Set<String>, shows: (String) -> Bool
  ) -> (catalogue: RegisterCatalogue, registers: Set<String>, columns: [String: Set<String>]) {
    var kept: [DeclarationFile] = []
    var registers = hidden
    var columns: [String: Set<String>] = [:]
    for var file in files {
      if hidden.contains(file.id) || !(file.visibility.map { shows($0.part) } ?? true) {
        registers.insert(file.id)
        continue
      }
      let before = file.columns.count
      file.columns.removeAll { !($0.part.visibility.map(shows) ?? true) }
      // What is left is shown, whatever its level.
      for place in file.columns.indices { file.columns[place].part.visibility = nil }
      if file.columns.isEmpty, before > 0 {
        registers.insert(file.id)
      } else {
        kept.append(file)
      }
    }
    var changed = true
    while changed {
      let names = kept.map(RegisterNames.init)
      let all = Dictionary(uniqueKeysWithValues: names.map { ($0.id, $0) })
      let keyCounts = Dictionary(uniqueKeysWithValues: kept.map { ($0.id, $0.key?.part.count ?? 0) })
      changed = false
      for place in kept.indices {
        let pruning = Pruning(names: names[place], all: all, keyCounts: keyCounts)
        if pruning.prune(&kept[place]) { changed = true }
      }
    }
    let ids = Set(kept.map(\.id))
    for file in files where ids.contains(file.id) {
      guard let left = kept.first(where: { $0.id == file.id }) else { continue }
      let before = Set(file.columns.map(\.part.id) + file.computed.map(\.part.id))
      let gone = before.subtracting(left.columns.map(\.part.id) + left.computed.map(\.part.id))
      if !gone.isEmpty { columns[file.id] = gone }
    }
    var loader = CatalogueLoader(kept, [])
    return (loader.load(), registers, columns)
  }
}

extension RegisterRows {
  /// The rows of a file in the columns that a restricted declaration of the register has.
  public func restricted(to declaration: RegisterDeclaration) -> RegisterRows {
    var result = self
    result.declaration = declaration
    result.cells = declaration.columns.map { column in
      guard let place = self.declaration.columns.firstIndex(where: { $0.id == column.id }), cells.indices.contains(place)
      else { return [FormulaValue](repeating: .missing, count: count) }
      return cells[place]
    }
    return result
  }
}

/// Takes the parts of a declaration away that need something which is not there any more.
private struct Pruning {
  let names: RegisterNames
  let all: [String: RegisterNames]
  let keyCounts: [String: Int]

  /// Whether anything was taken away.
  func prune(_ file: inout DeclarationFile) -> Bool {
    let before = size(file)
    file.columns.removeAll { !leadsSomewhere($0.part.target, of: $0.part.type) }
    if let key = file.key?.part, !key.allSatisfy(has) { file.key = nil }
    file.computed.removeAll { column in
      if case .register(let id)? = column.part.target, all[id] == nil { return true }
      return !holds(column.part.formula, FormulaCheck.Place())
    }
    if let schedule = file.schedule?.part, !holds(schedule) { file.schedule = nil }
    if let agenda = file.agenda?.part {
      let columns = [agenda.due, agenda.label] + [agenda.owner].compactMap(\.self)
      if !columns.allSatisfy(has) || !holds(agenda.done, FormulaCheck.Place(isCondition: true)) { file.agenda = nil }
    }
    if let decisions = file.decisions?.part, !(has(decisions.label) && (decisions.date.map(has) ?? true)) {
      file.decisions = nil
    }
    if let ofBrief = file.ofBrief?.part {
      file.ofBrief?.part = RegisterOfBrief(
        channels: ofBrief.channels.filter(has), audiences: ofBrief.audiences.filter(has))
    }
    file.totals.removeAll { total in
      let by = total.part.by
      if let by, !has(by) { return true }
      let place = FormulaCheck.Place(withoutRow: Pruning.words, hasValue: by != nil, valueColumn: by.flatMap { names[$0] })
      return !holds(total.part.formula, place)
    }
    file.checks.removeAll { !holds($0.part, totals: file.totals.map(\.part)) }
    let views = file.views.count
    file.views = file.views.compactMap(left)
    return before != size(file) || views != file.views.count
  }

  private static let words = Wording(zh: "合计", en: "a total")

  private func size(_ file: DeclarationFile) -> Int {
    file.columns.count + file.computed.count + file.totals.count + file.checks.count + file.views.count
      + (file.key == nil ? 0 : 1) + (file.schedule == nil ? 0 : 1) + (file.agenda == nil ? 0 : 1)
      + (file.decisions == nil ? 0 : 1)
  }

  private func has(_ id: String) -> Bool { names[id] != nil }

  private func leadsSomewhere(_ target: RegisterColumn.Target?, of type: RegisterColumn.ValueType) -> Bool {
    guard case .register(let id)? = target, type == .reference else { return true }
    return keyCounts[id] == 1
  }

  private func holds(_ formula: Formula, _ place: FormulaCheck.Place) -> Bool {
    var check = FormulaCheck(register: names, all: all)
    _ = check.check(formula, at: Location(""), place)
    return check.diagnostics.isEmpty
  }

  private func holds(_ schedule: ScheduleColumns) -> Bool {
    let columns = [schedule.depends, schedule.actualStart, schedule.actualEnd, schedule.parent].compactMap(\.self)
    return ([schedule.start, schedule.end] + columns).allSatisfy(has)
      && [schedule.done, schedule.milestone].compactMap(\.self).allSatisfy {
        holds($0, FormulaCheck.Place(isCondition: true))
      }
  }

  private func holds(_ check: RegisterCheck, totals: [RegisterTotal]) -> Bool {
    if ![check.each, check.at].compactMap(\.self).allSatisfy(has) { return false }
    var formulas = FormulaCheck(register: names, all: all)
    let place = FormulaCheck.Place(
      withoutRow: check.each == nil ? nil : Pruning.words, hasValue: check.each != nil,
      valueColumn: check.each.flatMap { names[$0] }, isCondition: true)
    let uses = formulas.check(check.when, at: Location(""), place)
    var known = ["today"] + RegisterCatalogue.campaignFields.map { "campaign.\($0)" }
    if check.each != nil { known.append("value") }
    known += totals.filter { $0.by == nil || $0.by == check.each }.map(\.id)
    for words in [check.say, check.hint].compactMap(\.self) {
      for text in [words.zh, words.en] { formulas.checkMessage(text, at: Location(""), row: uses.row, also: known) }
    }
    return formulas.diagnostics.isEmpty
  }

  /// A view with the columns that are left; `nil` when one is gone that it cannot do without.
  private func left(_ view: Placed<RegisterView>) -> Placed<RegisterView>? {
    var view = view
    let columns = view.part.columns.filter(has)
    if columns.isEmpty, !view.part.columns.isEmpty { return nil }
    view.part.columns = columns
    view.part.totals.removeAll { !has($0) }
    view.part.sort.removeAll { !has($0.column) }
    if let group = view.part.group, !has(group) { view.part.group = nil }
    for part in view.part.kind.parts {
      if let id = view.part.parts[part.key], !has(id) {
        if part.isRequired { return nil }
        view.part.parts[part.key] = nil
      }
      if let ids = view.part.lists[part.key] {
        let left = ids.filter(has)
        if left.isEmpty { return nil }
        view.part.lists[part.key] = left
      }
    }
    if let condition = view.part.condition, !holds(condition, FormulaCheck.Place(isCondition: true)) { return nil }
    return view
  }
}
