import Charts
import HTML
import Handbook
import Metrics
import Review
import Values

extension Portfolio {
  /// All campaigns of a site, in the order of the set.
  init(_ campaigns: CampaignSet, source: SiteSource, dictionary: KPIDictionary) {
    let notes = reviewNotes(source)
    self.init(
      campaigns: campaigns.campaigns.map { campaign in
        Portfolio.Campaign(
          id: campaign.id, title: campaign.title, isPlanned: campaign.brief.status != .draft,
          hasNotes: notes.contains("campaigns/\(campaign.folder)/review.md"), period: campaign.brief.period,
          facts: campaign.facts, review: campaign.review)
      }, dictionary: dictionary, language: source.settings.language,
      currency: Currency(code: source.settings.currency), today: source.today)
  }
}

extension SiteIndex {
  /// The comparison of campaigns, where there are two with figures, and a page for each period that has data.
  mutating func addPortfolio(_ portfolio: Portfolio, strings: Strings) {
    let above = page(at: "campaigns/index.md") ?? home
    let compared = portfolio.campaigns.count { !($0.facts?.kpisPresent.isEmpty ?? true) } > 1
    if compared, page(at: "campaigns/comparison.md") == nil {
      let page = add(
        PageNode(
          path: "campaigns/comparison.md", address: "campaigns/comparison.html", document: nil,
          title: strings["comparisonTitle"], weight: Int.max - 1, parent: above, role: .comparison))
      self[above].children.append(page)
    }
    let periods = portfolio.periods
    guard !periods.isEmpty, !hidden.isClosed(folder: "reviews") else { return }
    let list: Int
    if let known = page(at: "reviews/index.md") {
      list = known
    } else {
      list = add(
        PageNode(
          path: "reviews/index.md", address: "reviews/index.html", document: nil, title: strings["periodsTitle"],
          weight: nil, parent: home, role: .periods))
      self[home].children.append(list)
    }
    for (order, period) in periods.enumerated() where page(at: "reviews/\(period.id).md") == nil {
      let page = add(
        PageNode(
          path: "reviews/\(period.id).md", address: "reviews/\(period.id).html", document: nil,
          title: period.title(strings.language), weight: order, parent: list, role: .period(order)))
      self[list].children.append(page)
    }
  }
}

/// The pages about all campaigns together: overview, comparison, reviews of periods.
struct PortfolioPages: Sendable {
  let contexts: PageContexts
  let figures: SiteFigures
  let campaignPages: CampaignPages
  let portfolio: Portfolio
  let periods: [ReviewPeriod]

  init(contexts: PageContexts, figures: SiteFigures, campaignPages: CampaignPages, portfolio: Portfolio) {
    self.contexts = contexts
    self.figures = figures
    self.campaignPages = campaignPages
    self.portfolio = portfolio
    periods = portfolio.periods
  }

  private var strings: Strings { contexts.strings }
  private var index: SiteIndex { contexts.index }
  private var text: ChartText { ChartText(strings.language, currency: figures.currency) }

  private func markup(_ blocks: [Chapter.Block], from folder: String) -> Markup {
    ChapterMarkup(strings: strings, text: text) { index.kpiLink($0, from: folder) }.blocks(blocks)
  }

  private func addHeadline(_ cards: [HeadlineCard], to context: inout Context, from folder: String) {
    let text = text
    let entries = cards.enumerated().map { campaignPages.card($1, number: $0, text: text) { index.kpiLink($0, from: folder) } }
    context["headline"] = entries
    context["hasHeadline"] = !entries.isEmpty
  }

  private func link(_ path: String, from folder: String) -> String? {
    index.page(at: path).map { contexts.link($0, from: folder) }
  }

  /// The review of a campaign, or its brief.
  private func link(campaign place: Int, from folder: String) -> String? {
    let campaign = "campaigns/" + figures.campaigns.campaigns[place].folder
    return link(campaign + "/review.md", from: folder) ?? link(campaign + "/brief.md", from: folder)
  }

  // MARK: Overview

