import Charts
import HTML
import Handbook
import Metrics
import Review
import Values

/// The pages of campaigns: brief, review, and the list of all.
struct CampaignPages: Sendable {
  let contexts: PageContexts
  let figures: SiteFigures

  var strings: Strings { contexts.strings }
  private var index: SiteIndex { contexts.index }
  private var style: NumberStyle { figures.style }

  func campaign(ofPage page: Int) -> CampaignResult? {
    let path = index[page].path
    return figures.campaigns[Address.name(of: Address.folder(of: path))]
  }

  private func link(_ path: String, from folder: String) -> String? {
    index.page(at: path).map { contexts.link($0, from: folder) }
  }

  private func addStatus(_ status: Campaign.Status, to context: inout Context) {
    context["statusId"] = status.rawValue
    context["status"] = strings["campaign" + status.rawValue.capitalizedFirst]
  }

  // MARK: Brief

  func brief(_ page: Int) -> Context {
    var context = contexts.common(page)
    guard let campaign = campaign(ofPage: page) else { return context }
    let folder = index[page].folder
    let brief = campaign.brief
    addStatus(brief.status, to: &context)
    if let period = brief.period { context["period"] = style.dates(period) }
    if let baseline = brief.baseline { context["baseline"] = style.dates(baseline) }
    if let goal = brief.goal { context["goal"] = goal }
    if let theme = brief.theme { context["theme"] = theme }
    context["audiences"] = brief.audiences
    context["hasAudiences"] = !brief.audiences.isEmpty
    context["channels"] = brief.channels
    context["hasChannels"] = !brief.channels.isEmpty
    if let budget = brief.budget { context["budget"] = style.full(.exact(budget), .money) }
    if let reserve = brief.reserve {
      context["reserve"] = style.full(.exact(reserve), reserve < Exact(1) ? .ratio : .money)
    }
    if let control = brief.control {
      context["control"] = Dimensions.name(control.dimension).text(in: strings.language) + " "
        + control.values.joined(separator: strings["listComma"])
    }
    if let compare = brief.compare, let other = figures.campaigns[compare],
      let target = index.page(at: "campaigns/\(other.folder)/brief.md")
    {
      context["compare"] = contexts.entry(target, from: folder)
    }
    if let review = link("campaigns/\(campaign.folder)/review.md", from: folder) { context["reviewHref"] = review }
    let targets: [Context] = brief.targets.map { target in
      let unit = campaign.facts?.figure(target.kpi).unit ?? figures.dictionary[target.kpi]?.unit ?? Unit(.number)
      var entry: Context = [
        "kpi": figures.dictionary.name(target.kpi)?.text(in: strings.language) ?? target.kpi,
        "target": style.text(.exact(target.target), unit), "baseline": style.text(target.baseline.map(Number.exact), unit),
        "weight": target.weight?.description ?? "", "due": target.due?.iso ?? "",
        "warn": target.warn.map { style.full(.exact($0), .ratio) } ?? "",
      ]
      if let href = index.kpiLink(target.kpi, from: folder) { entry["href"] = href }
      return entry
    }
    context["targets"] = targets
    context["hasTargets"] = !targets.isEmpty
    return context
  }

  // MARK: Review

  func review(_ page: Int, links: ReviewLinks = .relative) -> Context {
    var context = contexts.common(page)
    guard let campaign = campaign(ofPage: page) else { return context }
    if contexts.documents[campaign.document].matter.tags.contains(PageContexts.sampleTag) { context["isSample"] = true }
    let folder = index[page].folder
    addStatus(campaign.brief.status, to: &context)
    if let goal = campaign.brief.goal { context["goal"] = goal }
    if let period = campaign.brief.period { context["period"] = style.dates(period) }
    if let brief = links.link(link("campaigns/\(campaign.folder)/brief.md", from: folder), from: folder) {
      context["briefHref"] = brief
    }
    func kpiLink(_ id: String) -> String? { links.link(index.kpiLink(id, from: folder), from: folder) }
    guard let review = campaign.review else { return context }
    if let asOf = review.dataAsOf { context["dataAsOf"] = asOf.iso }
    context["fingerprint"] = review.fingerprint
    context["programVersion"] = programVersion
    let text = ChartText(strings.language, currency: figures.currency)
    let headline = review.headline.enumerated().map { card($1, number: $0, text: text, kpiLink: kpiLink) }
    context["headline"] = headline
    context["hasHeadline"] = !headline.isEmpty
    let names = review.chapters.map { chapter in
      (chapter.id, strings.language.isChinese ? "第 \(chapter.number) 章" : "chapter \(chapter.number)")
    }
    let markup = ChapterMarkup(
      strings: strings, text: text, chapterNames: Dictionary(names, uniquingKeysWith: { first, _ in first }),
      kpiLink: kpiLink)
    context["chapters"] = review.chapters.map { chapter in
      var entry: Context = [
        "id": chapter.id, "number": chapter.number, "title": chapter.title, "isEmpty": chapter.state == .missing,
      ]
      if let needs = chapter.needs { entry["needs"] = needs }
      if !chapter.sentences.isEmpty { entry["sentencesHTML"] = markup.sentences(chapter) }
      entry["blocksHTML"] = markup.blocks(chapter)
      if !chapter.how.isEmpty { entry["howHTML"] = markup.how(chapter) }
      return entry
    }
    return context
  }

