import Diagnostics

/// What name and folder of a file say about the tables in it.
struct FileClues {
  var kind: TableKind?
  var kindEvidence: ImportReport.Evidence?
  var source: DataSource?
  var constants: [String: String] = [:]
  var diagnostics: [Diagnostic] = []
  /// What dates the file's name has.
  var days: NamedDays

  init(file: String, dataFolder: String, catalogue: ColumnCatalogue) {
    days = NamedDays(file.split(separator: "/").last.map(String.init) ?? file)
    if let register = catalogue.register {
      kind = TableKind(rawValue: register.columns.id)
      kindEvidence = .name
      source = .own
    }
    let below = file.hasPrefix(dataFolder) ? String(file.dropFirst(dataFolder.utf8.count)) : file
    var parts = below.split(separator: "/").map(String.init)
    let name = parts.popLast() ?? ""
    for (index, part) in parts.enumerated() {
      if let equals = part.firstIndex(of: "="), equals > part.startIndex {
        let key = String(part[..<equals])
        let value = String(part[part.index(after: equals)...])
        if catalogue.register == nil, ["来源", "source"].contains(HeaderKey.normalised(key)) {
          source = catalogue.source(named: value)
          if source == nil { diagnostics.append(Diagnostic(.unknownSource(value), at: Location(file))) }
        } else if let dimension = catalogue.dimension(named: key) {
          constants[dimension] = value
        } else {
          diagnostics.append(Diagnostic(.unknownConstant(key), at: Location(file)))
        }
      } else if index == 0, catalogue.register == nil, let found = TableKind.ofData(part.lowercased()) {
        kind = found
        kindEvidence = .folder
      }
    }
    if catalogue.register != nil { return }
    let words = FileClues.words(of: name)
    if let first = words.first, let found = TableKind.ofData(first) {
      kind = found
      kindEvidence = .name
      if source == nil, words.count > 1 { source = words.dropFirst().lazy.compactMap(catalogue.source(named:)).first }
    }
  }

  /// The words of a file name: `daily-ads_2026.csv` is daily, ads, 2026.
  private static func words(of name: String) -> [String] {
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    return stem.lowercased().split { "-_. （(）)".contains($0) }.map(String.init)
  }
}

/// What the headers of a table mean; `line` is the header's as the file counts, where that is not the record's.
struct Recognition {
  var kind: TableKind?
  var kindEvidence: ImportReport.Evidence?
  var source: DataSource
  var columns: [ColumnPlan] = []
  var unmatched: [String] = []
  var guesses: [ImportReport.Guess] = []
  var diagnostics: [Diagnostic] = []

  init(
    _ header: HeaderRow, clues: FileClues, catalogue: ColumnCatalogue, hasPeriod: Bool, rows: SampleRows,
    file: String, sheet: String?, line: Int32? = nil
  ) {
    kind = clues.kind
    kindEvidence = clues.kindEvidence
    source = .own
    if let register = catalogue.register {
      readHeaders(header, of: register, catalogue, at: Location(file, sheet: sheet, line: Int(line ?? header.line)))
      return
    }
    if kind == nil, let guess = Recognition.guessKind(header, catalogue, hasPeriod: hasPeriod, rows: rows) {
      kind = guess
      kindEvidence = .headers
      guesses.append(.init(about: .kind, subject: file, decision: guess.rawValue))
    }
    let place = Location(file, sheet: sheet, line: Int(header.line))
    // Headers to definitions; for each meaning the spelling that stands first in the catalogue.
    var found: [(index: Int, alias: ColumnCatalogue.Alias)] = []
    let plainIDs = Set(header.keys.compactMap { catalogue.alias($0, kind: kind)?.definition.id })
    let names = Set(header.keys.flatMap { [$0.whole, $0.base] })
    for (index, key) in header.keys.enumerated() where !key.whole.isEmpty {
      if let definition = catalogue.ambiguity(key, headers: names, columns: plainIDs) {
        guesses.append(.init(about: .columnMeaning, subject: header.cells[index], decision: definition.id))
        found.append((index, ColumnCatalogue.Alias(definition: definition, rank: 0)))
      } else if let alias = catalogue.alias(key, kind: kind) {
        found.append((index, alias))
      } else {
        unmatched.append(header.cells[index])
      }
    }
    // A column named for time that holds spans such as 0:00 - 0:59 is one of hours.
    if let hour = catalogue.definitions["hour"] {
      for position in found.indices where found[position].alias.definition.id == "date" {
        let index = found[position].index
        guard rows.areHours(index) else { continue }
        guesses.append(.init(about: .columnMeaning, subject: header.cells[index], decision: "hour"))
        found[position].alias = ColumnCatalogue.Alias(definition: hour, rank: found[position].alias.rank)
      }
    }
    let ids = Set(found.map(\.alias.definition.id))
    source = decideSource(clues, header, found.map(\.alias.definition), file: file)
    var chosen: [String: Int] = [:]
    for (position, entry) in found.enumerated() {
      let id = entry.alias.definition.id(in: source)
      if let other = chosen[id], found[other].alias.rank <= entry.alias.rank { continue }
      chosen[id] = position
    }
    for (position, entry) in found.enumerated() {
      let id = entry.alias.definition.id(in: source)
      let title = header.cells[entry.index]
      guard chosen[id] == position else {
        unmatched.append(title)
        let winner = header.cells[found[chosen[id] ?? position].index]
        diagnostics.append(Diagnostic(.duplicateColumn(title, winner, id), at: place))
        continue
      }
      var plan = ColumnPlan(
        index: entry.index, header: title, definition: entry.alias.definition, id: id, unit: header.keys[entry.index])
      plan.isRequiredDay = plan.storage == .day && isNeeded(id, ids, catalogue)
      columns.append(plan)
    }
    useStartAsDate()
    usePublicationAsDate()
  }

