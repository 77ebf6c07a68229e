import Diagnostics
import Formulas
import Handbook
import Registers

/// How pages belong together: by the register `topics`, by what processes name, and by links in texts. Made once for all
/// pages.
struct PageRelations: Sendable {
  /// Something that can be led to: a page, or a KPI that stands on its group's page.
  struct Target: Sendable {
    var page: Int
    var anchor: String?
    /// `nil`: the page's title.
    var title: String?
    var kind: PageKind
  }

  /// Pages by their place in the index; KPIs without a page of their own follow.
  private(set) var targets: [Target]
  /// KPIs without a page of their own, by the page of their group.
  private var kpisOn: [Int: [Int]] = [:]
  /// By page, what is related and how closely: 1 for each topic in common, more for what is named outright.
  private(set) var related: [[Int: Int]]
  /// By page, the pages whose texts link to it, in the order of the index.
  private(set) var backlinks: [[Int]]
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether the site says which pages belong together: then it also wants to know which ones nothing leads to.
  private(set) var hasTopics = false
  private let home: Int

  /// A page named outright comes before any number of topics in common.
  private static let named = 1000
  /// More pages than this are not related by one topic alone.
  private static let widestTopic = 200

  init(
    _ index: SiteIndex, documents: [Document], rendered: [RenderedPage], registers: SiteRegisters, kpiName: (String) -> String?
  ) {
    home = index.home
    targets = index.pages.map { page in
      let kind: PageKind =
        switch page.role {
        case .kpi: .kpi
        case .review: .review
        case .register: .register
        default: page.document.map { PageKind(documents[$0]) } ?? .other
        }
      return Target(page: Int.min, anchor: nil, title: nil, kind: kind)
    }
    for page in targets.indices { targets[page].page = page }
    var kpis: [String: Int] = [:]
    for (id, place) in index.kpiAnchors.sorted(by: { ($0.value.page, $0.key) < ($1.value.page, $1.key) }) {
      if let own = index.page(at: "kpi/\(id).md") {
        kpis[id] = own
      } else {
        kpis[id] = targets.count
        kpisOn[place.page, default: []].append(targets.count)
        targets.append(Target(page: place.page, anchor: place.anchor, title: kpiName(id), kind: .kpi))
      }
    }
    related = Array(repeating: [:], count: targets.count)
    backlinks = Array(repeating: [], count: index.pages.count)
    let pages = index.pagesOfDocuments(count: documents.count)
    link(pages, rendered, index)
    name(pages, documents, index, kpis)
    topics(registers, index, kpis)
  }

  private mutating func relate(_ one: Int, _ other: Int, by weight: Int) {
    if one == other { return }
    related[one][other, default: 0] += weight
    related[other][one, default: 0] += weight
  }

  /// What texts link to.
  private mutating func link(_ pages: [Int], _ rendered: [RenderedPage], _ index: SiteIndex) {
    for (document, page) in pages.enumerated() {
      var references = rendered[document].references
      for id in rendered[document].wantedRegisters.sorted() {
        if let register = index.page(at: "registers/\(id).md") { references.append(register) }
      }
      for campaign in Set(rendered[document].evidence.map(\.campaign)).sorted() {
        if let review = index.page(at: "campaigns/\(campaign)/review.md") { references.append(review) }
      }
      for target in references where target != page && backlinks[target].last != page { backlinks[target].append(page) }
    }
    for page in backlinks.indices where backlinks[page].count > 1 { backlinks[page] = Set(backlinks[page]).sorted() }
  }

  /// What processes name: KPIs, modules, cases, and the templates of their steps.
  private mutating func name(_ pages: [Int], _ documents: [Document], _ index: SiteIndex, _ kpis: [String: Int]) {
    var byID: [String: Int]?
    teach(pages, documents, kpis)
    for (number, document) in documents.enumerated() {
      guard case .process(let process) = document.matter.detail else { continue }
      let page = pages[number]
      for kpi in process.kpis {
        if let target = kpis[kpi] ?? kpis[kpi.replacing("_", with: "-")] { relate(page, target, by: PageRelations.named) }
      }
      for (key, ids) in [("modules", process.modules), ("cases", process.cases)] {
        for (item, id) in ids.enumerated() {
          if byID == nil {
            byID = Dictionary(zip(documents.map(\.id), pages), uniquingKeysWith: { first, _ in first })
          }
          if let target = byID?[id] {
            relate(page, target, by: PageRelations.named)
          } else {
            let known = documents.filter { key == "modules" ? $0.matter.type == .training : $0.matter.type == .caseStudy }
            diagnostics.append(
              Diagnostic(
                .unknownPageID(id, key: key, nearest: nearest(to: id, among: known.map(\.id).sorted())),
                at: document.place(of: key, item: item)))
          }
        }
      }
      for template in process.steps.lazy.compactMap(\.template) {
        guard let path = Address.resolve(template.prefix { $0 != "#" }, from: Address.folder(of: document.path)),
          let target = index.page(at: path)
        else { continue }
        if related[page][target] == nil { relate(page, target, by: PageRelations.named) }
        if backlinks[target].last != page, !backlinks[target].contains(page) { backlinks[target].append(page) }
      }
    }
  }

