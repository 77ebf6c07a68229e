import Diagnostics
import Metrics
import Parallel
import Review
import Values

/// The pages of the KPI dictionary.
extension CampaignPages {
  private func definition(_ kpi: KPIDefinition) -> Context {
    let language = strings.language
    var context: Context = [
      "id": kpi.id, "name": kpi.name.text(in: language),
      "secondName": language.isChinese ? kpi.name.en : kpi.name.zh,
      "direction": strings["direction" + kpi.direction.rawValue.capitalizedFirst],
      "additive": strings[kpi.additive ? "additiveYes" : "additiveNo"],
    ]
    if let formula = kpi.formulaText ?? kpi.definition?.text(in: language) { context["formula"] = formula }
    let unit = kpi.unit.kind == .ratio ? strings["unitPercent"] : kpi.unit.label.text(in: language)
    if !unit.isEmpty { context["unit"] = unit }
    if !kpi.source.isEmpty { context["source"] = kpi.source }
    if let note = kpi.note { context["note"] = note.text(in: language) }
    if let needs = kpi.needs { context["needs"] = needs.text(in: language) }
    return context
  }

  func kpiIndex(_ page: Int) -> Context {
    var context = contexts.common(page)
    context["summary"] = strings["kpisSummary"]
    let folder = contexts.index[page].folder
    context["groups"] = figures.dictionary.groups.compactMap { group -> Context? in
      guard let groupPage = contexts.index.page(at: "kpi/group-\(group.id).md") else { return nil }
      var entry: Context = contexts.entry(groupPage, from: folder)
      entry["id"] = group.id
      entry["children"] = figures.dictionary.kpis.filter { $0.group == group.id }.map { kpi in
        [
          "title": kpi.name.text(in: strings.language), "id": kpi.id,
          "href": contexts.index.kpiLink(kpi.id, from: folder) ?? "",
          "hasValues": contexts.index.page(at: "kpi/\(kpi.id).md") != nil,
        ] as Context
      }
      return entry
    }
    return context
  }

  func kpiGroup(_ page: Int, id: String) -> Context {
    var context = contexts.common(page)
    let folder = contexts.index[page].folder
    context["kpis"] = figures.dictionary.kpis.filter { $0.group == id }.map { kpi in
      var entry = definition(kpi)
      if let own = contexts.index.page(at: "kpi/\(kpi.id).md") { entry["href"] = contexts.link(own, from: folder) }
      return entry
    }
    return context
  }

  /// One KPI with its value in every campaign that has one.
  func kpi(_ page: Int, id: String, values: [KPIValues.Value]) -> Context {
    var context = contexts.common(page)
    guard let kpi = figures.dictionary[id] else { return context }
    context["kpi"] = definition(kpi)
    let folder = contexts.index[page].folder
    let campaigns = figures.campaigns.campaigns
    let rows: [Context] = values.map { value in
      let number = value.campaign
      var row: Context = [
        "campaign": campaigns[number].title, "value": figures.style.text(value.figure.value, value.figure.unit),
        "target": figures.style.text(value.assessment.map { .exact($0.target.target) }, value.figure.unit),
        "completion": figures.style.full(value.assessment?.completion, .ratio),
      ]
      let path = "campaigns/\(campaigns[number].folder)/"
      if let target = contexts.index.page(at: path + "review.md") ?? contexts.index.page(at: path + "brief.md") {
        row["href"] = contexts.link(target, from: folder)
      }
      if let period = campaigns[number].brief.period { row["period"] = figures.style.range(period, withYear: true) }
      if let status = value.assessment?.status {
        row["statusId"] = status.className
        row["statusText"] = status.text(strings)
      }
      return row
    }
    context["values"] = rows
    context["hasValues"] = !rows.isEmpty
    return context
  }
}

/// The values of every KPI over all campaigns, looked up once: they decide which KPIs have a page of their own.
struct KPIValues: Sendable {
  struct Value: Sendable {
    /// By place in the campaign set.
    var campaign: Int
    var figure: Figure
    var assessment: Assessment?
  }

  let values: [String: [Value]]

  init(_ campaigns: CampaignSet, dictionary: KPIDictionary) {
    let perCampaign = campaigns.campaigns.parallelMap { campaign -> [(String, Figure, Assessment?)] in
      guard let facts = campaign.facts else { return [] }
      return facts.kpisPresent.map { id in (id, facts.figure(id), facts.target(id).map(facts.assessment)) }
    }
    var values: [String: [Value]] = [:]
    for (number, figures) in perCampaign.enumerated() {
      for (id, figure, assessment) in figures {
        values[id, default: []].append(Value(campaign: number, figure: figure, assessment: assessment))
      }
    }
    self.values = values
  }

  /// Adds the pages of the dictionary to the index: the list, one page per group, one per KPI that has a value.
  func addPages(to index: inout SiteIndex, dictionary: KPIDictionary, strings: Strings) {
    if index.hidden.isClosed(folder: "kpi") { return }
    let top = index.add(
      PageNode(
        path: "kpi/index.md", address: "kpi/index.html", document: nil, title: strings["kpisTitle"], weight: nil,
        parent: index.home, role: .kpiIndex))
    index[index.home].children.append(top)
    for (order, group) in dictionary.groups.enumerated() {
      let page = index.add(
        PageNode(
          path: "kpi/group-\(group.id).md", address: "kpi/group-\(group.id).html", document: nil,
          title: group.title.text(in: strings.language), weight: order, parent: top, role: .kpiGroup(group.id)))
      index[top].children.append(page)
      for kpi in dictionary.kpis where kpi.group == group.id {
        index.kpiAnchors[kpi.id] = (page, kpi.id)
        guard values[kpi.id] != nil else { continue }
        let own = index.add(
          PageNode(
            path: "kpi/\(kpi.id).md", address: "kpi/\(kpi.id).html", document: nil,
            title: kpi.name.text(in: strings.language), weight: nil, parent: page, role: .kpi(kpi.id)))
        index[page].children.append(own)
      }
    }
  }
}