  /// The headers of a register: one column for each, and a warning for every other.
  private mutating func readHeaders(
    _ header: HeaderRow, of register: RegisterRules, _ catalogue: ColumnCatalogue, at row: Location
  ) {
    func place(of index: Int) -> Location {
      var place = row
      if place.sheet != nil { place.column = index + 1 }
      return place
    }
    var best: [String: (index: Int, rank: Int)] = [:]
    let aliases = header.keys.map { $0.whole.isEmpty ? nil : catalogue.alias($0, kind: kind) }
    for (index, alias) in aliases.enumerated() {
      guard let alias else { continue }
      if let other = best[alias.definition.id], other.rank <= alias.rank { continue }
      best[alias.definition.id] = (index, alias.rank)
    }
    var free: [String]?
    for (index, key) in header.keys.enumerated() where !key.whole.isEmpty {
      let title = header.cells[index]
      guard let alias = aliases[index] else {
        unmatched.append(title)
        // A column that the table has already is not what was meant.
        let names = free ?? register.columns.columns.filter { best[$0.id] == nil }
          .flatMap { [$0.label.zh, $0.label.en, $0.id] + $0.spellings }
        free = names
        let problem = Problem.unknownColumn(
          title, nearest: nearest(to: title, among: names), register: register.columns)
        diagnostics.append(Diagnostic(problem, at: place(of: index)))
        continue
      }
      let id = alias.definition.id
      guard let winner = best[id], winner.index == index else {
        unmatched.append(title)
        let used = best[id].map { header.cells[$0.index] } ?? ""
        diagnostics.append(Diagnostic(.duplicateColumn(title, used, id), at: place(of: index)))
        continue
      }
      var unit = key
      // A header that is declared with its unit (规模（万人）) counts in it; only money has a unit of its own.
      if alias.definition.type == .value, key.whole != key.base, catalogue.spellings.contains(key.whole) {
        unit.unit = nil
      }
      columns.append(ColumnPlan(index: index, header: title, definition: alias.definition, id: id, unit: unit))
    }
  }

  /// A daily export may name its day by the first and the last day of the report.
  private mutating func useStartAsDate() {
    guard kind == .daily, !columns.contains(where: { $0.id == "date" }),
      let start = columns.firstIndex(where: { $0.id == "start" })
    else { return }
    columns[start].id = "date"
    columns[start].isRequiredDay = true
    guesses.append(.init(about: .columnMeaning, subject: columns[start].header, decision: "date"))
  }

  /// A list of live sessions or posts has no other day than that of its beginning.
  private mutating func usePublicationAsDate() {
    guard kind == .daily, !columns.contains(where: { $0.id == "date" }),
      let start = columns.firstIndex(where: { $0.id == "publish_time" })
    else { return }
    columns[start].id = "date"
    columns[start].isRequiredDay = true
    guesses.append(.init(about: .columnMeaning, subject: columns[start].header, decision: "date"))
  }

  private func isNeeded(_ id: String, _ ids: Set<String>, _ catalogue: ColumnCatalogue) -> Bool {
    guard let kind, let rules = catalogue.kinds[kind] else { return false }
    return rules.needs.contains { $0.contains(id) }
  }

  // MARK: Kind and source

  /// Measures that no advertising platform can report.
  private static let neverInAdReports: Set = [
    "gross_profit", "bounces", "dwell_seconds", "new_buyer_orders", "staff", "hours", "promo_cost", "planned_budget",
  ]

