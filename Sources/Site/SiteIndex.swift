import Diagnostics
import Handbook

/// A page of the compiled site, before it is rendered.
struct PageNode: Sendable {
  /// Relative to `content/`; for pages without a file of their own the path they would have (`kpi/ctr.md`).
  var path: String
  /// Relative to the output folder.
  let address: String
  /// The folder of the page in the output.
  let folder: String
  /// Index into the documents; `nil` for a page that Fupan makes.
  var document: Int?
  var title: String
  var weight: Int?
  var parent: Int?
  /// In menu order.
  var children: [Int] = []
  var role: Role

  enum Role: Sendable, Equatable {
    case home, section, page, campaign, review, portfolio, kpiIndex, kpiGroup(String), kpi(String), overdue
    /// All campaigns together: their comparison, the list of periods, and one of them by its place.
    case comparison, periods, period(Int)
    /// Registers: the list, a page of one (parts count from 0), a campaign's project, the calendar of everything, and what
    /// is still to be done.
    case registerIndex, register(String, Int), project, calendar, actions
    /// Everything that `site.yaml` names under `book`, to be printed.
    case book
    /// Days on which talk about the brand went beyond a threshold.
    case crisis
    /// Ways through the handbook: all tags, one of them, what changed, who wrote it, what to read in which order.
    case tags, tag(String), recent, contributors, readingPaths
    /// A form of a training module, by the module's document.
    case module(Int, ModuleForm)
  }

  init(path: String, address: String, document: Int?, title: String, weight: Int?, parent: Int?, role: Role) {
    self.path = path
    self.address = address
    folder = Address.folder(of: address)
    self.document = document
    self.title = title
    self.weight = weight
    self.parent = parent
    self.role = role
  }
}

/// All pages by their places: what links, menus and addresses are made from.
struct SiteIndex: Sendable {
  private(set) var pages: [PageNode] = []
  private var byPath: [String: Int] = [:]
  private(set) var home = 0
  /// Paths of documents that are drafts and not built, for the words of a link's error.
  var drafts: Set<String> = []
  var assets: Set<String> = []
  /// What the edition leaves out, and the visibilities that it shows; `nil` is all of them.
  var hidden = HiddenContent()
  var shownVisibilities: Set<String>?
  /// Where `/kpi/ID.md` leads: a page of its own, or a group's page with an anchor.
  var kpiAnchors: [String: (page: Int, anchor: String)] = [:]
  /// Where pages that were moved stand now, by their former paths (`old.md`).
  var moved: [String: Int] = [:]

  @discardableResult
  mutating func add(_ page: PageNode) -> Int {
    pages.append(page)
    byPath[page.path] = pages.count - 1
    return pages.count - 1
  }

  subscript(index: Int) -> PageNode {
    // Lent, not copied: a page is asked for one of its parts at a time.
    _read { yield pages[index] }
    _modify { yield &pages[index] }
  }

  func page(at path: String) -> Int? { byPath[path] }

  var paths: [String] { byPath.keys.sorted() }

  /// From the home page down to the page's parent.
  func ancestors(of index: Int) -> [Int] {
    var result: [Int] = []
    var next = pages[index].parent
    while let parent = next {
      result.append(parent)
      next = pages[parent].parent
    }
    return result.reversed()
  }

  /// Puts the children of every page in order: by weight, those without one last, then by the order of their paths.
  mutating func sortChildren(navigation: [String]) {
    let standard = [
      "handbook", "campaigns", "reviews", "cases", "training", "registers", "calendar.md", "actions.md", "kpi",
    ]
    let order = navigation + standard.filter { !navigation.contains($0) }
    func rank(_ index: Int) -> (Int, Int, String) {
      let path = pages[index].path
      let place = pages[index].parent == home ? order.firstIndex(of: Address.folder(of: path)) ?? order.count : 0
      return (place, pages[index].weight ?? Int.max, path)
    }
    for index in pages.indices where pages[index].children.count > 1 {
      let sorted = pages[index].children.map { (rank($0), $0) }.sorted { $0.0 < $1.0 }
      pages[index].children = sorted.map(\.1)
    }
  }

  /// The pages in reading order: each one before its children. Previous and next follow it.
  func readingOrder() -> [Int] {
    var order: [Int] = []
    var pending = [home]
    while let next = pending.popLast() {
      order.append(next)
      pending += pages[next].children.reversed()
    }
    return order
  }
}

extension SiteIndex {
  /// Lays out the pages of the documents: every folder that holds pages is a section, with or without an `index.md`.
  static func build(documents: [Document], strings: Strings, siteName: String) -> SiteIndex {
    var index = SiteIndex()
    index.pages.reserveCapacity(documents.count)
    index.byPath.reserveCapacity(documents.count)
    let home = documents.firstIndex { $0.path == "index.md" }
    index.home = index.add(
      PageNode(
        path: "index.md", address: "index.html", document: home, title: siteName, weight: nil, parent: nil, role: .home))
    for number in documents.indices where number != home {
      let path = documents[number].path
      let folder = Address.folder(of: path)
      if path.utf8.count == folder.utf8.count + 9, path.hasSuffix("/index.md") {
        let section = index.section(folder, strings: strings)
        index[section].document = number
        if let title = documents[number].matter.title { index[section].title = title }
        continue
      }
      var parent = index.section(folder, strings: strings)
      let role: PageNode.Role
      switch documents[number].matter.type {
      case .campaign: role = .campaign
      case .review: role = .review
      default: role = .page
      }
      if role == .review, let brief = index.page(at: folder + "/brief.md") { parent = brief }
      let page = index.add(
        PageNode(
          path: path, address: Address.output(of: path), document: number, title: documents[number].matter.title ?? "",
          weight: nil, parent: parent, role: role))
      index[parent].children.append(page)
    }
    return index
  }

  /// The section of a folder, made with those above it when it is new. The folder of a campaign is no section: its
  /// brief hangs in the list of campaigns, its review below the brief.
  mutating func section(_ folder: String, strings: Strings) -> Int {
    if folder.isEmpty { return home }
    let path = folder + "/index.md"
    if let known = byPath[path] { return known }
    let above = Address.folder(of: folder)
    if above == "campaigns" { return section(above, strings: strings) }
    let parent = section(above, strings: strings)
    let name = Address.name(of: folder)
    let title: String
    switch folder {
    case "handbook": title = strings["sectionHandbook"]
    case "campaigns": title = strings["portfolioTitle"]
    case "cases": title = strings["sectionCases"]
    case "training": title = strings["sectionTraining"]
    default: title = Address.composed(name)
    }
    let page = add(
      PageNode(
        path: path, address: Address.composed(folder) + "/index.html", document: nil, title: title, weight: nil,
        parent: parent, role: folder == "campaigns" ? .portfolio : .section))
    pages[parent].children.append(page)
    return page
  }
}
