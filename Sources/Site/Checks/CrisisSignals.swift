import Diagnostics
import Formulas
import HTML
import Handbook
import Metrics
import Registers
import Values

/// A day on which talk about the brand went beyond a threshold of `crisis` in `site.yaml`.
struct CrisisSignal: Sendable {
  enum Kind: Int, Sendable { case negativeShare, complaints, surge }

  var kind: Kind
  /// The folder of the campaign whose data tells; `nil` for registers of the site.
  var campaign: String?
  var day: Day
  /// The figure and what it is measured by, as shown.
  var value: Wording
  var limit: Wording
  var location: Location

  var name: Wording {
    switch kind {
    case .negativeShare: Wording(zh: "负面占比", en: "Negative share")
    case .complaints: Wording(zh: "投诉量", en: "Complaints")
    case .surge: Wording(zh: "声量突增", en: "Surge of mentions")
    }
  }
}

/// All signals of a site: of the data `listening` of its campaigns, and of the registers `feedback`. Newest first.
struct CrisisSignals: Sendable {
  private(set) var all: [CrisisSignal] = []
  let settings: CrisisSettings
  private let today: Day

  init(_ source: SiteSource, campaigns: CampaignSet, registers: SiteRegisters) {
    settings = source.settings.crisis
    today = source.today
    let places = LinePlaces(root: source.folder.root)
    for campaign in campaigns.campaigns {
      if let listening = campaign.facts?.listening { add(listening, of: campaign.folder, places) }
    }
    for rows in registers.all(of: "feedback") { add(rows) }
    all = all.indices.sorted { a, b in
      (all[b].day.number, all[a].kind.rawValue, a) < (all[a].day.number, all[b].kind.rawValue, b)
    }.map { all[$0] }
  }

  /// Those that are no older than the settings ask for.
  var recent: [CrisisSignal] { all.filter(isRecent) }

  func isRecent(_ signal: CrisisSignal) -> Bool {
    signal.day <= today && signal.day.distance(to: today) <= settings.days
  }

  /// A warning for each recent one.
  func problems(_ campaigns: CampaignSet) -> [Diagnostic] {
    recent.map { signal in
      let title = signal.campaign.flatMap { campaigns[$0]?.title }
      return Diagnostic(
        .crisisSignal(
          Wording(
            zh: "\(title.map { "“\($0)”" } ?? "")\(signal.day.iso) \(signal.name.zh) \(signal.value.zh)，超过 \(signal.limit.zh)",
            en: "\(title.map { "“\($0)”, " } ?? "")\(signal.day.iso): \(signal.name.en) \(signal.value.en), beyond \(signal.limit.en)")),
        at: signal.location)
    }
  }

  // MARK: What is said of the brand

  private mutating func add(_ listening: Listening, of campaign: String, _ places: LinePlaces) {
    let brands = listening.brands.filter(listening.own.contains)
    guard !brands.isEmpty, let always = Period(Day(number: -100_000), Day(number: 1_000_000)) else { return }
    let days = listening.days(in: always).compactMap { day -> (day: Day, tally: Listening.Tally)? in
      let tally = brands.compactMap { listening.tally($0, on: day) }.reduce(Listening.Tally()) { $0 + $1 }
      return tally.rows > 0 ? (day, tally) : nil
    }
    let limit = settings.negativeShare.double
    for (place, entry) in days.enumerated() where entry.tally.mentions >= Double(settings.fewestMentions) {
      func signal(_ kind: CrisisSignal.Kind, _ value: Wording, _ limit: Wording) -> CrisisSignal {
        CrisisSignal(
          kind: kind, campaign: campaign, day: entry.day, value: value, limit: limit,
          location: CrisisSignals.location(listening, brands, entry.day, places))
      }
      if entry.tally.judged > 0, entry.tally.negative / entry.tally.judged > limit {
        let share = CrisisSignals.percent(entry.tally.negative / entry.tally.judged)
        let counts = "\(Int(entry.tally.negative)) / \(Int(entry.tally.judged))"
        let shown = CrisisSignals.percent(limit)
        all.append(
          signal(.negativeShare, Wording(zh: "\(share)（\(counts)）", en: "\(share) (\(counts))"), Wording(zh: shown, en: shown)))
      }
      // Of the seven days before at least four, or one quiet day would make a surge of the next.
      let before = days[..<place].suffix(7).filter { $0.day.distance(to: entry.day) <= 7 }
      guard before.count >= 4 else { continue }
      let mean = before.reduce(0) { $0 + $1.tally.mentions } / Double(before.count)
      if mean > 0, entry.tally.mentions > mean * settings.surge.double {
        let times = CrisisSignals.oneDecimal(entry.tally.mentions / mean)
        let average = CrisisSignals.oneDecimal(mean)
        all.append(
          signal(
            .surge,
            Wording(
              zh: "\(Int(entry.tally.mentions)) 条，为前七天日均 \(average) 条的 \(times) 倍",
              en: "\(Int(entry.tally.mentions)), \(times) times the daily mean of \(average) in the seven days before"),
            Wording(zh: "\(settings.surge.description) 倍", en: "\(settings.surge.description) times")))
      }
    }
  }

  private static func location(_ listening: Listening, _ brands: [String], _ day: Day, _ places: LinePlaces) -> Location {
    for file in listening.files where file.sheet == nil {
      for brand in brands {
        if let line = places.line(holding: [day.iso, brand], in: file.file) { return Location(file.file, line: line, column: 1) }
      }
    }
    return Location(listening.files.first?.file ?? "content", sheet: listening.files.first?.sheet)
  }

