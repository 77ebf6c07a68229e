import Registers

/// Which pages registers have.
extension SiteRegisters {
  /// Registers that a campaign keeps for its figures alone: they make no project.
  private static let ofFigures: Set = ["budget", "spend", "events"]

  /// Whether a campaign has rows from which its work can be followed.
  func hasProject(_ folder: String) -> Bool {
    campaigns[folder]?.contains { id, rows in rows.count > 0 && !SiteRegisters.ofFigures.contains(id) } ?? false
  }

  /// The register that a path such as `registers/risks.md` names.
  func register(ofPage path: String) -> String? {
    guard path.hasPrefix("registers/"), path.hasSuffix(".md") else { return nil }
    let id = String(path.dropFirst("registers/".count).dropLast(".md".count))
    return catalogue[id] == nil ? nil : id
  }

  /// Adds the list of registers, a page for each that is used, the calendar, and the project pages of campaigns.
  func addPages(to index: inout SiteIndex, campaigns results: CampaignSet, strings: Strings) {
    let used = used.filter { !SiteRegisters.unlisted.contains($0.id) || $0.isSites || folderHas($0.id) }
    for campaign in results.campaigns where hasProject(campaign.folder) {
      let folder = "campaigns/" + campaign.folder
      guard let brief = index.page(at: folder + "/brief.md") else { continue }
      let page = index.add(
        PageNode(
          path: folder + "/project.md", address: Address.composed(folder) + "/project.html", document: nil,
          title: campaign.title + strings["titleSeparator"] + strings["project"], weight: nil, parent: brief,
          role: .project))
      index[brief].children.append(page)
    }
    guard !used.isEmpty, !index.hidden.isClosed(folder: "registers") else { return }
    let top = SiteRegisters.list(in: &index, strings: strings)
    // In the menu as in the list: by group, and within one by id.
    var weight = 1
    for group in RegisterDeclaration.Group.allCases {
      for declaration in used where declaration.group == group {
        addPage(of: declaration, under: top, weight: weight, to: &index, strings: strings)
        weight += 1
      }
    }
    if used.contains(where: { hasCalendar($0.id) }) || results.campaigns.count > 1 {
      let page = index.add(
        PageNode(
          path: "calendar.md", address: "calendar.html", document: nil, title: strings["calendarTitle"], weight: nil,
          parent: index.home, role: .calendar))
      index[index.home].children.append(page)
    }
  }

  /// The page that lists all registers, made when there is none.
  private static func list(in index: inout SiteIndex, strings: Strings) -> Int {
    if let known = index.page(at: "registers/index.md") {
      if index[known].role != .registerIndex, index[known].document == nil { index[known].title = strings["registersTitle"] }
      index[known].role = .registerIndex
      return known
    }
    let top = index.add(
      PageNode(
        path: "registers/index.md", address: "registers/index.html", document: nil, title: strings["registersTitle"],
        weight: nil, parent: index.home, role: .registerIndex))
    index[index.home].children.append(top)
    return top
  }

  /// Adds the page of a register that only a link asks for.
  func addPage(wanted id: String, to index: inout SiteIndex, strings: Strings) {
    guard index.page(at: "registers/\(id).md") == nil, let declaration = catalogue[id] else { return }
    addPage(of: declaration, under: SiteRegisters.list(in: &index, strings: strings), to: &index, strings: strings)
  }

  /// Shipped rows alone do not make a page: roles and phases are there on every site.
  private static let unlisted: Set = ["roles", "phases"]

  private func folderHas(_ id: String) -> Bool {
    site[id]?.origins.contains { $0.file.hasPrefix(SiteFolder.contentName + "/") } ?? false
  }

  /// A register's page, or several; also for a register that only a link asks for.
  func addPage(
    of declaration: RegisterDeclaration, under top: Int, weight: Int? = nil, to index: inout SiteIndex, strings: Strings
  ) {
    let count = max(1, RegisterPages.pageCount(all(of: declaration.id)))
    let name = declaration.name.text(in: strings.language)
    var first = top
    for part in 0..<count {
      let path = RegisterPages.path(declaration.id, part: part)
      // A page that someone wrote for the register stands above its rows.
      if let written = index.page(at: path) {
        index[written].role = .register(declaration.id, part)
        if part == 0 { first = written }
        continue
      }
      let page = index.add(
        PageNode(
          path: path, address: String(path.dropLast(3)) + ".html", document: nil,
          title: part == 0 ? name : "\(name) \(part + 1)", weight: weight, parent: part == 0 ? top : first,
          role: .register(declaration.id, part)))
      if part == 0 {
        index[top].children.append(page)
        first = page
      }
    }
  }
}
