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

  func review(_ page: Int) -> Context {
    var context = contexts.common(page)
    guard let campaign = campaign(ofPage: page) else { return context }
    if contexts.documents[campaign.document].matter.tags.contains(PageContexts.sampleTag) { context["isSample"] = true }
    let folder = index[page].folder
    addStatus(campaign.brief.status, to: &context)
    if let goal = campaign.brief.goal { context["goal"] = goal }
    if let period = campaign.brief.period { context["period"] = style.dates(period) }
    if let brief = link("campaigns/\(campaign.folder)/brief.md", from: folder) { context["briefHref"] = brief }
    guard let review = campaign.review else { return context }
    if let asOf = review.dataAsOf { context["dataAsOf"] = asOf.iso }
    context["fingerprint"] = review.fingerprint
    context["programVersion"] = programVersion
    let text = ChartText(strings.language, currency: figures.currency)
    let headline = review.headline.enumerated().map { card($1, number: $0, text: text, folder: folder) }
    context["headline"] = headline
    context["hasHeadline"] = !headline.isEmpty
    let markup = ChapterMarkup(strings: strings, text: text) { index.kpiLink($0, from: folder) }
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

  private func card(_ card: HeadlineCard, number: Int, text: ChartText, folder: String) -> Context {
    var context: Context = ["label": card.label, "value": card.value, "statusId": card.status?.className ?? "none"]
    if let unit = card.unit { context["unit"] = unit }
    if let target = card.target { context["target"] = target }
    if let difference = card.difference { context["difference"] = difference }
    if let status = card.status { context["statusText"] = status.text(strings) }
    if let sparkline = card.sparkline {
      context["sparklineHTML"] = Markup { sparkline.render(into: &$0, id: "spark-\(number)", text: text) }
    }
    if let href = index.kpiLink(card.kpi, from: folder) { context["href"] = href }
    return context
  }

  // MARK: Portfolio

  /// All campaigns, latest first, as entries seen from `folder`.
  func entries(from folder: String, limit: Int? = nil) -> [Context] {
    let sorted = figures.campaigns.campaigns.sorted { a, b in
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
