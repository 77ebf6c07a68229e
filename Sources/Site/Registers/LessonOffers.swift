import Formulas
import HTML
import Handbook
import Metrics
import Registers
import RegisterViews
import Values

/// Lessons of other campaigns that a brief should know of.
///
/// A lesson is offered when one of its tags is a tag or channel of the brief, when it tells of one of the brief's
/// channels, or when it is about one of the target KPIs. Lessons that were withdrawn are not offered, nor those of
/// campaigns that began no earlier: they are no past ones.
struct LessonOffers {
  struct Offer {
    var campaign: CampaignResult?
    var id: String
    var situation: String
    var lesson: String
    var advice: String
    /// What of the brief it fits, in words.
    var reasons: [String]
    var score: Int
  }

  /// The best first; at most `most`.
  let offers: [Offer]
  static let most = 6

  init(for campaign: CampaignResult, tags: [String], registers: SiteRegisters, figures: SiteFigures, strings: Strings) {
    let chinese = strings.language.isChinese
    let tags = tags.filter { $0 != PageContexts.sampleTag }
    let channels = campaign.brief.channels
    let targets = campaign.brief.targets.map { $0.kpi.replacing("_", with: "-") }
    var found: [(offer: Offer, start: Int32, order: Int)] = []
    for rows in registers.all(of: "lessons") where rows.campaign != campaign.folder {
      let other = rows.campaign.flatMap { figures.campaigns[$0] }
      if let own = campaign.brief.period, let period = other?.brief.period, period.start >= own.start { continue }
      func text(_ row: Int, _ column: String) -> String {
        if case .text(let text) = rows.value(row, column) { return text }
        return ""
      }
      for row in 0..<rows.count where text(row, "status") != "withdrawn" {
        var words: [String] = []
        if case .list(let items) = rows.value(row, "tags") { words = items }
        let told = [text(row, "situation"), text(row, "lesson"), text(row, "advice")]
        var reasons: [String] = []
        var score = 0
        for channel in channels where words.contains(channel) || told.contains(where: { $0.contains(channel) }) {
          reasons.append((chinese ? "渠道 " : "channel ") + channel)
          score += 3
        }
        for tag in tags where words.contains(tag) {
          reasons.append((chinese ? "标签 " : "tag ") + tag)
          score += 2
        }
        let kpi = text(row, "kpi").replacing("_", with: "-")
        if targets.contains(kpi) {
          reasons.append((chinese ? "指标 " : "KPI ") + (figures.dictionary.name(kpi)?.text(in: strings.language) ?? kpi))
          score += 2
        }
        guard score > 0 else { continue }
        if text(row, "status") == "confirmed" { score += 1 }
        found.append(
          (
            Offer(
              campaign: other, id: ShownView.key(row, of: rows) ?? "", situation: told[0], lesson: told[1], advice: told[2],
              reasons: reasons, score: score), other?.brief.period?.start.number ?? .min, found.count
          ))
      }
    }
    // The better fit first, then the later campaign, then the order of the registers.
    offers = found.sorted { (-$0.offer.score, -Int64($0.start), $0.order) < (-$1.offer.score, -Int64($1.start), $1.order) }
      .prefix(LessonOffers.most).map(\.offer)
  }

  func markup(_ contexts: PageContexts, folder: String) -> Markup {
    let chinese = contexts.strings.language.isChinese
    return Markup { html in
      html.raw("<ul class=\"lesson-offers\">")
      for offer in offers {
        html.raw("<li")
        html.attribute("data-lesson", offer.id)
        html.raw("><p><strong>")
        html.text(offer.lesson)
        html.raw("</strong></p><p>")
        html.text((chinese ? "建议：" : "Advice: ") + offer.advice)
        html.raw("</p><p class=\"meta\">")
        html.text((chinese ? "情境：" : "Situation: ") + offer.situation + (chinese ? "。来自" : ". From "))
        let path = offer.campaign.map { "campaigns/\($0.folder)/project.md" } ?? "registers/lessons.md"
        let title = offer.campaign?.title ?? contexts.strings["lessonLibrary"]
        if let page = contexts.index.page(at: path) {
          html.link(title, to: contexts.link(page, from: folder) + (offer.campaign == nil ? "" : "#lessons"))
        } else {
          html.text(title)
        }
        html.text((chinese ? "；相符：" : "; fits: ") + offer.reasons.joined(separator: contexts.strings["listComma"]))
        html.raw("</p></li>")
      }
      html.raw("</ul>")
      if let library = contexts.index.page(at: "registers/lessons.md") {
        html.raw("<p class=\"actions\"><a class=\"button\"")
        html.attribute("href", contexts.link(library, from: folder))
        html.raw(">")
        html.text(contexts.strings["lessonLibrary"])
        html.raw("</a></p>")
      }
    }
  }
}