  /// What modules name: processes, KPIs, and the modules to take first.
  private mutating func teach(_ pages: [Int], _ documents: [Document], _ kpis: [String: Int]) {
    guard documents.contains(where: { $0.matter.type == .training }) else { return }
    var known: [String: Int] = [:]
    for (number, document) in documents.enumerated() {
      guard document.matter.type == .process || document.matter.type == .training else { continue }
      known[document.id] = pages[number]
      switch document.matter.detail {
      case .process(let process): if let code = process.code { known[code] = pages[number] }
      case .training(let training): if let code = training.code { known[code] = pages[number] }
      default: break
      }
    }
    for (number, document) in documents.enumerated() {
      guard case .training(let training) = document.matter.detail else { continue }
      for (item, id) in training.processes.enumerated() {
        if let target = known[id] {
          relate(pages[number], target, by: PageRelations.named)
        } else {
          let processes = documents.filter { $0.matter.type == .process }.map(\.id).sorted()
          diagnostics.append(
            Diagnostic(
              .unknownPageID(id, key: "processes", nearest: nearest(to: id, among: processes)),
              at: document.place(of: "processes", item: item)))
        }
      }
      for need in training.needs { if let target = known[need] { relate(pages[number], target, by: PageRelations.named) } }
      for (item, id) in training.kpis.enumerated() {
        if let target = kpis[id] {
          relate(pages[number], target, by: PageRelations.named)
        } else {
          diagnostics.append(
            Diagnostic(
              .unknownKPI(id, nearest: nearest(to: id, among: kpis.keys.sorted())), at: document.place(of: "kpis", item: item)))
        }
      }
    }
  }

  /// What the rows of `topics` name together.
  private mutating func topics(_ registers: SiteRegisters, _ index: SiteIndex, _ kpis: [String: Int]) {
    guard let rows = registers.site["topics"], rows.count > 0 else { return }
    hasTopics = true
    let columns = rows.declaration.columns.indices.filter { place in
      let target = rows.declaration.columns[place].target
      return target == .page || target == .kpi
    }
    for row in 0..<rows.count {
      var members: [Int] = []
      for column in columns {
        let ids: [String]
        switch rows.cells[column][row] {
        case .list(let items): ids = items
        case .text(let id): ids = [id]
        default: continue
        }
        for id in ids {
          let isKPI = rows.declaration.columns[column].target == .kpi
          guard let target = isKPI ? kpis[id] : index.page(at: id) else { continue }
          // A column says better than a folder what a plain page is.
          if targets[target].kind == .other, let kind = PageKind(column: rows.declaration.columns[column].id) {
            targets[target].kind = kind
          }
          members.append(target)
        }
      }
      guard members.count <= PageRelations.widestTopic else { continue }
      for (place, one) in members.enumerated() {
        for other in members[(place + 1)...] { relate(one, other, by: 1) }
      }
    }
  }

  // MARK: What a page shows

  struct Group: Sendable {
    var kind: PageKind
    var targets: [Int]
  }

  static let mostShown = 8

  /// What belongs to a page, by kind: the closest first, then the order of the site.
  func groups(of page: Int) -> [Group] {
    var scores = related[page]
    // A group's page speaks for those of its KPIs that have no page of their own.
    for target in kpisOn[page] ?? [] { scores.merge(related[target]) { $0 + $1 } }
    if scores.isEmpty { return [] }
    return PageKind.allCases.compactMap { kind in
      let members = scores.keys.filter { targets[$0].kind == kind && targets[$0].page != page }
      guard !members.isEmpty else { return nil }
      let sorted = members.sorted { (-(scores[$0] ?? 0), $0) < (-(scores[$1] ?? 0), $1) }
      return Group(kind: kind, targets: Array(sorted.prefix(PageRelations.mostShown)))
    }
  }

  /// The pages that link to a page and are not shown as related, without its parent and the home page.
  func mentions(of page: Int, parent: Int?, besides groups: [Group]) -> [Int] {
    if backlinks[page].isEmpty { return [] }
    let shown = Set(groups.lazy.flatMap(\.targets))
    return backlinks[page].filter { $0 != parent && $0 != home && !shown.contains($0) }
  }

  /// The pages that no text, topic or process leads to.
  func orphans(_ index: SiteIndex, documents: [Document]) -> [Int] {
    index.pages.indices.filter { page in
      guard let document = index[page].document, index[page].role == .page else { return false }
      return backlinks[page].isEmpty && related[page].isEmpty && documents[document].isWhole
    }
  }
}

extension PageKind {
  /// The kind that a column of `topics` names pages of.
  init?(column: String) {
    switch column {
    case "processes": self = .process
    case "phases": self = .phase
    case "parts": self = .part
    case "modules": self = .module
    case "cases": self = .caseStudy
    case "templates": self = .template
    default: return nil
    }
  }
}
