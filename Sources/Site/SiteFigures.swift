import Charts
import Diagnostics
import HTML
import Handbook
import Metrics
import Review
import Tables
import Values
import YAML

/// The figures of all campaigns, for pages that quote them: `kpi:KEY` code spans and the blocks `kpi`, `chart`, `table`.
struct SiteFigures: Sendable {
  let campaigns: CampaignSet
  let dictionary: KPIDictionary
  let strings: Strings
  let style: NumberStyle
  let currency: Currency
  let root: String
  let columns: ColumnCatalogue
  let registers: SiteRegisters
  /// How files of registers are read.
  let lookup: RegisterLookup
  /// Processes by their codes and ids.
  let processes: [String: Process]
  let today: Day
  let hidden: HiddenContent
  /// What of persons data files may hold.
  var privacy = PrivacyGuard(PrivacySettings())

  // MARK: A figure in a sentence

  /// The figure of a key as an inline link to the KPI's definition.
  func inline(
    _ key: String, campaign: String?, place: Location, folder: String, index: SiteIndex
  ) -> (Markup, [Diagnostic]) {
    switch resolve(key, campaign: campaign, place: place) {
    case .failure(let diagnostic): return (Markup { $0.element("code", key) }, [diagnostic])
    case .success(let figure):
      let markup = Markup { html in
        let link = index.kpiLink(figure.key.id, from: folder)
        html.raw(link == nil ? "<span class=\"kpi\"" : "<a class=\"kpi\"")
        if let link { html.attribute("href", link) }
        html.attribute("title", explanation(figure))
        html.raw(">")
        html.text(figure.text)
        html.raw(link == nil ? "</span>" : "</a>")
      }
      return (markup, [])
    }
  }

  struct Resolved {
    var key: FigureKey
    var campaign: CampaignResult
    var figure: Figure
    var text: String
  }

  /// Looks a key up; `campaign` is the folder name of the campaign whose page it stands on.
  func resolve(_ text: String, campaign own: String?, place: Location) -> Result<Resolved, Diagnostic> {
    let key: FigureKey
    switch FigureKey.parse(text, at: place) {
    case .success(let parsed): key = parsed
    case .failure(let diagnostic): return .failure(diagnostic)
    }
    guard let name = key.campaign ?? own else { return .failure(Diagnostic(.figureWithoutCampaign, at: place)) }
    guard let campaign = campaigns[name] else { return .failure(Diagnostic(noCampaign(name), at: place)) }
    if hidden.reviews.contains(campaign.folder) {
      return .failure(Diagnostic(.hiddenCampaign(name, edition: hidden.edition), at: place))
    }
    guard dictionary.name(key.id) != nil else {
      let known = dictionary.kpis.map(\.id) + dictionary.measures.map(\.id)
      return .failure(Diagnostic(.unknownKPI(key.id, nearest: nearest(to: key.id, among: known)), at: place))
    }
    guard let facts = campaign.facts else { return .failure(Diagnostic(.campaignWithoutDates(name), at: place)) }
    if let condition = key.filter.first(where: { !facts.values(of: $0.dimension).contains($0.value) }) {
      return .failure(
        Diagnostic(
          .unknownDimensionValue(
            condition.dimension, condition.value,
            nearest: nearest(to: condition.value, among: facts.values(of: condition.dimension)),
            dimensions: facts.dimensions), at: place))
    }
    let figure = facts.figure(key)
    return .success(Resolved(key: key, campaign: campaign, figure: figure, text: prose(figure)))
  }

  /// The register that a file of `registers/` belongs to.
  func registerOfFile(_ path: String) -> String? { lookup.register(path) }

  /// What is wrong with the name of a campaign that there is not.
  func noCampaign(_ name: String) -> Problem {
    if hidden.campaigns.contains(name) { return .hiddenCampaign(name, edition: hidden.edition) }
    return .unknownCampaign(name, nearest: nearest(to: name, among: campaigns.names))
  }

  private func prose(_ figure: Figure) -> String {
    if figure.kind == .status {
      switch figure.status {
      case .green: return strings["statusGood"]
      case .yellow: return strings["statusWarn"]
      case .red: return strings["statusBad"]
      case nil: return NumberStyle.missing
      }
    }
    return style.prose(figure.value, figure.unit)
  }

