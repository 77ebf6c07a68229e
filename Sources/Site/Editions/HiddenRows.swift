import Diagnostics
import Formulas
import Registers
import Tables

extension [RegisterRows] {
  /// The rows as the edition has them: without its hidden registers and columns, without rows about hidden campaigns and
  /// pages, and without references to rows that went.
  func shown(of catalogue: RegisterCatalogue, without hidden: HiddenContent) -> [RegisterRows] {
    var result = compactMap { rows in catalogue[rows.declaration.id].map { rows.restricted(to: $0) } }
    /// Keys of rows that went, by register and campaign (empty for the site's).
    var gone: [String: Set<String>] = [:]
    for place in result.indices { result[place].dropRows(about: hidden, gone: &gone) }
    if gone.isEmpty { return result }
    for place in result.indices { result[place].forgetKeys(gone) }
    return result
  }
}

extension RegisterRows {
  private func targetColumns(_ isMeant: (RegisterColumn.Target) -> Bool) -> [Int] {
    declaration.columns.indices.filter { place in
      place < cells.count && (declaration.columns[place].target.map(isMeant) ?? false)
    }
  }

  fileprivate mutating func dropRows(about hidden: HiddenContent, gone: inout [String: Set<String>]) {
    let columns = targetColumns { $0 == .campaign || $0 == .page }
    if columns.isEmpty { return }
    var kept: [Int] = []
    for row in 0..<count {
      var isAbout = false
      for column in columns {
        let isCampaign = declaration.columns[column].target == .campaign
        func isHidden(_ name: String) -> Bool {
          isCampaign ? hidden.names(campaign: name) : hidden.names(page: name)
        }
        switch cells[column][row] {
        case .text(let name): if isHidden(name) { isAbout = true }
        case .list(let names): cells[column][row] = .list(names.filter { !isHidden($0) })
        default: break
        }
      }
      if isAbout {
        if let key = key(row) { gone[declaration.id, default: []].insert(key) }
      } else {
        kept.append(row)
      }
    }
    if kept.count == count { return }
    for column in cells.indices where cells[column].count == count { cells[column] = kept.map { cells[column][$0] } }
    if origins.count == count { origins = kept.map { origins[$0] } }
    count = kept.count
    // A key that another row still has is not gone.
    for row in 0..<count { if let key = key(row) { gone[declaration.id]?.remove(key) } }
  }

  /// Empties references to rows that are not there any more.
  fileprivate mutating func forgetKeys(_ gone: [String: Set<String>]) {
    for column in declaration.columns.indices where column < cells.count {
      guard case .register(let id)? = declaration.columns[column].target, let keys = gone[id], !keys.isEmpty else { continue }
      for row in 0..<count {
        switch cells[column][row] {
        case .text(let key) where keys.contains(key): cells[column][row] = .missing
        case .list(let list): cells[column][row] = .list(list.filter { !keys.contains($0) })
        default: break
        }
      }
    }
  }

  private func key(_ row: Int) -> String? {
    guard declaration.key.count == 1, let column = declaration.columns.firstIndex(where: { $0.id == declaration.key[0] }),
      column < cells.count, case .text(let key) = cells[column][row]
    else { return nil }
    return key
  }
}

extension HiddenContent {
  fileprivate func names(campaign name: String) -> Bool {
    campaigns.contains(name) || isClosed(folder: "campaigns/" + name)
  }

  fileprivate func names(page name: String) -> Bool {
    ids.contains(name) || holds(name) || holds(name + ".md")
  }
}

extension DataInput {
  /// Leaves out what the edition does not show of the tables that reviews read, and what their import reports tell of it.
  mutating func hide(_ hidden: HiddenContent) {
    if hidden.edition.isEmpty { return }
    func isHidden(_ kind: TableKind?) -> Bool { kind.map { hidden.registers.contains($0.rawValue) } ?? false }
    tables.removeAll { isHidden($0.kind) }
    reports.removeAll { isHidden($0.kind) }
  }

  /// The same for columns, once rows have been typed with all of them.
  mutating func hideColumns(_ hidden: HiddenContent) {
    if hidden.columns.isEmpty { return }
    for place in tables.indices {
      guard let gone = tables[place].kind.flatMap({ hidden.columns[$0.rawValue] }) else { continue }
      tables[place].columns.removeAll { gone.contains($0.id) }
      tables[place].statedTotals = tables[place].statedTotals.filter { !gone.contains($0.key) }
      tables[place].report.hide(gone)
    }
    for place in reports.indices {
      guard let gone = reports[place].kind.flatMap({ hidden.columns[$0.rawValue] }) else { continue }
      reports[place].hide(gone)
    }
  }
}

extension ImportReport {
  fileprivate mutating func hide(_ columns: Set<String>) {
    matched.removeAll { columns.contains($0.id) }
    // These quote cells.
    for place in setAside.indices { setAside[place].excerpt = "" }
    guesses = []
    checks = []
    sharesOutOfRange = []
  }
}