  func card(_ card: HeadlineCard, number: Int, text: ChartText, kpiLink: (String) -> String?) -> Context {
    var context: Context = ["label": card.label, "value": card.value, "statusId": card.status?.className ?? "none"]
    if let unit = card.unit { context["unit"] = unit }
    if let target = card.target { context["target"] = target }
    if let difference = card.difference { context["difference"] = difference }
    if let status = card.status { context["statusText"] = status.text(strings) }
    if let sparkline = card.sparkline {
      context["sparklineHTML"] = Markup { sparkline.render(into: &$0, id: "spark-\(number)", text: text) }
    }
    if let href = kpiLink(card.kpi) { context["href"] = href }
    return context
  }

  // MARK: Portfolio

  /// All campaigns, latest first, as entries seen from `folder`.
  /// Only those at the given places, where there are any given.
  func entries(from folder: String, limit: Int? = nil, of places: Set<Int>? = nil) -> [Context] {
    let all = figures.campaigns.campaigns
    let chosen = places.map { places in all.indices.filter(places.contains).map { all[$0] } } ?? all
    let sorted = chosen.sorted { a, b in
      (b.brief.period?.start.number ?? .min, a.folder) < (a.brief.period?.start.number ?? .min, b.folder)
    }
    return sorted.prefix(limit ?? Int.max).map { campaign in
      var entry: Context = ["title": campaign.title]
      if contexts.documents[campaign.document].matter.tags.contains(PageContexts.sampleTag) { entry["isSample"] = true }
      addStatus(campaign.brief.status, to: &entry)
      let brief = link("campaigns/\(campaign.folder)/brief.md", from: folder)
      let review = link("campaigns/\(campaign.folder)/review.md", from: folder)
      entry["href"] = review ?? brief ?? ""
      if review != nil, let brief { entry["briefHref"] = brief }
      if let period = campaign.brief.period { entry["period"] = style.dates(period) }
      if let asOf = campaign.facts?.dataAsOf { entry["dataAsOf"] = asOf.iso }
      entry["figures"] = (campaign.review?.headline ?? []).prefix(4).map { card in
        var figure: Context = ["label": card.label, "value": card.value]
        if let unit = card.unit { figure["unit"] = unit }
        if let status = card.status {
          figure["statusId"] = status.className
          figure["statusText"] = status.text(strings)
        }
        return figure
      }
      return entry
    }
  }

  func portfolio(_ page: Int) -> Context {
    var context = contexts.common(page)
    if context["summary"] == nil { context["summary"] = strings["portfolioSummary"] }
    let entries = entries(from: index[page].folder)
    context["campaigns"] = entries
    context["hasCampaigns"] = !entries.isEmpty
    if let actions = index.page(at: "actions.md"), index[actions].role == .actions {
      context["actionsHref"] = contexts.link(actions, from: index[page].folder)
    }
    return context
  }

  /// Adds the latest campaigns to the home page's context.
  func addRecent(to context: inout Context, from folder: String) {
    let entries = entries(from: folder, limit: 5)
    context["campaigns"] = entries
    context["hasCampaigns"] = !entries.isEmpty
    if let portfolio = index.page(at: "campaigns/index.md") {
      context["campaignsHref"] = contexts.link(portfolio, from: folder)
    }
  }
}