  /// `45.9%`, rounded half up as pages round.
  private static func percent(_ share: Double) -> String { oneDecimal(share * 100) + "%" }

  private static func oneDecimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  // MARK: Complaints

  private mutating func add(_ rows: RegisterRows) {
    var days: [Day: (count: Int, first: Int)] = [:]
    for row in 0..<rows.count {
      guard rows.value(row, "sentiment") == .text("negative"), case .day(let day) = rows.value(row, "date") else { continue }
      var count = 1
      if case .number(let number) = rows.value(row, "quantity") { count = Int(number.double) }
      let known = days[day]
      days[day] = ((known?.count ?? 0) + count, known?.first ?? row)
    }
    for (day, entry) in days.sorted(by: { $0.key < $1.key }) where entry.count > settings.complaints {
      let origin = rows.origins[entry.first]
      all.append(
        CrisisSignal(
          kind: .complaints, campaign: rows.campaign, day: day, value: Wording(zh: "\(entry.count) 条", en: "\(entry.count)"),
          limit: Wording(zh: "\(settings.complaints) 条", en: "\(settings.complaints)"),
          location: Location(origin.file, sheet: origin.sheet, line: Int(origin.line), column: origin.sheet == nil ? 1 : 0)))
    }
  }
}

/// `crisis.html`: every signal of the site with its threshold, and the way to the crisis cards.
struct CrisisPage {
  let pages: RegisterPages
  let signals: CrisisSignals

  func context(_ page: Int) -> Context {
    var context = pages.contexts.common(page)
    if context["summary"] == nil { context["summary"] = pages.strings["crisisSummary"] }
    context["registerHTML"] = Markup { write(signals.all, from: pages.contexts.index[page].folder, hasCampaigns: true, into: &$0) }
    return context
  }

  /// The signals of a campaign, for its project page; `nil` where there are none.
  func markup(ofCampaign campaign: String, folder: String) -> Markup? {
    let own = signals.all.filter { $0.campaign == campaign }
    return own.isEmpty ? nil : Markup { write(own, from: folder, hasCampaigns: false, into: &$0) }
  }

  private func write(
    _ signals: [CrisisSignal], from folder: String, hasCampaigns: Bool, into html: inout HTMLWriter
  ) {
    let strings = pages.strings
    let settings = self.signals.settings
    let recent = signals.count(where: self.signals.isRecent)
    html.element(
      "p", class: "entry-summary",
      strings.language.isChinese
        ? "共 \(signals.count) 条，其中最近 \(settings.days) 天 \(recent) 条。一天的提及不足 \(settings.fewestMentions) 条时不算占比与突增。"
        : "\(signals.count) signals, \(recent) of the last \(settings.days) days. Days with fewer than \(settings.fewestMentions) mentions have neither share nor surge.")
    html.raw("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"crisis-caption\">")
    html.raw("<table class=\"register\" id=\"crisis-signals\"><caption id=\"crisis-caption\">")
    html.text(strings["crisisCaption"])
    html.raw("</caption><thead><tr>")
    for key in ["crisisDay", "campaign", "crisisSignal", "crisisValue", "crisisLimit", "crisisWhere"]
    where hasCampaigns || key != "campaign" {
      html.raw("<th scope=\"col\">")
      html.text(strings[key])
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
    for signal in signals {
      html.raw(self.signals.isRecent(signal) ? "<tr class=\"is-late\">" : "<tr>")
      html.raw("<th scope=\"row\" class=\"day\">")
      html.raw("<time>")
      html.text(signal.day.iso)
      html.raw("</time></th>")
      if hasCampaigns { html.raw("<td>") }
      if hasCampaigns, let campaign = signal.campaign, let target = pages.contexts.index.page(at: "campaigns/\(campaign)/brief.md") {
        html.link(pages.figures.campaigns[campaign]?.title ?? campaign, to: pages.contexts.link(target, from: folder))
      }
      if hasCampaigns { html.raw("</td>") }
      for text in [signal.name, signal.value, signal.limit] {
        html.raw("<td>")
        html.text(text.text(in: strings.language))
        html.raw("</td>")
      }
      // The file's name is enough to know it by; the whole path takes a table's width.
      html.raw("<td><span")
      html.attribute("title", signal.location.description)
      html.raw(">")
      html.text(Address.name(of: Location(signal.location.file, sheet: signal.location.sheet, line: signal.location.line).description))
      html.raw("</span></td></tr>")
    }
    html.raw("</tbody></table></div>")
    guard let cards = pages.contexts.index.page(at: "registers/crisis_cards.md") else { return }
    html.raw("<p class=\"actions\"><a class=\"button\"")
    html.attribute("href", pages.contexts.link(cards, from: folder))
    html.raw(">")
    html.text(strings["crisisCards"])
    html.raw("</a></p>")
  }
}

extension SiteIndex {
  /// The page of crisis warnings, where there is one to show; one that someone wrote stays as it is.
  mutating func addCrisis(_ signals: CrisisSignals, strings: Strings) {
    guard !signals.all.isEmpty, page(at: "crisis.md") == nil else { return }
    let page = add(
      PageNode(
        path: "crisis.md", address: "crisis.html", document: nil, title: strings["crisisTitle"], weight: nil, parent: home,
        role: .crisis))
    self[home].children.append(page)
  }
}