  private func explanation(_ figure: Resolved) -> String {
    let name = dictionary.name(figure.key.id)?.text(in: strings.language) ?? figure.key.id
    var text = figure.campaign.title + (strings.language.isChinese ? "：" : ": ") + name
    if !figure.figure.formula.isEmpty { text += " = \(figure.figure.formula)" }
    if let missing = figure.figure.missing { text += "（\(missing.wording(in: dictionary).text(in: strings.language))）" }
    return text
  }

  // MARK: Blocks

  /// A `kpi`, `chart` or `table` block; what it draws is kept in `charts` by its id.
  func block(
    _ kind: String, _ literal: String, campaign: String?, place: Location, folder: String, index: SiteIndex, id: String,
    charts: inout [String: Chart]
  ) -> (Markup, [Diagnostic]) {
    switch kind {
    case "kpi": cards(literal, campaign: campaign, place: place, folder: folder, index: index)
    case "chart": chart(literal, campaign: campaign, place: place, id: id, charts: &charts)
    default: table(literal, campaign: campaign, place: place, folder: folder, index: index, id: id)
    }
  }

  /// One key per line, as cards.
  private func cards(
    _ literal: String, campaign: String?, place: Location, folder: String, index: SiteIndex
  ) -> (Markup, [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let markup = Markup { html in
      html.raw("<ul class=\"cards\">")
      for (number, line) in literal.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let key = line.trimmingBlanks
        if key.isEmpty { continue }
        let at = Location(place.file, line: place.line + number + 1, column: 1)
        switch resolve(key, campaign: campaign, place: at) {
        case .failure(let diagnostic): diagnostics.append(diagnostic)
        case .success(let resolved): card(resolved, into: &html, folder: folder, index: index)
        }
      }
      html.raw("</ul>")
    }
    return (markup, diagnostics)
  }

  private func card(_ resolved: Resolved, into html: inout HTMLWriter, folder: String, index: SiteIndex) {
    let assessment = resolved.key.filter.isEmpty && resolved.key.aspect == nil
      ? resolved.campaign.facts.flatMap { facts in facts.target(resolved.key.id).map(facts.assessment) } : nil
    html.raw("<li class=\"card\"><p class=\"card-label\">")
    var label = dictionary.name(resolved.key.id)?.text(in: strings.language) ?? resolved.key.id
    for condition in resolved.key.filter { label += " · " + condition.value }
    if let link = index.kpiLink(resolved.key.id, from: folder) {
      html.link(label, to: link)
    } else {
      html.text(label)
    }
    html.raw("</p><p class=\"card-value\">")
    html.text(resolved.text)
    html.raw("</p>")
    if let assessment {
      html.raw("<p class=\"card-target\">")
      html.text(strings["target"] + " " + style.prose(.exact(assessment.target.target), resolved.figure.unit))
      html.raw("</p>")
      if let status = assessment.status {
        html.raw("<p class=\"card-status\">")
        statusMark(status, strings: strings, into: &html)
        html.raw("</p>")
      }
    }
    html.raw("</li>")
  }

  private func chart(
    _ literal: String, campaign: String?, place: Location, id: String, charts: inout [String: Chart]
  ) -> (Markup, [Diagnostic]) {
    let (request, diagnostics) = BlockRequest.read(literal, kind: "chart", campaign: campaign, place: place, figures: self)
    guard let request else { return (Markup { $0.element("pre", literal) }, diagnostics) }
    guard let chart = request.chart(self) else {
      return (Markup { $0.element("p", class: "none", strings["noData"]) }, diagnostics)
    }
    charts[id] = chart
    let text = ChartText(strings.language, currency: currency)
    return (Markup { chart.render(into: &$0, id: id, text: text) }, diagnostics)
  }

