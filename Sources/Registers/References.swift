import Diagnostics
import Formulas
import Parallel

// Cells that name rows of registers, KPIs, campaigns or pages.

extension RegisterBook {
  /// Turns every spelling of a reference into what it names; a broken one is reported and missing.
  mutating func resolveReferences() -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    // A key may be a reference itself, and is what others name.
    if bySheet.contains(where: { $0.key.map($0.isReference) ?? false }) {
      diagnostics += resolve { $0.key == $1 }
      indexKeys()
    }
    diagnostics += resolve { $0.key != $1 }
    return diagnostics
  }

  private mutating func resolve(_ isWanted: @Sendable (Register, Int) -> Bool) -> [Diagnostic] {
    let book = self
    let names = nameIndexes()
    let results = parallelMap(sheets.count, minimumBatch: 4) { book.resolved($0, names, isWanted) }
    for (sheet, result) in results.enumerated() {
      for (column, values) in result.columns { cells[sheet][column] = values }
    }
    return results.flatMap(\.diagnostics)
  }

  private struct Resolved: Sendable {
    var columns: [(Int, [FormulaValue])] = []
    var diagnostics: [Diagnostic] = []
  }

  /// By sheet of a register that something refers to, the key of each row by the folded key, name or English name.
  private func nameIndexes() -> [Int: [String: String]] {
    var wanted: Set<String> = []
    for register in registers.values {
      for column in register.columns { if case .register(let id)? = column.target { wanted.insert(id) } }
    }
    var result: [Int: [String: String]] = [:]
    for id in wanted {
      guard let register = registers[id], let key = register.key else { continue }
      let columns = [key] + ["name", "name_en"].compactMap { register.indexes[$0] }.filter { $0 != key }
      for sheet in register.all {
        var index: [String: String] = [:]
        for column in columns where column < register.declaration.columns.count {
          for row in 0..<sheets[sheet].count {
            let spelling = folded(CellKey(cells[sheet][column][row]).text)
            let text = CellKey(cells[sheet][key][row]).text
            if !spelling.isEmpty, !text.isEmpty, index[spelling] == nil { index[spelling] = text }
          }
        }
        result[sheet] = index
      }
    }
    return result
  }

  private func resolved(
    _ sheet: Int, _ names: [Int: [String: String]], _ isWanted: (Register, Int) -> Bool
  ) -> Resolved {
    var result = Resolved()
    let register = bySheet[sheet]
    for column in register.declaration.columns.indices where isWanted(register, column) {
      let shown = register.columns[column]
      guard register.isReference(column), let target = shown.target, let places = places(target, from: sheet)
      else { continue }
      var known: [String: String?] = [:]
      var suggested = 0
      lazy var candidates = places.candidates(self)
      func id(_ spelling: String, _ row: Int) -> String? {
        if known[spelling] == nil {
          known.updateValue(places.id(of: spelling, names, self), forKey: spelling)
        }
        if let found = known[spelling] ?? nil { return found }
        var likely: String?
        // A suggestion compares with every name there is.
        if suggested < 20 {
          suggested += 1
          likely = nearest(to: spelling, among: candidates.prefix(2000))
        }
        let problem = Problem.referenceBroken(
          shown.label, spelling, target: places.name, nearest: likely, isEmpty: candidates.isEmpty)
        result.diagnostics.append(Diagnostic(problem, at: location(Row(sheet: sheet, row: row))))
        return nil
      }
      var values = cells[sheet][column]
      for row in values.indices {
        switch values[row] {
        case .text(let text): values[row] = id(text, row).map(FormulaValue.text) ?? .missing
        case .list(let items):
          var seen: Set<String> = []
          let ids = items.compactMap { id($0, row) }.filter { seen.insert($0).inserted }
          values[row] = ids.isEmpty ? .missing : .list(ids)
        default: continue
        }
      }
      result.columns.append((column, values))
    }
    return result
  }

  /// Where a reference may lead.
  private struct Places {
    var name: Wording
    /// In this order.
    var sheets: [Int] = []
    var spellings: [String: String] = [:]

    func id(of spelling: String, _ names: [Int: [String: String]], _ book: RegisterBook) -> String? {
      if let id = spellings[spelling] { return id }
      // The key as written goes before any other spelling.
      for sheet in sheets where book.keys[sheet][spelling] != nil { return spelling }
      let plain = folded(spelling)
      for sheet in sheets { if let id = names[sheet]?[plain] { return id } }
      // Where the key is a reference itself, by the name of what it refers to.
      for sheet in sheets {
        let register = book.bySheet[sheet]
        guard let key = register.key, case .register(let next)? = register.columns[key].target,
          let further = book.registers[next]
        else { continue }
        for other in further.view(from: book.sheets[sheet].campaign) {
          if let id = names[other]?[plain], book.keys[sheet][id] != nil { return id }
        }
      }
      return nil
    }

    func candidates(_ book: RegisterBook) -> [String] {
      if sheets.isEmpty { return spellings.keys.sorted() }
      var found: [String] = []
      for sheet in sheets {
        let register = book.bySheet[sheet]
        guard let key = register.key else { continue }
        for column in [key] + [register.indexes["name"]].compactMap({ $0 }) {
          for value in book.cells[sheet][column] where !value.isEmpty { found.append(CellKey(value).text) }
        }
      }
      return found
    }
  }

  /// `nil` where there is nothing to check by.
  private func places(_ target: RegisterColumn.Target, from sheet: Int) -> Places? {
    switch target {
    case .register(let id):
      // A register that nobody declared is told with the declarations.
      guard let register = registers[id], register.key != nil else { return nil }
      return Places(
        name: register.declaration.name, sheets: register.view(from: sheets[sheet].campaign))
    case .kpi: return scope.kpis.map { Places(name: Wording(zh: "KPI 词典", en: "KPI dictionary"), spellings: $0) }
    case .campaign: return scope.campaigns.map { Places(name: Wording(zh: "活动", en: "campaigns"), spellings: $0) }
    case .page: return scope.pages.map { Places(name: Wording(zh: "页面", en: "pages"), spellings: $0) }
    }
  }

  /// Rows that repeat a key once references in it are told by what they name; `before` has the cells as written, whose
  /// repetitions are told already.
  func repeatedKeys(before: [[[FormulaValue]]]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for sheet in sheets.indices {
      let register = bySheet[sheet]
      let columns = register.declaration.key.compactMap { register.indexes[$0] }
      guard columns.contains(where: register.isReference) else { continue }
      var first: [[CellKey]: Int] = [:]
      for row in 0..<sheets[sheet].count {
        if columns.contains(where: { register.isReference($0) && cells[sheet][$0][row] == .missing }) { continue }
        let key = columns.map { CellKey(cells[sheet][$0][row]) }
        guard let earlier = first[key] else {
          first[key] = row
          continue
        }
        if columns.allSatisfy({ before[sheet][$0][row] == before[sheet][$0][earlier] }) { continue }
        let problem = Problem.rowTwice(
          columns.map { register.columns[$0].label.zh }, key.map(\.text),
          first: location(Row(sheet: sheet, row: earlier)))
        diagnostics.append(Diagnostic(problem, at: location(Row(sheet: sheet, row: row))))
      }
    }
    return diagnostics
  }

  /// Rows of a campaign whose key a row of the site has too: references could mean either.
  func sharedKeys() -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for id in registers.keys.sorted() {
      guard let register = registers[id], register.site.count < register.all.count else { continue }
      let columns = register.declaration.key.compactMap { register.indexes[$0] }
      guard !columns.isEmpty else { continue }
      func key(_ row: Row) -> [CellKey]? {
        if columns.contains(where: { register.isReference($0) && cells[row.sheet][$0][row.row] == .missing }) {
          return nil
        }
        let key = columns.map { CellKey(cells[row.sheet][$0][row.row]) }
        return key.allSatisfy(\.text.isEmpty) ? nil : key
      }
      var sites: [[CellKey]: Row] = [:]
      for sheet in register.site {
        for row in 0..<sheets[sheet].count {
          let place = Row(sheet: sheet, row: row)
          if let key = key(place), sites[key] == nil { sites[key] = place }
        }
      }
      if sites.isEmpty { continue }
      for sheet in register.all where sheets[sheet].campaign != nil {
        for row in 0..<sheets[sheet].count {
          let place = Row(sheet: sheet, row: row)
          guard let key = key(place), let other = sites[key] else { continue }
          let problem = Problem.rowTwice(
            columns.map { register.columns[$0].label.zh }, key.map(\.text), first: location(other))
          diagnostics.append(Diagnostic(problem, at: location(place)))
        }
      }
    }
    return diagnostics
  }

  // MARK: Circles

  /// The sheets with circles of references that may have none; each circle is reported once.
  func circles() -> (sheets: Set<Int>, diagnostics: [Diagnostic]) {
    var found: Set<Int> = []
    var diagnostics: [Diagnostic] = []
    for sheet in sheets.indices {
      let declaration = sheets[sheet].declaration
      for (index, column) in declaration.columns.enumerated() where column.isAcyclic {
        guard column.target == .register(declaration.id) else { continue }
        let links = cells[sheet][index].map { value -> [Int] in
          switch value {
          case .text(let key): keys[sheet][key].map { [Int($0)] } ?? []
          case .list(let items): items.compactMap { keys[sheet][$0].map(Int.init) }
          default: []
          }
        }
        var told: Set<Int> = []
        for circle in RegisterBook.circles(links) {
          found.insert(sheet)
          // Circles that only add rows to one already told are told too, those within it are not.
          if circle.allSatisfy(told.contains) { continue }
          told.formUnion(circle)
          let chain = (circle + [circle[0]]).map { key(Row(sheet: sheet, row: $0)) }
          diagnostics.append(
            Diagnostic(.referenceCircle(column.label, chain: chain), at: location(Row(sheet: sheet, row: circle[0]))))
        }
      }
    }
    return (found, diagnostics)
  }

  /// What a row is called in a chain of rows.
  func key(_ row: Row) -> String {
    let declaration = sheets[row.sheet].declaration
    let key = declaration.key.first.flatMap { declaration.cellIndex(of: $0) }
    return key.map { CellKey(cells[row.sheet][$0][row.row]).text } ?? "\(row.row + 1)"
  }

  /// The circles that going through a graph in depth closes, at most 1,000; none are found only if there are none.
  static func circles(_ links: [[Int]]) -> [[Int]] {
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: links.count)
    var found: [[Int]] = []
    for start in links.indices where states[start] == .new {
      var path = [start]
      var next = [0]
      states[start] = .open
      while let row = path.last {
        let position = next[next.count - 1]
        if position == links[row].count {
          states[row] = .done
          path.removeLast()
          next.removeLast()
          continue
        }
        next[next.count - 1] += 1
        let target = links[row][position]
        switch states[target] {
        case .new:
          states[target] = .open
          path.append(target)
          next.append(0)
        case .open:
          // Within one path; what closes on it is a circle.
          if found.count < 1000, let first = path.lastIndex(of: target) { found.append(Array(path[first...])) }
        case .done: continue
        }
      }
    }
    return found
  }
}
