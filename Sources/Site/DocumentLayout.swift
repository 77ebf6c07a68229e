import Diagnostics
import Handbook
import Values

/// The layout and the context of a page that a document or a folder makes.
extension PageContexts {
  /// Pages of one role; `nil` for those that reviews and the KPI dictionary make.
  func documentPage(_ page: Int) -> (layout: String, context: Context)? {
    let node = index[page]
    var context = common(page)
    switch node.role {
    case .home:
      context["groups"] = homeGroups(from: node.folder)
      if let list = index.page(at: "overdue.md"), hasOverdue { context["overdueHref"] = link(list, from: node.folder) }
      return ("home", context)
    case .section:
      if let book = index.page(at: "book.md"), settings.book.contains(Address.folder(of: node.path)) {
        context["bookHref"] = link(book, from: node.folder)
      }
      let outcomes = caseGroups(node.children, from: node.folder)
      if !outcomes.isEmpty {
        context["groups"] = outcomes
        return ("section", context)
      }
      let children = node.children.map { listed($0, from: node.folder) }
      if !children.isEmpty {
        context["children"] = children
        context["hasChildren"] = true
      }
      return ("section", context)
    case .page:
      guard let document = node.document else { return nil }
      switch documents[document].matter.detail {
      case .process(let process):
        if let code = process.code { context["code"] = code }
        if let parts = rendered[document].process { addProcess(parts, to: &context) }
        return ("process", context)
      case .caseStudy(let study): addCase(study, to: &context)
      case .training(let training):
        addTraining(training, reading: ReadingTime(rendered[document], steps: []).minutes, to: &context)
      default: break
      }
      return ("page", context)
    default: return nil
    }
  }

  /// Cases by how they went, so that a reader who looks for a failure finds one; empty where there are no cases.
  private func caseGroups(_ children: [Int], from folder: String) -> [Context] {
    func outcome(_ page: Int) -> CaseStudy.Outcome?? {
      guard let document = index[page].document, case .caseStudy(let study) = documents[document].matter.detail else { return nil }
      return .some(study.outcome)
    }
    guard children.contains(where: { outcome($0) != nil }) else { return [] }
    let known: [CaseStudy.Outcome?] = CaseStudy.Outcome.allCases.map { $0 }
    var groups: [Context] = (known + [nil]).compactMap { wanted in
      let members = children.filter { outcome($0).map { $0 == wanted } ?? false }
      guard !members.isEmpty else { return nil }
      let name = wanted?.rawValue ?? "open"
      return [
        "id": "outcome-" + name, "title": strings["outcome-" + name],
        "children": members.map { listed($0, from: folder) },
      ] as Context
    }
    let others = children.filter { outcome($0) == nil }
    if !others.isEmpty {
      groups.append(["title": strings["kindSection"], "children": others.map { listed($0, from: folder) }] as Context)
    }
    return groups
  }

  private func homeGroups(from folder: String) -> [Context] {
    index[index.home].children.compactMap { section in
      if case .portfolio = index[section].role { return nil }
      var group = listed(section, from: folder)
      group["children"] = index[section].children.prefix(12).map { listed($0, from: folder) }
      return group
    }
  }

  private func addProcess(_ parts: ProcessParts, to context: inout Context) {
    for (key, markup) in [("stepsHTML", parts.steps), ("flowHTML", parts.flow), ("raciHTML", parts.raci)]
    where !markup.isEmpty { context.set(key, .markup(markup)) }
    if !parts.kpis.isEmpty {
      context["kpis"] = parts.kpis.map { ["name": $0.name, "href": $0.href] as Context }
      context["hasKpis"] = true
    }
  }

  private func addCase(_ study: CaseStudy, to context: inout Context) {
    var facts: [Context] = []
    func fact(_ label: String, _ value: String?) {
      if let value { facts.append(["label": strings[label], "value": value]) }
    }
    fact("outcome", study.outcome.map { strings["outcome-" + $0.rawValue] })
    fact("company", study.company)
    fact("industry", study.industry)
    fact("period", study.period)
    context["facts"] = facts
    context["hasFacts"] = !facts.isEmpty
    context["caseFigures"] = study.figures.map {
      ["label": $0.what, "value": $0.value, "source": $0.source] as Context
    }
    context["hasCaseFigures"] = !study.figures.isEmpty
  }

  private func addTraining(_ training: Training, reading: Int, to context: inout Context) {
    var facts: [Context] = []
    if let code = training.code { facts.append(["label": strings["moduleCode"], "value": code]) }
    if !training.layers.isEmpty {
      let names = training.layers.map { $0.name.text(in: settings.language) }
      facts.append(["label": strings["layer"], "value": names.joined(separator: strings["listComma"])])
    }
    if let minutes = training.minutes {
      facts.append(["label": strings["duration"], "value": "\(minutes) " + strings["minutes"]])
    }
    facts.append(["label": strings["readingTime"], "value": "\(reading) " + strings["minutes"]])
    if !training.needs.isEmpty {
      facts.append(["label": strings["prerequisites"], "value": training.needs.joined(separator: strings["listComma"])])
    }
    context["facts"] = facts
    context["hasFacts"] = !facts.isEmpty
    context["goals"] = training.goals
    context["hasGoals"] = !training.goals.isEmpty
  }

  /// The list of pages that are due to be checked, and of campaigns whose review is overdue, by their briefs.
  func overduePage(
    _ page: Int, reviews: [(document: Int, due: Day)], stale: [StaleRow]
  ) -> (layout: String, context: Context) {
    var context = common(page)
    let upkeep = Upkeep(documents, today: today)
    let parts = ListPages(contexts: self).upkeep(upkeep, stale: stale, folder: index[page].folder)
    if !parts.isEmpty { context["listHTML"] = parts }
    context["summary"] = strings["overdueSummary"]
    let pages: [Context] = upkeep.overdue.compactMap { document, due in
      guard let target = index.page(at: documents[document].path) else { return nil }
      var entry = self.entry(target, from: index[page].folder)
      let matter = documents[document].matter
      entry["owner"] = matter.owner.map { strings.role($0) } ?? ""
      entry["checked"] = matter.checked?.iso ?? ""
      entry["checkEvery"] = matter.checkEvery?.text(in: settings.language) ?? ""
      entry["since"] = due.iso
      return entry
    }
    context["pages"] = pages
    context["hasPages"] = !pages.isEmpty
    let campaigns: [Context] = reviews.compactMap { document, due in
      guard let target = index.page(at: documents[document].path),
        case .campaign(let campaign) = documents[document].matter.detail
      else { return nil }
      var entry = self.entry(target, from: index[page].folder)
      entry["owner"] = documents[document].matter.owner.map { strings.role($0) } ?? ""
      entry["period"] = campaign.period?.end.iso ?? ""
      entry["since"] = due.iso
      return entry
    }
    context["campaigns"] = campaigns
    context["hasCampaigns"] = !campaigns.isEmpty
    return ("overdue", context)
  }
}