  private static func guessKind(
    _ header: HeaderRow, _ catalogue: ColumnCatalogue, hasPeriod: Bool, rows: SampleRows
  ) -> TableKind? {
    var best: (kind: TableKind, score: Int)?
    for kind in TableKind.allCases where kind != .daily && kind != .totals {
      guard let rules = catalogue.kinds[kind], !rules.needs.isEmpty else { continue }
      let ids = Set(header.keys.compactMap { catalogue.alias($0, kind: kind)?.definition.id })
      guard rules.needs.allSatisfy({ need in need.contains { ids.contains($0) } }) else { continue }
      // Only headers that no other kind of table has speak for this one.
      let own = header.keys.count { rules.columns[$0.whole] != nil || rules.columns[$0.base] != nil }
      let common = header.keys.count { catalogue.common[$0.whole] != nil || catalogue.common[$0.base] != nil }
      let known = header.keys.count { catalogue.alias($0, kind: kind) != nil }
      if known * 2 < header.keys.count, own <= common { continue }
      if own > best?.score ?? (rules.only ? common : 0) { best = (kind, own) }
    }
    if let best { return best.kind }
    let definitions = header.keys.compactMap { catalogue.alias($0, kind: .daily)?.definition }
    let ids = Set(definitions.map(\.id))
    guard definitions.contains(where: { [.measure, .money, .people, .duration].contains($0.role) }) else { return nil }
    if ids.contains("date") || ids.contains("publish_time") { return .daily }
    if ids.contains("start"), ids.contains("end") {
      func place(_ id: String) -> Int? {
        header.keys.firstIndex { catalogue.alias($0, kind: .daily)?.definition.id == id }
      }
      if let start = place("start"), let end = place("end"), rows.agree(start, end) { return .daily }
      return .totals
    }
    return hasPeriod ? .totals : nil
  }

  private mutating func decideSource(
    _ clues: FileClues, _ header: HeaderRow, _ definitions: [ColumnCatalogue.Definition], file: String
  ) -> DataSource {
    if let source = clues.source { return source }
    guard kind == .daily || kind == .totals else { return .own }
    let decision: DataSource
    let ids = Set(definitions.map(\.id))
    let spelt = header.keys.indices.allSatisfy { index in
      header.cells[index].isEmpty || header.cells[index] == header.cells[index].lowercased()
        && header.cells[index].utf8.allSatisfy { $0 < 0x80 && $0 != 0x20 }
    }
    let canonical = definitions.contains { $0.id != "date" }
      && header.cells.allSatisfy { cell in
        cell.isEmpty || definitions.contains { $0.id == cell || $0.bySource.values.contains(cell) } || cell == "cost"
      }
    if spelt, canonical {
      decision = .own
    } else if ids.contains("media_cost"), !ids.isDisjoint(with: Recognition.neverInAdReports)
      || ids.isSuperset(of: ["sales", "attributed_revenue"])
    {
      // Spend beside profit, or attributed beside whole sales: a table that the centre put together itself.
      decision = .own
    } else if ids.contains("media_cost") {
      decision = .ads
    } else if !ids.isDisjoint(with: ["orders", "sales", "buyers", "units", "revenue"]) {
      decision = .shop
    } else if !ids.isDisjoint(with: ["visits", "pv", "bounces", "uv"]) {
      decision = .web
    } else if !ids.isDisjoint(with: ["impressions", "clicks"]) {
      decision = .ads
    } else {
      decision = .own
    }
    guesses.append(.init(about: .source, subject: file, decision: decision.rawValue))
    return decision
  }
}

/// The first rows behind a header, for decisions that headers alone leave open.
struct SampleRows {
  private var rows: [[String]] = []

  /// Of a register, whose headers leave nothing open.
  init() {}

  init(_ text: TextView, behind header: HeaderRow) {
    var scanner = RecordScanner(text, from: header.next.position, line: 1, capacity: 256)
    defer { scanner.deallocate() }
    while rows.count < 50, scanner.next() { rows.append((0..<scanner.count).map { text.string(scanner.cells[$0]) }) }
  }

  /// Whether the cells of a column are the hours of a day, total rows aside.
  func areHours(_ index: Int) -> Bool {
    let cells = rows.compactMap { index < $0.count && !$0[index].isEmpty ? $0[index] : nil }
    return cells.contains { hourOfSpan($0) != nil }
      && cells.allSatisfy { hourOfSpan($0) != nil || TotalMark($0) != nil }
  }

  /// Whether two columns have the same cells in all rows that have both.
  func agree(_ a: Int, _ b: Int) -> Bool {
    let pairs = rows.filter { a < $0.count && b < $0.count && !$0[a].isEmpty && !$0[b].isEmpty }
    return !pairs.isEmpty && pairs.allSatisfy { $0[a] == $0[b] }
  }
}