  /// Adds figures of all campaigns, the trend, what needs a look, and the ways on, to the list of campaigns.
  func overview(_ page: Int) -> Context {
    var context = campaignPages.portfolio(page)
    let folder = index[page].folder
    guard !portfolio.campaigns.isEmpty else { return context }
    addHeadline(portfolio.headline, to: &context, from: folder)
    if let trend = portfolio.trend { context["blocksHTML"] = markup([.chart(id: "overview-trend", trend)], from: folder) }
    if let asOf = portfolio.campaigns.compactMap({ $0.facts?.dataAsOf }).max() { context["dataAsOf"] = asOf.iso }
    if let href = link("reviews/index.md", from: folder) { context["periodsHref"] = href }
    if let href = link("campaigns/comparison.md", from: folder) { context["compareHref"] = href }
    let (alerts, more) = portfolio.alerts
    var groups: [(campaign: Int, alerts: [Context])] = []
    for alert in alerts {
      let entry: Context = [
        "statusId": alert.status.className, "statusText": word(alert), "label": alert.text,
      ]
      if groups.last?.campaign == alert.campaign {
        groups[groups.count - 1].alerts.append(entry)
      } else {
        groups.append((alert.campaign, [entry]))
      }
    }
    context["alerts"] = groups.map { group -> Context in
      var entry: Context = ["title": portfolio.campaigns[group.campaign].title, "children": group.alerts]
      entry["href"] = link(campaign: group.campaign, from: folder) ?? ""
      if let asOf = portfolio.campaigns[group.campaign].facts?.dataAsOf { entry["since"] = asOf.iso }
      return entry
    }
    context["hasAlerts"] = !groups.isEmpty
    if more > 0 { context["note"] = strings["alertsMore"] + " " + String(more) }
    return context
  }

  private func word(_ alert: PortfolioAlert) -> String {
    switch alert.kind {
    case .review: strings["alertReview"]
    case .budget: strings["alertBudget"]
    case .anomaly: strings["alertAnomaly"]
    case .kpi: alert.status.text(strings)
    }
  }

  // MARK: Comparison

  func comparison(_ page: Int) -> Context {
    var context = contexts.common(page)
    let folder = index[page].folder
    context["summary"] = strings["comparisonSummary"]
    var blocks: [Chapter.Block] = []
    if let chart = portfolio.spendAgainstReturn { blocks.append(.chart(id: "spend-return", chart)) }
    blocks += portfolio.comparisons.map { .table(portfolio.table($0)) }
    context["blocksHTML"] = markup(blocks, from: folder)
    context["note"] = portfolio.quantileNote
    if let without = portfolio.withoutReturn { context["sentencesHTML"] = Markup { $0.element("p", without) } }
    return context
  }

  // MARK: Periods

  /// The list of all periods, by kind.
  func list(_ page: Int) -> Context {
    var context = contexts.common(page)
    let folder = index[page].folder
    if context["summary"] == nil { context["summary"] = strings["periodsSummary"] }
    let kinds: [(ReviewPeriod.Kind, String)] = [
      (.quarter, "periodQuarters"), (.month, "periodMonths"), (.week, "periodWeeks"),
    ]
    context["groups"] = kinds.compactMap { kind, name -> Context? in
      let children = periods.filter { $0.kind == kind }.compactMap { period -> Context? in
        guard let href = link("reviews/\(period.id).md", from: folder) else { return nil }
        return [
          "title": period.title(strings.language), "href": href, "meta": figures.style.dates(period.days),
        ]
      }
      if children.isEmpty { return nil }
      return ["id": kind.rawValue, "title": strings[name], "children": children]
    }
    return context
  }

  func period(_ page: Int, _ place: Int) -> Context {
    var context = contexts.common(page)
    guard periods.indices.contains(place) else { return context }
    let folder = index[page].folder
    let review = portfolio.review(of: periods[place])
    context["period"] = figures.style.dates(review.period.days)
    if let asOf = review.dataAsOf { context["dataAsOf"] = asOf.iso }
    addHeadline(review.headline, to: &context, from: folder)
    context["sentencesHTML"] = Markup { html in
      for sentence in review.sentences { html.element("p", sentence) }
    }
    context["blocksHTML"] = markup(review.blocks, from: folder)
    let entries = campaignPages.entries(from: folder, of: Set(review.campaigns))
    context["campaigns"] = entries
    context["hasCampaigns"] = !entries.isEmpty
    // The periods of the same kind beside it; those without data between are passed over.
    let same = periods.filter { $0.kind == review.period.kind }
    if let own = same.firstIndex(of: review.period) {
      func entry(_ other: Int) -> Context? {
        guard same.indices.contains(other), let target = index.page(at: "reviews/\(same[other].id).md") else { return nil }
        return contexts.entry(target, from: folder)
      }
      if let earlier = entry(own + 1) { context["previous"] = earlier }
      if let later = entry(own - 1) { context["next"] = later }
      context["hasPager"] = same.count > 1
    }
    return context
  }
}