  /// A `flow` block of arrows, or of a process.
  func flow(
    _ literal: String, place: Location, id: String, charts: inout [String: Chart]
  ) -> (Markup, [Diagnostic]) {
    let block: FlowBlock
    if let code = FlowBlock.process(literal) {
      guard let process = processes[code] else {
        let problem = Problem.unknownProcess(code, nearest: nearest(to: code, among: processes.keys.sorted()))
        return (Markup { $0.element("pre", literal) }, [Diagnostic(problem, at: place)])
      }
      block = FlowBlock(process: process, place: place) { strings.role($0) }
    } else {
      block = FlowBlock(arrows: literal, place: place)
    }
    guard let chart = block.chart(title: strings["flowTitle"]), block.diagnostics.isEmpty else {
      return (Markup { $0.element("pre", literal) }, block.diagnostics)
    }
    charts[id] = chart
    let text = ChartText(strings.language, currency: currency)
    return (Markup { chart.render(into: &$0, id: id, text: text) }, [])
  }

  private func table(
    _ literal: String, campaign: String?, place: Location, folder: String, index: SiteIndex, id: String
  ) -> (Markup, [Diagnostic]) {
    let (request, diagnostics) = BlockRequest.read(literal, kind: "table", campaign: campaign, place: place, figures: self)
    guard let request else { return (Markup { $0.element("pre", literal) }, diagnostics) }
    let (table, problems) = request.table(self, id: id)
    guard let table else { return (Markup { $0.element("p", class: "none", strings["noData"]) }, diagnostics + problems) }
    let markup = Markup { html in
      reviewTable(table, strings: strings, into: &html) { index.kpiLink($0, from: folder) }
    }
    return (markup, diagnostics + problems)
  }
}

extension SiteIndex {
  /// The link to a KPI's definition: its own page, or its place on its group's page.
  func kpiLink(_ id: String, from folder: String) -> String? {
    if let page = page(at: "kpi/\(id).md") { return Address.link(from: folder, to: self[page].address) }
    return kpiAnchors[id].map { Address.link(from: folder, to: self[$0.page].address, anchor: $0.anchor) }
  }
}

/// `● 达标`: the shape comes with the class, so that status is never told by colour alone.
func statusMark(_ status: Status, strings: Strings, into html: inout HTMLWriter) {
  html.raw("<span class=\"status status-")
  html.text(status.className)
  html.raw("\">")
  html.text(status.text(strings))
  html.raw("</span>")
}

extension Status {
  var className: String {
    switch self {
    case .green: "good"
    case .yellow: "warn"
    case .red: "bad"
    }
  }

  func text(_ strings: Strings) -> String {
    switch self {
    case .green: strings["statusGood"]
    case .yellow: strings["statusWarn"]
    case .red: strings["statusBad"]
    }
  }
}

extension Problem {
  static func unknownKPI(_ id: String, nearest: String?) -> Problem {
    Problem(
      "unknown-kpi", zh: "指标字典里没有「\(id)」", en: "the KPI dictionary has no '\(id)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "指标 id 见指标字典页，自己的指标写在 content/metrics.yaml", en: "ids are on the KPI pages; your own go into content/metrics.yaml"))
  }
  static func unknownProcess(_ code: String, nearest: String?) -> Problem {
    Problem(
      "unknown-process", zh: "没有流程「\(code)」", en: "there is no process '\(code)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") }
        ?? Wording(zh: "写流程页的 code 或 id", en: "write the code or the id of a process page"))
  }
  static func campaignWithoutDates(_ id: String) -> Problem {
    Problem(
      "campaign-without-dates", zh: "活动「\(id)」没有可用的起止日期，算不出指标", en: "the campaign '\(id)' has no usable dates, so it has no figures",
      hint: Wording(zh: "先改好它的 brief.md", en: "mend its brief.md first"))
  }
  static func unknownDimensionValue(
    _ dimension: String, _ value: String, nearest: String?, dimensions: [String]
  ) -> Problem {
    if !dimensions.contains(dimension) {
      return Problem(
        "unknown-dimension", zh: "数据里没有维度「\(dimension)」", en: "the data has no dimension '\(dimension)'",
        hint: Wording(zh: "可用：\(dimensions.joined(separator: ", "))", en: "available: \(dimensions.joined(separator: ", "))"))
    }
    return Problem(
      "unknown-dimension-value", zh: "\(dimension) 里没有「\(value)」", en: "\(dimension) has no '\(value)'",
      hint: nearest.map { Wording(zh: "是不是「\($0)」？", en: "did you mean '\($0)'?") })
  }
}
